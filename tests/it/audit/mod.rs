//! The audit: every shipped rule on a client made for it, what is not known, dismissals, words.

mod profile;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use planerka::domain::audit::{Hit, HitKey, HitState, Rule, Scope, Taken, groups};
use planerka::domain::{
    CampaignState, CampaignType, Figures, Grounds, Known, Life, Metric, Platform, Problem,
    ProblemId, ProblemLife, Recommendation, RecommendationId, RecommendationKind,
};
use planerka::i18n::{Lang, Texts};
use planerka::jobs::library;
use planerka::say;
use profile::{CLIENT, END, Profile};

fn shipped() -> Vec<Arc<Rule>> {
    let (rules, problems) = library::rules(None);
    assert_eq!(problems, Vec::new());
    rules
}

fn ids(hits: &[Hit]) -> BTreeSet<&str> {
    hits.iter().map(|hit| hit.rule.id.as_str()).collect()
}

/// A change of the healthy client.
type Flaw = fn(&mut Profile);

/// A flaw and all rules it is told by.
const FLAWS: &[(&[&str], Flaw)] = &[
    (&["campaign-rejected"], |p| {
        p.campaigns[0].state = CampaignState::Rejected;
    }),
    (&["ads-rejected"], |p| p.campaigns[0].rejected_ads = Some(3)),
    (&["moderation-long"], |p| {
        p.campaigns[0].state = CampaignState::Moderation;
        p.days(0, 4, (0, 0, 0, 0.0));
    }),
    (&["no-funds"], |p| {
        p.campaigns[0].state = CampaignState::NoFunds;
    }),
    (&["campaign-idle"], |p| p.days(0, 4, (0, 0, 0, 0.0))),
    (&["data-stale"], |p| p.today = END + jiff::ToSpan::days(20)),
    (&["no-analytics"], |p| p.ads.analytics_linked = Known::No),
    (&["no-goals"], |p| p.ads.goals_set = Known::No),
    (&["report-without-conversions"], |p| {
        for campaign in &mut p.campaigns {
            if campaign.platform == Platform::GoogleAds {
                for period in &mut campaign.periods {
                    period.figures.conversions = None;
                }
            }
        }
    }),
    (&["utm-missing"], |p| p.campaigns[0].utm = Known::No),
    (&["no-call-tracking"], |p| p.ads.call_tracking = Known::No),
    (&["kpi-missing"], |p| p.brief.kpi = None),
    (
        &["conversions-dropped", "campaign-conversions-dropped"],
        |p| {
            p.change(7, |day| day.conversions = Some(0));
        },
    ),
    (&["campaign-conversions-dropped"], |p| {
        p.days(0, 7, (1000, 60, 1200, 0.0));
    }),
    (&["no-conversions-at-all", "spend-no-conversions"], |p| {
        p.change(60, |day| day.conversions = Some(0));
    }),
    (&["spend-no-conversions"], |p| {
        p.days(6, 60, (5000, 30, 300, 0.0));
    }),
    (&["cpa-over-kpi"], |p| p.days(0, 60, (1000, 60, 1200, 1.0))),
    (&["cpa-far-over-median", "kpi-missing"], |p| {
        p.brief.kpi = None;
        p.days(0, 60, (1000, 60, 1200, 0.8));
    }),
    (&["cpa-growth"], |p| p.days(0, 28, (1000, 60, 1200, 1.35))),
    (&["cpc-growth"], |p| p.days(0, 28, (1000, 45, 1200, 2.0))),
    (&["cost-share-over-kpi"], |p| {
        p.kpi(Metric::CostShare, 10);
        p.change(60, |day| day.revenue = Some(day.cost * 5));
    }),
    (&["barren-share", "spend-no-conversions"], |p| {
        p.days(4, 60, (20_000, 80, 600, 0.0));
        p.days(5, 60, (3000, 60, 900, 0.0));
    }),
    (&["over-budget"], |p| p.budget(100_000, 140_000)),
    (&["under-budget"], |p| p.budget(200_000, 0)),
    (&["click-spike"], |p| p.set(0, 0, (4000, 240, 4800, 2.0))),
    (&["spend-spike"], |p| p.set(0, 0, (1000, 60, 3600, 2.0))),
    (&["traffic-collapse", "impressions-collapse"], |p| {
        p.budget(130_000, 0);
        p.change(7, |day| {
            *day = Figures {
                impressions: day.impressions / 5,
                clicks: day.clicks / 5,
                cost: day.cost / 5,
                conversions: day.conversions.map(|n| n / 5),
                revenue: None,
            };
        });
    }),
    (&["impressions-collapse"], |p| {
        p.days(5, 7, (600, 12, 180, 0.3));
    }),
    (&["ctr-collapse"], |p| p.days(0, 7, (1000, 30, 600, 2.0))),
    (&["conversion-rate-fall"], |p| {
        p.days(0, 7, (1000, 60, 1200, 0.8));
    }),
    (&["ctr-low-search"], |p| {
        p.budget(0, 0);
        p.days(0, 60, (3000, 60, 1200, 2.0));
        p.add(
            "Search 2",
            Platform::GoogleAds,
            CampaignType::Search,
            (800, 48, 960, 1.6),
        );
    }),
    (&["budget-exhausted"], |p| {
        p.campaigns[0].daily_budget = Some(120_000);
        p.days(0, 60, (1000, 60, 1200, 1.7));
    }),
    (&["too-many-campaigns"], |p| {
        p.budget(0, 0);
        for n in 0..4 {
            let name = format!("Город {n}");
            p.add(
                &name,
                Platform::GoogleAds,
                CampaignType::Search,
                (0, 0, 0, 0.0),
            );
        }
        for n in 0..p.campaigns.len() {
            p.days(n, 60, (20, 1, 20, 0.05));
        }
    }),
    (&["spend-concentrated"], |p| {
        p.budget(0, 0);
        p.days(0, 60, (20_000, 1200, 24_000, 40.0));
    }),
    (&["brand-heavy"], |p| {
        p.budget(0, 0);
        p.days(1, 60, (5000, 1000, 5000, 50.0));
    }),
    (&["best-limited-by-budget"], |p| {
        p.campaigns[0].daily_budget = Some(120_000);
    }),
    (&["budget-below-ceiling"], |p| p.budget(130_000, 200_000)),
    (&["paused-good-cpa"], |p| {
        let paused = p.add(
            "Пауза",
            Platform::YandexDirect,
            CampaignType::Search,
            (300, 18, 300, 1.0),
        );
        p.campaigns[paused].state = CampaignState::Paused;
        p.days(paused, 28, (0, 0, 0, 0.0));
    }),
    (&["shift-search-display"], |p| {
        p.budget(0, 0);
        p.kpi(Metric::Cpa, 1100);
        p.days(4, 60, (66_000, 266, 2000, 1.5));
    }),
    (&["one-platform"], |p| {
        for campaign in &mut p.campaigns {
            campaign.platform = Platform::YandexDirect;
        }
    }),
    (&["no-remarketing"], |p| drop(p.campaigns.remove(2))),
    (&["no-brand-campaign"], |p| drop(p.campaigns.remove(1))),
    (&["no-shopping"], |p| {
        p.campaigns.remove(5);
        p.budget(0, 0);
        p.change(60, |day| day.revenue = Some(day.cost * 5));
    }),
    (&["no-video"], |p| drop(p.campaigns.remove(6))),
];

