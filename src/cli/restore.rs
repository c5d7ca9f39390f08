//! `planerka restore`: a backup in the place of the store, with all that was acknowledged since.

use std::path::{Path, PathBuf};

use clap::ValueHint;
use serde_json::json;

use super::failure::{Failure, Kind};
use super::shell::Shell;
use super::{backup, notebook, passphrase, session, vault, words};
use crate::store::backup::Checked;
use crate::store::{self, Engine, Protection, Restored, protection};

#[derive(Debug, clap::Args)]
pub(super) struct RestoreArgs {
    /// The backup (`planerka backup list` names those there are)
    #[arg(
        value_name = "FILE",
        value_hint = ValueHint::FilePath,
        required_unless_present = "newest"
    )]
    file: Option<PathBuf>,
    /// Take the best backup of the store
    #[arg(long, conflicts_with = "file")]
    newest: bool,
    /// Stop at this change (`planerka journal` numbers them) instead of taking all that came after the backup
    #[arg(long, value_name = "SEQ")]
    as_of: Option<u64>,
    /// Do not ask
    #[arg(short, long)]
    yes: bool,
}

pub(super) fn run(shell: &Shell, args: &RestoreArgs) -> Result<(), Failure> {
    let (texts, dir) = (shell.texts(), &shell.settings().data);
    if args.as_of == Some(0) {
        return Err(Failure::new(Kind::Usage, texts.t("cli-restore-as-of-0")));
    }
    session::needs_own_store(shell)?;
    let file = match &args.file {
        Some(file) => file.clone(),
        None => {
            let none = || Failure::new(Kind::NotFound, texts.t("cli-restore-none"));
            store::backup::newest(dir).ok_or_else(none)?
        }
    };
    let was = protection(dir).ok();
    foretell(shell, &file, args.as_of, was)?;
    if !args.yes {
        let place = [("dir", dir.display().to_string().into())];
        if !shell.can_ask() {
            return Err(Failure::new(Kind::Usage, texts.t("cli-restore-unasked")));
        }
        if !shell.ask(&texts.tf("cli-restore-question", &place)) {
            shell.say(&texts.t("cli-restore-refused"));
            return Ok(());
        }
    }
    notebook::open(dir);
    let restored = passphrase::opening(shell, dir, |how| {
        Engine::restore(dir, Some(&file), args.as_of, how)
    })?
    .map_err(|error| words::store(shell, &error))?;
    tell(shell, &restored);
    let encrypted = matches!(protection(dir), Ok(Protection::Encrypted));
    let before = was.map(|was| was == Protection::Encrypted);
    match (was, encrypted) {
        (Some(Protection::Plain), true) => shell.say(&texts.t("cli-restored-encrypted")),
        (None | Some(Protection::Encrypted), false) => shell.say(&texts.t("cli-restored-open")),
        _ => {}
    }
    let plain = vault::tell_of_plain(shell);
    if shell.json() {
        let paths = |all: &[PathBuf]| -> Vec<String> {
            all.iter().map(|path| path.display().to_string()).collect()
        };
        return shell.document(&json!({
            "from": restored.from.display().to_string(),
            "seq": restored.seq,
            "clients": restored.clients,
            "replayed": restored.replayed,
            "left_behind": restored.left_behind,
            "unread": paths(&restored.unread),
            "aside": restored.aside.as_ref().map(|path| path.display().to_string()),
            "backups_aside": paths(&restored.backups),
            "was_encrypted": before,
            "encrypted": encrypted,
            "plain_backups": plain,
        }));
    }
    Ok(())
}

/// Says what the backup is, and what besides the portfolio would change with it.
fn foretell(
    shell: &Shell,
    file: &Path,
    as_of: Option<u64>,
    was: Option<Protection>,
) -> Result<(), Failure> {
    let (texts, dir) = (shell.texts(), &shell.settings().data);
    let Checked { front, tail, .. } = backup::check(shell, file)?;
    let told = [
        ("made", backup::made_at(shell, &front).into()),
        ("seq", tail.seq.to_string().into()),
        ("count", count(tail.clients).into()),
    ];
    shell.say(&texts.tf("cli-restore-from", &told));
    match (was, front.is_encrypted()) {
        (Some(Protection::Plain), true) => shell.say(&texts.t("cli-restore-encrypts")),
        (Some(Protection::Encrypted), false) => shell.say(&texts.t("cli-restore-stays")),
        // A header that cannot be read: what it was is not known.
        (None, false) => shell.say(&texts.t("cli-restore-opens")),
        _ => {}
    }
    if let Some(seq) = as_of {
        let later = store::backup::later_than(dir, seq);
        if later > 0 {
            let args = [("count", later.into()), ("seq", seq.to_string().into())];
            shell.say(&texts.tf("cli-restore-later", &args));
        }
    }
    Ok(())
}

/// Says what was done.
fn tell(shell: &Shell, restored: &Restored) {
    let texts = shell.texts();
    let told = [
        ("seq", restored.seq.to_string().into()),
        ("count", count(restored.clients as u64).into()),
    ];
    shell.say(&texts.tf("cli-restored", &told));
    for (id, number) in [
        ("cli-restored-replayed", restored.replayed),
        ("cli-restored-left", restored.left_behind),
    ] {
        if number > 0 {
            shell.say(&texts.tf(id, &[("count", count(number).into())]));
        }
    }
    if !restored.unread.is_empty() {
        let all: Vec<String> = (restored.unread.iter())
            .map(|path| path.display().to_string())
            .collect();
        shell.say(&texts.tf("cli-restored-unread", &[("files", all.join(", ").into())]));
    }
    if let Some(aside) = &restored.aside {
        let place = [("path", aside.display().to_string().into())];
        shell.say(&texts.tf("cli-restored-aside", &place));
    }
    if !restored.backups.is_empty() {
        let along = [("count", restored.backups.len().into())];
        shell.say(&texts.tf("cli-restored-along", &along));
    }
}

fn count(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
