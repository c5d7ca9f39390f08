//! Writing recommendations.

use super::advance::resting;
use super::{Env, RuleError, live, recommendation};
use crate::domain::{
    Book, Change, ClientId, Dossier, Effect, Effort, GoalId, Grounds, Intent, Life, LifeStep,
    Recommendation, RecommendationId, RecommendationKind, Transaction,
};

/// The text of a recommendation as a person writes it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DraftText {
    /// One line.
    pub title: String,
    /// Зачем.
    pub why: String,
    /// What happens if it is done.
    pub if_done: String,
    /// What happens if it is not done.
    pub if_not: String,
    /// Work for the client.
    pub effort: Effort,
    /// Hygiene or growth.
    pub kind: RecommendationKind,
    /// The goal of the brief it serves; without one it is flagged (A11).
    pub goal: Option<GoalId>,
    /// What the money buys, one line (C2).
    pub value: String,
    /// The effect it promises.
    pub effect: Option<Effect>,
    /// Who helps the client (E6).
    pub helper: String,
    /// How to do it, in plain words (A23).
    pub how_simple: String,
    /// How to do it, in the terms of the trade.
    pub how_expert: String,
    /// The audit rule that drafted it.
    pub rule: Option<String>,
}

impl DraftText {
    /// The text of an existing recommendation, to be edited.
    #[must_use]
    pub fn of(recommendation: &Recommendation) -> Self {
        let grounds = recommendation.grounds().clone();
        Self {
            title: recommendation.title.clone(),
            why: recommendation.why.clone(),
            if_done: recommendation.if_done.clone(),
            if_not: recommendation.if_not.clone(),
            effort: recommendation.effort,
            kind: recommendation.kind,
            goal: grounds.goal,
            value: grounds.value,
            effect: grounds.effect,
            helper: grounds.helper,
            how_simple: grounds.how_simple,
            how_expert: grounds.how_expert,
            rule: grounds.rule,
        }
    }

