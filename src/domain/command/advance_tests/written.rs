//! What is written down with a recommendation, and what the tool writes into its check.

use super::*;

#[test]
fn an_order_without_a_reason_is_not_ready() {
    let mut desk = Desk::new(ServiceModel::SelfServe);
    let order = DraftText {
        why: "Разделить кампании!".to_owned(),
        if_not: "плохо".to_owned(),
        ..text()
    };
    let flaws = vec![
        Flaw::Repeats(Lack::Why, Lack::Title),
        Flaw::Short(Lack::IfNot),
    ];
    let refused = Err(RuleError::Unfounded(flaws));
    assert_eq!(
        desk.run(Command::FinishDraft(desk.client, None, order.clone())),
        refused
    );
    desk.run(Command::AddDraft(desk.client, order.clone()))
        .unwrap();
    assert_eq!(desk.go(&[Ready]), refused);
    let id = desk.last().id;
    desk.run(Command::EditDraft(desk.client, id, text()))
        .unwrap();
    desk.go(&[Ready]).unwrap();
    assert_eq!(
        desk.run(Command::EditDraft(desk.client, id, order)),
        refused
    );
    let empty = DraftText {
        why: String::new(),
        ..text()
    };
    let lacks = Err(RuleError::Lacks(vec![Lack::Why]));
    assert_eq!(desk.run(Command::EditDraft(desk.client, id, empty)), lacks);
}

#[test]
fn what_is_written_comes_back_whole_and_the_cycle_is_kept() {
    let mut desk = Desk::new(ServiceModel::SelfServe);
    let full = DraftText {
        kind: RecommendationKind::Hygiene,
        goal: Some(GoalId(1)),
        value: "1000 ₽ за заявку".to_owned(),
        effect: Some(Effect {
            metric: Metric::Cpa,
            low: -1000,
            high: -2000,
        }),
        helper: "руководитель".to_owned(),
        how_simple: "нажмите\nсохраните".to_owned(),
        how_expert: "utm_campaign".to_owned(),
        rule: Some("r".to_owned()),
        ..text()
    };
    desk.run(Command::AddDraft(desk.client, full.clone()))
        .unwrap();
    assert_eq!(DraftText::of(desk.last()), full);
    assert_eq!(desk.last().grounds().cycle, 1);
    let id = desk.last().id;
    let less = DraftText {
        goal: None,
        effect: None,
        value: String::new(),
        ..full.clone()
    };
    desk.run(Command::EditDraft(desk.client, id, less.clone()))
        .unwrap();
    assert_eq!(DraftText::of(desk.last()), less);
    assert_eq!(desk.last().grounds().cycle, 1);
    for n in [2, 7] {
        let wrong = DraftText {
            goal: Some(GoalId(n)),
            ..full.clone()
        };
        let found = desk.run(Command::EditDraft(desk.client, id, wrong));
        assert_eq!(
            found,
            Err(RuleError::NoSuchGoal),
            "{n}: closed or not there"
        );
    }
}

#[test]
fn the_tool_writes_before_and_after_into_the_check() {
    let mut desk = Desk::new(ServiceModel::SelfServe);
    let effect = Some(Effect {
        metric: Metric::Spend,
        low: 1000,
        high: 2000,
    });
    desk.run(Command::AddDraft(
        desk.client,
        DraftText { effect, ..text() },
    ))
    .unwrap();
    desk.go(&[Ready, Sent, Accepted, Implemented]).unwrap();
    desk.later(60);
    let mut step = Advance::to(Checked);
    step.verdict = Some(Verdict::Worked);
    step.note = "рост без новых кампаний".to_owned();
    desk.step(step).unwrap();
    let check = desk.last().check.clone().unwrap();
    assert_eq!(
        (check.before, check.after),
        (Some(10_000_000), Some(11_500_000))
    );
    assert_eq!(check.metric, Metric::Spend);
    assert_eq!(
        (check.from, check.on, check.to),
        (date(2026, 7, 1), date(2026, 8, 10), date(2026, 9, 30))
    );
    assert_eq!(
        (check.verdict, check.note.as_str()),
        (Verdict::Worked, "рост без новых кампаний")
    );
}

#[test]
fn a_profile_without_reports_names_no_currency() {
    let dollars: Currency = "USD".parse().unwrap();
    for (until, currency, before) in [
        (None, dollars, Some(500_000)),
        // Reports in roubles and spend in dollars: spend says nothing in roubles.
        (Some(date(2026, 10, 1)), Currency::RUB, None),
    ] {
        let mut desk = Desk::new(ServiceModel::SelfServe);
        let now = desk.now.timestamp();
        let client = ClientId::from_bytes([7; 16]);
        let named = Client::named(client, "Beta".to_owned(), now);
        desk.book.load(Record::from(named)).unwrap();
        let mut spend = Spend::empty(client, dollars);
        spend.set(Month::new(2026, 7), 500_000);
        spend.set(Month::new(2026, 9), 600_000);
        desk.book.load(Record::Spend(spend)).unwrap();
        let mut profile = AdProfile::empty(client, now);
        profile.data_until = until;
        desk.book.load(Record::AdProfile(profile)).unwrap();
        desk.client = client;
        let effect = Some(Effect {
            metric: Metric::Spend,
            low: 1000,
            high: 2000,
        });
        let written = DraftText { effect, ..text() };
        desk.run(Command::AddDraft(client, written)).unwrap();
        let last = |desk: &Desk| desk.book.get(client).unwrap().recommendations[0].clone();
        for life in [Ready, Sent, Accepted, Implemented] {
            let id = last(&desk).id;
            let step = Box::new(Advance::to(life));
            desk.run(Command::AdvanceDraft(client, id, step)).unwrap();
        }
        desk.later(60);
        let dossier = desk.book.get(client).unwrap();
        assert_eq!(super::currency(dossier), currency, "{until:?}");
        let found = measured(dossier, &last(&desk), &desk.now).unwrap();
        assert_eq!(found.before, before, "{until:?}");
    }
}
