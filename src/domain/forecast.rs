//! The manager's own forecast of a client's spend, stored to be scored later (A26).

use jiff::Timestamp;

use super::{ClientId, Currency, ForecastId, Month};

/// "Will spend 30 % more by March", with what it is measured against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forecast {
    /// Its identity.
    pub id: ForecastId,
    /// Whose spend.
    pub client: ClientId,
    /// When it was made.
    pub made_at: Timestamp,
    /// The last closed month it was made from.
    pub from: Month,
    /// Mean monthly spend of the three months up to `from`, minor units.
    pub base: i64,
    /// Of `base`.
    pub currency: Currency,
    /// The change foreseen, percent of `base`; never below −100.
    pub percent: i16,
    /// The month it is to be seen in.
    pub until: Month,
    /// Why; may be empty.
    pub note: String,
}
