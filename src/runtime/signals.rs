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
    #[cfg(windows)]
    interrupt: tokio::signal::windows::CtrlC,
    #[cfg(windows)]
    pause: tokio::signal::windows::CtrlBreak,
    #[cfg(windows)]
    close: tokio::signal::windows::CtrlClose,
    #[cfg(windows)]
    logoff: tokio::signal::windows::CtrlLogoff,
    #[cfg(windows)]
    shutdown: tokio::signal::windows::CtrlShutdown,
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

#[cfg(windows)]
impl Signals {
    pub(super) fn listen() -> io::Result<Self> {
        use tokio::signal::windows::{ctrl_break, ctrl_c, ctrl_close, ctrl_logoff, ctrl_shutdown};
        Ok(Self {
            interrupt: ctrl_c()?,
            pause: ctrl_break()?,
            close: ctrl_close()?,
            logoff: ctrl_logoff()?,
            shutdown: ctrl_shutdown()?,
        })
    }

    /// After the last three the system ends the process within seconds: leaving takes a fraction of one.
    pub(super) async fn next(&mut self) -> Signal {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.pause.recv() => {}
            _ = self.close.recv() => {}
            _ = self.logoff.recv() => {}
            _ = self.shutdown.recv() => {}
        }
        Signal::Told(Msg::Quit)
    }
}
