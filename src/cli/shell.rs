//! What every verb has at hand: settings, words, and the two streams.

use std::io::{ErrorKind, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Zoned;
use serde_json::{Value, json};

use super::args::Global;
use super::failure::{Failure, Kind};
use super::words;
use crate::config::Settings;
use crate::domain::plain::for_terminal;
use crate::i18n::Texts;
use crate::jobs::json;

/// Settings, words and streams of one run.
#[derive(Debug)]
pub(crate) struct Shell {
    settings: Settings,
    texts: Texts,
    json: bool,
    quiet: bool,
    named_data: bool,
    passphrase_file: Option<PathBuf>,
    /// What was said with `--json`: it leaves as data when the run ends.
    notes: Arc<Mutex<Vec<String>>>,
}

impl Shell {
    pub(super) fn new(settings: Settings, texts: Texts, global: &Global) -> Self {
        Self {
            settings,
            texts,
            json: global.json,
            quiet: global.quiet,
            named_data: global.data.is_some(),
            passphrase_file: global.passphrase_file.clone(),
            notes: Arc::default(),
        }
    }

    /// The same streams and words over another store.
    pub(super) fn over(&self, data: &Path) -> Self {
        Self {
            settings: Settings {
                data: data.to_path_buf(),
                ..self.settings.clone()
            },
            passphrase_file: self.passphrase_file.clone(),
            notes: Arc::clone(&self.notes),
            ..*self
        }
    }

    /// Whether `--data` was given on this command line.
    pub(crate) const fn named_data(&self) -> bool {
        self.named_data
    }

    /// Everything set up.
    pub(crate) const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The words of the chosen language.
    pub(crate) const fn texts(&self) -> &Texts {
        &self.texts
    }

    /// Whether `--json` was given.
    pub(crate) const fn json(&self) -> bool {
        self.json
    }

    /// Now, as the clock set up says.
    pub(crate) fn now(&self) -> Zoned {
        self.settings.clock.now()
    }

    /// `--passphrase-file`.
    pub(crate) fn passphrase_file(&self) -> Option<&Path> {
        self.passphrase_file.as_deref()
    }

    /// Whether a person can be asked: both ends of the question are a terminal.
    pub(crate) fn can_ask(&self) -> bool {
        std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
    }

    /// Writes data to stdout: words of the store among it, so nothing a terminal would obey.
    ///
    /// # Errors
    /// The reader went away, or the disk behind stdout is full.
    pub(crate) fn data(&self, text: &str) -> Result<(), Failure> {
        let mut out = std::io::stdout().lock();
        out.write_all(for_terminal(text).as_bytes())
            .and_then(|()| out.flush())
            .map_err(|error| match error.kind() {
                ErrorKind::BrokenPipe => Failure::pipe(),
                _ => words::io(&self.texts, Path::new("stdout"), &error),
            })
    }

    /// Writes one JSON document on a line of its own to stdout.
    ///
    /// # Errors
    /// As [`data`](Self::data).
    pub(crate) fn document(&self, value: &Value) -> Result<(), Failure> {
        self.data(&format!("{}\n", json::text(value)))
    }

    /// Says something to the person on stderr, unless `-q`. With `--json` it is a note of the object the run
    /// ends with: between lines of words a script would look for it in vain.
    pub(crate) fn say(&self, words: &str) {
        match (self.quiet, self.json) {
            (true, _) => {}
            (false, true) => self.note(words),
            (false, false) => complain(&format!("{words}\n")),
        }
    }

    /// Says something that belongs to a question, whatever `-q` says. Where nobody can be asked it is a note
    /// with `--json` too.
    pub(crate) fn tell(&self, words: &str) {
        if self.json && !self.can_ask() {
            self.note(words);
        } else {
            complain(&format!("{words}\n"));
        }
    }

    fn note(&self, words: &str) {
        let mut notes = self.notes.lock().unwrap_or_else(PoisonError::into_inner);
        notes.push(words.trim().to_owned());
    }

    /// Says how the run ended and, with `--json`, what was said meanwhile: one object, or nothing when there is
    /// nothing to say.
    pub(super) fn end(&self, done: Result<(), Failure>) -> ExitCode {
        let notes = std::mem::take(&mut *self.notes.lock().unwrap_or_else(PoisonError::into_inner));
        if notes.is_empty() {
            return match done {
                Ok(()) => ExitCode::SUCCESS,
                Err(failure) => report(&failure, self.json),
            };
        }
        let failure = done.err();
        let told = failure.as_ref().filter(|f| f.kind != Kind::Pipe);
        let mut object = told.map_or_else(|| json!({}), Failure::json);
        object["notes"] = notes.into();
        complain(&format!("{}\n", json::text(&object)));
        failure.map_or(ExitCode::SUCCESS, |f| ExitCode::from(f.kind.code()))
    }

    /// Puts a question whose answer goes on the same line.
    pub(crate) fn prompt(&self, question: &str) {
        complain(&format!("{question} "));
    }

    /// Puts a yes-or-no question on stderr and reads the answer; anything but a yes of either language is a
    /// no, and so is the end of input.
    pub(crate) fn ask(&self, question: &str) -> bool {
        complain(&format!("{question} {} ", self.texts.t("cli-yes-no")));
        let mut answer = String::new();
        if std::io::stdin().read_line(&mut answer).is_err() {
            return false;
        }
        matches!(
            answer.trim().to_lowercase().as_str(),
            "y" | "yes" | "д" | "да"
        )
    }
}

/// Words on stderr quote files and records, so nothing a terminal would obey leaves. A closed stderr leaves
/// nobody to complain to.
pub(super) fn complain(text: &str) {
    let _ = std::io::stderr()
        .lock()
        .write_all(for_terminal(text).as_bytes());
}

/// Says what went wrong on stderr, in words or as JSON, and gives the exit code.
pub(super) fn report(failure: &Failure, json: bool) -> ExitCode {
    if failure.kind != Kind::Pipe {
        if json {
            complain(&format!("{}\n", json::text(&failure.json())));
        } else {
            let mut text = format!("planerka: {}\n", failure.message);
            let drawing = failure.spot.iter().flat_map(|spot| &spot.drawing);
            for choice in drawing.chain(&failure.choices) {
                text.push_str("  ");
                text.push_str(choice);
                text.push('\n');
            }
            complain(&text);
        }
    }
    ExitCode::from(failure.kind.code())
}

/// One JSON error line on stderr, for streams where the run goes on.
pub(crate) fn report_line(failure: &Failure) {
    complain(&format!("{}\n", json::text(&failure.json())));
}

/// RFC 3339 with the offset, to the second: how every moment leaves the program.
pub(crate) fn moment(at: &Zoned) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}
