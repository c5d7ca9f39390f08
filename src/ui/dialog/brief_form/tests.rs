use jiff::civil::date;

use super::*;
use crate::domain::{Client, ClientId};
use crate::ui::dialog::form::harness::Desk;

fn full(client: ClientId) -> Brief {
    let budget = |minor, source: &str| Budget {
        amount: Money {
            minor,
            currency: "KZT".parse().unwrap(),
        },
        source: source.to_owned(),
        on: Some(date(2026, 11, 1)),
    };
    let mut brief = Brief::empty(client, jiff::Timestamp::UNIX_EPOCH);
    brief.add_goal("Больше заявок");
    brief.needs = "отчёт\nзвонок".to_owned();
    brief.done = "контекст".to_owned();
    brief.business = "окна".to_owned();
    brief.seasonality = "весна".to_owned();
    brief.audience = "дачники".to_owned();
    brief.budget_now = Some(budget(12_345_050, "договор"));
    brief.budget_ceiling = Some(budget(30_000_000, "письмо"));
    brief.kpi = Some(Kpi {
        metric: Metric::CostShare,
        target: 1_250,
        note: "по всем филиалам".to_owned(),
    });
    brief.constraints = "без «лучший»".to_owned();
    brief.asked_at = Some(jiff::Timestamp::UNIX_EPOCH);
    brief
}

fn desk(brief: Option<fn(ClientId) -> Brief>) -> (Desk, ClientId) {
    let mut desk = Desk::new();
    let at = desk.now.timestamp();
    let client = Client::named(ClientId::from_bytes([0; 16]), "Альфа".to_owned(), at);
    desk.run(Command::AddClient(Box::new(client))).unwrap();
    let id = desk.last_client();
    if let Some(brief) = brief {
        let edit = BriefCommand::Edit(Box::new(brief(id)));
        desk.run(Command::Brief(edit)).unwrap();
    }
    (desk, id)
}

fn open(desk: &Desk, client: ClientId, field: BriefField) -> BriefForm {
    BriefForm::at(desk.book.get(client).unwrap(), field)
}

