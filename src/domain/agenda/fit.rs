//! Fitting rows into the free minutes of one day. Minutes count from the manager's midnight.

use super::Minute;

/// A stretch of minutes, `from` inclusive, `to` exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) from: Minute,
    pub(super) to: Minute,
}

/// What was put into the day, with the right to move it within `windows` when it has any.
#[derive(Debug, Clone)]
struct Taken {
    span: Span,
    owner: Option<usize>,
    windows: Vec<Span>,
}

/// The day with what is already in it.
#[derive(Debug, Clone, Default)]
pub(super) struct Slots {
    taken: Vec<Taken>,
}

impl Slots {
    /// The first free start of `minutes` minutes inside one of the windows.
    fn first_free(&self, minutes: Minute, windows: &[Span]) -> Option<Minute> {
        windows
            .iter()
            .filter_map(|window| {
                let mut start = window.from;
                for taken in &self.taken {
                    if taken.span.to > start && taken.span.from < start + minutes {
                        start = taken.span.to;
                    }
                }
                (start + minutes <= window.to).then_some(start)
            })
            .min()
    }

    fn take(&mut self, start: Minute, minutes: Minute, owner: Option<usize>, windows: Vec<Span>) {
        let place = self.taken.partition_point(|t| t.span.from < start);
        let span = Span {
            from: start,
            to: start + minutes,
        };
        self.taken.insert(
            place,
            Taken {
                span,
                owner,
                windows,
            },
        );
    }

    /// Puts something that stays where it is at `at` or as soon after as there is room.
    pub(super) fn fix(
        &mut self,
        at: Minute,
        minutes: Minute,
        owner: Option<usize>,
    ) -> Option<Minute> {
        let room = [Span {
            from: at,
            to: super::DAY,
        }];
        let start = self.first_free(minutes, &room)?;
        self.take(start, minutes, owner, Vec::new());
        Some(start)
    }

    /// Puts something into the first room its windows offer; if they are full, something already there
    /// that could as well be later makes room (a client in the far east has only the morning).
    pub(super) fn fit(&mut self, minutes: Minute, owner: usize, windows: Vec<Span>) -> bool {
        if let Some(start) = self.first_free(minutes, &windows) {
            self.take(start, minutes, Some(owner), windows);
            return true;
        }
        for i in (0..self.taken.len()).rev() {
            let Some(other) = self.taken.get(i) else {
                continue;
            };
            let span = other.span;
            let inside = |w: &Span| w.from <= span.from && span.from + minutes <= w.to;
            if other.windows.is_empty()
                || span.to - span.from < minutes
                || !windows.iter().any(inside)
            {
                continue;
            }
            if let Some(start) = self.first_free(span.to - span.from, &other.windows) {
                let moved = self.taken.remove(i);
                self.take(start, span.to - span.from, moved.owner, moved.windows);
                self.take(span.from, minutes, Some(owner), windows);
                return true;
            }
        }
        false
    }

    /// Whose row begins when, in the order of the day.
    pub(super) fn rows(&self) -> impl Iterator<Item = (usize, Minute)> + '_ {
        self.taken
            .iter()
            .filter_map(|t| Some((t.owner?, t.span.from)))
    }
}
