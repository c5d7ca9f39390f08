//! Whom a baseline would choose first, over the whole portfolio (A25).

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::orders::{active, last_against_base};
use crate::domain::{Book, ClientId, Currency, Method, Month};

/// The active clients with spend in the three months up to `from` in the order of a baseline, first things first.
/// `fallen`: last month puts those first that fell the most instead of those that rose. Methods that need the ranking
/// give nothing here.
#[must_use]
pub fn baseline(book: &Book, method: Method, fallen: bool, from: Month) -> Vec<ClientId> {
    let mut rows = Vec::new();
    let mut sizes: BTreeMap<Currency, Vec<i64>> = BTreeMap::new();
    for dossier in book.active() {
        let Some(spend) = dossier.spend.as_deref() else {
            continue;
        };
        let base = super::base(spend, from).0;
        if base > 0 {
            sizes.entry(spend.currency).or_default().push(base);
            rows.push((dossier.id(), spend, base));
        }
    }
    // Without a rate of exchange a client is big among those of its currency.
    let middles: BTreeMap<Currency, i64> = sizes
        .into_iter()
        .map(|(currency, mut of)| {
            of.sort_unstable();
            (currency, of.get(of.len() / 2).copied().unwrap_or(1).max(1))
        })
        .collect();
    let mut keyed: Vec<_> = rows
        .into_iter()
        .filter_map(|(id, spend, base)| {
            let middle = middles.get(&spend.currency).copied().unwrap_or(1);
            let size = i128::from(base) * 1000 / i128::from(middle);
            let key = match method {
                Method::MostActive => active(spend, from) as i128,
                Method::Biggest => size,
                Method::LastMonth => {
                    let last = i128::from(last_against_base(spend, from, base));
                    if fallen { -last } else { last }
                }
                Method::Formula | Method::Fitted | Method::ByHand => return None,
            };
            Some((Reverse((key, size)), id))
        })
        .collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, id)| id).collect()
}

/// The score of a place in an order: 100 for the first, falling to 1 for the last.
#[must_use]
pub fn place_score(place: usize, of: usize) -> u8 {
    u8::try_from(100 - place * 100 / of.max(1))
        .unwrap_or(0)
        .max(1)
}
