//! Numbers, money and shares, as each language writes them.

use super::lang::Lang;
use super::texts::Texts;
use super::thousands::{NBSP, grouped};

/// The sign people write; the code itself for a currency without one.
fn symbol(currency: &str) -> &str {
    match currency {
        "RUB" | "RUR" => "₽",
        "USD" => "$",
        "EUR" => "€",
        "GBP" => "£",
        "KZT" => "₸",
        "BYN" => "Br",
        other => other,
    }
}

impl Texts {
    /// A whole number with its thousands apart: `1 204` · `1,204`.
    pub fn number(&self, number: i64) -> String {
        grouped(number, self.lang())
    }

    /// A count that may come in parts, in thousandths: `3` · `3,5` · `3.5`, rounded to a tenth.
    pub fn tenths(&self, thousandths: i64) -> String {
        let tenths = thousandths.unsigned_abs().saturating_add(50) / 100;
        let whole = i64::try_from(tenths / 10).unwrap_or(i64::MAX);
        let whole = self.number(if thousandths < 0 { -whole } else { whole });
        match tenths % 10 {
            0 => whole,
            tenth => format!("{whole}{}{tenth}", self.point()),
        }
    }

    /// An amount to the last hundredth: `312 000,50 ₽` · `₽312,000.50`.
    ///
    /// `minor` is in hundredths of the currency (an ISO code); zero hundredths are left out.
    pub fn money(&self, minor: i64, currency: &str) -> String {
        let whole = i64::try_from(minor.unsigned_abs() / 100).unwrap_or(i64::MAX);
        let cents = minor.unsigned_abs() % 100;
        let mut amount = self.number(whole);
        if cents > 0 {
            amount.push_str(&format!("{}{cents:02}", self.point()));
        }
        self.with_currency(minor < 0, &amount, "", currency)
    }

    /// An amount as exact as a decision needs: `312 тыс ₽`, `1,2 млн ₽` · `₽312k`, `₽1.2M`.
    ///
    /// Under ten thousand it is whole units, rounded half away from zero; above it, thousands,
    /// millions or billions, with one decimal under ten of them (millions and up).
    pub fn money_short(&self, minor: i64, currency: &str) -> String {
        const THOUSAND: u64 = 1_000;
        const MILLION: u64 = 1_000_000;
        const BILLION: u64 = 1_000_000_000;
        let whole = minor.unsigned_abs().saturating_add(50) / 100;
        let round = |unit: u64| whole.saturating_add(unit / 2) / unit;
        // A figure that rounds up to a thousand of its unit belongs to the next one.
        let (unit, id) = if whole < 10_000 {
            (1, None)
        } else if round(THOUSAND) < 1_000 {
            (THOUSAND, Some("unit-thousand"))
        } else if round(MILLION) < 1_000 {
            (MILLION, Some("unit-million"))
        } else {
            (BILLION, Some("unit-billion"))
        };
        let tenths = whole.saturating_add(unit / 20) / (unit / 10).max(1);
        let amount = if unit >= MILLION && tenths < 100 && !tenths.is_multiple_of(10) {
            format!("{}{}{}", tenths / 10, self.point(), tenths % 10)
        } else {
            self.number(i64::try_from(round(unit)).unwrap_or(i64::MAX))
        };
        let negative = minor < 0 && whole > 0;
        let unit = id.map(|id| self.t(id)).unwrap_or_default();
        self.with_currency(negative, &amount, &unit, currency)
    }

    /// A share in per cent: `4 %` · `4%`, one decimal when it is under ten and not whole.
    pub fn percent(&self, value: f64) -> String {
        self.percent_as(value, false)
    }

    /// A change in per cent, its sign always shown: `+4 %` · `+4%`.
    pub fn percent_change(&self, value: f64) -> String {
        self.percent_as(value, true)
    }

    fn percent_as(&self, value: f64, signed: bool) -> String {
        if !value.is_finite() {
            return "—".to_owned();
        }
        let tenths = (value.abs() * 10.0).round();
        let zero = tenths == 0.0;
        let digits = if tenths < 100.0 && tenths % 10.0 != 0.0 {
            format!("{:.1}", tenths / 10.0).replace('.', self.point())
        } else {
            format!("{:.0}", value.abs())
        };
        let sign = match (zero, value < 0.0, signed) {
            (false, true, _) => "−",
            (false, false, true) => "+",
            _ => "",
        };
        match self.lang() {
            Lang::Ru => format!("{sign}{digits}{NBSP}%"),
            Lang::En => format!("{sign}{digits}%"),
        }
    }

