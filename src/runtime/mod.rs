//! Tokio and crossterm: the loop, the terminal guard, performing effects.
//!
//! One thread draws and owns all state; one reads the terminal; one owns the store; jobs come and go.
//! Between messages nothing runs: no polling, no ticks but the clock once a minute (once a second while a
//! call's timer is shown).

mod clipboard;
mod clock;
pub mod desktop;
mod dial;
mod editor;
mod effects;
mod events;
pub(crate) mod leave;
pub mod secret;
mod signals;
mod store;
mod terminal;
mod unlocking;

use std::io;
use std::time::{Duration, Instant};

use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::app::{App, DayPlan, Depth, Msg, Setup};
use crate::config::{Colors, Settings, Span};
use crate::domain::{Hours, Ids, Library, Passphrase};
use crate::input::Keymap;
use crate::store::StoreError;

use effects::Rim;
use signals::{Signal, Signals};
use terminal::Screen;

/// After a frame was drawn the next one waits so long, while more keys may come: a held key or a paste is
/// drained and drawn once.
const FRAME: Duration = Duration::from_millis(8);

/// Why the workstation ended otherwise than by leaving.
#[derive(Debug, thiserror::Error)]
pub enum WorkstationError {
    /// Input or output is not a terminal.
    #[error("not a terminal")]
    NotATerminal,
    /// The terminal refused.
    #[error("terminal: {0}")]
    Terminal(#[from] io::Error),
    /// The person's keymap file cannot be read.
    #[error("{}: {error}", path.display())]
    Keymap {
        /// Which file.
        path: std::path::PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The store could not be opened, or its last changes could not be saved.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What stands before the portfolio.
#[derive(Debug)]
pub enum Door {
    /// Nothing: it is plain.
    Open,
    /// A passphrase that is known.
    Passphrase(Passphrase),
    /// A passphrase to be asked for.
    Ask,
    /// It is not there yet: the person is asked whether it shall be encrypted.
    Offer,
}

/// Opens the workstation, with a view when one was named, and returns when the person leaves, with what
/// is still to be said when it was not by themselves.
///
/// # Errors
/// When there is no terminal, the store does not open, or the last changes could not be saved. The
/// terminal is restored in every case.
pub fn open(
    settings: &Settings,
    view: Option<&str>,
    door: Door,
) -> Result<Option<String>, WorkstationError> {
    use std::io::IsTerminal;
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(WorkstationError::NotATerminal);
    }
    let mut setup = setup(settings)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .enable_io()
        .build()?;
    let (send, mut inbox) = unbounded_channel();
    // The store begins to open before anything else: it is what takes time.
    let not_open = store::Closed::default();
    let door_key = match &door {
        Door::Open => Some(None),
        Door::Passphrase(secret) => Some(Some(secret.clone())),
        Door::Ask | Door::Offer => None,
    };
    let store = door_key.map(|key| {
        let clock = settings.clock.clone();
        store::spawn(&settings.data, key, clock, send.clone(), not_open.clone())
    });
    // Rules, playbooks and letters are read meanwhile.
    (setup.library, setup.library_problems) =
        crate::jobs::library::load_for(settings.own.as_deref(), settings.country.calendar());
    let mut rim = Rim::new(store, send, not_open.clone(), settings)?;
    let mut app = App::new(setup);
    if !matches!(door, Door::Open | Door::Offer) {
        app.is_encrypted(settings.idle_minutes);
    }
    if editor::is_on_disk() {
        app.edits_on_disk();
    }
    match door {
        Door::Open | Door::Passphrase(_) => {}
        Door::Ask => app.begin_locked(),
        Door::Offer => app.begin_with_offer(settings.idle_minutes),
    }
    if let Some(view) = view {
        app.begin_with_view(view);
    }
    let shown = runtime.block_on(run(&mut app, &mut rim, &mut inbox));
    let closed = rim.close(app.take_book()).or_else(|error| {
        // All is saved: that is a word on leaving and no failure.
        if error.is_unsealed() {
            app.leave_saying(&store::trouble(&error));
            return Ok(());
        }
        Err(error)
    });
    // Whoever leaves while the portfolio is being opened hears all the same that it was healed.
    while let Ok(msg) = inbox.try_recv() {
        if let Msg::Healed(healing) = msg {
            app.left_with(&healing);
        }
    }
    let farewell = app.farewell().map(str::to_owned);
    runtime.shutdown_background();
    shown?;
    let not_open = not_open.lock().map_or(None, |mut error| error.take());
    if let Some(error) = not_open {
        return Err(error.into());
    }
    closed?;
    Ok(farewell)
}

/// What the configuration says, in the controller's terms.
fn setup(settings: &Settings) -> Result<Setup, WorkstationError> {
    let hours = |span: Span| Hours {
        from: span.from,
        to: span.to,
    };
    let (keymap, keymap_problems) = match &settings.keymap {
        Some(path) => {
            let text = std::fs::read_to_string(path).map_err(|error| WorkstationError::Keymap {
                path: path.clone(),
                error,
            })?;
            Keymap::with_user(&text)
        }
        None => (Keymap::default(), Vec::new()),
    };
    Ok(Setup {
        lang: settings.lang.map(|lang| lang.name()),
        theme: settings.theme.name(),
        depth: match settings.colors {
            Colors::None => Depth::None,
            Colors::Few => Depth::Sixteen,
            Colors::Full => Depth::True,
        },
        ascii: settings.ascii,
        keymap,
        keymap_problems,
        now: settings.clock.now(),
        ids: Ids::default(),
        day: DayPlan {
            hours: hours(settings.day.hours),
            minutes: settings.day.minutes,
            call_minutes: settings.day.call_minutes,
            lunch: settings.day.lunch.map(hours),
            fires: settings.day.fires.clone(),
        },
        library: Library::default(),
        library_problems: Vec::new(),
        presenter: settings.deck.manager.clone(),
    })
}

async fn run(
    app: &mut App,
    rim: &mut Rim,
    inbox: &mut UnboundedReceiver<Msg>,
) -> Result<(), WorkstationError> {
    let mut signals = Signals::listen()?;
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
            clock::until_tick(&rim.clock, app.ticks()).map(|wait| Instant::now() + wait)
        };
        let first = tokio::select! {
            biased;
            msg = inbox.recv() => msg,
            signal = signals.next() => match signal {
                Signal::Told(msg) => Some(msg),
                #[cfg(unix)]
                Signal::Sleep => {
                    screen.as_mut().map_or(Ok(()), Screen::rest)?;
                    signals::sleep()?;
                    continue;
                }
                #[cfg(unix)]
                Signal::Woken => {
                    screen.as_mut().map_or(Ok(()), Screen::wake)?;
                    dirty = true;
                    None
                }
            },
            () = until(due) => None,
        };
        let tick = first.is_none() && !dirty;
        if tick {
            for effect in app.update(Msg::Clock(rim.clock.now())) {
                rim.perform(effect, screen.as_mut());
            }
            dirty = true;
        }
        if let Some(msg) = first {
            // What the panes show as age or as "now" is as of this message.
            for effect in app.update(Msg::Clock(rim.clock.now())) {
                rim.perform(effect, screen.as_mut());
            }
            let began = Instant::now();
            let mut next = Some(msg);
            while let Some(msg) = next {
                if matches!(
                    msg,
                    Msg::Head(_)
                        | Msg::Loaded(..)
                        | Msg::OpenFailed(_)
                        | Msg::PassphraseTried(_)
                        | Msg::Occupied(_)
                ) {
                    patience = None;
                }
                if rim.is_wanted(&msg) {
                    for effect in app.update(msg) {
                        rim.perform(effect, screen.as_mut());
                    }
                }
                // Work in slices (an import) feeds itself: the screen is drawn in between.
                next = match began.elapsed() < FRAME {
                    true => inbox.try_recv().ok(),
                    false => None,
                };
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
