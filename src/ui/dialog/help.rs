//! The keys as they are: made from the keymap, searched by name in both languages or by key with `@`.

use std::collections::HashSet;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Dialog;
use super::readings::readings;
use crate::domain::fold::fold;
use crate::i18n::{Lang, Texts};
use crate::input::{Action, Context, Group, Key, Keymap, layout};
use crate::ui::widgets::cursor::moved;
use crate::ui::widgets::frame;
use crate::ui::widgets::paint::Line;
use crate::ui::widgets::textline::TextLine;
use crate::ui::{Cx, Reply};

/// Narrowest column of keys and names.
const COLUMN: u16 = 38;

#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    action: Action,
    keys: Vec<String>,
    folded: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heading {
    /// Works where help was called from.
    Here(Group),
    /// Works in another place.
    There(Context),
}

/// A line of the page.
#[derive(Debug, Clone, Copy)]
enum Item {
    Blank,
    Heading(Heading),
    Row(usize, usize),
}

/// The help screen.
#[derive(Debug)]
pub struct HelpDialog {
    sections: Vec<(Heading, Vec<Row>)>,
    items: Vec<Item>,
    search: TextLine,
    searching: bool,
    top: usize,
    page: usize,
}

/// The keys of these actions in a chain; actions without a key that works are left out.
fn rows(keymap: &Keymap, chain: &[Context], actions: impl Iterator<Item = Action>) -> Vec<Row> {
    actions
        .filter_map(|action| {
            let keys: Vec<String> = keymap
                .keys_of(chain, action)
                .iter()
                .map(ToString::to_string)
                .collect();
            let names = Lang::ALL.map(|lang| fold(&Texts::t_in(lang, action.text_key())));
            (!keys.is_empty()).then(|| Row {
                action,
                keys,
                folded: names.join("\n"),
            })
        })
        .collect()
}

impl HelpDialog {
    /// Help as called from a place with this chain: its keys first, then those of all other places.
    #[must_use]
    pub fn new(cx: &Cx<'_>, chain: &'static [Context]) -> Self {
        let keymap = cx.keymap;
        let mut sections: Vec<(Heading, Vec<Row>)> = Group::ALL
            .iter()
            .map(|group| {
                let actions = Action::ALL.iter().copied().filter(|a| a.group() == *group);
                (Heading::Here(*group), rows(keymap, chain, actions))
            })
            .collect();
        let bound_in = |place: Context| -> HashSet<Action> {
            (keymap.bindings())
                .filter(|b| b.context == place)
                .filter_map(|b| b.action)
                .collect()
        };
        // What belongs to the calling place comes before what works everywhere.
        let own = chain.first().copied().map(bound_in).unwrap_or_default();
        sections.sort_by_key(|(_, rows)| !rows.iter().any(|r| own.contains(&r.action)));
        // Known here, but its keys mean something else here: shown where they do work.
        let mut hidden: HashSet<Action> = chain.iter().copied().flat_map(bound_in).collect();
        for row in sections.iter().flat_map(|(_, rows)| rows) {
            hidden.remove(&row.action);
        }
        for place in Context::ALL.iter().filter(|place| !chain.contains(place)) {
            let own = bound_in(*place);
            let wanted = |a: &Action| own.contains(a) || hidden.contains(a);
            let actions = Action::ALL.iter().copied().filter(wanted);
            let rows = rows(keymap, place.chain(), actions);
            for row in &rows {
                hidden.remove(&row.action);
            }
            sections.push((Heading::There(*place), rows));
        }
        Self::of(sections)
    }

    /// Help as called from a place where these actions do something and no others.
    #[must_use]
    pub fn only(cx: &Cx<'_>, chain: &'static [Context], actions: &'static [Action]) -> Self {
        let of_group = |group: &Group| {
            let actions = actions.iter().copied().filter(|a| a.group() == *group);
            (Heading::Here(*group), rows(cx.keymap, chain, actions))
        };
        let mut sections: Vec<_> = Group::ALL.iter().map(of_group).collect();
        // What answers comes before what works everywhere.
        sections.sort_by_key(|(heading, _)| *heading == Heading::Here(Group::Global));
        Self::of(sections)
    }

    /// The same where nothing can be written: without the keys that only change the portfolio.
    #[must_use]
    pub fn for_reading(self) -> Self {
        let mut sections = self.sections;
        for (_, rows) in &mut sections {
            rows.retain(|row| !row.action.only_edits());
        }
        Self::of(sections)
    }

    fn of(mut sections: Vec<(Heading, Vec<Row>)>) -> Self {
        sections.retain(|(_, rows)| !rows.is_empty());
        let mut this = Self {
            sections,
            items: Vec::new(),
            search: TextLine::default(),
            searching: false,
            top: 0,
            page: 1,
        };
        this.filter();
        this
    }

