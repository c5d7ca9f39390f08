//! The person's own editor on a text.

use std::io;
use std::path::PathBuf;

/// Where a text may lie for a moment: in memory where the system has such a place, so that nothing of it
/// stays on the disk.
fn in_memory() -> PathBuf {
    let of_session = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
    let writable = |dir: &PathBuf| {
        dir.metadata()
            .is_ok_and(|meta| meta.is_dir() && !meta.permissions().readonly())
    };
    [of_session, Some(PathBuf::from("/dev/shm"))]
        .into_iter()
        .flatten()
        .find(writable)
        .unwrap_or_else(std::env::temp_dir)
}

/// Runs it on the text in a private temporary file and gives what it left there.
pub(super) fn run_editor(text: &str) -> io::Result<String> {
    use std::io::Write;
    let editor = std::env::var("VISUAL")
        .or_else(|_| std::env::var("EDITOR"))
        .unwrap_or_else(|_| if cfg!(windows) { "notepad" } else { "vi" }.to_owned());
    let mut file = tempfile::Builder::new()
        .prefix("planerka-")
        .suffix(".md")
        .tempfile_in(in_memory())?;
    file.write_all(text.as_bytes())?;
    file.flush()?;
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or("vi");
    let status = std::process::Command::new(program)
        .args(words)
        .arg(file.path())
        .status()?;
    if !status.success() {
        return Err(io::Error::other(format!("{program}: {status}")));
    }
    std::fs::read_to_string(file.path())
}
