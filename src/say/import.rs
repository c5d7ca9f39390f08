//! What an import makes of a file.

use jiff::civil::Date;

use crate::domain::Figures;
use crate::domain::import::{CampaignPatch, Verdict};
use crate::i18n::Texts;

/// What an import does with a row: the fields it changes, or why it is left.
#[must_use]
pub fn verdict(texts: &Texts, verdict: Verdict) -> String {
    match verdict {
        Verdict::New | Verdict::Unchanged => String::new(),
        Verdict::Update(fields) => fields
            .iter()
            .map(|field| texts.t(&format!("import-field-{}", field.name())))
            .collect::<Vec<_>>()
            .join(", "),
        Verdict::Skip(_) | Verdict::Conflict(_) => verdict
            .reason_key()
            .map_or_else(String::new, |id| texts.t(id)),
    }
}

/// What a report tells of one campaign: its days and sums.
#[must_use]
pub fn campaign(texts: &Texts, patch: &CampaignPatch, currency: &str, today: Date) -> String {
    let sum = |sum: Figures, p: &crate::domain::Period| sum.plus(p.figures);
    let figures = patch.periods.iter().fold(Figures::default(), sum);
    let days = patch.periods.iter().map(|p| (p.from, p.to));
    let days = days.reduce(|(a, b), (from, to)| (a.min(from), b.max(to)));
    figures_of(texts, figures, days, currency, today)
}

/// What a report tells in all: of how many campaigns, their days and sums. Sums of several currencies do not
/// add up and are left out.
#[must_use]
pub fn campaigns<'p>(
    texts: &Texts,
    patches: impl Iterator<Item = &'p CampaignPatch>,
    currency: &str,
    today: Date,
) -> String {
    let (mut count, mut figures) = (0u64, Figures::default());
    let mut days: Option<(Date, Date)> = None;
    let mut money: Option<Option<crate::domain::Currency>> = None;
    let mut mixed = false;
    for patch in patches {
        count += 1;
        mixed |= *money.get_or_insert(patch.currency) != patch.currency;
        for p in &patch.periods {
            figures = figures.plus(p.figures);
            let (from, to) = days.unwrap_or((p.from, p.to));
            days = Some((from.min(p.from), to.max(p.to)));
        }
    }
    let many = texts.tf("import-campaigns", &[("count", count.into())]);
    if mixed {
        return many;
    }
    let code = money
        .flatten()
        .map_or_else(|| currency.to_owned(), |c| c.to_string());
    let sums = figures_of(texts, figures, days, &code, today);
    format!("{many} · {sums}")
}

fn figures_of(
    texts: &Texts,
    figures: Figures,
    days: Option<(Date, Date)>,
    currency: &str,
    today: Date,
) -> String {
    let Some((from, to)) = days else {
        return texts.t("import-no-figures");
    };
    let count = |n: u64| texts.number(i64::try_from(n).unwrap_or(i64::MAX));
    let mut parts = vec![
        if from == to {
            texts.date(from, today)
        } else {
            format!("{} – {}", texts.date(from, today), texts.date(to, today))
        },
        texts.money(figures.cost, currency),
        texts.tf("import-clicks", &[("count", count(figures.clicks).into())]),
    ];
    if let Some(thousandths) = figures.conversions {
        let whole = texts.number((thousandths + 500).div_euclid(1000));
        parts.push(texts.tf("import-conversions", &[("count", whole.into())]));
    }
    parts.join(" · ")
}
