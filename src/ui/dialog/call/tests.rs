use jiff::ToSpan;
use jiff::civil::{date, time};

use super::*;
use crate::domain::agenda::{self, DayFrame};
use crate::domain::command::{FinishedCall, NewFollowUp, NewTouch, NextStep};
use crate::domain::{Channel, Client, Contact, ContactPolicy, Direction, Mood, Purpose, Side};
use crate::i18n::{Lang, Texts};
pub(super) use crate::ui::dialog::card::tests::crowded;
use crate::ui::dialog::form::harness::Desk;

pub(super) fn call(desk: &Desk) -> CallDialog {
    let dossier = desk.book.get(desk.last_client()).unwrap();
    CallDialog::new(dossier, &desk.cx())
}

fn bare() -> Desk {
    let mut desk = Desk::new();
    let at = desk.now.timestamp();
    let client = Client::named(ClientId::from_bytes([0; 16]), "Бета".to_owned(), at);
    desk.run(Command::AddClient(Box::new(client))).unwrap();
    desk
}

pub(super) fn finished(command: Command) -> FinishedCall {
    match command {
        Command::FinishCall(call) => *call,
        other => panic!("{other:?}"),
    }
}

fn logged(command: Command) -> NewTouch {
    let call = finished(command);
    // Nothing but the touch comes of an ordinary call.
    assert_eq!(call, FinishedCall::of(call.touch.clone()));
    call.touch
}

#[test]
fn the_ordinary_call_is_a_digit_a_note_a_date() {
    let mut desk = crowded();
    let mut dialog = call(&desk);
    desk.draw(&mut dialog, 120, 40);
    desk.now = desk.now.checked_add(185.seconds()).unwrap();
    let command = desk.submit(
        &mut dialog,
        "1 tab «Обсудили ёлки» enter «и\u{306}» tab «пт 15:00» ctrl-s",
    );
    let touch = logged(command.clone());
    let anna = desk.book.get(desk.last_client()).unwrap().contacts[1].id;
    assert_eq!(
        touch,
        NewTouch {
            client: desk.last_client(),
            contact: Some(anna),
            at: None,
            channel: Channel::Phone,
            direction: Direction::Out,
            outcome: Outcome::Answered,
            minutes: 4,
            note: "Обсудили ёлки\nй".to_owned(),
            next: NextStep::Set(NewFollowUp {
                date: date(2026, 11, 27),
                time: Some(time(15, 0, 0, 0)),
                reason: String::new(),
                promised: false,
                channel: None,
                contact: None,
            }),
            mood: None,
            purpose: None,
        }
    );
    assert_eq!(desk.run(command), Ok(()));
}

/// The key of the `i`-th outcome; it is already chosen where the dialog asks for a day.
fn digit(i: usize, chosen: bool) -> String {
    if chosen {
        String::new()
    } else {
        format!("{} ", i + 1)
    }
}

#[test]
fn every_outcome_has_its_digit_and_must_be_said() {
    let desk = bare();
    let mut dialog = call(&desk);
    assert!(desk.press(&mut dialog, "ctrl-s").is_empty());
    let screen = desk.screen(&mut dialog, 100, 30);
    assert!(screen.contains("нужно заполнить"), "{screen}");
    for (i, outcome) in Outcome::ALL.iter().enumerate() {
        let asked_back = *outcome == Outcome::Callback;
        let mut dialog = call(&desk);
        if asked_back {
            // Who asks to be called back gets a day, or the promise is lost.
            assert!(desk.press(&mut dialog, "4 ctrl-s").is_empty());
        }
        let date = if asked_back { "«завтра» " } else { "" };
        let touch = logged(desk.submit(
            &mut dialog,
            &format!("{}{date}ctrl-s", digit(i, asked_back)),
        ));
        assert_eq!(touch.outcome, *outcome);
        let proposed = matches!(
            outcome,
            Outcome::NoAnswer | Outcome::Busy | Outcome::WrongNumber
        );
        assert_eq!(
            touch.next == NextStep::Auto,
            !proposed && !asked_back,
            "{outcome:?}"
        );
    }
    let touch = logged(desk.submit(&mut call(&desk), "→ space ← enter ctrl-s"));
    assert_eq!(touch.outcome, Outcome::Answered);
}

