//! Views and changes of many clients.

use super::App;
use crate::domain::client_order::ranked;
use crate::domain::query::Query;
use crate::domain::{View, ViewOrder, ViewPane, find_view};
use crate::i18n::Lang;
use crate::say;
use crate::ui::Notice;
use crate::ui::dialog::bulk::BulkDialog;
use crate::ui::dialog::view_form::ViewForm;
use crate::ui::screen::Pane;

const fn pane(of: ViewPane) -> Pane {
    match of {
        ViewPane::Clients => Pane::Clients,
        ViewPane::Board => Pane::Board,
        ViewPane::Drafts => Pane::Drafts,
        ViewPane::Agenda => Pane::Agenda,
    }
}

impl App {
    /// Asks for a view to be shown once the portfolio is open.
    pub fn begin_with_view(&mut self, name: &str) {
        self.first_view = Some(name.to_owned());
    }

    /// The view asked for from the command line, when the portfolio is here.
    pub(super) fn show_first_view(&mut self) {
        let Some(name) = self.first_view.take() else {
            return;
        };
        let russian = self.texts.lang() == Lang::Ru;
        match find_view(&self.book, &self.library, russian, &name) {
            Some(view) => self.show_view(&view),
            None => {
                let text = self.texts.tf("view-unknown", &[("name", name.into())]);
                self.notice = Some(Notice::warn(text));
            }
        }
    }

    /// Shows a view; one that cannot be read is said to be so, and the list stays as it was.
    pub(super) fn show_view(&mut self, view: &View) {
        if let Err(fault) = Query::parse(&view.query) {
            let args = [
                ("name", view.name.as_str().into()),
                (
                    "fault",
                    say::view_fault(&self.texts, &view.query, &fault).into(),
                ),
            ];
            self.notice = Some(Notice::bad(self.texts.tf("view-broken", &args)));
            return;
        }
        let mut day = std::mem::take(&mut self.day);
        day.show_view(view, pane(view.pane), &self.cx());
        self.day = day;
        if ranked(view.order).is_some() && self.ranks.latest.is_none() {
            self.notice = Some(self.unranked(view.order));
        }
    }

    /// The order cannot be kept yet.
    fn unranked(&self, order: ViewOrder) -> Notice {
        let order = say::view_order(&self.texts, order);
        let args = [("order", order.into())];
        Notice::warn(self.texts.tf("view-order-unranked", &args))
    }

    /// Once the ranking is there, nothing is said of its absence any more.
    pub(super) fn unsay_unranked(&mut self) {
        let said = [ViewOrder::Growth, ViewOrder::Decline].map(|order| self.unranked(order));
        if self.notice.as_ref().is_some_and(|n| said.contains(n)) {
            self.notice = None;
        }
    }

    pub(super) fn open_view_form(&mut self) {
        let present = View {
            pane: match self.day.focus {
                Pane::Clients => ViewPane::Clients,
                Pane::Board => ViewPane::Board,
                Pane::Drafts => ViewPane::Drafts,
                Pane::Agenda => ViewPane::Agenda,
            },
            ..self.day.present()
        };
        let form = ViewForm::new(&present, &self.cx());
        self.show(form);
    }

    pub(super) fn open_bulk(&mut self) {
        let clients = self.day.targets();
        if clients.is_empty() {
            self.notice = Some(Notice::info(self.texts.t("no-client")));
            return;
        }
        self.show(BulkDialog::new(clients));
    }
}
