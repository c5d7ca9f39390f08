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
        /// The brief was changed.
        EditBrief = 21, "edit-brief";
        /// A questionnaire went to the client.
        AskBrief = 22, "ask-brief";
        /// A problem was written down.
        AddProblem = 23, "add-problem";
        /// A problem was changed.
        EditProblem = 24, "edit-problem";
        /// A problem took a step of its life.
        AdvanceProblem = 25, "advance-problem";
        /// A problem was put away.
        ArchiveProblem = 26, "archive-problem";
        /// What is known of the advertising was changed.
        EditAdProfile = 27, "edit-ad-profile";
        /// A report of campaigns was imported.
        ImportCampaigns = 28, "import-campaigns";
        /// A hit of the audit was put aside.
        DismissHit = 29, "dismiss-hit";
        /// A hit put aside was brought back.
        RestoreHit = 30, "restore-hit";
        /// The effect of a recommendation was looked at.
        CheckEffect = 31, "check-effect";
        /// A presentation was sent.
        SendDeck = 32, "send-deck";
        /// A playbook was applied.
        ApplyPlaybook = 33, "apply-playbook";
        /// A step of a checklist was done, or taken back.
        CheckStep = 34, "check-step";
        /// A checklist was put away.
        CloseChecklist = 35, "close-checklist";
        /// An agreement was written down.
        AddPromise = 36, "add-promise";
        /// An agreement was changed.
        EditPromise = 37, "edit-promise";
        /// An agreement was kept, broken or taken back.
        ClosePromise = 38, "close-promise";
        /// What was agreed on the form of communication was changed.
        AgreeTerms = 39, "agree-terms";
        /// The policy of contact was changed.
        SetPolicy = 40, "set-policy";
        /// Something came in.
        AddRequest = 41, "add-request";
        /// What came in was changed.
        EditRequest = 42, "edit-request";
        /// What came in took a step of its life.
        AdvanceRequest = 43, "advance-request";
        /// The manager made a forecast.
        MakeForecast = 44, "make-forecast";
        /// A forecast was struck out.
        RemoveForecast = 45, "remove-forecast";
        /// A client was kept off the agenda until a day.
        Snooze = 46, "snooze";
        /// A client kept off the agenda was brought back.
        Wake = 47, "wake";
        /// A view was saved.
        SaveView = 48, "save-view";
        /// A view was removed.
        RemoveView = 49, "remove-view";
        /// A segment was frozen.
        FreezeFocus = 50, "freeze-focus";
        /// Members of a frozen segment changed.
        EditFocus = 51, "edit-focus";
        /// A frozen segment was closed.
        CloseFocus = 52, "close-focus";
        /// The day was arranged by hand.
        ArrangeDay = 53, "arrange-day";
        /// A calendar was imported.
        ImportMeetings = 54, "import-meetings";
        /// A meeting was added, changed or removed.
        EditMeeting = 55, "edit-meeting";
        /// News was written down.
        AddNews = 56, "add-news";
        /// News was changed.
        EditNews = 57, "edit-news";
        /// Clients were told the news.
        TellNews = 58, "tell-news";
        /// Many clients were changed at once.
        EditMany = 59, "edit-many";
        /// A task was written down.
        AddTask = 60, "add-task";
        /// Records were saved out of a damaged store.
        Salvage = 61, "salvage";
    }
}
