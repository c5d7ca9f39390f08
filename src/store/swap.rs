//! Files put in the place of others: the one way in which a store, or a part of it, is replaced.
//!
//! A restore, a store written under another key, a smaller database and a healed one are all built in
//! `swap/new`, which nobody reads. Once that is complete and on disk a note, `swap/ready`, says what is moved
//! where and what goes. From then on the decision stands, and [`finish`], which every open begins with, carries it
//! out as often as it takes. Without a note nothing was decided, and `swap/` is thrown away.
//!
//! The note lies there twice, for with what is moved halfway it is what holds the store together. `swap/old` is
//! made before the first move: where it is and both notes are lost ([`lost`]), what was there is put back, or what
//! was to come is put in, or the store is refused. When all is done the note becomes `swap/done`, beside which
//! everything may go.
//!
//! ```text
//! planerka swap 1
//! out sled <tab> swap/old/sled
//! in swap/new/sled <tab> sled
//! gone warm
//! sum <crc32 of the lines above, hex>
//! ```
//! What leaves a place is what lies there until what takes that place has left its own; what takes a place has
//! taken it when it has left its own. So each move is done once, however often it is come back to.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::StoreError;
use super::drill::Step;
use super::error::At as _;
use super::harm::Harm;
use super::layout::{
    self, Layout, is_there, list, make_dir, name, remove_all, sync_dir, sync_tree,
};

const FIRST: &str = "planerka swap 1";

/// What the first line of a note of any version begins with, and the version this one knows.
const NOTE: (&str, u32) = ("planerka swap ", 1);

/// What may fail a step on purpose.
pub(super) type Ask<'a> = &'a dyn Fn(Step) -> Result<(), StoreError>;

/// A directory, not made yet, in which the new files are built.
pub(super) fn begin(layout: &Layout) -> Result<PathBuf, StoreError> {
    if is_decided(layout)? {
        return Err(unfinished("another replacement is not finished"));
    }
    discard(layout)?;
    make_dir(&layout.swapping())?;
    Ok(layout.swapping().join("new"))
}

fn unfinished(detail: &str) -> StoreError {
    StoreError::harmed(Harm::Stopped, format_args!("swap: {detail}"))
}

/// Throws away what was never decided on, or was decided just now and not begun.
pub(super) fn give_up(layout: &Layout) {
    let gone = || {
        // The notes go first, and for good: nobody may follow them afterwards.
        for note in notes(layout).iter().rev() {
            layout::remove(note)?;
        }
        if is_there(&layout.swapping())? {
            sync_dir(&layout.swapping())?;
        }
        discard(layout)
    };
    if let Err(error) = gone() {
        tracing::warn!(%error, "unfinished work is left behind until the next open");
    }
}

/// Clears `swap/` away; the mark that it may be cleared away goes last.
fn discard(layout: &Layout) -> Result<(), StoreError> {
    let place = layout.swapping();
    if !is_there(&place)? {
        return Ok(());
    }
    let done = done(layout);
    for path in list(&place)?.iter().filter(|path| **path != done) {
        remove_all(path)?;
    }
    layout::remove(&done)?;
    remove_all(&place)
}

/// The same where nothing depends on it.
fn tidy(layout: &Layout) {
    if let Err(error) = discard(layout) {
        tracing::warn!(%error, "what was replaced is left behind until the next open");
    }
}

/// Both copies of the note.
fn notes(layout: &Layout) -> [PathBuf; 2] {
    ["ready", "ready.2"].map(|name| layout.swapping().join(name))
}

/// What the note becomes when everything it says is done.
fn done(layout: &Layout) -> PathBuf {
    layout.swapping().join("done")
}

/// Where what is let go lies until everything is done.
fn old(layout: &Layout) -> PathBuf {
    layout.swapping().join("old")
}

/// Whether something was decided that is not known to be done.
fn is_decided(layout: &Layout) -> Result<bool, StoreError> {
    let [ready, spare] = notes(layout);
    Ok(is_there(&ready)?
        || is_there(&spare)?
        || (is_there(&old(layout))? && !is_there(&done(layout))?))
}

/// Whether a replacement was decided and not carried out: the next open does that.
pub(super) fn is_pending(layout: &Layout) -> bool {
    is_decided(layout).unwrap_or(true)
}

