//! Pane 4: the calls of today, each with its reasons in words, around the fixed slots of the day.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::ClientId;
use crate::domain::agenda::{Agenda, Block, BlockKind, Row};
use crate::domain::command::{DayCommand, Shift};
use crate::input::{Action, Context};
use crate::say;
use crate::ui::dialog::plan::{StrikeForm, arrange, explain_place, put_off};
use crate::ui::widgets::cursor::Cursor;
use crate::ui::widgets::frame::{self, Title};
use crate::ui::widgets::paint::Line;
use crate::ui::widgets::text::wrap;
use crate::ui::{Cx, Notice, Reply, Request};

/// A line of the pane: the two lines of a call, a fixed block.
#[derive(Debug, Clone, Copy)]
enum Item {
    Head(usize),
    Why(usize),
    Block(usize),
}

/// The day's calls.
#[derive(Debug, Default)]
pub struct AgendaPane {
    /// The row to change places with the next one chosen.
    swap: Option<ClientId>,
    clients: Vec<ClientId>,
    cursor: Cursor,
    lines: Cursor,
    items: Vec<Item>,
    inner: Rect,
}

impl AgendaPane {
    /// Brings the pane up to date with the plan; the cursor stays on its client.
    /// Tells whether the current client had a row and lost it.
    pub fn refresh(&mut self, cx: &Cx<'_>, current: Option<ClientId>) -> bool {
        let clients = cx.agenda.rows.iter().map(|row| row.client);
        if self.clients.len() == cx.agenda.rows.len()
            && clients.clone().eq(self.clients.iter().copied())
        {
            return false;
        }
        let had = current.is_some_and(|id| self.clients.contains(&id));
        self.clients = clients.collect();
        self.swap = self.swap.filter(|id| self.clients.contains(id));
        self.follow(current);
        had && !current.is_some_and(|id| self.clients.contains(&id))
    }

    /// Puts the cursor on a client's row, if it has one.
    pub fn follow(&mut self, current: Option<ClientId>) {
        if let Some(place) = current.and_then(|c| self.clients.iter().position(|id| *id == c)) {
            self.cursor.set(place);
        }
    }

    /// The client under the cursor.
    #[must_use]
    pub fn selected(&self) -> Option<ClientId> {
        self.clients.get(self.cursor.index()).copied()
    }

