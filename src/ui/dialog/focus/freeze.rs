//! Freezing a segment: whom, by which order, how many are left alone, what is expected.

use crate::domain::command::{CohortCommand, MOST_HELD_OUT, NewCohort};
use crate::domain::ranking::{By, List};
use crate::domain::{ClientId, Command, Method, Month, focus};
use crate::say;
use crate::ui::Cx;
use crate::ui::dialog::form::{Field, Form, FormDialog, Problem, Sheet, Words};

/// The share held out unless another is asked for, percent.
const HELD_OUT: &str = "10";

/// Clients taken from the top of an order unless another number is asked for.
const TOP: &str = "100";

/// The clients of the list the workspace was opened over.
#[derive(Debug, Clone, Default)]
pub struct Segment {
    /// The marked ones, else all it shows.
    pub clients: Vec<ClientId>,
    /// Whether they were marked.
    pub marked: bool,
    /// What the list was narrowed by; empty for all.
    pub query: String,
}

/// The form of freezing.
pub type FreezeForm = FormDialog<FreezeSheet>;

/// The fields of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// The name.
    Name,
    /// This month or the next.
    Month,
    /// The list, or the top of an order.
    From,
    /// By which order.
    Method,
    /// How many from its top.
    Top,
    /// Percent not worked.
    HeldOut,
    /// What is expected.
    Hypothesis,
    /// The focus the month has is closed for this one.
    Replace,
}

/// What the form is about.
#[derive(Debug)]
pub struct FreezeSheet {
    segment: Segment,
    experiment: bool,
    orders: Vec<Order>,
}

/// An order clients are taken from the top of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    /// A list of the ranking.
    Ranked(List, By),
    /// A baseline; by last month, whether the fallen come first.
    Baseline(Method, bool),
}

impl Order {
    fn words(self) -> Words {
        Words::Key(match self {
            Self::Ranked(List::Protect, By::Chance) => "focus-order-protect".to_owned(),
            Self::Ranked(List::Protect, By::Money) => "focus-order-protect-money".to_owned(),
            Self::Ranked(List::Grow, By::Chance) => "focus-order-grow".to_owned(),
            Self::Ranked(List::Grow, By::Money) => "focus-order-grow-money".to_owned(),
            Self::Baseline(Method::LastMonth, true) => "focus-order-fallen".to_owned(),
            Self::Baseline(Method::LastMonth, false) => "focus-order-risen".to_owned(),
            Self::Baseline(method, _) => {
                format!("ranking-method-{}", method.name().replace('_', "-"))
            }
        })
    }
}

/// The orders to choose from: those of the ranking, once it is there, and the baselines.
fn orders(cx: &Cx<'_>) -> Vec<Order> {
    let mut out = Vec::new();
    if cx.ranking.is_some_and(|r| !r.rows.is_empty()) {
        for list in [List::Protect, List::Grow] {
            out.extend([By::Chance, By::Money].map(|by| Order::Ranked(list, by)));
        }
    }
    out.extend([
        Order::Baseline(Method::LastMonth, true),
        Order::Baseline(Method::LastMonth, false),
        Order::Baseline(Method::Biggest, false),
        Order::Baseline(Method::MostActive, false),
    ]);
    out
}

/// The score of a client on one axis, `0..=100`; 0 where there is none.
pub(super) fn score(client: ClientId, list: List, cx: &Cx<'_>) -> u8 {
    let row = cx.ranking.and_then(|r| r.get(client));
    // The cast saturates.
    row.map_or(0, |row| row.chance(list).round() as u8)
}

impl FreezeForm {
    /// A focus of the month.
    #[must_use]
    pub fn focus(segment: Segment, order: Option<(List, By)>, cx: &Cx<'_>) -> Self {
        Self::build(segment, order, false, cx)
    }

    /// An experiment with a way of choosing.
    #[must_use]
    pub fn experiment(segment: Segment, order: Option<(List, By)>, cx: &Cx<'_>) -> Self {
        Self::build(segment, order, true, cx)
    }

    fn build(segment: Segment, order: Option<(List, By)>, experiment: bool, cx: &Cx<'_>) -> Self {
        let now = Month::from(cx.today());
        let list = if segment.marked {
            "focus-from-marked"
        } else {
            "focus-from-shown"
        };
        let count = i64::try_from(segment.clients.len()).unwrap_or(i64::MAX);
        let from = vec![
            Words::Count(list, count),
            Words::Key("focus-from-top".to_owned()),
        ];
        let orders = orders(cx);
        let options: Vec<Words> = orders.iter().map(|order| order.words()).collect();
        let wanted = order.and_then(|(list, by)| {
            let wanted = Order::Ranked(list, by);
            orders.iter().position(|order| *order == wanted)
        });
        let month = |month| Words::Plain(say::focus::month(cx.texts, month));
        let months = vec![month(now), month(now.plus(1))];
        let months = Field::choice(Key::Month, "focus-month", months, Some(0));
        // An experiment tries an order; a focus begins with the list one has before one's eyes.
        let top = experiment || wanted.is_some() || segment.clients.is_empty();
        let shown = |field: Field<Key>, on: bool| if on { field } else { field.hidden() };
        let method = Field::choice(
            Key::Method,
            "focus-method",
            options,
            Some(wanted.unwrap_or(0)),
        );
        let number = Field::line(Key::Top, "focus-top", TOP).read(number);
        let form = Form::new(vec![
            Field::line(Key::Name, "focus-name", &segment.query)
                .required()
                .placeholder("focus-name-hint"),
            shown(months, !experiment),
            Field::choice(Key::From, "focus-from", from, Some(usize::from(top))),
            shown(method, top),
            shown(number, top),
            Field::line(Key::HeldOut, "focus-holdout", HELD_OUT).read(percent),
            Field::text(Key::Hypothesis, "focus-hypothesis-field", "", 2),
            Field::toggle(Key::Replace, "focus-replace", false).hidden(),
        ]);
        let sheet = FreezeSheet {
            segment,
            experiment,
            orders,
        };
        let mut this = Self::of(sheet, form);
        this.settled(cx);
        this
    }
}

