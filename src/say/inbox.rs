//! What came in, in words: how long it waits, what was promised, what burns, how fast we react (E32–E35).

use std::sync::Arc;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, Zoned};

use super::{evidence, hit_title};
use crate::domain::audit::{Hit, Rule};
use crate::domain::command::FoundIncident;
use crate::domain::inbox::{self, Due, FireLine, Standing, What};
use crate::domain::{Book, Dossier, Request, RequestKind, RequestLife};
use crate::i18n::Texts;

/// Minutes of a day, after which a wait is told in days.
const DAY: i64 = 24 * 60;

/// What kind of thing came in.
#[must_use]
pub fn request_kind(texts: &Texts, kind: RequestKind) -> String {
    texts.t(&format!("request-kind-{}", kind.name()))
}

/// How it stands.
#[must_use]
pub fn request_life(texts: &Texts, life: RequestLife) -> String {
    texts.t(&format!("request-life-{}", life.name()))
}

/// A span of the wall clock in a few letters: «12 мин», «3 ч 5 мин», «2 д».
#[must_use]
pub fn wait(texts: &Texts, minutes: i64) -> String {
    if minutes < DAY {
        texts.duration(minutes)
    } else {
        texts.age(minutes / DAY)
    }
}

/// How long ago, in one unit: «12 мин», «3 ч», «2 д».
#[must_use]
pub fn age(texts: &Texts, minutes: i64) -> String {
    match minutes {
        60..DAY => texts.duration(minutes / 60 * 60),
        minutes => wait(texts, minutes),
    }
}

/// How the promise of an answer stands: «через 12 мин», «опоздали на 40 мин»; empty when none is awaited.
#[must_use]
pub fn standing(texts: &Texts, standing: Standing) -> String {
    let timed = |id: &str, minutes: i64| texts.tf(id, &[("time", wait(texts, minutes).into())]);
    match standing {
        Standing::Free => String::new(),
        Standing::Left(minutes) => timed("inbox-left", minutes),
        Standing::Late(minutes) => timed("inbox-late", minutes),
        Standing::Kept => texts.t("inbox-kept"),
        Standing::Broken => texts.t("inbox-broken"),
    }
}

/// How long until a time of the manager's wall clock, as a clock shows it: «0:35».
#[must_use]
pub fn countdown(from: DateTime, to: DateTime) -> String {
    let seconds = to.duration_since(from).as_secs().max(0);
    // A begun minute is not over: at 10:25:40 the slot of 11:00 is 0:35 away.
    let minutes = (seconds + 59) / 60;
    format!("{}:{:02}", minutes / 60, minutes % 60)
}

/// When a slot is: «11:00», with its day when it is another.
#[must_use]
pub fn slot(texts: &Texts, at: DateTime, today: Date) -> String {
    if at.date() == today {
        texts.time(at.time())
    } else {
        let day = texts.date_with_weekday(at.date(), today);
        format!("{day} {}", texts.time(at.time()))
    }
}

/// The fires of the status line: those that wait with their countdown, and those that do not wait; either may
/// be empty.
#[must_use]
pub fn fire_line(texts: &Texts, line: &FireLine, now: &Zoned) -> (String, String) {
    let here = now.datetime();
    let waiting = match (line.waiting, line.slot) {
        (0, _) => String::new(),
        (count, None) => texts.tf("fires-waiting", &[("count", count.into())]),
        (count, Some(at)) if at.date() == here.date() => texts.tf(
            "fires-slot",
            &[
                ("count", count.into()),
                ("slot", texts.time(at.time()).into()),
                ("left", countdown(here, at).into()),
            ],
        ),
        (count, Some(at)) => texts.tf(
            "fires-slot-day",
            &[
                ("count", count.into()),
                ("slot", slot(texts, at, here.date()).into()),
            ],
        ),
    };
    let urgent = match line.urgent {
        0 => String::new(),
        count => texts.tf("fires-urgent", &[("count", count.into())]),
    };
    (waiting, urgent)
}

/// A moment on the manager's clock: «10:15», «20 ноя 17:45».
#[must_use]
pub fn moment(texts: &Texts, at: Timestamp, own: &TimeZone, today: Date) -> String {
    slot_or_date(texts, own.to_datetime(at), today)
}

