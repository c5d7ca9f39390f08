//! Taking a backup of an open store, in slices between commits.
//!
//! The file is a picture of one moment, the transaction at which it was begun, though commits go on: a
//! commit stashes the former value of each row it is about to change and that the cursor has not passed yet,
//! and the picture takes what is stashed instead of what it finds. Of the journal it takes what was there;
//! entries are only ever added.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::{Timestamp, Zoned};
use sled::IVec;

use super::tables::Tables;
use super::{Engine, Schedule, StoreError, entry};
use crate::store::backup::{
    self, Backup, Cause, Content, Front, Progress, Rota, TreeName, Writer, Written,
};
use crate::store::chunk::Op;
use crate::store::cipher::Cipher;
use crate::store::error::At as _;
use crate::store::guard::caught;
use crate::store::harm::Harm;
use crate::store::layout::{make_dir, size_of};
use crate::store::log;
use crate::store::reserve;

/// Transactions since the last backup after which a close makes one.
const MANY: u64 = 50;

/// Bytes a store may have grown by since its last backup beside a quarter of it.
const ROOM: u64 = 1 << 20;

/// Records between two looks at the clock.
const STRIDE: usize = 64;

/// A backup that was made: in its folder or where the person wanted it, read back and checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The file.
    pub path: PathBuf,
    /// When it was begun.
    pub made: Timestamp,
    /// Why.
    pub why: Cause,
    /// The last transaction in it.
    pub seq: u64,
    /// Clients in it.
    pub clients: u64,
    /// Its length.
    pub bytes: u64,
}

impl From<Backup> for Made {
    fn from(backup: Backup) -> Self {
        Self {
            path: backup.path,
            made: backup.front.made,
            why: backup.front.why,
            seq: backup.tail.seq,
            clients: backup.tail.clients,
            bytes: backup.bytes,
        }
    }
}

/// What became of a slice of work on backups.
#[derive(Debug)]
pub enum Slice {
    /// No backup is being made.
    Idle,
    /// There is more to copy.
    More,
    /// The disk works; ask again in some milliseconds.
    Waiting,
    /// One is complete.
    Done(Made),
    /// The journal files, which are looked at behind the day's backup, were not whole and are written anew from the
    /// database; the old ones lie here.
    Mended(PathBuf),
    /// They were not whole and could not be written anew; they stay as they are.
    Unmended(StoreError),
    /// One could not be made; nothing is left of it.
    Failed {
        /// Why it was to be made.
        why: Cause,
        /// What happened.
        error: StoreError,
    },
}

/// What is copied at present.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Rows,
    Journal,
    End,
}

/// How a slice of one picture ended.
enum Step {
    More,
    Waiting,
    Done(Box<Written>),
}

/// A picture being taken.
#[derive(Debug)]
pub(super) struct Picture {
    writer: Writer,
    why: Cause,
    seq: u64,
    stage: Stage,
    /// The last key copied of the present stage.
    cursor: Option<IVec>,
    /// Former values of rows behind the cursor; `None` for those that were not there.
    stash: BTreeMap<IVec, Option<IVec>>,
    /// Entries that could not be saved, to be added at the end.
    pub(super) unsaved: Vec<(u64, Vec<u8>)>,
    /// It cannot be finished.
    spoilt: Option<StoreError>,
    /// It goes into the folder of the store, where old ones make room for it.
    rota: Option<Rota>,
}

impl Picture {
    fn begin(
        path: &Path,
        rota: Option<Rota>,
        front: &Front,
        tables: &Tables,
    ) -> Result<Self, StoreError> {
        let others = match &rota {
            Some(rota) => (rota.stay.clone(), tables.cipher.clone()),
            None => (Vec::new(), Cipher::Plain),
        };
        let mut writer = Writer::begin(path, front, others)?;
        for found in &tables.meta {
            let (key, value) = found.at(&tables.path)?;
            writer.put(TreeName::Meta, &key, &value)?;
        }
        Ok(Self {
            writer,
            why: front.why,
            seq: front.seq,
            stage: Stage::Rows,
            cursor: None,
            stash: BTreeMap::new(),
            unsaved: Vec::new(),
            spoilt: None,
            rota,
        })
    }

