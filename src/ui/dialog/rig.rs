//! What a dialog needs around it in a test: a portfolio, words, keys, a clock.

use jiff::Zoned;
use jiff::civil::date;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Dialog;
use crate::domain::agenda::{self, Agenda, DayFrame};
use crate::domain::ranking::Ranking;
use crate::domain::{Book, Client, ClientId, Library, Record};
use crate::i18n::{Lang, Texts};
use crate::input::{Key, Keymap, Resolved};
use crate::ui::theme::{Depth, ThemeName};
use crate::ui::{Cx, Reply, Theme};

/// Everything of a [`Cx`], owned.
pub(crate) struct Rig {
    pub(crate) book: Book,
    agenda: Agenda,
    frame: DayFrame,
    pub(crate) texts: Texts,
    pub(crate) theme: Theme,
    pub(crate) keymap: Keymap,
    pub(crate) library: Library,
    pub(crate) ranking: Option<Ranking>,
    pub(crate) now: Zoned,
}

impl Rig {
    /// An empty portfolio at 10:30 on 23 November 2026, the shipped keys.
    pub(crate) fn new(lang: Lang) -> Self {
        let now = date(2026, 11, 23)
            .at(10, 30, 0, 0)
            .in_tz("Europe/Moscow")
            .unwrap();
        Self {
            book: Book::new(),
            agenda: agenda::plan(&Book::new(), &DayFrame::today(now.clone())),
            frame: DayFrame::today(now.clone()),
            texts: Texts::new(lang),
            theme: Theme::new(ThemeName::Dark, Depth::None, false),
            keymap: Keymap::default(),
            library: Library::default(),
            ranking: None,
            now,
        }
    }

    /// Adds a client by name.
    pub(crate) fn client(&mut self, name: &str) -> ClientId {
        let id = ClientId(uuid::Uuid::from_u128(self.book.len() as u128 + 1));
        let client = Client::named(id, name.to_owned(), self.now.timestamp());
        self.book.load(Record::from(client)).unwrap();
        id
    }

    /// Puts any record into the portfolio.
    pub(crate) fn put(&mut self, record: impl Into<Record>) {
        self.book.load(record.into()).unwrap();
    }

    pub(crate) fn cx(&self) -> Cx<'_> {
        Cx {
            book: &self.book,
            agenda: &self.agenda,
            frame: &self.frame,
            texts: &self.texts,
            theme: &self.theme,
            keymap: &self.keymap,
            library: &self.library,
            ranking: self.ranking.as_ref(),
            now: &self.now,
        }
    }

    /// Presses one key or sequence named as in a keymap file, through the keymap.
    pub(crate) fn press(&self, dialog: &mut dyn Dialog, keys: &str) -> Reply {
        let mut pending = Vec::new();
        let mut last = Reply::Pass;
        for key in keys.split_whitespace() {
            let key: Key = key.parse().unwrap();
            let chain = dialog.context().chain();
            last = match self.keymap.resolve(chain, &pending, key) {
                Resolved::Pending => {
                    pending.push(key);
                    continue;
                }
                Resolved::Action(action) => dialog.act(action, &self.cx()),
                Resolved::Miss => dialog.key(key, &self.cx()),
            };
            pending.clear();
        }
        last
    }

    /// Types text letter by letter, through the keymap.
    pub(crate) fn type_in(&self, dialog: &mut dyn Dialog, text: &str) {
        for c in text.chars() {
            let chain = dialog.context().chain();
            match self.keymap.resolve(chain, &[], Key::char(c)) {
                Resolved::Action(action) => dialog.act(action, &self.cx()),
                Resolved::Pending => Reply::Pass,
                Resolved::Miss => dialog.key(Key::char(c), &self.cx()),
            };
        }
    }

    /// Draws on an empty screen; the rows without their trailing spaces, and the cursor.
    pub(crate) fn draw(
        &self,
        dialog: &mut dyn Dialog,
        w: u16,
        h: u16,
    ) -> (String, Option<Position>) {
        let area = Rect::new(0, 0, w, h);
        let mut buf = Buffer::empty(area);
        let cursor = dialog.draw(&mut buf, area, &self.cx());
        let mut out = String::new();
        for y in 0..h {
            let mut row = String::new();
            let mut skip = 0;
            for x in 0..w {
                let symbol = buf[(x, y)].symbol();
                if skip == 0 {
                    row.push_str(symbol);
                    skip = crate::ui::widgets::text::width(symbol).max(1);
                }
                skip -= 1;
            }
            out.push_str(row.trim_end());
            out.push('\n');
        }
        assert!(!out.contains('⟨'), "a text is missing:\n{out}");
        if let Some(at) = cursor {
            assert!(at.x < w && at.y < h, "cursor {at:?} outside {w}×{h}");
        }
        (out, cursor)
    }

    /// Draws at every size that has ever broken a layout; whatever is wrong panics.
    pub(crate) fn draw_all_sizes(&self, dialog: &mut dyn Dialog) {
        for w in [
            0, 1, 2, 3, 5, 9, 10, 19, 20, 21, 39, 40, 60, 79, 80, 99, 100, 120, 200,
        ] {
            for h in [0, 1, 2, 3, 4, 5, 7, 10, 12, 24, 40, 60] {
                self.draw(dialog, w, h);
            }
        }
    }
}
