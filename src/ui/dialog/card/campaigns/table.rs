//! The table of campaigns: a row each, aligned, with the bars of 28 days where there is room.

use super::head::{clicks, conversions, count, money, percent, state};
use crate::domain::audit::Hit;
use crate::domain::{Campaign, CampaignGroup, CampaignRow, CampaignTable, Currency, Figures};
use crate::say;
use crate::ui::Cx;
use crate::ui::dialog::audit::finding::{Fold, right};
use crate::ui::dialog::card::rows::{Rows, padded};
use crate::ui::widgets::spark::spark;
use crate::ui::widgets::text::width;

/// Cells of the bars.
const BARS: usize = 28;
/// The fewest cells of the figures: spend, clicks, CTR, CPC, conversions, CPA.
const FIGURES: [usize; 6] = [8, 6, 6, 7, 6, 8];
/// Cells of a name worth reading.
const NAME: usize = 20;
/// Cells before a name: the fold or the state, and the finding.
const MARKS: usize = 4;

/// Which columns there is room for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Columns {
    name: usize,
    figures: [usize; 6],
    bars: bool,
}

impl Columns {
    /// Columns as wide as what stands in them, with a space before each.
    pub(super) fn of(cx: &Cx<'_>, room: usize, table: &CampaignTable, all: &[Campaign]) -> Self {
        let mut wide = FIGURES;
        let mut widen = |texts: [String; 6]| {
            for (cells, text) in wide.iter_mut().zip(texts) {
                *cells = (*cells).max(width(&text) + 1);
            }
        };
        widen(names(cx));
        for group in &table.groups {
            widen(figures(cx, group.last, group.told, table.currency));
        }
        for (row, campaign) in table.rows.iter().zip(all) {
            let told = row.last.of_traffic();
            let mut texts = figures(cx, row.last, told, campaign.currency);
            // A mark may stand before the last two.
            for text in texts.iter_mut().skip(4) {
                text.insert(0, ' ');
            }
            widen(texts);
        }
        let width = room;
        let all: usize = wide.iter().sum();
        let mut figures = wide;
        if width < MARKS + NAME + all {
            // Where there is little room, without clicks and CPC.
            figures[1] = 0;
            figures[3] = 0;
        }
        let taken = MARKS + figures.iter().sum::<usize>();
        let bars = width >= taken + NAME + BARS + 2;
        let taken = taken + if bars { BARS + 2 } else { 0 };
        Self {
            name: width.saturating_sub(taken),
            figures,
            bars,
        }
    }

    /// Figures in their columns; those without room are left out.
    fn cells(&self, texts: [String; 6]) -> [String; 6] {
        let mut cells = texts;
        for (text, width) in cells.iter_mut().zip(self.figures) {
            *text = right(text, width);
        }
        cells
    }
}

fn names(cx: &Cx<'_>) -> [String; 6] {
    [
        "ad-spend",
        "ad-clicks",
        "ad-ctr",
        "ad-cpc",
        "ad-conversions-short",
        "ad-cpa",
    ]
    .map(|id| cx.texts.t(id))
}

/// The names of the columns.
pub(super) fn header(rows: &mut Rows<'_>, columns: &Columns) {
    let cx = rows.cx;
    let mut line = " ".repeat(MARKS + columns.name);
    line.extend(columns.cells(names(cx)));
    if columns.bars {
        line.push_str("  ");
        line.push_str(&cx.texts.t("ad-by-day"));
    }
    rows.cells(vec![(line, cx.theme.muted)]);
}

/// The figures in order; `told` is the part of them whose traffic is told.
fn figures(cx: &Cx<'_>, f: Figures, told: Figures, currency: Currency) -> [String; 6] {
    [
        cx.texts.money_short(f.cost, currency.code()),
        clicks(cx, f),
        percent(cx, told.ctr()),
        money(cx, told.cpc(), currency),
        conversions(cx, f.conversions, currency),
        money(cx, f.cpa(), currency),
    ]
}

/// The head of a group with its sums.
pub(super) fn group(
    rows: &mut Rows<'_>,
    columns: &Columns,
    group: &CampaignGroup,
    currency: Currency,
    fold: Fold,
) {
    let cx = rows.cx;
    let platform = group.platform.map(|p| say::ad_platform(cx.texts, p));
    let name = format!(
        "{} · {}",
        platform.unwrap_or_default(),
        super::head::kind(cx, group.kind)
    );
    let number = cx.texts.number(count(group.rows.len() as u64));
    let room = columns.name + MARKS - 2;
    let name = padded(&format!("{name} ({number})"), room);
    let mark = match fold {
        Fold::Leaf => " ",
        Fold::Folded => cx.theme.mark("▸", ">"),
        Fold::Open => cx.theme.mark("▾", "v"),
    };
    let mut pieces = vec![(padded(mark, 2), cx.theme.muted), (name, cx.theme.strong)];
    for text in columns.cells(figures(cx, group.last, group.told, currency)) {
        pieces.push((text, cx.theme.strong));
    }
    rows.cells(pieces);
}

/// A campaign: its state, whether a rule hit it, its name and figures.
pub(super) fn campaign(
    rows: &mut Rows<'_>,
    columns: &Columns,
    campaign: &Campaign,
    row: &CampaignRow,
    median: Option<i64>,
    hits: &[&Hit],
) {
    let cx = rows.cx;
    let theme = cx.theme;
    let (mark, _, style) = state(cx, campaign.state);
    let quiet = row.last.cost == 0;
    let (text, figure) = if quiet {
        (theme.muted, theme.muted)
    } else {
        (theme.text, theme.text)
    };
    let (flag, flag_style) = match hits.first() {
        None => ("  ".to_owned(), text),
        Some(hit) => {
            let (words, style) = crate::ui::dialog::audit::finding::weight(hit, cx);
            let mark: String = words.chars().take(1).collect();
            (format!("{mark} "), style)
        }
    };
    let mut pieces = vec![
        (format!("{mark} "), style),
        (flag, flag_style),
        (
            padded(&campaign.name, columns.name.saturating_sub(1)) + " ",
            text,
        ),
    ];
    let told = row.last.of_traffic();
    let [spend, clicks, ctr, cpc, mut found, mut cpa] =
        figures(cx, row.last, told, campaign.currency);
    let (mut found_style, mut cpa_style) = (figure, figure);
    if row.is_vain() {
        found_style = theme.bad;
        cpa_style = theme.bad;
        found = format!("{}{found}", theme.mark("✗", "x"));
    } else if row.is_dear(median) {
        cpa_style = theme.warn;
        cpa = format!("{}{cpa}", theme.mark("↑", "^"));
    }
    let cells = columns.cells([spend, clicks, ctr, cpc, found, cpa]);
    let styles = [figure, figure, figure, figure, found_style, cpa_style];
    pieces.extend(cells.into_iter().zip(styles));
    if columns.bars {
        let bars = spark(row.days, theme.ascii);
        pieces.push((format!("  {bars}"), theme.muted));
    }
    rows.cells(pieces);
}
