//! Dealing with what the audit found: putting it aside, making a problem or a recommendation of it.

use super::advance::resting;
use super::{Env, RuleError, live};
use crate::domain::audit::{HitKey, Taken, taken};
use crate::domain::{
    AdProfile, Book, CampaignId, Change, ClientId, Dismissal, Dossier, Effect, Effort, FoundBy,
    Grounds, Intent, Problem, Recommendation, RecommendationKind, Severity, Solver, Transaction,
};

/// A hit to be put aside, with the number it measures now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dismissed {
    /// What it is about.
    pub key: HitKey,
    /// The measure, thousandths.
    pub measure: i64,
}

/// A problem as a hit tells it; the words are those of a language, made outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundProblem {
    /// What it is about; without a campaign it deals with all hits of the rule.
    pub key: HitKey,
    /// One line.
    pub title: String,
    /// The numbers.
    pub details: String,
    /// How bad.
    pub severity: Severity,
    /// With whom the solution lies.
    pub solver: Solver,
    /// Must not be told to the client yet (C12).
    pub sensitive: bool,
}

/// A recommendation draft as a hit tells it; the words are those of a language, made outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundDraft {
    /// What it is about; without a campaign it deals with all hits of the rule.
    pub key: HitKey,
    /// One line.
    pub title: String,
    /// Зачем, with the numbers.
    pub why: String,
    /// What happens if it is done.
    pub if_done: String,
    /// What happens if it is not done.
    pub if_not: String,
    /// How to do it, in plain words.
    pub how_simple: String,
    /// How to do it, in the terms of the trade.
    pub how_expert: String,
    /// A fix, or a reason to grow.
    pub kind: RecommendationKind,
    /// Work for the client.
    pub effort: Effort,
    /// What it promises.
    pub effect: Option<Effect>,
}

/// What is done with hits of the audit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuditStep {
    /// Puts hits aside with one reason, in one transaction.
    Dismiss {
        /// Which, with their numbers.
        hits: Vec<Dismissed>,
        /// Why; must not be empty.
        reason: String,
    },
    /// Brings a hit put aside back.
    Restore(HitKey),
    /// Makes a problem of a hit.
    Problem(Box<FoundProblem>),
    /// Makes a recommendation draft of a hit.
    Draft(Box<FoundDraft>),
}

pub(super) fn step(
    client: ClientId,
    step: AuditStep,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let dossier = live(book, client)?;
    match step {
        AuditStep::Dismiss { hits, reason } => dismiss(dossier, &hits, &reason, env),
        AuditStep::Restore(key) => restore(dossier, &key, env),
        AuditStep::Problem(found) => problem(dossier, *found, env),
        AuditStep::Draft(found) => draft(dossier, *found, env),
    }
}

/// The profile to be changed; a client without campaigns gets its first one.
fn profile(dossier: &Dossier, env: &Env<'_>) -> (Option<AdProfile>, AdProfile) {
    let before = dossier.work().ads.as_deref().cloned();
    let at = env.now.timestamp();
    let mut after = before
        .clone()
        .unwrap_or_else(|| AdProfile::empty(dossier.id(), at));
    after.edited_at = at;
    (before, after)
}

fn same(dismissal: &Dismissal, place: &str, campaign: Option<CampaignId>) -> bool {
    dismissal.rule == place && dismissal.campaign == campaign
}

fn dismiss(
    dossier: &Dossier,
    hits: &[Dismissed],
    reason: &str,
    env: &Env<'_>,
) -> Result<Transaction, RuleError> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(RuleError::ReasonMissing);
    }
    let Some(first) = hits.first() else {
        return Err(RuleError::Nothing);
    };
    let (before, mut after) = profile(dossier, env);
    for hit in hits {
        let place = hit.key.place();
        after
            .dismissed
            .retain(|d| !same(d, &place, hit.key.campaign));
        after.dismissed.push(Dismissal {
            rule: place,
            campaign: hit.key.campaign,
            reason: reason.to_owned(),
            at: env.now.timestamp(),
            measure: hit.measure,
        });
    }
    let mut tx = Transaction::new(
        Intent::DismissHit,
        env.now.timestamp(),
        Some(dossier.id()),
        first.key.rule.clone(),
    );
    tx.push(Change::replace(before, after));
    Ok(tx)
}

