//! Sums as people type and say them: «120 тыс», `120000 RUB`, `1 200 000`, `$1.5k`, «от 100 до 150 тыс».

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::thousands::NBSP;

/// A sum found in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    /// Hundredths of a unit: kopecks, hundredths of a piece.
    pub minor: i64,
    /// The upper end, when a range was named.
    pub up_to: Option<i64>,
    /// The ISO code of the currency, when it was named.
    pub currency: Option<&'static str>,
    /// Whether nothing else was said.
    pub alone: bool,
}

/// Beginnings of words that multiply, with the power of ten; the longest first.
const UNITS: [(&str, u32); 14] = [
    ("тысяч", 3),
    ("тыс.", 3),
    ("тыс", 3),
    ("т.", 3),
    ("thousand", 3),
    ("миллион", 6),
    ("млн.", 6),
    ("млн", 6),
    ("million", 6),
    ("миллиард", 9),
    ("млрд", 9),
    ("billion", 9),
    ("mln", 6),
    ("bn", 9),
];
/// Single letters that multiply when no letter follows.
const LETTERS: [(char, u32); 4] = [('к', 3), ('k', 3), ('м', 6), ('m', 6)];
/// Names of currencies, the longest first.
const CURRENCIES: [(&str, &str); 24] = [
    ("бел. руб", "BYN"),
    ("доллар", "USD"),
    ("тенге", "KZT"),
    ("гривен", "UAH"),
    ("рубл", "RUB"),
    ("euro", "EUR"),
    ("евро", "EUR"),
    ("руб", "RUB"),
    ("rub", "RUB"),
    ("rur", "RUB"),
    ("usd", "USD"),
    ("eur", "EUR"),
    ("gbp", "GBP"),
    ("kzt", "KZT"),
    ("byn", "BYN"),
    ("uah", "UAH"),
    ("грн", "UAH"),
    ("тг", "KZT"),
    ("₽", "RUB"),
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("₸", "KZT"),
    ("р", "RUB"),
];
/// What may stand around a sum without saying more.
const SILENT: [&str; 7] = [
    "в месяц",
    "/мес",
    "в мес",
    "ежемесячно",
    "a month",
    "per month",
    "monthly",
];

/// Finds the first sum in a text of either language; `None` when it names none, or one above 90 quadrillion.
///
/// A comma or a point before exactly three figures parts thousands unless a word such as «тыс» follows; two
/// sums with a dash or «до» between are a range, and what is said of the second holds for the first.
#[must_use]
pub fn parse_amount(text: &str) -> Option<Amount> {
    let text = text.trim().to_lowercase();
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let (head, rest) = text.split_at(start);
    let first = number(rest)?;
    let (unit, currency, mut rest) = unit(first.rest);
    let mut currency = currency.or_else(|| sign_before(head));
    let mut power = unit;
    let mut upper = None;
    if let Some(second) = range(rest).and_then(number) {
        let (unit, other, after) = self::unit(second.rest);
        upper = Some(value(&second, unit)?);
        power = power.or(unit);
        currency = currency.or(other);
        rest = after;
    }
    let minor = value(&first, power)?;
    Some(Amount {
        minor,
        up_to: upper.filter(|u| *u > minor),
        currency,
        alone: (silent(head) || is_currency(head.trim())) && silent(rest),
    })
}

struct Number<'a> {
    digits: &'a str,
    rest: &'a str,
}

const fn is_gap(c: char) -> bool {
    matches!(c, ' ' | NBSP | '\u{202f}' | '\u{2009}')
}

/// The figures a text begins with, thousands parted or not.
fn number(text: &str) -> Option<Number<'_>> {
    let figures = |at: usize| -> usize {
        let tail = text.get(at..).unwrap_or_default();
        tail.bytes().take_while(u8::is_ascii_digit).count()
    };
    let mut end = figures(0);
    if end == 0 {
        return None;
    }
    while let Some(mark) = text.get(end..).and_then(|t| t.chars().next()) {
        let next = end + mark.len_utf8();
        let count = figures(next);
        let goes_on = match mark {
            '.' | ',' => count > 0,
            '\'' => count == 3,
            c => is_gap(c) && count == 3,
        };
        if !goes_on {
            break;
        }
        end = next + count;
    }
    let (digits, rest) = text.split_at(end);
    Some(Number { digits, rest })
}

/// What a unit and a currency after a number say, and what follows them.
fn unit(text: &str) -> (Option<u32>, Option<&'static str>, &str) {
    let text = text.trim_start();
    let word = UNITS
        .iter()
        .find_map(|(name, power)| Some((*power, text.strip_prefix(name)?)));
    let letter = || {
        LETTERS.iter().find_map(|(letter, power)| {
            let rest = text.strip_prefix(*letter)?;
            let ends = !rest.starts_with(char::is_alphabetic) || currency(rest).is_some();
            ends.then_some((*power, rest))
        })
    };
    let (power, rest) = match word.or_else(letter) {
        Some((power, rest)) => (Some(power), end_of_word(rest)),
        None => match text
            .strip_prefix("тр")
            .filter(|r| !r.starts_with(char::is_alphabetic))
        {
            Some(rest) => return (Some(3), Some("RUB"), rest),
            None => (None, text),
        },
    };
    let rest = rest.trim_start();
    match currency(rest) {
        Some((code, rest)) => (power, Some(code), rest),
        None => (power, None, rest),
    }
}

/// The ending of a word that was recognised by its beginning.
fn end_of_word(text: &str) -> &str {
    if currency(text).is_some() {
        return text;
    }
    text.trim_start_matches(char::is_alphabetic)
}

