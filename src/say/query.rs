//! Queries and views: what is wrong with them, what their fields are.

use crate::domain::command::ViewError;
use crate::domain::query::{Fault, Field, FieldKind, Why};
use crate::domain::{ViewColumn, ViewOrder};
use crate::i18n::{Lang, Texts};

/// «расход за последний закрытый месяц, в валюте клиента: 50000, 50тыс, 1,5млн».
#[must_use]
pub fn query_field(texts: &Texts, field: Field) -> String {
    texts.t(&format!("query-field-{}", field.name(false)))
}

/// What a value of the field looks like.
#[must_use]
pub fn query_values(texts: &Texts, field: Field) -> String {
    let russian = texts.lang() == Lang::Ru;
    match field.kind() {
        FieldKind::Days => texts.t("query-value-days"),
        FieldKind::Money => texts.t("query-value-money"),
        FieldKind::MoneyOrChange => texts.t("query-value-change"),
        FieldKind::Count => texts.t("query-value-count"),
        FieldKind::Percent => texts.t("query-value-percent"),
        FieldKind::Flag => texts.t("query-value-flag"),
        FieldKind::Text => texts.t("query-value-text"),
        FieldKind::Term => field.values(russian).collect::<Vec<_>>().join(", "),
    }
}

/// «нет поля «долг»»: a fault in words, without its place.
#[must_use]
pub fn query_fault(texts: &Texts, fault: &Fault) -> String {
    let russian = texts.lang() == Lang::Ru;
    let of = |id: &str, field: Field| {
        let args = [
            ("field", field.name(russian).into()),
            ("expected", query_values(texts, field).into()),
        ];
        texts.tf(id, &args)
    };
    match &fault.why {
        Why::NoSuchField { name, .. } if name.is_empty() => texts.t("query-field-missing"),
        Why::NoSuchField { name, near: None } => {
            texts.tf("query-no-field", &[("name", name.as_str().into())])
        }
        Why::NoSuchField {
            name,
            near: Some(near),
        } => {
            let cyrillic = name.chars().any(|c| ('\u{400}'..='\u{4ff}').contains(&c));
            let near = near.name(cyrillic);
            let args = [("name", name.as_str().into()), ("near", near.into())];
            texts.tf("query-no-field-near", &args)
        }
        Why::ValueMissing(field) => of("query-value-missing", *field),
        Why::NoSuchValue { field, value } => {
            let args = [
                ("field", field.name(russian).into()),
                ("value", value.as_str().into()),
                ("expected", query_values(texts, *field).into()),
            ];
            texts.tf("query-no-value", &args)
        }
        Why::NotANumber(field) => of("query-not-a-number", *field),
        Why::NoSuchUnit(field) => of("query-no-unit", *field),
        Why::NotWhole(field) => of("query-not-whole", *field),
        Why::TooLarge(field) => of("query-too-large", *field),
        Why::MixedUnits(field) => of("query-mixed-units", *field),
        Why::Backwards(field) => of("query-backwards", *field),
        Why::NotCompared(field) => of("query-not-compared", *field),
        Why::Apart(field) => of("query-apart", *field),
        Why::Negative(field) if field.kind() == FieldKind::MoneyOrChange => {
            of("query-negative-change", *field)
        }
        Why::Negative(field) => of("query-negative", *field),
        Why::Foreign { or: true } => texts.t("query-foreign-or"),
        Why::Foreign { or: false } => texts.t("query-foreign-and"),
        Why::QuoteOpen => texts.t("query-quote-open"),
        Why::ParenOpen => texts.t("query-paren-open"),
        Why::ParenExtra => texts.t("query-paren-extra"),
        Why::Empty => texts.t("query-paren-empty"),
        Why::TermMissing => texts.t("query-term-missing"),
        Why::NothingBefore => texts.t("query-nothing-before"),
        Why::TooDeep => texts.t("query-too-deep"),
        Why::TooLong => texts.t("query-too-long"),
    }
}

/// «знак 7: нет поля «долг»».
#[must_use]
pub fn query_fault_at(texts: &Texts, query: &str, fault: &Fault) -> String {
    let place = fault.character(query);
    let args = [
        ("place", place.into()),
        ("fault", query_fault(texts, fault).into()),
    ];
    texts.tf("query-fault-at", &args)
}

/// «по тишине».
#[must_use]
pub fn view_order(texts: &Texts, order: ViewOrder) -> String {
    texts.t(&format!("sort-{}", order.name()))
}

/// «тишина, дней»: a column as the form of a view names it.
#[must_use]
pub fn view_column(texts: &Texts, column: ViewColumn) -> String {
    texts.t(&format!("view-column-{}", column.name()))
}

/// «отбор «долг>0», знак 1: нет поля «долг»»: what is wrong with a query that is not on the screen.
#[must_use]
pub fn view_fault(texts: &Texts, query: &str, fault: &Fault) -> String {
    let args = [
        ("query", query.into()),
        ("fault", query_fault_at(texts, query, fault).into()),
    ];
    texts.tf("view-fault", &args)
}

/// Why a view was refused and what would be accepted.
pub(super) fn view_refusal(texts: &Texts, error: &ViewError) -> String {
    match error {
        ViewError::NoSuchView => texts.t("rule-view-missing"),
        ViewError::NameMissing => texts.t("rule-view-nameless"),
        ViewError::NameTaken(name) => {
            texts.tf("rule-view-name-taken", &[("name", name.as_str().into())])
        }
        ViewError::NoSuchKey(key) => texts.tf("rule-view-key", &[("key", i64::from(*key).into())]),
        ViewError::Query(query, fault) => view_fault(texts, query, fault),
    }
}
