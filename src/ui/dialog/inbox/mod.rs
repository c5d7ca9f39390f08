//! The inbox: requests, questions, fires, incidents and ideas of all clients, and how fast we react (B7, C1,
//! C20, D8, D13, E32–E35).

mod deeds;
mod detail;
pub mod fire;
pub mod form;
mod rows;
pub mod sheet;
mod speed;
mod whose;

use jiff::civil::{DateTime, Time};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use self::deeds::{AnswerForm, DropForm, RelayForm, step};
use self::fire::FireDialog;
use self::form::{Of, RequestForm};
use self::sheet::SheetDialog;
use crate::domain::command::{RequestCommand, RequestDeed};
use crate::domain::inbox::{self, Item};
use crate::domain::{Calendar, ClientId, Command, Dossier, RequestId, RequestKind};
use crate::i18n::Lang;
use crate::input::{Action, Context, Key, KeyCode};
use crate::ui::dialog::card::rows::Rows;
use crate::ui::widgets::frame::{centered, dialog};
use crate::ui::widgets::paint::Line;
use crate::ui::widgets::sheet::{Laid, Scroll};
use crate::ui::widgets::text::width;
use crate::ui::{Cx, Dialog, Notice, Reply};

/// Cells assumed while the screen was never drawn.
const UNDRAWN: u16 = 78;
/// The most closed ones shown.
const CLOSED: usize = 200;

/// The fire slots of a day and the days they are kept on (D13).
#[derive(Debug, Clone, Default)]
pub struct FireSlots {
    /// When they begin, on the manager's clock.
    pub times: Vec<Time>,
    /// Which days are worked.
    pub calendar: Calendar,
}

impl FireSlots {
    /// The next one from now on.
    #[must_use]
    pub fn next(&self, cx: &Cx<'_>) -> Option<DateTime> {
        inbox::next_slot(cx.now.datetime(), &self.times, &self.calendar)
    }
}

/// The pages, in the order of their digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Page {
    Of(RequestKind),
    Speed,
}

impl Page {
    const ALL: [Self; 6] = [
        Self::Of(RequestKind::Request),
        Self::Of(RequestKind::Question),
        Self::Of(RequestKind::Fire),
        Self::Of(RequestKind::Incident),
        Self::Of(RequestKind::Idea),
        Self::Speed,
    ];

    fn place(self) -> usize {
        Self::ALL.iter().position(|p| *p == self).unwrap_or(0)
    }

    const fn text_key(self) -> &'static str {
        match self {
            Self::Of(RequestKind::Request) => "inbox-tab-request",
            Self::Of(RequestKind::Question) => "inbox-tab-question",
            Self::Of(RequestKind::Fire) => "inbox-tab-fire",
            Self::Of(RequestKind::Incident) => "inbox-tab-incident",
            Self::Of(RequestKind::Idea) => "inbox-tab-idea",
            Self::Speed => "inbox-tab-speed",
        }
    }
}

/// What the page was laid out for: the book, the minute, the language, the room, what is shown.
type Stamp = (u64, i64, Lang, u16, Page, bool);

/// The inbox.
#[derive(Debug)]
pub struct InboxDialog {
    page: Page,
    slots: FireSlots,
    /// The client of the workspace: whose it is where no row says otherwise.
    home: Option<ClientId>,
    closed: bool,
    explained: bool,
    scroll: Scroll,
    laid: Laid,
    ids: Vec<Of>,
    current: Option<RequestId>,
    of: Option<Stamp>,
    tabs: Vec<(Page, Rect)>,
    /// How much waits on each page, and the book it was counted in.
    counts: (u64, [usize; 5]),
}

impl InboxDialog {
    /// The inbox at the first page where something waits; `home` is the client of the workspace.
    #[must_use]
    pub fn new(slots: FireSlots, home: Option<ClientId>, cx: &Cx<'_>) -> Self {
        let counts = inbox::counts(cx.book);
        let first = counts.iter().position(|count| *count > 0).unwrap_or(0);
        Self {
            page: Page::ALL.get(first).copied().unwrap_or(Page::Speed),
            slots,
            home,
            closed: false,
            explained: false,
            scroll: Scroll::default(),
            laid: Laid::default(),
            ids: Vec::new(),
            current: None,
            of: None,
            tabs: Vec::new(),
            counts: (cx.book.revision(), counts),
        }
    }

