//! Files that are not what they were: flipped bits, zeroed sectors, garbage, cut ends, files gone.
//!
//! One wound a round, in any file of a store that was closed, of one that was killed, of one that was opened
//! once more (sled then keeps a snapshot). Whatever the wound, the open answers without a panic and gives
//! back exactly what was there; a wound that cannot be healed is refused in words, never passed over.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use planerka::domain::Ids;
use planerka::jobs::demo;
use planerka::store::backup::Cause;
use planerka::store::{Engine, Head, OpenOptions};

use crate::bench::{Bench, copy};
use crate::check::{Content, Unopened, open, protected};
use crate::{Dice, rounds};

/// A store to wound copies of.
pub(crate) struct Template {
    pub(crate) name: &'static str,
    pub(crate) closed: bool,
    pub(crate) dir: PathBuf,
    pub(crate) content: Content,
}

/// Fills a store with a demo portfolio and some work by hand; gives it back open.
pub(crate) fn fill(
    dir: &Path,
    options: OpenOptions,
    clients: usize,
    work: usize,
) -> (Engine, Bench) {
    let (mut engine, _) = Engine::open(dir, options).unwrap();
    let mut bench = Bench::new();
    let now = "2026-11-23T09:02+03:00[+03:00]".parse().unwrap();
    for tx in demo::portfolio(1, clients, &now) {
        let tx = bench.apply(tx);
        engine.commit(&[tx]).unwrap();
    }
    bench.ids = Ids::seeded(99);
    for n in 0..work {
        let (client, tx) = bench.add_client(&format!("Клиент {n}"));
        engine.commit(&[tx]).unwrap();
        let batch = [
            bench.touch(client, "звонок"),
            bench.draft(client, &"зачем ".repeat(n * 90)),
            bench.import(client, 3, 40),
        ];
        engine.commit(&batch).unwrap();
        if n == work / 2 {
            let now = bench.now();
            engine.backup(Cause::Daily, &now, None).unwrap();
        }
    }
    (engine, bench)
}

pub(crate) fn close(engine: Engine, bench: &Bench) {
    let records = bench.book.all().take(8);
    let head = Head {
        records: records.map(|d| d.client.clone().into()).collect(),
        totals: bench.book.totals(),
    };
    engine.close_with(Some(head), Some(&bench.book)).unwrap();
}

/// The three states a store is found in, plain and encrypted.
pub(crate) fn templates(place: &Path, clients: usize, work: usize) -> [Vec<Template>; 2] {
    let locked = place.join("encrypted");
    [
        states(place, OpenOptions::default(), clients, work),
        states(&locked, protected(), clients, work),
    ]
}

fn states(place: &Path, options: OpenOptions, clients: usize, work: usize) -> Vec<Template> {
    let closed = place.join("closed");
    let killed = place.join("killed");
    let again = place.join("again");
    let (engine, bench) = fill(&closed, options, clients, work);
    copy(&closed, &killed);
    close(engine, &bench);
    copy(&closed, &again);
    let (engine, _) = open(&again).unwrap();
    engine.close(None).unwrap();
    [
        ("closed", closed),
        ("killed", killed),
        ("opened again", again),
    ]
    .into_iter()
    .map(|(name, dir)| {
        let look = place.join("look");
        copy(&dir, &look);
        let (engine, opened) = open(&look).unwrap();
        let content = Content::read(&engine, opened.book).unwrap();
        drop(engine);
        fs::remove_dir_all(&look).unwrap();
        Template {
            name,
            closed: name != "killed",
            dir,
            content,
        }
    })
    .collect()
}

/// All files below a directory but the lock, which nobody reads.
fn files(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, out);
        } else if !path.ends_with("lock") {
            out.push(path);
        }
    }
}

