//! Saved views.

use serde::{Deserialize, Serialize};

use super::{Id, Text, term, text};
use crate::domain as d;
use crate::domain::ViewId;
use crate::store::codec::{At, RowError};

#[derive(Serialize, Deserialize)]
pub(in crate::store) struct View<'a> {
    id: Id,
    name: Text<'a>,
    query: Text<'a>,
    columns: Vec<u8>,
    order: u8,
    reversed: bool,
    pane: u8,
    key: Option<u8>,
    made_at: At,
}

impl<'a> From<&'a d::View> for View<'a> {
    fn from(v: &'a d::View) -> Self {
        Self {
            id: v.id.bytes(),
            name: text(&v.name),
            query: text(&v.query),
            columns: v.columns.iter().map(|c| c.code()).collect(),
            order: v.order.code(),
            reversed: v.reversed,
            pane: v.pane.code(),
            key: v.key,
            made_at: v.made_at.into(),
        }
    }
}

impl TryFrom<View<'_>> for d::View {
    type Error = RowError;
    fn try_from(v: View<'_>) -> Result<Self, RowError> {
        let columns = v.columns.into_iter();
        Ok(Self {
            id: ViewId::from_bytes(v.id),
            name: v.name.into_owned(),
            query: v.query.into_owned(),
            columns: columns
                .map(|code| Ok(term!(ViewColumn, code)))
                .collect::<Result<_, RowError>>()?,
            order: term!(ViewOrder, v.order),
            reversed: v.reversed,
            pane: term!(ViewPane, v.pane),
            key: v.key,
            made_at: v.made_at.try_into()?,
        })
    }
}
