//! amoCRM / Kommo exports: deals, and people with companies.

mod deals;
mod people;

use csv::StringRecord;
use jiff::civil::DateTime;
use serde_json::{Map, Value, json};

use super::columns;
use super::fault::{ImportError, ProblemKind, Problems, brief};
use super::table::{Column, Table};
use super::values::date::{self, NotADate, Order};
use super::values::text;
use crate::domain::import::{Candidate, ContactPatch};
use crate::jobs::progress::Progress;

pub(super) use deals::leads;
pub(super) use people::contacts;

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
