//! The recommendation under the cursor, opened.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::list::flags;
use crate::domain::command::{currency, measured};
use crate::domain::recommendation::cooling::rests_until;
use crate::domain::{Dossier, Life, Recommendation};
use crate::say;
use crate::ui::Cx;
use crate::ui::dialog::card::rows::Rows;

/// A rule above; returns the room below it.
pub(super) fn rule(buf: &mut Buffer, mut area: Rect, cx: &Cx<'_>) -> Rect {
    if area.height == 0 {
        return area;
    }
    let line = cx.theme.mark("─", "-").repeat(usize::from(area.width));
    buf.set_stringn(area.x, area.y, line, usize::from(area.width), cx.theme.line);
    area.y += 1;
    area.height -= 1;
    area
}

pub(super) fn draw(
    buf: &mut Buffer,
    area: Rect,
    cx: &Cx<'_>,
    dossier: &Dossier,
    r: &Recommendation,
) {
    let mut rows = Rows::new(cx, area.width);
    write(&mut rows, dossier, r);
    let lines = rows.into_lines();
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        buf.set_line(area.x, y, line, area.width);
    }
    if lines.len() > usize::from(area.height) && area.height > 0 {
        let y = area.bottom() - 1;
        let more = cx.theme.mark("↓", "v");
        buf.set_string(area.right(), y, more, cx.theme.muted);
    }
}

fn write(rows: &mut Rows<'_>, dossier: &Dossier, r: &Recommendation) {
    let cx = rows.cx;
    let (t, texts, today) = (cx.theme, cx.texts, cx.today());
    let grounds = r.grounds();
    rows.text(&r.title, 0, 2, t.strong);
    let flags = flags(cx, dossier, r);
    if !flags.is_empty() {
        rows.text(&flags.join(" · "), 0, 2, t.warn);
    }
    outcome(rows, dossier, r);
    rows.pair("advice-why", &r.why, t.text);
    rows.pair("advice-if-done", &r.if_done, t.text);
    rows.pair("advice-if-not", &r.if_not, t.text);
    let brief = dossier.work().brief.as_deref();
    if let Some(goal) = grounds.goal.and_then(|id| brief?.goal(id)) {
        rows.pair("advice-goal", &goal.text, t.text);
    }
    rows.pair("advice-value", &grounds.value, t.text);
    if let Some(effect) = &grounds.effect {
        rows.pair("advice-effect", &say::effect(texts, effect), t.text);
    }
    rows.pair("advice-effort", &say::effort(texts, r.effort), t.text);
    rows.pair("advice-helper", &grounds.helper, t.text);
    rows.pair("advice-rule", by_rule(cx, r), t.muted);
    if let Some(until) = r.until {
        rows.pair(
            "advice-until",
            &texts.date_with_weekday(until, today),
            t.text,
        );
    }
    let expert = dossier.client.expertise.speaks_terms();
    rows.pair("advice-how", r.how_to(expert), t.text);
}

/// The rule of the audit it came from, by its title; by its id when it is no longer known.
fn by_rule<'a>(cx: &'a Cx<'_>, r: &'a Recommendation) -> &'a str {
    let id = r.rule_id().unwrap_or_default();
    let known = cx.library.rules.iter().find(|rule| rule.id == id);
    known.map_or(id, |rule| say::rule_title(cx.texts, rule))
}

/// What the client decided and what came of it.
fn outcome(rows: &mut Rows<'_>, dossier: &Dossier, r: &Recommendation) {
    let cx = rows.cx;
    let (t, texts, today) = (cx.theme, cx.texts, cx.today());
    let zone = cx.now.time_zone();
    if let Some(decision) = &r.decision {
        let date = texts.date(decision.at.to_zoned(zone.clone()).date(), today);
        let channel = say::channel(texts, decision.channel);
        let who = match decision.who.as_str() {
            "" => channel,
            who => format!("{who}, {channel}"),
        };
        let decided = r.steps.iter().rev().find(|s| s.life.is_decision());
        let life = say::life(texts, decided.map_or(r.life, |s| s.life));
        let args = [
            ("life", life.into()),
            ("date", date.into()),
            ("who", who.into()),
        ];
        let mut decided = texts.tf("advice-decided", &args);
        if !decision.words.is_empty() {
            let words = [("words", decision.words.as_str().into())];
            decided.push(' ');
            decided.push_str(&texts.tf("advice-words", &words));
        }
        rows.pair("advice-decision", &decided, t.text);
    }
    let declines = r.declines();
    if declines > 0 {
        let mut words = texts.tf("advice-declines", &[("count", declines.into())]);
        if let Some(until) = rests_until([r], zone).filter(|until| *until > today) {
            let date = texts.date(until, today);
            words = format!(
                "{words}, {}",
                texts.tf("advice-rests", &[("date", date.into())])
            );
        }
        rows.text(&words, 0, 2, t.warn);
    }
    if let Some(check) = &r.check {
        let moved = say::moved(
            texts,
            check.metric,
            check.before,
            check.after,
            currency(dossier),
        );
        rows.pair("advice-check", &moved, t.text);
        let verdict = say::judgement(texts, check.verdict, &check.note);
        rows.pair("advice-verdict", &verdict, t.strong);
        if let Some(promise) = &r.grounds().effect {
            let words = say::against_promise(texts, promise, check.before, check.after);
            rows.text(&words, 0, 2, t.muted);
        }
    } else if r.life == Life::Implemented
        && let Some(m) = measured(dossier, r, cx.now)
        && (m.before.is_some() || m.after.is_some())
    {
        let moved = say::moved(texts, m.metric, m.before, m.after, currency(dossier));
        rows.pair("advice-check", &moved, t.text);
    }
}
