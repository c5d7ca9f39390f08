//! `planerka view`: saved and ready-made views, and the language of their queries (A6).

use std::cell::OnceCell;

use serde_json::{Value, json};

use super::failure::{Failure, Kind, Spot};
use super::format::Shape;
use super::playbook;
use super::session::{self, Session};
use super::shell::Shell;
use super::terms::terms;
use super::view_table::{ViewTable, is_ranked};
use crate::domain::client_order::{ranked, sorted};
use crate::domain::command::ViewCommand;
use crate::domain::fold::fold;
use crate::domain::query::{Fault, Field, Plan, Query};
use crate::domain::ranking::rank;
use crate::domain::{
    Command, Dossier, Month, Portfolio, Ranking, View, ViewColumn, ViewId, ViewOrder, ViewPane,
    find_view, views,
};
use crate::i18n::Lang;
use crate::say;

#[derive(Debug, clap::Args)]
pub(super) struct ViewArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// List the views with the number of clients of each
    List,
    /// List the clients of a view, or of a query
    Show {
        /// The view: its name, the id of a ready-made one, the beginning of one name
        #[arg(required_unless_present = "query", conflicts_with = "query")]
        name: Option<String>,
        /// A query in place of a view
        #[arg(long, value_name = "Q", allow_hyphen_values = true)]
        query: Option<String>,
        /// How to print; text if not said, or json with --json
        #[arg(long, value_parser = terms(Shape::ALL, Shape::name))]
        format: Option<Shape>,
    },
    /// Save a view; one of the same name is replaced
    Save(SaveArgs),
    /// Remove a saved view
    Remove {
        /// Its name
        name: String,
    },
    /// List the fields of queries
    Fields,
}

#[derive(Debug, clap::Args)]
struct SaveArgs {
    /// What it is called
    name: String,
    /// Which clients
    #[arg(
        long,
        value_name = "Q",
        default_value = "",
        hide_default_value = true,
        allow_hyphen_values = true
    )]
    query: String,
    /// Columns besides the name, in order
    #[arg(long, value_delimiter = ',', value_name = "C", value_parser = terms(ViewColumn::ALL, ViewColumn::name))]
    columns: Vec<ViewColumn>,
    /// In which order
    #[arg(long, default_value = "name", value_parser = terms(ViewOrder::ALL, ViewOrder::name))]
    order: ViewOrder,
    /// Turned round
    #[arg(long)]
    reversed: bool,
    /// The pane that has the keys
    #[arg(long, default_value = "clients", value_parser = terms(ViewPane::ALL, ViewPane::name))]
    pane: ViewPane,
    /// The digit that calls it
    #[arg(long, value_name = "1-9", value_parser = clap::value_parser!(u8).range(1..=9))]
    key: Option<u8>,
}

/// Lists, shows, saves, removes.
pub(super) fn run(shell: &Shell, args: &ViewArgs) -> Result<(), Failure> {
    match &args.what {
        What::Fields => fields(shell),
        What::List => list(shell),
        What::Show {
            name,
            query,
            format,
        } => {
            let json = if shell.json() {
                Shape::Json
            } else {
                Shape::Text
            };
            let shape = format.unwrap_or(json);
            show(shell, name.as_deref(), query.as_deref(), shape)
        }
        What::Save(args) => save(shell, args),
        What::Remove { name } => remove(shell, name),
    }
}

fn russian(shell: &Shell) -> bool {
    shell.texts().lang() == Lang::Ru
}

/// A query that cannot be read: the sentence, the line, the caret below its place.
pub(super) fn broken(shell: &Shell, kind: Kind, query: &str, fault: &Fault) -> Failure {
    let texts = shell.texts();
    let mut failure = Failure::new(kind, say::query_fault_at(texts, query, fault));
    let (before, spans) = fault.cells(query);
    failure.spot = Some(Box::new(Spot {
        position: fault.character(query),
        drawing: [
            query.to_owned(),
            format!("{}{}", " ".repeat(before), "^".repeat(spans)),
        ],
    }));
    failure
}

