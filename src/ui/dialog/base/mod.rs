//! The Base workspace: news to tell and snippets to say (A20, A22).

mod form;
mod news;
mod targets;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::snippets::{Found, HINTS, SnippetSearch};
use crate::input::{Action, Context, Key};
use crate::ui::widgets::frame::{centered, dialog};
use crate::ui::{Cx, Dialog, Reply, Request};

use news::NewsPage;

pub use form::NewsForm;
pub use targets::TargetsDialog;

/// Rows of the names of pages and the rule below.
const HEAD: u16 = 2;

/// A page of the workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Page {
    News,
    Snippets,
}

/// News and snippets, a page each.
#[derive(Debug)]
pub struct BaseDialog {
    page: Page,
    news: NewsPage,
    snippets: SnippetSearch,
    /// Where the names of pages were drawn.
    names: Vec<(Page, Rect)>,
}

impl BaseDialog {
    /// The workspace at its news; snippets come in plain words first.
    #[must_use]
    pub fn new(cx: &Cx<'_>) -> Self {
        Self {
            page: Page::News,
            news: NewsPage::default(),
            snippets: SnippetSearch::new(false, cx),
            names: Vec::new(),
        }
    }

    fn searched(&mut self, found: Found) -> Reply {
        match found {
            Found::Pass => Reply::Pass,
            Found::Done => Reply::Done,
            // Here nothing waits for the text: taking it is copying it.
            Found::Taken(text) | Found::Copy(text) => Reply::Ask(Request::Copy(text)),
            Found::Closed => {
                self.page = Page::News;
                Reply::Done
            }
        }
    }

    fn draw_names(&mut self, buf: &mut Buffer, area: Rect, cx: &Cx<'_>) {
        self.names.clear();
        let mut x = area.x;
        for (page, id) in [(Page::News, "news-page"), (Page::Snippets, "pane-snippets")] {
            let style = if page == self.page {
                cx.theme.accent.patch(cx.theme.strong)
            } else {
                cx.theme.muted
            };
            let room = usize::from(area.right().saturating_sub(x));
            let (end, _) = buf.set_stringn(x, area.y, cx.texts.t(id), room, style);
            self.names.push((page, Rect::new(x, area.y, end - x, 1)));
            x = end.saturating_add(2).min(area.right());
        }
        let cells = usize::from(area.width);
        let rule = cx.theme.mark("─", "-").repeat(cells);
        buf.set_stringn(area.x, area.y + 1, rule, cells, cx.theme.line);
    }
}

impl Dialog for BaseDialog {
    fn context(&self) -> Context {
        match self.page {
            Page::News => Context::Base,
            Page::Snippets => Context::Palette,
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        if self.page == Page::Snippets {
            let found = self.snippets.act(action, cx);
            return self.searched(found);
        }
        match action {
            Action::CardNextTab | Action::CardPreviousTab | Action::Snippets => {
                self.page = Page::Snippets;
                Reply::Done
            }
            Action::Cancel | Action::Quit | Action::GoBase => Reply::Close,
            _ => self.news.act(action, cx),
        }
    }

    fn key(&mut self, key: Key, _cx: &Cx<'_>) -> Reply {
        if self.page == Page::Snippets {
            let found = self.snippets.key(key);
            return self.searched(found);
        }
        Reply::Pass
    }

    fn paste(&mut self, text: &str, _cx: &Cx<'_>) -> Reply {
        if self.page == Page::Snippets {
            self.snippets.paste(text);
        }
        Reply::Done
    }

    fn click(&mut self, at: Position, _cx: &Cx<'_>) -> Reply {
        let named = self.names.iter().find(|(_, area)| area.contains(at));
        match named {
            Some((page, _)) => self.page = *page,
            None if self.page == Page::Snippets => self.snippets.click(at),
            None => {}
        }
        Reply::Done
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        let area = centered(screen, 150, screen.height);
        let inner = dialog(buf, area, &cx.texts.t("group-base"), cx.theme);
        let inner = inner.intersection(*buf.area());
        if inner.height <= HEAD {
            return None;
        }
        self.draw_names(buf, inner, cx);
        let page = Rect {
            y: inner.y + HEAD,
            height: inner.height - HEAD,
            ..inner
        };
        match self.page {
            Page::News => {
                self.news.draw(buf, page, cx);
                None
            }
            Page::Snippets => self.snippets.draw(buf, page, cx),
        }
    }

    fn hints(&self) -> &'static [Action] {
        match self.page {
            Page::News => NewsPage::HINTS,
            Page::Snippets => &HINTS,
        }
    }
}

#[cfg(test)]
mod tests;
