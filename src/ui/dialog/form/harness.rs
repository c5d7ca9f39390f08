//! A desk to try dialogs on: keys go the way they go in the program, screens come back as text.

use jiff::Zoned;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::agenda::{self, Agenda, DayFrame};
use crate::domain::{Book, ClientId, Command, Env, Ids, Library, RuleError, command};
use crate::i18n::{Lang, Texts};
use crate::input::{Key, Keymap, Resolved};
use crate::ui::theme::{Depth, Theme, ThemeName};
use crate::ui::{Cx, Dialog, Reply};

/// Everything a dialog may look at.
pub(crate) struct Desk {
    pub(crate) book: Book,
    pub(crate) agenda: Agenda,
    pub(crate) frame: DayFrame,
    pub(crate) texts: Texts,
    pub(crate) theme: Theme,
    pub(crate) keymap: Keymap,
    pub(crate) library: Library,
    pub(crate) now: Zoned,
    ids: Ids,
}

impl Desk {
    /// Monday 23 November 2026, 10:30 in Moscow, in Russian, with nobody in the portfolio.
    pub(crate) fn new() -> Self {
        let now: Zoned = "2026-11-23T10:30+03:00[Europe/Moscow]".parse().unwrap();
        Self {
            book: Book::new(),
            agenda: agenda::plan(&Book::new(), &DayFrame::today(now.clone())),
            frame: DayFrame::today(now.clone()),
            texts: Texts::new(Lang::Ru),
            theme: Theme::new(ThemeName::Dark, Depth::None, false),
            keymap: Keymap::default(),
            library: Library::default(),
            now,
            ids: Ids::seeded(5),
        }
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
            ranking: None,
            now: &self.now,
        }
    }

    /// Carries a command out on the book.
    pub(crate) fn run(&mut self, wanted: Command) -> Result<(), RuleError> {
        let mut env = Env {
            now: &self.now,
            ids: &mut self.ids,
        };
        let mut transaction = command::decide(wanted, &self.book, &mut env)?;
        self.book.apply(&mut transaction)?;
        Ok(())
    }

    /// The client added last.
    pub(crate) fn last_client(&self) -> ClientId {
        self.book.all().last().unwrap().id()
    }

    /// Presses keys written with spaces between; a word in «» is typed letter by letter. The answers that
    /// are not `Done` come back, in order.
    pub(crate) fn press(&self, dialog: &mut dyn Dialog, keys: &str) -> Vec<Reply> {
        let mut out = Vec::new();
        let mut rest = keys.trim();
        while !rest.is_empty() {
            let (pressed, tail): (Vec<Key>, &str) = if let Some(text) = rest.strip_prefix('«') {
                let (text, tail) = text.split_once('»').unwrap();
                (text.chars().map(Key::char).collect(), tail)
            } else {
                let (key, tail) = rest.split_once(' ').unwrap_or((rest, ""));
                (vec![key.parse().unwrap()], tail)
            };
            rest = tail.trim_start();
            for key in pressed {
                match self.one(dialog, key) {
                    Reply::Done => {}
                    other => out.push(other),
                }
            }
        }
        out
    }

    fn one(&self, dialog: &mut dyn Dialog, key: Key) -> Reply {
        let cx = self.cx();
        match self.keymap.resolve(dialog.context().chain(), &[], key) {
            Resolved::Action(action) => dialog.act(action, &cx),
            Resolved::Pending => Reply::Done,
            Resolved::Miss => dialog.key(key, &cx),
        }
    }

    /// The one command the keys lead to.
    pub(crate) fn submit(&self, dialog: &mut dyn Dialog, keys: &str) -> Command {
        match self.press(dialog, keys).as_mut_slice() {
            [Reply::Submit(_)] => {}
            other => panic!(
                "not one command: {other:?}\n{}",
                self.screen(dialog, 100, 40)
            ),
        }
        match self.one(dialog, Key::ctrl('s')) {
            Reply::Submit(command) => command,
            other => panic!("saving twice gives {other:?}"),
        }
    }

    pub(crate) fn draw(
        &self,
        dialog: &mut dyn Dialog,
        w: u16,
        h: u16,
    ) -> (Buffer, Option<Position>) {
        let area = Rect::new(0, 0, w, h);
        let mut buf = Buffer::empty(area);
        let cursor = dialog.draw(&mut buf, area, &self.cx());
        (buf, cursor)
    }

    /// The screen as text, one line a row, without trailing blanks.
    pub(crate) fn screen(&self, dialog: &mut dyn Dialog, w: u16, h: u16) -> String {
        let (buf, _) = self.draw(dialog, w, h);
        let row = |y| -> String { (0..w).map(|x| buf[(x, y)].symbol()).collect() };
        (0..h)
            .map(|y| row(y).trim_end().to_owned())
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// Draws at many sizes, the smallest included; the cursor must be on the screen.
    pub(crate) fn at_all_sizes(&self, dialog: &mut dyn Dialog) {
        for w in [0, 1, 2, 3, 5, 10, 20, 22, 40, 60, 80, 99, 100, 120, 200] {
            for h in [0, 1, 2, 3, 4, 7, 10, 16, 24, 40, 60] {
                let (_, cursor) = self.draw(dialog, w, h);
                if let Some(at) = cursor {
                    assert!(at.x < w && at.y < h, "cursor {at} on {w}×{h}");
                }
            }
        }
    }
}