fn parse_percent(text: &str) -> Option<u8> {
    text.trim().trim_end_matches('%').trim_end().parse().ok()
}

fn percent(text: &str, cx: &Cx<'_>) -> Result<String, String> {
    match parse_percent(text) {
        Some(0) => Ok(cx.texts.t("focus-holdout-none")),
        Some(share) if share <= MOST_HELD_OUT => Ok(cx.texts.t("focus-holdout-why")),
        _ => {
            let most = cx.texts.percent(f64::from(MOST_HELD_OUT));
            let args = [("most", most.into())];
            Err(cx.texts.tf("focus-holdout-wrong", &args))
        }
    }
}

fn number(text: &str, cx: &Cx<'_>) -> Result<String, String> {
    match text.trim().parse::<usize>() {
        Ok(1..) => Ok(String::new()),
        _ => Err(cx.texts.t("focus-top-wrong")),
    }
}

impl FreezeSheet {
    fn month(&self, form: &Form<Key>, cx: &Cx<'_>) -> Option<Month> {
        let ahead = i32::from(form.index(Key::Month) == Some(1));
        let now = Month::from(cx.today());
        (!self.experiment).then(|| now.plus(ahead))
    }

    fn from_top(form: &Form<Key>) -> bool {
        form.index(Key::From) == Some(1)
    }

    /// Whom, with their scores, and what chose them.
    fn chosen(&self, form: &Form<Key>, cx: &Cx<'_>) -> (Method, Vec<(ClientId, u8)>) {
        if !Self::from_top(form) {
            let all = self.segment.clients.iter();
            // So that worked and held out can be compared at equal score.
            let scored = all.map(|id| (*id, score(*id, List::Protect, cx)));
            return (Method::ByHand, scored.collect());
        }
        let chosen = form.index(Key::Method).unwrap_or(0);
        let top = form.text(Key::Top).trim().parse().unwrap_or(0);
        match (self.orders.get(chosen).copied(), cx.ranking) {
            (Some(Order::Ranked(list, by)), Some(ranking)) => {
                let live = |id: &ClientId| {
                    let client = cx.book.client(*id);
                    client.is_some_and(|c| c.archived_at.is_none())
                };
                let ids = ranking.list(list, by).into_iter().filter(live).take(top);
                let scored = ids.map(|id| (id, score(id, list, cx)));
                (ranking.method, scored.collect())
            }
            (Some(Order::Baseline(method, fallen)), _) => {
                let from = focus::closed_month(cx.today());
                let order = focus::baseline(cx.book, method, fallen, from);
                let all = order.len();
                let ids = order.into_iter().take(top).enumerate();
                let scored = ids.map(|(place, id)| (id, focus::place_score(place, all)));
                (method, scored.collect())
            }
            _ => (Method::ByHand, Vec::new()),
        }
    }
}

impl Sheet for FreezeSheet {
    type Key = Key;

    fn title(&self, cx: &Cx<'_>) -> String {
        cx.texts.t(if self.experiment {
            "focus-new-experiment"
        } else {
            "focus-new-focus"
        })
    }

    fn settle(&mut self, form: &mut Form<Key>, cx: &Cx<'_>) {
        let top = Self::from_top(form);
        form.show(Key::Method, top);
        form.show(Key::Top, top);
        let month = self.month(form, cx);
        let taken = month.is_some_and(|m| cx.book.desk().focus(m).is_some());
        form.show(Key::Replace, taken);
    }

    fn command(&self, form: &Form<Key>, cx: &Cx<'_>) -> Result<Command, Problem<Key>> {
        let month = self.month(form, cx);
        if let Some(older) = month.and_then(|m| cx.book.desk().focus(m))
            && !form.on(Key::Replace)
        {
            let name = [("name", older.name.as_str().into())];
            return Err(Problem {
                field: Key::Replace,
                words: cx.texts.tf("focus-replace-ask", &name),
            });
        }
        let (method, clients) = self.chosen(form, cx);
        let by_hand = method == Method::ByHand;
        let query = if by_hand && !self.segment.marked {
            self.segment.query.clone()
        } else {
            String::new()
        };
        Ok(Command::Cohort(CohortCommand::Freeze(Box::new(
            NewCohort {
                name: form.text(Key::Name),
                month,
                method,
                query,
                hypothesis: form.text(Key::Hypothesis),
                clients,
                held_out: parse_percent(&form.text(Key::HeldOut)).unwrap_or(0),
                replace: form.on(Key::Replace),
            },
        ))))
    }
}
