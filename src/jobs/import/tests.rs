//! Corpora of good and bad files (`tests/fixtures/import`).

use serde_json::json;

use super::*;
use crate::domain::import::{NameSource, Skip};
use crate::domain::{Month, Tier};

fn bytes(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/import");
    std::fs::read(Path::new(folder).join(name)).unwrap()
}

fn read(name: &str) -> Parsed {
    parse(name, &bytes(name), None, &Progress::new()).unwrap_or_else(|e| panic!("{name}: {e:?}"))
}

/// Problems as `line column key`.
fn problems(parsed: &Parsed) -> Vec<String> {
    let tell = |p: &Problem| format!("{} {} {}", p.line, p.column, p.key());
    parsed.problems.iter().map(tell).collect()
}

fn names(parsed: &Parsed) -> Vec<&str> {
    parsed.candidates.iter().map(Candidate::title).collect()
}

#[test]
fn what_is_no_table_is_refused_by_name() {
    use ImportError as E;
    for (file, error) in [
        ("empty.csv", E::EmptyFile),
        ("bom_only.csv", E::EmptyFile),
        ("blank_lines.csv", E::EmptyFile),
        ("binary.csv", E::NotText(NotText::Binary)),
        ("workbook.csv", E::NotText(NotText::Xlsx)),
        ("old_workbook.csv", E::NotText(NotText::Xls)),
        ("document.csv", E::NotText(NotText::Pdf)),
        ("page.xls", E::NotText(NotText::Html)),
        (
            "unknown.csv",
            E::UnknownTable {
                columns: vec!["colour".to_owned(), "weight".to_owned()],
            },
        ),
    ] {
        let found = parse(file, &bytes(file), None, &Progress::new()).unwrap_err();
        assert_eq!(found, error, "{file}");
    }
}

#[test]
fn a_kind_that_does_not_fit_is_refused_with_what_is_missing() {
    let found = parse(
        "ragged.csv",
        &bytes("ragged.csv"),
        Some(ImportKind::Spend),
        &Progress::new(),
    );
    assert_eq!(
        found.unwrap_err(),
        ImportError::MissingColumns {
            kind: ImportKind::Spend,
            columns: vec!["month".to_owned(), "spend".to_owned()],
        }
    );
}

#[test]
fn a_quote_that_never_closes_does_not_swallow_the_file() {
    let text = format!("name,tier\nAlfa,A\n\"Beta,{}\n", "x\n".repeat(600_000));
    let found = parse("quote.csv", text.as_bytes(), None, &Progress::new());
    assert_eq!(found.unwrap_err(), ImportError::TooLong { line: 3 });
}

#[test]
fn a_quote_open_at_the_end_of_the_file_is_named() {
    let parsed = |text: &str| parse("quote.csv", text.as_bytes(), None, &Progress::new());
    let open = parsed("name;tier\nАльфа;A\n\"Бета;A\nГамма;B\n");
    assert_eq!(open.unwrap_err(), ImportError::Unclosed { line: 3 });
    // A cell of several lines, doubled quotes and an inch are all in order.
    let fine = parsed("name;notes\nАльфа;\"раз\nи \"\"два\"\"\"\nБета;экран 27\"");
    assert_eq!(fine.unwrap().rows, 2);
}

#[test]
fn a_line_without_end_is_refused_while_reading() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.csv");
    std::fs::write(&path, format!("name\n{}", "x".repeat(MAX_LINE + (2 << 20)))).unwrap();
    let found = read_file(&path, &Progress::new());
    assert_eq!(found.unwrap_err(), ImportError::TooLong { line: 2 });
    assert_eq!(
        read_file(folder.path(), &Progress::new()).unwrap_err(),
        ImportError::NotAFile
    );
}

#[test]
fn a_cancelled_import_stops() {
    let progress = Progress::new();
    progress.cancel();
    let found = parse("cp1251.csv", &bytes("cp1251.csv"), None, &progress);
    assert_eq!(found.unwrap_err(), ImportError::Cancelled);
}

