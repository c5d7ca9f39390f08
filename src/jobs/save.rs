//! Files written for a person: whole or not at all.

use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::domain::plain::is_unprintable;

/// Bytes of a name before its ending; file systems take 255 with everything.
const LONGEST: usize = 180;
/// Names tried before giving up.
const TRIES: u32 = 1000;

/// Who may read a file that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// Whoever the person's own settings let: the umask, or what the file that is there allows.
    Usual,
    /// Nobody but the owner: what was kept from others until now, behind a passphrase, is not shown to them by a
    /// file's usual permissions.
    Owner,
}

impl Readers {
    /// Of what comes out of a store: of an encrypted one nobody else.
    #[must_use]
    pub const fn of_encrypted(encrypted: bool) -> Self {
        if encrypted { Self::Owner } else { Self::Usual }
    }

    /// Lets nobody else read the file, if that is meant, whatever was there before.
    fn close(self, file: &std::fs::File) -> io::Result<()> {
        #[cfg(unix)]
        if self == Self::Owner {
            use std::os::unix::fs::PermissionsExt as _;
            file.set_permissions(std::fs::Permissions::from_mode(0o600))?;
        }
        #[cfg(not(unix))]
        let _ = file;
        Ok(())
    }
}

/// Writes `bytes` into a new file of `dir` called `name`, or `name (2)`, `name (3)` … when that is taken.
/// The file appears whole or not at all.
///
/// # Errors
/// The directory refuses, the disk is full, or a thousand such names are taken.
pub fn anew(dir: &Path, name: &str, bytes: &[u8], readers: Readers) -> io::Result<PathBuf> {
    let (stem, ending) = parts(name);
    let here = if dir.as_os_str().is_empty() {
        Path::new(".")
    } else {
        dir
    };
    let mut file = beside(here, readers)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    for number in 1..=TRIES {
        let name = match number {
            1 => format!("{stem}{ending}"),
            n => format!("{stem} ({n}){ending}"),
        };
        let path = dir.join(name);
        match file.persist_noclobber(&path) {
            Ok(_) => return Ok(path),
            Err(refused) if refused.error.kind() == ErrorKind::AlreadyExists => file = refused.file,
            Err(refused) => return Err(refused.error),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// Writes the file a person named; see [`Outlet`].
///
/// # Errors
/// What the system answers; a file that was there stays.
pub fn exactly(path: &Path, bytes: &[u8], readers: Readers) -> io::Result<()> {
    let mut out = Outlet::to(path, readers)?;
    out.write_all(bytes)?;
    out.finish()
}

/// Writes a new file a person named: what is there by that name is never written over, and the file appears whole
/// or not at all.
///
/// # Errors
/// What the system answers; [`ErrorKind::AlreadyExists`] when the name is taken.
pub fn new(path: &Path, bytes: &[u8], readers: Readers) -> io::Result<()> {
    if path.symlink_metadata().is_ok() {
        return Err(ErrorKind::AlreadyExists.into());
    }
    let dir = match path.parent() {
        Some(dir) if !dir.as_os_str().is_empty() => dir,
        _ => Path::new("."),
    };
    let mut file = beside(dir, readers)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    // Somebody may have taken the name meanwhile.
    file.persist_noclobber(path).map_err(|e| e.error)?;
    Ok(())
}

/// Whether both names lead to one regular file: what is read from the one must not be written to the other.
#[must_use]
pub fn same_file(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other && one.is_file(),
        _ => false,
    }
}

/// Where a person wants bytes to go. A regular file is put in place of the one that is there, whole or not at
/// all: its permissions stay, and so does a link to it. What is no regular file, a pipe or a device, is written
/// into.
#[derive(Debug)]
pub struct Outlet(Way);

#[derive(Debug)]
enum Way {
    /// A file beside, put in its place when it is whole.
    File(tempfile::NamedTempFile, PathBuf),
    /// What is there.
    There(std::fs::File),
}

impl Outlet {
    /// Opens it.
    ///
    /// # Errors
    /// What the system answers; a folder, and a file that is not to be written to, are refused.
    pub fn to(path: &Path, readers: Readers) -> io::Result<Self> {
        // A link is followed: putting a file in its place would leave what it points to as it was.
        let there = match path.metadata() {
            Ok(there) => Some(there),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(error),
        };
        let real = match &there {
            None => path.to_path_buf(),
            Some(there) if there.is_dir() => return Err(ErrorKind::IsADirectory.into()),
            Some(there) if !there.is_file() => {
                let there = std::fs::OpenOptions::new().write(true).open(path)?;
                return Ok(Self(Way::There(there)));
            }
            // A folder that can be written to would let its files be replaced all the same.
            Some(there) if there.permissions().readonly() => {
                return Err(ErrorKind::PermissionDenied.into());
            }
            Some(_) => path.canonicalize()?,
        };
        let dir = match real.parent() {
            Some(dir) if !dir.as_os_str().is_empty() => dir,
            _ => Path::new("."),
        };
        let file = beside(dir, readers)?;
        if let Some(there) = there {
            file.as_file().set_permissions(there.permissions())?;
            readers.close(file.as_file())?;
        }
        Ok(Self(Way::File(file, real)))
    }

    /// Makes it last: only now a file has its name.
    ///
    /// # Errors
    /// What the system answers; a file that was there stays.
    pub fn finish(self) -> io::Result<()> {
        match self.0 {
            Way::File(file, path) => {
                file.as_file().sync_all()?;
                file.persist(path).map_err(|e| e.error)?;
                Ok(())
            }
            Way::There(mut file) => file.flush(),
        }
    }
}

impl Write for Outlet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.0 {
            Way::File(file, _) => file.write(bytes),
            Way::There(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.0 {
            Way::File(file, _) => file.flush(),
            Way::There(file) => file.flush(),
        }
    }
}

/// A temporary file that becomes one like any other: as open to others as the person's umask allows, or to the owner
/// alone from its first byte. What it may be is settled before it has its name, so nothing can fail once it is there.
fn beside(dir: &Path, readers: Readers) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    if readers == Readers::Usual {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let file = builder.tempfile_in(dir)?;
    readers.close(file.as_file())?;
    Ok(file)
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
            c if is_unprintable(c) => ' ',
            c => c,
        })
        .collect();
    let mut stem = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    while stem.len() > LONGEST {
        stem.pop();
    }
    let stem = stem.trim_matches(['.', ' ']);
    let stem = if stem.is_empty() { "planerka" } else { stem };
    let mark = if is_device(stem) { "_" } else { "" };
    (format!("{mark}{stem}"), ending)
}

