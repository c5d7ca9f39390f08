//! A plain table of clients: a name and whatever else is there.

use std::collections::HashMap;

use csv::StringRecord;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Map, json};

use super::KindRead;
use super::columns;
use super::fault::{ImportError, ProblemKind, Problems, brief};
use super::table::{Column, Table};
use super::values::date::{self, NotADate, Order};
use super::values::{term, text};
use crate::domain::import::{Candidate, ClientPatch, ContactPatch, Skip};
use crate::domain::{Birthday, ExternalId, Zone};
use crate::jobs::progress::Progress;

struct Layout {
    id: Column,
    name: Column,
    tier: Column,
    model: Column,
    expertise: Column,
    policy: Column,
    cadence: Column,
    zone: Column,
    tags: Column,
    notes: Column,
    owner: Column,
    since: Column,
    external: Column,
    contact: Column,
    role: Column,
    decides: Column,
    phones: Column,
    emails: Column,
    messengers: Column,
    birthday: Column,
    contact_notes: Column,
    contact_external: Column,
    own: Own,
}

/// Columns that mean what we mean by them only in a table this program wrote: a `stage` of somebody else's is one of
/// a sale.
#[derive(Default)]
struct Own {
    channels: Column,
    stage: Column,
    cycle: Column,
    archived: Column,
}

/// Whether this program wrote the table, of clients or of people.
pub(super) fn is_own(table: &Table<'_>) -> bool {
    table.has(columns::RECORDED) || table.has(columns::CONTACT_ID)
}

impl Layout {
    fn of(table: &Table<'_>) -> Self {
        let mut id = table.all(columns::CLIENT_ID);
        if !id.exists() {
            id = table.all(columns::ID);
        }
        Self {
            id,
            name: table.all(columns::NAME),
            tier: table.all(columns::TIER),
            model: table.all(columns::MODEL),
            expertise: table.all(columns::EXPERTISE),
            policy: table.all(columns::POLICY),
            cadence: table.all(columns::CADENCE),
            zone: table.all(columns::ZONE),
            tags: table.all(columns::TAGS),
            notes: table.all(columns::NOTES),
            owner: table.all(columns::OWNER),
            since: table.all(columns::SINCE),
            external: table.all(columns::EXTERNAL),
            contact: table.all(columns::CONTACT),
            role: table.all(columns::ROLE),
            decides: table.all(columns::DECIDES),
            phones: table.all(columns::PHONE),
            emails: table.all(columns::EMAIL),
            messengers: table.all(columns::MESSENGER),
            birthday: table.all(columns::BIRTHDAY),
            contact_notes: table.all(columns::CONTACT_NOTES),
            contact_external: table.all(columns::CONTACT_EXTERNAL),
            own: match is_own(table) {
                true => Own {
                    channels: table.all(columns::CHANNELS),
                    stage: table.all(columns::STAGE),
                    cycle: table.all(columns::CYCLE),
                    archived: table.all(columns::ARCHIVED),
                },
                false => Own::default(),
            },
        }
    }
}

pub(super) fn read(
    table: &Table<'_>,
    problems: &mut Problems,
    progress: &Progress,
) -> Result<KindRead, ImportError> {
    let layout = Layout::of(table);
    let mut order = Order::default();
    if layout.since.exists() || layout.birthday.exists() {
        let mut rows = table.rows();
        while let Some((row, _)) = rows.next(progress)? {
            order.learn(layout.since.get(row));
            order.learn(layout.birthday.get(row));
        }
    }
    let mut zones: HashMap<String, Option<Zone>> = HashMap::new();
    let mut candidates = Vec::new();
    let (mut with_phone, mut with_email) = (0u64, 0u64);
    let mut rows = table.rows();
    while let Some((row, line)) = rows.next(progress)? {
        if table.check_width(row, line, problems) {
            candidates.push(Candidate::skipped(line, Skip::Ragged));
            continue;
        }
        let mut out = Row {
            table,
            row,
            line,
            problems,
        };
        let candidate = out.candidate(&layout, order, &mut zones);
        if let Some(contact) = &candidate.contact {
            with_phone += u64::from(!contact.phones.is_empty());
            with_email += u64::from(!contact.emails.is_empty());
        }
        candidates.push(candidate);
    }
    let mut facts = Map::new();
    facts.insert("with_phone".to_owned(), json!(with_phone));
    facts.insert("with_email".to_owned(), json!(with_email));
    Ok(KindRead {
        candidates,
        seen: rows.seen,
        facts,
    })
}

struct Row<'a, 't> {
    table: &'a Table<'t>,
    row: &'a StringRecord,
    line: u64,
    problems: &'a mut Problems,
}

impl Row<'_, '_> {
    fn problem(&mut self, column: &Column, kind: ProblemKind) {
        self.problems.add(self.line, self.table.name(column), kind);
    }

    /// A cell of a closed vocabulary; a word that is not in it is told and says nothing.
    fn term<T>(&mut self, column: &Column, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let cell = column.get(self.row);
        if cell.is_empty() {
            return None;
        }
        let value = read(cell);
        if value.is_none() {
            self.problem(column, ProblemKind::BadTerm(brief(cell)));
        }
        value
    }

