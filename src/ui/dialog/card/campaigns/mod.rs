//! The page of campaigns: what is known of the advertising, what the audit finds in it, and all campaigns,
//! grouped, worst first (A29–A32, D2).

mod explain;
mod head;
mod model;
mod page;
mod side;
mod table;
#[cfg(test)]
mod tests;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;

use super::rows::Rows;
use super::search::Search;
use super::tab::{Explained, Tab};
use crate::domain::audit::Hit;
use crate::domain::fold::fold;
use crate::domain::{Campaign, ClientId, Dossier};
use crate::i18n::Lang;
use crate::input::{Action, Context, Key};
use crate::ui::dialog::audit::convert;
use crate::ui::widgets::sheet::{Laid, Scroll};
use crate::ui::{Cx, Notice, Reply, Request};

pub(super) use head::in_short;
use model::{Model, Stamp};
use page::{Item, View};

/// From this width on the whole of what is under the cursor stands beside the list.
const BESIDE: u16 = 110;
/// Cells of it there, and of the gap.
const SIDE: u16 = 36;
const GAP: u16 = 3;
/// Rows of it below the list, and the least height of a page that has room for it.
const BELOW: u16 = 6;
const TALL: u16 = 18;

/// The page.
#[derive(Debug, Default)]
pub(super) struct CampaignsTab {
    scroll: Scroll,
    search: Search,
    view: View,
    model: Option<Model>,
    /// As drawn last, and what of.
    page: Laid,
    items: Vec<Item>,
    drawn: Option<(Stamp, u16, Lang, String)>,
    width: u16,
}

/// The campaigns; `None` while they are only on disk.
fn known(dossier: &Dossier) -> Option<&[Campaign]> {
    let work = dossier.work();
    let waits = (work.ads.as_deref()).is_some_and(|ads| ads.digest.campaigns > 0);
    let none: Option<&[Campaign]> = (!waits).then_some(&[]);
    work.campaigns.as_deref().or(none)
}

impl CampaignsTab {
    fn item(&self) -> Option<Item> {
        self.items.get(self.scroll.item()).copied()
    }

    /// The hits the cursor means: of a finding, one, or the worst of a campaign.
    fn meant(&self, campaigns: &[Campaign]) -> Vec<&Hit> {
        let (Some(model), Some(item)) = (&self.model, self.item()) else {
            return Vec::new();
        };
        match item {
            Item::Finding(place) => model.of_finding(place, self.view.dismissed),
            Item::Hit(place) => model.hits.get(place).into_iter().collect(),
            Item::Campaign(place) => campaigns
                .get(place)
                .and_then(|campaign| model.of_campaign(campaign).first().copied())
                .into_iter()
                .collect(),
            Item::Group(_) => Vec::new(),
        }
    }

    /// Unfolds what is under the cursor, or folds it.
    fn unfold(&mut self) {
        let Some(model) = &self.model else { return };
        match self.item() {
            Some(Item::Finding(place)) => {
                let hits = model.of_finding(place, self.view.dismissed);
                if let Some(id) = hits.first().map(|hit| hit.rule.id.clone())
                    && !self.view.rules.remove(&id)
                {
                    self.view.rules.insert(id);
                }
            }
            Some(Item::Group(place)) => {
                let group = model.table.groups.get(place);
                if let Some(key) = group.map(|g| (g.platform, g.kind))
                    && !self.view.groups.remove(&key)
                {
                    self.view.groups.insert(key);
                }
            }
            _ => {}
        }
        self.drawn = None;
    }

    /// Reckons anew when the book has changed.
    fn reckon(&mut self, dossier: &Dossier, campaigns: &[Campaign], cx: &Cx<'_>) -> Stamp {
        let stamp = Model::stamp(dossier, campaigns, cx, self.view.order);
        if self.model.as_ref().is_none_or(|m| m.stamp != stamp) {
            let before = self.model.take();
            self.model = Some(Model::of(dossier, campaigns, cx, stamp, before.as_ref()));
        }
        stamp
    }

    /// The audit was asked for: it is always up to date, so what it found is said.
    fn audit(&mut self, dossier: &Dossier, cx: &Cx<'_>) -> Reply {
        let Some(found) = known(dossier) else {
            return Reply::Ask(Request::ReadCampaigns(vec![dossier.id()]));
        };
        self.model = None;
        self.drawn = None;
        self.reckon(dossier, found, cx);
        self.scroll.reset();
        let hits = self.model.as_ref().map(|model| model.hits.iter());
        let open = hits.map_or(0, |hits| hits.filter(|hit| hit.state.is_open()).count());
        let args = [
            ("rules", cx.library.rules.len().into()),
            ("count", open.into()),
        ];
        Reply::Say(Notice::info(cx.texts.tf("campaigns-audited", &args)))
    }

    /// Lays out anew what has changed.
    fn refresh(&mut self, dossier: &Dossier, campaigns: &[Campaign], cx: &Cx<'_>, width: u16) {
        let stamp = self.reckon(dossier, campaigns, cx);
        let words = fold(self.search.words());
        let drawn = (stamp, width, cx.texts.lang(), words);
        if self.drawn.as_ref() == Some(&drawn) {
            return;
        }
        if let Some(model) = &self.model {
            (self.page, self.items) =
                page::lay(dossier, campaigns, model, cx, width, &self.view, &drawn.3);
            self.drawn = Some(drawn);
        }
    }

