//! Figures of a file that a person or a script can check against the source.

use serde_json::{Map, Value, json};

use super::charset::Decoded;
use super::table::{Seen, Table};

/// What every table carries.
pub(super) fn common(
    bytes: &[u8],
    decoded: &Decoded<'_>,
    table: &Table<'_>,
    seen: Seen,
) -> Map<String, Value> {
    let mut facts = Map::new();
    let crlf = memchr::memmem::find_iter(bytes, b"\r\n").count();
    let lf = memchr::memchr_iter(b'\n', bytes).count();
    let text = &decoded.text;
    let ends = text.ends_with('\n');
    let lines = memchr::memchr_iter(b'\n', text.as_bytes()).count() + usize::from(!ends);
    let duplicates: Vec<String> = table.duplicates().into_iter().map(|(n, _)| n).collect();
    let trailing = table
        .header
        .iter()
        .any(|h| h.ends_with(char::is_whitespace));
    for (name, value) in [
        ("bytes", json!(bytes.len())),
        ("crlf", json!(crlf)),
        ("lf_only", json!(lf - crlf)),
        ("bom", json!(decoded.bom)),
        ("ends_with_newline", json!(ends)),
        ("encoding", json!(decoded.encoding)),
        ("delimiter", json!(delimiter_name(table.delimiter))),
        ("header_line", json!(table.header_line)),
        ("preamble_lines", json!(table.header_line - 1)),
        ("columns", json!(table.header.len())),
        ("duplicate_headers", json!(duplicates)),
        ("header_with_trailing_space", json!(trailing)),
        ("data_rows", json!(seen.data)),
        ("total_rows", json!(seen.totals)),
        ("physical_lines", json!(lines)),
        ("rows_with_newline_inside_a_cell", json!(seen.with_newline)),
        ("all_rows_same_width", json!(seen.same_width)),
    ] {
        facts.insert(name.to_owned(), value);
    }
    if !table.preamble.is_empty() {
        let lines: Vec<&String> = table.preamble.iter().map(|(_, l)| l).collect();
        facts.insert("preamble".to_owned(), json!(lines));
    }
    facts
}

/// The delimiter as facts and reports write it: a tab as `\t`.
pub(super) fn delimiter_name(delimiter: u8) -> String {
    match delimiter {
        b'\t' => "\\t".to_owned(),
        other => char::from(other).to_string(),
    }
}
