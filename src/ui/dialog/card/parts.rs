//! What is known of a client, in words: the pieces the card and the briefing of a call are made of.

use jiff::Timestamp;
use ratatui::style::Style;

use super::rows::Rows;
use crate::domain::stage::missing;
use crate::domain::{Client, Contact, Dossier, Life, Month, Recommendation, Spend, Touch};
use crate::i18n::When;
use crate::say;
use crate::ui::Cx;
use crate::ui::dialog::form::read::{hours_text, when_words};
use crate::ui::widgets::spark::spark;

/// Touches on a page; a longer history is a number.
const TOUCHES: usize = 60;

/// Parts that say something, with a dot between.
pub(in crate::ui::dialog) fn joined(parts: impl IntoIterator<Item = String>) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).collect();
    parts.join(" · ")
}

/// «C, малый».
pub(super) fn tier_long(client: &Client, cx: &Cx<'_>) -> String {
    let tier = client.tier.name().to_ascii_lowercase();
    cx.texts.t(&format!("tier-{tier}-long"))
}

/// «эксперт (5)».
pub(in crate::ui::dialog) fn level(client: &Client, cx: &Cx<'_>) -> String {
    let level = client.expertise.level();
    format!("{} ({level})", cx.texts.t(&format!("level-{level}")))
}

/// «сегодня», «3 д назад».
pub(in crate::ui::dialog) fn ago(at: Timestamp, cx: &Cx<'_>) -> String {
    match cx.days_since(at) {
        0 => cx.texts.t("today"),
        1 => cx.texts.t("yesterday"),
        days => cx
            .texts
            .tf("card-ago", &[("age", cx.texts.age(days).into())]),
    }
}

/// Category, model, level, contact wanted, rhythm, channel, zone, tags.
pub(super) fn facts(rows: &mut Rows<'_>, client: &Client) {
    let (cx, texts) = (rows.cx, rows.cx.texts);
    let plain = cx.theme.text;
    if client.archived_at.is_some() {
        let words = texts.t("life-archived");
        rows.cells(vec![(words, cx.theme.warn)]);
    }
    let tier = tier_long(client, cx);
    let model = say::model(texts, client.service_model);
    rows.pair("form-client-tier", &joined([tier, model]), plain);
    rows.pair("form-client-level", &level(client, cx), plain);
    let policy = say::policy(texts, client.policy);
    let cadence = say::cadence(texts, client.cadence);
    rows.pair("form-client-policy", &joined([policy, cadence]), plain);
    rest(rows, client);
}

/// Channel with its hours, zone, since when, tags, whose.
pub(super) fn rest(rows: &mut Rows<'_>, client: &Client) {
    let (cx, texts) = (rows.cx, rows.cx.texts);
    let plain = cx.theme.text;
    let channel = client.preferred();
    let words = format!(
        "{} {}",
        say::channel(texts, channel.channel),
        hours_text(channel.hours)
    );
    rows.pair("form-client-channel", &words, plain);
    if let Some(zone) = &client.zone {
        let there = cx.now.with_time_zone(zone.rules());
        let time = texts.tf(
            "form-zone-now",
            &[("time", texts.time(there.time()).into())],
        );
        rows.pair(
            "form-client-zone",
            &joined([zone.name().to_owned(), time]),
            plain,
        );
    }
    let since = client
        .since
        .map(|day| texts.date_long(day, cx.today()))
        .unwrap_or_default();
    rows.pair("form-client-since", &since, plain);
    rows.pair("form-client-tags", &client.tags.join(", "), plain);
    rows.pair("card-owner", &client.owner, plain);
}

/// Stage, cycle, age, parking and what is missing to leave it.
pub(super) fn stage(rows: &mut Rows<'_>, dossier: &Dossier) {
    let (cx, texts) = (rows.cx, rows.cx.texts);
    rows.heading("card-stage");
    let cycle = texts.tf("cycle", &[("number", dossier.cycle().into())]);
    let age = texts.age(cx.days_since(dossier.stage_since()));
    rows.cells(vec![
        (say::stage(texts, dossier.stage()), cx.theme.strong),
        (format!(" · {cycle} · {age}"), cx.theme.muted),
    ]);
    let journey = dossier.journey.as_deref();
    if let Some(parked) = journey.and_then(|j| j.parked_on(cx.today())) {
        let until = texts.date(parked.until, cx.today());
        let words = texts.tf(
            "card-parked",
            &[
                ("date", until.into()),
                ("reason", parked.reason.as_str().into()),
            ],
        );
        rows.text(&words, 0, 2, cx.theme.info);
    }
    for what in missing(dossier) {
        let words = say::missing(texts, what);
        let mark = cx.theme.mark("○ ", "- ");
        rows.cells(vec![
            (mark.to_owned(), cx.theme.muted),
            (words, cx.theme.muted),
        ]);
    }
}

