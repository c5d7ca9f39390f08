//! What was found in many clients, arranged: a leaf is a rule at a client, groups are rules or clients.

use jiff::civil::Date;

use super::Found;
use super::finding::{self, Fold, right};
use crate::domain::ClientId;
use crate::domain::audit::{HitState, Scope, standing};
use crate::domain::fold::fold;
use crate::say;
use crate::ui::Cx;
use crate::ui::dialog::card::rows::{Rows, padded};

/// By what leaves are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum By {
    /// Rules, the worst first.
    Rule,
    /// Clients, the most money first.
    Client,
}

impl By {
    pub(super) const fn next(self) -> Self {
        match self {
            Self::Rule => Self::Client,
            Self::Client => Self::Rule,
        }
    }
}

/// The hits of one rule at one client.
#[derive(Debug)]
struct Leaf {
    client: ClientId,
    found: Vec<Found>,
    /// As the book says now: not yet dealt with, how many and the money.
    open: usize,
    stake: i64,
    /// Whether all of it is put aside.
    aside: bool,
    /// The book and the day the states are of; `None` for hits that came since.
    settled: Option<Settled>,
}

/// The revision of the book and the day a state was looked up at.
type Settled = (u64, Date);

/// All leaves and their groups.
#[derive(Debug, Default)]
pub(super) struct Leaves {
    all: Vec<Leaf>,
    groups: Vec<Vec<usize>>,
    by_client: bool,
}

impl Leaves {
    /// Takes hits, each client's one after another in the order of the audit.
    pub(super) fn add(&mut self, found: Vec<Found>) {
        for one in found {
            let last = self.all.last_mut().filter(|leaf| {
                let rule = leaf.found.first().map(|f| &f.hit.rule.id);
                leaf.client == one.hit.client && rule == Some(&one.hit.rule.id)
            });
            match last {
                Some(leaf) => {
                    leaf.found.push(one);
                    leaf.settled = None;
                }
                None => self.all.push(Leaf {
                    client: one.hit.client,
                    found: vec![one],
                    open: 0,
                    stake: 0,
                    aside: false,
                    settled: None,
                }),
            }
        }
    }

    /// Brings the states up to date with the book and groups what is to be shown.
    pub(super) fn arrange(&mut self, by: By, dismissed: bool, words: &str, cx: &Cx<'_>) {
        // While the audit runs this is asked after every few clients: what is known stays known.
        let now = (cx.book.revision(), cx.today());
        for leaf in self.all.iter_mut().filter(|l| l.settled != Some(now)) {
            leaf.settled = Some(now);
            let Some(dossier) = cx.book.get(leaf.client) else {
                leaf.aside = true;
                continue;
            };
            for found in &mut leaf.found {
                found.hit.state = standing(&found.hit, dossier, cx.today());
            }
            let open = || leaf.found.iter().filter(|f| f.hit.state.is_open());
            leaf.open = open().count();
            leaf.stake = open().fold(0, |sum, f| sum.saturating_add(f.hit.stake));
            leaf.aside = leaf
                .found
                .iter()
                .all(|f| matches!(f.hit.state, HitState::Dismissed(_)));
        }
        let takes = |leaf: &Leaf| {
            if words.is_empty() {
                return true;
            }
            let name = cx.book.client(leaf.client).map_or("", |c| c.name.as_str());
            let title = leaf
                .found
                .first()
                .map(|f| say::rule_title(cx.texts, &f.hit.rule));
            let text = fold(&format!("{name} {}", title.unwrap_or_default()));
            words.split(' ').all(|word| text.contains(word))
        };
        let shown = |leaf: &Leaf| (dismissed || !leaf.aside) && takes(leaf);
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let mut known = std::collections::BTreeMap::new();
        for (place, leaf) in self.all.iter().enumerate().filter(|(_, l)| shown(l)) {
            let key = Self::key_of(leaf, by == By::Client);
            let group = *known.entry(key).or_insert_with(|| {
                groups.push(Vec::new());
                groups.len() - 1
            });
            if let Some(group) = groups.get_mut(group) {
                group.push(place);
            }
        }
        let leaf = |place: usize| self.all.get(place);
        let stake = |places: &[usize]| {
            let all: Vec<&Leaf> = places.iter().filter_map(|p| leaf(*p)).collect();
            worth(&all)
        };
        let open = |places: &[usize]| places.iter().any(|p| leaf(*p).is_some_and(|l| l.open > 0));
        for group in &mut groups {
            if by == By::Rule {
                group.sort_by_key(|p| {
                    let leaf = leaf(*p);
                    (
                        leaf.is_none_or(|l| l.open == 0),
                        std::cmp::Reverse(leaf.map(|l| l.stake)),
                    )
                });
            }
        }
        groups.sort_by_cached_key(|group| {
            let first = group.first().and_then(|p| leaf(*p)?.found.first());
            let worst = match by {
                By::Rule => first.map(|f| (f.hit.kind(), f.hit.severity())),
                By::Client => None,
            };
            (!open(group), worst, std::cmp::Reverse(stake(group)))
        });
        self.groups = groups;
        self.by_client = by == By::Client;
    }

