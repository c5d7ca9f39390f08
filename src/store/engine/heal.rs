//! Giving back a database that is damaged: from the newest good backup and what the journal has past it,
//! from the journal alone, or, when a person agrees to what would be missing, record by record.
//!
//! The damaged files are only looked at: everything is built beside them and put in their place at the
//! end. Entries come from the journal files and, where those end, from the damaged database, whose journal
//! may be whole though its rows are not; the chain of hashes says whether one follows the other.

use std::fs;
use std::path::PathBuf;

use super::commit::Writes;
use super::gather::each_entry;
use super::tables::{State, Tables};
use super::{Drill, Layout, OpenOptions, OpenReport, StoreError, entry};
use super::{last_resort, restore};
use crate::domain::healing::{Fault, Source};
use crate::domain::{Healing, Transaction};
use crate::store::backup::{self, Backup};
use crate::store::error::At as _;
use crate::store::guard::caught;
use crate::store::harm::Harm;
use crate::store::layout::{copy_dir, name};
use crate::store::log::{self, Frames, Position};
use crate::store::seal::Seal;
use crate::store::swap::{self, Ask, Plan};
use crate::store::warm;

/// Transactions written at once while rebuilding or copying.
pub(super) const BATCH: usize = 256;

/// Bytes after which a batch is written even if it is short.
const WEIGHT: usize = 4 << 20;

/// What is wrong, and what is known of the store as it was.
#[derive(Debug)]
pub(super) struct Wound {
    pub(super) fault: Fault,
    pub(super) cause: StoreError,
    /// The last transaction known to have been made; 0 when that cannot be told.
    pub(super) known: u64,
    /// Whether a person agreed to go on with less than that.
    pub(super) with_loss: bool,
}

impl Wound {
    /// What a person is told of it.
    const fn harm(&self) -> Harm {
        match &self.cause {
            StoreError::Damaged { harm, .. } => *harm,
            _ => Harm::Unreadable,
        }
    }

    pub(super) fn new(cause: StoreError, changed: bool, known: u64, with_loss: bool) -> Self {
        let fault = match &cause {
            _ if changed => Fault::Changed,
            StoreError::Damaged {
                harm: Harm::Silent, ..
            } => Fault::Silent,
            StoreError::Damaged {
                harm: Harm::Disagree,
                ..
            } => Fault::Inconsistent,
            _ => Fault::Unreadable,
        };
        Self {
            fault,
            cause,
            known,
            with_loss,
        }
    }
}

/// Writes transactions that are in the journal files already, with the bytes of their entries there.
pub(super) fn replay(
    tables: &Tables,
    batch: &[(Transaction, Vec<u8>)],
    state: &mut State,
) -> Result<(), StoreError> {
    let writes = Writes::replayed(batch, *state, tables)?;
    writes.transact(tables)?;
    *state = writes.state();
    Ok(())
}

/// Tells of what was put right otherwise than by [`heal`]: a `new` database was filled from the journal files
/// alone, or the header or the journal files were put aside and written anew.
pub(super) fn tell_of_rest(new: bool, report: &mut OpenReport) {
    if report.healing.is_some() {
        return;
    }
    let (fault, source, detail) = if new && report.replayed > 0 {
        report.rebuilt = true;
        (Fault::Missing, Source::Journal, "no database")
    } else if report.header_lost {
        (Fault::Header, Source::Kept, "no header")
    } else if !report.quarantined.is_empty() {
        (
            Fault::Journal,
            Source::Kept,
            "journal files of another line",
        )
    } else {
        return;
    };
    let copy = report.quarantined.last();
    report.healing = Some(Box::new(Healing {
        fault,
        detail: detail.to_owned(),
        source,
        // Told once the portfolio is read.
        clients: 0,
        seq: 0,
        at: None,
        lost: 0,
        copy: copy.map(|path| path.display().to_string()),
    }));
}

