//! The plan of a day in ready words, to be written out as text, Markdown, JSON or a calendar.

use jiff::Zoned;
use jiff::civil::Date;

use super::agenda::{BlockKind, Done};
use super::{Channel, ClientId, ContactId};

/// How a plan is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanFormat {
    /// Plain text.
    Text,
    /// Markdown with a box to tick for each call.
    Markdown,
    /// A calendar with the calls as events (iCalendar).
    Ics,
    /// For programs.
    Json,
}

impl PlanFormat {
    /// The ending of a file of this kind.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Ics => "ics",
            Self::Json => "json",
        }
    }
}

/// A call of the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanRow {
    /// Begin, in the manager's zone.
    pub from: Zoned,
    /// Minutes set aside.
    pub minutes: u16,
    /// Begin, in the client's zone.
    pub there: Zoned,
    /// Begin as the manager reads it: `09:15`.
    pub clock: String,
    /// The client's clock in words, where it shows another time or the call lies outside the client's hours; empty
    /// otherwise.
    pub local: String,
    /// Outside the hours the client may be called in.
    pub outside: bool,
    /// Whom.
    pub client: ClientId,
    /// The client's name.
    pub name: String,
    /// The person to ask for, with the name.
    pub contact: Option<(ContactId, String)>,
    /// The number to dial.
    pub phone: Option<String>,
    /// By which channel.
    pub channel: Channel,
    /// The channel in a word, where it is not the phone; empty otherwise.
    pub by: String,
    /// What is to be done, as the calendar names events: «Звонок», «Чат».
    pub act: String,
    /// Reasons: the stable name and the words, the weightiest first.
    pub reasons: Vec<(&'static str, String)>,
    /// All of them in one line.
    pub why: String,
    /// What the call is for.
    pub value: String,
    /// The hour was set.
    pub pinned: bool,
    /// The hour has passed and nobody called.
    pub missed: bool,
    /// Something else that does not move claims the hour.
    pub clash: bool,
    /// What is to be known of its hour, in words: clashes, was missed, is kept.
    pub marks: Vec<String>,
}

/// A part of the day that takes no calls.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanBlock {
    /// Begin, in the manager's zone.
    pub from: Zoned,
    /// How long.
    pub minutes: u16,
    /// What kind.
    pub kind: BlockKind,
    /// Begin as the manager reads it.
    pub clock: String,
    /// What it is called.
    pub name: String,
}

/// The plan of a day.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanSheet {
    /// When it was written.
    pub now: Zoned,
    /// Which day.
    pub date: Date,
    /// Day, calls and minutes in one line.
    pub title: String,
    /// What is to be said of the day as a whole: a day off, nothing planned.
    pub notes: Vec<String>,
    /// How many found no place, in words; empty when all did.
    pub left: String,
    /// The manager does not work that day.
    pub day_off: bool,
    /// Minutes there are.
    pub budget: u16,
    /// Minutes planned.
    pub planned: u16,
    /// What is done already.
    pub done: Done,
    /// How many found no place.
    pub left_out: usize,
    /// The calls, in the order of the day.
    pub rows: Vec<PlanRow>,
    /// What stands between them.
    pub fixed: Vec<PlanBlock>,
}
