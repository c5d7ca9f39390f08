//! The list: order, headings, rows.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::AdviceTab;
use crate::domain::fold::fold;
use crate::domain::recommendation::{Lack, Rates};
use crate::domain::{Dossier, Life, Recommendation, RecommendationKind};
use crate::input::{Action, Context};
use crate::say;
use crate::ui::Cx;
use crate::ui::widgets::life::life_mark;
use crate::ui::widgets::paint::Line;
use crate::ui::widgets::text::{fit, width, wrap};

/// Cells of the word of a state, with the gap after it.
const LIFE: u16 = 11;
/// Cells of a date or an age at the right end.
const WHEN: u16 = 11;
/// Cells of the goal and of the promised effect where there is room.
const GOAL: u16 = 18;
const EFFECT: u16 = 24;
/// From this width on both are shown.
const ROOMY: u16 = 92;

/// A line of the list.
pub(super) enum Entry<'a> {
    Heading(RecommendationKind, usize),
    Row(&'a Recommendation),
}

/// Whether it still needs somebody's step.
pub(super) fn is_open(r: &Recommendation) -> bool {
    r.archived_at.is_none() && r.life.is_open()
}

/// Hygiene, then growth, each under its heading: open ones by life, closed ones behind them, the latest step
/// first.
pub(super) fn entries<'a>(dossier: &'a Dossier, closed: bool, filter: &str) -> Vec<Entry<'a>> {
    let words = fold(filter);
    let answers = |r: &Recommendation| {
        let text = fold(&format!(
            "{}\n{}\n{}\n{}",
            r.title, r.why, r.if_done, r.if_not
        ));
        words.split(' ').all(|word| text.contains(word))
    };
    let mut out = Vec::new();
    for kind in RecommendationKind::ALL {
        let mut rows: Vec<&Recommendation> = dossier
            .recommendations
            .iter()
            .filter(|r| r.kind == *kind && (closed || is_open(r)) && answers(r))
            .collect();
        rows.sort_by_key(|r| (!is_open(r), r.life, std::cmp::Reverse(r.since())));
        if !rows.is_empty() {
            out.push(Entry::Heading(*kind, rows.len()));
            out.extend(rows.into_iter().map(Entry::Row));
        }
    }
    out
}

fn key_of(cx: &Cx<'_>, action: Action) -> String {
    let chain = Context::CardAdvice.chain();
    let key = cx.keymap.key_of(chain, action);
    key.map_or_else(String::new, |k| k.to_string())
}

impl AdviceTab {
    /// Rates, the hint about who applies nothing, the filter; takes its rows off `area`.
    pub(super) fn draw_head(
        &self,
        buf: &mut Buffer,
        area: &mut Rect,
        cx: &Cx<'_>,
        dossier: &Dossier,
    ) -> Option<Position> {
        let t = cx.theme;
        let mut take = |n: u16| {
            let n = n.min(area.height);
            let row = Rect { height: n, ..*area };
            area.y += n;
            area.height -= n;
            row
        };
        let rates = Rates::of(&dossier.recommendations);
        let row = take(1);
        let mut line = Line::new(buf, row, row.y, t.text);
        if rates.decided == 0 {
            line.left(&cx.texts.t("advice-head-none"), t.muted);
        } else {
            let accepted = say::rate(cx.texts, rates.accepted, rates.decided);
            let implemented = say::rate(cx.texts, rates.implemented, rates.accepted);
            let args = [
                ("accepted", accepted.into()),
                ("implemented", implemented.into()),
            ];
            line.left(&cx.texts.tf("advice-head", &args), t.text);
        }
        let hidden = dossier
            .recommendations
            .iter()
            .filter(|r| !is_open(r))
            .count();
        if hidden > 0 {
            let words = cx.texts.tf("advice-closed", &[("count", hidden.into())]);
            let hint = [("key", key_of(cx, Action::ShowClosed).into())];
            let hint = cx.texts.tf("advice-closed-hint", &hint);
            line.right(
                &if self.closed {
                    words
                } else {
                    format!("{words} · {hint}")
                },
                t.muted,
            );
        }
        if rates.applies_nothing() {
            let count = [("count", i64::from(rates.decided).into())];
            let words = cx.texts.tf("advice-applies-nothing", &count);
            let row = take(1);
            Line::new(buf, row, row.y, t.text).left(&words, t.warn);
        }
        let mut cursor = None;
        if self.filtering || !self.filter.is_empty() {
            let row = take(1);
            if !row.is_empty() {
                let hint = cx.texts.t("advice-filter-hint");
                let at = self.filter.draw_prompt(buf, row, &hint, t);
                cursor = at.filter(|_| self.filtering);
            }
        }
        // A low page has no room to give away.
        take(u16::from(row.width >= super::BESIDE));
        cursor
    }

