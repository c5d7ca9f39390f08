//! News, command by command.

use jiff::Zoned;
use jiff::civil::date;

use super::*;
use crate::domain::command::{Command, TermsCommand, decide};
use crate::domain::{Client, ContactTerms, Ids, NewsKind};

struct Desk {
    book: Book,
    ids: Ids,
    now: Zoned,
}

impl Desk {
    fn new(clients: &[&str]) -> Self {
        let mut desk = Self {
            book: Book::new(),
            ids: Ids::seeded(1),
            now: "2026-11-23T10:00+03:00[Europe/Moscow]".parse().unwrap(),
        };
        for name in clients {
            let nobody = ClientId::from_bytes([0; 16]);
            let client = Client::named(nobody, (*name).into(), desk.now.timestamp());
            desk.run(Command::AddClient(Box::new(client))).unwrap();
        }
        desk
    }

    fn run(&mut self, command: Command) -> Result<Transaction, RuleError> {
        let mut env = Env {
            now: &self.now,
            ids: &mut self.ids,
        };
        let mut tx = decide(command, &self.book, &mut env)?;
        self.book.apply(&mut tx)?;
        Ok(tx)
    }

    fn news(&mut self, command: NewsCommand) -> Result<Transaction, RuleError> {
        self.run(Command::News(command))
    }

    fn last(&self) -> News {
        self.book.desk().news.last().unwrap().clone()
    }

    fn client(&self, place: usize) -> ClientId {
        self.book.all().nth(place).unwrap().id()
    }
}

fn described(title: &str) -> News {
    News {
        id: NewsId::from_bytes([0; 16]),
        title: title.into(),
        text: " Реклама в картах ".into(),
        expert: String::new(),
        kind: NewsKind::Product,
        query: String::new(),
        from: date(2026, 11, 23),
        until: None,
        told: Vec::new(),
        made_at: jiff::Timestamp::UNIX_EPOCH,
        closed_at: None,
    }
}

#[test]
fn news_is_written_down_changed_and_put_away() {
    let mut desk = Desk::new(&["Альфа"]);
    let adding = NewsCommand::Add(Box::new(described("  Карты   и места ")));
    let added = desk.news(adding).unwrap();
    let news = desk.last();
    assert_eq!(news.title, "Карты и места");
    assert_eq!(news.text, "Реклама в картах");
    assert_eq!(news.made_at, desk.now.timestamp());
    let alpha = desk.client(0);
    desk.news(NewsCommand::Tell(news.id, vec![alpha])).unwrap();
    let mut change = news.clone();
    change.until = Some(date(2026, 12, 31));
    change.told.clear();
    desk.news(NewsCommand::Edit(Box::new(change))).unwrap();
    assert_eq!(desk.last().told.len(), 1, "who was told is not the form's");
    desk.news(NewsCommand::Close(news.id)).unwrap();
    assert!(!desk.last().is_live(date(2026, 11, 24)));
    let again = desk.news(NewsCommand::Close(news.id));
    assert_eq!(again.unwrap_err(), RuleError::Nothing);
    let late = desk.news(NewsCommand::Tell(news.id, vec![alpha]));
    assert_eq!(late.unwrap_err(), NewsError::NoSuchNews.into());
    assert_eq!(added.entry.client, None);
}

#[test]
fn what_news_cannot_be() {
    let mut desk = Desk::new(&[]);
    let empty = desk.news(NewsCommand::Add(Box::new(described("  "))));
    assert_eq!(empty.unwrap_err(), NewsError::TitleMissing.into());
    let mut news = described("Карты");
    news.until = Some(date(2026, 11, 22));
    let backwards = desk.news(NewsCommand::Add(Box::new(news)));
    assert_eq!(backwards.unwrap_err(), NewsError::EndsBeforeItBegins.into());
    let mut news = described("Карты");
    news.query = "этап:анализ (касание>".into();
    let unread = desk.news(NewsCommand::Add(Box::new(news)));
    assert!(
        matches!(unread, Err(RuleError::News(NewsError::Query(_, _)))),
        "{unread:?}"
    );
    let mut news = described("Карты");
    news.query = "тег:авто или -рост>50".into();
    let scored = desk.news(NewsCommand::Add(Box::new(news)));
    assert_eq!(scored.unwrap_err(), NewsError::ByScores.into());
    let gone = desk.news(NewsCommand::Close(NewsId::from_bytes([7; 16])));
    assert_eq!(gone.unwrap_err(), NewsError::NoSuchNews.into());
}

#[test]
fn told_at_the_first_moment_and_taken_back() {
    let mut desk = Desk::new(&["Альфа", "Бета"]);
    desk.news(NewsCommand::Add(Box::new(described("Карты"))))
        .unwrap();
    let id = desk.last().id;
    let (alpha, beta) = (desk.client(0), desk.client(1));
    desk.news(NewsCommand::Tell(id, vec![alpha])).unwrap();
    let first = desk.now.timestamp();
    desk.now = "2026-11-24T10:00+03:00[Europe/Moscow]".parse().unwrap();
    desk.news(NewsCommand::Tell(id, vec![alpha, beta])).unwrap();
    assert_eq!(desk.last().told_to(alpha), Some(first));
    assert_eq!(desk.last().told_to(beta), Some(desk.now.timestamp()));
    let again = desk.news(NewsCommand::Tell(id, vec![beta]));
    assert_eq!(again.unwrap_err(), RuleError::Nothing);
    let tx = desk.news(NewsCommand::Untell(id, vec![alpha])).unwrap();
    assert_eq!(desk.last().told_to(alpha), None);
    let mut back = tx.inverse(desk.now.timestamp());
    desk.book.apply(&mut back).unwrap();
    assert_eq!(desk.last().told_to(alpha), Some(first));
}

#[test]
fn whoever_wants_no_news_is_not_told() {
    let mut desk = Desk::new(&["Альфа", "Бета"]);
    desk.news(NewsCommand::Add(Box::new(described("Карты"))))
        .unwrap();
    let (id, alpha, beta) = (desk.last().id, desk.client(0), desk.client(1));
    let client = Box::new(desk.book.client(beta).unwrap().clone());
    let terms = Box::new(ContactTerms {
        news: Some(false),
        ..ContactTerms::none(beta)
    });
    desk.run(Command::Terms(TermsCommand::Agree(client, terms)))
        .unwrap();
    let refused = desk.news(NewsCommand::Tell(id, vec![alpha, beta]));
    assert_eq!(
        refused.unwrap_err(),
        NewsError::Unwelcome("Бета".into()).into()
    );
    assert!(desk.last().told.is_empty(), "nobody of them was marked");
}
