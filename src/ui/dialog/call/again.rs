//! What a call that reached nobody proposes: another hour, another number.

use jiff::civil::{Date, Time, Weekday};

use super::{CallDialog, F};
use crate::domain::attempt::next_attempt;
use crate::domain::{Contact, ContactId, Dossier, Outcome};
use crate::input::{Action, Context};
use crate::ui::Cx;

/// The next attempt the form proposed after nobody was reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Proposal {
    /// After which outcome it was made.
    pub(super) outcome: Outcome,
    pub(super) next: String,
    pub(super) reason: String,
    pub(super) promised: bool,
    /// With whom, when it is somebody else than planned.
    pub(super) contact: Option<ContactId>,
}

impl CallDialog {
    /// Proposes another attempt when nobody was reached, as long as nothing was typed there; takes the
    /// proposal back when the outcome changes.
    pub(super) fn settle(&mut self, cx: &Cx<'_>) {
        let missed = self.outcome().filter(|outcome| {
            matches!(
                outcome,
                Outcome::NoAnswer | Outcome::Busy | Outcome::WrongNumber
            )
        });
        if let Some(old) = self.proposal.take_if(|p| Some(p.outcome) != missed)
            && self.form.text(F::Next) == old.next
        {
            self.form.propose(F::Next, "");
            if self.form.text(F::Reason) == old.reason {
                self.form.propose(F::Reason, "");
            }
            if self.form.on(F::Promised) == old.promised {
                self.form.set_on(F::Promised, false);
            }
        }
        if let (None, Some(outcome)) = (&self.proposal, missed)
            && self.form.text(F::Next).trim().is_empty()
            && let Some(dossier) = cx.book.get(self.client)
        {
            let proposal = self.attempt(outcome, dossier, cx);
            self.form.propose(F::Next, &proposal.next);
            if self.form.text(F::Reason).is_empty() {
                self.form.propose(F::Reason, &proposal.reason);
            }
            self.form.set_on(F::Promised, proposal.promised);
            self.proposal = Some(proposal);
        }
        let said = self.about_outcome(cx);
        self.form.say(F::Outcome, said);
    }

    /// Another hour of another day, or another number today. What was promised stays promised.
    fn attempt(&self, outcome: Outcome, dossier: &Dossier, cx: &Cx<'_>) -> Proposal {
        let plan = self.plan.as_ref();
        let planned = plan.map_or("", |p| p.reason.as_str());
        let other = self
            .other_number(cx)
            .filter(|_| outcome == Outcome::WrongNumber);
        if let Some((contact, phone)) = other {
            let args = [
                ("name", contact.name.as_str().into()),
                ("phone", phone.into()),
            ];
            return Proposal {
                outcome,
                next: cx.texts.t("call-again-today"),
                reason: cx.texts.tf("call-again-other", &args),
                promised: plan.is_some_and(|p| p.promised),
                contact: Some(contact.id),
            };
        }
        let quiet = dossier.work().terms.as_ref().and_then(|terms| terms.quiet);
        let touches = dossier.touches.as_deref().unwrap_or_default();
        let calendar = &cx.library.calendar;
        let work = cx.frame.hours;
        let attempt = next_attempt(&dossier.client, quiet, touches, cx.now, calendar, work);
        let reason = match outcome {
            Outcome::WrongNumber => cx.texts.t("call-again-number"),
            _ if !planned.is_empty() => planned.to_owned(),
            _ => match attempt.time.filter(|_| attempt.talks > 0) {
                Some(time) => {
                    let args = [("time", cx.texts.time(time).into())];
                    cx.texts.tf("call-again-learned", &args)
                }
                None => cx.texts.t("call-again-reason"),
            },
        };
        Proposal {
            outcome,
            next: in_words(attempt.date, attempt.time, cx),
            reason,
            promised: plan.is_some_and(|p| p.promised),
            contact: None,
        }
    }

    /// Somebody of the client's with a number that was not dialled: another number of the same person
    /// first.
    pub(super) fn other_number<'a>(&self, cx: &Cx<'a>) -> Option<(&'a Contact, &'a str)> {
        let dossier = cx.book.get(self.client)?;
        let dialled = self.person().or(dossier.first_contact().map(|c| c.id));
        let same = dossier.contacts.iter().find(|c| Some(c.id) == dialled);
        let second = same.and_then(|c| Some((c, c.phones.get(1)?.as_str())));
        let mut others = dossier.contacts.iter().filter(|c| Some(c.id) != dialled);
        second.or_else(|| others.find_map(|c| Some((c, c.phones.first()?.as_str()))))
    }

    /// The number the dial key rings: that of the person chosen; another one when it proved wrong.
    pub(super) fn phone<'a>(&self, cx: &Cx<'a>) -> Option<&'a str> {
        if self.outcome() == Some(Outcome::WrongNumber) {
            return self.other_number(cx).map(|(_, phone)| phone);
        }
        let dossier = cx.book.get(self.client)?;
        let chosen = self.person();
        let chosen = dossier.contacts.iter().find(|c| Some(c.id) == chosen);
        let phone = |contact: &'a Contact| contact.phones.first().map(String::as_str);
        chosen
            .and_then(phone)
            .or_else(|| dossier.first_contact().and_then(phone))
    }

    /// What follows from the outcome, one line under it.
    fn about_outcome(&self, cx: &Cx<'_>) -> Option<String> {
        let key = |action, context: Context| {
            let key = cx.keymap.key_of(context.chain(), action);
            key.map_or_else(String::new, |key| key.to_string())
        };
        match self.outcome()? {
            Outcome::WrongNumber => Some(match self.other_number(cx) {
                Some((contact, phone)) => cx.texts.tf(
                    "call-other-number",
                    &[
                        ("name", contact.name.as_str().into()),
                        ("phone", phone.into()),
                        ("key", key(Action::Dial, Context::Call).into()),
                    ],
                ),
                None => cx.texts.t("call-no-other-number"),
            }),
            Outcome::Refused => Some(cx.texts.tf(
                "call-refused-counts",
                &[("key", key(Action::PolicyReview, Context::Global).into())],
            )),
            _ => None,
        }
    }
}

/// A day ahead, with or without an hour, as a person would type it.
fn in_words(date: Date, time: Option<Time>, cx: &Cx<'_>) -> String {
    let time = time.map_or_else(String::new, |time| cx.texts.time(time));
    let days = (date - cx.today()).get_days();
    let words = match (days, date.weekday()) {
        (1, _) => cx.texts.tf("call-again-tomorrow", &[("time", time.into())]),
        (2..=7, Weekday::Monday) => cx.texts.tf("call-again-monday", &[("time", time.into())]),
        _ => format!("{:02}.{:02} {time}", date.day(), date.month()),
    };
    words.trim_end().to_owned()
}
