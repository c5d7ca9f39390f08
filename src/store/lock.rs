//! One process at a time, and a name for the one that is there.

use std::fs::{File, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::time::Duration;

use jiff::Timestamp;

use super::StoreError;
use super::error::{At as _, Holder};
use super::layout::{Layout, private};

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
                let mut text = String::new();
                // The name is a courtesy: the answer is the same without it.
                let _ = file.read_to_string(&mut text);
                return Err(StoreError::InUse {
                    holder: parse(&text),
                });
            }
            Err(TryLockError::Error(e)) => return Err(StoreError::io(&path, &e)),
        }
        let text = format!("{}\n{}\n{}\n", std::process::id(), host(), Timestamp::now());
        file.set_len(0).at(&path)?;
        file.rewind().at(&path)?;
        file.write_all(text.as_bytes()).at(&path)?;
        Ok(Self { _file: file })
    }
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

fn host() -> String {
    std::fs::read_to_string("/proc/sys/kernel/hostname")
        .ok()
        .or_else(|| std::env::var("HOSTNAME").ok())
        .or_else(|| std::env::var("COMPUTERNAME").ok())
        .unwrap_or_default()
        .trim()
        .to_owned()
}
