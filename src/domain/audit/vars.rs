//! What a rule may ask about: every variable with its unit, where it is known, and what it means.
//!
//! The table is the whole contract with rule files. A variable that is not known for a subject is NaN, see
//! [`Expr`](super::Expr) for what that does to a condition.

use super::Scope;

/// What a number counts; decides how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Pieces: clicks, campaigns.
    Count,
    /// Money in whole units of the currency (roubles, not kopecks).
    Money,
    /// Per cent, `0..=100` and above.
    Percent,
    /// Days.
    Days,
    /// How many times as much.
    Times,
    /// 1 or 0: yes or no.
    Flag,
}

impl Unit {
    /// Every unit.
    pub const ALL: &[Self] = &[
        Self::Count,
        Self::Money,
        Self::Percent,
        Self::Days,
        Self::Times,
        Self::Flag,
    ];

    /// The name in rule files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Money => "money",
            Self::Percent => "percent",
            Self::Days => "days",
            Self::Times => "times",
            Self::Flag => "flag",
        }
    }

    /// The unit of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|unit| unit.name() == name)
    }
}

/// Scopes as bits: a campaign, a platform, the client.
const C: u8 = 1;
const P: u8 = 2;
const A: u8 = 4;
const PA: u8 = P | A;
const CP: u8 = C | P;
const CPA: u8 = C | P | A;

macro_rules! vars {
    ($($variant:ident = $name:literal, $unit:ident, $scopes:expr, $meaning:literal;)*) => {
        /// A variable of the expression language.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Var {
            $(#[doc = $meaning] $variant,)*
        }

        impl Var {
            /// Every variable, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The name in rule files.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {$(Self::$variant => $name,)*}
            }

            /// What it counts.
            #[must_use]
            pub const fn unit(self) -> Unit {
                match self {$(Self::$variant => Unit::$unit,)*}
            }

            /// What it means, for people who write rules.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self {$(Self::$variant => $meaning,)*}
            }

            const fn scopes(self) -> u8 {
                match self {$(Self::$variant => $scopes,)*}
            }
        }
    };
}

