//! The lines of the page of agreements, and where its figures come from.

use super::Item;
use crate::domain::fold::fold;
use crate::domain::{Checklist, Dossier, Promise, PromiseLife, Side};
use crate::input::{Action, Context};
use crate::ui::Cx;
use crate::ui::dialog::card::ledger;
use crate::ui::dialog::card::rows::Rows;
use crate::ui::dialog::card::tab::Explained;
use crate::ui::widgets::sheet::Laid;

/// The page in so many cells, with what each item of it is.
pub(super) fn lay(
    dossier: &Dossier,
    cx: &Cx<'_>,
    width: u16,
    words: &str,
    closed: bool,
) -> (Laid, Vec<Item>) {
    let mut page = Page {
        rows: Rows::new(cx, width),
        laid: Laid::default(),
        items: Vec::new(),
        wanted: fold(words),
        closed,
    };
    let work = dossier.work();
    if work.promises.is_empty() && work.checklists.is_empty() {
        page.empty();
    } else {
        for side in Side::ALL {
            page.side(dossier, *side);
        }
        page.lists(&work.checklists);
        if page.items.is_empty() && !page.wanted.is_empty() {
            page.rows.blank();
            let none = cx.texts.t("agreements-none-found");
            page.rows.text(&none, 0, 2, cx.theme.muted);
        }
    }
    page.laid.lines = page.rows.into_lines();
    (page.laid, page.items)
}

struct Page<'a> {
    rows: Rows<'a>,
    laid: Laid,
    items: Vec<Item>,
    wanted: String,
    closed: bool,
}

impl Page<'_> {
    fn key(&self, action: Action) -> String {
        let chain = Context::CardAgreements.chain();
        let key = self.rows.cx.keymap.key_of(chain, action);
        key.map_or_else(String::new, |k| k.to_string())
    }

    /// A dim line that names a key.
    fn hint(&mut self, id: &str, action: Action) {
        let cx = self.rows.cx;
        let words = cx.texts.tf(id, &[("key", self.key(action).into())]);
        self.rows.text(&words, 0, 3, cx.theme.muted);
    }

    fn empty(&mut self) {
        let cx = self.rows.cx;
        let none = cx.texts.t("agreements-empty");
        self.rows.text(&none, 0, 2, cx.theme.text);
        self.rows.blank();
        self.hint("agreements-none-ours", Action::NewPromise);
        self.hint("agreements-start", Action::ApplyPlaybook);
    }

    fn takes(&self, texts: &[&str]) -> bool {
        let text = fold(&texts.join(" "));
        self.wanted.split(' ').all(|word| text.contains(word))
    }

    fn item(&mut self, item: Item, draw: impl FnOnce(&mut Rows<'_>)) {
        let from = self.rows.len();
        draw(&mut self.rows);
        self.laid.items.push(from..self.rows.len());
        self.items.push(item);
    }

    fn side(&mut self, dossier: &Dossier, side: Side) {
        let cx = self.rows.cx;
        let mine = || {
            let all = dossier.work().promises.iter();
            all.filter(move |p| p.side == side)
        };
        let open = mine().filter(|p| p.is_open()).count();
        let mut detail = cx.texts.tf("agreements-open", &[("count", open.into())]);
        let (kept, broken) = outcome(dossier, side);
        if kept + broken > 0 {
            let args = [("kept", kept.into()), ("broken", broken.into())];
            detail = format!("{detail} · {}", cx.texts.tf("agreements-kept", &args));
        }
        let id = match side {
            Side::Ours => "agreements-ours",
            Side::Client => "agreements-client",
        };
        self.rows.section(&cx.texts.t(id), &detail);
        let mut shown: Vec<&Promise> = mine()
            .filter(|p| p.is_open() || self.closed)
            .filter(|p| self.takes(&[&p.what, &p.who, &p.evidence, &p.note]))
            .collect();
        // Overdue and near first, those without a day after, closed ones last, the latest on top.
        shown.sort_by_key(|p| {
            let closed = p.closed_at.map(|at| std::cmp::Reverse(at.as_second()));
            (!p.is_open(), closed, p.until.is_none(), p.until, p.id)
        });
        if mine().next().is_none() {
            let id = match side {
                Side::Ours => "agreements-none-ours",
                Side::Client => "agreements-none-client",
            };
            self.hint(id, Action::NewPromise);
        }
        for promise in shown {
            self.item(Item::Promise(promise.id, side), |rows| {
                ledger::promise(rows, promise, None);
            });
        }
        let hidden = mine().filter(|p| !p.is_open()).count();
        if hidden > 0 && !self.closed && self.wanted.is_empty() {
            let args = [
                ("count", hidden.into()),
                ("key", self.key(Action::ShowClosed).into()),
            ];
            let words = cx.texts.tf("agreements-hidden", &args);
            self.rows.text(&words, 2, 1, cx.theme.muted);
        }
    }

    fn lists(&mut self, lists: &[Checklist]) {
        let cx = self.rows.cx;
        let mut shown: Vec<&Checklist> = lists
            .iter()
            .filter(|list| list.closed_at.is_none() || self.closed)
            .collect();
        // Under way first, the newest on top.
        shown.sort_by_key(|list| (!list.is_open(), std::cmp::Reverse(list.id)));
        for list in shown {
            let (done, all) = list.progress();
            let args = [("done", done.into()), ("all", all.into())];
            let mut detail = vec![cx.texts.tf("checklist-progress", &args)];
            let late = list.open_steps().filter(|s| s.due < cx.today()).count();
            if list.closed_at.is_some() {
                detail.push(cx.texts.t("checklist-put-away"));
            } else if done == all {
                detail.push(cx.texts.t("checklist-done"));
            } else if late > 0 {
                detail.push(cx.texts.tf("checklist-late", &[("count", late.into())]));
            }
            let steps: Vec<usize> = (0..all)
                .filter(|i| {
                    let step = list.steps.get(*i);
                    step.is_some_and(|s| self.takes(&[&s.text, &s.note, &list.title]))
                })
                .collect();
            if steps.is_empty() {
                continue;
            }
            self.rows.section(&list.title, &detail.join(" · "));
            for i in steps {
                let Some(step) = list.steps.get(i) else { break };
                self.item(Item::Step(list.id, i), |rows| {
                    ledger::step(rows, step, list.closed_at.is_some(), None);
                });
            }
        }
        if lists.is_empty() && self.wanted.is_empty() {
            self.rows.blank();
            self.hint("agreements-no-lists", Action::ApplyPlaybook);
        }
    }
}

