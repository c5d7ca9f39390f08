//! The whole portfolio in one file, in the order a start reads it.
//!
//! A database scan touches every page of every kind and builds nothing that lasts; this file holds the
//! same records client by client, so that two threads can decode it while the database is still being
//! checked and opened. It is a cache of what was there at `seq`: later transactions are taken from the
//! journal, and without it, or when anything about it does not check, the rows are scanned. The
//! rows stay the truth: it is believed only beside a seal that holds.
//!
//! `magic 8`, then blocks `len u32 | crc u32 | payload`, little endian. The first block is the front with
//! the journal heads and the records of no client; in the others lie the records as `packed.rs` says, no client cut in two.
//! The file of an encrypted store has a magic of its own and encrypted payloads. The front is bound to its place,
//! the other blocks to their number and the transaction the front names, so that no block of another day fits.

use std::fs::File;
use std::io::{BufWriter, Read as _, Seek as _, SeekFrom, Write as _};
use std::sync::mpsc::sync_channel;

use jiff::Timestamp;

use super::StoreError;
use super::cipher::Cipher;
use super::codec;
use super::entry::Hash;
use super::error::At as _;
use super::layout::{Layout, private, rename};
use super::packed;
use super::rows::{EntryHead, Stored};
use crate::domain::book::Work;
use crate::domain::{Book, Dossier, Entry, Record};

const MAGIC: &[u8; 8] = b"PKwarm\x00\x01";
/// Version 2 bound a block to its number only.
const ENCRYPTED: &[u8; 8] = b"PKwarm\x00\x03";

/// A block is closed once it has this many bytes.
const BLOCK: usize = 256 << 10;

/// More than any block has: one client's records are far smaller than that.
const LARGEST: u32 = 64 << 20;

/// Decoded blocks that may wait for their turn.
const AHEAD: usize = 4;

/// What was read back.
#[derive(Debug)]
pub(super) struct Warm {
    pub(super) book: Book,
    /// Journal heads up to `seq`, ascending.
    pub(super) entries: Vec<Entry>,
    /// The transaction the book stands at.
    pub(super) seq: u64,
    /// Hash of that transaction's entry.
    pub(super) hash: Hash,
}

#[derive(serde::Serialize, serde::Deserialize)]
struct Front {
    seq: u64,
    hash: Hash,
    /// Of the records, see [`packed`].
    layout: u16,
    clients: u64,
    heads: u32,
}

/// Writes a book that stands at `seq`.
pub(super) fn write(
    layout: &Layout,
    seq: u64,
    hash: Hash,
    book: &Book,
    heads: &[Entry],
) -> Result<(), StoreError> {
    let path = layout.warm();
    let tmp = path.with_extension("tmp");
    let file = private().truncate(true).open(&tmp).at(&tmp)?;
    let mut out = BufWriter::with_capacity(BLOCK, file);
    out.write_all(magic(&layout.cipher)).at(&tmp)?;
    let mut number: u32 = 0;
    let mut put = |payload: &mut Vec<u8>| -> Result<(), StoreError> {
        let of = (number > 0).then_some((seq, &hash));
        layout.cipher.encrypt(&about(number, of), payload, 0)?;
        number += 1;
        let len = u32::try_from(payload.len()).unwrap_or(u32::MAX);
        out.write_all(&len.to_le_bytes()).at(&tmp)?;
        out.write_all(&crc32fast::hash(payload).to_le_bytes())
            .at(&tmp)?;
        out.write_all(payload).at(&tmp)?;
        payload.clear();
        Ok(())
    };
    let mut block = Vec::with_capacity(BLOCK * 2);
    let front = Front {
        seq,
        hash,
        layout: packed::LAYOUT,
        clients: book.len() as u64,
        heads: u32::try_from(heads.len()).unwrap_or(0),
    };
    codec::write(&front, &mut block)?;
    for head in heads {
        codec::write(&EntryHead::from(head), &mut block)?;
    }
    for record in book.desk().records() {
        packed::record(&record, &mut block)?;
    }
    put(&mut block)?;
    // By key, as a scan would find them.
    let mut all: Vec<&Dossier> = book.all().collect();
    all.sort_by_key(|d| d.id());
    for dossier in all {
        dossier_into(dossier, &mut block)?;
        if block.len() >= BLOCK {
            put(&mut block)?;
        }
    }
    if !block.is_empty() {
        put(&mut block)?;
    }
    out.flush().at(&tmp)?;
    // Not synced: what a power cut leaves of it does not check, and the rows are scanned.
    rename(&tmp, &path).at(&path)
}

