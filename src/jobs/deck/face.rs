//! The typeface of presentations and the breaking of text into lines.
//!
//! DejaVu Sans Condensed comes as a crate and has what the field writes with: Cyrillic of all languages
//! here, `₽`, `₸`, arrows. A glyph of its own for every letter is enough for Latin, Cyrillic and Greek, so
//! nothing is shaped; other scripts are told in the other formats, which use the reader's own fonts.

use std::ops::Range;

use ttf_parser::{Face as Parsed, FaceParsingError, GlyphId};
use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::UnicodeSegmentation;

/// A weight of the typeface.
#[derive(Debug, Clone)]
pub(super) struct Face {
    /// The file of the font.
    pub(super) data: &'static [u8],
    parsed: Parsed<'static>,
}

/// Both weights.
#[derive(Debug, Clone)]
pub(super) struct Faces {
    /// For reading.
    pub(super) regular: Face,
    /// For titles and names.
    pub(super) bold: Face,
}

impl Faces {
    /// The typeface shipped with the program.
    ///
    /// # Errors
    /// The font cannot be read; it never happens with the crate that ships it.
    pub(super) fn shipped() -> Result<Self, FaceParsingError> {
        Ok(Self {
            regular: Face::read(dejavu::sans_condensed::regular())?,
            bold: Face::read(dejavu::sans_condensed::bold())?,
        })
    }

    /// Whether both weights have the character.
    pub(super) fn have(&self, c: char) -> bool {
        [&self.regular, &self.bold]
            .iter()
            .all(|face| face.parsed.glyph_index(c).is_some())
    }

    /// The face of a weight.
    pub(super) const fn of(&self, bold: bool) -> &Face {
        if bold { &self.bold } else { &self.regular }
    }
}

impl Face {
    fn read(data: &'static [u8]) -> Result<Self, FaceParsingError> {
        let parsed = Parsed::parse(data, 0)?;
        Ok(Self { data, parsed })
    }

    /// The tables of the font.
    pub(super) const fn parsed(&self) -> &Parsed<'static> {
        &self.parsed
    }

    /// The glyph of a character; the empty box for what the typeface does not have.
    pub(super) fn glyph(&self, c: char) -> GlyphId {
        self.parsed.glyph_index(c).unwrap_or(GlyphId(0))
    }

    /// How far a glyph advances, in thousandths of the size.
    pub(super) fn advance(&self, glyph: GlyphId) -> f32 {
        let units = self.parsed.glyph_hor_advance(glyph).unwrap_or(0);
        f32::from(units) * 1_000.0 / f32::from(self.parsed.units_per_em())
    }

    /// The width of a line in points.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        let thousandths: f32 = text.chars().map(|c| self.advance(self.glyph(c))).sum();
        thousandths * size / 1_000.0
    }

    /// Breaks a paragraph into lines of at most `width` points: the ranges of its text, without the spaces
    /// at the breaks. A word longer than a line is broken inside, between graphemes.
    pub(super) fn lines(&self, text: &str, size: f32, width: f32) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        let mut from = 0;
        let mut fitting = 0;
        for (at, kind) in linebreaks(text) {
            if self.width(part(text, from..at).trim_end(), size) > width {
                if fitting > from {
                    lines.push(trimmed(text, from..fitting));
                    from = fitting;
                }
                from = self.break_inside(text, from..at, size, width, &mut lines);
            }
            fitting = at;
            if kind == BreakOpportunity::Mandatory && (at > from || at < text.len()) {
                lines.push(trimmed(text, from..at));
                from = at;
            }
        }
        if lines.is_empty() {
            lines.push(0..text.len());
        }
        lines
    }

    /// Cuts lines off a stretch without a place to break as long as it is too wide; returns where the rest
    /// begins.
    fn break_inside(
        &self,
        text: &str,
        stretch: Range<usize>,
        size: f32,
        width: f32,
        lines: &mut Vec<Range<usize>>,
    ) -> usize {
        let mut from = stretch.start;
        while self.width(part(text, from..stretch.end).trim_end(), size) > width {
            let mut used = 0.0;
            let mut end = from;
            for (at, grapheme) in part(text, from..stretch.end).grapheme_indices(true) {
                used += self.width(grapheme, size);
                // At least one grapheme a line, or it would never end.
                if used > width && at > 0 {
                    break;
                }
                end = from + at + grapheme.len();
            }
            lines.push(trimmed(text, from..end));
            if end >= stretch.end {
                return stretch.end;
            }
            from = end;
        }
        from
    }
}

/// A part of a text; empty when the range is not one of it.
pub(super) fn part(text: &str, range: Range<usize>) -> &str {
    text.get(range).unwrap_or_default()
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let end = range.start + part(text, range.clone()).trim_end().len();
    range.start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_every_word_and_never_exceed_the_width() {
        let faces = Faces::shipped().unwrap();
        for (name, text) in [
            (
                "plain",
                "Бюджет уходит на показы тем, кто уже купил, и заявка дорожает.",
            ),
            (
                "one long word",
                "сверхдлинноеслововсехвременинародовбезединогопробела",
            ),
            (
                "a link",
                "см. https://example.com/a/very/long/path?utm_source=yandex&utm_medium=cpc",
            ),
            (
                "a dash",
                "Поиск — дорого, сети — дёшево; №\u{a0}5 → 12\u{a0}000\u{a0}₽",
            ),
            ("short", "Да"),
            ("nothing", ""),
        ] {
            let lines = faces.regular.lines(text, 20.0, 180.0);
            let joined: String = lines.iter().map(|l| part(text, l.clone())).collect();
            let bare = |t: &str| t.split_whitespace().collect::<String>();
            assert_eq!(bare(&joined), bare(text), "{name}");
            for line in lines {
                let line = part(text, line);
                assert!(faces.regular.width(line, 20.0) <= 180.0, "{name}: {line}");
            }
        }
    }

    #[test]
    fn the_typeface_has_what_the_field_writes_with() {
        let faces = Faces::shipped().unwrap();
        for c in "абвЁёЪъ№₽₸€→≥−×«»—…әғқңөұүіїєґў\u{a0}".chars()
        {
            for face in [&faces.regular, &faces.bold] {
                assert_ne!(face.glyph(c), GlyphId(0), "{c}");
            }
        }
    }
}
