//! How one client came to its place in the day, or to none (rule 1 of the product: every number explains itself).

use jiff::civil::{Date, DateTime, Time};

use super::asks::{Ask, Asks};
use super::candidates::{Candidate, Class, Scan, Worth, order};
use super::desk::Around;
use super::fit::Span;
use super::hours::Zones;
use super::seat::{self, Chosen, Seated};
use super::{
    BlockKind, DAY, DayFrame, LeftWhy, Minute, Reason, TRIED, budget, clock, minute, reasons,
};
use crate::domain::{Book, ClientId, Dossier, Side};

/// A reason with what it weighs.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The reason.
    pub reason: Reason,
    /// The class it lifts the client to; `None`: it is told in the call and moves nothing.
    pub class: Option<Class>,
    /// How urgent it is inside that class.
    pub urgency: f64,
}

/// A stretch of time on both clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Both {
    /// Begin, on the manager's clock.
    pub from: Time,
    /// End, on the manager's clock; midnight at the end of the day.
    pub to: Time,
    /// Begin, on the client's clock.
    pub from_there: DateTime,
    /// End, on the client's clock.
    pub to_there: DateTime,
}

/// Where the client is.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    /// In the day.
    Row {
        /// Which row, from 1.
        number: usize,
        /// Begin, on the manager's clock.
        at: Time,
        /// Begin, on the client's clock.
        there: Time,
        /// The hour was promised or planned.
        timed: bool,
        /// The manager keeps it there.
        pinned: bool,
        /// Its hour has passed.
        missed: bool,
    },
    /// Not in the day.
    Left(LeftWhy),
    /// Talked to on the day, nothing more to do.
    Done,
    /// Nothing asks for the client on that day.
    NotAsked,
}

/// What keeps a row from standing earlier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Earlier {
    /// Nothing: it is the first minute there is.
    First,
    /// Its hour was promised or planned.
    HourSet,
    /// The manager pinned it.
    Pinned,
    /// The client may be called only from then on (the manager's clock).
    Opens(Time),
    /// Nobody answered a while ago: not before then.
    Tried(Time),
    /// These calls stand before it: weightier, or with narrower hours.
    Behind(Vec<ClientId>),
    /// This stands before it, and no call fits in front of it.
    Block(BlockKind),
}

/// The whole story of one client and one day.
#[derive(Debug, Clone, PartialEq)]
pub struct Explained {
    /// Who.
    pub client: ClientId,
    /// Which day.
    pub date: Date,
    /// Where it is.
    pub place: Place,
    /// What it is worth, when anything asks for it.
    pub worth: Option<Worth>,
    /// Its number among all who have a reason, from 1.
    pub rank: Option<usize>,
    /// How many have a reason.
    pub of: usize,
    /// Reasons, the weightiest first.
    pub parts: Vec<Part>,
    /// When the client may be called on that day, quiet hours taken out. Empty: not at all.
    pub hours: Vec<Both>,
    /// An answer was promised until then: it is called before, when there is room.
    pub deadline: Option<Time>,
    /// What keeps it from standing earlier; empty when it has no row.
    pub earlier: Vec<Earlier>,
}

/// Tells how a client came to its place in the plan of the day; `None`: no such client, or archived.
#[must_use]
pub fn explain(book: &Book, day: &DayFrame, client: ClientId) -> Option<Explained> {
    let dossier = book.get(client)?;
    if dossier.client.archived_at.is_some() {
        return None;
    }
    let sheet = book.desk().day(day.date);
    let around = Around::of(book, day, sheet);
    let scan = Scan::of(book, day, &around);
    let all = scan.candidates.len();
    let tried = scan.best(TRIED);
    let mut zones = Zones::default();
    let seated = seat::seat(book, day, budget(sheet, day), &scan, &tried, &mut zones);
    let own = |c: &&Candidate<'_>| c.dossier.id() == client;
    let mut out = Explained {
        client,
        date: day.date,
        place: Place::NotAsked,
        worth: None,
        rank: None,
        of: all,
        parts: Vec::new(),
        hours: Vec::new(),
        deadline: None,
        earlier: Vec::new(),
    };
    let Some(c) = scan
        .candidates
        .iter()
        .find(own)
        .or_else(|| scan.aside.iter().find(own))
    else {
        let touched = dossier
            .last_real()
            .is_some_and(|at| day.own().to_datetime(at).date() == day.date);
        if touched {
            out.place = Place::Done;
        }
        return Some(out);
    };
    let reach = zones.reach(c, day, 0);
    out.hours = (reach.whole.iter())
        .map(|span| both(*span, dossier, day, &zones))
        .collect();
    out.worth = Some(c.worth);
    out.deadline = c.deadline.map(clock);
    out.parts = (reasons::of(c, day, &around).0.into_iter())
        .map(|reason| part(reason, &c.asks))
        .collect();
    if let Some(why) = &c.aside {
        out.place = Place::Left(why.clone());
        return Some(out);
    }
    let before = |other: &&Candidate<'_>| order(other, c).is_lt();
    out.rank = Some(1 + scan.candidates.iter().filter(before).count());
    let place = seated.rows.iter().position(|chosen| {
        let candidate = tried.get(chosen.candidate);
        candidate.is_some_and(own)
    });
    match place.and_then(|i| Some((i, seated.rows.get(i)?))) {
        Some((i, chosen)) => {
            let at = day.date.to_datetime(clock(chosen.start));
            out.place = Place::Row {
                number: i + 1,
                at: at.time(),
                there: zones.there(c.dossier, day, at).time(),
                timed: chosen.timed,
                pinned: chosen.pinned,
                missed: chosen.missed,
            };
            out.earlier = earlier(c, chosen, &seated, &tried, day, &mut zones);
        }
        None => out.place = Place::Left(seated.why(c, day, &mut zones)),
    }
    Some(out)
}

