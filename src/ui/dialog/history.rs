//! What was done and can be taken back, what was taken back and can be done again.

use std::any::Any;

use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Dialog;
use super::confirm::{Confirm, OnYes};
use crate::domain::history::Unit;
use crate::input::{Action, Context};
use crate::say;
use crate::ui::widgets::cursor::Cursor;
use crate::ui::widgets::frame;
use crate::ui::widgets::paint::Line;
use crate::ui::{Cx, Notice, Reply, Request};

/// The list of steps, newest on top: undone ones, a rule, done ones.
#[derive(Debug)]
pub struct HistoryDialog {
    /// The next to redo first, as [`History::undone`](crate::domain::History::undone) gives them.
    undone: Vec<Unit>,
    /// The latest first.
    done: Vec<Unit>,
    cursor: Cursor,
    list: Rect,
}

impl HistoryDialog {
    /// Steps in the order [`History`](crate::domain::History) lists them; the cursor starts on the latest
    /// one done.
    #[must_use]
    pub fn new(done: Vec<Unit>, undone: Vec<Unit>) -> Self {
        let mut cursor = Cursor::default();
        cursor.set(undone.len());
        Self {
            undone,
            done,
            cursor,
            list: Rect::ZERO,
        }
    }

    /// Takes the lists after an undo or redo; the cursor stays by the line between them, where the step
    /// that just moved is.
    pub fn refresh(&mut self, done: Vec<Unit>, undone: Vec<Unit>) {
        *self = Self {
            list: self.list,
            ..Self::new(done, undone)
        };
    }

    const fn len(&self) -> usize {
        self.undone.len() + self.done.len()
    }

    fn unit(&self, row: usize) -> Option<&Unit> {
        match self.undone.len().checked_sub(row + 1) {
            Some(from_next) => self.undone.get(from_next),
            None => self.done.get(row - self.undone.len()),
        }
    }

    fn take_back(&self, cx: &Cx<'_>) -> Reply {
        let row = self.cursor.index();
        if row < self.undone.len() {
            if row + 1 == self.undone.len() {
                return Reply::Ask(Request::Redo);
            }
            let key = cx.keymap.key_of(self.context().chain(), Action::Redo);
            let key = key.map_or_else(String::new, |k| k.to_string());
            let words = cx.texts.tf("history-redo-in-turn", &[("key", key.into())]);
            return Reply::Say(Notice::info(words));
        }
        let steps = row - self.undone.len() + 1;
        let Some(last) = self.done.get(steps - 1) else {
            return Reply::Done;
        };
        const NAMED: usize = 6;
        let name = |u: &Unit| format!("{}: {}", say::intent(cx.texts, u.intent), u.label);
        let mut details: Vec<String> = self.done.iter().take(steps.min(NAMED)).map(name).collect();
        if steps > NAMED {
            let rest = [("count", (steps - NAMED).into())];
            details.push(cx.texts.tf("history-more", &rest));
        }
        let question = cx.texts.tf(
            "history-undo-many",
            &[("count", steps.into()), ("last", (&last.label).into())],
        );
        let ask = OnYes::Ask(Request::UndoMany(steps));
        Reply::Open(Box::new(
            Confirm::new(question, details, ask).verb(cx.texts.t("history-undo")),
        ))
    }
}

fn moment(cx: &Cx<'_>, at: Timestamp) -> String {
    let then = at.to_zoned(cx.now.time_zone().clone());
    let (day, time) = (then.date(), then.time());
    match (cx.today() - day).get_days() {
        0 => format!("{} {}", cx.texts.t("today"), cx.texts.time(time)),
        1 => format!("{} {}", cx.texts.t("yesterday"), cx.texts.time(time)),
        _ => cx.texts.date_time(day, time, cx.today()),
    }
}

impl Dialog for HistoryDialog {
    fn context(&self) -> Context {
        Context::History
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        if self.cursor.act(action, self.len()).is_some() {
            return Reply::Done;
        }
        match action {
            Action::Open | Action::Accept => self.take_back(cx),
            Action::Cancel | Action::History => Reply::Close,
            _ => Reply::Pass,
        }
    }

