use proptest::prelude::*;

use super::*;
use crate::ui::theme::{Depth, ThemeName};

fn theme() -> Theme {
    Theme::new(ThemeName::Dark, Depth::None, false)
}

/// Presses keys named as in a keymap file; a name in brackets is typed letter by letter.
fn press(b: &mut TextBox, keys: &str) {
    for key in keys.split_whitespace() {
        match key.strip_prefix('\'') {
            Some(text) => text.chars().for_each(|c| {
                b.key(Key::char(if c == '_' { ' ' } else { c }));
            }),
            None => {
                assert!(b.key(key.parse().unwrap()), "{key}");
            }
        }
    }
}

fn screen(b: &mut TextBox, w: u16, h: u16) -> (Vec<String>, Option<Position>) {
    let area = Rect::new(0, 0, w, h);
    let mut buf = Buffer::empty(area);
    let cursor = b.draw(&mut buf, area, true, &theme());
    let rows = (0..h)
        .map(|y| {
            let row: String = (0..w).map(|x| buf[(x, y)].symbol()).collect();
            row.trim_end().to_owned()
        })
        .collect();
    (rows, cursor)
}

#[test]
fn editing_stories() {
    let family = "👩‍👩‍👧";
    for (name, start, keys, end) in [
        ("typing", "", "'Зачем?", "Зачем?"),
        ("й of two code points", "", "'и\u{306}од", "йод"),
        (
            "it is one letter to delete",
            "",
            "'ли\u{306} backspace",
            "л",
        ),
        (
            "an accent without a letter of its own",
            "",
            "'а\u{301}б backspace backspace",
            "",
        ),
        ("a family is one letter", family, "backspace", ""),
        ("delete takes it whole", family, "home del", ""),
        ("stepping over it", family, "left 'x", &format!("x{family}")),
        ("a flag after a flag", "🇷🇺🇩🇪", "backspace", "🇷🇺"),
        ("line ends join", "раз\nдва", "home backspace", "раздва"),
        ("delete joins too", "раз\nдва", "up end del", "раздва"),
        (
            "enter parts",
            "раздва",
            "home right right right enter",
            "раз\nдва",
        ),
        (
            "word back",
            "один два, три",
            "ctrl-left ctrl-left 'x",
            "один дваx, три",
        ),
        (
            "word forward",
            "один два",
            "home ctrl-right 'x",
            "один xдва",
        ),
        ("delete word back", "один два", "ctrl-backspace", "один "),
        (
            "delete word back with alt",
            "один два  ",
            "alt-backspace",
            "один ",
        ),
        (
            "ctrl-w in the Russian layout",
            "один два",
            "ctrl-ц",
            "один ",
        ),
        ("delete word forward", "один два", "home ctrl-del", "два"),
        ("to the line start", "один\nдва три", "ctrl-u", "один\n"),
        (
            "to the line end",
            "один два",
            "home ctrl-right ctrl-k",
            "один ",
        ),
        (
            "typing over a selection",
            "один два",
            "ctrl-shift-left 'x",
            "один x",
        ),
        (
            "left leaves a selection at its start",
            "abc",
            "shift-left shift-left left 'x",
            "axbc",
        ),
        (
            "right leaves it at its end",
            "abc",
            "home shift-right right 'x",
            "axbc",
        ),
        (
            "a selection over lines",
            "аб\nвг",
            "shift-up backspace",
            "аб",
        ),
        ("shift-home", "один", "shift-home 'x", "x"),
        ("ctrl-home", "аб\nвг", "ctrl-home 'x", "xаб\nвг"),
        ("ctrl-end", "аб\nвг", "ctrl-home ctrl-end 'x", "аб\nвгx"),
        (
            "up keeps the column over a short line",
            "abcd\ne\nfghi",
            "up up 'x",
            "abcdx\ne\nfghi",
        ),
        (
            "up on the first line goes to its start",
            "abc",
            "up 'x",
            "xabc",
        ),
        (
            "down on the last goes to its end",
            "abc",
            "home down 'x",
            "abcx",
        ),
        (
            "nothing before the beginning",
            "",
            "left backspace del right ctrl-left",
            "",
        ),
        ("spaces are text", "", "'а__б", "а  б"),
    ] {
        let mut b = TextBox::new(start);
        press(&mut b, keys);
        assert_eq!(b.text(), end, "{name}");
    }
}

