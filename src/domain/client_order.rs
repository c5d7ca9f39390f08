//! The order of the client list.

use jiff::tz::TimeZone;

use super::ranking::{List, Ranking, Standing, Walk};
use super::{Book, ClientId, Dossier, Month, ViewOrder};

/// In the order the key switches them. What the ranking orders by is chosen by a view.
pub const TURNS: [ViewOrder; 6] = [
    ViewOrder::Name,
    ViewOrder::Silence,
    ViewOrder::NextTouch,
    ViewOrder::Spend,
    ViewOrder::StageAge,
    ViewOrder::Tier,
];

/// The next order in turn.
#[must_use]
pub fn next(order: ViewOrder) -> ViewOrder {
    let at = TURNS.iter().position(|o| *o == order);
    let next = at.map_or(0, |at| (at + 1) % TURNS.len());
    TURNS.get(next).copied().unwrap_or_default()
}

/// Smaller comes first.
fn key(order: ViewOrder, dossier: &Dossier, month: Month) -> i64 {
    match order {
        // The chances are no matter of the dossier.
        ViewOrder::Name | ViewOrder::Growth | ViewOrder::Decline => 0,
        // Never reached is the longest silence of all.
        ViewOrder::Silence => dossier.last_real().map_or(i64::MIN, |at| at.as_second()),
        ViewOrder::NextTouch => dossier.follow_up.as_ref().map_or(i64::MAX, |plan| {
            let day = plan
                .date
                .to_datetime(plan.time.unwrap_or(jiff::civil::Time::MAX));
            day.to_zoned(TimeZone::UTC)
                .map_or(i64::MAX, |z| z.timestamp().as_second())
        }),
        ViewOrder::Spend => -quarter(dossier, month).unwrap_or(-1),
        ViewOrder::StageAge => dossier.stage_since().as_second(),
        ViewOrder::Tier => i64::from(dossier.client.tier.code()),
    }
}

/// The list of the ranking an order follows.
#[must_use]
pub const fn ranked(order: ViewOrder) -> Option<List> {
    match order {
        ViewOrder::Growth => Some(List::Grow),
        ViewOrder::Decline => Some(List::Protect),
        _ => None,
    }
}

/// Smaller comes first, the highest chance; `last` for a client without one.
fn chance(list: List, scores: &Walk<'_>, client: ClientId, last: i64) -> i64 {
    let row = scores.get(client);
    let row = row.filter(|row| row.standing == Standing::Scored);
    // Millionths of a percent: no two chances that differ become one.
    row.map_or(last, |row| -((f64::from(row.chance(list)) * 1e6) as i64))
}

/// Spend of the three full months before `month`, minor units; `None` when nothing is known of them.
#[must_use]
pub fn quarter(dossier: &Dossier, month: Month) -> Option<i64> {
    dossier.spend.as_ref()?.quarter(month)
}

/// The name as a dictionary has it: quotes and other signs before the first letter do not count.
fn word(name: &str) -> &str {
    name.trim_start_matches(|c: char| !c.is_alphanumeric())
}

/// The first 15 bytes of a name behind one for its script: decides most comparisons without touching the
/// text. The script of the person's language comes first.
fn head(name: &str, cyrillic_first: bool) -> u128 {
    let name = word(name);
    let cyrillic = name
        .chars()
        .next()
        .is_some_and(|c| ('\u{400}'..='\u{4ff}').contains(&c));
    let mut bytes = [0u8; 16];
    let (script, rest) = bytes.split_at_mut(1);
    script.fill(u8::from(cyrillic != cyrillic_first));
    for (to, from) in rest.iter_mut().zip(name.bytes()) {
        *to = from;
    }
    u128::from_be_bytes(bytes)
}

/// All clients (archived ones only on request) in order. 100 000 clients take some 20 ms, so the list is
/// kept until the book changes. An order by chances is one by names until the ranking is there; clients without a
/// score come last in it, turned round or not.
#[must_use]
pub fn sorted(
    book: &Book,
    by: ViewOrder,
    reversed: bool,
    archived: bool,
    month: Month,
    cyrillic_first: bool,
    ranking: Option<&Ranking>,
) -> Vec<ClientId> {
    let scores = ranked(by).zip(ranking.map(Ranking::walk));
    let last = if reversed { i64::MIN } else { i64::MAX };
    let key = |d: &Dossier| match &scores {
        Some((list, scores)) => chance(*list, scores, d.id(), last),
        None => key(by, d, month),
    };
    let mut rows: Vec<(i64, u128, &Dossier)> = book
        .all()
        .filter(|d| archived || d.client.archived_at.is_none())
        .map(|d| (key(d), head(d.sort_name(), cyrillic_first), d))
        .collect();
    rows.sort_unstable_by(|a, b| {
        let keys = a.0.cmp(&b.0);
        let keys = if reversed { keys.reverse() } else { keys };
        let names =
            a.1.cmp(&b.1)
                .then_with(|| word(a.2.sort_name()).cmp(word(b.2.sort_name())))
                .then_with(|| a.2.id().cmp(&b.2.id()));
        keys.then(if reversed && by == ViewOrder::Name {
            names.reverse()
        } else {
            names
        })
    });
    rows.into_iter().map(|(_, _, d)| d.id()).collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::ranking::{Portfolio, rank};
    use crate::domain::{Client, Currency, Record, Spend};

    #[test]
    fn chances_order_and_who_has_none_comes_last() {
        let month = Month::new(2026, 11);
        let mut book = Book::new();
        for (n, name) in (1..).zip(["Да", "Ёж", "Ива", "Ара", "Нет"]) {
            let id = ClientId(Uuid::from_u128(n));
            let client = Client::named(id, name.to_owned(), jiff::Timestamp::UNIX_EPOCH);
            book.load(Record::from(client)).unwrap();
            let mut spend = Spend::empty(id, Currency::RUB);
            // The fourth has two months, the fifth none.
            let from = match n {
                1..=3 => -12,
                4 => -2,
                _ => continue,
            };
            for back in from..0 {
                spend.set(month.plus(back), 1_000_000);
            }
            book.load(Record::from(spend)).unwrap();
        }
        let mut ranking = rank(&Portfolio::of(&book, month));
        let chances = [(20.0, 50.0), (20.1, 49.0), (90.0, 51.0)];
        for (row, (growth, decline)) in ranking.rows.iter_mut().zip(chances) {
            (row.growth, row.decline) = (growth, decline);
        }
        let names = |by, reversed, ranking| -> Vec<&str> {
            let rows = sorted(&book, by, reversed, false, month, true, ranking);
            let names = rows.iter().filter_map(|id| book.client(*id));
            names.map(|c| c.name.as_str()).collect()
        };
        let by_name = ["Ара", "Да", "Ёж", "Ива", "Нет"];
        for (by, reversed, ranking, expected) in [
            (
                ViewOrder::Growth,
                false,
                Some(&ranking),
                ["Ива", "Ёж", "Да", "Ара", "Нет"],
            ),
            (
                ViewOrder::Growth,
                true,
                Some(&ranking),
                ["Да", "Ёж", "Ива", "Ара", "Нет"],
            ),
            (
                ViewOrder::Decline,
                false,
                Some(&ranking),
                ["Ива", "Да", "Ёж", "Ара", "Нет"],
            ),
            (ViewOrder::Decline, false, None, by_name),
            (ViewOrder::Name, false, Some(&ranking), by_name),
        ] {
            assert_eq!(names(by, reversed, ranking), expected, "{by:?} {reversed}");
        }
    }
}
