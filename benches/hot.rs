//! The hot paths without a terminal: what a key, a decision, a commit or a start costs in the library.
//!
//! ```text
//! cargo bench --bench hot                         at 1 000 and 10 000 clients
//! PLANERKA_BENCH_LARGE=1 cargo bench --bench hot  at 100 000 too
//! cargo bench --bench hot -- key                  only what has `key` in its name
//! ```
//!
//! What a person sees, pty and all, is measured by `benches/speed`.
#![expect(
    clippy::unwrap_used,
    reason = "a bench that cannot go on says where by panicking"
)]

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Duration;

use criterion::{BatchSize, BenchmarkId, Criterion};
use jiff::Zoned;
use planerka::app::{App, DayPlan, Depth, Effect, Msg, Setup};
use planerka::domain::agenda::{self, DayFrame};
use planerka::domain::audit::{Subject, audit};
use planerka::domain::client_order::sorted;
use planerka::domain::command::{Command, Env, Move, NewTouch, NextStep, decide};
use planerka::domain::import::plan;
use planerka::domain::morning::morning;
use planerka::domain::query::{Columns, Plan, Query};
use planerka::domain::ranking::{By, List, rank};
use planerka::domain::slides::{Format, Script, Section, Slide};
use planerka::domain::{
    AdProfile, Book, Campaign, CampaignId, CampaignState, CampaignType, Channel, ClientId,
    Currency, DaySheet, Direction, Dossier, Figures, Hours, Ids, Known, Month, Outcome, Period,
    Pin, Platform, Portfolio, Transaction, ViewOrder,
};
use planerka::input::{Key, Keymap};
use planerka::jobs::deck::Look;
use planerka::jobs::demo::{demo_book, portfolio};
use planerka::jobs::import::parse;
use planerka::jobs::progress::Progress;
use planerka::store::{Engine, OpenOptions};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

fn now() -> Zoned {
    "2026-11-23T09:00+03:00[Europe/Moscow]".parse().unwrap()
}

/// The sizes of the portfolio to measure at.
fn sizes() -> Vec<usize> {
    let large = std::env::var_os("PLANERKA_BENCH_LARGE").map(|_| 100_000);
    [1_000, 10_000].into_iter().chain(large).collect()
}

/// A workstation over a loaded book, drawn into memory at 140×40.
struct Desk {
    app: App,
    screen: Terminal<TestBackend>,
}

impl Desk {
    fn new(clients: usize) -> Self {
        let time = |hour| jiff::civil::time(hour, 0, 0, 0);
        let mut app = App::new(Setup {
            lang: Some("en"),
            theme: "dark",
            depth: Depth::True,
            ascii: false,
            keymap: Keymap::default(),
            keymap_problems: Vec::new(),
            now: now(),
            ids: Ids::seeded(7),
            day: DayPlan {
                hours: Hours {
                    from: time(9),
                    to: time(18),
                },
                minutes: 240,
                call_minutes: 15,
                lunch: None,
                fires: vec![time(11), time(16)],
            },
            library: planerka::jobs::library::load(None).0,
            library_problems: Vec::new(),
            presenter: String::new(),
        });
        app.update(Msg::Loaded(
            Box::new(demo_book(1, clients, &now())),
            Vec::new(),
            None,
        ));
        let screen = Terminal::new(TestBackend::new(140, 40)).unwrap();
        let mut desk = Self { app, screen };
        desk.press(Key::char('g'));
        desk.press(Key::char('g'));
        desk
    }

    /// A key and the frame after it.
    fn press(&mut self, key: Key) -> Vec<Effect> {
        let effects = self.app.update(Msg::Key(key));
        self.screen.draw(|frame| self.app.draw(frame)).unwrap();
        effects
    }
}

