//! Lines of a read-only page: pairs of label and value, headings, wrapped text. Nothing is wider than the
//! page.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::ui::Cx;
use crate::ui::widgets::text::{fit, width, wrap};

/// Cells of the label column.
const LABEL: usize = 15;

/// A page being written, `width` cells wide.
pub(in crate::ui::dialog) struct Rows<'a> {
    pub(in crate::ui::dialog) cx: &'a Cx<'a>,
    width: usize,
    lines: Vec<Line<'static>>,
}

impl<'a> Rows<'a> {
    pub(in crate::ui::dialog) fn new(cx: &'a Cx<'a>, width: u16) -> Self {
        Self {
            cx,
            width: usize::from(width),
            lines: Vec::new(),
        }
    }

    pub(in crate::ui::dialog) fn into_lines(self) -> Vec<Line<'static>> {
        self.lines
    }

    /// Cells of a line.
    pub(in crate::ui::dialog) const fn room(&self) -> usize {
        self.width
    }

    pub(in crate::ui::dialog) fn blank(&mut self) {
        self.lines.push(Line::default());
    }

    /// A dim name and a rule to the right edge, a blank line before.
    pub(in crate::ui::dialog) fn heading(&mut self, id: &str) {
        if !self.lines.is_empty() {
            self.blank();
        }
        let name = self.cx.texts.t(id);
        let rule = self.cx.theme.mark("─", "-");
        let left = self.width.saturating_sub(width(&name) + 1);
        let theme = self.cx.theme;
        self.cells(vec![
            (format!("{name} "), theme.muted),
            (rule.repeat(left), theme.line),
        ]);
    }

    /// A name from the data with a dim detail and a rule to the right edge, a blank line before.
    pub(in crate::ui::dialog) fn section(&mut self, name: &str, detail: &str) {
        if !self.lines.is_empty() {
            self.blank();
        }
        let theme = self.cx.theme;
        let rule = theme.mark("─", "-").repeat(self.width);
        self.cells(vec![
            (format!("{name} "), theme.strong),
            (detail.to_owned(), theme.muted),
            (" ".repeat(usize::from(!detail.is_empty())), theme.muted),
        ]);
        if let Some(line) = self.lines.last_mut() {
            let left = self.width.saturating_sub(line.width());
            let rule: String = rule.chars().take(left).collect();
            line.spans.push(Span::styled(rule, theme.line));
        }
    }

    /// One line of differently styled pieces, cut at the edge with `…`.
    pub(in crate::ui::dialog) fn cells(&mut self, pieces: Vec<(String, Style)>) {
        let mut left = self.width;
        let mut spans = Vec::with_capacity(pieces.len());
        for (text, style) in pieces {
            let fits = width(&text) <= left;
            let shown = fit(&text, left).into_owned();
            left = left.saturating_sub(width(&shown));
            if !shown.is_empty() {
                spans.push(Span::styled(shown, style));
            }
            if !fits {
                break;
            }
        }
        self.lines.push(Line::from(spans));
    }

    /// A dim label in its column and pieces after it; long text goes on below the value.
    pub(in crate::ui::dialog) fn pair(&mut self, id: &str, text: &str, style: Style) {
        if text.is_empty() {
            return;
        }
        let label = self.cx.texts.t(id);
        let column = LABEL.min(self.width / 3);
        let muted = self.cx.theme.muted;
        for (i, part) in wrap(text, self.width.saturating_sub(column))
            .into_iter()
            .enumerate()
        {
            let head = if i == 0 { label.as_str() } else { "" };
            let head = fit(head, column.saturating_sub(1)).into_owned();
            let pad = " ".repeat(column.saturating_sub(width(&head)));
            self.cells(vec![(head + &pad, muted), (part, style)]);
        }
    }

    /// [`pair`](Self::pair) on one line, cut with `…`.
    pub(in crate::ui::dialog) fn pair_short(&mut self, id: &str, text: &str, style: Style) {
        let column = LABEL.min(self.width / 3);
        let room = self.width.saturating_sub(column);
        let text = fit(text, room).into_owned();
        self.pair(id, &text, style);
    }

    /// One line: a dim label in its column, pieces cut with `…` where they would meet what stands at the
    /// right edge, which is never cut.
    pub(in crate::ui::dialog) fn told(
        &mut self,
        label: &str,
        pieces: Vec<(String, Style)>,
        end: (String, Style),
    ) {
        let column = LABEL.min(self.width / 3);
        let label = padded(&fit(label, column.saturating_sub(1)), column);
        self.spread(vec![(label, self.cx.theme.muted)], pieces, end);
    }

    /// One line of pieces, cut with `…` where they would meet what stands at the right edge.
    pub(in crate::ui::dialog) fn ended(
        &mut self,
        pieces: Vec<(String, Style)>,
        end: (String, Style),
    ) {
        self.spread(Vec::new(), pieces, end);
    }

    fn spread(
        &mut self,
        mut line: Vec<(String, Style)>,
        pieces: Vec<(String, Style)>,
        end: (String, Style),
    ) {
        let taken = match width(&end.0) {
            0 => 0,
            cells => cells + 2,
        };
        let head: usize = line.iter().map(|(text, _)| width(text)).sum();
        let mut left = self.width.saturating_sub(head + taken);
        for (text, style) in pieces {
            let shown = fit(&text, left).into_owned();
            left -= width(&shown).min(left);
            line.push((shown, style));
        }
        if taken > 0 {
            line.push((" ".repeat(left + 2), end.1));
            line.push(end);
        }
        self.cells(line);
    }

    /// Text in a column of its own that wraps: a dim head of `column` cells, a mark, the text.
    pub(in crate::ui::dialog) fn hanging(
        &mut self,
        head: &str,
        column: usize,
        mark: &str,
        text: &str,
        style: Style,
    ) {
        let muted = self.cx.theme.muted;
        let indent = column + 2;
        for (i, part) in wrap(text, self.width.saturating_sub(indent))
            .into_iter()
            .enumerate()
        {
            let (head, mark) = if i == 0 { (head, mark) } else { ("", "") };
            self.cells(vec![
                (padded(head, column), muted),
                (padded(mark, 2), style),
                (part, style),
            ]);
        }
    }

    /// The lines written so far.
    pub(in crate::ui::dialog) const fn len(&self) -> usize {
        self.lines.len()
    }

    /// Cells of the page.
    pub(in crate::ui::dialog) const fn cells_wide(&self) -> usize {
        self.width
    }

    /// Wrapped text with an indent, at most `most` lines.
    pub(in crate::ui::dialog) fn text(
        &mut self,
        text: &str,
        indent: usize,
        most: usize,
        style: Style,
    ) {
        let mut parts = wrap(text, self.width.saturating_sub(indent));
        if parts.len() > most {
            parts.truncate(most);
            if let Some(last) = parts.last_mut() {
                last.push_str(" …");
            }
        }
        for part in parts {
            self.cells(vec![(" ".repeat(indent), style), (part, style)]);
        }
    }
}

/// Text in a column of exactly `cells`, cut or padded.
pub(in crate::ui::dialog) fn padded(text: &str, cells: usize) -> String {
    let mut out = fit(text, cells).into_owned();
    let pad = cells.saturating_sub(width(&out));
    out.extend(std::iter::repeat_n(' ', pad));
    out
}

/// Two pages side by side, the left one `left_width` cells wide.
pub(super) fn beside(
    left: Vec<Line<'static>>,
    right: Vec<Line<'static>>,
    left_width: u16,
    gap: u16,
) -> Vec<Line<'static>> {
    let rows = left.len().max(right.len());
    let (mut left, mut right) = (left.into_iter(), right.into_iter());
    (0..rows)
        .map(|_| {
            let mut line = left.next().unwrap_or_default();
            if let Some(other) = right.next() {
                let pad = usize::from(left_width + gap).saturating_sub(line.width());
                line.spans.push(Span::raw(" ".repeat(pad)));
                line.spans.extend(other.spans);
            }
            line
        })
        .collect()
}
