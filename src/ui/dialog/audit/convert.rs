//! One key makes of findings a draft, a problem or a dismissal; the page of a client and the audit of many
//! do it alike.

use super::dismiss::DismissForm;
use crate::domain::audit::{Hit, HitState};
use crate::domain::command::{AuditStep, Dismissed};
use crate::domain::{ClientId, Command};
use crate::input::Action;
use crate::say;
use crate::ui::{Cx, Notice, Reply};

/// Does a key with hits of one rule at one client. Those nobody has dealt with are meant; when there are none,
/// the refusal names what deals with them. `None`: another action.
pub(in crate::ui::dialog) fn act<'n>(
    action: Action,
    client: ClientId,
    hits: &[&Hit],
    name: impl Fn(&Hit) -> Option<&'n str>,
    cx: &Cx<'_>,
) -> Option<Reply> {
    let wanted = matches!(
        action,
        Action::HitToDraft | Action::HitToProblem | Action::DismissHit
    );
    if !wanted {
        return None;
    }
    let open = hits.iter().filter(|hit| hit.state.is_open());
    let mut meant: Vec<Hit> = open.map(|hit| (*hit).clone()).collect();
    if meant.is_empty() {
        meant = hits.iter().map(|hit| (*hit).clone()).collect();
    }
    if meant.is_empty() {
        let none = cx.texts.t("finding-none-here");
        return Some(Reply::Say(Notice::info(none)));
    }
    let step = match action {
        Action::HitToDraft => {
            say::found_draft(cx.texts, &meant, name).map(|d| AuditStep::Draft(Box::new(d)))
        }
        Action::HitToProblem => say::found_problem(cx.texts, &meant, false, name)
            .map(|p| AuditStep::Problem(Box::new(p))),
        _ => return Some(dismiss(client, &meant, name, cx)),
    };
    Some(step.map_or(Reply::Done, |step| Reply::Do(Command::Audit(client, step))))
}

/// Puts hits aside by a form that asks why; hits put aside already come back at once.
fn dismiss<'n>(
    client: ClientId,
    hits: &[Hit],
    name: impl Fn(&Hit) -> Option<&'n str>,
    cx: &Cx<'_>,
) -> Reply {
    let aside = hits
        .iter()
        .filter(|hit| matches!(hit.state, HitState::Dismissed(_)));
    let keys: Vec<_> = aside.map(Hit::key).collect();
    if !keys.is_empty() {
        return Reply::Do(Command::Audit(client, AuditStep::Restore(keys)));
    }
    let Some(first) = hits.first().filter(|hit| hit.state.is_open()) else {
        let words = hits
            .first()
            .and_then(|hit| say::hit_state(cx.texts, hit, cx.now.time_zone(), cx.today()));
        return words.map_or(Reply::Done, |words| Reply::Say(Notice::info(words)));
    };
    let title = match hits.len() {
        1 => say::hit_title(cx.texts, first, name(first)),
        _ => say::rule_title(cx.texts, &first.rule).to_owned(),
    };
    let hits = hits
        .iter()
        .map(|hit| Dismissed {
            key: hit.key(),
            measure: hit.thousandths(),
        })
        .collect();
    Reply::Open(Box::new(DismissForm::new(client, hits, title)))
}
