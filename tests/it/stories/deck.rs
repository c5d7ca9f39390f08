//! A presentation: two keys for the usual one, and nothing recorded before the file is there.

use planerka::app::{Effect, Trouble};
use planerka::domain::command::{Command, DraftText};
use planerka::domain::slides::{Format, Slide};
use planerka::domain::{Effort, Life, RecommendationKind};

use crate::harness::{Harness, Office};

fn text(title: &str) -> DraftText {
    DraftText {
        title: title.to_owned(),
        why: "бюджет поиска уходит в сети и кончается к обеду".to_owned(),
        if_done: "заявки пойдут весь день и станут дешевле".to_owned(),
        if_not: "к весне за те же деньги заявок будет меньше".to_owned(),
        effort: Effort::M,
        kind: RecommendationKind::Growth,
        ..DraftText::default()
    }
}

/// Альфа with two ready recommendations and an unfinished draft.
fn at_work() -> Harness {
    let mut office = Office::new();
    let alfa = office.client("Альфа", "Анна Смирнова", "+7 900 000-00-01", "опт");
    for title in ["Разделить поиск и сети", "Запустить ретаргетинг"]
    {
        office.run(Command::FinishDraft(alfa, None, text(title)));
    }
    let unfinished = DraftText {
        why: String::new(),
        ..text("Видео на тёплую аудиторию")
    };
    office.run(Command::AddDraft(alfa, unfinished));
    let mut day = Harness::of(office);
    day.keys("enter");
    day
}

fn lives(day: &Harness) -> Vec<Life> {
    let all = &day.client("Альфа").recommendations;
    all.iter().map(|r| r.life).collect()
}

/// The last file asked for: format, name, titles of its recommendations.
fn written(day: &mut Harness) -> (Format, String, Vec<String>) {
    let found = day.effects().into_iter().rev().find_map(|e| match e {
        Effect::WriteDeck(deck) => Some(deck),
        _ => None,
    });
    let deck = found.unwrap();
    let titles = deck.script.slides.into_iter().filter_map(|s| match s {
        Slide::Advice { title, .. } => Some(title),
        _ => None,
    });
    (deck.format, deck.name, titles.collect())
}

#[test]
fn two_keys_send_everything_ready_and_one_takes_it_back() {
    let mut day = at_work();
    day.keys("d S");
    let (format, name, titles) = written(&mut day);
    assert_eq!(
        (format, name.as_str()),
        (Format::Html, "Альфа 2026-11-23.html")
    );
    assert_eq!(titles, ["Разделить поиск и сети", "Запустить ретаргетинг"]);
    assert_eq!(lives(&day), [Life::Sent, Life::Sent, Life::Draft]);
    let alfa = day.client("Альфа");
    let deck = alfa.work().decks[0].clone();
    assert_eq!(
        (deck.file.as_str(), deck.recommendations.len()),
        (name.as_str(), 2)
    );
    assert!(
        alfa.recommendations[..2]
            .iter()
            .all(|r| r.deck == Some(deck.id))
    );
    assert!(
        day.news().contains("отмечено отправленным"),
        "{}",
        day.news()
    );
    day.keys("u");
    assert_eq!(lives(&day), [Life::Ready, Life::Ready, Life::Draft]);
    assert!(day.client("Альфа").work().decks.is_empty());
    assert!(
        day.client("Альфа")
            .recommendations
            .iter()
            .all(|r| r.deck.is_none())
    );
}

#[test]
fn chosen_ordered_and_written_without_being_sent() {
    let mut day = at_work();
    day.keys("d J s");
    day.keys("enter");
    let (format, name, titles) = written(&mut day);
    assert_eq!(format, Format::Pdf);
    assert_eq!(name, "Альфа 2026-11-23.pdf");
    assert_eq!(titles, ["Запустить ретаргетинг", "Разделить поиск и сети"]);
    assert_eq!(lives(&day), [Life::Ready, Life::Ready, Life::Draft]);
    assert!(day.client("Альфа").work().decks.is_empty());
    day.keys("d space enter");
    assert_eq!(written(&mut day).2, ["Запустить ретаргетинг"]);
}

#[test]
fn a_draft_is_not_presented_and_says_why() {
    let mut day = at_work();
    day.keys("d G space");
    assert!(day.news().contains("не хватает: зачем"), "{}", day.news());
    day.keys("g g space j space enter");
    assert!(
        day.news().contains("Готовых рекомендаций нет"),
        "{}",
        day.news()
    );
    assert!(
        !day.effects()
            .iter()
            .any(|e| matches!(e, Effect::WriteDeck(_)))
    );
}

#[test]
fn a_place_that_cannot_be_written_to_costs_nothing_but_a_sentence() {
    let mut day = at_work();
    day.unwritable = Some(Trouble::new(
        "error-not-written",
        vec![("path", "/архив".to_owned())],
        Some(std::io::ErrorKind::PermissionDenied),
    ));
    day.keys("d J s S");
    assert!(day.news().contains("/архив"), "{}", day.news());
    assert_eq!(lives(&day), [Life::Ready, Life::Ready, Life::Draft]);
    day.unwritable = None;
    day.keys("S");
    let (format, _, titles) = written(&mut day);
    assert_eq!(
        (format, titles[0].as_str()),
        (Format::Pdf, "Запустить ретаргетинг")
    );
    assert_eq!(lives(&day), [Life::Sent, Life::Sent, Life::Draft]);
}

#[test]
fn slides_are_looked_through_before_they_leave() {
    let mut day = at_work();
    day.keys("d v");
    assert!(day.screen(80, 24).contains("Рекомендации по рекламе"));
    day.keys("j");
    assert!(day.screen(80, 24).contains("Разделить поиск и сети"));
    day.keys("G");
    let last = day.screen(120, 40);
    assert!(
        last.contains("Что решить") && last.contains("Слайд 4 из 4"),
        "{last}"
    );
    day.keys("esc");
    assert!(
        day.screen(80, 24).contains("[x]"),
        "one step back is the list"
    );
}
