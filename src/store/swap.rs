//! Files put in the place of others: the one way in which a store, or a part of it, is replaced.
//!
//! A restore, a store written under another key, a smaller database and a healed one are all built in
//! `swap/new`, which nobody reads. Once that is complete and on disk a note, `swap/ready`, says what is moved
//! where and what goes. From then on the decision stands, and [`finish`], which every open begins with, carries it
//! out as often as it takes. Without a note nothing was decided, and `swap/` is thrown away.
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
use super::layout::{self, Layout, is_there, make_dir, name, remove_all, sync_dir, sync_tree};

const FIRST: &str = "planerka swap 1";

/// What may fail a step on purpose.
pub(super) type Ask<'a> = &'a dyn Fn(Step) -> Result<(), StoreError>;

/// A directory, not made yet, in which the new files are built.
pub(super) fn begin(layout: &Layout) -> Result<PathBuf, StoreError> {
    discard(layout)?;
    make_dir(&layout.swapping())?;
    Ok(layout.swapping().join("new"))
}

/// Throws away what was never decided on.
pub(super) fn give_up(layout: &Layout) {
    if let Err(error) = discard(layout) {
        tracing::warn!(%error, "unfinished work is left behind until the next open");
    }
}

/// The note goes first, and for good: what is moved already must not be moved again.
fn discard(layout: &Layout) -> Result<(), StoreError> {
    let place = layout.swapping();
    if !place.exists() {
        return Ok(());
    }
    if ready(layout).exists() {
        layout::remove(&ready(layout))?;
        sync_dir(&place)?;
    }
    remove_all(&place)
}

fn ready(layout: &Layout) -> PathBuf {
    layout.swapping().join("ready")
}

/// Where a file of the store lies that counts: while a decision is carried out it may not be in its place.
pub(super) fn standing(layout: &Layout, item: &str) -> PathBuf {
    let place = layout.root.join(item);
    let Ok(Some(Ok(plan))) = Plan::read(layout) else {
        return place;
    };
    let new = plan.moves.iter().find(|step| step.to == item);
    let from = new.map(|step| layout.root.join(&step.from));
    from.filter(|from| from.exists()).unwrap_or(place)
}

/// Goes on with a decision that was made and not carried out; throws away what was never decided.
pub(super) fn finish(layout: &Layout) -> Result<(), StoreError> {
    match Plan::read(layout)? {
        None => discard(layout),
        Some(Ok(plan)) => plan.act(&|_| Ok(())),
        Some(Err(Spoilt)) => {
            tracing::error!("the note of what replaces what is damaged; nothing of it is done");
            layout.quarantine(&layout.swapping()).map(|_| ())
        }
    }
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
}

impl<'a> Plan<'a> {
    pub(super) const fn new(layout: &'a Layout) -> Self {
        Self {
            layout,
            moves: Vec::new(),
            gone: Vec::new(),
        }
    }

    fn push(&mut self, from: String, to: String, takes: bool) -> bool {
        // What cannot be written down stays where it is.
        let can = [&from, &to].into_iter().all(|path| is_inside(path));
        let there = can && is_there(&self.layout.root.join(&from));
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
        make_dir(&self.layout.swapping())?;
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
        layout::replace(&ready(self.layout), self.text().as_bytes(), true)
    }