/// Whether Windows keeps the name for a device, whatever comes behind a dot.
fn is_device(stem: &str) -> bool {
    let name = stem.split('.').next().unwrap_or_default();
    let name = name.trim_end().to_ascii_lowercase();
    let port = name
        .strip_prefix("com")
        .or_else(|| name.strip_prefix("lpt"));
    matches!(name.as_str(), "con" | "prn" | "aux" | "nul")
        || port.is_some_and(|n| matches!(n.as_bytes(), [b'1'..=b'9']))
}

#[cfg(test)]
mod tests {
    use super::*;

    const USUAL: Readers = Readers::Usual;

    #[test]
    fn nothing_is_ever_overwritten() {
        let dir = tempfile::tempdir().unwrap();
        for (text, expected) in [
            ("раз", "Анкета Альфа-Авто.md"),
            ("два", "Анкета Альфа-Авто (2).md"),
            ("три", "Анкета Альфа-Авто (3).md"),
        ] {
            let path = anew(dir.path(), "Анкета Альфа-Авто.md", text.as_bytes(), USUAL).unwrap();
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
            ("Con.md", "_Con.md"),
            ("LPT1.план.md", "_LPT1.план.md"),
            ("Com10.md", "Com10.md"),
        ] {
            let (stem, ending) = parts(name);
            assert_eq!(format!("{stem}{ending}"), expected, "{name}");
        }
        let dir = tempfile::tempdir().unwrap();
        let path = anew(dir.path(), &format!("{}.md", "щ".repeat(500)), b"x", USUAL).unwrap();
        assert!(path.file_name().unwrap().len() < 255);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_are_the_persons_and_a_link_stays_a_link() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let plain = dir.path().join("plain");
        std::fs::write(&plain, b"x").unwrap();
        let usual = mode(&plain);
        let new = anew(dir.path(), "новый.md", b"x", USUAL).unwrap();
        assert_eq!(mode(&new), usual, "as any other program makes them");
        let named = dir.path().join("названный.md");
        exactly(&named, b"x", USUAL).unwrap();
        assert_eq!(mode(&named), usual);
        for kept in [0o600, 0o640, 0o664] {
            std::fs::set_permissions(&named, std::fs::Permissions::from_mode(kept)).unwrap();
            exactly(&named, "два".as_bytes(), USUAL).unwrap();
            assert_eq!(mode(&named), kept);
        }
        let link = dir.path().join("ссылка.md");
        std::os::unix::fs::symlink("названный.md", &link).unwrap();
        exactly(&link, "три".as_bytes(), USUAL).unwrap();
        assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(std::fs::read_to_string(&named).unwrap(), "три");
    }

