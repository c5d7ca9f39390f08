use super::*;
use crate::domain::recommendation::{Decision, Effect, Grounds, LifeStep};
use crate::domain::{Brief, Channel, Client, Goal, GoalId, Metric, Record};
use crate::input::Resolved;
use crate::ui::dialog::form::harness::Desk;

fn client() -> ClientId {
    ClientId::from_bytes([1; 16])
}

fn recommendation(n: u8, title: &str, kind: RecommendationKind, lives: &[Life]) -> Recommendation {
    let at = "2026-11-01T09:00:00Z".parse().unwrap();
    let mut r = Recommendation::draft(RecommendationId::from_bytes([n; 16]), client(), at);
    r.title = title.to_owned();
    r.why = format!("Довод {n} за то, чтобы сделать");
    r.if_done = "Заявок станет больше на треть".to_owned();
    r.if_not = "Сезон пройдёт без заявок".to_owned();
    r.kind = kind;
    r.life = lives.last().copied().unwrap_or_default();
    let step = |life: &Life| LifeStep {
        life: *life,
        at,
        note: String::new(),
    };
    r.steps = lives.iter().map(step).collect();
    r
}

fn desk(recommendations: Vec<Recommendation>) -> Desk {
    let mut desk = Desk::new();
    let at = "2026-01-01T09:00:00Z".parse().unwrap();
    let mut brief = Brief::empty(client(), at);
    let text = "100 заявок в месяц".to_owned();
    brief.goals.push(Goal {
        id: GoalId(1),
        text,
        closed_at: None,
    });
    let named = Client::named(client(), "Альфа".to_owned(), at);
    desk.book.load(Record::from(named)).unwrap();
    desk.book.load(Record::Brief(brief)).unwrap();
    for r in recommendations {
        desk.book.load(Record::Recommendation(r)).unwrap();
    }
    desk
}

fn typical() -> Desk {
    use Life::{Accepted, Checked, Declined, Ready, Sent};
    use RecommendationKind::{Growth, Hygiene};
    let mut linked = recommendation(2, "Кампания на бренд", Growth, &[Ready]);
    linked.grounds = Some(Box::new(Grounds {
        goal: Some(GoalId(1)),
        value: "заявки с бренда дешевле втрое".to_owned(),
        effect: Some(Effect {
            metric: Metric::Cpa,
            low: -1000,
            high: -2000,
        }),
        how_simple: "Нажмите «Добавить кампанию»".to_owned(),
        how_expert: "Создайте РК на брендовые запросы".to_owned(),
        ..Grounds::default()
    }));
    let mut accepted = recommendation(3, "Ретаргетинг", Growth, &[Ready, Sent, Accepted]);
    accepted.decision = Some(Box::new(Decision {
        who: "Анна".to_owned(),
        channel: Channel::Chat,
        words: "запускаем с понедельника".to_owned(),
        at: "2026-11-02T09:00:00Z".parse().unwrap(),
    }));
    let mut unfounded = recommendation(1, "Цели в Метрике", Hygiene, &[]);
    unfounded.why.clear();
    desk(vec![
        recommendation(5, "Старое", Hygiene, &[Ready, Sent, Declined]),
        accepted,
        linked,
        unfounded,
        recommendation(4, "Проверенное", Growth, &[Checked]),
    ])
}

fn press(tab: &mut AdviceTab, desk: &Desk, keys: &str) -> Reply {
    let mut last = Reply::Pass;
    for key in keys.split_whitespace() {
        let key: Key = key.parse().unwrap();
        last = match desk.keymap.resolve(tab.context().chain(), &[], key) {
            Resolved::Action(action) => tab.act(action, &desk.cx(), client()),
            _ => tab.key(key, &desk.cx(), client()),
        };
    }
    last
}

fn screen(tab: &mut AdviceTab, desk: &Desk, w: u16, h: u16) -> String {
    let area = Rect::new(0, 0, w, h);
    let mut buf = Buffer::empty(area);
    tab.draw(&mut buf, area, &desk.cx(), client());
    let row = |y: u16| (0..w).map(|x| buf[(x, y)].symbol()).collect::<String>();
    let text: Vec<String> = (0..h).map(|y| row(y).trim_end().to_owned()).collect();
    let text = text.join("\n");
    assert!(!text.contains('⟨'), "a text is missing:\n{text}");
    text.replace('\u{a0}', " ")
}

