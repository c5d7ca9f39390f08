//! The plan of a day in words: why a client is not in it, how one came to its place, why a day cannot be arranged so.

use jiff::civil::Date;

use super::reasons;
use crate::domain::agenda::{
    BlockKind, Both, Class, Earlier, Explained, LeftWhy, Part, Place, Worth,
};
use crate::domain::command::DayFault;
use crate::domain::{Book, ClientId};
use crate::i18n::Texts;

/// How many names a sentence bears.
const NAMES: usize = 3;

/// The name of a client, empty when there is none.
fn client_name(book: &Book, client: ClientId) -> &str {
    book.client(client).map_or("", |c| c.name.as_str())
}

/// Why a client who has a reason is not in the day, one phrase.
#[must_use]
pub fn left_why(texts: &Texts, why: &LeftWhy, today: Date) -> String {
    match why {
        LeftWhy::NoMinutes => texts.t("left-no-minutes"),
        LeftWhy::NoRoomInHours => texts.t("left-no-room"),
        LeftWhy::OutsideHours => texts.t("left-outside-hours"),
        LeftWhy::Quiet => texts.t("left-quiet"),
        LeftWhy::DayOff => texts.t("left-day-off"),
        LeftWhy::DayOver => texts.t("left-day-over"),
        LeftWhy::Snoozed { until, reason } => texts.tf(
            "left-snoozed",
            &[
                ("date", texts.date(*until, today).into()),
                ("reason", reason.into()),
            ],
        ),
        LeftWhy::Dropped { reason } => texts.tf("left-dropped", &[("reason", reason.into())]),
        LeftWhy::Policy => texts.t("left-policy"),
    }
}

/// The name of a block of the day; of a meeting its title.
#[must_use]
pub fn block(texts: &Texts, kind: BlockKind, title: &str) -> String {
    match kind {
        BlockKind::Meeting if title.trim().is_empty() => texts.t("plan-meeting"),
        BlockKind::Meeting => title.to_owned(),
        BlockKind::Lunch => texts.t("plan-lunch"),
        BlockKind::Fires => texts.t("plan-fires"),
    }
}

/// What a class of calls is, one phrase.
#[must_use]
pub fn class(texts: &Texts, class: Class) -> String {
    texts.t(match class {
        Class::Overdue => "class-overdue",
        Class::Critical => "class-critical",
        Class::Promised => "class-promised",
        Class::Decision => "class-decision",
        Class::Planned => "class-planned",
        Class::Cadence => "class-cadence",
    })
}

/// When a client may be called, on the manager's clock and, where it differs, on the client's.
#[must_use]
pub fn callable_hours(texts: &Texts, hours: &[Both]) -> String {
    if let [whole] = hours
        && whole.from == whole.to
    {
        return texts.t("plan-hours-any");
    }
    let each = hours.iter().map(|both| {
        let args = [
            ("from", texts.time(both.from).into()),
            ("to", texts.time(both.to).into()),
            ("begin", texts.time(both.from_there.time()).into()),
            ("end", texts.time(both.to_there.time()).into()),
        ];
        let same = both.from == both.from_there.time() && both.to == both.to_there.time();
        texts.tf(
            if same {
                "plan-hours"
            } else {
                "plan-hours-both"
            },
            &args,
        )
    });
    let all: Vec<String> = each.collect();
    if all.is_empty() {
        texts.t("plan-hours-none")
    } else {
        all.join(", ")
    }
}

