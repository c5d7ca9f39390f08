//! News.

use serde::{Deserialize, Serialize};

use super::{Id, Text, term, text};
use crate::domain as d;
use crate::domain::{ClientId, NewsId};
use crate::store::codec::{At, Day, RowError, maybe};

#[derive(Serialize, Deserialize)]
pub(in crate::store) struct News<'a> {
    id: Id,
    title: Text<'a>,
    text: Text<'a>,
    expert: Text<'a>,
    kind: u8,
    query: Text<'a>,
    from: Day,
    until: Option<Day>,
    told: Vec<(Id, At)>,
    made_at: At,
    closed_at: Option<At>,
}

impl<'a> From<&'a d::News> for News<'a> {
    fn from(n: &'a d::News) -> Self {
        let told = n.told.iter();
        Self {
            id: n.id.bytes(),
            title: text(&n.title),
            text: text(&n.text),
            expert: text(&n.expert),
            kind: n.kind.code(),
            query: text(&n.query),
            from: n.from.into(),
            until: n.until.map(Into::into),
            told: told
                .map(|(client, at)| (client.bytes(), (*at).into()))
                .collect(),
            made_at: n.made_at.into(),
            closed_at: n.closed_at.map(Into::into),
        }
    }
}

impl TryFrom<News<'_>> for d::News {
    type Error = RowError;
    fn try_from(n: News<'_>) -> Result<Self, RowError> {
        let told = n.told.into_iter();
        Ok(Self {
            id: NewsId::from_bytes(n.id),
            title: n.title.into_owned(),
            text: n.text.into_owned(),
            expert: n.expert.into_owned(),
            kind: term!(NewsKind, n.kind),
            query: n.query.into_owned(),
            from: n.from.try_into()?,
            until: maybe(n.until)?,
            told: told
                .map(|(client, at)| Ok((ClientId::from_bytes(client), at.try_into()?)))
                .collect::<Result<_, RowError>>()?,
            made_at: n.made_at.try_into()?,
            closed_at: maybe(n.closed_at)?,
        })
    }
}
