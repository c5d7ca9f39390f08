//! What is new since yesterday, and what was left of it: asked about one by one, never piled up (C15, C22).

use jiff::civil::Date;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{StrikeForm, arrange, explain_place, put_off};
use crate::domain::agenda::Reason;
use crate::domain::command::{DayCommand, NewFollowUp};
use crate::domain::morning::{CameIn, Come, ComeWhat, LeftOver, LeftWhat, Morning, morning};
use crate::domain::{ClientId, Command, PromiseLife, RequestKind, Side};
use crate::i18n::Lang;
use crate::input::{Action, Context};
use crate::say;
use crate::ui::dialog::card::rows::{Rows, padded};
use crate::ui::dialog::plan_touch::PlanTouchForm;
use crate::ui::dialog::promise::{CloseForm, PromiseForm};
use crate::ui::widgets::frame::{centered, dialog};
use crate::ui::widgets::sheet::{Laid, Scroll};
use crate::ui::widgets::text::{width, wrap};
use crate::ui::{Cx, Dialog, Reply, Request};

/// Cells assumed while the screen was never drawn.
const UNDRAWN: u16 = 78;

/// The morning, worked out when the dialog is opened and after each change.
#[derive(Debug, Default)]
pub struct MorningDialog {
    found: Option<Morning>,
    /// What was answered "today" without a day of its own to move: off the list once the client is in the plan.
    answered: Vec<LeftOver>,
    items: Vec<Item>,
    scroll: Scroll,
    page: Laid,
    of: Option<(u64, Date, Lang, u16)>,
}

/// What the cursor may stand on.
#[derive(Debug, Clone)]
enum Item {
    Left(LeftOver),
    Client(ClientId),
}

impl Item {
    const fn client(&self) -> ClientId {
        match self {
            Self::Left(left) => left.client,
            Self::Client(client) => *client,
        }
    }
}

/// How much there is to hear of this morning; 0 when nothing of it has to be asked or answered.
#[must_use]
pub fn news(morning: &Morning) -> usize {
    let urgent = morning.left_over.len() + morning.came_in.len() + morning.incidents.len();
    if urgent == 0 || !morning.asks {
        return 0;
    }
    urgent + morning.come.len() + morning.occasions.len()
}

impl MorningDialog {
    /// Today: what was planned is planned for today, anything else is taken into the day.
    fn today(&mut self, left: LeftOver, cx: &Cx<'_>) -> Reply {
        let dossier = cx.book.get(left.client);
        let command = match &left.what {
            LeftWhat::FollowUp { promised, .. } => {
                let planned = dossier.and_then(|d| d.follow_up.as_deref());
                Command::PlanTouch(
                    left.client,
                    NewFollowUp {
                        date: cx.today(),
                        time: None,
                        reason: planned.map_or_else(String::new, |p| p.reason.clone()),
                        promised: *promised,
                        channel: planned.and_then(|p| p.channel),
                        contact: planned.and_then(|p| p.contact),
                    },
                )
            }
            LeftWhat::Promise { id, .. } => {
                let promise = dossier.and_then(|d| d.work().promises.iter().find(|p| p.id == *id));
                let Some(mut promise) = promise.cloned() else {
                    return Reply::Done;
                };
                promise.until = Some(cx.today());
                Command::EditPromise(Box::new(promise))
            }
            LeftWhat::Step { .. } | LeftWhat::Pin(_) => {
                let client = left.client;
                self.answered.push(left);
                self.of = None;
                if planned(client, cx) {
                    return Reply::Done;
                }
                arrange(DayCommand::Add(client), cx)
            }
        };
        Reply::Do(command)
    }

    /// Another day, in date words.
    fn another_day(left: &LeftOver, cx: &Cx<'_>) -> Reply {
        let Some(dossier) = cx.book.get(left.client) else {
            return Reply::Done;
        };
        match &left.what {
            LeftWhat::FollowUp { .. } | LeftWhat::Pin(_) => {
                Reply::Open(Box::new(PlanTouchForm::new(dossier, cx)))
            }
            LeftWhat::Promise { id, .. } => {
                let found = dossier.work().promises.iter().find(|p| p.id == *id);
                found.map_or(Reply::Done, |promise| {
                    Reply::Open(Box::new(PromiseForm::replan(dossier, promise, cx)))
                })
            }
            LeftWhat::Step { .. } => put_off(left.client, cx),
        }
    }

    /// Struck out: what is promised is taken back with the reason; a step stays open, it is the client who is struck
    /// off this day.
    fn strike_out(left: &LeftOver, cx: &Cx<'_>) -> Reply {
        match &left.what {
            LeftWhat::FollowUp { .. } => Reply::Do(Command::ClearTouch(left.client)),
            LeftWhat::Promise { id, .. } => {
                let dossier = cx.book.get(left.client);
                let found = dossier.and_then(|d| d.work().promises.iter().find(|p| p.id == *id));
                found.map_or(Reply::Done, |promise| {
                    Reply::Open(Box::new(CloseForm::new(promise, PromiseLife::Withdrawn)))
                })
            }
            LeftWhat::Step { .. } | LeftWhat::Pin(_) => {
                Reply::Open(Box::new(StrikeForm::new(left.client)))
            }
        }
    }