/// Why a day cannot be arranged so, and what would be accepted.
#[must_use]
pub fn day_fault(texts: &Texts, fault: &DayFault, book: &Book, today: Date) -> String {
    let name = |client: ClientId| ("client", client_name(book, client).into());
    let time = |id: &'static str, time| (id, texts.time(time).into());
    match fault {
        DayFault::Past(date) => {
            let date = texts.date(*date, today);
            texts.tf("day-past", &[("date", date.into())])
        }
        DayFault::HourPassed(at) => texts.tf("day-hour-passed", &[time("time", *at)]),
        DayFault::OutsideWork(hours) => texts.tf(
            "day-outside-work",
            &[time("from", hours.from), time("to", hours.to)],
        ),
        DayFault::Blocked {
            kind,
            title,
            from,
            to,
        } => {
            let what = block(texts, *kind, title);
            let args = [("what", what.into()), time("from", *from), time("to", *to)];
            texts.tf("day-blocked", &args)
        }
        DayFault::Taken { client, at } => {
            texts.tf("day-taken", &[name(*client), time("time", *at)])
        }
        DayFault::ClientHours { client, hours } if hours.is_empty() => {
            texts.tf("day-client-away", &[name(*client)])
        }
        DayFault::ClientHours { client, hours } => {
            let hours = callable_hours(texts, hours);
            texts.tf(
                "day-client-hours",
                &[name(*client), ("hours", hours.into())],
            )
        }
        DayFault::PromisedHour { client, at } => {
            texts.tf("day-promised", &[name(*client), time("time", *at)])
        }
        DayFault::NoCalls(client) => texts.tf("day-no-calls", &[name(*client)]),
        DayFault::DoneToday(client) => texts.tf("day-done", &[name(*client)]),
        DayFault::NotInPlan(client) => texts.tf("day-not-in-plan", &[name(*client)]),
        DayFault::AtEdge => texts.t("day-at-edge"),
        DayFault::NoRoom => texts.t("day-no-room"),
        DayFault::NoPlace { client, why } => {
            let why = left_why(texts, why, today);
            texts.tf("day-no-place", &[name(*client), ("why", why.into())])
        }
        DayFault::TooManyMinutes(minutes) => texts.tf(
            "day-too-many-minutes",
            &[("minutes", i64::from(*minutes).into())],
        ),
        DayFault::Stands(reason) => {
            let reason = reasons::reason(texts, reason, today);
            texts.tf("day-stands", &[("reason", reason.into())])
        }
    }
}

/// How a client came to its place, line by line: where it is, what keeps it from standing earlier, when it may be
/// called, what it weighs, and each reason with its weight.
#[must_use]
pub fn explained(texts: &Texts, all: &Explained, book: &Book, today: Date) -> Vec<String> {
    let mut out = vec![place(texts, all, today)];
    let why: Vec<String> = (all.earlier.iter())
        .map(|earlier| earlier_words(texts, earlier, book))
        .collect();
    if !why.is_empty() {
        out.push(texts.tf("plan-not-earlier", &[("why", why.join("; ").into())]));
    }
    let Some(worth) = &all.worth else {
        return out;
    };
    out.push(texts.tf(
        "plan-callable",
        &[("hours", callable_hours(texts, &all.hours).into())],
    ));
    if let Some(until) = all.deadline {
        out.push(texts.tf("plan-deadline", &[("time", texts.time(until).into())]));
    }
    out.push(worth_words(texts, worth));
    if let Some(rank) = all.rank {
        let args = [("rank", rank.into()), ("of", all.of.into())];
        out.push(texts.tf("plan-rank", &args));
    }
    out.extend(all.parts.iter().map(|part| part_words(texts, part, today)));
    out
}

fn place(texts: &Texts, all: &Explained, today: Date) -> String {
    match &all.place {
        Place::Row {
            number,
            at,
            there,
            timed,
            pinned,
            missed,
        } => {
            let id = match (missed, pinned, timed) {
                (true, ..) => "plan-row-missed",
                (_, true, _) => "plan-row-pinned",
                (.., true) => "plan-row-timed",
                _ => "plan-row",
            };
            let args = [
                ("number", (*number).into()),
                ("time", texts.time(*at).into()),
                ("there", texts.time(*there).into()),
            ];
            texts.tf(id, &args)
        }
        Place::Left(why) => {
            let why = left_why(texts, why, today);
            texts.tf("plan-left", &[("why", why.into())])
        }
        Place::Done => texts.t("plan-explained-done"),
        Place::NotAsked => texts.t("plan-not-asked"),
    }
}

fn earlier_words(texts: &Texts, earlier: &Earlier, book: &Book) -> String {
    match earlier {
        Earlier::First => texts.t("earlier-first"),
        Earlier::HourSet => texts.t("earlier-hour-set"),
        Earlier::Pinned => texts.t("earlier-pinned"),
        Earlier::Opens(at) => texts.tf("earlier-opens", &[("time", texts.time(*at).into())]),
        Earlier::Tried(at) => texts.tf("earlier-tried", &[("time", texts.time(*at).into())]),
        Earlier::Behind(clients) => {
            let names: Vec<&str> = clients
                .iter()
                .rev()
                .take(NAMES)
                .rev()
                .map(|client| client_name(book, *client))
                .collect();
            let more = clients.len() - names.len();
            let args = [("names", names.join(", ").into()), ("more", more.into())];
            texts.tf("earlier-behind", &args)
        }
        Earlier::Block(kind) => {
            let what = block(texts, *kind, "");
            texts.tf("earlier-block", &[("what", what.into())])
        }
    }
}

