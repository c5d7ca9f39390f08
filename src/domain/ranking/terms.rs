//! The closed vocabularies of the ranking.

use crate::domain::terms::terms;

terms! {
    /// What a client's place on the two axes says to do (A26). *High* is a chance above the share of the whole
    /// portfolio.
    pub enum Quadrant {
        /// Chance of growth high, of decline not: work on growth.
        Grow = 1, "grow";
        /// Both high: the client swings, so offer growth and look after what is there.
        GrowAndGuard = 2, "grow_and_guard";
        /// Chance of decline high, of growth not: keep the relation.
        KeepWarm = 3, "keep_warm";
        /// Neither: news and promotions are enough.
        NewsOnly = 4, "news_only";
    }

    /// How far a score can be believed: by length of history, how much the client swings, and how well the
    /// method did on this portfolio.
    pub enum Confidence {
        /// An idea at best.
        Low = 1, "low";
        /// Usable.
        Medium = 2, "medium";
        /// As good as it gets, which is not much.
        High = 3, "high";
    }


    /// Which end of the portfolio a list shows.
    pub enum List {
        /// Who is likely to spend less.
        Protect = 1, "protect";
        /// Who is likely to spend more.
        Grow = 2, "grow";
    }

    /// What a list is ordered by.
    pub enum By {
        /// The chance alone.
        Chance = 1, "chance";
        /// The money at stake: chance and size together.
        Money = 2, "money";
    }

    /// Whether a client can be scored.
    pub enum Standing {
        /// It has a score.
        Scored = 1, "scored";
        /// Three months of history or less: never a score.
        TooLittle = 2, "too_little";
        /// No spend for three months: there is nothing left to fall, and growth is a return.
        Stopped = 3, "stopped";
    }
}
