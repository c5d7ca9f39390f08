//! Choosing a file: a line to type a path or a part of a name into, and the directory below it.

use std::path::{Path, PathBuf};

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::fold::fold;
use crate::input::{Action, Key, KeyCode};
use crate::ui::Cx;
use crate::ui::dialog::readings::readings;
use crate::ui::widgets::cursor::Cursor;
use crate::ui::widgets::paint::Line;
use crate::ui::widgets::textline::TextLine;

/// A file or directory as the picker lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PickEntry {
    /// Its name without the path.
    pub name: String,
    /// Whether enter goes into it.
    pub is_dir: bool,
    /// Bytes; not shown for a directory.
    pub size: u64,
}

/// What a key in the picker came to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Choice {
    Nothing,
    List(PathBuf),
    File(PathBuf),
}

#[derive(Debug)]
pub(super) struct Pick {
    dir: PathBuf,
    line: TextLine,
    /// Directories first, then by name; each with its folded name.
    entries: Vec<(String, PickEntry)>,
    shown: Vec<usize>,
    loaded: bool,
    cursor: Cursor,
    list: Rect,
}

impl Pick {
    pub(super) fn new(dir: PathBuf) -> Self {
        Self {
            dir,
            line: TextLine::default(),
            entries: Vec::new(),
            shown: Vec::new(),
            loaded: false,
            cursor: Cursor::default(),
            list: Rect::ZERO,
        }
    }

    pub(super) fn dir(&self) -> &Path {
        &self.dir
    }

    pub(super) fn fill(&mut self, dir: PathBuf, entries: Vec<PickEntry>) {
        self.dir = dir;
        self.loaded = true;
        self.line.set("");
        self.entries = entries.into_iter().map(|e| (fold(&e.name), e)).collect();
        self.entries
            .sort_by(|(a, x), (b, y)| (!x.is_dir, a).cmp(&(!y.is_dir, b)));
        self.narrow();
    }

    /// Keeps what contains the typed text; hidden files only when a dot is typed.
    fn narrow(&mut self) {
        let typed = self.line.text();
        let hidden = typed.starts_with('.');
        let wanted = readings(typed);
        self.shown = (self.entries.iter().enumerate())
            .filter(|(_, (folded, e))| {
                (hidden || !e.name.starts_with('.')) && wanted.iter().any(|w| folded.contains(w))
            })
            .map(|(i, _)| i)
            .collect();
        self.cursor = Cursor::default();
    }

    fn current(&self) -> Option<&PickEntry> {
        let at = *self.shown.get(self.cursor.index())?;
        self.entries.get(at).map(|(_, e)| e)
    }

    fn up(&self) -> Choice {
        self.dir
            .parent()
            .map_or(Choice::Nothing, |p| Choice::List(p.to_owned()))
    }

    fn open(&self, entry: &PickEntry) -> Choice {
        let path = self.dir.join(&entry.name);
        if entry.is_dir {
            Choice::List(path)
        } else {
            Choice::File(path)
        }
    }

    /// A path typed whole goes as typed; otherwise the row under the cursor.
    pub(super) fn accept(&self) -> Choice {
        let typed = self.line.text().trim();
        if typed == ".." {
            return self.up();
        }
        if typed.contains(['/', '\\']) {
            let path = self.dir.join(typed);
            return if typed.ends_with(['/', '\\']) {
                Choice::List(path)
            } else {
                Choice::File(path)
            };
        }
        self.current().map_or(Choice::Nothing, |e| self.open(e))
    }

