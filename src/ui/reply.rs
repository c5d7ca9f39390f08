//! What a pane or dialog answers to a key.

use std::path::PathBuf;

use super::{Dialog, Notice};
use crate::domain::plan_sheet::PlanFormat;
use crate::domain::slides::Format;
use crate::domain::{ClientId, Command, RecommendationId, View};
use crate::input::Action;

/// Something only the rim of the program can do, asked for in words of the screen.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// Take the last step back.
    Undo,
    /// Do the last undone step once more.
    Redo,
    /// Take back so many steps, one after another.
    UndoMany(usize),
    /// Leave.
    Quit,
    /// Ask the window that has the portfolio open to leave it.
    TakeOver,
    /// Put text on the clipboard.
    Copy(String),
    /// Dial a number as written in a contact.
    Dial(String),
    /// Write text to a new file where the program was started; a file of that name is never overwritten.
    SaveText {
        /// The name wished for, with its ending: `Анкета Альфа-Авто.md`. What a name cannot hold is replaced.
        name: String,
        /// What goes into it.
        text: String,
    },
    /// Write a presentation of these recommendations to a new file, and record it as sent when asked.
    WriteDeck {
        /// For whom.
        client: ClientId,
        /// What is in it, in order.
        recommendations: Vec<RecommendationId>,
        /// How it is written.
        format: Format,
        /// Record it as sent once the file is there.
        send: bool,
        /// Seconds since the dialog was opened (A33).
        seconds: u32,
    },
    /// Edit text in the person's own editor; the dialog gets it back as a paste of the whole field.
    ExternalEditor(String),
    /// Read a client's history from disk.
    ReadTouches(ClientId),
    /// Read the campaigns of some clients from disk.
    ReadCampaigns(Vec<ClientId>),
    /// List a directory for the file picker.
    ListDirectory(PathBuf),
    /// Read a file and plan its import.
    PlanImport(PathBuf),
    /// Carry out the planned import.
    RunImport,
    /// Stop reading or importing.
    CancelJob,
    /// Make a client the current one.
    Select(ClientId),
    /// Make a client the current one and open its card at its campaigns.
    ShowCampaigns(ClientId),
    /// Make a client the current one and do this as though its key were pressed on it: open its card, call it.
    OnClient(ClientId, Action),
    /// Make a client the current one and open its card.
    ShowCard(ClientId),
    /// Show the list by a view.
    ShowView(Box<View>),
    /// Write the plan of the day: text and Markdown onto the clipboard, the rest into a new file.
    WritePlan(PlanFormat),
    /// The morning was looked through.
    MorningSeen,
    /// Stop the audit under way.
    CancelAudit,
    /// What was asked about: write client data in the open, out of an encrypted portfolio.
    Plainly(Box<Self>),
}

/// The answer.
#[derive(Debug)]
pub enum Reply {
    /// Not mine: ask the next one.
    Pass,
    /// Mine and done; draw again.
    Done,
    /// Carry this out.
    Do(Command),
    /// Carry this out and close the dialog; if it is refused, the dialog stays with all that was typed.
    Submit(Command),
    /// As [`Submit`](Self::Submit); when it was carried out, this is done as though its key were pressed.
    SubmitThen(Command, Action),
    /// Open a dialog on top.
    Open(Box<dyn Dialog>),
    /// Open a dialog in place of this one.
    Swap(Box<dyn Dialog>),
    /// Close this dialog.
    Close,
    /// Ask the rim.
    Ask(Request),
    /// Carry this out, then ask the rim, whether or not there was anything to carry out.
    DoAndAsk(Command, Request),
    /// Close this dialog, then ask the rim.
    CloseAndAsk(Request),
    /// Close this dialog and do this as though its key were pressed (palette).
    Act(Action),
    /// Say this.
    Say(Notice),
    /// Say this, and ask the rim for what is missing.
    SayAndAsk(Notice, Request),
}
