//! What puts one store or one file of it in the place of another, killed: a smaller database, a backup made
//! while work goes on, encryption turned on and off, a passphrase changed, a restore, healing.
//!
//! A process does one of these things. It is killed at a moment of the time that takes, or, under strace, at
//! its N-th change of a name or sync; now and then the next one, which begins with what that left, is killed too.
//! Then the store opens, says what it said before or what it was to say after, and nothing is left lying about.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use planerka::domain::Ids;
use planerka::store::backup::Cause;
use planerka::store::raw::ITEMS;
use planerka::store::{
    Cost, Engine, OpenOptions, Protection, StoreError, change_passphrase, protection, rewrite,
    spoil, try_passphrase,
};

use crate::bench::{Bench, copy};
use crate::check::{self, Content, OTHER, SECRET, secret};
use crate::damage::{close, fill, hurt_database, memory};
use crate::{Dice, has, rounds};

const DIR: &str = "PLANERKA_DRILL_DIR";
const ACT: &str = "PLANERKA_DRILL_ACT";

/// What is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Compact,
    Backup,
    On,
    Off,
    Change,
    /// Encrypted under another key.
    NewKey,
    Restore,
    /// A restore of an earlier moment.
    Earlier,
    /// Healing from backup and journal files.
    Heal,
    /// Healing from what the damaged database itself has: there is nothing else.
    Alone,
    /// Healing with what is missing agreed to.
    Loss,
    /// Healing that gives up, for it would lose something.
    Refuse,
}

const ACTS: [Act; 12] = [
    Act::Compact,
    Act::Backup,
    Act::On,
    Act::Off,
    Act::Change,
    Act::NewKey,
    Act::Restore,
    Act::Earlier,
    Act::Heal,
    Act::Alone,
    Act::Loss,
    Act::Refuse,
];

/// The moment an earlier restore goes back to.
const EARLIER: u64 = 5;

impl Act {
    fn named(name: &str) -> Self {
        let found = ACTS.into_iter().find(|act| format!("{act:?}") == name);
        found.unwrap()
    }

    /// Whether a person agreed to what would be missing.
    const fn with_loss(self) -> bool {
        matches!(self, Self::Loss)
    }

    /// Databases and journals that may lie aside afterwards.
    const fn quarantined(self) -> usize {
        match self {
            Self::Heal | Self::Alone => 1,
            Self::Loss | Self::Refuse => 2,
            _ => 0,
        }
    }

    fn perform(self, dir: &Path) {
        let open = || {
            let with_loss = self.with_loss();
            let options = OpenOptions {
                with_loss,
                ..check::options(dir)
            };
            Engine::open(dir, options)
        };
        match self {
            Self::Compact => {
                open().unwrap().0.close_compacted().unwrap();
            }
            Self::Backup => work_under_backups(dir),
            Self::On => {
                let new = secret(SECRET);
                rewrite(dir, check::options(dir), Some((&new, Cost::LEAST))).unwrap();
            }
            Self::Off => rewrite(dir, check::options(dir), None).unwrap(),
            Self::Change => {
                let (mut old, mut new) = (secret(SECRET), secret(OTHER));
                if try_passphrase(dir, &old).is_err() {
                    (old, new) = (new, old);
                }
                change_passphrase(dir, &old, &new, Cost::LEAST).unwrap();
            }
            Self::NewKey => {
                let new = match try_passphrase(dir, &secret(SECRET)) {
                    Ok(()) => secret(OTHER),
                    Err(_) => secret(SECRET),
                };
                rewrite(dir, check::options(dir), Some((&new, Cost::LEAST))).unwrap();
            }
            Self::Restore | Self::Earlier => {
                let as_of = (self == Self::Earlier).then_some(EARLIER);
                Engine::restore(dir, None, as_of, check::options(dir)).unwrap();
            }
            Self::Heal | Self::Alone | Self::Loss => open().unwrap().0.close(None).unwrap(),
            Self::Refuse => {
                let refused = open().map(|_| ());
                assert!(matches!(refused, Err(StoreError::Unhealed { .. })));
            }
        }
    }
}

/// Commits, each acknowledged by its number, while one backup after another is made in slices.
fn work_under_backups(dir: &Path) {
    let (mut engine, opened) = Engine::open(dir, check::options(dir)).unwrap();
    let mut bench = Bench::new();
    bench.ids = Ids::default();
    bench.book = opened.book;
    let client = bench.book.all().next().unwrap().id();
    bench
        .book
        .load_touches(client, engine.touches(client).unwrap());
    bench
        .book
        .load_campaigns(client, engine.campaigns(client).unwrap());
    for n in 0..60 {
        if n % 12 == 0 {
            let now = bench.now();
            engine.begin_backup(Cause::Daily, &now, None).unwrap();
        }
        engine.step_backup(Duration::from_micros(300));
        let tx = bench.draft(client, &"зачем ".repeat(n * 53 % 400));
        engine.commit(&[tx]).unwrap();
        println!("A {}", engine.seq());
    }
    engine.close(None).unwrap();
}

