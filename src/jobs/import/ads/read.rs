//! Rows of a report to campaigns with figures.

use std::collections::HashMap;

use csv::StringRecord;
use serde_json::{Map, Value, json};

use super::micros::{self, Evidence};
use super::span::Spans;
use super::sums::Sums;
use super::title::Title;
use super::{Layout, columns, words};
use crate::domain::import::{CampaignPatch, Candidate, Skip};
use crate::domain::{CampaignState, Currency, Figures, Known, Period, Platform};
use crate::jobs::import::columns::currency_cell;
use crate::jobs::import::fault::{ImportError, ProblemKind, Problems, brief};
use crate::jobs::import::table::{Column, Rows, Table};
use crate::jobs::import::values::number::{self, NotANumber, Style};
use crate::jobs::import::values::text;
use crate::jobs::import::{ImportKind, KindRead};
use crate::jobs::progress::Progress;

/// How the columns write their numbers, learned before a cell is read.
#[derive(Debug, Default, Clone, Copy)]
struct Styles {
    cost: Style,
    conversions: Style,
    revenue: Style,
    budget: Style,
    micros: bool,
}

/// Reads a report.
pub(in crate::jobs::import) fn read(
    kind: ImportKind,
    table: &Table<'_>,
    problems: &mut Problems,
    progress: &Progress,
) -> Result<KindRead, ImportError> {
    let platform = kind.platform().unwrap_or(Platform::Other);
    let title = Title::of(table);
    let mut period = title.period.map(|(_, from, to)| (from, to));
    if let Some((line, from, to)) = title.period.filter(|(_, from, to)| to < from) {
        let found = format!("{from} – {to}");
        if !Spans::of(table, None).by_row() {
            return Err(ImportError::BadPeriod { line, found });
        }
        problems.add(line, "", ProblemKind::BadPeriod(found));
        period = None;
    }
    let mut spans = Spans::of(table, period);
    if spans.is_lost() {
        return Err(ImportError::NoPeriod);
    }
    let layout = Layout::of(kind, table);
    let styles = learn(kind, table, &layout, &mut spans, problems, progress)?;
    let mut reader = Reader {
        kind,
        platform,
        table,
        layout,
        styles,
        spans,
        title: &title,
        problems,
        candidates: Vec::new(),
        places: HashMap::new(),
        key: String::new(),
        last: None,
        memo: Memo::default(),
        sums: Sums::default(),
    };
    let mut rows = rows(kind, table);
    let mut blank_names = 0;
    while let Some((row, line)) = rows.next(progress)? {
        if reader.row(row, line) == Taken::Total {
            blank_names += 1;
        }
    }
    rows.seen.data -= blank_names;
    rows.seen.totals += blank_names;
    let footer = rows.footer.take();
    let told = footer.as_ref().and_then(|(line, text)| {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        Some((*line, text, digits.parse::<u64>().ok()?))
    });
    let mut facts = Map::new();
    if let Some((line, text, count)) = told {
        let matches = count == rows.seen.data;
        if !matches {
            let (told, found) = (count.to_string(), rows.seen.data);
            reader
                .problems
                .add(line, "", ProblemKind::RowCount { told, found });
        }
        facts.insert("footer".to_owned(), json!(text));
        facts.insert("footer_count_matches".to_owned(), json!(matches));
    }
    reader.facts(&mut facts, period);
    Ok(KindRead {
        candidates: reader.finish(),
        seen: rows.seen,
        facts,
    })
}

/// Direct's API quotes nothing: a name may begin with a quote that is never closed.
fn rows<'t>(kind: ImportKind, table: &'t Table<'_>) -> Rows<'t> {
    if kind == ImportKind::DirectApi && table.delimiter == b'\t' {
        table.plain_rows()
    } else {
        table.rows()
    }
}