/// A key, from the event to the finished frame in memory.
fn keys(c: &mut Criterion) {
    let mut group = c.benchmark_group("key");
    for clients in sizes() {
        let mut desk = Desk::new(clients);
        for (name, pane, key) in [
            ("j-clients", '1', Key::char('j')),
            ("page-clients", '1', Key::ctrl('d')),
            ("j-board", '2', Key::char('j')),
            ("j-drafts", '3', Key::char('j')),
            ("j-agenda", '4', Key::char('j')),
        ] {
            desk.press(Key::char(pane));
            group.bench_function(BenchmarkId::new(name, clients), |b| {
                b.iter(|| desk.press(black_box(key)));
            });
        }
        desk.press(Key::char('1'));
        group.bench_function(BenchmarkId::new("sort", clients), |b| {
            b.iter(|| desk.press(Key::char('s')));
        });
        // Open, four letters, close: six frames, one of them over all rows again.
        group.bench_function(BenchmarkId::new("filter-4-letters", clients), |b| {
            b.iter(|| {
                for key in "fмарк".chars() {
                    desk.press(Key::char(key));
                }
                desk.press(Key::plain(planerka::input::KeyCode::Esc));
            });
        });
    }
    group.finish();
}

fn log(client: ClientId) -> Command {
    Command::LogTouch(Box::new(NewTouch {
        client,
        contact: None,
        at: None,
        channel: Channel::Phone,
        direction: Direction::Out,
        outcome: Outcome::Answered,
        minutes: 7,
        note: "Agreed to look at the numbers on Friday.".to_owned(),
        next: NextStep::Keep,
        mood: None,
        purpose: None,
    }))
}

/// A command against a moment.
fn decided(command: Command, book: &Book, ids: &mut Ids, now: &Zoned) -> Transaction {
    decide(command, book, &mut Env { now, ids }).unwrap()
}

/// Facts and rules in memory.
fn domain(c: &mut Criterion) {
    let now = now();
    let mut group = c.benchmark_group("domain");
    for clients in sizes() {
        group.bench_function(BenchmarkId::new("demo-book", clients), |b| {
            b.iter(|| demo_book(1, clients, &now));
        });
        let mut book = demo_book(1, clients, &now);
        let day = DayFrame::today(now.clone());
        group.bench_function(BenchmarkId::new("agenda", clients), |b| {
            b.iter(|| agenda::plan(black_box(&book), &day));
        });
        let active: Vec<ClientId> = book.active().map(Dossier::id).collect();
        // A day with ten pins and far more minutes than calls fit: every seat is fought for.
        let mut sheet = DaySheet::empty(day.date);
        sheet.minutes = Some(600);
        let rows = agenda::plan(&book, &day).rows.into_iter().take(10);
        sheet.pins = rows
            .map(|row| Pin {
                client: row.client,
                at: row.at.time(),
            })
            .collect();
        group.bench_function(BenchmarkId::new("agenda-arranged", clients), |b| {
            b.iter(|| agenda::plan_arranged(black_box(&book), &day, Some(&sheet)));
        });
        group.bench_function(BenchmarkId::new("agenda-explain", clients), |b| {
            b.iter(|| agenda::explain(black_box(&book), &day, active[0]));
        });
        group.bench_function(BenchmarkId::new("morning", clients), |b| {
            b.iter(|| morning(black_box(&book), &day));
        });
        let mut ids = Ids::seeded(3);
        let mut turn = 0;
        group.bench_function(BenchmarkId::new("log-touch", clients), |b| {
            b.iter(|| {
                turn += 1;
                let client = active[turn * 37 % active.len()];
                let mut transaction = decided(log(client), &book, &mut ids, &now);
                book.apply(&mut transaction).unwrap();
            });
        });
        let ranking = rank(&Portfolio::of(&book, Month::from(now.date())));
        for order in [ViewOrder::Spend, ViewOrder::Growth] {
            group.bench_function(
                BenchmarkId::new(format!("sort-{}", order.name()), clients),
                |b| {
                    let month = Month::from(now.date());
                    b.iter(|| sorted(&book, order, false, false, month, true, Some(&ranking)));
                },
            );
        }
        // One key of a query over everybody: read, flattened, asked.
        for (name, text) in [
            ("query-silence", "touch>14d -tier:c"),
            (
                "query-many",
                "stage:analysis,rollout spend3<-10% touch>14d policy:full -tier:c tag:авто",
            ),
            ("query-change", "spend3<-20% or falling>=3"),
            (
                "query-scores",
                "growth>50 -verdict:grow_and_guard touch>14d",
            ),
            ("query-text", "owner:анна or \"банк\""),
        ] {
            group.bench_function(BenchmarkId::new(name, clients), |b| {
                let mut columns = Columns::default();
                b.iter(|| {
                    let query = Query::parse(black_box(text)).unwrap();
                    let plan = Plan::new(&query, &now, Some(&ranking));
                    plan.ask(&book, &mut columns)
                });
            });
            // The first key after the book changed: nothing is known of anybody yet.
            group.bench_function(BenchmarkId::new(format!("{name}-first"), clients), |b| {
                let query = Query::parse(text).unwrap();
                let plan = Plan::new(&query, &now, Some(&ranking));
                b.iter(|| plan.ask(black_box(&book), &mut Columns::default()));
            });
        }
        let many: Vec<ClientId> = active.iter().copied().take(1_000).collect();
        group.bench_function(BenchmarkId::new("move-1000", clients), |b| {
            b.iter(|| {
                let command = Command::MoveStage {
                    clients: many.clone(),
                    to: Move::Forward,
                    confirmed: true,
                };
                let mut transaction = decided(command, &book, &mut ids, &now);
                book.apply(&mut transaction).unwrap();
            });
        });
    }
    group.finish();
}

