//! One morning from the first screen to the evening's, every key the letter the Russian layout has there; then the
//! same day taken back step by step, and done again.

use jiff::civil::date;
use planerka::app::Msg;
use planerka::domain::command::NewFollowUp;
use planerka::domain::{
    Book, Command, Mood, Outcome, PromiseLife, Record, RequestKind, RequestLife, Side, Touch,
};
use planerka::ui::screen::Pane;

use super::facts;
use crate::harness::{Harness, Office};

/// A call promised for last Friday that nobody made, five for this Monday, one client without anything planned.
fn monday_ahead() -> Office {
    let mut office = Office::new();
    for (name, phone, planned) in [
        (
            "Альфа-Авто",
            "+7 900 000-00-01",
            Some((20, "прислать смету")),
        ),
        (
            "Берёзка",
            "+7 900 000-00-02",
            Some((23, "спросить про сезон")),
        ),
        ("Вектор", "+7 900 000-00-03", Some((23, "показать отчёт"))),
        ("Гранит", "+7 900 000-00-04", Some((23, "обсудить сайт"))),
        ("Дельта", "+7 900 000-00-05", Some((23, "сверить бюджет"))),
        ("Ежевика", "+7 900 000-00-06", Some((23, "выбрать время"))),
    ] {
        let client = office.client(name, "Анна Смирнова", phone, "опт");
        if let Some((day, what)) = planned {
            let plan = NewFollowUp {
                date: date(2026, 11, day),
                time: None,
                reason: what.to_owned(),
                promised: true,
                channel: None,
                contact: None,
            };
            office.run(Command::PlanTouch(client, plan));
        }
    }
    office
}

/// All that the book says: clients with everything of theirs, and what belongs to no single client.
fn whole(book: &Book) -> String {
    let desk: Vec<Record> = book.desk().records().collect();
    format!("{}{desk:#?}{:?}", facts(book), book.totals())
}

/// A day whose every step is remembered, to be taken back one by one.
struct Day {
    at: Harness,
    /// What the book said in the morning and after each step.
    states: Vec<String>,
}

impl Day {
    fn new(office: Office) -> Self {
        let at = Harness::of(office);
        let states = vec![whole(at.book())];
        Self { at, states }
    }

    /// Keys that change the book in exactly one step.
    fn step(&mut self, keys: &str) {
        let before = self.at.book().seq();
        self.at.keys(keys);
        let screen = self.at.screen(120, 40);
        assert_eq!(self.at.book().seq(), before + 1, "{keys}\n{screen}");
        self.states.push(whole(self.at.book()));
    }

    /// Keys that change nothing.
    fn look(&mut self, keys: &str) -> String {
        self.at.keys(keys);
        assert_eq!(Some(&whole(self.at.book())), self.states.last(), "{keys}");
        self.at.screen(120, 40)
    }

    fn clock(&mut self, time: &str) {
        let now = format!("2026-11-23T{time}+03:00[+03:00]").parse().unwrap();
        self.at.send(Msg::Clock(now));
    }

    /// The last touch with a client, and the day of the next one.
    fn talked(&self, name: &str) -> (Touch, Option<String>) {
        let dossier = self.at.client(name);
        let touch = dossier.touches.as_ref().unwrap().last().unwrap().clone();
        let next = dossier.follow_up.as_ref().map(|f| f.date.to_string());
        (touch, next)
    }

    /// The clients of the plan, in its order.
    fn planned(&mut self) -> Vec<&'static str> {
        let pane = self.at.pane(Pane::Agenda);
        let mut found: Vec<(usize, &str)> = NAMES
            .into_iter()
            .filter_map(|name| Some((pane.find(name)?, name)))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, name)| name).collect()
    }
}

const NAMES: [&str; 6] = [
    "Альфа-Авто",
    "Берёзка",
    "Вектор",
    "Гранит",
    "Дельта",
    "Ежевика",
];

fn assert_shows(screen: &str, words: &[&str]) {
    for word in words {
        assert!(screen.contains(word), "{word}\n{screen}");
    }
}

