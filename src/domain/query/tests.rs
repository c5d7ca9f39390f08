mod round_trip;
mod scores;

use jiff::Zoned;
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::domain::{
    Book, Cadence, Change, Client, ClientId, Contact, ContactId, ContactPolicy, Currency, FollowUp,
    Intent, Journey, Month, Problem, ProblemId, Promise, PromiseId, Recommendation,
    RecommendationId, Severity, Side, Spend, Stage, Tier, TouchDigest, Transaction, Zone,
};

fn now() -> Zoned {
    "2026-11-23T09:00+03:00[Europe/Moscow]".parse().unwrap()
}

/// Four clients a query can tell apart.
fn book() -> Book {
    let at = |text: &str| text.parse::<jiff::Timestamp>().unwrap();
    let created = at("2025-01-10T09:00:00Z");
    let mut tx = Transaction::new(Intent::Import, created, None, String::new());
    let mut push = |n: u128, name: &str, change: &dyn Fn(&mut Client)| {
        let id = ClientId(Uuid::from_u128(n));
        let mut client = Client::named(id, name.to_owned(), created);
        change(&mut client);
        tx.push(Change::create(client));
        id
    };
    let alfa = push(1, "Альфа-Авто", &|c| {
        c.tier = Tier::A;
        c.tags = vec!["Авто".to_owned(), "опт и розница".to_owned()];
        c.cadence = Cadence::Days(14);
        c.owner = "Ведёркина".to_owned();
    });
    let bank = push(2, "Банк «Пойдём»", &|c| {
        c.policy = ContactPolicy::DoNotCall;
        c.since = Some(date(2026, 11, 1));
        c.zone = Zone::new("Asia/Omsk");
    });
    push(3, "Вега", &|c| {
        c.tier = Tier::C;
        c.archived_at = Some(created);
    });
    let gamma = push(4, "Гамма (СПб)", &|_| {});
    let mut person = Contact::named(
        ContactId(Uuid::from_u128(11)),
        alfa,
        "Фёдор Щукин".to_owned(),
    );
    person.phones = vec!["+7 916 000-00-01".to_owned()];
    tx.push(Change::create(person));
    let mut journey = Journey::start(alfa, created);
    journey.stage = Stage::Analysis;
    journey.entered_at = at("2026-11-20T10:00:00Z");
    tx.push(Change::create(journey));
    let month = |n: i32| Month::new(2026, n);
    let mut spend = Spend::empty(alfa, Currency::RUB);
    for (n, minor) in [(5, 10), (6, 10), (7, 10), (8, 9), (9, 8), (10, 7)] {
        spend.set(month(n), minor * 1_000_000);
    }
    tx.push(Change::create(spend));
    let mut spend = Spend::empty(bank, Currency::RUB);
    spend.set(month(10), 4_999_950);
    tx.push(Change::create(spend));
    for (client, day) in [
        (alfa, "2026-11-09T21:30:00Z"),
        (bank, "2026-11-22T12:00:00Z"),
    ] {
        let mut digest = TouchDigest::empty(client);
        digest.last_real = Some(crate::domain::LastTouch {
            touch: crate::domain::TouchId(Uuid::nil()),
            at: at(day),
            channel: crate::domain::Channel::Phone,
            contact: None,
        });
        digest.unanswered = if client == bank { 2 } else { 0 };
        tx.push(Change::create(digest));
    }
    tx.push(Change::create(FollowUp {
        client: alfa,
        date: date(2026, 11, 20),
        time: None,
        reason: String::new(),
        promised: true,
        channel: None,
        contact: None,
        set_at: created,
    }));
    let problem = |n: u128, severity| {
        let id = ProblemId(Uuid::from_u128(n));
        let mut problem = Problem::titled(id, gamma, "Нет целей".to_owned(), created);
        problem.severity = severity;
        Change::create(problem)
    };
    tx.push(problem(21, Severity::Critical));
    tx.push(problem(22, Severity::Normal));
    let id = RecommendationId(Uuid::from_u128(31));
    tx.push(Change::create(Recommendation::draft(id, gamma, created)));
    let id = PromiseId(Uuid::from_u128(41));
    let said = Promise::said(id, bank, Side::Ours, "прислать отчёт".to_owned(), created);
    tx.push(Change::create(said));
    let mut book = Book::new();
    book.apply(&mut tx).unwrap();
    book
}

