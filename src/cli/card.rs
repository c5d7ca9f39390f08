//! `planerka show`: the card of a client.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::failure::Failure;
use super::shell::{Shell, moment};
use super::{brief, cycles, draft, find, playbook, problem, promise, session, words};
use crate::domain::money::decimal;
use crate::domain::recommendation::Rates;
use crate::domain::{Cadence, Contact, ContactTerms, Dossier, ExternalId, Touch};
use crate::say;

/// Touches and months shown to a person; a script gets them all.
const SHOWN: usize = 12;

#[derive(Debug, clap::Args)]
pub(super) struct ShowArgs {
    /// Whom: an id, an external id, a part of the name
    client: String,
}

/// Prints the card.
pub(super) fn run(shell: &Shell, args: &ShowArgs) -> Result<(), Failure> {
    let texts = shell.texts();
    session::existing(shell, |session| {
        let dossier = find::client(session.book(), &args.client, texts)?;
        let touches = session
            .engine()
            .touches(dossier.id())
            .map_err(|error| words::store(shell, &error))?;
        let card = Card {
            shell,
            dossier,
            touches,
            zone: session.now().time_zone().clone(),
        };
        if shell.json() {
            return shell.document(&card.json());
        }
        shell.data(&card.text())
    })
}

struct Card<'c> {
    shell: &'c Shell,
    dossier: &'c Dossier,
    touches: Vec<Touch>,
    zone: TimeZone,
}