/// Where a file of the store lies that counts: while a decision is carried out it may not be in its place.
pub(super) fn standing(layout: &Layout, item: &str) -> PathBuf {
    let place = layout.root.join(item);
    let Ok(Some(Ok(plan))) = Plan::read(layout) else {
        return place;
    };
    let new = plan.moves.iter().find(|step| step.to == item);
    let from = new.map(|step| layout.root.join(&step.from));
    // What cannot be looked at is there.
    from.filter(|from| is_there(from).unwrap_or(true))
        .unwrap_or(place)
}

/// Goes on with a decision that was made and not carried out; throws away what was never decided. Whether a
/// decision was carried out.
pub(super) fn finish(layout: &Layout) -> Result<bool, StoreError> {
    match Plan::read(layout)? {
        Some(Ok(plan)) => return plan.act(&|_| Ok(())).map(|()| true),
        Some(Err(Spoilt)) => lost(layout)?,
        None if is_decided(layout)? => lost(layout)?,
        None => tidy(layout),
    }
    Ok(false)
}

/// What makes up a store, in the order in which it is put back: nothing is made of a header alone.
const STORE: [&str; 6] = ["sled", "journal", "seal", "last-seal", "header", "header.2"];

/// What of it there is no store without.
const VITAL: [&str; 2] = ["sled", "header"];

/// What speaks of another moment, or is under another key, than what takes the place.
const CACHES: [&str; 2] = ["head", "warm"];

/// Goes on where the notes of what replaces what are lost. Everything leaves its place before anything takes
/// one: when all is out of the way of the new, that is put in; before that nothing has taken a place, and what was
/// there is put back. What was moved aside under a name nobody knows any more cannot be: then the store is refused
/// as it lies. What is left of it all is kept.
fn lost(layout: &Layout) -> Result<(), StoreError> {
    tracing::error!("the note of what replaces what is lost");
    let (old, new) = (old(layout), layout.swapping().join("new"));
    if is_there(&old)? {
        let was = list(&old)?;
        let was: Vec<&str> = was.iter().map(|path| name(path)).collect();
        let (mut lacking, mut in_the_way) = (Vec::new(), false);
        for item in STORE {
            if is_there(&new.join(item))? {
                match is_there(&layout.root.join(item))? {
                    true => in_the_way = true,
                    false => lacking.push(item),
                }
            }
        }
        let mut aside = lacking.iter().filter(|item| VITAL.contains(item));
        if in_the_way && aside.any(|item| !was.contains(item)) {
            return Err(unfinished("its note is lost, and half of it is moved"));
        }
        if in_the_way || lacking.is_empty() {
            let mut back = Vec::new();
            for item in was {
                // Half of a directory may still be in its place.
                let half = in_the_way && old.join(item).is_dir();
                if half || !is_there(&layout.root.join(item))? {
                    back.push(item);
                }
            }
            // A seal that was let go with nothing in its place seals nothing any more.
            back.retain(|item| in_the_way || VITAL.contains(item) || *item == "journal");
            put(layout, &old, &back)?;
        } else {
            for item in CACHES {
                remove_all(&layout.root.join(item))?;
            }
            put(layout, &new, &lacking)?;
        }
    }
    layout.quarantine(&layout.swapping()).map(|_| ())
}

/// Moves things from a folder of `swap/` into their places, for good.
fn put(layout: &Layout, from: &Path, items: &[&str]) -> Result<(), StoreError> {
    for item in items {
        let (from, to) = (from.join(item), layout.root.join(item));
        layout::leave(&from, &to).at(&from)?;
    }
    for dir in [from, &layout.root] {
        if is_there(dir)? {
            sync_dir(dir)?;
        }
    }
    Ok(())
}

/// The note cannot be read as one.
struct Spoilt;

#[derive(Debug, Clone, PartialEq, Eq)]
struct Move {
    from: String,
    to: String,
    /// Whether it takes a place; else it leaves one.
    takes: bool,
}

/// What is moved where, and what goes.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    layout: &'a Layout,
    moves: Vec<Move>,
    gone: Vec<String>,
    /// Something that could not be looked at: then nothing is decided.
    refused: Option<StoreError>,
}

impl<'a> Plan<'a> {
    pub(super) const fn new(layout: &'a Layout) -> Self {
        Self {
            layout,
            moves: Vec::new(),
            gone: Vec::new(),
            refused: None,
        }
    }