fn restore(dossier: &Dossier, key: &HitKey, env: &Env<'_>) -> Result<Transaction, RuleError> {
    let (before, mut after) = profile(dossier, env);
    let place = key.place();
    let known = after.dismissed.len();
    after.dismissed.retain(|d| !same(d, &place, key.campaign));
    if after.dismissed.len() == known {
        return Err(RuleError::Nothing);
    }
    let mut tx = Transaction::new(
        Intent::RestoreHit,
        env.now.timestamp(),
        Some(dossier.id()),
        key.rule.clone(),
    );
    tx.push(Change::replace(before, after));
    Ok(tx)
}

/// A hit dealt with is not dealt with twice: the title of what deals with it is pointed out.
fn free(dossier: &Dossier, key: &HitKey) -> Result<(), RuleError> {
    let work = dossier.work();
    let title = match taken(key, &work.problems, &dossier.recommendations) {
        None => return Ok(()),
        Some(Taken::Problem(id)) => work
            .problems
            .iter()
            .find(|p| p.id == id)
            .map(|p| p.title.clone()),
        Some(Taken::Recommendation(id)) => dossier
            .recommendations
            .iter()
            .find(|r| r.id == id)
            .map(|r| r.title.clone()),
    };
    Err(RuleError::HitTaken(title.unwrap_or_default()))
}

fn one_line(text: &str) -> Result<String, RuleError> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return Err(RuleError::NameMissing);
    }
    Ok(line)
}

fn problem(
    dossier: &Dossier,
    found: FoundProblem,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    free(dossier, &found.key)?;
    let at = env.now.timestamp();
    let title = one_line(&found.title)?;
    let problem = Problem {
        details: found.details.trim_end().to_owned(),
        severity: found.severity,
        found_by: FoundBy::Us,
        solver: found.solver,
        sensitive: found.sensitive,
        cycle: dossier.cycle(),
        rule: Some(found.key.to_string()),
        ..Problem::titled(env.ids.next(at), dossier.id(), title.clone(), at)
    };
    let mut tx = Transaction::new(Intent::AddProblem, at, Some(dossier.id()), title);
    tx.push(Change::create(problem));
    Ok(tx)
}

fn draft(
    dossier: &Dossier,
    found: FoundDraft,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    free(dossier, &found.key)?;
    resting(dossier, None, Some(&found.key.rule), env)?;
    let at = env.now.timestamp();
    let title = one_line(&found.title)?;
    let grounds = Grounds {
        effect: found.effect,
        how_simple: found.how_simple,
        how_expert: found.how_expert,
        rule: Some(found.key.to_string()),
        cycle: dossier.cycle(),
        ..Grounds::default()
    };
    let draft = Recommendation {
        title: title.clone(),
        why: found.why,
        if_done: found.if_done,
        if_not: found.if_not,
        effort: found.effort,
        kind: found.kind,
        grounds: Some(Box::new(grounds)),
        ..Recommendation::draft(env.ids.next(at), dossier.id(), at)
    };
    let mut tx = Transaction::new(Intent::AddDraft, at, Some(dossier.id()), title);
    tx.push(Change::create(draft));
    Ok(tx)
}

#[cfg(test)]
mod tests {
    use jiff::Zoned;
    use jiff::civil::date;

    use super::*;
    use crate::domain::command::{Command, decide};
    use crate::domain::{Client, Ids, Record};

    fn desk() -> (Book, ClientId, Zoned, Ids) {
        let now = date(2026, 11, 23)
            .at(10, 0, 0, 0)
            .in_tz("Europe/Moscow")
            .unwrap();
        let client = ClientId(uuid::Uuid::from_u128(1));
        let mut book = Book::new();
        let named = Client::named(client, "Альфа".to_owned(), now.timestamp());
        book.load(Record::from(named)).unwrap();
        (book, client, now, Ids::seeded(1))
    }

