//! The journal files read from end to end beside the work, and compared with the journal in the database.
//!
//! They are what a damaged database is built of, and nothing else reads them before that day: a bad spot would be
//! met when it is too late. So a backup that was just made of the database is followed by a look at them. A thread
//! reads, and what waits for the disk waits there; the owner of the database compares a slice at a time, and where
//! they are not whole fills new ones in the same way. Files that cannot be read at all are not looked at: that says
//! nothing of what is in them.

use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};
use std::time::{Duration, Instant};

use super::mend::{Renewal, Renewed};
use super::{Engine, Hash, Slice, StoreError, entry, swap};
use crate::store::error::At as _;
use crate::store::log::{self, Frames};

/// Frames that may be read ahead.
const AHEAD: usize = 256;

/// How long a close looks at them; the rest is left to the next day.
const AT_EXIT: Duration = Duration::from_millis(300);

/// What is done about the journal files at present.
#[derive(Debug)]
pub(super) enum Proof {
    /// They are compared.
    Look(Look),
    /// They were not whole, and new ones are being filled.
    Renewal(Renewal),
}

/// A look under way.
#[derive(Debug)]
pub(super) struct Look {
    /// Number and hash of one frame after the other, as far as they check; last what kept it from being read.
    frames: Receiver<Result<(u64, Hash), StoreError>>,
    /// The next that is to come; `None` before the first.
    due: Option<u64>,
    /// The first the files should have.
    first: u64,
    /// The last the files have to have.
    last: u64,
}

/// How a slice of it ended.
enum Step {
    More,
    Waiting,
    /// Whether the files are whole.
    Done(bool),
}

impl Engine {
    /// Begins to look at the journal files; [`step_backup`](Self::step_backup) does it, and mends what it finds. One
    /// that was begun before is begun again, unless it has come as far as mending.
    pub(super) fn begin_proof(&mut self) -> Result<(), StoreError> {
        if matches!(self.proof, Some(Proof::Renewal(_))) {
            return Ok(());
        }
        self.proof = None;
        let dir = self.layout.journal();
        let first = log::segments(&dir)?.first().map_or(1, |(first, _)| *first);
        let frames = Frames::from(&dir, 0, &self.layout.cipher)?;
        let (send, receive) = sync_channel(AHEAD);
        std::thread::Builder::new()
            .name("planerka-proof".to_owned())
            .spawn(move || {
                for frame in frames {
                    let frame = frame.map(|frame| (frame.seq, entry::hash(&frame.entry)));
                    // Nobody waits for it any more.
                    if send.send(frame).is_err() {
                        return;
                    }
                }
            })
            .at(&dir)?;
        self.proof = Some(Proof::Look(Look {
            frames: receive,
            due: None,
            first,
            last: self.seq,
        }));
        Ok(())
    }

    /// Compares until the moment comes, or to the end without one; what is not whole is mended.
    pub(super) fn step_proof(&mut self, until: Option<Instant>) -> Slice {
        match self.proof.take() {
            None => Slice::Idle,
            Some(Proof::Look(look)) => self.step_look(look, until),
            Some(Proof::Renewal(renewal)) => match self.step_renewal(renewal, until) {
                Ok(Renewed::More(renewal)) => {
                    self.proof = Some(Proof::Renewal(renewal));
                    Slice::More
                }
                Ok(Renewed::Done(aside)) => {
                    tracing::error!(aside = %aside.display(), "the journal files are written anew");
                    Slice::Mended(aside)
                }
                Err(error) => unmended(error),
            },
        }
    }

    fn step_look(&mut self, mut look: Look, until: Option<Instant>) -> Slice {
        let step = match self.broken {
            // The files are behind the database then, until it has been opened again.
            true => Err(StoreError::Closed),
            false => self.compare(&mut look, until),
        };
        let slice = match step {
            Ok(Step::More) => Slice::More,
            Ok(Step::Waiting) => Slice::Waiting,
            Ok(Step::Done(true)) => return Slice::Idle,
            Ok(Step::Done(false)) => match self.begin_renewal(look.first) {
                Ok(renewal) => {
                    self.proof = Some(Proof::Renewal(renewal));
                    return Slice::More;
                }
                Err(error) => return unmended(error),
            },
            Err(error) => {
                tracing::warn!(%error, "the journal files are not looked at");
                return Slice::Idle;
            }
        };
        self.proof = Some(Proof::Look(look));
        slice
    }

    fn compare(&self, look: &mut Look, until: Option<Instant>) -> Result<Step, StoreError> {
        loop {
            if until.is_some_and(|until| Instant::now() >= until) {
                return Ok(Step::More);
            }
            let next = match until {
                None => look.frames.recv().map_err(|_| TryRecvError::Disconnected),
                Some(_) => look.frames.try_recv(),
            };
            let (seq, hash) = match next {
                Ok(frame) => frame?,
                Err(TryRecvError::Empty) => return Ok(Step::Waiting),
                Err(TryRecvError::Disconnected) => {
                    return Ok(Step::Done(look.due.unwrap_or(1) > look.last));
                }
            };
            let follows = look.due.map_or(seq == look.first, |due| due == seq);
            // What is being committed, or was taken back, may be read too.
            if follows && seq > look.last {
                return Ok(Step::Done(true));
            }
            let there = self.reading(|tables| tables.entry(seq))?;
            if !follows || entry::hash(&there) != hash {
                return Ok(Step::Done(false));
            }
            look.due = Some(seq + 1);
        }
    }

    /// What a close does about a look that was begun: as much as a person waits for.
    pub(super) fn prove_at_exit(&mut self) {
        let until = Instant::now() + AT_EXIT;
        while self.proof.is_some() && Instant::now() < until {
            if let Slice::Waiting = self.step_proof(Some(until)) {
                std::thread::sleep(Duration::from_millis(1));
            }
        }
        if let Some(Proof::Renewal(renewal)) = self.proof.take() {
            tracing::warn!("the journal files are left to be written anew another day");
            drop(renewal);
            swap::give_up(&self.layout);
        }
    }
}

/// New files could not be made; the old ones stay in their place.
fn unmended(error: StoreError) -> Slice {
    tracing::error!(%error, "the journal files cannot be written anew");
    Slice::Unmended(error)
}
