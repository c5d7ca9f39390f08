//! Talking points: what was agreed about talking, who waits for what, what to offer in which words, what was
//! said against it, what is new.

use jiff::Timestamp;

use crate::domain::fold::fold;
use crate::domain::policy::audience::Reach;
use crate::domain::snippet::{Snippet, SnippetIndex};
use crate::domain::{
    Decision, Dossier, Life, News, Recommendation, RecommendationId, Request, RequestKind,
    RequestLife, SnippetKind,
};
use crate::say;
use crate::ui::Cx;
use crate::ui::dialog::card::due;
use crate::ui::dialog::card::parts::{self, joined};
use crate::ui::dialog::card::rows::Rows;
use crate::ui::dialog::form::read::hours_text;
use crate::ui::widgets::life::life_mark;

/// Quiet hours, and whom to reach when it burns (C10).
pub(super) fn terms(rows: &mut Rows<'_>, dossier: &Dossier) {
    let (cx, texts) = (rows.cx, rows.cx.texts);
    let Some(terms) = dossier.work().terms.as_deref() else {
        return;
    };
    let quiet = terms.quiet.map(|hours| {
        let args = [("hours", hours_text(hours).into())];
        texts.tf("card-terms-quiet", &args)
    });
    let person = terms
        .urgent_contact
        .and_then(|id| dossier.contacts.iter().find(|c| c.id == id))
        .map(|c| c.name.clone());
    let channel = terms.urgent_channel.map(|c| say::channel(texts, c));
    let how = [channel, person].into_iter().flatten();
    let how = how.collect::<Vec<_>>().join(", ");
    let urgent = (!how.is_empty()).then(|| texts.tf("card-terms-urgent", &[("how", how.into())]));
    let words = joined([quiet, urgent].into_iter().flatten());
    rows.pair_short("card-terms", &words, cx.theme.text);
}

/// The whole of what is owed on both sides: promises, steps of checklists, requests without an answer.
pub(super) fn owed(rows: &mut Rows<'_>, dossier: &Dossier, most: usize) {
    due::due(rows, dossier);
    requests(rows, dossier, most);
}

/// What is owed in one line each, for a small screen.
pub(super) fn owed_short(rows: &mut Rows<'_>, dossier: &Dossier, most: usize) {
    let cx = rows.cx;
    for one in due::all(dossier, cx).into_iter().take(most) {
        let label = cx.texts.t("due-title");
        let what = vec![(format!("{}: {}", one.who, one.what), cx.theme.text)];
        rows.told(&label, what, one.until);
    }
    requests(rows, dossier, most);
}

fn requests(rows: &mut Rows<'_>, dossier: &Dossier, most: usize) {
    let (cx, texts) = (rows.cx, rows.cx.texts);
    let waiting = dossier.work().requests.iter().filter(|r| r.owes_answer());
    for request in waiting.take(most) {
        let text = request
            .text
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let late = request.due_at.is_some_and(|due| due < cx.now.timestamp());
        let style = if late { cx.theme.bad } else { cx.theme.muted };
        let label = texts.t(match (request.life, request.kind) {
            // The answer is here: this call is for telling it.
            (RequestLife::Answered, _) => "call-tell-answer",
            (_, RequestKind::Fire) => "call-owed-fire",
            _ => "call-owed-answer",
        });
        let end = (when(request, cx), style);
        rows.told(&label, vec![(text, cx.theme.text)], end);
    }
}

/// Until when the answer was promised, else how long it waits.
fn when(request: &Request, cx: &Cx<'_>) -> String {
    let here = |at: Timestamp| at.to_zoned(cx.now.time_zone().clone());
    match request.due_at.map(here) {
        Some(due) if due.date() == cx.today() => {
            let time = cx.texts.time(due.time());
            cx.texts.tf("call-due-today", &[("time", time.into())])
        }
        Some(due) => say::until(cx.texts, Some(due.date()), cx.today()),
        None => parts::ago(request.received_at, cx),
    }
}

/// What to offer or to ask for in this talk: each with its value line and how it is done, in words this
/// client uses (A23, A28).
pub(super) fn offers(rows: &mut Rows<'_>, dossier: &Dossier, most: usize) {
    let cx = rows.cx;
    let expert = dossier.client.expertise.speaks_terms();
    let mut found = offered(dossier).peekable();
    if found.peek().is_none() {
        return;
    }
    rows.heading("call-offers");
    for one in found.take(most) {
        let (mark, style) = life_mark(cx.theme, one.life);
        let title = vec![(mark.to_owned(), style), (one.title.clone(), cx.theme.text)];
        rows.ended(title, (parts::advice_state(one, cx), cx.theme.muted));
        rows.text(value_line(one), 2, 2, cx.theme.good);
        rows.text(one.how_to(expert), 2, 2, cx.theme.muted);
    }
}

fn offered(dossier: &Dossier) -> impl Iterator<Item = &Recommendation> {
    let all = dossier.recommendations.iter();
    all.filter(|r| r.archived_at.is_none() && matches!(r.life, Life::Ready | Life::Sent))
}

