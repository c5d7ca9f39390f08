//! Looking a store over: everything that can be known to be right or wrong about its files.
//!
//! The doctor holds the lock while it looks, so that nobody writes meanwhile, unless somebody has it already; and
//! it opens a copy in a directory for temporary files: opening a database changes it. A check is data; its words are in the
//! language files under `doctor-NAME`, `-wrong` behind it when something was found.

mod backups;
mod database;
mod files;
mod journal;
mod places;

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::StoreError;
use super::engine::{Engine, OpenOptions, OpenReport};
use super::error::HARM;
use super::layout::{Layout, list, name};
use super::swap;

/// One thing looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Its name, the same in every language: `seal`, `rows`.
    pub name: &'static str,
    /// Whether it is as it should be.
    pub ok: bool,
    /// Whether a person should know of it though nothing is damaged.
    pub warning: bool,
    /// The language key of what was found.
    pub key: &'static str,
    /// What that is filled with.
    pub args: Vec<(&'static str, String)>,
}

impl Check {
    fn fine(name: &'static str, key: &'static str, args: Vec<(&'static str, String)>) -> Self {
        Self {
            name,
            ok: true,
            warning: false,
            key,
            args,
        }
    }

    fn warning(name: &'static str, key: &'static str, args: Vec<(&'static str, String)>) -> Self {
        Self {
            warning: true,
            ..Self::fine(name, key, args)
        }
    }

    fn wrong(name: &'static str, key: &'static str, args: Vec<(&'static str, String)>) -> Self {
        Self {
            name,
            ok: false,
            warning: false,
            key,
            args,
        }
    }

    /// What was not to be read, with what was the matter.
    fn failed(name: &'static str, key: &'static str, error: &StoreError) -> Self {
        tracing::warn!(%error, name, "the doctor found");
        let args = vec![(HARM, error.reason().to_owned())];
        Self::wrong(name, key, args)
    }
}

/// How often a store that somebody works with is looked at again when something seems wrong.
const LOOKS: u32 = 4;

/// How long is waited before that: what was being written is written by then.
const PAUSE: Duration = Duration::from_millis(700);

/// Looks at a store without changing anything in it, also while somebody works with it; of `how` the passphrase
/// alone matters. A replacement that was cut short is carried out first, as any open would: between the old and
/// the new there is nothing to look at.
///
/// A copy taken while something is written can be half of one thing and half of another. What is damaged
/// stays so, and what was only caught in the middle does not: it is looked at again.
///
/// # Errors
/// [`StoreError::Newer`] when a newer version wrote it;
/// [`StoreError::Locked`] and [`StoreError::WrongPassphrase`] for an encrypted one; the operating system's
/// when it cannot be copied.
pub fn look(dir: &Path, how: &OpenOptions) -> Result<Vec<Check>, StoreError> {
    let mut layout = Layout::new(dir);
    let lock = match Engine::hold(&layout) {
        Err(StoreError::InUse { .. }) => None,
        held => Some(held?),
    };
    if lock.is_some() {
        match swap::finish(&layout) {
            Err(error @ StoreError::Newer { .. }) => return Err(error),
            // It may lie where nothing can be written.
            Err(error) => tracing::warn!(%error, "what replaces it is not in its place"),
            Ok(_) => {}
        }
    }
    match layout.unlock(how.passphrase.as_ref()) {
        // A header that cannot be read is a finding; the database may be readable without it.
        Ok(()) | Err(StoreError::Damaged { .. }) => {}
        Err(error) => return Err(error),
    }
    let beside = lock.is_none();
    for _ in 1..LOOKS {
        match all(&layout, beside) {
            Ok(checks) if checks.iter().all(|check| check.ok) => return Ok(checks),
            found if !beside => return found,
            _ => std::thread::sleep(PAUSE),
        }
    }
    all(&layout, beside)
}

/// Everything there is to look at; whether somebody works with it meanwhile.
fn all(layout: &Layout, beside: bool) -> Result<Vec<Check>, StoreError> {
    let mut checks = files::look(layout, beside)?;
    checks.extend(places::look(layout));
    checks.extend(database::look(layout)?);
    checks.extend(backups::look(&layout.root));
    Ok(checks)
}

/// What was done to a store.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Treatment {
    /// What was found and given back at open.
    pub report: OpenReport,
    /// Where journal files went that did not read to their end; new ones take their place.
    pub journal: Option<PathBuf>,
    /// Rows written in the newest form, when that was asked for.
    pub migrated: Option<u64>,
    /// Bytes of the database before and after it was made smaller, when that was asked for.
    pub compacted: Option<(u64, u64)>,
}

/// What is to be done to a store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Orders {
    /// Give back what is damaged, even when something stays missing.
    pub repair: bool,
    /// Write rows of older schemas in the newest form.
    pub migrate: bool,
    /// Make the database as small as what it holds.
    pub compact: bool,
}

/// Does to a store what was ordered; a copy of damaged files is kept beside it.
///
/// # Errors
/// As [`Engine::open`], and those of the work itself.
pub fn treat(dir: &Path, orders: Orders, how: OpenOptions) -> Result<Treatment, StoreError> {
    let options = OpenOptions {
        with_loss: orders.repair,
        deep: orders.repair,
        ..how
    };
    let (mut engine, opened) = Engine::open(dir, options)?;
    let mut done = Treatment {
        report: opened.report,
        ..Treatment::default()
    };
    if orders.repair {
        done.journal = engine.mend_journal()?;
        places::close_to_others(&Layout::new(dir));
    }
    if orders.migrate {
        done.migrated = Some(engine.migrate()?);
    }
    if orders.compact {
        done.compacted = Some(engine.close_compacted()?);
    } else {
        engine.close_with(None, Some(&opened.book))?;
    }
    Ok(done)
}

/// Where what a person could still look into lies: backups that do not check, and what was put aside before.
#[must_use]
pub fn left(dir: &Path) -> Vec<PathBuf> {
    let layout = Layout::new(dir);
    let mut found: Vec<PathBuf> = list(&layout.root)
        .unwrap_or_default()
        .into_iter()
        .filter(|path| name(path).starts_with("quarantine-"))
        .collect();
    found.sort();
    let backups = list(&layout.backups()).unwrap_or_default();
    if !backups.is_empty() {
        found.insert(0, layout.backups());
    }
    found
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Names for a line of words: the first few and how many more there are.
fn names(paths: &[PathBuf]) -> String {
    const SHOWN: usize = 3;
    let mut all: Vec<String> = paths.iter().take(SHOWN).map(|p| shown(p)).collect();
    if paths.len() > SHOWN {
        all.push(format!("… +{}", paths.len() - SHOWN));
    }
    all.join(", ")
}
