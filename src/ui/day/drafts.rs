//! Pane 3: recommendations before the client's decision, the current client's first.

use std::collections::HashMap;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::recommendation::Lack;
use crate::domain::{ClientId, Dossier, Life, Recommendation, RecommendationId};
use crate::input::{Action, Context};
use crate::say;
use crate::ui::widgets::cursor::Cursor;
use crate::ui::widgets::frame::{self, Title};
use crate::ui::widgets::life::life_mark;
use crate::ui::widgets::paint::Line;
use crate::ui::widgets::text::wrap;
use crate::ui::{Cx, Reply, Request};

type Place = (ClientId, RecommendationId);

/// The drafts of the portfolio.
#[derive(Debug, Default)]
pub struct DraftsPane {
    /// All live recommendations: hygiene and growth apart, the latest edited first.
    all: Vec<Place>,
    places: HashMap<RecommendationId, usize>,
    /// The anchored client's own, which stand first; with their places in `all`, ascending.
    own: Vec<Place>,
    own_places: Vec<usize>,
    anchor: Option<ClientId>,
    only_own: bool,
    revision: Option<u64>,
    cursor: Cursor,
    inner: Rect,
}

impl DraftsPane {
    /// Brings the list up to date. The current client's drafts move to the front, but never while the
    /// pane has the focus: what the eye is on does not move.
    pub fn refresh(&mut self, cx: &Cx<'_>, current: Option<ClientId>, focused: bool) {
        let fresh = self.revision != Some(cx.book.revision());
        if !fresh && (focused || self.anchor == current) {
            return;
        }
        let selected = self.selected();
        if fresh {
            self.revision = Some(cx.book.revision());
            let mut rows: Vec<(u8, i64, Place)> = cx
                .book
                .active()
                .flat_map(|d| d.live_recommendations())
                .map(|r| (r.kind.code(), -r.edited_at.as_second(), (r.client, r.id)))
                .collect();
            rows.sort_unstable();
            self.all = rows.into_iter().map(|(_, _, place)| place).collect();
            self.places = self
                .all
                .iter()
                .enumerate()
                .map(|(i, (_, id))| (*id, i))
                .collect();
        }
        if !focused {
            self.anchor = current;
        }
        let dossier = self.anchor.and_then(|id| cx.book.get(id));
        self.own = dossier
            .into_iter()
            .filter(|d| d.client.archived_at.is_none())
            .flat_map(|d| d.live_recommendations().chain(agreed(d)))
            .map(|r| (r.client, r.id))
            .collect();
        self.own_places = self
            .own
            .iter()
            .filter_map(|(_, id)| self.places.get(id).copied())
            .collect();
        self.own_places.sort_unstable();
        let place = selected.filter(|_| focused).and_then(|(_, id)| {
            (0..self.len()).find(|row| self.at(*row).is_some_and(|p| p.1 == id))
        });
        self.cursor
            .set(place.unwrap_or(if focused { self.cursor.index() } else { 0 }));
    }

    /// How many recommendations are listed.
    #[must_use]
    pub fn len(&self) -> usize {
        if self.only_own {
            self.own.len()
        } else {
            // What the client agreed to is listed for the current client alone.
            self.all.len() + self.own.len() - self.own_places.len()
        }
    }

    fn at(&self, row: usize) -> Option<Place> {
        if let Some(own) = self.own.get(row) {
            return Some(*own);
        }
        if self.only_own {
            return None;
        }
        // The own ones are skipped where they stand in the list of all.
        let mut place = row - self.own.len();
        for own in &self.own_places {
            if *own <= place {
                place += 1;
            }
        }
        self.all.get(place).copied()
    }

    /// The recommendation under the cursor.
    #[must_use]
    pub fn selected(&self) -> Option<Place> {
        self.at(self.cursor.index())
    }

