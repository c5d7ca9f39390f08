//! Saved views (A6, pain 11).

use super::{Env, RuleError};
use crate::domain::fold::fold;
use crate::domain::query::{Fault, Query};
use crate::domain::{Book, Change, Intent, Transaction, View, ViewId};

/// What is done about saved views.
#[derive(Debug, Clone, PartialEq)]
pub enum ViewCommand {
    /// Saves a view as described; its id and moment are given here.
    Add(Box<View>),
    /// Replaces a view.
    Edit(Box<View>),
    /// Removes a view (undo brings it back).
    Remove(ViewId),
}

/// A view that cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ViewError {
    /// It is not there.
    #[error("no such view")]
    NoSuchView,
    /// A view has a name.
    #[error("the view needs a name")]
    NameMissing,
    /// Another view is called so.
    #[error("there is a view {0}")]
    NameTaken(String),
    /// Views are called by the digits 1 to 9.
    #[error("no key {0}")]
    NoSuchKey(u8),
    /// The query cannot be read.
    #[error("{1}")]
    Query(String, Fault),
}

pub(super) fn run(
    command: ViewCommand,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    match command {
        ViewCommand::Add(view) => add(*view, book, env),
        ViewCommand::Edit(view) => edit(*view, book, env),
        ViewCommand::Remove(id) => remove(id, book, env),
    }
}

fn find(book: &Book, id: ViewId) -> Result<&View, RuleError> {
    let view = book.desk().views.iter().find(|view| view.id == id);
    view.ok_or_else(|| ViewError::NoSuchView.into())
}

fn tidy(view: &mut View, book: &Book) -> Result<(), RuleError> {
    view.name = view.name.split_whitespace().collect::<Vec<_>>().join(" ");
    if view.name.is_empty() {
        return Err(ViewError::NameMissing.into());
    }
    let name = fold(&view.name);
    let mut others = book.desk().views.iter().filter(|v| v.id != view.id);
    if let Some(other) = others.find(|v| fold(&v.name) == name) {
        return Err(ViewError::NameTaken(other.name.clone()).into());
    }
    if let Some(key) = view.key.filter(|key| !(1..=9).contains(key)) {
        return Err(ViewError::NoSuchKey(key).into());
    }
    view.query = view.query.trim().to_owned();
    if let Err(fault) = Query::parse(&view.query) {
        return Err(ViewError::Query(view.query.clone(), fault).into());
    }
    let mut seen = Vec::new();
    view.columns.retain(|column| {
        let new = !seen.contains(column);
        seen.push(*column);
        new
    });
    Ok(())
}

/// A digit calls one view: the one that had it gives it up, in the same transaction.
fn take_key(tx: &mut Transaction, view: &View, book: &Book) {
    let views = book.desk().views.iter();
    for other in views.filter(|v| v.id != view.id && v.key.is_some() && v.key == view.key) {
        let after = View {
            key: None,
            ..other.clone()
        };
        tx.push(Change::replace(Some(other.clone()), after));
    }
}

fn add(mut view: View, book: &Book, env: &mut Env<'_>) -> Result<Transaction, RuleError> {
    view.made_at = env.now.timestamp();
    view.id = env.ids.next(view.made_at);
    tidy(&mut view, book)?;
    let mut tx = Transaction::new(Intent::SaveView, view.made_at, None, view.name.clone());
    take_key(&mut tx, &view, book);
    tx.push(Change::create(view));
    Ok(tx)
}

fn edit(mut view: View, book: &Book, env: &mut Env<'_>) -> Result<Transaction, RuleError> {
    let before = find(book, view.id)?;
    tidy(&mut view, book)?;
    view.made_at = before.made_at;
    if *before == view {
        return Err(RuleError::Nothing);
    }
    let at = env.now.timestamp();
    let mut tx = Transaction::new(Intent::SaveView, at, None, view.name.clone());
    take_key(&mut tx, &view, book);
    tx.push(Change::replace(Some(before.clone()), view));
    Ok(tx)
}

fn remove(id: ViewId, book: &Book, env: &mut Env<'_>) -> Result<Transaction, RuleError> {
    let before = find(book, id)?.clone();
    let at = env.now.timestamp();
    let mut tx = Transaction::new(Intent::RemoveView, at, None, before.name.clone());
    tx.push(Change::remove(before));
    Ok(tx)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::command::decide;
    use crate::domain::{Command, Ids, ViewColumn};
    use jiff::Zoned;

    fn view(name: &str, query: &str, key: Option<u8>) -> View {
        View {
            name: name.to_owned(),
            query: query.to_owned(),
            key,
            columns: vec![ViewColumn::Silence, ViewColumn::Silence],
            ..View::blank()
        }
    }

    #[test]
    fn views_have_one_name_one_key_and_a_query_that_reads() {
        let now: Zoned = "2026-11-23T09:00[Europe/Moscow]".parse().unwrap();
        let mut ids = Ids::seeded(1);
        let mut book = Book::new();
        let mut run = |command: ViewCommand| {
            let mut env = Env {
                now: &now,
                ids: &mut ids,
            };
            let mut tx = decide(Command::View(command), &book, &mut env)?;
            book.apply(&mut tx).unwrap();
            Ok::<Vec<View>, RuleError>(book.desk().views.clone())
        };
        let add = |name: &str, query: &str, key| ViewCommand::Add(Box::new(view(name, query, key)));
        let views = run(add("  Молчат  давно ", " touch>30d ", Some(1))).unwrap();
        let silent = views.first().unwrap().clone();
        assert_eq!(
            (silent.name.as_str(), silent.query.as_str()),
            ("Молчат давно", "touch>30d")
        );
        assert_eq!(silent.columns, [ViewColumn::Silence]);
        let error = run(add("МОЛЧАТ ДАВНО", "", None)).unwrap_err();
        assert_eq!(
            error,
            ViewError::NameTaken("Молчат давно".to_owned()).into()
        );
        let error = run(add(" ", "", None)).unwrap_err();
        assert_eq!(error, ViewError::NameMissing.into());
        let error = run(add("Десятый", "", Some(10))).unwrap_err();
        assert_eq!(error, ViewError::NoSuchKey(10).into());
        let Err(RuleError::View(ViewError::Query(_, fault))) = run(add("Долги", "долг>0", None))
        else {
            panic!("a query that does not read was saved");
        };
        assert_eq!(fault.at, 0);
        // A key moves to the view that took it last.
        let views = run(add("Ключевые", "tier:a", Some(1))).unwrap();
        let keys: Vec<Option<u8>> = views.iter().map(|v| v.key).collect();
        assert_eq!(keys, [None, Some(1)]);
        let again = ViewCommand::Edit(Box::new(View {
            key: None,
            ..silent.clone()
        }));
        assert_eq!(run(again).unwrap_err(), RuleError::Nothing);
        assert_eq!(run(ViewCommand::Remove(silent.id)).unwrap().len(), 1);
        let error = run(ViewCommand::Remove(silent.id)).unwrap_err();
        assert_eq!(error, ViewError::NoSuchView.into());
    }
}
