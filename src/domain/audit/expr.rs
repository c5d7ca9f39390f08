//! The small expression language of rule files, on `exmex` with operators of our own.
//!
//! Arithmetic `+ - * /`, comparison `< <= > >= == !=`, `and`, `or`, `not (…)`, `min(a, b)`, `max(a, b)`,
//! `abs(a)`, `known(a)` and `a if condition else b`. A condition is 1 or 0.
//!
//! What is not known is NaN, and it stays unknown: a comparison with it is neither true nor false, and its
//! `not` is not true either, so a rule is silent without data. `known(a)` asks; `a else b` gives a default.
//! A division by zero is not known.

use exmex::{BinOp, ExError, Express, FlatEx, MakeOperators, Operator};

use super::{RuleFault, Scope, Values, Var};

/// Words of the language that are not variables.
const WORDS: &[&str] = &[
    "and", "or", "not", "min", "max", "abs", "known", "if", "else",
];

/// The most variables one expression may name.
const MOST: usize = 16;

#[derive(Debug, Clone)]
struct Operators;

impl MakeOperators<f64> for Operators {
    fn make<'a>() -> Vec<Operator<'a, f64>> {
        let bin = |apply, prio, is_commutative| BinOp {
            apply,
            prio,
            is_commutative,
        };
        vec![
            Operator::make_bin("else", bin(otherwise, 0, false)),
            Operator::make_bin("if", bin(given, 1, false)),
            Operator::make_bin("or", bin(either, 2, true)),
            Operator::make_bin("and", bin(both, 3, true)),
            Operator::make_bin("<", bin(|a, b| truth(a, b, a < b), 4, false)),
            Operator::make_bin("<=", bin(|a, b| truth(a, b, a <= b), 4, false)),
            Operator::make_bin(">", bin(|a, b| truth(a, b, a > b), 4, false)),
            Operator::make_bin(">=", bin(|a, b| truth(a, b, a >= b), 4, false)),
            Operator::make_bin("==", bin(|a, b| truth(a, b, same(a, b)), 4, true)),
            Operator::make_bin("!=", bin(|a, b| truth(a, b, !same(a, b)), 4, true)),
            Operator::make_bin_unary("+", bin(|a, b| a + b, 5, true), |a| a),
            Operator::make_bin_unary("-", bin(|a, b| a - b, 5, false), |a| -a),
            Operator::make_bin("*", bin(|a, b| a * b, 6, true)),
            Operator::make_bin("/", bin(over, 6, false)),
            // f64::min prefers the number to the NaN; here what is not known must stay so.
            Operator::make_bin(
                "min",
                bin(|a, b| if a <= b { a } else { b + 0.0 * a }, 7, true),
            ),
            Operator::make_bin(
                "max",
                bin(|a, b| if a >= b { a } else { b + 0.0 * a }, 7, true),
            ),
            Operator::make_unary("abs", f64::abs),
            Operator::make_unary("not", not),
            Operator::make_unary("known", |a| flag(!a.is_nan())),
        ]
    }
}

const fn flag(yes: bool) -> f64 {
    if yes { 1.0 } else { 0.0 }
}

fn truth(a: f64, b: f64, holds: bool) -> f64 {
    if a.is_nan() || b.is_nan() {
        f64::NAN
    } else {
        flag(holds)
    }
}

/// Values come from sums of whole numbers and from literals of rules: a millionth apart is the same.
fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-6
}

fn over(a: f64, b: f64) -> f64 {
    if b == 0.0 { f64::NAN } else { a / b }
}

/// Kleene's logic: what decides, decides, whatever the other side is.
fn both(a: f64, b: f64) -> f64 {
    if a == 0.0 || b == 0.0 {
        0.0
    } else if a.is_nan() || b.is_nan() {
        f64::NAN
    } else {
        1.0
    }
}

fn either(a: f64, b: f64) -> f64 {
    let yes = |x: f64| !x.is_nan() && x != 0.0;
    if yes(a) || yes(b) {
        1.0
    } else if a.is_nan() || b.is_nan() {
        f64::NAN
    } else {
        0.0
    }
}

