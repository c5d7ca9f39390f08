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
    let (program, words) = command(&editor);
    let status = std::process::Command::new(program)
        .args(words)
        .arg(&file)
        .status()?;
    if !status.success() {
        return Err(io::Error::other(format!("{program}: {status}")));
    }
    std::fs::read_to_string(&file).map(|text| without_marks(&text))
}

/// The program and what it is given. A way to a program may have spaces in it, as on Windows it has.
fn command(editor: &str) -> (&str, Vec<&str>) {
    if Path::new(editor).is_file() {
        return (editor, Vec::new());
    }
    let quoted = editor
        .trim_start()
        .strip_prefix('"')
        .and_then(|rest| rest.split_once('"'));
    if let Some((program, rest)) = quoted {
        return (program, rest.split_whitespace().collect());
    }
    let mut words = editor.split_whitespace();
    (words.next().unwrap_or("vi"), words.collect())
}

/// A text without what editors of Windows put in: the mark of an encoding, returns before the ends of lines.
fn without_marks(text: &str) -> String {
    text.strip_prefix('\u{feff}')
        .unwrap_or(text)
        .replace("\r\n", "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_with_spaces_is_one_program() {
        let dir = tempfile::tempdir().unwrap();
        let there = dir.path().join("my editor");
        std::fs::write(&there, "").unwrap();
        let there = there.to_str().unwrap();
        for (editor, program, words) in [
            ("vi", "vi", vec![]),
            ("code --wait", "code", vec!["--wait"]),
            (there, there, vec![]),
            (r#""/a b/vi" -u NONE"#, "/a b/vi", vec!["-u", "NONE"]),
            ("", "vi", vec![]),
        ] {
            assert_eq!(command(editor), (program, words), "{editor}");
        }
    }

    #[test]
    fn what_notepad_leaves_is_the_text() {
        assert_eq!(without_marks("\u{feff}раз\r\nдва\n"), "раз\nдва\n");
    }
}
