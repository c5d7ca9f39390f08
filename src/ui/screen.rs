//! Where things stand on the screen, as a pure function of its size.
//!
//! ```text
//! top line
//! ╭ 1 Clients ──╮╭ 2 Stages ─────────────╮      under 110×30: one pane, the others are tabs
//! │             │╰───────────────────────╯      under 60×16: one line that says so
//! │             │╭ 3 Drafts ─╮╭ 4 Calls ─╮      from 160×45: the client's card under the list
//! ╰─────────────╯╰───────────╯╰──────────╯
//! hints or a notice
//! ```

use ratatui::layout::Rect;

/// Narrower or lower than this, nothing sensible can be drawn.
pub const SMALLEST: (u16, u16) = (60, 16);
/// Narrower or lower than this, panes become tabs.
const PANES: (u16, u16) = (110, 30);
/// From this size on the card of the current client stands beside the list.
const WITH_CARD: (u16, u16) = (160, 45);

/// One of the four panes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pane {
    /// The portfolio.
    #[default]
    Clients,
    /// The stage board.
    Board,
    /// Recommendation drafts.
    Drafts,
    /// Calls today.
    Agenda,
}

impl Pane {
    /// The panes in the order of their keys.
    pub const ALL: [Self; 4] = [Self::Clients, Self::Board, Self::Drafts, Self::Agenda];

    /// `0..4`.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The next pane in turn, or the one before.
    #[must_use]
    pub fn step(self, forward: bool) -> Self {
        let n = Self::ALL.len();
        let to = (self.index() + if forward { 1 } else { n - 1 }) % n;
        Self::ALL.get(to).copied().unwrap_or_default()
    }
}

/// The rectangles of a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Areas {
    /// The top line.
    pub top: Rect,
    /// The line of tabs, when panes are tabs.
    pub tabs: Option<Rect>,
    /// The panes, by [`Pane::index`]; `None` when not shown.
    pub panes: [Option<Rect>; 4],
    /// The card of the current client, when there is room.
    pub card: Option<Rect>,
    /// The bottom line.
    pub bottom: Rect,
}

/// Lays the screen out; `None` when it is too small for anything but a word about that.
#[must_use]
pub fn areas(screen: Rect, focus: Pane, zoom: bool) -> Option<Areas> {
    if screen.width < SMALLEST.0 || screen.height < SMALLEST.1 {
        return None;
    }
    let row = |y, height| Rect {
        y,
        height,
        ..screen
    };
    let body = row(screen.y + 1, screen.height - 2);
    let mut areas = Areas {
        top: row(screen.y, 1),
        bottom: row(screen.bottom() - 1, 1),
        ..Areas::default()
    };
    let mut show = |pane: Pane, area| {
        if let Some(slot) = areas.panes.get_mut(pane.index()) {
            *slot = Some(area);
        }
    };
    if screen.width < PANES.0 || screen.height < PANES.1 {
        show(
            focus,
            Rect {
                y: body.y + 1,
                height: body.height - 1,
                ..body
            },
        );
        areas.tabs = Some(Rect { height: 1, ..body });
        return Some(areas);
    }
    if zoom {
        show(focus, body);
        return Some(areas);
    }
    let (left, right) = cut_left(body, body.width * 36 / 100);
    let (upper, lower) = cut_top(right, (right.height * 42 / 100).max(10));
    let (drafts, agenda) = cut_left(lower, lower.width / 2);
    let list = if screen.width >= WITH_CARD.0 && screen.height >= WITH_CARD.1 {
        let (list, card) = cut_top(left, left.height * 58 / 100);
        areas.card = Some(card);
        list
    } else {
        left
    };
    for (pane, area) in Pane::ALL.into_iter().zip([list, upper, drafts, agenda]) {
        if let Some(slot) = areas.panes.get_mut(pane.index()) {
            *slot = Some(area);
        }
    }
    Some(areas)
}

/// Where dialogs open: the top and the bottom line stay in sight.
#[must_use]
pub fn body(screen: Rect) -> Rect {
    Rect {
        y: screen.y + 1,
        height: screen.height.saturating_sub(2),
        ..screen
    }
}

fn cut_left(area: Rect, width: u16) -> (Rect, Rect) {
    let width = width.min(area.width);
    (
        Rect { width, ..area },
        Rect {
            x: area.x + width,
            width: area.width - width,
            ..area
        },
    )
}

fn cut_top(area: Rect, height: u16) -> (Rect, Rect) {
    let height = height.min(area.height);
    (
        Rect { height, ..area },
        Rect {
            y: area.y + height,
            height: area.height - height,
            ..area
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes() {
        for (w, h, panes, tabs, card) in [
            (59, 40, None, false, false),
            (80, 15, None, false, false),
            (80, 24, Some(1), true, false),
            (120, 29, Some(1), true, false),
            (110, 30, Some(4), false, false),
            (120, 40, Some(4), false, false),
            (200, 60, Some(4), false, true),
        ] {
            let found = areas(Rect::new(0, 0, w, h), Pane::Board, false);
            let count = found.map(|a| a.panes.iter().flatten().count());
            assert_eq!(count, panes, "{w}x{h}");
            let found = found.unwrap_or_default();
            assert_eq!(
                (found.tabs.is_some(), found.card.is_some()),
                (tabs, card),
                "{w}x{h}"
            );
        }
    }

    #[test]
    fn panes_fill_the_screen_without_overlap() {
        for (w, h) in [(60, 16), (110, 30), (121, 41), (200, 60), (317, 83)] {
            let screen = Rect::new(0, 0, w, h);
            let a = areas(screen, Pane::Clients, false).unwrap();
            let parts: Vec<Rect> = a
                .panes
                .into_iter()
                .flatten()
                .chain(a.tabs)
                .chain(a.card)
                .chain([a.top, a.bottom])
                .collect();
            let area: u32 = parts
                .iter()
                .map(|r| u32::from(r.width) * u32::from(r.height))
                .sum();
            assert_eq!(area, u32::from(w) * u32::from(h), "{w}x{h}");
            for (i, a) in parts.iter().enumerate() {
                assert!(parts.iter().skip(i + 1).all(|b| !a.intersects(*b)));
            }
        }
    }
}
