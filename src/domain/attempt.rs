//! When to try again after nobody was reached: at another hour, and at one the client is known to answer in.

use jiff::Zoned;
use jiff::civil::{Date, Time};

use super::calendar::hours_for;
use super::{Calendar, Channel, Client, Direction, Hours, Outcome, Touch};

/// So many talks that began in an hour make it a habit.
const HABIT: usize = 2;
/// Attempts of so many days back say when there is no use in trying.
const RECENT_DAYS: i64 = 14;

/// The next attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// On which day.
    pub date: Date,
    /// When, on the manager's clock; `None` when no hour of the client's lies in the manager's working day.
    pub time: Option<Time>,
    /// Talks that began in this hour of the client's day; 0: a guess, the other half of the day.
    pub talks: usize,
}

/// The next attempt after a call at `now` reached nobody: the next day the client works, in its callable
/// hours but not in the quiet ones, at the hour it answered in most often; the present hour and those of
/// late attempts do not count. Only hours inside `work`, the manager's working day, are proposed. `touches` is
/// what is known of the history, in any order.
#[must_use]
pub fn next_attempt(
    client: &Client,
    quiet: Option<Hours>,
    touches: &[Touch],
    now: &Zoned,
    calendar: &Calendar,
    work: Hours,
) -> Attempt {
    let zone = client.zone_or(now.time_zone());
    let there = now.with_time_zone(zone.clone());
    let hours = hours_for(client, Channel::Phone);
    let day = calendar.next_workday(there.date());
    let here = |time: Time| {
        let at = zone.to_ambiguous_zoned(day.to_datetime(time)).compatible();
        Some(at.ok()?.with_time_zone(now.time_zone().clone()))
    };
    let fits = |time: Time| {
        hours.contains(time)
            && quiet.is_none_or(|quiet| !quiet.contains(time))
            && here(time)
                .is_some_and(|at| work.contains(at.time()) && calendar.is_workday(at.date()))
    };
    let open = |hour: i8| fits(Time::constant(hour, 0, 0, 0));
    let mut talks = [0_usize; 24];
    let mut tried = [false; 24];
    let mark = |hour: i8, of: &mut [bool; 24]| {
        if let Some(slot) = usize::try_from(hour).ok().and_then(|h| of.get_mut(h)) {
            *slot = true;
        }
    };
    mark(there.hour(), &mut tried);
    for touch in touches.iter().filter(|t| t.channel == Channel::Phone) {
        let hour = touch.at.to_zoned(zone.clone()).hour();
        let answered = touch.direction == Direction::In
            || matches!(touch.outcome, Outcome::Answered | Outcome::Callback);
        if answered {
            let slot = usize::try_from(hour).ok().and_then(|h| talks.get_mut(h));
            if let Some(count) = slot {
                *count += 1;
            }
        } else if now.timestamp().as_second() - touch.at.as_second() < RECENT_DAYS * 86_400 {
            mark(hour, &mut tried);
        }
    }
    let free = |hour: i8| {
        let tried = usize::try_from(hour).ok().and_then(|h| tried.get(h));
        open(hour) && tried == Some(&false)
    };
    let count = |hour: i8| {
        let count = usize::try_from(hour).ok().and_then(|h| talks.get(h));
        count.copied().unwrap_or(0)
    };
    let best = (0..24_i8)
        .filter(|hour| free(*hour) && count(*hour) >= HABIT)
        // Of equal hours the earlier one.
        .max_by_key(|hour| (count(*hour), -*hour));
    let hour = best
        .or_else(|| other_half(there.hour(), free))
        .or_else(|| other_half(there.hour(), open));
    // Hours too short for a full one begin when they begin.
    let time = hour
        .map(|hour| Time::constant(hour, 0, 0, 0))
        .or_else(|| Some(hours.from).filter(|time| fits(*time)));
    let at = time.and_then(here);
    Attempt {
        date: at.as_ref().map_or(day, Zoned::date),
        time: at.map(|at| at.time()),
        talks: best.map_or(0, count),
    }
}

