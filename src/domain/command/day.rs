//! Arranging a day of calls by hand: pins, changes of place, who is struck off or taken in, minutes (C15, D13).
//!
//! Every step is one change of the day's sheet, so undo takes it back as a whole. What the manager asks for is
//! checked against the plan it would give: a call is never put where the client may not be called, on a meeting, or
//! on an hour that was promised to somebody.

use jiff::civil::{Date, DateTime, Time};
use jiff::{Span, ToSpan};

use super::{Env, RuleError, live};
use crate::domain::agenda::{
    Agenda, BlockKind, Both, DayFrame, LeftWhy, Reason, Row, callable_on, plan, plan_arranged,
};
use crate::domain::{
    Book, Change, ClientId, ContactPolicy, DaySheet, Hours, Intent, Pin, Transaction,
};

/// The most minutes a day has for calls.
const WHOLE_DAY: u16 = 24 * 60;

/// Which way a row goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shift {
    /// Changes places with the row before it.
    Earlier,
    /// Changes places with the row after it.
    Later,
}

/// A step of arranging a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DayCommand {
    /// Keeps a call at an hour.
    Pin {
        /// With whom.
        client: ClientId,
        /// When, on the manager's clock.
        at: Time,
    },
    /// Lets a call kept at an hour go.
    Unpin(ClientId),
    /// Moves a row by one place. It is pinned there, its neighbour only when it would not stay otherwise. A call
    /// whose pinned hour has passed is let go by [`Shift::Later`].
    Move {
        /// Whose row.
        client: ClientId,
        /// Which way.
        to: Shift,
    },
    /// Lets two rows change places; both are pinned.
    Swap(ClientId, ClientId),
    /// Strikes a client off the day.
    Drop {
        /// Who.
        client: ClientId,
        /// Why; must not be empty.
        reason: String,
    },
    /// Takes a client into the day; one that was struck off comes back.
    Add(ClientId),
    /// Sets the minutes for calls on this day; `None`: the usual ones.
    Minutes(Option<u16>),
    /// The morning was looked through: what was left over is not asked about again.
    OpenMorning,
}

/// Why a day cannot be arranged so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DayFault {
    /// The day has passed.
    #[error("{0} has passed")]
    Past(Date),
    /// The hour has passed.
    #[error("{0} has passed")]
    HourPassed(Time),
    /// Outside the manager's working hours.
    #[error("outside working hours")]
    OutsideWork(Hours),
    /// A meeting, lunch or a fire slot is there.
    #[error("taken by {title}")]
    Blocked {
        /// What is there.
        kind: BlockKind,
        /// The title of a meeting.
        title: String,
        /// Its begin.
        from: Time,
        /// Its end.
        to: Time,
    },
    /// A call with a set hour is there.
    #[error("another call is there")]
    Taken {
        /// With whom.
        client: ClientId,
        /// When.
        at: Time,
    },
    /// The client may not be called then.
    #[error("outside the client's hours")]
    ClientHours {
        /// Who.
        client: ClientId,
        /// When the client may be called on that day; empty: not at all.
        hours: Vec<Both>,
    },
    /// The hour was promised to the client: it changes with the promise only.
    #[error("promised for {at}")]
    PromisedHour {
        /// To whom.
        client: ClientId,
        /// Which hour.
        at: Time,
    },
    /// The client does not want calls.
    #[error("the client does not want calls")]
    NoCalls(ClientId),
    /// The client was talked to on that day already.
    #[error("talked to already")]
    DoneToday(ClientId),
    /// The client is not in the plan.
    #[error("not in the plan")]
    NotInPlan(ClientId),
    /// There is no row to change places with.
    #[error("nothing to change places with")]
    AtEdge,
    /// The calls do not fit in each other's place.
    #[error("no room")]
    NoRoom,
    /// There is no place for the client on that day.
    #[error("no place")]
    NoPlace {
        /// Who.
        client: ClientId,
        /// Why.
        why: LeftWhy,
    },
    /// A day has no so many minutes.
    #[error("a day has no {0} minutes")]
    TooManyMinutes(u16),
    /// What was promised cannot be kept off the agenda.
    #[error("a promise stands")]
    Stands(Box<Reason>),
}

