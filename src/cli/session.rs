//! One verb's work on the portfolio: the store, the book and the history, opened together and always
//! closed.
//!
//! While a window has the portfolio open the work goes through it ([`Access`]): what is staged here is applied
//! there as one step, or refused as a whole when the same records were changed meanwhile.

mod window;

use std::path::{Path, PathBuf};

use jiff::Zoned;

use super::access::{self, Access, Found};
use super::failure::{Failure, Kind};
use super::shell::Shell;
use super::{notebook, passphrase, report, words};
use crate::config::Clock;
use crate::domain::command::decide;
use crate::domain::history::Unit;
use crate::domain::{
    Book, Campaign, ClientId, Command, Conflict, Dossier, Env, GroupId, History, Ids, RuleError,
    Transaction,
};
use crate::store::backup::{self, Cause};
use crate::store::{Link, Made, OpenOptions, Schedule, StoreError, WindowError};

/// Most changes made durable with one sync when there are many, unless one transaction has more.
const BATCH: usize = 10_000;

/// How often a command is decided anew when the window changed the same records meanwhile.
const TRIES: usize = 3;

/// Why a piece of work was not done.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    /// A rule of the field, or a record that changed meanwhile.
    #[error(transparent)]
    Rule(#[from] RuleError),
    /// The disk.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Conflict> for Trouble {
    fn from(conflict: Conflict) -> Self {
        Self::Rule(conflict.into())
    }
}

/// An open portfolio.
#[derive(Debug)]
pub(crate) struct Session {
    dir: PathBuf,
    options: OpenOptions,
    access: Access,
    book: Book,
    history: History,
    clock: Clock,
    ids: Ids,
    /// What one run does through a window is one step of undo there.
    group: Option<GroupId>,
    /// The window went away and the work went on without it.
    alone: bool,
}

/// Works on the portfolio, which is made if it is not there and no backup of a lost one is, and closes it whatever
/// comes.
///
/// # Errors
/// [`Kind::NotFound`] names the backup of a lost one; those of opening, of the work, of closing; the first of them.
pub(crate) fn with<T>(
    shell: &Shell,
    work: impl FnOnce(&mut Session) -> Result<T, Failure>,
) -> Result<T, Failure> {
    if !is_there(&shell.settings().data) {
        not_lost(shell)?;
    }
    let mut session = Session::open(shell)?;
    let done = work(&mut session);
    if session.alone {
        shell.say(&shell.texts().t("link-went-on"));
    }
    let closed = session.access.close(&session.book);
    match (done, closed) {
        (Err(failure), _) => Err(failure),
        // All is saved: what was asked is done.
        (Ok(value), Err(error)) if error.is_unsealed() => {
            shell.say(&words::store(shell, &error).message);
            Ok(value)
        }
        (Ok(_), Err(error)) => Err(words::store(shell, &error)),
        (Ok(value), Ok(())) => Ok(value),
    }
}

/// As [`with`], for verbs that make no sense without a portfolio: a mistyped directory is told, not made.
///
/// # Errors
/// As [`with`], and [`Kind::NotFound`] when there is no such directory.
pub(crate) fn existing<T>(
    shell: &Shell,
    work: impl FnOnce(&mut Session) -> Result<T, Failure>,
) -> Result<T, Failure> {
    there(shell)?;
    with(shell, work)
}

/// Refuses while a window has the portfolio open: for verbs that need the store for themselves. Asked
/// before anything is opened or changed.
///
/// # Errors
/// [`Kind::InUse`], naming the process of the window.
pub(crate) fn needs_own_store(shell: &Shell) -> Result<(), Failure> {
    let error = match Link::connect(&shell.settings().data) {
        Ok(None) => return Ok(()),
        Ok(Some(link)) => WindowError::Open { pid: link.pid() }.into(),
        Err(error) => error,
    };
    Err(words::store(shell, &error))
}

/// Whether a directory without a store has no backup of one either: then a portfolio may begin there.
///
/// # Errors
/// [`Kind::NotFound`] names the backup.
pub(crate) fn not_lost(shell: &Shell) -> Result<(), Failure> {
    let dir = &shell.settings().data;
    let Some(backup) = backup::newest(dir) else {
        return Ok(());
    };
    let args = [
        ("dir", dir.display().to_string().into()),
        ("path", backup.display().to_string().into()),
    ];
    let message = shell.texts().tf("cli-store-lost", &args);
    Err(Failure::new(Kind::NotFound, message).in_file(dir, None))
}

