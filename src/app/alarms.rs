//! What comes due while the workstation is open: each rings once, when its minute comes (D13, E33).

use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime};

use super::{App, Effect, Ring};
use crate::domain::inbox::{self, Due, FireLine, What};
use crate::domain::{ClientId, Month, PromiseId, RequestId, RequestLife, focus};
use crate::input::Action;
use crate::say;
use crate::ui::Notice;
use crate::ui::status::Saving;

/// What rang already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rung {
    /// A call of the plan: once a day, wherever the plan moves it.
    Call(Date, ClientId),
    /// An answer, at its end or once it is here.
    Answer(RequestId, RequestLife),
    /// An agreement of ours, as the work of its day begins.
    Promise(PromiseId),
    /// A fire slot.
    Slot(DateTime),
}

/// Keeps in mind what rang, and what the status line says of fires and focus.
#[derive(Debug, Default)]
pub(super) struct Alarms {
    /// The minute looked at last, from the epoch.
    minute: Option<i64>,
    rung: BTreeSet<Rung>,
    /// The book and the minute the fires were counted at.
    counted: Option<(u64, i64)>,
    pub(super) fires: Option<FireLine>,
    /// The focus of the month: its name, worked of to be worked.
    pub(super) focus: Option<(String, (usize, usize))>,
}

fn name(due: &Due<'_>) -> Option<Rung> {
    Some(match due.what {
        What::Call(row) => Rung::Call(due.at.date(), row.client),
        What::Answer(request) => Rung::Answer(request.id, request.life),
        What::Slot { slot, .. } => Rung::Slot(slot),
        What::Promise(promise) => Rung::Promise(promise.id),
        // Their slot rang, and the next one will: until then the status line counts them.
        What::Waiting { .. } => return None,
    })
}

impl App {
    /// Counts fires and focus anew when the book or the minute changed.
    pub(super) fn count_fires(&mut self) {
        let minute = self.now.timestamp().as_second().div_euclid(60);
        let stamp = (self.book.revision(), minute);
        if self.alarms.counted != Some(stamp) {
            self.alarms.counted = Some(stamp);
            self.alarms.fires = inbox::fire_line(&self.book, &self.now);
            let focus = self.book.desk().focus(Month::from(self.now.date()));
            let told = focus.map(|c| (c.name.clone(), focus::tally(c, &self.book)));
            self.alarms.focus = told.filter(|(_, (_, all))| *all > 0);
        }
    }

    /// Looks, once a minute, at what has come due. What was due before the portfolio was opened does not ring:
    /// the inbox shows it.
    pub(super) fn ring(&mut self, effects: &mut Vec<Effect>) {
        let minute = self.now.timestamp().as_second().div_euclid(60);
        if self.book.partial().is_some() || self.alarms.minute == Some(minute) {
            return;
        }
        let first = self.alarms.minute.replace(minute).is_none();
        self.count_fires();
        let day = super::planning::frame(&self.plan, &self.now, &self.library);
        let due = inbox::due(&self.book, &self.agenda, None, &day, &self.now);
        let mut rings = Vec::new();
        let mut meeting = None;
        for one in &due {
            let Some(name) = name(one) else { continue };
            if !self.alarms.rung.insert(name) || first && !matches!(name, Rung::Slot(_)) {
                continue;
            }
            let (title, body) = say::inbox::due(&self.texts, one, &self.book, self.now.date());
            if let What::Slot { .. } = one.what {
                meeting = Some(title.clone());
            }
            rings.push(Ring { title, body });
        }
        let Some(last) = rings.last() else { return };
        if !matches!(self.saving, Saving::Failed(_)) {
            let text = match meeting {
                Some(title) => self.offer_sheet(&title),
                None if last.body.is_empty() => last.title.clone(),
                None => format!("{}: {}", last.title, last.body),
            };
            self.notice = Some(Notice::info(text));
        }
        if self.is_shut() {
            // Who is called is nobody's business who only sees the desk.
            let title = self.texts.t("gate-ring");
            let body = String::new();
            rings = vec![Ring { title, body }];
        }
        effects.push(Effect::Notify(rings));
    }

    /// The notice of a slot with the keys of its sheet.
    fn offer_sheet(&self, title: &str) -> String {
        let key = |chain: &[crate::input::Context], action| {
            let keys = self.keymap.key_of(chain, action);
            keys.map_or_else(String::new, |k| k.to_string())
        };
        let inbox = crate::input::Context::Inbox.chain();
        let args = [
            ("what", title.into()),
            ("inbox", key(self.chain(), Action::GoInbox).into()),
            ("sheet", key(inbox, Action::FireSheet).into()),
        ];
        self.texts.tf("due-slot-offer", &args)
    }
}
