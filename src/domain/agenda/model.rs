//! The day asked for and the agenda answered: plain data.

use jiff::Zoned;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

use crate::domain::{
    Calendar, Channel, ClientId, ContactId, Hours, RecommendationId, Side, Solver,
};

/// The day the calls are fitted into.
#[derive(Debug, Clone)]
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

/// Why a client is on the list. All that hold are given, the weightiest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// We promised this touch.
    Promised {
        /// For which day; before the day of the plan it is overdue.
        date: Date,
        /// The hour agreed.
        time: Option<Time>,
        /// The manager's words; may be empty.
        text: String,
    },
    /// So many critical problems are open (A9).
    CriticalProblem {
        /// How many.
        count: usize,
        /// The title of the oldest.
        title: String,
    },
    /// The day an answer was awaited for has come.
    AnswerAwaited {
        /// The problem's title.
        title: String,
        /// Who owes the answer.
        from: Solver,
        /// What is awaited.
        what: String,
        /// Days it is late, 0 on the day itself.
        days: i64,
    },
    /// So many recommendations wait for the client's decision.
    AwaitsDecision {
        /// How many.
        count: usize,
        /// Days since the oldest was presented.
        days: i64,
    },
    /// A day agreed for a recommendation has come.
    AgreedDate {
        /// Which recommendation.
        recommendation: RecommendationId,
        /// Its title.
        title: String,
        /// The day agreed.
        date: Date,
        /// Agreed to be put in place (`true`), or postponed until then.
        accepted: bool,
    },
    /// An agreement falls due: ours by the next workday or late, the client's late (B11).
    PromiseDue {
        /// Who promised.
        side: Side,
        /// What.
        what: String,
        /// Until when.
        until: Date,
    },
    /// A step of a checklist calls for a talk (C9).
    ChecklistStep {
        /// The checklist.
        title: String,
        /// The step.
        text: String,
        /// Its day; before the day of the plan it is overdue.
        due: Date,
    },
    /// The next touch planned falls due.
    Planned {
        /// For which day; before the day of the plan it is overdue.
        date: Date,
        /// The manager's words; may be empty.
        text: String,
    },
    /// The rhythm asks for a touch.
    CadenceDue {
        /// Days since the last real contact.
        days_silent: i64,
        /// Days the rhythm allows (30 for the report window).
        every: i64,
    },
    /// Nobody of the client was ever reached.
    NeverTouched {
        /// Days since it is a client.
        days: i64,
    },
    /// Silence without a rhythm, at the rungs 30, 60 and 90 days (pain 4).
    Silent {
        /// Days since the last real contact.
        days: i64,
        /// The rung reached.
        rung: u8,
    },
    /// A recommendation was put in place four weeks ago or more, and nobody looked what it gave (A12).
    EffectToCheck {
        /// Which recommendation.
        recommendation: RecommendationId,
        /// Its title.
        title: String,
        /// Days since it was put in place.
        days: i64,
    },
    /// So many recommendations are ready to be presented.
    DraftsReady(usize),
    /// A check point of the first two months: day 7, 30 or 60 (C11).
    OnboardingDay(u8),
    /// A birthday is near (E14).
    Birthday {
        /// Whose.
        contact: ContactId,
        /// The name.
        name: String,
        /// The day.
        date: Date,
    },
    /// So many attempts since the last real contact were not answered.
    Unanswered(u16),
}

impl Reason {
    /// The stable name, as scripts read it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Promised { .. } => "promised",
            Self::CriticalProblem { .. } => "critical-problem",
            Self::AnswerAwaited { .. } => "answer-awaited",
            Self::AwaitsDecision { .. } => "awaits-decision",
            Self::AgreedDate { .. } => "agreed-date",
            Self::PromiseDue { .. } => "promise-due",
            Self::ChecklistStep { .. } => "checklist-step",
            Self::Planned { .. } => "planned",
            Self::CadenceDue { .. } => "cadence-due",
            Self::NeverTouched { .. } => "never-touched",
            Self::Silent { .. } => "silent",
            Self::EffectToCheck { .. } => "effect-to-check",
            Self::DraftsReady(_) => "drafts-ready",
            Self::OnboardingDay(_) => "onboarding",
            Self::Birthday { .. } => "birthday",
            Self::Unanswered(_) => "unanswered",
        }
    }

    /// Whether it is a promise whose day has passed on `today`: one of the few alarms of a day.
    #[must_use]
    pub fn is_broken_promise(&self, today: Date) -> bool {
        match self {
            Self::Promised { date, .. } => *date < today,
            Self::PromiseDue { side, until, .. } => *side == Side::Ours && *until < today,
            _ => false,
        }
    }
}

/// What the manager adds by calling (pain 42), one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Does what was promised: the manager's words.
    KeepPromise(String),
    /// Asks for what the client promised.
    RemindPromise(String),
    /// Does a step of a checklist.
    ChecklistStep(String),
    /// Puts the critical problem with this title right.
    SolveProblem(String),
    /// Gets the answer that is awaited.
    AskAnswer(String),
    /// Hears the client's decision about the recommendation with this title.
    AskDecision(String),
    /// Presents the ready recommendation with this title.
    ReadyRecommendation(String),
    /// Looks with the client at what the recommendation with this title gave.
    CheckEffect(String),
    /// Gets to know the client.
    GetAcquainted,
    /// Spend of the last full month fell by so many percent against the three before.
    SpendFell(u32),
    /// Spend of the last full month grew by so many percent against the three before.
    SpendGrew(u32),
    /// Keeps the contact alive after so many days.
    JustTalk {
        /// Days since the last real contact.
        days: i64,
    },
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
}

/// What a fixed block is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// The fire slot (D13).
    Fires,
    /// Lunch.
    Lunch,
}

/// A part of the day that takes no calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Begin, on the manager's clock; later than asked when a promised call stands there.
    pub at: DateTime,
    /// How long.
    pub minutes: u16,
    /// What for.
    pub kind: BlockKind,
}

/// Touches already made on the day, as far as digests tell (the latest of each client).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Done {
    /// Clients touched, attempts included.
    pub count: usize,
    /// Minutes spent.
    pub minutes: u32,
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
    /// Lunch and fires, in the order of the day.
    pub fixed: Vec<Block>,
    /// Minutes of all rows.
    pub planned_minutes: u16,
    /// Minutes there are for calls on that day.
    pub budget: u16,
    /// What is already done.
    pub done_today: Done,
    /// How many clients with a reason found no place.
    pub left_out: usize,
    /// The weightiest of them, at most 500.
    pub left: Vec<ClientId>,
}
