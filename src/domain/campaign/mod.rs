//! Campaigns of a client as reports of the platforms tell them, and the profile they amount to (A29–A32).
//!
//! A [`Campaign`] holds its figures by period, a day or longer, exactly as imported. Campaigns stay on disk
//! until a client's are opened, as touches do; what every screen needs is in the [`AdProfile`], which changes
//! in the same transaction and so guards them against a stale write.

mod account;
mod digest;
mod guess;
mod table;

use jiff::Timestamp;
use jiff::civil::Date;

use super::terms::terms;
use super::{CampaignId, ClientId, Currency};

pub use account::NotAnAccount;
pub use digest::DIGEST_DAYS;
pub(crate) use digest::reach;
pub use guess::{type_of, type_of_name};
pub use table::{CampaignGroup, CampaignOrder, CampaignRow, CampaignTable};

terms! {
    /// An ad system (рекламная система).
    pub enum Platform {
        /// Яндекс Директ.
        YandexDirect = 1, "yandex-direct";
        /// Google Ads.
        GoogleAds = 2, "google-ads";
        /// Meta Ads.
        MetaAds = 3, "meta-ads";
        /// VK Реклама.
        VkAds = 4, "vk-ads";
        /// Any other.
        Other = 5, "other";
    }

    /// What a campaign is.
    #[derive(Default)]
    pub enum CampaignType {
        /// Not said.
        #[default]
        Unknown = 1, "unknown";
        /// Search.
        Search = 2, "search";
        /// Search for the client's own name.
        Brand = 3, "brand";
        /// Display networks (РСЯ, КМС).
        Display = 4, "display";
        /// Showing again to those who were there.
        Remarketing = 5, "remarketing";
        /// Goods, shopping, feeds.
        Shopping = 6, "shopping";
        /// Video.
        Video = 7, "video";
        /// The platform mixes places by itself (Мастер кампаний, Performance Max).
        Smart = 8, "smart";
        /// Mobile application.
        App = 9, "app";
        /// Social network feed.
        Social = 10, "social";
    }

    /// Whether it runs.
    #[derive(Default)]
    pub enum CampaignState {
        /// Not said.
        #[default]
        Unknown = 1, "unknown";
        /// It runs.
        On = 2, "on";
        /// Stopped by a person.
        Paused = 3, "paused";
        /// Over, or archived.
        Ended = 4, "ended";
        /// Refused by moderation.
        Rejected = 5, "rejected";
        /// Waits for moderation.
        Moderation = 6, "moderation";
        /// Out of money.
        NoFunds = 7, "no-funds";
    }

    /// A fact about the set-up that no report tells: a person answers, or nobody knows yet.
    #[derive(Default)]
    pub enum Known {
        /// Nobody looked.
        #[default]
        Unknown = 1, "unknown";
        /// It is so.
        Yes = 2, "yes";
        /// It is not.
        No = 3, "no";
    }
}

/// What a report says for one period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Figures {
    /// Times shown.
    pub impressions: u64,
    /// Clicks.
    pub clicks: u64,
    /// Spend in minor units of the campaign's currency.
    pub cost: i64,
    /// Conversions in thousandths; `None`: the report has none (not the same as 0).
    pub conversions: Option<i64>,
    /// Value of the conversions, minor units.
    pub revenue: Option<i64>,
}

impl Figures {
    /// The sum of two periods. What neither tells stays unknown.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        fn both(a: Option<i64>, b: Option<i64>) -> Option<i64> {
            match (a, b) {
                (None, None) => None,
                (a, b) => Some(a.unwrap_or(0).saturating_add(b.unwrap_or(0))),
            }
        }
        Self {
            impressions: self.impressions.saturating_add(other.impressions),
            clicks: self.clicks.saturating_add(other.clicks),
            cost: self.cost.saturating_add(other.cost),
            conversions: both(self.conversions, other.conversions),
            revenue: both(self.revenue, other.revenue),
        }
    }
}

/// Figures of one period, both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: Date,
    /// The last day; the same for a day.
    pub to: Date,
    /// What was.
    pub figures: Figures,
}

impl Period {
    /// Whether it is one day.
    #[must_use]
    pub fn is_day(&self) -> bool {
        self.from == self.to
    }
}