/// What a file is for, by its place.
fn purpose(dir: &Path, file: &Path) -> String {
    let inside = file.strip_prefix(dir).unwrap();
    let name = inside.to_string_lossy();
    match inside.parent().map(|p| p.to_string_lossy()) {
        Some(folder) if folder == "sled" && name.contains("snap.") => "sled/snap".to_owned(),
        Some(folder) if folder == "journal" || folder == "backups" => folder.into_owned(),
        _ => name.into_owned(),
    }
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Wound {
    Flip,
    Zeros,
    Garbage,
    Cut,
    Gone,
}

pub(crate) const WOUNDS: [Wound; 5] = [
    Wound::Flip,
    Wound::Zeros,
    Wound::Garbage,
    Wound::Cut,
    Wound::Gone,
];

/// Wounds a file; says how. `None` when it would not change a byte.
pub(crate) fn hurt(file: &Path, wound: Wound, dice: &mut Dice) -> Option<String> {
    if matches!(wound, Wound::Gone) {
        fs::remove_file(file).unwrap();
        return Some("gone".to_owned());
    }
    let was = fs::read(file).unwrap();
    let mut bytes = was.clone();
    // Ends that were filled with zeros ahead are mostly passed by.
    let used = bytes.iter().rposition(|b| *b != 0).map_or(0, |at| at + 1);
    let within = if dice.percent(85) { used } else { bytes.len() };
    let at = dice.below(within);
    let mut part = |sector: usize, mut fill: Box<dyn FnMut() -> u8>| {
        let from = at / sector * sector;
        let to = (from + sector).min(bytes.len());
        bytes[from..to].iter_mut().for_each(|b| *b = fill());
        format!("{from}..{to}")
    };
    let told = match wound {
        Wound::Flip => {
            let bit = dice.below(8);
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << bit;
            }
            format!("bit {bit} of {at} flipped")
        }
        Wound::Zeros => format!("{} zeroed", part(512, Box::new(|| 0))),
        Wound::Garbage => {
            let mut more = Dice(dice.below(usize::MAX) as u64);
            let fill = Box::new(move || u8::try_from(more.below(256)).unwrap());
            format!("{} garbage", part(4096, fill))
        }
        Wound::Cut | Wound::Gone => {
            bytes.truncate(at);
            format!("cut to {at}")
        }
    };
    if bytes == was {
        return None;
    }
    fs::write(file, bytes).unwrap();
    Some(told)
}

/// Wounds the database in some way.
pub(crate) fn hurt_database(dir: &Path, dice: &mut Dice) {
    let db = dir.join("sled/db");
    while hurt(&db, WOUNDS[dice.below(WOUNDS.len())], dice).is_none() {}
}

/// What came of a wound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum End {
    /// Nothing that counts was hit, or a cache was made anew.
    Harmless,
    /// Seen, told, and exactly what was there.
    Healed,
    /// Seen and told; something is not there any more.
    Told,
    /// Not opened, in words.
    Refused,
    /// Opened; seen when it was read.
    Late,
    /// Not what was there, and nobody said so.
    Undetected,
    /// A panic came through.
    Panic,
}

fn examine(dir: &Path, template: &Template) -> (End, Duration, String) {
    let began = Instant::now();
    let opened = open(dir);
    let took = began.elapsed();
    let (engine, opened) = match opened {
        Ok(opened) => opened,
        Err(Unopened::Refused(error)) => return (End::Refused, took, error.to_string()),
        Err(Unopened::Panic) => return (End::Panic, took, String::new()),
    };
    let report = opened.report;
    let told = report.damage.is_some();
    let said = format!("{report:?}");
    match Content::read(&engine, opened.book) {
        Err(error) => (End::Late, took, error.to_string()),
        Ok(content) => match content.differs(&template.content) {
            Some(what) if told => (End::Told, took, format!("{what}: {said}")),
            Some(what) => (End::Undetected, took, format!("{what}: {said}")),
            None if told || report.refilled > 0 || report.replayed > 0 => (End::Healed, took, said),
            None => (End::Harmless, took, said),
        },
    }
}

