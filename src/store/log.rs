//! The journal as plain files beside sled: what a store is rebuilt from when sled cannot be opened.
//!
//! `journal/<first seq>.log`: eight bytes of magic, then frames `len u32 | crc u32 | seq u64 | entry`, the
//! checksum over seq and entry, all little endian. A length of 0 or a frame that does not check ends a
//! segment, but where a backup covers what is bad (`Frames::over`). Space is filled with zeros ahead in steps, so that a sync later writes data only; a segment
//! is left for a new one above 16 MiB. Frames are written before sled gets a commit and synced after
//! it, at leisure: sled is what makes a commit durable, this is the second copy. The files of an encrypted
//! store have a magic of their own; their entries are encrypted, each bound to its sequence number.

mod frames;

use std::fs::{self, File};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

pub(super) use self::frames::Frames;
use super::StoreError;
use super::cipher::Cipher;
use super::error::At as _;
use super::layout::{list, make_dir, name, private, sync_dir};

const MAGIC: &[u8; 8] = b"PKjrnl\x00\x01";
const ENCRYPTED: &[u8; 8] = b"PKjrnl\x00\x02";
const FRAME: usize = 16;
const STEP: u64 = 1 << 20;
const SEGMENT: u64 = 16 << 20;

/// Where the next frame goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Position {
    /// First sequence number of the segment; 0: no segment yet.
    pub(super) segment: u64,
    /// Offset in it.
    pub(super) at: u64,
}

/// The journal files, open for appending.
#[derive(Debug)]
pub(super) struct Log {
    dir: PathBuf,
    cipher: Cipher,
    file: Option<File>,
    position: Position,
    filled: u64,
    dirty: bool,
}

impl Log {
    /// Opens for appending at a position; whatever lies behind it is cut off.
    pub(super) fn open(
        dir: &Path,
        position: Position,
        cipher: &Cipher,
    ) -> Result<Self, StoreError> {
        make_dir(dir)?;
        let mut log = Self {
            dir: dir.to_path_buf(),
            cipher: cipher.clone(),
            file: None,
            position,
            filled: 0,
            dirty: false,
        };
        log.rewind(position)?;
        Ok(log)
    }

    fn path(&self, segment: u64) -> PathBuf {
        self.dir.join(format!("{segment:020}.log"))
    }

    pub(super) const fn position(&self) -> Position {
        self.position
    }

    /// Whether frames wait for a sync.
    pub(super) const fn is_dirty(&self) -> bool {
        self.dirty
    }

    /// Appends entries, one frame each.
    pub(super) fn append(&mut self, entries: &[(u64, &[u8])]) -> Result<(), StoreError> {
        let mut bytes = Vec::new();
        for &(seq, entry) in entries {
            let room = self.position.at + bytes.len() as u64;
            if self.file.is_none() || room >= SEGMENT {
                self.write(&std::mem::take(&mut bytes))?;
                self.begin(seq)?;
            }
            let header = bytes.len();
            bytes.extend_from_slice(&[0; FRAME]);
            bytes.extend_from_slice(entry);
            self.cipher
                .encrypt(&about(seq), &mut bytes, header + FRAME)?;
            let entry = bytes.get(header + FRAME..).unwrap_or_default();
            let len = u32::try_from(entry.len())
                .map_err(|_| StoreError::TooLarge { bytes: entry.len() })?;
            let crc = crc(seq, entry);
            if let Some(place) = bytes.get_mut(header..header + FRAME) {
                place[..4].copy_from_slice(&len.to_le_bytes());
                place[4..8].copy_from_slice(&crc.to_le_bytes());
                place[8..].copy_from_slice(&seq.to_le_bytes());
            }
        }
        self.write(&bytes)
    }