fn slot_or_date(texts: &Texts, at: DateTime, today: Date) -> String {
    if at.date() == today {
        texts.time(at.time())
    } else {
        texts.date_time(at.date(), at.time(), today)
    }
}

/// An incident as it is kept: what was found and its numbers.
#[must_use]
pub fn incident(texts: &Texts, hit: &Hit, campaign: Option<&str>) -> String {
    format!(
        "{}. {}",
        hit_title(texts, hit, campaign),
        evidence(texts, hit)
    )
}

/// What fresh figures of these clients show as incidents, in words; their campaigns must have been read.
#[must_use]
pub fn incidents<'b>(
    texts: &Texts,
    rules: &[Arc<Rule>],
    clients: impl Iterator<Item = &'b Dossier>,
    today: Date,
) -> Vec<FoundIncident> {
    let mut out = Vec::new();
    for dossier in clients {
        let campaigns = dossier.work().campaigns.as_deref().unwrap_or_default();
        for (mark, hit) in inbox::incidents(rules, dossier, campaigns, today) {
            let campaign = campaigns.iter().find(|c| Some(c.id) == hit.campaign);
            out.push(FoundIncident {
                client: dossier.id(),
                mark: mark.to_string(),
                text: incident(texts, &hit, campaign.map(|c| c.name.as_str())),
            });
        }
    }
    out
}

/// Says that the clock was set back behind what is on record; `None` when it was not.
#[must_use]
pub fn clock_back(texts: &Texts, book: &Book, now: &Zoned) -> Option<String> {
    let at = inbox::clock_back(book, now.timestamp())?;
    let at = now.time_zone().to_datetime(at);
    let date = texts.date_time(at.date(), at.time(), now.date());
    Some(texts.tf("morning-clock-back", &[("date", date.into())]))
}

/// Something due as a notification: what, and the words under it.
#[must_use]
pub fn due(texts: &Texts, due: &Due<'_>, book: &Book, today: Date) -> (String, String) {
    let name = due
        .client
        .and_then(|id| book.client(id))
        .map_or("", |client| client.name.as_str());
    match due.what {
        What::Call(row) => {
            let at = texts.time(row.at.time());
            let why = row
                .reasons
                .first()
                .map(|why| super::reason(texts, why, due.at.date()));
            let args = [("time", at.into()), ("client", name.into())];
            (texts.tf("due-call", &args), why.unwrap_or_default())
        }
        What::Answer(request) => {
            let id = match request.life {
                RequestLife::Answered => "due-deliver",
                _ => "due-answer",
            };
            (texts.tf(id, &[("client", name.into())]), one_line(request))
        }
        What::Promise(promise) => (
            texts.tf("due-promise", &[("client", name.into())]),
            promise.what.clone(),
        ),
        What::Slot { slot, fires } => {
            let at = texts.time(slot.time());
            let args = [("time", at.into()), ("count", fires.into())];
            (texts.tf("due-slot", &args), String::new())
        }
        What::Waiting {
            slot: Some(next),
            fires,
        } => {
            let at = slot(texts, next, today);
            let args = [("slot", at.into()), ("count", fires.into())];
            (texts.tf("due-fires-wait", &args), String::new())
        }
        What::Waiting { slot: None, fires } => {
            let args = [("count", fires.into())];
            (texts.tf("fires-waiting", &args), String::new())
        }
    }
}

