//! Writing a backup: blocks of records go to a thread that sums, writes, syncs, reads back and renames.
//!
//! The storage thread only copies records together; whatever may wait for the disk waits elsewhere, so that
//! a commit does not.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;

use super::format::{self, Front, Tail, TreeName};
use super::key::key_of;
use super::read::Backup;
use crate::store::StoreError;
use crate::store::cipher::Cipher;
use crate::store::error::At as _;
use crate::store::harm::Harm;
use crate::store::layout::{private, rename, sync_dir};

/// A block goes to the thread once it has this many bytes.
const BLOCK: usize = 512 << 10;

/// Blocks that may wait for the disk.
const AHEAD: usize = 4;

/// Bytes after which what was written is synced: a sync of everything at once would hold up those of
/// commits.
const SYNC: usize = 8 << 20;

/// What goes to the thread. Without an `End` the file is thrown away.
enum Part {
    Block(Vec<u8>),
    End(Tail),
}

/// How far a file is.
#[derive(Debug)]
pub(in crate::store) enum Progress<T> {
    /// The disk is behind, or the file is being read back.
    Waiting,
    /// Done.
    Done(T),
}

/// A backup that was written and read back.
#[derive(Debug)]
pub(in crate::store) struct Written {
    pub(in crate::store) backup: Backup,
    /// The first of the others that was read and is good too.
    pub(in crate::store) second: Option<Backup>,
}

/// A backup being written.
#[derive(Debug)]
pub(in crate::store) struct Writer {
    path: PathBuf,
    send: Option<SyncSender<Part>>,
    thread: Option<JoinHandle<Result<Written, StoreError>>>,
    block: Vec<u8>,
    counts: Tail,
    ended: bool,
}

impl Writer {
    /// Begins a file that must not be there yet; its folder must be. Once it is there the `others` are read, by
    /// the key of the store, until one of them is good.
    pub(in crate::store) fn begin(
        path: &Path,
        front: &Front,
        (others, cipher): (Vec<Backup>, Cipher),
    ) -> Result<Self, StoreError> {
        if path.exists() {
            return Err(StoreError::Io {
                path: path.to_path_buf(),
                kind: std::io::ErrorKind::AlreadyExists,
            });
        }
        let tmp = temporary(path);
        let file = private().truncate(true).open(&tmp).at(&tmp)?;
        let (send, receive) = sync_channel(AHEAD);
        let to = path.to_path_buf();
        let thread = std::thread::Builder::new()
            .name("planerka-backup".to_owned())
            .spawn(move || {
                let written = write(file, &tmp, &to, &receive);
                if written.is_err() {
                    let _ = fs::remove_file(&tmp);
                }
                written.map(|backup| Written {
                    backup,
                    second: others.into_iter().find(|other| is_good(other, &cipher)),
                })
            })
            .at(path)?;
        let mut block = Vec::with_capacity(BLOCK + (8 << 10));
        block.append(&mut front.bytes()?);
        Ok(Self {
            path: path.to_path_buf(),
            send: Some(send),
            thread: Some(thread),
            block,
            counts: Tail {
                seq: front.seq,
                ..Tail::default()
            },
            ended: false,
        })
    }

    /// The file it becomes.
    pub(in crate::store) fn path(&self) -> &Path {
        &self.path
    }

    /// Adds a record. Trees come in their order, keys ascending.
    pub(in crate::store) fn put(
        &mut self,
        tree: TreeName,
        key: &[u8],
        value: &[u8],
    ) -> Result<(), StoreError> {
        format::record(tree, key, value, &mut self.block)?;
        self.counts.count(tree, key);
        Ok(())
    }

    /// Adds an entry that could not be saved.
    pub(in crate::store) fn put_unsaved(
        &mut self,
        seq: u64,
        value: &[u8],
    ) -> Result<(), StoreError> {
        self.counts.seq = seq;
        self.put(TreeName::Unsaved, &seq.to_be_bytes(), value)
    }

    /// Whether there is enough to hand over.
    pub(in crate::store) const fn is_full(&self) -> bool {
        self.block.len() >= BLOCK
    }

