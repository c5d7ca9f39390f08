//! Cut short, spoilt, and not to be looked at.

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
        let note = fs::read(&notes(&layout)[0]).ok();
        finish(&layout).unwrap();
        assert_eq!(
            &state(&layout),
            if decided { &after } else { &before },
            "{last}"
        );
        if let Some(note) = note {
            make_dir(&layout.swapping()).unwrap();
            fs::write(&notes(&layout)[0], note).unwrap();
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

/// A plan that died before its so-manieth move.
fn died_at(layout: &Layout, plan: Plan<'_>, moves: usize) -> bool {
    let asked = Cell::new(0);
    let done = plan.carry_out(&|step| {
        asked.set(asked.get() + usize::from(step == Step::Moved));
        match asked.get() > moves {
            true => Err(StoreError::Closed),
            false => Ok(()),
        }
    });
    assert!(done.is_ok() || is_pending(layout));
    done.is_err()
}

/// As a key that is changed does it.
fn rewrite(layout: &Layout) -> Plan<'_> {
    let new = begin(layout).unwrap();
    write(&new.join("header"), "new");
    write(&new.join("sled/db"), "new");
    let mut plan = Plan::new(layout);
    for item in ["header", "sled"] {
        plan.let_go(item);
    }
    for item in ["header", "sled"] {
        plan.put(item);
    }
    plan.remove("warm");
    plan
}

fn hurt(note: &Path, spoilt: bool) {
    match spoilt {
        true => fs::write(note, "planerka swap 1\nout sled\tsw").unwrap(),
        false => fs::remove_file(note).unwrap(),
    }
}

#[test]
fn one_copy_of_the_note_is_enough_and_without_any_no_store_is_lost() {
    let dir = tempfile::tempdir().unwrap();
    let layout = Layout::new(dir.path());
    let read = |file: &str| fs::read_to_string(dir.path().join(file)).ok();
    let mut seen = Vec::new();
    for make in [plan as fn(&Layout) -> Plan<'_>, rewrite] {
        for moves in 0.. {
            let mut died = false;
            for (which, spoilt) in [
                (0, true),
                (0, false),
                (1, true),
                (1, false),
                (2, true),
                (2, false),
            ] {
                let _ = fs::remove_dir_all(dir.path());
                old(&layout);
                died = died_at(&layout, make(&layout), moves);
                if !died {
                    break;
                }
                for (n, note) in notes(&layout).iter().enumerate() {
                    if which == 2 || which == n {
                        hurt(note, spoilt);
                    }
                }
                let before = state(&layout);
                let what = format!("{moves} {which} {spoilt}: {before:?}");
                let finished = finish(&layout);
                let (header, db) = (read("header"), read("sled/db"));
                if which < 2 {
                    assert_eq!(finished, Ok(true), "{what}");
                    assert_eq!(header.as_deref(), Some("new"), "{what}");
                    assert_eq!(db.as_deref(), Some("new"), "{what}");
                    continue;
                }
                seen.push(finished.is_ok());
                match finished {
                    // All of the old or all of the new, and the other one is kept.
                    Ok(carried) => {
                        assert!(!carried && header.is_some() && header == db, "{what}");
                        let all = state(&layout);
                        let kept = |end: &str| all.iter().any(|file| file.ends_with(end));
                        assert!(
                            kept("sled/db: new") && kept("sled/db: old"),
                            "{what}: {all:?}"
                        );
                    }
                    Err(error) => {
                        assert!(error.is_damage(), "{what}: {error}");
                        assert_eq!(state(&layout), before, "{what}");
                    }
                }
            }
            if !died {
                break;
            }
        }
    }
    let refused = seen.iter().filter(|done| !**done).count();
    assert_eq!((seen.len(), refused), (18, 2), "{seen:?}");
}

#[test]
fn a_note_of_a_newer_version_is_refused_and_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let layout = Layout::new(dir.path());
    old(&layout);
    assert!(died_at(&layout, plan(&layout), 3));
    for note in notes(&layout) {
        fs::write(note, "planerka swap 2\nturn sled\n").unwrap();
    }
    let before = state(&layout);
    let refused = StoreError::Newer {
        what: "swap",
        found: 2,
        known: 1,
    };
    assert_eq!(finish(&layout), Err(refused));
    assert_eq!(state(&layout), before);
}

#[cfg(unix)]
#[test]
fn what_cannot_be_looked_at_is_not_taken_for_moved() {
    let dir = tempfile::tempdir().unwrap();
    let layout = Layout::new(dir.path());
    old(&layout);
    assert!(died_at(&layout, rewrite(&layout), 2));
    let (new, away) = (
        layout.swapping().join("new"),
        layout.swapping().join("away"),
    );
    fs::rename(&new, &away).unwrap();
    // A link to itself: neither there nor not there.
    std::os::unix::fs::symlink(&new, &new).unwrap();
    assert!(is_there(&new.join("sled")).is_err());
    let refused = finish(&layout);
    assert!(matches!(refused, Err(StoreError::Io { .. })), "{refused:?}");
    fs::remove_file(&new).unwrap();
    fs::rename(&away, &new).unwrap();
    assert_eq!(finish(&layout), Ok(true));
    assert_eq!(
        state(&layout),
        [
            "backups/mine: old",
            "backups/копия.backup: old",
            "header: new",
            "sled/db: new"
        ]
    );
}

/// (Whoever may do everything clears it away at once.)
#[cfg(unix)]
#[test]
fn what_is_done_and_cannot_be_cleared_away_stops_nobody() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = tempfile::tempdir().unwrap();
    let layout = Layout::new(dir.path());
    old(&layout);
    let shut = layout.swapping().join("old/sled");
    let rights = |mode| fs::set_permissions(&shut, fs::Permissions::from_mode(mode)).unwrap();
    let done = rewrite(&layout).carry_out(&|step| {
        if step == Step::Clean {
            rights(0o500);
        }
        Ok(())
    });
    assert_eq!(done, Ok(()), "it is in its place");
    assert_eq!(finish(&layout), Ok(false));
    assert!(!is_pending(&layout));
    if shut.exists() {
        rights(0o700);
        assert_eq!(finish(&layout), Ok(false));
    }
    assert!(!layout.swapping().exists());
    assert_eq!(fs::read_to_string(layout.db()).unwrap(), "new");
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
        give_up(&layout);
        let _ = plan(&layout).carry_out(&stop);
        fs::read(&notes(&layout)[0]).unwrap()
    };
    let note = whole();
    for at in (0..note.len()).step_by(7) {
        let mut hurt = note.clone();
        hurt[at] ^= 1;
        for bytes in [&hurt[..], &note[..at]] {
            whole();
            for note in notes(&layout) {
                fs::write(note, bytes).unwrap();
            }
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
