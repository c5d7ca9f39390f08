//! Rows of each table, beside its columns.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Notes;
use super::cell::Cell;
use crate::domain::{
    Birthday, Campaign, ChannelHours, Contact, Dossier, Entry, ExternalId, Origin, Recommendation,
    Touch,
};
use crate::jobs::import::values::term::cadence_name;

fn text(text: &str) -> Cell {
    if text.is_empty() {
        Cell::Empty
    } else {
        Cell::Text(text.to_owned())
    }
}

fn plain(value: impl ToString) -> Cell {
    Cell::Plain(value.to_string())
}

fn day(date: Option<Date>) -> Cell {
    date.map_or(Cell::Empty, Cell::Day)
}

/// Told in the zone, to the second.
fn time(at: Timestamp, zone: &TimeZone) -> Cell {
    Cell::Time(at.to_zoned(zone.clone()))
}

fn ids(external: &[ExternalId]) -> Cell {
    Cell::List(external.iter().map(ToString::to_string).collect())
}

fn list(items: &[String]) -> Cell {
    Cell::List(items.to_vec())
}

pub(super) const CLIENTS: &[&str] = &[
    "id",
    "name",
    "tier",
    "service_model",
    "expertise",
    "policy",
    "cadence",
    "channels",
    "zone",
    "tags",
    "owner",
    "since",
    "stage",
    "cycle",
    "contact",
    "phone",
    "email",
    "notes",
    "external_ids",
    "recorded_at",
    "archived_at",
];

pub(super) fn client(dossier: &Dossier, notes: Notes, zone: &TimeZone) -> Vec<Cell> {
    let client = &dossier.client;
    let contact = dossier.first_contact();
    let channel = |c: &ChannelHours| {
        let hours = (c.hours.from.strftime("%H:%M"), c.hours.to.strftime("%H:%M"));
        format!("{} {}-{}", c.channel.name(), hours.0, hours.1)
    };
    vec![
        plain(client.id),
        text(&client.name),
        plain(client.tier.name()),
        plain(client.service_model.name()),
        Cell::Number(i64::from(client.expertise.level())),
        plain(client.policy.name()),
        plain(cadence_name(client.cadence)),
        Cell::List(client.channels.iter().map(channel).collect()),
        client
            .zone
            .as_ref()
            .map_or(Cell::Empty, |z| plain(z.name())),
        list(&client.tags),
        text(&client.owner),
        day(client.since),
        plain(dossier.stage().name()),
        Cell::Number(i64::from(dossier.cycle())),
        contact.map_or(Cell::Empty, |c| text(&c.name)),
        contact.map_or(Cell::Empty, |c| list(&c.phones)),
        contact.map_or(Cell::Empty, |c| list(&c.emails)),
        notes.cell(&client.notes),
        ids(&client.external),
        time(client.created_at, zone),
        client.archived_at.map_or(Cell::Empty, |at| time(at, zone)),
    ]
}

pub(super) const JOURNAL: &[&str] = &[
    "seq", "at", "intent", "client", "group", "undoes", "redoes", "label", "changes",
];

pub(super) fn entry(entry: &Entry, zone: &TimeZone) -> Vec<Cell> {
    let number = |n: u64| Cell::Number(i64::try_from(n).unwrap_or(i64::MAX));
    let (undoes, redoes) = match entry.origin {
        Origin::Did => (Cell::Empty, Cell::Empty),
        Origin::Undid(seq) => (number(seq), Cell::Empty),
        Origin::Redid(seq) => (Cell::Empty, number(seq)),
    };
    vec![
        number(entry.seq),
        time(entry.at, zone),
        plain(entry.intent.name()),
        entry.client.map_or(Cell::Empty, plain),
        entry.group.map_or(Cell::Empty, plain),
        undoes,
        redoes,
        text(&entry.label),
        Cell::Number(i64::from(entry.changes)),
    ]
}

pub(super) const CONTACTS: &[&str] = &[
    "contact_id",
    "client_id",
    "client",
    "contact",
    "role",
    "decision_maker",
    "phone",
    "email",
    "messenger",
    "birthday",
    "contact_notes",
    "contact_external_ids",
];

pub(super) fn contact(dossier: &Dossier, contact: &Contact, notes: Notes) -> Vec<Cell> {
    let birthday = |b: Birthday| {
        let day = b.year.and_then(|year| Date::new(year, b.month, b.day).ok());
        // ISO 8601 writes an unknown year as `--`.
        day.map_or_else(
            || plain(format!("--{:02}-{:02}", b.month, b.day)),
            Cell::Day,
        )
    };
    vec![
        plain(contact.id),
        plain(dossier.id()),
        text(&dossier.client.name),
        text(&contact.name),
        text(&contact.role),
        Cell::Flag(contact.decision_maker),
        list(&contact.phones),
        list(&contact.emails),
        list(&contact.messengers),
        contact.birthday.map_or(Cell::Empty, birthday),
        notes.cell(&contact.notes),
        ids(&contact.external),
    ]
}

pub(super) const SPEND: &[&str] = &["client_id", "client", "month", "amount", "currency"];

pub(super) fn spend(dossier: &Dossier) -> impl Iterator<Item = Vec<Cell>> {
    dossier.spend.iter().flat_map(move |spend| {
        (0i32..)
            .zip(spend.amounts.iter())
            .filter_map(move |(i, amount)| {
                Some(vec![
                    plain(dossier.id()),
                    text(&dossier.client.name),
                    Cell::Month(spend.first.plus(i)),
                    Cell::Amount(amount?),
                    plain(spend.currency),
                ])
            })
    })
}