    /// Hands the block over; false when the disk is behind and it has to be tried again.
    pub(in crate::store) fn pass_on(&mut self, wait: bool) -> Result<bool, StoreError> {
        let fresh = Vec::with_capacity(BLOCK + (8 << 10));
        let block = std::mem::replace(&mut self.block, fresh);
        match self.send(Part::Block(block), wait)? {
            None => Ok(true),
            Some(Part::Block(block)) => {
                self.block = block;
                Ok(false)
            }
            Some(Part::End(_)) => Ok(false),
        }
    }

    /// Sends a part; gives it back when there is no room.
    fn send(&mut self, part: Part, wait: bool) -> Result<Option<Part>, StoreError> {
        let Some(send) = &self.send else {
            return Err(StoreError::Closed);
        };
        let gone = if wait {
            send.send(part).is_err()
        } else {
            match send.try_send(part) {
                Ok(()) => false,
                Err(TrySendError::Full(part)) => return Ok(Some(part)),
                Err(TrySendError::Disconnected(_)) => true,
            }
        };
        if gone {
            // The thread has an error to tell.
            return Err(match self.join() {
                Err(error) => error,
                Ok(_) => StoreError::Closed,
            });
        }
        Ok(None)
    }

    fn join(&mut self) -> Result<Written, StoreError> {
        self.send = None;
        let thread = self.thread.take().ok_or(StoreError::Closed)?;
        thread.join().unwrap_or_else(|_| {
            Err(StoreError::harmed(
                Harm::Stopped,
                "writing the backup stopped",
            ))
        })
    }

    /// Ends the file after the last record. To be asked again until it is done; with `wait` it is.
    pub(in crate::store) fn end(&mut self, wait: bool) -> Result<Progress<Written>, StoreError> {
        if !self.ended {
            if !self.block.is_empty() && !self.pass_on(wait)? {
                return Ok(Progress::Waiting);
            }
            if self.send(Part::End(self.counts), wait)?.is_some() {
                return Ok(Progress::Waiting);
            }
            self.ended = true;
        }
        let working = |thread: &JoinHandle<_>| !thread.is_finished();
        if !wait && self.thread.as_ref().is_some_and(working) {
            return Ok(Progress::Waiting);
        }
        self.join().map(Progress::Done)
    }
}

impl Drop for Writer {
    /// A file that was not ended is thrown away.
    fn drop(&mut self) {
        if self.thread.is_some()
            && let Err(error) = self.join()
        {
            tracing::debug!(%error, "a backup was left unfinished");
        }
    }
}

/// Where a file is written before it has its name: not among the backups, whatever happens to it.
fn temporary(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    path.with_file_name(name)
}

/// Whether a backup can be read with a key, all of it.
fn is_good(backup: &Backup, cipher: &Cipher) -> bool {
    let read = key_of(backup, cipher).and_then(|key| match key {
        Some(key) => Backup::verified_under(&backup.path, Some(&key)).map(|(_, whole)| whole),
        None => Ok(false),
    });
    read.unwrap_or_else(|error| {
        tracing::warn!(%error, "a backup that cannot be used");
        false
    })
}

fn write(
    mut file: File,
    tmp: &Path,
    path: &Path,
    parts: &Receiver<Part>,
) -> Result<Backup, StoreError> {
    let mut sum = blake3::Hasher::new();
    let mut unsynced = 0;
    let tail = loop {
        match parts.recv() {
            Ok(Part::Block(block)) => {
                sum.update(&block);
                file.write_all(&block).at(tmp)?;
                unsynced += block.len();
                if unsynced >= SYNC {
                    file.sync_data().at(tmp)?;
                    unsynced = 0;
                }
            }
            Ok(Part::End(tail)) => break tail,
            Err(_) => return Err(StoreError::Closed),
        }
    };
    let mut end = tail.bytes();
    sum.update(&end);
    end.extend_from_slice(sum.finalize().as_bytes());
    file.write_all(&end).at(tmp)?;
    file.sync_all().at(tmp)?;
    drop(file);
    let mut backup = Backup::verified(tmp)?;
    rename(tmp, path).at(path)?;
    if let Some(dir) = path.parent().filter(|dir| !dir.as_os_str().is_empty()) {
        sync_dir(dir)?;
    }
    backup.path = path.to_path_buf();
    Ok(backup)
}