    #[cfg(unix)]
    #[test]
    fn what_was_kept_from_others_is_the_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let owner = Readers::of_encrypted(true);
        let there = dir.path().join("была.md");
        std::fs::write(&there, "x").unwrap();
        std::fs::set_permissions(&there, std::fs::Permissions::from_mode(0o644)).unwrap();
        exactly(&there, b"x", owner).unwrap();
        let fresh = dir.path().join("новая.md");
        new(&fresh, b"x", owner).unwrap();
        let named = anew(dir.path(), "новая.md", b"x", owner).unwrap();
        assert_eq!(named, dir.path().join("новая (2).md"));
        for path in [&there, &fresh, &named] {
            assert_eq!(mode(path), 0o600, "{}", path.display());
        }
        let error = new(&fresh, b"y", USUAL).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::AlreadyExists);
        assert_eq!(std::fs::read(&fresh).unwrap(), b"x");
        assert_eq!(
            std::fs::read_dir(dir.path()).unwrap().count(),
            3,
            "nothing beside"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_is_written_into_and_a_read_only_file_stays() {
        use std::os::unix::fs::{FileTypeExt, PermissionsExt};
        let dir = tempfile::tempdir().unwrap();
        let pipe = dir.path().join("труба");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        let reader = {
            let pipe = pipe.clone();
            std::thread::spawn(move || std::fs::read_to_string(pipe).unwrap())
        };
        exactly(&pipe, "раз".as_bytes(), USUAL).unwrap();
        assert_eq!(reader.join().unwrap(), "раз");
        let kind = std::fs::symlink_metadata(&pipe).unwrap().file_type();
        assert!(kind.is_fifo(), "it is no file now");

        let kept = dir.path().join("закрыт.md");
        std::fs::write(&kept, "было").unwrap();
        std::fs::set_permissions(&kept, std::fs::Permissions::from_mode(0o444)).unwrap();
        let error = exactly(&kept, b"x", USUAL).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::PermissionDenied);
        assert_eq!(std::fs::read_to_string(&kept).unwrap(), "было");
        let link = dir.path().join("ссылка.md");
        std::os::unix::fs::symlink("закрыт.md", &link).unwrap();
        assert!(same_file(&link, &kept) && !same_file(&pipe, &pipe));
        let error = exactly(dir.path(), b"x", USUAL).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::IsADirectory);
    }

    #[test]
    fn a_directory_that_is_not_there_refuses() {
        let dir = tempfile::tempdir().unwrap();
        let error = anew(&dir.path().join("нет"), "а.md", b"x", USUAL).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotFound);
    }
}
