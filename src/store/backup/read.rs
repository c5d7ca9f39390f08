//! Reading a backup back, frame by frame, with its sum.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use super::check::Check;
use super::format::{
    self, FRONT_MAX, Front, MAGIC, RECORD, SUM, TAIL, TAIL_MARK, Tail, TreeName, VERSION, broken,
    cut, not_one,
};
use crate::store::StoreError;
use crate::store::cipher::Cipher;
use crate::store::error::At as _;

/// Read at once.
const READ: usize = 1 << 20;

/// More than any record has.
const RECORD_MAX: usize = 64 << 20;

/// A backup file with what it says of itself.
#[derive(Debug, Clone)]
pub(in crate::store) struct Backup {
    pub(in crate::store) path: PathBuf,
    pub(in crate::store) front: Front,
    pub(in crate::store) tail: Tail,
    /// Length of the file in bytes.
    pub(in crate::store) bytes: u64,
}

impl Backup {
    /// Reads both ends of the file and believes them: for a list.
    pub(in crate::store) fn glance(path: &Path) -> Result<Self, StoreError> {
        let mut stream = Stream::open(path)?;
        let front = stream.front()?;
        let mut file = stream.file;
        let bytes = file.metadata().at(path)?.len();
        if bytes < TAIL as u64 {
            return Err(cut(path));
        }
        let mut end = [0; TAIL];
        file.seek(SeekFrom::End(-(TAIL as i64))).at(path)?;
        file.read_exact(&mut end).at(path)?;
        let tail = match end.split_first() {
            Some((&TAIL_MARK, rest)) => Tail::read(rest),
            _ => None,
        };
        Ok(Self {
            path: path.to_path_buf(),
            front,
            tail: tail.ok_or_else(|| cut(path))?,
            bytes,
        })
    }

    /// Reads the whole file and checks all of it that can be checked without a key.
    pub(in crate::store) fn verified(path: &Path) -> Result<Self, StoreError> {
        Self::verified_under(path, None).map(|(backup, _)| backup)
    }

    /// The same with the key its values are under; tells whether all of them were looked into.
    pub(super) fn verified_under(
        path: &Path,
        key: Option<&Cipher>,
    ) -> Result<(Self, bool), StoreError> {
        Self::passed_on(path, key, |_, _, _| Ok(()))
    }

    /// The same; each record is handed over as it is read. What was handed over counts only when all of the file
    /// is found to be right.
    pub(in crate::store) fn passed_on(
        path: &Path,
        key: Option<&Cipher>,
        mut take: impl FnMut(TreeName, &[u8], &[u8]) -> Result<(), StoreError>,
    ) -> Result<(Self, bool), StoreError> {
        let (front, mut records) = Records::open(path)?;
        let mut check = Check::new(path, &front, key);
        while let Some((tree, key, value)) = records.next()? {
            check.record(tree, key, value)?;
            take(tree, key, value)?;
        }
        let (tail, bytes) = records.end()?;
        let whole = check.end(&tail)?;
        let backup = Self {
            path: path.to_path_buf(),
            front,
            tail,
            bytes,
        };
        Ok((backup, whole))
    }
}

/// The file as a stream of bytes, summed as they pass.
struct Stream {
    path: PathBuf,
    file: File,
    buffer: Vec<u8>,
    /// Read and not yet used up begins here.
    at: usize,
    /// Used up and not yet summed begins here: the sum is quick over long stretches only.
    summed: usize,
    sum: blake3::Hasher,
    passed: u64,
}

impl Stream {
    fn open(path: &Path) -> Result<Self, StoreError> {
        Ok(Self {
            path: path.to_path_buf(),
            file: File::open(path).at(path)?,
            buffer: Vec::new(),
            at: 0,
            summed: 0,
            sum: blake3::Hasher::new(),
            passed: 0,
        })
    }

    /// Makes sure that so many bytes are in the buffer; an error when the file ends before.
    fn fill(&mut self, want: usize) -> Result<(), StoreError> {
        if self.buffer.len() - self.at >= want {
            return Ok(());
        }
        self.sum_up();
        self.buffer.drain(..self.at);
        (self.at, self.summed) = (0, 0);
        while self.buffer.len() < want {
            let from = self.buffer.len();
            let mut part = (&mut self.file).take(READ.max(want - from) as u64);
            if part.read_to_end(&mut self.buffer).at(&self.path)? == 0 {
                return Err(cut(&self.path));
            }
        }
        Ok(())
    }

    /// The next bytes, which stay in the buffer.
    fn look(&mut self, len: usize) -> Result<&[u8], StoreError> {
        self.fill(len)?;
        Ok(self.buffer.get(self.at..self.at + len).unwrap_or_default())
    }

    /// Counts bytes looked at as used.
    fn pass(&mut self, len: usize) {
        self.at += len;
        self.passed += len as u64;
    }

