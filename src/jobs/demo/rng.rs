//! SplitMix64: enough chance for a demo, the same on every machine and in every version of the program.

/// A stream of chance.
#[derive(Debug, Clone)]
pub(super) struct Rng(u64);

impl Rng {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A stream of its own: what it is used for may change and leave this one as it was.
    pub(super) const fn fork(&mut self) -> Self {
        Self(self.next())
    }

    /// `0..n`; 0 for an `n` that is not positive.
    pub(super) const fn below(&mut self, n: i64) -> i64 {
        if n <= 0 {
            return 0;
        }
        // The bias of a remainder is far below anything a demo shows.
        ((self.next() >> 1) % n as u64) as i64
    }

    /// `from..=to`.
    pub(super) const fn between(&mut self, from: i64, to: i64) -> i64 {
        from + self.below(to - from + 1)
    }

    /// True so many times of a hundred.
    pub(super) const fn chance(&mut self, percent: i64) -> bool {
        self.below(100) < percent
    }

    /// One of a list; the default of an empty one.
    pub(super) fn pick<T: Copy + Default>(&mut self, list: &[T]) -> T {
        let i = self.below(list.len() as i64);
        list.get(i as usize).copied().unwrap_or_default()
    }

    /// An index by weight.
    pub(super) fn weighted(&mut self, weights: &[i64]) -> usize {
        let mut left = self.below(weights.iter().sum());
        for (i, weight) in weights.iter().enumerate() {
            if left < *weight {
                return i;
            }
            left -= weight;
        }
        0
    }

    /// About the standard normal distribution, from -6 to 6.
    pub(super) fn normal(&mut self) -> f64 {
        let sum: i64 = (0..12).map(|_| self.below(1 << 20)).sum();
        sum as f64 / f64::from(1 << 20) - 6.0
    }
}
