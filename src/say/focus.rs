//! Frozen segments, what came of them, and the manager's forecasts, in words.

use jiff::civil::Date;

use super::{method, tier};
use crate::domain::command::{CohortError, ForecastError};
use crate::domain::focus::{
    Against, Calibration, Comparison, ENOUGH, Group, Order, Outcome, Progress, Scored,
};
use crate::domain::{Currency, Forecast, Method, Month};
use crate::i18n::Texts;

/// «ноябрь 2026».
#[must_use]
pub fn month(texts: &Texts, month: Month) -> String {
    let year = i16::try_from(month.year()).ok();
    let first = year
        .zip(i8::try_from(month.month()).ok())
        .and_then(|(year, month)| Date::new(year, month, 1).ok());
    first.map_or_else(|| month.to_string(), |day| texts.month(day))
}

/// Why a segment cannot be so, and what would be.
#[must_use]
pub fn cohort_refusal(texts: &Texts, error: &CohortError) -> String {
    match error {
        CohortError::NoSuchCohort => texts.t("rule-no-cohort"),
        CohortError::Empty => texts.t("rule-cohort-empty"),
        CohortError::AllArchived => texts.t("rule-cohort-archived"),
        CohortError::Taken { name, month: of } => texts.tf(
            "rule-cohort-taken",
            &[("name", name.into()), ("month", month(texts, *of).into())],
        ),
        CohortError::MonthOver(of) => {
            texts.tf("rule-cohort-over", &[("month", month(texts, *of).into())])
        }
        CohortError::TooMuchHeldOut(percent) => texts.tf(
            "rule-cohort-held-out",
            &[
                ("percent", texts.percent(f64::from(*percent)).into()),
                (
                    "most",
                    texts
                        .percent(f64::from(crate::domain::command::MOST_HELD_OUT))
                        .into(),
                ),
            ],
        ),
        CohortError::Closed(name) => texts.tf("rule-cohort-closed", &[("name", name.into())]),
        CohortError::NotAMember => texts.t("rule-cohort-not-in"),
        CohortError::AlreadyIn => texts.t("rule-cohort-in"),
    }
}

/// Why a forecast cannot be so, and what would be.
#[must_use]
pub fn forecast_refusal(texts: &Texts, error: &ForecastError) -> String {
    match error {
        ForecastError::NoSuchForecast => texts.t("rule-no-forecast"),
        ForecastError::NoBase => texts.t("rule-forecast-no-base"),
        ForecastError::OutOfRange(_) => texts.t("rule-forecast-range"),
        ForecastError::NotAhead(of) => texts.tf(
            "rule-forecast-not-ahead",
            &[("month", month(texts, *of).into())],
        ),
    }
}

/// «проработано 41 из 108».
#[must_use]
pub fn worked(texts: &Texts, of: &Progress) -> String {
    let args = [("worked", of.worked.into()), ("all", of.to_work.into())];
    texts.tf("focus-worked", &args)
}

/// What else there is to say of the work: «не дозвонились: 6», «обратились сами: 9»; only what there is.
#[must_use]
pub fn progress(texts: &Texts, of: &Progress) -> Vec<String> {
    let parts = [
        ("focus-tried", of.tried),
        ("focus-wrote", of.wrote),
        ("focus-accepted", of.accepted),
        ("focus-held-out", of.held_out),
        ("focus-spoilt", of.spoilt),
        ("focus-left", of.left),
        ("focus-archived", of.archived),
        ("focus-without-spend", of.without_spend),
    ];
    let some = parts.into_iter().filter(|(_, count)| *count > 0);
    some.map(|(id, count)| texts.tf(id, &[("count", count.into())]))
        .collect()
}

/// «фокус «просели» 41/120» of the top line.
#[must_use]
pub fn status(texts: &Texts, name: &str, (worked, all): (usize, usize)) -> String {
    let args = [
        ("name", name.into()),
        ("worked", worked.into()),
        ("all", all.into()),
    ];
    texts.tf("focus-status", &args)
}

