//! Everything that can happen to the program.

use std::io::ErrorKind;
use std::path::PathBuf;

use jiff::Zoned;

use crate::domain::{Book, Campaign, ClientId, Entry, Healing, Ranking, Touch, Transaction};
use crate::input::Key;
use crate::ui::dialog::occupied::Occupant;

/// A mishap of the rim in data: a language key and its arguments, so that words stay here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The language key of the sentence.
    pub key: &'static str,
    /// Its arguments.
    pub args: Vec<(&'static str, String)>,
    /// The refusal of the operating system behind it, said as `reason`.
    pub cause: Option<ErrorKind>,
}

impl Trouble {
    /// A failure as the store and the jobs report it.
    #[must_use]
    pub const fn new(
        key: &'static str,
        args: Vec<(&'static str, String)>,
        cause: Option<ErrorKind>,
    ) -> Self {
        Self { key, args, cause }
    }
}

/// One file or directory of the file picker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// Whether it is a directory.
    pub is_dir: bool,
    /// Bytes.
    pub size: u64,
}

/// A file read and understood, ready to be matched with the portfolio.
#[derive(Debug)]
pub struct ReadFile {
    /// Its path, as shown.
    pub path: PathBuf,
    /// Kind, encoding and delimiter as found.
    pub kind: String,
    /// `utf-8`, `cp1251`, …
    pub encoding: String,
    /// The character between cells.
    pub delimiter: String,
    /// Rows of data.
    pub rows: usize,
    /// What the rows say.
    pub candidates: Vec<crate::domain::import::Candidate>,
    /// What a calendar says; `None` for a table.
    pub meetings: Option<crate::domain::calendar_file::MeetingFile>,
    /// Lines that could not be used, with the reason.
    pub problems: Vec<(u64, Trouble)>,
}

/// A message.
#[derive(Debug)]
pub enum Msg {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The mouse was clicked at a column and row.
    Click(u16, u16),
    /// The wheel was turned over a column and row; down or up.
    Wheel(u16, u16, bool),
    /// The terminal changed its size, or must be painted anew.
    Resize,
    /// The clock moved on.
    Clock(Zoned),
    /// The first screen of the portfolio, before the rest is read.
    Head(Box<Book>),
    /// The whole portfolio with the tail of its journal, and what had to be healed.
    Loaded(Box<Book>, Vec<Entry>, Option<Trouble>),
    /// The store cannot be opened.
    OpenFailed(Trouble),
    /// A passphrase was tried: it fits, or why it does not.
    PassphraseTried(Result<(), Trouble>),
    /// The pause after a wrong passphrase is over.
    Rested,
    /// Another process has the portfolio open.
    Occupied(Occupant),
    /// That process is a window which does not leave, and why.
    Stays(Trouble),
    /// A shell wants these done, as one step; answered by [`Effect::Answer`](super::Effect::Answer) with the
    /// number.
    FromShell(u64, Vec<Transaction>),
    /// Another window wants the portfolio; answered the same way.
    AskedToLeave(u64),
    /// Everything up to this sequence number is on disk.
    Saved(u64),
    /// The portfolio had to be healed before it was loaded.
    Healed(Box<Healing>),
    /// What came by itself was there for a moment, see [`Effect::Settle`](super::Effect::Settle).
    Settled,
    /// The disk refused, and so many changes wait in memory.
    NotSaved(Trouble, usize),
    /// A number was dialled by a program (`None`), or a link for it was copied; or neither went.
    Dialled(Result<Option<String>, Trouble>),
    /// Journal entries asked for, with their changes.
    Entries(Result<Vec<Transaction>, Trouble>),
    /// A client's touches, read from disk as of this sequence number.
    Touches(ClientId, Vec<Touch>, u64),
    /// Campaigns of the clients asked for, read from disk as of this sequence number.
    Campaigns(Vec<(ClientId, Vec<Campaign>)>, u64),
    /// Something failed that the person should hear of.
    Trouble(Trouble),
    /// A backup was made, in the file told when the person asked for it, or could not be made.
    BackedUp(Result<Option<PathBuf>, Trouble>),
    /// An emergency copy was written, or not.
    EmergencyCopied(Result<PathBuf, Trouble>),
    /// A program of the desktop, named, took a text onto the clipboard, or none did.
    Copied(Result<&'static str, Trouble>),
    /// A text was written to this file, or not.
    Written(Result<PathBuf, Trouble>),
    /// The presentation asked for was written to this file, or not.
    DeckWritten(Result<PathBuf, Trouble>),
    /// Text came back from the person's own editor.
    Edited(Result<String, Trouble>),
    /// What is in a directory.
    Directory(PathBuf, Result<Vec<Listed>, Trouble>),
    /// How far a job is: done and total.
    Progress(u64, u64),
    /// A file was read for import.
    Read(Result<Box<ReadFile>, Trouble>),
    /// The figures asked about were ranked.
    Ranked(Box<Ranking>),
    /// They could not be ranked: the work broke off.
    RankingFailed,
    /// Go on with work done in slices.
    Continue,
    /// Leave, asked from outside (a signal).
    Quit,
}