vars! {
    // The last 28 days of data; of a report by longer periods, its last period.
    Spend = "spend", Money, CPA, "Spend of the last 28 days of data (of the last period, when the report is not by day)";
    Clicks = "clicks", Count, CPA, "Clicks of the last 28 days";
    Impressions = "impressions", Count, CPA, "Impressions of the last 28 days";
    Conversions = "conversions", Count, CPA, "Conversions of the last 28 days; not known when the report has none";
    Revenue = "revenue", Money, CPA, "Value of the conversions of the last 28 days";
    Ctr = "ctr", Percent, CPA, "Clicks per impression of the last 28 days";
    Cpc = "cpc", Money, CPA, "Cost of a click of the last 28 days";
    Cpa = "cpa", Money, CPA, "Cost of a conversion of the last 28 days; not known without conversions";
    Cr = "cr", Percent, CPA, "Conversions per click of the last 28 days";
    CostShare = "cost_share", Percent, CPA, "Spend per revenue of the last 28 days (ДРР)";
    Days = "days", Days, CPA, "Days these sums cover: 28, fewer with a short history, else the length of the period";
    // The 28 days before; known when the data reach that far back.
    PrevSpend = "prev_spend", Money, CPA, "Spend of the 28 days before (of the period before)";
    PrevClicks = "prev_clicks", Count, CPA, "Clicks of the 28 days before";
    PrevImpressions = "prev_impressions", Count, CPA, "Impressions of the 28 days before";
    PrevConversions = "prev_conversions", Count, CPA, "Conversions of the 28 days before";
    PrevCtr = "prev_ctr", Percent, CPA, "Clicks per impression of the 28 days before";
    PrevCpc = "prev_cpc", Money, CPA, "Cost of a click of the 28 days before";
    PrevCpa = "prev_cpa", Money, CPA, "Cost of a conversion of the 28 days before";
    PrevCr = "prev_cr", Percent, CPA, "Conversions per click of the 28 days before";
    // Weeks; by-day reports only.
    WeekSpend = "week_spend", Money, CPA, "Spend of the last 7 days of data";
    WeekClicks = "week_clicks", Count, CPA, "Clicks of the last 7 days";
    WeekImpressions = "week_impressions", Count, CPA, "Impressions of the last 7 days";
    WeekConversions = "week_conversions", Count, CPA, "Conversions of the last 7 days";
    WeekCtr = "week_ctr", Percent, CPA, "Clicks per impression of the last 7 days";
    WeekCpc = "week_cpc", Money, CPA, "Cost of a click of the last 7 days";
    WeekCpa = "week_cpa", Money, CPA, "Cost of a conversion of the last 7 days";
    WeekCr = "week_cr", Percent, CPA, "Conversions per click of the last 7 days";
    PrevWeekSpend = "prev_week_spend", Money, CPA, "Spend of the 7 days before";
    PrevWeekClicks = "prev_week_clicks", Count, CPA, "Clicks of the 7 days before";
    PrevWeekImpressions = "prev_week_impressions", Count, CPA, "Impressions of the 7 days before";
    PrevWeekConversions = "prev_week_conversions", Count, CPA, "Conversions of the 7 days before";
    PrevWeekCtr = "prev_week_ctr", Percent, CPA, "Clicks per impression of the 7 days before";
    PrevWeekCpc = "prev_week_cpc", Money, CPA, "Cost of a click of the 7 days before";
    PrevWeekCpa = "prev_week_cpa", Money, CPA, "Cost of a conversion of the 7 days before";
    PrevWeekCr = "prev_week_cr", Percent, CPA, "Conversions per click of the 7 days before";
    // The last day against an ordinary one; by-day reports with 15 days of history.
    DayClicks = "day_clicks", Count, CPA, "Clicks of the last day of data";
    DaySpend = "day_spend", Money, CPA, "Spend of the last day of data";
    UsualClicks = "usual_clicks", Count, CPA, "Median of clicks a day over the 14 days before the last";
    UsualSpend = "usual_spend", Money, CPA, "Median of spend a day over the 14 days before the last";
    ClickSpike = "click_spike", Times, CPA, "Clicks of the last day over the usual";
    SpendSpike = "spend_spike", Times, CPA, "Spend of the last day over the usual";
    // Time.
    DaysSinceData = "days_since_data", Days, CPA, "Days from the last day of data of the platform (of any platform, for the client) to today";
    HistoryDays = "history_days", Days, CPA, "Days from the first to the last day of data";
    DaysIdle = "days_idle", Days, CPA, "Days without impressions up to the last day of data; by-day reports only";
    ActiveDays = "active_days", Days, C, "Days with impressions among the last 28; by-day reports only";
    // Set-up of a campaign.
    DailyBudget = "daily_budget", Money, C, "Budget a day";
    BudgetUse = "budget_use", Percent, C, "Spend of the last 7 days over seven daily budgets";
    BudgetDays = "budget_days", Percent, C, "Days among the last 14 that spent 95 % of the daily budget or more";
    RejectedAds = "rejected_ads", Count, CPA, "Ads refused by moderation";
    Utm = "utm", Flag, C, "Links carry UTM marks";
    Runs = "runs", Flag, C, "On, or of a state not said with impressions in the last 7 days of data";
    IsOn = "is_on", Flag, C, "The platform says it is on; not known when the report has no states";
    IsPaused = "is_paused", Flag, C, "Stopped by a person";
    IsEnded = "is_ended", Flag, C, "Over or archived";
    IsRejected = "is_rejected", Flag, C, "Refused by moderation as a whole";
    IsModeration = "is_moderation", Flag, C, "Waits for moderation";
    IsNoFunds = "is_no_funds", Flag, C, "Out of money";
    IsSearch = "is_search", Flag, C, "Search, not for the client's own name; not known when the type is not";
    IsBrand = "is_brand", Flag, C, "Search for the client's own name";
    IsDisplay = "is_display", Flag, C, "Display networks";
    IsRemarketing = "is_remarketing", Flag, C, "Remarketing";
    IsShopping = "is_shopping", Flag, C, "Goods, feeds";
    IsVideo = "is_video", Flag, C, "Video";
    IsSmart = "is_smart", Flag, C, "The platform mixes places by itself";
    IsApp = "is_app", Flag, C, "Mobile application";
    IsSocial = "is_social", Flag, C, "Social network";
    IsYandex = "is_yandex", Flag, CP, "On Yandex Direct";
    IsGoogle = "is_google", Flag, CP, "On Google Ads";
    IsMeta = "is_meta", Flag, CP, "On Meta Ads";
    IsVk = "is_vk", Flag, CP, "On VK Ads";
    // Against the client's own other campaigns.
    SpendShare = "spend_share", Percent, CP, "Share of the client's spend";
    ConversionShare = "conversion_share", Percent, CP, "Share of the client's conversions";
    MedianCtr = "median_ctr", Percent, C, "Median CTR over the client's campaigns of the same type with impressions";
    MedianCpc = "median_cpc", Money, C, "Median cost of a click over the client's campaigns of the same type with clicks";
    MedianCpa = "median_cpa", Money, C, "Median cost of a conversion over the client's campaigns with conversions";
    Peers = "peers", Count, C, "Campaigns of the same type with impressions, this one included";
    ClientSpend = "client_spend", Money, CP, "Spend of the client in the last 28 days";
    ClientClicks = "client_clicks", Count, CP, "Clicks of the client in the last 28 days";
    ClientConversions = "client_conversions", Count, CP, "Conversions of the client in the last 28 days";
    ClientCpa = "client_cpa", Money, CP, "Cost of a conversion over all campaigns of the client";
    // What there is.
    Campaigns = "campaigns", Count, PA, "Campaigns known";
    Running = "running", Count, PA, "Campaigns that run";
    Platforms = "platforms", Count, A, "Platforms with campaigns that run";
    SearchCampaigns = "search_campaigns", Count, PA, "Search campaigns that run";
    BrandCampaigns = "brand_campaigns", Count, PA, "Campaigns for the client's own name that run";
    DisplayCampaigns = "display_campaigns", Count, PA, "Display campaigns that run";
    RemarketingCampaigns = "remarketing_campaigns", Count, PA, "Remarketing campaigns that run";
    ShoppingCampaigns = "shopping_campaigns", Count, PA, "Goods campaigns that run";
    VideoCampaigns = "video_campaigns", Count, PA, "Video campaigns that run";
    SmartCampaigns = "smart_campaigns", Count, PA, "Campaigns that run where the platform mixes places by itself";
    UntypedCampaigns = "untyped_campaigns", Count, PA, "Campaigns that run whose type is not known";
    UntaggedCampaigns = "untagged_campaigns", Count, PA, "Campaigns that run and are known to lack UTM marks";
    TopShare = "top_share", Percent, PA, "Share of the largest campaign in the spend";
    BarrenShare = "barren_share", Percent, PA, "Share of the spend in campaigns known to have brought no conversion";
    SearchCpa = "search_cpa", Money, PA, "Cost of a conversion over search campaigns, the client's own name left out";
    DisplayCpa = "display_cpa", Money, PA, "Cost of a conversion over display campaigns";
    SearchShare = "search_share", Percent, PA, "Share of search campaigns in the spend, the client's own name left out";
    DisplayShare = "display_share", Percent, PA, "Share of display campaigns in the spend";
    BrandShare = "brand_share", Percent, PA, "Share of campaigns for the client's own name in the spend";
    // Facts about the client.
    AnalyticsLinked = "analytics_linked", Flag, CPA, "An analytics system is linked";
    GoalsSet = "goals_set", Flag, CPA, "Conversion goals are set up";
    CallTracking = "call_tracking", Flag, CPA, "Call tracking is in place";
    KpiSet = "kpi_set", Flag, CPA, "The brief names a KPI";
    KpiCpa = "kpi_cpa", Money, CPA, "The cost of a conversion the brief asks for";
    KpiCostShare = "kpi_cost_share", Percent, CPA, "The share of cost in revenue the brief asks for (ДРР)";
    BudgetNow = "budget_now", Money, CPA, "Budget a month by the brief";
    BudgetCeiling = "budget_ceiling", Money, CPA, "The most a month by the brief";
    MonthPace = "month_pace", Money, CPA, "Spend of 30 days at the pace of the last 28; by-day reports only";
}

impl Var {
    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();

    /// The variable of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|var| var.name() == name)
    }

    /// Whether rules of a scope may ask about it.
    #[must_use]
    pub const fn known_at(self, scope: Scope) -> bool {
        let bit = match scope {
            Scope::Campaign => C,
            Scope::Platform => P,
            Scope::Client => A,
        };
        self.scopes() & bit != 0
    }
}

/// Values of all variables for one subject.
#[derive(Debug, Clone, Copy)]
pub struct Values([f64; Var::COUNT]);

impl Default for Values {
    fn default() -> Self {
        Self([f64::NAN; Var::COUNT])
    }
}

impl Values {
    /// The value; NaN when it is not known.
    #[must_use]
    pub fn get(&self, var: Var) -> f64 {
        self.0.get(var as usize).copied().unwrap_or(f64::NAN)
    }

    /// Sets a value.
    pub fn set(&mut self, var: Var, value: f64) {
        if let Some(slot) = self.0.get_mut(var as usize) {
            *slot = value;
        }
    }
}
