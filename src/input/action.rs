//! Every action of the workstation, in one table.
//!
//! A row gives the variant, its name (in keymap files and in the palette) and its
//! help group. Words come from the language files under `action-<name>`, so adding
//! an action is one row here, one line in each language and, if it deserves a key,
//! one in `assets/keymap.toml`.

/// Writes the enum, the list, the names and the groups from one table.
macro_rules! actions {
    ($( $group:ident { $( $(#[$doc:meta])* $action:ident = $name:literal ),+ $(,)? } )+) => {
        /// What a person can ask for with a key or from the palette.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action {
            $( $( $(#[$doc])* $action, )+ )+
        }

        impl Action {
            /// All actions, in the order help shows them.
            pub const ALL: &'static [Action] = &[ $( $( Action::$action, )+ )+ ];

            /// The name in keymap files: `cursor-down`.
            pub const fn name(self) -> &'static str {
                match self { $( $( Action::$action => $name, )+ )+ }
            }

            /// The language-file key of its words: `action-cursor-down`.
            pub const fn text_key(self) -> &'static str {
                match self { $( $( Action::$action => concat!("action-", $name), )+ )+ }
            }

            /// The help section it stands in.
            pub const fn group(self) -> Group {
                match self { $( $( Action::$action => Group::$group, )+ )+ }
            }
        }
    };
}

/// A section of the help screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Works everywhere.
    Global,
    /// Moving and marking in any list.
    Lists,
    /// The client list.
    Clients,
    /// The stage board.
    Board,
    /// Recommendation drafts.
    Drafts,
    /// Contacts of one client.
    Contacts,
    /// The card of one client.
    Card,
    /// The calls of today.
    Agenda,
    /// What came in.
    Inbox,
    /// Focus of the month and ranking.
    Focus,
    /// Snippets and news.
    Base,
    /// Forms and questions.
    Dialogs,
    /// Text fields.
    Text,
    /// Call mode.
    Call,
}

impl Group {
    /// All groups, in the order help shows them.
    pub const ALL: &'static [Group] = &[
        Group::Global,
        Group::Lists,
        Group::Clients,
        Group::Board,
        Group::Drafts,
        Group::Contacts,
        Group::Card,
        Group::Agenda,
        Group::Inbox,
        Group::Focus,
        Group::Base,
        Group::Dialogs,
        Group::Text,
        Group::Call,
    ];

    /// The language-file key of its title.
    pub const fn text_key(self) -> &'static str {
        match self {
            Group::Global => "group-global",
            Group::Lists => "group-lists",
            Group::Clients => "group-clients",
            Group::Board => "group-board",
            Group::Drafts => "group-drafts",
            Group::Contacts => "group-contacts",
            Group::Card => "group-card",
            Group::Agenda => "group-agenda",
            Group::Inbox => "group-inbox",
            Group::Focus => "group-focus",
            Group::Base => "group-base",
            Group::Dialogs => "group-dialogs",
            Group::Text => "group-text",
            Group::Call => "group-call",
        }
    }
}

impl Action {
    /// The action of this name, if there is one.
    pub fn from_name(name: &str) -> Option<Action> {
        Self::ALL.iter().copied().find(|a| a.name() == name)
    }
}

actions! {
    Global {
        /// Leave the program once everything is saved.
        Quit = "quit",
        /// Open the palette with every action.
        Palette = "palette",
        /// Show the keys that work here, and all others.
        Help = "help",
        /// Take the last change back, across restarts.
        Undo = "undo",
        /// Bring an undone change again.
        Redo = "redo",
        /// Open the list of changes over the current screen.
        History = "history",
        /// Go to pane 1.
        FocusClients = "focus-clients",
        /// Go to pane 2.
        FocusBoard = "focus-board",
        /// Go to pane 3.
        FocusDrafts = "focus-drafts",
        /// Go to pane 4.
        FocusAgenda = "focus-agenda",
        /// Go to the next pane.
        FocusNext = "focus-next",
        /// Go to the previous pane.
        FocusPrevious = "focus-previous",
        /// Give the focused pane the whole screen, and back.
        Zoom = "zoom",
        /// Go to the Day workspace.
        GoDay = "go-day",
        /// Go to the History workspace.
        GoHistory = "go-history",
        /// Switch between Russian and English.
        SwitchLanguage = "switch-language",
        /// Take the next theme.
        SwitchTheme = "switch-theme",
        /// Choose a file to import.
        ImportFile = "import-file",
        /// Enter a client.
        NewClient = "new-client",
        /// Enter call mode with the current client.
        Call = "call",
        /// Begin a recommendation for the current client (A18).
        NewDraft = "new-draft",
        /// Set the date of the next touch.
        PlanTouch = "plan-touch",
        /// Narrow the list by words.
        Filter = "filter",
        /// Show the whole list again.
        ClearFilter = "clear-filter",
        /// Close, step back, stop the running job.
        Cancel = "cancel",
        /// Try to save what could not be saved.
        RetrySave = "retry-save",
        /// Make a backup of the portfolio now.
        BackUp = "back-up",
        /// Write what could not be saved to a file of its own.
        EmergencyCopy = "emergency-copy",
        /// Hide an encrypted portfolio behind its passphrase.
        LockNow = "lock-now",
        /// Draw the screen afresh.
        Redraw = "redraw",
        /// Go to the Focus workspace: the month's segment, the ranking, forecasts (A6).
        GoFocus = "go-focus",
        /// Go to the Inbox workspace: requests, questions, fires, incidents.
        GoInbox = "go-inbox",
        /// Go to the Base workspace: snippets and news (A20, A22).
        GoBase = "go-base",
        /// What is new since yesterday, and what was left of it.
        Morning = "morning",
        /// Clients whose policy of contact is to be looked at (A27).
        PolicyReview = "policy-review",
        /// Write a fire down without leaving what is on screen (D8).
        NewFire = "new-fire",
        /// Write down what came in.
        NewRequest = "new-request",
        /// Choose a view.
        Views = "views",
        /// Keep filter, order and columns as a view.
        SaveView = "save-view",
    }
    Lists {
        /// One row down.
        CursorDown = "cursor-down",
        /// One row up.
        CursorUp = "cursor-up",
        /// A screen down.
        PageDown = "page-down",
        /// A screen up.
        PageUp = "page-up",
        /// Half a screen down.
        HalfPageDown = "half-page-down",
        /// Half a screen up.
        HalfPageUp = "half-page-up",
        /// To the first row.
        Top = "top",
        /// To the last row.
        Bottom = "bottom",
        /// One column left.
        ColumnLeft = "column-left",
        /// One column right.
        ColumnRight = "column-right",
        /// Open what is under the cursor.
        Open = "open",
        /// Mark the row, or take the mark off.
        Mark = "mark",
        /// Mark every row of the list.
        MarkAll = "mark-all",
        /// Take all marks off.
        ClearMarks = "clear-marks",
        /// Mark every row from the last mark to the cursor.
        MarkRange = "mark-range",
    }
    Clients {
        /// Change the client's data.
        EditClient = "edit-client",
        /// Put the client away; nothing is deleted.
        ArchiveClient = "archive-client",
        /// Bring an archived client back.
        RestoreClient = "restore-client",
        /// Show archived clients, or hide them.
        ShowArchived = "show-archived",
        /// Open the client's contacts.
        Contacts = "contacts",
        /// Sort by the next column.
        SortNext = "sort-next",
        /// Turn the order round.
        SortReverse = "sort-reverse",
        /// Copy the phone of the main contact.
        CopyPhone = "copy-phone",
        /// Change all marked clients at once.
        Bulk = "bulk",
        /// Agree on policy, cadence, quiet hours, response promise (C10).
        ContactTerms = "contact-terms",
        /// Write down what the client's spend will come to (A26).
        NewForecast = "new-forecast",
    }
    Board {
        /// Move the client one stage on (A13).
        StageForward = "stage-forward",
        /// Move the client one stage back (A13).
        StageBack = "stage-back",
        /// Set the card aside with a reason and a date, or take it back.
        Park = "park",
    }
    Drafts {
        /// Change the recommendation.
        EditDraft = "edit-draft",
        /// Declare the draft ready; needs why and what-if (A18).
        DraftReady = "draft-ready",
        /// Take the next step of its life.
        DraftAdvance = "draft-advance",
        /// Put the recommendation away.
        ArchiveDraft = "archive-draft",
        /// Only the current client's recommendations, or everyone's.
        DraftsOfClient = "drafts-of-client",
    }
    Contacts {
        /// Enter a contact.
        NewContact = "new-contact",
        /// Change a contact.
        EditContact = "edit-contact",
        /// Take a contact off the client.
        RemoveContact = "remove-contact",
    }
    Card {
        /// The overview of the card.
        CardOverview = "card-overview",
        /// The brief of the client (A8).
        CardBrief = "card-brief",
        /// The problems of the client (A9).
        CardProblems = "card-problems",
        /// Campaigns and the audit (A29).
        CardCampaigns = "card-campaigns",
        /// The recommendations of the client.
        CardAdvice = "card-advice",
        /// All that happened, by time.
        CardTimeline = "card-timeline",
        /// Agreements and checklists (B11).
        CardAgreements = "card-agreements",
        /// The next page of the card.
        CardNextTab = "card-next-tab",
        /// The page before.
        CardPreviousTab = "card-previous-tab",
        /// How the figures of this page are reckoned.
        Explain = "explain",
        /// Fill or change the brief.
        EditBrief = "edit-brief",
        /// Name a goal of the client.
        NewGoal = "new-goal",
        /// Mark a goal as reached or given up.
        CloseGoal = "close-goal",
        /// Copy the questions to send to the client.
        CopyQuestionnaire = "copy-questionnaire",
        /// Write the questions to a file.
        SaveQuestionnaire = "save-questionnaire",
        /// Take the answers of the client from pasted text or a file.
        PasteAnswers = "paste-answers",
        /// Write a problem down.
        NewProblem = "new-problem",
        /// Change a problem.
        EditProblem = "edit-problem",
        /// Take the next step of a problem.
        AdvanceProblem = "advance-problem",
        /// Keep a problem out of sent texts, or clear it (C12).
        ToggleSensitive = "toggle-sensitive",
        /// Fill a letter from the record (A10).
        WriteLetter = "write-letter",
        /// Put a problem away.
        ArchiveProblem = "archive-problem",
        /// Check the campaigns against the rules (A29).
        AuditClient = "audit-client",
        /// Check the campaigns of all clients in the list.
        AuditSegment = "audit-segment",
        /// Make a recommendation of what the audit found.
        HitToDraft = "hit-to-draft",
        /// Make a problem of what the audit found.
        HitToProblem = "hit-to-problem",
        /// Put a finding aside with a reason.
        DismissHit = "dismiss-hit",
        /// Show findings put aside, or hide them.
        ShowDismissed = "show-dismissed",
        /// Say what reports do not tell: analytics, goals, accounts.
        EditAdProfile = "edit-ad-profile",
        /// Show what is over, or hide it.
        ShowClosed = "show-closed",
        /// Make a presentation of the ready recommendations (A12, A33).
        MakeDeck = "make-deck",
        /// Only events of one kind.
        TimelineKind = "timeline-kind",
        /// Only touches by one channel.
        TimelineChannel = "timeline-channel",
        /// Write an agreement down (B11).
        NewPromise = "new-promise",
        /// Change an agreement.
        EditPromise = "edit-promise",
        /// The agreement was kept.
        PromiseKept = "promise-kept",
        /// The agreement was broken.
        PromiseBroken = "promise-broken",
        /// The agreement was taken back.
        PromiseWithdrawn = "promise-withdrawn",
        /// Apply a playbook to the client (C9).
        ApplyPlaybook = "apply-playbook",
        /// Put a checklist away.
        CloseChecklist = "close-checklist",
        /// The promises due today: closed? (B11)
        Evening = "evening",
        /// Move the row up.
        MoveUp = "move-up",
        /// Move the row down.
        MoveDown = "move-down",
        /// Another format of the presentation.
        DeckFormat = "deck-format",
        /// Read the slides before they go.
        DeckPreview = "deck-preview",
        /// Write the presentation and mark it as sent.
        DeckSend = "deck-send",
    }
    Agenda {
        /// Keep the call at its hour, or let it go.
        PinRow = "pin-row",
        /// Keep the client off the agenda until a day, with a reason.
        Snooze = "snooze",
        /// Take the client into the plan of today.
        TakeIn = "take-in",
        /// Strike the call off the day, or what was left of yesterday out.
        StrikeOut = "strike-out",
        /// Let two calls change places.
        SwapRows = "swap-rows",
        /// What did not fit into the day, and why.
        Queue = "queue",
        /// Plan the rest of the day anew; what is pinned or done stays.
        Replan = "replan",
        /// Copy the plan of the day or write it to a file.
        WriteAgenda = "write-agenda",
        /// Write a meeting down: its time is not there for calls.
        NewMeeting = "new-meeting",
    }
    Inbox {
        /// Write the answer down, or that the client has it.
        AnswerRequest = "answer-request",
        /// Hand the question on to somebody who knows (B7).
        RelayQuestion = "relay-question",
        /// Strike it out with a reason.
        DropRequest = "drop-request",
        /// Make a problem of it.
        RequestToProblem = "request-to-problem",
        /// Make a recommendation of it (C27).
        RequestToDraft = "request-to-draft",
        /// What goes to the fire slot, and what it pushes out (D13).
        FireSheet = "fire-sheet",
    }
    Focus {
        /// Freeze the segment of the month.
        FreezeFocus = "freeze-focus",
        /// Freeze a cohort to try a way of ranking on (A25).
        NewExperiment = "new-experiment",
        /// Take a client out with a reason, or back in.
        LeaveFocus = "leave-focus",
        /// Close the focus or experiment with a verdict.
        CloseCohort = "close-cohort",
        /// The other list: protect or grow.
        RankList = "rank-list",
        /// By chance or by money.
        RankBy = "rank-by",
    }
    Base {
        /// Write down something to tell (A22).
        NewNews = "new-news",
        /// Change it.
        EditNews = "edit-news",
        /// Mark the client as told, or take it back.
        TellNews = "tell-news",
        /// Put it away.
        CloseNews = "close-news",
        /// Copy its words in the language of the client (A23).
        CopyNews = "copy-news",
        /// Write the addresses of those who agreed to mailings to a file (A15).
        MailNews = "mail-news",
    }
    Dialogs {
        /// Take what is chosen or entered.
        Accept = "accept",
        /// To the next field.
        NextField = "next-field",
        /// To the previous field.
        PreviousField = "previous-field",
        /// The next value of a choice.
        NextChoice = "next-choice",
        /// The previous value of a choice.
        PreviousChoice = "previous-choice",
        /// Answer a question with yes.
        Yes = "yes",
        /// Answer a question with no.
        No = "no",
    }
    Text {
        /// Keep what was typed and close.
        Save = "save",
        /// Keep the recommendation and declare it ready in one step (A18).
        SaveReady = "save-ready",
        /// Go on typing in the editor of the system.
        ExternalEditor = "external-editor",
        /// Insert from the clipboard.
        Paste = "paste",
        /// Copy the selection.
        Copy = "copy",
        /// Cut the selection.
        Cut = "cut",
        /// Select the whole text.
        SelectAll = "select-all",
        /// Take back the last typing in this field.
        UndoTyping = "undo-typing",
        /// Bring the typing again.
        RedoTyping = "redo-typing",
    }
    Call {
        /// Save the call and leave call mode.
        FinishCall = "finish-call",
        /// Save the call and go to the next client of the agenda.
        NextCall = "next-call",
        /// Search snippets and objections without leaving the call (A20).
        Snippets = "snippets",
        /// Hand the number to the dialler.
        Dial = "dial",
    }
}

#[cfg(test)]
#[path = "action_tests.rs"]
mod tests;
