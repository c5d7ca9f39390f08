//! The work calendar and the hours of clients: time is the client's (D7, E35, pain 30).

mod work_clock;

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime, Time, Weekday};
use jiff::tz::TimeZone;

use super::{Channel, Client, Hours};

pub use work_clock::{WorkClock, work_minutes_after, work_minutes_between};

/// Days from one date to another; negative when the second is earlier.
pub(in crate::domain) fn days(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

/// Which days are worked: Monday to Friday, corrected by the days a production calendar moves.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Calendar {
    off: BTreeSet<Date>,
    working: BTreeSet<Date>,
}

impl Calendar {
    /// The plain week with extra days off and extra working days (a working Saturday). A day in both sets
    /// is worked.
    #[must_use]
    pub fn with(
        off: impl IntoIterator<Item = Date>,
        working: impl IntoIterator<Item = Date>,
    ) -> Self {
        Self {
            off: off.into_iter().collect(),
            working: working.into_iter().collect(),
        }
    }

    /// Whether the day is worked.
    #[must_use]
    pub fn is_workday(&self, date: Date) -> bool {
        self.working.contains(&date)
            || (!matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
                && !self.off.contains(&date))
    }

    /// The first worked day after `date`; `date` itself when none is found within a year.
    #[must_use]
    pub fn next_workday(&self, date: Date) -> Date {
        let mut day = date;
        for _ in 0..366 {
            let Ok(next) = day.tomorrow() else { break };
            day = next;
            if self.is_workday(day) {
                return day;
            }
        }
        date
    }
}

/// A stretch of the manager's time, `from` inclusive, `to` exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Begin, on the manager's clock.
    pub from: DateTime,
    /// End, on the manager's clock.
    pub to: DateTime,
}

/// The hours agreed for a channel, in the client's zone: those listed, else those of the preferred one.
#[must_use]
pub fn hours_for(client: &Client, channel: Channel) -> Hours {
    client
        .channels
        .iter()
        .find(|c| c.channel == channel)
        .map_or_else(|| client.preferred().hours, |c| c.hours)
}

