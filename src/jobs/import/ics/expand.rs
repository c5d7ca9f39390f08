//! Events to meetings: zones, whole days, series laid out, single occurrences moved or called off.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use calcard::common::PartialDateTime;
use calcard::common::timezone::Tz;
use calcard::icalendar::dates::{CalendarErrorType, CalendarExpand, TimeOrDelta};
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarParameterName,
    ICalendarProperty, ICalendarRecurrenceRule, ICalendarStatus, ICalendarTransparency,
    ICalendarValue,
};
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};
use serde_json::Value;

use super::Calendar;
use crate::domain::calendar_file::{MeetingFile, MeetingPatch, MeetingState, occurrence};
use crate::domain::fold::fold;
use crate::jobs::import::fault::{Problem, ProblemKind, Problems, brief};

/// Occurrences of one series looked through, from its beginning on.
const STEPS: usize = 20_000;
/// Meetings taken from one file.
const MEETINGS: usize = 20_000;

/// The events of one name: what repeats, and what stands by itself.
#[derive(Default)]
struct Group<'c> {
    master: Option<(u64, &'c ICalendarComponent)>,
    overrides: Vec<(u64, &'c ICalendarComponent)>,
}

impl Calendar {
    /// The meetings as of `now`: single ones all, series from a month back to a year ahead. Times without a
    /// zone are those of `now`'s.
    #[must_use]
    pub fn meetings(&self, now: &Zoned) -> (MeetingFile, Vec<Problem>) {
        let mut problems = Problems::default();
        let edge = |span: jiff::Span| now.checked_add(span).unwrap_or_else(|_| now.clone());
        let mut file = MeetingFile {
            from: edge((-31).days()).timestamp(),
            until: edge(1.year()).timestamp(),
            ..MeetingFile::default()
        };
        let zones = self.zones();
        for (uid, group) in self.groups() {
            self.lay_out(&uid, &group, &zones, now, &mut file, &mut problems);
        }
        file.meetings
            .sort_by(|a, b| (a.from, &a.uid).cmp(&(b.from, &b.uid)));
        if file.meetings.len() > MEETINGS {
            // What was left out is not lost: nothing known from its hour on is taken for called off.
            if let Some(dropped) = file.meetings.get(MEETINGS) {
                file.until = file.until.min(dropped.from);
            }
            file.meetings.truncate(MEETINGS);
            problems.add(1, "", ProblemKind::TooManyMeetings(MEETINGS as u64));
        }
        (file, problems.list)
    }

    /// When the first two events begin, for the facts of the file.
    pub(super) fn starts(&self) -> Vec<(String, Value)> {
        let names = ["first_start_utc", "second_start_utc"];
        let zones = self.zones();
        let mut out = Vec::new();
        for (name, (_, event)) in names.into_iter().zip(&self.events) {
            let one = once(event, &zones);
            let starts = laid(&one, &one.expand_dates(Tz::UTC, 1), &TimeZone::UTC);
            if let Some((_, at, _)) = starts.first() {
                out.push((name.to_owned(), Value::from(at.to_string())));
            }
        }
        out
    }

    /// Events by name, in the order of the file; of several versions the latest counts.
    fn groups(&self) -> Vec<(String, Group<'_>)> {
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let mut groups: Vec<(String, Group<'_>)> = Vec::new();
        for (line, event) in &self.events {
            let uid = match event.uid().map(str::trim) {
                Some(uid) if !uid.is_empty() => uid.to_owned(),
                _ => format!("{}/{line}", text(event, &ICalendarProperty::Summary)),
            };
            let place = *places.entry(uid.clone()).or_insert(groups.len());
            if place == groups.len() {
                groups.push((uid, Group::default()));
            }
            let Some((_, group)) = groups.get_mut(place) else {
                continue;
            };
            if event.has_property(&ICalendarProperty::RecurrenceId) {
                group.overrides.push((*line, event));
            } else if group
                .master
                .is_none_or(|(_, before)| sequence(before) <= sequence(event))
            {
                group.master = Some((*line, event));
            }
        }
        groups
    }

    fn lay_out(
        &self,
        uid: &str,
        group: &Group<'_>,
        zones: &[ICalendarComponent],
        now: &Zoned,
        file: &mut MeetingFile,
        problems: &mut Problems,
    ) {
        let own = now.time_zone();
        // Of a series not laid out whole nobody knows which occurrences are left.
        let mut whole = true;
        let mut components: Vec<ICalendarComponent> = zones.to_vec();
        let mut lines: BTreeMap<usize, (u64, &ICalendarComponent)> = BTreeMap::new();
        for (line, event) in group.master.iter().chain(&group.overrides).copied() {
            lines.insert(components.len(), (line, event));
            let mut event = bare(event);
            if let Some(name) = unknown_zone(&event, zones) {
                problems.add(line, "", ProblemKind::UnknownZone(brief(&name)));
            }
            if !limit_rule(&mut event, zones, file.until, own) {
                whole = false;
                problems.add(line, "", ProblemKind::BadRule);
            }
            components.push(event);
        }
        let repeats = group.master.is_some_and(|(_, event)| {
            event.has_property(&ICalendarProperty::Rrule)
                || event.has_property(&ICalendarProperty::Rdate)
        });
        let read = ICalendar { components };
        let expanded = read.expand_dates(Tz::Floating, STEPS);
        let mut found = laid(&read, &expanded, own);
        for error in &expanded.errors {
            let place = error.comp_id as usize;
            let Some((line, event)) = lines.get(&place).copied() else {
                continue;
            };
            whole = false;
            match error.error {
                CalendarErrorType::MissingDtStart => problems.add(line, "", ProblemKind::NoStart),
                CalendarErrorType::RRule(_) => {
                    problems.add(line, "", ProblemKind::BadRule);
                    let first = once(event, zones);
                    let first = laid(&first, &first.expand_dates(Tz::Floating, 1), own);
                    found.extend(first.into_iter().map(|(_, from, to)| (place, from, to)));
                }
                _ => problems.add(line, "", ProblemKind::BadTime),
            }
        }
        if expanded.events.len() >= STEPS {
            let line = group.master.map_or(1, |(line, _)| line);
            problems.add(line, "", ProblemKind::TooManyMeetings(STEPS as u64));
            whole = false;
        }
        for (place, (line, event)) in &lines {
            let known = found.iter().any(|(at, ..)| at == place)
                || (expanded.errors.iter()).any(|error| error.comp_id as usize == *place);
            if known {
                continue;
            }
            // The library is silent about what lasts beyond the calendar.
            let one = once(event, zones);
            if laid(&one, &one.expand_dates(Tz::Floating, 1), own).is_empty() {
                whole = false;
                problems.add(*line, "", ProblemKind::BadTime);
            }
        }
        let mut backwards = BTreeSet::new();
        for (place, from, to) in found {
            let Some((line, event)) = lines.get(&place).copied() else {
                continue;
            };
            if to < from {
                whole = false;
                if backwards.insert(place) {
                    problems.add(line, "", ProblemKind::BadSpan);
                }
                continue;
            }
            let mut patch = patch(uid, (line, event), (from, to));
            if repeats || event.has_property(&ICalendarProperty::RecurrenceId) {
                if patch.from < file.from || patch.from >= file.until {
                    continue;
                }
                // An occurrence moved to another hour keeps the name of the hour it was meant for.
                patch.uid = occurrence(uid, meant(event, zones, own).unwrap_or(from));
            }
            if self.cancels {
                patch.state = MeetingState::Cancelled;
            }
            file.meetings.push(patch);
        }
        if repeats && whole {
            file.series.insert(uid.to_owned());
        }
    }

    /// The zones of the file. One that only the file describes, by a whole number of hours and no summer time,
    /// is given the name that says the same.
    fn zones(&self) -> Vec<ICalendarComponent> {
        let mut zones = self.zones.clone();
        let lonely = !zones
            .iter()
            .any(|z| z.component_type == ICalendarComponentType::Daylight);
        let offset = zones
            .iter()
            .filter(|z| z.component_type == ICalendarComponentType::Standard)
            .find_map(|z| hours(z.property(&ICalendarProperty::Tzoffsetto)?.values.first()?));
        let Some(offset) = offset.filter(|_| lonely) else {
            return zones;
        };
        // The signs of these names are those of the ancients: east is minus.
        let name = match offset {
            0 => "Etc/UTC".to_owned(),
            east @ 1.. => format!("Etc/GMT-{east}"),
            west => format!("Etc/GMT+{}", -west),
        };
        for zone in &mut zones {
            if zone.component_type == ICalendarComponentType::VTimezone && zone.timezone().is_none()
            {
                let property = ICalendarProperty::Other("X-LIC-LOCATION".to_owned());
                zone.add_property(property, name.as_str());
            }
        }
        zones
    }
}

/// Whole hours east of an offset.
fn hours(value: &ICalendarValue) -> Option<i32> {
    let ICalendarValue::PartialDateTime(offset) = value else {
        return None;
    };
    if offset.tz_minute.unwrap_or(0) != 0 {
        return None;
    }
    let hours = i32::from(offset.tz_hour?);
    Some(if offset.tz_minus { -hours } else { hours })
}

/// An event without what the library trips over: an occurrence is often of another revision than its series.
fn bare(event: &ICalendarComponent) -> ICalendarComponent {
    let mut event = event.clone();
    event
        .entries
        .retain(|entry| entry.name != ICalendarProperty::Sequence);
    event
}

/// An event as if it took place once.
fn once(event: &ICalendarComponent, zones: &[ICalendarComponent]) -> ICalendar {
    let mut event = bare(event);
    event.entries.retain(|entry| {
        !matches!(
            entry.name,
            ICalendarProperty::Rrule | ICalendarProperty::Rdate | ICalendarProperty::Exdate
        )
    });
    ICalendar {
        components: zones.iter().cloned().chain([event]).collect(),
    }
}

/// The name of a zone nobody knows.
fn unknown_zone(event: &ICalendarComponent, zones: &[ICalendarComponent]) -> Option<String> {
    let name = event.property(&ICalendarProperty::Dtstart)?.tz_id()?;
    (zone_of(name, zones).is_none()).then(|| name.to_owned())
}

fn zone_of(name: &str, zones: &[ICalendarComponent]) -> Option<Tz> {
    let described = zones.iter().filter_map(ICalendarComponent::timezone);
    let mut described = described.filter(|(id, _)| *id == name).map(|(_, tz)| tz);
    described.next_back().or_else(|| Tz::from_str(name).ok())
}

/// Ends a rule without end at the window's, and says its end on the clock of its beginning, as the library wants
/// it. `false` when the rule could not be read.
fn limit_rule(
    event: &mut ICalendarComponent,
    zones: &[ICalendarComponent],
    until: Timestamp,
    own: &TimeZone,
) -> bool {
    let start = event.property(&ICalendarProperty::Dtstart);
    let utc = start.is_some_and(|entry| {
        matches!(entry.values.first(), Some(ICalendarValue::PartialDateTime(at)) if at.tz_hour.is_some())
    });
    let zone = start
        .and_then(|entry| zone_of(entry.tz_id()?, zones))
        .and_then(|tz| TimeZone::get(&tz.name()?).ok())
        .unwrap_or_else(|| if utc { TimeZone::UTC } else { own.clone() });
    let Some(entry) = event.property_mut(&ICalendarProperty::Rrule) else {
        return true;
    };
    let Some(ICalendarValue::RecurrenceRule(rule)) = entry.values.first_mut() else {
        event
            .entries
            .retain(|entry| entry.name != ICalendarProperty::Rrule);
        return false;
    };
    let rule: &mut ICalendarRecurrenceRule = rule;
    let end = match &rule.until {
        None if rule.count.is_some() => return true,
        None => until,
        Some(end) if end.tz_hour.is_some() => {
            let told = end
                .to_timestamp()
                .and_then(|s| Timestamp::from_second(s).ok());
            told.unwrap_or(until)
        }
        Some(end) => {
            let mut end = end.clone();
            if end.hour.is_none() {
                // A day: all of it.
                (end.hour, end.minute, end.second) = (Some(23), Some(59), Some(59));
            }
            rule.until = Some(end);
            return true;
        }
    };
    let local = zone.to_datetime(end.min(until));
    let part = |n: i8| u8::try_from(n).ok();
    rule.until = Some(PartialDateTime {
        year: u16::try_from(local.year()).ok(),
        month: part(local.month()),
        day: part(local.day()),
        hour: part(local.hour()),
        minute: part(local.minute()),
        second: part(local.second()),
        ..PartialDateTime::default()
    });
    true
}

/// One meeting as laid out: the place of its event among the components, begin and end.
type Laid = (usize, Timestamp, Timestamp);

/// What was laid out, in moments; times without a zone are the manager's own.
fn laid(read: &ICalendar, expanded: &CalendarExpand, own: &TimeZone) -> Vec<Laid> {
    let moment = |seconds: i64, floating: bool| -> Option<Timestamp> {
        let at = Timestamp::from_second(seconds).ok()?;
        if !floating {
            return Some(at);
        }
        let wall = TimeZone::UTC.to_datetime(at);
        let here = own.to_ambiguous_zoned(wall).compatible().ok()?;
        Some(here.timestamp())
    };
    let mut out = Vec::with_capacity(expanded.events.len());
    for event in &expanded.events {
        let begin = event.start.timestamp();
        let floating = event.start.timezone().is_floating();
        let place = event.comp_id as usize;
        let end = match &event.end {
            TimeOrDelta::Time(end) => moment(end.timestamp(), end.timezone().is_floating()),
            // The library lets a moment without an end last until midnight; it is a moment.
            TimeOrDelta::Delta(_) if read.components.get(place).is_some_and(is_moment) => {
                moment(begin, floating)
            }
            TimeOrDelta::Delta(length) => {
                moment(begin.saturating_add(length.num_seconds()), floating)
            }
        };
        if let (Some(from), Some(to)) = (moment(begin, floating), end) {
            out.push((place, from, to));
        }
    }
    out
}

/// A begin with an hour, and nothing about its end.
fn is_moment(event: &ICalendarComponent) -> bool {
    let timed = event.property(&ICalendarProperty::Dtstart).is_some_and(|entry| {
        matches!(entry.values.first(), Some(ICalendarValue::PartialDateTime(at)) if at.hour.is_some())
    });
    timed
        && !event.has_property(&ICalendarProperty::Dtend)
        && !event.has_property(&ICalendarProperty::Duration)
}

fn patch(
    uid: &str,
    (line, event): (u64, &ICalendarComponent),
    (from, to): (Timestamp, Timestamp),
) -> MeetingPatch {
    MeetingPatch {
        line,
        uid: uid.to_owned(),
        title: text(event, &ICalendarProperty::Summary),
        place: text(event, &ICalendarProperty::Location),
        from,
        to,
        invited: invited(event),
        state: state(event),
    }
}

/// The moment an occurrence of a series was meant for before it was moved; `None` for what is of no series, and
/// for a change of all that follow.
fn meant(
    event: &ICalendarComponent,
    zones: &[ICalendarComponent],
    own: &TimeZone,
) -> Option<Timestamp> {
    let entry = event.property(&ICalendarProperty::RecurrenceId)?;
    if entry.has_parameter(&ICalendarParameterName::Range) {
        return None;
    }
    let Some(ICalendarValue::PartialDateTime(at)) = entry.values.first() else {
        return None;
    };
    if at.tz_hour.is_some() {
        return Timestamp::from_second(at.to_timestamp()?).ok();
    }
    let name = entry
        .tz_id()
        .or_else(|| event.property(&ICalendarProperty::Dtstart)?.tz_id());
    let zone = name
        .and_then(|name| zone_of(name, zones))
        .and_then(|tz| TimeZone::get(&tz.name()?).ok());
    let part = |n: Option<u8>| i8::try_from(n.unwrap_or(0)).unwrap_or(0);
    let date = Date::new(i16::try_from(at.year?).ok()?, part(at.month), part(at.day)).ok()?;
    let time = Time::new(part(at.hour), part(at.minute), part(at.second), 0).ok()?;
    let zone = zone.as_ref().unwrap_or(own);
    let zoned = zone.to_ambiguous_zoned(date.to_datetime(time)).compatible();
    Some(zoned.ok()?.timestamp())
}

/// One line of text, at most 400 bytes; empty when the event does not have it.
fn text(event: &ICalendarComponent, property: &ICalendarProperty) -> String {
    let value = event
        .property(property)
        .and_then(|entry| entry.values.first());
    let text = value.and_then(ICalendarValue::as_text).unwrap_or_default();
    let mut line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.truncate(line.floor_char_boundary(400));
    line
}

fn sequence(event: &ICalendarComponent) -> i64 {
    let value = event.property(&ICalendarProperty::Sequence);
    let value = value.and_then(|entry| entry.values.first()?.as_integer());
    value.unwrap_or(0)
}

fn state(event: &ICalendarComponent) -> MeetingState {
    let busy = ICalendarProperty::Other("X-MICROSOFT-CDO-BUSYSTATUS".to_owned());
    if event.status() == Some(&ICalendarStatus::Cancelled) {
        MeetingState::Cancelled
    } else if event.transparency() == Some(&ICalendarTransparency::Transparent)
        || text(event, &busy).eq_ignore_ascii_case("free")
    {
        MeetingState::Free
    } else {
        MeetingState::Stands
    }
}

/// Addresses of guests and of the organiser.
fn invited(event: &ICalendarComponent) -> Vec<String> {
    let mut out: Vec<String> = event
        .entries
        .iter()
        .filter(|entry| {
            matches!(
                entry.name,
                ICalendarProperty::Attendee | ICalendarProperty::Organizer
            )
        })
        .filter_map(|entry| Some(fold(entry.calendar_address()?.trim())))
        .filter(|mail| mail.contains('@'))
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}