pub(super) fn arrange(
    frame: &DayFrame,
    step: DayCommand,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    if frame.date < frame.now.date() {
        return Err(DayFault::Past(frame.date).into());
    }
    let before = book.desk().day(frame.date);
    let mut desk = Desk {
        book,
        frame,
        sheet: before
            .cloned()
            .unwrap_or_else(|| DaySheet::empty(frame.date)),
    };
    let client = match step {
        DayCommand::Pin { client, at } => desk.pin(client, at)?,
        DayCommand::Unpin(client) => desk.unpin(client)?,
        DayCommand::Move { client, to } => desk.shift(client, to)?,
        DayCommand::Swap(a, b) => desk.swap(a, b)?,
        DayCommand::Drop { client, reason } => desk.strike(client, &reason)?,
        DayCommand::Add(client) => desk.add(client)?,
        DayCommand::Minutes(Some(minutes)) if minutes > WHOLE_DAY => {
            return Err(DayFault::TooManyMinutes(minutes).into());
        }
        DayCommand::Minutes(minutes) => {
            desk.sheet.minutes = minutes;
            None
        }
        DayCommand::OpenMorning => {
            let now = env.now.timestamp();
            desk.sheet.opened_at = desk.sheet.opened_at.or(Some(now));
            None
        }
    };
    let name = client
        .and_then(|id| book.client(id))
        .map(|c| c.name.clone());
    let mut tx = Transaction::new(
        Intent::ArrangeDay,
        env.now.timestamp(),
        client,
        name.unwrap_or_else(|| frame.date.to_string()),
    );
    let change = replaced(before, desk.sheet).ok_or(RuleError::Nothing)?;
    tx.push(change);
    Ok(tx)
}

/// The change from one sheet to another; `None` when they say the same. A sheet that says nothing goes.
pub(super) fn replaced(before: Option<&DaySheet>, mut after: DaySheet) -> Option<Change> {
    after.pins.sort_by_key(|pin| (pin.at, pin.client));
    match before {
        None if after.is_empty() => None,
        Some(before) if *before == after => None,
        Some(before) if after.is_empty() => Some(Change::remove(before.clone())),
        before => Some(Change::replace(before.cloned(), after)),
    }
}

/// The day being arranged.
struct Desk<'a> {
    book: &'a Book,
    frame: &'a DayFrame,
    sheet: DaySheet,
}

/// Whose step it was.
type Done = Result<Option<ClientId>, RuleError>;

