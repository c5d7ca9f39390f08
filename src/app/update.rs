//! What each message changes.

use super::{App, Effect, Msg, Trouble};
use crate::domain::command::{self, Env};
use crate::domain::{Change, Command, History, Intent, Month, RuleError, Transaction};
use crate::input::Action;
use crate::say;
use crate::ui::day::Day;
use crate::ui::dialog::healed::HealedDialog;
use crate::ui::status::{Refusal, Saving};
use crate::ui::{Notice, Reply};

impl App {
    /// Takes a message; returns what is to be done about it.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.take(msg, &mut effects);
        // Keys typed while an undo was on its way to the disk and back are taken in their order.
        while self.waiting.is_none() {
            let Some(msg) = self.inbox.pop_front() else {
                break;
            };
            self.take(msg, &mut effects);
        }
        self.fold_up();
        self.ask_ranking(&mut effects);
        if self.vault.lock_out() {
            effects.push(Effect::LockOut(self.vault.told));
        }
        effects
    }

    /// Lets go of the campaigns read from disk for a dialog once no dialog is open, but for those of the
    /// current client, whose card is the likeliest to be opened again. An import or audit under way, and what
    /// the disk has not taken yet, keep all.
    fn fold_up(&mut self) {
        let idle = self.dialogs.is_empty() && self.import.is_none() && self.audit.is_none();
        if !idle || self.unfolded.is_empty() || self.saving != Saving::Saved {
            return;
        }
        let kept = self.day.current();
        for client in std::mem::take(&mut self.unfolded) {
            if Some(client) == kept {
                self.unfolded.insert(client);
            } else {
                self.book.unload_campaigns(client);
            }
        }
    }

    fn take(&mut self, msg: Msg, effects: &mut Vec<Effect>) {
        let writes = |app: &Self| app.dialogs.last().is_some_and(|d| d.only_writes());
        let (open, wrote) = (self.dialogs.len(), writes(self));
        self.hear(msg, effects);
        // What is typed while a full disk refuses waits in its form. Where nothing can ever be written it would
        // wait for nothing.
        let new = !wrote || self.dialogs.len() > open;
        if new && self.is_for_reading() && writes(self) {
            self.dialogs.pop();
            self.say_what_helps();
        }
    }

    fn hear(&mut self, msg: Msg, effects: &mut Vec<Effect>) {
        if self.waiting.is_some()
            && matches!(
                msg,
                Msg::Key(_)
                    | Msg::Paste(_)
                    | Msg::Click(..)
                    | Msg::Wheel(..)
                    | Msg::FromShell(..)
                    | Msg::AskedToLeave(_)
            )
        {
            self.inbox.push_back(msg);
            return;
        }
        if matches!(
            msg,
            Msg::Key(_) | Msg::Paste(_) | Msg::Click(..) | Msg::Wheel(..)
        ) {
            if self.at_gate(&msg, effects) {
                return;
            }
            self.worked();
        }
        self.used |= matches!(
            msg,
            Msg::Key(_) | Msg::Paste(_) | Msg::Click(..) | Msg::Wheel(..)
        );
        match msg {
            Msg::Key(key) => self.key(key, effects),
            Msg::Paste(text) => self.paste(&text, effects),
            Msg::Click(x, y) => self.click(x, y, effects),
            Msg::Wheel(x, y, down) => self.wheel(x, y, down, effects),
            Msg::Resize => {}
            Msg::Clock(now) => {
                let new_day = now.date() != self.now.date();
                if Month::from(now.date()) != Month::from(self.now.date()) {
                    self.ranks.spoil();
                }
                self.frame.now.clone_from(&now);
                self.now = now;
                if new_day {
                    self.refresh();
                }
                self.ring(effects);
                self.lock_when_idle();
            }
            Msg::PassphraseTried(Ok(())) => self.open_gate(),
            Msg::PassphraseTried(Err(trouble)) => self.refused(&trouble, effects),
            Msg::Rested => self.rested(),
            Msg::Head(mut book) => {
                self.opened();
                book.succeed(&self.book);
                self.book = *book;
                self.refresh();
            }
            Msg::Loaded(mut book, entries, healed) => {
                self.opened();
                book.succeed(&self.book);
                if !self.used {
                    // The first screen may have been kept in another language's order: begin at the top.
                    self.day = Day::default();
                }
                self.book = *book;
                self.history = History::default();
                for entry in &entries {
                    self.history.note(entry);
                }
                // It comes again when a copy read for want of space is left for the store itself.
                if matches!(self.saving, Saving::Failed(_)) {
                    self.notice = Some(Notice::good(self.texts.t("paused-over")));
                }
                self.saving = Saving::Saved;
                self.free();
                self.ranks.spoil();
                if let Some(healed) = healed {
                    self.notice = Some(Notice::warn(self.words(&healed)));
                }
                self.refresh();
                self.show_first_view();
                self.offer_morning();
                // A card opened on the first screen could not ask for what the store did not give yet.
                if let Some(client) = self.day.current().filter(|_| !self.dialogs.is_empty()) {
                    self.read_campaigns(client, effects);
                }
            }
            Msg::Occupied(by) => {
                // Whoever has it is asked first; the passphrase was typed already.
                self.opened();
                self.occupied(by, effects);
            }
            Msg::Stays(why) => self.stays(&why),
            Msg::FromShell(ticket, transactions) => self.shell_asks(ticket, transactions, effects),
            Msg::AskedToLeave(ticket) => self.asked_to_leave(ticket, effects),
            Msg::OpenFailed(trouble) => {
                self.fatal = Some(self.words(&trouble));
                effects.push(Effect::Quit(Box::default()));
            }
            Msg::Saved(seq) => {
                if matches!(self.saving, Saving::Failed(_)) {
                    self.notice = None;
                    // An import held back by the disk goes on.
                    effects.push(Effect::Continue);
                }
                self.saving = match self.book.seq().saturating_sub(seq) {
                    0 => Saving::Saved,
                    n => Saving::Saving(usize::try_from(n).unwrap_or(usize::MAX)),
                };
                self.settle_heir(effects);
            }
            Msg::Healed(healing) => {
                self.show_unasked(Box::new(HealedDialog::new(*healing)), effects);
            }
            Msg::Settled => self.settled(),
            Msg::NotSaved(trouble, unsaved) => {
                let reason = self.words(&trouble);
                let args = &trouble.args;
                let paused = say::healing::paused(&self.texts, trouble.key, args, &reason, unsaved);
                let reading = paused.reading;
                self.saving = Saving::Failed(Refusal { paused, unsaved });
                // The banner says it for as long as it is so; the bottom line stays for the keys.
                if !reading {
                    self.say_what_helps();
                }
                self.settle_heir(effects);
            }
            Msg::Entries(result) => self.entries(result, effects),
            // A touch logged meanwhile is not in what was read: read again.
            Msg::Touches(client, _, seq) if seq < self.book.seq() => {
                effects.push(Effect::ReadTouches(client));
            }
            // The same for campaigns.
            Msg::Campaigns(read, seq) if seq < self.book.seq() => {
                let clients = read.into_iter().map(|(client, _)| client).collect();
                effects.push(Effect::ReadCampaigns(clients));
            }
            Msg::Trouble(trouble) => self.mishap(&trouble),
            Msg::Touches(client, touches, _) => {
                for dialog in &mut self.dialogs {
                    dialog.touches(client, &touches);
                }
                self.book.load_touches(client, touches);
            }
            Msg::Campaigns(read, _) => {
                if !self.audited(&read, effects) {
                    for (client, campaigns) in read {
                        self.book.load_campaigns(client, campaigns);
                        self.unfolded.insert(client);
                    }
                    self.plan_import(effects);
                }
            }
            Msg::BackedUp(result) => self.backed_up(result),
            Msg::EmergencyCopied(result) => {
                self.notice = Some(match result {
                    Ok(path) => {
                        let path = path.display().to_string();
                        let text = self.texts.tf("emergency-copied", &[("path", path.into())]);
                        Notice::good(text)
                    }
                    Err(trouble) => Notice::bad(self.words(&trouble)),
                });
            }
            Msg::Copied(Ok(way)) => {
                let text = self.texts.tf("copied-by", &[("program", way.into())]);
                self.notice = Some(Notice::good(text));
            }
            Msg::Copied(Err(trouble)) => self.warn(&trouble),
            Msg::Dialled(Ok(link)) => {
                let text = match &link {
                    Some(link) => self
                        .texts
                        .tf("dial-link", &[("link", link.as_str().into())]),
                    None => self.texts.t("dial-done"),
                };
                self.notice = Some(Notice::good(text));
            }
            Msg::Dialled(Err(trouble)) => self.warn(&trouble),
            Msg::Written(Ok(path)) => {
                let path = path.display().to_string();
                let text = self.texts.tf("file-written", &[("path", path.into())]);
                self.notice = Some(Notice::good(text));
            }
            Msg::Written(Err(trouble)) => self.warn(&trouble),
            Msg::DeckWritten(result) => self.deck_written(result, effects),
            Msg::Edited(Ok(text)) => {
                if let Some(mut dialog) = self.dialogs.pop() {
                    let reply = dialog.edited(text, &self.cx());
                    self.dialogs.push(dialog);
                    self.reply(reply, effects);
                }
            }
            Msg::Edited(Err(trouble)) => self.warn(&trouble),
            Msg::Directory(dir, result) => self.directory(dir, result),
            Msg::Progress(done, total) => self.progress(done, total),
            Msg::Read(result) => self.read(result, effects),
            Msg::Ranked(ranking) => self.ranked(ranking),
            Msg::RankingFailed => self.ranking_failed(),
            Msg::Continue => self.go_on(effects),
            // A signal does not ask: what is queued is saved on the way out.
            Msg::Quit => self.quit(effects),
        }
    }

    /// A mishap in words.
    pub(super) fn words(&self, trouble: &Trouble) -> String {
        say::failure(&self.texts, trouble.key, &trouble.args, trouble.cause)
    }

    /// Whether the portfolio lies where nothing can be written, as it will for as long as it is open.
    pub(super) const fn is_for_reading(&self) -> bool {
        matches!(&self.saving, Saving::Failed(refusal) if refusal.paused.reading)
    }

    /// While the disk refuses, the bottom line names the two keys that help; where nothing can be written, the way
    /// out.
    pub(super) fn say_what_helps(&mut self) {
        self.notice = Some(match self.is_for_reading() {
            true => Notice::warn(self.texts.t("paused-refusal-reading")),
            false => Notice::bad(self.rescue()),
        });
    }

    /// What can be done while the disk refuses, by its keys.
    pub(super) fn rescue(&self) -> String {
        let key = |action| {
            let keys = self.keymap.key_of(self.chain(), action);
            keys.map_or_else(String::new, |k| k.to_string())
        };
        self.texts.tf(
            "not-saved-help",
            &[
                ("retry", key(Action::RetrySave).into()),
                ("copy", key(Action::EmergencyCopy).into()),
            ],
        )
    }

    pub(super) fn warn(&mut self, trouble: &Trouble) {
        self.notice = Some(Notice::warn(self.words(trouble)));
    }

    /// Carries a command out; `true` when it was, a refusal is said and nothing changed.
    pub(super) fn carry_out(&mut self, command: Command, effects: &mut Vec<Effect>) -> bool {
        if matches!(self.saving, Saving::Failed(_)) {
            self.say_what_helps();
            return false;
        }
        let mut env = Env {
            now: &self.now,
            ids: &mut self.ids,
        };
        let decided = command::decide(command.clone(), &self.book, &mut env)
            .and_then(|transaction| self.commit(transaction, effects).map_err(RuleError::from));
        match decided {
            Ok(text) => {
                self.notice = Some(Notice::good(text));
                self.refresh();
                true
            }
            Err(error @ RuleError::LeavesEarly { .. }) => {
                self.ask_about_leaving(&error, command);
                false
            }
            Err(error) => {
                if error == RuleError::NotOurs {
                    // The offer says why itself.
                    self.offer_substitute(&command);
                } else {
                    self.refuse(&error);
                }
                false
            }
        }
    }

    /// Says why not.
    pub(super) fn refuse(&mut self, error: &RuleError) {
        let text = say::refusal(&self.texts, error, &self.book, self.now.date());
        self.notice = Some(Notice::warn(text));
    }

    /// Applies a transaction and sends it to the disk; returns what to say about it.
    pub(super) fn commit(
        &mut self,
        mut transaction: Transaction,
        effects: &mut Vec<Effect>,
    ) -> Result<String, crate::domain::Conflict> {
        self.book.apply(&mut transaction)?;
        Ok(self.record(transaction, effects))
    }

    /// Takes note of a transaction the book has applied and sends it to the disk; returns what to say about
    /// it.
    pub(super) fn record(&mut self, transaction: Transaction, effects: &mut Vec<Effect>) -> String {
        self.ranks.note(&transaction);
        let entry = &transaction.entry;
        self.history.note(entry);
        let moved = entry
            .client
            .filter(|_| entry.intent == Intent::MoveStage)
            .and_then(|id| self.book.get(id));
        let what = match moved {
            Some(d) => self.texts.tf(
                "moved",
                &[
                    ("name", d.client.name.as_str().into()),
                    ("stage", say::stage(&self.texts, d.stage()).into()),
                ],
            ),
            None => self.named(entry.intent, entry.changes, &entry.label),
        };
        // A touch says when the next one is, whether the person set it or a missed call proposed it.
        let planned = |change: &&Change| matches!(change, Change::FollowUp(_));
        let what = match transaction.changes.iter().rev().find(planned) {
            Some(Change::FollowUp(edit)) if entry.intent == Intent::LogTouch => {
                edit.after.as_ref().map_or(what.clone(), |next| {
                    let date = self.texts.date(next.date, self.now.date());
                    let on = self.texts.tf("next-on", &[("date", date.into())]);
                    format!("{what} · {on}")
                })
            }
            _ => what,
        };
        match &mut self.saving {
            Saving::Saving(n) => *n += 1,
            // What was under way when the disk refused waits with the rest.
            Saving::Failed(_) => {}
            saving => *saving = Saving::Saving(1),
        }
        effects.push(Effect::Commit(transaction));
        what
    }

    /// Does what a pane or dialog answered.
    pub(super) fn reply(&mut self, reply: Reply, effects: &mut Vec<Effect>) {
        match reply {
            Reply::Pass | Reply::Done => {}
            Reply::Do(command) => {
                if self.carry_out(command, effects) {
                    self.day.clear_marks();
                }
            }
            Reply::Submit(command) => {
                let open = self.dialogs.len();
                if self.carry_out(command, effects) {
                    self.dialogs.truncate(open.saturating_sub(1));
                    self.day.clear_marks();
                }
            }
            Reply::SubmitThen(command, then) => {
                let open = self.dialogs.len();
                self.left = self.day.current().map(|id| (id, self.planned_at(id)));
                if self.carry_out(command, effects) {
                    self.dialogs.truncate(open.saturating_sub(1));
                    self.act(then, effects);
                }
                self.left = None;
            }
            Reply::Open(dialog) => self.dialogs.push(dialog),
            Reply::Swap(dialog) => {
                self.dialogs.pop();
                self.dialogs.push(dialog);
            }
            Reply::Close => {
                self.dialogs.pop();
            }
            Reply::Ask(request) => self.ask(request, effects),
            Reply::DoAndAsk(command, request) => {
                self.carry_out(command, effects);
                self.ask(request, effects);
            }
            Reply::CloseAndAsk(request) => {
                self.dialogs.pop();
                self.ask(request, effects);
            }
            Reply::Act(action) => {
                self.dialogs.pop();
                self.act(action, effects);
            }
            Reply::Say(notice) => self.notice = Some(notice),
            Reply::SayAndAsk(notice, request) => {
                self.ask(request, effects);
                self.notice = Some(notice);
            }
        }
    }
}
