//! `planerka brief`: the brief of a client, the questionnaire to send, the answers that came back.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::ValueHint;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::failure::{Failure, Kind};
use super::session::{self, Session, Trouble};
use super::shell::{Shell, moment};
use super::terms::terms;
use super::{find, passphrase, words};
use crate::domain::brief::Standing;
use crate::domain::command::BriefCommand;
use crate::domain::money::decimal;
use crate::domain::{Brief, BriefField, Budget, ClientId, Command, Dossier, RuleError};
use crate::jobs::save;
use crate::say;
use crate::say::questionnaire::{self, Style, Taken, Unread};

/// The most bytes of an answer file; a letter is far below.
const LONGEST: u64 = 4 << 20;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Text,
    Md,
    Json,
}

impl Format {
    const ALL: &[Self] = &[Self::Text, Self::Md, Self::Json];

    const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Md => "md",
            Self::Json => "json",
        }
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct BriefArgs {
    /// Whose: an id, an external id, a part of the name
    client: String,
    /// How it is written
    #[arg(long, default_value = "text", value_parser = terms(Format::ALL, Format::name))]
    format: Format,
    /// Write the questionnaire to send instead of the brief
    #[arg(long)]
    questions: bool,
    /// Ask everything, not only what the brief does not say
    #[arg(long, requires = "questions")]
    all: bool,
    /// Write the questionnaire to this file; it appears whole or not at all
    #[arg(short, long, value_name = "F", requires = "questions", value_hint = ValueHint::FilePath)]
    out: Option<PathBuf>,
    /// Take the client's answers from a file, or from stdin with -
    #[arg(long, value_name = "FILE", conflicts_with = "questions", value_hint = ValueHint::FilePath)]
    answers: Option<PathBuf>,
    /// Let an answer replace what the brief says differently
    #[arg(long, requires = "answers")]
    replace: bool,
}

/// Shows the brief, writes the questionnaire, or takes answers.
pub(super) fn run(shell: &Shell, args: &BriefArgs) -> Result<(), Failure> {
    let texts = shell.texts();
    let format = if shell.json() {
        Format::Json
    } else {
        args.format
    };
    session::existing(shell, |session| {
        let client = find::client(session.book(), &args.client, texts)?.id();
        if let Some(file) = &args.answers {
            return take(shell, session, client, file, args.replace, format);
        }
        let Some(dossier) = session.book().get(client) else {
            return Ok(());
        };
        if args.questions {
            return ask(shell, dossier, args);
        }
        let zone = session.now().time_zone().clone();
        match format {
            Format::Json => shell.document(&object(dossier, &zone)),
            Format::Text | Format::Md => show(shell, dossier, format),
        }
    })
}

fn show(shell: &Shell, dossier: &Dossier, format: Format) -> Result<(), Failure> {
    let (texts, today) = (shell.texts(), shell.now().date());
    let Some(brief) = dossier.work().brief.as_deref() else {
        shell.say(&texts.t("cli-brief-none"));
        return Ok(());
    };
    let percent = say::brief::thin(texts, brief.completeness());
    let name = dossier.client.name.as_str();
    let mut out = match format {
        Format::Md => format!("# {name}: {percent}\n"),
        Format::Text | Format::Json => format!("{name}: {percent}\n"),
    };
    for field in BriefField::ALL {
        let value = say::brief::value(texts, brief, *field, dossier.currency(), today);
        if value.is_empty() {
            continue;
        }
        let label = say::brief::field(texts, *field);
        match format {
            Format::Md if *field == BriefField::Goals => {
                let goals: Vec<String> = value.lines().map(|goal| format!("- {goal}\n")).collect();
                out.push_str(&format!("\n## {label}\n\n{}", goals.concat()));
            }
            Format::Md => out.push_str(&format!("\n## {label}\n\n{value}\n")),
            Format::Text | Format::Json => {
                let value = value.replace('\n', "\n  ");
                let gap = if value.contains('\n') { "\n  " } else { " " };
                out.push_str(&format!("{label}:{gap}{value}\n"));
            }
        }
    }
    let empty: Vec<BriefField> = brief.empty_fields().collect();
    if !empty.is_empty() {
        let head = texts.t("brief-to-ask");
        match format {
            Format::Md => out.push_str(&format!("\n## {head}\n\n")),
            Format::Text | Format::Json => out.push_str(&format!("\n{head}\n")),
        }
        let mark = if format == Format::Md { "-" } else { " " };
        for field in empty {
            out.push_str(&format!("{mark} {}\n", say::brief::question(texts, field)));
        }
    }
    shell.data(&out)
}

