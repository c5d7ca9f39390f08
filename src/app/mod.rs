//! The pure controller: messages in, memory changed, effects out. It knows no terminal, clock, disk or
//! tokio; whatever it wants done it returns as an [`Effect`].
//!
//! ```text
//! key → dialogs (top first) → Day (focused pane) → what works everywhere
//!     → Command → decide → Book::apply → Effect::Commit → Msg::Saved
//! ```

mod alarms;
mod auditing;
mod backing_up;
mod capturing;
mod decking;
mod dispatch;
mod effect;
mod importing;
mod meetings;
mod msg;
mod open;
mod planning;
mod ranking;
mod sharing;
mod unasked;
mod undo;
mod update;
mod vault;
mod views;

use std::collections::{BTreeSet, VecDeque};

use jiff::Zoned;
use ratatui::Frame;

use crate::domain::agenda::{Agenda, DayFrame};
use crate::domain::book::Totals;
use crate::domain::{Book, ClientId, History, Hours, Ids, Library};
use crate::i18n::{Lang, Texts};
use crate::input::{Context, Key, Keymap};
use crate::say;
use crate::ui::day::Day;
use crate::ui::screen;
use crate::ui::status::{self, Saving};
use crate::ui::widgets::paint::{Line, readable};
use crate::ui::{Cx, Dialog, Notice, Theme};

pub use crate::ui::dialog::occupied::Occupant;
pub use effect::{DeckFile, Effect, FirstScreen, Ring, Verdict};
pub use msg::{Listed, Msg, ReadFile, Trouble};

/// How the manager's day is cut, from the configuration.
#[derive(Debug, Clone)]
pub struct DayPlan {
    /// Working hours.
    pub hours: Hours,
    /// Minutes for calls.
    pub minutes: u16,
    /// Minutes of one call.
    pub call_minutes: u16,
    /// Lunch.
    pub lunch: Option<Hours>,
    /// Fire slots (D13).
    pub fires: Vec<jiff::civil::Time>,
}

impl DayPlan {
    /// The day of `now`, cut this way.
    #[must_use]
    pub fn frame(&self, now: &Zoned) -> DayFrame {
        let mut frame = DayFrame::today(now.clone());
        frame.hours = self.hours;
        frame.minutes = self.minutes;
        frame.call_minutes = self.call_minutes;
        frame.lunch = self.lunch;
        frame.fires.clone_from(&self.fires);
        frame
    }
}

/// How many colours the terminal takes.
pub use crate::ui::theme::Depth;

/// What the program starts with.
#[derive(Debug)]
pub struct Setup {
    /// The language of the screen; `None`: the system's.
    pub lang: Option<&'static str>,
    /// The name of the palette.
    pub theme: &'static str,
    /// How many colours.
    pub depth: Depth,
    /// Lines and marks in ASCII only.
    pub ascii: bool,
    /// Keys.
    pub keymap: Keymap,
    /// What is wrong with the person's own keymap file: said on the first frame.
    pub keymap_problems: Vec<crate::input::KeymapProblem>,
    /// Now.
    pub now: Zoned,
    /// Where ids come from.
    pub ids: Ids,
    /// The cut of the day.
    pub day: DayPlan,
    /// Playbooks, letters, audit rules.
    pub library: Library,
    /// What is wrong with the person's own data files: said on the first frame.
    pub library_problems: Vec<crate::domain::LibraryProblem>,
    /// Who presents, on the first slide of presentations; empty: the manager of the client's record.
    pub presenter: String,
}

