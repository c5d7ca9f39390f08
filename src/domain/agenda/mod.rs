//! Today's calls.

/// Placeholder for the shape.
#[derive(Debug, Clone, Default)]
pub struct Agenda;
