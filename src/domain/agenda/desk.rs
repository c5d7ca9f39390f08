//! What the portfolio as a whole says about the day: the manager's own arrangement, the focus of the month, news.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::Timestamp;
use jiff::civil::Time;

use super::asks::DECISION_DAYS;
use super::cadence;
use super::{DayFrame, Reason};
use crate::domain::calendar::days;
use crate::domain::policy::audience::{Reach, may_mail};
use crate::domain::{Book, ClientId, DaySheet, Dossier, Month, News};

/// Days a client of the policy "news only" is left alone between two news (A27).
const NEWS_DAYS: i64 = 30;

/// What the manager settled about one client's call.
#[derive(Debug, Default)]
pub(super) struct Hand {
    pub(super) pin: Option<Time>,
    pub(super) added: bool,
    pub(super) dropped: Option<String>,
}

impl Hand {
    /// Whether the call is the manager's own wish.
    pub(super) const fn is_wanted(&self) -> bool {
        self.pin.is_some() || self.added
    }

    /// Whether nothing of that wish is left once somebody `tried`: the hour it was kept for has been used.
    pub(super) fn is_spent(&self, tried: Option<Time>) -> bool {
        !self.added && self.pin.is_none_or(|pin| tried.is_some_and(|at| at >= pin))
    }
}

/// A piece of news that may be told on the day.
struct Live<'b> {
    news: &'b News,
    /// Whom it is for.
    reach: Reach,
    told: HashSet<ClientId>,
}

/// All of it, to be looked up by client.
#[derive(Default)]
pub(super) struct Around<'b> {
    hands: BTreeMap<ClientId, Hand>,
    /// Scores of those in focus and not worked yet.
    focus: HashMap<ClientId, u8>,
    /// News of the day, the latest first.
    news: Vec<Live<'b>>,
    /// When a client was told anything last, whichever news.
    told_at: HashMap<ClientId, Timestamp>,
}

impl<'b> Around<'b> {
    pub(super) fn of(book: &'b Book, day: &DayFrame, sheet: Option<&DaySheet>) -> Self {
        let desk = book.desk();
        let mut out = Self::default();
        // What was settled about a day that has passed arranges nothing any more.
        if let Some(sheet) = sheet.filter(|_| day.date >= day.now.date()) {
            for pin in &sheet.pins {
                out.hands.entry(pin.client).or_default().pin = Some(pin.at);
            }
            for client in &sheet.added {
                out.hands.entry(*client).or_default().added = true;
            }
            for (client, reason) in &sheet.dropped {
                out.hands.entry(*client).or_default().dropped = Some(reason.clone());
            }
        }
        if let Some(cohort) = desk.focus(Month::from(day.date)) {
            let open = cohort
                .members
                .iter()
                .filter(|m| m.left.is_none() && !m.held_out && m.worked_at.is_none());
            out.focus = open.map(|m| (m.client, m.score)).collect();
        }
        let live = desk.news.iter().filter(|news| news.is_live(day.date));
        out.news = live
            .map(|news| Live {
                news,
                reach: Reach::of(news, &day.now),
                told: news.told.iter().map(|(client, _)| *client).collect(),
            })
            .collect();
        out.news
            .sort_by_key(|live| std::cmp::Reverse((live.news.from, live.news.id)));
        if !out.news.is_empty() {
            for (client, at) in desk.news.iter().flat_map(|news| &news.told) {
                let last = out.told_at.entry(*client).or_insert(*at);
                *last = (*last).max(*at);
            }
        }
        out
    }

    pub(super) fn hand(&self, client: ClientId) -> Option<&Hand> {
        if self.hands.is_empty() {
            return None;
        }
        self.hands.get(&client)
    }

    /// The score of a client in focus that waits to be worked. After a talk it rests for three days: whether that
    /// talk was the work is for whoever keeps the focus to say.
    pub(super) fn focus(&self, dossier: &Dossier, day: &DayFrame) -> Option<u8> {
        if self.focus.is_empty() {
            return None;
        }
        let score = *self.focus.get(&dossier.id())?;
        let rested = dossier
            .last_real()
            .is_none_or(|at| days(day.own().to_datetime(at).date(), day.date) >= DECISION_DAYS);
        rested.then_some(score)
    }

    /// News for the client, not told yet: how many, and the latest of them.
    fn untold(&self, dossier: &Dossier) -> Option<(usize, &'b News)> {
        let mut waiting = (self.news.iter())
            .filter(|live| live.reach.holds(dossier) && !live.told.contains(&dossier.id()));
        let latest = waiting.next()?;
        Some((1 + waiting.count(), latest.news))
    }

    /// Whether news brings a client who wants nothing else: agreed to it, and neither told nor talked to for 30
    /// days, or for the client's own rhythm when that is longer.
    pub(super) fn news_due(&self, dossier: &Dossier, day: &DayFrame) -> bool {
        if self.news.is_empty() || !may_mail(dossier) {
            return false;
        }
        let told = self.told_at.get(&dossier.id()).copied();
        let rest = NEWS_DAYS.max(cadence::every(&dossier.client).unwrap_or(0));
        told.max(dossier.last_real())
            .is_none_or(|at| days(day.own().to_datetime(at).date(), day.date) >= rest)
            && self.untold(dossier).is_some()
    }

    /// News to tell in a call made for anything.
    pub(super) fn news(&self, dossier: &Dossier) -> Option<Reason> {
        let (count, latest) = self.untold(dossier)?;
        Some(Reason::NewsToTell {
            count,
            title: latest.title.clone(),
        })
    }
}