/// Whether anything of a store lies in a directory: one whose header is lost is damaged, not absent, and one that
/// is complete beside its place takes it when it is opened.
fn is_there(dir: &Path) -> bool {
    let parts = [
        "header",
        "header.2",
        "sled",
        "journal",
        "swap/ready",
        "swap/ready.2",
    ];
    parts.iter().any(|part| dir.join(part).exists())
}

/// Whether there is a portfolio where it is looked for.
///
/// # Errors
/// [`Kind::NotFound`] names the directory.
pub(crate) fn there(shell: &Shell) -> Result<(), Failure> {
    let dir = &shell.settings().data;
    if is_there(dir) {
        return Ok(());
    }
    not_lost(shell)?;
    let args = [("dir", dir.display().to_string().into())];
    let message = shell.texts().tf("cli-no-store", &args);
    Err(Failure::new(Kind::NotFound, message).in_file(dir, None))
}

impl Session {
    fn open(shell: &Shell) -> Result<Self, Failure> {
        let dir = &shell.settings().data;
        notebook::open(dir);
        let clock = shell.settings().clock.clone();
        let found = passphrase::opening(shell, dir, |how| {
            let clock = clock.clone();
            let options = OpenOptions {
                backups: Some(Schedule::new(move || clock.now())),
                for_reading: true,
                ..how
            };
            Ok((access::open(dir, &options)?, options))
        })?;
        let (found, options) = found.map_err(|error| {
            tracing::warn!(%error, "the store does not open");
            words::store(shell, &error)
        })?;
        report::tell(shell, &found.report);
        report::tell_unsaved(shell, &found);
        let Found {
            access,
            book,
            entries,
            report: _,
        } = found;
        let mut history = History::default();
        for entry in &entries {
            history.note(entry);
        }
        Ok(Self {
            dir: dir.clone(),
            options,
            access,
            book,
            history,
            clock: shell.settings().clock.clone(),
            ids: Ids::default(),
            group: None,
            alone: false,
        })
    }

    /// The portfolio.
    pub(crate) const fn book(&self) -> &Book {
        &self.book
    }

    /// The store behind it, to read touches and the journal from.
    pub(crate) const fn engine(&self) -> &Access {
        &self.access
    }

    /// Makes a backup of the store as it stands.
    ///
    /// # Errors
    /// The disk's.
    pub(crate) fn back_up(&mut self, why: Cause, file: Option<&Path>) -> Result<Made, StoreError> {
        let now = self.clock.now();
        match &mut self.access {
            Access::Own(engine) => engine.backup(why, &now, file),
            Access::Window(link) => link.back_up(why, file),
        }
    }

    /// The campaigns of a client, read from disk the first time they are asked for: commands about them see
    /// them in the book from then on.
    ///
    /// # Errors
    /// The disk's.
    pub(crate) fn campaigns(&mut self, client: ClientId) -> Result<&[Campaign], StoreError> {
        let unread = |d: &Dossier| d.work().campaigns.is_none();
        if self.book.get(client).is_some_and(unread) {
            let read = self.access.campaigns(client)?;
            self.book.load_campaigns(client, read);
        }
        let work = self.book.get(client).map(Dossier::work);
        Ok(work
            .and_then(|w| w.campaigns.as_deref())
            .unwrap_or_default())
    }

    /// Now, in the manager's zone.
    pub(crate) fn now(&self) -> Zoned {
        self.clock.now()
    }

    /// Decides a command and applies it in memory; [`keep`](Self::keep) makes it durable.
    ///
    /// # Errors
    /// The rule that forbids it; nothing is changed then.
    pub(crate) fn stage(&mut self, command: Command) -> Result<Transaction, RuleError> {
        let now = self.clock.now();
        let mut env = Env {
            now: &now,
            ids: &mut self.ids,
        };
        let mut transaction = decide(command, &self.book, &mut env)?;
        self.book.apply(&mut transaction)?;
        Ok(transaction)
    }

