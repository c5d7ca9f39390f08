//! What the storage thread does with its requests.

mod backups;
mod opening;

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use self::backups::Copying;
use super::{Closing, Request, StoreEvent};
use crate::domain::{Campaign, Change, ClientId, Touch, Transaction};
use crate::store::StoreError;
use crate::store::engine::{Engine, OpenOptions};
use crate::store::harm::Harm;
use crate::store::link::{Answer, Door, Said, Tickets};

/// How long journal frames may wait for their sync.
const JOURNAL_SYNC: Duration = Duration::from_secs(1);

/// How long a disk that refused is left alone before it is asked again. Only then does the thread wake by
/// itself.
const RETRY: Duration = Duration::from_secs(1);

/// Most records one durable step changes, unless a single transaction has more.
const STEP: usize = 10_000;

/// Campaigns read, by client.
pub(super) type Read = Vec<(ClientId, Vec<Campaign>)>;

/// How many of these go into one durable step.
fn step(transactions: &[Transaction]) -> usize {
    let mut changes = 0;
    transactions
        .iter()
        .take_while(|t| {
            let first = changes == 0;
            changes += t.changes.len().max(1);
            first || changes <= STEP
        })
        .count()
}

pub(super) struct Desk {
    pub(super) dir: PathBuf,
    pub(super) options: OpenOptions,
    inbox: Receiver<Request>,
    pub(super) tell: Arc<dyn Fn(StoreEvent) + Send + Sync>,
    /// For guests to ask by.
    pub(super) own: (Sender<Request>, Arc<Tickets>),
    /// Before the engine, so that it is shut before the lock is given up.
    pub(super) door: Option<Door>,
    pub(super) engine: Option<Engine>,
    /// Applied in memory, not durable yet; ascending.
    pub(super) unsaved: Vec<Transaction>,
    /// The disk refused: nothing is written before a retry or the close.
    pub(super) failed: Option<StoreError>,
    /// When the disk is asked again.
    again: Option<Instant>,
    /// Since when journal frames wait.
    waiting: Option<Instant>,
    /// The shells that wait for the backups under way, in the order those were begun, which is the order
    /// they end in; none for one that no shell asked for.
    pub(super) awaited: VecDeque<Option<Sender<Said<Answer>>>>,
    /// When the next slice of a backup is due, or its beginning.
    copying: Copying,
    /// The day it was when something was last done.
    day: Option<jiff::civil::Date>,
}

impl Desk {
    pub(super) fn new(
        dir: PathBuf,
        options: OpenOptions,
        (inbox, own): (Receiver<Request>, (Sender<Request>, Arc<Tickets>)),
        tell: Arc<dyn Fn(StoreEvent) + Send + Sync>,
    ) -> Self {
        Self {
            dir,
            options,
            inbox,
            tell,
            own,
            door: None,
            engine: None,
            unsaved: Vec::new(),
            failed: None,
            again: None,
            waiting: None,
            awaited: VecDeque::new(),
            copying: Copying::Nothing,
            day: None,
        }
    }

    pub(super) fn tell(&self, event: StoreEvent) {
        (self.tell)(event);
    }

    /// Runs until the close. A panic, which sled has its share of, ends in a `Closed` that says so instead
    /// of a thread that is silently gone.
    pub(super) fn run_guarded(self) -> Result<(), StoreError> {
        let tell = Arc::clone(&self.tell);
        catch_unwind(AssertUnwindSafe(|| self.run())).unwrap_or_else(|_| {
            let result = Err(StoreError::harmed(
                Harm::Stopped,
                "the storage thread stopped",
            ));
            tell(StoreEvent::Closed {
                result: result.clone(),
            });
            result
        })
    }

