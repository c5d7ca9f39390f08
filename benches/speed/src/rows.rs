//! The same rows for both: a demo store for the workstation, a table exported from it for the floor.

use std::collections::HashMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Runs a verb of the workstation and checks that it went well.
pub fn verb(product: &Path, data: &Path, args: &[&str]) -> Output {
    let output = Command::new(product)
        .arg("--data")
        .arg(data)
        .args(["--lang", "en"])
        .args(args)
        .output()
        .expect("the workstation runs");
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "planerka {args:?}: {words}");
    output
}

/// Runs a verb that reads lines.
fn told(product: &Path, data: &Path, args: &[&str], lines: &str) {
    let mut child = Command::new(product)
        .arg("--data")
        .arg(data)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .expect("the workstation runs");
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(lines.as_bytes()).expect("lines are taken");
    drop(input);
    assert!(child.wait().expect("an end").success(), "planerka {args:?}");
}

/// A filled store and the same portfolio as a table, made once and kept in `dir`.
pub fn make(product: &Path, dir: &Path, clients: usize) -> (PathBuf, PathBuf) {
    let (store, table) = (
        dir.join(format!("store-{clients}")),
        dir.join(format!("rows-{clients}.csv")),
    );
    if !table.exists() {
        let _ = fs::remove_dir_all(&store);
        let count = clients.to_string();
        verb(product, &store, &["demo", "--no-open", "--clients", &count]);
        write_table(product, &store, &table);
    }
    (store, table)
}

/// The name of a client with 500 more touches, given to it once.
pub fn talkative(product: &Path, store: &Path, dir: &Path, clients: usize) -> String {
    let mark = dir.join(format!("talkative-{clients}.txt"));
    if let Ok(name) = fs::read_to_string(&mark) {
        return name;
    }
    let output = verb(product, store, &["export", "clients", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(&output.stdout[..]);
    let header = reader.headers().expect("a header").clone();
    let put_away = header.iter().position(|name| name == "archived_at");
    let row = reader
        .records()
        .map(|row| row.expect("a row"))
        .find(|row| put_away.is_none_or(|at| row[at].is_empty()))
        .expect("a client in work");
    let (id, name) = (row[0].to_owned(), row[1].to_owned());
    let lines: String = (0..500)
        .map(|n| {
            format!(
                "{{\"client\":\"{id}\",\"channel\":\"phone\",\"outcome\":\"answered\",\"minutes\":5,\"note\":\"разговор {n}: сезон и бюджет\"}}\n"
            )
        })
        .collect();
    told(product, store, &["log", "--stdin"], &lines);
    fs::write(&mark, &name).expect("a place for the mark");
    name
}

/// Name, spend by month, silence, next touch, stage: what the list of the workstation shows. Days of silence
/// and the next touch stand for themselves: the floor only prints them.
fn write_table(product: &Path, store: &Path, path: &Path) {
    let mut spend: HashMap<String, String> = HashMap::new();
    let output = verb(product, store, &["export", "spend", "--format", "csv"]);
    for row in csv::Reader::from_reader(&output.stdout[..]).records() {
        let row = row.expect("a row of spend");
        let months = spend.entry(row[0].to_owned()).or_default();
        months.push_str(&row[3]);
        months.push(' ');
    }
    let output = verb(product, store, &["export", "clients", "--format", "csv"]);
    let mut reader = csv::Reader::from_reader(&output.stdout[..]);
    let header = reader.headers().expect("a header").clone();
    let stage = header
        .iter()
        .position(|name| name == "stage")
        .expect("a column `stage`");
    let mut table = csv::Writer::from_path(path).expect("a place for the table");
    table
        .write_record(["name", "spend", "silence", "next", "stage"])
        .expect("the header");
    for (n, row) in reader.records().enumerate() {
        let row = row.expect("a row of clients");
        let silence = format!("{}d", n * 7 % 60);
        let next = if n % 3 == 0 {
            format!("{} Dec", n % 28 + 1)
        } else {
            String::new()
        };
        let months = spend.get(&row[0]).map_or("", |m| m.trim_end());
        table
            .write_record([&row[1], months, &silence, &next, &row[stage]])
            .expect("a row");
    }
    table.flush().expect("the table is written");
}
