//! Words of the demo, read from `assets/demo`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::inside::InsideWords;
use super::morning::MorningWords;
use crate::domain::{Effort, RecommendationKind};

type List = Vec<&'static str>;

/// Trades, by the name of their sections, with the share of a year's spend by month (percent of the mean).
pub(super) const TRADES: [(&str, [i64; 12]); 10] = [
    (
        "auto",
        [80, 80, 110, 130, 115, 95, 90, 90, 105, 135, 120, 85],
    ),
    (
        "furniture",
        [85, 90, 100, 100, 95, 85, 80, 95, 115, 120, 120, 115],
    ),
    (
        "school",
        [125, 100, 90, 85, 75, 55, 50, 140, 160, 110, 95, 80],
    ),
    (
        "flowers",
        [70, 170, 190, 80, 90, 75, 65, 80, 140, 80, 85, 110],
    ),
    (
        "tourism",
        [105, 100, 105, 110, 130, 145, 150, 135, 90, 70, 60, 90],
    ),
    (
        "clinic",
        [85, 95, 105, 105, 100, 95, 90, 95, 105, 110, 110, 105],
    ),
    (
        "bank",
        [90, 95, 105, 100, 95, 95, 95, 100, 105, 110, 110, 115],
    ),
    (
        "realty",
        [75, 95, 110, 110, 100, 95, 90, 95, 115, 115, 110, 95],
    ),
    (
        "clothes",
        [110, 80, 100, 105, 95, 85, 90, 125, 110, 95, 130, 125],
    ),
    (
        "building",
        [60, 65, 90, 120, 135, 140, 135, 125, 110, 95, 75, 60],
    ),
];

/// A city of the demo.
#[derive(Debug)]
pub(super) struct City {
    pub(super) name: &'static str,
    pub(super) zone: &'static str,
    /// ISO code of the money spent there, and how many roubles one unit is in the demo.
    pub(super) money: (&'static str, i64),
    /// A number nobody owns: `d` is any digit.
    pub(super) phone: &'static str,
    pub(super) weight: i64,
}

const fn city(
    name: &'static str,
    zone: &'static str,
    money: (&'static str, i64),
    phone: &'static str,
    weight: i64,
) -> City {
    City {
        name,
        zone,
        money,
        phone,
        weight,
    }
}

const RUB: (&str, i64) = ("RUB", 1);
const MOBILE: &str = "+7 9d0 555-dd-dd";

const RUSSIAN: [City; 12] = [
    city("Москва", "Europe/Moscow", RUB, MOBILE, 30),
    city("Санкт-Петербург", "Europe/Moscow", RUB, MOBILE, 15),
    city("Казань", "Europe/Moscow", RUB, MOBILE, 7),
    city("Нижний Новгород", "Europe/Moscow", RUB, MOBILE, 5),
    city("Краснодар", "Europe/Moscow", RUB, MOBILE, 6),
    city("Самара", "Europe/Samara", RUB, MOBILE, 5),
    city("Екатеринбург", "Asia/Yekaterinburg", RUB, MOBILE, 9),
    city("Омск", "Asia/Omsk", RUB, MOBILE, 5),
    city("Новосибирск", "Asia/Novosibirsk", RUB, MOBILE, 7),
    city("Красноярск", "Asia/Krasnoyarsk", RUB, MOBILE, 4),
    city("Владивосток", "Asia/Vladivostok", RUB, MOBILE, 4),
    city("Калининград", "Europe/Kaliningrad", RUB, MOBILE, 3),
];

const ENGLISH: [City; 6] = [
    city(
        "London",
        "Europe/London",
        ("GBP", 110),
        "+44 20 7946 0ddd",
        40,
    ),
    city(
        "Manchester",
        "Europe/London",
        ("GBP", 110),
        "+44 161 496 0ddd",
        16,
    ),
    city(
        "Dublin",
        "Europe/Dublin",
        ("EUR", 95),
        "+353 20 911 0ddd",
        12,
    ),
    city(
        "Berlin",
        "Europe/Berlin",
        ("EUR", 95),
        "+49 30 23125 ddd",
        12,
    ),
    city(
        "New York",
        "America/New_York",
        ("USD", 85),
        "+1 212 555-01dd",
        10,
    ),
    city(
        "Austin",
        "America/Chicago",
        ("USD", 85),
        "+1 512 555-01dd",
        10,
    ),
];

/// A trade in one language.
#[derive(Debug)]
pub(super) struct Trade {
    pub(super) tag: &'static str,
    pub(super) names: List,
    pub(super) notes: List,
}

/// A recommendation to copy.
#[derive(Debug, Deserialize)]
pub(super) struct Advice {
    pub(super) title: String,
    pub(super) why: String,
    pub(super) done: String,
    pub(super) not: String,
    /// How, step by step, for somebody new to it.
    pub(super) simple: String,
    /// How, in terms of the trade.
    pub(super) expert: String,
    #[serde(default)]
    effort: String,
    #[serde(default)]
    kind: String,
}

impl Advice {
    pub(super) fn effort(&self) -> Effort {
        Effort::from_name(&self.effort).unwrap_or_default()
    }

    pub(super) fn kind(&self) -> RecommendationKind {
        RecommendationKind::from_name(&self.kind).unwrap_or_default()
    }
}

#[derive(Deserialize)]
struct AdviceFile {
    advice: Vec<Advice>,
}

/// Everything the demo says in one language.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) cities: &'static [City],
    /// Whether surnames of women have their own form.
    pub(super) inflects: bool,
    pub(super) brands: List,
    pub(super) trades: Vec<Trade>,
    pub(super) advice: Vec<Advice>,
    pub(super) men: List,
    pub(super) women: List,
    pub(super) surnames: List,
    pub(super) heads: List,
    pub(super) staff: List,
    pub(super) person_notes: List,
    pub(super) tags: List,
    pub(super) talk: List,
    pub(super) inbound: List,
    pub(super) letter: List,
    pub(super) meeting: List,
    pub(super) no_answer: List,
    pub(super) busy: List,
    pub(super) callback: List,
    pub(super) refused: List,
    pub(super) wrong_number: List,
    pub(super) promise: List,
    pub(super) plan: List,
    pub(super) park: List,
    pub(super) decline: List,
    pub(super) decided: List,
    pub(super) inside: InsideWords,
    pub(super) morning: MorningWords,
}

impl Words {
    pub(super) fn russian() -> Self {
        Self::read(
            include_str!("../../../assets/demo/ru.txt"),
            include_str!("../../../assets/demo/advice.ru.toml"),
            include_str!("../../../assets/demo/inside.ru.toml"),
            include_str!("../../../assets/demo/morning.ru.toml"),
            &RUSSIAN,
            true,
        )
    }