#[test]
fn encodings_are_told_by_the_bytes() {
    for (file, encoding, delimiter, bom) in [
        ("utf16le_bom.csv", "utf-16le", ";", Some("utf-16le")),
        ("utf16be_bom.csv", "utf-16be", ";", Some("utf-16be")),
        ("utf16le_bare.csv", "utf-16le", "\\t", None),
        ("cp1251.csv", "cp1251", ";", None),
        ("cp866.csv", "cp866", ";", None),
    ] {
        let parsed = read(file);
        assert_eq!(
            (
                parsed.encoding,
                parsed.delimiter.as_str(),
                &parsed.facts["bom"]
            ),
            (encoding, delimiter, &json!(bom)),
            "{file}"
        );
        assert_eq!(parsed.kind, ImportKind::Clients, "{file}");
        assert!(names(&parsed)[0].starts_with("ООО"), "{file}");
        assert_eq!(names(&parsed)[1], "ИП Озёров", "{file}");
        assert_eq!(parsed.candidates[1].client.tier, Some(Tier::C), "{file}");
        let phones = &parsed.candidates[1].contact.as_ref().unwrap().phones;
        assert_eq!(phones, &["8 913 000-10-02"], "{file}");
    }
    let mixed = read("mixed_encoding.csv");
    assert_eq!(mixed.encoding, "mixed");
    assert_eq!(names(&mixed), ["Север", "Юг", "Запад"]);
}

#[test]
fn header_is_found_under_a_title_and_totals_stay_out() {
    let parsed = read("preamble_totals.csv");
    assert_eq!(parsed.rows, 2);
    assert_eq!(names(&parsed), ["Лес и Ко", "Берег \"Юг\""]);
    assert_eq!(parsed.facts["total_rows"], 2);
    assert_eq!(parsed.facts["header_line"], 4);
    assert_eq!(problems(&parsed), ["7 Клиент с import-bad-date"]);
    assert_eq!(
        parsed.problems[0].args()[2],
        ("found", "31.02.2025".to_owned())
    );
    assert_eq!(parsed.candidates[0].client.tags, ["опт", "сезон"]);
}

#[test]
fn quirks_of_plain_tables() {
    let doubled = read("duplicate_headers.csv");
    assert_eq!(problems(&doubled), ["1 phone import-duplicate-header"]);
    assert_eq!(
        doubled.facts["duplicate_headers"],
        json!(["phone", "source"])
    );
    let phones = |i: usize| {
        doubled.candidates[i]
            .contact
            .as_ref()
            .unwrap()
            .phones
            .clone()
    };
    assert_eq!(phones(0), ["+7 495 000-20-01"]);
    assert_eq!(phones(1), ["+7 495 000-20-02", "+7 495 000-20-03"]);

    let ragged = read("ragged.csv");
    assert_eq!(problems(&ragged), ["2  import-ragged", "5  import-ragged"]);
    assert_eq!(ragged.candidates[3].skip, Some(Skip::Ragged));
    assert_eq!(ragged.facts["all_rows_same_width"], false);

    let multiline = read("multiline.csv");
    assert_eq!(
        multiline.candidates[0].client.notes,
        ["first\nsecond\nthird"]
    );
    assert_eq!(multiline.facts["rows_with_newline_inside_a_cell"], 1);
    // The physical line, not the number of the row.
    assert_eq!(problems(&multiline), ["5 tier import-bad-term"]);

    assert_eq!(names(&read("pipe_names.csv")), ["Поиск, Москва; РСЯ"]);

    let since = |file: &str| -> Vec<Option<String>> {
        let parsed = read(file);
        let dates = parsed.candidates.iter().map(|c| c.client.since);
        dates.map(|d| d.map(|d| d.to_string())).collect()
    };
    assert_eq!(
        since("slashes.csv"),
        [Some("2026-04-03".to_owned()), Some("2026-04-25".to_owned())]
    );
    assert_eq!(since("slashes_ambiguous.csv"), [None, None]);

    let hostile = read("hostile.csv");
    assert_eq!(names(&hostile), ["Red Alfa", "=SUM(A1)"]);
    assert_eq!(hostile.candidates[0].client.notes, ["<b> ab"]);
    assert_eq!(hostile.candidates[1].client.notes, ["-10 %"]);
}

#[test]
fn physical_lines_with_windows_line_ends() {
    let text = "name,tier\r\n\r\nAlfa,A\r\n\"Be\r\nta\",X\r\n\r\nGamma,Y\r\n";
    let parsed = parse("x", text.as_bytes(), None, &Progress::new()).unwrap();
    let lines: Vec<u64> = parsed.candidates.iter().map(|c| c.line).collect();
    assert_eq!(lines, [3, 4, 7]);
    assert_eq!(
        problems(&parsed),
        ["4 tier import-bad-term", "7 tier import-bad-term"]
    );
}

