//! The card: one client from the inside. An overview and six pages behind it; every page is a `Tab`.
//!
//! ```text
//! ╭ Альфа-Авто ───────────────────────────────────────────────────────────────────────╮
//! │ 1 Обзор  2 Бриф 60 %  3 Проблемы 2  4 Кампании 14  5 Рекомендации 3  6 Лента  7 … │
//! │ ───────────────────────────────────────────────────────────────────────────────── │
//! │ the page                                                                          │
//! ╰───────────────────────────────────────────────────────────────────────────────────╯
//! ```

mod advice;
mod agreements;
mod brief;
mod campaigns;
mod cycles;
pub(super) mod due;
mod explain;
mod glance;
pub(super) mod ledger;
mod overview;
pub(super) mod parts;
pub(super) mod problem_parts;
mod problems;
pub(super) mod reach;
pub(super) mod rows;
mod search;
mod tab;
mod timeline;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::ClientId;
use crate::input::{Action, Context, Key};
use crate::ui::dialog::playbook::PlaybookPick;
use crate::ui::widgets::frame::{centered, dialog};
use crate::ui::widgets::text::width;
use crate::ui::{Cx, Dialog, Reply};

pub(in crate::ui::dialog) use explain::Explain;
pub use overview::lines;
use tab::Tab;
pub use tab::{Explained, Page};

/// Rows above the page: its name among the others, and a rule.
const HEAD: u16 = 2;

/// The card over the workspace. Keys that do something with a client pass on to the workspace.
#[derive(Debug)]
pub struct CardDialog {
    client: ClientId,
    page: Page,
    /// Where the names of the pages were last drawn.
    names: Vec<(Page, Rect)>,
    tabs: [Box<dyn Tab>; 7],
}

impl CardDialog {
    /// The card of a client, at its overview. The opener also asks for its history and campaigns.
    #[must_use]
    pub fn new(client: ClientId) -> Self {
        Self::at(client, Page::Overview)
    }

    /// The card of a client, at a page.
    #[must_use]
    pub fn at(client: ClientId, page: Page) -> Self {
        Self {
            client,
            page,
            names: Vec::new(),
            tabs: [
                Box::new(overview::Overview::default()),
                Box::new(brief::BriefTab::default()),
                Box::new(problems::ProblemsTab::default()),
                Box::new(campaigns::CampaignsTab::default()),
                Box::new(advice::AdviceTab::default()),
                Box::new(timeline::TimelineTab::default()),
                Box::new(agreements::AgreementsTab::default()),
            ],
        }
    }

    /// The client shown.
    #[must_use]
    pub const fn client(&self) -> ClientId {
        self.client
    }

    /// The page shown.
    #[must_use]
    pub const fn page(&self) -> Page {
        self.page
    }

    fn tab(&mut self) -> &mut dyn Tab {
        let [overview, rest @ ..] = &mut self.tabs;
        match self.page as usize {
            0 => overview.as_mut(),
            n => rest
                .get_mut(n - 1)
                .map_or(overview.as_mut(), |t| t.as_mut()),
        }
    }

    fn shown(&self) -> &dyn Tab {
        let [overview, ..] = &self.tabs;
        self.tabs
            .get(self.page as usize)
            .unwrap_or(overview)
            .as_ref()
    }

    fn turn(&mut self, by: usize) {
        let place = (self.page as usize + by) % Page::ALL.len();
        self.page = Page::ALL.get(place).copied().unwrap_or(Page::Overview);
    }

    /// The names of the pages and the cells between them: with what stands beside them where there is room,
    /// else the bare names, else only the name of the page shown.
    fn labels(&self, cx: &Cx<'_>, room: usize) -> (Vec<(Page, String)>, u16) {
        let dossier = cx.book.get(self.client);
        let named = |page: Page, name: bool, detail: bool| {
            let mut text = (page as usize + 1).to_string();
            if name {
                text.push(' ');
                text.push_str(&cx.texts.t(page.text_key()));
            }
            let tab = self.tabs.get(page as usize).filter(|_| detail);
            if let Some(more) = tab.zip(dossier).and_then(|(t, d)| t.detail(d, cx)) {
                text.push(' ');
                text.push_str(&more);
            }
            (page, text)
        };
        type Style = fn(bool) -> (bool, bool);
        let with = |style: Style| -> Vec<(Page, String)> {
            let one = |page| {
                let (name, detail) = style(page == self.page);
                named(page, name, detail)
            };
            Page::ALL.into_iter().map(one).collect()
        };
        let styles: [(Style, u16); 4] = [
            (|_| (true, true), 2),
            (|shown| (true, shown), 2),
            (|_| (true, false), 2),
            (|_| (true, false), 1),
        ];
        for (style, gap) in styles {
            let names = with(style);
            let taken: usize = names.iter().map(|(_, n)| width(n)).sum();
            if taken + usize::from(gap) * (names.len() - 1) <= room {
                return (names, gap);
            }
        }
        (with(|shown| (shown, shown)), 2)
    }