#[test]
fn a_whole_morning_is_done_taken_back_and_done_again() {
    let mut day = Day::new(monday_ahead());

    // Since yesterday: the call of Friday is taken into today. «п е» are the keys of `g t`.
    assert!(day.at.news().contains("g t"), "{}", day.at.news());
    let screen = day.look("п е");
    assert_shows(
        &screen,
        &[
            "Что нового со вчера",
            "Осталось с прошлых дней 1",
            "обещали позвонить: прислать смету",
        ],
    );
    day.step("е");
    let alpha = day.at.client("Альфа-Авто").follow_up.clone().unwrap();
    assert_eq!((alpha.date, alpha.promised), (date(2026, 11, 23), true));
    assert!(!day.at.screen(120, 40).contains("Осталось"));
    // Leaving the panel notes that the morning was looked through.
    day.step("й");

    // The agenda: everybody promised is in it, one row goes one down and is kept there.
    day.look("4 п п");
    let planned = day.planned();
    assert_eq!(planned.len(), 6, "{planned:?}");
    day.step("О");
    let agenda = day.at.pane(Pane::Agenda);
    assert!(agenda.contains("закреплён"), "{agenda}");
    assert_eq!(day.planned()[..2], [planned[1], planned[0]], "{agenda}");

    // Five calls in a row, each with another outcome. «ctrl-т» is the key of `ctrl-n`: on to the next of the plan.
    day.clock("09:20");
    let screen = day.look("п п с");
    assert_shows(&screen, &["Звонок · Берёзка", "спросить про сезон"]);
    day.clock("09:24");
    day.step(
        "1 tab «Ждут смету» tab «пт 15:00» tab tab tab 2 tab tab «прислать смету» tab 1 tab tab «сегодня» ctrl-т",
    );
    let (touch, next) = day.talked("Берёзка");
    assert_eq!((touch.outcome, touch.minutes), (Outcome::Answered, 4));
    assert_eq!(touch.note, "Ждут смету");
    assert_eq!(touch.mood, Some(Mood::Even));
    assert_eq!(next.as_deref(), Some("2026-11-27"));
    let promise = &day.at.client("Берёзка").work().promises[0];
    assert_eq!(promise.what, "прислать смету");
    assert_eq!(
        (promise.side, promise.until),
        (Side::Ours, Some(date(2026, 11, 23)))
    );
    for (name, keys, outcome, next, following) in [
        (
            "Альфа-Авто",
            "2 ctrl-т",
            Outcome::NoAnswer,
            Some("2026-11-24"),
            "Звонок · Вектор",
        ),
        (
            "Вектор",
            "3 ctrl-т",
            Outcome::Busy,
            Some("2026-11-24"),
            "Звонок · Гранит",
        ),
        (
            "Гранит",
            "4 tab «в отпуске» tab «1 декабря» ctrl-т",
            Outcome::Callback,
            Some("2026-12-01"),
            "Звонок · Дельта",
        ),
        // «ctrl-ы» is the key of `ctrl-s`: the calls are over for now.
        (
            "Дельта",
            "5 tab «не звоните» ctrl-ы",
            Outcome::Refused,
            None,
            "сделано 5 · 8 мин",
        ),
    ] {
        day.step(keys);
        let (touch, planned) = day.talked(name);
        assert_eq!(touch.outcome, outcome, "{name}");
        assert_eq!(planned.as_deref(), next, "{name}");
        let screen = day.at.screen(120, 40);
        assert!(screen.contains(following), "{following}\n{screen}");
    }
    assert_eq!(day.planned(), ["Ежевика"], "what is left of the day");

    // A fire at the client under the cursor; then the rest of the day is planned anew, half an hour late.
    day.clock("09:50");
    let screen = day.look("F7");
    assert_shows(&screen, &["Пожар · до встречи 11:00", "Ежевика"]);
    day.step("«сайт лежит» enter");
    let fire = day.at.client("Ежевика").work().requests[0].clone();
    assert_eq!(
        (fire.kind, fire.life),
        (RequestKind::Fire, RequestLife::Parked)
    );
    assert_eq!(fire.slot.unwrap().to_string(), "2026-11-23T11:00:00");
    let screen = day.at.screen(120, 40);
    assert_shows(&screen, &["пожары 1 · 11:00 через 1:10"]);
    day.clock("10:20");
    let screen = day.look("К");
    assert_shows(
        &screen,
        &["Остаток дня пересчитан на 10:20", "10:20 Ежевика"],
    );
    let agenda = day.at.pane(Pane::Agenda);
    assert_shows(&agenda, &["пожар на 11:00: сайт лежит", "── пожары: 1 ──"]);

    // The evening: what was promised in a call is kept. «п у» are the keys of `g e`, «о» of `j`, «ь» of `m`.
    day.clock("17:50");
    let screen = day.look("п у");
    assert_shows(
        &screen,
        &[
            "Вечер: что закрыто?",
            "2 открытых пункта",
            "сегодня говорили или пробовали: 5 клиентов",
            "выбрать время",
            "прислать смету",
            "Ещё 1 обращение ждёт ответа",
        ],
    );
    day.step("о ь");
    let promise = &day.at.client("Берёзка").work().promises[0];
    assert_eq!(promise.life, PromiseLife::Kept);
    let screen = day.at.screen(120, 40);
    assert_shows(&screen, &["1 открытый пункт", "закрыто сегодня: 1"]);
    day.look("й");

    // All of it is taken back, «г» being the key of `u`: each step leads to just what the book said before it.
    let states = day.states.clone();
    assert_eq!(states.len(), 11, "ten steps");
    for state in states.iter().rev().skip(1) {
        day.at.keys("г");
        assert_same(&whole(day.at.book()), state);
    }
    for name in NAMES {
        let touches = day.at.client(name).touches.as_deref();
        assert!(touches.is_none_or(<[Touch]>::is_empty), "{name}");
    }
    let screen = day.at.screen(120, 40);
    assert!(!screen.contains("касаний"), "{screen}");
    day.at.keys("г");
    assert!(
        day.at.news().contains("Отменять нечего"),
        "{}",
        day.at.news()
    );

    // And done again: «ctrl-к» is the key of `ctrl-r`.
    for state in states.iter().skip(1) {
        day.at.keys("ctrl-к");
        assert_same(&whole(day.at.book()), state);
    }
    let screen = day.at.screen(120, 40);
    assert_shows(&screen, &["сегодня 5 касаний, 8 мин"]);
    day.at.keys("п у");
    let screen = day.at.screen(120, 40);
    assert_shows(&screen, &["1 открытый пункт", "закрыто сегодня: 1"]);
}

/// Two states of the book are one; else their first differing lines are shown.
fn assert_same(one: &str, other: &str) {
    let differ: Vec<_> = (one.lines().zip(other.lines()))
        .filter(|(a, b)| a != b)
        .take(5)
        .collect();
    assert!(one == other, "{differ:#?}");
}