/// How far a store had come by a backup that went on from where its database stands. A database of nothing is
/// followed by any backup kept as it is kept.
pub(super) fn further(layout: &Layout, state: State) -> Option<u64> {
    let beyond = backup::glance(layout)
        .into_iter()
        .take_while(|backup| backup.front.seq > state.seq);
    beyond.into_iter().find_map(|candidate| {
        let backup = Backup::verified(&candidate.path).ok()?;
        let key = backup::key_of(&backup, &layout.cipher).ok()??;
        let mut follows = state.seq == 0 && key.is_plain() == layout.cipher.is_plain();
        let read = each_entry(&backup, &key, |_, seq, bytes| {
            follows |= seq == state.seq && entry::hash(&bytes) == state.hash;
            Ok(())
        });
        (read.is_ok() && follows).then_some(backup.front.seq)
    })
}

/// What was built, and of what.
struct Built {
    state: State,
    source: Source,
}

/// How far the store had come, by everything that was looked at to build it.
#[derive(Clone, Copy)]
struct Known {
    /// The last transaction known to have been made.
    seq: u64,
    /// The last one the journal files speak of, though what leads to it may not be readable.
    files: u64,
}

/// Puts the damaged database aside and one that is whole in its place. When less than what is known would
/// come back and nobody agreed to that, everything is put back as it was found.
pub(super) fn heal(
    layout: &Layout,
    wound: &Wound,
    options: &OpenOptions,
    report: &mut OpenReport,
) -> Result<(), StoreError> {
    tracing::error!(cause = %wound.cause, "the database is damaged, building it anew");
    report.damage = Some(wound.cause.to_string());
    let ask = |step| Drill::ask(options.drill.as_ref(), step, &layout.root);
    let inner = layout.beside(&swap::begin(layout)?);
    let built = build(layout, &inner, wound, report.copied.as_ref()).and_then(|(built, known)| {
        // Journal files that speak of more than could be followed are not cut off, they are put aside.
        let short = built.state.seq < known.seq.max(known.files) || built.source.is_new_line();
        if short {
            // What was lost with consent is not missed at the next start.
            Seal::of(&inner, built.state.seq, Position::default())?.write(&inner)?;
        }
        Ok((built, known.seq, short))
    });
    let (built, known, short) = match built {
        Ok(built) => built,
        Err(error) => {
            swap::give_up(layout);
            put_back(layout, report.copied.as_ref(), &ask)?;
            return Err(error);
        }
    };
    let mut plan = Plan::new(layout);
    let quarantine = plan.aside("quarantine");
    let aside = match plan.set_aside("sled", &quarantine) {
        true => Some(layout.root.join(quarantine)),
        false => report.copied.clone(),
    };
    report.quarantined.extend(aside.clone());
    if short {
        // The journal may hold frames nothing here could follow: they are kept, and a new journal begins.
        let quarantine = plan.aside("quarantine");
        if plan.set_aside("journal", &quarantine) {
            report.quarantined.push(layout.root.join(quarantine));
        }
        plan.let_go("seal");
        plan.let_go("last-seal");
        plan.put_as("swap/new/seal", "last-seal");
    } else if layout.seal().exists() {
        // It is broken with this, and not before: killed until then, the next open knows again that nothing
        // of what it finds can be trusted.
        plan.let_go("last-seal");
        plan.put_as("seal", "last-seal");
    }
    plan.put("sled");
    plan.carry_out(&ask)?;
    report.rebuilt = true;
    report.healing = Some(Box::new(Healing {
        fault: wound.fault,
        detail: wound.cause.to_string(),
        source: built.source,
        // Counted once the portfolio is read.
        clients: 0,
        seq: built.state.seq,
        at: None,
        lost: match built.source {
            Source::Records | Source::Picture { .. } => known,
            _ => known.saturating_sub(built.state.seq),
        },
        copy: aside.map(|path| path.display().to_string()),
    }));
    Ok(())
}

