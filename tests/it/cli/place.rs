//! A home directory of its own and the binary run in it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// Monday morning in Moscow: every run here has this clock unless it says otherwise.
pub(crate) const NOW: &str = "2026-11-23T09:00";

/// A place of its own: home, store and files.
pub(crate) struct Place {
    dir: tempfile::TempDir,
}

/// How a run ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
            err: String::from_utf8(output.stderr).expect("stderr is UTF-8"),
        }
    }

    /// stdout as one JSON document.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.code, 0, "{}", self.err);
        serde_json::from_str(&self.out).unwrap_or_else(|e| panic!("{e}: {}", self.out))
    }

    /// stdout without the newline at its end.
    #[track_caller]
    pub(crate) fn done(&self) -> &str {
        assert_eq!(self.code, 0, "{}", self.err);
        self.out.trim_end()
    }

    /// The last JSON error line of stderr.
    #[track_caller]
    pub(crate) fn error(&self) -> Value {
        let line = self.err.lines().last().unwrap_or_default();
        let error: Value =
            serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {}", self.err));
        error["error"].clone()
    }
}

impl Place {
    pub(crate) fn new() -> Self {
        Self {
            dir: tempfile::tempdir().expect("a directory"),
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.path("data")
    }

    /// Writes a file and gives its path as an argument.
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("a file");
        text(&path)
    }

    /// The binary in a known world: this place's home and store, English, Moscow, no colour.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_planerka"));
        command
            .env_clear()
            .env("HOME", self.dir.path())
            .env("APPDATA", self.path(".config"))
            .env("TZ", "Europe/Moscow")
            .env("PLANERKA_LANG", "en")
            .env("PLANERKA_DATA", self.data())
            .current_dir(self.dir.path())
            .args(args);
        command
    }

    /// Runs it with the clock pinned to [`NOW`] and nothing to read.
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.feed(args, "")
    }

    /// Runs it with something to read.
    pub(crate) fn feed(&self, args: &[&str], input: &str) -> Ran {
        let mut command = self.command(&[]);
        if !args.contains(&"--now") {
            command.args(["--now", NOW]);
        }
        let mut child = command
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the binary starts");
        let mut stdin = child.stdin.take().expect("stdin");
        let input = input.to_owned();
        let feeder = std::thread::spawn(move || {
            // A verb that does not read closes the pipe early.
            let _ = stdin.write_all(input.as_bytes());
        });
        let output = child.wait_with_output().expect("it ends");
        feeder.join().expect("fed");
        Ran::of(output)
    }

    /// Adds a client and gives its id.
    pub(crate) fn client(&self, name: &str) -> String {
        let ran = self.run(&["add", "client", "--name", name]);
        ran.done().to_owned()
    }
}

pub(crate) fn text(path: &Path) -> String {
    path.to_str().expect("a path in UTF-8").to_owned()
}
