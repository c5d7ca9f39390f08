//! Everything that reads bytes somebody else may have written, each as a function of bytes.
//!
//! A target panics on a panic of the program and on a broken law: what is decoded and written again is the
//! same. Checksums are put right first where a decoder would look no further otherwise. The fuzzer and the
//! tests of every day (`tests/drills/decoders.rs`) feed the same functions.

use std::fs;
use std::io::{Cursor, Write as _};
use std::path::PathBuf;
use std::sync::OnceLock;

use jiff::Zoned;
use planerka::config::{self, Flags, Surroundings};
use planerka::domain::audit::{Expr, Scope, Values, pieces};
use planerka::domain::calendar_file::plan_meetings;
use planerka::domain::command::{Env, MeetingsCommand, decide};
use planerka::domain::import::{ImportRun, Owner, plan_for};
use planerka::domain::query::{Plan, Query, complete};
use planerka::domain::{AdAccount, Book, Command, Currency, Ids, Kind, Transaction};
use planerka::i18n::{Lang, Texts, parse_amount, parse_when};
use planerka::input::{Key, KeySeq, Keymap};
use planerka::jobs::import::history::Histories;
use planerka::jobs::import::{ImportKind, parse};
use planerka::jobs::progress::Progress;
use planerka::jobs::{demo, library};
use planerka::say;
use planerka::store::{backup, raw};

/// A decoder.
pub type Target = fn(&[u8]);

/// All of them, by name.
pub const ALL: &[(&str, Target)] = &[
    ("row", row),
    ("page", page),
    ("packed", packed),
    ("entry", entry),
    ("frames", frames),
    ("seal", seal),
    ("head", head),
    ("warm", warm),
    ("header", header),
    ("backup", backup),
    ("link", link),
    ("query", query),
    ("when", when),
    ("amount", amount),
    ("table", table),
    ("kinds", kinds),
    ("workbook", workbook),
    ("calendar", calendar),
    ("history", history),
    ("answers", answers),
    ("rule", rule),
    ("library", own_files),
    ("keymap", keymap),
    ("config", configuration),
];

/// A directory of this process and thread, in memory where there is some.
fn scratch() -> PathBuf {
    thread_local! {
        static DIR: PathBuf = {
            let memory = PathBuf::from("/dev/shm");
            let base = if memory.is_dir() { memory } else { std::env::temp_dir() };
            let thread = format!("{:?}", std::thread::current().id());
            let number: String = thread.chars().filter(char::is_ascii_digit).collect();
            let dir = base.join(format!("planerka-fuzz-{}-{number}", std::process::id()));
            fs::create_dir_all(dir.join("sled")).unwrap();
            fs::create_dir_all(dir.join("journal")).unwrap();
            for name in ["rules", "playbooks", "snippets"] {
                fs::create_dir_all(dir.join("own").join(name)).unwrap();
            }
            fs::write(dir.join("sled/db"), b"").unwrap();
            dir
        };
    }
    DIR.with(Clone::clone)
}

fn now() -> Zoned {
    "2026-11-23T09:02+03:00[+03:00]".parse().unwrap()
}

/// A small portfolio, made once, with all campaigns of it read.
fn book() -> &'static Book {
    static BOOK: OnceLock<Book> = OnceLock::new();
    BOOK.get_or_init(|| {
        let mut book = Book::new();
        for mut tx in demo::portfolio(1, 6, &now()) {
            book.apply(&mut tx).unwrap();
        }
        let ids: Vec<_> = book.all().map(|d| d.id()).collect();
        for id in ids {
            book.load_touches(id, Vec::new());
            book.load_campaigns(id, Vec::new());
        }
        book
    })
}

/// Text, whatever the bytes.
fn text(data: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(data)
}

/// What is written is what was there.
fn survives(tx: &Transaction) {
    // Only what is too large for a row may not be written.
    let Ok(bytes) = raw::transaction(tx) else {
        return;
    };
    assert_eq!(&raw::entry(&bytes).unwrap(), tx);
}

