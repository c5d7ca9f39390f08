//! Recommendations: written, ready only when founded, taken step by step.

use planerka::app::Effect;
use planerka::domain::{Life, Recommendation};
use planerka::ui::screen::Pane;

use super::at_work;
use crate::harness::Harness;

fn only(day: &Harness, client: &str) -> Recommendation {
    let all = &day.client(client).recommendations;
    assert_eq!(all.len(), 1, "{client}");
    all[0].clone()
}

#[test]
fn ready_needs_why_and_what_if() {
    let mut day = at_work();
    day.keys("3 R");
    assert!(day.news().contains("Не хватает: зачем"), "{}", day.news());
    assert_eq!(only(&day, "Вектор").life, Life::Draft);
    day.keys("e ctrl-g");
    assert!(day.news().contains("Не хватает"), "{}", day.news());
    day.keys("«видно заявки» tab «знаем цену заявки» ctrl-g");
    assert!(day.news().contains("если не сделать"), "{}", day.news());
    day.keys("«платим за клики» ctrl-g");
    let ready = only(&day, "Вектор");
    assert_eq!(ready.life, Life::Ready);
    assert_eq!(
        (
            ready.why.as_str(),
            ready.if_done.as_str(),
            ready.if_not.as_str()
        ),
        ("видно заявки", "знаем цену заявки", "платим за клики")
    );
    assert!(day.pane(Pane::Drafts).contains('●'));
    day.keys("u");
    let back = only(&day, "Вектор");
    assert_eq!(
        (back.life, back.why.as_str()),
        (Life::Draft, ""),
        "one step, one undo"
    );
}

#[test]
fn a_new_one_is_written_and_left_with_care() {
    let mut day = at_work();
    day.keys("r «Кампания на бренд» enter «конкуренты выше» esc");
    assert!(
        day.screen(80, 24).contains("конкуренты выше"),
        "one esc loses nothing"
    );
    day.keys("ctrl-s");
    let new = only(&day, "Альфа-Авто");
    assert_eq!(
        (new.title.as_str(), new.why.as_str()),
        ("Кампания на бренд", "конкуренты выше")
    );
    assert!(day.pane(Pane::Drafts).contains("Кампания на бренд"));
    day.keys("3 g g D enter");
    assert!(
        only(&day, "Альфа-Авто").archived_at.is_none(),
        "enter is no"
    );
    day.keys("D д");
    assert!(!day.pane(Pane::Drafts).contains("Кампания на бренд"));
}

#[test]
fn text_goes_to_the_persons_own_editor_and_back() {
    let mut day = at_work();
    day.editor = Some("из редактора\n".to_owned());
    day.effects();
    day.keys("3 e ctrl-e");
    assert_eq!(day.effects(), [Effect::ExternalEditor(String::new())]);
    day.keys("ctrl-s");
    assert_eq!(only(&day, "Вектор").why, "из редактора");
}

#[test]
fn steps_from_ready_to_checked() {
    let mut day = at_work();
    day.keys("3 e «а» tab «б» tab «в» ctrl-g");
    for (keys, life) in [
        ("A ctrl-s", Life::Sent),
        ("A 3 ctrl-s", Life::Sent),
        ("«дорого» ctrl-s", Life::Declined),
        ("u", Life::Sent),
        ("A 1 tab «1.12» tab «да» ctrl-s", Life::Accepted),
        // Agreed to, it is the client's own matter: listed where that client's drafts stand first.
        ("1 3", Life::Accepted),
        ("A ctrl-s", Life::Implemented),
        ("u", Life::Accepted),
        ("ctrl-r", Life::Implemented),
    ] {
        day.keys(keys);
        assert_eq!(
            only(&day, "Вектор").life,
            life,
            "{keys}\n{}",
            day.screen(80, 24)
        );
    }
}