/// The first letters of the names found.
fn found(book: &Book, text: &str) -> String {
    let query = Query::parse(text).unwrap_or_else(|fault| panic!("{text}: {fault}"));
    let plan = Plan::new(&query, &now(), None);
    let hits = plan.ask(book, &mut Columns::default());
    for (dossier, hit) in book.all().zip(hits) {
        assert_eq!(hit, plan.holds(dossier), "{text}: {}", dossier.client.name);
    }
    let found = book.all().filter(|d| plan.holds(d));
    found.filter_map(|d| d.client.name.chars().next()).collect()
}

#[test]
fn queries_find_whom_they_ask_for() {
    let book = book();
    for (query, names) in [
        ("", "АБГ"),
        ("альфа", "А"),
        ("\"альфа-авто\"", "А"),
        ("ФЕДОР", "А"),
        ("8(916)0000001", ""),
        ("+79160000001", "А"),
        ("-альфа", "БГ"),
        ("not альфа", "БГ"),
        ("не альфа не гамма", "Б"),
        ("альфа or гамма", "АГ"),
        ("альфа или банк tier:b", "АБ"),
        ("(альфа или банк) категория:б", "Б"),
        ("-(альфа или банк)", "Г"),
        ("гамма (спб)", "Г"),
        // Closed lists, in both languages, by a beginning, several at once.
        ("stage:analysis", "А"),
        ("этап:анализ", "А"),
        ("Этап:Анал", "А"),
        ("stage:analysis,acq", "АБГ"),
        ("stage!=analysis", "БГ"),
        ("-stage:analysis", "БГ"),
        ("tier:а", "А"),
        ("-tier:c", "АБГ"),
        ("policy:dnc", "Б"),
        ("режим:незвонить", "Б"),
        // Days: calendar days of the manager; 10 November 00:30 in Moscow is 13 days ago.
        ("touch:13d", "А"),
        ("touch>12d", "АГ"),
        ("touch>13", "Г"),
        ("touch<13d", "Б"),
        ("touch<=13d", "АБ"),
        ("touch>=1w", "АГ"),
        ("touch:1..13", "АБ"),
        ("touch:..1н", "Б"),
        ("касание:2д..2нед", "А"),
        ("touch:none", "Г"),
        ("тишина:есть", "АБ"),
        ("touch > 12d", "АГ"),
        ("touch: 13d", "А"),
        ("age<4d", "А"),
        ("возраст:2", "А"),
        ("возраст:3", ""),
        ("next<0", "А"),
        ("next:-3", "А"),
        ("далее>=-3д", "А"),
        ("next:none", "БГ"),
        ("promised:да", "А"),
        ("cadence<=2w", "А"),
        ("since<30d", "Б"),
        ("onboarding:yes", "Б"),
        ("data<=23d", "АБ"),
        ("data:none", "Г"),
        // Money in the client's currency, thousands and millions, change in percent.
        ("spend>=70k", "А"),
        ("spend<49999,5", ""),
        ("spend<=49999,5", "Б"),
        ("расход:0..0,05млн", "Б"),
        ("spend>0.06M", "А"),
        ("spend:none", "Г"),
        // A space before the unit, and between groups of digits.
        ("spend>=70 тыс", "А"),
        ("расход>=0,07 млн", "А"),
        ("spend>=70 000", "А"),
        ("spend>=70 000 альфа", "А"),
        ("spend:1 000..69 999,99", "Б"),
        ("spend:1 тыс..0.06 M", "Б"),
        ("touch>=1 нед", "АГ"),
        ("spend3<-19 %", "А"),
        ("problems:2 гамма", "Г"),
        ("!альфа", "БГ"),
        ("!tier:a", "БГ"),
        ("tier", ""),
        ("spend3>200000", "А"),
        ("spend3<-19%", "А"),
        ("расход3<-20%", ""),
        ("spend3:-20%", "А"),
        ("spend3:-25..-15%", "А"),
        ("falling>=3", "А"),
        ("падает>3", ""),
        ("tried>=2", "Б"),
        ("problems:2", "Г"),
        ("critical:any", "Г"),
        ("drafts>0", "Г"),
        ("owes>0", "Б"),
        ("brief<50", "АБГ"),
        ("brief<50%", "АБГ"),
        ("brief:0..10%", "АБГ"),
        // Texts.
        ("tag:авто", "А"),
        ("tag:\"опт и\"", "А"),
        ("tag=авто", "А"),
        ("tag=авт", ""),
        ("тег:нет", "БГ"),
        ("tag:лом,\"опт и розница\"", "А"),
        ("owner:ведер", "А"),
        ("ведёт:есть", "А"),
        ("zone:omsk", "Б"),
        ("phone:000-00-01", "А"),
        ("phone:none", "БГ"),
        ("contact:щукин", "А"),
        ("name:\"(спб)\"", "Г"),
        // The archive answers only when it is spoken of.
        ("вега", ""),
        ("архив:да", "В"),
        ("вега archived:yes", "В"),
        ("archived:no", "АБГ"),
        (
            "stage:analysis spend3<-10% touch>10d policy:full тег:авто -tier:c \"альфа\"",
            "А",
        ),
    ] {
        assert_eq!(found(&book, query), names, "{query}");
    }
}