impl Card<'_> {
    fn at(&self, at: Timestamp) -> String {
        moment(&at.to_zoned(self.zone.clone()))
    }

    fn json(&self) -> Value {
        let d = self.dossier;
        let c = &d.client;
        let journey = d.journey();
        let spend = d.spend.as_ref().map(|spend| {
            let months: Vec<Value> = (0i32..)
                .zip(spend.amounts.iter())
                .filter_map(|(i, amount)| {
                    let month = spend.first.plus(i).to_string();
                    amount.map(|minor| json!({ "month": month, "amount": decimal(minor) }))
                })
                .collect();
            json!({ "currency": spend.currency.code(), "months": months })
        });
        let follow_up = d.follow_up.as_ref().map(|f| {
            json!({
                "date": f.date.to_string(),
                "time": f.time.map(|t| t.strftime("%H:%M").to_string()),
                "reason": f.reason,
                "promised": f.promised,
                "channel": f.channel.map(crate::domain::Channel::name),
                "contact_id": f.contact.map(|id| id.to_string()),
            })
        });
        let parked = journey
            .parked
            .as_ref()
            .map(|p| json!({ "reason": p.reason, "until": p.until.to_string() }));
        let contacts: Vec<Value> = d.contacts.iter().map(contact).collect();
        let drafts: Vec<Value> = d
            .recommendations
            .iter()
            .map(|r| draft::object(r, &self.zone))
            .collect();
        let problems: Vec<Value> = d
            .open_problems()
            .into_iter()
            .map(|p| problem::object(p, &self.zone))
            .collect();
        let touches: Vec<Value> = self
            .touches
            .iter()
            .map(|t| {
                json!({
                    "id": t.id.to_string(),
                    "at": self.at(t.at),
                    "channel": t.channel.name(),
                    "direction": t.direction.name(),
                    "outcome": t.outcome.name(),
                    "minutes": t.minutes,
                    "contact_id": t.contact.map(|id| id.to_string()),
                    "note": t.note,
                })
            })
            .collect();
        json!({
            "id": c.id.to_string(),
            "name": c.name,
            "tier": c.tier.name(),
            "model": c.service_model.name(),
            "policy": c.policy.name(),
            "expertise": c.expertise.level(),
            "cadence": match c.cadence {
                Cadence::Off => json!("off"),
                Cadence::Days(days) => json!(days),
                Cadence::ReportWindow => json!("report"),
            },
            "terms": d.work().terms.as_deref().map(|terms| agreed(d, terms)),
            "zone": c.zone.as_ref().map(crate::domain::Zone::name),
            "channels": c.channels.iter().map(|ch| json!({
                "channel": ch.channel.name(),
                "from": ch.hours.from.strftime("%H:%M").to_string(),
                "to": ch.hours.to.strftime("%H:%M").to_string(),
            })).collect::<Vec<_>>(),
            "tags": c.tags,
            "notes": c.notes,
            "owner": c.owner,
            "since": c.since.map(|day| day.to_string()),
            "external": external(&c.external),
            "created_at": self.at(c.created_at),
            "archived_at": c.archived_at.map(|at| self.at(at)),
            "stage": journey.stage.name(),
            "cycle": journey.cycle,
            "stage_since": self.at(journey.entered_at),
            "parked": parked,
            "last_real": d.last_real().map(|at| self.at(at)),
            "follow_up": follow_up,
            "brief": brief::object(d, &self.zone),
            "contacts": contacts,
            "spend": spend,
            "recommendations": drafts,
            "problems": problems,
            "rates": draft::rates_object(&Rates::of(&d.recommendations)),
            "touches": touches,
            "promises": d.work().promises.iter()
                .map(|p| promise::object(p, &self.zone)).collect::<Vec<_>>(),
            "checklists": d.work().checklists.iter()
                .map(|list| playbook::object(list, &self.zone)).collect::<Vec<_>>(),
            "cycles": cycles::objects(d, &self.touches, &self.shell.now()),
        })
    }

    fn text(&self) -> String {
        let texts = self.shell.texts();
        let d = self.dossier;
        let c = &d.client;
        let today = self.shell.now().date();
        let date = |at: Timestamp| texts.date(at.to_zoned(self.zone.clone()).date(), today);
        let mut out = format!("{}\n{}\n", c.name, c.id);
        let mut row = |id: &str, value: String| {
            if !value.is_empty() {
                out.push_str(&format!("{}: {value}\n", texts.t(id)));
            }
        };
        if let Some(at) = c.archived_at {
            row("cli-card-archived", date(at));
        }
        let cycle = texts.tf("cycle", &[("number", d.cycle().into())]);
        row(
            "cli-card-stage",
            format!("{}, {cycle}", say::stage(texts, d.stage())),
        );
        row("cli-card-tier", say::tier(texts, c.tier));
        row("cli-card-model", say::model(texts, c.service_model));
        row("cli-card-policy", say::policy(texts, c.policy));
        row("cli-card-cadence", say::cadence(texts, c.cadence));
        row("cli-card-terms", say::terms(texts, d, today));
        row(
            "cli-card-zone",
            c.zone
                .as_ref()
                .map_or_else(String::new, |z| z.name().to_owned()),
        );
        row(
            "cli-card-since",
            c.since
                .map_or_else(String::new, |day| texts.date(day, today)),
        );
        row("cli-card-owner", c.owner.clone());
        row("cli-card-tags", c.tags.join(", "));
        row("cli-card-external", external(&c.external).join(", "));
        if let Some(f) = &d.follow_up {
            let when = match f.time {
                Some(time) => texts.date_time(f.date, time, today),
                None => texts.date_with_weekday(f.date, today),
            };
            let promised = f.promised.then(|| texts.t("cli-promised"));
            let parts: Vec<String> = [Some(when), promised, Some(f.reason.clone())]
                .into_iter()
                .flatten()
                .filter(|part| !part.is_empty())
                .collect();
            row("cli-card-next", parts.join(", "));
        }
        let last = d.last_real().map_or_else(|| texts.t("never"), date);
        row("cli-card-last", last);
        if let Some(brief) = d.work().brief.as_deref() {
            let percent = texts.percent(f64::from(brief.completeness()));
            row("cli-card-brief", percent);
            let goals: Vec<&str> = brief.open_goals().map(|g| g.text.as_str()).collect();
            row("cli-card-goals", goals.join("; "));
        }
        row("cli-card-notes", c.notes.clone());
        if let Some(spend) = &d.spend
            && let Some(last) = spend.last()
        {
            let months: Vec<String> = spend
                .window(last, SHOWN)
                .map(|minor| {
                    minor.map_or_else(
                        || "—".to_owned(),
                        |minor| texts.money_short(minor, spend.currency.code()),
                    )
                })
                .collect();
            row("cli-card-spend", format!("…{last}: {}", months.join(" · ")));
        }
        let rates = Rates::of(&d.recommendations);
        if rates.decided > 0 {
            let accepted = say::rate(texts, rates.accepted, rates.decided);
            let implemented = say::rate(texts, rates.implemented, rates.accepted);
            out.push_str(&format!("{}: {accepted}\n", texts.t("cli-rates-accepted")));
            out.push_str(&format!(
                "{}: {implemented}\n",
                texts.t("cli-rates-implemented")
            ));
        }
        let mut list = |id: &str, rows: Vec<String>| {
            if !rows.is_empty() {
                out.push_str(&format!("\n{}\n", texts.t(id)));
                for row in rows {
                    out.push_str(&format!("  {row}\n"));
                }
            }
        };
        let people = d.contacts.iter().map(|p| {
            let boss = p.decision_maker.then(|| texts.t("role-decision-maker"));
            let mut parts = vec![p.name.clone()];
            parts.extend(boss);
            parts.push(p.role.clone());
            parts.extend(p.phones.iter().cloned());
            parts.extend(p.emails.iter().cloned());
            parts.extend(p.messengers.iter().cloned());
            parts.retain(|part| !part.is_empty());
            parts.join(" · ")
        });
        list("cli-card-contacts", people.collect());
        let drafts = d
            .recommendations
            .iter()
            .filter(|r| r.archived_at.is_none())
            .map(|r| format!("{}: {}", say::life(texts, r.life), r.title));
        list("cli-card-drafts", drafts.collect());
        let promises = d.work().promises.iter().filter(|p| p.is_open()).map(|p| {
            let side = texts.t(&format!("side-{}", p.side.name()));
            format!("{side}: {}, {}", p.what, say::until(texts, p.until, today))
        });
        list("cli-card-promises", promises.collect());
        let open = d.work().checklists.iter().filter(|l| l.is_open());
        let lists = open.map(|l| {
            let (done, all) = l.progress();
            let args = [("done", done.into()), ("all", all.into())];
            format!("{}: {}", l.title, texts.tf("checklist-progress", &args))
        });
        list("cli-card-checklists", lists.collect());
        let now = self.shell.now();
        list(
            "cli-card-cycles",
            cycles::lines(d, &self.touches, &now, texts),
        );
        let problems = d.open_problems().into_iter().map(|p| {
            let secret = p.sensitive.then(|| texts.t("problem-sensitive"));
            let mut parts = vec![say::severity(texts, p.severity), p.title.clone()];
            parts.push(say::problem_life(texts, p.life));
            parts.extend(secret);
            parts.join(" · ")
        });
        list("cli-card-problems", problems.collect());
        let touches = self.touches.iter().rev().take(SHOWN).map(|t| {
            let at = t.at.to_zoned(self.zone.clone());
            let when = texts.date_time(at.date(), at.time(), today);
            let note = t.note.lines().next().unwrap_or_default();
            format!(
                "{when} {} {} · {} {note}",
                texts.t(&format!("direction-{}-mark", t.direction.name())),
                say::channel(texts, t.channel),
                say::outcome(texts, t.outcome),
            )
        });
        list("cli-card-touches", touches.collect());
        out
    }
}

