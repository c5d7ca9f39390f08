//! The bytes of a backup.
//!
//! ```text
//! magic 7 | version 1
//! front:   len u32 | crc u32 | payload
//! records: tree 1 | key length 1 | value length u32 | crc u32 | key | value
//! tail:    0xFF | counts of the four trees u64 × 4 | clients u64 | last seq u64 | blake3 32
//! ```
//! All numbers are little endian. A checksum of a record covers its first six bytes, key and value; the
//! blake3 covers everything before it. Keys and values are those of sled, pieces of long values included;
//! only the fourth tree is not of sled: entries of the journal that could not be saved, whole.

use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::store::StoreError;
use crate::store::cipher::Wrapped;
use crate::store::codec::{self, At};
use crate::store::entry::Hash;
use crate::store::error::BackupFault;

/// What every backup begins with; its version follows.
pub(super) const MAGIC: &[u8; 7] = b"PKbkup\x00";

/// The version of the form written, the newest this program reads.
pub(super) const VERSION: u8 = 1;

/// Length of what stands before key and value of a record.
pub(super) const RECORD: usize = 10;

/// Marks the tail where a record would name its tree.
pub(super) const TAIL_MARK: u8 = 0xFF;

/// Length of the tail.
pub(super) const TAIL: usize = 1 + 8 * 6 + 32;

/// Length of the sum at the very end.
pub(super) const SUM: usize = 32;

/// More than any front has: it holds the `header` file, which is small.
pub(super) const FRONT_MAX: u32 = 1 << 20;

/// A tree of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::store) enum TreeName {
    /// What the database says of itself.
    Meta,
    /// The rows.
    Rows,
    /// The journal.
    Journal,
    /// Entries of the journal past the picture that could not be saved, each whole under its number.
    Unsaved,
}

impl TreeName {
    pub(super) const fn code(self) -> u8 {
        match self {
            Self::Meta => 3,
            Self::Rows => 1,
            Self::Journal => 2,
            Self::Unsaved => 4,
        }
    }

    pub(super) const fn from_code(code: u8) -> Option<Self> {
        Some(match code {
            1 => Self::Rows,
            2 => Self::Journal,
            3 => Self::Meta,
            4 => Self::Unsaved,
            _ => return None,
        })
    }
}

/// Why a backup was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cause {
    /// A person asked for it.
    Hand,
    /// The store was closed after many changes.
    Exit,
    /// The first work of a day.
    Daily,
    /// Before a large import.
    Import,
    /// Before keys were moved to a newer form.
    Migration,
    /// Before the database was written anew to save space.
    Compaction,
    /// A commit failed and what could not be saved was put into a file.
    Emergency,
}

impl Cause {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Hand,
        Self::Exit,
        Self::Daily,
        Self::Import,
        Self::Migration,
        Self::Compaction,
        Self::Emergency,
    ];

    /// The word for scripts, file names and language keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hand => "hand",
            Self::Exit => "exit",
            Self::Daily => "daily",
            Self::Import => "import",
            Self::Migration => "migration",
            Self::Compaction => "compaction",
            Self::Emergency => "emergency",
        }
    }

    const fn code(self) -> u8 {
        match self {
            Self::Hand => 1,
            Self::Exit => 2,
            Self::Daily => 3,
            Self::Import => 4,
            Self::Migration => 5,
            Self::Compaction => 6,
            Self::Emergency => 7,
        }
    }

    fn from_code(code: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|cause| cause.code() == code)
    }
}

/// What of the store is in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::store) enum Content {
    /// Every tree.
    Whole,
    /// The journal alone, from the first entry: the rows could not be trusted. They are built from it.
    Journal,
}

/// What a backup says of itself at its beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Front {
    /// The directory's `header` file: its format and, of an encrypted store, the wrapped key.
    pub(in crate::store) header: Vec<u8>,
    /// When it was begun.
    pub made: Timestamp,
    /// Why.
    pub why: Cause,
    /// The transaction the store stood at: the file is a picture of that moment.
    pub seq: u64,
    /// Hash of that transaction's entry.
    pub(in crate::store) hash: Hash,
    /// The version of the program that wrote it.
    pub program: String,
    pub(in crate::store) content: Content,
}

/// The front as bytes. Frozen with [`VERSION`].
#[derive(Serialize, Deserialize)]
struct FrontV1 {
    header: Vec<u8>,
    made: At,
    why: u8,
    seq: u64,
    hash: Hash,
    program: String,
    journal_only: bool,
}

