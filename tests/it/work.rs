//! Work on a client's advertising put together by hand, for tests that look at records and not at rules.

use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use planerka::domain::*;

/// The first day of every campaign's figures.
pub const FROM: Date = date(2026, 9, 1);

/// A campaign with figures for every day from [`FROM`], numbers as reports have them.
pub fn campaign(id: CampaignId, client: ClientId, name: &str, days: i64) -> Campaign {
    Campaign {
        id,
        client,
        platform: Platform::YandexDirect,
        account: "romashka-direct".into(),
        number: "48213377".into(),
        name: name.into(),
        kind: CampaignType::Search,
        state: CampaignState::On,
        currency: Currency::RUB,
        vat: Some(true),
        daily_budget: Some(250_000),
        rejected_ads: Some(0),
        utm: Known::Yes,
        periods: (0..days).map(|day| of_day(day, name.len())).collect(),
        imported_at: Timestamp::from_second(1_795_000_000).unwrap(),
    }
}

fn of_day(day: i64, salt: usize) -> Period {
    let from = FROM + day.days();
    let wave = u64::try_from(day * 37 % 101).unwrap() + salt as u64;
    Period {
        from,
        to: from,
        figures: Figures {
            impressions: 900 + wave * 31,
            clicks: 20 + wave,
            cost: 70_000 + i64::try_from(wave).unwrap() * 1_357,
            conversions: wave.is_multiple_of(3).then_some(2_000),
            revenue: None,
        },
    }
}

/// A report taken in: new campaigns, and the profile that changes with them.
pub fn import(book: &Book, client: ClientId, campaigns: &[Campaign], at: Timestamp) -> Transaction {
    let mut tx = Transaction::new(
        Intent::ImportCampaigns,
        at,
        Some(client),
        "отчёт.csv".into(),
    );
    profile(&mut tx, book, client, at);
    for campaign in campaigns {
        let there = book.get(client).and_then(|d| d.work().campaigns.as_ref());
        let before = there.and_then(|all| all.iter().find(|c| c.id == campaign.id).cloned());
        tx.push(Change::replace(before, campaign.clone()));
    }
    tx
}

fn profile(tx: &mut Transaction, book: &Book, client: ClientId, at: Timestamp) {
    let before = book
        .get(client)
        .and_then(|d| d.work().ads.as_deref().cloned());
    let mut after = before
        .clone()
        .unwrap_or_else(|| AdProfile::empty(client, at));
    after.imports.push(AdImport {
        at,
        file: "отчёт.csv".into(),
        platform: Platform::YandexDirect,
        from: FROM,
        to: FROM + 59.days(),
        campaigns: 1,
    });
    after.digest.campaigns = 1;
    after.edited_at = at;
    tx.push(Change::replace(before, after));
}

/// How many things [`deed`] can do.
pub const DEEDS: u8 = 14;

