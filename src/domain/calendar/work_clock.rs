//! Work minutes: the time of a client's calendar in which an answer is awaited (E33, E35). Nights, weekends
//! and holidays there do not count.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use super::{Calendar, hours_for};
use crate::domain::{Channel, Client, Hours};

/// Days looked at before giving up: a calendar without a worked day gives no answer.
const HORIZON: usize = 366;

/// The hours in which a client's time runs.
#[derive(Debug, Clone)]
pub struct WorkClock<'c> {
    /// From when to when on a worked day, in the zone.
    pub hours: Hours,
    /// Whose clock.
    pub zone: TimeZone,
    /// Which days are worked.
    pub calendar: &'c Calendar,
}

impl<'c> WorkClock<'c> {
    /// The clock of a client for what comes by a channel: the hours agreed for it, else those of the preferred
    /// one, else office hours; in the client's zone, else the manager's `own`.
    #[must_use]
    pub fn of(
        client: &Client,
        channel: Option<Channel>,
        own: &TimeZone,
        calendar: &'c Calendar,
    ) -> Self {
        let channel = channel.unwrap_or(client.preferred().channel);
        Self {
            hours: hours_for(client, channel),
            zone: client.zone_or(own),
            calendar,
        }
    }

    /// The worked stretch of a day, as moments: on the day the clock changes it is as long as it is.
    fn stretch(&self, date: Date) -> Option<(Timestamp, Timestamp)> {
        if !self.calendar.is_workday(date) {
            return None;
        }
        let moment = |time: Time| {
            let at = self.zone.to_ambiguous_zoned(date.to_datetime(time));
            Some(at.compatible().ok()?.timestamp())
        };
        let (from, to) = (moment(self.hours.from)?, moment(self.hours.to)?);
        (from < to).then_some((from, to))
    }

    /// The worked stretches from the day of a moment on.
    fn stretches(&self, from: Timestamp) -> impl Iterator<Item = (Timestamp, Timestamp)> + '_ {
        let first = self.zone.to_datetime(from).date();
        std::iter::successors(Some(first), |day| day.tomorrow().ok())
            .take(HORIZON)
            .filter_map(|day| self.stretch(day))
    }
}

/// The moment at which so many work minutes have gone by since `start`; `None` when the calendar has too few
/// of them within a year. What comes in the evening begins to count in the morning.
#[must_use]
pub fn work_minutes_after(
    start: Timestamp,
    minutes: u32,
    clock: &WorkClock<'_>,
) -> Option<Timestamp> {
    let mut left = i64::from(minutes) * 60;
    for (from, to) in clock.stretches(start) {
        let from = from.max(start);
        if from >= to {
            continue;
        }
        let here = to.duration_since(from).as_secs();
        if left <= here {
            let step = jiff::SignedDuration::from_secs(left);
            return from.checked_add(step).ok();
        }
        left -= here;
    }
    None
}

