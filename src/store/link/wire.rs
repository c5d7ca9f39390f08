//! What is said over the socket, as bytes.

use std::io::{ErrorKind, Read, Write};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::store::codec;
use crate::store::engine::Made;
use crate::store::entry::Hash;
use crate::store::harm::Harm;
use crate::store::{StoreError, WindowError};

/// What both ends must speak.
pub(super) const PROTOCOL: u16 = 1;

const MAGIC: [u8; 6] = *b"PKlink";

/// Most bytes of one message. A commit that is larger comes in several.
pub(super) const LARGEST: usize = 64 << 20;

/// Most bytes of the head of a message.
const HEAD: usize = 64 << 10;

/// Most parts of a message: more than a slice of rows ever has.
const PARTS: usize = 1 << 20;

/// What a shell asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::store) enum Ask {
    /// May I? The first thing asked.
    Enter,
    /// Journal entries behind this one, as many as go into a slice. With a hash: is it an entry of yours?
    Since { seq: u64, hash: Option<Hash> },
    /// Rows of a kind behind this key, as many as go into a slice.
    Rows { kind: u8, after: Vec<u8> },
    /// Heads of the newest journal entries, the newest first; none: those undo needs, oldest first.
    Heads { newest: Option<u64> },
    /// Journal entries with their changes.
    Entries { seqs: Vec<u64> },
    /// The touches of a client.
    Touches { client: [u8; 16] },
    /// The campaigns of a client.
    Campaigns { client: [u8; 16] },
    /// Make a backup, for a reason, into a file or the store's folder.
    BackUp { why: String, file: Option<String> },
    /// More of what is to be committed, an entry a part.
    Bring,
    /// The last of it: commit all that was brought.
    Commit,
    /// Leave the store to another window.
    HandOver,
}

/// What the window answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::store) enum Answer {
    /// Come in: the process of the window.
    Welcome { pid: u32 },
    /// An entry a part; the last entry there is. Not `ours`: the hash names another store's.
    Since { ours: bool, seq: u64 },
    /// Keys and values by turns, a value being its schema and the row; as of this entry on disk; whether there
    /// are more of the kind.
    Rows { seq: u64, more: bool },
    /// What was asked for, one a part.
    Parts,
    /// On disk, under these sequence numbers.
    Committed { first: u64, last: u64 },
    /// The backup is there and was read back.
    BackedUp {
        path: String,
        second: i64,
        nanosecond: i32,
        seq: u64,
        clients: u64,
        bytes: u64,
    },
    /// What was brought so far is held.
    Held,
    /// The store will be free in a moment.
    Leaving,
    /// No.
    Refused(No),
}

impl Answer {
    /// A backup that is there.
    pub(in crate::store) fn backed_up(made: &Made) -> Self {
        Self::BackedUp {
            path: made.path.display().to_string(),
            second: made.made.as_second(),
            nanosecond: made.made.subsec_nanosecond(),
            seq: made.seq,
            clients: made.clients,
            bytes: made.bytes,
        }
    }
}

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::store) enum No {
    /// A record was changed in the window meanwhile.
    Conflict,
    /// The window is still opening the portfolio.
    Opening,
    /// An import is being looked at or carried out in the window.
    Importing,
    /// The window cannot save: it takes no changes.
    Failing,
    /// The window took the change and could not save it.
    Unsaved,
    /// The window is away: an editor has its terminal.
    Away,
    /// A form with text in it is open.
    Typing,
    /// The screen is locked.
    Locked,
    /// This was not understood.
    Garbage,
    /// The window is closing.
    Closing,
    /// The store is damaged: the language key of how.
    Damaged(String),
    /// Too much for one entry.
    TooLarge(u64),
    /// The disk refused in another way.
    Disk(String),
    /// Too many shells, or too much brought by others.
    Busy,
    /// So many megabytes are missing on the disk of this place.
    Short(String, u64),
}

impl From<StoreError> for No {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Damaged { harm, .. } => Self::Damaged(harm.key().to_owned()),
            StoreError::TooLarge { bytes } => Self::TooLarge(bytes as u64),
            StoreError::Closed => Self::Closing,
            StoreError::NoRoom { path, megabytes } => {
                Self::Short(path.display().to_string(), megabytes)
            }
            other => Self::Disk(other.to_string()),
        }
    }
}

impl From<No> for StoreError {
    fn from(no: No) -> Self {
        Self::Window(match no {
            No::Conflict => WindowError::Conflict,
            No::Opening => WindowError::Opening,
            No::Importing => WindowError::Importing,
            No::Failing => WindowError::Failing,
            No::Unsaved => WindowError::Unsaved,
            No::Away => WindowError::Away,
            No::Typing => WindowError::Typing,
            No::Locked => WindowError::Locked,
            No::Garbage => WindowError::Garbage,
            No::Closing => WindowError::Lost,
            No::Busy => WindowError::Busy,
            No::Damaged(key) => {
                let harm = Harm::by_key(&key).unwrap_or(Harm::Unreadable);
                return Self::harmed(harm, "told by the window");
            }
            No::TooLarge(bytes) => {
                return Self::TooLarge {
                    bytes: usize::try_from(bytes).unwrap_or(usize::MAX),
                };
            }
            No::Short(path, megabytes) => {
                return Self::NoRoom {
                    path: path.into(),
                    megabytes,
                };
            }
            No::Disk(detail) => {
                tracing::warn!(detail, "the window could not read");
                WindowError::Failing
            }
        })
    }
}

