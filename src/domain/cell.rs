//! Text in a cell of a table that other programs open.

/// Cells that begin with one of these are formulas to a spreadsheet; exports put a `'` before them.
pub(crate) const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Whether `'` must stand before the text in a CSV cell (and is taken off again on import).
#[must_use]
pub fn needs_guard(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA)
}
