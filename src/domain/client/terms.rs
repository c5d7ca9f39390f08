//! The closed vocabularies of a client.

use crate::domain::terms::terms;

terms! {
    /// How much the client weighs in the portfolio (B14).
    #[derive(Default)]
    pub enum Tier {
        /// Key client.
        A = 1, "A";
        /// Ordinary client.
        #[default]
        B = 2, "B";
        /// Small client.
        C = 3, "C";
    }

    /// Who runs the campaigns; decides which rules of the job apply (A1, A16–A18).
    #[derive(Default)]
    pub enum ServiceModel {
        /// The client runs its own ads: advice, never hands-on work.
        #[default]
        SelfServe = 1, "self_serve";
        /// The agency runs the ads: reports, hours and invoices are owed.
        Managed = 2, "managed";
    }

    /// How much contact the client wants (A27).
    #[derive(Default)]
    pub enum ContactPolicy {
        /// Ordinary contact.
        #[default]
        Full = 1, "full";
        /// Seldom: half as often as the cadence says.
        Reduced = 2, "reduced";
        /// News and promotions only: never called without a promise.
        NewsOnly = 3, "news_only";
        /// Never called.
        DoNotCall = 4, "do_not_call";
    }
}
