//! `planerka agenda`: whom to call on a day, and why.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use serde_json::{Value, json};

use super::failure::{Failure, Kind};
use super::format::Format;
use super::session::{self, Session};
use super::shell::{Shell, moment};
use super::terms::terms;
use crate::config::Span;
use crate::domain::agenda::{Agenda, BlockKind, DayFrame, Row, plan};
use crate::domain::{Contact, Dossier, Hours};
use crate::i18n::parse_when;
use crate::say;

#[derive(Debug, clap::Args)]
pub(super) struct AgendaArgs {
    /// The day: YYYY-MM-DD or words (tomorrow, пт); today if not said
    #[arg(long, value_name = "D")]
    date: Option<String>,
    /// How to print
    #[arg(long, default_value = "text", value_parser = terms(Format::ALL, Format::name))]
    format: Format,
}

/// Prints the calls of the day.
pub(super) fn run(shell: &Shell, args: &AgendaArgs) -> Result<(), Failure> {
    let date = day(shell, args.date.as_deref())?;
    session::existing(shell, |session| {
        let sheet = Sheet::of(shell, session, date);
        if shell.json() || args.format == Format::Json {
            return shell.document(&sheet.json());
        }
        shell.data(&sheet.text())
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

/// The plan of a day with all that is needed to show it.
pub(super) struct Sheet<'s> {
    shell: &'s Shell,
    session: &'s Session,
    agenda: Agenda,
    own: TimeZone,
}

impl<'s> Sheet<'s> {
    pub(super) fn of(shell: &'s Shell, session: &'s Session, date: Date) -> Self {
        let frame = frame(shell, session.now(), date);
        Self {
            shell,
            session,
            own: frame.own().clone(),
            agenda: plan(session.book(), &frame),
        }
    }

    fn moment(&self, at: DateTime) -> Timestamp {
        self.own
            .to_ambiguous_zoned(at)
            .compatible()
            .map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp())
    }

    fn people<'r>(&'r self, row: &Row) -> Option<(&'r Dossier, Option<&'r Contact>)> {
        let dossier = self.session.book().get(row.client)?;
        let contact = row
            .contact
            .and_then(|id| dossier.contacts.iter().find(|c| c.id == id));
        Some((dossier, contact))
    }

    /// The rows as objects.
    pub(super) fn rows(&self) -> Vec<Value> {
        let texts = self.shell.texts();
        let object = |row: &Row| -> Option<Value> {
            let (dossier, contact) = self.people(row)?;
            let at = self.moment(row.at);
            let there = dossier.client.zone_or(&self.own);
            let reasons: Vec<Value> = row
                .reasons
                .iter()
                .map(|reason| {
                    json!({
                        "kind": reason.name(),
                        "text": say::reason(texts, reason, self.agenda.date),
                    })
                })
                .collect();
            Some(json!({
                "at": moment(&at.to_zoned(self.own.clone())),
                "minutes": row.minutes,
                "client": { "id": row.client.to_string(), "name": dossier.client.name },
                "contact": contact.map(|c| c.name.as_str()),
                "contact_id": contact.map(|c| c.id.to_string()),
                "phone": contact.and_then(|c| c.phones.first()),
                "channel": row.channel.name(),
                "local": moment(&at.to_zoned(there)),
                "reasons": reasons,
                "value": say::value(texts, &row.value),
                "pinned": row.pinned || row.timed,
            }))
        };
        self.agenda.rows.iter().filter_map(object).collect()
    }

    fn json(&self) -> Value {
        let fixed: Vec<Value> = self
            .agenda
            .fixed
            .iter()
            .map(|block| {
                json!({
                    "at": moment(&self.moment(block.at).to_zoned(self.own.clone())),
                    "minutes": block.minutes,
                    "kind": block_name(block.kind),
                })
            })
            .collect();
        json!({
            "date": self.agenda.date.to_string(),
            "day_off": self.agenda.day_off,
            "minutes": self.agenda.budget,
            "planned": self.agenda.planned_minutes,
            "done": {
                "count": self.agenda.done_today.count,
                "minutes": self.agenda.done_today.minutes,
            },
            "left_out": self.agenda.left_out,
            "rows": self.rows(),
            "fixed": fixed,
        })
    }

    /// One line a call with its reasons below; fixed blocks stand between.
    fn text(&self) -> String {
        let texts = self.shell.texts();
        let agenda = &self.agenda;
        let today = self.session.now().date();
        let calls = texts.tf("count-calls", &[("count", agenda.rows.len().into())]);
        let mut out = texts.tf(
            "cli-agenda-title",
            &[
                ("date", texts.date_with_weekday(agenda.date, today).into()),
                ("calls", calls.into()),
                (
                    "planned",
                    texts.duration(agenda.planned_minutes.into()).into(),
                ),
                ("minutes", texts.duration(agenda.budget.into()).into()),
            ],
        );
        out.push('\n');
        if agenda.day_off {
            out.push_str(&format!("{}\n", texts.t("cli-agenda-day-off")));
        }
        if agenda.rows.is_empty() {
            out.push_str(&format!("{}\n", texts.t("cli-agenda-empty")));
        }
        let mut lines: Vec<(DateTime, String)> = agenda
            .rows
            .iter()
            .filter_map(|row| Some((row.at, self.line(row)?)))
            .collect();
        lines.extend(agenda.fixed.iter().map(|block| {
            let name = match block.kind {
                BlockKind::Fires => texts.t("cli-block-fires"),
                BlockKind::Lunch => texts.t("cli-block-lunch"),
                BlockKind::Meeting => block.title.clone(),
            };
            (
                block.at,
                format!("{}  — {name}\n", texts.time(block.at.time())),
            )
        }));
        lines.sort_by_key(|(at, _)| *at);
        for (_, line) in lines {
            out.push_str(&line);
        }
        if agenda.left_out > 0 {
            let args = [("count", agenda.left_out.into())];
            out.push_str(&format!("{}\n", texts.tf("cli-agenda-left", &args)));
        }
        out
    }

    fn line(&self, row: &Row) -> Option<String> {
        let texts = self.shell.texts();
        let (dossier, contact) = self.people(row)?;
        let mut line = format!("{}  {}", texts.time(row.at.time()), dossier.client.name);
        if let Some(contact) = contact {
            line.push_str(&format!(" · {}", contact.name));
            if let Some(phone) = contact.phones.first() {
                line.push_str(&format!(" · {phone}"));
            }
        }
        if row.local != row.at.time() {
            let args = [("time", texts.time(row.local).into())];
            line.push_str(&format!(" · {}", texts.tf("cli-agenda-local", &args)));
        }
        line.push_str(&format!(
            "\n       {}\n       → {}\n",
            say::reasons(texts, &row.reasons, self.agenda.date),
            say::value(texts, &row.value)
        ));
        Some(line)
    }
}

const fn block_name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Fires => "fires",
        BlockKind::Lunch => "lunch",
        BlockKind::Meeting => "meeting",
    }
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
        calendar: library.calendar,
        greet: library.greetings,
        ..DayFrame::on(now, date)
    }
}
