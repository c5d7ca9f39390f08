use super::*;
use crate::ui::dialog::rig::Rig;

fn found(help: &HelpDialog) -> Vec<Action> {
    help.items
        .iter()
        .filter_map(|i| match i {
            Item::Row(s, r) => Some(help.sections[*s].1[*r].action),
            _ => None,
        })
        .collect()
}

#[test]
fn no_key_is_shown_that_does_not_work() {
    let own =
        "[clients]\nbind = [{ on = \"u\", do = \"edit-client\" }, { on = \"e\", do = \"none\" }]";
    for user in ["", own] {
        let mut rig = Rig::new(Lang::Ru);
        rig.keymap = Keymap::with_user(user).0;
        for calling in Context::ALL {
            let help = HelpDialog::new(&rig.cx(), calling.chain());
            for (heading, rows) in &help.sections {
                let chain = match heading {
                    Heading::Here(_) => calling.chain(),
                    Heading::There(place) => place.chain(),
                };
                for row in rows {
                    let live = rig.keymap.keys_of(chain, row.action);
                    let live: Vec<String> = live.iter().map(ToString::to_string).collect();
                    assert_eq!(row.keys, live, "{calling:?} {heading:?} {:?}", row.action);
                }
            }
        }
        // Every action with a key anywhere is on the page.
        let help = HelpDialog::new(&rig.cx(), Context::Clients.chain());
        let shown = found(&help);
        for action in Action::ALL {
            let bound = Context::ALL
                .iter()
                .any(|c| rig.keymap.key_of(c.chain(), *action).is_some());
            assert_eq!(shown.contains(action), bound, "{action:?}");
        }
    }
}

#[test]
fn searches_by_name_in_both_languages_and_by_key() {
    for lang in Lang::ALL {
        let rig = Rig::new(lang);
        for (typed, action, gone) in [
            ("/телефон", Action::CopyPhone, Action::Quit),
            ("/phone", Action::CopyPhone, Action::Quit),
            ("/ntktajy", Action::CopyPhone, Action::Quit),
            ("fархив", Action::ArchiveClient, Action::Zoom),
            ("@ctrl-r", Action::Redo, Action::CursorDown),
            ("@г", Action::Undo, Action::History),
            ("@U", Action::History, Action::Undo),
        ] {
            let mut help = HelpDialog::new(&rig.cx(), Context::Clients.chain());
            rig.type_in(&mut help, typed);
            let shown = found(&help);
            assert!(shown.contains(&action), "{typed}: {shown:?}");
            assert!(!shown.contains(&gone), "{typed}: {shown:?}");
            rig.draw_all_sizes(&mut help);
        }
    }
}

#[test]
fn escape_leaves_the_search_first() {
    let rig = Rig::new(Lang::Ru);
    let mut help = HelpDialog::new(&rig.cx(), Context::Board.chain());
    let all = help.items.len();
    let (shown, cursor) = rig.draw(&mut help, 120, 40);
    assert!(shown.contains("искать"), "{shown}");
    assert_eq!(cursor, None);
    rig.press(&mut help, "а");
    assert_eq!(help.context(), Context::Filter, "f on the Russian layout");
    rig.type_in(&mut help, "qqq");
    assert!(help.items.is_empty());
    assert!(rig.draw(&mut help, 80, 24).1.is_some());
    assert!(matches!(rig.press(&mut help, "esc"), Reply::Done));
    assert_eq!(help.items.len(), all);
    assert!(matches!(rig.press(&mut help, "f1"), Reply::Close));
    assert!(matches!(rig.press(&mut help, "q"), Reply::Close));
}

#[test]
fn scrolls_and_fits_everywhere() {
    for lang in Lang::ALL {
        let rig = Rig::new(lang);
        let mut help = HelpDialog::new(&rig.cx(), Context::Clients.chain());
        rig.draw_all_sizes(&mut help);
        rig.draw(&mut help, 80, 24);
        rig.press(&mut help, "pgdn j G");
        let (end, _) = rig.draw(&mut help, 80, 24);
        let Some(Item::Row(s, r)) = help.items.last().copied() else {
            panic!("ends with a row");
        };
        let last = rig.texts.t(help.sections[s].1[r].action.text_key());
        assert!(end.contains(&last), "{last} in\n{end}");
        rig.press(&mut help, "g g");
        assert_eq!(help.top, 0);
    }
}
