//! Opening: what the last process left behind decides how carefully.

use super::heal;
use super::load;
use super::tables::{State, Tables};
use super::{Engine, Layout, Lock, OpenOptions, OpenReport, Opened, StoreError, entry, remove};
use crate::store::layout::sync_dir;
use crate::store::log::{Frames, Log, Position};
use crate::store::seal::Seal;

/// How the store was left.
enum Left {
    /// Never made.
    New,
    /// Closed, and still what was sealed.
    Sealed(Seal),
    /// Closed, but not what was sealed any more.
    Changed(Seal),
    /// Not closed.
    Unclean,
}

impl Engine {
    pub(in crate::store) fn open_locked(
        layout: Layout,
        lock: Lock,
        options: OpenOptions,
    ) -> Result<(Self, Opened), StoreError> {
        layout.check_header()?;
        layout.remove_torn_snapshots()?;
        let left = match Seal::read(&layout) {
            Some(seal) if seal.holds(&layout) => Left::Sealed(seal),
            Some(seal) => Left::Changed(seal),
            None if layout.db().exists() => Left::Unclean,
            None => Left::New,
        };
        let mut report = OpenReport::default();
        match &left {
            Left::New => report.created = true,
            Left::Sealed(_) => {}
            Left::Changed(_) | Left::Unclean => {
                report.unclean = true;
                if layout.sled().exists() {
                    report.copied = match layout.copy_aside() {
                        Ok(copy) => Some(copy),
                        // Better open than not at all: the journal files are a second copy too.
                        Err(StoreError::NoSpace { .. }) => None,
                        Err(error) => return Err(error),
                    };
                }
            }
        }
        remove(&layout.seal())?;
        sync_dir(&layout.root)?;
        let first = match &left {
            Left::Changed(_) => Err(StoreError::damaged("the database is not what was sealed")),
            Left::Sealed(seal) => attempt(&layout, Some(seal), &mut report),
            Left::New | Left::Unclean => attempt(&layout, None, &mut report),
        };
        let known = match &left {
            Left::Sealed(seal) | Left::Changed(seal) => seal.seq,
            Left::New | Left::Unclean => 0,
        };
        let found = match first {
            Err(error) if error.is_damage() => {
                heal::rebuild(&layout, known, &error, &mut report)?;
                attempt(&layout, None, &mut report)?
            }
            other => other?,
        };
        let (tables, log, state, book, entries) = found;
        report.created &= state.seq == 0;
        let engine = Self {
            layout,
            tables: Some(tables),
            log,
            seq: state.seq,
            hash: state.hash,
            broken: false,
            options,
            _lock: lock,
        };
        Ok((
            engine,
            Opened {
                book,
                entries,
                report,
            },
        ))
    }
}

type Found = (
    Tables,
    Log,
    State,
    crate::domain::Book,
    Vec<crate::domain::Entry>,
);

/// Opens what is there, checks it against the journal and reads it.
fn attempt(
    layout: &Layout,
    seal: Option<&Seal>,
    report: &mut OpenReport,
) -> Result<Found, StoreError> {
    let new = !layout.db().exists();
    let tables = Tables::open(layout)?;
    let mut state = check(&tables)?;
    if new {
        tables.sync_names(layout)?;
    }
    if let Some(seal) = seal
        && seal.seq != state.seq
    {
        return Err(StoreError::damaged(format_args!(
            "the database stands at {}, sealed at {}",
            state.seq, seal.seq
        )));
    }
    let log = match seal {
        Some(seal) if fits(layout, seal.position()) => {
            Log::open(&layout.journal(), seal.position())?
        }
        _ => reconcile(layout, &tables, &mut state, report)?,
    };
    let book = load::book(&tables, state.seq, report)?;
    let entries = load::entries(&tables)?;
    Ok((tables, log, state, book, entries))
}

/// The state, checked against the last journal entry in the database.
fn check(tables: &Tables) -> Result<State, StoreError> {
    let last = tables.heads().next().transpose()?;
    let state = match (tables.state()?, &last) {
        (Some(state), _) => state,
        (None, None) => State {
            seq: 0,
            hash: entry::GENESIS,
        },
        (None, Some(_)) => return Err(StoreError::damaged("the state is not there")),
    };
    if last.map_or(0, |entry| entry.seq) != state.seq {
        return Err(StoreError::damaged("state and journal differ"));
    }
    if state.seq > 0 && entry::hash(&tables.entry(state.seq)?) != state.hash {
        return Err(StoreError::damaged("the last entry is not the one sealed"));
    }
    Ok(state)
}

/// Whether a sealed position still lies inside the journal files.
fn fits(layout: &Layout, position: Position) -> bool {
    position.segment == 0
        || layout
            .journal()
            .join(format!("{:020}.log", position.segment))
            .metadata()
            .is_ok_and(|meta| meta.len() >= position.at)
}

/// Brings database and journal files to the same point: the database takes transactions only the files
/// have, the files take entries only the database has.
fn reconcile(
    layout: &Layout,
    tables: &Tables,
    state: &mut State,
    report: &mut OpenReport,
) -> Result<Log, StoreError> {
    let dir = layout.journal();
    let mut end = Position::default();
    let mut last = 0;
    for frame in Frames::from(&dir, state.seq)? {
        let frame = frame?;
        if frame.seq == state.seq && entry::hash(&frame.entry) != state.hash {
            // The files tell another story than the database: the database is the one that was synced.
            report.quarantined.push(layout.quarantine(&dir)?);
            (end, last) = (Position::default(), 0);
            break;
        }
        if frame.seq > state.seq {
            if frame.seq != state.seq + 1 || entry::previous(&frame.entry) != Some(state.hash) {
                break;
            }
            heal::replay(tables, &[entry::decode(&frame.entry)?], state)?;
            report.replayed += 1;
        }
        (end, last) = (frame.end, frame.seq);
    }
    if report.replayed > 0 {
        tables.sync()?;
    }
    // Segments that begin behind the end hold nothing that was read.
    let mut log = Log::open(&dir, end)?;
    for seq in last + 1..=state.seq {
        log.append(&[(seq, &tables.entry(seq)?)])?;
        report.refilled += 1;
    }
    log.sync()?;
    Ok(log)
}
