//! The page of agreements: what we promised, what the client promised, and the checklists under way
//! (B11, C5, C9, D26).

mod page;
#[cfg(test)]
mod tests;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::search::Search;
use super::tab::{Explained, Tab};
use crate::domain::{
    Checklist, ChecklistId, ClientId, Command, Dossier, Promise, PromiseId, PromiseLife, Side,
};
use crate::input::{Action, Context, Key};
use crate::ui::dialog::confirm::{Confirm, OnYes};
use crate::ui::dialog::promise::{CloseForm, PromiseForm};
use crate::ui::dialog::step::StepForm;
use crate::ui::widgets::sheet::{Laid, Scroll};
use crate::ui::{Cx, Reply};

/// What the cursor stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Item {
    /// An agreement.
    Promise(PromiseId, Side),
    /// A step of a checklist.
    Step(ChecklistId, usize),
}

/// The page.
#[derive(Debug, Default)]
pub(super) struct AgreementsTab {
    scroll: Scroll,
    search: Search,
    closed: bool,
    /// As drawn last.
    page: Laid,
    items: Vec<Item>,
    width: u16,
}

/// Cells assumed while the page was never drawn: keys may come before the first frame.
const UNDRAWN: u16 = 78;

impl AgreementsTab {
    fn lay(&mut self, dossier: &Dossier, cx: &Cx<'_>) {
        let width = if self.width > 0 { self.width } else { UNDRAWN };
        (self.page, self.items) = page::lay(dossier, cx, width, self.search.words(), self.closed);
    }

    fn item(&self) -> Option<Item> {
        self.items.get(self.scroll.item()).copied()
    }

    fn promise<'a>(&self, dossier: &'a Dossier) -> Option<&'a Promise> {
        let Item::Promise(id, _) = self.item()? else {
            return None;
        };
        dossier.work().promises.iter().find(|p| p.id == id)
    }

    fn step<'a>(&self, dossier: &'a Dossier) -> Option<(&'a Checklist, usize)> {
        let Item::Step(id, step) = self.item()? else {
            return None;
        };
        let list = dossier.work().checklists.iter().find(|l| l.id == id)?;
        Some((list, step))
    }

    /// The side the cursor is in: a new agreement begins there.
    fn side(&self) -> Side {
        match self.item() {
            Some(Item::Promise(_, side)) => side,
            _ => Side::Ours,
        }
    }

    /// Ends an agreement; the same key once more takes the end back.
    fn end(&self, life: PromiseLife, dossier: &Dossier) -> Reply {
        let Some(promise) = self.promise(dossier) else {
            return match life {
                PromiseLife::Kept => self.check(dossier),
                _ => Reply::Done,
            };
        };
        if promise.life != life && life != PromiseLife::Kept {
            return Reply::Open(Box::new(CloseForm::new(promise, life)));
        }
        Reply::Do(Command::ClosePromise {
            client: promise.client,
            id: promise.id,
            life: if promise.life == life {
                PromiseLife::Open
            } else {
                life
            },
            note: String::new(),
        })
    }

    fn check(&self, dossier: &Dossier) -> Reply {
        let Some((list, step)) = self.step(dossier) else {
            return Reply::Done;
        };
        let done = list.steps.get(step).is_some_and(|s| s.done_at.is_some());
        Reply::Do(Command::CheckStep {
            client: list.client,
            id: list.id,
            step,
            done: !done,
            note: None,
        })
    }

    fn edit(&self, dossier: &Dossier, cx: &Cx<'_>) -> Reply {
        if let Some(promise) = self.promise(dossier) {
            return Reply::Open(Box::new(PromiseForm::edit(dossier, promise, cx)));
        }
        let form = self
            .step(dossier)
            .and_then(|(list, step)| StepForm::new(list, step));
        form.map_or(Reply::Done, |form| Reply::Open(Box::new(form)))
    }

    fn put_away(&self, dossier: &Dossier, cx: &Cx<'_>) -> Reply {
        let Some((list, _)) = self.step(dossier).filter(|(l, _)| l.closed_at.is_none()) else {
            return Reply::Done;
        };
        let command = Command::CloseChecklist(list.client, list.id);
        let left = list.open_steps().count();
        if left == 0 {
            return Reply::Do(command);
        }
        let args = [
            ("title", list.title.as_str().into()),
            ("count", left.into()),
        ];
        let question = cx.texts.tf("checklist-ask-close", &args);
        let verb = cx.texts.t("checklist-close");
        Reply::Open(Box::new(
            Confirm::new(question, Vec::new(), OnYes::Do(command)).verb(verb),
        ))
    }
}