    /// Applies what `make` puts together from the book as it is, in memory; `None` when it makes nothing.
    ///
    /// # Errors
    /// The book refuses it.
    pub(crate) fn stage_with(
        &mut self,
        make: impl FnOnce(&Book, &mut Env<'_>) -> Option<Transaction>,
    ) -> Result<Option<Transaction>, RuleError> {
        let now = self.clock.now();
        let mut env = Env {
            now: &now,
            ids: &mut self.ids,
        };
        let Some(mut transaction) = make(&self.book, &mut env) else {
            return Ok(None);
        };
        self.book.apply(&mut transaction)?;
        Ok(Some(transaction))
    }

    /// Makes staged transactions durable with one sync and takes note of them. Their sequence numbers are
    /// those of the store afterwards.
    ///
    /// # Errors
    /// The disk's or the window's; none of them is in the store then, unless the error says so.
    pub(crate) fn keep(&mut self, staged: &mut [Transaction]) -> Result<(), StoreError> {
        let Some(base) = staged.first().map(|t| t.entry.seq.saturating_sub(1)) else {
            return Ok(());
        };
        if matches!(self.access, Access::Window(_)) {
            self.make_one_step(staged);
        }
        let done = match &mut self.access {
            Access::Own(engine) => engine.commit(staged).map(|()| base + 1),
            Access::Window(link) => link.commit(staged).map(|(first, _)| first),
        };
        match done {
            Ok(first) if first == base + 1 => {
                self.note(staged);
                Ok(())
            }
            Ok(first) => self.settle_behind(staged, base, first),
            Err(StoreError::Window(WindowError::Lost)) => self.go_on_alone(staged, base),
            Err(error) => Err(error),
        }
    }

    /// As [`keep`](Self::keep) for many transactions: through a window all or none, else a batch at a time.
    ///
    /// # Errors
    /// As [`keep`](Self::keep).
    pub(crate) fn keep_all(&mut self, staged: &mut [Transaction]) -> Result<(), StoreError> {
        match self.access {
            Access::Window(_) => self.keep(staged),
            Access::Own(_) => {
                let mut rest = staged;
                while !rest.is_empty() {
                    let mut changes = 0;
                    let fits = |t: &&Transaction| {
                        changes += t.changes.len();
                        changes <= BATCH
                    };
                    let count = rest.iter().take_while(fits).count().max(1);
                    let (batch, others) = rest.split_at_mut(count);
                    self.keep(batch)?;
                    rest = others;
                }
                Ok(())
            }
        }
    }

    fn note(&mut self, kept: &[Transaction]) {
        for transaction in kept {
            self.history.note(&transaction.entry);
        }
    }

    /// Carries a command out, durably.
    ///
    /// # Errors
    /// A rule or the disk.
    pub(crate) fn run(&mut self, command: Command) -> Result<Transaction, Trouble> {
        for _ in 1..TRIES {
            let mut staged = [self.stage(command.clone())?];
            match self.keep(&mut staged) {
                Err(error) => {
                    if !self.may_try_again(&error)? {
                        return Err(error.into());
                    }
                }
                Ok(()) => {
                    let [done] = staged;
                    return Ok(done);
                }
            }
        }
        let mut staged = [self.stage(command)?];
        self.keep(&mut staged)?;
        let [done] = staged;
        Ok(done)
    }

    /// Takes back the last unit of work, or the last one of a group; `None` when there is none.
    ///
    /// # Errors
    /// The disk, or a record that changed since.
    pub(crate) fn undo(&mut self, group: Option<GroupId>) -> Result<Option<Unit>, Trouble> {
        let unit = match group {
            Some(group) => self.history.group(group),
            None => self.history.to_undo(),
        };
        let Some(unit) = unit.cloned() else {
            return Ok(None);
        };
        let at = self.clock.now().timestamp();
        let done = self.access.entries(&unit.seqs)?;
        let back = done.into_iter().rev().map(|entry| entry.inverse(at));
        self.perform(back)?;
        Ok(Some(unit))
    }

    /// Does the last undone unit of work again; `None` when there is none.
    ///
    /// # Errors
    /// As [`undo`](Self::undo).
    pub(crate) fn redo(&mut self) -> Result<Option<Unit>, Trouble> {
        let Some(unit) = self.history.to_redo().cloned() else {
            return Ok(None);
        };
        let at = self.clock.now().timestamp();
        let done = self.access.entries(&unit.seqs)?;
        self.perform(done.into_iter().map(|entry| entry.again(at)))?;
        Ok(Some(unit))
    }

    /// Applies all, then keeps all: a conflict in the middle leaves the store as it was.
    fn perform(&mut self, work: impl Iterator<Item = Transaction>) -> Result<(), Trouble> {
        let mut staged = Vec::new();
        for mut transaction in work {
            self.book.apply(&mut transaction)?;
            staged.push(transaction);
        }
        self.keep_all(&mut staged)?;
        Ok(())
    }

    /// A trouble in words.
    pub(crate) fn words(&self, shell: &Shell, trouble: &Trouble) -> Failure {
        match trouble {
            Trouble::Rule(rule) => words::rule(shell.texts(), rule, &self.book, self.now().date()),
            Trouble::Store(error) => words::store(shell, error),
        }
    }
}
