//! A labelled field and its kinds.

use std::cell::RefCell;

use super::choice::Choice;
use super::read::{self, Reader};
use super::words::Words;
use crate::i18n::Lang;
use crate::ui::Cx;
use crate::ui::widgets::textbox::TextBox;
use crate::ui::widgets::textline::TextLine;

/// What a reader said of a text, and what it looked at besides: the book, the language, whether clients are ranked.
#[derive(Debug, Clone)]
struct Said {
    text: String,
    seen: (u64, Lang, bool),
    words: Result<String, String>,
}

/// A one-line field with what stands under or beside it.
#[derive(Debug, Clone)]
pub(super) struct Single {
    pub(super) line: TextLine,
    pub(super) reader: Option<Reader>,
    /// The reader searches the book: it is asked once for each text.
    searches: bool,
    /// Nothing is read of what stood there when the form was opened.
    only_typed: bool,
    read: RefCell<Option<Box<Said>>>,
    /// The reader's words stand below in a row kept for them, so that nothing jumps while one types.
    pub(super) below: bool,
    pub(super) complete: Option<fn(&str) -> Option<String>>,
    pub(super) placeholder: Option<&'static str>,
}

/// What a field holds.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    Line(Single),
    Choice(Choice),
    Toggle(bool),
    Text(Box<TextBox>, u16),
}

/// What a field held at the beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    Text(String),
    Index(Option<usize>),
    On(bool),
}

/// One field of a form. `K` names the fields of one form.
#[derive(Debug, Clone)]
pub struct Field<K> {
    pub(super) key: K,
    pub(super) label: &'static str,
    pub(super) required: bool,
    pub(super) shown: bool,
    pub(super) kind: Kind,
    pub(super) initial: Value,
    pub(super) problem: Option<String>,
    /// Words under the field that are no problem.
    pub(super) said: Option<String>,
    /// What is to be looked at once more; it hinders nothing.
    pub(super) doubt: Option<String>,
}

impl<K> Field<K> {
    fn new(key: K, label: &'static str, kind: Kind) -> Self {
        let initial = value(&kind);
        Self {
            key,
            label,
            required: false,
            shown: true,
            kind,
            initial,
            problem: None,
            said: None,
            doubt: None,
        }
    }

    /// One line of text; `label` is an id of the language files.
    #[must_use]
    pub fn line(key: K, label: &'static str, text: &str) -> Self {
        let single = Single {
            line: TextLine::new(text),
            reader: None,
            searches: false,
            only_typed: false,
            read: RefCell::new(None),
            below: false,
            complete: None,
            placeholder: None,
        };
        Self::new(key, label, Kind::Line(single))
    }

    /// Values parted by comma or semicolon.
    #[must_use]
    pub fn list(key: K, label: &'static str, values: &[String]) -> Self {
        Self::line(key, label, &values.join(", "))
    }

    /// Date words with a live preview below.
    #[must_use]
    pub fn when(key: K, label: &'static str, text: &str) -> Self {
        let mut field = Self::line(key, label, text)
            .read(read::when)
            .placeholder("form-when-hint");
        if let Kind::Line(single) = &mut field.kind {
            single.below = true;
        }
        field
    }

    /// One of fixed values.
    #[must_use]
    pub fn choice(key: K, label: &'static str, options: Vec<Words>, index: Option<usize>) -> Self {
        Self::new(key, label, Kind::Choice(Choice::new(options, index)))
    }

    /// The values of a choice show the digits that choose them.
    #[must_use]
    pub fn numbered(mut self) -> Self {
        if let Kind::Choice(choice) = &mut self.kind {
            choice.number();
        }
        self
    }

    /// Of a choice with many values only the chosen one is shown.
    #[must_use]
    pub fn compact(mut self) -> Self {
        if let Kind::Choice(choice) = &mut self.kind {
            choice.shorten();
        }
        self
    }

    /// Yes or no.
    #[must_use]
    pub fn toggle(key: K, label: &'static str, on: bool) -> Self {
        Self::new(key, label, Kind::Toggle(on))
    }

    /// Text of several lines, `rows` of them on screen.
    #[must_use]
    pub fn text(key: K, label: &'static str, text: &str, rows: u16) -> Self {
        let kind = Kind::Text(Box::new(TextBox::new(text)), rows.max(1));
        Self::new(key, label, kind)
    }