    fn point(&self) -> &'static str {
        match self.lang() {
            Lang::Ru => ",",
            Lang::En => ".",
        }
    }

    fn with_currency(&self, negative: bool, amount: &str, unit: &str, currency: &str) -> String {
        let minus = if negative { "−" } else { "" };
        let sign = symbol(currency);
        match self.lang() {
            Lang::Ru if unit.is_empty() => format!("{minus}{amount}{NBSP}{sign}"),
            Lang::Ru => format!("{minus}{amount}{NBSP}{unit}{NBSP}{sign}"),
            // A code of letters stands apart from the digits, a sign does not.
            Lang::En if sign.is_ascii() && sign != "$" => {
                format!("{minus}{sign}{NBSP}{amount}{unit}")
            }
            Lang::En => format!("{minus}{sign}{amount}{unit}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// No-break spaces as `_`, to be seen.
    fn seen(text: String) -> String {
        text.replace(NBSP, "_")
    }

    #[test]
    fn numbers_are_grouped() {
        let cases = [
            (0, "0", "0"),
            (999, "999", "999"),
            (1_204, "1_204", "1,204"),
            (-45_000, "−45_000", "−45,000"),
            (1_234_567, "1_234_567", "1,234,567"),
            (
                i64::MIN,
                "−9_223_372_036_854_775_808",
                "−9,223,372,036,854,775,808",
            ),
        ];
        for (number, ru, en) in cases {
            assert_eq!(seen(Texts::new(Lang::Ru).number(number)), ru);
            assert_eq!(seen(Texts::new(Lang::En).number(number)), en);
        }
    }

    #[test]
    fn counts_in_parts_have_one_decimal() {
        for (thousandths, ru, en) in [
            (0, "0", "0"),
            (3_000, "3", "3"),
            (3_500, "3,5", "3.5"),
            (1_204_960, "1_205", "1,205"),
            (52_440, "52,4", "52.4"),
        ] {
            assert_eq!(seen(Texts::new(Lang::Ru).tenths(thousandths)), ru);
            assert_eq!(seen(Texts::new(Lang::En).tenths(thousandths)), en);
        }
    }

    #[test]
    fn money_is_exact() {
        let cases = [
            (31_200_050, "RUB", "312_000,50_₽", "₽312,000.50"),
            (31_200_000, "RUB", "312_000_₽", "₽312,000"),
            (5, "USD", "0,05_$", "$0.05"),
            (-120_001, "USD", "−1_200,01_$", "−$1,200.01"),
            (150_000, "BYN", "1_500_Br", "Br_1,500"),
            (100, "AMD", "1_AMD", "AMD_1"),
        ];
        for (minor, currency, ru, en) in cases {
            assert_eq!(seen(Texts::new(Lang::Ru).money(minor, currency)), ru);
            assert_eq!(seen(Texts::new(Lang::En).money(minor, currency)), en);
        }
    }

    #[test]
    fn short_money_is_rounded_to_what_a_decision_needs() {
        // (name, whole units, ru, en)
        let cases = [
            ("nothing", 0, "0_₽", "₽0"),
            ("small stays whole", 9_500, "9_500_₽", "₽9,500"),
            ("thousands", 312_000, "312_тыс_₽", "₽312k"),
            ("rounded", 45_499, "45_тыс_₽", "₽45k"),
            ("next unit", 999_700, "1_млн_₽", "₽1M"),
            ("one decimal", 1_240_000, "1,2_млн_₽", "₽1.2M"),
            ("no empty decimal", 2_000_000, "2_млн_₽", "₽2M"),
            ("tens of millions", 31_200_000, "31_млн_₽", "₽31M"),
            ("billions", 1_500_000_000, "1,5_млрд_₽", "₽1.5B"),
            ("debt", -312_000, "−312_тыс_₽", "−₽312k"),
        ];
        for (name, whole, ru, en) in cases {
            let minor = whole * 100;
            assert_eq!(
                seen(Texts::new(Lang::Ru).money_short(minor, "RUB")),
                ru,
                "{name}"
            );
            assert_eq!(
                seen(Texts::new(Lang::En).money_short(minor, "RUB")),
                en,
                "{name}"
            );
        }
    }

    #[test]
    fn shares_show_a_decimal_only_when_small() {
        let cases = [
            (0.0, "0_%", "0%", "0%"),
            (4.0, "4_%", "4%", "+4%"),
            (4.25, "4,3_%", "4.3%", "+4.3%"),
            (-0.04, "0_%", "0%", "0%"),
            (-3.5, "−3,5_%", "−3.5%", "−3.5%"),
            (41.6, "42_%", "42%", "+42%"),
            (f64::NAN, "—", "—", "—"),
        ];
        for (value, ru, en, change) in cases {
            assert_eq!(seen(Texts::new(Lang::Ru).percent(value)), ru);
            assert_eq!(seen(Texts::new(Lang::En).percent(value)), en);
            assert_eq!(seen(Texts::new(Lang::En).percent_change(value)), change);
        }
    }
}