#[test]
fn a_missed_call_proposes_the_next_try_at_another_hour() {
    // (now, keys, what stands in the date line)
    for (now, keys, expected) in [
        ("2026-11-23T10:30", "2", "завтра 15:00"),
        ("2026-11-23T15:30", "3", "завтра 11:00"),
        ("2026-11-27T15:30", "2", "понедельник 11:00"),
        ("2026-11-28T15:30", "2", "понедельник 11:00"),
        ("2026-11-29T15:30", "2", "завтра 11:00"),
        ("2026-11-23T10:30", "2 1", ""),
        ("2026-11-23T10:30", "2 1 3", "завтра 15:00"),
        ("2026-11-23T10:30", "2 tab tab ctrl-u", ""),
        (
            "2026-11-23T10:30",
            "2 tab tab ctrl-u «пт» shift-tab shift-tab 1",
            "пт",
        ),
        (
            "2026-11-23T10:30",
            "tab tab «пт» shift-tab shift-tab 2",
            "пт",
        ),
    ] {
        let mut desk = bare();
        desk.now = format!("{now}+03:00[Europe/Moscow]").parse().unwrap();
        for lang in Lang::ALL {
            desk.texts = Texts::new(lang);
            let mut dialog = call(&desk);
            desk.press(&mut dialog, keys);
            let next = dialog.form.text(F::Next);
            if lang == Lang::Ru {
                assert_eq!(next, expected, "{now} {keys}");
            }
            let understood = dialog.form.when(F::Next, &desk.cx()).is_some();
            assert_eq!(understood, !expected.is_empty(), "{next}");
        }
    }
    let desk = crowded();
    let touch = logged(desk.submit(&mut call(&desk), "2 ctrl-s"));
    let NextStep::Set(plan) = touch.next else {
        panic!("{touch:?}");
    };
    assert!(plan.promised, "a promise outlives a missed call");
    assert_eq!(plan.reason, "прислать смету");
}

#[test]
fn another_try_is_with_the_same_person_by_the_same_channel() {
    let mut desk = crowded();
    let client = desk.last_client();
    let boris = desk.book.get(client).unwrap().contacts[0].id;
    desk.run(Command::PlanTouch(
        client,
        NewFollowUp {
            date: date(2026, 11, 23),
            time: None,
            reason: "смета".to_owned(),
            promised: true,
            channel: Some(Channel::Messenger),
            contact: Some(boris),
        },
    ))
    .unwrap();
    for (keys, expected) in [
        ("2 ctrl-s", (Some(Channel::Messenger), Some(boris))),
        // A day of one's own is a plan of one's own.
        ("2 tab tab ctrl-u «пт» ctrl-s", (None, None)),
    ] {
        let touch = logged(desk.submit(&mut call(&desk), keys));
        let NextStep::Set(plan) = touch.next else {
            panic!("{touch:?}");
        };
        assert_eq!((plan.channel, plan.contact), expected, "{keys}");
    }
}

#[test]
fn the_clock_fills_the_minutes_until_the_person_does() {
    let mut desk = bare();
    let begun = desk.now.clone();
    let mut dialog = call(&desk);
    for (seconds, minutes, shown) in [
        (0, "1", "00:00"),
        (60, "1", "01:00"),
        (61, "2", "01:01"),
        (-500, "1", "00:00"),
    ] {
        desk.now = begun.checked_add(seconds.seconds()).unwrap();
        let screen = desk.screen(&mut dialog, 80, 24);
        assert!(screen.contains(shown), "{screen}");
        assert_eq!(dialog.form.text(F::Minutes), minutes, "{seconds}");
        assert!(!dialog.is_dirty(), "the clock types nothing");
    }
    desk.press(&mut dialog, "shift-tab backspace «30»");
    desk.now = begun.checked_add(600.seconds()).unwrap();
    assert_eq!(logged(desk.submit(&mut dialog, "tab 1 ctrl-s")).minutes, 30);
    assert!(
        desk.press(&mut dialog, "shift-tab ctrl-u «долго» ctrl-s")
            .is_empty()
    );
    assert!(desk.screen(&mut dialog, 80, 24).contains("до 1440"));
}

#[test]
fn saving_and_calling_the_next_works_from_every_field() {
    let desk = bare();
    for keys in ["1 ctrl-n", "1 tab «да» ctrl-n", "1 tab tab ctrl-т"] {
        let replies = desk.press(&mut call(&desk), keys);
        assert!(
            matches!(
                replies.as_slice(),
                [Reply::SubmitThen(Command::FinishCall(_), Action::NextCall)]
            ),
            "{keys}: {replies:?}"
        );
    }
}

