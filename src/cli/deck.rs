//! `planerka deck`: the presentation of a client's ready recommendations.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use clap::ValueHint;
use serde_json::json;

use super::failure::{Failure, Kind};
use super::session::{self, Session};
use super::shell::Shell;
use super::terms::terms;
use super::{find, passphrase, words};
use crate::domain::{Command, Dossier, RecommendationId, RuleError, Slides, command, slides};
use crate::i18n::Texts;
use crate::jobs::deck::{self, DeckError, Format, Look};
use crate::jobs::save;
use crate::say;

#[derive(Debug, clap::Args)]
pub(super) struct DeckArgs {
    /// For whom: an id, an external id, a part of the name
    client: String,
    /// How it is written; by the ending of --out if not said, else html
    #[arg(long, value_parser = terms(Format::ALL, Format::name))]
    format: Option<Format>,
    /// Write to this file, or to stdout (`-`, html and md); a new file named by client and day if not said
    #[arg(short, long, value_name = "F", value_hint = ValueHint::FilePath)]
    out: Option<PathBuf>,
    /// These recommendations in this order, by id or its beginning; everything ready if not said
    #[arg(long, value_name = "ID", num_args = 1.., value_delimiter = ',')]
    include: Vec<String>,
    /// Record it as sent: what is ready in it becomes sent, in one step that undo takes back
    #[arg(long)]
    send: bool,
    /// Write client data of an encrypted store in the open without asking
    #[arg(long)]
    yes: bool,
}

impl DeckArgs {
    /// As said, else by the ending of the file; an ending of no format is refused.
    fn format(&self, texts: &Texts) -> Result<Format, Failure> {
        let ending = self.out.as_deref().and_then(Path::extension);
        let (None, Some(ending)) = (self.format, ending) else {
            return Ok(self.format.unwrap_or_default());
        };
        let ending = ending.to_string_lossy();
        let is = |f: &&Format| f.name().eq_ignore_ascii_case(&ending);
        Format::ALL.iter().find(is).copied().ok_or_else(|| {
            let known: Vec<&str> = Format::ALL.iter().map(|f| f.name()).collect();
            let args = [
                ("ending", ending.as_ref().into()),
                ("known", known.join(", ").into()),
            ];
            Failure::new(Kind::Usage, texts.tf("cli-deck-no-ending", &args))
        })
    }

    /// Nothing that is there is written over, and nothing but a file is written to.
    fn is_free(&self, texts: &Texts) -> Result<(), Failure> {
        let Some(path) = self.out.as_deref().filter(|_| !self.to_stdout()) else {
            return Ok(());
        };
        let reason = match path.metadata() {
            Ok(there) if !there.is_file() => "write-not-file",
            Ok(_) => "write-exists",
            // A link that leads nowhere is there too.
            Err(_) if path.symlink_metadata().is_ok() => "write-exists",
            Err(_) => return Ok(()),
        };
        Err(words::file_failed(
            texts,
            path,
            texts.t(reason),
            Kind::Failed,
        ))
    }

    fn to_stdout(&self) -> bool {
        self.out.as_deref() == Some(Path::new("-"))
    }
}

