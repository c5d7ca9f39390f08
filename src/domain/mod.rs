//! Facts and rules of the field: no IO, no words for a screen, no terminal, no clock.
//!
//! Every change of data is born here as a [`Transaction`] of symmetric [`Change`]s: `decide` turns a
//! [`Command`] into one, [`Book::apply`] carries it out in memory, the store writes the same object to
//! disk, and its [inverse](Transaction::inverse) is undo. Records are plain structs named by the field's
//! terms; adding a kind is one line in [`record`] plus its file.

pub mod agenda;
pub mod attempt;
pub mod audit;
pub mod book;
pub mod brief;
pub mod calendar;
pub mod calendar_file;
pub mod campaign;
pub mod cell;
pub mod change;
pub mod client;
pub mod client_order;
pub mod cohort;
pub mod command;
pub mod contact;
pub mod contact_terms;
pub mod day_sheet;
pub mod deck;
pub mod evening;
pub mod external;
pub mod focus;
pub mod fold;
pub mod follow_up;
pub mod forecast;
pub mod free_text;
pub mod greet_day;
pub mod history;
pub mod id;
pub mod import;
pub mod inbox;
pub mod intent;
pub mod letter;
pub mod library;
pub mod meeting;
pub mod money;
pub mod month;
pub mod morning;
pub mod news;
pub mod passphrase;
pub mod plain;
pub mod plan_sheet;
pub mod playbook;
pub mod policy;
pub mod problem;
pub mod promise;
pub mod query;
pub mod ranking;
pub mod ranking_method;
pub mod recommendation;
pub mod record;
pub mod request;
pub mod slides;
pub mod snippet;
pub mod snooze;
pub mod spend;
pub mod stage;
pub(crate) mod terms;
pub mod timeline;
pub mod touch;
pub mod transaction;
pub mod view;
pub mod view_list;

pub use agenda::{Agenda, DayFrame, Reason, Value};
pub use book::{Book, Conflict, Dossier};
pub use brief::{Brief, BriefField, Budget, Goal, GoalId, Kpi, Metric};
pub use calendar::Calendar;
pub use campaign::{
    AdAccount, AdDigest, AdImport, AdProfile, Campaign, CampaignGroup, CampaignOrder, CampaignRow,
    CampaignState, CampaignTable, CampaignType, Dismissal, Figures, Known, Period, Platform,
};
pub use change::{Change, Edit};
pub use client::{
    Cadence, ChannelHours, Client, ContactPolicy, Expertise, Hours, ServiceModel, Tier, Zone,
};
pub use cohort::{Cohort, Departure, Member};
pub use command::{Command, Env, NewsCommand, RuleError, TermsCommand};
pub use contact::{Birthday, Contact};
pub use contact_terms::ContactTerms;
pub use day_sheet::{DaySheet, Pin};
pub use deck::Deck;
pub use external::ExternalId;
pub use follow_up::FollowUp;
pub use forecast::Forecast;
pub use greet_day::GreetDay;
pub use history::History;
pub use id::{
    CampaignId, ChecklistId, ClientId, CohortId, ContactId, DeckId, ForecastId, GroupId, Ids,
    MeetingId, NewsId, ProblemId, PromiseId, RecommendationId, RequestId, SheetId, TouchId, ViewId,
};
pub use intent::Intent;
pub use library::{Library, LibraryFault, LibraryProblem};
pub use meeting::Meeting;
pub use money::{Currency, Money};
pub use month::Month;
pub use news::{News, NewsKind};
pub use passphrase::{Passphrase, Weakness};
pub use playbook::{Bilingual, Checklist, ChecklistStep, Letter, Playbook, PlaybookStep};
pub use problem::{FoundBy, Problem, ProblemLife, ProblemStep, Severity, Solver};
pub use promise::{Promise, PromiseLife, Side};
pub use ranking::{Portfolio, Quadrant, Ranked, Ranking};
pub use ranking_method::Method;
pub use recommendation::{
    Check, Decision, Doer, Effect, Effort, Grounds, Life, LifeStep, Recommendation,
    RecommendationKind, Verdict,
};
pub use record::{Kind, Record};
pub use request::{Request, RequestKind, RequestLife, RequestStep};
pub use slides::{Script, Slides};
pub use snippet::{Snippet, SnippetKind};
pub use snooze::Snooze;
pub use spend::{Amounts, Spend};
pub use stage::{Journey, Parked, Stage, Stay};
pub use touch::{Channel, Direction, LastTouch, Mood, Outcome, Purpose, Touch, TouchDigest};
pub use transaction::{Entry, Origin, Transaction};
pub use view::{ReadyView, View, ViewColumn, ViewOrder, ViewPane};
pub use view_list::{find_view, views};
