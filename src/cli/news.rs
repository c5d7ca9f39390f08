//! `planerka news`: what there is to tell, written down and told (A22, C26).

use clap::Subcommand;
use jiff::Zoned;
use serde_json::{Value, json};

use super::failure::{Failure, Kind};
use super::promise::day;
use super::session::Session;
use super::shell::{Shell, moment};
use super::terms::terms;
use super::{find, session, view};
use crate::domain::fold::fold;
use crate::domain::policy::{Audience, audience};
use crate::domain::query::Query;
use crate::domain::{Book, Change, ClientId, Command, News, NewsCommand, NewsId, NewsKind};
use crate::i18n::Texts;

/// The fewest characters of an id that may name a piece of news.
const SHORTEST: usize = 4;

#[derive(Debug, clap::Args)]
pub(super) struct NewsArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List the news with how many were told
    List {
        /// Also what is over or put away
        #[arg(long)]
        all: bool,
    },
    /// Write news down and print its id
    Add(NewNews),
    /// Mark clients as told
    Told {
        /// Which: an id, the beginning of one, a part of the title
        news: String,
        /// Whom: ids, external ids, parts of names
        #[arg(required = true)]
        clients: Vec<String>,
        /// Not told after all
        #[arg(long)]
        undo: bool,
    },
}

#[derive(Debug, clap::Args)]
struct NewNews {
    /// What about
    #[arg(long, value_name = "T")]
    title: String,
    /// In plain words
    #[arg(long, value_name = "T", default_value = "", hide_default_value = true)]
    text: String,
    /// The same for experts
    #[arg(long, value_name = "T", default_value = "", hide_default_value = true)]
    expert: String,
    /// What kind
    #[arg(long, default_value = "product", value_parser = terms(NewsKind::ALL, NewsKind::name))]
    kind: NewsKind,
    /// For whom: a query; all who do not mind when empty
    #[arg(
        long,
        value_name = "Q",
        default_value = "",
        hide_default_value = true,
        allow_hyphen_values = true
    )]
    query: String,
    /// The first day: YYYY-MM-DD or words; today if not said
    #[arg(long, value_name = "D")]
    from: Option<String>,
    /// The last day
    #[arg(long, value_name = "D")]
    until: Option<String>,
}

/// Lists, writes or marks.
pub(super) fn run(shell: &Shell, args: NewsArgs) -> Result<(), Failure> {
    match args.what {
        What::List { all } => list(shell, all),
        What::Add(new) => add(shell, new),
        What::Told {
            news,
            clients,
            undo,
        } => told(shell, &news, &clients, undo),
    }
}

fn list(shell: &Shell, all: bool) -> Result<(), Failure> {
    let texts = shell.texts();
    session::existing(shell, |session| {
        let (book, now) = (session.book(), session.now());
        let today = now.date();
        let over = |n: &News| n.closed_at.is_some() || n.until.is_some_and(|day| day < today);
        let news = book.desk().news.iter().filter(|n| all || !over(n));
        let counted: Vec<(&News, Audience)> = news.map(|n| (n, audience(n, book, &now))).collect();
        if shell.json() {
            let rows = counted.iter().map(|(n, a)| object(n, a, book, &now));
            return shell.document(&json!({ "news": rows.collect::<Vec<_>>() }));
        }
        if counted.is_empty() {
            shell.say(&texts.t("cli-news-none"));
        }
        let mut out = String::new();
        for (news, found) in &counted {
            let args = [
                ("told", found.told.into()),
                ("target", found.target().into()),
            ];
            let until = news.until.map_or_else(String::new, |day| {
                let date = [("date", texts.date(day, today).into())];
                format!(", {}", texts.tf("news-until-date", &date))
            });
            let told = texts.tf("news-told", &args);
            out.push_str(&format!("{}  {}: {told}{until}\n", news.id, news.title));
        }
        shell.data(&out)
    })
}