/// `not` of a plain number is a mistake (`not a > 5` reads as `(not a) > 5`): it is not known.
fn not(a: f64) -> f64 {
    if a == 0.0 {
        1.0
    } else if a == 1.0 {
        0.0
    } else {
        f64::NAN
    }
}

fn given(value: f64, condition: f64) -> f64 {
    if condition == 1.0 { value } else { f64::NAN }
}

fn otherwise(value: f64, instead: f64) -> f64 {
    if value.is_nan() { instead } else { value }
}

/// A compiled expression.
#[derive(Debug, Clone)]
pub struct Expr {
    // Large: the library keeps room for 32 nodes inside.
    flat: Box<FlatEx<f64, Operators>>,
    vars: Vec<Var>,
}

impl Expr {
    /// Compiles the text of a rule that looks at subjects of `scope`.
    ///
    /// # Errors
    /// A variable nobody knows, one not known at this scope, or what the library says of the syntax.
    pub fn compile(text: &str, scope: Scope) -> Result<Self, RuleFault> {
        let syntax = |detail: String| RuleFault::Syntax {
            text: text.split_whitespace().collect::<Vec<_>>().join(" "),
            detail,
        };
        if text.contains(['{', '}']) {
            return Err(syntax("braces have no meaning here".to_owned()));
        }
        let marked = mark(text, scope)?;
        let flat = FlatEx::<f64, Operators>::parse(&marked)
            .map_err(|error: ExError| syntax(error.msg().to_owned()))?;
        let vars: Vec<Var> = flat
            .var_names()
            .iter()
            .filter_map(|name| Var::from_name(name))
            .collect();
        if vars.len() > MOST {
            return Err(syntax(format!("more than {MOST} variables")));
        }
        Ok(Self {
            flat: Box::new(flat),
            vars,
        })
    }

    /// The value for a subject; NaN when it is not known.
    #[must_use]
    pub fn value(&self, of: &Values) -> f64 {
        let mut given = [f64::NAN; MOST];
        for (slot, var) in given.iter_mut().zip(&self.vars) {
            *slot = of.get(*var);
        }
        self.flat.eval_relaxed(&given).unwrap_or(f64::NAN)
    }

    /// Whether the condition is known to hold.
    #[must_use]
    pub fn holds(&self, of: &Values) -> bool {
        let value = self.value(of);
        !value.is_nan() && value != 0.0
    }

    /// The variables it names.
    #[must_use]
    pub fn vars(&self) -> &[Var] {
        &self.vars
    }
}

/// Puts variables into braces: the library would read `order` as `or der`. White space becomes blanks, which
/// is all it knows.
fn mark(text: &str, scope: Scope) -> Result<String, RuleFault> {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let word = |c: char| c.is_alphanumeric() || c == '_';
        if first.is_alphabetic() || first == '_' {
            let end = rest.find(|c| !word(c)).unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            rest = after;
            if WORDS.contains(&name) {
                out.push_str(name);
                continue;
            }
            let var = Var::from_name(name).ok_or_else(|| RuleFault::UnknownVariable {
                name: name.to_owned(),
                nearest: nearest(name),
            })?;
            if !var.known_at(scope) {
                return Err(RuleFault::NotAtScope { var, scope });
            }
            out.push('{');
            out.push_str(name);
            out.push('}');
            continue;
        }
        rest = rest.get(first.len_utf8()..).unwrap_or_default();
        out.push(if first.is_whitespace() { ' ' } else { first });
    }
    Ok(out)
}

