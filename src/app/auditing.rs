//! The audit of the clients in the list: their campaigns come from disk a few clients at a time, are checked
//! and let go again; keys stay live in between, and esc stops it.

use std::collections::VecDeque;

use super::{App, Effect};
use crate::domain::audit::{Subject, audit};
use crate::domain::{Campaign, ClientId, RuleError};
use crate::ui::dialog::audit::{AuditDialog, Found};

/// Campaigns checked between two keys: a few milliseconds.
const SLICE: u32 = 400;

/// An audit under way.
#[derive(Debug)]
pub(super) struct Run {
    queue: VecDeque<ClientId>,
    /// Whose campaigns were asked for.
    awaited: Vec<ClientId>,
}

impl App {
    /// Begins an audit of the clients in the list, of the marked ones if there are any.
    pub(super) fn open_audit(&mut self, effects: &mut Vec<Effect>) {
        if self.book.partial().is_some() {
            self.refuse(&RuleError::Opening);
            return;
        }
        let clients = self.day.segment();
        let (with, without): (Vec<ClientId>, Vec<ClientId>) = clients
            .into_iter()
            .partition(|id| self.campaigns_of(*id) > 0);
        let dialog = AuditDialog::new(with.len(), without.len());
        self.dialogs.push(Box::new(dialog));
        self.audit = Some(Run {
            queue: with.into(),
            awaited: Vec::new(),
        });
        self.read_next(effects);
    }

    fn campaigns_of(&self, client: ClientId) -> u32 {
        let dossier = self.book.get(client);
        let ads = dossier.and_then(|d| d.work().ads.as_deref());
        ads.map_or(0, |ads| ads.digest.campaigns)
    }

    /// Asks for the campaigns of the next clients; without any the audit is over.
    fn read_next(&mut self, effects: &mut Vec<Effect>) {
        let Some(mut run) = self.audit.take() else {
            return;
        };
        let mut campaigns = 0;
        run.awaited.clear();
        while campaigns < SLICE
            && let Some(client) = run.queue.pop_front()
        {
            campaigns += self.campaigns_of(client);
            run.awaited.push(client);
        }
        if !run.awaited.is_empty() {
            effects.push(Effect::ReadCampaigns(run.awaited.clone()));
            self.audit = Some(run);
        }
    }

    /// Campaigns came from disk; `true` when they were for the audit, which does not keep them.
    pub(super) fn audited(
        &mut self,
        read: &[(ClientId, Vec<Campaign>)],
        effects: &mut Vec<Effect>,
    ) -> bool {
        let mine = self.audit.as_ref().is_some_and(|run| {
            let clients = read.iter().map(|(client, _)| client);
            clients.eq(run.awaited.iter())
        });
        if !mine {
            return false;
        }
        let mut found = Vec::new();
        for (client, campaigns) in read {
            let Some(dossier) = self.book.get(*client) else {
                continue;
            };
            let subject = Subject::of(dossier, campaigns, self.now.date());
            let name = |id| campaigns.iter().find(|c| Some(c.id) == id);
            for hit in audit(&self.library.rules, &subject) {
                let campaign = name(hit.campaign).map_or_else(String::new, |c| c.name.clone());
                found.push(Found { hit, campaign });
            }
        }
        let shown = self.audit_dialog(|dialog| dialog.add(found, read.len()));
        if shown {
            self.read_next(effects);
        } else {
            self.audit = None;
        }
        // One client alone may also be what an open card waits for.
        read.len() > 1
    }

    /// Hands something to the dialog of the audit; `false` when it is closed.
    fn audit_dialog(&mut self, hand: impl FnOnce(&mut AuditDialog)) -> bool {
        let found = self
            .dialogs
            .iter_mut()
            .rev()
            .find_map(|d| d.as_any_mut()?.downcast_mut::<AuditDialog>());
        found.map(hand).is_some()
    }

    /// Stops the audit; what was found so far stays on screen.
    pub(super) fn cancel_audit(&mut self) {
        self.audit = None;
        self.audit_dialog(AuditDialog::stop);
    }
}
