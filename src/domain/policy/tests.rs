//! The rules of suggestions, case by case.

use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};

use super::audience::{Reach, may_mail, may_tell};
use super::*;
use crate::domain::recommendation::LifeStep;
use crate::domain::{
    Book, Cadence, Client, ClientId, ContactPolicy, ContactTerms, Currency, Dossier, FollowUp,
    Life, Month, News, NewsId, NewsKind, Promise, PromiseId, Recommendation, RecommendationId,
    Record, Side, Spend, TouchDigest,
};
use ContactPolicy::{DoNotCall, Full, NewsOnly, Reduced};

const TODAY: Date = date(2026, 11, 23);

fn at(day: Date) -> Timestamp {
    day.at(12, 0, 0, 0).in_tz("UTC").unwrap().timestamp()
}

fn now() -> jiff::Zoned {
    TODAY.at(12, 0, 0, 0).in_tz("UTC").unwrap()
}

fn ago(days: i32) -> Date {
    TODAY.checked_sub(days.days()).unwrap()
}

/// A client of two years with a fortnight's rhythm that was talked to a week ago and wrote a month ago.
struct Known {
    client: Client,
    digest: TouchDigest,
    advice: Vec<Recommendation>,
    terms: Option<ContactTerms>,
    more: Vec<Record>,
}

impl Known {
    fn new() -> Self {
        let id = ClientId::from_bytes([1; 16]);
        let mut client = Client::named(id, "Альфа".into(), at(ago(700)));
        client.cadence = Cadence::Days(15);
        let mut digest = TouchDigest::empty(id);
        digest.count = 9;
        digest.last_any = Some(at(ago(7)));
        digest.last_inbound = Some(at(ago(30)));
        Self {
            client,
            digest,
            advice: Vec::new(),
            terms: None,
            more: Vec::new(),
        }
    }

    fn heard(mut self, unanswered: u16, curt: u8, silent_days: i32) -> Self {
        self.digest.unanswered = unanswered;
        self.digest.curt = curt;
        self.digest.last_inbound = Some(at(ago(silent_days)));
        self
    }

    /// One recommendation for each life, decided one after another.
    fn advised(mut self, lives: &[Life]) -> Self {
        for (i, life) in lives.iter().enumerate() {
            let n = u8::try_from(i + 1).unwrap();
            let id = RecommendationId::from_bytes([n; 16]);
            let mut r = Recommendation::draft(id, self.client.id, at(ago(200)));
            for (life, day) in [(Life::Sent, 150), (*life, 100 - i32::from(n))] {
                r.steps.push(LifeStep {
                    life,
                    at: at(ago(day)),
                    note: String::new(),
                });
            }
            r.life = *life;
            self.advice.push(r);
        }
        self
    }

    fn under(mut self, policy: ContactPolicy) -> Self {
        self.client.policy = policy;
        self
    }

    fn agreed(mut self, change: impl FnOnce(&mut ContactTerms)) -> Self {
        let terms = self.terms.get_or_insert(ContactTerms::none(self.client.id));
        change(terms);
        self
    }

    fn with(mut self, record: impl Into<Record>) -> Self {
        self.more.push(record.into());
        self
    }

    fn dossier(&self) -> Dossier {
        let mut dossier = Dossier::gather(self.client.clone());
        dossier.hang(self.digest.clone().into()).unwrap();
        let advice = self.advice.iter().cloned().map(Record::from);
        let terms = self.terms.iter().cloned().map(Record::from);
        for record in advice.chain(terms).chain(self.more.iter().cloned()) {
            dossier.hang(record).unwrap();
        }
        dossier.gathered();
        dossier
    }

    /// The policy proposed and the calls a month it returns.
    fn proposed(&self) -> Option<(ContactPolicy, f64)> {
        suggestion(&self.dossier(), &now()).map(|s| (s.to, s.calls))
    }
}

