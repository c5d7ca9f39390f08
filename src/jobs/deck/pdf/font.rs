//! A weight of the typeface inside the file: the glyphs used, their widths, and what letters they are.

use std::collections::BTreeMap;

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, Str};
use subsetter::GlyphRemapper;

use super::packed;
use crate::jobs::deck::DeckError;
use crate::jobs::deck::face::Face;

const IDENTITY: SystemInfo<'static> = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

/// A face with the glyphs used so far.
pub(super) struct Font<'f> {
    face: &'f Face,
    remapper: GlyphRemapper,
    /// By glyph in the file: the letter, and the width in thousandths.
    used: BTreeMap<u16, (char, f32)>,
}

impl<'f> Font<'f> {
    pub(super) fn new(face: &'f Face) -> Self {
        Self {
            face,
            remapper: GlyphRemapper::new(),
            used: BTreeMap::new(),
        }
    }

    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        self.face.width(text, size)
    }

    fn thousandths(&self, units: i16) -> f32 {
        f32::from(units) * 1_000.0 / f32::from(self.face.parsed().units_per_em())
    }

    pub(super) fn ascent(&self, size: f32) -> f32 {
        self.thousandths(self.face.parsed().ascender()) * size / 1_000.0
    }

    /// From the lowest tail to the highest top.
    pub(super) fn height(&self, size: f32) -> f32 {
        let parsed = self.face.parsed();
        (self.thousandths(parsed.ascender()) - self.thousandths(parsed.descender())) * size
            / 1_000.0
    }

    /// Shows a line where the text position is.
    pub(super) fn show(&mut self, line: &str, content: &mut Content) {
        let mut bytes = Vec::with_capacity(2 * line.len());
        for c in line.chars() {
            let glyph = self.face.glyph(c);
            let id = self.remapper.remap(glyph.0);
            // One glyph stands for several characters only where the typeface has none: the first is told.
            self.used
                .entry(id)
                .or_insert_with(|| (c, self.face.advance(glyph)));
            bytes.extend(id.to_be_bytes());
        }
        content.show(Str(&bytes));
    }

    /// Writes the font under `id`.
    pub(super) fn embed(
        &self,
        pdf: &mut Pdf,
        id: Ref,
        mut next: impl FnMut() -> Ref,
    ) -> Result<(), DeckError> {
        let parsed = self.face.parsed();
        let (cid, descriptor, cmap_id, data) = (next(), next(), next(), next());
        let subset = subsetter::subset(self.face.data, 0, &self.remapper)
            .map_err(|e| DeckError::Inside(e.to_string()))?;
        let name: &[u8] = if parsed.is_bold() {
            b"PLANRK+DejaVuSansCondensed-Bold"
        } else {
            b"PLANRK+DejaVuSansCondensed"
        };
        pdf.type0_font(id)
            .base_font(Name(name))
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(cid)
            .to_unicode(cmap_id);
        let mut font = pdf.cid_font(cid);
        font.subtype(CidFontType::Type2)
            .base_font(Name(name))
            .system_info(IDENTITY)
            .font_descriptor(descriptor)
            .default_width(0.0)
            .cid_to_gid_map_predefined(Name(b"Identity"));
        let mut widths = font.widths();
        for (glyph, (_, width)) in &self.used {
            widths.consecutive(*glyph, [*width]);
        }
        widths.finish();
        font.finish();
        let bounds = parsed.global_bounding_box();
        let box_of = |units| self.thousandths(units);
        let mut flags = FontFlags::NON_SYMBOLIC;
        flags.remove(FontFlags::SERIF);
        pdf.font_descriptor(descriptor)
            .name(Name(name))
            .flags(flags)
            .bbox(Rect::new(
                box_of(bounds.x_min),
                box_of(bounds.y_min),
                box_of(bounds.x_max),
                box_of(bounds.y_max),
            ))
            .italic_angle(0.0)
            .ascent(self.thousandths(parsed.ascender()))
            .descent(self.thousandths(parsed.descender()))
            .cap_height(729.0)
            .stem_v(if parsed.is_bold() { 150.0 } else { 90.0 })
            .font_file2(data);
        let mut cmap = UnicodeCmap::new(Name(b"Planerka"), IDENTITY);
        for (glyph, (c, _)) in &self.used {
            cmap.pair(*glyph, *c);
        }
        let cmap = packed(&cmap.finish());
        pdf.stream(cmap_id, &cmap).filter(Filter::FlateDecode);
        let subset = packed(&subset);
        pdf.stream(data, &subset).filter(Filter::FlateDecode);
        Ok(())
    }
}
