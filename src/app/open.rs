//! Opening dialogs for the current client, recommendation or selection.

use super::{App, Effect};
use crate::domain::{ClientId, Command, Dossier, Life, RuleError, Side};
use crate::input::Action;
use crate::ui::dialog::ad_profile::AdProfileForm;
use crate::ui::dialog::advance::{Substitute, next_step};
use crate::ui::dialog::base::BaseDialog;
use crate::ui::dialog::call::CallDialog;
use crate::ui::dialog::card::{CardDialog, Page};
use crate::ui::dialog::client::ClientForm;
use crate::ui::dialog::confirm::{Confirm, OnYes};
use crate::ui::dialog::contact_terms::ContactTermsForm;
use crate::ui::dialog::contacts::ContactsDialog;
use crate::ui::dialog::draft_editor::DraftEditor;
use crate::ui::dialog::evening::EveningDialog;
use crate::ui::dialog::focus::{FocusDialog, FocusPage, Segment};
use crate::ui::dialog::forecast::ForecastForm;
use crate::ui::dialog::help::HelpDialog;
use crate::ui::dialog::history::HistoryDialog;
use crate::ui::dialog::inbox::InboxDialog;
use crate::ui::dialog::inbox::sheet::SheetDialog;
use crate::ui::dialog::letter::LetterPick;
use crate::ui::dialog::meeting::MeetingForm;
use crate::ui::dialog::palette::Palette;
use crate::ui::dialog::park::ParkForm;
use crate::ui::dialog::plan::{MorningDialog, QueueDialog, WritePlan, put_off};
use crate::ui::dialog::plan_touch::PlanTouchForm;
use crate::ui::dialog::playbook::PlaybookPick;
use crate::ui::dialog::policy_review::PolicyReview;
use crate::ui::dialog::promise::PromiseForm;
use crate::ui::dialog::snippets::SnippetsDialog;
use crate::ui::dialog::views::ViewsPick;
use crate::ui::screen::Pane;
use crate::ui::{Dialog, Notice, Request};

impl App {
    /// Opens what an action asks for.
    pub(super) fn open(&mut self, action: Action, effects: &mut Vec<Effect>) {
        match action {
            Action::NewClient => self.show(ClientForm::new()),
            Action::Palette => {
                let chain = self.chain();
                let palette = Palette::new(&self.cx(), chain);
                self.show(palette);
            }
            Action::Help => {
                let chain = self.chain();
                let help = match self.dialogs.last().and_then(|d| d.answers()) {
                    Some(actions) => HelpDialog::only(&self.cx(), chain, actions),
                    None if self.is_for_reading() => {
                        HelpDialog::new(&self.cx(), chain).for_reading()
                    }
                    None => HelpDialog::new(&self.cx(), chain),
                };
                self.show(help);
            }
            Action::ImportFile => self.open_import(effects),
            Action::History | Action::GoHistory => {
                let (done, undone) = self.steps();
                self.show(HistoryDialog::new(done, undone));
            }
            Action::EditDraft | Action::DraftAdvance | Action::ArchiveDraft => {
                self.open_for_draft(action, effects);
            }
            Action::Open if self.day.focus == Pane::Drafts && self.dialogs.is_empty() => {
                self.open_for_draft(Action::EditDraft, effects);
            }
            Action::AuditSegment => self.open_audit(effects),
            Action::MakeDeck => self.open_deck(effects),
            Action::Views => self.show(ViewsPick::new(&self.cx())),
            Action::SaveView => self.open_view_form(),
            Action::Bulk => self.open_bulk(),
            Action::Evening => self.show(EveningDialog::default()),
            Action::GoFocus => self.show_focus(FocusPage::Members),
            Action::GoBase => {
                let base = BaseDialog::new(&self.cx());
                self.show(base);
            }
            Action::GoInbox => {
                let inbox = InboxDialog::new(self.slots(), self.day.current(), &self.cx());
                self.show(inbox);
            }
            Action::FireSheet => {
                let sheet = SheetDialog::new(self.slots(), &self.cx());
                self.show(sheet);
            }
            Action::NewFire | Action::NewRequest => self.open_capture(action),
            Action::Morning => self.show(MorningDialog::default()),
            Action::Queue => self.show(QueueDialog::default()),
            Action::WriteAgenda => self.show(WritePlan::default()),
            Action::Replan => self.replan(),
            Action::NewMeeting => {
                let form = MeetingForm::new(&self.cx());
                self.show(form);
            }
            Action::PolicyReview => self.show(PolicyReview::new(self.plan.call_minutes)),
            Action::NextCall => self.next_call(effects),
            Action::Snippets => self.open_snippets(),
            Action::EditClient
            | Action::EditAdProfile
            | Action::ArchiveClient
            | Action::Contacts
            | Action::Open
            | Action::Call
            | Action::PlanTouch
            | Action::Park
            | Action::NewPromise
            | Action::NewForecast
            | Action::ContactTerms
            | Action::Snooze
            | Action::ApplyPlaybook
            | Action::WriteLetter
            | Action::NewDraft => self.open_for_client(action, effects),
            _ => {}
        }
    }