fn ask(shell: &Shell, dossier: &Dossier, args: &BriefArgs) -> Result<(), Failure> {
    let texts = shell.texts();
    let brief = dossier.work().brief.as_deref();
    let name = dossier.client.name.as_str();
    // With a file the questionnaire goes there as it is to be sent; a script reads of it on stdout.
    let format = match &args.out {
        None if shell.json() => Format::Json,
        _ => args.format,
    };
    let style = match format {
        Format::Md => Style::Markdown,
        Format::Text | Format::Json => Style::Plain,
    };
    let sheet = questionnaire::sheet(texts, name, brief, args.all, style);
    if sheet.is_none() {
        shell.say(&texts.t("brief-nothing-to-ask"));
    }
    let document = |file: Option<&Path>| {
        let asked: Vec<Value> = BriefField::ALL
            .iter()
            .filter(|f| args.all || brief.is_none_or(|b| !b.has(**f)))
            .map(|field| {
                json!({
                    "number": field.code(),
                    "field": field.name(),
                    "question": say::brief::question(texts, *field),
                })
            })
            .collect();
        let id = dossier.id().to_string();
        let client = json!({ "id": id, "name": name });
        let mut document = json!({ "client": client, "questions": asked, "text": sheet });
        if let Some(file) = file {
            document["file"] = file.display().to_string().into();
        }
        document
    };
    let text = match (format, &sheet) {
        (Format::Json, _) => format!("{}\n", crate::jobs::json::text(&document(None))),
        (Format::Text | Format::Md, Some(sheet)) => sheet.clone(),
        (Format::Text | Format::Md, None) if shell.json() => {
            return shell.document(&document(None));
        }
        (Format::Text | Format::Md, None) => return Ok(()),
    };
    match &args.out {
        None => shell.data(&text),
        Some(path) => {
            save::exactly(path, text.as_bytes(), passphrase::readers(shell))
                .map_err(|error| words::unwritable(texts, path, &error))?;
            let shown = path.display().to_string();
            shell.say(&texts.tf("file-written", &[("path", shown.into())]));
            if shell.json() {
                return shell.document(&document(Some(path)));
            }
            Ok(())
        }
    }
}

/// The text of a file or of stdin: UTF-8, UTF-16 with its mark, else the Russian code page of Windows.
fn text_of(shell: &Shell, file: &Path) -> Result<String, Failure> {
    let failed = |error: &std::io::Error| words::unreadable(shell.texts(), file, error);
    let mut bytes = Vec::new();
    if file == Path::new("-") {
        let mut input = std::io::stdin().lock().take(LONGEST);
        input.read_to_end(&mut bytes).map_err(|e| failed(&e))?;
    } else {
        let input = std::fs::File::open(file).map_err(|e| failed(&e))?;
        let mut input = input.take(LONGEST);
        input.read_to_end(&mut bytes).map_err(|e| failed(&e))?;
    }
    Ok(match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let (text, ..) = encoding_rs::WINDOWS_1251.decode(error.as_bytes());
            text.into_owned()
        }
    })
}

