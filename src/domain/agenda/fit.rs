//! Fitting calls into the free minutes of one day. Minutes count from the manager's midnight.
//!
//! What cannot move stands first: promised hours, pins, meetings, lunch, fire slots. What is left is cut into
//! slots of one call, and calls are matched to slots: each, the weightiest first, takes the first free slot its
//! windows allow; where there is none, those already seated move along a chain to make room, and nobody loses a
//! seat. Sets of calls that can be seated so form a matroid, so taking them by weight gives the largest sum of
//! weights there is on these slots, class before class, within any number of minutes.
//!
//! Its limits: starts lie on the grid of the free stretch they are in, counted from its begin; a call that finds
//! no slot of the grid is tried at any minute still free, without moving others; a longer call (a fire that takes
//! half an hour) takes the first room there is and moves nobody.

use super::Minute;

/// A stretch of minutes, `from` inclusive, `to` exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) from: Minute,
    pub(super) to: Minute,
}

impl Span {
    pub(super) const fn meets(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }

    const fn holds(self, other: Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }
}

/// Whether one of the windows holds the span.
pub(super) fn inside(windows: &[Span], span: Span) -> bool {
    windows.iter().any(|window| window.holds(span))
}

/// The windows without what is in `off`.
pub(super) fn without(windows: &[Span], off: &[Span]) -> Vec<Span> {
    let mut out = windows.to_vec();
    for hole in off {
        out = out
            .into_iter()
            .flat_map(|w| {
                let before = Span {
                    from: w.from,
                    to: w.to.min(hole.from),
                };
                let after = Span {
                    from: w.from.max(hole.to),
                    to: w.to,
                };
                if w.meets(*hole) {
                    [before, after]
                } else {
                    [w, Span { from: 0, to: 0 }]
                }
            })
            .filter(|s| s.from < s.to)
            .collect();
    }
    out
}

/// The parts of the windows that end by `until`.
pub(super) fn until(windows: &[Span], until: Minute) -> Vec<Span> {
    let cut = windows.iter().map(|w| Span {
        from: w.from,
        to: w.to.min(until),
    });
    cut.filter(|s| s.from < s.to).collect()
}

/// What stands in the day and does not move.
#[derive(Debug, Clone, Default)]
pub(super) struct Fixed {
    taken: Vec<Span>,
}

impl Fixed {
    /// The first free start of `minutes` minutes inside one of the windows.
    pub(super) fn first_free(&self, minutes: Minute, windows: &[Span]) -> Option<Minute> {
        windows
            .iter()
            .filter_map(|window| {
                let mut start = window.from;
                for taken in &self.taken {
                    if taken.to > start && taken.from < start + minutes {
                        start = taken.to;
                    }
                }
                (start + minutes <= window.to).then_some(start)
            })
            .min()
    }

    /// Puts something where it is, whatever is there.
    pub(super) fn take(&mut self, span: Span) {
        let place = self.taken.partition_point(|t| t.from < span.from);
        self.taken.insert(place, span);
    }

    /// Puts something at `at`, or as soon after as there is room before `to`.
    pub(super) fn after(&mut self, at: Minute, minutes: Minute, to: Minute) -> Option<Minute> {
        let start = self.first_free(minutes, &[Span { from: at, to }])?;
        self.take(Span {
            from: start,
            to: start + minutes,
        });
        Some(start)
    }

    pub(super) fn meets(&self, span: Span) -> bool {
        self.taken.iter().any(|taken| taken.meets(span))
    }

    /// The stretches between.
    fn free(&self, within: Span) -> Vec<Span> {
        without(&[within], &self.taken)
    }
}

/// Somebody who has a slot.
#[derive(Debug, Clone)]
struct Seat {
    owner: usize,
    windows: Vec<Span>,
}

/// The free part of the day, cut into slots of one call.
#[derive(Debug)]
pub(super) struct Grid {
    call: Minute,
    slots: Vec<Span>,
    seats: Vec<Option<Seat>>,
    /// What was seated outside of the grid, or over several slots.
    odd: Vec<(Span, usize)>,
    fixed: Fixed,
}

impl Grid {
    /// Cuts what `fixed` leaves of the day.
    pub(super) fn new(fixed: Fixed, within: Span, call: Minute) -> Self {
        let mut slots = Vec::new();
        for free in fixed.free(within) {
            let mut from = free.from;
            while from + call <= free.to {
                slots.push(Span {
                    from,
                    to: from + call,
                });
                from += call;
            }
        }
        Self {
            call,
            seats: vec![None; slots.len()],
            slots,
            odd: Vec::new(),
            fixed,
        }
    }

