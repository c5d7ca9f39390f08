//! What a damaged database is built of anew: backups, the journal files, and the damaged database itself.

use std::fs;
use std::path::PathBuf;

use super::commit::Writes;
use super::restore;
use super::tables::{State, Tables};
use super::{Layout, OpenOptions, StoreError, entry};
use crate::domain::Transaction;
use crate::domain::healing::Source;
use crate::store::backup::{self, Backup};
use crate::store::error::At as _;
use crate::store::guard::caught;
use crate::store::layout::copy_dir;
use crate::store::log::{self, Frames};

/// Transactions written at once while rebuilding or copying.
pub(super) const BATCH: usize = 256;

/// Bytes after which a batch is written even if it is short.
const WEIGHT: usize = 4 << 20;

/// What was built, and of what.
pub(super) struct Built {
    pub(super) state: State,
    pub(super) source: Source,
}

/// Writes transactions that are in the journal files already, with the bytes of their entries there.
pub(super) fn replay(
    tables: &Tables,
    batch: &[(Transaction, Vec<u8>)],
    state: &mut State,
) -> Result<(), StoreError> {
    let writes = Writes::replayed(batch, *state, tables)?;
    writes.transact(tables)?;
    *state = writes.state();
    Ok(())
}

/// The backups a store could be built from, those that hold most first. One that is further than the store ever
/// came is of another line.
fn candidates(trail: &Trail<'_>, known: u64) -> impl Iterator<Item = Backup> + use<> {
    let all = backup::glance(trail.layout).into_iter();
    all.filter(move |backup| known == 0 || backup.front.seq <= known)
}

/// Builds what reaches as far as is known: from a backup if one does, else from the journal alone. How far it
/// would is looked up first: building is what takes time.
pub(super) fn whole(
    trail: &Trail<'_>,
    to: &Layout,
    known: u64,
) -> Result<Option<Built>, StoreError> {
    for candidate in candidates(trail, known) {
        if trail.reach(&candidate)? >= known
            && let Some(built) = tried(trail, to, &candidate, known)?
        {
            return Ok(Some(built));
        }
    }
    let alone = trail.walk(State::GENESIS, |_, _| Ok(()))?;
    match alone.seq >= known {
        true => from_journal(trail, to).map(Some),
        false => Ok(None),
    }
}

/// Builds what comes nearest to what is known.
pub(super) fn furthest(trail: &Trail<'_>, to: &Layout, known: u64) -> Result<Built, StoreError> {
    if let Some(built) = whole(trail, to, known)? {
        return Ok(built);
    }
    let alone = trail.walk(State::GENESIS, |_, _| Ok(()))?.seq;
    let mut shorter = Vec::new();
    for candidate in candidates(trail, known) {
        shorter.push((trail.reach(&candidate)?, candidate));
    }
    // Of equal ones the latest stays first.
    shorter.sort_by_key(|(reach, _)| std::cmp::Reverse(*reach));
    for (reach, candidate) in shorter.iter().take_while(|(reach, _)| *reach > alone) {
        if let Some(built) = tried(trail, to, candidate, *reach)? {
            return Ok(built);
        }
    }
    from_journal(trail, to)
}

fn from_journal(trail: &Trail<'_>, to: &Layout) -> Result<Built, StoreError> {
    let tables = renew(to)?;
    let state = trail.replay(&tables, State::GENESIS)?;
    tables.close()?;
    Ok(Built {
        state,
        source: Source::Journal,
    })
}

/// What is built from a backup, when it is whole, of this line and comes as far as it should. What a newer version
/// wrote is no damage to look past.
fn tried(
    trail: &Trail<'_>,
    to: &Layout,
    candidate: &Backup,
    far: u64,
) -> Result<Option<Built>, StoreError> {
    match from_backup(trail, to, candidate) {
        Ok(built) => Ok(built.filter(|built| built.state.seq >= far)),
        Err(error @ StoreError::Newer { .. }) => Err(error),
        Err(error) => {
            tracing::warn!(%error, "a backup that does not help");
            Ok(None)
        }
    }
}

/// Builds from a backup and what follows it; `None` when it belongs to another line.
fn from_backup(
    trail: &Trail<'_>,
    to: &Layout,
    candidate: &Backup,
) -> Result<Option<Built>, StoreError> {
    let Some(key) = backup::key_of(candidate, &trail.layout.cipher)? else {
        return Ok(None);
    };
    let tables = renew(to)?;
    let loaded = match restore::load(candidate, &key, &tables, None) {
        Ok(loaded) => loaded,
        Err(error) => {
            tables.release()?;
            return Err(error);
        }
    };
    let state = trail.replay(&tables, loaded)?;
    let mine = trail.agrees(&tables, state.seq)?;
    tables.close()?;
    Ok(mine.then_some(Built {
        state,
        source: Source::Backup {
            made: candidate.front.made,
            followed: state.seq - loaded.seq,
        },
    }))
}

