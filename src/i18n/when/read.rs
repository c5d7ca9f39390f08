//! Words to what was said, without a calendar.

use super::WhenError;
use super::lex::{self, Placed, Token};
use super::words::{Half, Unit, Word};

/// A day as it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Day {
    /// With its year.
    Full(i64, i64, i64),
    /// Day and month.
    OfYear { day: i64, month: i64 },
    /// The day alone: «15 числа».
    OfMonth(i64),
    /// So many days from today.
    FromToday(i64),
    /// So many units from now.
    After(i64, Unit),
    /// The last day of this or the next unit.
    End { of: Unit, next: bool },
    /// The first day of this or the next unit.
    Start { of: Unit, next: bool },
}

/// An hour as it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hour {
    pub(super) hour: i64,
    pub(super) minute: i64,
}

/// Everything said in one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Said {
    pub(super) day: Option<Day>,
    /// Monday 1 to Sunday 7.
    pub(super) weekday: Option<i8>,
    pub(super) next_week: bool,
    pub(super) hour: Option<Hour>,
    /// «вечером»: an hour by itself, or the half of the day of another.
    pub(super) part: Option<Hour>,
}

/// Reads a whole line.
pub(super) fn read(text: &str) -> Result<Said, WhenError> {
    let tokens = lex::cut(text);
    let mut reader = Reader {
        tokens: &tokens,
        said: Said::default(),
        hour_follows: false,
    };
    while let Some(&(token, at)) = reader.tokens.first() {
        let before = reader.said;
        let understood = reader.step(token)?;
        if !understood || before.clashes(reader.said) {
            let rest = text.get(at..).unwrap_or(text).trim().to_owned();
            return Err(WhenError::NotUnderstood { rest });
        }
    }
    Ok(reader.said)
}

impl Said {
    /// Whether something said before was said again.
    fn clashes(self, after: Said) -> bool {
        (self.day.is_some() && after.day != self.day)
            || (self.weekday.is_some() && after.weekday != self.weekday)
            || (self.hour.is_some() && after.hour != self.hour)
            || (self.part.is_some() && after.part != self.part)
    }

    fn names_a_day(self) -> bool {
        self.day.is_some() || self.weekday.is_some() || self.next_week
    }
}

struct Reader<'t> {
    tokens: &'t [Placed],
    said: Said,
    /// The word before was «в» or `at`.
    hour_follows: bool,
}

