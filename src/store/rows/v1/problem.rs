//! Problems.

use serde::{Deserialize, Serialize};

use super::{Id, Text, term, text};
use crate::domain as d;
use crate::domain::{ClientId, ProblemId};
use crate::store::codec::{At, Day, RowError, maybe};

#[derive(Serialize, Deserialize)]
pub(in crate::store) struct Problem<'a> {
    id: Id,
    client: Id,
    title: Text<'a>,
    details: Text<'a>,
    severity: u8,
    found_by: u8,
    solver: u8,
    waiting_for: Text<'a>,
    waiting_until: Option<Day>,
    sensitive: bool,
    life: u8,
    /// State, moment, note.
    steps: Vec<(u8, At, Text<'a>)>,
    cycle: u32,
    rule: Option<Text<'a>>,
    found_at: At,
    archived_at: Option<At>,
}

impl<'a> From<&'a d::Problem> for Problem<'a> {
    fn from(p: &'a d::Problem) -> Self {
        Self {
            id: p.id.bytes(),
            client: p.client.bytes(),
            title: text(&p.title),
            details: text(&p.details),
            severity: p.severity.code(),
            found_by: p.found_by.code(),
            solver: p.solver.code(),
            waiting_for: text(&p.waiting_for),
            waiting_until: p.waiting_until.map(Into::into),
            sensitive: p.sensitive,
            life: p.life.code(),
            steps: p
                .steps
                .iter()
                .map(|s| (s.life.code(), s.at.into(), text(&s.note)))
                .collect(),
            cycle: p.cycle,
            rule: p.rule.as_deref().map(text),
            found_at: p.found_at.into(),
            archived_at: p.archived_at.map(Into::into),
        }
    }
}

impl TryFrom<Problem<'_>> for d::Problem {
    type Error = RowError;
    fn try_from(p: Problem<'_>) -> Result<Self, RowError> {
        Ok(Self {
            id: ProblemId::from_bytes(p.id),
            client: ClientId::from_bytes(p.client),
            title: p.title.into_owned(),
            details: p.details.into_owned(),
            severity: term!(Severity, p.severity),
            found_by: term!(FoundBy, p.found_by),
            solver: term!(Solver, p.solver),
            waiting_for: p.waiting_for.into_owned(),
            waiting_until: maybe(p.waiting_until)?,
            sensitive: p.sensitive,
            life: term!(ProblemLife, p.life),
            steps: p
                .steps
                .into_iter()
                .map(|(life, at, note)| {
                    Ok(d::ProblemStep {
                        life: term!(ProblemLife, life),
                        at: at.try_into()?,
                        note: note.into_owned(),
                    })
                })
                .collect::<Result<_, RowError>>()?,
            cycle: p.cycle,
            rule: p.rule.map(Text::into_owned),
            found_at: p.found_at.try_into()?,
            archived_at: maybe(p.archived_at)?,
        })
    }
}