/// A table of spend: so many rows, twelve months of each client.
fn spend_table(rows: usize) -> String {
    let mut table = String::from("client,month,spend\n");
    for row in 0..rows {
        let (client, month) = (row / 12, row % 12 + 1);
        writeln!(
            table,
            "Client {client},2026-{month:02},{}.50",
            1_000 + row * 7 % 90_000
        )
        .unwrap();
    }
    table
}

/// Bytes to candidates to a plan, without the store.
fn import(c: &mut Criterion) {
    let table = spend_table(100_000);
    let mut group = c.benchmark_group("import");
    group.sample_size(10);
    group.bench_function("parse-100000", |b| {
        b.iter(|| parse("spend.csv", table.as_bytes(), None, &Progress::new()).unwrap());
    });
    let parsed = parse("spend.csv", table.as_bytes(), None, &Progress::new()).unwrap();
    let book = Book::new();
    group.bench_function("plan-100000", |b| {
        b.iter_batched(
            || parsed.candidates.clone(),
            |candidates| plan(&book, candidates),
            BatchSize::LargeInput,
        );
    });
    group.finish();
}

/// A report of Direct's API: so many rows of 274 campaigns by day, money in millionths.
fn ads_table(rows: usize) -> String {
    let mut table = String::from(
        "\"Report (2025-01-01 - 2025-12-31)\"\nDate\tClientLogin\tCampaignId\tCampaignName\tImpressions\tClicks\tCost\tAvgCpc\tConversions\n",
    );
    let first = jiff::civil::date(2025, 1, 1);
    for row in 0..rows {
        let (campaign, day) = (row / 365, i64::try_from(row % 365).unwrap());
        let date = first.checked_add(jiff::Span::new().days(day)).unwrap();
        let clicks = row * 7 % 90;
        writeln!(
            table,
            "{date}\tlogin\t{}\tПоиск | Москва | {campaign}\t{}\t{clicks}\t{}\t31000000\t--",
            7_000_000 + campaign,
            clicks * 31,
            clicks * 31_000_000,
        )
        .unwrap();
    }
    writeln!(table, "Total rows: {rows}").unwrap();
    table
}

/// A report of campaigns: bytes to candidates, to a plan for a client, to a transaction.
fn ads(c: &mut Criterion) {
    use planerka::domain::import::{ImportRun, Owner, plan_for};
    let now = now();
    let table = ads_table(100_000);
    let mut group = c.benchmark_group("ads");
    group.sample_size(10);
    let read = || parse("report.tsv", table.as_bytes(), None, &Progress::new()).unwrap();
    group.bench_function("parse-100000", |b| b.iter(read));
    let parsed = read();
    assert_eq!(parsed.candidates.len(), 100_000_usize.div_ceil(365));
    let mut book = demo_book(1, 1_000, &now);
    let client = book.active().next().unwrap().id();
    book.load_campaigns(client, Vec::new());
    let owner = Owner::Named(client);
    group.bench_function("plan-100000", |b| {
        b.iter_batched(
            || parsed.candidates.clone(),
            |candidates| plan_for(&book, candidates, owner),
            BatchSize::LargeInput,
        );
    });
    let mut ids = Ids::seeded(5);
    group.bench_function("slice-100000", |b| {
        b.iter_batched(
            || plan_for(&book, parsed.candidates.clone(), owner),
            |planned| {
                let mut run = ImportRun::new(planned, "report.tsv".to_owned(), None);
                let mut env = Env {
                    now: &now,
                    ids: &mut ids,
                };
                run.next_slice(&book, &mut env).unwrap()
            },
            BatchSize::LargeInput,
        );
    });
    group.finish();
}