impl Desk<'_> {
    fn now(&self) -> Agenda {
        plan(self.book, self.frame)
    }

    fn set(sheet: &mut DaySheet, client: ClientId, at: Time) {
        sheet.pins.retain(|pin| pin.client != client);
        sheet.pins.push(Pin { client, at });
    }

    /// A client that may be called at all.
    fn wanted(&self, client: ClientId) -> Result<(), RuleError> {
        let dossier = live(self.book, client)?;
        if dossier.client.policy == ContactPolicy::DoNotCall {
            return Err(DayFault::NoCalls(client).into());
        }
        Ok(())
    }

    fn talked(&self, client: ClientId) -> bool {
        let last = self.book.get(client).and_then(|d| d.last_real());
        last.is_some_and(|at| self.frame.own().to_datetime(at).date() == self.frame.date)
    }

    /// The hour promised to a client for this day.
    fn promised(&self, client: ClientId) -> Option<Time> {
        let plan = self.book.get(client)?.follow_up.as_deref()?;
        plan.time
            .filter(|_| plan.promised && plan.date == self.frame.date)
    }

    fn pin(&mut self, client: ClientId, at: Time) -> Done {
        self.wanted(client)?;
        let agenda = self.now();
        let row = agenda.rows.iter().find(|row| row.client == client);
        if row.is_none() && self.talked(client) {
            return Err(DayFault::DoneToday(client).into());
        }
        let minutes = row.map_or(self.frame.call_minutes.max(1), |row| row.minutes);
        self.may_stand(&agenda, client, at, minutes, &[client])?;
        Self::set(&mut self.sheet, client, at);
        self.sheet.dropped.retain(|(who, _)| *who != client);
        self.stands(client)?;
        Ok(Some(client))
    }

    /// Whether a call may stand at an hour; `moving` are the clients whose present place does not count.
    fn may_stand(
        &self,
        agenda: &Agenda,
        client: ClientId,
        at: Time,
        minutes: u16,
        moving: &[ClientId],
    ) -> Result<(), DayFault> {
        let frame = self.frame;
        if let Some(promised) = self.promised(client) {
            return Err(DayFault::PromisedHour {
                client,
                at: promised,
            });
        }
        let from = frame.date.to_datetime(at);
        let to = from.saturating_add(length(minutes));
        if at < frame.hours.from || to > frame.date.to_datetime(frame.hours.to) {
            return Err(DayFault::OutsideWork(frame.hours));
        }
        if frame.date == frame.now.date() && at < frame.now.time() {
            return Err(DayFault::HourPassed(at));
        }
        let meets =
            |at: DateTime, minutes: u16| at < to && from < at.saturating_add(length(minutes));
        if let Some(block) = agenda.fixed.iter().find(|b| meets(b.at, b.minutes)) {
            return Err(DayFault::Blocked {
                kind: block.kind,
                title: block.title.clone(),
                from: block.at.time(),
                to: block.at.saturating_add(length(block.minutes)).time(),
            });
        }
        let held =
            |row: &&Row| (row.timed || row.pinned) && !row.missed && !moving.contains(&row.client);
        let mut held = agenda.rows.iter().filter(held);
        if let Some(row) = held.find(|row| meets(row.at, row.minutes)) {
            return Err(DayFault::Taken {
                client: row.client,
                at: row.at.time(),
            });
        }
        let hours = callable_on(self.book, frame, client);
        let holds = |both: &Both| {
            let end = if both.to == Time::midnight() {
                frame.date.tomorrow().map_or(to, |d| d.to_datetime(both.to))
            } else {
                frame.date.to_datetime(both.to)
            };
            both.from <= at && to <= end
        };
        if !hours.iter().any(holds) {
            return Err(DayFault::ClientHours { client, hours });
        }
        Ok(())
    }

    /// Whether the sheet as it is now brings the client into the day.
    fn stands(&self, client: ClientId) -> Result<(), DayFault> {
        let agenda = plan_arranged(self.book, self.frame, Some(&self.sheet));
        if agenda.rows.iter().any(|row| row.client == client) {
            return Ok(());
        }
        let left = agenda.left.into_iter().find(|left| left.client == client);
        Err(DayFault::NoPlace {
            client,
            why: left.map_or(LeftWhy::NoMinutes, |left| left.why),
        })
    }

    fn unpin(&mut self, client: ClientId) -> Done {
        live(self.book, client)?;
        self.sheet.pins.retain(|pin| pin.client != client);
        Ok(Some(client))
    }

    fn shift(&mut self, client: ClientId, to: Shift) -> Done {
        live(self.book, client)?;
        let agenda = self.now();
        let place = place(&agenda, client)?;
        if agenda.rows.get(place).is_some_and(|row| row.missed) {
            return match to {
                Shift::Later => self.unpin(client),
                Shift::Earlier => Err(DayFault::AtEdge.into()),
            };
        }
        let other = match to {
            Shift::Earlier => place.checked_sub(1),
            Shift::Later => Some(place + 1).filter(|next| *next < agenda.rows.len()),
        };
        let other = other.ok_or(DayFault::AtEdge)?;
        self.exchange(&agenda, place, other, false)?;
        Ok(Some(client))
    }

    fn swap(&mut self, a: ClientId, b: ClientId) -> Done {
        live(self.book, a)?;
        live(self.book, b)?;
        if a == b {
            return Err(RuleError::Nothing);
        }
        let agenda = self.now();
        let (a_at, b_at) = (place(&agenda, a)?, place(&agenda, b)?);
        self.exchange(&agenda, a_at, b_at, true)?;
        Ok(Some(a))
    }

    /// Lets two rows change places; `both` are pinned, or first only the one that moves. The least of pins is taken
    /// that gives exactly the order wanted.
    fn exchange(
        &mut self,
        agenda: &Agenda,
        moved: usize,
        other: usize,
        both: bool,
    ) -> Result<(), DayFault> {
        let (Some(row), Some(next)) = (agenda.rows.get(moved), agenda.rows.get(other)) else {
            return Err(DayFault::AtEdge);
        };
        let (first, second) = if moved < other {
            (row, next)
        } else {
            (next, row)
        };
        // Of unequal length, the longer may end where the later of the two ended.
        let end = second.at.saturating_add(length(second.minutes));
        let late = end.saturating_sub(length(first.minutes)).time();
        let early = first.at.time();
        let moving = [first.client, second.client];
        self.may_stand(agenda, second.client, early, second.minutes, &moving)?;
        self.may_stand(agenda, first.client, late, first.minutes, &moving)?;
        let at = |client| if client == first.client { late } else { early };
        let mut wanted: Vec<ClientId> = agenda.rows.iter().map(|row| row.client).collect();
        wanted.swap(moved, other);
        let mut one = self.sheet.clone();
        Self::set(&mut one, row.client, at(row.client));
        let mut two = one.clone();
        Self::set(&mut two, next.client, at(next.client));
        let mut all = two.clone();
        let rest = agenda.rows.iter().filter(|r| !moving.contains(&r.client));
        for r in rest.filter(|r| !r.timed && !r.missed) {
            Self::set(&mut all, r.client, r.at.time());
        }
        let held = both || next.pinned;
        let tries = [(!held).then_some(one), Some(two), Some(all)];
        for sheet in tries.into_iter().flatten() {
            let got = plan_arranged(self.book, self.frame, Some(&sheet));
            if got
                .rows
                .iter()
                .map(|row| row.client)
                .eq(wanted.iter().copied())
            {
                self.sheet = sheet;
                return Ok(());
            }
        }
        Err(DayFault::NoRoom)
    }

    fn strike(&mut self, client: ClientId, reason: &str) -> Done {
        live(self.book, client)?;
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(RuleError::ReasonMissing);
        }
        let sheet = &mut self.sheet;
        sheet.pins.retain(|pin| pin.client != client);
        sheet.added.retain(|who| *who != client);
        sheet.dropped.retain(|(who, _)| *who != client);
        sheet.dropped.push((client, reason.to_owned()));
        Ok(Some(client))
    }

    fn add(&mut self, client: ClientId) -> Done {
        self.wanted(client)?;
        let agenda = self.now();
        if agenda.rows.iter().any(|row| row.client == client) {
            return Err(RuleError::Nothing);
        }
        if self.talked(client) {
            return Err(DayFault::DoneToday(client).into());
        }
        self.sheet.dropped.retain(|(who, _)| *who != client);
        let back = plan_arranged(self.book, self.frame, Some(&self.sheet));
        if !back.rows.iter().any(|row| row.client == client) && !self.sheet.added.contains(&client)
        {
            self.sheet.added.push(client);
        }
        self.stands(client)?;
        Ok(Some(client))
    }
}

fn place(agenda: &Agenda, client: ClientId) -> Result<usize, DayFault> {
    let found = agenda.rows.iter().position(|row| row.client == client);
    found.ok_or(DayFault::NotInPlan(client))
}

fn length(minutes: u16) -> Span {
    i64::from(minutes).minutes()
}

#[cfg(test)]
mod tests;
