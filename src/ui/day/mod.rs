//! The Day workspace: four panes that are one instrument. The client under the cursor of the focused pane
//! is *the current client*, and the other three show it.

mod agenda;
mod board;
mod clients;
mod drafts;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::{ClientId, RecommendationId, View};
use crate::input::{Action, Context, Key};
use crate::ui::screen::{Areas, Pane};
use crate::ui::widgets::frame;
use crate::ui::widgets::paint::Line;
use crate::ui::{Cx, Reply};

/// How many rows of the client list the next start shows before everything is loaded: a tall screen's.
const FIRST_ROWS: usize = 60;

/// How many cards of each column of the board, which has half the height.
const FIRST_CARDS: usize = 24;

/// How many drafts.
const FIRST_DRAFTS: usize = 24;

/// How much of a client the first screen shows, the most first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shown {
    /// All that is known of it.
    Whole,
    /// A row of the list: everything but its recommendations.
    Row,
    /// Its name on a stage.
    Card,
}

/// The card of the current client, beside the list on wide screens.
pub fn card(buf: &mut Buffer, area: Rect, cx: &Cx<'_>, client: ClientId) {
    use ratatui::widgets::{Paragraph, Widget};
    let name = cx
        .book
        .client(client)
        .map_or_else(String::new, |c| c.name.clone());
    let title = frame::Title {
        name,
        ..frame::Title::default()
    };
    let inner = frame::pane(buf, area, &title, false, cx.theme);
    let lines = crate::ui::dialog::card::lines(cx, client, inner.width, inner.height);
    Paragraph::new(lines).render(inner, buf);
}

/// The four panes.
#[derive(Debug, Default)]
pub struct Day {
    /// The pane that has the keys.
    pub focus: Pane,
    /// Whether it has the whole screen.
    pub zoom: bool,
    current: Option<ClientId>,
    clients: clients::ClientsPane,
    board: board::BoardPane,
    drafts: drafts::DraftsPane,
    agenda: agenda::AgendaPane,
    areas: Areas,
}

impl Day {
    /// Brings every pane up to date with the book and the agenda.
    pub fn refresh(&mut self, cx: &Cx<'_>) {
        if self.current.is_some_and(|id| cx.book.get(id).is_none()) {
            self.current = None;
        }
        self.clients.refresh(cx, self.current);
        self.board.refresh(cx, self.current);
        let gone = self.agenda.refresh(cx, self.current);
        if gone && self.focus == Pane::Agenda {
            // The row under the cursor is another client's now: keys are meant for whom the eye sees.
            self.adopt(cx);
        }
        if self.current.is_none() {
            self.current = self.clients.selected();
            self.board.follow(self.current, cx);
            self.agenda.follow(self.current);
        }
        self.drafts
            .refresh(cx, self.current, self.focus == Pane::Drafts);
    }

    /// The client all panes show.
    #[must_use]
    pub const fn current(&self) -> Option<ClientId> {
        self.current
    }

    /// Makes a client the current one in every pane.
    pub fn select(&mut self, id: ClientId, cx: &Cx<'_>) {
        self.current = Some(id);
        self.clients.follow(self.current, cx);
        self.board.follow(self.current, cx);
        self.agenda.follow(self.current);
        self.drafts
            .refresh(cx, self.current, self.focus == Pane::Drafts);
    }

    /// The recommendation under the cursor of the drafts pane.
    #[must_use]
    pub fn draft(&self) -> Option<(ClientId, RecommendationId)> {
        self.drafts.selected()
    }

    /// The clients an action on clients is meant for: marked ones in the list, else the current one.
    #[must_use]
    pub fn targets(&self) -> Vec<ClientId> {
        match self.focus {
            Pane::Clients => self.clients.targets(),
            _ => self.current.into_iter().collect(),
        }
    }

    /// The clients a check of many is meant for: marked ones in the list, else all it shows.
    #[must_use]
    pub fn segment(&self) -> Vec<ClientId> {
        self.clients.segment()
    }

    /// Whether any client is marked in the list.
    #[must_use]
    pub fn has_marks(&self) -> bool {
        self.clients.has_marks()
    }

    /// What the list was narrowed by; empty for all.
    #[must_use]
    pub fn query(&self) -> &str {
        self.clients.query()
    }

    /// Shows a view with the keys in its pane.
    pub fn show_view(&mut self, view: &View, pane: Pane, cx: &Cx<'_>) {
        self.give_keys(pane);
        self.clients.show_view(view, cx);
        if let Some(id) = self.clients.selected() {
            self.select(id, cx);
        }
    }

