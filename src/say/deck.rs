//! A presentation in words.

use jiff::civil::Date;

use super::metric;
use crate::domain::brief::Metric;
use crate::domain::slides::{Advice, Bar, Script, Section, Series, Slide, Slides};
use crate::domain::{Currency, Effect, Effort, Kpi};
use crate::i18n::Texts;

/// The presentation in words.
#[must_use]
pub fn script(texts: &Texts, slides: &Slides) -> Script {
    let today = slides.date;
    let date = format!("{} {}", texts.date_long(today, today), today.year());
    let label = texts.t("deck-label");
    let mut out = Vec::new();
    out.push(Slide::Cover {
        label: label.clone(),
        title: slides.client.clone(),
        lines: [date, slides.manager.clone()]
            .into_iter()
            .filter(|line| !line.trim().is_empty())
            .collect(),
    });
    let kpi = slides
        .kpi
        .as_ref()
        .and_then(|k| kpi(texts, k, slides.currency));
    if !slides.goals.is_empty() || kpi.is_some() {
        let count = slides.goals.len();
        out.push(Slide::Goal {
            label: texts.tf("deck-goals", &[("count", count.into())]),
            goals: slides.goals.clone(),
            kpi,
        });
    }
    if let Some(spend) = &slides.spend {
        out.push(figures(texts, String::new(), spend));
    }
    let count = slides.advice.len();
    for (i, advice) in slides.advice.iter().enumerate() {
        let place = [("number", (i + 1).into()), ("count", count.into())];
        let label = match count {
            1 => texts.t("deck-recommendation"),
            _ => texts.tf("deck-place", &place),
        };
        out.push(told(texts, label.clone(), advice, today));
        // The same columns twice would say nothing new.
        let seen = |f: &&Series| slides.spend.is_none() || f.metric != Metric::Spend;
        if let Some(series) = advice.figures.as_ref().filter(seen) {
            out.push(figures(texts, label, series));
        }
    }
    out.push(decisions(texts, &slides.advice, today));
    Script {
        lang: texts.lang().code().to_owned(),
        title: format!("{} — {label}", slides.client),
        foot: slides.client.clone(),
        author: slides.manager.clone(),
        continued: texts.t("deck-continued"),
        whole: texts.t("deck-whole"),
        slides: out,
    }
}

fn told(texts: &Texts, label: String, advice: &Advice, today: Date) -> Slide {
    let section = |id: &str, text: &str| Section::new(texts.t(id), text.trim().to_owned());
    let some = |id: &str, text: &str| (!text.trim().is_empty()).then(|| section(id, text));
    let mut facts = vec![Section::new(
        texts.t("deck-effort"),
        effort(texts, advice.effort),
    )];
    if let Some(promised) = &advice.effect {
        let text = effect(texts, promised);
        facts.push(Section::new(texts.t("deck-effect"), text));
    }
    facts.push(Section::new(
        texts.t("deck-by"),
        texts.date_long(advice.by, today),
    ));
    facts.extend(some("deck-helper", &advice.helper));
    Slide::Advice {
        label,
        title: advice.title.clone(),
        value: some("deck-value", &advice.value),
        sections: [
            ("deck-why", &advice.why),
            ("deck-if-done", &advice.if_done),
            ("deck-if-not", &advice.if_not),
        ]
        .into_iter()
        .filter_map(|(id, text)| some(id, text))
        .collect(),
        how: some("deck-how", &advice.how),
        facts,
    }
}

fn decisions(texts: &Texts, advice: &[Advice], today: Date) -> Slide {
    let rows = advice.iter().zip(1..).map(|(a, number): (_, i64)| {
        [
            texts.number(number),
            a.title.clone(),
            effort(texts, a.effort),
            texts.date_long(a.by, today),
            String::new(),
        ]
    });
    Slide::Decisions {
        title: texts.t("deck-decisions"),
        head: [
            "deck-number",
            "deck-recommendation",
            "deck-effort",
            "deck-by",
            "deck-decision",
        ]
        .map(|id| texts.t(id)),
        rows: rows.collect(),
    }
}