/// A presentation of twelve recommendations, from its words to the bytes of each format.
fn deck(c: &mut Criterion) {
    let section = |label: &str, text: &str| Section::new(label.to_owned(), text.to_owned());
    let why = "Сейчас поиск и сети делят один бюджет: 64 % денег уходит в сети, а 80 % заявок даёт поиск.";
    let advice = |number: usize| Slide::Advice {
        label: format!("{number} из 12"),
        title: "Разделить поиск и сети на разные кампании".to_owned(),
        value: Some(section("Что это даст", "20 000 ₽ покупают 15 заявок")),
        sections: vec![
            section("Зачем", why),
            section("Если сделать", why),
            section("Если оставить как есть", why),
        ],
        how: Some(section("Как сделать", why)),
        facts: vec![section("Трудоёмкость", "до дня")],
    };
    let row = |number: usize| {
        let title = "Разделить поиск и сети на разные кампании".to_owned();
        let day = "7 декабря".to_owned();
        [
            number.to_string(),
            title,
            "до дня".to_owned(),
            day,
            String::new(),
        ]
    };
    let head = ["№", "Рекомендация", "Трудоёмкость", "Срок", "Решение"].map(str::to_owned);
    let slides = (1..=12).map(advice).chain([Slide::Decisions {
        title: "Что решить".to_owned(),
        head,
        rows: (1..=12).map(row).collect(),
    }]);
    let script = Script {
        lang: "ru".to_owned(),
        slides: slides.collect(),
        ..Script::default()
    };
    let mut group = c.benchmark_group("deck");
    for format in Format::ALL {
        group.bench_function(BenchmarkId::new(format.name(), 12), |b| {
            b.iter(|| planerka::jobs::deck::write(&script, &Look::default(), *format).unwrap());
        });
    }
    group.finish();
}

/// A client with so many campaigns of sixty days each, told apart by a seed.
fn advertised(seed: u64, campaigns: u64) -> (AdProfile, Vec<Campaign>) {
    let client = ClientId(uuid::Uuid::from_u128(u128::from(seed) + 1));
    let at = now().timestamp();
    let end = jiff::civil::date(2026, 11, 20);
    let kinds = CampaignType::ALL;
    let made = (0..campaigns)
        .map(|n| {
            let roll = seed * 31 + n * 17;
            let periods = (0i64..60)
                .rev()
                .map(|ago| {
                    let day = end - jiff::ToSpan::days(ago);
                    let clicks = 20 + (roll + ago.unsigned_abs() * 7) % 40;
                    let figures = Figures {
                        impressions: clicks * (15 + roll % 30),
                        clicks,
                        cost: i64::try_from(clicks * (900 + roll % 2_000)).unwrap(),
                        conversions: Some(i64::try_from(clicks * (roll % 5) * 10).unwrap()),
                        revenue: None,
                    };
                    Period {
                        from: day,
                        to: day,
                        figures,
                    }
                })
                .collect();
            Campaign {
                id: CampaignId(uuid::Uuid::from_u128(u128::from(seed * 1_000 + n))),
                client,
                platform: Platform::ALL[usize::try_from(n % 3).unwrap()],
                account: String::new(),
                number: String::new(),
                name: format!("Campaign {n}"),
                kind: kinds[usize::try_from(roll).unwrap() % kinds.len()],
                state: CampaignState::On,
                currency: Currency::RUB,
                vat: None,
                daily_budget: Some(60_000),
                rejected_ads: Some(u32::from(roll.is_multiple_of(19))),
                utm: Known::Yes,
                periods,
                imported_at: at,
            }
        })
        .collect();
    (AdProfile::empty(client, at), made)
}

