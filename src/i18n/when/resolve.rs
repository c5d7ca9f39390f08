//! What was said to a day of the calendar.

use jiff::civil::{Date, Time};
use jiff::{Span, Zoned};

use super::read::{Day, Hour, Said};
use super::words::Unit;
use super::{When, WhenError};

/// `Ok(None)` when nothing was said at all («в», «the»).
pub(super) fn resolve(said: Said, now: &Zoned) -> Result<Option<When>, WhenError> {
    let today = now.date();
    let this_minute = Time::constant(now.hour(), now.minute(), 0, 0);
    let time = time(said)?;
    if let (Some(Day::After(count, unit @ (Unit::Hour | Unit::Minute))), None) = (said.day, time) {
        return after_hours(count, unit, now).map(Some);
    }
    let date = match (said.day, said.weekday, said.next_week) {
        // «через 2 недели в пятницу»
        (Some(Day::After(weeks, Unit::Week)), Some(weekday), false) => {
            plus(monday(today)?, weeks, Unit::Week)
                .and_then(|monday| plus(monday, i64::from(weekday) - 1, Unit::Day))?
        }
        (Some(day), weekday, false) => {
            let date = of_day(day, today)?;
            if weekday.is_some_and(|w| w != date.weekday().to_monday_one_offset()) {
                return Err(WhenError::NoSuchDate);
            }
            date
        }
        (Some(_), _, true) => return Ok(None),
        (None, weekday, true) => {
            let ahead = 6 + i64::from(weekday.unwrap_or(1));
            plus(monday(today)?, ahead, Unit::Day)?
        }
        (None, Some(weekday), false) => {
            let ahead = (weekday - today.weekday().to_monday_one_offset()).rem_euclid(7);
            let later_today = time.is_some_and(|t| t > this_minute);
            let ahead = if ahead == 0 && !later_today { 7 } else { ahead };
            plus(today, ahead.into(), Unit::Day)?
        }
        (None, None, false) => match time {
            Some(time) if time > this_minute => today,
            Some(_) => plus(today, 1, Unit::Day)?,
            None => return Ok(None),
        },
    };
    if date < today || (date == today && time.is_some_and(|t| t < this_minute)) {
        return Err(WhenError::InPast);
    }
    Ok(Some(When { date, time }))
}

fn time(said: Said) -> Result<Option<Time>, WhenError> {
    let hour = match (said.hour, said.part) {
        // «вечером в 7»
        (Some(hour), Some(part)) if part.hour >= 12 && (1..12).contains(&hour.hour) => Some(Hour {
            hour: hour.hour + 12,
            ..hour
        }),
        (hour, part) => hour.or(part),
    };
    hour.map(|Hour { hour, minute }| {
        Time::new(small(hour)?, small(minute)?, 0, 0).map_err(|_| WhenError::NoSuchDate)
    })
    .transpose()
}

/// «через 2 часа»: by the clock on the wall of the zone, whatever daylight saving does.
fn after_hours(count: i64, unit: Unit, now: &Zoned) -> Result<When, WhenError> {
    let then = span(count, unit)
        .and_then(|span| now.checked_add(span).map_err(|_| WhenError::NoSuchDate))?;
    Ok(When {
        date: then.date(),
        time: Some(Time::constant(then.hour(), then.minute(), 0, 0)),
    })
}

fn of_day(day: Day, today: Date) -> Result<Date, WhenError> {
    match day {
        Day::Full(year, month, day) => date(year, month, day),
        Day::OfYear { day, month } => nearest(today, |ahead| {
            // Eight years reach the next 29 February from anywhere.
            (ahead <= 8).then(|| (i64::from(today.year()) + ahead, month, day))
        }),
        Day::OfMonth(day) => nearest(today, |ahead| {
            let month = i64::from(today.month()) - 1 + ahead;
            (ahead <= 12).then(|| (i64::from(today.year()) + month / 12, month % 12 + 1, day))
        }),
        Day::FromToday(days) => plus(today, days, Unit::Day),
        Day::After(count, unit) => plus(today, count, unit),
        Day::Start { of, next } => first(today, of, next || first(today, of, false)? < today),
        Day::End { of, next } => last(today, of, next).and_then(|end| {
            // On a Saturday the end of the week is over already.
            if end < today {
                last(today, of, true)
            } else {
                Ok(end)
            }
        }),
    }
}

/// The first existing day from today on among those offered.
fn nearest(today: Date, offer: impl Fn(i64) -> Option<(i64, i64, i64)>) -> Result<Date, WhenError> {
    (0..)
        .map_while(offer)
        .filter_map(|(year, month, day)| date(year, month, day).ok())
        .find(|date| *date >= today)
        .ok_or(WhenError::NoSuchDate)
}

fn first(today: Date, of: Unit, next: bool) -> Result<Date, WhenError> {
    let start = match of {
        Unit::Week => monday(today)?,
        Unit::Year => today.first_of_year(),
        _ => today.first_of_month(),
    };
    if next { plus(start, 1, of) } else { Ok(start) }
}

fn last(today: Date, of: Unit, next: bool) -> Result<Date, WhenError> {
    let start = first(today, of, next)?;
    match of {
        Unit::Week => plus(start, 4, Unit::Day),
        Unit::Year => Ok(start.last_of_year()),
        _ => Ok(start.last_of_month()),
    }
}

fn monday(today: Date) -> Result<Date, WhenError> {
    let back = i64::from(today.weekday().to_monday_zero_offset());
    plus(today, -back, Unit::Day)
}

fn plus(date: Date, count: i64, unit: Unit) -> Result<Date, WhenError> {
    date.checked_add(span(count, unit)?)
        .map_err(|_| WhenError::NoSuchDate)
}

fn span(count: i64, unit: Unit) -> Result<Span, WhenError> {
    let span = Span::new();
    match unit {
        Unit::Minute => span.try_minutes(count),
        Unit::Hour => span.try_hours(count),
        Unit::Day => span.try_days(count),
        Unit::Week => span.try_weeks(count),
        Unit::Month => span.try_months(count),
        Unit::Year => span.try_years(count),
    }
    .map_err(|_| WhenError::NoSuchDate)
}

fn date(year: i64, month: i64, day: i64) -> Result<Date, WhenError> {
    let year = i16::try_from(year).map_err(|_| WhenError::NoSuchDate)?;
    Date::new(year, small(month)?, small(day)?).map_err(|_| WhenError::NoSuchDate)
}

fn small(n: i64) -> Result<i8, WhenError> {
    i8::try_from(n).map_err(|_| WhenError::NoSuchDate)
}
