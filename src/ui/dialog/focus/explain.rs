//! Where the figures of the workspace come from.

use crate::domain::focus;
use crate::domain::{Cohort, Month};
use crate::say;
use crate::ui::Cx;
use crate::ui::dialog::card::Explained;

/// Progress, hold-out, comparison of a cohort.
pub(super) fn members(cohort: &Cohort, cx: &Cx<'_>) -> Vec<Explained> {
    let progress = focus::progress(cohort, cx.book);
    let zone = cx.now.time_zone();
    let frozen = cohort.frozen_at.to_zoned(zone.clone()).date();
    let date = cx.texts.date_long(frozen, cx.today());
    let how = [("date", date.as_str().into())];
    let mut out = vec![Explained {
        figure: say::focus::worked(cx.texts, &progress),
        how: cx.texts.tf("focus-explain-worked", &how),
    }];
    let held = [
        ("count", progress.held_out.into()),
        ("spoilt", progress.spoilt.into()),
    ];
    out.push(Explained {
        figure: cx.texts.tf("focus-held-out", &held),
        how: cx.texts.tf("focus-explain-held-out", &held),
    });
    let first = cohort.from.plus(1 - focus::BASE_MONTHS);
    let base = [
        ("first", say::focus::month(cx.texts, first).into()),
        ("last", say::focus::month(cx.texts, cohort.from).into()),
    ];
    out.push(Explained {
        figure: cx.texts.t("focus-explain-base"),
        how: cx.texts.tf("focus-explain-base-how", &base),
    });
    out.extend(comparison(cohort, cx));
    out
}

fn comparison(cohort: &Cohort, cx: &Cx<'_>) -> Vec<Explained> {
    let zone = cx.now.time_zone();
    let windows = focus::closed_windows(cohort, cx.today(), zone);
    let start = focus::before_outcome(cohort, zone);
    let month = |n| say::focus::month(cx.texts, Month(start.0 + n));
    let mut out = Vec::new();
    for months in 1..=windows {
        for one in focus::compare(cohort, cx.book, months, zone) {
            let args = [
                ("first", month(1).into()),
                ("last", month(months).into()),
                ("groups", one.groups.into()),
                (
                    "out",
                    say::focus::left_out(cx.texts, &one)
                        .unwrap_or_default()
                        .into(),
                ),
            ];
            out.push(Explained {
                figure: say::focus::arms(cx.texts, &one),
                how: cx.texts.tf("focus-explain-comparison", &args),
            });
        }
    }
    if windows == 0 {
        let args = [
            ("first", month(1).into()),
            ("last", month(focus::WINDOWS).into()),
        ];
        out.push(Explained {
            figure: cx.texts.t("focus-explain-windows"),
            how: cx.texts.tf("focus-explain-windows-how", &args),
        });
    }
    out
}

/// The comparison of the cohort under the cursor, and the orders.
pub(super) fn cohorts(cohort: Option<&Cohort>, cx: &Cx<'_>) -> Vec<Explained> {
    let mut out = cohort.map_or_else(Vec::new, |c| members(c, cx));
    out.push(Explained {
        figure: cx.texts.t("focus-explain-orders"),
        how: cx.texts.t("focus-explain-orders-how"),
    });
    out
}

/// How forecasts are scored.
pub(super) fn forecasts(cx: &Cx<'_>) -> Vec<Explained> {
    let closed = focus::closed_month(cx.today());
    let how = [("month", say::focus::month(cx.texts, closed).into())];
    let all = focus::calibrate(cx.book, closed);
    let figure = all.first().map_or_else(
        || cx.texts.t("focus-page-forecasts"),
        |all| say::focus::calibration(cx.texts, all),
    );
    vec![
        Explained {
            figure,
            how: cx.texts.tf("forecast-explain-how", &how),
        },
        Explained {
            figure: cx.texts.t("forecast-explain-bias"),
            how: cx.texts.t("forecast-explain-bias-how"),
        },
    ]
}