/// One thing done about a client's advertising; `n` varies it. `None` where there is nothing to do it to.
pub fn deed(
    book: &Book,
    ids: &mut Ids,
    client: ClientId,
    what: u8,
    n: u16,
    at: Timestamp,
) -> Option<Transaction> {
    let dossier = book.get(client)?;
    let work = dossier.work();
    let text = "слово ".repeat(usize::from(n) % 1200);
    let begin = |intent| Transaction::new(intent, at, Some(client), format!("{n}"));
    let mut tx;
    match what % DEEDS {
        0 => {
            tx = begin(Intent::EditBrief);
            let before = work.brief.as_deref().cloned();
            let mut after = before.clone().unwrap_or_else(|| Brief::empty(client, at));
            let id = after.next_goal();
            let closed_at = n.is_multiple_of(2).then_some(at);
            after.goals.push(Goal {
                id,
                text: format!("цель {n}"),
                closed_at,
            });
            after.needs = text;
            after.edited_at = at;
            tx.push(Change::replace(before, after));
        }
        1 => {
            tx = begin(Intent::AddProblem);
            let title = format!("Проблема {n}");
            tx.push(Change::create(Problem::titled(
                ids.next(at),
                client,
                title,
                at,
            )));
        }
        2 => {
            tx = begin(Intent::AdvanceProblem);
            let before = work.problems.first()?.clone();
            let mut after = before.clone();
            after.life = ProblemLife::Waiting;
            after.steps.push(ProblemStep {
                life: after.life,
                at,
                note: text,
            });
            tx.push(Change::replace(Some(before), after));
        }
        3 => {
            let name = format!("Кампания {n}");
            let new = campaign(ids.next(at), client, &name, i64::from(n % 90));
            tx = import(book, client, &[new], at);
        }
        4 => {
            // A second report: one campaign grows, another is gone.
            let there = work.campaigns.as_deref()?;
            let (first, last) = (there.first()?, there.last()?);
            let mut grown = first.clone();
            grown
                .periods
                .extend(campaign(first.id, client, "ещё", 120).periods.drain(90..));
            grown.state = CampaignState::Ended;
            tx = import(book, client, &[grown], at);
            if last.id != first.id {
                tx.push(Change::remove(last.clone()));
            }
        }
        5 => {
            tx = begin(Intent::SendDeck);
            let id = ids.next(at);
            let told = dossier.recommendations.iter().map(|r| r.id).collect();
            tx.push(Change::create(Deck {
                id,
                client,
                sent_at: at,
                title: format!("Предложения {n}"),
                recommendations: told,
                file: text,
                seconds: n.into(),
            }));
            if let Some(before) = dossier.recommendations.first().cloned() {
                let deck = Some(id);
                tx.push(Change::replace(
                    Some(before.clone()),
                    Recommendation { deck, ..before },
                ));
            }
        }
        6 => {
            tx = begin(Intent::ApplyPlaybook);
            let step = |text: &str| ChecklistStep {
                text: text.into(),
                due: FROM + i64::from(n % 30).days(),
                call: n.is_multiple_of(2),
                done_at: n.is_multiple_of(3).then_some(at),
                note: String::new(),
            };
            tx.push(Change::create(Checklist {
                id: ids.next(at),
                client,
                playbook: "onboarding".into(),
                title: "Знакомство".into(),
                started: FROM,
                steps: vec![step("спросить про CRM"), step(&text)],
                closed_at: None,
            }));
        }
        7 => {
            tx = begin(Intent::AddPromise);
            if let Some(gone) = work.promises.first().filter(|_| n.is_multiple_of(4)) {
                tx.push(Change::remove(gone.clone()));
            } else {
                tx.push(Change::create(Promise {
                    id: ids.next(at),
                    client,
                    side: Side::Client,
                    who: "Анна".into(),
                    what: format!("прайс {n}"),
                    until: Some(FROM),
                    evidence: text,
                    life: PromiseLife::Open,
                    made_at: at,
                    closed_at: None,
                    note: String::new(),
                }));
            }
        }
        8 => {
            tx = begin(Intent::AgreeTerms);
            let before = work.terms.as_deref().cloned();
            let after = ContactTerms {
                response_minutes: Some(n),
                policy_reason: text,
                ask_again: Some(FROM),
                ..ContactTerms::none(client)
            };
            tx.push(Change::replace(before, after));
        }
        9 => {
            tx = begin(Intent::AdvanceRequest);
            let at_hand = work.requests.first().filter(|_| !n.is_multiple_of(3));
            let before = at_hand.cloned();
            let mut after = before.clone().unwrap_or_else(|| {
                let kind = RequestKind::Question;
                Request::said(ids.next(at), client, kind, format!("вопрос {n}"), at)
            });
            after.life = RequestLife::Asked;
            after.steps.push(RequestStep {
                life: after.life,
                at,
                who: "Ирина".into(),
                words: text,
            });
            tx.push(Change::replace(before, after));
        }
        10 => {
            tx = begin(Intent::MakeForecast);
            match work.forecasts.first() {
                Some(gone) if n.is_multiple_of(3) => tx.push(Change::remove(gone.clone())),
                _ => tx.push(Change::create(Forecast {
                    id: ids.next(at),
                    client,
                    made_at: at,
                    from: Month::new(2026, 8),
                    base: i64::from(n) * 1000,
                    currency: Currency::RUB,
                    percent: 30,
                    until: Month::new(2026, 11),
                    note: text,
                })),
            }
        }
        11 => {
            tx = begin(Intent::Snooze);
            let before = work.snooze.as_deref().cloned();
            if before.is_some() && n.is_multiple_of(3) {
                tx.push(Change::remove(before?));
            } else {
                let after = Snooze {
                    client,
                    until: FROM,
                    reason: text,
                    set_at: at,
                };
                tx.push(Change::replace(before, after));
            }
        }
        12 => tx = at_the_desk(book, ids, client, n, at)?,
        _ => {
            tx = begin(Intent::EditDraft);
            let before = dossier.recommendations.first()?.clone();
            let grounds = Grounds {
                goal: Some(GoalId(n)),
                how_simple: text,
                cycle: 1,
                ..Grounds::default()
            };
            let decision = Decision {
                who: "Анна".into(),
                channel: Channel::Phone,
                words: format!("да, {n}"),
                at,
            };
            let after = Recommendation {
                grounds: Some(Box::new(grounds)),
                decision: n.is_multiple_of(2).then(|| Box::new(decision)),
                ..before.clone()
            };
            tx.push(Change::replace(Some(before), after));
        }
    }
    Some(tx)
}

