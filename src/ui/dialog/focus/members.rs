//! The segment of the month: how far its work has come, and everybody in it.

use jiff::Timestamp;
use jiff::civil::Date;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;

use super::table::Table;
use super::{cohorts, of_the_month};
use crate::domain::focus::{self, Progress};
use crate::domain::query::{Plan, Query};
use crate::domain::{ClientId, Cohort, CohortId, Dossier, Member, Month};
use crate::i18n::Lang;
use crate::input::{Action, Context};
use crate::say;
use crate::ui::dialog::card::rows::Rows;
use crate::ui::widgets::paint;
use crate::ui::widgets::spark::spark;
use crate::ui::{Cx, Reply};

/// How a member stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    Waiting,
    Tried,
    Worked,
    HeldOut,
    Spoilt,
    Archived,
    Left,
}

#[derive(Debug)]
struct Row {
    client: ClientId,
    /// The place of the member in its cohort.
    place: usize,
    state: State,
}

/// What the cached page was made of.
type Stamp = (u64, Date, Lang, u16, Option<CohortId>, bool);

/// The page.
#[derive(Debug, Default)]
pub(super) struct Members {
    chosen: Option<CohortId>,
    /// Those that left are shown too.
    all: bool,
    table: Table,
    rows: Vec<Row>,
    head: Vec<Line<'static>>,
    progress: Progress,
    of: Option<Stamp>,
}

impl Members {
    /// Shows this cohort from now on.
    pub(super) fn choose(&mut self, cohort: CohortId) {
        self.chosen = Some(cohort);
        self.table.reset();
    }

    /// The cohort shown.
    pub(super) fn cohort<'b>(&self, cx: &Cx<'b>) -> Option<&'b Cohort> {
        let mut all = cx.book.desk().cohorts.iter();
        let chosen = self.chosen.and_then(|id| all.find(|c| c.id == id));
        chosen.or_else(|| of_the_month(cx))
    }

    /// The client under the cursor.
    pub(super) fn client(&self) -> Option<ClientId> {
        self.rows.get(self.table.index()).map(|row| row.client)
    }

    /// «41/108» beside the name of the page.
    pub(super) fn detail(&mut self, cx: &Cx<'_>) -> String {
        let width = self.of.map_or(76, |of| of.3);
        self.lay(cx, width);
        match self.of {
            Some((.., Some(_), _)) => {
                format!("{}/{}", self.progress.worked, self.progress.to_work)
            }
            _ => String::new(),
        }
    }

    pub(super) fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        let width = self.of.map_or(76, |of| of.3);
        self.lay(cx, width);
        if self.table.act(action, self.rows.len()) {
            return Reply::Done;
        }
        match action {
            Action::ShowClosed => self.all = !self.all,
            Action::Cancel if self.chosen.is_some() => {
                self.chosen = None;
                self.table.reset();
            }
            _ => return Reply::Pass,
        }
        Reply::Done
    }

    pub(super) fn click(&mut self, at: Position, cx: &Cx<'_>) {
        let width = self.of.map_or(76, |of| of.3);
        self.lay(cx, width);
        self.table.click(at, self.rows.len());
    }

    fn lay(&mut self, cx: &Cx<'_>, width: u16) {
        let cohort = self.cohort(cx);
        let stamp = (
            cx.book.revision(),
            cx.today(),
            cx.texts.lang(),
            width,
            cohort.map(|c| c.id),
            self.all,
        );
        if self.of == Some(stamp) {
            return;
        }
        self.of = Some(stamp);
        let mut rows = Rows::new(cx, width);
        let Some(cohort) = cohort else {
            self.rows.clear();
            nothing(&mut rows);
            self.head = rows.into_lines();
            return;
        };
        self.progress = focus::progress(cohort, cx.book);
        let mut members: Vec<Row> = cohort
            .members
            .iter()
            .enumerate()
            .map(|(place, member)| Row {
                client: member.client,
                place,
                state: state(member, cohort, cx),
            })
            .filter(|row| self.all || row.state != State::Left)
            .collect();
        let key = |row: &Row| {
            let member = cohort.members.get(row.place);
            let worth = member.map(|m| std::cmp::Reverse((m.score, m.base)));
            let group = match row.state {
                State::Waiting | State::Tried => 0,
                State::Worked => 1,
                State::HeldOut | State::Spoilt => 2,
                State::Archived | State::Left => 3,
            };
            (group, worth)
        };
        members.sort_by_key(key);
        self.rows = members;
        head(&mut rows, cohort, &self.progress, self.all);
        if !self.rows.is_empty() {
            rows.blank();
            rows.cells(vec![(columns_line(cx, width), cx.theme.muted)]);
        }
        self.head = rows.into_lines();
    }

    pub(super) fn draw(&mut self, buf: &mut Buffer, area: Rect, cx: &Cx<'_>) {
        self.lay(cx, area.width);
        let Some(cohort) = self.cohort(cx) else {
            self.table.draw(buf, area, &self.head, 0, |_, _, _, _| {});
            return;
        };
        let rows = &self.rows;
        self.table
            .draw(buf, area, &self.head, rows.len(), |buf, area, at, lit| {
                if let Some(row) = rows.get(at)
                    && let Some(member) = cohort.members.get(row.place)
                {
                    let base = if lit { cx.theme.cursor } else { cx.theme.text };
                    let line = paint::Line::new(buf, area, area.y, base);
                    draw_row(line, area.width, row, member, cx, lit);
                }
            });
    }
}