    /// Seats a call within its windows; others may move within theirs, nobody loses a seat.
    pub(super) fn seat(&mut self, owner: usize, minutes: Minute, windows: &[Span]) -> bool {
        if minutes > self.call {
            return self.seat_odd(owner, minutes, windows);
        }
        let seat = Seat {
            owner,
            windows: windows.to_vec(),
        };
        let mut seen = vec![false; self.slots.len()];
        if self.place(seat, &mut seen) {
            return true;
        }
        self.seat_odd(owner, minutes, windows)
    }

    /// Into the first free slot, else into the latest whose owner can go elsewhere: the weightier stay early.
    fn place(&mut self, seat: Seat, seen: &mut [bool]) -> bool {
        let fits = |slot: &Span| inside(&seat.windows, *slot);
        let free = self
            .slots
            .iter()
            .zip(&self.seats)
            .position(|(slot, taken)| taken.is_none() && fits(slot));
        if let Some(cell) = free.and_then(|i| self.seats.get_mut(i)) {
            *cell = Some(seat);
            return true;
        }
        for i in (0..self.slots.len()).rev() {
            let may = self.slots.get(i).is_some_and(fits);
            let Some(known) = seen.get_mut(i).filter(|known| may && !**known) else {
                continue;
            };
            *known = true;
            let Some(cell) = self.seats.get_mut(i) else {
                continue;
            };
            let Some(other) = cell.replace(seat.clone()) else {
                *cell = None;
                continue;
            };
            if self.place(other.clone(), seen) {
                return true;
            }
            if let Some(cell) = self.seats.get_mut(i) {
                *cell = Some(other);
            }
        }
        false
    }

    /// Any minute still free, for windows that miss the grid.
    fn seat_odd(&mut self, owner: usize, minutes: Minute, windows: &[Span]) -> bool {
        let mut all = self.fixed.clone();
        let seated = self.slots.iter().zip(&self.seats);
        for (slot, _) in seated.filter(|(_, seat)| seat.is_some()) {
            all.take(*slot);
        }
        let Some(from) = all.first_free(minutes, windows) else {
            return false;
        };
        self.occupy(
            owner,
            Span {
                from,
                to: from + minutes,
            },
        );
        true
    }

    /// Takes a span out of the grid: slots it touches are gone.
    fn occupy(&mut self, owner: usize, span: Span) {
        self.odd.push((span, owner));
        self.fixed.take(span);
        let kept: Vec<bool> = self.slots.iter().map(|slot| !slot.meets(span)).collect();
        let mut keep = kept.iter();
        self.slots.retain(|_| keep.next().copied().unwrap_or(true));
        let mut keep = kept.iter();
        self.seats.retain(|_| keep.next().copied().unwrap_or(true));
    }

    /// Lets seats of the grid change places while that brings the weightier (the lower owner) forward.
    pub(super) fn settle(&mut self) {
        for _ in 0..self.seats.len() {
            let mut moved = false;
            for i in 0..self.seats.len() {
                for j in i + 1..self.seats.len() {
                    moved |= self.exchange(i, j);
                }
            }
            if !moved {
                break;
            }
        }
    }

    /// Lets the later of two go first when it is weightier, or when the earlier slot is empty.
    fn exchange(&mut self, early: usize, late: usize) -> bool {
        let (Some(first), Some(second)) = (self.slots.get(early), self.slots.get(late)) else {
            return false;
        };
        let better = match (self.seats.get(early), self.seats.get(late)) {
            (Some(None), Some(Some(b))) => inside(&b.windows, *first),
            (Some(Some(a)), Some(Some(b))) => {
                b.owner < a.owner && inside(&b.windows, *first) && inside(&a.windows, *second)
            }
            _ => false,
        };
        if better {
            self.seats.swap(early, late);
        }
        better
    }

    /// Whose row begins when, in no order.
    pub(super) fn rows(&self) -> impl Iterator<Item = (usize, Minute)> + '_ {
        let seated = self.slots.iter().zip(&self.seats);
        let seated = seated.filter_map(|(slot, seat)| Some((seat.as_ref()?.owner, slot.from)));
        seated.chain(self.odd.iter().map(|(span, owner)| (*owner, span.from)))
    }
}
