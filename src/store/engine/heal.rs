//! Giving back a database that is damaged: from the newest good backup and what the journal has past it,
//! from the journal alone, or, when a person agrees to what would be missing, record by record.
//!
//! The damaged files are only looked at: everything is built beside them and put in their place at the
//! end. Entries come from the journal files and, where those end, from the damaged database, whose journal
//! may be whole though its rows are not; the chain of hashes says whether one follows the other.

use std::path::PathBuf;

use super::gather::each_entry;
use super::last_resort;
use super::tables::{State, Tables};
use super::trail::{Built, Trail, furthest, look_at, renew, whole};
use super::{Drill, Layout, OpenOptions, OpenReport, StoreError, entry};
use crate::domain::Healing;
use crate::domain::healing::{Fault, Source};
use crate::store::backup::{self, Backup};
use crate::store::harm::Harm;
use crate::store::layout::name;
use crate::store::log::Position;
use crate::store::seal::Seal;
use crate::store::swap::{self, Ask, Plan};
use crate::store::warm;

/// What is wrong, and what is known of the store as it was.
#[derive(Debug)]
pub(super) struct Wound {
    pub(super) fault: Fault,
    pub(super) cause: StoreError,
    /// The last transaction known to have been made; 0 when that cannot be told.
    pub(super) known: u64,
    /// The damaged database opened and did not tell how far it had come.
    pub(super) mute: bool,
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

    pub(super) fn new(cause: StoreError, changed: bool, known: u64) -> Self {
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
            mute: false,
            with_loss: false,
        }
    }
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
    let sure = wound.fault == Fault::Changed;
    let mut trail = Trail {
        layout,
        damaged: None,
    };
    let files = trail.files();
    // How far the store had come is known for sure after a close.
    let mut known = match sure {
        true => wound.known,
        false => wound.known.max(files),
    };
    // The damaged database is asked when nothing else reaches as far; before that when it did not say how far
    // that is. One that did not open would not this time either: it is the same.
    if known > 0
        && !wound.mute
        && let Some(built) = whole(&trail, to, known)?
    {
        return Ok((built, Known { seq: known, files }));
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
        let picture = warm::leftover(layout);
        let at = picture.as_ref().and_then(|picture| picture.at);
        let (damaged, stands) = (trail.damaged.as_ref(), trail.damaged_state());
        let stands = stands.map(|state| state.seq);
        // What was told could be given back is what a person agreed to, and stays: the picture has neither touches
        // nor campaigns nor a journal, however far it reaches.
        let (tables, saved) = if built.state.seq > 0 {
            let tables = Tables::open(to, &OpenOptions::default())?;
            let on = (&tables, built.state, known - built.state.seq);
            let saved = last_resort::on_top(damaged, stands, picture, on)?;
            (tables, saved)
        } else {
            let tables = renew(to)?;
            let saved = last_resort::records(damaged, stands, picture, &tables)?;
            (tables, Some(saved).filter(|saved| saved.state.seq > 0))
        };
        tables.close()?;
        if let Some(saved) = saved {
            let source = match saved.of_picture {
                0 => Source::Records,
                _ => Source::Picture { at },
            };
            let state = saved.state;
            return Ok((Built { state, source }, told));
        }
        if built.state.seq > 0 {
            return Ok((built, told));
        }
    }
    Err(StoreError::Unhealed {
        back: built.state.seq,
        known,
        harm: wound.harm(),
    })
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
