//! Between the storage thread and the controller: events become messages, errors become words' keys.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::mpsc::UnboundedSender;

use crate::app::{Msg, Occupant, Trouble, Verdict};
use crate::config::Clock;
use crate::domain::Passphrase;
use crate::store::backup::Cause;
use crate::store::{
    self, Cost, OpenOptions, OpenReport, Schedule, Store, StoreError, StoreEvent, WindowError,
};

/// Why the store is not open, as long as it is not.
pub(super) type Closed = Arc<Mutex<Option<StoreError>>>;

/// Starts the storage thread; whatever it has to say arrives as messages. An error of opening is kept
/// beside the message, so that the command line can give its own exit code. A store that is not there yet is
/// made, encrypted when there is a passphrase.
pub(super) fn spawn(
    dir: &Path,
    passphrase: Option<Passphrase>,
    clock: Clock,
    send: UnboundedSender<Msg>,
    closed: Closed,
) -> Store {
    let options = OpenOptions {
        protect: passphrase.is_some().then(Cost::default),
        passphrase,
        backups: Some(Schedule::new(move || clock.now())),
        share: true,
        for_reading: true,
        ..OpenOptions::default()
    };
    Store::spawn(dir, options, move |event| {
        let why = match &event {
            StoreEvent::OpenFailed(error) if is_about_passphrase(error) => None,
            StoreEvent::OpenFailed(error) => Some(Some(error.clone())),
            StoreEvent::Loaded { .. } => Some(None),
            _ => None,
        };
        if let Some(why) = why {
            *closed.lock().unwrap_or_else(PoisonError::into_inner) = why;
        }
        let healing = match &event {
            StoreEvent::Loaded { report, .. } => report.healing.clone(),
            _ => None,
        };
        let told = healing.map(Msg::Healed);
        for msg in message(event).into_iter().chain(told) {
            // Nobody listens only when the program is leaving.
            let _ = send.send(msg);
        }
    })
}

fn message(event: StoreEvent) -> Option<Msg> {
    Some(match event {
        StoreEvent::Head(book) => Msg::Head(book),
        StoreEvent::Loaded {
            book,
            entries,
            report,
        } => Msg::Loaded(book, entries, healed(&report)),
        StoreEvent::OpenFailed(error) if is_about_passphrase(&error) => {
            Msg::PassphraseTried(Err(trouble(&error)))
        }
        StoreEvent::OpenFailed(StoreError::InUse { holder }) => Msg::Occupied(Occupant {
            pid: holder.pid,
            host: holder.host,
            since: holder.since.parse().ok(),
        }),
        StoreEvent::OpenFailed(error) => Msg::OpenFailed(trouble(&error)),
        StoreEvent::Asked {
            ticket,
            transactions,
        } => Msg::FromShell(ticket, transactions),
        StoreEvent::AskedToLeave { ticket } => Msg::AskedToLeave(ticket),
        StoreEvent::Stays(error) => Msg::Stays(Trouble::new(stays(&error), error.args(), None)),
        StoreEvent::Saved { seq } => Msg::Saved(seq),
        StoreEvent::Failed { error, unsaved } => Msg::NotSaved(trouble(&error), unsaved),
        StoreEvent::Entries { result, .. } => Msg::Entries(result.map_err(|e| unread(&e))),
        StoreEvent::Touches {
            client,
            result,
            seq,
        } => match result {
            Ok(touches) => Msg::Touches(client, touches, seq),
            Err(error) => Msg::Trouble(unread(&error)),
        },
        StoreEvent::Campaigns { result, seq } => match result {
            Ok(read) => Msg::Campaigns(read, seq),
            Err(error) => Msg::Trouble(unread(&error)),
        },
        StoreEvent::BackedUp(made) => {
            // A path is told to the person who asked for the file, not to one who goes on working.
            Msg::BackedUp(Ok((made.why == Cause::Hand).then_some(made.path)))
        }
        StoreEvent::BackupFailed { error, .. } => Msg::BackedUp(Err(trouble(&error))),
        StoreEvent::JournalMended { aside } => {
            let args = vec![("path", aside.display().to_string())];
            Msg::Trouble(Trouble::new("store-journal-mended", args, None))
        }
        StoreEvent::JournalUnmended { error } => {
            // Only of a full disk a person can do something about it.
            let full = matches!(
                error,
                StoreError::NoRoom { .. } | StoreError::NoSpace { .. }
            );
            let key = match full {
                true => "store-journal-unmended-full",
                false => "store-journal-unmended",
            };
            Msg::Trouble(Trouble::new(key, error.args(), None))
        }
        StoreEvent::Copied { path } => Msg::EmergencyCopied(Ok(path)),
        StoreEvent::CopyFailed { error, .. } => Msg::EmergencyCopied(Err(trouble(&error))),
        StoreEvent::Closed { .. } => return None,
    })
}

/// What was healed at open, if a person should hear of it.
fn healed(report: &OpenReport) -> Option<Trouble> {
    // Damage that was healed is told by a dialog of its own; in a copy nothing of the store itself was healed.
    let told = (report.healing.is_some() || report.read_only.is_some()) && report.orphans == 0;
    if !report.healed() || told {
        return None;
    }
    let key = if report.orphans > 0 {
        "store-orphans"
    } else {
        "store-healed"
    };
    let args = vec![("count", report.orphans.to_string())];
    Some(Trouble::new(key, args, None))
}

/// Records that were asked for and cannot be read: damage is told with what to do about it.
fn unread(error: &StoreError) -> Trouble {
    if error.is_damage() {
        return Trouble::new("store-reading-damaged", error.args(), None);
    }
    trouble(error)
}

/// Whether the person can help by another passphrase.
const fn is_about_passphrase(error: &StoreError) -> bool {
    matches!(error, StoreError::Locked | StoreError::WrongPassphrase)
}

/// An error of the store as a language key with its data.
pub(super) fn trouble(error: &StoreError) -> Trouble {
    Trouble::new(error.key(), error.args(), error.cause())
}

/// Why the other window keeps the portfolio, to the person who wants it here.
const fn stays(error: &WindowError) -> &'static str {
    match error {
        WindowError::Typing => "link-stays-typing",
        WindowError::Importing => "link-stays-importing",
        WindowError::Failing | WindowError::Unsaved => "link-stays-unsaved",
        WindowError::Silent | WindowError::Away => "link-stays-silent",
        other => other.key(),
    }
}

/// The controller's answer in the terms of the store.
pub(super) const fn verdict(verdict: Verdict) -> store::Verdict {
    store::Verdict::Refused(match verdict {
        Verdict::Applied { first, last } => return store::Verdict::Applied { first, last },
        Verdict::Leaving => return store::Verdict::Leaving,
        Verdict::Conflict => WindowError::Conflict,
        Verdict::Opening => WindowError::Opening,
        Verdict::Importing => WindowError::Importing,
        Verdict::Typing => WindowError::Typing,
        Verdict::Failing => WindowError::Failing,
    })
}
