//! What the audit found, in words: evidence with its numbers, what a hit becomes, what is wrong with a rule.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::bilingual;
use crate::domain::audit::{
    Hit, HitGroup, HitState, MEASURE, Piece, Rule, RuleFault, Scope, Taken, Unit, Var, pieces,
};
use crate::domain::command::{FoundDraft, FoundProblem};
use crate::domain::{Bilingual, Currency, Platform};
use crate::i18n::{Lang, Texts};

/// Campaigns named in the words of a group before the rest is counted.
const NAMED: usize = 10;

/// What a rule is called.
#[must_use]
pub fn rule_title<'r>(texts: &Texts, rule: &'r Rule) -> &'r str {
    bilingual(texts, &rule.texts.title)
}

/// «Яндекс Директ».
#[must_use]
pub fn ad_platform(texts: &Texts, platform: Platform) -> String {
    texts.t(match platform {
        Platform::YandexDirect => "audit-platform-yandex-direct",
        Platform::GoogleAds => "audit-platform-google-ads",
        Platform::MetaAds => "audit-platform-meta-ads",
        Platform::VkAds => "audit-platform-vk-ads",
        Platform::Other => "audit-platform-other",
    })
}

/// A number of the audit as its unit is written: `2 340 ₽`, `1,4 %`, `5 дней`.
#[must_use]
pub fn audit_value(texts: &Texts, unit: Unit, value: f64, currency: Currency) -> String {
    if !value.is_finite() {
        return "—".to_owned();
    }
    match unit {
        Unit::Count => count(texts, value),
        Unit::Money => money(texts, value, currency),
        Unit::Percent => texts.percent(value),
        Unit::Days => texts.tf("count-days", &[("count", whole(value).into())]),
        Unit::Times => texts.tf("audit-times", &[("number", tenths(texts, value).into())]),
        Unit::Flag => texts.t(if value == 0.0 {
            "audit-no"
        } else {
            "audit-yes"
        }),
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a float beyond i64 saturates, which no figure of ours comes near"
)]
const fn whole(value: f64) -> i64 {
    value.round() as i64
}

/// Conversions may be parts of one: a decimal under ten, when there is any.
fn count(texts: &Texts, value: f64) -> String {
    if value.abs() < 10.0 && (value * 10.0).round() % 10.0 != 0.0 {
        tenths(texts, value)
    } else {
        texts.number(whole(value))
    }
}

fn tenths(texts: &Texts, value: f64) -> String {
    let digits = format!("{:.1}", value.abs());
    let digits = digits.strip_suffix(".0").unwrap_or(&digits);
    let sign = if value < 0.0 { "−" } else { "" };
    let point = match texts.lang() {
        Lang::Ru => ",",
        Lang::En => ".",
    };
    format!("{sign}{}", digits.replace('.', point))
}

/// Kopecks under a hundred, whole units up to a hundred thousand, short above.
fn money(texts: &Texts, value: f64, currency: Currency) -> String {
    let minor = whole(value * 100.0);
    match minor.unsigned_abs() {
        0..10_000 => texts.money(minor, currency.code()),
        10_000..10_000_000 => texts.money(whole(value).saturating_mul(100), currency.code()),
        _ => texts.money_short(minor, currency.code()),
    }
}

/// A text of a rule with the numbers of a hit in their places.
#[must_use]
pub fn filled(texts: &Texts, text: &Bilingual, hit: &Hit) -> String {
    pieces(bilingual(texts, text))
        .map(|piece| match piece {
            Piece::Plain(plain) => plain.to_owned(),
            Piece::Place(MEASURE) => audit_value(texts, hit.rule.unit, hit.measure, hit.currency),
            Piece::Place(name) => Var::from_name(name).map_or_else(
                || "—".to_owned(),
                |var| audit_value(texts, var.unit(), hit.value(var), hit.currency),
            ),
        })
        .collect()
}

/// The numbers of a hit, one line.
#[must_use]
pub fn evidence(texts: &Texts, hit: &Hit) -> String {
    filled(texts, &hit.rule.texts.evidence, hit)
}

