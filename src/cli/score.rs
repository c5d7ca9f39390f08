//! `planerka score`: any table of spend by client and month, scored. Nothing is stored, no store is opened.

use std::path::{Path, PathBuf};

use clap::ValueHint;
use serde_json::{Value, json};

use super::failure::{Failure, Kind};
use super::shell::Shell;
use super::words;
use crate::domain::Month;
use crate::domain::cell::guarded;
use crate::domain::money::decimal;
use crate::domain::ranking::{Member, Ranked, Ranking, Standing, rank};
use crate::i18n::Texts;
use crate::jobs::import::history::{Histories, Mended, Named, Unscorable};
use crate::jobs::import::read_file;
use crate::jobs::progress::Progress;
use crate::jobs::save;
use crate::say;

/// Remarks on single lines told one by one before the rest is counted.
const TOLD: usize = 5;
/// Reasons told in a row.
const REASONS: usize = 3;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
HISTORY.csv has a row for each client and month with the columns client_id, month (YYYY-MM) and spend, in any order; n_tx \
counts contacts or payments; other columns are ignored. A month without a row is a month without spend.

The table written has the columns client_id, score_decline, score_growth, expected, low, high, confidence, why. Scores are \
chances in percent: to spend under 80 %, or over 120 %, of the last three months in the next three. expected, low and high \
are spend of the next three months. Between low and high four of five clients ended on the table's own past; where it \
has too little past to tell, the range is a fifth to two and a half times what is expected, wide on purpose, \
and confidence is low. confidence is low, medium or high, or \
too_little for a client of three months or less, whose numbers serve for sorting only, or stopped for one without spend in \
the last three months, which has none.")]
pub(super) struct ScoreArgs {
    /// The table of spend
    #[arg(value_name = "HISTORY.csv", value_hint = ValueHint::FilePath)]
    file: PathBuf,
    /// The last month to look at: YYYY-MM; the last of the table if not said
    #[arg(long, value_name = "YYYY-MM")]
    at: Option<String>,
    /// Write to this file instead of stdout; it appears whole or not at all
    #[arg(short, long, value_name = "F", value_hint = ValueHint::FilePath)]
    out: Option<PathBuf>,
}

/// Scores the table.
pub(super) fn run(shell: &Shell, args: &ScoreArgs) -> Result<(), Failure> {
    let texts = shell.texts();
    let file = args.file.as_path();
    let at = match &args.at {
        None => None,
        Some(text) => Some(text.parse::<Month>().map_err(|_| {
            let args = [("found", text.into())];
            Failure::new(Kind::Usage, texts.tf("score-bad-at", &args))
        })?),
    };
    if let Some(out) = args.out.as_deref().filter(|out| save::same_file(file, out)) {
        let reason = texts.t("write-onto-input");
        return Err(words::file_failed(texts, out, reason, Kind::Usage));
    }
    let bytes =
        read_file(file, &Progress::new()).map_err(|error| words::import(texts, file, &error))?;
    let refuse = |error: &Unscorable| refused(texts, file, at, error);
    let histories = Histories::read(&bytes).map_err(|error| refuse(&error))?;
    drop(bytes);
    remark(shell, file, &histories);
    let named = histories.at(at).map_err(|error| refuse(&error))?;
    let ranking = rank(&named.portfolio);
    remark_whole(shell, file, &named, &ranking);
    let rows = rows(texts, &named, &ranking);
    let Some(out) = &args.out else {
        if shell.json() {
            return shell.document(&document(&ranking, &rows));
        }
        return shell.data(&table(texts, file, &rows)?);
    };
    let written = table(texts, file, &rows)?;
    save::exactly(out, written.as_bytes(), save::Readers::Usual)
        .map_err(|error| words::unwritable(texts, out, &error))?;
    let at = ranking.at.to_string();
    let args = [("count", rows.len().into()), ("at", at.as_str().into())];
    shell.say(&texts.tf("score-done", &args));
    if shell.json() {
        let out = out.display().to_string();
        return shell.document(&json!({ "at": at, "file": out, "clients": rows.len() }));
    }
    Ok(())
}

/// A client with its score.
struct Row<'r> {
    name: &'r str,
    /// Chances of decline and growth; empty where there is nothing to be said.
    scores: Option<(f64, f64)>,
    ranked: &'r Ranked,
    why: Vec<String>,
}

impl Row<'_> {
    const fn confidence(&self) -> &'static str {
        match self.ranked.standing {
            Standing::Scored => self.ranked.confidence.name(),
            other => other.name(),
        }
    }
}

