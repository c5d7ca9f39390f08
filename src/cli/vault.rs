//! `planerka lock`: the portfolio behind a passphrase, or in the open again.

use std::path::PathBuf;

use clap::{Subcommand, ValueHint};
use serde_json::json;

use super::failure::{Failure, Kind};
use super::shell::Shell;
use super::{notebook, passphrase, session, words};
use crate::domain::Passphrase;
use crate::store::backup::{self, Cause, Listed};
use crate::store::{
    Cost, Engine, Made, OpenOptions, Protection, StoreError, change_passphrase, encrypted_backups,
    plain_backups, protection, rewrite,
};

#[derive(Debug, clap::Args)]
pub(super) struct LockArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Encrypt the store under a passphrase, typed twice or the first line of --passphrase-file
    On {
        /// Remove the backups made before: they are not encrypted
        #[arg(long)]
        forget_plain_backups: bool,
    },
    /// Write the store in the open again
    Off {
        /// Do not ask first
        #[arg(long)]
        yes: bool,
    },
    /// Take another passphrase; --passphrase-file names the present one
    Change {
        /// A file whose first line is the new passphrase
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        new_passphrase_file: Option<PathBuf>,
        /// Write everything anew under another key too: the old passphrase opens nothing of it any more
        #[arg(long)]
        new_key: bool,
    },
}

/// Turns encryption on or off, or changes the passphrase.
pub(super) fn run(shell: &Shell, args: &LockArgs) -> Result<(), Failure> {
    let texts = shell.texts();
    let dir = &shell.settings().data;
    let kept = protection(dir).map_err(|error| words::store(shell, &error))?;
    if kept == Protection::None {
        session::not_lost(shell)?;
        let args = [("dir", dir.display().to_string().into())];
        let message = texts.tf("cli-no-store", &args);
        return Err(Failure::new(Kind::NotFound, message).in_file(dir, None));
    }
    notebook::open(dir);
    let encrypted = kept == Protection::Encrypted;
    session::needs_own_store(shell)?;
    let refused = |id: &str| Err(Failure::new(Kind::Refused, texts.t(id)));
    match &args.what {
        What::On {
            forget_plain_backups: true,
        } if encrypted => {
            forget_plain(shell, true, None)?;
            report(shell, true)
        }
        What::On { .. } if encrypted => refused("vault-on-already"),
        What::Off { .. } | What::Change { .. } if !encrypted => refused("vault-off-already"),
        What::On {
            forget_plain_backups,
        } => on(shell, *forget_plain_backups),
        What::Off { yes } => off(shell, *yes),
        What::Change {
            new_passphrase_file,
            new_key,
        } => change(shell, new_passphrase_file.as_deref(), *new_key),
    }
}

fn on(shell: &Shell, forget: bool) -> Result<(), Failure> {
    let texts = shell.texts();
    let dir = &shell.settings().data;
    shell.say(&texts.t("vault-no-way-back"));
    let secret = passphrase::new(shell, shell.passphrase_file())?;
    let new = Some((&secret, Cost::default()));
    rewrite(dir, OpenOptions::default(), new).map_err(|error| words::store(shell, &error))?;
    shell.say(&texts.t("vault-on-done"));
    shell.say(&texts.t("vault-on-ssd"));
    forget_plain(shell, forget, Some(&secret))?;
    report(shell, true)
}

/// Tells of the backups that are not encrypted and removes them, if that is wanted. `fresh` is the passphrase of a
/// store encrypted just now, which has no backup under it yet.
fn forget_plain(shell: &Shell, forget: bool, fresh: Option<&Passphrase>) -> Result<(), Failure> {
    let texts = shell.texts();
    let dir = &shell.settings().data;
    let plain = plain_backups(dir);
    if !plain.is_empty() {
        let count = plain.len();
        shell.say(&texts.tf("vault-plain-backups", &[("count", count.into())]));
        if forget || (shell.can_ask() && shell.ask(&texts.t("vault-forget-backups"))) {
            keep_one(shell, fresh, &plain)?;
            for path in &plain {
                let removed = match path.is_dir() {
                    true => std::fs::remove_dir_all(path),
                    false => std::fs::remove_file(path),
                };
                removed.map_err(|error| words::io(texts, path, &error))?;
            }
            shell.say(&texts.tf("vault-backups-forgotten", &[("count", count.into())]));
        } else {
            forget_how(shell);
        }
    }
    Ok(())
}

fn forget_how(shell: &Shell) {
    let dir = &shell.settings().data;
    let place = [("dir", dir.display().to_string().into())];
    shell.say(&shell.texts().tf("vault-forget-how", &place));
}

