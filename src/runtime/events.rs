//! Keys, pastes and the mouse: one thread that sleeps in the kernel until the terminal has something.
//!
//! It never polls by time, so an idle workstation wakes up for nothing. A pipe beside the terminal wakes
//! it to pause (while the person's own editor has the terminal) or to stop. Size changes come as a signal
//! through the runtime instead.

use std::io;
use std::thread::JoinHandle;

use crossterm::event::{Event, KeyEventKind, MouseButton, MouseEventKind};

use crate::app::Msg;
use crate::input::Key;

/// What an event of the terminal means to the program, `None` when nothing.
fn message(event: Event) -> Option<Msg> {
    match event {
        Event::Key(key) if key.kind != KeyEventKind::Release => Some(Msg::Key(Key::from(key))),
        Event::Paste(text) => Some(Msg::Paste(text)),
        Event::Resize(..) => Some(Msg::Resize),
        Event::Mouse(mouse) => match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => Some(Msg::Click(mouse.column, mouse.row)),
            MouseEventKind::ScrollDown => Some(Msg::Wheel(mouse.column, mouse.row, true)),
            MouseEventKind::ScrollUp => Some(Msg::Wheel(mouse.column, mouse.row, false)),
            _ => None,
        },
        _ => None,
    }
}

/// The reading thread.
#[derive(Debug)]
pub(super) struct Reader {
    control: imp::Control,
    thread: Option<JoinHandle<()>>,
}

impl Reader {
    /// Starts reading; `send` answers `false` when nobody listens any more.
    pub(super) fn start(send: impl Fn(Msg) -> bool + Send + 'static) -> io::Result<Self> {
        let (control, watch) = imp::pair()?;
        let thread = std::thread::Builder::new()
            .name("keys".to_owned())
            .spawn(move || imp::run(watch, &send))?;
        Ok(Self {
            control,
            thread: Some(thread),
        })
    }

    /// Stops reading until [`resume`](Self::resume); returns once the terminal is left alone.
    pub(super) fn pause(&mut self) {
        self.control.pause();
    }