#[test]
fn two_signals_or_a_strong_one_are_needed() {
    use Life::{Accepted, Declined, Postponed, Sent};
    for (name, known, proposed) in [
        ("nothing", Known::new(), None),
        ("few attempts", Known::new().heard(2, 0, 30), None),
        ("one weak: attempts", Known::new().heard(3, 0, 30), None),
        ("one weak: silence", Known::new().heard(0, 0, 400), None),
        ("one weak: curt", Known::new().heard(0, 2, 30), None),
        (
            "two weak",
            Known::new().heard(3, 0, 181),
            Some((Reduced, 1.0)),
        ),
        (
            "one strong: attempts",
            Known::new().heard(5, 0, 30),
            Some((Reduced, 1.0)),
        ),
        (
            "one strong: curt",
            Known::new().heard(0, 4, 30),
            Some((Reduced, 1.0)),
        ),
        (
            "one strong: declined",
            Known::new().advised(&[Accepted, Declined, Declined, Declined, Declined]),
            Some((Reduced, 1.0)),
        ),
        (
            "a yes ends the row",
            Known::new().advised(&[Declined, Declined, Declined, Declined, Accepted]),
            None,
        ),
        (
            "postponed neither ends nor feeds the row",
            Known::new().advised(&[Accepted, Declined, Postponed, Declined]),
            None,
        ),
        (
            "sent five, none taken, silent",
            Known::new().advised(&[Sent; 5]).heard(0, 0, 200),
            Some((Reduced, 1.0)),
        ),
        (
            "much at once goes to news alone",
            Known::new().heard(5, 4, 30),
            Some((NewsOnly, 2.0)),
        ),
        (
            "seldom goes to news alone",
            Known::new().heard(5, 0, 30).under(Reduced),
            Some((NewsOnly, 1.0)),
        ),
        (
            "not to be called: nothing less there is",
            Known::new().heard(9, 9, 400).under(DoNotCall),
            None,
        ),
    ] {
        assert_eq!(known.proposed(), proposed, "{name}");
    }
}

#[test]
fn without_a_rhythm_the_step_is_larger_and_needs_more() {
    let off = |known: Known| {
        let mut known = known;
        known.client.cadence = Cadence::Off;
        known.proposed()
    };
    assert_eq!(off(Known::new().heard(5, 0, 30)), None);
    assert_eq!(off(Known::new().heard(5, 0, 200)), Some((NewsOnly, 0.0)));
}

#[test]
fn never_where_something_is_owed_or_begins() {
    let tired = || Known::new().heard(5, 2, 200);
    assert!(tired().proposed().is_some());
    let id = tired().client.id;
    let promise = |side| {
        let pid = PromiseId::from_bytes([3; 16]);
        Promise::said(pid, id, side, "прислать счёт".into(), at(TODAY))
    };
    let follow_up = |promised| FollowUp {
        client: id,
        date: TODAY,
        time: None,
        reason: String::new(),
        promised,
        channel: None,
        contact: None,
        set_at: at(TODAY),
    };
    let mut fresh = tired();
    fresh.client.since = Some(ago(60));
    let mut known = tired();
    known.client.since = Some(ago(61));
    for (name, known, suggested) in [
        ("our promise", tired().with(promise(Side::Ours)), false),
        ("their promise", tired().with(promise(Side::Client)), true),
        ("a promised call", tired().with(follow_up(true)), false),
        ("a planned call", tired().with(follow_up(false)), true),
        ("day 60", fresh, false),
        ("day 61", known, true),
    ] {
        assert_eq!(known.proposed().is_some(), suggested, "{name}");
    }
}

#[test]
fn turned_down_it_rests_for_a_quarter_unless_it_gets_worse() {
    let tired = |kept: i32, score: u8| {
        Known::new().heard(5, 0, 200).agreed(|t| {
            t.kept_on = Some(ago(kept));
            t.kept_score = score;
        })
    };
    assert_eq!(score(&tired(0, 0).dossier(), &now()), 3);
    for (kept, before, suggested) in [(0, 3, false), (89, 3, false), (90, 3, true), (10, 2, true)] {
        let found = tired(kept, before).proposed().is_some();
        assert_eq!(found, suggested, "kept {kept} days ago at {before}");
    }
}

