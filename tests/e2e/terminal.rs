//! A terminal of glass: the real binary in a pseudo-terminal, its screen kept as text.
//!
//! Everything waits for a condition and fails with the screen as it stands when the condition does not come;
//! nothing waits for a time to pass.

use std::fmt;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long a condition may take on a slow machine before the test gives up. Never what a test measures.
const PATIENCE: Duration = Duration::from_secs(60);

/// What the program has written so far, as bytes and as a screen.
struct Output {
    raw: Vec<u8>,
    parser: vt100::Parser,
    ended: bool,
}

impl Output {
    fn modes(&self) -> [(&'static str, bool); 4] {
        let screen = self.parser.screen();
        let mouse = screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None;
        [
            ("alternate screen", screen.alternate_screen()),
            ("mouse", mouse),
            ("bracketed paste", screen.bracketed_paste()),
            ("cursor hidden", screen.hide_cursor()),
        ]
    }
}

/// The binary running in a pseudo-terminal.
pub(crate) struct Terminal {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    input: Box<dyn Write + Send>,
    output: Arc<(Mutex<Output>, Condvar)>,
}

impl fmt::Debug for Terminal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.screen())
    }
}

/// How the program ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Ended {
    pub(crate) code: u32,
    pub(crate) signal: Option<String>,
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn cells(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).unwrap()
}

impl Terminal {
    /// Starts `planerka ARGS…` with `home` as its home directory, in a terminal of `cols` by `rows`.
    pub(crate) fn spawn(home: &Path, args: &[&str], size: (u16, u16)) -> Self {
        Self::spawn_under(&[], home, args, size)
    }

    /// As [`spawn`](Self::spawn), started by a program that watches it.
    pub(crate) fn spawn_under(
        watched: &[&str],
        home: &Path,
        args: &[&str],
        (cols, rows): (u16, u16),
    ) -> Self {
        let pty = native_pty_system().openpty(size(cols, rows)).unwrap();
        let own = env!("CARGO_BIN_EXE_planerka");
        let mut words = watched
            .iter()
            .copied()
            .chain([own])
            .chain(args.iter().copied());
        let mut command = CommandBuilder::new(words.next().unwrap());
        command.args(words);
        command.env_clear();
        command.env("HOME", home);
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.env("TZ", "Europe/Moscow");
        command.cwd(home);
        let child = pty.slave.spawn_command(command).unwrap();
        // Without this the read below never sees the end.
        drop(pty.slave);
        let parser = vt100::Parser::new(cells(rows), cells(cols), 0);
        let shared = Output {
            raw: Vec::new(),
            parser,
            ended: false,
        };
        let output = Arc::new((Mutex::new(shared), Condvar::new()));
        let mut reader = pty.master.try_clone_reader().unwrap();
        let fill = Arc::clone(&output);
        std::thread::spawn(move || {
            let mut bytes = [0; 16 * 1024];
            loop {
                let read = reader.read(&mut bytes).unwrap_or(0);
                // A test that failed with the screen in its hands needs no more of it.
                let Ok(mut out) = fill.0.lock() else { return };
                out.raw.extend_from_slice(&bytes[..read]);
                out.parser.process(&bytes[..read]);
                out.ended = read == 0;
                fill.1.notify_all();
                if read == 0 {
                    return;
                }
            }
        });
        let input = pty.master.take_writer().unwrap();
        Self {
            child,
            master: pty.master,
            input,
            output,
        }
    }

