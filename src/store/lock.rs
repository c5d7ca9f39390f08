//! One process at a time, and a name for the one that is there.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;

use super::StoreError;
use super::error::{At as _, Holder};
use super::layout::{Layout, private, replace};

/// The lock, held while the value lives. It dies with the process, so a stale file never blocks.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

impl Lock {
    pub(super) fn take(layout: &Layout) -> Result<Self, StoreError> {
        let path = layout.lock();
        let mut file = private().open(&path).at(&path)?;
        match patiently(&file) {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                // The name is a courtesy: the answer is the same without it.
                let text = read(&mut file, &path).unwrap_or_default();
                return Err(StoreError::InUse {
                    holder: parse(&text),
                });
            }
            Err(TryLockError::Error(e)) => return Err(StoreError::io(&path, &e)),
        }
        let text = format!("{}\n{}\n{}\n", std::process::id(), host(), Timestamp::now());
        write(&mut file, &path, &text)?;
        Ok(Self { _file: file })
    }
}

/// Where the holder's name is. On Windows nobody else reads a file that is locked, so it lies beside it.
fn named(lock: &Path) -> Option<PathBuf> {
    cfg!(windows).then(|| lock.with_extension("by"))
}

fn read(file: &mut File, lock: &Path) -> io::Result<String> {
    if let Some(beside) = named(lock) {
        return fs::read_to_string(beside);
    }
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    Ok(text)
}

fn write(file: &mut File, lock: &Path, text: &str) -> Result<(), StoreError> {
    if let Some(beside) = named(lock) {
        return replace(&beside, text.as_bytes(), false);
    }
    file.set_len(0).at(lock)?;
    file.rewind().at(lock)?;
    file.write_all(text.as_bytes()).at(lock)
}

/// Tries for a moment: a program being started by the last holder shares its lock until it is running,
/// and a holder that was just told to leave needs a breath.
fn patiently(file: &File) -> Result<(), TryLockError> {
    const TRIES: u32 = 8;
    let mut wait = Duration::from_millis(2);
    for _ in 1..TRIES {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => std::thread::sleep(wait),
            other => return other,
        }
        wait = wait.mul_f32(1.6);
    }
    file.try_lock()
}

fn parse(text: &str) -> Holder {
    let mut lines = text.lines();
    Holder {
        pid: lines.next().and_then(|l| l.parse().ok()).unwrap_or(0),
        host: lines.next().unwrap_or_default().to_owned(),
        since: lines.next().unwrap_or_default().to_owned(),
    }
}

/// The name of this machine.
fn host() -> String {
    #[cfg(unix)]
    {
        let name = rustix::system::uname();
        name.nodename().to_string_lossy().into_owned()
    }
    #[cfg(not(unix))]
    {
        std::env::var("COMPUTERNAME").unwrap_or_default()
    }
}
