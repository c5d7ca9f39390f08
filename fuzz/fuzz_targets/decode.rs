//! One binary for all targets, so that the program is built once: `PLANERKA_FUZZ_TARGET` names the decoder.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use planerka_fuzz::{ALL, Target};

/// The decoder asked for.
fn target() -> Target {
    static TARGET: OnceLock<Target> = OnceLock::new();
    *TARGET.get_or_init(|| {
        let name = std::env::var("PLANERKA_FUZZ_TARGET").unwrap_or_default();
        let found = ALL.iter().find(|(known, _)| *known == name);
        let names: Vec<&str> = ALL.iter().map(|(known, _)| *known).collect();
        if name == "workbook" {
            // A panic of the library that reads workbooks is caught by the program, which is what is looked
            // at here: only one that gets out counts.
            std::panic::set_hook(Box::new(|_| ()));
        }
        found.unwrap_or_else(|| panic!("PLANERKA_FUZZ_TARGET is one of {names:?}")).1
    })
}

fuzz_target!(|data: &[u8]| target()(data));