/// What it brings the client, in a line.
fn value_line(advice: &Recommendation) -> &str {
    match advice.grounds().value.trim() {
        "" => &advice.if_done,
        value => value,
    }
}

/// The first of the offers with what it brings, for a small screen.
pub(super) fn offer_short(rows: &mut Rows<'_>, dossier: &Dossier) {
    let cx = rows.cx;
    if let Some(one) = offered(dossier).next() {
        let what = vec![(one.title.clone(), cx.theme.text)];
        let state = (parts::advice_state(one, cx), cx.theme.muted);
        rows.told(&cx.texts.t("call-offer"), what, state);
        rows.pair_short("call-offer-brings", value_line(one), cx.theme.good);
    }
}

/// What the client said against our advice with the place of a calm reply in the base, where it has one; the
/// latest first.
pub(super) type Objections = Vec<(RecommendationId, Option<usize>)>;

/// Looks the objections of a client up in the base, once a call.
pub(super) fn objections_of(dossier: &Dossier, cx: &Cx<'_>) -> Objections {
    let mut against: Vec<(&Recommendation, &Decision)> = dossier
        .recommendations
        .iter()
        .filter(|r| matches!(r.life, Life::Declined | Life::Postponed))
        .filter_map(|r| Some((r, r.decision.as_deref()?)))
        .filter(|(_, decision)| !decision.words.trim().is_empty())
        .collect();
    if against.is_empty() {
        return Objections::new();
    }
    against.sort_by_key(|(_, decision)| std::cmp::Reverse(decision.at));
    let index = SnippetIndex::new(&cx.library.snippets);
    let reply = |decision: &Decision| reply_to(&decision.words, &index, &cx.library.snippets);
    against
        .into_iter()
        .map(|(advice, decision)| (advice.id, reply(decision)))
        .collect()
}

/// The reply of the base to what a client said: the first of its objections a telling word occurs in.
fn reply_to(words: &str, index: &SnippetIndex, snippets: &[Snippet]) -> Option<usize> {
    let folded = fold(words);
    let telling = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= 5);
    telling
        .filter_map(|word| index.search(&[word.to_owned()]).first().copied())
        .find(|place| {
            let found = snippets.get(*place);
            found.is_some_and(|s| s.kind == SnippetKind::Objection)
        })
}

/// The objections under a heading of their own, each with its reply in the client's words (A28).
pub(super) fn objections(
    rows: &mut Rows<'_>,
    dossier: &Dossier,
    objections: &Objections,
    most: usize,
) {
    let cx = rows.cx;
    let expert = dossier.client.expertise.speaks_terms();
    for (i, (id, reply)) in objections.iter().take(most).enumerate() {
        let advice = dossier.recommendations.iter().find(|r| r.id == *id);
        let Some((advice, decision)) = advice.and_then(|r| Some((r, r.decision.as_deref()?)))
        else {
            continue;
        };
        if i == 0 {
            rows.heading("call-objections");
        }
        let quoted = [("words", decision.words.trim().into())];
        let said = vec![
            (cx.texts.tf("call-objected", &quoted), cx.theme.text),
            (format!("  {}", advice.title), cx.theme.muted),
        ];
        rows.ended(said, (parts::ago(decision.at, cx), cx.theme.muted));
        if let Some(snippet) = reply.and_then(|place| cx.library.snippets.get(place)) {
            let words = say::bilingual(cx.texts, snippet.text(expert));
            rows.text(words, 2, 2, cx.theme.muted);
        }
    }
}

/// News to tell, with what stands behind the title in the client's words where there is room (A22).
pub(super) fn news(rows: &mut Rows<'_>, news: &[&News], dossier: &Dossier, lines: usize) {
    let (cx, texts) = (rows.cx, rows.cx.texts);
    let expert = dossier.client.expertise.speaks_terms();
    for (i, one) in news.iter().enumerate() {
        let label = if i == 0 {
            "call-news"
        } else {
            "call-reasons-more"
        };
        let until = one.until.map(|day| {
            let args = [("date", texts.date(day, cx.today()).into())];
            texts.tf("news-until-date", &args)
        });
        let end = (until.unwrap_or_default(), cx.theme.muted);
        rows.told(
            &texts.t(label),
            vec![(one.title.clone(), cx.theme.info)],
            end,
        );
        let text = match one.expert.trim() {
            terms if expert && !terms.is_empty() => terms,
            _ => one.text.trim(),
        };
        if lines > 0 {
            rows.text(text, 2, lines, cx.theme.muted);
        }
    }
}

/// News that holds today, is for this client and was not told yet.
pub(super) fn untold<'a>(dossier: &Dossier, cx: &Cx<'a>) -> Vec<&'a News> {
    let (client, today) = (dossier.id(), cx.today());
    let news = cx.book.desk().news.iter();
    news.filter(|one| one.is_live(today) && one.told_to(client).is_none())
        .filter(|one| Reach::of(one, cx.now).holds(dossier))
        .collect()
}
