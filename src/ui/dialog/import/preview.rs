//! What a file would do, row by row, before anything is done.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::input::{Action, Context};
use crate::ui::widgets::cursor::Cursor;
use crate::ui::widgets::paint::Line;
use crate::ui::widgets::text::width;
use crate::ui::{Cx, Theme};

/// What would become of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PreviewVerdict {
    /// A new record.
    New,
    /// A known record changes.
    Update,
    /// A known record stays as it is.
    Unchanged,
    /// Left out, the detail says why.
    Skip,
    /// Matches several records or contradicts one; left out until a person decides.
    Conflict,
}

impl PreviewVerdict {
    /// All of them, in the order of the tabs.
    pub const ALL: [Self; 5] = [
        Self::New,
        Self::Update,
        Self::Unchanged,
        Self::Skip,
        Self::Conflict,
    ];

    const fn id(self) -> &'static str {
        match self {
            Self::New => "import-new",
            Self::Update => "import-update",
            Self::Unchanged => "import-unchanged",
            Self::Skip => "import-skip",
            Self::Conflict => "import-conflict",
        }
    }

    const fn look(self, t: &Theme) -> (&'static str, Style) {
        match self {
            Self::New => ("+", t.good),
            Self::Update => (t.mark("~", "~"), t.info),
            Self::Unchanged => ("=", t.muted),
            Self::Skip => (t.mark("·", "."), t.muted),
            Self::Conflict => ("!", t.warn),
        }
    }
}

/// One row of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewRow {
    /// Its line in the file, from 1.
    pub line: u64,
    /// The record it speaks of.
    pub name: String,
    /// What would become of it.
    pub verdict: PreviewVerdict,
    /// What changes, or why not, in ready words.
    pub detail: String,
}

