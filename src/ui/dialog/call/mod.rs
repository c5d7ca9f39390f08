//! Call mode: a briefing, a running clock and one short form (pain 13).
//!
//! ```text
//! wide:  briefing │ outcome, note, next date …      narrow:  briefing, a few lines
//!                 │                                          ─────────
//!                 │                                          outcome, note, next date …
//! ```
//!
//! The ordinary call is a digit, tab, the note, tab, date words, ctrl-s.

mod briefing;

use jiff::civil::Weekday;
use jiff::{Timestamp, ToSpan};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::{Clear, Widget};

use crate::domain::command::{NewFollowUp, NewTouch, NextStep};
use crate::domain::{Channel, ClientId, Command, ContactId, Direction, Dossier, FollowUp, Outcome};
use crate::input::{Action, Context, Key, Resolved};
use crate::ui::dialog::form::{Field, Form, Step, Words, read};
use crate::ui::widgets::frame::{Title, pane};
use crate::ui::{Cx, Dialog, Reply};

/// From this width on briefing and form stand side by side.
const SIDE_BY_SIDE: u16 = 100;
/// Rows a narrow screen gives the form at least, as far as it has them.
const FORM_ROWS: u16 = 10;

/// The fields of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum F {
    Outcome,
    Note,
    Next,
    Reason,
    Promised,
    Channel,
    Contact,
    Direction,
    Minutes,
}

/// The next attempt the form proposed after nobody was reached.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Proposal {
    next: String,
    reason: String,
    promised: bool,
}

/// Call mode with one client.
#[derive(Debug)]
pub struct CallDialog {
    client: ClientId,
    opened: Timestamp,
    form: Form<F>,
    people: Vec<ContactId>,
    plan: Option<FollowUp>,
    proposal: Option<Proposal>,
}

