//! The sheet of a fire slot: what burns, how long it takes, and what it pushes out of the day: if something was
//! added, something was taken (D13, E20).

use jiff::civil::DateTime;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::deeds::AnswerForm;
use super::form::Of;
use super::{FireSlots, over};
use crate::domain::agenda::Row;
use crate::domain::command::RequestCommand;
use crate::domain::inbox::{Item, open_fires, victims};
use crate::domain::{ClientId, Command, Request};
use crate::i18n::Lang;
use crate::input::{Action, Context};
use crate::say;
use crate::ui::dialog::card::rows::{Rows, padded};
use crate::ui::dialog::plan::{explain_place, put_off};
use crate::ui::dialog::plan_touch::PlanTouchForm;
use crate::ui::widgets::frame::dialog;
use crate::ui::widgets::sheet::{Laid, Scroll};
use crate::ui::widgets::text::fit_name;
use crate::ui::{Cx, Dialog, Notice, Reply};

/// Cells assumed while the screen was never drawn.
const UNDRAWN: u16 = 78;
/// Minutes a fire is reckoned with when nobody said how long it takes: a whole slot.
const UNKNOWN: u16 = 15;
/// Calls offered beyond those proposed.
const OFFERED: usize = 12;

/// A row of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Entry {
    Fire(Of),
    Call(ClientId),
}

/// The sheet of the next slot.
#[derive(Debug)]
pub struct SheetDialog {
    slots: FireSlots,
    slot: Option<DateTime>,
    scroll: Scroll,
    laid: Laid,
    entries: Vec<Entry>,
    /// Calls given up, as proposed until the person chose.
    given: Vec<ClientId>,
    chosen: bool,
    /// Calls another day was asked for.
    moved: Vec<(ClientId, u16)>,
    of: Option<(u64, i64, Lang, u16)>,
}

fn minutes(request: &Request) -> u16 {
    match request.minutes {
        0 => UNKNOWN,
        minutes => minutes,
    }
}

impl SheetDialog {
    /// The sheet of the next slot, with the calls proposed to make room.
    #[must_use]
    pub fn new(slots: FireSlots, cx: &Cx<'_>) -> Self {
        let slot = slots.next(cx);
        let mut sheet = Self {
            slots,
            slot,
            scroll: Scroll::default(),
            laid: Laid::default(),
            entries: Vec::new(),
            given: Vec::new(),
            chosen: false,
            moved: Vec::new(),
            of: None,
        };
        sheet.propose(cx);
        sheet
    }