/// A row of any kind and version: kind, version, bytes.
pub fn row(data: &[u8]) {
    let [code, schema, payload @ ..] = data else {
        return;
    };
    let kinds = Kind::ALL;
    let kind = kinds[usize::from(*code) % kinds.len()];
    let schema = u16::from(*schema % 4);
    if let Ok(record) = raw::decode(kind, schema, payload) {
        let (schema, bytes) = raw::encode(&record).unwrap();
        assert_eq!(raw::decode(kind, schema, &bytes).unwrap(), record);
    }
    let key = [&[kind.code()][..], &[7; 32]].concat();
    let value = raw::wrap(kind.code(), schema, &key, payload).unwrap();
    let _ = raw::record(&key, &value);
    // And as it stands, checksum and all.
    let _ = raw::record(&key, payload);
    let _ = raw::unwrap(kind.code(), &key, payload);
}

/// A page of touches: version, bytes.
pub fn page(data: &[u8]) {
    let [schema, payload @ ..] = data else {
        return;
    };
    let code = Kind::Touch.code();
    let key = [&[code][..], &[7; 18]].concat();
    let value = raw::wrap(code, u16::from(*schema % 4), &key, payload).unwrap();
    let _ = raw::page(&key, &value);
    let _ = raw::page(&key, payload);
}

/// Records behind each other: layout, bytes.
pub fn packed(data: &[u8]) {
    let [layout, bytes @ ..] = data else {
        return;
    };
    let _ = raw::packed(u16::from(*layout % 5), bytes);
}

/// An entry of the journal.
pub fn entry(data: &[u8]) {
    if let Ok(tx) = raw::entry(data) {
        survives(&tx);
    }
}

/// Journal files: two segments, cut where the first byte says. Checksums of what looks like a frame are put
/// right.
pub fn frames(data: &[u8]) {
    let [at, bytes @ ..] = data else {
        return;
    };
    let dir = scratch().join("journal");
    let at = bytes.len() * usize::from(*at) / 256;
    for (name, part) in [(1, &bytes[..at]), (7, &bytes[at..])] {
        let mut file = part.to_vec();
        mend(&mut file);
        file.splice(0..0, *b"PKjrnl\x00\x01");
        fs::write(dir.join(format!("{name:020}.log")), file).unwrap();
    }
    for from in [0, 1, 7, u64::MAX] {
        let _ = raw::read_frames(&dir, from);
    }
}

fn mend(file: &mut [u8]) {
    let mut at = 0;
    while let Some(header) = file.get(at..at + 16) {
        let len = u32::from_le_bytes(header[..4].try_into().unwrap()) as usize;
        let Some(body) = file.get(at + 8..at + 16 + len) else {
            return;
        };
        let sum = crc32fast::hash(body).to_le_bytes();
        file[at + 4..at + 8].copy_from_slice(&sum);
        at += 16 + len;
        if len == 0 {
            return;
        }
    }
}

/// The seal of a clean close.
pub fn seal(data: &[u8]) {
    let dir = scratch();
    fs::write(dir.join("seal"), raw::wrap(0x82, 1, b"seal", data).unwrap()).unwrap();
    let _ = raw::seal_holds(&dir);
    let _ = raw::head(&dir);
    fs::write(dir.join("seal"), data).unwrap();
    let _ = raw::seal_holds(&dir);
}

/// The first screen: layout, bytes. The seal beside it is of the same number.
pub fn head(data: &[u8]) {
    let [layout, payload @ ..] = data else {
        return;
    };
    let dir = scratch();
    let seq = payload.first().copied().unwrap_or(0).min(250);
    let sealed = raw::wrap(0x82, 1, b"seal", &[seq, 0, 0, 0, 0, 0]).unwrap();
    fs::write(dir.join("seal"), sealed).unwrap();
    let value = raw::wrap(0x83, u16::from(*layout % 5), b"head", payload).unwrap();
    fs::write(dir.join("head"), value).unwrap();
    let _ = raw::head(&dir);
}

/// The portfolio in reading order: the length of the front, then the front, then two blocks.
pub fn warm(data: &[u8]) {
    let [lo, hi, bytes @ ..] = data else {
        return;
    };
    let dir = scratch();
    let front = usize::from(u16::from_le_bytes([*lo, *hi])).min(bytes.len());
    let (front, rest) = bytes.split_at(front);
    let (one, two) = rest.split_at(rest.len() / 2);
    let mut file = b"PKwarm\x00\x01".to_vec();
    for block in [front, one, two] {
        let len = u32::try_from(block.len()).unwrap();
        file.extend_from_slice(&len.to_le_bytes());
        file.extend_from_slice(&crc32fast::hash(block).to_le_bytes());
        file.extend_from_slice(block);
    }
    fs::write(dir.join("warm"), &file).unwrap();
    let _ = raw::warm(&dir);
    fs::write(dir.join("warm"), data).unwrap();
    let _ = raw::warm(&dir);
}

