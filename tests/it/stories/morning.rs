//! The morning in keys: what was left is asked about, the day is arranged, written out, and all of it comes back.

use jiff::civil::date;
use planerka::app::{Effect, Msg};
use planerka::domain::command::NewFollowUp;
use planerka::domain::plan_sheet::PlanFormat;
use planerka::domain::{ClientId, Command, SheetId};
use planerka::ui::screen::Pane;

use super::facts;
use crate::harness::{Harness, Office};

const CALENDAR: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/fixtures/calendar/meetings.ics"
);

fn promise(office: &mut Office, client: ClientId, day: i8, what: &str) {
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

/// Two calls promised for Friday that nobody made, two for today.
fn friday_left() -> Harness {
    let mut office = Office::new();
    for (name, day, what) in [
        ("Альфа-Авто", 20, "прислать смету"),
        ("Бета Мебель", 20, "обсудить сайт"),
        ("Гамма Мед", 23, "спросить про сезон"),
        ("Дельта Тур", 23, "показать отчёт"),
    ] {
        let id = office.client(name, "Анна Смирнова", "+7 999 555-01-01", "авто");
        promise(&mut office, id, day, what);
    }
    Harness::of(office)
}

fn order(day: &mut Harness) -> Vec<&'static str> {
    let shown = day.pane(Pane::Agenda);
    let names = ["Альфа-Авто", "Бета Мебель", "Гамма Мед", "Дельта Тур"];
    let mut found: Vec<(usize, &str)> = names
        .into_iter()
        .filter_map(|name| Some((shown.find(name)?, name)))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, name)| name).collect()
}

