//! Ad accounts as people write them: `yandex-direct:alfa`, `директ: alfa`.

use std::fmt;
use std::str::FromStr;

use super::{AdAccount, Platform};
use crate::domain::fold::fold;

/// What people call the platforms besides their names.
const CALLED: &[(Platform, &[&str])] = &[
    (
        Platform::YandexDirect,
        &[
            "яндекс",
            "яндекс директ",
            "директ",
            "yandex",
            "direct",
            "yandex direct",
        ],
    ),
    (
        Platform::GoogleAds,
        &["google", "google ads", "гугл", "adwords"],
    ),
    (
        Platform::MetaAds,
        &["meta", "meta ads", "facebook", "fb", "instagram", "мета"],
    ),
    (Platform::VkAds, &["vk", "vk ads", "вк", "vk реклама"]),
    (Platform::Other, &["другая", "прочее"]),
];

/// The text is not `platform:login`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an ad account: {0}")]
pub struct NotAnAccount(pub String);

impl FromStr for AdAccount {
    type Err = NotAnAccount;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = || NotAnAccount(text.to_owned());
        let (platform, login) = text.split_once(':').ok_or_else(bad)?;
        let word = fold(platform);
        let called = |(_, names): &&(Platform, &[&str])| names.contains(&word.as_str());
        let platform = Platform::from_name(&word)
            .or_else(|| CALLED.iter().find(called).map(|(platform, _)| *platform))
            .ok_or_else(bad)?;
        let login = login.trim();
        if login.is_empty() {
            return Err(bad());
        }
        Ok(Self {
            platform,
            login: login.to_owned(),
        })
    }
}

impl fmt::Display for AdAccount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.platform.name(), self.login)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accounts_are_read_as_people_write_them() {
        for (text, account) in [
            ("yandex-direct:alfa", Some("yandex-direct:alfa")),
            ("Директ: alfa-2", Some("yandex-direct:alfa-2")),
            ("google: 123-456-7890", Some("google-ads:123-456-7890")),
            ("вк:1", Some("vk-ads:1")),
            ("alfa", None),
            ("луна:alfa", None),
            ("google:", None),
        ] {
            let found = text.parse::<AdAccount>().ok().map(|a| a.to_string());
            assert_eq!(found.as_deref(), account, "{text}");
        }
    }
}
