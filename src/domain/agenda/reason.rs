//! Why a client is on the list of a day, and what the call is for: plain data.

use jiff::civil::{Date, DateTime, Time};

use crate::domain::{Bilingual, ContactId, RecommendationId, RequestId, Side, Solver};

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
    /// The client waits for an answer of ours (E33).
    AnswerOwed {
        /// Which request.
        request: RequestId,
        /// The client's words.
        text: String,
        /// Until when it was promised, on the manager's clock; `None`: nothing was promised.
        until: Option<DateTime>,
        /// Minutes it was late when the day was planned; 0: not late.
        late: i64,
        /// Work days the client has waited, 0 when it came in today.
        days: i64,
    },
    /// Something burns at the client's (D8).
    Fire {
        /// Which request.
        request: RequestId,
        /// What burns.
        text: String,
        /// The slot it waits for, on the manager's clock.
        slot: Option<DateTime>,
        /// It goes past the slots.
        urgent: bool,
    },
    /// A figure went wrong by itself (A32).
    Incident {
        /// Which request.
        request: RequestId,
        /// What was noticed.
        text: String,
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
    /// Taken into the day by hand.
    ByHand,
    /// In the focus of the month and not worked yet (A6).
    Focus {
        /// The score it was chosen by, `0..=100`.
        score: u8,
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
    /// A day to greet on is near (E14).
    Holiday {
        /// Its name.
        name: Bilingual,
        /// The day.
        date: Date,
    },
    /// There is news the client agreed to hear and was not told (A22).
    NewsToTell {
        /// How many.
        count: usize,
        /// The title of the latest.
        title: String,
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
            Self::AnswerOwed { .. } => "answer-owed",
            Self::Fire { .. } => "fire",
            Self::Incident { .. } => "incident",
            Self::AnswerAwaited { .. } => "answer-awaited",
            Self::AwaitsDecision { .. } => "awaits-decision",
            Self::AgreedDate { .. } => "agreed-date",
            Self::PromiseDue { .. } => "promise-due",
            Self::ChecklistStep { .. } => "checklist-step",
            Self::Planned { .. } => "planned",
            Self::ByHand => "by-hand",
            Self::Focus { .. } => "focus",
            Self::CadenceDue { .. } => "cadence-due",
            Self::NeverTouched { .. } => "never-touched",
            Self::Silent { .. } => "silent",
            Self::EffectToCheck { .. } => "effect-to-check",
            Self::DraftsReady(_) => "drafts-ready",
            Self::OnboardingDay(_) => "onboarding",
            Self::Birthday { .. } => "birthday",
            Self::Holiday { .. } => "holiday",
            Self::NewsToTell { .. } => "news",
            Self::Unanswered(_) => "unanswered",
        }
    }

    /// Whether it is a promise whose day has passed on `today`: one of the few alarms of a day.
    #[must_use]
    pub fn is_broken_promise(&self, today: Date) -> bool {
        match self {
            Self::Promised { date, .. } => *date < today,
            Self::PromiseDue { side, until, .. } => *side == Side::Ours && *until < today,
            Self::AnswerOwed { until, late, .. } => until.is_some() && *late > 0,
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
    /// Gives the answer the client waits for.
    GiveAnswer(String),
    /// Puts out what burns, or tells what was noticed.
    PutOut(String),
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
    /// Tells the news with this title.
    TellNews(String),
    /// Works the client of the month's focus.
    WorkFocus,
    /// Congratulates.
    Congratulate(String),
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
