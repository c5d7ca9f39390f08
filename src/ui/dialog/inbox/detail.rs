//! The request under the cursor in whole: the words as they were, its steps, and on demand how its promise was
//! reckoned.

use jiff::tz::TimeZone;

use crate::domain::calendar::{WorkClock, work_minutes_after};
use crate::domain::inbox::{Standing, standing};
use crate::domain::{Calendar, Dossier, Request, RequestLife, RequestStep};
use crate::say;
use crate::ui::dialog::card::rows::Rows;

/// Lines of the words shown at most.
const WORDS: usize = 5;

/// Tells a request; `explained`: with how its promise was reckoned.
pub(super) fn tell(
    rows: &mut Rows<'_>,
    dossier: &Dossier,
    request: &Request,
    (explained, calendar): (bool, &Calendar),
) {
    let cx = rows.cx;
    let own = cx.now.time_zone();
    let today = cx.today();
    let at = |moment| say::inbox::moment(cx.texts, moment, own, today);
    let mut head = vec![at(request.received_at)];
    head.extend(request.channel.map(|c| say::channel(cx.texts, c)));
    let person = request
        .contact
        .and_then(|id| dossier.contacts.iter().find(|c| c.id == id));
    head.extend(person.map(|c| c.name.clone()));
    if request.minutes > 0 {
        head.push(cx.texts.duration(i64::from(request.minutes)));
    }
    let found = standing(request, cx.now.timestamp());
    if matches!(found, Standing::Kept | Standing::Broken) {
        head.push(say::inbox::standing(cx.texts, found));
    }
    rows.section(&dossier.client.name, &head.join(" · "));
    rows.text(&request.text, 0, WORDS, cx.theme.text);
    if !request.pushes_out.is_empty() {
        rows.pair("inbox-pushes-out", &request.pushes_out, cx.theme.text);
    }
    if explained {
        explain(rows, dossier, request, calendar);
    }
    let most = if explained { 3 } else { 5 };
    let skip = request.steps.len().saturating_sub(most);
    for step in request.steps.iter().skip(skip) {
        let what = step_words(rows, request, step);
        rows.hanging(&at(step.at), 13, "", &what, cx.theme.muted);
    }
}

/// «спросили у Петра: «…»».
fn step_words(rows: &Rows<'_>, request: &Request, step: &RequestStep) -> String {
    let texts = rows.cx.texts;
    let place = request.steps.iter().position(|s| s == step);
    let before = place.and_then(|i| request.steps.get(i.checked_sub(1)?));
    let same = before.is_some_and(|before| before.life == step.life);
    let silent = step.who.is_empty() && step.words.is_empty();
    let reacted = request.reacted_at == Some(step.at) && step.life.is_open();
    // A step that left the life as it was is the first reaction, or a word to somebody.
    let mut head = match step.life {
        _ if reacted => texts.t("request-step-reacted"),
        RequestLife::Open | RequestLife::Parked if !silent => texts.t("request-step-told"),
        _ if same && !silent => texts.t("request-step-told"),
        life => texts.t(&format!("request-step-{}", life.name())),
    };
    if !step.who.is_empty() {
        head = format!("{head} {}", step.who);
    }
    let words = step.words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() {
        head
    } else {
        format!("{head}: «{words}»")
    }
}

fn explain(rows: &mut Rows<'_>, dossier: &Dossier, request: &Request, calendar: &Calendar) {
    let cx = rows.cx;
    let own = cx.now.time_zone();
    let agreed = (dossier.work().terms.as_deref()).and_then(|terms| terms.response_minutes);
    let words = match (request.due_at, agreed) {
        _ if !request.kind.awaits_answer() => cx.texts.t("inbox-why-owes-nothing"),
        (None, None) => cx.texts.t("inbox-why-nothing-agreed"),
        // Agreed since, or never reckonable: the calendar tells which.
        (None, Some(minutes)) if is_reckonable(dossier, request, minutes, calendar, own) => {
            cx.texts.t("inbox-why-nothing-agreed")
        }
        (None, Some(minutes)) => {
            let args = [("minutes", cx.texts.duration(i64::from(minutes)).into())];
            cx.texts.tf("inbox-why-no-due", &args)
        }
        (Some(due), minutes) => {
            let clock = WorkClock::of(&dossier.client, request.channel, own, calendar);
            let time = |at| cx.texts.time(at);
            let promised = minutes.map_or_else(String::new, |m| cx.texts.duration(i64::from(m)));
            let there = clock.zone.to_datetime(due);
            let args = [
                ("minutes", promised.into()),
                ("from", time(clock.hours.from).into()),
                ("to", time(clock.hours.to).into()),
                (
                    "due",
                    say::inbox::moment(cx.texts, due, own, cx.today()).into(),
                ),
                (
                    "there",
                    say::inbox::slot(cx.texts, there, cx.today()).into(),
                ),
            ];
            cx.texts.tf("inbox-why-due", &args)
        }
    };
    rows.text(&words, 0, 3, cx.theme.info);
}

fn is_reckonable(
    dossier: &Dossier,
    request: &Request,
    minutes: u16,
    calendar: &Calendar,
    own: &TimeZone,
) -> bool {
    let clock = WorkClock::of(&dossier.client, request.channel, own, calendar);
    work_minutes_after(request.received_at, u32::from(minutes), &clock).is_some()
}
