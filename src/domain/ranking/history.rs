//! Monthly series of a portfolio, small enough to leave the book behind.
//!
//! A [`Portfolio`] is what the ranking works on: one pool of `f32` with a run per client, so that a hundred
//! thousand clients of two years take about fifteen megabytes and the work can run on another thread while the
//! book goes on changing. Its rules:
//!
//! - only *closed* months count: the month of the clock is open. The ranking stands at the last month known of at
//!   least half as many clients as one of the three months before it: with a month that was imported of a dozen
//!   clients only, everybody else would seem to have stopped;
//! - a client begins with its first month of spend; a month without a figure after that is a month without
//!   spend;
//! - a negative month (a refund larger than the spend) counts as a month without spend.

use crate::domain::{Book, ClientId, Currency, Month, Spend};

/// Months kept one by one; what is older is kept as a sum.
pub const KEPT: usize = 36;
/// Months of the window that is looked back at and of the window that is forecast.
pub const WINDOW: usize = 3;

/// How many months at the end may be left out for being known of too few, and with how many before it each is
/// compared.
const UNSURE: usize = 3;

/// A closed month known of too few clients to be ranked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Partial {
    /// Which, the latest.
    pub month: Month,
    /// Of how many clients it is known.
    pub clients: u32,
}

/// One client's series up to a month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct History<'a> {
    /// Spend by month in minor units, oldest first; the last is the month the series ends with. Never negative.
    pub months: &'a [f32],
    /// The sum of the months before them.
    pub older: f32,
    /// Months since the first with spend, both ends counted.
    pub tenure: u16,
    /// Contacts or payments by month, where the source has them.
    pub active: Option<&'a [u16]>,
}

impl<'a> History<'a> {
    /// Spend `back` months before the last; 0 before the beginning.
    #[must_use]
    pub fn back(&self, back: usize) -> f32 {
        let index = self.months.len().checked_sub(back + 1);
        index
            .and_then(|i| self.months.get(i))
            .copied()
            .unwrap_or_default()
    }

    /// The sum of the [`WINDOW`] months that end `back` months before the last.
    #[must_use]
    pub fn quarter(&self, back: usize) -> f64 {
        (back..back + WINDOW).map(|b| f64::from(self.back(b))).sum()
    }

    /// The sum of all months.
    #[must_use]
    pub fn total(&self) -> f64 {
        f64::from(self.older) + self.months.iter().map(|m| f64::from(*m)).sum::<f64>()
    }

    /// The same series as it stood `back` months earlier; `None` when nothing was known then.
    #[must_use]
    pub fn earlier(&self, back: usize) -> Option<Self> {
        let kept = self.months.len().checked_sub(back).filter(|n| *n > 0)?;
        Some(Self {
            months: self.months.get(..kept)?,
            older: self.older,
            tenure: self.tenure.checked_sub(u16::try_from(back).ok()?)?,
            active: self.active.and_then(|a| a.get(..kept)),
        })
    }
}

/// Where a client's run lies in the pool.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Head {
    id: ClientId,
    from: u32,
    older: f32,
    tenure: u16,
    kept: u8,
    currency: u8,
    listed: bool,
}

/// The monthly figures of every client of a portfolio, by client id.
#[derive(Debug, Clone, PartialEq)]
pub struct Portfolio {
    at: Month,
    partial: Option<Partial>,
    heads: Vec<Head>,
    pool: Vec<f32>,
    /// As long as the pool where the source counts contacts, empty elsewhere.
    active: Vec<u16>,
    currencies: Vec<Currency>,
}

/// A client as the ranking sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Member<'a> {
    /// Who.
    pub id: ClientId,
    /// Its series up to [`Portfolio::at`].
    pub history: History<'a>,
    /// The place of its currency in [`Portfolio::currencies`].
    pub currency: usize,
    /// Whether it is to be ranked: an archived client only teaches.
    pub listed: bool,
}

impl Portfolio {
    /// An empty portfolio that stands at the end of a closed month.
    #[must_use]
    pub const fn new(at: Month) -> Self {
        Self {
            at,
            partial: None,
            heads: Vec::new(),
            pool: Vec::new(),
            active: Vec::new(),
            currencies: Vec::new(),
        }
    }

