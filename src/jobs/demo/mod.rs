//! The demo portfolio: believable clients, the same for the same seed and moment.
//!
//! Nothing here is real: phones are numbers nobody owns, addresses end in `.example`. The stream is a
//! function of seed, size and `now` alone (no maps are walked, no clock is read), so that tests, benches
//! and screenshots can lean on it. Every record obeys the rules the commands would have enforced.
//!
//! So that the day has something to show at any size, every client has a `Role` by its number: a handful
//! in a thousand are due today, the others were touched in time.

mod ads;
mod advice;
mod client;
mod course;
mod grounds;
mod inside;
mod morning;
mod rng;
mod spend;
#[cfg(test)]
mod tests;
mod words;

use std::collections::HashMap;

use jiff::civil::{Date, Time};
use jiff::{Timestamp, ToSpan, Zoned};

use crate::domain::{Book, GroupId, Ids, Intent, Month, Transaction, Zone};
use rng::Rng;
use words::Words;

/// A network of branches comes once in so many clients.
const NETWORKS: usize = 600;

/// Clients of one transaction.
const BATCH: usize = 100;

/// The demo portfolio as a stream of transactions of one group, each with about a hundred clients and all
/// that hangs on them. Apply them in order to an empty book.
#[must_use]
pub fn portfolio(seed: u64, clients: usize, now: &Zoned) -> Portfolio {
    let mut ids = Ids::seeded(seed << 32);
    let at = now.timestamp();
    let languages = [Words::russian(), Words::english()];
    let zones = languages.each_ref().map(|words| {
        let zone = |c: &words::City| Zone::new(c.zone);
        words.cities.iter().map(zone).collect()
    });
    Portfolio {
        rng: Rng::new(seed),
        group: ids.next(at),
        ids,
        inner: Ids::seeded((seed << 32) + (1 << 31)),
        seed,
        languages,
        zones,
        clock: Clock::of(now),
        names: HashMap::new(),
        noted: Vec::new(),
        made: 0,
        clients,
        network: 17,
    }
}

/// The demo portfolio as a book.
#[must_use]
pub fn demo_book(seed: u64, clients: usize, now: &Zoned) -> Book {
    let mut book = Book::new();
    book.reserve(clients);
    for mut transaction in portfolio(seed, clients, now) {
        // New ids on an empty book meet nothing they could conflict with.
        let applied = book.apply(&mut transaction);
        debug_assert!(applied.is_ok(), "{applied:?}");
    }
    book
}

/// The stream of [`portfolio`].
#[derive(Debug)]
pub struct Portfolio {
    rng: Rng,
    ids: Ids,
    /// Ids of the inside, from a stream of their own as its chance is.
    inner: Ids,
    seed: u64,
    group: GroupId,
    /// Russian, English.
    languages: [Words; 2],
    /// The zones of each language's cities.
    zones: [Vec<Option<Zone>>; 2],
    clock: Clock,
    /// How often a name was given; only looked up, never walked.
    names: HashMap<String, u32>,
    /// What the desk is written from, once all clients are there.
    noted: Vec<morning::Noted>,
    made: usize,
    clients: usize,
    /// The number from which the next network of branches may come.
    network: usize,
}

impl Iterator for Portfolio {
    type Item = Transaction;

    fn next(&mut self) -> Option<Transaction> {
        let end = (self.made + BATCH).min(self.clients);
        if self.made >= end {
            return None;
        }
        let mut tx = Transaction::new(Intent::FillDemo, self.clock.now, None, "demo".to_owned());
        tx.entry.group = Some(self.group);
        tx.changes.reserve((end - self.made) * 32);
        while self.made < end {
            self.client(self.made, &mut tx);
            self.made += 1;
        }
        if self.made == self.clients {
            self.desk(&mut tx);
        }
        Some(tx)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = (self.clients - self.made).div_ceil(BATCH);
        (left, Some(left))
    }
}

/// Money as people name it: two significant digits, in steps of no less than `least` minor units and never 0.
const fn tidy(minor: i64, least: i64) -> i64 {
    let mut step = least;
    while minor >= step * 100 {
        step *= 10;
    }
    let rounded = (minor + step / 2) / step * step;
    if rounded < least { least } else { rounded }
}

/// What a client is to show today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Touched in time, nothing due.
    Usual,
    /// Put into the archive.
    Archived,
    /// A call promised for an hour of today, the n-th of its kind.
    PromisedAt(usize),
    /// A call promised for today.
    Promised,
    /// A promise missed some days ago.
    Overdue,
    /// A touch planned for today.
    Planned,
    /// Recommendations wait for a decision.
    Decision,
    /// The rhythm is due.
    Cadence,
}

impl Role {
    /// By the number of the client: about 20 due in 1 200, and some in any few hundred.
    const fn of(n: usize) -> Self {
        match (n % 240, n % 400, n % 600) {
            (37, ..) => Self::PromisedAt(n / 240),
            (150, ..) => Self::Cadence,
            (_, 73, _) => Self::Planned,
            (_, 210, _) => Self::Decision,
            (.., 101) => Self::Overdue,
            (.., 350) => Self::Promised,
            _ if n % 29 == 21 => Self::Archived,
            _ => Self::Usual,
        }
    }

    /// Whether the client is on the agenda today, and so must be one that takes calls.
    const fn is_due(self) -> bool {
        !matches!(self, Self::Usual | Self::Archived)
    }
}

/// Days and hours relative to now, by plain arithmetic: twenty moments a client are too many for a calendar.
#[derive(Debug, Clone)]
struct Clock {
    now: Timestamp,
    /// The manager's.
    zone: jiff::tz::TimeZone,
    /// Seconds of the manager's midnight.
    midnight: i64,
    date: Date,
    time: Time,
    month: Month,
    /// Monday is 0.
    weekday: i64,
}

impl Clock {
    fn of(now: &Zoned) -> Self {
        let time = now.time();
        let seconds = i64::from(time.hour()) * 3600
            + i64::from(time.minute()) * 60
            + i64::from(time.second());
        Self {
            now: now.timestamp(),
            zone: now.time_zone().clone(),
            midnight: now.timestamp().as_second() - seconds,
            date: now.date(),
            time,
            month: Month::from(now.date()),
            weekday: i64::from(now.weekday().to_monday_zero_offset()),
        }
    }

    /// `minute` of the day so many days ago, never after now.
    fn at(&self, days_ago: i64, minute: i64) -> Timestamp {
        let second = self.midnight - days_ago * 86_400 + minute * 60;
        Timestamp::from_second(second)
            .unwrap_or(self.now)
            .min(self.now)
    }

    /// The day so many days ago; ahead when negative.
    fn day(&self, days_ago: i64) -> Date {
        self.date.checked_sub(days_ago.days()).unwrap_or(self.date)
    }

    /// The same day, or the Friday before when it is a weekend.
    const fn workday(&self, days_ago: i64) -> i64 {
        match (self.weekday - days_ago).rem_euclid(7) {
            5 => days_ago + 1,
            6 => days_ago + 2,
            _ => days_ago,
        }
    }

    /// So many days ahead, or the Monday after when it is a weekend; a negative "days ago".
    const fn ahead(&self, days: i64) -> i64 {
        match (self.weekday + days).rem_euclid(7) {
            5 => -days - 2,
            6 => -days - 1,
            _ => -days,
        }
    }
}
