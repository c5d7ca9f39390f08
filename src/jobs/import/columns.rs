//! The column names we know, in Russian and English. Names are compared in the form of [`key`].

use crate::domain::Currency;
use crate::domain::fold::fold;

/// A column name as it is compared: folded, `_` and `-` as spaces, without a currency or unit at the end.
pub(super) fn key(name: &str) -> String {
    let mut text = fold(name.trim_matches(['\u{feff}', '\'', '*', ':'])).replace(['_', '-'], " ");
    for (sign, _) in SIGNS {
        if let Some(rest) = text.trim_end_matches([')', ']', '.']).strip_suffix(sign)
            && rest.ends_with([' ', ',', '(', '['])
        {
            let end = rest.trim_end_matches([' ', ',', '(', '[']).len();
            text.truncate(end);
            break;
        }
    }
    text
}

const SIGNS: &[(&str, &str)] = &[
    ("₽", "RUB"),
    ("руб", "RUB"),
    ("rub", "RUB"),
    ("₸", "KZT"),
    ("тг", "KZT"),
    ("kzt", "KZT"),
    ("$", "USD"),
    ("usd", "USD"),
    ("€", "EUR"),
    ("eur", "EUR"),
    ("byn", "BYN"),
    ("uzs", "UZS"),
    ("uah", "UAH"),
    ("kgs", "KGS"),
    ("amd", "AMD"),
    ("gel", "GEL"),
    ("azn", "AZN"),
    ("tjs", "TJS"),
    ("gbp", "GBP"),
    ("chf", "CHF"),
    ("pln", "PLN"),
    ("czk", "CZK"),
    ("cad", "CAD"),
    ("aud", "AUD"),
    ("aed", "AED"),
    ("ils", "ILS"),
    ("inr", "INR"),
    ("cny", "CNY"),
    ("brl", "BRL"),
];

/// The currency a column name ends with: `Бюджет ₸`, `Расход (руб.)`, `spend_usd`.
pub(super) fn currency(name: &str) -> Option<Currency> {
    let folded = fold(name).replace('_', " ");
    let text = folded.trim_end_matches([')', ']', '.', ' ']);
    let (_, code) = SIGNS.iter().find(|(sign, _)| {
        text.strip_suffix(sign)
            .is_some_and(|rest| rest.ends_with([' ', ',', '(', '[']))
    })?;
    code.parse().ok()
}

/// A currency in a cell: a code, a sign, a word.
pub(super) fn currency_cell(cell: &str) -> Option<Currency> {
    let text = fold(cell);
    let text = text.trim_end_matches('.');
    if let Some((_, code)) = SIGNS.iter().find(|(sign, _)| *sign == text) {
        return code.parse().ok();
    }
    if text.contains("рубл") {
        return Some(Currency::RUB);
    }
    cell.parse().ok()
}

macro_rules! columns {
    ($($(#[$doc:meta])* $name:ident = [$($word:literal),* $(,)?];)*) => {
        $($(#[$doc])* pub(super) const $name: &[&str] = &[$($word),*];)*
        /// Every known name.
        pub(super) const ALL: &[&[&str]] = &[$($name),*];
    };
}

columns! {
    /// Our or another system's id of the client.
    CLIENT_ID = ["client id", "id клиента", "account id", "customer id", "код клиента", "код"];
    /// The id of the row; of the client in a table of clients.
    ID = ["id", "ид", "record id"];
    /// The name, said plainly.
    NAME = [
        "name", "client", "client name", "account", "account name", "company", "company name", "customer",
        "customer name", "имя", "название", "наименование", "клиент", "название клиента", "имя клиента",
        "компания", "название компании", "организация", "контрагент", "заказчик", "рекламодатель",
    ];
    TIER = ["tier", "категория", "класс", "abc"];
    MODEL = ["service model", "model", "модель", "модель обслуживания", "тип обслуживания"];
    EXPERTISE = ["expertise", "подготовка", "уровень подготовки", "уровень"];
    POLICY = ["policy", "contact policy", "режим общения", "режим"];
    CADENCE = ["cadence", "периодичность", "ритм", "ритм касаний", "частота"];
    ZONE = ["zone", "time zone", "timezone", "часовой пояс", "таймзона", "пояс"];
    TAGS = ["tags", "tag", "теги", "тег", "метки", "метка"];
    NOTES = ["notes", "note", "comment", "comments", "заметки", "примечание", "примечания", "комментарий"];
    OWNER = ["owner", "manager", "account manager", "ответственный", "менеджер", "аккаунт", "аккаунт менеджер"];
    SINCE = [
        "since", "start date", "start", "client since", "дата начала", "клиент с",
        "начало работы", "дата создания", "дата договора",
    ];
    EXTERNAL = ["external ids", "external id", "внешний id", "внешние id"];
    CONTACT = ["contact", "contact name", "contact person", "контакт", "контактное лицо", "фио", "полное имя"];
    ROLE = ["role", "position", "должность", "роль"];
    DECIDES = ["decision maker", "лпр"];
    PHONE = [
        "phone", "phones", "phone number", "mobile", "телефон", "телефоны", "номер телефона",
        "мобильный телефон", "рабочий телефон",
    ];
    EMAIL = ["email", "emails", "e mail", "mail", "почта", "эл. почта", "электронная почта", "рабочий email"];
    MESSENGER = ["messenger", "messengers", "telegram", "мессенджер", "мессенджеры"];
    BIRTHDAY = ["birthday", "день рождения", "дата рождения"];
    /// What only our own tables have.
    CHANNELS = ["channels"];
    STAGE = ["stage"];
    CYCLE = ["cycle"];
    ARCHIVED = ["archived at"];
    RECORDED = ["recorded at"];
    CONTACT_ID = ["contact id"];
    CONTACT_NOTES = ["contact notes"];
    CONTACT_EXTERNAL = ["contact external ids"];
    MONTH = ["month", "period", "date", "месяц", "период", "дата"];
    SPEND = [
        "spend", "amount", "cost", "turnover", "revenue", "budget", "расход", "расходы", "сумма", "оборот",
        "траты", "потрачено", "затраты", "бюджет",
    ];
    CURRENCY = ["currency", "валюта"];
    /// Names only amoCRM's tables have (besides those above).
    AMO = [
        "название сделки", "дата создания сделки", "кем создана сделка", "дата редактирования",
        "кем редактирована", "дата закрытия", "этап сделки", "воронка", "полное имя контакта",
        "компания контакта", "ответственный за контакт", "тип", "фамилия", "дата создания контакта",
        "кем создан контакт", "сделки", "кем редактирован", "примечание 1", "примечание 2", "примечание 3",
        "примечание 4", "примечание 5", "рабочий прямой телефон", "факс", "домашний телефон",
        "другой телефон", "личный email", "другой email", "web", "адрес",
    ];
}
