//! Touches in pages: several of one client in one value.
//!
//! A touch is some 100–200 bytes; a row of its own would cost more in the tree than it holds. A page is
//! touches back to back up to [`FULL`] bytes, in the order they were added; a touch with a long note has
//! a page of its own. During a commit each client's pages are read once and written once, however many
//! touches it got.

use std::collections::BTreeMap;
use std::path::Path;

use super::chunk::{self, Joined, Op};
use super::cipher::Cipher;
use super::rows::Stored as _;
use super::{StoreError, envelope, keys};
use crate::domain::{ClientId, Edit, Kind, Touch, TouchId};
use crate::store::harm::Harm;

/// A page with more bytes takes no further touch.
const FULL: usize = 3500;

#[derive(Debug)]
struct Page {
    bytes: Vec<u8>,
    changed: bool,
    /// Not in the tree yet.
    fresh: bool,
}

/// The pages of one client as far as a commit needs them.
#[derive(Debug, Default)]
pub(super) struct Pages {
    pages: BTreeMap<u16, Page>,
    /// Every page is here, not only the last.
    whole: bool,
    /// What is added may be there already: a commit that was cut short is done again.
    pub(super) again: bool,
    cipher: Cipher,
}

impl Pages {
    /// The last page only: enough to add touches. A client made in this commit has none.
    pub(super) fn last(
        client: ClientId,
        new: bool,
        tree: &sled::Tree,
        path: &Path,
        cipher: &Cipher,
    ) -> Result<Self, StoreError> {
        use super::error::At as _;
        let mut pages = Self {
            pages: BTreeMap::new(),
            whole: new,
            again: false,
            cipher: cipher.clone(),
        };
        if new {
            return Ok(pages);
        }
        if let Some(found) = tree
            .scan_prefix(keys::of_client(Kind::Touch, client))
            .next_back()
        {
            let (key, _) = found.at(path)?;
            let key = key.get(..19).unwrap_or_default();
            if let Some(value) = chunk::get(tree, key, path)? {
                pages.take(key, &value)?;
            }
        } else {
            pages.whole = true;
        }
        Ok(pages)
    }

    fn take(&mut self, key: &[u8], value: &[u8]) -> Result<(), StoreError> {
        let number =
            keys::page_of(key).ok_or_else(|| StoreError::harmed(Harm::Misplaced, "a page key"))?;
        if self.pages.contains_key(&number) {
            return Ok(());
        }
        let opened = envelope::open(&self.cipher, Kind::Touch.code(), key, value)?;
        let bytes = if opened.schema == Touch::SCHEMA {
            opened.payload.into_owned()
        } else {
            // One schema a page: an older one is written anew as a whole.
            let mut bytes = Vec::new();
            for touch in touches(opened.schema, &opened.payload)? {
                touch.write(&mut bytes)?;
            }
            bytes
        };
        self.pages.insert(
            number,
            Page {
                bytes,
                changed: false,
                fresh: false,
            },
        );
        Ok(())
    }

    fn complete(
        &mut self,
        client: ClientId,
        tree: &sled::Tree,
        path: &Path,
    ) -> Result<(), StoreError> {
        if self.whole {
            return Ok(());
        }
        for found in scan(client, tree, path) {
            let (key, value) = found?;
            self.take(&key, &value)?;
        }
        self.whole = true;
        Ok(())
    }

    /// Carries out one change; `image` is the encoded after image.
    pub(super) fn change(
        &mut self,
        edit: &Edit<Touch>,
        image: Option<&[u8]>,
        tree: &sled::Tree,
        path: &Path,
    ) -> Result<(), StoreError> {
        let Some(any) = edit.any() else {
            return Ok(());
        };
        if edit.before.is_some() || self.again {
            self.complete(any.client, tree, path)?;
            if let Some((page, place)) = self.find(any.id)? {
                page.changed = true;
                page.bytes
                    .splice(place, image.unwrap_or_default().iter().copied());
                return Ok(());
            }
        }
        if let Some(image) = image {
            self.add(image)?;
        }
        Ok(())
    }

