//! `planerka letter`: letters filled from the record.

use std::path::PathBuf;

use clap::ValueHint;
use serde_json::json;

use super::failure::{Failure, Kind};
use super::shell::Shell;
use super::{find, passphrase, playbook, session, words};
use crate::domain::fold::fold;
use crate::domain::plain::for_terminal;
use crate::domain::{Dossier, Letter, Problem};
use crate::i18n::Texts;
use crate::jobs::save;
use crate::say::{self, NoLetter};

#[derive(Debug, clap::Args)]
pub(super) struct LetterArgs {
    /// Whose: an id, an external id, a part of the name; without it the letters are listed
    #[arg(requires = "letter")]
    client: Option<String>,
    /// Which letter, as the list names it
    letter: Option<String>,
    /// About which open problem: an id, the beginning of one, a part of the title; the only one by itself
    #[arg(long, value_name = "ID")]
    problem: Option<String>,
    /// Write it to this new file
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    out: Option<PathBuf>,
}

/// Prints a filled letter, or lists the letters.
pub(super) fn run(shell: &Shell, args: &LetterArgs) -> Result<(), Failure> {
    let texts = shell.texts();
    let library = playbook::read(shell);
    let (Some(client), Some(name)) = (&args.client, &args.letter) else {
        return list(shell, &library.letters);
    };
    let letter = find_letter(&library.letters, name, texts)?;
    session::existing(shell, |session| {
        let dossier = find::client(session.book(), client, texts)?;
        let about = problem(dossier, args.problem.as_deref(), texts)?;
        let filled = say::letter(texts, letter, dossier, about, &session.now())
            .map_err(|no| refusal(texts, letter, &no))?;
        if !filled.blanks.is_empty() {
            let what = filled.blanks.join(", ");
            shell.say(&texts.tf("letter-fill", &[("what", what.into())]));
        }
        // The client does not get it (C12); whoever does may pass it on.
        let sensitive = about.is_some_and(|p| p.sensitive) && !letter.is_for_client();
        if sensitive {
            shell.say(&texts.t("letter-not-for-client"));
        }
        let mut document = json!({
            "letter": letter.id,
            "to": letter.to.name(),
            "problem": about.map(|p| p.id.to_string()),
            "sensitive": sensitive,
            "text": filled.text,
            "blanks": filled.blanks,
        });
        if let Some(path) = &args.out {
            // A new file only: a letter that was worked over is not lost to a second run.
            let text = for_terminal(&filled.text);
            save::new(path, text.as_bytes(), passphrase::readers(shell))
                .map_err(|error| words::unwritable(texts, path, &error))?;
            let path = path.display().to_string();
            let written = [("path", path.as_str().into())];
            shell.say(&texts.tf("cli-letter-written", &written));
            document["file"] = path.into();
            return if shell.json() {
                shell.document(&document)
            } else {
                Ok(())
            };
        }
        if shell.json() {
            return shell.document(&document);
        }
        shell.data(&filled.text)
    })
}

fn list(shell: &Shell, letters: &[Letter]) -> Result<(), Failure> {
    let texts = shell.texts();
    if shell.json() {
        let rows: Vec<_> = letters
            .iter()
            .map(|l| {
                json!({
                    "id": l.id,
                    "to": l.to.name(),
                    "title": say::letter_title(texts, l),
                })
            })
            .collect();
        return shell.document(&json!({ "letters": rows }));
    }
    let widest = letters.iter().map(|l| l.id.chars().count()).max();
    let width = widest.unwrap_or(0);
    let rows: String = letters
        .iter()
        .map(|l| format!("{:<width$}  {}\n", l.id, say::letter_title(texts, l)))
        .collect();
    shell.data(&rows)
}

fn find_letter<'l>(
    letters: &'l [Letter],
    name: &str,
    texts: &Texts,
) -> Result<&'l Letter, Failure> {
    letters.iter().find(|l| l.id == name.trim()).ok_or_else(|| {
        let known: Vec<&str> = letters.iter().map(|l| l.id.as_str()).collect();
        let args = [("text", name.into()), ("known", known.join(", ").into())];
        Failure::new(Kind::NotFound, texts.tf("cli-no-letter", &args))
    })
}

/// The problem meant; without a word the only open one, or none.
fn problem<'d>(
    dossier: &'d Dossier,
    text: Option<&str>,
    texts: &Texts,
) -> Result<Option<&'d Problem>, Failure> {
    let open = dossier.open_problems();
    let Some(text) = text else {
        return Ok(match open.as_slice() {
            [one] => Some(one),
            _ => None,
        });
    };
    let wanted = fold(text);
    let found: Vec<&Problem> = open
        .into_iter()
        .filter(|p| {
            let id = p.id.to_string();
            !wanted.is_empty()
                && (id.starts_with(wanted.as_str()) || fold(&p.title).contains(&wanted))
        })
        .collect();
    match found.as_slice() {
        [one] => Ok(Some(one)),
        [] => {
            let message = texts.tf("cli-no-problem", &[("text", text.into())]);
            Err(Failure::new(Kind::NotFound, message))
        }
        many => {
            let mut message = texts.tf("cli-many-problems", &[("text", text.into())]);
            for p in many {
                message.push_str(&format!("\n  {}  {}", p.id, p.title));
            }
            Err(Failure::new(Kind::Ambiguous, message))
        }
    }
}

fn refusal(texts: &Texts, letter: &Letter, no: &NoLetter<'_>) -> Failure {
    let message = match no {
        NoLetter::Sensitive(p) => {
            let title = [("title", p.title.as_str().into())];
            texts.tf("cli-letter-sensitive", &title)
        }
        NoLetter::Broken(error) => {
            let args = [
                ("letter", letter.id.as_str().into()),
                ("detail", error.to_string().into()),
            ];
            texts.tf("letter-broken", &args)
        }
    };
    Failure::new(Kind::Failed, message)
}
