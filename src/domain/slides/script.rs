//! A presentation in words: what stands on each slide, in one language, with nothing left to decide but how
//! it looks.

use serde::Serialize;

/// A presentation in words.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Script {
    /// `ru` or `en`.
    pub lang: String,
    /// The title of the document: also of the file.
    pub title: String,
    /// What the foot of every slide says.
    pub foot: String,
    /// Who made it; may be empty.
    pub author: String,
    /// What follows a title that goes on from the slide before: «(продолжение)».
    pub continued: String,
    /// The name of a title told in full, where its place was too small: «Рекомендация полностью».
    pub whole: String,
    /// The slides, in their order.
    pub slides: Vec<Slide>,
}

/// How a presentation is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// One self-contained page that prints as slides.
    #[default]
    Html,
    /// For sending and printing.
    Pdf,
    /// For PowerPoint and LibreOffice; text stays text.
    Pptx,
    /// For messengers.
    Md,
}

impl Format {
    /// All of them, in the order of choosing.
    pub const ALL: &'static [Self] = &[Self::Html, Self::Pdf, Self::Pptx, Self::Md];

    /// The word on the command line; also the ending of the file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Pptx => "pptx",
            Self::Md => "md",
        }
    }

    /// Whether it is text, fit for a terminal.
    #[must_use]
    pub const fn is_text(self) -> bool {
        matches!(self, Self::Html | Self::Md)
    }
}

/// A text under its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// «Зачем».
    pub label: String,
    /// What it says; may have several lines.
    pub text: String,
}

impl Section {
    /// A text under its name.
    #[must_use]
    pub const fn new(label: String, text: String) -> Self {
        Self { label, text }
    }
}

/// A column of a chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bar {
    /// Under it: the month.
    pub label: String,
    /// Under that, where it changes: the year.
    pub year: String,
    /// Over it: the figure.
    pub value: String,
    /// How high it is, `0..=1000` of the highest; `None`: no data.
    pub height: Option<u16>,
}

/// One idea.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Slide {
    /// For whom, when, by whom.
    Cover {
        /// What this is.
        label: String,
        /// For whom.
        title: String,
        /// Date and manager.
        lines: Vec<String>,
    },
    /// What the advertising is for.
    Goal {
        /// «Цель рекламы».
        label: String,
        /// The goals.
        goals: Vec<String>,
        /// The measure and its target.
        kpi: Option<Section>,
    },
    /// The client's own figures.
    Figures {
        /// Whose place in the list of recommendations it has; empty: nobody's.
        label: String,
        /// What is shown.
        title: String,
        /// By month.
        bars: Vec<Bar>,
    },
    /// One recommendation.
    Advice {
        /// «1 из 3».
        label: String,
        /// One line.
        title: String,
        /// What the money buys.
        value: Option<Section>,
        /// Why, if done, if not.
        sections: Vec<Section>,
        /// How to do it.
        how: Option<Section>,
        /// Work, effect, day, helper.
        facts: Vec<Section>,
    },
    /// What is to be decided.
    Decisions {
        /// «Что решить».
        title: String,
        /// The heads of the columns.
        head: [String; 5],
        /// Number, recommendation, work, day, and room for the decision.
        rows: Vec<[String; 5]>,
    },
}