#[test]
fn undo_takes_back_presses_and_brings_them_again() {
    let mut b = TextBox::new("раз");
    assert!(!b.is_changed());
    press(&mut b, "'!? enter");
    assert!(b.is_changed());
    b.act(Action::UndoTyping).unwrap();
    assert_eq!(b.text(), "раз!?");
    b.act(Action::UndoTyping).unwrap();
    b.act(Action::UndoTyping).unwrap();
    assert_eq!(b.text(), "раз");
    assert!(!b.is_changed());
    b.act(Action::RedoTyping).unwrap();
    assert_eq!(b.text(), "раз!");
    assert!(b.set_text("другое\nсовсем"));
    assert_eq!(b.text(), "другое\nсовсем");
    b.act(Action::UndoTyping).unwrap();
    b.act(Action::UndoTyping).unwrap();
    assert_eq!(
        b.text(),
        "раз!",
        "a text put in by an editor can be taken back"
    );
    assert_eq!(b.act(Action::Quit), None);
}

#[test]
fn copy_cut_and_paste() {
    let mut b = TextBox::new("один два\nтри");
    assert_eq!(b.act(Action::Copy), Some(Typed::Done), "nothing selected");
    b.act(Action::SelectAll);
    let all = Some(Typed::Copied("один два\nтри".to_owned()));
    assert_eq!(b.act(Action::Copy), all);
    assert_eq!(b.act(Action::Cut), all);
    assert_eq!(b.text(), "");
    b.act(Action::Paste);
    b.act(Action::Paste);
    assert_eq!(b.text(), "один два\nтриодин два\nтри");
    press(&mut b, "backspace");
    b.act(Action::SelectAll);
    b.act(Action::Paste);
    assert_eq!(
        b.text(),
        "один два\nтри",
        "deleting does not fill the clipboard"
    );
}

#[test]
fn pasted_text_is_cleaned() {
    for (name, pasted, held) in [
        ("windows lines", "раз\r\nдва\r\n", "раз\nдва\n"),
        ("old mac lines", "раз\rдва", "раз\nдва"),
        ("tabs", "а\tб", "а    б"),
        ("composed", "и\u{306}", "й"),
        ("escapes", "а\u{1b}[31mб\u{7}", "а[31mб"),
    ] {
        let mut b = TextBox::new("");
        assert!(b.paste(pasted));
        assert_eq!(b.text(), held, "{name}");
        assert_eq!(TextBox::new(pasted).text(), held, "{name}, from the start");
        assert!(!TextBox::new(pasted).is_changed(), "{name}");
    }
    let mut b = TextBox::new("своё");
    assert!(!b.paste(&"я".repeat(LIMIT)), "too long is refused, not cut");
    assert!(!b.set_text(&"\n".repeat(LIMIT / 2)));
    assert_eq!(b.text(), "своё");
}

#[test]
fn wraps_at_words_and_shows_the_cursor_under_wide_letters() {
    let mut b = TextBox::new("раз два три четыре");
    let (rows, cursor) = screen(&mut b, 12, 3);
    assert_eq!(rows, ["раз два три", "четыре", ""]);
    assert_eq!(cursor, Some(Position::new(6, 1)));
    press(&mut b, "up");
    let (_, cursor) = screen(&mut b, 12, 3);
    assert_eq!(
        cursor,
        Some(Position::new(6, 0)),
        "rows of the screen, not lines"
    );
    assert!(b.click(Position::new(2, 1)));
    press(&mut b, "'!");
    assert_eq!(b.text(), "раз два три че!тыре");
    assert!(!b.click(Position::new(2, 9)));

    let mut b = TextBox::new("👩‍👩‍👧日й");
    assert_eq!(screen(&mut b, 20, 1).1, Some(Position::new(5, 0)));
    press(&mut b, "left left");
    assert_eq!(screen(&mut b, 20, 1).1, Some(Position::new(2, 0)));
}

