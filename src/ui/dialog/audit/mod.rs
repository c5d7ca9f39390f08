//! The audit of many clients at once: what the rules found in all their campaigns, by rule or by client, each
//! made a draft, a problem or put aside with one key (A29).

pub(in crate::ui::dialog) mod convert;
mod dismiss;
pub(in crate::ui::dialog) mod finding;
mod leaves;
#[cfg(test)]
mod tests;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::card::parts::joined;
use super::card::rows::Rows;
use crate::domain::ClientId;
use crate::domain::audit::Hit;
use crate::domain::fold::fold;
use crate::input::{Action, Context, Key};
use crate::say;
use crate::ui::widgets::frame::{centered, dialog};
use crate::ui::widgets::sheet::{Laid, Scroll};
use crate::ui::widgets::textline::TextLine;
use crate::ui::{Cx, Dialog, Notice, Reply, Request};

pub use dismiss::DismissForm;
use finding::Fold;
use leaves::{By, Leaves};

/// From this width on the whole of a finding stands beside the list.
const BESIDE: u16 = 120;
const SIDE: u16 = 36;
const GAP: u16 = 3;

/// A hit with the name of its campaign: campaigns themselves are not kept.
#[derive(Debug, Clone)]
pub struct Found {
    /// What was found.
    pub hit: Hit,
    /// The name of the campaign; empty for wider hits.
    pub campaign: String,
}

/// How far the audit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Running,
    Stopped,
    Done,
}

/// What the cursor stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Item {
    /// A rule, or a client.
    Group(usize),
    /// A rule at a client.
    Leaf(usize),
}

/// What one lay-out was made of.
#[derive(Debug, Clone, PartialEq)]
struct Stamp {
    revision: u64,
    width: u16,
    lang: crate::i18n::Lang,
    checked: usize,
    stage: Stage,
}

/// The audit over the clients of the list.
#[derive(Debug)]
pub struct AuditDialog {
    /// Clients with campaigns, and of them checked.
    total: usize,
    checked: usize,
    /// Clients of the list without campaigns.
    without: usize,
    stage: Stage,
    leaves: Leaves,
    by: By,
    dismissed: bool,
    /// Keys of groups that lie open.
    open: std::collections::BTreeSet<String>,
    query: TextLine,
    typing: bool,
    scroll: Scroll,
    page: Laid,
    items: Vec<Item>,
    drawn: Option<Stamp>,
    width: u16,
}

impl AuditDialog {
    /// An audit of `total` clients that have campaigns, beside `without` that have none.
    #[must_use]
    pub fn new(total: usize, without: usize) -> Self {
        Self {
            total,
            checked: 0,
            without,
            stage: if total == 0 {
                Stage::Done
            } else {
                Stage::Running
            },
            leaves: Leaves::default(),
            by: By::Rule,
            dismissed: false,
            open: std::collections::BTreeSet::new(),
            query: TextLine::new(""),
            typing: false,
            scroll: Scroll::default(),
            page: Laid::default(),
            items: Vec::new(),
            drawn: None,
            width: 0,
        }
    }

    /// Takes what was found in some more clients.
    pub fn add(&mut self, found: Vec<Found>, clients: usize) {
        self.leaves.add(found);
        self.checked += clients;
        if self.checked >= self.total {
            self.stage = Stage::Done;
        }
    }

    /// No more will come.
    pub const fn stop(&mut self) {
        if matches!(self.stage, Stage::Running) {
            self.stage = Stage::Stopped;
        }
    }

    fn item(&self) -> Option<Item> {
        self.items.get(self.scroll.item()).copied()
    }

    /// The client and its hits of one rule under the cursor: of a row, or of a group of one.
    fn meant(&self) -> Option<(ClientId, Vec<&Found>)> {
        let leaf = match self.item()? {
            Item::Leaf(leaf) => leaf,
            Item::Group(group) => match self.leaves.group(group)? {
                [one] => *one,
                _ => return None,
            },
        };
        self.leaves.hits(leaf, self.dismissed)
    }

    fn client(&self) -> Option<ClientId> {
        match self.item()? {
            Item::Leaf(leaf) => self.leaves.client(leaf),
            Item::Group(group) => match (self.by, self.leaves.group(group)?) {
                (By::Client, [first, ..]) | (By::Rule, [first]) => self.leaves.client(*first),
                _ => None,
            },
        }
    }

    fn unfold(&mut self) {
        let key = match self.item() {
            Some(Item::Group(group)) => self.leaves.key(group),
            _ => None,
        };
        if let Some(key) = key {
            if !self.open.remove(&key) {
                self.open.insert(key);
            }
            self.drawn = None;
        }
    }