    fn write(self, into: &mut Recommendation, dossier: &Dossier) -> Result<(), RuleError> {
        let before = into.grounds().clone();
        // A goal closed since may stay where it is; a new link needs an open one.
        if let Some(id) = self.goal.filter(|_| self.goal != before.goal) {
            let goal = dossier.work().brief.as_ref().and_then(|b| b.goal(id));
            if goal.is_none_or(|g| g.closed_at.is_some()) {
                return Err(RuleError::NoSuchGoal);
            }
        }
        into.title = one_line(&self.title);
        if into.title.is_empty() {
            return Err(RuleError::NameMissing);
        }
        let grounds = Grounds {
            goal: self.goal,
            value: one_line(&self.value),
            effect: self.effect,
            helper: one_line(&self.helper),
            how_simple: self.how_simple.trim_end().to_owned(),
            how_expert: self.how_expert.trim_end().to_owned(),
            rule: self.rule,
            cycle: before.cycle,
        };
        self.why.trim_end().clone_into(&mut into.why);
        self.if_done.trim_end().clone_into(&mut into.if_done);
        self.if_not.trim_end().clone_into(&mut into.if_not);
        into.effort = self.effort;
        into.kind = self.kind;
        into.grounds = (grounds != Grounds::default()).then(|| Box::new(grounds));
        Ok(())
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A new draft of the present cycle.
fn blank(dossier: &Dossier, env: &mut Env<'_>) -> Recommendation {
    let at = env.now.timestamp();
    let mut draft = Recommendation::draft(env.ids.next(at), dossier.id(), at);
    draft.grounds = Some(Box::new(Grounds {
        cycle: dossier.cycle(),
        ..Grounds::default()
    }));
    draft
}

/// Complete and with reasons (A18), or what it still wants.
pub(super) fn founded(of: &Recommendation) -> Result<(), RuleError> {
    let lacks = of.lacks();
    if !lacks.is_empty() {
        return Err(RuleError::Lacks(lacks));
    }
    match of.flaws() {
        flaws if flaws.is_empty() => Ok(()),
        flaws => Err(RuleError::Unfounded(flaws)),
    }
}

pub(super) fn transaction(intent: Intent, of: &Recommendation, env: &Env<'_>) -> Transaction {
    Transaction::new(
        intent,
        env.now.timestamp(),
        Some(of.client),
        of.title.clone(),
    )
}

pub(super) fn add(
    client: ClientId,
    text: DraftText,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let dossier = live(book, client)?;
    resting(dossier, None, text.rule.as_deref(), env)?;
    let mut draft = blank(dossier, env);
    text.write(&mut draft, dossier)?;
    let mut tx = transaction(Intent::AddDraft, &draft, env);
    tx.push(Change::create(draft));
    Ok(tx)
}

pub(super) fn edit(
    client: ClientId,
    id: RecommendationId,
    text: DraftText,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let dossier = live(book, client)?;
    let before = recommendation(book, client, id)?;
    let mut after = before.clone();
    text.write(&mut after, dossier)?;
    if after == *before {
        return Err(RuleError::Nothing);
    }
    // What was ready must stay complete: an edit may not slip an unfounded advice past the rule (A18).
    if after.life != Life::Draft {
        let lacks = after.lacks();
        if !lacks.is_empty() {
            return Err(RuleError::Lacks(lacks));
        }
        if before.flaws().is_empty() {
            founded(&after)?;
        }
    }
    after.edited_at = env.now.timestamp();
    let mut tx = transaction(Intent::EditDraft, &after, env);
    tx.push(Change::replace(Some(before.clone()), after));
    Ok(tx)
}

/// Writes and declares ready at once; one past its draft is only written.
pub(super) fn finish(
    client: ClientId,
    id: Option<RecommendationId>,
    text: DraftText,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let at = env.now.timestamp();
    let dossier = live(book, client)?;
    let before = match id {
        Some(id) => Some(recommendation(book, client, id)?.clone()),
        None => {
            resting(dossier, None, text.rule.as_deref(), env)?;
            None
        }
    };
    if let Some(before) = &before
        && before.life != Life::Draft
    {
        return edit(client, before.id, text, book, env);
    }
    let mut after = match &before {
        Some(before) => before.clone(),
        None => blank(dossier, env),
    };
    text.write(&mut after, dossier)?;
    founded(&after)?;
    after.life = Life::Ready;
    after.edited_at = at;
    after.steps.push(LifeStep {
        life: Life::Ready,
        at,
        note: String::new(),
    });
    let intent = if before.is_some() {
        Intent::AdvanceDraft
    } else {
        Intent::AddDraft
    };
    let mut tx = transaction(intent, &after, env);
    tx.push(Change::replace(before, after));
    Ok(tx)
}

pub(super) fn archive(
    client: ClientId,
    id: RecommendationId,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    live(book, client)?;
    let before = book
        .recommendation(client, id)
        .ok_or(RuleError::NoSuchRecommendation)?;
    if before.archived_at.is_some() {
        return Err(RuleError::Nothing);
    }
    let mut after = before.clone();
    after.archived_at = Some(env.now.timestamp());
    let mut tx = transaction(Intent::ArchiveDraft, &after, env);
    tx.push(Change::replace(Some(before.clone()), after));
    Ok(tx)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::domain::command::{Command, decide};
    use crate::domain::recommendation::Lack;
    use crate::domain::{Client, Ids, Record};

    #[test]
    fn finishing_writes_and_declares_ready_in_one_step() {
        let now = date(2026, 11, 23)
            .at(10, 0, 0, 0)
            .in_tz("Europe/Moscow")
            .unwrap();
        let client = ClientId(uuid::Uuid::from_u128(1));
        let mut book = Book::new();
        let named = Client::named(client, "Альфа".to_owned(), now.timestamp());
        book.load(Record::from(named)).unwrap();
        let mut ids = Ids::seeded(1);
        let mut env = Env {
            now: &now,
            ids: &mut ids,
        };
        let mut text = DraftText {
            title: "Разделить кампании".to_owned(),
            why: "бюджет уходит мимо целевых запросов".to_owned(),
            if_done: "заявка дешевле на треть".to_owned(),
            ..DraftText::default()
        };
        let refused = decide(
            Command::FinishDraft(client, None, text.clone()),
            &book,
            &mut env,
        );
        assert_eq!(refused, Err(RuleError::Lacks(vec![Lack::IfNot])));
        // A draft saved unfinished, then finished in the same words and more.
        let mut tx = decide(Command::AddDraft(client, text.clone()), &book, &mut env).unwrap();
        book.apply(&mut tx).unwrap();
        let id = book.get(client).unwrap().recommendations[0].id;
        text.if_not = "к весне аукцион дороже".to_owned();
        for (known, intent, count) in [
            (Some(id), Intent::AdvanceDraft, 1),
            (None, Intent::AddDraft, 2),
        ] {
            let command = Command::FinishDraft(client, known, text.clone());
            let mut tx = decide(command, &book, &mut env).unwrap();
            assert_eq!((tx.entry.intent, tx.changes.len()), (intent, 1));
            book.apply(&mut tx).unwrap();
            let all = &book.get(client).unwrap().recommendations;
            assert_eq!(all.len(), count);
            let last = all.last().unwrap();
            assert_eq!(last.life, Life::Ready);
            assert_eq!(last.steps.len(), 1);
            assert_eq!(last.if_not, "к весне аукцион дороже");
        }
    }
}