/// When the next touch is, promised or planned, whether it is overdue; `None` when nothing is planned.
pub(super) fn next_when(dossier: &Dossier, cx: &Cx<'_>) -> Option<(String, Style)> {
    let plan = dossier.follow_up.as_deref()?;
    let overdue = plan.date < cx.today();
    let style = match (overdue, plan.promised) {
        (true, true) => cx.theme.bad,
        (true, false) => cx.theme.warn,
        (false, _) => cx.theme.strong,
    };
    let when = When {
        date: plan.date,
        time: plan.time,
    };
    let id = match (plan.promised, overdue) {
        (true, true) => "card-promise-broken",
        (true, false) => "card-promised",
        (false, true) => "card-overdue",
        (false, false) => "card-planned",
    };
    Some((joined([when_words(when, cx), cx.texts.t(id)]), style))
}

/// What the next touch is for, by what channel, with whom.
pub(super) fn next_why(dossier: &Dossier, cx: &Cx<'_>) -> String {
    let Some(plan) = dossier.follow_up.as_deref() else {
        return String::new();
    };
    let who = plan
        .contact
        .and_then(|id| dossier.contacts.iter().find(|c| c.id == id))
        .map(|c| c.name.clone());
    let channel = plan.channel.map(|c| say::channel(cx.texts, c));
    let how = joined([channel, who].into_iter().flatten());
    joined([plan.reason.clone(), how])
}

/// The next touch: when, promised or planned, why; with whether it is overdue.
pub(in crate::ui::dialog) fn next(rows: &mut Rows<'_>, dossier: &Dossier) {
    let cx = rows.cx;
    let Some((when, style)) = next_when(dossier, cx) else {
        rows.pair("card-next", &cx.texts.t("card-no-plan"), cx.theme.muted);
        return;
    };
    rows.pair("card-next", &when, style);
    rows.pair("card-reason", &next_why(dossier, cx), cx.theme.text);
}

/// The last real contact in words: how long ago, by what channel, with whom.
pub(super) fn last_words(dossier: &Dossier, cx: &Cx<'_>) -> String {
    let texts = cx.texts;
    let digest = dossier.digest.as_deref();
    digest.and_then(|d| d.last_real).map_or_else(
        || texts.t("card-never"),
        |last| {
            let who = last
                .contact
                .and_then(|id| dossier.contacts.iter().find(|c| c.id == id))
                .map(|c| c.name.clone());
            joined([
                ago(last.at, cx),
                say::channel(texts, last.channel),
                who.unwrap_or_default(),
                last_mood(dossier, cx).unwrap_or_default(),
            ])
        },
    )
}

/// How the client sounded when it was marked last, as far as the history is here (A27).
fn last_mood(dossier: &Dossier, cx: &Cx<'_>) -> Option<String> {
    let touches = dossier.touches.as_deref()?;
    let mood = touches.iter().rev().find_map(|touch| touch.mood)?;
    Some(say::mood(cx.texts, mood))
}

/// The last real contact: how long ago, by what channel, with whom.
pub(in crate::ui::dialog) fn last(rows: &mut Rows<'_>, dossier: &Dossier) {
    let words = last_words(dossier, rows.cx);
    rows.pair("card-last", &words, rows.cx.theme.text);
}

/// Attempts without an answer since the last real contact.
pub(in crate::ui::dialog) fn tries(rows: &mut Rows<'_>, dossier: &Dossier) {
    let (cx, texts) = (rows.cx, rows.cx.texts);
    let digest = dossier.digest.as_deref();
    if let Some(tries) = digest.map(|d| d.unanswered).filter(|n| *n > 0) {
        let words = texts.tf("card-unanswered", &[("count", tries.into())]);
        rows.pair("card-tries", &words, cx.theme.warn);
    }
}

/// The change of the last known month against the mean of the known months among the three before, percent.
fn change(spend: &Spend, last: Month) -> Option<f64> {
    let now = spend.get(last)?;
    let before: Vec<i64> = spend.window(last.plus(-1), 3).flatten().collect();
    let sum: i128 = before.iter().map(|a| i128::from(*a)).sum();
    if sum <= 0 {
        return None;
    }
    let mean = sum as f64 / before.len() as f64;
    Some((now as f64 / mean - 1.0) * 100.0)
}

