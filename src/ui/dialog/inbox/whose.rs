//! Whose it is: a client by whatever part of its name is typed.

use crate::domain::fold::fold;
use crate::domain::{ClientId, Dossier};
use crate::ui::Cx;
use crate::ui::dialog::readings::readings;

/// Names shown when several clients are meant.
const SHOWN: usize = 3;

/// The clients that what was typed may mean, those whose name begins so first. A whole name means its client
/// alone.
fn meant<'b>(typed: &str, cx: &Cx<'b>) -> Vec<&'b Dossier> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Vec::new();
    }
    let whole = fold(typed);
    let mut same = cx.book.active().filter(|d| d.sort_name() == whole);
    if let (Some(one), None) = (same.next(), same.next()) {
        return vec![one];
    }
    for reading in readings(typed) {
        let inside = |d: &&Dossier| d.haystack().contains(reading.as_str());
        let mut found: Vec<&Dossier> = cx.book.active().filter(inside).collect();
        found.sort_by_key(|d| {
            let begins = d.sort_name().starts_with(reading.as_str());
            let name = d.sort_name().contains(reading.as_str());
            (!begins, !name, d.sort_name().len(), d.id())
        });
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// The client meant: the only one, or the only one whose name begins so.
///
/// # Errors
/// Words with the clients that may be meant.
pub(super) fn client(typed: &str, cx: &Cx<'_>) -> Result<ClientId, String> {
    let found = meant(typed, cx);
    match found.as_slice() {
        [] => Err(cx.texts.t("inbox-no-such-client")),
        [one] => Ok(one.id()),
        many => {
            let names: Vec<&str> = many
                .iter()
                .take(SHOWN)
                .map(|d| d.client.name.as_str())
                .collect();
            let args = [
                ("names", names.join(", ").into()),
                ("count", many.len().into()),
            ];
            Err(cx.texts.tf("inbox-which-client", &args))
        }
    }
}

/// Says back whose name was typed.
///
/// # Errors
/// As [`client`].
pub(super) fn said(typed: &str, cx: &Cx<'_>) -> Result<String, String> {
    let id = client(typed, cx)?;
    let name = cx.book.client(id).map_or("", |c| c.name.as_str());
    let same = fold(name) == fold(typed.trim());
    Ok(if same { String::new() } else { name.to_owned() })
}
