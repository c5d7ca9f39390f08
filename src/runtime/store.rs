//! Between the storage thread and the controller: events become messages, errors become words' keys.

use std::path::Path;

use tokio::sync::mpsc::UnboundedSender;

use crate::app::{Msg, Trouble};
use crate::store::{Holder, OpenReport, Store, StoreError, StoreEvent};

/// Starts the storage thread; whatever it has to say arrives as messages.
pub(super) fn spawn(dir: &Path, send: UnboundedSender<Msg>) -> Store {
    Store::spawn(dir, crate::store::OpenOptions::default(), move |event| {
        if let Some(msg) = message(event) {
            // Nobody listens only when the program is leaving.
            let _ = send.send(msg);
        }
    })
}