impl Front {
    /// Whether it is of an encrypted store.
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        self.header.starts_with(Wrapped::FIRST.as_bytes())
    }

    /// Whether it holds the journal alone, from which all is built: no rows, and no count of clients.
    #[must_use]
    pub fn is_journal_only(&self) -> bool {
        self.content == Content::Journal
    }

    /// Magic, version and front.
    pub(super) fn bytes(&self) -> Result<Vec<u8>, StoreError> {
        let front = FrontV1 {
            header: self.header.clone(),
            made: self.made.into(),
            why: self.why.code(),
            seq: self.seq,
            hash: self.hash,
            program: self.program.clone(),
            journal_only: self.content == Content::Journal,
        };
        let mut payload = Vec::new();
        codec::write(&front, &mut payload)?;
        let mut bytes = Vec::with_capacity(payload.len() + 16);
        bytes.extend_from_slice(MAGIC);
        bytes.push(VERSION);
        let len = u32::try_from(payload.len()).unwrap_or(u32::MAX);
        bytes.extend_from_slice(&len.to_le_bytes());
        bytes.extend_from_slice(&crc32fast::hash(&payload).to_le_bytes());
        bytes.append(&mut payload);
        Ok(bytes)
    }

    /// From its payload.
    pub(super) fn from_payload(payload: &[u8], path: &Path) -> Result<Self, StoreError> {
        let (front, used) = codec::read::<FrontV1>(payload).map_err(StoreError::from)?;
        let bad = |detail: &str| broken(path, detail);
        if used != payload.len() {
            return Err(bad("front"));
        }
        Ok(Self {
            header: front.header,
            made: front.made.try_into().map_err(|_| bad("time"))?,
            why: Cause::from_code(front.why).ok_or_else(|| bad("cause"))?,
            seq: front.seq,
            hash: front.hash,
            program: front.program,
            content: if front.journal_only {
                Content::Journal
            } else {
                Content::Whole
            },
        })
    }
}

/// What a backup says of itself at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tail {
    pub(in crate::store) rows: u64,
    pub(in crate::store) journal: u64,
    pub(in crate::store) meta: u64,
    pub(in crate::store) unsaved: u64,
    /// Clients in it.
    pub clients: u64,
    /// The last transaction in it, with those that could not be saved.
    pub seq: u64,
}

impl Tail {
    /// Counts one record.
    pub(super) fn count(&mut self, tree: TreeName, key: &[u8]) {
        match tree {
            TreeName::Rows => {
                self.rows += 1;
                if is_client(key) {
                    self.clients += 1;
                }
            }
            TreeName::Journal => self.journal += 1,
            TreeName::Meta => self.meta += 1,
            TreeName::Unsaved => self.unsaved += 1,
        }
    }

    /// The tail without the sum.
    pub(super) fn bytes(self) -> Vec<u8> {
        let mut bytes = vec![TAIL_MARK];
        for number in [
            self.rows,
            self.journal,
            self.meta,
            self.unsaved,
            self.clients,
            self.seq,
        ] {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        bytes
    }

    /// From the bytes behind the mark.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let mut numbers = bytes.chunks_exact(8).map(|chunk| {
            let mut number = [0; 8];
            number.copy_from_slice(chunk);
            u64::from_le_bytes(number)
        });
        Some(Self {
            rows: numbers.next()?,
            journal: numbers.next()?,
            meta: numbers.next()?,
            unsaved: numbers.next()?,
            clients: numbers.next()?,
            seq: numbers.next()?,
        })
    }
}

/// Whether a row key is of the client itself and not of a piece of a long value.
fn is_client(key: &[u8]) -> bool {
    use crate::domain::Kind;
    key.first() == Some(&Kind::Client.code())
        && key.len() == crate::store::keys::width(Kind::Client)
}

/// Appends one record.
pub(super) fn record(
    tree: TreeName,
    key: &[u8],
    value: &[u8],
    out: &mut Vec<u8>,
) -> Result<(), StoreError> {
    let too_large = || StoreError::TooLarge { bytes: value.len() };
    let key_len = u8::try_from(key.len()).map_err(|_| too_large())?;
    let value_len = u32::try_from(value.len()).map_err(|_| too_large())?;
    let [v0, v1, v2, v3] = value_len.to_le_bytes();
    let head = [tree.code(), key_len, v0, v1, v2, v3];
    out.extend_from_slice(&head);
    out.extend_from_slice(&crc(&head, key, value).to_le_bytes());
    out.extend_from_slice(key);
    out.extend_from_slice(value);
    Ok(())
}

/// The checksum of a record.
pub(super) fn crc(head: &[u8], key: &[u8], value: &[u8]) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    crc.update(head);
    crc.update(key);
    crc.update(value);
    crc.finalize()
}

/// The file is damaged.
pub(super) fn broken(path: &Path, detail: &str) -> StoreError {
    StoreError::Backup {
        path: path.to_path_buf(),
        fault: BackupFault::Broken {
            detail: detail.to_owned(),
        },
    }
}

/// The file ends early.
pub(super) fn cut(path: &Path) -> StoreError {
    StoreError::Backup {
        path: path.to_path_buf(),
        fault: BackupFault::Cut,
    }
}

/// The file is something else.
pub(super) fn not_one(path: &Path) -> StoreError {
    StoreError::Backup {
        path: path.to_path_buf(),
        fault: BackupFault::NotOne,
    }
}
