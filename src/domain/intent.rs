//! What a person meant by a transaction: the names of the undo list and the journal.

use super::terms::terms;

terms! {
    /// Why a transaction happened. The name is part of the command-line contract (`journal --json`) and the
    /// tail of its language key (`intent-log-touch`).
    pub enum Intent {
        /// A client was added.
        AddClient = 1, "add-client";
        /// A client's facts were edited.
        EditClient = 2, "edit-client";
        /// A client was archived.
        ArchiveClient = 3, "archive-client";
        /// A client came back from the archive.
        RestoreClient = 4, "restore-client";
        /// A contact was added.
        AddContact = 5, "add-contact";
        /// A contact was edited.
        EditContact = 6, "edit-contact";
        /// A contact was removed.
        RemoveContact = 7, "remove-contact";
        /// One or many clients moved on the board.
        MoveStage = 8, "move-stage";
        /// A client was parked with a reason until a date.
        Park = 9, "park";
        /// A client was taken off the parking.
        Unpark = 10, "unpark";
        /// Monthly figures were set.
        SetSpend = 11, "set-spend";
        /// A touch was logged.
        LogTouch = 12, "log-touch";
        /// The next touch was planned.
        PlanTouch = 13, "plan-touch";
        /// The next touch was struck out.
        ClearTouch = 14, "clear-touch";
        /// A recommendation draft was written.
        AddDraft = 15, "add-draft";
        /// A recommendation was edited.
        EditDraft = 16, "edit-draft";
        /// A recommendation took a step of its life.
        AdvanceDraft = 17, "advance-draft";
        /// A recommendation was archived.
        ArchiveDraft = 18, "archive-draft";
        /// A file was imported.
        Import = 19, "import";
        /// The demo portfolio was written.
        FillDemo = 20, "fill-demo";
    }
}