#[test]
fn faults_say_where_and_what() {
    let no_field = |name: &str, near| Why::NoSuchField {
        name: name.to_owned(),
        near,
    };
    let no_value = |field, value: &str| Why::NoSuchValue {
        field,
        value: value.to_owned(),
    };
    for (query, character, why) in [
        ("альфа долг>0", 7, no_field("долг", None)),
        ("stgae:analysis", 1, no_field("stgae", Some(Field::Stage))),
        ("касанье>3", 1, no_field("касанье", Some(Field::Touch))),
        (":авто", 1, no_field("", None)),
        ("stage:", 7, Why::ValueMissing(Field::Stage)),
        ("касание>", 9, Why::ValueMissing(Field::Touch)),
        ("tag:авто, альфа", 10, Why::ValueMissing(Field::Tag)),
        ("этап:луна", 6, no_value(Field::Stage, "луна")),
        ("stage:analysis,луна", 16, no_value(Field::Stage, "луна")),
        ("promised:3", 10, no_value(Field::Promised, "3")),
        ("touch>много", 7, Why::NotANumber(Field::Touch)),
        ("touch>14q", 9, Why::NoSuchUnit(Field::Touch)),
        ("touch>14%", 9, Why::NoSuchUnit(Field::Touch)),
        ("touch>1.5d", 7, Why::NotWhole(Field::Touch)),
        ("spend>9999999999999", 7, Why::TooLarge(Field::Spend)),
        ("touch:20..10", 7, Why::Backwards(Field::Touch)),
        ("touch:2w..10d", 7, Why::Backwards(Field::Touch)),
        ("touch:..", 7, Why::NotANumber(Field::Touch)),
        ("touch>1..2", 7, Why::NotANumber(Field::Touch)),
        ("spend3:1k..20%", 8, Why::MixedUnits(Field::Spend3)),
        ("spend>50 00", 10, Why::Apart(Field::Spend)),
        ("spend>5000 000", 12, Why::Apart(Field::Spend)),
        ("touch>14 5", 10, Why::Apart(Field::Touch)),
        ("spend>50 дней", 10, Why::NoSuchUnit(Field::Spend)),
        ("spend>50 руб", 10, Why::NoSuchUnit(Field::Spend)),
        ("spend3<-20", 8, Why::Negative(Field::Spend3)),
        ("spend>-1", 7, Why::Negative(Field::Spend)),
        ("tier:a && tier:c", 8, Why::Foreign { or: false }),
        ("tier:a || tier:c", 8, Why::Foreign { or: true }),
        ("tag>авто", 5, Why::NotCompared(Field::Tag)),
        ("stage<analysis", 7, Why::NotCompared(Field::Stage)),
        ("альфа \"бета", 7, Why::QuoteOpen),
        ("(альфа", 1, Why::ParenOpen),
        ("(", 1, Why::ParenOpen),
        ("альфа)", 6, Why::ParenExtra),
        ("()", 1, Why::Empty),
        ("альфа или", 10, Why::TermMissing),
        ("не", 3, Why::TermMissing),
        ("или альфа", 1, Why::NothingBefore),
        (&"(".repeat(99), 34, Why::TooDeep),
        (&"-".repeat(99), 34, Why::TooDeep),
        (&"я".repeat(LONGEST), 1_001, Why::TooLong),
    ] {
        let fault = Query::parse(query).unwrap_err();
        assert_eq!(
            (fault.character(query), &fault.why),
            (character, &why),
            "{query}"
        );
    }
}

