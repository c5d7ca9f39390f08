//! A line typed at the terminal and shown nowhere.

use std::io;

use crossterm::event::{Event, KeyCode, KeyEventKind, KeyModifiers, read};
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use zeroize::Zeroizing;

/// More characters than anybody types.
const LONGEST: usize = 1024;

/// The terminal without echo; given back when dropped.
struct Silent;

impl Silent {
    fn take() -> io::Result<Self> {
        enable_raw_mode()?;
        Ok(Self)
    }
}

impl Drop for Silent {
    fn drop(&mut self) {
        let _ = disable_raw_mode();
    }
}

/// Whether there is a terminal a secret can be typed at: the words go to stderr, the keys come from the
/// terminal itself, so stdin may be a pipe.
#[must_use]
pub fn can_ask() -> bool {
    use std::io::IsTerminal as _;
    let keys = io::stdin().is_terminal()
        || (cfg!(unix) && std::fs::File::open("/dev/tty").is_ok_and(|tty| tty.is_terminal()));
    keys && io::stderr().is_terminal()
}

/// Reads a line without echo; `None` when the person gives up (Esc, Ctrl+C, Ctrl+D).
///
/// # Errors
/// The terminal's.
pub fn ask() -> io::Result<Option<Zeroizing<String>>> {
    let silent = Silent::take()?;
    // Room for all at once: growing would leave copies behind.
    let mut line = Zeroizing::new(String::with_capacity(LONGEST * 4));
    let typed = loop {
        let Event::Key(key) = read()? else { continue };
        if key.kind == KeyEventKind::Release {
            continue;
        }
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Enter => break Some(line),
            KeyCode::Esc => break None,
            KeyCode::Char('c' | 'd') if control => break None,
            KeyCode::Char('u') if control => line.clear(),
            KeyCode::Backspace => {
                line.pop();
            }
            KeyCode::Char(letter) if !control && line.chars().count() < LONGEST => {
                line.push(letter);
            }
            _ => {}
        }
    };
    drop(silent);
    Ok(typed)
}