fn brief_of(command: Command) -> Brief {
    match command {
        Command::Brief(BriefCommand::Edit(brief)) => *brief,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_untouched_form_drops_nothing() {
    let (desk, client) = desk(Some(full));
    let stored = desk.book.get(client).unwrap().work().brief.clone().unwrap();
    for field in BriefField::ALL {
        let mut form = open(&desk, client, *field);
        let brief = brief_of(desk.submit(&mut form, "ctrl-s"));
        assert_eq!(brief, *stored, "{field:?}");
    }
}

#[test]
fn each_field_changes_itself_alone() {
    type Change = fn(&mut Brief);
    let cases: [(BriefField, &str, Change); 12] = [
        (BriefField::Needs, "«!»", |b| b.needs.push('!')),
        (BriefField::Done, "«!»", |b| b.done.push('!')),
        (BriefField::Business, "«!»", |b| b.business.push('!')),
        (BriefField::Seasonality, "«!»", |b| {
            b.seasonality.push('!')
        }),
        (BriefField::Audience, "«!»", |b| b.audience.push('!')),
        (BriefField::Constraints, "«!»", |b| {
            b.constraints.push('!')
        }),
        (BriefField::BudgetNow, "ctrl-u «150 тыс»", |b| {
            let budget = b.budget_now.as_mut().unwrap();
            budget.amount.minor = 15_000_000;
            budget.on = Some(date(2026, 11, 23));
        }),
        (
            BriefField::BudgetNow,
            "ctrl-u «$2k» tab «, почта»",
            |b| {
                let budget = b.budget_now.as_mut().unwrap();
                budget.amount.minor = 200_000;
                budget.amount.currency = "USD".parse().unwrap();
                budget.source.push_str(", почта");
                budget.on = Some(date(2026, 11, 23));
            },
        ),
        (BriefField::BudgetNow, "tab tab ctrl-u «5.11.2026»", |b| {
            b.budget_now.as_mut().unwrap().on = Some(date(2026, 11, 5));
        }),
        (BriefField::BudgetCeiling, "ctrl-u", |b| {
            b.budget_ceiling = None;
        }),
        (BriefField::Kpi, "tab ctrl-u «15 %»", |b| {
            b.kpi.as_mut().unwrap().target = 1_500;
        }),
        (BriefField::Kpi, "1", |b| b.kpi = None),
    ];
    let (desk, client) = desk(Some(full));
    let stored = desk.book.get(client).unwrap().work().brief.clone().unwrap();
    for (field, keys, change) in cases {
        let mut expected = (*stored).clone();
        change(&mut expected);
        let mut form = open(&desk, client, field);
        let brief = brief_of(desk.submit(&mut form, &format!("{keys} ctrl-s")));
        assert_eq!(brief, expected, "{field:?} {keys}");
    }
}

#[test]
fn a_first_budget_is_as_of_today_and_a_wrong_one_keeps_what_was_typed() {
    let (desk, client) = desk(None);
    let mut form = open(&desk, client, BriefField::BudgetNow);
    assert!(desk.press(&mut form, "«много» ctrl-s").is_empty());
    let screen = desk.screen(&mut form, 100, 40);
    assert!(screen.contains("Сумма не понята"), "{screen}");
    assert!(screen.contains("много"), "{screen}");
    let brief = brief_of(desk.submit(&mut form, "ctrl-u «1,5 млн» tab «звонок» ctrl-s"));
    assert_eq!(
        brief.budget_now,
        Some(Budget {
            amount: Money {
                minor: 150_000_000,
                currency: Currency::RUB,
            },
            source: "звонок".to_owned(),
            on: Some(date(2026, 11, 23)),
        })
    );
    // A source without a sum would silently go.
    let mut form = open(&desk, client, BriefField::BudgetCeiling);
    assert!(desk.press(&mut form, "tab «письмо» ctrl-s").is_empty());
    let screen = desk.screen(&mut form, 100, 40);
    assert!(screen.contains("Сначала сумма"), "{screen}");
}

#[test]
fn forms_fit_any_window_and_goals_are_named_and_renamed() {
    let (mut desk, client) = desk(Some(full));
    let mut form = open(&desk, client, BriefField::Kpi);
    for _ in 0..16 {
        desk.at_all_sizes(&mut form);
        desk.press(&mut form, "tab");
    }
    let run = |desk: &mut Desk, form: &mut GoalForm, keys: &str| {
        let command = desk.submit(form, keys);
        desk.run(command).unwrap();
    };
    let mut goal = GoalForm::new(client);
    assert!(desk.press(&mut goal, "ctrl-s").is_empty(), "needs words");
    run(&mut desk, &mut goal, "«Тюмень» ctrl-s");
    let first = desk.book.get(client).unwrap().work().brief.clone().unwrap();
    let mut edit = GoalForm::edit(client, &first.goals[0]);
    desk.at_all_sizes(&mut edit);
    run(&mut desk, &mut edit, "« вдвое» enter");
    let brief = desk.book.get(client).unwrap().work().brief.clone().unwrap();
    let goals: Vec<&str> = brief.goals.iter().map(|g| g.text.as_str()).collect();
    assert_eq!(goals, ["Больше заявок вдвое", "Тюмень"]);
}

#[test]
fn what_the_form_submits_is_carried_out() {
    let (mut desk, client) = desk(None);
    let mut form = open(&desk, client, BriefField::Needs);
    let command = desk.submit(&mut form, "«отчёт» enter «звонок» ctrl-s");
    desk.run(command).unwrap();
    let brief = desk.book.get(client).unwrap().work().brief.clone().unwrap();
    assert_eq!(brief.needs, "отчёт\nзвонок");
}