    /// The figures of a book whose clock stands in `now`. Archived clients are taken along to learn from (to
    /// leave them out would make every past look brighter), but are not ranked.
    #[must_use]
    pub fn of(book: &Book, now: Month) -> Self {
        let closed = now.plus(-1);
        let known = |spend: &Spend| spend.last().map(|last| last.min(closed));
        let at = book
            .all()
            .filter_map(|d| d.spend.as_deref().and_then(known))
            .max();
        let (at, partial) = settled_month(book, at.unwrap_or(closed));
        let mut portfolio = Self::new(at);
        portfolio.partial = partial;
        // Room to the month: a pool that doubles as it grows would take twice its size for a moment.
        let spends = || book.all().filter_map(|d| d.spend.as_deref());
        portfolio.heads.reserve_exact(spends().count());
        (portfolio.pool).reserve_exact(spends().map(|s| s.amounts.len().min(KEPT)).sum());
        let mut amounts = Vec::new();
        for dossier in book.all() {
            let Some(spend) = dossier.spend.as_deref() else {
                continue;
            };
            amounts.clear();
            amounts.extend(spend.amounts.iter().map(|a| a.unwrap_or_default() as f64));
            let listed = dossier.client.archived_at.is_none();
            portfolio.push(
                dossier.id(),
                spend.currency,
                spend.first,
                &amounts,
                &[],
                listed,
            );
        }
        portfolio.settled()
    }

    /// The figures of one client alone, to explain it.
    #[must_use]
    pub fn one(spend: &Spend, at: Month) -> Self {
        let mut portfolio = Self::new(at);
        let amounts: Vec<f64> = (spend.amounts.iter())
            .map(|a| a.unwrap_or_default() as f64)
            .collect();
        portfolio.push(
            spend.client,
            spend.currency,
            spend.first,
            &amounts,
            &[],
            true,
        );
        portfolio
    }

    /// Takes a client in: amounts in minor units by month from `first` on, and as many counts of contacts or
    /// none. Months after [`at`](Self::at) are left out; a client without spend until then is not taken.
    pub fn push(
        &mut self,
        id: ClientId,
        currency: Currency,
        first: Month,
        amounts: &[f64],
        active: &[u16],
        listed: bool,
    ) {
        let Some(begins) = amounts.iter().position(|a| *a > 0.0) else {
            return;
        };
        let start = first.plus(i32::try_from(begins).unwrap_or(i32::MAX));
        let Ok(tenure) = u16::try_from(self.at.0 - start.0 + 1) else {
            return;
        };
        let (Ok(from), false) = (u32::try_from(self.pool.len()), tenure == 0) else {
            return;
        };
        let currency = self.currency(currency);
        let kept = usize::from(tenure).min(KEPT);
        let skipped = usize::from(tenure) - kept;
        let amount = |month: usize| {
            let amount = amounts.get(begins + month).copied().unwrap_or_default();
            amount.max(0.0)
        };
        let older = (0..skipped).map(amount).sum::<f64>() as f32;
        for month in skipped..usize::from(tenure) {
            self.pool.push(amount(month) as f32);
            if !active.is_empty() {
                // A source that counts does so for every client: those before it had no count to keep.
                self.active.resize(self.pool.len() - 1, 0);
                self.active
                    .push(active.get(begins + month).copied().unwrap_or_default());
            }
        }
        self.heads.push(Head {
            id,
            from,
            older,
            tenure,
            kept: u8::try_from(kept).unwrap_or(u8::MAX),
            currency,
            listed,
        });
    }

    fn currency(&mut self, currency: Currency) -> u8 {
        let place = self.currencies.iter().position(|c| *c == currency);
        let place = place.unwrap_or_else(|| {
            self.currencies.push(currency);
            self.currencies.len() - 1
        });
        u8::try_from(place).unwrap_or(u8::MAX)
    }

    /// Everybody is in: puts the clients in the order of their ids, so that the order they came in leaves no
    /// trace in any sum.
    #[must_use]
    pub fn settled(mut self) -> Self {
        self.heads.sort_unstable_by_key(|h| h.id);
        self
    }

    /// The closed month the series end with.
    #[must_use]
    pub const fn at(&self) -> Month {
        self.at
    }

    /// The month left out for being known of too few.
    #[must_use]
    pub const fn partial(&self) -> Option<Partial> {
        self.partial
    }

    /// How many clients there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.heads.len()
    }

    /// Whether nobody has spent anything yet.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }

    /// The currencies met.
    #[must_use]
    pub fn currencies(&self) -> &[Currency] {
        &self.currencies
    }

    /// Months since the first spend of anybody, at most [`KEPT`].
    #[must_use]
    pub fn months(&self) -> usize {
        let kept = self.heads.iter().map(|h| usize::from(h.kept));
        kept.max().unwrap_or_default()
    }

    /// Every client, by id.
    pub fn members(&self) -> impl ExactSizeIterator<Item = Member<'_>> {
        self.heads.iter().map(|head| {
            let from = head.from as usize;
            let run = from..from + usize::from(head.kept);
            Member {
                id: head.id,
                history: History {
                    months: self.pool.get(run.clone()).unwrap_or_default(),
                    older: head.older,
                    tenure: head.tenure,
                    active: self.active.get(run),
                },
                currency: usize::from(head.currency),
                listed: head.listed,
            }
        })
    }
}

