//! The storage thread: owns the engine, takes requests in order, answers by events.
//!
//! It sleeps until a request comes. Commits that queued up meanwhile go to disk in one durable step; reads
//! are answered after them, so a read never misses what was committed before it was asked. When a commit
//! fails, its transactions stay in memory and so do those that follow, until [`Store::retry`] gets them to
//! disk.

mod desk;
mod guests;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;

use self::desk::Desk;
use super::backup::Cause;
use super::engine::{Made, OpenOptions, OpenReport};
use super::head::Head;
use super::link::{Answer, Ask, Said, Tickets};
use super::{StoreError, WindowError, error};
use crate::domain::{Book, Campaign, ClientId, Entry, Passphrase, Touch, Transaction};
use crate::store::harm::Harm;

/// What the storage thread tells.
#[derive(Debug)]
pub enum StoreEvent {
    /// The first screen, before the store is open: a partial book.
    Head(Box<Book>),
    /// The store is open.
    Loaded {
        /// The whole portfolio without touches and campaigns.
        book: Box<Book>,
        /// Journal heads for the undo history, ascending.
        entries: Vec<Entry>,
        /// What was found and done.
        report: OpenReport,
    },
    /// The store did not open; [`Store::retry`] tries again.
    OpenFailed(StoreError),
    /// Everything up to this transaction is durable.
    Saved {
        /// The last one's sequence number.
        seq: u64,
    },
    /// A commit failed; nothing was dropped.
    Failed {
        /// Why.
        error: StoreError,
        /// Transactions that wait in memory.
        unsaved: usize,
    },
    /// Full transactions asked for.
    Entries {
        /// The number the asker gave.
        request: u64,
        /// The transactions in the order asked.
        result: Result<Vec<Transaction>, StoreError>,
    },
    /// A client's history.
    Touches {
        /// Whose.
        client: ClientId,
        /// Oldest first.
        result: Result<Vec<Touch>, StoreError>,
        /// The last transaction it contains: an asker who is ahead asks again.
        seq: u64,
    },
    /// Campaigns of the clients asked for.
    Campaigns {
        /// A client's in the order they were first imported; clients in the order asked.
        result: Result<Vec<(ClientId, Vec<Campaign>)>, StoreError>,
        /// The last transaction they contain: an asker who is ahead asks again.
        seq: u64,
    },
    /// A backup was made and checked.
    BackedUp(Made),
    /// A backup could not be made; the store goes on without it.
    BackupFailed {
        /// Why it was to be made.
        why: Cause,
        /// What happened.
        error: StoreError,
    },
    /// The journal files had a bad spot and were written anew from the database.
    JournalMended {
        /// Where the old ones lie.
        aside: PathBuf,
    },
    /// The journal files have a bad spot and could not be written anew: they are as they were.
    JournalUnmended {
        /// Why not.
        error: StoreError,
    },
    /// The emergency copy is complete: a backup with what is not saved on top.
    Copied {
        /// Where.
        path: PathBuf,
    },
    /// The emergency copy could not be made.
    CopyFailed {
        /// Where it was to be.
        path: PathBuf,
        /// Why.
        error: StoreError,
    },
    /// A shell wants these done, as one step: [`Store::claim`] the ticket, then [`Store::answer`].
    Asked {
        /// The number to answer under.
        ticket: u64,
        /// In this order; all or none. Their sequence numbers are the shell's own.
        transactions: Vec<Transaction>,
    },
    /// Another window wants the store: claim the ticket, then answer.
    AskedToLeave {
        /// The number to answer under.
        ticket: u64,
    },
    /// The window that has the store open stays, see [`Store::take_over`].
    Stays(WindowError),
    /// The store is closed and the thread ends.
    Closed {
        /// Whether all was saved and sealed.
        result: Result<(), StoreError>,
    },
}

enum Request {
    Commit(Box<Transaction>),
    Entries { request: u64, seqs: Vec<u64> },
    Touches(ClientId),
    Campaigns(Vec<ClientId>),
    Retry,
    Unlock(Passphrase),
    BackUp { why: Cause, file: Option<PathBuf> },
    Copy(PathBuf),
    Guest(Ask, Sender<Said<Answer>>),
    Answer(u64, Verdict),
    TakeOver,
    Close(Box<Closing>),
}

/// What the window says to a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Applied and handed to [`Store::commit`] under these sequence numbers: the shell hears of it once they
    /// are on disk.
    Applied {
        /// The first.
        first: u64,
        /// The last.
        last: u64,
    },
    /// The store is about to be closed.
    Leaving,
    /// No, and nothing is changed.
    Refused(WindowError),
}

/// What a close leaves for the next start.
#[derive(Default)]
struct Closing {
    head: Option<Head>,
    book: Option<Arc<Book>>,
}

/// The handle of the storage thread. Dropping it closes the store like [`close`](Self::close).
#[derive(Debug)]
pub struct Store {
    requests: Sender<Request>,
    tickets: Arc<Tickets>,
    thread: Option<JoinHandle<Result<(), StoreError>>>,
}