    fn close(&self) -> Reply {
        if self.found.as_ref().is_some_and(|m| m.asks) {
            return Reply::CloseAndAsk(Request::MorningSeen);
        }
        Reply::Close
    }

    fn lay(&mut self, cx: &Cx<'_>, cells: u16) {
        let stamp = (cx.book.revision(), cx.today(), cx.texts.lang(), cells);
        if self.of == Some(stamp) {
            return;
        }
        self.of = Some(stamp);
        let mut found = morning(cx.book, cx.frame);
        // Refused, it stays: closing the morning would lose it for good.
        (found.left_over)
            .retain(|left| !(self.answered.contains(left) && planned(left.client, cx)));
        let mut page = Page {
            rows: Rows::new(cx, cells),
            items: Vec::new(),
            page: Laid::default(),
            cx,
        };
        page.yesterday(&found);
        if found.asks {
            page.section("morning-left", found.left_over.len());
            for left in &found.left_over {
                let day = cx.texts.date_with_weekday(left.date, cx.today());
                page.item(Item::Left(left.clone()), &left_words(left, cx), &day);
            }
        }
        for (id, list) in [
            ("morning-incidents", &found.incidents),
            ("morning-came", &found.came_in),
        ] {
            page.section(id, list.len());
            for came in list {
                let (words, when) = came_words(came, cx);
                page.item(Item::Client(came.client), &words, &when);
            }
        }
        page.section("morning-come", found.come.len());
        for come in &found.come {
            page.item(Item::Client(come.client), &come_words(come, cx), "");
        }
        page.section("morning-occasions", found.occasions.len());
        for (client, reason) in &found.occasions {
            page.item(Item::Client(*client), &occasion(reason, cx), "");
        }
        page.section(
            "morning-focus",
            found.focus.entered.len() + found.focus.left.len(),
        );
        for client in &found.focus.entered {
            page.item(Item::Client(*client), &cx.texts.t("morning-entered"), "");
        }
        for (client, why) in &found.focus.left {
            let words = cx.texts.tf("morning-exited", &[("reason", why.into())]);
            page.item(Item::Client(*client), &words, "");
        }
        if page.items.is_empty() {
            page.rows.blank();
            page.rows
                .text(&cx.texts.t("morning-quiet"), 0, 3, cx.theme.good);
        }
        self.items = page.items;
        self.page = page.page;
        self.page.lines = page.rows.into_lines();
        self.found = Some(found);
    }
}

/// The page as it is written.
struct Page<'a> {
    rows: Rows<'a>,
    items: Vec<Item>,
    page: Laid,
    cx: &'a Cx<'a>,
}

impl Page<'_> {
    fn section(&mut self, id: &str, count: usize) {
        if count > 0 {
            self.rows.section(&self.cx.texts.t(id), &count.to_string());
        }
    }

    fn item(&mut self, item: Item, words: &str, when: &str) {
        let from = self.rows.len();
        let cx = self.cx;
        let name = cx
            .book
            .client(item.client())
            .map_or("", |c| c.name.as_str());
        let wide = self.rows.cells_wide();
        let column = (wide / 3).clamp(18, 32);
        let mut head = vec![(padded(name, column), cx.theme.text)];
        let mut taken = column + 1;
        if !when.is_empty() {
            head.push((format!(" {when}"), cx.theme.muted));
            taken += width(when) + 2;
        }
        // A second line begins under the first, where there is room for it.
        let room = wide.saturating_sub(taken).max(1);
        let mut parts = wrap(words, room).into_iter();
        let gap = if when.is_empty() { " " } else { "  " };
        let first = parts.next().unwrap_or_default();
        head.push((format!("{gap}{first}"), cx.theme.text));
        self.rows.cells(head);
        let rest = parts.collect::<Vec<_>>().join(" ");
        if !rest.is_empty() {
            self.rows.text(&rest, column + 1, 2, cx.theme.text);
        }
        self.page.items.push(from..self.rows.len());
        self.items.push(item);
    }

    /// The last working day in figures, and a clock that was set back.
    fn yesterday(&mut self, found: &Morning) {
        let cx = self.cx;
        let last = &found.yesterday;
        let figures = [
            ("morning-touched", last.touched),
            ("morning-reached", last.reached),
            ("morning-closed", last.closed),
            ("morning-answered", last.answered),
        ];
        let mut parts = vec![cx.texts.date_with_weekday(last.date, cx.today())];
        for (id, count) in figures.into_iter().filter(|(_, count)| *count > 0) {
            parts.push(cx.texts.tf(id, &[("count", count.into())]));
        }
        if last.minutes > 0 {
            parts.push(cx.texts.duration(last.minutes.into()));
        }
        self.rows.cells(vec![(parts.join(" · "), cx.theme.muted)]);
        if let Some(at) = found.clock_back {
            let at = cx.now.time_zone().to_datetime(at);
            let date = cx.texts.date_time(at.date(), at.time(), cx.today());
            let words = cx.texts.tf("morning-clock-back", &[("date", date.into())]);
            self.rows.text(&words, 0, 3, cx.theme.warn);
        }
    }
}

