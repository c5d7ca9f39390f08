//! What the work on a client's advertising has brought up. Kept behind one pointer: most clients of a large
//! portfolio have none of it.

use crate::domain::{
    AdProfile, Brief, Campaign, Checklist, ContactTerms, Deck, Forecast, Problem, Promise, Record,
    Request, Snooze,
};

/// Brief, problems, campaigns, presentations, checklists, agreements of one client.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Work {
    /// What the advertising is for.
    pub brief: Option<Box<Brief>>,
    /// What must be put right, in the order found.
    pub problems: Vec<Problem>,
    /// What is known of the advertising as a whole.
    pub ads: Option<Box<AdProfile>>,
    /// Its campaigns in the order they were first imported, once they were read from disk.
    pub campaigns: Option<Vec<Campaign>>,
    /// Presentations sent, oldest first.
    pub decks: Vec<Deck>,
    /// Playbooks applied, oldest first.
    pub checklists: Vec<Checklist>,
    /// Agreements, oldest first.
    pub promises: Vec<Promise>,
    /// What was agreed on the form of communication.
    pub terms: Option<Box<ContactTerms>>,
    /// What came in, oldest first.
    pub requests: Vec<Request>,
    /// Forecasts of the manager, oldest first.
    pub forecasts: Vec<Forecast>,
    /// Kept off the agenda until a day.
    pub snooze: Option<Box<Snooze>>,
}

impl Work {
    pub(super) const NONE: Self = Self {
        brief: None,
        problems: Vec::new(),
        ads: None,
        campaigns: None,
        decks: Vec::new(),
        checklists: Vec::new(),
        promises: Vec::new(),
        terms: None,
        requests: Vec::new(),
        forecasts: Vec::new(),
        snooze: None,
    };

    /// Whether nothing hangs on the client here. Campaigns never come without a profile.
    pub(super) fn is_bare(&self) -> bool {
        self.brief.is_none()
            && self.problems.is_empty()
            && self.ads.is_none()
            && self.decks.is_empty()
            && self.checklists.is_empty()
            && self.promises.is_empty()
            && self.terms.is_none()
            && self.requests.is_empty()
            && self.forecasts.is_empty()
            && self.snooze.is_none()
    }

    /// Whether there are campaigns on disk that were not read yet. A profile made by hand has none to wait for.
    #[must_use]
    pub fn campaigns_unread(&self) -> bool {
        let some = (self.ads.as_ref()).is_some_and(|ads| ads.digest.campaigns > 0);
        some && self.campaigns.is_none()
    }

    /// Hangs a record as the store hands it over.
    ///
    /// # Errors
    /// The record itself when it belongs elsewhere.
    pub(super) fn hang(&mut self, record: Record) -> Result<(), Box<Record>> {
        // Most clients have one or two of these, and a large portfolio has many clients.
        fn last<T>(rows: &mut Vec<T>, row: T) {
            rows.reserve_exact(1);
            rows.push(row);
        }
        match record {
            Record::Brief(row) => self.brief = Some(Box::new(row)),
            Record::Problem(row) => last(&mut self.problems, row),
            Record::AdProfile(row) => self.ads = Some(Box::new(row)),
            Record::Campaign(row) => self.campaigns.get_or_insert_default().push(row),
            Record::Deck(row) => last(&mut self.decks, row),
            Record::Checklist(row) => last(&mut self.checklists, row),
            Record::Promise(row) => last(&mut self.promises, row),
            Record::ContactTerms(row) => self.terms = Some(Box::new(row)),
            Record::Request(row) => last(&mut self.requests, row),
            Record::Forecast(row) => last(&mut self.forecasts, row),
            Record::Snooze(row) => self.snooze = Some(Box::new(row)),
            other => return Err(Box::new(other)),
        }
        Ok(())
    }
}