fn dossier_into(dossier: &Dossier, out: &mut Vec<u8>) -> Result<(), StoreError> {
    fn some<T: Stored>(row: Option<&T>, out: &mut Vec<u8>) -> Result<(), StoreError> {
        row.map_or(Ok(()), |row| packed::row(row, out))
    }
    fn all<T: Stored>(rows: &[T], out: &mut Vec<u8>) -> Result<(), StoreError> {
        rows.iter().try_for_each(|row| packed::row(row, out))
    }
    packed::row(&dossier.client, out)?;
    all(&dossier.contacts, out)?;
    some(dossier.journey.as_deref(), out)?;
    some(dossier.spend.as_deref(), out)?;
    some(dossier.digest.as_deref(), out)?;
    some(dossier.follow_up.as_deref(), out)?;
    all(&dossier.recommendations, out)?;
    let Work {
        brief,
        problems,
        ads,
        // They stay on disk, as touches do.
        campaigns: _,
        decks,
        checklists,
        promises,
        terms,
        requests,
        forecasts,
        snooze,
    } = dossier.work();
    some(brief.as_deref(), out)?;
    all(problems, out)?;
    some(ads.as_deref(), out)?;
    all(decks, out)?;
    all(checklists, out)?;
    all(promises, out)?;
    some(terms.as_deref(), out)?;
    all(requests, out)?;
    all(forecasts, out)?;
    some(snooze.as_deref(), out)
}

const fn magic(cipher: &Cipher) -> &'static [u8; 8] {
    if cipher.is_plain() { MAGIC } else { ENCRYPTED }
}

/// What an encrypted block is bound to: its number and, but for the front, which says it, the transaction the
/// book stands at.
fn about(number: u32, of: Option<(u64, &Hash)>) -> Vec<u8> {
    let mut about = b"warm".to_vec();
    about.extend_from_slice(&number.to_le_bytes());
    if let Some((seq, hash)) = of {
        about.extend_from_slice(&seq.to_le_bytes());
        about.extend_from_slice(hash);
    }
    about
}

/// Where a block lies.
#[derive(Debug, Clone, Copy)]
struct Block {
    number: u32,
    at: u64,
    len: u32,
    crc: u32,
}

/// The blocks of the file, none of them looked into.
fn blocks(file: &mut File, cipher: &Cipher) -> Option<Vec<Block>> {
    let end = file.metadata().ok()?.len();
    let mut magic = [0; 8];
    file.read_exact(&mut magic).ok()?;
    let mut at = 8;
    let mut found = Vec::new();
    while at < end && magic == *self::magic(cipher) {
        let mut header = [0; 8];
        file.seek(SeekFrom::Start(at)).ok()?;
        file.read_exact(&mut header).ok()?;
        let [l0, l1, l2, l3, c0, c1, c2, c3] = header;
        let block = Block {
            number: u32::try_from(found.len()).ok()?,
            at: at + 8,
            len: u32::from_le_bytes([l0, l1, l2, l3]),
            crc: u32::from_le_bytes([c0, c1, c2, c3]),
        };
        at = block.at + u64::from(block.len);
        if block.len > LARGEST || at > end {
            return None;
        }
        found.push(block);
    }
    Some(found)
}

fn payload<'a>(
    file: &mut File,
    block: Block,
    buffer: &'a mut Vec<u8>,
    cipher: &Cipher,
    of: Option<(u64, &Hash)>,
) -> Option<&'a [u8]> {
    buffer.resize(block.len as usize, 0);
    file.seek(SeekFrom::Start(block.at)).ok()?;
    file.read_exact(buffer).ok()?;
    if crc32fast::hash(buffer) != block.crc {
        return None;
    }
    cipher
        .decrypt(&about(block.number, of), buffer)
        .map(|text| &*text)
}

fn dossiers(mut bytes: &[u8], layout: u16) -> Option<Vec<Dossier>> {
    let mut found: Vec<Dossier> = Vec::with_capacity(bytes.len() >> 10);
    while !bytes.is_empty() {
        match packed::take(layout, &mut bytes)? {
            Record::Client(client) => {
                found.last_mut().map(Dossier::gathered);
                found.push(Dossier::gather(client));
            }
            record => found.last_mut()?.hang(record).ok()?,
        }
    }
    found.last_mut().map(Dossier::gathered);
    Some(found)
}

