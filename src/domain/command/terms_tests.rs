//! What happens to the terms, command by command.

use jiff::Zoned;
use jiff::civil::{Date, Time, date};

use super::*;
use crate::domain::command::{Command, decide};
use crate::domain::{Contact, ContactId, Hours, Ids};
use ContactPolicy::{DoNotCall, Full, NewsOnly, Reduced};

struct Desk {
    book: Book,
    ids: Ids,
    now: Zoned,
    id: ClientId,
}

impl Desk {
    /// A client with one person, on 23 November 2026.
    fn new() -> Self {
        let now: Zoned = "2026-11-23T10:00+03:00[Europe/Moscow]".parse().unwrap();
        let mut desk = Self {
            book: Book::new(),
            ids: Ids::seeded(1),
            id: ClientId::from_bytes([0; 16]),
            now,
        };
        let client = Client::named(desk.id, "Альфа".into(), desk.now.timestamp());
        desk.run(Command::AddClient(Box::new(client))).unwrap();
        desk.id = desk.book.all().last().unwrap().id();
        let nobody = ContactId::from_bytes([0; 16]);
        let person = Contact::named(nobody, desk.id, "Анна".into());
        desk.run(Command::AddContact(Box::new(person))).unwrap();
        desk
    }

    fn run(&mut self, command: Command) -> Result<Transaction, RuleError> {
        let mut env = Env {
            now: &self.now,
            ids: &mut self.ids,
        };
        let mut tx = decide(command, &self.book, &mut env)?;
        self.book.apply(&mut tx)?;
        Ok(tx)
    }

    fn terms(&mut self, command: TermsCommand) -> Result<Transaction, RuleError> {
        self.run(Command::Terms(command))
    }

    fn policy(&mut self, policy: ContactPolicy, reason: &str) -> Result<Transaction, RuleError> {
        let reason = reason.to_owned();
        let client = self.id;
        self.terms(TermsCommand::SetPolicy {
            client,
            policy,
            reason,
        })
    }

    fn agree(
        &mut self,
        change: impl FnOnce(&mut Client, &mut ContactTerms),
    ) -> Result<Transaction, RuleError> {
        let (mut client, mut terms) = (self.client(), self.agreed());
        change(&mut client, &mut terms);
        self.terms(TermsCommand::Agree(Box::new(client), Box::new(terms)))
    }

    fn client(&self) -> Client {
        self.book.client(self.id).unwrap().clone()
    }

    fn agreed(&self) -> ContactTerms {
        terms_of(self.book.get(self.id).unwrap())
    }

    fn on(&mut self, day: Date) {
        self.now = day.at(10, 0, 0, 0).in_tz("Europe/Moscow").unwrap();
    }
}

#[test]
fn a_downgrade_says_since_when_and_why_and_asks_half_a_year_later() {
    let mut desk = Desk::new();
    for (day, policy, reason, again) in [
        (
            date(2026, 11, 23),
            Reduced,
            "отвечает односложно",
            Some(date(2027, 5, 23)),
        ),
        (
            date(2027, 8, 31),
            NewsOnly,
            "шесть недозвонов",
            Some(date(2028, 2, 29)),
        ),
        (date(2028, 3, 1), Full, "", None),
    ] {
        desk.on(day);
        desk.policy(policy, reason).unwrap();
        let terms = desk.agreed();
        assert_eq!(desk.client().policy, policy);
        assert_eq!(terms.policy_since, Some(day), "{policy:?}");
        assert_eq!(terms.policy_reason, reason);
        assert_eq!(terms.ask_again, again, "{policy:?}");
    }
}

#[test]
fn less_contact_needs_a_reason_and_a_change() {
    let mut desk = Desk::new();
    assert_eq!(
        desk.policy(DoNotCall, "  ").unwrap_err(),
        RuleError::ReasonMissing
    );
    assert_eq!(desk.policy(Full, "так").unwrap_err(), RuleError::Nothing);
    let refused = desk.agree(|client, _| client.policy = Reduced);
    assert_eq!(refused.unwrap_err(), RuleError::ReasonMissing);
    assert_eq!(desk.client().policy, Full);
}

#[test]
fn the_form_of_a_client_goes_the_same_road() {
    let mut desk = Desk::new();
    let mut client = desk.client();
    client.policy = NewsOnly;
    let tx = desk.run(Command::EditClient(Box::new(client))).unwrap();
    assert_eq!(tx.changes.len(), 2);
    assert_eq!(desk.agreed().policy_since, Some(date(2026, 11, 23)));
    assert_eq!(desk.agreed().ask_again, Some(date(2027, 5, 23)));
    let mut back = tx.inverse(desk.now.timestamp());
    desk.book.apply(&mut back).unwrap();
    assert_eq!(desk.client().policy, Full);
    assert!(desk.book.get(desk.id).unwrap().work().terms.is_none());
    // Another field leaves the terms alone.
    let mut client = desk.client();
    client.notes = "пекарня".into();
    let tx = desk.run(Command::EditClient(Box::new(client))).unwrap();
    assert_eq!(tx.changes.len(), 1);
}