    pub(super) fn show(&mut self, dialog: impl Dialog + 'static) {
        self.dialogs.push(Box::new(dialog));
    }

    /// The Focus workspace; what is shown or marked in the list can be frozen there.
    fn show_focus(&mut self, page: FocusPage) {
        let segment = Segment {
            clients: self.day.segment(),
            marked: self.day.has_marks(),
            query: self.day.query().to_owned(),
        };
        self.show(FocusDialog::at(page, segment));
    }

    fn open_for_client(&mut self, action: Action, effects: &mut Vec<Effect>) {
        let Some(dossier) = self.day.current().and_then(|id| self.book.get(id)) else {
            self.notice = Some(Notice::info(self.texts.t("no-client")));
            return;
        };
        let id = dossier.id();
        let cx = self.cx();
        if action == Action::Snooze {
            let reply = put_off(id, &cx);
            self.reply(reply, effects);
            return;
        }
        let dialog: Box<dyn Dialog> = match action {
            Action::EditClient => Box::new(ClientForm::edit(&dossier.client)),
            Action::EditAdProfile => Box::new(AdProfileForm::new(dossier)),
            Action::Contacts => Box::new(ContactsDialog::new(id)),
            Action::Call => Box::new(CallDialog::new(dossier, &cx)),
            Action::PlanTouch => Box::new(PlanTouchForm::new(dossier, &cx)),
            Action::Park => Box::new(ParkForm::new(dossier)),
            Action::ArchiveClient => Box::new(self.ask_archive(dossier)),
            Action::WriteLetter => Box::new(LetterPick::new(&cx, id, None)),
            Action::NewDraft => Box::new(DraftEditor::new(id, None)),
            Action::NewPromise => Box::new(PromiseForm::new(dossier, Side::Ours, &cx)),
            Action::NewForecast => Box::new(ForecastForm::new(dossier, &cx)),
            Action::ContactTerms => Box::new(ContactTermsForm::new(dossier, &cx)),
            Action::ApplyPlaybook => Box::new(PlaybookPick::new(id, &cx)),
            _ => Box::new(CardDialog::new(id)),
        };
        if matches!(action, Action::Call | Action::Open) && dossier.touches.is_none() {
            effects.push(Effect::ReadTouches(id));
        }
        if matches!(action, Action::Open) {
            self.read_campaigns(id, effects);
        }
        self.dialogs.push(dialog);
    }

    /// Asks for campaigns that are only on disk yet.
    pub(super) fn read_campaigns(&self, client: ClientId, effects: &mut Vec<Effect>) {
        let dossier = self.book.get(client);
        if dossier.is_some_and(|d| d.work().campaigns_unread()) {
            effects.push(Effect::ReadCampaigns(vec![client]));
        }
    }

    /// Opens the card of a client at a page, over whatever is open.
    pub(super) fn show_card(&mut self, client: ClientId, page: Page, effects: &mut Vec<Effect>) {
        self.ask(Request::Select(client), effects);
        if self.book.get(client).is_some_and(|d| d.touches.is_none()) {
            effects.push(Effect::ReadTouches(client));
        }
        self.read_campaigns(client, effects);
        self.show(CardDialog::at(client, page));
    }

    /// Opens a dialog of a client over whatever is open; the client becomes the current one.
    pub(super) fn open_on_client(
        &mut self,
        client: ClientId,
        action: Action,
        effects: &mut Vec<Effect>,
    ) {
        self.ask(Request::Select(client), effects);
        self.open_for_client(action, effects);
    }

    fn ask_archive(&self, dossier: &Dossier) -> Confirm {
        let name = dossier.client.name.as_str();
        Confirm::new(
            self.texts.tf("ask-archive", &[("name", name.into())]),
            vec![self.texts.t("ask-archive-hint")],
            OnYes::Do(Command::ArchiveClient(dossier.id())),
        )
        .verb(self.texts.t("button-archive"))
    }

