//! What the program wants done by the rim. Returned, never performed here.

use std::path::PathBuf;

use crate::domain::plan_sheet::{PlanFormat, PlanSheet};
use crate::domain::slides::{Format, Script};
use crate::domain::{ClientId, Passphrase, Portfolio, Record, Transaction, book::Totals};

/// An effect.
#[derive(Debug, PartialEq)]
pub enum Effect {
    /// Make a transaction durable; answered by [`Msg::Saved`](super::Msg::Saved).
    Commit(Transaction),
    /// Answer another process, see [`Msg::FromShell`](super::Msg::FromShell).
    Answer(u64, Verdict),
    /// Turn shells away while the screen is locked.
    LockOut(bool),
    /// Ask the window that has the portfolio open to leave it.
    TakeOver,
    /// Read journal entries with their changes, in this order.
    ReadEntries(Vec<u64>),
    /// Read a client's touches.
    ReadTouches(ClientId),
    /// Read the campaigns of some clients; answered by [`Msg::Campaigns`](super::Msg::Campaigns).
    ReadCampaigns(Vec<ClientId>),
    /// Try to save once more.
    RetrySave,
    /// Write what is not saved to a file of its own.
    EmergencyCopy,
    /// Make a backup of the portfolio as it stands; answered by [`Msg::BackedUp`](super::Msg::BackedUp).
    BackUp,
    /// The same before a large import, whose transactions follow at once and are not in it.
    BackUpBeforeImport,
    /// Put text on the clipboard.
    Copy(String),
    /// Dial a number: by the person's own program, else a link for it is copied; answered by
    /// [`Msg::Dialled`](super::Msg::Dialled).
    Dial(String),
    /// Write text to a new file beside where the program was started; answered by
    /// [`Msg::Written`](super::Msg::Written).
    WriteText {
        /// The name wished for.
        name: String,
        /// What goes into it.
        text: String,
    },
    /// Write the plan of a day: text and Markdown onto the clipboard, the rest to a new file beside where the
    /// program was started; answered by [`Msg::Written`](super::Msg::Written).
    WritePlan(Box<PlanSheet>, PlanFormat),
    /// Write a presentation to a new file beside where the program was started; answered by
    /// [`Msg::DeckWritten`](super::Msg::DeckWritten).
    WriteDeck(Box<DeckFile>),
    /// Ring for what has come due.
    Notify(Vec<Ring>),
    /// Edit text in the person's own editor.
    ExternalEditor(String),
    /// List a directory; `None`: where the program was started.
    ListDirectory(Option<PathBuf>),
    /// Read a file for import.
    ReadFile(PathBuf),
    /// Stop the running job.
    CancelJob,
    /// Send [`Msg::Continue`](super::Msg::Continue) after whatever is already waiting.
    Continue,
    /// Rank these figures; answered by [`Msg::Ranked`](super::Msg::Ranked).
    Rank(Box<Portfolio>),
    /// Open the store, with the passphrase of an encrypted one. A store that is not there yet is made:
    /// encrypted under the passphrase, or plain. Answered by [`Msg::Loaded`](super::Msg::Loaded) or
    /// [`Msg::PassphraseTried`](super::Msg::PassphraseTried).
    OpenStore(Option<Passphrase>),
    /// Try a passphrase on the open store; answered by [`Msg::PassphraseTried`](super::Msg::PassphraseTried).
    TryPassphrase(Passphrase),
    /// Send [`Msg::Rested`](super::Msg::Rested) after so many seconds.
    Rest(u64),
    /// Send [`Msg::Settled`](super::Msg::Settled) after about as long as it takes to see what has just come.
    Settle,
    /// Leave: save everything and remember the first screen.
    Quit(Box<FirstScreen>),
    /// Paint every cell anew.
    Repaint,
}

/// What is answered to another process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Applied and handed to the disk under these sequence numbers.
    Applied {
        /// The first.
        first: u64,
        /// The last.
        last: u64,
    },
    /// The portfolio is being closed.
    Leaving,
    /// A record was changed here meanwhile; nothing is changed.
    Conflict,
    /// The portfolio is still being opened; nothing is changed.
    Opening,
    /// An import is under way; nothing is changed.
    Importing,
    /// Something is being written in a form.
    Typing,
    /// The disk refuses; nothing is changed.
    Failing,
}

/// The records of the first screen, for the next start.
#[derive(Debug, PartialEq, Default)]
pub struct FirstScreen {
    /// The records.
    pub records: Vec<Record>,
    /// Counts of the whole portfolio.
    pub totals: Totals,
}

/// Something to ring for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ring {
    /// What has come due, one line.
    pub title: String,
    /// The words under it; may be empty.
    pub body: String,
}

/// A presentation to be written.
#[derive(Debug, PartialEq)]
pub struct DeckFile {
    /// What it says.
    pub script: Script,
    /// How it is written.
    pub format: Format,
    /// The name wished for, with its ending.
    pub name: String,
}
