//! What a person meant by a transaction: the names of the undo list and the journal.

macro_rules! intents {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $label:literal;)*) => {
        /// Why a transaction happened. The code is written to disk and never reused; the name is part of
        /// the command-line contract (`journal --json`).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Intent {$($(#[$doc])* $name = $code,)*}

        impl Intent {
            /// Every intent.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// The code on disk.
            #[must_use]
            pub const fn code(self) -> u8 {
                self as u8
            }

            /// The intent of a code, `None` when a newer version wrote it.
            #[must_use]
            pub const fn from_code(code: u8) -> Option<Self> {
                match code {
                    $($code => Some(Self::$name),)*
                    _ => None,
                }
            }

            /// The stable name, also the tail of its language key (`intent-log-touch`).
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {$(Self::$name => $label,)*}
            }
        }
    };
}

intents! {
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
