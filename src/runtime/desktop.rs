//! Telling the desktop: by the terminal's own means, or by a program that shows notices. Never through a shell,
//! and never with a character that commands instead of being read.

use std::io;
use std::process::{Command, Stdio};

use crate::domain::plain::is_unprintable;

/// The bell of the terminal.
pub(super) const BELL: &str = "\x07";
/// Letters of a notice beyond which nobody reads.
const LONGEST: usize = 400;

/// Text that is only read: control characters become spaces, what is too long is cut.
fn plain(text: &str) -> String {
    let clean = text.chars().take(LONGEST);
    let clean = clean.map(|c| if is_unprintable(c) { ' ' } else { c });
    clean.collect::<String>().trim().to_owned()
}

/// The sequence by which a terminal shows a notice: OSC 777 where urxvt's is understood, else OSC 9.
pub(super) fn escape(title: &str, body: &str) -> String {
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    let term = variable("TERM");
    let urxvt = term.starts_with("rxvt") || term.starts_with("foot");
    sequence(urxvt || !variable("VTE_VERSION").is_empty(), title, body)
}

fn sequence(urxvt: bool, title: &str, body: &str) -> String {
    // A semicolon parts the fields of OSC 777.
    let (title, body) = (plain(title), plain(body));
    if urxvt {
        let (title, body) = (title.replace(';', ","), body.replace(';', ","));
        return format!("\x1b]777;notify;{title};{body}\x1b\\");
    }
    let whole = if body.is_empty() {
        title
    } else {
        format!("{title}: {body}")
    };
    format!("\x1b]9;{whole}\x1b\\")
}

/// Shows a notice by a program of the desktop; the name of the program that took it.
///
/// # Errors
/// [`io::ErrorKind::NotFound`] when there is none, else why it failed.
pub fn notify(title: &str, body: &str) -> io::Result<&'static str> {
    let (program, args) = call(cfg!(target_os = "macos"), &plain(title), &plain(body));
    let status = Command::new(program)
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()?;
    if status.success() {
        Ok(program)
    } else {
        Err(io::Error::other(format!("{program}: {status}")))
    }
}

/// The program and its arguments. The words are arguments of their own, so nothing in them is executed.
fn call(mac: bool, title: &str, body: &str) -> (&'static str, Vec<String>) {
    if mac {
        let script = [
            "on run argv",
            "display notification (item 2 of argv) with title (item 1 of argv)",
            "end run",
        ];
        let mut args: Vec<String> = Vec::new();
        for line in script {
            args.push("-e".to_owned());
            args.push(line.to_owned());
        }
        args.extend([title.to_owned(), body.to_owned()]);
        return ("osascript", args);
    }
    let args = ["--app-name=planerka", "--", title, body];
    ("notify-send", args.map(str::to_owned).to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_never_command() {
        let evil = "Альфа\x1b]0;x\x07; rm -rf\n\"$(id)\"";
        for urxvt in [true, false] {
            let text = sequence(urxvt, evil, evil);
            let inner = text.trim_start_matches("\x1b]").trim_end_matches("\x1b\\");
            assert!(!inner.chars().any(char::is_control), "{inner:?}");
        }
        assert_eq!(sequence(true, "а;б", "в"), "\x1b]777;notify;а,б;в\x1b\\");
        assert_eq!(sequence(false, "а", ""), "\x1b]9;а\x1b\\");
        let (program, args) = call(false, "-u critical", "$(id)");
        assert_eq!(program, "notify-send");
        assert_eq!(args[1..], ["--", "-u critical", "$(id)"]);
        let (program, args) = call(true, "а", "\" & quit");
        assert_eq!(program, "osascript");
        assert_eq!(args.last().map(String::as_str), Some("\" & quit"));
        assert!(plain(&"я".repeat(9000)).chars().count() <= LONGEST);
    }
}
