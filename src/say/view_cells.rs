//! The columns of a list of clients in words: what stands above one, and what a client has there.

use jiff::Zoned;

use super::{policy, stage_short, verdict_short};
use crate::domain::client_order::quarter;
use crate::domain::ranking::{List, Standing};
use crate::domain::{Dossier, Month, Ranking, ViewColumn, query};
use crate::i18n::Texts;

/// What stands above a column; nothing above a category, which is one letter.
#[must_use]
pub fn view_head(texts: &Texts, column: ViewColumn) -> String {
    texts.t(match column {
        ViewColumn::Tier => return String::new(),
        ViewColumn::Spark => "column-spend",
        ViewColumn::Spend => "column-quarter",
        ViewColumn::Silence => "column-silence",
        ViewColumn::Next => "column-next",
        ViewColumn::Stage => "column-stage",
        ViewColumn::Person => "column-contact",
        ViewColumn::Verdict => "column-verdict",
        ViewColumn::Growth => "column-growth",
        ViewColumn::Decline => "column-decline",
        ViewColumn::Problems => "column-problems",
        ViewColumn::Clock => "column-clock",
        ViewColumn::Age => "column-stage-age",
        ViewColumn::Policy => "column-policy",
        ViewColumn::Change => "column-change",
        ViewColumn::Owner => "column-owner",
        ViewColumn::DataAge => "column-data-age",
        ViewColumn::Tried => "column-tried",
    })
}

/// Whether a column is set flush right.
#[must_use]
pub const fn view_is_number(column: ViewColumn) -> bool {
    !matches!(
        column,
        ViewColumn::Tier
            | ViewColumn::Spark
            | ViewColumn::Stage
            | ViewColumn::Person
            | ViewColumn::Policy
            | ViewColumn::Owner
            | ViewColumn::Verdict
    )
}

/// What a client has in a column: `Some` of nothing where there is nothing to tell, `None` where it is not known.
/// Spend by month is left to whoever draws it.
#[must_use]
pub fn view_cell(
    texts: &Texts,
    d: &Dossier,
    column: ViewColumn,
    now: &Zoned,
    ranking: Option<&Ranking>,
) -> Option<String> {
    let month = Month::from(now.date());
    let count = |n: usize| match n {
        0 => String::new(),
        n => n.to_string(),
    };
    let days = |day: jiff::civil::Date| {
        let days = i64::from((now.date() - day).get_days());
        texts.age(days.max(0))
    };
    let chance = |list| {
        let row = ranking.and_then(|r| r.get(d.id()));
        let row = row.filter(|row| row.standing == Standing::Scored)?;
        Some(texts.percent(f64::from(row.chance(list).round())))
    };
    match column {
        ViewColumn::Tier => Some(d.client.tier.name().to_owned()),
        ViewColumn::Spark => Some(String::new()),
        ViewColumn::Spend => {
            let spend = quarter(d, month).zip(d.spend.as_ref());
            let money = spend.map(|(minor, s)| texts.money_short(minor, s.currency.code()));
            Some(money.unwrap_or_default())
        }
        ViewColumn::Silence => {
            let last = d.last_real()?;
            Some(days(now.time_zone().to_datetime(last).date()))
        }
        ViewColumn::Next => Some(next(texts, d, now)),
        ViewColumn::Stage => Some(stage_short(texts, d.stage())),
        ViewColumn::Person => {
            let person = d.first_contact().map(|p| {
                let phone = p.phones.first().map(String::as_str).unwrap_or_default();
                format!("{} {phone}", p.name)
            });
            Some(person.unwrap_or_default())
        }
        ViewColumn::Verdict => {
            let row = ranking.and_then(|r| r.get(d.id()))?;
            Some(verdict_short(texts, row))
        }
        ViewColumn::Growth => chance(List::Grow),
        ViewColumn::Decline => chance(List::Protect),
        ViewColumn::Problems => {
            let open = d.work().problems.iter().filter(|p| p.is_open());
            Some(count(open.count()))
        }
        ViewColumn::Clock => {
            let zone = d.client.zone_or(now.time_zone());
            Some(texts.time(now.with_time_zone(zone).time()))
        }
        ViewColumn::Age => {
            let age = now.timestamp().as_second() - d.stage_since().as_second();
            Some(texts.age(age.max(0) / 86_400))
        }
        ViewColumn::Policy => Some(policy(texts, d.client.policy)),
        ViewColumn::Change => match query::change(d, month)? {
            percent if percent.is_finite() => Some(format!("{:+} %", percent.round() as i64)),
            _ => Some("∞".to_owned()),
        },
        ViewColumn::Owner => Some(d.client.owner.clone()),
        ViewColumn::DataAge => Some(days(query::data_until(d)?)),
        ViewColumn::Tried => {
            let tried = d.digest.as_ref().map_or(0, |g| usize::from(g.unanswered));
            Some(count(tried))
        }
    }
}

/// The next touch as a list shows it: `сегодня`, `15:00`, `27 ноя`.
fn next(texts: &Texts, dossier: &Dossier, now: &Zoned) -> String {
    let Some(plan) = dossier.follow_up.as_ref() else {
        return String::new();
    };
    if plan.date == now.date() {
        let today = || texts.t("today");
        return plan.time.map_or_else(today, |time| texts.time(time));
    }
    texts.date(plan.date, now.date())
}
