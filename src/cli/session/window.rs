//! A session whose portfolio is open in a window: what the window did meanwhile, and what if it goes away.

use super::Session;
use crate::cli::access::{self, Access};
use crate::domain::{GroupId, History, Origin, Transaction};
use crate::store::{StoreError, WindowError};

impl Session {
    /// Everything kept from now on is one step of undo in a window: lines that keep coming are one run.
    pub(crate) fn begin_stream(&mut self) {
        self.own_group();
    }

    fn own_group(&mut self) -> GroupId {
        let at = self.clock.now().timestamp();
        *self.group.get_or_insert_with(|| self.ids.next(at))
    }

    /// What belongs to no group yet and comes with others becomes one.
    pub(super) fn make_one_step(&mut self, staged: &mut [Transaction]) {
        if staged.len() < 2 && self.group.is_none() {
            return;
        }
        let group = self.own_group();
        for transaction in staged {
            let entry = &mut transaction.entry;
            if entry.origin == Origin::Did {
                entry.group.get_or_insert(group);
            }
        }
    }

    /// The window did something between our last look and our commit: its entries come before ours.
    pub(super) fn settle_behind(
        &mut self,
        staged: &mut [Transaction],
        base: u64,
        first: u64,
    ) -> Result<(), StoreError> {
        for (transaction, seq) in staged.iter_mut().zip(first..) {
            transaction.entry.seq = seq;
        }
        let Access::Window(link) = &self.access else {
            return Ok(());
        };
        for theirs in link.since(base)?.iter().filter(|t| t.entry.seq < first) {
            // They cannot have touched what ours changed, or the window had refused; a book that sees it
            // otherwise is read anew, with ours in it.
            if self.book.follow(theirs).is_err() {
                return self.renew();
            }
            self.history.note(&theirs.entry);
        }
        self.note(staged);
        self.book.set_seq(first + staged.len() as u64 - 1);
        Ok(())
    }

    /// The window went away while it was to commit. The journal tells how much of it was done; the rest is
    /// done now.
    pub(super) fn go_on_alone(
        &mut self,
        staged: &mut [Transaction],
        base: u64,
    ) -> Result<(), StoreError> {
        self.renew()?;
        let since: Vec<u64> = (base + 1..=self.book.seq()).collect();
        let there = self.access.entries(&since)?;
        let begins = |at: &usize| there.get(*at).zip(staged.first()).is_some_and(same);
        let mut done = 0;
        if let Some(at) = (0..there.len()).find(begins) {
            for (ours, theirs) in staged.iter_mut().zip(there.iter().skip(at)) {
                if !same((theirs, ours)) {
                    break;
                }
                ours.entry.seq = theirs.entry.seq;
                done += 1;
            }
        }
        let rest = staged.get_mut(done..).unwrap_or_default();
        for transaction in &mut *rest {
            if self.book.apply(transaction).is_err() {
                return Err(WindowError::Conflict.into());
            }
        }
        if rest.is_empty() {
            return Ok(());
        }
        match &mut self.access {
            Access::Own(engine) => {
                engine.commit(rest)?;
                self.note(rest);
                Ok(())
            }
            // Another window already, and that one goes away too: enough is enough.
            Access::Window(link) => {
                link.commit(rest)?;
                self.renew()
            }
        }
    }

    /// Finds the window or opens the store once more and reads everything anew.
    fn renew(&mut self) -> Result<(), StoreError> {
        let found = access::open(&self.dir, &self.options)?;
        self.alone |= matches!(found.access, Access::Own(_));
        self.access = found.access;
        self.book = found.book;
        self.history = History::default();
        for entry in &found.entries {
            self.history.note(entry);
        }
        Ok(())
    }

    /// Takes in what the window did since the last look. Nothing may be staged.
    ///
    /// # Errors
    /// The window's; when it went away the work goes on without it.
    pub(crate) fn catch_up(&mut self) -> Result<(), StoreError> {
        let Access::Window(link) = &self.access else {
            return Ok(());
        };
        match link.since(self.book.seq()) {
            Ok(news) => {
                for theirs in &news {
                    if self.book.follow(theirs).is_err() {
                        return self.renew();
                    }
                    self.history.note(&theirs.entry);
                }
                Ok(())
            }
            Err(StoreError::Window(WindowError::Lost)) => self.renew(),
            Err(error) => Err(error),
        }
    }

    /// Whether the window refused because the same records were changed there; then everything was read
    /// anew and the work can be tried again.
    ///
    /// # Errors
    /// Those of reading it anew.
    pub(crate) fn may_try_again(&mut self, error: &StoreError) -> Result<bool, StoreError> {
        let again = matches!(error, StoreError::Window(WindowError::Conflict));
        if again {
            self.renew()?;
        }
        Ok(again)
    }
}

/// Whether two transactions are the same work, wherever it stands in the journal.
fn same((a, b): (&Transaction, &Transaction)) -> bool {
    let head = |t: &Transaction| (t.entry.at, t.entry.intent, t.entry.client, t.entry.origin);
    head(a) == head(b) && a.entry.label == b.entry.label && a.changes == b.changes
}