fn effort(texts: &Texts, effort: Effort) -> String {
    texts.t(match effort {
        Effort::S => "deck-effort-s",
        Effort::M => "deck-effort-m",
        Effort::L => "deck-effort-l",
    })
}

/// The full name of a measure where it begins a line.
fn heading(texts: &Texts, of: Metric) -> String {
    let name = metric(texts, of);
    let mut letters = name.chars();
    let Some(first) = letters.next() else {
        return name;
    };
    first.to_uppercase().chain(letters).collect()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "hundredths of a percent, a few digits"
)]
fn percent(hundredths: i64) -> f64 {
    hundredths as f64 / 100.0
}

/// «CPA: от −15 % до −10 %».
fn effect(texts: &Texts, effect: &Effect) -> String {
    let change = |by: i32| texts.percent_change(percent(by.into()));
    let name = heading(texts, effect.metric);
    // The smaller change first, whichever way it goes.
    let (near, far) = if effect.low.unsigned_abs() <= effect.high.unsigned_abs() {
        (effect.low, effect.high)
    } else {
        (effect.high, effect.low)
    };
    if near == far {
        return format!("{name} {}", change(near));
    }
    let args = [
        ("metric", name.into()),
        ("from", change(near).into()),
        ("to", change(far).into()),
    ];
    texts.tf("deck-effect-range", &args)
}

/// A value of a measure, in hundredths.
fn value(
    texts: &Texts,
    metric: Metric,
    hundredths: i64,
    currency: Currency,
    short: bool,
) -> String {
    match metric {
        Metric::Cpa | Metric::Cpc | Metric::Spend if short && hundredths.abs() >= 100_000 => {
            texts.money_short(hundredths, currency.code())
        }
        Metric::Cpa | Metric::Cpc | Metric::Spend => texts.money(hundredths, currency.code()),
        Metric::Ctr | Metric::CostShare => texts.percent(percent(hundredths)),
        Metric::Conversions | Metric::Clicks | Metric::Other => {
            texts.number((hundredths + 50).div_euclid(100))
        }
    }
}

fn kpi(texts: &Texts, kpi: &Kpi, currency: Currency) -> Option<Section> {
    if kpi.metric == Metric::Other {
        let note = kpi.note.trim();
        return (!note.is_empty()).then(|| Section::new(texts.t("deck-kpi"), note.to_owned()));
    }
    let id = match kpi.metric {
        Metric::Spend => "deck-kpi-plain",
        m if m.less_is_better() => "deck-kpi-at-most",
        _ => "deck-kpi-at-least",
    };
    let args = [
        ("metric", heading(texts, kpi.metric).into()),
        (
            "target",
            value(texts, kpi.metric, kpi.target, currency, false).into(),
        ),
    ];
    Some(Section::new(texts.t("deck-kpi"), texts.tf(id, &args)))
}

fn figures(texts: &Texts, label: String, series: &Series) -> Slide {
    let highest = series.values.iter().flatten().copied().max().unwrap_or(0);
    let bars = series.values.iter().zip(0..).map(|(at, i)| {
        let month = series.first.plus(i);
        let name = texts.t(&format!("month-short-{}", month.month()));
        Bar {
            label: name,
            year: if i == 0 || month.month() == 1 {
                month.year().to_string()
            } else {
                String::new()
            },
            value: at.map_or_else(
                || texts.t("deck-no-data"),
                |v| value(texts, series.metric, v, series.currency, true),
            ),
            height: at.map(|v| share(v, highest)),
        }
    });
    Slide::Figures {
        label,
        title: texts.tf(
            "deck-figures",
            &[("metric", metric(texts, series.metric).into())],
        ),
        bars: bars.collect(),
    }
}

/// Thousandths of the highest.
fn share(value: i64, highest: i64) -> u16 {
    if highest <= 0 || value <= 0 {
        return 0;
    }
    let thousandths = i128::from(value) * 1_000 / i128::from(highest);
    u16::try_from(thousandths).unwrap_or(1_000)
}
