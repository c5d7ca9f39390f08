//! The data directory: what lies where, and the few careful ways to touch it.
//!
//! ```text
//! lock       own flock; holder's pid, host and start as text (on Windows in `lock.by`)
//! control    socket of the window that has the store open; `control.at`: where it lies when the way is long, and
//!            the name of the pipe on Windows
//! header     format of the directory; of an encrypted one also the wrapped key
//! header.2   the wrapped key once more: without it all is lost
//! sled/      rows, journal and state
//! journal/   the same journal as plain framed files, for rebuilding
//! seal       written at a clean close, taken away at open
//! last-seal  the seal that was taken away: how far the store is known to have come
//! head       the first screen, for a start that shows something at once
//! warm       the portfolio in reading order, for a start that is soon complete
//! reserve.bin space to give up on a full disk
//! weight     how much of sled/ was alive when it was last looked at
//! unclean-*/ copies of sled/ taken before opening after an unclean stop (the last two)
//! quarantine-*/ what could not be opened
//! unclean.part/ such a copy under way, cleared away at the next open
//! replaced-*/ what a restore moved aside
//! swap/      what is being built, and while it takes its place the note of what goes where
//! backups/   verified copies of the whole store, a file each
//! log/       the program's notes of what went wrong, and of how it crashed
//! ```
//! Directories are 0700, files 0600.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;

use super::StoreError;
use super::cipher::Cipher;
use super::error::At as _;

/// Copies kept of what was open when the process died.
const COPIES: usize = 2;

/// What makes up a store, what can be trusted least first. Everything else that may lie in the directory is made
/// again, put aside or kept beside it.
pub const ITEMS: [&str; 8] = [
    "seal",
    "last-seal",
    "head",
    "warm",
    "sled",
    "journal",
    "header",
    "header.2",
];

/// Paths inside one data directory.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub(super) root: PathBuf,
    /// What everything in it is encrypted with.
    pub(super) cipher: Cipher,
}

impl Layout {
    /// A directory that is taken for plain until it is [unlocked](Self::unlock).
    pub(super) fn new(root: &Path) -> Self {
        Self {
            root: root.to_path_buf(),
            cipher: Cipher::Plain,
        }
    }

    /// Another directory under the same key.
    pub(super) fn beside(&self, root: &Path) -> Self {
        Self {
            root: root.to_path_buf(),
            cipher: self.cipher.clone(),
        }
    }

    pub(super) fn lock(&self) -> PathBuf {
        self.root.join("lock")
    }
    pub(super) fn header(&self) -> PathBuf {
        self.root.join("header")
    }
    /// The second copy of the wrapped key.
    pub(super) fn spare_header(&self) -> PathBuf {
        self.root.join("header.2")
    }
    pub(super) fn sled(&self) -> PathBuf {
        self.root.join("sled")
    }
    pub(super) fn db(&self) -> PathBuf {
        self.root.join("sled").join("db")
    }
    pub(super) fn journal(&self) -> PathBuf {
        self.root.join("journal")
    }
    pub(super) fn backups(&self) -> PathBuf {
        self.root.join("backups")
    }
    pub(super) fn seal(&self) -> PathBuf {
        self.root.join("seal")
    }
    pub(super) fn last_seal(&self) -> PathBuf {
        self.root.join("last-seal")
    }
    pub(super) fn head(&self) -> PathBuf {
        self.root.join("head")
    }
    pub(super) fn warm(&self) -> PathBuf {
        self.root.join("warm")
    }
    pub(super) fn reserve(&self) -> PathBuf {
        self.root.join("reserve.bin")
    }
    pub(super) fn weight(&self) -> PathBuf {
        self.root.join("weight")
    }
    /// A copy of the database that is not complete yet.
    pub(super) fn copying(&self) -> PathBuf {
        self.root.join("unclean.part")
    }
    /// Where what replaces something is built, with the note that says how.
    pub(super) fn swapping(&self) -> PathBuf {
        self.root.join("swap")
    }

    /// Makes the directory if it is not there.
    pub(super) fn create(&self) -> Result<(), StoreError> {
        make_dir(&self.root)
    }

    /// A name that no earlier copy has, and that is not taken otherwise.
    pub(super) fn aside(&self, what: &str, taken: impl Fn(&Path) -> bool) -> PathBuf {
        let stamp = Timestamp::now().strftime("%Y%m%dT%H%M%S%.3fZ").to_string();
        let mut path = self.root.join(format!("{what}-{stamp}"));
        let mut n = 1;
        while path.exists() || taken(&path) {
            path = self.root.join(format!("{what}-{stamp}-{n}"));
            n += 1;
        }
        path
    }