    /// Completes the typed text as far as all shown names agree; a lone directory is opened.
    pub(super) fn complete(&mut self) -> Choice {
        let shown = || self.shown.iter().filter_map(|i| self.entries.get(*i));
        let typed = fold(self.line.text());
        let starting: Vec<&PickEntry> = shown()
            .filter(|(folded, _)| folded.starts_with(&typed))
            .map(|(_, e)| e)
            .collect();
        let candidates = match starting.as_slice() {
            [] => shown().map(|(_, e)| e).collect(),
            _ => starting,
        };
        match candidates.as_slice() {
            [] => Choice::Nothing,
            [only] if only.is_dir => self.open(only),
            [first, rest @ ..] => {
                let same: String = (first.name.chars().enumerate())
                    .take_while(|(i, c)| rest.iter().all(|e| e.name.chars().nth(*i) == Some(*c)))
                    .map(|(_, c)| c)
                    .collect();
                if same.chars().count() > self.line.text().chars().count() {
                    self.line.set(&same);
                    self.narrow();
                }
                Choice::Nothing
            }
        }
    }

    pub(super) fn act(&mut self, action: Action) -> Option<()> {
        self.cursor.act(action, self.shown.len())
    }

    pub(super) fn key(&mut self, key: Key) -> Option<Choice> {
        match key.code() {
            KeyCode::Backspace | KeyCode::Left if self.line.is_empty() => return Some(self.up()),
            KeyCode::PageDown => self.act(Action::PageDown),
            KeyCode::PageUp => self.act(Action::PageUp),
            _ if self.line.key(key) => {
                self.narrow();
                Some(())
            }
            _ => None,
        }
        .map(|()| Choice::Nothing)
    }

    pub(super) fn paste(&mut self, text: &str) {
        // A path dragged into a terminal often comes in quotes.
        let text = text.trim();
        let bare = ['\'', '"']
            .into_iter()
            .find_map(|q| text.strip_prefix(q)?.strip_suffix(q));
        self.line.paste(bare.unwrap_or(text));
        self.narrow();
    }

    pub(super) fn click(&mut self, at: Position) {
        if self.list.contains(at)
            && let Some(row) = self.cursor.row_at(at.y - self.list.y, self.shown.len())
        {
            self.cursor.set(row);
        }
    }

    pub(super) fn draw(&mut self, buf: &mut Buffer, area: Rect, cx: &Cx<'_>) -> Option<Position> {
        let t = cx.theme;
        let dir = self.dir.display().to_string();
        Line::new(buf, area, area.y, t.text)
            .left(&cx.texts.t("import-folder"), t.muted)
            .left(" ", t.text)
            .left(&dir, t.strong);
        let row = area.y.saturating_add(1);
        let place = Rect {
            y: row,
            height: area.height.saturating_sub(1),
            ..area
        };
        let hint = cx.texts.t("import-path-hint");
        let cursor = self.line.draw_prompt(buf, place, &hint, t);
        self.list = Rect {
            y: area.y + 3.min(area.height),
            height: area.height.saturating_sub(3),
            ..area
        };
        if self.shown.is_empty() {
            let id = match (self.loaded, self.entries.is_empty()) {
                (false, _) => "import-listing",
                (true, true) => "import-empty-folder",
                (true, false) => "import-no-match",
            };
            Line::new(buf, self.list, self.list.y, t.text).left(&cx.texts.t(id), t.muted);
        }
        let range = (self.cursor).window(self.shown.len(), usize::from(self.list.height));
        let top = range.start;
        for row in range {
            let Some((_, e)) = self.shown.get(row).and_then(|i| self.entries.get(*i)) else {
                continue;
            };
            let y = self.list.y + u16::try_from(row - top).unwrap_or(0);
            let under = row == self.cursor.index();
            let base = if under { t.cursor } else { t.text };
            let mut line = Line::new(buf, self.list, y, base);
            if e.is_dir {
                line.left(&format!("{}/", e.name), if under { base } else { t.info });
            } else {
                let kib = i64::try_from(e.size.div_ceil(1024)).unwrap_or(i64::MAX);
                let size = cx.texts.tf("import-size", &[("size", kib.into())]);
                line.right(&format!(" {size}"), if under { base } else { t.muted })
                    .left(&e.name, base);
            }
        }
        cursor
    }
}