    fn push(&mut self, from: String, to: String, takes: bool) -> bool {
        // What cannot be written down stays where it is.
        let can = [&from, &to].into_iter().all(|path| is_inside(path));
        let there = can
            && is_there(&self.layout.root.join(&from)).unwrap_or_else(|error| {
                self.refused = Some(error);
                false
            });
        if there {
            self.moves.push(Move { from, to, takes });
        }
        there
    }

    /// A name that nothing has and that nothing is to get.
    pub(super) fn aside(&self, what: &str) -> String {
        let taken = |path: &Path| {
            let mine = |step: &Move| Path::new(&step.to).starts_with(name(path));
            self.moves.iter().any(mine)
        };
        name(&self.layout.aside(what, taken)).to_owned()
    }

    /// Moves something of the store to another name in its directory, if it is there; whether it is.
    pub(super) fn set_aside(&mut self, item: &str, to: &str) -> bool {
        self.push(item.to_owned(), to.to_owned(), false)
    }

    /// Lets something of the store go when what replaces it is in its place.
    pub(super) fn let_go(&mut self, item: &str) {
        self.push(item.to_owned(), format!("swap/old/{item}"), false);
    }

    /// What was built takes its place.
    pub(super) fn put(&mut self, item: &str) {
        self.put_as(&format!("swap/new/{item}"), item);
    }

    /// Something takes the place of another name.
    pub(super) fn put_as(&mut self, from: &str, to: &str) {
        self.push(from.to_owned(), to.to_owned(), true);
    }

    /// Removes something that nothing replaces.
    pub(super) fn remove(&mut self, item: &str) {
        if is_inside(item) {
            self.gone.push(item.to_owned());
        }
    }

    /// Decides and does it. After an error either nothing was decided, and nothing is left of it, or the next
    /// open goes on.
    pub(super) fn carry_out(self, ask: Ask<'_>) -> Result<(), StoreError> {
        self.decide(ask)
            .inspect_err(|_| give_up(self.layout))
            .and_then(|()| {
                ask(Step::Decided)?;
                self.act(ask)
            })
    }

    fn decide(&self, ask: Ask<'_>) -> Result<(), StoreError> {
        if let Some(refused) = &self.refused {
            return Err(refused.clone());
        }
        make_dir(&self.layout.swapping())?;
        if is_there(&done(self.layout))? {
            // Of the one before, which was not to be cleared away then.
            remove_all(&old(self.layout))?;
            layout::remove(&done(self.layout))?;
        }
        // The old goes once the new counts: by then the disk has all of it.
        for step in self.moves.iter().filter(|step| step.takes) {
            let new = self.layout.root.join(&step.from);
            if new.is_dir() {
                sync_tree(&new)?;
            } else {
                layout::sync_file(&new)?;
            }
        }
        self.sync(|step| (step.takes, &step.from))?;
        ask(Step::Built)?;
        // (`with_extension` of both is the same name: one after the other.)
        for note in notes(self.layout) {
            layout::replace(&note, self.text().as_bytes(), true)?;
        }
        Ok(())
    }

    fn act(&self, ask: Ask<'_>) -> Result<(), StoreError> {
        // From here on something may be out of its place, whatever becomes of the note.
        make_dir(&old(self.layout))?;
        sync_dir(&self.layout.swapping())?;
        for takes in [false, true] {
            for step in self.moves.iter().filter(|step| step.takes == takes) {
                ask(Step::Moved)?;
                let [from, to] = [&step.from, &step.to].map(|path| self.layout.root.join(path));
                if !is_there(&from)? || self.is_taken(&step.from)? {
                    continue;
                }
                if let Some(folder) = to.parent() {
                    make_dir(folder)?;
                }
                match takes {
                    true => layout::rename(&from, &to).at(&from)?,
                    false => layout::leave(&from, &to).at(&from)?,
                }
            }
            // No place is taken before it is left for good.
            self.sync(|step| (step.takes == takes, &step.from))?;
            self.sync(|step| (step.takes == takes, &step.to))?;
        }
        ask(Step::Clean)?;
        for item in &self.gone {
            remove_all(&self.layout.root.join(item))?;
        }
        sync_dir(&self.layout.root)?;
        let [ready, spare] = notes(self.layout);
        layout::remove(&spare)?;
        if is_there(&ready)? {
            layout::rename(&ready, done(self.layout)).at(&ready)?;
        } else {
            layout::replace(&done(self.layout), b"", true)?;
        }
        sync_dir(&self.layout.swapping())?;
        tidy(self.layout);
        Ok(())
    }

