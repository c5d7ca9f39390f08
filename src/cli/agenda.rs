//! `planerka agenda`: whom to call on a day, and why.

use jiff::Zoned;
use jiff::civil::Date;

use super::failure::{Failure, Kind};
use super::session::{self, Session};
use super::shell::Shell;
use super::terms::terms;
use crate::config::Span;
use crate::domain::Hours;
use crate::domain::agenda::{DayFrame, plan};
use crate::domain::plan_sheet::{PlanFormat, PlanSheet};
use crate::i18n::parse_when;
use crate::say;

#[derive(Debug, clap::Args)]
#[command(after_help = "\
ics has an event for each call, named by its channel, and nothing else: meetings are in a calendar already, lunch and the \
fire slots are yours. text, md and json have them all.")]
pub(super) struct AgendaArgs {
    /// The day: YYYY-MM-DD or words (tomorrow, пт); today if not said
    #[arg(long, value_name = "D")]
    date: Option<String>,
    /// How to print
    #[arg(long, default_value = "text", value_parser = terms(FORMATS, name))]
    format: PlanFormat,
}

/// In the order they are offered.
const FORMATS: &[PlanFormat] = &[
    PlanFormat::Text,
    PlanFormat::Json,
    PlanFormat::Markdown,
    PlanFormat::Ics,
];

/// As it is written on the command line.
const fn name(format: PlanFormat) -> &'static str {
    match format {
        PlanFormat::Text => "text",
        other => other.ending(),
    }
}

/// Prints the calls of the day.
pub(super) fn run(shell: &Shell, args: &AgendaArgs) -> Result<(), Failure> {
    let date = day(shell, args.date.as_deref())?;
    session::existing(shell, |session| {
        let format = if shell.json() {
            PlanFormat::Json
        } else {
            args.format
        };
        let sheet = sheet(shell, session, date);
        shell.data(&crate::jobs::plan::write(&sheet, format))
    })
}

/// Reads the day asked for: an ISO date, past ones too, or date words.
pub(super) fn day(shell: &Shell, text: Option<&str>) -> Result<Date, Failure> {
    let now = shell.now();
    let Some(text) = text else {
        return Ok(now.date());
    };
    let iso = text.trim();
    if iso.len() == 10
        && let Ok(date) = iso.parse()
    {
        return Ok(date);
    }
    match parse_when(text, &now) {
        Ok(when) => Ok(when.date),
        Err(error) => {
            let texts = shell.texts();
            let problem = texts.when_error(&error);
            let args = [("flag", "--date".into()), ("problem", problem.into())];
            Err(Failure::new(Kind::Usage, texts.tf("cli-bad-date", &args)))
        }
    }
}

/// The plan of a day in words.
pub(super) fn sheet(shell: &Shell, session: &Session, date: Date) -> PlanSheet {
    let now = session.now();
    let agenda = plan(session.book(), &frame(shell, now.clone(), date));
    say::plan_sheet(shell.texts(), session.book(), &agenda, &now)
}

/// The working day as it was set up.
pub(super) fn frame(shell: &Shell, now: Zoned, date: Date) -> DayFrame {
    let day = &shell.settings().day;
    let library = super::playbook::read(shell);
    let hours = |span: Span| Hours {
        from: span.from,
        to: span.to,
    };
    DayFrame {
        hours: hours(day.hours),
        minutes: day.minutes,
        lunch: day.lunch.map(hours),
        fires: day.fires.clone(),
        call_minutes: day.call_minutes,
        greet: library.greetings,
        calendar: library.calendar,
        ..DayFrame::on(now, date)
    }
}