    /// The request under the cursor, looked up afresh: the book may have changed.
    fn item<'b>(&self, cx: &Cx<'b>) -> Option<Item<'b>> {
        let of = self.ids.get(self.scroll.item())?;
        let dossier = cx.book.get(of.client)?;
        let request = dossier.work().requests.iter().find(|r| r.id == of.id)?;
        Some((dossier, request))
    }

    /// Whose something new is likely to be.
    fn whose<'b>(&self, cx: &Cx<'b>) -> Option<&'b Dossier> {
        let row = self.item(cx).map(|(dossier, _)| dossier);
        let home = || self.home.and_then(|id| cx.book.get(id));
        row.or_else(home).filter(|d| d.client.archived_at.is_none())
    }

    fn lay(&mut self, cx: &Cx<'_>, width: u16) {
        let minute = cx.now.timestamp().as_second().div_euclid(60);
        let stamp = (
            cx.book.revision(),
            minute,
            cx.texts.lang(),
            width,
            self.page,
            self.closed,
        );
        if self.of == Some(stamp) {
            return;
        }
        self.of = Some(stamp);
        let Page::Of(kind) = self.page else {
            self.laid = speed::lay(cx, &self.slots.calendar, width);
            self.ids.clear();
            return;
        };
        let mut items = inbox::open(cx.book, kind);
        let open = items.len();
        if self.closed {
            items.extend(inbox::closed(cx.book, kind, CLOSED));
        }
        self.laid = rows::lay(cx, kind, &items, open, self.closed, (width, &self.slots));
        self.ids = items
            .iter()
            .map(|(dossier, request)| Of {
                client: dossier.id(),
                id: request.id,
            })
            .collect();
        // The cursor stays on its record when the list is put in another order.
        let place = self
            .current
            .and_then(|id| self.ids.iter().position(|of| of.id == id));
        if let Some(place) = place {
            self.scroll.set(place);
        }
        self.note();
    }

    /// Remembers the record under the cursor.
    fn note(&mut self) {
        self.current = self.ids.get(self.scroll.item()).map(|of| of.id);
    }

    fn turn(&mut self, page: Page) -> Reply {
        if self.page != page {
            self.page = page;
            self.scroll.reset();
            self.current = None;
            self.of = None;
        }
        Reply::Done
    }

    fn turn_by(&mut self, by: usize) -> Reply {
        let place = (self.page.place() + by) % Page::ALL.len();
        let page = Page::ALL.get(place).copied().unwrap_or(Page::Speed);
        self.turn(page)
    }

    /// What is done with the row under the cursor.
    fn deed(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        let Some((dossier, request)) = self.item(cx) else {
            return Reply::Say(Notice::info(cx.texts.t("inbox-none-here")));
        };
        let of = Of {
            client: dossier.id(),
            id: request.id,
        };
        if !request.is_open() && !matches!(action, Action::Open | Action::Mark) {
            let key = cx.keymap.key_of(Context::Inbox.chain(), Action::Mark);
            let key = key.map_or_else(String::new, |k| k.to_string());
            let text = cx.texts.tf("inbox-closed-already", &[("key", key.into())]);
            return Reply::Say(Notice::info(text));
        }
        let became = |id: &str| cx.texts.t(id);
        match action {
            Action::AnswerRequest => Reply::Open(Box::new(AnswerForm::new(request, cx))),
            Action::RelayQuestion => Reply::Open(Box::new(RelayForm::new(request))),
            Action::DropRequest => Reply::Open(Box::new(DropForm::new(request))),
            Action::Open => {
                let slots = self.slots.clone();
                Reply::Open(Box::new(RequestForm::edit(dossier, request, slots, cx)))
            }
            Action::RequestToProblem => Reply::Do(Command::Request(RequestCommand::ToProblem(
                of.client,
                of.id,
                became("request-became-problem"),
            ))),
            Action::RequestToDraft => Reply::Do(Command::Request(RequestCommand::ToDraft(
                of.client,
                of.id,
                became("request-became-draft"),
            ))),
            // One key for the first reaction, and for taking up again what was closed.
            _ if !request.is_open() => Reply::Do(step(of, RequestDeed::Reopen)),
            _ => Reply::Do(step(
                of,
                RequestDeed::React {
                    words: String::new(),
                },
            )),
        }
    }

    /// The names of the pages with how much waits on each.
    fn draw_tabs(&mut self, buf: &mut Buffer, area: Rect, cx: &Cx<'_>) {
        self.tabs.clear();
        let revision = cx.book.revision();
        if self.counts.0 != revision {
            self.counts = (revision, inbox::counts(cx.book));
        }
        let counts = self.counts.1;
        let named = |place: usize, page: Page, whole: bool| {
            let mut text = (place + 1).to_string();
            if whole {
                text.push(' ');
                text.push_str(&cx.texts.t(page.text_key()));
            }
            if let Some(count) = counts.get(place).filter(|count| **count > 0) {
                text.push_str(&format!(" {count}"));
            }
            text
        };
        let all = |whole: bool| -> Vec<String> {
            let pages = Page::ALL.iter().enumerate();
            pages
                .map(|(i, page)| named(i, *page, whole || *page == self.page))
                .collect()
        };
        let room = usize::from(area.width);
        let mut labels = all(true);
        let cells = |labels: &[String]| labels.iter().map(|l| width(l) + 2).sum::<usize>();
        if cells(&labels) > room + 2 {
            labels = all(false);
        }
        let mut line = Line::new(buf, area, area.y, cx.theme.text);
        for (page, label) in Page::ALL.into_iter().zip(&labels) {
            let style = if page == self.page {
                cx.theme.accent.patch(cx.theme.strong)
            } else {
                cx.theme.muted
            };
            let x = area.right() - line.free().min(area.width);
            let cells = u16::try_from(width(label)).unwrap_or(0);
            self.tabs.push((page, Rect::new(x, area.y, cells, 1)));
            line.left(label, style).skip(2);
        }
    }
}

