//! The head of the page: what is known of the advertising, and its sums against those before.

use ratatui::style::Style;

use crate::domain::audit::Unit;
use crate::domain::{AdProfile, CampaignState, CampaignType, Currency, Dossier, Figures, Known};
use crate::say;
use crate::ui::Cx;
use crate::ui::dialog::audit::finding::right;
use crate::ui::dialog::card::parts::joined;
use crate::ui::dialog::card::rows::{Rows, padded};
use crate::ui::widgets::text::width;

/// Cells of the label of a row and of a column of figures, at most.
const LABEL: usize = 20;
const COLUMN: usize = 13;

/// A type of campaigns in a word.
pub(super) fn kind(cx: &Cx<'_>, kind: CampaignType) -> String {
    cx.texts.t(match kind {
        CampaignType::Unknown => "ad-type-unknown",
        CampaignType::Search => "ad-type-search",
        CampaignType::Brand => "ad-type-brand",
        CampaignType::Display => "ad-type-display",
        CampaignType::Remarketing => "ad-type-remarketing",
        CampaignType::Shopping => "ad-type-shopping",
        CampaignType::Video => "ad-type-video",
        CampaignType::Smart => "ad-type-smart",
        CampaignType::App => "ad-type-app",
        CampaignType::Social => "ad-type-social",
    })
}

/// A state in a mark, a word and a colour.
pub(super) fn state(cx: &Cx<'_>, state: CampaignState) -> (&'static str, String, Style) {
    let theme = cx.theme;
    let (mark, ascii, id, style) = match state {
        CampaignState::On => ("●", "*", "ad-state-on", theme.good),
        CampaignState::Unknown => ("·", ".", "ad-state-unknown", theme.muted),
        CampaignState::Paused => ("○", "o", "ad-state-paused", theme.muted),
        CampaignState::Ended => ("○", "-", "ad-state-ended", theme.muted),
        CampaignState::Rejected => ("✗", "x", "ad-state-rejected", theme.bad),
        CampaignState::Moderation => ("?", "?", "ad-state-moderation", theme.warn),
        CampaignState::NoFunds => ("!", "!", "ad-state-no-funds", theme.bad),
    };
    (theme.mark(mark, ascii), cx.texts.t(id), style)
}

fn known(cx: &Cx<'_>, known: Known) -> String {
    cx.texts.t(match known {
        Known::Unknown => "ad-known-unknown",
        Known::Yes => "ad-known-yes",
        Known::No => "ad-known-no",
    })
}

/// Money to the last hundredth when it is little, short when it is much.
pub(super) fn money(cx: &Cx<'_>, minor: Option<i64>, currency: Currency) -> String {
    minor.map_or_else(dash, |minor| {
        let value = real(minor) / 100.0;
        say::audit_value(cx.texts, Unit::Money, value, currency)
    })
}

/// Conversions as they are kept, in thousandths; a dash when nobody counts them.
pub(super) fn conversions(cx: &Cx<'_>, thousandths: Option<i64>, currency: Currency) -> String {
    thousandths.map_or_else(dash, |n| {
        say::audit_value(cx.texts, Unit::Count, real(n) / 1000.0, currency)
    })
}

/// Clicks; a dash when the reports tell of none.
pub(super) fn clicks(cx: &Cx<'_>, f: Figures) -> String {
    match f.tells_traffic() {
        true => cx.texts.number(count(f.clicks)),
        false => dash(),
    }
}

/// Impressions; a dash when the reports tell of none.
pub(super) fn impressions(cx: &Cx<'_>, f: Figures) -> String {
    match f.tells_traffic() {
        true => cx.texts.number(count(f.impressions)),
        false => dash(),
    }
}

pub(super) fn percent(cx: &Cx<'_>, value: Option<f64>) -> String {
    value.map_or_else(dash, |value| cx.texts.percent(value))
}

fn dash() -> String {
    "—".to_owned()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "shown to a person, rounded anyway"
)]
pub(super) const fn real(value: i64) -> f64 {
    value as f64
}

