//! The two-axis ranking: whom to protect and whom to grow, by chance or by money, with what is expected and why
//! (A24–A26).

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::of_the_month;
use super::table::Table;
use crate::domain::ranking::{By, List, Ranked, Ranking, Standing};
use crate::domain::{Book, ClientId};
use crate::i18n::Lang;
use crate::input::{Action, Context};
use crate::say;
use crate::ui::dialog::card::Explained;
use crate::ui::dialog::card::rows::{Rows, padded};
use crate::ui::widgets::paint;
use crate::ui::widgets::text::width;
use crate::ui::{Cx, Reply};

/// Lines under the list that tell of the row under the cursor.
const FOOT: u16 = 4;

/// The cells of a short number.
const NUMBER: u16 = 8;

/// What the cached list was made of. A new ranking lies elsewhere.
type Stamp = (u64, usize, List, By, bool, Lang, u16);

/// The page.
#[derive(Debug)]
pub(super) struct Ranks {
    list: List,
    by: By,
    /// Clients without a score are shown too, below the others.
    all: bool,
    table: Table,
    rows: Vec<ClientId>,
    head: Vec<Line<'static>>,
    of: Option<Stamp>,
}

impl Default for Ranks {
    fn default() -> Self {
        Self {
            list: List::Protect,
            by: By::Chance,
            all: false,
            table: Table::default(),
            rows: Vec::new(),
            head: Vec::new(),
            of: None,
        }
    }
}

impl Ranks {
    /// The list shown and what it is ordered by.
    pub(super) const fn order(&self) -> (List, By) {
        (self.list, self.by)
    }

    pub(super) fn client(&self) -> Option<ClientId> {
        self.rows.get(self.table.index()).copied()
    }

    pub(super) fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        self.lay(cx, self.of.map_or(76, |of| of.6));
        if self.table.act(action, self.rows.len()) {
            return Reply::Done;
        }
        match action {
            Action::RankList => {
                self.list = match self.list {
                    List::Protect => List::Grow,
                    List::Grow => List::Protect,
                };
                self.table.reset();
            }
            Action::RankBy => {
                self.by = match self.by {
                    By::Chance => By::Money,
                    By::Money => By::Chance,
                };
                self.table.reset();
            }
            Action::ShowClosed => self.all = !self.all,
            _ => return Reply::Pass,
        }
        Reply::Done
    }

    pub(super) fn click(&mut self, at: Position) {
        self.table.click(at, self.rows.len());
    }

    fn lay(&mut self, cx: &Cx<'_>, width: u16) {
        let stamp = (
            cx.book.revision(),
            cx.ranking.map_or(0, |r| std::ptr::from_ref(r).addr()),
            self.list,
            self.by,
            self.all,
            cx.texts.lang(),
            width,
        );
        if self.of == Some(stamp) {
            return;
        }
        self.of = Some(stamp);
        self.rows.clear();
        let mut rows = Rows::new(cx, width);
        let Some(ranking) = cx.ranking else {
            rows.text(&cx.texts.t("focus-rank-wait"), 0, 3, cx.theme.muted);
            self.head = rows.into_lines();
            return;
        };
        // A client archived since is no longer one to call.
        let live = |id: &ClientId| is_live(cx.book, *id);
        self.rows = ranking.list(self.list, self.by);
        self.rows.retain(live);
        let unscored = ranking.rows.iter();
        let unscored = unscored.filter(|r| r.standing != Standing::Scored && live(&r.client));
        if self.all {
            self.rows.extend(unscored.map(|r| r.client));
        }
        self.head(&mut rows, ranking);
        if self.rows.is_empty() {
            rows.text(&cx.texts.t("ranking-empty"), 0, 3, cx.theme.muted);
        } else {
            rows.blank();
            rows.cells(vec![(titles(cx, width, self.list), cx.theme.muted)]);
        }
        self.head = rows.into_lines();
    }

    fn head(&self, rows: &mut Rows<'_>, ranking: &Ranking) {
        let cx = rows.cx;
        let t = cx.theme;
        let at = [("month", say::focus::month(cx.texts, ranking.at).into())];
        rows.ended(
            vec![
                (say::ranking_list(cx.texts, self.list, self.by), t.strong),
                (
                    format!(" · {}", say::method(cx.texts, ranking.method)),
                    t.muted,
                ),
            ],
            (cx.texts.tf("focus-rank-at", &at), t.info),
        );
        let tested = tested(ranking, self.list, cx);
        rows.text(&tested, 0, 3, t.muted);
        let count = |standing| {
            let of = ranking.rows.iter();
            of.filter(|r| r.standing == standing).count()
        };
        let (little, stopped) = (count(Standing::TooLittle), count(Standing::Stopped));
        if little + stopped > 0 {
            let key = cx.keymap.key_of(Context::Focus.chain(), Action::ShowClosed);
            let key = key.map_or_else(String::new, |k| k.to_string());
            let args = [
                ("little", little.into()),
                ("stopped", stopped.into()),
                ("key", key.into()),
            ];
            let id = if self.all {
                "focus-rank-unscored-below"
            } else {
                "focus-rank-unscored"
            };
            rows.text(&cx.texts.tf(id, &args), 0, 2, t.muted);
        }
    }

    pub(super) fn draw(&mut self, buf: &mut Buffer, area: Rect, cx: &Cx<'_>) {
        self.lay(cx, area.width);
        let foot = if area.height > 14 { FOOT } else { 2 };
        let foot = foot.min(area.height / 3);
        let list = Rect {
            height: area.height - foot,
            ..area
        };
        let (rows, shown) = (&self.rows, self.list);
        let focus = of_the_month(cx);
        self.table
            .draw(buf, list, &self.head, rows.len(), |buf, area, at, lit| {
                let row = rows.get(at).and_then(|id| cx.ranking?.get(*id));
                if let Some(row) = row {
                    let base = if lit { cx.theme.cursor } else { cx.theme.text };
                    let line = paint::Line::new(buf, area, area.y, base);
                    let inside = focus.is_some_and(|f| f.member(row.client).is_some());
                    draw_row(line, area.width, row, (shown, inside, lit), cx);
                }
            });
        let Some(row) = self.client().and_then(|id| cx.ranking?.get(id)) else {
            return;
        };
        let mut words = Rows::new(cx, area.width);
        let rule = cx.theme.mark("─", "-").repeat(usize::from(area.width));
        words.cells(vec![(rule, cx.theme.line)]);
        let most = usize::from(foot.saturating_sub(1));
        words.text(&about(row, cx), 0, most, cx.theme.text);
        let lines = words.into_lines();
        for (line, y) in lines.iter().zip(list.bottom()..area.bottom()) {
            buf.set_line(area.x, y, line, area.width);
        }
    }

    /// How the order is made, how it did, and what the row under the cursor is made of.
    pub(super) fn explain(&self, cx: &Cx<'_>) -> Vec<Explained> {
        let Some(ranking) = cx.ranking else {
            return Vec::new();
        };
        let mut out = Vec::new();
        let row = self.client().and_then(|id| ranking.get(id));
        if let Some(row) = row {
            let name = cx.book.client(row.client).map_or("", |c| c.name.as_str());
            out.push(Explained {
                figure: name.to_owned(),
                how: about(row, cx),
            });
        }
        out.push(Explained {
            figure: say::ranking_list(cx.texts, self.list, self.by),
            how: cx.texts.t(match self.by {
                By::Chance => "focus-explain-by-chance",
                By::Money => "focus-explain-by-money",
            }),
        });
        out.push(Explained {
            figure: cx.texts.t("focus-explain-tested"),
            how: say::back_test(cx.texts, ranking).join(" "),
        });
        out
    }
}

