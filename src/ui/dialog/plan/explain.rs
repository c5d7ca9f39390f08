//! Why a client stands where it stands in the day, or does not: the formula with its numbers, both clocks.

use crate::domain::ClientId;
use crate::domain::agenda::explain;
use crate::say;
use crate::ui::dialog::about::about;
use crate::ui::dialog::card::{Explain, Explained};
use crate::ui::{Cx, Reply};

/// Opens the explanation of a client's place as the day stands now.
#[must_use]
pub fn explain_place(client: ClientId, cx: &Cx<'_>) -> Reply {
    let all = explain(cx.book, cx.frame, client);
    let words = all.map_or_else(Vec::new, |all| {
        say::explained(cx.texts, &all, cx.book, cx.today())
    });
    let mut words = words.into_iter();
    let place = words.next().map(|figure| Explained {
        figure,
        how: String::new(),
    });
    let rest = words.map(|how| Explained {
        figure: String::new(),
        how,
    });
    let title = about("plan-explain-title", client, cx);
    let figures = place.into_iter().chain(rest).collect();
    Reply::Open(Box::new(Explain::new(figures).titled(title)))
}
