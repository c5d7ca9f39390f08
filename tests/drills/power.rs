//! The power is cut: the disk keeps what it was given and the process knows nothing of it.
//!
//! A writer works on a file system of its own on a loop device. All its threads are stopped, the device is
//! copied as it is, the copy is mounted elsewhere (the file system replays its own journal) and the store in
//! it is opened by our own open. Half of the cuts fall into the middle of a commit, between sled's flush and
//! the `fdatasync` behind it.
//!
//! A control leaves that `fdatasync` out. It must lose something, or the drill would see nothing.

use std::fs;
use std::path::Path;
use std::time::Duration;

use crate::disk::{Kind, Mounted, cut, make, workshop};
use crate::writer::Writer;
use crate::{Dice, check, rounds};

/// Cuts one disk lives through.
const DISK: usize = 6;

/// What came of some cuts.
#[derive(Debug, Default)]
struct Tally {
    cuts: usize,
    inside: usize,
    transactions: u64,
    replayed: u64,
    bad: Vec<String>,
}

/// Cuts the power so many times; with `careless` until something is lost.
fn cuts(place: &Path, kind: Kind, many: usize, careless: bool, dice: &mut Dice) -> Tally {
    let mut tally = Tally::default();
    let disk = place.join("disk.mnt");
    // A loop device lives on for a moment under the name of its file: no two images share one.
    let fresh = |round: usize| make(place, &format!("{kind:?}-{round}-{careless}"), kind).unwrap();
    let mut file = fresh(0);
    // Every fourth cut is made while an encrypted store is written to, beside the plain one.
    let mut acked = [0; 2];
    for round in 0..many {
        if round > 0 && round % DISK == 0 {
            fs::remove_file(&file).unwrap();
            file = fresh(round);
            acked = [0; 2];
        }
        let locked = round % 4 == 1;
        let acked_here = &mut acked[usize::from(locked)];
        let store = disk.join(if locked { "encrypted" } else { "store" });
        let mounted = Mounted::image(&file, &disk).unwrap();
        let inside = dice.percent(50);
        let stop_at = if inside { dice.below(80) + 1 } else { 0 };
        let writer = Writer::start(&store, locked, stop_at, careless);
        let within = if dice.percent(30) { 60 } else { 900 };
        let moment = dice.below(within);
        if !inside {
            std::thread::sleep(Duration::from_millis(moment as u64));
        }
        writer.freeze(inside);
        let image = place.join(format!("{kind:?}-cut-{round}-{careless}.img"));
        cut(&file, &image).unwrap();
        let before = *acked_here;
        *acked_here = before.max(writer.kill());
        drop(mounted);
        fs::remove_file(&file).unwrap();
        file = image;

        let mounted = match Mounted::image(&file, &disk) {
            Ok(mounted) => mounted,
            Err(why) => panic!("the file system itself does not come back: {why}"),
        };
        tally.cuts += 1;
        tally.inside += usize::from(inside);
        match check::whole(&store, *acked_here) {
            Ok(whole) => {
                tally.transactions += whole.engine.seq().saturating_sub(before);
                tally.replayed += whole.report.replayed;
                *acked_here = whole.engine.seq();
                // Whoever has files open there keeps it mounted.
                if dice.percent(30) {
                    whole.engine.close(None).unwrap();
                } else {
                    drop(whole);
                }
                drop(mounted);
            }
            Err(why) => {
                let cut = if inside {
                    format!("inside commit {stop_at}")
                } else {
                    format!("after {moment} ms")
                };
                tally.bad.push(format!(
                    "{kind:?} round {round} {cut}, encrypted {locked}: {why}"
                ));
                drop(mounted);
                fs::remove_file(&file).unwrap();
                file = fresh(round + many);
                acked = [0; 2];
                if careless && many <= FEW {
                    break;
                }
            }
        }
    }
    fs::remove_file(&file).unwrap();
    tally
}

/// Cuts of the control when nobody asks for more; it ends at the first loss.
const FEW: usize = 12;

#[test]
fn a_power_cut_loses_nothing_acknowledged() {
    let dir = tempfile::tempdir().unwrap();
    let place = match workshop(dir.path()) {
        Ok(place) => place,
        Err(why) => {
            println!("power: skipped, no disk can be made here: {why}");
            return;
        }
    };
    let many = rounds("PLANERKA_POWER_ROUNDS", 2);
    let mut dice = Dice::new(2);
    let kinds = Kind::here();
    let mut bad = Vec::new();
    for kind in &kinds {
        // Most cuts on what most people have.
        let share = match kind {
            Kind::Ext4 if kinds.len() > 1 => many - (kinds.len() - 1) * (many / 5),
            Kind::Ext4 => many,
            _ => many / 5,
        };
        if share == 0 {
            continue;
        }
        let tally = cuts(&place.at, *kind, share, false, &mut dice);
        println!(
            "power: {kind:?} {} cuts, {} of them inside a commit, {} transactions, {} replayed, {} bad",
            tally.cuts,
            tally.inside,
            tally.transactions,
            tally.replayed,
            tally.bad.len()
        );
        bad.extend(tally.bad);
    }
    assert!(bad.is_empty(), "{bad:#?}");

    let control = rounds("PLANERKA_POWER_ROUNDS", FEW).min(60);
    let tally = cuts(&place.at, Kind::Ext4, control, true, &mut dice);
    println!(
        "power: the control without fdatasync lost in {} of {} cuts, as it must",
        tally.bad.len(),
        tally.cuts
    );
    assert!(
        !tally.bad.is_empty(),
        "without fdatasync nothing was lost in {} cuts: this drill sees nothing",
        tally.cuts
    );
}
