//! Scores, what they are made of, and how far they can be believed.

use crate::domain::ranking::{
    By, Confidence, Contribution, Judged, List, Quadrant, Ranked, Ranking, Said, Standing,
};
use crate::domain::{Method, Month};
use crate::i18n::Texts;

/// «растить и беречь».
#[must_use]
pub fn quadrant(texts: &Texts, quadrant: Quadrant) -> String {
    texts.t(match quadrant {
        Quadrant::Grow => "quadrant-grow",
        Quadrant::GrowAndGuard => "quadrant-grow-and-guard",
        Quadrant::KeepWarm => "quadrant-keep-warm",
        Quadrant::NewsOnly => "quadrant-news-only",
    })
}

/// «раст+бер», «мало ист.»: what to do with a client, or why nothing is said, in nine cells for a column.
#[must_use]
pub fn verdict_short(texts: &Texts, row: &Ranked) -> String {
    texts.t(match (row.verdict, row.standing) {
        (Some(Quadrant::Grow), _) => "verdict-short-grow",
        (Some(Quadrant::GrowAndGuard), _) => "verdict-short-grow-and-guard",
        (Some(Quadrant::KeepWarm), _) => "verdict-short-keep-warm",
        (Some(Quadrant::NewsOnly), _) => "verdict-short-news-only",
        (None, Standing::Stopped) => "verdict-short-stopped",
        (None, _) => "verdict-short-too-little",
    })
}

/// «средняя».
#[must_use]
pub fn confidence(texts: &Texts, confidence: Confidence) -> String {
    texts.t(match confidence {
        Confidence::Low => "confidence-low",
        Confidence::Medium => "confidence-medium",
        Confidence::High => "confidence-high",
    })
}

/// «мало истории».
#[must_use]
pub fn standing(texts: &Texts, standing: Standing) -> String {
    texts.t(match standing {
        Standing::Scored => "standing-scored",
        Standing::TooLittle => "standing-too-little",
        Standing::Stopped => "standing-stopped",
    })
}

/// «сначала крупные».
#[must_use]
pub fn method(texts: &Texts, method: Method) -> String {
    texts.t(match method {
        Method::MostActive => "ranking-method-most-active",
        Method::Biggest => "ranking-method-biggest",
        Method::LastMonth => "ranking-method-last-month",
        Method::Formula => "ranking-method-formula",
        Method::Fitted => "ranking-method-fitted",
        Method::ByHand => "ranking-method-by-hand",
    })
}

/// «Удержать, по деньгам».
#[must_use]
pub fn ranking_list(texts: &Texts, list: List, by: By) -> String {
    let list = texts.t(match list {
        List::Protect => "ranking-list-protect",
        List::Grow => "ranking-list-grow",
    });
    let by = texts.t(match by {
        By::Chance => "ranking-by-chance",
        By::Money => "ranking-by-money",
    });
    format!("{list}, {by}")
}

/// «на 35 % ниже обычного уровня».
#[must_use]
pub fn contribution(texts: &Texts, what: Contribution) -> String {
    let percent = |id, percent: u32| {
        let percent = texts.percent(f64::from(percent));
        texts.tf(id, &[("percent", percent.into())])
    };
    let months = |id, months: u32| texts.tf(id, &[("months", months.into())]);
    match what {
        Contribution::BelowUsual { percent: p } => percent("why-below-usual", p),
        Contribution::AboveUsual { percent: p } => percent("why-above-usual", p),
        Contribution::LastMonthStronger { percent: p } => percent("why-last-stronger", p),
        Contribution::LastMonthWeaker { percent: p } => percent("why-last-weaker", p),
        Contribution::Tenure { months: m } => months("why-tenure", m),
        Contribution::Volatile { percent: p } => percent("why-volatile", p),
        Contribution::SeasonUp { percent: p } => percent("why-season-up", p),
        Contribution::SeasonDown { percent: p } => percent("why-season-down", p),
        Contribution::TooLittle { months: m } => months("why-too-little", m),
        Contribution::Stopped { months: m } => months("why-stopped", m),
    }
}

/// The same with the side it leans to: «к росту: на 35 % ниже обычного уровня».
#[must_use]
pub fn leaning(texts: &Texts, said: Said) -> String {
    leaning_to(texts, side(said), contribution(texts, said.what))
}

/// All of a row, each side named once: «к спаду: на 35 % ниже обычного уровня, тратит неровно; к росту: …». The side
/// of the weightiest comes first, and so does the weightiest within a side.
#[must_use]
pub fn leanings(texts: &Texts, all: &[Said]) -> String {
    let mut sides: Vec<(Option<&'static str>, Vec<String>)> = Vec::new();
    for said in all {
        let (side, what) = (side(*said), contribution(texts, said.what));
        match sides.iter_mut().find(|(known, _)| *known == side) {
            Some((_, told)) => told.push(what),
            None => sides.push((side, vec![what])),
        }
    }
    let each = sides.into_iter();
    let each = each.map(|(side, told)| leaning_to(texts, side, told.join(", ")));
    each.collect::<Vec<_>>().join("; ")
}

/// A hundredth of log-odds is a quarter of a percent: no side worth naming.
fn side(said: Said) -> Option<&'static str> {
    match said.lean {
        lean if lean.abs() < 0.01 => None,
        lean if lean > 0.0 => Some("why-to-growth"),
        _ => Some("why-to-decline"),
    }
}