    fn convert(&self, action: Action, cx: &Cx<'_>) -> Option<Reply> {
        let Some((client, found)) = self.meant() else {
            let wanted = matches!(
                action,
                Action::HitToDraft | Action::HitToProblem | Action::DismissHit
            );
            let words = cx.texts.t("finding-open-first");
            return wanted.then(|| match self.item() {
                Some(_) => Reply::Say(Notice::info(words)),
                None => Reply::Done,
            });
        };
        let hits: Vec<&Hit> = found.iter().map(|f| &f.hit).collect();
        let name = |hit: &Hit| {
            let of = found
                .iter()
                .find(|f| f.hit.campaign == hit.campaign && !f.campaign.is_empty());
            of.map(|f| f.campaign.as_str())
        };
        convert::act(action, client, &hits, name, cx)
    }

    fn lay(&mut self, cx: &Cx<'_>, width: u16) {
        let stamp = Stamp {
            revision: cx.book.revision(),
            width,
            lang: cx.texts.lang(),
            checked: self.checked,
            stage: self.stage,
        };
        if self.drawn.as_ref() == Some(&stamp) {
            return;
        }
        let words = fold(self.query.text());
        self.leaves.arrange(self.by, self.dismissed, &words, cx);
        self.drawn = Some(stamp);
        let mut rows = Rows::new(cx, width);
        let mut page = Laid::default();
        self.items.clear();
        rows.cells(vec![(self.head(cx), cx.theme.muted)]);
        rows.blank();
        for group in 0..self.leaves.groups() {
            self.lay_group(group, &mut rows, &mut page, cx);
        }
        if self.items.is_empty() && self.stage == Stage::Done {
            let (id, style) = match (self.total, words.is_empty()) {
                (_, false) => ("campaigns-none-found", cx.theme.muted),
                (0, _) => ("segment-nobody", cx.theme.text),
                _ => ("segment-none", cx.theme.good),
            };
            let args = [("count", cx.library.rules.len().into())];
            rows.text(&cx.texts.tf(id, &args), 0, 3, style);
        }
        page.lines = rows.into_lines();
        self.page = page;
    }

    fn lay_group(&mut self, group: usize, rows: &mut Rows<'_>, page: &mut Laid, cx: &Cx<'_>) {
        let places = self.leaves.group(group).unwrap_or_default().to_vec();
        let key = self.leaves.key(group);
        let one = places.len() == 1 && self.by == By::Rule;
        let open = !one && key.is_some_and(|key| self.open.contains(&key));
        let fold = match (one, open) {
            (true, _) => Fold::Leaf,
            (_, true) => Fold::Open,
            _ => Fold::Folded,
        };
        let from = rows.len();
        self.leaves.draw_group(rows, group, self.by, fold, cx);
        page.items.push(from..rows.len());
        self.items.push(Item::Group(group));
        for leaf in places.into_iter().filter(|_| open) {
            let from = rows.len();
            self.leaves
                .draw_leaf(rows, leaf, self.by, self.dismissed, cx);
            page.items.push(from..rows.len());
            self.items.push(Item::Leaf(leaf));
        }
    }

    /// «С находками 12 клиентов · без находок: 30 · без кампаний: 8 · по правилам».
    fn head(&self, cx: &Cx<'_>) -> String {
        let texts = cx.texts;
        let progress = [
            ("done", self.checked.into()),
            ("total", self.total.into()),
            (
                "key",
                cx.keymap
                    .key_of(Context::Audit.chain(), Action::Cancel)
                    .map_or_else(String::new, |k| k.to_string())
                    .into(),
            ),
        ];
        let clients = self.leaves.clients();
        let found = texts.tf("segment-found", &[("count", clients.into())]);
        let clean = self.checked.saturating_sub(clients);
        let clean = texts.tf("segment-clean", &[("count", clean.into())]);
        let without = texts.tf("segment-without", &[("count", self.without.into())]);
        let order = texts.t(match self.by {
            By::Rule => "segment-by-rule",
            By::Client => "segment-by-client",
        });
        let unfold = finding::unfold_hint(Context::Audit, cx);
        match self.stage {
            Stage::Running => joined([
                texts.tf("segment-running", &progress),
                texts.tf("segment-stop", &progress),
                found,
            ]),
            Stage::Stopped => joined([texts.tf("segment-stopped", &progress), found, order]),
            Stage::Done if self.total == 0 => without,
            Stage::Done => joined([found, clean, without, order, unfold]),
        }
    }