fn one_line(request: &Request) -> String {
    request
        .text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Reads when something came in: `10:15`, `вчера 17:30`, `20.11 17:45`, `15 мин`, an ISO time. `None` when it
/// is not understood; a moment ahead is for the rules to refuse.
#[must_use]
pub fn read_received(text: &str, now: &Zoned) -> Option<Timestamp> {
    let text = text.trim().to_lowercase();
    if let Ok(at) = text.to_uppercase().parse::<Timestamp>() {
        return Some(at);
    }
    let on = |date: Date, time: Time| {
        let at = now.time_zone().to_ambiguous_zoned(date.to_datetime(time));
        Some(at.compatible().ok()?.timestamp())
    };
    if let Ok(at) = text.to_uppercase().parse::<DateTime>() {
        return on(at.date(), at.time());
    }
    let words: Vec<&str> = text
        .split_whitespace()
        .filter(|word| !matches!(*word, "в" | "at" | "назад" | "ago"))
        .collect();
    match words.as_slice() {
        [time] => on(now.date(), clock(time)?),
        ["вчера" | "yesterday", time] => on(now.date().yesterday().ok()?, clock(time)?),
        ["сегодня" | "today", time] => on(now.date(), clock(time)?),
        [count, unit] if count.chars().all(|c| c.is_ascii_digit()) => {
            let count: i64 = count.parse().ok().filter(|n| *n <= 10_000)?;
            let minutes = match unit.trim_end_matches('.') {
                "м" | "мин" | "минут" | "минуты" | "минуту" | "m" | "min" | "minutes"
                | "minute" => count,
                "ч" | "час" | "часа" | "часов" | "h" | "hour" | "hours" => count * 60,
                _ => return None,
            };
            let back = SignedDuration::from_mins(minutes);
            now.timestamp().checked_sub(back).ok()
        }
        [day, time] => on(past_day(day, now.date())?, clock(time)?),
        _ => None,
    }
}

fn clock(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    if minute.len() != 2 {
        return None;
    }
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// `20.11` or `20.11.2026`: the latest such day that is not ahead.
fn past_day(text: &str, today: Date) -> Option<Date> {
    let parts: Vec<&str> = text.trim_end_matches('.').split('.').collect();
    let (day, month) = (parts.first()?.parse().ok()?, parts.get(1)?.parse().ok()?);
    match parts.as_slice() {
        [_, _] => {
            let this = Date::new(today.year(), month, day).ok();
            this.filter(|date| *date <= today)
                .or_else(|| Date::new(today.year() - 1, month, day).ok())
        }
        [_, _, year] if year.len() == 4 => Date::new(year.parse().ok()?, month, day).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use jiff::civil::date;

    #[test]
    fn moments_gone_by_are_read_as_people_say_them() {
        let now: Zoned = "2026-11-23T10:30+03:00[Europe/Moscow]".parse().unwrap();
        for (text, expected) in [
            ("10:15", Some("2026-11-23T10:15")),
            ("в 9:05", Some("2026-11-23T09:05")),
            ("Вчера 17:30", Some("2026-11-22T17:30")),
            ("yesterday at 17:30", Some("2026-11-22T17:30")),
            ("20.11 17:45", Some("2026-11-20T17:45")),
            ("25.12 17:45", Some("2025-12-25T17:45")),
            ("20.11.2025 17:45", Some("2025-11-20T17:45")),
            ("2026-11-20T17:45", Some("2026-11-20T17:45")),
            ("2026-11-20T14:45:00Z", Some("2026-11-20T17:45")),
            ("15 мин назад", Some("2026-11-23T10:15")),
            ("2 ч", Some("2026-11-23T08:30")),
            ("давно", None),
            ("25:00", None),
            ("31.02 10:00", None),
            ("10:5", None),
        ] {
            let read = read_received(text, &now).map(|at| now.time_zone().to_datetime(at));
            let expected = expected.map(|text| text.parse::<DateTime>().unwrap());
            assert_eq!(read, expected, "{text}");
        }
    }

    #[test]
    fn countdowns_count_begun_minutes() {
        let at = |h, m, s| date(2026, 11, 23).at(h, m, s, 0);
        for (from, to, shown) in [
            (at(10, 25, 0), at(11, 0, 0), "0:35"),
            (at(10, 25, 40), at(11, 0, 0), "0:35"),
            (at(10, 59, 59), at(11, 0, 0), "0:01"),
            (at(9, 0, 0), at(16, 0, 0), "7:00"),
            (at(12, 0, 0), at(11, 0, 0), "0:00"),
        ] {
            assert_eq!(countdown(from, to), shown);
        }
        let texts = Texts::new(Lang::Ru);
        for (state, shown) in [
            (Standing::Left(12), "через 12 мин"),
            (Standing::Late(40), "опоздали на 40 мин"),
            (Standing::Late(3 * DAY), "опоздали на 3\u{a0}д"),
            (Standing::Free, ""),
        ] {
            assert_eq!(standing(&texts, state), shown);
        }
    }
}
