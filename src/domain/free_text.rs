//! Every place of a record where somebody's own words stand.
//!
//! Each record is taken apart in full here, so that a new field does not compile before somebody has said
//! whether it holds words.

use super::plain::plain;
use super::{
    AdAccount, AdImport, AdProfile, Brief, Budget, Campaign, Change, Check, Checklist,
    ChecklistStep, Client, Cohort, Contact, ContactTerms, DaySheet, Decision, Deck, Departure,
    Dismissal, ExternalId, FollowUp, Forecast, Goal, Grounds, Journey, Kpi, LifeStep, Meeting,
    Member, News, Parked, Problem, ProblemStep, Promise, Recommendation, Record, Request,
    RequestStep, Snooze, Spend, Touch, TouchDigest, Transaction, View,
};

/// What looks at a text, told the field it stands in, and may change it.
type See<'a> = &'a mut dyn FnMut(&'static str, &mut String);

/// A record with words in it.
trait Words {
    /// Shows every text of it; `field` is where it stands itself.
    fn each(&mut self, field: &'static str, see: See<'_>);
}

macro_rules! words {
    ($($name:ident { $($field:ident),* ; $($other:ident),* })*) => {$(
        impl Words for $name {
            fn each(&mut self, field: &'static str, see: See<'_>) {
                let Self { $($field,)* $($other: _,)* } = self;
                let _ = (&field, &see);
                $($field.each(stringify!($field), see);)*
            }
        }
    )*};
}

impl Words for String {
    fn each(&mut self, field: &'static str, see: See<'_>) {
        see(field, self);
    }
}

impl<T: Words> Words for Vec<T> {
    fn each(&mut self, field: &'static str, see: See<'_>) {
        for item in self {
            item.each(field, see);
        }
    }
}

impl<T: Words> Words for Option<T> {
    fn each(&mut self, field: &'static str, see: See<'_>) {
        if let Some(inner) = self {
            inner.each(field, see);
        }
    }
}

impl<T: Words> Words for Box<T> {
    fn each(&mut self, field: &'static str, see: See<'_>) {
        (**self).each(field, see);
    }
}

impl<K> Words for (K, String) {
    fn each(&mut self, field: &'static str, see: See<'_>) {
        see(field, &mut self.1);
    }
}

// Fields with words, then those without.
words! {
    ExternalId { system, id; }
    Client {
        name, tags, notes, owner, external;
        id, tier, service_model, expertise, policy, cadence, channels, zone, since, created_at, archived_at
    }
    Contact {
        name, role, phones, emails, messengers, notes, external;
        id, client, decision_maker, birthday
    }
    Parked { reason; until }
    Journey { parked; client, cycle, stage, entered_at, past }
    Spend { ; client, currency, first, amounts }
    TouchDigest {
        ;
        client, count, last_real, last_any, last_minutes, unanswered, last_inbound, curt
    }
    FollowUp { reason; client, date, time, promised, channel, contact, set_at }
    LifeStep { note; life, at }
    Grounds { value, helper, how_simple, how_expert, rule; goal, effect, cycle }
    Decision { who, words; channel, at }
    Check { note; metric, before, after, from, on, to, verdict }
    Recommendation {
        title, why, if_done, if_not, steps, grounds, decision, check;
        id, client, effort, kind, life, until, deck, created_at, edited_at, archived_at
    }
    Touch { note; id, client, contact, at, channel, direction, outcome, minutes, mood, purpose }
    Goal { text; id, closed_at }
    Budget { source; amount, on }
    Kpi { note; metric, target }
    Brief {
        goals, needs, done, business, seasonality, audience, budget_now, budget_ceiling, kpi, constraints;
        client, asked_at, edited_at
    }
    ProblemStep { note; life, at }
    Problem {
        title, details, waiting_for, steps, rule;
        id, client, severity, found_by, solver, waiting_until, sensitive, life, cycle, found_at, archived_at
    }
    AdAccount { login; platform }
    AdImport { file; at, platform, from, to, campaigns }
    Dismissal { rule, reason; campaign, at, measure }
    AdProfile {
        accounts, analytics, imports, dismissed;
        client, platforms, types, analytics_linked, goals_set, call_tracking, currency, data_until, digest,
        edited_at
    }
    Campaign {
        account, number, name;
        id, client, platform, kind, state, currency, vat, daily_budget, rejected_ads, utm, periods, imported_at
    }
    Deck { title, file; id, client, sent_at, recommendations, seconds }
    ChecklistStep { text, note; due, call, done_at }
    Checklist { playbook, title, steps; id, client, started, closed_at }
    Promise { who, what, evidence, note; id, client, side, until, life, made_at, closed_at }
    ContactTerms {
        policy_reason;
        client, response_minutes, quiet, urgent_channel, urgent_contact, news, policy_since, ask_again, kept_on,
        kept_score, campaign_until
    }
    RequestStep { who, words; life, at }
    Request {
        text, steps, pushes_out, rule;
        id, client, kind, channel, contact, received_at, due_at, life, reacted_at, urgent, slot, minutes
    }
    Forecast { note; id, client, made_at, from, base, currency, percent, until }
    Snooze { reason; client, until, set_at }
    View { name, query; id, columns, order, reversed, pane, key, made_at }
    Departure { reason; at }
    Member { left; client, score, base, currency, held_out, joined_at, worked_at }
    Cohort {
        name, query, hypothesis, members, verdict;
        id, month, method, frozen_at, from, closed_at
    }
    DaySheet { dropped; id, date, pins, added, minutes, opened_at }
    Meeting { uid, title, place; id, from, to, client }
    News { title, text, expert, query; id, kind, from, until, told, made_at, closed_at }
}

macro_rules! each_record {
    ($record:expr, $row:ident => $do:expr; $($kind:ident)*) => {
        match $record {
            $(Record::$kind($row) => $do,)*
        }
    };
}

/// Shows every text of a record with the name of its field (of the innermost one: a note of a step is a `note`).
pub fn each_text(record: &mut Record, see: &mut dyn FnMut(&'static str, &mut String)) {
    let kind = record.kind().name();
    each_record!(record, row => row.each(kind, see);
        Client Contact Journey Spend TouchDigest FollowUp Recommendation Touch Brief Problem AdProfile
        Campaign Deck Checklist Promise ContactTerms Request Forecast Snooze View Cohort DaySheet Meeting
        News);
}

/// A name that had nothing to read in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nameless;

/// Makes the words a transaction writes [plain], whoever asked for it. What was there before stays as
/// it is: it must be found again.
///
/// # Errors
/// When nothing readable is left of the name of a client or a person.
pub fn clean(transaction: &mut Transaction) -> Result<(), Nameless> {
    let mut tidy = |_: &'static str, text: &mut String| {
        if let std::borrow::Cow::Owned(clean) = plain(text) {
            clean.trim().clone_into(text);
        }
    };
    tidy("label", &mut transaction.entry.label);
    for change in &mut transaction.changes {
        super::change::each_kind!(change, edit => edit.after.each("after", &mut tidy));
        let nameless = match change {
            Change::Client(edit) => edit.after.as_ref().is_some_and(|c| c.name.is_empty()),
            Change::Contact(edit) => edit.after.as_ref().is_some_and(|c| c.name.is_empty()),
            _ => false,
        };
        if nameless {
            return Err(Nameless);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::domain::{ClientId, Intent};

    #[test]
    fn a_transaction_writes_plain_words_and_finds_what_was_there() {
        let named = |name: &str| {
            Client::named(
                ClientId::from_bytes([1; 16]),
                name.into(),
                Timestamp::UNIX_EPOCH,
            )
        };
        let before = named("A\u{1b}[31mlfa");
        let after = Client {
            notes: "одна\r\nдве\u{202e}".into(),
            tags: vec!["\u{9b}2Jvip".into()],
            ..named("A\u{1b}[31mlfa\u{1b}]0;x\u{7}")
        };
        let label = "\u{1b}]52;c;AA==\u{7}Альфа".to_owned();
        let mut tx = Transaction::new(Intent::EditClient, Timestamp::UNIX_EPOCH, None, label);
        tx.push(Change::replace(Some(before.clone()), after));
        clean(&mut tx).unwrap();
        let clean_one = Client {
            notes: "одна\nдве".into(),
            tags: vec!["vip".into()],
            ..named("Alfa")
        };
        assert_eq!(tx.entry.label, "Альфа");
        assert_eq!(tx.changes, [Change::replace(Some(before), clean_one)]);

        let mut tx = Transaction::new(
            Intent::AddClient,
            Timestamp::UNIX_EPOCH,
            None,
            String::new(),
        );
        tx.push(Change::create(named("\u{1b}[2J\u{200b}")));
        assert_eq!(clean(&mut tx), Err(Nameless));
    }
}
