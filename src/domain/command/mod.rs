//! What a person, an import or the command line asks for, and the rules that answer.
//!
//! [`decide`] reads the book and returns a [`Transaction`] or says which rule forbids it; it changes
//! nothing. One file per area of the field.

mod advance;
mod audit;
mod brief;
mod bulk;
mod call;
mod campaigns;
mod client;
mod cohort;
mod contact;
mod day;
mod deck;
mod draft;
mod forecast;
mod meetings;
mod news;
mod playbook;
mod problem;
mod promise;
mod refusal;
mod requests;
mod snooze;
mod stage;
mod terms;
mod touch;
mod views;

use jiff::Zoned;
use jiff::civil::Date;

use super::agenda::DayFrame;
use super::{
    Book, ChecklistId, Client, ClientId, Contact, ContactId, Ids, ProblemId, Promise, PromiseId,
    PromiseLife, Recommendation, RecommendationId, Spend, Stage, Transaction,
};

pub use advance::{Advance, NewDecision, currency, measured};
pub use audit::{AuditStep, Dismissed, FoundDraft, FoundProblem};
pub use brief::{BriefCommand, BriefError};
pub use bulk::BulkChange;
pub use call::{FinishedCall, NewTask, TASKS};
pub use campaigns::AdFacts;
pub use cohort::{CohortCommand, CohortError, MOST_HELD_OUT, NewCohort};
pub use day::{DayCommand, DayFault, Shift};
pub use deck::sendable;
pub use draft::DraftText;
pub use forecast::{ForecastCommand, ForecastError};
pub use meetings::MeetingsCommand;
pub use news::{NewsCommand, NewsError};
pub use playbook::NewChecklist;
pub use problem::{NewProblemStep, ProblemText};
pub use refusal::RuleError;
pub use requests::{FoundIncident, NewRequest, RequestCommand, RequestDeed};
pub use terms::{TermsCommand, TermsError};
pub use touch::{NewFollowUp, NewTouch, NextStep};
pub use views::{ViewCommand, ViewError};

/// The moment and the source of ids a decision uses; everything else it knows from the book.
#[derive(Debug)]
pub struct Env<'a> {
    /// Now, in the manager's zone.
    pub now: &'a Zoned,
    /// New ids.
    pub ids: &'a mut Ids,
}

/// Where to move on the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Move {
    /// To the next stage of the cycle; from Rollout to Problems found, which opens cycle n+1 (A13).
    Forward,
    /// To the stage before.
    Back,
    /// To a named stage.
    To(Stage),
}