#[test]
fn who_was_left_in_peace_and_writes_is_talked_to_again() {
    let quiet = |since: i32, inbound: i32| {
        let known = Known::new().under(NewsOnly).heard(0, 0, inbound);
        known.agreed(|t| t.policy_since = Some(ago(since)))
    };
    for (name, known, proposed) in [
        ("wrote since", quiet(100, 10), Some((Reduced, -1.0))),
        ("wrote before", quiet(100, 120), None),
        ("the same day", quiet(10, 10), None),
        ("long ago", quiet(300, 91), None),
        (
            "turned down since",
            quiet(100, 10).agreed(|t| t.kept_on = Some(ago(5))),
            None,
        ),
        (
            "wrote again after that",
            quiet(100, 10).agreed(|t| t.kept_on = Some(ago(20))),
            Some((Reduced, -1.0)),
        ),
        (
            "is asked anyway",
            quiet(200, 10).agreed(|t| t.ask_again = Some(TODAY)),
            None,
        ),
    ] {
        assert_eq!(known.proposed(), proposed, "{name}");
    }
}

fn book(all: impl IntoIterator<Item = Known>) -> Book {
    let mut book = Book::new();
    for (n, mut known) in (1_u8..).zip(all) {
        let id = ClientId::from_bytes([n; 16]);
        known.client.id = id;
        known.digest.client = id;
        if let Some(terms) = &mut known.terms {
            terms.client = id;
        }
        for advice in &mut known.advice {
            advice.client = id;
        }
        book.adopt(known.dossier());
    }
    book
}

#[test]
fn half_a_year_later_everybody_is_asked_again() {
    let due = |policy, day| {
        let known = Known::new().under(policy);
        known.agreed(|t| {
            t.ask_again = Some(day);
            t.policy_since = Some(ago(190));
        })
    };
    let mut grown = due(NewsOnly, ago(3));
    let mut spend = Spend::empty(grown.client.id, Currency::RUB);
    for month in 1..=10 {
        let minor = if month <= 5 { 10_000 } else { 13_000 };
        spend.set(Month::new(2026, month), minor);
    }
    grown.more.push(spend.into());
    grown.digest.last_inbound = None;
    let book = book([
        due(Reduced, ago(-1)),
        due(Reduced, TODAY).heard(0, 0, 300),
        grown,
        due(DoNotCall, ago(9)).heard(0, 0, 300),
        due(Full, TODAY),
        // Wants still less: that is a suggestion, not a question.
        due(Reduced, TODAY).heard(6, 0, 300),
    ]);
    let found: Vec<_> = reviews(&book, &now())
        .into_iter()
        .map(|r| (r.client.bytes()[0], r.policy, r.proposed, r.signals))
        .collect();
    assert_eq!(
        found,
        [
            (3, NewsOnly, Reduced, vec![Signal::SpendGrew(30)]),
            (4, DoNotCall, DoNotCall, vec![]),
            (2, Reduced, Reduced, vec![]),
        ]
    );
}

#[test]
fn days_are_those_of_the_managers_calendar() {
    // Half past one at night in Moscow, the day after the policy was agreed; in London still the same day.
    let mut known = Known::new()
        .under(NewsOnly)
        .agreed(|t| t.policy_since = Some(ago(10)));
    let late = ago(10).at(22, 30, 0, 0).in_tz("UTC").unwrap();
    known.digest.last_inbound = Some(late.timestamp());
    for (zone, to) in [("Europe/Moscow", Some(Reduced)), ("Europe/London", None)] {
        let now = TODAY.at(12, 0, 0, 0).in_tz(zone).unwrap();
        let found = suggestion(&known.dossier(), &now);
        assert_eq!(found.map(|s| s.to), to, "{zone}");
    }
}