impl Tab for AgreementsTab {
    fn context(&self) -> Context {
        if self.search.typing() {
            Context::Filter
        } else {
            Context::CardAgreements
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>, client: ClientId) -> Reply {
        if self.search.act(action).is_some() {
            return Reply::Done;
        }
        let Some(dossier) = cx.book.get(client) else {
            return Reply::Pass;
        };
        self.lay(dossier, cx);
        if self.scroll.act(action, &self.page.items).is_some() {
            return Reply::Done;
        }
        match action {
            Action::NewPromise => Reply::Open(Box::new(PromiseForm::new(dossier, self.side(), cx))),
            Action::EditPromise | Action::Open => self.edit(dossier, cx),
            Action::PromiseKept => self.end(PromiseLife::Kept, dossier),
            Action::PromiseBroken => self.end(PromiseLife::Broken, dossier),
            Action::PromiseWithdrawn => self.end(PromiseLife::Withdrawn, dossier),
            Action::Mark => self.check(dossier),
            Action::CloseChecklist => self.put_away(dossier, cx),
            Action::ShowClosed => {
                self.closed = !self.closed;
                Reply::Done
            }
            _ => Reply::Pass,
        }
    }

    fn key(&mut self, key: Key, _cx: &Cx<'_>, _client: ClientId) -> Reply {
        if self.search.key(key) {
            self.scroll.reset();
            return Reply::Done;
        }
        Reply::Pass
    }

    fn paste(&mut self, text: &str, _cx: &Cx<'_>, _client: ClientId) -> Reply {
        if self.search.paste(text) {
            self.scroll.reset();
            return Reply::Done;
        }
        Reply::Pass
    }

    fn draw(
        &mut self,
        buf: &mut Buffer,
        area: Rect,
        cx: &Cx<'_>,
        client: ClientId,
    ) -> Option<Position> {
        let dossier = cx.book.get(client)?;
        let (area, cursor) = self.search.draw(buf, area, cx);
        self.width = area.width;
        self.lay(dossier, cx);
        self.scroll.draw(buf, area, &self.page, cx.theme);
        cursor
    }

    fn hints(&self) -> &'static [Action] {
        match self.item() {
            _ if self.search.typing() => &[Action::Accept, Action::Cancel],
            Some(Item::Step(..)) => &[
                Action::Mark,
                Action::EditPromise,
                Action::CloseChecklist,
                Action::ApplyPlaybook,
                Action::NewPromise,
                Action::CardNextTab,
                Action::Cancel,
            ],
            Some(Item::Promise(..)) => &[
                Action::NewPromise,
                Action::PromiseKept,
                Action::PromiseBroken,
                Action::PromiseWithdrawn,
                Action::EditPromise,
                Action::ApplyPlaybook,
                Action::ShowClosed,
                Action::Cancel,
            ],
            None => &[
                Action::NewPromise,
                Action::ApplyPlaybook,
                Action::CardNextTab,
                Action::Cancel,
            ],
        }
    }

    fn detail(&self, dossier: &Dossier, _cx: &Cx<'_>) -> Option<String> {
        let open = dossier.work().promises.iter().filter(|p| p.is_open());
        Some(open.count())
            .filter(|count| *count > 0)
            .map(|count| count.to_string())
    }

    fn explain(&self, cx: &Cx<'_>, client: ClientId) -> Vec<Explained> {
        cx.book
            .get(client)
            .map_or_else(Vec::new, |dossier| page::explain(dossier, cx))
    }
}
