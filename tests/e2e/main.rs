//! The whole program from outside: the real binary in a pseudo-terminal, driven by keys.
#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on says where by panicking"
)]

mod privacy;
mod shell;
mod story;
#[path = "../it/stuffed.rs"]
mod stuffed;
mod terminal;
mod together;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;
use terminal::Terminal;

/// The moment every test lives at: a Monday morning.
const NOW: &str = "2026-11-23T09:00+03:00";

/// A home directory with a store in it, thrown away at the end.
struct Home {
    dir: TempDir,
}

impl Home {
    /// A home whose store is empty.
    fn empty() -> Self {
        let dir = TempDir::new().unwrap();
        Self { dir }
    }

    /// A home whose store holds the demo portfolio of so many clients.
    fn demo(clients: usize) -> Self {
        let home = Self::empty();
        let made = home.run(&["demo", "--clients", &clients.to_string(), "--no-open"]);
        assert!(
            made.status.success(),
            "{}",
            String::from_utf8_lossy(&made.stderr)
        );
        home
    }

    fn path(&self) -> &Path {
        self.dir.path()
    }

    fn data(&self) -> PathBuf {
        self.path().join("store")
    }

    /// Runs a verb of the command line outside of any terminal.
    fn run(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_planerka"))
            .args(["--data".as_ref(), self.data().as_os_str()])
            .args(["--now", NOW, "--lang", "en"])
            .args(args)
            .env_clear()
            .env("HOME", self.path())
            .env("TZ", "Europe/Moscow")
            .stdin(std::process::Stdio::null())
            .output()
            .unwrap()
    }

    /// What a verb that must succeed prints on stdout.
    #[track_caller]
    fn data_of(&self, args: &[&str]) -> String {
        let output = self.run(args);
        let words = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "planerka {args:?}: {words}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// The names of the clients in the store.
    fn names(&self) -> Vec<String> {
        let table = self.data_of(&["export", "clients", "--format", "csv"]);
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        reader
            .records()
            .map(|row| row.unwrap()[1].to_owned())
            .collect()
    }

    /// Opens the workstation in a terminal of this size.
    fn open(&self, lang: &str, size: (u16, u16)) -> Terminal {
        let data = self.data();
        let data = data.to_str().unwrap();
        Terminal::spawn(
            self.path(),
            &["--data", data, "--now", NOW, "--lang", lang],
            size,
        )
    }
}
