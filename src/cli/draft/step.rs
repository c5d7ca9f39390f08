//! `planerka draft advance`: a recommendation one step further, with the client's decision.

use serde_json::json;

use super::{changed, tell};
use crate::cli::failure::{Failure, Kind};
use crate::cli::shell::Shell;
use crate::cli::terms::terms;
use crate::cli::{find, session, words};
use crate::domain::command::{Advance, NewDecision};
use crate::domain::{Channel, Command, Doer, Life, Verdict};
use crate::i18n::parse_when;
use crate::say;

#[derive(Debug, clap::Args)]
pub(super) struct AdvanceArgs {
    /// Its id or the beginning of it
    id: String,
    /// The state to enter
    #[arg(value_parser = terms(Life::ALL, Life::name))]
    to: Life,
    /// Agreed or postponed until: a date in words
    #[arg(long, value_name = "D")]
    until: Option<String>,
    /// Who decided
    #[arg(long, value_name = "W", default_value = "", hide_default_value = true)]
    who: String,
    /// By what channel; without it the client's preferred one
    #[arg(long, value_parser = terms(Channel::ALL, Channel::name))]
    channel: Option<Channel>,
    /// The client's own words
    #[arg(long, value_name = "T", default_value = "", hide_default_value = true)]
    words: String,
    /// Our remark or reason
    #[arg(long, value_name = "T", default_value = "", hide_default_value = true)]
    note: String,
    /// Who put it in place
    #[arg(long, default_value = "client", value_parser = terms(Doer::ALL, Doer::name))]
    by: Doer,
    /// What came of it: for checked
    #[arg(long, value_parser = terms(Verdict::ALL, Verdict::name))]
    verdict: Option<Verdict>,
}

pub(super) fn run(shell: &Shell, args: AdvanceArgs) -> Result<(), Failure> {
    let texts = shell.texts();
    let until = match &args.until {
        None => None,
        Some(text) => Some(parse_when(text, &shell.now()).map_err(|error| {
            let problem = texts.when_error(&error);
            let args = [("flag", "--until".into()), ("problem", problem.into())];
            Failure::new(Kind::Usage, texts.tf("cli-bad-date", &args))
        })?),
    };
    session::existing(shell, |session| {
        let found = find::recommendation(session.book(), &args.id, texts)?;
        let (client, id) = (found.client, found.id);
        let preferred = session.book().client(client).map(|c| c.preferred().channel);
        let mut step = Advance::to(args.to);
        step.until = until.map(|when| when.date);
        step.by = args.by;
        step.verdict = args.verdict;
        step.note = args.note.clone();
        if args.to.is_decision() {
            step.decision = Some(NewDecision {
                who: args.who.clone(),
                channel: args.channel.or(preferred).unwrap_or(Channel::Phone),
                words: args.words.clone(),
            });
        }
        if args.to == Life::Implemented {
            let who = say::doer(texts, args.by);
            step.note = match args.note.trim() {
                "" => who,
                note => format!("{who}: {note}"),
            };
        }
        if args.to == Life::Checked {
            session
                .campaigns(client)
                .map_err(|error| words::store(shell, &error))?;
        }
        let done = session
            .run(Command::AdvanceDraft(client, id, Box::new(step)))
            .map_err(|trouble| session.words(shell, &trouble))?;
        let check = changed(&done).and_then(|r| {
            let check = r.check.as_deref().filter(|_| r.life == Life::Checked)?;
            let dossier = session.book().get(client)?;
            let currency = crate::domain::command::currency(dossier);
            Some(say::moved(
                texts,
                check.metric,
                check.before,
                check.after,
                currency,
            ))
        });
        let args = [
            ("title", (&done.entry.label).into()),
            ("life", say::life(texts, args.to).into()),
        ];
        shell.say(&texts.tf("cli-draft-advanced", &args));
        if let Some(check) = check {
            shell.say(&check);
        }
        tell(shell, &done)
    })
}

/// `planerka draft rates`.
pub(super) mod rates {
    use super::{Failure, Shell, json, say, session, terms};
    use crate::domain::recommendation::Rates;
    use crate::domain::recommendation::rates::{by_kind, by_rule};

    /// What rates are counted by.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum By {
        Client,
        Rule,
        Kind,
    }

    impl By {
        const ALL: &[Self] = &[Self::Client, Self::Rule, Self::Kind];

        const fn name(self) -> &'static str {
            match self {
                Self::Client => "client",
                Self::Rule => "rule",
                Self::Kind => "kind",
            }
        }
    }

    #[derive(Debug, clap::Args)]
    pub(in crate::cli::draft) struct RatesArgs {
        /// Counted apart by
        #[arg(long, default_value = "kind", value_parser = terms(By::ALL, By::name))]
        by: By,
    }

    pub(in crate::cli::draft) fn run(shell: &Shell, args: &RatesArgs) -> Result<(), Failure> {
        let texts = shell.texts();
        session::existing(shell, |session| {
            let all = || session.book().active().flat_map(|d| &d.recommendations);
            let rows: Vec<(String, Rates)> = match args.by {
                By::Kind => by_kind(all())
                    .into_iter()
                    .map(|(kind, r)| {
                        let name = if shell.json() {
                            kind.name().to_owned()
                        } else {
                            say::kind(texts, kind)
                        };
                        (name, r)
                    })
                    .collect(),
                By::Rule => by_rule(all())
                    .into_iter()
                    .map(|(rule, r)| (rule.to_owned(), r))
                    .collect(),
                By::Client => {
                    let clients = session.book().active();
                    let one = |d: &crate::domain::Dossier| {
                        (d.client.name.clone(), Rates::of(&d.recommendations))
                    };
                    clients.map(one).filter(|(_, r)| r.decided > 0).collect()
                }
            };
            if shell.json() {
                let rows: Vec<_> = rows
                    .iter()
                    .map(|(name, r)| {
                        let mut row = object(r);
                        row["name"] = json!(name);
                        row
                    })
                    .collect();
                return shell.document(&json!({ "by": args.by.name(), "rates": rows }));
            }
            let mut out = String::new();
            for (name, r) in rows {
                let accepted = say::rate(texts, r.accepted, r.decided);
                let implemented = say::rate(texts, r.implemented, r.accepted);
                let args = [
                    ("accepted", accepted.into()),
                    ("implemented", implemented.into()),
                ];
                out.push_str(&format!("{name}: {}\n", texts.tf("advice-head", &args)));
            }
            shell.data(&out)
        })
    }

    /// Rates as scripts read them.
    pub(in crate::cli) fn object(r: &Rates) -> serde_json::Value {
        json!({
            "decided": r.decided,
            "accepted": r.accepted,
            "implemented": r.implemented,
            "checked": r.checked,
            "worked": r.worked,
            "acceptance": r.acceptance(),
            "implementation": r.implementation(),
        })
    }
}
