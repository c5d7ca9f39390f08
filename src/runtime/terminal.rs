//! Taking the terminal and giving it back: at the end, on a panic, before the person's own editor.

use std::io::{self, BufWriter, Stdout, Write};
use std::mem::ManuallyDrop;
use std::sync::Once;

use crossterm::cursor::Show;
use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::execute;
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

/// The terminal while it is ours. Dropping it gives it back.
#[derive(Debug)]
pub(super) struct Screen {
    /// Never dropped: its own drop prints to stderr when the terminal is gone, and that printing panics. All
    /// it would do besides is done by [`give_back`].
    terminal: ManuallyDrop<Terminal<CrosstermBackend<BufWriter<Stdout>>>>,
}

/// A frame is a few kilobytes; one write a frame.
const FRAME: usize = 64 * 1024;

static HOOK: Once = Once::new();

impl Screen {
    /// Takes the terminal. A panic anywhere from now on gives it back before it is reported.
    pub(super) fn take() -> io::Result<Self> {
        HOOK.call_once(|| {
            let report = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |info| {
                // Only the thread that draws owns the terminal. What a panic says may quote a record, so
                // it is for the report to choose what is told.
                if std::thread::current().name() == Some("main") {
                    let _ = give_back();
                }
                report(info);
            }));
        });
        enter()?;
        let backend = CrosstermBackend::new(BufWriter::with_capacity(FRAME, io::stdout()));
        Ok(Self {
            terminal: ManuallyDrop::new(Terminal::new(backend)?),
        })
    }

    /// Draws one frame.
    pub(super) fn draw(&mut self, app: &mut crate::app::App) -> io::Result<()> {
        self.terminal.draw(|frame| app.draw(frame))?;
        Ok(())
    }

    /// Forgets what is on screen, so that the next frame paints every cell.
    pub(super) fn clear(&mut self) -> io::Result<()> {
        // The library's own way asks the terminal where its cursor stands, and the answer comes among the
        // keys: it takes two seconds to give up, and every frame sets the cursor anyway.
        execute!(io::stdout(), Clear(ClearType::All))?;
        // Of the two frames the one that is on screen is emptied, the other is empty already.
        self.terminal.swap_buffers();
        Ok(())
    }

    /// Gives the terminal to another program and takes it back.
    pub(super) fn lend<T>(&mut self, run: impl FnOnce() -> T) -> io::Result<T> {
        give_back()?;
        let result = run();
        enter()?;
        self.clear()?;
        Ok(result)
    }

    /// Gives the terminal back for as long as the process sleeps.
    #[cfg(unix)]
    pub(super) fn rest(&mut self) -> io::Result<()> {
        give_back()
    }

    /// Takes the terminal again after a sleep: whoever had it meanwhile left it as it liked.
    #[cfg(unix)]
    pub(super) fn wake(&mut self) -> io::Result<()> {
        // Asked for again, raw mode is not set again as long as it is thought to be on.
        disable_raw_mode()?;
        enter()?;
        self.clear()
    }

    /// Sends what is no part of the screen: a bell, a notice to the desktop.
    pub(super) fn send(&mut self, sequence: &str) -> io::Result<()> {
        let mut out = io::stdout();
        out.write_all(sequence.as_bytes())?;
        out.flush()
    }

    /// Puts text on the clipboard by the terminal's own means (OSC 52), which also works over ssh.
    pub(super) fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(
            io::stdout(),
            crossterm::clipboard::CopyToClipboard::to_clipboard_from(text)
        )
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = give_back();
    }
}

fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    execute!(
        io::stdout(),
        EnterAlternateScreen,
        EnableMouseCapture,
        EnableBracketedPaste
    )
}

fn give_back() -> io::Result<()> {
    let mut out = io::stdout();
    let left = execute!(
        out,
        DisableBracketedPaste,
        DisableMouseCapture,
        LeaveAlternateScreen,
        Show
    );
    disable_raw_mode()?;
    left?;
    out.flush()
}
