//! Importing a file: read on a thread of its own, matched with the portfolio, shown, and on a yes carried
//! out in slices between which keys stay live. All slices are one group, so one undo takes them back.

use std::path::PathBuf;

use super::backing_up::LARGE_IMPORT;
use super::{App, Effect, Listed, ReadFile, Trouble};
use crate::domain::calendar_file::MeetingFile;
use crate::domain::command::{RequestCommand, decide};
use crate::domain::import::{self, Candidate, ImportPlan, ImportRun, Owner, PlannedRow, Verdict};
use crate::domain::{ClientId, Command, Currency, Env, RuleError};
use crate::input::{Action, Context};
use crate::say;
use crate::ui::dialog::import::{ImportDialog, PickEntry, Preview, PreviewRow, PreviewVerdict};
use crate::ui::status::Saving;

/// An import between its preview and its end.
#[derive(Debug)]
pub(super) enum Run {
    /// Read, waiting for the campaigns of clients it touches.
    Read(Box<ReadFile>, Owner),
    /// Shown, not yet agreed to.
    Planned(Box<ImportPlan>, Box<ReadFile>),
    /// A calendar, shown and not yet agreed to, and the name of its file.
    Calendar(Box<MeetingFile>, String),
    /// Being carried out.
    Running(Box<ImportRun>),
}

