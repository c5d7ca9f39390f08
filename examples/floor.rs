//! The floor of speed: the smallest honest list over the same rows, to measure the workstation against.
//!
//! It knows no store, no dates, no rules and no second pane. A CSV goes into memory whole, only the rows on
//! screen become widgets, a frame is drawn after an event and never otherwise, `/` narrows by substring.
//! What a terminal, ratatui and a table of five columns cost is therefore what this costs.
//!
//! ```text
//! cargo run --release --example floor -- rows.csv     name,spend of months with spaces,silence,next,stage
//! j k pgdn pgup g G move · / filter · esc clear · q leave
//! ```

use std::io;

use crossterm::event::{self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::layout::Constraint;
use ratatui::style::{Modifier, Style};
use ratatui::text::Line;
use ratatui::widgets::{Block, Row as Cells, Table};

/// A client as the list shows it.
struct Row {
    name: String,
    /// What is searched: the name in lower case.
    folded: String,
    spend: Vec<f64>,
    silence: String,
    next: String,
    stage: String,
}

/// The list: all rows, which of them the filter leaves, and the cursor.
struct List {
    rows: Vec<Row>,
    shown: Vec<usize>,
    cursor: usize,
    top: usize,
    filter: Option<String>,
}

const MARKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

fn read(path: &str) -> Result<Vec<Row>, csv::Error> {
    let mut rows = Vec::new();
    for record in csv::Reader::from_path(path)?.records() {
        let record = record?;
        let cell = |i: usize| record.get(i).unwrap_or_default().to_owned();
        rows.push(Row {
            folded: cell(0).to_lowercase(),
            name: cell(0),
            spend: cell(1).split(' ').filter_map(|n| n.parse().ok()).collect(),
            silence: cell(2),
            next: cell(3),
            stage: cell(4),
        });
    }
    Ok(rows)
}

fn spark(spend: &[f64]) -> String {
    let last = &spend[spend.len().saturating_sub(12)..];
    let most = last.iter().copied().fold(1.0, f64::max);
    last.iter()
        .map(|n| MARKS[((n / most * 7.0).max(0.0) as usize).min(7)])
        .collect()
}

impl List {
    /// Narrows by what was typed; a longer filter looks only at what the shorter one left.
    fn narrow(&mut self, from_all: bool) {
        let needle = self.filter.as_deref().unwrap_or_default().to_lowercase();
        if from_all {
            self.shown = (0..self.rows.len()).collect();
        }
        let rows = &self.rows;
        self.shown.retain(|i| rows[*i].folded.contains(&needle));
        self.cursor = 0;
    }

    fn go(&mut self, to: isize) {
        let last = self.shown.len().saturating_sub(1);
        self.cursor = usize::try_from(to).unwrap_or(0).min(last);
    }

    /// Takes a key; false means to leave.
    fn key(&mut self, key: KeyEvent, page: usize) -> bool {
        if let Some(text) = &mut self.filter {
            match key.code {
                KeyCode::Char(typed) => {
                    text.push(typed);
                    self.narrow(false);
                    return true;
                }
                KeyCode::Backspace => {
                    text.pop();
                    self.narrow(true);
                    return true;
                }
                KeyCode::Esc => {
                    self.filter = None;
                    self.narrow(true);
                    return true;
                }
                KeyCode::Enter => return true,
                _ => {}
            }
        }
        let (at, page) = (self.cursor.cast_signed(), page.cast_signed());
        let half = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Char('q') => return false,
            KeyCode::Char('d') if half => self.go(at + page / 2),
            KeyCode::Char('u') if half => self.go(at - page / 2),
            KeyCode::Char('j') | KeyCode::Down => self.go(at + 1),
            KeyCode::Char('k') | KeyCode::Up => self.go(at - 1),
            KeyCode::PageDown => self.go(at + page),
            KeyCode::PageUp => self.go(at - page),
            KeyCode::Char('g') => self.go(0),
            KeyCode::Char('G') => self.go(isize::MAX),
            KeyCode::Char('/') => self.filter = Some(String::new()),
            _ => {}
        }
        true
    }

    fn draw(&mut self, frame: &mut ratatui::Frame<'_>) {
        let area = frame.area();
        let height = usize::from(area.height.saturating_sub(2)).max(1);
        self.top = self
            .top
            .clamp((self.cursor + 1).saturating_sub(height), self.cursor);
        let visible = self
            .shown
            .iter()
            .enumerate()
            .skip(self.top)
            .take(height)
            .map(|(at, i)| {
                let row = &self.rows[*i];
                let mark = if at == self.cursor { "▸ " } else { "  " };
                let style = if at == self.cursor {
                    Modifier::REVERSED
                } else {
                    Modifier::empty()
                };
                Cells::new([
                    Line::from(vec![mark.into(), row.name.as_str().into()]),
                    Line::from(spark(&row.spend)),
                    Line::from(row.silence.as_str()).right_aligned(),
                    Line::from(row.next.as_str()),
                    Line::from(row.stage.as_str()),
                ])
                .style(Style::new().add_modifier(style))
            });
        let widths = [34, 12, 6, 14, 20].map(Constraint::Length);
        let count = format!(
            " {} of {} ",
            (self.cursor + 1).min(self.shown.len()),
            self.shown.len()
        );
        let filter = self
            .filter
            .as_ref()
            .map_or_else(String::new, |f| format!(" /{f} "));
        let block = Block::bordered().title(count).title_bottom(filter);
        frame.render_widget(Table::new(visible, widths).block(block), area);
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: floor rows.csv")?;
    let rows = read(&path)?;
    let shown = (0..rows.len()).collect();
    let mut list = List {
        rows,
        shown,
        cursor: 0,
        top: 0,
        filter: None,
    };
    let mut terminal = ratatui::try_init()?;
    let left = run(&mut terminal, &mut list);
    ratatui::restore();
    Ok(left?)
}

fn run(terminal: &mut ratatui::DefaultTerminal, list: &mut List) -> io::Result<()> {
    loop {
        let height = usize::from(terminal.draw(|frame| list.draw(frame))?.area.height);
        if let Event::Key(key) = event::read()?
            && key.kind == KeyEventKind::Press
            && !list.key(key, height.saturating_sub(2))
        {
            return Ok(());
        }
    }
}
