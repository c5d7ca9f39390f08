//! How each method would have done on the portfolio's own past.

use super::Method;

/// What one method would have been worth, means over the closed windows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// Which.
    pub method: Method,
    /// Share of pairs (one declined, one did not) put in the right order; 0.5 is a coin.
    pub auc_decline: f32,
    /// The same for growth.
    pub auc_growth: f32,
    /// How many times more decliners its top tenth held than a tenth picked blindly.
    pub lift_decline: f32,
    /// The same for growth.
    pub lift_growth: f32,
    /// Σ|expected − real| / Σ real of the next quarter; `None` for a method that expects nothing.
    pub wape: Option<f32>,
}

/// The portfolio's own rolling-origin back-test.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BackTest {
    /// Closed windows it was judged on.
    pub windows: u32,
    /// Clients times windows.
    pub cases: u64,
    /// Share of them that declined, `0.0..=1.0`.
    pub declined: f32,
    /// Share of them that grew.
    pub grew: f32,
    /// One line a method; empty when no window is closed yet.
    pub lines: Vec<Judged>,
}

impl BackTest {
    /// How a method did.
    #[must_use]
    pub fn of(&self, method: Method) -> Option<&Judged> {
        self.lines.iter().find(|l| l.method == method)
    }
}