/// The view of a name.
pub(super) fn named(shell: &Shell, session: &Session, name: &str) -> Result<View, Failure> {
    let library = playbook::read(shell);
    find_view(session.book(), &library, russian(shell), name).ok_or_else(|| {
        let texts = shell.texts();
        let message = texts.tf("view-unknown", &[("name", name.into())]);
        let mut failure = Failure::new(Kind::NotFound, message);
        let all = views(session.book(), &library, russian(shell));
        failure.choices = all.into_iter().map(|view| view.name).collect();
        failure
    })
}

/// The ranking of the portfolio, where it is asked for.
pub(super) fn scores(session: &Session, asked: bool) -> Option<Ranking> {
    let month = Month::from(session.now().date());
    asked.then(|| rank(&Portfolio::of(session.book(), month)))
}

/// The clients of a view in its order.
pub(super) fn clients<'b>(
    shell: &Shell,
    session: &'b Session,
    view: &View,
    kind: Kind,
) -> Result<Vec<&'b Dossier>, Failure> {
    clients_by(shell, session, view, kind, &OnceCell::new())
}

/// The same, of several views: they share a ranking, made when the first of them asks for it.
fn clients_by<'b>(
    shell: &Shell,
    session: &'b Session,
    view: &View,
    kind: Kind,
    shared: &OnceCell<Option<Ranking>>,
) -> Result<Vec<&'b Dossier>, Failure> {
    let query =
        Query::parse(&view.query).map_err(|fault| broken(shell, kind, &view.query, &fault))?;
    let now = shell.now();
    let asked = query.asks_ranking() || ranked(view.order).is_some();
    let ranking = asked.then(|| shared.get_or_init(|| scores(session, true)));
    let ranking = ranking.and_then(Option::as_ref);
    let plan = Plan::new(&query, &now, ranking);
    let book = session.book();
    let month = Month::from(now.date());
    let all = sorted(
        book,
        view.order,
        view.reversed,
        true,
        month,
        russian(shell),
        ranking,
    );
    let found = all.into_iter().filter_map(|id| book.get(id));
    Ok(found.filter(|d| plan.holds(d)).collect())
}

fn object(view: &View) -> Value {
    json!({
        "name": view.name,
        "query": view.query,
        "columns": view.columns,
        "order": view.order.name(),
        "reversed": view.reversed,
        "pane": view.pane.name(),
        "key": view.key,
        "saved": view.is_saved(),
    })
}

fn list(shell: &Shell) -> Result<(), Failure> {
    let library = playbook::read(shell);
    session::existing(shell, |session| {
        let all = views(session.book(), &library, russian(shell));
        let mut rows = Vec::new();
        let shared = OnceCell::new();
        for view in all {
            // A view that cannot be read is listed with what is wrong, and the others with it.
            let found = clients_by(shell, session, &view, Kind::BadInput, &shared);
            let found = found.map(|found| found.len());
            rows.push((view, found));
        }
        if shell.json() {
            let rows: Vec<Value> = rows
                .iter()
                .map(|(view, found)| {
                    let mut row = object(view);
                    match found {
                        Ok(n) => row["clients"] = json!(n),
                        Err(failure) => row["error"] = json!(failure.message),
                    }
                    row
                })
                .collect();
            return shell.document(&json!({ "views": rows }));
        }
        let wide = |view: &View| view.name.chars().count();
        let width = rows.iter().map(|(view, _)| wide(view)).max().unwrap_or(0);
        let line = |(view, found): &(View, Result<usize, Failure>)| {
            let key = view
                .key
                .map_or_else(|| " ".to_owned(), |key| key.to_string());
            let found = match found {
                Ok(n) => n.to_string(),
                Err(failure) => failure.message.clone(),
            };
            format!("{key}  {:<width$}  {found:>7}  {}\n", view.name, view.query)
        };
        shell.data(&rows.iter().map(line).collect::<String>())
    })
}

