//! What was agreed on the form of communication, in one line (C10, A27, E33).

use super::parts::joined;
use crate::domain::{ContactTerms, Dossier};
use crate::say;
use crate::ui::Cx;
use crate::ui::dialog::form::read::hours_text;

/// The terms that matter before one speaks, the ones that hinder first; empty when nothing was agreed.
pub(in crate::ui::dialog) fn words(dossier: &Dossier, cx: &Cx<'_>) -> String {
    let texts = cx.texts;
    let Some(terms) = dossier.work().terms.as_deref() else {
        return String::new();
    };
    let date = |id: &str, day| texts.tf(id, &[("date", texts.date(day, cx.today()).into())]);
    let quiet = terms.quiet.map(|quiet| {
        let hours = [("hours", hours_text(quiet).into())];
        texts.tf("card-terms-quiet", &hours)
    });
    let response = terms.response_minutes.map(|minutes| {
        let time = [("time", texts.duration(i64::from(minutes)).into())];
        texts.tf("card-terms-response", &time)
    });
    let news = terms.news.map(|yes| {
        texts.t(if yes {
            "card-terms-news-yes"
        } else {
            "card-terms-news-no"
        })
    });
    let campaign = terms.campaign_until.map(|day| {
        let over = day < cx.today();
        date(
            if over {
                "card-terms-campaign-over"
            } else {
                "card-terms-campaign"
            },
            day,
        )
    });
    let since = terms.policy_since.map(|day| date("card-terms-since", day));
    let why = joined([since.unwrap_or_default(), terms.policy_reason.clone()]);
    let ask = terms.ask_again.map(|day| date("card-terms-ask", day));
    let parts = [quiet, response, urgent(dossier, terms, cx), news, campaign];
    let parts = parts.into_iter().chain([Some(why), ask]).flatten();
    joined(parts)
}

/// «срочно: мессенджер, Анна».
fn urgent(dossier: &Dossier, terms: &ContactTerms, cx: &Cx<'_>) -> Option<String> {
    let channel = terms.urgent_channel.map(|c| say::channel(cx.texts, c));
    let who = terms.urgent_contact.and_then(|id| {
        let person = dossier.contacts.iter().find(|c| c.id == id)?;
        Some(person.name.clone())
    });
    let how: Vec<String> = channel.into_iter().chain(who).collect();
    (!how.is_empty()).then(|| {
        let how = [("how", how.join(", ").into())];
        cx.texts.tf("card-terms-urgent", &how)
    })
}