/// The whole state of the workstation.
#[derive(Debug)]
pub struct App {
    book: Book,
    history: History,
    texts: Texts,
    theme: Theme,
    keymap: Keymap,
    library: Library,
    now: Zoned,
    ids: Ids,
    plan: DayPlan,
    agenda: Agenda,
    /// The day the agenda was fitted into, as of now.
    frame: DayFrame,
    agenda_of: Option<(u64, jiff::civil::Date)>,
    day: Day,
    dialogs: Vec<Box<dyn Dialog>>,
    pending: Vec<Key>,
    notice: Option<Notice>,
    saving: Saving,
    waiting: Option<undo::Waiting>,
    inbox: VecDeque<Msg>,
    presenter: String,
    writing: Option<decking::Writing>,
    import: Option<importing::Run>,
    audit: Option<auditing::Run>,
    import_dir: Option<std::path::PathBuf>,
    /// The view to begin with.
    first_view: Option<String>,
    /// Clients whose campaigns were read from disk, to be let go again.
    unfolded: BTreeSet<ClientId>,
    ranks: ranking::Ranks,
    fatal: Option<String>,
    /// The window that waits until all is saved, to have the portfolio.
    heir: Option<(u64, jiff::Timestamp)>,
    /// What is said after leaving.
    farewell: Option<String>,
    /// The client whose call is being finished, and when it was planned: the next one is looked for from there,
    /// wherever planning anew puts the client and the cursor.
    left: Option<(ClientId, Option<jiff::civil::DateTime>)>,
    /// Whether the person has pressed or clicked anything yet.
    used: bool,
    alarms: alarms::Alarms,
    vault: vault::Vault,
    /// News on the screen that may not be answered yet.
    unasked: Option<unasked::Unasked>,
    /// When the last backup of this day's work was made.
    kept_at: Option<jiff::civil::Time>,
}

impl App {
    /// A workstation whose portfolio is still being opened.
    #[must_use]
    pub fn new(setup: Setup) -> Self {
        // Until the store answers nothing is known, which is not the same as having no clients.
        let mut book = Book::new();
        book.set_partial(Totals::default());
        let lang = setup
            .lang
            .and_then(|lang| lang.parse().ok())
            .unwrap_or_else(Lang::of_system);
        let texts = Texts::new(lang);
        let frame = planning::frame(&setup.day, &setup.now, &setup.library);
        let theme = setup.theme.parse().unwrap_or_default();
        let spoilt: Vec<String> = [
            say::keymap_problems(&texts, &setup.keymap_problems),
            say::library_problems(&texts, &setup.library_problems),
        ]
        .into_iter()
        .flatten()
        .collect();
        let notice = (!spoilt.is_empty()).then(|| Notice::warn(spoilt.join(" · ")));
        Self {
            agenda: crate::domain::agenda::plan(&book, &frame),
            frame,
            book,
            history: History::default(),
            texts,
            theme: Theme::new(theme, setup.depth, setup.ascii),
            keymap: setup.keymap,
            library: setup.library,
            now: setup.now,
            ids: setup.ids,
            plan: setup.day,
            agenda_of: None,
            day: Day::default(),
            dialogs: Vec::new(),
            pending: Vec::new(),
            notice,
            saving: Saving::Opening,
            waiting: None,
            inbox: VecDeque::new(),
            presenter: setup.presenter,
            writing: None,
            import: None,
            audit: None,
            import_dir: None,
            first_view: None,
            unfolded: BTreeSet::new(),
            ranks: ranking::Ranks::default(),
            fatal: None,
            heir: None,
            farewell: None,
            left: None,
            used: false,
            alarms: alarms::Alarms::default(),
            vault: vault::Vault::default(),
            unasked: None,
            kept_at: None,
        }
    }

    /// Why the program must stop at once, in words, when the store cannot be opened.
    #[must_use]
    pub fn fatal(&self) -> Option<&str> {
        self.fatal.as_deref()
    }

    /// What to say once the terminal is given back, when the person did not leave by themselves.
    #[must_use]
    pub fn farewell(&self) -> Option<&str> {
        self.farewell.as_deref()
    }

    /// The portfolio as it stands.
    #[must_use]
    pub fn book(&self) -> &Book {
        &self.book
    }

    /// Gives the portfolio away, to keep for the next start; `None` when not all of it was here.
    #[must_use]
    pub fn take_book(&mut self) -> Option<std::sync::Arc<Book>> {
        let book = std::mem::take(&mut self.book);
        let whole = book.partial().is_none();
        whole.then(|| std::sync::Arc::new(book))
    }

    /// Whether the clock must tick every second instead of every minute.
    #[must_use]
    pub fn ticks(&self) -> bool {
        self.dialogs.last().is_some_and(|d| d.ticks())
    }

