//! Presentations as files: what is in them, and what never is.

use std::io::{Cursor, Read};

use jiff::civil::date;
use planerka::domain::brief::{Goal, GoalId, Kpi, Metric};
use planerka::domain::slides::{self, Format, Held, Refusal, Slide, Slides};
use planerka::domain::{
    AdProfile, Book, Brief, Check, Client, ClientId, Decision, Dismissal, Dossier, Effect, Effort,
    Expertise, Grounds, Life, LifeStep, Problem, ProblemId, Recommendation, RecommendationId,
    RecommendationKind, Record, Spend, Verdict,
};
use planerka::domain::{Channel, Currency, Month};
use planerka::i18n::{Lang, Texts};
use planerka::jobs::deck::{DeckError, Look, write};
use planerka::say;

use crate::harness::monday;

/// What stands in every field that is not for the client.
const SECRET: &str = "ТАЙНА";

fn ready(client: ClientId, number: u128, title: &str) -> Recommendation {
    let at = monday().timestamp();
    let id = RecommendationId(uuid::Uuid::from_u128(number));
    let mut one = Recommendation::draft(id, client, at);
    one.title = title.to_owned();
    one.why = format!("зачем {number}");
    one.if_done = format!("сделать {number}");
    one.if_not = format!("оставить {number}");
    one.life = Life::Ready;
    one
}

/// A client with everything known of it, and the secret wherever something is ours alone.
fn dossier(change: impl FnOnce(&mut Vec<Record>)) -> Dossier {
    let at = monday().timestamp();
    let secret = || SECRET.to_owned();
    let id = ClientId(uuid::Uuid::from_u128(7));
    let mut client = Client::named(id, "ООО <script>alert(1)</script> & «Ёлка»".to_owned(), at);
    client.notes = secret();
    client.tags = vec![secret()];
    client.owner = "Мария Орлова".to_owned();
    let mut brief = Brief::empty(id, at);
    brief.goals = vec![
        Goal {
            id: GoalId(1),
            text: "Больше заявок с поиска".to_owned(),
            closed_at: None,
        },
        Goal {
            id: GoalId(2),
            text: secret(),
            closed_at: Some(at),
        },
    ];
    brief.kpi = Some(Kpi {
        metric: Metric::Cpa,
        target: 120_000,
        note: secret(),
    });
    for field in [
        &mut brief.needs,
        &mut brief.done,
        &mut brief.business,
        &mut brief.seasonality,
        &mut brief.audience,
        &mut brief.constraints,
    ] {
        *field = secret();
    }
    let mut problem = Problem::titled(ProblemId(uuid::Uuid::from_u128(3)), id, secret(), at);
    problem.details = secret();
    problem.waiting_for = secret();
    let mut ads = AdProfile::empty(id, at);
    ads.dismissed = vec![Dismissal {
        rule: secret(),
        campaign: None,
        reason: secret(),
        at,
        measure: 1,
    }];
    let mut spend = Spend::empty(id, Currency::RUB);
    for (month, thousands) in [(7, 310), (8, 280), (9, 295), (10, 330), (11, 90)] {
        spend.set(Month::new(2026, month), thousands * 100_000);
    }
    let mut one = ready(id, 11, "Разделить поиск и сети");
    one.kind = RecommendationKind::Hygiene;
    one.effort = Effort::S;
    one.steps = vec![LifeStep {
        life: Life::Ready,
        at,
        note: secret(),
    }];
    one.decision = Some(Box::new(Decision {
        who: secret(),
        channel: Channel::Phone,
        words: secret(),
        at,
    }));
    one.check = Some(Box::new(Check {
        metric: Metric::Cpa,
        before: None,
        after: None,
        from: date(2026, 1, 1),
        on: date(2026, 2, 1),
        to: date(2026, 3, 1),
        verdict: Verdict::Unclear,
        note: secret(),
    }));
    one.grounds = Some(Box::new(Grounds {
        goal: Some(GoalId(1)),
        value: "20 000 ₽ покупают 15 заявок".to_owned(),
        effect: Some(Effect {
            metric: Metric::Cpa,
            low: -1_000,
            high: -1_500,
        }),
        helper: "наш специалист".to_owned(),
        how_simple: "простыми словами".to_owned(),
        how_expert: "словами ремесла".to_owned(),
        rule: Some(SECRET.to_owned()),
        cycle: 1,
    }));
    let mut records: Vec<Record> = vec![
        client.into(),
        brief.into(),
        problem.into(),
        ads.into(),
        spend.into(),
        one.into(),
        ready(id, 12, "Запустить ретаргетинг").into(),
    ];
    change(&mut records);
    let mut book = Book::new();
    for record in records {
        book.load(record).unwrap();
    }
    book.get(id).unwrap().clone()
}

