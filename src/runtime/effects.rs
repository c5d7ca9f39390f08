//! Performing what the controller asked for.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::mpsc::UnboundedSender;

use super::events::Reader;
use super::terminal::Screen;
use super::{clipboard, desktop, dial};
use crate::app::{DeckFile, Effect, Listed, Msg, ReadFile, Ring, Trouble};
use crate::config::{Clipboard, Clock, DesktopNotice, NotifySettings, Settings};
use crate::domain::plain::for_terminal;
use crate::domain::plan_sheet::{PlanFormat, PlanSheet};
use crate::domain::{Book, Portfolio};
use crate::jobs::deck::Look;
use crate::jobs::import::{Problem, ProblemKind};
use crate::jobs::progress::Progress;
use crate::jobs::save::{self, Readers};
use crate::store::backup::Cause;
use crate::store::{Head, Store, StoreError};

/// The hands of the program.
#[derive(Debug)]
pub(super) struct Rim {
    pub(super) store: Option<Store>,
    /// Where the store lies.
    pub(super) data: PathBuf,
    pub(super) send: UnboundedSender<Msg>,
    /// Takes an error of opening, for the exit code.
    pub(super) closed: super::store::Closed,
    pub(super) clock: Clock,
    clipboard: Clipboard,
    /// The dialler with its arguments; empty: none.
    on_call: Vec<String>,
    reader: Option<Reader>,
    job: Option<std::sync::Arc<Progress>>,
    /// When each moment that is waited for is over.
    pub(super) settling: std::sync::Arc<std::sync::Mutex<Vec<std::time::Instant>>>,
    done: bool,
    head: Option<Head>,
    /// The directory of the person's own templates.
    own: Option<PathBuf>,
    /// The accent of presentations.
    accent: Option<[u8; 3]>,
    notify: NotifySettings,
}

impl Rim {
    pub(super) fn new(
        store: Option<Store>,
        send: UnboundedSender<Msg>,
        closed: super::store::Closed,
        settings: &Settings,
    ) -> io::Result<Self> {
        Ok(Self {
            store,
            data: settings.data.clone(),
            send,
            closed,
            clock: settings.clock.clone(),
            clipboard: settings.clipboard,
            on_call: settings.call.on_call.clone(),
            reader: None,
            job: None,
            settling: std::sync::Arc::default(),
            done: false,
            head: None,
            own: settings.own.clone(),
            accent: settings.deck.accent,
            notify: settings.notify,
        })
    }

    /// Begins to read keys, once the terminal is ours.
    pub(super) fn start_reading(&mut self) -> io::Result<()> {
        let send = self.send.clone();
        self.reader = Some(Reader::start(move |msg| send.send(msg).is_ok())?);
        Ok(())
    }

    /// Whether the controller asked to leave.
    pub(super) const fn is_done(&self) -> bool {
        self.done
    }

    /// Closes the store: what is queued is saved first.
    pub(super) fn close(&mut self, book: Option<Arc<Book>>) -> Result<(), StoreError> {
        self.reader = None;
        match self.store.take() {
            Some(store) => store.close_with(self.head.take(), book),
            None => Ok(()),
        }
    }

    pub(super) fn perform(&mut self, effect: Effect, screen: Option<&mut Screen>) {
        match effect {
            Effect::Commit(transaction) => self.with_store(|s| s.commit(transaction)),
            Effect::ReadEntries(seqs) => self.with_store(|s| s.read_entries(0, seqs)),
            Effect::ReadTouches(client) => self.with_store(|s| s.read_touches(client)),
            Effect::ReadCampaigns(clients) => self.with_store(|s| s.read_campaigns(clients)),
            Effect::Answer(ticket, verdict) => {
                self.with_store(|s| s.answer(ticket, super::store::verdict(verdict)));
            }
            Effect::LockOut(locked) => self.with_store(|s| s.lock_out(locked)),
            Effect::TakeOver => self.with_store(|s| s.take_over()),
            Effect::RetrySave => self.with_store(|s| s.retry()),
            Effect::OpenStore(secret) => self.open_store(secret),
            Effect::TryPassphrase(secret) => self.try_passphrase(secret),
            Effect::Rest(seconds) => self.rest(seconds),
            Effect::Settle => self.settle(),
            Effect::BackUp => self.with_store(|s| s.back_up(Cause::Hand, None)),
            Effect::BackUpBeforeImport => self.with_store(|s| s.back_up(Cause::Import, None)),
            Effect::EmergencyCopy => self.emergency_copy(),
            Effect::Copy(text) => self.copy(text, screen),
            Effect::Dial(phone) => self.dial(phone, screen),
            Effect::WriteText { name, text } => self.write(name, text),
            Effect::WritePlan(sheet, format) => self.write_plan(&sheet, format, screen),
            Effect::WriteDeck(deck) => self.write_deck(*deck),
            Effect::Notify(rings) => self.notify(rings, screen),
            Effect::ExternalEditor(text) => self.edit(&text, screen),
            Effect::ListDirectory(dir) => self.list(dir),
            Effect::ReadFile(path) => self.read_file(path),
            Effect::CancelJob => {
                if let Some(job) = self.job.take() {
                    job.cancel();
                }
            }
            Effect::Rank(portfolio) => self.rank(*portfolio),
            Effect::Continue => self.say(Msg::Continue),
            Effect::Repaint => {
                if let Some(screen) = screen {
                    let _ = screen.clear();
                }
            }
            Effect::Quit(first) => {
                self.done = true;
                if !first.records.is_empty() {
                    self.head = Some(Head {
                        records: first.records,
                        totals: first.totals,
                    });
                }
            }
        }
    }

