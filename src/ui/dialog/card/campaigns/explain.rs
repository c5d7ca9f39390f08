//! Where the figures of the page come from: formulas with their inputs and the days they cover.

use super::head::{self, conversions, count, money, percent};
use super::model::{self, Model};
use crate::domain::audit::Hit;
use crate::domain::{Campaign, Figures};
use crate::say;
use crate::ui::Cx;
use crate::ui::dialog::card::tab::Explained;

/// Hits explained one by one.
const TOLD: usize = 5;

/// The figures of what is under the cursor, then those of the head and of the order.
pub(super) fn figures(
    hits: &[&Hit],
    campaigns: &[Campaign],
    model: &Model,
    cx: &Cx<'_>,
) -> Vec<Explained> {
    let mut out: Vec<Explained> = hits
        .iter()
        .take(TOLD)
        .map(|hit| found(hit, campaigns, cx))
        .collect();
    let table = &model.table;
    let (Some(from), Some(until)) = (table.from, table.until) else {
        return out;
    };
    let (texts, today, currency) = (cx.texts, cx.today(), table.currency);
    let sum = table
        .rows
        .iter()
        .filter(|row| {
            campaigns
                .get(row.place)
                .is_some_and(|c| c.currency == currency)
        })
        .fold(Figures::default(), |sum, row| sum.plus(row.last));
    let days = [
        ("from", texts.date_long(from, today).into()),
        ("until", texts.date_long(until, today).into()),
    ];
    let mut say = |figure: String, id: &str, args: &[(&str, String)]| {
        let mut all: Vec<_> = days.to_vec();
        all.extend(
            args.iter()
                .map(|(name, text)| (*name, text.as_str().into())),
        );
        let how = texts.tf(id, &all);
        out.push(Explained { figure, how });
    };
    let (told, _) = table.told(campaigns);
    let cost = money(cx, Some(sum.cost), currency);
    let priced = money(cx, Some(told.cost), currency);
    let (clicks, impressions) = (head::clicks(cx, told), head::impressions(cx, told));
    let found = conversions(cx, sum.conversions, currency);
    let named = |id: &str, value: String| format!("{} {value}", texts.t(id));
    let shared = campaigns
        .iter()
        .filter(|c| c.currency == currency)
        .flat_map(|c| &c.periods)
        .any(|p| p.from < from && p.to >= from);
    let how = match shared {
        true => "explain-ad-spend-shared",
        false => "explain-ad-spend",
    };
    say(named("ad-spend", cost.clone()), how, &[]);
    say(
        named("ad-ctr", percent(cx, told.ctr())),
        "explain-ad-ctr",
        &[("clicks", clicks.clone()), ("impressions", impressions)],
    );
    say(
        named("ad-cpc", money(cx, told.cpc(), currency)),
        "explain-ad-cpc",
        &[("cost", priced), ("clicks", clicks)],
    );
    say(
        named("ad-cpa", money(cx, sum.cpa(), currency)),
        "explain-ad-cpa",
        &[("cost", cost), ("conversions", found)],
    );
    if let Some(median) = table.median {
        let of = table.rows.iter().filter(|row| row.last.cpa().is_some());
        say(
            named("ad-median", money(cx, Some(median), currency)),
            "explain-ad-median",
            &[("count", texts.number(count(of.count() as u64)))],
        );
        say(
            texts.t("campaigns-order-worst"),
            "explain-ad-over",
            &[("median", money(cx, Some(median), currency))],
        );
    }
    let stake = super::page::worth(model);
    if stake > 0 {
        let amount = texts.money_short(stake, currency.code());
        let figure = texts.tf("findings-stake", &[("amount", amount.into())]);
        say(figure, "explain-ad-stake", &[]);
    }
    out
}

/// The measure of a rule for one hit.
fn found(hit: &Hit, campaigns: &[Campaign], cx: &Cx<'_>) -> Explained {
    let title = say::hit_title(cx.texts, hit, model::name(campaigns, hit));
    let measure = say::audit_value(cx.texts, hit.rule.unit, hit.measure, hit.currency);
    // Platforms end on days of their own.
    let here = |c: &&Campaign| hit.platform.is_none_or(|platform| c.platform == platform);
    let until = campaigns.iter().filter(here).filter_map(Campaign::until);
    let until = until
        .max()
        .map_or_else(String::new, |day| cx.texts.date_long(day, cx.today()));
    let args = [
        ("until", until.into()),
        ("evidence", say::evidence(cx.texts, hit).into()),
        ("rule", hit.rule.id.as_str().into()),
        ("measure", measure.into()),
        (
            "stake",
            cx.texts.money_short(hit.stake, hit.currency.code()).into(),
        ),
    ];
    Explained {
        figure: title,
        how: cx.texts.tf("explain-ad-hit", &args),
    }
}
