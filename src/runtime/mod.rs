//! Tokio and crossterm: the loop, the terminal guard, performing effects.
//!
//! One thread draws and owns all state; one reads the terminal; one owns the store; jobs come and go.
//! Between messages nothing runs: no polling, no ticks but the clock once a minute (once a second while a
//! call's timer is shown).

mod clock;
mod effects;
mod events;
mod store;
mod terminal;

use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::app::{App, Msg, Setup};
use crate::store::StoreError;

pub use clock::Clock;
use effects::Rim;
use terminal::Screen;

/// After a frame was drawn the next one waits so long, while more keys may come: a held key or a paste is
/// drained and drawn once.
const FRAME: Duration = Duration::from_millis(8);

/// What the workstation needs.
#[derive(Debug)]
pub struct Workstation {
    /// The directory of the store.
    pub data: PathBuf,
    /// Where "now" comes from.
    pub clock: Clock,
    /// Words, colours, keys and the cut of the day.
    pub setup: Setup,
}

/// Why the workstation ended otherwise than by leaving.
#[derive(Debug, thiserror::Error)]
pub enum WorkstationError {
    /// Input or output is not a terminal.
    #[error("not a terminal")]
    NotATerminal,
    /// The terminal refused.
    #[error("terminal: {0}")]
    Terminal(#[from] io::Error),
    /// The store could not be opened, or its last changes could not be saved.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Opens the workstation and returns when the person leaves.
///
/// # Errors
/// When there is no terminal, the store does not open, or the last changes could not be saved. The
/// terminal is restored in every case.
pub fn open(workstation: Workstation) -> Result<(), WorkstationError> {
    use std::io::IsTerminal;
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(WorkstationError::NotATerminal);
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .enable_io()
        .build()?;
    let (send, inbox) = unbounded_channel();
    // The store begins to open before anything else: it is what takes time.
    let (failed, open_error) = std::sync::mpsc::channel();
    let store = store::spawn(&workstation.data, send.clone(), failed);
    let mut rim = Rim::new(store, send, workstation.clock)?;
    let mut app = App::new(workstation.setup);
    let shown = runtime.block_on(run(&mut app, &mut rim, inbox));
    let closed = rim.close();
    runtime.shutdown_background();
    shown?;
    if let Ok(error) = open_error.try_recv() {
        return Err(error.into());
    }
    closed?;
    Ok(())
}

async fn run(
    app: &mut App,
    rim: &mut Rim,
    mut inbox: UnboundedReceiver<Msg>,
) -> Result<(), WorkstationError> {
    let mut signals = effects::Signals::listen()?;
    let mut screen: Option<Screen> = None;
    // The first frame waits for the first screen of the store, which is there in a few milliseconds, or
    // shows that the portfolio is being opened.
    let mut patience = Some(Instant::now() + Duration::from_millis(12));
    let mut drawn = Instant::now();
    let mut dirty = true;
    loop {
        let due = if dirty {
            Some(patience.unwrap_or(drawn + FRAME))
        } else {
            rim.clock
                .until_tick(app.ticks())
                .map(|wait| Instant::now() + wait)
        };
        let first = tokio::select! {
            biased;
            msg = inbox.recv() => msg,
            msg = signals.next() => msg,
            () = until(due) => None,
        };
        let tick = first.is_none() && !dirty;
        if tick {
            app.update(Msg::Clock(rim.clock.now()));
            dirty = true;
        }
        if let Some(msg) = first {
            // What the panes show as age or as "now" is as of this message.
            app.update(Msg::Clock(rim.clock.now()));
            let mut next = Some(msg);
            while let Some(msg) = next {
                if matches!(msg, Msg::Head(_) | Msg::Loaded(..) | Msg::OpenFailed(_)) {
                    patience = None;
                }
                for effect in app.update(msg) {
                    rim.perform(effect, screen.as_mut());
                }
                next = inbox.try_recv().ok();
            }
            dirty = true;
            if rim.is_done() {
                return Ok(());
            }
        }
        let now = Instant::now();
        if patience.is_some_and(|until| now < until)
            || (screen.is_some() && now < drawn + FRAME && !tick)
        {
            continue;
        }
        patience = None;
        if dirty {
            let screen = match &mut screen {
                Some(screen) => screen,
                empty => {
                    let taken = empty.insert(Screen::take()?);
                    rim.start_reading()?;
                    taken
                }
            };
            screen.draw(app)?;
            drawn = Instant::now();
            dirty = false;
        }
    }
}

/// Waits until a moment; for ever without one.
async fn until(moment: Option<Instant>) {
    match moment {
        Some(moment) => tokio::time::sleep_until(moment.into()).await,
        None => std::future::pending().await,
    }
}