    fn with_store(&self, ask: impl FnOnce(&Store)) {
        if let Some(store) = &self.store {
            ask(store);
        }
    }

    /// Whether a message may still be acted on: what a shell asked is taken back when it is not looked at in
    /// time.
    pub(super) fn is_wanted(&self, msg: &Msg) -> bool {
        match (msg, &self.store) {
            (Msg::FromShell(ticket, _) | Msg::AskedToLeave(ticket), Some(store)) => {
                store.claim(*ticket)
            }
            _ => true,
        }
    }

    fn say(&self, msg: Msg) {
        let _ = self.send.send(msg);
    }

    /// A program of the desktop may take its time, so it works on a thread of its own. What is pasted may be
    /// pasted into a terminal, so nothing it would obey is put there.
    fn copy(&self, text: String, screen: Option<&mut Screen>) {
        let text = for_terminal(&text).into_owned();
        let native = match self.clipboard {
            Clipboard::Off => {
                return self.say(Msg::Copied(Err(Trouble::new(
                    "clipboard-off",
                    Vec::new(),
                    None,
                ))));
            }
            Clipboard::Osc52 => false,
            Clipboard::Native => true,
            Clipboard::Auto => clipboard::is_local(),
        };
        // With `auto` the terminal is asked as well: whichever works, works.
        if self.clipboard != Clipboard::Native
            && let Some(screen) = screen
        {
            let _ = screen.copy(&text);
        }
        if !native {
            return;
        }
        let (send, needed) = (self.send.clone(), self.clipboard == Clipboard::Native);
        std::thread::spawn(move || {
            let copied = match clipboard::native(&text) {
                Ok(program) => Ok(program),
                Err(_) if !needed => return,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    Err(Trouble::new("clipboard-no-program", Vec::new(), None))
                }
                Err(error) => Err(Trouble::new(
                    "clipboard-failed",
                    Vec::new(),
                    Some(error.kind()),
                )),
            };
            let _ = send.send(Msg::Copied(copied));
        });
    }

    /// Hands the number to the person's own dialler, on a thread of its own: it may last as long as the call.
    /// Without one a link goes to the clipboard.
    fn dial(&self, phone: String, screen: Option<&mut Screen>) {
        if self.on_call.is_empty() {
            let link = format!("tel:{phone}");
            self.copy(link.clone(), screen);
            return self.say(Msg::Dialled(Ok(Some(link))));
        }
        let (send, command) = (self.send.clone(), self.on_call.clone());
        std::thread::spawn(move || {
            let dialled = dial::run(&command, &phone).map(|()| None).map_err(|error| {
                let program = command.first().cloned().unwrap_or_default();
                let args = vec![("program", program), ("why", error.to_string())];
                match error.kind() {
                    io::ErrorKind::Other => Trouble::new("error-dial-failed", args, None),
                    kind => Trouble::new("error-dial", args, Some(kind)),
                }
            });
            let _ = send.send(Msg::Dialled(dialled));
        });
    }

    fn emergency_copy(&self) {
        let name = self
            .clock
            .now()
            .strftime("planerka-%Y%m%d-%H%M%S.backup")
            .to_string();
        let dir = std::env::home_dir().unwrap_or_else(std::env::temp_dir);
        self.with_store(|s| s.emergency_copy(dir.join(name)));
    }

    /// Rings the bell once, and tells the desktop each as the settings say. A program of the desktop may take its
    /// time, so it works on a thread of its own; one that is not there changes nothing.
    fn notify(&self, mut rings: Vec<Ring>, screen: Option<&mut Screen>) {
        if !self.notify.words {
            rings.iter_mut().for_each(|ring| ring.body.clear());
        }
        let terminal = self.notify.desktop == DesktopNotice::Terminal;
        if let Some(screen) = screen {
            if self.notify.bell {
                let _ = screen.send(desktop::BELL);
            }
            for ring in rings.iter().filter(|_| terminal) {
                let _ = screen.send(&desktop::escape(&ring.title, &ring.body));
            }
        }
        if self.notify.desktop == DesktopNotice::Command {
            std::thread::spawn(move || {
                for ring in rings {
                    if let Err(error) = desktop::notify(&ring.title, &ring.body) {
                        tracing::warn!(%error, "the desktop was not told");
                    }
                }
            });
        }
    }

    /// Runs `$VISUAL` or `$EDITOR` on the text in a private temporary file.
    fn edit(&mut self, text: &str, screen: Option<&mut Screen>) {
        let Some(screen) = screen else { return };
        if let Some(reader) = &mut self.reader {
            reader.pause();
        }
        let result = screen
            .lend(|| super::editor::run_editor(text))
            .and_then(|result| result);
        if let Some(reader) = &mut self.reader {
            reader.resume();
        }
        self.say(Msg::Edited(result.map_err(|error| {
            Trouble::new("error-editor", vec![("reason", error.to_string())], None)
        })));
    }

    /// Writes a new file on a thread of its own: a folder on the network may take its time.
    fn write(&self, name: String, text: String) {
        let (send, data) = (self.send.clone(), self.data.clone());
        std::thread::spawn(move || {
            let dir = std::env::current_dir().unwrap_or_default();
            let text = for_terminal(&text);
            let readers = super::leave::readers(&data);
            let written = save::anew(&dir, &name, text.as_bytes(), readers).map_err(|error| {
                let args = vec![("path", dir.display().to_string())];
                Trouble::new("error-not-written", args, Some(error.kind()))
            });
            let _ = send.send(Msg::Written(written));
        });
    }

    /// Writes a presentation on a thread of its own, with what the person has of their own for it.
    fn write_deck(&self, deck: DeckFile) {
        let (send, own, accent) = (self.send.clone(), self.own.clone(), self.accent);
        let data = self.data.clone();
        std::thread::spawn(move || {
            let readers = super::leave::readers(&data);
            let file = deck_file(&deck, own.as_deref(), accent, readers);
            let _ = send.send(Msg::DeckWritten(file));
        });
    }

    /// Ranks on a thread of its own: with its back-test that takes a while in a large portfolio.
    fn rank(&self, portfolio: Portfolio) {
        let send = self.send.clone();
        std::thread::spawn(move || {
            // A thread that dies in silence would be waited for until the program ends.
            let ranked = std::panic::catch_unwind(|| crate::domain::ranking::rank(&portfolio));
            drop(portfolio);
            let _ = send.send(match ranked {
                Ok(ranking) => Msg::Ranked(Box::new(ranking)),
                Err(_) => Msg::RankingFailed,
            });
        });
    }

    fn write_plan(&self, sheet: &PlanSheet, format: PlanFormat, screen: Option<&mut Screen>) {
        let text = crate::jobs::plan::write(sheet, format);
        match format {
            PlanFormat::Text | PlanFormat::Markdown => self.copy(text, screen),
            PlanFormat::Ics | PlanFormat::Json => {
                let name = format!("planerka-{}.{}", sheet.date, format.ending());
                self.write(name, text);
            }
        }
    }

    fn list(&self, dir: Option<PathBuf>) {
        let send = self.send.clone();
        std::thread::spawn(move || {
            let dir = dir
                .or_else(|| std::env::current_dir().ok())
                .unwrap_or_default();
            let listed = list_directory(&dir).map_err(|error| {
                let args = vec![("path", dir.display().to_string())];
                Trouble::new("error-directory", args, Some(error.kind()))
            });
            let _ = send.send(Msg::Directory(dir, listed));
        });
    }

    /// Reads a file on a thread of its own; how far it is comes ten times a second.
    fn read_file(&mut self, path: PathBuf) {
        let progress = std::sync::Arc::new(Progress::new());
        self.job = Some(progress.clone());
        let (send, watch) = (self.send.clone(), progress.clone());
        let now = self.clock.now();
        let (finished, ended) = std::sync::mpsc::channel::<()>();
        std::thread::spawn(move || {
            let tenth = std::time::Duration::from_millis(100);
            while ended.recv_timeout(tenth) == Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
                let (done, total) = watch.get();
                if send.send(Msg::Progress(done, total)).is_err() {
                    return;
                }
            }
        });
        let send = self.send.clone();
        std::thread::spawn(move || {
            // A thread that dies in silence would be waited for until the program ends.
            let read = caught(path, |path| read_for_import(path, &now, &progress));
            drop(finished);
            let _ = send.send(Msg::Read(read.map(Box::new)));
        });
    }
}

