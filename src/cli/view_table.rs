//! The clients of a view with its columns: aligned for a person, values for a program (A6).

use jiff::Zoned;
use serde_json::{Map, Value, json};

use super::failure::Failure;
use super::shell::{Shell, moment};
use super::words;
use crate::domain::client_order::quarter;
use crate::domain::money::decimal;
use crate::domain::ranking::Standing;
use crate::domain::{Dossier, Month, Ranking, ViewColumn, query};
use crate::say;

/// Months of spend given for the column of spend by month.
const MONTHS: usize = 6;

/// The clients of a view and what to tell of each.
pub(super) struct ViewTable<'a> {
    pub(super) shell: &'a Shell,
    pub(super) now: Zoned,
    pub(super) columns: &'a [ViewColumn],
    pub(super) clients: Vec<&'a Dossier>,
    /// There when a column asks for it.
    pub(super) ranking: Option<&'a Ranking>,
}

/// Whether a column is told by the ranking.
pub(super) const fn is_ranked(column: ViewColumn) -> bool {
    matches!(
        column,
        ViewColumn::Verdict | ViewColumn::Growth | ViewColumn::Decline
    )
}

impl ViewTable<'_> {
    /// Lines for a person; without columns the names alone.
    pub(super) fn text(&self) -> String {
        let texts = self.shell.texts();
        if self.columns.is_empty() {
            let names = self.clients.iter().map(|d| format!("{}\n", d.client.name));
            return names.collect();
        }
        let head = |column: &ViewColumn| say::view_head(texts, *column);
        let mut rows = vec![
            std::iter::once(texts.t("column-client"))
                .chain(self.columns.iter().map(head))
                .collect::<Vec<String>>(),
        ];
        for d in &self.clients {
            let cell = |column: &ViewColumn| match column {
                ViewColumn::Spark => self.months(d),
                column => say::view_cell(texts, d, *column, &self.now, self.ranking)
                    .unwrap_or_else(|| "—".to_owned()),
            };
            let name = std::iter::once(d.client.name.clone());
            rows.push(name.chain(self.columns.iter().map(cell)).collect());
        }
        let mut widths = vec![0; self.columns.len() + 1];
        for row in &rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = cell.chars().count().max(*width);
            }
        }
        let line = |row: Vec<String>| {
            let mut cells = Vec::with_capacity(row.len());
            let columns = std::iter::once(None).chain(self.columns.iter().map(Some));
            for ((cell, w), column) in row.iter().zip(&widths).zip(columns) {
                cells.push(match column {
                    Some(column) if say::view_is_number(*column) => format!("{cell:>w$}"),
                    _ => format!("{cell:<w$}"),
                });
            }
            format!("{}\n", cells.join("  ").trim_end())
        };
        rows.into_iter().map(line).collect()
    }

    /// The last closed months in whole units of currency, a dash where nothing is known.
    fn months(&self, d: &Dossier) -> String {
        let texts = self.shell.texts();
        let figure = |minor: Option<i64>| match minor {
            Some(minor) => texts.number(minor / 100),
            None => "—".to_owned(),
        };
        let all: Vec<String> = self.spend(d).map(figure).collect();
        all.join(" · ")
    }

    fn spend(&self, d: &Dossier) -> impl Iterator<Item = Option<i64>> {
        let last = Month::from(self.now.date()).plus(-1);
        let spend = d.spend.as_deref();
        let known: Vec<Option<i64>> =
            spend.map_or_else(Vec::new, |s| s.window(last, MONTHS).collect());
        known.into_iter()
    }

    /// A client as a program reads it: a value a column, by the names of the columns.
    pub(super) fn object(&self, d: &Dossier) -> Value {
        let mut out = Map::new();
        out.insert("id".to_owned(), json!(d.id().to_string()));
        out.insert("name".to_owned(), json!(d.client.name));
        for column in self.columns {
            for (name, value) in self.values(d, *column) {
                out.insert(name.to_owned(), value);
            }
        }
        Value::Object(out)
    }

    /// What a column says, as values; amounts are decimal strings.
    fn values(&self, d: &Dossier, column: ViewColumn) -> Vec<(&'static str, Value)> {
        let month = Month::from(self.now.date());
        let row = self.ranking.and_then(|r| r.get(d.id()));
        let scored = row.filter(|row| row.standing == Standing::Scored);
        let currency = || json!(d.spend.as_ref().map(|s| s.currency.code()));
        let days = |day: jiff::civil::Date| i64::from((self.now.date() - day).get_days()).max(0);
        let one = |value: Value| vec![(column.name(), value)];
        match column {
            ViewColumn::Tier => one(json!(d.client.tier.name())),
            ViewColumn::Spark => {
                let months: Vec<_> = self.spend(d).map(|minor| minor.map(decimal)).collect();
                vec![("spark", json!(months)), ("currency", currency())]
            }
            ViewColumn::Spend => vec![
                ("spend", json!(quarter(d, month).map(decimal))),
                ("currency", currency()),
            ],
            ViewColumn::Silence => {
                let own = self.now.time_zone();
                let last = d.last_real().map(|at| own.to_datetime(at).date());
                one(json!(last.map(days)))
            }
            ViewColumn::Next => {
                let plan = d.follow_up.as_deref();
                vec![
                    ("next", json!(plan.map(|p| p.date.to_string()))),
                    (
                        "next_time",
                        json!(plan.and_then(|p| p.time).map(|t| t.to_string())),
                    ),
                    ("promised", json!(plan.map(|p| p.promised))),
                ]
            }
            ViewColumn::Stage => one(json!(d.stage().name())),
            ViewColumn::Person => {
                let person = d.first_contact();
                vec![
                    ("person", json!(person.map(|p| &p.name))),
                    ("phone", json!(person.and_then(|p| p.phones.first()))),
                ]
            }
            ViewColumn::Verdict => one(json!(row.and_then(|r| r.verdict).map(|v| v.name()))),
            ViewColumn::Growth => one(json!(scored.map(|r| r.growth))),
            ViewColumn::Decline => one(json!(scored.map(|r| r.decline))),
            ViewColumn::Problems => {
                let open = d.work().problems.iter().filter(|p| p.is_open());
                one(json!(open.count()))
            }
            ViewColumn::Clock => {
                let zone = d.client.zone_or(self.now.time_zone());
                one(json!(moment(&self.now.with_time_zone(zone))))
            }
            ViewColumn::Age => {
                let age = self.now.timestamp().as_second() - d.stage_since().as_second();
                one(json!(age.max(0) / 86_400))
            }
            ViewColumn::Policy => one(json!(d.client.policy.name())),
            // From nothing to something is no percentage.
            ViewColumn::Change => {
                let change = query::change(d, month).filter(|c| c.is_finite());
                one(json!(change.map(f64::round)))
            }
            ViewColumn::Owner => one(json!(d.client.owner)),
            ViewColumn::DataAge => one(json!(query::data_until(d).map(days))),
            ViewColumn::Tried => one(json!(d.digest.as_ref().map_or(0, |g| g.unanswered))),
        }
    }

    /// A table for a program: the names of the values above, a client a line.
    pub(super) fn csv(&self) -> Result<String, Failure> {
        let mut out = csv::Writer::from_writer(Vec::new());
        let mut head = vec!["id".to_owned(), "name".to_owned()];
        // Which values a column has does not depend on the client; two columns may share the currency.
        let blank = Dossier::new(crate::domain::Client::named(
            crate::domain::ClientId(uuid::Uuid::nil()),
            String::new(),
            jiff::Timestamp::UNIX_EPOCH,
        ));
        for (name, _) in self.columns.iter().flat_map(|c| self.values(&blank, *c)) {
            if !head.iter().any(|known| known == name) {
                head.push(name.to_owned());
            }
        }
        let mut done = out.write_record(&head);
        for d in &self.clients {
            let object = self.object(d);
            let cells = head.iter().map(|name| cell(&object[name.as_str()]));
            let cells: Vec<String> = cells.collect();
            done = done.and_then(|()| out.write_record(&cells));
        }
        let bytes = done
            .map_err(std::io::Error::other)
            .and_then(|()| out.into_inner().map_err(csv::IntoInnerError::into_error));
        let stdout = std::path::Path::new("stdout");
        let bytes = bytes.map_err(|error| words::io(self.shell.texts(), stdout, &error))?;
        Ok(String::from_utf8(bytes).unwrap_or_default())
    }
}

/// A value in a table: nothing where it is not known, a list parted by spaces.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().map(cell).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}
