//! One symmetric change of one record: what it was, what it becomes.

use super::record::{Kind, Row};
use super::{
    AdProfile, Brief, Campaign, Checklist, Client, ClientId, Cohort, Contact, ContactTerms,
    DaySheet, Deck, FollowUp, Forecast, Journey, Meeting, News, Problem, Promise, Recommendation,
    Request, Snooze, Spend, Touch, TouchDigest, View,
};

/// A record before and after. `None` before: it is created; `None` after: it is removed. Both sides, where
/// present, carry the same key.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit<T> {
    /// What must be there for the change to apply.
    pub before: Option<T>,
    /// What is there afterwards.
    pub after: Option<T>,
}

impl<T: Row> Edit<T> {
    /// The side that exists: the after image, else the before image.
    #[must_use]
    pub fn any(&self) -> Option<&T> {
        self.after.as_ref().or(self.before.as_ref())
    }
}

/// A change of a record of any kind. Boxed, so that a list of changes stays small per entry.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    missing_docs,
    reason = "each variant is the kind of the same name in record.rs"
)]
pub enum Change {
    Client(Box<Edit<Client>>),
    Contact(Box<Edit<Contact>>),
    Journey(Box<Edit<Journey>>),
    Spend(Box<Edit<Spend>>),
    TouchDigest(Box<Edit<TouchDigest>>),
    FollowUp(Box<Edit<FollowUp>>),
    Recommendation(Box<Edit<Recommendation>>),
    Touch(Box<Edit<Touch>>),
    Brief(Box<Edit<Brief>>),
    Problem(Box<Edit<Problem>>),
    AdProfile(Box<Edit<AdProfile>>),
    Campaign(Box<Edit<Campaign>>),
    Deck(Box<Edit<Deck>>),
    Checklist(Box<Edit<Checklist>>),
    Promise(Box<Edit<Promise>>),
    ContactTerms(Box<Edit<ContactTerms>>),
    Request(Box<Edit<Request>>),
    Forecast(Box<Edit<Forecast>>),
    Snooze(Box<Edit<Snooze>>),
    View(Box<Edit<View>>),
    Cohort(Box<Edit<Cohort>>),
    DaySheet(Box<Edit<DaySheet>>),
    Meeting(Box<Edit<Meeting>>),
    News(Box<Edit<News>>),
}

/// Runs one expression for the edit inside a change, whatever its kind.
macro_rules! each_kind {
    ($change:expr, $edit:ident => $do:expr) => {
        match $change {
            Change::Client($edit) => $do,
            Change::Contact($edit) => $do,
            Change::Journey($edit) => $do,
            Change::Spend($edit) => $do,
            Change::TouchDigest($edit) => $do,
            Change::FollowUp($edit) => $do,
            Change::Recommendation($edit) => $do,
            Change::Touch($edit) => $do,
            Change::Brief($edit) => $do,
            Change::Problem($edit) => $do,
            Change::AdProfile($edit) => $do,
            Change::Campaign($edit) => $do,
            Change::Deck($edit) => $do,
            Change::Checklist($edit) => $do,
            Change::Promise($edit) => $do,
            Change::ContactTerms($edit) => $do,
            Change::Request($edit) => $do,
            Change::Forecast($edit) => $do,
            Change::Snooze($edit) => $do,
            Change::View($edit) => $do,
            Change::Cohort($edit) => $do,
            Change::DaySheet($edit) => $do,
            Change::Meeting($edit) => $do,
            Change::News($edit) => $do,
        }
    };
}
pub(crate) use each_kind;

impl Change {
    /// A new record.
    pub fn create<T>(row: T) -> Self
    where
        Edit<T>: Into<Self>,
    {
        Edit {
            before: None,
            after: Some(row),
        }
        .into()
    }

    /// A record replaced by another of the same key.
    pub fn replace<T>(before: Option<T>, after: T) -> Self
    where
        Edit<T>: Into<Self>,
    {
        Edit {
            before,
            after: Some(after),
        }
        .into()
    }

    /// A record removed.
    pub fn remove<T>(row: T) -> Self
    where
        Edit<T>: Into<Self>,
    {
        Edit {
            before: Some(row),
            after: None,
        }
        .into()
    }

    /// Which kind of record changes.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Client(_) => Kind::Client,
            Self::Contact(_) => Kind::Contact,
            Self::Journey(_) => Kind::Journey,
            Self::Spend(_) => Kind::Spend,
            Self::TouchDigest(_) => Kind::TouchDigest,
            Self::FollowUp(_) => Kind::FollowUp,
            Self::Recommendation(_) => Kind::Recommendation,
            Self::Touch(_) => Kind::Touch,
            Self::Brief(_) => Kind::Brief,
            Self::Problem(_) => Kind::Problem,
            Self::AdProfile(_) => Kind::AdProfile,
            Self::Campaign(_) => Kind::Campaign,
            Self::Deck(_) => Kind::Deck,
            Self::Checklist(_) => Kind::Checklist,
            Self::Promise(_) => Kind::Promise,
            Self::ContactTerms(_) => Kind::ContactTerms,
            Self::Request(_) => Kind::Request,
            Self::Forecast(_) => Kind::Forecast,
            Self::Snooze(_) => Kind::Snooze,
            Self::View(_) => Kind::View,
            Self::Cohort(_) => Kind::Cohort,
            Self::DaySheet(_) => Kind::DaySheet,
            Self::Meeting(_) => Kind::Meeting,
            Self::News(_) => Kind::News,
        }
    }

    /// The client whose record changes; `None` only for an empty change.
    #[must_use]
    pub fn client(&self) -> Option<ClientId> {
        each_kind!(self, edit => edit.any().map(Row::client))
    }

    /// The change that takes this one back.
    #[must_use]
    pub fn inverse(self) -> Self {
        fn flip<T>(edit: Edit<T>) -> Edit<T> {
            Edit {
                before: edit.after,
                after: edit.before,
            }
        }
        each_kind!(self, edit => flip(*edit).into())
    }
}