#[test]
fn spend_is_summed_by_client_and_month() {
    let plain = read("spend_plain.csv");
    assert_eq!(plain.kind, ImportKind::Spend);
    assert_eq!(plain.facts["spend_total"], "106.00");
    assert_eq!(plain.facts["clients"], 2);
    let first = &plain.candidates[0];
    assert_eq!((first.title(), first.rows), ("00017", 3));
    let months: Vec<(String, i64)> = first
        .spend
        .iter()
        .map(|f| (f.month.to_string(), f.minor))
        .collect();
    assert_eq!(
        months,
        [("2026-01".to_owned(), 1200), ("2026-02".to_owned(), 8900)]
    );

    let russian = read("spend_ru.csv");
    assert_eq!((russian.encoding, russian.rows), ("cp1251", 4));
    assert_eq!(
        russian.facts["spend_by_currency"],
        json!({"RUB": "1249712.80"})
    );
    assert_eq!(names(&russian), ["Северный ветер", "Маяк"]);
    // `--` is no data, not zero.
    assert_eq!(russian.candidates[1].spend.len(), 1);
    assert_eq!(russian.candidates[1].spend[0].month, Month::new(2025, 12));

    let bad = read("spend_bad.csv");
    assert_eq!(
        problems(&bad),
        [
            "2 month import-bad-month",
            "3 spend import-bad-number",
            "4 client import-no-name",
            "5 spend import-ambiguous-number",
            "6 currency import-bad-currency",
        ]
    );
    assert_eq!(bad.rows, 7);
}

#[test]
fn amocrm_deals() {
    let parsed = read("amocrm_leads.csv");
    assert_eq!((parsed.kind, parsed.rows), (ImportKind::AmocrmLeads, 7));
    assert_eq!(
        problems(&parsed),
        [
            "7 Дата создания сделки import-bad-date",
            "9 ID import-no-id"
        ]
    );
    for (fact, value) in [
        ("columns", json!(40)),
        ("duplicate_headers", json!(["cid", "Источник", "Товар"])),
        ("header_with_trailing_space", json!(true)),
        ("data_rows", json!(7)),
        ("rows_without_id", json!(1)),
        ("physical_lines", json!(9)),
        ("rows_with_newline_inside_a_cell", json!(1)),
        ("all_rows_same_width", json!(true)),
        ("budget_sum", json!("125000")),
        ("budget_empty", json!(1)),
        ("not_closed", json!(6)),
        (
            "stages",
            json!({"Переговоры": 1, "Первичный контакт": 5, "Успешно реализовано": 1}),
        ),
        ("responsibles", json!({"(НСК) Олег": 2, "Ирина": 5})),
        ("created_min", json!("20250302 18:00:01")),
        ("created_max", json!("20250910 09:15:00")),
        ("distinct_contacts", json!(3)),
    ] {
        assert_eq!(parsed.facts[fact], value, "{fact}");
    }
    let first = &parsed.candidates[0];
    assert_eq!(
        (first.title(), first.client.source),
        ("ООО «Ручей»", NameSource::Company)
    );
    assert_eq!(
        first.client.notes,
        [
            "Реклама, осень · Переговоры · 120000",
            "Просили смету\nна две кампании"
        ]
    );
    let person = first.contact.as_ref().unwrap();
    assert_eq!(person.phones, ["+7 383 000-30-01", "+7 383 000-30-02"]);
    assert_eq!(person.role.as_deref(), Some("директор"));
    assert_eq!(parsed.candidates[4].client.source, NameSource::Title);
    assert_eq!(parsed.candidates[6].skip, Some(Skip::NoId));
}

