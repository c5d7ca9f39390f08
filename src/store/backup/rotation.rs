//! Which backups stay: a pure rule.
//!
//! Of each of the last seven days that have one the newest stays, and of each of the last four weeks. What
//! was made before something risky (an import, a migration, a compaction) stays for thirty days beside that.
//! What a person made by hand counts on its own: the seven newest stay and all of the present day, and they
//! take no place of a day or a week from those the program makes. Of several that hold the same the newest is the one
//! that counts: a backup made every hour while nobody works is one. The newest and those that hold the most stay
//! whatever their date says: a clock that was set back must not cost the last copy. A file the person named
//! themselves lies elsewhere and is never touched; nor is what is in the folder and is not a backup.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use super::format::Cause;

/// Days that keep a backup.
const DAYS: usize = 7;

/// Weeks that keep one.
const WEEKS: usize = 4;

/// Backups made by hand that stay, however old they are.
const BY_HAND: usize = 7;

/// Days a backup made for a reason of its own stays at least.
const PINNED_DAYS: i64 = 30;

/// What the rule looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) made: Timestamp,
    pub(super) why: Cause,
    pub(super) seq: u64,
}

/// Whether a backup was made for a reason that outlives the day.
const fn pinned(why: Cause) -> bool {
    match why {
        Cause::Exit | Cause::Daily | Cause::Hand => false,
        Cause::Import | Cause::Migration | Cause::Compaction | Cause::Emergency => true,
    }
}

/// For each backup whether it stays. Days and weeks are those of `zone`; a week begins on Monday.
pub(super) fn stays(all: &[Candidate], now: Timestamp, zone: &TimeZone) -> Vec<bool> {
    let mut newest_first: Vec<usize> = (0..all.len()).collect();
    newest_first.sort_by_key(|n| {
        std::cmp::Reverse(all.get(*n).map(|candidate| (candidate.made, candidate.seq)))
    });
    let most = all.iter().map(|candidate| candidate.seq).max();
    let mut days: BTreeSet<Date> = BTreeSet::new();
    let mut weeks: BTreeSet<Date> = BTreeSet::new();
    let mut stays = of_hand(all, now, zone);
    for n in newest_first {
        let (Some(candidate), Some(stay)) = (all.get(n), stays.get_mut(n)) else {
            continue;
        };
        if candidate.why == Cause::Hand {
            continue;
        }
        *stay |= Some(candidate.seq) == most;
        let day = candidate.made.to_zoned(zone.clone()).date();
        let since_monday = i64::from(day.weekday().to_monday_zero_offset());
        let week = day.checked_sub(since_monday.days()).unwrap_or(day);
        *stay |= days.len() < DAYS && days.insert(day);
        *stay |= weeks.len() < WEEKS && weeks.insert(week);
        *stay |= pinned(candidate.why) && age(candidate, now) < PINNED_DAYS;
    }
    stays
}

/// Its age in days.
fn age(candidate: &Candidate, now: Timestamp) -> i64 {
    now.duration_since(candidate.made).as_hours() / 24
}

/// Whether the journal past a backup is kept for its sake. One made by hand stays for ever, the journal does not: after
/// a while it gives back its own moment and no more.
pub(super) fn holds_journal(candidate: &Candidate, now: Timestamp) -> bool {
    candidate.why != Cause::Hand || age(candidate, now) < PINNED_DAYS
}

