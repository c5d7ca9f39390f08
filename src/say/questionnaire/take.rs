//! Answers in words become answers in data: goals one each, sums, the measure.

use jiff::civil::Date;

use super::read::Said;
use crate::domain::brief::{Answer, Standing};
use crate::domain::fold::fold;
use crate::domain::{Brief, BriefField, Budget, ClientId, Currency, Kpi, Metric, Money};
use crate::i18n::{Texts, parse_amount};

/// An answer beside what the brief says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// What was said.
    pub said: Said,
    /// The same as data; `None` when a sum was asked for and none is named.
    pub answer: Option<Answer>,
    /// How it stands to the brief.
    pub standing: Standing,
}

/// Understands answers given on a day. A sum without a currency is in `currency`; words beside a sum are
/// kept in its source.
#[must_use]
pub fn take(
    texts: &Texts,
    said: Vec<Said>,
    brief: Option<&Brief>,
    currency: Currency,
    today: Date,
) -> Vec<Taken> {
    let nobody = ClientId::from_bytes([0; 16]);
    let nothing = Brief::empty(nobody, jiff::Timestamp::UNIX_EPOCH);
    let brief = brief.unwrap_or(&nothing);
    said.into_iter()
        .map(|said| {
            let answer = understand(texts, &said, currency, today);
            let standing = answer
                .as_ref()
                .map_or(Standing::Known, |answer| brief.standing(answer));
            Taken {
                said,
                answer,
                standing,
            }
        })
        .collect()
}

fn understand(texts: &Texts, said: &Said, currency: Currency, today: Date) -> Option<Answer> {
    let text = said.text.as_str();
    Some(match said.field {
        BriefField::Goals => Answer::Goals(goals(text)),
        BriefField::BudgetNow => Answer::BudgetNow(budget(texts, text, currency, today, false)?),
        BriefField::BudgetCeiling => {
            Answer::BudgetCeiling(budget(texts, text, currency, today, true)?)
        }
        BriefField::Kpi => Answer::Kpi(kpi(text)),
        field => Answer::Words(field, text.to_owned()),
    })
}

/// A goal a line, without the marks of a list.
fn goals(text: &str) -> Vec<String> {
    text.lines()
        .map(|line| {
            let line = line.trim_start_matches(['-', '*', '•', '–', '—', ' ']);
            let figures = line.bytes().take_while(u8::is_ascii_digit).count();
            let (_, rest) = line.split_at_checked(figures).unwrap_or(("", line));
            match rest.strip_prefix(['.', ')']) {
                Some(rest) if figures > 0 && rest.starts_with(' ') => rest.trim().to_owned(),
                _ => line.trim().to_owned(),
            }
        })
        .filter(|goal| !goal.is_empty())
        .collect()
}

/// The sum named; of a range the lower end for the budget, the upper one for the ceiling.
fn budget(
    texts: &Texts,
    text: &str,
    currency: Currency,
    today: Date,
    upper: bool,
) -> Option<Budget> {
    let amount = parse_amount(text).filter(|a| a.minor > 0)?;
    let minor = match amount.up_to {
        Some(up_to) if upper => up_to,
        _ => amount.minor,
    };
    let currency = amount
        .currency
        .and_then(|code| code.parse().ok())
        .unwrap_or(currency);
    let source = if amount.alone && amount.up_to.is_none() {
        texts.t("brief-source-sheet")
    } else {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        texts.tf("brief-source-sheet-words", &[("words", words.into())])
    };
    Some(Budget {
        amount: Money { minor, currency },
        source,
        on: Some(today),
    })
}

/// Beginnings of words that name a result a client pays for.
const RESULTS: [&str; 11] = [
    "заяв",
    "лид",
    "конверс",
    "обращ",
    "звон",
    "заказ",
    "продаж",
    "lead",
    "conversion",
    "order",
    "sale",
];