    fn fires<'b>(&self, cx: &Cx<'b>) -> Vec<Item<'b>> {
        open_fires(cx.book, self.slot)
    }

    fn needed(&self, cx: &Cx<'_>) -> u16 {
        let fires = self.fires(cx);
        fires
            .iter()
            .fold(0, |sum: u16, (_, fire)| sum.saturating_add(minutes(fire)))
    }

    /// The slot itself has room for its quarter of an hour; what is beyond pushes calls out.
    fn beyond(&self, cx: &Cx<'_>) -> u16 {
        let room = if self.slots.times.is_empty() {
            0
        } else {
            UNKNOWN
        };
        let freed = self
            .moved(cx)
            .fold(room, |sum: u16, (_, minutes)| sum.saturating_add(minutes));
        self.needed(cx).saturating_sub(freed)
    }

    fn propose(&mut self, cx: &Cx<'_>) {
        if self.chosen {
            return;
        }
        // Only what the sheet shows can be given up: nobody would see the rest go.
        let rows = victims(cx.agenda, cx.now.datetime(), self.beyond(cx));
        self.given = rows.iter().take(OFFERED).map(|row| row.client).collect();
    }

    /// The calls that can be given up, in the order of the day.
    fn offered<'b>(cx: &Cx<'b>) -> Vec<&'b Row> {
        let mut rows = victims(cx.agenda, cx.now.datetime(), u16::MAX);
        rows.truncate(OFFERED);
        rows.sort_by_key(|row| row.at);
        rows
    }

    fn lay(&mut self, cx: &Cx<'_>, width: u16) {
        let minute = cx.now.timestamp().as_second().div_euclid(60);
        let stamp = (cx.book.revision(), minute, cx.texts.lang(), width);
        if self.of == Some(stamp) {
            return;
        }
        if self.of.is_some_and(|(revision, ..)| revision != stamp.0) {
            self.propose(cx);
        }
        self.of = Some(stamp);
        let fires = self.fires(cx);
        let mut rows = Rows::new(cx, width);
        let mut items = Vec::new();
        self.entries.clear();
        let head = [
            ("count", fires.len().into()),
            ("time", cx.texts.duration(i64::from(self.needed(cx))).into()),
        ];
        rows.cells(vec![(cx.texts.tf("sheet-head", &head), cx.theme.text)]);
        rows.heading("sheet-fires");
        if fires.is_empty() {
            rows.text(&cx.texts.t("sheet-none"), 0, 2, cx.theme.muted);
        }
        for (dossier, fire) in &fires {
            let from = rows.len();
            fire_row(&mut rows, &dossier.client.name, fire);
            items.push(from..rows.len());
            self.entries.push(Entry::Fire(Of {
                client: dossier.id(),
                id: fire.id,
            }));
        }
        if !fires.is_empty() {
            rows.heading("sheet-taken");
            let offered = Self::offered(cx);
            let given: u16 = offered
                .iter()
                .filter(|row| self.given.contains(&row.client))
                .fold(0, |sum, row| sum.saturating_add(row.minutes));
            let args = [
                ("need", cx.texts.duration(i64::from(self.beyond(cx))).into()),
                ("given", cx.texts.duration(i64::from(given)).into()),
            ];
            let words = cx.texts.tf("sheet-need", &args);
            rows.cells(vec![(words, cx.theme.muted)]);
            if offered.is_empty() {
                rows.text(&cx.texts.t("sheet-no-calls"), 0, 2, cx.theme.muted);
            }
            for row in offered {
                let from = rows.len();
                call_row(&mut rows, row, self.given.contains(&row.client));
                items.push(from..rows.len());
                self.entries.push(Entry::Call(row.client));
            }
        }
        self.laid = Laid {
            lines: rows.into_lines(),
            items,
        };
    }

    /// Takes a call out, or leaves it in.
    fn toggle(&mut self) {
        if let Some(Entry::Call(client)) = self.entries.get(self.scroll.item()).copied() {
            self.chosen = true;
            let known = self.given.len();
            self.given.retain(|id| *id != client);
            if self.given.len() == known {
                self.given.push(client);
            }
            self.of = None;
        }
    }

    /// Asks for another day for a call: it makes room as well as one that is given up.
    fn move_away(&mut self, client: ClientId, action: Action, cx: &Cx<'_>) -> Reply {
        let row = cx.agenda.rows.iter().find(|row| row.client == client);
        if let Some(row) = row {
            self.moved.retain(|(id, _)| *id != client);
            self.moved.push((client, row.minutes));
        }
        match (action, cx.book.get(client)) {
            (Action::PlanTouch, Some(dossier)) => {
                Reply::Open(Box::new(PlanTouchForm::new(dossier, cx)))
            }
            _ => put_off(client, cx),
        }
    }

    /// Those for whom another day was found here, with the minutes they had today.
    fn moved(&self, cx: &Cx<'_>) -> impl Iterator<Item = (ClientId, u16)> {
        let stays = |id| cx.agenda.rows.iter().any(|row| row.client == id);
        self.moved
            .iter()
            .copied()
            .filter(move |(id, _)| !stays(*id))
    }

    /// Writes down what is pushed out.
    fn settle(&self, cx: &Cx<'_>) -> Reply {
        let fires: Vec<_> = self
            .fires(cx)
            .iter()
            .map(|(dossier, fire)| (dossier.id(), fire.id))
            .collect();
        if fires.is_empty() {
            return Reply::Say(Notice::info(cx.texts.t("sheet-none")));
        }
        let victims: Vec<ClientId> = Self::offered(cx)
            .iter()
            .map(|row| row.client)
            .filter(|client| self.given.contains(client))
            .collect();
        let moved = self.moved(cx).map(|(client, _)| client);
        let names: Vec<&str> = (victims.iter().copied().chain(moved))
            .filter_map(|client| cx.book.client(client))
            .map(|client| client.name.as_str())
            .collect();
        let words = if names.is_empty() {
            cx.texts.t("sheet-pushed-nothing")
        } else {
            let args = [("names", names.join(", ").into())];
            cx.texts.tf("sheet-pushed", &args)
        };
        Reply::Submit(Command::Request(RequestCommand::PushOut {
            fires,
            day: cx.today(),
            victims,
            words,
            reason: cx.texts.t("sheet-reason"),
        }))
    }
}