/// Which stay because a person made them. Those that hold most are the newest ones whatever the clock said.
fn of_hand(all: &[Candidate], now: Timestamp, zone: &TimeZone) -> Vec<bool> {
    let day = |at: Timestamp| at.to_zoned(zone.clone()).date();
    let mut newest: BTreeMap<u64, Timestamp> = BTreeMap::new();
    for candidate in all.iter().filter(|one| one.why == Cause::Hand) {
        let made = newest.entry(candidate.seq).or_insert(candidate.made);
        *made = candidate.made.max(*made);
    }
    let counts: BTreeSet<(u64, Timestamp)> = newest.into_iter().rev().take(BY_HAND).collect();
    all.iter()
        .map(|candidate| {
            let counts = counts.contains(&(candidate.seq, candidate.made));
            candidate.why == Cause::Hand && (counts || day(candidate.made) == day(now))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Day and hour, why, seq.
    type Row = (&'static str, Cause, u64);

    fn kept(rows: &[Row], now: &str) -> Vec<u64> {
        let zone = TimeZone::get("Europe/Moscow").unwrap();
        let at = |text: &str| {
            let civil: jiff::civil::DateTime = text.parse().unwrap();
            civil.to_zoned(zone.clone()).unwrap().timestamp()
        };
        let all: Vec<Candidate> = rows
            .iter()
            .map(|(made, why, seq)| Candidate {
                made: at(made),
                why: *why,
                seq: *seq,
            })
            .collect();
        let stays = stays(&all, at(now), &zone);
        let mut kept: Vec<u64> = all
            .iter()
            .zip(stays)
            .filter(|(_, stays)| *stays)
            .map(|(candidate, _)| candidate.seq)
            .collect();
        kept.sort_unstable();
        kept
    }

    #[test]
    fn seven_days_and_four_weeks_stay() {
        use Cause::{Daily, Exit};
        // Two a day for ten weeks, ending on Sunday 2026-11-22.
        let last: Date = "2026-11-22".parse().unwrap();
        let mut rows = Vec::new();
        let mut names = Vec::new();
        for n in 0..70_i64 {
            let day = last.checked_sub((69 - n).days()).unwrap();
            names.push((format!("{day}T09:00:00"), format!("{day}T23:30:00")));
        }
        for (n, (morning, evening)) in names.iter().enumerate() {
            let n = n as u64 * 10;
            rows.push((morning.clone().leak() as &'static str, Daily, n));
            rows.push((evening.clone().leak() as &'static str, Exit, n + 5));
        }
        // The evenings of the last seven days, and the Sundays of the three weeks before this one.
        let days = (63..70).map(|n| n * 10 + 5);
        let weeks = [48, 55, 62].map(|n| n * 10 + 5);
        let want: Vec<u64> = weeks.into_iter().chain(days).collect();
        assert_eq!(kept(&rows, "2026-11-23T09:00:00"), want);
        // An hour later nothing else goes.
        let left: Vec<Row> = rows
            .iter()
            .copied()
            .filter(|row| want.contains(&row.2))
            .collect();
        assert_eq!(kept(&left, "2026-11-23T10:00:00"), want);
    }

    #[test]
    fn a_table_of_cases() {
        use Cause::{Compaction, Daily, Exit, Hand, Import};
        let cases: &[(&str, &[Row], &str, &[u64])] = &[
            ("nothing", &[], "2026-11-23T09:00:00", &[]),
            (
                "the newest of one day",
                &[
                    ("2026-11-23T09:00:00", Daily, 1),
                    ("2026-11-23T12:00:00", Exit, 2),
                    ("2026-11-23T18:00:00", Exit, 3),
                ],
                "2026-11-23T19:00:00",
                &[3],
            ),
            (
                "days are those of the zone: 23:30 and 00:30 in Moscow are one day in UTC",
                &[
                    ("2026-11-22T23:30:00", Exit, 1),
                    ("2026-11-23T00:30:00", Exit, 2),
                ],
                "2026-11-23T09:00:00",
                &[1, 2],
            ),
            (
                "what was made for a reason stays thirty days",
                &[
                    ("2026-11-23T09:00:00", Import, 1),
                    ("2026-11-23T09:05:00", Compaction, 2),
                    ("2026-11-23T09:10:00", Hand, 3),
                    ("2026-11-23T18:00:00", Exit, 9),
                ],
                "2026-12-22T09:00:00",
                &[1, 2, 3, 9],
            ),
            (
                "and not longer",
                &[
                    ("2026-11-23T09:00:00", Import, 1),
                    ("2026-11-23T18:00:00", Exit, 9),
                ],
                "2026-12-24T09:00:00",
                &[9],
            ),
            (
                "one made by hand and that of the day leave each other alone",
                &[
                    ("2026-11-23T09:00:00", Daily, 1),
                    ("2026-11-23T12:00:00", Hand, 2),
                    ("2026-11-23T12:30:00", Hand, 3),
                    ("2026-11-23T18:00:00", Exit, 4),
                    ("2026-11-23T18:30:00", Hand, 5),
                ],
                "2026-11-23T19:00:00",
                &[2, 3, 4, 5],
            ),
            (
                "seven made by hand stay for ever, with all of today",
                &[
                    ("2026-01-12T09:00:00", Hand, 1),
                    ("2026-01-13T09:00:00", Hand, 2),
                    ("2026-01-14T09:00:00", Hand, 3),
                    ("2026-01-15T09:00:00", Hand, 4),
                    ("2026-01-16T09:00:00", Hand, 5),
                    ("2026-01-17T09:00:00", Hand, 6),
                    ("2026-01-18T09:00:00", Hand, 7),
                    ("2026-01-19T09:00:00", Hand, 8),
                    ("2026-11-20T19:00:00", Exit, 9),
                ],
                "2026-11-23T09:00:00",
                &[2, 3, 4, 5, 6, 7, 8, 9],
            ),
            (
                "nobody loses one made by hand on the day it was made",
                &[
                    ("2026-11-23T09:01:00", Hand, 1),
                    ("2026-11-23T09:02:00", Hand, 2),
                    ("2026-11-23T09:03:00", Hand, 3),
                    ("2026-11-23T09:04:00", Hand, 4),
                    ("2026-11-23T09:05:00", Hand, 5),
                    ("2026-11-23T09:06:00", Hand, 6),
                    ("2026-11-23T09:07:00", Hand, 7),
                    ("2026-11-23T09:08:00", Hand, 8),
                ],
                "2026-11-23T09:09:00",
                &[1, 2, 3, 4, 5, 6, 7, 8],
            ),
            (
                "one made every hour while nobody works is one, beside all of today's",
                &[
                    ("2026-11-02T09:00:00", Hand, 1),
                    ("2026-11-03T09:00:00", Hand, 2),
                    ("2026-11-09T09:00:00", Exit, 2),
                    ("2026-11-20T09:00:00", Hand, 2),
                    ("2026-11-20T10:00:00", Hand, 2),
                    ("2026-11-20T11:00:00", Hand, 2),
                    ("2026-11-23T08:00:00", Hand, 2),
                    ("2026-11-23T09:00:00", Hand, 2),
                ],
                "2026-11-23T09:00:00",
                &[1, 2, 2, 2],
            ),
            (
                "and the one that counts takes the place of one",
                &[
                    ("2026-10-01T09:00:00", Hand, 1),
                    ("2026-10-02T09:00:00", Hand, 2),
                    ("2026-10-03T09:00:00", Hand, 3),
                    ("2026-10-04T09:00:00", Hand, 4),
                    ("2026-10-05T09:00:00", Hand, 5),
                    ("2026-10-06T09:00:00", Hand, 6),
                    ("2026-10-07T09:00:00", Hand, 7),
                    ("2026-10-08T09:00:00", Hand, 7),
                    ("2026-10-09T09:00:00", Hand, 7),
                ],
                "2026-11-23T09:00:00",
                &[1, 2, 3, 4, 5, 6, 7],
            ),
            (
                "a long absence costs nothing",
                &[
                    ("2026-01-05T09:00:00", Exit, 1),
                    ("2026-01-06T09:00:00", Exit, 2),
                ],
                "2026-11-23T09:00:00",
                &[1, 2],
            ),
            (
                "a clock set back: what holds most stays though others look newer",
                &[
                    ("2026-11-30T09:00:00", Exit, 1),
                    ("2026-11-29T09:00:00", Exit, 2),
                    ("2026-11-28T09:00:00", Exit, 3),
                    ("2026-11-27T09:00:00", Exit, 4),
                    ("2026-11-26T09:00:00", Exit, 5),
                    ("2026-11-25T09:00:00", Exit, 6),
                    ("2026-11-24T09:00:00", Exit, 7),
                    ("2026-11-02T09:00:00", Exit, 8),
                    ("2026-11-02T08:00:00", Exit, 9),
                ],
                "2026-11-02T10:00:00",
                &[1, 2, 3, 4, 5, 6, 7, 8, 9],
            ),
        ];
        for (what, rows, now, want) in cases {
            assert_eq!(&kept(rows, now), want, "{what}");
        }
    }
}
