//! Backups made while the store is worked with: begun by a request or once a day, copied in slices between
//! requests, so that a commit waits for a slice at most.

use std::path::Path;
use std::time::{Duration, Instant};

use jiff::Zoned;

use super::Desk;
use crate::store::backup::Cause;
use crate::store::engine::{Engine, Schedule, Slice};
use crate::store::worker::StoreEvent;

/// How long copying goes on before requests are looked at.
const SLICE: Duration = Duration::from_millis(10);

/// How long the disk is left alone when it is behind.
const BREATH: Duration = Duration::from_millis(5);

/// After the start the day's backup waits so long: the first screen and the first reads go before.
const SETTLED: Duration = Duration::from_secs(2);

/// What is to be done about backups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Copying {
    /// Nothing.
    Nothing,
    /// The day's backup is to begin.
    Daily(Instant),
    /// One is being copied: the next slice.
    Slice(Instant),
}

impl Copying {
    /// How long until something is to be done.
    pub(super) fn wait(self) -> Option<Duration> {
        match self {
            Self::Nothing => None,
            Self::Daily(at) | Self::Slice(at) => Some(at.saturating_duration_since(Instant::now())),
        }
    }
}

impl Desk {
    /// What time it is.
    pub(super) fn now(&self) -> Zoned {
        let schedule = self.options.backups.as_ref();
        schedule.map_or_else(Zoned::now, Schedule::now)
    }

    /// Whether the day wants its backup: nothing was kept of what has changed, and not today.
    pub(super) fn daily(&self, engine: &Engine) -> Copying {
        if self.options.backups.is_none() {
            return Copying::Nothing;
        }
        let now = self.now();
        let due = match engine.last_backup() {
            None => engine.seq() > 0,
            Some((seq, made)) => {
                let day = made.to_zoned(now.time_zone().clone()).date();
                engine.seq() > seq && day != now.date()
            }
        };
        if due {
            Copying::Daily(Instant::now() + SETTLED)
        } else {
            Copying::Nothing
        }
    }

    /// Begins a backup of the store as it stands.
    pub(super) fn back_up(&mut self, why: Cause, file: Option<&Path>) {
        let now = self.now();
        let begun = match &mut self.engine {
            Some(engine) => engine.begin_backup(why, &now, file),
            None => Err(crate::store::StoreError::Closed),
        };
        match begun {
            Ok(()) => self.copying = Copying::Slice(Instant::now()),
            Err(error) => self.tell(StoreEvent::BackupFailed { why, error }),
        }
    }

    /// Does what is due.
    pub(super) fn copy_on(&mut self) {
        let due = self.copying.wait().is_some_and(|wait| wait.is_zero());
        if !due {
            return;
        }
        if matches!(self.copying, Copying::Daily(_)) {
            self.copying = Copying::Nothing;
            self.back_up(Cause::Daily, None);
            return;
        }
        let Some(engine) = &mut self.engine else {
            self.copying = Copying::Nothing;
            return;
        };
        let (event, wait) = match engine.step_backup(SLICE) {
            Slice::Idle => {
                self.copying = Copying::Nothing;
                return;
            }
            Slice::More => (None, Duration::ZERO),
            Slice::Waiting => (None, BREATH),
            Slice::Done(made) => (Some(StoreEvent::BackedUp(made)), Duration::ZERO),
            Slice::Failed { why, error } => {
                tracing::warn!(%error, why = why.name(), "no backup");
                (
                    Some(StoreEvent::BackupFailed { why, error }),
                    Duration::ZERO,
                )
            }
        };
        self.copying = Copying::Slice(Instant::now() + wait);
        if let Some(event) = event {
            self.tell(event);
        }
    }
}