#[test]
fn the_cursor_stays_in_view() {
    let mut b = TextBox::new(&"строка\n".repeat(50));
    let (rows, cursor) = screen(&mut b, 20, 5);
    assert_eq!(rows[3], "строка");
    assert_eq!(cursor, Some(Position::new(0, 4)));
    press(&mut b, "pgup pgup");
    assert_eq!(b.place(), (42, 0));
    press(&mut b, "ctrl-home");
    assert_eq!(screen(&mut b, 20, 5).1, Some(Position::new(0, 0)));
}

#[test]
fn long_texts_draw_at_every_size() {
    let story = "Длинное слово без смысла и конца, ещё слово. ".repeat(4_500);
    let one_line = TextBox::new(&story);
    let many = TextBox::new(&story.replace(". ", ".\n"));
    for mut b in [one_line, many] {
        for (w, h) in [(0, 0), (1, 1), (9, 3), (10, 2), (80, 24), (200, 60)] {
            let (_, cursor) = screen(&mut b, w, h);
            assert_eq!(cursor.is_some(), w > 0, "{w}×{h}");
        }
        press(&mut b, "'конец up left ctrl-left ctrl-backspace ctrl-end");
        assert!(b.text().contains("конец"));
        b.act(Action::SelectAll);
        press(&mut b, "backspace");
        assert_eq!(b.text(), "");
    }
}

#[test]
fn a_row_that_begins_inside_a_letter_does_not_hold_the_cursor_there() {
    // Regional signs are one letter by two, and the screen breaks the line between the two of one.
    let mut b = TextBox::new("👧e👧🇺👩🇺а👧e 🇺\n👧ёёe👧ё 🇷\u{301}🇷🇺🇺");
    for key in ["shift-up", "end", "backspace", "home", "end", "del", "pgdn"] {
        press(&mut b, key);
        screen(&mut b, 13, 1);
        let (row, col) = b.place();
        let line = b.area.lines()[row].clone();
        let head: String = line.chars().take(col).collect();
        let mut cursor = unicode_segmentation::GraphemeCursor::new(head.len(), line.len(), true);
        assert_eq!(
            cursor.is_boundary(&line, 0),
            Ok(true),
            "{key}: {line:?} at {col}"
        );
    }
}

#[test]
fn an_empty_box_shows_its_placeholder() {
    let mut b = TextBox::new("");
    b.set_placeholder("Зачем это клиенту".to_owned());
    assert_eq!(screen(&mut b, 10, 1).0, ["Зачем это…"]);
    press(&mut b, "'а");
    assert_eq!(screen(&mut b, 10, 1).0, ["а"]);
}

proptest! {
    /// Any keys in any order: no panic, NFC, the cursor between letters, drawn inside its area.
    #[test]
    fn any_keys_leave_a_sound_box(
        start in "[а-яё e\u{301}👩‍👧🇷🇺\n]{0,40}",
        presses in proptest::collection::vec(0_usize..20, 0..40),
        w in 0_u16..40,
        h in 0_u16..6,
    ) {
        let keys = [
            "left", "right", "up", "down", "home", "end", "ctrl-left", "ctrl-right", "shift-left",
            "shift-up", "backspace", "del", "ctrl-backspace", "enter", "pgup", "pgdn", "ctrl-k", "и",
            "\u{306}", "👧",
        ];
        let mut b = TextBox::new(&start);
        for p in presses {
            b.key(keys[p].parse().unwrap());
            if p == 3 {
                b.act(Action::UndoTyping);
            }
            let (row, col) = b.place();
            let line = b.area.lines()[row].clone();
            let byte = line.char_indices().nth(col).map_or(line.len(), |(at, _)| at);
            let mut cursor = unicode_segmentation::GraphemeCursor::new(byte, line.len(), true);
            prop_assert_eq!(cursor.is_boundary(&line, 0), Ok(true), "{:?} at {}", line, col);
            let (_, at) = screen(&mut b, w, h);
            if let Some(at) = at {
                prop_assert!(at.x < w && at.y < h);
            }
        }
        prop_assert_eq!(b.text(), clean(&b.text()));
    }
}