fn state(member: &Member, cohort: &Cohort, cx: &Cx<'_>) -> State {
    let dossier = cx.book.get(member.client);
    if member.left.is_some() {
        return State::Left;
    }
    if dossier.is_none_or(|d| d.client.archived_at.is_some()) {
        return State::Archived;
    }
    match (member.held_out, member.worked_at) {
        (true, Some(_)) => State::Spoilt,
        (true, None) => State::HeldOut,
        (false, Some(_)) => State::Worked,
        (false, None) => {
            let since = member.joined_at.unwrap_or(cohort.frozen_at);
            let digest = dossier.and_then(|d| d.digest.as_deref());
            match digest {
                Some(d) if d.unanswered > 0 && d.last_any >= Some(since) => State::Tried,
                _ => State::Waiting,
            }
        }
    }
}

/// No segment: what it is for, and the key that freezes one.
fn nothing(rows: &mut Rows<'_>) {
    let cx = rows.cx;
    let month = say::focus::month(cx.texts, Month::from(cx.today()));
    let none = cx
        .texts
        .tf("focus-none", &[("month", month.as_str().into())]);
    rows.text(&none, 0, 3, cx.theme.text);
    rows.blank();
    let key = |action| {
        let keys = cx.keymap.key_of(Context::Focus.chain(), action);
        keys.map_or_else(String::new, |k| k.to_string())
    };
    let how = [
        ("key", key(Action::FreezeFocus).into()),
        ("experiment", key(Action::NewExperiment).into()),
    ];
    rows.text(&cx.texts.tf("focus-none-how", &how), 0, 5, cx.theme.muted);
}