impl Dialog for InboxDialog {
    fn context(&self) -> Context {
        Context::Inbox
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        // Keys may come before the first frame, and after a change.
        let width = self.of.map_or(UNDRAWN, |(_, _, _, width, ..)| width);
        self.lay(cx, width);
        if self.scroll.act(action, &self.laid.items).is_some() {
            self.note();
            return Reply::Done;
        }
        match action {
            Action::CardNextTab | Action::FocusNext => self.turn_by(1),
            Action::CardPreviousTab | Action::FocusPrevious => self.turn_by(Page::ALL.len() - 1),
            Action::FocusClients => self.turn(Page::Of(RequestKind::Request)),
            Action::FocusBoard => self.turn(Page::Of(RequestKind::Question)),
            Action::FocusDrafts => self.turn(Page::Of(RequestKind::Fire)),
            Action::FocusAgenda => self.turn(Page::Of(RequestKind::Incident)),
            Action::NewRequest => {
                let client = self.whose(cx);
                let kind = match self.page {
                    Page::Of(kind) => kind,
                    Page::Speed => RequestKind::Request,
                };
                let form = RequestForm::new(kind, client, self.slots.clone());
                Reply::Open(Box::new(form))
            }
            Action::NewFire => {
                let client = self.whose(cx);
                Reply::Open(Box::new(FireDialog::new(client, self.slots.clone())))
            }
            Action::FireSheet => Reply::Open(Box::new(SheetDialog::new(self.slots.clone(), cx))),
            Action::ShowClosed => {
                self.closed = !self.closed;
                Reply::Done
            }
            Action::Explain => {
                self.explained = !self.explained;
                Reply::Done
            }
            Action::AnswerRequest
            | Action::RelayQuestion
            | Action::DropRequest
            | Action::RequestToProblem
            | Action::RequestToDraft
            | Action::Open
            | Action::Mark => self.deed(action, cx),
            Action::Cancel | Action::Quit => Reply::Close,
            Action::GoInbox => Reply::Done,
            _ => Reply::Pass,
        }
    }

    fn key(&mut self, key: Key, _cx: &Cx<'_>) -> Reply {
        let KeyCode::Char(digit) = key.code() else {
            return Reply::Pass;
        };
        let place = digit.to_digit(10).and_then(|n| n.checked_sub(1));
        let page = place.and_then(|n| Page::ALL.get(usize::try_from(n).ok()?));
        page.map_or(Reply::Pass, |page| self.turn(*page))
    }

    fn click(&mut self, at: Position, _cx: &Cx<'_>) -> Reply {
        let tab = self.tabs.iter().find(|(_, area)| area.contains(at));
        match tab.map(|(page, _)| *page) {
            Some(page) => self.turn(page),
            None => Reply::Done,
        }
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        let inner = dialog(buf, screen, &cx.texts.t("inbox-title"), cx.theme);
        if inner.height < 2 {
            return None;
        }
        self.draw_tabs(buf, Rect { height: 1, ..inner }, cx);
        let mut list = Rect {
            y: inner.y + 2,
            height: inner.height.saturating_sub(2),
            ..inner
        };
        self.lay(cx, inner.width);
        if matches!(self.page, Page::Of(_)) && list.height >= 9 {
            let room = (list.height * 2 / 5).clamp(5, 16);
            if let Some((dossier, request)) = self.item(cx) {
                let mut rows = Rows::new(cx, inner.width);
                let told = (self.explained, &self.slots.calendar);
                detail::tell(&mut rows, dossier, request, told);
                let lines = rows.into_lines();
                let need = u16::try_from(lines.len()).unwrap_or(u16::MAX).min(room);
                list.height -= need;
                for (y, line) in (list.bottom()..list.bottom() + need).zip(&lines) {
                    buf.set_line(inner.x, y, line, inner.width);
                }
            }
        }
        self.scroll.draw(buf, list, &self.laid, cx.theme);
        self.note();
        None
    }

    fn hints(&self) -> &'static [Action] {
        match self.page {
            Page::Speed => &[Action::CardNextTab, Action::Help, Action::Cancel],
            Page::Of(RequestKind::Fire) => &[
                Action::AnswerRequest,
                Action::FireSheet,
                Action::NewFire,
                Action::RequestToProblem,
                Action::DropRequest,
                Action::Undo,
                Action::Cancel,
            ],
            Page::Of(RequestKind::Idea) => &[
                Action::RequestToDraft,
                Action::NewRequest,
                Action::DropRequest,
                Action::Undo,
                Action::Cancel,
            ],
            Page::Of(_) => &[
                Action::AnswerRequest,
                Action::RelayQuestion,
                Action::NewRequest,
                Action::RequestToProblem,
                Action::DropRequest,
                Action::Explain,
                Action::Undo,
                Action::Cancel,
            ],
        }
    }
}

/// The whole screen of a dialog over the inbox.
fn over(screen: Rect) -> Rect {
    centered(screen, 112, screen.height)
}