pub(super) fn both(span: Span, dossier: &Dossier, day: &DayFrame, zones: &Zones) -> Both {
    let here = |minute: Minute| {
        if minute >= DAY {
            let next = day.date.tomorrow().unwrap_or(day.date);
            next.to_datetime(Time::midnight())
        } else {
            day.date.to_datetime(clock(minute))
        }
    };
    Both {
        from: here(span.from).time(),
        to: here(span.to).time(),
        from_there: zones.there(dossier, day, here(span.from)),
        to_there: zones.there(dossier, day, here(span.to)),
    }
}

/// What stands between a row and the begin of the day.
fn earlier(
    c: &Candidate<'_>,
    chosen: &Chosen,
    seated: &Seated,
    tried: &[&Candidate<'_>],
    day: &DayFrame,
    zones: &mut Zones,
) -> Vec<Earlier> {
    if chosen.timed {
        return vec![Earlier::HourSet];
    }
    if chosen.pinned {
        return vec![Earlier::Pinned];
    }
    let mut out = Vec::new();
    let begin = super::earliest(day);
    if c.not_before > begin && c.not_before <= chosen.start {
        out.push(Earlier::Tried(clock(c.not_before)));
    }
    let windows = zones.reach(c, day, begin).windows;
    let opens = windows.iter().map(|w| w.from).min().unwrap_or(begin);
    if opens > begin.max(c.not_before) {
        out.push(Earlier::Opens(clock(opens)));
    }
    let ahead: Vec<ClientId> = (seated.rows.iter())
        .filter(|row| opens <= row.start && row.start < chosen.start)
        .filter_map(|row| Some(tried.get(row.candidate)?.dossier.id()))
        .collect();
    if !ahead.is_empty() {
        out.push(Earlier::Behind(ahead));
    }
    let blocks = seated.fixed.iter().filter(|block| {
        let from = minute(block.at.time());
        opens <= from + Minute::from(block.minutes) && from < chosen.start
    });
    for block in blocks {
        let kind = Earlier::Block(block.kind);
        if !out.contains(&kind) {
            out.push(kind);
        }
    }
    if out.is_empty() {
        out.push(Earlier::First);
    }
    out
}

/// The kind of ask a reason tells of; none: it moves nothing.
pub(super) const fn kinds(reason: &Reason) -> &'static [Ask] {
    match reason {
        Reason::Promised { .. } | Reason::Planned { .. } => &[Ask::FollowUp],
        Reason::PromiseDue { .. } | Reason::ChecklistStep { .. } => &[Ask::Ledger],
        Reason::AnswerOwed { .. } => &[Ask::Answer],
        Reason::Fire { slot: None, .. } | Reason::Fire { urgent: true, .. } => &[Ask::Fire],
        Reason::Incident { .. } => &[Ask::Incident],
        Reason::CriticalProblem { .. } | Reason::AnswerAwaited { .. } => &[Ask::Problem],
        Reason::AwaitsDecision { .. } | Reason::AgreedDate { .. } => &[Ask::Decision],
        Reason::ByHand => &[Ask::ByHand],
        Reason::Focus { .. } => &[Ask::Focus],
        Reason::CadenceDue { .. } | Reason::NeverTouched { .. } | Reason::Silent { .. } => {
            &[Ask::Cadence]
        }
        Reason::EffectToCheck { .. } => &[Ask::Effect],
        Reason::OnboardingDay(_) => &[Ask::CheckPoint],
        Reason::NewsToTell { .. } => &[Ask::News],
        Reason::Birthday { .. } => &[Ask::Courtesy],
        Reason::Fire { .. }
        | Reason::DraftsReady(_)
        | Reason::Holiday { .. }
        | Reason::Unanswered(_) => &[],
    }
}

/// What a reason weighs: that of the kind of ask it tells of.
fn part(reason: Reason, asks: &Asks) -> Part {
    // Of an agreement the client's own side never burns, whatever ours does.
    let own = |class: Class| match &reason {
        Reason::PromiseDue {
            side: Side::Client, ..
        }
        | Reason::ChecklistStep { .. } => class.max(Class::Planned),
        Reason::AnswerAwaited { .. } => class.max(Class::Decision),
        _ => class,
    };
    let found = kinds(&reason).iter().find_map(|ask| asks.get(*ask));
    Part {
        class: found.map(|(class, _)| own(class)),
        urgency: found.map_or(0.0, |(_, urgency)| urgency),
        reason,
    }
}
