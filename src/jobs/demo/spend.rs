//! Two years of spend: a level, the seasons of the trade, a trend and some noise.

use super::Clock;
use super::rng::Rng;
use super::words::TRADES;
use crate::domain::{ClientId, Currency, Month, Spend};

/// Months of figures.
const MONTHS: i32 = 24;

#[derive(Clone, Copy)]
enum Trend {
    Steady,
    Growing,
    /// Falling for so many months.
    Falling(i32),
    /// Quiet, with campaign months.
    Bursts,
    /// Nothing for so many months.
    Stopped(i32),
}

/// Figures up to the last full month. `level` is a usual month in roubles, `rate` roubles a unit of money.
pub(super) fn figures(
    client: ClientId,
    level: f64,
    trade: usize,
    money: (&str, i64),
    since: Month,
    clock: &Clock,
    rng: &mut Rng,
) -> Spend {
    let currency = money.0.parse().unwrap_or(Currency::RUB);
    let mut spend = Spend::empty(client, currency);
    let last = clock.month.plus(-1);
    let first = last.plus(1 - MONTHS).max(since);
    let trend = match rng.weighted(&[48, 15, 20, 12, 5]) {
        0 => Trend::Steady,
        1 => Trend::Growing,
        2 => Trend::Falling(rng.between(3, 6) as i32),
        3 => Trend::Bursts,
        _ => Trend::Stopped(rng.between(1, 4) as i32),
    };
    spend.first = first;
    let seasons = TRADES.get(trade).map(|(_, months)| months);
    for age in (0..=last.0 - first.0).rev() {
        let month = last.plus(-age);
        let course = match trend {
            Trend::Steady => 1.0,
            Trend::Growing => (1.25 - 0.03 * f64::from(age)).max(0.5),
            Trend::Falling(months) if age < months => 0.86_f64.powi(months - age),
            Trend::Bursts if rng.chance(20) => 2.2,
            Trend::Bursts => 0.7,
            Trend::Stopped(months) if age < months => 0.0,
            Trend::Falling(_) | Trend::Stopped(_) => 1.0,
        };
        let season = seasons
            .and_then(|s| s.get(month.month() as usize - 1))
            .map_or(1.0, |percent| *percent as f64 / 100.0);
        let noise = rng.between(90, 110) as f64 / 100.0;
        let units = level * course * season * noise / money.1 as f64;
        // Whole tens of the currency, in minor units.
        spend
            .amounts
            .push(Some((units / 10.0).round() as i64 * 1000));
    }
    if spend.amounts.is_empty() {
        return Spend::empty(client, currency);
    }
    spend
}

/// Raises all months alike so that the last one is about `month` minor units.
pub(super) fn raise(spend: &mut Spend, month: i64) {
    let last = spend.amounts.last().unwrap_or(0).max(1);
    spend
        .amounts
        .change(|amount| amount * (month / 1000) / last * 1000);
}
