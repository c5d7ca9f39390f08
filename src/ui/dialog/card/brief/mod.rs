//! The page of the brief: what the advertising is for, what is known, what to ask next (A8, B2, D5).

mod lay;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::tab::{Explained, Tab};
use crate::domain::command::BriefCommand;
use crate::domain::{Brief, BriefField, ClientId, Command, Dossier, GoalId};
use crate::input::{Action, Context};
use crate::say;
use crate::say::questionnaire::{self, Style};
use crate::ui::dialog::brief_answers::AnswersDialog;
use crate::ui::dialog::brief_form::{BriefForm, GoalForm};
use crate::ui::dialog::confirm::{Confirm, OnYes};
use crate::ui::widgets::cursor::moved;
use crate::ui::{Cx, Notice, Reply, Request};

/// Fields a page key goes over.
const PAGE: usize = 4;

/// Where the cursor may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spot {
    Goal(GoalId),
    Field(BriefField),
}

/// The places of the cursor, in the order of the page: open goals, closed goals, the other fields.
fn spots(brief: Option<&Brief>) -> Vec<Spot> {
    let goals = brief.map(|b| b.goals.as_slice()).unwrap_or_default();
    let open = goals.iter().filter(|g| g.closed_at.is_none());
    let closed = goals.iter().filter(|g| g.closed_at.is_some());
    let mut out: Vec<Spot> = open.chain(closed).map(|g| Spot::Goal(g.id)).collect();
    if out.is_empty() {
        out.push(Spot::Field(BriefField::Goals));
    }
    let rest = BriefField::ALL.iter().filter(|f| **f != BriefField::Goals);
    out.extend(rest.map(|f| Spot::Field(*f)));
    out
}

/// The page.
#[derive(Debug, Default)]
pub(super) struct BriefTab {
    at: usize,
    top: usize,
}

impl BriefTab {
    fn spot(&self, brief: Option<&Brief>) -> Option<Spot> {
        let spots = spots(brief);
        spots
            .get(self.at.min(spots.len().saturating_sub(1)))
            .copied()
    }

    fn edit(&self, dossier: &Dossier) -> Reply {
        let brief = dossier.work().brief.as_deref();
        match self.spot(brief) {
            Some(Spot::Goal(id)) => match brief.and_then(|b| b.goal(id)) {
                Some(goal) => Reply::Open(Box::new(GoalForm::edit(dossier.id(), goal))),
                None => Reply::Done,
            },
            Some(Spot::Field(BriefField::Goals)) => {
                Reply::Open(Box::new(GoalForm::new(dossier.id())))
            }
            Some(Spot::Field(field)) => Reply::Open(Box::new(BriefForm::at(dossier, field))),
            None => Reply::Done,
        }
    }

    /// Closes the goal under the cursor, or the only open one; a closed goal is opened again.
    fn close(&self, dossier: &Dossier, cx: &Cx<'_>) -> Reply {
        let client = dossier.id();
        let brief = dossier.work().brief.as_deref();
        let open: Vec<_> = brief.into_iter().flat_map(Brief::open_goals).collect();
        let goal = match (self.spot(brief), open.as_slice()) {
            (Some(Spot::Goal(id)), _) => brief.and_then(|b| b.goal(id)),
            (_, [one]) => Some(*one),
            _ => None,
        };
        let Some(goal) = goal else {
            return Reply::Say(Notice::info(cx.texts.t("brief-choose-goal")));
        };
        if goal.closed_at.is_some() {
            return Reply::Do(Command::Brief(BriefCommand::ReopenGoal(client, goal.id)));
        }
        let command = Command::Brief(BriefCommand::CloseGoal(client, goal.id));
        let advice = dossier.advice_for(goal.id);
        if advice == 0 {
            return Reply::Do(command);
        }
        let texts = cx.texts;
        let question = texts.tf("brief-close-goal", &[("goal", goal.text.as_str().into())]);
        let detail = texts.tf("brief-close-advice", &[("count", advice.into())]);
        let confirm = Confirm::new(question, vec![detail], OnYes::Do(command))
            .verb(texts.t("brief-close-verb"));
        Reply::Open(Box::new(confirm))
    }

    /// The questionnaire on its way out: asked for today once.
    fn send(dossier: &Dossier, cx: &Cx<'_>, style: Style) -> Reply {
        let (texts, brief) = (cx.texts, dossier.work().brief.as_deref());
        let name = dossier.client.name.as_str();
        let Some(text) = questionnaire::sheet(texts, name, brief, false, style) else {
            return Reply::Say(Notice::info(texts.t("brief-nothing-to-ask")));
        };
        let request = match style {
            Style::Plain => Request::Copy(text),
            Style::Markdown => {
                let name = texts.tf("brief-sheet-file", &[("client", name.into())]);
                Request::SaveText {
                    name: format!("{name}.md"),
                    text,
                }
            }
        };
        let asked = brief.and_then(|b| b.asked_at);
        if asked.is_some_and(|at| cx.days_since(at) == 0) {
            return Reply::Ask(request);
        }
        let asked = Command::Brief(BriefCommand::MarkAsked(dossier.id()));
        Reply::DoAndAsk(asked, request)
    }
}

