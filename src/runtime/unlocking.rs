//! Passphrases tried and pauses kept, off the thread that draws.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::effects::Rim;
use crate::app::Msg;
use crate::domain::Passphrase;

/// A key that comes sooner after a new screen was not meant for it.
const SEEN: Duration = Duration::from_millis(300);

impl Rim {
    /// Opens the store, or tries once more with another passphrase.
    pub(super) fn open_store(&mut self, secret: Option<Passphrase>) {
        match (&self.store, secret) {
            (Some(store), Some(secret)) => store.unlock(secret),
            (Some(_), None) => {}
            (None, secret) => {
                let (send, closed) = (self.send.clone(), self.closed.clone());
                self.store = Some(super::store::spawn(
                    &self.data,
                    secret,
                    self.clock.clone(),
                    send,
                    closed,
                ));
            }
        }
    }

    /// Tries a passphrase on the open store; that takes a tenth of a second.
    pub(super) fn try_passphrase(&self, secret: Passphrase) {
        let (send, dir) = (self.send.clone(), self.data.clone());
        std::thread::spawn(move || {
            let tried = crate::store::try_passphrase(&dir, &secret);
            let tried = tried.map_err(|error| super::store::trouble(&error));
            let _ = send.send(Msg::PassphraseTried(tried));
        });
    }

    /// Tells when what came by itself was there long enough to be seen: once for each time it was asked, after
    /// the last of them, so that a key held down costs one thread.
    pub(super) fn settle(&self) {
        let until = Instant::now() + SEEN;
        let first = match self.settling.lock() {
            Ok(mut settling) => {
                settling.push(until);
                settling.len() == 1
            }
            Err(_) => false,
        };
        if !first {
            return;
        }
        let (send, settling) = (self.send.clone(), Arc::clone(&self.settling));
        std::thread::spawn(move || {
            let mut left = SEEN;
            while !left.is_zero() {
                std::thread::sleep(left);
                let Ok(mut settling) = settling.lock() else {
                    return;
                };
                let last = settling.last().copied().unwrap_or(until);
                left = last.saturating_duration_since(Instant::now());
                if left.is_zero() {
                    for _ in settling.drain(..) {
                        let _ = send.send(Msg::Settled);
                    }
                }
            }
        });
    }

    pub(super) fn rest(&self, seconds: u64) {
        let send = self.send.clone();
        std::thread::spawn(move || {
            std::thread::sleep(Duration::from_secs(seconds));
            let _ = send.send(Msg::Rested);
        });
    }
}
