//! One event in words: a head on one line, what was said below it.

use ratatui::style::Style;

use crate::domain::timeline::{Event, What};
use crate::domain::{
    AdImport, Decision, Dossier, FoundBy, Life, LifeStep, Problem, ProblemLife, ProblemStep,
    Promise, PromiseLife, Recommendation, Side, Touch,
};
use crate::say;
use crate::ui::Cx;
use crate::ui::dialog::card::parts::joined;
use crate::ui::dialog::card::rows::{Rows, padded};

/// Lines of what was said; more is cut.
const SAID: usize = 12;
/// Cells of the time and of the mark.
const TIME: usize = 6;
const MARK: usize = 2;

/// An event in words.
pub(super) struct Told {
    mark: &'static str,
    /// The one line; search looks through it too.
    pub(super) head: String,
    style: Style,
    said: String,
}

impl Told {
    pub(super) fn of(event: &Event<'_>, dossier: &Dossier, cx: &Cx<'_>) -> Self {
        let texts = cx.texts;
        let titled = |id: &str, title: &str| texts.tf(id, &[("title", title.into())]);
        let mark = |unicode, ascii| cx.theme.mark(unicode, ascii);
        let plain = |mark, head| Self {
            mark,
            head,
            style: cx.theme.text,
            said: String::new(),
        };
        match event.what {
            What::Touch(touch) => Self::touch(touch, dossier, cx),
            What::Stage {
                stage,
                cycle,
                opens,
            } => {
                let args = [
                    ("stage", say::stage(texts, stage).into()),
                    ("cycle", cycle.into()),
                ];
                let id = if opens {
                    "timeline-cycle"
                } else {
                    "timeline-stage"
                };
                Self {
                    style: cx.theme.strong,
                    ..plain(mark("▸", ">"), texts.tf(id, &args))
                }
            }
            What::Recommendation(r, step, decision) => Self::advice(r, step, decision, cx),
            What::Problem(problem, step) => Self::problem(problem, step, cx),
            What::Deck(deck) => {
                let args = [
                    ("title", deck.title.as_str().into()),
                    ("count", deck.recommendations.len().into()),
                ];
                Self {
                    said: deck.file.clone(),
                    ..plain(mark("▤", "#"), texts.tf("timeline-deck", &args))
                }
            }
            What::Promised(promise) => Self::promised(promise, cx),
            What::Closed(promise) => Self::closed(promise, cx),
            What::Applied(list) => plain(mark("☐", "="), titled("timeline-applied", &list.title)),
            What::PutAway(list) => plain(mark("–", "-"), titled("timeline-put-away", &list.title)),
            What::StepDone(list, step) => {
                let args = [
                    ("title", list.title.as_str().into()),
                    ("text", step.text.as_str().into()),
                ];
                Self {
                    said: step.note.clone(),
                    ..plain(mark("✓", "v"), texts.tf("timeline-step", &args))
                }
            }
            What::Import(import) => plain(mark("↓", "v"), imported(import, cx)),
            What::BriefEdited => plain(mark("·", "."), texts.t("timeline-brief-edited")),
            What::BriefAsked => plain(mark("·", "."), texts.t("timeline-brief-asked")),
        }
    }

    fn touch(touch: &Touch, dossier: &Dossier, cx: &Cx<'_>) -> Self {
        let texts = cx.texts;
        let who = touch
            .contact
            .and_then(|id| dossier.contacts.iter().find(|c| c.id == id))
            .map_or(String::new(), |c| c.name.clone());
        let minutes = if touch.minutes > 0 {
            texts.duration(i64::from(touch.minutes))
        } else {
            String::new()
        };
        let real = touch.is_real();
        let (mark, style) = match touch.direction {
            crate::domain::Direction::Out => (cx.theme.mark("→", ">"), cx.theme.text),
            crate::domain::Direction::In => (cx.theme.mark("←", "<"), cx.theme.info),
        };
        Self {
            mark,
            head: joined([
                say::channel(texts, touch.channel),
                say::outcome(texts, touch.outcome),
                who,
                minutes,
            ]),
            style: if real { style } else { cx.theme.muted },
            said: touch.note.clone(),
        }
    }

