//! One pressed key, and a sequence of them.
//!
//! The only file of the middle layers that names crossterm and crokey: everything
//! else speaks [`Key`]. Two spellings of one press are made equal here: a shifted
//! letter is the capital letter without a shift mark, `BackTab` is `shift-tab`,
//! a carriage return is `enter`. With ctrl the letter is small and shift stays a
//! mark, because a terminal cannot tell `ctrl-R` from `ctrl-r`.

use std::fmt;
use std::str::FromStr;

use crossterm::event::{KeyCode as TermCode, KeyEvent, KeyModifiers};

/// Which key was pressed, without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyCode {
    /// A key that types this character (capital letters are their own character).
    Char(char),
    /// Return.
    Enter,
    /// Escape.
    Esc,
    /// Tab; backwards it is `Tab` with shift.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete forward.
    Delete,
    /// Insert.
    Insert,
    /// Arrow.
    Left,
    /// Arrow.
    Right,
    /// Arrow.
    Up,
    /// Arrow.
    Down,
    /// To the beginning.
    Home,
    /// To the end.
    End,
    /// A screen up.
    PageUp,
    /// A screen down.
    PageDown,
    /// Function key, 1 to 24.
    F(u8),
    /// Anything else a terminal can send (media keys, lone modifiers): never bound.
    Other,
}

/// One press: a code and its modifiers, already normalised (see the file head).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    code: KeyCode,
    ctrl: bool,
    alt: bool,
    shift: bool,
}

impl Key {
    /// Builds a normalised key from any combination.
    pub fn new(code: KeyCode, ctrl: bool, alt: bool, shift: bool) -> Self {
        let (code, shift) = match code {
            KeyCode::Char('\r' | '\n') => (KeyCode::Enter, shift),
            KeyCode::Char('\t') => (KeyCode::Tab, shift),
            KeyCode::Char(c) if ctrl => {
                let small = one(c.to_lowercase()).unwrap_or(c);
                (KeyCode::Char(small), shift && c.is_alphabetic())
            }
            KeyCode::Char(c) if shift => (KeyCode::Char(one(c.to_uppercase()).unwrap_or(c)), false),
            other => (other, shift),
        };
        Self {
            code,
            ctrl,
            alt,
            shift,
        }
    }

    /// The key that types `c`, without modifiers.
    pub fn char(c: char) -> Self {
        Self::new(KeyCode::Char(c), false, false, false)
    }

    /// A key without modifiers.
    pub fn plain(code: KeyCode) -> Self {
        Self::new(code, false, false, false)
    }

    /// `ctrl` and the key that types `c`.
    pub fn ctrl(c: char) -> Self {
        Self::new(KeyCode::Char(c), true, false, false)
    }

    /// The code without modifiers.
    pub fn code(self) -> KeyCode {
        self.code
    }

    /// Whether ctrl was held.
    pub fn has_ctrl(self) -> bool {
        self.ctrl
    }

    /// Whether alt (or meta) was held.
    pub fn has_alt(self) -> bool {
        self.alt
    }

    /// Whether shift was held; always `false` for a plain character, whose case tells it.
    pub fn has_shift(self) -> bool {
        self.shift
    }

    /// The character this press types into a text field: none with ctrl or alt.
    pub fn text(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// The same modifiers on another character.
    pub(super) fn with_char(self, c: char) -> Self {
        Self::new(KeyCode::Char(c), self.ctrl, self.alt, self.shift)
    }

    fn from_terminal(code: TermCode, modifiers: KeyModifiers) -> Self {
        let mut shift = modifiers.contains(KeyModifiers::SHIFT);
        let code = match code {
            TermCode::Char(c) => KeyCode::Char(c),
            TermCode::Enter => KeyCode::Enter,
            TermCode::Esc => KeyCode::Esc,
            TermCode::Tab => KeyCode::Tab,
            TermCode::BackTab => {
                shift = true;
                KeyCode::Tab
            }
            TermCode::Backspace => KeyCode::Backspace,
            TermCode::Delete => KeyCode::Delete,
            TermCode::Insert => KeyCode::Insert,
            TermCode::Left => KeyCode::Left,
            TermCode::Right => KeyCode::Right,
            TermCode::Up => KeyCode::Up,
            TermCode::Down => KeyCode::Down,
            TermCode::Home => KeyCode::Home,
            TermCode::End => KeyCode::End,
            TermCode::PageUp => KeyCode::PageUp,
            TermCode::PageDown => KeyCode::PageDown,
            TermCode::F(n) => KeyCode::F(n),
            _ => KeyCode::Other,
        };
        let alt = modifiers.intersects(KeyModifiers::ALT | KeyModifiers::META);
        // A press with the system key belongs to the desktop, not to us.
        let code = if modifiers.intersects(KeyModifiers::SUPER | KeyModifiers::HYPER) {
            KeyCode::Other
        } else {
            code
        };
        Self::new(code, modifiers.contains(KeyModifiers::CONTROL), alt, shift)
    }
}

impl From<KeyEvent> for Key {
    fn from(event: KeyEvent) -> Self {
        Self::from_terminal(event.code, event.modifiers)
    }
}

/// A text that names no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no such key: {text:?}")]
pub struct ParseKeyError {
    /// What was read.
    pub text: String,
}

impl FromStr for Key {
    type Err = ParseKeyError;

