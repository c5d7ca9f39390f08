//! A small logistic regression: few numbers, a prior, one level for each month.
//!
//! Every month of the past gets a level of its own, so that a good or bad season of the whole portfolio does not
//! pass for a property of clients; the slopes are drawn towards a prior as a ridge does.

use super::cases::TERMS;

/// Slopes of the linear score.
pub(super) type Slopes = [f64; TERMS];

/// The cases of one month with what each turned out to be, `0.0..=1.0`, and their weight.
pub(super) struct Month<'a> {
    pub(super) rows: Vec<(&'a [f32; TERMS], f32)>,
    pub(super) weight: f64,
}

/// The most steps; four or five are usual.
const STEPS: usize = 15;
/// How little a slope may still move at the end.
const CLOSE: f64 = 1e-7;
/// What draws a month's level towards even odds: keeps it finite where nobody declined.
const LEVEL: f64 = 0.5;

/// Fits slopes by Newton's method; `draw` is how hard each is drawn towards the prior.
pub(super) fn fit(months: &[Month<'_>], prior: &Slopes, draw: f64) -> Slopes {
    let mut slopes = *prior;
    let mut levels: Vec<f64> = months.iter().map(|m| start(m)).collect();
    for _ in 0..STEPS {
        let mut gradient: Slopes = std::array::from_fn(|j| -draw * (slopes[j] - prior[j]));
        let mut matrix = [[0.0; TERMS]; TERMS];
        for (j, row) in matrix.iter_mut().enumerate() {
            row[j] = draw;
        }
        let mut parts = Vec::with_capacity(months.len());
        for (month, level) in months.iter().zip(&levels) {
            let part = Part::of(month, *level, &slopes);
            for j in 0..TERMS {
                gradient[j] += part.gradient[j] - part.cross[j] * part.pull / part.curve;
                for (k, cell) in matrix[j].iter_mut().enumerate().take(j + 1) {
                    *cell += part.matrix[j][k] - part.cross[j] * part.cross[k] / part.curve;
                }
            }
            parts.push(part);
        }
        let Some(step) = solve(&matrix, &gradient) else {
            break;
        };
        // A step this long is a leap out of a flat region: half-way is far enough.
        let longest = step.iter().fold(0.0_f64, |m, s| m.max(s.abs()));
        let rate = if longest > 2.0 { 2.0 / longest } else { 1.0 };
        for (slope, step) in slopes.iter_mut().zip(&step) {
            *slope += rate * step;
        }
        for (level, part) in levels.iter_mut().zip(&parts) {
            let along: f64 = part.cross.iter().zip(&step).map(|(c, s)| c * s).sum();
            *level += (rate * (part.pull - along) / part.curve).clamp(-2.0, 2.0);
        }
        if longest < CLOSE {
            break;
        }
    }
    slopes
}

/// The chance of log-odds.
pub(super) fn chance(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

/// The log-odds of a linear score without its level.
pub(super) fn score(x: &[f32; TERMS], slopes: &Slopes) -> f64 {
    x.iter().zip(slopes).map(|(x, b)| f64::from(*x) * b).sum()
}

fn start(month: &Month<'_>) -> f64 {
    let (n, sum) = (
        month.rows.len() as f64,
        month.rows.iter().map(|r| f64::from(r.1)).sum::<f64>(),
    );
    let mean = (sum + 0.5) / (n + 1.0);
    (mean / (1.0 - mean)).ln()
}

/// What one month adds to the equations.
struct Part {
    gradient: Slopes,
    matrix: [[f64; TERMS]; TERMS],
    cross: Slopes,
    pull: f64,
    curve: f64,
}

impl Part {
    fn of(month: &Month<'_>, level: f64, slopes: &Slopes) -> Self {
        let mut part = Self {
            gradient: [0.0; TERMS],
            matrix: [[0.0; TERMS]; TERMS],
            cross: [0.0; TERMS],
            pull: -LEVEL * level,
            curve: LEVEL,
        };
        for (x, y) in &month.rows {
            let p = chance(level + score(x, slopes));
            let off = month.weight * (f64::from(*y) - p);
            let spread = month.weight * p * (1.0 - p);
            part.pull += off;
            part.curve += spread;
            for j in 0..TERMS {
                let xj = f64::from(x[j]);
                part.gradient[j] += off * xj;
                let along = spread * xj;
                part.cross[j] += along;
                for k in 0..=j {
                    part.matrix[j][k] += along * f64::from(x[k]);
                }
            }
        }
        part
    }
}

/// Solves a symmetric system given by its lower half (Cholesky); `None` when it has no sound answer.
fn solve(matrix: &[[f64; TERMS]; TERMS], right: &Slopes) -> Option<Slopes> {
    let mut low = [[0.0; TERMS]; TERMS];
    for j in 0..TERMS {
        for k in 0..=j {
            let known: f64 = (0..k).map(|i| low[j][i] * low[k][i]).sum();
            let rest = matrix[j][k] - known;
            low[j][k] = if j == k {
                if rest <= 0.0 || !rest.is_finite() {
                    return None;
                }
                rest.sqrt()
            } else {
                rest / low[k][k]
            };
        }
    }
    let mut x = *right;
    for j in 0..TERMS {
        let known: f64 = (0..j).map(|i| low[j][i] * x[i]).sum();
        x[j] = (x[j] - known) / low[j][j];
    }
    for j in (0..TERMS).rev() {
        let known: f64 = (j + 1..TERMS).map(|i| low[i][j] * x[i]).sum();
        x[j] = (x[j] - known) / low[j][j];
    }
    Some(x)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cases drawn evenly over a grid of the first two numbers, with the chances of known slopes.
    fn grid() -> Vec<([f32; TERMS], f32)> {
        let mut rows = Vec::new();
        for i in -10..=10_i16 {
            for j in -10..=10_i16 {
                let mut x = [0.0; TERMS];
                (x[0], x[1]) = (f32::from(i) / 5.0, f32::from(j) / 5.0);
                let y = chance(-0.7 + 0.9 * f64::from(x[0]) - 0.4 * f64::from(x[1]));
                rows.push((x, y as f32));
            }
        }
        rows
    }

    fn month(rows: &[([f32; TERMS], f32)]) -> Month<'_> {
        Month {
            rows: rows.iter().map(|(x, y)| (x, *y)).collect(),
            weight: 1.0,
        }
    }

    #[test]
    fn finds_known_slopes_and_leaves_the_rest_at_the_prior() {
        let rows = grid();
        let mut prior = [0.0; TERMS];
        prior[4] = 0.3;
        let slopes = fit(&[month(&rows), month(&rows)], &prior, 1e-3);
        assert!((slopes[0] - 0.9).abs() < 0.01, "{slopes:?}");
        assert!((slopes[1] + 0.4).abs() < 0.01, "{slopes:?}");
        assert!((slopes[4] - 0.3).abs() < 1e-9, "{slopes:?}");
    }

    #[test]
    fn the_prior_holds_where_there_is_little_to_learn_from() {
        let rows = grid();
        let prior = [0.2; TERMS];
        let few = fit(&[month(&rows[..8])], &prior, 50.0);
        assert!(few.iter().all(|b| (b - 0.2).abs() < 0.05), "{few:?}");
        assert_eq!(fit(&[], &prior, 50.0), prior);
    }

    #[test]
    fn a_month_where_all_turned_out_alike_is_no_trouble() {
        let mut rows = grid();
        for row in &mut rows {
            row.1 = 1.0;
        }
        let slopes = fit(&[month(&rows)], &[0.1; TERMS], 50.0);
        assert!(
            slopes.iter().all(|b| b.is_finite() && b.abs() < 1.0),
            "{slopes:?}"
        );
    }
}
