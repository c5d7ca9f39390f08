//! Looking a store over: everything that can be known to be right or wrong about its files.
//!
//! The doctor holds the lock while it looks, so that nobody writes meanwhile, unless somebody has it already; and
//! it opens a copy in a directory for temporary files: opening a database changes it. A check is data; its words are in the
//! language files under `doctor-NAME`, `-wrong` behind it when something was found.

mod backups;
mod database;
mod files;
mod journal;
mod outlook;
mod places;

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::StoreError;
use super::backup::{self, Listed};
use super::engine::{Engine, OpenOptions, OpenReport};
use super::error::HARM;
use super::layout::{Layout, list, name};
use super::vault::{self, Protection};
use super::{swap, traces};
use outlook::Outlook;

/// One thing looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Its name, the same in every language: `seal`, `rows`.
    pub name: &'static str,
    /// Whether it is as it should be.
    pub ok: bool,
    /// Whether a person should know of it though nothing is damaged.
    pub warning: bool,
    /// Whether it could be looked at. What could not is not as it should be for all that is known, and no fault.
    pub made: bool,
    /// The language key of what was found.
    pub key: &'static str,
    /// What that is filled with.
    pub args: Vec<(&'static str, String)>,
    /// What puts it right.
    pub remedy: Option<Remedy>,
}

/// What puts right what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// A repair.
    Repair,
    /// The same, when a person agrees to what would be missing.
    RepairShort {
        /// The last transaction that comes back, from 1.
        back: u64,
        /// How many after it are known of and found nowhere, from 1.
        missing: u64,
    },
    /// A repair that has nothing but the picture for a quick start.
    RepairPicture,
    /// The next open does it by itself; a repair does it now.
    Open,
    /// A database written anew.
    Compact,
    /// The rights of the files, which a repair sets.
    Rights,
    /// The best backup.
    Restore,
    /// A backup with the key in it: the best one, or this one; and the passphrase.
    Key(Option<PathBuf>),
    /// Only a backup that lies somewhere else.
    Elsewhere,
    /// Bad backups go and a new one is made.
    NewBackup,
}

impl Check {
    fn fine(name: &'static str, key: &'static str, args: Vec<(&'static str, String)>) -> Self {
        Self {
            name,
            ok: true,
            warning: false,
            made: true,
            key,
            args,
            remedy: None,
        }
    }

    fn warning(name: &'static str, key: &'static str, args: Vec<(&'static str, String)>) -> Self {
        Self {
            warning: true,
            ..Self::fine(name, key, args)
        }
    }

    fn wrong(
        name: &'static str,
        key: &'static str,
        args: Vec<(&'static str, String)>,
        remedy: Remedy,
    ) -> Self {
        Self {
            ok: false,
            remedy: Some(remedy),
            ..Self::fine(name, key, args)
        }
    }

    /// What could not be looked at; `why` is the language key of a phrase.
    fn not_made(name: &'static str, key: &'static str, why: &'static str) -> Self {
        Self {
            ok: false,
            made: false,
            ..Self::fine(name, key, vec![(HARM, why.to_owned())])
        }
    }

    /// Whether something is wrong.
    #[must_use]
    pub const fn is_fault(&self) -> bool {
        self.made && !self.ok
    }

    /// What was not to be read, with what was the matter.
    fn failed(name: &'static str, key: &'static str, error: &StoreError, remedy: Remedy) -> Self {
        tracing::warn!(%error, name, "the doctor found");
        let args = vec![(HARM, error.reason().to_owned())];
        Self::wrong(name, key, args, remedy)
    }
}

/// What is looked at.
struct Bed<'a> {
    layout: &'a Layout,
    /// Somebody works with it meanwhile.
    beside: bool,
    /// It is encrypted, and neither header tells with what.
    keyless: bool,
    /// Its backups, each read.
    shelf: &'a [Listed],
}

impl Bed<'_> {
    /// What gives a store back that has nothing left of its own but its backups.
    fn restore(&self) -> Remedy {
        match backup::best(self.shelf) {
            Some(_) => Remedy::Restore,
            None => Remedy::Elsewhere,
        }
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
    let keyless = match layout.unlock(how.passphrase.as_ref()) {
        Ok(()) => false,
        // A header that cannot be read is a finding; a plain database is readable without it.
        Err(StoreError::Damaged { .. }) => traces::of_store(&layout) == Some(true),
        Err(error) => return Err(error),
    };
    let beside = lock.is_none();
    for _ in 1..LOOKS {
        match all(&layout, beside, keyless) {
            Ok(checks) if checks.iter().all(|check| check.ok) => return Ok(checks),
            found if !beside => return found,
            _ => std::thread::sleep(PAUSE),
        }
    }
    all(&layout, beside, keyless)
}

/// Everything there is to look at.
fn all(layout: &Layout, beside: bool, keyless: bool) -> Result<Vec<Check>, StoreError> {
    let shelf = backup::list(&layout.root);
    let bed = Bed {
        layout,
        beside,
        keyless,
        shelf: &shelf,
    };
    let mut checks = files::look(&bed)?;
    checks.extend(places::look(layout));
    let (of_database, stands) = database::look(&bed)?;
    checks.extend(of_database);
    checks.extend(backups::look(&bed));
    foretell(&bed, stands, &mut checks);
    Ok(checks)
}

/// No repair is promised without a word of what it would cost.
fn foretell(bed: &Bed<'_>, database: Option<u64>, checks: &mut [Check]) {
    // What somebody is writing to was caught in the middle.
    if bed.beside || bed.keyless {
        return;
    }
    let repaired = |check: &&mut Check| check.remedy == Some(Remedy::Repair);
    let mut promised = checks.iter_mut().filter(repaired).peekable();
    if promised.peek().is_none() {
        return;
    }
    let remedy = Outlook::of(bed, database).repair();
    promised.for_each(|check| check.remedy = Some(remedy.clone()));
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

/// The portfolio a restore moved aside last, for whoever finds no backup; its folder can be restored.
#[must_use]
pub fn moved_aside(dir: &Path) -> Option<PathBuf> {
    let is = |path: &PathBuf| {
        let kept = || vault::protection(path);
        name(path).starts_with("replaced-")
            && matches!(kept(), Ok(Protection::Plain | Protection::Encrypted))
    };
    list(dir).unwrap_or_default().into_iter().filter(is).max()
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
