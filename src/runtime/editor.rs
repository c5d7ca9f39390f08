//! The person's own editor on a text.

use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};

/// Where a text may lie for a moment: in memory where the system has such a place, so that nothing of it
/// stays on the disk; `None` where it has none.
fn in_memory() -> Option<PathBuf> {
    let of_session = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
    let writable = |dir: &PathBuf| {
        let fits = |meta: Metadata| meta.is_dir() && !meta.permissions().readonly();
        dir.metadata().is_ok_and(fits) && is_memory(dir)
    };
    [of_session, Some(PathBuf::from("/dev/shm"))]
        .into_iter()
        .flatten()
        .find(writable)
}

/// Whether what is written there stays in memory.
#[cfg(target_os = "linux")]
fn is_memory(dir: &Path) -> bool {
    const TMPFS: i128 = 0x0102_1994;
    const RAMFS: i128 = 0x8584_58f6;
    // Its type is another one on each processor.
    rustix::fs::statfs(dir).is_ok_and(|of| {
        let kind = i128::from(of.f_type) & 0xffff_ffff;
        kind == TMPFS || kind == RAMFS
    })
}

/// Whether what is written there stays in memory: nobody says so here.
#[cfg(not(target_os = "linux"))]
const fn is_memory(_: &Path) -> bool {
    false
}

/// Whether a text lies on the disk while the editor has it.
pub(super) fn is_on_disk() -> bool {
    in_memory().is_none()
}

/// Runs it on the text in a private directory, where what the editor puts beside it lies too, and gives what
/// it left there. The directory goes with all that is in it.
pub(super) fn run_editor(text: &str) -> io::Result<String> {
    let editor = std::env::var("VISUAL")
        .or_else(|_| std::env::var("EDITOR"))
        .unwrap_or_else(|_| if cfg!(windows) { "notepad" } else { "vi" }.to_owned());
    let dir = tempfile::Builder::new()
        .prefix("planerka-")
        .tempdir_in(in_memory().unwrap_or_else(std::env::temp_dir))?;
    let file = dir.path().join("planerka.md");
    std::fs::write(&file, text)?;
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or("vi");
    let status = std::process::Command::new(program)
        .args(words)
        .arg(&file)
        .status()?;
    if !status.success() {
        return Err(io::Error::other(format!("{program}: {status}")));
    }
    std::fs::read_to_string(&file)
}