/// Kept and broken agreements of a side.
pub(super) fn outcome(dossier: &Dossier, side: Side) -> (usize, usize) {
    let count = |life| {
        let all = dossier.work().promises.iter();
        all.filter(|p| p.side == side && p.life == life).count()
    };
    (count(PromiseLife::Kept), count(PromiseLife::Broken))
}

/// Where the figures come from.
pub(super) fn explain(dossier: &Dossier, cx: &Cx<'_>) -> Vec<Explained> {
    let today = cx.today();
    let mut out = Vec::new();
    for side in Side::ALL {
        let mine = || {
            let all = dossier.work().promises.iter();
            all.filter(|p| p.side == *side)
        };
        if mine().next().is_none() {
            continue;
        }
        let (kept, broken) = outcome(dossier, *side);
        let name = cx.texts.t(match side {
            Side::Ours => "agreements-ours",
            Side::Client => "agreements-client",
        });
        let share = match kept + broken {
            0 => cx.texts.t("explain-no-share"),
            all => cx.texts.percent(kept as f64 * 100.0 / all as f64),
        };
        let figure = [
            ("side", name.into()),
            ("kept", kept.into()),
            ("broken", broken.into()),
        ];
        let open = mine().filter(|p| p.is_open()).count();
        let late = mine().filter(|p| p.is_overdue(today)).count();
        let how = [
            ("share", share.into()),
            ("open", open.into()),
            ("late", late.into()),
            ("date", cx.texts.date(today, today).into()),
        ];
        out.push(Explained {
            figure: cx.texts.tf("explain-kept", &figure),
            how: cx.texts.tf("explain-kept-how", &how),
        });
    }
    for list in &dossier.work().checklists {
        let (done, all) = list.progress();
        let figure = [
            ("title", list.title.as_str().into()),
            ("done", done.into()),
            ("all", all.into()),
        ];
        let date = cx.texts.date_long(list.started, today);
        out.push(Explained {
            figure: cx.texts.tf("explain-progress", &figure),
            how: cx
                .texts
                .tf("explain-progress-how", &[("date", date.into())]),
        });
    }
    out
}