/// Writes the presentation; records it as sent when asked.
pub(super) fn run(shell: &Shell, args: &DeckArgs) -> Result<(), Failure> {
    let texts = shell.texts();
    let format = args.format(texts)?;
    if args.to_stdout() && !format.is_text() {
        let message = texts.tf("cli-deck-not-text", &[("format", format.name().into())]);
        return Err(Failure::new(Kind::Usage, message));
    }
    if args.to_stdout() && shell.json() {
        return Err(Failure::new(Kind::Usage, texts.t("cli-deck-one-stdout")));
    }
    args.is_free(texts)?;
    passphrase::may_leave(shell, args.yes)?;
    let settings = shell.settings();
    let look =
        Look::load(settings.own.as_deref(), settings.deck.accent).map_err(|e| failed(texts, &e))?;
    session::existing(shell, |session| {
        read_campaigns(session, shell, &args.client)?;
        let dossier = find::client(session.book(), &args.client, texts)?;
        let today = session.now().date();
        let refuse = |error: RuleError| words::rule(texts, &error, session.book(), today);
        let chosen = chosen(session, dossier, &args.include, texts)?;
        if args.send {
            // Recording it as sent would be refused: better before the file than after.
            command::sendable(dossier.id(), &chosen, session.book(), &session.now())
                .map_err(&refuse)?;
        }
        let slides = Slides::of(dossier, &chosen, &settings.deck.manager, today)
            .map_err(|e| refuse(e.into()))?;
        let script = say::script(texts, &slides);
        let written = deck::write(&script, &look, format).map_err(|e| failed(texts, &e))?;
        let client = dossier.id();
        let name = format!("{} {today}.{}", slides.client, format.name());
        let file = put(shell, args, &name, &written.bytes)?;
        let mut document = json!({
            "file": file.as_ref().map(|f| f.display().to_string()),
            "format": format.name(),
            "slides": written.slides,
            "recommendations": slides
                .advice
                .iter()
                .map(|a| json!({ "id": a.id.to_string(), "title": a.title }))
                .collect::<Vec<_>>(),
            "sent": args.send,
        });
        let shown = file.map(|f| f.display().to_string()).unwrap_or_default();
        if args.send {
            let command = Command::SendDeck {
                client,
                recommendations: slides.advice.iter().map(|a| a.id).collect(),
                title: script.title,
                file: shown.clone(),
                seconds: 0,
            };
            let done = session
                .run(command)
                .map_err(|trouble| session.words(shell, &trouble))?;
            document["seq"] = done.entry.seq.into();
        }
        if args.to_stdout() {
            return Ok(());
        }
        let count = [
            ("count", written.slides.into()),
            ("file", shown.as_str().into()),
        ];
        shell.say(&texts.tf(
            if args.send {
                "cli-deck-sent"
            } else {
                "cli-deck-written"
            },
            &count,
        ));
        if shell.json() {
            return shell.document(&document);
        }
        shell.data(&format!("{shown}\n"))
    })
}

fn failed(texts: &Texts, error: &DeckError) -> Failure {
    let kind = match error {
        DeckError::Inside(_) => Kind::Failed,
        _ => Kind::BadInput,
    };
    let message = say::failure(texts, error.key(), &error.args(), error.cause());
    let failure = Failure::new(kind, message);
    match error {
        DeckError::Template { file, line, .. } => failure.in_file(file, u64::try_from(*line).ok()),
        DeckError::Unreadable { file, .. } | DeckError::Logo { file } => {
            failure.in_file(file, None)
        }
        DeckError::Inside(_) => failure,
    }
}

/// Campaigns stay on disk until they are asked for; the charts of effects are drawn from them.
fn read_campaigns(session: &mut Session, shell: &Shell, client: &str) -> Result<(), Failure> {
    let texts = shell.texts();
    let id = find::client(session.book(), client, texts)?.id();
    session.campaigns(id).map_err(|e| words::store(shell, &e))?;
    Ok(())
}

/// The recommendations named, else everything ready.
fn chosen(
    session: &Session,
    dossier: &Dossier,
    named: &[String],
    texts: &Texts,
) -> Result<Vec<RecommendationId>, Failure> {
    if named.is_empty() {
        return Ok(slides::proposed(dossier));
    }
    named
        .iter()
        .map(|text| find::recommendation(session.book(), text, texts).map(|r| r.id))
        .collect()
}

/// Writes the file and returns where; `None` for stdout.
fn put(
    shell: &Shell,
    args: &DeckArgs,
    name: &str,
    bytes: &[u8],
) -> Result<Option<PathBuf>, Failure> {
    let (texts, readers) = (shell.texts(), passphrase::readers(shell));
    match &args.out {
        Some(_) if args.to_stdout() => {
            let mut out = std::io::stdout().lock();
            let done = out.write_all(bytes).and_then(|()| out.flush());
            match done {
                Ok(()) => Ok(None),
                Err(error) if error.kind() == ErrorKind::BrokenPipe => Err(Failure::pipe()),
                Err(error) => Err(words::io(texts, Path::new("stdout"), &error)),
            }
        }
        Some(path) => save::new(path, bytes, readers)
            .map(|()| Some(path.clone()))
            .map_err(|error| words::unwritable(texts, path, &error)),
        None => save::anew(Path::new(""), name, bytes, readers)
            .map(Some)
            .map_err(|error| words::unwritable(texts, Path::new(name), &error)),
    }
}