/// A copy of the damaged database, opened: looking at the thing itself would change it.
pub(super) fn look_at(layout: &Layout, copied: Option<&PathBuf>) -> Option<Tables> {
    let found = copied.cloned().unwrap_or_else(|| layout.sled());
    let copy = layout.beside(&layout.swapping().join("damaged"));
    let opened = copy
        .create()
        .and_then(|()| copy_dir(&found, &copy.sled()))
        .and_then(|()| copy.remove_torn_snapshots())
        .and_then(|()| Tables::open(&copy, &OpenOptions::default()));
    opened
        .inspect_err(|error| tracing::warn!(%error, "the damaged database cannot be looked at"))
        .ok()
}

/// An empty database in an empty directory.
pub(super) fn renew(to: &Layout) -> Result<Tables, StoreError> {
    if to.root.exists() {
        fs::remove_dir_all(&to.root).at(&to.root)?;
    }
    to.create()?;
    Tables::open(to, &OpenOptions::default())
}

/// Entries by the chain that links them, wherever they are.
pub(super) struct Trail<'a> {
    pub(super) layout: &'a Layout,
    /// The damaged database, opened from a copy.
    pub(super) damaged: Option<Tables>,
}

impl Trail<'_> {
    /// Where the damaged database says it stands.
    pub(super) fn damaged_state(&self) -> Option<State> {
        let tables = self.damaged.as_ref()?;
        caught("the state", || tables.state()).ok()?
    }

    /// Whether the journal files say of the last entry they share with a database what that says; so they do when
    /// they share none.
    fn agrees(&self, tables: &Tables, seq: u64) -> Result<bool, StoreError> {
        let frames = Frames::from(&self.layout.journal(), seq, &self.layout.cipher)?.over(seq);
        let shared = frames.map_while(Result::ok).take_while(|f| f.seq <= seq);
        Ok(shared.last().is_none_or(|frame| {
            let there = tables.entry(frame.seq).map(|bytes| entry::hash(&bytes));
            there == Ok(entry::hash(&frame.entry))
        }))
    }

    /// The last transaction the journal files speak of, though what leads to it may not be readable.
    pub(super) fn files(&self) -> u64 {
        let (dir, cipher) = (self.layout.journal(), &self.layout.cipher);
        let reach = log::reach(&dir, 0, u64::MAX, cipher);
        reach.unwrap_or_else(|_| {
            let last = Frames::from(&dir, u64::MAX, cipher).map(|f| f.map_while(Result::ok).last());
            last.ok().flatten().map_or(0, |frame| frame.seq)
        })
    }

    /// How far a backup comes with what follows it.
    fn reach(&self, backup: &Backup) -> Result<u64, StoreError> {
        let stands = State {
            seq: backup.front.seq,
            hash: backup.front.hash,
        };
        self.walk(stands, |_, _| Ok(())).map(|state| state.seq)
    }

    /// Hands over every entry that follows from a state on; tells where that ends.
    fn walk(
        &self,
        from: State,
        mut f: impl FnMut(u64, Vec<u8>) -> Result<(), StoreError>,
    ) -> Result<State, StoreError> {
        let mut state = from;
        loop {
            let before = state.seq;
            let frames = Frames::from(&self.layout.journal(), state.seq + 1, &self.layout.cipher)?;
            // What lies before is there already, however little of it can be read.
            for frame in frames.over(state.seq) {
                // What cannot be read ends the files here; the database may go on.
                let Ok(frame) = frame else { break };
                if frame.seq <= state.seq {
                    continue;
                }
                if !state.is_followed_by(frame.seq, &frame.entry) {
                    break;
                }
                state = State::after(frame.seq, &frame.entry);
                f(frame.seq, frame.entry)?;
            }
            while let Some(tables) = &self.damaged
                && let Ok(bytes) = caught("an entry", || tables.entry(state.seq + 1))
                && state.is_followed_by(state.seq + 1, &bytes)
            {
                state = State::after(state.seq + 1, &bytes);
                f(state.seq, bytes)?;
            }
            if state.seq == before {
                return Ok(state);
            }
        }
    }

    /// Writes every entry that follows from a state on.
    fn replay(&self, tables: &Tables, from: State) -> Result<State, StoreError> {
        let mut state = from;
        let (mut batch, mut weight) = (Vec::new(), 0);
        self.walk(from, |_, bytes| {
            weight += bytes.len();
            batch.push((entry::decode(&bytes)?, bytes));
            if batch.len() == BATCH || weight > WEIGHT {
                replay(tables, &batch, &mut state)?;
                batch.clear();
                weight = 0;
            }
            Ok(())
        })?;
        if !batch.is_empty() {
            replay(tables, &batch, &mut state)?;
        }
        Ok(state)
    }
}
