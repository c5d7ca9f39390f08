//! The client's brief: what the advertising is for, what was done, what there is to spend (A8, B2, B20, B25).
//!
//! A brief is never finished: it is filled talk by talk. Each field knows its place; what is empty is
//! asked on the next call. Goals are items with an identity of their own, so that recommendations can point
//! to them (A11).

mod answers;

use jiff::Timestamp;
use jiff::civil::Date;

use super::terms::terms;
use super::{ClientId, Money};

pub use answers::{Answer, Standing};

terms! {
    /// A field of the brief, in the order it is asked.
    pub enum BriefField {
        /// What the advertising is to reach; at least one goal.
        Goals = 1, "goals";
        /// What the client needs from us.
        Needs = 2, "needs";
        /// What was done before, and how it went.
        Done = 3, "done";
        /// What the business sells and how.
        Business = 4, "business";
        /// When demand rises and falls.
        Seasonality = 5, "seasonality";
        /// Who buys.
        Audience = 6, "audience";
        /// Monthly budget now.
        BudgetNow = 7, "budget-now";
        /// The most it may grow to.
        BudgetCeiling = 8, "budget-ceiling";
        /// The measure and its target.
        Kpi = 9, "kpi";
        /// What must not be said or done: disclaimers, stop words, legal notes (D5).
        Constraints = 10, "constraints";
    }

    /// The measure a KPI or an expected effect is counted in.
    #[derive(Default)]
    pub enum Metric {
        /// Cost of a conversion (CPA, CPL).
        #[default]
        Cpa = 1, "cpa";
        /// Conversions a month.
        Conversions = 2, "conversions";
        /// Clicks a month.
        Clicks = 3, "clicks";
        /// Share of impressions clicked, percent.
        Ctr = 4, "ctr";
        /// Cost of a click.
        Cpc = 5, "cpc";
        /// Spend a month.
        Spend = 6, "spend";
        /// Share of advertising cost in revenue, percent (ДРР).
        CostShare = 7, "cost-share";
        /// Anything else, in words.
        Other = 8, "other";
    }
}

impl Metric {
    /// Whether less is better: costs.
    #[must_use]
    pub const fn less_is_better(self) -> bool {
        matches!(self, Self::Cpa | Self::Cpc | Self::CostShare)
    }
}

/// The number of a goal within its client's brief; never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GoalId(pub u16);

/// One goal of the client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// Its number within the brief.
    pub id: GoalId,
    /// The goal in the client's words.
    pub text: String,
    /// When it was reached or given up; such a goal takes no new recommendations.
    pub closed_at: Option<Timestamp>,
}

/// A sum with where it is known from and since when (B2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Budget {
    /// The sum a month.
    pub amount: Money,
    /// Who said so, or which document.
    pub source: String,
    /// When it was true.
    pub on: Option<Date>,
}

/// The measure by which the client judges, with its target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kpi {
    /// What is counted.
    pub metric: Metric,
    /// The target in hundredths: minor units of money, hundredths of a percent, hundredths of a piece.
    pub target: i64,
    /// In words, when the measure is [`Metric::Other`] or needs a note.
    pub note: String,
}

/// The brief of a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brief {
    /// Whose.
    pub client: ClientId,
    /// Goals, in the order they were named, closed ones included.
    pub goals: Vec<Goal>,
    /// What the client needs from us.
    pub needs: String,
    /// What was done before.
    pub done: String,
    /// The business.
    pub business: String,
    /// When demand rises and falls.
    pub seasonality: String,
    /// Who buys.
    pub audience: String,
    /// Monthly budget now.
    pub budget_now: Option<Budget>,
    /// The most it may grow to.
    pub budget_ceiling: Option<Budget>,
    /// The measure and its target.
    pub kpi: Option<Kpi>,
    /// Disclaimers, stop words, legal notes (D5); shown before a text about creatives leaves.
    pub constraints: String,
    /// When a questionnaire was last sent to the client.
    pub asked_at: Option<Timestamp>,
    /// When it last changed.
    pub edited_at: Timestamp,
}

impl Brief {
    /// A brief with nothing in it.
    #[must_use]
    pub const fn empty(client: ClientId, at: Timestamp) -> Self {
        Self {
            client,
            goals: Vec::new(),
            needs: String::new(),
            done: String::new(),
            business: String::new(),
            seasonality: String::new(),
            audience: String::new(),
            budget_now: None,
            budget_ceiling: None,
            kpi: None,
            constraints: String::new(),
            asked_at: None,
            edited_at: at,
        }
    }

    /// Whether a field says something.
    #[must_use]
    pub fn has(&self, field: BriefField) -> bool {
        let said = |text: &str| !text.trim().is_empty();
        match field {
            BriefField::Goals => self.open_goals().next().is_some(),
            BriefField::Needs => said(&self.needs),
            BriefField::Done => said(&self.done),
            BriefField::Business => said(&self.business),
            BriefField::Seasonality => said(&self.seasonality),
            BriefField::Audience => said(&self.audience),
            BriefField::BudgetNow => self.budget_now.is_some(),
            BriefField::BudgetCeiling => self.budget_ceiling.is_some(),
            BriefField::Kpi => self.kpi.is_some(),
            BriefField::Constraints => said(&self.constraints),
        }
    }

    /// Fields that say nothing yet, in the order they are asked: "ask on the next call" (A8).
    pub fn empty_fields(&self) -> impl Iterator<Item = BriefField> + '_ {
        BriefField::ALL.iter().copied().filter(|f| !self.has(*f))
    }

    /// How much of it is filled, `0..=100` percent: filled fields of all fields, each of equal weight.
    #[must_use]
    pub fn completeness(&self) -> u8 {
        let all = BriefField::ALL.len();
        let filled = all - self.empty_fields().count();
        u8::try_from(filled * 100 / all).unwrap_or(100)
    }

    /// Goals not closed.
    pub fn open_goals(&self) -> impl Iterator<Item = &Goal> {
        self.goals.iter().filter(|g| g.closed_at.is_none())
    }

    /// A goal by its number.
    #[must_use]
    pub fn goal(&self, id: GoalId) -> Option<&Goal> {
        self.goals.iter().find(|g| g.id == id)
    }

    /// The number the next goal gets.
    #[must_use]
    pub fn next_goal(&self) -> GoalId {
        GoalId(
            self.goals
                .iter()
                .map(|g| g.id.0)
                .max()
                .map_or(1, |n| n.saturating_add(1)),
        )
    }
}
