//! `planerka forecast`: the manager's own forecasts from a shell (A26).

use serde_json::{Value, json};

use super::failure::Failure;
use super::shell::Shell;
use super::{find, session};
use crate::domain::command::ForecastCommand;
use crate::domain::focus::{self, Scored};
use crate::domain::{Change, Command, Month};
use crate::say;

#[derive(Debug, clap::Args)]
pub(super) struct ForecastArgs {
    #[command(subcommand)]
    what: ForecastVerb,
}

#[derive(Debug, clap::Subcommand)]
enum ForecastVerb {
    /// Write down what a client's spend will come to
    Add {
        /// Whose: an id, an external id, a part of the name
        client: String,
        /// The change against the mean of the last three closed months
        #[arg(long, value_name = "N", allow_negative_numbers = true)]
        percent: i16,
        /// The month it is to be seen in
        #[arg(long, value_name = "YYYY-MM")]
        until: Month,
        /// Why
        #[arg(long, value_name = "T", default_value = "", hide_default_value = true)]
        note: String,
    },
    /// List forecasts, how they came true, and how far off they are as a rule
    List,
}

/// Does what is asked of forecasts.
pub(super) fn run(shell: &Shell, args: ForecastArgs) -> Result<(), Failure> {
    match args.what {
        ForecastVerb::Add {
            client,
            percent,
            until,
            note,
        } => add(shell, &client, percent, until, note),
        ForecastVerb::List => list(shell),
    }
}

fn add(
    shell: &Shell,
    client: &str,
    percent: i16,
    until: Month,
    note: String,
) -> Result<(), Failure> {
    session::existing(shell, |session| {
        let client = find::client(session.book(), client, shell.texts())?.id();
        let command = Command::Forecast(ForecastCommand::Make {
            client,
            percent,
            until,
            note,
        });
        let done = session
            .run(command)
            .map_err(|trouble| session.words(shell, &trouble))?;
        let name = [("name", done.entry.label.as_str().into())];
        shell.say(&shell.texts().tf("cli-forecast-added", &name));
        let id = done.changes.iter().find_map(|change| match change {
            Change::Forecast(edit) => edit.any().map(|f| f.id.to_string()),
            _ => None,
        });
        let id = id.unwrap_or_default();
        if shell.json() {
            return shell.document(&json!({ "id": id, "seq": done.entry.seq }));
        }
        shell.data(&format!("{id}\n"))
    })
}

fn list(shell: &Shell) -> Result<(), Failure> {
    session::existing(shell, |session| {
        let texts = shell.texts();
        let closed = focus::closed_month(session.now().date());
        let mut rows: Vec<Value> = Vec::new();
        let mut out = String::new();
        for dossier in session.book().all() {
            for forecast in &dossier.work().forecasts {
                let scored = focus::score(forecast, dossier, closed);
                let (real, outcome) = match scored {
                    Scored::Known { real, outcome, .. } => {
                        (Some(real), Some(format!("{outcome:?}").to_lowercase()))
                    }
                    _ => (None, None),
                };
                rows.push(json!({
                    "id": forecast.id.to_string(),
                    "client": dossier.id().to_string(),
                    "name": dossier.client.name,
                    "percent": forecast.percent,
                    "until": forecast.until.to_string(),
                    "real": real,
                    "outcome": outcome,
                    "note": forecast.note,
                }));
                let words = say::focus::forecast(texts, forecast);
                let how = say::focus::scored(texts, scored);
                out.push_str(&format!("{}\t{words}\t{how}\n", dossier.client.name));
            }
        }
        let calibration = focus::calibrate(session.book(), closed);
        if shell.json() {
            let all = calibration.first();
            return shell.document(&json!({
                "forecasts": rows,
                "scored": all.map_or(0, |c| c.scored),
                "hits": all.map_or(0, |c| c.hits),
                "bias": all.and_then(|c| c.bias),
            }));
        }
        if let Some(all) = calibration.first() {
            out.push_str(&say::focus::calibration(texts, all));
            out.push('\n');
        }
        shell.data(&out)
    })
}
