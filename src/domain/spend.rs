//! Monthly figures of a client: spend, at least.

use super::{ClientId, Currency, Month};

/// Amounts by month in minor units, any of them unknown. A large portfolio has millions of them: what is
/// unknown takes no room beside, the lowest number stands for it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Amounts(Vec<i64>);

/// Stands for "no data"; as an amount it would be read back as unknown.
const UNKNOWN: i64 = i64::MIN;

impl Amounts {
    /// None.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// How many months, known or not.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no month at all.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The amount at a place, `None` when not known.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<i64> {
        self.0.get(index).copied().filter(|a| *a != UNKNOWN)
    }

    /// The last place, known or not.
    #[must_use]
    pub fn last(&self) -> Option<i64> {
        self.get(self.0.len().checked_sub(1)?)
    }

    /// All places in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Option<i64>> + ExactSizeIterator + '_ {
        self.0.iter().map(|a| (*a != UNKNOWN).then_some(*a))
    }

    /// One more month at the end.
    pub fn push(&mut self, amount: Option<i64>) {
        self.0.push(amount.unwrap_or(UNKNOWN));
    }

    /// Changes every known amount.
    pub fn change(&mut self, to: impl Fn(i64) -> i64) {
        for amount in self.0.iter_mut().filter(|a| **a != UNKNOWN) {
            *amount = to(*amount);
        }
    }
}

impl FromIterator<Option<i64>> for Amounts {
    fn from_iter<I: IntoIterator<Item = Option<i64>>>(amounts: I) -> Self {
        let amounts = amounts.into_iter();
        Self(amounts.map(|a| a.unwrap_or(UNKNOWN)).collect())
    }
}

impl From<Vec<Option<i64>>> for Amounts {
    fn from(amounts: Vec<Option<i64>>) -> Self {
        amounts.into_iter().collect()
    }
}

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
    pub amounts: Amounts,
}

impl Spend {
    /// No figures yet.
    #[must_use]
    pub const fn empty(client: ClientId, currency: Currency) -> Self {
        Self {
            client,
            currency,
            first: Month(0),
            amounts: Amounts::new(),
        }
    }

    /// The amount of a month in minor units, `None` when not known.
    #[must_use]
    pub fn get(&self, month: Month) -> Option<i64> {
        let index = usize::try_from(month.0 - self.first.0).ok()?;
        self.amounts.get(index)
    }

    /// Sets a month, growing the run at either end as needed.
    pub fn set(&mut self, month: Month, minor: i64) {
        if self.amounts.is_empty() {
            self.first = month;
        }
        if month < self.first {
            let more = (self.first.0 - month.0).unsigned_abs() as usize;
            let before = std::iter::repeat_n(UNKNOWN, more);
            self.amounts.0.splice(0..0, before);
            self.first = month;
        }
        let index = (month.0 - self.first.0).unsigned_abs() as usize;
        if index >= self.amounts.len() {
            self.amounts.0.resize(index + 1, UNKNOWN);
        }
        if let Some(slot) = self.amounts.0.get_mut(index) {
            *slot = minor;
        }
    }

    /// The last month with a figure.
    #[must_use]
    pub fn last(&self) -> Option<Month> {
        let index = self.amounts.iter().rposition(|a| a.is_some())?;
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
        self.amounts.iter().flatten().fold(0, i64::saturating_add)
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
            spend.amounts.iter().collect::<Vec<_>>(),
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
