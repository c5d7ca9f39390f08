//! The lines of the page: head, findings, campaigns by groups.

use std::collections::BTreeSet;

use super::head;
use super::model::{self, Model};
use super::table;
use crate::domain::audit::{HitState, Scope};
use crate::domain::{Campaign, CampaignOrder, CampaignType, Dossier, Platform};
use crate::input::{Action, Context};
use crate::say;
use crate::ui::Cx;
use crate::ui::dialog::audit::finding::{self, Fold};
use crate::ui::dialog::card::parts::joined;
use crate::ui::dialog::card::rows::Rows;
use crate::ui::widgets::sheet::Laid;

/// Campaigns of a group shown before it is unfolded, when there are many.
const WORST: usize = 3;
/// From so many campaigns on groups are folded.
const MANY: usize = 30;

/// What the cursor stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Item {
    /// A rule with its hits.
    Finding(usize),
    /// One hit.
    Hit(usize),
    /// A group of campaigns.
    Group(usize),
    /// A campaign.
    Campaign(usize),
}

/// How the person wants to see it.
#[derive(Debug, Default)]
pub(super) struct View {
    pub(super) order: CampaignOrder,
    /// Findings put aside are shown.
    pub(super) dismissed: bool,
    /// Rules that lie open.
    pub(super) rules: BTreeSet<String>,
    /// Groups of campaigns that lie open.
    pub(super) groups: BTreeSet<(Option<Platform>, CampaignType)>,
}

/// The page in so many cells, with what each item of it is.
pub(super) fn lay(
    dossier: &Dossier,
    campaigns: &[Campaign],
    model: &Model,
    cx: &Cx<'_>,
    width: u16,
    view: &View,
    words: &str,
) -> (Laid, Vec<Item>) {
    let mut page = Page {
        rows: Rows::new(cx, width),
        laid: Laid::default(),
        items: Vec::new(),
        campaigns,
        model,
        view,
        words,
    };
    if let Some(ads) = dossier.work().ads.as_deref() {
        head::profile(&mut page.rows, ads);
        if ads.data_until.is_some() {
            page.rows.blank();
            head::sums(&mut page.rows, ads, Some(model.table.told(campaigns)));
        }
    }
    page.findings();
    page.table();
    page.laid.lines = page.rows.into_lines();
    (page.laid, page.items)
}

struct Page<'a> {
    rows: Rows<'a>,
    laid: Laid,
    items: Vec<Item>,
    campaigns: &'a [Campaign],
    model: &'a Model,
    view: &'a View,
    words: &'a str,
}