    /// Copies `sled/` aside before it is opened after an unclean stop: opening may write behind damage.
    pub(super) fn copy_aside(&self) -> Result<PathBuf, StoreError> {
        let (part, to) = (self.copying(), self.aside("unclean", |_| false));
        remove_all(&part)?;
        // Whoever is killed here leaves no half of a copy that would be taken for one.
        copy_dir(&self.sled(), &part)
            .and_then(|()| sync_tree(&part))
            .inspect_err(|_| {
                let _ = fs::remove_dir_all(&part);
            })?;
        rename(&part, &to).at(&to)?;
        sync_dir(&self.root)?;
        let mut old: Vec<PathBuf> = list(&self.root)?
            .into_iter()
            .filter(|p| name(p).starts_with("unclean-"))
            .collect();
        old.sort();
        while old.len() > COPIES {
            let gone = old.remove(0);
            fs::remove_dir_all(&gone).at(&gone)?;
        }
        Ok(to)
    }

    /// Moves something that cannot be used out of the way.
    pub(super) fn quarantine(&self, what: &Path) -> Result<PathBuf, StoreError> {
        let to = self.aside("quarantine", |_| false);
        leave(what, &to).at(what)?;
        sync_dir(&self.root)?;
        Ok(to)
    }

    /// Takes the seal away while the store is open; what it said is remembered.
    pub(super) fn break_seal(&self) -> Result<(), StoreError> {
        if self.seal().exists() {
            rename(self.seal(), self.last_seal()).at(&self.seal())?;
        }
        sync_dir(&self.root)
    }

    /// Puts the seal back where nothing was done to what it seals.
    pub(super) fn mend_seal(&self) -> Result<(), StoreError> {
        rename(self.last_seal(), self.seal()).at(&self.seal())?;
        sync_dir(&self.root)
    }

    /// Removes a snapshot sled had begun when it died: it would block every later open.
    pub(super) fn remove_torn_snapshots(&self) -> Result<(), StoreError> {
        if !self.sled().exists() {
            return Ok(());
        }
        for path in list(&self.sled())? {
            if name(&path).starts_with("snap.") && name(&path).ends_with(".generating") {
                fs::remove_file(&path).at(&path)?;
            }
        }
        Ok(())
    }

    /// Takes group and others off what sled created with the process's umask.
    pub(super) fn close_to_others(&self) {
        #[cfg(unix)]
        {
            fn close(path: &Path) {
                use std::os::unix::fs::PermissionsExt as _;
                let mode = if path.is_dir() { 0o700 } else { 0o600 };
                // The directory above is 0700 already; a refusal here changes nothing that matters.
                let _ = fs::set_permissions(path, fs::Permissions::from_mode(mode));
                if path.is_dir() {
                    list(path).unwrap_or_default().iter().for_each(|p| close(p));
                }
            }
            close(&self.sled());
        }
    }
}

/// The file name, empty when it is not text.
pub(super) fn name(path: &Path) -> &str {
    path.file_name().and_then(|n| n.to_str()).unwrap_or("")
}

/// Paths in a directory, in no order.
pub(super) fn list(dir: &Path) -> Result<Vec<PathBuf>, StoreError> {
    fs::read_dir(dir)
        .at(dir)?
        .map(|entry| entry.map(|e| e.path()).at(dir))
        .collect()
}

/// Makes a directory for the owner alone.
pub(super) fn make_dir(path: &Path) -> Result<(), StoreError> {
    if path.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(path).at(path)
}

/// Options that create a file for the owner alone.
pub(super) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options
}

/// Makes names in a directory durable.
pub(super) fn sync_dir(dir: &Path) -> Result<(), StoreError> {
    if cfg!(unix) {
        File::open(dir).and_then(|d| d.sync_all()).at(dir)?;
    }
    Ok(())
}

/// Makes every file and every name below a directory durable: sled itself syncs less than all it writes.
pub(super) fn sync_tree(dir: &Path) -> Result<(), StoreError> {
    for path in list(dir)? {
        let kind = path.symlink_metadata().at(&path)?.file_type();
        if kind.is_dir() {
            sync_tree(&path)?;
        } else if kind.is_file() {
            sync_file(&path)?;
        }
    }
    sync_dir(dir)
}

/// Makes what a file holds durable.
pub(super) fn sync_file(path: &Path) -> Result<(), StoreError> {
    // Windows syncs only what is open for writing.
    let file = OpenOptions::new()
        .read(true)
        .write(cfg!(windows))
        .open(path);
    file.and_then(|file| file.sync_all()).at(path)
}