/// The header of a directory.
pub fn header(data: &[u8]) {
    let dir = scratch();
    fs::write(dir.join("header"), data).unwrap();
    let _ = raw::header(&dir);
    let _ = raw::wrapped_key(&text(data));
}

/// A backup.
pub fn backup(data: &[u8]) {
    let file = scratch().join("backup");
    fs::write(&file, data).unwrap();
    let _ = backup::verify(&file);
}

/// What comes over the socket of a window: as a greeting and a message, and as a message alone.
pub fn link(data: &[u8]) {
    let _ = raw::overhear(data);
    let greeting = b"PKlink\x01\x00\x050.1.0";
    let len = u32::try_from(data.len()).unwrap().to_le_bytes();
    let _ = raw::overhear(&[greeting, &len[..], data].concat());
}

/// The query language: what is understood says itself again, and answers.
pub fn query(data: &[u8]) {
    let text = text(data);
    match Query::parse(&text) {
        Ok(query) => {
            let said = query.to_string();
            let again = Query::parse(&said)
                .unwrap_or_else(|fault| panic!("{text:?} says itself as {said:?}: {fault:?}"));
            assert_eq!(again, query, "{text:?} says itself as {said:?}");
            let plan = Plan::new(&query, &now(), None);
            let _ = book().all().filter(|dossier| plan.holds(dossier)).count();
        }
        Err(fault) => {
            for lang in Lang::ALL {
                let _ = say::query_fault_at(&Texts::new(lang), &text, &fault);
            }
        }
    }
    for cursor in [0, text.len() / 2, text.len()] {
        for russian in [false, true] {
            let _ = complete(&text, cursor, russian, &|_| vec!["Омск".to_owned()]);
        }
    }
}

/// Words for a day and an hour.
pub fn when(data: &[u8]) {
    let text = text(data);
    if let Err(error) = parse_when(&text, &now()) {
        for lang in Lang::ALL {
            let _ = Texts::new(lang).when_error(&error);
        }
    }
}

/// Amounts of money, months, ids, accounts.
pub fn amount(data: &[u8]) {
    let text = text(data);
    let _ = parse_amount(&text);
    let _ = text.parse::<Currency>();
    let _ = text.parse::<planerka::domain::Month>();
    let _ = text.parse::<AdAccount>();
    let _ = text.parse::<planerka::domain::ClientId>();
    let _ = text.parse::<planerka::domain::recommendation::Effect>();
}

/// Any file as an import would take it.
pub fn table(data: &[u8]) {
    import(None, data);
}

/// A file taken as a kind a person named: the first byte is the kind.
pub fn kinds(data: &[u8]) {
    let [kind, bytes @ ..] = data else {
        return;
    };
    let kinds = ImportKind::ALL;
    import(Some(kinds[usize::from(*kind) % kinds.len()]), bytes);
}

/// A workbook: its sheet, its shared texts and its styles, a zero byte between them; packed here, for nothing
/// behind the checksums of an archive is reached by chance.
pub fn workbook(data: &[u8]) {
    let mut parts = data.splitn(3, |byte| *byte == 0);
    let own = ["worksheets/sheet1.xml", "sharedStrings.xml", "styles.xml"]
        .map(|name| (format!("xl/{name}"), parts.next().unwrap_or_default()));
    let fixed = FRAME
        .iter()
        .map(|(name, text)| ((*name).to_owned(), text.as_bytes()));
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in own.into_iter().chain(fixed) {
        archive.start_file(name, stored).unwrap();
        archive.write_all(bytes).unwrap();
    }
    import(None, archive.finish().unwrap().get_ref());
}

/// The parts of a workbook that say which others there are.
const FRAME: &[(&str, &str)] = &[
    (
        "_rels/.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Лист" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#,
    ),
];

/// A calendar.
pub fn calendar(data: &[u8]) {
    import(Some(ImportKind::IcsEvents), data);
}

