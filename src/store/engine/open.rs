//! Opening: what the last process left behind decides how carefully.

use std::cell::Cell;
use std::thread::JoinHandle;

use super::heal::{self, Wound};
use super::tables::{State, Tables};
use super::{Engine, Layout, Lock, OpenOptions, OpenReport, Opened, Step, StoreError, entry};
use super::{load, mend, verify};
use crate::domain::{Book, Entry};
use crate::store::guard::caught;
use crate::store::harm::Harm;
use crate::store::layout::{list, name, remove, remove_all, size_of};
use crate::store::log::{self, Frames, Log, Position};
use crate::store::seal::Seal;
use crate::store::warm::{self, Warm};

/// A database larger than this is not compared with its journal after an unclean stop: a start that takes
/// longer than a person waits is no help, and the doctor does it.
const DEEP: u64 = 256 << 20;

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
        mut options: OpenOptions,
    ) -> Result<(Self, Opened), StoreError> {
        // The key is in use by now; an engine lives for days and needs the passphrase no more.
        options.passphrase = None;
        // Without a header nothing here ever was a store.
        let was = layout.header().exists() || layout.spare_header().exists();
        let headers = layout.check_header()?;
        clear_unfinished(&layout);
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
        let mut report = OpenReport {
            header_lost: !headers.is_empty(),
            quarantined: headers,
            ..OpenReport::default()
        };
        let mut untouchable = None;
        match &left {
            Left::New => report.created = true,
            Left::Sealed(_) => {}
            // It is never opened in its place: only copies of it are looked at.
            Left::Changed(_) => report.unclean = true,
            Left::Unclean => {
                report.unclean = true;
                if layout.sled().exists() {
                    let copied = match &options.drill {
                        Some(drill) => drill.at(Step::Copy, &layout.root),
                        None => Ok(()),
                    };
                    report.copied = match copied.and_then(|()| layout.copy_aside()) {
                        Ok(copy) => Some(copy),
                        // Opened in its place it would be written to, and it may be the only one that has the
                        // last second before a power cut.
                        Err(error @ (StoreError::ReadOnly { .. } | StoreError::NoSpace { .. })) => {
                            return Err(error);
                        }
                        // A sector that cannot be read: opened in its place it would be written to.
                        Err(error) => {
                            untouchable = Some(StoreError::harmed(Harm::Uncopied, error));
                            None
                        }
                    };
                }
            }
        }
        // One that does not hold stays until what it sealed is healed.
        if !matches!(left, Left::Changed(_)) {
            layout.break_seal()?;
        }
        let mut known = match &left {
            Left::Sealed(seal) | Left::Changed(seal) => seal.seq,
            Left::New | Left::Unclean => Seal::last_known(&layout),
        };
        let mut look = Look {
            layout: &layout,
            options: &options,
            deep: options.deep || matches!(left, Left::Unclean),
            known,
            unsure: was && matches!(left, Left::New | Left::Unclean),
            seen: 0,
        };
        let first = match (&left, untouchable) {
            (_, Some(error)) => Err(error),
            (Left::Changed(_), None) => Err(StoreError::harmed(
                Harm::Changed,
                "the database is not what was sealed",
            )),
            (Left::Sealed(seal), None) => look.attempt(Some((seal, warming)), &mut report),
            (Left::New | Left::Unclean, None) => look.attempt(None, &mut report),
        };
        let (tables, found) = match first {
            // A database that was never there is damaged when the journal says there was one.
            Err(error) if error.is_damage() => {
                known = known.max(look.seen);
                let changed = matches!(left, Left::Changed(_));
                let wound = Wound::new(error, changed, known, options.with_loss);
                heal::heal(&layout, &wound, &options, &mut report)?;
                (look.deep, look.known, look.unsure) = (false, 0, false);
                look.attempt(None, &mut report)?
            }
            Err(error) => {
                // Refused before it was written to it is what was sealed still, and the next open may believe it.
                if let Left::Sealed(seal) = &left
                    && seal.holds(&layout)
                    && let Err(error) = layout.mend_seal()
                {
                    tracing::warn!(%error, "the seal is not put back");
                }
                return Err(error);
            }
            Ok(done) => done,
        };
        report.header_lost |= !was && found.state.seq > 0;
        heal::tell_of_rest(matches!(left, Left::New), &mut report);
        if let Some(healing) = &mut report.healing {
            healing.clients = found.book.len();
            healing.seq = found.state.seq;
            healing.at = found.entries.last().map(|entry| entry.at);
        }
        let Found {
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
            doubt: Cell::new(false),
            tight: false,
            opened_at: state.seq,
            stale,
            pictures: Vec::new(),
            options,
            read_only: None,
            full: false,
            _guest: None,
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

/// Removes files a process was writing when it was killed: none of them ever had its name. Those of others
/// that lie there are left alone.
fn clear_unfinished(layout: &Layout) {
    const BEFORE_NAMED: [&str; 5] = [
        "header.tmp",
        "seal.tmp",
        "head.tmp",
        "warm.tmp",
        "weight.tmp",
    ];
    let backups = list(&layout.backups()).unwrap_or_default();
    let parts = backups
        .into_iter()
        .filter(|path| name(path).starts_with("planerka-") && name(path).ends_with(".part"));
    if let Err(error) = remove_all(&layout.copying()) {
        tracing::warn!(%error, "an unfinished copy is left behind");
    }
    for path in BEFORE_NAMED
        .map(|tmp| layout.root.join(tmp))
        .into_iter()
        .chain(parts)
    {
        if let Err(error) = remove(&path) {
            tracing::warn!(%error, "an unfinished file is left behind");
        }
    }
}

struct Found {
    log: Log,
    state: State,
    book: Book,
    entries: Vec<Entry>,
    /// Changes since the book was written in reading order.
    stale: usize,
}

/// The thread that reads the portfolio in reading order.
type Warming = Option<JoinHandle<Option<Warm>>>;

/// How a store is looked at while it is opened.
struct Look<'a> {
    layout: &'a Layout,
    options: &'a OpenOptions,
    /// The rows are compared with the journal.
    deep: bool,
    /// The last transaction known to have been made.
    known: u64,
    /// It may have come further than that: nobody closed it.
    unsure: bool,
    /// The last transaction the database, the journal files or a backup that follows it speaks of.
    seen: u64,
}

impl Look<'_> {
    /// Opens what is there, checks it against the journal and reads it.
    fn attempt(
        &mut self,
        sealed: Option<(&Seal, Warming)>,
        report: &mut OpenReport,
    ) -> Result<(Tables, Found), StoreError> {
        let size = size_of(&self.layout.sled());
        let tables = Tables::open(self.layout, self.options)?;
        let looked = caught("a page cannot be read", || {
            tables.check_form()?;
            let state = tables.state()?;
            self.seen = state.map_or(0, |state| state.seq);
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
                self.refuse_less(&files)?;
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
    fn refuse_less(&mut self, files: &Survey) -> Result<(), StoreError> {
        let stands = files.stands;
        let further = match self.unsure {
            true => heal::further(self.layout, stands).unwrap_or(0),
            false => 0,
        };
        self.seen = self.seen.max(further).max(files.reach);
        if files.reach > stands.seq {
            return Err(StoreError::harmed(
                Harm::Chain,
                format_args!(
                    "the journal files speak of {}, what follows the database ends at {}",
                    files.reach, stands.seq
                ),
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
    if last.map_or(0, |entry| entry.seq) != state.seq {
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

/// Whether a sealed position still lies inside the journal files.
fn fits(layout: &Layout, position: Position) -> bool {
    position.segment == 0
        || layout
            .journal()
            .join(format!("{:020}.log", position.segment))
            .metadata()
            .is_ok_and(|meta| meta.len() >= position.at)
}

/// The journal files beside a database, before either is touched.
struct Survey {
    /// Where the frames that follow the database bring it.
    stands: State,
    /// Where the last frame ends that database and files agree on or that follows.
    end: Position,
    /// The transaction of that frame; 0 when there is none.
    last: u64,
    /// The files tell another story than the database.
    other: bool,
    /// The last transaction the files speak of behind that frame, whether or not it can be reached.
    reach: u64,
}

/// Looks at the journal files. A frame torn at the end of the last segment, or a last segment torn before its
/// first, is what a power cut leaves and speaks of nothing.
fn survey(layout: &Layout, state: State) -> Result<Survey, StoreError> {
    let dir = layout.journal();
    let mut found = Survey {
        stands: state,
        end: Position::default(),
        last: 0,
        other: false,
        reach: 0,
    };
    for frame in Frames::from(&dir, state.seq, &layout.cipher)? {
        let frame = frame?;
        if frame.seq == state.seq && entry::hash(&frame.entry) != state.hash {
            found.other = true;
            return Ok(found);
        }
        if frame.seq > state.seq {
            if !found.stands.is_followed_by(frame.seq, &frame.entry) {
                found.reach = frame.seq;
                break;
            }
            found.stands = State::after(frame.seq, &frame.entry);
        }
        (found.end, found.last) = (frame.end, frame.seq);
    }
    let behind = log::reach(&dir, found.end.segment, &layout.cipher)?;
    found.reach = found.reach.max(behind);
    Ok(found)
}

/// Brings database and journal files to the same point: the database takes transactions only the files
/// have, the files take entries only the database has.
fn reconcile(
    layout: &Layout,
    tables: &Tables,
    state: &mut State,
    files: &Survey,
    report: &mut OpenReport,
) -> Result<Log, StoreError> {
    let dir = layout.journal();
    if files.other {
        // The database is the one that was synced.
        report.quarantined.push(layout.quarantine(&dir)?);
    }
    if files.stands.seq > state.seq {
        for frame in Frames::from(&dir, state.seq + 1, &layout.cipher)? {
            let frame = frame?;
            if frame.seq > state.seq && frame.seq <= files.stands.seq {
                let transaction = entry::decode(&frame.entry)?;
                heal::replay(tables, &[(transaction, frame.entry)], state)?;
                report.replayed += 1;
            }
        }
        tables.sync()?;
    }
    // Segments that begin behind the end hold nothing the database has not.
    let mut log = Log::open(&dir, files.end, &layout.cipher)?;
    mend::fill(&mut log, tables, files.last + 1..=state.seq)?;
    report.refilled += state.seq.saturating_sub(files.last);
    log.sync()?;
    Ok(log)
}