    /// What would be here and the key that makes it.
    pub(super) fn draw_nothing(
        &self,
        buf: &mut Buffer,
        area: Rect,
        cx: &Cx<'_>,
        dossier: &Dossier,
    ) {
        let all = dossier.recommendations.len();
        let words = if !self.filter.is_empty() {
            let text = [("text", self.filter.text().into())];
            cx.texts.tf("advice-none-found", &text)
        } else if all > 0 {
            let key = key_of(cx, Action::ShowClosed);
            let args = [("key", key.into()), ("count", all.into())];
            cx.texts.tf("advice-all-closed", &args)
        } else {
            let key = key_of(cx, Action::NewDraft);
            cx.texts.tf("advice-nothing", &[("key", key.into())])
        };
        for (part, y) in wrap(&words, usize::from(area.width))
            .iter()
            .zip(area.top()..area.bottom())
        {
            Line::new(buf, area, y, cx.theme.text).left(part, cx.theme.muted);
        }
    }

    pub(super) fn draw_list(
        &mut self,
        buf: &mut Buffer,
        area: Rect,
        cx: &Cx<'_>,
        dossier: &Dossier,
    ) {
        let entries = entries(dossier, self.closed, self.filter.text());
        self.height = usize::from(area.height);
        if self.height == 0 {
            return;
        }
        let here = |e: &Entry<'_>| matches!(e, Entry::Row(r) if Some(r.id) == self.selected);
        let line = entries.iter().position(here).unwrap_or(0);
        // The heading above the first row comes along.
        let first = if matches!(entries.get(line.wrapping_sub(1)), Some(Entry::Heading(..))) {
            line - 1
        } else {
            line
        };
        self.top = self
            .top
            .min(first)
            .max((line + 1).saturating_sub(self.height))
            .min(entries.len().saturating_sub(self.height));
        for (entry, y) in entries.iter().skip(self.top).zip(area.top()..area.bottom()) {
            match entry {
                Entry::Heading(kind, count) => heading(buf, area, y, cx, *kind, *count),
                Entry::Row(r) => row(buf, area, y, cx, dossier, r, Some(r.id) == self.selected),
            }
        }
    }
}

fn heading(
    buf: &mut Buffer,
    area: Rect,
    y: u16,
    cx: &Cx<'_>,
    kind: RecommendationKind,
    count: usize,
) {
    let t = cx.theme;
    let id = match kind {
        RecommendationKind::Hygiene => "advice-hygiene",
        RecommendationKind::Growth => "advice-growth",
    };
    let count = cx.texts.number(i64::try_from(count).unwrap_or(i64::MAX));
    let name = format!("{} {count} ", cx.texts.t(id));
    let left = usize::from(area.width).saturating_sub(width(&name));
    Line::new(buf, area, y, t.text)
        .left(&name, t.muted)
        .left(&t.mark("─", "-").repeat(left), t.line);
}

/// What is amiss, the weightiest first: missing texts, then the goal.
pub(super) fn flags(cx: &Cx<'_>, dossier: &Dossier, r: &Recommendation) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    if r.life == Life::Draft {
        for lack in r.lacks() {
            let word = say::lack_flag(cx.texts, lack);
            if !out.contains(&word) && lack != Lack::Title {
                out.push(word);
            }
        }
    }
    let flag = r.goal_flag(dossier.work().brief.as_deref());
    out.extend(flag.map(|flag| say::goal_flag(cx.texts, flag)));
    out
}

fn row(
    buf: &mut Buffer,
    area: Rect,
    y: u16,
    cx: &Cx<'_>,
    dossier: &Dossier,
    r: &Recommendation,
    current: bool,
) {
    let t = cx.theme;
    let base = if current { t.cursor } else { t.text };
    let on = |style| if current { base } else { style };
    let dim = !is_open(r);
    let mut line = Line::new(buf, area, y, base);
    let (mark, style) = life_mark(t, r.life);
    line.left(mark, on(style));
    let life = if r.archived_at.is_some() {
        cx.texts.t("life-archived")
    } else {
        say::life(cx.texts, r.life)
    };
    line.column(&life, LIFE, on(t.muted));
    let when = match r.until {
        Some(day) => {
            let date = [("date", cx.texts.date(day, cx.today()).into())];
            cx.texts.tf("advice-by-day", &date)
        }
        None => {
            let since = r.since().to_zoned(cx.now.time_zone().clone()).date();
            cx.texts.age(i64::from((cx.today() - since).get_days()))
        }
    };
    let cell = |text: &str, cells: u16| {
        let text = fit(text, usize::from(cells)).into_owned();
        let pad = usize::from(cells).saturating_sub(width(&text));
        format!("{}{text}", " ".repeat(pad))
    };
    line.right(&cell(&when, WHEN), on(t.muted));
    line.right(&format!(" {}", r.effort.name()), on(t.muted));
    if area.width >= ROOMY {
        let effect = r.grounds().effect.as_ref();
        let effect = effect.map_or_else(String::new, |e| say::effect(cx.texts, e));
        line.right(&format!(" {}", cell(&effect, EFFECT - 1)), on(t.text));
    }
    let brief = dossier.work().brief.as_deref();
    let goal = r.grounds().goal.and_then(|id| brief?.goal(id));
    if let Some(flag) = flags(cx, dossier, r).first() {
        line.right(&format!("  {flag}"), on(t.warn));
    } else if let Some(goal) = goal
        && area.width >= ROOMY
    {
        let text = fit(&goal.text, usize::from(GOAL)).into_owned();
        line.right(&format!("  {text}"), on(t.muted));
    }
    line.left(&r.title, on(if dim { t.muted } else { t.text }));
}
