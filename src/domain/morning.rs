//! What is new since yesterday, and what was left of it: the first screen of a day (C15, C22).
//!
//! A pure function of the book and the day. What was left over is asked about one by one (today, another day, strike
//! out) until the morning was looked through ([`DaySheet::opened_at`](super::DaySheet)); it is never added to the day
//! in silence.

mod left_over;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

use super::agenda::{DayFrame, Reason, occasions};
use super::{
    Book, ChecklistId, ClientId, ContactPolicy, Dossier, Month, ProblemId, ProblemLife, PromiseId,
    RequestId, RequestKind, Side, Solver,
};

/// What was to be done on an earlier day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LeftWhat {
    /// The next touch, promised or planned.
    FollowUp {
        /// Promised to the client.
        promised: bool,
        /// The hour, when one was set.
        time: Option<Time>,
        /// The manager's words; may be empty.
        text: String,
    },
    /// An agreement of ours.
    Promise {
        /// Which.
        id: PromiseId,
        /// What.
        what: String,
    },
    /// A talk of a checklist.
    Step {
        /// Which checklist.
        list: ChecklistId,
        /// Which step, from 0.
        step: usize,
        /// The step.
        text: String,
    },
    /// A call pinned by hand, with nothing else that would bring it back.
    Pin(Time),
}

/// Something left of an earlier day, to be asked about: today, another day, or struck out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOver {
    /// With whom.
    pub client: ClientId,
    /// For which day it was meant.
    pub date: Date,
    /// What.
    pub what: LeftWhat,
}

/// Something that came in since the end of the last working day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CameIn {
    /// From whom.
    pub client: ClientId,
    /// Which request.
    pub request: RequestId,
    /// What kind.
    pub kind: RequestKind,
    /// The words.
    pub text: String,
    /// When, on the manager's clock.
    pub at: DateTime,
    /// Until when an answer is promised, on the manager's clock.
    pub until: Option<DateTime>,
}

/// A day that was agreed and has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ComeWhat {
    /// A touch promised or planned for today.
    Touch {
        /// Promised to the client.
        promised: bool,
        /// The hour.
        time: Option<Time>,
        /// The manager's words; may be empty.
        text: String,
    },
    /// An agreement due today, of either side.
    Promise {
        /// Which.
        id: PromiseId,
        /// Who promised.
        side: Side,
        /// What.
        what: String,
    },
    /// An answer somebody owes was awaited for today.
    Answer {
        /// Which problem.
        problem: ProblemId,
        /// Who owes it.
        from: Solver,
        /// What is awaited.
        what: String,
    },
    /// The parking is over.
    ParkOver {
        /// Why it was parked.
        reason: String,
    },
    /// The client may come back to the agenda.
    Woke {
        /// Why it was kept off.
        reason: String,
    },
}

/// A client whose agreed day has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Come {
    /// Who.
    pub client: ClientId,
    /// What.
    pub what: ComeWhat,
}

/// The last working day in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Yesterday {
    /// Which day.
    pub date: Date,
    /// Clients touched, attempts included.
    pub touched: usize,
    /// Clients really reached.
    pub reached: usize,
    /// Minutes spent.
    pub minutes: u32,
    /// Agreements and steps closed.
    pub closed: usize,
    /// Requests answered.
    pub answered: usize,
}

/// Who came into the focus of the month and who left it since.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FocusNews {
    /// Taken in.
    pub entered: Vec<ClientId>,
    /// Left, with the reason.
    pub left: Vec<(ClientId, String)>,
}

/// The morning of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Morning {
    /// Which day.
    pub date: Date,
    /// What counts as new came after this: the end of the last working day.
    pub since: Timestamp,
    /// Whether what was left over is still to be asked about.
    pub asks: bool,
    /// The latest touch or request on record, when it lies ahead of now: the clock was set back, and days of silence are
    /// counted wrongly until it is right.
    pub clock_back: Option<Timestamp>,
    /// Left of earlier days, the oldest first.
    pub left_over: Vec<LeftOver>,
    /// Requests and fires, the oldest first.
    pub came_in: Vec<CameIn>,
    /// Figures that went wrong, the oldest first.
    pub incidents: Vec<CameIn>,
    /// Days that have come.
    pub come: Vec<Come>,
    /// Check points of the first months and birthdays: of one client each.
    pub occasions: Vec<(ClientId, Reason)>,
    /// The last working day.
    pub yesterday: Yesterday,
    /// The focus of the month.
    pub focus: FocusNews,
}

