//! Typed words as they may have been meant: a search does not mind the keyboard layout.

use crate::domain::fold::fold;
use crate::input::layout;

/// What a person may have meant by typed text: the text folded, and the same keys in the other layout.
pub(super) fn readings(typed: &str) -> Vec<String> {
    let folded = fold(typed);
    let swap = |f: fn(char) -> Option<char>| {
        let other: String = typed.chars().map(|c| f(c).unwrap_or(c)).collect();
        fold(&other)
    };
    let mut out = vec![folded];
    for other in [swap(layout::latin), swap(layout::cyrillic)] {
        if !out.contains(&other) {
            out.push(other);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_layouts_are_read() {
        assert!(readings("фксршму").contains(&"archive".to_owned()));
        assert!(readings("fh[bd").contains(&"архив".to_owned()));
        assert_eq!(readings("Ёж")[0], "еж");
    }
}
