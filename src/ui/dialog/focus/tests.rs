//! The pages with what is amiss in a portfolio, in both languages, at all sizes.

use super::*;
use crate::domain::ranking::{Portfolio, rank};
use crate::domain::{CohortId, Currency, Member, Method, Record, Spend};
use crate::i18n::Lang;
use crate::ui::dialog::rig::Rig;

/// Thirty clients with falling and rising spend, one of three months only; the first is in the archive.
fn office(lang: Lang) -> Rig {
    let mut rig = Rig::new(lang);
    for n in 0..30 {
        let client = rig.client(&format!("Клиент {n:02}"));
        let mut spend = Spend::empty(client, Currency::RUB);
        let first = if n == 29 { 8 } else { -8 };
        for month in first..=10 {
            let slope = if n % 2 == 0 { 20 - month } else { 20 + month };
            spend.set(
                Month::new(2026, month),
                i64::from(slope) * 1_000_000 * i64::from(n + 1),
            );
        }
        rig.put(Record::Spend(spend));
    }
    rig.ranking = Some(rank(&Portfolio::of(&rig.book, Month::new(2026, 11))));
    rig
}

fn cohort(rig: &Rig, members: &[ClientId]) -> Cohort {
    Cohort {
        id: CohortId(uuid::Uuid::from_u128(1)),
        name: "Просели".to_owned(),
        month: Some(Month::new(2026, 11)),
        method: Method::Formula,
        query: String::new(),
        hypothesis: String::new(),
        frozen_at: rig.now.timestamp(),
        from: Month::new(2026, 10),
        members: members
            .iter()
            .map(|client| Member {
                client: *client,
                score: 50,
                base: 0,
                currency: Currency::RUB,
                held_out: false,
                joined_at: None,
                worked_at: None,
                left: None,
            })
            .collect(),
        closed_at: None,
        verdict: String::new(),
    }
}

fn open(page: FocusPage) -> FocusDialog {
    FocusDialog::at(page, Segment::default())
}

#[test]
fn every_page_draws_at_every_size_with_and_without_data() {
    for lang in [Lang::Ru, Lang::En] {
        let bare = Rig::new(lang);
        let mut rig = office(lang);
        let all: Vec<ClientId> = rig.book.all().map(|d| d.id()).collect();
        rig.put(Record::Cohort(cohort(&rig, &all)));
        for page in FocusPage::ALL {
            for rig in [&bare, &rig] {
                let mut dialog = open(page);
                rig.draw_all_sizes(&mut dialog);
                for key in ["G", "o", "s", "b", "k"] {
                    rig.press(&mut dialog, key);
                    let (shown, _) = rig.draw(&mut dialog, 120, 40);
                    assert!(!shown.contains('⟨'), "{page:?} {key}\n{shown}");
                }
                let Reply::Open(mut explained) = rig.press(&mut dialog, "=") else {
                    panic!("{page:?} explains itself");
                };
                let (shown, _) = rig.draw(explained.as_mut(), 120, 40);
                assert!(!shown.contains('⟨'), "{page:?}\n{shown}");
            }
        }
    }
}

#[test]
fn the_ranking_shows_two_lists_in_two_orders_and_tells_why() {
    let rig = office(Lang::Ru);
    let mut dialog = open(FocusPage::Ranking);
    let ranking = rig.ranking.as_ref().unwrap();
    for (keys, list, by, title) in [
        (
            "home",
            List::Protect,
            By::Chance,
            "Удержать, по вероятности",
        ),
        ("b", List::Protect, By::Money, "Удержать, по деньгам"),
        ("s", List::Grow, By::Money, "Растить, по деньгам"),
        ("b", List::Grow, By::Chance, "Растить, по вероятности"),
    ] {
        rig.press(&mut dialog, keys);
        let (shown, _) = rig.draw(&mut dialog, 120, 40);
        assert!(shown.contains(title), "{shown}");
        assert_eq!(
            dialog.client(&rig.cx()),
            ranking.list(list, by).first().copied()
        );
        assert!(shown.contains("Ждём за три месяца"), "{shown}");
        assert!(shown.contains("мало истории — 1"), "{shown}");
    }
    // The one of three months stands below the others once it is asked for.
    rig.press(&mut dialog, "o G");
    let (shown, _) = rig.draw(&mut dialog, 120, 40);
    assert!(shown.contains("Клиент 29"), "{shown}");
    assert!(shown.contains("Мало истории: 3 месяца"), "{shown}");
    let Reply::Ask(Request::OnClient(_, Action::Open)) = rig.press(&mut dialog, "enter") else {
        panic!("enter opens the client");
    };
}

#[test]
fn members_that_cannot_be_worked_or_compared_are_counted_in_words() {
    let mut rig = office(Lang::Ru);
    let all: Vec<ClientId> = rig.book.all().map(|d| d.id()).collect();
    let mut archived = rig.book.client(all[0]).unwrap().clone();
    archived.archived_at = Some(rig.now.timestamp());
    rig.put(Record::Client(archived));
    let gone = ClientId(uuid::Uuid::from_u128(999));
    let mut frozen = cohort(&rig, &[all[0], all[1], gone]);
    rig.put(Record::Cohort(frozen.clone()));
    let mut dialog = open(FocusPage::Members);
    let (shown, _) = rig.draw(&mut dialog, 120, 40);
    for words in ["проработано 0 из 1", "в архиве: 1", "без расхода: 1"]
    {
        assert!(shown.contains(words), "{words}\n{shown}");
    }
    // All that is left is held out: nothing to work, and it says so without dividing by nothing.
    frozen.members.truncate(2);
    frozen.members[1].held_out = true;
    let mut rig = office(Lang::Ru);
    rig.put(Record::Cohort(frozen));
    let mut dialog = open(FocusPage::Members);
    rig.press(&mut dialog, "G");
    let (shown, _) = rig.draw(&mut dialog, 80, 24);
    assert!(shown.contains("контроль, не трогаем"), "{shown}");
}
