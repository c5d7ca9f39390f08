//! Snippets: search while somebody is on the line, the right register at once (A20, A23).
//!
//! [`SnippetSearch`] is the search with its list and text, for any place that has room for it: call mode
//! draws it over the briefing, the Base workspace as a page of its own. [`SnippetsDialog`] is the same as a
//! dialog.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::card::rows::Rows;
use super::readings::readings;
use crate::domain::SnippetKind;
use crate::domain::snippet::{Snippet, SnippetIndex};
use crate::input::{Action, Context, Key};
use crate::say;
use crate::ui::widgets::cursor::Cursor;
use crate::ui::widgets::frame;
use crate::ui::widgets::paint::Line;
use crate::ui::widgets::text::width;
use crate::ui::widgets::textline::TextLine;
use crate::ui::{Cx, Dialog, Reply, Request};

/// From this width on the text stands beside the list.
const BESIDE: u16 = 84;
/// Cells of the list beside the text.
const LIST: u16 = 36;

/// What the search makes of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Not the search's.
    Pass,
    /// Done; draw again.
    Done,
    /// The person took this text.
    Taken(String),
    /// The person wants this text on the clipboard.
    Copy(String),
    /// The person is done searching.
    Closed,
}

/// The search.
#[derive(Debug)]
pub struct SnippetSearch {
    index: SnippetIndex,
    line: TextLine,
    hits: Vec<usize>,
    cursor: Cursor,
    expert: bool,
    /// What Enter does with the words: the id of the hint.
    enter: &'static str,
    list: Rect,
}

impl SnippetSearch {
    /// All snippets, for a reader who knows the terms of the trade or does not.
    #[must_use]
    pub fn new(expert: bool, cx: &Cx<'_>) -> Self {
        let mut this = Self {
            index: SnippetIndex::new(&cx.library.snippets),
            line: TextLine::default(),
            hits: Vec::new(),
            cursor: Cursor::default(),
            expert,
            enter: "snippets-enter-copies",
            list: Rect::ZERO,
        };
        this.search();
        this
    }

    /// Enter writes the words into a note instead of copying them; the caller does it.
    #[must_use]
    pub fn into_note(mut self) -> Self {
        self.enter = "snippets-enter-notes";
        self
    }

    fn search(&mut self) {
        self.cursor = Cursor::default();
        self.hits = self.index.search(&readings(self.line.text()));
    }

