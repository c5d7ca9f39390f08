//! All that is known of one client.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Work;
use crate::domain::fold::{fold_into, letters, phone_digits};
use crate::domain::{
    Client, ClientId, Contact, Currency, FollowUp, GoalId, Journey, Life, Problem, Recommendation,
    Record, Spend, Stage, Touch, TouchDigest,
};

/// A client with everything that hangs on it.
#[derive(Debug, Clone)]
pub struct Dossier {
    /// The client.
    pub client: Client,
    /// Its people, in the order they were added.
    pub contacts: Vec<Contact>,
    /// Where it stands; `None` reads as [`Journey::start`] at creation.
    pub journey: Option<Box<Journey>>,
    /// Spend by month, when any is known.
    pub spend: Option<Box<Spend>>,
    /// The sum of its touches, when there is any.
    pub digest: Option<Box<TouchDigest>>,
    /// The next touch, when planned.
    pub follow_up: Option<Box<FollowUp>>,
    /// Its recommendations, in the order they were written.
    pub recommendations: Vec<Recommendation>,
    /// Its touches, oldest first, once the history was read from disk.
    pub touches: Option<Vec<Touch>>,
    /// What the work on its advertising has brought up; `None` takes no room.
    work: Option<Box<Work>>,
    haystack: Box<str>,
    name_end: u32,
    letters: u64,
}

impl Dossier {
    /// A dossier with nothing but the client.
    #[must_use]
    pub fn new(client: Client) -> Self {
        let mut dossier = Self::gather(client);
        dossier.reindex();
        dossier
    }

    /// The beginning of a dossier read as a whole: [`hang`](Self::hang) its records on it, then
    /// [`gathered`](Self::gathered). Until then search does not see it.
    #[must_use]
    pub fn gather(client: Client) -> Self {
        Self {
            client,
            contacts: Vec::new(),
            journey: None,
            spend: None,
            digest: None,
            follow_up: None,
            recommendations: Vec::new(),
            touches: None,
            work: None,
            haystack: Box::default(),
            name_end: 0,
            letters: 0,
        }
    }

    /// Hangs a record on the client, without a look at what search needs.
    ///
    /// # Errors
    /// The record itself when it is a client.
    pub fn hang(&mut self, record: Record) -> Result<(), Box<Record>> {
        // Most clients have one or two of these: room for four would be half a kilobyte of nothing.
        fn last<T>(rows: &mut Vec<T>, row: T) {
            rows.reserve_exact(1);
            rows.push(row);
        }
        match record {
            Record::Client(_) => return Err(Box::new(record)),
            Record::Contact(row) => last(&mut self.contacts, row),
            Record::Journey(row) => self.journey = Some(Box::new(row)),
            Record::Spend(row) => self.spend = Some(Box::new(row)),
            Record::TouchDigest(row) => self.digest = Some(Box::new(row)),
            Record::FollowUp(row) => self.follow_up = Some(Box::new(row)),
            Record::Recommendation(row) => last(&mut self.recommendations, row),
            Record::Touch(row) => self.touches.get_or_insert_default().push(row),
            other => self.work.get_or_insert_default().hang(other)?,
        }
        Ok(())
    }

    /// All records hang: builds what search needs, once.
    pub fn gathered(&mut self) {
        self.reindex();
    }

    /// Brief, problems, campaigns, presentations, checklists, agreements.
    #[must_use]
    pub fn work(&self) -> &Work {
        static NONE: Work = Work::NONE;
        self.work.as_deref().unwrap_or(&NONE)
    }

    /// The same to be changed; [`settle_work`](Self::settle_work) afterwards.
    pub(super) fn work_mut(&mut self) -> &mut Work {
        self.work.get_or_insert_default()
    }

    /// Gives the room back when nothing is left.
    pub(super) fn settle_work(&mut self) {
        if self.work.as_deref() == Some(&Work::NONE) {
            self.work = None;
        }
    }

    /// The currency its sums are told in: that of its spend, else of its budget, else the rouble.
    #[must_use]
    pub fn currency(&self) -> Currency {
        let budget = || self.work().brief.as_ref()?.budget_now.as_ref();
        self.spend
            .as_ref()
            .map(|s| s.currency)
            .or_else(|| budget().map(|b| b.amount.currency))
            .unwrap_or(Currency::RUB)
    }

    /// How much of the brief is filled, `0..=100` percent.
    #[must_use]
    pub fn brief_completeness(&self) -> u8 {
        let brief = self.work().brief.as_deref();
        brief.map_or(0, crate::domain::Brief::completeness)
    }

    /// Live recommendations that serve a goal of the brief (A11).
    #[must_use]
    pub fn advice_for(&self, goal: GoalId) -> usize {
        self.recommendations
            .iter()
            .filter(|r| r.archived_at.is_none() && r.life.is_open())
            .filter(|r| r.grounds().goal == Some(goal))
            .count()
    }

