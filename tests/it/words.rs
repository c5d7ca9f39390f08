//! Failures of the rim have words: store and jobs name keys of language files they cannot see.

use std::io::ErrorKind;
use std::path::PathBuf;

use planerka::i18n::{Lang, Texts};
use planerka::jobs::import::{ImportError, ImportKind, NotText};
use planerka::say;
use planerka::store::{Holder, StoreError, WindowError};

#[test]
fn every_failure_of_the_store_has_words_with_all_its_data() {
    let path = PathBuf::from("/somewhere");
    let pid = |pid| Holder {
        pid,
        host: "desk".to_owned(),
        since: "2026-11-23T10:30:00Z".to_owned(),
    };
    let cases = [
        (StoreError::InUse { holder: pid(0) }, ""),
        (StoreError::InUse { holder: pid(4321) }, "4321"),
        (
            StoreError::Newer {
                what: "format",
                found: 12,
                known: 7,
            },
            "planerka export clients --readable",
        ),
        (StoreError::NoSpace { path: path.clone() }, "/somewhere"),
        (StoreError::ReadOnly { path: path.clone() }, "/somewhere"),
        (
            StoreError::Io {
                path,
                kind: ErrorKind::NotFound,
            },
            "/somewhere",
        ),
        (StoreError::TooLarge { bytes: 5 << 20 }, "5"),
        (
            StoreError::OutOfOrder {
                expected: 41,
                found: 43,
            },
            "43",
        ),
        (StoreError::Closed, ""),
    ];
    let windows = [
        WindowError::Version {
            window: "7.8.9".to_owned(),
        },
        WindowError::Silent,
        WindowError::Lost,
        WindowError::Garbage,
        WindowError::Opening,
        WindowError::Importing,
        WindowError::Typing,
        WindowError::Failing,
        WindowError::Unsaved,
        WindowError::Away,
        WindowError::Conflict,
        WindowError::Locked,
        WindowError::Busy,
        WindowError::NoWindow,
        WindowError::Open { pid: 4321 },
    ];
    let holds = |error: &WindowError| match error {
        WindowError::Version { .. } => "7.8.9",
        WindowError::Open { .. } => "4321",
        _ => "",
    };
    let windows = windows.map(|error| (StoreError::from(error.clone()), holds(&error)));
    let cases = cases.into_iter().chain(windows);
    for (error, holds) in cases {
        for lang in Lang::ALL {
            let said = say::failure(&Texts::new(lang), error.key(), &error.args(), error.cause());
            assert!(!said.contains('⟨'), "{lang:?} {error:?}: {said}");
            assert!(said.contains(holds), "{lang:?} {error:?}: {said}");
            let english = ErrorKind::NotFound.to_string();
            assert!(!said.contains(&english), "{lang:?} {error:?}: {said}");
        }
    }
}

#[test]
fn every_failure_of_an_import_has_words_that_name_the_file() {
    let columns = || vec!["Артикул".to_owned(), "Остаток".to_owned()];
    let texts = [
        NotText::Xlsx,
        NotText::Xls,
        NotText::Pdf,
        NotText::Archive,
        NotText::Image,
        NotText::Json,
        NotText::Html,
        NotText::Binary,
    ];
    let mut errors: Vec<ImportError> = texts.into_iter().map(ImportError::NotText).collect();
    errors.extend([
        ImportError::EmptyFile,
        ImportError::UnknownTable { columns: columns() },
        ImportError::MissingColumns {
            kind: ImportKind::ALL[0],
            columns: columns(),
        },
        ImportError::TooLong { line: 9 },
        ImportError::Unclosed { line: 9 },
        ImportError::TooBig { bytes: 900 << 20 },
        ImportError::BookTooBig { bytes: 256 << 20 },
        ImportError::NotAFile,
        ImportError::OwnTable { table: "touches" },
        ImportError::Read(ErrorKind::PermissionDenied),
        ImportError::Cancelled,
    ]);
    for error in errors {
        for lang in Lang::ALL {
            let mut args = error.args();
            args.push(("file", "склад.csv".to_owned()));
            let said = say::failure(&Texts::new(lang), error.key(), &args, error.cause());
            assert!(!said.contains('⟨'), "{lang:?} {error:?}: {said}");
            let named = said.contains("склад.csv") || error == ImportError::Cancelled;
            assert!(named, "{lang:?} {error:?}: {said}");
        }
    }
}