    fn run(mut self) -> Result<(), StoreError> {
        self.open();
        let mut queue = VecDeque::new();
        loop {
            // One thing at a time: what is to be saved never waits for a row of readers.
            if queue.is_empty() && !self.receive(&mut queue) {
                return self.close(Closing::default());
            }
            queue.extend(self.inbox.try_iter());
            if self.take_commits(&mut queue) {
                self.save();
            }
            match queue.pop_front() {
                None | Some(Request::Commit(_)) => {}
                Some(Request::BackUp { why, file }) => self.back_up(why, file.as_deref()),
                Some(Request::Retry) => self.retry(),
                Some(Request::Unlock(secret)) => {
                    self.options.passphrase = Some(secret);
                    self.retry();
                }
                Some(Request::Entries { request, seqs }) => {
                    let result = self.entries(&seqs).map_err(|e| self.because(e));
                    self.tell(StoreEvent::Entries { request, result });
                }
                Some(Request::Touches(client)) => self.touches(client),
                Some(Request::Campaigns(clients)) => self.campaigns(&clients),
                Some(Request::Copy(path)) => self.copy(path),
                Some(Request::Guest(ask, answer)) => self.guest(ask, answer),
                Some(Request::Answer(ticket, verdict)) => self.answer(ticket, verdict),
                Some(Request::TakeOver) => self.take_over(),
                Some(Request::Close(closing)) => return self.close(*closing),
            }
            self.copy_on();
            // A row of readers leaves no pause in which it would be noticed.
            if self.waiting.is_some_and(|at| at.elapsed() >= JOURNAL_SYNC) {
                self.sync_journal();
            }
        }
    }

    /// Takes what is to be saved out of the queue, up to a backup, which is a picture of its moment: with what
    /// was committed before it and nothing after. Tells whether there was anything.
    fn take_commits(&mut self, queue: &mut VecDeque<Request>) -> bool {
        let before = self.unsaved.len();
        let mut rest = VecDeque::with_capacity(queue.len());
        while let Some(request) = queue.pop_front() {
            match request {
                Request::Commit(transaction) => self.unsaved.push(*transaction),
                Request::BackUp { .. } => {
                    rest.push_back(request);
                    rest.append(queue);
                }
                other => rest.push_back(other),
            }
        }
        *queue = rest;
        self.unsaved.len() > before
    }

    /// Waits for requests and takes all there are; false when nobody can send any more.
    fn receive(&mut self, queue: &mut VecDeque<Request>) -> bool {
        let now = Instant::now();
        let sync = self.waiting.map(|since| since + JOURNAL_SYNC);
        let due = sync.into_iter().chain(self.again).min();
        let wait = due.map(|due| due.saturating_duration_since(now));
        let first = match wait.into_iter().chain(self.copying.wait()).min() {
            None => self
                .inbox
                .recv()
                .map_err(|_| RecvTimeoutError::Disconnected),
            Some(wait) => self.inbox.recv_timeout(wait),
        };
        match first {
            Ok(request) => {
                queue.push_back(request);
                queue.extend(self.inbox.try_iter());
                true
            }
            Err(RecvTimeoutError::Timeout) => {
                let now = Instant::now();
                if sync.is_some_and(|due| due <= now) {
                    self.sync_journal();
                }
                if self.again.is_some_and(|due| due <= now) {
                    self.try_again();
                }
                true
            }
            Err(RecvTimeoutError::Disconnected) => false,
        }
    }

    fn sync_journal(&mut self) {
        self.waiting = None;
        if let Some(engine) = &mut self.engine
            && let Err(error) = engine.sync_journal()
        {
            // The database is durable; the files are refilled from it at the next open.
            tracing::warn!(%error, "syncing the journal files");
        }
    }

    fn patience(&self) -> Duration {
        self.options.retry_after.unwrap_or(RETRY)
    }

    /// The disk refuses: nothing more is written until it has been asked again.
    fn refuse(&mut self, error: StoreError, aloud: bool) {
        tracing::error!(%error, unsaved = self.unsaved.len(), "saving failed");
        self.again = Some(Instant::now() + self.patience());
        self.failed = Some(error.clone());
        if aloud {
            self.tell(StoreEvent::Failed {
                error,
                unsaved: self.unsaved.len(),
            });
        }
    }

