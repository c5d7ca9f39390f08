//! A database opened for work: checked against the journal and against what is known of it, and read.

use std::thread::JoinHandle;

use super::reconcile::{Survey, fits, reconcile, survey};
use super::tables::{State, Tables};
use super::{Layout, OpenOptions, OpenReport, StoreError, entry, heal, load, verify};
use crate::domain::{Book, Entry};
use crate::store::guard::caught;
use crate::store::harm::Harm;
use crate::store::layout::size_of;
use crate::store::log::Log;
use crate::store::seal::Seal;
use crate::store::warm::Warm;

/// A database larger than this is not compared with its journal after an unclean stop: a start that takes
/// longer than a person waits is no help, and the doctor does it.
const DEEP: u64 = 256 << 20;

/// What was found in it.
pub(super) struct Found {
    pub(super) log: Log,
    pub(super) state: State,
    pub(super) book: Book,
    pub(super) entries: Vec<Entry>,
    /// Changes since the book was written in reading order.
    pub(super) stale: usize,
}

/// The thread that reads the portfolio in reading order.
pub(super) type Warming = Option<JoinHandle<Option<Warm>>>;

/// How a store is looked at while it is opened.
pub(super) struct Look<'a> {
    pub(super) layout: &'a Layout,
    pub(super) options: &'a OpenOptions,
    /// The rows are compared with the journal.
    pub(super) deep: bool,
    /// The last transaction known to have been made.
    pub(super) known: u64,
    /// It may have come further than that: nobody closed it.
    pub(super) unsure: bool,
    /// The last transaction the database, the journal files or a backup that follows it speaks of.
    pub(super) seen: u64,
    /// The database opened, and has not told where it stands.
    pub(super) mute: bool,
}

impl Look<'_> {
    /// Opens what is there, checks it against the journal and reads it.
    pub(super) fn attempt(
        &mut self,
        sealed: Option<(&Seal, Warming)>,
        report: &mut OpenReport,
    ) -> Result<(Tables, Found), StoreError> {
        let size = size_of(&self.layout.sled());
        let tables = Tables::open(self.layout, self.options)?;
        self.mute = true;
        let looked = caught("a page cannot be read", || {
            tables.check_form()?;
            let state = tables.state()?;
            self.seen = state.map_or(0, |state| state.seq);
            self.mute = false;
            let state = check(&tables)?;
            if self.deep && (size <= DEEP || self.options.deep) {
                let found = verify::content(&tables, state)?;
                if !found.agrees() {
                    return Err(StoreError::harmed(
                        Harm::Disagree,
                        format_args!(
                            "{} stale, {} missing, {} unknown",
                            found.stale, found.missing, found.unknown
                        ),
                    ));
                }
            }
            self.read(&tables, state, sealed, report)
        });
        match looked {
            Ok(read) => Ok((tables, read)),
            Err(error) => {
                // Let go of, so that its files can be moved.
                tables.release()?;
                Err(error)
            }
        }
    }

    /// Reads what is open and brings database and journal files together.
    fn read(
        &mut self,
        tables: &Tables,
        mut state: State,
        sealed: Option<(&Seal, Warming)>,
        report: &mut OpenReport,
    ) -> Result<Found, StoreError> {
        let layout = self.layout;
        let (seal, warming) = sealed.unzip();
        if state.seq == 0 {
            tables.sync_names(layout)?;
        }
        if let Some(seal) = seal
            && seal.seq != state.seq
        {
            return Err(StoreError::harmed(
                Harm::Changed,
                format_args!(
                    "the database stands at {}, sealed at {}",
                    state.seq, seal.seq
                ),
            ));
        }
        let log = match seal {
            Some(seal) if fits(layout, seal.position()) => {
                Log::open(&layout.journal(), seal.position(), &layout.cipher)?
            }
            _ => {
                // What the files have and a backup can follow is not cut off for a database that went back.
                let files = survey(layout, state)?;
                self.refuse_less(state, &files)?;
                reconcile(layout, tables, &mut state, &files, report)?
            }
        };
        let warm = warming.flatten().and_then(|thread| thread.join().ok()?);
        let (book, entries, stale) = match warm.and_then(|warm| follow(tables, &state, warm)) {
            Some(warm) => warm,
            None => {
                let book = load::book(tables, state.seq, report)?;
                (book, load::entries(tables)?, usize::MAX)
            }
        };
        Ok(Found {
            log,
            state,
            book,
            entries,
            stale,
        })
    }

    /// Refuses a database that even with the journal files has less than is known of, in whatever place.
    fn refuse_less(&mut self, state: State, files: &Survey) -> Result<(), StoreError> {
        let stands = files.stands;
        let further = |from: State| match self.unsure {
            true => heal::further(self.layout, from).unwrap_or(0),
            false => 0,
        };
        // Where no power cut was at work no end of the files is torn: what they say behind a bad frame counts.
        let went_back = self.known.max(further(state)) > state.seq;
        let reach = match went_back {
            true => files.reach.max(files.reach_of_all(self.layout)?),
            false => files.reach,
        };
        let further = further(stands);
        self.seen = self.seen.max(further).max(reach);
        if reach > stands.seq {
            return Err(StoreError::harmed(
                Harm::Chain,
                format_args!(
                    "the journal files speak of {reach}, what follows the database ends at {}",
                    stands.seq
                ),
            ));
        }
        if state.seq == 0 && self.unsure && files.are_of_a_backup(self.layout)? {
            // What a backup was made of was here, and from that all of it comes back sooner.
            return Err(StoreError::harmed(
                Harm::WentBack,
                "there is a backup of it, and the database has nothing",
            ));
        }
        let known = self.known.max(further);
        if stands.seq < known {
            return Err(StoreError::harmed(
                Harm::WentBack,
                format_args!("the database went back from {known} to {}", stands.seq),
            ));
        }
        Ok(())
    }
}