/// The hour nearest to the middle of the half of the day one did not try in.
fn other_half(now: i8, fits: impl Fn(i8) -> bool) -> Option<i8> {
    let wanted = if now < 13 { 15 } else { 11 };
    (0..24)
        .filter(|hour| fits(*hour))
        .min_by_key(|hour: &i8| (hour - wanted).abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ChannelHours, ClientId, TouchId, Zone};
    use jiff::civil::{date, time};
    use uuid::Uuid;

    /// Monday in Moscow.
    fn now(time: &str) -> Zoned {
        format!("2026-11-23T{time}+03:00[Europe/Moscow]")
            .parse()
            .unwrap()
    }

    fn touch(at: &str, outcome: Outcome) -> Touch {
        let at: Zoned = format!("{at}+03:00[Europe/Moscow]").parse().unwrap();
        Touch {
            id: TouchId(Uuid::nil()),
            client: ClientId(Uuid::nil()),
            contact: None,
            at: at.timestamp(),
            channel: Channel::Phone,
            direction: Direction::Out,
            outcome,
            minutes: 5,
            note: String::new(),
            mood: None,
            purpose: None,
        }
    }

    fn client(zone: &str, hours: &str) -> Client {
        let (from, to) = hours.split_once('-').unwrap();
        let mut client = Client::named(
            ClientId(Uuid::nil()),
            "Альфа".into(),
            jiff::Timestamp::UNIX_EPOCH,
        );
        client.zone = Zone::new(zone);
        client.channels = vec![ChannelHours {
            channel: Channel::Phone,
            hours: Hours {
                from: from.parse().unwrap(),
                to: to.parse().unwrap(),
            },
        }];
        client
    }

    #[test]
    fn another_hour_of_the_next_working_day() {
        use Outcome::{Answered, Busy, NoAnswer};
        let talks = |hour: &str, days: &[u8]| -> Vec<Touch> {
            let each = |d: &u8| touch(&format!("2026-10-{d:02}T{hour}"), Answered);
            days.iter().map(each).collect()
        };
        let office = "09:00-18:00";
        let moscow = "Europe/Moscow";
        for (name, at, zone, hours, quiet, history, expected, learned) in [
            (
                "morning: the afternoon",
                "10:30",
                moscow,
                office,
                None,
                vec![],
                "2026-11-24T15:00",
                0,
            ),
            (
                "afternoon: the morning",
                "15:30",
                moscow,
                office,
                None,
                vec![],
                "2026-11-24T11:00",
                0,
            ),
            (
                "two talks make a habit",
                "10:30",
                moscow,
                office,
                None,
                talks("16:20", &[5, 12]),
                "2026-11-24T16:00",
                2,
            ),
            (
                "one talk does not",
                "10:30",
                moscow,
                office,
                None,
                talks("16:20", &[5]),
                "2026-11-24T15:00",
                0,
            ),
            (
                "not the present hour again",
                "16:05",
                moscow,
                office,
                None,
                talks("16:20", &[5, 12]),
                "2026-11-24T11:00",
                0,
            ),
            (
                "not the hour of yesterday's attempt",
                "10:30",
                moscow,
                office,
                None,
                vec![
                    touch("2026-11-20T15:10", NoAnswer),
                    touch("2026-11-19T14:10", Busy),
                ],
                "2026-11-24T16:00",
                0,
            ),
            (
                "an attempt of last month is forgotten",
                "10:30",
                moscow,
                office,
                None,
                vec![touch("2026-10-20T15:10", NoAnswer)],
                "2026-11-24T15:00",
                0,
            ),
            (
                "outside the agreed hours a habit is no use",
                "10:30",
                moscow,
                "10:00-14:00",
                None,
                talks("16:20", &[5, 12]),
                "2026-11-24T13:00",
                0,
            ),
            (
                "quiet hours are kept",
                "10:30",
                moscow,
                office,
                Some((14, 17)),
                vec![],
                "2026-11-24T13:00",
                0,
            ),
            (
                "the hours are those of Omsk",
                "10:30",
                "Asia/Omsk",
                office,
                None,
                vec![],
                "2026-11-24T09:00",
                0,
            ),
            (
                "the morning of Moscow is the evening of Vladivostok",
                "10:30",
                "Asia/Vladivostok",
                office,
                None,
                vec![],
                "2026-11-24T09:00",
                0,
            ),
            (
                "Kamchatka closes before Moscow opens: the day alone",
                "10:30",
                "Asia/Kamchatka",
                "09:00-17:00",
                None,
                vec![],
                "2026-11-24",
                0,
            ),
            (
                "quiet all day: the day alone",
                "10:30",
                moscow,
                office,
                Some((8, 19)),
                vec![],
                "2026-11-24",
                0,
            ),
            (
                "all hours but one",
                "10:30",
                moscow,
                "12:30-13:30",
                None,
                vec![],
                "2026-11-24T13:00",
                0,
            ),
            (
                "half an hour a day",
                "10:30",
                moscow,
                "12:30-12:50",
                None,
                vec![],
                "2026-11-24T12:30",
                0,
            ),
        ] {
            let client = client(zone, hours);
            let quiet = quiet.map(|(from, to)| Hours {
                from: time(from, 0, 0, 0),
                to: time(to, 0, 0, 0),
            });
            let calendar = Calendar::default();
            let next = next_attempt(&client, quiet, &history, &now(at), &calendar, Hours::OFFICE);
            let at = next.time.map_or_else(
                || next.date.to_string(),
                |time| next.date.to_datetime(time).strftime("%FT%R").to_string(),
            );
            assert_eq!((at.as_str(), next.talks), (expected, learned), "{name}");
        }
    }

    #[test]
    fn days_off_are_left_out_where_the_client_is() {
        let calendar = Calendar::with([date(2026, 11, 24)], []);
        let client = client("Europe/Moscow", "09:00-18:00");
        for (at, expected) in [
            ("2026-11-23T10:30", date(2026, 11, 25)),
            ("2026-11-27T10:30", date(2026, 11, 30)),
            ("2026-11-28T10:30", date(2026, 11, 30)),
        ] {
            let now: Zoned = format!("{at}+03:00[Europe/Moscow]").parse().unwrap();
            let next = next_attempt(&client, None, &[], &now, &calendar, Hours::OFFICE);
            assert_eq!(next.date, expected, "{at}");
        }
    }
}
