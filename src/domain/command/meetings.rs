//! Meetings of the manager's own calendar (C21): brought in, made, changed and struck out.

use super::RuleError;
use crate::domain::calendar_file::{MeetingFile, MeetingVerdict, plan_meetings};
use crate::domain::{Book, Change, Env, Intent, Meeting, MeetingId, Transaction};

/// What is done with meetings.
#[derive(Debug, Clone, PartialEq)]
pub enum MeetingsCommand {
    /// Brings a calendar in, in one step of undo.
    Import {
        /// What the calendar says.
        file: Box<MeetingFile>,
        /// The name of the file.
        label: String,
    },
    /// Adds a meeting as described; its id is given here.
    Add(Meeting),
    /// Replaces what is known of a meeting.
    Edit(Meeting),
    /// Strikes a meeting out.
    Remove(MeetingId),
}

pub(super) fn run(
    command: MeetingsCommand,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    match command {
        MeetingsCommand::Import { file, label } => import(&file, label, book, env),
        MeetingsCommand::Add(meeting) => add(meeting, book, env),
        MeetingsCommand::Edit(meeting) => edit(meeting, book, env),
        MeetingsCommand::Remove(id) => {
            let before = find(book, id)?.clone();
            let mut tx = transaction(&before, env);
            tx.push(Change::remove(before));
            Ok(tx)
        }
    }
}

fn find(book: &Book, id: MeetingId) -> Result<&Meeting, RuleError> {
    let mut meetings = book.desk().meetings.iter();
    meetings
        .find(|m| m.id == id)
        .ok_or(RuleError::NoSuchMeeting)
}

fn transaction(meeting: &Meeting, env: &Env<'_>) -> Transaction {
    let at = env.now.timestamp();
    Transaction::new(
        Intent::EditMeeting,
        at,
        meeting.client,
        meeting.title.clone(),
    )
}

/// Trimmed, named, not ending before it begins, with a client that is there.
fn tidy(meeting: &mut Meeting, book: &Book) -> Result<(), RuleError> {
    meeting.title = meeting.title.trim().to_owned();
    meeting.place = meeting.place.trim().to_owned();
    if meeting.title.is_empty() {
        return Err(RuleError::NameMissing);
    }
    if meeting.to < meeting.from {
        return Err(RuleError::EndsBeforeBegin);
    }
    match meeting.client {
        Some(client) if book.get(client).is_none() => Err(RuleError::NoSuchClient),
        _ => Ok(()),
    }
}

fn add(mut meeting: Meeting, book: &Book, env: &mut Env<'_>) -> Result<Transaction, RuleError> {
    tidy(&mut meeting, book)?;
    meeting.id = env.ids.next(env.now.timestamp());
    meeting.uid = String::new();
    let mut tx = transaction(&meeting, env);
    tx.push(Change::create(meeting));
    Ok(tx)
}

fn edit(mut meeting: Meeting, book: &Book, env: &mut Env<'_>) -> Result<Transaction, RuleError> {
    let before = find(book, meeting.id)?.clone();
    tidy(&mut meeting, book)?;
    meeting.uid.clone_from(&before.uid);
    if meeting == before {
        return Err(RuleError::Nothing);
    }
    let mut tx = transaction(&meeting, env);
    tx.push(Change::replace(Some(before), meeting));
    Ok(tx)
}

