//! A piece of news: what, for whom, from when until when, in which words (A22, A23).

use crate::domain::{Command, News, NewsCommand, NewsId, NewsKind};
use crate::ui::Cx;
use crate::ui::dialog::form::{Field, Form, FormDialog, Problem, Sheet, Words};
use crate::ui::dialog::manner;

/// The form of news.
pub type NewsForm = FormDialog<NewsSheet>;

/// The fields of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// What about.
    Title,
    /// What kind.
    Kind,
    /// The first day.
    From,
    /// The last day.
    Until,
    /// For whom.
    Query,
    /// In plain words.
    Text,
    /// In the terms of the trade.
    Expert,
}

/// What the form is about.
#[derive(Debug)]
pub struct NewsSheet {
    before: Option<News>,
}

impl NewsForm {
    /// The form of new or known news.
    #[must_use]
    pub fn new(before: Option<&News>, cx: &Cx<'_>) -> Self {
        let said = |text: fn(&News) -> &str| before.map_or("", text);
        let kind = before.map_or(NewsKind::default(), |news| news.kind);
        let kinds = NewsKind::ALL.iter();
        let from = before.map_or_else(|| cx.today(), |news| news.from);
        let until = before.and_then(|news| news.until);
        let form = Form::new(vec![
            Field::line(Key::Title, "news-name", said(|n| &n.title)).required(),
            Field::choice(
                Key::Kind,
                "news-kind",
                kinds.map(|k| Words::term("news-kind", k.name())).collect(),
                NewsKind::ALL.iter().position(|k| *k == kind),
            ),
            Field::line(Key::From, "news-from", &manner::day_words(Some(from), cx))
                .read(manner::any_day)
                .required(),
            Field::line(Key::Until, "news-until", &manner::day_words(until, cx))
                .read(manner::any_day)
                .placeholder("form-when-hint"),
            Field::line(Key::Query, "news-query", said(|n| &n.query))
                .placeholder("news-query-hint"),
            Field::text(Key::Text, "news-text", said(|n| &n.text), 4),
            Field::text(Key::Expert, "news-text-expert", said(|n| &n.expert), 3),
        ]);
        let before = before.cloned();
        Self::of(NewsSheet { before }, form)
    }
}

impl Sheet for NewsSheet {
    type Key = Key;

    fn title(&self, cx: &Cx<'_>) -> String {
        cx.texts.t(match self.before {
            Some(_) => "news-title-edit",
            None => "news-title-new",
        })
    }

    fn command(&self, form: &Form<Key>, cx: &Cx<'_>) -> Result<Command, Problem<Key>> {
        let blank = || News {
            id: NewsId::from_bytes([0; 16]),
            title: String::new(),
            text: String::new(),
            expert: String::new(),
            kind: NewsKind::default(),
            query: String::new(),
            from: cx.today(),
            until: None,
            told: Vec::new(),
            made_at: cx.now.timestamp(),
            closed_at: None,
        };
        let day = |key: Key| {
            manner::parse_any_day(&form.text(key), cx).ok_or_else(|| Problem {
                field: key,
                words: cx.texts.t("news-day-wrong"),
            })
        };
        let mut news = self.before.clone().unwrap_or_else(blank);
        news.title = form.text(Key::Title);
        let kind = form.index(Key::Kind).and_then(|i| NewsKind::ALL.get(i));
        news.kind = kind.copied().unwrap_or(news.kind);
        if form.changed(Key::From) {
            news.from = day(Key::From)?;
        }
        if form.changed(Key::Until) {
            news.until = match form.text(Key::Until).trim() {
                "" => None,
                _ => Some(day(Key::Until)?),
            };
        }
        if news.until.is_some_and(|until| until < news.from) {
            return Err(Problem {
                field: Key::Until,
                words: cx.texts.t("rule-news-backwards"),
            });
        }
        news.query = form.text(Key::Query);
        news.text = form.text(Key::Text);
        news.expert = form.text(Key::Expert);
        Ok(Command::News(match self.before {
            Some(_) => NewsCommand::Edit(Box::new(news)),
            None => NewsCommand::Add(Box::new(news)),
        }))
    }
}
