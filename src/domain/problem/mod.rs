//! Problems: what must be put right, by whom, and what it waits for (A9–A10, C12).

use jiff::Timestamp;
use jiff::civil::Date;

use super::terms::terms;
use super::{ClientId, ProblemId};

terms! {
    /// How bad it is.
    #[derive(Default)]
    pub enum Severity {
        /// Advertising stands still or money is burnt: to be fixed at once.
        Critical = 1, "critical";
        /// To be fixed in its turn.
        #[default]
        Normal = 2, "normal";
    }

    /// Who brought it up.
    #[derive(Default)]
    pub enum FoundBy {
        /// We found it.
        #[default]
        Us = 1, "us";
        /// The client told us.
        Client = 2, "client";
    }

    /// With whom the solution lies.
    #[derive(Default)]
    pub enum Solver {
        /// The support or the moderation of the platform.
        Platform = 1, "platform";
        /// The client's webmaster.
        Webmaster = 2, "webmaster";
        /// The client.
        Client = 3, "client";
        /// We ourselves.
        #[default]
        Us = 4, "us";
        /// A specialist of ours or of a partner.
        Specialist = 5, "specialist";
    }

    /// Where a problem stands.
    #[derive(Default)]
    pub enum ProblemLife {
        /// Known.
        #[default]
        Open = 1, "open";
        /// Somebody was asked, an answer is awaited.
        Waiting = 2, "waiting";
        /// Said to be solved.
        Solved = 3, "solved";
        /// We looked: it is solved.
        Verified = 4, "verified";
    }
}

impl ProblemLife {
    /// Whether it still needs somebody's work.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Waiting)
    }

    /// The steps allowed from here, the usual one first. Waiting may go on with another day; what was
    /// solved, or even verified, may come back.
    #[must_use]
    pub const fn next(self) -> &'static [Self] {
        match self {
            Self::Open => &[Self::Waiting, Self::Solved],
            Self::Waiting => &[Self::Solved, Self::Waiting, Self::Open],
            Self::Solved => &[Self::Verified, Self::Open],
            Self::Verified => &[Self::Open],
        }
    }
}

/// One step of a problem's life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemStep {
    /// The state entered.
    pub life: ProblemLife,
    /// When.
    pub at: Timestamp,
    /// What was said or done; may be empty.
    pub note: String,
}

/// A problem of a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Its identity.
    pub id: ProblemId,
    /// Whose.
    pub client: ClientId,
    /// One line.
    pub title: String,
    /// What is known of it: numbers, links, what the platform wrote.
    pub details: String,
    /// How bad.
    pub severity: Severity,
    /// Who brought it up.
    pub found_by: FoundBy,
    /// With whom the solution lies.
    pub solver: Solver,
    /// What is awaited; empty unless waiting.
    pub waiting_for: String,
    /// Until when it is awaited.
    pub waiting_until: Option<Date>,
    /// Must not be told to the client yet: it leaves in no text until cleared (C12).
    pub sensitive: bool,
    /// Where it stands.
    pub life: ProblemLife,
    /// Steps taken, oldest first.
    pub steps: Vec<ProblemStep>,
    /// In which cycle it was found, from 1.
    pub cycle: u32,
    /// The audit rule that found it.
    pub rule: Option<String>,
    /// When it was found.
    pub found_at: Timestamp,
    /// When it was put away; hidden, never deleted.
    pub archived_at: Option<Timestamp>,
}

impl Problem {
    /// A problem of which only the title is known.
    #[must_use]
    pub fn titled(id: ProblemId, client: ClientId, title: String, at: Timestamp) -> Self {
        Self {
            id,
            client,
            title,
            details: String::new(),
            severity: Severity::default(),
            found_by: FoundBy::default(),
            solver: Solver::default(),
            waiting_for: String::new(),
            waiting_until: None,
            sensitive: false,
            life: ProblemLife::Open,
            steps: Vec::new(),
            cycle: 1,
            rule: None,
            found_at: at,
            archived_at: None,
        }
    }

    /// Whether it needs somebody's work: not put away, open or waiting.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.archived_at.is_none() && self.life.is_open()
    }

    /// Whether it is open and critical.
    #[must_use]
    pub fn is_burning(&self) -> bool {
        self.is_open() && self.severity == Severity::Critical
    }

    /// Whether it may stand in a text the client is to read: the one question every sent text asks (C12).
    #[must_use]
    pub const fn may_leave_to_client(&self) -> bool {
        !self.sensitive
    }

    /// Days the awaited answer is late on `today`; `None` while it is not, or nothing is awaited.
    #[must_use]
    pub fn overdue(&self, today: Date) -> Option<i64> {
        let until = self.waiting_until.filter(|_| self.is_waiting())?;
        (until < today).then(|| i64::from((today - until).get_days()))
    }

    /// Whether an answer is awaited.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.is_open() && self.life == ProblemLife::Waiting
    }

    /// The order of a list: what still burns, overdue answers, critical ones, the rest; closed ones last.
    /// Within each the oldest first.
    #[must_use]
    pub fn urgency(&self, today: Date) -> (u8, Timestamp) {
        let class = match (self.is_open(), self.severity, self.overdue(today)) {
            (true, Severity::Critical, Some(_)) => 0,
            (true, Severity::Critical, None) => 1,
            (true, Severity::Normal, Some(_)) => 2,
            (true, Severity::Normal, None) => 3,
            (false, ..) => 4,
        };
        (class, self.found_at)
    }

    /// When the present state was entered.
    #[must_use]
    pub fn since(&self) -> Timestamp {
        self.steps.last().map_or(self.found_at, |step| step.at)
    }
}
