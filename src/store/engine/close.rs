//! Closing: everything on disk and sealed, with what makes the next start quick beside it.

use jiff::Zoned;

use super::compact::{self, Smaller};
use super::{Engine, Schedule, Step, StoreError, load, read_only};
use crate::domain::Book;
use crate::store::backup::Cause;
use crate::store::head::{self, Head};
use crate::store::layout::{remove, size_of};
use crate::store::reserve;
use crate::store::seal::Seal;
use crate::store::warm;

impl Engine {
    /// Closes the store: all on disk, sealed, with the first screen of the next start beside it. Without
    /// one, an earlier one stays as long as nothing was committed since.
    ///
    /// # Errors
    /// The operating system's, [`StoreError::Unsealed`] on a full disk; what was committed is durable whatever
    /// happens here.
    pub fn close(self, head: Option<Head>) -> Result<(), StoreError> {
        self.close_with(head, None)
    }

    /// As [`close`](Self::close), with the book as it stands: when much has changed it is written down
    /// whole, in the order the next start reads it. A book that stands elsewhere is not used.
    ///
    /// # Errors
    /// As [`close`](Self::close).
    pub fn close_with(self, head: Option<Head>, book: Option<&Book>) -> Result<(), StoreError> {
        self.finish(head, book, false).map(|_| ())
    }

    /// Closes the store and makes its database as small as what it holds; tells its size before and after.
    ///
    /// # Errors
    /// As [`close`](Self::close). When the database could not be made smaller it stays as it is.
    pub fn close_compacted(self) -> Result<(u64, u64), StoreError> {
        let before = size_of(&self.layout.sled());
        let layout = self.layout.clone();
        self.finish(None, None, true)?;
        Ok((before, size_of(&layout.sled())))
    }

    /// A smaller database beside the one there is, when that is asked for or due; with a backup made first. A
    /// page that cannot be read on the way is no smaller database, and doubt.
    fn smaller(&mut self, asked: bool) -> Result<Option<Smaller>, StoreError> {
        let due = asked || self.reading(|tables| compact::is_due(&self.layout, tables))?;
        if !due || self.broken || self.doubt.get() {
            return Ok(None);
        }
        let live = self.reading(compact::live)?;
        self.room_for(&self.layout.root, 2 * live)?;
        self.back_up_before(Cause::Compaction)?;
        self.reading(|_| compact::prepare(self)).map(Some)
    }

    /// Makes a backup before something large is done, unless there is one of this very moment.
    pub(super) fn back_up_before(&mut self, why: Cause) -> Result<(), StoreError> {
        if self.seq == 0 || self.last_backup().is_some_and(|(seq, _)| seq == self.seq) {
            return Ok(());
        }
        let schedule = self.options.backups.as_ref();
        let now = schedule.map_or_else(Zoned::now, Schedule::now);
        self.backup(why, &now, None).map(|_| ())
    }

    fn finish(
        mut self,
        head: Option<Head>,
        book: Option<&Book>,
        compact: bool,
    ) -> Result<(), StoreError> {
        if self.read_only.is_some() {
            return Ok(());
        }
        self.log.sync().map_err(|error| self.unsealed(error))?;
        // What only makes the next start quick, or the database small, must not cost the seal.
        if let Some(book) = book
            && let Err(error) = self.keep(book)
        {
            tracing::warn!(%error, "writing the portfolio for the next start");
            let warm = self.layout.warm();
            let _ = remove(&warm.with_extension("tmp")).and_then(|()| remove(&warm));
        }
        self.back_up_at_exit();
        // Nobody is there any more to be told of it but by the notes of the program.
        self.prove_at_exit();
        let mut refused = None;
        let smaller = self.smaller(compact).unwrap_or_else(|error| {
            tracing::warn!(%error, "the database stays as large as it is");
            refused = Some(error);
            None
        });
        let ended = self.seal_up(head, smaller, &mut refused);
        let ended = ended.map_err(|error| self.unsealed(error));
        match refused.filter(|_| compact) {
            Some(refused) => Err(refused),
            None => ended,
        }
    }

    /// Closes the database, in its smaller form if there is one, and seals it.
    fn seal_up(
        &mut self,
        head: Option<Head>,
        smaller: Option<Smaller>,
        refused: &mut Option<StoreError>,
    ) -> Result<(), StoreError> {
        let Some(tables) = self.tables.take().filter(|_| !self.broken) else {
            return Ok(());
        };
        if !tables.close()? || self.doubt.get() {
            return Ok(());
        }
        if let Some(smaller) = smaller
            && let Err(error) = smaller.swap(self)
        {
            tracing::warn!(%error, "the smaller database does not take the place");
            *refused = Some(error);
        }
        if self.doubt.get() {
            return Ok(());
        }
        self.layout.close_to_others();
        let shown = match &head {
            Some(head) => head::write(&self.layout, self.seq, head),
            // What it was written for is what is sealed again.
            None if self.seq == self.opened_at => Ok(()),
            None => remove(&self.layout.head()),
        };
        if let Err(error) = shown {
            // One of another moment is not shown: it names the transaction it was made at.
            tracing::warn!(%error, "the first screen of the next start");
        }
        let seal = Seal::of(&self.layout, self.seq, self.log.position())?;
        let write = || {
            self.drill(Step::Seal)?;
            seal.write(&self.layout)
        };
        // What only makes the next start quick goes first, then what was put by for this.
        write()
            .or_else(|error| self.make_way(error, write, || self.leave_quickness()))
            .or_else(|error| self.make_way(error, write, || reserve::give_up(&self.layout)))
    }

    /// Tries once more on a full disk, when something could be let go for it.
    fn make_way(
        &self,
        error: StoreError,
        again: impl Fn() -> Result<(), StoreError>,
        let_go: impl FnOnce() -> bool,
    ) -> Result<(), StoreError> {
        match error {
            StoreError::NoSpace { .. } if let_go() => again(),
            error => Err(error),
        }
    }

    /// Removes the files of a quick start; whether there were any.
    fn leave_quickness(&self) -> bool {
        let files = [self.layout.warm(), self.layout.head()];
        let there = files.iter().any(|file| file.exists());
        there && files.iter().all(|file| remove(file).is_ok())
    }

    /// An error met when all there was to save was saved: a full disk costs no more than the seal then.
    fn unsealed(&self, error: StoreError) -> StoreError {
        let root = &self.layout.root;
        let StoreError::NoSpace { .. } = error else {
            return error.of_store(root);
        };
        StoreError::Unsealed {
            path: root.clone(),
            megabytes: reserve::megabytes(read_only::missing(root)),
        }
    }

    /// Writes the book in reading order, unless what is there is nearly as good.
    fn keep(&self, book: &Book) -> Result<(), StoreError> {
        let stands =
            book.seq() == self.seq && book.partial().is_none() && !self.broken && !self.doubt.get();
        if !stands || self.seq == 0 || self.stale <= book.len() / 16 {
            return Ok(());
        }
        let heads = self.reading(load::entries)?;
        warm::write(&self.layout, self.seq, self.hash, book, &heads)
    }
}

impl Drop for Engine {
    /// A store dropped without [`close`](Self::close) keeps all that was committed; only the seal is
    /// missing, so the next open looks twice.
    fn drop(&mut self) {
        if let Some(tables) = self.tables.take()
            && let Err(error) = tables.release()
        {
            tracing::warn!(%error, "dropping the database");
        }
    }
}
