//! The preview: whom every row means and what it would change. Nothing is changed here.

use std::collections::HashMap;

use jiff::Timestamp;
use uuid::Uuid;

use super::ads::Accounts;
use super::matcher::{Matcher, Target};
use super::merge::{Draft, merge};
use super::{Candidate, Clash, Counts, Field, Owner, Skip, Verdict};
use crate::domain::{Book, ClientId, Currency};

/// A row of the preview table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlannedRow {
    /// What would become of the row.
    pub verdict: Verdict,
    /// The client of the book it means, when it means one.
    pub client: Option<ClientId>,
}

/// All rows that mean one client, in the order of the file.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) known: Option<ClientId>,
    /// Indices of the candidates.
    pub(super) rows: Vec<u32>,
    pub(super) changes: bool,
}

/// What an import would do to the book it was planned against.
#[derive(Debug, Clone)]
pub struct ImportPlan {
    candidates: Vec<Candidate>,
    rows: Vec<PlannedRow>,
    counts: Counts,
    pub(super) groups: Vec<Group>,
    owner: Owner,
    taken: Vec<Currency>,
    kept: usize,
    revision: u64,
}

impl ImportPlan {
    /// The rows of the preview table with what the file says, in the order of the file.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = (&Candidate, &PlannedRow)> {
        self.candidates.iter().zip(&self.rows)
    }

    /// One row of the preview table.
    #[must_use]
    pub fn row(&self, index: usize) -> Option<(&Candidate, &PlannedRow)> {
        Some((self.candidates.get(index)?, self.rows.get(index)?))
    }

    /// How many rows the preview table has (monthly rows of one client are one).
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether the file has no data rows.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Rows of the file by verdict.
    #[must_use]
    pub const fn counts(&self) -> Counts {
        self.counts
    }

    /// Whether the plan was made against the book as it is now.
    #[must_use]
    pub const fn is_fresh(&self, book: &Book) -> bool {
        self.revision == book.revision()
    }

    /// The same file against the book as it is now.
    #[must_use]
    pub fn again(self, book: &Book) -> Self {
        plan_for(book, self.candidates, self.owner)
    }

    /// What the file says, to be planned anew.
    #[must_use]
    pub fn into_candidates(self) -> Vec<Candidate> {
        self.candidates
    }

    /// Clients of the book the file means, in the order it first does.
    pub fn clients(&self) -> impl Iterator<Item = ClientId> {
        self.groups.iter().filter_map(|group| group.known)
    }

    /// The currencies taken for new campaigns whose report names none.
    #[must_use]
    pub fn taken_currencies(&self) -> &[Currency] {
        &self.taken
    }

    /// How many clients stand elsewhere than the file says, and stay there.
    #[must_use]
    pub const fn stages_kept(&self) -> usize {
        self.kept
    }

    /// How many rows of the file are left out because their client is archived.
    #[must_use]
    pub fn archived_kept(&self) -> u64 {
        let left = self
            .rows()
            .filter(|(_, row)| row.verdict == Verdict::Skip(Skip::Archived));
        left.map(|(candidate, _)| u64::from(candidate.rows)).sum()
    }

    pub(super) fn candidate(&self, index: u32) -> Option<&Candidate> {
        self.candidates.get(index as usize)
    }
}

/// Matches candidates against the book: 100 000 rows in a fraction of a second.
#[must_use]
pub fn plan(book: &Book, candidates: Vec<Candidate>) -> ImportPlan {
    plan_for(book, candidates, Owner::Nobody)
}