#[test]
fn one_agreement_is_one_transaction_that_undo_takes_back_whole() {
    let mut desk = Desk::new();
    let anna = desk.book.get(desk.id).unwrap().contacts[0].id;
    let tx = desk
        .agree(|client, terms| {
            client.policy = Reduced;
            terms.policy_reason = " просил реже ".into();
            terms.response_minutes = Some(30);
            terms.urgent_contact = Some(anna);
            terms.news = Some(true);
            // Not the form's to change.
            terms.kept_on = Some(date(2026, 1, 1));
            terms.policy_since = Some(date(2020, 1, 1));
        })
        .unwrap();
    assert_eq!(tx.entry.intent, Intent::SetPolicy);
    let terms = desk.agreed();
    assert_eq!(terms.policy_reason, "просил реже");
    assert_eq!(terms.policy_since, Some(date(2026, 11, 23)));
    assert_eq!((terms.kept_on, terms.news), (None, Some(true)));
    let mut back = tx.inverse(desk.now.timestamp());
    desk.book.apply(&mut back).unwrap();
    assert_eq!(desk.agreed(), ContactTerms::none(desk.id));
}

#[test]
fn a_day_of_ones_own_is_kept_and_must_lie_ahead() {
    let mut desk = Desk::new();
    let own = date(2027, 1, 11);
    let today = date(2026, 11, 23);
    for (day, refused) in [(today, true), (date(2026, 11, 1), true), (own, false)] {
        let found = desk.agree(|client, terms| {
            client.policy = NewsOnly;
            terms.policy_reason = "сезон".into();
            terms.ask_again = Some(day);
        });
        assert_eq!(found.is_err(), refused, "{day}");
    }
    assert_eq!(desk.agreed().ask_again, Some(own));
    // A year later the day has passed; another word may still be written.
    desk.on(date(2027, 11, 1));
    desk.agree(|_, terms| terms.news = Some(true)).unwrap();
    assert_eq!(desk.agreed().ask_again, Some(own));
}

#[test]
fn what_cannot_be_agreed() {
    let mut desk = Desk::new();
    let zero = desk.agree(|_, terms| terms.response_minutes = Some(0));
    assert_eq!(zero.unwrap_err(), TermsError::ResponseZero.into());
    let backwards = desk.agree(|_, terms| {
        let time = |hour| Time::constant(hour, 0, 0, 0);
        terms.quiet = Some(Hours {
            from: time(11),
            to: time(10),
        });
    });
    assert_eq!(backwards.unwrap_err(), TermsError::QuietBackwards.into());
    let stranger = desk.agree(|_, t| t.urgent_contact = Some(ContactId::from_bytes([9; 16])));
    assert_eq!(stranger.unwrap_err(), RuleError::NoSuchContact);
    assert_eq!(desk.agree(|_, _| ()).unwrap_err(), RuleError::Nothing);
}

#[test]
fn the_urgent_person_leaves_the_terms_with_the_contact() {
    let mut desk = Desk::new();
    let anna = desk.book.get(desk.id).unwrap().contacts[0].id;
    desk.agree(|_, terms| terms.urgent_contact = Some(anna))
        .unwrap();
    let tx = desk.run(Command::RemoveContact(desk.id, anna)).unwrap();
    assert_eq!(desk.agreed().urgent_contact, None);
    let mut back = tx.inverse(desk.now.timestamp());
    desk.book.apply(&mut back).unwrap();
    assert_eq!(desk.agreed().urgent_contact, Some(anna));
}

#[test]
fn turned_down_and_asked_are_remembered() {
    let mut desk = Desk::new();
    desk.policy(Reduced, "реже").unwrap();
    desk.terms(TermsCommand::KeepPolicy(desk.id)).unwrap();
    assert_eq!(desk.agreed().kept_on, Some(date(2026, 11, 23)));
    let again = desk.terms(TermsCommand::KeepPolicy(desk.id));
    assert_eq!(again.unwrap_err(), RuleError::Nothing);
    desk.on(date(2027, 5, 24));
    desk.terms(TermsCommand::AskedAgain(desk.id)).unwrap();
    assert_eq!(desk.agreed().ask_again, Some(date(2027, 11, 24)));
    assert_eq!(desk.agreed().policy_since, Some(date(2026, 11, 23)));
}