fn import(
    file: &MeetingFile,
    label: String,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let plan = plan_meetings(book, file);
    let at = env.now.timestamp();
    let mut tx = Transaction::new(Intent::ImportMeetings, at, None, label);
    for row in plan.rows {
        let mut meeting = row.meeting;
        match row.verdict {
            MeetingVerdict::New => {
                meeting.id = env.ids.next(at);
                tx.push(Change::create(meeting));
            }
            MeetingVerdict::Changed(id) => {
                let before = find(book, id)?.clone();
                tx.push(Change::replace(Some(before), meeting));
            }
            MeetingVerdict::Removed(id) => tx.push(Change::remove(find(book, id)?.clone())),
            MeetingVerdict::Unchanged | MeetingVerdict::Free | MeetingVerdict::Cancelled => {}
        }
    }
    if tx.changes.is_empty() {
        return Err(RuleError::Nothing);
    }
    Ok(tx)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar_file::{MeetingPatch, MeetingState, occurrence};
    use crate::domain::{Command, Ids, command};
    use jiff::Zoned;

    fn now() -> Zoned {
        "2026-11-23T09:02+03:00[+03:00]".parse().unwrap()
    }

    fn patch(uid: &str, at: &str) -> MeetingPatch {
        let from = at.parse().unwrap();
        MeetingPatch {
            line: 1,
            uid: uid.to_owned(),
            title: "Планёрка".to_owned(),
            place: String::new(),
            from,
            to: from + jiff::SignedDuration::from_mins(30),
            invited: Vec::new(),
            state: MeetingState::Stands,
        }
    }

    fn series(days: &[&str]) -> MeetingFile {
        let meetings = days.iter().map(|day| {
            let at = format!("2026-11-{day}T07:00:00Z");
            let mut one = patch("s", &at);
            one.uid = occurrence("s", one.from);
            one
        });
        MeetingFile {
            meetings: meetings.collect(),
            series: std::iter::once("s".to_owned()).collect(),
            from: "2026-11-01T00:00:00Z".parse().unwrap(),
            until: "2027-11-01T00:00:00Z".parse().unwrap(),
        }
    }

    struct World {
        book: Book,
        ids: Ids,
    }

    impl World {
        fn run(&mut self, command: MeetingsCommand) -> Result<usize, RuleError> {
            let now = now();
            let mut env = Env {
                now: &now,
                ids: &mut self.ids,
            };
            let mut tx = command::decide(Command::Meetings(command), &self.book, &mut env)?;
            self.book.apply(&mut tx).unwrap();
            Ok(tx.changes.len())
        }

        fn import(&mut self, file: &MeetingFile) -> Result<usize, RuleError> {
            self.run(MeetingsCommand::Import {
                file: Box::new(file.clone()),
                label: "a.ics".to_owned(),
            })
        }

        fn days(&self) -> Vec<i8> {
            let zone = now().time_zone().clone();
            let meetings = self.book.desk().meetings.iter();
            let mut days: Vec<i8> = meetings.map(|m| zone.to_datetime(m.from).day()).collect();
            days.sort_unstable();
            days
        }
    }

    fn world() -> World {
        World {
            book: Book::new(),
            ids: Ids::seeded(3),
        }
    }

    #[test]
    fn a_calendar_brought_in_again_changes_only_what_changed() {
        let mut world = world();
        assert_eq!(world.import(&series(&["23", "24", "25"])), Ok(3));
        assert_eq!(
            world.import(&series(&["23", "24", "25"])),
            Err(RuleError::Nothing)
        );
        // One day was taken out of the series, another moved by an hour.
        let mut changed = series(&["23", "25"]);
        changed.meetings[1].from += jiff::SignedDuration::from_hours(1);
        changed.meetings[1].to += jiff::SignedDuration::from_hours(1);
        assert_eq!(world.import(&changed), Ok(2));
        assert_eq!(world.days(), [23, 25]);
        // Called off.
        changed.meetings[0].state = MeetingState::Cancelled;
        assert_eq!(world.import(&changed), Ok(1));
        assert_eq!(world.days(), [25]);
    }

    #[test]
    fn what_lies_outside_the_laid_out_span_stays() {
        let mut world = world();
        assert_eq!(world.import(&series(&["03", "23"])), Ok(2));
        let mut later = series(&["23"]);
        later.from = "2026-11-20T00:00:00Z".parse().unwrap();
        assert_eq!(
            world.import(&later),
            Err(RuleError::Nothing),
            "the 3rd is past, not lost"
        );
        assert_eq!(world.days(), [3, 23]);
    }

    #[test]
    fn meetings_made_by_hand_are_checked() {
        let mut world = world();
        let from = "2026-11-23T07:00:00Z".parse().unwrap();
        let meeting = |title: &str, minutes| Meeting {
            id: MeetingId(uuid::Uuid::nil()),
            uid: String::new(),
            title: title.to_owned(),
            place: String::new(),
            from,
            to: from + jiff::SignedDuration::from_mins(minutes),
            client: None,
        };
        for (name, given, expected) in [
            ("no title", meeting("  ", 30), RuleError::NameMissing),
            (
                "ends before it begins",
                meeting("встреча", -1),
                RuleError::EndsBeforeBegin,
            ),
        ] {
            assert_eq!(
                world.run(MeetingsCommand::Add(given)),
                Err(expected),
                "{name}"
            );
        }
        assert_eq!(
            world.run(MeetingsCommand::Add(meeting(" встреча ", 30))),
            Ok(1)
        );
        let made = world.book.desk().meetings[0].clone();
        assert_eq!(made.title, "встреча");
        let same = world.run(MeetingsCommand::Edit(made.clone()));
        assert_eq!(same, Err(RuleError::Nothing));
        assert_eq!(world.run(MeetingsCommand::Remove(made.id)), Ok(1));
        assert_eq!(
            world.run(MeetingsCommand::Remove(made.id)),
            Err(RuleError::NoSuchMeeting)
        );
    }
}
