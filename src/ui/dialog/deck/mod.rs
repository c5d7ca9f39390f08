//! Making a presentation: choose, order, look, write. Everything ready is in it from the start, so that the
//! usual presentation is two keys.
//!
//! ```text
//! ╭ Презентация: Альфа-Авто ──────────────────────────────────────────────────────────╮
//! │ [x] 1  Разделить поиск и сети        готова     │ 1 из 2                           │
//! │ [x] 2  Передавать заказы из CRM      готова     │ Разделить поиск и сети           │
//! │ [ ]    Видео на тёплую аудиторию     черновик   │ Зачем …                          │
//! │ ‹ html ›  pdf  pptx  md                                                      00:41 │
//! ╰───────────────────────────────────────────────────────────────────────────────────╯
//! ```

mod paint;

use std::any::Any;

use jiff::{SpanRound, Timestamp, Unit};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Dialog;
use super::draft_editor::DraftEditor;
use crate::domain::slides::{self, Format, Refusal, Script, Slides};
use crate::domain::{Book, ClientId, Dossier, Recommendation, RecommendationId};
use crate::input::{Action, Context};
use crate::say;
use crate::ui::widgets::cursor::Cursor;
use crate::ui::{Cx, Notice, Reply, Request};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Row {
    id: RecommendationId,
    marked: bool,
}

/// The dialog.
#[derive(Debug)]
pub struct DeckDialog {
    client: ClientId,
    /// Who presents, when the configuration says so.
    manager: String,
    rows: Vec<Row>,
    cursor: Cursor,
    format: Format,
    since: Timestamp,
    /// The slide looked at over the whole dialog.
    preview: Option<usize>,
    /// A file is being written.
    busy: bool,
    list: Rect,
}

impl DeckDialog {
    /// A presentation for a client, begun now, with everything ready in it.
    #[must_use]
    pub fn new(dossier: &Dossier, manager: &str, now: Timestamp) -> Self {
        let ready = slides::proposed(dossier);
        let rows = slides::candidates(dossier)
            .into_iter()
            .map(|c| Row {
                id: c.recommendation.id,
                marked: ready.contains(&c.recommendation.id),
            })
            .collect();
        Self {
            client: dossier.id(),
            manager: manager.to_owned(),
            rows,
            cursor: Cursor::default(),
            format: Format::default(),
            since: now,
            preview: None,
            busy: false,
            list: Rect::ZERO,
        }
    }

    /// The file was not written: everything is as it was before the key.
    pub const fn refused(&mut self) {
        self.busy = false;
    }

    /// Whether the file of this client's presentation is being written for this dialog.
    #[must_use]
    pub fn waits_for(&self, client: ClientId) -> bool {
        self.busy && self.client == client
    }

    /// Whole seconds since the dialog was opened.
    fn seconds(&self, cx: &Cx<'_>) -> u32 {
        let span = cx.now.timestamp() - self.since;
        let whole = span.round(SpanRound::new().largest(Unit::Second));
        whole.map_or(0, |s| {
            u32::try_from(s.get_seconds().max(0)).unwrap_or(u32::MAX)
        })
    }

    /// Takes in what changed behind the dialog: an undo, an edited draft.
    fn follow(&mut self, book: &Book) {
        let Some(dossier) = book.get(self.client) else {
            return;
        };
        let live = slides::candidates(dossier);
        self.rows
            .retain(|row| live.iter().any(|c| c.recommendation.id == row.id));
        for candidate in live {
            let id = candidate.recommendation.id;
            match self.rows.iter_mut().find(|row| row.id == id) {
                Some(row) => row.marked &= candidate.held.is_none(),
                None => self.rows.push(Row { id, marked: false }),
            }
        }
    }

    fn chosen(&self) -> Vec<RecommendationId> {
        let marked = self.rows.iter().filter(|row| row.marked);
        marked.map(|row| row.id).collect()
    }