fn slides_of(dossier: &Dossier) -> Slides {
    let chosen = slides::proposed(dossier);
    Slides::of(dossier, &chosen, "", monday().date()).unwrap()
}

/// Everything a file says, unpacked.
fn opened(format: Format, bytes: &[u8]) -> String {
    if format != Format::Pptx {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut all = String::new();
    for i in 0..archive.len() {
        let mut part = archive.by_index(i).unwrap();
        let name = part.name().unwrap().into_owned();
        if name.ends_with(".png") {
            continue;
        }
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        if let Err(error) = roxmltree::Document::parse(&text) {
            panic!("{name}: {error}\n{text}");
        }
        all.push_str(&text);
    }
    all
}

#[test]
fn what_is_ours_alone_leaves_in_no_format() {
    let dossier = dossier(|_| {});
    for lang in [Lang::Ru, Lang::En] {
        let script = say::script(&Texts::new(lang), &slides_of(&dossier));
        let words = serde_json::to_string(&script).unwrap();
        assert!(!words.contains(SECRET), "{words}");
        assert!(words.contains("Больше заявок с поиска"));
        for format in [Format::Html, Format::Pptx, Format::Md] {
            let file = write(&script, &Look::default(), format).unwrap();
            let said = opened(format, &file.bytes);
            assert!(!said.contains(SECRET), "{format:?}");
            for told in [
                "Разделить поиск и сети",
                "Запустить ретаргетинг",
                "зачем 11",
                "оставить 12",
                "простыми словами",
                "Мария Орлова",
            ] {
                assert!(said.contains(told), "{format:?} has no «{told}»");
            }
        }
    }
}

#[test]
fn a_finding_that_is_not_to_be_told_holds_its_recommendation_back() {
    let shut = dossier(|records| {
        for record in records {
            if let Record::Problem(problem) = record {
                problem.rule = Some(SECRET.to_owned());
                problem.sensitive = true;
            }
        }
    });
    let [first, second] = [11, 12].map(|n| RecommendationId(uuid::Uuid::from_u128(n)));
    assert_eq!(slides::proposed(&shut), [second]);
    let asked = Slides::of(&shut, &[first, second], "", monday().date());
    let why = Refusal::HeldBack("Разделить поиск и сети".to_owned(), Held::Sensitive);
    assert_eq!(asked, Err(why));
    let open = dossier(|_| {});
    assert_eq!(slides::proposed(&open), [first, second], "fixes first");
}

#[test]
fn a_secret_of_one_campaign_holds_back_the_whole_rule_and_the_other_way_round() {
    let [one, two] = [
        "018f3b1e-0000-7000-8000-000000000001",
        "018f3b1e-0000-7000-8000-000000000002",
    ];
    for (problem, draft, held) in [
        (
            format!("cpa-over-kpi/{one}"),
            "cpa-over-kpi".to_owned(),
            true,
        ),
        (
            "cpa-over-kpi".to_owned(),
            format!("cpa-over-kpi/{one}"),
            true,
        ),
        (
            format!("cpa-over-kpi/{one}"),
            format!("cpa-over-kpi/{one}"),
            true,
        ),
        (
            format!("cpa-over-kpi/{one}"),
            format!("cpa-over-kpi/{two}"),
            false,
        ),
        (
            "stale-data@google-ads".to_owned(),
            "stale-data".to_owned(),
            true,
        ),
        (
            "stale-data@google-ads".to_owned(),
            "stale-data@yandex-direct".to_owned(),
            false,
        ),
        ("cpa-over-kpi".to_owned(), "no-goal".to_owned(), false),
    ] {
        let dossier = dossier(|records| {
            for record in records {
                match record {
                    Record::Problem(known) => {
                        known.rule = Some(problem.clone());
                        known.sensitive = true;
                    }
                    Record::Recommendation(known) => {
                        if let Some(grounds) = &mut known.grounds {
                            grounds.rule = Some(draft.clone());
                        }
                    }
                    _ => {}
                }
            }
        });
        let first = &dossier.recommendations[0];
        let why = slides::held(&dossier, first);
        assert_eq!(
            why,
            held.then_some(Held::Sensitive),
            "{problem} and {draft}"
        );
    }
}

#[test]
fn a_client_is_told_how_in_its_own_register() {
    for (level, words) in [
        (1, "простыми словами"),
        (3, "простыми словами"),
        (4, "словами ремесла"),
        (5, "словами ремесла"),
    ] {
        let dossier = dossier(|records| {
            if let Some(Record::Client(client)) = records.first_mut() {
                client.expertise = Expertise::new(level).unwrap();
            }
        });
        assert_eq!(slides_of(&dossier).advice[0].how, words, "{level}");
    }
}

#[test]
fn days_are_proposed_and_the_running_month_is_left_out() {
    let slides = slides_of(&dossier(|_| {}));
    let days: Vec<_> = slides.advice.iter().map(|a| a.by).collect();
    assert_eq!(days, [date(2026, 11, 30), date(2026, 12, 7)]);
    let spend = slides.spend.unwrap();
    assert_eq!((spend.first, spend.values.len()), (Month::new(2026, 7), 4));
}

#[test]
fn nothing_ready_says_what_each_lacks() {
    let bare = dossier(|records| {
        for record in records {
            if let Record::Recommendation(one) = record {
                one.life = Life::Draft;
                one.if_not.clear();
            }
        }
    });
    let refusal = Slides::of(&bare, &slides::proposed(&bare), "", monday().date()).unwrap_err();
    let said = say::slides_refusal(&Texts::new(Lang::Ru), &refusal, monday().date());
    for part in [
        "Готовых рекомендаций нет",
        "Запустить ретаргетинг",
        "не сделать",
    ] {
        assert!(said.contains(part), "{said}");
    }
    let none = dossier(|records| records.retain(|r| !matches!(r, Record::Recommendation(_))));
    let refusal = Slides::of(&none, &[], "", monday().date()).unwrap_err();
    let said = say::slides_refusal(&Texts::new(Lang::Ru), &refusal, monday().date());
    assert!(said.contains("нет ни одной рекомендации"), "{said}");
}

#[test]
fn html_fetches_nothing_and_runs_nothing() {
    let script = say::script(&Texts::new(Lang::Ru), &slides_of(&dossier(|_| {})));
    let file = write(&script, &Look::default(), Format::Html).unwrap();
    let html = String::from_utf8(file.bytes).unwrap();
    for outside in [
        "<script", "http://", "https://", "url(", "@import", "<link", "src=",
    ] {
        assert!(!html.contains(outside), "{outside}");
    }
    assert!(html.contains("&lt;script&gt;alert(1)&lt;&#x2f;script&gt;"));
    assert_eq!(html.matches("<section").count(), file.slides);
}

#[test]
fn pdf_has_a_page_a_slide_and_cyrillic_letters_by_name() {
    let script = say::script(&Texts::new(Lang::Ru), &slides_of(&dossier(|_| {})));
    let file = write(&script, &Look::default(), Format::Pdf).unwrap();
    assert!(file.bytes.starts_with(b"%PDF-"));
    let plain = String::from_utf8_lossy(&file.bytes).into_owned();
    assert_eq!(plain.matches("/Type /Page\n").count(), file.slides);
    assert_eq!(
        file.slides,
        script.slides.len(),
        "short texts share a slide"
    );
    // What the glyphs are, so that text can be searched and copied: Р (0420), ё (0451), ₽ (20BD).
    let mut named = String::new();
    for at in plain_streams(&file.bytes) {
        let mut text = Vec::new();
        let mut reader = flate2::read::ZlibDecoder::new(at);
        if reader.read_to_end(&mut text).is_ok() && text.starts_with(b"%!PS") {
            named.push_str(&String::from_utf8_lossy(&text));
        }
    }
    for letter in ["<0420>", "<0451>", "<20BD>"] {
        assert!(named.contains(letter), "{letter}");
    }
}

/// The bytes after each `stream` of a PDF.
fn plain_streams(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    const MARK: &[u8] = b"\nstream\n";
    (0..bytes.len())
        .filter(move |i| bytes[*i..].starts_with(MARK))
        .map(move |i| &bytes[i + MARK.len()..])
}

#[test]
fn own_template_logo_and_colour() {
    let script = say::script(&Texts::new(Lang::Ru), &slides_of(&dossier(|_| {})));
    let dir = tempfile::tempdir().unwrap();
    let own = dir.path().join("deck");
    std::fs::create_dir(&own).unwrap();
    let file = own.join("slides.html");
    std::fs::write(
        &file,
        "{{ accent }}|{% for s in script.slides %}{{ s.title }};{% endfor %}",
    )
    .unwrap();
    let look = Look::load(Some(dir.path()), Some([0x10, 0x20, 0xff])).unwrap();
    // The goal has no title of its own: a template that asks for one is told where.
    let error = write(&script, &look, Format::Html).unwrap_err();
    assert!(
        matches!(error, DeckError::Template { line: 1, .. }),
        "{error}"
    );
    std::fs::write(&file, "{{ accent }}\n|{{ script.slides[0].title }}").unwrap();
    let look = Look::load(Some(dir.path()), Some([0x10, 0x20, 0xff])).unwrap();
    let html = String::from_utf8(write(&script, &look, Format::Html).unwrap().bytes).unwrap();
    assert!(html.starts_with("#1020ff\n|ООО &lt;script&gt;"), "{html}");
    std::fs::write(&file, "\n\n{% for %}").unwrap();
    let look = Look::load(Some(dir.path()), None).unwrap();
    let error = write(&script, &look, Format::Html).unwrap_err();
    let said = say::failure(
        &Texts::new(Lang::Ru),
        error.key(),
        &error.args(),
        error.cause(),
    );
    assert!(said.contains("slides.html, строка 3:"), "{said}");
    assert!(
        write(&script, &look, Format::Pdf).is_ok(),
        "only HTML is from the template"
    );
    std::fs::write(own.join("logo.svg"), "<svg/>").unwrap();
    let look = Look::load(Some(dir.path()), None).unwrap();
    for format in [Format::Pdf, Format::Pptx] {
        let error = write(&script, &look, format).unwrap_err();
        assert!(matches!(error, DeckError::Logo { .. }), "{error}");
    }
    let mut dot = Vec::new();
    let mut encoder = png::Encoder::new(&mut dot, 2, 1);
    encoder.set_color(png::ColorType::Rgba);
    let mut writer = encoder.write_header().unwrap();
    writer
        .write_image_data(&[255, 0, 0, 255, 0, 0, 255, 0])
        .unwrap();
    drop(writer);
    std::fs::write(own.join("logo.png"), dot).unwrap();
    let look = Look::load(Some(dir.path()), None).unwrap();
    let pdf = write(&script, &look, Format::Pdf).unwrap().bytes;
    assert!(String::from_utf8_lossy(&pdf).contains("/SMask"));
    let pptx = opened(
        Format::Pptx,
        &write(&script, &look, Format::Pptx).unwrap().bytes,
    );
    assert_eq!(pptx.matches("<p:pic>").count(), 1, "on the first slide");
}

#[test]
fn the_last_slide_is_what_is_to_be_decided() {
    let script = say::script(&Texts::new(Lang::Ru), &slides_of(&dossier(|_| {})));
    let Some(Slide::Decisions { rows, .. }) = script.slides.last() else {
        panic!("{:?}", script.slides.last());
    };
    let told: Vec<_> = rows
        .iter()
        .map(|r| (r[1].as_str(), r[3].as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("Разделить поиск и сети", "30 ноября"),
            ("Запустить ретаргетинг", "7 декабря"),
        ]
    );
    assert!(rows.iter().all(|r| r[4].is_empty()));
}