    /// Keeps what a commit is about to change and is not copied yet.
    pub(super) fn stash(&mut self, ops: &[Op], tables: &Tables) {
        if self.stage != Stage::Rows || self.spoilt.is_some() {
            return;
        }
        for (key, _) in ops {
            let copied = self.cursor.as_ref().is_some_and(|cursor| key <= cursor);
            if copied || self.stash.contains_key(key) {
                continue;
            }
            let read = || tables.rows.get(key).at(&tables.path);
            match caught("a row cannot be read", read) {
                Ok(former) => {
                    self.stash.insert(key.clone(), former);
                }
                Err(error) => {
                    self.spoilt = Some(error);
                    return;
                }
            }
        }
    }

    /// Copies until the moment comes, or to the end without one.
    fn step(&mut self, tables: &Tables, until: Option<Instant>) -> Result<Step, StoreError> {
        if let Some(error) = self.spoilt.take() {
            return Err(error);
        }
        let wait = until.is_none();
        if self.writer.is_full() && !self.writer.pass_on(wait)? {
            return Ok(Step::Waiting);
        }
        let from = |cursor: &Option<IVec>| match cursor {
            Some(key) => Bound::Excluded(key.clone()),
            None => Bound::Unbounded,
        };
        if self.stage == Stage::Rows {
            let rows = tables.rows.range((from(&self.cursor), Bound::Unbounded));
            for (n, found) in rows.enumerate() {
                let (key, value) = found.at(&tables.path)?;
                self.stashed_before(Some(&key))?;
                match self.stash.remove(&key) {
                    Some(Some(former)) => self.writer.put(TreeName::Rows, &key, &former)?,
                    Some(None) => {}
                    None => self.writer.put(TreeName::Rows, &key, &value)?,
                }
                self.cursor = Some(key);
                if let Some(step) = self.pause(n, until)? {
                    return Ok(step);
                }
            }
            self.stashed_before(None)?;
            (self.stage, self.cursor) = (Stage::Journal, None);
        }
        if self.stage == Stage::Journal {
            let end = IVec::from(&self.seq.saturating_add(1).to_be_bytes());
            let range = (from(&self.cursor), Bound::Excluded(end));
            for (n, found) in tables.journal.range(range).enumerate() {
                let (key, value) = found.at(&tables.path)?;
                self.writer.put(TreeName::Journal, &key, &value)?;
                self.cursor = Some(key);
                if let Some(step) = self.pause(n, until)? {
                    return Ok(step);
                }
            }
            for (seq, value) in std::mem::take(&mut self.unsaved) {
                self.writer.put_unsaved(seq, &value)?;
            }
            self.stage = Stage::End;
        }
        Ok(match self.writer.end(wait)? {
            Progress::Waiting => Step::Waiting,
            Progress::Done(written) => Step::Done(Box::new(written)),
        })
    }

    /// Copies rows that are gone meanwhile and lay before a key, or all that are left.
    fn stashed_before(&mut self, key: Option<&IVec>) -> Result<(), StoreError> {
        while let Some(first) = self.stash.first_entry() {
            if key.is_some_and(|key| first.key() >= key) {
                break;
            }
            let (gone, former) = first.remove_entry();
            if let Some(former) = former {
                self.writer.put(TreeName::Rows, &gone, &former)?;
            }
            self.cursor = Some(gone);
        }
        Ok(())
    }

    /// Whether it is time to stop.
    fn pause(&mut self, n: usize, until: Option<Instant>) -> Result<Option<Step>, StoreError> {
        if self.writer.is_full() && !self.writer.pass_on(until.is_none())? {
            return Ok(Some(Step::Waiting));
        }
        let late = n % STRIDE == STRIDE - 1 && until.is_some_and(|until| Instant::now() >= until);
        Ok(late.then_some(Step::More))
    }
}

