//! Where the socket lies, and who may be at the other end of it: a named pipe of Windows.
//!
//! Only its owner can open it. Its name is another one each time and lies in the data directory, where only the
//! owner reads it; it names the process that made it, and the system says whether that one is at the other end.
//! So nobody can wait under a name that is known beforehand.
//!
//! A pipe knows no limit of time. It is read and written without waiting, and asked again after a pause that
//! grows with the time that has passed, until the limit.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::os::windows::fs::FileExt as _;
use std::os::windows::io::OwnedHandle;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::PoisonError;
use std::time::{Duration, Instant};

use interprocess::ConnectWaitMode;
use interprocess::os::windows::ToWtf16 as _;
use interprocess::os::windows::named_pipe::pipe_mode::Bytes;
use interprocess::os::windows::named_pipe::{DuplexPipeStream, PipeListener, PipeListenerOptions};
use interprocess::os::windows::security_descriptor::SecurityDescriptor;

use crate::store::layout::replace;

/// How long the other end may take to take a connection.
const PATIENCE: Duration = Duration::from_secs(2);

/// Where the name lies in the data directory.
const POINTER: &str = "control.at";

/// What every name begins with: a pipe of this machine.
const PREFIX: &str = r"\\.\pipe\planerka-";

/// Everything for the owner, nothing for anybody else, and nothing inherited.
const OWNER_ONLY: &str = "D:P(A;;GA;;;OW)";

/// Bytes that lie in a pipe until the other end takes them.
const ROOM: u32 = 64 << 10;

/// Bytes written at once: what does not fit as a whole is not taken at all.
const PIECE: usize = 16 << 10;

/// Longest pause before a pipe is asked again.
const PAUSE: Duration = Duration::from_millis(50);

/// There is nothing to read, in what the system calls a pipe without data.
const NO_DATA: i32 = 232;

/// One who listens.
pub(super) type Listener = PipeListener<Bytes, Bytes>;

/// A connection.
#[derive(Debug)]
pub(super) struct Stream {
    file: File,
    /// The process at the other end.
    peer: u32,
    limits: Mutex<Limits>,
}

#[derive(Debug, Clone, Copy)]
struct Limits {
    hear: Duration,
    say: Duration,
}

impl Stream {
    fn new(stream: DuplexPipeStream<Bytes>) -> io::Result<Self> {
        stream.set_nonblocking(true)?;
        let peer = stream.peer_process_id()?;
        let handle = OwnedHandle::try_from(stream).map_err(|_| io::ErrorKind::Other)?;
        Ok(Self {
            file: handle.into(),
            peer,
            limits: Mutex::new(Limits {
                hear: PATIENCE,
                say: PATIENCE,
            }),
        })
    }

    fn limits(&self) -> Limits {
        *self.limits.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Asks until there is an answer, at most for so long.
fn patiently<T>(limit: Duration, ask: impl Fn() -> io::Result<Option<T>>) -> io::Result<T> {
    let since = Instant::now();
    loop {
        if let Some(answer) = ask()? {
            return Ok(answer);
        }
        let passed = since.elapsed();
        let Some(left) = limit.checked_sub(passed).filter(|left| !left.is_zero()) else {
            return Err(io::ErrorKind::TimedOut.into());
        };
        let pause = (passed / 8).clamp(Duration::from_micros(100), PAUSE);
        std::thread::sleep(pause.min(left));
    }
}

impl Read for &Stream {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        // Read as at a place, which a pipe has not: a plain read tells a pipe without data and one that was
        // closed alike.
        let there = std::cell::RefCell::new(bytes);
        patiently(self.limits().hear, || {
            match self.file.seek_read(&mut there.borrow_mut(), 0) {
                Err(error) if error.raw_os_error() == Some(NO_DATA) => Ok(None),
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Some(0)),
                read => read.map(Some),
            }
        })
    }
}

impl Write for &Stream {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let piece = bytes.get(..PIECE).unwrap_or(bytes);
        patiently(self.limits().say, || match (&self.file).write(piece)? {
            0 if !piece.is_empty() => Ok(None),
            written => Ok(Some(written)),
        })
    }

    /// Nothing is held back here.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A pipe that is listened at. [`remove`](Self::remove) takes its name away.
#[derive(Debug)]
pub(super) struct Place {
    name: String,
    pointer: PathBuf,
}

impl Place {
    /// Listens for the data directory in `root`, whose lock the caller holds: what lies there was left
    /// by somebody who is gone.
    pub(super) fn bind(root: &Path) -> io::Result<(Self, Listener)> {
        let mut salt = [0; 16];
        getrandom::fill(&mut salt).map_err(io::Error::other)?;
        let salt = u128::from_le_bytes(salt);
        let name = format!("{PREFIX}{}-{salt:032x}", std::process::id());
        let listener = listen(&name)?;
        let pointer = root.join(POINTER);
        replace(&pointer, name.as_bytes(), false).map_err(io::Error::other)?;
        Ok((Self { name, pointer }, listener))
    }

    /// Connects to it, to wake the one who listens.
    pub(super) fn knock(&self) -> io::Result<Stream> {
        connect_to(&self.name)
    }

