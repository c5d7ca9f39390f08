//! Opening: what the last process left behind decides how carefully.

use std::cell::Cell;

use super::heal::{self, Wound};
use super::look::{Found, Look};
use super::{Engine, Layout, Lock, OpenOptions, OpenReport, Opened, Step, StoreError};
use crate::store::harm::Harm;
use crate::store::layout::{list, name, remove, remove_all};
use crate::store::seal::Seal;
use crate::store::warm;

/// How the store was left.
enum Left {
    /// Never made.
    New,
    /// Closed, and still what was sealed.
    Sealed(Seal),
    /// Closed, but not what was sealed any more.
    Changed(Seal),
    /// Not closed.
    Unclean,
}

impl Engine {
    pub(in crate::store) fn open_locked(
        layout: Layout,
        lock: Lock,
        mut options: OpenOptions,
    ) -> Result<(Self, Opened), StoreError> {
        // The key is in use by now; an engine lives for days and needs the passphrase no more.
        options.passphrase = None;
        // Without a header nothing here ever was a store.
        let was = layout.header().exists() || layout.spare_header().exists();
        let headers = layout.check_header()?;
        clear_unfinished(&layout);
        layout.remove_torn_snapshots()?;
        let seal = Seal::read(&layout);
        // Read while the database is checked and opened; believed only if its seal holds.
        let warming = seal.as_ref().and_then(|_| {
            let layout = layout.clone();
            let thread = std::thread::Builder::new().name("planerka-warm".to_owned());
            thread.spawn(move || warm::read(&layout)).ok()
        });
        let left = match seal {
            Some(seal) if seal.holds(&layout) => Left::Sealed(seal),
            Some(seal) => Left::Changed(seal),
            None if layout.db().exists() => Left::Unclean,
            None => Left::New,
        };
        let mut report = OpenReport {
            header_lost: !headers.is_empty(),
            quarantined: headers,
            ..OpenReport::default()
        };
        let mut untouchable = None;
        match &left {
            Left::New => report.created = true,
            Left::Sealed(_) => {}
            // It is never opened in its place: only copies of it are looked at.
            Left::Changed(_) => report.unclean = true,
            Left::Unclean => {
                report.unclean = true;
                if layout.sled().exists() {
                    let copied = match &options.drill {
                        Some(drill) => drill.at(Step::Copy, &layout.root),
                        None => Ok(()),
                    };
                    report.copied = match copied.and_then(|()| layout.copy_aside()) {
                        Ok(copy) => Some(copy),
                        // Opened in its place it would be written to, and it may be the only one that has the
                        // last second before a power cut.
                        Err(error @ (StoreError::ReadOnly { .. } | StoreError::NoSpace { .. })) => {
                            return Err(error);
                        }
                        // A sector that cannot be read: opened in its place it would be written to.
                        Err(error) => {
                            untouchable = Some(StoreError::harmed(Harm::Uncopied, error));
                            None
                        }
                    };
                }
            }
        }
        // One that does not hold stays until what it sealed is healed.
        if !matches!(left, Left::Changed(_)) {
            layout.break_seal()?;
        }
        let mut known = match &left {
            Left::Sealed(seal) | Left::Changed(seal) => seal.seq,
            Left::New | Left::Unclean => Seal::last_known(&layout),
        };
        let mut look = Look {
            layout: &layout,
            options: &options,
            deep: options.deep || matches!(left, Left::Unclean),
            known,
            unsure: was && matches!(left, Left::New | Left::Unclean),
            seen: 0,
            mute: false,
        };
        let first = match (&left, untouchable) {
            (_, Some(error)) => Err(error),
            (Left::Changed(_), None) => Err(StoreError::harmed(
                Harm::Changed,
                "the database is not what was sealed",
            )),
            (Left::Sealed(seal), None) => look.attempt(Some((seal, warming)), &mut report),
            (Left::New | Left::Unclean, None) => look.attempt(None, &mut report),
        };
        let (tables, found) = match first {
            // A database that was never there is damaged when the journal says there was one.
            Err(error) if error.is_damage() => {
                known = known.max(look.seen);
                let changed = matches!(left, Left::Changed(_));
                let wound = Wound {
                    mute: look.mute,
                    with_loss: options.with_loss,
                    ..Wound::new(error, changed, known)
                };
                heal::heal(&layout, &wound, &options, &mut report)?;
                (look.deep, look.known, look.unsure) = (false, 0, false);
                look.attempt(None, &mut report)?
            }
            Err(error) => {
                // Refused before it was written to it is what was sealed still, and the next open may believe it.
                if let Left::Sealed(seal) = &left
                    && seal.holds(&layout)
                    && let Err(error) = layout.mend_seal()
                {
                    tracing::warn!(%error, "the seal is not put back");
                }
                return Err(error);
            }
            Ok(done) => done,
        };
        report.header_lost |= !was && found.state.seq > 0;
        heal::tell_of_rest(matches!(left, Left::New), &mut report);
        if let Some(healing) = &mut report.healing {
            healing.clients = found.book.len();
            healing.seq = found.state.seq;
            healing.at = found.entries.last().map(|entry| entry.at);
        }
        let Found {
            log,
            state,
            book,
            entries,
            stale,
        } = found;
        report.created &= state.seq == 0;
        let engine = Self {
            layout,
            tables: Some(tables),
            log,
            seq: state.seq,
            hash: state.hash,
            broken: false,
            doubt: Cell::new(false),
            tight: false,
            opened_at: state.seq,
            stale,
            pictures: Vec::new(),
            proof: None,
            options,
            read_only: None,
            full: false,
            _guest: None,
            _lock: lock,
        };
        Ok((
            engine,
            Opened {
                book,
                entries,
                report,
            },
        ))
    }
}

/// Removes files a process was writing when it was killed: none of them ever had its name. Those of others
/// that lie there are left alone.
fn clear_unfinished(layout: &Layout) {
    const BEFORE_NAMED: [&str; 5] = [
        "header.tmp",
        "seal.tmp",
        "head.tmp",
        "warm.tmp",
        "weight.tmp",
    ];
    let backups = list(&layout.backups()).unwrap_or_default();
    let parts = backups
        .into_iter()
        .filter(|path| name(path).starts_with("planerka-") && name(path).ends_with(".part"));
    if let Err(error) = remove_all(&layout.copying()) {
        tracing::warn!(%error, "an unfinished copy is left behind");
    }
    for path in BEFORE_NAMED
        .map(|tmp| layout.root.join(tmp))
        .into_iter()
        .chain(parts)
    {
        if let Err(error) = remove(&path) {
            tracing::warn!(%error, "an unfinished file is left behind");
        }
    }
}