#[test]
fn what_was_left_of_friday_is_asked_about_once() {
    let mut day = friday_left();
    let start = facts(day.book());
    assert!(day.news().contains("g t"), "{}", day.news());
    // «п е» are the keys of `g t`.
    day.keys("п е");
    let screen = day.screen(120, 40);
    for words in [
        "Что нового со вчера",
        "Осталось с прошлых дней 2",
        "обещали позвонить: прислать смету",
        "обещали позвонить: обсудить сайт",
    ] {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
    // The first one today, the second another day, in words.
    day.keys("е");
    let alpha = day.client("Альфа-Авто").follow_up.as_deref().unwrap();
    assert_eq!((alpha.date, alpha.promised), (date(2026, 11, 23), true));
    assert_eq!(alpha.reason, "прислать смету");
    let screen = day.screen(120, 40);
    assert!(screen.contains("Осталось с прошлых дней 1"), "{screen}");
    day.keys("т ctrl-u «завтра» ctrl-s");
    let beta = day.client("Бета Мебель").follow_up.as_deref().unwrap();
    assert_eq!(beta.date, date(2026, 11, 24));
    assert!(!day.screen(120, 40).contains("Осталось"));
    day.keys("esc");
    let sheet = |day: &Harness| day.book().desk().day(date(2026, 11, 23)).cloned();
    assert!(sheet(&day).unwrap().opened_at.is_some());
    // Looked through, it is not offered again.
    let book = day.book().clone();
    let mut again = Harness::new(book);
    assert!(!again.news().contains("g t"), "{}", again.news());
    day.keys("u u u");
    assert_eq!(facts(day.book()), start);
    assert_eq!(sheet(&day), None);
    day.keys("ctrl-r ctrl-r ctrl-r");
    assert_eq!(sheet(&day).unwrap().id, SheetId::of(date(2026, 11, 23)));
}

#[test]
fn what_was_left_may_be_struck_out() {
    let mut day = friday_left();
    day.keys("g t ч");
    assert!(day.client("Альфа-Авто").follow_up.is_none());
    let screen = day.screen(80, 24);
    assert!(screen.contains("Осталось с прошлых дней 1"), "{screen}");
    day.keys("u");
    let screen = day.screen(80, 24);
    assert!(screen.contains("Осталось с прошлых дней 2"), "{screen}");
}

#[test]
fn rows_are_moved_pinned_and_swapped_in_the_russian_layout() {
    let mut day = friday_left();
    day.keys("4");
    let planned = order(&mut day);
    assert_eq!(planned.len(), 4);
    // «О» is the key of `J`: the first row goes one down.
    day.keys("о л О");
    let moved = order(&mut day);
    assert_eq!((moved[0], moved[1]), (planned[1], planned[0]), "{moved:?}");
    assert!(day.pane(Pane::Agenda).contains("закреплён"));
    // Two rows change places; the first is remembered until the second is named.
    day.keys("g g Ч");
    assert!(day.news().contains("поменять местами"), "{}", day.news());
    day.keys("j j Ч");
    let swapped = order(&mut day);
    assert_eq!(
        (swapped[0], swapped[2]),
        (moved[2], moved[0]),
        "{swapped:?}"
    );
    // Forgotten again.
    day.keys("g g Ч esc j Ч");
    assert!(day.news().contains("поменять местами"), "{}", day.news());
    day.keys("esc");
    // Planned anew, what is pinned stays, and there is nothing new to undo.
    day.keys("К");
    assert!(day.news().contains("Закреплённое"), "{}", day.news());
    assert!(day.pane(Pane::Agenda).contains("закреплён"));
    assert_eq!(order(&mut day), swapped);
    day.keys("u u");
    assert_eq!(order(&mut day), planned);
}

#[test]
fn a_client_struck_off_waits_in_the_queue_and_comes_back() {
    let mut day = friday_left();
    day.keys("4 g g");
    let first = order(&mut day)[0];
    day.keys("D «в отпуске» ctrl-s");
    let rest = order(&mut day);
    assert!(!rest.contains(&first), "{rest:?}");
    day.keys("щ");
    let screen = day.screen(120, 40);
    for words in ["Что не вошло в день", first, "в отпуске"] {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
    day.keys("= ");
    let screen = day.screen(120, 40);
    assert!(
        screen.contains("Не в плане: снят с этого дня: в отпуске"),
        "{screen}"
    );
    day.keys("esc t esc");
    assert_eq!(order(&mut day)[0], first);
    day.keys("u u");
    assert_eq!(order(&mut day)[0], first);
}

#[test]
fn a_promise_is_not_put_off_and_the_refusal_says_so() {
    let mut day = friday_left();
    // Said at once: nobody fills in a form for nothing.
    day.keys("4 g g s");
    assert!(day.news().contains("Не откладывается"), "{}", day.news());
    assert_eq!(order(&mut day).len(), 4);
}

#[test]
fn a_meeting_is_written_down_by_hand_and_takes_its_time() {
    let mut day = friday_left();
    let start = facts(day.book());
    // «ь» is the key of `m`.
    day.keys("4 ь «Планёрка» tab tab ctrl-ы");
    let screen = day.screen(120, 40);
    assert!(screen.contains("Нужны день и час"), "{screen}");
    day.keys("«9:00» ctrl-ы");
    let screen = day.screen(120, 40);
    assert!(screen.contains("уже прошло"), "{screen}");
    day.keys("ctrl-u «сегодня 9:30» tab ctrl-u «45» tab «переговорная» ctrl-ы");
    let agenda = day.pane(Pane::Agenda);
    assert!(agenda.contains("09:30 ── Планёрка – 10:15"), "{agenda}");
    let calls: Vec<&str> = agenda.lines().filter(|l| l.contains(":")).collect();
    assert!(!calls.iter().any(|l| l.contains("09:35")), "{agenda}");
    let meeting = &day.book().desk().meetings[0];
    assert_eq!(meeting.place, "переговорная");
    day.keys("г");
    assert!(day.book().desk().meetings.is_empty());
    assert_eq!(facts(day.book()), start);
}

#[test]
fn the_plan_is_taken_along() {
    let mut day = friday_left();
    day.keys("4 w enter");
    assert!(day.news().contains("План дня скопирован"), "{}", day.news());
    let written = |effects: &[Effect], format| {
        effects.iter().find_map(|effect| match effect {
            Effect::WritePlan(sheet, as_format) if *as_format == format => Some((**sheet).clone()),
            _ => None,
        })
    };
    let sheet = written(&day.effects(), PlanFormat::Text).unwrap();
    let text = planerka::jobs::plan::write(&sheet, PlanFormat::Text);
    assert!(
        text.contains("Альфа-Авто · Анна Смирнова · +7 999 555-01-01"),
        "{text}"
    );
    day.keys("w j j enter");
    assert!(
        day.news().contains("planerka-2026-11-23.ics"),
        "{}",
        day.news()
    );
    // A calendar of ours reads back as the same calls at the same moments.
    let ics = planerka::jobs::plan::write(&sheet, PlanFormat::Ics);
    let progress = planerka::jobs::progress::Progress::new();
    let read = planerka::jobs::import::parse("a.ics", ics.as_bytes(), None, &progress).unwrap();
    let (file, problems) = read.calendar.unwrap().meetings(&crate::harness::monday());
    assert!(problems.is_empty(), "{problems:?}");
    let back: Vec<_> = file
        .meetings
        .iter()
        .map(|m| (m.from, m.title.clone()))
        .collect();
    let planned: Vec<_> = sheet
        .rows
        .iter()
        .map(|row| (row.from.timestamp(), format!("Звонок: {}", row.name)))
        .collect();
    assert_eq!(back, planned);
    assert!(ics.lines().all(|line| line.trim_end().len() <= 75), "{ics}");
}

#[test]
fn a_calendar_comes_in_through_the_dialog_and_stands_in_the_day() {
    let mut day = friday_left();
    let start = facts(day.book());
    day.send(Msg::Clock(
        "2026-11-23T09:02+03:00[+03:00]".parse().unwrap(),
    ));
    day.keys("i");
    day.send(Msg::Paste(CALENDAR.to_owned()));
    day.keys("enter");
    let screen = day.screen(120, 40);
    for words in ["ics.events", "Планёрка отдела", "пн 23 ноя 10:00–10:30"] {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
    day.keys("enter");
    let screen = day.screen(120, 40);
    assert!(screen.contains("новых 3"), "{screen}");
    day.keys("enter");
    let agenda = day.pane(Pane::Agenda);
    assert!(
        agenda.contains("10:00 ── Планёрка отдела – 10:30"),
        "{agenda}"
    );
    // The same file again changes nothing.
    day.keys("i");
    day.send(Msg::Paste(CALENDAR.to_owned()));
    day.keys("enter");
    let screen = day.screen(120, 40);
    assert!(screen.contains("загружать нечего"), "{screen}");
    day.keys("enter");
    assert_eq!(day.book().desk().meetings.len(), 3);
    day.keys("esc esc esc u");
    assert!(day.book().desk().meetings.is_empty());
    assert_eq!(facts(day.book()), start);
}
