//! Reports of campaigns meet the book.

use jiff::Zoned;
use jiff::civil::date;

use super::*;
use crate::domain::command::{AdFacts, decide};
use crate::domain::{
    AdProfile, Book, Campaign, CampaignType, Client, ClientId, Command, Env, Figures, Ids, Intent,
    Known, Period, Platform, Transaction,
};

mod again;

fn now() -> Zoned {
    "2026-11-23T09:00+03:00[Europe/Moscow]".parse().unwrap()
}

/// A book with «Alfa» and «Beta»; Beta has the account `beta-login` of Direct.
fn sample() -> (Book, Ids, ClientId, ClientId) {
    let (mut book, mut ids) = (Book::new(), Ids::seeded(1));
    let now = now();
    let mut named = |name: &str| {
        let mut client = Client::named(ids.next(now.timestamp()), name.to_owned(), now.timestamp());
        if name == "Beta" {
            client
                .external
                .push(ExternalId::new("yandex-direct", "Beta-Login"));
        }
        let command = Command::AddClient(Box::new(client));
        let mut tx = decide(
            command,
            &book,
            &mut Env {
                now: &now,
                ids: &mut ids,
            },
        )
        .unwrap();
        book.apply(&mut tx).unwrap();
        book.all().last().unwrap().id()
    };
    let (alfa, beta) = (named("Alfa"), named("Beta"));
    for client in [alfa, beta] {
        book.load_campaigns(client, Vec::new());
    }
    (book, ids, alfa, beta)
}

fn day(day: i8, cost: i64) -> Period {
    Period {
        from: date(2026, 9, day),
        to: date(2026, 9, day),
        figures: Figures {
            impressions: 100,
            clicks: 10,
            cost,
            ..Figures::default()
        },
    }
}

fn month(cost: i64) -> Period {
    Period {
        to: date(2026, 9, 30),
        ..day(1, cost)
    }
}

fn row(number: &str, name: &str, periods: &[Period]) -> Candidate {
    let mut patch = CampaignPatch::new(Platform::YandexDirect);
    number.clone_into(&mut patch.number);
    name.clone_into(&mut patch.name);
    patch.periods = periods.to_vec();
    let mut row = Candidate::at(2);
    row.campaign = Some(Box::new(patch));
    row
}

fn with(mut row: Candidate, edit: impl FnOnce(&mut CampaignPatch)) -> Candidate {
    edit(row.campaign.as_mut().unwrap());
    row
}

fn of_account(account: &str, row: Candidate) -> Candidate {
    with(row, |p| account.clone_into(&mut p.account))
}

fn import(book: &mut Book, ids: &mut Ids, rows: &[Candidate], owner: Owner) -> Vec<Transaction> {
    let now = now();
    let planned = plan_for(book, rows.to_vec(), owner);
    let mut run = ImportRun::new(planned, "report.csv".to_owned(), None);
    let mut done = Vec::new();
    while let Some(mut tx) = run.next_slice(book, &mut Env { now: &now, ids }) {
        book.apply(&mut tx).unwrap();
        done.push(tx);
    }
    done
}

fn verdicts(book: &Book, rows: &[Candidate], owner: Owner) -> Vec<&'static str> {
    let plan = plan_for(book, rows.to_vec(), owner);
    let said = plan.rows().map(|(_, r)| match r.verdict {
        Verdict::Conflict(_) | Verdict::Skip(_) => r.verdict.reason_key().unwrap(),
        verdict => verdict.name(),
    });
    said.collect()
}

fn campaigns(book: &Book, client: ClientId) -> &[Campaign] {
    book.get(client)
        .unwrap()
        .work()
        .campaigns
        .as_deref()
        .unwrap()
}

fn profile(book: &Book, client: ClientId) -> Option<&AdProfile> {
    book.get(client).unwrap().work().ads.as_deref()
}

/// Cost by first day.
fn costs(campaign: &Campaign) -> Vec<(i8, i64)> {
    let costs = campaign
        .periods
        .iter()
        .map(|p| (p.from.day(), p.figures.cost));
    costs.collect()
}