fn planned(client: ClientId, cx: &Cx<'_>) -> bool {
    cx.agenda.rows.iter().any(|row| row.client == client)
}

fn left_words(left: &LeftOver, cx: &Cx<'_>) -> String {
    let (id, text) = match &left.what {
        LeftWhat::FollowUp { promised, text, .. } => (
            if *promised {
                "morning-left-promised"
            } else {
                "morning-left-planned"
            },
            text.clone(),
        ),
        LeftWhat::Promise { what, .. } => ("morning-left-agreed", what.clone()),
        LeftWhat::Step { text, .. } => ("morning-left-step", text.clone()),
        LeftWhat::Pin(at) => ("morning-left-pin", cx.texts.time(*at)),
    };
    said(id, &text, cx)
}

/// A phrase with what it is about; without it the phrase alone.
fn said(id: &str, text: &str, cx: &Cx<'_>) -> String {
    match text.trim() {
        "" => cx.texts.t(id),
        text => format!("{}: {text}", cx.texts.t(id)),
    }
}

fn came_words(came: &CameIn, cx: &Cx<'_>) -> (String, String) {
    let mut words = came.text.clone();
    if let Some(until) = came.until {
        let until = cx.texts.date_time(until.date(), until.time(), cx.today());
        let until = cx.texts.tf("morning-until", &[("date", until.into())]);
        words = format!("{words} · {until}");
    }
    let when = cx
        .texts
        .date_time(came.at.date(), came.at.time(), cx.today());
    let when = match came.kind {
        RequestKind::Fire => format!("{when} · {}", cx.texts.t("morning-fire")),
        _ => when,
    };
    (words, when)
}

fn come_words(come: &Come, cx: &Cx<'_>) -> String {
    match &come.what {
        ComeWhat::Touch {
            promised,
            time,
            text,
        } => {
            let id = if *promised {
                "morning-come-promised"
            } else {
                "morning-come-planned"
            };
            let words = said(id, text, cx);
            match time {
                Some(time) => format!("{} {words}", cx.texts.time(*time)),
                None => words,
            }
        }
        ComeWhat::Promise { side, what, .. } => said(
            if *side == Side::Ours {
                "morning-come-ours"
            } else {
                "morning-come-theirs"
            },
            what,
            cx,
        ),
        ComeWhat::Answer { what, .. } => said("morning-come-answer", what, cx),
        ComeWhat::ParkOver { reason } => said("morning-come-park", reason, cx),
        ComeWhat::Woke { reason } => said("morning-come-woke", reason, cx),
    }
}

fn occasion(reason: &Reason, cx: &Cx<'_>) -> String {
    say::reason(cx.texts, reason, cx.today())
}

impl Dialog for MorningDialog {
    fn context(&self) -> Context {
        Context::Morning
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        // Keys may come before the first frame, and after a change.
        let width = self.of.map_or(UNDRAWN, |(.., width)| width);
        self.lay(cx, width);
        if self.scroll.act(action, &self.page.items).is_some() {
            return Reply::Done;
        }
        if matches!(action, Action::Cancel | Action::Quit | Action::Morning) {
            return self.close();
        }
        let item = self.items.get(self.scroll.item()).cloned();
        match (action, item) {
            (Action::Open | Action::TakeIn | Action::Mark, Some(Item::Left(left))) => {
                self.today(left, cx)
            }
            (Action::PlanTouch, Some(Item::Left(left))) => Self::another_day(&left, cx),
            (Action::StrikeOut, Some(Item::Left(left))) => Self::strike_out(&left, cx),
            (Action::Open, Some(Item::Client(client))) => Reply::Ask(Request::ShowCard(client)),
            (Action::PlanTouch, Some(Item::Client(client))) => {
                let form = cx.book.get(client).map(|d| PlanTouchForm::new(d, cx));
                form.map_or(Reply::Done, |form| Reply::Open(Box::new(form)))
            }
            (Action::Snooze, Some(item)) => put_off(item.client(), cx),
            (Action::Explain | Action::Help, Some(item)) => explain_place(item.client(), cx),
            _ => Reply::Pass,
        }
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        let area = centered(screen, 130, screen.height);
        let inner = dialog(buf, area, &cx.texts.t("morning-title"), cx.theme);
        self.lay(cx, inner.width);
        self.scroll.draw(buf, inner, &self.page, cx.theme);
        None
    }

    fn hints(&self) -> &'static [Action] {
        match self.items.get(self.scroll.item()) {
            Some(Item::Left(_)) => &[
                Action::TakeIn,
                Action::PlanTouch,
                Action::StrikeOut,
                Action::Snooze,
                Action::Undo,
                Action::Cancel,
            ],
            _ => &[
                Action::Open,
                Action::PlanTouch,
                Action::Snooze,
                Action::Undo,
                Action::Cancel,
            ],
        }
    }
}
