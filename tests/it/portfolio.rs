//! The demo portfolio through the audit: every shipped rule has something to find in it and something to
//! pass, and most of it is in order.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::Instant;

use jiff::Zoned;
use planerka::domain::audit::{Rule, Subject, audit};
use planerka::domain::{
    Book, Campaign, Change, ClientId, Currency, RecommendationKind, Severity, Tier,
};
use planerka::jobs::{demo, library};

const CLIENTS: usize = 1200;

struct Portfolio {
    book: Book,
    campaigns: HashMap<ClientId, Vec<Campaign>>,
    /// The order clients were made in.
    made: Vec<ClientId>,
    today: jiff::civil::Date,
}

fn made(clients: usize) -> Portfolio {
    let now: Zoned = "2026-11-23T09:00+03:00[Europe/Moscow]".parse().unwrap();
    let mut out = Portfolio {
        book: Book::new(),
        campaigns: HashMap::new(),
        made: Vec::new(),
        today: now.date(),
    };
    for mut tx in demo::portfolio(1, clients, &now) {
        for change in &tx.changes {
            match change {
                Change::Campaign(edit) => {
                    let campaign = edit.after.clone().unwrap();
                    let of_client = out.campaigns.entry(campaign.client).or_default();
                    of_client.push(campaign);
                }
                Change::Client(edit) => out.made.push(edit.after.as_ref().unwrap().id),
                _ => {}
            }
        }
        out.book.apply(&mut tx).unwrap();
    }
    out
}

/// What rules found: hits and clients by rule, clients by how bad it is.
#[derive(Default)]
struct Found {
    hits: BTreeMap<String, usize>,
    clients: BTreeMap<String, usize>,
    advertised: usize,
    without_critical: usize,
    without_hygiene: usize,
}

fn found(portfolio: &Portfolio, rules: &[std::sync::Arc<Rule>]) -> Found {
    let mut found = Found::default();
    for dossier in portfolio.book.all() {
        let own = portfolio.campaigns.get(&dossier.id());
        let campaigns = own.map_or(&[][..], Vec::as_slice);
        found.advertised += usize::from(!campaigns.is_empty());
        let hits = audit(rules, &Subject::of(dossier, campaigns, portfolio.today));
        let critical = |hit: &&_| planerka::domain::audit::Hit::severity(hit) == Severity::Critical;
        let hygiene =
            |hit: &&planerka::domain::audit::Hit| hit.kind() == RecommendationKind::Hygiene;
        found.without_critical += usize::from(hits.iter().find(critical).is_none());
        found.without_hygiene += usize::from(hits.iter().find(hygiene).is_none());
        for hit in &hits {
            *found.hits.entry(hit.rule.id.clone()).or_default() += 1;
        }
        let ids: BTreeSet<&str> = hits.iter().map(|hit| hit.rule.id.as_str()).collect();
        for id in ids {
            *found.clients.entry(id.to_owned()).or_default() += 1;
        }
    }
    found
}

/// `cargo test --test it portfolio -- --nocapture` prints the table.
#[test]
fn every_rule_finds_something_and_passes_something() {
    let (rules, faults) = library::rules(None);
    assert_eq!(faults, Vec::new());
    let start = Instant::now();
    let portfolio = made(CLIENTS);
    println!("made in {:?}", start.elapsed());
    let found = found(&portfolio, &rules);
    println!(
        "{} clients advertise; without anything critical {}, without hygiene {}",
        found.advertised, found.without_critical, found.without_hygiene
    );
    println!("{:>7} {:>6}  rule", "clients", "hits");
    let of = |counts: &BTreeMap<String, usize>, rule: &Rule| counts.get(&rule.id).copied();
    for rule in &rules {
        let (clients, hits) = (of(&found.clients, rule), of(&found.hits, rule));
        println!(
            "{:>7} {:>6}  {}",
            clients.unwrap_or(0),
            hits.unwrap_or(0),
            rule.id
        );
    }
    for rule in &rules {
        let clients = of(&found.clients, rule).unwrap_or(0);
        assert!(clients > 0, "{} finds nothing", rule.id);
        assert!(clients * 100 <= CLIENTS * 35, "{}: {clients}", rule.id);
    }
    assert!(rules.len() >= 44, "{}", rules.len());
    // Most have something to talk about, few burn.
    let share = |clients: usize| clients * 100 / CLIENTS;
    let (calm, sound) = (share(found.without_critical), share(found.without_hygiene));
    assert!(
        (60..=90).contains(&calm),
        "{calm} % without anything critical"
    );
    assert!(
        (20..=55).contains(&sound),
        "{sound} % without anything to fix"
    );
}

#[test]
fn a_network_of_branches_has_a_campaign_for_each_city() {
    let portfolio = made(120);
    let most = portfolio.campaigns.values().max_by_key(|c| c.len());
    let campaigns = most.unwrap();
    assert_eq!(campaigns.len(), 184);
    let names: BTreeSet<&str> = campaigns.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names.len(), 184);
    assert!(names.contains("Поиск | Омск | 013"), "{names:?}");
    let dossier = portfolio.book.get(campaigns[0].client).unwrap();
    assert_eq!(dossier.client.tier, Tier::A);
    // What the campaigns spend is what the figures of the client say, a month of 28 days being shorter.
    let digest = dossier.work().ads.as_deref().unwrap().digest;
    let spend = dossier.spend.as_deref().unwrap();
    let month = spend.amounts.last().unwrap();
    assert!((500_000_000..800_000_000).contains(&month), "{month}");
    let share = digest.last.cost * 100 / month;
    assert!((75..=115).contains(&share), "{share} %");
    let barren = |c: &&Campaign| c.periods.iter().all(|p| p.figures.clicks == 0);
    assert_eq!(campaigns.iter().filter(barren).count(), 0);
}

#[test]
fn sums_fit_their_currency_and_advice_says_how() {
    let portfolio = made(CLIENTS);
    let mut foreign = 0;
    for dossier in portfolio.book.all() {
        let work = dossier.work();
        for r in &dossier.recommendations {
            let grounds = r.grounds();
            assert!(!grounds.how_simple.is_empty(), "{}", r.title);
            assert!(!grounds.how_expert.is_empty(), "{}", r.title);
        }
        let Some(brief) = work.brief.as_deref() else {
            continue;
        };
        for budget in [&brief.budget_now, &brief.budget_ceiling]
            .into_iter()
            .flatten()
        {
            assert!(budget.amount.minor > 0, "{}", dossier.client.name);
            foreign += usize::from(budget.amount.currency != Currency::RUB);
        }
        if let Some(kpi) = &brief.kpi {
            assert!(kpi.target > 0, "{}", dossier.client.name);
        }
    }
    assert!(foreign > 200, "{foreign}");
}
