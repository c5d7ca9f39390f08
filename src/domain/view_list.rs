//! The views there are: saved ones and ready-made ones together (A6).

use super::fold::fold;
use super::{Book, Library, View};

/// All views there are: the saved ones, then the ready-made ones whose name no saved one took. A key a saved
/// view has is not shown beside a ready-made one.
#[must_use]
pub fn views(book: &Book, library: &Library, russian: bool) -> Vec<View> {
    let saved = &book.desk().views;
    let mut all = saved.clone();
    for ready in &library.views {
        let mut view = ready.in_language(russian);
        if saved.iter().any(|v| fold(&v.name) == fold(&view.name)) {
            continue;
        }
        view.key = view
            .key
            .filter(|key| !saved.iter().any(|v| v.key == Some(*key)));
        all.push(view);
    }
    all
}

/// The view somebody names: by its whole name, by the id of a ready-made one, by the beginning of one name.
#[must_use]
pub fn find_view(book: &Book, library: &Library, russian: bool, name: &str) -> Option<View> {
    let name = fold(name);
    let all = views(book, library, russian);
    if let Some(view) = all.iter().find(|v| fold(&v.name) == name) {
        return Some(view.clone());
    }
    if let Some(ready) = library.views.iter().find(|v| fold(&v.id) == name) {
        return Some(ready.in_language(russian));
    }
    let mut begin = all.iter().filter(|v| fold(&v.name).starts_with(&name));
    match (begin.next(), begin.next()) {
        (Some(one), None) if !name.is_empty() => Some(one.clone()),
        _ => None,
    }
}
