//! Meetings out of a calendar file, matched with those known by the name the calendar gives them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::fold::fold;
use super::{Book, Client, ClientId, Meeting, MeetingId};

/// What a calendar says of one meeting, or of one occurrence of a series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingPatch {
    /// The line the event begins at, from 1.
    pub line: u64,
    /// Its name in that calendar, with the occurrence of a series: see [`occurrence`].
    pub uid: String,
    /// What it is.
    pub title: String,
    /// Where; may be empty.
    pub place: String,
    /// Begin.
    pub from: Timestamp,
    /// End, not before `from`.
    pub to: Timestamp,
    /// Addresses of those invited, lower case.
    pub invited: Vec<String>,
    /// How it stands.
    pub state: MeetingState,
}

/// How a calendar says a meeting stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeetingState {
    /// It takes place.
    Stands,
    /// It takes place but leaves the time free.
    Free,
    /// It was called off.
    Cancelled,
}

/// What a calendar file says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MeetingFile {
    /// Its meetings, by begin.
    pub meetings: Vec<MeetingPatch>,
    /// Names of the series in it, laid out up to `until`: of these no other occurrence takes place.
    pub series: BTreeSet<String>,
    /// From when occurrences of series were laid out.
    pub from: Timestamp,
    /// Up to when.
    pub until: Timestamp,
}

/// The name of one occurrence of a series.
#[must_use]
pub fn occurrence(uid: &str, at: Timestamp) -> String {
    format!("{uid}{MARK}{}", at.strftime("%Y%m%dT%H%M%SZ"))
}

/// Between the name of a series and its occurrence.
const MARK: char = '#';

/// The series an occurrence belongs to; `None` for a single meeting.
fn series_of(uid: &str) -> Option<&str> {
    uid.rsplit_once(MARK)
        .filter(|(_, at)| at.len() == 16 && at.ends_with('Z'))
        .map(|(series, _)| series)
}

/// What would become of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeetingVerdict {
    /// It is new.
    New,
    /// A known one changes.
    Changed(MeetingId),
    /// A known one was called off, or is no longer part of its series.
    Removed(MeetingId),
    /// All of it is known.
    Unchanged,
    /// It leaves the time free.
    Free,
    /// It was called off, and nobody knew of it.
    Cancelled,
}

/// A row of the preview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingRow {
    /// The meeting as it will stand, or as it stood when it goes.
    pub meeting: Meeting,
    /// The line of the event, from 1.
    pub line: u64,
    /// What would become of it.
    pub verdict: MeetingVerdict,
}

/// What an import of a calendar would do.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MeetingPlan {
    /// Meeting by meeting, in the order of the file; those that go because their series changed at the end.
    pub rows: Vec<MeetingRow>,
}

impl MeetingPlan {
    /// How many rows have a verdict like this.
    #[must_use]
    pub fn count(&self, like: impl Fn(MeetingVerdict) -> bool) -> u64 {
        let rows = self.rows.iter().filter(|row| like(row.verdict)).count();
        u64::try_from(rows).unwrap_or(u64::MAX)
    }

    /// Whether carrying it out would change the book.
    #[must_use]
    pub fn changes_something(&self) -> bool {
        self.rows.iter().any(|row| row.verdict.changes())
    }
}

impl MeetingVerdict {
    /// Whether the book changes by it.
    #[must_use]
    pub const fn changes(self) -> bool {
        matches!(self, Self::New | Self::Changed(_) | Self::Removed(_))
    }
}

/// Matches a calendar with the meetings of the book; no identity is made here (new ones carry that of nobody).
#[must_use]
pub fn plan_meetings(book: &Book, file: &MeetingFile) -> MeetingPlan {
    let desk = book.desk();
    let known: BTreeMap<&str, &Meeting> = desk
        .meetings
        .iter()
        .filter(|m| !m.uid.is_empty())
        .map(|m| (m.uid.as_str(), m))
        .collect();
    let people = invited(book, file);
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut rows = Vec::with_capacity(file.meetings.len());
    for patch in &file.meetings {
        let before = known.get(patch.uid.as_str()).copied();
        if !seen.insert(patch.uid.as_str()) {
            continue;
        }
        let client = (patch.invited.iter()).find_map(|mail| people.get(mail.as_str()).copied());
        let meeting = Meeting {
            id: before.map_or(MeetingId(uuid::Uuid::nil()), |m| m.id),
            uid: patch.uid.clone(),
            title: patch.title.clone(),
            place: patch.place.clone(),
            from: patch.from,
            to: patch.to,
            // Whom a person said it is with stays, whatever the list of guests says.
            client: before.and_then(|m| m.client).or(client.flatten()),
        };
        let verdict = match (patch.state, before) {
            (MeetingState::Stands, None) => MeetingVerdict::New,
            (MeetingState::Stands, Some(old)) if *old == meeting => MeetingVerdict::Unchanged,
            (MeetingState::Stands, Some(old)) => MeetingVerdict::Changed(old.id),
            (_, Some(old)) => MeetingVerdict::Removed(old.id),
            (MeetingState::Free, None) => MeetingVerdict::Free,
            (MeetingState::Cancelled, None) => MeetingVerdict::Cancelled,
        };
        rows.push(MeetingRow {
            meeting,
            line: patch.line,
            verdict,
        });
    }
    // A series that was called off whole takes every occurrence along; one that was changed, those it lost.
    for old in &desk.meetings {
        let Some(series) = series_of(&old.uid) else {
            continue;
        };
        let inside = file.from <= old.from && old.from < file.until;
        if inside && file.series.contains(series) && !seen.contains(old.uid.as_str()) {
            rows.push(MeetingRow {
                meeting: old.clone(),
                line: 0,
                verdict: MeetingVerdict::Removed(old.id),
            });
        }
    }
    MeetingPlan { rows }
}

/// The one client an address invited belongs to; `None` where it is several clients'.
fn invited<'f>(book: &Book, file: &'f MeetingFile) -> BTreeMap<&'f str, Option<ClientId>> {
    let wanted: BTreeSet<&str> = (file.meetings.iter())
        .flat_map(|m| m.invited.iter().map(String::as_str))
        .collect();
    let mut found: BTreeMap<&str, Option<ClientId>> = BTreeMap::new();
    if wanted.is_empty() {
        return found;
    }
    let live = |client: &Client| client.archived_at.is_none();
    for dossier in book.all().filter(|d| live(&d.client)) {
        for mail in dossier.contacts.iter().flat_map(|c| &c.emails) {
            if let Some(mail) = wanted.get(fold(mail.trim()).as_str()) {
                let client = found.entry(mail).or_insert(Some(dossier.id()));
                if *client != Some(dossier.id()) {
                    *client = None;
                }
            }
        }
    }
    found
}
