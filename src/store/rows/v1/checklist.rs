//! Playbooks applied.

use serde::{Deserialize, Serialize};

use super::{Id, Text, text};
use crate::domain as d;
use crate::domain::{ChecklistId, ClientId};
use crate::store::codec::{At, Day, RowError, maybe};

#[derive(Serialize, Deserialize)]
struct Step<'a> {
    text: Text<'a>,
    due: Day,
    call: bool,
    done_at: Option<At>,
    note: Text<'a>,
}

#[derive(Serialize, Deserialize)]
pub(in crate::store) struct Checklist<'a> {
    id: Id,
    client: Id,
    playbook: Text<'a>,
    title: Text<'a>,
    started: Day,
    steps: Vec<Step<'a>>,
    closed_at: Option<At>,
}

impl<'a> From<&'a d::Checklist> for Checklist<'a> {
    fn from(list: &'a d::Checklist) -> Self {
        Self {
            id: list.id.bytes(),
            client: list.client.bytes(),
            playbook: text(&list.playbook),
            title: text(&list.title),
            started: list.started.into(),
            steps: list
                .steps
                .iter()
                .map(|s| Step {
                    text: text(&s.text),
                    due: s.due.into(),
                    call: s.call,
                    done_at: s.done_at.map(Into::into),
                    note: text(&s.note),
                })
                .collect(),
            closed_at: list.closed_at.map(Into::into),
        }
    }
}

impl TryFrom<Checklist<'_>> for d::Checklist {
    type Error = RowError;
    fn try_from(list: Checklist<'_>) -> Result<Self, RowError> {
        Ok(Self {
            id: ChecklistId::from_bytes(list.id),
            client: ClientId::from_bytes(list.client),
            playbook: list.playbook.into_owned(),
            title: list.title.into_owned(),
            started: list.started.try_into()?,
            steps: list
                .steps
                .into_iter()
                .map(|s| {
                    Ok(d::ChecklistStep {
                        text: s.text.into_owned(),
                        due: s.due.try_into()?,
                        call: s.call,
                        done_at: maybe(s.done_at)?,
                        note: s.note.into_owned(),
                    })
                })
                .collect::<Result<_, RowError>>()?,
            closed_at: maybe(list.closed_at)?,
        })
    }
}
