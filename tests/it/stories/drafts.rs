//! Recommendations: written, ready only when founded, taken step by step.

use planerka::app::{Effect, Msg};
use planerka::domain::{Life, Recommendation};
use planerka::ui::screen::Pane;

use super::at_work;
use crate::harness::Harness;

/// Opens the draft of Вектор and makes it ready.
const REASONS: &str = "3 e «видно, какие слова приносят заявки» tab «платим только за них» tab «бюджет уходит на мусор» ctrl-g";

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
    day.keys("«надо» tab «знаем цену заявки» ctrl-g");
    assert!(day.news().contains("если не сделать"), "{}", day.news());
    day.keys("«платим за клики вслепую» ctrl-g");
    let order = "нужен довод, а не указание: «зачем» слишком коротко";
    assert!(day.news().contains(order), "{}", day.news());
    day.keys("« видеть, откуда заявки» ctrl-g");
    let ready = only(&day, "Вектор");
    assert_eq!(ready.life, Life::Ready);
    assert_eq!(
        (
            ready.why.as_str(),
            ready.if_done.as_str(),
            ready.if_not.as_str()
        ),
        (
            "надо видеть, откуда заявки",
            "знаем цену заявки",
            "платим за клики вслепую"
        )
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
    day.keys(REASONS);
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

/// From the card of Вектор, at its recommendations.
fn on_the_page() -> Harness {
    let mut day = at_work();
    day.keys(REASONS);
    day.keys("1 g g j j enter 5");
    let shown = day.screen(120, 40);
    assert!(shown.contains("● готова"), "{shown}");
    day
}

#[test]
fn declined_twice_it_rests() {
    let mut day = on_the_page();
    for (keys, life) in [
        ("A ctrl-s", Life::Sent),
        ("A 3 tab «дорого» ctrl-s", Life::Declined),
        ("o A ctrl-s", Life::Draft),
        ("R", Life::Ready),
        ("A ctrl-s", Life::Sent),
        ("A 3 tab «не сейчас» ctrl-s", Life::Declined),
    ] {
        day.keys(keys);
        assert_eq!(
            only(&day, "Вектор").life,
            life,
            "{keys}\n{}",
            day.screen(120, 40)
        );
    }
    let decision = only(&day, "Вектор").decision.unwrap();
    assert_eq!(
        (decision.who.as_str(), decision.words.as_str()),
        ("Вера Лис", "не сейчас")
    );
    let shown = day.screen(120, 40);
    for part in [
        "отказов было 2",
        "вернуться можно 21 фев 2027",
        "«не сейчас»",
    ] {
        assert!(shown.contains(part), "{part} in\n{shown}");
    }
    day.keys("A ctrl-s");
    assert!(
        day.news().contains("Вернуться к этому можно 21 фев 2027"),
        "{}",
        day.news()
    );
    assert_eq!(only(&day, "Вектор").life, Life::Declined);
    // The step back is taken as any other.
    day.keys("esc u");
    assert_eq!(only(&day, "Вектор").life, Life::Sent);
}

#[test]
fn what_is_not_ours_to_set_up_has_two_substitutes() {
    let mut day = on_the_page();
    day.keys("A ctrl-s A tab tab «да» ctrl-s");
    assert_eq!(only(&day, "Вектор").life, Life::Accepted);
    day.keys("A tab 2 ctrl-s");
    assert_eq!(only(&day, "Вектор").life, Life::Accepted, "not ours");
    let shown = day.screen(80, 24);
    for part in ["1  Предложить услугу настройки", "2  Написать инструкцию"]
    {
        assert!(shown.contains(part), "{part} in\n{shown}");
    }
    // The service is a recommendation of its own, written and saved by the person.
    day.keys("1 «клиенту некогда разбираться самому» ctrl-s");
    let all = day.client("Вектор").recommendations.clone();
    assert_eq!(all.len(), 2);
    assert_eq!(all[1].title, "Настройка под ключ: Настроить цели");
    assert_eq!(all[1].grounds().helper, "специалист по настройке");
    // Back at the step: the client did it.
    day.keys("1 ctrl-s");
    let done = day.client("Вектор").recommendations[0].clone();
    assert_eq!(done.life, Life::Implemented, "{}", day.screen(80, 24));
    assert_eq!(done.steps.last().unwrap().note, "сделал клиент");
}

#[test]
fn what_it_gave_is_looked_at_after_a_month() {
    let mut day = on_the_page();
    day.keys("A ctrl-s A ctrl-s A ctrl-s");
    assert_eq!(only(&day, "Вектор").life, Life::Implemented);
    day.keys("A");
    let shown = day.screen(80, 24);
    assert!(shown.contains("Рано: сравнить можно 30 ноя"), "{shown}");
    day.keys("esc");
    let later = "2026-12-28T09:02+03:00[+03:00]".parse().unwrap();
    day.send(Msg::Clock(later));
    day.keys("esc 4");
    let shown = day.screen(200, 60);
    assert!(
        shown.contains("внедрено 5\u{a0}нед назад, эффект"),
        "{shown}"
    );
    day.keys("1 g g j j enter 5 A");
    let shown = day.screen(80, 24);
    assert!(shown.contains("Цифр за это время нет"), "{shown}");
    day.keys("ctrl-s");
    assert_eq!(
        only(&day, "Вектор").life,
        Life::Implemented,
        "a verdict is asked for"
    );
    day.keys("1 tab «заявки видны» ctrl-s");
    let checked = only(&day, "Вектор");
    assert_eq!(checked.life, Life::Checked);
    let check = checked.check.unwrap();
    assert_eq!((check.before, check.note.as_str()), (None, "заявки видны"));
    day.keys("o");
    let shown = day.screen(120, 40);
    assert!(shown.contains("сработало: заявки видны"), "{shown}");
    assert!(shown.contains("внедрено 100"), "{shown}");
}
