//! Every action by name, in either language and either keyboard layout; clients by name below.

use memchr::memmem::Finder;
use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32String};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::Dialog;
use super::readings::readings;
use crate::domain::fold::{fold, letters};
use crate::domain::{ClientId, View, views};
use crate::i18n::{Lang, Texts};
use crate::input::{Action, Context, Group, Key};
use crate::ui::widgets::cursor::Cursor;
use crate::ui::widgets::frame;
use crate::ui::widgets::paint::Line;
use crate::ui::widgets::text::width;
use crate::ui::widgets::textline::TextLine;
use crate::ui::{Cx, Reply, Request};

/// At most so many clients under the actions.
const CLIENTS: usize = 5;

struct Candidate {
    action: Action,
    /// Names and their folded forms, by [`Lang::ALL`].
    names: [String; 2],
    folded: [Utf32String; 2],
    key: String,
    /// 0: of the calling place; 1: works there; 2: elsewhere.
    near: u8,
}

#[derive(Debug, Clone)]
enum Hit {
    Action {
        candidate: usize,
        /// Which name matched, and which characters of it.
        lang: usize,
        matched: Vec<u32>,
    },
    Client(ClientId, String),
    View(Box<View>),
}

/// The palette.
pub struct Palette {
    all: Vec<Candidate>,
    line: TextLine,
    hits: Vec<Hit>,
    cursor: Cursor,
    matcher: Matcher,
    list: Rect,
}

impl std::fmt::Debug for Palette {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Palette")
            .field("line", &self.line)
            .field("hits", &self.hits)
            .finish_non_exhaustive()
    }
}

/// Moving a cursor or editing text by name makes no sense, nor does opening this list from itself.
const fn is_offered(action: Action) -> bool {
    use Action as A;
    !matches!(action.group(), Group::Text | Group::Dialogs)
        && !matches!(
            action,
            A::CursorDown
                | A::CursorUp
                | A::PageDown
                | A::PageUp
                | A::HalfPageDown
                | A::HalfPageUp
                | A::Top
                | A::Bottom
                | A::ColumnLeft
                | A::ColumnRight
                | A::Palette
                | A::Cancel
        )
}

fn lang_index(lang: Lang) -> usize {
    usize::from(lang == Lang::ALL[1])
}

impl Palette {
    /// All actions, with the keys they have in the place the palette was called from.
    #[must_use]
    pub fn new(cx: &Cx<'_>, chain: &'static [Context]) -> Self {
        let own = |action| {
            cx.keymap
                .bindings()
                .any(|b| Some(&b.context) == chain.first() && b.action == Some(action))
        };
        let mut all: Vec<Candidate> = Action::ALL
            .iter()
            .copied()
            .filter(|a| is_offered(*a))
            .map(|action| {
                let names = Lang::ALL.map(|lang| Texts::t_in(lang, action.text_key()));
                let key = cx.keymap.key_of(chain, action);
                Candidate {
                    action,
                    folded: [0, 1].map(|i: usize| Utf32String::from(fold(&names[i]))),
                    names,
                    near: match &key {
                        Some(_) if own(action) => 0,
                        Some(_) => 1,
                        None => 2,
                    },
                    key: key.map_or_else(String::new, |k| k.to_string()),
                }
            })
            .collect();
        all.sort_by_key(|c| c.near);
        let mut this = Self {
            all,
            line: TextLine::default(),
            hits: Vec::new(),
            cursor: Cursor::default(),
            matcher: Matcher::new(Config::DEFAULT),
            list: Rect::ZERO,
        };
        this.search(cx);
        this
    }

    fn search(&mut self, cx: &Cx<'_>) {
        self.cursor = Cursor::default();
        let typed = self.line.text().trim();
        if typed.is_empty() {
            let every = |candidate| Hit::Action {
                candidate,
                lang: 0,
                matched: Vec::new(),
            };
            self.hits = (0..self.all.len()).map(every).collect();
            return;
        }
        let readings = readings(typed);
        let patterns: Vec<Pattern> = readings
            .iter()
            .map(|r| {
                Pattern::new(
                    r,
                    CaseMatching::Respect,
                    Normalization::Never,
                    AtomKind::Fuzzy,
                )
            })
            .collect();
        let own = lang_index(cx.texts.lang());
        let mut found: Vec<(u32, Hit)> = Vec::new();
        for (candidate, c) in self.all.iter().enumerate() {
            let mut best: Option<(u32, usize, usize)> = None;
            for (p, pattern) in patterns.iter().enumerate() {
                for lang in [own, 1 - own] {
                    let name = c.folded[lang].slice(..);
                    if let Some(score) = pattern.score(name, &mut self.matcher) {
                        // What was really typed, in the language on the screen, is meant first.
                        let score = score * 4 + 2 * u32::from(p == 0) + u32::from(lang == own);
                        if best.is_none_or(|(s, ..)| score > s) {
                            best = Some((score, p, lang));
                        }
                    }
                }
            }
            if let Some((score, p, lang)) = best {
                let mut matched = Vec::new();
                patterns[p].indices(c.folded[lang].slice(..), &mut self.matcher, &mut matched);
                matched.sort_unstable();
                let hit = Hit::Action {
                    candidate,
                    lang,
                    matched,
                };
                found.push((score, hit));
            }
        }
        // Stable: among equals those of the calling place stay first.
        found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        self.hits = found.into_iter().map(|(_, hit)| hit).collect();
        if typed.chars().count() >= 2 {
            let all = views(cx.book, cx.library, cx.texts.lang() == Lang::Ru);
            let named = |view: &View| {
                let name = fold(&view.name);
                readings.iter().any(|r| name.contains(r.as_str()))
            };
            let named = all.into_iter().filter(named).take(CLIENTS);
            self.hits.extend(named.map(|v| Hit::View(Box::new(v))));
            self.clients(cx, &readings);
        }
    }