    fn act(&self, ask: Ask<'_>) -> Result<(), StoreError> {
        for takes in [false, true] {
            for step in self.moves.iter().filter(|step| step.takes == takes) {
                ask(Step::Moved)?;
                let [from, to] = [&step.from, &step.to].map(|path| self.layout.root.join(path));
                if !is_there(&from) || self.is_taken(&step.from) {
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
        discard(self.layout)
    }

    /// Whether what takes a place is there already.
    fn is_taken(&self, place: &str) -> bool {
        let taker = self
            .moves
            .iter()
            .find(|step| step.takes && step.to == place);
        taker.is_some_and(|step| !is_there(&self.layout.root.join(&step.from)))
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

    /// The decision that was made and not carried out, if there is one.
    fn read(layout: &'a Layout) -> Result<Option<Result<Self, Spoilt>>, StoreError> {
        let note = ready(layout);
        let bytes = match fs::read(&note) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(StoreError::io(&note, &error)),
        };
        let plan = String::from_utf8(bytes).ok().and_then(|text| {
            let plan = Self::parse(layout, &text)?;
            (plan.text() == text).then_some(plan)
        });
        Ok(Some(plan.ok_or(Spoilt)))
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
mod tests {
    use std::cell::Cell;

    use super::*;

    fn write(path: &Path, text: &str) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// What lies where, but for the empty directories.
    fn files(dir: &Path, under: &str, found: &mut Vec<String>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            let own = format!("{under}{}", name(&path));
            if path.is_dir() {
                files(&path, &format!("{own}/"), found);
            } else {
                found.push(format!("{own}: {}", fs::read_to_string(&path).unwrap()));
            }
        }
        found.sort();
    }

    fn state(layout: &Layout) -> Vec<String> {
        let mut found = Vec::new();
        files(&layout.root, "", &mut found);
        found
    }

    fn plan(layout: &Layout) -> Plan<'_> {
        let new = begin(layout).unwrap();
        write(&new.join("header"), "new");
        write(&new.join("sled/db"), "new");
        let mut plan = Plan::new(layout);
        assert!(plan.set_aside("backups/копия.backup", "replaced/backups/копия.backup"));
        assert!(plan.set_aside("header", "replaced/header"));
        assert!(!plan.set_aside("head", "replaced/head"), "it is not there");
        plan.let_go("sled");
        plan.put("header");
        plan.put("sled");
        plan.put("journal");
        plan.remove("warm");
        plan
    }

    fn old(layout: &Layout) {
        for file in [
            "header",
            "sled/db",
            "warm",
            "backups/копия.backup",
            "backups/mine",
        ] {
            write(&layout.root.join(file), "old");
        }
    }

    #[test]
    fn cut_short_anywhere_the_next_open_has_the_old_or_the_new() {
        let dir = tempfile::tempdir().unwrap();
        let layout = Layout::new(dir.path());
        let mut seen = Vec::new();
        for last in 0.. {
            let _ = fs::remove_dir_all(dir.path());
            old(&layout);
            let before = state(&layout);
            let after = [
                "backups/mine: old",
                "header: new",
                "replaced/backups/копия.backup: old",
                "replaced/header: old",
                "sled/db: new",
            ]
            .map(str::to_owned)
            .to_vec();
            let (asked, died) = (Cell::new(0), Cell::new(None));
            let done = plan(&layout).carry_out(&|step| {
                asked.set(asked.get() + 1);
                if asked.get() > last {
                    died.set(died.get().or(Some(step)));
                    return Err(StoreError::Closed);
                }
                Ok(())
            });
            let decided = died.get() != Some(Step::Built);
            let header = standing(&layout, "header");
            assert_eq!(
                fs::read_to_string(header).unwrap(),
                if decided { "new" } else { "old" },
                "{last}"
            );
            // Once is as good as twice, whatever was done before.
            let note = fs::read(ready(&layout)).ok();
            finish(&layout).unwrap();
            assert_eq!(
                &state(&layout),
                if decided { &after } else { &before },
                "{last}"
            );
            if let Some(note) = note {
                make_dir(&layout.swapping()).unwrap();
                fs::write(ready(&layout), note).unwrap();
                fs::create_dir_all(layout.swapping().join("old/sled")).unwrap();
                finish(&layout).unwrap();
                assert_eq!(state(&layout), after, "{last} once more");
            }
            seen.push(died.get());
            if done.is_ok() {
                break;
            }
        }
        let moved = seen.iter().filter(|at| **at == Some(Step::Moved)).count();
        assert_eq!((seen.len(), moved), (9, 5), "{seen:?}");
    }

    #[test]
    fn a_note_that_does_not_check_is_not_followed_and_nothing_is_thrown_away() {
        let dir = tempfile::tempdir().unwrap();
        let layout = Layout::new(dir.path());
        old(&layout);
        let stop = |step| match step {
            Step::Decided => Err(StoreError::Closed),
            _ => Ok(()),
        };
        let whole = || {
            let _ = plan(&layout).carry_out(&stop);
            fs::read(ready(&layout)).unwrap()
        };
        let note = whole();
        for at in (0..note.len()).step_by(7) {
            let mut hurt = note.clone();
            hurt[at] ^= 1;
            for bytes in [&hurt[..], &note[..at]] {
                whole();
                fs::write(ready(&layout), bytes).unwrap();
                let root = |file: &str| fs::read_to_string(dir.path().join(file)).unwrap();
                finish(&layout).unwrap();
                assert_eq!(
                    (root("header"), root("sled/db")),
                    ("old".into(), "old".into())
                );
                let all = layout::list(dir.path()).unwrap();
                let kept: Vec<_> = all
                    .iter()
                    .filter(|path| name(path).starts_with("quarantine-"))
                    .collect();
                assert_eq!(
                    fs::read_to_string(kept[0].join("new/sled/db")).unwrap(),
                    "new"
                );
                fs::remove_dir_all(kept[0]).unwrap();
            }
        }
        for outside in ["../x", "/etc/x", "", "x/", "a\tb", "a\nb", "a/../../b"] {
            assert!(!is_inside(outside), "{outside}");
        }
    }
}