    /// The first rows: what the next start shows first.
    pub fn first_rows(&self, n: usize) -> impl Iterator<Item = ClientId> + '_ {
        self.all.iter().map(|(client, _)| *client).take(n)
    }

    /// Does an action of this pane.
    pub fn act(&mut self, action: Action) -> Reply {
        if action == Action::DraftsOfClient {
            self.only_own = !self.only_own;
            self.cursor.set(0);
            return Reply::Done;
        }
        match self.cursor.act(action, self.len()) {
            Some(()) => Reply::Done,
            None => Reply::Pass,
        }
    }

    /// A click: puts the cursor on the row under it.
    pub fn click(&mut self, at: Position) -> Reply {
        if at.y >= self.inner.y
            && let Some(row) = self.cursor.row_at(at.y - self.inner.y, self.len())
            && let Some((client, _)) = self.at(row)
        {
            self.cursor.set(row);
            return Reply::Ask(Request::Select(client));
        }
        Reply::Done
    }

    /// Draws the pane.
    pub fn draw(&mut self, buf: &mut Buffer, area: Rect, cx: &Cx<'_>, focused: bool) {
        let total = match cx.book.partial() {
            Some(totals) if !self.only_own => totals.drafts,
            _ => self.len(),
        };
        let title = Title {
            name: format!("3 {}", cx.texts.t("pane-drafts")),
            detail: cx.texts.number(i64::try_from(total).unwrap_or(i64::MAX)),
            right: if self.only_own {
                cx.texts.t("drafts-own-only")
            } else {
                String::new()
            },
        };
        let inner = frame::pane(buf, area, &title, focused, cx.theme);
        self.inner = inner;
        if self.len() == 0 && cx.book.partial().is_some() {
            return;
        }
        if self.len() == 0 {
            let key = cx
                .keymap
                .key_of(Context::Drafts.chain(), Action::NewDraft)
                .map_or_else(String::new, |k| k.to_string());
            let text = cx.texts.tf("empty-drafts", &[("key", key.into())]);
            for (y, part) in (inner.y + 1..inner.bottom())
                .zip(wrap(&text, usize::from(inner.width.saturating_sub(4))))
            {
                Line::new(buf, inner, y, cx.theme.text)
                    .skip(2)
                    .left(&part, cx.theme.muted);
            }
            return;
        }
        let window = self.cursor.window(self.len(), usize::from(inner.height));
        for (y, row) in (inner.y..).zip(window) {
            let Some((client, id)) = self.at(row) else {
                continue;
            };
            let Some(r) = cx.book.recommendation(client, id) else {
                continue;
            };
            let base = match (row == self.cursor.index(), focused) {
                (true, true) => cx.theme.cursor,
                (true, false) if row < self.own.len() => cx.theme.trace,
                _ => cx.theme.text,
            };
            draft(buf, inner, y, cx, r, base, row < self.own.len());
        }
    }
}

/// What the client agreed to and is not yet checked: the next steps of its life are taken here.
fn agreed(d: &Dossier) -> impl Iterator<Item = &Recommendation> {
    d.recommendations
        .iter()
        .filter(|r| r.archived_at.is_none() && matches!(r.life, Life::Accepted | Life::Implemented))
}

/// One recommendation: state, title, client, which of why and what-if are there.
fn draft(
    buf: &mut Buffer,
    area: Rect,
    y: u16,
    cx: &Cx<'_>,
    r: &Recommendation,
    base: ratatui::style::Style,
    own: bool,
) {
    let theme = cx.theme;
    let on = |style| if base == theme.cursor { base } else { style };
    let mut line = Line::new(buf, area, y, base);
    let (mark, style) = life_mark(theme, r.life);
    line.left(mark, on(style));
    if r.life == Life::Draft {
        let lacks = r.lacks();
        let tick = |there: bool| {
            if there {
                theme.mark("✓", "+")
            } else {
                theme.mark("✗", "-")
            }
        };
        let why = !lacks.contains(&Lack::Why);
        let what_if = !lacks.contains(&Lack::IfDone) && !lacks.contains(&Lack::IfNot);
        let marks = format!(
            " {} {} {} {}",
            cx.texts.t("mark-why"),
            tick(why),
            cx.texts.t("mark-if"),
            tick(what_if)
        );
        line.right(
            &marks,
            on(if why && what_if {
                theme.muted
            } else {
                theme.warn
            }),
        );
    } else if area.width >= 60 {
        line.right(
            &format!(" {}", say::life(cx.texts, r.life)),
            on(theme.muted),
        );
    }
    let brief = cx
        .book
        .get(r.client)
        .and_then(|d| d.work().brief.as_deref());
    if own
        && area.width >= 60
        && let Some(flag) = r.goal_flag(brief)
    {
        line.right(
            &format!(" {}", say::goal_flag(cx.texts, flag)),
            on(theme.warn),
        );
    }
    if area.width >= 80 {
        line.right(
            &format!(" {}", say::kind(cx.texts, r.kind)),
            on(theme.muted),
        );
    }
    let name = cx.book.client(r.client).map_or("", |c| c.name.as_str());
    if !own && line.free() > 24 {
        let room = (line.free() / 3).min(24);
        let shown = crate::ui::widgets::text::fit_name(name, usize::from(room)).into_owned();
        line.right(&format!(" {shown}"), on(theme.muted));
    }
    line.left(&r.title, if own { theme.strong } else { theme.text });
}
