//! Text that goes on: paragraphs poured into columns, page after page.

use super::Para;

/// The fewest lines of a paragraph left alone at the end or the beginning of a column.
const TOGETHER: usize = 2;

/// Pours paragraphs into columns `most(column)` points high; a paragraph is parted between lines, one that
/// is a name (bold) never ends a column.
pub(super) fn poured(paras: Vec<Para>, most: impl Fn(usize) -> f32) -> Vec<Vec<Para>> {
    let mut columns: Vec<Vec<Para>> = vec![Vec::new()];
    let mut used = 0.0;
    let mut rest: std::collections::VecDeque<Para> = paras.into();
    while let Some(para) = rest.pop_front() {
        let place = columns.len() - 1;
        let Some(column) = columns.last_mut() else {
            break;
        };
        let above = if column.is_empty() { 0.0 } else { para.above };
        let free = most(place) - used - above;
        // A name goes with the beginning of what it names.
        let company = if para.bold {
            rest.front().map_or(0.0, |p| {
                p.above + p.leading * lines(p.lines.len().min(TOGETHER))
            })
        } else {
            0.0
        };
        if para.height() + company <= free {
            used += above + para.height();
            column.push(para);
            continue;
        }
        let empty = column.is_empty();
        match parted(para, free, empty) {
            Parted::Whole(para) if empty => {
                // Nothing less fits: it stays, or it would wander for ever.
                used += para.height();
                column.push(para);
            }
            Parted::Whole(para) => {
                rest.push_front(para);
                columns.push(Vec::new());
                used = 0.0;
            }
            Parted::Two(head, tail) => {
                column.push(head);
                rest.push_front(tail);
                columns.push(Vec::new());
                used = 0.0;
            }
        }
    }
    columns.retain(|column| !column.is_empty());
    columns
}

enum Parted {
    Whole(Para),
    Two(Para, Para),
}

/// Parts a paragraph so that its beginning fits into `free`.
fn parted(para: Para, free: f32, forced: bool) -> Parted {
    let mut fits = 0;
    while lines(fits + 1) * para.leading <= free && fits < para.lines.len() {
        fits += 1;
    }
    let least = if forced { 1 } else { TOGETHER };
    let left = para.lines.len().saturating_sub(fits);
    let fits = if left < TOGETHER && !forced {
        fits.saturating_sub(TOGETHER - left)
    } else {
        fits
    };
    if para.bold || fits < least || fits >= para.lines.len() {
        return Parted::Whole(para);
    }
    let (head, tail) = para.lines.split_at(fits);
    let of = |lines: &[String]| Para {
        text: lines.join(" "),
        lines: lines.to_vec(),
        ..para.clone()
    };
    Parted::Two(of(head), of(tail))
}

#[expect(clippy::cast_precision_loss, reason = "a number of lines")]
const fn lines(count: usize) -> f32 {
    count as f32
}