    fn rest(&mut self) {
        self.page = Laid::default();
        self.items.clear();
        self.drawn = None;
    }

    /// A page without campaigns: being read, or none there.
    fn quiet(&mut self, buf: &mut Buffer, area: Rect, cx: &Cx<'_>, dossier: &Dossier) {
        self.rest();
        let mut rows = Rows::new(cx, area.width);
        let ads = dossier.work().ads.as_deref();
        if ads.is_some_and(|ads| ads.digest.campaigns > 0) {
            if let Some(ads) = ads {
                head::profile(&mut rows, ads);
                rows.blank();
                head::sums(&mut rows, ads, None);
            }
            rows.blank();
            rows.text(&cx.texts.t("campaigns-reading"), 0, 2, cx.theme.muted);
        }
        put(buf, area, rows.into_lines());
    }
}

/// Draws lines from the top of `area`.
fn put(buf: &mut Buffer, area: Rect, lines: Vec<Line<'static>>) {
    let area = area.intersection(*buf.area());
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        buf.set_line(area.x, y, line, area.width);
    }
}

/// The list and the whole of what is under its cursor: beside it, below it, or not at all.
fn parts(area: Rect) -> (Rect, Option<Rect>) {
    if area.width >= BESIDE {
        let list = Rect {
            width: area.width - SIDE - GAP,
            ..area
        };
        let side = Rect {
            x: area.x + list.width + GAP,
            width: SIDE,
            ..area
        };
        return (list, Some(side));
    }
    if area.height >= TALL {
        let list = Rect {
            height: area.height - BELOW,
            ..area
        };
        let below = Rect {
            y: area.y + list.height,
            height: BELOW,
            ..area
        };
        return (list, Some(below));
    }
    (area, None)
}

impl Tab for CampaignsTab {
    fn context(&self) -> Context {
        if self.search.typing() {
            Context::Filter
        } else {
            Context::CardCampaigns
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>, client: ClientId) -> Reply {
        // Several keys may come between two frames: each acts on the page as the one before left it.
        let found = cx.book.get(client).and_then(|d| Some((d, known(d)?)));
        if let Some((dossier, found)) = found {
            self.refresh(dossier, found, cx, self.width);
        }
        if self.search.act(action).is_some() || self.scroll.act(action, &self.page.items).is_some()
        {
            return Reply::Done;
        }
        let Some(dossier) = cx.book.get(client) else {
            return Reply::Pass;
        };
        let campaigns = known(dossier).unwrap_or_default();
        let name = |hit: &Hit| model::name(campaigns, hit);
        if let Some(reply) = convert::act(action, client, &self.meant(campaigns), name, cx) {
            return reply;
        }
        match action {
            Action::Mark => self.unfold(),
            Action::SortNext => {
                self.view.order = self.view.order.next();
                self.drawn = None;
            }
            Action::ShowDismissed => {
                self.view.dismissed = !self.view.dismissed;
                self.drawn = None;
            }
            Action::AuditClient => return self.audit(dossier, cx),
            _ => return Reply::Pass,
        }
        Reply::Done
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
        let Some(found) = known(dossier) else {
            self.quiet(buf, area, cx, dossier);
            return None;
        };
        let (area, cursor) = self.search.draw(buf, area, cx);
        let (mut list, side) = parts(area);
        if found.is_empty() {
            list = side::empty(buf, list, cx);
        }
        self.width = list.width;
        self.refresh(dossier, found, cx, list.width);
        self.scroll.draw(buf, list, &self.page, cx.theme);
        if let (Some(side), Some(model)) = (side, &self.model) {
            let lines = side::lines(self.item(), dossier, found, model, cx, side, &self.view);
            put(buf, side, lines);
        }
        cursor
    }

    fn hints(&self) -> &'static [Action] {
        match self.item() {
            _ if self.search.typing() => &[Action::Accept, Action::Cancel],
            None => &[
                Action::ImportFile,
                Action::EditAdProfile,
                Action::CardNextTab,
                Action::Cancel,
            ],
            Some(Item::Group(_) | Item::Campaign(_)) => &[
                Action::SortNext,
                Action::Filter,
                Action::HitToDraft,
                Action::EditAdProfile,
                Action::Explain,
                Action::Cancel,
            ],
            Some(_) => &[
                Action::HitToDraft,
                Action::HitToProblem,
                Action::DismissHit,
                Action::EditAdProfile,
                Action::Explain,
                Action::Undo,
                Action::Cancel,
            ],
        }
    }

    fn detail(&self, dossier: &Dossier, _cx: &Cx<'_>) -> Option<String> {
        let ads = dossier.work().ads.as_deref()?;
        let count = ads.digest.campaigns;
        (count > 0).then(|| count.to_string())
    }

    fn explain(&self, cx: &Cx<'_>, client: ClientId) -> Vec<Explained> {
        let dossier = cx.book.get(client);
        let found = dossier.and_then(|d| Some((known(d)?, self.model.as_ref()?)));
        found.map_or_else(Vec::new, |(campaigns, model)| {
            explain::figures(&self.meant(campaigns), campaigns, model, cx)
        })
    }
}