    fn begin(&mut self, seq: u64) -> Result<(), StoreError> {
        self.sync()?;
        let path = self.path(seq);
        self.file = Some(private().truncate(true).open(&path).at(&path)?);
        sync_dir(&self.dir)?;
        self.position = Position {
            segment: seq,
            at: 0,
        };
        self.filled = 0;
        self.write(magic(&self.cipher))
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        let path = self.path(self.position.segment);
        let Some(file) = self.file.as_mut().filter(|_| !bytes.is_empty()) else {
            return Ok(());
        };
        let end = self.position.at + bytes.len() as u64;
        file.seek(SeekFrom::Start(self.position.at)).at(&path)?;
        self.dirty = true;
        file.write_all(bytes).at(&path)?;
        // A frame header of zeros must follow, so that what an earlier life left behind is not read.
        if end + FRAME as u64 > self.filled {
            let to = (end + FRAME as u64).next_multiple_of(STEP);
            let zeros = vec![0; usize::try_from(to - end).unwrap_or(0)];
            file.write_all(&zeros).at(&path)?;
            self.filled = to;
        }
        self.position.at = end;
        Ok(())
    }

    /// Forgets everything behind a position: a batch that was not committed.
    pub(super) fn rewind(&mut self, to: Position) -> Result<(), StoreError> {
        // Windows keeps the name of a file that is open when it is removed.
        self.file = None;
        for (segment, path) in segments(&self.dir)? {
            if segment > to.segment {
                fs::remove_file(&path).at(&path)?;
            }
        }
        self.filled = 0;
        self.position = to;
        if to.segment > 0 {
            let path = self.path(to.segment);
            let file = private().open(&path).at(&path)?;
            file.set_len(to.at).at(&path)?;
            self.file = Some(file);
            self.filled = to.at;
            if to.at == 0 {
                self.write(magic(&self.cipher))?;
            }
        }
        Ok(())
    }

    /// Lets go of the file, where nothing more is written.
    pub(super) fn release(&mut self) {
        self.file = None;
    }

    /// Makes all frames durable.
    pub(super) fn sync(&mut self) -> Result<(), StoreError> {
        if let Some(file) = self.file.as_ref().filter(|_| self.dirty) {
            let path = self.path(self.position.segment);
            file.sync_data().at(&path)?;
        }
        self.dirty = false;
        Ok(())
    }
}

/// What the files of a store begin with.
const fn magic(cipher: &Cipher) -> &'static [u8; 8] {
    if cipher.is_plain() { MAGIC } else { ENCRYPTED }
}

/// Whether journal files are those of an encrypted store, by what the first that can be told by begins with.
pub(super) fn encrypted(dir: &Path) -> Option<bool> {
    let all = segments(dir).unwrap_or_default();
    all.iter().find_map(|(_, path)| {
        let mut front = [0; MAGIC.len()];
        File::open(path).ok()?.read_exact(&mut front).ok()?;
        [(MAGIC, false), (ENCRYPTED, true)]
            .iter()
            .find(|(magic, _)| **magic == front)
            .map(|(_, encrypted)| *encrypted)
    })
}

/// What an encrypted entry is bound to.
fn about(seq: u64) -> [u8; 13] {
    let mut about = *b"frame\0\0\0\0\0\0\0\0";
    about[5..].copy_from_slice(&seq.to_le_bytes());
    about
}

fn crc(seq: u64, entry: &[u8]) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    crc.update(&seq.to_le_bytes());
    crc.update(entry);
    crc.finalize()
}

/// Segments by their first sequence number, ascending.
pub(super) fn segments(dir: &Path) -> Result<Vec<(u64, PathBuf)>, StoreError> {
    if !dir.exists() {
        return Ok(Vec::new());
    }
    let mut found: Vec<(u64, PathBuf)> = list(dir)?
        .into_iter()
        .filter_map(|path| Some((name(&path).strip_suffix(".log")?.parse().ok()?, path)))
        .collect();
    found.sort_unstable();
    Ok(found)
}

/// Removes the segments that hold nothing past a transaction. The last one always stays.
pub(super) fn prune(dir: &Path, seq: u64) -> Result<(), StoreError> {
    let all = segments(dir)?;
    for ((_, path), (next, _)) in all.iter().zip(all.iter().skip(1)) {
        if *next <= seq.saturating_add(1) {
            fs::remove_file(path).at(path)?;
        }
    }
    Ok(())
}