/// The rows in the order of the names.
fn rows<'r>(texts: &Texts, named: &'r Named, ranking: &'r Ranking) -> Vec<Row<'r>> {
    // Ids come from the names, so the order of ids says nothing to a person.
    let mut members: Vec<(&String, Member<'_>)> =
        named.names.iter().zip(named.portfolio.members()).collect();
    members.sort_unstable_by_key(|row| row.0);
    let rows = members.into_iter().filter_map(|(name, member)| {
        let ranked = ranking.get(member.id)?;
        let why = ranking.why(&member.history).into_iter().take(REASONS);
        let scores = match ranked.standing {
            Standing::Stopped => None,
            _ => ranking.chances(&member.history),
        };
        Some(Row {
            name,
            scores,
            ranked,
            why: why.map(|said| say::leaning(texts, said)).collect(),
        })
    });
    rows.collect()
}

/// One document for programs, the rows as in the table.
fn document(ranking: &Ranking, rows: &[Row<'_>]) -> Value {
    let row = |row: &Row<'_>| {
        json!({
            "client_id": row.name,
            "score_decline": row.scores.map(|s| s.0),
            "score_growth": row.scores.map(|s| s.1),
            "expected": decimal(row.ranked.expected),
            "low": decimal(row.ranked.low),
            "high": decimal(row.ranked.high),
            "confidence": row.confidence(),
            "why": row.why,
        })
    };
    let rows: Vec<Value> = rows.iter().map(row).collect();
    json!({ "at": ranking.at.to_string(), "rows": rows })
}

/// The rows as CSV.
fn table(texts: &Texts, file: &Path, rows: &[Row<'_>]) -> Result<String, Failure> {
    written(rows).map_err(|error| words::io(texts, file, &std::io::Error::other(error)))
}

fn written(rows: &[Row<'_>]) -> Result<String, csv::Error> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record([
        "client_id",
        "score_decline",
        "score_growth",
        "expected",
        "low",
        "high",
        "confidence",
        "why",
    ])?;
    for row in rows {
        // As many digits as tell neighbours apart.
        let [decline, growth] = row
            .scores
            .map_or_else(Default::default, |(decline, growth)| {
                [decline.to_string(), growth.to_string()]
            });
        out.write_record([
            &guarded(row.name),
            decline.as_str(),
            growth.as_str(),
            decimal(row.ranked.expected).as_str(),
            decimal(row.ranked.low).as_str(),
            decimal(row.ranked.high).as_str(),
            row.confidence(),
            row.why.join("; ").as_str(),
        ])?;
    }
    let bytes = out.into_inner().map_err(|e| e.into_error())?;
    Ok(String::from_utf8(bytes).unwrap_or_default())
}

/// What was put right line by line.
fn remark(shell: &Shell, file: &Path, histories: &Histories) {
    let texts = shell.texts();
    let path = || file.display().to_string();
    for mended in histories.mended.iter().take(TOLD) {
        shell.say(&match mended {
            Mended::Negative { line, found } => texts.tf(
                "score-negative",
                &[
                    ("file", path().into()),
                    ("line", line.to_string().into()),
                    ("found", found.into()),
                ],
            ),
            Mended::Twice { line, month } => texts.tf(
                "score-twice",
                &[
                    ("file", path().into()),
                    ("line", line.to_string().into()),
                    ("month", month.to_string().into()),
                ],
            ),
        });
    }
    let more = histories.mended.len().saturating_sub(TOLD) as u64 + histories.more;
    if more > 0 {
        let args = [("file", path().into()), ("count", more.into())];
        shell.say(&texts.tf("score-more", &args));
    }
}

/// What is odd about the table as a whole.
fn remark_whole(shell: &Shell, file: &Path, named: &Named, ranking: &Ranking) {
    let texts = shell.texts();
    let file = || ("file", file.display().to_string().into());
    if named.gaps > 0 {
        let args = [file(), ("count", named.gaps.into())];
        shell.say(&texts.tf("score-gaps", &args));
    }
    if named.names.len() == 1 {
        shell.say(&texts.tf("score-one-client", &[file()]));
    }
    let too_little = |row: &Ranked| row.standing == Standing::TooLittle;
    if ranking.rows.iter().all(too_little) {
        shell.say(&texts.tf("score-too-little", &[file()]));
    }
}

fn refused(texts: &Texts, path: &Path, at: Option<Month>, error: &Unscorable) -> Failure {
    let file = || ("file", path.display().to_string().into());
    let place = |line: &u64| ("line", line.to_string().into());
    let (message, line) = match error {
        Unscorable::File(error) => return words::import(texts, path, error),
        Unscorable::NoClient { line } => (
            texts.tf("score-no-client", &[file(), place(line)]),
            Some(*line),
        ),
        Unscorable::BadMonth { line, found } => {
            let args = [file(), place(line), ("found", found.into())];
            (texts.tf("score-bad-month", &args), Some(*line))
        }
        Unscorable::BadSpend { line, found } => {
            let args = [file(), place(line), ("found", found.into())];
            (texts.tf("score-bad-spend", &args), Some(*line))
        }
        Unscorable::Shifted { line } => (
            texts.tf("score-shifted", &[file(), place(line)]),
            Some(*line),
        ),
        Unscorable::Outside {
            span: (first, last),
        } => {
            let at = at.unwrap_or(*last).to_string();
            let args = [
                file(),
                ("at", at.into()),
                ("first", first.to_string().into()),
                ("last", last.to_string().into()),
            ];
            (texts.tf("score-outside", &args), None)
        }
        Unscorable::NoSpend { line } => (
            texts.tf("score-no-spend", &[file(), place(line)]),
            Some(*line),
        ),
        Unscorable::Nothing => (texts.tf("score-nothing-at-all", &[file()]), None),
        Unscorable::Zeros => match at {
            Some(at) => {
                let args = [file(), ("at", at.to_string().into())];
                (texts.tf("score-nothing", &args), None)
            }
            None => (texts.tf("score-zeros", &[file()]), None),
        },
    };
    Failure::new(Kind::BadInput, message).in_file(path, line)
}