fn currency(text: &str) -> Option<(&'static str, &str)> {
    CURRENCIES.iter().find_map(|(name, code)| {
        let rest = text.strip_prefix(name)?;
        // «р» is a currency only as a word of its own.
        if *name == "р" && rest.starts_with(char::is_alphabetic) {
            return None;
        }
        let rest = rest.trim_start_matches(char::is_alphabetic);
        Some((*code, rest.strip_prefix('.').unwrap_or(rest)))
    })
}

fn sign_before(head: &str) -> Option<&'static str> {
    let head = head.trim_end();
    let last = head.char_indices().next_back().map(|(at, _)| at)?;
    let (_, sign) = head.split_at(last);
    let word = head.rsplit(char::is_whitespace).next().unwrap_or_default();
    let named = CURRENCIES
        .iter()
        .find(|(name, _)| *name == sign || (name.len() == 3 && *name == word));
    named
        .filter(|(name, _)| *name != "р")
        .map(|(_, code)| *code)
}

fn is_currency(word: &str) -> bool {
    CURRENCIES.iter().any(|(name, _)| *name == word)
}

/// What follows the mark of a range.
fn range(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let after = ["-", "–", "—", "до ", "to "]
        .iter()
        .find_map(|mark| text.strip_prefix(mark))?;
    let after = after.trim_start();
    Some(after.trim_start_matches(['$', '€', '₽', '£']))
}

fn value(number: &Number<'_>, power: Option<u32>) -> Option<i64> {
    let digits = number.digits;
    let marks = |mark: char| digits.matches(mark).count();
    let last = digits.rfind(['.', ',']);
    let decimal = last.filter(|at| {
        let (before, after) = digits.split_at(*at);
        let mark = if after.starts_with('.') { '.' } else { ',' };
        let other = if mark == '.' { ',' } else { '.' };
        let alone = marks(mark) == 1;
        // Three figures after the only mark part thousands: nobody budgets in tenths of a kopeck.
        let thousands =
            after.len() == 4 && power.is_none() && marks(other) == 0 && !before.starts_with('0');
        alone && !thousands
    });
    let plain: String = digits
        .char_indices()
        .filter_map(|(at, c)| match c {
            c if c.is_ascii_digit() => Some(c),
            _ if Some(at) == decimal => Some('.'),
            _ => None,
        })
        .collect();
    let scale = Decimal::from(10_i64.checked_pow(power.unwrap_or(0))?);
    let value: Decimal = plain.parse().ok()?;
    value
        .checked_mul(scale)?
        .checked_mul(Decimal::ONE_HUNDRED)?
        .round()
        .to_i64()
        .filter(|minor| *minor <= 9_000_000_000_000_000_000)
}

/// Whether words around a sum say nothing more.
fn silent(text: &str) -> bool {
    let mut text = text.trim().to_owned();
    for words in SILENT {
        text = text.replace(words, "");
    }
    for sign in ["₽", "$", "€", "£", "₸"] {
        text = text.replace(sign, "");
    }
    !text.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_as_people_write_them() {
        for (text, minor, up_to, currency, alone) in [
            ("120 тыс", 120_000, None, None, true),
            ("120тыс.руб.", 120_000, None, Some("RUB"), true),
            ("120 т.р.", 120_000, None, Some("RUB"), true),
            ("120тр", 120_000, None, Some("RUB"), true),
            ("120к", 120_000, None, None, true),
            ("120k ₽ в месяц", 120_000, None, Some("RUB"), true),
            ("120000 RUB", 120_000, None, Some("RUB"), true),
            ("1 200 000", 1_200_000, None, None, true),
            (
                "1\u{a0}200\u{202f}000 ₽/мес",
                1_200_000,
                None,
                Some("RUB"),
                true,
            ),
            ("1.200.000", 1_200_000, None, None, true),
            ("1,200", 1_200, None, None, true),
            ("$1,500", 1_500, None, Some("USD"), true),
            ("$1.5k", 1_500, None, Some("USD"), true),
            ("USD 900", 900, None, Some("USD"), true),
            ("1,5 млн рублей", 1_500_000, None, Some("RUB"), true),
            ("1,234 млн", 1_234_000, None, None, true),
            ("2 миллиона", 2_000_000, None, None, true),
            ("100-150 тыс", 100_000, Some(150_000), None, true),
            (
                "от 100 до 150 тыс руб",
                100_000,
                Some(150_000),
                Some("RUB"),
                false,
            ),
            ("$5k–$10k a month", 5_000, Some(10_000), Some("USD"), true),
            ("около 80 тыс, дальше посмотрим", 80_000, None, None, false),
            ("900 тенге", 900, None, Some("KZT"), true),
            ("500 заявок", 500, None, None, false),
            ("300 разных", 300, None, None, false),
            ("40 крыш", 40, None, None, false),
        ] {
            let expected = Amount {
                minor: minor * 100,
                up_to: up_to.map(|u: i64| u * 100),
                currency,
                alone,
            };
            assert_eq!(parse_amount(text), Some(expected), "{text}");
        }
        assert_eq!(parse_amount("12,50").unwrap().minor, 1_250);
        assert_eq!(parse_amount("0,125").unwrap().minor, 12);
    }

    #[test]
    fn what_is_no_sum() {
        for text in [
            "",
            "не знаю",
            "тыс",
            "$",
            "999999999999 млрд",
            &"9".repeat(40),
        ] {
            assert_eq!(parse_amount(text), None, "{text}");
        }
    }
}
