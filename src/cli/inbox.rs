//! `planerka inbox`: what came in and waits.

use serde_json::{Value, json};

use super::failure::Failure;
use super::shell::Shell;
use super::terms::terms;
use super::{playbook, request, session};
use crate::domain::RequestKind;
use crate::domain::inbox::{self, age_minutes, slot_ahead, speed, standing};
use crate::say;

/// Closed ones told at most, of each kind.
const CLOSED: usize = 200;

#[derive(Debug, clap::Args)]
pub(super) struct InboxArgs {
    /// Only of this kind
    #[arg(long, value_parser = terms(RequestKind::ALL, RequestKind::name))]
    kind: Option<RequestKind>,
    /// With those that were closed
    #[arg(long)]
    closed: bool,
}

/// Lists what waits, kind by kind, what is to be done first on top.
pub(super) fn run(shell: &Shell, args: &InboxArgs) -> Result<(), Failure> {
    let texts = shell.texts();
    let calendar = playbook::read(shell).calendar;
    session::existing(shell, |session| {
        let now = session.now();
        let own = now.time_zone();
        let book = session.book();
        let wanted = |kind: &&RequestKind| args.kind.is_none_or(|only| only == **kind);
        let mut items = Vec::new();
        for kind in RequestKind::ALL.iter().filter(wanted) {
            items.extend(inbox::open(book, *kind));
            if args.closed {
                items.extend(inbox::closed(book, *kind, CLOSED));
            }
        }
        if let Some(words) = say::inbox::clock_back(texts, book, &now) {
            shell.say(&words);
        }
        if shell.json() {
            let rows: Vec<Value> = items
                .iter()
                .map(|(dossier, row)| request::object(row, &dossier.client.name, own))
                .collect();
            let found = speed(book, now.timestamp(), own, &calendar);
            return shell.document(&json!({
                "requests": rows,
                "speed": {
                    "days": inbox::DAYS,
                    "reactions": found.count(),
                    "within_15": found.within(15),
                    "within_60": found.within(60),
                    "within_180": found.within(180),
                    "median_minutes": found.median,
                    "promised": found.promised,
                    "broken": found.broken,
                },
            }));
        }
        if items.is_empty() {
            shell.say(&texts.t("cli-inbox-empty"));
        }
        let mut out = String::new();
        let mut last = None;
        for (dossier, row) in items {
            if last != Some(row.kind) {
                let gap = if last.is_some() { "\n" } else { "" };
                last = Some(row.kind);
                let kind = say::inbox::request_kind(texts, row.kind);
                out.push_str(&format!("{gap}{kind}\n"));
            }
            let text = row.text.split_whitespace().collect::<Vec<_>>().join(" ");
            let age = say::inbox::wait(texts, age_minutes(row, now.timestamp()));
            let mut parts = vec![age, say::inbox::request_life(texts, row.life)];
            let promise = standing(row, now.timestamp());
            parts.push(say::inbox::standing(texts, promise));
            if row.urgent {
                parts.push(texts.t("fire-urgent"));
            }
            let slots = &shell.settings().day.fires;
            let ahead = slot_ahead(row, now.datetime(), slots, &calendar).filter(|_| row.is_open());
            let shown = |at| say::inbox::slot(texts, at, now.date());
            parts.extend(match (row.slot, ahead) {
                (Some(own), Some(next)) if own != next => {
                    Some(texts.tf("fire-slot-moved", &[("slot", shown(next).into())]))
                }
                (own, _) => own.map(shown),
            });
            parts.retain(|part| !part.is_empty());
            let name = &dossier.client.name;
            out.push_str(&format!("  {name}: {text}\n    {}\n", parts.join(" · ")));
        }
        shell.data(&out)
    })
}
