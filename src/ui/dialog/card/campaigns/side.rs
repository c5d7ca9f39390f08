//! The whole of what is under the cursor, beside the list or below it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::head::{self, clicks, conversions, impressions, money, percent};
use super::model::{self, Model};
use super::page::{Item, View};
use crate::domain::audit::Hit;
use crate::domain::{Campaign, CampaignRow, Currency, Dossier, Figures};
use crate::input::{Action, Context};
use crate::say;
use crate::ui::Cx;
use crate::ui::dialog::audit::finding;
use crate::ui::dialog::card::parts::joined;
use crate::ui::dialog::card::rows::Rows;

/// What a page without campaigns says; returns what is left of the area.
pub(super) fn empty(buf: &mut Buffer, area: Rect, cx: &Cx<'_>) -> Rect {
    let mut rows = Rows::new(cx, area.width);
    rows.text(&cx.texts.t("campaigns-empty"), 0, 2, cx.theme.text);
    let key = |action| {
        let key = cx.keymap.key_of(Context::CardCampaigns.chain(), action);
        key.map_or_else(String::new, |k| k.to_string())
    };
    for (id, action) in [
        ("campaigns-empty-import", Action::ImportFile),
        ("campaigns-empty-profile", Action::EditAdProfile),
    ] {
        let words = cx.texts.tf(id, &[("key", key(action).into())]);
        rows.text(&words, 0, 2, cx.theme.muted);
    }
    rows.blank();
    let lines = rows.into_lines();
    let taken = u16::try_from(lines.len())
        .unwrap_or(u16::MAX)
        .min(area.height);
    super::put(buf, area, lines);
    Rect {
        y: area.y + taken,
        height: area.height - taken,
        ..area
    }
}

/// The lines of it, in an area of its own.
pub(super) fn lines(
    item: Option<Item>,
    dossier: &Dossier,
    campaigns: &[Campaign],
    model: &Model,
    cx: &Cx<'_>,
    area: Rect,
    view: &View,
) -> Vec<Line<'static>> {
    let mut rows = Rows::new(cx, area.width);
    // Below the list a rule parts the two; beside it the gap does.
    if area.height == super::BELOW {
        let rule = cx.theme.mark("─", "-").repeat(usize::from(area.width));
        rows.cells(vec![(rule, cx.theme.line)]);
    }
    let expert = dossier.client.expertise.speaks_terms();
    let place = |hit: &Hit| model::place(campaigns, hit, cx);
    match item {
        None => {}
        Some(Item::Finding(at)) => {
            let hits = model.of_finding(at, view.dismissed);
            finding::detail(&mut rows, &hits, place, expert);
        }
        Some(Item::Hit(at)) => {
            let hits: Vec<&Hit> = model.hits.get(at).into_iter().collect();
            finding::detail(&mut rows, &hits, place, expert);
        }
        Some(Item::Campaign(at)) => {
            if let (Some(row), Some(campaign)) = (model.table.rows.get(at), campaigns.get(at)) {
                one(&mut rows, campaign, row, model);
            }
        }
        Some(Item::Group(at)) => {
            if let Some(group) = model.table.groups.get(at) {
                let platform = group.platform.map(|p| say::ad_platform(cx.texts, p));
                let kind = head::kind(cx, group.kind);
                let title = joined([platform.unwrap_or_default(), kind]);
                rows.text(&title, 0, 2, cx.theme.strong);
                let args = [("count", group.rows.len().into())];
                rows.text(
                    &cx.texts.tf("finding-campaigns", &args),
                    0,
                    1,
                    cx.theme.muted,
                );
                pairs(
                    &mut rows,
                    (group.last, group.told),
                    None,
                    model.table.currency,
                );
                over(&mut rows, Some(group.over), model);
            }
        }
    }
    rows.into_lines()
}

/// A campaign: what it is, its figures against those before, what the rules say of it.
fn one(rows: &mut Rows<'_>, campaign: &Campaign, row: &CampaignRow, model: &Model) {
    let (cx, texts) = (rows.cx, rows.cx.texts);
    rows.text(&campaign.name, 0, 3, cx.theme.strong);
    let (mark, state, style) = head::state(cx, campaign.state);
    let place = joined([
        say::ad_platform(texts, campaign.platform),
        head::kind(cx, campaign.kind),
        campaign.account.clone(),
        campaign.number.clone(),
    ]);
    rows.cells(vec![(format!("{mark} {state}"), style)]);
    rows.text(&place, 0, 2, cx.theme.muted);
    let now = (row.last, row.last.of_traffic());
    pairs(rows, now, Some(row.before), campaign.currency);
    if let Some(budget) = campaign.daily_budget {
        let amount = money(cx, Some(budget), campaign.currency);
        rows.pair("ad-budget", &amount, cx.theme.text);
    }
    over(rows, row.over, model);
    let hits = model.of_campaign(campaign);
    for hit in hits {
        let (mark, style) = finding::weight(hit, cx);
        rows.blank();
        rows.cells(vec![(mark, style)]);
        rows.text(say::rule_title(texts, &hit.rule), 0, 2, cx.theme.text);
        rows.text(&say::evidence(texts, hit), 0, 3, cx.theme.muted);
    }
}

/// Figures one under another, with those before in brackets.
fn pairs(
    rows: &mut Rows<'_>,
    now: (Figures, Figures),
    before: Option<Figures>,
    currency: Currency,
) {
    let cx = rows.cx;
    let before = before.filter(|before| *before != Figures::default());
    let said = |(f, told): (Figures, Figures)| {
        [
            money(cx, Some(f.cost), currency),
            impressions(cx, f),
            clicks(cx, f),
            percent(cx, told.ctr()),
            money(cx, told.cpc(), currency),
            conversions(cx, f.conversions, currency),
            money(cx, f.cpa(), currency),
        ]
    };
    let names = [
        "ad-spend",
        "ad-impressions",
        "ad-clicks",
        "ad-ctr",
        "ad-cpc",
        "ad-conversions",
        "ad-cpa",
    ];
    rows.blank();
    let was = before.map(|f| said((f, f.of_traffic())));
    for (i, (name, text)) in names.into_iter().zip(said(now)).enumerate() {
        let text = match was.as_ref().and_then(|was| was.get(i)) {
            Some(was) => cx.texts.tf(
                "ad-now-was",
                &[("now", text.into()), ("was", was.as_str().into())],
            ),
            None => text,
        };
        rows.pair(name, &text, cx.theme.text);
    }
}

/// Money over the median price of a conversion, when there is any.
fn over(rows: &mut Rows<'_>, over: Option<i64>, model: &Model) {
    let cx = rows.cx;
    if let Some(over) = over.filter(|over| *over > 0) {
        let amount = cx.texts.money_short(over, model.table.currency.code());
        rows.pair("ad-over", &amount, cx.theme.warn);
    }
}
