//! sled panics on some of what it finds on disk: here such a panic becomes an error.

use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::sync::Once;

use super::StoreError;
use super::harm::Harm;

static HOOK: Once = Once::new();

/// Does something with the database; a panic is damage, told as `what`.
pub(super) fn caught<T>(
    what: &str,
    work: impl FnOnce() -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    // Expected, it goes to the log and not to the terminal, which may be a shell's.
    HOOK.call_once(|| {
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if is_of_sled(info) {
                tracing::warn!("{info}");
            } else {
                report(info);
            }
        }));
    });
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(StoreError::harmed(Harm::Database, what)))
}

/// Whether it is sled that panics: every call of it is made through [`caught`].
fn is_of_sled(info: &PanicHookInfo<'_>) -> bool {
    info.location()
        .is_some_and(|place| place.file().contains("sled-0.34"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_and_the_next_one_too() {
        for _ in 0..2 {
            let done: Result<(), _> = caught("the page", || panic!("Uninitialized"));
            assert_eq!(done, Err(StoreError::harmed(Harm::Database, "the page")));
        }
        assert_eq!(caught("the page", || Ok(3)), Ok(3));
    }
}
