//! Another policy of contact with its reason: how a suggestion is accepted.

use crate::domain::{ClientId, Command, ContactPolicy, TermsCommand};
use crate::ui::Cx;
use crate::ui::dialog::about::about;
use crate::ui::dialog::form::{Field, Form, FormDialog, Problem, Sheet, Words};

/// The form of a policy.
pub type PolicyForm = FormDialog<PolicySheet>;

/// The fields of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Which policy.
    Policy,
    /// Why.
    Reason,
}

/// What the form is about.
#[derive(Debug)]
pub struct PolicySheet {
    client: ClientId,
    before: ContactPolicy,
    /// The client is asked whether the policy still suits: keeping it is an answer too.
    asking: bool,
}

impl PolicyForm {
    /// Another policy for a client, with the reason proposed.
    #[must_use]
    pub fn new(client: ClientId, from: ContactPolicy, to: ContactPolicy, reason: &str) -> Self {
        Self::build(client, from, to, reason, false)
    }

    /// The policy after the client was asked again.
    #[must_use]
    pub fn asked(client: ClientId, from: ContactPolicy, to: ContactPolicy, reason: &str) -> Self {
        Self::build(client, from, to, reason, true)
    }

    fn build(
        client: ClientId,
        before: ContactPolicy,
        to: ContactPolicy,
        reason: &str,
        asking: bool,
    ) -> Self {
        let all = ContactPolicy::ALL;
        let words = all.iter().map(|p| Words::term("policy", p.name()));
        let form = Form::new(vec![
            Field::choice(
                Key::Policy,
                "policy-form-policy",
                words.collect(),
                all.iter().position(|p| *p == to),
            ),
            Field::line(Key::Reason, "terms-reason", reason).placeholder("terms-reason-hint"),
        ]);
        let sheet = PolicySheet {
            client,
            before,
            asking,
        };
        let mut dialog = Self::of(sheet, form);
        dialog.focus_on(Key::Reason);
        dialog
    }
}

impl Sheet for PolicySheet {
    type Key = Key;

    fn title(&self, cx: &Cx<'_>) -> String {
        about("policy-form-title", self.client, cx)
    }

    fn command(&self, form: &Form<Key>, cx: &Cx<'_>) -> Result<Command, Problem<Key>> {
        let chosen = form
            .index(Key::Policy)
            .and_then(|i| ContactPolicy::ALL.get(i));
        let policy = chosen.copied().unwrap_or(self.before);
        let wanted = match policy == self.before {
            true if self.asking => TermsCommand::AskedAgain(self.client),
            true => {
                return Err(Problem {
                    field: Key::Policy,
                    words: cx.texts.t("policy-form-same"),
                });
            }
            false => TermsCommand::SetPolicy {
                client: self.client,
                policy,
                reason: form.text(Key::Reason),
            },
        };
        Ok(Command::Terms(wanted))
    }
}