    fn draw_names(&mut self, buf: &mut Buffer, area: Rect, cx: &Cx<'_>) {
        let mut x = area.x;
        let (names, gap) = self.labels(cx, usize::from(area.width));
        self.names.clear();
        for (page, name) in names {
            let style = if page == self.page {
                cx.theme.accent.patch(cx.theme.strong)
            } else {
                cx.theme.muted
            };
            let room = usize::from(area.right().saturating_sub(x));
            let (end, _) = buf.set_stringn(x, area.y, &name, room, style);
            self.names.push((page, Rect::new(x, area.y, end - x, 1)));
            x = end + gap;
            if x >= area.right() {
                break;
            }
        }
        let rule = cx.theme.mark("─", "-").repeat(usize::from(area.width));
        buf.set_stringn(
            area.x,
            area.y + 1,
            rule,
            usize::from(area.width),
            cx.theme.line,
        );
    }
}

impl Dialog for CardDialog {
    fn context(&self) -> Context {
        self.shown().context()
    }

    fn passes_on(&self) -> bool {
        true
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        let client = self.client;
        match self.tab().act(action, cx, client) {
            Reply::Pass => {}
            reply => return reply,
        }
        if let Some(page) = Page::of(action) {
            self.page = page;
            return Reply::Done;
        }
        match action {
            Action::CardNextTab => {
                self.turn(1);
                Reply::Done
            }
            Action::CardPreviousTab => {
                self.turn(Page::ALL.len() - 1);
                Reply::Done
            }
            Action::ApplyPlaybook => Reply::Open(Box::new(PlaybookPick::new(client, cx))),
            Action::AuditClient => {
                self.page = Page::Campaigns;
                self.tab().act(action, cx, client)
            }
            Action::Explain => {
                let explained = self.shown().explain(cx, client);
                Reply::Open(Box::new(Explain::new(explained)))
            }
            // One step back, as everywhere where one only reads.
            Action::Cancel | Action::Quit => Reply::Close,
            // These would work on what the card covers.
            Action::Open
            | Action::Mark
            | Action::MarkAll
            | Action::ClearMarks
            | Action::ColumnLeft
            | Action::ColumnRight
            | Action::SortNext
            | Action::SortReverse
            | Action::ShowArchived
            | Action::Filter
            | Action::ClearFilter
            | Action::FocusClients
            | Action::FocusBoard
            | Action::FocusDrafts
            | Action::FocusAgenda
            | Action::FocusNext
            | Action::FocusPrevious
            | Action::EditDraft
            | Action::DraftReady
            | Action::DraftAdvance
            | Action::ArchiveDraft
            | Action::Zoom => Reply::Done,
            _ => Reply::Pass,
        }
    }

    fn key(&mut self, key: Key, cx: &Cx<'_>) -> Reply {
        let client = self.client;
        self.tab().key(key, cx, client)
    }

    fn paste(&mut self, text: &str, cx: &Cx<'_>) -> Reply {
        let client = self.client;
        self.tab().paste(text, cx, client)
    }

    fn click(&mut self, at: Position, _cx: &Cx<'_>) -> Reply {
        if let Some((page, _)) = self.names.iter().find(|(_, area)| area.contains(at)) {
            self.page = *page;
        }
        Reply::Done
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        let area = centered(screen, 150, screen.height);
        let title = cx.book.client(self.client).map_or("", |c| c.name.as_str());
        let inner = dialog(buf, area, title, cx.theme);
        if inner.height <= HEAD {
            return None;
        }
        self.draw_names(buf, inner, cx);
        let page = Rect {
            y: inner.y + HEAD,
            height: inner.height - HEAD,
            ..inner
        };
        let client = self.client;
        self.tab().draw(buf, page, cx, client)
    }

    fn hints(&self) -> &'static [Action] {
        self.shown().hints()
    }

    fn as_any_mut(&mut self) -> Option<&mut dyn std::any::Any> {
        Some(self)
    }
}

#[cfg(test)]
pub(in crate::ui::dialog) mod tests;
