//! Where the platform keeps data and settings.

use std::path::{Path, PathBuf};

use etcetera::{BaseStrategy, base_strategy};

use super::Surroundings;

const NAME: &str = "planerka";

/// The data and the configuration directory of this platform; XDG on Unix, `AppData` on Windows.
pub(super) fn platform() -> Option<(PathBuf, PathBuf)> {
    let base = base_strategy::choose_base_strategy().ok()?;
    // What roams on Windows is copied from machine to machine behind the store's back: data stays local.
    let data = if cfg!(windows) {
        base.cache_dir()
    } else {
        base.data_dir()
    };
    Some((data.join(NAME), base.config_dir().join(NAME)))
}

/// The directory own keys are looked for in: beside the file read, else the platform's.
pub(super) fn config_dir(config: Option<&Path>, around: &Surroundings) -> Option<PathBuf> {
    match config {
        Some(path) => path.parent().map(Path::to_path_buf),
        None => around.platform.as_ref().map(|(_, dir)| dir.clone()),
    }
}

/// `~/x` is what people write in a file, where no shell reads it.
pub(super) fn home_expanded(path: &Path, around: &Surroundings) -> PathBuf {
    let home = around.get("HOME").or_else(|| around.get("USERPROFILE"));
    match (path.strip_prefix("~"), home) {
        (Ok(rest), Some(home)) => Path::new(home).join(rest),
        _ => path.to_path_buf(),
    }
}