    fn find(
        &mut self,
        id: TouchId,
    ) -> Result<Option<(&mut Page, std::ops::Range<usize>)>, StoreError> {
        for page in self.pages.values_mut() {
            let mut at = 0;
            while let Some(rest) = page.bytes.get(at..).filter(|r| !r.is_empty()) {
                let (touch, used) = Touch::read(Touch::SCHEMA, rest)?;
                if touch.id == id {
                    return Ok(Some((page, at..at + used)));
                }
                at += used;
            }
        }
        Ok(None)
    }

    fn add(&mut self, image: &[u8]) -> Result<(), StoreError> {
        let next = match self.pages.last_entry() {
            Some(mut last) => {
                let page = last.get_mut();
                if page.bytes.is_empty() || page.bytes.len() + image.len() <= FULL {
                    page.bytes.extend_from_slice(image);
                    page.changed = true;
                    return Ok(());
                }
                last.key()
                    .checked_add(1)
                    .ok_or(StoreError::TooLarge { bytes: image.len() })?
            }
            None => 0,
        };
        self.pages.insert(
            next,
            Page {
                bytes: image.to_vec(),
                changed: true,
                fresh: true,
            },
        );
        Ok(())
    }

    /// The writes of what changed; an empty page goes.
    pub(super) fn ops(
        &self,
        client: ClientId,
        tree: &sled::Tree,
        path: &Path,
        ops: &mut Vec<Op>,
    ) -> Result<(), StoreError> {
        for (number, page) in &self.pages {
            if !page.changed || (page.fresh && page.bytes.is_empty()) {
                continue;
            }
            let key = keys::page(client, *number);
            let (kind, schema) = (Kind::Touch.code(), Touch::SCHEMA);
            let value = (!page.bytes.is_empty())
                .then(|| envelope::seal(&self.cipher, kind, schema, &key, &page.bytes))
                .transpose()?;
            let old = (!page.fresh).then_some(tree);
            chunk::put(&key, value.as_deref(), old, path, ops)?;
        }
        Ok(())
    }
}

type Scan<'a> = Joined<'a, sled::Iter>;

fn scan<'a>(client: ClientId, tree: &sled::Tree, path: &'a Path) -> Scan<'a> {
    Joined::new(
        tree.scan_prefix(keys::of_client(Kind::Touch, client)),
        keys::width(Kind::Touch),
        path,
    )
}

fn touches(schema: u16, mut bytes: &[u8]) -> Result<Vec<Touch>, StoreError> {
    let mut found = Vec::new();
    while !bytes.is_empty() {
        let (touch, used) = Touch::read(schema, bytes)?;
        found.push(touch);
        bytes = bytes.get(used..).unwrap_or_default();
    }
    Ok(found)
}

/// Each touch of one page value in the newest form, with its bytes.
pub(super) fn each(
    cipher: &Cipher,
    key: &[u8],
    value: &[u8],
    mut f: impl FnMut(&Touch, &[u8]),
) -> Result<(), StoreError> {
    let opened = envelope::open(cipher, Kind::Touch.code(), key, value)?;
    let mut rest: &[u8] = &opened.payload;
    while !rest.is_empty() {
        let (touch, used) = Touch::read(opened.schema, rest)?;
        let (bytes, tail) = rest.split_at(used);
        rest = tail;
        if opened.schema == Touch::SCHEMA {
            f(&touch, bytes);
        } else {
            let mut newest = Vec::new();
            touch.write(&mut newest)?;
            f(&touch, &newest);
        }
    }
    Ok(())
}

/// The touches of one page value.
pub(super) fn open(cipher: &Cipher, key: &[u8], value: &[u8]) -> Result<Vec<Touch>, StoreError> {
    let opened = envelope::open(cipher, Kind::Touch.code(), key, value)?;
    touches(opened.schema, &opened.payload)
}

/// All touches of a client, oldest first.
pub(super) fn read(
    client: ClientId,
    tree: &sled::Tree,
    path: &Path,
    cipher: &Cipher,
) -> Result<Vec<Touch>, StoreError> {
    let mut all = Vec::new();
    for found in scan(client, tree, path) {
        let (key, value) = found?;
        all.append(&mut open(cipher, &key, &value)?);
    }
    all.sort_by_key(|t| (t.at, t.id));
    Ok(all)
}
