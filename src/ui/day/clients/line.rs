//! The filter line: what is typed, what it means, what is wrong with it, and how it may go on.
//!
//! ```text
//! / этап:анализ касание>14q
//!                         ^ касание: такой единицы нет (дни: 14д, 2нед, 3мес)
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use tui_input::{Input, InputRequest};

use crate::domain::fold::fold;
use crate::domain::query::{Completion, Fault, Field, Query, complete};
use crate::i18n::Lang;
use crate::input::{Key, KeyCode};
use crate::say;
use crate::ui::Cx;
use crate::ui::widgets::paint::Line;
use crate::ui::widgets::text::{width, wrap};

/// Free text fields whose values are offered; a portfolio of 100 000 is looked through once a change.
const TOLD: [Field; 3] = [Field::Tag, Field::Owner, Field::Zone];
/// A fault takes no more lines than this.
const MOST_LINES: usize = 3;
/// More values of one field than this are not offered.
const VALUES: usize = 200;

/// Values of free text fields, as they occur in the book of a revision.
#[derive(Debug, Default)]
struct Values {
    revision: Option<u64>,
    of: [Vec<String>; 3],
}

/// The rounds of one completion: the same key goes on to the next way.
#[derive(Debug)]
struct Round {
    completion: Completion,
    text: String,
    turn: usize,
}

/// The line.
#[derive(Debug, Default)]
pub(super) struct FilterLine {
    input: Input,
    /// The last text that could be read, and what it means. A query half typed keeps the list as it was.
    read: String,
    query: Query,
    /// What a fault goes back to: the same, but never with a field's name half typed.
    solid: (String, Query),
    fault: Option<Fault>,
    round: Option<Round>,
    values: Values,
}

impl FilterLine {
    /// What is typed.
    pub(super) fn text(&self) -> &str {
        self.input.value()
    }

    /// The last text that could be read.
    pub(super) fn read(&self) -> &str {
        &self.read
    }

    /// What it means.
    pub(super) const fn query(&self) -> &Query {
        &self.query
    }

    /// What is wrong with the text.
    pub(super) const fn fault(&self) -> Option<&Fault> {
        self.fault.as_ref()
    }

    /// Puts a text in place of what is typed.
    pub(super) fn set(&mut self, text: String) {
        self.input = Input::new(text);
        self.parse();
    }

    fn parse(&mut self) {
        self.round = None;
        match Query::parse(self.input.value()) {
            Ok(query) => {
                self.query = query;
                self.fault = None;
                self.input.value().clone_into(&mut self.read);
                // A name half typed is no word to go back to.
                if self.before_field().is_none() {
                    self.solid = (self.read.clone(), self.query.clone());
                }
            }
            Err(fault) => {
                // Wrong in its last piece, the text means what stands before that piece.
                let text = self.input.value();
                let piece = text.rfind(char::is_whitespace).map_or(0, |at| at + 1);
                let before = text.get(..piece).filter(|_| fault.at >= piece);
                (self.read, self.query) = match before.map(|b| (b, Query::parse(b))) {
                    Some((before, Ok(query))) => (before.trim().to_owned(), query),
                    _ => self.solid.clone(),
                };
                self.fault = Some(fault);
            }
        }
    }

    /// What stands before the word at the end, when that word may yet become a field: while nobody is called
    /// so, the list stays as it was without it.
    pub(super) fn before_field(&self) -> Option<Query> {
        let text = self.input.value();
        let from = text.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let word = fold(text.get(from..)?.trim_start_matches('-'));
        let names = || Field::ALL.iter().flat_map(|field| field.names());
        let begins = word.chars().count() > 1 && names().any(|n| fold(n).starts_with(&word));
        let before = text.get(..from).filter(|_| begins)?;
        Query::parse(before).ok()
    }

