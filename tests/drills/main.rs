//! Drills: what happens to the store when the process, the power, the disk or the clock fails.
//!
//! Each runs for moments in every `cargo test` and for hours when a variable says so; `README.md` beside
//! this file names the variables and what is printed.
#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on says where by panicking"
)]
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a drill tells how often it was carried out and what came of it"
)]

#[path = "../it/store/bench.rs"]
#[expect(dead_code, reason = "plain stores alone are opened by it")]
mod bench;
mod check;
mod damage;
mod decoders;
mod disk;
mod kill;
#[path = "../it/cli/place.rs"]
#[expect(
    dead_code,
    reason = "the whole place is for the tests of the command line"
)]
mod place;
mod places;
mod power;
mod process;
mod replace;
mod shell;
#[path = "../e2e/terminal.rs"]
#[expect(
    dead_code,
    reason = "the whole terminal is for the stories of the workstation"
)]
mod terminal;
#[path = "../it/work.rs"]
#[expect(dead_code, reason = "most of the work is for the tests of the store")]
mod work;
mod wounds;
mod writer;

/// Rounds asked for by a variable, or the few of every run.
fn rounds(variable: &str, few: usize) -> usize {
    std::env::var(variable)
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(few)
}

/// Whether a tool is installed.
fn has(tool: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|dir| dir.join(tool).exists())
}

/// Small and repeatable chance: every drill begins with a number of its own, or with `PLANERKA_DRILL_SEED`.
#[derive(Debug)]
struct Dice(u64);

impl Dice {
    fn new(own: u64) -> Self {
        let asked = std::env::var("PLANERKA_DRILL_SEED").ok();
        Self(asked.and_then(|text| text.parse().ok()).unwrap_or(own))
    }

    /// From 0 to `below` without it.
    fn below(&mut self, below: usize) -> usize {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % (below.max(1) as u64)).unwrap()
    }

    /// True so many times of a hundred.
    fn percent(&mut self, of: usize) -> bool {
        self.below(100) < of
    }
}
