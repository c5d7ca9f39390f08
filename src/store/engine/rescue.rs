//! The emergency copy: when a commit fails, everything with what could not be saved, in one file that can be
//! restored.

use std::path::Path;

use jiff::Zoned;

use super::picture::Made;
use super::{Engine, StoreError, chunk, entry, envelope};
use crate::domain::Transaction;
use crate::store::backup::{self, Cause, Content, Progress, Records, TreeName, Writer};
use crate::store::cipher::Cipher;
use crate::store::error::At as _;
use crate::store::harm::Harm;
use crate::store::log::{self, Frames};

impl Engine {
    /// Writes everything, and what could not be saved on top of it, into one file that can be restored. After
    /// a failed commit the rows in memory may be half changed, so the file then holds the journal alone, from
    /// which they are built.
    ///
    /// # Errors
    /// Those of reading here and of writing there.
    pub fn copy_to(
        &mut self,
        file: &Path,
        unsaved: &[Transaction],
        now: &Zoned,
    ) -> Result<Made, StoreError> {
        let unsaved = self.encode_unsaved(unsaved)?;
        if !self.broken {
            self.begin_backup(Cause::Emergency, now, Some(file))?;
            if let Some(picture) = self.pictures.last_mut() {
                picture.unsaved = unsaved;
            }
            return self.finish_last();
        }
        let front = self.front(Cause::Emergency, now.timestamp(), Content::Journal)?;
        let mut writer = Writer::begin(file, &front, (Vec::new(), Cipher::Plain))?;
        match &self.tables {
            Some(tables) => {
                let end = self.seq.saturating_add(1).to_be_bytes();
                for found in tables.journal.range(..end) {
                    let (key, value) = found.at(&tables.path)?;
                    put(&mut writer, &key, &value)?;
                }
            }
            None => self.journal_of_files(&mut writer)?,
        }
        for (seq, value) in unsaved {
            writer.put_unsaved(seq, &value)?;
        }
        match writer.end(true)? {
            Progress::Done(written) => Ok(written.backup.into()),
            Progress::Waiting => Err(StoreError::Closed),
        }
    }

    /// Entries as they would have been saved.
    fn encode_unsaved(&self, unsaved: &[Transaction]) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        let mut hash = self.hash;
        let mut encoded = Vec::new();
        for transaction in unsaved.iter().filter(|t| t.entry.seq > self.seq) {
            let seq = transaction.entry.seq;
            let entry = entry::encode(transaction, &hash)?;
            hash = entry.hash;
            encoded.push((seq, self.stored(seq, &entry.bytes)?));
        }
        Ok(encoded)
    }

    /// An entry as the journal keeps it.
    fn stored(&self, seq: u64, entry: &[u8]) -> Result<Vec<u8>, StoreError> {
        let (cipher, tag) = (&self.layout.cipher, envelope::tag::JOURNAL);
        envelope::seal(cipher, tag, entry::SCHEMA, &seq.to_be_bytes(), entry)
    }

    /// The journal when the database does not open: on a full disk it does not. Where old files were let go a
    /// backup has what was in them.
    fn journal_of_files(&self, writer: &mut Writer) -> Result<(), StoreError> {
        let dir = self.layout.journal();
        let mut seq = 0;
        if log::segments(&dir)?
            .first()
            .is_none_or(|(first, _)| *first > 1)
            && let Some(best) = backup::newest_good(&self.layout)
        {
            let (_, mut records) = Records::open(&best.path)?;
            while let Some((tree, key, value)) = records.next()? {
                if tree == TreeName::Journal {
                    put(writer, key, value)?;
                }
            }
            seq = best.front.seq;
        }
        for frame in Frames::from(&dir, seq, &self.layout.cipher)? {
            let frame = frame?;
            if frame.seq == seq + 1 && frame.seq <= self.seq {
                seq = frame.seq;
                let mut ops = Vec::new();
                let key = seq.to_be_bytes();
                chunk::put(
                    &key,
                    Some(&self.stored(seq, &frame.entry)?),
                    None,
                    &dir,
                    &mut ops,
                )?;
                for (key, value) in &ops {
                    put(writer, key, value.as_deref().unwrap_or_default())?;
                }
            }
        }
        if seq == self.seq {
            Ok(())
        } else {
            Err(StoreError::harmed(
                Harm::Chain,
                "the journal files are not complete",
            ))
        }
    }
}

fn put(writer: &mut Writer, key: &[u8], value: &[u8]) -> Result<(), StoreError> {
    writer.put(TreeName::Journal, key, value)?;
    if writer.is_full() {
        writer.pass_on(true)?;
    }
    Ok(())
}
