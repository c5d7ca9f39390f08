//! Deals.

use std::collections::{BTreeMap, HashSet};

use rust_decimal::Decimal;
use serde_json::{Map, json};

use super::{Shared, Span, filled, somebody};
use crate::domain::ExternalId;
use crate::domain::import::{Candidate, NameSource, Skip};
use crate::jobs::import::KindRead;
use crate::jobs::import::fault::{ImportError, ProblemKind, Problems, brief};
use crate::jobs::import::table::Table;
use crate::jobs::import::values::number::{self, NotANumber, Style};
use crate::jobs::import::values::text;
use crate::jobs::progress::Progress;

/// Deals: each belongs to a client named by its company, else its person, else its title.
pub(in crate::jobs::import) fn leads(
    table: &Table<'_>,
    problems: &mut Problems,
    progress: &Progress,
) -> Result<KindRead, ImportError> {
    let shared = Shared::of(table, progress)?;
    let title = table.all(&["название сделки"]);
    let stage = table.all(&["этап сделки"]);
    let closed = table.all(&["дата закрытия"]);
    let budget = table.all(&["бюджет"]);
    let companies = [table.all(&["компания"]), table.all(&["компания контакта"])];
    let mut style = Style::default();
    let mut rows = table.rows();
    while let Some((row, _)) = rows.next(progress)? {
        style.learn(budget.get(row));
    }

    let mut candidates = Vec::new();
    let (mut without_id, mut not_closed, mut budget_empty) = (0u64, 0u64, 0u64);
    let mut budget_sum = Decimal::ZERO;
    let mut stages: BTreeMap<String, u64> = BTreeMap::new();
    let mut owners: BTreeMap<String, u64> = BTreeMap::new();
    let mut people: HashSet<String> = HashSet::new();
    let mut created = Span::default();
    let mut rows = table.rows();
    while let Some((row, line)) = rows.next(progress)? {
        if table.check_width(row, line, problems) {
            candidates.push(Candidate::skipped(line, Skip::Ragged));
            continue;
        }
        let mut candidate = Candidate::at(line);
        created.add(shared.fill(row, table, &mut candidate, problems));
        let contact = shared.contact(row);
        let stage = text::line(stage.get(row));
        if let Some(name) = &contact.name {
            people.insert(name.clone());
        }
        if let Some(owner) = &candidate.client.owner {
            *owners.entry(owner.clone()).or_default() += 1;
        }
        if !stage.is_empty() {
            *stages.entry(stage.clone()).or_default() += 1;
        }
        let end = text::line(closed.get(row)).to_lowercase();
        not_closed += u64::from(end == "не закрыта" || end == "not closed");
        let money = match number::decimal(budget.get(row), style) {
            Ok(money) => money,
            Err(why) => {
                let found = brief(budget.get(row));
                let kind = match why {
                    NotANumber::Bad => ProblemKind::BadNumber(found),
                    NotANumber::Ambiguous => ProblemKind::AmbiguousNumber(found),
                };
                problems.add(line, table.name(&budget), kind);
                None
            }
        };
        budget_empty += u64::from(budget.get(row).is_empty());
        budget_sum = budget_sum.saturating_add(money.unwrap_or_default());

        let id = shared.id.get(row);
        if id.is_empty() {
            without_id += 1;
            problems.add(line, table.name(&shared.id), ProblemKind::NoId);
            candidates.push(Candidate {
                client: candidate.client,
                ..Candidate::skipped(line, Skip::NoId)
            });
            continue;
        }
        let title = text::line(title.get(row));
        let company = companies.iter().find_map(|c| filled(c.get(row)));
        let client = &mut candidate.client;
        (client.name, client.source) = match (company, &contact.name) {
            (Some(company), _) => (Some(company), NameSource::Company),
            (None, Some(person)) => (Some(person.clone()), NameSource::Person),
            (None, None) => (Some(title.clone()), NameSource::Title),
        };
        if client.name.as_deref().is_none_or(str::is_empty) {
            client.name = Some(id.to_owned());
        }
        client.external.push(ExternalId::new("amocrm-lead", id));
        let money = money.filter(|m| !m.is_zero()).map(|m| m.to_string());
        let head = [Some(title), Some(stage), money];
        let head: Vec<String> = head
            .into_iter()
            .flatten()
            .filter(|t| !t.is_empty())
            .collect();
        client.notes.push(head.join(" · "));
        client.notes.extend(shared.notes(row));
        candidate.contact = somebody(&contact).then_some(contact);
        candidates.push(candidate);
    }
    let mut facts = Map::new();
    created.tell("created", &mut facts);
    for (name, value) in [
        ("rows_without_id", json!(without_id)),
        ("budget_sum", json!(budget_sum.to_string())),
        ("budget_empty", json!(budget_empty)),
        ("not_closed", json!(not_closed)),
        ("stages", json!(stages)),
        ("responsibles", json!(owners)),
        ("distinct_contacts", json!(people.len())),
    ] {
        facts.insert(name.to_owned(), value);
    }
    Ok(KindRead {
        candidates,
        seen: rows.seen,
        facts,
    })
}