    /// Takes the name away, unless it is another's by now.
    pub(super) fn remove(&self) {
        if fs::read_to_string(&self.pointer).is_ok_and(|name| name == self.name) {
            let _ = fs::remove_file(&self.pointer);
        }
    }
}

fn listen(name: &str) -> io::Result<Listener> {
    let rights = Path::new(OWNER_ONLY)
        .to_wtf_16()
        .map_err(io::Error::other)?;
    let mut options = PipeListenerOptions::new();
    options.path = Path::new(name).to_wtf_16().map_err(io::Error::other)?;
    options.input_buffer_size_hint = ROOM;
    options.output_buffer_size_hint = ROOM;
    options.security_descriptor = Some(SecurityDescriptor::deserialize(&rights)?);
    options.create_duplex::<Bytes>()
}

/// Connects to whoever listens for the data directory in `root`; `None` when nobody does.
pub(super) fn connect(root: &Path) -> io::Result<Option<Stream>> {
    let connected = fs::read_to_string(root.join(POINTER)).and_then(|name| {
        let process = process_of(&name).ok_or(io::ErrorKind::NotFound)?;
        let stream = connect_to(&name)?;
        Ok((stream.peer == process).then_some(stream))
    });
    connected.or_else(|error| match error.kind() {
        io::ErrorKind::NotFound
        | io::ErrorKind::InvalidData
        | io::ErrorKind::BrokenPipe
        | io::ErrorKind::PermissionDenied => Ok(None),
        _ => Err(error),
    })
}

/// The process that made a name; `None` for what is no name of ours.
fn process_of(name: &str) -> Option<u32> {
    let (process, salt) = name.strip_prefix(PREFIX)?.split_once('-')?;
    let known = salt.bytes().all(|b| b.is_ascii_hexdigit());
    process.parse().ok().filter(|_| known)
}

fn connect_to(name: &str) -> io::Result<Stream> {
    let wait = ConnectWaitMode::Timeout(PATIENCE);
    let name = Path::new(name);
    Stream::new(DuplexPipeStream::connect_by_path_with_wait_mode(
        name, wait,
    )?)
}

/// Waits for somebody to knock.
pub(super) fn accept(listener: &Listener) -> io::Result<Stream> {
    Stream::new(listener.accept()?)
}

/// How long the other end may take to say something, and to take what is said.
pub(super) fn limit(stream: &Stream, hear: Duration, say: Duration) {
    *stream.limits.lock().unwrap_or_else(PoisonError::into_inner) = Limits { hear, say };
}

/// Whether the other end is of the same user: the pipe opens to nobody else.
pub(super) const fn is_own(_: &Stream) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHORT: Duration = Duration::from_millis(300);

    fn pair(dir: &Path) -> (Place, Listener, Stream, Stream) {
        let (place, listener) = Place::bind(dir).unwrap();
        let guest = connect(dir).unwrap().unwrap();
        let host = accept(&listener).unwrap();
        for end in [&guest, &host] {
            limit(end, SHORT, SHORT);
        }
        (place, listener, guest, host)
    }

    #[test]
    fn one_who_is_silent_or_does_not_listen_is_given_up() {
        let dir = tempfile::tempdir().unwrap();
        let (place, _listener, guest, host) = pair(dir.path());
        for end in [&guest, &host] {
            let since = Instant::now();
            let error = { end }.read(&mut [0; 8]).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::TimedOut);
            assert!(since.elapsed() >= SHORT && since.elapsed() < 10 * SHORT);
        }
        for end in [&guest, &host] {
            let error = { end }.write_all(&vec![7; 1 << 20]).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        }
        drop((guest, host));
        place.remove();
        assert!(!dir.path().join(POINTER).exists());
        assert!(connect(dir.path()).unwrap().is_none());
    }

    #[test]
    fn what_was_said_is_heard_to_the_end() {
        let dir = tempfile::tempdir().unwrap();
        let (_place, _listener, guest, host) = pair(dir.path());
        let long: Vec<u8> = (0..3_000_000_u32).map(|n| n.to_le_bytes()[0]).collect();
        let said = long.clone();
        let host = std::thread::spawn(move || {
            (&host).write_all(&said).unwrap();
            (&host).write_all(b"end").unwrap();
        });
        let mut heard = Vec::new();
        (&guest).read_to_end(&mut heard).unwrap();
        host.join().unwrap();
        assert!(heard.starts_with(&long) && heard.ends_with(b"end"));
        assert!((&guest).write_all(b"anybody").is_err(), "nobody is there");
    }

    #[test]
    fn a_name_that_was_left_behind_or_made_up_leads_nowhere() {
        let dir = tempfile::tempdir().unwrap();
        let (place, listener, ..) = pair(dir.path());
        drop(listener);
        assert!(connect(dir.path()).unwrap().is_none(), "left behind");
        let strange = format!("{PREFIX}1-00");
        let (strange, _host) = (strange.clone(), listen(&strange).unwrap());
        for name in [&strange, r"\\server\pipe\planerka-1-00", "", "\0"] {
            fs::write(dir.path().join(POINTER), name).unwrap();
            assert!(connect(dir.path()).unwrap().is_none(), "{name:?}");
        }
        place.remove();
        assert!(dir.path().join(POINTER).exists(), "it is another's");
    }
}
