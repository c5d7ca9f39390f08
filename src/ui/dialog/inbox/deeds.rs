//! Steps of something that came in: passed on, answered, delivered, struck out (B7, C25).

use super::form::Of;
use crate::domain::command::{RequestCommand, RequestDeed};
use crate::domain::{Channel, Command, Request, RequestKind, RequestLife};
use crate::ui::Cx;
use crate::ui::dialog::about::about;
use crate::ui::dialog::form::{Field, Form, FormDialog, Problem, Sheet, Words, read};

/// What was done about it.
pub type AnswerForm = FormDialog<AnswerSheet>;

/// The fields of the form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// What happened.
    Deed,
    /// The words.
    Words,
    /// Who answered, or who was told.
    Who,
    /// By which channel the client heard it.
    Channel,
    /// Minutes of the touch.
    Minutes,
    /// What was offered in return (C25).
    Amends,
    /// To whom the question goes.
    To,
    /// Why it is struck out.
    Reason,
}

/// What may have happened, in the order of the choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    /// The client has the answer, the fire is out.
    Deliver,
    /// A specialist answered, the client does not have it yet.
    Answer,
    /// The client heard that we are at it.
    React,
    /// Somebody was told; nothing else changed.
    Note,
}

/// What the form of an answer is about.
#[derive(Debug)]
pub struct AnswerSheet {
    of: Of,
    deeds: Vec<Deed>,
    burns: bool,
    title: String,
}

impl AnswerForm {
    /// What may be done about an open request now, the likeliest chosen.
    #[must_use]
    pub fn new(request: &Request, cx: &Cx<'_>) -> Self {
        let burns = matches!(request.kind, RequestKind::Fire | RequestKind::Incident);
        let mut deeds = match request.life {
            RequestLife::Asked => vec![Deed::Answer, Deed::Deliver],
            RequestLife::Answered => vec![Deed::Deliver, Deed::Answer],
            _ => vec![Deed::Deliver, Deed::Answer],
        };
        if request.reacted_at.is_none() && request.kind.awaits_answer() {
            deeds.push(Deed::React);
        }
        deeds.push(Deed::Note);
        let options = deeds.iter().map(|deed| {
            let id = match deed {
                Deed::Deliver if burns => "answer-put-out",
                Deed::Deliver => "answer-deliver",
                Deed::Answer => "answer-specialist",
                Deed::React => "answer-react",
                Deed::Note => "answer-note",
            };
            Words::Key(id.to_owned())
        });
        // The answer that lies here goes on as it is; a person may still put it into other words.
        let waiting = request
            .steps
            .iter()
            .rev()
            .find(|step| step.life == RequestLife::Answered)
            .filter(|_| request.life == RequestLife::Answered)
            .map_or("", |step| step.words.as_str());
        let mut channels = vec![Words::Key("answer-no-touch".to_owned())];
        channels.extend(
            Channel::ALL
                .iter()
                .map(|c| Words::term("channel", c.name())),
        );
        let channel = request
            .channel
            .and_then(|c| Channel::ALL.iter().position(|a| *a == c))
            .map_or(0, |place| place + 1);
        let form = Form::new(vec![
            Field::text(Key::Words, "answer-words", waiting, 4),
            Field::choice(Key::Deed, "answer-deed", options.collect(), Some(0)),
            Field::line(Key::Who, "answer-who", ""),
            Field::choice(Key::Channel, "answer-channel", channels, Some(channel)),
            Field::line(Key::Minutes, "request-minutes", "").read(read::minutes),
            Field::line(Key::Amends, "answer-amends", ""),
        ]);
        let sheet = AnswerSheet {
            of: Of {
                client: request.client,
                id: request.id,
            },
            deeds,
            burns,
            title: about("answer-title", request.client, cx),
        };
        let mut dialog = Self::of(sheet, form);
        dialog.shape();
        dialog
    }

    /// Shows the fields of the deed chosen at first.
    fn shape(&mut self) {
        let deed = self.sheet().deeds.first().copied();
        let burns = self.sheet().burns;
        show(self.form_mut(), deed, burns);
    }
}