    /// Asks a disk that refused once more, without a word when it still does.
    fn try_again(&mut self) {
        if let Some(home) = self.engine.as_ref().and_then(Engine::returns_to) {
            return self.return_to(&home);
        }
        let worth = match (&self.engine, &self.failed) {
            (Some(engine), Some(error)) => engine.worth_a_try(error),
            _ => false,
        };
        if worth {
            self.save_again(false);
        } else {
            // Only a full disk changes by itself.
            let full = match (&self.engine, &self.failed) {
                (Some(engine), Some(error)) => engine.waits_for_space(error),
                _ => false,
            };
            self.again = full.then(|| Instant::now() + self.patience());
        }
    }

    /// Saves what waits, or finds out whether the disk takes work again when nothing waits.
    fn save_again(&mut self, aloud: bool) {
        if self.failed.take().is_none() {
            return;
        }
        self.again = None;
        // Made anew only when it was given up: on a disk that has just refused it would be in the way.
        if self.engine.as_ref().is_some_and(|e| e.refusal().is_some()) {
            self.keep_reserve();
        }
        let waits = !self.unsaved.is_empty();
        self.save_what_waits(aloud);
        let well = !waits && self.failed.is_none();
        if let Some(engine) = self.engine.as_ref().filter(|_| well) {
            let seq = engine.seq();
            self.tell(StoreEvent::Saved { seq });
        }
    }

    /// Commits what was just done, unless the disk refuses.
    fn save(&mut self) {
        match self.failed.clone() {
            None => self.save_what_waits(true),
            Some(error) => self.tell(StoreEvent::Failed {
                error,
                unsaved: self.unsaved.len(),
            }),
        }
    }

    /// Commits what waits, in steps that stay small enough for memory and for an answer in between.
    fn save_what_waits(&mut self, aloud: bool) {
        let mut done = 0;
        let mut error = None;
        while error.is_none() && done < self.unsaved.len() {
            let rest = self.unsaved.get(done..).unwrap_or_default();
            let batch = rest.get(..step(rest)).unwrap_or(rest);
            let Some(engine) = &mut self.engine else {
                error = Some(StoreError::Closed);
                break;
            };
            match engine.commit(batch) {
                Ok(()) => {
                    done += batch.len();
                    let seq = batch.last().map_or(0, |t| t.entry.seq);
                    self.waiting = self.waiting.or_else(|| Some(Instant::now()));
                    (self.tell)(StoreEvent::Saved { seq });
                    if self.waiting.is_some_and(|at| at.elapsed() >= JOURNAL_SYNC) {
                        self.sync_journal();
                    }
                }
                Err(refused) => error = Some(refused),
            }
        }
        self.unsaved.drain(..done);
        // Saved by the last of the space: that is no way to go on.
        let error = error.or_else(|| self.engine.as_ref().and_then(Engine::refusal));
        if let Some(error) = error {
            self.refuse(error, aloud);
        }
    }

    fn retry(&mut self) {
        if let Some(home) = self.engine.as_ref().and_then(Engine::returns_to) {
            return self.return_to(&home);
        }
        if self.engine.is_none() {
            self.failed = None;
            self.open();
        }
        self.save_again(true);
    }

    pub(super) fn entries(&self, seqs: &[u64]) -> Result<Vec<Transaction>, StoreError> {
        let engine = self.engine.as_ref().ok_or(StoreError::Closed)?;
        seqs.iter()
            .map(
                |seq| match self.unsaved.iter().find(|t| t.entry.seq == *seq) {
                    Some(waiting) => Ok(waiting.clone()),
                    None => engine
                        .entries(&[*seq])?
                        .pop()
                        .ok_or_else(|| StoreError::harmed(Harm::Chain, "no entry")),
                },
            )
            .collect()
    }