#[test]
fn whose_a_report_is() {
    let (mut book, mut ids, alfa, beta) = sample();
    let plain = || row("1", "A", &[day(1, 5)]);
    for (name, rows, owner, said) in [
        (
            "nobody",
            vec![plain()],
            Owner::Nobody,
            vec!["import-clash-no-client"],
        ),
        ("named", vec![plain()], Owner::Named(alfa), vec!["new"]),
        (
            "known by its account, whatever the case",
            vec![of_account("BETA-login", plain())],
            Owner::Nobody,
            vec!["new"],
        ),
        (
            "an account of another client than the one named",
            vec![of_account("beta-login", plain())],
            Owner::Named(alfa),
            vec!["import-clash-account-elsewhere"],
        ),
        (
            "one unknown account goes to the client at hand, a known one home",
            vec![
                of_account("x", plain()),
                of_account("beta-login", row("2", "B", &[])),
            ],
            Owner::Current(alfa),
            vec!["new", "new"],
        ),
        (
            "two unknown accounts do not",
            vec![
                of_account("x", plain()),
                of_account("y", row("2", "B", &[])),
            ],
            Owner::Current(alfa),
            vec![
                "import-clash-unknown-account",
                "import-clash-unknown-account",
            ],
        ),
        (
            "unless a person said so",
            vec![
                of_account("x", plain()),
                of_account("y", row("2", "B", &[])),
            ],
            Owner::Named(alfa),
            vec!["new", "new"],
        ),
    ] {
        assert_eq!(verdicts(&book, &rows, owner), said, "{name}");
    }
    // Several clients in one file: a transaction each, and the account is known from then on.
    let rows = [
        of_account("x", plain()),
        of_account("beta-login", row("2", "B", &[day(1, 7)])),
    ];
    let done = import(&mut book, &mut ids, &rows, Owner::Current(alfa));
    assert_eq!(done.len(), 2);
    assert!(
        done.iter()
            .all(|tx| tx.entry.intent == Intent::ImportCampaigns)
    );
    assert_eq!(done[0].entry.group, done[1].entry.group);
    assert_eq!(
        done.iter()
            .filter_map(|tx| tx.entry.client)
            .collect::<Vec<_>>(),
        [alfa, beta]
    );
    assert_eq!(
        verdicts(&book, &rows, Owner::Nobody),
        ["unchanged", "unchanged"]
    );
}

#[test]
fn figures_of_a_day_are_replaced_and_other_days_stay() {
    let (mut book, mut ids, alfa, _) = sample();
    let owner = Owner::Named(alfa);
    import(
        &mut book,
        &mut ids,
        &[row("1", "A", &[day(1, 5), day(2, 6)])],
        owner,
    );
    import(
        &mut book,
        &mut ids,
        &[row("1", "A", &[day(2, 7), day(3, 8)])],
        owner,
    );
    assert_eq!(costs(&campaigns(&book, alfa)[0]), [(1, 5), (2, 7), (3, 8)]);
    // A month beside days, and the same month corrected.
    import(&mut book, &mut ids, &[row("1", "A", &[month(90)])], owner);
    import(&mut book, &mut ids, &[row("1", "A", &[month(91)])], owner);
    let campaign = &campaigns(&book, alfa)[0];
    assert_eq!(costs(campaign), [(1, 5), (1, 91), (2, 7), (3, 8)]);
    // The digest takes the days as they are and of the month the 27 days they leave.
    let digest = profile(&book, alfa).unwrap().digest;
    let month_share = |days: i64| (91 * days + 15) / 30;
    assert_eq!(digest.last.cost, 8 + month_share(27));
    assert_eq!(profile(&book, alfa).unwrap().imports.len(), 4);
}