    /// Reads again.
    pub(super) fn resume(&mut self) {
        self.control.resume();
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.control.stop();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// How long crossterm may look for what the kernel has already announced. Its reader that asks by level
/// (`use-dev-tty`) does not look at all within zero and spins for anything under a millisecond, so it is as
/// short as can be; the one that asks by edge forgets a key that comes with a change of size, for good.
const LOOK: std::time::Duration = std::time::Duration::from_micros(20);

/// Hands over everything the terminal has; `false` when reading must end.
fn drain(send: &impl Fn(Msg) -> bool) -> bool {
    let mut looks = 0;
    loop {
        match crossterm::event::poll(LOOK) {
            Ok(true) => looks = 0,
            // A thread that had to wait for its turn may have missed its time to look: once more.
            Ok(false) if looks == 0 => {
                looks += 1;
                continue;
            }
            Ok(false) => return true,
            Err(_) => return false,
        }
        match crossterm::event::read() {
            Ok(event) => {
                if let Some(msg) = message(event)
                    && !send(msg)
                {
                    return false;
                }
            }
            Err(_) => return false,
        }
    }
}

#[cfg(unix)]
mod imp {
    use std::io;
    use std::os::fd::OwnedFd;
    use std::sync::mpsc::{Receiver, Sender, channel};

    use rustix::event::{PollFd, PollFlags, poll};

    use super::{Msg, drain};

    const PAUSE: u8 = b'p';
    const RESUME: u8 = b'r';
    const STOP: u8 = b's';

    #[derive(Debug)]
    pub(super) struct Control {
        pipe: OwnedFd,
        paused: Receiver<()>,
    }

    impl Control {
        fn say(&self, word: u8) {
            let _ = rustix::io::write(&self.pipe, &[word]);
        }

        pub(super) fn pause(&mut self) {
            self.say(PAUSE);
            let _ = self.paused.recv();
        }

        pub(super) fn resume(&mut self) {
            self.say(RESUME);
        }

        pub(super) fn stop(&mut self) {
            self.say(STOP);
        }
    }

    #[derive(Debug)]
    pub(super) struct Watch {
        pipe: OwnedFd,
        paused: Sender<()>,
    }

    pub(super) fn pair() -> io::Result<(Control, Watch)> {
        let (read, write) = rustix::pipe::pipe()?;
        let (tell, hear) = channel();
        Ok((
            Control {
                pipe: write,
                paused: hear,
            },
            Watch {
                pipe: read,
                paused: tell,
            },
        ))
    }

    fn word(watch: &Watch) -> u8 {
        let mut byte = [STOP];
        match rustix::io::read(&watch.pipe, &mut byte) {
            Ok(1..) => byte[0],
            _ => STOP,
        }
    }

    pub(super) fn run(watch: Watch, send: &impl Fn(Msg) -> bool) {
        // Opens crossterm's own reader, and takes what was typed before we came.
        if !drain(send) {
            return;
        }
        let stdin = io::stdin();
        loop {
            let mut fds = [
                PollFd::new(&stdin, PollFlags::IN),
                PollFd::new(&watch.pipe, PollFlags::IN),
            ];
            match poll(&mut fds, None) {
                Err(rustix::io::Errno::INTR) => continue,
                Err(_) => return,
                Ok(_) => {}
            }
            let [keys, pipe] = fds.map(|fd| fd.revents());
            if !pipe.is_empty() {
                match word(&watch) {
                    PAUSE => {
                        let _ = watch.paused.send(());
                        if word(&watch) == STOP {
                            return;
                        }
                    }
                    STOP => return,
                    _ => {}
                }
                continue;
            }
            if keys.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
                // The terminal is gone: leave in order, everything acknowledged is on disk.
                send(Msg::Quit);
                return;
            }
            if !drain(send) {
                send(Msg::Quit);
                return;
            }
        }
    }
}

#[cfg(not(unix))]
mod imp {
    use std::io;
    use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};
    use std::time::Duration;

    use super::{Msg, drain};

    /// Consoles without a pollable descriptor are asked four times a second whether to go on.
    const LOOK: Duration = Duration::from_millis(250);

    #[derive(Debug, Clone, Copy)]
    enum Word {
        Pause,
        Resume,
    }

    /// Dropped it says to stop.
    #[derive(Debug)]
    pub(super) struct Control {
        words: Option<Sender<Word>>,
        paused: Receiver<()>,
    }

    impl Control {
        fn say(&self, word: Word) {
            if let Some(words) = &self.words {
                let _ = words.send(word);
            }
        }

        pub(super) fn pause(&mut self) {
            self.say(Word::Pause);
            let _ = self.paused.recv();
        }

        pub(super) fn resume(&mut self) {
            self.say(Word::Resume);
        }

        pub(super) fn stop(&mut self) {
            self.words = None;
        }
    }

    #[derive(Debug)]
    pub(super) struct Watch {
        words: Receiver<Word>,
        paused: Sender<()>,
    }

    pub(super) fn pair() -> io::Result<(Control, Watch)> {
        let (say, words) = channel();
        let (tell, paused) = channel();
        Ok((
            Control {
                words: Some(say),
                paused,
            },
            Watch {
                words,
                paused: tell,
            },
        ))
    }

    pub(super) fn run(watch: Watch, send: &impl Fn(Msg) -> bool) {
        loop {
            match watch.words.try_recv() {
                Ok(Word::Pause) => {
                    let _ = watch.paused.send(());
                    if watch.words.recv().is_err() {
                        return;
                    }
                }
                Ok(Word::Resume) | Err(TryRecvError::Empty) => {}
                Err(TryRecvError::Disconnected) => return,
            }
            match crossterm::event::poll(LOOK) {
                Ok(true) if drain(send) => {}
                Ok(false) => {}
                _ => {
                    send(Msg::Quit);
                    return;
                }
            }
        }
    }
}