fn take(
    shell: &Shell,
    session: &mut Session,
    client: ClientId,
    file: &Path,
    replace: bool,
    format: Format,
) -> Result<(), Failure> {
    let texts = shell.texts();
    let shown = file.display().to_string();
    let said = questionnaire::read(&text_of(shell, file)?).map_err(|unread| {
        let name = ("file", shown.as_str().into());
        let (line, message) = match unread {
            Unread::NoQuestions => (None, texts.tf("cli-brief-no-questions", &[name])),
            Unread::NoAnswers(line) => {
                let place = ("line", line.to_string().into());
                let message = texts.tf("cli-brief-no-answers", &[name, place]);
                (Some(line), message)
            }
        };
        Failure::new(Kind::BadInput, message).in_file(file, line)
    })?;
    let now = session.now();
    let Some(dossier) = session.book().get(client) else {
        return Ok(());
    };
    let name = dossier.client.name.clone();
    let brief = dossier.work().brief.as_deref();
    let taken = questionnaire::take(texts, said, brief, dossier.currency(), now.date());
    let goes = |t: &Taken| match t.standing {
        Standing::New => true,
        Standing::Differs => replace,
        Standing::Known => false,
    };
    for answer in &taken {
        let field = say::brief::field(texts, answer.said.field);
        if answer.answer.is_none() {
            let line = answer.said.line.to_string();
            let args = [("field", field.into()), ("line", line.into())];
            shell.say(&texts.tf("cli-brief-unclear", &args));
        } else if answer.standing == Standing::Differs && !replace {
            shell.say(&texts.tf("cli-brief-kept", &[("field", field.into())]));
        }
    }
    let chosen: Vec<&Taken> = taken.iter().filter(|t| goes(t)).collect();
    let command = Command::Brief(BriefCommand::Take {
        client,
        answers: chosen.iter().filter_map(|t| t.answer.clone()).collect(),
        replace: chosen.iter().map(|t| t.said.field).collect(),
    });
    let seq = match session.run(command) {
        Ok(done) => Some(done.entry.seq),
        Err(Trouble::Rule(RuleError::Nothing)) => None,
        Err(trouble) => return Err(session.words(shell, &trouble)),
    };
    let percent = session
        .book()
        .get(client)
        .map_or(0, Dossier::brief_completeness);
    match seq {
        Some(_) => {
            let share = texts.percent(f64::from(percent));
            let args = [
                ("client", name.into()),
                ("count", chosen.len().into()),
                ("percent", share.into()),
            ];
            shell.say(&texts.tf("cli-brief-taken", &args));
        }
        None => shell.say(&texts.t("cli-brief-all-known")),
    }
    if format == Format::Json {
        let answers: Vec<Value> = taken.iter().map(|t| answer(t, goes(t))).collect();
        return shell.document(&json!({
            "answers": answers,
            "completeness": percent,
            "seq": seq,
        }));
    }
    let lines: Vec<String> = chosen
        .iter()
        .map(|t| {
            let label = say::brief::field(texts, t.said.field);
            format!("{label}: {}\n", t.said.text.replace('\n', "\n  "))
        })
        .collect();
    shell.data(&lines.concat())
}

fn answer(taken: &Taken, goes: bool) -> Value {
    let standing = match (&taken.answer, taken.standing) {
        (None, _) => "unclear",
        (_, Standing::Known) => "known",
        (_, Standing::New) => "new",
        (_, Standing::Differs) => "differs",
    };
    json!({
        "field": taken.said.field.name(),
        "text": taken.said.text,
        "line": taken.said.line,
        "standing": standing,
        "taken": goes,
    })
}

fn budget(budget: Option<&Budget>) -> Value {
    budget.map_or(Value::Null, |b| {
        json!({
            "amount": decimal(b.amount.minor),
            "currency": b.amount.currency.code(),
            "source": b.source,
            "on": b.on.map(|day| day.to_string()),
        })
    })
}

/// A brief as scripts read it; what is empty is `null`.
pub(super) fn object(dossier: &Dossier, zone: &TimeZone) -> Value {
    let at = |at: jiff::Timestamp| moment(&at.to_zoned(zone.clone()));
    let brief = dossier.work().brief.as_deref();
    let goals: Vec<Value> = brief
        .map(|b| b.goals.as_slice())
        .unwrap_or_default()
        .iter()
        .map(|goal| {
            json!({
                "id": goal.id.0,
                "text": goal.text,
                "closed_at": goal.closed_at.map(at),
                "recommendations": dossier.advice_for(goal.id),
            })
        })
        .collect();
    let empty: Vec<&str> = match brief {
        Some(brief) => brief.empty_fields().map(BriefField::name).collect(),
        None => BriefField::ALL.iter().map(|f| f.name()).collect(),
    };
    let text = |field| {
        let words = brief.and_then(|b| b.words(field));
        words.filter(|words| !words.is_empty())
    };
    json!({
        "client": { "id": dossier.id().to_string(), "name": dossier.client.name },
        "completeness": dossier.brief_completeness(),
        "goals": goals,
        "needs": text(BriefField::Needs),
        "done": text(BriefField::Done),
        "business": text(BriefField::Business),
        "seasonality": text(BriefField::Seasonality),
        "audience": text(BriefField::Audience),
        "budget_now": budget(brief.and_then(|b| b.budget_now.as_ref())),
        "budget_ceiling": budget(brief.and_then(|b| b.budget_ceiling.as_ref())),
        "kpi": brief.and_then(|b: &Brief| b.kpi.as_ref()).map(|kpi| json!({
            "metric": kpi.metric.name(),
            "target": decimal(kpi.target),
            "note": kpi.note,
        })),
        "constraints": text(BriefField::Constraints),
        "empty": empty,
        "asked_at": brief.and_then(|b| b.asked_at).map(at),
        "edited_at": brief.map(|b| at(b.edited_at)),
    })
}
