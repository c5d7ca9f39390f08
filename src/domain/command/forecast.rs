//! The manager's own forecasts of spend (A26).

use super::{Env, RuleError, live};
use crate::domain::{
    Book, Change, ClientId, Forecast, ForecastId, Intent, Month, Transaction, focus,
};

/// The furthest month a forecast may be made for, months ahead.
pub const FURTHEST: i32 = 24;

/// What is done to forecasts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ForecastCommand {
    /// Writes a forecast down; the base is taken from the last three closed months.
    Make {
        /// Whose spend.
        client: ClientId,
        /// The change foreseen, percent of the mean month; `-100..=1000`.
        percent: i16,
        /// The month it is to be seen in: not closed, at most 24 months ahead.
        until: Month,
        /// Why; may be empty.
        note: String,
    },
    /// Strikes a forecast out.
    Remove {
        /// Whose.
        client: ClientId,
        /// Which.
        id: ForecastId,
    },
}

/// Why a forecast cannot be so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ForecastError {
    /// It is not there.
    #[error("no such forecast")]
    NoSuchForecast,
    /// No spend in the last three closed months to measure against.
    #[error("no spend to measure against")]
    NoBase,
    /// Not a change of spend.
    #[error("{0} % is out of range")]
    OutOfRange(i16),
    /// The month is closed already, or too far.
    #[error("{0} is not ahead")]
    NotAhead(Month),
}

pub(super) fn run(
    command: ForecastCommand,
    book: &Book,
    env: &mut Env<'_>,
) -> Result<Transaction, RuleError> {
    let at = env.now.timestamp();
    match command {
        ForecastCommand::Make {
            client,
            percent,
            until,
            note,
        } => {
            let dossier = live(book, client)?;
            let from = focus::closed_month(env.now.date());
            if !(-100..=1000).contains(&percent) {
                return Err(ForecastError::OutOfRange(percent).into());
            }
            if until <= from || until.0 > from.0 + FURTHEST {
                return Err(ForecastError::NotAhead(until).into());
            }
            let spend = dossier.spend.as_deref().ok_or(ForecastError::NoBase)?;
            // Of months nobody told us about the mean knows nothing.
            let (sum, known) = focus::base(spend, from);
            let base = sum.checked_div(i64::from(known)).filter(|base| *base > 0);
            let forecast = Forecast {
                id: env.ids.next(at),
                client,
                made_at: at,
                from,
                base: base.ok_or(ForecastError::NoBase)?,
                currency: spend.currency,
                percent,
                until,
                note: note.trim().to_owned(),
            };
            let name = dossier.client.name.clone();
            let mut tx = Transaction::new(Intent::MakeForecast, at, Some(client), name);
            tx.push(Change::create(forecast));
            Ok(tx)
        }
        ForecastCommand::Remove { client, id } => {
            let dossier = live(book, client)?;
            let mut forecasts = dossier.work().forecasts.iter();
            let forecast = forecasts
                .find(|f| f.id == id)
                .ok_or(ForecastError::NoSuchForecast)?;
            let name = dossier.client.name.clone();
            let mut tx = Transaction::new(Intent::RemoveForecast, at, Some(client), name);
            tx.push(Change::remove(forecast.clone()));
            Ok(tx)
        }
    }
}