    /// The client list as it stands.
    #[must_use]
    pub fn present(&self) -> View {
        self.clients.present()
    }

    /// Forgets the marks after a bulk action.
    pub fn clear_marks(&mut self) {
        self.clients.clear_marks();
    }

    /// The context keys are looked up in.
    #[must_use]
    pub const fn context(&self) -> Context {
        match self.focus {
            Pane::Clients => self.clients.context(),
            Pane::Board => Context::Board,
            Pane::Drafts => Context::Drafts,
            Pane::Agenda => Context::Agenda,
        }
    }

    /// Clients whose records make the first screen of the next start, with how much of each it shows.
    #[must_use]
    pub fn first_screen(&self, cx: &Cx<'_>) -> Vec<(ClientId, Shown)> {
        let agenda = cx.agenda.rows.iter().map(|row| row.client);
        let drafts = self.drafts.first_rows(FIRST_DRAFTS);
        // The client under the cursor of a fresh list has its card beside it.
        let first = self.clients.first_rows(1);
        let rows = self.clients.first_rows(FIRST_ROWS);
        let cards = self.board.first_rows(FIRST_CARDS);
        let mut shown: Vec<(ClientId, Shown)> = agenda
            .take(FIRST_ROWS)
            .chain(drafts)
            .chain(first)
            .map(|id| (id, Shown::Whole))
            .chain(rows.map(|id| (id, Shown::Row)))
            .chain(cards.map(|id| (id, Shown::Card)))
            .collect();
        shown.sort_unstable();
        shown.dedup_by_key(|(id, _)| *id);
        shown
    }

