//! Campaigns: what the audit finds becomes a draft or is put aside, for one client and for the whole list.

use planerka::app::Msg;
use planerka::domain::audit::{Hit, HitState, Subject, audit};
use planerka::domain::{ClientId, Life};

use crate::harness::{Harness, demo, setup};

/// A demo day with the card of the client with the most campaigns open at them; its id.
fn card(clients: usize) -> (Harness, ClientId) {
    let (book, histories) = demo(clients);
    let count = |id: &ClientId| histories.campaigns.get(id).map_or(0, Vec::len);
    let id = book.active().map(|d| d.id()).max_by_key(count).unwrap();
    let name = book.client(id).unwrap().name.clone();
    let mut day = Harness::with(setup(), book, histories);
    day.keys("/").text(&name).keys("enter enter t");
    (day, id)
}

fn hits(day: &Harness, id: ClientId) -> Vec<Hit> {
    let dossier = day.book().get(id).unwrap();
    let campaigns = dossier.work().campaigns.as_deref().unwrap();
    let rules = planerka::jobs::library::load(None).0.rules;
    audit(
        &rules,
        &Subject::of(dossier, campaigns, crate::harness::monday().date()),
    )
}

fn aside(day: &Harness, id: ClientId) -> usize {
    let all = hits(day, id);
    let aside = all
        .iter()
        .filter(|h| matches!(h.state, HitState::Dismissed(_)));
    aside.count()
}

#[test]
fn a_finding_becomes_a_draft_and_one_undo_takes_it_back() {
    let (mut day, id) = card(20);
    assert!(day.news().contains("Проверено"), "{}", day.news());
    let screen = day.screen(120, 40);
    assert!(
        screen.contains("Находки") && screen.contains("CPA"),
        "{screen}"
    );
    let before = day.book().get(id).unwrap().recommendations.len();
    day.keys("enter");
    let made = day.book().get(id).unwrap().recommendations.clone();
    assert_eq!(made.len(), before + 1);
    let draft = made.last().unwrap();
    assert_eq!(draft.life, Life::Draft);
    assert!(!draft.why.is_empty() && draft.grounds().rule.is_some());
    assert!(day.news().contains(&draft.title), "{}", day.news());
    let taken = |day: &Harness| {
        let all = hits(day, id);
        all.iter()
            .filter(|h| matches!(h.state, HitState::Taken(_)))
            .count()
    };
    let now = taken(&day);
    assert!(now > 0);
    day.keys("u");
    assert_eq!(day.book().get(id).unwrap().recommendations.len(), before);
    assert!(taken(&day) < now);
}

#[test]
fn enter_pressed_twice_makes_one_draft() {
    let (mut day, id) = card(20);
    let before = day.book().get(id).unwrap().recommendations.len();
    for _ in 0..3 {
        day.keys("enter");
        day.screen(120, 40);
    }
    let made = day.book().get(id).unwrap().recommendations.len();
    assert_eq!(made, before + 1, "{}", day.news());
}

