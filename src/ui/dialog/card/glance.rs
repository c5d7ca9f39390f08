//! The overview where it has one column: all one needs before speaking in the eighteen rows of a small
//! terminal, a line a thing, the urgent first. People, history and the past stand below it.

use ratatui::text::Line;

use super::rows::Rows;
use super::{campaigns, due, parts, problem_parts, reach};
use crate::domain::stage::missing;
use crate::domain::{BriefField, ContactPolicy, Dossier};
use crate::say;
use crate::ui::Cx;

/// Promises and steps shown; the label tells how many there are.
const DUE: usize = 3;
/// Problems, and recommendations, shown.
const MOST: usize = 2;
/// Months of spend in bars.
const MONTHS: usize = 12;

/// The lines, a blank one between their groups where all of them then fit `height` rows.
pub(super) fn lines(cx: &Cx<'_>, dossier: &Dossier, width: u16, height: u16) -> Vec<Line<'static>> {
    type Part = fn(&mut Rows<'_>, &Dossier);
    let groups: [Part; 4] = [talk, urgent, client, work];
    let groups: Vec<Vec<Line<'static>>> = groups
        .iter()
        .map(|part| {
            let mut rows = Rows::new(cx, width);
            part(&mut rows, dossier);
            rows.into_lines()
        })
        .filter(|lines| !lines.is_empty())
        .collect();
    let taken: usize = groups.iter().map(Vec::len).sum();
    let apart = taken + groups.len().saturating_sub(1) <= usize::from(height);
    let mut out = Vec::with_capacity(taken + groups.len());
    for group in groups {
        if apart && !out.is_empty() {
            out.push(Line::default());
        }
        out.extend(group);
    }
    out
}

/// A label once, with how many there are where not all are shown.
fn counted(cx: &Cx<'_>, id: &str, place: usize, all: usize, shown: usize) -> String {
    match (place, all > shown) {
        (0, true) => format!("{} {all}", cx.texts.t(id)),
        (0, false) => cx.texts.t(id),
        _ => String::new(),
    }
}

/// The next touch, the last one, whom to ask for and whether now.
fn talk(rows: &mut Rows<'_>, dossier: &Dossier) {
    let (cx, texts) = (rows.cx, rows.cx.texts);
    let none = (String::new(), cx.theme.text);
    let next = parts::next_when(dossier, cx).map_or_else(
        || vec![(texts.t("card-no-plan"), cx.theme.muted)],
        |(when, style)| {
            let why = parts::next_why(dossier, cx);
            vec![(when, style), (format!("  {why}"), cx.theme.text)]
        },
    );
    rows.told(&texts.t("card-next"), next, none.clone());
    let digest = dossier.digest.as_deref();
    let tries = digest.map(|d| d.unanswered).filter(|n| *n > 0);
    let tries = tries.map_or_else(String::new, |count| {
        texts.tf("card-unanswered", &[("count", count.into())])
    });
    let last = vec![(parts::last_words(dossier, cx), cx.theme.text)];
    rows.told(&texts.t("card-last"), last, (tries, cx.theme.warn));
    let whom = match dossier.first_contact() {
        None => vec![(texts.t("missing-contact"), cx.theme.warn)],
        Some(contact) => {
            let mut pieces = vec![(contact.name.clone(), cx.theme.text)];
            if contact.decision_maker {
                let mark = texts.t("role-decision-maker");
                pieces.push((format!("  {mark}"), cx.theme.strong));
            }
            if let Some(phone) = contact.phones.first() {
                pieces.push((format!("  {phone}"), cx.theme.strong));
            }
            pieces.push((format!("  {}", contact.role), cx.theme.muted));
            pieces
        }
    };
    rows.told(&texts.t("glance-whom"), whom, none);
    when_to_call(rows, dossier);
}

/// The time there and whether it is one to call at; coloured only where it is not.
pub(super) fn when_to_call(rows: &mut Rows<'_>, dossier: &Dossier) {
    let cx = rows.cx;
    let (words, style) = reach::callable(dossier, cx);
    let style = if style == cx.theme.good {
        cx.theme.text
    } else {
        style
    };
    rows.pair_short("glance-when", &words, style);
}

/// What is due, what is broken, what is offered.
fn urgent(rows: &mut Rows<'_>, dossier: &Dossier) {
    let cx = rows.cx;
    let due = due::all(dossier, cx);
    for (i, one) in due.iter().take(DUE).enumerate() {
        let label = counted(cx, "due-title", i, due.len(), DUE);
        let pieces = vec![
            (format!("{}: ", one.who), cx.theme.muted),
            (one.what.to_owned(), cx.theme.text),
        ];
        rows.told(&label, pieces, one.until.clone());
    }
    let problems = problem_parts::worst_first(dossier, cx);
    for (i, problem) in problems.iter().take(MOST).enumerate() {
        let label = counted(cx, "tab-problems", i, problems.len(), MOST);
        let (pieces, state) = problem_parts::line(problem, cx);
        rows.told(&label, pieces, state);
    }
    let count = parts::live(dossier).count();
    for (i, advice) in parts::live(dossier).take(MOST).enumerate() {
        let label = counted(cx, "glance-advice", i, count, MOST);
        let (mark, ascii) = parts::life_mark(advice.life);
        let text = format!("{} {}", cx.theme.mark(mark, ascii), advice.title);
        let life = (parts::advice_state(advice, cx), cx.theme.muted);
        rows.told(&label, vec![(text, cx.theme.text)], life);
    }
}

/// Who the client is, how it wants to be spoken to, what its advertising is for and what to ask.
fn client(rows: &mut Rows<'_>, dossier: &Dossier) {
    let (cx, texts) = (rows.cx, rows.cx.texts);
    let client = &dossier.client;
    let tier = parts::tier_long(client, cx);
    let model = say::model(texts, client.service_model);
    let who = parts::joined([tier, model, parts::level(client, cx)]);
    let archived = match client.archived_at {
        Some(_) => texts.t("life-archived"),
        None => String::new(),
    };
    rows.told(
        &texts.t("glance-client"),
        vec![(who, cx.theme.text)],
        (archived, cx.theme.warn),
    );
    let style = match client.policy {
        ContactPolicy::DoNotCall => cx.theme.bad,
        ContactPolicy::NewsOnly => cx.theme.warn,
        _ => cx.theme.text,
    };
    let manner = parts::joined([
        say::policy(texts, client.policy),
        say::cadence(texts, client.cadence),
        say::channel(texts, client.preferred().channel),
    ]);
    rows.pair_short("glance-policy", &manner, style);
    rows.pair_short(
        "card-terms",
        &say::terms(texts, dossier, cx.today()),
        cx.theme.text,
    );
    brief(rows, dossier);
}

/// How much of the brief is known with the first goal, and the first thing to ask.
pub(super) fn brief(rows: &mut Rows<'_>, dossier: &Dossier) {
    let (cx, texts) = (rows.cx, rows.cx.texts);
    let brief = dossier.work().brief.as_deref();
    let percent = brief.map_or(0, crate::domain::Brief::completeness);
    let goal = brief
        .and_then(|b| b.open_goals().next())
        .map_or_else(|| texts.t("glance-no-goal"), |goal| goal.text.clone());
    let known = vec![
        (texts.percent(f64::from(percent)), cx.theme.strong),
        (format!(" · {goal}"), cx.theme.text),
    ];
    let none = (String::new(), cx.theme.text);
    rows.told(&texts.t("tab-brief"), known, none);
    let ask = match brief {
        Some(brief) => brief.empty_fields().next(),
        None => BriefField::ALL.first().copied(),
    };
    if let Some(field) = ask {
        let question = say::brief::question(texts, field);
        rows.pair_short("call-ask", &question, cx.theme.info);
    }
}

/// The stage with what it lacks, spend with its trend, campaigns.
fn work(rows: &mut Rows<'_>, dossier: &Dossier) {
    let (cx, texts) = (rows.cx, rows.cx.texts);
    let none = (String::new(), cx.theme.text);
    let cycle = texts.tf("cycle", &[("number", dossier.cycle().into())]);
    let age = texts.age(cx.days_since(dossier.stage_since()));
    let mut stage = vec![
        (say::stage(texts, dossier.stage()), cx.theme.strong),
        (format!(" · {cycle} · {age}"), cx.theme.muted),
    ];
    let journey = dossier.journey.as_deref();
    if let Some(parked) = journey.and_then(|j| j.parked_on(cx.today())) {
        let args = [
            ("date", texts.date(parked.until, cx.today()).into()),
            ("reason", parked.reason.as_str().into()),
        ];
        let words = texts.tf("card-parked", &args);
        stage.push((format!(" · {words}"), cx.theme.info));
    } else if let Some(what) = missing(dossier).into_iter().next() {
        let words = say::missing(texts, what);
        stage.push((format!(" · {words}"), cx.theme.muted));
    }
    rows.told(&texts.t("card-stage"), stage, none.clone());
    if let Some(spend) = parts::last_spend(dossier, cx, MONTHS) {
        let pieces = vec![
            (spend.bars, cx.theme.text),
            (format!("  {}: ", spend.month), cx.theme.muted),
            (spend.amount, cx.theme.strong),
            (format!("  {}", spend.change.0), spend.change.1),
        ];
        rows.told(&texts.t("card-spend"), pieces, none);
    }
    campaigns::in_short(rows, dossier);
}
