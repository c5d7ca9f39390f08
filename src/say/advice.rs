//! Recommendations in words: what they promise, what came of it, what they want.

use jiff::civil::Date;

use super::terms::{judged, measure};
use crate::domain::recommendation::check::{Measured, Source};
use crate::domain::recommendation::{Flaw, GoalFlag, Lack};
use crate::domain::{Currency, Effect, Metric};
use crate::i18n::Texts;

/// «−14 %» of hundredths of a percent.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "percents on a screen")]
pub fn change(texts: &Texts, hundredths: i64) -> String {
    texts.percent_change(hundredths as f64 / 100.0)
}

/// «CPA −10…−20 %».
#[must_use]
pub fn effect(texts: &Texts, effect: &Effect) -> String {
    format!("{} {}", measure(texts, effect.metric), range(texts, effect))
}

/// «−10…−20 %».
#[must_use]
pub fn range(texts: &Texts, effect: &Effect) -> String {
    let (low, high) = (i64::from(effect.low), i64::from(effect.high));
    let high = change(texts, high);
    if effect.low == effect.high {
        return high;
    }
    let low = change(texts, low);
    let low = low.trim_end_matches('%').trim_end_matches('\u{a0}');
    format!("{low}…{high}")
}

/// A measure in hundredths in its own unit: money, pieces, percent.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "percents on a screen")]
pub fn amount(texts: &Texts, metric: Metric, hundredths: i64, currency: Currency) -> String {
    match metric {
        Metric::Cpa | Metric::Cpc | Metric::Spend => texts.money(hundredths, currency.code()),
        Metric::Conversions | Metric::Clicks => texts.number(hundredths / 100),
        Metric::Ctr | Metric::CostShare | Metric::Other => texts.percent(hundredths as f64 / 100.0),
    }
}

/// «без цели».
#[must_use]
pub fn goal_flag(texts: &Texts, flag: GoalFlag) -> String {
    texts.t(match flag {
        GoalFlag::Unlinked => "goal-flag-unlinked",
        GoalFlag::NoGoals => "goal-flag-no-goals",
    })
}

/// What a person must write anew: «зачем: слишком коротко».
#[must_use]
pub fn flaws(texts: &Texts, flaws: &[Flaw]) -> String {
    let one = |flaw: &Flaw| match flaw {
        Flaw::Short(field) => texts.tf("flaw-short", &[("field", lack(texts, *field).into())]),
        Flaw::Repeats(field, other) => texts.tf(
            "flaw-repeats",
            &[
                ("field", lack(texts, *field).into()),
                ("other", lack(texts, *other).into()),
            ],
        ),
    };
    flaws.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// «зачем, что будет, если сделать».
#[must_use]
pub fn lacks(texts: &Texts, lacks: &[Lack]) -> String {
    lacks
        .iter()
        .map(|one| lack(texts, *one))
        .collect::<Vec<_>>()
        .join(", ")
}

/// «зачем».
fn lack(texts: &Texts, lack: Lack) -> String {
    texts.t(match lack {
        Lack::Title => "lack-title",
        Lack::Why => "lack-why",
        Lack::IfDone => "lack-if-done",
        Lack::IfNot => "lack-if-not",
    })
}

/// A short word for a flag of the list: «нет «зачем»».
#[must_use]
pub fn lack_flag(texts: &Texts, lack: Lack) -> String {
    texts.t(match lack {
        Lack::Title => "lack-flag-title",
        Lack::Why => "lack-flag-why",
        Lack::IfDone | Lack::IfNot => "lack-flag-if",
    })
}

/// Where the numbers of a check come from and which days they cover.
#[must_use]
pub fn window(texts: &Texts, m: &Measured, today: Date) -> String {
    let date = |day| texts.date(day, today);
    let args = [
        ("days", i64::from(m.days).into()),
        ("from", date(m.from).into()),
        ("on", date(m.on).into()),
        ("to", date(m.to).into()),
    ];
    match m.source {
        Source::Campaigns => texts.tf("check-by-days", &args),
        Source::CampaignMonths => texts.tf(
            "check-by-months",
            &[
                ("before", texts.month(m.from).into()),
                ("after", texts.month(m.to).into()),
            ],
        ),
        Source::MonthlySpend => texts.tf(
            "check-by-spend",
            &[
                ("before", texts.month(m.from).into()),
                ("after", texts.month(m.to).into()),
            ],
        ),
        Source::Nothing => texts.t("check-nothing"),
    }
}

/// «CPA 1 200 ₽ → 1 032 ₽, −14 %»; the change alone is left out when there is nothing to compare.
#[must_use]
pub fn moved(
    texts: &Texts,
    metric: Metric,
    before: Option<i64>,
    after: Option<i64>,
    currency: Currency,
) -> String {
    let one = |value: Option<i64>| {
        value.map_or_else(|| "—".to_owned(), |v| amount(texts, metric, v, currency))
    };
    let mut out = format!(
        "{} {} → {}",
        measure(texts, metric),
        one(before),
        one(after)
    );
    if let Some(by) = crate::domain::recommendation::check::change(before, after) {
        out.push_str(", ");
        out.push_str(&change(texts, by));
    }
    out
}

/// «обещали CPA −10…−20 %, вышло −14 %».
#[must_use]
pub fn against_promise(
    texts: &Texts,
    promised: &Effect,
    before: Option<i64>,
    after: Option<i64>,
) -> String {
    let promise = effect(texts, promised);
    match crate::domain::recommendation::check::change(before, after) {
        Some(by) => texts.tf(
            if promised.holds(by) {
                "check-held"
            } else {
                "check-missed"
            },
            &[
                ("promise", promise.into()),
                ("change", change(texts, by).into()),
            ],
        ),
        None => texts.tf("check-unknown", &[("promise", promise.into())]),
    }
}

/// A judgement with its note: «сработало: заявок больше».
#[must_use]
pub fn judgement(texts: &Texts, verdict: crate::domain::Verdict, note: &str) -> String {
    let word = judged(texts, verdict);
    if note.is_empty() {
        word
    } else {
        format!("{word}: {note}")
    }
}

/// «60 % (3 из 5)»; a dash while there is nothing to divide by.
#[must_use]
pub fn rate(texts: &Texts, part: u32, whole: u32) -> String {
    if whole == 0 {
        return "—".to_owned();
    }
    texts.tf(
        "rate",
        &[
            (
                "percent",
                texts
                    .percent(f64::from(part) * 100.0 / f64::from(whole))
                    .into(),
            ),
            ("part", i64::from(part).into()),
            ("whole", i64::from(whole).into()),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn promise_and_outcome_in_words() {
        let ru = Texts::new(Lang::Ru);
        let promise = Effect {
            metric: Metric::Cpa,
            low: -1_000,
            high: -2_000,
        };
        assert_eq!(effect(&ru, &promise), "CPA −10…−20\u{a0}%");
        assert_eq!(
            against_promise(&ru, &promise, Some(100_000), Some(86_000)),
            "обещали CPA −10…−20\u{a0}%, вышло −14\u{a0}%: обещание сдержано"
        );
        assert_eq!(
            against_promise(&ru, &promise, Some(100_000), Some(99_000)),
            "обещали CPA −10…−20\u{a0}%, вышло −1\u{a0}%: вне обещанного"
        );
        assert_eq!(
            moved(&ru, Metric::Ctr, Some(250), None, Currency::RUB),
            "CTR 2,5\u{a0}% → —"
        );
        assert_eq!(rate(&ru, 0, 0), "—");
        assert_eq!(rate(&ru, 3, 5), "60\u{a0}% (3 из 5)");
    }
}