    /// Everything panes may look at.
    fn cx(&self) -> Cx<'_> {
        Cx {
            book: &self.book,
            agenda: &self.agenda,
            frame: &self.frame,
            texts: &self.texts,
            theme: &self.theme,
            keymap: &self.keymap,
            library: &self.library,
            ranking: self.ranks.latest.as_deref(),
            now: &self.now,
        }
    }

    /// Brings agenda and panes up to date after the book, the day or the language changed.
    fn refresh(&mut self) {
        let stamp = (self.book.revision(), self.now.date());
        if self.agenda_of != Some(stamp) {
            self.agenda_of = Some(stamp);
            self.frame = planning::frame(&self.plan, &self.now, &self.library);
            self.agenda = crate::domain::agenda::plan(&self.book, &self.frame);
        }
        self.count_fires();
        let mut day = std::mem::take(&mut self.day);
        day.refresh(&self.cx());
        self.day = day;
    }

    /// The chain of contexts a key is looked up in now.
    fn chain(&self) -> &'static [Context] {
        self.dialogs
            .last()
            .map_or_else(|| self.day.context(), |d| d.context())
            .chain()
    }

    /// Draws a frame.
    pub fn draw(&mut self, frame: &mut Frame<'_>) {
        let whole = frame.area();
        if let Some(gate) = &self.vault.gate {
            let cursor = gate.draw(frame.buffer_mut(), whole, &self.texts, &self.theme);
            if let Some(cursor) = cursor.filter(|c| whole.contains(*c)) {
                frame.set_cursor_position(cursor);
            }
            return;
        }
        let taken = status::banner_height(&self.saving, whole.height);
        let area = ratatui::layout::Rect {
            y: whole.y + taken,
            height: whole.height - taken,
            ..whole
        };
        let mut day = std::mem::take(&mut self.day);
        let mut dialogs = std::mem::take(&mut self.dialogs);
        let mut cursor = None;
        let shown = screen::areas(area, day.focus, day.zoom).is_some();
        {
            let cx = self.cx();
            let buf = frame.buffer_mut();
            if let Saving::Failed(refusal) = &self.saving
                && taken > 0
            {
                status::banner(buf, whole, &cx, refusal);
            }
            if let Some(areas) = screen::areas(area, day.focus, day.zoom) {
                status::top(
                    buf,
                    areas.top,
                    &cx,
                    &self.saving,
                    status::Duties {
                        fires: self.alarms.fires.as_ref(),
                        focus: self.alarms.focus.as_ref(),
                        kept_at: self.kept_at,
                    },
                );
                cursor = day.draw(buf, areas, &cx);
                if let (Some(card), Some(id)) = (areas.card, day.current()) {
                    crate::ui::day::card(buf, card, &cx, id);
                }
                for dialog in &mut dialogs {
                    cursor = dialog.draw(buf, screen::body(area), &cx);
                }
                let show = status::Bottom {
                    notice: self.notice.as_ref(),
                    pending: &self.pending,
                    chain: dialogs
                        .last()
                        .map_or_else(|| day.context(), |d| d.context())
                        .chain(),
                    hints: dialogs
                        .last()
                        .map_or_else(|| dispatch::hints(&day, &self.book), |d| d.hints()),
                };
                status::bottom(buf, areas.bottom, &cx, &show);
            } else {
                let id = if area.width < 46 {
                    "window-too-small-short"
                } else {
                    "window-too-small"
                };
                let text = self.texts.tf(
                    id,
                    &[
                        ("width", area.width.into()),
                        ("height", area.height.into()),
                        ("need-width", screen::SMALLEST.0.into()),
                        ("need-height", screen::SMALLEST.1.into()),
                    ],
                );
                Line::new(buf, area, area.y + area.height / 2, self.theme.text)
                    .left(&text, self.theme.text);
            }
            readable(frame.buffer_mut());
        }
        self.day = day;
        self.dialogs = dialogs;
        if shown {
            self.dialogs_drawn();
        }
        if let Some(cursor) = cursor.filter(|c| area.contains(*c)) {
            frame.set_cursor_position(cursor);
        }
    }
}