    fn key(campaign: Option<u128>) -> HitKey {
        HitKey {
            campaign: campaign.map(|id| CampaignId(uuid::Uuid::from_u128(id))),
            ..HitKey::whole("cpa-over-kpi")
        }
    }

    fn found(key: HitKey) -> FoundProblem {
        FoundProblem {
            key,
            title: "CPA выше KPI: Поиск".to_owned(),
            details: "CPA 3 000 ₽ при KPI 1 500 ₽".to_owned(),
            severity: Severity::Critical,
            solver: Solver::Specialist,
            sensitive: true,
        }
    }

    #[test]
    fn hits_are_put_aside_together_and_brought_back_one_by_one() {
        let (mut book, client, now, mut ids) = desk();
        let mut env = Env {
            now: &now,
            ids: &mut ids,
        };
        let hits = |reason: &str| {
            let hits = [7, 8].map(|id| Dismissed {
                key: key(Some(id)),
                measure: 2_000,
            });
            let step = AuditStep::Dismiss {
                hits: hits.to_vec(),
                reason: reason.to_owned(),
            };
            Command::Audit(client, step)
        };
        let refused = decide(hits("  "), &book, &mut env);
        assert_eq!(refused, Err(RuleError::ReasonMissing));
        for _ in 0..2 {
            let mut tx = decide(hits("сезон"), &book, &mut env).unwrap();
            book.apply(&mut tx).unwrap();
        }
        let kept = |book: &Book| {
            book.get(client)
                .unwrap()
                .work()
                .ads
                .clone()
                .unwrap()
                .dismissed
        };
        assert_eq!(
            kept(&book).len(),
            2,
            "a second dismissal replaces the first"
        );
        let back = Command::Audit(client, AuditStep::Restore(key(Some(7))));
        let mut tx = decide(back.clone(), &book, &mut env).unwrap();
        book.apply(&mut tx).unwrap();
        assert_eq!(kept(&book).len(), 1);
        assert_eq!(decide(back, &book, &mut env), Err(RuleError::Nothing));
    }

    #[test]
    fn a_hit_becomes_one_problem_or_one_draft() {
        let (mut book, client, now, mut ids) = desk();
        let mut env = Env {
            now: &now,
            ids: &mut ids,
        };
        let make = |step| Command::Audit(client, step);
        let first = make(AuditStep::Problem(Box::new(found(key(Some(7))))));
        let mut tx = decide(first.clone(), &book, &mut env).unwrap();
        book.apply(&mut tx).unwrap();
        let made = book.get(client).unwrap().work().problems[0].clone();
        assert_eq!(made.severity, Severity::Critical);
        assert!(made.sensitive);
        assert_eq!(HitKey::read(made.rule.as_deref().unwrap()), key(Some(7)));
        let again = decide(first, &book, &mut env);
        assert_eq!(again, Err(RuleError::HitTaken(made.title.clone())));
        // Another campaign of the same rule is another matter; the whole rule deals with all of them.
        let draft = |key| {
            AuditStep::Draft(Box::new(FoundDraft {
                key,
                title: "Снизить ставки".to_owned(),
                why: "дорого".to_owned(),
                if_done: "дешевле".to_owned(),
                if_not: "дороже".to_owned(),
                how_simple: "просто".to_owned(),
                how_expert: "точно".to_owned(),
                kind: RecommendationKind::Hygiene,
                effort: Effort::S,
                effect: None,
            }))
        };
        let mut tx = decide(make(draft(key(None))), &book, &mut env).unwrap();
        book.apply(&mut tx).unwrap();
        let made = book.get(client).unwrap().recommendations[0].clone();
        assert!(made.lacks().is_empty());
        assert_eq!(made.grounds().cycle, 1);
        let third = decide(make(draft(key(Some(9)))), &book, &mut env);
        assert_eq!(third, Err(RuleError::HitTaken(made.title)));
    }

    #[test]
    fn a_key_survives_its_text() {
        use crate::domain::Platform;
        let platform = HitKey {
            platform: Some(Platform::GoogleAds),
            ..HitKey::whole("stale-data")
        };
        for key in [key(None), key(Some(5)), platform] {
            assert_eq!(HitKey::read(&key.to_string()), key);
        }
    }
}
