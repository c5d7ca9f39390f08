//! The form of a call: which fields there are, and the command they amount to.

use super::{CallDialog, F};
use crate::domain::command::{FinishedCall, NewFollowUp, NewTask, NewTouch, NextStep, ProblemText};
use crate::domain::{
    Channel, ContactId, Direction, Dossier, FollowUp, FoundBy, Mood, News, NewsId, Outcome,
    Promise, PromiseId, Purpose, Severity, Side,
};
use crate::ui::Cx;
use crate::ui::dialog::form::{Field, Form, Words, read};

/// So many pieces of news can be ticked off in one call.
pub(super) const NEWS: usize = 3;

/// The form as it begins. What the ordinary call needs stands first; the rest is one line each, and its
/// details come up once something is typed there.
pub(super) fn form(
    dossier: &Dossier,
    plan: Option<&FollowUp>,
    people: &[ContactId],
    news: &[&News],
) -> Form<F> {
    let person = plan
        .and_then(|p| p.contact)
        .or_else(|| dossier.first_contact().map(|c| c.id))
        .and_then(|id| people.iter().position(|p| *p == id))
        .map_or(0, |i| i + 1);
    let channel = plan
        .and_then(|p| p.channel)
        .unwrap_or_else(|| dossier.client.preferred().channel);
    let names = dossier
        .contacts
        .iter()
        .map(|c| Words::Plain(c.name.clone()));
    let unknown = Words::Key("call-nobody".to_owned());
    let outcomes = terms("outcome", Outcome::ALL.iter().map(|o| o.name()));
    let mut fields = vec![
        Field::choice(F::Outcome, "call-outcome", outcomes, None)
            .numbered()
            .required(),
        Field::text(F::Note, "call-note", "", 3),
        Field::when(F::Next, "call-next", ""),
        Field::line(F::Reason, "form-plan-reason", ""),
        Field::toggle(F::Promised, "form-plan-promised", false),
        Field::choice(
            F::Mood,
            "call-mood",
            terms("mood", Mood::ALL.iter().map(|m| m.name())),
            None,
        ),
        Field::choice(
            F::Purpose,
            "call-purpose",
            terms("purpose", Purpose::ALL.iter().map(|p| p.name())),
            None,
        )
        .compact(),
        Field::line(F::What, "call-promise", "").placeholder("call-promise-hint"),
        Field::choice(
            F::Side,
            "call-promise-side",
            terms("side", Side::ALL.iter().map(|s| s.name())),
            Some(0),
        )
        .hidden(),
        Field::line(F::Who, "call-promise-who", "").hidden(),
        Field::when(F::Until, "call-promise-until", "").hidden(),
        Field::line(F::Task, "call-task", "").placeholder("call-task-hint"),
        Field::when(F::Due, "call-task-due", "").hidden(),
        Field::line(F::Problem, "call-problem", "").placeholder("call-problem-hint"),
        Field::choice(
            F::Severity,
            "call-problem-severity",
            terms("severity", Severity::ALL.iter().map(|s| s.name())),
            Severity::ALL.iter().position(|s| *s == Severity::default()),
        )
        .hidden(),
    ];
    for (i, _) in news.iter().take(NEWS).enumerate() {
        fields.push(Field::toggle(F::Told(i), "call-told", false));
    }
    fields.extend([
        Field::choice(
            F::Channel,
            "form-plan-channel",
            terms("channel", Channel::ALL.iter().map(|c| c.name())),
            Channel::ALL.iter().position(|c| *c == channel),
        ),
        Field::choice(
            F::Contact,
            "form-plan-contact",
            std::iter::once(unknown).chain(names).collect(),
            Some(person),
        ),
        Field::choice(
            F::Direction,
            "call-direction",
            terms("direction", Direction::ALL.iter().map(|d| d.name())),
            Some(0),
        ),
        Field::line(F::Minutes, "call-minutes", "").read(read::minutes),
    ]);
    let mut form = Form::new(fields);
    for (i, one) in news.iter().take(NEWS).enumerate() {
        form.say(F::Told(i), Some(one.title.clone()));
    }
    form
}

fn terms<'a>(family: &str, names: impl Iterator<Item = &'a str>) -> Vec<Words> {
    names.map(|name| Words::term(family, name)).collect()
}

impl CallDialog {
    fn line(&self, key: F) -> Option<String> {
        let text = self.form.text(key);
        (!text.trim().is_empty()).then_some(text)
    }