/// A planned import in ready words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    /// The name of the file.
    pub file: String,
    /// What it holds: clients, contacts.
    pub kind: String,
    /// The encoding it was read in.
    pub encoding: String,
    /// What parts its columns.
    pub delimiter: String,
    /// Whose a report of campaigns is and what it sums up to; empty for other files.
    pub about: String,
    /// Every readable row, in the order of the file.
    pub rows: Vec<PreviewRow>,
    /// Lines that could not be read, with what is wrong.
    pub problems: Vec<(u64, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tab {
    All,
    Of(PreviewVerdict),
    Problems,
}

/// A preview on screen: rows by verdict are sorted out once, drawing touches only what shows.
#[derive(Debug)]
pub(super) struct View {
    preview: Preview,
    by_verdict: [Vec<u32>; 5],
    tabs: Vec<Tab>,
    tab: usize,
    cursor: Cursor,
    list: Rect,
}

impl View {
    pub(super) fn new(preview: Preview) -> Self {
        let mut by_verdict: [Vec<u32>; 5] = Default::default();
        for (i, row) in preview.rows.iter().enumerate() {
            by_verdict[row.verdict as usize].push(u32::try_from(i).unwrap_or(u32::MAX));
        }
        let mut tabs = vec![Tab::All];
        tabs.extend(
            PreviewVerdict::ALL
                .into_iter()
                .filter(|v| !by_verdict[*v as usize].is_empty())
                .map(Tab::Of),
        );
        if !preview.problems.is_empty() {
            tabs.push(Tab::Problems);
        }
        Self {
            preview,
            by_verdict,
            tabs,
            tab: 0,
            cursor: Cursor::default(),
            list: Rect::ZERO,
        }
    }

    /// How many records an import would write.
    pub(super) fn changes(&self) -> usize {
        self.count(Tab::Of(PreviewVerdict::New)) + self.count(Tab::Of(PreviewVerdict::Update))
    }

    fn current(&self) -> Tab {
        self.tabs.get(self.tab).copied().unwrap_or(Tab::All)
    }

    fn count(&self, tab: Tab) -> usize {
        match tab {
            Tab::All => self.preview.rows.len(),
            Tab::Of(verdict) => self.by_verdict[verdict as usize].len(),
            Tab::Problems => self.preview.problems.len(),
        }
    }

    fn row(&self, at: usize) -> Option<&PreviewRow> {
        let at = match self.current() {
            Tab::Of(verdict) => *self.by_verdict[verdict as usize].get(at)? as usize,
            Tab::All => at,
            Tab::Problems => return None,
        };
        self.preview.rows.get(at)
    }

    pub(super) fn act(&mut self, action: Action) -> Option<()> {
        let tabs = self.tabs.len();
        match action {
            Action::ColumnRight | Action::FocusNext => self.tab = (self.tab + 1) % tabs,
            Action::ColumnLeft | Action::FocusPrevious => self.tab = (self.tab + tabs - 1) % tabs,
            _ => return self.cursor.act(action, self.count(self.current())),
        }
        self.cursor = Cursor::default();
        Some(())
    }

    pub(super) fn click(&mut self, at: Position) {
        let len = self.count(self.current());
        if self.list.contains(at)
            && let Some(row) = self.cursor.row_at(at.y - self.list.y, len)
        {
            self.cursor.set(row);
        }
    }

    pub(super) fn draw(&mut self, buf: &mut Buffer, area: Rect, cx: &Cx<'_>) {
        let t = cx.theme;
        let p = &self.preview;
        let reading = [&p.kind, &p.encoding, &p.delimiter]
            .into_iter()
            .filter(|part| !part.is_empty())
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(", ");
        Line::new(buf, area, area.y, t.text)
            .left(&p.file, t.strong)
            .skip(2)
            .left(&reading, t.muted);
        self.draw_tabs(buf, area, cx);
        if area.height > 2 {
            Line::new(buf, area, area.y + 2, t.text).left(&self.preview.about, t.text);
        }
        self.list = Rect {
            y: area.y + 3.min(area.height),
            height: area.height.saturating_sub(5),
            ..area
        };
        let current = self.current();
        let len = self.count(current);
        if len == 0 {
            Line::new(buf, self.list, self.list.y, t.text)
                .left(&cx.texts.t("import-no-rows"), t.muted);
        }
        let range = self.cursor.window(len, usize::from(self.list.height));
        let top = range.start;
        for row in range {
            let y = self.list.y + u16::try_from(row - top).unwrap_or(0);
            self.draw_row(buf, y, row, cx);
        }
        // What the row in the list had to cut.
        if area.height > 6
            && let Some(row) = self.row(self.cursor.index())
        {
            let y = area.bottom() - 2;
            Line::new(buf, area, y, t.text).left(&row.detail, t.muted);
        }
        if area.height > 1 {
            let words = match self.changes() {
                0 => cx.texts.t("import-nothing-new"),
                n => {
                    let key = cx.keymap.key_of(Context::Import.chain(), Action::Accept);
                    let key = key.map_or_else(String::new, |k| k.to_string());
                    let args = [("count", n.into()), ("key", key.into())];
                    cx.texts.tf("import-will-write", &args)
                }
            };
            let last = area.bottom() - 1;
            Line::new(buf, area, last, t.text).left(&words, t.text);
        }
    }

    fn draw_tabs(&self, buf: &mut Buffer, area: Rect, cx: &Cx<'_>) {
        let t = cx.theme;
        let mut line = Line::new(buf, area, area.y.saturating_add(1), t.text);
        let label = |tab: &Tab, short: bool| {
            let count = cx
                .texts
                .number(i64::try_from(self.count(*tab)).unwrap_or(i64::MAX));
            let (mark, name, style) = match tab {
                Tab::All => ("", cx.texts.t("import-all"), t.text),
                Tab::Of(v) => {
                    let (mark, style) = v.look(t);
                    (mark, cx.texts.t(v.id()), style)
                }
                Tab::Problems => (t.mark("✗", "x"), cx.texts.t("import-problems"), t.bad),
            };
            let words = if short && !mark.is_empty() {
                format!(" {mark} {count} ")
            } else {
                format!(" {mark} {name} {count} ").replacen("  ", " ", 1)
            };
            (words, style)
        };
        let whole: usize = self
            .tabs
            .iter()
            .map(|tab| width(&label(tab, false).0))
            .sum();
        // Where words do not fit, the count of every verdict still does.
        let short = whole > usize::from(line.free());
        let labels: Vec<(String, Style)> = (self.tabs.iter().enumerate())
            .map(|(i, tab)| label(tab, short && i != self.tab))
            .collect();
        // When not all fit, those before the current one give way.
        let room = usize::from(line.free());
        let upto: usize = labels
            .iter()
            .take(self.tab + 1)
            .map(|(l, _)| width(l))
            .sum();
        let mut over = upto.saturating_sub(room);
        for (i, (label, style)) in labels.iter().enumerate() {
            if i < self.tab && over > 0 {
                over = over.saturating_sub(width(label));
                continue;
            }
            line.left(label, if i == self.tab { t.cursor } else { *style });
        }
    }

    fn draw_row(&self, buf: &mut Buffer, y: u16, at: usize, cx: &Cx<'_>) {
        let t = cx.theme;
        let under = at == self.cursor.index();
        let base = if under { t.cursor } else { t.text };
        let dim = if under { base } else { t.muted };
        let number = |n: u64| cx.texts.number(i64::try_from(n).unwrap_or(i64::MAX));
        let mut line = Line::new(buf, self.list, y, base);
        if self.current() == Tab::Problems {
            if let Some((n, words)) = self.preview.problems.get(at) {
                line.number(&number(*n), 8, dim).skip(2).left(words, base);
            }
            return;
        }
        let Some(row) = self.row(at) else { return };
        let (mark, style) = row.verdict.look(t);
        let style = if under { base } else { style };
        line.number(&number(row.line), 8, dim)
            .skip(2)
            .left(mark, style)
            .skip(1)
            .column(&cx.texts.t(row.verdict.id()), 14, style);
        let name = (line.free() * 2 / 5).max(line.free().min(16));
        line.column(&row.name, name, base)
            .skip(1)
            .left(&row.detail, dim);
    }
}