/// Where a hit is: the campaign by its name, the platform; empty for the client as a whole.
#[must_use]
pub fn hit_place(texts: &Texts, hit: &Hit, campaign: Option<&str>) -> String {
    match hit.rule.scope {
        Scope::Client => String::new(),
        Scope::Platform => hit
            .platform
            .map(|platform| ad_platform(texts, platform))
            .unwrap_or_default(),
        Scope::Campaign => campaign.unwrap_or_default().to_owned(),
    }
}

/// «Расход без конверсий: Поиск Москва».
#[must_use]
pub fn hit_title(texts: &Texts, hit: &Hit, campaign: Option<&str>) -> String {
    let title = rule_title(texts, &hit.rule);
    match hit_place(texts, hit, campaign) {
        place if place.is_empty() => title.to_owned(),
        place => format!("{title}: {place}"),
    }
}

/// Where a hit stands when it is not new; `None` for a new one. `today` tells near dates.
#[must_use]
pub fn hit_state(texts: &Texts, hit: &Hit, zone: &TimeZone, today: Date) -> Option<String> {
    let date = |at: jiff::Timestamp| texts.date(at.to_zoned(zone.clone()).date(), today);
    let was = |measure: i64| thousandths(texts, hit, measure);
    Some(match &hit.state {
        HitState::New => return None,
        HitState::Taken(Taken::Problem(_)) => texts.t("audit-taken-problem"),
        HitState::Taken(Taken::Recommendation(_)) => texts.t("audit-taken-recommendation"),
        HitState::Dismissed(d) => texts.tf(
            "audit-dismissed",
            &[
                ("date", date(d.at).into()),
                ("reason", d.reason.as_str().into()),
            ],
        ),
        HitState::Returned(d) => texts.tf(
            "audit-returned",
            &[
                ("date", date(d.at).into()),
                ("reason", d.reason.as_str().into()),
                ("before", was(d.measure).into()),
                ("now", was(hit.thousandths()).into()),
            ],
        ),
    })
}

/// A measure kept in thousandths, as its unit is written.
#[expect(
    clippy::cast_precision_loss,
    reason = "shown to a person, rounded anyway"
)]
fn thousandths(texts: &Texts, hit: &Hit, measure: i64) -> String {
    audit_value(texts, hit.rule.unit, measure as f64 / 1000.0, hit.currency)
}

/// The head of a group: «Ссылки без UTM-меток · 12 · 340 тыс ₽».
#[must_use]
pub fn group_line(texts: &Texts, group: &HitGroup<'_>) -> String {
    let Some(first) = group.hits.first() else {
        return String::new();
    };
    let mut parts = vec![rule_title(texts, &first.rule).to_owned()];
    if group.hits.len() > 1 {
        let args = [("count", group.hits.len().into())];
        parts.push(texts.tf("audit-count-hits", &args));
    }
    if group.stake() > 0 {
        parts.push(texts.money_short(group.stake(), first.currency.code()));
    }
    parts.join(" · ")
}

/// The lines of a group, each hit with its place; the first [`NAMED`] and how many more.
fn lines<'n>(texts: &Texts, hits: &[Hit], name: impl Fn(&Hit) -> Option<&'n str>) -> String {
    let line = |hit: &Hit| {
        let (place, numbers) = (hit_place(texts, hit, name(hit)), evidence(texts, hit));
        if place.is_empty() {
            numbers
        } else {
            format!("{place}: {numbers}")
        }
    };
    let mut out: Vec<String> = hits.iter().take(NAMED).map(line).collect();
    if hits.len() > NAMED {
        let args = [("count", (hits.len() - NAMED).into())];
        out.push(texts.tf("audit-and-more", &args));
    }
    out.join("\n")
}

