//! What can only change the portfolio: nothing comes of it where nothing can be written.

use super::Action;

impl Action {
    /// Whether it does nothing but change the portfolio, or keep what was changed. What also shows something, or
    /// writes a file of its own elsewhere, is none of these.
    #[must_use]
    pub const fn only_edits(self) -> bool {
        matches!(
            self,
            Self::Undo
                | Self::Redo
                | Self::RetrySave
                | Self::BackUp
                | Self::ImportFile
                | Self::NewClient
                | Self::Call
                | Self::NewDraft
                | Self::PlanTouch
                | Self::NewFire
                | Self::NewRequest
                | Self::SaveView
                | Self::EditClient
                | Self::ArchiveClient
                | Self::RestoreClient
                | Self::Bulk
                | Self::ContactTerms
                | Self::NewForecast
                | Self::StageForward
                | Self::StageBack
                | Self::Park
                | Self::EditDraft
                | Self::DraftReady
                | Self::DraftAdvance
                | Self::ArchiveDraft
                | Self::NewContact
                | Self::EditContact
                | Self::RemoveContact
                | Self::EditBrief
                | Self::NewGoal
                | Self::CloseGoal
                | Self::PasteAnswers
                | Self::NewProblem
                | Self::EditProblem
                | Self::AdvanceProblem
                | Self::ToggleSensitive
                | Self::ArchiveProblem
                | Self::HitToDraft
                | Self::HitToProblem
                | Self::DismissHit
                | Self::EditAdProfile
                | Self::NewPromise
                | Self::EditPromise
                | Self::PromiseKept
                | Self::PromiseBroken
                | Self::PromiseWithdrawn
                | Self::ApplyPlaybook
                | Self::CloseChecklist
                | Self::PinRow
                | Self::Snooze
                | Self::TakeIn
                | Self::StrikeOut
                | Self::SwapRows
                | Self::Replan
                | Self::NewMeeting
                | Self::AnswerRequest
                | Self::RelayQuestion
                | Self::DropRequest
                | Self::RequestToProblem
                | Self::RequestToDraft
                | Self::FireSheet
                | Self::FreezeFocus
                | Self::NewExperiment
                | Self::LeaveFocus
                | Self::CloseCohort
                | Self::NewNews
                | Self::EditNews
                | Self::TellNews
                | Self::CloseNews
                | Self::Save
                | Self::SaveReady
                | Self::FinishCall
                | Self::NextCall
        )
    }
}
