//! Whom a piece of news is for: who waits for it, who was told (A22).

use std::collections::HashSet;

use jiff::Timestamp;
use jiff::civil::Date;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::news::{copy, find, mail};
use crate::domain::policy::audience::{may_mail, segment};
use crate::domain::{ClientId, Command, ContactPolicy, Dossier, NewsCommand, NewsId};
use crate::input::{Action, Context};
use crate::say;
use crate::ui::dialog::card::parts::joined;
use crate::ui::widgets::cursor::Cursor;
use crate::ui::widgets::frame::{centered, dialog};
use crate::ui::widgets::paint::Line;
use crate::ui::widgets::text::width;
use crate::ui::{Cx, Dialog, Reply, Request};

/// From this width on a row has room for the channel beside the number.
const WIDE: u16 = 90;

/// One client the news is for.
#[derive(Debug, Clone, Copy)]
struct Target {
    client: ClientId,
    told: Option<Timestamp>,
}

/// The clients of one piece of news.
#[derive(Debug)]
pub struct TargetsDialog {
    news: NewsId,
    /// Those who were told are shown below.
    told: bool,
    all: Vec<Target>,
    waiting: usize,
    /// Of those waiting agreed to mailings.
    mailable: usize,
    marked: HashSet<ClientId>,
    cursor: Cursor,
    list: Rect,
    of: Option<(u64, Date, bool)>,
}

impl TargetsDialog {
    /// Those who still wait for the news.
    #[must_use]
    pub fn new(news: NewsId) -> Self {
        Self {
            news,
            told: false,
            all: Vec::new(),
            waiting: 0,
            mailable: 0,
            marked: HashSet::new(),
            cursor: Cursor::default(),
            list: Rect::ZERO,
            of: None,
        }
    }

    /// Gathers the list afresh after a change.
    fn gather(&mut self, cx: &Cx<'_>) {
        let stamp = (cx.book.revision(), cx.today(), self.told);
        if self.of == Some(stamp) {
            return;
        }
        self.of = Some(stamp);
        self.all.clear();
        let Some(news) = find(cx, self.news) else {
            return;
        };
        let told: std::collections::HashMap<ClientId, Timestamp> =
            news.told.iter().copied().collect();
        let mut found: Vec<&Dossier> = segment(news, cx.book, cx.now).collect();
        found.sort_by(|a, b| a.sort_name().cmp(b.sort_name()));
        let is_told = |dossier: &&&Dossier| told.contains_key(&dossier.id());
        let waiting = found.iter().filter(|d| !is_told(d));
        self.mailable = waiting.clone().filter(|d| may_mail(d)).count();
        self.all.extend(waiting.map(|dossier| Target {
            client: dossier.id(),
            told: None,
        }));
        self.waiting = self.all.len();
        if self.told {
            self.all
                .extend(found.iter().filter(is_told).map(|d| Target {
                    client: d.id(),
                    told: told.get(&d.id()).copied(),
                }));
        }
        let there: HashSet<ClientId> = self.all.iter().map(|target| target.client).collect();
        self.marked.retain(|client| there.contains(client));
    }

    fn current(&self) -> Option<Target> {
        self.all.get(self.cursor.index()).copied()
    }

    /// Those marked, else the one under the cursor.
    fn chosen(&self) -> Vec<Target> {
        if self.marked.is_empty() {
            return self.current().into_iter().collect();
        }
        let marked = |target: &&Target| self.marked.contains(&target.client);
        self.all.iter().filter(marked).copied().collect()
    }

    /// Told, or not told after all when everybody chosen was.
    fn tell(&mut self) -> Reply {
        let chosen = self.chosen();
        self.marked.clear();
        let ids = |told: bool| {
            let of = chosen.iter().filter(|target| target.told.is_some() == told);
            of.map(|target| target.client).collect::<Vec<_>>()
        };
        let (waiting, told) = (ids(false), ids(true));
        match (waiting.is_empty(), told.is_empty()) {
            (true, true) => Reply::Done,
            (true, false) => Reply::Do(Command::News(NewsCommand::Untell(self.news, told))),
            _ => Reply::Do(Command::News(NewsCommand::Tell(self.news, waiting))),
        }
    }

    fn mark(&mut self) {
        if let Some(target) = self.current() {
            if !self.marked.remove(&target.client) {
                self.marked.insert(target.client);
            }
            let next = self.cursor.index() + 1;
            self.cursor.set(next.min(self.all.len().saturating_sub(1)));
        }
    }

    /// «ещё не рассказано 12 · на рассылку согласны 4 · отмечено 2».
    fn head(&self, cx: &Cx<'_>) -> String {
        let waiting = format!("{}: {}", cx.texts.t("news-waiting"), self.waiting);
        let mail = [("count", self.mailable.into())];
        let marked = [("count", self.marked.len().into())];
        joined([
            waiting,
            cx.texts.tf("news-mail-count", &mail),
            match self.marked.len() {
                0 => String::new(),
                _ => cx.texts.tf("news-marked", &marked),
            },
        ])
    }