/// One thing done about the portfolio as a whole.
fn at_the_desk(
    book: &Book,
    ids: &mut Ids,
    client: ClientId,
    n: u16,
    at: Timestamp,
) -> Option<Transaction> {
    let desk = book.desk();
    let mut tx = Transaction::new(Intent::ArrangeDay, at, None, format!("{n}"));
    let name = format!("имя {n}");
    match n % 6 {
        0 => tx.push(Change::create(View {
            id: ids.next(at),
            name,
            query: "touch>14d".into(),
            columns: vec![ViewColumn::Spend],
            order: ViewOrder::Silence,
            reversed: false,
            pane: ViewPane::Clients,
            key: None,
            made_at: at,
        })),
        1 => {
            let before = desk.cohorts.first().cloned();
            let mut after = before.clone().unwrap_or_else(|| Cohort {
                id: ids.next(at),
                name,
                month: Some(Month::new(2026, 11)),
                method: Method::Biggest,
                query: String::new(),
                hypothesis: String::new(),
                frozen_at: at,
                from: Month::new(2026, 10),
                members: Vec::new(),
                closed_at: None,
                verdict: String::new(),
            });
            after.members.push(Member {
                client,
                score: 50,
                base: n.into(),
                currency: Currency::RUB,
                held_out: n.is_multiple_of(2),
                joined_at: None,
                worked_at: Some(at),
                left: None,
            });
            tx.push(Change::replace(before, after));
        }
        2 => {
            let date = FROM + i64::from(n % 40).days();
            let before = desk.day(date).cloned();
            let mut after = before.clone().unwrap_or_else(|| DaySheet::empty(date));
            after.pins.push(Pin {
                client,
                at: jiff::civil::time(10, 30, 0, 0),
            });
            tx.push(Change::replace(before, after));
        }
        3 => tx.push(Change::create(Meeting {
            id: ids.next(at),
            uid: name,
            title: "Планёрка".into(),
            place: String::new(),
            from: at,
            to: at + 30.minutes(),
            client: Some(client),
        })),
        4 => {
            let before = desk.news.first().cloned();
            let mut after = before.clone().unwrap_or_else(|| News {
                id: ids.next(at),
                title: name,
                text: String::new(),
                expert: String::new(),
                kind: NewsKind::Product,
                query: String::new(),
                from: FROM,
                until: None,
                told: Vec::new(),
                made_at: at,
                closed_at: None,
            });
            after.told.push((client, at));
            tx.push(Change::replace(before, after));
        }
        _ => tx.push(Change::remove(desk.views.last()?.clone())),
    }
    Some(tx)
}
