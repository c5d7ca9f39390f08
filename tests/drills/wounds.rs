//! Two wounds at once: in the database and in the journal files, or in the database and in the newest backup.
//!
//! With whole journal files, and with a whole backup and what of the journal follows it, the store comes back
//! identical. When neither is there it is refused with what can come back and what is missing, both exactly, and a
//! person who agrees to that gets the one and is told the other. What was done since the last close and the last
//! backup nobody knows of when both the database and the journal files have lost it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use planerka::store::{OpenOptions, StoreError, backup};

use crate::bench::{copy, under};
use crate::check::{self, Content, Unopened};
use crate::damage::{Template, WOUNDS, hurt, memory, templates};
use crate::{Dice, rounds};

/// The second file that is wounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Second {
    Journal,
    Backup,
}

impl Second {
    fn file(self, dir: &Path) -> PathBuf {
        let folder = match self {
            Self::Journal => "journal",
            Self::Backup => "backups",
        };
        under(&dir.join(folder), "").pop().unwrap()
    }
}

/// How a store of two wounds ended, in a word; an error is what must not be.
fn examine(
    dir: &Path,
    template: &Template,
    second: Second,
    backed_up: u64,
) -> Result<&'static str, String> {
    let all = template.content.len() as u64;
    match check::open(dir) {
        Err(Unopened::Panic) => Err("a panic".to_owned()),
        Ok((engine, opened)) => {
            let said = format!("{:?}", opened.report);
            let found = Content::read(&engine, opened.book)
                .map_err(|error| format!("read late: {error}"))?;
            match found.differs(&template.content) {
                None => Ok("identical"),
                // How far a store had come that nobody closed is known by its backups and by its journal files
                // alone, as far as they can be read.
                Some(_) if as_known(template, &found, backed_up) => Ok("as far as is known"),
                Some(what) => Err(format!("{what} differs: {said}")),
            }
        }
        Err(Unopened::Refused(StoreError::Unhealed { back, known, .. })) => {
            if second == Second::Backup {
                return Err(format!(
                    "the journal files are whole, and {back} of {known}"
                ));
            }
            let all = match template.closed {
                true => all,
                false => known.clamp(backed_up, all),
            };
            if known != all || back < backed_up {
                return Err(format!(
                    "{back} of {known} where {backed_up} of {all} are there"
                ));
            }
            agreed(dir, template, back, known)?;
            Ok("told exactly")
        }
        Err(Unopened::Refused(error)) => Err(format!("refused: {error}")),
    }
}

/// Whether a store that nobody closed is what is known of it.
fn as_known(template: &Template, found: &Content, backed_up: u64) -> bool {
    !template.closed && found.len() as u64 >= backed_up && found.is_beginning_of(&template.content)
}

/// What a person gets who agrees to the loss.
fn agreed(dir: &Path, template: &Template, back: u64, known: u64) -> Result<(), String> {
    let options = OpenOptions {
        with_loss: true,
        ..check::options(dir)
    };
    let opened = check::open_with(dir, options);
    let (engine, opened) = opened.map_err(|why| format!("agreed to, and {why:?}"))?;
    let healing = opened.report.healing.ok_or("agreed to and not told")?;
    if (healing.seq, healing.lost) != (back, known - back) {
        return Err(format!("{back} of {known} agreed to, told {healing:?}"));
    }
    let found = Content::read(&engine, opened.book).map_err(|error| error.to_string())?;
    if !found.is_beginning_of(&template.content) {
        return Err("what came back is not how it began".to_owned());
    }
    engine.close(None).map_err(|error| error.to_string())?;
    match check::open(dir) {
        Ok((_, again)) if !again.report.healed() => Ok(()),
        again => Err(format!(
            "again: {:?}",
            again.map(|(_, opened)| opened.report)
        )),
    }
}

#[test]
fn two_wounds_at_once_heal_or_are_told_exactly() {
    let many = rounds("PLANERKA_DAMAGE_ROUNDS", 24);
    let place = memory();
    let stores = templates(place.path(), 6, 8);
    let mut dice = Dice::new(8);
    let mut bad = Vec::new();
    let mut table: BTreeMap<String, usize> = BTreeMap::new();
    for round in 0..many {
        let templates = &stores[usize::from(round % 4 == 3)];
        let template = &templates[dice.below(templates.len())];
        let second = [Second::Journal, Second::Backup][dice.below(2)];
        let dir = place.path().join("hurt");
        copy(&template.dir, &dir);
        // Its records are what is taken when all of this is gone; that begins a new journal.
        let _ = fs::remove_file(dir.join("warm"));
        let front = backup::verify(&Second::Backup.file(&dir)).unwrap().front;
        let mut told = Vec::new();
        for file in [dir.join("sled/db"), second.file(&dir)] {
            let how = loop {
                let wound = WOUNDS[dice.below(WOUNDS.len())];
                if let Some(how) = hurt(&file, wound, &mut dice) {
                    break how;
                }
            };
            told.push(how);
        }
        let name = template.name;
        match examine(&dir, template, second, front.seq) {
            Ok(end) => *table.entry(format!("{second:?} {end}")).or_default() += 1,
            Err(why) => bad.push(format!("{name}, {second:?}, {told:?}: {why}")),
        }
        fs::remove_dir_all(&dir).unwrap();
    }
    println!(
        "wounds: {many} rounds of two wounds, {table:?}, {} bad",
        bad.len()
    );
    assert!(bad.is_empty(), "{bad:#?}");
}