    /// Does an action of this pane.
    pub fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        if self.cursor.act(action, self.clients.len()).is_some() {
            return Reply::Done;
        }
        if action == Action::Cancel && self.swap.take().is_some() {
            return Reply::Done;
        }
        let Some(client) = self.selected() else {
            return Reply::Pass;
        };
        let step = match action {
            Action::MoveUp => DayCommand::Move {
                client,
                to: Shift::Earlier,
            },
            Action::MoveDown => DayCommand::Move {
                client,
                to: Shift::Later,
            },
            Action::PinRow => match cx.agenda.rows.iter().find(|row| row.client == client) {
                Some(row) if row.pinned => DayCommand::Unpin(client),
                Some(row) => DayCommand::Pin {
                    client,
                    at: row.at.time(),
                },
                None => return Reply::Done,
            },
            Action::SwapRows => match self.swap.take() {
                None => {
                    self.swap = Some(client);
                    let name = cx.book.client(client).map_or("", |c| c.name.as_str());
                    let key = |context: Context, action| {
                        let key = cx.keymap.key_of(context.chain(), action);
                        key.map_or_else(String::new, |k| k.to_string())
                    };
                    let args = [
                        ("name", name.into()),
                        ("key", key(Context::Agenda, Action::SwapRows).into()),
                        ("cancel", key(Context::Agenda, Action::Cancel).into()),
                    ];
                    return Reply::Say(Notice::info(cx.texts.tf("agenda-swap-with", &args)));
                }
                Some(first) if first == client => return Reply::Done,
                Some(first) => DayCommand::Swap(first, client),
            },
            Action::Snooze => return put_off(client, cx),
            Action::StrikeOut => return Reply::Open(Box::new(StrikeForm::new(client))),
            Action::Explain => return explain_place(client, cx),
            _ => return Reply::Pass,
        };
        Reply::Do(arrange(step, cx))
    }

    /// A click: puts the cursor on the call under it.
    pub fn click(&mut self, at: Position) -> Reply {
        let line = at.y.saturating_sub(self.inner.y);
        let item = self
            .lines
            .row_at(line, self.items.len())
            .and_then(|i| self.items.get(i));
        if let Some(Item::Head(row) | Item::Why(row)) = item
            && let Some(id) = self.clients.get(*row)
        {
            self.cursor.set(*row);
            return Reply::Ask(Request::Select(*id));
        }
        Reply::Done
    }

    /// Draws the pane.
    pub fn draw(
        &mut self,
        buf: &mut Buffer,
        area: Rect,
        cx: &Cx<'_>,
        focused: bool,
        current: Option<ClientId>,
    ) {
        let agenda = cx.agenda;
        // Hours and minutes as a clock shows them: the title is narrow.
        let minutes = |m: u16| format!("{}:{:02}", m / 60, m % 60);
        let detail = if agenda.rows.is_empty() {
            String::new()
        } else {
            cx.texts.tf(
                "agenda-load",
                &[
                    ("count", agenda.rows.len().into()),
                    ("planned", minutes(agenda.planned_minutes).into()),
                    ("budget", minutes(agenda.budget).into()),
                ],
            )
        };
        let title = Title {
            name: format!("4 {}", cx.texts.t("pane-agenda")),
            detail,
            ..Title::default()
        };
        let mut inner = frame::pane(buf, area, &title, focused, cx.theme);
        if agenda.left_out > 0 && inner.height > 3 {
            let key = cx.keymap.key_of(Context::Agenda.chain(), Action::Queue);
            let args = [
                ("count", agenda.left_out.into()),
                (
                    "key",
                    key.map_or_else(String::new, |k| k.to_string()).into(),
                ),
            ];
            let over = cx.now.date() == agenda.date && cx.now.time() >= cx.frame.hours.to;
            let words = match (agenda.day_off, over) {
                (true, _) => "agenda-left-day-off",
                (_, true) => "agenda-left-closed",
                _ => "agenda-left-out",
            };
            let text = cx.texts.tf(words, &args);
            inner.height -= 1;
            Line::new(
                buf,
                Rect {
                    height: inner.height + 1,
                    ..inner
                },
                inner.bottom(),
                cx.theme.text,
            )
            // Not under the reasons: it belongs to no call.
            .left(&text, cx.theme.muted);
        }
        if agenda.done_today.count > 0 && inner.height > 4 {
            let minutes = i64::from(agenda.done_today.minutes);
            let args = [
                ("count", agenda.done_today.count.into()),
                ("time", cx.texts.duration(minutes).into()),
            ];
            let text = cx.texts.tf("agenda-done", &args);
            Line::new(buf, inner, inner.y, cx.theme.text).left(&text, cx.theme.muted);
            inner.y += 1;
            inner.height -= 1;
        }
        self.inner = inner;
        if agenda.rows.is_empty() {
            empty(buf, inner, cx);
            return;
        }
        self.items = items(agenda);
        let place = |row| {
            self.items
                .iter()
                .position(|i| matches!(i, Item::Head(r) if *r == row))
        };
        // Both lines of the call under the cursor are kept on screen.
        let at = place(self.cursor.index()).unwrap_or(0);
        self.lines
            .set((at + 1).min(self.items.len().saturating_sub(1)));
        self.lines
            .window(self.items.len(), usize::from(inner.height));
        self.lines.set(at);
        let window = self
            .lines
            .window(self.items.len(), usize::from(inner.height));
        for (y, item) in (inner.y..).zip(self.items.get(window).unwrap_or_default()) {
            match *item {
                Item::Block(i) => {
                    if let Some(b) = agenda.fixed.get(i) {
                        block(buf, inner, y, cx, b);
                    }
                }
                Item::Head(i) | Item::Why(i) => {
                    let Some(row) = agenda.rows.get(i) else {
                        continue;
                    };
                    let here = i == self.cursor.index();
                    let base = match (here, focused) {
                        (true, true) => cx.theme.cursor,
                        (_, false) if Some(row.client) == current => cx.theme.trace,
                        _ => cx.theme.text,
                    };
                    match item {
                        Item::Head(_) => {
                            let swaps = self.swap == Some(row.client);
                            head(buf, inner, y, cx, (row, swaps), base);
                        }
                        _ => why(buf, inner, y, cx, row, base),
                    }
                }
            }
        }
    }
}