#[test]
fn which_campaign_is_meant() {
    let (mut book, mut ids, alfa, _) = sample();
    let owner = Owner::Named(alfa);
    let before = [
        row("1", "A", &[day(1, 5)]),
        row("2", "Twin", &[day(1, 5)]),
        row("3", "Twin", &[day(1, 5)]),
        row("", "Nameless", &[day(1, 5)]),
    ];
    import(&mut book, &mut ids, &before, owner);
    let dollars = |row| with(row, |p: &mut CampaignPatch| p.currency = "USD".parse().ok());
    for (name, rows, said) in [
        (
            "the same",
            vec![row("1", "A", &[day(1, 5)])],
            vec!["unchanged"],
        ),
        (
            "renamed",
            vec![row("1", "A!", &[day(1, 5)])],
            vec!["update"],
        ),
        (
            "by name alone",
            vec![row("", "A", &[day(2, 5)])],
            vec!["update"],
        ),
        (
            "two numbers are two",
            vec![row("9", "A", &[day(1, 5)])],
            vec!["new"],
        ),
        (
            "a number is learned",
            vec![row("4", "Nameless", &[day(1, 5)])],
            vec!["update"],
        ),
        (
            "twins without number",
            vec![row("", "Twin", &[day(1, 5)])],
            vec!["import-clash-many-campaigns"],
        ),
        (
            "told twice by one report",
            vec![row("1", "A", &[day(1, 5)]), row("", "A", &[day(1, 9)])],
            vec!["unchanged", "import-clash-many-campaigns"],
        ),
        (
            "another platform",
            vec![with(row("1", "A", &[day(1, 5)]), |p| {
                p.platform = Platform::GoogleAds
            })],
            vec!["new"],
        ),
        (
            "another currency",
            vec![dollars(row("1", "A", &[day(2, 5)]))],
            vec!["import-clash-currency"],
        ),
    ] {
        assert_eq!(verdicts(&book, &rows, owner), said, "{name}");
    }
}

#[test]
fn a_report_keeps_what_it_does_not_tell() {
    let (mut book, mut ids, alfa, _) = sample();
    let owner = Owner::Named(alfa);
    let told = with(row("1", "Бренд", &[day(1, 5)]), |p| {
        p.kind = Some(CampaignType::Search);
        p.daily_budget = Some(150_000);
        p.utm = Known::Yes;
    });
    import(&mut book, &mut ids, &[told], owner);
    import(
        &mut book,
        &mut ids,
        &[row("1", "Бренд", &[day(2, 5)])],
        owner,
    );
    let campaign = &campaigns(&book, alfa)[0];
    assert_eq!(
        (campaign.daily_budget, campaign.utm),
        (Some(150_000), Known::Yes)
    );
    // The platform calls it search, its name tells which.
    assert_eq!(campaign.kind, CampaignType::Brand);
    // What a person says of the profile outlives the next report.
    let mut facts = AdFacts::of(alfa, profile(&book, alfa));
    facts.goals_set = Known::No;
    let (now, command) = (now(), Command::EditAdProfile(Box::new(facts)));
    let mut tx = decide(
        command,
        &book,
        &mut Env {
            now: &now,
            ids: &mut ids,
        },
    )
    .unwrap();
    book.apply(&mut tx).unwrap();
    import(
        &mut book,
        &mut ids,
        &[row("1", "Бренд", &[day(3, 5)])],
        owner,
    );
    let known = profile(&book, alfa).unwrap();
    assert_eq!((known.goals_set, known.digest.last.cost), (Known::No, 15));
}

#[test]
fn campaigns_on_disk_are_asked_for_first() {
    let (book, _, alfa, beta) = sample();
    let mut fresh = Book::new();
    for dossier in book.all() {
        fresh.load(dossier.client.clone().into()).unwrap();
    }
    let rows = [
        of_account("beta-login", row("1", "A", &[day(1, 5)])),
        row("2", "B", &[]),
    ];
    assert_eq!(unread(&fresh, &rows, Owner::Named(alfa)), [alfa]);
    assert_eq!(unread(&fresh, &rows, Owner::Current(alfa)), [alfa, beta]);
    assert!(unread(&book, &rows, Owner::Current(alfa)).is_empty());
    // With a profile but without its campaigns nothing is merged blindly.
    fresh
        .load(AdProfile::empty(beta, now().timestamp()).into())
        .unwrap();
    assert_eq!(
        verdicts(&fresh, &rows, Owner::Nobody),
        ["import-clash-not-read", "import-clash-no-client"]
    );
}