fn fire_row(rows: &mut Rows<'_>, client: &str, fire: &Request) {
    let cx = rows.cx;
    let wide = rows.room();
    let name = (wide / 4).clamp(12, 28);
    let (mark, style) = if fire.urgent {
        ("!", cx.theme.bad)
    } else {
        ("", cx.theme.text)
    };
    let time = match fire.minutes {
        0 => cx.texts.tf("sheet-guess", &[("count", UNKNOWN.into())]),
        minutes => cx.texts.duration(i64::from(minutes)),
    };
    // A step without a name and without words only moved it.
    let told = fire
        .steps
        .iter()
        .any(|step| !(step.who.is_empty() && step.words.is_empty()));
    let text = fire.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let told = cx
        .texts
        .t(if told { "sheet-told" } else { "sheet-not-told" });
    rows.ended(
        vec![
            (padded(mark, 2), style),
            (padded(&fit_name(client, name - 1), name), cx.theme.strong),
            (text, cx.theme.text),
        ],
        (format!("{time} · {told}"), cx.theme.muted),
    );
    if !fire.pushes_out.is_empty() {
        rows.text(&fire.pushes_out, 2, 2, cx.theme.muted);
    }
}

fn call_row(rows: &mut Rows<'_>, row: &Row, given: bool) {
    let cx = rows.cx;
    let wide = rows.room();
    let name = (wide / 4).clamp(12, 28);
    let mark = if given { "[x]" } else { "[ ]" };
    let client = cx.book.client(row.client).map_or("", |c| c.name.as_str());
    let style = if given { cx.theme.warn } else { cx.theme.text };
    let why = say::reasons(cx.texts, &row.reasons, cx.today());
    rows.ended(
        vec![
            (format!("{mark} "), style),
            (format!("{} ", cx.texts.time(row.at.time())), cx.theme.muted),
            (padded(&fit_name(client, name - 1), name), cx.theme.text),
            (why, cx.theme.muted),
        ],
        (cx.texts.duration(i64::from(row.minutes)), cx.theme.muted),
    );
}

impl Dialog for SheetDialog {
    fn context(&self) -> Context {
        Context::FireSheet
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        let width = self.of.map_or(UNDRAWN, |(.., width)| width);
        self.lay(cx, width);
        if self.scroll.act(action, &self.laid.items).is_some() {
            return Reply::Done;
        }
        match action {
            Action::Mark => {
                match self.entries.get(self.scroll.item()).copied() {
                    Some(Entry::Call(_)) => self.toggle(),
                    Some(Entry::Fire(of)) => {
                        let dossier = cx.book.get(of.client);
                        let requests = dossier.map_or(&[][..], |d| &d.work().requests);
                        if let Some(fire) = requests.iter().find(|r| r.id == of.id) {
                            return Reply::Open(Box::new(AnswerForm::new(fire, cx)));
                        }
                    }
                    None => {}
                }
                Reply::Done
            }
            Action::Snooze | Action::PlanTouch => match self.entries.get(self.scroll.item()) {
                Some(Entry::Call(client)) => self.move_away(*client, action, cx),
                _ => Reply::Done,
            },
            Action::Explain | Action::Help => match self.entries.get(self.scroll.item()) {
                Some(Entry::Call(client)) => explain_place(*client, cx),
                _ => Reply::Pass,
            },
            Action::Accept => self.settle(cx),
            Action::Cancel | Action::Quit => Reply::Close,
            _ => Reply::Pass,
        }
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        let title = match self.slot {
            Some(slot) => {
                let at = say::inbox::slot(cx.texts, slot, cx.today());
                cx.texts.tf("sheet-title", &[("slot", at.into())])
            }
            None => cx.texts.t("sheet-title-bare"),
        };
        let inner = dialog(buf, over(screen), &title, cx.theme);
        self.lay(cx, inner.width);
        self.scroll.draw(buf, inner, &self.laid, cx.theme);
        None
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::Mark,
            Action::Snooze,
            Action::PlanTouch,
            Action::Accept,
            Action::Undo,
            Action::Cancel,
        ]
    }

    fn is_dirty(&self) -> bool {
        self.chosen
    }
}
