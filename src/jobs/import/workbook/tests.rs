//! Workbooks as people keep them.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::*;
use crate::jobs::import::{ImportKind, ProblemKind, parse};

fn bytes(mut book: Workbook) -> Vec<u8> {
    book.save_to_buffer().unwrap()
}

fn text_of(book: Workbook) -> Sheet {
    read(&bytes(book), &Progress::new()).unwrap()
}

#[test]
fn values_come_as_a_table_of_text_writes_them() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["Клиент", "Расход"]).unwrap();
    let numbers = [
        (0.1 + 0.2, "0.3"),
        (1234.5, "1234.5"),
        (1.234, "1.2340"),
        (-1_234_567.89, "-1234567.89"),
        (10_000_000.0, "10000000"),
        (0.0, "0"),
        (0.0005, "0.0005"),
    ];
    for (row, (number, _)) in (1..).zip(numbers) {
        sheet.write_string(row, 0, "Ёж").unwrap();
        sheet.write_number(row, 1, number).unwrap();
    }
    let at = |text: &str| ExcelDateTime::parse_from_str(text).unwrap();
    let look = |numbers: &str| Format::new().set_num_format(numbers);
    let odd = [
        ("2026-03-01", "dd.mm.yyyy", "2026-03-01"),
        (
            "2026-03-01 09:05:30",
            "dd.mm.yyyy hh:mm",
            "2026-03-01 09:05:30",
        ),
        ("09:05", "hh:mm", "09:05:00"),
    ];
    for (row, (value, numbers, _)) in (8..).zip(odd) {
        sheet.write_string(row, 0, "=1+1").unwrap();
        sheet
            .write_datetime_with_format(row, 1, at(value), &look(numbers))
            .unwrap();
    }
    let read = text_of(book);
    let mut expected = "Клиент,Расход\n".to_owned();
    for (_, text) in numbers {
        expected += &format!("Ёж,{text}\n");
    }
    for (_, _, text) in odd {
        expected += &format!("'=1+1,{text}\n");
    }
    assert_eq!(read.text, expected);
    assert_eq!(read.rows, (1..=11).collect::<Vec<_>>());
}

#[test]
fn rows_are_named_as_the_sheet_counts_them() {
    let mut book = Workbook::new();
    book.add_worksheet()
        .write_row(0, 0, ["заметки", "без таблицы"])
        .unwrap();
    let sheet = book.add_worksheet().set_name("Клиенты").unwrap();
    sheet.write_string(1, 0, "Портфель на ноябрь").unwrap();
    sheet
        .write_row(4, 0, ["Клиент", "Категория", "Клиент с", "Заметки"])
        .unwrap();
    sheet.write_row(5, 0, ["Колос", "A"]).unwrap();
    sheet.write_row(7, 0, ["Сад", "B", "", "раз\nдва"]).unwrap();
    sheet.write_row(9, 0, ["Река", "Ы"]).unwrap();
    let hidden = book.add_worksheet().set_name("Прошлое").unwrap();
    hidden.set_hidden(true);
    hidden.write_row(0, 0, ["Клиент", "Телефон"]).unwrap();
    let parsed = parse("портфель.csv", &bytes(book), None, &Progress::new()).unwrap();
    assert_eq!(
        (parsed.kind, parsed.encoding),
        (ImportKind::Clients, "xlsx")
    );
    let lines: Vec<u64> = parsed.candidates.iter().map(|c| c.line).collect();
    assert_eq!(lines, [6, 8, 10]);
    let problems: Vec<_> = (parsed.problems.iter())
        .map(|p| (p.line, p.kind.clone()))
        .collect();
    assert_eq!(
        problems,
        [
            (1, ProblemKind::OtherSheets("Sheet1".to_owned())),
            (10, ProblemKind::BadTerm("Ы".to_owned())),
        ]
    );
    assert!(!parsed.problems.iter().all(|p| p.spoils()));
    let notes = &parsed.candidates[1].client.notes;
    assert_eq!(notes, &["раз\nдва"]);
}

#[test]
fn what_is_broken_or_far_apart_is_refused_and_eats_no_memory() {
    let whole = {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "Клиент").unwrap();
        sheet.write_string(1_048_575, 16_383, "далеко").unwrap();
        bytes(book)
    };
    let read_all = |bytes: &[u8]| parse("a.xlsx", bytes, None, &Progress::new());
    let far = read_all(&whole).unwrap();
    assert_eq!(far.rows, 1, "a cell in the last corner is one row");
    for cut in [4, whole.len() / 3, whole.len() - 30] {
        let error = read_all(whole.get(..cut).unwrap()).unwrap_err();
        assert!(matches!(error, ImportError::NotText(_)), "{cut}: {error:?}");
    }
    assert_eq!(
        read_all(&bytes({
            let mut book = Workbook::new();
            book.add_worksheet();
            book
        }))
        .unwrap_err(),
        ImportError::EmptyFile
    );
}
