//! Why a client has its score, as data.

use super::cases::terms;
use super::history::WINDOW;
use super::score::Scorer;
use super::{Facts, History};

/// One thing a score is made of, with the numbers to say it aloud.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Contribution {
    /// So many percent below its own usual level: room to come back.
    BelowUsual {
        /// `1..=100`.
        percent: u32,
    },
    /// So many percent above it.
    AboveUsual {
        /// From 1 up.
        percent: u32,
    },
    /// The last month is so many percent above the mean month of its quarter.
    LastMonthStronger {
        /// `1..=200`.
        percent: u32,
    },
    /// The last month is so many percent below the mean month of its quarter.
    LastMonthWeaker {
        /// `1..=100`.
        percent: u32,
    },
    /// A client for so many months.
    Tenure {
        /// From 1 up.
        months: u32,
    },
    /// Months differ from their mean by so many percent.
    Volatile {
        /// From 1 up.
        percent: u32,
    },
    /// A year ago the coming quarter was so many percent above the one just ended.
    SeasonUp {
        /// From 1 up.
        percent: u32,
    },
    /// A year ago the coming quarter was so many percent below the one just ended.
    SeasonDown {
        /// `1..=100`.
        percent: u32,
    },
    /// Three months of history or less.
    TooLittle {
        /// `1..=3`.
        months: u32,
    },
    /// No spend in the last three months; the last was so many months ago.
    Stopped {
        /// From 3 up.
        months: u32,
    },
}

fn percent(ratio: f64) -> u32 {
    // The cast saturates; a ratio is never negative here.
    (ratio.abs() * 100.0).round().min(9_999.0) as u32
}

/// One thing said, and where it leans.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Said {
    /// What.
    pub what: Contribution,
    /// What it adds to the log-odds of growth, less what it adds to those of decline, against the middle client of the
    /// portfolio: above zero towards growth. 0 where there is no score.
    pub lean: f64,
}

/// What can be said of a series, the weightiest first.
pub(super) fn of(history: &History<'_>, scorer: &Scorer) -> Vec<Said> {
    let plain = |what| vec![Said { what, lean: 0.0 }];
    if usize::from(history.tenure) <= WINDOW {
        let months = u32::from(history.tenure);
        return plain(Contribution::TooLittle { months });
    }
    let Some(facts) = Facts::of(history) else {
        let months = silence(history);
        return plain(Contribution::Stopped { months });
    };
    let x = terms(&facts);
    let mut said: Vec<(f64, Said)> = TERMS
        .iter()
        .enumerate()
        .filter_map(|(place, term)| {
            let off = f64::from(x[place]) - scorer.middle[place];
            let (up, down) = (
                off * scorer.model.growth[place],
                off * scorer.model.decline[place],
            );
            let said = Said {
                what: term.say(&facts)?,
                lean: up - down,
            };
            Some((up.abs().max(down.abs()), said))
        })
        .collect();
    said.sort_by(|a, b| b.0.total_cmp(&a.0));
    said.into_iter().map(|(_, said)| said).collect()
}

/// From here on the same quarter a year ago is told of.
const TWO_YEARS: u16 = 24;

/// The terms that can be said, in the order of the score's numbers.
const TERMS: [Term; 5] = [
    Term::Level,
    Term::Push,
    Term::Tenure,
    Term::Swing,
    Term::Season,
];

/// A term of the score that can be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Term {
    Level,
    Push,
    Tenure,
    Swing,
    Season,
}

impl Term {
    /// In words' stead; `None` where it rounds to nothing.
    fn say(self, facts: &Facts) -> Option<Contribution> {
        let signed = |ratio: f64, up: fn(u32) -> Contribution, down: fn(u32) -> Contribution| {
            let percent = percent(ratio);
            (percent > 0).then(|| {
                if ratio > 0.0 {
                    up(percent)
                } else {
                    down(percent)
                }
            })
        };
        match self {
            Self::Level => signed(
                facts.now / facts.usual - 1.0,
                |percent| Contribution::AboveUsual { percent },
                |percent| Contribution::BelowUsual { percent },
            ),
            Self::Push => signed(
                facts.push * 3.0,
                |percent| Contribution::LastMonthStronger { percent },
                |percent| Contribution::LastMonthWeaker { percent },
            ),
            Self::Tenure => Some(Contribution::Tenure {
                months: u32::from(facts.tenure),
            }),
            Self::Swing => {
                let percent = percent(facts.swing);
                (percent > 0).then_some(Contribution::Volatile { percent })
            }
            // One year alone may have been an odd one: told of those who have seen two.
            Self::Season => signed(
                facts.season.filter(|_| facts.tenure >= TWO_YEARS)?.exp() - 1.0,
                |percent| Contribution::SeasonUp { percent },
                |percent| Contribution::SeasonDown { percent },
            ),
        }
    }
}

/// Months since the last with spend, 0 when it is the last of the series.
fn silence(history: &History<'_>) -> u32 {
    let last = history.months.iter().rev().position(|m| *m > 0.0);
    u32::try_from(last.unwrap_or(history.months.len())).unwrap_or(u32::MAX)
}
