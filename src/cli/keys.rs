//! `planerka keys`: every binding of the workstation, and what is wrong with one's own.

use serde_json::json;

use super::failure::{Failure, Kind};
use super::shell::Shell;
use super::terms::terms;
use super::words;
use crate::input::{Context, Keymap, KeymapProblem};
use crate::say;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Text,
    Markdown,
    Json,
}

impl Format {
    const ALL: &[Self] = &[Self::Text, Self::Markdown, Self::Json];

    const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "md",
            Self::Json => "json",
        }
    }
}

#[derive(Debug, clap::Args)]
pub(super) struct KeysArgs {
    /// Only check the person's own keys; print nothing when they are good
    #[arg(long)]
    check: bool,
    /// How to print
    #[arg(long, default_value = "text", value_parser = terms(Format::ALL, Format::name))]
    format: Format,
}

/// Prints or checks the keys.
pub(super) fn run(shell: &Shell, args: &KeysArgs) -> Result<(), Failure> {
    if args.check {
        check(shell)?;
        shell.say(&shell.texts().t("cli-keys-good"));
        return Ok(());
    }
    let (keymap, problems) = read(shell)?;
    for problem in &problems {
        shell.say(&say::keymap_problem(shell.texts(), problem));
    }
    let format = if shell.json() {
        Format::Json
    } else {
        args.format
    };
    shell.data(&print(shell, &keymap, format))
}

/// The keymap in effect and what is wrong with the person's file.
fn read(shell: &Shell) -> Result<(Keymap, Vec<KeymapProblem>), Failure> {
    match &shell.settings().keymap {
        None => Ok((Keymap::default(), Vec::new())),
        Some(path) => std::fs::read_to_string(path)
            .map(|text| Keymap::with_user(&text))
            .map_err(|error| words::unreadable(shell.texts(), path, &error)),
    }
}

/// Says what is wrong with the person's keys, if anything is.
pub(super) fn check(shell: &Shell) -> Result<(), Failure> {
    let (_, problems) = read(shell)?;
    let Some(first) = problems.first() else {
        return Ok(());
    };
    let texts = shell.texts();
    let file = shell.settings().keymap.clone().unwrap_or_default();
    let mut failure = Failure::new(
        Kind::BadInput,
        texts.tf(
            "cli-keys-bad",
            &[
                ("file", file.display().to_string().into()),
                ("count", problems.len().into()),
            ],
        ),
    )
    .in_file(&file, first.line.and_then(|line| u64::try_from(line).ok()));
    failure.choices = problems
        .iter()
        .map(|problem| say::keymap_problem(texts, problem))
        .collect();
    Err(failure)
}

fn print(shell: &Shell, keymap: &Keymap, format: Format) -> String {
    let texts = shell.texts();
    let mut rows = Vec::new();
    for context in Context::ALL {
        let mut seen = Vec::new();
        for binding in keymap.bindings().filter(|b| b.context == *context) {
            let Some(action) = binding.action else {
                continue;
            };
            if seen.contains(&action) {
                continue;
            }
            seen.push(action);
            let keys: Vec<String> = keymap
                .bindings()
                .filter(|b| b.context == *context && b.action == Some(action))
                .map(|b| b.keys.to_string())
                .collect();
            rows.push((*context, action, keys));
        }
    }
    let mut out = String::new();
    match format {
        Format::Json => {
            let rows: Vec<_> = rows
                .iter()
                .map(|(context, action, keys)| {
                    json!({
                        "context": context.name(),
                        "action": action.name(),
                        "keys": keys,
                        "text": texts.t(action.text_key()),
                    })
                })
                .collect();
            out = format!("{}\n", json!({ "keys": rows }));
        }
        Format::Text | Format::Markdown => {
            let markdown = format == Format::Markdown;
            let mut last = None;
            for (context, action, keys) in rows {
                if last != Some(context) {
                    let gap = if last.is_some() { "\n" } else { "" };
                    let title = texts.t(&context.text_key());
                    if markdown {
                        out.push_str(&format!("{gap}## {title}\n\n| | |\n|---|---|\n"));
                    } else {
                        out.push_str(&format!("{gap}{title}\n"));
                    }
                    last = Some(context);
                }
                let what = texts.t(action.text_key());
                if markdown {
                    let keys: Vec<String> = keys
                        .iter()
                        .map(|k| format!("`{}`", k.replace('|', "\\|")))
                        .collect();
                    out.push_str(&format!("| {} | {what} |\n", keys.join(" ")));
                } else {
                    out.push_str(&format!("  {:<24} {what}\n", keys.join(", ")));
                }
            }
        }
    }
    out
}
