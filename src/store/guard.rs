//! sled panics on some of what it finds on disk: here such a panic becomes an error.
//!
//! The panic is expected, so it is written to the log instead of the terminal, which may be a shell's.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

use super::StoreError;

thread_local! {
    static EXPECTED: Cell<u32> = const { Cell::new(0) };
}

static HOOK: Once = Once::new();

/// Does something with the database; a panic is damage, told as `what`.
pub(super) fn caught<T>(
    what: &str,
    work: impl FnOnce() -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    HOOK.call_once(|| {
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            // A thread that is being torn down has nothing to expect any more.
            if EXPECTED.try_with(Cell::get).is_ok_and(|depth| depth > 0) {
                tracing::warn!("{info}");
            } else {
                report(info);
            }
        }));
    });
    EXPECTED.with(|depth| depth.set(depth.get() + 1));
    let done = catch_unwind(AssertUnwindSafe(work));
    EXPECTED.with(|depth| depth.set(depth.get() - 1));
    done.unwrap_or_else(|_| Err(StoreError::damaged(what)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_and_the_next_one_too() {
        for _ in 0..2 {
            let done: Result<(), _> = caught("the page", || panic!("Uninitialized"));
            assert_eq!(done, Err(StoreError::damaged("the page")));
        }
        assert_eq!(caught("the page", || Ok(3)), Ok(3));
    }
}