/// The last transaction the segments behind one speak of, each read for itself: what lies between them may not
/// be readable any more, nor in them the frames up to `over`. One without a frame speaks of what came before it.
pub(super) fn reach(
    dir: &Path,
    behind: u64,
    over: u64,
    cipher: &Cipher,
) -> Result<u64, StoreError> {
    let mut reach = 0;
    for segment in segments(dir)?.into_iter().filter(|(at, _)| *at > behind) {
        reach = reach.max(segment.0.saturating_sub(1));
        for frame in Frames::of(vec![segment], cipher).over(over) {
            reach = reach.max(frame?.seq);
        }
    }
    Ok(reach)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(dir: &Path, from: u64) -> Vec<(u64, usize)> {
        Frames::from(dir, from, &Cipher::Plain)
            .unwrap()
            .map(|frame| frame.map(|f| (f.seq, f.entry.len())).unwrap())
            .collect()
    }

    /// Found by feeding it what nobody wrote.
    #[test]
    fn a_frame_of_the_last_number_there_is_ends_in_no_panic() {
        let dir = tempfile::tempdir().unwrap();
        let entry = b"no entry";
        let mut file = magic(&Cipher::Plain).to_vec();
        file.extend_from_slice(&8u32.to_le_bytes());
        file.extend_from_slice(&crc(u64::MAX, entry).to_le_bytes());
        file.extend_from_slice(&u64::MAX.to_le_bytes());
        file.extend_from_slice(entry);
        fs::write(dir.path().join("00000000000000000001.log"), file).unwrap();
        assert_eq!(read(dir.path(), 0), [(u64::MAX, 8)]);
    }

    #[test]
    fn segments_follow_each_other_and_a_rewind_crosses_them() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path();
        let open = |at| Log::open(dir, at, &Cipher::Plain).unwrap();
        let mut log = open(Position::default());
        assert!(read(dir, 0).is_empty());
        assert_eq!(
            std::fs::read_dir(dir).unwrap().count(),
            0,
            "nothing before it is needed"
        );
        let entry = |seq: u64| vec![seq as u8 + 1; 1 << 20];
        let mut marks = vec![log.position()];
        for seq in 1..=40 {
            log.append(&[(seq, &entry(seq))]).unwrap();
            marks.push(log.position());
        }
        log.sync().unwrap();
        assert_eq!(segments(dir).unwrap().len(), 3);
        let all: Vec<(u64, usize)> = (1..=40).map(|seq| (seq, 1 << 20)).collect();
        assert_eq!(read(dir, 0), all);
        let (second, _) = segments(dir).unwrap()[1];
        assert_eq!(read(dir, second + 3).first(), Some(&(second, 1 << 20)));

        // Opened again where it ended, it goes on.
        let frames = Frames::from(dir, 40, &Cipher::Plain).unwrap();
        let end = frames.last().unwrap().unwrap().end;
        assert_eq!(end, marks[40]);
        let mut log = open(end);
        log.append(&[(41, b"more"), (42, b"and more")]).unwrap();
        assert_eq!(read(dir, 41).last(), Some(&(42, 8)));

        // What a backup holds need not stay; what it does not hold does, and so does the last segment.
        let (third, _) = segments(dir).unwrap()[2];
        let copy = tempfile::tempdir().unwrap();
        let copy = copy.path();
        for (_, path) in segments(dir).unwrap() {
            std::fs::copy(&path, copy.join(name(&path))).unwrap();
        }
        for (to, left) in [(0, 1), (second - 2, 1), (second - 1, second), (900, third)] {
            prune(copy, to).unwrap();
            assert_eq!(segments(copy).unwrap()[0].0, left, "pruned to {to}");
        }
        assert_eq!(read(copy, 41).last(), Some(&(42, 8)));

        // A batch across segments taken back, then another life.
        log.rewind(marks[5]).unwrap();
        assert_eq!(read(dir, 0), all[..5]);
        log.append(&[(6, b"six")]).unwrap();
        assert_eq!(read(dir, 0).last(), Some(&(6, 3)));

        // Frames behind a gap are not believed, however well they check.
        let batch: Vec<(u64, &[u8])> = (7..=60).map(|seq| (seq, MAGIC.as_slice())).collect();
        log.append(&batch).unwrap();
        std::fs::copy(log.path(1), log.path(62)).unwrap();
        assert_eq!(read(dir, 0).len(), 60);
    }
}