    /// The snippet under the cursor.
    #[must_use]
    pub fn current<'a>(&self, cx: &Cx<'a>) -> Option<&'a Snippet> {
        let place = self.hits.get(self.cursor.index())?;
        cx.library.snippets.get(*place)
    }

    /// The words of the snippet under the cursor, in the chosen register and the language of the screen.
    fn text(&self, cx: &Cx<'_>) -> Option<String> {
        let snippet = self.current(cx)?;
        Some(say::bilingual(cx.texts, snippet.text(self.expert)).to_owned())
    }

    /// Does an action of the keymap; the keys are those of [`Context::Palette`].
    pub fn act(&mut self, action: Action, cx: &Cx<'_>) -> Found {
        if self.cursor.act(action, self.hits.len()).is_some() {
            return Found::Done;
        }
        match action {
            // Tab, whatever it is called where the search stands.
            Action::FocusNext | Action::NextField | Action::CardNextTab => {
                self.expert = !self.expert;
                Found::Done
            }
            Action::Accept | Action::Open => self.text(cx).map_or(Found::Done, Found::Taken),
            Action::Copy => self.text(cx).map_or(Found::Done, Found::Copy),
            Action::Paste => Found::Done,
            Action::Cancel | Action::Snippets => Found::Closed,
            _ if self.line.act(action) => {
                self.search();
                Found::Done
            }
            _ => Found::Pass,
        }
    }

    /// Takes a key no action is bound to.
    pub fn key(&mut self, key: Key) -> Found {
        if !self.line.key(key) {
            return Found::Pass;
        }
        self.search();
        Found::Done
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) {
        self.line.paste(text);
        self.search();
    }

    /// Takes a click.
    pub fn click(&mut self, at: Position) {
        if self.list.contains(at)
            && let Some(row) = self.cursor.row_at(at.y - self.list.y, self.hits.len())
        {
            self.cursor.set(row);
        }
    }

    /// Draws prompt, list and text; returns the text cursor.
    pub fn draw(&mut self, buf: &mut Buffer, area: Rect, cx: &Cx<'_>) -> Option<Position> {
        let area = area.intersection(*buf.area());
        self.list = Rect::ZERO;
        if area.is_empty() {
            return None;
        }
        let hint = cx.texts.t("snippets-placeholder");
        let cursor = self.line.draw_prompt(buf, area, &hint, cx.theme);
        let below = Rect {
            y: area.y + 2.min(area.height),
            height: area.height.saturating_sub(2),
            ..area
        };
        let (list, text) = if below.width >= BESIDE {
            let list = Rect {
                width: LIST,
                ..below
            };
            let text = Rect {
                x: below.x + LIST + 3,
                width: below.width - LIST - 3,
                ..below
            };
            (list, text)
        } else {
            // The text is what is read: it gets the greater half.
            let rows = u16::try_from(self.hits.len().max(1)).unwrap_or(u16::MAX);
            let height = rows.min(below.height * 2 / 5);
            let gap = (height + 1).min(below.height);
            let text = Rect {
                y: below.y + gap,
                height: below.height - gap,
                ..below
            };
            (Rect { height, ..below }, text)
        };
        self.list = list;
        self.draw_list(buf, list, cx);
        for (line, y) in self
            .page(text.width, cx)
            .iter()
            .zip(text.top()..text.bottom())
        {
            buf.set_line(text.x, y, line, text.width);
        }
        cursor
    }

    fn draw_list(&mut self, buf: &mut Buffer, area: Rect, cx: &Cx<'_>) {
        let theme = cx.theme;
        if self.hits.is_empty() {
            Line::new(buf, area, area.y, theme.text)
                .left(&cx.texts.t("snippets-nothing"), theme.muted);
            return;
        }
        let range = self
            .cursor
            .window(self.hits.len(), usize::from(area.height));
        for (row, y) in range.zip(area.top()..area.bottom()) {
            let Some(snippet) = self.hits.get(row).and_then(|i| cx.library.snippets.get(*i)) else {
                continue;
            };
            let under = row == self.cursor.index();
            let base = if under { theme.cursor } else { theme.text };
            let dim = if under { base } else { theme.muted };
            let title = say::bilingual(cx.texts, &snippet.title);
            let kind = kind(snippet.kind, cx);
            let mut line = Line::new(buf, area, y, base);
            if usize::from(line.free()) > width(title) + width(&kind) + 2 {
                line.right(&kind, dim);
            }
            line.left(title, base);
        }
    }

    /// The snippet under the cursor as lines.
    fn page(&self, cells: u16, cx: &Cx<'_>) -> Vec<ratatui::text::Line<'static>> {
        let mut rows = Rows::new(cx, cells);
        let Some(snippet) = self.current(cx) else {
            return Vec::new();
        };
        let (register, other) = if self.expert && snippet.has_registers() {
            ("snippets-expert", "snippets-to-simple")
        } else {
            ("snippets-simple", "snippets-to-expert")
        };
        let hint = |id: &str, action| {
            let key = cx.keymap.key_of(Context::Palette.chain(), action);
            let key = key.map_or_else(String::new, |key| key.to_string());
            let words = cx.texts.tf(id, &[("key", key.into())]);
            (format!("  {words}"), cx.theme.muted)
        };
        let mut pieces = vec![(cx.texts.t(register), cx.theme.strong)];
        if snippet.has_registers() {
            pieces.push(hint(other, Action::FocusNext));
        }
        pieces.push(hint(self.enter, Action::Accept));
        rows.cells(pieces);
        let says = say::bilingual(cx.texts, &snippet.says);
        if !says.is_empty() {
            let args = [("words", says.into())];
            rows.text(&cx.texts.tf("snippets-says", &args), 0, 3, cx.theme.info);
        }
        rows.blank();
        for part in say::bilingual(cx.texts, snippet.text(self.expert)).lines() {
            rows.text(part, 0, usize::MAX, cx.theme.text);
        }
        rows.into_lines()
    }
}

fn kind(kind: SnippetKind, cx: &Cx<'_>) -> String {
    cx.texts.t(&format!("snippet-{}", kind.name()))
}

/// The search as a dialog: Enter copies.
#[derive(Debug)]
pub struct SnippetsDialog {
    search: SnippetSearch,
}

impl SnippetsDialog {
    /// For a reader who knows the terms of the trade or does not.
    #[must_use]
    pub fn new(expert: bool, cx: &Cx<'_>) -> Self {
        Self {
            search: SnippetSearch::new(expert, cx),
        }
    }

    fn take(found: Found) -> Reply {
        match found {
            Found::Pass => Reply::Pass,
            Found::Done => Reply::Done,
            Found::Taken(text) => Reply::CloseAndAsk(Request::Copy(text)),
            Found::Copy(text) => Reply::Ask(Request::Copy(text)),
            Found::Closed => Reply::Close,
        }
    }
}