/// A campaign (РК).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Campaign {
    /// Its identity.
    pub id: CampaignId,
    /// Whose.
    pub client: ClientId,
    /// Where it runs.
    pub platform: Platform,
    /// The login or number of the ad account; empty when the report does not say.
    pub account: String,
    /// The number of the campaign on the platform; empty when the report does not say.
    pub number: String,
    /// Its name there.
    pub name: String,
    /// What it is: as the platform says, else as its name tells.
    pub kind: CampaignType,
    /// Whether it runs.
    pub state: CampaignState,
    /// The currency of all its sums.
    pub currency: Currency,
    /// Whether the sums include VAT, when the report says.
    pub vat: Option<bool>,
    /// Budget a day, minor units.
    pub daily_budget: Option<i64>,
    /// Ads refused by moderation, when the report says.
    pub rejected_ads: Option<u32>,
    /// Links carry UTM marks, when it is known.
    pub utm: Known,
    /// Figures by period, by first day; periods of equal days are unique.
    pub periods: Vec<Period>,
    /// When a report last brought something.
    pub imported_at: Timestamp,
}

/// An ad account (рекламный кабинет) known to be the client's: later reports find the client by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdAccount {
    /// Where.
    pub platform: Platform,
    /// Login or number.
    pub login: String,
}

/// A report taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdImport {
    /// When.
    pub at: Timestamp,
    /// The file's name.
    pub file: String,
    /// Where from.
    pub platform: Platform,
    /// The days it covers.
    pub from: Date,
    /// The last of them.
    pub to: Date,
    /// How many campaigns it told of.
    pub campaigns: u32,
}

/// A hit of an audit rule a person put aside (issue text: until the numbers change materially).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dismissal {
    /// The rule.
    pub rule: String,
    /// The campaign it was about; `None`: the client as a whole.
    pub campaign: Option<CampaignId>,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
    /// The number the rule measured then, in thousandths.
    pub measure: i64,
}

/// Sums of the last 28 days of data and the 28 before, over all campaigns of one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AdDigest {
    /// Campaigns known.
    pub campaigns: u32,
    /// Of them running or not known to stand.
    pub running: u32,
    /// The last 28 days of data.
    pub last: Figures,
    /// The 28 days before.
    pub before: Figures,
}

/// What is known of a client's advertising without opening its campaigns (A31).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdProfile {
    /// Whose.
    pub client: ClientId,
    /// Ad accounts.
    pub accounts: Vec<AdAccount>,
    /// Platforms with campaigns.
    pub platforms: Vec<Platform>,
    /// Types of campaign seen.
    pub types: Vec<CampaignType>,
    /// Analytics systems linked, as people name them: `Метрика 12345`.
    pub analytics: Vec<String>,
    /// Whether an analytics system is linked.
    pub analytics_linked: Known,
    /// Whether conversion goals are set up.
    pub goals_set: Known,
    /// Whether call tracking is in place.
    pub call_tracking: Known,
    /// The currency of the digest.
    pub currency: Currency,
    /// The last day the figures cover: the date of the data.
    pub data_until: Option<Date>,
    /// The sums.
    pub digest: AdDigest,
    /// Reports taken in, newest last, at most 20.
    pub imports: Vec<AdImport>,
    /// Hits put aside.
    pub dismissed: Vec<Dismissal>,
    /// When it last changed.
    pub edited_at: Timestamp,
}

/// Days after which figures are called stale (A31).
pub const STALE_DAYS: i32 = 14;

impl AdProfile {
    /// A profile of which nothing is known.
    #[must_use]
    pub fn empty(client: ClientId, at: Timestamp) -> Self {
        Self {
            client,
            accounts: Vec::new(),
            platforms: Vec::new(),
            types: Vec::new(),
            analytics: Vec::new(),
            analytics_linked: Known::Unknown,
            goals_set: Known::Unknown,
            call_tracking: Known::Unknown,
            currency: Currency::RUB,
            data_until: None,
            digest: AdDigest::default(),
            imports: Vec::new(),
            dismissed: Vec::new(),
            edited_at: at,
        }
    }

    /// Whether the figures are older than [`STALE_DAYS`] on `today`.
    #[must_use]
    pub fn is_stale(&self, today: Date) -> bool {
        self.data_until
            .is_some_and(|until| (today - until).get_days() > STALE_DAYS)
    }
}
