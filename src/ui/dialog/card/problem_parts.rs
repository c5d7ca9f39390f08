//! How one problem looks: a row of the list, the whole of it, a line of the briefing.

use ratatui::style::Style;
use ratatui::text::Line;

use super::parts::joined;
use super::rows::Rows;
use crate::domain::{Dossier, Problem, ProblemLife, Severity};
use crate::say;
use crate::ui::Cx;

/// The state in words: what is awaited until when, how late it is; with its colour.
fn state_long(problem: &Problem, cx: &Cx<'_>) -> (String, Style) {
    match problem.overdue(cx.today()) {
        Some(days) => {
            let words = cx
                .texts
                .tf("problem-overdue-long", &[("days", days.into())]);
            (words, cx.theme.warn)
        }
        None => state(problem, cx),
    }
}

/// The state as a column shows it.
pub(super) fn state(problem: &Problem, cx: &Cx<'_>) -> (String, Style) {
    let (texts, theme) = (cx.texts, cx.theme);
    if let Some(days) = problem.overdue(cx.today()) {
        return (
            texts.tf("problem-overdue", &[("days", days.into())]),
            theme.warn,
        );
    }
    match (problem.life, problem.waiting_until) {
        (ProblemLife::Waiting, Some(until)) => {
            let date = texts.date(until, cx.today());
            (
                texts.tf("problem-until", &[("date", date.into())]),
                theme.text,
            )
        }
        (ProblemLife::Solved, _) => (texts.t("problem-check"), theme.info),
        (ProblemLife::Verified, _) => (say::problem_life(texts, problem.life), theme.muted),
        (life, _) => (say::problem_life(texts, life), theme.text),
    }
}

/// The mark: a letter for what burns, told apart without colour.
fn mark(problem: &Problem, cx: &Cx<'_>) -> (String, Style) {
    match (problem.life, problem.severity) {
        (ProblemLife::Solved | ProblemLife::Verified, _) => {
            (cx.theme.mark("✓", "v").to_owned(), cx.theme.muted)
        }
        (_, Severity::Critical) => (cx.texts.t("severity-critical-letter"), cx.theme.bad),
        (_, Severity::Normal) => (cx.theme.mark("○", "o").to_owned(), cx.theme.muted),
    }
}

/// The row of a list.
pub(super) mod row {
    use super::{Cx, Problem, Style, mark, state};
    use crate::say;
    use crate::ui::widgets::paint::Line;

    const STATE: u16 = 20;
    const SOLVER: u16 = 12;
    const AGE: u16 = 8;
    const SECRET: u16 = 10;
    const SOURCE: u16 = 14;
    /// Cells a title keeps before a further column is shown.
    const TITLE: u16 = 22;

    /// Which columns there is room for, the most wanted first: state, age, sensitive, solver, source.
    fn columns(width: u16) -> [u16; 5] {
        let mut free = width.saturating_sub(2);
        let mut take = |cells: u16| {
            if free >= cells + TITLE {
                free -= cells;
                cells
            } else {
                0
            }
        };
        [
            take(STATE),
            take(AGE),
            take(SECRET),
            take(SOLVER),
            take(SOURCE),
        ]
    }

    /// The dim line of column names.
    pub(in super::super) fn header(mut line: Line<'_>, cx: &Cx<'_>, closed: bool) {
        let [state, age, secret, solver, source] = columns(line.free());
        let rest = state + age + secret + solver + source;
        let t = |id: &str, cells: u16| {
            if cells > 0 {
                cx.texts.t(id)
            } else {
                String::new()
            }
        };
        let dim = cx.theme.muted;
        let title = line.free().saturating_sub(2 + rest);
        let mut problem = t("column-problem", 9);
        if closed {
            problem = format!("{problem} {}", cx.texts.t("problems-closed-shown"));
        }
        line.skip(2)
            .column(&problem, title, dim)
            .column(&t("column-solver", solver), solver, dim)
            .column(&t("column-state", state), state, dim)
            .column(&t("column-found-by", source), source, dim)
            .number(&t("column-age", age), age, dim);
    }

