//! The Focus workspace: the segment of the month and how far its work has come, who may grow and who is to be kept,
//! cohorts frozen to try a way of ranking on, and the manager's own forecasts (A6, A24–A26, A34).
//!
//! ```text
//! ╭ Фокус и рейтинг ──────────────────────────────────────────────────────────────────╮
//! │ 1 Фокус 41/108  2 Рейтинг  3 Проверки 2  4 Прогнозы 12                            │
//! │ ───────────────────────────────────────────────────────────────────────────────── │
//! │ the page                                                                          │
//! ╰───────────────────────────────────────────────────────────────────────────────────╯
//! ```

mod cohorts;
mod explain;
mod forecasts;
mod forms;
mod freeze;
mod members;
mod ranks;
mod table;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::card::Explain;
use super::forecast::ForecastForm;
use crate::domain::command::CohortCommand;
use crate::domain::ranking::{By, List};
use crate::domain::{ClientId, Cohort, Command, Month};
use crate::input::{Action, Context};
use crate::ui::widgets::frame::{centered, dialog};
use crate::ui::{Cx, Dialog, Reply, Request};

use freeze::FreezeForm;
pub use freeze::Segment;

/// Rows above the page: its name among the others, and a rule.
const HEAD: u16 = 2;

/// The pages, in the order of their digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FocusPage {
    /// The segment of the month, or another cohort chosen to be looked at.
    Members,
    /// Who may grow and who is to be kept.
    Ranking,
    /// Cohorts: experiments and the focus of past months.
    Cohorts,
    /// The manager's forecasts.
    Forecasts,
}

impl FocusPage {
    /// Every page.
    const ALL: [Self; 4] = [Self::Members, Self::Ranking, Self::Cohorts, Self::Forecasts];

    const fn text_key(self) -> &'static str {
        match self {
            Self::Members => "focus-page-members",
            Self::Ranking => "focus-page-ranking",
            Self::Cohorts => "focus-page-cohorts",
            Self::Forecasts => "focus-page-forecasts",
        }
    }

    const fn of(action: Action) -> Option<Self> {
        Some(match action {
            Action::FocusClients => Self::Members,
            Action::FocusBoard => Self::Ranking,
            Action::FocusDrafts => Self::Cohorts,
            Action::FocusAgenda => Self::Forecasts,
            _ => return None,
        })
    }
}

/// The workspace as a dialog over the day.
#[derive(Debug)]
pub struct FocusDialog {
    page: FocusPage,
    segment: Segment,
    names: Vec<(FocusPage, Rect)>,
    members: members::Members,
    ranks: ranks::Ranks,
    cohorts: cohorts::Cohorts,
    forecasts: forecasts::Forecasts,
}

impl FocusDialog {
    /// The workspace at a page; `segment` is what can be frozen.
    #[must_use]
    pub fn at(page: FocusPage, segment: Segment) -> Self {
        Self {
            page,
            segment,
            names: Vec::new(),
            members: members::Members::default(),
            ranks: ranks::Ranks::default(),
            cohorts: cohorts::Cohorts::default(),
            forecasts: forecasts::Forecasts::default(),
        }
    }

    /// The client under the cursor.
    fn client(&self, cx: &Cx<'_>) -> Option<ClientId> {
        match self.page {
            FocusPage::Members => self.members.client(),
            FocusPage::Ranking => self.ranks.client(),
            FocusPage::Cohorts => None,
            FocusPage::Forecasts => self.forecasts.client(cx),
        }
    }

