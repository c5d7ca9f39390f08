//! Whom news may go to, and who still waits for it (A22, A15).
//!
//! Three rules:
//!
//! * whoever said no to news, or is not to be called, never gets any;
//! * whoever was never asked may be told in a talk, where a word is enough to stop;
//! * a mailing takes consent given beforehand: a yes to news, or the policy *news only*, which is one.

use std::collections::HashSet;

use jiff::Zoned;

use crate::domain::query::{Plan, Query};
use crate::domain::{Book, ClientId, ContactPolicy, Dossier, News};

/// How far a piece of news has come.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Audience {
    /// Who is to be told and was not yet, in the order of the portfolio.
    pub waiting: Vec<ClientId>,
    /// How many of those it is for were told.
    pub told: usize,
}

impl Audience {
    /// How many it is for.
    #[must_use]
    pub fn target(&self) -> usize {
        self.told + self.waiting.len()
    }
}

/// Whether news may be told to the client.
#[must_use]
pub fn may_tell(dossier: &Dossier) -> bool {
    let said = dossier.work().terms.as_ref().and_then(|t| t.news);
    let client = &dossier.client;
    client.archived_at.is_none()
        && client.policy != ContactPolicy::DoNotCall
        && (said != Some(false))
}

/// Whether news may be sent to the client unasked.
#[must_use]
pub fn may_mail(dossier: &Dossier) -> bool {
    let said = dossier.work().terms.as_ref().and_then(|t| t.news);
    let agreed = said.unwrap_or(dossier.client.policy == ContactPolicy::NewsOnly);
    may_tell(dossier) && agreed
}

/// Who is to hear a piece of news, told and not told. Somebody told who has said no since counts no more.
#[must_use]
pub fn audience(news: &News, book: &Book, now: &Zoned) -> Audience {
    let told: HashSet<ClientId> = news.told.iter().map(|(client, _)| *client).collect();
    let mut found = Audience::default();
    for dossier in segment(news, book, now) {
        if told.contains(&dossier.id()) {
            found.told += 1;
        } else {
            found.waiting.push(dossier.id());
        }
    }
    found
}

/// The clients a piece of news is for, in the order of the portfolio.
pub fn segment<'b>(
    news: &News,
    book: &'b Book,
    now: &Zoned,
) -> impl Iterator<Item = &'b Dossier> + use<'b> {
    let reach = Reach::of(news, now);
    book.active().filter(move |dossier| reach.holds(dossier))
}

/// Whom a piece of news is for, client by client: those its query asks for that may be told. Lists, agenda and call
/// ask the same.
#[derive(Debug, Clone)]
pub struct Reach {
    /// `None`: a query that cannot be read, which asks for nobody; it is refused before it is written down.
    plan: Option<Plan<'static>>,
}

impl Reach {
    /// Of a piece of news at a moment. No ranking is looked at: news does not ask for scores.
    #[must_use]
    pub fn of(news: &News, now: &Zoned) -> Self {
        let query = Query::parse(&news.query).ok();
        Self {
            plan: query.map(|query| Plan::new(&query, now, None)),
        }
    }

    /// Whether it is for the client.
    #[must_use]
    pub fn holds(&self, dossier: &Dossier) -> bool {
        may_tell(dossier) && self.plan.as_ref().is_some_and(|plan| plan.holds(dossier))
    }
}
