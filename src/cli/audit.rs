//! `planerka audit`: campaigns checked against the rules.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::failure::{Failure, Kind};
use super::format::Format;
use super::session::{self, Session};
use super::shell::Shell;
use super::terms::terms;
use super::{find, view, words};
use crate::domain::audit::{Hit, HitState, Rule, Scope, Subject, Taken, Var, audit, groups};
use crate::domain::money::decimal;
use crate::domain::{Campaign, ClientId, Dossier, RecommendationKind, Severity};
use crate::jobs::library::{RuleProblem, rules};
use crate::say;

/// Hits of a group told one by one before the rest is counted.
const TOLD: usize = 8;

#[derive(Debug, clap::Args)]
pub(super) struct AuditArgs {
    /// Whom: an id, an external id, a part of the name
    client: Option<String>,
    /// All active clients, and how often each rule hit
    #[arg(long, conflicts_with = "client")]
    all: bool,
    /// The clients of this view, and how often each rule hit
    #[arg(long, value_name = "X", conflicts_with_all = ["client", "all"])]
    view: Option<String>,
    /// With hits put aside earlier
    #[arg(long)]
    dismissed: bool,
    /// Only read the rule files and tell their errors
    #[arg(long, conflicts_with_all = ["client", "all", "view"])]
    check: bool,
    /// List the variables rules may use
    #[arg(long, conflicts_with_all = ["client", "all", "view", "check"])]
    variables: bool,
    /// How to print
    #[arg(long, default_value = "text", value_parser = terms(Format::ALL, Format::name))]
    format: Format,
}

/// Audits, or looks at the rules themselves.
pub(super) fn run(shell: &Shell, args: &AuditArgs) -> Result<(), Failure> {
    let json = shell.json() || args.format == Format::Json;
    if args.variables {
        return variables(shell, json);
    }
    let (rules, problems) = rules(shell.settings().own.as_deref());
    if args.check {
        return check(shell, rules.len(), &problems, json);
    }
    let texts = shell.texts();
    if args.client.is_none() && args.view.is_none() && !args.all {
        return Err(Failure::new(Kind::Usage, texts.t("audit-whom")));
    }
    // A rule with an error is off, the audit goes on without it.
    for problem in &problems {
        shell.say(&say::library_problem(texts, &problem.clone().into()));
    }
    session::existing(shell, |session| {
        let clients: Vec<ClientId> = match (&args.client, &args.view) {
            (Some(text), _) => vec![find::client(session.book(), text, texts)?.id()],
            (None, Some(name)) => {
                let view = view::named(shell, session, name)?;
                let found = view::clients(shell, session, &view, Kind::BadInput)?;
                found.into_iter().map(Dossier::id).collect()
            }
            (None, None) => session.book().active().map(Dossier::id).collect(),
        };
        let mut sheet = Sheet {
            shell,
            dismissed: args.dismissed,
            all: args.all || args.view.is_some(),
            clean: 0,
            text: String::new(),
            clients: Vec::new(),
            counts: BTreeMap::new(),
        };
        for id in clients {
            sheet.client(session, &rules, id)?;
        }
        if json {
            return shell.document(&sheet.json(&rules));
        }
        sheet.closing(&rules);
        shell.data(&sheet.text)
    })
}

/// Tells the errors of the rule files; with any, the verb fails as for bad input.
fn check(shell: &Shell, count: usize, problems: &[RuleProblem], json: bool) -> Result<(), Failure> {
    let texts = shell.texts();
    if json {
        let list: Vec<Value> = problems
            .iter()
            .map(|problem| {
                json!({
                    "file": problem.file.display().to_string(),
                    "line": problem.line,
                    "rule": problem.rule,
                    "message": say::rule_fault(texts, &problem.fault),
                })
            })
            .collect();
        shell.document(&json!({ "rules": count, "errors": list }))?;
    } else if problems.is_empty() {
        let args = [("count", count.into())];
        shell.say(&texts.tf("audit-rules-fine", &args));
    }
    let Some(first) = problems.first() else {
        return Ok(());
    };
    let args = [("count", problems.len().into())];
    let message = texts.tf("audit-rules-wrong", &args);
    let line = u64::try_from(first.line).ok().filter(|line| *line > 0);
    let mut failure = Failure::new(Kind::BadInput, message).in_file(&first.file, line);
    failure.choices = problems
        .iter()
        .map(|problem| say::library_problem(texts, &problem.clone().into()))
        .collect();
    Err(failure)
}

