//! A process killed at any moment, while it opens and heals too: what it said was saved is there, whole.

use std::time::Duration;

use crate::writer::Writer;
use crate::{Dice, check, rounds};

/// Rounds a store lives through: each round looks at everything, so an old store would only cost time.
const STORE: usize = 10;

#[test]
fn killed_at_any_moment() {
    let rounds = rounds("PLANERKA_KILL_ROUNDS", 5);
    let mut dice = Dice::new(1);
    // Every fourth round works on an encrypted store.
    let fresh = || [false, true].map(|locked| (tempfile::tempdir().unwrap(), locked, 0));
    let mut stores = fresh();
    let (mut all, mut early) = (0, 0);
    let mut bad = Vec::new();
    for round in 0..rounds {
        if round % STORE == 0 {
            all += stores.iter().map(|(_, _, acked)| acked).sum::<u64>();
            stores = fresh();
        }
        let (dir, locked, acked) = &mut stores[usize::from(round % 4 == 3)];
        let writer = Writer::start(dir.path(), *locked, 0, false);
        // The first moments are those of starting and opening, which after a kill is recovery.
        let soon = dice.percent(60);
        early += usize::from(soon);
        let moment = dice.below(if soon { 60 } else { 600 });
        std::thread::sleep(Duration::from_millis(moment as u64));
        *acked = (*acked).max(writer.kill());
        match check::whole(dir.path(), *acked) {
            Ok(whole) => {
                *acked = whole.engine.seq();
                // The next round begins after a clean stop or after another kill.
                if dice.percent(30) {
                    whole.engine.close(None).unwrap();
                }
            }
            Err(why) => {
                bad.push(format!(
                    "round {round} after {moment} ms, encrypted {locked}: {why}"
                ));
                stores = fresh();
            }
        }
    }
    all += stores.iter().map(|(_, _, acked)| acked).sum::<u64>();
    println!(
        "kill: {rounds} rounds, {early} of them within 60 ms of the start, {all} transactions, {} bad",
        bad.len()
    );
    assert!(bad.is_empty(), "{bad:#?}");
}