/// The last known month of spend: its bars, its name, its amount, its change against the three before.
pub(super) struct LastSpend {
    pub(super) bars: String,
    pub(super) month: String,
    pub(super) amount: String,
    /// Empty where there is nothing to compare with.
    pub(super) change: (String, Style),
}

/// Spend as it stands, with bars of the last `months`; `None` when none is known.
pub(super) fn last_spend(dossier: &Dossier, cx: &Cx<'_>, months: usize) -> Option<LastSpend> {
    let texts = cx.texts;
    let spend = dossier.spend.as_deref()?;
    let last = spend.last()?;
    let end = last.max(Month::from(cx.today()).plus(-1));
    // Months before the first known one are not a trend: a gap there would push the bars off their edge.
    let known = spend.window(end, months).skip_while(Option::is_none);
    let year = i16::try_from(last.year()).unwrap_or(0);
    let month = i8::try_from(last.month()).unwrap_or(1);
    let change = match change(spend, last) {
        Some(percent) => {
            let style = match percent {
                p if p <= -15.0 => cx.theme.warn,
                p if p >= 15.0 => cx.theme.good,
                _ => cx.theme.text,
            };
            let args = [("change", texts.percent_change(percent).into())];
            (texts.tf("card-against-three", &args), style)
        }
        None => (String::new(), cx.theme.text),
    };
    Some(LastSpend {
        bars: spark(known, cx.theme.ascii),
        month: jiff::civil::Date::new(year, month, 1)
            .map(|day| texts.month(day))
            .unwrap_or_default(),
        amount: texts.money_short(spend.get(last).unwrap_or(0), spend.currency.code()),
        change,
    })
}

/// Spend of the last `months` as a sparkline with its last figures.
pub(in crate::ui::dialog) fn spend(rows: &mut Rows<'_>, dossier: &Dossier, months: usize) {
    let (cx, texts) = (rows.cx, rows.cx.texts);
    let Some(found) = last_spend(dossier, cx, months) else {
        return;
    };
    rows.heading("card-spend");
    rows.cells(vec![(found.bars, cx.theme.text)]);
    let mut pieces = vec![
        (format!("{}: ", found.month), cx.theme.muted),
        (found.amount, cx.theme.strong),
    ];
    if !found.change.0.is_empty() {
        pieces.push((format!("  {}", found.change.0), found.change.1));
    }
    rows.cells(pieces);
    let Some((spend, last)) = dossier.spend.as_deref().and_then(|s| Some((s, s.last()?))) else {
        return;
    };
    let three = spend
        .window(last, 3)
        .flatten()
        .fold(0_i64, |sum, a| sum.saturating_add(a));
    let amount = texts.money_short(three, spend.currency.code());
    let words = texts.tf("card-three-months", &[("amount", amount.into())]);
    rows.cells(vec![(words, cx.theme.muted)]);
}

/// One person: name, whether it decides, position; the phones below, bright.
pub(in crate::ui::dialog) fn person(rows: &mut Rows<'_>, contact: &Contact) {
    let cx = rows.cx;
    let mut pieces = vec![(contact.name.clone(), cx.theme.text)];
    if contact.decision_maker {
        let mark = cx.texts.t("role-decision-maker");
        pieces.push((format!("  {mark}"), cx.theme.strong));
    }
    if !contact.role.is_empty() {
        pieces.push((format!("  {}", contact.role), cx.theme.muted));
    }
    rows.cells(pieces);
    if !contact.phones.is_empty() {
        rows.text(&contact.phones.join("   "), 2, 2, cx.theme.strong);
    }
    let rest: Vec<String> = contact
        .emails
        .iter()
        .chain(&contact.messengers)
        .cloned()
        .collect();
    if !rest.is_empty() {
        rows.text(&rest.join("   "), 2, 2, cx.theme.muted);
    }
}

/// Everybody of the client.
pub(super) fn people(rows: &mut Rows<'_>, dossier: &Dossier) {
    rows.heading("pane-contacts");
    for contact in &dossier.contacts {
        person(rows, contact);
    }
    if dossier.contacts.is_empty() {
        let words = rows.cx.texts.t("missing-contact");
        rows.text(&words, 0, 2, rows.cx.theme.muted);
    }
}

/// The mark of a state: told apart without colour.
pub(super) const fn life_mark(life: Life) -> (&'static str, &'static str) {
    match life {
        Life::Draft => ("○", "o"),
        Life::Ready => ("●", "*"),
        Life::Sent => ("→", ">"),
        Life::Accepted => ("✓", "v"),
        Life::Postponed => ("‖", "="),
        Life::Declined => ("✗", "x"),
        Life::Implemented | Life::Checked => ("✔", "V"),
    }
}

