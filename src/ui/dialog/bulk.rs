//! One change for the marked clients; for more than one it asks with their number (A6).

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::confirm::{Confirm, OnYes};
use crate::domain::command::{BulkChange, Move, NewFollowUp};
use crate::domain::{Cadence, ClientId, Command, ContactPolicy, Stage, Tier};
use crate::input::{Action, Context, Key as Press};
use crate::say;
use crate::ui::dialog::form::{Field, Form, FormDialog, Problem, Sheet, Words};
use crate::ui::{Cx, Dialog, Reply};

/// The fields of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// What is changed.
    What,
    /// The new tier.
    Tier,
    /// The new policy.
    Policy,
    /// Why the policy changes.
    PolicyReason,
    /// Days of the rhythm.
    Days,
    /// The tag.
    Tag,
    /// The day of the touch.
    Date,
    /// What the touch is for.
    Reason,
    /// The stage.
    Stage,
    /// Why they are set aside.
    ParkReason,
    /// Until when.
    Until,
}

/// What can be changed, in the order of the menu.
const MENU: [&str; 10] = [
    "tier",
    "policy",
    "cadence",
    "add-tag",
    "remove-tag",
    "plan",
    "move",
    "park",
    "archive",
    "restore",
];

/// The fields each of them asks for.
const FIELDS: [&[Key]; 10] = [
    &[Key::Tier],
    &[Key::Policy, Key::PolicyReason],
    &[Key::Days],
    &[Key::Tag],
    &[Key::Tag],
    &[Key::Date, Key::Reason],
    &[Key::Stage],
    &[Key::ParkReason, Key::Until],
    &[],
    &[],
];

/// What the form is about.
#[derive(Debug)]
pub struct BulkSheet {
    clients: Vec<ClientId>,
}

impl BulkSheet {
    fn form() -> Form<Key> {
        let menu = MENU.map(|what| Words::Key(format!("form-bulk-{what}")));
        let terms = |family: &'static str, names: Vec<&'static str>| -> Vec<Words> {
            names.into_iter().map(|n| Words::term(family, n)).collect()
        };
        let tiers = terms("tier", Tier::ALL.iter().map(|t| t.name()).collect());
        let policies = ContactPolicy::ALL.iter().map(|p| p.name()).collect();
        let stages = terms("stage", Stage::ALL.iter().map(|s| s.name()).collect());
        let policies = terms("policy", policies);
        let mut form = Form::new(vec![
            Field::choice(Key::What, "form-bulk-what", menu.to_vec(), Some(0)).numbered(),
            Field::choice(Key::Tier, "form-bulk-tier-value", tiers, Some(0)),
            Field::choice(Key::Policy, "form-bulk-policy-value", policies, Some(0)),
            Field::line(Key::PolicyReason, "form-bulk-policy-reason", ""),
            Field::line(Key::Days, "form-bulk-days", "").placeholder("form-bulk-days-hint"),
            Field::line(Key::Tag, "form-bulk-tag", "").required(),
            Field::when(Key::Date, "form-bulk-date", "").required(),
            Field::line(Key::Reason, "form-bulk-reason", ""),
            Field::choice(Key::Stage, "form-bulk-stage", stages, Some(0)),
            Field::line(Key::ParkReason, "form-bulk-park-reason", "").required(),
            Field::when(Key::Until, "form-bulk-until", "").required(),
        ]);
        Self::reveal(&mut form);
        form
    }

    /// Shows the fields of what is chosen.
    fn reveal(form: &mut Form<Key>) {
        let chosen = form.index(Key::What).and_then(|i| FIELDS.get(i));
        for key in FIELDS.iter().copied().flatten() {
            form.show(*key, chosen.is_some_and(|fields| fields.contains(key)));
        }
    }

    fn change(form: &Form<Key>, cx: &Cx<'_>) -> Result<BulkChange, Problem<Key>> {
        let term = |key| form.index(key).unwrap_or(0);
        let when = |key| {
            form.when(key, cx).ok_or_else(|| Problem {
                field: key,
                words: cx.texts.t("when-empty"),
            })
        };
        let what = form.index(Key::What).and_then(|i| MENU.get(i));
        Ok(match what.copied().unwrap_or_default() {
            "tier" => {
                let tier = Tier::ALL.get(term(Key::Tier));
                BulkChange::Tier(tier.copied().unwrap_or_default())
            }
            "policy" => {
                let policy = ContactPolicy::ALL.get(term(Key::Policy));
                let policy = policy.copied().unwrap_or_default();
                let reason = form.text(Key::PolicyReason);
                if policy != ContactPolicy::Full && reason.trim().is_empty() {
                    return Err(Problem {
                        field: Key::PolicyReason,
                        words: cx.texts.t("rule-reason-missing"),
                    });
                }
                BulkChange::Policy(policy, reason)
            }
            "cadence" => BulkChange::Cadence(cadence(&form.text(Key::Days), cx)?),
            "add-tag" => BulkChange::AddTag(form.text(Key::Tag)),
            "remove-tag" => BulkChange::RemoveTag(form.text(Key::Tag)),
            "plan" => {
                let when = when(Key::Date)?;
                BulkChange::Plan(NewFollowUp {
                    date: when.date,
                    time: when.time,
                    reason: form.text(Key::Reason),
                    promised: false,
                    channel: None,
                    contact: None,
                })
            }
            "park" => BulkChange::Park {
                reason: form.text(Key::ParkReason),
                until: when(Key::Until)?.date,
            },
            "archive" => BulkChange::Archive,
            _ => BulkChange::Restore,
        })
    }
}