    fn sum_up(&mut self) {
        let used = self.buffer.get(self.summed..self.at);
        self.sum.update(used.unwrap_or_default());
        self.summed = self.at;
    }

    fn front(&mut self) -> Result<Front, StoreError> {
        let path = self.path.clone();
        let begin = self.look(MAGIC.len() + 1).map_err(|_| not_one(&path))?;
        let Some((&version, magic)) = begin.split_last() else {
            return Err(not_one(&path));
        };
        if magic != MAGIC {
            return Err(not_one(&path));
        }
        if version > VERSION {
            return Err(StoreError::Newer {
                what: "backup",
                found: version.into(),
                known: VERSION.into(),
            });
        }
        self.pass(MAGIC.len() + 1);
        let (len, crc) = match *self.look(8)? {
            [l0, l1, l2, l3, c0, c1, c2, c3] => (
                u32::from_le_bytes([l0, l1, l2, l3]),
                u32::from_le_bytes([c0, c1, c2, c3]),
            ),
            _ => return Err(cut(&path)),
        };
        self.pass(8);
        if len > FRONT_MAX {
            return Err(broken(&path, "front"));
        }
        let payload = self.look(len as usize)?;
        if crc32fast::hash(payload) != crc {
            return Err(broken(&path, "front"));
        }
        let front = Front::from_payload(payload, &path)?;
        self.pass(len as usize);
        Ok(front)
    }
}

/// A record: its tree, key and value, which lie in the reader's buffer until the next one is asked for.
type Record<'a> = (TreeName, &'a [u8], &'a [u8]);

/// The records of a backup in the order of the file.
pub(in crate::store) struct Records {
    stream: Stream,
    counts: Tail,
    end: Option<Tail>,
    /// Length of the record handed out last, not passed yet.
    handed: usize,
}

impl Records {
    /// Opens a file and reads its front.
    pub(in crate::store) fn open(path: &Path) -> Result<(Front, Self), StoreError> {
        let mut stream = Stream::open(path)?;
        let front = stream.front()?;
        let records = Self {
            stream,
            counts: Tail::default(),
            end: None,
            handed: 0,
        };
        Ok((front, records))
    }

    /// The next record; `None` behind the last one, when the tail has been read and the sum is right.
    ///
    /// # Errors
    /// [`StoreError::Backup`] when the file ends early or does not check.
    pub(in crate::store) fn next(&mut self) -> Result<Option<Record<'_>>, StoreError> {
        self.stream.pass(std::mem::take(&mut self.handed));
        if self.end.is_some() {
            return Ok(None);
        }
        let path = self.stream.path.clone();
        if self.stream.look(1)?.first() == Some(&TAIL_MARK) {
            self.tail()?;
            return Ok(None);
        }
        let &[code, key_len, v0, v1, v2, v3, c0, c1, c2, c3] = self.stream.look(RECORD)? else {
            return Err(cut(&path));
        };
        let tree = TreeName::from_code(code).ok_or_else(|| broken(&path, "tree"))?;
        let key_len = usize::from(key_len);
        let value_len = u32::from_le_bytes([v0, v1, v2, v3]) as usize;
        if value_len > RECORD_MAX {
            return Err(broken(&path, "length"));
        }
        let len = RECORD + key_len + value_len;
        self.stream.fill(len)?;
        self.handed = len;
        let frame = self.stream.look(len)?;
        let (head, rest) = frame.split_at(RECORD);
        let (key, value) = rest.split_at(key_len);
        let head = head.get(..6).unwrap_or_default();
        if format::crc(head, key, value) != u32::from_le_bytes([c0, c1, c2, c3]) {
            return Err(broken(&path, "checksum of a record"));
        }
        self.counts.count(tree, key);
        Ok(Some((tree, key, value)))
    }

    fn tail(&mut self) -> Result<(), StoreError> {
        let path = self.stream.path.clone();
        let numbers = self.stream.look(TAIL - SUM)?.get(1..).unwrap_or_default();
        let tail = Tail::read(numbers).ok_or_else(|| cut(&path))?;
        self.stream.pass(TAIL - SUM);
        self.stream.sum_up();
        let sum = self.stream.sum.finalize();
        if self.stream.look(SUM)? != sum.as_bytes() {
            return Err(broken(&path, "sum of the file"));
        }
        self.stream.pass(SUM);
        if self.stream.fill(1).is_ok() {
            return Err(broken(&path, "bytes behind its end"));
        }
        self.counts.seq = tail.seq;
        if self.counts != tail {
            return Err(broken(&path, "counts"));
        }
        self.end = Some(tail);
        Ok(())
    }

    /// What the tail says and the length of the file, once all records were read.
    pub(in crate::store) fn end(&self) -> Result<(Tail, u64), StoreError> {
        let tail = self.end.ok_or_else(|| cut(&self.stream.path))?;
        Ok((tail, self.stream.passed))
    }
}