/// What can be had of it when nothing else is left.
#[derive(Debug)]
pub(super) struct Leftover {
    /// Records of the portfolio, touches and campaigns not among them.
    pub(super) records: Vec<Record>,
    /// The last change they have.
    pub(super) seq: u64,
    /// When that was made; `None` when it is not told.
    pub(super) at: Option<Timestamp>,
}

/// Every record of it that can still be read, beside whatever database; `None` when its front is not whole. A
/// block that does not check is passed over.
pub(super) fn leftover(layout: &Layout) -> Option<Leftover> {
    let mut file = File::open(layout.warm()).ok()?;
    let cipher = &layout.cipher;
    let all = blocks(&mut file, cipher)?;
    let (&first, rest) = all.split_first()?;
    let mut buffer = Vec::new();
    let bytes = payload(&mut file, first, &mut buffer, cipher, None)?;
    let (front, entries, mut bytes) = front(bytes)?;
    let mut records = Vec::new();
    let mut take = |bytes: &mut &[u8]| {
        while !bytes.is_empty() {
            let Some(record) = packed::take(front.layout, bytes) else {
                break;
            };
            records.push(record);
        }
    };
    take(&mut bytes);
    let of = Some((front.seq, &front.hash));
    for block in rest {
        if let Some(mut bytes) = payload(&mut file, *block, &mut buffer, cipher, of) {
            take(&mut bytes);
        }
    }
    Some(Leftover {
        records,
        seq: front.seq,
        at: entries.last().map(|entry| entry.at),
    })
}

/// What the first block says, the journal heads, and the rest of it.
fn front(bytes: &[u8]) -> Option<(Front, Vec<Entry>, &[u8])> {
    let (front, used) = codec::read::<Front>(bytes).ok()?;
    let mut bytes = bytes.get(used..)?;
    let mut entries = Vec::with_capacity(front.heads.min(1 << 16) as usize);
    for _ in 0..front.heads {
        let (head, used) = codec::read::<EntryHead<'static>>(bytes).ok()?;
        bytes = bytes.get(used..)?;
        entries.push(Entry::try_from(head).ok()?);
    }
    Some((front, entries, bytes))
}

/// Reads it; `None` when it is not there or anything about it does not check.
pub(super) fn read(layout: &Layout) -> Option<Warm> {
    let mut file = File::open(layout.warm()).ok()?;
    let cipher = &layout.cipher;
    let all = blocks(&mut file, cipher)?;
    let (&first, rest) = all.split_first()?;
    let mut buffer = Vec::new();
    let bytes = payload(&mut file, first, &mut buffer, cipher, None)?;
    let (front, entries, mut bytes) = front(bytes)?;
    let clients = usize::try_from(front.clients).ok()?;
    let mut book = Book::new();
    while !bytes.is_empty() {
        let record = packed::take(front.layout, &mut bytes)?;
        book.load(record).ok()?;
    }
    book.reserve(clients.min(1 << 20));
    let records = front.layout;
    let of = Some((front.seq, &front.hash));
    std::thread::scope(|scope| {
        let (send, receive) = sync_channel(AHEAD);
        // Every second block is another thread's, so that two cores decode.
        let path = layout.warm();
        scope.spawn(move || {
            let Ok(mut file) = File::open(path) else {
                return;
            };
            let mut buffer = Vec::new();
            for block in rest.iter().skip(1).step_by(2) {
                let found = payload(&mut file, *block, &mut buffer, cipher, of)
                    .and_then(|bytes| dossiers(bytes, records));
                let failed = found.is_none();
                if send.send(found).is_err() || failed {
                    return;
                }
            }
        });
        for (n, block) in rest.iter().enumerate() {
            let found = if n % 2 == 0 {
                dossiers(
                    payload(&mut file, *block, &mut buffer, cipher, of)?,
                    records,
                )?
            } else {
                receive.recv().ok()??
            };
            for dossier in found {
                book.adopt(dossier);
            }
        }
        Some(())
    })?;
    if book.len() != clients {
        return None;
    }
    book.set_seq(front.seq);
    Some(Warm {
        book,
        entries,
        seq: front.seq,
        hash: front.hash,
    })
}