/// What is new on the day of the frame.
#[must_use]
pub fn morning(book: &Book, day: &DayFrame) -> Morning {
    let last = last_workday(day);
    let own = day.own();
    let since = moment(last.to_datetime(day.hours.to), own, day.now.timestamp());
    let sheet = book.desk().day(day.date);
    let mut out = Morning {
        date: day.date,
        since,
        asks: sheet.is_none_or(|sheet| sheet.opened_at.is_none()),
        clock_back: None,
        left_over: Vec::new(),
        came_in: Vec::new(),
        incidents: Vec::new(),
        come: Vec::new(),
        occasions: Vec::new(),
        yesterday: Yesterday {
            date: last,
            ..Yesterday::default()
        },
        focus: focus(book, day, since),
    };
    let on_last = Span::of(last, own);
    for dossier in book.active() {
        clock(dossier, day, &mut out);
        counted(dossier, &on_last, &mut out.yesterday);
        came_in(dossier, since, own, &mut out);
        if dossier.client.policy != ContactPolicy::DoNotCall {
            let found = occasions(dossier, day).into_iter();
            out.occasions
                .extend(found.map(|reason| (dossier.id(), reason)));
        }
        left_over::of(dossier, sheet, day, &mut out.left_over);
        come(dossier, day, last, &mut out);
    }
    left_over::pins(book, sheet, day, &mut out.left_over);
    let name = |client: ClientId| book.get(client).map_or("", |d| d.sort_name());
    out.left_over
        .sort_by(|a, b| (a.date, name(a.client)).cmp(&(b.date, name(b.client))));
    out.came_in.sort_by_key(|came| (came.at, came.request));
    out.incidents.sort_by_key(|came| (came.at, came.request));
    out.come
        .sort_by(|a, b| (rank(&a.what), name(a.client)).cmp(&(rank(&b.what), name(b.client))));
    out.occasions
        .sort_by(|a, b| (occasion(&a.1), name(a.0)).cmp(&(occasion(&b.1), name(b.0))));
    out
}

/// The latest worked day before the one of the frame; the day before when none is found within a month.
fn last_workday(day: &DayFrame) -> Date {
    let mut date = day.date;
    for _ in 0..31 {
        let Ok(before) = date.yesterday() else { break };
        date = before;
        if day.calendar.is_workday(date) {
            return date;
        }
    }
    day.date.yesterday().unwrap_or(day.date)
}

fn moment(at: DateTime, zone: &TimeZone, otherwise: Timestamp) -> Timestamp {
    zone.to_ambiguous_zoned(at)
        .compatible()
        .map_or(otherwise, |at| at.timestamp())
}

/// A day as moments.
struct Span {
    from: Timestamp,
    to: Timestamp,
}

impl Span {
    fn of(date: Date, zone: &TimeZone) -> Self {
        let begin = |date: Date| {
            moment(
                date.to_datetime(Time::midnight()),
                zone,
                Timestamp::UNIX_EPOCH,
            )
        };
        Self {
            from: begin(date),
            to: date.tomorrow().map_or(Timestamp::MAX, begin),
        }
    }

    fn holds(&self, at: Timestamp) -> bool {
        self.from <= at && at < self.to
    }
}

fn clock(dossier: &Dossier, day: &DayFrame, out: &mut Morning) {
    let ahead = super::inbox::ahead_of(dossier, day.now.timestamp());
    out.clock_back = out.clock_back.max(ahead);
}