    fn key_of(leaf: &Leaf, by_client: bool) -> String {
        match leaf.found.first().filter(|_| !by_client) {
            Some(found) => found.hit.rule.id.clone(),
            None => leaf.client.to_string(),
        }
    }

    pub(super) const fn groups(&self) -> usize {
        self.groups.len()
    }

    pub(super) fn group(&self, group: usize) -> Option<&[usize]> {
        self.groups.get(group).map(Vec::as_slice)
    }

    /// What tells a group from others, whatever else changes.
    pub(super) fn key(&self, group: usize) -> Option<String> {
        let first = self.groups.get(group)?.first()?;
        Some(Self::key_of(self.all.get(*first)?, self.by_client))
    }

    pub(super) fn client(&self, leaf: usize) -> Option<ClientId> {
        self.all.get(leaf).map(|leaf| leaf.client)
    }

    /// The hits of a leaf; those put aside only when they are shown.
    pub(super) fn hits(&self, leaf: usize, dismissed: bool) -> Option<(ClientId, Vec<&Found>)> {
        let leaf = self.all.get(leaf)?;
        let aside = |f: &&Found| matches!(f.hit.state, HitState::Dismissed(_));
        let found = leaf.found.iter().filter(|f| dismissed || !aside(f));
        Some((leaf.client, found.collect()))
    }

    /// Clients with anything found.
    pub(super) fn clients(&self) -> usize {
        let mut clients: Vec<ClientId> = self.all.iter().map(|leaf| leaf.client).collect();
        clients.dedup();
        clients.len()
    }

    pub(super) fn draw_group(
        &self,
        rows: &mut Rows<'_>,
        group: usize,
        by: By,
        fold: Fold,
        cx: &Cx<'_>,
    ) {
        let places = self.group(group).unwrap_or_default();
        let leaves: Vec<&Leaf> = places.iter().filter_map(|p| self.all.get(*p)).collect();
        let Some(first) = leaves.first().and_then(|leaf| leaf.found.first()) else {
            return;
        };
        let stake = worth(&leaves);
        let open = leaves.iter().any(|leaf| leaf.open > 0);
        let name = |client| cx.book.client(client).map_or("", |c| c.name.as_str());
        if by == By::Rule {
            let count = match leaves.as_slice() {
                [one] => name(one.client).to_owned(),
                many => {
                    let args = [("count", many.len().into())];
                    cx.texts.tf("finding-clients", &args)
                }
            };
            finding::head(rows, &first.hit, fold, &count, stake, open);
            return;
        }
        let args = [("count", leaves.len().into())];
        let count = cx.texts.tf("segment-rules", &args);
        let mark = match fold {
            Fold::Open => cx.theme.mark("▾", "v"),
            _ => cx.theme.mark("▸", ">"),
        };
        let (style, strong) = if open {
            (cx.theme.text, cx.theme.strong)
        } else {
            (cx.theme.muted, cx.theme.muted)
        };
        let room = rows.cells_wide().saturating_sub(2 + 14 + 11);
        rows.cells(vec![
            (padded(mark, 2), cx.theme.muted),
            (padded(name(first.hit.client), room), style),
            (right(&count, 14), cx.theme.muted),
            (right(&money(stake, first, cx), 11), strong),
        ]);
    }

    pub(super) fn draw_leaf(
        &self,
        rows: &mut Rows<'_>,
        leaf: usize,
        by: By,
        dismissed: bool,
        cx: &Cx<'_>,
    ) {
        let Some((client, found)) = self.hits(leaf, dismissed) else {
            return;
        };
        let Some(leaf) = self.all.get(leaf) else {
            return;
        };
        // The first open one speaks for them.
        let first = found
            .iter()
            .find(|f| f.hit.state.is_open())
            .or_else(|| found.first());
        let Some(first) = first else { return };
        let count = match first.hit.rule.scope {
            Scope::Campaign => {
                let args = [("count", leaf.open.max(1).into())];
                Some(cx.texts.tf("finding-campaigns", &args))
            }
            _ => None,
        };
        let name = match by {
            By::Rule => cx.book.client(client).map_or("", |c| c.name.as_str()),
            By::Client => say::rule_title(cx.texts, &first.hit.rule),
        };
        let place = match count.filter(|_| leaf.found.len() > 1) {
            Some(count) => format!("{name} · {count}"),
            None => name.to_owned(),
        };
        finding::line(rows, &first.hit, &place, leaf.stake);
    }
}

/// The money of several leaves, in the currency of the first: sums of two currencies are no sum.
fn worth(leaves: &[&Leaf]) -> i64 {
    let currency = |leaf: &Leaf| leaf.found.first().map(|f| f.hit.currency);
    let first = leaves.first().and_then(|leaf| currency(leaf));
    let same = leaves.iter().filter(|leaf| currency(leaf) == first);
    same.fold(0, |sum, leaf| sum.saturating_add(leaf.stake))
}

fn money(stake: i64, found: &Found, cx: &Cx<'_>) -> String {
    match stake {
        0 => String::new(),
        stake => cx.texts.money_short(stake, found.hit.currency.code()),
    }
}
