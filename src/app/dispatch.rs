//! Who gets a key: the top dialog, then the focused pane, then what works everywhere.

use super::{App, Effect, FirstScreen};
use crate::domain::command::{Advance, Move};
use crate::domain::contact::dialable;
use crate::domain::{Book, Command, Dossier, Record};
use crate::i18n::Texts;
use crate::input::{Action, Context, Key, Resolved};
use crate::ui::day::{Day, Shown};
use crate::ui::dialog::card::Page;
use crate::ui::screen::Pane;
use crate::ui::status::Saving;
use crate::ui::{Notice, Reply, Request, Theme};

/// The keys that matter in the focused pane, most useful first.
pub(super) fn hints(day: &Day, book: &Book) -> &'static [Action] {
    if book.is_empty() {
        return &[
            Action::ImportFile,
            Action::NewClient,
            Action::Palette,
            Action::Help,
            Action::Quit,
        ];
    }
    match day.focus {
        Pane::Clients if matches!(day.context(), Context::Filter) => &[
            Action::Accept,
            Action::CursorDown,
            Action::CursorUp,
            Action::Cancel,
        ],
        Pane::Clients => &[
            Action::Open,
            Action::Call,
            Action::NewDraft,
            Action::StageForward,
            Action::PlanTouch,
            Action::Filter,
            Action::Undo,
            Action::Palette,
            Action::Help,
            Action::Views,
        ],
        Pane::Board => &[
            Action::StageForward,
            Action::StageBack,
            Action::Park,
            Action::Open,
            Action::Call,
            Action::Undo,
            Action::Palette,
            Action::Help,
        ],
        Pane::Drafts => &[
            Action::EditDraft,
            Action::NewDraft,
            Action::DraftReady,
            Action::DraftAdvance,
            Action::DraftsOfClient,
            Action::Undo,
            Action::Palette,
            Action::Help,
        ],
        Pane::Agenda => &[
            Action::Call,
            Action::MoveUp,
            Action::MoveDown,
            Action::PinRow,
            Action::Snooze,
            Action::Queue,
            Action::Explain,
            Action::WriteAgenda,
            Action::Undo,
            Action::Palette,
            Action::Help,
        ],
    }
}

impl App {
    pub(super) fn key(&mut self, key: Key, effects: &mut Vec<Effect>) {
        let resolved = self.keymap.resolve(self.chain(), &self.pending, key);
        if self.is_key_too_early(key, &resolved) {
            self.pending.clear();
            return self.wait_a_moment(effects);
        }
        // News stays until the next key; a prefix is not yet a whole key.
        let stuck = matches!(self.saving, Saving::Failed(_)) && !self.is_for_reading();
        if resolved != Resolved::Pending && !stuck {
            self.notice = None;
        }
        match resolved {
            Resolved::Action(action) => {
                self.pending.clear();
                self.act(action, effects);
            }
            Resolved::Pending => self.pending.push(key),
            Resolved::Miss => {
                self.pending.clear();
                let reply = self.hand_over(|focus, cx| match focus {
                    Focus::Dialog(dialog) => dialog.key(key, cx),
                    Focus::Day(day) => day.key(key, cx),
                });
                self.reply(reply, effects);
            }
        }
    }

    pub(super) fn paste(&mut self, text: &str, effects: &mut Vec<Effect>) {
        use unicode_normalization::UnicodeNormalization;
        if self.is_too_early_for_hands() {
            return;
        }
        let text: String = text
            .replace("\r\n", "\n")
            .replace('\r', "\n")
            .nfc()
            .collect();
        let reply = self.hand_over(|focus, cx| match focus {
            Focus::Dialog(dialog) => dialog.paste(&text, cx),
            Focus::Day(day) => day.paste(&text, cx),
        });
        self.reply(reply, effects);
    }

    pub(super) fn click(&mut self, x: u16, y: u16, effects: &mut Vec<Effect>) {
        if self.is_too_early_for_hands() {
            return;
        }
        self.notice = None;
        let reply = self.hand_over(|focus, cx| match focus {
            Focus::Dialog(dialog) => dialog.click((x, y).into(), cx),
            Focus::Day(day) => day.click((x, y).into(), cx),
        });
        self.reply(reply, effects);
    }

    pub(super) fn wheel(&mut self, x: u16, y: u16, down: bool, effects: &mut Vec<Effect>) {
        let step = if down {
            Action::CursorDown
        } else {
            Action::CursorUp
        };
        let reply = self.hand_over(|focus, cx| match focus {
            Focus::Dialog(dialog) => dialog.act(step, cx),
            Focus::Day(day) => day.wheel((x, y).into(), down, cx),
        });
        self.reply(reply, effects);
    }

