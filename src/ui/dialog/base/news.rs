//! The page of news: what there is to tell, and how far each piece has come (A22).

use std::cmp::Reverse;

use jiff::civil::Date;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::form::NewsForm;
use super::targets::TargetsDialog;
use crate::domain::policy::audience;
use crate::domain::{Command, Expertise, News, NewsCommand, NewsId};
use crate::i18n::Lang;
use crate::input::{Action, Context};
use crate::say;
use crate::ui::dialog::card::parts::joined;
use crate::ui::dialog::card::rows::Rows;
use crate::ui::dialog::confirm::{Confirm, OnYes};
use crate::ui::widgets::sheet::{Laid, Scroll};
use crate::ui::{Cx, Notice, Reply, Request};

/// Cells assumed while the page was never drawn.
const UNDRAWN: u16 = 74;
/// From this width on the words stand beside the list.
const BESIDE: u16 = 100;
/// Cells of the words beside the list.
const SIDE: u16 = 48;

/// The list of news.
#[derive(Debug, Default)]
pub(super) struct NewsPage {
    closed: bool,
    /// What is shown, in order, with told and target.
    order: Vec<(NewsId, usize, usize)>,
    hidden: usize,
    scroll: Scroll,
    page: Laid,
    of: Option<(u64, Date, Lang, u16, bool)>,
}

/// News by its id.
pub(super) fn find<'a>(cx: &Cx<'a>, id: NewsId) -> Option<&'a News> {
    cx.book.desk().news.iter().find(|news| news.id == id)
}

/// Whether news is put away or over.
fn is_over(news: &News, today: Date) -> bool {
    news.closed_at.is_some() || news.until.is_some_and(|until| until < today)
}

/// Copies the words for a reader, or says that there are none.
pub(super) fn copy(news: &News, reader: Expertise, cx: &Cx<'_>) -> Reply {
    let words = news.words_for(reader);
    if words.is_empty() {
        let key = cx.keymap.key_of(Context::Base.chain(), Action::EditNews);
        let key = key.map(|k| k.to_string()).unwrap_or_default();
        let said = cx.texts.tf("news-no-text", &[("key", key.into())]);
        return Reply::Say(Notice::warn(said));
    }
    Reply::Ask(Request::Copy(words.to_owned()))
}

/// Writes the addresses of clients who agreed to mailings to a file.
pub(super) fn mail(
    news: &News,
    clients: impl IntoIterator<Item = crate::domain::ClientId>,
    cx: &Cx<'_>,
) -> Reply {
    let dossiers = clients.into_iter().filter_map(|id| cx.book.get(id));
    let Some(text) = say::mailing(cx.texts, dossiers) else {
        return Reply::Say(Notice::warn(cx.texts.t("news-no-mail")));
    };
    let title = [("title", news.title.as_str().into())];
    let name = cx.texts.tf("news-file", &title);
    Reply::Ask(Request::SaveText { name, text })
}

impl NewsPage {
    pub(super) const HINTS: &'static [Action] = &[
        Action::Open,
        Action::NewNews,
        Action::EditNews,
        Action::TellNews,
        Action::CopyNews,
        Action::MailNews,
        Action::CloseNews,
        Action::CardNextTab,
        Action::Cancel,
    ];

    fn current<'a>(&self, cx: &Cx<'a>) -> Option<&'a News> {
        let (id, ..) = self.order.get(self.scroll.item())?;
        find(cx, *id)
    }

    pub(super) fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        let width = self.of.map_or(UNDRAWN, |of| of.3);
        self.lay(cx, width);
        if self.scroll.act(action, &self.page.items).is_some() {
            return Reply::Done;
        }
        match action {
            Action::NewNews | Action::NewClient => {
                return Reply::Open(Box::new(NewsForm::new(None, cx)));
            }
            Action::ShowClosed => {
                self.closed = !self.closed;
                return Reply::Done;
            }
            _ => {}
        }
        let Some(news) = self.current(cx) else {
            return match action {
                Action::Open
                | Action::EditNews
                | Action::TellNews
                | Action::CloseNews
                | Action::CopyNews
                | Action::MailNews => Reply::Done,
                _ => Reply::Pass,
            };
        };
        match action {
            Action::Open | Action::Accept => Reply::Open(Box::new(TargetsDialog::new(news.id))),
            Action::EditNews => Reply::Open(Box::new(NewsForm::new(Some(news), cx))),
            Action::TellNews => tell_all(news, cx),
            Action::CloseNews => ask_close(news, cx),
            Action::CopyNews => copy(news, Expertise::default(), cx),
            Action::MailNews => mail(news, audience(news, cx.book, cx.now).waiting, cx),
            _ => Reply::Pass,
        }
    }

    fn lay(&mut self, cx: &Cx<'_>, width: u16) {
        let stamp = (
            cx.book.revision(),
            cx.today(),
            cx.texts.lang(),
            width,
            self.closed,
        );
        if self.of == Some(stamp) {
            return;
        }
        let under = self.order.get(self.scroll.item()).map(|(id, ..)| *id);
        self.of = Some(stamp);
        let today = cx.today();
        let all = &cx.book.desk().news;
        let mut shown: Vec<&News> = all
            .iter()
            .filter(|news| self.closed || !is_over(news, today))
            .collect();
        self.hidden = all.len() - shown.len();
        // What holds for the shortest time is told first; what never ends by how new it is.
        shown.sort_by_key(|news| {
            let soon = news.until.unwrap_or(Date::MAX);
            (is_over(news, today), soon, Reverse(news.made_at))
        });
        let count = |news: &&News| {
            let found = audience(news, cx.book, cx.now);
            (news.id, found.told, found.target())
        };
        self.order = shown.iter().map(count).collect();
        let mut rows = Rows::new(cx, width);
        let mut page = Laid::default();
        for (news, (_, told, target)) in shown.iter().zip(&self.order) {
            let from = rows.len();
            entry(&mut rows, news, (*told, *target));
            page.items.push(from..rows.len());
        }
        self.foot(&mut rows, all.is_empty());
        page.lines = rows.into_lines();
        self.page = page;
        // The cursor stays on its news when the order changes.
        if let Some(place) = under.and_then(|id| self.order.iter().position(|(n, ..)| *n == id)) {
            self.scroll.set(place);
        }
    }

    /// What is not shown, or how to begin.
    fn foot(&self, rows: &mut Rows<'_>, empty: bool) {
        let cx = rows.cx;
        let key = |action| {
            let key = cx.keymap.key_of(Context::Base.chain(), action);
            key.map(|k| k.to_string()).unwrap_or_default()
        };
        if empty {
            let args = [("key", key(Action::NewNews).into())];
            rows.text(&cx.texts.tf("news-none", &args), 0, 3, cx.theme.muted);
        }
        if self.hidden > 0 {
            let args = [
                ("count", self.hidden.into()),
                ("key", key(Action::ShowClosed).into()),
            ];
            if rows.len() > 0 {
                rows.blank();
            }
            rows.text(&cx.texts.tf("news-hidden", &args), 0, 2, cx.theme.muted);
        }
    }

    pub(super) fn draw(&mut self, buf: &mut Buffer, area: Rect, cx: &Cx<'_>) {
        let mut list = area;
        if area.width >= BESIDE {
            list.width = area.width - SIDE - 3;
        }
        self.lay(cx, list.width);
        self.scroll.draw(buf, list, &self.page, cx.theme);
        if area.width < BESIDE {
            return;
        }
        let Some(news) = self.current(cx) else { return };
        let mut rows = Rows::new(cx, SIDE);
        words(&mut rows, news);
        let x = list.right() + 3;
        for (line, y) in rows.into_lines().iter().zip(area.top()..area.bottom()) {
            buf.set_line(x, y, line, SIDE);
        }
    }
}