    /// Types a key; `None`: not for a line, else whether the text changed.
    pub(super) fn key(&mut self, key: Key) -> Option<bool> {
        let request = match (key.code(), key.text()) {
            (_, Some(c)) => InputRequest::InsertChar(c),
            (KeyCode::Backspace, _) if key.has_ctrl() || key.has_alt() => {
                InputRequest::DeletePrevWord
            }
            (KeyCode::Backspace, _) => InputRequest::DeletePrevChar,
            (KeyCode::Delete, _) => InputRequest::DeleteNextChar,
            (KeyCode::Left, _) => InputRequest::GoToPrevChar,
            (KeyCode::Right, _) => InputRequest::GoToNextChar,
            (KeyCode::Home, _) => InputRequest::GoToStart,
            (KeyCode::End, _) => InputRequest::GoToEnd,
            _ => return None,
        };
        let changed = self.input.handle(request).is_some_and(|c| c.value);
        if changed {
            self.parse();
        }
        Some(changed)
    }

    /// The byte the cursor stands at.
    fn cursor(&self) -> usize {
        let text = self.input.value();
        let mut ends = text.char_indices().map(|(at, _)| at);
        ends.nth(self.input.cursor()).unwrap_or(text.len())
    }

    fn completion(&self, cx: &Cx<'_>) -> Completion {
        let known = |field| {
            let place = TOLD.iter().position(|told| *told == field);
            let values = place.and_then(|place| self.values.of.get(place));
            values.cloned().unwrap_or_default()
        };
        let russian = cx.texts.lang() == Lang::Ru;
        complete(self.input.value(), self.cursor(), russian, &known)
    }

    /// Gathers the values there are, when the line may need them.
    pub(super) fn learn(&mut self, cx: &Cx<'_>) {
        if self.values.revision == Some(cx.book.revision()) {
            return;
        }
        let mut of: [std::collections::BTreeSet<&str>; 3] = Default::default();
        for dossier in cx.book.active() {
            let client = &dossier.client;
            let [tags, owners, zones] = &mut of;
            tags.extend(client.tags.iter().map(String::as_str));
            owners.extend((!client.owner.is_empty()).then_some(client.owner.as_str()));
            zones.extend(client.zone.as_ref().map(crate::domain::Zone::name));
        }
        let told = |values: std::collections::BTreeSet<&str>| {
            values.into_iter().take(VALUES).map(str::to_owned).collect()
        };
        self.values = Values {
            revision: Some(cx.book.revision()),
            of: of.map(told),
        };
    }

    /// Goes on by the next way there is (`true`) or the one before; `false` when there is none.
    pub(super) fn complete(&mut self, forward: bool, cx: &Cx<'_>) -> bool {
        let round = self.round.take().unwrap_or_else(|| Round {
            completion: self.completion(cx),
            text: self.input.value().to_owned(),
            turn: usize::MAX,
        });
        let ways = round.completion.candidates.len();
        if ways == 0 {
            return false;
        }
        let turn = match (round.turn, forward) {
            (usize::MAX, true) => 0,
            (usize::MAX, false) => ways - 1,
            (turn, true) => (turn + 1) % ways,
            (turn, false) => (turn + ways - 1) % ways,
        };
        let Some(way) = round.completion.candidates.get(turn) else {
            return false;
        };
        let part = |range: std::ops::Range<usize>| round.text.get(range).unwrap_or_default();
        let head = format!("{}{}", part(0..round.completion.from), way.text);
        let tail = part(round.completion.to..round.text.len());
        self.input = Input::new(format!("{head}{tail}")).with_cursor(head.chars().count());
        self.parse();
        // A single way is taken; what comes next is another question.
        if ways > 1 {
            self.round = Some(Round { turn, ..round });
        }
        true
    }