    fn open_for_draft(&mut self, action: Action, effects: &mut Vec<Effect>) {
        let draft = self
            .day
            .draft()
            .and_then(|(c, id)| self.book.recommendation(c, id));
        let Some(draft) = draft else {
            self.notice = Some(Notice::info(self.texts.t("no-draft")));
            return;
        };
        let dialog: Option<Box<dyn Dialog>> = match action {
            Action::DraftAdvance => self.book.get(draft.client).and_then(|dossier| {
                let work = dossier.work();
                // What it gave is reckoned from the campaigns.
                if draft.life == Life::Implemented && work.campaigns_unread() {
                    effects.push(Effect::ReadCampaigns(vec![draft.client]));
                }
                next_step(dossier, draft)
            }),
            Action::ArchiveDraft => {
                let question = self.texts.tf(
                    "ask-archive-draft",
                    &[("name", draft.title.as_str().into())],
                );
                let command = Command::ArchiveDraft(draft.client, draft.id);
                Some(Box::new(
                    Confirm::new(question, Vec::new(), OnYes::Do(command))
                        .verb(self.texts.t("button-archive")),
                ))
            }
            _ => Some(Box::new(DraftEditor::new(draft.client, Some(draft)))),
        };
        match dialog {
            Some(dialog) => self.dialogs.push(dialog),
            None => self.notice = Some(Notice::info(self.texts.t("draft-at-its-end"))),
        }
    }

    /// When a client is to be called today.
    pub(super) fn planned_at(&self, client: ClientId) -> Option<jiff::civil::DateTime> {
        let row = self.agenda.rows.iter().find(|row| row.client == client)?;
        Some(row.at)
    }

    /// The call after the current client's in the plan of the day; after the last one, those passed over.
    fn next_call(&mut self, effects: &mut Vec<Effect>) {
        let rows = &self.agenda.rows;
        let here = || self.day.current().map(|id| (id, self.planned_at(id)));
        let left = self.left.or_else(here);
        let from = left.and_then(|(_, at)| at);
        let current = left.map(|(client, _)| client);
        let after = from.map_or(0, |at| rows.partition_point(|row| row.at < at));
        let later = rows.iter().skip(after).chain(rows.iter().take(after));
        let mut others = later.map(|row| row.client);
        let Some(next) = others.find(|id| Some(*id) != current) else {
            self.notice = Some(Notice::info(self.plan_done()));
            return;
        };
        self.ask(Request::Select(next), effects);
        self.open_for_client(Action::Call, effects);
    }

    /// That the plan is done, with what the day took so far.
    fn plan_done(&self) -> String {
        let done = self.agenda.done_today;
        if done.count == 0 {
            return self.texts.t("no-next-call");
        }
        let args = [
            ("count", done.count.into()),
            ("time", self.texts.duration(i64::from(done.minutes)).into()),
        ];
        self.texts.tf("calls-done", &args)
    }

    /// Snippets for a talk that is not a call, in the words of the current client.
    fn open_snippets(&mut self) {
        let client = self.day.current().and_then(|id| self.book.client(id));
        let expert = client.is_some_and(|client| client.expertise.speaks_terms());
        let dialog = SnippetsDialog::new(expert, &self.cx());
        self.show(dialog);
    }

    /// A move that leaves a stage early: names what is missing and asks.
    pub(super) fn ask_about_leaving(&mut self, error: &RuleError, command: Command) {
        let question = Confirm::leaves_early(&self.cx(), error, command);
        self.dialogs
            .extend(question.map(|q| Box::new(q) as Box<dyn Dialog>));
    }

    /// What to do instead of setting up for a self-serve client (A16).
    pub(super) fn offer_substitute(&mut self, command: &Command) {
        let offer = Substitute::for_step(command);
        self.dialogs
            .extend(offer.map(|o| Box::new(o) as Box<dyn Dialog>));
    }

    /// Leaving while the disk refuses.
    pub(super) fn ask_about_quitting(&mut self) {
        let question = self.texts.t("ask-quit-unsaved");
        let verb = self.texts.t("button-quit");
        self.show(Confirm::new(question, Vec::new(), OnYes::Ask(Request::Quit)).verb(verb));
    }

    fn steps(
        &self,
    ) -> (
        Vec<crate::domain::history::Unit>,
        Vec<crate::domain::history::Unit>,
    ) {
        (
            self.history.done().cloned().collect(),
            self.history.undone().cloned().collect(),
        )
    }

    /// Keeps an open list of changes true after an undo or redo.
    pub(super) fn refresh_history(&mut self) {
        let (done, undone) = self.steps();
        for dialog in &mut self.dialogs {
            if let Some(list) = dialog
                .as_any_mut()
                .and_then(|any| any.downcast_mut::<HistoryDialog>())
            {
                list.refresh(done, undone);
                return;
            }
        }
    }
}