    /// Open problems, critical ones first, oldest first.
    #[must_use]
    pub fn open_problems(&self) -> Vec<&Problem> {
        let mut open: Vec<_> = self
            .work()
            .problems
            .iter()
            .filter(|p| p.is_open())
            .collect();
        open.sort_by_key(|p| (p.severity, p.found_at));
        open
    }

    /// How many critical problems are open (A9): the mark of a board card.
    #[must_use]
    pub fn burning_problems(&self) -> usize {
        let all = &self.work().problems;
        all.iter().filter(|p| p.is_burning()).count()
    }

    /// The client's identity.
    #[must_use]
    pub const fn id(&self) -> ClientId {
        self.client.id
    }

    /// Where the client stands, with the implied beginning when nothing was recorded.
    #[must_use]
    pub fn journey(&self) -> Journey {
        self.journey
            .as_deref()
            .cloned()
            .unwrap_or_else(|| Journey::start(self.client.id, self.client.created_at))
    }

    /// The stage alone, without building a journey.
    #[must_use]
    pub fn stage(&self) -> Stage {
        self.journey
            .as_ref()
            .map_or(Stage::Acquaintance, |j| j.stage)
    }

    /// The cycle alone, from 1.
    #[must_use]
    pub fn cycle(&self) -> u32 {
        self.journey.as_ref().map_or(1, |j| j.cycle)
    }

    /// When the present stage was entered.
    #[must_use]
    pub fn stage_since(&self) -> Timestamp {
        self.journey
            .as_ref()
            .map_or(self.client.created_at, |j| j.entered_at)
    }

    /// Since when it is a client, as far as anybody told, on the manager's calendar.
    #[must_use]
    pub fn known_since(&self, own: &TimeZone) -> Date {
        let client = &self.client;
        let made = || own.to_datetime(client.created_at).date();
        client.since.unwrap_or_else(made)
    }

    /// The latest real contact by any person and channel.
    #[must_use]
    pub fn last_real(&self) -> Option<Timestamp> {
        Some(self.digest.as_ref()?.last_real?.at)
    }

    /// Recommendations before the client's decision: what the drafts pane lists.
    pub fn live_recommendations(&self) -> impl Iterator<Item = &Recommendation> {
        self.recommendations.iter().filter(|r| {
            r.archived_at.is_none()
                && matches!(
                    r.life,
                    Life::Draft | Life::Ready | Life::Sent | Life::Postponed
                )
        })
    }

    /// The person to ask for first: the first decision maker with a phone, else anybody with one.
    #[must_use]
    pub fn first_contact(&self) -> Option<&Contact> {
        let with_phone = || self.contacts.iter().filter(|c| !c.phones.is_empty());
        with_phone()
            .find(|c| c.decision_maker)
            .or_else(|| with_phone().next())
            .or_else(|| self.contacts.iter().find(|c| c.decision_maker))
            .or_else(|| self.contacts.first())
    }

    /// The folded name: the key of alphabetical order.
    #[must_use]
    pub fn sort_name(&self) -> &str {
        self.haystack
            .get(..self.name_end as usize)
            .unwrap_or_default()
    }

    /// Folded name, contacts, tags and phone digits, one a line: what a filter looks through.
    #[must_use]
    pub fn haystack(&self) -> &str {
        &self.haystack
    }

    /// Letters of the haystack, see [`letters`].
    #[must_use]
    pub const fn letters(&self) -> u64 {
        self.letters
    }

    /// Rebuilds the search text after the client or a contact changed.
    pub(super) fn reindex(&mut self) {
        let mut text = String::with_capacity(192);
        fold_into(&self.client.name, &mut text);
        self.name_end = u32::try_from(text.len()).unwrap_or(0);
        for tag in &self.client.tags {
            text.push_str("\n#");
            fold_into(tag, &mut text);
        }
        for contact in &self.contacts {
            index_contact(contact, &mut text);
        }
        self.letters = letters(&text);
        self.haystack = text.into_boxed_str();
    }

    /// Adds the search text of the last contact, when all before it are in.
    pub(super) fn index_last(&mut self) {
        let Some(contact) = self.contacts.last() else {
            return;
        };
        let mut text = std::mem::take(&mut self.haystack).into_string();
        let from = text.len();
        index_contact(contact, &mut text);
        self.letters |= letters(text.get(from..).unwrap_or_default());
        self.haystack = text.into_boxed_str();
    }
}

fn index_contact(contact: &Contact, text: &mut String) {
    text.push('\n');
    fold_into(&contact.name, text);
    for email in &contact.emails {
        text.push('\n');
        fold_into(email, text);
    }
    for phone in &contact.phones {
        text.push('\n');
        text.push_str(&phone_digits(phone));
    }
}
