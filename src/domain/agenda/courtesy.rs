//! Occasions: check points of the first two months, birthdays, days to greet on (C11, E14).

use jiff::civil::Date;

use super::candidates::Bounds;
use super::{DayFrame, Reason};
use crate::domain::calendar::days;
use crate::domain::{Birthday, Client, Dossier};

/// Days ahead a birthday is told.
const AHEAD: i64 = 3;
/// The check points of the first two months and how many days each stays open.
const CHECK_POINTS: [u8; 3] = [60, 30, 7];
const CHECK_POINT_OPEN: i64 = 7;

/// The check point that is open: reached within the week, nobody reached since.
pub(super) fn check_point(dossier: &Dossier, day: &DayFrame, bounds: &Bounds) -> Option<u8> {
    let latest = i64::from(CHECK_POINTS[0]) + CHECK_POINT_OPEN + 1;
    // Most clients are long past their first months: no calendar for them.
    let old = match dossier.client.since {
        Some(since) => days(since, day.date) > latest,
        None => bounds.end - dossier.client.created_at.as_second() > latest * 86_400,
    };
    if old {
        return None;
    }
    let age = days(dossier.known_since(day.own()), day.date);
    let quiet = dossier.last_real().map_or(i64::MAX, |at| {
        days(day.own().to_datetime(at).date(), day.date).max(0)
    });
    CHECK_POINTS.into_iter().find(|point| {
        let over = age - i64::from(*point);
        (0..CHECK_POINT_OPEN).contains(&over) && quiet > over
    })
}

/// Whether somebody of the client has a birthday on the day, or on days off right after it.
pub(super) fn is_birthday(dossier: &Dossier, day: &DayFrame) -> bool {
    let mut known = dossier
        .contacts
        .iter()
        .filter_map(|c| c.birthday)
        .peekable();
    if known.peek().is_none() {
        return false;
    }
    let next = day.calendar.next_workday(day.date);
    known
        .filter_map(|b| next_birthday(b, day.date))
        .any(|date| date == day.date || (date < next && days(day.date, date) <= AHEAD))
}

/// Birthdays within three days.
pub(super) fn birthdays(dossier: &Dossier, today: Date, reasons: &mut Vec<Reason>) {
    for contact in &dossier.contacts {
        if let Some(date) = contact.birthday.and_then(|b| next_birthday(b, today))
            && days(today, date) <= AHEAD
        {
            reasons.push(Reason::Birthday {
                contact: contact.id,
                name: contact.name.clone(),
                date,
            });
        }
    }
}

/// Days to greet the client on that are near: nobody is called for one alone.
pub(super) fn holidays(client: &Client, day: &DayFrame, reasons: &mut Vec<Reason>) {
    let own = day.greet.iter().filter(|greet| greet.is_for(client));
    reasons.extend(own.filter_map(|greet| {
        Some(Reason::Holiday {
            name: greet.name.clone(),
            date: greet.near(day.date)?,
        })
    }));
}

/// The next birthday, `today` included; the 29th of February is kept on the 28th in an ordinary year.
fn next_birthday(birthday: Birthday, today: Date) -> Option<Date> {
    let in_year = |year| {
        Date::new(year, birthday.month, birthday.day)
            .or_else(|_| Date::new(year, birthday.month, 28))
            .ok()
    };
    let this = in_year(today.year())?;
    if this >= today {
        return Some(this);
    }
    in_year(today.year() + 1)
}