    fn filter(&mut self) {
        self.top = 0;
        self.items.clear();
        let typed = self.search.text().trim();
        let key = typed.strip_prefix('@').map(|key| {
            let twin: String = key.chars().map(|c| layout::latin(c).unwrap_or(c)).collect();
            [key.to_owned(), twin]
        });
        let words = readings(typed);
        let fits = |row: &Row| match &key {
            Some(keys) => row
                .keys
                .iter()
                .any(|k| keys.iter().any(|wanted| k.starts_with(wanted.as_str()))),
            None => words
                .iter()
                .any(|w| w.split_whitespace().all(|word| row.folded.contains(word))),
        };
        for (s, (heading, rows)) in self.sections.iter().enumerate() {
            let before = self.items.len();
            for (r, row) in rows.iter().enumerate() {
                if fits(row) {
                    if self.items.len() == before {
                        if before > 0 {
                            self.items.push(Item::Blank);
                        }
                        self.items.push(Item::Heading(*heading));
                    }
                    self.items.push(Item::Row(s, r));
                }
            }
        }
    }

    fn scroll(&mut self, action: Action) -> Option<()> {
        // Drawing stops the scroll at the last full page.
        self.top = moved(action, self.top, self.items.len(), self.page)?;
        Some(())
    }

    fn draw_item(&self, buf: &mut Buffer, area: Rect, y: u16, item: Item, cx: &Cx<'_>) {
        let t = cx.theme;
        let mut line = Line::new(buf, area, y, t.text);
        match item {
            Item::Blank => {}
            Item::Heading(Heading::Here(group)) => {
                line.left(&cx.texts.t(group.text_key()), t.strong);
            }
            Item::Heading(Heading::There(place)) => {
                let place = cx.texts.t(&place.text_key());
                line.left(
                    &cx.texts.tf("help-there", &[("place", place.into())]),
                    t.muted,
                );
            }
            Item::Row(s, r) => {
                let Some(row) = self.sections.get(s).and_then(|(_, rows)| rows.get(r)) else {
                    return;
                };
                line.column(&row.keys.join(" "), 14, t.info)
                    .skip(1)
                    .left(&cx.texts.t(row.action.text_key()), t.text);
            }
        }
    }
}

impl Dialog for HelpDialog {
    fn context(&self) -> Context {
        if self.searching {
            Context::Filter
        } else {
            Context::Help
        }
    }

    fn act(&mut self, action: Action, _cx: &Cx<'_>) -> Reply {
        if self.scroll(action).is_some() {
            return Reply::Done;
        }
        match action {
            Action::Filter => self.searching = true,
            Action::Accept => self.searching = false,
            Action::ClearFilter => {
                self.search.set("");
                self.filter();
            }
            Action::Cancel if self.searching || !self.search.is_empty() => {
                self.searching = false;
                self.search.set("");
                self.filter();
            }
            Action::Cancel | Action::Help => return Reply::Close,
            _ => return Reply::Pass,
        }
        Reply::Done
    }

    fn key(&mut self, key: Key, _cx: &Cx<'_>) -> Reply {
        // `@` begins a search by key wherever it is typed.
        self.searching |= key.text() == Some('@');
        if !self.searching || !self.search.key(key) {
            return Reply::Pass;
        }
        self.filter();
        Reply::Done
    }

    fn paste(&mut self, text: &str, _cx: &Cx<'_>) -> Reply {
        self.searching = true;
        self.search.paste(text);
        self.filter();
        Reply::Done
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        let t = cx.theme;
        let size = (
            screen.width.min(132),
            screen.height.saturating_sub(2).max(3),
        );
        let area = frame::centered(screen, size.0, size.1);
        let area = frame::dialog(buf, area, &cx.texts.t("pane-help"), t);
        if area.is_empty() {
            return None;
        }
        let row = Rect { height: 1, ..area };
        let mut cursor = None;
        if self.searching || !self.search.is_empty() {
            let hint = cx.texts.t("help-search");
            let at = self.search.draw_prompt(buf, row, &hint, t);
            cursor = at.filter(|_| self.searching);
        } else {
            let key = cx.keymap.key_of(Context::Help.chain(), Action::Filter);
            let key = key.map_or_else(String::new, |k| k.to_string());
            let words = cx.texts.tf("help-how-to-search", &[("key", key.into())]);
            Line::new(buf, row, row.y, t.text).left(&words, t.muted);
        }
        let list = Rect {
            y: area.y + 2.min(area.height),
            height: area.height.saturating_sub(2),
            ..area
        };
        if self.items.is_empty() {
            Line::new(buf, list, list.y, t.text).left(&cx.texts.t("help-nothing"), t.muted);
            return cursor;
        }
        let height = usize::from(list.height);
        let columns = (list.width / COLUMN).clamp(1, 3);
        // Columns are read top to bottom on each page, like a newspaper: one page is columns × height rows.
        let per_page = height * usize::from(columns);
        self.page = per_page.max(1);
        self.top = self.top.min(self.items.len().saturating_sub(per_page));
        let wide = list.width / columns;
        for (i, item) in self.items.iter().skip(self.top).take(per_page).enumerate() {
            let column = u16::try_from(i / height.max(1)).unwrap_or(0);
            let place = Rect {
                x: list.x + column * wide,
                width: wide.saturating_sub(u16::from(columns > 1)),
                ..list
            };
            let y = list.y + u16::try_from(i % height.max(1)).unwrap_or(0);
            self.draw_item(buf, place, y, *item, cx);
        }
        cursor
    }

    fn hints(&self) -> &'static [Action] {
        if self.searching {
            &[Action::Accept, Action::Cancel]
        } else {
            &[
                Action::Filter,
                Action::CursorDown,
                Action::CursorUp,
                Action::Cancel,
            ]
        }
    }
}

#[cfg(test)]
mod tests;
