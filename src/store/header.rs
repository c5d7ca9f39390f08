//! The header of a directory: its format, the layout of its keys when that is not the first, and the wrapped key of
//! an encrypted one. It lies there twice, for without it nothing of the store can be read. A last line `layout N`
//! says how keys and trees are laid out: a newer layout is refused by it before sled has opened what it must not.

use std::fs;
use std::path::{Path, PathBuf};

use super::StoreError;
use super::cipher::{Cipher, Cost, Wrapped};
use super::layout::{Layout, replace};
use super::{keys, swap, traces};
use crate::domain::Passphrase;
use crate::store::harm::Harm;

/// The format of a plain directory.
const PLAIN: u32 = 1;

/// The newest format of the directory this version knows: an encrypted one.
const FORMAT: u32 = 2;

/// The header of a plain directory.
const PLAIN_TEXT: &str = "planerka 1\n";

/// What the last line begins with when it names the layout of keys and trees.
const KEYS: &str = "layout ";

/// A header without the line that names the layout of its keys, and that layout.
fn apart(text: &str) -> (&str, u32) {
    let last = |body: &str| Some(body.rfind('\n')? + 1);
    text.strip_suffix('\n')
        .and_then(|body| text.split_at_checked(last(body)?))
        .and_then(|(rest, line)| {
            let number = line.strip_prefix(KEYS)?.trim_end().parse().ok()?;
            Some((rest, number))
        })
        .unwrap_or((text, 1))
}

/// The same put together.
fn together(text: &str, keys: u32) -> String {
    match keys {
        1 => text.to_owned(),
        keys => format!("{text}{KEYS}{keys}\n"),
    }
}

/// What the header says.
enum Header {
    /// Not there yet.
    Missing,
    Plain,
    Encrypted(Wrapped),
}

/// The same, whatever layout it names.
fn parse_readable(text: &str) -> Result<Option<Header>, StoreError> {
    parse(apart(text).0)
}

