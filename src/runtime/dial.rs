//! The person's own dialler, run without a shell.

use std::io;
use std::process::{Command, Stdio};

use crate::domain::plain::is_unprintable;

/// How much of what the program complained about is told.
const MOST: usize = 200;

/// The words of the command with the number in its place, or at the end.
fn filled(command: &[String], phone: &str) -> Vec<String> {
    let mut words: Vec<String> = command
        .iter()
        .map(|word| word.replace("{phone}", phone))
        .collect();
    if !command.iter().any(|word| word.contains("{phone}")) {
        words.push(phone.to_owned());
    }
    words
}

/// Runs the program and waits for its end.
///
/// # Errors
/// When it cannot be started, or says by its exit status that it failed; the first line it complained with
/// is the reason.
pub(super) fn run(command: &[String], phone: &str) -> io::Result<()> {
    let words = filled(command, phone);
    let Some((program, args)) = words.split_first() else {
        return Err(io::Error::from(io::ErrorKind::NotFound));
    };
    let done = Command::new(program)
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .output()?;
    if done.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&done.stderr);
    let line = said.lines().find(|line| !line.trim().is_empty());
    let line: String = line
        .unwrap_or_default()
        .chars()
        .filter(|c| !is_unprintable(*c))
        .take(MOST)
        .collect();
    Err(io::Error::other(if line.is_empty() {
        done.status.to_string()
    } else {
        line
    }))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn the_number_is_one_argument_in_its_place() {
        for (command, expected) in [
            (
                "phone call {phone} now",
                vec!["phone", "call", "+79", "now"],
            ),
            ("phone sip:{phone}@pbx", vec!["phone", "sip:+79@pbx"]),
            ("phone -c", vec!["phone", "-c", "+79"]),
        ] {
            assert_eq!(filled(&words(command), "+79"), expected, "{command}");
        }
    }

    #[test]
    fn a_program_that_fails_says_why() {
        assert!(run(&words("test {phone} = +79"), "+79").is_ok());
        // No shell reads the number.
        assert!(run(&words("test {phone} = $(id)"), "$(id)").is_ok());
        let error = run(&words("ls --"), "/нет/такого").unwrap_err();
        assert!(error.to_string().contains("/нет/такого"), "{error}");
        let error = run(&words("/нет/программы"), "+79").unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
        assert!(run(&[], "+79").is_err());
    }
}