fn head(rows: &mut Rows<'_>, cohort: &Cohort, progress: &Progress, all: bool) {
    let cx = rows.cx;
    let t = cx.theme;
    let frozen = |at: Timestamp| {
        let day = at.to_zoned(cx.now.time_zone().clone()).date();
        cx.texts.date(day, cx.today())
    };
    let about = [
        (
            "what",
            match cohort.month {
                Some(month) => say::focus::month(cx.texts, month).into(),
                None => cx.texts.t("focus-experiment").into(),
            },
        ),
        ("date", frozen(cohort.frozen_at).into()),
        ("method", say::method(cx.texts, cohort.method).into()),
        ("count", cohort.members.len().into()),
    ];
    let (end, style) = match (cohort.closed_at, focus::days_left(cohort, cx.today())) {
        (Some(at), _) => {
            let date = [("date", frozen(at).into())];
            (cx.texts.tf("focus-closed-on", &date), t.muted)
        }
        (None, Some(0)) => (cx.texts.t("focus-month-over"), t.warn),
        (None, Some(days)) if cohort.month == Some(Month::from(cx.today())) => (
            cx.texts.tf("focus-days-left", &[("count", days.into())]),
            t.info,
        ),
        _ => (String::new(), t.muted),
    };
    rows.ended(
        vec![
            (format!("{} ", cohort.name), t.strong),
            (cx.texts.tf("focus-about", &about), t.muted),
        ],
        (end, style),
    );
    if focus::clock_is_back(cohort, cx.now.timestamp()) {
        rows.text(&cx.texts.t("focus-clock-back"), 0, 3, t.warn);
    }
    let width = rows.room();
    let cells = (width / 3).clamp(10, 40);
    let full = (progress.worked * cells)
        .checked_div(progress.to_work)
        .unwrap_or(0);
    let share = (progress.to_work > 0)
        .then(|| progress.worked as f64 * 100.0 / progress.to_work as f64)
        .map(|share| format!(" ({})", cx.texts.percent(share.round())));
    rows.cells(vec![
        (t.mark("█", "#").repeat(full), t.good),
        (t.mark("░", ".").repeat(cells - full), t.line),
        (
            format!(
                "  {}{}",
                say::focus::worked(cx.texts, progress),
                share.unwrap_or_default()
            ),
            t.text,
        ),
    ]);
    let mut rest = say::focus::progress(cx.texts, progress);
    if progress.left > 0 && !all {
        let keys = cx.keymap.key_of(Context::Focus.chain(), Action::ShowClosed);
        let key = keys.map_or_else(String::new, |k| k.to_string());
        rest.push(cx.texts.tf("focus-left-shown", &[("key", key.into())]));
    }
    rows.text(&rest.join(" · "), 0, 2, t.muted);
    if !cohort.hypothesis.is_empty() {
        let text = [("text", cohort.hypothesis.as_str().into())];
        rows.text(&cx.texts.tf("focus-hypothesis", &text), 0, 2, t.text);
    }
    if !cohort.verdict.is_empty() {
        let text = [("text", cohort.verdict.as_str().into())];
        rows.text(&cx.texts.tf("focus-verdict-said", &text), 0, 3, t.text);
    }
    moved(rows, cohort);
    cohorts::comparison(rows, cohort, false);
}

/// Who would be in the segment by its own query now, and is not; only of an open one.
fn moved(rows: &mut Rows<'_>, cohort: &Cohort) {
    let cx = rows.cx;
    if cohort.query.is_empty() || cohort.closed_at.is_some() {
        return;
    }
    let words = match Query::parse(&cohort.query) {
        Err(fault) => {
            let fault = say::query_fault_at(cx.texts, &cohort.query, &fault);
            cx.texts
                .tf("focus-query-broken", &[("fault", fault.into())])
        }
        Ok(query) => {
            let plan = Plan::new(&query, cx.now, cx.ranking);
            if plan.is_waiting() {
                return;
            }
            let found = cx.book.active().filter(|d| plan.holds(d));
            let found: Vec<ClientId> = found.map(Dossier::id).collect();
            let drift = focus::drift(cohort, &found);
            if drift.entered.is_empty() && drift.gone.is_empty() {
                return;
            }
            let args = [
                ("query", cohort.query.as_str().into()),
                ("entered", drift.entered.len().into()),
                ("gone", drift.gone.len().into()),
            ];
            cx.texts.tf("focus-drift", &args)
        }
    };
    rows.text(&words, 0, 2, cx.theme.muted);
}

struct Columns {
    name: u16,
    score: u16,
    base: u16,
    spark: u16,
    state: u16,
}