#[test]
#[ignore = "the process that is killed: started by the drills"]
fn does_one_thing() {
    let dir = std::env::var_os(DIR).unwrap();
    let act = Act::named(&std::env::var(ACT).unwrap());
    // The harness has begun the line.
    println!("\nbegin");
    act.perform(Path::new(&dir));
    println!("end");
}

/// How a process ended.
struct Ended {
    /// The last transaction it said was saved.
    acked: u64,
    /// How long it took, when it was let.
    took: Option<Duration>,
}

/// When a process is killed.
#[derive(Debug, Clone, Copy)]
enum Moment {
    /// So long after it began.
    After(Duration),
    /// At its N-th change of a name or sync.
    Change(usize),
    Never,
}

/// The calls that change names or make something last.
const CALLS: &str = "rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,fsync,ftruncate";

/// Where strace writes what it saw.
fn log(dir: &Path) -> PathBuf {
    dir.with_extension("strace")
}

/// Lines of the thread that changed most names: each thread is counted by itself.
fn changes(log: &Path) -> usize {
    let text = fs::read_to_string(log).unwrap_or_default();
    let mut threads: BTreeMap<&str, usize> = BTreeMap::new();
    for line in text.lines() {
        *threads.entry(line.split(' ').next().unwrap()).or_default() += 1;
    }
    threads.into_values().max().unwrap_or(0)
}

