//! The plan of the day on screen: what it is fitted into, planning anew, what is new in the morning, writing it out.

use jiff::Zoned;

use super::{App, DayPlan, Effect};
use crate::domain::agenda::DayFrame;
use crate::domain::command::DayCommand;
use crate::domain::morning::morning;
use crate::domain::plan_sheet::PlanFormat;
use crate::domain::{Command, Library};
use crate::input::{Action, Context};
use crate::say;
use crate::ui::Notice;
use crate::ui::dialog::plan::morning::news;
use crate::ui::status::Saving;

/// The day of `now`, with the work calendar and the days to greet on.
pub(super) fn frame(plan: &DayPlan, now: &Zoned, library: &Library) -> DayFrame {
    let mut frame = plan.frame(now);
    frame.calendar.clone_from(&library.calendar);
    frame.greet.clone_from(&library.greetings);
    frame
}

impl App {
    /// Plans the rest of the day anew, as of now. What is pinned and what is done stays: no record changes.
    pub(super) fn replan(&mut self) {
        self.agenda_of = None;
        self.refresh();
        let time = [("time", self.texts.time(self.now.time()).into())];
        self.notice = Some(Notice::info(self.texts.tf("agenda-replanned", &time)));
    }

    /// Says how much is new when something of it has to be asked or answered; nobody is forced to look.
    pub(super) fn offer_morning(&mut self) {
        if self.notice.is_some() || self.used {
            return;
        }
        let count = news(&morning(&self.book, &self.frame));
        if count == 0 {
            return;
        }
        let key = self
            .keymap
            .key_of(Context::Clients.chain(), Action::Morning);
        let args = [
            ("count", count.into()),
            (
                "key",
                key.map_or_else(String::new, |k| k.to_string()).into(),
            ),
        ];
        self.notice = Some(Notice::info(self.texts.tf("morning-offer", &args)));
    }

    /// The morning was looked through: what was left over is not asked about again. It is not news to anybody.
    pub(super) fn morning_seen(&mut self, effects: &mut Vec<Effect>) {
        if matches!(self.saving, Saving::Failed(_)) || self.book.partial().is_some() {
            return;
        }
        let command = Command::Day(Box::new(self.frame.clone()), DayCommand::OpenMorning);
        if self.carry_out(command, effects) {
            self.notice = None;
        }
    }

    /// Writes the plan as it stands.
    pub(super) fn write_plan(&mut self, format: PlanFormat, effects: &mut Vec<Effect>) {
        let sheet = say::plan_sheet(&self.texts, &self.book, &self.agenda, &self.now);
        if matches!(format, PlanFormat::Text | PlanFormat::Markdown) {
            let copied = [("count", sheet.rows.len().into())];
            self.notice = Some(Notice::info(self.texts.tf("plan-copied", &copied)));
        }
        effects.push(Effect::WritePlan(Box::new(sheet), format));
    }
}
