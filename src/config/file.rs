//! Reading the configuration file.

use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::day::{Span, time};
use super::deck::color;
use super::{
    CallSettings, Clipboard, ConfigError, Country, DaySettings, DeckSettings, DesktopNotice,
    Language, NotifySettings, Place, Problem, ThemeName,
};

/// The file as read, every value known to be good.
#[derive(Debug, Clone, Default)]
pub(super) struct File {
    pub(super) data: Option<PathBuf>,
    pub(super) lang: Option<Language>,
    pub(super) theme: ThemeName,
    pub(super) ascii: Option<bool>,
    pub(super) day: DaySettings,
    pub(super) deck: DeckSettings,
    pub(super) call: CallSettings,
    pub(super) keymap: Option<PathBuf>,
    pub(super) clipboard: Clipboard,
    pub(super) notify: NotifySettings,
    pub(super) idle_minutes: u16,
    pub(super) country: Country,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    data: Option<PathBuf>,
    lang: Option<Spanned<String>>,
    theme: Option<Spanned<String>>,
    ascii: Option<bool>,
    #[serde(default)]
    day: RawDay,
    #[serde(default)]
    deck: RawDeck,
    #[serde(default)]
    call: RawCall,
    #[serde(default)]
    keys: RawKeys,
    #[serde(default)]
    clipboard: RawClipboard,
    #[serde(default)]
    notify: RawNotify,
    #[serde(default)]
    lock: RawLock,
    #[serde(default)]
    calendar: RawCalendar,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct RawDay {
    hours: Option<Spanned<String>>,
    minutes: Option<Spanned<i64>>,
    call_minutes: Option<Spanned<i64>>,
    lunch: Option<Spanned<String>>,
    fires: Option<Vec<Spanned<String>>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct RawDeck {
    accent: Option<Spanned<String>>,
    manager: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct RawCall {
    on_call: Option<Spanned<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct RawClipboard {
    method: Option<Spanned<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct RawNotify {
    bell: Option<bool>,
    words: Option<bool>,
    desktop: Option<Spanned<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct RawLock {
    idle_minutes: Option<Spanned<i64>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct RawCalendar {
    country: Option<Spanned<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct RawKeys {
    file: Option<PathBuf>,
}

pub(super) fn parse(text: &str, path: &Path) -> Result<File, ConfigError> {
    let reader = Reader { text, path };
    let raw: Raw = toml::from_str(text).map_err(|error| reader.syntax(&error))?;
    let defaults = DaySettings::default();
    let day = DaySettings {
        hours: reader
            .value("day.hours", raw.day.hours.as_ref(), "09:00-18:00", |t| {
                Span::read(t)
            })?
            .unwrap_or(defaults.hours),
        minutes: reader
            .number("day.minutes", raw.day.minutes.as_ref(), 1440, "1…1440")?
            .unwrap_or(defaults.minutes),
        call_minutes: reader
            .number(
                "day.call_minutes",
                raw.day.call_minutes.as_ref(),
                240,
                "1…240",
            )?
            .unwrap_or(defaults.call_minutes),
        lunch: match &raw.day.lunch {
            None => defaults.lunch,
            Some(off) if off.get_ref().trim().is_empty() => None,
            lunch => reader.value("day.lunch", lunch.as_ref(), "13:00-14:00, \"\"", |t| {
                Span::read(t)
            })?,
        },
        fires: match &raw.day.fires {
            None => defaults.fires,
            Some(list) => {
                let mut fires = Vec::with_capacity(list.len());
                for item in list {
                    fires.extend(reader.value(
                        "day.fires",
                        Some(item),
                        "[\"11:00\", \"16:00\"]",
                        time,
                    )?);
                }
                fires.sort_unstable();
                fires.dedup();
                fires
            }
        },
    };
    Ok(File {
        data: raw.data,
        lang: reader.value("lang", raw.lang.as_ref(), Language::ACCEPTS, |t| {
            Language::from_name(t)
        })?,
        theme: reader
            .value("theme", raw.theme.as_ref(), ThemeName::ACCEPTS, |t| {
                ThemeName::from_name(t)
            })?
            .unwrap_or_default(),
        ascii: raw.ascii,
        day,
        deck: DeckSettings {
            accent: reader.value("deck.accent", raw.deck.accent.as_ref(), "#1f5fa8", color)?,
            manager: raw.deck.manager.unwrap_or_default(),
        },
        call: CallSettings {
            on_call: reader
                .value(
                    "call.on_call",
                    raw.call.on_call.as_ref(),
                    "linphonecsh dial {phone}",
                    super::call::command,
                )?
                .unwrap_or_default(),
        },
        keymap: raw.keys.file,
        idle_minutes: match &raw.lock.idle_minutes {
            Some(never) if *never.get_ref() == 0 => 0,
            minutes => reader
                .number("lock.idle_minutes", minutes.as_ref(), 1440, "0…1440")?
                .unwrap_or(0),
        },
        notify: NotifySettings {
            bell: (raw.notify.bell).unwrap_or(NotifySettings::default().bell),
            desktop: reader
                .value(
                    "notify.desktop",
                    raw.notify.desktop.as_ref(),
                    DesktopNotice::ACCEPTS,
                    DesktopNotice::from_name,
                )?
                .unwrap_or_default(),
            words: (raw.notify.words).unwrap_or(NotifySettings::default().words),
        },
        clipboard: reader
            .value(
                "clipboard.method",
                raw.clipboard.method.as_ref(),
                Clipboard::ACCEPTS,
                Clipboard::from_name,
            )?
            .unwrap_or_default(),
        country: reader
            .value(
                "calendar.country",
                raw.calendar.country.as_ref(),
                Country::ACCEPTS,
                Country::from_name,
            )?
            .unwrap_or_default(),
    })
}

struct Reader<'t> {
    text: &'t str,
    path: &'t Path,
}

impl Reader<'_> {
    fn at(&self, span: Option<Range<usize>>) -> Place {
        let line = span.map(|span| {
            1 + self
                .text
                .bytes()
                .take(span.start)
                .filter(|byte| *byte == b'\n')
                .count()
        });
        Place::File {
            path: self.path.to_path_buf(),
            line,
        }
    }

    fn value<T>(
        &self,
        key: &str,
        value: Option<&Spanned<String>>,
        accepts: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, ConfigError> {
        let Some(value) = value else {
            return Ok(None);
        };
        match read(value.get_ref()) {
            Some(good) => Ok(Some(good)),
            None => Err(self.bad(key, value.span(), value.get_ref().clone(), accepts)),
        }
    }

    fn number(
        &self,
        key: &str,
        value: Option<&Spanned<i64>>,
        most: u16,
        accepts: &'static str,
    ) -> Result<Option<u16>, ConfigError> {
        let Some(value) = value else {
            return Ok(None);
        };
        match u16::try_from(*value.get_ref()) {
            Ok(good) if good >= 1 && good <= most => Ok(Some(good)),
            _ => Err(self.bad(key, value.span(), value.get_ref().to_string(), accepts)),
        }
    }

    fn bad(
        &self,
        key: &str,
        span: Range<usize>,
        value: String,
        accepts: &'static str,
    ) -> ConfigError {
        ConfigError {
            place: self.at(Some(span)),
            key: Some(key.to_owned()),
            problem: Problem::BadValue { value, accepts },
        }
    }

    /// serde tells an unknown field only in words: `unknown field `x`, expected one of `a`, `b``.
    fn syntax(&self, error: &toml::de::Error) -> ConfigError {
        let message = error.message();
        let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
        let line = error.span().and_then(|span| {
            let start = self
                .text
                .get(..span.start)?
                .rfind('\n')
                .map_or(0, |i| i + 1);
            self.text.get(start..)?.lines().next()
        });
        let (key, problem) = match quoted.split_first() {
            Some((key, known)) if message.starts_with("unknown field") => (
                Some((*key).to_owned()),
                Problem::UnknownKey {
                    accepts: known.join(", "),
                },
            ),
            _ => (
                line.and_then(|l| l.split_once('='))
                    .map(|(key, _)| key.trim().to_owned()),
                Problem::Syntax(message.to_owned()),
            ),
        };
        ConfigError {
            place: self.at(error.span()),
            key,
            problem,
        }
    }
}