/// What was agreed on the form of communication, as scripts read it.
fn agreed(dossier: &Dossier, terms: &ContactTerms) -> Value {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    let person = terms.urgent_contact.and_then(|id| {
        let person = dossier.contacts.iter().find(|c| c.id == id)?;
        Some(json!({ "id": id.to_string(), "name": person.name }))
    });
    json!({
        "response_minutes": terms.response_minutes,
        "quiet": terms.quiet.map(|quiet| json!({
            "from": quiet.from.strftime("%H:%M").to_string(),
            "to": quiet.to.strftime("%H:%M").to_string(),
        })),
        "urgent_channel": terms.urgent_channel.map(crate::domain::Channel::name),
        "urgent_contact": person,
        "news": terms.news,
        "policy_since": day(terms.policy_since),
        "policy_reason": terms.policy_reason,
        "ask_again": day(terms.ask_again),
        "kept_on": day(terms.kept_on),
        "campaign_until": day(terms.campaign_until),
    })
}

fn external(ids: &[ExternalId]) -> Vec<String> {
    ids.iter().map(ToString::to_string).collect()
}

fn contact(c: &Contact) -> Value {
    json!({
        "id": c.id.to_string(),
        "name": c.name,
        "role": c.role,
        "decision_maker": c.decision_maker,
        "phones": c.phones,
        "emails": c.emails,
        "messengers": c.messengers,
        "birthday": c.birthday.map(|b| match b.year {
            Some(year) => format!("{year:04}-{:02}-{:02}", b.month, b.day),
            None => format!("--{:02}-{:02}", b.month, b.day),
        }),
        "notes": c.notes,
        "external": external(&c.external),
    })
}
