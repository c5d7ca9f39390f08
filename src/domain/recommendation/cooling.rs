//! Declined twice: the same advice rests before it is brought up again (A18, A27).

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

use super::{Life, Recommendation};

/// Days an advice declined [`DECLINES`] times rests, counted from the last refusal. A quarter: long enough
/// for the client's circumstances to change, short enough not to be forgotten.
pub const COOL_DOWN_DAYS: i32 = 90;
/// Refusals after which it rests.
pub const DECLINES: usize = 2;

impl Recommendation {
    /// How often the client has said no to it.
    #[must_use]
    pub fn declines(&self) -> usize {
        refusals(self).count()
    }

    /// The audit rule that drafted it, without the platform and the campaign the hit was about.
    #[must_use]
    pub fn rule_id(&self) -> Option<&str> {
        self.grounds().rule.as_deref().map(rule_id)
    }

    /// Whether it is the same advice as `rule` drafts, on whatever campaign.
    #[must_use]
    pub fn is_of(&self, rule: &str) -> bool {
        self.rule_id() == Some(rule_id(rule))
    }
}

/// `stale-data` of `stale-data@google-ads/…`.
fn rule_id(text: &str) -> &str {
    text.split(['@', '/']).next().unwrap_or(text)
}

fn refusals(of: &Recommendation) -> impl Iterator<Item = Timestamp> + '_ {
    of.steps
        .iter()
        .filter(|step| step.life == Life::Declined)
        .map(|step| step.at)
}

/// The first day on which an advice may be brought up again; `None` when it was not declined often enough.
/// Hand in every recommendation that is the same advice: one alone, or all of a client drafted by one rule.
pub fn rests_until<'a>(
    same: impl IntoIterator<Item = &'a Recommendation>,
    zone: &TimeZone,
) -> Option<Date> {
    let (mut count, mut last) = (0, None);
    for at in same.into_iter().flat_map(refusals) {
        count += 1;
        last = last.max(Some(at));
    }
    let day = last
        .filter(|_| count >= DECLINES)?
        .to_zoned(zone.clone())
        .date();
    day.checked_add(Span::new().days(COOL_DOWN_DAYS)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::recommendation::LifeStep;
    use crate::domain::{ClientId, RecommendationId};
    use jiff::civil::date;

    fn declined(on: &[&str]) -> Recommendation {
        let mut r = Recommendation::draft(
            RecommendationId::from_bytes([1; 16]),
            ClientId::from_bytes([2; 16]),
            Timestamp::UNIX_EPOCH,
        );
        r.steps = on
            .iter()
            .map(|at| LifeStep {
                life: Life::Declined,
                at: at.parse().unwrap(),
                note: "дорого".to_owned(),
            })
            .collect();
        r
    }

    #[test]
    fn rests_from_the_second_refusal_in_the_managers_zone() {
        let moscow = TimeZone::get("Europe/Moscow").unwrap();
        let (first, second) = ("2026-08-01T10:00:00Z", "2026-11-01T22:30:00Z");
        for (refused, until) in [
            (vec![], None),
            (vec![declined(&[first])], None),
            // Half past ten in the evening in London is the next day in Moscow.
            (vec![declined(&[first, second])], Some(date(2027, 1, 31))),
            (
                vec![declined(&[first]), declined(&[second])],
                Some(date(2027, 1, 31)),
            ),
            (
                vec![declined(&[second]), declined(&[first])],
                Some(date(2027, 1, 31)),
            ),
        ] {
            assert_eq!(rests_until(&refused, &moscow), until, "{refused:?}");
        }
    }
}
