//! What the manager himself settled about a day's calls: pins, refusals, what was carried over (C15, D13).

use jiff::Timestamp;
use jiff::civil::{Date, Time};

use super::{ClientId, SheetId};

/// A call kept at an hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pin {
    /// With whom.
    pub client: ClientId,
    /// When, on the manager's clock.
    pub at: Time,
}

/// One day as the manager arranged it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DaySheet {
    /// Its identity, made of the day.
    pub id: SheetId,
    /// The day.
    pub date: Date,
    /// Calls kept at an hour, in the order of the day.
    pub pins: Vec<Pin>,
    /// Clients struck off this day, with the reason.
    pub dropped: Vec<(ClientId, String)>,
    /// Clients taken in by hand although nothing asked for them.
    pub added: Vec<ClientId>,
    /// Minutes for calls on this day, when not the usual ones.
    pub minutes: Option<u16>,
    /// When the morning was looked through; what was left of yesterday is asked about until then.
    pub opened_at: Option<Timestamp>,
}

impl DaySheet {
    /// A day nothing was settled about.
    #[must_use]
    pub fn empty(date: Date) -> Self {
        Self {
            id: SheetId::of(date),
            date,
            pins: Vec::new(),
            dropped: Vec::new(),
            added: Vec::new(),
            minutes: None,
            opened_at: None,
        }
    }

    /// Whether nothing is settled.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::empty(self.date)
    }

    /// The hour a client is kept at.
    #[must_use]
    pub fn pin(&self, client: ClientId) -> Option<Time> {
        let found = self.pins.iter().find(|pin| pin.client == client);
        found.map(|pin| pin.at)
    }
}

impl SheetId {
    /// The one of a day.
    #[must_use]
    pub fn of(date: Date) -> Self {
        let epoch = Date::constant(1, 1, 1);
        let days = date.duration_since(epoch).as_hours() / 24;
        Self(uuid::Uuid::from_u128(u128::try_from(days).unwrap_or(0)))
    }
}