fn cadence(text: &str, cx: &Cx<'_>) -> Result<Cadence, Problem<Key>> {
    if text.trim().is_empty() {
        return Ok(Cadence::Off);
    }
    match text.trim().parse::<u16>() {
        Ok(days @ 1..=3650) => Ok(Cadence::Days(days)),
        _ => Err(Problem {
            field: Key::Days,
            words: cx.texts.t("form-bulk-days-bad"),
        }),
    }
}

impl Sheet for BulkSheet {
    type Key = Key;

    fn title(&self, cx: &Cx<'_>) -> String {
        match self.clients.as_slice() {
            [one] => cx
                .book
                .client(*one)
                .map_or_else(String::new, |c| c.name.clone()),
            many => cx.texts.tf("bulk-title", &[("count", many.len().into())]),
        }
    }

    fn settle(&mut self, form: &mut Form<Key>, _cx: &Cx<'_>) {
        Self::reveal(form);
    }

    fn command(&self, form: &Form<Key>, cx: &Cx<'_>) -> Result<Command, Problem<Key>> {
        let clients = self.clients.clone();
        let what = form.index(Key::What).and_then(|i| MENU.get(i));
        if what == Some(&"move") {
            let stage = form.index(Key::Stage).and_then(|i| Stage::ALL.get(i));
            return Ok(Command::MoveStage {
                clients,
                to: Move::To(stage.copied().unwrap_or_default()),
                confirmed: false,
            });
        }
        Ok(Command::Bulk {
            clients,
            change: Box::new(Self::change(form, cx)?),
        })
    }
}

/// The menu.
#[derive(Debug)]
pub struct BulkDialog {
    form: FormDialog<BulkSheet>,
}

impl BulkDialog {
    /// For these clients.
    #[must_use]
    pub fn new(clients: Vec<ClientId>) -> Self {
        Self {
            form: FormDialog::of(BulkSheet { clients }, BulkSheet::form()),
        }
    }

    /// A change of many is asked about first.
    fn asked(reply: Reply, cx: &Cx<'_>) -> Reply {
        let (clients, line) = match &reply {
            Reply::Submit(Command::Bulk { clients, change }) => (clients.len(), said(change, cx)),
            Reply::Submit(Command::MoveStage {
                clients,
                to: Move::To(stage),
                ..
            }) => {
                let value = say::stage(cx.texts, *stage);
                let line = cx.texts.tf("bulk-line-move", &[("value", value.into())]);
                (clients.len(), line)
            }
            _ => return reply,
        };
        match reply {
            Reply::Submit(command) if clients > 1 => {
                let question = cx.texts.tf("bulk-ask", &[("count", clients.into())]);
                let details = vec![line, cx.texts.t("bulk-undo")];
                let ask = Confirm::new(question, details, OnYes::Do(command));
                Reply::Swap(Box::new(ask.verb(cx.texts.t("bulk-verb"))))
            }
            reply => reply,
        }
    }
}

/// The change in a line.
fn said(change: &BulkChange, cx: &Cx<'_>) -> String {
    let of = |id: &str, value: String| cx.texts.tf(id, &[("value", value.into())]);
    match change {
        BulkChange::Tier(tier) => of("bulk-line-tier", say::tier(cx.texts, *tier)),
        BulkChange::Policy(policy, _) => of("bulk-line-policy", say::policy(cx.texts, *policy)),
        BulkChange::Cadence(cadence) => of("bulk-line-cadence", say::cadence(cx.texts, *cadence)),
        BulkChange::AddTag(tag) => of("bulk-line-add-tag", tag.clone()),
        BulkChange::RemoveTag(tag) => of("bulk-line-remove-tag", tag.clone()),
        BulkChange::Plan(plan) => of("bulk-line-plan", cx.texts.date(plan.date, cx.today())),
        BulkChange::Park { until, .. } => of("bulk-line-park", cx.texts.date(*until, cx.today())),
        BulkChange::Archive => cx.texts.t("bulk-line-archive"),
        BulkChange::Restore => cx.texts.t("bulk-line-restore"),
    }
}

impl Dialog for BulkDialog {
    fn context(&self) -> Context {
        self.form.context()
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        Self::asked(self.form.act(action, cx), cx)
    }

    fn key(&mut self, key: Press, cx: &Cx<'_>) -> Reply {
        Self::asked(self.form.key(key, cx), cx)
    }

    fn paste(&mut self, text: &str, cx: &Cx<'_>) -> Reply {
        self.form.paste(text, cx)
    }

    fn click(&mut self, at: Position, cx: &Cx<'_>) -> Reply {
        self.form.click(at, cx)
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        self.form.draw(buf, screen, cx)
    }

    fn hints(&self) -> &'static [Action] {
        self.form.hints()
    }

    fn only_writes(&self) -> bool {
        true
    }

    fn is_dirty(&self) -> bool {
        self.form.is_dirty()
    }
}