pub(super) fn count(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// What is known: platforms and types, accounts and set-up, and how fresh the figures are.
pub(super) fn profile(rows: &mut Rows<'_>, ads: &AdProfile) {
    let (cx, texts) = (rows.cx, rows.cx.texts);
    let platforms: Vec<String> = ads
        .platforms
        .iter()
        .map(|p| say::ad_platform(texts, *p))
        .collect();
    let types: Vec<String> = ads.types.iter().map(|t| kind(cx, *t)).collect();
    let args = [
        ("count", ads.digest.campaigns.into()),
        ("running", ads.digest.running.into()),
    ];
    let counted = texts.tf("ad-campaigns", &args);
    rows.cells(vec![
        (counted, cx.theme.strong),
        (
            format!("  {}", joined([platforms.join(", "), types.join(", ")])),
            cx.theme.text,
        ),
    ]);
    let logins: Vec<&str> = ads.accounts.iter().map(|a| a.login.as_str()).collect();
    let accounts = match logins.len() {
        0 => String::new(),
        1..=3 => texts.tf("ad-accounts", &[("list", logins.join(", ").into())]),
        n => texts.tf("ad-accounts-many", &[("count", n.into())]),
    };
    let analytics = match ads.analytics.join(", ") {
        named if named.is_empty() => known(cx, ads.analytics_linked),
        named => named,
    };
    let said = |id: &str, what: String| texts.tf(id, &[("what", what.into())]);
    let mut pieces = Vec::new();
    if let Some(until) = ads.data_until {
        let date = [("date", texts.date(until, cx.today()).into())];
        pieces.push(if ads.is_stale(cx.today()) {
            let mark = cx.theme.mark("●", "!");
            let words = texts.tf("audit-data-stale", &date);
            (format!("{mark} {words}"), cx.theme.warn)
        } else {
            (texts.tf("audit-data-until", &date), cx.theme.text)
        });
    }
    let rest = joined([
        said("ad-analytics", analytics),
        said("ad-goals", known(cx, ads.goals_set)),
        said("ad-calls", known(cx, ads.call_tracking)),
        accounts,
    ]);
    let gap = if pieces.is_empty() { "" } else { " · " };
    pieces.push((format!("{gap}{rest}"), cx.theme.muted));
    rows.cells(pieces);
}

/// The sums of the last 28 days, of those before and what changed, one under another. `told`: the parts of both
/// whose traffic is told, once the campaigns are read.
pub(super) fn sums(rows: &mut Rows<'_>, ads: &AdProfile, told: Option<(Figures, Figures)>) {
    let (cx, texts) = (rows.cx, rows.cx.texts);
    let (last, before) = (ads.digest.last, ads.digest.before);
    let (told_last, told_before) = told.unwrap_or((last.of_traffic(), before.of_traffic()));
    let muted = cx.theme.muted;
    let figures = |f: Figures, told: Figures, style: Style| {
        [
            texts.money_short(f.cost, ads.currency.code()),
            clicks(cx, f),
            percent(cx, told.ctr()),
            money(cx, told.cpc(), ads.currency),
            conversions(cx, f.conversions, ads.currency),
            money(cx, f.cpa(), ads.currency),
        ]
        .map(|text| (text, style))
    };
    let mut lines = vec![(
        texts.t("ad-last"),
        figures(last, told_last, cx.theme.strong),
    )];
    let alone = before == Figures::default();
    if !alone {
        lines.push((
            texts.t("ad-before"),
            figures(before, told_before, cx.theme.text),
        ));
        let whole = |value: i64| Some(real(value));
        let part = |value: Option<i64>| value.map(real);
        let clicked = |f: Figures| f.tells_traffic().then(|| real(count(f.clicks)));
        let changes = [
            (whole(last.cost), whole(before.cost), 0),
            (clicked(last), clicked(before), 1),
            (told_last.ctr(), told_before.ctr(), 1),
            (part(told_last.cpc()), part(told_before.cpc()), -1),
            (part(last.conversions), part(before.conversions), 1),
            (part(last.cpa()), part(before.cpa()), -1),
        ];
        let cells = changes.map(|(now, was, good)| change(cx, now, was, good));
        lines.push((texts.t("ad-change"), cells));
    }
    let room = rows.cells_wide();
    let label = LABEL.min(room / 4);
    let roomy = room.saturating_sub(label) / 6 >= COLUMN;
    let found = if roomy {
        "ad-conversions"
    } else {
        "ad-conversions-short"
    };
    let heads = ["ad-spend", "ad-clicks", "ad-ctr", "ad-cpc", found, "ad-cpa"];
    let heads = heads.map(|id| (texts.t(id), muted));
    lines.insert(0, (String::new(), heads));
    // A column is as wide as what stands in it, with a space before; what is left is shared out.
    let mut columns = [0; 6];
    for (column, at) in columns.iter_mut().zip(0..) {
        let cells = lines.iter().filter_map(|(_, cells)| cells.get::<usize>(at));
        *column = cells.map(|(text, _)| width(text) + 1).max().unwrap_or(0);
    }
    let free = room.saturating_sub(label + columns.iter().sum::<usize>()) / 6;
    for column in &mut columns {
        *column = (*column + free).min(COLUMN.max(*column));
    }
    for (name, cells) in lines {
        let mut pieces = vec![(padded(&name, label), muted)];
        for ((text, style), column) in cells.into_iter().zip(columns) {
            pieces.push((right(&text, column), style));
        }
        rows.cells(pieces);
    }
    if alone {
        rows.text(&texts.t("ad-nothing-before"), 0, 1, muted);
    }
}

/// What changed, in per cent; `good` is the direction that is good, 0 for neither. Little changes are plain.
fn change(cx: &Cx<'_>, now: Option<f64>, was: Option<f64>, good: i8) -> (String, Style) {
    let pair = now.zip(was).filter(|(_, was)| *was != 0.0);
    let Some((now, was)) = pair else {
        return (dash(), cx.theme.muted);
    };
    let percent = (now - was) / was * 100.0;
    let better = percent * f64::from(good);
    let style = if better >= 10.0 {
        cx.theme.good
    } else if better <= -10.0 {
        cx.theme.warn
    } else {
        cx.theme.text
    };
    (cx.texts.percent_change(percent), style)
}

/// «14 кампаний, 28 дней по 21 ноя: 312 тыс ₽ −12 %»: the advertising in a line of the overview.
pub(in crate::ui::dialog::card) fn in_short(rows: &mut Rows<'_>, dossier: &Dossier) {
    let cx = rows.cx;
    let ads = dossier.work().ads.as_deref();
    let Some((ads, until)) = ads.and_then(|ads| Some((ads, ads.data_until?))) else {
        return;
    };
    let (last, before) = (ads.digest.last.cost, ads.digest.before.cost);
    let amount = cx.texts.money_short(last, ads.currency.code());
    let changed = match before {
        0 => String::new(),
        _ => change(cx, Some(real(last)), Some(real(before)), 0).0,
    };
    let args = [
        ("count", ads.digest.campaigns.into()),
        ("amount", amount.into()),
        ("date", cx.texts.date(until, cx.today()).into()),
        ("change", changed.into()),
    ];
    let (id, style) = if ads.is_stale(cx.today()) {
        ("ad-short-stale", cx.theme.warn)
    } else {
        ("ad-short", cx.theme.text)
    };
    let words = cx.texts.tf(id, &args);
    rows.pair("tab-campaigns", words.trim_end(), style);
}
