//! Reasons and the value line of a row, put together for the few rows that found a place.

use jiff::Timestamp;
use jiff::civil::Date;

use super::agreed;
use super::cadence::{self, days};
use super::candidates::{Candidate, RUNGS};
use super::{DayFrame, Reason, Value, problems};
use crate::domain::{Birthday, Cadence, Dossier, Life, Month, Recommendation, Stage};

/// Days ahead a birthday is told (E14).
const BIRTHDAY_AHEAD: i64 = 3;
/// The check points of the first two months (C11) and how many days each stays open.
const CHECK_POINTS: [u8; 3] = [60, 30, 7];
const CHECK_POINT_OPEN: i64 = 7;
/// A change of spend under so many percent is no news.
const SPEND_NEWS: i64 = 15;

/// Every reason that holds, the weightiest first, and what the call is for.
pub(super) fn of(c: &Candidate<'_>, day: &DayFrame) -> (Vec<Reason>, Value) {
    let dossier = c.dossier;
    let mut reasons = Vec::new();
    let plan = dossier.follow_up.as_deref().filter(|_| c.follow_up);
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
            0
        } else {
            reasons.len()
        };
        reasons.insert(first, promised);
    }
    if c.ledger {
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
    reasons.extend(check_point(dossier, day).map(Reason::OnboardingDay));
    birthdays(dossier, day.date, &mut reasons);
    if let Some(digest) = &dossier.digest
        && digest.unanswered > 0
    {
        reasons.push(Reason::Unanswered(digest.unanswered));
    }

    let promise = plan.filter(|p| p.promised && !p.reason.is_empty());
    let asked = agreed().next().or_else(|| sent().next());
    let value = if let Some(plan) = promise {
        Value::KeepPromise(plan.reason.clone())
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
    } else if dossier.stage() == Stage::Acquaintance || dossier.last_real().is_none() {
        Value::GetAcquainted
    } else {
        spend_news(dossier, day.date).unwrap_or(Value::JustTalk { days: silent })
    };
    (reasons, value)
}

fn silence(c: &Candidate<'_>, silent: i64, reasons: &mut Vec<Reason>) {
    let client = &c.dossier.client;
    if c.dossier.last_real().is_none() {
        reasons.push(Reason::NeverTouched {
            days: silent.max(0),
        });
    } else if c.cadence && client.cadence != Cadence::Off {
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

/// The check point of the first two months that is open: reached within the week, nobody reached since.
fn check_point(dossier: &Dossier, day: &DayFrame) -> Option<u8> {
    let age = days(cadence::known_since(dossier, day.own()), day.date);
    let quiet = dossier.last_real().map_or(i64::MAX, |at| since(at, day));
    CHECK_POINTS.into_iter().find(|point| {
        let over = age - i64::from(*point);
        (0..CHECK_POINT_OPEN).contains(&over) && quiet > over
    })
}

fn birthdays(dossier: &Dossier, today: Date, reasons: &mut Vec<Reason>) {
    for contact in &dossier.contacts {
        if let Some(date) = contact.birthday.and_then(|b| next_birthday(b, today))
            && days(today, date) <= BIRTHDAY_AHEAD
        {
            reasons.push(Reason::Birthday {
                contact: contact.id,
                name: contact.name.clone(),
                date,
            });
        }
    }
}

/// The next birthday, `today` included; the 29th of February is kept on the 28th in an ordinary year.
fn next_birthday(birthday: Birthday, today: Date) -> Option<Date> {
    let in_year = |year| {
        Date::new(year, birthday.month, birthday.day)
            .or_else(|_| Date::new(year, birthday.month, 28))
            .ok()
    };
    let this = in_year(today.year())?;
    if this >= today {
        return Some(this);
    }
    in_year(today.year() + 1)
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
