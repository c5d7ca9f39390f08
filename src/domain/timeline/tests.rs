use super::*;
use crate::domain::{
    AdProfile, Book, Brief, ChecklistId, Client, ClientId, DeckId, Direction, Journey, Life,
    Outcome, Platform, ProblemId, ProblemLife, PromiseId, PromiseLife, RecommendationId, Record,
    Side, TouchId,
};
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

fn at(hour: i64) -> Timestamp {
    Timestamp::from_second(1_790_000_000 + hour * 3_600).unwrap()
}

const WHO: ClientId = ClientId(Uuid::nil());

fn touch(n: u128, hour: i64, channel: Channel, note: &str) -> Touch {
    Touch {
        id: TouchId(Uuid::from_u128(n)),
        client: WHO,
        contact: None,
        at: at(hour),
        channel,
        direction: Direction::Out,
        outcome: Outcome::Answered,
        minutes: 0,
        note: note.to_owned(),
        mood: None,
        purpose: None,
    }
}

/// A client with a record of every kind.
fn dossier() -> Dossier {
    let mut dossier = Dossier::new(Client::named(WHO, "Альфа".into(), at(0)));
    let mut journey = Journey::start(WHO, at(0));
    for (hour, stage) in [(1, 2), (2, 3), (3, 4), (4, 5), (5, 2)] {
        journey = journey.moved(Stage::from_code(stage).unwrap(), at(hour));
    }
    let mut advice = Recommendation::draft(RecommendationId(Uuid::nil()), WHO, at(10));
    advice.title = "Цели в Метрике".into();
    for (hour, life) in [(11, Life::Ready), (12, Life::Sent), (13, Life::Accepted)] {
        advice.steps.push(LifeStep {
            life,
            at: at(hour),
            note: String::new(),
        });
    }
    advice.decision = Some(Box::new(Decision {
        who: "Анна".into(),
        channel: Channel::Email,
        words: "Делаем, счёт пришлите".into(),
        at: at(13),
    }));
    let mut problem = Problem::titled(ProblemId(Uuid::nil()), WHO, "Отклонены".into(), at(20));
    problem.steps.push(ProblemStep {
        life: ProblemLife::Solved,
        at: at(21),
        note: "прошли модерацию".into(),
    });
    let mut promise = Promise::said(
        PromiseId(Uuid::nil()),
        WHO,
        Side::Ours,
        "смета".into(),
        at(30),
    );
    promise.life = PromiseLife::Kept;
    promise.closed_at = Some(at(31));
    let mut ids = crate::domain::Ids::seeded(1);
    let list = Checklist {
        id: ids.next::<ChecklistId>(at(40)),
        client: WHO,
        playbook: "start".into(),
        title: "Старт".into(),
        started: date(2026, 11, 1),
        steps: vec![ChecklistStep {
            text: "звонок".into(),
            due: date(2026, 11, 1),
            call: true,
            done_at: Some(at(41)),
            note: String::new(),
        }],
        closed_at: Some(at(42)),
    };
    let mut brief = Brief::empty(WHO, at(50));
    brief.asked_at = Some(at(49));
    let mut ads = AdProfile::empty(WHO, at(60));
    ads.imports.push(AdImport {
        at: at(60),
        file: "direct.tsv".into(),
        platform: Platform::YandexDirect,
        from: date(2026, 10, 1),
        to: date(2026, 10, 31),
        campaigns: 3,
    });
    let deck = Deck {
        id: DeckId(Uuid::nil()),
        client: WHO,
        sent_at: at(70),
        title: "Ноябрь".into(),
        recommendations: Vec::new(),
        file: String::new(),
        seconds: 90,
    };
    let records: [Record; 8] = [
        journey.into(),
        advice.into(),
        problem.into(),
        promise.into(),
        list.into(),
        brief.into(),
        ads.into(),
        deck.into(),
    ];
    for record in records {
        dossier.hang(record).unwrap();
    }
    dossier
}

