//! Recommendations in place long enough for their effect to be looked at (A12).

use super::DayFrame;
use crate::domain::calendar::days;
use crate::domain::recommendation::check::FULL_DAYS;
use crate::domain::{Dossier, Life, Recommendation};

/// What was put in place at least four weeks before the day and not checked since, the longest first.
pub(super) fn due<'a>(dossier: &'a Dossier, day: &DayFrame) -> Vec<(&'a Recommendation, i64)> {
    let mut due: Vec<(&Recommendation, i64)> = dossier
        .recommendations
        .iter()
        .filter(|r| r.life == Life::Implemented && r.archived_at.is_none())
        .map(|r| {
            let on = day.own().to_datetime(r.since()).date();
            (r, days(on, day.date))
        })
        .filter(|(_, passed)| *passed >= i64::from(FULL_DAYS))
        .collect();
    due.sort_by_key(|(_, passed)| -passed);
    due
}