    /// The cohort a key is meant for.
    fn cohort<'b>(&self, cx: &Cx<'b>) -> Option<&'b Cohort> {
        match self.page {
            FocusPage::Cohorts => self.cohorts.current(cx),
            _ => self.members.cohort(cx),
        }
    }

    /// The list of the ranking, when it is the page shown.
    fn order(&self) -> Option<(List, By)> {
        (self.page == FocusPage::Ranking).then(|| self.ranks.order())
    }

    fn turn(&mut self, by: usize) {
        let all = FocusPage::ALL;
        let at = all.iter().position(|p| *p == self.page).unwrap_or(0);
        self.page = all[(at + by) % all.len()];
    }

    fn draw_names(&mut self, buf: &mut Buffer, area: Rect, cx: &Cx<'_>) {
        let mut x = area.x;
        self.names.clear();
        for (n, page) in (1..).zip(FocusPage::ALL) {
            let detail = match page {
                FocusPage::Members => self.members.detail(cx),
                FocusPage::Ranking => String::new(),
                FocusPage::Cohorts => cohorts::detail(cx),
                FocusPage::Forecasts => self.forecasts.detail(cx),
            };
            let name = format!("{n} {} {detail}", cx.texts.t(page.text_key()));
            let style = if page == self.page {
                cx.theme.accent.patch(cx.theme.strong)
            } else {
                cx.theme.muted
            };
            let room = usize::from(area.right().saturating_sub(x));
            let (end, _) = buf.set_stringn(x, area.y, name.trim_end(), room, style);
            self.names.push((page, Rect::new(x, area.y, end - x, 1)));
            x = end + 2;
            if x >= area.right() {
                break;
            }
        }
        let width = usize::from(area.width);
        let rule = cx.theme.mark("─", "-").repeat(width);
        buf.set_stringn(area.x, area.y + 1, rule, width, cx.theme.line);
    }

    fn common(&self, action: Action, cx: &Cx<'_>) -> Reply {
        let on = |action| {
            let client = self.client(cx);
            client.map_or(Reply::Done, |id| Reply::Ask(Request::OnClient(id, action)))
        };
        match action {
            Action::FreezeFocus => {
                let order = self.order();
                Reply::Open(Box::new(FreezeForm::focus(self.segment.clone(), order, cx)))
            }
            Action::NewExperiment => {
                let order = self.order();
                let segment = self.segment.clone();
                Reply::Open(Box::new(FreezeForm::experiment(segment, order, cx)))
            }
            Action::Open | Action::Call | Action::PlanTouch | Action::NewDraft => on(action),
            Action::NewForecast => self
                .client(cx)
                .and_then(|id| cx.book.get(id))
                .map_or(Reply::Done, |dossier| {
                    Reply::Open(Box::new(ForecastForm::new(dossier, cx)))
                }),
            Action::CloseCohort => match self.cohort(cx) {
                Some(cohort) if cohort.closed_at.is_none() => {
                    let found = cohorts::findings(cohort, cx).join(" ");
                    Reply::Open(Box::new(forms::CloseForm::new(cohort, &found)))
                }
                _ => Reply::Done,
            },
            Action::LeaveFocus => match (self.cohort(cx), self.client(cx)) {
                (Some(cohort), Some(client)) => leave_or_back(cohort, client, cx),
                _ => Reply::Done,
            },
            Action::Explain => {
                let figures = match self.page {
                    FocusPage::Members => self
                        .members
                        .cohort(cx)
                        .map_or_else(Vec::new, |c| explain::members(c, cx)),
                    FocusPage::Ranking => self.ranks.explain(cx),
                    FocusPage::Cohorts => explain::cohorts(self.cohorts.current(cx), cx),
                    FocusPage::Forecasts => explain::forecasts(cx),
                };
                Reply::Open(Box::new(Explain::new(figures)))
            }
            Action::Cancel | Action::Quit | Action::GoFocus | Action::GoDay => Reply::Close,
            _ => Reply::Pass,
        }
    }
}

/// Takes a member out with a reason; one that left is taken back, a stranger is taken in.
fn leave_or_back(cohort: &Cohort, client: ClientId, cx: &Cx<'_>) -> Reply {
    match cohort.members.iter().find(|m| m.client == client) {
        Some(member) if member.left.is_some() => {
            Reply::Do(Command::Cohort(CohortCommand::Rejoin {
                cohort: cohort.id,
                client,
            }))
        }
        Some(_) => Reply::Open(Box::new(forms::LeaveForm::new(cohort.id, client))),
        None => Reply::Do(Command::Cohort(CohortCommand::Join {
            cohort: cohort.id,
            client,
            score: freeze::score(client, List::Protect, cx),
        })),
    }
}

