//! `planerka move`: a client to a stage.

use serde_json::json;

use super::failure::{Failure, Kind};
use super::find;
use super::session::{self, Session, Trouble};
use super::shell::Shell;
use super::terms::terms;
use crate::domain::command::Move;
use crate::domain::{ClientId, Command, RuleError, Stage, Transaction};
use crate::say;

#[derive(Debug, clap::Args)]
pub(super) struct MoveArgs {
    /// Whom: an id, an external id, a part of the name
    client: String,
    /// Where to
    #[arg(value_parser = terms(Stage::ALL, Stage::name))]
    stage: Stage,
    /// Move even when something is left behind; without it a person is asked, and a script is refused
    #[arg(short, long)]
    yes: bool,
}

/// Moves the client. When something is left behind a person is asked; a script has to say that it is meant.
pub(super) fn run(shell: &Shell, args: &MoveArgs) -> Result<(), Failure> {
    let texts = shell.texts();
    session::existing(shell, |session| {
        let dossier = find::client(session.book(), &args.client, texts)?;
        let (id, name) = (dossier.id(), dossier.client.name.clone());
        let done = match shift(session, id, args.stage, args.yes) {
            Err(early @ Trouble::Rule(RuleError::LeavesEarly { .. })) => {
                let said = session.words(shell, &early).message;
                if !shell.can_ask() || !shell.ask(&said) {
                    return Err(Failure::new(Kind::Refused, said));
                }
                shift(session, id, args.stage, true)
            }
            other => other,
        };
        let done = done.map_err(|trouble| session.words(shell, &trouble))?;
        shell.say(&texts.tf(
            "cli-moved",
            &[
                ("client", name.into()),
                ("stage", say::stage(texts, args.stage).into()),
            ],
        ));
        if shell.json() {
            let cycle = session.book().get(id).map(crate::domain::Dossier::cycle);
            shell.document(&json!({
                "id": id.to_string(),
                "stage": args.stage.name(),
                "cycle": cycle,
                "seq": done.entry.seq,
            }))?;
        }
        Ok(())
    })
}

fn shift(
    session: &mut Session,
    client: ClientId,
    to: Stage,
    confirmed: bool,
) -> Result<Transaction, Trouble> {
    session.run(Command::MoveStage {
        clients: vec![client],
        to: Move::To(to),
        confirmed,
    })
}
