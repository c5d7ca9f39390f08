//! How fast we react, in work minutes of the client's calendar, against what companies say of themselves
//! (E32).

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::{Standing, all, standing};
use crate::domain::calendar::{WorkClock, work_minutes_between};
use crate::domain::{Book, Calendar, ClientId};

/// Days looked back.
pub const DAYS: i64 = 90;

/// A bin of the survey: up to so many work minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bin {
    /// Up to here, inclusive; `None`: the next working day or later.
    pub minutes: Option<i64>,
    /// Per mille of the survey that fall into this bin together with those of the same
    /// [`share_of`](Self::share_of).
    pub market: u16,
    /// The first bin the survey's figure is shared with: the text names no split between them.
    pub share_of: usize,
}

/// The bins of the survey. It names 14.6 % within 15 minutes, about 70 % within the hour, 18.8 % up to three
/// hours, the rest later; the bin between 15 minutes and the hour is not named (30 minutes is our guess), nor
/// is the split of the rest between six hours and the next day.
pub const BINS: [Bin; 6] = [
    bin(Some(15), 146, 0),
    bin(Some(30), 554, 1),
    bin(Some(60), 554, 1),
    bin(Some(180), 188, 3),
    bin(Some(360), 112, 4),
    bin(None, 112, 4),
];

const fn bin(minutes: Option<i64>, market: u16, share_of: usize) -> Bin {
    Bin {
        minutes,
        market,
        share_of,
    }
}

/// Per mille of the survey that react within so many minutes, where it says.
#[must_use]
pub const fn market_within(minutes: i64) -> Option<u16> {
    match minutes {
        15 => Some(146),
        60 => Some(700),
        180 => Some(888),
        _ => None,
    }
}

/// How we react to one client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClientSpeed {
    /// Whom.
    pub client: ClientId,
    /// Reactions.
    pub count: usize,
    /// The middle one, work minutes.
    pub median: i64,
    /// Promises of an answer that were broken, those running late now included.
    pub broken: usize,
    /// Promises given.
    pub promised: usize,
}

/// Our own reactions of the last [`DAYS`] days.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Speed {
    /// How many fell into each of [`BINS`].
    pub bins: [usize; BINS.len()],
    /// The middle one, work minutes; `None` without any.
    pub median: Option<i64>,
    /// Promises of an answer that were broken, those running late now included.
    pub broken: usize,
    /// Promises given.
    pub promised: usize,
    /// Waiting for a first reaction now.
    pub waiting: usize,
    /// By client: most broken promises first, then the slowest.
    pub clients: Vec<ClientSpeed>,
}

impl Speed {
    /// Reactions in all.
    #[must_use]
    pub fn count(&self) -> usize {
        self.bins.iter().sum()
    }

    /// How many were within so many minutes; exact at the edge of a bin.
    #[must_use]
    pub fn within(&self, minutes: i64) -> usize {
        let inside = BINS.iter().zip(&self.bins);
        inside
            .filter(|(bin, _)| bin.minutes.is_some_and(|edge| edge <= minutes))
            .map(|(_, count)| count)
            .sum()
    }
}

/// Counts first reactions to what clients brought: ideas and incidents await none.
#[must_use]
pub fn speed(book: &Book, now: Timestamp, own: &TimeZone, calendar: &Calendar) -> Speed {
    let since = now
        .checked_sub(SignedDuration::from_hours(24 * DAYS))
        .unwrap_or(Timestamp::MIN);
    let mut speed = Speed::default();
    let mut everything = Vec::new();
    let mut own_minutes: Vec<i64> = Vec::new();
    let mut of: Option<ClientSpeed> = None;
    let mut clients = Vec::new();
    for (dossier, request) in all(book).filter(|(_, r)| r.kind.awaits_answer()) {
        if request.received_at < since {
            continue;
        }
        if of.is_none_or(|row| row.client != dossier.id()) {
            clients.extend(of.take().map(|row| closed(row, &mut own_minutes)));
            of = Some(ClientSpeed {
                client: dossier.id(),
                count: 0,
                median: 0,
                broken: 0,
                promised: 0,
            });
        }
        let Some(row) = &mut of else { continue };
        row.promised += usize::from(request.due_at.is_some());
        let state = standing(request, now);
        row.broken += usize::from(matches!(state, Standing::Broken | Standing::Late(_)));
        let Some(reacted) = request.reacted_at else {
            speed.waiting += usize::from(request.is_open());
            continue;
        };
        let clock = WorkClock::of(&dossier.client, request.channel, own, calendar);
        let minutes = work_minutes_between(request.received_at, reacted, &clock);
        let inside = |bin: &Bin| bin.minutes.is_none_or(|edge| minutes <= edge);
        if let Some(count) = BINS
            .iter()
            .position(inside)
            .and_then(|place| speed.bins.get_mut(place))
        {
            *count += 1;
        }
        own_minutes.push(minutes);
        everything.push(minutes);
    }
    clients.extend(of.take().map(|row| closed(row, &mut own_minutes)));
    speed.median = median(&mut everything);
    speed.broken = clients.iter().map(|c| c.broken).sum();
    speed.promised = clients.iter().map(|c| c.promised).sum();
    clients.sort_by_key(|c| std::cmp::Reverse((c.broken, c.median, c.count)));
    speed.clients = clients;
    speed
}

fn closed(row: ClientSpeed, minutes: &mut Vec<i64>) -> ClientSpeed {
    let row = ClientSpeed {
        count: minutes.len(),
        median: median(minutes).unwrap_or_default(),
        ..row
    };
    minutes.clear();
    row
}

fn median(minutes: &mut [i64]) -> Option<i64> {
    minutes.sort_unstable();
    minutes.get(minutes.len() / 2).copied()
}
