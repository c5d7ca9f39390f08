//! What can be read of a store this version must not open: one a newer version wrote.
//!
//! Nothing is written: the database is copied aside and the copy read, row by row. A row of a schema or a kind
//! that is not known is counted and passed over.

use std::path::Path;

use super::load;
use super::tables::Tables;
use super::{Engine, Layout, OpenOptions, StoreError, keys, pages};
use crate::domain::{Book, ClientId, Kind, Passphrase, Record, Touch};
use crate::store::error::At as _;
use crate::store::layout::copy_dir;

/// A portfolio as far as it could be read.
#[derive(Debug)]
pub struct Salvage {
    /// The portfolio with its touches and campaigns; never to be saved over what it was read from.
    pub book: Book,
    /// Rows that were read.
    pub read: u64,
    /// Rows that this version does not understand, or whose client is among those.
    pub unread: u64,
}

impl Engine {
    /// Reads what can be read of the store in `dir` and leaves it as it is.
    ///
    /// # Errors
    /// [`StoreError::InUse`] while another process has it; [`StoreError::Locked`] without the passphrase; [`StoreError::Damaged`] when not even the database
    /// opens; the disk's, when there is no room for the copy.
    pub fn salvage(dir: &Path, secret: Option<&Passphrase>) -> Result<Salvage, StoreError> {
        let mut layout = Layout::new(dir);
        let _lock = Self::lock(&layout)?;
        match layout.unlock_readable(secret) {
            // How a newer version wraps a key is its own; what it left plain can be read.
            Ok(()) | Err(StoreError::Newer { .. }) => {}
            Err(error) => return Err(error),
        }
        let temporary = std::env::temp_dir();
        let aside = tempfile::tempdir().at(&temporary)?;
        let copy = layout.beside(aside.path());
        copy_dir(&layout.sled(), &copy.sled())?;
        copy.remove_torn_snapshots()?;
        let tables = Tables::open(&copy, &OpenOptions::default())?;
        let salvage = read(&tables)?;
        tables.release()?;
        Ok(salvage)
    }
}

fn read(tables: &Tables) -> Result<Salvage, StoreError> {
    let mut out = Salvage {
        book: Book::new(),
        read: 0,
        unread: 0,
    };
    for kind in Kind::ALL.iter().copied() {
        let mut lazy = Lazy::default();
        for found in tables.scan(&[kind.code()], keys::width(kind)) {
            let (key, value) = found?;
            let taken = if kind == Kind::Touch {
                pages::open(&tables.cipher, &key, &value)
                    .map(|touches| lazy.touches(&mut out.book, touches))
            } else {
                load::decode(tables, kind, &key, &value).map(|record| match record {
                    Record::Campaign(campaign) => lazy.campaign(&mut out.book, campaign),
                    record => out.book.load(record).is_ok(),
                })
            };
            if taken.unwrap_or(false) {
                out.read += 1;
            } else {
                out.unread += 1;
            }
        }
        lazy.done(&mut out.book);
    }
    let known: Vec<u8> = Kind::ALL.iter().map(|kind| kind.code()).collect();
    for found in &tables.rows {
        let (key, _) = found.at(&tables.path)?;
        out.unread += u64::from(key.first().is_some_and(|code| !known.contains(code)));
    }
    Ok(out)
}

/// What a client has on disk, gathered until the next client's begins.
#[derive(Default)]
struct Lazy {
    touches: Vec<Touch>,
    campaigns: Vec<crate::domain::Campaign>,
}

impl Lazy {
    fn touches(&mut self, book: &mut Book, touches: Vec<Touch>) -> bool {
        let Some(next) = touches.first().map(|t| t.client) else {
            return true;
        };
        self.turn(book, next);
        self.touches.extend(touches);
        book.get(next).is_some()
    }

    fn campaign(&mut self, book: &mut Book, campaign: crate::domain::Campaign) -> bool {
        let next = campaign.client;
        self.turn(book, next);
        self.campaigns.push(campaign);
        book.get(next).is_some()
    }

    fn turn(&mut self, book: &mut Book, next: ClientId) {
        let of_one = self.touches.first().map(|t| t.client);
        let of_one = of_one.or_else(|| self.campaigns.first().map(|c| c.client));
        if of_one.is_some_and(|client| client != next) {
            self.done(book);
        }
    }

    fn done(&mut self, book: &mut Book) {
        if let Some(client) = self.touches.first().map(|t| t.client) {
            book.load_touches(client, std::mem::take(&mut self.touches));
        }
        if let Some(client) = self.campaigns.first().map(|c| c.client) {
            book.load_campaigns(client, std::mem::take(&mut self.campaigns));
        }
    }
}
