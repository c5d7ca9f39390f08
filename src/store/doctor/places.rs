//! Who may read the files, and how much space there is.

use std::path::{Path, PathBuf};

use super::{Check, Remedy, names};
use crate::store::layout::{Layout, list};
use crate::store::reserve;

pub(super) fn look(layout: &Layout) -> Vec<Check> {
    let mut checks = Vec::new();
    // Elsewhere rights come from the directory above, and nothing here can read them.
    if cfg!(unix) {
        let mut open = Vec::new();
        walk(&layout.root, &mut |path| {
            if is_open(path) {
                open.push(path.to_path_buf());
            }
        });
        checks.push(if open.is_empty() {
            Check::fine("permissions", "doctor-permissions", Vec::new())
        } else {
            let args = vec![("files", names(&open))];
            Check::wrong(
                "permissions",
                "doctor-permissions-wrong",
                args,
                Remedy::Rights,
            )
        });
    }
    if let Some(free) = reserve::free(&layout.root) {
        let args = vec![("free", (free >> 20).to_string())];
        checks.push(if reserve::runs_out(layout) {
            Check::warning("space", "doctor-space-low", args)
        } else {
            Check::fine("space", "doctor-space", args)
        });
    }
    checks
}

/// Takes group and others off everything in the directory.
pub(super) fn close_to_others(layout: &Layout) {
    walk(&layout.root, &mut |path| {
        #[cfg(unix)]
        if is_open(path) {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = if path.is_dir() { 0o700 } else { 0o600 };
            let closed = std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode));
            if let Err(error) = closed {
                tracing::warn!(%error, path = %path.display(), "others may still read it");
            }
        }
        #[cfg(not(unix))]
        let _ = path;
    });
}

fn walk(path: &Path, f: &mut dyn FnMut(&Path)) {
    f(path);
    if path.is_dir() {
        let mut inside: Vec<PathBuf> = list(path).unwrap_or_default();
        inside.sort();
        inside.iter().for_each(|path| walk(path, f));
    }
}

/// Whether group or others may do anything with it.
fn is_open(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        path.symlink_metadata()
            .is_ok_and(|meta| !meta.is_symlink() && meta.permissions().mode() & 0o077 != 0)
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        false
    }
}
