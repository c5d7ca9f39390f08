//! Entries of data files: every `[[kind]]` of a file is read by itself, so that a mistake in one leaves the
//! others in force.

use std::path::Path;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use crate::domain::{LibraryFault, LibraryProblem};

/// A data file.
#[derive(Debug, Clone)]
pub(super) struct Source {
    /// Its name in what is said about it: the path of the person's own, the bare name of a shipped one.
    pub(super) name: String,
    /// Its text.
    pub(super) text: String,
}

/// An entry with the line it begins at, from 1.
#[derive(Debug, Clone)]
pub(super) struct Entry<T> {
    pub(super) line: usize,
    pub(super) value: T,
}

/// The person's own files of a folder, by name; a folder that is not there has none.
pub(super) fn own(folder: &Path, problems: &mut Vec<LibraryProblem>) -> Vec<Source> {
    let Ok(listed) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<_> = listed
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "toml"))
        .collect();
    paths.sort();
    let mut out = Vec::new();
    for path in paths {
        let name = path.display().to_string();
        match std::fs::read_to_string(&path) {
            Ok(text) => out.push(Source { name, text }),
            Err(error) => problems.push(LibraryProblem {
                file: name,
                line: 0,
                entry: String::new(),
                fault: LibraryFault::Entry(error.to_string()),
            }),
        }
    }
    out
}

/// The entries `[[key]]` of a file. `known` are all keys such a file may have.
pub(super) fn read<T: DeserializeOwned>(
    source: &Source,
    key: &str,
    known: &[&str],
    problems: &mut Vec<LibraryProblem>,
) -> Vec<Entry<T>> {
    let text = source.text.trim_start_matches('\u{feff}');
    let line = |at: usize| line_of(text, at);
    let mut problem = |line: usize, entry: &str, detail: &str| {
        problems.push(LibraryProblem {
            file: source.name.clone(),
            line,
            entry: entry.to_owned(),
            fault: LibraryFault::Entry(detail.trim().to_owned()),
        });
    };
    let document = match DeTable::parse(text) {
        Ok(document) => document,
        Err(error) => {
            problem(
                error.span().map_or(1, |s| line(s.start)),
                "",
                error.message(),
            );
            return Vec::new();
        }
    };
    let mut out = Vec::new();
    for (name, value) in document.into_inner() {
        let at = line(name.span().start);
        if !known.contains(&name.get_ref().as_ref()) {
            let detail = format!(
                "unknown key `{}`, expected {}",
                name.get_ref(),
                known.join(" or ")
            );
            problem(at, "", &detail);
        }
        if name.get_ref().as_ref() != key {
            continue;
        }
        let DeValue::Array(items) = value.into_inner() else {
            problem(at, "", &format!("expected [[{key}]]"));
            continue;
        };
        for item in items {
            let (begin, id) = (line(item.span().start), id_of(&item));
            match T::deserialize(ValueDeserializer::from(item)) {
                Ok(value) => out.push(Entry { line: begin, value }),
                Err(error) => {
                    let at = error.span().map_or(begin, |span| line(span.start));
                    problem(at.max(begin), &id, error.message());
                }
            }
        }
    }
    out
}

/// The line of a byte, from 1.
pub(super) fn line_of(text: &str, at: usize) -> usize {
    let before = text.as_bytes().iter().take(at);
    before.filter(|byte| **byte == b'\n').count() + 1
}

/// The id of an entry; empty when it has none.
pub(super) fn id_of(item: &Spanned<DeValue<'_>>) -> String {
    let DeValue::Table(table) = item.get_ref() else {
        return String::new();
    };
    match table.get("id").map(Spanned::get_ref) {
        Some(DeValue::String(id)) => id.to_string(),
        _ => String::new(),
    }
}
