//! The view the list shows, and the list as a view.

use super::ClientsPane;
use crate::domain::{View, ViewColumn, ViewOrder};
use crate::ui::Cx;

/// A view as it was chosen.
#[derive(Debug, Clone)]
pub(super) struct Chosen {
    name: String,
    query: String,
    pub(super) columns: Vec<ViewColumn>,
    order: (ViewOrder, bool),
}

impl ClientsPane {
    /// Shows a view: its clients in its order with its columns.
    pub fn show_view(&mut self, view: &View, cx: &Cx<'_>) {
        self.typing = false;
        self.marks.clear();
        self.anchor = None;
        self.sort = view.order;
        self.reversed = view.reversed;
        self.view = Some(Chosen {
            name: view.name.clone(),
            query: view.query.clone(),
            columns: view.columns.clone(),
            order: (view.order, view.reversed),
        });
        self.line.set(view.query.clone());
        self.asked(cx);
    }

    /// The list as it stands: what saving it would keep, under the name of the view it came from.
    #[must_use]
    pub fn present(&self) -> View {
        let view = self.view.as_ref();
        View {
            name: view.map(|v| v.name.clone()).unwrap_or_default(),
            query: self.line.read().to_owned(),
            columns: view.map(|v| v.columns.clone()).unwrap_or_default(),
            order: self.sort,
            reversed: self.reversed,
            ..View::blank()
        }
    }

    /// The name of the view, with a mark once something in it was changed.
    pub(super) fn view_name(&self) -> Option<String> {
        let view = self.view.as_ref()?;
        let same = view.query == self.line.text() && view.order == (self.sort, self.reversed);
        Some(if same {
            view.name.clone()
        } else {
            format!("{} *", view.name)
        })
    }
}
