//! Where the socket lies, and who may be at the other end of it: a socket of the file system.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use interprocess::ConnectWaitMode;
use interprocess::local_socket::traits::{Listener as _, Stream as _, StreamCommon as _};
use interprocess::local_socket::{ConnectOptions, ListenerOptions, Name};
pub(super) use interprocess::local_socket::{Listener, Stream};

/// How long the other end may take to take a connection.
const PATIENCE: Duration = Duration::from_secs(2);

/// A socket that is bound. [`remove`](Self::remove) takes its file away.
#[derive(Debug)]
pub(super) struct Place {
    path: PathBuf,
    /// The file as it was bound: another one under its name is not ours.
    file: Option<u64>,
}

mod names {
    use super::{Name, Path, PathBuf, io};
    use crate::store::layout::replace;
    use interprocess::local_socket::{GenericFilePath, ToFsName as _};
    use std::fs;
    use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _};

    /// What fits into an address of a socket on every Unix, with room for its end.
    const LONGEST: usize = 100;

    /// Where a long way to the data directory leaves the place of its socket.
    const POINTER: &str = "control.at";

    /// The socket of a data directory that exists.
    fn near(root: &Path) -> io::Result<PathBuf> {
        Ok(root.canonicalize()?.join("control"))
    }

    fn fits(path: &Path) -> bool {
        path.as_os_str().len() <= LONGEST
    }

    /// Where to listen. A way that is too long for an address is told in a file of the data directory, so
    /// that a shell with other variables finds it all the same.
    pub(super) fn to_bind(root: &Path) -> io::Result<PathBuf> {
        let near = near(root)?;
        if fits(&near) {
            return Ok(near);
        }
        let hash = blake3::hash(near.as_os_str().as_encoded_bytes()).to_hex();
        let name = hash.get(..16).unwrap_or_default();
        let far = own_directory()?.join(name);
        if !fits(&far) {
            return Err(io::ErrorKind::InvalidFilename.into());
        }
        let text = far.to_str().ok_or(io::ErrorKind::InvalidFilename)?;
        replace(&root.join(POINTER), text.as_bytes(), false).map_err(io::Error::other)?;
        Ok(far)
    }

    /// Where somebody may be listening.
    pub(super) fn to_connect(root: &Path) -> io::Result<PathBuf> {
        let near = near(root)?;
        if fits(&near) {
            return Ok(near);
        }
        fs::read_to_string(root.join(POINTER)).map(PathBuf::from)
    }

    /// A directory of this user's alone for sockets.
    fn own_directory() -> io::Result<PathBuf> {
        let user = rustix::process::geteuid().as_raw();
        let dir = match std::env::var_os("XDG_RUNTIME_DIR") {
            Some(dir) if !dir.is_empty() => PathBuf::from(dir).join("planerka"),
            _ => std::env::temp_dir().join(format!("planerka-{user}")),
        };
        match fs::DirBuilder::new().mode(0o700).create(&dir) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        let there = fs::symlink_metadata(&dir)?;
        if there.is_dir() && there.uid() == user && there.mode() & 0o077 == 0 {
            Ok(dir)
        } else {
            Err(io::ErrorKind::PermissionDenied.into())
        }
    }

    pub(super) fn name(path: &Path) -> io::Result<Name<'_>> {
        path.to_fs_name::<GenericFilePath>()
    }
}

impl Place {
    /// Listens for the data directory in `root`, whose lock the caller holds: what lies there was left
    /// by somebody who is gone.
    pub(super) fn bind(root: &Path) -> io::Result<(Self, Listener)> {
        let path = names::to_bind(root)?;
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let listener = listen(&path)?;
        let file = {
            use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
            // Where the mode could not be given at the beginning; the directory is 0700 all along.
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600))?;
            std::fs::symlink_metadata(&path).ok().map(|file| file.ino())
        };
        Ok((Self { path, file }, listener))
    }

    /// Connects to it, to wake the one who listens; not to somebody else who has the place by now.
    pub(super) fn knock(&self) -> io::Result<Stream> {
        if !self.is_ours() {
            return Err(io::ErrorKind::NotFound.into());
        }
        connect_to(&self.path)
    }

    /// Takes the file away, unless it is another's by now.
    pub(super) fn remove(&self) {
        if self.is_ours() {
            let _ = std::fs::remove_file(&self.path);
        }
    }

    /// Whether the file is still the one that was bound.
    fn is_ours(&self) -> bool {
        use std::os::unix::fs::MetadataExt as _;
        let there = std::fs::symlink_metadata(&self.path).ok();
        self.file.is_some() && there.map(|file| file.ino()) == self.file
    }
}

fn listen(path: &Path) -> io::Result<Listener> {
    use interprocess::os::unix::local_socket::ListenerOptionsExt as _;
    let options = || -> io::Result<ListenerOptions<'_>> {
        Ok(ListenerOptions::new()
            .name(names::name(path)?)
            .reclaim_name(false))
    };
    match options()?.mode(0o600).create_sync() {
        Err(error) if error.kind() == io::ErrorKind::Unsupported => options()?.create_sync(),
        other => other,
    }
}

/// Connects to whoever listens for the data directory in `root`; `None` when nobody does.
pub(super) fn connect(root: &Path) -> io::Result<Option<Stream>> {
    let connected = names::to_connect(root).and_then(|path| connect_to(&path));
    match connected {
        Ok(stream) if is_own(&stream) => Ok(Some(stream)),
        Ok(_) => Ok(None),
        Err(error) => match error.kind() {
            io::ErrorKind::NotFound
            | io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::NotADirectory
            | io::ErrorKind::PermissionDenied => Ok(None),
            _ => Err(error),
        },
    }
}

fn connect_to(path: &Path) -> io::Result<Stream> {
    ConnectOptions::new()
        .name(names::name(path)?)
        .wait_mode(ConnectWaitMode::Timeout(PATIENCE))
        .connect_sync()
}

/// Waits for somebody to knock.
pub(super) fn accept(listener: &Listener) -> io::Result<Stream> {
    listener.accept()
}

/// How long the other end may take to say something, and to take what is said.
pub(super) fn limit(stream: &Stream, hear: Duration, say: Duration) {
    let _ = stream.set_recv_timeout(Some(hear));
    let _ = stream.set_send_timeout(Some(say));
}

/// Whether the other end is of the same user, as far as the system tells.
pub(super) fn is_own(stream: &Stream) -> bool {
    let ours = rustix::process::geteuid().as_raw();
    let theirs = stream.peer_creds();
    theirs.is_ok_and(|creds| creds.euid().is_none_or(|user| user == ours))
}
