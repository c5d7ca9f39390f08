//! The whole store written anew under another key, or under none.
//!
//! sled keeps what was overwritten in its free space, so nothing is encrypted where it lies: everything goes
//! into a directory beside, is read back and compared, and then takes the place of the old ([`swap`]).

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::tables::{State, Tables};
use super::{Engine, Layout, StoreError, chunk, envelope, keys, mend};
use crate::domain::Kind;
use crate::store::chunk::{Joined, Op};
use crate::store::cipher::Cipher;
use crate::store::error::At as _;
use crate::store::harm::Harm;
use crate::store::layout::{list, name, sync_dir};
use crate::store::log::{Frames, Log, Position};
use crate::store::seal::Seal;
use crate::store::swap::{self, Plan};

/// Journal frames written at once.
const FRAMES: usize = 64;

/// What of a store is written anew.
const PARTS: [&str; 5] = ["header", "header.2", "seal", "journal", "sled"];

/// What is made again by itself.
const CACHES: [&str; 4] = ["head", "head.tmp", "warm", "warm.tmp"];

/// A sum over everything a database says, whatever it is encrypted with.
type Sum = blake3::Hash;

impl Engine {
    /// Writes everything under another key and puts it in the place of this store, which is closed by it.
    pub(in crate::store) fn rewrite(mut self, cipher: Cipher) -> Result<(), StoreError> {
        self.log.sync()?;
        let tables = self.tables.take().ok_or(StoreError::Closed)?;
        let to = Layout {
            root: swap::begin(&self.layout)?,
            cipher,
        };
        let copied = catch_unwind(AssertUnwindSafe(|| self.copy_under(&tables, &to)));
        copied.map_err(|_| StoreError::harmed(Harm::Database, "the database does not read"))??;
        // The old store is closed as ever: until the rename it is the one that counts.
        if tables.close()? {
            Seal::of(&self.layout, self.seq, self.log.position())?.write(&self.layout)?;
        }
        // Windows neither moves nor removes a directory with an open file in it.
        self.log.release();
        let layout = &self.layout;
        let mut plan = Plan::new(layout);
        for part in PARTS {
            plan.let_go(part);
        }
        for part in PARTS {
            plan.put(part);
        }
        // Whatever the old key wrote goes, the copies put aside too.
        for path in list(&layout.root)? {
            let old = name(&path);
            let copy = ["unclean-", "quarantine-"]
                .iter()
                .any(|prefix| old.starts_with(prefix));
            if copy || CACHES.contains(&old) {
                plan.remove(old);
            }
        }
        plan.carry_out(&|step| self.drill(step))
    }

    fn copy_under(&self, tables: &Tables, to: &Layout) -> Result<(), StoreError> {
        to.create()?;
        to.write_header()?;
        let new = Tables::open(to, &self.options)?;
        let told = each(tables, |name, key, (kind, schema, payload)| {
            let value = envelope::seal(&new.cipher, kind, schema, key, payload)?;
            let mut ops = Vec::new();
            chunk::put(key, Some(&value), None, &new.path, &mut ops)?;
            write(&new, name, ops)
        })?;
        let log = self.copy_frames(tables, to)?;
        new.close()?;
        // Read back from the files: what is believed is what is on disk.
        let new = Tables::open(to, &self.options)?;
        let read = each(&new, |_, _, _| Ok(()))?;
        let same = new.state()? == Some(self.state()) || self.seq == 0;
        if read != told || !same {
            return Err(StoreError::harmed(
                Harm::Copy,
                "the copy is not what was copied",
            ));
        }
        if new.close()? {
            Seal::of(to, self.seq, log.position())?.write(to)?;
        }
        to.close_to_others();
        Ok(())
    }

    const fn state(&self) -> State {
        State {
            seq: self.seq,
            hash: self.hash,
        }
    }