    fn candidate(
        &mut self,
        layout: &Layout,
        order: Order,
        zones: &mut HashMap<String, Option<Zone>>,
    ) -> Candidate {
        let name = text::line(layout.name.get(self.row));
        if name.is_empty() {
            self.problem(&layout.name, ProblemKind::NoName);
            return Candidate::skipped(self.line, Skip::NoName);
        }
        let mut candidate = Candidate::at(self.line);
        let some =
            |column: &Column| Some(text::line(column.get(self.row))).filter(|t| !t.is_empty());
        candidate.client.name = Some(name);
        candidate.client.owner = some(&layout.owner);
        let contact = ContactPatch {
            name: some(&layout.contact),
            role: some(&layout.role),
            decision_maker: None,
            ..ContactPatch::default()
        };
        let client = &mut candidate.client;
        identity(layout.id.get(self.row), client);
        client.external.extend(ids(&layout.external, self.row));
        client.tags = layout.tags.each(self.row).flat_map(text::list).collect();
        client.notes = layout
            .notes
            .each(self.row)
            .map(|n| text::clean(n).into_owned())
            .collect();
        client.tier = self.term(&layout.tier, term::tier);
        client.service_model = self.term(&layout.model, term::service_model);
        client.expertise = self.term(&layout.expertise, term::expertise);
        client.policy = self.term(&layout.policy, term::policy);
        client.cadence = self.term(&layout.cadence, term::cadence);
        let cell = layout.zone.get(self.row);
        if !cell.is_empty() {
            client.zone = match zones.get(cell) {
                Some(zone) => zone.clone(),
                None => {
                    let zone = term::zone(cell);
                    zones.insert(cell.to_owned(), zone.clone());
                    zone
                }
            };
            if client.zone.is_none() {
                self.problem(&layout.zone, ProblemKind::BadZone(brief(cell)));
            }
        }
        client.since = self.day(&layout.since, order);
        self.own(&layout.own, order, client);
        candidate.contact = self.contact(layout, contact, order);
        candidate
    }

    /// A cell with a day in it; one that has none is told and says nothing.
    fn day(&mut self, column: &Column, order: Order) -> Option<Date> {
        match date::moment(column.get(self.row), order) {
            Ok(moment) => moment.map(|m| m.date()),
            Err(why) => {
                let found = brief(column.get(self.row));
                let kind = match why {
                    NotADate::Bad => ProblemKind::BadDate(found),
                    NotADate::Ambiguous => ProblemKind::AmbiguousDate(found),
                };
                self.problem(column, kind);
                None
            }
        }
    }

    /// What only our own table tells.
    fn own(&mut self, own: &Own, order: Order, client: &mut ClientPatch) {
        client.channels = self.term(&own.channels, term::channels).unwrap_or_default();
        let stage = self.term(&own.stage, term::stage);
        let cycle = self.term(&own.cycle, term::cycle);
        client.stands = stage.zip(cycle.or(stage.map(|_| 1)));
        let archived = own.archived.get(self.row);
        client.archived_at = match archived.parse() {
            Ok(at) => Some(at),
            // A spreadsheet keeps no zone; the day is what an archive is read for.
            Err(_) => self
                .day(&own.archived, order)
                .and_then(|day| day.to_zoned(TimeZone::UTC).ok())
                .map(|day| day.timestamp()),
        };
    }

    fn contact(
        &mut self,
        layout: &Layout,
        mut contact: ContactPatch,
        order: Order,
    ) -> Option<ContactPatch> {
        let notes = layout.contact_notes.each(self.row);
        contact.notes = notes.map(|n| text::clean(n).into_owned()).collect();
        contact.external = ids(&layout.contact_external, self.row).collect();
        contact.birthday = match term::yearless(layout.birthday.get(self.row)) {
            Some(birthday) => Some(birthday),
            None => self.day(&layout.birthday, order).map(|day| Birthday {
                year: Some(day.year()),
                month: day.month(),
                day: day.day(),
            }),
        };
        for cell in layout.phones.each(self.row) {
            text::phones(cell, &mut contact.phones);
        }
        for cell in layout.emails.each(self.row) {
            text::emails(cell, &mut contact.emails);
        }
        contact.messengers = layout
            .messengers
            .each(self.row)
            .flat_map(text::list)
            .collect();
        contact.decision_maker = self.term(&layout.decides, term::yes);
        let nobody = contact.name.is_none()
            && contact.phones.is_empty()
            && contact.emails.is_empty()
            && contact.messengers.is_empty();
        (!nobody).then_some(contact)
    }
}

/// Ids in other systems: `system:id`, several of them by commas or semicolons.
fn ids(column: &Column, row: &StringRecord) -> impl Iterator<Item = ExternalId> {
    let items = column.each(row).flat_map(text::list);
    items.filter_map(|id| {
        let (system, id) = id.split_once(':')?;
        Some(ExternalId::new(system, id))
    })
}

/// An id cell: our own id, `system:id`, or the id of this table.
fn identity(cell: &str, client: &mut ClientPatch) {
    if cell.is_empty() {
        return;
    }
    if let Ok(id) = cell.parse() {
        client.id = Some(id);
        return;
    }
    let id = text::line(cell);
    client.external.push(match id.split_once(':') {
        Some((system, id)) if !system.is_empty() && !id.is_empty() => ExternalId::new(system, id),
        _ => ExternalId::new("file", &id),
    });
}
