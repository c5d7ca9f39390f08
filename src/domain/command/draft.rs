//! Writing recommendations and taking them through their life.

use jiff::civil::Date;

use super::{Env, RuleError, live, recommendation};
use crate::domain::{
    Book, Change, ClientId, Effort, Intent, Life, LifeStep, Recommendation, RecommendationId,
    RecommendationKind, Transaction,
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
}

impl DraftText {
    /// The text of an existing recommendation, to be edited.
    #[must_use]
    pub fn of(recommendation: &Recommendation) -> Self {
        Self {
            title: recommendation.title.clone(),
            why: recommendation.why.clone(),
            if_done: recommendation.if_done.clone(),
            if_not: recommendation.if_not.clone(),
            effort: recommendation.effort,
            kind: recommendation.kind,
        }
    }

    fn write(self, into: &mut Recommendation) -> Result<(), RuleError> {
        into.title = self.title.split_whitespace().collect::<Vec<_>>().join(" ");
        if into.title.is_empty() {
            return Err(RuleError::NameMissing);
        }
        self.why.trim_end().clone_into(&mut into.why);
        self.if_done.trim_end().clone_into(&mut into.if_done);
        self.if_not.trim_end().clone_into(&mut into.if_not);
        into.effort = self.effort;
        into.kind = self.kind;
        Ok(())
    }
}

fn transaction(intent: Intent, of: &Recommendation, env: &Env<'_>) -> Transaction {
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
    live(book, client)?;
    let at = env.now.timestamp();
    let mut draft = Recommendation::draft(env.ids.next(at), client, at);
    text.write(&mut draft)?;
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
    let before = recommendation(book, client, id)?;
    let mut after = before.clone();
    text.write(&mut after)?;
    if after == *before {
        return Err(RuleError::Nothing);
    }
    // What was ready must stay complete: an edit may not slip an unfounded advice past the rule (A18).
    if after.life != Life::Draft && !after.lacks().is_empty() {
        return Err(RuleError::Lacks(after.lacks()));
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
    let before = match id {
        Some(id) => Some(recommendation(book, client, id)?.clone()),
        None => {
            live(book, client)?;
            None
        }
    };
    if let Some(before) = &before
        && before.life != Life::Draft
    {
        return edit(client, before.id, text, book, env);
    }
    let mut after = before
        .clone()
        .unwrap_or_else(|| Recommendation::draft(env.ids.next(at), client, at));
    text.write(&mut after)?;
    if !after.lacks().is_empty() {
        return Err(RuleError::Lacks(after.lacks()));
    }
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

pub(super) fn advance(
    client: ClientId,
    id: RecommendationId,
    to: Life,
    until: Option<Date>,
    note: String,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let before = recommendation(book, client, id)?;
    if !before.life.next().contains(&to) {
        return Err(RuleError::NoStep {
            from: before.life,
            to,
        });
    }
    if to == Life::Ready && !before.lacks().is_empty() {
        return Err(RuleError::Lacks(before.lacks()));
    }
    if to == Life::Declined && note.trim().is_empty() {
        return Err(RuleError::ReasonMissing);
    }
    if let Some(day) = until
        && day < env.now.date()
    {
        return Err(RuleError::NotAhead(day));
    }
    let mut after = before.clone();
    after.life = to;
    after.until = until;
    after.steps.push(LifeStep {
        life: to,
        at: env.now.timestamp(),
        note: note.trim().to_owned(),
    });
    let mut tx = transaction(Intent::AdvanceDraft, &after, env);
    tx.push(Change::replace(Some(before.clone()), after));
    Ok(tx)
}

pub(super) fn archive(
    client: ClientId,
    id: RecommendationId,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let before = recommendation(book, client, id)?;
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
            why: "бюджет уходит мимо".to_owned(),
            if_done: "заявка дешевле".to_owned(),
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
        text.if_not = "к весне дороже".to_owned();
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
            assert_eq!(last.if_not, "к весне дороже");
        }
    }
}