/// One hit, or all open hits of a rule, as a problem: made of several, it deals with every hit of the rule.
/// `name` gives a campaign's name. `None` without hits.
#[must_use]
pub fn found_problem<'n>(
    texts: &Texts,
    hits: &[Hit],
    sensitive: bool,
    name: impl Fn(&Hit) -> Option<&'n str>,
) -> Option<FoundProblem> {
    let first = hits.first()?;
    Some(FoundProblem {
        key: key(hits)?,
        title: title(texts, hits, &name)?,
        details: lines(texts, hits, &name),
        severity: first.severity(),
        solver: first.rule.solver,
        sensitive,
    })
}

/// One hit or all hits of a rule as a recommendation draft; `name` gives a campaign's name. `None` without
/// hits.
#[must_use]
pub fn found_draft<'n>(
    texts: &Texts,
    hits: &[Hit],
    name: impl Fn(&Hit) -> Option<&'n str>,
) -> Option<FoundDraft> {
    let first = hits.first()?;
    let rule = &first.rule;
    let said = |text: &Bilingual| filled(texts, text, first);
    Some(FoundDraft {
        key: key(hits)?,
        title: title(texts, hits, &name)?,
        why: format!("{}\n{}", said(&rule.texts.why), lines(texts, hits, &name)),
        if_done: said(&rule.texts.if_done),
        if_not: said(&rule.texts.if_not),
        how_simple: said(&rule.texts.how_simple),
        how_expert: said(&rule.texts.how_expert),
        kind: rule.kind,
        effort: rule.effort,
        effect: rule.effect.clone(),
    })
}

fn key(hits: &[Hit]) -> Option<crate::domain::audit::HitKey> {
    match hits {
        [] => None,
        [one] => Some(one.key()),
        [first, ..] => Some(crate::domain::audit::HitKey::whole(&first.rule.id)),
    }
}

fn title<'n>(
    texts: &Texts,
    hits: &[Hit],
    name: impl Fn(&Hit) -> Option<&'n str>,
) -> Option<String> {
    let (first, more) = hits.split_first()?;
    if more.is_empty() {
        return Some(hit_title(texts, first, name(first)));
    }
    let title = rule_title(texts, &first.rule);
    if first.rule.scope == Scope::Platform {
        let places = hits.iter().map(|hit| hit_place(texts, hit, None));
        return Some(format!(
            "{title}: {}",
            places.collect::<Vec<_>>().join(", ")
        ));
    }
    let args = [("title", title.into()), ("count", hits.len().into())];
    Some(texts.tf("audit-title-many", &args))
}

/// What is wrong with a rule, one phrase.
#[must_use]
pub fn rule_fault(texts: &Texts, fault: &RuleFault) -> String {
    match fault {
        RuleFault::Syntax { text, detail } => texts.tf(
            "rule-fault-syntax",
            &[("text", text.into()), ("detail", detail.into())],
        ),
        RuleFault::UnknownVariable { name, nearest } => match nearest {
            None => texts.tf("rule-fault-variable", &[("name", name.into())]),
            Some(near) => texts.tf(
                "rule-fault-variable-near",
                &[("name", name.into()), ("near", near.name().into())],
            ),
        },
        RuleFault::NotAtScope { var, scope } => texts.tf(
            "rule-fault-scope",
            &[("name", var.name().into()), ("scope", scope.name().into())],
        ),
        RuleFault::TextMissing { field } => {
            texts.tf("rule-fault-text", &[("field", (*field).into())])
        }
        RuleFault::BadPlace { field } => {
            texts.tf("rule-fault-place", &[("field", (*field).into())])
        }
        RuleFault::BadId => texts.t("rule-fault-id"),
        RuleFault::UnknownTerm { name, known } => texts.tf(
            "rule-fault-term",
            &[("name", name.into()), ("known", known.into())],
        ),
        RuleFault::Twice => texts.t("rule-fault-twice"),
        RuleFault::OffFalse => texts.t("rule-fault-off"),
        RuleFault::Unreadable(detail) => {
            texts.tf("rule-fault-unreadable", &[("detail", detail.into())])
        }
        RuleFault::Format(detail) => texts.tf("rule-fault-format", &[("detail", detail.into())]),
    }
}
