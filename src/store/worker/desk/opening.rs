//! How the storage thread comes by the store: by opening it, or by going back to it from a copy.

use std::time::Instant;

use super::Desk;
use crate::store::engine::{Engine, Opened};
use crate::store::head;
use crate::store::layout::Layout;
use crate::store::worker::StoreEvent;

/// A return that failed is tried again after so many times the usual patience: each try looks the database over.
const PATIENCE: u32 = 10;

impl Desk {
    pub(in crate::store::worker) fn open(&mut self) {
        let mut layout = Layout::new(&self.dir);
        let opened = self.lock(&layout).and_then(|lock| {
            layout.unlock_or_protect(self.options.passphrase.as_ref(), self.options.protect)?;
            self.open_door();
            if let Some(book) = head::read(&layout) {
                self.tell(StoreEvent::Head(Box::new(book)));
            }
            Engine::open_locked(layout.clone(), lock, self.options.clone())
        });
        // The lock is free again: what lies at the door's place may be another window's from now on.
        if opened.is_err() {
            self.door = None;
        }
        let opened = Engine::otherwise(&layout, opened, &self.options);
        match opened {
            Ok((engine, opened)) => self.begin_with(engine, opened),
            Err(error) => {
                self.door = None;
                self.tell(StoreEvent::OpenFailed(error));
            }
        }
    }

    /// Works with a store that is open now.
    fn begin_with(&mut self, engine: Engine, opened: Opened) {
        // A copy that is read from elsewhere holds no lock, so it has no door.
        let copied = engine.is_copy();
        if self.door.is_none() && !copied {
            self.open_door();
        }
        self.waiting = engine.journal_waits().then(Instant::now);
        self.copying = self.daily(&engine);
        let refusal = engine.refusal();
        self.engine = Some(engine);
        self.options.passphrase = None;
        self.tell(StoreEvent::Loaded {
            book: Box::new(opened.book),
            entries: opened.entries,
            report: opened.report,
        });
        match refusal {
            // What a person would do now could not be kept: that is said before it is done.
            Some(error) => self.refuse(error, true),
            None => self.keep_reserve(),
        }
    }

    /// Opens the store whose copy is read for want of space, now that there is some. What does not work changes
    /// nothing: the copy stays open, and so it does while somebody waits for a backup of it.
    pub(super) fn return_to(&mut self, home: &Layout) {
        if self.engine.as_ref().is_some_and(Engine::backs_up) {
            self.again = Some(Instant::now() + self.patience());
            return;
        }
        let opened = Engine::lock(home).and_then(|lock| {
            self.open_door();
            Engine::open_locked(home.clone(), lock, self.options.clone())
        });
        match opened {
            Ok((engine, mut opened)) => {
                self.failed = None;
                self.again = None;
                // What was done before the person heard that nothing is saved is not to vanish from the screen.
                for waiting in &self.unsaved {
                    let follows = waiting.entry.seq == opened.book.seq() + 1;
                    if !follows || opened.book.follow(waiting).is_err() {
                        break;
                    }
                    opened.entries.push(waiting.entry.clone());
                }
                self.begin_with(engine, opened);
                if self.failed.is_none() {
                    self.save_what_waits(true);
                }
            }
            Err(error) => {
                tracing::warn!(%error, "the store is still read from a copy");
                self.door = None;
                self.again = Some(Instant::now() + self.patience() * PATIENCE);
            }
        }
    }

    pub(super) fn keep_reserve(&mut self) {
        if let Some(engine) = &mut self.engine
            && let Err(error) = engine.keep_reserve()
        {
            tracing::warn!(%error, "no space could be put by");
        }
    }
}
