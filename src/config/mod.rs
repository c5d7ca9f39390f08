//! What a person set up: flags over environment over the configuration file over what the platform says.
//!
//! The result is one plain [`Settings`]. Nothing here writes to disk, and nothing wrong passes in silence:
//! an unknown key, a bad value or an unreadable file is a [`ConfigError`] with its place and with what would
//! be accepted.

mod call;
mod clock;
mod day;
mod deck;
mod error;
mod file;
mod notify;
mod places;
#[cfg(test)]
mod tests;

use std::path::PathBuf;

use jiff::tz::TimeZone;

pub use call::CallSettings;
pub use clock::Clock;
pub use day::{DaySettings, Span};
pub use deck::DeckSettings;
pub use error::{ConfigError, Place, Problem};
pub use notify::NotifySettings;

use file::File;

macro_rules! choices {
    ($($(#[$doc:meta])* pub enum $name:ident {$($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)?} $accepts:literal)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        pub enum $name {$($(#[$vdoc])* $variant),+}

        impl $name {
            /// The words accepted, as an error shows them.
            pub(crate) const ACCEPTS: &'static str = $accepts;

            /// The word in the configuration file.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {$(Self::$variant => $text),+}
            }

            pub(crate) fn from_name(text: &str) -> Option<Self> {
                match text.trim().to_ascii_lowercase().as_str() {
                    $($text => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }
    )*};
}

choices! {
    /// A language a person can choose.
    pub enum Language {
        /// Russian.
        Ru = "ru",
        /// English.
        #[default]
        En = "en",
    } "ru, en"

    /// A set of colours a person can choose.
    pub enum ThemeName {
        /// For a dark terminal.
        #[default]
        Dark = "dark",
        /// For a light terminal.
        Light = "light",
        /// For eyes and screens that need strong contrast.
        Contrast = "contrast",
    } "dark, light, contrast"

    /// How the desktop is told of what has come due.
    pub enum DesktopNotice {
        /// Not at all.
        #[default]
        Off = "off",
        /// The terminal is asked (OSC 9 or 777).
        Terminal = "terminal",
        /// A program of the desktop: notify-send, osascript.
        Command = "command",
    } "off, terminal, command"

    /// How text gets to the clipboard.
    pub enum Clipboard {
        /// The terminal is asked (OSC 52): works over a network too.
        #[default]
        Osc52 = "osc52",
        /// A program of the desktop: wl-copy, xclip, pbcopy, clip.exe.
        Native = "native",
        /// A program of the desktop when there is one here, else the terminal.
        Auto = "auto",
        /// Not at all.
        Off = "off",
    } "osc52, native, auto, off"

    /// Whose work calendar tells days off and worked Saturdays.
    pub enum Country {
        /// Russia's.
        #[default]
        Ru = "ru",
        /// Nobody's: Monday to Friday.
        None = "none",
    } "ru, none"
}

impl Country {
    /// The country's calendar to look for among the shipped ones.
    #[must_use]
    pub const fn calendar(self) -> Option<&'static str> {
        match self {
            Self::Ru => Some("ru"),
            Self::None => None,
        }
    }
}

/// How many colours the terminal takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colors {
    /// None at all: `NO_COLOR` is set, or the terminal is dumb.
    None,
    /// The sixteen or 256 of every terminal.
    Few,
    /// 24 bits, as `COLORTERM` says.
    Full,
}

/// Everything that can be set up, with every source already weighed.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The directory of the store.
    pub data: PathBuf,
    /// The configuration file that was read, if there is one.
    pub config: Option<PathBuf>,
    /// The language chosen; `None` leaves it to the locale.
    pub lang: Option<Language>,
    /// The colours chosen.
    pub theme: ThemeName,
    /// Draw with ASCII only.
    pub ascii: bool,
    /// What the terminal can show.
    pub colors: Colors,
    /// The working day.
    pub day: DaySettings,
    /// The look of presentations.
    pub deck: DeckSettings,
    /// The external dialler.
    pub call: CallSettings,
    /// How text gets to the clipboard.
    pub clipboard: Clipboard,
    /// How what has come due is told.
    pub notify: NotifySettings,
    /// Minutes without a key after which the screen of an encrypted portfolio is locked; 0: never.
    pub idle_minutes: u16,
    /// Whose work calendar holds.
    pub country: Country,
    /// The person's own keys, if there are any.
    pub keymap: Option<PathBuf>,
    /// The directory of the person's own rules, playbooks and templates.
    pub own: Option<PathBuf>,
    /// Where now comes from.
    pub clock: Clock,
}

/// What the command line says; `None` where it says nothing.
#[derive(Debug, Clone, Default)]
pub struct Flags {
    /// `--data`.
    pub data: Option<PathBuf>,
    /// `--config`.
    pub config: Option<PathBuf>,
    /// `--lang`.
    pub lang: Option<String>,
    /// `--now`.
    pub now: Option<String>,
}

/// The world around the process, given as values so that a test can make its own.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    variables: Vec<(String, String)>,
    /// The platform's directories: data, then configuration; `None` when there is no home.
    platform: Option<(PathBuf, PathBuf)>,
    zone: Option<TimeZone>,
}