/// A message: its head and what goes with it.
#[derive(Debug)]
pub(in crate::store) struct Said<H> {
    pub(in crate::store) head: H,
    pub(in crate::store) parts: Vec<Vec<u8>>,
}

impl<H> From<H> for Said<H> {
    fn from(head: H) -> Self {
        Self {
            head,
            parts: Vec::new(),
        }
    }
}

/// Why no message came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Broken {
    /// The other end is gone.
    Gone,
    /// It says nothing.
    Silent,
    /// It says what nobody understands.
    Garbage,
}

impl From<std::io::Error> for Broken {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::WouldBlock | ErrorKind::TimedOut => Self::Silent,
            _ => Self::Gone,
        }
    }
}

/// Why no message came, as the shell is told.
pub(super) fn told(broken: Broken) -> StoreError {
    StoreError::Window(match broken {
        Broken::Gone => WindowError::Lost,
        Broken::Silent => WindowError::Silent,
        Broken::Garbage => WindowError::Garbage,
    })
}

/// An answer that is not the one hoped for.
pub(super) fn unexpected(answer: Answer) -> StoreError {
    match answer {
        Answer::Refused(no) => no.into(),
        _ => WindowError::Garbage.into(),
    }
}

/// Who the other end is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Greeting {
    pub(super) protocol: u16,
    pub(super) version: String,
}

/// Says who this is.
pub(super) fn greet(to: &mut impl Write) -> Result<(), Broken> {
    let version = env!("CARGO_PKG_VERSION").as_bytes();
    let mut bytes = MAGIC.to_vec();
    bytes.extend_from_slice(&PROTOCOL.to_le_bytes());
    bytes.push(u8::try_from(version.len()).unwrap_or(0));
    bytes.extend_from_slice(version);
    to.write_all(&bytes)?;
    Ok(())
}

/// Hears who the other end is.
pub(super) fn greeted(from: &mut impl Read) -> Result<Greeting, Broken> {
    let mut fixed = [0; 9];
    from.read_exact(&mut fixed)?;
    let [m @ .., p0, p1, len] = fixed;
    if m != MAGIC {
        return Err(Broken::Garbage);
    }
    let mut version = vec![0; usize::from(len)];
    from.read_exact(&mut version)?;
    Ok(Greeting {
        protocol: u16::from_le_bytes([p0, p1]),
        version: String::from_utf8(version).map_err(|_| Broken::Garbage)?,
    })
}

/// A length as it is written.
fn length(bytes: usize) -> [u8; 4] {
    u32::try_from(bytes).unwrap_or(u32::MAX).to_le_bytes()
}

/// Says something.
///
/// A message that is too large is a mistake of this end: it is not sent.
pub(super) fn say<H: Serialize>(to: &mut impl Write, said: &Said<H>) -> Result<(), Broken> {
    let mut head = Vec::new();
    codec::write(&said.head, &mut head).map_err(|_| Broken::Garbage)?;
    let parts: usize = said.parts.iter().map(|part| part.len() + 4).sum();
    let len = 4 + head.len() + parts;
    if len > LARGEST || head.len() > HEAD {
        return Err(Broken::Garbage);
    }
    let mut bytes = Vec::with_capacity(4 + len);
    bytes.extend_from_slice(&length(len));
    bytes.extend_from_slice(&length(head.len()));
    bytes.extend_from_slice(&head);
    for part in &said.parts {
        bytes.extend_from_slice(&length(part.len()));
        bytes.extend_from_slice(part);
    }
    to.write_all(&bytes)?;
    Ok(())
}

/// Hears the rest of a message whose first byte is here.
pub(super) fn hear<H: DeserializeOwned>(
    first: u8,
    from: &mut impl Read,
) -> Result<Said<H>, Broken> {
    let mut rest = [0; 3];
    from.read_exact(&mut rest)?;
    let [b, c, d] = rest;
    let len = u32::from_le_bytes([first, b, c, d]) as usize;
    if len > LARGEST {
        return Err(Broken::Garbage);
    }
    // What is announced is believed as it comes.
    let mut bytes = Vec::with_capacity(len.min(HEAD));
    let got = from.take(len as u64).read_to_end(&mut bytes)?;
    if got < len {
        return Err(Broken::Gone);
    }
    parse(&bytes).ok_or(Broken::Garbage)
}

fn parse<H: DeserializeOwned>(bytes: &[u8]) -> Option<Said<H>> {
    let (head, mut rest) = piece(bytes)?;
    if head.len() > HEAD {
        return None;
    }
    let (said, used) = codec::read::<H>(head).ok()?;
    if used != head.len() {
        return None;
    }
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let (part, tail) = piece(rest)?;
        if parts.len() == PARTS {
            return None;
        }
        parts.push(part.to_vec());
        rest = tail;
    }
    Some(Said { head: said, parts })
}

fn piece(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (len, tail) = bytes.split_first_chunk::<4>()?;
    tail.split_at_checked(u32::from_le_bytes(*len) as usize)
}
