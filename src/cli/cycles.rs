//! The cycles of a client as scripts and people read them (A13).

use jiff::Zoned;
use serde_json::{Value, json};

use super::shell::moment;
use crate::domain::money::decimal;
use crate::domain::stage::cycles::{CycleSummary, cycles};
use crate::domain::{Dossier, Touch, Verdict};
use crate::i18n::Texts;
use crate::say;

/// The cycles with the touches read for the card.
fn of(dossier: &Dossier, touches: &[Touch], now: &Zoned) -> Vec<CycleSummary> {
    let mut whole = dossier.clone();
    whole.touches = Some(touches.to_vec());
    cycles(&whole, now)
}

/// Each cycle as an object, oldest first.
pub(super) fn objects(dossier: &Dossier, touches: &[Touch], now: &Zoned) -> Vec<Value> {
    let at = |at: jiff::Timestamp| moment(&at.to_zoned(now.time_zone().clone()));
    let object = |c: CycleSummary| {
        let stages: Vec<Value> = c
            .stages
            .iter()
            .map(|(stage, days)| json!({ "stage": stage.name(), "days": days }))
            .collect();
        let verdicts: serde_json::Map<String, Value> = Verdict::ALL
            .iter()
            .zip(c.checked)
            .map(|(verdict, count)| (verdict.name().to_owned(), json!(count)))
            .collect();
        json!({
            "cycle": c.cycle,
            "from": at(c.from),
            "to": c.to.map(at),
            "days": c.days(now.timestamp()),
            "stages": stages,
            "problems": { "found": c.problems_found, "solved": c.problems_solved },
            "recommendations": {
                "written": c.written,
                "sent": c.sent,
                "accepted": c.accepted,
                "declined": c.declined,
                "implemented": c.implemented,
                "checked": c.checked_total(),
                "verdicts": verdicts,
            },
            "spend": {
                "currency": c.currency.code(),
                "before": c.spend_before.map(decimal),
                "after": c.spend_after.map(decimal),
            },
            "touches": c.touches,
        })
    };
    of(dossier, touches, now).into_iter().map(object).collect()
}

/// Each cycle as a line, the present one first.
pub(super) fn lines(
    dossier: &Dossier,
    touches: &[Touch],
    now: &Zoned,
    texts: &Texts,
) -> Vec<String> {
    let line = |c: &CycleSummary| {
        let stages: Vec<String> = c
            .stages
            .iter()
            .map(|(stage, days)| format!("{} {days}", say::stage_short(texts, *stage)))
            .collect();
        let money = |minor: Option<i64>| {
            let none = || texts.t("cycles-no-data");
            minor.map_or_else(none, |minor| texts.money_short(minor, c.currency.code()))
        };
        let args = [
            ("number", c.cycle.into()),
            ("days", c.days(now.timestamp()).into()),
            ("stages", stages.join(", ").into()),
            ("solved", c.problems_solved.into()),
            ("found", c.problems_found.into()),
            ("sent", c.sent.into()),
            ("accepted", c.accepted.into()),
            ("implemented", c.implemented.into()),
            ("checked", c.checked_total().into()),
            ("before", money(c.spend_before).into()),
            ("after", money(c.spend_after).into()),
        ];
        texts.tf("cli-cycle", &args)
    };
    let all = of(dossier, touches, now);
    all.iter().rev().map(line).collect()
}
