//! From a backup to a database, and from there to the store of a directory.
//!
//! The new store is built beside the present one and is complete before that is touched: the backup, then
//! what could not be saved when it was made, then every acknowledged transaction past it that the journal
//! files, the database or newer backups still have. Then the present one is moved aside, never deleted, and
//! the new one takes its place; a process that dies in between leaves a note by which the next open goes on.

use std::fs;
use std::path::{Path, PathBuf};

use super::heal::{BATCH, replay};
use super::tables::{State, Tables};
use super::{Drill, Engine, OpenOptions, StoreError, chunk, entry, envelope, keys};
use crate::domain::{Kind, Passphrase, Transaction};
use crate::store::backup::{self, Backup, Content, Records, TreeName};
use crate::store::cipher::Cipher;
use crate::store::error::At as _;
use crate::store::layout::{self, Layout, copy_dir};
use crate::store::log::{Frames, Log, Position};
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
    /// belong to another line. They are in what was moved aside.
    pub left_behind: u64,
    /// Where the store that was there lies now; `None` when there was none.
    pub aside: Option<PathBuf>,
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
    /// be used or there is none; [`StoreError::Locked`], [`StoreError::WrongPassphrase`]; the operating
    /// system's. The store is as it was then.
    pub fn restore(
        dir: &Path,
        file: Option<&Path>,
        as_of: Option<u64>,
        options: OpenOptions,
    ) -> Result<Restored, StoreError> {
        let mut layout = Layout::new(dir);
        let _lock = Self::lock(&layout)?;
        let secret = options.passphrase.as_ref();
        // What cannot be read is not used; it is moved aside whatever it is.
        let closed = layout.unlock(secret).err();
        let lost = closed.as_ref().is_some_and(StoreError::is_damage);
        let backup = match file {
            Some(file) => Backup::verified(file)?,
            None => backup::newest_good(&layout).ok_or(StoreError::Io {
                path: layout.backups(),
                kind: std::io::ErrorKind::NotFound,
            })?,
        };
        let mut inner = Layout::new(&swap::begin(&layout)?);
        inner.create()?;
        let built = take_key(&layout, &mut inner, &backup, (secret, closed)).and_then(|source| {
            // Without its header the store is read with the key its backup brought.
            if lost {
                layout.cipher = source.clone();
            }
            build_store(&layout, &inner, (&backup, &source), as_of)
        });
        let (restored, foreign) = match built {
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
        for item in ITEMS {
            old |= plan.set_aside(item, &format!("{aside}/{item}"));
        }
        for file in foreign.iter().map(|path| layout::name(path)) {
            old |= plan.set_aside(
                &format!("backups/{file}"),
                &format!("{aside}/backups/{file}"),
            );
        }
        for item in ITEMS {
            plan.put(item);
        }
        plan.carry_out(&|step| Drill::ask(options.drill.as_ref(), step, &layout.root))?;
        let aside = old.then(|| layout.root.join(aside));
        Ok(Restored { aside, ..restored })
    }
}

/// What makes up a store.
const ITEMS: [&str; 8] = [
    "seal",
    "last-seal",
    "head",
    "warm",
    "sled",
    "journal",
    "header",
    "header.2",
];

/// Gives the new store its key and its header, and tells the key the backup is under.
fn take_key(
    layout: &Layout,
    inner: &mut Layout,
    backup: &Backup,
    (secret, closed): (Option<&Passphrase>, Option<StoreError>),
) -> Result<Cipher, StoreError> {
    if is_plain(backup)? {
        // An encrypted store must not become a plain one because its passphrase was not at hand.
        // One whose header is beyond reading has nothing left to keep secret.
        if let Some(closed) = closed.filter(|error| !error.is_damage()) {
            return Err(closed);
        }
        inner.cipher = layout.cipher.clone();
        inner.write_header()?;
        return Ok(Cipher::Plain);
    }
    if !layout.cipher.is_plain() && opens(backup, &layout.cipher)? {
        inner.cipher = layout.cipher.clone();
        inner.write_header()?;
        return Ok(layout.cipher.clone());
    }
    layout::replace(&inner.header(), &backup.front.header, true)?;
    inner.unlock(secret)?;
    let source = inner.cipher.clone();
    if !layout.cipher.is_plain() {
        inner.cipher = layout.cipher.clone();
        inner.write_header()?;
    }
    Ok(source)
}