fn columns(width: u16) -> Columns {
    let state = if width < 100 { 26 } else { 44 };
    let spark = if width < 90 { 0 } else { 10 };
    let (score, base) = (6, 12);
    let name = width.saturating_sub(2 + score + base + spark + state + 2);
    Columns {
        name: name.min(44),
        score,
        base,
        spark,
        state: state + name.saturating_sub(44),
    }
}

fn columns_line(cx: &Cx<'_>, width: u16) -> String {
    let c = columns(width);
    let left = |id: &str, cells: u16| {
        super::super::card::rows::padded(&cx.texts.t(id), usize::from(cells))
    };
    let right = |id: &str, cells: u16| {
        let text = cx.texts.t(id);
        let taken = crate::ui::widgets::text::width(&text);
        format!(
            "{}{text}",
            " ".repeat(usize::from(cells).saturating_sub(taken))
        )
    };
    let spark = match c.spark {
        0 => String::new(),
        cells => format!("  {}", left("focus-column-spend", cells - 2)),
    };
    format!(
        "  {}{}{}{spark}  {}",
        left("column-client", c.name),
        right("focus-column-score", c.score),
        right("focus-column-base", c.base),
        left("focus-column-state", c.state),
    )
}

fn draw_row(
    mut line: paint::Line<'_>,
    width: u16,
    row: &Row,
    member: &Member,
    cx: &Cx<'_>,
    lit: bool,
) {
    let t = cx.theme;
    let c = columns(width);
    let plain = |style: Style| if lit { t.text } else { style };
    let (mark, style) = match row.state {
        State::Worked => (t.mark("✓ ", "+ "), t.good),
        State::Tried => (t.mark("· ", ". "), t.warn),
        State::Waiting => (t.mark("○ ", "o "), t.muted),
        State::HeldOut | State::Spoilt => (t.mark("■ ", "= "), t.info),
        State::Archived | State::Left => (t.mark("– ", "- "), t.muted),
    };
    let dossier = cx.book.get(member.client);
    let name = dossier.map_or("", |d| d.client.name.as_str());
    line.left(mark, plain(style))
        .name(name, c.name, plain(t.text));
    let score = match member.score {
        0 => t.mark("–", "-").to_owned(),
        score => score.to_string(),
    };
    let base = match member.base {
        ..=0 => t.mark("–", "-").to_owned(),
        base => cx.texts.money_short(base, member.currency.code()),
    };
    line.number(&score, c.score, plain(t.strong))
        .number(&base, c.base, plain(t.text));
    if c.spark > 0 {
        let closed = focus::closed_month(cx.today());
        let bars = dossier
            .and_then(|d| d.spend.as_deref())
            .map_or_else(String::new, |s| spark(s.window(closed, 8), t.ascii));
        line.skip(2).column(&bars, c.spark - 2, plain(t.info));
    }
    line.skip(2)
        .left(&words(row.state, member, cx), plain(style));
}

fn words(state: State, member: &Member, cx: &Cx<'_>) -> String {
    let date = |at: Option<Timestamp>| {
        let day = at.map(|at| at.to_zoned(cx.now.time_zone().clone()).date());
        day.map_or_else(String::new, |day| cx.texts.date(day, cx.today()))
    };
    match state {
        State::Waiting => cx.texts.t("focus-state-waiting"),
        State::Tried => cx.texts.t("focus-state-tried"),
        State::Worked => {
            let on = [("date", date(member.worked_at).into())];
            cx.texts.tf("focus-state-worked", &on)
        }
        State::HeldOut => cx.texts.t("focus-state-held-out"),
        State::Spoilt => {
            let on = [("date", date(member.worked_at).into())];
            cx.texts.tf("focus-state-spoilt", &on)
        }
        State::Archived => cx.texts.t("focus-state-archived"),
        State::Left => {
            let left = member.left.as_ref();
            let args = [
                ("date", date(left.map(|l| l.at)).into()),
                ("reason", left.map_or("", |l| l.reason.as_str()).into()),
            ];
            cx.texts.tf("focus-state-left", &args)
        }
    }
}