    fn click(&mut self, at: Position, _cx: &Cx<'_>) -> Reply {
        if self.list.contains(at) {
            let line = at.y - self.list.y;
            let rule = self.undone.len().checked_sub(self.cursor.top());
            let below = rule.is_some_and(|r| !self.undone.is_empty() && usize::from(line) > r);
            if let Some(row) = self.cursor.row_at(line - u16::from(below), self.len()) {
                self.cursor.set(row);
            }
        }
        Reply::Done
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        let t = cx.theme;
        let has_rule = !self.undone.is_empty();
        let rows = self.len().max(1) + usize::from(has_rule);
        let height = u16::try_from(rows + 2).unwrap_or(u16::MAX);
        let tallest = screen.height.saturating_sub(2).max(3);
        let area = frame::centered(screen, screen.width.min(96), height.min(tallest));
        let area = frame::dialog(buf, area, &cx.texts.t("action-history"), t);
        self.list = area;
        if self.len() == 0 {
            Line::new(buf, area, area.y, t.text).left(&cx.texts.t("empty-history"), t.muted);
            return None;
        }
        let room = usize::from(area.height).saturating_sub(usize::from(has_rule));
        let range = self.cursor.window(self.len(), room);
        let mut y = area.y;
        for row in range {
            if has_rule && row == self.undone.len() {
                let dash = t.mark("─", "-").repeat(usize::from(area.width));
                Line::new(buf, area, y, t.line).left(&dash, t.line);
                y += 1;
            }
            let Some(unit) = self.unit(row) else { break };
            let under = row == self.cursor.index();
            let undone = row < self.undone.len();
            let base = if under { t.cursor } else { t.text };
            let plain = match (under, undone) {
                (false, true) => t.muted,
                _ => base,
            };
            let dim = if under { base } else { t.muted };
            let group = if unit.group.is_some() {
                t.mark("≡", "=")
            } else {
                " "
            };
            let count = if unit.changes > 1 {
                cx.texts
                    .tf("count-changes", &[("count", unit.changes.into())])
            } else {
                String::new()
            };
            let state = if undone { t.mark("↷", ">") } else { " " };
            let wide = area.width >= 60;
            let mut line = Line::new(buf, area, y, base);
            line.column(state, 2, plain)
                .column(&moment(cx, unit.at), if wide { 17 } else { 13 }, dim)
                .column(
                    &say::intent(cx.texts, unit.intent),
                    if wide { 26 } else { 16 },
                    plain,
                );
            if wide {
                line.right(&count, dim).right(&format!(" {group} "), dim);
            }
            line.left(&unit.label, plain);
            y += 1;
        }
        None
    }

    fn hints(&self) -> &'static [Action] {
        &[Action::Undo, Action::Redo, Action::Open, Action::Cancel]
    }

    fn as_any_mut(&mut self) -> Option<&mut dyn Any> {
        Some(self)
    }
}

#[cfg(test)]
mod tests {
    use super::super::rig::Rig;
    use super::*;
    use crate::domain::{GroupId, Intent};
    use crate::i18n::Lang;

    fn unit(rig: &Rig, n: u32) -> Unit {
        Unit {
            intent: Intent::LogTouch,
            label: format!("шаг {n}"),
            client: None,
            at: rig.now.timestamp() - jiff::SignedDuration::from_hours(i64::from(n) * 20),
            group: (n == 2).then(|| GroupId(uuid::Uuid::from_u128(1))),
            changes: n,
            seqs: vec![u64::from(n)],
        }
    }

    fn dialog(rig: &Rig) -> HistoryDialog {
        // 1 and 2 are undone (2 is the next to redo), 3 to 5 are done.
        let units = |all: &[u32]| all.iter().map(|n| unit(rig, *n)).collect();
        HistoryDialog::new(units(&[3, 4, 5]), units(&[2, 1]))
    }

    #[test]
    fn newest_on_top_with_a_rule_between() {
        for lang in Lang::ALL {
            let rig = Rig::new(lang);
            let (shown, _) = rig.draw(&mut dialog(&rig), 100, 24);
            let at = |what: &str| {
                shown
                    .find(what)
                    .unwrap_or_else(|| panic!("{what}\n{shown}"))
            };
            let order = ["шаг 1", "шаг 2", "────", "шаг 3", "шаг 4", "шаг 5"];
            let mut places: Vec<usize> = order[..2].iter().map(|w| at(w)).collect();
            let inside = shown.find("шаг 2").unwrap();
            places.push(inside + shown[inside..].find(order[2]).unwrap());
            places.extend(order[3..].iter().map(|w| at(w)));
            assert!(places.is_sorted(), "{shown}");
            rig.draw_all_sizes(&mut dialog(&rig));
            rig.draw_all_sizes(&mut HistoryDialog::new(vec![], vec![]));
        }
    }

    #[test]
    fn enter_asks_how_many_steps_to_take_back() {
        let rig = Rig::new(Lang::Ru);
        let mut d = dialog(&rig);
        rig.draw(&mut d, 100, 24);
        assert_eq!(
            d.unit(d.cursor.index()).unwrap().label,
            "шаг 3",
            "the latest"
        );
        rig.press(&mut d, "j");
        let Reply::Open(mut question) = rig.press(&mut d, "enter") else {
            panic!("asks first");
        };
        let (shown, _) = rig.draw(question.as_mut(), 80, 24);
        assert!(shown.contains("последние 2 шага"), "{shown}");
        let reply = rig.press(question.as_mut(), "д");
        assert!(
            matches!(reply, Reply::CloseAndAsk(Request::UndoMany(2))),
            "{reply:?}"
        );
        // On the undone side: only the next one in turn.
        assert!(matches!(
            rig.press(&mut d, "k k enter"),
            Reply::Ask(Request::Redo)
        ));
        assert!(matches!(rig.press(&mut d, "g g enter"), Reply::Say(_)));
        // Undo and redo are the program's.
        for key in ["u", "ctrl-r", "г"] {
            assert!(matches!(rig.press(&mut d, key), Reply::Pass), "{key}");
        }
        assert!(matches!(rig.press(&mut d, "q"), Reply::Close));
        d.refresh(vec![], vec![]);
        assert!(matches!(rig.press(&mut d, "enter"), Reply::Done));
    }
}