    /// Keys of the line of words; `None` when they are not its own.
    fn filter(&mut self, action: Action) -> Option<()> {
        match action {
            Action::Filter if !self.typing => self.typing = true,
            Action::Accept | Action::Save if self.typing => self.typing = false,
            Action::Cancel if self.typing || !self.query.is_empty() => {
                self.query.set("");
                self.typing = false;
            }
            Action::ClearFilter if !self.query.is_empty() => self.query.set(""),
            _ if self.typing => {
                self.query.act(action).then_some(())?;
            }
            _ => return None,
        }
        self.drawn = None;
        Some(())
    }
}

impl Dialog for AuditDialog {
    fn context(&self) -> Context {
        if self.typing {
            Context::Filter
        } else {
            Context::Audit
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        // Several keys may come between two frames: each acts on the list as the one before left it.
        self.lay(cx, self.width);
        if self.filter(action).is_some() || self.scroll.act(action, &self.page.items).is_some() {
            return Reply::Done;
        }
        if let Some(reply) = self.convert(action, cx) {
            return reply;
        }
        match action {
            Action::Mark => self.unfold(),
            Action::SortNext => {
                self.by = self.by.next();
                self.scroll.reset();
                self.drawn = None;
            }
            Action::ShowDismissed => {
                self.dismissed = !self.dismissed;
                self.drawn = None;
            }
            Action::CardCampaigns => {
                return self
                    .client()
                    .map_or(Reply::Done, |id| Reply::Ask(Request::ShowCampaigns(id)));
            }
            Action::Cancel | Action::Quit if self.stage == Stage::Running => {
                self.stop();
                return Reply::Ask(Request::CancelAudit);
            }
            Action::Cancel | Action::Quit | Action::AuditSegment => {
                return Reply::CloseAndAsk(Request::CancelAudit);
            }
            _ => return Reply::Pass,
        }
        Reply::Done
    }

    fn key(&mut self, key: Key, _cx: &Cx<'_>) -> Reply {
        if self.typing && self.query.key(key) {
            self.scroll.reset();
            self.drawn = None;
            return Reply::Done;
        }
        Reply::Pass
    }

    fn paste(&mut self, text: &str, _cx: &Cx<'_>) -> Reply {
        if self.typing {
            self.query.paste(text);
            self.drawn = None;
        }
        Reply::Done
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        let area = centered(screen, 150, screen.height);
        let mut inner = dialog(buf, area, &cx.texts.t("segment-title"), cx.theme);
        let mut cursor = None;
        if (self.typing || !self.query.is_empty()) && inner.height > 2 {
            let at = self
                .query
                .draw_prompt(buf, inner, &cx.texts.t("page-search"), cx.theme);
            cursor = at.filter(|_| self.typing);
            inner.y += 1;
            inner.height -= 1;
        }
        let mut list = inner;
        if inner.width >= BESIDE {
            list.width = inner.width - SIDE - GAP;
        }
        self.width = list.width;
        self.lay(cx, list.width);
        self.scroll.draw(buf, list, &self.page, cx.theme);
        if inner.width >= BESIDE
            && let Some((client, found)) = self.meant()
        {
            let mut rows = Rows::new(cx, SIDE);
            let dossier = cx.book.client(client);
            rows.text(dossier.map_or("", |c| &c.name), 0, 2, cx.theme.accent);
            let expert = dossier.is_some_and(|c| c.expertise.speaks_terms());
            let hits: Vec<&Hit> = found.iter().map(|f| &f.hit).collect();
            let place = |hit: &Hit| {
                let of = found.iter().find(|f| std::ptr::eq(&f.hit, hit));
                say::hit_place(cx.texts, hit, of.map(|f| f.campaign.as_str()))
            };
            finding::detail(&mut rows, &hits, place, expert);
            let lines = rows.into_lines();
            for (line, y) in lines.iter().zip(inner.top()..inner.bottom()) {
                buf.set_line(inner.right() - SIDE, y, line, SIDE);
            }
        }
        cursor
    }

    fn hints(&self) -> &'static [Action] {
        match self.stage {
            _ if self.typing => &[Action::Accept, Action::Cancel],
            Stage::Running => &[Action::Cancel],
            _ => &[
                Action::HitToDraft,
                Action::HitToProblem,
                Action::DismissHit,
                Action::CardCampaigns,
                Action::SortNext,
                Action::Filter,
                Action::Undo,
                Action::Cancel,
            ],
        }
    }

    fn as_any_mut(&mut self) -> Option<&mut dyn std::any::Any> {
        Some(self)
    }
}
