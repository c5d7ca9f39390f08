//! What the work on a client's advertising has brought up.

use super::{DAY, at, id};
use crate::domain::*;

fn client() -> ClientId {
    ClientId::from_bytes(id(1))
}

fn advice() -> RecommendationId {
    RecommendationId::from_bytes(id(4))
}

fn campaign() -> CampaignId {
    CampaignId::from_bytes(id(7))
}

const fn figures(n: u64) -> Figures {
    Figures {
        impressions: 100_000 * n,
        clicks: 300 * n,
        cost: 1_234_567,
        conversions: Some(12_500),
        revenue: None,
    }
}

fn brief() -> [(&'static str, Record); 2] {
    let empty = Brief::empty(client(), at(120));
    let budget = |minor, on| {
        Some(Budget {
            amount: Money {
                minor,
                currency: Currency::RUB,
            },
            source: "Пётр Ильич, звонок".into(),
            on,
        })
    };
    let full = Brief {
        goals: vec![
            Goal {
                id: GoalId(1),
                text: "Больше заявок на окна".into(),
                closed_at: None,
            },
            Goal {
                id: GoalId(300),
                text: "Бренд".into(),
                closed_at: Some(at(125)),
            },
        ],
        needs: "Понятный отчёт".into(),
        done: "Директ с 2021".into(),
        business: "Окна под ключ".into(),
        seasonality: "Пик в мае".into(),
        audience: "Частные дома".into(),
        budget_now: budget(30_000_000, Some(DAY)),
        budget_ceiling: budget(50_000_000, None),
        kpi: Some(Kpi {
            metric: Metric::Cpa,
            target: 150_000,
            note: "с НДС".into(),
        }),
        constraints: "Без слова «лучший»".into(),
        asked_at: Some(at(123)),
        ..empty.clone()
    };
    [("brief-min", empty.into()), ("brief-full", full.into())]
}

fn problem() -> [(&'static str, Record); 2] {
    let known = Problem::titled(
        ProblemId::from_bytes(id(6)),
        client(),
        String::new(),
        at(130),
    );
    let full = Problem {
        title: "Отклонены объявления".into(),
        details: "12 штук, «медицина»".into(),
        severity: Severity::Critical,
        found_by: FoundBy::Client,
        solver: Solver::Platform,
        waiting_for: "ответ модерации".into(),
        waiting_until: Some(DAY),
        sensitive: true,
        life: ProblemLife::Waiting,
        steps: vec![
            ProblemStep {
                life: ProblemLife::Solved,
                at: at(131),
                note: String::new(),
            },
            ProblemStep {
                life: ProblemLife::Waiting,
                at: at(132),
                note: "вернулось".into(),
            },
        ],
        cycle: 3,
        rule: Some("rejected-ads".into()),
        archived_at: Some(at(139)),
        ..known.clone()
    };
    [("problem-min", known.into()), ("problem-full", full.into())]
}

fn ads() -> [(&'static str, Record); 2] {
    let unknown = AdProfile::empty(client(), at(140));
    let full = AdProfile {
        accounts: vec![AdAccount {
            platform: Platform::YandexDirect,
            login: "romashka-direct".into(),
        }],
        platforms: vec![Platform::YandexDirect, Platform::Other],
        types: vec![CampaignType::Search, CampaignType::Social],
        analytics: vec!["Метрика 12345".into()],
        analytics_linked: Known::Yes,
        goals_set: Known::No,
        call_tracking: Known::Yes,
        currency: "KZT".parse().unwrap(),
        data_until: Some(DAY),
        digest: AdDigest {
            campaigns: 400,
            running: 2,
            last: figures(1),
            before: Figures {
                revenue: Some(-5),
                ..figures(2)
            },
        },
        imports: vec![AdImport {
            at: at(141),
            file: "отчёт.xlsx".into(),
            platform: Platform::VkAds,
            from: DAY,
            to: DAY.tomorrow().unwrap(),
            campaigns: 7,
        }],
        dismissed: vec![
            Dismissal {
                rule: "no-conversions".into(),
                campaign: Some(campaign()),
                reason: "считают звонки".into(),
                at: at(142),
                measure: -1_500,
            },
            Dismissal {
                rule: "no-utm".into(),
                campaign: None,
                reason: String::new(),
                at: at(143),
                measure: 0,
            },
        ],
        ..unknown.clone()
    };
    [
        ("ad-profile-min", unknown.into()),
        ("ad-profile-full", full.into()),
    ]
}

fn campaigns() -> [(&'static str, Record); 2] {
    let bare = Campaign {
        id: campaign(),
        client: client(),
        platform: Platform::Other,
        account: String::new(),
        number: String::new(),
        name: String::new(),
        kind: CampaignType::Unknown,
        state: CampaignState::Unknown,
        currency: Currency::RUB,
        vat: None,
        daily_budget: None,
        rejected_ads: None,
        utm: Known::Unknown,
        periods: Vec::new(),
        imported_at: at(150),
    };
    let day = |from: jiff::civil::Date, days: i64, figures| Period {
        from,
        to: from + jiff::Span::new().days(days),
        figures,
    };
    let next = DAY.tomorrow().unwrap();
    let full = Campaign {
        platform: Platform::GoogleAds,
        account: "123-456-7890".into(),
        number: "987654321".into(),
        name: "Окна | Поиск | Омск".into(),
        kind: CampaignType::Brand,
        state: CampaignState::NoFunds,
        currency: "USD".parse().unwrap(),
        vat: Some(false),
        daily_budget: Some(500_000),
        rejected_ads: Some(12),
        utm: Known::No,
        // Two days, a week on from the same day as the second, and one long before.
        periods: vec![
            day(DAY, 0, figures(1)),
            day(next, 0, figures(0)),
            day(next, 6, Figures::default()),
            day(
                jiff::civil::Date::constant(1969, 12, 1),
                30,
                Figures {
                    conversions: None,
                    revenue: Some(i64::MAX),
                    cost: -1,
                    ..figures(5)
                },
            ),
        ],
        ..bare.clone()
    };
    [
        ("campaign-min", bare.into()),
        ("campaign-full", full.into()),
    ]
}

fn deck() -> [(&'static str, Record); 2] {
    let bare = Deck {
        id: DeckId::from_bytes(id(8)),
        client: client(),
        sent_at: at(160),
        title: String::new(),
        recommendations: Vec::new(),
        file: String::new(),
        seconds: 0,
    };
    let full = Deck {
        title: "Предложения на декабрь".into(),
        recommendations: vec![advice(), RecommendationId::from_bytes(id(9))],
        file: "ромашка.html".into(),
        seconds: 75,
        ..bare.clone()
    };
    [("deck-min", bare.into()), ("deck-full", full.into())]
}

fn checklist() -> [(&'static str, Record); 2] {
    let bare = Checklist {
        id: ChecklistId::from_bytes(id(10)),
        client: client(),
        playbook: String::new(),
        title: String::new(),
        started: DAY,
        steps: Vec::new(),
        closed_at: None,
    };
    let step = |done_at: Option<jiff::Timestamp>| ChecklistStep {
        text: "Спросить про CRM".into(),
        due: DAY,
        call: done_at.is_none(),
        done_at,
        note: "не нужно".into(),
    };
    let full = Checklist {
        playbook: "onboarding".into(),
        title: "Знакомство".into(),
        steps: vec![step(Some(at(171))), step(None)],
        closed_at: Some(at(172)),
        ..bare.clone()
    };
    [
        ("checklist-min", bare.into()),
        ("checklist-full", full.into()),
    ]
}

fn promise() -> [(&'static str, Record); 2] {
    let bare = Promise {
        id: PromiseId::from_bytes(id(11)),
        client: client(),
        side: Side::Ours,
        who: String::new(),
        what: String::new(),
        until: None,
        evidence: String::new(),
        life: PromiseLife::Open,
        made_at: at(180),
        closed_at: None,
        note: String::new(),
    };
    let full = Promise {
        side: Side::Client,
        who: "Пётр".into(),
        what: "прислать прайс".into(),
        until: Some(DAY),
        evidence: "«пришлю в пятницу»".into(),
        life: PromiseLife::Broken,
        closed_at: Some(at(181)),
        note: "забыл".into(),
        ..bare.clone()
    };
    [("promise-min", bare.into()), ("promise-full", full.into())]
}

/// A recommendation with all that its second schema added.
pub(super) fn grounded(before: Recommendation) -> Recommendation {
    Recommendation {
        grounds: Some(Box::new(Grounds {
            goal: Some(GoalId(2)),
            value: "Минус треть пустых показов".into(),
            effect: Some(Effect {
                metric: Metric::Cpa,
                low: -3_000,
                high: -1_000,
            }),
            helper: "Ирина".into(),
            how_simple: "Уберём лишнее".into(),
            how_expert: "Минус-слова на уровне кампании".into(),
            rule: Some("wasted-spend".into()),
            cycle: 2,
        })),
        decision: Some(Box::new(Decision {
            who: "Пётр Ильич".into(),
            channel: Channel::Phone,
            words: "давайте после отпуска".into(),
            at: at(92),
        })),
        check: Some(Box::new(Check {
            metric: Metric::Conversions,
            before: Some(4_200),
            after: None,
            from: DAY,
            on: DAY,
            to: DAY.tomorrow().unwrap(),
            verdict: Verdict::Unclear,
            note: "праздники".into(),
        })),
        deck: Some(DeckId::from_bytes(id(8))),
        ..before
    }
}

pub(super) fn records() -> impl Iterator<Item = (&'static str, Record)> {
    [
        brief(),
        problem(),
        ads(),
        campaigns(),
        deck(),
        checklist(),
        promise(),
    ]
    .into_iter()
    .flatten()
}