fn start(act: Act, dir: &Path, moment: Moment) -> Child {
    let own = std::env::current_exe().unwrap();
    let mut command = match moment {
        Moment::Change(n) => {
            let mut strace = Command::new("strace");
            let inject = format!("inject={CALLS}:signal=KILL:when={n}");
            let trace = format!("trace={CALLS}");
            strace.args(["-f", "-qqq", "-e", &trace, "-e", &inject, "-o"]);
            strace.arg(log(dir)).arg(own);
            strace
        }
        _ => Command::new(own),
    };
    command
        .args([
            "replace::does_one_thing",
            "--exact",
            "--ignored",
            "--nocapture",
        ])
        .env(DIR, dir)
        .env(ACT, format!("{act:?}"))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn run(act: Act, dir: &Path, moment: Moment) -> Ended {
    let mut child = start(act, dir, moment);
    let stdout = BufReader::new(child.stdout.take().unwrap());
    let (send, begun) = channel();
    let reader = std::thread::spawn(move || {
        let (mut acked, mut began, mut took) = (0, None, None);
        for line in stdout.lines().map_while(Result::ok) {
            match line.as_str() {
                "begin" => {
                    began = Some(Instant::now());
                    let _ = send.send(());
                }
                "end" => took = began.map(|began| began.elapsed()),
                line => {
                    let number = line.strip_prefix("A ").and_then(|n| n.parse().ok());
                    acked = acked.max(number.unwrap_or(0));
                }
            }
        }
        Ended { acked, took }
    });
    if let Moment::After(time) = moment {
        begun.recv().unwrap();
        std::thread::sleep(time);
        child.kill().unwrap();
    }
    child.wait().unwrap();
    reader.join().unwrap()
}

/// A store one thing is done to, and what it may say afterwards.
struct Stage {
    act: Act,
    dir: PathBuf,
    /// What it says before it, unless it is beyond that.
    before: Option<Content>,
    /// What it says after it.
    after: Content,
    /// How long it takes.
    length: Duration,
    /// How many names it changes and how often it syncs; 0 where nobody can count.
    changes: usize,
}

fn content(dir: &Path, with_loss: bool) -> Result<Content, String> {
    // The rows are compared with the journal.
    let options = OpenOptions {
        with_loss,
        deep: true,
        ..check::options(dir)
    };
    let (engine, opened) = check::open_with(dir, options).map_err(|why| format!("{why:?}"))?;
    let content = Content::read(&engine, opened.book).map_err(|error| error.to_string())?;
    engine.close(None).map_err(|error| error.to_string())?;
    Ok(content)
}

impl Stage {
    /// A store for an act, in the form it is found in.
    fn new(act: Act, place: &Path, traced: bool, (locked, killed): (bool, bool)) -> Self {
        let dir = place.join(format!("{act:?}-{locked}-{killed}"));
        let options = if locked {
            check::protected()
        } else {
            OpenOptions::default()
        };
        let (engine, bench) = fill(&dir, options, 5, 8);
        if killed {
            let left = place.join("left");
            copy(&dir, &left);
            drop(engine);
            fs::remove_dir_all(&dir).unwrap();
            fs::rename(&left, &dir).unwrap();
        } else {
            close(engine, &bench);
        }
        let work = place.join("work");
        copy(&dir, &work);
        let before = content(&work, false).unwrap();
        fs::remove_dir_all(&work).unwrap();
        match act {
            Act::Alone => {
                let client = bench.book.all().nth(3).unwrap().id();
                spoil::spoil_touches(&dir, client).unwrap();
                fs::rename(dir.join("seal"), dir.join("last-seal")).unwrap();
                fs::remove_dir_all(dir.join("journal")).unwrap();
                fs::remove_dir_all(dir.join("backups")).unwrap();
            }
            Act::Loss | Act::Refuse => {
                fs::write(dir.join("sled/db"), vec![0x5a; 300_000]).unwrap();
                fs::remove_dir_all(dir.join("backups")).unwrap();
                // Its records would come back as a new journal, of the moment they are taken.
                fs::remove_file(dir.join("warm")).unwrap();
                cut_journal(&dir);
            }
            _ => {}
        }
        // What cannot come back whole says only what it says then.
        let before = (!matches!(act, Act::Loss | Act::Refuse)).then_some(before);
        copy(&dir, &work);
        if act == Act::Heal {
            hurt_database(&work, &mut Dice(7));
        }
        let never = if traced {
            Moment::Change(60_000)
        } else {
            Moment::Never
        };
        let length = run(act, &work, never).took.unwrap();
        let after = content(&work, act == Act::Refuse).unwrap();
        fs::remove_dir_all(&work).unwrap();
        Self {
            act,
            dir,
            before,
            after,
            // Some are so short that the beginning is heard of when they have ended.
            length: length.max(Duration::from_millis(3)),
            changes: changes(&log(&work)),
        }
    }

    /// One round: killed so often, then looked at.
    fn round(
        &self,
        place: &Path,
        dice: &mut Dice,
        moment: impl Fn(&mut Dice) -> Moment,
        died: &mut usize,
    ) -> Result<(), String> {
        let work = place.join("work");
        copy(&self.dir, &work);
        if self.act == Act::Heal {
            hurt_database(&work, dice);
        }
        let kills = if dice.percent(30) {
            2 + dice.below(2)
        } else {
            1
        };
        let mut acked = 0;
        let mut told = Vec::new();
        for _ in 0..kills {
            let moment = moment(dice);
            told.push(moment);
            let ended = run(self.act, &work, moment);
            acked = acked.max(ended.acked);
            *died += usize::from(ended.took.is_none());
        }
        let checked = self.check(&work, acked, kills);
        fs::remove_dir_all(&work).unwrap();
        checked.map_err(|why| format!("{:?} killed {told:?}: {why}", self.act))
    }

    fn check(&self, dir: &Path, acked: u64, kills: usize) -> Result<(), String> {
        let found = content(dir, matches!(self.act, Act::Loss | Act::Refuse))?;
        if self.act == Act::Backup {
            let before = self.before.as_ref().map_or(0, Content::len);
            if (found.len() as u64) < acked || found.len() < before {
                return Err(format!("{} of {acked} acknowledged", found.len()));
            }
        } else {
            let differs = found.differs(&self.after);
            let was = self.before.as_ref().map(|before| found.differs(before));
            if differs.is_some() && was != Some(None) {
                return Err(format!(
                    "{differs:?} of what was to be, {was:?} of what was"
                ));
            }
        }
        let encrypted = protection(dir) == Ok(Protection::Encrypted);
        if encrypted && let Some(file) = readable(dir) {
            return Err(format!("{} can be read", file.display()));
        }
        left_over(dir, self.act.quarantined(), kills)?;
        // And once more, as any other day.
        let (engine, opened) = check::open(dir).map_err(|why| format!("again: {why:?}"))?;
        if opened.report.unclean || opened.report.healed() {
            return Err(format!("again: {:?}", opened.report));
        }
        engine.close(None).map_err(|error| error.to_string())
    }
}

/// Cuts the journal in the middle of what it holds.
fn cut_journal(dir: &Path) {
    for entry in fs::read_dir(dir.join("journal")).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        let end = bytes.iter().rposition(|b| *b != 0).unwrap();
        fs::write(path, &bytes[..end / 2]).unwrap();
    }
}

