//! Facts and rules of the field: no IO, no words for a screen, no terminal, no clock.
//!
//! Every change of data is born here as a [`Transaction`] of symmetric [`Change`]s: `decide` turns a
//! [`Command`] into one, [`Book::apply`] carries it out in memory, the store writes the same object to
//! disk, and its [inverse](Transaction::inverse) is undo. Records are plain structs named by the field's
//! terms; adding a kind is one line in [`record`] plus its file.

pub mod agenda;
pub mod book;
pub mod calendar;
pub mod change;
pub mod client;
pub mod command;
pub mod contact;
pub mod external;
pub mod fold;
pub mod follow_up;
pub mod history;
pub mod id;
pub mod import;
pub mod intent;
pub mod money;
pub mod month;
pub mod recommendation;
pub mod record;
pub mod spend;
pub mod stage;
pub(crate) mod terms;
pub mod touch;
pub mod transaction;

pub use agenda::{Agenda, DayFrame, Reason, Value};
pub use book::{Book, Conflict, Dossier};
pub use calendar::Calendar;
pub use change::{Change, Edit};
pub use client::{
    Cadence, ChannelHours, Client, ContactPolicy, Expertise, Hours, ServiceModel, Tier, Zone,
};
pub use command::{Command, Env, RuleError};
pub use contact::{Birthday, Contact};
pub use external::ExternalId;
pub use follow_up::FollowUp;
pub use history::History;
pub use id::{ClientId, ContactId, GroupId, Ids, RecommendationId, TouchId};
pub use intent::Intent;
pub use money::{Currency, Money};
pub use month::Month;
pub use recommendation::{Effort, Life, LifeStep, Recommendation, RecommendationKind};
pub use record::{Kind, Record};
pub use spend::Spend;
pub use stage::{Journey, Parked, Stage, Stay};
pub use touch::{Channel, Direction, LastTouch, Outcome, Touch, TouchDigest};
pub use transaction::{Entry, Origin, Transaction};
