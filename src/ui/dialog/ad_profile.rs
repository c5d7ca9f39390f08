//! The form of what no report tells of a client's advertising: analytics, goals, call tracking, accounts (A31).

use crate::domain::command::AdFacts;
use crate::domain::{AdAccount, Command, Dossier, Known};
use crate::ui::Cx;
use crate::ui::dialog::form::{Field, Form, FormDialog, Problem, Sheet, Words};

/// The form of a campaign profile.
pub type AdProfileForm = FormDialog<AdProfileSheet>;

/// The fields of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Whether analytics is linked.
    Linked,
    /// Which systems.
    Analytics,
    /// Whether goals are set up.
    Goals,
    /// Whether there is call tracking.
    Calls,
    /// Ad accounts.
    Accounts,
}

/// What the form is about.
#[derive(Debug)]
pub struct AdProfileSheet {
    before: AdFacts,
}

impl AdProfileForm {
    /// A form over what is known of a client's advertising.
    #[must_use]
    pub fn new(dossier: &Dossier) -> Self {
        let before = AdFacts::of(dossier.id(), dossier.work().ads.as_deref());
        let accounts: Vec<String> = before.accounts.iter().map(ToString::to_string).collect();
        let form = Form::new(vec![
            known(Key::Linked, "form-ads-linked", before.analytics_linked),
            Field::list(Key::Analytics, "form-ads-analytics", &before.analytics)
                .placeholder("form-ads-analytics-hint"),
            known(Key::Goals, "form-ads-goals", before.goals_set),
            known(Key::Calls, "form-ads-calls", before.call_tracking),
            Field::list(Key::Accounts, "form-ads-accounts", &accounts)
                .placeholder("form-ads-accounts-hint"),
        ]);
        Self::of(AdProfileSheet { before }, form)
    }
}

fn known(key: Key, label: &'static str, value: Known) -> Field<Key> {
    let options = Known::ALL.iter().map(|k| Words::term("known", k.name()));
    let index = Known::ALL.iter().position(|k| *k == value);
    Field::choice(key, label, options.collect(), index)
}

impl Sheet for AdProfileSheet {
    type Key = Key;

    fn title(&self, cx: &Cx<'_>) -> String {
        let title = cx.texts.t("form-ads-title");
        match cx.book.client(self.before.client) {
            Some(client) => format!("{title} · {}", client.name),
            None => title,
        }
    }

    fn command(&self, form: &Form<Key>, cx: &Cx<'_>) -> Result<Command, Problem<Key>> {
        // What an import brought while the form was open stays.
        let now = cx.book.get(self.before.client);
        let now = now.and_then(|d| d.work().ads.as_deref());
        let mut facts = AdFacts::of(self.before.client, now);
        for (key, slot) in [
            (Key::Linked, &mut facts.analytics_linked),
            (Key::Goals, &mut facts.goals_set),
            (Key::Calls, &mut facts.call_tracking),
        ] {
            if form.changed(key)
                && let Some(value) = form.index(key).and_then(|i| Known::ALL.get(i))
            {
                *slot = *value;
            }
        }
        if form.changed(Key::Analytics) {
            facts.analytics = form.list(Key::Analytics);
        }
        if form.changed(Key::Accounts) {
            let read = form.list(Key::Accounts).into_iter().map(|text| {
                text.parse::<AdAccount>().map_err(|_| Problem {
                    field: Key::Accounts,
                    words: cx
                        .texts
                        .tf("form-ads-accounts-wrong", &[("text", text.as_str().into())]),
                })
            });
            facts.accounts = read.collect::<Result<_, _>>()?;
        }
        Ok(Command::EditAdProfile(Box::new(facts)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{AdProfile, Client, ClientId, Platform, RuleError};
    use crate::ui::dialog::form::harness::Desk;

    fn desk() -> (Desk, ClientId) {
        let mut desk = Desk::new();
        let at = desk.now.timestamp();
        let client = Client::named(ClientId::from_bytes([1; 16]), "Альфа".to_owned(), at);
        desk.run(Command::AddClient(Box::new(client))).unwrap();
        let id = desk.last_client();
        (desk, id)
    }

    fn profile(desk: &Desk, id: ClientId) -> Option<AdProfile> {
        desk.book.get(id).unwrap().work().ads.as_deref().cloned()
    }

    #[test]
    fn what_a_person_knows_is_kept_and_an_untouched_form_changes_nothing() {
        let (mut desk, id) = desk();
        let keys = "tab «Метрика 100500; Analytics» tab right tab right right \
                    tab «директ: alfa, google:1-2» ctrl-s";
        let mut form = AdProfileForm::new(desk.book.get(id).unwrap());
        let command = desk.submit(&mut form, keys);
        desk.run(command).unwrap();
        let known = profile(&desk, id).unwrap();
        assert_eq!(known.analytics, ["Метрика 100500", "Analytics"]);
        // A named system is linked.
        assert_eq!(known.analytics_linked, Known::Yes);
        assert_eq!(
            (known.goals_set, known.call_tracking),
            (Known::Yes, Known::No)
        );
        assert_eq!(known.accounts[0].platform, Platform::YandexDirect);
        assert_eq!(known.accounts[1].login, "1-2");
        let mut form = AdProfileForm::new(desk.book.get(id).unwrap());
        let same = desk.submit(&mut form, "ctrl-s");
        assert_eq!(desk.run(same), Err(RuleError::Nothing));
    }

    #[test]
    fn an_account_without_its_platform_is_told_beside_the_field() {
        let (desk, id) = desk();
        let mut form = AdProfileForm::new(desk.book.get(id).unwrap());
        let said = desk.press(&mut form, "tab tab tab tab «alfa» ctrl-s");
        assert!(said.is_empty(), "{said:?}");
        let screen = desk.screen(&mut form, 80, 24);
        assert!(screen.contains("директ:"), "{screen}");
        assert_eq!(form.form().focused(), Some(Key::Accounts));
        desk.at_all_sizes(&mut form);
        assert!(!screen.contains('⟨'), "{screen}");
    }
}
