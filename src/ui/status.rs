//! The top and bottom lines.
