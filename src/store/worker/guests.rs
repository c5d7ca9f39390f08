//! The storage thread and other processes: what shells read is answered here in slices, and a store that
//! another process has is waited for or asked for.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use jiff::Zoned;

use super::desk::Desk;
use super::{Request, StoreEvent, Verdict};
use crate::domain::{ClientId, Kind, Record};
use crate::store::backup::Cause;
use crate::store::engine::{Engine, Portion, Schedule};
use crate::store::layout::Layout;
use crate::store::link::{Answer, Ask, Door, Hall, Link, No, Said};
use crate::store::lock::Lock;
use crate::store::rows::EntryHead;
use crate::store::{StoreError, WindowError, codec, entry, packed};

/// Most of a slice: a commit that comes meanwhile waits no longer than this takes.
const BYTES: usize = 1 << 20;
const TIME: Duration = Duration::from_millis(15);

/// How long a shell that has the store for a moment is waited for. A window that has it is not.
const MOMENT: Duration = Duration::from_secs(3);

/// How long a window that said it leaves may take to be gone.
const LEAVING: Duration = Duration::from_secs(10);

fn slice() -> Portion {
    Portion {
        bytes: BYTES,
        until: Instant::now() + TIME,
    }
}

impl Desk {
    /// Why nothing can be read: a database let go of on a disk that refused is closed for that reason.
    pub(super) fn because(&self, error: StoreError) -> StoreError {
        match (error, &self.failed) {
            (StoreError::Closed, Some(reason)) => reason.clone(),
            (error, _) => error,
        }
    }

    /// Lets shells in, if this store is to be shared. A door that does not open is no reason not to work.
    pub(super) fn open_door(&mut self) {
        if !self.options.share {
            return;
        }
        let (requests, tickets) = self.own.clone();
        let tell = Arc::clone(&self.tell);
        let hall = Hall {
            desk: Box::new(move |ask, answer: Sender<Said<Answer>>| {
                requests.send(Request::Guest(ask, answer)).is_ok()
            }),
            window: Box::new(move |ticket, transactions| {
                tell(match transactions {
                    Some(transactions) => StoreEvent::Asked {
                        ticket,
                        transactions,
                    },
                    None => StoreEvent::AskedToLeave { ticket },
                });
            }),
            tickets,
        };
        match Door::open(&self.dir, hall) {
            Ok(door) => self.door = Some(door),
            Err(error) => tracing::warn!(%error, "shells cannot come in"),
        }
    }

