//! From a backup to a database, and from there to the store of a directory.
//!
//! The new store is built beside the present one and is complete before that is touched: the backup, then
//! what could not be saved when it was made, then every acknowledged transaction past it that the journal
//! files, the database or newer backups still have. Then the present one is moved aside, never deleted, and
//! the new one takes its place; a process that dies in between leaves a note by which the next open goes on.

use std::path::{Path, PathBuf};

use super::gather::{Line, each_entry, write};
use super::tables::{State, Tables};
use super::trail::BATCH;
use super::transfer;
use super::{Drill, Engine, OpenOptions, StoreError, entry};
use crate::domain::{Passphrase, Transaction};
use crate::store::backup::{self, Backup, Content, TreeName};
use crate::store::cipher::Cipher;
use crate::store::error::BackupFault;
use crate::store::harm::Harm;
use crate::store::header;
use crate::store::layout::{self, Layout, name};
use crate::store::log::{Log, Position};
use crate::store::seal::Seal;
use crate::store::swap::{self, Plan};

/// What a restore did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// The file it came from.
    pub from: PathBuf,
    /// The transaction the store stands at now.
    pub seq: u64,
    /// Transactions taken from the journal past the backup.
    pub replayed: u64,
    /// Clients in the store now.
    pub clients: usize,
    /// Transactions of the store that was there and are not in this one: it was to stand earlier, or they
    /// belong to another line; all of them when neither its journal nor its database tells where the lines part.
    /// They are in what was moved aside.
    pub left_behind: u64,
    /// What of the store that was there could not be read, so that nothing could be taken from it: its journal
    /// or its database. It is in what was moved aside, under the same name.
    pub unread: Vec<PathBuf>,
    /// Where the store that was there lies now; `None` when there was none.
    pub aside: Option<PathBuf>,
    /// Backups of the folder that are not of this line, later ones than it was to stand at among them: they lie
    /// with the store that was moved aside.
    pub backups: Vec<PathBuf>,
}

impl Engine {
    /// Puts a backup in the place of the store in `dir`, with everything acknowledged since it was made, or
    /// as the store stood at the transaction `as_of`. Without a file the best backup of that store is taken.
    ///
    /// An encrypted store stays encrypted under its own passphrase, whatever the backup was; into a directory
    /// without a store a backup brings the passphrase it was made under.
    ///
    /// # Errors
    /// [`StoreError::InUse`] while another process has the store; [`StoreError::Backup`] when the file cannot
    /// be used or there is none; [`StoreError::Locked`], [`StoreError::WrongPassphrase`]: that of the store that
    /// is there counts, as long as it is there and can be read; the operating system's. The store is as it was
    /// then.
    pub fn restore(
        dir: &Path,
        file: Option<&Path>,
        as_of: Option<u64>,
        options: OpenOptions,
    ) -> Result<Restored, StoreError> {
        let mut layout = Layout::new(dir);
        let _lock = Self::lock(&layout)?;
        let secret = options.passphrase.as_ref();
        let lost = match layout.unlock(secret) {
            Ok(()) => false,
            // What cannot be read is not used; it is moved aside whatever it is.
            Err(StoreError::Damaged { .. } | StoreError::Io { .. }) => true,
            // What can be read is opened by its own passphrase, or it is not touched: an older backup would
            // else bring back the passphrase that was given up for a new one.
            Err(error) => return Err(error),
        };
        let backup = match file {
            Some(file) => Backup::verified(file)?,
            None => backup::newest_good(&layout).ok_or(StoreError::Io {
                path: layout.backups(),
                kind: std::io::ErrorKind::NotFound,
            })?,
        };
        let mut inner = Layout::new(&swap::begin(&layout)?);
        inner.create()?;
        let built = take_key(&layout, &mut inner, &backup, secret).and_then(|source| {
            // Without its header the store is read with the key its backup brought.
            if lost {
                layout.cipher = source.clone();
            }
            build_store(&layout, &inner, (&backup, &source), as_of)
        });
        let (mut restored, foreign) = match built {
            Ok(built) => built,
            Err(error) => {
                swap::give_up(&layout);
                return Err(error);
            }
        };
        let mut plan = Plan::new(&layout);
        let aside = plan.aside("replaced");
        // What can be trusted least goes first. Backups stay where they are but for those of another line.
        let mut old = false;
        for item in layout::ITEMS {
            old |= plan.set_aside(item, &format!("{aside}/{item}"));
        }
        for file in foreign.iter().map(|path| name(path)) {
            old |= plan.set_aside(
                &format!("backups/{file}"),
                &format!("{aside}/backups/{file}"),
            );
        }
        for item in layout::ITEMS {
            plan.put(item);
        }
        plan.carry_out(&|step| Drill::ask(options.drill.as_ref(), step, &layout.root))?;
        let aside = old.then(|| layout.root.join(aside));
        if let Some(aside) = &aside {
            // Where it lies now.
            let moved = |path: &PathBuf| aside.join(name(path));
            restored.unread = restored.unread.iter().map(moved).collect();
            let along = |path: &PathBuf| aside.join("backups").join(name(path));
            restored.backups = foreign.iter().map(along).collect();
        }
        Ok(Restored { aside, ..restored })
    }
}

