//! Opening: what the last process left behind decides how carefully.

use std::thread::JoinHandle;

use super::heal;
use super::load;
use super::tables::{State, Tables};
use super::{Engine, Layout, Lock, OpenOptions, OpenReport, Opened, StoreError, entry, remove};
use crate::domain::{Book, Entry};
use crate::store::layout::sync_dir;
use crate::store::log::{Frames, Log, Position};
use crate::store::seal::Seal;
use crate::store::swap;
use crate::store::warm::{self, Warm};

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
        swap::finish(&layout)?;
        layout.check_header()?;
        layout.remove_torn_snapshots()?;
        let seal = Seal::read(&layout);
        // Read while the database is checked and opened; believed only if its seal holds.
        let warming = seal.as_ref().and_then(|_| {
            let layout = layout.clone();
            let thread = std::thread::Builder::new().name("planerka-warm".to_owned());
            thread.spawn(move || warm::read(&layout)).ok()
        });
        let left = match seal {
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
            Left::Sealed(seal) => attempt(&layout, Some((seal, warming)), &mut report),
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
        let Found {
            tables,
            log,
            state,
            book,
            entries,
            stale,
        } = found;
        report.created &= state.seq == 0;
        let engine = Self {
            layout,
            tables: Some(tables),
            log,
            seq: state.seq,
            hash: state.hash,
            broken: false,
            opened_at: state.seq,
            stale,
            pictures: Vec::new(),
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

struct Found {
    tables: Tables,
    log: Log,
    state: State,
    book: Book,
    entries: Vec<Entry>,
    /// Changes since the book was written in reading order.
    stale: usize,
}

/// The thread that reads the portfolio in reading order.
type Warming = Option<JoinHandle<Option<Warm>>>;

/// Opens what is there, checks it against the journal and reads it.
fn attempt(
    layout: &Layout,
    sealed: Option<(&Seal, Warming)>,
    report: &mut OpenReport,
) -> Result<Found, StoreError> {
    let (seal, warming) = sealed.unzip();
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
            Log::open(&layout.journal(), seal.position(), &layout.cipher)?
        }
        _ => reconcile(layout, &tables, &mut state, report)?,
    };
    let warm = warming.flatten().and_then(|thread| thread.join().ok()?);
    let (book, entries, stale) = match warm.and_then(|warm| follow(&tables, &state, warm)) {
        Some(warm) => warm,
        None => {
            let book = load::book(&tables, state.seq, report)?;
            (book, load::entries(&tables)?, usize::MAX)
        }
    };
    Ok(Found {
        tables,
        log,
        state,
        book,
        entries,
        stale,
    })
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
    for frame in Frames::from(&dir, state.seq, &layout.cipher)? {
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
            let transaction = entry::decode(&frame.entry)?;
            heal::replay(tables, &[(transaction, frame.entry)], state)?;
            report.replayed += 1;
        }
        (end, last) = (frame.end, frame.seq);
    }
    if report.replayed > 0 {
        tables.sync()?;
    }
    // Segments that begin behind the end hold nothing that was read.
    let mut log = Log::open(&dir, end, &layout.cipher)?;
    for seq in last + 1..=state.seq {
        log.append(&[(seq, &tables.entry(seq)?)])?;
        report.refilled += 1;
    }
    log.sync()?;
    Ok(log)
}
