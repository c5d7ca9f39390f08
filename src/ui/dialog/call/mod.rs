//! Call mode: a briefing, a running clock and one short form (pain 13).
//!
//! ```text
//! wide:  briefing │ outcome, note, next date …      narrow:  briefing, a few lines
//!                 │                                          ─────────
//!                 │                                          outcome, note, next date …
//! ```
//!
//! The ordinary call is a digit, tab, the note, tab, date words, ctrl-s. What else a call may leave behind,
//! a promise, a task, a problem, the mood, stands below and unfolds when something is typed there; all of it
//! is saved as one. Snippets open over the briefing, so the call is never left.

mod again;
mod briefing;
mod clock;
mod fields;
mod points;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::{Clear, Widget};

use crate::domain::{ClientId, Command, ContactId, Dossier, FollowUp, NewsId, Outcome};
use crate::input::{Action, Context, Key, Resolved};
use crate::ui::dialog::about::about;
use crate::ui::dialog::form::{Form, Step};
use crate::ui::dialog::snippets::{self, Found, SnippetSearch};
use crate::ui::widgets::frame::{Title, pane};
use crate::ui::{Cx, Dialog, Notice, Reply, Request};

use again::Proposal;
use clock::CallClock;

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
    Mood,
    Purpose,
    What,
    Side,
    Who,
    Until,
    Task,
    Due,
    Problem,
    Severity,
    Told(usize),
    Channel,
    Contact,
    Direction,
    Minutes,
}

/// Call mode with one client.
#[derive(Debug)]
pub struct CallDialog {
    client: ClientId,
    clock: CallClock,
    form: Form<F>,
    people: Vec<ContactId>,
    /// News the client was not told yet, as far as the form can tick it off.
    news: Vec<NewsId>,
    objections: points::Objections,
    plan: Option<FollowUp>,
    proposal: Option<Proposal>,
    snippets: Option<SnippetSearch>,
    /// Was asked by which day the promise is due; it may be due by none.
    asked_until: bool,
}

impl CallDialog {
    /// Begins a call; the clock runs from now. The opener also asks for the client's history.
    #[must_use]
    pub fn new(dossier: &Dossier, cx: &Cx<'_>) -> Self {
        let plan = dossier.follow_up.as_deref().cloned();
        let people: Vec<ContactId> = dossier.contacts.iter().map(|c| c.id).collect();
        let mut news = points::untold(dossier, cx);
        news.truncate(fields::NEWS);
        Self {
            client: dossier.id(),
            clock: CallClock::start(cx.now.timestamp()),
            form: fields::form(dossier, plan.as_ref(), &people, &news),
            people,
            news: news.iter().map(|one| one.id).collect(),
            objections: points::objections_of(dossier, cx),
            plan,
            proposal: None,
            snippets: None,
            asked_until: false,
        }
    }

    /// Whom the call is with.
    #[must_use]
    pub const fn client(&self) -> ClientId {
        self.client
    }

    /// The clock fills in the minutes, rounded up, until the person does.
    fn run_clock(&mut self, cx: &Cx<'_>) {
        self.clock.tick(cx.now.timestamp());
        if !self.form.changed(F::Minutes) {
            let minutes = self.clock.minutes();
            self.form.propose(F::Minutes, &minutes.to_string());
        }
        let slept = self.clock.slept_minutes();
        let words = (slept > 0).then(|| {
            let args = [("time", cx.texts.duration(slept).into())];
            cx.texts.tf("call-slept", &args)
        });
        self.form.say(F::Minutes, words);
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
        if !self.form.text(F::What).trim().is_empty()
            && self.form.text(F::Until).trim().is_empty()
            && !std::mem::replace(&mut self.asked_until, true)
        {
            self.form.fail(F::Until, cx.texts.t("call-promise-undated"));
            return Reply::Done;
        }
        let command = self
            .finished(cx)
            .map(|call| Command::FinishCall(Box::new(call)));
        match (command, then) {
            (Some(command), Some(action)) => Reply::SubmitThen(command, action),
            (Some(command), None) => Reply::Submit(command),
            (None, _) => Reply::Done,
        }
    }

    fn take(&mut self, step: Step, cx: &Cx<'_>) -> Reply {
        self.settle(cx);
        self.unfold(cx);
        match step {
            Step::Pass => Reply::Pass,
            Step::Done => Reply::Done,
            Step::Close => Reply::Close,
            Step::Ask(request) => Reply::Ask(request),
            Step::Save => self.save(None, cx),
        }
    }

    /// What the keys of a call do wherever the focus is; `None` for the form's own.
    fn on_the_line(&mut self, action: Action, cx: &Cx<'_>) -> Option<Reply> {
        match action {
            Action::FinishCall => Some(self.save(None, cx)),
            Action::NextCall => Some(self.save(Some(Action::NextCall), cx)),
            Action::Snippets => {
                let expert = cx
                    .book
                    .client(self.client)
                    .is_some_and(|client| client.expertise.speaks_terms());
                let search = SnippetSearch::new(expert, cx);
                self.snippets = Some(match self.form.focused() {
                    Some(F::Note) => search.into_note(),
                    _ => search,
                });
                Some(Reply::Done)
            }
            Action::Dial => Some(match self.phone(cx) {
                Some(phone) => Reply::Ask(Request::Dial(phone.to_owned())),
                None => Reply::Say(Notice::info(cx.texts.t("no-phone"))),
            }),
            _ => None,
        }
    }

