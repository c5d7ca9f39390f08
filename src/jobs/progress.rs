//! How far a job is, and the wish to stop it: shared by the job's thread and whoever watches.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

/// A job's progress. Share it in an `Arc`; reading and asking to stop never block the job.
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicU64,
    total: AtomicU64,
    cancelled: AtomicBool,
}

/// The job was asked to stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("cancelled")]
pub struct Cancelled;

impl Progress {
    /// Nothing done, nothing known.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks the job to stop at the next opportunity (a few thousand rows).
    pub fn cancel(&self) {
        self.cancelled.store(true, Relaxed);
    }

    /// Units done and in all (bytes for an import); in all is 0 while unknown.
    #[must_use]
    pub fn get(&self) -> (u64, u64) {
        (self.done.load(Relaxed), self.total.load(Relaxed))
    }

    /// Says how much there is.
    pub fn start(&self, total: u64) {
        self.done.store(0, Relaxed);
        self.total.store(total, Relaxed);
    }

    /// Says how far the job is.
    ///
    /// # Errors
    /// [`Cancelled`] when it was asked to stop.
    pub fn at(&self, done: u64) -> Result<(), Cancelled> {
        self.done.store(done, Relaxed);
        if self.cancelled.load(Relaxed) {
            return Err(Cancelled);
        }
        Ok(())
    }
}