impl Dialog for SnippetsDialog {
    fn context(&self) -> Context {
        Context::Palette
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        Self::take(self.search.act(action, cx))
    }

    fn key(&mut self, key: Key, _cx: &Cx<'_>) -> Reply {
        Self::take(self.search.key(key))
    }

    fn paste(&mut self, text: &str, _cx: &Cx<'_>) -> Reply {
        self.search.paste(text);
        Reply::Done
    }

    fn click(&mut self, at: Position, _cx: &Cx<'_>) -> Reply {
        self.search.click(at);
        Reply::Done
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        let height = screen.height.saturating_sub(2).clamp(3, 34);
        let area = frame::centered(screen, screen.width.min(116), height);
        let inner = frame::dialog(buf, area, &cx.texts.t("pane-snippets"), cx.theme);
        self.search.draw(buf, inner, cx)
    }

    fn hints(&self) -> &'static [Action] {
        &HINTS
    }
}

/// Actions of the search whose keys the bottom line shows.
pub const HINTS: [Action; 5] = [
    Action::Accept,
    Action::Copy,
    Action::CursorDown,
    Action::CursorUp,
    Action::Cancel,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Bilingual;
    use crate::i18n::{Lang, Texts};
    use crate::ui::dialog::form::harness::Desk;

    fn desk() -> Desk {
        let mut desk = Desk::new();
        let both = |ru: &str, en: &str| Bilingual {
            ru: ru.to_owned(),
            en: en.to_owned(),
        };
        let snippet = |id: &str, kind, title, says, simple, expert| Snippet {
            id: id.to_owned(),
            kind,
            title,
            tags: Vec::new(),
            says,
            simple,
            expert,
        };
        desk.library.snippets = vec![
            snippet(
                "dear",
                SnippetKind::Objection,
                both("Дорого", "Too expensive"),
                both("Дорого нам", "Too much for us"),
                both("Давайте посчитаем", "Let us count"),
                both("От экономики", "By unit economics"),
            ),
            snippet(
                "utm",
                SnippetKind::Term,
                both("Метка UTM", "UTM tag"),
                Bilingual::default(),
                both("Хвостик в ссылке", "A tail of the link"),
                both("Параметры запроса", "Query parameters"),
            ),
        ];
        desk
    }

    #[test]
    fn the_register_is_the_clients_and_tab_turns_it() {
        let mut desk = desk();
        for (lang, expert, keys, text) in [
            (Lang::Ru, false, "«utm» enter", "Хвостик в ссылке"),
            (Lang::Ru, true, "«utm» enter", "Параметры запроса"),
            (Lang::Ru, false, "«utm» tab enter", "Параметры запроса"),
            (Lang::Ru, true, "«хвост» tab enter", "Хвостик в ссылке"),
            (Lang::En, true, "«tags» enter", "Query parameters"),
            (Lang::Ru, false, "enter", "Давайте посчитаем"),
            (Lang::Ru, false, "down enter", "Хвостик в ссылке"),
            // The other layout: «дорого» typed on Latin keys.
            (Lang::Ru, false, "«ljhjuj» enter", "Давайте посчитаем"),
        ] {
            desk.texts = Texts::new(lang);
            let mut dialog = SnippetsDialog::new(expert, &desk.cx());
            let replies = desk.press(&mut dialog, keys);
            assert!(
                matches!(
                    replies.as_slice(),
                    [Reply::CloseAndAsk(Request::Copy(copied))] if copied == text
                ),
                "{keys}: {replies:?}"
            );
        }
        let mut dialog = SnippetsDialog::new(false, &desk.cx());
        assert!(desk.press(&mut dialog, "«нетакого» enter").is_empty());
        let replies = desk.press(&mut dialog, "esc");
        assert!(matches!(replies.as_slice(), [Reply::Close]));
    }

    #[test]
    fn their_words_stand_above_the_reply() {
        let desk = desk();
        let mut dialog = SnippetsDialog::new(false, &desk.cx());
        for (w, h) in [(80, 24), (120, 40)] {
            let screen = desk.screen(&mut dialog, w, h);
            let at = |word: &str| {
                screen
                    .find(word)
                    .unwrap_or_else(|| panic!("{word}\n{screen}"))
            };
            assert!(at("Дорого нам") < at("Давайте посчитаем"), "{screen}");
            assert!(screen.contains("tab"), "{screen}");
        }
        desk.at_all_sizes(&mut dialog);
    }
}