/// A figure with two places: `1.50`, `1,50`.
fn figure(texts: &Texts, value: f64) -> String {
    texts.tenths((value * 1000.0).round() as i64)
}

fn worth_words(texts: &Texts, worth: &Worth) -> String {
    let args = [
        ("class", class(texts, worth.class).into()),
        ("urgency", figure(texts, worth.urgency).into()),
        ("tier", figure(texts, worth.tier).into()),
        ("spend", figure(texts, worth.spend).into()),
        ("total", figure(texts, worth.total()).into()),
    ];
    texts.tf("plan-worth", &args)
}

fn part_words(texts: &Texts, part: &Part, today: Date) -> String {
    let reason = reasons::reason(texts, &part.reason, today);
    match part.class {
        Some(own) => texts.tf(
            "plan-part",
            &[
                ("reason", reason.into()),
                ("class", class(texts, own).into()),
                ("urgency", figure(texts, part.urgency).into()),
            ],
        ),
        None => texts.tf("plan-part-told", &[("reason", reason.into())]),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};
    use uuid::Uuid;

    use super::*;
    use crate::domain::agenda::{DayFrame, explain};
    use crate::domain::{Cadence, Client, Tier, Zone};
    use crate::i18n::Lang;

    fn book() -> (Book, DayFrame, ClientId) {
        let now: jiff::Zoned = "2026-11-23T09:00[Europe/Moscow]".parse().unwrap();
        let id = ClientId(Uuid::from_u128(1));
        let mut book = Book::new();
        for (n, zone) in [(1, "Europe/London"), (2, "Europe/Moscow")] {
            let id = ClientId(Uuid::from_u128(n));
            let mut client = Client::named(id, format!("Клиент {n}"), now.timestamp());
            client.since = Some(date(2026, 1, 9));
            client.cadence = Cadence::Days(30);
            client.tier = Tier::A;
            client.zone = Zone::new(zone);
            book.load(client.into()).unwrap();
        }
        (book, DayFrame::today(now), id)
    }

    #[test]
    fn a_place_is_explained_in_whole_sentences() {
        let (book, frame, id) = book();
        let ru = Texts::new(Lang::Ru);
        let all = explain(&book, &frame, id).unwrap();
        assert_eq!(
            explained(&ru, &all, &book, frame.date),
            [
                "Строка 2: 12:00, у клиента 09:00",
                "Почему не раньше: клиенту можно звонить с 12:00",
                "Можно звонить: 12:00–21:00 (у клиента 09:00–18:00)",
                "Вес: ритм и развитие; срочность 6 × категория 3 × доля расхода 1 = 18",
                "Место 1 из 2 клиентов с причиной",
                "ещё не разговаривали за 318 дней — ритм и развитие, срочность 6",
            ]
        );
    }

    #[test]
    fn a_refusal_names_what_would_be_accepted() {
        let (book, frame, id) = book();
        let ru = Texts::new(Lang::Ru);
        let hours = crate::domain::agenda::callable_on(&book, &frame, id);
        for (fault, expected) in [
            (
                DayFault::ClientHours { client: id, hours },
                "Клиент 1: можно звонить 12:00–21:00 (у клиента 09:00–18:00). Выберите час в этих пределах.",
            ),
            (
                DayFault::Blocked {
                    kind: BlockKind::Meeting,
                    title: "Планёрка".to_owned(),
                    from: time(10, 0, 0, 0),
                    to: time(10, 30, 0, 0),
                },
                "10:00–10:30 занято: Планёрка. Выберите другой час.",
            ),
            (
                DayFault::NoPlace {
                    client: id,
                    why: LeftWhy::NoMinutes,
                },
                "Клиент 1: места в этом дне нет, минуты дня заняты более важными звонками.",
            ),
        ] {
            assert_eq!(day_fault(&ru, &fault, &book, frame.date), expected);
        }
    }
}