/// Something a person wants.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Adds a client as described; its id and moment of creation are given here.
    AddClient(Box<Client>),
    /// Replaces a client's facts.
    EditClient(Box<Client>),
    /// Archives a client: hidden, nothing lost.
    ArchiveClient(ClientId),
    /// Brings a client back from the archive.
    RestoreClient(ClientId),
    /// Adds a contact as described; its id is given here.
    AddContact(Box<Contact>),
    /// Replaces a contact's facts.
    EditContact(Box<Contact>),
    /// Removes a contact (undo brings it back).
    RemoveContact(ClientId, ContactId),
    /// Moves one or many clients on the board, in one transaction.
    MoveStage {
        /// Who moves.
        clients: Vec<ClientId>,
        /// Where to.
        to: Move,
        /// The question about what is missing was answered with yes.
        confirmed: bool,
    },
    /// Sets a client aside on its stage with a reason until a day.
    Park {
        /// Who.
        client: ClientId,
        /// Why; must not be empty.
        reason: String,
        /// The first day it is active again; must lie ahead.
        until: Date,
    },
    /// Takes a client off the parking.
    Unpark(ClientId),
    /// Replaces a client's monthly figures.
    SetSpend(Spend),
    /// Logs a touch and settles the next one.
    LogTouch(Box<NewTouch>),
    /// Logs a call with all that came of it, in one transaction (A20–A23, D18).
    FinishCall(Box<FinishedCall>),
    /// Writes a task of a client down.
    AddTask(ClientId, NewTask),
    /// Plans the next touch.
    PlanTouch(ClientId, NewFollowUp),
    /// Strikes out the planned touch.
    ClearTouch(ClientId),
    /// Writes a new recommendation draft.
    AddDraft(ClientId, DraftText),
    /// Changes the text of a recommendation.
    EditDraft(ClientId, RecommendationId, DraftText),
    /// Writes a recommendation, new (`None`) or known, and declares it ready, in one transaction (A18).
    FinishDraft(ClientId, Option<RecommendationId>, DraftText),
    /// Takes a recommendation a step further.
    AdvanceDraft(ClientId, RecommendationId, Box<Advance>),
    /// Puts a recommendation away.
    ArchiveDraft(ClientId, RecommendationId),
    /// Fills or changes the brief (A8).
    Brief(BriefCommand),
    /// Writes an agreement down as described; its id and moment are given here (B11).
    AddPromise(Box<Promise>),
    /// Replaces what an agreement says; how it stands is not changed by this.
    EditPromise(Box<Promise>),
    /// Says how an agreement ended; [`PromiseLife::Open`] takes the end back.
    ClosePromise {
        /// Whose.
        client: ClientId,
        /// Which.
        id: PromiseId,
        /// How it stands now.
        life: PromiseLife,
        /// What was said about it; may be empty.
        note: String,
    },
    /// Replaces what a person knows of a client's advertising (A31).
    EditAdProfile(Box<AdFacts>),
    /// Records a presentation as sent: what was ready in it is sent with it, in one transaction (A12).
    SendDeck {
        /// To whom.
        client: ClientId,
        /// What is in it, in the order of the slides.
        recommendations: Vec<RecommendationId>,
        /// Its title.
        title: String,
        /// The file it was written to; empty when none was.
        file: String,
        /// Seconds it took to make (A33).
        seconds: u32,
    },
    /// Applies a playbook to a client (C9); twice at once is refused.
    ApplyPlaybook(ClientId, NewChecklist),
    /// Marks a step of a checklist as done, or takes that back.
    CheckStep {
        /// Whose.
        client: ClientId,
        /// Which checklist.
        id: ChecklistId,
        /// Which step, from 0.
        step: usize,
        /// Done, or not.
        done: bool,
        /// What came of it; `None` keeps what is there.
        note: Option<String>,
    },
    /// Puts a checklist away; what is not done stays not done.
    CloseChecklist(ClientId, ChecklistId),
    /// Writes a problem down; its cycle is the client's present one.
    AddProblem(ClientId, ProblemText),
    /// Changes what is written of a problem.
    EditProblem(ClientId, ProblemId, ProblemText),
    /// Takes a problem a step further, or back.
    AdvanceProblem(ClientId, ProblemId, NewProblemStep),
    /// Keeps a problem out of texts for the client (`true`), or clears it (C12).
    MarkProblem(ClientId, ProblemId, bool),
    /// Puts a problem away.
    ArchiveProblem(ClientId, ProblemId),
    /// Deals with what the audit found.
    Audit(ClientId, AuditStep),
    /// Deals with meetings of the manager's calendar (C21).
    Meetings(MeetingsCommand),
    /// Agrees on the form of communication (C10, A27).
    Terms(TermsCommand),
    /// Saves, changes, removes a view (A6).
    View(ViewCommand),
    /// Changes many clients alike, in one transaction (A6).
    Bulk {
        /// Whom.
        clients: Vec<ClientId>,
        /// How.
        change: Box<BulkChange>,
    },
    /// Writes news down and who was told (A22).
    News(NewsCommand),
    /// Freezes a segment, changes its members, closes it (A6, A25).
    Cohort(CohortCommand),
    /// Makes or strikes out a forecast (A26).
    Forecast(ForecastCommand),
    /// Arranges a day of calls by hand.
    Day(Box<DayFrame>, DayCommand),
    /// Keeps a client off the agenda until a day; promises are not silenced by it.
    Snooze {
        /// Who.
        client: ClientId,
        /// The first day it may come back; must lie ahead.
        until: Date,
        /// Why; must not be empty.
        reason: String,
    },
    /// Brings a client kept off the agenda back.
    Wake(ClientId),
    /// Deals with what came in (B7, C20, D8).
    Request(RequestCommand),
}

/// Turns a command into the transaction that carries it out. Its words are [plain](super::plain), whoever
/// asked and by whatever way.
///
/// # Errors
/// The rule that forbids it; the book is not touched either way.
pub fn decide(command: Command, book: &Book, env: &mut Env<'_>) -> Result<Transaction, RuleError> {
    if book.partial().is_some() {
        return Err(RuleError::Opening);
    }
    let mut transaction = carried_out(command, book, env)?;
    super::free_text::clean(&mut transaction).map_err(|_| RuleError::NameMissing)?;
    Ok(transaction)
}