fn is_live(book: &Book, id: ClientId) -> bool {
    book.client(id).is_some_and(|c| c.archived_at.is_none())
}

/// «На своём прошлом: верно 64 пары из 100…», with the baselines beside it.
fn tested(ranking: &Ranking, list: List, cx: &Cx<'_>) -> String {
    let Some(own) = ranking.backtest.of(ranking.method) else {
        return cx.texts.t("ranking-untested");
    };
    let figures = |line: &crate::domain::ranking::Judged| {
        let (auc, lift) = match list {
            List::Protect => (line.auc_decline, line.lift_decline),
            List::Grow => (line.auc_growth, line.lift_growth),
        };
        let lift = cx.texts.tenths((f64::from(lift) * 1000.0).round() as i64);
        ((f64::from(auc) * 100.0).round() as i64, lift)
    };
    let others: Vec<String> = (ranking.backtest.lines.iter())
        .filter(|line| line.method != ranking.method)
        .map(|line| {
            let (pairs, lift) = figures(line);
            let args = [
                ("name", say::method(cx.texts, line.method).into()),
                ("pairs", pairs.into()),
                ("lift", lift.into()),
            ];
            cx.texts.tf("focus-rank-other", &args)
        })
        .collect();
    let (pairs, lift) = figures(own);
    let args = [
        ("pairs", pairs.into()),
        ("lift", lift.into()),
        ("others", others.join("; ").into()),
    ];
    cx.texts.tf("focus-rank-tested", &args)
}

/// All that is known of a row, in one paragraph: both chances, what is expected and how surely, and why.
fn about(row: &Ranked, cx: &Cx<'_>) -> String {
    let Some(spend) = cx.book.get(row.client).and_then(|d| d.spend.as_deref()) else {
        return String::new();
    };
    let money = |minor| cx.texts.money_short(minor, spend.currency.code());
    let why = cx.ranking.map(|r| r.why_of(spend)).unwrap_or_default();
    let why = sentence(&say::leanings(cx.texts, &why));
    let expected = [
        ("expected", money(row.expected).into()),
        ("low", money(row.low).into()),
        ("high", money(row.high).into()),
    ];
    let expected = cx.texts.tf("focus-rank-expected", &expected);
    if row.standing != Standing::Scored {
        return format!("{expected} {why}");
    }
    let percent = |chance: f32| cx.texts.percent(f64::from(chance).round());
    let args = [
        ("decline", percent(row.decline).into()),
        ("growth", percent(row.growth).into()),
        (
            "confidence",
            say::confidence(cx.texts, row.confidence).into(),
        ),
    ];
    let chances = cx.texts.tf("focus-rank-chances", &args);
    format!("{why} {expected} {chances}")
}

