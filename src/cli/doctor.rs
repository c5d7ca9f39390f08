//! `planerka doctor`: is the store whole, and make it so.

use std::path::Path;

use serde_json::{Value, json};

use super::failure::{Failure, Kind};
use super::shell::Shell;
use super::{notebook, passphrase, session, words};
use crate::i18n::Texts;
use crate::say;
use crate::store::StoreError;
use crate::store::doctor::{self, Check, Orders, Treatment};

#[derive(Debug, clap::Args)]
pub(super) struct DoctorArgs {
    /// Give back what is damaged, from backups, the journal, or record by record
    #[arg(long)]
    repair: bool,
    /// Make the database as small as what it holds
    #[arg(long)]
    compact: bool,
    /// Write records of older versions in the newest form
    #[arg(long)]
    migrate: bool,
}

/// Treats the store as asked, looks it over and tells what was found. Something found that was not put
/// right is a damaged store to scripts.
pub(super) fn run(shell: &Shell, args: &DoctorArgs) -> Result<(), Failure> {
    let (texts, dir) = (shell.texts(), &shell.settings().data);
    if !dir.join("header").exists() && !dir.join("sled").exists() && !dir.join("journal").exists() {
        let message = texts.tf("cli-no-store", &[("dir", dir.display().to_string().into())]);
        return Err(Failure::new(Kind::NotFound, message).in_file(dir, None));
    }
    let orders = Orders {
        repair: args.repair,
        migrate: args.migrate,
        compact: args.compact,
    };
    let treats = orders != Orders::default();
    if treats {
        session::needs_own_store(shell)?;
        notebook::open(dir);
    }
    let (treated, checks) = passphrase::opening(shell, dir, |how| {
        let treated = match treats {
            true => Some(doctor::treat(dir, orders, how.clone())?),
            false => None,
        };
        Ok((treated, doctor::look(dir, &how)?))
    })?
    .map_err(|error| match error {
        StoreError::Unhealed { .. } if args.repair => beyond_repair(shell, dir, &error),
        error => words::store(shell, &error),
    })?;
    // Something is missing that no check can miss: «whole» would be the wrong word.
    let short = (treated.as_ref())
        .and_then(|done| done.report.healing.as_ref())
        .is_some_and(|healing| healing.lost > 0 || healing.source.is_new_line());
    let done = treated.map_or_else(Vec::new, |treated| told(shell, &treated));
    let wrong = checks.iter().filter(|check| !check.ok).count();
    if shell.json() {
        let rows: Vec<Value> = checks
            .iter()
            .map(
                |check| json!({"name": check.name, "ok": check.ok, "warning": check.warning, "detail": detail(texts, check)}),
            )
            .collect();
        shell.document(&json!({"ok": wrong == 0, "checks": rows, "done": done}))?;
    } else {
        for line in &done {
            shell.say(line);
        }
        let mut text = String::new();
        for check in &checks {
            let mark = if check.ok && !check.warning {
                "✓"
            } else {
                "!"
            };
            text += &format!("{mark} {}\n", detail(texts, check));
        }
        shell.data(&text)?;
    }
    if wrong == 0 {
        if !shell.json() && !short {
            shell.say(&texts.t("doctor-all-well"));
        }
        return Ok(());
    }
    let key = match args.repair {
        true => "doctor-still-wrong",
        false => "doctor-something-wrong",
    };
    let message = texts.tf(key, &[("count", wrong.into())]);
    Err(Failure::new(Kind::Damaged, message).in_file(dir, None))
}

/// The repair has no more to give: what a person can still do, and where what is left lies.
fn beyond_repair(shell: &Shell, dir: &Path, error: &StoreError) -> Failure {
    let texts = shell.texts();
    let mut message = say::failure(texts, "doctor-beyond-repair", &error.args(), None);
    let there = doctor::left(dir);
    let key = match there.is_empty() {
        true => "doctor-left-nothing",
        false => "doctor-left",
    };
    let files: Vec<String> = there
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    message.push(' ');
    message += &texts.tf(key, &[("files", files.join(", ").into())]);
    Failure::new(Kind::Damaged, message).in_file(dir, None)
}

/// What was done, a line each.
fn told(shell: &Shell, treated: &Treatment) -> Vec<String> {
    let texts = shell.texts();
    let mut lines = Vec::new();
    if let Some(healing) = &treated.report.healing {
        let told = say::healing::healed(texts, healing, &shell.now());
        lines.extend(told.lines().into_iter().map(str::to_owned));
    } else if treated.report.header_lost {
        lines.push(texts.t("store-header-lost"));
    } else if treated.report.healed() {
        lines.push(texts.t("store-healed"));
    }
    if let Some(path) = &treated.journal {
        let args = [("path", path.display().to_string().into())];
        lines.push(texts.tf("doctor-journal-mended", &args));
    }
    if let Some(count) = treated.migrated {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        lines.push(texts.tf("doctor-migrated", &[("count", count.into())]));
    }
    if let Some((before, after)) = treated.compacted {
        let megabytes = |bytes: u64| i64::try_from(bytes.div_ceil(1 << 20)).unwrap_or(i64::MAX);
        lines.push(texts.tf(
            "doctor-compacted",
            &[
                ("before", megabytes(before).into()),
                ("after", megabytes(after).into()),
            ],
        ));
    }
    lines
}

fn detail(texts: &Texts, check: &Check) -> String {
    say::failure(texts, check.key, &check.args, None)
}