#[test]
fn amocrm_people_and_companies_whether_the_header_is_in_step_or_not() {
    let straight = read("amocrm_contacts.csv");
    let shifted = read("amocrm_contacts_shifted.csv");
    assert_eq!(problems(&shifted), ["1 Сделки import-shifted-columns"]);
    assert_eq!(problems(&straight), [""; 0]);
    assert_eq!(straight.candidates, shifted.candidates);
    for parsed in [&straight, &shifted] {
        for (fact, value) in [
            ("contacts", json!(3)),
            ("companies", json!(1)),
            ("apostrophe_cells", json!(2)),
            ("html_entities", json!(4)),
            ("rows_with_deals", json!(2)),
            ("edited_min", json!("20250402 11:00:00")),
            ("edited_max", json!("20250405 00:00:00")),
            (
                "last_utm_source",
                json!({"71": "ad", "72": "web", "73": "", "74": ""}),
            ),
            (
                "phones_after_cleaning",
                json!(["73830005002", "73830005003", "79130005001", "89130005004"]),
            ),
        ] {
            assert_eq!(parsed.facts[fact], value, "{fact}");
        }
    }
    assert_eq!(
        names(&straight),
        ["АО \"Кедр\"", "АО \"Кедр\"", "Без имени", "Семён"]
    );
}

#[test]
fn every_message_is_in_both_languages() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/i18n");
    let keys = |language: &str| -> Vec<String> {
        let text = std::fs::read_to_string(format!("{folder}/{language}/import.ftl")).unwrap();
        let lines = text.lines().filter_map(|l| l.split_once(" = "));
        lines.map(|(k, _)| k.to_owned()).collect()
    };
    let (russian, english) = (keys("ru"), keys("en"));
    assert_eq!(russian, english);
    let text = || "x".to_owned();
    let kinds = [
        ProblemKind::NoId,
        ProblemKind::NoName,
        ProblemKind::BadDate(text()),
        ProblemKind::AmbiguousDate(text()),
        ProblemKind::BadNumber(text()),
        ProblemKind::AmbiguousNumber(text()),
        ProblemKind::BadMonth(text()),
        ProblemKind::BadTerm(text()),
        ProblemKind::BadZone(text()),
        ProblemKind::BadCurrency(text()),
        ProblemKind::Ragged {
            found: 1,
            expected: 2,
        },
        ProblemKind::DuplicateHeader { times: 2 },
        ProblemKind::ShiftedColumns,
        ProblemKind::MixedEncoding,
    ];
    for kind in kinds {
        let problem = Problem {
            line: 1,
            column: text(),
            kind,
        };
        assert!(russian.iter().any(|k| k == problem.key()), "{problem:?}");
    }
}

#[test]
fn from_bytes_to_book_twice_and_back() {
    use crate::domain::import::{ImportRun, plan};
    use crate::domain::{Book, Env, Ids, Transaction};
    let now: jiff::Zoned = "2026-11-23T09:00+03:00[Europe/Moscow]".parse().unwrap();
    for (file, new, skipped, conflicts, clients) in [
        ("amocrm_leads.csv", 6, 1, 0, 5),
        ("amocrm_contacts.csv", 4, 0, 0, 3),
        ("amocrm_contacts_shifted.csv", 4, 0, 0, 3),
        ("cp1251.csv", 2, 0, 0, 2),
        ("hostile.csv", 2, 0, 0, 2),
        ("ragged.csv", 3, 1, 0, 3),
        ("spend_plain.csv", 4, 0, 0, 2),
        ("spend_ru.csv", 4, 0, 0, 2),
        // Dollars and roubles of one client.
        ("spend_bad.csv", 0, 5, 2, 0),
    ] {
        let (mut book, mut ids) = (Book::new(), Ids::seeded(1));
        let first = plan(&book, read(file).candidates);
        let counts = first.counts();
        assert_eq!(
            (
                counts.new,
                counts.skipped,
                counts.conflicts,
                counts.clients_new
            ),
            (new, skipped, conflicts, clients),
            "{file}"
        );
        let mut run = ImportRun::new(first, file.to_owned(), None);
        let mut done: Vec<Transaction> = Vec::new();
        while let Some(mut tx) = run.next_slice(
            &book,
            &mut Env {
                now: &now,
                ids: &mut ids,
            },
        ) {
            book.apply(&mut tx).unwrap();
            done.push(tx);
        }
        let again = plan(&book, read(file).candidates).counts();
        assert_eq!((again.new, again.updated), (0, 0), "{file}");
        for tx in done.into_iter().rev() {
            book.apply(&mut tx.inverse(now.timestamp())).unwrap();
        }
        assert_eq!(book.len(), 0, "{file}");
    }
}
