//! `planerka demo`: a believable portfolio to look around in.

use super::failure::{Failure, Kind};
use super::shell::Shell;
use super::{session, words, workstation};
use crate::jobs::demo::portfolio;

/// Transactions made durable together while filling.
const BATCH: usize = 8;

#[derive(Debug, clap::Args)]
pub(super) struct DemoArgs {
    /// How many clients
    #[arg(long, value_name = "N", default_value_t = 1200, value_parser = clap::value_parser!(u32).range(1..=200_000))]
    clients: u32,
    /// Another seed gives other clients
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u32,
    /// Only fill the store given by --data
    #[arg(long)]
    no_open: bool,
}

/// Fills the empty store named by `--data`, or a throw-away one that lives as long as the workstation.
pub(super) fn run(shell: &Shell, args: &DemoArgs) -> Result<(), Failure> {
    let texts = shell.texts();
    if shell.named_data() {
        fill(shell, args)?;
        if args.no_open || !workstation::has_terminal() {
            return Ok(());
        }
        return workstation::run(shell.settings(), shell, None);
    }
    if args.no_open {
        return Err(Failure::new(Kind::Usage, texts.t("cli-demo-no-open")));
    }
    workstation::needs_terminal(shell)?;
    let place = tempfile::Builder::new()
        .prefix("planerka-demo-")
        .tempdir()
        .map_err(|error| words::io(texts, &std::env::temp_dir(), &error))?;
    let inner = shell.over(place.path());
    fill(&inner, args)?;
    workstation::run(inner.settings(), &inner, None)
}

fn fill(shell: &Shell, args: &DemoArgs) -> Result<(), Failure> {
    let texts = shell.texts();
    let dir = shell.settings().data.display().to_string();
    let clients = usize::try_from(args.clients).unwrap_or(usize::MAX);
    let now = shell.now();
    let count = session::with(shell, |session| {
        if !session.book().is_empty() || session.book().seq() > 0 {
            let message = texts.tf("cli-demo-not-empty", &[("dir", (&dir).into())]);
            return Err(Failure::new(Kind::Failed, message));
        }
        let mut stream = portfolio(u64::from(args.seed), clients, &now).peekable();
        while stream.peek().is_some() {
            let mut batch = Vec::with_capacity(BATCH);
            for made in stream.by_ref().take(BATCH) {
                let staged = session
                    .stage_with(|_, _| Some(made))
                    .map_err(|error| session.words(shell, &error.into()))?;
                batch.extend(staged);
            }
            session
                .keep(&mut batch)
                .map_err(|error| words::store(shell, &error))?;
        }
        Ok(session.book().len())
    })?;
    shell.say(&texts.tf(
        "cli-demo-filled",
        &[("count", count.into()), ("dir", dir.into())],
    ));
    Ok(())
}