#[test]
fn every_rule_fires_on_its_flaw_and_is_silent_on_a_healthy_client() {
    let rules = shipped();
    let healthy = Profile::healthy().audit(&rules);
    assert_eq!(ids(&healthy), BTreeSet::new(), "a healthy client");
    let mut fired = BTreeSet::new();
    for (expected, flaw) in FLAWS {
        let mut profile = Profile::healthy();
        flaw(&mut profile);
        let hits = profile.audit(&rules);
        assert_eq!(
            ids(&hits),
            expected.iter().copied().collect(),
            "{expected:?}"
        );
        fired.extend(expected.iter().map(|id| (*id).to_owned()));
    }
    let all: BTreeSet<String> = rules.iter().map(|rule| rule.id.clone()).collect();
    assert_eq!(fired, all, "every rule has a flaw of its own");
    assert!(all.len() >= 28);
}

#[test]
fn words_of_every_hit_are_whole_in_both_languages() {
    let rules = shipped();
    for lang in [Lang::Ru, Lang::En] {
        let texts = Texts::new(lang);
        for (expected, flaw) in FLAWS {
            let mut profile = Profile::healthy();
            flaw(&mut profile);
            for hit in profile.audit(&rules) {
                let one = std::slice::from_ref(&hit);
                let name = |hit: &Hit| profile.name(hit);
                let problem = say::found_problem(&texts, one, false, name).unwrap();
                let draft = say::found_draft(&texts, one, name).unwrap();
                for text in [
                    say::evidence(&texts, &hit),
                    problem.title,
                    problem.details,
                    draft.title,
                    draft.why,
                    draft.if_done,
                    draft.if_not,
                    draft.how_simple,
                    draft.how_expert,
                ] {
                    assert!(!text.trim().is_empty(), "{expected:?}");
                    for bad in ["{", "}", "—", "⟨", "NaN", "!"] {
                        assert!(!text.contains(bad), "{expected:?} {lang:?}: {text}");
                    }
                }
            }
        }
    }
}

