//! The title of a dialog that is about one client.

use crate::domain::ClientId;
use crate::ui::Cx;

/// `Отложить · Альфа-Авто`: what the dialog is, by its id in the language files, and about whom.
pub(in crate::ui::dialog) fn about(id: &str, client: ClientId, cx: &Cx<'_>) -> String {
    let name = cx.book.client(client).map_or("", |c| c.name.as_str());
    format!("{} · {name}", cx.texts.t(id))
}
