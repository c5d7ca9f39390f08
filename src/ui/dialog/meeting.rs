//! A meeting written down by hand: time of the day that is not there for calls (C21).

use jiff::{SignedDuration, Timestamp};

use crate::domain::command::MeetingsCommand;
use crate::domain::{Command, Meeting, MeetingId};
use crate::ui::Cx;
use crate::ui::dialog::form::{Field, Form, FormDialog, Problem, Sheet, read};

/// Minutes proposed.
const USUAL: u16 = 30;

/// The form of a meeting.
pub type MeetingForm = FormDialog<MeetingSheet>;

/// The fields of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// What it is.
    Title,
    /// Day and hour in words.
    When,
    /// How long.
    Minutes,
    /// Where.
    Place,
}

/// What the form means.
#[derive(Debug)]
pub struct MeetingSheet;

impl MeetingForm {
    /// The form of a new meeting.
    #[must_use]
    pub fn new(cx: &Cx<'_>) -> Self {
        let today = format!("{} ", cx.texts.t("today"));
        let form = Form::new(vec![
            Field::line(Key::Title, "form-meeting-title", "").required(),
            Field::when(Key::When, "form-meeting-when", &today).required(),
            Field::line(Key::Minutes, "form-meeting-minutes", &USUAL.to_string())
                .required()
                .read(read::minutes),
            Field::line(Key::Place, "form-meeting-place", ""),
        ]);
        Self::of(MeetingSheet, form)
    }
}

impl Sheet for MeetingSheet {
    type Key = Key;

    fn title(&self, cx: &Cx<'_>) -> String {
        cx.texts.t("form-meeting")
    }

    fn command(&self, form: &Form<Key>, cx: &Cx<'_>) -> Result<Command, Problem<Key>> {
        let wrong = |field, id| Problem {
            field,
            words: cx.texts.t(id),
        };
        let no_hour = || wrong(Key::When, "form-meeting-no-hour");
        let when = form.when(Key::When, cx).ok_or_else(no_hour)?;
        let begin = when.date.to_datetime(when.time.ok_or_else(no_hour)?);
        let zone = cx.now.time_zone().clone();
        let from = begin.to_zoned(zone).map_err(|_| no_hour())?.timestamp();
        let minutes: u16 = form.text(Key::Minutes).trim().parse().unwrap_or(0);
        if minutes == 0 {
            return Err(wrong(Key::Minutes, "form-meeting-no-minutes"));
        }
        let long = SignedDuration::from_mins(i64::from(minutes));
        Ok(Command::Meetings(MeetingsCommand::Add(Meeting {
            // The command gives the identity.
            id: MeetingId::from_bytes([0; 16]),
            uid: String::new(),
            title: form.text(Key::Title),
            place: form.text(Key::Place),
            from,
            to: from.checked_add(long).unwrap_or(Timestamp::MAX),
            client: None,
        })))
    }
}
