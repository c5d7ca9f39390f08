//! `planerka doctor`: is the store whole, and make it so.

use std::path::Path;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::failure::{Failure, Kind};
use super::shell::Shell;
use super::{notebook, passphrase, restore, session, words};
use crate::say;
use crate::store::doctor::{self, Check, Orders, Remedy, Treatment};
use crate::store::{StoreError, backup};

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
    session::there(shell)?;
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
    let wrong = checks.iter().filter(|check| check.is_fault()).count();
    let unmade = checks.iter().filter(|check| !check.made).count();
    let remedies: Vec<Option<String>> = (checks.iter())
        .map(|check| {
            let remedy = check.remedy.as_ref()?;
            Some(remedied(shell, remedy, args.repair))
        })
        .collect();
    let told = checks.iter().zip(&remedies);
    if shell.json() {
        let rows: Vec<Value> = told
            .map(|(check, remedy)| row(shell, check, remedy))
            .collect();
        shell.document(&json!({
            "ok": wrong == 0,
            "wrong": wrong,
            "not_made": unmade,
            "checks": rows,
            "done": done,
        }))?;
    } else {
        for line in &done {
            shell.say(line);
        }
        let mut text = String::new();
        for (check, remedy) in told {
            let mark = match (check.made, check.ok && !check.warning) {
                (false, _) => "–",
                (true, true) => "✓",
                (true, false) => "!",
            };
            text += &format!("{mark} {}\n", detail(shell, check));
            if let Some(remedy) = remedy {
                text += &format!("  {remedy}\n");
            }
        }
        shell.data(&text)?;
    }
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let unmade =
        (unmade > 0).then(|| texts.tf("doctor-not-all-made", &[("count", count(unmade).into())]));
    if wrong == 0 {
        if !shell.json() {
            match unmade {
                Some(unmade) => shell.say(&unmade),
                None if short => {}
                None => shell.say(&texts.t("doctor-all-well")),
            }
        }
        return Ok(());
    }
    let key = match args.repair {
        true => "doctor-still-wrong",
        false => "doctor-something-wrong",
    };
    let mut message = texts.tf(key, &[("count", count(wrong).into())]);
    if let Some(unmade) = unmade {
        message.push(' ');
        message += &unmade;
    }
    Err(Failure::new(Kind::Damaged, message).in_file(dir, None))
}

/// A check as scripts read it.
fn row(shell: &Shell, check: &Check, remedy: &Option<String>) -> Value {
    json!({
        "name": check.name,
        "ok": check.ok,
        "warning": check.warning,
        "made": check.made,
        "detail": detail(shell, check),
        "remedy": remedy,
    })
}

/// What a person can do about what was found; `repaired`: a repair was tried already.
fn remedied(shell: &Shell, remedy: &Remedy, repaired: bool) -> String {
    let (texts, dir) = (shell.texts(), &shell.settings().data);
    let key = match remedy {
        Remedy::Repair | Remedy::RepairShort { .. } | Remedy::RepairPicture | Remedy::Open
            if repaired =>
        {
            match backup::newest(dir) {
                Some(_) => "doctor-remedy-restore",
                None => "doctor-remedy-elsewhere",
            }
        }
        Remedy::RepairShort { back, missing } => {
            let missing = i64::try_from(*missing).unwrap_or(i64::MAX);
            let args = [
                ("back", back.to_string().into()),
                ("missing", missing.into()),
            ];
            return texts.tf("doctor-remedy-repair-short", &args);
        }
        Remedy::RepairPicture => "doctor-remedy-repair-picture",
        Remedy::Repair => "doctor-remedy-repair",
        Remedy::Open => "doctor-remedy-open",
        Remedy::Compact => "doctor-remedy-compact",
        Remedy::Rights => "doctor-remedy-rights",
        Remedy::Restore => "doctor-remedy-restore",
        Remedy::Key(which) => {
            let which = match which {
                Some(file) => restore::quoted(file),
                None => "--newest".to_owned(),
            };
            return texts.tf("doctor-remedy-key", &[("which", which.into())]);
        }
        Remedy::Elsewhere => "doctor-remedy-elsewhere",
        Remedy::NewBackup => "doctor-remedy-backup",
    };
    texts.t(key)
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

fn detail(shell: &Shell, check: &Check) -> String {
    let (texts, now) = (shell.texts(), shell.now());
    let mut args = check.args.clone();
    for (name, value) in &mut args {
        if *name == "made"
            && let Ok(at) = value.parse::<Timestamp>()
        {
            let at = at.to_zoned(now.time_zone().clone());
            *value = texts.date_time(at.date(), at.time(), now.date());
        }
    }
    say::failure(texts, check.key, &args, None)
}
