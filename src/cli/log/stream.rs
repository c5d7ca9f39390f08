//! `planerka log --stdin`: JSON Lines in, an answer for each line once it is durable.
//!
//! Lines that are there together share one sync: a thread reads ahead, the work takes what has come, at
//! most [`GROUP`] lines, commits them, and only then answers. A bad line is told on stderr with its number
//! and does not stop the others.

use std::io::{BufRead, Read};
use std::sync::mpsc::{Receiver, sync_channel};

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Asked, command, touch_id};
use crate::cli::failure::{Failure, Kind};
use crate::cli::session::{self, Session};
use crate::cli::shell::{Shell, report_line};
use crate::cli::words;
use crate::domain::{Channel, Direction, Outcome, Transaction};
use crate::i18n::Texts;

/// The most lines made durable with one sync.
const GROUP: usize = 256;
/// The longest line taken.
const LONGEST: u64 = 1 << 20;

/// A line as read: its number from 1 and its bytes, or what stopped the reading.
type Read1 = (u64, Result<Vec<u8>, Unread>);

enum Unread {
    TooLong,
    Io(std::io::Error),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    client: String,
    key: Option<Value>,
    contact: Option<String>,
    at: Option<String>,
    channel: Option<String>,
    direction: Option<String>,
    outcome: Option<String>,
    #[serde(default)]
    minutes: u16,
    #[serde(default)]
    note: String,
    next: Option<String>,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    promised: bool,
}

/// Takes lines until the input ends or nobody reads the answers.
pub(super) fn run(shell: &Shell) -> Result<(), Failure> {
    let texts = shell.texts();
    let (good, bad) = session::existing(shell, |session| take(shell, session))?;
    if bad == 0 {
        return Ok(());
    }
    let args = [("bad", bad.into()), ("good", good.into())];
    Err(Failure::new(
        Kind::BadInput,
        texts.tf("cli-lines-bad", &args),
    ))
}

fn take(shell: &Shell, session: &mut Session) -> Result<(u64, u64), Failure> {
    let (mut good, mut bad) = (0u64, 0u64);
    let lines = read_ahead();
    while let Ok(first) = lines.recv() {
        let mut group = vec![first];
        while group.len() < GROUP
            && let Ok(next) = lines.try_recv()
        {
            group.push(next);
        }
        let mut staged: Vec<Transaction> = Vec::with_capacity(group.len());
        let mut answers = String::new();
        for (number, bytes) in group {
            match stage(shell, session, number, bytes) {
                Ok(None) => {}
                Ok(Some((transaction, key))) => {
                    good += 1;
                    let mut answer = json!({
                        "id": touch_id(&transaction).map(|id| id.to_string()),
                        "seq": transaction.entry.seq,
                    });
                    if let Some(key) = key {
                        answer["key"] = key;
                    }
                    answers.push_str(&answer.to_string());
                    answers.push('\n');
                    staged.push(transaction);
                }
                Err(failure) => {
                    bad += 1;
                    report_line(&Failure {
                        line: Some(number),
                        ..failure
                    });
                }
            }
        }
        session
            .keep(&staged)
            .map_err(|error| words::store(shell.texts(), &error))?;
        if !answers.is_empty() {
            shell.data(&answers)?;
        }
    }
    Ok((good, bad))
}

/// One line applied in memory, with its key; `None` for an empty line.
fn stage(
    shell: &Shell,
    session: &mut Session,
    number: u64,
    bytes: Result<Vec<u8>, Unread>,
) -> Result<Option<(Transaction, Option<Value>)>, Failure> {
    let texts = shell.texts();
    let bytes = bytes.map_err(|unread| {
        let message = match unread {
            Unread::TooLong => {
                texts.tf("cli-line-too-long", &[("line", number.to_string().into())])
            }
            Unread::Io(error) => texts.tf(
                "cli-line-stdin-failed",
                &[("reason", error.kind().to_string().into())],
            ),
        };
        Failure::new(Kind::BadInput, message)
    })?;
    if bytes.trim_ascii().is_empty() {
        return Ok(None);
    }
    let line: Line = serde_json::from_slice(&bytes)
        .map_err(|error| not_json(texts, number, &error.to_string()))?;
    let (asked, key) = asked(line, texts, number)?;
    let now = session.now();
    let command =
        command(&asked, session.book(), &now, texts).map_err(|failure| match failure.kind {
            Kind::Usage => Failure {
                kind: Kind::BadInput,
                ..failure
            },
            _ => failure,
        })?;
    let transaction = session
        .stage(command)
        .map_err(|error| session.words(shell, &error.into()))?;
    Ok(Some((transaction, key)))
}

fn asked(line: Line, texts: &Texts, number: u64) -> Result<(Asked, Option<Value>), Failure> {
    macro_rules! term {
        ($value:expr, $term:ident, $default:expr) => {
            match &$value {
                None => $default,
                Some(text) => $term::from_name(text).ok_or_else(|| {
                    let names: Vec<&str> = $term::ALL.iter().map(|t| t.name()).collect();
                    not_json(texts, number, &format!("{text:?}: {}", names.join(", ")))
                })?,
            }
        };
    }
    let asked = Asked {
        channel: term!(line.channel, Channel, Channel::Phone),
        direction: term!(line.direction, Direction, Direction::Out),
        outcome: term!(line.outcome, Outcome, Outcome::Answered),
        client: line.client,
        contact: line.contact,
        at: line.at,
        minutes: line.minutes,
        note: line.note,
        next: line.next,
        reason: line.reason,
        promised: line.promised,
    };
    Ok((asked, line.key))
}

fn not_json(texts: &Texts, number: u64, message: &str) -> Failure {
    let args = [
        ("line", number.to_string().into()),
        ("message", message.into()),
    ];
    Failure::new(Kind::BadInput, texts.tf("cli-line-not-json", &args))
}

/// Reads lines on a thread of its own. It ends with the input, or with the process when nobody asks any
/// more.
fn read_ahead() -> Receiver<Read1> {
    let (send, receive) = sync_channel(GROUP);
    std::thread::spawn(move || {
        let mut input = std::io::stdin().lock();
        for number in 1.. {
            let mut line = Vec::new();
            let read = (&mut input).take(LONGEST).read_until(b'\n', &mut line);
            let whole = line.ends_with(b"\n");
            let (answer, go_on) = match read {
                Ok(0) => return,
                Ok(_) if !whole && line.len() as u64 >= LONGEST => {
                    (Err(Unread::TooLong), input.skip_until(b'\n').is_ok())
                }
                Ok(_) => (Ok(line), true),
                Err(error) => (Err(Unread::Io(error)), false),
            };
            if send.send((number, answer)).is_err() || !go_on {
                return;
            }
        }
    });
    receive
}