pub(super) const DRAFTS: &[&str] = &[
    "id",
    "client_id",
    "client",
    "title",
    "why",
    "if_done",
    "if_not",
    "effort",
    "kind",
    "life",
    "until",
    "recorded_at",
    "edited_at",
    "archived_at",
    "goal",
    "value",
    "effect",
    "helper",
    "how",
    "how_expert",
    "rule",
    "written_in_cycle",
    "decided_by",
    "decided_in",
    "decided_words",
    "decided_at",
    "check_metric",
    "check_before",
    "check_after",
    "verdict",
    "check_note",
];

pub(super) fn draft(
    dossier: &Dossier,
    draft: &Recommendation,
    notes: Notes,
    zone: &TimeZone,
) -> Vec<Cell> {
    let grounds = draft.grounds();
    let brief = dossier.work().brief.as_deref();
    let goal = grounds.goal.and_then(|id| brief?.goal(id));
    let decision = draft.decision.as_deref();
    let check = draft.check.as_deref();
    let effect = grounds.effect.as_ref();
    vec![
        plain(draft.id),
        plain(dossier.id()),
        text(&dossier.client.name),
        text(&draft.title),
        text(&draft.why),
        text(&draft.if_done),
        text(&draft.if_not),
        plain(draft.effort.name()),
        plain(draft.kind.name()),
        plain(draft.life.name()),
        day(draft.until),
        time(draft.created_at, zone),
        time(draft.edited_at, zone),
        draft.archived_at.map_or(Cell::Empty, |at| time(at, zone)),
        goal.map_or(Cell::Empty, |g| text(&g.text)),
        text(&grounds.value),
        effect.map_or(Cell::Empty, plain),
        text(&grounds.helper),
        text(&grounds.how_simple),
        text(&grounds.how_expert),
        text(grounds.rule.as_deref().unwrap_or_default()),
        match grounds.cycle {
            0 => Cell::Empty,
            cycle => Cell::Number(i64::from(cycle)),
        },
        decision.map_or(Cell::Empty, |d| text(&d.who)),
        decision.map_or(Cell::Empty, |d| plain(d.channel.name())),
        decision.map_or(Cell::Empty, |d| text(&d.words)),
        decision.map_or(Cell::Empty, |d| time(d.at, zone)),
        check.map_or(Cell::Empty, |c| plain(c.metric.name())),
        check
            .and_then(|c| c.before)
            .map_or(Cell::Empty, Cell::Amount),
        check
            .and_then(|c| c.after)
            .map_or(Cell::Empty, Cell::Amount),
        check.map_or(Cell::Empty, |c| plain(c.verdict.name())),
        check.map_or(Cell::Empty, |c| notes.cell(&c.note)),
    ]
}

pub(super) const TOUCHES: &[&str] = &[
    "id",
    "client_id",
    "client",
    "contact_id",
    "contact",
    "at",
    "channel",
    "direction",
    "outcome",
    "minutes",
    "note",
];

pub(super) fn touch(dossier: &Dossier, touch: &Touch, notes: Notes, zone: &TimeZone) -> Vec<Cell> {
    let person = touch
        .contact
        .and_then(|id| dossier.contacts.iter().find(|c| c.id == id));
    vec![
        plain(touch.id),
        plain(dossier.id()),
        text(&dossier.client.name),
        touch.contact.map_or(Cell::Empty, plain),
        person.map_or(Cell::Empty, |c| text(&c.name)),
        time(touch.at, zone),
        plain(touch.channel.name()),
        plain(touch.direction.name()),
        plain(touch.outcome.name()),
        Cell::Number(i64::from(touch.minutes)),
        notes.cell(&touch.note),
    ]
}

pub(super) const CAMPAIGNS: &[&str] = &[
    "client_id",
    "client",
    "platform",
    "account",
    "number",
    "name",
    "type",
    "state",
    "from",
    "to",
    "impressions",
    "clicks",
    "cost",
    "currency",
    "conversions",
    "revenue",
];

/// A row for every period. Conversions are a decimal string: they come in parts.
pub(super) fn campaign(dossier: &Dossier, campaign: &Campaign) -> Vec<Vec<Cell>> {
    let count = |n: u64| Cell::Number(i64::try_from(n).unwrap_or(i64::MAX));
    let conversions = |thousandths: i64| {
        let whole = thousandths / 1000;
        let part = format!("{:03}", thousandths % 1000);
        match part.trim_end_matches('0') {
            "" => Cell::Decimal(whole.to_string()),
            part => Cell::Decimal(format!("{whole}.{part}")),
        }
    };
    let row = |p: &crate::domain::Period| {
        let figures = p.figures;
        vec![
            plain(dossier.id()),
            text(&dossier.client.name),
            plain(campaign.platform.name()),
            text(&campaign.account),
            text(&campaign.number),
            text(&campaign.name),
            plain(campaign.kind.name()),
            plain(campaign.state.name()),
            Cell::Day(p.from),
            Cell::Day(p.to),
            count(figures.impressions),
            count(figures.clicks),
            Cell::Amount(figures.cost),
            plain(campaign.currency),
            figures.conversions.map_or(Cell::Empty, conversions),
            figures.revenue.map_or(Cell::Empty, Cell::Amount),
        ]
    };
    campaign.periods.iter().map(row).collect()
}
