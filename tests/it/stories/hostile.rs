//! A portfolio and a file full of what a terminal would obey: whatever is opened over them, no cell of any
//! frame holds any of it.

use planerka::domain::Book;
use planerka::domain::plain::is_unprintable;

use super::any_keys::KEYS;
use crate::harness::{Harness, setup};
use crate::histories::Histories;
use crate::stuffed::{self, EVIL};

#[track_caller]
fn look(day: &mut Harness, (width, height): (u16, u16), after: &str) -> String {
    let (buffer, _) = day.cells(width, height);
    let odd = buffer
        .content()
        .iter()
        .find(|cell| cell.symbol().contains(is_unprintable));
    assert!(odd.is_none(), "after {after}: {odd:?}");
    day.screen(width, height)
}

#[test]
fn no_frame_holds_what_a_terminal_would_obey() {
    let mut records = stuffed::records();
    stuffed::stuff(&mut records, |_, _, words| format!("{words}{EVIL}"));
    records.push(stuffed::neighbour(&format!("Сосед{EVIL}")));
    let (mut book, mut histories) = (Book::new(), Histories::default());
    let mut tx = stuffed::transaction(&records);
    book.apply(&mut tx).unwrap();
    histories.note(&tx);
    let mut day = Harness::with(setup(), book, histories);
    let screen = look(&mut day, (200, 60), "the start");
    assert!(
        screen.contains("Ромашка") && screen.contains("Сосед"),
        "{screen}"
    );

    // Every page and pane by its way, then keys as a hand may come upon them.
    let ways = [
        "enter",
        "tab",
        "tab",
        "tab",
        "tab",
        "tab",
        "tab",
        "esc",
        "g d",
        "esc",
        "g h",
        "enter",
        "esc",
        "esc",
        "g e",
        "esc",
        "g a",
        "enter",
        "esc",
        "esc",
        "g f",
        "esc",
        "g i",
        "esc",
        "g b",
        "esc",
        "g t",
        "esc",
        "g r",
        "enter",
        "esc",
        "esc",
        "c",
        "esc",
        "esc",
        "i",
        "«hostile»",
        "enter",
        "tab",
        "enter",
        "esc",
        "esc",
        "esc",
    ];
    let mut seed = 7_u32;
    let by_hand = std::iter::repeat_with(|| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        KEYS[(seed >> 8) as usize % KEYS.len()]
    });
    let sizes = [(120, 40), (80, 24), (200, 60)];
    let mut seen = std::collections::BTreeSet::new();
    for (n, keys) in ways.into_iter().chain(by_hand.take(300)).enumerate() {
        day.editor = Some(format!("из редактора{EVIL}"));
        day.keys(keys);
        seen.insert(look(&mut day, sizes[n % 3], keys));
    }
    assert!(seen.len() > 100, "{} screens", seen.len());
}
