//! Cells to values: text, numbers, dates and months, the way exports of the field write them.

pub(super) mod date;
pub(super) mod number;
pub(crate) mod term;
pub(crate) mod text;