fn leaning_to(texts: &Texts, side: Option<&'static str>, what: String) -> String {
    match side {
        Some(id) => texts.tf(id, &[("what", what.into())]),
        None => what,
    }
}

/// How many pairs of a hundred are put in the right order.
fn pairs(auc: f32) -> i64 {
    (f64::from(auc) * 100.0).round() as i64
}

fn month(texts: &Texts, month: Month) -> String {
    let first = jiff::civil::Date::new(
        i16::try_from(month.year()).unwrap_or_default(),
        i8::try_from(month.month()).unwrap_or(1),
        1,
    );
    first.map_or_else(|_| month.to_string(), |date| texts.month(date))
}

/// The method in use, how it did on the portfolio's own past, and how the others did: sentences for a line or a
/// pane, the shortest way to an honest score.
#[must_use]
pub fn back_test(texts: &Texts, ranking: &Ranking) -> Vec<String> {
    let name = method(texts, ranking.method);
    let args = [
        ("method", ranking.method.name().into()),
        ("name", name.into()),
    ];
    let mut lines = vec![texts.tf("ranking-in-use", &args)];
    if let Some(partial) = ranking.partial {
        let args = [
            ("month", month(texts, partial.month).into()),
            ("count", partial.clients.into()),
            ("taken", month(texts, ranking.at).into()),
        ];
        lines.insert(0, texts.tf("ranking-partial", &args));
    }
    let test = &ranking.backtest;
    let Some(own) = test.of(ranking.method) else {
        lines.push(texts.t("ranking-untested"));
        return lines;
    };
    let cases = texts.number(i64::try_from(test.cases).unwrap_or(i64::MAX));
    let args = [("windows", test.windows.into()), ("cases", cases.into())];
    lines.push(texts.tf("ranking-windows", &args));
    let times = |lift: f32| texts.tenths((f64::from(lift) * 1000.0).round() as i64);
    lines.push(texts.tf(
        "ranking-did",
        &[
            ("decline", pairs(own.auc_decline).into()),
            ("growth", pairs(own.auc_growth).into()),
            ("lift-decline", times(own.lift_decline).into()),
            ("lift-growth", times(own.lift_growth).into()),
        ],
    ));
    if let Some(wape) = own.wape {
        let args = [(
            "percent",
            texts.percent((f64::from(wape) * 100.0).round()).into(),
        )];
        lines.push(texts.tf("ranking-wape", &args));
    }
    let others: Vec<String> = (test.lines.iter())
        .filter(|line| line.method != ranking.method)
        .map(|line| against(texts, line))
        .collect();
    if !others.is_empty() {
        let args = [("methods", others.join("; ").into())];
        lines.push(texts.tf("ranking-against", &args));
    }
    lines.push(texts.t("ranking-ceiling"));
    lines
}

fn against(texts: &Texts, line: &Judged) -> String {
    texts.tf(
        "ranking-against-one",
        &[
            ("name", method(texts, line.method).into()),
            ("decline", pairs(line.auc_decline).into()),
            ("growth", pairs(line.auc_growth).into()),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ranking::{Partial, Portfolio, rank};
    use crate::i18n::Lang;

    #[test]
    fn a_side_is_named_once_for_all_that_leans_to_it() {
        let said = |what, lean| Said { what, lean };
        let all = [
            said(Contribution::AboveUsual { percent: 32 }, -0.5),
            said(Contribution::LastMonthStronger { percent: 10 }, 0.4),
            said(Contribution::Volatile { percent: 55 }, -0.2),
            said(Contribution::Tenure { months: 24 }, 0.001),
        ];
        let told = leanings(&Texts::new(Lang::En), &all).replace('\u{a0}', " ");
        assert_eq!(
            told,
            "towards decline: 32% above its usual level, spend swings by 55%; \
             towards growth: last month 10% stronger than the quarter; client for 24 months"
        );
        assert_eq!(leanings(&Texts::new(Lang::En), &[]), "");
    }

    #[test]
    fn a_month_left_out_is_named_first() {
        for (lang, clients, expected) in [
            (
                Lang::Ru,
                12,
                "За октябрь 2026 траты есть только у 12 клиентов, взят сентябрь 2026.",
            ),
            (
                Lang::Ru,
                21,
                "За октябрь 2026 траты есть только у 21 клиента, взят сентябрь 2026.",
            ),
            (
                Lang::En,
                1,
                "Only 1 client has figures of October 2026: September 2026 is used.",
            ),
        ] {
            let texts = Texts::new(lang);
            let mut ranking = rank(&Portfolio::new(Month::new(2026, 9)));
            let whole = back_test(&texts, &ranking).join(" ");
            assert!(!whole.contains("2026"), "{whole}");
            let month = Month::new(2026, 10);
            ranking.partial = Some(Partial { month, clients });
            let told = back_test(&texts, &ranking).remove(0);
            let plain: String = told
                .chars()
                .filter(|c| !matches!(c, '\u{2068}' | '\u{2069}'))
                .map(|c| if c == '\u{a0}' { ' ' } else { c })
                .collect();
            assert_eq!(plain, expected);
        }
    }
}
