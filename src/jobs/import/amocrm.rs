//! amoCRM / Kommo exports: deals, and people with companies.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use csv::StringRecord;
use jiff::civil::DateTime;
use rust_decimal::Decimal;
use serde_json::{Map, Value, json};

use super::KindRead;
use super::columns;
use super::fault::{ImportError, ProblemKind, Problems, brief};
use super::table::{Column, Table, check_width};
use super::values::date::{self, NotADate, Order};
use super::values::number::{self, NotANumber, Style};
use super::values::text;
use crate::domain::ExternalId;
use crate::domain::import::{Candidate, ContactPatch, NameSource, Skip};
use crate::jobs::progress::Progress;

const PHONES: &[&str] = &[
    "рабочий телефон",
    "рабочий прямой телефон",
    "мобильный телефон",
    "домашний телефон",
    "другой телефон",
];
const EMAILS: &[&str] = &["рабочий email", "личный email", "другой email"];
const CREATED: &[&str] = &[
    "дата создания сделки",
    "дата создания контакта",
    "дата создания",
];

/// Long lists stay out of the facts.
const LISTED: usize = 1000;

/// Columns both exports share.
struct Shared {
    id: Column,
    owner: Column,
    created: Column,
    tags: Column,
    notes: Column,
    person: Column,
    role: Column,
    phones: Column,
    emails: Column,
    order: Order,
}

impl Shared {
    fn of(table: &Table<'_>, progress: &Progress) -> Result<Self, ImportError> {
        let notes: Vec<&str> = table
            .keys
            .iter()
            .map(String::as_str)
            .filter(|k| k.starts_with("примечание"))
            .collect();
        let mut shared = Self {
            id: table.all(columns::ID),
            owner: table.all(&["ответственный"]),
            created: table.all(CREATED),
            tags: table.all(&["теги"]),
            notes: table.all(&notes),
            person: table.all(&["полное имя контакта"]),
            role: table.all(&["должность"]),
            phones: table.all(PHONES),
            emails: table.all(EMAILS),
            order: Order::default(),
        };
        let mut rows = table.rows();
        while let Some((row, _)) = rows.next(progress)? {
            shared.order.learn(shared.created.get(row));
        }
        Ok(shared)
    }

    /// What every row tells: owner, tags, creation date.
    fn fill(
        &self,
        row: &StringRecord,
        table: &Table<'_>,
        candidate: &mut Candidate,
        problems: &mut Problems,
    ) -> Option<DateTime> {
        let client = &mut candidate.client;
        client.owner = filled(self.owner.get(row));
        client.tags = self.tags.each(row).flat_map(text::list).collect();
        let cell = self.created.get(row);
        match date::moment(cell, self.order) {
            Ok(moment) => {
                client.since = moment.map(|m| m.date());
                moment
            }
            Err(why) => {
                let found = brief(cell);
                let kind = match why {
                    NotADate::Bad => ProblemKind::BadDate(found),
                    NotADate::Ambiguous => ProblemKind::AmbiguousDate(found),
                };
                problems.add(candidate.line, table.name(&self.created), kind);
                None
            }
        }
    }

    fn contact(&self, row: &StringRecord) -> ContactPatch {
        let mut contact = ContactPatch {
            name: filled(self.person.get(row)),
            role: filled(self.role.get(row)),
            ..ContactPatch::default()
        };
        for cell in self.phones.each(row) {
            text::phones(cell, &mut contact.phones);
        }
        for cell in self.emails.each(row) {
            text::emails(cell, &mut contact.emails);
        }
        contact
    }

    fn notes(&self, row: &StringRecord) -> impl Iterator<Item = String> {
        self.notes.each(row).map(|n| text::clean(n).into_owned())
    }
}

/// A cell on one line, `None` when empty.
fn filled(cell: &str) -> Option<String> {
    Some(text::line(cell)).filter(|t| !t.is_empty())
}

/// Whether there is anybody to write down.
fn somebody(contact: &ContactPatch) -> bool {
    contact.name.is_some() || !contact.phones.is_empty() || !contact.emails.is_empty()
}

/// The earliest and latest moment of a column.
#[derive(Default)]
struct Span(Option<(DateTime, DateTime)>);

impl Span {
    fn add(&mut self, moment: Option<DateTime>) {
        if let Some(m) = moment {
            self.0 = Some(self.0.map_or((m, m), |(a, b)| (a.min(m), b.max(m))));
        }
    }

    fn tell(&self, name: &str, facts: &mut Map<String, Value>) {
        if let Some((first, last)) = self.0 {
            let text = |m: DateTime| m.strftime("%Y%m%d %H:%M:%S").to_string();
            facts.insert(format!("{name}_min"), json!(text(first)));
            facts.insert(format!("{name}_max"), json!(text(last)));
        }
    }
}

/// Deals: each belongs to a client named by its company, else its person, else its title.
pub(super) fn leads(
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
        if check_width(row, line, table.header.len(), problems) {
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
pub(super) fn contacts(
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
        if check_width(row, line, table.header.len(), problems) {
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