fn carried_out(command: Command, book: &Book, env: &mut Env<'_>) -> Result<Transaction, RuleError> {
    match command {
        Command::AddClient(client) => client::add(*client, env),
        Command::EditClient(client) => client::edit(*client, book, env),
        Command::ArchiveClient(id) => client::archive(id, book, env),
        Command::RestoreClient(id) => client::restore(id, book, env),
        Command::SetSpend(spend) => client::set_spend(spend, book, env),
        Command::AddContact(contact) => contact::add(*contact, book, env),
        Command::EditContact(contact) => contact::edit(*contact, book, env),
        Command::RemoveContact(client, id) => contact::remove(client, id, book, env),
        Command::MoveStage {
            clients,
            to,
            confirmed,
        } => stage::shift(&clients, to, confirmed, book, env),
        Command::Park {
            client,
            reason,
            until,
        } => stage::park(client, &reason, until, book, env),
        Command::Unpark(client) => stage::unpark(client, book, env),
        Command::LogTouch(touch) => touch::log(*touch, book, env),
        Command::FinishCall(call) => call::finish(*call, book, env),
        Command::AddTask(client, task) => call::add_task(client, task, book, env),
        Command::PlanTouch(client, plan) => touch::plan(client, plan, book, env),
        Command::ClearTouch(client) => touch::clear(client, book, env),
        Command::AddDraft(client, text) => draft::add(client, text, book, env),
        Command::EditDraft(client, id, text) => draft::edit(client, id, text, book, env),
        Command::FinishDraft(client, id, text) => draft::finish(client, id, text, book, env),
        Command::AdvanceDraft(client, id, step) => advance::advance(client, id, *step, book, env),
        Command::ArchiveDraft(client, id) => draft::archive(client, id, book, env),
        Command::Brief(command) => brief::run(command, book, env),
        Command::AddPromise(promise) => promise::add(*promise, book, env),
        Command::EditPromise(promise) => promise::edit(*promise, book, env),
        Command::ClosePromise {
            client,
            id,
            life,
            note,
        } => promise::close(client, id, life, &note, book, env),
        Command::EditAdProfile(facts) => campaigns::edit(*facts, book, env),
        Command::ApplyPlaybook(client, list) => playbook::apply(client, list, book, env),
        Command::CheckStep {
            client,
            id,
            step,
            done,
            note,
        } => playbook::check(client, id, step, (done, note), book, env),
        Command::CloseChecklist(client, id) => playbook::close(client, id, book, env),
        Command::SendDeck {
            client,
            recommendations,
            title,
            file,
            seconds,
        } => deck::send(client, &recommendations, title, file, seconds, book, env),
        Command::AddProblem(client, text) => problem::add(client, text, book, env),
        Command::EditProblem(client, id, text) => problem::edit(client, id, text, book, env),
        Command::AdvanceProblem(client, id, step) => problem::advance(client, id, step, book, env),
        Command::MarkProblem(client, id, on) => problem::mark(client, id, on, book, env),
        Command::ArchiveProblem(client, id) => problem::archive(client, id, book, env),
        Command::Audit(client, step) => audit::step(client, step, book, env),
        Command::Meetings(command) => meetings::run(command, book, env),
        Command::Terms(command) => terms::run(command, book, env),
        Command::View(command) => views::run(command, book, env),
        Command::Bulk { clients, change } => bulk::run(&clients, &change, book, env),
        Command::News(command) => news::run(command, book, env),
        Command::Cohort(command) => cohort::run(command, book, env),
        Command::Forecast(command) => forecast::run(command, book, env),
        Command::Day(frame, step) => day::arrange(&frame, step, book, env),
        Command::Snooze {
            client,
            until,
            reason,
        } => snooze::set(client, until, &reason, book, env),
        Command::Wake(client) => snooze::wake(client, book, env),
        Command::Request(command) => requests::run(command, book, env),
    }
}

/// A dossier that may be worked on: there and not archived.
fn live(book: &Book, id: ClientId) -> Result<&super::Dossier, RuleError> {
    let dossier = book.get(id).ok_or(RuleError::NoSuchClient)?;
    if dossier.client.archived_at.is_some() {
        return Err(RuleError::Archived);
    }
    Ok(dossier)
}

/// A recommendation of a live client that was not put away.
fn recommendation(
    book: &Book,
    client: ClientId,
    id: RecommendationId,
) -> Result<&Recommendation, RuleError> {
    live(book, client)?;
    book.recommendation(client, id)
        .filter(|r| r.archived_at.is_none())
        .ok_or(RuleError::NoSuchRecommendation)
}
