//! What the operating system tells the process: to leave, to sleep, that it woke, that the window changed.

use std::io;

use crate::app::Msg;

/// A signal, as what it asks for.
#[derive(Debug)]
pub(super) enum Signal {
    /// Something for the controller.
    Told(Msg),
    /// To sleep until it is woken: the shell wants the terminal (`kill -TSTP`).
    #[cfg(unix)]
    Sleep,
    /// It was woken, whoever put it to sleep.
    #[cfg(unix)]
    Woken,
}

/// The signals that are heard.
#[derive(Debug)]
pub(super) struct Signals {
    #[cfg(unix)]
    streams: [tokio::signal::unix::Signal; 6],
}

#[cfg(unix)]
impl Signals {
    pub(super) fn listen() -> io::Result<Self> {
        use rustix::process::Signal;
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self {
            streams: [
                signal(SignalKind::terminate())?,
                signal(SignalKind::hangup())?,
                signal(SignalKind::interrupt())?,
                signal(SignalKind::window_change())?,
                signal(SignalKind::from_raw(Signal::TSTP.as_raw()))?,
                signal(SignalKind::from_raw(Signal::CONT.as_raw()))?,
            ],
        })
    }

    pub(super) async fn next(&mut self) -> Signal {
        let [terminate, hangup, interrupt, window, sleep, woken] = &mut self.streams;
        tokio::select! {
            _ = terminate.recv() => Signal::Told(Msg::Quit),
            _ = hangup.recv() => Signal::Told(Msg::Quit),
            _ = interrupt.recv() => Signal::Told(Msg::Quit),
            _ = window.recv() => Signal::Told(Msg::Resize),
            _ = sleep.recv() => Signal::Sleep,
            _ = woken.recv() => Signal::Woken,
        }
    }
}

/// Stops every thread of this process until it is told to go on.
#[cfg(unix)]
pub(super) fn sleep() -> io::Result<()> {
    use rustix::process::{Signal, getpid, kill_process};
    Ok(kill_process(getpid(), Signal::STOP)?)
}

#[cfg(not(unix))]
impl Signals {
    pub(super) fn listen() -> io::Result<Self> {
        Ok(Self {})
    }

    pub(super) async fn next(&mut self) -> Signal {
        let _ = tokio::signal::ctrl_c().await;
        Signal::Told(Msg::Quit)
    }
}