/// When on the manager's `day` hours in a zone are open, with any rule of open days. One stretch as a rule, two
/// when the hours lie across the manager's midnight, none on days that are not open. Safe on the days the clock
/// changes: the edges are moments, not differences of offsets.
pub(super) fn windows(
    hours: Hours,
    zone: &TimeZone,
    day: Date,
    own: &TimeZone,
    open: impl Fn(Date) -> bool,
) -> Vec<Window> {
    let mut out = Vec::new();
    let Ok(end) = day.tomorrow() else { return out };
    let (begin, end) = (
        day.to_datetime(Time::midnight()),
        end.to_datetime(Time::midnight()),
    );
    let here = |date: Date, time: Time| -> Option<DateTime> {
        let at = zone
            .to_ambiguous_zoned(date.to_datetime(time))
            .compatible()
            .ok()?;
        Some(own.to_datetime(at.timestamp()))
    };
    let days = [day.yesterday(), Ok(day), day.tomorrow()];
    for date in days.into_iter().flatten().filter(|d| open(*d)) {
        let (Some(from), Some(to)) = (here(date, hours.from), here(date, hours.to)) else {
            continue;
        };
        let (from, to) = (from.max(begin), to.min(end));
        if from < to {
            out.push(Window { from, to });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ChannelHours, ClientId, Zone};
    use jiff::Timestamp;
    use jiff::civil::{date, time};
    use uuid::Uuid;

    fn client(zone: Option<&str>) -> Client {
        Client {
            zone: zone.and_then(Zone::new),
            ..Client::named(ClientId(Uuid::nil()), "Альфа".into(), Timestamp::UNIX_EPOCH)
        }
    }

    fn moscow() -> TimeZone {
        TimeZone::get("Europe/Moscow").unwrap()
    }

    #[test]
    fn workdays() {
        let calendar = Calendar::with([date(2026, 11, 4)], [date(2026, 11, 7)]);
        for (name, day, worked) in [
            ("Monday", date(2026, 11, 2), true),
            ("moved holiday", date(2026, 11, 4), false),
            ("working Saturday", date(2026, 11, 7), true),
            ("Sunday", date(2026, 11, 8), false),
        ] {
            assert_eq!(calendar.is_workday(day), worked, "{name}");
        }
        assert_eq!(calendar.next_workday(date(2026, 11, 7)), date(2026, 11, 9));
    }

    fn on_phone(client: &Client, day: Date) -> Vec<Window> {
        let hours = hours_for(client, Channel::Phone);
        let calendar = Calendar::default();
        windows(hours, &client.zone_or(&moscow()), day, &moscow(), |d| {
            calendar.is_workday(d)
        })
    }

    #[test]
    fn callable_on_the_clients_clock() {
        let evening = [ChannelHours {
            channel: Channel::Phone,
            hours: Hours {
                from: time(18, 0, 0, 0),
                to: time(20, 0, 0, 0),
            },
        }];
        for (name, zone, channels, at, expected) in [
            (
                "own zone, 9:00 sharp",
                None,
                &[][..],
                "2026-11-23T09:00",
                true,
            ),
            (
                "own zone, 18:00 is over",
                None,
                &[],
                "2026-11-23T18:00",
                false,
            ),
            (
                "Vladivostok at 10 Moscow",
                Some("Asia/Vladivostok"),
                &[],
                "2026-11-23T10:00",
                true,
            ),
            (
                "Vladivostok at 11 Moscow",
                Some("Asia/Vladivostok"),
                &[],
                "2026-11-23T11:00",
                false,
            ),
            (
                "London before nine there",
                Some("Europe/London"),
                &[],
                "2026-11-23T11:59",
                false,
            ),
            (
                "Sunday night is Monday there",
                Some("Asia/Vladivostok"),
                &[],
                "2026-11-23T02:00",
                true,
            ),
            ("Saturday", None, &[], "2026-11-21T12:00", false),
            ("agreed evening", None, &evening, "2026-11-23T19:00", true),
            (
                "agreed evening, at noon",
                None,
                &evening,
                "2026-11-23T12:00",
                false,
            ),
        ] {
            let at: DateTime = at.parse().unwrap();
            let mut client = client(zone);
            client.channels = channels.to_vec();
            let found = on_phone(&client, at.date());
            let open = found.iter().any(|w| w.from <= at && at < w.to);
            assert_eq!(open, expected, "{name}");
        }
    }

    #[test]
    fn windows_in_the_managers_time() {
        let show = |zone: &str, day| -> Vec<String> {
            on_phone(&client(Some(zone)), day)
                .iter()
                .map(|w| {
                    format!(
                        "{} {}",
                        w.from.strftime("%d %H:%M"),
                        w.to.strftime("%d %H:%M")
                    )
                })
                .collect()
        };
        for (name, zone, day, expected) in [
            (
                "same zone",
                "Europe/Moscow",
                date(2026, 11, 23),
                vec!["23 09:00 23 18:00"],
            ),
            (
                "east",
                "Asia/Vladivostok",
                date(2026, 11, 23),
                vec!["23 02:00 23 11:00"],
            ),
            (
                "London in winter",
                "Europe/London",
                date(2026, 11, 23),
                vec!["23 12:00 23 21:00"],
            ),
            (
                "London in summer",
                "Europe/London",
                date(2026, 7, 1),
                vec!["01 11:00 01 20:00"],
            ),
            (
                "Friday before the change of clocks",
                "Europe/London",
                date(2026, 10, 23),
                vec!["23 11:00 23 20:00"],
            ),
            (
                "Monday after it",
                "Europe/London",
                date(2026, 10, 26),
                vec!["26 12:00 26 21:00"],
            ),
            (
                "across midnight",
                "America/Los_Angeles",
                date(2026, 11, 24),
                vec!["24 00:00 24 05:00", "24 20:00 25 00:00"],
            ),
            ("day off", "Europe/Moscow", date(2026, 11, 22), vec![]),
        ] {
            assert_eq!(show(zone, day), expected, "{name}");
        }
    }

    #[test]
    fn the_day_the_clock_jumps_keeps_moments() {
        let hours = Hours {
            from: time(1, 30, 0, 0),
            to: time(4, 0, 0, 0),
        };
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let day = date(2026, 3, 29);
        let got = windows(hours, &zone, day, &TimeZone::UTC, |d| d == day);
        let minutes = got[0].to.duration_since(got[0].from).as_mins();
        assert_eq!(minutes, 90, "an hour of the night is missing");
    }
}