#[test]
fn every_record_tells_its_moments_newest_first() {
    let mut dossier = dossier();
    dossier.touches = Some(vec![touch(1, 5, Channel::Phone, "обсудили")]);
    let events = events(&dossier);
    assert!(events.windows(2).all(|w| w[0].at >= w[1].at));
    let count = |kind| events.iter().filter(|e| e.kind() == kind).count();
    for (kind, expected) in [
        (EventKind::Touch, 1),
        (EventKind::Stage, 6),
        (EventKind::Recommendation, 4),
        (EventKind::Problem, 2),
        (EventKind::Deck, 1),
        (EventKind::Agreement, 5),
        (EventKind::Import, 1),
        (EventKind::Brief, 2),
    ] {
        assert_eq!(count(kind), expected, "{}", kind.name());
    }
    let opens: Vec<u32> = events
        .iter()
        .filter_map(|e| match e.what {
            What::Stage {
                opens: true, cycle, ..
            } => Some(cycle),
            _ => None,
        })
        .collect();
    assert_eq!(opens, [2]);
    let decided: Vec<&str> = events
        .iter()
        .filter_map(|e| match e.what {
            What::Recommendation(_, Some(step), Some(d)) if step.life == Life::Accepted => {
                Some(d.words.as_str())
            }
            _ => None,
        })
        .collect();
    assert_eq!(decided, ["Делаем, счёт пришлите"]);
}

#[test]
fn filters() {
    let mut dossier = dossier();
    dossier.touches = Some(vec![
        touch(1, 5, Channel::Phone, "обсудили СМЕТУ"),
        touch(2, 6, Channel::Chat, "прислали счет"),
    ]);
    let all = events(&dossier);
    let shown = |kind, channel, words: &str| {
        let filter = Filter {
            kind,
            channel,
            words: words.to_owned(),
        };
        all.iter().filter(|e| filter.takes(e, "")).count()
    };
    for (name, found, expected) in [
        ("everything", shown(None, None, "  "), all.len()),
        ("touches", shown(Some(EventKind::Touch), None, ""), 2),
        ("phone", shown(None, Some(Channel::Phone), ""), 1),
        (
            "a decision by mail",
            shown(None, Some(Channel::Email), ""),
            1,
        ),
        ("case and ё", shown(None, None, "СЧЁТ"), 2),
        ("both words", shown(None, None, "обсудили смет"), 1),
        ("nothing", shown(Some(EventKind::Deck), None, "счёт"), 0),
    ] {
        assert_eq!(found, expected, "{name}");
    }
    let filter = Filter {
        words: "телефон".to_owned(),
        ..Filter::default()
    };
    assert!(
        filter.takes(&all[0], "Телефон · разговор"),
        "words of the screen"
    );
}

#[test]
fn a_new_client_has_no_events() {
    let dossier = Dossier::new(Client::named(WHO, "Альфа".into(), at(0)));
    assert!(events(&dossier).is_empty());
    assert!(Book::new().is_empty());
}

proptest! {
    #[test]
    fn nothing_is_lost_and_all_is_sorted(hours in prop::collection::vec(-9_000i64..9_000, 0..60)) {
        let mut dossier = dossier();
        let fixed = events(&dossier).len();
        let touches = hours.iter().enumerate();
        dossier.touches = Some(
            touches
                .map(|(n, hour)| touch(n as u128, *hour, Channel::Phone, ""))
                .collect(),
        );
        let all = events(&dossier);
        prop_assert_eq!(all.len(), fixed + hours.len());
        prop_assert!(all.windows(2).all(|w| w[0].at >= w[1].at));
    }
}

#[test]
fn what_was_put_in_place_at_once_is_not_what_the_client_said() {
    let mut dossier = dossier();
    let advice = dossier
        .recommendations
        .iter_mut()
        .find(|r| r.decision.is_some());
    let advice = advice.unwrap();
    let at = advice.decision.as_ref().unwrap().at;
    advice.steps.push(LifeStep {
        life: Life::Implemented,
        at,
        note: String::new(),
    });
    let decided: Vec<Life> = events(&dossier)
        .iter()
        .filter_map(|e| match e.what {
            What::Recommendation(_, Some(step), Some(_)) => Some(step.life),
            _ => None,
        })
        .collect();
    assert_eq!(decided, [Life::Accepted]);
}