/// A file of an encrypted store in which a name can be read; backups made before are told of elsewhere.
fn readable(dir: &Path) -> Option<PathBuf> {
    fs::read_dir(dir).unwrap().find_map(|entry| {
        let path = entry.unwrap().path();
        if path.is_dir() {
            return readable(&path).filter(|_| !path.ends_with("backups"));
        }
        let bytes = fs::read(&path).unwrap();
        let name = "Клиент".as_bytes();
        bytes
            .windows(name.len())
            .any(|part| part == name)
            .then_some(path)
    })
}

/// What lies in a store that nobody will ever clear away.
fn left_over(dir: &Path, quarantined: usize, kills: usize) -> Result<(), String> {
    const OWN: [&str; 4] = ["lock", "weight", "backups", "reserve.bin"];
    let names = |dir: &Path| -> Vec<String> {
        let found = fs::read_dir(dir).into_iter().flatten();
        found
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect()
    };
    let mut more = names(dir);
    more.retain(|name| !OWN.iter().chain(&ITEMS).any(|own| own == name));
    for (prefix, most) in [
        ("unclean-", 2),
        ("quarantine-", quarantined),
        ("replaced-", kills),
    ] {
        let before = more.len();
        more.retain(|name| !name.starts_with(prefix));
        if before - more.len() > most {
            return Err(format!("{} of {prefix}", before - more.len()));
        }
    }
    more.extend(
        names(&dir.join("backups"))
            .into_iter()
            .filter(|name| !name.ends_with(".backup")),
    );
    more.extend(
        names(&dir.join("sled"))
            .into_iter()
            .filter(|name| name.ends_with(".generating")),
    );
    if more.is_empty() {
        Ok(())
    } else {
        Err(format!("left over: {more:?}"))
    }
}

/// The stores: for each act one that was closed or, by turns, killed; every fourth is encrypted.
fn stages(place: &Path, traced: bool, long: bool) -> Vec<Stage> {
    let mut stages = Vec::new();
    for act in ACTS {
        let locked = matches!(act, Act::Off | Act::Change | Act::NewKey);
        // What is spoilt by hand is spoilt plain and closed.
        let either = matches!(
            act,
            Act::Compact | Act::Backup | Act::Restore | Act::Earlier | Act::Heal
        );
        stages.push(Stage::new(act, place, traced, (locked, false)));
        if long && (either || matches!(act, Act::On | Act::Off | Act::Change | Act::NewKey)) {
            stages.push(Stage::new(act, place, traced, (locked, true)));
            if either {
                stages.push(Stage::new(act, place, traced, (true, false)));
                stages.push(Stage::new(act, place, traced, (true, true)));
            }
        }
    }
    stages
}

fn drill(
    name: &str,
    traced: bool,
    many: usize,
    moment: impl Fn(&Stage, &mut Dice) -> Moment,
    dice: &mut Dice,
) {
    let place = memory();
    let stages = stages(place.path(), traced, many > ACTS.len());
    let (mut bad, mut died) = (Vec::new(), 0);
    let mut first = dice.below(stages.len());
    for _ in 0..many {
        first = (first + 1) % stages.len();
        let stage = &stages[first];
        if let Err(why) = stage.round(place.path(), dice, |dice| moment(stage, dice), &mut died) {
            bad.push(why);
        }
    }
    let acts = ACTS.len();
    println!(
        "replace: {many} rounds of {acts} things done to {} stores, {died} killed {name}, {} bad",
        stages.len(),
        bad.len()
    );
    assert!(bad.is_empty(), "{bad:#?}");
    assert!(died > 0, "nobody was killed {name}");
}

#[test]
fn killed_at_any_moment_of_what_replaces_a_store() {
    let many = rounds("PLANERKA_KILL_ROUNDS", ACTS.len());
    let mut dice = Dice::new(6);
    drill(
        "at any moment",
        false,
        many,
        |stage, dice| {
            let length = usize::try_from(stage.length.as_micros()).unwrap();
            Moment::After(Duration::from_micros(dice.below(length * 11 / 10) as u64))
        },
        &mut dice,
    );
}

#[test]
fn killed_at_any_change_of_a_name() {
    if !has("strace") {
        println!("replace: skipped, strace is not here");
        return;
    }
    let many = rounds("PLANERKA_KILL_ROUNDS", ACTS.len());
    let mut dice = Dice::new(7);
    drill(
        "at a change of a name",
        true,
        many,
        |stage, dice| Moment::Change(1 + dice.below(stage.changes)),
        &mut dice,
    );
}
