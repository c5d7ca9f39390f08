//! When the rhythm asks for the next touch: last real contact plus interval (pain 2, C16).

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::domain::{Cadence, Client, ContactPolicy, Dossier, Month};

/// Last day of the month on which the report window is open.
pub const REPORT_WINDOW_DAYS: i8 = 5;

/// Days between touches; doubled for a client that wants to be touched seldom. `None` without such a
/// rhythm (off, report window).
#[must_use]
pub const fn every(client: &Client) -> Option<i64> {
    match (client.cadence, client.policy) {
        (Cadence::Days(days), ContactPolicy::Reduced) => Some(days as i64 * 2),
        (Cadence::Days(days), _) => Some(days as i64),
        (Cadence::Off | Cadence::ReportWindow, _) => None,
    }
}

/// The day silence counts from, in the manager's zone: the last real contact of any person and channel,
/// else since when it is a client, else when the record was made. Attempts do not count.
#[must_use]
pub fn counted_from(dossier: &Dossier, own: &TimeZone) -> Date {
    dossier
        .last_real()
        .map_or_else(|| dossier.known_since(own), |at| own.to_datetime(at).date())
}

/// The day the rhythm asks for the next touch (it may be past), `None` when it never does: cadence off,
/// or a policy under which rhythm does not bring a call.
#[must_use]
pub fn due_date(dossier: &Dossier, today: Date, own: &TimeZone) -> Option<Date> {
    let client = &dossier.client;
    if matches!(
        client.policy,
        ContactPolicy::DoNotCall | ContactPolicy::NewsOnly
    ) {
        return None;
    }
    match client.cadence {
        Cadence::Off => None,
        Cadence::Days(_) => {
            let span = every(client)?.days();
            counted_from(dossier, own).checked_add(span).ok()
        }
        Cadence::ReportWindow => {
            let this = Month::from(today);
            let gap = report_gap(client);
            let asked = dossier
                .last_real()
                .map_or(this, |at| Month::from(own.to_datetime(at).date()).plus(gap));
            let month = match asked {
                m if m > this => m,
                _ if today.day() <= REPORT_WINDOW_DAYS => this,
                _ => this.plus(1),
            };
            let year = i16::try_from(month.year()).ok()?;
            Date::new(year, i8::try_from(month.month()).ok()?, 1).ok()
        }
    }
}

/// Months from one report talk to the next.
const fn report_gap(client: &Client) -> i32 {
    match client.policy {
        ContactPolicy::Reduced => 2,
        _ => 1,
    }
}
