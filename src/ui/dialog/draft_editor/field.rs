//! The fields of the editor and the pages they stand on.

/// One field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Why,
    IfDone,
    IfNot,
    Goal,
    Effort,
    Kind,
    Value,
    Metric,
    Range,
    Helper,
    HowSimple,
    HowExpert,
}

/// What a field holds, by its place among fields of the same sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Line(usize),
    Text(usize),
    Choice,
}

impl Field {
    pub(super) const ORDER: [Self; 13] = [
        Self::Title,
        Self::Why,
        Self::IfDone,
        Self::IfNot,
        Self::Goal,
        Self::Effort,
        Self::Kind,
        Self::Value,
        Self::Metric,
        Self::Range,
        Self::Helper,
        Self::HowSimple,
        Self::HowExpert,
    ];

    /// Fields with a line, by their place.
    pub(super) const LINES: [Self; 4] = [Self::Title, Self::Value, Self::Range, Self::Helper];
    /// Fields with a text of many lines, by their place.
    pub(super) const TEXTS: [Self; 5] = [
        Self::Why,
        Self::IfDone,
        Self::IfNot,
        Self::HowSimple,
        Self::HowExpert,
    ];

    pub(super) fn holds(self) -> Holds {
        let place = |all: &[Self]| all.iter().position(|f| *f == self);
        match (place(&Self::LINES), place(&Self::TEXTS)) {
            (Some(i), _) => Holds::Line(i),
            (_, Some(i)) => Holds::Text(i),
            _ => Holds::Choice,
        }
    }

    /// On the second page: what it gives and how it is done.
    pub(super) const fn is_second_page(self) -> bool {
        matches!(
            self,
            Self::Value
                | Self::Metric
                | Self::Range
                | Self::Helper
                | Self::HowSimple
                | Self::HowExpert
        )
    }

    /// The two instructions, the one in the client's register first (A23).
    pub(super) const fn instructions(expert: bool) -> [Self; 2] {
        if expert {
            [Self::HowExpert, Self::HowSimple]
        } else {
            [Self::HowSimple, Self::HowExpert]
        }
    }

    /// The field so many steps on in the order of reading.
    pub(super) fn beside(self, forward: bool, expert: bool) -> Self {
        let mut order = Self::ORDER;
        let n = order.len();
        let [.., first, second] = &mut order;
        [*first, *second] = Self::instructions(expert);
        let at = order.iter().position(|f| *f == self).unwrap_or(0);
        let to = (at + if forward { 1 } else { n - 1 }) % n;
        order.get(to).copied().unwrap_or(self)
    }

    /// The language key of its label.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Title => "draft-name",
            Self::Why => "draft-why",
            Self::IfDone => "draft-if-done",
            Self::IfNot => "draft-if-not",
            Self::Goal => "draft-goal",
            Self::Effort => "draft-effort",
            Self::Kind => "draft-kind",
            Self::Value => "draft-value",
            Self::Metric => "draft-metric",
            Self::Range => "draft-range",
            Self::Helper => "draft-helper",
            Self::HowSimple => "draft-how-simple",
            Self::HowExpert => "draft-how-expert",
        }
    }

    /// The language key of the dim words in an empty field.
    pub(super) const fn hint(self) -> &'static str {
        match self {
            Self::Why => "draft-why-hint",
            Self::IfDone => "draft-if-done-hint",
            Self::IfNot => "draft-if-not-hint",
            Self::Value => "draft-value-hint",
            Self::Range => "draft-range-hint",
            Self::Helper => "draft-helper-hint",
            Self::HowSimple => "draft-how-simple-hint",
            Self::HowExpert => "draft-how-expert-hint",
            _ => "draft-name-hint",
        }
    }
}