    fn row(&self, target: Target, mut line: Line<'_>, under: bool, cx: &Cx<'_>) {
        let Some(dossier) = cx.book.get(target.client) else {
            return;
        };
        let client = &dossier.client;
        let dim = if under {
            cx.theme.cursor
        } else {
            cx.theme.muted
        };
        let mark = if self.marked.contains(&target.client) {
            cx.theme.mark("●", "*")
        } else {
            " "
        };
        let right = match target.told {
            Some(at) => {
                let day = at.to_zoned(cx.now.time_zone().clone()).date();
                let told = cx.texts.t("news-was-told");
                format!("{told} {}", cx.texts.date(day, cx.today()))
            }
            None => {
                let phone = dossier.first_contact().and_then(|c| c.phones.first());
                let phone = phone.cloned().unwrap_or_default();
                // On a narrow screen the number alone is what one dials.
                if line.free() < WIDE {
                    phone
                } else {
                    joined([say::channel(cx.texts, client.preferred().channel), phone])
                }
            }
        };
        let asked = dossier.work().terms.as_ref().and_then(|t| t.news);
        let policy = match client.policy {
            ContactPolicy::Full => String::new(),
            policy => say::policy(cx.texts, policy),
        };
        let unasked = match (asked, client.policy) {
            (None, ContactPolicy::Full | ContactPolicy::Reduced) => cx.texts.t("news-not-asked"),
            _ => String::new(),
        };
        let name_cells = 32.min(line.free() / 2);
        line.left(mark, cx.theme.accent).skip(1);
        if usize::from(line.free()) > width(&right) + usize::from(name_cells) {
            line.right(&right, dim).right("  ", dim);
        }
        line.name(&client.name, name_cells, cx.theme.text)
            .skip(1)
            .left(&joined([policy, unasked]), dim);
    }
}

impl Dialog for TargetsDialog {
    fn context(&self) -> Context {
        Context::Base
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        self.gather(cx);
        if self.cursor.act(action, self.all.len()).is_some() {
            return Reply::Done;
        }
        let news = find(cx, self.news);
        match (action, news) {
            (Action::Cancel | Action::Quit, _) | (_, None) => Reply::Close,
            (Action::TellNews, _) => self.tell(),
            (Action::Mark, _) => {
                self.mark();
                Reply::Done
            }
            (Action::MarkAll, _) => {
                let waiting = self.all.iter().take(self.waiting);
                self.marked = waiting.map(|target| target.client).collect();
                Reply::Done
            }
            (Action::ClearMarks, _) => {
                self.marked.clear();
                Reply::Done
            }
            (Action::ShowClosed, _) => {
                self.told = !self.told;
                Reply::Done
            }
            (Action::Open, _) => self.current().map_or(Reply::Done, |target| {
                Reply::Ask(Request::ShowCard(target.client))
            }),
            (Action::CopyNews, Some(news)) => {
                let reader = self.current().and_then(|t| cx.book.client(t.client));
                let reader = reader.map_or_else(Default::default, |client| client.expertise);
                copy(news, reader, cx)
            }
            (Action::MailNews, Some(news)) => {
                let whom: Vec<ClientId> = if self.marked.is_empty() {
                    let waiting = self.all.iter().take(self.waiting);
                    waiting.map(|target| target.client).collect()
                } else {
                    self.chosen().iter().map(|target| target.client).collect()
                };
                mail(news, whom, cx)
            }
            // Making news belongs to the page below.
            (Action::NewNews | Action::EditNews | Action::CloseNews, _) => Reply::Done,
            _ => Reply::Pass,
        }
    }

    fn click(&mut self, at: Position, _cx: &Cx<'_>) -> Reply {
        if self.list.contains(at)
            && let Some(row) = self.cursor.row_at(at.y - self.list.y, self.all.len())
        {
            self.cursor.set(row);
        }
        Reply::Done
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        self.gather(cx);
        let area = centered(screen, 110, screen.height);
        let title = find(cx, self.news).map_or("", |news| news.title.as_str());
        let inner = dialog(buf, area, title, cx.theme);
        self.list = Rect::ZERO;
        if inner.height < 3 {
            return None;
        }
        Line::new(buf, inner, inner.y, cx.theme.text).left(&self.head(cx), cx.theme.muted);
        let list = Rect {
            y: inner.y + 2,
            height: inner.height - 2,
            ..inner
        };
        self.list = list;
        if self.all.is_empty() {
            let told = find(cx, self.news).is_some_and(|news| !news.told.is_empty());
            let id = if told { "news-all-told" } else { "news-nobody" };
            Line::new(buf, list, list.y, cx.theme.text).left(&cx.texts.t(id), cx.theme.muted);
            return None;
        }
        let range = self.cursor.window(self.all.len(), usize::from(list.height));
        for (i, y) in range.zip(list.top()..list.bottom()) {
            let Some(target) = self.all.get(i) else { break };
            let under = i == self.cursor.index();
            let base = if under {
                cx.theme.cursor
            } else {
                cx.theme.text
            };
            self.row(*target, Line::new(buf, list, y, base), under, cx);
        }
        None
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::TellNews,
            Action::Mark,
            Action::MarkAll,
            Action::CopyNews,
            Action::MailNews,
            Action::ShowClosed,
            Action::Cancel,
        ]
    }
}