/// Of touches only the latest of each client is in memory: somebody touched since counts for the later day.
fn counted(dossier: &Dossier, on: &Span, out: &mut Yesterday) {
    if let Some(digest) = dossier.digest.as_deref() {
        if digest.last_any.is_some_and(|at| on.holds(at)) {
            out.touched += 1;
            out.minutes += u32::from(digest.last_minutes);
        }
        out.reached += usize::from(digest.last_real.is_some_and(|last| on.holds(last.at)));
    }
    let work = dossier.work();
    let ended = |at: Option<Timestamp>| at.is_some_and(|at| on.holds(at));
    out.closed += work.promises.iter().filter(|p| ended(p.closed_at)).count();
    let steps = work.checklists.iter().flat_map(|list| &list.steps);
    out.closed += steps.filter(|step| ended(step.done_at)).count();
    let answered = work.requests.iter().filter(|r| {
        let last = r.steps.last().map(|step| step.at);
        r.life == super::RequestLife::Done && ended(last)
    });
    out.answered += answered.count();
}

fn came_in(dossier: &Dossier, since: Timestamp, own: &TimeZone, out: &mut Morning) {
    let new = |r: &&super::Request| r.is_open() && r.received_at >= since;
    for r in dossier.work().requests.iter().filter(new) {
        let came = CameIn {
            client: r.client,
            request: r.id,
            kind: r.kind,
            text: r.text.clone(),
            at: own.to_datetime(r.received_at),
            until: r.due_at.map(|due| own.to_datetime(due)),
        };
        if r.kind == RequestKind::Incident {
            out.incidents.push(came);
        } else {
            out.came_in.push(came);
        }
    }
}

fn come(dossier: &Dossier, day: &DayFrame, last: Date, out: &mut Morning) {
    let client = dossier.id();
    let mut put = |what| out.come.push(Come { client, what });
    // Days off between the last working day and this one are told today.
    let came = |date: Date| last < date && date <= day.date;
    if let Some(plan) = dossier.follow_up.as_deref().filter(|f| f.date == day.date) {
        put(ComeWhat::Touch {
            promised: plan.promised,
            time: plan.time,
            text: plan.reason.clone(),
        });
    }
    let work = dossier.work();
    let promises = work.promises.iter().filter(|p| p.is_open());
    for promise in promises.filter(|p| p.until == Some(day.date)) {
        put(ComeWhat::Promise {
            id: promise.id,
            side: promise.side,
            what: promise.what.clone(),
        });
    }
    let waiting = work.problems.iter().filter(|p| p.is_open());
    for problem in waiting.filter(|p| p.life == ProblemLife::Waiting) {
        if problem.waiting_until.is_some_and(came) {
            put(ComeWhat::Answer {
                problem: problem.id,
                from: problem.solver,
                what: problem.waiting_for.clone(),
            });
        }
    }
    let parked = dossier.journey.as_deref().and_then(|j| j.parked.as_ref());
    if let Some(parked) = parked.filter(|parked| came(parked.until)) {
        put(ComeWhat::ParkOver {
            reason: parked.reason.clone(),
        });
    }
    if let Some(snooze) = work.snooze.as_deref().filter(|snooze| came(snooze.until)) {
        put(ComeWhat::Woke {
            reason: snooze.reason.clone(),
        });
    }
}

fn focus(book: &Book, day: &DayFrame, since: Timestamp) -> FocusNews {
    let mut out = FocusNews::default();
    let Some(cohort) = book.desk().focus(Month::from(day.date)) else {
        return out;
    };
    for member in &cohort.members {
        match &member.left {
            Some(left) if left.at >= since => out.left.push((member.client, left.reason.clone())),
            None if member.joined_at.is_some_and(|at| at >= since) => {
                out.entered.push(member.client);
            }
            _ => {}
        }
    }
    out
}

/// The order of what has come: promises first.
const fn rank(what: &ComeWhat) -> u8 {
    match what {
        ComeWhat::Promise {
            side: Side::Ours, ..
        } => 0,
        ComeWhat::Touch { promised: true, .. } => 1,
        ComeWhat::Promise { .. } => 2,
        ComeWhat::Answer { .. } => 3,
        ComeWhat::Touch { .. } => 4,
        ComeWhat::ParkOver { .. } => 5,
        ComeWhat::Woke { .. } => 6,
    }
}

const fn occasion(reason: &Reason) -> u8 {
    match reason {
        Reason::Birthday { .. } => 0,
        Reason::OnboardingDay(_) => 1,
        _ => 2,
    }
}

#[cfg(test)]
#[path = "morning_tests.rs"]
mod tests;
