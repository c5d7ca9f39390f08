//! The closed vocabularies of a client, as tables write them in Russian and English.

use crate::domain::fold::fold;
use crate::domain::{
    Birthday, Cadence, Channel, ChannelHours, ContactPolicy, Expertise, Hours, ServiceModel, Stage,
    Tier, Zone,
};
use jiff::civil::{Date, Time};

/// Folded, with `_` and `-` as spaces.
fn word(cell: &str) -> String {
    fold(cell).replace(['_', '-'], " ")
}

/// A, B, C, also in Cyrillic letters that look the same, and in words.
pub(crate) fn tier(cell: &str) -> Option<Tier> {
    match word(cell).as_str() {
        "a" | "а" | "ключевой" | "key" | "vip" => Some(Tier::A),
        "b" | "в" | "б" | "обычный" | "средний" | "regular" => Some(Tier::B),
        "c" | "с" | "малый" | "мелкий" | "small" => Some(Tier::C),
        _ => None,
    }
}

/// Who runs the campaigns.
pub(crate) fn service_model(cell: &str) -> Option<ServiceModel> {
    match word(cell).as_str() {
        "self serve"
        | "selfserve"
        | "self"
        | "сам"
        | "сам ведет"
        | "самостоятельный"
        | "самостоятельно"
        | "самообслуживание" => Some(ServiceModel::SelfServe),
        "managed"
        | "agency"
        | "агентство"
        | "агентский"
        | "ведение"
        | "на ведении"
        | "ведем"
        | "на обслуживании" => Some(ServiceModel::Managed),
        _ => None,
    }
}

/// How much contact is wanted.
pub(crate) fn policy(cell: &str) -> Option<ContactPolicy> {
    match word(cell).as_str() {
        "full" | "обычный" | "полный" => Some(ContactPolicy::Full),
        "reduced" | "редкий" | "редко" => Some(ContactPolicy::Reduced),
        "news only" | "только новости" | "новости" => {
            Some(ContactPolicy::NewsOnly)
        }
        "do not call" | "не звонить" => Some(ContactPolicy::DoNotCall),
        _ => None,
    }
}

/// Channels with their hours, preferred first, as our own table writes them: `phone 09:00-18:00; email 10:00-17:00`.
pub(crate) fn channels(cell: &str) -> Option<Vec<ChannelHours>> {
    let clock = |text: &str| Time::strptime("%H:%M", text.trim()).ok();
    let one = |item: &str| {
        let (name, hours) = item.split_once(' ')?;
        let (from, to) = hours.split_once('-')?;
        let hours = Hours {
            from: clock(from)?,
            to: clock(to)?,
        };
        let channel = Channel::from_name(name)?;
        (hours.from < hours.to).then_some(ChannelHours { channel, hours })
    };
    let items = cell
        .split(';')
        .map(str::trim)
        .filter(|item| !item.is_empty());
    items.map(one).collect()
}

/// Where a client stands, by the name our own table gives the stage.
pub(crate) fn stage(cell: &str) -> Option<Stage> {
    Stage::from_name(cell.trim())
}

/// The number of a cycle, from 1.
pub(crate) fn cycle(cell: &str) -> Option<u32> {
    cell.trim().parse().ok().filter(|cycle| *cycle > 0)
}

/// A birthday whose year nobody knows, as ISO 8601 writes it: `--02-29`.
pub(crate) fn yearless(cell: &str) -> Option<Birthday> {
    let (month, day) = cell
        .trim_start_matches('\'')
        .strip_prefix("--")?
        .split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    // Any leap year has every day there is.
    Date::new(2000, month, day).ok()?;
    Some(Birthday {
        year: None,
        month,
        day,
    })
}

/// Level of preparation, `1..=5`.
pub(crate) fn expertise(cell: &str) -> Option<Expertise> {
    Expertise::new(cell.trim().parse().ok()?)
}

/// Rhythm: `14`, `14 дней`, `каждые 14 дней`, `weekly`, `off`, `report_window`.
pub(crate) fn cadence(cell: &str) -> Option<Cadence> {
    let text = word(cell);
    match text.as_str() {
        "off" | "нет" | "без ритма" | "0" => return Some(Cadence::Off),
        "report window" | "report" | "отчет" | "в окно отчета" | "окно отчета" =>
        {
            return Some(Cadence::ReportWindow);
        }
        "weekly" | "еженедельно" | "раз в неделю" => {
            return Some(Cadence::Days(7));
        }
        "biweekly" | "раз в две недели" | "раз в 2 недели" => {
            return Some(Cadence::Days(14));
        }
        "monthly" | "ежемесячно" | "раз в месяц" => {
            return Some(Cadence::Days(30));
        }
        "quarterly" | "ежеквартально" | "раз в квартал" => {
            return Some(Cadence::Days(90));
        }
        _ => {}
    }
    let number: String = text.chars().filter(char::is_ascii_digit).collect();
    let unit = text.replace(|c: char| c.is_ascii_digit(), "");
    let days: u16 = number.parse().ok()?;
    let known = matches!(
        unit.trim(),
        "" | "d"
            | "days"
            | "day"
            | "д"
            | "дн"
            | "дн."
            | "дней"
            | "дня"
            | "день"
            | "раз в  дней"
            | "каждые  дней"
            | "every  days"
    );
    (known && (1..=3650).contains(&days)).then_some(Cadence::Days(days))
}

/// How [`cadence`] is written in exports.
pub(crate) fn cadence_name(cadence: Cadence) -> String {
    match cadence {
        Cadence::Off => "off".to_owned(),
        Cadence::Days(days) => days.to_string(),
        Cadence::ReportWindow => "report_window".to_owned(),
    }
}

/// An IANA zone name, or Moscow time by its usual names.
pub(crate) fn zone(cell: &str) -> Option<Zone> {
    match word(cell).as_str() {
        "мск" | "msk" | "москва" | "moscow" => Zone::new("Europe/Moscow"),
        _ => Zone::new(cell),
    }
}

/// Yes or no.
pub(crate) fn yes(cell: &str) -> Option<bool> {
    match word(cell).as_str() {
        "true" | "yes" | "1" | "да" | "лпр" | "+" => Some(true),
        "false" | "no" | "0" | "нет" => Some(false),
        _ => None,
    }
}
