//! What may be wrong with a client's advertising, and whose advertising has it.

use crate::jobs::demo::rng::Rng;

/// What is wrong with a client's advertising.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flaw {
    RejectedAds,
    RejectedCampaign,
    NoAnalytics,
    NoGoals,
    NoConversions,
    DearLeads,
    CampaignDear,
    LowCtr,
    CtrFall,
    CtrDrop,
    BudgetOut,
    Idle,
    NoUtm,
    ClickSpike,
    ConversionsGone,
    SpendSpike,
    DearClicks,
    ImpressionsFall,
    TrafficGone,
    RateFall,
    GoodPaused,
    NoCallTracking,
    Stale,
    Moderation,
    NoFunds,
    NothingConverts,
    NotReported,
    GoalBroken,
    OneTakesAll,
    TooMany,
}

/// By a client's number, so that each comes up in any portfolio of some size.
const ALL: [Flaw; 30] = [
    Flaw::RejectedAds,
    Flaw::RejectedCampaign,
    Flaw::NoAnalytics,
    Flaw::NoGoals,
    Flaw::NoConversions,
    Flaw::DearLeads,
    Flaw::CampaignDear,
    Flaw::LowCtr,
    Flaw::CtrFall,
    Flaw::CtrDrop,
    Flaw::BudgetOut,
    Flaw::Idle,
    Flaw::NoUtm,
    Flaw::ClickSpike,
    Flaw::ConversionsGone,
    Flaw::SpendSpike,
    Flaw::DearClicks,
    Flaw::ImpressionsFall,
    Flaw::TrafficGone,
    Flaw::RateFall,
    Flaw::GoodPaused,
    Flaw::NoCallTracking,
    Flaw::Stale,
    Flaw::Moderation,
    Flaw::NoFunds,
    Flaw::NothingConverts,
    Flaw::NotReported,
    Flaw::GoalBroken,
    Flaw::OneTakesAll,
    Flaw::TooMany,
];

/// What needs many clicks to show at all, and so is given to large clients.
const LARGE: [Flaw; 6] = [
    Flaw::RateFall,
    Flaw::CtrDrop,
    Flaw::GoodPaused,
    Flaw::TrafficGone,
    Flaw::GoalBroken,
    Flaw::SpendSpike,
];

/// What a campaign of a network of branches may have.
const BRANCH: [Flaw; 9] = [
    Flaw::RejectedAds,
    Flaw::NoConversions,
    Flaw::CampaignDear,
    Flaw::CtrFall,
    Flaw::BudgetOut,
    Flaw::NoUtm,
    Flaw::DearClicks,
    Flaw::GoodPaused,
    Flaw::Moderation,
];

impl Flaw {
    /// Whether all campaigns have it; else the one that matters most.
    pub(super) const fn is_general(self) -> bool {
        matches!(
            self,
            Self::NoGoals
                | Self::TrafficGone
                | Self::NothingConverts
                | Self::NotReported
                | Self::GoalBroken
        )
    }

    /// What a client has: nothing, one or two.
    pub(super) fn of_client(number: usize, large: bool, rng: &mut Rng) -> Vec<Self> {
        let mut flaws = Vec::new();
        if rng.chance(58) {
            flaws.extend(ALL.get(number % ALL.len()));
        }
        if rng.chance(12) {
            flaws.extend(ALL.get(rng.below(ALL.len() as i64) as usize));
        }
        if large && rng.chance(30) {
            flaws.extend(LARGE.get(number % LARGE.len()));
        }
        flaws.dedup();
        flaws
    }

    /// What a branch has: mostly nothing.
    pub(super) fn of_branch(rng: &mut Rng) -> Option<Self> {
        if !rng.chance(12) {
            return None;
        }
        BRANCH.get(rng.below(BRANCH.len() as i64) as usize).copied()
    }
}