/// «показана 12 ноя»: where a recommendation stands.
pub(in crate::ui::dialog) fn advice_state(recommendation: &Recommendation, cx: &Cx<'_>) -> String {
    let until = recommendation
        .until
        .map(|day| format!(" {}", cx.texts.date(day, cx.today())))
        .unwrap_or_default();
    format!("{}{until}", say::life(cx.texts, recommendation.life))
}

fn advice(rows: &mut Rows<'_>, recommendation: &Recommendation) {
    let cx = rows.cx;
    let (mark, ascii) = life_mark(recommendation.life);
    let title = format!("{} {}", cx.theme.mark(mark, ascii), recommendation.title);
    let state = (advice_state(recommendation, cx), cx.theme.muted);
    rows.ended(vec![(title, cx.theme.text)], state);
}

/// Recommendations that still need somebody's step.
pub(super) fn live(dossier: &Dossier) -> impl Iterator<Item = &Recommendation> {
    let all = dossier.recommendations.iter();
    all.filter(|r| r.archived_at.is_none() && r.life.is_open())
}

/// Live recommendations under a heading of their own, at most `most`.
pub(super) fn recommendations(rows: &mut Rows<'_>, dossier: &Dossier, most: usize) {
    let count = live(dossier).count();
    if count == 0 {
        return;
    }
    rows.heading("pane-drafts");
    for recommendation in live(dossier).take(most) {
        advice(rows, recommendation);
    }
    if count > most {
        let args = [("count", (count - most).into())];
        let words = rows.cx.texts.tf("card-more", &args);
        rows.cells(vec![(words, rows.cx.theme.muted)]);
    }
}

fn touch(rows: &mut Rows<'_>, touch: &Touch, dossier: &Dossier, note_lines: usize) {
    let (cx, texts) = (rows.cx, rows.cx.texts);
    let day = touch.at.to_zoned(cx.now.time_zone().clone()).date();
    let way = texts.t(&format!("direction-{}-mark", touch.direction.name()));
    let way = if cx.theme.ascii {
        touch.direction.name().to_owned()
    } else {
        way
    };
    let who = touch
        .contact
        .and_then(|id| dossier.contacts.iter().find(|c| c.id == id))
        .map_or(String::new(), |c| c.name.clone());
    let minutes = if touch.minutes > 0 {
        texts.duration(i64::from(touch.minutes))
    } else {
        String::new()
    };
    let outcome = say::outcome(texts, touch.outcome);
    rows.cells(vec![
        (texts.date(day, cx.today()), cx.theme.text),
        (
            format!(" {way} {} ", say::channel(texts, touch.channel)),
            cx.theme.muted,
        ),
        (outcome, cx.theme.text),
        (
            match joined([who, minutes]) {
                more if more.is_empty() => more,
                more => format!(" · {more}"),
            },
            cx.theme.muted,
        ),
    ]);
    rows.text(&touch.note, 2, note_lines, cx.theme.text);
}

/// The history, newest first, at most `most`; a quiet line while it is being read.
pub(in crate::ui::dialog) fn history(rows: &mut Rows<'_>, dossier: &Dossier, most: usize) {
    let (cx, texts) = (rows.cx, rows.cx.texts);
    rows.heading("card-history");
    let Some(touches) = &dossier.touches else {
        let known = dossier.digest.as_ref().is_some_and(|d| d.count > 0);
        let id = if known {
            "card-reading"
        } else {
            "card-no-history"
        };
        rows.cells(vec![(texts.t(id), cx.theme.muted)]);
        return;
    };
    let most = most.min(TOUCHES);
    for one in touches.iter().rev().take(most) {
        touch(rows, one, dossier, if most > 5 { 6 } else { 2 });
    }
    if touches.is_empty() {
        rows.cells(vec![(texts.t("card-no-history"), cx.theme.muted)]);
    }
    if touches.len() > most {
        let more = touches.len() - most;
        let words = texts.tf("card-more", &[("count", more.into())]);
        rows.cells(vec![(words, cx.theme.muted)]);
    }
}

/// Business notes.
pub(super) fn notes(rows: &mut Rows<'_>, client: &Client) {
    if !client.notes.trim().is_empty() {
        rows.heading("form-client-notes");
        rows.text(&client.notes, 0, 40, rows.cx.theme.text);
    }
}
