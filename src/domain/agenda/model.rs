//! The day asked for and the agenda answered: plain data.

use jiff::Zoned;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

use super::{Reason, Value};
use crate::domain::{Calendar, Channel, ClientId, ContactId, GreetDay, Hours, MeetingId};

/// The day the calls are fitted into.
#[derive(Debug, Clone, PartialEq)]
pub struct DayFrame {
    /// Now, in the manager's zone.
    pub now: Zoned,
    /// The day to plan; rows of today begin from `now` on, a past day has none.
    pub date: Date,
    /// The manager's working hours.
    pub hours: Hours,
    /// Minutes for calls, those already spent today included.
    pub minutes: u16,
    /// Lunch, kept free.
    pub lunch: Option<Hours>,
    /// Begin of the fire slots, 15 minutes each (D13).
    pub fires: Vec<Time>,
    /// Minutes set aside for one call, at least 1.
    pub call_minutes: u16,
    /// Which days are worked, by the manager and by clients.
    pub calendar: Calendar,
    /// Days to greet on (E14): told when they are near, to those whose day it is.
    pub greet: Vec<GreetDay>,
}

impl DayFrame {
    /// A day as the field has it: 9 to 18, four hours of calls of 15 minutes, lunch 13 to 14, fires at 11:00
    /// and 16:00.
    #[must_use]
    pub fn on(now: Zoned, date: Date) -> Self {
        Self {
            now,
            date,
            hours: Hours::OFFICE,
            minutes: 240,
            lunch: Some(Hours {
                from: Time::constant(13, 0, 0, 0),
                to: Time::constant(14, 0, 0, 0),
            }),
            fires: vec![Time::constant(11, 0, 0, 0), Time::constant(16, 0, 0, 0)],
            call_minutes: 15,
            calendar: Calendar::default(),
            greet: Vec::new(),
        }
    }

    /// [`on`](Self::on) for the day of `now`.
    #[must_use]
    pub fn today(now: Zoned) -> Self {
        let date = now.date();
        Self::on(now, date)
    }

    /// The manager's zone.
    #[must_use]
    pub fn own(&self) -> &TimeZone {
        self.now.time_zone()
    }
}

/// One client in the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Begin, on the manager's clock.
    pub at: DateTime,
    /// Minutes set aside.
    pub minutes: u16,
    /// Whom.
    pub client: ClientId,
    /// The person to ask for.
    pub contact: Option<ContactId>,
    /// By which channel.
    pub channel: Channel,
    /// The time of day at the client's when the row begins.
    pub local: Time,
    /// Why; never empty.
    pub reasons: Vec<Reason>,
    /// What for.
    pub value: Value,
    /// The hour was set, promised to the client or planned.
    pub timed: bool,
    /// The manager keeps it at this hour.
    pub pinned: bool,
    /// The hour it is kept at has passed and nobody called: it stands where it was, to be called at once or
    /// moved.
    pub missed: bool,
    /// Its hour is claimed by something else that does not move: a meeting goes over it, or another call was set
    /// for the same hour and this one stands right after.
    pub clash: bool,
    /// Outside the hours the client may be called in: it was promised, and stands all the same.
    pub outside: bool,
}

/// What a fixed block is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum BlockKind {
    /// A meeting of the manager's calendar (C21); it stands where it is.
    Meeting,
    /// Lunch.
    Lunch,
    /// The fire slot (D13).
    Fires,
}

/// A part of the day that takes no calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// Begin, on the manager's clock; later than asked when a promised call stands there.
    pub at: DateTime,
    /// How long.
    pub minutes: u16,
    /// What for.
    pub kind: BlockKind,
    /// The title of a meeting; empty otherwise.
    pub title: String,
    /// Which meeting.
    pub meeting: Option<MeetingId>,
    /// Fires parked for this slot; 0 for anything else.
    pub fires: usize,
}

/// Touches already made on the day, as far as digests tell (the latest sitting of each client).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Done {
    /// Clients touched, attempts included.
    pub count: usize,
    /// Minutes spent.
    pub minutes: u32,
}

/// Why a client who has a reason is not in the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LeftWhy {
    /// The minutes of the day went to weightier calls.
    NoMinutes,
    /// There are minutes, but the time the client may be called at is taken by what cannot move or is weightier.
    NoRoomInHours,
    /// The client may not be called in what is left of the manager's working hours.
    OutsideHours,
    /// All of that time lies in the hours the client is not to be disturbed in.
    Quiet,
    /// The manager does not work that day.
    DayOff,
    /// The working day is over, or the day has passed.
    DayOver,
    /// Kept off the agenda until a day.
    Snoozed {
        /// The first day it may come back.
        until: Date,
        /// Why.
        reason: String,
    },
    /// Struck off this day by hand.
    Dropped {
        /// Why.
        reason: String,
    },
    /// The client does not want calls.
    Policy,
}

impl LeftWhy {
    /// The stable name, as scripts read it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::NoMinutes => "no-minutes",
            Self::NoRoomInHours => "no-room",
            Self::OutsideHours => "outside-hours",
            Self::Quiet => "quiet",
            Self::DayOff => "day-off",
            Self::DayOver => "day-over",
            Self::Snoozed { .. } => "snoozed",
            Self::Dropped { .. } => "dropped",
            Self::Policy => "policy",
        }
    }

    /// Whether somebody decided it, in contrast to what found no place.
    #[must_use]
    pub const fn is_aside(&self) -> bool {
        matches!(
            self,
            Self::Snoozed { .. } | Self::Dropped { .. } | Self::Policy
        )
    }
}

/// A client with a reason who is not in the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Who.
    pub client: ClientId,
    /// Why not.
    pub why: LeftWhy,
    /// What asks for a call; never empty.
    pub reasons: Vec<Reason>,
    /// What the call would be for.
    pub value: Value,
}

/// The calls of a day.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Agenda {
    /// Which day.
    pub date: Date,
    /// The manager does not work that day: only what was promised for it is here.
    pub day_off: bool,
    /// The calls, in the order of the day.
    pub rows: Vec<Row>,
    /// Meetings, lunch and fires, in the order of the day.
    pub fixed: Vec<Block>,
    /// Minutes of all rows.
    pub planned_minutes: u16,
    /// Minutes there are for calls on that day.
    pub budget: u16,
    /// What is already done.
    pub done_today: Done,
    /// How many clients who wait found no place.
    pub left_out: usize,
    /// How many were put aside by a decision: snoozed, struck off, of a policy without calls.
    pub aside: usize,
    /// Those who found no place, the weightiest first, then those put aside; at most 500.
    pub left: Vec<Left>,
}