/// The first value that is whole, as `f` finds it; `None` in a backup without any.
fn first<T>(backup: &Backup, f: impl Fn(u8, &[u8], &[u8]) -> T) -> Result<Option<T>, StoreError> {
    let (_, mut records) = Records::open(&backup.path)?;
    while let Some((tree, key, value)) = records.next()? {
        // A piece of a value that goes on has a longer key; a beginning that goes on fills its piece.
        let (kind, whole) = match tree {
            TreeName::Meta => (envelope::tag::STATE, key == keys::STATE),
            TreeName::Rows => {
                let code = key.first().copied().unwrap_or_default();
                let width = Kind::from_code(code).map(keys::width);
                (code, Some(key.len()) == width && value.len() < chunk::CAP)
            }
            TreeName::Journal => {
                let whole = key.len() == 8 && value.len() < chunk::CAP;
                (envelope::tag::JOURNAL, whole)
            }
            TreeName::Unsaved => (envelope::tag::JOURNAL, true),
        };
        if whole {
            return Ok(Some(f(kind, key, value)));
        }
    }
    Ok(None)
}

fn is_plain(backup: &Backup) -> Result<bool, StoreError> {
    let plain = first(backup, envelope::check)?.transpose()?;
    Ok(plain.unwrap_or(true))
}

/// The key a backup is under when a store can read it: none, or its own. `None` when it is under another.
pub(super) fn key_of(backup: &Backup, layout: &Layout) -> Result<Option<Cipher>, StoreError> {
    if is_plain(backup)? {
        return Ok(Some(Cipher::Plain));
    }
    Ok(opens(backup, &layout.cipher)?.then(|| layout.cipher.clone()))
}

fn opens(backup: &Backup, cipher: &Cipher) -> Result<bool, StoreError> {
    let opened = first(backup, |kind, key, value| {
        envelope::open(cipher, kind, key, value).is_ok()
    });
    Ok(opened?.unwrap_or(false))
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
    let mut line = Line {
        tables: &tables,
        log,
        written: state,
        tip: state,
        batch: Vec::new(),
        limit: as_of.unwrap_or(u64::MAX),
    };
    let present = line.gather(layout, inner, (backup, source))?;
    let Line { log, written, .. } = line;
    let foreign = backup::strangers(layout, |seq| {
        let entry = (1..=written.seq).contains(&seq).then(|| tables.entry(seq));
        entry.map_or(Some(entry::GENESIS).filter(|_| seq == 0), |entry| {
            entry.ok().map(|bytes| entry::hash(&bytes))
        })
    });
    if !tables.close()? {
        return Err(StoreError::damaged("the database does not close"));
    }
    inner.close_to_others();
    Seal::of(inner, written.seq, log.position())?.write(inner)?;
    // Opened as any store is, so that what takes the place is known to open.
    let lock = Engine::lock(inner)?;
    let (engine, opened) = Engine::open_locked(inner.clone(), lock, OpenOptions::default())?;
    if engine.seq != written.seq || opened.report.damage.is_some() {
        return Err(StoreError::damaged("the restored store does not check"));
    }
    engine.close_with(None, Some(&opened.book))?;
    let restored = Restored {
        from: backup.path.clone(),
        seq: written.seq,
        replayed: written.seq.saturating_sub(state.seq),
        clients: opened.book.len(),
        left_behind: present.saturating_sub(written.seq),
        aside: None,
    };
    Ok((restored, foreign))
}

/// The journal of the new store, grown entry by entry along its chain of hashes.
struct Line<'a> {
    tables: &'a Tables,
    log: Log,
    /// Where the rows stand.
    written: State,
    /// Where the journal stands.
    tip: State,
    batch: Vec<(Transaction, Vec<u8>)>,
    limit: u64,
}