    fn current<'b>(&self, book: &'b Book) -> Option<&'b Recommendation> {
        let row = self.rows.get(self.cursor.index())?;
        book.recommendation(self.client, row.id)
    }

    /// The presentation as it would be written now.
    fn script(&self, cx: &Cx<'_>) -> Result<Script, Refusal> {
        let dossier = cx.book.get(self.client).ok_or(Refusal::NotTheirs)?;
        let slides = Slides::of(dossier, &self.chosen(), &self.manager, cx.today())?;
        Ok(say::script(cx.texts, &slides))
    }

    fn mark(&mut self, cx: &Cx<'_>) -> Reply {
        let held = cx
            .book
            .get(self.client)
            .zip(self.current(cx.book))
            .and_then(|(dossier, r)| Some((r.title.clone(), slides::held(dossier, r)?)));
        if let Some((title, why)) = held {
            let refusal = Refusal::HeldBack(title, why);
            return Reply::Say(Notice::warn(say::slides_refusal(
                cx.texts,
                &refusal,
                cx.today(),
            )));
        }
        if let Some(row) = self.rows.get_mut(self.cursor.index()) {
            row.marked = !row.marked;
        }
        Reply::Done
    }

    fn shift(&mut self, down: bool) -> Reply {
        let from = self.cursor.index();
        let to = if down { from + 1 } else { from.wrapping_sub(1) };
        if to < self.rows.len() && from < self.rows.len() {
            self.rows.swap(from, to);
            self.cursor.set(to);
        }
        Reply::Done
    }

    fn write(&mut self, send: bool, cx: &Cx<'_>) -> Reply {
        if self.busy {
            return Reply::Done;
        }
        if let Err(refusal) = self.script(cx) {
            let words = say::slides_refusal(cx.texts, &refusal, cx.today());
            return Reply::Say(Notice::warn(words));
        }
        self.busy = true;
        Reply::Ask(Request::WriteDeck {
            client: self.client,
            recommendations: self.chosen(),
            format: self.format,
            send,
            seconds: self.seconds(cx),
        })
    }

    fn turn(&mut self, action: Action, cx: &Cx<'_>) -> Option<Reply> {
        let at = self.preview?;
        let last = self
            .script(cx)
            .map_or(0, |s| s.slides.len().saturating_sub(1));
        let to = match action {
            // The arrow of the next format is the arrow of the next slide here.
            Action::CursorDown | Action::PageDown | Action::DeckFormat | Action::Mark => at + 1,
            Action::CursorUp | Action::PageUp | Action::ColumnLeft => at.saturating_sub(1),
            Action::Top => 0,
            Action::Bottom => last,
            _ => return None,
        };
        self.preview = Some(to.min(last));
        Some(Reply::Done)
    }
}

impl Dialog for DeckDialog {
    fn context(&self) -> Context {
        Context::Deck
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        self.follow(cx.book);
        if let Some(reply) = self.turn(action, cx) {
            return reply;
        }
        if self.cursor.act(action, self.rows.len()).is_some() {
            return Reply::Done;
        }
        match action {
            Action::Cancel | Action::Quit if self.preview.take().is_some() => Reply::Done,
            Action::Cancel | Action::Quit => Reply::Close,
            Action::Mark => self.mark(cx),
            Action::MoveDown => self.shift(true),
            Action::MoveUp => self.shift(false),
            Action::DeckFormat => {
                let place = Format::ALL.iter().position(|f| *f == self.format);
                let next = place.map_or(0, |p| (p + 1) % Format::ALL.len());
                self.format = Format::ALL.get(next).copied().unwrap_or_default();
                Reply::Done
            }
            Action::DeckPreview if self.preview.take().is_some() => Reply::Done,
            Action::DeckPreview => match self.script(cx) {
                Ok(_) => {
                    self.preview = Some(0);
                    Reply::Done
                }
                Err(refusal) => {
                    let words = say::slides_refusal(cx.texts, &refusal, cx.today());
                    Reply::Say(Notice::warn(words))
                }
            },
            Action::Accept => self.write(false, cx),
            Action::DeckSend => self.write(true, cx),
            Action::EditDraft => match self.current(cx.book) {
                Some(draft) => Reply::Open(Box::new(DraftEditor::new(self.client, Some(draft)))),
                None => Reply::Done,
            },
            _ => Reply::Pass,
        }
    }

    fn click(&mut self, at: Position, _cx: &Cx<'_>) -> Reply {
        if self.list.contains(at)
            && let Some(row) = self.cursor.row_at(at.y - self.list.y, self.rows.len())
        {
            self.cursor.set(row);
        }
        Reply::Done
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        self.follow(cx.book);
        self.paint(buf, screen, cx);
        None
    }

    fn hints(&self) -> &'static [Action] {
        if self.preview.is_some() {
            return &[Action::CursorDown, Action::CursorUp, Action::Cancel];
        }
        &[
            Action::Accept,
            Action::DeckSend,
            Action::Mark,
            Action::MoveDown,
            Action::DeckFormat,
            Action::DeckPreview,
            Action::EditDraft,
            Action::Cancel,
        ]
    }

    fn ticks(&self) -> bool {
        true
    }

    fn as_any_mut(&mut self) -> Option<&mut dyn Any> {
        Some(self)
    }
}
