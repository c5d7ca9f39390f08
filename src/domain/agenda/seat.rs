//! Who gets which minutes of the day.

use jiff::tz::TimeZone;

use super::candidates::{Candidate, Scan};
use super::fit::{Fixed, Grid, Span, inside, until};
use super::hours::Zones;
use super::{Block, BlockKind, DAY, DayFrame, FIRE_SLOT, LeftWhy, Minute, clock, earliest, minute};
use crate::domain::{Book, Meeting};

/// A row as placed, before its reasons are put together.
#[derive(Debug, Clone, Copy)]
pub(super) struct Chosen {
    /// Its place among the candidates tried.
    pub(super) candidate: usize,
    pub(super) start: Minute,
    pub(super) minutes: Minute,
    pub(super) timed: bool,
    pub(super) pinned: bool,
    pub(super) missed: bool,
    pub(super) clash: bool,
    pub(super) outside: bool,
}

/// The day with everything in it.
pub(super) struct Seated {
    /// In the order of the day.
    pub(super) rows: Vec<Chosen>,
    pub(super) fixed: Vec<Block>,
    pub(super) day_off: bool,
    /// Minutes nobody took.
    free: Minute,
    now: Minute,
}

impl Seated {
    /// Why a candidate has no place.
    pub(super) fn why(&self, c: &Candidate<'_>, day: &DayFrame, zones: &mut Zones) -> LeftWhy {
        if self.now >= minute(day.hours.to).min(DAY) {
            return LeftWhy::DayOver;
        }
        if self.day_off && !c.agreed {
            return LeftWhy::DayOff;
        }
        let reach = zones.reach(c, day, self.now);
        if reach.windows.is_empty() {
            return if reach.quieted {
                LeftWhy::Quiet
            } else {
                LeftWhy::OutsideHours
            };
        }
        if self.free < length(c, day) {
            LeftWhy::NoMinutes
        } else {
            LeftWhy::NoRoomInHours
        }
    }
}

/// Minutes of one call.
pub(super) fn call(day: &DayFrame) -> Minute {
    Minute::from(day.call_minutes.max(1))
}

/// Minutes of this call: a fire may take longer.
pub(super) fn length(c: &Candidate<'_>, day: &DayFrame) -> Minute {
    call(day).max(c.minutes)
}