    /// The journal files, and from the first frame on that cannot be read what the database has: the seal makes
    /// the next start believe that nothing is missing.
    fn copy_frames(&self, tables: &Tables, to: &Layout) -> Result<Log, StoreError> {
        let mut log = Log::open(&to.journal(), Position::default(), &to.cipher)?;
        let mut batch: Vec<(u64, Vec<u8>)> = Vec::with_capacity(FRAMES);
        let append = |log: &mut Log, batch: &mut Vec<(u64, Vec<u8>)>| {
            let frames: Vec<(u64, &[u8])> = batch.iter().map(|(n, e)| (*n, e.as_slice())).collect();
            log.append(&frames)?;
            batch.clear();
            Ok::<(), StoreError>(())
        };
        let frames = Frames::from(&self.layout.journal(), 0, &self.layout.cipher)?;
        let mut last = 0;
        for frame in frames {
            let frame = frame?;
            if frame.seq > self.seq {
                break;
            }
            last = frame.seq;
            batch.push((frame.seq, frame.entry));
            if batch.len() == FRAMES {
                append(&mut log, &mut batch)?;
            }
        }
        append(&mut log, &mut batch)?;
        mend::fill(&mut log, tables, last + 1..=self.seq)?;
        log.sync()?;
        sync_dir(&to.journal())?;
        Ok(log)
    }
}

/// Which tree a value lies in.
#[derive(Clone, Copy)]
enum Name {
    Rows,
    Journal,
    Meta,
}

fn write(tables: &Tables, name: Name, ops: Vec<Op>) -> Result<(), StoreError> {
    let tree = match name {
        Name::Rows => &tables.rows,
        Name::Journal => &tables.journal,
        Name::Meta => &tables.meta,
    };
    for (key, value) in ops {
        if let Some(value) = value {
            tree.insert(key, value).at(&tables.path)?;
        }
    }
    Ok(())
}

/// Kind, schema and what was sealed.
type Piece<'a> = (u8, u16, &'a [u8]);

/// What a newer version wrote cannot be written anew, and must not be left behind.
fn unknown(what: &'static str, found: u8) -> StoreError {
    let known = Kind::ALL.iter().map(|kind| kind.code()).max();
    StoreError::Newer {
        what,
        found: found.into(),
        known: known.unwrap_or_default().into(),
    }
}

/// Hands over every value of a database, opened, and sums them up. One it does not know is refused.
fn each(
    tables: &Tables,
    mut take: impl FnMut(Name, &[u8], Piece<'_>) -> Result<(), StoreError>,
) -> Result<Sum, StoreError> {
    let mut sum = blake3::Hasher::new();
    let mut one = |name: Name, kind: u8, key: &[u8], value: &[u8]| -> Result<(), StoreError> {
        let opened = envelope::open(&tables.cipher, kind, key, value)?;
        for part in [key, &opened.schema.to_le_bytes(), &*opened.payload] {
            sum.update(&(part.len() as u64).to_le_bytes());
            sum.update(part);
        }
        take(name, key, (kind, opened.schema, &opened.payload))
    };
    for found in &tables.rows {
        let (key, _) = found.at(&tables.path)?;
        let code = key.first().copied().unwrap_or_default();
        if Kind::from_code(code).is_none() {
            return Err(unknown("kind", code));
        }
    }
    for kind in Kind::ALL.iter().copied() {
        for found in tables.scan(&[kind.code()], keys::width(kind)) {
            let (key, value) = found?;
            one(Name::Rows, kind.code(), &key, &value)?;
        }
    }
    for found in Joined::new(tables.journal.iter(), 8, &tables.path) {
        let (key, value) = found?;
        one(Name::Journal, envelope::tag::JOURNAL, &key, &value)?;
    }
    for found in &tables.meta {
        let (key, value) = found.at(&tables.path)?;
        let kind = match &*key {
            keys::STATE => envelope::tag::STATE,
            keys::FORM => envelope::tag::FORM,
            _ => return Err(unknown("meta", 0)),
        };
        one(Name::Meta, kind, &key, &value)?;
    }
    Ok(sum.finalize())
}
