//! News to tell clients about, and who was told (A22, C26).

use super::{Env, RuleError};
use crate::domain::policy::audience::may_tell;
use crate::domain::query::{Fault, Query};
use crate::domain::{Book, Change, ClientId, Intent, News, NewsId, Transaction};

/// What is done about news.
#[derive(Debug, Clone, PartialEq)]
pub enum NewsCommand {
    /// Writes news down as described; its id and moment are given here.
    Add(Box<News>),
    /// Replaces what the news says; who was told is not changed by this.
    Edit(Box<News>),
    /// Puts news away; who was told stays known.
    Close(NewsId),
    /// Marks clients as told.
    Tell(NewsId, Vec<ClientId>),
    /// Takes that back.
    Untell(NewsId, Vec<ClientId>),
}

/// News that cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NewsError {
    /// It is not there, or was put away.
    #[error("no such news")]
    NoSuchNews,
    /// News has a title.
    #[error("the news needs a title")]
    TitleMissing,
    /// It ends before it begins.
    #[error("the news ends before it begins")]
    EndsBeforeItBegins,
    /// The query of whom it is for cannot be read; the text and the fault.
    #[error("{1}")]
    Query(String, Fault),
    /// The query asks for scores, which move with every closed month: who was meant could not be told later.
    #[error("news cannot be addressed by scores")]
    ByScores,
    /// The client wants no news.
    #[error("{0} wants no news")]
    Unwelcome(String),
}

pub(super) fn run(
    command: NewsCommand,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    match command {
        NewsCommand::Add(news) => add(*news, env),
        NewsCommand::Edit(news) => edit(*news, book, env),
        NewsCommand::Close(id) => close(id, book, env),
        NewsCommand::Tell(id, clients) => tell(id, &clients, book, env),
        NewsCommand::Untell(id, clients) => untell(id, &clients, book, env),
    }
}

fn find(book: &Book, id: NewsId) -> Result<&News, RuleError> {
    let news = book.desk().news.iter().find(|news| news.id == id);
    news.ok_or_else(|| NewsError::NoSuchNews.into())
}

fn tidy(news: &mut News) -> Result<(), RuleError> {
    news.title = news.title.split_whitespace().collect::<Vec<_>>().join(" ");
    for text in [&mut news.text, &mut news.expert, &mut news.query] {
        *text = text.trim().to_owned();
    }
    if news.title.is_empty() {
        return Err(NewsError::TitleMissing.into());
    }
    match Query::parse(&news.query) {
        Err(fault) => return Err(NewsError::Query(news.query.clone(), fault).into()),
        Ok(query) if query.asks_ranking() => return Err(NewsError::ByScores.into()),
        Ok(_) => {}
    }
    if news.until.is_some_and(|until| until < news.from) {
        return Err(NewsError::EndsBeforeItBegins.into());
    }
    Ok(())
}

fn replace(
    intent: Intent,
    before: &News,
    after: News,
    env: &Env<'_>,
) -> Result<Transaction, RuleError> {
    if *before == after {
        return Err(RuleError::Nothing);
    }
    let mut tx = Transaction::new(intent, env.now.timestamp(), None, after.title.clone());
    tx.push(Change::replace(Some(before.clone()), after));
    Ok(tx)
}

fn add(mut news: News, env: &mut Env<'_>) -> Result<Transaction, RuleError> {
    tidy(&mut news)?;
    news.made_at = env.now.timestamp();
    news.id = env.ids.next(news.made_at);
    news.told = Vec::new();
    news.closed_at = None;
    let mut tx = Transaction::new(Intent::AddNews, news.made_at, None, news.title.clone());
    tx.push(Change::create(news));
    Ok(tx)
}

fn edit(mut news: News, book: &Book, env: &mut Env<'_>) -> Result<Transaction, RuleError> {
    let before = find(book, news.id)?;
    tidy(&mut news)?;
    news.told.clone_from(&before.told);
    news.made_at = before.made_at;
    news.closed_at = before.closed_at;
    replace(Intent::EditNews, before, news, env)
}

fn close(id: NewsId, book: &Book, env: &mut Env<'_>) -> Result<Transaction, RuleError> {
    let before = find(book, id)?;
    let after = News {
        closed_at: Some(before.closed_at.unwrap_or_else(|| env.now.timestamp())),
        ..before.clone()
    };
    replace(Intent::EditNews, before, after, env)
}

/// Whoever was told already stays told at that moment.
fn tell(
    id: NewsId,
    clients: &[ClientId],
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let before = find(book, id)?;
    if before.closed_at.is_some() {
        return Err(NewsError::NoSuchNews.into());
    }
    let mut after = before.clone();
    let at = env.now.timestamp();
    for client in clients {
        let dossier = book.get(*client).ok_or(RuleError::NoSuchClient)?;
        if !may_tell(dossier) {
            return Err(NewsError::Unwelcome(dossier.client.name.clone()).into());
        }
        if after.told_to(*client).is_none() {
            after.told.push((*client, at));
        }
    }
    replace(Intent::TellNews, before, after, env)
}

fn untell(
    id: NewsId,
    clients: &[ClientId],
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let before = find(book, id)?;
    let mut after = before.clone();
    after.told.retain(|(client, _)| !clients.contains(client));
    replace(Intent::TellNews, before, after, env)
}

#[cfg(test)]
#[path = "news_tests.rs"]
mod tests;
