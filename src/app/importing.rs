//! Importing a file: read on a thread of its own, matched with the portfolio, shown, and on a yes carried
//! out in slices between which keys stay live. All slices are one group, so one undo takes them back.

use std::path::PathBuf;

use super::{App, Effect, Listed, ReadFile, Trouble};
use crate::domain::import::{self, ImportPlan, ImportRun, Verdict};
use crate::domain::{Env, RuleError};
use crate::say;
use crate::ui::dialog::import::{ImportDialog, PickEntry, Preview, PreviewRow, PreviewVerdict};
use crate::ui::status::Saving;

/// An import between its preview and its end.
#[derive(Debug)]
pub(super) enum Run {
    /// Shown, not yet agreed to.
    Planned(Box<ImportPlan>, String),
    /// Being carried out.
    Running(Box<ImportRun>),
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
    fn import_dialog(&mut self, hand: impl FnOnce(&mut ImportDialog)) {
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
    pub(super) fn read(&mut self, result: Result<Box<ReadFile>, Trouble>) {
        let file = match result {
            Ok(file) => file,
            Err(trouble) => {
                let text = self.words(&trouble);
                self.import_dialog(|d| d.set_error(text));
                return;
            }
        };
        let name = file
            .path
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let plan = import::plan(&self.book, file.candidates);
        let rows = plan
            .rows()
            .map(|(candidate, row)| PreviewRow {
                line: candidate.line,
                name: candidate.title().to_owned(),
                verdict: match row.verdict {
                    Verdict::New => PreviewVerdict::New,
                    Verdict::Update(_) => PreviewVerdict::Update,
                    Verdict::Unchanged => PreviewVerdict::Unchanged,
                    Verdict::Skip(_) => PreviewVerdict::Skip,
                    Verdict::Conflict(_) => PreviewVerdict::Conflict,
                },
                detail: say::verdict(&self.texts, row.verdict),
            })
            .collect();
        let preview = Preview {
            file: name.clone(),
            kind: file.kind,
            encoding: file.encoding,
            delimiter: file.delimiter,
            rows,
            problems: file
                .problems
                .iter()
                .map(|(l, p)| (*l, self.words(p)))
                .collect(),
        };
        self.import = Some(Run::Planned(Box::new(plan), name));
        self.import_dialog(|d| d.set_preview(preview));
    }

    /// The preview was agreed to.
    pub(super) fn run_import(&mut self, effects: &mut Vec<Effect>) {
        if let Some(Run::Planned(plan, name)) = self.import.take() {
            self.import = Some(Run::Running(Box::new(ImportRun::new(*plan, name, None))));
            effects.push(Effect::Continue);
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
        let counts = run.plan().counts();
        let text = self.texts.tf(
            "import-finished",
            &[
                ("new", counts.new.into()),
                ("updated", counts.updated.into()),
                ("unchanged", counts.unchanged.into()),
                ("skipped", (counts.skipped + counts.conflicts).into()),
            ],
        );
        self.import_dialog(|d| d.set_done(text));
        self.refresh();
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
