//! A query shown reads as the same query, and no text breaks the reader.

use super::*;

fn quantity(field: Field) -> impl Strategy<Value = Quantity> {
    let whole = matches!(field.kind(), FieldKind::Days | FieldKind::Count);
    let scale = if whole { 0..=0_u32 } else { 0..=3 };
    let unit = proptest::sample::select(field.units());
    let amount = matches!(field.kind(), FieldKind::Money | FieldKind::MoneyOrChange);
    (-9_999_i64..99_999, scale, unit).prop_map(move |(n, scale, unit)| Quantity {
        // An amount is never below zero, a change may be.
        number: Decimal::new(
            if amount && unit != Unit::Percent {
                n.abs()
            } else {
                n
            },
            scale,
        )
        .normalize(),
        unit,
    })
}

fn claim(field: Field) -> BoxedStrategy<Claim> {
    let text = "[а-яa-z«»,\"\\\\() -]{0,5}[а-яё\"]";
    let own: BoxedStrategy<Claim> = match field.kind() {
        FieldKind::Flag => return any::<bool>().prop_map(Claim::Is).boxed(),
        FieldKind::Term => {
            let codes: Vec<u8> = field.terms().iter().map(|(code, _)| *code).collect();
            let len = codes.len();
            proptest::sample::subsequence(codes, 1..=len)
                .prop_map(Claim::OneOf)
                .boxed()
        }
        FieldKind::Text => prop_oneof![
            proptest::collection::vec(text, 1..3).prop_map(Claim::Holds),
            text.prop_map(Claim::Equals),
        ]
        .boxed(),
        _ => (quantity(field), 0..6)
            .prop_map(|(at, shape)| {
                let bound = |included| Some(Bound { at, included });
                let more = Quantity {
                    number: at.number + Decimal::from(7),
                    unit: at.unit,
                };
                let end = Some(Bound {
                    at: more,
                    included: true,
                });
                match shape {
                    0 => Claim::Between(bound(true), None),
                    1 => Claim::Between(bound(false), None),
                    2 => Claim::Between(None, bound(true)),
                    3 => Claim::Between(None, bound(false)),
                    4 => Claim::Between(bound(true), end),
                    _ => Claim::Between(bound(true), bound(true)),
                }
            })
            .boxed(),
    };
    prop_oneof![8 => own, 1 => Just(Claim::Missing), 1 => Just(Claim::Present)].boxed()
}

fn expr() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![
        "[а-яa-z0-9#.]{1,6}"
            .prop_filter("a word", |w| !["or", "not", "или", "не"]
                .contains(&w.as_str()))
            .prop_map(Expr::Word),
        "[ а-яa-z\"\\\\()-]{0,6}".prop_map(Expr::Phrase),
        proptest::sample::select(Field::ALL)
            .prop_flat_map(|f| claim(f).prop_map(move |c| Expr::Test(f, c))),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let many = proptest::collection::vec(inner.clone(), 2..4);
        let flat = |parts: Vec<Expr>, any: bool| {
            parts
                .into_iter()
                .flat_map(|part| match part {
                    Expr::All(parts) if !any => parts,
                    Expr::Any(parts) if any => parts,
                    one => vec![one],
                })
                .collect::<Vec<_>>()
        };
        prop_oneof![
            many.clone()
                .prop_map(move |parts| Expr::All(flat(parts, false))),
            many.prop_map(move |parts| Expr::Any(flat(parts, true))),
            inner.prop_map(|part| Expr::Not(Box::new(part))),
        ]
    })
}

proptest! {
    #[test]
    fn a_query_shown_reads_as_the_same_query(expr in expr()) {
        let query = Query { expr };
        let text = query.to_string();
        if text.len() <= LONGEST {
            prop_assert_eq!(Query::parse(&text).map_err(|f| format!("{text}: {f}")), Ok(query));
        }
    }

    #[test]
    fn no_text_breaks_the_reader(text in ".{0,40}") {
        read_any(&text)?;
    }

    #[test]
    fn no_scrap_of_the_language_breaks_the_reader(
        pieces in proptest::collection::vec(proptest::sample::select(&[
            "stage", "этап", "touch", "расход3", "tag", ":", "=", "<", ">=", "!=", "..", "-", "!", "&&", "(", ")",
            "\"", "\\", ",", " ", "14", "1,5", "d", "нед", "%", "млн", "or", "не", "анализ", "none", "ё", "👩‍👩‍👧",
        ][..]), 0..14)
    ) {
        read_any(&pieces.concat())?;
    }
}

/// Reads, shows and completes a text: nothing panics, places are character boundaries, what was read is
/// read again.
fn read_any(text: &str) -> Result<(), TestCaseError> {
    match Query::parse(text) {
        Ok(query) => {
            let shown = query.to_string();
            prop_assert_eq!(
                Query::parse(&shown).map_err(|f| format!("{shown}: {f}")),
                Ok(query)
            );
        }
        Err(fault) => {
            prop_assert!(text.is_char_boundary(fault.at), "{fault:?}");
            prop_assert!(text.is_char_boundary(fault.at + fault.len), "{fault:?}");
            prop_assert!(fault.character(text) <= text.chars().count() + 1);
        }
    }
    for cursor in 0..=text.len() {
        let done = complete(text, cursor, true, &|_| vec!["x y".to_owned()]);
        prop_assert!(text.is_char_boundary(done.from) && text.is_char_boundary(done.to));
        prop_assert!(done.from <= done.to);
    }
    Ok(())
}