    /// Must be filled in.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Not on the screen and not checked until [`Form::show`](super::Form::show).
    #[must_use]
    pub fn hidden(mut self) -> Self {
        self.shown = false;
        self
    }

    /// What is typed is read by `reader`, its words shown beside.
    #[must_use]
    pub fn read(mut self, reader: Reader) -> Self {
        if let Kind::Line(single) = &mut self.kind {
            single.reader = Some(reader);
        }
        self
    }

    /// As [`read`](Self::read), by a reader that searches the whole book and looks at nothing else but the
    /// ranking: it is asked once for each text, not for each frame.
    #[must_use]
    pub fn read_from_book(mut self, reader: Reader) -> Self {
        if let Kind::Line(single) = &mut self.kind {
            single.searches = true;
        }
        self.read(reader)
    }

    /// What stood there when the form was opened is not read.
    #[must_use]
    pub fn only_typed(mut self) -> Self {
        if let Kind::Line(single) = &mut self.kind {
            single.only_typed = true;
        }
        self
    }

    /// What the reader says of a line that is not empty; `None` where nobody reads.
    pub(super) fn reading(&self, cx: &Cx<'_>) -> Option<Result<String, String>> {
        let Kind::Line(single) = &self.kind else {
            return None;
        };
        let text = single.line.text();
        let reader = single.reader.filter(|_| !text.trim().is_empty())?;
        if single.only_typed && !self.is_changed() {
            return None;
        }
        if !single.searches {
            return Some(reader(text, cx));
        }
        let seen = (cx.book.revision(), cx.texts.lang(), cx.ranking.is_some());
        let mut read = single.read.borrow_mut();
        if let Some(said) = read.as_deref()
            && said.text == text
            && said.seen == seen
        {
            return Some(said.words.clone());
        }
        let words = reader(text, cx);
        *read = Some(Box::new(Said {
            text: text.to_owned(),
            seen,
            words: words.clone(),
        }));
        Some(words)
    }

    /// On leaving the field the text is completed.
    #[must_use]
    pub fn completed(mut self, complete: fn(&str) -> Option<String>) -> Self {
        if let Kind::Line(single) = &mut self.kind {
            single.complete = Some(complete);
        }
        self
    }

    /// Dim words shown while the line is empty.
    #[must_use]
    pub fn placeholder(mut self, id: &'static str) -> Self {
        if let Kind::Line(single) = &mut self.kind {
            single.placeholder = Some(id);
        }
        self
    }

    pub(super) fn is_changed(&self) -> bool {
        match (&self.kind, &self.initial) {
            (Kind::Line(single), Value::Text(text)) => single.line.text() != text,
            (Kind::Text(text, _), _) => text.is_changed(),
            (kind, initial) => value(kind) != *initial,
        }
    }

    /// What it holds now is what it began with.
    pub(super) fn settle(&mut self) {
        self.initial = value(&self.kind);
    }

    pub(super) fn is_blank(&self) -> bool {
        match &self.kind {
            Kind::Line(single) => single.line.text().trim().is_empty(),
            Kind::Text(text, _) => text.is_blank(),
            Kind::Choice(choice) => choice.index().is_none(),
            Kind::Toggle(_) => false,
        }
    }

    /// Completes the text when the field is left.
    pub(super) fn leave(&mut self) {
        if let Kind::Line(single) = &mut self.kind
            && let Some(complete) = single.complete
            && !single.line.text().trim().is_empty()
            && let Some(whole) = complete(single.line.text())
            && whole != single.line.text()
        {
            single.line.set(&whole);
        }
    }
}

fn value(kind: &Kind) -> Value {
    match kind {
        Kind::Line(single) => Value::Text(single.line.text().to_owned()),
        Kind::Choice(choice) => Value::Index(choice.index()),
        Kind::Toggle(on) => Value::On(*on),
        Kind::Text(text, _) => Value::Text(text.text()),
    }
}

/// Splits a list field: comma, semicolon or line end; blanks go.
pub(super) fn split(text: &str) -> Vec<String> {
    text.split([',', ';', '\n'])
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .map(str::to_owned)
        .collect()
}