impl Surroundings {
    /// The real ones. Variables that are not Unicode do not count.
    #[must_use]
    pub fn real() -> Self {
        Self {
            variables: std::env::vars_os()
                .filter_map(|(k, v)| Some((k.into_string().ok()?, v.into_string().ok()?)))
                .collect(),
            platform: places::platform(),
            zone: None,
        }
    }

    /// A variable that is set and not empty.
    fn get(&self, name: &str) -> Option<&str> {
        self.variables
            .iter()
            .find(|(key, value)| key == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    fn zone(&self) -> TimeZone {
        self.zone.clone().unwrap_or_else(TimeZone::system)
    }
}

/// Weighs all sources.
///
/// # Errors
/// [`ConfigError`] names the file and line, variable or flag, and what is accepted there.
pub fn load(flags: Flags, around: &Surroundings) -> Result<Settings, ConfigError> {
    let (file, config) = read_file(&flags, around)?;
    let data = data_dir(flags.data, around, &file)?;
    let lang = match flags.lang {
        Some(text) => Some(word(Place::Flag("--lang"), &text)?),
        None => match around.get("PLANERKA_LANG") {
            Some(text) => Some(word(Place::Variable("PLANERKA_LANG"), text)?),
            None => file.lang,
        },
    };
    let clock = match &flags.now {
        None => Clock::System,
        Some(text) => Clock::pinned(text, &around.zone()).ok_or_else(|| ConfigError {
            place: Place::Flag("--now"),
            key: None,
            problem: Problem::BadValue {
                value: text.clone(),
                accepts: "2026-11-23T09:00, 2026-11-23T09:00:00+03:00",
            },
        })?,
    };
    let own = places::config_dir(config.as_deref(), around);
    let keymap = match &file.keymap {
        Some(path) => Some(beside(config.as_deref(), path)),
        None => own
            .as_ref()
            .map(|dir| dir.join("keymap.toml"))
            .filter(|path| path.is_file()),
    };
    Ok(Settings {
        data,
        lang,
        theme: file.theme,
        ascii: file.ascii.unwrap_or_else(|| plain_terminal(around)),
        colors: colors(around),
        day: file.day,
        deck: file.deck,
        call: file.call,
        clipboard: file.clipboard,
        notify: file.notify,
        idle_minutes: file.idle_minutes,
        country: file.country,
        keymap,
        own,
        clock,
        config,
    })
}

fn word(place: Place, text: &str) -> Result<Language, ConfigError> {
    Language::from_name(text).ok_or_else(|| ConfigError {
        place,
        key: None,
        problem: Problem::BadValue {
            value: text.to_owned(),
            accepts: Language::ACCEPTS,
        },
    })
}

/// A file named by a person must be there; the platform's own may be missing.
fn read_file(flags: &Flags, around: &Surroundings) -> Result<(File, Option<PathBuf>), ConfigError> {
    let named = flags
        .config
        .clone()
        .or_else(|| around.get("PLANERKA_CONFIG").map(PathBuf::from));
    let path = match (&named, &around.platform) {
        (Some(path), _) => path.clone(),
        (None, Some((_, dir))) => dir.join("config.toml"),
        (None, None) => return Ok((File::default(), None)),
    };
    match std::fs::read_to_string(&path) {
        Ok(text) => Ok((file::parse(&text, &path)?, Some(path))),
        Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => {
            Ok((File::default(), None))
        }
        Err(error) => Err(ConfigError {
            place: Place::File { path, line: None },
            key: None,
            problem: Problem::Unreadable(error.kind()),
        }),
    }
}

fn data_dir(
    flag: Option<PathBuf>,
    around: &Surroundings,
    file: &File,
) -> Result<PathBuf, ConfigError> {
    let named = flag
        .or_else(|| around.get("PLANERKA_DATA").map(PathBuf::from))
        .or_else(|| file.data.clone());
    if let Some(path) = named {
        return Ok(places::home_expanded(&path, around));
    }
    match &around.platform {
        Some((data, _)) => Ok(data.clone()),
        None => Err(ConfigError {
            place: Place::Flag("--data"),
            key: None,
            problem: Problem::NoHome,
        }),
    }
}

/// Paths in the configuration file are taken from where the file lies.
fn beside(config: Option<&std::path::Path>, path: &std::path::Path) -> PathBuf {
    match config.and_then(std::path::Path::parent) {
        Some(dir) => dir.join(path),
        None => path.to_path_buf(),
    }
}

/// Whether the terminal cannot be trusted with box drawing: a kernel console, a dumb one, or a locale that
/// says it is not UTF-8. No locale at all says nothing.
fn plain_terminal(around: &Surroundings) -> bool {
    if matches!(around.get("TERM"), Some("linux" | "dumb")) {
        return true;
    }
    ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(|name| around.get(name))
        .is_some_and(|locale| {
            let locale = locale.to_ascii_lowercase();
            !locale.contains("utf-8") && !locale.contains("utf8")
        })
}

fn colors(around: &Surroundings) -> Colors {
    if around.get("NO_COLOR").is_some() || around.get("TERM") == Some("dumb") {
        return Colors::None;
    }
    match around.get("COLORTERM") {
        Some("truecolor" | "24bit") => Colors::Full,
        _ => Colors::Few,
    }
}