fn build(
    layout: &Layout,
    to: &Layout,
    wound: &Wound,
    copied: Option<&PathBuf>,
) -> Result<(Built, Known), StoreError> {
    // How far the store had come is known for sure after a close: then the damaged database is asked only
    // when nothing else reaches as far.
    let sure = wound.fault == Fault::Changed;
    let mut trail = Trail {
        layout,
        damaged: None,
    };
    let files = trail.files();
    let mut known = wound.known.max(files);
    if sure {
        known = wound.known;
        let built = furthest(&trail, to, known)?;
        if built.state.seq >= known && known > 0 {
            return Ok((built, Known { seq: known, files }));
        }
    }
    // One that did not come back would not this time either.
    if wound.fault != Fault::Silent {
        trail.damaged = look_at(layout, copied);
    }
    if let Some(state) = trail.damaged_state().filter(|_| !sure) {
        known = known.max(state.seq);
    }
    let built = furthest(&trail, to, known)?;
    let told = Known { seq: known, files };
    if built.state.seq > 0 && built.state.seq >= known {
        return Ok((built, told));
    }
    if wound.with_loss {
        // What was told could be given back is what a person agreed to: the picture has neither touches nor
        // campaigns nor a journal, however far it reaches.
        if built.state.seq > 0 {
            return Ok((built, told));
        }
        let picture = warm::leftover(layout);
        let at = picture.as_ref().and_then(|picture| picture.at);
        let stands = trail.damaged_state().map(|state| state.seq);
        let fresh = renew(to)?;
        let saved = last_resort::records(trail.damaged.as_ref(), stands, picture, &fresh)?;
        if saved.state.seq > 0 {
            fresh.close()?;
            let source = match saved.of_picture {
                0 => Source::Records,
                _ => Source::Picture { at },
            };
            let state = saved.state;
            return Ok((Built { state, source }, told));
        }
    }
    Err(StoreError::Unhealed {
        back: built.state.seq,
        known,
        harm: wound.harm(),
    })
}

/// Builds what reaches as far as is known, from a backup if one does, else what comes nearest.
fn furthest(trail: &Trail<'_>, to: &Layout, known: u64) -> Result<Built, StoreError> {
    let mut best: Option<(u64, Backup)> = None;
    for candidate in backup::glance(trail.layout) {
        // One that is further than the store ever came is of another line.
        if known > 0 && candidate.front.seq > known {
            continue;
        }
        match from_backup(trail, to, &candidate) {
            Ok(Some(built)) if built.state.seq >= known => return Ok(built),
            Ok(Some(built)) => {
                let reach = built.state.seq;
                if best.as_ref().is_none_or(|(most, _)| reach > *most) {
                    best = Some((reach, candidate));
                }
            }
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "a backup that does not help"),
        }
    }
    let reach = trail.walk(State::GENESIS, |_, _| Ok(()))?;
    if let Some((most, backup)) = best.filter(|(most, _)| *most > reach.seq)
        && let Some(built) = from_backup(trail, to, &backup)?
        && built.state.seq == most
    {
        return Ok(built);
    }
    let tables = renew(to)?;
    let state = trail.replay(&tables, State::GENESIS)?;
    tables.close()?;
    Ok(Built {
        state,
        source: Source::Journal,
    })
}

/// Builds from a backup and what follows it; `None` when it belongs to another line.
fn from_backup(
    trail: &Trail<'_>,
    to: &Layout,
    candidate: &Backup,
) -> Result<Option<Built>, StoreError> {
    let backup = Backup::verified(&candidate.path)?;
    let Some(key) = backup::key_of(&backup, &trail.layout.cipher)? else {
        return Ok(None);
    };
    let tables = renew(to)?;
    let loaded = restore::load(&backup, &key, &tables, None)?;
    let state = trail.replay(&tables, loaded)?;
    let mine = match trail.tip() {
        Some(tip) if tip.seq > 0 && tip.seq <= state.seq => {
            tables.entry(tip.seq).map(|bytes| entry::hash(&bytes)) == Ok(tip.hash)
        }
        _ => true,
    };
    tables.close()?;
    Ok(mine.then_some(Built {
        state,
        source: Source::Backup {
            made: backup.front.made,
            followed: state.seq - loaded.seq,
        },
    }))
}

