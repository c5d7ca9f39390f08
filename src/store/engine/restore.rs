//! From a backup to a database, and from there to the store of a directory.
//!
//! The new store is built beside the present one and is complete before that is touched: the backup, then
//! what could not be saved when it was made, then every acknowledged transaction past it that the journal
//! files, the database or newer backups still have. Then the present one is moved aside, never deleted, and
//! the new one takes its place; a process that dies in between leaves a note by which the next open goes on.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::gather::{Line, each_entry, write};
use super::put_by;
use super::tables::{State, Tables};
use super::trail::BATCH;
use super::transfer;
use super::{Drill, Engine, Lock, OpenOptions, StoreError, entry};
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
    /// When the last transaction in it was made; `None` for an empty one.
    pub at: Option<Timestamp>,
    /// Whether the store that was there is another portfolio: all of it could be read, and no transaction is in both.
    pub other: bool,
    /// Where the store that was there lies now; `None` when there was none.
    pub aside: Option<PathBuf>,
    /// Backups of the folder that are not of this line, later ones than it was to stand at among them: they lie
    /// with the store that was moved aside.
    pub backups: Vec<PathBuf>,
}

/// A store built beside the one there is, complete and known to open, before it takes the place of that. Nobody else
/// gets at the store meanwhile. Let go of, it leaves everything as it was.
#[derive(Debug)]
pub struct Prepared {
    layout: Layout,
    told: Restored,
    /// Backups that come with a store that was moved aside, by their names.
    kin: Vec<String>,
    drill: Option<Drill>,
    /// From here on the next open goes on.
    begun: bool,
    // Last, so that it is released last.
    _lock: Lock,
}

impl Engine {
    /// Puts a backup in the place of the store in `dir`, with everything acknowledged since it was made, or
    /// as the store stood at the transaction `as_of`. Without a file the best backup of that store is taken.
    /// Instead of a file it may be the folder of a store, one that was moved aside: that comes back as it stood.
    ///
    /// An encrypted store stays encrypted under its own passphrase, whatever the backup was; into a directory
    /// without a store a backup brings the passphrase it was made under.
    ///
    /// # Errors
    /// [`StoreError::InUse`] while another process has the store; [`StoreError::Backup`] when the file cannot
    /// be used, does not reach `as_of`, or there is none; [`StoreError::Locked`], [`StoreError::WrongPassphrase`]:
    /// that of the store that is there counts, as long as it is there and can be read; the operating system's. The
    /// store is as it was then.
    pub fn restore(
        dir: &Path,
        file: Option<&Path>,
        as_of: Option<u64>,
        options: OpenOptions,
    ) -> Result<Restored, StoreError> {
        Self::prepare_restore(dir, file, as_of, options)?.carry_out()
    }

    /// The first half of [`restore`](Self::restore): nothing of the store in `dir` is touched yet, and what would
    /// become of it can be told.
    ///
    /// # Errors
    /// As [`restore`](Self::restore).
    pub fn prepare_restore(
        dir: &Path,
        file: Option<&Path>,
        as_of: Option<u64>,
        options: OpenOptions,
    ) -> Result<Prepared, StoreError> {
        let mut layout = Layout::new(dir);
        let lock = Self::lock(&layout)?;
        let secret = options.passphrase.as_ref();
        let lost = match layout.unlock(secret) {
            Ok(()) => false,
            // What cannot be read is not used; it is moved aside whatever it is.
            Err(StoreError::Damaged { .. } | StoreError::Io { .. }) => true,
            // What can be read is opened by its own passphrase, or it is not touched: an older backup would
            // else bring back the passphrase that was given up for a new one.
            Err(error) => return Err(error),
        };
        let new = swap::begin(&layout)?;
        let mut build = || {
            let (backup, as_of) = source(&layout, file, as_of, secret)?;
            let mut inner = Layout::new(&new);
            inner.create()?;
            let key = take_key(&layout, &mut inner, &backup, secret)?;
            // Without its header the store is read with the key its backup brought.
            if lost {
                layout.cipher = key.clone();
            }
            build_store(&layout, &inner, (&backup, &key), (file, as_of))
        };
        match build() {
            Ok((told, kin)) => Ok(Prepared {
                layout,
                told,
                kin,
                drill: options.drill,
                begun: false,
                _lock: lock,
            }),
            Err(error) => {
                swap::give_up(&layout);
                Err(error)
            }
        }
    }
}

impl Prepared {
    /// What would be done: nothing is moved aside yet, and the backups that would be are where they were.
    #[must_use]
    pub const fn told(&self) -> &Restored {
        &self.told
    }