/// Memory where there is some: the drill is about what is written, not about how fast a disk is.
pub(crate) fn memory() -> tempfile::TempDir {
    let shm = Path::new("/dev/shm");
    if shm.is_dir() {
        tempfile::tempdir_in(shm).unwrap()
    } else {
        tempfile::tempdir().unwrap()
    }
}

fn drill(
    templates: &[Vec<Template>; 2],
    place: &Path,
    many: usize,
    dice: &mut Dice,
) -> Vec<String> {
    let mut table: BTreeMap<String, BTreeMap<End, usize>> = BTreeMap::new();
    let mut took = Vec::new();
    let mut bad = Vec::new();
    let mut round = 0;
    while round < many {
        // Every fourth is encrypted.
        let templates = &templates[usize::from(round % 4 == 3)];
        let template = &templates[dice.below(templates.len())];
        let dir = place.join("hurt");
        copy(&template.dir, &dir);
        let mut all = Vec::new();
        files(&dir, &mut all);
        all.sort();
        // The database is most of a store.
        let db = dir.join("sled/db");
        let file = if dice.percent(35) {
            &db
        } else {
            &all[dice.below(all.len())]
        };
        let wound = WOUNDS[dice.below(WOUNDS.len())];
        if let Some(how) = hurt(file, wound, dice) {
            round += 1;
            let what = purpose(&dir, file);
            let (end, time, said) = examine(&dir, template);
            took.push((time, format!("{}, {what} {how}", template.name)));
            *table
                .entry(what.clone())
                .or_default()
                .entry(end)
                .or_default() += 1;
            // The header says which program may read the rest; nothing else can say it instead.
            let unreadable = what == "header" && end == End::Refused;
            if end > End::Healed && !unreadable {
                let name = template.name;
                bad.push(format!("{end:?}: {name}, {what} {how}: {said}"));
            } else if !unreadable && dice.percent(20) {
                // Healed once is healed: closed, it opens as if nothing had been.
                let (engine, _) = open(&dir).unwrap();
                engine.close(None).unwrap();
                let (again, _, said) = examine(&dir, template);
                if again != End::Harmless {
                    bad.push(format!("{again:?} the second time: {what} {how}: {said}"));
                }
            }
        }
        fs::remove_dir_all(&dir).unwrap();
    }
    took.sort();
    let seqs = templates[0].first().map_or(0, |t| t.content.len());
    let (slowest, what) = took.last().unwrap();
    println!(
        "damage: {many} rounds on {seqs} transactions, open p50 {:?}, max {slowest:?} ({what})",
        took[took.len() / 2].0
    );
    for (what, ends) in table {
        println!("damage:   {what:<12} {ends:?}");
    }
    bad
}

#[test]
fn no_damage_goes_unseen_and_all_of_it_heals() {
    let many = rounds("PLANERKA_DAMAGE_ROUNDS", 40);
    let place = memory();
    let templates = templates(place.path(), 6, 8);
    let mut dice = Dice::new(3);
    let bad = drill(&templates, place.path(), many, &mut dice);
    assert!(bad.is_empty(), "{} of {many}: {bad:#?}", bad.len());
}

/// A tenth of the rounds on a portfolio of two thousand, where healing must take less than a second.
#[test]
fn a_large_store_heals_within_a_second() {
    let many = rounds("PLANERKA_DAMAGE_ROUNDS", 0) / 10;
    if many == 0 {
        println!("damage: 2 000 clients only with PLANERKA_DAMAGE_ROUNDS");
        return;
    }
    let place = memory();
    let templates = templates(place.path(), 2000, 4);
    let mut dice = Dice::new(4);
    let bad = drill(&templates, place.path(), many, &mut dice);
    assert!(bad.is_empty(), "{} of {many}: {bad:#?}", bad.len());
}