    /// Reads `j`, `H`, `ж`, `ctrl-r`, `alt-x`, `shift-tab`, `f1`, `space`, `pgdn`, `↓`.
    ///
    /// Crokey reads the names; a single character is read here, since crokey knows
    /// only ASCII ones and loses the case.
    fn from_str(text: &str) -> Result<Self, ParseKeyError> {
        let wrong = || ParseKeyError {
            text: text.to_owned(),
        };
        let (ctrl, alt, shift, name) = split_modifiers(text);
        if let Some(c) = one(name.chars()) {
            if c.is_control() || c == ' ' {
                return Err(wrong());
            }
            if let Some(code) = arrow(c) {
                return Ok(Self::new(code, ctrl, alt, shift));
            }
            return Ok(Self::new(KeyCode::Char(c), ctrl, alt, shift));
        }
        let name = match name.to_ascii_lowercase().as_str() {
            "pgdn" | "pgdown" => "pagedown".to_owned(),
            "pgup" => "pageup".to_owned(),
            "return" => "enter".to_owned(),
            "escape" => "esc".to_owned(),
            other => other.to_owned(),
        };
        let read = crokey::parse(&name).map_err(|_| wrong())?;
        let crokey::OneToThree::One(code) = read.codes else {
            return Err(wrong());
        };
        let key = Self::from_terminal(code, read.modifiers);
        Ok(Self::new(key.code, ctrl, alt, shift || key.shift))
    }
}

/// Takes `ctrl-`, `alt-`, `shift-` off the front, in any order and case.
fn split_modifiers(text: &str) -> (bool, bool, bool, &str) {
    let (mut ctrl, mut alt, mut shift) = (false, false, false);
    let mut rest = text;
    while let Some((head, tail)) = rest.split_once('-') {
        if tail.is_empty() {
            break;
        }
        match head.to_ascii_lowercase().as_str() {
            "ctrl" | "control" | "c" => ctrl = true,
            "alt" | "meta" => alt = true,
            "shift" => shift = true,
            _ => break,
        }
        rest = tail;
    }
    (ctrl, alt, shift, rest)
}

fn arrow(c: char) -> Option<KeyCode> {
    match c {
        '↑' => Some(KeyCode::Up),
        '↓' => Some(KeyCode::Down),
        '←' => Some(KeyCode::Left),
        '→' => Some(KeyCode::Right),
        _ => None,
    }
}

/// The only item of an iterator, if there is exactly one.
fn one(mut chars: impl Iterator<Item = char>) -> Option<char> {
    let first = chars.next()?;
    chars.next().is_none().then_some(first)
}

impl fmt::Display for Key {
    /// The short form used in hints and in the keymap file; it parses back.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("ctrl-")?;
        }
        if self.alt {
            f.write_str("alt-")?;
        }
        if self.shift {
            f.write_str("shift-")?;
        }
        match self.code {
            KeyCode::Char(' ') => f.write_str("space"),
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::Enter => f.write_str("enter"),
            KeyCode::Esc => f.write_str("esc"),
            KeyCode::Tab => f.write_str("tab"),
            KeyCode::Backspace => f.write_str("backspace"),
            KeyCode::Delete => f.write_str("del"),
            KeyCode::Insert => f.write_str("ins"),
            KeyCode::Left => f.write_str("←"),
            KeyCode::Right => f.write_str("→"),
            KeyCode::Up => f.write_str("↑"),
            KeyCode::Down => f.write_str("↓"),
            KeyCode::Home => f.write_str("home"),
            KeyCode::End => f.write_str("end"),
            KeyCode::PageUp => f.write_str("pgup"),
            KeyCode::PageDown => f.write_str("pgdn"),
            KeyCode::F(n) => write!(f, "f{n}"),
            KeyCode::Other => f.write_str("?unknown"),
        }
    }
}

/// One or more keys pressed one after another, such as `g d`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeySeq(Vec<Key>);

impl KeySeq {
    /// The keys in the order they are pressed; never empty.
    pub fn keys(&self) -> &[Key] {
        &self.0
    }

    /// The first `length` keys (at least one).
    pub(super) fn beginning(&self, length: usize) -> Self {
        Self(self.0.iter().copied().take(length.max(1)).collect())
    }
}

impl From<Key> for KeySeq {
    fn from(key: Key) -> Self {
        Self(vec![key])
    }
}

impl FromStr for KeySeq {
    type Err = ParseKeyError;

    fn from_str(text: &str) -> Result<Self, ParseKeyError> {
        let keys = text
            .split_whitespace()
            .map(str::parse)
            .collect::<Result<Vec<Key>, _>>()?;
        if keys.is_empty() {
            return Err(ParseKeyError {
                text: text.to_owned(),
            });
        }
        Ok(Self(keys))
    }
}

