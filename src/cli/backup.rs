//! `planerka backup`: make a backup, list those there are, check one.

use std::path::{Path, PathBuf};

use clap::{Subcommand, ValueHint};
use serde_json::{Value, json};

use super::failure::{Failure, Kind};
use super::passphrase;
use super::session;
use super::shell::{Shell, moment};
use super::words;
use crate::i18n::Texts;
use crate::say;
use crate::store::backup::{self, Cause, Checked, Front, Tail};
use crate::store::{Made, StoreError};

#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct BackupArgs {
    /// A new file, or a folder for it; without it the store's own folder, where old backups make room
    #[arg(value_name = "FILE", value_hint = ValueHint::AnyPath)]
    file: Option<PathBuf>,
    #[command(subcommand)]
    verb: Option<BackupVerb>,
}

#[derive(Debug, Subcommand)]
enum BackupVerb {
    /// List the backups of the store, each read and checked
    List,
    /// Read a backup from beginning to end and check it; an encrypted one wholly with --passphrase-file
    Verify {
        /// The backup
        #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
}

pub(super) fn run(shell: &Shell, args: &BackupArgs) -> Result<(), Failure> {
    match &args.verb {
        None => make(shell, args.file.as_deref()),
        Some(BackupVerb::List) => list(shell),
        Some(BackupVerb::Verify { file }) => verify(shell, file),
    }
}

fn make(shell: &Shell, file: Option<&Path>) -> Result<(), Failure> {
    let texts = shell.texts();
    let now = shell.now();
    let made = session::existing(shell, |session| {
        let file = file.map(|file| {
            if file.is_dir() {
                let name = backup::file_name(now.timestamp(), session.book().seq(), Cause::Hand);
                file.join(name)
            } else {
                file.to_path_buf()
            }
        });
        session
            .back_up(Cause::Hand, file.as_deref())
            .map_err(|error| match (&error, &file) {
                (StoreError::Io { kind, .. }, Some(file)) => {
                    words::unwritable(texts, file, &(*kind).into())
                }
                _ => words::store(shell, &error),
            })
    })?;
    shell.say(&told(texts, "cli-backup-made", made.clients, made.bytes));
    if shell.json() {
        return shell.document(&object_of(shell, &made));
    }
    shell.data(&format!("{}\n", made.path.display()))
}

fn list(shell: &Shell) -> Result<(), Failure> {
    let (texts, dir) = (shell.texts(), &shell.settings().data);
    if !dir.join("header").is_file() && !dir.join("backups").is_dir() {
        let args = [("dir", dir.display().to_string().into())];
        let message = texts.tf("cli-no-store", &args);
        return Err(Failure::new(Kind::NotFound, message).in_file(dir, None));
    }
    let all = backup::list(dir);
    if shell.json() {
        let rows: Vec<Value> = all
            .iter()
            .map(|listed| {
                let told = listed.told.as_ref();
                object(shell, &listed.path, listed.bytes, told)
            })
            .collect();
        return shell.document(&json!({ "backups": rows }));
    }
    if all.is_empty() {
        shell.say(&texts.t("cli-backup-none"));
    }
    let mut rows: Vec<[String; 6]> = Vec::new();
    for listed in &all {
        let file = listed.path.display().to_string();
        let size = size(texts, listed.bytes);
        rows.push(match &listed.told {
            Ok((front, tail)) => {
                let clients = i64::try_from(tail.clients).unwrap_or(i64::MAX);
                let holds = match front.is_journal_only() {
                    true => texts.t("cli-backup-journal"),
                    false => texts.tf("cli-backup-clients", &[("count", clients.into())]),
                };
                [
                    made_at(shell, front),
                    cause(texts, front.why),
                    holds,
                    size,
                    texts.t(match front.is_encrypted() {
                        true => "cli-backup-same",
                        false => "cli-backup-good",
                    }),
                    file,
                ]
            }
            Err(error) => [
                words::store(shell, error).message,
                String::new(),
                String::new(),
                size,
                texts.t("cli-backup-bad"),
                file,
            ],
        });
    }
    let wide = |n: usize| {
        let cells = rows.iter().filter(|row| !row[2].is_empty());
        cells.map(|row| row[n].chars().count()).max().unwrap_or(0)
    };
    let width = [0, 1, 2, 3, 4].map(wide);
    let mut out = String::new();
    for [made, why, clients, size, state, file] in &rows {
        let [a, b, c, d, e] = width;
        let line = if clients.is_empty() {
            // What is wrong with it is a sentence, and it names the file.
            format!("{state}  {made}")
        } else {
            format!("{made:<a$}  {why:<b$}  {clients:>c$}  {size:>d$}  {state:<e$}  {file}")
        };
        out.push_str(&line);
        out.push('\n');
    }
    shell.data(&out)
}

fn verify(shell: &Shell, file: &Path) -> Result<(), Failure> {
    let texts = shell.texts();
    let checked = match shell.passphrase_file() {
        Some(_) => {
            let dir = &shell.settings().data;
            let secret = passphrase::present(shell, dir)?;
            read(shell, file, |file| backup::verify_under(file, dir, &secret))?
        }
        None => check(shell, file)?,
    };
    let Checked { front, tail, whole } = &checked;
    let bytes = file.metadata().map_or(0, |meta| meta.len());
    let args = [
        ("made", made_at(shell, front).into()),
        ("seq", tail.seq.to_string().into()),
        (
            "count",
            i64::try_from(tail.clients).unwrap_or(i64::MAX).into(),
        ),
        ("size", size(texts, bytes).into()),
    ];
    let id = match (*whole, front.is_journal_only()) {
        (true, false) => "cli-backup-whole",
        (true, true) => "cli-backup-whole-journal",
        (false, false) => "cli-backup-sums",
        (false, true) => "cli-backup-sums-journal",
    };
    shell.say(&texts.tf(id, &args));
    if shell.json() {
        let mut told = object(shell, file, bytes, Ok(&(front.clone(), *tail)));
        told["checked"] = depth(*whole).into();
        shell.document(&told)?;
    }
    Ok(())
}

/// How far a backup was checked, for scripts: every value, or the sums that are there without the key.
const fn depth(whole: bool) -> &'static str {
    if whole { "whole" } else { "sums" }
}

