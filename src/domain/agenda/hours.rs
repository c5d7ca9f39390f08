//! When a client may be called, on the manager's clock: a portfolio has many clients and few zones, so what was
//! worked out once is kept.

use std::collections::BTreeMap;

use jiff::civil::{DateTime, Time};
use jiff::tz::TimeZone;

use super::candidates::Candidate;
use super::fit::{Span, without};
use super::{DAY, DayFrame, Minute, ceil, minute};
use crate::domain::calendar::{Window, hours_for, windows};
use crate::domain::{Channel, Dossier, Hours};

/// Zone, hours, and whether any day is open.
type Key = (String, Time, Time, bool);

/// When a client may be called on the day.
#[derive(Debug, Clone, Default)]
pub(super) struct Reach {
    /// Inside the manager's working hours, from the first minute there is.
    pub(super) windows: Vec<Span>,
    /// The whole day long, quiet hours taken out.
    pub(super) whole: Vec<Span>,
    /// There would be windows if the client had not asked for quiet.
    pub(super) quieted: bool,
}

/// Zones and callable windows already worked out.
#[derive(Default)]
pub(super) struct Zones {
    rules: BTreeMap<String, TimeZone>,
    spans: BTreeMap<Key, Vec<Span>>,
}

impl Zones {
    /// The client's clock at a moment of the manager's.
    pub(super) fn there(&self, dossier: &Dossier, day: &DayFrame, at: DateTime) -> DateTime {
        let Some(zone) = &dossier.client.zone else {
            return at;
        };
        let rules = self.rules.get(zone.name());
        let rules = rules.map_or_else(|| zone.rules(), TimeZone::clone);
        let here = day.own().to_ambiguous_zoned(at).compatible();
        here.map_or(at, |here| rules.to_datetime(here.timestamp()))
    }

    fn of(&mut self, dossier: &Dossier, day: &DayFrame) -> TimeZone {
        let Some(zone) = &dossier.client.zone else {
            return day.own().clone();
        };
        if let Some(rules) = self.rules.get(zone.name()) {
            return rules.clone();
        }
        let rules = zone.rules();
        self.rules.insert(zone.name().to_owned(), rules.clone());
        rules
    }

    /// Where in the manager's day a call to the candidate may be placed, from `now` on.
    pub(super) fn reach(&mut self, c: &Candidate<'_>, day: &DayFrame, now: Minute) -> Reach {
        let working = Span {
            from: now.max(c.not_before),
            to: minute(day.hours.to),
        };
        let clip = |spans: &[Span]| -> Vec<Span> {
            let cut = spans.iter().map(|s| Span {
                from: s.from.max(working.from),
                to: s.to.min(working.to),
            });
            cut.filter(|s| s.from < s.to).collect()
        };
        let (whole, open) = self.whole(c.dossier, c.channel(), c.agreed, day);
        let windows = clip(&whole);
        Reach {
            quieted: windows.is_empty() && !clip(&open).is_empty(),
            windows,
            whole,
        }
    }

    /// When a client may be called on the day, without and with the quiet hours. A letter goes at any time.
    pub(super) fn whole(
        &mut self,
        dossier: &Dossier,
        channel: Channel,
        agreed: bool,
        day: &DayFrame,
    ) -> (Vec<Span>, Vec<Span>) {
        if !channel.disturbs() {
            let all = vec![Span { from: 0, to: DAY }];
            return (all.clone(), all);
        }
        // A day promised to the client is agreed with him, whatever the calendar says.
        let open = self.spans(dossier, hours_for(&dossier.client, channel), agreed, day);
        let quiet = dossier.work().terms.as_deref().and_then(|t| t.quiet);
        let whole = match quiet {
            Some(quiet) => without(&open, &self.spans(dossier, quiet, true, day)),
            None => open.clone(),
        };
        (whole, open)
    }

    /// Hours of the client's clock as minutes of the manager's day.
    fn spans(
        &mut self,
        dossier: &Dossier,
        hours: Hours,
        any_day: bool,
        day: &DayFrame,
    ) -> Vec<Span> {
        let zone = dossier.client.zone.as_ref();
        let name = zone.map_or("", |z| z.name());
        let key = (name.to_owned(), hours.from, hours.to, any_day);
        if let Some(known) = self.spans.get(&key) {
            return known.clone();
        }
        let zone = self.of(dossier, day);
        let open = |date| any_day || day.calendar.is_workday(date);
        let span = |w: Window| Span {
            from: ceil(w.from.time()),
            to: if w.to.date() > day.date {
                DAY
            } else {
                minute(w.to.time())
            },
        };
        let spans: Vec<Span> = windows(hours, &zone, day.date, day.own(), open)
            .into_iter()
            .map(span)
            .collect();
        self.spans.insert(key, spans.clone());
        spans
    }
}