/// Seats the candidates, the weightiest first.
pub(super) fn seat(
    book: &Book,
    day: &DayFrame,
    budget: u16,
    scan: &Scan<'_>,
    tried: &[&Candidate<'_>],
    zones: &mut Zones,
) -> Seated {
    let spent = Minute::try_from(scan.done.minutes).unwrap_or(Minute::MAX);
    let now = earliest(day);
    let day_off = !day.calendar.is_workday(day.date);
    let mut out = Seated {
        rows: Vec::new(),
        fixed: Vec::new(),
        day_off,
        free: Minute::from(budget).saturating_sub(spent),
        now,
    };
    let meetings = meetings(book, day);
    let mut busy = Fixed::default();
    for (_, span) in &meetings {
        busy.take(*span);
    }
    let mut calls = Fixed::default();
    set_hours(day, tried, zones, &busy, &mut calls, &mut out);
    for chosen in &out.rows {
        busy.take(span(chosen.start, chosen.minutes));
    }
    for hole in skipped(day) {
        busy.take(hole);
    }
    out.fixed
        .extend(meetings.iter().map(|(meeting, span)| Block {
            at: day.date.to_datetime(clock(span.from)),
            minutes: u16::try_from(span.to - span.from).unwrap_or(0),
            kind: BlockKind::Meeting,
            title: meeting.title.clone(),
            meeting: Some(meeting.id),
            fires: 0,
        }));
    if !day_off {
        fix_blocks(&scan.parked, day, &mut busy, &mut out.fixed);
    }
    out.fixed.sort_by_key(|block| (block.at, block.kind));
    let within = span(now, (minute(day.hours.to) - now).max(0));
    let mut grid = Grid::new(busy, within, call(day));
    let mut failed: Vec<Vec<Span>> = Vec::new();
    let set: Vec<usize> = out.rows.iter().map(|chosen| chosen.candidate).collect();
    for (candidate, c) in tried.iter().enumerate() {
        if out.free < call(day) || now >= DAY {
            break;
        }
        let minutes = length(c, day);
        // A promised hour and a pin are not moved; a planned call whose minutes went to weightier ones takes what is
        // left of them at any hour.
        let fixed = (c.agreed || c.timed.is_none()) && held(c, day, day_off, zones).is_some();
        if set.contains(&candidate) || fixed || (day_off && !c.agreed) || out.free < minutes {
            continue;
        }
        let windows = zones.reach(c, day, now).windows;
        // Whom the same hours had no room for before, they have none now: seats are never given up.
        if windows.is_empty() || failed.contains(&windows) {
            continue;
        }
        let soon = c.deadline.map(|deadline| until(&windows, deadline));
        let in_time =
            soon.is_some_and(|soon| !soon.is_empty() && grid.seat(candidate, minutes, &soon));
        if in_time || grid.seat(candidate, minutes, &windows) {
            out.free -= minutes;
        } else if minutes == call(day) {
            failed.push(windows);
        }
    }
    grid.settle();
    out.rows
        .extend(grid.rows().filter_map(|(candidate, start)| {
            Some(Chosen {
                candidate,
                start,
                minutes: length(tried.get(candidate)?, day),
                timed: false,
                pinned: false,
                missed: false,
                clash: false,
                outside: false,
            })
        }));
    out.rows
        .sort_by_key(|chosen| (chosen.start, chosen.candidate));
    out
}

/// The hour a call is held at: promised or planned, else pinned; with whether it is a pin. Only a promise holds its
/// hour whatever the client's hours and the calendar say: a planned hour and a pin are the manager's wish, and the
/// client's hours, quiet ones and days off come before it.
fn held(
    c: &Candidate<'_>,
    day: &DayFrame,
    day_off: bool,
    zones: &mut Zones,
) -> Option<(Minute, bool)> {
    let (at, pinned) = match c.timed {
        Some(at) if c.agreed => return Some((minute(at), false)),
        Some(at) => (minute(at), false),
        None => (minute(c.pin?), true),
    };
    if day_off {
        return None;
    }
    let whole = zones.whole(c.dossier, c.channel(), c.agreed, day).0;
    inside(&whole, span(at, length(c, day))).then_some((at, pinned))
}

/// A call with an hour.
#[derive(Clone, Copy)]
struct Wanted {
    candidate: usize,
    at: Minute,
    pinned: bool,
    /// Neither promised nor pinned: it gives its minutes up to what is weightier.
    loose: bool,
}

/// Those of the calls with an hour the minutes reach for: promised ones first, then pins, then those only planned
/// by class, with the minutes set aside that calls of a weightier class and without an hour will take.
fn afforded(
    day: &DayFrame,
    tried: &[&Candidate<'_>],
    wanted: Vec<Wanted>,
    zones: &mut Zones,
    out: &Seated,
) -> Vec<Wanted> {
    let mut free = out.free;
    let mut take = |i: usize| {
        let minutes = tried.get(i).map_or(0, |c| length(c, day));
        let fits = minutes <= free;
        if fits {
            free -= minutes;
        }
        fits
    };
    let (loose, mut kept): (Vec<Wanted>, Vec<Wanted>) =
        wanted.iter().copied().partition(|w| w.loose);
    // Those tried stand by weight already.
    kept.sort_by_key(|w| (w.pinned, w.candidate));
    kept.retain(|w| take(w.candidate));
    let class = |i: usize| tried.get(i).map(|c| c.worth.class);
    let mut others = (tried.iter().enumerate())
        .filter(|(i, _)| !wanted.iter().any(|w| w.candidate == *i))
        .peekable();
    for w in loose {
        while let Some((i, c)) = others.next_if(|(i, _)| class(*i) < class(w.candidate)) {
            let may = !out.day_off || c.agreed;
            if may && !zones.reach(c, day, out.now).windows.is_empty() {
                take(i);
            }
        }
        if take(w.candidate) {
            kept.push(w);
        }
    }
    kept
}

/// Puts promised hours and pins where they are: the promised first, two at one hour one after the other.
fn set_hours(
    day: &DayFrame,
    tried: &[&Candidate<'_>],
    zones: &mut Zones,
    meetings: &Fixed,
    calls: &mut Fixed,
    out: &mut Seated,
) {
    let wanted = (tried.iter().enumerate())
        .filter(|(_, c)| c.timed.is_some() || c.pin.is_some())
        .filter_map(|(candidate, c)| {
            let (at, pinned) = held(c, day, out.day_off, zones)?;
            Some(Wanted {
                candidate,
                at,
                pinned,
                loose: !pinned && !c.agreed,
            })
        })
        .collect();
    let mut wanted = afforded(day, tried, wanted, zones, out);
    wanted.sort_unstable_by_key(|w| (w.pinned || w.loose, w.pinned, w.at, w.candidate));
    for Wanted {
        candidate,
        at,
        pinned,
        ..
    } in wanted
    {
        let Some(c) = tried.get(candidate) else {
            continue;
        };
        let minutes = length(c, day);
        let missed = pinned && day.date == day.now.date() && at < minute(day.now.time());
        let start = if missed {
            at
        } else {
            let Some(start) = calls.after(at, minutes, DAY) else {
                continue;
            };
            start
        };
        out.free -= minutes;
        let whole = zones.whole(c.dossier, c.channel(), c.agreed, day).0;
        out.rows.push(Chosen {
            outside: !inside(&whole, span(start, minutes)),
            candidate,
            start,
            minutes,
            timed: !pinned,
            pinned,
            missed,
            clash: !missed && (start != at || meetings.meets(span(start, minutes))),
        });
    }
}

/// Meetings of the day, as far as they lie in it.
fn meetings<'b>(book: &'b Book, day: &DayFrame) -> Vec<(&'b Meeting, Span)> {
    let minutes = |at: jiff::Timestamp| {
        let here = day.own().to_datetime(at);
        match here.date().cmp(&day.date) {
            std::cmp::Ordering::Less => 0,
            std::cmp::Ordering::Equal => minute(here.time()),
            std::cmp::Ordering::Greater => DAY,
        }
    };
    let mut found: Vec<(&Meeting, Span)> = (book.desk().meetings.iter())
        .map(|meeting| {
            let (from, to) = (minutes(meeting.from), minutes(meeting.to));
            (meeting, Span { from, to })
        })
        .filter(|(_, span)| span.from < span.to)
        .collect();
    found.sort_by_key(|(meeting, span)| (span.from, span.to, meeting.id));
    found
}

/// Lunch and fire slots, where they are or as soon after as there is room in the working day.
fn fix_blocks(parked: &[Minute], day: &DayFrame, busy: &mut Fixed, fixed: &mut Vec<Block>) {
    let lunch = day.lunch.map(|lunch| {
        let length = (minute(lunch.to) - minute(lunch.from)).max(0);
        (minute(lunch.from), length, BlockKind::Lunch)
    });
    let fires = day
        .fires
        .iter()
        .filter(|at| day.hours.contains(**at))
        .map(|at| (minute(*at), FIRE_SLOT, BlockKind::Fires));
    let mut wanted: Vec<_> = lunch.into_iter().chain(fires).collect();
    wanted.sort_by_key(|(at, ..)| *at);
    for (at, length, kind) in wanted {
        let end = minute(day.hours.to).max(at + length);
        if length > 0
            && let Some(start) = busy.after(at, length, end)
        {
            let own = |slot: &&Minute| kind == BlockKind::Fires && **slot == at;
            fixed.push(Block {
                at: day.date.to_datetime(clock(start)),
                minutes: u16::try_from(length).unwrap_or(0),
                kind,
                title: String::new(),
                meeting: None,
                fires: parked.iter().filter(own).count(),
            });
        }
    }
}

/// Minutes of the manager's clock that do not exist: it is put forward on the day.
fn skipped(day: &DayFrame) -> Vec<Span> {
    let zone: &TimeZone = day.own();
    let Ok(begin) = zone
        .to_ambiguous_zoned(day.date.to_datetime(jiff::civil::Time::midnight()))
        .compatible()
    else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for change in zone.following(begin.timestamp()).take(2) {
        let after = zone.to_datetime(change.timestamp());
        if after.date() != day.date {
            break;
        }
        let before = change.timestamp().as_second() - 1;
        let Ok(before) = jiff::Timestamp::from_second(before) else {
            break;
        };
        let before = zone.to_datetime(before);
        let (from, to) = (minute(before.time()) + 1, minute(after.time()));
        if before.date() == day.date && from < to {
            out.push(Span { from, to });
        }
    }
    out
}

const fn span(from: Minute, minutes: Minute) -> Span {
    Span {
        from,
        to: from + minutes,
    }
}
