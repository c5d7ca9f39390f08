//! Saving the list as it stands as a view, changing a view, removing it.

use crate::domain::command::ViewCommand;
use crate::domain::fold::fold;
use crate::domain::query::{Plan, Query};
use crate::domain::{Command, View, ViewColumn, ViewOrder, ViewPane};
use crate::say;
use crate::ui::Cx;
use crate::ui::dialog::form::{Field, Form, FormDialog, Problem, Sheet, Words};

/// The form of a view.
pub type ViewForm = FormDialog<ViewSheet>;

/// The fields of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Save a new one, change, remove.
    What,
    /// What it is called.
    Name,
    /// Which clients.
    Query,
    /// The digit that calls it.
    Key,
    /// Columns by name.
    Columns,
    /// In which order.
    Order,
    /// Turned round.
    Reversed,
    /// Which pane has the focus.
    Pane,
}

/// What the form is about.
#[derive(Debug)]
pub struct ViewSheet {
    /// The saved view the list came from.
    saved: Option<View>,
}

impl ViewForm {
    /// The form over the list as it stands.
    #[must_use]
    pub fn new(present: &View, cx: &Cx<'_>) -> Self {
        let views = &cx.book.desk().views;
        let name = fold(&present.name);
        let saved = views.iter().find(|v| fold(&v.name) == name).cloned();
        let term = |name: &str| Words::Key(name.to_owned());
        let what = ["form-view-edit", "form-view-add", "form-view-remove"].map(term);
        let mut what = Field::choice(Key::What, "form-view-what", what.to_vec(), Some(0));
        if saved.is_none() {
            what = what.hidden();
        }
        let orders = ViewOrder::ALL;
        let place = |order: ViewOrder| orders.iter().position(|o| *o == order);
        let keys = std::iter::once(term("form-view-no-key"))
            .chain((1..=9).map(|key: u8| Words::Plain(key.to_string())));
        let key = saved.as_ref().and_then(|v| v.key).map_or(0, usize::from);
        let columns: Vec<String> = present
            .columns
            .iter()
            .map(|c| say::view_column(cx.texts, *c))
            .collect();
        let orders = orders.iter().map(|o| term(&format!("sort-{}", o.name())));
        let panes = ["pane-clients", "pane-board", "pane-drafts", "pane-agenda"].map(term);
        let pane = ViewPane::ALL.iter().position(|p| *p == present.pane);
        let name = saved.as_ref().map_or("", |v| v.name.as_str());
        let form = Form::new(vec![
            what,
            Field::line(Key::Name, "form-view-name", name).required(),
            Field::line(Key::Query, "form-view-query", &present.query).read_from_book(read_query),
            Field::choice(Key::Key, "form-view-key", keys.collect(), Some(key)),
            Field::list(Key::Columns, "form-view-columns", &columns)
                .placeholder("form-view-columns-hint"),
            Field::choice(
                Key::Order,
                "form-view-order",
                orders.collect(),
                place(present.order).or(Some(0)),
            ),
            Field::toggle(Key::Reversed, "form-view-reversed", present.reversed),
            Field::choice(Key::Pane, "form-view-pane", panes.to_vec(), pane),
        ]);
        Self::of(ViewSheet { saved }, form)
    }
}

fn read_query(text: &str, cx: &Cx<'_>) -> Result<String, String> {
    match Query::parse(text) {
        Ok(query) => {
            let plan = Plan::new(&query, cx.now, cx.ranking);
            if plan.is_waiting() {
                return Ok(cx.texts.t("query-waits"));
            }
            let found = cx.book.all().filter(|d| plan.holds(d)).count();
            Ok(cx.texts.number(i64::try_from(found).unwrap_or(i64::MAX)))
        }
        Err(fault) => Err(say::query_fault_at(cx.texts, text, &fault)),
    }
}

/// The column a person names: as the form shows it, or by its name in files.
fn column(name: &str, cx: &Cx<'_>) -> Result<ViewColumn, String> {
    let wanted = fold(name);
    let said = |c: &ViewColumn| fold(&say::view_column(cx.texts, *c));
    let all = ViewColumn::ALL;
    let exact = all.iter().find(|c| said(c) == wanted || c.name() == wanted);
    let begins = || all.iter().find(|c| said(c).starts_with(&wanted));
    exact.or_else(begins).copied().ok_or_else(|| {
        let known: Vec<String> = all.iter().map(|c| say::view_column(cx.texts, *c)).collect();
        let args = [("name", name.into()), ("known", known.join("; ").into())];
        cx.texts.tf("form-view-no-column", &args)
    })
}

impl Sheet for ViewSheet {
    type Key = Key;

    fn title(&self, cx: &Cx<'_>) -> String {
        let title = cx.texts.t("form-view-title");
        match &self.saved {
            Some(view) => format!("{title} · {}", view.name),
            None => title,
        }
    }

    fn settle(&mut self, form: &mut Form<Key>, _cx: &Cx<'_>) {
        let remove = self.saved.is_some() && form.index(Key::What) == Some(2);
        for key in [
            Key::Name,
            Key::Query,
            Key::Key,
            Key::Columns,
            Key::Order,
            Key::Reversed,
            Key::Pane,
        ] {
            form.show(key, !remove);
        }
    }

    fn command(&self, form: &Form<Key>, cx: &Cx<'_>) -> Result<Command, Problem<Key>> {
        let (what, saved) = (form.index(Key::What), self.saved.as_ref());
        if let Some(view) = saved.filter(|_| what == Some(2)) {
            return Ok(Command::View(ViewCommand::Remove(view.id)));
        }
        let mut columns = Vec::new();
        for name in form.list(Key::Columns) {
            let found = column(&name, cx).map_err(|words| Problem {
                field: Key::Columns,
                words,
            });
            columns.push(found?);
        }
        let order = form.index(Key::Order).and_then(|i| ViewOrder::ALL.get(i));
        let pane = form.index(Key::Pane).and_then(|i| ViewPane::ALL.get(i));
        let key = form.index(Key::Key).and_then(|i| u8::try_from(i).ok());
        let view = View {
            name: form.text(Key::Name),
            query: form.text(Key::Query),
            columns,
            order: order.copied().unwrap_or_default(),
            reversed: form.on(Key::Reversed),
            pane: pane.copied().unwrap_or_default(),
            key: key.filter(|key| *key > 0),
            ..saved.cloned().unwrap_or_else(View::blank)
        };
        let view = Box::new(view);
        Ok(Command::View(match saved {
            Some(_) if what == Some(0) => ViewCommand::Edit(view),
            _ => ViewCommand::Add(view),
        }))
    }
}
