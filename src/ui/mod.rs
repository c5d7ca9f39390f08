//! Looks at the domain and draws; owns presentation state only (cursors, typed text, scroll).
//!
//! Every pane and dialog gets what it needs in one [`Cx`] and answers keys with a [`Reply`]; nothing here
//! changes data, and nothing draws what it did not get. Words come from the language files through
//! [`say`](crate::say).

pub mod day;
pub mod dialog;
pub mod gate;
pub mod notice;
pub mod reply;
pub mod screen;
pub mod status;
pub mod theme;
pub mod widgets;

use jiff::Zoned;
use jiff::civil::Date;

use crate::domain::agenda::{Agenda, DayFrame};
use crate::domain::{Book, Library, Ranking};
use crate::i18n::Texts;
use crate::input::Keymap;

pub use dialog::Dialog;
pub use notice::Notice;
pub use reply::{Reply, Request};
pub use theme::Theme;

/// Everything a pane or dialog may look at.
#[derive(Debug, Clone, Copy)]
pub struct Cx<'a> {
    /// The portfolio.
    pub book: &'a Book,
    /// Today's calls, computed from the book.
    pub agenda: &'a Agenda,
    /// The day they were fitted into.
    pub frame: &'a DayFrame,
    /// Words.
    pub texts: &'a Texts,
    /// Colours and line characters.
    pub theme: &'a Theme,
    /// Keys, for hints.
    pub keymap: &'a Keymap,
    /// Playbooks, letters, audit rules.
    pub library: &'a Library,
    /// Scores of the portfolio; `None` until the first are there.
    pub ranking: Option<&'a Ranking>,
    /// Now, in the manager's zone.
    pub now: &'a Zoned,
}

impl Cx<'_> {
    /// Today in the manager's calendar.
    #[must_use]
    pub fn today(&self) -> Date {
        self.now.date()
    }

    /// Whole days from a moment until today in the manager's calendar, never negative.
    #[must_use]
    pub fn days_since(&self, at: jiff::Timestamp) -> i64 {
        let then = at.to_zoned(self.now.time_zone().clone()).date();
        i64::from((self.today() - then).get_days()).max(0)
    }
}