#[test]
fn texts_of_rules_are_written_in_both_languages_without_shouting() {
    let cyrillic = |c: char| ('А'..='я').contains(&c);
    let mut titles = BTreeMap::new();
    for rule in shipped() {
        for (field, text) in rule.texts.all() {
            assert!(text.ru.chars().any(cyrillic), "{} {field}", rule.id);
            assert!(!text.en.chars().any(cyrillic), "{} {field}", rule.id);
            for words in [&text.ru, &text.en] {
                assert!(!words.contains('!'), "{} {field}", rule.id);
                assert_eq!(words.trim(), words, "{} {field}", rule.id);
            }
        }
        let before = titles.insert(rule.texts.title.ru.clone(), rule.id.clone());
        assert_eq!(before, None, "{} has a title of another rule", rule.id);
    }
}

#[test]
fn evidence_is_written_as_each_language_writes_numbers() {
    let rules = shipped();
    let mut profile = Profile::healthy();
    profile.days(0, 60, (1000, 60, 1200, 1.0));
    let hits = profile.audit(&rules);
    let said = |lang| say::evidence(&Texts::new(lang), &hits[0]).replace('\u{a0}', "_");
    assert_eq!(
        said(Lang::Ru),
        "CPA 1_200_₽ при KPI 700_₽, выше на 71_%; конверсий: 28"
    );
    assert_eq!(
        said(Lang::En),
        "CPA ₽1,200 against a KPI of ₽700, 71% above; conversions: 28"
    );
    let title = say::hit_title(&Texts::new(Lang::Ru), &hits[0], profile.name(&hits[0]));
    assert_eq!(title, "Заявка дороже KPI: Поиск");
    // (1 200 − 700) roubles a day over 28 days are overpaid.
    assert_eq!(hits[0].stake, 500 * 28 * 100);
}

#[test]
fn nobody_is_accused_without_data() {
    let rules = shipped();
    // Nothing is known at all.
    let mut profile = Profile::healthy();
    profile.campaigns.clear();
    profile.ads = planerka::domain::AdProfile::empty(CLIENT, profile.ads.edited_at);
    assert_eq!(ids(&profile.audit(&rules)), BTreeSet::new());
    // Campaigns without a type: what is missing cannot be told.
    let mut profile = Profile::healthy();
    profile.campaigns.truncate(4);
    for campaign in &mut profile.campaigns {
        campaign.kind = CampaignType::Unknown;
        campaign.state = CampaignState::Unknown;
        campaign.rejected_ads = None;
        campaign.utm = Known::Unknown;
    }
    profile.budget(0, 0);
    assert_eq!(ids(&profile.audit(&rules)), BTreeSet::new());
    // Three days of history: no week before, no usual day.
    let mut profile = Profile::healthy();
    profile.budget(0, 0);
    for campaign in &mut profile.campaigns {
        campaign.periods.retain(|p| (END - p.from).get_days() < 3);
    }
    profile.set(0, 0, (9000, 540, 10_800, 18.0));
    assert_eq!(ids(&profile.audit(&rules)), BTreeSet::new());
}

#[test]
fn a_dismissed_hit_returns_when_its_number_has_changed_by_a_quarter() {
    let rules = shipped();
    let with = |conversions: f64| {
        let mut profile = Profile::healthy();
        profile.days(0, 60, (1000, 60, 1200, conversions));
        profile
    };
    let mut profile = with(1.0);
    let hit = profile.audit(&rules).remove(0);
    profile.dismiss(&hit);
    let state = |profile: &Profile| profile.audit(&rules).remove(0).state;
    assert!(matches!(state(&profile), HitState::Dismissed(d) if d.reason == "сезон"));
    // 71 % over the KPI then; 80 % is the same story, 114 % is another.
    let mut near = with(0.95);
    near.ads = profile.ads.clone();
    assert!(matches!(state(&near), HitState::Dismissed(_)));
    let mut far = with(0.8);
    far.ads = profile.ads.clone();
    assert!(matches!(state(&far), HitState::Returned(_)));
    let texts = Texts::new(Lang::Ru);
    let zone = jiff::tz::TimeZone::UTC;
    let words = say::hit_state(&texts, &far.audit(&rules)[0], &zone, far.today).unwrap();
    assert!(
        words.contains("было 71") && words.contains("стало 114"),
        "{words}"
    );
}

