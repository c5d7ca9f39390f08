//! What a person at a shell is told when the store was not as it should be.

use super::access::{Access, Found};
use super::shell::Shell;
use crate::say;
use crate::store::OpenReport;

/// Says what was found and done at open, if a person should hear of it.
pub(super) fn tell(shell: &Shell, report: &OpenReport) {
    let texts = shell.texts();
    if report.healed() {
        tracing::warn!(?report, "the store was put right");
        match &report.healing {
            Some(healing) => {
                for line in say::healing::healed(texts, healing, &shell.now()).lines() {
                    shell.say(line);
                }
            }
            // In a copy nothing of the store itself was healed.
            None if report.read_only.is_some() => {}
            None => shell.say(&texts.t("store-healed")),
        }
    }
    if let Some(path) = &report.read_only {
        let path = path.display().to_string();
        let id = match report.no_room {
            true => "store-opened-copy-full",
            false => "store-opened-copy",
        };
        shell.say(&texts.tf(id, &[("path", path.into())]));
    }
    if report.reserve_spent {
        shell.say(&texts.t("store-saved-by-reserve"));
    }
    if report.orphans > 0 {
        let count = report.orphans;
        shell.say(&texts.tf("store-orphans", &[("count", count.into())]));
    }
}

/// Says how much of what a window shows is not on its disk: a script would take it for written.
pub(super) fn tell_unsaved(shell: &Shell, found: &Found) {
    let Access::Window(link) = &found.access else {
        return;
    };
    match link.unsaved(found.book.seq()) {
        Ok(0) => {}
        Ok(count) => {
            let count = [("count", count.into())];
            shell.say(&shell.texts().tf("link-not-on-disk", &count));
        }
        // What comes next asks the window again and says why it does not answer.
        Err(error) => tracing::warn!(%error, "what the window has not saved"),
    }
}
