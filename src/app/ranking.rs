//! When the portfolio is ranked: after it was loaded, after spend changed, after a month has closed. The work is
//! done elsewhere, on figures taken along; the old ranking stands until the new one is there.

use super::{App, Effect};
use crate::domain::ranking::{Portfolio, Ranking, rank};
use crate::domain::{Change, Client, Month, Transaction};
use crate::ui::Notice;

/// Where the ranking stands.
#[derive(Debug, Default)]
pub(super) struct Ranks {
    /// The latest, of figures that may have changed since.
    pub(super) latest: Option<Box<Ranking>>,
    /// Whether figures have changed since the last was asked for.
    stale: bool,
    /// Whether one is under way: another must wait for it.
    running: bool,
}

impl Ranks {
    /// Everything may have changed.
    pub(super) const fn spoil(&mut self) {
        self.stale = true;
    }

    /// Spend changes a ranking, and who is on the list at all: an archived client only teaches.
    pub(super) fn note(&mut self, transaction: &Transaction) {
        self.stale |= transaction.changes.iter().any(|change| match change {
            Change::Spend(_) => true,
            Change::Client(edit) => {
                let archived = |client: &Option<Client>| {
                    client.as_ref().is_some_and(|c| c.archived_at.is_some())
                };
                archived(&edit.before) != archived(&edit.after)
            }
            _ => false,
        });
    }
}

impl App {
    /// Asks for a ranking when one is due: never in the middle of an import or of an undo of many steps, which
    /// would ask again for each slice.
    pub(super) fn ask_ranking(&mut self, effects: &mut Vec<Effect>) {
        let whole = self.book.partial().is_none();
        let busy = self.ranks.running || self.import.is_some() || self.waiting.is_some();
        if !self.ranks.stale || busy || !whole {
            return;
        }
        self.ranks.stale = false;
        let portfolio = Portfolio::of(&self.book, Month::from(self.now.date()));
        if portfolio.is_empty() {
            // Nobody has spent anything: there is nothing to wait for.
            self.ranked(Box::new(rank(&portfolio)));
            return;
        }
        self.ranks.running = true;
        effects.push(Effect::Rank(Box::new(portfolio)));
    }

    /// The work broke off: the old ranking stands, and the next change of figures asks anew.
    pub(super) fn ranking_failed(&mut self) {
        self.ranks.running = false;
        self.notice = Some(Notice::warn(self.texts.t("ranking-failed")));
    }

    /// A ranking is there.
    pub(super) fn ranked(&mut self, ranking: Box<Ranking>) {
        self.ranks.running = false;
        let first = self.ranks.latest.replace(ranking).is_none();
        if first {
            self.unsay_unranked();
        }
        self.refresh();
    }
}