    pub(super) fn english() -> Self {
        Self::read(
            include_str!("../../../assets/demo/en.txt"),
            include_str!("../../../assets/demo/advice.en.toml"),
            include_str!("../../../assets/demo/inside.en.toml"),
            include_str!("../../../assets/demo/morning.en.toml"),
            &ENGLISH,
            false,
        )
    }

    fn read(
        text: &'static str,
        advice: &'static str,
        inside: &str,
        morning: &str,
        cities: &'static [City],
        inflects: bool,
    ) -> Self {
        let mut sections: BTreeMap<&str, List> = BTreeMap::new();
        let mut section = "";
        for line in text.lines().map(str::trim) {
            if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                section = name;
            } else if !line.is_empty() && !line.starts_with('#') {
                sections.entry(section).or_default().push(line);
            }
        }
        // The files are part of the program; a test reads them to the last section.
        let mut take = |name: &str| sections.remove(name).unwrap_or_default();
        let trades = TRADES
            .iter()
            .map(|(name, _)| Trade {
                tag: take(&format!("{name}.tag"))
                    .first()
                    .copied()
                    .unwrap_or_default(),
                names: take(&format!("{name}.names")),
                notes: take(&format!("{name}.notes")),
            })
            .collect();
        Self {
            cities,
            inflects,
            trades,
            advice: toml::from_str::<AdviceFile>(advice)
                .map(|file| file.advice)
                .unwrap_or_default(),
            brands: take("brands"),
            men: take("men"),
            women: take("women"),
            surnames: take("surnames"),
            heads: take("heads"),
            staff: take("staff"),
            person_notes: take("person.notes"),
            tags: take("tags"),
            talk: take("talk"),
            inbound: take("inbound"),
            letter: take("letter"),
            meeting: take("meeting"),
            no_answer: take("no_answer"),
            busy: take("busy"),
            callback: take("callback"),
            refused: take("refused"),
            wrong_number: take("wrong_number"),
            promise: take("promise"),
            plan: take("plan"),
            park: take("park"),
            decline: take("decline"),
            decided: take("decided"),
            inside: InsideWords::read(inside),
            morning: MorningWords::read(morning),
        }
    }
}

/// The form of a Russian surname a woman bears.
pub(super) fn feminine(surname: &str) -> String {
    if let Some(stem) = surname.strip_suffix("ий") {
        return format!("{stem}ая");
    }
    let takes_a = ["ов", "ев", "ёв", "ин", "ын"];
    if takes_a.iter().any(|end| surname.ends_with(end)) {
        return format!("{surname}а");
    }
    surname.to_owned()
}

/// Latin letters and digits for an address: `Золотой лев` becomes `zolotoy-lev`.
pub(super) fn latin(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        let letters = match c {
            'а' => "a",
            'б' => "b",
            'в' => "v",
            'г' => "g",
            'д' => "d",
            'е' | 'ё' | 'э' => "e",
            'ж' => "zh",
            'з' => "z",
            'и' => "i",
            'й' | 'ы' => "y",
            'к' => "k",
            'л' => "l",
            'м' => "m",
            'н' => "n",
            'о' => "o",
            'п' => "p",
            'р' => "r",
            'с' => "s",
            'т' => "t",
            'у' => "u",
            'ф' => "f",
            'х' => "h",
            'ц' => "ts",
            'ч' => "ch",
            'ш' => "sh",
            'щ' => "sch",
            'ю' => "yu",
            'я' => "ya",
            'a'..='z' | '0'..='9' => {
                out.push(c);
                continue;
            }
            ' ' | '-' if !out.is_empty() && !out.ends_with('-') => "-",
            _ => continue,
        };
        out.push_str(letters);
    }
    out
}
