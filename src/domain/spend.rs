//! Monthly figures of a client: spend, at least.

use super::{ClientId, Currency, Month};

/// Spend by month, a run of months with gaps allowed (a month nobody told us about is not zero).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spend {
    /// Whose.
    pub client: ClientId,
    /// The currency of every amount.
    pub currency: Currency,
    /// The month of `amounts[0]`.
    pub first: Month,
    /// Minor units by month from `first` on; `None` is "no data".
    pub amounts: Vec<Option<i64>>,
}

impl Spend {
    /// No figures yet.
    #[must_use]
    pub const fn empty(client: ClientId, currency: Currency) -> Self {
        Self {
            client,
            currency,
            first: Month(0),
            amounts: Vec::new(),
        }
    }

    /// The amount of a month in minor units, `None` when not known.
    #[must_use]
    pub fn get(&self, month: Month) -> Option<i64> {
        let index = usize::try_from(month.0 - self.first.0).ok()?;
        self.amounts.get(index).copied().flatten()
    }

    /// Sets a month, growing the run at either end as needed.
    pub fn set(&mut self, month: Month, minor: i64) {
        if self.amounts.is_empty() {
            self.first = month;
        }
        if month < self.first {
            let more = (self.first.0 - month.0).unsigned_abs() as usize;
            self.amounts.splice(0..0, std::iter::repeat_n(None, more));
            self.first = month;
        }
        let index = (month.0 - self.first.0).unsigned_abs() as usize;
        if index >= self.amounts.len() {
            self.amounts.resize(index + 1, None);
        }
        if let Some(slot) = self.amounts.get_mut(index) {
            *slot = Some(minor);
        }
    }

    /// The last month with a figure.
    #[must_use]
    pub fn last(&self) -> Option<Month> {
        let index = self.amounts.iter().rposition(Option::is_some)?;
        Some(self.first.plus(i32::try_from(index).ok()?))
    }

    /// The `n` months that end with `last`, oldest first.
    pub fn window(&self, last: Month, n: usize) -> impl Iterator<Item = Option<i64>> + '_ {
        let n = i32::try_from(n).unwrap_or(i32::MAX);
        (0..n).map(move |i| self.get(last.plus(i + 1 - n)))
    }

    /// The sum of the three full months before `month`, minor units; `None` when nothing is known of them.
    #[must_use]
    pub fn quarter(&self, month: Month) -> Option<i64> {
        let mut known = self.window(month.plus(-1), 3).flatten().peekable();
        known.peek()?;
        Some(known.fold(0, i64::saturating_add))
    }

    /// The sum of all known months in minor units.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.amounts
            .iter()
            .flatten()
            .fold(0, |sum, a| sum.saturating_add(*a))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn grows_at_both_ends_and_keeps_gaps() {
        let mut spend = Spend::empty(ClientId(Uuid::nil()), Currency::RUB);
        spend.set(Month::new(2026, 3), 300);
        spend.set(Month::new(2026, 1), 100);
        spend.set(Month::new(2026, 6), 0);
        assert_eq!(spend.first, Month::new(2026, 1));
        assert_eq!(
            spend.amounts,
            [Some(100), None, Some(300), None, None, Some(0)]
        );
        assert_eq!(spend.last(), Some(Month::new(2026, 6)));
        assert_eq!(spend.get(Month::new(2025, 12)), None);
        assert_eq!(
            spend.window(Month::new(2026, 4), 3).collect::<Vec<_>>(),
            [None, Some(300), None]
        );
        assert_eq!(spend.total(), 400);
    }
}