#[test]
fn what_is_put_aside_stays_so_until_the_numbers_change() {
    let (mut day, id) = card(20);
    day.screen(120, 40);
    let before = aside(&day, id);
    day.keys("x «договорились ждать» ctrl-s");
    let put = aside(&day, id);
    assert!(put > before, "{}", day.screen(120, 40));
    // Still so when the card is opened anew, and shown on demand with its reason.
    day.keys("esc enter 4");
    assert_eq!(aside(&day, id), put);
    day.screen(120, 40);
    day.keys("o G");
    let dossier = day.book().get(id).unwrap();
    let reason = |d: &planerka::domain::Dismissal| d.reason == "договорились ждать";
    let measured = dossier.work().ads.as_deref().unwrap().dismissed.clone();
    assert!(measured.iter().any(reason));
    // Fresh figures of a dear week, and spend is what the rule measures: a material change.
    let mut campaigns = dossier.work().campaigns.clone().unwrap();
    let kept = campaigns.clone();
    for period in campaigns.iter_mut().flat_map(|c| &mut c.periods) {
        let late = period.from >= jiff::civil::date(2026, 11, 16);
        period.figures.cost *= if late { 4 } else { 1 };
    }
    let seq = day.book().seq();
    day.send(Msg::Campaigns(vec![(id, campaigns)], seq));
    let ours = |hit: &Hit| match &hit.state {
        HitState::Returned(d) | HitState::Dismissed(d) => reason(d),
        _ => false,
    };
    let now: Vec<Hit> = hits(&day, id).into_iter().filter(ours).collect();
    let returned = now.iter().filter(|h| h.state.is_open()).count();
    assert!(returned > 0, "{}", day.screen(120, 40));
    day.send(Msg::Campaigns(vec![(id, kept)], seq));
    day.keys("u");
    assert_eq!(aside(&day, id), before);
}

#[test]
fn the_whole_list_is_checked_with_one_key() {
    let (book, histories) = demo(60);
    let mut day = Harness::with(setup(), book, histories);
    day.keys("g a");
    let screen = day.screen(120, 40);
    assert!(screen.contains("Проверка кампаний"), "{screen}");
    assert!(screen.contains("С находками"), "{screen}");
    let loaded = |day: &Harness| {
        let all = day.book().active();
        all.filter(|d| d.work().campaigns.is_some()).count()
    };
    assert_eq!(loaded(&day), 0, "an audit keeps no campaigns");
    let count = |day: &Harness| {
        let all = day.book().active();
        all.map(|d| d.recommendations.len()).sum::<usize>()
    };
    let before = count(&day);
    day.keys("space j enter");
    assert_eq!(count(&day), before + 1, "{}", day.screen(120, 40));
    day.keys("u");
    assert_eq!(count(&day), before);
    // A client's own campaigns, and back to the list of findings.
    day.keys("4");
    assert!(
        day.screen(120, 40).contains("28 дней"),
        "{}",
        day.screen(120, 40)
    );
    assert_eq!(loaded(&day), 1);
    day.keys("esc");
    assert!(day.screen(120, 40).contains("Проверка кампаний"));
    day.keys("esc");
    assert!(!day.screen(120, 40).contains("Проверка кампаний"));
}

/// Sizes at which layouts break.
const SIZES: [(u16, u16); 7] = [
    (46, 12),
    (60, 16),
    (80, 24),
    (100, 30),
    (120, 40),
    (150, 20),
    (200, 60),
];

#[test]
fn a_hundred_and_eighty_campaigns_are_read_at_every_size() {
    let (mut day, id) = card(120);
    let count = day
        .book()
        .get(id)
        .unwrap()
        .work()
        .campaigns
        .as_ref()
        .map(Vec::len);
    assert!(count > Some(180), "{count:?}");
    for keys in ["space", "G", "space", "s", "s", "s", "s", "o", "g g", "f2"] {
        day.keys(keys);
        for (width, height) in SIZES {
            day.screen(width, height);
        }
    }
    day.keys("f2 /").text("ъъъ");
    let screen = day.screen(120, 40);
    assert!(screen.contains("С такими словами ничего нет"), "{screen}");
    day.keys("esc G =");
    let screen = day.screen(200, 60);
    assert!(screen.contains("Клики ÷ показы"), "{screen}");
}

#[test]
fn the_audit_of_the_list_is_drawn_at_every_size() {
    let (book, histories) = demo(60);
    let mut day = Harness::with(setup(), book, histories);
    day.keys("g a");
    for keys in ["space", "j", "s", "space", "G", "space", "o", "f2"] {
        day.keys(keys);
        for (width, height) in SIZES {
            day.screen(width, height);
        }
    }
    day.keys("f2 g g M");
    assert!(day.news().contains("Сначала раскройте"), "{}", day.news());
}
