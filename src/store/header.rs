//! The header of a directory: its format, and the wrapped key of an encrypted one. It lies there twice, for without
//! it nothing of the store can be read.

use std::fs;
use std::path::Path;

use super::StoreError;
use super::cipher::{Cipher, Cost, Wrapped};
use super::layout::{Layout, replace};
use super::{swap, traces};
use crate::domain::Passphrase;

/// The format of a plain directory.
const PLAIN: u32 = 1;

/// The newest format of the directory this version knows: an encrypted one.
const FORMAT: u32 = 2;

/// The header of a plain directory.
const PLAIN_TEXT: &str = "planerka 1\n";

/// What the header says.
enum Header {
    /// Not there yet.
    Missing,
    Plain,
    Encrypted(Wrapped),
}

/// What one copy of the header says; `None` when it cannot be read as one.
fn parse(text: &str) -> Result<Option<Header>, StoreError> {
    let line = text.lines().next().unwrap_or_default();
    match line.strip_prefix("planerka ").map(str::parse::<u32>) {
        Some(Ok(PLAIN)) if text == PLAIN_TEXT => return Ok(Some(Header::Plain)),
        Some(Ok(found)) if found > FORMAT => {
            return Err(StoreError::Newer {
                what: "format",
                found,
                known: FORMAT,
            });
        }
        _ => {}
    }
    Ok(Wrapped::parse(text).map(Header::Encrypted))
}

fn read(path: &Path) -> Result<Option<String>, StoreError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(StoreError::io(path, &e)),
    }
}

impl Layout {
    /// Writes the header of a new directory, or refuses one of a newer format or one that was not unlocked.
    pub(super) fn check_header(&self) -> Result<(), StoreError> {
        match self.read_header()? {
            Header::Missing => self.write_header(),
            Header::Plain if self.cipher.is_plain() => self.mend_header(PLAIN_TEXT),
            Header::Encrypted(_) if self.cipher.is_plain() => Err(StoreError::Locked),
            Header::Encrypted(wrapped) => self.mend_header(&wrapped.text()),
            Header::Plain => Err(StoreError::damaged("header")),
        }
    }

    /// Takes the key of an encrypted directory into use; a plain one needs no passphrase.
    pub(super) fn unlock(&mut self, secret: Option<&Passphrase>) -> Result<(), StoreError> {
        self.unlock_or_protect(secret, None)
    }

    /// The same; a new directory gets a key when it is to be protected, at this cost of a guess.
    pub(super) fn unlock_or_protect(
        &mut self,
        secret: Option<&Passphrase>,
        protect: Option<Cost>,
    ) -> Result<(), StoreError> {
        self.cipher = match self.read_header()? {
            Header::Encrypted(wrapped) => wrapped.unlock(secret.ok_or(StoreError::Locked)?)?,
            Header::Missing if !self.db().exists() => match secret.zip(protect) {
                Some((secret, cost)) => Wrapped::new(secret, cost)?,
                None => Cipher::Plain,
            },
            Header::Missing | Header::Plain => Cipher::Plain,
        };
        Ok(())
    }

    /// The wrapped key of an encrypted directory.
    pub(super) fn wrapped(&self) -> Result<Option<Wrapped>, StoreError> {
        Ok(match self.read_header()? {
            Header::Encrypted(wrapped) => Some(wrapped),
            Header::Missing | Header::Plain => None,
        })
    }

    fn read_header(&self) -> Result<Header, StoreError> {
        // That of a store that is taking its place counts already.
        let path = swap::standing(self, "header");
        let first = read(&path)?;
        if let Some(text) = &first
            && let Some(header) = parse(text)?
        {
            return Ok(header);
        }
        match read(&self.spare_header())?
            .map(|text| parse(&text))
            .transpose()?
        {
            Some(Some(header)) => Ok(header),
            Some(None) => Err(StoreError::damaged("header")),
            // What it was encrypted with is lost; taken for plain it would be written over.
            None if first.is_none() && traces::of_store(self) == Some(true) => {
                Err(StoreError::damaged("header"))
            }
            None if first.is_none() => Ok(Header::Missing),
            None => Err(StoreError::damaged("header")),
        }
    }

    /// Writes the header that goes with the key in use, both copies of it.
    pub(super) fn write_header(&self) -> Result<(), StoreError> {
        match self.cipher.wrapped() {
            None => self.put_header(PLAIN_TEXT),
            Some(wrapped) => self.keep_key(wrapped),
        }
    }

    /// Makes both copies the same again, after damage or a change that was cut short.
    fn mend_header(&self, text: &str) -> Result<(), StoreError> {
        let is = |path: &Path| fs::read(path).is_ok_and(|found| found == text.as_bytes());
        if is(&self.header()) && is(&self.spare_header()) {
            return Ok(());
        }
        self.put_header(text)
    }

    /// Replaces both copies of the wrapped key, one after the other: one of them is whole at any moment.
    pub(super) fn keep_key(&self, wrapped: &Wrapped) -> Result<(), StoreError> {
        self.put_header(&wrapped.text())
    }

    /// One after the other: one of them is whole at any moment. (`with_extension` of both is the same name.)
    fn put_header(&self, text: &str) -> Result<(), StoreError> {
        replace(&self.header(), text.as_bytes(), true)?;
        replace(&self.spare_header(), text.as_bytes(), true)
    }
}