/// One pass over what must be known before a cell can be read.
fn learn(
    kind: ImportKind,
    table: &Table<'_>,
    layout: &Layout,
    spans: &mut Spans,
    problems: &mut Problems,
    progress: &Progress,
) -> Result<Styles, ImportError> {
    let mut styles = Styles::default();
    let mut whole = Style::default();
    let mut evidence = Evidence::default();
    let mut rows = rows(kind, table);
    while let Some((row, _)) = rows.next(progress)? {
        spans.learn(row);
        let cost = layout.cost.get(row);
        styles.cost.learn(cost);
        for cell in layout.conversions.each(row) {
            styles.conversions.learn(cell);
        }
        styles.revenue.learn(layout.revenue.get(row));
        styles.budget.learn(layout.budget.get(row));
        let clicks = layout.clicks.get(row);
        whole.learn_thousands(layout.impressions.get(row));
        whole.learn_thousands(clicks);
        if kind == ImportKind::DirectApi {
            evidence.learn(cost, clicks.parse().unwrap_or(0));
        }
    }
    let file = [styles.conversions, styles.revenue, styles.budget, whole]
        .into_iter()
        .fold(styles.cost, Style::and);
    for style in [
        &mut styles.cost,
        &mut styles.conversions,
        &mut styles.revenue,
        &mut styles.budget,
    ] {
        *style = style.or(file);
    }
    if let Some(micros) = evidence.decide() {
        styles.micros = micros;
        let kind = if micros {
            ProblemKind::Micros
        } else {
            ProblemKind::NotMicros
        };
        problems.add(table.header_line, table.name(&layout.cost), kind);
    }
    Ok(styles)
}

#[derive(Debug, PartialEq, Eq)]
enum Taken {
    Data,
    /// A row of sums that only its blank name gives away.
    Total,
}

/// Cells that repeat row after row, with what they mean.
#[derive(Debug, Default)]
struct Memo {
    state: (String, Option<CampaignState>),
    status: (String, Option<CampaignState>),
    money: (String, Option<Currency>),
}

struct Reader<'r, 't> {
    kind: ImportKind,
    platform: Platform,
    table: &'r Table<'t>,
    layout: Layout,
    styles: Styles,
    spans: Spans,
    title: &'r Title,
    problems: &'r mut Problems,
    candidates: Vec<Candidate>,
    places: HashMap<String, usize>,
    key: String,
    last: Option<usize>,
    memo: Memo,
    sums: Sums,
}

/// A cell as it is, empty when it holds a mark for no data.
fn given(cell: &str) -> &str {
    if is_nothing(cell) { "" } else { cell }
}

/// `--`, `-`, `—`: no data, which is not zero.
pub(super) fn is_nothing(cell: &str) -> bool {
    let cell = cell.trim();
    !cell.is_empty() && cell.len() <= 9 && cell.chars().all(|c| matches!(c, '-' | '—' | '–'))
}

impl Reader<'_, '_> {
    fn skip(&mut self, line: u64, column: &Column, kind: ProblemKind, skip: Skip) {
        let name = self.table.name(column);
        self.problems.add(line, name, kind);
        self.candidates.push(Candidate::skipped(line, skip));
    }

    fn row(&mut self, row: &StringRecord, line: u64) -> Taken {
        if self.table.check_width(row, line, self.problems) {
            self.candidates.push(Candidate::skipped(line, Skip::Ragged));
            return Taken::Data;
        }
        let name = given(self.layout.campaign.get(row));
        let number = given(self.layout.number.get(row));
        let titled = self.title.campaign.is_some() && !self.layout.campaign.exists();
        if name.is_empty() && number.is_empty() && !titled {
            if self.kind == ImportKind::MetaAds {
                return Taken::Total;
            }
            let column = self.layout.campaign.clone();
            self.skip(line, &column, ProblemKind::NoCampaign, Skip::NoCampaign);
            return Taken::Data;
        }
        let (from, to) = match self.spans.read(row) {
            Ok(days) => days,
            Err((column, kind)) => {
                self.skip(line, &column, kind, Skip::BadValue);
                return Taken::Data;
            }
        };
        let figures = match self.figures(row) {
            Ok(figures) => figures,
            Err((column, kind)) => {
                self.skip(line, &column, kind, Skip::BadValue);
                return Taken::Data;
            }
        };
        let mut currency = self.layout.currency;
        let cell = given(self.layout.money.get(row));
        if !cell.is_empty() {
            if self.memo.money.0 != cell {
                self.memo.money = (cell.to_owned(), currency_cell(cell));
            }
            currency = self.memo.money.1;
            if currency.is_none() {
                let column = self.layout.money.clone();
                let kind = ProblemKind::BadCurrency(brief(cell));
                self.skip(line, &column, kind, Skip::BadValue);
                return Taken::Data;
            }
        }
        let place = self.place(row, line, name, number, currency);
        self.sums.row(row, (from, to), figures, currency);
        self.settings(row, place, currency);
        let Some(candidate) = self.candidates.get_mut(place) else {
            return Taken::Data;
        };
        candidate.rows += 1;
        if let (Some(figures), Some(campaign)) = (figures, &mut candidate.campaign) {
            match campaign.periods.last_mut() {
                Some(last) if (last.from, last.to) == (from, to) => {
                    last.figures = last.figures.plus(figures);
                }
                _ => campaign.periods.push(Period { from, to, figures }),
            }
        }
        Taken::Data
    }