/// The month to stand at, of those up to the latest anybody has figures of, and what was left out for it.
fn settled_month(book: &Book, latest: Month) -> (Month, Option<Partial>) {
    let before = |back: usize| latest.plus(-i32::try_from(back).unwrap_or_default());
    let mut known = [0u32; 2 * UNSURE + 1];
    // An archived client gets no figures any more: that it has none says nothing of a month.
    for spend in book.active().filter_map(|d| d.spend.as_deref()) {
        for (back, known) in known.iter_mut().enumerate() {
            *known += u32::from(spend.get(before(back)).is_some());
        }
    }
    let whole = |back: usize| {
        let own = known.get(back).copied().unwrap_or_default();
        let others = known.iter().skip(back + 1).take(UNSURE).max();
        own.saturating_mul(2) >= others.copied().unwrap_or_default()
    };
    match (0..=UNSURE).find(|back| whole(*back)) {
        Some(0) | None => (latest, None),
        Some(back) => (
            before(back),
            Some(Partial {
                month: latest,
                clients: known.first().copied().unwrap_or_default(),
            }),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn id(n: u128) -> ClientId {
        ClientId(Uuid::from_u128(n))
    }

    #[test]
    fn a_series_begins_with_spend_and_ends_with_the_closed_month() {
        let at = Month::new(2026, 6);
        let mut portfolio = Portfolio::new(at);
        let mut push = |n, first, amounts: &[f64]| {
            portfolio.push(id(n), Currency::RUB, first, amounts, &[], true);
        };
        // Leading zeros, a gap told as zero, a refund, an open month behind the end.
        push(
            2,
            Month::new(2026, 1),
            &[0.0, 100.0, 0.0, -50.0, 30.0, 20.0, 999.0],
        );
        push(1, Month::new(2026, 6), &[7.0]);
        // Nothing ever, and nothing yet.
        push(3, Month::new(2026, 1), &[0.0, -5.0]);
        push(4, Month::new(2026, 7), &[10.0]);
        let portfolio = portfolio.settled();
        let members: Vec<_> = portfolio.members().collect();
        assert_eq!(members.len(), 2);
        assert_eq!((members[0].id, members[1].id), (id(1), id(2)));
        let history = members[1].history;
        assert_eq!(history.months, [100.0, 0.0, 0.0, 30.0, 20.0]);
        assert_eq!((history.tenure, history.older), (5, 0.0));
        assert_eq!(history.quarter(0), 50.0);
        assert_eq!(history.quarter(3), 100.0);
        let earlier = history.earlier(2).unwrap();
        assert_eq!(
            (earlier.months, earlier.tenure),
            (&[100.0, 0.0, 0.0][..], 3)
        );
        assert_eq!(history.earlier(5), None);
    }

    #[test]
    fn months_beyond_those_kept_stay_as_a_sum() {
        let at = Month::new(2026, 12);
        let mut portfolio = Portfolio::new(at);
        let amounts = vec![2.0; KEPT + 10];
        let first = at.plus(1 - amounts.len() as i32);
        portfolio.push(id(1), Currency::RUB, first, &amounts, &[], true);
        let history = portfolio.members().next().unwrap().history;
        assert_eq!(
            (history.months.len(), history.older, history.tenure),
            (KEPT, 20.0, KEPT as u16 + 10)
        );
        assert_eq!(history.total(), 2.0 * (KEPT as f64 + 10.0));
    }

    #[test]
    fn a_month_known_of_a_few_clients_is_left_out() {
        use crate::domain::{Client, Record, Spend};
        // (how many of ten clients have July, August, September, October), the month, known of
        for (name, counts, at, left) in [
            ("all have all", [10, 10, 10, 10], 10, None),
            ("half is enough", [10, 10, 10, 5], 10, None),
            ("one of ten", [10, 10, 10, 1], 9, Some(1)),
            ("a gap before it", [10, 10, 0, 2], 8, Some(2)),
            ("more come in", [1, 3, 6, 10], 10, None),
        ] {
            let mut book = Book::new();
            for n in 0..10 {
                let client = Client::named(id(n), format!("К{n}"), jiff::Timestamp::UNIX_EPOCH);
                book.load(Record::from(client)).unwrap();
                let mut spend = Spend::empty(id(n), Currency::RUB);
                for (i, count) in counts.iter().enumerate() {
                    if n < *count {
                        spend.set(Month::new(2026, 7 + i as i32), 100);
                    }
                }
                book.load(Record::from(spend)).unwrap();
            }
            let portfolio = Portfolio::of(&book, Month::new(2026, 11));
            assert_eq!(portfolio.at(), Month::new(2026, at), "{name}");
            let told = portfolio.partial().map(|p| (p.month, p.clients));
            assert_eq!(told, left.map(|n| (Month::new(2026, 10), n)), "{name}");
        }
    }
}
