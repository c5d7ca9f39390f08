//! Workbooks as people keep them.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

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

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A workbook written by hand: the rows of its sheet, its list of texts, its styles.
fn packed(rows: &str, texts: &str, styles: &str) -> Vec<u8> {
    let rels = |kind: &str, target: &str| {
        let one = format!(r#"<Relationship Id="r1" Type="{RELATIONS}/{kind}" Target="{target}"/>"#);
        format!("<Relationships>{one}</Relationships>")
    };
    let sheets = r#"<workbook><sheets><sheet name="Лист" r:id="r1"/></sheets></workbook>"#;
    let parts = [
        ("_rels/.rels", rels("officeDocument", "xl/workbook.xml")),
        ("xl/workbook.xml", sheets.to_owned()),
        ("xl/_rels/workbook.xml.rels", rels("worksheet", "sheet.xml")),
        (
            "xl/sheet.xml",
            format!("<worksheet><sheetData>{rows}</sheetData></worksheet>"),
        ),
        ("xl/sharedStrings.xml", texts.to_owned()),
        ("xl/styles.xml", styles.to_owned()),
    ];
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let how = zip::write::SimpleFileOptions::default();
        archive.start_file(name, how).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const ONE: &str = r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#;
const NO_STYLES: &str = "<styleSheet></styleSheet>";

fn texts(count: &str, text: &str) -> String {
    format!(r#"<sst count="1" uniqueCount="{count}"><si><t>{text}</t></si></sst>"#)
}

fn refused(bytes: &[u8]) -> ImportError {
    read(bytes, &Progress::new()).unwrap_err()
}

#[test]
fn a_count_of_texts_that_cannot_be_is_not_believed() {
    for count in [
        "100000000000",
        "9223372036854775807",
        "18446744073709551616",
        "1000",
    ] {
        let book = packed(ONE, &texts(count, "Клиент"), NO_STYLES);
        assert_eq!(
            refused(&book),
            ImportError::NotText(NotText::Xlsx),
            "{count}"
        );
    }
    for count in ["", "0", "1", "2"] {
        let book = packed(ONE, &texts(count, "Клиент"), NO_STYLES);
        assert_eq!(
            read(&book, &Progress::new()).unwrap().text,
            "Клиент\n",
            "{count}"
        );
    }
}

#[test]
fn places_beyond_every_sheet_are_no_panic() {
    for place in ["ZZZZZZZZ1", "A99999999999", "A4294967296"] {
        let rows = format!(r#"<row r="1"><c r="{place}"><v>1</v></c></row>"#);
        let read = read(
            &packed(&rows, &texts("1", "а"), NO_STYLES),
            &Progress::new(),
        );
        let row = read.map(|sheet| sheet.rows);
        let broken = Err(ImportError::NotText(NotText::Xlsx));
        assert!(
            row == broken || matches!(row, Ok(ref rows) if rows.len() == 1),
            "{place}: {row:?}"
        );
    }
}

#[test]
fn what_is_copied_many_times_over_is_weighed_before() {
    let font = format!(
        r#"<fonts><font><name val="{}"/></font></fonts>"#,
        "ы".repeat(40_000)
    );
    let styles = r#"<xf fontId="0"/>"#.repeat(4000);
    let styles = format!("<styleSheet>{font}<cellXfs>{styles}</cellXfs></styleSheet>");
    let many_looks = packed(ONE, &texts("1", "а"), &styles);
    let long = "ы".repeat(500_000);
    let mut rows = String::new();
    for row in 1..=300 {
        write!(
            rows,
            r#"<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>"#
        )
        .unwrap();
    }
    let one_text_often = packed(&rows, &texts("1", &long), NO_STYLES);
    let unpacked = packed(ONE, &" ".repeat(LARGEST as usize), NO_STYLES);
    for book in [&many_looks, &one_text_often, &unpacked] {
        assert_eq!(refused(book), ImportError::BookTooBig { bytes: LARGEST });
    }
    let row = r#"<row r="7"><c r="A7" t="s"><v>0</v></c><c r="B7" t="s"><v>0</v></c></row>"#;
    let book = packed(row, &texts("1", &long), NO_STYLES);
    assert_eq!(refused(&book), ImportError::TooLong { line: 7 });
}

#[test]
fn one_cell_far_to_the_right_does_not_make_all_rows_as_long() {
    let cell = |place: &str, text: &str| {
        format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#)
    };
    let head = [
        cell("A1", "Клиент"),
        cell("B1", "Телефон"),
        cell("XFD1", "х"),
    ]
    .concat();
    let mut rows = format!(r#"<row r="1">{head}</row>"#);
    for row in 2..=130_001 {
        let name = cell(&format!("A{row}"), "К");
        write!(rows, r#"<row r="{row}">{name}</row>"#).unwrap();
    }
    let book = packed(&rows, &texts("1", "а"), NO_STYLES);
    let sheet = read(&book, &Progress::new()).unwrap();
    assert_eq!(sheet.rows.len(), 130_001);
    assert!(sheet.text.len() < 1 << 20, "{}", sheet.text.len());
    // Rows that end early are rows whose last cells are empty.
    let mut few = Workbook::new();
    let sheet = few.add_worksheet();
    sheet
        .write_row(0, 0, ["Клиент", "Телефон", "Теги"])
        .unwrap();
    sheet.write_string(1, 0, "Колос").unwrap();
    sheet.write_row(2, 0, ["Сад", "+7 905 000-00-01"]).unwrap();
    let parsed = parse("a.xlsx", &bytes(few), None, &Progress::new()).unwrap();
    assert_eq!((parsed.rows, parsed.problems), (2, Vec::new()));
    assert_eq!(parsed.facts["all_rows_same_width"], true);
}

#[test]
fn a_table_far_below_is_found() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(39, 2, ["Клиент", "Телефон"]).unwrap();
    for row in 40..80 {
        sheet
            .write_row(row, 2, ["Колос", "+7 905 000-00-01"])
            .unwrap();
    }
    let parsed = parse("a.xlsx", &bytes(book), None, &Progress::new()).unwrap();
    assert_eq!((parsed.kind, parsed.rows), (ImportKind::Clients, 40));
    assert_eq!(parsed.candidates[0].line, 41);
}

#[test]
fn a_reading_that_was_stopped_stops_before_it_unpacks() {
    let progress = Progress::new();
    progress.cancel();
    let small = packed(ONE, &texts("1", "Клиент"), NO_STYLES);
    assert_eq!(read(&small, &progress).unwrap_err(), ImportError::Cancelled);
}
