//! What happens to the process: told to stop in the middle of an import, its terminal gone, put to sleep and
//! woken. And what it does when nothing happens: one sync a commit, none when idle.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

use crate::place::{NOW, Place, text};
use crate::terminal::Terminal;
use crate::{Dice, check, has, rounds};

fn pid(of: u32) -> Pid {
    Pid::from_raw(i32::try_from(of).unwrap()).unwrap()
}

#[test]
fn an_import_told_to_stop_can_be_done_again() {
    const CLIENTS: usize = 4000;
    let mut dice = Dice::new(5);
    let mut table = "Название;Контакт;Телефон;Город\n".to_owned();
    for n in 0..CLIENTS {
        table.push_str(&format!("Клиент {n};Пётр {n};+7 900 {n:07};Омск\n"));
    }
    for round in 0..rounds("PLANERKA_KILL_ROUNDS", 3).min(50) {
        let place = Place::new();
        let file = place.file("clients.csv", &table);
        place.client("Первый");
        let mut child = place
            .command(&["--now", NOW, "import", &file, "--yes"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(dice.below(2500) as u64));
        // It may have ended by itself meanwhile.
        let _ = kill_process(pid(child.id()), Signal::TERM);
        child.wait().unwrap();
        let whole = check::open(&place.data()).unwrap();
        whole.0.check_chain().unwrap();
        let before = whole.1.book.len();
        drop(whole);
        let again = place.run(&["import", &file, "--yes"]);
        assert_eq!(again.code, 0, "round {round}: {}", again.err);
        let (engine, opened) = check::open(&place.data()).unwrap();
        engine.check_chain().unwrap();
        assert_eq!(
            opened.book.len(),
            CLIENTS + 1,
            "round {round}: {before} were there after the stop"
        );
    }
}

/// The workstation in a terminal that can be taken away whole.
fn open_and_hang_up(place: &Place, keys: &[u8], until: &str) -> u32 {
    let size = PtySize {
        rows: 40,
        cols: 120,
        pixel_width: 0,
        pixel_height: 0,
    };
    let pty = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_planerka"));
    let data = text(&place.data());
    command.args(["--data", &data, "--now", NOW, "--lang", "en"]);
    command.env_clear();
    command.env("HOME", place.path(""));
    command.env("TERM", "xterm-256color");
    command.env("TZ", "Europe/Moscow");
    let mut child = pty.slave.spawn_command(command).unwrap();
    drop(pty.slave);
    let mut reader = pty.master.try_clone_reader().unwrap();
    let mut writer = pty.master.take_writer().unwrap();
    let mut parser = vt100::Parser::new(40u16.try_into().unwrap(), 120u16.try_into().unwrap(), 0);
    let mut wait = |text: &str| {
        let mut bytes = [0; 8192];
        while !parser.screen().contents().contains(text) {
            let read = reader.read(&mut bytes).unwrap();
            assert!(
                read > 0,
                "waited for {text}:\n{}",
                parser.screen().contents()
            );
            parser.process(&bytes[..read]);
        }
    };
    wait("saved");
    writer.write_all(keys).unwrap();
    writer.flush().unwrap();
    wait(until);
    // All ends of the terminal go: the kernel hangs up.
    drop((writer, reader, pty.master));
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status.exit_code();
        }
        if Instant::now() > deadline {
            child.kill().unwrap();
            panic!("the workstation lives on without a terminal");
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn a_closed_terminal_ends_it_with_everything_saved() {
    let place = Place::new();
    place.client("Альфа");
    let code = open_and_hang_up(&place, "aБерёзка\x13".as_bytes(), "Clients 2");
    assert_ne!(code, 101, "a panic");
    let names = place.run(&["export", "clients", "--format", "csv"]);
    assert!(names.done().contains("Берёзка"), "{}", names.out);
    let (_, opened) = check::open(&place.data()).unwrap();
    assert!(opened.report.damage.is_none(), "{:?}", opened.report);
}

fn state(pid: u32) -> String {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let state = stat.rsplit_once(") ").map_or("", |(_, tail)| tail);
    state.chars().take(1).collect()
}

#[test]
fn put_to_sleep_and_woken_it_goes_on() {
    let place = Place::new();
    place.client("Альфа");
    let data = text(&place.data());
    let args = ["--data", &data, "--now", NOW, "--lang", "en"];
    let mut at = Terminal::spawn(&place.path(""), &args, (120, 40));
    at.wait_for("1 Clients").wait_for("saved").wait_taken();
    for name in ["Берёзка", "Вектор"] {
        at.signal("TSTP");
        let deadline = Instant::now() + Duration::from_secs(20);
        while state(at.pid()) != "T" {
            assert!(Instant::now() < deadline, "it does not sleep");
            std::thread::sleep(Duration::from_millis(5));
        }
        at.wait_modes("the shell has the terminal while it sleeps", |on| !on);
        at.signal("CONT");
        at.wait_for("1 Clients").wait_taken();
        at.keys("a").text(name).keys("ctrl-s");
        at.wait_for(name);
    }
    at.wait_for("saved");
    at.keys("q");
    at.wait_end();
    let names = place.run(&["export", "clients", "--format", "csv"]);
    assert_eq!(names.done().lines().count(), 4, "{}", names.out);
}

/// Calls counted by strace, by name.
fn counted(log: &Path, call: &str) -> usize {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    text.lines()
        .filter(|line| {
            line.split_whitespace().any(|word| {
                word.strip_prefix(call)
                    .is_some_and(|tail| tail.starts_with('('))
            })
        })
        .count()
}

/// Runs the committer of the test below under strace; gives its log.
fn traced(dir: &Path, commits: usize) -> Option<PathBuf> {
    let log = dir.join(format!("strace-{commits}"));
    let ran = Command::new("strace")
        .args([
            "-f",
            "-e",
            "trace=fdatasync,fsync,sync,syncfs,sync_file_range",
            "-o",
        ])
        .arg(&log)
        .arg(std::env::current_exe().unwrap())
        .args(["process::commits_one_by_one", "--exact", "--ignored"])
        .env("PLANERKA_DRILL_DIR", dir.join(format!("store-{commits}")))
        .env("PLANERKA_DRILL_COMMITS", commits.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .ok()?;
    ran.success().then_some(log)
}

#[test]
#[ignore = "the process that is traced: started by the drill"]
fn commits_one_by_one() {
    let dir = std::env::var_os("PLANERKA_DRILL_DIR").unwrap();
    let commits = rounds("PLANERKA_DRILL_COMMITS", 0);
    let (mut engine, _) = check::open(Path::new(&dir)).unwrap();
    let mut bench = crate::bench::Bench::new();
    let (client, tx) = bench.add_client("Первый");
    engine.commit(&[tx]).unwrap();
    for n in 0..commits {
        let tx = bench.touch(client, &format!("{n}"));
        engine.commit(&[tx]).unwrap();
    }
    drop(engine);
}

#[test]
fn a_commit_is_one_fdatasync() {
    if !has("strace") {
        println!("syncs: skipped, strace is not here");
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let (Some(few), Some(many)) = (traced(dir.path(), 10), traced(dir.path(), 110)) else {
        println!("syncs: skipped, strace may not trace here");
        return;
    };
    let more = |call| counted(&many, call) - counted(&few, call);
    let (data, all) = (
        more("fdatasync"),
        more("fsync") + more("sync") + more("syncfs"),
    );
    println!("syncs: 100 commits more are {data} fdatasync more, {all} other syncs more");
    assert_eq!((data, all), (100, 0));
}

/// Voluntary and involuntary switches of all threads of a process so far: how often it woke.
fn wakes(pid: u32) -> u64 {
    let Ok(tasks) = std::fs::read_dir(format!("/proc/{pid}/task")) else {
        return 0;
    };
    tasks
        .filter_map(Result::ok)
        .filter_map(|task| std::fs::read_to_string(task.path().join("status")).ok())
        .flat_map(|status| {
            status
                .lines()
                .filter(|line| line.starts_with("voluntary_ctxt_switches"))
                .filter_map(|line| line.split_whitespace().nth(1)?.parse::<u64>().ok())
                .collect::<Vec<_>>()
        })
        .sum()
}

/// Bytes it gave to be written, by the kernel's count.
fn written(pid: u32) -> u64 {
    let io = std::fs::read_to_string(format!("/proc/{pid}/io")).unwrap_or_default();
    io.lines()
        .filter_map(|line| line.strip_prefix("wchar: "))
        .filter_map(|n| n.trim().parse::<u64>().ok())
        .sum()
}

#[test]
fn an_idle_workstation_sleeps() {
    let seconds = rounds("PLANERKA_IDLE_SECONDS", 0) as u64;
    if seconds == 0 {
        println!("idle: only with PLANERKA_IDLE_SECONDS=10");
        return;
    }
    let place = Place::new();
    place.client("Альфа");
    let data = text(&place.data());
    // A clock of its own stands still; this is about the real one.
    let args = ["--data", &data, "--lang", "en"];
    let mut at = Terminal::spawn(&place.path(""), &args, (120, 40));
    at.wait_for("1 Clients").wait_for("saved").wait_taken();
    at.keys("a").text("Берёзка").keys("ctrl-s");
    at.wait_for("Clients 2").wait_for("saved");
    // The journal file is synced a second after the last change; then there is nothing left to do.
    std::thread::sleep(Duration::from_secs(4));
    let (woken, bytes) = (wakes(at.pid()), written(at.pid()));
    std::thread::sleep(Duration::from_secs(seconds));
    let woken = wakes(at.pid()) - woken;
    let bytes = written(at.pid()) - bytes;
    println!("idle: {woken} wake-ups and {bytes} bytes written in {seconds} s");
    // Once a minute the clock on the screen moves on.
    assert!(woken <= seconds + 2, "{woken} wake-ups in {seconds} s");
    assert!(bytes < 4096, "{bytes} bytes written in {seconds} s");
    at.keys("q");
    at.wait_end();
}
