//! The working day of the manager.

use jiff::civil::Time;

/// A part of the day, from inclusive to exclusive; `to` is later than `from`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Begin.
    pub from: Time,
    /// End.
    pub to: Time,
}

impl Span {
    /// Reads `09:00-18:00`; an en dash and spaces will do.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (from, to) = text.split_once(['-', '–'])?;
        let span = Self {
            from: time(from)?,
            to: time(to)?,
        };
        (span.from < span.to).then_some(span)
    }
}

impl std::fmt::Display for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (a, b) = (self.from, self.to);
        write!(
            f,
            "{:02}:{:02}-{:02}:{:02}",
            a.hour(),
            a.minute(),
            b.hour(),
            b.minute()
        )
    }
}

/// Reads `9:00` and `09:00`.
pub(super) fn time(text: &str) -> Option<Time> {
    let (hour, minute) = text.trim().split_once(':')?;
    if minute.len() != 2 || hour.len() > 2 {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// What the agenda fits the calls into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DaySettings {
    /// Working hours.
    pub hours: Span,
    /// Minutes for calls, 1 to 1440.
    pub minutes: u16,
    /// Minutes set aside for one call, 1 to 240.
    pub call_minutes: u16,
    /// Lunch, kept free; `None` when switched off with an empty text.
    pub lunch: Option<Span>,
    /// When the fire slots begin, ascending.
    pub fires: Vec<Time>,
}

impl Default for DaySettings {
    fn default() -> Self {
        let span = |from, to| Span {
            from: Time::constant(from, 0, 0, 0),
            to: Time::constant(to, 0, 0, 0),
        };
        Self {
            hours: span(9, 18),
            minutes: 240,
            call_minutes: 15,
            lunch: Some(span(13, 14)),
            fires: vec![Time::constant(11, 0, 0, 0), Time::constant(16, 0, 0, 0)],
        }
    }
}
