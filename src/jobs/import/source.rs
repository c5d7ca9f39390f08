//! A file of a table as text, whether it is text or a workbook.

use super::charset::{self, Decoded};
use super::fault::ImportError;
use super::table::{self, Table};
use super::workbook::{self, Sheet};
use crate::jobs::progress::Progress;

/// What a file says, before it is looked at as a table.
#[derive(Debug)]
pub(super) struct Source<'a> {
    pub(super) decoded: Decoded<'a>,
    /// Of each line the row of the sheet it was; nothing when the file is text.
    rows: Vec<u64>,
    /// The sheets that were not read.
    pub(super) others: Vec<String>,
}

impl<'a> Source<'a> {
    /// Reads a file of any kind that holds a table.
    ///
    /// # Errors
    /// It is no text and no workbook, or a broken one.
    pub(super) fn read(bytes: &'a [u8], progress: &Progress) -> Result<Self, ImportError> {
        if !workbook::looks(bytes) {
            return Ok(Self {
                decoded: charset::decode(bytes, table::score)?,
                rows: Vec::new(),
                others: Vec::new(),
            });
        }
        let Sheet { text, rows, others } = workbook::read(bytes, progress)?;
        Ok(Self {
            decoded: Decoded::of_workbook(text),
            rows,
            others,
        })
    }

    /// The table in it, its lines counted as a person sees them.
    ///
    /// # Errors
    /// There is none.
    pub(super) fn table(&self) -> Result<Table<'_>, ImportError> {
        let mut table = Table::find(&self.decoded.text)?;
        table.number(&self.rows);
        Ok(table)
    }
}
