//! Date words to dates: «пт 15:00», «через 2 нед», `in a month`, `27.11`.
//!
//! Both languages are always understood, in any case, with ё or е. A date is always
//! meant ahead. Where words allow two readings, the choice is this:
//!
//! * a weekday is the nearest one ahead; today's weekday is a week from now, unless a
//!   later hour is named with it;
//! * `next friday`, «следующая пятница» is the Friday of the next week (weeks begin on
//!   Monday), so on a Monday it is eleven days away;
//! * a day without a year, or without a month, is the nearest such day from today on;
//! * an hour alone is today if it is still ahead, otherwise tomorrow;
//! * figures with a dot are a date, `15.30` is an hour only after «в» or `at`;
//! * a bare hour from 1 to 6 is after noon («в 3» is 15:00), `03` and `3:00` are not;
//! * a bare number is an hour after a day or after «в», and by itself is not understood;
//! * the end of the week is Friday; «утром» is 9:00, «днём» 14:00, «вечером» 18:00;
//! * `next week` alone is its Monday, `next month` its first day.

mod lex;
mod read;
mod resolve;
mod words;

use jiff::Zoned;
use jiff::civil::{Date, Time};

use super::texts::Texts;

/// A day, and the hour if one was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct When {
    /// The day.
    pub date: Date,
    /// The hour and minute, `None` when only the day was said.
    pub time: Option<Time>,
}

/// Why no date came out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WhenError {
    /// Nothing was written.
    #[error("nothing was written")]
    Empty,
    /// The words from here on say nothing we know.
    #[error("not understood: {rest:?}")]
    NotUnderstood {
        /// The text from the first word that was not understood, as written.
        rest: String,
    },
    /// The calendar has no such day, the clock no such hour (31.02, 25:00), or the
    /// weekday named beside a date is not its weekday.
    #[error("no such date")]
    NoSuchDate,
    /// A day or an hour before now.
    #[error("in the past")]
    InPast,
}

/// Reads date words as of `now`, in its zone. The readings chosen are in the module head.
///
/// # Errors
/// See [`WhenError`]; [`Texts::when_error`] says them in words.
pub fn parse_when(text: &str, now: &Zoned) -> Result<When, WhenError> {
    if text.trim().is_empty() {
        return Err(WhenError::Empty);
    }
    let said = read::read(text)?;
    resolve::resolve(said, now).and_then(|found| {
        found.ok_or_else(|| WhenError::NotUnderstood {
            rest: text.trim().to_owned(),
        })
    })
}

impl Texts {
    /// A refusal in words, with what would be understood.
    pub fn when_error(&self, error: &WhenError) -> String {
        match error {
            WhenError::Empty => self.t("when-empty"),
            WhenError::NotUnderstood { rest } => {
                self.tf("when-not-understood", &[("rest", rest.into())])
            }
            WhenError::NoSuchDate => self.t("when-no-such-date"),
            WhenError::InPast => self.t("when-in-past"),
        }
    }
}

#[cfg(test)]
mod tests;
