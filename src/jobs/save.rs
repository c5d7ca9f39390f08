//! Files written for a person: whole or not at all.

use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Bytes of a name before its ending; file systems take 255 with everything.
const LONGEST: usize = 180;
/// Names tried before giving up.
const TRIES: u32 = 1000;

/// Writes `bytes` into a new file of `dir` called `name`, or `name (2)`, `name (3)` … when that is taken.
/// The file appears whole or not at all.
///
/// # Errors
/// The directory refuses, the disk is full, or a thousand such names are taken.
pub fn anew(dir: &Path, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    let (stem, ending) = parts(name);
    let here = if dir.as_os_str().is_empty() {
        Path::new(".")
    } else {
        dir
    };
    let mut file = tempfile::NamedTempFile::new_in(here)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    for number in 1..=TRIES {
        let name = match number {
            1 => format!("{stem}{ending}"),
            n => format!("{stem} ({n}){ending}"),
        };
        let path = dir.join(name);
        match file.persist_noclobber(&path) {
            Ok(written) => {
                readable(&written)?;
                return Ok(path);
            }
            Err(refused) if refused.error.kind() == ErrorKind::AlreadyExists => file = refused.file,
            Err(refused) => return Err(refused.error),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// Writes the file a person named, in place of one that is there.
///
/// # Errors
/// What the system answers; what was there stays.
pub fn exactly(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let dir = match path.parent() {
        Some(dir) if !dir.as_os_str().is_empty() => dir,
        _ => Path::new("."),
    };
    let mut file = tempfile::NamedTempFile::new_in(dir)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    let written = file.persist(path).map_err(|e| e.error)?;
    readable(&written)
}

/// A temporary file is its owner's alone; a finished one is a file like any other.
#[cfg(unix)]
fn readable(file: &std::fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_file: &std::fs::File) -> io::Result<()> {
    Ok(())
}

/// A wished name as a name every file system takes, and its ending with the dot (up to four letters).
fn parts(name: &str) -> (String, String) {
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending))
            if (1..=4).contains(&ending.len())
                && ending.chars().all(|c| c.is_ascii_alphanumeric()) =>
        {
            (stem, format!(".{ending}"))
        }
        _ => (name, String::new()),
    };
    let clean: String = stem
        .chars()
        .map(|c| match c {
            '/' | '\\' | ':' | '|' => '-',
            '*' | '?' | '"' | '<' | '>' => ' ',
            c if c.is_control() => ' ',
            c => c,
        })
        .collect();
    let mut stem = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    while stem.len() > LONGEST {
        stem.pop();
    }
    let stem = stem.trim_matches(['.', ' ']);
    let stem = if stem.is_empty() { "planerka" } else { stem };
    (stem.to_owned(), ending)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_ever_overwritten() {
        let dir = tempfile::tempdir().unwrap();
        for (text, expected) in [
            ("раз", "Анкета Альфа-Авто.md"),
            ("два", "Анкета Альфа-Авто (2).md"),
            ("три", "Анкета Альфа-Авто (3).md"),
        ] {
            let path = anew(dir.path(), "Анкета Альфа-Авто.md", text.as_bytes()).unwrap();
            assert_eq!(path, dir.path().join(expected));
            assert_eq!(std::fs::read_to_string(path).unwrap(), text);
        }
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 3);
    }

    #[test]
    fn any_client_gives_a_name() {
        for (name, expected) in [
            ("ООО \"Заря\"/Север.md", "ООО Заря -Север.md"),
            ("../../etc/passwd.txt", "-..-etc-passwd.txt"),
            ("....md", "planerka.md"),
            ("Анкета А.Б. Смирнов", "Анкета А.Б. Смирнов"),
            ("строка\nещё.md", "строка ещё.md"),
        ] {
            let (stem, ending) = parts(name);
            assert_eq!(format!("{stem}{ending}"), expected, "{name}");
        }
        let dir = tempfile::tempdir().unwrap();
        let path = anew(dir.path(), &format!("{}.md", "щ".repeat(500)), b"x").unwrap();
        assert!(path.file_name().unwrap().len() < 255);
    }

    #[test]
    fn a_directory_that_is_not_there_refuses() {
        let dir = tempfile::tempdir().unwrap();
        let error = anew(&dir.path().join("нет"), "а.md", b"x").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotFound);
    }
}