    /// Does what came of the search: Enter in the note writes the words there, elsewhere it copies them.
    fn found(&mut self, found: Found, cx: &Cx<'_>) -> Reply {
        match found {
            Found::Pass => Reply::Pass,
            Found::Done => Reply::Done,
            Found::Copy(text) => Reply::Ask(Request::Copy(text)),
            Found::Closed => {
                self.snippets = None;
                Reply::Done
            }
            Found::Taken(text) => {
                self.snippets = None;
                if self.form.focused() != Some(F::Note) {
                    return Reply::Ask(Request::Copy(text));
                }
                let step = self.form.paste(&text);
                self.take(step, cx)
            }
        }
    }

    /// The left side: what to know, or the search.
    fn draw_side(&mut self, buf: &mut Buffer, area: Rect, cx: &Cx<'_>) -> Option<Position> {
        if let Some(search) = &mut self.snippets {
            return search.draw(buf, area, cx);
        }
        let lines = briefing::full(cx, self.client, &self.news, &self.objections, area);
        for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
            buf.set_line(area.x, y, line, area.width);
        }
        None
    }

    fn draw_wide(&mut self, buf: &mut Buffer, inner: Rect, cx: &Cx<'_>) -> Option<Position> {
        let left = Rect {
            width: inner.width * 9 / 20,
            ..inner
        };
        let typing = self.draw_side(buf, left, cx);
        for y in inner.top()..inner.bottom() {
            buf.set_string(left.right() + 1, y, cx.theme.mark("│", "|"), cx.theme.line);
        }
        let right = Rect {
            x: left.right() + 3,
            width: inner.width.saturating_sub(left.width + 3),
            ..inner
        };
        let cursor = self.form.draw(buf, right, cx);
        if self.snippets.is_some() {
            typing
        } else {
            cursor
        }
    }

    fn draw_narrow(&mut self, buf: &mut Buffer, inner: Rect, cx: &Cx<'_>) -> Option<Position> {
        if let Some(search) = &mut self.snippets {
            return search.draw(buf, inner, cx);
        }
        let lines = briefing::short(cx, self.client, &self.news, inner.width);
        let wanted = self
            .form
            .height(inner.width, cx)
            .min((inner.height / 2).max(FORM_ROWS));
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

impl Dialog for CallDialog {
    fn context(&self) -> Context {
        if self.snippets.is_some() {
            return Context::Palette;
        }
        match self.form.context() {
            Context::Editor => Context::Editor,
            // Digits, letters, arrows and space reach a choice as keys.
            _ => Context::Call,
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        if let Some(search) = &mut self.snippets {
            let found = search.act(action, cx);
            return self.found(found, cx);
        }
        if !self.form.is_asking()
            && let Some(reply) = self.on_the_line(action, cx)
        {
            return reply;
        }
        let step = self.form.act(action);
        self.take(step, cx)
    }

    fn key(&mut self, key: Key, cx: &Cx<'_>) -> Reply {
        if let Some(search) = &mut self.snippets {
            let of_call = cx.keymap.resolve(Context::Call.chain(), &[], key);
            let found = match of_call {
                // The key that opened the search closes it.
                Resolved::Action(Action::Snippets) => Found::Closed,
                _ => search.key(key),
            };
            return self.found(found, cx);
        }
        // In the note the keys of a call work too, as far as they type nothing.
        if self.context() == Context::Editor
            && let Resolved::Action(action) = cx.keymap.resolve(Context::Call.chain(), &[], key)
            && matches!(action, Action::NextCall | Action::Snippets | Action::Dial)
        {
            return self.act(action, cx);
        }
        let step = self.form.key(key, cx);
        self.take(step, cx)
    }

    fn paste(&mut self, text: &str, cx: &Cx<'_>) -> Reply {
        if let Some(search) = &mut self.snippets {
            search.paste(text);
            return Reply::Done;
        }
        let step = self.form.paste(text);
        self.take(step, cx)
    }

    fn edited(&mut self, text: String, cx: &Cx<'_>) -> Reply {
        let step = self.form.edited(&text);
        self.take(step, cx)
    }

    fn click(&mut self, at: Position, cx: &Cx<'_>) -> Reply {
        if let Some(search) = &mut self.snippets {
            search.click(at);
            return Reply::Done;
        }
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
        let title = Title {
            name: about("pane-call", self.client, cx),
            detail: String::new(),
            right: cx.texts.timer(self.clock.seconds()),
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
        if self.snippets.is_some() {
            return &snippets::HINTS;
        }
        &[
            Action::FinishCall,
            // In the note the same key only saves by name.
            Action::Save,
            Action::NextCall,
            Action::Snippets,
            Action::Dial,
            Action::NextField,
            Action::Cancel,
        ]
    }

    fn ticks(&self) -> bool {
        true
    }

    fn only_writes(&self) -> bool {
        true
    }

    fn is_dirty(&self) -> bool {
        self.form.is_dirty()
    }
}

#[cfg(test)]
mod talk_tests;
#[cfg(test)]
mod tests;
