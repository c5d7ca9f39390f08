//! Which days a row tells of: a day, a week, a month, a range of its own, or the period of the whole report.

use csv::StringRecord;
use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::{columns, pick};
use crate::jobs::import::fault::{ProblemKind, brief};
use crate::jobs::import::table::{Column, Table};
use crate::jobs::import::values::date::{NotADate, Order, moment, month};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

#[derive(Debug)]
enum How {
    /// A column holds the day, or the first day of something longer.
    Column(Column, Step),
    /// Two columns hold the first and the last day.
    Range(Column, Column),
    /// All rows are of the report's period.
    Report,
}

/// How rows tell their days. A row that repeats the cells of the one before is not read again.
#[derive(Debug)]
pub(super) struct Spans {
    how: How,
    order: Order,
    period: Option<(Date, Date)>,
    last: (String, Date, Date),
}

impl Spans {
    /// `period`: that of the report, when its title tells one.
    pub(super) fn of(table: &Table<'_>, period: Option<(Date, Date)>) -> Self {
        let steps = [
            (columns::DAY, Step::Day),
            (columns::WEEK, Step::Week),
            (columns::MONTH, Step::Month),
            (columns::QUARTER, Step::Quarter),
            (columns::YEAR, Step::Year),
        ];
        let column = (steps.iter())
            .map(|(names, step)| (pick(table, names), *step))
            .find(|(column, _)| column.exists());
        let (start, end) = (pick(table, columns::START), pick(table, columns::END));
        let how = match column {
            Some((column, step)) => How::Column(column, step),
            None if start.exists() && end.exists() => How::Range(start, end),
            None => How::Report,
        };
        Self {
            how,
            order: Order::default(),
            period,
            last: (String::new(), date(1, 1, 1), date(1, 1, 1)),
        }
    }

    /// Whether no row can have days.
    pub(super) const fn is_lost(&self) -> bool {
        matches!(self.how, How::Report) && self.period.is_none()
    }

    /// Whether rows have days of their own.
    pub(super) const fn by_row(&self) -> bool {
        !matches!(self.how, How::Report)
    }

    /// Takes the dates of a row into account before any is read.
    pub(super) fn learn(&mut self, row: &StringRecord) {
        match &self.how {
            How::Column(column, _) => self.order.learn(column.get(row)),
            How::Range(start, end) => {
                self.order.learn(start.get(row));
                self.order.learn(end.get(row));
            }
            How::Report => {}
        }
    }

    /// First and last day of a row, or what is wrong with them and in which column.
    pub(super) fn read(
        &mut self,
        row: &StringRecord,
    ) -> Result<(Date, Date), (Column, ProblemKind)> {
        match &self.how {
            How::Column(column, step) => {
                let cell = column.get(row);
                if cell == self.last.0 {
                    return Ok((self.last.1, self.last.2));
                }
                let (from, to) = days(cell, *step, self.order)
                    .and_then(|days| self.inside(days, cell))
                    .map_err(|kind| (column.clone(), kind))?;
                cell.clone_into(&mut self.last.0);
                (self.last.1, self.last.2) = (from, to);
                Ok((from, to))
            }
            How::Range(start, end) => {
                let day = |column: &Column| {
                    days(column.get(row), Step::Day, self.order)
                        .map(|(day, _)| day)
                        .map_err(|kind| (column.clone(), kind))
                };
                let (from, to) = (day(start)?, day(end)?);
                if to < from {
                    let found = format!("{} – {}", start.get(row), end.get(row));
                    return Err((end.clone(), ProblemKind::BadPeriod(found)));
                }
                Ok((from, to))
            }
            How::Report => self.period.ok_or_else(|| {
                // Refused before the first row.
                (Column::default(), ProblemKind::BadPeriod(String::new()))
            }),
        }
    }

    /// Days within the report's period: a month at its edge is cut, a day beyond it is wrong.
    fn inside(&self, (from, to): (Date, Date), cell: &str) -> Result<(Date, Date), ProblemKind> {
        let Some((first, last)) = self.period else {
            return Ok((from, to));
        };
        if to < first || from > last {
            return Err(ProblemKind::OutsidePeriod(brief(cell)));
        }
        Ok((from.max(first), to.min(last)))
    }
}

/// The days a cell stands for.
fn days(cell: &str, step: Step, order: Order) -> Result<(Date, Date), ProblemKind> {
    let bad = |why: NotADate| match why {
        NotADate::Bad => ProblemKind::BadDate(brief(cell)),
        NotADate::Ambiguous => ProblemKind::AmbiguousDate(brief(cell)),
    };
    let none = || ProblemKind::BadDate(brief(cell));
    if step == Step::Day {
        if let Some(day) = iso(cell.as_bytes()) {
            return Ok((day, day));
        }
        let day = moment(cell, order).map_err(bad)?.ok_or_else(none)?.date();
        return Ok((day, day));
    }
    let first = match step {
        Step::Year if cell.len() == 4 => cell.parse().ok().and_then(|y| Date::new(y, 1, 1).ok()),
        Step::Month => month(cell, order).map_err(bad)?.and_then(|m| {
            let (year, month) = (i16::try_from(m.year()), i8::try_from(m.month()));
            Date::new(year.ok()?, month.ok()?, 1).ok()
        }),
        _ => moment(cell, order).map_err(bad)?.map(|m| m.date()),
    }
    .ok_or_else(none)?;
    let next = match step {
        Step::Day => 1.day(),
        Step::Week => 7.days(),
        Step::Month => 1.month(),
        Step::Quarter => 3.months(),
        Step::Year => 1.year(),
    };
    let last = first
        .checked_add(next)
        .and_then(|day| day.yesterday())
        .map_err(|_| none())?;
    Ok((first, last))
}

/// `2026-07-01`, nothing else.
fn iso(cell: &[u8]) -> Option<Date> {
    let [a, b, c, d, b'-', e, f, b'-', g, h] = cell else {
        return None;
    };
    let digit = |b: &u8| b.is_ascii_digit().then(|| i16::from(b - b'0'));
    let year = digit(a)? * 1000 + digit(b)? * 100 + digit(c)? * 10 + digit(d)?;
    let month = i8::try_from(digit(e)? * 10 + digit(f)?).ok()?;
    let day = i8::try_from(digit(g)? * 10 + digit(h)?).ok()?;
    Date::new(year, month, day).ok()
}