#[test]
fn what_typing_on_may_mend_is_unfinished() {
    for (query, unfinished) in [
        ("stage:", true),
        ("stage:лу", true),
        ("touch>", true),
        ("touch>14q", true),
        ("альфа или ", true),
        ("\"аль", true),
        ("(аль", true),
        ("stage:лу альфа", false),
        ("долг>0", false),
        ("альфа)", false),
    ] {
        let fault = Query::parse(query).unwrap_err();
        assert_eq!(fault.is_unfinished(query), unfinished, "{query}");
    }
}

#[test]
fn completion_knows_names_values_and_units() {
    let known = |field: Field| match field {
        Field::Tag => vec!["Авто".to_owned(), "опт и розница".to_owned()],
        _ => Vec::new(),
    };
    for (text, russian, at, offers) in [
        ("st", true, 0, &["stage:"][..]),
        ("альфа -этa", true, 0, &[]),
        ("альфа -эт", true, 7, &["этап:"]),
        ("эт", false, 0, &["этап:"]),
        ("(касан", true, 1, &["касание"]),
        ("touch", false, 0, &["touch>", "touch<", "touch:"]),
        ("stage:a", true, 6, &["acquaintance", "analysis"]),
        ("этап:зн", true, 5, &["знакомство"]),
        (
            "stage:",
            true,
            6,
            &["acquaintance", "problems", "solving", "analysis", "rollout"],
        ),
        ("touch>14", false, 6, &["14d", "14w", "14m", "14y"]),
        ("касание>14", false, 8, &["14д", "14нед", "14мес", "14г"]),
        ("spend3<-5", false, 7, &["-5k", "-5M", "-5%"]),
        ("тег:о", true, 4, &["\"опт и розница\""]),
        (
            "tag:авто,",
            false,
            9,
            &["Авто", "\"опт и розница\"", "any", "none"],
        ),
        ("promised:", false, 9, &["yes", "no"]),
        ("\"st", true, 0, &[]),
        ("луна:", true, 0, &[]),
    ] {
        let from = text.char_indices().nth(at).map_or(text.len(), |(i, _)| i);
        let done = complete(text, text.len(), russian, &known);
        let offered: Vec<&str> = done.candidates.iter().map(|c| c.text.as_str()).collect();
        assert_eq!(offered, offers, "{text}");
        if !offers.is_empty() {
            assert_eq!((done.from, done.to), (from, text.len()), "{text}");
        }
    }
    let all = complete("", 0, true, &known).candidates;
    assert_eq!(all.len(), Field::ALL.len());
}

#[test]
fn no_two_fields_share_a_name_and_no_value_two_meanings() {
    let mut seen = std::collections::BTreeMap::new();
    for field in Field::ALL {
        assert!(
            field.names().len() > 1,
            "{field:?} has a name in each language"
        );
        for name in field.names() {
            let other = seen.insert(crate::domain::fold::fold(name), field);
            assert!(other.is_none_or(|o| o == field), "{name}: {other:?}");
        }
        for (code, names) in field.terms() {
            for name in *names {
                let query = Query::parse(&format!("{}:{name}", field.name(false))).unwrap();
                let test = Expr::Test(*field, Claim::OneOf(vec![*code]));
                assert_eq!(*query.expr(), test, "{field:?} {name}");
            }
        }
    }
}

#[test]
fn a_large_book_is_asked_by_two_threads_and_answers_the_same() {
    let at = "2025-01-10T09:00:00Z".parse::<jiff::Timestamp>().unwrap();
    let mut book = Book::new();
    for n in 0..20_000_u32 {
        let id = ClientId(Uuid::from_u128(u128::from(n) + 1));
        let mut client = Client::named(id, format!("Банк {}", n % 97), at);
        client.owner = ["Анна", "Ольга", ""][n as usize % 3].to_owned();
        client.tier = if n % 2 == 0 { Tier::A } else { Tier::C };
        book.load(client.into()).unwrap();
    }
    let mut columns = Columns::default();
    for text in [
        "\"банк 9\"",
        "owner:анна -tier:c",
        "owner:нет или name:банк",
        "tier:a \"банк 11\"",
    ] {
        let query = Query::parse(text).unwrap();
        let plan = Plan::new(&query, &now(), None);
        let hits = plan.ask(&book, &mut columns);
        let one_by_one: Vec<bool> = book.all().map(|d| plan.holds(d)).collect();
        assert!(hits.contains(&true), "{text}");
        assert_eq!(hits, one_by_one, "{text}");
    }
}
