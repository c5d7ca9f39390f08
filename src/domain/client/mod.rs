//! The client: the company looked after, and how it wants to be looked after.

mod terms;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use super::{Channel, ClientId, ExternalId};

pub use terms::{ContactPolicy, ServiceModel, Tier};

/// How prepared the client is, from 1 (novice) to 5 (expert): it chooses the language of texts (A3, A23).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Expertise(u8);

impl Expertise {
    /// A level, `None` outside `1..=5`.
    #[must_use]
    pub const fn new(level: u8) -> Option<Self> {
        if level >= 1 && level <= 5 {
            Some(Self(level))
        } else {
            None
        }
    }

    /// Whether texts may use the terms of the trade: from 4 on (A23).
    #[must_use]
    pub const fn speaks_terms(self) -> bool {
        self.0 >= 4
    }

    /// The level, `1..=5`.
    #[must_use]
    pub const fn level(self) -> u8 {
        self.0
    }
}

impl Default for Expertise {
    fn default() -> Self {
        Self(3)
    }
}

/// How often the client is to be touched, counted from the last real contact (C16, pain 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Cadence {
    /// No rhythm: only promises and plans bring the client to the agenda.
    #[default]
    Off,
    /// Every so many days, `1..=3650`.
    Days(u16),
    /// Once a month, in the report window (the first five days of the month).
    ReportWindow,
}

/// Hours of the day, from inclusive to exclusive, in the client's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hours {
    /// Start of the callable time.
    pub from: Time,
    /// End of the callable time; later than `from`.
    pub to: Time,
}

impl Hours {
    /// Nine to six, when nothing was agreed.
    pub const OFFICE: Self = Self {
        from: Time::constant(9, 0, 0, 0),
        to: Time::constant(18, 0, 0, 0),
    };

    /// Whether a time of day falls inside.
    #[must_use]
    pub fn contains(&self, time: Time) -> bool {
        self.from <= time && time < self.to
    }
}

/// A channel the client accepts and when (C10). The first of a client's list is preferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChannelHours {
    /// Which channel.
    pub channel: Channel,
    /// When it may be used, on working days.
    pub hours: Hours,
}

/// An IANA time zone name that the zone database knows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Zone(Box<str>);

impl Zone {
    /// A zone by its IANA name, `None` when the database has no such zone.
    #[must_use]
    pub fn new(name: &str) -> Option<Self> {
        let zone = TimeZone::get(name.trim()).ok()?;
        Some(Self(zone.iana_name()?.into()))
    }

    /// A zone read back from the store, where only known names are written.
    #[must_use]
    pub fn stored(name: String) -> Self {
        Self(name.into())
    }

    /// `Asia/Omsk`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0
    }

    /// The rules of the zone; UTC if the database of this machine lost it.
    #[must_use]
    pub fn rules(&self) -> TimeZone {
        TimeZone::get(&self.0).unwrap_or(TimeZone::UTC)
    }
}

/// A client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// Its identity.
    pub id: ClientId,
    /// The name it is known by; never empty.
    pub name: String,
    /// A, B or C (B14).
    pub tier: Tier,
    /// Self-serve or managed: decides which rules apply (A1, A16–A18).
    pub service_model: ServiceModel,
    /// Level of preparation.
    pub expertise: Expertise,
    /// How much contact the client wants (A27).
    pub policy: ContactPolicy,
    /// Rhythm of touches.
    pub cadence: Cadence,
    /// Accepted channels with hours, preferred first; empty means phone in office hours.
    pub channels: Vec<ChannelHours>,
    /// The client's time zone; `None`: the manager's own.
    pub zone: Option<Zone>,
    /// Free tags, unique, in the order given.
    pub tags: Vec<String>,
    /// Business specifics, industry, seasonality (B25).
    pub notes: String,
    /// Who of ours leads the client, when imported data says so.
    pub owner: String,
    /// Since when it is a client.
    pub since: Option<Date>,
    /// Ids in other systems.
    pub external: Vec<ExternalId>,
    /// When the record was made.
    pub created_at: Timestamp,
    /// When it was archived; archived clients are hidden, never deleted.
    pub archived_at: Option<Timestamp>,
}

impl Client {
    /// A client of whom only the name is known.
    #[must_use]
    pub fn named(id: ClientId, name: String, at: Timestamp) -> Self {
        Self {
            id,
            name,
            tier: Tier::default(),
            service_model: ServiceModel::default(),
            expertise: Expertise::default(),
            policy: ContactPolicy::default(),
            cadence: Cadence::default(),
            channels: Vec::new(),
            zone: None,
            tags: Vec::new(),
            notes: String::new(),
            owner: String::new(),
            since: None,
            external: Vec::new(),
            created_at: at,
            archived_at: None,
        }
    }

    /// The preferred channel: the first of the list, else the phone.
    #[must_use]
    pub fn preferred(&self) -> ChannelHours {
        self.channels.first().copied().unwrap_or(ChannelHours {
            channel: Channel::Phone,
            hours: Hours::OFFICE,
        })
    }

    /// The client's zone, the manager's own when none is set.
    #[must_use]
    pub fn zone_or(&self, own: &TimeZone) -> TimeZone {
        self.zone.as_ref().map_or_else(|| own.clone(), Zone::rules)
    }
}