fn deck_file(
    deck: &DeckFile,
    own: Option<&std::path::Path>,
    accent: Option<[u8; 3]>,
    readers: Readers,
) -> Result<PathBuf, Trouble> {
    let look = Look::load(own, accent);
    let written = look.and_then(|look| crate::jobs::deck::write(&deck.script, &look, deck.format));
    let written = written.map_err(|e| Trouble::new(e.key(), e.args(), e.cause()))?;
    let dir = std::env::current_dir().unwrap_or_default();
    save::anew(&dir, &deck.name, &written.bytes, readers).map_err(|error| {
        let args = vec![("path", dir.display().to_string())];
        Trouble::new("error-not-written", args, Some(error.kind()))
    })
}

/// Reads a file; what panics over it cannot be read.
fn caught<T>(
    path: PathBuf,
    read: impl FnOnce(PathBuf) -> Result<T, Trouble>,
) -> Result<T, Trouble> {
    let name = path.file_name().unwrap_or(path.as_os_str());
    let file = name.to_string_lossy().into_owned();
    let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| read(path)));
    read.unwrap_or_else(|_| Err(Trouble::new("import-gave-up", vec![("file", file)], None)))
}

fn read_for_import(
    path: PathBuf,
    now: &jiff::Zoned,
    progress: &Progress,
) -> Result<ReadFile, Trouble> {
    let mut parsed = crate::jobs::import::parse_file(&path, None, progress).map_err(|error| {
        let mut args = error.args();
        let name = path.file_name().unwrap_or(path.as_os_str());
        args.push(("file", name.to_string_lossy().into_owned()));
        Trouble::new(error.key(), args, error.cause())
    })?;
    let meetings = parsed.calendar.take().map(|calendar| {
        let (meetings, mut told) = calendar.meetings(now);
        parsed.problems.append(&mut told);
        meetings
    });
    if parsed.own {
        parsed.problems.push(Problem {
            line: 1,
            column: String::new(),
            kind: ProblemKind::OnlyCards,
        });
    }
    Ok(ReadFile {
        meetings,
        kind: parsed.kind.name().to_owned(),
        encoding: parsed.encoding.to_owned(),
        delimiter: parsed.delimiter,
        rows: usize::try_from(parsed.rows).unwrap_or(usize::MAX),
        candidates: parsed.candidates,
        problems: parsed
            .problems
            .into_iter()
            .map(|problem| {
                (
                    problem.line,
                    Trouble::new(problem.key(), problem.args(), None),
                )
            })
            .collect(),
        path,
    })
}

fn list_directory(dir: &std::path::Path) -> io::Result<Vec<Listed>> {
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(dir)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let Ok(about) = std::fs::metadata(entry.path()) else {
            continue;
        };
        if !name.starts_with('.') {
            entries.push(Listed {
                name,
                is_dir: about.is_dir(),
                size: about.len(),
            });
        }
    }
    entries.sort_by(|a, b| b.is_dir.cmp(&a.is_dir).then_with(|| a.name.cmp(&b.name)));
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_makes_the_reading_fall_over_is_told_by_its_name() {
        let path = PathBuf::from("отчёты/книга.xlsx");
        let read = caught(path.clone(), |_| -> Result<(), _> {
            panic!("capacity overflow")
        });
        let file = ("file", "книга.xlsx".to_owned());
        assert_eq!(read, Err(Trouble::new("import-gave-up", vec![file], None)));
        assert_eq!(caught(path, |path| Ok(path.is_dir())), Ok(false));
    }
}