/// The variable a mistyped name is nearest to, when one is near: a common beginning of most of it.
fn nearest(name: &str) -> Option<Var> {
    let common = |var: &Var| {
        let same = |(a, b): &(u8, u8)| a == b;
        let head = name
            .bytes()
            .zip(var.name().bytes())
            .take_while(same)
            .count();
        let tail = name.bytes().rev().zip(var.name().bytes().rev());
        head.max(tail.take_while(same).count())
    };
    let plain = |var: &Var| (common(var), std::cmp::Reverse(var.name().len()));
    let best = Var::ALL.iter().copied().max_by_key(plain)?;
    (common(&best) * 2 > name.len()).then_some(best)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn values() -> Values {
        let mut values = Values::default();
        values.set(Var::Spend, 1000.0);
        values.set(Var::Clicks, 50.0);
        values.set(Var::Conversions, 0.0);
        values.set(Var::IsSearch, 1.0);
        values
    }

    fn value(text: &str) -> f64 {
        Expr::compile(text, Scope::Campaign)
            .unwrap_or_else(|fault| unreachable!("{text}: {fault}"))
            .value(&values())
    }

    #[test]
    fn conditions_and_arithmetic() {
        for (text, expected) in [
            ("spend / clicks", 20.0),
            ("spend >= 1000 and clicks < 51", 1.0),
            ("spend > 1000 or conversions == 0", 1.0),
            ("not (is_search)", 0.0),
            ("1 + 2 * 3 == 7", 1.0),
            ("min(spend, clicks) + max(1, 2)", 52.0),
            ("abs(clicks - 60)", 10.0),
            ("clicks if is_search else spend", 50.0),
            ("clicks if not (is_search) else spend", 1000.0),
            ("spend\n  >\t2", 1.0),
            ("-clicks", -50.0),
            ("conversions != 0", 0.0),
        ] {
            assert_eq!(value(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_not_known_stays_so() {
        // No CTR is known here.
        for text in [
            "ctr",
            "ctr > 1",
            "ctr <= 1",
            "ctr == ctr",
            "not (ctr > 1)",
            "ctr > 1 and is_search",
            "ctr > 1 or not (is_search)",
            "spend / conversions",
            "min(ctr, 1)",
            "max(1, ctr)",
            "spend if ctr > 1",
            "not clicks",
        ] {
            assert!(value(text).is_nan(), "{text}");
            let expr = Expr::compile(text, Scope::Campaign).unwrap();
            assert!(!expr.holds(&values()), "{text}");
        }
        for (text, expected) in [
            ("ctr > 1 and not (is_search)", 0.0),
            ("ctr > 1 or is_search", 1.0),
            ("known(ctr)", 0.0),
            ("known(spend)", 1.0),
            ("(ctr else 7) == 7", 1.0),
        ] {
            assert_eq!(value(text), expected, "{text}");
        }
    }

    #[test]
    fn mistakes_are_named() {
        let fault = |text: &str, scope| Expr::compile(text, scope).unwrap_err();
        assert_eq!(
            fault("clickz > 5", Scope::Campaign),
            RuleFault::UnknownVariable {
                name: "clickz".to_owned(),
                nearest: Some(Var::Clicks)
            }
        );
        // Words of the language at the beginning of a name are no words.
        assert_eq!(
            fault("orders > 5", Scope::Campaign).to_string(),
            "unknown variable `orders`"
        );
        assert_eq!(
            fault("utm == 0", Scope::Client),
            RuleFault::NotAtScope {
                var: Var::Utm,
                scope: Scope::Client
            }
        );
        for text in [
            "",
            "  ",
            "spend >",
            "(spend",
            "spend > {clicks}",
            "5 5",
            "spend = 5",
        ] {
            let fault = fault(text, Scope::Campaign);
            assert!(matches!(fault, RuleFault::Syntax { .. }), "{text}: {fault}");
        }
    }

    #[test]
    fn names_are_unique_and_no_words_of_the_language() {
        for var in Var::ALL {
            assert_eq!(Var::from_name(var.name()), Some(*var));
            assert!(!WORDS.contains(&var.name()));
            assert!(!var.meaning().is_empty());
        }
    }

    proptest! {
        #[test]
        fn no_text_brings_the_reader_down(text in "[a-z0-9_ ().,<>=!+*/-]{0,24}") {
            if let Ok(expr) = Expr::compile(&text, Scope::Campaign) {
                let _ = expr.value(&values());
            }
        }

        #[test]
        fn no_sequence_of_words_brings_the_reader_down(
            words in prop::collection::vec(
                prop::sample::select(vec![
                    "spend", "clicks", "5", "0.5", "(", ")", ",", "and", "or", "not", "min", "max",
                    "abs", "known", "if", "else", "<", ">=", "==", "+", "-", "*", "/", ".",
                ]),
                0..14,
            )
        ) {
            if let Ok(expr) = Expr::compile(&words.join(" "), Scope::Campaign) {
                let _ = expr.value(&values());
            }
        }
    }
}