/// The words with a capital letter and a full stop.
fn sentence(words: &str) -> String {
    let mut chars = words.chars();
    let Some(first) = chars.next() else {
        return String::new();
    };
    format!("{}{}.", first.to_uppercase(), chars.as_str())
}

struct Columns {
    name: u16,
    verdict: u16,
    money: u16,
    range: u16,
    confidence: u16,
    why: u16,
}

fn columns(width: u16) -> Columns {
    let mut c = Columns {
        name: 0,
        verdict: 20,
        money: 12,
        range: 0,
        confidence: 0,
        why: 0,
    };
    let mut free = width.saturating_sub(2 + NUMBER + c.verdict + c.money);
    let mut take = |slot: &mut u16, cells: u16, keep: u16| {
        if free >= cells + keep {
            *slot = cells;
            free -= cells;
        }
    };
    take(&mut c.confidence, 10, 22);
    take(&mut c.why, 34, 24);
    take(&mut c.range, 22, 26);
    c.name = free.min(40);
    if c.why > 0 {
        c.why += free - c.name;
    }
    c
}

fn right(text: &str, cells: u16) -> String {
    let pad = usize::from(cells).saturating_sub(width(text));
    format!("{}{text}", " ".repeat(pad))
}

fn titles(cx: &Cx<'_>, width: u16, list: List) -> String {
    let c = columns(width);
    let t = |id: &str| cx.texts.t(id);
    let left = |text: &str, cells: u16| padded(text, usize::from(cells));
    let chance = t(match list {
        List::Protect => "focus-column-decline",
        List::Grow => "focus-column-growth",
    });
    let mut line = format!("  {}", left(&t("column-client"), c.name));
    line.push_str(&right(&chance, NUMBER));
    line.push_str("  ");
    line.push_str(&left(&t("focus-column-verdict"), c.verdict - 2));
    line.push_str(&right(&t("focus-column-expected"), c.money));
    if c.range > 0 {
        line.push_str("  ");
        line.push_str(&left(&t("focus-column-range"), c.range - 2));
    }
    if c.confidence > 0 {
        line.push_str("  ");
        line.push_str(&left(&t("focus-column-confidence"), c.confidence - 2));
    }
    if c.why > 0 {
        line.push_str("  ");
        line.push_str(&t("focus-column-why"));
    }
    line
}

fn draw_row(
    mut line: paint::Line<'_>,
    width: u16,
    row: &Ranked,
    (list, inside, lit): (List, bool, bool),
    cx: &Cx<'_>,
) {
    let t = cx.theme;
    let c = columns(width);
    let style = |style| if lit { t.text } else { style };
    let Some(dossier) = cx.book.get(row.client) else {
        return;
    };
    let spend = dossier.spend.as_deref();
    let money = |minor: i64| {
        spend.map_or_else(String::new, |s| {
            cx.texts.money_short(minor, s.currency.code())
        })
    };
    let mark = if inside { t.mark("■ ", "= ") } else { "  " };
    line.left(mark, style(t.info))
        .name(&dossier.client.name, c.name, style(t.text));
    let scored = row.standing == Standing::Scored;
    let chance = if scored {
        cx.texts.percent(f64::from(row.chance(list)).round())
    } else {
        t.mark("–", "-").to_owned()
    };
    let verdict = match row.verdict {
        Some(verdict) if scored => say::quadrant(cx.texts, verdict),
        _ => say::standing(cx.texts, row.standing),
    };
    let dim = if scored { t.text } else { t.muted };
    line.number(
        &chance,
        NUMBER,
        style(if scored { t.strong } else { t.muted }),
    )
    .skip(2)
    .column(&verdict, c.verdict - 2, style(dim))
    .number(&money(row.expected), c.money, style(dim));
    if c.range > 0 {
        let range = format!("{} – {}", money(row.low), money(row.high));
        line.skip(2).column(&range, c.range - 2, style(t.muted));
    }
    if c.confidence > 0 {
        let word = say::confidence(cx.texts, row.confidence);
        line.skip(2).column(&word, c.confidence - 2, style(t.muted));
    }
    if c.why > 0
        && let Some(ranking) = cx.ranking
        && let Some(said) = spend.and_then(|s| ranking.explain(s).first().copied())
    {
        line.skip(2)
            .left(&say::contribution(cx.texts, said), style(t.text));
    }
}
