//! What is known of a client, field by field.

use jiff::Timestamp;
use jiff::civil::Date;

use super::plan::Frame;
use super::{Field, FieldKind};
use crate::domain::fold::fold;
use crate::domain::ranking::{Ranked, Standing};
use crate::domain::{Cadence, Dossier, Life, Month, Side, Spend};

/// A client is being onboarded for so many days.
const ONBOARDING_DAYS: i64 = 60;
/// Days a month counts as.
const MONTH_DAYS: i64 = 30;

/// The row of a client that has a score.
fn scored<'r>(d: &Dossier, frame: &Frame<'r>) -> Option<&'r Ranked> {
    let row = frame.scores.as_ref()?.get(d.id())?;
    (row.standing == Standing::Scored).then_some(row)
}

pub(super) fn code(d: &Dossier, field: Field, frame: &Frame<'_>) -> Option<u8> {
    Some(match field {
        Field::Verdict => scored(d, frame)?.verdict?.code(),
        Field::Stage => d.stage().code(),
        Field::Tier => d.client.tier.code(),
        Field::Model => d.client.service_model.code(),
        Field::Policy => d.client.policy.code(),
        Field::Channel => d.client.preferred().channel.code(),
        _ => return None,
    })
}

pub(super) fn count(d: &Dossier, field: Field, frame: &Frame<'_>) -> Option<i64> {
    let of = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let life = |life: Life| {
        let all = d.recommendations.iter();
        of(all
            .filter(|r| r.archived_at.is_none() && r.life == life)
            .count())
    };
    let owed = |side: Side| {
        let all = d.work().promises.iter();
        of(all.filter(|p| p.is_open() && p.side == side).count())
    };
    Some(match field {
        Field::Age => (frame.now - d.stage_since().as_second()).max(0) / 86_400,
        Field::Cycle => i64::from(d.cycle()),
        Field::Cadence => match d.client.cadence {
            Cadence::Off => return None,
            Cadence::Days(days) => i64::from(days),
            Cadence::ReportWindow => MONTH_DAYS,
        },
        Field::Tried => d.digest.as_ref().map_or(0, |g| i64::from(g.unanswered)),
        Field::Falling => of(falling(d.spend.as_deref()?, frame.month)),
        Field::Problems => of(d.work().problems.iter().filter(|p| p.is_open()).count()),
        Field::Critical => of(d.burning_problems()),
        Field::Brief => i64::from(d.brief_completeness()),
        Field::Drafts => life(Life::Draft),
        Field::Ready => life(Life::Ready),
        Field::Sent => life(Life::Sent),
        Field::Requests => of(d.work().requests.iter().filter(|r| r.is_open()).count()),
        // Whole percent, as lists show them.
        Field::Growth => scored(d, frame)?.growth.round() as i64,
        Field::Decline => scored(d, frame)?.decline.round() as i64,
        Field::Owes => owed(Side::Ours),
        Field::Theirs => owed(Side::Client),
        Field::Expertise => i64::from(d.client.expertise.level()),
        Field::Campaigns => {
            (d.work().ads.as_ref()).map_or(0, |ads| i64::from(ads.digest.campaigns))
        }
        _ => return None,
    })
}

pub(super) fn moment(d: &Dossier, field: Field) -> Option<Timestamp> {
    match field {
        Field::Touch => d.last_real(),
        Field::Inbound => d.digest.as_ref()?.last_inbound,
        _ => None,
    }
}

pub(super) fn day(d: &Dossier, field: Field) -> Option<Date> {
    match field {
        Field::Next => Some(d.follow_up.as_ref()?.date),
        Field::Since => d.client.since,
        Field::Data => data_until(d),
        _ => None,
    }
}

/// The newest day the figures of campaigns or spend cover.
#[must_use]
pub fn data_until(d: &Dossier) -> Option<Date> {
    let ads = d.work().ads.as_ref().and_then(|ads| ads.data_until);
    let month = d.spend.as_ref().and_then(|s| s.last());
    let spend = month.and_then(|m| {
        let (year, month) = (i16::try_from(m.year()).ok()?, i8::try_from(m.month()).ok()?);
        Some(Date::new(year, month, 1).ok()?.last_of_month())
    });
    ads.max(spend)
}