/// A piece of news as scripts read it.
fn object(news: &News, found: &Audience, book: &Book, now: &Zoned) -> Value {
    let at = |at: jiff::Timestamp| moment(&at.to_zoned(now.time_zone().clone()));
    let name = |id: ClientId| book.client(id).map_or("", |client| client.name.as_str());
    json!({
        "id": news.id.to_string(),
        "title": news.title,
        "text": news.text,
        "expert": news.expert,
        "kind": news.kind.name(),
        "query": news.query,
        "from": news.from.to_string(),
        "until": news.until.map(|day| day.to_string()),
        "made_at": at(news.made_at),
        "closed_at": news.closed_at.map(at),
        "target": found.target(),
        "told": news.told.iter().map(|(client, when)| json!({
            "client": { "id": client.to_string(), "name": name(*client) },
            "at": at(*when),
        })).collect::<Vec<_>>(),
        "waiting": found.waiting.len(),
    })
}

fn add(shell: &Shell, new: NewNews) -> Result<(), Failure> {
    let texts = shell.texts();
    let read = |text: &Option<String>, flag| {
        let text = text.as_deref();
        text.map(|text| day(shell, text, flag)).transpose()
    };
    let from = read(&new.from, "--from")?;
    let until = read(&new.until, "--until")?;
    Query::parse(&new.query)
        .map_err(|fault| view::broken(shell, Kind::Usage, &new.query, &fault))?;
    session::existing(shell, |session| {
        // The command gives the identity and the moment.
        let news = News {
            id: NewsId(uuid::Uuid::nil()),
            title: new.title,
            text: new.text,
            expert: new.expert,
            kind: new.kind,
            query: new.query,
            from: from.unwrap_or_else(|| session.now().date()),
            until,
            told: Vec::new(),
            made_at: jiff::Timestamp::UNIX_EPOCH,
            closed_at: None,
        };
        let done = session
            .run(Command::News(NewsCommand::Add(Box::new(news))))
            .map_err(|trouble| session.words(shell, &trouble))?;
        let label = &done.entry.label;
        shell.say(&texts.tf("cli-news-added", &[("what", label.into())]));
        let id = done.changes.iter().find_map(|change| match change {
            Change::News(edit) => edit.any().map(|n| n.id.to_string()),
            _ => None,
        });
        let id = id.unwrap_or_default();
        if shell.json() {
            return shell.document(&json!({ "id": id, "seq": done.entry.seq }));
        }
        shell.data(&format!("{id}\n"))
    })
}

fn told(shell: &Shell, news: &str, clients: &[String], undo: bool) -> Result<(), Failure> {
    let texts = shell.texts();
    session::existing(shell, |session| {
        let id = meant(session, news, texts)?;
        let mut whom = Vec::new();
        for client in clients {
            whom.push(find::client(session.book(), client, texts)?.id());
        }
        let command = if undo {
            NewsCommand::Untell(id, whom)
        } else {
            NewsCommand::Tell(id, whom)
        };
        let done = session
            .run(Command::News(command))
            .map_err(|trouble| session.words(shell, &trouble))?;
        let label = &done.entry.label;
        shell.say(&texts.tf("cli-news-told", &[("what", label.into())]));
        if shell.json() {
            let id = id.to_string();
            return shell.document(&json!({ "id": id, "seq": done.entry.seq }));
        }
        Ok(())
    })
}

/// The one piece of news a person means; put away ones answer only by their id.
fn meant(session: &Session, text: &str, texts: &Texts) -> Result<NewsId, Failure> {
    let text = text.trim();
    let all = &session.book().desk().news;
    let begins = |n: &&News| text.len() >= SHORTEST && n.id.to_string().starts_with(text);
    if let Some(news) = all.iter().find(begins) {
        return Ok(news.id);
    }
    let part = fold(text);
    let open = all.iter().filter(|n| n.closed_at.is_none());
    let found: Vec<&News> = open.filter(|n| fold(&n.title).contains(&part)).collect();
    match found.as_slice() {
        [one] if !part.is_empty() => Ok(one.id),
        [_, _, ..] => {
            let names: Vec<&str> = found.iter().map(|n| n.title.as_str()).collect();
            let names = [("names", names.join("; ").into())];
            let message = texts.tf("cli-news-many", &names);
            Err(Failure::new(Kind::Ambiguous, message))
        }
        _ => {
            let message = texts.tf("cli-news-not-found", &[("what", text.into())]);
            Err(Failure::new(Kind::NotFound, message))
        }
    }
}