    /// Hands something to the top dialog or, without one, to the workspace.
    fn hand_over(&mut self, hand: impl FnOnce(Focus<'_>, &crate::ui::Cx<'_>) -> Reply) -> Reply {
        if let Some(mut dialog) = self.dialogs.pop() {
            let reply = hand(Focus::Dialog(dialog.as_mut()), &self.cx());
            self.dialogs.push(dialog);
            return reply;
        }
        let mut day = std::mem::take(&mut self.day);
        let reply = hand(Focus::Day(&mut day), &self.cx());
        self.day = day;
        reply
    }

    pub(super) fn act(&mut self, action: Action, effects: &mut Vec<Effect>) {
        if self.captures(action) {
            return self.open(action, effects);
        }
        let reply = self.hand_over(|focus, cx| match focus {
            Focus::Dialog(dialog) => dialog.act(action, cx),
            Focus::Day(day) => day.act(action, cx),
        });
        match reply {
            Reply::Pass => self.everywhere(action, effects),
            reply => self.reply(reply, effects),
        }
    }

    /// Actions that do not belong to one pane.
    fn everywhere(&mut self, action: Action, effects: &mut Vec<Effect>) {
        match action {
            Action::Quit => self.leave(effects),
            Action::Undo => self.ask_undo(effects),
            Action::Redo => self.redo(effects),
            Action::RetrySave => effects.push(Effect::RetrySave),
            Action::BackUp => self.back_up(effects),
            Action::EmergencyCopy => effects.push(Effect::EmergencyCopy),
            Action::LockNow => self.lock_now(),
            Action::Redraw => effects.push(Effect::Repaint),
            Action::SwitchLanguage => {
                self.texts = Texts::new(self.texts.lang().other());
                // Days to greet on are named in the plan.
                self.agenda_of = None;
                self.refresh();
            }
            Action::SwitchTheme => {
                self.theme = Theme::new(self.theme.name.next(), self.theme.depth, self.theme.ascii);
                let name = self.texts.t(&format!("theme-{}", self.theme.name.name()));
                let text = self.texts.tf("theme-now", &[("name", name.into())]);
                self.notice = Some(Notice::info(text));
            }
            Action::Cancel => {}
            Action::Palette | Action::Help => self.open(action, effects),
            Action::GoDay if self.dialogs.iter().all(|d| !d.is_dirty()) => self.dialogs.clear(),
            // Nothing acts on what a dialog covers.
            _ if self.dialogs.last().is_some_and(|d| !d.passes_on()) => {}
            Action::StageForward => self.shift(Move::Forward, effects),
            Action::StageBack => self.shift(Move::Back, effects),
            Action::RestoreClient => {
                if let Some(id) = self.day.current() {
                    self.carry_out(Command::RestoreClient(id), effects);
                }
            }
            Action::CopyPhone => self.copy_phone(effects),
            Action::Dial => match self.first_phone() {
                Some(phone) => self.dial(&phone, effects),
                None => self.notice = Some(Notice::info(self.texts.t("no-phone"))),
            },
            Action::DraftReady => self.draft_ready(effects),
            _ => self.open(action, effects),
        }
    }

    fn shift(&mut self, to: Move, effects: &mut Vec<Effect>) {
        let clients = self.day.targets();
        if clients.is_empty() {
            self.notice = Some(Notice::info(self.texts.t("no-client")));
            return;
        }
        let command = Command::MoveStage {
            clients,
            to,
            confirmed: false,
        };
        if self.carry_out(command, effects) {
            self.day.clear_marks();
        }
    }

    fn copy_phone(&mut self, effects: &mut Vec<Effect>) {
        match self.first_phone() {
            Some(phone) => self.ask(Request::Copy(phone), effects),
            None => self.notice = Some(Notice::info(self.texts.t("no-phone"))),
        }
    }

    /// The number of the current client one would ring first.
    fn first_phone(&self) -> Option<String> {
        let dossier = self.day.current().and_then(|id| self.book.get(id))?;
        dossier.first_contact()?.phones.first().cloned()
    }

    /// Dials what can be dialled of a number.
    fn dial(&mut self, phone: &str, effects: &mut Vec<Effect>) {
        match dialable(phone) {
            Some(number) => effects.push(Effect::Dial(number)),
            None => {
                let args = [("phone", phone.into())];
                self.notice = Some(Notice::warn(self.texts.tf("dial-no-digits", &args)));
            }
        }
    }

    fn draft_ready(&mut self, effects: &mut Vec<Effect>) {
        let Some((client, id)) = self.day.draft() else {
            self.notice = Some(Notice::info(self.texts.t("no-draft")));
            return;
        };
        let ready = Advance::to(crate::domain::Life::Ready);
        let command = Command::AdvanceDraft(client, id, Box::new(ready));
        self.carry_out(command, effects);
    }