/// Gives the new store its key and its header, and tells the key the backup is under.
fn take_key(
    layout: &Layout,
    inner: &mut Layout,
    backup: &Backup,
    secret: Option<&Passphrase>,
) -> Result<Cipher, StoreError> {
    header::refuse_newer(&backup.front.header)?;
    if backup::is_plain(backup)? {
        // A store whose header is beyond reading has nothing left to keep secret: it becomes a plain one.
        inner.cipher = layout.cipher.clone();
        inner.write_header()?;
        return Ok(Cipher::Plain);
    }
    if !layout.cipher.is_plain() && backup::opens(backup, &layout.cipher)? {
        inner.cipher = layout.cipher.clone();
        inner.write_header()?;
        return Ok(layout.cipher.clone());
    }
    layout::replace(&inner.header(), &backup.front.header, true)?;
    inner.unlock(secret).map_err(|error| match error {
        // It opened the store that is there.
        StoreError::WrongPassphrase if !layout.cipher.is_plain() => StoreError::Backup {
            path: backup.path.clone(),
            fault: BackupFault::OtherKey,
        },
        error => error,
    })?;
    let source = inner.cipher.clone();
    if !layout.cipher.is_plain() {
        inner.cipher = layout.cipher.clone();
        inner.write_header()?;
    }
    Ok(source)
}

/// Builds the store and closes it; tells the backups of the folder that are not of its line.
fn build_store(
    layout: &Layout,
    inner: &Layout,
    (backup, source): (&Backup, &Cipher),
    as_of: Option<u64>,
) -> Result<(Restored, Vec<PathBuf>), StoreError> {
    inner.check_header()?;
    let tables = Tables::open(inner, &OpenOptions::default())?;
    let state = load(backup, source, &tables, as_of)?;
    let log = Log::open(&inner.journal(), Position::default(), &inner.cipher)?;
    let mut line = Line::new(&tables, log, state, as_of.unwrap_or(u64::MAX));
    let present = line.gather(layout, inner, (backup, source))?;
    let (log, written) = line.end();
    let foreign = backup::strangers(layout, |seq| {
        let entry = (1..=written.seq).contains(&seq).then(|| tables.entry(seq));
        entry.map_or(Some(entry::GENESIS).filter(|_| seq == 0), |entry| {
            entry.ok().map(|bytes| entry::hash(&bytes))
        })
    });
    if !tables.close()? {
        return Err(StoreError::harmed(
            Harm::Database,
            "the database does not close",
        ));
    }
    inner.close_to_others();
    Seal::of(inner, written.seq, log.position())?.write(inner)?;
    // Opened as any store is, so that what takes the place is known to open.
    let lock = Engine::lock(inner)?;
    let (engine, opened) = Engine::open_locked(inner.clone(), lock, OpenOptions::default())?;
    if engine.seq != written.seq || opened.report.damage.is_some() {
        return Err(StoreError::harmed(
            Harm::Copy,
            "the restored store does not check",
        ));
    }
    engine.close_with(None, Some(&opened.book))?;
    let restored = Restored {
        from: backup.path.clone(),
        seq: written.seq,
        replayed: written.seq.saturating_sub(state.seq),
        clients: opened.book.len(),
        left_behind: present.seq.saturating_sub(present.common),
        unread: present.unread,
        aside: None,
        backups: Vec::new(),
    };
    Ok((restored, foreign))
}

/// Fills an empty database from a backup, durably, checks all of the file with it, and tells where it stands then. With `upto` before the
/// moment of the backup the rows are built from its journal instead; so they are when it holds no rows. What
/// could not be saved when it was made is left to the caller. `source` is the key the backup is under: when the
/// database has another one every value is written anew.
pub(super) fn load(
    backup: &Backup,
    source: &Cipher,
    tables: &Tables,
    upto: Option<u64>,
) -> Result<State, StoreError> {
    let upto = upto.unwrap_or(backup.front.seq).min(backup.front.seq);
    let as_it_is = backup.front.content == Content::Whole
        && upto == backup.front.seq
        && source.is_same(&tables.cipher);
    let state = if as_it_is {
        transfer::copy(backup, tables)?
    } else {
        Backup::verified(&backup.path)?;
        build(backup, source, tables, upto)?
    };
    tables.sync()?;
    Ok(state)
}

/// By the journal, from the first entry on.
fn build(
    backup: &Backup,
    source: &Cipher,
    tables: &Tables,
    upto: u64,
) -> Result<State, StoreError> {
    let mut state = State {
        seq: 0,
        hash: entry::GENESIS,
    };
    let mut batch: Vec<(Transaction, Vec<u8>)> = Vec::new();
    each_entry(backup, source, |tree, seq, bytes| {
        if tree == TreeName::Journal && seq <= upto {
            batch.push((entry::decode(&bytes)?, bytes));
            if batch.len() == BATCH {
                write(tables, &mut batch, &mut state)?;
            }
        }
        Ok(())
    })?;
    write(tables, &mut batch, &mut state)?;
    Ok(state)
}