    /// The candidate of a row's campaign, made at its first row. Rows of one campaign often follow each other.
    fn place(
        &mut self,
        row: &StringRecord,
        line: u64,
        name: &str,
        number: &str,
        currency: Option<Currency>,
    ) -> usize {
        let account = given(self.layout.account.get(row));
        let mut key = std::mem::take(&mut self.key);
        let before = key.len();
        // Two currencies never add up: the second is told to a person.
        let code = currency.as_ref().map_or("", Currency::code);
        for part in [
            account,
            "\0",
            if number.is_empty() { name } else { number },
            "\0",
            code,
        ] {
            key.push_str(part);
        }
        let (old, new) = key.split_at(before);
        let same = self.last.filter(|_| old == new);
        let known = same.or_else(|| self.places.get(new).copied());
        let place = known.unwrap_or_else(|| {
            let mut campaign = CampaignPatch::new(self.platform);
            campaign.account = text::line(account);
            campaign.number = text::line(number);
            campaign.name = text::line(name);
            campaign.vat = self.layout.vat;
            if let (Some((name, number)), true) = (&self.title.campaign, name.is_empty()) {
                campaign.name.clone_from(name);
                campaign.number.clone_from(number);
            }
            let mut candidate = Candidate::at(line);
            candidate.rows = 0;
            candidate.campaign = Some(Box::new(campaign));
            self.places.insert(new.to_owned(), self.candidates.len());
            self.candidates.push(candidate);
            self.candidates.len() - 1
        });
        self.last = Some(place);
        key.drain(..before);
        self.key = key;
        place
    }

    /// The figures of a row; `None`: it holds none at all, which is not zero.
    fn figures(&mut self, row: &StringRecord) -> Result<Option<Figures>, (Column, ProblemKind)> {
        let l = &self.layout;
        let wrong = |column: &Column, why| {
            let found = brief(column.get(row));
            let kind = match why {
                NotANumber::Bad => ProblemKind::BadNumber(found),
                NotANumber::Ambiguous => ProblemKind::AmbiguousNumber(found),
            };
            (column.clone(), kind)
        };
        let count =
            |column: &Column| number::whole(column.get(row)).map_err(|why| wrong(column, why));
        let money = |column: &Column, style| {
            let cell = column.get(row);
            if self.styles.micros {
                let micros = number::whole(cell).map_err(|why| wrong(column, why))?;
                return Ok(micros.map(micros::minor));
            }
            number::minor(cell, style).map_err(|why| wrong(column, why))
        };
        let (impressions, clicks) = (count(&l.impressions)?, count(&l.clicks)?);
        let cost = money(&l.cost, self.styles.cost)?;
        let revenue = money(&l.revenue, self.styles.revenue)?;
        let mut conversions = None;
        let mut scale = 0;
        for cell in l.conversions.each(row) {
            let found = number::thousandths(cell, self.styles.conversions)
                .map_err(|why| wrong(&l.conversions, why))?;
            if let Some(found) = found {
                conversions = Some(found.saturating_add(conversions.unwrap_or(0)));
                scale = scale.max(decimals(cell, found));
            }
        }
        self.sums.results(conversions, scale);
        if l.result_kind.exists() && !words::converts(l.result_kind.get(row)) {
            conversions = None;
        }
        if (impressions, clicks) == (None, None)
            && (cost, conversions, revenue) == (None, None, None)
        {
            return Ok(None);
        }
        Ok(Some(Figures {
            impressions: impressions.unwrap_or(0),
            clicks: clicks.unwrap_or(0),
            cost: cost.unwrap_or(0),
            conversions,
            revenue,
        }))
    }