impl Engine {
    /// Begins a backup of the store as it stands: into a file of its own, which must not be there yet, or
    /// into the store's folder. [`step_backup`](Self::step_backup) does the work.
    ///
    /// # Errors
    /// The operating system's; [`StoreError::NoRoom`] when the disk would be filled up by it, but for an emergency
    /// copy, which is made of what cannot be saved otherwise; [`StoreError::Closed`] after a commit failed, until one succeeds;
    /// [`StoreError::ReadOnly`] for the folder of a store that was copied to be read: it goes with the copy.
    pub fn begin_backup(
        &mut self,
        why: Cause,
        now: &Zoned,
        file: Option<&Path>,
    ) -> Result<(), StoreError> {
        if self.broken {
            return Err(StoreError::Closed);
        }
        if let Some(refusal) = self.refusal().filter(|_| self.is_copy() && file.is_none()) {
            return Err(refusal);
        }
        self.refuse_without_room(why, file)?;
        let front = self.front(why, now.timestamp(), Content::Whole)?;
        let (path, rota) = match file {
            Some(file) => (file.to_path_buf(), None),
            None => {
                let mine = |backup: &Backup| self.is_of_line(&backup.front);
                let rota = backup::rota(&self.layout, &front, now, mine);
                (self.free_name(why, now.timestamp())?, Some(rota))
            }
        };
        let picture = self.reading(|tables| Picture::begin(&path, rota, &front, tables))?;
        self.pictures.push(picture);
        Ok(())
    }

    /// Refuses what would fill the disk up, before anything is written: what is done next is to be saved yet.
    fn refuse_without_room(&self, why: Cause, file: Option<&Path>) -> Result<(), StoreError> {
        if why == Cause::Emergency {
            return Ok(());
        }
        let root = &self.layout.root;
        let place = match file.map(Path::parent) {
            None => root,
            Some(Some(folder)) if !folder.as_os_str().is_empty() => folder,
            Some(_) => Path::new("."),
        };
        // The database is two or three times what it holds; the last backup tells better.
        let last = backup::glance(&self.layout);
        let last = last.first().map(|last| last.bytes + last.bytes / 4 + ROOM);
        let sled = size_of(&self.layout.sled());
        self.room_for(place, last.map_or(sled, |last| last.min(sled)))
    }

    /// Whether so many bytes may be written on the disk of a place.
    pub(super) fn room_for(&self, place: &Path, bytes: u64) -> Result<(), StoreError> {
        let missing = match self.drill(super::Step::Room) {
            Ok(()) => reserve::missing(&self.layout, place, bytes),
            Err(_) => Some(bytes),
        };
        missing.map_or(Ok(()), |missing| {
            Err(StoreError::NoRoom {
                path: place.to_path_buf(),
                megabytes: reserve::megabytes(missing),
            })
        })
    }

    /// What a picture of this moment says of itself.
    pub(super) fn front(
        &self,
        why: Cause,
        made: Timestamp,
        content: Content,
    ) -> Result<Front, StoreError> {
        let header = self.layout.header();
        Ok(Front {
            header: std::fs::read(&header).at(&header)?,
            made,
            why,
            seq: self.seq,
            hash: self.hash,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            content,
        })
    }

    fn free_name(&self, why: Cause, made: Timestamp) -> Result<PathBuf, StoreError> {
        let dir = self.layout.backups();
        make_dir(&dir)?;
        let taken = |path: &PathBuf| {
            path.exists()
                || self
                    .pictures
                    .iter()
                    .any(|p| p.writer.path() == path.as_path())
        };
        // A name says the second: a second one in it waits for the next.
        let mut at = made;
        loop {
            let path = dir.join(backup::file_name(at, self.seq, why));
            if !taken(&path) {
                return Ok(path);
            }
            at = at
                .checked_add(jiff::SignedDuration::from_secs(1))
                .map_err(|_| StoreError::harmed(Harm::Nonsense, "the time is out of range"))?;
        }
    }

    /// Whether a backup is under way.
    pub(in crate::store) const fn backs_up(&self) -> bool {
        !self.pictures.is_empty()
    }

    /// Works on the backups begun for about as long as told, the oldest first, and behind them on the look at the
    /// journal files.
    pub fn step_backup(&mut self, budget: Duration) -> Slice {
        let until = Some(Instant::now() + budget);
        match self.pictures.is_empty() {
            true => self.step_proof(until),
            false => self.step_picture(0, until),
        }
    }