/// Both versions of the words.
fn words(rows: &mut Rows<'_>, news: &News) {
    let theme = rows.cx.theme;
    for part in news.text.lines() {
        rows.text(part, 0, usize::MAX, theme.text);
    }
    if !news.expert.is_empty() {
        rows.heading("news-text-expert");
        for part in news.expert.lines() {
            rows.text(part, 0, usize::MAX, theme.text);
        }
    }
}

/// Until when it holds, with a colour where the last days run.
fn until(news: &News, cx: &Cx<'_>) -> (String, Style) {
    let (texts, today) = (cx.texts, cx.today());
    let date = |id: &str, day| texts.tf(id, &[("date", texts.date(day, today).into())]);
    match news.until {
        _ if news.closed_at.is_some() => (texts.t("news-put-away"), cx.theme.muted),
        Some(day) if day < today => (date("news-over", day), cx.theme.muted),
        _ if news.from > today => (date("news-from-date", news.from), cx.theme.muted),
        Some(day) if (day - today).get_days() <= 3 => (date("news-until-date", day), cx.theme.warn),
        Some(day) => (date("news-until-date", day), cx.theme.muted),
        None => (String::new(), cx.theme.muted),
    }
}

/// Title and until when; kind, whom it is for, how many were told.
fn entry(rows: &mut Rows<'_>, news: &News, (told, target): (usize, usize)) {
    let cx = rows.cx;
    let style = if is_over(news, cx.today()) {
        cx.theme.muted
    } else {
        cx.theme.text
    };
    rows.ended(vec![(news.title.clone(), style)], until(news, cx));
    let kind = cx.texts.t(&format!("news-kind-{}", news.kind.name()));
    let about = joined([kind, news.query.clone()]);
    let args = [("told", told.into()), ("target", target.into())];
    rows.ended(
        vec![(format!("  {about}"), cx.theme.muted)],
        (cx.texts.tf("news-told", &args), cx.theme.muted),
    );
}

fn tell_all(news: &News, cx: &Cx<'_>) -> Reply {
    let found = audience(news, cx.book, cx.now);
    if found.waiting.is_empty() {
        let id = if found.told == 0 {
            "news-nobody"
        } else {
            "news-all-told"
        };
        return Reply::Say(Notice::info(cx.texts.t(id)));
    }
    let args = [
        ("title", news.title.as_str().into()),
        ("count", found.waiting.len().into()),
    ];
    let question = cx.texts.tf("news-ask-tell", &args);
    let command = Command::News(NewsCommand::Tell(news.id, found.waiting));
    let verb = cx.texts.t("news-tell-verb");
    Reply::Open(Box::new(
        Confirm::new(question, Vec::new(), OnYes::Do(command)).verb(verb),
    ))
}

fn ask_close(news: &News, cx: &Cx<'_>) -> Reply {
    let title = [("title", news.title.as_str().into())];
    let question = cx.texts.tf("news-ask-close", &title);
    let details = vec![cx.texts.t("news-ask-close-hint")];
    let command = Command::News(NewsCommand::Close(news.id));
    let verb = cx.texts.t("news-close-verb");
    Reply::Open(Box::new(
        Confirm::new(question, details, OnYes::Do(command)).verb(verb),
    ))
}