impl CallDialog {
    /// Begins a call; the clock runs from now. The opener also asks for the client's history.
    #[must_use]
    pub fn new(dossier: &Dossier, cx: &Cx<'_>) -> Self {
        let plan = dossier.follow_up.as_deref().cloned();
        let people: Vec<ContactId> = dossier.contacts.iter().map(|c| c.id).collect();
        let person = plan
            .as_ref()
            .and_then(|p| p.contact)
            .or_else(|| dossier.first_contact().map(|c| c.id))
            .and_then(|id| people.iter().position(|p| *p == id))
            .map_or(0, |i| i + 1);
        let channel = plan
            .as_ref()
            .and_then(|p| p.channel)
            .unwrap_or_else(|| dossier.client.preferred().channel);
        let names = dossier
            .contacts
            .iter()
            .map(|c| Words::Plain(c.name.clone()));
        let unknown = Words::Key("call-nobody".to_owned());
        let form = Form::new(vec![
            Field::choice(
                F::Outcome,
                "call-outcome",
                terms("outcome", Outcome::ALL.iter().map(|o| o.name())),
                None,
            )
            .numbered()
            .required(),
            Field::text(F::Note, "call-note", "", 3),
            Field::when(F::Next, "call-next", ""),
            Field::line(F::Reason, "form-plan-reason", ""),
            Field::toggle(F::Promised, "form-plan-promised", false),
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
        Self {
            client: dossier.id(),
            opened: cx.now.timestamp(),
            form,
            people,
            plan,
            proposal: None,
        }
    }

    /// Whom the call is with.
    #[must_use]
    pub const fn client(&self) -> ClientId {
        self.client
    }

    /// Seconds since the call began; a clock set back stands at zero.
    fn seconds(&self, cx: &Cx<'_>) -> u64 {
        let gone = cx.now.timestamp().as_second() - self.opened.as_second();
        u64::try_from(gone).unwrap_or(0)
    }

    /// The clock fills in the minutes, rounded up, until the person does.
    fn run_clock(&mut self, cx: &Cx<'_>) {
        if !self.form.changed(F::Minutes) {
            let minutes = self.seconds(cx).div_ceil(60).clamp(1, 1440);
            self.form.propose(F::Minutes, &minutes.to_string());
        }
    }

    fn outcome(&self) -> Option<Outcome> {
        Outcome::ALL.get(self.form.index(F::Outcome)?).copied()
    }

    /// Proposes another attempt when nobody was reached, as long as nothing was typed there; takes the
    /// proposal back when the outcome changes.
    fn settle(&mut self, cx: &Cx<'_>) {
        let missed = matches!(self.outcome(), Some(Outcome::NoAnswer | Outcome::Busy));
        match (&self.proposal, missed) {
            (None, true) if self.form.text(F::Next).trim().is_empty() => {
                let proposal = self.attempt(cx);
                self.form.propose(F::Next, &proposal.next);
                if self.form.text(F::Reason).is_empty() {
                    self.form.propose(F::Reason, &proposal.reason);
                }
                self.form.set_on(F::Promised, proposal.promised);
                self.proposal = Some(proposal);
            }
            (Some(_), false) => {
                if let Some(old) = self.proposal.take()
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
            }
            _ => {}
        }
    }

    /// The next working day at another time of day than now. What was promised stays promised.
    fn attempt(&self, cx: &Cx<'_>) -> Proposal {
        let hour = if cx.now.hour() < 13 { "15:00" } else { "11:00" };
        let tomorrow = cx
            .today()
            .checked_add(1.day())
            .unwrap_or_else(|_| cx.today());
        let id = match tomorrow.weekday() {
            Weekday::Saturday | Weekday::Sunday => "call-again-monday",
            _ => "call-again-tomorrow",
        };
        let plan = self.plan.as_ref();
        let reason = plan.map_or("", |p| p.reason.as_str());
        Proposal {
            next: cx.texts.tf(id, &[("time", hour.into())]),
            reason: if reason.is_empty() {
                cx.texts.t("call-again-reason")
            } else {
                reason.to_owned()
            },
            promised: plan.is_some_and(|p| p.promised),
        }
    }

    fn command(&self, cx: &Cx<'_>) -> Option<Command> {
        let outcome = self.outcome()?;
        let when = self.form.when(F::Next, cx);
        let next = when.map_or(NextStep::Auto, |when| {
            NextStep::Set(NewFollowUp {
                date: when.date,
                time: when.time,
                reason: self.form.text(F::Reason),
                promised: self.form.on(F::Promised),
                channel: None,
                contact: None,
            })
        });
        let person = self.form.index(F::Contact).and_then(|i| i.checked_sub(1));
        let pick = |key| self.form.index(key);
        Some(Command::LogTouch(Box::new(NewTouch {
            client: self.client,
            contact: person.and_then(|i| self.people.get(i)).copied(),
            at: None,
            channel: pick(F::Channel)
                .and_then(|i| Channel::ALL.get(i).copied())
                .unwrap_or(Channel::Phone),
            direction: pick(F::Direction)
                .and_then(|i| Direction::ALL.get(i).copied())
                .unwrap_or(Direction::Out),
            outcome,
            minutes: self.form.text(F::Minutes).trim().parse().unwrap_or(0),
            note: self.form.text(F::Note),
            next,
            mood: None,
            purpose: None,
        })))
    }

    /// Saves what was typed; `then` is what to do after it.
    fn save(&mut self, then: Option<Action>, cx: &Cx<'_>) -> Reply {
        self.run_clock(cx);
        if !self.form.check(cx) {
            return Reply::Done;
        }
        let asked_back = self.outcome() == Some(Outcome::Callback);
        if self.form.text(F::Next).trim().is_empty()
            && (asked_back
                || self.form.on(F::Promised)
                || !self.form.text(F::Reason).trim().is_empty())
        {
            // A promise without a day would silently be no promise at all.
            self.form.fail(F::Next, cx.texts.t("when-empty"));
            return Reply::Done;
        }
        match (self.command(cx), then) {
            (Some(command), Some(action)) => Reply::SubmitThen(command, action),
            (Some(command), None) => Reply::Submit(command),
            (None, _) => Reply::Done,
        }
    }

    fn take(&mut self, step: Step, cx: &Cx<'_>) -> Reply {
        self.settle(cx);
        match step {
            Step::Pass => Reply::Pass,
            Step::Done => Reply::Done,
            Step::Close => Reply::Close,
            Step::Ask(request) => Reply::Ask(request),
            Step::Save => self.save(None, cx),
        }
    }

    fn draw_wide(&mut self, buf: &mut Buffer, inner: Rect, cx: &Cx<'_>) -> Option<Position> {
        let left = Rect {
            width: inner.width * 9 / 20,
            ..inner
        };
        let lines = briefing::full(cx, self.client, left.width);
        for (line, y) in lines.iter().zip(left.top()..left.bottom()) {
            buf.set_line(left.x, y, line, left.width);
        }
        for y in inner.top()..inner.bottom() {
            buf.set_string(left.right() + 1, y, cx.theme.mark("│", "|"), cx.theme.line);
        }
        let right = Rect {
            x: left.right() + 3,
            width: inner.width.saturating_sub(left.width + 3),
            ..inner
        };
        self.form.draw(buf, right, cx)
    }

    fn draw_narrow(&mut self, buf: &mut Buffer, inner: Rect, cx: &Cx<'_>) -> Option<Position> {
        let lines = briefing::short(cx, self.client, inner.width);
        let wanted = self
            .form
            .height(inner.width, cx)
            .max(FORM_ROWS)
            .min(inner.height.saturating_sub(4).max(FORM_ROWS));
        let room = inner.height.saturating_sub(wanted.saturating_add(1));
        let shown = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(room);
        for (line, y) in lines.iter().zip(inner.top()..inner.top() + shown) {
            buf.set_line(inner.x, y, line, inner.width);
        }
        let rule = u16::from(shown > 0);
        if rule > 0 {
            let line = cx.theme.mark("─", "-").repeat(usize::from(inner.width));
            buf.set_string(inner.x, inner.y + shown, line, cx.theme.line);
        }
        let below = Rect {
            y: inner.y + shown + rule,
            height: inner.height - shown - rule,
            ..inner
        };
        self.form.draw(buf, below, cx)
    }
}

fn terms<'a>(family: &str, names: impl Iterator<Item = &'a str>) -> Vec<Words> {
    names.map(|name| Words::term(family, name)).collect()
}

impl Dialog for CallDialog {
    fn context(&self) -> Context {
        match self.form.context() {
            Context::Editor => Context::Editor,
            // Digits, letters, arrows and space reach a choice as keys.
            _ => Context::Call,
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        match action {
            _ if self.form.is_asking() => {}
            Action::FinishCall => return self.save(None, cx),
            Action::NextCall => return self.save(Some(Action::NextCall), cx),
            _ => {}
        }
        let step = self.form.act(action);
        self.take(step, cx)
    }

    fn key(&mut self, key: Key, cx: &Cx<'_>) -> Reply {
        // In the note the keys of a call work too, as far as they type nothing.
        if self.context() == Context::Editor
            && let Resolved::Action(Action::NextCall) =
                cx.keymap.resolve(Context::Call.chain(), &[], key)
        {
            return self.act(Action::NextCall, cx);
        }
        let step = self.form.key(key, cx);
        self.take(step, cx)
    }

    fn paste(&mut self, text: &str, cx: &Cx<'_>) -> Reply {
        let step = self.form.paste(text);
        self.take(step, cx)
    }

    fn edited(&mut self, text: String, cx: &Cx<'_>) -> Reply {
        let step = self.form.edited(&text);
        self.take(step, cx)
    }

    fn click(&mut self, at: Position, cx: &Cx<'_>) -> Reply {
        self.form.click(at, cx);
        self.take(Step::Done, cx)
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        self.run_clock(cx);
        let area = screen.intersection(*buf.area());
        if area.is_empty() {
            return None;
        }
        Clear.render(area, buf);
        let name = cx.book.client(self.client).map_or("", |c| c.name.as_str());
        let title = Title {
            name: format!("{} · {name}", cx.texts.t("pane-call")),
            detail: String::new(),
            right: cx.texts.timer(self.seconds(cx)),
        };
        let inner = pane(buf, area, &title, true, cx.theme);
        let air = u16::from(inner.width > 20);
        let inner = Rect {
            x: inner.x + air,
            width: inner.width.saturating_sub(2 * air),
            ..inner
        };
        if inner.is_empty() {
            return None;
        }
        if screen.width >= SIDE_BY_SIDE {
            self.draw_wide(buf, inner, cx)
        } else {
            self.draw_narrow(buf, inner, cx)
        }
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::FinishCall,
            // In the note the same key only saves by name.
            Action::Save,
            Action::NextCall,
            Action::NextField,
            Action::Cancel,
        ]
    }

    fn ticks(&self) -> bool {
        true
    }

    fn is_dirty(&self) -> bool {
        self.form.is_dirty()
    }
}

#[cfg(test)]
mod tests;
