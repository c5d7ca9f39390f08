use super::super::rig::Rig;
use super::*;
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
        let mut explain = PlanExplain::new(client, &cx);
        let mut snooze = SnoozeForm::new(client, &cx);
        rig.draw_all_sizes(&mut explain);
        rig.draw_all_sizes(&mut snooze);
        rig.draw_all_sizes(&mut StrikeForm::new(client));
    }
}
