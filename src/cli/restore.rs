//! `planerka restore`: a backup in the place of the store, with all that was acknowledged since.

use std::path::{Path, PathBuf};

use clap::{ArgGroup, ValueHint};
use serde_json::json;

use super::failure::{Failure, Kind};
use super::shell::{Shell, moment};
use super::{backup, notebook, passphrase, session, vault, words};
use crate::store::backup::Checked;
use crate::store::{self, Engine, Protection, Restored, protection};

#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("source").required(true))]
pub(super) struct RestoreArgs {
    /// The backup (`planerka backup list` names those there are), or the folder a portfolio was moved aside to
    #[arg(value_name = "FILE", value_hint = ValueHint::AnyPath, group = "source")]
    file: Option<PathBuf>,
    /// Take the best backup of the store
    #[arg(long, group = "source")]
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
        None => store::backup::newest(dir).ok_or_else(|| no_backup(shell))?,
    };
    let was = protection(dir).ok();
    // What is asked has to be told, whatever `-q` says.
    let tell = |words: &str| match args.yes {
        true => shell.say(words),
        false => shell.tell(words),
    };
    for line in foretell(shell, &file, was)? {
        tell(&line);
    }
    notebook::open(dir);
    let prepared = passphrase::opening(shell, dir, |how| {
        Engine::prepare_restore(dir, Some(&file), args.as_of, how)
    })?
    .map_err(|error| words::store(shell, &error))?;
    for line in outcome(shell, prepared.told(), args) {
        tell(&line);
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
    let restored = prepared
        .carry_out()
        .map_err(|error| words::store(shell, &error))?;
    let back = way_back(shell, &restored, was);
    said_done(shell, &restored, back.as_deref());
    let encrypted = matches!(protection(dir), Ok(Protection::Encrypted));
    let before = was.map(|was| was == Protection::Encrypted);
    match (was, encrypted) {
        (Some(Protection::Plain), true) => shell.say(&texts.t("cli-restored-encrypted")),
        (None | Some(Protection::Encrypted), false) => shell.say(&texts.t("cli-restored-open")),
        _ => {}
    }
    let plain = vault::tell_of_plain(shell);
    if shell.json() {
        let zone = shell.now().time_zone().clone();
        return shell.document(&json!({
            "from": restored.from.display().to_string(),
            "seq": restored.seq,
            "at": restored.at.map(|at| moment(&at.to_zoned(zone))),
            "clients": restored.clients,
            "replayed": restored.replayed,
            "left_behind": restored.left_behind,
            "other_portfolio": restored.other,
            "unread": paths(&restored.unread),
            "aside": restored.aside.as_ref().map(|path| path.display().to_string()),
            "way_back": back,
            "backups_aside": paths(&restored.backups),
            "was_encrypted": before,
            "encrypted": encrypted,
            "plain_backups": plain,
        }));
    }
    Ok(())
}

/// What is to be restored, and what besides the portfolio would change with it.
fn foretell(shell: &Shell, file: &Path, was: Option<Protection>) -> Result<Vec<String>, Failure> {
    let texts = shell.texts();
    let (first, encrypted) = if file.is_dir() {
        let kept = protection(file).map_err(|error| words::store(shell, &error))?;
        let place = [("path", file.display().to_string().into())];
        let first = texts.tf("cli-restore-put-by", &place);
        (first, kept == Protection::Encrypted)
    } else {
        let Checked { front, tail, .. } = backup::check(shell, file)?;
        let told = [
            ("made", backup::made_at(shell, &front).into()),
            ("seq", tail.seq.to_string().into()),
            ("count", count(tail.clients).into()),
        ];
        let id = match front.is_journal_only() {
            true => "cli-restore-from-journal",
            false => "cli-restore-from",
        };
        (texts.tf(id, &told), front.is_encrypted())
    };
    let mut lines = vec![first];
    match (was, encrypted) {
        (Some(Protection::Plain), true) => lines.push(texts.t("cli-restore-encrypts")),
        (Some(Protection::Encrypted), false) => lines.push(texts.t("cli-restore-stays")),
        // A header that cannot be read: what it was is not known.
        (None, false) => lines.push(texts.t("cli-restore-opens")),
        _ => {}
    }
    Ok(lines)
}

