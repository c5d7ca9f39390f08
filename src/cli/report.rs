//! What a person at a shell is told when the store was not as it should be.

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
