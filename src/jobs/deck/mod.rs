//! Presentations as files: HTML, PDF, PPTX, Markdown.
//!
//! A [`Script`] says what stands on each slide; the module `page` lays it out once, and the drawn formats are written
//! from the same pages, so that they look alike. Markdown follows the script itself. Words come in the
//! script: nothing here knows a language. What a person has of their own (a template, a logo, a colour) comes
//! in a [`Look`].

mod face;
mod html;
mod look;
mod md;
mod page;
mod pdf;
mod pptx;
#[cfg(test)]
mod tests;

use std::io::ErrorKind;
use std::path::PathBuf;

use unicode_normalization::UnicodeNormalization;

use crate::domain::plain::is_unprintable;
use crate::domain::slides::{Bar, Script, Section, Slide};

pub use crate::domain::slides::Format;

pub use look::{Logo, Look};

/// A presentation that cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum DeckError {
    /// The person's own template is wrong.
    #[error("{}: line {line}: {detail}", file.display())]
    Template {
        /// The template.
        file: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What the template engine says.
        detail: String,
    },
    /// The person's own template or logo cannot be read.
    #[error("{}: {cause}", file.display())]
    Unreadable {
        /// Which file.
        file: PathBuf,
        /// Why.
        cause: ErrorKind,
    },
    /// The logo is not a picture this format can hold.
    #[error("{}: not a picture for this format", file.display())]
    Logo {
        /// The logo.
        file: PathBuf,
    },
    /// Something inside failed that does not depend on what a person did.
    #[error("{0}")]
    Inside(String),
}

impl DeckError {
    /// The language key of the sentence.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Template { .. } => "deck-bad-template",
            Self::Unreadable { .. } => "file-failed",
            Self::Logo { .. } => "deck-bad-logo",
            Self::Inside(_) => "deck-failed",
        }
    }

    /// Its arguments.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Template { file, line, detail } => vec![
                ("file", file.display().to_string()),
                ("line", line.to_string()),
                ("detail", detail.clone()),
            ],
            Self::Unreadable { file, .. } | Self::Logo { file } => {
                vec![("file", file.display().to_string())]
            }
            Self::Inside(detail) => vec![("detail", detail.clone())],
        }
    }

    /// The refusal of the operating system behind it.
    #[must_use]
    pub const fn cause(&self) -> Option<ErrorKind> {
        match self {
            Self::Unreadable { cause, .. } => Some(*cause),
            _ => None,
        }
    }
}

/// A presentation written: the bytes of the file and how many slides it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The file.
    pub bytes: Vec<u8>,
    /// Slides, pages that go on included; sections in Markdown.
    pub slides: usize,
}

/// Writes a presentation.
///
/// # Errors
/// What the person's own template or logo is at fault for.
pub fn write(script: &Script, look: &Look, format: Format) -> Result<Written, DeckError> {
    if format == Format::Md {
        let script = clean(script.clone(), &|_| true);
        return Ok(Written {
            bytes: md::write(&script).into_bytes(),
            slides: script.slides.len(),
        });
    }
    let faces = face::Faces::shipped().map_err(|e| DeckError::Inside(e.to_string()))?;
    let script = clean(script.clone(), &|c| {
        // Readers bring their own pictures to the other formats; a letter of another script stays a box, so
        // that it is seen to be missing.
        format != Format::Pdf || c.is_alphanumeric() || faces.have(c)
    });
    let logo = look.logo(format)?;
    let pages = page::lay(&script, &faces, logo.is_some());
    let bytes = match format {
        Format::Html | Format::Md => html::write(&script, &pages, look, logo)?.into_bytes(),
        Format::Pdf => pdf::write(&script, &pages, &faces, look, logo)?,
        Format::Pptx => pptx::write(&script, &pages, look, logo)?,
    };
    Ok(Written {
        bytes,
        slides: pages.len(),
    })
}

/// Letters composed, and nothing in them that XML cannot hold or that is not to be `kept`.
fn clean(mut script: Script, kept: &dyn Fn(char) -> bool) -> Script {
    let text = |text: &mut String| {
        let drops = |c: char| !c.is_whitespace() && !kept(c);
        if text.chars().any(drops) {
            let bare = text.lines().map(|line| {
                let line: String = line.chars().filter(|c| !drops(*c)).collect();
                // No gap where a picture stood.
                line.split_whitespace().collect::<Vec<_>>().join(" ")
            });
            *text = bare.collect::<Vec<_>>().join("\n");
        }
        *text = text
            .nfc()
            .filter_map(|c| match c {
                '\n' => Some('\n'),
                '\t' => Some(' '),
                '\u{fffe}' | '\u{ffff}' => None,
                c if is_unprintable(c) => None,
                c => Some(c),
            })
            .collect();
    };
    let bound = &|one: &mut String| {
        text(one);
        *one = unparted(one);
    };
    let section = &|section: &mut Section| {
        bound(&mut section.label);
        bound(&mut section.text);
    };
    for one in [&mut script.title, &mut script.foot, &mut script.author] {
        bound(one);
    }
    for slide in &mut script.slides {
        match slide {
            Slide::Cover {
                label,
                title,
                lines,
            } => {
                bound(label);
                bound(title);
                lines.iter_mut().for_each(bound);
            }
            Slide::Goal { label, goals, kpi } => {
                bound(label);
                goals.iter_mut().for_each(bound);
                kpi.iter_mut().for_each(section);
            }
            Slide::Figures { label, title, bars } => {
                bound(label);
                bound(title);
                for Bar {
                    label, year, value, ..
                } in bars
                {
                    bound(label);
                    bound(year);
                    bound(value);
                }
            }
            Slide::Advice {
                label,
                title,
                value,
                sections,
                how,
                facts,
            } => {
                bound(label);
                bound(title);
                value
                    .iter_mut()
                    .chain(how)
                    .chain(sections)
                    .chain(facts)
                    .for_each(section);
            }
            Slide::Decisions { title, head, rows } => {
                bound(title);
                head.iter_mut().for_each(bound);
                rows.iter_mut().flatten().for_each(bound);
            }
        }
    }
    script
}

/// Binds what must not be parted at the end of a line: a number and its unit, «№» and its number, a dash
/// and the word before it.
fn unparted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text.chars().peekable();
    let mut before = ' ';
    while let Some(c) = rest.next() {
        let after = rest.peek().copied().unwrap_or(' ');
        let bound = c == ' '
            && (matches!(after, '—' | '%' | '₽' | '$' | '€' | '₸')
                || before == '№'
                || (before.is_ascii_digit() && after.is_ascii_digit()));
        let c = if bound && before != ' ' { '\u{a0}' } else { c };
        out.push(c);
        before = c;
    }
    out
}
