//! How a client wants to be spoken to, as more than one form asks it: rhythm, channel with hours, days.

use jiff::civil::Date;

use super::form::{Words, read};
use crate::domain::{Cadence, Channel, ChannelHours, Client, Hours};
use crate::i18n::parse_when;
use crate::ui::Cx;

/// Rhythms offered by name; any other number of days is typed.
const RHYTHMS: [u16; 5] = [7, 14, 30, 60, 90];
/// The place of the report window after «off» and the rhythms.
const REPORT: usize = RHYTHMS.len() + 1;
/// The place of a rhythm of one's own.
pub(super) const OWN: usize = RHYTHMS.len() + 2;

/// The rhythms to choose from.
pub(super) fn rhythms() -> impl Iterator<Item = Words> {
    let days = RHYTHMS
        .iter()
        .map(|d| Words::Count("count-days", i64::from(*d)));
    std::iter::once(Words::Key("form-cadence-off".to_owned()))
        .chain(days)
        .chain(["form-cadence-report", "form-cadence-own"].map(|id| Words::Key(id.to_owned())))
}

/// The place of a rhythm among [`rhythms`], and its days where they are typed.
pub(super) fn rhythm(cadence: Cadence) -> (usize, String) {
    match cadence {
        Cadence::Off => (0, String::new()),
        Cadence::ReportWindow => (REPORT, String::new()),
        Cadence::Days(days) => match RHYTHMS.iter().position(|d| *d == days) {
            Some(i) => (i + 1, String::new()),
            None => (OWN, days.to_string()),
        },
    }
}

/// The rhythm at a place of [`rhythms`]; `own` is what was typed for one's own.
pub(super) fn cadence(place: Option<usize>, own: &str) -> Option<Cadence> {
    match place? {
        0 => Some(Cadence::Off),
        REPORT => Some(Cadence::ReportWindow),
        OWN => own.trim().parse().ok().map(Cadence::Days),
        i => RHYTHMS.get(i - 1).copied().map(Cadence::Days),
    }
}

/// Puts the chosen channel first; the others keep their order and hours. A channel the client had already
/// brings its own hours along unless others were typed.
pub(super) fn prefer(client: &mut Client, channel: Option<Channel>, typed: Option<Hours>) {
    let was = client.preferred();
    let channel = channel.unwrap_or(was.channel);
    let known = client.channels.iter().position(|c| c.channel == channel);
    let mut first = match known {
        Some(i) => client.channels.remove(i),
        None => ChannelHours {
            channel,
            hours: was.hours,
        },
    };
    if let Some(hours) = typed {
        first.hours = hours;
    }
    client.channels.insert(0, first);
}

/// A day of any time, or date words that look ahead.
pub(super) fn parse_any_day(text: &str, cx: &Cx<'_>) -> Option<Date> {
    read::parse_day(text).or_else(|| parse_when(text, cx.now).ok().map(|when| when.date))
}

/// A day of any time, or date words, said back.
///
/// # Errors
/// The form that would be accepted.
pub(super) fn any_day(text: &str, cx: &Cx<'_>) -> Result<String, String> {
    parse_any_day(text, cx)
        .map(|day| cx.texts.date_long(day, cx.today()))
        .ok_or_else(|| cx.texts.t("news-day-wrong"))
}

/// A day as [`parse_any_day`] reads it back: one gone by with its year, else it would be read as the next.
pub(super) fn day_words(day: Option<Date>, cx: &Cx<'_>) -> String {
    match day {
        Some(day) if day < cx.today() => read::day_text(day),
        Some(day) => cx.texts.date(day, cx.today()),
        None => String::new(),
    }
}
