//! Between the storage thread and the controller: events become messages, errors become words' keys.

use std::path::Path;

use tokio::sync::mpsc::UnboundedSender;

use crate::app::{Msg, Trouble};
use crate::store::{OpenOptions, OpenReport, Store, StoreError, StoreEvent};

/// Starts the storage thread; whatever it has to say arrives as messages. An error of opening is kept
/// beside the message, so that the command line can give its own exit code.
pub(super) fn spawn(
    dir: &Path,
    send: UnboundedSender<Msg>,
    failed: std::sync::mpsc::Sender<StoreError>,
) -> Store {
    Store::spawn(dir, OpenOptions::default(), move |event| {
        if let StoreEvent::OpenFailed(error) = &event {
            let _ = failed.send(error.clone());
        }
        if let Some(msg) = message(event) {
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
        StoreEvent::OpenFailed(error) => Msg::OpenFailed(trouble(&error)),
        StoreEvent::Saved { seq } => Msg::Saved(seq),
        StoreEvent::Failed { error, .. } => Msg::NotSaved(trouble(&error)),
        StoreEvent::Entries { result, .. } => Msg::Entries(result.map_err(|e| trouble(&e))),
        StoreEvent::Touches {
            client,
            result,
            seq,
        } => match result {
            Ok(touches) => Msg::Touches(client, touches, seq),
            Err(error) => Msg::Trouble(trouble(&error)),
        },
        StoreEvent::Copied { path } => Msg::EmergencyCopied(Ok(path)),
        StoreEvent::CopyFailed { error, .. } => Msg::EmergencyCopied(Err(trouble(&error))),
        StoreEvent::Closed { .. } => return None,
    })
}

/// What was healed at open, if a person should hear of it.
fn healed(report: &OpenReport) -> Option<Trouble> {
    if !report.healed() {
        return None;
    }
    let key = if report.orphans > 0 {
        "store-orphans"
    } else {
        "store-healed"
    };
    Some(Trouble {
        key: key.to_owned(),
        args: vec![("count".to_owned(), report.orphans.to_string())],
    })
}

/// An error of the store as a language key with its data.
fn trouble(error: &StoreError) -> Trouble {
    let place = |path: &Path| vec![("path".to_owned(), path.display().to_string())];
    let (key, args) = match error {
        StoreError::InUse { holder } if holder.pid == 0 => ("store-in-use-unknown", Vec::new()),
        StoreError::InUse { holder } => (
            "store-in-use",
            vec![
                ("pid".to_owned(), holder.pid.to_string()),
                ("since".to_owned(), holder.since.clone()),
            ],
        ),
        StoreError::Newer { what, found, known } => (
            "store-newer",
            vec![
                ("what".to_owned(), (*what).to_owned()),
                ("found".to_owned(), found.to_string()),
                ("known".to_owned(), known.to_string()),
            ],
        ),
        StoreError::Damaged { detail } => {
            ("store-damaged", vec![("detail".to_owned(), detail.clone())])
        }
        StoreError::NoSpace { path } => ("store-no-space", place(path)),
        StoreError::ReadOnly { path } => ("store-read-only", place(path)),
        StoreError::Io { path, kind } => {
            let mut args = place(path);
            args.push(("reason".to_owned(), kind.to_string()));
            ("store-io", args)
        }
        StoreError::TooLarge { bytes } => (
            "store-too-large",
            vec![("bytes".to_owned(), bytes.to_string())],
        ),
        StoreError::OutOfOrder { expected, found } => (
            "store-out-of-order",
            vec![
                ("expected".to_owned(), expected.to_string()),
                ("found".to_owned(), found.to_string()),
            ],
        ),
        StoreError::Closed => ("store-closed", Vec::new()),
    };
    Trouble {
        key: key.to_owned(),
        args,
    }
}
