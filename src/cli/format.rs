//! What a report is printed as.

/// Words for a person, or a document for a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Json,
}

impl Format {
    /// In the order they are offered.
    pub(super) const ALL: &[Self] = &[Self::Text, Self::Json];

    /// As it is written on the command line.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
        }
    }
}

/// How a table is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Text,
    Csv,
    Json,
}

impl Shape {
    /// In the order they are offered.
    pub(super) const ALL: &[Self] = &[Self::Text, Self::Csv, Self::Json];

    /// As it is written on the command line.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Csv => "csv",
            Self::Json => "json",
        }
    }
}