    /// Names that begin so, then names that contain it.
    fn clients(&mut self, cx: &Cx<'_>, readings: &[String]) {
        let wanted: Vec<(u64, Finder<'_>, &str)> = readings
            .iter()
            .map(|r| (letters(r), Finder::new(r.as_str()), r.as_str()))
            .collect();
        let (mut begin, mut inside) = (Vec::new(), Vec::new());
        for dossier in cx.book.active() {
            let name = dossier.sort_name();
            for (bits, finder, text) in &wanted {
                if bits & !dossier.letters() != 0 {
                    continue;
                }
                if name.starts_with(text) {
                    begin.push(dossier);
                    break;
                }
                if inside.len() < CLIENTS && finder.find(name.as_bytes()).is_some() {
                    inside.push(dossier);
                    break;
                }
            }
            if begin.len() == CLIENTS {
                break;
            }
        }
        let found = begin.into_iter().chain(inside).take(CLIENTS);
        self.hits
            .extend(found.map(|d| Hit::Client(d.id(), d.client.name.clone())));
    }

    fn choose(&self) -> Reply {
        match self.hits.get(self.cursor.index()) {
            Some(Hit::Action { candidate, .. }) => self
                .all
                .get(*candidate)
                .map_or(Reply::Done, |c| Reply::Act(c.action)),
            Some(Hit::View(view)) => Reply::CloseAndAsk(Request::ShowView(view.clone())),
            Some(Hit::Client(id, _)) => Reply::CloseAndAsk(Request::Select(*id)),
            None => Reply::Done,
        }
    }

    fn draw_hit(&self, buf: &mut Buffer, area: Rect, y: u16, hit: &Hit, under: bool, cx: &Cx<'_>) {
        let t = cx.theme;
        let base = if under { t.cursor } else { t.text };
        let dim = if under { Style::new() } else { t.muted };
        let bright = if under { t.strong } else { t.accent };
        let mut line = Line::new(buf, area, y, base);
        match hit {
            Hit::Client(_, name) => {
                line.right(&format!(" {}", cx.texts.t("palette-client")), dim)
                    .left(name, Style::new());
            }
            Hit::View(view) => {
                line.right(&format!(" {}", cx.texts.t("palette-view")), dim)
                    .left(&view.name, Style::new());
            }
            Hit::Action {
                candidate,
                lang,
                matched,
            } => {
                let Some(c) = self.all.get(*candidate) else {
                    return;
                };
                let own = lang_index(cx.texts.lang());
                let none: &[u32] = &[];
                let marks = |of: usize| {
                    if of == *lang {
                        matched.as_slice()
                    } else {
                        none
                    }
                };
                let name = &c.names[own];
                line.right(&format!("{:>8}", c.key), if under { base } else { t.info });
                let other = &c.names[1 - own];
                if usize::from(line.free()) > width(name) + width(other) + 3 {
                    line.right(&format!(" {other}  "), dim);
                }
                for (i, letter) in name.chars().enumerate() {
                    let hit = marks(own).iter().any(|m| *m as usize == i);
                    let style = if hit { bright } else { Style::new() };
                    line.left(letter.encode_utf8(&mut [0; 4]), style);
                }
            }
        }
    }
}

impl Dialog for Palette {
    fn context(&self) -> Context {
        Context::Palette
    }

    fn act(&mut self, action: Action, _cx: &Cx<'_>) -> Reply {
        if self.cursor.act(action, self.hits.len()).is_some() {
            return Reply::Done;
        }
        match action {
            Action::Accept => self.choose(),
            Action::Cancel | Action::Palette => Reply::Close,
            _ => Reply::Pass,
        }
    }

    fn key(&mut self, key: Key, cx: &Cx<'_>) -> Reply {
        if !self.line.key(key) {
            return Reply::Pass;
        }
        self.search(cx);
        Reply::Done
    }

    fn paste(&mut self, text: &str, cx: &Cx<'_>) -> Reply {
        self.line.paste(text);
        self.search(cx);
        Reply::Done
    }

    fn click(&mut self, at: Position, _cx: &Cx<'_>) -> Reply {
        if !self.list.contains(at) {
            return Reply::Done;
        }
        match self.cursor.row_at(at.y - self.list.y, self.hits.len()) {
            Some(row) => {
                self.cursor.set(row);
                self.choose()
            }
            None => Reply::Done,
        }
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        let t = cx.theme;
        let height = screen.height.saturating_sub(2).clamp(3, 26);
        let area = frame::centered(screen, screen.width.min(78), height);
        let area = frame::dialog(buf, area, &cx.texts.t("pane-palette"), t);
        if area.is_empty() {
            return None;
        }
        let hint = cx.texts.t("palette-placeholder");
        let cursor = self.line.draw_prompt(buf, area, &hint, t);
        self.list = Rect {
            y: area.y + 2.min(area.height),
            height: area.height.saturating_sub(2),
            ..area
        };
        if self.hits.is_empty() {
            Line::new(buf, self.list, self.list.y, t.text)
                .left(&cx.texts.t("palette-nothing"), t.muted);
        }
        let range = self
            .cursor
            .window(self.hits.len(), usize::from(self.list.height));
        let top = range.start;
        for row in range {
            let y = self.list.y + u16::try_from(row - top).unwrap_or(0);
            if let Some(hit) = self.hits.get(row) {
                let under = row == self.cursor.index();
                self.draw_hit(buf, self.list, y, hit, under, cx);
            }
        }
        cursor
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::Accept,
            Action::CursorDown,
            Action::CursorUp,
            Action::Cancel,
        ]
    }
}

#[cfg(test)]
mod tests;