#[test]
fn hygiene_and_growth_stand_apart_and_closed_ones_wait_behind_a_key() {
    let desk = typical();
    let mut tab = AdviceTab::default();
    let shown = screen(&mut tab, &desk, 76, 18);
    let at = |part: &str| {
        shown
            .find(part)
            .unwrap_or_else(|| panic!("{part} in\n{shown}"))
    };
    assert!(at("Гигиена 1") < at("Цели в Метрике"));
    assert!(at("Цели в Метрике") < at("Рост 2"));
    assert!(
        at("Кампания на бренд") < at("Ретаргетинг"),
        "ready stands before accepted"
    );
    for part in [
        "нет «зачем»",
        "без цели",
        "Принято 67 % (2 из 3) · внедрено 50 % (1 из 2)",
        "Закрытые: 2 · o — показать",
    ] {
        at(part);
    }
    assert!(!shown.contains("Старое"));
    press(&mut tab, &desk, "o");
    let shown = screen(&mut tab, &desk, 76, 24);
    assert!(
        shown.contains("Старое") && shown.contains("Проверенное"),
        "{shown}"
    );
    let desk = typical();
    let name = tab.detail(desk.book.get(client()).unwrap(), &desk.cx());
    assert_eq!(name.as_deref(), Some("3"));
}

#[test]
fn the_one_under_the_cursor_is_opened_in_the_clients_register() {
    let mut desk = typical();
    let mut tab = AdviceTab::default();
    screen(&mut tab, &desk, 76, 24);
    press(&mut tab, &desk, "j");
    let shown = screen(&mut tab, &desk, 76, 24);
    for part in [
        "CPA −10…−20 %",
        "заявки с бренда дешевле втрое",
        "Нажмите",
        "100 заявок",
    ] {
        assert!(shown.contains(part), "{part} in\n{shown}");
    }
    let mut expert = desk.book.client(client()).unwrap().clone();
    expert.expertise = crate::domain::Expertise::new(4).unwrap();
    desk.run(Command::EditClient(Box::new(expert))).unwrap();
    let shown = screen(&mut tab, &desk, 146, 34);
    assert!(
        shown.contains("Создайте РК") && !shown.contains("Нажмите"),
        "{shown}"
    );
    press(&mut tab, &desk, "j");
    let shown = screen(&mut tab, &desk, 146, 34);
    for part in ["принята, 2 ноя: Анна, чат", "«запускаем с понедельника»"]
    {
        assert!(shown.contains(part), "{part} in\n{shown}");
    }
    for w in [0, 1, 5, 20, 40, 76, 110, 146] {
        for h in [0, 1, 2, 3, 5, 8, 18, 40] {
            screen(&mut tab, &desk, w, h);
        }
    }
}

#[test]
fn the_filter_keeps_what_answers_and_esc_takes_it_away() {
    let desk = typical();
    let mut tab = AdviceTab::default();
    press(&mut tab, &desk, "/ б р е н д");
    let shown = screen(&mut tab, &desk, 76, 18);
    assert!(
        shown.contains("Кампания на бренд") && !shown.contains("Ретаргетинг"),
        "{shown}"
    );
    press(&mut tab, &desk, "enter");
    assert!(matches!(press(&mut tab, &desk, "A"), Reply::Open(_)));
    press(&mut tab, &desk, "esc");
    assert!(screen(&mut tab, &desk, 76, 18).contains("Ретаргетинг"));
    press(&mut tab, &desk, "/ щ щ enter");
    assert!(screen(&mut tab, &desk, 76, 18).contains("Под «щщ» ничего не подходит"));
    assert!(matches!(press(&mut tab, &desk, "D"), Reply::Say(_)));
}

#[test]
fn figures_explain_themselves_and_an_empty_page_names_the_key() {
    let desk = typical();
    let tab = AdviceTab::default();
    let told = tab.explain(&desk.cx(), client());
    let figures: Vec<String> = told
        .iter()
        .map(|e| e.figure.replace('\u{a0}', " "))
        .collect();
    assert_eq!(figures, ["Принято 67 % (2 из 3)", "Внедрено 50 % (1 из 2)"]);
    assert!(told[0].how.contains("0\u{a0}% (0 из 1)"), "{}", told[0].how);
    let nobody = self::desk(Vec::new());
    let mut tab = AdviceTab::default();
    let shown = screen(&mut tab, &nobody, 76, 18);
    assert!(shown.contains("r — начать первую"), "{shown}");
    assert!(tab.explain(&nobody.cx(), client()).is_empty());
    let refused = [Life::Ready, Life::Sent, Life::Declined];
    let all = (1..=5)
        .map(|n| recommendation(n, "Нет", RecommendationKind::Growth, &refused))
        .collect();
    let shown = screen(&mut tab, &self::desk(all), 76, 18);
    assert!(shown.contains("Не углубляйте аудит"), "{shown}");
    assert!(shown.contains("показать закрытые: 5"), "{shown}");
}