    fn step_picture(&mut self, which: usize, until: Option<Instant>) -> Slice {
        let Some(picture) = self.pictures.get_mut(which) else {
            return Slice::Idle;
        };
        let stepped = match self.tables.as_ref().filter(|_| !self.broken) {
            Some(tables) => caught("the database cannot be read", || {
                picture.step(tables, until)
            }),
            None => Err(StoreError::Closed),
        };
        match stepped {
            Ok(Step::More) => Slice::More,
            Ok(Step::Waiting) => Slice::Waiting,
            Ok(Step::Done(written)) => {
                let Written { backup, second } = *written;
                let picture = self.pictures.remove(which);
                let rota = picture.rota.as_ref();
                let pruned = rota.is_some_and(|rota| self.make_room(rota, second.as_ref()));
                // A look that is under way would miss what is gone.
                if (picture.why == Cause::Daily || (pruned && self.proof.is_some()))
                    && let Err(error) = self.begin_proof()
                {
                    tracing::warn!(%error, "the journal files are not looked at");
                }
                Slice::Done(Made::from(backup))
            }
            Err(error) => {
                let (why, error) = (picture.why, error.of_store(&self.layout.root));
                self.pictures.remove(which);
                Slice::Failed { why, error }
            }
        }
    }

    /// Makes a backup at once.
    ///
    /// # Errors
    /// As [`begin_backup`](Self::begin_backup), and those of writing and reading back.
    pub fn backup(
        &mut self,
        why: Cause,
        now: &Zoned,
        file: Option<&Path>,
    ) -> Result<Made, StoreError> {
        self.begin_backup(why, now, file)?;
        self.finish_last()
    }

    pub(super) fn finish_last(&mut self) -> Result<Made, StoreError> {
        let last = self.pictures.len().saturating_sub(1);
        loop {
            match self.step_picture(last, None) {
                Slice::Done(made) => return Ok(made),
                Slice::Failed { error, .. } => return Err(error),
                Slice::Idle | Slice::Mended(_) | Slice::Unmended(_) => {
                    return Err(StoreError::Closed);
                }
                Slice::More | Slice::Waiting => {}
            }
        }
    }

    /// Lets old backups go, and with them the journal files that only they would need; whether such files may be gone.
    fn make_room(&self, rota: &Rota, second: Option<&Backup>) -> bool {
        let prune = |oldest| log::prune(&self.layout.journal(), oldest).map(|()| true);
        let made = rota.make_room(second);
        let made = made.and_then(|oldest| oldest.map_or(Ok(false), prune));
        made.unwrap_or_else(|error| {
            tracing::warn!(%error, "what is not needed any more is left where it is");
            true
        })
    }

    /// What a close does about backups: those begun are finished, and after many changes one is made. It is no
    /// reason not to close.
    pub(super) fn back_up_at_exit(&mut self) {
        while !self.broken && !self.pictures.is_empty() {
            if let Slice::Failed { error, .. } = self.step_picture(0, None) {
                tracing::warn!(%error, "a backup is not finished");
            }
        }
        self.pictures.clear();
        let Some(now) = self.options.backups.as_ref().map(Schedule::now) else {
            return;
        };
        if self.broken || self.seq == self.opened_at {
            return;
        }
        let last = self.last_backup().map_or(0, |(seq, _)| seq);
        if self.seq.saturating_sub(last) >= MANY {
            let done = self.backup(Cause::Exit, &now, None);
            if let Err(error) = done.and_then(|_| self.begin_proof()) {
                tracing::warn!(%error, "no backup at the close, or no look at the journal files");
            }
        }
    }

    /// Whether a backup is of a moment of this store.
    fn is_of_line(&self, front: &Front) -> bool {
        let hash = match front.seq {
            0 => Some(entry::GENESIS),
            seq if seq == self.seq => Some(self.hash),
            seq if seq < self.seq => self.entry_bytes(seq).ok().map(|bytes| entry::hash(&bytes)),
            _ => None,
        };
        hash == Some(front.hash)
    }

    /// The transaction the best backup of this store in the folder stands at, and when it was made; `None`
    /// without one. One that the present key does not read is of no use to this store any more.
    #[must_use]
    pub fn last_backup(&self) -> Option<(u64, Timestamp)> {
        let mut all = backup::glance(&self.layout).into_iter();
        let read =
            |backup: &Backup| matches!(backup::key_of(backup, &self.layout.cipher), Ok(Some(_)));
        let best = all.find(|backup| self.is_of_line(&backup.front) && read(backup))?;
        Some((best.front.seq, best.front.made))
    }
}