/// The table of variables. In English as all help is: rule files quote it.
fn variables(shell: &Shell, json: bool) -> Result<(), Failure> {
    let scopes = |var: Var| -> Vec<&str> {
        let known = Scope::ALL.iter().filter(|scope| var.known_at(**scope));
        known.map(|scope| scope.name()).collect()
    };
    if json {
        let list: Vec<Value> = Var::ALL
            .iter()
            .map(|var| {
                json!({
                    "name": var.name(),
                    "unit": var.unit().name(),
                    "scopes": scopes(*var),
                    "meaning": var.meaning(),
                })
            })
            .collect();
        return shell.document(&json!({ "variables": list }));
    }
    let mut out = String::new();
    for var in Var::ALL {
        out.push_str(&format!(
            "{:<24} {:<8} {:<24} {}\n",
            var.name(),
            var.unit().name(),
            scopes(*var).join(","),
            var.meaning()
        ));
    }
    shell.data(&out)
}

/// What is printed, gathered client by client.
struct Sheet<'s> {
    shell: &'s Shell,
    dismissed: bool,
    all: bool,
    clean: usize,
    text: String,
    clients: Vec<Value>,
    counts: BTreeMap<String, (usize, usize)>,
}

impl Sheet<'_> {
    fn client(
        &mut self,
        session: &mut Session,
        rules: &[std::sync::Arc<Rule>],
        id: ClientId,
    ) -> Result<(), Failure> {
        // A profile says whether there are campaigns to read at all.
        let told = session
            .book()
            .get(id)
            .is_some_and(|dossier| dossier.work().ads.is_some());
        if told {
            session
                .campaigns(id)
                .map_err(|error| words::store(self.shell, &error))?;
        }
        let Some(dossier) = session.book().get(id) else {
            return Ok(());
        };
        let campaigns: &[Campaign] = dossier.work().campaigns.as_deref().unwrap_or_default();
        // Of a whole portfolio only those with campaigns are asked about: the rest has no advertising here.
        if self.all && campaigns.is_empty() {
            return Ok(());
        }
        let today = self.shell.now().date();
        let mut hits = audit(rules, &Subject::of(dossier, campaigns, today));
        for hit in &hits {
            let count = self.counts.entry(hit.rule.id.clone()).or_default();
            count.0 += 1;
            count.1 += usize::from(hit.state.is_open());
        }
        let aside = |hit: &Hit| matches!(hit.state, HitState::Dismissed(_));
        let hidden = hits.iter().filter(|hit| aside(hit)).count();
        if !self.dismissed {
            hits.retain(|hit| !aside(hit));
        }
        self.clients.push(self.object(dossier, campaigns, &hits));
        if self.all && hits.is_empty() {
            self.clean += 1;
            return Ok(());
        }
        let text = self.told(dossier, campaigns, &hits, hidden);
        self.text.push_str(&text);
        Ok(())
    }

    fn object(&self, dossier: &Dossier, campaigns: &[Campaign], hits: &[Hit]) -> Value {
        let texts = self.shell.texts();
        let today = self.shell.now().date();
        let ads = dossier.work().ads.as_deref();
        let hits: Vec<Value> = hits
            .iter()
            .map(|hit| {
                let campaign = campaign(campaigns, hit);
                json!({
                    "rule": hit.rule.id,
                    "scope": hit.rule.scope.name(),
                    "severity": hit.severity().name(),
                    "kind": hit.kind().name(),
                    "platform": hit.platform.map(crate::domain::Platform::name),
                    "campaign": campaign.map(|c| json!({
                        "id": c.id.to_string(), "name": c.name, "number": c.number,
                    })),
                    "title": say::rule_title(texts, &hit.rule),
                    "evidence": say::evidence(texts, hit),
                    "measure": hit.measure.is_finite().then_some(hit.measure),
                    "unit": hit.rule.unit.name(),
                    "stake": decimal(hit.stake),
                    "currency": hit.currency.code(),
                    "state": state(&hit.state),
                    "note": say::hit_state(texts, hit, self.shell.now().time_zone(), today),
                })
            })
            .collect();
        json!({
            "client": { "id": dossier.id().to_string(), "name": dossier.client.name },
            "campaigns": campaigns.len(),
            "data_until": ads.and_then(|ads| ads.data_until).map(|day| day.to_string()),
            "stale": ads.is_some_and(|ads| ads.is_stale(today)),
            "hits": hits,
        })
    }

    fn told(
        &self,
        dossier: &Dossier,
        campaigns: &[Campaign],
        hits: &[Hit],
        hidden: usize,
    ) -> String {
        let texts = self.shell.texts();
        let now = self.shell.now();
        let today = now.date();
        let mut out = dossier.client.name.clone();
        let ads = dossier.work().ads.as_deref();
        if let Some(until) = ads.and_then(|ads| ads.data_until) {
            let id = if ads.is_some_and(|ads| ads.is_stale(today)) {
                "audit-data-stale"
            } else {
                "audit-data-until"
            };
            let args = [("date", texts.date(until, today).into())];
            out.push_str(&format!(" · {}", texts.tf(id, &args)));
        }
        out.push('\n');
        if campaigns.is_empty() {
            out.push_str(&format!("{}\n", texts.t("audit-no-campaigns")));
        }
        if hits.is_empty() {
            out.push_str(&format!("{}\n", texts.t("audit-nothing")));
        }
        let mut kind: Option<RecommendationKind> = None;
        for group in groups(hits) {
            let Some(rule) = group.rule() else { continue };
            if kind != Some(rule.kind) {
                kind = Some(rule.kind);
                let head = match rule.kind {
                    RecommendationKind::Hygiene => "audit-hygiene",
                    RecommendationKind::Growth => "audit-growth",
                };
                out.push_str(&format!("{}\n", texts.t(head)));
            }
            let critical = match rule.severity {
                Severity::Critical => format!(" · {}", texts.t("audit-critical")),
                Severity::Normal => String::new(),
            };
            let line = say::group_line(texts, &group);
            out.push_str(&format!("  {line}{critical} [{}]\n", rule.id));
            for hit in group.hits.iter().take(TOLD) {
                let name = campaign(campaigns, hit).map(|c| c.name.as_str());
                let parts = [
                    say::hit_place(texts, hit, name),
                    say::evidence(texts, hit),
                    say::hit_state(texts, hit, now.time_zone(), today).unwrap_or_default(),
                ];
                let parts: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).collect();
                out.push_str(&format!("    {}\n", parts.join(" · ")));
            }
            if group.hits.len() > TOLD {
                let args = [("count", (group.hits.len() - TOLD).into())];
                out.push_str(&format!("    {}\n", texts.tf("audit-and-more", &args)));
            }
        }
        if hidden > 0 && !self.dismissed {
            let args = [("count", hidden.into())];
            out.push_str(&format!("{}\n", texts.tf("audit-dismissed-hidden", &args)));
        }
        out.push('\n');
        out
    }

    fn json(&self, rules: &[std::sync::Arc<Rule>]) -> Value {
        let counts: BTreeMap<&str, Value> = rules
            .iter()
            .map(|rule| {
                let (all, open) = self.counts.get(&rule.id).copied().unwrap_or_default();
                (rule.id.as_str(), json!({ "hits": all, "open": open }))
            })
            .collect();
        json!({ "clients": self.clients, "rules": counts })
    }

    /// Of a whole portfolio: who is clean, and the table of counts.
    fn closing(&mut self, rules: &[std::sync::Arc<Rule>]) {
        if !self.all {
            return;
        }
        let texts = self.shell.texts();
        if self.clean > 0 {
            let args = [("count", self.clean.into())];
            let line = texts.tf("audit-clients-clean", &args);
            self.text.push_str(&format!("{line}\n\n"));
        }
        self.text
            .push_str(&format!("{}\n", texts.t("audit-counts")));
        for rule in rules {
            let (all, _) = self.counts.get(&rule.id).copied().unwrap_or_default();
            let title = say::rule_title(texts, rule);
            self.text
                .push_str(&format!("{all:>6}  {:<28} {title}\n", rule.id));
        }
    }
}

fn campaign<'c>(campaigns: &'c [Campaign], hit: &Hit) -> Option<&'c Campaign> {
    campaigns.iter().find(|c| Some(c.id) == hit.campaign)
}

const fn state(state: &HitState) -> &'static str {
    match state {
        HitState::New => "new",
        HitState::Returned(_) => "returned",
        HitState::Taken(Taken::Problem(_)) => "problem",
        HitState::Taken(Taken::Recommendation(_)) => "recommendation",
        HitState::Dismissed(_) => "dismissed",
    }
}