impl Store {
    /// Starts the thread: it takes the lock, shows the first screen if there is one, opens and loads.
    /// `on_event` is called on the storage thread and must not block.
    pub fn spawn(
        dir: &Path,
        options: OpenOptions,
        on_event: impl Fn(StoreEvent) + Send + Sync + 'static,
    ) -> Self {
        let (requests, inbox) = channel();
        let tell: Arc<dyn Fn(StoreEvent) + Send + Sync> = Arc::new(on_event);
        let tickets = Arc::new(Tickets::default());
        let own = (requests.clone(), Arc::clone(&tickets));
        let desk = Desk::new(dir.to_path_buf(), options, (inbox, own), Arc::clone(&tell));
        let thread = std::thread::Builder::new()
            .name("planerka-store".to_owned())
            .spawn(move || desk.run_guarded());
        let thread = thread
            .map_err(|e| tell(StoreEvent::OpenFailed(error::StoreError::io(dir, &e))))
            .ok();
        Self {
            requests,
            tickets,
            thread,
        }
    }

    fn ask(&self, request: Request) {
        // The thread ends only after a close; a request behind that has nobody to answer it.
        if self.requests.send(request).is_err() {
            tracing::warn!("a request came after the store was closed");
        }
    }

    /// Commits a transaction the book has applied; answered by `Saved` or `Failed`.
    pub fn commit(&self, transaction: Transaction) {
        self.ask(Request::Commit(Box::new(transaction)));
    }

    /// Asks for full transactions; answered by `Entries` with the same `request`.
    pub fn read_entries(&self, request: u64, seqs: Vec<u64>) {
        self.ask(Request::Entries { request, seqs });
    }

    /// Asks for a client's history; answered by `Touches`.
    pub fn read_touches(&self, client: ClientId) {
        self.ask(Request::Touches(client));
    }

    /// Asks for the campaigns of some clients; answered by `Campaigns`.
    pub fn read_campaigns(&self, clients: Vec<ClientId>) {
        self.ask(Request::Campaigns(clients));
    }

    /// Tries again what failed: to open, or to save what waits in memory.
    pub fn retry(&self) {
        self.ask(Request::Retry);
    }

    /// Tries to open an encrypted store with another passphrase; answered as the opening is.
    pub fn unlock(&self, secret: Passphrase) {
        self.ask(Request::Unlock(secret));
    }

    /// Makes a backup of the store as it stands when this is asked, in slices between other requests: into
    /// `file`, which must not be there, or into the store's folder. Answered by `BackedUp` or
    /// `BackupFailed`; what is committed after this call is not in it.
    pub fn back_up(&self, why: Cause, file: Option<PathBuf>) {
        self.ask(Request::BackUp { why, file });
    }

    /// Writes everything, unsaved work too, into one file that can be restored.
    pub fn emergency_copy(&self, path: PathBuf) {
        self.ask(Request::Copy(path));
    }

    /// Looks at a ticket; `false` when the shell was told no meanwhile, and nothing may be done.
    #[must_use]
    pub fn claim(&self, ticket: u64) -> bool {
        self.tickets.claim(ticket)
    }

    /// Answers a ticket.
    pub fn answer(&self, ticket: u64, verdict: Verdict) {
        self.ask(Request::Answer(ticket, verdict));
    }

    /// While the screen is locked shells are told so and nothing else.
    pub fn lock_out(&self, locked: bool) {
        self.tickets.lock_out(locked);
    }

    /// Asks the window that has the store open to leave it, and opens it then; answered by `Loaded`, by
    /// `Stays`, or by `OpenFailed` when something else has it.
    pub fn take_over(&self) {
        self.ask(Request::TakeOver);
    }

    /// Saves what waits, closes and waits for the thread to end.
    ///
    /// # Errors
    /// When something could not be saved or the store could not be sealed.
    pub fn close(self, head: Option<Head>) -> Result<(), StoreError> {
        self.close_with(head, None)
    }

    /// As [`close`](Self::close), with the book as it stands, see [`Engine::close_with`].
    ///
    /// # Errors
    /// As [`close`](Self::close).
    ///
    /// [`Engine::close_with`]: super::Engine::close_with
    pub fn close_with(
        mut self,
        head: Option<Head>,
        book: Option<Arc<Book>>,
    ) -> Result<(), StoreError> {
        self.end(Closing { head, book })
    }

    fn end(&mut self, closing: Closing) -> Result<(), StoreError> {
        let Some(thread) = self.thread.take() else {
            return Ok(());
        };
        self.tickets.leave();
        self.ask(Request::Close(Box::new(closing)));
        thread.join().unwrap_or_else(|_| {
            Err(StoreError::harmed(
                Harm::Stopped,
                "the storage thread stopped",
            ))
        })
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        if let Err(error) = self.end(Closing::default()) {
            tracing::error!(%error, "closing the store");
        }
    }
}
