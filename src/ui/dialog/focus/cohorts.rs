//! Experiments and the focus of past months: what came of each, in plain words.

use jiff::civil::Date;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::focus::{self, Against, Comparison};
use crate::domain::{Cohort, CohortId, Currency, Month};
use crate::i18n::Lang;
use crate::input::{Action, Context};
use crate::say;
use crate::ui::dialog::card::rows::Rows;
use crate::ui::widgets::sheet::{Laid, Scroll};
use crate::ui::{Cx, Reply};

/// What the cached page was made of.
type Stamp = (u64, Date, Lang, u16, bool);

/// The page.
#[derive(Debug, Default)]
pub(super) struct Cohorts {
    scroll: Scroll,
    page: Laid,
    shown: Vec<CohortId>,
    /// Closed experiments are shown too.
    all: bool,
    of: Option<Stamp>,
}

/// How many experiments are under way.
pub(super) fn detail(cx: &Cx<'_>) -> String {
    let open = cx.book.desk().cohorts.iter();
    let open = open.filter(|c| c.month.is_none() && c.closed_at.is_none());
    match open.count() {
        0 => String::new(),
        count => count.to_string(),
    }
}

impl Cohorts {
    /// The cohort under the cursor.
    pub(super) fn current<'b>(&self, cx: &Cx<'b>) -> Option<&'b Cohort> {
        let id = *self.shown.get(self.scroll.item())?;
        cx.book.desk().cohorts.iter().find(|c| c.id == id)
    }

    pub(super) fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        let width = self.of.map_or(76, |of| of.3);
        self.lay(cx, width);
        if self.scroll.act(action, &self.page.items).is_some() {
            return Reply::Done;
        }
        match action {
            Action::ShowClosed => self.all = !self.all,
            _ => return Reply::Pass,
        }
        Reply::Done
    }

    pub(super) fn draw(&mut self, buf: &mut Buffer, area: Rect, cx: &Cx<'_>) {
        self.lay(cx, area.width);
        self.scroll.draw(buf, area, &self.page, cx.theme);
    }

    fn lay(&mut self, cx: &Cx<'_>, width: u16) {
        let stamp = (
            cx.book.revision(),
            cx.today(),
            cx.texts.lang(),
            width,
            self.all,
        );
        if self.of == Some(stamp) {
            return;
        }
        self.of = Some(stamp);
        let mut rows = Rows::new(cx, width);
        self.page = Laid::default();
        self.shown.clear();
        let now = Month::from(cx.today());
        let cohorts = &cx.book.desk().cohorts;
        let experiments: Vec<&Cohort> = (cohorts.iter().rev())
            .filter(|c| c.month.is_none())
            .collect();
        let past: Vec<&Cohort> = (cohorts.iter().rev())
            .filter(|c| c.month.is_some_and(|m| m != now || c.closed_at.is_some()))
            .collect();
        let key = |action| {
            let keys = cx.keymap.key_of(Context::Focus.chain(), action);
            keys.map_or_else(String::new, |k| k.to_string())
        };
        for (id, group) in [("focus-experiments", &experiments), ("focus-past", &past)] {
            rows.heading(id);
            let shown: Vec<&&Cohort> = group
                .iter()
                .filter(|c| self.all || c.month.is_some() || c.closed_at.is_none())
                .collect();
            for cohort in &shown {
                let from = rows.len();
                item(&mut rows, cohort);
                self.page.items.push(from..from + 1);
                self.shown.push(cohort.id);
            }
            let hidden = group.len() - shown.len();
            if hidden > 0 {
                let args = [
                    ("count", hidden.into()),
                    ("key", key(Action::ShowClosed).into()),
                ];
                let words = cx.texts.tf("focus-hidden", &args);
                rows.text(&words, 0, 2, cx.theme.muted);
            } else if group.is_empty() {
                let words = if id == "focus-experiments" {
                    let args = [("key", key(Action::NewExperiment).into())];
                    cx.texts.tf("focus-no-experiments", &args)
                } else {
                    cx.texts.t("focus-no-past")
                };
                rows.text(&words, 0, 5, cx.theme.muted);
            }
        }
        self.page.lines = rows.into_lines();
    }
}

fn item(rows: &mut Rows<'_>, cohort: &Cohort) {
    let cx = rows.cx;
    let t = cx.theme;
    let date = |at: jiff::Timestamp| {
        let day = at.to_zoned(cx.now.time_zone().clone()).date();
        cx.texts.date(day, cx.today())
    };
    let progress = focus::progress(cohort, cx.book);
    let mut about = vec![
        match cohort.month {
            Some(month) => say::focus::month(cx.texts, month),
            None => {
                let from = [("date", date(cohort.frozen_at).into())];
                cx.texts.tf("focus-since", &from)
            }
        },
        say::method(cx.texts, cohort.method),
        say::focus::worked(cx.texts, &progress),
    ];
    if progress.held_out > 0 {
        let count = [("count", progress.held_out.into())];
        about.push(cx.texts.tf("focus-held-out", &count));
    }
    let end = match cohort.closed_at {
        Some(at) => cx.texts.tf("focus-closed-on", &[("date", date(at).into())]),
        None => String::new(),
    };
    rows.ended(
        vec![
            (format!("{} ", cohort.name), t.strong),
            (about.join(" · "), t.muted),
        ],
        (end, t.muted),
    );
    for (id, text) in [
        ("focus-hypothesis", &cohort.hypothesis),
        ("focus-verdict-said", &cohort.verdict),
    ] {
        if !text.is_empty() {
            let text = [("text", text.as_str().into())];
            rows.text(&cx.texts.tf(id, &text), 2, 4, t.text);
        }
    }
    comparison(rows, cohort, true);
    rows.blank();
}