/// [`plan`], for a report of campaigns that is `owner`'s. The campaigns of every client it means must have
/// been read (`unread` tells which were not).
#[must_use]
pub fn plan_for(book: &Book, candidates: Vec<Candidate>, owner: Owner) -> ImportPlan {
    let mut groups: Vec<Group> = Vec::new();
    let mut rows = Vec::with_capacity(candidates.len());
    // Groups made for clients of the book; a planned client's number is its group.
    let mut known: HashMap<ClientId, u32> = HashMap::new();
    let patches = || candidates.iter().filter_map(|c| c.campaign.as_deref());
    let campaigns = patches().next().is_some();
    let accounts = campaigns.then(|| Accounts::new(book, owner, patches()));
    // Names and phones of a whole portfolio are not needed to find ad accounts.
    let nobody = Book::new();
    let mut matcher = Matcher::new(if campaigns { &nobody } else { book }, candidates.len());
    for (index, row) in candidates.iter().enumerate() {
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        let next = u32::try_from(groups.len()).unwrap_or(u32::MAX);
        let found = match row.skip {
            Some(skip) => Err(Verdict::Skip(skip)),
            None if row.title().is_empty() => Err(Verdict::Skip(Skip::NoName)),
            None => match (&row.campaign, &accounts) {
                (Some(patch), Some(accounts)) => {
                    accounts.find(patch).map(|id| Some(Target::Known(id)))
                }
                _ => matcher.find(row),
            }
            .map_err(Verdict::Conflict),
        };
        let target = match found {
            Err(verdict) => {
                rows.push(PlannedRow {
                    verdict,
                    client: None,
                });
                continue;
            }
            Ok(found) => found.unwrap_or(Target::Planned(next)),
        };
        let (place, client) = match target {
            Target::Planned(place) => (place, None),
            Target::Known(id) => (*known.entry(id).or_insert(next), Some(id)),
        };
        let new = place == next;
        if new {
            groups.push(Group {
                known: client,
                rows: Vec::new(),
                changes: false,
            });
        }
        if let Some(group) = groups.get_mut(place as usize) {
            group.rows.push(index);
        }
        if row.campaign.is_none() {
            matcher.learn(row, target, new && client.is_none());
        }
        rows.push(PlannedRow {
            verdict: Verdict::New,
            client,
        });
    }
    drop(matcher);
    let mut plan = ImportPlan {
        candidates,
        rows,
        counts: Counts::default(),
        groups,
        owner,
        taken: Vec::new(),
        kept: 0,
        revision: book.revision(),
    };
    judge(&mut plan, book);
    plan
}

/// Gives every matched row its verdict by merging its whole group: a client whose rows cancel out is unchanged.
fn judge(plan: &mut ImportPlan, book: &Book) {
    for group in &mut plan.groups {
        let dossier = group.known.and_then(|id| book.get(id));
        let members = || {
            group
                .rows
                .iter()
                .filter_map(|i| plan.candidates.get(*i as usize))
        };
        let Some(first) = members().next() else {
            continue;
        };
        if dossier.is_none() && members().all(|row| row.spend.is_empty()) {
            // Nothing of a new client's can clash but currencies.
            group.changes = true;
            plan.counts.clients_new += 1;
            continue;
        }
        let mut draft = dossier.map_or_else(
            || Draft::new(first, ClientId(Uuid::nil()), Timestamp::UNIX_EPOCH),
            |dossier| Draft::of(dossier, members(), Timestamp::UNIX_EPOCH),
        );
        let answers = merge(&mut draft, members(), Timestamp::UNIX_EPOCH, Uuid::nil);
        for currency in draft.ads.iter().flat_map(|ads| &ads.taken) {
            if !plan.taken.contains(currency) {
                plan.taken.push(*currency);
            }
        }
        let elsewhere = members().any(|row| draft.stands_elsewhere(&row.client));
        plan.kept += usize::from(dossier.is_some() && elsewhere);
        let archived = draft.client.archived_at.is_some();
        let same = dossier.is_some_and(|d| {
            draft.client == d.client
                && draft.contacts == d.contacts
                && draft.journey.as_ref() == d.journey.as_deref()
                && draft.spend.as_ref() == d.spend.as_deref()
                && draft.ads.as_ref().is_none_or(|ads| !ads.changed)
        });
        group.changes = !same && !archived && answers.iter().any(Result::is_ok);
        if group.changes {
            *(if dossier.is_some() {
                &mut plan.counts.clients_updated
            } else {
                &mut plan.counts.clients_new
            }) += 1;
        }
        for (index, answer) in group.rows.iter().zip(answers) {
            let verdict = match answer {
                Err(clash) => Verdict::Conflict(clash),
                Ok(_) if dossier.is_none() => Verdict::New,
                Ok(fields) if same || fields.is_empty() => Verdict::Unchanged,
                Ok(_) if archived => Verdict::Skip(Skip::Archived),
                Ok(fields) if fields.has(Field::Campaign) => Verdict::New,
                Ok(fields) => Verdict::Update(fields),
            };
            if let Some(row) = plan.rows.get_mut(*index as usize) {
                row.verdict = verdict;
            }
        }
    }
    for (row, candidate) in plan.rows.iter().zip(&plan.candidates) {
        plan.counts.add(row.verdict, candidate.rows);
    }
}

impl From<Clash> for Verdict {
    fn from(clash: Clash) -> Self {
        Self::Conflict(clash)
    }
}