/// Checks a file a person named, as far as that is possible without a passphrase.
pub(super) fn check(shell: &Shell, file: &Path) -> Result<Checked, Failure> {
    read(shell, file, backup::verify)
}

fn read(
    shell: &Shell,
    file: &Path,
    check: impl FnOnce(&Path) -> Result<Checked, StoreError>,
) -> Result<Checked, Failure> {
    let texts = shell.texts();
    if !file.is_file() {
        let reason = say::refusal_of_system(texts, std::io::ErrorKind::NotFound);
        return Err(words::file_failed(texts, file, reason, Kind::NotFound));
    }
    check(file).map_err(|error| words::store(shell, &error).in_file(file, None))
}

/// When a backup was made, for a person.
pub(super) fn made_at(shell: &Shell, front: &Front) -> String {
    let now = shell.now();
    let made = front.made.to_zoned(now.time_zone().clone());
    shell
        .texts()
        .date_time(made.date(), made.time(), now.date())
}

fn cause(texts: &Texts, why: Cause) -> String {
    texts.t(&format!("backup-why-{}", why.name()))
}

fn size(texts: &Texts, bytes: u64) -> String {
    let thousandths = i64::try_from(bytes / 1000).unwrap_or(i64::MAX);
    let args = [("megabytes", texts.tenths(thousandths).into())];
    texts.tf("cli-backup-size", &args)
}

fn told(texts: &Texts, id: &str, clients: u64, bytes: u64) -> String {
    let clients = i64::try_from(clients).unwrap_or(i64::MAX);
    let args = [
        ("count", clients.into()),
        ("size", size(texts, bytes).into()),
    ];
    texts.tf(id, &args)
}

fn object_of(shell: &Shell, made: &Made) -> Value {
    let zone = shell.now().time_zone().clone();
    json!({
        "file": made.path.display().to_string(),
        "made": moment(&made.made.to_zoned(zone)),
        "why": made.why.name(),
        "seq": made.seq,
        "clients": made.clients,
        "bytes": made.bytes,
        "verified": true,
    })
}

/// A backup as scripts read it.
fn object(
    shell: &Shell,
    file: &Path,
    bytes: u64,
    told: Result<&(Front, Tail), &StoreError>,
) -> Value {
    let file = file.display().to_string();
    match told {
        Ok((front, tail)) => {
            let zone = shell.now().time_zone().clone();
            json!({
                "file": file,
                "made": moment(&front.made.to_zoned(zone)),
                "why": front.why.name(),
                "seq": tail.seq,
                "clients": (!front.is_journal_only()).then_some(tail.clients),
                "journal_only": front.is_journal_only(),
                "bytes": bytes,
                "verified": true,
                "encrypted": front.is_encrypted(),
                "checked": depth(!front.is_encrypted()),
                "program": front.program,
            })
        }
        Err(error) => json!({
            "file": file,
            "bytes": bytes,
            "verified": false,
            "error": words::store(shell, error).message,
        }),
    }
}