    /// Does what a pane or dialog asked of the rim.
    pub(super) fn ask(&mut self, request: Request, effects: &mut Vec<Effect>) {
        if self.asks_first(&request) {
            return self.ask_about_writing(request);
        }
        match request {
            Request::Plainly(request) => self.perform(*request, effects),
            request => self.perform(request, effects),
        }
    }

    fn perform(&mut self, request: Request, effects: &mut Vec<Effect>) {
        match request {
            // Asked about once, never within another.
            Request::Plainly(_) => {}
            Request::Undo => self.ask_undo(effects),
            Request::UndoMany(steps) => self.undo(steps, effects),
            Request::Redo => self.redo(effects),
            Request::TakeOver => effects.push(Effect::TakeOver),
            Request::Quit => self.quit(effects),
            Request::Copy(text) => {
                let said = match text.lines().count() {
                    ..=1 => self.texts.tf("copied", &[("text", text.as_str().into())]),
                    lines => self.texts.tf("copied-lines", &[("count", lines.into())]),
                };
                self.notice = Some(Notice::info(said));
                effects.push(Effect::Copy(text));
            }
            Request::Dial(phone) => self.dial(&phone, effects),
            Request::SaveText { name, text } => effects.push(Effect::WriteText { name, text }),
            Request::WriteDeck {
                client,
                recommendations,
                format,
                send,
                seconds,
            } => self.write_deck(client, recommendations, format, (send, seconds), effects),
            Request::ExternalEditor(text) => effects.push(Effect::ExternalEditor(text)),
            Request::ReadTouches(client) => effects.push(Effect::ReadTouches(client)),
            Request::ReadCampaigns(clients) => effects.push(Effect::ReadCampaigns(clients)),
            Request::ListDirectory(dir) => effects.push(Effect::ListDirectory(Some(dir))),
            Request::PlanImport(path) => effects.push(Effect::ReadFile(path)),
            Request::RunImport => self.run_import(effects),
            Request::CancelJob => self.cancel_import(effects),
            Request::OnClient(id, action) => self.open_on_client(id, action, effects),
            Request::ShowCampaigns(id) => self.show_card(id, Page::Campaigns, effects),
            Request::ShowCard(id) => self.show_card(id, Page::Overview, effects),
            Request::ShowView(view) => self.show_view(&view),
            Request::WritePlan(format) => self.write_plan(format, effects),
            Request::MorningSeen => self.morning_seen(effects),
            Request::CancelAudit => self.cancel_audit(),
            Request::Select(id) => {
                let mut day = std::mem::take(&mut self.day);
                day.select(id, &self.cx());
                self.day = day;
                self.choose_owner(id, effects);
            }
        }
    }

    /// Leaves; asks first when something could not be saved.
    pub(super) fn leave(&mut self, effects: &mut Vec<Effect>) {
        let unsaved = matches!(&self.saving, Saving::Failed(refusal) if refusal.unsaved > 0);
        if unsaved && self.dialogs.is_empty() {
            self.ask_about_quitting();
            return;
        }
        self.quit(effects);
    }

    pub(super) fn quit(&mut self, effects: &mut Vec<Effect>) {
        self.say_unseen();
        let mut first = FirstScreen::default();
        if self.book.partial().is_none() {
            first.totals = self.book.totals();
            for (id, shown) in self.day.first_screen(&self.cx()) {
                if let Some(dossier) = self.book.get(id) {
                    records_of(dossier, shown, &mut first.records);
                }
            }
        }
        effects.push(Effect::Quit(Box::new(first)));
    }
}

/// The records of a client as far as the first screen shows them.
fn records_of(d: &Dossier, shown: Shown, out: &mut Vec<Record>) {
    out.push(Record::Client(d.client.clone()));
    out.extend(d.journey.as_deref().cloned().map(Record::Journey));
    // The mark of a card counts what burns.
    let problems = d.work().problems.iter();
    out.extend(
        problems
            .filter(|p| p.is_burning() || shown == Shown::Whole)
            .cloned()
            .map(Record::Problem),
    );
    if shown == Shown::Card {
        return;
    }
    out.extend(d.contacts.iter().cloned().map(Record::Contact));
    out.extend(d.spend.as_deref().cloned().map(Record::Spend));
    out.extend(d.digest.as_deref().cloned().map(Record::TouchDigest));
    out.extend(d.follow_up.as_deref().cloned().map(Record::FollowUp));
    if shown == Shown::Whole {
        out.extend(
            d.recommendations
                .iter()
                .cloned()
                .map(Record::Recommendation),
        );
    }
}

/// Who has the keys.
enum Focus<'a> {
    Dialog(&'a mut dyn crate::ui::Dialog),
    Day(&'a mut Day),
}