    /// Presses keys, written as in the keymap and parted by spaces: `"j j enter ctrl-r ф space"`.
    pub(crate) fn keys(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            self.send(&bytes_of(key));
        }
        self
    }

    /// Types text as it is, letter by letter.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        self.send(text.as_bytes());
        self
    }

    fn send(&mut self, bytes: &[u8]) {
        self.input.write_all(bytes).unwrap();
        self.input.flush().unwrap();
    }

    /// Makes the window another size.
    pub(crate) fn resize(&mut self, (cols, rows): (u16, u16)) -> &mut Self {
        // The glass first: what comes after the resize is meant for the new size.
        self.lock()
            .parser
            .screen_mut()
            .set_size(cells(rows), cells(cols));
        self.master.resize(size(cols, rows)).unwrap();
        self
    }

    /// The id of the process.
    pub(crate) fn pid(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Sends a signal by name (`TERM`, `KILL`).
    pub(crate) fn signal(&mut self, name: &str) {
        let pid = self.pid().to_string();
        let sent = std::process::Command::new("kill")
            .args(["-s", name, &pid])
            .status()
            .unwrap();
        assert!(sent.success(), "kill -s {name} {pid}");
    }

    /// What stands on the screen, line by line.
    pub(crate) fn screen(&self) -> String {
        self.lock().parser.screen().contents()
    }

    /// All bytes written so far.
    pub(crate) fn raw(&self) -> String {
        String::from_utf8_lossy(&self.lock().raw).into_owned()
    }

    /// The modes the terminal is in: alternate screen, mouse, bracketed paste, cursor hidden.
    pub(crate) fn modes(&self) -> [(&'static str, bool); 4] {
        self.lock().modes()
    }

    /// Waits until the terminal is in all of these modes: a frame arrives in pieces, and its text may
    /// be read before the modes at its end.
    #[track_caller]
    pub(crate) fn wait_taken(&self) -> &Self {
        self.wait_modes("the workstation to take the terminal", |on| on)
    }

    /// Waits until every mode is as `fulfilled` wants it.
    #[track_caller]
    pub(crate) fn wait_modes(&self, what: &str, fulfilled: impl Fn(bool) -> bool) -> &Self {
        let deadline = Instant::now() + PATIENCE;
        let mut out = self.lock();
        loop {
            let modes = out.modes();
            if modes.iter().all(|(_, on)| fulfilled(*on)) {
                return self;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero() && !out.ended,
                "waited for {what}: {modes:?}"
            );
            out = self.output.1.wait_timeout(out, left).unwrap().0;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Output> {
        self.output.0.lock().unwrap()
    }

    /// Waits until the screen holds `text`.
    #[track_caller]
    pub(crate) fn wait_for(&self, text: &str) -> &Self {
        self.wait_until(&format!("`{text}` on the screen"), |screen| {
            screen.contains(text)
        })
    }

    /// Waits until the screen no longer holds `text`.
    #[track_caller]
    pub(crate) fn wait_gone(&self, text: &str) -> &Self {
        self.wait_until(&format!("`{text}` gone from the screen"), |screen| {
            !screen.contains(text)
        })
    }

    /// Waits until the screen fulfils a condition.
    #[track_caller]
    pub(crate) fn wait_until(&self, what: &str, fulfilled: impl Fn(&str) -> bool) -> &Self {
        let deadline = Instant::now() + PATIENCE;
        let mut out = self.lock();
        loop {
            let screen = out.parser.screen().contents();
            if fulfilled(&screen) {
                return self;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero() && !out.ended,
                "waited for {what}; the screen:\n{screen}\n"
            );
            out = self.output.1.wait_timeout(out, left).unwrap().0;
        }
    }

    /// Waits until the program ends and everything it wrote is here.
    #[track_caller]
    pub(crate) fn wait_end(&mut self) -> Ended {
        let deadline = Instant::now() + PATIENCE;
        let mut out = self.output.0.lock().unwrap();
        while !out.ended {
            let left = deadline.saturating_duration_since(Instant::now());
            let screen = out.parser.screen().contents();
            assert!(
                !left.is_zero(),
                "waited for the end; the screen:\n{screen}\n"
            );
            out = self.output.1.wait_timeout(out, left).unwrap().0;
        }
        drop(out);
        let status = self.child.wait().unwrap();
        Ended {
            code: status.exit_code(),
            signal: status.signal().map(str::to_owned),
        }
    }
}

impl Drop for Terminal {
    /// A failed test leaves no program behind.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The bytes a terminal sends for a key.
fn bytes_of(key: &str) -> Vec<u8> {
    let named: &[u8] = match key {
        "enter" => b"\r",
        "esc" => b"\x1b",
        "tab" => b"\t",
        "shift-tab" => b"\x1b[Z",
        "space" => b" ",
        "backspace" => b"\x7f",
        "up" => b"\x1b[A",
        "down" => b"\x1b[B",
        "right" => b"\x1b[C",
        "left" => b"\x1b[D",
        "home" => b"\x1b[H",
        "end" => b"\x1b[F",
        "pgup" => b"\x1b[5~",
        "pgdn" => b"\x1b[6~",
        "f1" => b"\x1bOP",
        "f2" => b"\x1bOQ",
        "f3" => b"\x1bOR",
        "f5" => b"\x1b[15~",
        _ => {
            return match key.strip_prefix("ctrl-").map(str::as_bytes) {
                Some([letter]) => vec![letter.to_ascii_lowercase() & 0x1f],
                _ => {
                    assert_eq!(key.chars().count(), 1, "no such key: {key}");
                    key.as_bytes().to_vec()
                }
            };
        }
    };
    named.to_vec()
}