pub(super) fn money(d: &Dossier, field: Field, frame: &Frame<'_>) -> Option<i64> {
    let spend = d.spend.as_deref()?;
    let last = frame.month.plus(-1);
    match field {
        Field::Spend => spend.get(last),
        Field::Spend3 => spend.quarter(frame.month),
        _ => None,
    }
}

/// The three months closed before `month` against the three before them, percent; only where all six are known.
#[must_use]
pub fn change(d: &Dossier, month: Month) -> Option<f64> {
    let spend = d.spend.as_deref()?;
    let sum = |last: Month| {
        let mut months = spend.window(last, 3);
        months.try_fold(0_i64, |sum, month| Some(sum.saturating_add(month?)))
    };
    let (now, before) = (sum(month.plus(-1))?, sum(month.plus(-4))?);
    Some(match (now, before) {
        (0, 0) => 0.0,
        // From nothing to something is more than any percentage.
        (_, ..=0) => f64::INFINITY,
        _ => (now as f64 - before as f64) * 100.0 / before as f64,
    })
}

/// Months in a row spend fell, up to the last one closed before `month`. A month nobody told us about ends
/// the row.
#[must_use]
pub fn falling(spend: &Spend, month: Month) -> usize {
    let last = month.plus(-1);
    let fell = |back: &i32| {
        let (later, earlier) = (spend.get(last.plus(-back)), spend.get(last.plus(-back - 1)));
        later.zip(earlier).is_some_and(|(l, e)| l < e)
    };
    (0..1_200).take_while(fell).count()
}

pub(super) fn flag(d: &Dossier, field: Field, frame: &Frame<'_>) -> bool {
    match field {
        Field::Promised => d.follow_up.as_ref().is_some_and(|f| f.promised),
        Field::Archived => d.client.archived_at.is_some(),
        Field::Parked => {
            let journey = d.journey.as_deref();
            journey.is_some_and(|j| j.parked_on(frame.today).is_some())
        }
        Field::Snoozed => {
            let snooze = d.work().snooze.as_deref();
            snooze.is_some_and(|s| frame.today < s.until)
        }
        Field::Onboarding => match d.client.since {
            Some(since) => i64::from((frame.today - since).get_days()) <= ONBOARDING_DAYS,
            None => frame.now - d.client.created_at.as_second() <= ONBOARDING_DAYS * 86_400,
        },
        _ => false,
    }
}

pub(super) fn present(d: &Dossier, field: Field, frame: &Frame<'_>) -> bool {
    match field.kind() {
        FieldKind::Term if field == Field::Channel => !d.client.channels.is_empty(),
        FieldKind::Term if field == Field::Verdict => scored(d, frame).is_some(),
        FieldKind::Term => true,
        FieldKind::Flag => flag(d, field, frame),
        FieldKind::Text => any_text(d, field, |value| !value.is_empty()),
        FieldKind::Percent if field != Field::Brief => scored(d, frame).is_some(),
        FieldKind::Count | FieldKind::Percent => {
            count(d, field, frame).is_some_and(|value| value != 0)
        }
        FieldKind::Money | FieldKind::MoneyOrChange => money(d, field, frame).is_some(),
        FieldKind::Days => match field {
            Field::Age => true,
            Field::Cadence => count(d, field, frame).is_some(),
            Field::Touch | Field::Inbound => moment(d, field).is_some(),
            _ => day(d, field).is_some(),
        },
    }
}

/// Whether a folded value of the field passes. Names, tags and people are read off the search text, which is
/// folded already: the name, then a line each.
pub(super) fn any_text(d: &Dossier, field: Field, test: impl Fn(&str) -> bool) -> bool {
    let name = d.sort_name().len();
    let lines = || {
        d.haystack()
            .get(name..)
            .unwrap_or_default()
            .split('\n')
            .skip(1)
    };
    let is_phone = |line: &&str| !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit());
    match field {
        Field::Name => test(d.sort_name()),
        Field::Tag => lines().filter_map(|l| l.strip_prefix('#')).any(test),
        Field::Phone => lines().filter(is_phone).any(test),
        Field::Contact => lines()
            .filter(|l| !l.starts_with('#') && !is_phone(l))
            .any(test),
        Field::Owner => !d.client.owner.is_empty() && test(&fold(&d.client.owner)),
        Field::Zone => (d.client.zone.as_ref()).is_some_and(|zone| test(&fold(zone.name()))),
        _ => false,
    }
}