impl Page<'_> {
    fn item(&mut self, item: Item, draw: impl FnOnce(&mut Rows<'_>)) {
        let from = self.rows.len();
        draw(&mut self.rows);
        self.laid.items.push(from..self.rows.len());
        self.items.push(item);
    }

    fn takes(&self, text: &str) -> bool {
        self.words.split(' ').all(|word| text.contains(word))
    }

    fn key(&self, action: Action) -> String {
        let chain = Context::CardCampaigns.chain();
        let key = self.rows.cx.keymap.key_of(chain, action);
        key.map_or_else(String::new, |k| k.to_string())
    }

    fn findings(&mut self) {
        let (cx, model) = (self.rows.cx, self.model);
        let open: usize = model.findings.iter().map(|f| f.open).sum();
        let rules = model.findings.iter().filter(|f| f.open > 0).count();
        let stake: i64 = worth(model);
        let mut detail = Vec::new();
        if open > 0 {
            let args = [("rules", rules.into()), ("count", open.into())];
            detail.push(cx.texts.tf("findings-open", &args));
        }
        if stake > 0 {
            let amount = cx.texts.money_short(stake, model.table.currency.code());
            detail.push(cx.texts.tf("findings-stake", &[("amount", amount.into())]));
        }
        if model.findings.iter().any(|f| f.hits.len() > 1) {
            detail.push(finding::unfold_hint(Context::CardCampaigns, cx));
        }
        let title = cx.texts.t("findings-title");
        self.rows.section(&title, &joined(detail));
        if open == 0 {
            let checked = [("count", cx.library.rules.len().into())];
            let words = if model.hits.is_empty() {
                cx.texts.tf("findings-clean", &checked)
            } else {
                cx.texts.tf("findings-settled", &checked)
            };
            self.rows.text(&words, 2, 2, cx.theme.good);
        }
        for place in 0..model.findings.len() {
            self.finding(place);
        }
        let aside = model.aside();
        if aside > 0 && !self.view.dismissed && self.words.is_empty() {
            let args = [
                ("count", aside.into()),
                ("key", self.key(Action::ShowDismissed).into()),
            ];
            let words = cx.texts.tf("findings-aside", &args);
            self.rows.text(&words, 2, 1, cx.theme.muted);
        }
    }

    fn finding(&mut self, place: usize) {
        let cx = self.rows.cx;
        let (model, campaigns) = (self.model, self.campaigns);
        let Some(finding) = model.findings.get(place) else {
            return;
        };
        let hits = model.of_finding(place, self.view.dismissed);
        let Some(first) = hits.first().copied() else {
            return;
        };
        let title = crate::domain::fold::fold(say::rule_title(cx.texts, &first.rule));
        let named = |hit: &crate::domain::audit::Hit| {
            let name = model::name(campaigns, hit).unwrap_or_default();
            self.takes(&format!("{title} {}", crate::domain::fold::fold(name)))
        };
        if !self.words.is_empty() && !hits.iter().any(|hit| named(hit)) {
            return;
        }
        let one = hits.len() == 1;
        let unfolded = !one && self.view.rules.contains(&first.rule.id);
        let fold = match (one, unfolded) {
            (true, _) => Fold::Leaf,
            (_, true) => Fold::Open,
            _ => Fold::Folded,
        };
        let count = match (first.rule.scope, &first.state) {
            (_, HitState::Taken(_)) if finding.open == 0 => cx.texts.t("finding-taken"),
            (_, HitState::Dismissed(_)) if finding.open == 0 => cx.texts.t("finding-aside"),
            (Scope::Campaign, _) => {
                let count = finding.open.max(1);
                cx.texts.tf("finding-campaigns", &[("count", count.into())])
            }
            (Scope::Platform, _) if !one => {
                let args = [("count", finding.open.max(1).into())];
                cx.texts.tf("finding-platforms", &args)
            }
            (Scope::Platform, _) => say::hit_place(cx.texts, first, None),
            (Scope::Client, _) => String::new(),
        };
        let (stake, open) = (finding.stake, finding.open > 0);
        self.item(Item::Finding(place), |rows| {
            finding::head(rows, first, fold, &count, stake, open);
        });
        if !unfolded {
            return;
        }
        let places: Vec<usize> = finding.hits.clone();
        for at in places {
            let Some(hit) = model.hits.get(at) else {
                continue;
            };
            if model.is_hidden(hit) && !self.view.dismissed {
                continue;
            }
            let name = model::place(campaigns, hit, cx);
            self.item(Item::Hit(at), |rows| {
                finding::line(rows, hit, &name, hit.stake);
            });
        }
    }

    fn table(&mut self) {
        let cx = self.rows.cx;
        let (model, campaigns) = (self.model, self.campaigns);
        if campaigns.is_empty() {
            return;
        }
        let order = cx.texts.t(match self.view.order {
            CampaignOrder::Worst => "campaigns-order-worst",
            CampaignOrder::Spend => "campaigns-order-spend",
            CampaignOrder::Flat => "campaigns-order-flat",
            CampaignOrder::Name => "campaigns-order-name",
        });
        self.rows.section(&cx.texts.t("campaigns-title"), &order);
        let columns = table::Columns::of(cx, self.rows.cells_wide(), &model.table, campaigns);
        table::header(&mut self.rows, &columns);
        for (place, group) in model.table.groups.iter().enumerate() {
            let found: Vec<usize> = group
                .rows
                .iter()
                .copied()
                .filter(|row| {
                    self.words.is_empty()
                        || model.names.get(*row).is_some_and(|name| self.takes(name))
                })
                .collect();
            if found.is_empty() {
                continue;
            }
            let few = campaigns.len() < MANY || !self.words.is_empty();
            let open = few || self.view.groups.contains(&(group.platform, group.kind));
            let shown = match (group.platform, open) {
                // One list without groups is read from its top: it is all here.
                (None, _) | (_, true) => found.len(),
                _ => WORST.min(found.len()),
            };
            if group.platform.is_some() {
                let fold = match (few, open || shown == found.len()) {
                    (true, _) => Fold::Leaf,
                    (_, true) => Fold::Open,
                    _ => Fold::Folded,
                };
                self.item(Item::Group(place), |rows| {
                    table::group(rows, &columns, group, model.table.currency, fold);
                });
            }
            for at in found.iter().take(shown) {
                let (Some(row), Some(campaign)) = (model.table.rows.get(*at), campaigns.get(*at))
                else {
                    continue;
                };
                let hits = model.of_campaign(campaign);
                let median = model.table.median;
                self.item(Item::Campaign(*at), |rows| {
                    table::campaign(rows, &columns, campaign, row, median, &hits);
                });
            }
            if shown < found.len() {
                let args = [
                    ("count", (found.len() - shown).into()),
                    ("key", self.key(Action::Mark).into()),
                ];
                let words = cx.texts.tf("campaigns-more", &args);
                self.rows.text(&words, 4, 1, cx.theme.muted);
            }
        }
        if self.items.is_empty() && !self.words.is_empty() {
            let none = cx.texts.t("campaigns-none-found");
            self.rows.text(&none, 2, 1, cx.theme.muted);
        }
    }
}

/// Money at stake over all findings. A campaign may be hit by several rules: its money counts once, by the
/// dearest of them.
pub(super) fn worth(model: &Model) -> i64 {
    let mut dearest = std::collections::BTreeMap::new();
    let open = model.hits.iter().filter(|hit| hit.state.is_open());
    for hit in open.filter(|hit| hit.campaign.is_some()) {
        let money = dearest.entry(hit.campaign).or_insert(0_i64);
        *money = (*money).max(hit.stake);
    }
    dearest
        .values()
        .fold(0, |sum, money| sum.saturating_add(*money))
}