fn share(texts: &Texts, share: f64) -> String {
    texts.percent_change((share * 100.0).round())
}

/// A difference of shares in points: «+14 п. п.».
#[must_use]
pub fn points(texts: &Texts, points: i64) -> String {
    let sign = match points {
        1.. => "+",
        0 => "",
        _ => "−",
    };
    let args = [("count", format!("{sign}{}", points.abs()).into())];
    texts.tf("focus-points", &args)
}

fn rounded(share: f64) -> i64 {
    // The cast saturates.
    (share * 100.0).round() as i64
}

/// «за 2 месяца, ₽: проработанные +12 % (34), контроль −3 % (11)».
#[must_use]
pub fn arms(texts: &Texts, of: &Comparison) -> String {
    let change = |arm: &crate::domain::focus::Arm| {
        arm.change()
            .map_or_else(|| texts.t("focus-no-change"), |c| share(texts, c))
    };
    let rest = match of.against {
        Against::HeldOut => texts.t("focus-arm-held-out"),
        Against::NotWorked => texts.t("focus-arm-not-worked"),
    };
    let args = [
        ("months", i64::from(of.months).into()),
        ("currency", of.currency.code().into()),
        ("worked", change(&of.worked).into()),
        ("clients", of.worked.clients.into()),
        ("rest", rest.into()),
        ("change", change(&of.rest).into()),
        ("others", of.rest.clients.into()),
    ];
    texts.tf("focus-arms", &args)
}

/// What may be concluded of a comparison, one sentence.
#[must_use]
pub fn conclusion(texts: &Texts, of: &Comparison) -> String {
    let Some(difference) = of.difference else {
        let (worked, rest) = of.missing();
        let rest_id = match of.against {
            Against::HeldOut => "focus-missing-held-out",
            Against::NotWorked => "focus-missing-not-worked",
        };
        let parts: Vec<String> = [("focus-missing-worked", worked), (rest_id, rest)]
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(id, count)| texts.tf(id, &[("count", count.into())]))
            .collect();
        if parts.is_empty() {
            return texts.t("focus-unlike");
        }
        let args = [("what", parts.join(", ").into()), ("least", ENOUGH.into())];
        return texts.tf("focus-too-few", &args);
    };
    let args = [
        ("difference", points(texts, rounded(difference)).into()),
        ("spread", rounded(of.spread).into()),
    ];
    let id = match (of.is_clear(), difference > 0.0) {
        (false, _) => "focus-unclear",
        (true, true) => "focus-clear-more",
        (true, false) => "focus-clear-less",
    };
    let mut said = texts.tf(id, &args);
    if of.against == Against::NotWorked {
        said.push(' ');
        said.push_str(&texts.t("focus-weaker"));
    }
    said
}

/// Who is in neither arm; empty when everybody is in one.
#[must_use]
pub fn left_out(texts: &Texts, of: &Comparison) -> Option<String> {
    let left = of.left;
    let parts = [
        ("focus-out-spoilt", left.spoilt),
        ("focus-out-later", left.later),
        ("focus-out-left", left.left),
        ("focus-out-base", left.without_base),
        ("focus-out-after", left.without_after),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(id, count)| texts.tf(id, &[("count", count.into())]))
        .collect();
    (!parts.is_empty()).then(|| texts.tf("focus-out", &[("what", parts.join(", ").into())]))
}

/// «по формуле: +12 %, +340 тыс ₽ (40 клиентов)».
#[must_use]
pub fn order(texts: &Texts, of: &Order) -> String {
    let name = of
        .method
        .map_or_else(|| texts.t("focus-everybody"), |m| method(texts, m));
    let change = of
        .change()
        .map_or_else(|| texts.t("focus-no-change"), |c| share(texts, c));
    let money = gained(texts, of.gained(), of.currency);
    let args = [
        ("name", name.into()),
        ("change", change.into()),
        ("money", money.into()),
        ("count", of.clients.into()),
    ];
    texts.tf("focus-order", &args)
}