#[test]
fn a_promise_needs_a_day_and_esc_loses_nothing() {
    let desk = bare();
    for keys in [
        "1 tab tab tab tab space ctrl-s",
        "1 tab tab tab «смета» ctrl-s",
    ] {
        let mut dialog = call(&desk);
        assert!(desk.press(&mut dialog, keys).is_empty(), "{keys}");
        assert!(
            desk.screen(&mut dialog, 80, 24).contains("Когда?"),
            "{keys}"
        );
    }
    for (keys, closes) in [
        ("esc", true),
        ("1 esc", false),
        ("1 esc esc", true),
        ("tab «а» esc", false),
        ("tab «а» esc ctrl-s esc", false),
    ] {
        let replies = desk.press(&mut call(&desk), keys);
        assert_eq!(
            matches!(replies.as_slice(), [Reply::Close]),
            closes,
            "{keys}: {replies:?}"
        );
    }
}

#[test]
fn the_briefing_says_what_decides() {
    let mut desk = crowded();
    for (w, h) in [(80, 24), (120, 40), (200, 60)] {
        let screen = desk.screen(&mut call(&desk), w, h);
        for word in [
            "Анна Смирнова",
            "ЛПР",
            "+7 900",
            "там 13:30, звонить можно",
            "обещано",
            "прислать смету",
            "Исход",
            "поговорили",
        ] {
            assert!(screen.contains(word), "{word} at {w}×{h}\n{screen}");
        }
        assert!(!screen.contains('⟨'), "{screen}");
        if w >= 120 {
            for word in [
                "можно терминами",
                "Цели в Метрике",
                "на 10 % дешевле",
                "Обсудили сезон",
                "Расход",
            ] {
                assert!(screen.contains(word), "{word} at {w}×{h}\n{screen}");
            }
        }
    }
    desk.now = "2026-11-21T10:30+03:00[Europe/Moscow]".parse().unwrap();
    assert!(
        desk.screen(&mut call(&desk), 120, 40)
            .contains("суббота, 13:30: выходной")
    );
    desk.now = "2026-11-23T17:30+03:00[Europe/Moscow]".parse().unwrap();
    assert!(
        desk.screen(&mut call(&desk), 120, 40)
            .contains("там 20:30, а звонить просили 09:00–18:00")
    );
    let mut client = desk.book.client(desk.last_client()).unwrap().clone();
    client.policy = ContactPolicy::DoNotCall;
    desk.run(Command::EditClient(Box::new(client))).unwrap();
    assert!(
        desk.screen(&mut call(&desk), 120, 40)
            .contains("просил не звонить")
    );
}

#[test]
fn the_plan_of_the_day_says_why() {
    let mut desk = crowded();
    desk.agenda = agenda::plan(&desk.book, &DayFrame::today(desk.now.clone()));
    let screen = desk.screen(&mut call(&desk), 120, 40);
    let row = desk.agenda.rows.first().unwrap();
    let said = {
        let cx = desk.cx();
        crate::say::reason(cx.texts, row.reasons.first().unwrap(), cx.today())
    };
    let (begin, _) = said.split_once(' ').unwrap();
    for word in ["Ради чего", "прислать смету", "Повод", begin] {
        assert!(screen.contains(word), "{word}\n{screen}");
    }
    let screen = desk.screen(&mut call(&desk), 80, 24);
    for word in ["Обсудили сезон", "эксперт (5) · A · обычный"] {
        assert!(screen.contains(word), "{word}\n{screen}");
    }
}

#[test]
fn fits_any_window() {
    for mut desk in [bare(), crowded()] {
        for lang in Lang::ALL {
            desk.texts = Texts::new(lang);
            let mut dialog = call(&desk);
            for _ in 0..9 {
                desk.at_all_sizes(&mut dialog);
                for (w, h) in [(60, 16), (80, 24), (100, 30)] {
                    let screen = desk.screen(&mut dialog, w, h);
                    assert!(screen.contains('▸'), "{screen}");
                }
                desk.press(&mut dialog, "tab");
            }
        }
    }
}