/// What would become of the portfolio, before anything is touched: all of it where that is the question, else what
/// nobody may have meant; the rest is told when it is done.
fn outcome(shell: &Shell, told: &Restored, args: &RestoreArgs) -> Vec<String> {
    let texts = shell.texts();
    let left = [("count", count(told.left_behind).into())];
    let mut lines = Vec::new();
    if told.other {
        lines.push(texts.tf("cli-restore-other", &left));
    }
    if !told.unread.is_empty() {
        let files = paths(&told.unread).join(", ");
        lines.push(texts.tf("cli-restore-unread", &[("files", files.into())]));
    }
    if args.yes {
        return lines;
    }
    lines.push(match told.at {
        Some(at) => {
            let now = shell.now();
            let at = at.to_zoned(now.time_zone().clone());
            let at = texts.date_time(at.date(), at.time(), now.date());
            let told = [
                ("seq", told.seq.to_string().into()),
                ("at", at.into()),
                ("count", count(told.clients as u64).into()),
            ];
            texts.tf("cli-restore-outcome", &told)
        }
        None => texts.t("cli-restore-outcome-empty"),
    });
    if told.left_behind > 0 && !told.other {
        lines.push(texts.tf("cli-restore-drops", &left));
    } else if args.as_of.is_none() && told.replayed > 0 {
        let replayed = [("count", count(told.replayed).into())];
        lines.push(texts.tf("cli-restore-replays", &replayed));
    }
    if !told.backups.is_empty() {
        let backups = [("count", told.backups.len().into())];
        lines.push(texts.tf("cli-restore-along", &backups));
    }
    lines
}

/// The command that puts back what was there, when that could be opened.
fn way_back(shell: &Shell, restored: &Restored, was: Option<Protection>) -> Option<String> {
    let there = matches!(was, Some(Protection::Plain | Protection::Encrypted));
    let aside = restored.aside.as_ref()?;
    if !there || !restored.unread.is_empty() {
        return None;
    }
    Some(command(shell, aside))
}

/// The command that takes a folder a portfolio was moved aside to.
fn command(shell: &Shell, aside: &Path) -> String {
    let mut command = format!("planerka restore {}", quoted(aside));
    if shell.named_data() {
        command += &format!(" --data {}", quoted(&shell.settings().data));
    }
    command
}

/// There is no backup to take; the latest portfolio that was moved aside may be what is looked for.
fn no_backup(shell: &Shell) -> Failure {
    let texts = shell.texts();
    let message = match store::doctor::moved_aside(&shell.settings().data) {
        Some(aside) => {
            let told = [
                ("path", aside.display().to_string().into()),
                ("command", command(shell, &aside).into()),
            ];
            texts.tf("cli-restore-none-but-aside", &told)
        }
        None => texts.t("cli-restore-none"),
    };
    Failure::new(Kind::NotFound, message)
}

/// A path as a shell takes it.
pub(super) fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let simple = |c: char| c.is_alphanumeric() || "/\\:.,_-+@".contains(c);
    match text.chars().all(simple) {
        true => text,
        false if cfg!(windows) => format!("\"{text}\""),
        false => format!("'{}'", text.replace('\'', "'\\''")),
    }
}

/// Says what was done.
fn said_done(shell: &Shell, restored: &Restored, back: Option<&str>) {
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
        let files = paths(&restored.unread).join(", ");
        shell.say(&texts.tf("cli-restored-unread", &[("files", files.into())]));
    }
    if let Some(aside) = &restored.aside {
        let place = [("path", aside.display().to_string().into())];
        shell.say(&texts.tf("cli-restored-aside", &place));
    }
    if !restored.backups.is_empty() {
        let along = [("count", restored.backups.len().into())];
        shell.say(&texts.tf("cli-restored-along", &along));
    }
    if let Some(back) = back {
        shell.say(&texts.tf("cli-restored-back", &[("command", back.into())]));
    }
}

fn paths(all: &[PathBuf]) -> Vec<String> {
    all.iter().map(|path| path.display().to_string()).collect()
}

fn count(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
