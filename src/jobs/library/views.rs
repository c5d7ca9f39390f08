//! Ready-made views: `[[view]]` of `assets/views.toml` and of the person's own `views.toml`.

use std::path::Path;

use serde::Deserialize;

use super::entries::{self, Source};
use crate::domain::query::Query;
use crate::domain::{
    Bilingual, LibraryFault, LibraryProblem, ReadyView, View, ViewColumn, ViewOrder, ViewPane,
};

const KEYS: [&str; 1] = ["view"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: String,
    name: Bilingual,
    query: Bilingual,
    #[serde(default)]
    columns: Vec<String>,
    #[serde(default)]
    order: Option<String>,
    #[serde(default)]
    reversed: bool,
    #[serde(default)]
    pane: Option<String>,
    #[serde(default)]
    key: Option<u8>,
}

/// The shipped views with the person's own laid over them by id; new ones follow.
pub(super) fn load(own: Option<&Path>, problems: &mut Vec<LibraryProblem>) -> Vec<ReadyView> {
    let shipped = Source {
        name: "views.toml".to_owned(),
        text: include_str!("../../../assets/views.toml").to_owned(),
    };
    let own = own.and_then(|dir| own_file(&dir.join("views.toml"), problems));
    let mut out: Vec<ReadyView> = Vec::new();
    for source in std::iter::once(shipped).chain(own) {
        let mut found = Vec::new();
        for entry in entries::read::<Written>(&source, "view", &KEYS, &mut found) {
            let id = entry.value.id.trim().to_owned();
            match checked(entry.value) {
                Ok(view) => match out.iter_mut().find(|known| known.id == view.id) {
                    Some(known) => *known = view,
                    None => out.push(view),
                },
                Err(fault) => found.push(LibraryProblem {
                    file: source.name.clone(),
                    line: entry.line,
                    entry: id,
                    fault,
                }),
            }
        }
        found.sort_by_key(|problem| problem.line);
        problems.extend(found);
    }
    out
}

fn own_file(path: &Path, problems: &mut Vec<LibraryProblem>) -> Option<Source> {
    let name = path.display().to_string();
    match std::fs::read_to_string(path) {
        Ok(text) => Some(Source { name, text }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => {
            problems.push(LibraryProblem {
                file: name,
                line: 0,
                entry: String::new(),
                fault: LibraryFault::Entry(error.to_string()),
            });
            None
        }
    }
}

/// A term of a closed list, or what would be accepted.
fn term<T: Copy>(
    key: &str,
    text: &str,
    all: &[T],
    name: fn(T) -> &'static str,
) -> Result<T, LibraryFault> {
    let wanted = text.trim().to_lowercase();
    let found = all.iter().find(|term| name(**term) == wanted);
    found.copied().ok_or_else(|| {
        let known: Vec<&str> = all.iter().map(|term| name(*term)).collect();
        LibraryFault::Entry(format!("`{key}` = `{text}`, expected {}", known.join(", ")))
    })
}

fn checked(written: Written) -> Result<ReadyView, LibraryFault> {
    let bad = |detail: &str| Err(LibraryFault::Entry(detail.to_owned()));
    let id = written.id.trim();
    if id.is_empty() {
        return bad("`id` is empty");
    }
    for (key, text) in [("name", &written.name), ("query", &written.query)] {
        // One language alone would leave a hole on the screen of the other.
        if text.ru.trim().is_empty() || text.en.trim().is_empty() {
            return bad(&format!("`{key}` needs both `ru` and `en`"));
        }
    }
    for query in [&written.query.ru, &written.query.en] {
        if let Err(fault) = Query::parse(query) {
            return Err(LibraryFault::Query(query.clone(), fault));
        }
    }
    if written.key.is_some_and(|key| !(1..=9).contains(&key)) {
        return bad("`key` must be 1 to 9");
    }
    let mut columns = Vec::new();
    for column in &written.columns {
        columns.push(term("columns", column, ViewColumn::ALL, ViewColumn::name)?);
    }
    let order = written.order.as_deref();
    let order = order.map(|o| term("order", o, ViewOrder::ALL, ViewOrder::name));
    let pane = written.pane.as_deref();
    let pane = pane.map(|p| term("pane", p, ViewPane::ALL, ViewPane::name));
    Ok(ReadyView {
        id: id.to_owned(),
        name: written.name,
        query: written.query,
        rest: View {
            columns,
            order: order.transpose()?.unwrap_or_default(),
            reversed: written.reversed,
            pane: pane.transpose()?.unwrap_or_default(),
            key: written.key,
            ..View::blank()
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(text: &str) -> (Vec<ReadyView>, Vec<LibraryProblem>) {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("views.toml"), text).unwrap();
        let mut problems = Vec::new();
        (load(Some(dir.path()), &mut problems), problems)
    }

    #[test]
    fn shipped_views_ask_the_same_in_both_languages() {
        let mut problems = Vec::new();
        let views = load(None, &mut problems);
        assert_eq!(problems, []);
        assert_eq!(views.len(), 10);
        for view in &views {
            let ask = |query: &str| Query::parse(query).unwrap();
            assert_eq!(ask(&view.query.ru), ask(&view.query.en), "{}", view.id);
        }
        let keys: std::collections::BTreeSet<_> = views.iter().filter_map(|v| v.rest.key).collect();
        assert_eq!(keys.len(), 9, "every digit calls a shipped view");
    }

    #[test]
    fn own_views_replace_by_id_and_follow() {
        let (views, problems) = with(
            "[[view]]\nid = \"silent\"\nname = { ru = \"Тихие\", en = \"Quiet\" }\n\
             query = { ru = \"касание>9д\", en = \"touch>9d\" }\n\n\
             [[view]]\nid = \"mine\"\nname = { ru = \"Мои\", en = \"Mine\" }\n\
             query = { ru = \"ведёт:я\", en = \"owner:я\" }\npane = \"board\"\n",
        );
        assert_eq!(problems, []);
        let names: Vec<&str> = views.iter().map(|v| v.name.ru.as_str()).collect();
        assert_eq!(names.len(), 11);
        assert_eq!((names[3], names[10]), ("Тихие", "Мои"));
        assert_eq!(views[10].rest.pane, ViewPane::Board);
    }

    #[test]
    fn a_fault_names_its_line_and_leaves_the_others_in_force() {
        let view = |rest: &str| {
            format!("\n[[view]]\nid = \"x\"\nname = {{ ru = \"И\", en = \"X\" }}\n{rest}\n")
        };
        let query = "query = { ru = \"новый:да\", en = \"onboarding:yes\" }\n";
        for (text, part) in [
            (format!("{query}columns = [\"debt\"]"), "`columns` = `debt`"),
            (format!("{query}order = \"luck\""), "`order` = `luck`"),
            (format!("{query}pane = \"money\""), "`pane` = `money`"),
            (format!("{query}key = 0"), "`key`"),
            (format!("{query}sort = \"name\""), "unknown field"),
            ("query = { ru = \"да\" }".to_owned(), "missing field"),
            (
                "query = { ru = \"долг>0\", en = \"debt>0\" }".to_owned(),
                "NoSuchField",
            ),
        ] {
            let (views, problems) = with(&view(&text));
            assert_eq!(views.len(), 10, "{text}");
            let [problem] = problems.as_slice() else {
                panic!("{text}: {problems:?}");
            };
            assert!(problem.line >= 2, "{problem:?}");
            assert!(format!("{:?}", problem.fault).contains(part), "{problem:?}");
        }
    }
}
