//! `planerka rank`: who may grow, who is to be kept.

use std::num::NonZeroUsize;

use serde_json::{Value, json};

use super::failure::Failure;
use super::format::Shape;
use super::session::{self, Session};
use super::shell::Shell;
use super::terms::terms;
use super::words;
use crate::domain::cell::guarded;
use crate::domain::money::decimal;
use crate::domain::ranking::{By, List, Portfolio, Ranked, Ranking, Said, Standing, rank};
use crate::domain::{ClientId, Dossier, Month};
use crate::say;

/// Rows of a text that was not asked for more.
const ROWS: usize = 20;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
Scores are chances in percent: to spend under 80 %, or over 120 %, of the last three closed months in the next three. A \
list by money weighs the chance with the size of the client within its currency. Clients with three months of history \
or less, and those without spend for three months, have no score and are on no list. The text ends with how the method \
and the usual ways to order clients would have done on the portfolio's own past.")]
pub(super) struct RankArgs {
    /// Which list: who may spend less, or who may spend more
    #[arg(long, default_value = "protect", value_parser = terms(List::ALL, |l| l.name()))]
    list: List,
    /// What orders it
    #[arg(long, default_value = "chance", value_parser = terms(By::ALL, |b| b.name()))]
    by: By,
    /// With the reasons of each score, the weightiest first
    #[arg(long)]
    explain: bool,
    /// How to print; text if not said, or json with --json
    #[arg(long, value_parser = terms(Shape::ALL, Shape::name))]
    format: Option<Shape>,
    /// How many clients at most; text shows 20 if not said, csv and json all
    #[arg(long, value_name = "N")]
    limit: Option<NonZeroUsize>,
}

/// Prints a list.
pub(super) fn run(shell: &Shell, args: &RankArgs) -> Result<(), Failure> {
    session::existing(shell, |session| {
        let month = Month::from(session.now().date());
        let ranking = rank(&Portfolio::of(session.book(), month));
        // What was said of this list weighs more than what was said of all output.
        let usual = if shell.json() {
            Shape::Json
        } else {
            Shape::Text
        };
        let shape = args.format.unwrap_or(usual);
        let clients = ranking.list(args.list, args.by);
        let most = match (args.limit, shape) {
            (Some(limit), _) => limit.get(),
            (None, Shape::Text) => ROWS,
            (None, Shape::Csv | Shape::Json) => usize::MAX,
        };
        let sheet = Sheet {
            shell,
            session,
            args,
            ranking,
            left: clients.len().saturating_sub(most),
            clients: clients.into_iter().take(most).collect(),
        };
        match shape {
            Shape::Text => shell.data(&sheet.text()),
            Shape::Json => shell.document(&sheet.json()),
            Shape::Csv => shell.data(&sheet.csv()?),
        }
    })
}

struct Sheet<'s> {
    shell: &'s Shell,
    session: &'s Session,
    args: &'s RankArgs,
    ranking: Ranking,
    clients: Vec<ClientId>,
    left: usize,
}

