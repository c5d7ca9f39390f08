//! Backups made while the store is worked with: begun by a request or once a day, copied in slices between
//! requests, so that a commit waits for a slice at most.

use std::path::Path;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use jiff::Zoned;

use super::Desk;
use crate::store::StoreError;
use crate::store::backup::Cause;
use crate::store::engine::{Engine, Schedule, Slice};
use crate::store::link::{Answer, Said};
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
        // A store that is only read changes nothing, and has no folder that would stay.
        if engine.is_copy() || self.options.backups.is_none() {
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

    /// A workstation left open over night has its day's backup with the first work of the new day.
    fn new_day(&mut self) {
        let Some(engine) = &self.engine else { return };
        let today = self.now().date();
        if self.day.replace(today).is_some_and(|day| day != today)
            && self.copying == Copying::Nothing
        {
            self.copying = self.daily(engine);
        }
    }

    /// Begins a backup of the store as it stands.
    pub(super) fn back_up(&mut self, why: Cause, file: Option<&Path>) {
        let now = self.now();
        let begun = match &mut self.engine {
            Some(engine) => engine.begin_backup(why, &now, file),
            None => Err(StoreError::Closed),
        };
        match begun {
            Ok(()) => self.begun(None),
            Err(error) => self.tell(StoreEvent::BackupFailed { why, error }),
        }
    }

    /// Begins a backup a shell asked for; it hears of it when it is complete.
    pub(in crate::store::worker) fn back_up_for(
        &mut self,
        why: Cause,
        file: Option<&Path>,
        to: Sender<Said<Answer>>,
    ) {
        let now = self.now();
        let begun = match &mut self.engine {
            Some(engine) => engine.begin_backup(why, &now, file),
            None => Err(StoreError::Closed),
        };
        match begun {
            Ok(()) => self.begun(Some(to)),
            Err(error) => {
                let _ = to.send(Answer::Refused(error.into()).into());
            }
        }
    }

    /// A backup was begun, behind those begun before it.
    fn begun(&mut self, to: Option<Sender<Said<Answer>>>) {
        self.awaited.push_back(to);
        self.copying = Copying::Slice(Instant::now());
    }

    /// Tells the shell that waits for the oldest backup, if one does, what became of it.
    fn tell_awaiting(&mut self, event: &StoreEvent) {
        let answer = match event {
            StoreEvent::BackedUp(made) => Answer::backed_up(made),
            StoreEvent::BackupFailed { error, .. } => Answer::Refused(error.clone().into()),
            _ => return,
        };
        if let Some(to) = self.awaited.pop_front().flatten() {
            let _ = to.send(answer.into());
        }
    }

    /// Does what is due.
    pub(super) fn copy_on(&mut self) {
        self.new_day();
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
                self.awaited.clear();
                return;
            }
            Slice::More => (None, Duration::ZERO),
            Slice::Waiting => (None, BREATH),
            Slice::Done(made) => (Some(StoreEvent::BackedUp(made)), Duration::ZERO),
            Slice::Mended(aside) => (Some(StoreEvent::JournalMended { aside }), Duration::ZERO),
            Slice::Unmended(error) => (Some(StoreEvent::JournalUnmended { error }), Duration::ZERO),
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
            self.tell_awaiting(&event);
            self.tell(event);
        }
    }
}