    fn pick<T: Copy>(&self, key: F, all: &[T]) -> Option<T> {
        all.get(self.form.index(key)?).copied()
    }

    /// How the call ended, as far as it is said.
    pub(super) fn outcome(&self) -> Option<Outcome> {
        self.pick(F::Outcome, Outcome::ALL)
    }

    /// Who is on the line, when it is somebody of the list.
    pub(super) fn person(&self) -> Option<ContactId> {
        let place = self.form.index(F::Contact)?.checked_sub(1)?;
        self.people.get(place).copied()
    }

    /// All that came of the call; `None` while nobody said how it ended.
    pub(super) fn finished(&self, cx: &Cx<'_>) -> Option<FinishedCall> {
        let outcome = self.outcome()?;
        // Another try at what was planned is with the same person, by the same channel.
        let again = (self.proposal.as_ref()).filter(|p| self.form.text(F::Next) == p.next);
        let plan = self.plan.as_ref().filter(|_| again.is_some());
        let contact = again
            .and_then(|p| p.contact)
            .or_else(|| plan.and_then(|p| p.contact));
        let when = self.form.when(F::Next, cx);
        let next = when.map_or(NextStep::Auto, |when| {
            NextStep::Set(NewFollowUp {
                date: when.date,
                time: when.time,
                reason: self.form.text(F::Reason),
                promised: self.form.on(F::Promised),
                channel: plan.and_then(|p| p.channel),
                contact,
            })
        });
        Some(FinishedCall {
            touch: NewTouch {
                client: self.client,
                contact: self.person(),
                at: None,
                channel: self
                    .pick(F::Channel, Channel::ALL)
                    .unwrap_or(Channel::Phone),
                direction: self
                    .pick(F::Direction, Direction::ALL)
                    .unwrap_or(Direction::Out),
                outcome,
                minutes: self.form.text(F::Minutes).trim().parse().unwrap_or(0),
                note: self.form.text(F::Note),
                mood: self.pick(F::Mood, Mood::ALL),
                purpose: self.pick(F::Purpose, Purpose::ALL),
                next,
            },
            promise: self.promise(cx),
            task: self.line(F::Task).map(|text| NewTask {
                list: cx.texts.t("tasks-title"),
                text,
                due: self.form.when(F::Due, cx).map(|when| when.date),
                call: false,
            }),
            problem: self.line(F::Problem).map(|title| ProblemText {
                title,
                severity: self.pick(F::Severity, Severity::ALL).unwrap_or_default(),
                found_by: FoundBy::Client,
                ..ProblemText::default()
            }),
            told: self.told(),
        })
    }

    fn promise(&self, cx: &Cx<'_>) -> Option<Promise> {
        let what = self.line(F::What)?;
        let side = self.pick(F::Side, Side::ALL).unwrap_or_default();
        // The command gives the identity and the moment.
        let nil = PromiseId::from_bytes([0; 16]);
        let mut promise = Promise::said(nil, self.client, side, what, cx.now.timestamp());
        promise.who = self.form.text(F::Who);
        promise.until = self.form.when(F::Until, cx).map(|when| when.date);
        Some(promise)
    }

    /// The news ticked off as told.
    fn told(&self) -> Vec<NewsId> {
        let each = self.news.iter().enumerate();
        each.filter(|(i, _)| self.form.on(F::Told(*i)))
            .map(|(_, id)| *id)
            .collect()
    }

    /// Shows what belongs to a line somebody typed into, and says what the choices mean.
    pub(super) fn unfold(&mut self, cx: &Cx<'_>) {
        for (line, details) in [
            (F::What, &[F::Side, F::Who, F::Until][..]),
            (F::Task, &[F::Due]),
            (F::Problem, &[F::Severity]),
        ] {
            let shown = self.line(line).is_some();
            for detail in details {
                self.form.show(*detail, shown);
            }
        }
        let checklist = match self.pick(F::Purpose, Purpose::ALL) {
            Some(Purpose::Exchange) => Some("purpose-ask-exchange"),
            Some(Purpose::Brainstorm) => Some("purpose-ask-brainstorm"),
            Some(Purpose::Tests) => Some("purpose-ask-tests"),
            Some(Purpose::Tasks) => Some("purpose-ask-tasks"),
            _ => None,
        };
        self.form
            .say(F::Purpose, checklist.map(|id| cx.texts.t(id)));
    }
}