impl Sheet<'_> {
    fn rows(&self) -> impl Iterator<Item = (&Ranked, &Dossier, &str)> {
        self.clients.iter().filter_map(|id| {
            let dossier = self.session.book().get(*id)?;
            let currency = dossier.spend.as_ref()?.currency.code();
            Some((self.ranking.get(*id)?, dossier, currency))
        })
    }

    fn why(&self, dossier: &Dossier) -> Vec<Said> {
        let spend = dossier.spend.as_deref().filter(|_| self.args.explain);
        spend.map_or_else(Vec::new, |spend| self.ranking.why_of(spend))
    }

    fn unscored(&self, standing: Standing) -> usize {
        let rows = self.ranking.rows.iter();
        rows.filter(|r| r.standing == standing).count()
    }

    /// The list, what is behind it, and how far to believe it.
    fn text(&self) -> String {
        let texts = self.shell.texts();
        let at = self.ranking.at;
        let month = jiff::civil::Date::new(
            i16::try_from(at.year()).unwrap_or_default(),
            i8::try_from(at.month()).unwrap_or(1),
            1,
        );
        let month = month.map_or_else(|_| at.to_string(), |date| texts.month(date));
        let mut out = format!(
            "{}. {}\n",
            say::ranking_list(texts, self.args.list, self.args.by),
            texts.tf("ranking-at", &[("month", month.into())])
        );
        if self.clients.is_empty() {
            out.push_str(&format!("{}\n", texts.t("ranking-empty")));
        }
        for (place, (row, dossier, currency)) in self.rows().enumerate() {
            let percent = |chance: f32| texts.percent(f64::from(chance.round()));
            let sum = |minor| texts.money_short(minor, currency);
            let verdict = row.verdict.map(|v| say::quadrant(texts, v));
            let line = texts.tf(
                "ranking-row",
                &[
                    ("decline", percent(row.decline).into()),
                    ("growth", percent(row.growth).into()),
                    ("verdict", verdict.unwrap_or_default().into()),
                    ("expected", sum(row.expected).into()),
                    ("low", sum(row.low).into()),
                    ("high", sum(row.high).into()),
                    ("confidence", say::confidence(texts, row.confidence).into()),
                ],
            );
            let name = &dossier.client.name;
            out.push_str(&format!("{:>3}  {name}\n     {line}\n", place + 1));
            for said in self.why(dossier) {
                out.push_str(&format!("       {}\n", say::leaning(texts, said)));
            }
        }
        if self.left > 0 {
            let args = [("count", self.left.into())];
            out.push_str(&format!("{}\n", texts.tf("ranking-left", &args)));
        }
        let (few, gone) = (
            self.unscored(Standing::TooLittle),
            self.unscored(Standing::Stopped),
        );
        if few + gone > 0 {
            let args = [("too-little", few.into()), ("stopped", gone.into())];
            out.push_str(&format!("{}\n", texts.tf("ranking-unscored", &args)));
        }
        out.push_str(&format!(
            "{}\n",
            say::back_test(texts, &self.ranking).join(" ")
        ));
        out
    }

    fn object(&self, row: &Ranked, dossier: &Dossier, currency: &str) -> Value {
        let texts = self.shell.texts();
        let mut object = json!({
            "client": { "id": row.client.to_string(), "name": dossier.client.name },
            "score_decline": row.decline,
            "score_growth": row.growth,
            "verdict": row.verdict.map(|v| v.name()),
            "expected": decimal(row.expected),
            "low": decimal(row.low),
            "high": decimal(row.high),
            "currency": currency,
            "confidence": row.confidence.name(),
        });
        if self.args.explain {
            let why: Vec<Value> = (self.why(dossier).into_iter())
                .map(|said| json!({ "text": say::contribution(texts, said.what), "lean": said.lean }))
                .collect();
            object["why"] = why.into();
        }
        object
    }

    fn json(&self) -> Value {
        let test = &self.ranking.backtest;
        let rows: Vec<Value> = (self.rows())
            .map(|(row, dossier, currency)| self.object(row, dossier, currency))
            .collect();
        let methods: Vec<Value> = (test.lines.iter())
            .map(|line| {
                json!({
                    "method": line.method.name(),
                    "auc_decline": line.auc_decline,
                    "auc_growth": line.auc_growth,
                    "lift10_decline": line.lift_decline,
                    "lift10_growth": line.lift_growth,
                    "wape": line.wape,
                })
            })
            .collect();
        json!({
            "at": self.ranking.at.to_string(),
            "partial_month": self.ranking.partial.map(|p| json!({
                "month": p.month.to_string(),
                "clients": p.clients,
            })),
            "list": self.args.list.name(),
            "by": self.args.by.name(),
            "method": self.ranking.method.name(),
            "rows": rows,
            "left_out": self.left,
            "too_little_history": self.unscored(Standing::TooLittle),
            "stopped": self.unscored(Standing::Stopped),
            "backtest": {
                "windows": test.windows,
                "cases": test.cases,
                "declined": test.declined,
                "grew": test.grew,
                "methods": methods,
            },
        })
    }

    fn csv(&self) -> Result<String, Failure> {
        let texts = self.shell.texts();
        let mut out = csv::Writer::from_writer(Vec::new());
        let mut head = vec![
            "client_id",
            "client",
            "score_decline",
            "score_growth",
            "verdict",
            "expected",
            "low",
            "high",
            "currency",
            "confidence",
        ];
        if self.args.explain {
            head.push("why");
        }
        let mut done = out.write_record(&head);
        for (row, dossier, currency) in self.rows() {
            let mut cells = vec![
                row.client.to_string(),
                guarded(&dossier.client.name).into_owned(),
                row.decline.to_string(),
                row.growth.to_string(),
                row.verdict.map_or("", |v| v.name()).to_owned(),
                decimal(row.expected),
                decimal(row.low),
                decimal(row.high),
                currency.to_owned(),
                row.confidence.name().to_owned(),
            ];
            if self.args.explain {
                let why = self.why(dossier).into_iter();
                let why: Vec<String> = why.map(|said| say::leaning(texts, said)).collect();
                cells.push(why.join("; "));
            }
            done = done.and_then(|()| out.write_record(&cells));
        }
        let bytes = done
            .map_err(std::io::Error::other)
            .and_then(|()| out.into_inner().map_err(csv::IntoInnerError::into_error));
        let stdout = std::path::Path::new("stdout");
        let bytes = bytes.map_err(|error| words::io(texts, stdout, &error))?;
        Ok(String::from_utf8(bytes).unwrap_or_default())
    }
}
