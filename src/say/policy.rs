//! Policies of contact, their signals, and news, in words.

use jiff::civil::Date;

use crate::domain::command::{NewsError, TermsError};
use crate::domain::policy::Signal;
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
        NewsError::Unwelcome(client) => {
            let name = [("client", client.as_str().into())];
            texts.tf("rule-news-unwelcome", &name)
        }
    }
}
