//! Journal files read frame by frame.

use std::fs::File;
use std::io::Read as _;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use super::{FRAME, MAGIC, Position, about, crc, magic, segments};
use crate::store::StoreError;
use crate::store::cipher::Cipher;
use crate::store::error::At as _;

/// One frame read back.
#[derive(Debug)]
pub(in crate::store) struct Frame {
    pub(in crate::store) seq: u64,
    pub(in crate::store) entry: Vec<u8>,
    /// Where the next frame goes.
    pub(in crate::store) end: Position,
    /// Something right before it could not be read.
    pub(in crate::store) stepped: bool,
}

/// Reads frames from the segment that holds `from` on, as long as they check and follow each other.
#[derive(Debug)]
pub(in crate::store) struct Frames {
    cipher: Cipher,
    segments: std::vec::IntoIter<(u64, PathBuf)>,
    bytes: Vec<u8>,
    position: Position,
    due: Option<u64>,
    /// The last transaction whose frame is not needed.
    over: u64,
    /// Something was passed since the last frame.
    stepped: bool,
}

impl Frames {
    /// Starts at the segment that holds `from` (or begins behind it).
    pub(in crate::store) fn from(
        dir: &Path,
        from: u64,
        cipher: &Cipher,
    ) -> Result<Self, StoreError> {
        let mut all = segments(dir)?;
        let first = all
            .iter()
            .rposition(|(segment, _)| *segment <= from)
            .unwrap_or(0);
        Ok(Self::of(all.split_off(first.min(all.len())), cipher))
    }

    /// Those of a few segments.
    pub(super) fn of(segments: Vec<(u64, PathBuf)>, cipher: &Cipher) -> Self {
        Self {
            cipher: cipher.clone(),
            segments: segments.into_iter(),
            bytes: Vec::new(),
            position: Position::default(),
            due: None,
            over: 0,
            stepped: false,
        }
    }

    /// Frames up to a transaction that cannot be read are stepped over, for whoever has that much from elsewhere:
    /// one behind them is handed over when no other frame than those is missing.
    pub(in crate::store) const fn over(mut self, seq: u64) -> Self {
        self.over = seq;
        self
    }

    /// The first transaction of the next segment, by its name.
    pub(in crate::store) fn first(&self) -> Option<u64> {
        self.segments.as_slice().first().map(|(first, _)| *first)
    }

    /// The frame at a place, if it checks and its number is one of these; where it ends.
    fn check(&self, at: usize, among: RangeInclusive<u64>) -> Option<(u64, usize)> {
        let header: &[u8; FRAME] = self
            .bytes
            .get(at..at.checked_add(FRAME)?)?
            .try_into()
            .ok()?;
        let [l0, l1, l2, l3, c0, c1, c2, c3, seq @ ..] = *header;
        let seq = u64::from_le_bytes(seq);
        let len = u32::from_le_bytes([l0, l1, l2, l3]) as usize;
        if len == 0 || !among.contains(&seq) {
            return None;
        }
        let end = at.checked_add(FRAME + len)?;
        let entry = self.bytes.get(at + FRAME..end)?;
        (crc(seq, entry) == u32::from_le_bytes([c0, c1, c2, c3])).then_some((seq, end))
    }

    /// Reads the frame at a place.
    fn read(&mut self, at: usize, among: RangeInclusive<u64>) -> Option<Frame> {
        let (seq, end) = self.check(at, among)?;
        let entry = self.bytes.get_mut(at + FRAME..end)?;
        // Each frame is read once, so it may be decrypted where it lies.
        let entry = self.cipher.decrypt(&about(seq), entry)?.to_vec();
        self.position.at = end as u64;
        // No number follows the last one there is: a frame that claims it is the last.
        self.due = Some(seq.saturating_add(1));
        Some(Frame {
            seq,
            entry,
            end: self.position,
            stepped: std::mem::take(&mut self.stepped),
        })
    }

    fn frame(&mut self) -> Option<Frame> {
        let at = usize::try_from(self.position.at).ok()?;
        let among = self.due.map_or(0..=u64::MAX, |due| due..=due);
        self.read(at, among)
    }

    /// The next frame behind what cannot be read, when all that may be missing between is not needed. There were
    /// at most as many as fit.
    fn frame_behind(&mut self) -> Option<Frame> {
        let from = usize::try_from(self.position.at).ok()?;
        let due = self.due.unwrap_or(self.position.segment);
        if due > self.over {
            return None;
        }
        let was = std::mem::replace(&mut self.stepped, true);
        let last = self.over.saturating_add(1);
        for at in from.saturating_add(1)..self.bytes.len().saturating_sub(FRAME) {
            let fit = due.saturating_add(((at - from) / FRAME) as u64);
            if let Some(frame) = self.read(at, due..=fit.min(last)) {
                return Some(frame);
            }
        }
        // Zeros are how a segment ends.
        self.stepped = was;
        None
    }

    /// Whether a segment goes on where the last one ended, or only what is not needed is missing between.
    fn goes_on(&mut self, segment: u64) -> bool {
        // Of one that nothing could be read of its name tells what it began with.
        let last = Some(self.position.segment).filter(|last| *last > 0);
        let due = self.due.or(last).unwrap_or(segment);
        if due == segment {
            return true;
        }
        self.stepped = true;
        self.due = Some(segment);
        due < segment && segment <= self.over.saturating_add(1)
    }
}

impl Iterator for Frames {
    type Item = Result<Frame, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(frame) = self.frame() {
                return Some(Ok(frame));
            }
            let ended = self.due.is_some() && self.due == self.first();
            if !ended && let Some(frame) = self.frame_behind() {
                return Some(Ok(frame));
            }
            let (segment, path) = self.segments.next()?;
            if !self.goes_on(segment) {
                return None;
            }
            self.bytes.clear();
            let read = File::open(&path)
                .and_then(|mut file| file.read_to_end(&mut self.bytes))
                .at(&path);
            if let Err(error) = read {
                return Some(Err(error));
            }
            self.position = Position {
                segment,
                at: MAGIC.len() as u64,
            };
            if !self.bytes.starts_with(magic(&self.cipher)) {
                if segment > self.over {
                    return None;
                }
                self.stepped = true;
                self.due = Some(segment);
            }
        }
    }
}
