//! Workbooks read back by another hand.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx};

use super::*;
use crate::domain::Month;

const COLUMNS: &[&str] = &[
    "client", "note", "amount", "since", "at", "month", "flag", "n",
];

fn now() -> Zoned {
    "2026-11-23T09:00:00+03:00[Europe/Moscow]".parse().unwrap()
}

fn row(client: &str, note: &str) -> Vec<Cell> {
    vec![
        Cell::Text(client.to_owned()),
        Cell::Text(note.to_owned()),
        Cell::Amount(-123_456_789),
        Cell::Day(jiff::civil::date(2026, 2, 28)),
        Cell::Time(now()),
        Cell::Month(Month::new(2026, 3)),
        Cell::Flag(true),
        Cell::Number(7),
    ]
}

fn written(book: Workbook) -> Xlsx<Cursor<Vec<u8>>> {
    let mut bytes = Vec::new();
    book.write(&mut bytes).unwrap();
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

#[test]
fn texts_stay_texts_and_values_keep_their_kind() {
    let texts = [
        ("=1+1", "=1+1"),
        ("+7 916 000-00-01", "+7 916 000-00-01"),
        ("-10 %", "-10 %"),
        ("@SUM(A1)", "@SUM(A1)"),
        ("'=кавычка", "'=кавычка"),
        ("http://x.test", "http://x.test"),
        ("007", "007"),
        ("таб\tи\u{1b}[31m\u{7}ESC", "таб иESC"),
        ("две\nстроки < & > \"Ёж\"", "две\nстроки < & > \"Ёж\""),
        ("_x0041_", "_x0041_"),
    ];
    let mut book = Workbook::new(&now());
    let rows = texts.iter().map(|(text, _)| row("Пекарня «Колос»", text));
    assert_eq!(book.sheet("clients", COLUMNS, rows).unwrap(), 10);
    assert_eq!(
        book.sheet("touches", COLUMNS, std::iter::empty()).unwrap(),
        0
    );
    let mut pages = written(book);
    assert_eq!(pages.sheet_names(), ["clients", "touches"]);
    let sheet = pages.worksheet_range("clients").unwrap();
    for (at, (_, expected)) in (1..).zip(texts) {
        let cell = |column| sheet.get_value((at, column)).unwrap();
        assert_eq!(cell(1), &Data::String(expected.to_owned()));
        assert_eq!(cell(2), &Data::Float(-1_234_567.89));
        assert_eq!(cell(6), &Data::Bool(true));
        assert_eq!(cell(7), &Data::Float(7.0));
        for (column, day) in [
            (3, (2026, 2, 28, 0, 0, 0, 0)),
            (4, (2026, 11, 23, 9, 0, 0, 0)),
            (5, (2026, 3, 1, 0, 0, 0, 0)),
        ] {
            let Data::DateTime(at) = cell(column) else {
                panic!("{column}: {:?}", cell(column));
            };
            assert_eq!(at.to_ymd_hms_milli(), day);
        }
    }
    let empty = pages.worksheet_range("touches").unwrap();
    assert_eq!(empty.height(), 1, "the header alone");
}

#[test]
fn what_a_spreadsheet_would_change_stays_a_text() {
    let mut book = Workbook::new(&now());
    let cells = vec![
        Cell::Amount(i64::MAX),
        Cell::Number(i64::MIN),
        Cell::Day(jiff::civil::date(1899, 12, 31)),
        Cell::Decimal("12.5".to_owned()),
        Cell::List(vec!["a, b".to_owned()]),
        Cell::Text(String::new()),
    ];
    let columns = &["a", "b", "c", "d", "e", "f"];
    book.sheet("odd", columns, std::iter::once(cells)).unwrap();
    let sheet = written(book).worksheet_range("odd").unwrap();
    let text = |text: &str| Data::String(text.to_owned());
    let expected = [
        text("92233720368547758.07"),
        text("-9223372036854775808"),
        text("1899-12-31"),
        Data::Float(12.5),
        text("a, b;"),
        Data::Empty,
    ];
    for (column, expected) in (0..).zip(&expected) {
        let cell = sheet.get_value((1, column)).unwrap_or(&Data::Empty);
        assert_eq!(cell, expected, "{column}");
    }
}

#[test]
fn what_no_sheet_holds_is_refused_with_its_place() {
    let mut book = Workbook::new(&now());
    let longest = "щ".repeat(LETTERS);
    let fits = [row("Альфа", &longest)];
    assert_eq!(book.sheet("fits", COLUMNS, fits.into_iter()).unwrap(), 1);
    // A letter outside of the first plane counts twice.
    for note in [format!("{longest}щ"), "🙂".repeat(LETTERS / 2 + 1)] {
        let rows = [row("Альфа", ""), row("Бета", &note)];
        let mut book = Workbook::new(&now());
        let error = book
            .sheet("clients", COLUMNS, rows.into_iter())
            .unwrap_err();
        let expected = NoSheet::Letters {
            table: "clients",
            row: 3,
            client: "Бета".to_owned(),
            column: "note",
            length: LETTERS + 1,
            most: LETTERS,
        };
        assert_eq!(NoSheet::of(&error), Some(&expected));
    }

    let mut book = Workbook::new(&now());
    assert_eq!(book.most, 1_048_575);
    book.most = 3;
    let rows = |n| (0..n).map(|_| row("Альфа", ""));
    assert_eq!(book.sheet("three", COLUMNS, rows(3)).unwrap(), 3);
    let error = book.sheet("four", COLUMNS, rows(4)).unwrap_err();
    let expected = NoSheet::Rows {
        table: "four",
        most: 3,
    };
    assert_eq!(NoSheet::of(&error), Some(&expected));
    assert_eq!(NoSheet::of(&io::ErrorKind::BrokenPipe.into()), None);
}