/// The cohort the first page shows unless another was chosen: the focus of this month, else an older one nobody
/// closed, else one frozen ahead.
fn of_the_month<'b>(cx: &Cx<'b>) -> Option<&'b Cohort> {
    let now = Month::from(cx.today());
    let desk = cx.book.desk();
    desk.focus(now).or_else(|| {
        let open = |c: &&Cohort| c.month.is_some() && c.closed_at.is_none();
        let mut open: Vec<&Cohort> = desk.cohorts.iter().filter(open).collect();
        open.sort_by_key(|c| (c.month > Some(now), std::cmp::Reverse(c.month)));
        open.first().copied()
    })
}

impl Dialog for FocusDialog {
    fn context(&self) -> Context {
        Context::Focus
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        let reply = match self.page {
            FocusPage::Members => self.members.act(action, cx),
            FocusPage::Ranking => self.ranks.act(action, cx),
            FocusPage::Cohorts => self.cohorts.act(action, cx),
            FocusPage::Forecasts => self.forecasts.act(action, cx),
        };
        if !matches!(reply, Reply::Pass) {
            return reply;
        }
        if let Some(page) = FocusPage::of(action) {
            self.page = page;
            return Reply::Done;
        }
        match action {
            Action::CardNextTab => self.turn(1),
            Action::CardPreviousTab => self.turn(FocusPage::ALL.len() - 1),
            // The members of the cohort under the cursor.
            Action::Open if self.page == FocusPage::Cohorts => {
                if let Some(cohort) = self.cohorts.current(cx) {
                    self.members.choose(cohort.id);
                    self.page = FocusPage::Members;
                }
            }
            _ => return self.common(action, cx),
        }
        Reply::Done
    }

    fn click(&mut self, at: Position, cx: &Cx<'_>) -> Reply {
        if let Some((page, _)) = self.names.iter().find(|(_, area)| area.contains(at)) {
            self.page = *page;
        } else {
            match self.page {
                FocusPage::Members => self.members.click(at, cx),
                FocusPage::Ranking => self.ranks.click(at),
                FocusPage::Cohorts | FocusPage::Forecasts => {}
            }
        }
        Reply::Done
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        let area = centered(screen, 150, screen.height);
        let inner = dialog(buf, area, &cx.texts.t("focus-title"), cx.theme);
        if inner.height <= HEAD {
            return None;
        }
        self.draw_names(buf, inner, cx);
        let page = Rect {
            y: inner.y + HEAD,
            height: inner.height - HEAD,
            ..inner
        };
        match self.page {
            FocusPage::Members => self.members.draw(buf, page, cx),
            FocusPage::Ranking => self.ranks.draw(buf, page, cx),
            FocusPage::Cohorts => self.cohorts.draw(buf, page, cx),
            FocusPage::Forecasts => self.forecasts.draw(buf, page, cx),
        }
        None
    }

    fn hints(&self) -> &'static [Action] {
        match self.page {
            FocusPage::Members => &[
                Action::Open,
                Action::Call,
                Action::FreezeFocus,
                Action::LeaveFocus,
                Action::NewForecast,
                Action::ShowClosed,
                Action::CloseCohort,
                Action::Explain,
                Action::Cancel,
            ],
            FocusPage::Ranking => &[
                Action::Open,
                Action::RankList,
                Action::RankBy,
                Action::LeaveFocus,
                Action::FreezeFocus,
                Action::NewForecast,
                Action::Explain,
                Action::ShowClosed,
                Action::Cancel,
            ],
            FocusPage::Cohorts => &[
                Action::Open,
                Action::NewExperiment,
                Action::CloseCohort,
                Action::ShowClosed,
                Action::Explain,
                Action::Cancel,
            ],
            FocusPage::Forecasts => &[
                Action::Open,
                Action::NewForecast,
                Action::CloseCohort,
                Action::ShowClosed,
                Action::Explain,
                Action::Cancel,
            ],
        }
    }
}

#[cfg(test)]
mod tests;