#[test]
fn the_list_begins_with_what_weighs_and_returns_most() {
    let mut often = Known::new().heard(5, 0, 30);
    often.client.cadence = Cadence::Days(5);
    let back = Known::new()
        .under(NewsOnly)
        .agreed(|t| t.policy_since = Some(ago(200)));
    let book = book([
        back,
        Known::new().heard(5, 0, 30),
        often,
        Known::new().heard(5, 2, 30),
    ]);
    let found = suggestions(&book, &now());
    let order: Vec<_> = found.iter().map(|s| s.client.bytes()[0]).collect();
    assert_eq!(order, [4, 3, 2, 1]);
    assert_eq!(found[1].minutes(15), 45);
    assert_eq!(found[3].minutes(15), -15);
    assert!(!found[3].is_downgrade());
}

#[test]
fn calls_of_a_month_follow_rhythm_and_policy() {
    let mut client = Known::new().client;
    for (cadence, calls) in [
        (Cadence::Off, [0.0, 0.0, 0.0, 0.0]),
        (Cadence::Days(1), [30.0, 15.0, 0.0, 0.0]),
        (Cadence::Days(30), [1.0, 0.5, 0.0, 0.0]),
        (Cadence::ReportWindow, [1.0, 0.5, 0.0, 0.0]),
    ] {
        client.cadence = cadence;
        let found = [Full, Reduced, NewsOnly, DoNotCall].map(|p| calls_per_month(&client, p));
        assert_eq!(found, calls, "{cadence:?}");
    }
}

#[test]
fn news_goes_to_whoever_did_not_say_no_and_mail_to_whoever_said_yes() {
    for (policy, said, tell, mail) in [
        (Full, None, true, false),
        (Full, Some(true), true, true),
        (Full, Some(false), false, false),
        (Reduced, None, true, false),
        (NewsOnly, None, true, true),
        (NewsOnly, Some(false), false, false),
        (DoNotCall, None, false, false),
        (DoNotCall, Some(true), false, false),
    ] {
        let known = Known::new().under(policy).agreed(|t| t.news = said);
        let dossier = known.dossier();
        assert_eq!(may_tell(&dossier), tell, "{policy:?} {said:?}");
        assert_eq!(may_mail(&dossier), mail, "{policy:?} {said:?}");
    }
}

#[test]
fn an_audience_counts_told_and_waiting() {
    let book = book([
        Known::new(),
        Known::new(),
        Known::new().under(DoNotCall),
        Known::new().agreed(|t| t.news = Some(false)),
    ]);
    let mut news = News {
        id: NewsId::from_bytes([1; 16]),
        title: "Карты".into(),
        text: String::new(),
        expert: String::new(),
        kind: NewsKind::Product,
        query: String::new(),
        from: TODAY,
        until: None,
        told: Vec::new(),
        made_at: at(TODAY),
        closed_at: None,
    };
    assert_eq!(audience(&news, &book, &now()).target(), 2);
    for (query, target) in [
        ("policy:full", 2),
        ("режим:не_звонить", 0),
        ("нет:такого", 0),
    ] {
        news.query = query.into();
        assert_eq!(audience(&news, &book, &now()).target(), target, "{query}");
        // Agenda and call ask one client at a time and hear the same.
        let reach = Reach::of(&news, &now());
        let reached = book.all().filter(|d| reach.holds(d)).count();
        assert_eq!(reached, target, "{query}");
    }
    news.query.clear();
    // Told before it said no: not counted any more.
    for n in [2, 4] {
        news.told.push((ClientId::from_bytes([n; 16]), at(TODAY)));
    }
    let found = audience(&news, &book, &now());
    assert_eq!(found.waiting, [ClientId::from_bytes([1; 16])]);
    assert_eq!((found.told, found.target()), (1, 2));
}