/// What one copy of the header says; `None` when it cannot be read as one.
fn parse(text: &str) -> Result<Option<Header>, StoreError> {
    let (text, number) = apart(text);
    if number > keys::LAYOUT {
        return Err(StoreError::Newer {
            what: "layout",
            found: number,
            known: keys::LAYOUT,
        });
    }
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

/// Refuses a header of a newer version; one that says nothing is the business of whoever needs it.
pub(super) fn refuse_newer(header: &[u8]) -> Result<(), StoreError> {
    parse(&String::from_utf8_lossy(header)).map(|_| ())
}

impl Layout {
    /// Writes the header of a new directory, or refuses one of a newer version or one that was not unlocked. Tells
    /// where the headers of a plain store went that said nothing any more.
    pub(super) fn check_header(&self) -> Result<Vec<PathBuf>, StoreError> {
        match self.read_header()? {
            Header::Missing => self.write_header()?,
            Header::Plain if self.cipher.is_plain() => {
                let aside = match self.has_header() {
                    true => Vec::new(),
                    // Whatever they were, they are not written over.
                    false => self.put_headers_aside()?,
                };
                self.mend_header(PLAIN_TEXT)?;
                return Ok(aside);
            }
            Header::Encrypted(_) if self.cipher.is_plain() => return Err(StoreError::Locked),
            Header::Encrypted(wrapped) => self.mend_header(&wrapped.text())?,
            Header::Plain => return Err(StoreError::harmed(Harm::Header, "header")),
        }
        Ok(Vec::new())
    }

    /// Whether one of the two headers can be read.
    pub(super) fn has_header(&self) -> bool {
        [self.header(), self.spare_header()].iter().any(|path| {
            matches!(
                read(path).map(|text| text.map(|text| parse(&text))),
                Ok(Some(Ok(Some(_))))
            )
        })
    }

    fn put_headers_aside(&self) -> Result<Vec<PathBuf>, StoreError> {
        let both = [self.header(), self.spare_header()];
        let there = both.iter().filter(|path| path.exists());
        there.map(|path| self.quarantine(path)).collect()
    }

    /// Notes in the header how keys and trees are laid out, before they are.
    pub(super) fn note_keys(&self, number: u32) -> Result<(), StoreError> {
        if read(&self.header())?.is_none() {
            return Ok(());
        }
        // Not from what is there: that may be damaged, and would be written over the copy that is whole.
        let text = self.cipher.wrapped().map(Wrapped::text);
        let whole = together(text.as_deref().unwrap_or(PLAIN_TEXT), number);
        let both = [self.header(), self.spare_header()];
        if both
            .iter()
            .all(|path| matches!(read(path), Ok(Some(found)) if found == whole))
        {
            return Ok(());
        }
        self.put_text(&whole)
    }

    /// Takes the key of a directory into use whose keys and trees may be laid out as only a newer version knows:
    /// to read what can be read of it.
    pub(super) fn unlock_readable(
        &mut self,
        secret: Option<&Passphrase>,
    ) -> Result<(), StoreError> {
        self.cipher = match self.read_header_as(parse_readable)? {
            Header::Encrypted(wrapped) => wrapped.unlock(secret.ok_or(StoreError::Locked)?)?,
            Header::Missing | Header::Plain => Cipher::Plain,
        };
        Ok(())
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
        self.read_header_as(parse)
    }

    fn read_header_as(
        &self,
        parse: fn(&str) -> Result<Option<Header>, StoreError>,
    ) -> Result<Header, StoreError> {
        // That of a store that is taking its place counts already.
        let path = swap::standing(self, "header");
        let own = path == self.header();
        let (mut there, mut refused, mut newer) = (false, None, None);
        for text in [read(&path), read(&self.spare_header())] {
            match text {
                Ok(None) => {}
                Ok(Some(text)) => {
                    there = true;
                    match parse(&text) {
                        Ok(Some(header)) => return Ok(header),
                        Ok(None) => {}
                        // A newer version writes both copies; in one alone it is a bit that is wrong.
                        Err(error) => newer = newer.or(Some(error)),
                    }
                }
                // The other one may be read.
                Err(error) => refused = refused.or(Some(error)),
            }
        }
        match newer.or(refused) {
            Some(refused) => Err(refused),
            // What it was encrypted with is lost; taken for plain it would be written over.
            None if !there && traces::of_store(self) == Some(true) => {
                Err(StoreError::harmed(Harm::Header, "header"))
            }
            // A plain one says no more than its files do.
            None if own && traces::are_plain(self) => Ok(Header::Plain),
            None if !there => Ok(Header::Missing),
            None => Err(StoreError::harmed(Harm::Header, "header")),
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
        let whole = together(text, self.keys());
        let is = |path: &Path| fs::read(path).is_ok_and(|found| found == whole.as_bytes());
        if is(&self.header()) && is(&self.spare_header()) {
            return Ok(());
        }
        self.put_header(text)
    }

    /// Replaces both copies of the wrapped key, one after the other: one of them is whole at any moment.
    pub(super) fn keep_key(&self, wrapped: &Wrapped) -> Result<(), StoreError> {
        self.put_header(&wrapped.text())
    }

    /// How keys and trees are laid out: what a header that can be read says, else as this version does it.
    fn keys(&self) -> u32 {
        [self.header(), self.spare_header()]
            .iter()
            .filter_map(|path| read(path).ok().flatten())
            .find(|text| matches!(parse(text), Ok(Some(_))))
            .map_or(keys::LAYOUT, |text| apart(&text).1)
    }

    fn put_header(&self, text: &str) -> Result<(), StoreError> {
        self.put_text(&together(text, self.keys()))
    }

    /// One after the other: one of them is whole at any moment. (`with_extension` of both is the same name.)
    fn put_text(&self, text: &str) -> Result<(), StoreError> {
        replace(&self.header(), text.as_bytes(), true)?;
        replace(&self.spare_header(), text.as_bytes(), true)
    }
}

/// Whether a file says that its store is plain.
pub(super) fn is_plain(path: &Path) -> bool {
    std::fs::read(path).is_ok_and(|text| text.starts_with(PLAIN_TEXT.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_layout_of_keys_stands_in_the_header_once_it_is_not_the_first() {
        let dir = tempfile::tempdir().unwrap();
        let mut layout = Layout::new(dir.path());
        let secret = Passphrase::new("тихий омут".to_owned());
        for cipher in [Cipher::Plain, Wrapped::new(&secret, Cost::LEAST).unwrap()] {
            layout.cipher = cipher;
            layout.write_header().unwrap();
            let first = fs::read_to_string(layout.header()).unwrap();
            assert!(!first.contains(KEYS), "as ever: {first}");
            layout.note_keys(1).unwrap();
            assert_eq!(fs::read_to_string(layout.header()).unwrap(), first);
            layout.note_keys(7).unwrap();
            let newer = fs::read(layout.header()).unwrap();
            let refused = layout.check_header();
            let want = StoreError::Newer {
                what: "layout",
                found: 7,
                known: keys::LAYOUT,
            };
            assert_eq!(refused, Err(want.clone()));
            assert_eq!(refuse_newer(&newer), Err(want));
            assert_eq!(fs::read(layout.spare_header()).unwrap(), newer);
            layout.note_keys(1).unwrap();
            assert_eq!(layout.check_header(), Ok(Vec::new()));
            assert_eq!(fs::read_to_string(layout.header()).unwrap(), first);
            for path in [layout.header(), layout.spare_header()] {
                fs::remove_file(path).unwrap();
            }
        }
    }

    #[test]
    fn one_copy_that_is_whole_counts_whatever_the_other_says() {
        let dir = tempfile::tempdir().unwrap();
        let mut layout = Layout::new(dir.path());
        let secret = Passphrase::new("тихий омут".to_owned());
        for cipher in [Cipher::Plain, Wrapped::new(&secret, Cost::LEAST).unwrap()] {
            layout.cipher = cipher;
            layout.write_header().unwrap();
            let whole = fs::read_to_string(layout.header()).unwrap();
            let newer = format!("planerka 3{}", &whole["planerka 1".len()..]);
            for hurt in [newer.as_str(), "planerka 1", "qlanerka", ""] {
                for (one, other) in [
                    (layout.header(), layout.spare_header()),
                    (layout.spare_header(), layout.header()),
                ] {
                    fs::write(&one, hurt).unwrap();
                    assert_eq!(layout.check_header(), Ok(Vec::new()), "{hurt}");
                    assert_eq!(fs::read_to_string(&one).unwrap(), whole, "mended");
                    // What is noted is not taken from a copy that says nothing.
                    fs::write(&one, hurt).unwrap();
                    layout.note_keys(1).unwrap();
                    for path in [&one, &other] {
                        assert_eq!(fs::read_to_string(path).unwrap(), whole, "{hurt}");
                    }
                }
            }
            for path in [layout.header(), layout.spare_header()] {
                fs::write(path, &newer).unwrap();
            }
            assert!(matches!(
                layout.check_header(),
                Err(StoreError::Newer { found: 3, .. })
            ));
        }
    }
}
