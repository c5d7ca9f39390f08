//! Which language to speak.

use std::str::FromStr;

/// A language of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// Russian.
    Ru,
    /// English, also for everyone we do not know.
    #[default]
    En,
}

/// A text that names no language we speak.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no such language: {text:?}")]
pub struct UnknownLang {
    /// What was read.
    pub text: String,
}

impl Lang {
    /// Both languages.
    pub const ALL: [Lang; 2] = [Lang::Ru, Lang::En];

    /// The two-letter code: `ru`, `en`.
    pub const fn code(self) -> &'static str {
        match self {
            Lang::Ru => "ru",
            Lang::En => "en",
        }
    }

    /// The other language, for the switching key.
    pub const fn other(self) -> Lang {
        match self {
            Lang::Ru => Lang::En,
            Lang::En => Lang::Ru,
        }
    }

    /// The language of the environment: `LC_ALL`, `LC_MESSAGES`, `LANG`, then what the
    /// system says; English when none of them names one of ours.
    pub fn of_system() -> Lang {
        let env = |name| std::env::var(name).ok();
        Self::of_environment(
            [env("LC_ALL"), env("LC_MESSAGES"), env("LANG")],
            sys_locale::get_locale,
        )
    }

    /// The first non-empty variable decides, as POSIX has it, even when it is `C`.
    fn of_environment(
        variables: [Option<String>; 3],
        system: impl FnOnce() -> Option<String>,
    ) -> Lang {
        variables
            .into_iter()
            .flatten()
            .find(|value| !value.trim().is_empty())
            .or_else(system)
            .and_then(|value| value.parse().ok())
            .unwrap_or_default()
    }
}

impl FromStr for Lang {
    type Err = UnknownLang;

    /// Reads `ru`, `en`, `ru_RU.UTF-8`, `en-GB`, in any case.
    fn from_str(text: &str) -> Result<Self, UnknownLang> {
        let code = text
            .trim()
            .split(['_', '-', '.', '@'])
            .next()
            .unwrap_or_default();
        match code.to_ascii_lowercase().as_str() {
            "ru" | "rus" | "russian" => Ok(Lang::Ru),
            "en" | "eng" | "english" => Ok(Lang::En),
            _ => Err(UnknownLang {
                text: text.to_owned(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn environment_decides_in_the_posix_order() {
        // (name, LC_ALL, LC_MESSAGES, LANG, system, expected)
        let cases = [
            ("nothing known", None, None, None, None, Lang::En),
            (
                "LANG alone",
                None,
                None,
                Some("ru_RU.UTF-8"),
                None,
                Lang::Ru,
            ),
            (
                "messages over LANG",
                None,
                Some("en_GB"),
                Some("ru_RU.UTF-8"),
                None,
                Lang::En,
            ),
            (
                "LC_ALL over all",
                Some("ru"),
                Some("en"),
                Some("en"),
                None,
                Lang::Ru,
            ),
            (
                "empty is unset",
                Some(""),
                None,
                Some("ru_RU"),
                None,
                Lang::Ru,
            ),
            (
                "C is English",
                Some("C"),
                None,
                Some("ru_RU"),
                Some("ru-RU"),
                Lang::En,
            ),
            (
                "the system is asked last",
                None,
                None,
                None,
                Some("ru-RU"),
                Lang::Ru,
            ),
            (
                "a stranger gets English",
                None,
                None,
                Some("fr_FR.UTF-8"),
                None,
                Lang::En,
            ),
        ];
        for (name, all, messages, lang, system, expected) in cases {
            let own = |v: Option<&str>| v.map(str::to_owned);
            let found = Lang::of_environment([own(all), own(messages), own(lang)], || own(system));
            assert_eq!(found, expected, "{name}");
        }
    }
}