    /// Does an action: first the focused pane, then what is common to all four.
    pub fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        let reply = match self.focus {
            Pane::Clients => self.clients.act(action, cx),
            Pane::Board => self.board.act(action),
            Pane::Drafts => self.drafts.act(action),
            Pane::Agenda => self.agenda.act(action, cx),
        };
        if !matches!(reply, Reply::Pass) {
            self.clients.refresh(cx, self.current);
            self.adopt(cx);
            return reply;
        }
        match action {
            Action::FocusClients => self.turn_to(Pane::Clients, cx),
            Action::FocusBoard => self.turn_to(Pane::Board, cx),
            Action::FocusDrafts => self.turn_to(Pane::Drafts, cx),
            Action::FocusAgenda => self.turn_to(Pane::Agenda, cx),
            Action::FocusNext => self.turn_to(self.focus.step(true), cx),
            Action::FocusPrevious => self.turn_to(self.focus.step(false), cx),
            Action::GoDay => self.zoom = false,
            Action::Zoom => self.zoom = !self.zoom,
            Action::Filter => {
                self.turn_to(Pane::Clients, cx);
                self.clients.start_filter(cx);
            }
            Action::Cancel if self.zoom => self.zoom = false,
            _ => return Reply::Pass,
        }
        Reply::Done
    }

    /// A filter half typed is done when the keys go elsewhere: coming back, letters are keys again.
    fn give_keys(&mut self, pane: Pane) {
        if pane != Pane::Clients {
            self.clients.stop_typing();
        }
        self.focus = pane;
    }

    fn turn_to(&mut self, pane: Pane, cx: &Cx<'_>) {
        self.give_keys(pane);
        self.adopt(cx);
        // Leaving the drafts, the client walked to there becomes the one whose drafts stand first.
        self.drafts.refresh(cx, self.current, pane == Pane::Drafts);
    }

    /// The client under the focused cursor becomes the current one; the other panes follow.
    fn adopt(&mut self, cx: &Cx<'_>) {
        let under = match self.focus {
            Pane::Clients => self.clients.selected(),
            Pane::Board => self.board.selected(),
            Pane::Drafts => self.drafts.selected().map(|(client, _)| client),
            Pane::Agenda => self.agenda.selected(),
        };
        if let Some(id) = under
            && self.current != Some(id)
        {
            self.current = Some(id);
            if self.focus != Pane::Clients {
                self.clients.follow(self.current, cx);
            }
            if self.focus != Pane::Board {
                self.board.follow(self.current, cx);
            }
            if self.focus != Pane::Agenda {
                self.agenda.follow(self.current);
            }
            self.drafts
                .refresh(cx, self.current, self.focus == Pane::Drafts);
        }
    }

    /// Text typed where no action is bound.
    pub fn key(&mut self, key: Key, cx: &Cx<'_>) -> Reply {
        let reply = match self.focus {
            Pane::Clients => self.clients.key(key, cx),
            _ => Reply::Pass,
        };
        self.adopt(cx);
        reply
    }

    /// Pasted text.
    pub fn paste(&mut self, text: &str, cx: &Cx<'_>) -> Reply {
        let reply = match self.focus {
            Pane::Clients => self.clients.paste(text, cx),
            _ => Reply::Pass,
        };
        self.adopt(cx);
        reply
    }

    fn pane_at(&self, at: Position) -> Option<Pane> {
        Pane::ALL.into_iter().find(|pane| {
            self.areas
                .panes
                .get(pane.index())
                .copied()
                .flatten()
                .is_some_and(|area| area.contains(at))
        })
    }

    /// A click focuses the pane under it and selects its row; on the tab line it turns to the tab.
    pub fn click(&mut self, at: Position, cx: &Cx<'_>) -> Reply {
        if let Some(tabs) = self.areas.tabs.filter(|t| t.contains(at)) {
            let quarter = (tabs.width / 4).max(1);
            if let Some(pane) = Pane::ALL.get(usize::from((at.x - tabs.x) / quarter)) {
                self.turn_to(*pane, cx);
            }
            return Reply::Done;
        }
        let Some(pane) = self.pane_at(at) else {
            return Reply::Pass;
        };
        self.give_keys(pane);
        match pane {
            Pane::Clients => self.clients.click(at),
            Pane::Board => self.board.click(at),
            Pane::Drafts => self.drafts.click(at),
            Pane::Agenda => self.agenda.click(at),
        }
    }

    /// The wheel scrolls the pane under the mouse, three rows a notch.
    pub fn wheel(&mut self, at: Position, down: bool, cx: &Cx<'_>) -> Reply {
        let Some(pane) = self.pane_at(at) else {
            return Reply::Pass;
        };
        self.give_keys(pane);
        let action = if down {
            Action::CursorDown
        } else {
            Action::CursorUp
        };
        for _ in 0..3 {
            self.act(action, cx);
        }
        Reply::Done
    }

    /// Draws tabs and panes into the areas given; returns the place of the text cursor, if any.
    pub fn draw(&mut self, buf: &mut Buffer, areas: Areas, cx: &Cx<'_>) -> Option<Position> {
        self.areas = areas;
        if let Some(tabs) = areas.tabs {
            self.draw_tabs(buf, tabs, cx);
        }
        let mut place = None;
        for pane in Pane::ALL {
            let Some(area) = areas.panes.get(pane.index()).copied().flatten() else {
                continue;
            };
            let focused = pane == self.focus;
            match pane {
                Pane::Clients => place = self.clients.draw(buf, area, cx, focused),
                Pane::Board => self.board.draw(buf, area, cx, focused),
                Pane::Drafts => self.drafts.draw(buf, area, cx, focused),
                Pane::Agenda => self.agenda.draw(buf, area, cx, focused, self.current),
            }
        }
        place
    }

    fn draw_tabs(&self, buf: &mut Buffer, area: Rect, cx: &Cx<'_>) {
        let quarter = area.width / 4;
        for (i, (pane, id)) in (0u16..).zip(Pane::ALL.into_iter().zip([
            "pane-clients",
            "pane-board",
            "pane-drafts",
            "pane-agenda",
        ])) {
            let tab = Rect {
                x: area.x + i * quarter,
                width: quarter,
                ..area
            };
            let focused = pane == self.focus;
            let style = if focused {
                cx.theme.accent.patch(cx.theme.strong)
            } else {
                cx.theme.muted
            };
            let mark = if focused {
                cx.theme.mark("▸", ">")
            } else {
                " "
            };
            let name = format!("{mark}{} {}", i + 1, cx.texts.t(id));
            let count = match pane {
                Pane::Clients | Pane::Board => String::new(),
                Pane::Drafts => cx
                    .texts
                    .number(self.drafts.len().try_into().unwrap_or(i64::MAX)),
                Pane::Agenda => cx.agenda.rows.len().to_string(),
            };
            let mut line = Line::new(buf, tab, area.y, cx.theme.text);
            line.left(&name, style);
            if usize::from(line.free()) > count.chars().count() {
                line.skip(1).left(&count, cx.theme.muted);
            }
        }
    }
}