impl Reader<'_> {
    /// Takes one phrase off the front; `Ok(false)` when it says nothing known.
    fn step(&mut self, token: Token) -> Result<bool, WhenError> {
        let hour_follows = std::mem::take(&mut self.hour_follows);
        self.skip(1);
        match token {
            Token::Number(n, width) => return self.number(n, width, hour_follows),
            Token::Word(Word::Number(n)) => return self.number(n, 1, hour_follows),
            Token::Ordinal(n) => return Ok(self.ordinal(n)),
            Token::Clock(hour, minute) => {
                let half = self.half_of_day(false);
                return self.hour(hour, minute, half);
            }
            Token::Dotted(hour, minute, None) if hour_follows && hour < 24 && minute < 60 => {
                let half = self.half_of_day(false);
                return self.hour(hour, minute, half);
            }
            Token::Dotted(day, month, None) => self.said.day = Some(Day::OfYear { day, month }),
            Token::Dotted(day, month, Some(year)) | Token::Iso(year, month, day) => {
                self.said.day = Some(Day::Full(year, month, day));
            }
            Token::Unknown => return Ok(false),
            Token::Word(word) => return self.word(word, hour_follows),
        }
        Ok(true)
    }

    fn word(&mut self, word: Word, hour_follows: bool) -> Result<bool, WhenError> {
        match word {
            Word::Filler | Word::Years | Word::This => {
                // «на этой неделе» says which weekday is meant, nothing more.
                if word == Word::This && self.peek() == Some(Token::Word(Word::Unit(Unit::Week))) {
                    self.skip(1);
                }
            }
            Word::At => self.hour_follows = true,
            Word::Day(days) => self.said.day = Some(Day::FromToday(days)),
            Word::Weekday(weekday) => self.said.weekday = Some(weekday),
            Word::Part(hour, minute) => {
                self.said.part = Some(Hour {
                    hour: hour.into(),
                    minute: minute.into(),
                });
            }
            Word::Month(month) => return Ok(self.month_first(month.into())),
            // «с утра»
            Word::Half(Half::Before) => self.said.part = Some(Hour { hour: 9, minute: 0 }),
            Word::After if self.part_follows() => {}
            Word::After => return Ok(self.after()),
            Word::HalfOf(Unit::Hour) => self.said.day = Some(Day::After(30, Unit::Minute)),
            Word::HalfOf(_) => self.said.day = Some(Day::After(6, Unit::Month)),
            Word::EndOf(of) => self.said.day = Some(Day::End { of, next: false }),
            Word::End | Word::Start => return Ok(self.edge(word == Word::End)),
            Word::Next => return Ok(self.next()),
            // «в час дня».
            Word::Unit(Unit::Hour) if hour_follows => {
                let half = self.half_of_day(true).or(Some(Half::After));
                return self.hour(1, 0, half);
            }
            Word::Unit(_) | Word::Number(_) | Word::DayOfMonth | Word::Half(_) => {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// A number means what follows it says: a day, a length or an hour.
    fn number(&mut self, n: i64, width: usize, hour_follows: bool) -> Result<bool, WhenError> {
        match self.peek() {
            Some(Token::Word(Word::Month(month))) => {
                self.skip(1);
                self.day_and_month(n, month.into());
                return Ok(true);
            }
            Some(Token::Word(Word::DayOfMonth)) => {
                self.skip(1);
                self.said.day = Some(Day::OfMonth(n));
                return Ok(true);
            }
            _ => {}
        }
        let unit = self.unit();
        // «в 3 часа» and «завтра 15 ч» name an hour, «3 часа» a length of time.
        let hour_follows = hour_follows || (unit == Some(Unit::Hour) && self.said.names_a_day());
        if hour_follows && unit == Some(Unit::Hour) {
            self.skip(1);
        }
        if let (Some(unit), false) = (unit, hour_follows) {
            self.skip(1);
            self.said.day = Some(Day::After(n, unit));
            return Ok(true);
        }
        let half = self.half_of_day(hour_follows);
        if hour_follows || half.is_some() || (self.said.names_a_day() && width <= 2) {
            // Nobody plans a call for three at night.
            let half = match half {
                None if width == 1 && (1..=6).contains(&n) && self.said.part.is_none() => {
                    Some(Half::After)
                }
                half => half,
            };
            return self.hour(n, 0, half);
        }
        Ok(false)
    }

    fn ordinal(&mut self, n: i64) -> bool {
        let skipped = usize::from(self.peek() == Some(Token::Word(Word::Filler)));
        match self.peek_at(skipped) {
            Some(Token::Word(Word::Month(month))) => {
                self.skip(skipped + 1);
                self.day_and_month(n, month.into());
            }
            Some(Token::Word(Word::DayOfMonth)) => {
                self.skip(skipped + 1);
                self.said.day = Some(Day::OfMonth(n));
            }
            _ => self.said.day = Some(Day::OfMonth(n)),
        }
        true
    }

    /// `nov 27`.
    fn month_first(&mut self, month: i64) -> bool {
        match self.peek() {
            Some(Token::Number(day, 1 | 2) | Token::Ordinal(day)) => {
                self.skip(1);
                self.day_and_month(day, month);
                true
            }
            _ => false,
        }
    }

    fn day_and_month(&mut self, day: i64, month: i64) {
        self.said.day = Some(match self.peek() {
            Some(Token::Number(year, 4)) => {
                self.skip(1);
                Day::Full(year, month, day)
            }
            _ => Day::OfYear { day, month },
        });
    }

    /// `in 2 weeks`, «через неделю», «через полгода».
    fn after(&mut self) -> bool {
        let count = match self.peek() {
            Some(Token::Number(n, _) | Token::Word(Word::Number(n))) => {
                self.skip(1);
                // `a couple of weeks`
                if let (1, Some(Token::Word(Word::Number(n)))) = (n, self.peek()) {
                    self.skip(1);
                    self.skip_fillers();
                    n
                } else {
                    n
                }
            }
            Some(Token::Word(Word::HalfOf(unit))) => {
                self.skip(1);
                self.said.day = Some(match unit {
                    Unit::Hour => Day::After(30, Unit::Minute),
                    _ => Day::After(6, Unit::Month),
                });
                return true;
            }
            _ => 1,
        };
        let Some(unit) = self.unit() else {
            return false;
        };
        self.skip(1);
        self.said.day = Some(Day::After(count, unit));
        true
    }

    /// «конец месяца», `start of next week`, «конец дня».
    fn edge(&mut self, end: bool) -> bool {
        self.skip_fillers();
        let next = self.peek() == Some(Token::Word(Word::Next));
        if next || self.peek() == Some(Token::Word(Word::This)) {
            self.skip(1);
        }
        let Some(of) = self.unit() else {
            return false;
        };
        self.skip(1);
        match of {
            Unit::Week | Unit::Month | Unit::Year if end => {
                self.said.day = Some(Day::End { of, next });
            }
            Unit::Week | Unit::Month | Unit::Year => {
                self.said.day = Some(Day::Start { of, next });
            }
            Unit::Day => {
                let hour = if end { 18 } else { 9 };
                self.said.part = Some(Hour { hour, minute: 0 });
            }
            Unit::Hour | Unit::Minute => return false,
        }
        true
    }

    /// `next friday`, «на следующей неделе», `next month`.
    fn next(&mut self) -> bool {
        match self.peek() {
            Some(Token::Word(Word::Weekday(weekday))) => {
                self.said.weekday = Some(weekday);
                self.said.next_week = true;
            }
            Some(Token::Word(Word::Unit(Unit::Week))) => self.said.next_week = true,
            Some(Token::Word(Word::Unit(of @ (Unit::Month | Unit::Year)))) => {
                self.said.day = Some(Day::Start { of, next: true });
            }
            Some(Token::Word(Word::Unit(Unit::Day))) => self.said.day = Some(Day::FromToday(1)),
            _ => return false,
        }
        self.skip(1);
        true
    }

    fn hour(&mut self, hour: i64, minute: i64, half: Option<Half>) -> Result<bool, WhenError> {
        let hour = match half {
            Some(half) => lex::twelve(hour, half).ok_or(WhenError::NoSuchDate)?,
            None => hour,
        };
        if !(0..24).contains(&hour) || !(0..60).contains(&minute) {
            return Err(WhenError::NoSuchDate);
        }
        self.said.hour = Some(Hour { hour, minute });
        Ok(true)
    }

    /// Takes «утра», `pm`; and «дня» where an hour stands before it.
    fn half_of_day(&mut self, day_counts: bool) -> Option<Half> {
        let half = match self.peek()? {
            Token::Word(Word::Half(half)) => half,
            Token::Word(Word::Unit(Unit::Day)) if day_counts => Half::After,
            _ => return None,
        };
        self.skip(1);
        Some(half)
    }

    /// The unit standing next; «года» is one only after a number.
    fn unit(&self) -> Option<Unit> {
        match self.peek()? {
            Token::Word(Word::Unit(unit)) => Some(unit),
            Token::Word(Word::Years) => Some(Unit::Year),
            _ => None,
        }
    }

    /// `in the morning` is no length of time.
    fn part_follows(&self) -> bool {
        let skipped = usize::from(self.peek() == Some(Token::Word(Word::Filler)));
        matches!(self.peek_at(skipped), Some(Token::Word(Word::Part(..))))
    }

    fn skip_fillers(&mut self) {
        while matches!(self.peek(), Some(Token::Word(Word::Filler))) {
            self.skip(1);
        }
    }

    fn peek(&self) -> Option<Token> {
        self.peek_at(0)
    }

    fn peek_at(&self, index: usize) -> Option<Token> {
        self.tokens.get(index).map(|(token, _)| *token)
    }

    fn skip(&mut self, count: usize) {
        self.tokens = self.tokens.get(count..).unwrap_or_default();
    }
}
