//! Whatever is pressed, nothing breaks, everything has words, and all of it can be taken back.

use planerka::app::Msg;
use proptest::prelude::*;
use proptest::sample::select;

use super::{at_work, facts};

/// Keys a hand may come upon, in both layouts, some more than once because they lead somewhere.
pub(super) const KEYS: [&str; 78] = [
    "j",
    "k",
    "h",
    "l",
    "g",
    "G",
    "о",
    "л",
    "р",
    "д",
    "п",
    "1",
    "2",
    "3",
    "4",
    "tab",
    "tab",
    "tab",
    "shift-tab",
    "z",
    "enter",
    "enter",
    "enter",
    "esc",
    "esc",
    "space",
    "V",
    "x",
    "e",
    "D",
    "R",
    "A",
    "p",
    "s",
    "S",
    "y",
    "y",
    "L",
    "L",
    "H",
    "P",
    "o",
    "u",
    "u",
    "ctrl-r",
    "U",
    "i",
    "a",
    "c",
    "r",
    "n",
    "f",
    "F",
    "ctrl-s",
    "ctrl-s",
    "ctrl-g",
    "ctrl-n",
    "ctrl-p",
    "f1",
    "f2",
    "f3",
    "f5",
    "f6",
    "ctrl-e",
    "ctrl-l",
    "up",
    "down",
    "left",
    "right",
    "pgdn",
    "pgup",
    "backspace",
    "ctrl-u",
    "«пт 15:00»",
    "«смета»",
    "«15.12»",
    "т",
    "ctrl-d",
];

#[derive(Debug, Clone)]
enum Press {
    Keys(&'static str),
    Click(u16, u16),
    Wheel(u16, u16, bool),
    Paste(&'static str),
}

fn press() -> impl Strategy<Value = Press> {
    prop_oneof![
        20 => select(KEYS.as_slice()).prop_map(Press::Keys),
        2 => (0..120u16, 0..40u16).prop_map(|(x, y)| Press::Click(x, y)),
        1 => (0..120u16, 0..40u16, any::<bool>()).prop_map(|(x, y, down)| Press::Wheel(x, y, down)),
        1 => select(["завтра", "a\r\nb", "\t\u{1b}[31m", "🙂и\u{306}"].as_slice()).prop_map(Press::Paste),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_breaks_and_all_is_taken_back(presses in proptest::collection::vec(press(), 1..90)) {
        let mut day = at_work();
        let start = facts(day.book());
        for (i, press) in presses.into_iter().enumerate() {
            day.editor = Some("из редактора".to_owned());
            match press {
                Press::Keys(keys) => drop(day.keys(keys)),
                Press::Click(x, y) => drop(day.send(Msg::Click(x, y))),
                Press::Wheel(x, y, down) => drop(day.send(Msg::Wheel(x, y, down))),
                Press::Paste(text) => drop(day.send(Msg::Paste(text.to_owned()))),
            }
            let (width, height) = [(80, 24), (120, 40), (1, 1), (61, 17), (5, 3)][i % 5];
            let (_, cursor) = day.cells(width, height);
            prop_assert!(cursor.is_none_or(|c| c.x < width && c.y < height));
        }
        // Out of whatever is open; a form asks once before it drops what was typed.
        day.keys("esc esc esc esc esc esc esc esc esc esc esc esc 1");
        for _ in 0..90 {
            day.keys("u");
        }
        prop_assert!(day.news().contains("нечего") || day.news().contains("nothing"), "{}", day.news());
        prop_assert_eq!(facts(day.book()), start);
    }
}