/// A copy of the damaged database, opened: looking at the thing itself would change it.
fn look_at(layout: &Layout, copied: Option<&PathBuf>) -> Option<Tables> {
    let found = copied.cloned().unwrap_or_else(|| layout.sled());
    let copy = layout.beside(&layout.swapping().join("damaged"));
    let opened = copy
        .create()
        .and_then(|()| copy_dir(&found, &copy.sled()))
        .and_then(|()| copy.remove_torn_snapshots())
        .and_then(|()| Tables::open(&copy, &OpenOptions::default()));
    opened
        .inspect_err(|error| tracing::warn!(%error, "the damaged database cannot be looked at"))
        .ok()
}

/// An empty database in an empty directory.
fn renew(to: &Layout) -> Result<Tables, StoreError> {
    if to.root.exists() {
        fs::remove_dir_all(&to.root).at(&to.root)?;
    }
    to.create()?;
    Tables::open(to, &OpenOptions::default())
}

/// Entries by the chain that links them, wherever they are.
struct Trail<'a> {
    layout: &'a Layout,
    /// The damaged database, opened from a copy.
    damaged: Option<Tables>,
}

impl Trail<'_> {
    /// Where the damaged database says it stands.
    fn damaged_state(&self) -> Option<State> {
        let tables = self.damaged.as_ref()?;
        caught("the state", || tables.state()).ok()?
    }

    /// The last entry the journal files hold.
    fn tip(&self) -> Option<State> {
        let frames = Frames::from(&self.layout.journal(), u64::MAX, &self.layout.cipher).ok()?;
        let last = frames.map_while(Result::ok).last()?;
        Some(State::after(last.seq, &last.entry))
    }

    /// The last transaction the journal files speak of, though what leads to it may not be readable.
    fn files(&self) -> u64 {
        let reach = log::reach(&self.layout.journal(), 0, &self.layout.cipher);
        reach.unwrap_or_else(|_| self.tip().map_or(0, |tip| tip.seq))
    }

    /// Hands over every entry that follows from a state on; tells where that ends.
    fn walk(
        &self,
        from: State,
        mut f: impl FnMut(u64, Vec<u8>) -> Result<(), StoreError>,
    ) -> Result<State, StoreError> {
        let mut state = from;
        loop {
            let before = state.seq;
            for frame in Frames::from(&self.layout.journal(), state.seq + 1, &self.layout.cipher)? {
                // What cannot be read ends the files here; the database may go on.
                let Ok(frame) = frame else { break };
                if frame.seq <= state.seq {
                    continue;
                }
                if !state.is_followed_by(frame.seq, &frame.entry) {
                    break;
                }
                state = State::after(frame.seq, &frame.entry);
                f(frame.seq, frame.entry)?;
            }
            while let Some(tables) = &self.damaged
                && let Ok(bytes) = caught("an entry", || tables.entry(state.seq + 1))
                && state.is_followed_by(state.seq + 1, &bytes)
            {
                state = State::after(state.seq + 1, &bytes);
                f(state.seq, bytes)?;
            }
            if state.seq == before {
                return Ok(state);
            }
        }
    }

    /// Writes every entry that follows from a state on.
    fn replay(&self, tables: &Tables, from: State) -> Result<State, StoreError> {
        let mut state = from;
        let (mut batch, mut weight) = (Vec::new(), 0);
        self.walk(from, |_, bytes| {
            weight += bytes.len();
            batch.push((entry::decode(&bytes)?, bytes));
            if batch.len() == BATCH || weight > WEIGHT {
                replay(tables, &batch, &mut state)?;
                batch.clear();
                weight = 0;
            }
            Ok(())
        })?;
        if !batch.is_empty() {
            replay(tables, &batch, &mut state)?;
        }
        Ok(state)
    }
}

/// Undoes what trying to open may have done to the only copy: the copy takes its place again, so that starts
/// that fail leave no heap of copies behind.
fn put_back(layout: &Layout, copy: Option<&PathBuf>, ask: Ask<'_>) -> Result<(), StoreError> {
    let Some(copy) = copy else {
        return Ok(());
    };
    let mut plan = Plan::new(layout);
    plan.let_go("sled");
    plan.put_as(name(copy), "sled");
    plan.carry_out(ask)
}
