//! Importing: what a file says about clients, matched against the book.
//!
//! A parser (`jobs::import`) turns bytes into [`Candidate`]s and knows no book. [`plan`] finds out whom each
//! candidate means and what it would change: the preview. [`ImportRun`] turns the plan into transactions of
//! one group, slice by slice, merging each slice against the book as it is *then*, so that an edit made while
//! the import runs is never lost.
//!
//! The merge rule, in one place (`merge`): a file fills or replaces only the fields it carries; tags,
//! phones, e-mails and external ids are unions; notes are added only if that text is not there yet; nothing
//! is ever blanked. The same file imported twice changes nothing the second time (formats: rule 11).

mod ads;
#[cfg(test)]
mod ads_tests;
mod matcher;
mod merge;
mod plan;
mod run;
#[cfg(test)]
mod tests;
mod verdict;

use jiff::Timestamp;
use jiff::civil::Date;

use super::{
    Birthday, Cadence, ChannelHours, ClientId, ContactPolicy, Currency, Expertise, ExternalId,
    Month, ServiceModel, Stage, Tier, Zone,
};

pub use ads::{CampaignPatch, Owner, unread};
pub use plan::{ImportPlan, PlannedRow, plan, plan_for};
pub use run::ImportRun;
pub use verdict::{Clash, Counts, Field, Fields, Skip, Verdict};

/// How a row comes by the name of its client: it decides how far the name may be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NameSource {
    /// The row *is* the client: its name finds the client and renames a client found by id.
    #[default]
    Own,
    /// The company a deal or a person belongs to: finds or creates the client, never renames it.
    Company,
    /// A person without a company: finds a client by phone, or by name when phones do not contradict.
    Person,
    /// The title of a deal, for want of anything better: it names a new client, and finds none when the row
    /// has an id.
    Title,
}

/// What a row says about its client; `None` and empty lists: the file says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ClientPatch {
    /// Our own identity, from a table this program exported.
    pub id: Option<ClientId>,
    /// Whom the row means, in whatever way the file names it: `amocrm:501`, a bare id, a name.
    pub reference: Option<String>,
    /// The name.
    pub name: Option<String>,
    /// Where the name comes from.
    pub source: NameSource,
    /// Category.
    pub tier: Option<Tier>,
    /// Who runs the campaigns.
    pub service_model: Option<ServiceModel>,
    /// Level of preparation.
    pub expertise: Option<Expertise>,
    /// How much contact is wanted.
    pub policy: Option<ContactPolicy>,
    /// Rhythm of touches.
    pub cadence: Option<Cadence>,
    /// Accepted channels with hours, preferred first; empty: the file says nothing.
    pub channels: Vec<ChannelHours>,
    /// Time zone.
    pub zone: Option<Zone>,
    /// Tags to add.
    pub tags: Vec<String>,
    /// Pieces of text to add to the notes, each once.
    pub notes: Vec<String>,
    /// Who of ours leads the client.
    pub owner: Option<String>,
    /// Since when it is a client. From a row that is not the client itself it only ever moves back.
    pub since: Option<Date>,
    /// Ids in other systems to add.
    pub external: Vec<ExternalId>,
    /// The stage and the cycle it stands in: for a client that was never moved here. A client that was is moved by
    /// a person alone.
    pub stands: Option<(Stage, u32)>,
    /// When it was archived: for a client that is new here.
    pub archived_at: Option<Timestamp>,
}

/// What a row says about a person of its client.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ContactPatch {
    /// Full name; the client's name is taken when a row has only phones.
    pub name: Option<String>,
    /// Position.
    pub role: Option<String>,
    /// Whether this person decides.
    pub decision_maker: Option<bool>,
    /// Phones to add, compared by the last ten digits.
    pub phones: Vec<String>,
    /// E-mail addresses to add, compared without case.
    pub emails: Vec<String>,
    /// Messenger handles to add.
    pub messengers: Vec<String>,
    /// The day to congratulate on.
    pub birthday: Option<Birthday>,
    /// Pieces of text to add to the notes, each once.
    pub notes: Vec<String>,
    /// Ids in other systems to add.
    pub external: Vec<ExternalId>,
}

/// One monthly figure. Several figures of one client and month in one import are summed, then *replace* what
/// the book holds for that month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure {
    /// Which month.
    pub month: Month,
    /// Minor units.
    pub minor: i64,
    /// The currency, when the file names one.
    pub currency: Option<Currency>,
}

/// One row of a file (or all monthly rows of one client), ready to be matched.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Candidate {
    /// The physical line where the row begins, from 1.
    pub line: u64,
    /// How many rows of the file it stands for, at least 1.
    pub rows: u32,
    /// The client.
    pub client: ClientPatch,
    /// A person of the client.
    pub contact: Option<ContactPatch>,
    /// Monthly figures.
    pub spend: Vec<Figure>,
    /// A campaign with its figures: the candidate stands for all rows of the report that tell of it, and
    /// the client is found by its ad account.
    pub campaign: Option<Box<CampaignPatch>>,
    /// The parser found that the row cannot be taken.
    pub skip: Option<Skip>,
}

impl Candidate {
    /// A row that begins at `line` and says nothing yet.
    #[must_use]
    pub fn at(line: u64) -> Self {
        Self {
            line,
            rows: 1,
            ..Self::default()
        }
    }

    /// A row that cannot be taken.
    #[must_use]
    pub fn skipped(line: u64, skip: Skip) -> Self {
        Self {
            skip: Some(skip),
            ..Self::at(line)
        }
    }

    /// Whether an id of another system says whom the row means.
    fn has_id(&self) -> bool {
        let person = self.contact.as_ref();
        !self.client.external.is_empty() || person.is_some_and(|c| !c.external.is_empty())
    }

    /// What a preview calls the row: the campaign's or the client's name, else the way the file refers to it.
    #[must_use]
    pub fn title(&self) -> &str {
        if let Some(campaign) = &self.campaign {
            return campaign.title();
        }
        self.client
            .name
            .as_deref()
            .or(self.client.reference.as_deref())
            .unwrap_or_default()
    }
}
