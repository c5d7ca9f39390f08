//! Policies of contact, their signals, and news, in words.

use jiff::civil::Date;

use crate::domain::command::{NewsError, TermsError};
use crate::domain::policy::Signal;
use crate::domain::{ContactTerms, Dossier};
use crate::i18n::Texts;

/// One signal, a few words.
#[must_use]
pub fn signal(texts: &Texts, signal: Signal, today: Date) -> String {
    let count = |id: &str, n: u16| texts.tf(id, &[("count", i64::from(n).into())]);
    match signal {
        Signal::Unanswered(n) => count("policy-signal-unanswered", n),
        Signal::Declined(n) => count("policy-signal-declined", n),
        Signal::Curt(n) => count("policy-signal-curt", n),
        Signal::NoInbound(n) => count("policy-signal-no-inbound", n),
        Signal::NothingAccepted(n) => count("policy-signal-nothing-accepted", n),
        Signal::Inbound(on) => {
            let date = [("date", texts.date(on, today).into())];
            texts.tf("policy-signal-inbound", &date)
        }
        Signal::SpendGrew(percent) => {
            let args = [("percent", i64::from(percent).into())];
            texts.tf("policy-signal-spend-grew", &args)
        }
    }
}

/// All signals in one line, the weightiest first.
#[must_use]
pub fn signals(texts: &Texts, all: &[Signal], today: Date) -> String {
    let each: Vec<String> = all.iter().map(|s| signal(texts, *s, today)).collect();
    each.join(", ")
}

/// What was agreed on the form of communication, the terms that hinder a talk first; empty when nothing was.
#[must_use]
pub fn terms(texts: &Texts, dossier: &Dossier, today: Date) -> String {
    let Some(terms) = dossier.work().terms.as_deref() else {
        return String::new();
    };
    let date = |id: &str, day| texts.tf(id, &[("date", texts.date(day, today).into())]);
    let quiet = terms.quiet.map(|quiet| {
        let hours = format!("{}–{}", texts.time(quiet.from), texts.time(quiet.to));
        texts.tf("card-terms-quiet", &[("hours", hours.into())])
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
        let id = if day < today {
            "card-terms-campaign-over"
        } else {
            "card-terms-campaign"
        };
        date(id, day)
    });
    let since = terms.policy_since.map(|day| date("card-terms-since", day));
    let why = (!terms.policy_reason.is_empty()).then(|| terms.policy_reason.clone());
    let ask = terms.ask_again.map(|day| date("card-terms-ask", day));
    let urgent = urgent(texts, dossier, terms);
    let parts = [quiet, response, urgent, news, campaign, since, why, ask];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// «срочно: мессенджер, Анна».
fn urgent(texts: &Texts, dossier: &Dossier, terms: &ContactTerms) -> Option<String> {
    let channel = terms.urgent_channel.map(|c| super::channel(texts, c));
    let who = terms.urgent_contact.and_then(|id| {
        let person = dossier.contacts.iter().find(|c| c.id == id)?;
        Some(person.name.clone())
    });
    let how: Vec<String> = channel.into_iter().chain(who).collect();
    (!how.is_empty()).then(|| {
        let how = [("how", how.join(", ").into())];
        texts.tf("card-terms-urgent", &how)
    })
}

/// Why terms were refused and what would be accepted.
pub(super) fn terms_refusal(texts: &Texts, error: TermsError) -> String {
    texts.t(match error {
        TermsError::ResponseZero => "rule-terms-response-zero",
        TermsError::QuietBackwards => "rule-terms-quiet-backwards",
    })
}

/// Why news was refused and what would be accepted.
pub(super) fn news_refusal(texts: &Texts, error: &NewsError) -> String {
    match error {
        NewsError::NoSuchNews => texts.t("rule-no-news"),
        NewsError::TitleMissing => texts.t("rule-news-title"),
        NewsError::EndsBeforeItBegins => texts.t("rule-news-backwards"),
        NewsError::Query(text, fault) => {
            let rest = text.get(fault.at..).unwrap_or_default();
            let args = [("at", fault.character(text).into()), ("rest", rest.into())];
            texts.tf("rule-news-query", &args)
        }
        NewsError::ByScores => texts.t("rule-news-scores"),
        NewsError::Unwelcome(client) => {
            let name = [("client", client.as_str().into())];
            texts.tf("rule-news-unwelcome", &name)
        }
    }
}
