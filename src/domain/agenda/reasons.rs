//! Reasons and the value line of a row, put together for the few rows that found a place.

use jiff::Timestamp;
use jiff::civil::Date;

use super::asks::{Ask, RUNGS};
use super::cadence;
use super::candidates::{Bounds, Candidate};
use super::desk::Around;
use super::{DayFrame, Reason, Value, agreed, courtesy, problems, requests};
use crate::domain::calendar::days;
use crate::domain::{Cadence, Dossier, Life, Month, Recommendation, Stage};

/// A change of spend under so many percent is no news.
const SPEND_NEWS: i64 = 15;

/// Every reason that holds, the weightiest first, and what the call is for.
pub(super) fn of(c: &Candidate<'_>, day: &DayFrame, around: &Around<'_>) -> (Vec<Reason>, Value) {
    let dossier = c.dossier;
    let mut reasons = Vec::new();
    requests::answers(dossier, day, true, &mut reasons);
    let late = reasons.len();
    requests::fires(dossier, day, &mut reasons);
    let plan = dossier
        .follow_up
        .as_deref()
        .filter(|_| c.asks.has(Ask::FollowUp));
    let burning = || problems::critical(dossier, day);
    let awaited = || problems::awaited(dossier, day);
    if let Some(worst) = burning().min_by_key(|p| p.found_at) {
        reasons.push(Reason::CriticalProblem {
            count: burning().count(),
            title: worst.title.clone(),
        });
    }
    if let Some(plan) = plan.filter(|p| p.promised) {
        let promised = Reason::Promised {
            date: plan.date,
            time: plan.time,
            text: plan.reason.clone(),
        };
        // What burns comes before a promise that still can be kept, not before a broken one.
        let first = if promised.is_broken_promise(day.date) {
            late
        } else {
            reasons.len()
        };
        reasons.insert(first, promised);
    }
    requests::answers(dossier, day, false, &mut reasons);
    if c.asks.has(Ask::Ledger) {
        reasons.extend(agreed::reasons(dossier, day));
    }
    let ours = reasons.iter().find_map(agreed::value_of_ours);
    reasons.extend(awaited().map(|p| Reason::AnswerAwaited {
        title: p.title.clone(),
        from: p.solver,
        what: p.waiting_for.clone(),
        days: problems::late(p, day),
    }));
    let open = || {
        dossier
            .recommendations
            .iter()
            .filter(|r| r.archived_at.is_none())
    };
    // What the client promised to decide by a later day does not wait yet.
    let sent =
        || open().filter(|r| r.life == Life::Sent && r.until.is_none_or(|until| until <= day.date));
    let agreed = || {
        open().filter(|r| {
            matches!(r.life, Life::Accepted | Life::Postponed)
                && r.until.is_some_and(|until| until <= day.date)
        })
    };
    if let Some(oldest) = sent().map(Recommendation::since).min() {
        reasons.push(Reason::AwaitsDecision {
            count: sent().count(),
            days: since(oldest, day),
        });
    }
    reasons.extend(agreed().filter_map(|r| {
        Some(Reason::AgreedDate {
            recommendation: r.id,
            title: r.title.clone(),
            date: r.until?,
            accepted: r.life == Life::Accepted,
        })
    }));
    if let Some(plan) = plan.filter(|p| !p.promised) {
        reasons.push(Reason::Planned {
            date: plan.date,
            text: plan.reason.clone(),
        });
    }
    if c.asks.has(Ask::ByHand) {
        reasons.push(Reason::ByHand);
    }
    if let Some(score) = around.focus(dossier, day) {
        reasons.push(Reason::Focus { score });
    }
    let silent = days(cadence::counted_from(dossier, day.own()), day.date);
    silence(c, silent, &mut reasons);
    let effects = super::effects::due(dossier, day);
    reasons.extend(effects.iter().map(|(r, days)| Reason::EffectToCheck {
        recommendation: r.id,
        title: r.title.clone(),
        days: *days,
    }));
    let ready: Vec<&Recommendation> = open().filter(|r| r.life == Life::Ready).collect();
    if !ready.is_empty() {
        reasons.push(Reason::DraftsReady(ready.len()));
    }
    reasons
        .extend(courtesy::check_point(dossier, day, &Bounds::of(day)).map(Reason::OnboardingDay));
    courtesy::birthdays(dossier, day.date, &mut reasons);
    reasons.extend(around.news(dossier));
    courtesy::holidays(&dossier.client, day, &mut reasons);
    if let Some(digest) = &dossier.digest
        && digest.unanswered > 0
    {
        reasons.push(Reason::Unanswered(digest.unanswered));
    }

    let promise = plan.filter(|p| p.promised && !p.reason.is_empty());
    let asked = agreed().next().or_else(|| sent().next());
    let burns = reasons.iter().find_map(|r| match r {
        Reason::Fire {
            text, slot, urgent, ..
        } if *urgent || slot.is_none() => Some(Value::PutOut(text.clone())),
        Reason::Incident { text, .. } => Some(Value::PutOut(text.clone())),
        _ => None,
    });
    let owed = |only_late: bool| {
        reasons.iter().find_map(|r| match r {
            Reason::AnswerOwed { text, late, .. } if *late > 0 || !only_late => {
                Some(Value::GiveAnswer(text.clone()))
            }
            _ => None,
        })
    };
    let value = if let Some(plan) = promise {
        Value::KeepPromise(plan.reason.clone())
    } else if let Some(value) = owed(true).or(burns).or_else(|| owed(false)) {
        value
    } else if let Some(value) = ours {
        value
    } else if let Some(worst) = burning().min_by_key(|p| p.found_at) {
        Value::SolveProblem(worst.title.clone())
    } else if let Some(p) = awaited().next() {
        Value::AskAnswer(p.waiting_for.clone())
    } else if let Some(r) = asked {
        Value::AskDecision(r.title.clone())
    } else if let Some(value) = reasons.iter().find_map(agreed::value_of_others) {
        value
    } else if let Some(r) = ready.first() {
        Value::ReadyRecommendation(r.title.clone())
    } else if let Some((r, _)) = effects.first() {
        Value::CheckEffect(r.title.clone())
    } else if c.asks.lead() == Some(Ask::News)
        && let Some(Reason::NewsToTell { title, .. }) = around.news(dossier)
    {
        Value::TellNews(title)
    } else if c.asks.lead() == Some(Ask::Courtesy)
        && let Some(Reason::Birthday { name, .. }) =
            (reasons.iter()).find(|r| matches!(r, Reason::Birthday { .. }))
    {
        Value::Congratulate(name.clone())
    } else if dossier.stage() == Stage::Acquaintance || dossier.last_real().is_none() {
        Value::GetAcquainted
    } else {
        let focus = c.asks.has(Ask::Focus).then_some(Value::WorkFocus);
        spend_news(dossier, day.date)
            .or(focus)
            .unwrap_or(Value::JustTalk { days: silent })
    };
    (reasons, value)
}

