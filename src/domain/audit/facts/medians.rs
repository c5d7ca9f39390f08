//! What is ordinary among the client's own campaigns.

use super::Row;
use super::numbers::{count, median, money, over, real, whole};
use crate::domain::audit::{Values, Var};
use crate::domain::{Campaign, CampaignType, Currency, Figures};

/// Medians over the client's own campaigns.
pub(super) struct Medians {
    by_type: Vec<(CampaignType, TypeMedians)>,
    cpa: Vec<(Currency, f64)>,
}

struct TypeMedians {
    peers: usize,
    ctr: f64,
    cpc: Vec<(Currency, f64)>,
}

impl Medians {
    pub(super) fn of(rows: &[Row<'_>]) -> Self {
        let mut currencies: Vec<Currency> = Vec::new();
        let mut types: Vec<CampaignType> = Vec::new();
        for row in rows {
            if !currencies.contains(&row.campaign.currency) {
                currencies.push(row.campaign.currency);
            }
            if !types.contains(&row.campaign.kind) {
                types.push(row.campaign.kind);
            }
        }
        // One currency is the rule; prices of two are never compared.
        let by_currency = |rows: &[&Row<'_>], of: fn(&Figures) -> f64| {
            currencies
                .iter()
                .map(|currency| {
                    let mut found: Vec<f64> = rows
                        .iter()
                        .filter(|row| row.campaign.currency == *currency)
                        .map(|row| of(&row.sums.last))
                        .filter(|value| !value.is_nan())
                        .collect();
                    (*currency, median(&mut found))
                })
                .collect::<Vec<_>>()
        };
        let by_type = types
            .into_iter()
            .map(|kind| {
                let same: Vec<&Row<'_>> = rows
                    .iter()
                    .filter(|row| row.campaign.kind == kind && row.sums.last.impressions > 0)
                    .collect();
                let ctr = |row: &&Row<'_>| {
                    over(
                        whole(row.sums.last.clicks),
                        whole(row.sums.last.impressions),
                    ) * 100.0
                };
                let mut rates: Vec<f64> = same.iter().map(ctr).collect();
                let medians = TypeMedians {
                    peers: same.len(),
                    ctr: median(&mut rates),
                    cpc: by_currency(&same, |sum| over(money(sum.cost), whole(sum.clicks))),
                };
                (kind, medians)
            })
            .collect();
        let all: Vec<&Row<'_>> = rows.iter().collect();
        let cpa = by_currency(&all, |sum| {
            let conversions = sum.conversions.map_or(f64::NAN, |n| real(n) / 1000.0);
            over(money(sum.cost), conversions)
        });
        Self { by_type, cpa }
    }

    pub(super) fn put(&self, campaign: &Campaign, values: &mut Values) {
        let here = |list: &[(Currency, f64)]| {
            let found = list.iter().find(|(c, _)| *c == campaign.currency);
            found.map_or(f64::NAN, |(_, value)| *value)
        };
        values.set(Var::MedianCpa, here(&self.cpa));
        // Campaigns of no known type are not of one type.
        if campaign.kind == CampaignType::Unknown {
            return;
        }
        if let Some((_, medians)) = self.by_type.iter().find(|(k, _)| *k == campaign.kind) {
            values.set(Var::MedianCtr, medians.ctr);
            values.set(Var::MedianCpc, here(&medians.cpc));
            values.set(Var::Peers, count(medians.peers));
        }
    }
}