/// The day in order: blocks between the calls they separate.
fn items(agenda: &Agenda) -> Vec<Item> {
    let mut out = Vec::with_capacity(agenda.rows.len() * 2 + agenda.fixed.len());
    let mut blocks = agenda.fixed.iter().enumerate().peekable();
    for (i, row) in agenda.rows.iter().enumerate() {
        while let Some((b, _)) = blocks.next_if(|(_, block)| block.at <= row.at) {
            out.push(Item::Block(b));
        }
        out.push(Item::Head(i));
        out.push(Item::Why(i));
    }
    out.extend(blocks.map(|(b, _)| Item::Block(b)));
    out
}

fn head(
    buf: &mut Buffer,
    area: Rect,
    y: u16,
    cx: &Cx<'_>,
    (row, swaps): (&Row, bool),
    base: ratatui::style::Style,
) {
    let theme = cx.theme;
    let on = |style| if base == theme.cursor { base } else { style };
    let mut line = Line::new(buf, area, y, base);
    let time = match (row.missed, row.timed || row.pinned) {
        (true, _) => theme.warn,
        (_, true) => theme.strong,
        _ => theme.muted,
    };
    line.left(&cx.texts.time(row.at.time()), on(time)).skip(1);
    line.right(" ", base);
    if row.local != row.at.time() {
        let there = cx
            .texts
            .tf("agenda-local", &[("time", cx.texts.time(row.local).into())]);
        line.right(&there, on(theme.muted)).right(" ", base);
    }
    if row.channel != crate::domain::Channel::Phone {
        line.right(&say::channel(cx.texts, row.channel), on(theme.info))
            .right(" ", base);
    }
    let marks = [
        (swaps, "agenda-mark-swap", theme.accent),
        (row.clash, "agenda-mark-clash", theme.warn),
        (row.missed, "agenda-mark-missed", theme.warn),
        (row.pinned && !row.missed, "agenda-mark-pinned", theme.info),
    ];
    if let Some((_, id, style)) = marks.into_iter().find(|(holds, ..)| *holds) {
        line.right(&cx.texts.t(id), on(style)).right(" ", base);
    }
    // Bold is for calls whose hour was set: they are the ones that cannot wait.
    let name = cx.book.client(row.client).map_or("", |c| c.name.as_str());
    let room = line.free();
    line.name(
        name,
        room,
        if row.timed { theme.strong } else { theme.text },
    );
}

fn why(buf: &mut Buffer, area: Rect, y: u16, cx: &Cx<'_>, row: &Row, base: ratatui::style::Style) {
    let on = |style| if base == cx.theme.cursor { base } else { style };
    let style = if row
        .reasons
        .first()
        .is_some_and(|r| r.is_broken_promise(cx.today()))
    {
        cx.theme.bad
    } else {
        cx.theme.muted
    };
    let mut line = Line::new(buf, area, y, base);
    line.skip(6);
    if row.outside {
        // The line above has the client's clock.
        let outside = format!("{} · ", cx.texts.t("agenda-outside"));
        line.left(&outside, on(cx.theme.warn));
    }
    line.left(&say::reasons(cx.texts, &row.reasons, cx.today()), on(style));
}

fn block(buf: &mut Buffer, area: Rect, y: u16, cx: &Cx<'_>, block: &Block) {
    let mut word = say::block(cx.texts, block.kind, &block.title);
    if block.fires > 0 {
        word = format!("{word}: {}", block.fires);
    }
    if block.kind == BlockKind::Meeting {
        let until = block.at + jiff::SignedDuration::from_mins(block.minutes.into());
        word = format!("{word} – {}", cx.texts.time(until.time()));
    }
    let rule = cx.theme.mark("──", "--");
    let text = format!("{rule} {word} {rule}");
    Line::new(buf, area, y, cx.theme.text)
        .left(&cx.texts.time(block.at.time()), cx.theme.line)
        .skip(1)
        .left(&text, cx.theme.line);
}

fn empty(buf: &mut Buffer, area: Rect, cx: &Cx<'_>) {
    if cx.book.partial().is_some() {
        return;
    }
    let key = cx
        .keymap
        .key_of(Context::Agenda.chain(), Action::PlanTouch)
        .map_or_else(String::new, |k| k.to_string());
    let text = if cx.agenda.day_off {
        cx.texts.t("agenda-day-off")
    } else {
        cx.texts.tf("empty-agenda", &[("key", key.into())])
    };
    let width = usize::from(area.width.saturating_sub(4));
    for (y, part) in (area.y + 1..area.bottom()).zip(wrap(&text, width)) {
        Line::new(buf, area, y, cx.theme.text)
            .skip(2)
            .left(&part, cx.theme.muted);
    }
}