/// Brings a book written earlier to where the database stands, by the journal; `None` when it is not of
/// this database or so far behind that reading the rows is quicker.
fn follow(tables: &Tables, state: &State, warm: Warm) -> Option<(Book, Vec<Entry>, usize)> {
    let Warm {
        mut book,
        mut entries,
        seq,
        hash,
    } = warm;
    let enough = book.len() / 4 + 1000;
    let of_this = match state.seq.checked_sub(seq)? {
        0 => state.hash == hash,
        _ => entry::hash(&tables.entry(seq).ok()?) == hash,
    };
    if !of_this {
        return None;
    }
    let mut stale: usize = 0;
    for seq in seq + 1..=state.seq {
        let transaction = entry::decode(&tables.entry(seq).ok()?).ok()?;
        stale += transaction.changes.len().max(1);
        if stale > enough {
            return None;
        }
        book.follow(&transaction).ok()?;
        entries.push(transaction.entry);
    }
    Some((book, entries, stale))
}

/// The state, checked against the last journal entry in the database.
fn check(tables: &Tables) -> Result<State, StoreError> {
    let last = tables.heads().next().transpose()?;
    let state = match (tables.state()?, &last) {
        (Some(state), _) => state,
        (None, None) => State::GENESIS,
        (None, Some(_)) => return Err(StoreError::harmed(Harm::Chain, "the state is not there")),
    };
    let last = last.map_or(0, |entry| entry.seq);
    if last.checked_sub(1) == Some(state.seq)
        && let Err(error @ StoreError::Newer { .. }) =
            tables.entry(last).and_then(|bytes| entry::decode(&bytes))
    {
        // A commit a newer version was stopped in is no damage.
        return Err(error);
    }
    if last != state.seq {
        return Err(StoreError::harmed(Harm::Chain, "state and journal differ"));
    }
    if state.seq > 0 && entry::hash(&tables.entry(state.seq)?) != state.hash {
        return Err(StoreError::harmed(
            Harm::Chain,
            "the last entry is not the one sealed",
        ));
    }
    Ok(state)
}