/// The name of a file without its folder.
pub(super) fn name_of(file: &ReadFile) -> String {
    let name = file.path.file_name();
    name.map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

impl App {
    /// Opens the file picker where the last file was found.
    pub(super) fn open_import(&mut self, effects: &mut Vec<Effect>) {
        if self.book.partial().is_some() {
            self.refuse(&RuleError::Opening);
            return;
        }
        effects.push(Effect::ListDirectory(self.import_dir.clone()));
        let dir = self.import_dir.clone().unwrap_or_default();
        self.dialogs.push(Box::new(ImportDialog::pick(dir)));
    }

    /// Hands something to the import dialog, if it is still open.
    pub(super) fn import_dialog(&mut self, hand: impl FnOnce(&mut ImportDialog)) {
        let found = self
            .dialogs
            .iter_mut()
            .rev()
            .find_map(|d| d.as_any_mut()?.downcast_mut::<ImportDialog>());
        if let Some(dialog) = found {
            hand(dialog);
        }
    }

    pub(super) fn directory(&mut self, dir: PathBuf, result: Result<Vec<Listed>, Trouble>) {
        match result {
            Ok(listed) => {
                self.import_dir = Some(dir.clone());
                let entries = listed
                    .into_iter()
                    .map(|l| PickEntry {
                        name: l.name,
                        is_dir: l.is_dir,
                        size: l.size,
                    })
                    .collect();
                self.import_dialog(|d| d.set_entries(dir, entries));
            }
            Err(trouble) => self.warn(&trouble),
        }
    }

    pub(super) fn progress(&mut self, done: u64, total: u64) {
        let what = self.texts.t("import-reading");
        self.import_dialog(|d| d.set_progress(done, total, what));
    }

    /// The file is read: what it would change is found out and shown.
    pub(super) fn read(
        &mut self,
        result: Result<Box<ReadFile>, Trouble>,
        effects: &mut Vec<Effect>,
    ) {
        match result {
            Ok(mut file) => {
                if let Some(meetings) = file.meetings.take() {
                    self.show_meetings(meetings, &file);
                    return;
                }
                let owner = self.day.current().map_or(Owner::Nobody, Owner::Current);
                self.import = Some(Run::Read(file, owner));
                self.plan_import(effects);
            }
            Err(trouble) => {
                let text = self.words(&trouble);
                self.import_dialog(|d| d.set_error(text));
            }
        }
    }

    /// Plans the import of the file that was read, once the campaigns it touches are read from disk.
    pub(super) fn plan_import(&mut self, effects: &mut Vec<Effect>) {
        let (mut file, owner) = match self.import.take() {
            Some(Run::Read(file, owner)) => (file, owner),
            other => {
                self.import = other;
                return;
            }
        };
        let unread = import::unread(&self.book, &file.candidates, owner);
        if !unread.is_empty() {
            effects.push(Effect::ReadCampaigns(unread));
            self.import = Some(Run::Read(file, owner));
            return;
        }
        let candidates = std::mem::take(&mut file.candidates);
        let plan = import::plan_for(&self.book, candidates, owner);
        let taken = plan.taken_currencies();
        let unnamed = taken.iter().map(|currency| {
            let args = [("found", currency.code().into())];
            (1, self.texts.tf("import-no-currency", &args))
        });
        let kept = |key: &str, count: u64| {
            let count = count.to_string();
            let args = [("found", (&count).into())];
            (count != "0").then(|| (1, self.texts.tf(key, &args)))
        };
        let kept = [
            kept("import-stages-kept", plan.stages_kept() as u64),
            kept("import-archived-kept", plan.archived_kept()),
        ];
        let preview = Preview {
            file: name_of(&file),
            rows: plan
                .rows()
                .map(|(c, row)| self.preview_row(c, row, taken.first()))
                .collect(),
            about: self.about(&plan),
            problems: file
                .problems
                .iter()
                .map(|(l, p)| (*l, self.words(p)))
                .chain(unnamed)
                .chain(kept.into_iter().flatten())
                .collect(),
            kind: file.kind.clone(),
            encoding: file.encoding.clone(),
            delimiter: file.delimiter.clone(),
        };
        self.import = Some(Run::Planned(Box::new(plan), file));
        self.import_dialog(|d| d.set_preview(preview));
    }

    /// A client was chosen while a report of campaigns is shown: it is that client's.
    pub(super) fn choose_owner(&mut self, client: ClientId, effects: &mut Vec<Effect>) {
        match self.import.take() {
            Some(Run::Planned(plan, mut file))
                if plan.rows().any(|(row, _)| row.campaign.is_some()) =>
            {
                file.candidates = plan.into_candidates();
                self.import = Some(Run::Read(file, Owner::Named(client)));
                self.plan_import(effects);
            }
            other => self.import = other,
        }
    }

    fn preview_row(
        &self,
        candidate: &Candidate,
        row: &PlannedRow,
        taken: Option<&Currency>,
    ) -> PreviewRow {
        let mut detail = say::verdict(&self.texts, row.verdict);
        let left = matches!(row.verdict, Verdict::Skip(_) | Verdict::Conflict(_));
        if let Some(patch) = candidate.campaign.as_deref().filter(|_| !left) {
            let currency = patch
                .currency
                .or(taken.copied())
                .unwrap_or_else(|| self.currency_of(row.client));
            let today = self.now.date();
            let sums = say::campaign(&self.texts, patch, currency.code(), today);
            detail = [sums, detail]
                .into_iter()
                .filter(|t| !t.is_empty())
                .collect::<Vec<_>>()
                .join(" · ");
        }
        PreviewRow {
            line: candidate.line,
            name: candidate.title().to_owned(),
            verdict: match row.verdict {
                Verdict::New => PreviewVerdict::New,
                Verdict::Update(_) => PreviewVerdict::Update,
                Verdict::Unchanged => PreviewVerdict::Unchanged,
                Verdict::Skip(_) => PreviewVerdict::Skip,
                Verdict::Conflict(_) => PreviewVerdict::Conflict,
            },
            detail,
        }
    }

    /// The currency a client's advertising is paid in, as far as is known.
    fn currency_of(&self, client: Option<ClientId>) -> Currency {
        let dossier = client.and_then(|id| self.book.get(id));
        let ads = dossier.and_then(|d| d.work().ads.as_deref());
        let spend = dossier.and_then(|d| d.spend.as_deref());
        ads.filter(|ads| ads.data_until.is_some())
            .map(|ads| ads.currency)
            .or_else(|| spend.map(|s| s.currency))
            .unwrap_or(Currency::RUB)
    }

    /// Whose a report of campaigns is and what it sums up to; empty for other files.
    fn about(&self, plan: &ImportPlan) -> String {
        let patches = || plan.rows().filter_map(|(c, _)| c.campaign.as_deref());
        if patches().next().is_none() {
            return String::new();
        }
        let clients: Vec<ClientId> = plan.clients().collect();
        let first = clients.first().copied();
        let key = self.keymap.key_of(Context::Import.chain(), Action::Palette);
        let key = key.map_or_else(String::new, |k| k.to_string());
        let whose = match clients.as_slice() {
            [] => return self.texts.tf("import-whose-nobody", &[("key", key.into())]),
            [one] => {
                let name = self.book.client(*one).map_or("", |c| c.name.as_str());
                let args = [("name", name.into()), ("key", key.into())];
                self.texts.tf("import-whose", &args)
            }
            many => {
                let count = i64::try_from(many.len()).unwrap_or(i64::MAX);
                self.texts
                    .tf("import-whose-many", &[("count", count.into())])
            }
        };
        let taken = plan.taken_currencies().first().copied();
        let currency = taken.unwrap_or_else(|| self.currency_of(first));
        let today = self.now.date();
        let sums = say::campaigns(&self.texts, patches(), currency.code(), today);
        format!("{whose} · {sums}")
    }

    /// Something failed in the rim: an import that waits for the disk hears of it where it is.
    pub(super) fn mishap(&mut self, trouble: &Trouble) {
        if matches!(self.import, Some(Run::Read(..))) {
            self.import = None;
            let text = self.words(trouble);
            self.import_dialog(|d| d.set_error(text));
        } else if self.audit.is_some() {
            self.cancel_audit();
            let reason = [("reason", self.words(trouble).into())];
            let text = self.texts.tf("segment-failed", &reason);
            self.notice = Some(crate::ui::Notice::warn(text));
        } else if matches!(self.saving, Saving::Failed(_)) && trouble.key == "store-no-space" {
            // The banner says why already: the keys that help are worth more.
            self.say_what_helps();
        } else {
            self.warn(trouble);
        }
    }

    /// The preview was agreed to.
    pub(super) fn run_import(&mut self, effects: &mut Vec<Effect>) {
        match self.import.take() {
            Some(Run::Planned(plan, file)) => {
                let name = name_of(&file);
                let counts = plan.counts();
                if counts.new + counts.updated >= LARGE_IMPORT {
                    effects.push(Effect::BackUpBeforeImport);
                }
                let run = ImportRun::new(*plan, name, None);
                self.import = Some(Run::Running(Box::new(run)));
                effects.push(Effect::Continue);
            }
            Some(Run::Calendar(meetings, name)) => self.run_meetings(meetings, name, effects),
            _ => {}
        }
    }

    /// The next slice; more follow after whatever keys are waiting.
    pub(super) fn go_on(&mut self, effects: &mut Vec<Effect>) {
        let mut run = match self.import.take() {
            // While the disk refuses nothing more is written; saving again wakes it.
            Some(Run::Running(run)) if !matches!(self.saving, Saving::Failed(_)) => run,
            other => {
                self.import = other;
                return;
            }
        };
        let mut env = Env {
            now: &self.now,
            ids: &mut self.ids,
        };
        if let Some(slice) = run.next_slice(&self.book, &mut env) {
            if self.commit(slice, effects).is_err() {
                let text = self.texts.t("rule-conflict");
                self.import_dialog(|d| d.set_error(text));
                self.refresh();
                return;
            }
            let (done, total) = run.progress();
            let count = |n| u64::try_from(n).unwrap_or(u64::MAX);
            let what = self.texts.t("import-writing");
            self.import_dialog(|d| d.set_progress(count(done), count(total), what));
            self.import = Some(Run::Running(run));
            effects.push(Effect::Continue);
            return;
        }
        let raised = self.raise_incidents(&run, effects);
        let counts = run.plan().counts();
        let mut text = self.texts.tf(
            "import-finished",
            &[
                ("new", counts.new.into()),
                ("updated", counts.updated.into()),
                ("unchanged", counts.unchanged.into()),
                ("skipped", (counts.skipped + counts.conflicts).into()),
            ],
        );
        if raised > 0 {
            let said = self
                .texts
                .tf("import-incidents", &[("count", raised.into())]);
            text = format!("{text} · {said}");
        }
        self.import_dialog(|d| d.set_done(text));
        self.refresh();
    }

    /// The figures are in: what they show as an incident is raised, in the group of the import, so that one undo
    /// takes both back (A32). How many were raised.
    fn raise_incidents(&mut self, run: &ImportRun, effects: &mut Vec<Effect>) -> usize {
        let Some(group) = run.group() else { return 0 };
        let found = say::inbox::incidents(
            &self.texts,
            &self.library.rules,
            run.plan().clients().filter_map(|id| self.book.get(id)),
            self.now.date(),
        );
        let count = found.len();
        let mut env = Env {
            now: &self.now,
            ids: &mut self.ids,
        };
        let command = Command::Request(RequestCommand::Raise(found));
        let Ok(mut transaction) = decide(command, &self.book, &mut env) else {
            return 0;
        };
        transaction.entry.group = Some(group);
        self.commit(transaction, effects).map_or(0, |_| count)
    }

    /// Stops reading, or carrying out: what was already written stays and one undo takes it back.
    pub(super) fn cancel_import(&mut self, effects: &mut Vec<Effect>) {
        if let Some(Run::Running(_)) = self.import.take() {
            let text = self.texts.t("import-stopped");
            self.import_dialog(|d| d.set_done(text));
            self.refresh();
        }
        effects.push(Effect::CancelJob);
    }
}
