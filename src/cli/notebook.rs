//! The program's own log, a file in the data directory: what happened to the program, never what was
//! written about a client.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::Path;
use std::sync::Mutex;

/// A log larger than this begins anew at the next start.
const LARGEST: u64 = 1 << 20;

/// Makes a directory nobody else looks into.
pub(super) fn private_dir(dir: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
        builder.mode(0o700).create(dir)?;
        // One an older version made was open to others.
        fs::set_permissions(dir, fs::Permissions::from_mode(0o700))
    }
    #[cfg(not(unix))]
    builder.create(dir)
}

/// A new file is its owner's alone.
pub(super) fn owner_only(options: &mut OpenOptions) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    #[cfg(not(unix))]
    let _ = options;
}

/// Begins logging to `log/planerka.log` under `data`. A log that cannot be written is no reason not to
/// work, so nothing is said about it.
pub(super) fn open(data: &Path) {
    let dir = data.join("log");
    let path = dir.join("planerka.log");
    if private_dir(&dir).is_err() {
        return;
    }
    let full = fs::metadata(&path).is_ok_and(|meta| meta.len() > LARGEST);
    let mut options = OpenOptions::new();
    options.create(true);
    owner_only(&mut options);
    if full {
        options.write(true).truncate(true);
    } else {
        options.append(true);
    }
    let Ok(file) = options.open(&path) else {
        return;
    };
    let log = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::INFO)
        .with_ansi(false)
        // A log that cannot be written (a full disk) must not write over the screen instead.
        .log_internal_errors(false)
        .with_writer(Mutex::new(file))
        .finish();
    // A second store in one run goes on writing to the first log.
    let _ = tracing::subscriber::set_global_default(log);
}