    /// Draws the line; returns where the text cursor stands.
    pub(super) fn draw(&self, buf: &mut Buffer, area: Rect, cx: &Cx<'_>, typing: bool) -> Position {
        let mut line = Line::new(buf, area, area.y, cx.theme.text);
        line.left("/ ", cx.theme.accent);
        let x = area.right() - line.free();
        let (skip, room) = match typing {
            true => self.scroll(usize::from(line.free())),
            false => (0, usize::from(line.free())),
        };
        let text = self.input.value();
        let shown = |part: &str, from: usize| -> String {
            let chars = part.chars().enumerate();
            let seen = chars.filter(|(i, _)| from + i >= skip);
            seen.map(|(_, c)| c).take(room).collect()
        };
        let (at, end) = match &self.fault {
            Some(fault) if fault.len > 0 => (fault.at, fault.at + fault.len),
            _ => (text.len(), text.len()),
        };
        let mut from = 0;
        for (part, wrong) in [
            (text.get(..at).unwrap_or_default(), false),
            (text.get(at..end).unwrap_or_default(), true),
            (text.get(end..).unwrap_or_default(), false),
        ] {
            let style = if wrong {
                cx.theme.bad.add_modifier(Modifier::UNDERLINED)
            } else {
                cx.theme.strong
            };
            line.left(&shown(part, from), style);
            from += part.chars().count();
        }
        let cursor = self.input.visual_cursor().saturating_sub(skip);
        Position {
            x: x + u16::try_from(cursor).unwrap_or(0),
            y: area.y,
        }
    }

    fn scroll(&self, free: usize) -> (usize, usize) {
        let room = free.saturating_sub(1);
        (self.input.visual_scroll(room), room)
    }

    /// Whether typing on may put right what is wrong.
    fn waits(&self, typing: bool) -> bool {
        let fault = self.fault.as_ref();
        typing && fault.is_some_and(|fault| fault.is_unfinished(self.input.value()))
    }

    /// What is wrong, as lines below: with a caret at its place where that fits, else with its place in words.
    fn wrong(&self, fault: &Fault, cells: u16, cx: &Cx<'_>) -> Vec<String> {
        let room = usize::from(cells);
        let words = say::query_fault(cx.texts, fault);
        let (skip, _) = self.scroll(room.saturating_sub(2));
        let text = self.input.value();
        let indent = (fault.cells(text).0 + 2).saturating_sub(skip);
        if indent + width(&words) + 2 <= room {
            return vec![format!("{}^ {words}", " ".repeat(indent))];
        }
        let words = say::query_fault_at(cx.texts, text, fault);
        let lines = wrap(&words, room.saturating_sub(2));
        let lines = lines.into_iter().take(MOST_LINES);
        lines.map(|line| format!("  {line}")).collect()
    }

    /// Draws what stands below the line, what is wrong or how to go on; returns how many lines it took.
    pub(super) fn draw_hint(&self, buf: &mut Buffer, area: Rect, cx: &Cx<'_>, typing: bool) -> u16 {
        let completion = match (&self.round, typing) {
            (Some(round), true) => round.completion.clone(),
            (None, true) => self.completion(cx),
            (_, false) => Completion::default(),
        };
        if let Some(fault) = &self.fault
            && (completion.candidates.is_empty() || !self.waits(typing))
        {
            let style = if self.waits(typing) {
                cx.theme.muted
            } else {
                cx.theme.bad
            };
            let lines = self.wrong(fault, area.width, cx);
            let mut drawn = 0;
            for (text, y) in lines.iter().zip(area.top()..area.bottom()) {
                Line::new(buf, area, y, cx.theme.text).left(text, style);
                drawn += 1;
            }
            return drawn;
        }
        let mut line = Line::new(buf, area, area.y, cx.theme.text);
        line.skip(2);
        let turn = self.round.as_ref().map(|round| round.turn);
        for (i, way) in completion.candidates.iter().enumerate() {
            if usize::from(line.free()) < width(&way.text) + 1 {
                break;
            }
            let style = if turn == Some(i) {
                cx.theme.accent
            } else {
                cx.theme.muted
            };
            line.left(&way.text, style).skip(1);
        }
        // One field left: its meaning.
        if let [way] = completion.candidates.as_slice()
            && let Some(field) = way.field
        {
            let words = say::query_field(cx.texts, field);
            line.left(&format!(" {words}"), cx.theme.muted);
        }
        1
    }
}