/// Renames, over a file that is there.
///
/// On Windows whatever has a file open for a moment, as programs that index or look for viruses do, keeps it and
/// the directories above it in their places: there it is tried again for a while.
pub(super) fn rename(from: impl AsRef<Path>, to: impl AsRef<Path>) -> io::Result<()> {
    const LONGEST: Duration = Duration::from_millis(256);
    let mut wait = Duration::from_millis(2);
    loop {
        match fs::rename(&from, &to) {
            Err(error) if is_held(&error) && wait <= LONGEST => std::thread::sleep(wait),
            other => return other,
        }
        wait *= 2;
    }
}

/// Whether somebody has it open, as Windows tells it: no access, or shared in another way.
fn is_held(error: &io::Error) -> bool {
    const SHARING: i32 = 32;
    cfg!(windows)
        && (error.kind() == io::ErrorKind::PermissionDenied
            || error.raw_os_error() == Some(SHARING))
}

/// Moves a directory that does not move as a whole because a file in it is open: a database that never came
/// back holds its files until the process ends. Windows lets the files go, one by one.
fn carry(from: &Path, to: &Path, error: io::Error) -> io::Result<()> {
    if !is_held(&error) {
        return Err(error);
    }
    carry_into(from, to)
}

fn carry_into(from: &Path, to: &Path) -> io::Result<()> {
    // Half of it may have been carried before.
    if !to.is_dir() {
        fs::create_dir(to)?;
    }
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (here, there) = (entry.path(), to.join(entry.file_name()));
        fs::rename(&here, &there).or_else(|error| carry(&here, &there, error))?;
    }
    fs::remove_dir(from)
}

/// Moves something out of its place, or what is still there of it, to a name that is its alone.
pub(super) fn leave(from: &Path, to: &Path) -> io::Result<()> {
    if from.is_dir() && to.is_dir() {
        return carry_into(from, to);
    }
    rename(from, to).or_else(|error| carry(from, to, error))
}

/// Whether something has a name, if it were a link that leads nowhere. What cannot be looked at is not gone.
pub(super) fn is_there(path: &Path) -> Result<bool, StoreError> {
    match path.symlink_metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        found => found.map(|_| true).at(path),
    }
}

/// Replaces a file as a whole.
pub(super) fn replace(path: &Path, bytes: &[u8], durable: bool) -> Result<(), StoreError> {
    let tmp = path.with_extension("tmp");
    let written = private().truncate(true).open(&tmp).and_then(|mut file| {
        file.write_all(bytes)?;
        if durable {
            file.sync_all()?;
        }
        drop(file);
        rename(&tmp, path)
    });
    if let Err(error) = written {
        // Half of it on a disk that is full only takes more of it.
        let _ = fs::remove_file(&tmp);
        return Err(error).at(path);
    }
    if durable && let Some(dir) = path.parent() {
        sync_dir(dir)?;
    }
    Ok(())
}

/// Removes a file if it is there.
pub(super) fn remove(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(StoreError::io(path, &e)),
        _ => Ok(()),
    }
}

/// Makes a copy of a directory that could not be written to the owner's to work with.
pub(super) fn writable(dir: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        for path in list(dir).unwrap_or_default() {
            let mode = if path.is_dir() { 0o700 } else { 0o600 };
            // What stays closed is told by the open that follows.
            let _ = fs::set_permissions(&path, fs::Permissions::from_mode(mode));
            if path.is_dir() {
                writable(&path);
            }
        }
    }
    #[cfg(not(unix))]
    for path in list(dir).unwrap_or_default() {
        if let Ok(meta) = path.metadata() {
            let mut permissions = meta.permissions();
            permissions.set_readonly(false);
            let _ = fs::set_permissions(&path, permissions);
        }
        if path.is_dir() {
            writable(&path);
        }
    }
}

/// Bytes of all files under a directory; what cannot be looked at counts nothing.
pub(super) fn size_of(dir: &Path) -> u64 {
    let paths = list(dir).unwrap_or_default();
    let size = |path: &PathBuf| match path.symlink_metadata() {
        Ok(meta) if meta.is_dir() => size_of(path),
        Ok(meta) => meta.len(),
        Err(_) => 0,
    };
    paths.iter().map(size).sum()
}

/// Removes a file or a directory with all in it, if it is there.
pub(super) fn remove_all(path: &Path) -> Result<(), StoreError> {
    let removed = if path.is_dir() {
        fs::remove_dir_all(path)
    } else {
        fs::remove_file(path)
    };
    match removed {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(StoreError::io(path, &e)),
        _ => Ok(()),
    }
}

/// Copies a directory with all in it.
pub(super) fn copy_dir(from: &Path, to: &Path) -> Result<(), StoreError> {
    make_dir(to)?;
    for path in list(from)? {
        let target = to.join(name(&path));
        if path.is_dir() {
            copy_dir(&path, &target)?;
        } else {
            fs::copy(&path, &target).at(&target)?;
        }
    }
    Ok(())
}
