//! The terminal made as small as one cell, and back, while anything at all is open.

use planerka::app::Msg;
use planerka::input::{Action, Binding, Context, Keymap};

use super::{at_work, facts};
use crate::harness::Harness;

/// Ways into everything that has keys of its own: what is pressed, and the contexts whose keys are tried
/// there.
const PLACES: &[(&str, &[Context])] = &[
    ("1", &[Context::Global, Context::List, Context::Clients]),
    ("2", &[Context::Board]),
    ("3", &[Context::Drafts]),
    ("4 j", &[Context::Agenda]),
    ("1 j enter 1", &[Context::Card]),
    ("1 j enter 2", &[Context::CardBrief]),
    ("1 j j enter 3", &[Context::CardProblems]),
    ("1 j enter 4", &[Context::CardCampaigns]),
    ("1 j j enter 5", &[Context::CardAdvice]),
    ("1 j j enter 6", &[Context::CardTimeline]),
    ("1 j enter 7", &[Context::CardAgreements]),
    ("1 p", &[Context::Contacts]),
    ("1 j c", &[Context::Call]),
    ("1 g f", &[Context::Focus]),
    ("1 g i", &[Context::Inbox]),
    ("1 g b", &[Context::Base]),
    ("1 ctrl-p", &[Context::Palette]),
    ("1 f1", &[Context::Help]),
    ("1 L U", &[Context::History]),
    ("3 e", &[Context::Text, Context::Form, Context::Editor]),
    ("1 f", &[Context::Filter]),
];

/// What a hand may press while it sees nothing.
const BLIND: [&str; 9] = [
    "j", "k", "tab", "x", "space", "down", "pgdn", "enter", "esc",
];

fn press(day: &mut Harness, binding: &Binding) {
    day.editor = Some("из редактора".to_owned());
    for key in binding.keys.keys() {
        day.send(Msg::Key(*key));
    }
}

#[test]
fn nothing_open_minds_a_window_of_one_cell() {
    let keymap = Keymap::default();
    let mut tried = 0;
    for (way, contexts) in PLACES {
        let here = keymap
            .bindings()
            .filter(|b| contexts.contains(&b.context))
            .filter(|b| !matches!(b.action, None | Some(Action::Quit)));
        for binding in here {
            let mut day = at_work();
            let start = facts(day.book());
            day.keys(way);
            press(&mut day, binding);
            let what = format!("{way}, then {} ({:?})", binding.keys, binding.action);
            tried += 1;
            let before = day.screen(120, 40);
            for (width, height) in [(1, 1), (5, 3), (59, 15), (80, 24), (1, 40), (200, 1)] {
                day.send(Msg::Resize);
                let (_, cursor) = day.cells(width, height);
                assert!(
                    cursor.is_none_or(|c| c.x < width && c.y < height),
                    "{what}: the cursor is off at {width}x{height}"
                );
            }
            assert_eq!(day.screen(120, 40), before, "{what}");
            for key in BLIND {
                day.editor = Some("из редактора".to_owned());
                day.keys(key).cells(1, 1);
                day.cells(5, 3);
            }
            day.keys("esc esc esc esc esc esc 1");
            for _ in 0..20 {
                if facts(day.book()) == start {
                    break;
                }
                day.keys("u");
            }
            assert_eq!(facts(day.book()), start, "{what}: all is taken back");
        }
    }
    assert!(tried > 250, "{tried}");
}
