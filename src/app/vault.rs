//! The gate before the portfolio: at the start, when nobody worked for a while, when it was asked for.

use super::{App, Effect, Msg, Trouble};
use crate::domain::plan_sheet::PlanFormat;
use crate::input::Key;
use crate::ui::dialog::confirm::{Confirm, OnYes};
use crate::ui::gate::{Answer, Gate};
use crate::ui::{Notice, Request};

/// The longest pause after a wrong passphrase, in seconds.
const LONGEST: u64 = 30;

/// What stands before the portfolio.
#[derive(Debug, Default)]
pub(super) struct Vault {
    /// Shown in place of everything while it is there.
    pub(super) gate: Option<Gate>,
    /// The portfolio is encrypted.
    pub(super) encrypted: bool,
    /// Minutes without a key after which the screen is locked; 0: never.
    idle: u16,
    /// The second of the last key, from the epoch.
    active: i64,
    /// Wrong passphrases in a row.
    wrong: u32,
    /// A text given to the person's own editor lies on the disk meanwhile.
    edits_on_disk: bool,
    /// Shells were told that the screen is locked.
    pub(super) told: bool,
}

impl Vault {
    /// Whether shells must be told that the screen was locked or opened since they were last told.
    pub(super) const fn lock_out(&mut self) -> bool {
        let locked = match &self.gate {
            Some(gate) => !gate.is_start(),
            None => false,
        };
        let news = self.told != locked;
        self.told = locked;
        news
    }
}

impl App {
    /// Tells that the portfolio is encrypted, and after how many minutes without a key its screen is locked (0:
    /// never).
    pub fn is_encrypted(&mut self, idle_minutes: u16) {
        self.vault.encrypted = true;
        self.vault.idle = idle_minutes;
        self.vault.active = self.now.timestamp().as_second();
    }

    /// Tells that a text given to the person's own editor lies on the disk meanwhile, for want of a place in
    /// memory: of an encrypted portfolio that is asked about first.
    pub const fn edits_on_disk(&mut self) {
        self.vault.edits_on_disk = true;
    }

    /// Begins with the passphrase of an encrypted portfolio.
    pub fn begin_locked(&mut self) {
        self.vault.gate = Some(Gate::start());
    }

    /// Begins with the question whether a new portfolio shall be encrypted; the minutes are those of
    /// [`is_encrypted`](Self::is_encrypted), should it be.
    pub fn begin_with_offer(&mut self, idle_minutes: u16) {
        self.vault.idle = idle_minutes;
        self.vault.gate = Some(Gate::offer());
    }

    /// Whether a gate stands before the portfolio.
    pub(super) const fn is_shut(&self) -> bool {
        self.vault.gate.is_some()
    }

    /// Hides everything behind the passphrase; all that is open stays open behind it.
    pub(super) fn lock_now(&mut self) {
        if self.vault.encrypted {
            self.pending.clear();
            self.vault.gate = Some(Gate::again());
        } else {
            self.notice = Some(Notice::info(self.texts.t("gate-not-encrypted")));
        }
    }

    /// Whether a request writes client data in the open out of an encrypted portfolio.
    pub(super) const fn asks_first(&self, request: &Request) -> bool {
        self.vault.encrypted
            && match request {
                Request::SaveText { .. }
                | Request::WriteDeck { .. }
                | Request::WritePlan(PlanFormat::Ics | PlanFormat::Json) => true,
                Request::ExternalEditor(_) => self.vault.edits_on_disk,
                _ => false,
            }
    }

    /// Asks before it is done.
    pub(super) fn ask_about_writing(&mut self, request: Request) {
        let (question, detail, verb) = match request {
            Request::ExternalEditor(_) => {
                ("gate-edit-question", "gate-edit-detail", "gate-edit-yes")
            }
            _ => ("gate-write-question", "gate-write-detail", "gate-write-yes"),
        };
        let yes = OnYes::Ask(Request::Plainly(Box::new(request)));
        let details = vec![self.texts.t(detail)];
        let confirm = Confirm::new(self.texts.t(question), details, yes).verb(self.texts.t(verb));
        self.dialogs.push(Box::new(confirm));
    }

    /// Notes that somebody is there.
    pub(super) fn worked(&mut self) {
        self.vault.active = self.now.timestamp().as_second();
    }

    /// Locks when nobody was there for long enough.
    pub(super) fn lock_when_idle(&mut self) {
        let idle = i64::from(self.vault.idle) * 60;
        let since = self.now.timestamp().as_second() - self.vault.active;
        // A clock set back locks nothing and counts anew.
        if since < 0 {
            return self.worked();
        }
        if idle > 0 && since >= idle && self.vault.encrypted && !self.is_shut() {
            self.lock_now();
        }
    }

    /// Gives input to the gate; `false` when there is none.
    pub(super) fn at_gate(&mut self, msg: &Msg, effects: &mut Vec<Effect>) -> bool {
        let Some(gate) = &mut self.vault.gate else {
            return false;
        };
        let answer = match msg {
            Msg::Key(key) => gate.key(*key, &self.texts),
            Msg::Paste(text) => {
                gate.paste(text);
                Answer::Stay
            }
            Msg::Click(..) | Msg::Wheel(..) => Answer::Stay,
            _ => return false,
        };
        match answer {
            Answer::Stay => self.gate_language(msg),
            Answer::Try(secret) if gate.is_start() => {
                effects.push(Effect::OpenStore(Some(secret)));
            }
            Answer::Try(secret) => effects.push(Effect::TryPassphrase(secret)),
            Answer::Make(secret) => {
                self.vault.encrypted = secret.is_some();
                self.worked();
                effects.push(Effect::OpenStore(secret));
            }
            Answer::Quit => self.quit(effects),
        }
        true
    }

    /// The language may be changed before anything is open.
    fn gate_language(&mut self, msg: &Msg) {
        let language = |key: Key| {
            let chain = crate::input::Context::Text.chain();
            let resolved = self.keymap.resolve(chain, &[], key);
            resolved == crate::input::Resolved::Action(crate::input::Action::SwitchLanguage)
        };
        if let Msg::Key(key) = msg
            && language(*key)
        {
            self.texts = crate::i18n::Texts::new(self.texts.lang().other());
            self.agenda_of = None;
            self.refresh();
        }
    }

    /// Takes the gate away: the passphrase was right, or none was needed.
    pub(super) fn open_gate(&mut self) {
        if self.vault.gate.take().is_some() {
            self.vault.wrong = 0;
            self.worked();
        }
    }

    /// The store answered before anything was read: whatever gate stood at the start is open.
    pub(super) fn opened(&mut self) {
        if self.vault.gate.as_ref().is_some_and(Gate::is_start) {
            self.open_gate();
        }
    }

    /// Says that a passphrase did not fit; the next may be tried after a pause that grows.
    pub(super) fn refused(&mut self, trouble: &Trouble, effects: &mut Vec<Effect>) {
        let words = self.words(trouble);
        let pause = (1_u64 << self.vault.wrong.min(5)).min(LONGEST);
        self.vault.wrong = self.vault.wrong.saturating_add(1);
        let gate = self.vault.gate.get_or_insert_with(Gate::start);
        gate.refuse(words, pause);
        effects.push(Effect::Rest(pause));
    }

    /// The pause is over.
    pub(super) fn rested(&mut self) {
        if let Some(gate) = &mut self.vault.gate {
            gate.rested();
        }
    }
}