    /// Takes the lock; a shell that has it for a moment is waited for.
    pub(super) fn lock(&self, layout: &Layout) -> Result<Lock, StoreError> {
        let since = Instant::now();
        loop {
            let held = match Engine::lock(layout) {
                Err(error @ StoreError::InUse { .. }) if self.options.share => error,
                other => return other,
            };
            let window = !matches!(Link::connect(&self.dir), Ok(None));
            if window || since.elapsed() > MOMENT || self.own.1.is_leaving() {
                return Err(held);
            }
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    /// Asks the window that has the store to leave, waits until it has left, and opens the store.
    pub(super) fn take_over(&mut self) {
        if self.engine.is_some() {
            return;
        }
        let (stays, patience) = match Link::connect(&self.dir) {
            Ok(Some(link)) => match link.hand_over() {
                // Gone without a word is gone too.
                Ok(()) | Err(StoreError::Window(WindowError::Lost)) => {
                    (WindowError::Silent, LEAVING)
                }
                Err(StoreError::Window(error)) => return self.tell(StoreEvent::Stays(error)),
                Err(_) => return self.tell(StoreEvent::Stays(WindowError::Silent)),
            },
            // A shell, which is soon done, or the window has left by itself.
            Ok(None) => (WindowError::NoWindow, MOMENT),
            Err(StoreError::Window(error)) => return self.tell(StoreEvent::Stays(error)),
            Err(_) => return self.tell(StoreEvent::Stays(WindowError::Silent)),
        };
        if self.is_free_within(patience) {
            self.open();
        } else {
            self.tell(StoreEvent::Stays(stays));
        }
    }

    /// Waits until nobody has the store.
    fn is_free_within(&self, patience: Duration) -> bool {
        let layout = Layout::new(&self.dir);
        let since = Instant::now();
        while matches!(Engine::lock(&layout), Err(StoreError::InUse { .. })) {
            if since.elapsed() >= patience || self.own.1.is_leaving() {
                return false;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        true
    }

    /// Answers a ticket: what was applied is on disk by now, for commits are taken before anything else, or
    /// the disk refused.
    pub(super) fn answer(&self, ticket: u64, verdict: Verdict) {
        let answer = match verdict {
            Verdict::Applied { first, last } => {
                let saved = self.engine.as_ref().is_some_and(|e| e.seq() >= last);
                if saved {
                    Answer::Committed { first, last }
                } else {
                    Answer::Refused(No::Unsaved)
                }
            }
            Verdict::Leaving if self.unsaved.is_empty() => Answer::Leaving,
            Verdict::Leaving => Answer::Refused(No::Failing),
            Verdict::Refused(error) => Answer::Refused(no(&error)),
        };
        self.own.1.answer(ticket, answer);
    }

    /// Answers a shell that reads.
    pub(super) fn guest(&mut self, ask: Ask, to: Sender<Said<Answer>>) {
        if let Ask::BackUp { why, file } = &ask {
            let why = Cause::ALL.into_iter().find(|cause| cause.name() == why);
            let file = file.as_deref().map(Path::new);
            let stuck = self.failed.is_some() && !self.unsaved.is_empty();
            let answer = match (why, file) {
                (None, _) => Answer::Refused(No::Garbage),
                (Some(_), Some(file)) if stuck => self.rescue_into(file),
                // The store's own folder is on the disk that refuses.
                (Some(_), None) if stuck => Answer::Refused(No::Failing),
                (Some(why), _) => return self.back_up_for(why, file, to),
            };
            return drop(to.send(answer.into()));
        }
        let said = self.read_for(ask).unwrap_or_else(|error| {
            // Let go of on a disk that refused is not closed.
            Answer::Refused(self.because(error).into()).into()
        });
        // It may have gone.
        let _ = to.send(said);
    }

    /// The emergency copy for a shell: what could not be saved is in it.
    fn rescue_into(&mut self, file: &Path) -> Answer {
        let schedule = self.options.backups.as_ref();
        let now = schedule.map_or_else(Zoned::now, Schedule::now);
        let made = match &mut self.engine {
            Some(engine) => engine.copy_to(file, &self.unsaved, &now),
            None => Err(StoreError::Closed),
        };
        match made {
            Ok(made) => Answer::backed_up(&made),
            Err(error) => Answer::Refused(self.because(error).into()),
        }
    }

    fn read_for(&self, ask: Ask) -> Result<Said<Answer>, StoreError> {
        let engine = self.engine.as_ref().ok_or(StoreError::Closed)?;
        Ok(match ask {
            Ask::Since { seq, hash } => {
                let ours = match hash {
                    None => true,
                    Some(hash) if seq == engine.seq() => hash == engine.hash(),
                    Some(_) if seq == 0 || seq > engine.seq() => false,
                    Some(hash) => entry::hash(&engine.entry_bytes(seq)?) == hash,
                };
                let mut parts = Vec::new();
                let mut left = slice();
                let last = if ours { self.seq() } else { seq };
                for seq in seq + 1..=last {
                    let bytes = self.entry_bytes(engine, seq)?;
                    let full = left.filled_by(bytes.len());
                    parts.push(bytes);
                    if full {
                        break;
                    }
                }
                Said {
                    head: Answer::Since {
                        ours,
                        seq: self.seq(),
                    },
                    parts,
                }
            }
            Ask::Rows { kind, after } => {
                let Some(kind) = Kind::from_code(kind).filter(|kind| !kind.is_lazy()) else {
                    return Ok(Answer::Refused(No::Garbage).into());
                };
                let (rows, more) = engine.rows_behind(kind, &after, slice())?;
                Said {
                    head: Answer::Rows {
                        seq: engine.seq(),
                        more,
                    },
                    parts: rows
                        .into_iter()
                        .flat_map(|row| {
                            let value = [&row.schema.to_le_bytes(), row.payload.as_slice()];
                            [row.key, value.concat()]
                        })
                        .collect(),
                }
            }
            Ask::Heads { newest } => {
                let mut heads = match newest {
                    Some(n) => engine.journal(usize::try_from(n).unwrap_or(usize::MAX))?,
                    None => engine.heads()?,
                };
                let waiting = self.unsaved.iter().filter(|t| t.entry.seq > engine.seq());
                let waiting = waiting.map(|t| t.entry.clone());
                match newest {
                    Some(n) => {
                        heads.splice(..0, waiting.rev());
                        heads.truncate(usize::try_from(n).unwrap_or(usize::MAX));
                    }
                    None => heads.extend(waiting),
                }
                let parts = heads.iter().map(|head| {
                    let mut bytes = Vec::new();
                    codec::write(&EntryHead::from(head), &mut bytes)?;
                    Ok(bytes)
                });
                parts_of(parts.collect::<Result<_, StoreError>>()?)
            }
            Ask::Entries { seqs } => {
                let parts = seqs.iter().map(|seq| self.entry_bytes(engine, *seq));
                parts_of(parts.collect::<Result<_, _>>()?)
            }
            Ask::Touches { client } => {
                let touches = self.touches_of(ClientId::from_bytes(client))?;
                records(touches.into_iter().map(Record::Touch))?
            }
            Ask::Campaigns { client } => {
                let read = self.campaigns_of(&[ClientId::from_bytes(client)])?;
                let all = read.into_iter().flat_map(|(_, campaigns)| campaigns);
                records(all.map(Record::Campaign))?
            }
            Ask::Enter | Ask::BackUp { .. } | Ask::Bring | Ask::Commit | Ask::HandOver => {
                Answer::Refused(No::Garbage).into()
            }
        })
    }

    /// The bytes of an entry on disk or, chained to nothing yet, in memory.
    fn entry_bytes(&self, engine: &Engine, seq: u64) -> Result<Vec<u8>, StoreError> {
        match self.unsaved.iter().find(|t| t.entry.seq == seq) {
            Some(waiting) => Ok(entry::encode(waiting, &entry::GENESIS)?.bytes),
            None => engine.entry_bytes(seq),
        }
    }
}

fn parts_of(parts: Vec<Vec<u8>>) -> Said<Answer> {
    Said {
        head: Answer::Parts,
        parts,
    }
}

fn records(all: impl Iterator<Item = Record>) -> Result<Said<Answer>, StoreError> {
    let parts = all.map(|record| {
        let mut bytes = Vec::new();
        packed::record(&record, &mut bytes)?;
        Ok(bytes)
    });
    Ok(parts_of(parts.collect::<Result<_, StoreError>>()?))
}

/// A refusal of the window as it goes over the socket.
const fn no(error: &WindowError) -> No {
    match error {
        WindowError::Conflict => No::Conflict,
        WindowError::Opening => No::Opening,
        WindowError::Importing => No::Importing,
        WindowError::Failing | WindowError::Uncopied => No::Failing,
        WindowError::Unsaved => No::Unsaved,
        WindowError::Away => No::Away,
        WindowError::Typing => No::Typing,
        WindowError::Locked => No::Locked,
        WindowError::Busy => No::Busy,
        WindowError::Garbage | WindowError::Version { .. } => No::Garbage,
        WindowError::Lost
        | WindowError::Silent
        | WindowError::NoWindow
        | WindowError::Open { .. } => No::Closing,
    }
}
