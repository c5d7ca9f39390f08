//! A sparkline in text: seven heights, gaps where there is no data. The full block is left out, so that the
//! bars of neighbouring rows never grow together.

const BARS: [&str; 7] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇"];
const ASCII: [&str; 7] = [".", ":", "-", "=", "+", "*", "#"];

/// One character per value, scaled to the largest; `None` is a blank, zero the lowest bar.
#[must_use]
pub fn spark(values: impl IntoIterator<Item = Option<i64>>, ascii: bool) -> String {
    let values: Vec<Option<i64>> = values.into_iter().collect();
    let top = values.iter().flatten().copied().max().unwrap_or(0).max(1);
    let bars = if ascii { &ASCII } else { &BARS };
    values
        .iter()
        .map(|value| match value {
            None => " ",
            Some(v) => {
                let height = i128::from((*v).max(0)) * 6 / i128::from(top);
                usize::try_from(height)
                    .ok()
                    .and_then(|h| bars.get(h))
                    .copied()
                    .unwrap_or(" ")
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_and_keeps_gaps() {
        assert_eq!(spark([Some(0), None, Some(50), Some(100)], false), "▁ ▄▇");
        assert_eq!(spark([Some(-5), Some(i64::MAX)], true), ".#");
        assert_eq!(spark([None, None], false), "  ");
        assert_eq!(spark([Some(0), Some(0)], false), "▁▁");
    }
}