    /// Puts it in the place of the store there is, which is moved aside.
    ///
    /// # Errors
    /// The operating system's. The store is as it was then, or the next open goes on.
    pub fn carry_out(mut self) -> Result<Restored, StoreError> {
        let mut restored = self.told.clone();
        let mut plan = Plan::new(&self.layout);
        let aside = plan.aside("replaced");
        // What can be trusted least goes first. Backups stay where they are but for those of another line.
        let mut old = false;
        for item in layout::ITEMS {
            old |= plan.set_aside(item, &format!("{aside}/{item}"));
        }
        for file in restored.backups.iter().map(|path| name(path)) {
            old |= plan.set_aside(
                &format!("backups/{file}"),
                &format!("{aside}/backups/{file}"),
            );
        }
        for item in layout::ITEMS {
            plan.put(item);
        }
        for file in &self.kin {
            plan.put(&format!("backups/{file}"));
        }
        self.begun = true;
        plan.carry_out(&|step| Drill::ask(self.drill.as_ref(), step, &self.layout.root))?;
        restored.aside = old.then(|| self.layout.root.join(aside));
        if let Some(aside) = &restored.aside {
            // Where it lies now.
            let moved = |path: &PathBuf| aside.join(name(path));
            restored.unread = restored.unread.iter().map(moved).collect();
            let along = |path: &PathBuf| aside.join("backups").join(name(path));
            restored.backups = restored.backups.iter().map(along).collect();
        }
        Ok(restored)
    }
}

impl Drop for Prepared {
    fn drop(&mut self) {
        if !self.begun {
            swap::give_up(&self.layout);
        }
    }
}

/// The backup that is meant, and the transaction it is to stop at.
fn source(
    layout: &Layout,
    file: Option<&Path>,
    as_of: Option<u64>,
    secret: Option<&Passphrase>,
) -> Result<(Backup, Option<u64>), StoreError> {
    let backup = match file {
        // What came after it is what it was moved aside for.
        Some(dir) if dir.is_dir() => {
            let backup = put_by::pack(layout, dir, secret)?;
            let last = backup.tail.seq;
            return Ok((backup, as_of.or(Some(last))));
        }
        Some(file) => Backup::verified(file)?,
        None => backup::newest_good(layout).ok_or(StoreError::Io {
            path: layout.backups(),
            kind: std::io::ErrorKind::NotFound,
        })?,
    };
    Ok((backup, as_of))
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

/// Builds the store and closes it; tells what would be done, and which backups come along. `from` is what a person
/// named.
fn build_store(
    layout: &Layout,
    inner: &Layout,
    (backup, source): (&Backup, &Cipher),
    (from, as_of): (Option<&Path>, Option<u64>),
) -> Result<(Restored, Vec<String>), StoreError> {
    inner.check_header()?;
    let tables = Tables::open(inner, &OpenOptions::default())?;
    let state = load(backup, source, &tables, as_of)?;
    let log = Log::open(&inner.journal(), Position::default(), &inner.cipher)?;
    let mut line = Line::new(&tables, log, state, as_of.unwrap_or(u64::MAX));
    let present = line.gather(layout, inner, (backup, source))?;
    let (log, written) = line.end();
    let hash = |seq| {
        let entry = (1..=written.seq).contains(&seq).then(|| tables.entry(seq));
        entry.map_or(Some(entry::GENESIS).filter(|_| seq == 0), |entry| {
            entry.ok().map(|bytes| entry::hash(&bytes))
        })
    };
    let foreign = backup::strangers(layout, hash);
    let kin = match from.filter(|from| from.is_dir()) {
        Some(dir) => put_by::bring_backups(layout, (dir, inner), hash, &foreign)?,
        None => Vec::new(),
    };
    let last = match written.seq {
        0 => None,
        seq => Some(entry::decode(&tables.entry(seq)?)?.entry.at),
    };
    if !tables.close()? {
        return Err(StoreError::harmed(
            Harm::Database,
            "the database does not close",
        ));
    }
    if let Some(asked) = as_of.filter(|asked| *asked > written.seq) {
        let last = written.seq;
        return Err(StoreError::Backup {
            path: from.unwrap_or(&backup.path).to_path_buf(),
            fault: BackupFault::Short { asked, last },
        });
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
    let apart = present.heard && present.common == 0 && present.unread.is_empty();
    let restored = Restored {
        from: from.unwrap_or(&backup.path).to_path_buf(),
        seq: written.seq,
        replayed: written.seq.saturating_sub(state.seq),
        clients: opened.book.len(),
        left_behind: present.seq.saturating_sub(present.common),
        at: last,
        other: apart && written.seq > 0,
        unread: present.unread,
        aside: None,
        backups: foreign,
    };
    Ok((restored, kin))
}

/// Fills an empty database from a backup, durably, checks all of the file with it, and tells where it stands
/// then. With `upto` before the moment of the backup the rows are built from its journal instead; so they are
/// when it holds no rows. What could not be saved when it was made is left to the caller. `source` is the key
/// the backup is under: when the database has another one every value is written anew.
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
