//! The page of recommendations: hygiene and growth apart, the one under the cursor opened beside or below.
//!
//! ```text
//! Принято 60 % (3 из 5) · внедрено 67 % (2 из 3)
//!
//! Гигиена ─────────────────────────────────────────
//! ● готова      Настроить цели     100 заявок   S  3 д
//! Рост ────────────────────────────────────────────
//! ○ черновик    Кампания на бренд  без цели     M  1 д
//! ─────────────────────────────────────────────────
//! Зачем          конкуренты выше по названию
//! ```

mod list;
mod opened;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::tab::{Explained, Tab};
use crate::domain::command::Advance;
use crate::domain::recommendation::Rates;
use crate::domain::recommendation::rates::{by_kind, by_rule};
use crate::domain::{
    ClientId, Command, Dossier, Life, Recommendation, RecommendationId, RecommendationKind,
};
use crate::input::{Action, Context, Key};
use crate::say;
use crate::ui::dialog::advance::next_step;
use crate::ui::dialog::confirm::{Confirm, OnYes};
use crate::ui::dialog::draft_editor::DraftEditor;
use crate::ui::widgets::cursor::moved;
use crate::ui::widgets::textline::TextLine;
use crate::ui::{Cx, Notice, Reply};
use list::Entry;

/// From this width on the one under the cursor is opened beside the list.
const BESIDE: u16 = 110;

/// The page.
#[derive(Debug, Default)]
pub(super) struct AdviceTab {
    /// The one under the cursor; it stays there when the list changes its order.
    selected: Option<RecommendationId>,
    /// Its row, for when it leaves the list.
    row: usize,
    /// First line on screen and lines there are room for.
    top: usize,
    height: usize,
    closed: bool,
    filter: TextLine,
    filtering: bool,
}

impl AdviceTab {
    fn rows<'a>(&self, dossier: &'a Dossier) -> Vec<&'a Recommendation> {
        list::entries(dossier, self.closed, self.filter.text())
            .into_iter()
            .filter_map(|entry| match entry {
                Entry::Row(r) => Some(r),
                Entry::Heading(..) => None,
            })
            .collect()
    }

    /// Where the cursor stands among the rows.
    fn place(&self, rows: &[&Recommendation]) -> usize {
        let known = self
            .selected
            .and_then(|id| rows.iter().position(|r| r.id == id));
        known.unwrap_or_else(|| self.row.min(rows.len().saturating_sub(1)))
    }

    fn current<'a>(&self, dossier: &'a Dossier) -> Option<&'a Recommendation> {
        let rows = self.rows(dossier);
        rows.get(self.place(&rows)).copied()
    }

    fn go(&mut self, action: Action, dossier: &Dossier) -> Option<()> {
        let rows = self.rows(dossier);
        let last = rows.len().saturating_sub(1);
        self.row = moved(action, self.place(&rows), last, self.height)?;
        self.selected = rows.get(self.row).map(|r| r.id);
        Some(())
    }

    /// Keys of the filter line.
    fn filter(&mut self, action: Action, dossier: &Dossier) -> Reply {
        match action {
            Action::Accept => self.filtering = false,
            Action::Cancel => {
                self.filtering = false;
                self.filter.set("");
            }
            _ if self.go(action, dossier).is_some() => {}
            _ if self.filter.act(action) => {}
            _ => return Reply::Pass,
        }
        Reply::Done
    }

    fn on_current(&self, action: Action, dossier: &Dossier, cx: &Cx<'_>) -> Reply {
        let Some(r) = self.current(dossier) else {
            return Reply::Say(Notice::info(cx.texts.t("no-draft")));
        };
        match action {
            Action::EditDraft => Reply::Open(Box::new(DraftEditor::new(r.client, Some(r)))),
            Action::DraftReady => {
                let ready = Box::new(Advance::to(Life::Ready));
                Reply::Do(Command::AdvanceDraft(r.client, r.id, ready))
            }
            Action::DraftAdvance => next_step(dossier, r).map_or_else(
                || Reply::Say(Notice::info(cx.texts.t("draft-at-its-end"))),
                Reply::Open,
            ),
            _ => {
                let name = [("name", r.title.as_str().into())];
                let question = cx.texts.tf("ask-archive-draft", &name);
                let yes = OnYes::Do(Command::ArchiveDraft(r.client, r.id));
                let ask = Confirm::new(question, Vec::new(), yes);
                Reply::Open(Box::new(ask.verb(cx.texts.t("button-archive"))))
            }
        }
    }
}