fn import(kind: Option<ImportKind>, data: &[u8]) {
    let mut parsed = match parse("файл.csv", data, kind, &Progress::new()) {
        Ok(parsed) => parsed,
        Err(error) => {
            let _ = (error.key(), error.args(), error.cause());
            return;
        }
    };
    for problem in &parsed.problems {
        let _ = (problem.key(), problem.args(), problem.spoils());
    }
    let mut ids = Ids::seeded(5);
    let now = now();
    let mut env = Env {
        now: &now,
        ids: &mut ids,
    };
    let mut book = book().clone();
    if let Some(calendar) = parsed.calendar.take() {
        let (file, _) = calendar.meetings(&now);
        let _ = plan_meetings(&book, &file);
        let command = Command::Meetings(MeetingsCommand::Import {
            file: Box::new(file),
            label: "файл.ics".to_owned(),
        });
        if let Ok(mut tx) = decide(command, &book, &mut env) {
            book.apply(&mut tx).unwrap();
            survives(&tx);
        }
        return;
    }
    let plan = plan_for(&book, parsed.candidates, Owner::Nobody);
    let mut run = ImportRun::new(plan, "файл.csv".to_owned(), None);
    let before = book.len();
    let mut done = Vec::new();
    while let Some(mut tx) = run.next_slice(&book, &mut env) {
        book.apply(&mut tx).unwrap();
        survives(&tx);
        done.push(tx);
    }
    // What an import did, undo takes back.
    for tx in done.into_iter().rev() {
        book.apply(&mut tx.inverse(now.timestamp())).unwrap();
    }
    assert_eq!(book.len(), before);
}

/// A table of spend to be scored.
pub fn history(data: &[u8]) {
    if let Ok(read) = Histories::read(data) {
        let _ = read.at(None);
    }
}

/// A questionnaire that came back.
pub fn answers(data: &[u8]) {
    let text = text(data);
    if let Ok(said) = say::questionnaire::read(&text) {
        for lang in Lang::ALL {
            let texts = Texts::new(lang);
            let today = now().date();
            let _ = say::questionnaire::take(&texts, said.clone(), None, Currency::RUB, today);
        }
    }
}

/// An expression of a rule and a text with places to fill.
pub fn rule(data: &[u8]) {
    let text = text(data);
    for scope in Scope::ALL {
        if let Ok(expr) = Expr::compile(&text, *scope) {
            let _ = (
                expr.value(&Values::default()),
                expr.holds(&Values::default()),
            );
        }
    }
    let whole: String = pieces(&text)
        .map(|piece| match piece {
            planerka::domain::audit::Piece::Plain(plain) => plain.to_owned(),
            planerka::domain::audit::Piece::Place(_) => String::new(),
        })
        .collect();
    assert!(whole.len() <= text.len());
}

/// The person's own data files: the first byte says which.
pub fn own_files(data: &[u8]) {
    const FILES: [&str; 5] = [
        "rules/own.toml",
        "playbooks/own.toml",
        "snippets/own.toml",
        "views.toml",
        "holidays.toml",
    ];
    let [which, bytes @ ..] = data else {
        return;
    };
    let own = scratch().join("own");
    let name = FILES[usize::from(*which) % FILES.len()];
    fs::write(own.join(name), bytes).unwrap();
    let (_, problems) = if name.starts_with("rules") {
        let (_, faults) = library::rules(Some(&own));
        ((), faults.into_iter().map(Into::into).collect())
    } else {
        let (_, problems) = library::load_for(Some(&own), None);
        ((), problems)
    };
    for lang in Lang::ALL {
        let _ = say::library_problems(&Texts::new(lang), &problems);
    }
    fs::remove_file(own.join(name)).unwrap();
}

/// The person's own keys.
pub fn keymap(data: &[u8]) {
    let text = text(data);
    let (keymap, problems) = Keymap::with_user(&text);
    let _ = keymap.bindings().count();
    for lang in Lang::ALL {
        let _ = say::keymap_problems(&Texts::new(lang), &problems);
    }
    if let Ok(key) = text.parse::<Key>() {
        let said = key.to_string();
        assert_eq!(said.parse::<Key>().ok(), Some(key), "{text:?} is {said:?}");
    }
    let _ = text.parse::<KeySeq>();
}

/// The configuration file.
pub fn configuration(data: &[u8]) {
    let path = scratch().join("config.toml");
    fs::write(&path, data).unwrap();
    let flags = Flags {
        config: Some(path),
        data: Some(scratch()),
        ..Flags::default()
    };
    if let Err(error) = config::load(flags, &Surroundings::default()) {
        let _ = format!("{error:?}");
    }
}