    /// Whether what takes a place is there already.
    fn is_taken(&self, place: &str) -> Result<bool, StoreError> {
        let taker = self
            .moves
            .iter()
            .find(|step| step.takes && step.to == place);
        taker.map_or(Ok(false), |step| {
            is_there(&self.layout.root.join(&step.from)).map(|there| !there)
        })
    }

    /// Makes the names of moves durable, with those of the folders they are in.
    fn sync(&self, of: impl Fn(&Move) -> (bool, &String)) -> Result<(), StoreError> {
        let root = self.layout.root.as_path();
        let mut folders = BTreeSet::from([root.to_path_buf()]);
        for (_, path) in self.moves.iter().map(of).filter(|(wanted, _)| *wanted) {
            let path = root.join(path);
            let above = path.ancestors().skip(1).take_while(|dir| *dir != root);
            folders.extend(above.map(Path::to_path_buf));
        }
        // The deepest first: a folder is there when its name is.
        for folder in folders.iter().rev().filter(|folder| folder.exists()) {
            sync_dir(folder)?;
        }
        Ok(())
    }

    fn text(&self) -> String {
        let mut text = format!("{FIRST}\n");
        for Move { from, to, takes } in &self.moves {
            let way = if *takes { "in" } else { "out" };
            text.push_str(&format!("{way} {from}\t{to}\n"));
        }
        for item in &self.gone {
            text.push_str(&format!("gone {item}\n"));
        }
        let sum = crc32fast::hash(text.as_bytes());
        text.push_str(&format!("sum {sum:08x}\n"));
        text
    }

    /// The decision that was made and not carried out, if there is one: by the copy of its note that is whole.
    ///
    /// # Errors
    /// [`StoreError::Newer`] when a newer version made it; the operating system's.
    fn read(layout: &'a Layout) -> Result<Option<Result<Self, Spoilt>>, StoreError> {
        let (mut there, mut refused) = (false, None);
        for note in notes(layout) {
            let bytes = match fs::read(&note) {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
                Err(error) => {
                    refused = refused.or(Some(StoreError::io(&note, &error)));
                    continue;
                }
            };
            there = true;
            let text = String::from_utf8_lossy(&bytes);
            if let Some(plan) = Self::parse(layout, &text).filter(|plan| plan.text() == text) {
                return Ok(Some(Ok(plan)));
            }
            let version = text
                .lines()
                .next()
                .and_then(|first| first.strip_prefix(NOTE.0));
            if let Some(found) = version.and_then(|number| number.parse::<u32>().ok())
                && found > NOTE.1
            {
                refused = refused.or(Some(StoreError::Newer {
                    what: "swap",
                    found,
                    known: NOTE.1,
                }));
            }
        }
        match refused {
            Some(refused) => Err(refused),
            None => Ok(there.then_some(Err(Spoilt))),
        }
    }

    fn parse(layout: &'a Layout, text: &str) -> Option<Self> {
        let mut plan = Self::new(layout);
        let mut lines = text.lines();
        lines.next().filter(|first| *first == FIRST)?;
        for line in lines {
            let (what, rest) = line.split_once(' ')?;
            match what {
                "in" | "out" => {
                    let (from, to) = rest.split_once('\t')?;
                    plan.moves.push(Move {
                        from: Some(from).filter(|path| is_inside(path))?.to_owned(),
                        to: Some(to).filter(|path| is_inside(path))?.to_owned(),
                        takes: what == "in",
                    });
                }
                "gone" => plan
                    .gone
                    .push(Some(rest).filter(|path| is_inside(path))?.to_owned()),
                "sum" => {}
                _ => return None,
            }
        }
        Some(plan)
    }
}

/// Whether a path leads into the directory of the store and can be written in a line.
fn is_inside(path: &str) -> bool {
    let mut parts = Path::new(path).components();
    !path.is_empty()
        && !path.ends_with('/')
        && parts.all(|part| matches!(part, Component::Normal(_)))
        && !path.contains(['\t', '\n', '\r'])
}

#[cfg(test)]
mod tests;
