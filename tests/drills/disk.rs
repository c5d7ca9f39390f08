//! Disks of our own: images in memory, mounted, full, frozen, cut off.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use rustix::fs::{SeekFrom, seek};
use rustix::io::Errno;

/// A file system that can be made here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Ext4,
    Xfs,
    Btrfs,
}

impl Kind {
    /// Those whose tools are installed.
    pub(crate) fn here() -> Vec<Self> {
        [Self::Ext4, Self::Xfs, Self::Btrfs]
            .into_iter()
            .filter(|kind| {
                let (program, _) = kind.make();
                ["/usr/sbin", "/sbin", "/usr/bin"]
                    .iter()
                    .any(|dir| Path::new(dir).join(program).exists())
            })
            .collect()
    }

    const fn make(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Ext4 => ("mkfs.ext4", &["-q", "-F"]),
            Self::Xfs => ("mkfs.xfs", &["-q", "-f"]),
            Self::Btrfs => ("mkfs.btrfs", &["-q", "-f"]),
        }
    }

    /// The smallest that each of them takes, with room for copies of the store.
    const fn megabytes(self) -> u64 {
        match self {
            Self::Ext4 => 192,
            Self::Xfs => 320,
            Self::Btrfs => 256,
        }
    }
}

/// Runs a tool of the system; gives what it printed.
fn run(program: &str, args: &[&std::ffi::OsStr]) -> io::Result<String> {
    let output = Command::new(program)
        .args(args)
        .stdin(Stdio::null())
        .output()?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
    }
    let words = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Err(io::Error::other(format!("{program}: {words}")))
}

/// A mounted file system, unmounted when it goes.
#[derive(Debug)]
pub(crate) struct Mounted {
    pub(crate) at: PathBuf,
    /// The loop device under it.
    device: Option<String>,
}

impl Mounted {
    /// A file system in memory of so many megabytes.
    pub(crate) fn memory(at: &Path, megabytes: u64) -> io::Result<Self> {
        fs::create_dir_all(at)?;
        let size = format!("size={megabytes}m");
        let args = ["-t", "tmpfs", "-o", &size, "tmpfs"].map(std::ffi::OsStr::new);
        run("mount", &[&args[..], &[at.as_os_str()]].concat())?;
        Ok(Self {
            at: at.to_owned(),
            device: None,
        })
    }

    /// An image, over a loop device.
    pub(crate) fn image(file: &Path, at: &Path) -> io::Result<Self> {
        fs::create_dir_all(at)?;
        let args = ["--find", "--show"].map(std::ffi::OsStr::new);
        let device = run("losetup", &[&args[..], &[file.as_os_str()]].concat())?;
        let made = Self {
            at: at.to_owned(),
            device: Some(device.clone()),
        };
        run("mount", &[device.as_ref(), at.as_os_str()])?;
        Ok(made)
    }

    /// Lets nothing be written any more, or lets it be written again.
    pub(crate) fn read_only(&self, yes: bool) -> io::Result<()> {
        let how = if yes { "remount,ro" } else { "remount,rw" };
        let args = ["-o", how].map(std::ffi::OsStr::new);
        run("mount", &[&args[..], &[self.at.as_os_str()]].concat()).map(drop)
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        // Whoever used it was told to end and may need a moment.
        let gone = (0..200).any(|_| {
            let gone = run("umount", &[self.at.as_os_str()])
                .err()
                .is_none_or(|error| error.to_string().contains("not mounted"));
            if !gone {
                std::thread::sleep(Duration::from_millis(10));
            }
            gone
        });
        if !gone {
            eprintln!("still mounted: {}", self.at.display());
        }
        if let Some(device) = &self.device {
            let _ = run("losetup", &["--detach".as_ref(), device.as_ref()]);
        }
    }
}

/// A place in memory for images, or why there is none.
pub(crate) fn workshop(dir: &Path) -> Result<Mounted, String> {
    if !rustix::process::getuid().is_root() {
        return Err("only root may mount".to_owned());
    }
    let place = Mounted::memory(&dir.join("memory"), 2048).map_err(|e| e.to_string())?;
    // A container may allow the one and forbid the other.
    let probe = make(&place.at, "probe", Kind::Ext4).map_err(|e| e.to_string())?;
    drop(Mounted::image(&probe, &place.at.join("probe.mnt")).map_err(|e| e.to_string())?);
    fs::remove_file(probe).map_err(|e| e.to_string())?;
    Ok(place)
}

/// An image with a fresh file system.
pub(crate) fn make(place: &Path, name: &str, kind: Kind) -> io::Result<PathBuf> {
    let path = place.join(format!("{name}.img"));
    let _ = fs::remove_file(&path);
    File::create_new(&path)?.set_len(kind.megabytes() << 20)?;
    let (program, flags) = kind.make();
    let mut args: Vec<&std::ffi::OsStr> = flags.iter().map(std::ffi::OsStr::new).collect();
    args.push(path.as_os_str());
    run(program, &args)?;
    Ok(path)
}

/// Copies what the disk has at this moment. The file behind a loop device holds what was written to the
/// device and nothing that only waits in memory. When the device is written to meanwhile the copy is no
/// moment, and is made again.
pub(crate) fn cut(from: &Path, to: &Path) -> io::Result<()> {
    loop {
        let before = stamp(from)?;
        copy_data(from, to)?;
        if stamp(from)? == before {
            return Ok(());
        }
    }
}

fn stamp(path: &Path) -> io::Result<(i64, i64, u64)> {
    // Times of files are as coarse as the timer: one tick must pass before a change is sure to show.
    std::thread::sleep(Duration::from_millis(10));
    let meta = fs::metadata(path)?;
    Ok((meta.mtime(), meta.mtime_nsec(), meta.blocks()))
}

/// Copies a file with its holes.
fn copy_data(from: &Path, to: &Path) -> io::Result<()> {
    use std::os::unix::fs::FileExt as _;
    let source = File::open(from)?;
    let _ = fs::remove_file(to);
    let target = File::create_new(to)?;
    let end = source.metadata()?.len();
    target.set_len(end)?;
    let mut at = 0;
    let mut buffer = vec![0; 1 << 20];
    while at < end {
        let data = match seek(&source, SeekFrom::Data(at)) {
            Ok(data) => data,
            // Holes to the end.
            Err(Errno::NXIO) => break,
            Err(error) => return Err(error.into()),
        };
        let hole = seek(&source, SeekFrom::Hole(data))?;
        at = data;
        while at < hole {
            let want = usize::try_from(hole - at).unwrap().min(buffer.len());
            let part = buffer.get_mut(..want).unwrap();
            source.read_exact_at(part, at)?;
            target.write_all_at(part, at)?;
            at += want as u64;
        }
    }
    Ok(())
}
