//! What a campaign is, read from its name: people write it there because the platforms' own types are coarse.

use super::{CampaignType, Platform};
use crate::domain::fold::fold;

/// Beginnings of words that tell the type, the telling ones first: a remarketing campaign in search is
/// remarketing, a brand campaign in search is brand.
const WORDS: &[(CampaignType, &[&str])] = &[
    (
        CampaignType::Remarketing,
        &[
            "ретаргет",
            "ремаркет",
            "retarget",
            "remarket",
            "rtg",
            "rmkt",
            "догон",
        ],
    ),
    (CampaignType::Brand, &["бренд", "брэнд", "brand"]),
    (
        CampaignType::Smart,
        &["pmax", "performance", "smart", "мастер"],
    ),
    (
        CampaignType::Shopping,
        &[
            "товарн",
            "shopping",
            "фид",
            "feed",
            "маркетплейс",
            "каталог",
        ],
    ),
    (
        CampaignType::Video,
        &["видео", "video", "youtube", "ютуб", "ролик"],
    ),
    (CampaignType::App, &["приложени", "app", "установк"]),
    (
        CampaignType::Display,
        &[
            "рся",
            "кмс",
            "display",
            "gdn",
            "медийн",
            "баннер",
            "banner",
            "сети",
            "сетях",
            "охват",
        ],
    ),
    (
        CampaignType::Search,
        &[
            "поиск",
            "search",
            "suche",
            "recherche",
            "серч",
            "дса",
            "dsa",
        ],
    ),
    (
        CampaignType::Social,
        &[
            "таргет",
            "соцсети",
            "lookalike",
            "instagram",
            "facebook",
            "вк",
        ],
    ),
];

/// Words that are too short or too common to be the beginning of others.
const WHOLE: &[(CampaignType, &str)] = &[
    (CampaignType::Smart, "мк"),
    (CampaignType::Smart, "епк"),
    (CampaignType::Display, "сеть"),
];

/// Words that turn the next one round: «не бренд» is no brand campaign.
const NOT: &[&str] = &["не", "без", "non", "no", "not"];

/// The type a name tells, [`CampaignType::Unknown`] when it tells none.
#[must_use]
pub fn type_of_name(name: &str) -> CampaignType {
    let text = fold(name);
    let mut found: Option<usize> = None;
    let mut before = "";
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if word.is_empty() {
            continue;
        }
        let whole = WHOLE.iter().find(|(_, w)| *w == word).map(|(t, _)| *t);
        let place = WORDS.iter().position(|(kind, begins)| {
            whole == Some(*kind) || begins.iter().any(|b| starts(word, b))
        });
        if let Some(place) = place
            && !NOT.contains(&before)
            && found.is_none_or(|best| place < best)
        {
            found = Some(place);
        }
        before = word;
    }
    found
        .and_then(|i| WORDS.get(i))
        .map_or(CampaignType::Unknown, |(kind, _)| *kind)
}

/// Short words must stand alone: «фидель» is no feed, «сетиум» no network.
fn starts(word: &str, begins: &str) -> bool {
    word == begins || (begins.chars().count() > 4 && word.starts_with(begins))
}

/// The type of a campaign: as its platform says, made finer by the name where the platform is coarse (search
/// for one's own brand is brand, display to old visitors is remarketing), else as the name tells, else
/// what the platform mostly is.
#[must_use]
pub fn type_of(platform: Platform, said: Option<CampaignType>, name: &str) -> CampaignType {
    let told = type_of_name(name);
    match (said, told) {
        (Some(CampaignType::Search), CampaignType::Brand | CampaignType::Remarketing)
        | (
            Some(CampaignType::Display | CampaignType::Video | CampaignType::Social),
            CampaignType::Remarketing,
        ) => told,
        (Some(said), _) if said != CampaignType::Unknown => said,
        (_, CampaignType::Unknown) if matches!(platform, Platform::MetaAds | Platform::VkAds) => {
            CampaignType::Social
        }
        _ => told,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_the_type() {
        use CampaignType as T;
        for (name, kind) in [
            ("Поиск | бренд \"Ромашка\"", T::Brand),
            ("Поиск | МСК", T::Search),
            ("brand - search", T::Brand),
            ("Поиск_не бренд_СПб", T::Search),
            ("non-brand search", T::Search),
            ("Небрендовый поиск", T::Search),
            ("РСЯ / ретаргетинг / корзина", T::Remarketing),
            ("КМС широкая", T::Display),
            ("МК Двери", T::Smart),
            ("PMax — Santé", T::Smart),
            ("Товарная галерея", T::Shopping),
            ("YouTube охват", T::Video),
            ("Плов", T::Unknown),
            ("Мкад рядом", T::Unknown),
            ("", T::Unknown),
        ] {
            assert_eq!(type_of_name(name), kind, "{name}");
        }
    }

    #[test]
    fn a_column_is_believed_and_made_finer() {
        use CampaignType as T;
        for (platform, said, name, kind) in [
            (Platform::GoogleAds, Some(T::Search), "Бренд", T::Brand),
            (Platform::GoogleAds, Some(T::Search), "РСЯ", T::Search),
            (
                Platform::YandexDirect,
                Some(T::Display),
                "ремаркетинг",
                T::Remarketing,
            ),
            (Platform::YandexDirect, Some(T::Unknown), "РСЯ", T::Display),
            (Platform::YandexDirect, None, "двери", T::Unknown),
            (Platform::MetaAds, None, "Плов", T::Social),
            (Platform::MetaAds, None, "ретаргет", T::Remarketing),
        ] {
            assert_eq!(type_of(platform, said, name), kind, "{platform:?} {name}");
        }
    }
}
