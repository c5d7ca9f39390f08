//! One verb's work on the portfolio: the store, the book and the history, opened together and always
//! closed.

use std::path::Path;

use jiff::Zoned;

use super::failure::{Failure, Kind};
use super::shell::Shell;
use super::{notebook, passphrase, words};
use crate::config::Clock;
use crate::domain::command::decide;
use crate::domain::history::Unit;
use crate::domain::{
    Book, Campaign, ClientId, Command, Conflict, Dossier, Env, GroupId, History, Ids, RuleError,
    Transaction,
};
use crate::store::backup::Cause;
use crate::store::{Engine, Made, OpenOptions, Schedule, StoreError};

/// Transactions made durable with one sync when many are taken back.
const BATCH: usize = 16;

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
    engine: Engine,
    book: Book,
    history: History,
    clock: Clock,
    ids: Ids,
}

/// Works on the portfolio, which is made if it is not there, and closes it whatever comes.
///
/// # Errors
/// Those of opening, of the work, of closing; the first of them.
pub(crate) fn with<T>(
    shell: &Shell,
    work: impl FnOnce(&mut Session) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let mut session = Session::open(shell)?;
    let done = work(&mut session);
    let closed = session.engine.close_with(None, Some(&session.book));
    match (done, closed) {
        (Err(failure), _) => Err(failure),
        (Ok(_), Err(error)) => Err(words::store(shell.texts(), &error)),
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

/// Whether there is a portfolio where it is looked for.
///
/// # Errors
/// [`Kind::NotFound`] names the directory.
pub(crate) fn there(shell: &Shell) -> Result<(), Failure> {
    let dir = &shell.settings().data;
    if dir.join("header").is_file() {
        return Ok(());
    }
    let args = [("dir", dir.display().to_string().into())];
    let message = shell.texts().tf("cli-no-store", &args);
    Err(Failure::new(Kind::NotFound, message).in_file(dir, None))
}

impl Session {
    fn open(shell: &Shell) -> Result<Self, Failure> {
        let texts = shell.texts();
        let dir = &shell.settings().data;
        notebook::open(dir);
        let clock = shell.settings().clock.clone();
        let opened = passphrase::opening(shell, dir, |how| {
            let clock = clock.clone();
            let options = OpenOptions {
                backups: Some(Schedule::new(move || clock.now())),
                ..how
            };
            Engine::open(dir, options)
        })?;
        let (engine, opened) = opened.map_err(|error| {
            tracing::warn!(%error, "the store does not open");
            words::store(texts, &error)
        })?;
        if opened.report.healed() {
            tracing::warn!(report = ?opened.report, "the store was put right");
            shell.say(&texts.t("store-healed"));
        }
        if opened.report.orphans > 0 {
            let count = opened.report.orphans;
            shell.say(&texts.tf("store-orphans", &[("count", count.into())]));
        }
        let mut history = History::default();
        for entry in &opened.entries {
            history.note(entry);
        }
        Ok(Self {
            engine,
            book: opened.book,
            history,
            clock: shell.settings().clock.clone(),
            ids: Ids::default(),
        })
    }

    /// The portfolio.
    pub(crate) const fn book(&self) -> &Book {
        &self.book
    }

    /// The store behind it, to read touches and the journal from.
    pub(crate) const fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Makes a backup of the store as it stands.
    ///
    /// # Errors
    /// The disk's.
    pub(crate) fn back_up(&mut self, why: Cause, file: Option<&Path>) -> Result<Made, StoreError> {
        let now = self.clock.now();
        self.engine.backup(why, &now, file)
    }

    /// The campaigns of a client, read from disk the first time they are asked for: commands about them see
    /// them in the book from then on.
    ///
    /// # Errors
    /// The disk's.
    pub(crate) fn campaigns(&mut self, client: ClientId) -> Result<&[Campaign], StoreError> {
        let unread = |d: &Dossier| d.work().campaigns.is_none();
        if self.book.get(client).is_some_and(unread) {
            let read = self.engine.campaigns(client)?;
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

    /// Makes staged transactions durable with one sync and takes note of them.
    ///
    /// # Errors
    /// The disk's; none of them is in the store then.
    pub(crate) fn keep(&mut self, staged: &[Transaction]) -> Result<(), StoreError> {
        if staged.is_empty() {
            return Ok(());
        }
        self.engine.commit(staged)?;
        for transaction in staged {
            self.history.note(&transaction.entry);
        }
        Ok(())
    }

    /// Carries a command out, durably.
    ///
    /// # Errors
    /// A rule or the disk.
    pub(crate) fn run(&mut self, command: Command) -> Result<Transaction, Trouble> {
        let transaction = self.stage(command)?;
        self.keep(std::slice::from_ref(&transaction))?;
        Ok(transaction)
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
        let done = self.engine.entries(&unit.seqs)?;
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
        let done = self.engine.entries(&unit.seqs)?;
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
        for batch in staged.chunks(BATCH) {
            self.keep(batch)?;
        }
        Ok(())
    }

    /// A trouble in words.
    pub(crate) fn words(&self, shell: &Shell, trouble: &Trouble) -> Failure {
        match trouble {
            Trouble::Rule(rule) => words::rule(shell.texts(), rule, &self.book, self.now().date()),
            Trouble::Store(error) => words::store(shell.texts(), error),
        }
    }
}
