//! What is kept when the program itself fails: where it happened, never what was in its hands.
//!
//! The words of a panic may quote a record (a text cut in the middle of a letter does), so only words written
//! in the source are kept; place, thread and the names of functions are enough to mend it.

use std::any::Any;
use std::backtrace::Backtrace;
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use super::failure::{Failure, Kind};
use super::shell::Shell;

/// Does the work; should it panic, leaves a report beside the log and says where it lies.
pub(super) fn guarded(
    shell: &Shell,
    work: impl FnOnce() -> Result<(), Failure>,
) -> Result<(), Failure> {
    let last = Arc::new(Mutex::new(String::new()));
    let kept = Arc::clone(&last);
    std::panic::set_hook(Box::new(move |info| {
        let place = info.location().map(ToString::to_string);
        let place = place.unwrap_or_default();
        let thread = std::thread::current();
        let thread = thread.name().unwrap_or("?");
        // Damage in the database surfaces as panics that are caught: the log is enough for those.
        tracing::error!(thread, place, "panic");
        if thread == "main"
            && let Ok(mut kept) = kept.lock()
        {
            *kept = report(thread, &place, info.payload(), &Backtrace::force_capture());
        }
    }));
    let done = catch_unwind(AssertUnwindSafe(work));
    done.unwrap_or_else(|_| {
        let report = last
            .lock()
            .map_or_else(|_| String::new(), |kept| kept.clone());
        let texts = shell.texts();
        let message = match write(&shell.settings().data, &report) {
            Ok(path) => {
                let path = path.display().to_string();
                texts.tf("crash-told", &[("path", path.into())])
            }
            Err(_) => texts.t("crash-not-written"),
        };
        Err(Failure::new(Kind::Failed, message))
    })
}

/// The words of a panic, when they stand in the source.
fn literal(payload: &dyn Any) -> Option<&str> {
    if let Some(text) = payload.downcast_ref::<&'static str>() {
        return Some(text);
    }
    let made = payload.downcast_ref::<String>()?;
    // Numbers only.
    made.starts_with("index out of bounds: the len is")
        .then_some(made)
}

fn report(thread: &str, place: &str, payload: &dyn Any, trace: &Backtrace) -> String {
    format!(
        "planerka {} · {} {}\nthread: {thread}\nplace: {place}\nwords: {}\n\n{trace}\n",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        literal(payload).unwrap_or("withheld: they may quote a record"),
    )
}

/// Writes a report for the owner's eyes alone.
fn write(data: &Path, report: &str) -> io::Result<PathBuf> {
    let dir = data.join("log");
    super::notebook::private_dir(&dir)?;
    let stamp = jiff::Timestamp::now().strftime("%Y%m%dT%H%M%SZ");
    let path = dir.join(format!("crash-{stamp}-{}.txt", std::process::id()));
    let mut options = OpenOptions::new();
    options.create_new(true).write(true);
    super::notebook::owner_only(&mut options);
    let mut file = options.open(&path)?;
    file.write_all(report.as_bytes())?;
    file.sync_all()?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;
    use crate::cli::args::Args;
    use crate::config::Surroundings;
    use crate::i18n::{Lang, Texts};

    #[test]
    fn a_report_names_the_place_and_quotes_no_record() {
        let trace = Backtrace::disabled();
        let note = "«Пётр Ильич, +7 905 111-22-33»";
        let cut = format!("byte index 2 is not a char boundary; it is inside 'П' of `{note}`");
        let outside = "index out of bounds: the len is 3 but the index is 7".to_owned();
        let cases: [(Box<dyn Any>, &str); 4] = [
            (Box::new("no such pane"), "words: no such pane"),
            (Box::new(cut), "words: withheld"),
            (Box::new(outside), "the index is 7"),
            (Box::new(7), "words: withheld"),
        ];
        for (payload, words) in cases {
            let told = report("main", "src/ui/day/board.rs:12:5", payload.as_ref(), &trace);
            assert!(
                told.contains(words) && told.contains("board.rs:12:5"),
                "{told}"
            );
            assert!(!told.contains("Пётр") && !told.contains("905"), "{told}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_report_lies_beside_the_log_for_its_owner() {
        use std::os::unix::fs::PermissionsExt as _;
        let data = tempfile::tempdir().unwrap();
        let path = write(data.path(), "words").unwrap();
        assert!(path.starts_with(data.path().join("log")));
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
        assert_eq!(std::fs::read_to_string(path).unwrap(), "words");
    }

    /// A panic hook is the whole process's, so the panic is let loose in one of its own.
    #[test]
    fn a_panic_is_told_in_words_with_the_place_of_its_report() {
        const IN: &str = "PLANERKA_CRASH_IN";
        let Some(data) = std::env::var_os(IN) else {
            let data = tempfile::tempdir().unwrap();
            let own = concat!(
                module_path!(),
                "::a_panic_is_told_in_words_with_the_place_of_its_report"
            );
            let own = own.split_once("::").unwrap().1;
            let ran = std::process::Command::new(std::env::current_exe().unwrap())
                .args(["--exact", own, "--nocapture"])
                .env(IN, data.path())
                .output()
                .unwrap();
            let told = String::from_utf8_lossy(&ran.stdout) + String::from_utf8_lossy(&ran.stderr);
            assert!(ran.status.success() && told.contains("1 passed"), "{told}");
            assert!(!told.contains("Пётр"), "{told}");
            return;
        };
        let data = data.into_string().unwrap();
        let line = ["planerka", "--data", &data, "--lang", "ru", "agenda"];
        let global = Args::try_parse_from(line).unwrap().global;
        let settings = crate::config::load(global.flags(), &Surroundings::default()).unwrap();
        let shell = Shell::new(settings, Texts::new(Lang::Ru), &global);
        let main = std::thread::Builder::new().name("main".to_owned());
        let work = move || {
            let note = "Пётр Ильич, +7 905 111-22-33".to_owned();
            let done = guarded(&shell, || {
                // In the middle of a letter: the panic quotes the whole text.
                let at = note.len().min(1);
                let _ = &note[..at];
                Ok(())
            });
            done.unwrap_err()
        };
        let failure = main.spawn(work).unwrap().join().unwrap();
        let log = Path::new(&data).join("log");
        let path = std::fs::read_dir(&log)
            .unwrap()
            .next()
            .unwrap()
            .unwrap()
            .path();
        assert_eq!(failure.kind, Kind::Failed);
        assert!(
            failure.message.contains(&path.display().to_string()),
            "{}",
            failure.message
        );
        let report = std::fs::read_to_string(path).unwrap();
        assert!(report.contains("place: src/cli/crash.rs:"), "{report}");
        assert!(
            !report.contains("Пётр") && !report.contains("905"),
            "{report}"
        );
    }
}