impl Tab for BriefTab {
    fn context(&self) -> Context {
        Context::CardBrief
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>, client: ClientId) -> Reply {
        let Some(dossier) = cx.book.get(client) else {
            return Reply::Pass;
        };
        let last = spots(dossier.work().brief.as_deref())
            .len()
            .saturating_sub(1);
        if let Some(at) = moved(action, self.at.min(last), last, PAGE) {
            self.at = at;
            return Reply::Done;
        }
        match action {
            Action::EditBrief => self.edit(dossier),
            Action::NewGoal => Reply::Open(Box::new(GoalForm::new(client))),
            Action::CloseGoal => self.close(dossier, cx),
            Action::CopyQuestionnaire => Self::send(dossier, cx, Style::Plain),
            Action::SaveQuestionnaire => Self::send(dossier, cx, Style::Markdown),
            Action::PasteAnswers => Reply::Open(Box::new(AnswersDialog::new(client))),
            _ => Reply::Pass,
        }
    }

    fn paste(&mut self, text: &str, cx: &Cx<'_>, client: ClientId) -> Reply {
        let mut dialog = AnswersDialog::new(client);
        dialog.fill(text, cx);
        Reply::Open(Box::new(dialog))
    }

    fn draw(
        &mut self,
        buf: &mut Buffer,
        area: Rect,
        cx: &Cx<'_>,
        client: ClientId,
    ) -> Option<Position> {
        let dossier = cx.book.get(client)?;
        let page = lay::page(cx, dossier, area.width, self.at);
        let height = usize::from(area.height);
        let rows = page.lines.len();
        // The field under the cursor is shown whole where it can be, its beginning in any case; at the first
        // one the head of the page too.
        let last = spots(dossier.work().brief.as_deref()).len() <= self.at + 1;
        // Nothing stands on what follows the last field, so that one brings it along.
        let end = if last { rows } else { page.cursor.end };
        if self.at == 0 {
            self.top = 0;
        } else {
            self.top = self
                .top
                .max(end.saturating_sub(height))
                .min(page.cursor.start);
        }
        self.top = self.top.min(rows.saturating_sub(height));
        for (line, y) in page
            .lines
            .iter()
            .skip(self.top)
            .zip(area.top()..area.bottom())
        {
            buf.set_line(area.x, y, line, area.width);
        }
        let x = area.right();
        if area.height > 3 && x < buf.area().right() {
            if self.top > 0 {
                buf.set_string(x, area.y, cx.theme.mark("↑", "^"), cx.theme.muted);
            }
            if self.top + height < rows {
                let y = area.bottom() - 1;
                buf.set_string(x, y, cx.theme.mark("↓", "v"), cx.theme.muted);
            }
        }
        None
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::EditBrief,
            Action::NewGoal,
            Action::CloseGoal,
            Action::CopyQuestionnaire,
            Action::SaveQuestionnaire,
            Action::PasteAnswers,
            Action::Explain,
            Action::Cancel,
        ]
    }

    fn detail(&self, dossier: &Dossier, cx: &Cx<'_>) -> Option<String> {
        Some(cx.texts.percent(f64::from(dossier.brief_completeness())))
    }

    fn explain(&self, cx: &Cx<'_>, client: ClientId) -> Vec<Explained> {
        let Some(dossier) = cx.book.get(client) else {
            return Vec::new();
        };
        let texts = cx.texts;
        let brief = dossier.work().brief.as_deref();
        let all = BriefField::ALL.len();
        let empty: Vec<BriefField> = match brief {
            Some(brief) => brief.empty_fields().collect(),
            None => BriefField::ALL.to_vec(),
        };
        let mut how = texts.tf(
            "brief-explain",
            &[("filled", (all - empty.len()).into()), ("all", all.into())],
        );
        if !empty.is_empty() {
            let names: Vec<String> = empty.iter().map(|f| say::brief::field(texts, *f)).collect();
            how.push(' ');
            how += &texts.tf(
                "brief-explain-empty",
                &[("fields", names.join(", ").into())],
            );
        }
        if let Some(brief) = brief {
            let day = brief.edited_at.to_zoned(cx.now.time_zone().clone()).date();
            how.push(' ');
            let date = texts.date(day, cx.today());
            how += &texts.tf("brief-explain-edited", &[("date", date.into())]);
        }
        vec![Explained {
            figure: say::brief::thin(texts, dossier.brief_completeness()),
            how,
        }]
    }
}

#[cfg(test)]
mod tests;