#[test]
fn what_a_call_leaves_behind_unfolds_when_typed() {
    let mut desk = bare();
    let mut dialog = call(&desk);
    let screen = desk.screen(&mut dialog, 120, 40);
    assert!(!screen.contains("К какому дню"), "{screen}");
    // From the outcome: note, next, reason, promised, mood, purpose, promise.
    desk.press(&mut dialog, "1 tab «да» tab tab tab tab");
    desk.press(&mut dialog, "3 tab 3");
    let screen = desk.screen(&mut dialog, 120, 40);
    assert!(screen.contains("когда останавливаем"), "{screen}");
    desk.press(&mut dialog, "tab «доступ» tab 2 tab «Анна» tab «пт»");
    desk.press(
        &mut dialog,
        "tab «собрать метки» tab «чт» tab «нет целей» tab 1",
    );
    let screen = desk.screen(&mut dialog, 120, 40);
    for word in ["К какому дню", "Срок задачи", "Насколько"] {
        assert!(screen.contains(word), "{word}\n{screen}");
    }
    let command = desk.submit(&mut dialog, "ctrl-s");
    let done = finished(command.clone());
    assert_eq!(done.touch.mood, Some(Mood::Curt));
    assert_eq!(done.touch.purpose, Some(Purpose::Tests));
    let promise = done.promise.unwrap();
    assert_eq!((promise.side, promise.who.as_str()), (Side::Client, "Анна"));
    assert_eq!(promise.until, Some(date(2026, 11, 27)));
    let task = done.task.unwrap();
    assert_eq!(
        (task.text.as_str(), task.due),
        ("собрать метки", Some(date(2026, 11, 26)))
    );
    assert_eq!(done.problem.unwrap().title, "нет целей");
    assert_eq!(desk.run(command), Ok(()));
}

#[test]
fn a_detail_of_a_line_taken_back_is_not_saved() {
    let desk = bare();
    let keys = "1 tab tab tab tab tab tab tab «смета» tab tab tab «когда-нибудь» shift-tab shift-tab shift-tab ctrl-u ctrl-s";
    let touch = logged(desk.submit(&mut call(&desk), keys));
    assert_eq!(touch.outcome, Outcome::Answered);
}

fn another(desk: &mut Desk, name: &str, phone: &str) {
    let mut contact = Contact::named(
        ContactId::from_bytes([0; 16]),
        desk.last_client(),
        name.to_owned(),
    );
    contact.phones = vec![phone.to_owned()];
    desk.run(Command::AddContact(Box::new(contact))).unwrap();
}

#[test]
fn a_wrong_number_offers_the_next_one() {
    let mut desk = bare();
    let mut dialog = call(&desk);
    let alone = logged(desk.submit(&mut dialog, "6 ctrl-s"));
    let NextStep::Set(plan) = alone.next else {
        panic!("{:?}", alone.next);
    };
    assert_eq!(
        (plan.reason.as_str(), plan.contact),
        ("найти верный номер", None)
    );
    assert!(
        desk.screen(&mut dialog, 100, 30)
            .contains("другого номера нет")
    );

    another(&mut desk, "Анна", "+7 900 1");
    another(&mut desk, "Пётр", "+7 900 2");
    let mut dialog = call(&desk);
    let dialled = |replies: Vec<Reply>| match replies.as_slice() {
        [Reply::Ask(Request::Dial(phone))] => phone.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(dialled(desk.press(&mut dialog, "ctrl-d")), "+7 900 1");
    assert_eq!(dialled(desk.press(&mut dialog, "6 ctrl-d")), "+7 900 2");
    assert_eq!(
        dialled(desk.press(&mut dialog, "tab ctrl-d")),
        "+7 900 2",
        "in the note too"
    );
    let touch = logged(desk.submit(&mut dialog, "ctrl-s"));
    let people = &desk.book.get(desk.last_client()).unwrap().contacts;
    assert_eq!(touch.contact, Some(people[0].id), "whose number was wrong");
    let NextStep::Set(plan) = touch.next else {
        panic!("{:?}", touch.next);
    };
    assert_eq!(plan.date, desk.now.date());
    assert_eq!(plan.contact, Some(people[1].id));
    assert_eq!(plan.reason, "другой номер: Пётр, +7 900 2");
}

#[test]
fn a_refusal_says_what_it_counts_for() {
    let desk = bare();
    let mut dialog = call(&desk);
    desk.press(&mut dialog, "5");
    let screen = desk.screen(&mut dialog, 80, 24);
    assert!(
        screen.contains("отказ учтён") && screen.contains("g r"),
        "{screen}"
    );
}

#[test]
fn the_clock_stands_still_while_the_machine_sleeps() {
    let mut desk = bare();
    let begun = desk.now.clone();
    let mut dialog = call(&desk);
    for second in [60, 1860, 1900] {
        desk.now = begun.checked_add(second.seconds()).unwrap();
        desk.draw(&mut dialog, 120, 40);
    }
    let screen = desk.screen(&mut dialog, 120, 40);
    assert!(screen.contains("без 30 мин сна компьютера"), "{screen}");
    assert_eq!(logged(desk.submit(&mut dialog, "1 ctrl-s")).minutes, 2);
}