    fn touches(&self, client: ClientId) {
        self.tell(StoreEvent::Touches {
            client,
            result: self.touches_of(client).map_err(|e| self.because(e)),
            seq: self.seq(),
        });
    }

    /// The touches of a client, those that wait in memory among them.
    pub(super) fn touches_of(&self, client: ClientId) -> Result<Vec<Touch>, StoreError> {
        let engine = self.engine.as_ref().ok_or(StoreError::Closed)?;
        let touches = engine.touches(client)?;
        Ok(self.with_unsaved(client, touches))
    }

    /// The last transaction that is here, on disk or waiting in memory.
    pub(super) fn seq(&self) -> u64 {
        let saved = self.engine.as_ref().map_or(0, Engine::seq);
        self.unsaved.last().map_or(saved, |t| t.entry.seq)
    }

    /// The campaigns of some clients, those that wait in memory among them.
    pub(super) fn campaigns_of(&self, clients: &[ClientId]) -> Result<Read, StoreError> {
        let engine = self.engine.as_ref().ok_or(StoreError::Closed)?;
        let read = clients
            .iter()
            .map(|client| Ok((*client, engine.campaigns(*client)?)))
            .collect::<Result<Vec<_>, StoreError>>()?;
        Ok(self.with_unsaved_campaigns(read))
    }

    fn campaigns(&self, clients: &[ClientId]) {
        let result = self.campaigns_of(clients).map_err(|e| self.because(e));
        let seq = self.seq();
        self.tell(StoreEvent::Campaigns { result, seq });
    }

    /// The campaigns on disk with those that wait in memory.
    fn with_unsaved_campaigns(&self, mut read: Read) -> Read {
        for change in self.unsaved.iter().flat_map(|t| &t.changes) {
            let Change::Campaign(edit) = change else {
                continue;
            };
            let Some(any) = edit.any() else { continue };
            for (_, campaigns) in read.iter_mut().filter(|(client, _)| *client == any.client) {
                campaigns.retain(|c| c.id != any.id);
                let place = campaigns.partition_point(|c| c.id < any.id);
                campaigns.splice(place..place, edit.after.clone());
            }
        }
        read
    }

    /// The touches on disk with those that wait in memory.
    fn with_unsaved(&self, client: ClientId, mut touches: Vec<Touch>) -> Vec<Touch> {
        for change in self.unsaved.iter().flat_map(|t| &t.changes) {
            let Change::Touch(edit) = change else {
                continue;
            };
            let Some(any) = edit.any().filter(|t| t.client == client) else {
                continue;
            };
            touches.retain(|t| t.id != any.id);
            touches.extend(edit.after.clone());
        }
        touches.sort_by_key(|t| (t.at, t.id));
        touches
    }

    fn copy(&mut self, path: PathBuf) {
        let now = self.now();
        let copied = match &mut self.engine {
            Some(engine) => engine.copy_to(&path, &self.unsaved, &now),
            None => Err(StoreError::Closed),
        };
        self.tell(match copied {
            Ok(_) => StoreEvent::Copied { path },
            Err(error) => StoreEvent::CopyFailed {
                path,
                error: self.because(error),
            },
        });
    }

    fn close(mut self, closing: Closing) -> Result<(), StoreError> {
        self.door = None;
        if !self.unsaved.is_empty() {
            self.save_what_waits(true);
        }
        let unsaved = self.failed.take().filter(|_| !self.unsaved.is_empty());
        let closed = match self.engine.take() {
            // A head of work that was not saved must not be shown at the next start.
            Some(engine) => {
                let head = closing.head.filter(|_| unsaved.is_none());
                engine.close_with(head, closing.book.as_deref())
            }
            None => Ok(()),
        };
        let result = unsaved.map_or(closed, Err);
        self.tell(StoreEvent::Closed {
            result: result.clone(),
        });
        result
    }
}