/// Tells how much lies unencrypted beside an encrypted store, and how to remove it; how many places those are.
pub(super) fn tell_of_plain(shell: &Shell) -> usize {
    let dir = &shell.settings().data;
    if !matches!(protection(dir), Ok(Protection::Encrypted)) {
        return 0;
    }
    let count = plain_backups(dir).len();
    if count > 0 {
        let told = [("count", count.into())];
        shell.say(&shell.texts().tf("vault-plain-backups", &told));
        forget_how(shell);
    }
    count
}

/// Makes sure that an encrypted backup is there before the plain ones go: the store must not be the only copy.
fn keep_one(shell: &Shell, fresh: Option<&Passphrase>, plain: &[PathBuf]) -> Result<(), Failure> {
    let texts = shell.texts();
    let dir = &shell.settings().data;
    let made = match fresh {
        Some(secret) => made(shell, opened_by(secret)),
        None => {
            let whole = |it: &Listed| it.told.is_ok() && !plain.contains(&it.path);
            if backup::list(dir).iter().any(whole) {
                return Ok(());
            }
            passphrase::opening(shell, dir, |how| made(shell, how))?
        }
    };
    let made = made.map_err(|error| words::store(shell, &error))?;
    let place = made.path.display().to_string();
    shell.say(&texts.tf("vault-backup-first", &[("path", place.into())]));
    Ok(())
}

fn off(shell: &Shell, yes: bool) -> Result<(), Failure> {
    let texts = shell.texts();
    let dir = &shell.settings().data;
    if !yes && shell.can_ask() && !shell.ask(&texts.t("vault-off-sure")) {
        return Err(Failure::new(Kind::Refused, texts.t("vault-given-up")));
    }
    passphrase::opening(shell, dir, |options| rewrite(dir, options, None))?
        .map_err(|error| words::store(shell, &error))?;
    shell.say(&texts.t("vault-off-done"));
    let left = encrypted_backups(dir).len();
    if left > 0 {
        let place = dir.display().to_string();
        let told = [("count", left.into()), ("dir", place.into())];
        shell.say(&texts.tf("vault-encrypted-backups", &told));
    }
    report(shell, false)
}

fn change(shell: &Shell, new_file: Option<&std::path::Path>, new_key: bool) -> Result<(), Failure> {
    let texts = shell.texts();
    let dir = &shell.settings().data;
    let old = passphrase::present(shell, dir)?;
    // A wrong one is told before a new one is thought of.
    crate::store::try_passphrase(dir, &old).map_err(|error| words::store(shell, &error))?;
    let new = passphrase::new(shell, new_file)?;
    if new == old {
        return Err(Failure::new(Kind::Refused, texts.t("vault-same")));
    }
    if new_key {
        let options = OpenOptions {
            passphrase: Some(old),
            ..OpenOptions::default()
        };
        rewrite(dir, options, Some((&new, Cost::default())))
            .map_err(|error| words::store(shell, &error))?;
        shell.say(&texts.t("vault-key-changed"));
        back_up(shell, &new)?;
    } else {
        change_passphrase(dir, &old, &new, Cost::default())
            .map_err(|error| words::store(shell, &error))?;
        shell.say(&texts.t("vault-changed"));
    }
    report(shell, true)
}

/// Makes a backup of a store under its new key: none of those before it can be read by that.
fn back_up(shell: &Shell, secret: &Passphrase) -> Result<(), Failure> {
    let texts = shell.texts();
    let made = made(shell, opened_by(secret)).map_err(|error| words::store(shell, &error))?;
    let place = made.path.display().to_string();
    shell.say(&texts.tf("vault-backup-new-key", &[("path", place.into())]));
    Ok(())
}

fn opened_by(secret: &Passphrase) -> OpenOptions {
    OpenOptions {
        passphrase: Some(secret.clone()),
        ..OpenOptions::default()
    }
}

fn made(shell: &Shell, options: OpenOptions) -> Result<Made, StoreError> {
    let (mut engine, _) = Engine::open(&shell.settings().data, options)?;
    let made = engine.backup(Cause::Hand, &shell.now(), None);
    engine.close(None)?;
    made
}

fn report(shell: &Shell, encrypted: bool) -> Result<(), Failure> {
    if !shell.json() {
        return Ok(());
    }
    let dir = &shell.settings().data;
    let (plain, closed) = match encrypted {
        true => (plain_backups(dir).len(), 0),
        false => (0, encrypted_backups(dir).len()),
    };
    shell.document(&json!({
        "encrypted": encrypted,
        "plain_backups": plain,
        "encrypted_backups": closed,
    }))
}
