//! How fast we react, in the bins of the survey, against its line (E32).

use crate::domain::Calendar;
use crate::domain::inbox::{BINS, DAYS, Speed, market_within, speed};
use crate::ui::Cx;
use crate::ui::dialog::card::rows::{Rows, padded};
use crate::ui::widgets::sheet::Laid;
use crate::ui::widgets::text::{fit_name, width};

/// Cells of the longest bar.
const BAR: usize = 30;
/// Clients shown.
const CLIENTS: usize = 40;

/// The page; every line can be scrolled to.
pub(super) fn lay(cx: &Cx<'_>, calendar: &Calendar, width: u16) -> Laid {
    let found = speed(cx.book, cx.now.timestamp(), cx.now.time_zone(), calendar);
    let mut rows = Rows::new(cx, width);
    head(&mut rows, &found);
    histogram(&mut rows, &found);
    promises(&mut rows, &found);
    let mut page = Laid {
        lines: rows.into_lines(),
        items: Vec::new(),
    };
    // Nothing here is acted on: the page is one item a line, for scrolling alone.
    page.items = (0..page.lines.len()).map(|i| i..i).collect();
    page
}

fn head(rows: &mut Rows<'_>, found: &Speed) {
    let texts = rows.cx.texts;
    let mut parts = vec![texts.tf(
        "speed-count",
        &[("count", found.count().into()), ("days", DAYS.into())],
    )];
    if let Some(median) = found.median {
        let args = [("time", span(rows.cx, median).into())];
        parts.push(texts.tf("speed-median", &args));
    }
    if found.waiting > 0 {
        parts.push(texts.tf("speed-waiting", &[("count", found.waiting.into())]));
    }
    let style = rows.cx.theme.text;
    rows.cells(vec![(parts.join(" · "), style)]);
    let muted = rows.cx.theme.muted;
    rows.text(&texts.t("speed-how"), 0, 2, muted);
}

/// Work minutes in words.
fn span(cx: &Cx<'_>, minutes: i64) -> String {
    cx.texts.duration(minutes)
}

fn per_mille(part: usize, all: usize) -> u16 {
    let part = part * 1000 + all / 2;
    u16::try_from(part.checked_div(all).unwrap_or(0)).unwrap_or(1000)
}

/// «62 %», «14,6 %» where tenths matter.
fn percent(cx: &Cx<'_>, per_mille: u16) -> String {
    let whole = per_mille / 10;
    let tenth = per_mille % 10;
    if tenth == 0 {
        format!("{whole} %")
    } else {
        let point = cx.texts.t("speed-decimal-point");
        format!("{whole}{point}{tenth} %")
    }
}

fn histogram(rows: &mut Rows<'_>, found: &Speed) {
    let cx = rows.cx;
    let all = found.count();
    rows.blank();
    let label = 16;
    let own = 14;
    let bar = BAR.min(rows.room().saturating_sub(label + own + 34).max(8));
    rows.cells(vec![
        (padded("", label), cx.theme.muted),
        (padded(&cx.texts.t("speed-own"), own + bar), cx.theme.muted),
        (cx.texts.t("speed-market"), cx.theme.muted),
    ]);
    let block = cx.theme.mark("█", "#");
    for (place, (bin, count)) in BINS.iter().zip(&found.bins).enumerate() {
        let name = match bin.minutes {
            Some(minutes @ ..60) => cx
                .texts
                .tf("speed-bin-minutes", &[("count", minutes.into())]),
            Some(minutes) => cx
                .texts
                .tf("speed-bin-hours", &[("count", (minutes / 60).into())]),
            None => cx.texts.t("speed-bin-day"),
        };
        let share = per_mille(*count, all);
        let cells = (usize::from(share) * bar + 500) / 1000;
        let mut figure = format!("{count}");
        if all > 0 {
            figure = format!("{figure} · {}", percent(cx, (share + 5) / 10 * 10));
        }
        let alone = BINS.iter().filter(|b| b.share_of == bin.share_of).count() == 1;
        let market = if bin.share_of == place {
            let share = percent(cx, bin.market);
            if alone {
                share
            } else {
                let id = if bin.minutes == Some(30) {
                    "speed-market-hour"
                } else {
                    "speed-market-rest"
                };
                cx.texts.tf(id, &[("share", share.into())])
            }
        } else {
            cx.texts.t("speed-market-shared")
        };
        rows.cells(vec![
            (padded(&name, label), cx.theme.text),
            (padded(&figure, own), cx.theme.text),
            (padded(&block.repeat(cells), bar), cx.theme.info),
            (format!("  {market}"), cx.theme.muted),
        ]);
    }
    rows.blank();
    for minutes in [15, 60, 180] {
        let Some(market) = market_within(minutes).filter(|_| all > 0) else {
            continue;
        };
        let own = per_mille(found.within(minutes), all);
        let args = [
            ("time", cx.texts.duration(minutes).into()),
            ("own", percent(cx, (own + 5) / 10 * 10).into()),
            ("market", percent(cx, market).into()),
        ];
        let words = cx.texts.tf("speed-within", &args);
        rows.cells(vec![(words, cx.theme.text)]);
    }
    let muted = cx.theme.muted;
    rows.text(&cx.texts.t("speed-honest"), 0, 3, muted);
}

fn promises(rows: &mut Rows<'_>, found: &Speed) {
    let cx = rows.cx;
    rows.heading("speed-promises");
    if found.promised == 0 {
        let words = cx.texts.t("speed-none-promised");
        rows.text(&words, 0, 2, cx.theme.muted);
    } else {
        let args = [
            ("broken", found.broken.into()),
            ("promised", found.promised.into()),
        ];
        let style = if found.broken > 0 {
            cx.theme.warn
        } else {
            cx.theme.good
        };
        rows.cells(vec![(cx.texts.tf("speed-broken", &args), style)]);
    }
    let name = (rows.room() / 3).clamp(14, 40);
    for row in found.clients.iter().take(CLIENTS) {
        let client = cx.book.client(row.client).map_or("", |c| c.name.as_str());
        let mut words = vec![
            cx.texts
                .tf("speed-reactions", &[("count", row.count.into())]),
        ];
        if row.count > 0 {
            let args = [("time", span(cx, row.median).into())];
            words.push(cx.texts.tf("speed-median", &args));
        }
        let broken = match (row.broken, row.promised) {
            (_, 0) => String::new(),
            (broken, promised) => cx.texts.tf(
                "speed-client-broken",
                &[("broken", broken.into()), ("promised", promised.into())],
            ),
        };
        let style = if row.broken > 0 {
            cx.theme.warn
        } else {
            cx.theme.muted
        };
        let said = words.join(" · ");
        let pad = 40usize.saturating_sub(width(&said));
        rows.cells(vec![
            (padded(&fit_name(client, name - 1), name), cx.theme.text),
            (said, cx.theme.muted),
            (" ".repeat(pad.max(2)), cx.theme.muted),
            (broken, style),
        ]);
    }
}
