//! Amounts. How a column writes its decimals is decided by the whole column (formats: rule 4).

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

/// What the cells of a column tell about its decimal sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Style {
    dot: bool,
    comma: bool,
}

/// Why a cell is not an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NotANumber {
    /// Not a number at all, or out of range.
    Bad,
    /// `1,234`: nothing in the column says which it is.
    Ambiguous,
}

const UNITS: &[&str] = &[
    "руб.", "руб", "р.", "р", "₽", "$", "€", "£", "₸", "%", "грн.", "грн", "тг", "rub", "rur",
    "usd", "eur", "kzt", "byn", "uah", "uzs",
];

/// The digits and separators of a cell, its sign; `None`: the cell has no data.
fn strip(cell: &str) -> Option<(bool, String)> {
    let cell = cell.trim().trim_start_matches('\'');
    let mut text: String = cell
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{feff}' | '\u{2009}'))
        .flat_map(char::to_lowercase)
        .collect();
    for unit in UNITS {
        if let Some(rest) = text.strip_suffix(unit).or_else(|| text.strip_prefix(unit)) {
            text = rest.to_owned();
            break;
        }
    }
    let mut negative = false;
    if let Some(inner) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        negative = true;
        text = inner.to_owned();
    }
    let body = text.trim_start_matches(['-', '−', '–', '—']);
    if body.is_empty() || matches!(body, "n/a" | "null" | "нет") {
        return None;
    }
    negative ^= body.len() < text.len();
    Some((negative, body.strip_prefix('+').unwrap_or(body).to_owned()))
}

/// What one cell proves: which sign is decimal, or `None` when it proves nothing.
fn evidence(body: &str) -> Option<char> {
    let dots = body.matches('.').count();
    let commas = body.matches(',').count();
    let last = body.rfind(['.', ','])?;
    let sign = if body.get(last..=last) == Some(".") {
        '.'
    } else {
        ','
    };
    let other = if sign == '.' { ',' } else { '.' };
    let (count, other_count) = if sign == '.' {
        (dots, commas)
    } else {
        (commas, dots)
    };
    if other_count > 0 {
        return (count == 1).then_some(sign);
    }
    if count > 1 {
        return Some(other);
    }
    let (before, after) = (last, body.len() - last - 1);
    // 1,234 may be either; 12,34 and 1234,567 and 0,500 may not.
    (after != 3 || before > 3 || before == 0 || body.starts_with('0')).then_some(sign)
}

impl Style {
    /// Takes one cell of the column into account.
    pub(crate) fn learn(&mut self, cell: &str) {
        if !cell.contains(['.', ',']) {
            return;
        }
        // `1234.56`, the cell of most tables, without a copy of it.
        if let [head @ .., sign @ (b'.' | b','), b'0'..=b'9', b'0'..=b'9'] = cell.as_bytes()
            && !head.is_empty()
            && head.iter().all(u8::is_ascii_digit)
        {
            *(if *sign == b'.' {
                &mut self.dot
            } else {
                &mut self.comma
            }) = true;
            return;
        }
        if let Some((_, body)) = strip(cell) {
            match evidence(&body) {
                Some('.') => self.dot = true,
                Some(_) => self.comma = true,
                None => {}
            }
        }
    }
}

impl Style {
    /// What the cells prove, or where they prove nothing, what `other` cells of the file do.
    pub(crate) const fn or(self, other: Self) -> Self {
        if self.dot || self.comma { self } else { other }
    }

    /// What two columns prove together.
    pub(crate) const fn and(self, other: Self) -> Self {
        Self {
            dot: self.dot || other.dot,
            comma: self.comma || other.comma,
        }
    }

    /// Takes a cell of a column of whole numbers into account: a sign in it parts thousands, so the other
    /// one is decimal.
    pub(crate) fn learn_thousands(&mut self, cell: &str) {
        if let Some(sign) = cell.find(['.', ',']).and_then(|i| cell.as_bytes().get(i)) {
            self.dot |= *sign == b',';
            self.comma |= *sign == b'.';
        }
    }
}

/// A whole number (shows, clicks): whatever stands between its digits parts thousands. `Ok(None)`: no data.
pub(crate) fn whole(cell: &str) -> Result<Option<u64>, NotANumber> {
    if !cell.is_empty() && cell.len() < 19 && cell.bytes().all(|b| b.is_ascii_digit()) {
        return cell.parse().map(Some).map_err(|_| NotANumber::Bad);
    }
    let Some((negative, body)) = strip(cell) else {
        return Ok(None);
    };
    // `10.500` and `10,500` are ten thousand and a half; `10,5` of a count is nothing.
    let mut groups = body.split(['.', ',']);
    let first = groups.next().unwrap_or_default();
    let fits =
        groups.clone().all(|g| g.len() == 3) && (groups.next().is_none() || first.len() <= 3);
    if negative || !fits {
        return Err(NotANumber::Bad);
    }
    let digits: String = body.chars().filter(|c| !matches!(c, '.' | ',')).collect();
    digits.parse().map(Some).map_err(|_| NotANumber::Bad)
}

