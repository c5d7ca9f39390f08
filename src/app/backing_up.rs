//! What the person sees of backups: a quiet word when one was made, a remedy when one could not be.

use std::path::PathBuf;

use super::{App, Effect, Trouble};
use crate::say;
use crate::ui::Notice;
use crate::ui::status::Saving;

/// An import that writes so many rows is preceded by a backup.
pub(super) const LARGE_IMPORT: u64 = 1000;

impl App {
    /// Asks for a backup; nothing waits for it.
    pub(super) fn back_up(&mut self, effects: &mut Vec<Effect>) {
        if self.book.partial().is_some() {
            return self.refuse(&crate::domain::RuleError::Opening);
        }
        self.notice = Some(Notice::info(self.texts.t("backup-begun")));
        effects.push(Effect::BackUp);
    }

    /// A backup was made, in a file the person asked for, or could not be made.
    pub(super) fn backed_up(&mut self, result: Result<Option<PathBuf>, Trouble>) {
        match result {
            Ok(file) => {
                self.kept_at = Some(self.now.time());
                if let Some(path) = file {
                    let path = path.display().to_string();
                    let text = self.texts.tf("backup-made", &[("path", path.into())]);
                    self.notice = Some(Notice::good(text));
                }
            }
            Err(trouble) => {
                if let Some(text) = self.beside_unsaved() {
                    self.notice = Some(Notice::bad(text));
                    return;
                }
                // A phrase has room beside the remedy, a sentence stands by itself.
                let (key, reason) = match trouble.key {
                    "store-no-space" => ("backup-failed", self.texts.t("paused-why-full")),
                    "store-no-room" => (
                        "backup-failed",
                        say::failure(&self.texts, "paused-why-short", &trouble.args, None),
                    ),
                    "store-read-only" => ("backup-failed", self.texts.t("paused-why-read-only")),
                    _ => ("backup-not-made", say::sentence(self.words(&trouble))),
                };
                let text = self.texts.tf(key, &[("reason", reason.into())]);
                self.notice = Some(Notice::bad(text));
            }
        }
    }

    /// What helps instead of a backup while something is not saved: a copy with that in it.
    fn beside_unsaved(&self) -> Option<String> {
        let Saving::Failed(refusal) = &self.saving else {
            return None;
        };
        if refusal.unsaved == 0 {
            return None;
        }
        let args = [
            ("reason", refusal.paused.why.as_str().into()),
            ("help", self.rescue().into()),
        ];
        Some(self.texts.tf("backup-beside-unsaved", &args))
    }
}