    /// What the row says of the campaign itself; a later row wins.
    fn settings(&mut self, row: &StringRecord, place: usize, currency: Option<Currency>) {
        let campaign = self
            .candidates
            .get_mut(place)
            .and_then(|c| c.campaign.as_mut());
        let Some(campaign) = campaign else { return };
        campaign.currency = currency.or(campaign.currency);
        let l = &self.layout;
        let known = |column: &Column, memo: &mut (String, Option<CampaignState>)| {
            let cell = column.get(row);
            if memo.0 != cell {
                *memo = (cell.to_owned(), words::state(cell));
            }
            memo.1
        };
        let runs = known(&l.state, &mut self.memo.state);
        let judged = known(&l.status, &mut self.memo.status);
        // What moderation says outweighs that it would run.
        let state = match judged {
            Some(CampaignState::Rejected | CampaignState::Moderation) => judged,
            _ => runs.or(judged),
        };
        campaign.state = state.or(campaign.state);
        if campaign.kind.is_none() && l.kind.exists() {
            campaign.kind = words::kind(l.kind.get(row));
        }
        if l.budget.exists()
            && let Ok(Some(budget)) = number::minor(l.budget.get(row), self.styles.budget)
        {
            campaign.daily_budget = Some(budget);
        }
        if l.rejected.exists()
            && let Ok(Some(n)) = number::whole(l.rejected.get(row))
        {
            let n = u32::try_from(n).unwrap_or(u32::MAX);
            campaign.rejected_ads = campaign.rejected_ads.max(Some(n));
        }
        if l.utm.exists() && campaign.utm != Known::Yes {
            let found = words::utm(l.utm.get(row));
            if found != Known::Unknown {
                campaign.utm = found;
            }
        }
    }

    fn facts(
        &self,
        facts: &mut Map<String, Value>,
        period: Option<(jiff::civil::Date, jiff::civil::Date)>,
    ) {
        let l = &self.layout;
        facts.insert("campaigns".to_owned(), json!(self.places.len()));
        self.sums.facts(
            facts,
            &super::sums::Carried {
                kind: self.kind,
                impressions: l.impressions.exists(),
                clicks: l.clicks.exists(),
                cost: l.cost.exists(),
                conversions: l.conversions.exists(),
                days: self.spans.by_row(),
            },
        );
        if let Some((from, to)) = period {
            facts.insert("period_from".to_owned(), json!(from.to_string()));
            facts.insert("period_to".to_owned(), json!(to.to_string()));
        }
        if let Some((name, number)) = &self.title.campaign {
            facts.insert("campaign".to_owned(), json!(name));
            facts.insert("campaign_id".to_owned(), json!(number));
        }
        if self.table.has(columns::REACH) {
            facts.insert("reach_not_summable".to_owned(), json!(true));
        }
        if self.styles.micros {
            facts.insert("micros".to_owned(), json!(true));
        }
    }

    /// Puts the periods of every campaign in order and sums those of the same days.
    fn finish(mut self) -> Vec<Candidate> {
        for campaign in self
            .candidates
            .iter_mut()
            .filter_map(|c| c.campaign.as_mut())
        {
            let days = |p: &Period| (p.from, p.to);
            campaign.periods.sort_by_key(days);
            campaign.periods.dedup_by(|next, kept| {
                let same = days(next) == days(kept);
                if same {
                    kept.figures = kept.figures.plus(next.figures);
                }
                same
            });
        }
        self.candidates
    }
}

/// How many decimals a cell writes, at most three.
fn decimals(cell: &str, thousandths: i64) -> u32 {
    let Some(sign) = cell.rfind(['.', ',']) else {
        return 0;
    };
    match cell.len() - sign - 1 {
        n @ (1 | 2) => u32::try_from(n).unwrap_or(0),
        _ if thousandths % 1000 != 0 => 3,
        _ => 0,
    }
}
