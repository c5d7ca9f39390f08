use super::super::rig::Rig;
use super::*;
use crate::domain::Record;
use crate::i18n::Lang;
use crate::ui::{Reply, Request};

#[test]
fn with_nothing_to_tell_the_dialogs_say_what_would_be_there() {
    for (lang, quiet, all_in) in [
        (Lang::Ru, "ничего нового", "Все, кто ждёт звонка, в плане"),
        (Lang::En, "Nothing new", "Everybody who waits"),
    ] {
        let rig = Rig::new(lang);
        let (shown, _) = rig.draw(&mut MorningDialog::default(), 80, 24);
        assert!(shown.contains(quiet), "{shown}");
        let (shown, _) = rig.draw(&mut QueueDialog::default(), 80, 24);
        assert!(shown.contains(all_in), "{shown}");
    }
}

/// A client pinned on Friday whom nobody called, and an overdue step of a checklist of another.
fn left_of_friday() -> Rig {
    use crate::domain::{Checklist, ChecklistId, ChecklistStep, DaySheet, Pin};
    use jiff::civil::{date, time};
    let mut rig = Rig::new(Lang::Ru);
    let (pinned, listed) = (rig.client("Альфа"), rig.client("Бета"));
    let friday = date(2026, 11, 20);
    let mut sheet = DaySheet::empty(friday);
    sheet.pins.push(Pin {
        client: pinned,
        at: time(12, 0, 0, 0),
    });
    rig.put(Record::DaySheet(sheet));
    rig.put(Record::Checklist(Checklist {
        id: ChecklistId::from_bytes([7; 16]),
        client: listed,
        playbook: "onboarding".to_owned(),
        title: "Онбординг".to_owned(),
        started: friday,
        steps: vec![ChecklistStep {
            text: "спросить про счётчик".to_owned(),
            due: friday,
            call: true,
            done_at: None,
            note: String::new(),
        }],
        closed_at: None,
    }));
    rig
}

#[test]
fn what_is_refused_today_stays_on_the_morning() {
    let rig = left_of_friday();
    let mut dialog = MorningDialog::default();
    for keys in ["t", "j t"] {
        let reply = rig.press(&mut dialog, keys);
        assert!(
            matches!(&reply, Reply::Do(Command::Day(_, DayCommand::Add(_)))),
            "{reply:?}"
        );
        // The plan of the rig never changes: it is as if there was no place.
        let (shown, _) = rig.draw(&mut dialog, 120, 40);
        assert!(shown.contains("Осталось с прошлых дней 2"), "{shown}");
    }
}

#[test]
fn striking_a_step_out_does_not_count_it_as_done() {
    let rig = left_of_friday();
    for keys in ["x", "j x"] {
        let reply = rig.press(&mut MorningDialog::default(), keys);
        assert!(matches!(reply, Reply::Open(_)), "{keys}: {reply:?}");
    }
}

#[test]
fn closing_the_morning_says_it_was_looked_through() {
    let rig = Rig::new(Lang::Ru);
    for key in ["esc", "q"] {
        let reply = rig.press(&mut MorningDialog::default(), key);
        assert!(
            matches!(reply, Reply::CloseAndAsk(Request::MorningSeen)),
            "{key}: {reply:?}"
        );
    }
}

#[test]
fn the_plan_is_written_the_way_under_the_cursor() {
    use crate::domain::plan_sheet::PlanFormat;
    let rig = Rig::new(Lang::Ru);
    for (keys, expected) in [
        ("enter", PlanFormat::Text),
        ("j enter", PlanFormat::Markdown),
        ("G enter", PlanFormat::Json),
    ] {
        let reply = rig.press(&mut WritePlan::default(), keys);
        assert!(
            matches!(reply, Reply::CloseAndAsk(Request::WritePlan(format)) if format == expected),
            "{keys}: {reply:?}"
        );
    }
}

#[test]
fn every_dialog_draws_at_every_size() {
    for lang in Lang::ALL {
        let mut rig = Rig::new(lang);
        let client = rig.client("Очень длинное название клиента, которое никуда не влезает");
        rig.draw_all_sizes(&mut MorningDialog::default());
        rig.draw_all_sizes(&mut QueueDialog::default());
        rig.draw_all_sizes(&mut WritePlan::default());
        let cx = rig.cx();
        let Reply::Open(mut explain) = explain_place(client, &cx) else {
            panic!("no explanation");
        };
        let mut snooze = SnoozeForm::new(client, &cx);
        rig.draw_all_sizes(explain.as_mut());
        rig.draw_all_sizes(&mut snooze);
        rig.draw_all_sizes(&mut StrikeForm::new(client));
    }
}
