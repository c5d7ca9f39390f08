//! What a workbook would take of memory, found out before anything of it is kept.
//!
//! The library that reads workbooks keeps all shared texts and all styles, gives every cell style a copy of its
//! font and format, every sheet its path, and makes room for as many texts as the file says it has.

use std::io::{self, BufReader, Read, Seek, SeekFrom};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::broken;
use crate::jobs::import::fault::ImportError;
use crate::jobs::progress::{Cancelled, Progress};

/// Bytes of all parts of a workbook unpacked, with what is kept for them, and of the text made of one sheet: a
/// small file must not become all there is of memory.
pub(super) const LARGEST: u64 = 256 << 20;
/// The shortest text of the list of texts, `<si/>`: more than fit into the part are not in it.
const SHORTEST: u64 = 5;

/// Bytes kept for an element besides those it is written with, rounded up.
fn kept(name: &str) -> u64 {
    match name {
        "si" => 64,
        "font" | "fill" | "border" | "numFmt" | "sheet" | "definedName" | "Relationship" => 256,
        "xf" => 512,
        _ => 0,
    }
}

/// A file that can be told to stop being read, wherever the reading is.
#[derive(Debug)]
pub(super) struct Watched<'a> {
    file: io::Cursor<&'a [u8]>,
    progress: &'a Progress,
}

impl<'a> Watched<'a> {
    pub(super) const fn new(bytes: &'a [u8], progress: &'a Progress) -> Self {
        Self {
            file: io::Cursor::new(bytes),
            progress,
        }
    }
}

impl Read for Watched<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let at = self.progress.at(self.file.position());
        at.map_err(io::Error::other)?;
        self.file.read(buffer)
    }
}

impl Seek for Watched<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

/// Looks whether the job was asked to stop, and leaves how far it is.
pub(super) fn go_on(progress: &Progress) -> Result<(), Cancelled> {
    progress.at(progress.get().0)
}

/// Refuses what takes more than can be given; what a workbook says of its own size is not believed.
///
/// # Errors
/// It is too large, no archive, or says of itself what cannot be; or the job was stopped.
pub(super) fn weigh(bytes: &[u8], progress: &Progress) -> Result<(), ImportError> {
    let mut parts = zip::ZipArchive::new(Watched::new(bytes, progress)).map_err(broken)?;
    let mut scale = Scale::new(progress);
    for at in 0..parts.len() {
        let part = parts.by_index(at).map_err(broken)?;
        scale.part(part)?;
    }
    scale.total()
}

/// What was counted so far.
struct Scale<'p> {
    progress: &'p Progress,
    /// Bytes unpacked and kept.
    weight: u64,
    /// Shared texts.
    texts: u64,
    /// Cell styles, and the bytes of the longest font name or number format one of them may copy.
    styles: u64,
    longest_look: u64,
    /// Sheets, and the bytes of the longest path one of them may have.
    sheets: u64,
    longest_path: u64,
}

impl<'p> Scale<'p> {
    const fn new(progress: &'p Progress) -> Self {
        Self {
            progress,
            weight: 0,
            texts: 0,
            styles: 0,
            longest_look: 0,
            sheets: 0,
            longest_path: 0,
        }
    }

    fn add(&mut self, bytes: u64) -> Result<(), ImportError> {
        self.weight = self.weight.saturating_add(bytes);
        match self.weight > LARGEST {
            true => Err(ImportError::BookTooBig { bytes: LARGEST }),
            false => Ok(()),
        }
    }

    /// One part. What is no XML ends with an error, here as in the library that would read it; its bytes count.
    fn part(&mut self, part: impl Read) -> Result<(), ImportError> {
        let most = LARGEST - self.weight;
        let counted = Counted {
            part: part.take(most + 1),
            read: 0,
            progress: self.progress,
        };
        let mut xml = Reader::from_reader(BufReader::with_capacity(1 << 16, counted));
        // As the library reads it: the two must see the same.
        let config = xml.config_mut();
        config.trim_text(false);
        config.check_end_names = false;
        config.check_comments = false;
        config.expand_empty_elements = true;
        let (mut promised, known) = (0, self.texts);
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match xml.read_event_into(&mut buffer) {
                Ok(Event::Start(element)) => {
                    promised = self.element(&element)?.unwrap_or(0).max(promised);
                }
                Ok(Event::Eof) | Err(_) => break,
                Ok(_) => {}
            }
        }
        drop(buffer);
        let mut rest = xml.into_inner();
        io::copy(&mut rest, &mut io::sink()).map_err(broken)?;
        let size = rest.into_inner().read;
        self.add(size)?;
        if promised > size / SHORTEST {
            return Err(broken(()));
        }
        // Room is made for all that are promised, there or not.
        let missing = promised.saturating_sub(self.texts - known);
        self.add(missing.saturating_mul(kept("si")))
    }

    /// One element; gives back how many texts it promises, when it is the list of them.
    fn element(&mut self, element: &BytesStart<'_>) -> Result<Option<u64>, ImportError> {
        let name = element.local_name();
        let (name, text) = (name.as_ref(), element.as_ref());
        let long = text.len() as u64;
        match name {
            "si" => self.texts += 1,
            "xf" => self.styles += 1,
            "name" | "numFmt" => self.longest_look = self.longest_look.max(long),
            "sheet" => self.sheets += 1,
            "Relationship" => self.longest_path = self.longest_path.max(long),
            "sst" => return Ok(promise(text)),
            _ => {}
        }
        self.add(kept(name))?;
        Ok(None)
    }

    /// What is known only when all parts were seen: everything that is copied many times over.
    fn total(&mut self) -> Result<(), ImportError> {
        // A style has a font and a format; a path is that of the workbook and that of the sheet in it.
        self.add(self.styles.saturating_mul(2 * self.longest_look))?;
        self.add(self.sheets.saturating_mul(2 * self.longest_path))
    }
}

/// The number of texts the list of texts says there are. Looked for in the text of the element, for an attribute
/// that is misspelt before it must not hide it.
fn promise(element: &str) -> Option<u64> {
    let (_, value) = element.split_once("uniqueCount")?;
    let value = value.trim_start_matches(|c: char| !c.is_ascii_digit());
    let digits = value.find(|c: char| !c.is_ascii_digit());
    let digits = value.get(..digits.unwrap_or(value.len()))?;
    // So many digits that they are no number are more than fit.
    Some(
        digits
            .parse()
            .unwrap_or(if digits.is_empty() { 0 } else { u64::MAX }),
    )
}

/// A part on its way, its bytes counted.
struct Counted<'p, R> {
    part: io::Take<R>,
    read: u64,
    progress: &'p Progress,
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        go_on(self.progress).map_err(io::Error::other)?;
        let read = self.part.read(buffer)?;
        self.read += read as u64;
        Ok(read)
    }
}