fn show(form: &mut Form<Key>, deed: Option<Deed>, burns: bool) {
    let delivers = deed == Some(Deed::Deliver);
    form.show(Key::Channel, delivers);
    form.show(Key::Minutes, delivers);
    form.show(Key::Who, deed != Some(Deed::React));
    form.show(
        Key::Amends,
        burns && matches!(deed, Some(Deed::Deliver | Deed::Note)),
    );
}

impl AnswerSheet {
    fn deed(&self, form: &Form<Key>) -> Option<Deed> {
        self.deeds.get(form.index(Key::Deed)?).copied()
    }
}

impl Sheet for AnswerSheet {
    type Key = Key;

    fn title(&self, _cx: &Cx<'_>) -> String {
        self.title.clone()
    }

    fn settle(&mut self, form: &mut Form<Key>, _cx: &Cx<'_>) {
        show(form, self.deed(form), self.burns);
    }

    fn command(&self, form: &Form<Key>, cx: &Cx<'_>) -> Result<Command, Problem<Key>> {
        let mut words = form.text(Key::Words);
        let amends = form.text(Key::Amends);
        if self.burns && !amends.trim().is_empty() {
            let said = cx
                .texts
                .tf("answer-amends-said", &[("what", amends.trim().into())]);
            words = [words.trim_end(), &said].join("\n").trim().to_owned();
        }
        let who = form.text(Key::Who);
        let deed = match self.deed(form).unwrap_or(Deed::Deliver) {
            Deed::Deliver => RequestDeed::Deliver {
                who,
                words,
                channel: form
                    .index(Key::Channel)
                    .and_then(|i| i.checked_sub(1))
                    .and_then(|i| Channel::ALL.get(i).copied()),
                minutes: form.text(Key::Minutes).trim().parse().unwrap_or(0),
            },
            Deed::Answer if words.trim().is_empty() => {
                return Err(Problem {
                    field: Key::Words,
                    words: cx.texts.t("rule-answer-empty"),
                });
            }
            Deed::Answer => RequestDeed::Answer { who, words },
            Deed::React => RequestDeed::React { words },
            Deed::Note => RequestDeed::Note { who, words },
        };
        Ok(step(self.of, deed))
    }
}

/// A step as a command.
pub(super) const fn step(of: Of, deed: RequestDeed) -> Command {
    Command::Request(RequestCommand::Step(of.client, of.id, deed))
}

/// To whom a question goes, and in which words.
pub type RelayForm = FormDialog<RelaySheet>;

/// What the form of a relay is about.
#[derive(Debug)]
pub struct RelaySheet {
    of: Of,
}

impl RelayForm {
    /// The question as it was asked, to be passed on as it is.
    #[must_use]
    pub fn new(request: &Request) -> Self {
        let form = Form::new(vec![
            Field::line(Key::To, "relay-to", "").required(),
            Field::text(Key::Words, "relay-words", &request.text, 5),
        ]);
        let of = Of {
            client: request.client,
            id: request.id,
        };
        Self::of(RelaySheet { of }, form)
    }
}

impl Sheet for RelaySheet {
    type Key = Key;

    fn title(&self, cx: &Cx<'_>) -> String {
        about("relay-title", self.of.client, cx)
    }

    fn command(&self, form: &Form<Key>, _cx: &Cx<'_>) -> Result<Command, Problem<Key>> {
        let deed = RequestDeed::Relay {
            to: form.text(Key::To),
            words: form.text(Key::Words),
        };
        Ok(step(self.of, deed))
    }
}

/// Why something is struck out.
pub type DropForm = FormDialog<DropSheet>;

/// What the form of a refusal is about.
#[derive(Debug)]
pub struct DropSheet {
    of: Of,
}

impl DropForm {
    /// Asks why.
    #[must_use]
    pub fn new(request: &Request) -> Self {
        let form = Form::new(vec![Field::line(Key::Reason, "drop-reason", "").required()]);
        let of = Of {
            client: request.client,
            id: request.id,
        };
        Self::of(DropSheet { of }, form)
    }
}

impl Sheet for DropSheet {
    type Key = Key;

    fn title(&self, cx: &Cx<'_>) -> String {
        about("drop-title", self.of.client, cx)
    }

    fn command(&self, form: &Form<Key>, _cx: &Cx<'_>) -> Result<Command, Problem<Key>> {
        let reason = form.text(Key::Reason);
        Ok(step(self.of, RequestDeed::Drop { reason }))
    }
}