impl Tab for AdviceTab {
    fn context(&self) -> Context {
        if self.filtering {
            Context::Filter
        } else {
            Context::CardAdvice
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>, client: ClientId) -> Reply {
        let Some(dossier) = cx.book.get(client) else {
            return Reply::Pass;
        };
        if self.filtering {
            return self.filter(action, dossier);
        }
        match action {
            Action::Filter => self.filtering = true,
            Action::ClearFilter => self.filter.set(""),
            Action::Cancel if !self.filter.is_empty() => self.filter.set(""),
            Action::ShowClosed => self.closed = !self.closed,
            Action::NewDraft => return Reply::Open(Box::new(DraftEditor::new(client, None))),
            Action::EditDraft
            | Action::DraftReady
            | Action::DraftAdvance
            | Action::ArchiveDraft => return self.on_current(action, dossier, cx),
            _ if self.go(action, dossier).is_some() => {}
            _ => return Reply::Pass,
        }
        Reply::Done
    }

    fn key(&mut self, key: Key, _cx: &Cx<'_>, _client: ClientId) -> Reply {
        if self.filtering && self.filter.key(key) {
            Reply::Done
        } else {
            Reply::Pass
        }
    }

    fn paste(&mut self, text: &str, _cx: &Cx<'_>, _client: ClientId) -> Reply {
        if !self.filtering {
            return Reply::Pass;
        }
        self.filter.paste(text);
        Reply::Done
    }

    fn draw(
        &mut self,
        buf: &mut Buffer,
        area: Rect,
        cx: &Cx<'_>,
        client: ClientId,
    ) -> Option<Position> {
        let dossier = cx.book.get(client)?;
        let rows = self.rows(dossier);
        self.row = self.place(&rows);
        self.selected = rows.get(self.row).map(|r| r.id);
        let mut rest = area;
        let cursor = self.draw_head(buf, &mut rest, cx, dossier);
        if rows.is_empty() {
            self.draw_nothing(buf, rest, cx, dossier);
            return cursor;
        }
        let opened = if area.width >= BESIDE {
            let left = area.width * 55 / 100;
            let right = Rect {
                x: rest.x + left + 2,
                width: rest.width - left - 2,
                ..rest
            };
            rest.width = left;
            right
        } else {
            // The list takes what it needs, but leaves most of the room to what it is about.
            let entries = list::entries(dossier, self.closed, self.filter.text()).len();
            let entries = u16::try_from(entries).unwrap_or(u16::MAX);
            let upper = entries.min((rest.height * 2 / 5).max(4)).min(rest.height);
            let lower = Rect {
                y: rest.y + upper,
                height: rest.height - upper,
                ..rest
            };
            rest.height = upper;
            opened::rule(buf, lower, cx)
        };
        self.draw_list(buf, rest, cx, dossier);
        if let Some(r) = self.current(dossier) {
            opened::draw(buf, opened, cx, dossier, r);
        }
        cursor
    }

    fn hints(&self) -> &'static [Action] {
        if self.filtering {
            return &[
                Action::Accept,
                Action::CursorDown,
                Action::CursorUp,
                Action::Cancel,
            ];
        }
        &[
            Action::EditDraft,
            Action::NewDraft,
            Action::DraftReady,
            Action::DraftAdvance,
            Action::MakeDeck,
            Action::ShowClosed,
            Action::Filter,
            Action::CardNextTab,
            Action::Cancel,
        ]
    }

    fn detail(&self, dossier: &Dossier, cx: &Cx<'_>) -> Option<String> {
        let open = dossier
            .recommendations
            .iter()
            .filter(|r| list::is_open(r))
            .count();
        let open = i64::try_from(open).unwrap_or(i64::MAX);
        (open > 0).then(|| cx.texts.number(open))
    }

    fn explain(&self, cx: &Cx<'_>, client: ClientId) -> Vec<Explained> {
        let Some(dossier) = cx.book.get(client) else {
            return Vec::new();
        };
        let rates = Rates::of(&dossier.recommendations);
        if rates.decided == 0 {
            return Vec::new();
        }
        let kinds = by_kind(&dossier.recommendations);
        let kind = |kind: RecommendationKind| kinds.get(&kind).copied().unwrap_or_default();
        let accepted = |r: &Rates| say::rate(cx.texts, r.accepted, r.decided);
        let implemented = |r: &Rates| say::rate(cx.texts, r.implemented, r.accepted);
        let (hygiene, growth) = (
            kind(RecommendationKind::Hygiene),
            kind(RecommendationKind::Growth),
        );
        let mut out = vec![
            Explained {
                figure: cx.texts.tf(
                    "advice-explain-accepted",
                    &[("rate", accepted(&rates).into())],
                ),
                how: cx.texts.tf(
                    "advice-explain-accepted-how",
                    &[
                        ("hygiene", accepted(&hygiene).into()),
                        ("growth", accepted(&growth).into()),
                    ],
                ),
            },
            Explained {
                figure: cx.texts.tf(
                    "advice-explain-implemented",
                    &[("rate", implemented(&rates).into())],
                ),
                how: cx.texts.tf(
                    "advice-explain-implemented-how",
                    &[
                        ("checked", i64::from(rates.checked).into()),
                        ("worked", i64::from(rates.worked).into()),
                        ("hygiene", implemented(&hygiene).into()),
                        ("growth", implemented(&growth).into()),
                    ],
                ),
            },
        ];
        out.extend(
            by_rule(&dossier.recommendations)
                .into_iter()
                .map(|(rule, r)| Explained {
                    figure: cx.texts.tf("advice-explain-rule", &[("rule", rule.into())]),
                    how: cx.texts.tf(
                        "advice-explain-rule-how",
                        &[
                            ("accepted", accepted(&r).into()),
                            ("implemented", implemented(&r).into()),
                        ],
                    ),
                }),
        );
        out
    }
}

#[cfg(test)]
mod tests;