/// An amount in thousandths, rounded half away from zero.
pub(crate) fn thousandths(cell: &str, style: Style) -> Result<Option<i64>, NotANumber> {
    if let Some(hundredths) = simple(cell.as_bytes()) {
        return Ok(Some(hundredths * 10));
    }
    scaled(cell, style, 3)
}

/// An amount as a decimal; `Ok(None)`: the cell has no data (`--`, `—`, empty), which is not zero.
pub(crate) fn decimal(cell: &str, style: Style) -> Result<Option<Decimal>, NotANumber> {
    let Some((negative, body)) = strip(cell) else {
        return Ok(None);
    };
    let value = if body.contains('e') {
        Decimal::from_scientific(&body.replace(',', ".")).map_err(|_| NotANumber::Bad)?
    } else {
        let sign = if body.contains(['.', ',']) {
            match evidence(&body) {
                Some(sign) => Some(sign),
                None if style.dot != style.comma => Some(if style.dot { '.' } else { ',' }),
                None => return Err(NotANumber::Ambiguous),
            }
        } else {
            None
        };
        let plain: String = body
            .chars()
            .filter(|c| !matches!(c, '.' | ',') || Some(*c) == sign)
            .map(|c| if c == ',' { '.' } else { c })
            .collect();
        if !plain.chars().all(|c| c.is_ascii_digit() || c == '.') {
            return Err(NotANumber::Bad);
        }
        plain.parse().map_err(|_| NotANumber::Bad)?
    };
    Ok(Some(if negative { -value } else { value }))
}

/// An amount in minor units, rounded half away from zero.
pub(crate) fn minor(cell: &str, style: Style) -> Result<Option<i64>, NotANumber> {
    if let Some(minor) = simple(cell.as_bytes()) {
        return Ok(Some(minor));
    }
    scaled(cell, style, 2)
}

/// An amount times ten to the `places`, rounded half away from zero.
fn scaled(cell: &str, style: Style, places: u32) -> Result<Option<i64>, NotANumber> {
    let Some(value) = decimal(cell, style)? else {
        return Ok(None);
    };
    value
        .round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
        .checked_mul(Decimal::from(10_i64.pow(places)))
        .and_then(|v| v.to_i64())
        .map(Some)
        .ok_or(NotANumber::Bad)
}

/// The plain case (`-1234.5`, at most two decimals, which no style can change) without allocation.
fn simple(cell: &[u8]) -> Option<i64> {
    let (negative, body) = match cell.strip_prefix(b"-") {
        Some(body) => (true, body),
        None => (false, cell),
    };
    if body.is_empty() || body.len() > 15 {
        return None;
    }
    let mut value = 0i64;
    let mut decimals = None;
    for b in body {
        match b {
            b'0'..=b'9' => {
                value = value * 10 + i64::from(b - b'0');
                if let Some(n) = &mut decimals {
                    *n += 1;
                }
            }
            b'.' if decimals.is_none() => decimals = Some(0),
            _ => return None,
        }
    }
    let minor = match decimals {
        None => value * 100,
        Some(1) => value * 10,
        Some(2) => value,
        Some(_) => return None,
    };
    Some(if negative { -minor } else { minor })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_decide_their_decimal_sign() {
        use NotANumber::{Ambiguous, Bad};
        for (name, column, cell, minor) in [
            ("plain", vec![], "1200", Ok(Some(120_000))),
            ("dot", vec![], "1200.5", Ok(Some(120_050))),
            ("comma", vec![], "12,34", Ok(Some(1_234))),
            (
                "no-break spaces",
                vec![],
                "1\u{a0}250\u{202f}000,50",
                Ok(Some(125_000_050)),
            ),
            ("both signs", vec![], "1,234.50", Ok(Some(123_450))),
            ("german", vec![], "1.234.567,8", Ok(Some(123_456_780))),
            ("alone", vec![], "1,234", Err(Ambiguous)),
            (
                "settled by a neighbour",
                vec!["12,34"],
                "1,234",
                Ok(Some(123)),
            ),
            (
                "settled the other way",
                vec!["1,234,567"],
                "1,234",
                Ok(Some(123_400)),
            ),
            (
                "neighbours disagree",
                vec!["12,34", "1.5"],
                "1,234",
                Err(Ambiguous),
            ),
            ("brackets", vec![], "(1 234)", Ok(Some(-123_400))),
            ("currency", vec![], "1 200,00 ₽", Ok(Some(120_000))),
            ("words", vec![], "300 руб.", Ok(Some(30_000))),
            ("minus sign", vec![], "−5,00", Ok(Some(-500))),
            ("no data", vec![], " -- ", Ok(None)),
            ("dash", vec![], "—", Ok(None)),
            ("empty", vec![], "", Ok(None)),
            ("text", vec![], "много", Err(Bad)),
            ("many decimals round", vec![], "0.125", Ok(Some(13))),
            ("scientific", vec![], "1.5E+03", Ok(Some(150_000))),
            ("too large", vec![], "99999999999999999999", Err(Bad)),
            ("guarded", vec![], "'-12.00", Ok(Some(-1_200))),
        ] {
            let mut style = Style::default();
            column.iter().for_each(|c| style.learn(c));
            style.learn(cell);
            assert_eq!(super::minor(cell, style), minor, "{name}");
        }
    }
}
