//! People and companies.

use std::collections::{BTreeMap, BTreeSet};

use csv::StringRecord;
use serde_json::{Map, json};

use super::{LISTED, Shared, Span, filled, somebody};
use crate::domain::ExternalId;
use crate::domain::import::{Candidate, NameSource, Skip};
use crate::jobs::import::KindRead;
use crate::jobs::import::fault::{ImportError, ProblemKind, Problems};
use crate::jobs::import::table::{Column, Table};
use crate::jobs::import::values::date::{self, Order};
use crate::jobs::import::values::text;
use crate::jobs::progress::Progress;

/// Where the three columns from `Сделки` on really are: real exports write edited-at, edited-by, deals under
/// the names deals, edited-at, edited-by. The column that should hold dates tells.
struct Edited {
    deals: Column,
    at: Column,
    shifted: bool,
}

impl Edited {
    fn of(table: &Table<'_>, progress: &Progress) -> Result<Self, ImportError> {
        let deals = table.all(&["сделки"]);
        let at = table.all(&["дата редактирования"]);
        let by = table.all(&["кем редактирован"]);
        let is_date = |c: &Column, row: &StringRecord| {
            matches!(date::moment(c.get(row), Order::default()), Ok(Some(_)))
        };
        let (mut here, mut there) = (0u64, 0u64);
        let mut rows = table.rows();
        while let Some((row, _)) = rows.next(progress)? {
            here += u64::from(is_date(&at, row));
            there += u64::from(is_date(&deals, row));
        }
        let shifted = there > here && by.exists();
        Ok(if shifted {
            Self {
                deals: by,
                at: deals,
                shifted,
            }
        } else {
            Self { deals, at, shifted }
        })
    }
}

/// People and companies: a company is a client, a person a contact of the company named beside it.
pub(in crate::jobs::import) fn contacts(
    table: &Table<'_>,
    problems: &mut Problems,
    progress: &Progress,
) -> Result<KindRead, ImportError> {
    let shared = Shared::of(table, progress)?;
    let kind = table.all(&["тип"]);
    let company = table.all(&["название компании", "компания"]);
    let utm = table.all(&["utm source"]);
    let edited = Edited::of(table, progress)?;
    if edited.shifted {
        problems.add(
            table.header_line,
            table.name(&edited.at),
            ProblemKind::ShiftedColumns,
        );
    }

    let mut candidates = Vec::new();
    let (mut people, mut companies, mut without_id, mut deals) = (0u64, 0u64, 0u64, 0u64);
    let (mut apostrophes, mut entities) = (0u64, 0usize);
    let mut phones: BTreeSet<String> = BTreeSet::new();
    let mut sources: BTreeMap<String, String> = BTreeMap::new();
    let (mut created, mut changed) = (Span::default(), Span::default());
    let mut rows = table.rows();
    while let Some((row, line)) = rows.next(progress)? {
        if table.check_width(row, line, problems) {
            candidates.push(Candidate::skipped(line, Skip::Ragged));
            continue;
        }
        apostrophes += row.iter().filter(|c| c.starts_with('\'')).count() as u64;
        entities += row.iter().map(count_entities).sum::<usize>();
        deals += u64::from(!edited.deals.get(row).is_empty());
        changed.add(
            date::moment(edited.at.get(row), shared.order)
                .ok()
                .flatten(),
        );
        let mut candidate = Candidate::at(line);
        created.add(shared.fill(row, table, &mut candidate, problems));
        let mut contact = shared.contact(row);
        for phone in &contact.phones {
            if phones.len() <= LISTED {
                phones.insert(phone.chars().filter(char::is_ascii_digit).collect());
            }
        }
        let is_company = matches!(
            text::line(kind.get(row)).to_lowercase().as_str(),
            "компания" | "company"
        );
        *(if is_company {
            &mut companies
        } else {
            &mut people
        }) += 1;
        let id = shared.id.get(row);
        if id.is_empty() {
            without_id += 1;
            problems.add(line, table.name(&shared.id), ProblemKind::NoId);
            candidates.push(Candidate::skipped(line, Skip::NoId));
            continue;
        }
        if utm.exists() && sources.len() <= LISTED {
            sources.insert(id.to_owned(), text::line(utm.get(row)));
        }
        let company = filled(company.get(row));
        let external = ExternalId::new("amocrm", id);
        let client = &mut candidate.client;
        if is_company {
            client.name = company.or(contact.name.take());
            client.external.push(external);
            client.notes.extend(shared.notes(row));
            contact.name = None;
            contact.role = None;
        } else {
            client.source = match (&company, contact.name.as_deref()) {
                (Some(_), _) => NameSource::Company,
                // A person nobody named is not the next one nobody named.
                (None, None | Some("Без имени" | "No name")) => NameSource::Title,
                (None, Some(_)) => NameSource::Person,
            };
            client.name = company
                .or_else(|| contact.name.clone())
                .or_else(|| contact.phones.first().cloned())
                .or_else(|| contact.emails.first().cloned());
            contact.external.push(external);
            contact.notes.extend(shared.notes(row));
        }
        if client.name.is_none() {
            problems.add(line, table.name(&shared.person), ProblemKind::NoName);
            candidates.push(Candidate::skipped(line, Skip::NoName));
            continue;
        }
        candidate.contact = (!is_company || somebody(&contact)).then_some(contact);
        candidates.push(candidate);
    }
    let mut facts = Map::new();
    created.tell("created", &mut facts);
    changed.tell("edited", &mut facts);
    for (name, value) in [
        ("contacts", json!(people)),
        ("companies", json!(companies)),
        ("rows_without_id", json!(without_id)),
        ("apostrophe_cells", json!(apostrophes)),
        ("html_entities", json!(entities)),
        ("rows_with_deals", json!(deals)),
        ("shifted_columns", json!(edited.shifted)),
    ] {
        facts.insert(name.to_owned(), value);
    }
    if phones.len() <= LISTED {
        facts.insert("phones_after_cleaning".to_owned(), json!(phones));
    }
    if utm.exists() && sources.len() <= LISTED {
        facts.insert("last_utm_source".to_owned(), json!(sources));
    }
    Ok(KindRead {
        candidates,
        seen: rows.seen,
        facts,
    })
}

/// HTML entities of a cell: `&quot;`, `&#39;`.
fn count_entities(cell: &str) -> usize {
    cell.split('&')
        .skip(1)
        .filter(|part| {
            part.find(';').is_some_and(|end| {
                let name = part.get(..end).unwrap_or_default().trim_start_matches('#');
                (1..=10).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric())
            })
        })
        .count()
}
