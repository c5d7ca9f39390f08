//! The brief in words: its fields, its sums, what must not be.

use jiff::civil::Date;

use super::metric;
use crate::domain::command::BriefError;
use crate::domain::{Brief, BriefField, Budget, Currency, Kpi, Metric};
use crate::i18n::{Lang, Texts};

/// The name of a field: «кто покупает».
#[must_use]
pub fn field(texts: &Texts, field: BriefField) -> String {
    texts.t(&format!("brief-field-{}", field.name()))
}

/// The question a client is asked to fill a field.
#[must_use]
pub fn question(texts: &Texts, field: BriefField) -> String {
    texts.t(&question_key(field))
}

pub(super) fn question_key(field: BriefField) -> String {
    format!("brief-ask-{}", field.name())
}

/// Why a brief cannot be so.
#[must_use]
pub fn refusal(texts: &Texts, error: BriefError) -> String {
    texts.t(match error {
        BriefError::NoSuchGoal => "brief-no-such-goal",
        BriefError::GoalMissing => "brief-goal-missing",
        BriefError::NoSum => "brief-no-sum",
    })
}

/// «бриф 40 %».
#[must_use]
pub fn thin(texts: &Texts, percent: u8) -> String {
    let percent = texts.percent(f64::from(percent));
    texts.tf("brief-percent", &[("percent", percent.into())])
}

/// «120 000 ₽ · договор, 1 ноября».
#[must_use]
pub fn budget(texts: &Texts, budget: &Budget, today: Date) -> String {
    let sum = texts.money(budget.amount.minor, budget.amount.currency.code());
    let from: Vec<String> = [
        Some(budget.source.clone()).filter(|s| !s.is_empty()),
        budget.on.map(|day| texts.date(day, today)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if from.is_empty() {
        return sum;
    }
    format!("{sum} · {}", from.join(", "))
}

/// The target of a KPI in the unit of its measure; empty when it is told in words alone.
#[must_use]
pub fn target(texts: &Texts, kpi: &Kpi, currency: Currency) -> String {
    match kpi.metric {
        _ if kpi.target == 0 => String::new(),
        Metric::Cpa | Metric::Cpc | Metric::Spend => texts.money(kpi.target, currency.code()),
        Metric::Ctr | Metric::CostShare => percent(texts, kpi.target),
        Metric::Conversions | Metric::Clicks | Metric::Other => texts.number(kpi.target / 100),
    }
}

/// Hundredths of a percent to the last: a target is not rounded.
fn percent(texts: &Texts, hundredths: i64) -> String {
    let whole = texts.number(hundredths / 100);
    let rest = hundredths.unsigned_abs() % 100;
    let decimals = format!("{rest:02}");
    let decimals = decimals.trim_end_matches('0');
    let (point, sign) = match texts.lang() {
        Lang::Ru => (',', "\u{a0}%"),
        Lang::En => ('.', "%"),
    };
    if decimals.is_empty() {
        return format!("{whole}{sign}");
    }
    format!("{whole}{point}{decimals}{sign}")
}

/// «стоимость конверсии, не выше 1 500 ₽ · по всем филиалам».
#[must_use]
pub fn kpi(texts: &Texts, kpi: &Kpi, currency: Currency) -> String {
    let target = target(texts, kpi, currency);
    let measure = match (kpi.metric, target.is_empty()) {
        (Metric::Other, true) => String::new(),
        (Metric::Other, false) => target,
        (_, true) => metric(texts, kpi.metric),
        (_, false) => {
            let id = if kpi.metric.less_is_better() {
                "brief-kpi-at-most"
            } else {
                "brief-kpi-at-least"
            };
            let args = [
                ("metric", metric(texts, kpi.metric).into()),
                ("target", target.into()),
            ];
            texts.tf(id, &args)
        }
    };
    let parts = [measure, kpi.note.clone()];
    let said: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).collect();
    said.join(" · ")
}

/// What a field says, open goals a line each; empty when it says nothing.
#[must_use]
pub fn value(
    texts: &Texts,
    brief: &Brief,
    field: BriefField,
    currency: Currency,
    today: Date,
) -> String {
    match field {
        BriefField::Goals => {
            let goals: Vec<&str> = brief.open_goals().map(|g| g.text.as_str()).collect();
            goals.join("\n")
        }
        BriefField::BudgetNow => brief
            .budget_now
            .as_ref()
            .map_or_else(String::new, |b| budget(texts, b, today)),
        BriefField::BudgetCeiling => brief
            .budget_ceiling
            .as_ref()
            .map_or_else(String::new, |b| budget(texts, b, today)),
        BriefField::Kpi => brief
            .kpi
            .as_ref()
            .map_or_else(String::new, |k| kpi(texts, k, currency)),
        BriefField::Needs
        | BriefField::Done
        | BriefField::Business
        | BriefField::Seasonality
        | BriefField::Audience
        | BriefField::Constraints => brief.words(field).unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Money;
    use jiff::civil::date;

    #[test]
    fn sums_and_measures_read_as_a_person_says_them() {
        let (ru, en) = (Texts::new(Lang::Ru), Texts::new(Lang::En));
        let kpi_of = |metric, target, note: &str| Kpi {
            metric,
            target,
            note: note.to_owned(),
        };
        for (kpi_, said_ru, said_en) in [
            (
                kpi_of(Metric::Cpa, 150_000, ""),
                "стоимость конверсии: не выше 1_500_₽",
                "cost per conversion: ₽1,500 at most",
            ),
            (
                kpi_of(Metric::Conversions, 5_000, "с форм"),
                "конверсии в месяц: не меньше 50 · с форм",
                "conversions a month: 50 at least · с форм",
            ),
            (
                kpi_of(Metric::CostShare, 1_250, ""),
                "доля рекламных расходов: не выше 12,5_%",
                "ad cost share: 12.5% at most",
            ),
            (
                kpi_of(Metric::Other, 0, "узнают на улице"),
                "узнают на улице",
                "узнают на улице",
            ),
        ] {
            let seen = |texts| kpi(texts, &kpi_, Currency::RUB).replace('\u{a0}', "_");
            assert_eq!(seen(&ru), said_ru);
            assert_eq!(seen(&en), said_en);
        }
        let sum = Budget {
            amount: Money {
                minor: 12_000_000,
                currency: Currency::RUB,
            },
            source: "договор".to_owned(),
            on: Some(date(2026, 11, 1)),
        };
        let said = budget(&ru, &sum, date(2026, 11, 23)).replace('\u{a0}', "_");
        assert_eq!(said, "120_000_₽ · договор, 1 ноя");
    }
}
