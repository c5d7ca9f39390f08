//! The words platforms use for what a campaign is and whether it runs.

use crate::domain::fold::fold;
use crate::domain::{CampaignState, CampaignType, Known};

/// Beginnings of the folded cell; the first that fits decides, so «не допущено» stands before «допущено».
const STATES: &[(CampaignState, &[&str])] = &[
    (
        CampaignState::NoFunds,
        &[
            "закончились сред",
            "нет средств",
            "недостаточно сред",
            "no funds",
            "account suspended",
        ],
    ),
    (
        CampaignState::Rejected,
        &[
            "отклонен",
            "не допущен",
            "не принят",
            "rejected",
            "disapproved",
            "abgelehnt",
            "refus",
        ],
    ),
    (
        CampaignState::Moderation,
        &[
            "на модерации",
            "ожидает модерации",
            "на проверке",
            "под проверкой",
            "moderation",
            "pending",
            "under review",
            "in review",
            "wird überprüft",
            "черновик",
            "draft",
        ],
    ),
    (
        CampaignState::Ended,
        &[
            "заверш",
            "архив",
            "в архиве",
            "удален",
            "ended",
            "removed",
            "archived",
            "completed",
            "converted",
            "deleted",
            "beendet",
            "entfernt",
            "terminé",
            "supprimé",
        ],
    ),
    (
        CampaignState::Paused,
        &[
            "остановлен",
            "приостановлен",
            "выключен",
            "отключен",
            "неактивн",
            "не активн",
            "paused",
            "suspended",
            "inactive",
            "off",
            "not delivering",
            "not_delivering",
            "disabled",
            "pausiert",
            "en veille",
            "en pause",
            "mis en veille",
            "suspendu",
        ],
    ),
    (
        CampaignState::On,
        &[
            "идут показы",
            "активн",
            "включен",
            "допущен",
            "разрешен",
            "запущен",
            "показы",
            "on",
            "active",
            "enabled",
            "eligible",
            "serving",
            "limited",
            "aktiv",
            "activé",
            "diffus",
            "éligible",
            "recommend",
        ],
    ),
];

/// Beginnings of the folded cell.
const TYPES: &[(CampaignType, &[&str])] = &[
    (
        CampaignType::Smart,
        &[
            "performance max",
            "smart",
            "мастер",
            "demand gen",
            "максимальн",
            "умн",
            "единая перф",
        ],
    ),
    (
        CampaignType::Shopping,
        &["shopping", "товарн", "торгов", "einkauf"],
    ),
    (CampaignType::Video, &["video", "видео", "vidéo"]),
    (
        CampaignType::App,
        &[
            "app",
            "mobile app",
            "mobile_app",
            "приложени",
            "продвижение приложени",
            "реклама приложени",
        ],
    ),
    (
        CampaignType::Display,
        &[
            "display",
            "кмс",
            "рся",
            "медийн",
            "cpm",
            "контекстно медийн",
            "контекстно-медийн",
            "réseau display",
            "discovery",
            "displaynetzwerk",
        ],
    ),
    (
        CampaignType::Search,
        &[
            "search",
            "поиск",
            "dynamic",
            "mcbanner",
            "suche",
            "suchnetzwerk",
            "réseau de rech",
            "recherche",
            "динамич",
        ],
    ),
];

/// Whether it runs; `None`: no word we know.
pub(super) fn state(cell: &str) -> Option<CampaignState> {
    starting(cell, STATES)
}

/// What it is; `None`: a word that does not tell (`TEXT_CAMPAIGN` runs in search and networks).
pub(super) fn kind(cell: &str) -> Option<CampaignType> {
    starting(cell, TYPES)
}

fn starting<T: Copy>(cell: &str, table: &[(T, &[&str])]) -> Option<T> {
    let text = fold(cell);
    table
        .iter()
        .find(|(_, begins)| begins.iter().any(|b| text.starts_with(b)))
        .map(|(term, _)| *term)
}

/// Whether links carry UTM marks: yes, no, or the marks themselves.
pub(super) fn utm(cell: &str) -> Known {
    let text = fold(cell);
    if text.contains("utm_") || matches!(text.as_str(), "да" | "yes" | "есть" | "true" | "+")
    {
        Known::Yes
    } else if matches!(text.as_str(), "нет" | "no" | "false") {
        Known::No
    } else {
        Known::Unknown
    }
}

/// Whether what Meta counts as a result is something a client pays for: seen, reached, clicked is not.
pub(super) fn converts(indicator: &str) -> bool {
    let text = fold(indicator);
    ![
        "reach",
        "охват",
        "impression",
        "показ",
        "link_click",
        "link click",
        "клик",
        "video",
        "видео",
        "post_engagement",
        "вовлеч",
        "landing_page_view",
    ]
    .iter()
    .any(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_platforms() {
        use CampaignState as S;
        for (cell, found) in [
            ("Идут показы", Some(S::On)),
            ("Не допущено", Some(S::Rejected)),
            ("Enabled", Some(S::On)),
            ("Приостановлена", Some(S::Paused)),
            ("Неактивна", Some(S::Paused)),
            ("ENDED", Some(S::Ended)),
            ("Закончились средства", Some(S::NoFunds)),
            ("На модерации", Some(S::Moderation)),
            ("--", None),
            ("что-то", None),
        ] {
            assert_eq!(state(cell), found, "{cell}");
        }
        use CampaignType as T;
        for (cell, found) in [
            ("Search", Some(T::Search)),
            ("Performance Max", Some(T::Smart)),
            ("TEXT_CAMPAIGN", None),
            ("CPM_BANNER_CAMPAIGN", Some(T::Display)),
            ("Réseau de Recherche", Some(T::Search)),
            ("", None),
        ] {
            assert_eq!(kind(cell), found, "{cell}");
        }
        assert_eq!(utm("utm_source=ya&utm_medium=cpc"), Known::Yes);
        assert_eq!((utm("нет"), utm("--")), (Known::No, Known::Unknown));
        assert!(converts("actions:offsite_conversion.purchase") && !converts("reach"));
    }
}