fn gained(texts: &Texts, minor: i64, currency: Currency) -> String {
    let money = texts.money_short(minor, currency.code());
    if minor > 0 {
        format!("+{money}")
    } else {
        money
    }
}

/// Which order would have brought the most: the orders of one currency, all members among them.
#[must_use]
pub fn best_order(texts: &Texts, orders: &[Order], own: Method) -> Option<String> {
    let best = orders
        .iter()
        .filter(|o| o.method.is_some())
        .max_by_key(|o| o.gained())?;
    let named = best.method?;
    let everybody = orders.iter().find(|o| o.method.is_none())?;
    let args = [
        ("name", method(texts, named).into()),
        ("money", gained(texts, best.gained(), best.currency).into()),
        ("own", method(texts, own).into()),
    ];
    let no_better = best.change() <= everybody.change();
    Some(texts.tf(
        match (no_better, named == own) {
            (true, _) => "focus-best-none",
            (false, true) => "focus-best-own",
            (false, false) => "focus-best-other",
        },
        &args,
    ))
}

/// «+30 % к март 2027».
#[must_use]
pub fn forecast(texts: &Texts, of: &Forecast) -> String {
    let args = [
        (
            "percent",
            texts.percent_change(f64::from(of.percent)).into(),
        ),
        ("month", month(texts, of.until).into()),
    ];
    texts.tf("forecast-said", &args)
}

/// How a forecast stands: «ждём», «сбылся: вышло +24 %».
#[must_use]
pub fn scored(texts: &Texts, of: Scored) -> String {
    match of {
        Scored::Ahead => texts.t("forecast-ahead"),
        Scored::NoFigure => texts.t("forecast-no-figure"),
        Scored::OtherCurrency => texts.t("forecast-other-currency"),
        Scored::Known { real, outcome, .. } => {
            let id = match outcome {
                Outcome::Hit => "forecast-hit",
                Outcome::Near => "forecast-near",
                Outcome::Miss => "forecast-miss",
            };
            let real = texts.percent_change(real as f64);
            texts.tf(id, &[("real", real.into())])
        }
    }
}

/// «12 прогнозов, 7 сбылись, 2 почти; вы завышаете рост на 14 п. п.».
#[must_use]
pub fn calibration(texts: &Texts, of: &Calibration) -> String {
    let args = [
        ("count", of.scored.into()),
        ("hits", of.hits.into()),
        ("near", of.near.into()),
    ];
    let mut said = texts.tf("forecast-calibration", &args);
    let bias = match of.bias {
        None => texts.tf(
            "forecast-bias-few",
            &[(
                "count",
                crate::domain::focus::FORECASTS_ENOUGH
                    .saturating_sub(of.scored)
                    .into(),
            )],
        ),
        Some(bias) if bias.abs() < 3 => texts.t("forecast-bias-none"),
        Some(bias) => {
            let id = match (bias > 0, of.group) {
                (false, Group::Decline) => "forecast-bias-decline",
                (true, _) => "forecast-bias-high",
                (false, _) => "forecast-bias-low",
            };
            let args = [("points", bias.abs().into())];
            texts.tf(id, &args)
        }
    };
    said.push_str("; ");
    said.push_str(&bias);
    said
}

/// «все», «рост», «снижение», «категория A».
#[must_use]
pub fn group(texts: &Texts, of: Group) -> String {
    match of {
        Group::All => texts.t("forecast-group-all"),
        Group::Growth => texts.t("forecast-group-growth"),
        Group::Decline => texts.t("forecast-group-decline"),
        Group::Tier(of) => texts.tf("forecast-group-tier", &[("tier", tier(texts, of).into())]),
    }
}
