//! A program in a pseudo-terminal, its output stamped as it is read, its costs read from `/proc`.

use std::collections::VecDeque;
use std::fs;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// The size everything is measured at.
pub const COLS: u16 = 140;
/// The size everything is measured at.
pub const ROWS: u16 = 40;

/// No byte for so long means that the frame is complete.
const SILENCE: Duration = Duration::from_millis(30);
/// A frame that has not begun after so long does not come.
const PATIENCE: Duration = Duration::from_secs(2);

/// The program under measure.
pub struct Pty {
    child: Box<dyn Child + Send + Sync>,
    // Held: dropping it closes the terminal.
    _master: Box<dyn MasterPty + Send>,
    input: Box<dyn Write + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
    parser: vt100::Parser,
    /// Bytes read so far.
    pub bytes: usize,
    /// When the program was started.
    pub born: Instant,
}

/// What a process has used up so far.
#[derive(Debug, Clone, Copy, Default)]
pub struct Used {
    /// On a processor, all threads.
    pub cpu: Duration,
    /// Times a thread went to sleep by itself, which is how often it was woken.
    pub sleeps: u64,
    /// Bytes it gave to `write` (terminal and files).
    pub written: u64,
}

impl Used {
    /// What came on top of `before`.
    pub fn since(self, before: Self) -> Self {
        Self {
            cpu: self.cpu.saturating_sub(before.cpu),
            sleeps: self.sleeps.saturating_sub(before.sleeps),
            written: self.written.saturating_sub(before.written),
        }
    }
}

fn cells(n: u16) -> NonZeroU16 {
    NonZeroU16::new(n).expect("a size")
}

impl Pty {
    /// Starts a program.
    pub fn spawn(program: &Path, args: &[&str], home: &Path) -> Self {
        let size = PtySize {
            rows: ROWS,
            cols: COLS,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pty = native_pty_system()
            .openpty(size)
            .expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.env_clear();
        command.env("HOME", home);
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        command.env("LANG", "C.UTF-8");
        let born = Instant::now();
        let child = pty
            .slave
            .spawn_command(command)
            .expect("the program starts");
        drop(pty.slave);
        let mut reader = pty.master.try_clone_reader().expect("a reader");
        let (send, output) = channel();
        std::thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            while let Ok(read @ 1..) = reader.read(&mut buffer) {
                if send
                    .send((Instant::now(), buffer[..read].to_vec()))
                    .is_err()
                {
                    return;
                }
            }
        });
        Self {
            child,
            input: pty.master.take_writer().expect("a writer"),
            _master: pty.master,
            output,
            parser: vt100::Parser::new(cells(ROWS), cells(COLS), 0),
            bytes: 0,
            born,
        }
    }

    /// Waits until the screen fulfils a condition; when its last byte was read.
    pub fn wait(&mut self, what: &str, fulfilled: impl Fn(&str) -> bool) -> Instant {
        let deadline = Instant::now() + Duration::from_secs(120);
        loop {
            match self
                .output
                .recv_timeout(deadline.saturating_duration_since(Instant::now()))
            {
                Ok((at, bytes)) => {
                    self.take(&bytes);
                    if fulfilled(&self.screen()) {
                        return at;
                    }
                }
                Err(_) => panic!("waited for {what}:\n{}", self.screen()),
            }
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        self.bytes += bytes.len();
        self.parser.process(bytes);
    }

    /// What stands on the screen.
    pub fn screen(&self) -> String {
        self.parser.screen().contents()
    }

    /// The line of the list the cursor is on, up to the right border of its pane.
    pub fn row(&self) -> String {
        let screen = self.screen();
        let line = screen
            .lines()
            .skip(1)
            .find(|line| line.contains('▸'))
            .unwrap_or_default();
        let row = line.split_once('▸').map_or("", |(_, row)| row);
        row.split('│').next().unwrap_or_default().trim().to_owned()
    }

    /// Reads on until nothing comes any more.
    pub fn settle(&mut self) {
        self.paint(Instant::now(), Duration::from_millis(80));
    }

    /// Sends keys; how long until the last byte of what they paint, `None` when nothing is painted.
    pub fn press(&mut self, keys: &[u8]) -> Option<Duration> {
        let from = Instant::now();
        self.input.write_all(keys).expect("the program reads keys");
        self.paint(from, PATIENCE)
    }

    /// Sends bytes without looking at what they do.
    pub fn send(&mut self, keys: &[u8]) {
        self.input.write_all(keys).expect("the program reads keys");
    }

    fn paint(&mut self, from: Instant, patience: Duration) -> Option<Duration> {
        let mut last = None;
        let mut chunks = VecDeque::new();
        loop {
            let wait = if last.is_some() { SILENCE } else { patience };
            match self.output.recv_timeout(wait) {
                Ok((at, bytes)) => {
                    last = Some(at);
                    chunks.push_back(bytes);
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        // Reading the screen costs time: only after the clock has stopped.
        for bytes in chunks {
            self.take(&bytes);
        }
        last.map(|at| at.saturating_duration_since(from))
    }

    /// What the process has used up so far.
    pub fn used(&self) -> Used {
        let mut used = Used::default();
        let pid = self.child.process_id().expect("a process");
        for task in fs::read_dir(format!("/proc/{pid}/task"))
            .into_iter()
            .flatten()
            .flatten()
        {
            let read = |name: &str| fs::read_to_string(task.path().join(name)).unwrap_or_default();
            let nanos = read("schedstat")
                .split(' ')
                .next()
                .and_then(|n| n.parse().ok());
            used.cpu += Duration::from_nanos(nanos.unwrap_or(0));
            used.sleeps += field(&read("status"), "voluntary_ctxt_switches:");
        }
        let io = fs::read_to_string(format!("/proc/{pid}/io")).unwrap_or_default();
        used.written = field(&io, "wchar:");
        used
    }

    /// The most memory it has held, bytes.
    pub fn peak(&self) -> u64 {
        let pid = self.child.process_id().expect("a process");
        field(
            &fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default(),
            "VmHWM:",
        ) * 1024
    }

    /// Leaves by `q` and waits for the end.
    pub fn quit(mut self) {
        self.send(b"q");
        while self.output.recv_timeout(Duration::from_secs(30)).is_ok() {}
        let _ = self.child.wait();
    }
}

impl Drop for Pty {
    /// Nothing stays behind when a measurement breaks off.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A number of a `/proc` table, 0 when it is not there.
fn field(table: &str, name: &str) -> u64 {
    let line = table.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|rest| rest.split_whitespace().next())
        .and_then(|n| n.parse().ok())
        .unwrap_or(0)
}