/// The audit of a whole portfolio, and what reading the rules costs at the start.
fn audits(c: &mut Criterion) {
    let mut group = c.benchmark_group("audit");
    group.sample_size(10);
    group.bench_function("read-rules", |b| {
        b.iter(|| planerka::jobs::library::rules(None));
    });
    let (rules, _) = planerka::jobs::library::rules(None);
    let clients: Vec<_> = (0..1_200).map(|seed| advertised(seed, 20)).collect();
    group.bench_function("1200-clients-20-campaigns-60-days", |b| {
        b.iter(|| {
            let hits = clients.iter().map(|(ads, campaigns)| {
                let subject = Subject {
                    client: ads.client,
                    ads: Some(ads),
                    campaigns,
                    brief: None,
                    problems: &[],
                    recommendations: &[],
                    today: jiff::civil::date(2026, 11, 23),
                };
                audit(&rules, black_box(&subject)).len()
            });
            assert!(hits.sum::<usize>() > 0);
        });
    });
    group.finish();
}

/// Ranking with fitting and back-test over 24 months, and taking the figures out of the book for it.
fn rankings(c: &mut Criterion) {
    let mut group = c.benchmark_group("rank");
    group.sample_size(10);
    for clients in sizes() {
        let book = demo_book(1, clients, &now());
        let month = Month::new(2026, 11);
        group.bench_function(BenchmarkId::new("take-figures", clients), |b| {
            b.iter(|| Portfolio::of(black_box(&book), month));
        });
        let portfolio = Portfolio::of(&book, month);
        assert_eq!(portfolio.months(), 24);
        group.bench_function(BenchmarkId::new("fit-test-rank", clients), |b| {
            b.iter(|| rank(black_box(&portfolio)));
        });
        let ranking = rank(&portfolio);
        group.bench_function(BenchmarkId::new("list", clients), |b| {
            b.iter(|| ranking.list(List::Grow, By::Money));
        });
    }
    group.finish();
}

/// The store on a real disk, in the system's temporary directory.
fn store(c: &mut Criterion) {
    let now = now();
    let mut group = c.benchmark_group("store");
    group.sample_size(10);
    for clients in sizes() {
        let dir = tempfile::tempdir().unwrap();
        let (mut engine, mut opened) = Engine::open(dir.path(), OpenOptions::default()).unwrap();
        for mut made in portfolio(1, clients, &now) {
            opened.book.apply(&mut made).unwrap();
            engine.commit(&[made]).unwrap();
        }
        let mut ids = Ids::seeded(11);
        let mut book = opened.book;
        let first = book.active().next().unwrap().id();
        group.bench_function(BenchmarkId::new("commit-touch", clients), |b| {
            b.iter(|| {
                let mut transaction = decided(log(first), &book, &mut ids, &now);
                book.apply(&mut transaction).unwrap();
                engine.commit(&[transaction]).unwrap();
            });
        });
        group.bench_function(BenchmarkId::new("each-campaign", clients), |b| {
            b.iter(|| {
                let mut periods = 0;
                let mut count = |_, all: Vec<Campaign>| {
                    periods += all.iter().map(|c| c.periods.len()).sum::<usize>();
                };
                engine.each_campaign(&mut count).unwrap();
                periods
            });
        });
        engine.close(None).unwrap();
        group.bench_function(BenchmarkId::new("open-and-load", clients), |b| {
            b.iter(|| {
                let (engine, opened) = Engine::open(dir.path(), OpenOptions::default()).unwrap();
                assert_eq!(opened.book.len(), clients);
                engine.close(None).unwrap();
            });
        });
    }
    group.finish();
}

fn main() {
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
        .sample_size(20)
        .configure_from_args();
    keys(&mut criterion);
    domain(&mut criterion);
    import(&mut criterion);
    ads(&mut criterion);
    deck(&mut criterion);
    audits(&mut criterion);
    rankings(&mut criterion);
    store(&mut criterion);
    criterion.final_summary();
}