impl fmt::Display for KeySeq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, key) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str(" ")?;
            }
            key.fmt(f)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_and_shows_keys() {
        // (written, shown, key)
        let plain = |code| Key::plain(code);
        let cases = [
            ("j", "j", Key::char('j')),
            ("H", "H", Key::char('H')),
            ("shift-h", "H", Key::char('H')),
            ("о", "о", Key::char('о')),
            ("ctrl-r", "ctrl-r", Key::ctrl('r')),
            ("Ctrl-R", "ctrl-r", Key::ctrl('r')),
            ("ctrl-ы", "ctrl-ы", Key::ctrl('ы')),
            (
                "shift-tab",
                "shift-tab",
                Key::new(KeyCode::Tab, false, false, true),
            ),
            (
                "backtab",
                "shift-tab",
                Key::new(KeyCode::Tab, false, false, true),
            ),
            ("f1", "f1", plain(KeyCode::F(1))),
            ("space", "space", Key::char(' ')),
            ("Enter", "enter", plain(KeyCode::Enter)),
            ("?", "?", Key::char('?')),
            (":", ":", Key::char(':')),
            ("/", "/", Key::char('/')),
            ("-", "-", Key::char('-')),
            ("ctrl--", "ctrl--", Key::ctrl('-')),
            (
                "alt-x",
                "alt-x",
                Key::new(KeyCode::Char('x'), false, true, false),
            ),
            ("down", "↓", plain(KeyCode::Down)),
            ("↓", "↓", plain(KeyCode::Down)),
            ("pgdn", "pgdn", plain(KeyCode::PageDown)),
            (
                "alt-shift-left",
                "alt-shift-←",
                Key::new(KeyCode::Left, false, true, true),
            ),
        ];
        for (written, shown, key) in cases {
            assert_eq!(written.parse(), Ok(key), "{written}");
            assert_eq!(key.to_string(), shown, "{written}");
        }
    }

    #[test]
    fn refuses_what_is_no_key() {
        for text in ["", "jk", "a-b", "ctrl-", "hyper-x", "f99", "ctrl-ab", " "] {
            assert!(text.parse::<Key>().is_err(), "{text:?}");
        }
        assert!("".parse::<KeySeq>().is_err());
        assert!("g dd".parse::<KeySeq>().is_err());
    }

    #[test]
    fn terminal_spellings_of_one_press_are_equal() {
        let event = |code, modifiers| Key::from(KeyEvent::new(code, modifiers));
        let shift = KeyModifiers::SHIFT;
        let cases = [
            ("capital with shift", event(TermCode::Char('H'), shift), "H"),
            (
                "capital alone",
                event(TermCode::Char('H'), KeyModifiers::NONE),
                "H",
            ),
            ("small with shift", event(TermCode::Char('h'), shift), "H"),
            (
                "question mark with shift",
                event(TermCode::Char('?'), shift),
                "?",
            ),
            ("back tab", event(TermCode::BackTab, shift), "shift-tab"),
            (
                "back tab alone",
                event(TermCode::BackTab, KeyModifiers::NONE),
                "shift-tab",
            ),
            (
                "cyrillic",
                event(TermCode::Char('о'), KeyModifiers::NONE),
                "о",
            ),
            ("cyrillic capital", event(TermCode::Char('Ж'), shift), "Ж"),
            (
                "caps lock with ctrl",
                event(TermCode::Char('R'), KeyModifiers::CONTROL),
                "ctrl-r",
            ),
        ];
        for (name, key, written) in cases {
            assert_eq!(written.parse(), Ok(key), "{name}");
        }
    }

    fn any_key() -> impl Strategy<Value = Key> {
        let code = prop_oneof![
            any::<char>()
                .prop_filter("typed", |c| !c.is_control()
                    && !c.is_whitespace()
                    && arrow(*c).is_none())
                .prop_map(KeyCode::Char),
            prop::char::range('а', 'ё').prop_map(KeyCode::Char),
            (1u8..=24).prop_map(KeyCode::F),
            prop::sample::select(vec![
                KeyCode::Char(' '),
                KeyCode::Enter,
                KeyCode::Esc,
                KeyCode::Tab,
                KeyCode::Backspace,
                KeyCode::Delete,
                KeyCode::Insert,
                KeyCode::Left,
                KeyCode::Right,
                KeyCode::Up,
                KeyCode::Down,
                KeyCode::Home,
                KeyCode::End,
                KeyCode::PageUp,
                KeyCode::PageDown,
            ]),
        ];
        (code, any::<bool>(), any::<bool>(), any::<bool>())
            .prop_map(|(code, ctrl, alt, shift)| Key::new(code, ctrl, alt, shift))
    }

    proptest! {
        #[test]
        fn parse_after_show_is_identity(keys in prop::collection::vec(any_key(), 1..4)) {
            let seq = KeySeq(keys);
            prop_assert_eq!(seq.to_string().parse::<KeySeq>(), Ok(seq));
        }
    }
}