fn silence(c: &Candidate<'_>, silent: i64, reasons: &mut Vec<Reason>) {
    let client = &c.dossier.client;
    if c.dossier.last_real().is_none() {
        reasons.push(Reason::NeverTouched {
            days: silent.max(0),
        });
    } else if c.asks.has(Ask::Cadence) && client.cadence != Cadence::Off {
        reasons.push(Reason::CadenceDue {
            days_silent: silent,
            every: cadence::every(client).unwrap_or(30),
        });
    } else if client.cadence == Cadence::Off
        && let Some(rung) = RUNGS.iter().rev().find(|rung| silent >= i64::from(**rung))
    {
        reasons.push(Reason::Silent {
            days: silent,
            rung: *rung,
        });
    }
}

fn since(at: Timestamp, day: &DayFrame) -> i64 {
    days(day.own().to_datetime(at).date(), day.date).max(0)
}

/// The last full month against the mean of the three before, when both are known and it is news.
fn spend_news(dossier: &Dossier, today: Date) -> Option<Value> {
    let spend = dossier.spend.as_deref()?;
    let last = Month::from(today).plus(-1);
    let now = i128::from(spend.get(last)?);
    let before: Vec<i64> = spend.window(last.plus(-1), 3).flatten().collect();
    let sum: i128 = before.iter().copied().map(i128::from).sum();
    if sum <= 0 {
        return None;
    }
    let percent = (now * 100 * i128::try_from(before.len()).ok()? / sum) - 100;
    let size = u32::try_from(percent.unsigned_abs()).unwrap_or(u32::MAX);
    if percent <= -i128::from(SPEND_NEWS) {
        Some(Value::SpendFell(size))
    } else if percent >= i128::from(SPEND_NEWS) {
        Some(Value::SpendGrew(size))
    } else {
        None
    }
}