    fn advice(
        r: &Recommendation,
        step: Option<&LifeStep>,
        decision: Option<&Decision>,
        cx: &Cx<'_>,
    ) -> Self {
        let texts = cx.texts;
        let title = if r.title.trim().is_empty() {
            texts.t("timeline-untitled")
        } else {
            r.title.clone()
        };
        let life = step.map_or(Life::Draft, |s| s.life);
        let args = [
            ("title", title.into()),
            ("life", say::life(texts, life).into()),
        ];
        let head = match step {
            Some(_) => texts.tf("timeline-advice", &args),
            None => texts.tf("timeline-advice-written", &args),
        };
        let said = match decision.filter(|d| !d.words.trim().is_empty()) {
            Some(d) => {
                let words = say::quoted(texts, &d.words);
                let by = joined([d.who.clone(), say::channel(texts, d.channel)]);
                format!("{words}\n{by}")
            }
            None => step.map(|s| s.note.clone()).unwrap_or_default(),
        };
        let (mark, style) = match life {
            Life::Accepted | Life::Implemented | Life::Checked => {
                (cx.theme.mark("✓", "v"), cx.theme.good)
            }
            Life::Declined => (cx.theme.mark("✗", "x"), cx.theme.text),
            _ => (cx.theme.mark("●", "*"), cx.theme.text),
        };
        Self {
            mark,
            head,
            style,
            said,
        }
    }

    fn problem(problem: &Problem, step: Option<&ProblemStep>, cx: &Cx<'_>) -> Self {
        let id = match (step.map(|s| s.life), problem.found_by) {
            (None, FoundBy::Us) => "timeline-problem-found",
            (None, FoundBy::Client) => "timeline-problem-told",
            (Some(ProblemLife::Open), _) => "timeline-problem-open",
            (Some(ProblemLife::Waiting), _) => "timeline-problem-waiting",
            (Some(ProblemLife::Solved), _) => "timeline-problem-solved",
            (Some(ProblemLife::Verified), _) => "timeline-problem-verified",
        };
        let done = step.is_some_and(|s| !s.life.is_open());
        Self {
            mark: if done {
                cx.theme.mark("✓", "v")
            } else {
                cx.theme.mark("!", "!")
            },
            head: cx.texts.tf(id, &[("title", problem.title.as_str().into())]),
            style: if done { cx.theme.good } else { cx.theme.warn },
            said: step.map_or_else(|| problem.details.clone(), |s| s.note.clone()),
        }
    }

    fn promised(promise: &Promise, cx: &Cx<'_>) -> Self {
        let texts = cx.texts;
        let id = match promise.side {
            Side::Ours => "timeline-promised-ours",
            Side::Client => "timeline-promised-client",
        };
        let until = promise.until.map_or_else(String::new, |day| {
            let date = texts.date(day, cx.today());
            texts.tf("until-date", &[("date", date.into())])
        });
        let head = texts.tf(id, &[("what", promise.what.as_str().into())]);
        let said = match promise.evidence.trim() {
            "" => String::new(),
            words => say::quoted(texts, words),
        };
        Self {
            mark: cx.theme.mark("○", "o"),
            head: joined([head, until, promise.who.clone()]),
            style: cx.theme.text,
            said,
        }
    }

    fn closed(promise: &Promise, cx: &Cx<'_>) -> Self {
        let (mark, id, style) = match promise.life {
            PromiseLife::Broken => (cx.theme.mark("✗", "x"), "timeline-broken", cx.theme.warn),
            PromiseLife::Withdrawn => {
                let mark = cx.theme.mark("–", "-");
                (mark, "timeline-withdrawn", cx.theme.text)
            }
            PromiseLife::Kept | PromiseLife::Open => {
                (cx.theme.mark("✓", "v"), "timeline-kept", cx.theme.good)
            }
        };
        let what = [("what", promise.what.as_str().into())];
        let side = match promise.side {
            Side::Ours => cx.texts.t("agreements-ours"),
            Side::Client => cx.texts.t("agreements-client"),
        };
        Self {
            mark,
            head: joined([cx.texts.tf(id, &what), side]),
            style,
            said: promise.note.clone(),
        }
    }

    /// Writes the event: its time dim, its mark, its head, what was said under the head.
    pub(super) fn write(&self, time: &str, rows: &mut Rows<'_>) {
        let cx = rows.cx;
        let indent = TIME + MARK;
        let room = rows.cells_wide().saturating_sub(indent);
        let heads = crate::ui::widgets::text::wrap(&self.head, room);
        for (i, part) in heads.into_iter().enumerate() {
            let (time, mark) = if i == 0 { (time, self.mark) } else { ("", "") };
            rows.cells(vec![
                (padded(time, TIME), cx.theme.muted),
                (padded(mark, MARK), self.style),
                (part, self.style),
            ]);
        }
        rows.text(self.said.trim(), indent, SAID, cx.theme.muted);
    }
}

fn imported(import: &AdImport, cx: &Cx<'_>) -> String {
    let args = [
        ("file", import.file.as_str().into()),
        ("from", cx.texts.date(import.from, cx.today()).into()),
        ("to", cx.texts.date(import.to, cx.today()).into()),
        ("count", import.campaigns.into()),
    ];
    cx.texts.tf("timeline-import", &args)
}
