//! Database and journal files beside each other: what the files have, and both brought to the same point.

use super::tables::{State, Tables};
use super::{Layout, OpenReport, StoreError, entry, mend, trail};
use crate::store::backup;
use crate::store::log::{self, Frames, Log, Position};

/// Whether a sealed position still lies inside the journal files.
pub(super) fn fits(layout: &Layout, position: Position) -> bool {
    position.segment == 0
        || layout
            .journal()
            .join(format!("{:020}.log", position.segment))
            .metadata()
            .is_ok_and(|meta| meta.len() >= position.at)
}

/// The journal files beside a database, before either is touched.
pub(super) struct Survey {
    /// Where the frames that follow the database bring it.
    pub(super) stands: State,
    /// Where the last frame ends up to which nothing the files have is amiss.
    end: Position,
    /// The transaction of that frame; 0 when there is none.
    last: u64,
    /// The files tell another story than the database.
    other: bool,
    /// The last transaction the files speak of behind what follows, whether or not it can be reached.
    pub(super) reach: u64,
}

impl Survey {
    /// The same when whatever can be read counts, behind bad frames too.
    pub(super) fn reach_of_all(&self, layout: &Layout) -> Result<u64, StoreError> {
        let behind = self.end.segment.saturating_sub(1);
        log::reach(&layout.journal(), behind, u64::MAX, &layout.cipher)
    }

    /// Whether they follow from the beginning and past what one of the backups was made of.
    pub(super) fn are_of_a_backup(&self, layout: &Layout) -> Result<bool, StoreError> {
        let last = self.stands.seq;
        let mut backups = backup::glance(layout)
            .into_iter()
            .map(|backup| backup.front);
        let Some(front) = backups.find(|front| (1..=last).contains(&front.seq)) else {
            return Ok(false);
        };
        let frames = Frames::from(&layout.journal(), front.seq, &layout.cipher)?.over(last);
        let mut frames = frames.map_while(Result::ok);
        let there = frames.find(|frame| frame.seq == front.seq);
        Ok(there.is_some_and(|frame| entry::hash(&frame.entry) == front.hash))
    }
}

/// Looks at the journal files. Frames that cannot be read and that the database covers are stepped over. A frame
/// torn at the end of the last segment, or a last segment torn before its first, is what a power cut leaves and
/// speaks of nothing.
pub(super) fn survey(layout: &Layout, state: State) -> Result<Survey, StoreError> {
    let dir = layout.journal();
    let frames = Frames::from(&dir, state.seq, &layout.cipher)?.over(state.seq);
    // Without a frame before its first hole the file itself tells what it begins with.
    let first = frames.first().filter(|first| *first <= state.seq);
    let begin = Position {
        segment: first.unwrap_or(0),
        at: 0,
    };
    let mut found = Survey {
        stands: state,
        end: begin,
        last: begin.segment.saturating_sub(1),
        other: false,
        reach: 0,
    };
    let (mut segment, mut whole) = (begin.segment, true);
    for frame in frames {
        let frame = frame?;
        if frame.seq == state.seq && entry::hash(&frame.entry) != state.hash {
            (found.end, found.last) = (Position::default(), 0);
            found.other = true;
            return Ok(found);
        }
        if frame.seq > state.seq {
            if !found.stands.is_followed_by(frame.seq, &frame.entry) {
                // Behind a hole it may be of work that never was: as torn as what was there.
                if !frame.stepped {
                    found.reach = frame.seq;
                }
                break;
            }
            found.stands = State::after(frame.seq, &frame.entry);
        }
        segment = frame.end.segment;
        whole &= !frame.stepped;
        if whole {
            (found.end, found.last) = (frame.end, frame.seq);
        }
    }
    let behind = log::reach(&dir, segment, 0, &layout.cipher)?;
    found.reach = found.reach.max(behind);
    Ok(found)
}

/// Brings database and journal files to the same point: the database takes transactions only the files
/// have, the files take entries only the database has, and from a hole on all of them.
pub(super) fn reconcile(
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
        let had = state.seq;
        for frame in Frames::from(&dir, had + 1, &layout.cipher)?.over(had) {
            let frame = frame?;
            if frame.seq > state.seq && frame.seq <= files.stands.seq {
                let transaction = entry::decode(&frame.entry)?;
                trail::replay(tables, &[(transaction, frame.entry)], state)?;
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