#[test]
fn what_deals_with_a_hit_is_known_until_it_is_over() {
    let rules = shipped();
    let mut profile = Profile::healthy();
    profile.days(0, 60, (1000, 60, 1200, 1.0));
    profile.days(3, 60, (800, 48, 960, 0.9));
    let hits = profile.audit(&rules);
    assert_eq!(hits.len(), 2);
    let at = profile.ads.edited_at;
    let mut problem = Problem::titled(ProblemId(uuid::Uuid::nil()), CLIENT, "CPA".into(), at);
    problem.rule = Some(hits[0].key().to_string());
    profile.problems.push(problem);
    let states = |profile: &Profile| {
        let hits = profile.audit(&rules);
        hits.into_iter().map(|hit| hit.state).collect::<Vec<_>>()
    };
    let taken = HitState::Taken(Taken::Problem(ProblemId(uuid::Uuid::nil())));
    assert_eq!(states(&profile), [taken.clone(), HitState::New]);
    // A problem of the whole rule deals with all campaigns.
    profile.problems[0].rule = Some(HitKey::whole("cpa-over-kpi").to_string());
    assert_eq!(states(&profile), [taken.clone(), taken]);
    profile.problems[0].life = ProblemLife::Verified;
    assert_eq!(states(&profile), [HitState::New, HitState::New]);
    let mut advice = Recommendation::draft(RecommendationId(uuid::Uuid::nil()), CLIENT, at);
    advice.grounds = Some(Box::new(Grounds {
        rule: Some(hits[1].key().to_string()),
        ..Grounds::default()
    }));
    profile.recommendations.push(advice);
    let taken = HitState::Taken(Taken::Recommendation(RecommendationId(uuid::Uuid::nil())));
    assert_eq!(states(&profile), [HitState::New, taken]);
    profile.recommendations[0].life = Life::Declined;
    assert_eq!(states(&profile), [HitState::New, HitState::New]);
}

#[test]
fn two_hundred_campaigns_are_read_at_a_glance() {
    let rules = shipped();
    let mut profile = Profile::healthy();
    profile.budget(0, 0);
    for n in 0..180 {
        let at = profile.add(
            &format!("Город {n}"),
            Platform::YandexDirect,
            CampaignType::Search,
            (1000, 60, 1200, 2.0),
        );
        profile.campaigns[at].utm = Known::No;
        if n % 60 == 0 {
            profile.days(at, 60, (1000, 60, 1200 + n, 0.0));
        }
    }
    profile.add(
        "Пауза",
        Platform::YandexDirect,
        CampaignType::Search,
        (300, 18, 300, 1.0),
    );
    profile.campaigns.last_mut().unwrap().state = CampaignState::Paused;
    let last = profile.campaigns.len() - 1;
    profile.days(last, 28, (0, 0, 0, 0.0));
    let hits = profile.audit(&rules);
    let texts = Texts::new(Lang::Ru);
    let found: Vec<(&str, usize)> = groups(&hits)
        .map(|group| (group.rule().unwrap().id.as_str(), group.hits.len()))
        .collect();
    // Fixes first, critical first, growth apart and last.
    assert_eq!(
        found,
        [
            ("spend-no-conversions", 3),
            ("utm-missing", 180),
            ("paused-good-cpa", 1)
        ]
    );
    let first = groups(&hits).next().unwrap();
    assert!(
        first
            .hits
            .windows(2)
            .all(|two| two[0].stake >= two[1].stake)
    );
    assert_eq!(profile.name(&first.hits[0]), Some("Город 120"));
    let kinds: Vec<RecommendationKind> = hits.iter().map(Hit::kind).collect();
    assert!(kinds.is_sorted());
    let many: Vec<Hit> = groups(&hits).nth(1).unwrap().hits.to_vec();
    let problem = say::found_problem(&texts, &many, true, |hit| profile.name(hit)).unwrap();
    assert_eq!(problem.title, "Ссылки без UTM-меток: 180 кампаний");
    assert_eq!(problem.key, HitKey::whole("utm-missing"));
    assert!(
        problem.details.ends_with("и ещё 170"),
        "{}",
        problem.details
    );
    assert_eq!(first.hits[0].rule.scope, Scope::Campaign);
}