    /// One problem.
    pub(in super::super) fn draw(mut line: Line<'_>, problem: &Problem, cx: &Cx<'_>, base: Style) {
        let on = |style: Style| if base == cx.theme.cursor { base } else { style };
        let [wide, age, secret, solver, source] = columns(line.free());
        let rest = wide + age + secret + solver + source;
        let title = line.free().saturating_sub(2 + rest);
        let (letter, colour) = mark(problem, cx);
        let (words, style) = state(problem, cx);
        let some = |text: String, cells: u16| if cells > 0 { text } else { String::new() };
        let said = |cells: u16, text: &str| {
            crate::ui::widgets::text::fit(text, usize::from(cells.saturating_sub(1))).into_owned()
        };
        line.column(&letter, 2, on(colour))
            .column(&said(title, &problem.title), title, cx.theme.text)
            .column(
                &some(say::solver(cx.texts, problem.solver), solver),
                solver,
                on(cx.theme.muted),
            )
            .column(&said(wide, &words), wide, on(style))
            .column(
                &some(say::found_by(cx.texts, problem.found_by), source),
                source,
                on(cx.theme.muted),
            )
            .number(
                &some(cx.texts.age(cx.days_since(problem.found_at)), age),
                age,
                on(cx.theme.muted),
            );
        if problem.sensitive && secret > 0 {
            line.skip(1)
                .left(&cx.texts.t("problem-sensitive"), on(cx.theme.warn));
        }
    }
}

/// All that is known of a problem.
pub(super) fn detail(problem: &Problem, cx: &Cx<'_>, width: u16) -> Vec<Line<'static>> {
    let (texts, theme) = (cx.texts, cx.theme);
    let mut rows = Rows::new(cx, width);
    let day = |at: jiff::Timestamp| {
        let date = at.to_zoned(cx.now.time_zone().clone()).date();
        texts.date(date, cx.today())
    };
    rows.text(&problem.title, 0, 3, theme.strong);
    let (words, style) = state_long(problem, cx);
    let severity = say::severity(texts, problem.severity);
    let severe = match problem.severity {
        Severity::Critical => theme.bad,
        Severity::Normal => theme.muted,
    };
    rows.cells(vec![
        (severity, severe),
        (" · ".to_owned(), theme.muted),
        (words, style),
    ]);
    if problem.sensitive {
        rows.text(&texts.t("problem-sensitive-long"), 0, 2, theme.warn);
    }
    rows.blank();
    rows.pair(
        "problem-solver",
        &say::solver(texts, problem.solver),
        theme.text,
    );
    rows.pair("problem-waiting", &problem.waiting_for, theme.text);
    let cycle = texts.tf("cycle", &[("number", problem.cycle.into())]);
    let found = joined([
        day(problem.found_at),
        say::found_by(texts, problem.found_by),
        cycle,
    ]);
    rows.pair("problem-found", &found, theme.text);
    rows.pair(
        "problem-rule",
        problem.rule.as_deref().unwrap_or_default(),
        theme.muted,
    );
    if !problem.details.trim().is_empty() {
        rows.heading("problem-details");
        rows.text(&problem.details, 0, 40, theme.text);
    }
    if !problem.steps.is_empty() {
        rows.heading("problem-steps");
        for step in problem.steps.iter().rev() {
            rows.cells(vec![
                (format!("{:<7}", day(step.at)), theme.muted),
                (say::problem_life(texts, step.life), theme.text),
            ]);
            rows.text(&step.note, 7, 4, theme.muted);
        }
    }
    rows.into_lines()
}

/// Open problems, the worst first.
pub(super) fn worst_first<'a>(dossier: &'a Dossier, cx: &Cx<'_>) -> Vec<&'a Problem> {
    let mut open: Vec<&Problem> = dossier.open_problems();
    open.sort_by_key(|p| p.urgency(cx.today()));
    open
}

/// A problem on one line: its mark, its title (what must not be said marked so), and its state.
pub(super) fn line(problem: &Problem, cx: &Cx<'_>) -> (Vec<(String, Style)>, (String, Style)) {
    let (letter, colour) = mark(problem, cx);
    let (words, style) = state_long(problem, cx);
    let mut pieces = vec![(format!("{letter} "), colour)];
    if problem.sensitive {
        let secret = cx.texts.t("problem-not-to-say");
        pieces.push((format!("{secret}: "), cx.theme.warn));
        pieces.push((problem.title.clone(), cx.theme.muted));
    } else {
        pieces.push((problem.title.clone(), cx.theme.text));
    }
    let quiet = if style == cx.theme.text {
        cx.theme.muted
    } else {
        style
    };
    (pieces, (words, quiet))
}

/// Open problems for the overview and for a call: the worst first, what must not be said marked so.
pub(in crate::ui::dialog) fn open(rows: &mut Rows<'_>, dossier: &Dossier, most: usize) {
    let cx = rows.cx;
    let open = worst_first(dossier, cx);
    if open.is_empty() {
        return;
    }
    rows.heading("problem-briefing");
    for problem in open.iter().take(most) {
        let (pieces, state) = line(problem, cx);
        rows.ended(pieces, state);
    }
    if open.len() > most {
        let words = cx
            .texts
            .tf("card-more", &[("count", (open.len() - most).into())]);
        rows.cells(vec![(words, cx.theme.muted)]);
    }
}
