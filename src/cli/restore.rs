//! `planerka restore`: a backup in the place of the store, with all that was acknowledged since.

use std::path::PathBuf;

use clap::ValueHint;
use serde_json::json;

use super::failure::{Failure, Kind};
use super::shell::Shell;
use super::{backup, notebook, passphrase, session, vault, words};
use crate::store::{Engine, StoreError};

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
    session::needs_own_store(shell)?;
    if let Some(file) = &args.file {
        let (front, tail) = backup::check(shell, file)?;
        let told = [
            ("made", backup::made_at(shell, &front).into()),
            ("seq", tail.seq.to_string().into()),
            (
                "count",
                i64::try_from(tail.clients).unwrap_or(i64::MAX).into(),
            ),
        ];
        shell.say(&texts.tf("cli-restore-from", &told));
    }
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
        Engine::restore(dir, args.file.as_deref(), args.as_of, how)
    })?
    .map_err(|error| match &error {
        StoreError::Io { kind, .. } if args.newest && *kind == std::io::ErrorKind::NotFound => {
            Failure::new(Kind::NotFound, texts.t("cli-restore-none"))
        }
        _ => words::store(shell, &error),
    })?;
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let told = [
        ("seq", restored.seq.to_string().into()),
        ("count", count(restored.clients as u64).into()),
    ];
    shell.say(&texts.tf("cli-restored", &told));
    if restored.replayed > 0 {
        let replayed = [("count", count(restored.replayed).into())];
        shell.say(&texts.tf("cli-restored-replayed", &replayed));
    }
    if restored.left_behind > 0 {
        let left = [("count", count(restored.left_behind).into())];
        shell.say(&texts.tf("cli-restored-left", &left));
    }
    if let Some(aside) = &restored.aside {
        let place = [("path", aside.display().to_string().into())];
        shell.say(&texts.tf("cli-restored-aside", &place));
    }
    let plain = vault::tell_of_plain(shell);
    if shell.json() {
        return shell.document(&json!({
            "from": restored.from.display().to_string(),
            "seq": restored.seq,
            "clients": restored.clients,
            "replayed": restored.replayed,
            "left_behind": restored.left_behind,
            "aside": restored.aside.map(|path| path.display().to_string()),
            "plain_backups": plain,
        }));
    }
    Ok(())
}
