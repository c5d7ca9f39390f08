//! Who is deliberately not worked.

use std::cmp::Reverse;

use crate::domain::{ClientId, CohortId, Currency};

/// Chooses the hold-out of a segment: for every client whether it is held out.
///
/// The clients are put in the order of currency, score and size and cut into as many runs as there are to be held
/// out; one of each run is taken. So both sides are of equal score and size, the count is the share rounded, and
/// the same cohort always gets the same choice.
#[must_use]
pub fn hold_out(
    clients: &[(ClientId, u8, Currency, i64)],
    percent: u8,
    cohort: CohortId,
) -> Vec<bool> {
    let n = clients.len();
    let wanted = (n * usize::from(percent.min(100)) + 50) / 100;
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by_key(|i| {
        let row = clients.get(*i);
        row.map(|(id, score, currency, base)| (*currency, Reverse(*score), Reverse(*base), *id))
    });
    let seed = u64::from_be_bytes(tail(cohort));
    let mut held = vec![false; n];
    for run in 0..wanted {
        let (from, to) = (run * n / wanted, (run + 1) * n / wanted);
        let len = (to - from).max(1) as u64;
        let pick = from + usize::try_from(mixed(seed ^ run as u64) % len).unwrap_or(0);
        if let Some(slot) = order.get(pick).and_then(|i| held.get_mut(*i)) {
            *slot = true;
        }
    }
    held
}

fn tail(cohort: CohortId) -> [u8; 8] {
    let [.., a, b, c, d, e, f, g, h] = cohort.bytes();
    [a, b, c, d, e, f, g, h]
}

/// splitmix64: spreads neighbouring seeds.
const fn mixed(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
