//! The process that is killed, stopped or cut off: it works on a store and says what was acknowledged.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use planerka::domain::{Ids, Transaction};
use planerka::store::backup::Cause;
use planerka::store::{Drill, Engine, OpenOptions, Step};
use rustix::process::{Pid, Signal, kill_process};

use crate::bench::Bench;
use crate::check::protected;

const DIR: &str = "PLANERKA_DRILL_DIR";
const STOP: &str = "PLANERKA_DRILL_STOP";
const LOCKED: &str = "PLANERKA_DRILL_LOCKED";
const CARELESS: &str = "PLANERKA_DRILL_CARELESS";

/// Commits of one opening; then the writer closes the store and opens it again.
const LIFE: usize = 60;

/// The number of the `Flushed` step at which the writer stops itself; 0: never.
fn stops_at() -> u64 {
    static AT: OnceLock<u64> = OnceLock::new();
    *AT.get_or_init(|| {
        let text = std::env::var(STOP).unwrap_or_default();
        text.parse().unwrap_or(0)
    })
}

fn options() -> OpenOptions {
    static STEPS: AtomicU64 = AtomicU64::new(0);
    let drill = Drill::new(|step| {
        if step == Step::Flushed && STEPS.fetch_add(1, Ordering::SeqCst) + 1 == stops_at() {
            let own = Pid::from_raw(i32::try_from(std::process::id()).unwrap()).unwrap();
            kill_process(own, Signal::STOP).unwrap();
        }
        Ok(())
    });
    let careless = std::env::var_os(CARELESS).is_some();
    OpenOptions {
        drill: Some(if careless { drill.careless() } else { drill }),
        ..match std::env::var_os(LOCKED) {
            Some(_) => protected(),
            None => OpenOptions::default(),
        }
    }
}

#[test]
#[ignore = "the process that is killed: started by the drills"]
fn writes_until_it_is_killed() {
    let dir = std::env::var_os(DIR).unwrap();
    let mut n = 0;
    loop {
        n = one_life(Path::new(&dir), n);
    }
}

/// Opens, works, closes; every way of writing the store knows comes up again and again.
fn one_life(dir: &Path, mut n: usize) -> usize {
    let (mut engine, opened) = Engine::open(dir, options()).unwrap();
    println!("opened {}", engine.seq());
    let mut bench = Bench::new();
    bench.ids = Ids::default();
    bench.book = opened.book;
    let (mut client, tx) = bench.add_client("Первый");
    commit(&mut engine, &[tx]);
    // The control never closes: every sync, of whatever file, makes all that was written before it last.
    let careless = std::env::var_os(CARELESS).is_some();
    let life = if careless { usize::MAX } else { LIFE };
    for _ in 0..life {
        n += 1;
        let batch: Vec<Transaction> = match n % 7 {
            0 => {
                let (next, tx) = bench.add_client(&format!("Клиент {n}"));
                client = next;
                vec![tx]
            }
            3 => (0..10)
                .map(|t| bench.touch(client, &format!("{n} {t}")))
                .collect(),
            4 if n.is_multiple_of(2) => vec![bench.import(client, 3, 30)],
            5 => vec![bench.draft(client, &"зачем ".repeat(n * 37 % 400))],
            _ => vec![bench.touch(client, "звонок")],
        };
        commit(&mut engine, &batch);
        if careless {
            continue;
        }
        if n.is_multiple_of(23) {
            engine.sync_journal().unwrap();
        }
        // A backup is made in slices between the commits.
        if n.is_multiple_of(17) {
            let now = bench.now();
            engine.begin_backup(Cause::Daily, &now, None).unwrap();
        }
        engine.step_backup(Duration::from_millis(2));
    }
    engine.close_with(None, Some(&bench.book)).unwrap();
    n
}

fn commit(engine: &mut Engine, batch: &[Transaction]) {
    engine.commit(batch).unwrap();
    println!("A {}", engine.seq());
}

/// A running writer.
pub(crate) struct Writer {
    pub(crate) child: Child,
    acked: Arc<AtomicU64>,
    reader: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts one on a store, which is encrypted when it says so. `stop_at`: the commit in whose middle it
    /// stops itself; 0: none.
    pub(crate) fn start(dir: &Path, locked: bool, stop_at: usize, careless: bool) -> Self {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command
            .args(["writer::writes_until_it_is_killed", "--exact"])
            .args(["--ignored", "--nocapture"])
            .env(DIR, dir)
            .env(STOP, stop_at.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        if careless {
            command.env(CARELESS, "1");
        }
        if locked {
            command.env(LOCKED, "1");
        }
        let mut child = command.spawn().unwrap();
        let acked = Arc::new(AtomicU64::new(0));
        let count = Arc::clone(&acked);
        let stdout = BufReader::new(child.stdout.take().unwrap());
        let reader = std::thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                let number = line.strip_prefix("A ").and_then(|n| n.parse().ok());
                count.fetch_max(number.unwrap_or(0), Ordering::SeqCst);
            }
        });
        Self {
            child,
            acked,
            reader: Some(reader),
        }
    }

    fn pid(&self) -> Pid {
        Pid::from_raw(i32::try_from(self.child.id()).unwrap()).unwrap()
    }

    /// Stops every thread of it, or waits until it has stopped itself.
    pub(crate) fn freeze(&self, by_itself: bool) {
        let deadline = Instant::now() + Duration::from_secs(if by_itself { 20 } else { 0 });
        while !self.is_frozen() && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(1));
        }
        if !self.is_frozen() {
            kill_process(self.pid(), Signal::STOP).unwrap();
        }
        let deadline = Instant::now() + Duration::from_secs(60);
        while !self.is_frozen() {
            assert!(Instant::now() < deadline, "the writer does not stop");
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    fn is_frozen(&self) -> bool {
        let tasks = format!("/proc/{}/task", self.child.id());
        let Ok(tasks) = std::fs::read_dir(tasks) else {
            return false;
        };
        tasks.filter_map(Result::ok).all(|task| {
            let stat = std::fs::read_to_string(task.path().join("stat")).unwrap_or_default();
            let state = stat.rsplit_once(") ").map_or("", |(_, tail)| tail);
            state.starts_with('T')
        })
    }

    /// Kills it; gives the last number it said was saved, what lay in the pipe included.
    pub(crate) fn kill(mut self) -> u64 {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.reader.take().unwrap().join().unwrap();
        self.acked.load(Ordering::SeqCst)
    }
}