fn show(
    shell: &Shell,
    name: Option<&str>,
    query: Option<&str>,
    shape: Shape,
) -> Result<(), Failure> {
    session::existing(shell, |session| {
        let view = match (name, query) {
            (Some(name), _) => named(shell, session, name)?,
            (None, query) => View {
                query: query.unwrap_or_default().to_owned(),
                ..View::blank()
            },
        };
        let kind = if query.is_some() {
            Kind::Usage
        } else {
            Kind::BadInput
        };
        let shared = OnceCell::new();
        let found = clients_by(shell, session, &view, kind, &shared)?;
        let ranked = view.columns.iter().any(|column| is_ranked(*column));
        let ranking = ranked.then(|| shared.get_or_init(|| scores(session, true)));
        let table = ViewTable {
            shell,
            now: shell.now(),
            columns: &view.columns,
            clients: found,
            ranking: ranking.and_then(Option::as_ref),
        };
        match shape {
            Shape::Text => shell.data(&table.text()),
            Shape::Csv => shell.data(&table.csv()?),
            Shape::Json => {
                let rows: Vec<Value> = table.clients.iter().map(|d| table.object(d)).collect();
                shell.document(&json!({ "view": object(&view), "clients": rows }))
            }
        }
    })
}

fn save(shell: &Shell, args: &SaveArgs) -> Result<(), Failure> {
    if let Err(fault) = Query::parse(&args.query) {
        return Err(broken(shell, Kind::Usage, &args.query, &fault));
    }
    session::existing(shell, |session| {
        let same = |view: &&View| fold(&view.name) == fold(&args.name);
        let before = session.book().desk().views.iter().find(same).cloned();
        let known = before.is_some();
        let view = Box::new(View {
            name: args.name.clone(),
            query: args.query.clone(),
            columns: args.columns.clone(),
            order: args.order,
            reversed: args.reversed,
            pane: args.pane,
            key: args.key,
            ..before.unwrap_or_else(View::blank)
        });
        let command = if known {
            ViewCommand::Edit(view)
        } else {
            ViewCommand::Add(view)
        };
        let done = session
            .run(Command::View(command))
            .map_err(|trouble| session.words(shell, &trouble))?;
        told(shell, "cli-view-saved", &done.entry.label, done.entry.seq)
    })
}

fn remove(shell: &Shell, name: &str) -> Result<(), Failure> {
    session::existing(shell, |session| {
        let view = named(shell, session, name)?;
        let id: ViewId = view.id;
        let done = session
            .run(Command::View(ViewCommand::Remove(id)))
            .map_err(|trouble| session.words(shell, &trouble))?;
        told(shell, "cli-view-removed", &done.entry.label, done.entry.seq)
    })
}

fn told(shell: &Shell, id: &str, name: &str, seq: u64) -> Result<(), Failure> {
    shell.say(&shell.texts().tf(id, &[("name", name.into())]));
    if shell.json() {
        return shell.document(&json!({ "name": name, "seq": seq }));
    }
    Ok(())
}

fn fields(shell: &Shell) -> Result<(), Failure> {
    let texts = shell.texts();
    if shell.json() {
        let rows: Vec<Value> = Field::ALL
            .iter()
            .map(|field| {
                json!({
                    "name": field.name(false),
                    "names": field.names(),
                    "means": say::query_field(texts, *field),
                    "values": say::query_values(texts, *field),
                })
            })
            .collect();
        return shell.document(&json!({ "fields": rows }));
    }
    let line = |field: &Field| {
        let means = say::query_field(texts, *field);
        let values = say::query_values(texts, *field);
        let (en, ru) = (field.name(false), field.name(true));
        format!("{en:<11} {ru:<11}  {means}; {values}\n")
    };
    shell.data(&Field::ALL.iter().map(line).collect::<String>())
}
