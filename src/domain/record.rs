//! The kinds of record, in one table: adding a kind is one line here plus its file.
//!
//! The table makes [`Kind`] (stable codes, written to disk), [`Record`] (any record, as the store hands
//! them over at start) and [`Change`]'s variants with what each needs to be inverted.

use super::{
    AdProfile, Brief, Campaign, CampaignId, Change, Checklist, ChecklistId, Client, ClientId,
    Cohort, CohortId, Contact, ContactId, ContactTerms, DaySheet, Deck, DeckId, Edit, FollowUp,
    Forecast, ForecastId, Journey, Meeting, MeetingId, News, NewsId, Problem, ProblemId, Promise,
    PromiseId, Recommendation, RecommendationId, Request, RequestId, SheetId, Snooze, Spend, Touch,
    TouchDigest, TouchId, View, ViewId,
};

/// What every kind of record can tell about itself.
pub trait Row: Clone + PartialEq {
    /// Its own identity; unique within the kind.
    type Key: Copy + Ord;
    /// Which kind it is.
    const KIND: Kind;
    /// The identity.
    fn key(&self) -> Self::Key;
    /// The client it belongs to (a client belongs to itself); [`ClientId::PORTFOLIO`] for the kinds of the
    /// [desk](Kind::is_desk).
    fn client(&self) -> ClientId;
}

macro_rules! records {
    ($($(#[$doc:meta])* $name:ident($code:literal, $label:literal, $key:ty, |$row:ident| $id:expr, $client:expr);)*) => {
        /// The kinds, with the code each has on disk. Codes are never reused.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Kind {$($(#[$doc])* $name = $code,)*}

        impl Kind {
            /// Every kind, in the order a store is loaded: clients first, what hangs on them after.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The code on disk.
            #[must_use]
            pub const fn code(self) -> u8 {
                self as u8
            }

            /// The kind of a code, `None` when a newer version wrote it.
            #[must_use]
            pub const fn from_code(code: u8) -> Option<Self> {
                match code {
                    $($code => Some(Self::$name),)*
                    _ => None,
                }
            }

            /// Whether records of the kind stay on disk until the client's are asked for.
            #[must_use]
            pub const fn is_lazy(self) -> bool {
                matches!(self, Self::Touch | Self::Campaign)
            }

            /// Whether records of the kind belong to the portfolio as a whole, not to a client.
            #[must_use]
            pub const fn is_desk(self) -> bool {
                matches!(
                    self,
                    Self::View | Self::Cohort | Self::DaySheet | Self::Meeting | Self::News
                )
            }

            /// The name in exports and reports: `client`, `follow-up`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {$(Self::$name => $label,)*}
            }
        }

        impl Change {
            /// A new record of any kind.
            #[must_use]
            pub fn created(record: Record) -> Self {
                match record {$(Record::$name(row) => Self::create(row),)*}
            }
        }

        /// A record of any kind.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Record {$($(#[$doc])* $name($name),)*}

        impl Record {
            /// Which kind it is.
            #[must_use]
            pub const fn kind(&self) -> Kind {
                match self {$(Self::$name(_) => Kind::$name,)*}
            }

            /// The client it belongs to.
            #[must_use]
            pub fn client(&self) -> ClientId {
                match self {$(Self::$name(row) => Row::client(row),)*}
            }
        }

        $(
        impl Row for $name {
            type Key = $key;
            const KIND: Kind = Kind::$name;
            fn key(&self) -> $key {
                let $row = self;
                $id
            }
            fn client(&self) -> ClientId {
                let $row = self;
                let _ = $row;
                $client
            }
        }

        impl From<$name> for Record {
            fn from(row: $name) -> Self {
                Self::$name(row)
            }
        }

        impl From<Edit<$name>> for Change {
            fn from(edit: Edit<$name>) -> Self {
                Self::$name(Box::new(edit))
            }
        }
        )*
    };
}

records! {
    /// The company looked after.
    Client(1, "client", ClientId, |r| r.id, r.id);
    /// A person of a client.
    Contact(2, "contact", ContactId, |r| r.id, r.client);
    /// Where the client stands on the five stages, and where it stood.
    Journey(3, "journey", ClientId, |r| r.client, r.client);
    /// Spend by month.
    Spend(4, "spend", ClientId, |r| r.client, r.client);
    /// What all touches of a client amount to.
    TouchDigest(5, "touch-digest", ClientId, |r| r.client, r.client);
    /// The next touch, with its reason.
    FollowUp(6, "follow-up", ClientId, |r| r.client, r.client);
    /// A recommendation, from draft to checked.
    Recommendation(7, "recommendation", RecommendationId, |r| r.id, r.client);
    /// One touch.
    Touch(8, "touch", TouchId, |r| r.id, r.client);
    /// What the advertising is for (A8).
    Brief(9, "brief", ClientId, |r| r.client, r.client);
    /// What must be put right.
    Problem(10, "problem", ProblemId, |r| r.id, r.client);
    /// What is known of the advertising as a whole.
    AdProfile(11, "ad-profile", ClientId, |r| r.client, r.client);
    /// One campaign with its figures.
    Campaign(12, "campaign", CampaignId, |r| r.id, r.client);
    /// A presentation sent.
    Deck(13, "deck", DeckId, |r| r.id, r.client);
    /// A playbook applied.
    Checklist(14, "checklist", ChecklistId, |r| r.id, r.client);
    /// An agreement.
    Promise(15, "promise", PromiseId, |r| r.id, r.client);
    /// What was agreed on the form of communication (C10).
    ContactTerms(16, "contact-terms", ClientId, |r| r.client, r.client);
    /// Something that came in.
    Request(17, "request", RequestId, |r| r.id, r.client);
    /// A forecast of the manager (A26).
    Forecast(18, "forecast", ForecastId, |r| r.id, r.client);
    /// Kept off the agenda until a day.
    Snooze(19, "snooze", ClientId, |r| r.client, r.client);
    /// A saved view (A6).
    View(20, "view", ViewId, |r| r.id, ClientId::PORTFOLIO);
    /// A frozen segment (A6, A25).
    Cohort(21, "cohort", CohortId, |r| r.id, ClientId::PORTFOLIO);
    /// A day arranged by hand.
    DaySheet(22, "day-sheet", SheetId, |r| r.id, ClientId::PORTFOLIO);
    /// A meeting of the manager's calendar.
    Meeting(23, "meeting", MeetingId, |r| r.id, ClientId::PORTFOLIO);
    /// A piece of news (A22).
    News(24, "news", NewsId, |r| r.id, ClientId::PORTFOLIO);
}