/// Whole work minutes from one moment to another, 0 when it is not later.
#[must_use]
pub fn work_minutes_between(from: Timestamp, to: Timestamp, clock: &WorkClock<'_>) -> i64 {
    let seconds: i64 = clock
        .stretches(from)
        .take_while(|(begin, _)| *begin < to)
        .map(|(begin, end)| end.min(to).duration_since(begin.max(from)).as_secs().max(0))
        .sum();
    seconds / 60
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ChannelHours, ClientId, Zone};
    use jiff::civil::{DateTime, date, time};

    fn moscow() -> TimeZone {
        TimeZone::get("Europe/Moscow").unwrap()
    }

    /// A moment on the clock of Moscow.
    fn at(text: &str) -> Timestamp {
        let wall: DateTime = text.parse().unwrap();
        wall.to_zoned(moscow()).unwrap().timestamp()
    }

    fn client(zone: &str, channels: &[(Channel, i8, i8)]) -> Client {
        let id = ClientId(uuid::Uuid::nil());
        let hours = |from, to| Hours {
            from: time(from, 0, 0, 0),
            to: time(to, 0, 0, 0),
        };
        Client {
            zone: Zone::new(zone),
            channels: channels
                .iter()
                .map(|(channel, from, to)| ChannelHours {
                    channel: *channel,
                    hours: hours(*from, *to),
                })
                .collect(),
            ..Client::named(id, "Альфа".into(), Timestamp::UNIX_EPOCH)
        }
    }

    #[test]
    fn promises_run_on_the_clients_clock() {
        let calendar = Calendar::with([date(2026, 11, 4)], [date(2026, 11, 7)]);
        let letters: &[_] = &[(Channel::Phone, 10, 12), (Channel::Email, 9, 18)];
        for (name, zone, channels, received, minutes, due) in [
            (
                "inside the day",
                "Europe/Moscow",
                &[][..],
                "2026-11-23T10:00",
                60,
                "2026-11-23T11:00",
            ),
            (
                "to the last minute of the day",
                "Europe/Moscow",
                &[],
                "2026-11-23T17:00",
                60,
                "2026-11-23T18:00",
            ),
            (
                "over the night",
                "Europe/Moscow",
                &[],
                "2026-11-23T17:30",
                60,
                "2026-11-24T09:30",
            ),
            (
                "in the evening",
                "Europe/Moscow",
                &[],
                "2026-11-23T21:00",
                15,
                "2026-11-24T09:15",
            ),
            (
                "before the morning",
                "Europe/Moscow",
                &[],
                "2026-11-23T06:00",
                15,
                "2026-11-23T09:15",
            ),
            (
                "Friday evening",
                "Europe/Moscow",
                &[],
                "2026-11-20T17:45",
                30,
                "2026-11-23T09:15",
            ),
            (
                "over a holiday",
                "Europe/Moscow",
                &[],
                "2026-11-03T17:30",
                60,
                "2026-11-05T09:30",
            ),
            (
                "a working Saturday counts",
                "Europe/Moscow",
                &[],
                "2026-11-06T17:30",
                60,
                "2026-11-07T09:30",
            ),
            (
                "the Far East has been up for hours: the promise ends before Moscow opens",
                "Asia/Vladivostok",
                &[],
                "2026-11-24T03:00",
                60,
                "2026-11-24T04:00",
            ),
            (
                "the Far East went home at eleven",
                "Asia/Vladivostok",
                &[],
                "2026-11-23T10:45",
                60,
                "2026-11-24T02:45",
            ),
            (
                "their Monday begins on our Sunday",
                "Asia/Vladivostok",
                &[],
                "2026-11-20T15:00",
                15,
                "2026-11-23T02:15",
            ),
            (
                "hours of the channel it came by",
                "Europe/Moscow",
                letters,
                "2026-11-23T13:00",
                60,
                "2026-11-23T14:00",
            ),
            (
                "the week Berlin changes its clock: an hour later for us",
                "Europe/Berlin",
                &[],
                "2026-10-23T18:30",
                60,
                "2026-10-26T11:30",
            ),
            (
                "more than a week",
                "Europe/Moscow",
                &[],
                "2026-11-23T09:00",
                5 * 540 + 10,
                "2026-11-30T09:10",
            ),
            (
                "no minutes at all: as soon as they open",
                "Europe/Moscow",
                &[],
                "2026-11-22T12:00",
                0,
                "2026-11-23T09:00",
            ),
        ] {
            let client = client(zone, channels);
            let clock = WorkClock::of(&client, Some(Channel::Email), &moscow(), &calendar);
            let found = work_minutes_after(at(received), minutes, &clock);
            assert_eq!(found, Some(at(due)), "{name}");
            let back = work_minutes_between(at(received), at(due), &clock);
            assert_eq!(back, i64::from(minutes), "{name}: the way back");
        }
    }

    #[test]
    fn the_day_the_clock_jumps_has_an_hour_less() {
        let calendar = Calendar::with([], [date(2026, 3, 29), date(2026, 10, 25)]);
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let clock = WorkClock {
            hours: Hours {
                from: time(1, 0, 0, 0),
                to: time(5, 0, 0, 0),
            },
            zone: zone.clone(),
            calendar: &calendar,
        };
        for (day, minutes) in [
            (date(2026, 3, 29), 180),
            (date(2026, 10, 25), 300),
            (date(2026, 3, 30), 240),
        ] {
            let midnight = |d: Date| d.to_zoned(zone.clone()).unwrap().timestamp();
            let (from, to) = (midnight(day), midnight(day.tomorrow().unwrap()));
            assert_eq!(work_minutes_between(from, to, &clock), minutes, "{day}");
        }
    }

    #[test]
    fn a_calendar_without_worked_days_promises_nothing() {
        let first = date(2026, 1, 1);
        let all = std::iter::successors(Some(first), |d| d.tomorrow().ok()).take(800);
        let calendar = Calendar::with(all, []);
        let client = client("Europe/Moscow", &[]);
        let clock = WorkClock::of(&client, None, &moscow(), &calendar);
        let start = at("2026-02-02T10:00");
        assert_eq!(work_minutes_after(start, 1, &clock), None);
        let later = at("2026-03-02T10:00");
        assert_eq!(work_minutes_between(start, later, &clock), 0);
        assert_eq!(work_minutes_between(later, start, &clock), 0, "backwards");
    }
}
