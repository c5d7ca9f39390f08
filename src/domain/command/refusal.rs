//! Why a command may not be carried out.

use jiff::civil::Date;

use super::{BriefError, CohortError, DayFault, ForecastError, NewsError, TermsError, ViewError};
use crate::domain::recommendation::{Flaw, Lack};
use crate::domain::slides;
use crate::domain::stage::Missing;
use crate::domain::{ClientId, Conflict, Life, ProblemLife, Stage};

/// Why a command may not be carried out. Data only; the screen has the words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// The client is not there.
    #[error("no such client")]
    NoSuchClient,
    /// The contact is not there.
    #[error("no such contact")]
    NoSuchContact,
    /// The recommendation is not there.
    #[error("no such recommendation")]
    NoSuchRecommendation,
    /// The agreement is not there.
    #[error("no such agreement")]
    NoSuchPromise,
    /// The checklist or its step is not there.
    #[error("no such checklist")]
    NoSuchChecklist,
    /// What came in is not there.
    #[error("no such request")]
    NoSuchRequest,
    /// What came in has words.
    #[error("what came in must be said")]
    RequestEmpty,
    /// Nothing comes in before it is sent.
    #[error("received in the future")]
    ReceivedAhead,
    /// It was closed; it must be taken up again first.
    #[error("the request is closed")]
    RequestClosed,
    /// A question goes to somebody.
    #[error("to whom the question goes must be said")]
    RelayUnclear,
    /// An answer has words.
    #[error("the answer must be said")]
    AnswerEmpty,
    /// An agreement says what is promised.
    #[error("what is promised must be said")]
    PromiseEmpty,
    /// A task says what is to be done.
    #[error("what is to be done must be said")]
    TaskEmpty,
    /// A playbook without a step.
    #[error("the playbook has no steps")]
    PlaybookEmpty,
    /// The same playbook is under way with this client.
    #[error("{0} is under way already")]
    AlreadyApplied(String),
    /// The problem is not there.
    #[error("no such problem")]
    NoSuchProblem,
    /// Waiting needs what is awaited and until when.
    #[error("what is awaited, and until when, must be said")]
    WaitingUnclear,
    /// A problem cannot take this step from where it stands.
    #[error("no step from {} to {}", from.name(), to.name())]
    NoProblemStep {
        /// Where it stands.
        from: ProblemLife,
        /// Where it was to go.
        to: ProblemLife,
    },
    /// A name is needed.
    #[error("a name is needed")]
    NameMissing,
    /// A reason is needed.
    #[error("a reason is needed")]
    ReasonMissing,
    /// The day must lie ahead.
    #[error("{0} is not ahead")]
    NotAhead(Date),
    /// The client is archived; it must be restored first.
    #[error("the client is archived")]
    Archived,
    /// The command would change nothing.
    #[error("nothing to change")]
    Nothing,
    /// The client stands on the first stage, there is nowhere back.
    #[error("there is no stage before")]
    NoStageBefore,
    /// Leaving the stage skips something: ask, then send the command again as confirmed.
    #[error("the stage is left early")]
    LeavesEarly {
        /// The first client the question is about.
        client: ClientId,
        /// The stage it stands on.
        from: Stage,
        /// The stage it would enter.
        to: Stage,
        /// What is missing.
        missing: Vec<Missing>,
        /// How many more clients of a bulk move miss something.
        others: usize,
    },
    /// A recommendation cannot be ready without these (A18).
    #[error("the recommendation is not complete")]
    Lacks(Vec<Lack>),
    /// Texts of a recommendation that give no reason (A18).
    #[error("the recommendation gives no reasons")]
    Unfounded(Vec<Flaw>),
    /// The goal is not in the brief, or is closed.
    #[error("no such goal")]
    NoSuchGoal,
    /// Declined twice: the advice is not brought up again before this day.
    #[error("rests until {0}")]
    Resting(Date),
    /// We do not set up anything for a self-serve client (A16).
    #[error("not ours to set up")]
    NotOurs,
    /// A check needs a person's judgement.
    #[error("a verdict is needed")]
    VerdictMissing,
    /// Nothing tells yet what came of it: until this day only «unclear» is an honest verdict.
    #[error("too early before {0}")]
    TooEarly(Date),
    /// A recommendation cannot take this step from where it stands.
    #[error("no step from {} to {}", from.name(), to.name())]
    NoStep {
        /// Where it stands.
        from: Life,
        /// Where it was to go.
        to: Life,
    },
    /// There is no presentation to make of this.
    #[error(transparent)]
    Slides(#[from] slides::Refusal),
    /// The brief cannot be so.
    #[error(transparent)]
    Brief(#[from] BriefError),
    /// The form of communication cannot be so.
    #[error(transparent)]
    Terms(#[from] TermsError),
    /// The view cannot be so.
    #[error(transparent)]
    View(#[from] ViewError),
    /// The news cannot be so.
    #[error(transparent)]
    News(#[from] NewsError),
    /// A problem or a recommendation of this title deals with the hit already.
    #[error("dealt with already: {0}")]
    HitTaken(String),
    /// The day cannot be arranged so.
    #[error(transparent)]
    Day(#[from] DayFault),
    /// A frozen segment cannot be so.
    #[error(transparent)]
    Cohort(#[from] CohortError),
    /// A forecast cannot be so.
    #[error(transparent)]
    Forecast(#[from] ForecastError),
    /// Only the first screen of the portfolio is here yet.
    #[error("the portfolio is still being opened")]
    Opening,
    /// The meeting is not there.
    #[error("no such meeting")]
    NoSuchMeeting,
    /// A meeting would end before it begins.
    #[error("it ends before it begins")]
    EndsBeforeBegin,
    /// Something changed meanwhile.
    #[error(transparent)]
    Conflict(#[from] Conflict),
}