/// What the closed windows say: the latest one in brief, or every one with the orders judged on the same clients.
pub(super) fn comparison(rows: &mut Rows<'_>, cohort: &Cohort, full: bool) {
    let cx = rows.cx;
    let t = cx.theme;
    let zone = cx.now.time_zone();
    let indent = if full { 2 } else { 0 };
    let windows = focus::closed_windows(cohort, cx.today(), zone);
    if windows == 0 {
        let first = focus::before_outcome(cohort, zone).plus(1);
        let month = [("month", say::focus::month(cx.texts, first).into())];
        let words = cx.texts.tf("focus-not-yet", &month);
        rows.text(&words, indent, 2, t.muted);
        return;
    }
    let from = if full { 1 } else { windows };
    for months in from..=windows {
        let found = focus::compare(cohort, cx.book, months, zone);
        let (worth, few): (Vec<&Comparison>, Vec<_>) = found
            .iter()
            .partition(|c| c.worked.clients + c.rest.clients >= focus::ENOUGH);
        for one in worth.into_iter().filter(|c| full || telling(c, &found)) {
            rows.text(&say::focus::arms(cx.texts, one), indent, 2, t.text);
            let style = match one.difference {
                None => t.muted,
                Some(d) if one.is_clear() && d > 0.0 => t.good,
                Some(_) if one.is_clear() => t.warn,
                Some(_) => t.text,
            };
            let words = say::focus::conclusion(cx.texts, one);
            rows.text(&words, indent + 2, 3, style);
            if full
                && months == windows
                && one.against == Against::HeldOut
                && let Some(out) = say::focus::left_out(cx.texts, one)
            {
                rows.text(&out, indent + 2, 3, t.muted);
            }
        }
        let mut few: Vec<&str> = few.iter().map(|c| c.currency.code()).collect();
        few.dedup();
        if months == windows && !few.is_empty() {
            let args = [("currencies", few.join(", ").into())];
            let words = cx.texts.tf("focus-few-of", &args);
            rows.text(&words, indent, 2, t.muted);
        }
    }
    if !full {
        return;
    }
    let orders = focus::orders(cohort, cx.book, windows, zone);
    let mut currencies: Vec<Currency> = orders.iter().map(|o| o.currency).collect();
    currencies.dedup();
    for currency in currencies {
        let of: Vec<_> = (orders.iter().copied())
            .filter(|o| o.currency == currency)
            .collect();
        let told: Vec<String> = of.iter().map(|o| say::focus::order(cx.texts, o)).collect();
        let line = [("what", told.join(" · ").into())];
        let words = cx.texts.tf("focus-orders", &line);
        rows.text(&words, indent, 5, t.muted);
        if let Some(best) = say::focus::best_order(cx.texts, &of, cohort.method) {
            rows.text(&best, indent + 2, 2, t.text);
        }
    }
    if orders.is_empty() {
        let least = [("least", (3 * focus::ENOUGH).into())];
        let words = cx.texts.tf("focus-orders-few", &least);
        rows.text(&words, indent, 2, t.muted);
    }
}

/// The comparison to tell when there is room for one: against the hold-out where there is any.
fn telling(one: &Comparison, all: &[Comparison]) -> bool {
    let held = |c: &Comparison| c.currency == one.currency && c.rest.clients > 0;
    match one.against {
        Against::HeldOut => one.rest.clients > 0 || all.len() == 1,
        Against::NotWorked => !all.iter().any(|c| c.against == Against::HeldOut && held(c)),
    }
}

/// What the figures say of a cohort today, one sentence each: what its verdict begins with.
pub(super) fn findings(cohort: &Cohort, cx: &Cx<'_>) -> Vec<String> {
    let zone = cx.now.time_zone();
    let windows = focus::closed_windows(cohort, cx.today(), zone);
    if windows == 0 {
        return Vec::new();
    }
    let found = focus::compare(cohort, cx.book, windows, zone);
    let mut said: Vec<String> = found
        .iter()
        .filter(|c| telling(c, &found))
        .map(|one| {
            let arms = say::focus::arms(cx.texts, one);
            format!("{arms}. {}", say::focus::conclusion(cx.texts, one))
        })
        .collect();
    let orders = focus::orders(cohort, cx.book, windows, zone);
    if orders.windows(2).all(|w| w[0].currency == w[1].currency) {
        said.extend(say::focus::best_order(cx.texts, &orders, cohort.method));
    }
    said
}
