//! The named ways of ordering a portfolio (A25).

use super::terms::terms;

terms! {
    /// A way of choosing whom to work first.
    pub enum Method {
        /// The most active first: eLama's first try.
        MostActive = 1, "most-active";
        /// The biggest first: eLama's second try.
        Biggest = 2, "biggest";
        /// Last month times three.
        LastMonth = 3, "last-month";
        /// The prior formula.
        Formula = 4, "formula";
        /// Fitted on the portfolio's own past.
        Fitted = 5, "fitted";
        /// Chosen by the manager.
        ByHand = 6, "by-hand";
    }
}