impl Line<'_> {
    /// Takes what follows from wherever it can be found; tells the last transaction the present store has.
    fn gather(
        &mut self,
        layout: &Layout,
        inner: &Layout,
        (backup, source): (&Backup, &Cipher),
    ) -> Result<u64, StoreError> {
        let there = self.tip.seq;
        each_entry(backup, source, |tree, seq, bytes| {
            if tree == TreeName::Journal {
                if seq <= there {
                    self.log.append(&[(seq, &bytes)])?;
                }
                return Ok(());
            }
            self.offer(seq, bytes).map(|_| ())
        })?;
        let mut present = 0;
        let mut follows = true;
        for frame in Frames::from(&layout.journal(), self.tip.seq, &layout.cipher)? {
            let frame = frame?;
            present = frame.seq;
            follows = follows && self.offer(frame.seq, frame.entry)?;
        }
        // The database is durable before the files are: what they lack after a power cut it has.
        if !layout.seal().exists() && layout.db().exists() {
            present = present.max(self.take_database(layout, inner)?);
        }
        for newer in backup::glance(layout) {
            if newer.tail.seq > self.tip.seq && self.tip.seq < self.limit {
                let key = match is_plain(&newer) {
                    Ok(true) => Cipher::Plain,
                    _ => layout.cipher.clone(),
                };
                let taken = each_entry(&newer, &key, |_, seq, bytes| {
                    self.offer(seq, bytes).map(|_| ())
                });
                if let Err(error) = taken {
                    tracing::warn!(%error, "a backup whose journal cannot be used");
                }
            }
        }
        self.write()?;
        self.log.sync()?;
        Ok(present)
    }

    /// Takes entries from a copy of the present database, as far as it opens and reads.
    fn take_database(&mut self, layout: &Layout, inner: &Layout) -> Result<u64, StoreError> {
        let copy = layout.beside(&inner.root.join("present"));
        copy.create()?;
        copy_dir(&layout.sled(), &copy.sled())?;
        copy.remove_torn_snapshots()?;
        let mut last = 0;
        if let Ok(tables) = Tables::open(&copy, &OpenOptions::default()) {
            if let Ok(Some(state)) = tables.state() {
                last = state.seq;
                for seq in self.tip.seq + 1..=state.seq {
                    let Ok(bytes) = tables.entry(seq) else { break };
                    if !self.offer(seq, bytes)? {
                        break;
                    }
                }
            }
            tables.release()?;
        }
        fs::remove_dir_all(&copy.root).at(&copy.root)?;
        Ok(last)
    }

    /// Takes an entry if it is the next; false when it belongs to another line or comes too late.
    fn offer(&mut self, seq: u64, bytes: Vec<u8>) -> Result<bool, StoreError> {
        if seq <= self.tip.seq {
            return Ok(true);
        }
        if seq > self.limit
            || seq != self.tip.seq + 1
            || entry::previous(&bytes) != Some(self.tip.hash)
        {
            return Ok(false);
        }
        self.tip = State {
            seq,
            hash: entry::hash(&bytes),
        };
        self.batch.push((entry::decode(&bytes)?, bytes));
        if self.batch.len() == BATCH {
            self.write()?;
        }
        Ok(true)
    }

    fn write(&mut self) -> Result<(), StoreError> {
        let frames: Vec<(u64, &[u8])> = self
            .batch
            .iter()
            .map(|(transaction, bytes)| (transaction.entry.seq, bytes.as_slice()))
            .collect();
        self.log.append(&frames)?;
        write(self.tables, &mut self.batch, &mut self.written)
    }
}

/// Fills an empty database from a backup, durably, and tells where it stands then. With `upto` before the
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
        copy(backup, tables)?
    } else {
        build(backup, source, tables, upto)?
    };
    tables.sync()?;
    Ok(state)
}

/// Tree by tree as it is in the file.
fn copy(backup: &Backup, tables: &Tables) -> Result<State, StoreError> {
    let (_, mut records) = Records::open(&backup.path)?;
    while let Some((tree, key, value)) = records.next()? {
        let tree = match tree {
            TreeName::Meta => &tables.meta,
            TreeName::Rows => &tables.rows,
            TreeName::Journal => &tables.journal,
            TreeName::Unsaved => continue,
        };
        tree.insert(key, value).at(&tables.path)?;
    }
    Ok(State {
        seq: backup.front.seq,
        hash: backup.front.hash,
    })
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

fn write(
    tables: &Tables,
    batch: &mut Vec<(Transaction, Vec<u8>)>,
    state: &mut State,
) -> Result<(), StoreError> {
    if batch.is_empty() {
        return Ok(());
    }
    replay(tables, batch, state)?;
    batch.clear();
    Ok(())
}

/// Hands over the entries of a backup's journal, joined and opened, and after them those that could not be
/// saved.
pub(super) fn each_entry(
    backup: &Backup,
    cipher: &Cipher,
    mut take: impl FnMut(TreeName, u64, Vec<u8>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut open: Option<(TreeName, [u8; 8], Vec<u8>)> = None;
    let mut give = |open: Option<(TreeName, [u8; 8], Vec<u8>)>| match open {
        Some((tree, key, value)) => take(
            tree,
            u64::from_be_bytes(key),
            entry::open(cipher, &key, &value)?,
        ),
        None => Ok(()),
    };
    let (_, mut records) = Records::open(&backup.path)?;
    while let Some((tree, key, value)) = records.next()? {
        if tree != TreeName::Journal && tree != TreeName::Unsaved {
            continue;
        }
        match (<[u8; 8]>::try_from(key), &mut open) {
            (Ok(key), _) => give(open.replace((tree, key, value.to_vec())))?,
            (Err(_), Some((_, _, joined))) => joined.extend_from_slice(value),
            (Err(_), None) => return Err(StoreError::damaged("a piece without its beginning")),
        }
    }
    give(open)
}
