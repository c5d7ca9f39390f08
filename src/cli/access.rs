//! How a verb comes to the portfolio: through the window that has it open, or by opening the store itself.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::domain::{Book, Campaign, ClientId, Entry, Touch, Transaction};
use crate::store::{Engine, Link, OpenOptions, OpenReport, StoreError, WindowError};

/// How long one and the same process that has the store is waited for: another shell is done sooner.
const PATIENCE: Duration = Duration::from_secs(3);

/// How long a row of them is waited for.
const ROW: Duration = Duration::from_secs(30);

/// Between two looks.
const PAUSE: Duration = Duration::from_millis(25);

/// The portfolio on disk.
#[derive(Debug)]
pub(crate) enum Access {
    /// Opened here: nobody else has it meanwhile.
    Own(Box<Engine>),
    /// Open in a window, which does what it is asked.
    Window(Box<Link>),
}

/// A portfolio just opened.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) access: Access,
    /// Without touches and campaigns.
    pub(crate) book: Book,
    /// The journal heads undo needs, ascending.
    pub(crate) entries: Vec<Entry>,
    /// What was found and done at opening; nothing when a window had it open.
    pub(crate) report: OpenReport,
}

/// Finds the window or opens the store, waiting a little for a shell that has it for a moment.
///
/// # Errors
/// [`StoreError::InUse`] when somebody without a window keeps it; what the window says; those of opening.
pub(crate) fn open(dir: &Path, options: &OpenOptions) -> Result<Found, StoreError> {
    let began = Instant::now();
    let mut met = None;
    loop {
        if let Some(mut link) = Link::connect(dir)? {
            if let Some(secret) = &options.passphrase {
                link.unlock(secret)?;
            }
            match link.book() {
                Ok((book, entries)) => {
                    return Ok(Found {
                        access: Access::Window(Box::new(link)),
                        book,
                        entries,
                        report: OpenReport::default(),
                    });
                }
                // It is just closing: the store will be free in a moment.
                Err(StoreError::Window(WindowError::Lost)) if began.elapsed() < ROW => {}
                Err(error) => return Err(error),
            }
        }
        let holder = match Engine::open(dir, options.clone()) {
            Ok((engine, opened)) => {
                return Ok(Found {
                    access: Access::Own(Box::new(engine)),
                    book: opened.book,
                    entries: opened.entries,
                    report: opened.report,
                });
            }
            Err(StoreError::InUse { holder }) => holder,
            Err(error) => return Err(error),
        };
        let since = match &met {
            Some((same, since)) if *same == holder => *since,
            _ => Instant::now(),
        };
        if since.elapsed() >= PATIENCE || began.elapsed() >= ROW {
            return Err(StoreError::InUse { holder });
        }
        met = Some((holder, since));
        std::thread::sleep(PAUSE);
    }
}

impl Access {
    /// Heads of the newest journal entries, the newest first.
    ///
    /// # Errors
    /// The disk's or the window's, as of all that follow.
    pub(crate) fn journal(&self, newest: usize) -> Result<Vec<Entry>, StoreError> {
        match self {
            Self::Own(engine) => engine.journal(newest),
            Self::Window(link) => link.journal(newest),
        }
    }

    /// Full transactions from the journal, in the order asked.
    pub(crate) fn entries(&self, seqs: &[u64]) -> Result<Vec<Transaction>, StoreError> {
        match self {
            Self::Own(engine) => engine.entries(seqs),
            Self::Window(link) => link.entries(seqs),
        }
    }

    /// All touches of a client, oldest first.
    pub(crate) fn touches(&self, client: ClientId) -> Result<Vec<Touch>, StoreError> {
        match self {
            Self::Own(engine) => engine.touches(client),
            Self::Window(link) => link.touches(client),
        }
    }

    /// The campaigns of a client, in the order they were first imported.
    pub(crate) fn campaigns(&self, client: ClientId) -> Result<Vec<Campaign>, StoreError> {
        match self {
            Self::Own(engine) => engine.campaigns(client),
            Self::Window(link) => link.campaigns(client),
        }
    }

    /// Closes it, with the book as it stands for the next start.
    pub(crate) fn close(self, book: &Book) -> Result<(), StoreError> {
        match self {
            Self::Own(engine) => engine.close_with(None, Some(book)),
            Self::Window(_) => Ok(()),
        }
    }
}
