//! The journal files read from end to end beside the work, and compared with the journal in the database.
//!
//! They are what a damaged database is built of, and nothing else reads them before that day: a bad spot would be
//! met when it is too late. So a backup that was just made of the database is followed by a look at them. A thread
//! reads, and what waits for the disk waits there; the owner of the database compares a slice at a time.

use std::path::PathBuf;
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};
use std::time::Instant;

use super::{Engine, Hash, Slice, StoreError, entry};
use crate::store::error::At as _;
use crate::store::log::{self, Frames};

/// Frames that may be read ahead.
const AHEAD: usize = 256;

/// A look under way.
#[derive(Debug)]
pub(super) struct Proof {
    /// Number and hash of one frame after the other, as far as they can be read.
    frames: Receiver<(u64, Hash)>,
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
    /// Begins to look at the journal files; [`step_backup`](Self::step_backup) does it, and mends what it finds.
    pub(super) fn begin_proof(&mut self) -> Result<(), StoreError> {
        let dir = self.layout.journal();
        let first = log::segments(&dir)?.first().map_or(1, |(first, _)| *first);
        let frames = Frames::from(&dir, 0, &self.layout.cipher)?;
        let (send, receive) = sync_channel(AHEAD);
        std::thread::Builder::new()
            .name("planerka-proof".to_owned())
            .spawn(move || {
                for frame in frames {
                    let Ok(frame) = frame.inspect_err(|error| {
                        tracing::warn!(%error, "the journal files do not read");
                    }) else {
                        return;
                    };
                    // Nobody waits for it any more.
                    if send.send((frame.seq, entry::hash(&frame.entry))).is_err() {
                        return;
                    }
                }
            })
            .at(&dir)?;
        self.proof = Some(Proof {
            frames: receive,
            due: None,
            first,
            last: self.seq,
        });
        Ok(())
    }

    /// Compares until the moment comes, or to the end without one; what is not whole is mended.
    pub(super) fn step_proof(&mut self, until: Option<Instant>) -> Slice {
        let Some(mut proof) = self.proof.take() else {
            return Slice::Idle;
        };
        let step = match self.broken {
            // The files are behind the database then, until it has been opened again.
            true => Err(StoreError::Closed),
            false => self.compare(&mut proof, until),
        };
        let whole = match step {
            Ok(Step::Done(whole)) => whole,
            Ok(more) => {
                self.proof = Some(proof);
                return match more {
                    Step::Waiting => Slice::Waiting,
                    _ => Slice::More,
                };
            }
            Err(error) => {
                tracing::warn!(%error, "the journal files are not looked at");
                return Slice::Idle;
            }
        };
        if whole {
            return Slice::Idle;
        }
        match self.renew_journal(proof.first) {
            Ok(aside) => {
                tracing::error!(aside = %aside.display(), "the journal files are written anew");
                Slice::Mended(aside)
            }
            Err(error) => {
                tracing::error!(%error, "the journal files cannot be written anew");
                Slice::Idle
            }
        }
    }

    fn compare(&self, proof: &mut Proof, until: Option<Instant>) -> Result<Step, StoreError> {
        loop {
            if until.is_some_and(|until| Instant::now() >= until) {
                return Ok(Step::More);
            }
            let next = match until {
                None => proof.frames.recv().map_err(|_| TryRecvError::Disconnected),
                Some(_) => proof.frames.try_recv(),
            };
            let (seq, hash) = match next {
                Ok(frame) => frame,
                Err(TryRecvError::Empty) => return Ok(Step::Waiting),
                Err(TryRecvError::Disconnected) => {
                    return Ok(Step::Done(proof.due.unwrap_or(1) > proof.last));
                }
            };
            let follows = proof.due.map_or(seq == proof.first, |due| due == seq);
            // What is being committed, or was taken back, may be read too.
            if follows && seq > proof.last {
                return Ok(Step::Done(true));
            }
            let there = self.reading(|tables| tables.entry(seq))?;
            if !follows || entry::hash(&there) != hash {
                return Ok(Step::Done(false));
            }
            proof.due = Some(seq + 1);
        }
    }

    /// Looks at the journal files at once; where the old ones went when they were written anew.
    pub(super) fn prove_journal(&mut self) -> Option<PathBuf> {
        if let Err(error) = self.begin_proof() {
            tracing::warn!(%error, "the journal files are not looked at");
        }
        match self.step_proof(None) {
            Slice::Mended(aside) => Some(aside),
            _ => None,
        }
    }
}
