//! A column chart as rectangles and texts.

use super::{Align, Area, Block, Chart, Fill, Ink, Role, Style, set};
use crate::domain::slides::Bar;
use crate::jobs::deck::face::Faces;

/// Height of a figure over its column, and of a name under it.
const FIGURE: f32 = 22.0;

/// The chart of these columns in an area. The last column is the news: it takes the accent.
pub(super) fn chart(faces: &Faces, name: &str, bars: &[Bar], area: Area) -> Chart {
    #[expect(clippy::cast_precision_loss, reason = "at most some dozen columns")]
    let slot = area.w / bars.len().max(1) as f32;
    let base = area.y + area.h - 2.0 * FIGURE;
    let highest = base - area.y - FIGURE;
    let wide = (slot * 0.62).min(72.0);
    let mut fills = Vec::new();
    let mut labels = Vec::new();
    let mut x = area.x;
    for (i, bar) in bars.iter().enumerate() {
        let last = i + 1 == bars.len();
        let high = f32::from(bar.height.unwrap_or(0)) / 1_000.0 * highest;
        let (ink, bold) = if last {
            (Ink::Accent, true)
        } else {
            (Ink::Pale, false)
        };
        if high > 0.0 {
            fills.push(Fill {
                area: Area {
                    x: x + (slot - wide) / 2.0,
                    y: base - high,
                    w: wide,
                    h: high,
                },
                ink,
            });
        }
        let figure = if bar.height.is_some() {
            Style::new(14.0, bold, Ink::Text)
        } else {
            Style::new(11.0, false, Ink::Muted)
        };
        for (text, y, style) in [
            (&bar.value, base - high - FIGURE, figure),
            (&bar.label, base + 6.0, Style::new(13.0, bold, Ink::Muted)),
            (
                &bar.year,
                base + FIGURE + 4.0,
                Style::new(12.0, false, Ink::Muted),
            ),
        ] {
            // A figure wider than its column is set smaller rather than broken.
            let mut style = style;
            while style.size > 8.0 && faces.of(style.bold).width(text, style.size) > slot * 0.92 {
                style = style.sized(style.size - 0.5);
            }
            if !text.is_empty() {
                labels.push(Block {
                    area: Area {
                        x,
                        y,
                        w: slot,
                        h: style.leading(),
                    },
                    role: Role::Body,
                    align: Align::Center,
                    paras: set(faces, text, style, slot, 0.0),
                });
            }
        }
        x += slot;
    }
    fills.push(Fill {
        area: Area {
            y: base,
            h: 1.0,
            ..area
        },
        ink: Ink::Line,
    });
    Chart {
        area,
        name: name.to_owned(),
        fills,
        labels,
    }
}
