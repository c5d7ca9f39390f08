//! All that happened with a client, newest first: one list made of every record that remembers moments.

use jiff::Timestamp;

use super::fold::fold;
use super::terms::terms;
use super::{
    AdImport, Channel, Checklist, ChecklistStep, Decision, Deck, Dossier, LifeStep, Problem,
    ProblemStep, Promise, Recommendation, Stage, Touch,
};

terms! {
    /// What an event is about: what the timeline is filtered by.
    pub enum EventKind {
        /// A touch.
        Touch = 1, "touch";
        /// A move on the board.
        Stage = 2, "stage";
        /// A step of a recommendation.
        Recommendation = 3, "recommendation";
        /// A step of a problem.
        Problem = 4, "problem";
        /// A presentation sent.
        Deck = 5, "deck";
        /// An agreement, or a checklist.
        Agreement = 6, "agreement";
        /// A report of campaigns.
        Import = 7, "import";
        /// The brief.
        Brief = 8, "brief";
    }
}

/// What happened, with the record that tells it.
#[derive(Debug, Clone, Copy)]
pub enum What<'d> {
    /// A touch.
    Touch(&'d Touch),
    /// The client entered a stage in a cycle; whether that opened the cycle (A13).
    Stage {
        /// Which stage.
        stage: Stage,
        /// In which cycle, from 1.
        cycle: u32,
        /// The first stage of a cycle after the first.
        opens: bool,
    },
    /// A recommendation was written (`None`) or took a step, with the client's decision when that was it.
    Recommendation(
        &'d Recommendation,
        Option<&'d LifeStep>,
        Option<&'d Decision>,
    ),
    /// A problem was found (`None`) or took a step.
    Problem(&'d Problem, Option<&'d ProblemStep>),
    /// A presentation was sent.
    Deck(&'d Deck),
    /// An agreement was made.
    Promised(&'d Promise),
    /// An agreement was kept, broken or taken back.
    Closed(&'d Promise),
    /// A playbook was applied.
    Applied(&'d Checklist),
    /// A step of a checklist was done.
    StepDone(&'d Checklist, &'d ChecklistStep),
    /// A checklist was put away.
    PutAway(&'d Checklist),
    /// A report of campaigns was taken in.
    Import(&'d AdImport),
    /// The brief was last changed then.
    BriefEdited,
    /// The questionnaire was last sent then.
    BriefAsked,
}

/// Something that happened.
#[derive(Debug, Clone, Copy)]
pub struct Event<'d> {
    /// When.
    pub at: Timestamp,
    /// What.
    pub what: What<'d>,
}

impl Event<'_> {
    /// What it is about.
    #[must_use]
    pub const fn kind(&self) -> EventKind {
        match self.what {
            What::Touch(_) => EventKind::Touch,
            What::Stage { .. } => EventKind::Stage,
            What::Recommendation(..) => EventKind::Recommendation,
            What::Problem(..) => EventKind::Problem,
            What::Deck(_) => EventKind::Deck,
            What::Promised(_)
            | What::Closed(_)
            | What::Applied(_)
            | What::StepDone(..)
            | What::PutAway(_) => EventKind::Agreement,
            What::Import(_) => EventKind::Import,
            What::BriefEdited | What::BriefAsked => EventKind::Brief,
        }
    }

    /// By what means, where there is any: touches and the client's decisions.
    #[must_use]
    pub const fn channel(&self) -> Option<Channel> {
        match self.what {
            What::Touch(touch) => Some(touch.channel),
            What::Recommendation(_, _, Some(decision)) => Some(decision.channel),
            _ => None,
        }
    }

    /// What the record says in people's words: what a search looks through.
    #[must_use]
    pub fn texts(&self) -> Vec<&str> {
        match self.what {
            What::Touch(touch) => vec![&touch.note],
            What::Stage { .. } | What::BriefEdited | What::BriefAsked => Vec::new(),
            What::Recommendation(r, step, decision) => {
                let note = step.map_or("", |s| s.note.as_str());
                let words = decision.map_or(["", ""], |d| [&d.words, &d.who]);
                vec![&r.title, note, words[0], words[1]]
            }
            What::Problem(problem, step) => {
                let note = step.map_or(problem.details.as_str(), |s| s.note.as_str());
                vec![&problem.title, note]
            }
            What::Deck(deck) => vec![&deck.title, &deck.file],
            What::Promised(p) | What::Closed(p) => vec![&p.what, &p.who, &p.evidence, &p.note],
            What::Applied(list) | What::PutAway(list) => vec![&list.title],
            What::StepDone(list, step) => vec![&list.title, &step.text, &step.note],
            What::Import(import) => vec![&import.file],
        }
    }
}

/// What of a timeline is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    /// Only events of this kind.
    pub kind: Option<EventKind>,
    /// Only what went by this channel.
    pub channel: Option<Channel>,
    /// Only what holds all these words, in any case, ё as е.
    pub words: String,
}

impl Filter {
    /// Whether everything is wanted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kind.is_none() && self.channel.is_none() && self.words.trim().is_empty()
    }

    /// Whether an event is wanted. `more` are words the screen adds to those of the record: names of
    /// people, stages, channels.
    #[must_use]
    pub fn takes(&self, event: &Event<'_>, more: &str) -> bool {
        if self.kind.is_some_and(|kind| event.kind() != kind)
            || self.channel.is_some_and(|c| event.channel() != Some(c))
        {
            return false;
        }
        let wanted = fold(&self.words);
        if wanted.is_empty() {
            return true;
        }
        let text = fold(&format!("{} {more}", event.texts().join(" ")));
        wanted.split(' ').all(|word| text.contains(word))
    }
}

/// Everything that happened, newest first. Touches are in it once they were read from disk.
#[must_use]
pub fn events(dossier: &Dossier) -> Vec<Event<'_>> {
    let mut out: Vec<Event<'_>> = Vec::new();
    let mut add = |at: Timestamp, what| out.push(Event { at, what });
    stages(dossier, &mut add);
    let work = dossier.work();
    if let Some(brief) = &work.brief {
        add(brief.edited_at, What::BriefEdited);
        if let Some(at) = brief.asked_at {
            add(at, What::BriefAsked);
        }
    }
    for touch in dossier.touches.iter().flatten() {
        add(touch.at, What::Touch(touch));
    }
    for r in &dossier.recommendations {
        add(r.created_at, What::Recommendation(r, None, None));
        // The record keeps the last decision: it belongs to the last deciding step taken at its moment.
        let decided = r.decision.as_deref();
        let of_decision = decided.and_then(|d| {
            r.steps
                .iter()
                .rposition(|s| s.at == d.at && s.life.is_decision())
        });
        for (i, step) in r.steps.iter().enumerate() {
            let decision = decided.filter(|_| of_decision == Some(i));
            add(step.at, What::Recommendation(r, Some(step), decision));
        }
    }
    for problem in &work.problems {
        add(problem.found_at, What::Problem(problem, None));
        for step in &problem.steps {
            add(step.at, What::Problem(problem, Some(step)));
        }
    }
    for deck in &work.decks {
        add(deck.sent_at, What::Deck(deck));
    }
    for promise in &work.promises {
        add(promise.made_at, What::Promised(promise));
        if let Some(at) = promise.closed_at {
            add(at, What::Closed(promise));
        }
    }
    for list in &work.checklists {
        if let Some(at) = list.applied_at() {
            add(at, What::Applied(list));
        }
        for step in &list.steps {
            if let Some(at) = step.done_at {
                add(at, What::StepDone(list, step));
            }
        }
        if let Some(at) = list.closed_at {
            add(at, What::PutAway(list));
        }
    }
    for import in work.ads.iter().flat_map(|ads| &ads.imports) {
        add(import.at, What::Import(import));
    }
    // Of one moment the later step comes first too: it was pushed later.
    out.reverse();
    out.sort_by_key(|event| std::cmp::Reverse(event.at));
    out
}

fn stages<'d>(dossier: &Dossier, add: &mut impl FnMut(Timestamp, What<'d>)) {
    let Some(journey) = dossier.journey.as_deref() else {
        return;
    };
    let past = journey
        .past
        .iter()
        .map(|stay| (stay.entered_at, stay.stage, stay.cycle));
    let here = (journey.entered_at, journey.stage, journey.cycle);
    let mut before = None;
    for (at, stage, cycle) in past.chain([here]) {
        let opens = before.is_some_and(|known| cycle > known);
        before = Some(cycle);
        add(
            at,
            What::Stage {
                stage,
                cycle,
                opens,
            },
        );
    }
}

#[cfg(test)]
mod tests;