/// The measure the words speak of, its target, and the words themselves, kept as said.
fn kpi(text: &str) -> Kpi {
    let folded = fold(text);
    let words: Vec<&str> = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    let any = |starts: &[&str]| {
        words
            .iter()
            .any(|w| starts.iter().any(|start| w.starts_with(start)))
    };
    let amount = parse_amount(text);
    let priced = any(&["цен", "стоимост", "дороже", "дешевл", "cost", "price"])
        || words.contains(&"per")
        || amount.is_some_and(|a| a.currency.is_some());
    let metric = if any(&["ctr"]) {
        Metric::Ctr
    } else if any(&["дрр", "acos"]) || folded.contains("cost share") {
        Metric::CostShare
    } else if any(&["cpc"]) || (priced && any(&["клик", "click"])) {
        Metric::Cpc
    } else if any(&["cpa", "cpl"]) || (priced && any(&RESULTS)) {
        Metric::Cpa
    } else if any(&["клик", "click"]) {
        Metric::Clicks
    } else if any(&RESULTS) {
        Metric::Conversions
    } else {
        Metric::Other
    };
    Kpi {
        metric,
        target: amount.map_or(0, |a| a.minor),
        note: text.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use jiff::civil::date;

    fn one(field: BriefField, text: &str) -> Option<Answer> {
        let said = Said {
            field,
            text: text.to_owned(),
            line: 1,
        };
        let texts = Texts::new(Lang::Ru);
        let taken = take(&texts, vec![said], None, Currency::RUB, date(2026, 11, 23));
        taken.into_iter().next().unwrap().answer
    }

    #[test]
    fn goals_come_one_a_line() {
        let goals = |texts: &[&str]| {
            Some(Answer::Goals(
                texts.iter().map(|t| (*t).to_owned()).collect(),
            ))
        };
        for (text, expected) in [
            ("Больше заявок", goals(&["Больше заявок"])),
            (
                "- заявки\n• дешевле\n\n2) Тюмень\n3. Омск",
                goals(&["заявки", "дешевле", "Тюмень", "Омск"]),
            ),
            ("2.5 раза больше", goals(&["2.5 раза больше"])),
            ("100 заявок", goals(&["100 заявок"])),
        ] {
            assert_eq!(one(BriefField::Goals, text), expected, "{text}");
        }
    }

    #[test]
    fn sums_keep_the_words_around_them() {
        let budget = |minor: i64, code: &str, source: &str| Budget {
            amount: Money {
                minor: minor * 100,
                currency: code.parse().unwrap(),
            },
            source: source.to_owned(),
            on: Some(date(2026, 11, 23)),
        };
        for (text, now, ceiling) in [
            ("120 тыс", (120_000, "RUB", "анкета"), 120_000),
            ("$900 в месяц", (900, "USD", "анкета"), 900),
            (
                "100–150 тыс",
                (100_000, "RUB", "анкета: «100–150 тыс»"),
                150_000,
            ),
            (
                "около 80 тыс, в сезон больше",
                (80_000, "RUB", "анкета: «около 80 тыс, в сезон больше»"),
                80_000,
            ),
        ] {
            let (minor, code, source) = now;
            assert_eq!(
                one(BriefField::BudgetNow, text),
                Some(Answer::BudgetNow(budget(minor, code, source))),
                "{text}"
            );
            assert_eq!(
                one(BriefField::BudgetCeiling, text),
                Some(Answer::BudgetCeiling(budget(ceiling, code, source))),
                "{text}"
            );
        }
        assert_eq!(one(BriefField::BudgetNow, "пока не знаем"), None);
        assert_eq!(one(BriefField::BudgetNow, "0"), None);
    }

    #[test]
    fn measures_are_known_by_their_words() {
        for (text, metric, target) in [
            ("заявка не дороже 1 500 ₽", Metric::Cpa, 150_000),
            ("стоимость лида 900", Metric::Cpa, 90_000),
            ("CPL 1200", Metric::Cpa, 120_000),
            ("50 заявок в месяц", Metric::Conversions, 5_000),
            ("цена клика до 40 руб", Metric::Cpc, 4_000),
            ("3000 кликов", Metric::Clicks, 300_000),
            ("ДРР 12%", Metric::CostShare, 1_200),
            ("CTR от 5 %", Metric::Ctr, 500),
            ("чтобы узнавали", Metric::Other, 0),
            ("cost per lead under $20", Metric::Cpa, 2_000),
        ] {
            let expected = Kpi {
                metric,
                target,
                note: text.to_owned(),
            };
            assert_eq!(
                one(BriefField::Kpi, text),
                Some(Answer::Kpi(expected)),
                "{text}"
            );
        }
    }
}
