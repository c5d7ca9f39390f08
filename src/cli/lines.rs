//! JSON Lines in, an answer for each line once it is durable: what `log --stdin` and `add … --stdin` share.
//!
//! Lines that are there together share one sync: a thread reads ahead, the work takes what has come, at
//! most [`GROUP`] lines, commits them, and only then answers. A bad line is told on stderr with its number
//! and does not stop the others.

use std::io::{BufRead, Read};
use std::sync::mpsc::{Receiver, sync_channel};

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::failure::{Failure, Kind};
use super::session::{self, Session};
use super::shell::{Shell, report_line};
use super::words;
use crate::domain::Transaction;
use crate::i18n::Texts;
use crate::jobs::json;
use crate::say;
use crate::store::StoreError;

/// The most lines made durable with one sync.
const GROUP: usize = 256;
/// How often a group is tried when a window changed the same records meanwhile.
const TRIES: usize = 3;
/// The longest line taken.
const LONGEST: u64 = 1 << 20;

/// A line as read: its number from 1 and its bytes, or what stopped the reading.
type Read1 = (u64, Result<Vec<u8>, Unread>);

enum Unread {
    TooLong,
    Io(std::io::Error),
}

/// Takes lines until the input ends or nobody reads the answers. `stage` applies one in memory and says what
/// is answered for it.
pub(super) fn run<L: DeserializeOwned>(
    shell: &Shell,
    mut stage: impl FnMut(&mut Session, u64, L) -> Result<(Transaction, Value), Failure>,
) -> Result<(), Failure> {
    let texts = shell.texts();
    let (good, bad) = session::existing(shell, |session| take(shell, session, &mut stage))?;
    if bad == 0 {
        return Ok(());
    }
    let args = [("bad", bad.into()), ("good", good.into())];
    Err(Failure::new(
        Kind::BadInput,
        texts.tf("cli-lines-bad", &args),
    ))
}

fn take<L: DeserializeOwned>(
    shell: &Shell,
    session: &mut Session,
    stage: &mut impl FnMut(&mut Session, u64, L) -> Result<(Transaction, Value), Failure>,
) -> Result<(u64, u64), Failure> {
    let told = |error: &StoreError| words::store(shell, error);
    let (mut good, mut bad) = (0u64, 0u64);
    let lines = read_ahead();
    session.begin_stream();
    while let Ok(first) = lines.recv() {
        let mut group = vec![first];
        while group.len() < GROUP
            && let Ok(next) = lines.try_recv()
        {
            group.push(next);
        }
        let mut tries = 0;
        let (answers, refused) = loop {
            session.catch_up().map_err(|error| told(&error))?;
            let (mut staged, answers, refused) = staged(shell, session, stage, &group);
            match session.keep(&mut staged) {
                Ok(()) => break (numbered(&staged, answers), refused),
                Err(error) => {
                    tries += 1;
                    let again = session
                        .may_try_again(&error)
                        .map_err(|error| told(&error))?;
                    if !again || tries == TRIES {
                        return Err(told(&error));
                    }
                }
            }
        };
        bad += refused.len() as u64;
        refused.iter().for_each(report_line);
        if !answers.is_empty() {
            good += answers.len() as u64;
            let lines = answers.iter().map(|answer| json::text(answer) + "\n");
            shell.data(&lines.collect::<String>())?;
        }
    }
    Ok((good, bad))
}

/// Stages what can be staged of a group of lines; the answers for it, and why the others were refused.
fn staged<L: DeserializeOwned>(
    shell: &Shell,
    session: &mut Session,
    stage: &mut impl FnMut(&mut Session, u64, L) -> Result<(Transaction, Value), Failure>,
    group: &[Read1],
) -> (Vec<Transaction>, Vec<Value>, Vec<Failure>) {
    let mut staged = Vec::with_capacity(group.len());
    let (mut answers, mut refused) = (Vec::with_capacity(group.len()), Vec::new());
    for (number, bytes) in group {
        let done = match line(shell, *number, bytes) {
            Ok(None) => continue,
            Ok(Some(line)) => stage(session, *number, line).map_err(in_data),
            Err(failure) => Err(failure),
        };
        match done {
            Ok((transaction, answer)) => {
                staged.push(transaction);
                answers.push(answer);
            }
            Err(failure) => refused.push(Failure {
                line: Some(*number),
                ..failure
            }),
        }
    }
    (staged, answers, refused)
}

/// The answers with the places in the journal the lines have now: a window may have put its own before.
fn numbered(kept: &[Transaction], mut answers: Vec<Value>) -> Vec<Value> {
    for (transaction, answer) in kept.iter().zip(&mut answers) {
        if let Some(seq) = answer.get_mut("seq") {
            *seq = transaction.entry.seq.into();
        }
    }
    answers
}

/// What would be a mistake on the command line is bad data here.
fn in_data(failure: Failure) -> Failure {
    match failure.kind {
        Kind::Usage => Failure {
            kind: Kind::BadInput,
            ..failure
        },
        _ => failure,
    }
}

/// One line read; `None` for an empty one.
fn line<L: DeserializeOwned>(
    shell: &Shell,
    number: u64,
    bytes: &Result<Vec<u8>, Unread>,
) -> Result<Option<L>, Failure> {
    let texts = shell.texts();
    let bytes = bytes.as_ref().map_err(|unread| {
        let message = match unread {
            Unread::TooLong => {
                texts.tf("cli-line-too-long", &[("line", number.to_string().into())])
            }
            Unread::Io(error) => texts.tf(
                "cli-line-stdin-failed",
                &[("reason", say::refusal_of_system(texts, error.kind()).into())],
            ),
        };
        Failure::new(Kind::BadInput, message)
    })?;
    if bytes.trim_ascii().is_empty() {
        return Ok(None);
    }
    serde_json::from_slice(bytes)
        .map(Some)
        .map_err(|error| not_json(texts, number, &error.to_string()))
}

/// A line that is no object as wanted.
pub(super) fn not_json(texts: &Texts, number: u64, message: &str) -> Failure {
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
