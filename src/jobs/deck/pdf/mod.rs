//! PDF: real text in an embedded subset of the typeface, bookmarks by slide.
//!
//! The file is put together by `pdf-writer` and the font cut by `subsetter`: the higher crates over them
//! shape and paint what slides do not have, at the price of a third of the whole build.

mod font;
mod picture;

use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, TextStr};

use self::font::Font;
pub(super) use self::picture::size as picture_size;
use super::face::Faces;
use super::html::paled;
use super::look::Logo;
use super::page::{AIR, PAD};
use super::page::{Align, Area, Block, Fill, HEIGHT, Ink, Item, Page, Para, Table, WIDTH};
use super::{DeckError, Look};
use crate::domain::slides::Script;

const REGULAR: Name<'static> = Name(b"R");
const BOLD: Name<'static> = Name(b"B");
const LOGO: Name<'static> = Name(b"L");

/// Gives numbers to the objects of the file.
struct Refs(i32);

impl Refs {
    fn next(&mut self) -> Ref {
        self.0 += 1;
        Ref::new(self.0)
    }
}

/// The presentation as one PDF file.
pub(super) fn write(
    script: &Script,
    pages: &[Page],
    faces: &Faces,
    look: &Look,
    logo: Option<&Logo>,
) -> Result<Vec<u8>, DeckError> {
    let mut refs = Refs(0);
    let mut pdf = Pdf::new();
    let (catalog, tree, outline, info) = (refs.next(), refs.next(), refs.next(), refs.next());
    let picture = logo
        .map(|logo| picture::embed(logo, &mut pdf, [refs.next(), refs.next()]))
        .transpose()?;
    let mut sheet = Sheet {
        regular: Font::new(&faces.regular),
        bold: Font::new(&faces.bold),
        accent: look.accent(),
        logo: picture.as_ref().map(|p| p.size),
        content: Content::new(),
    };
    let fonts = [refs.next(), refs.next()];
    let mut kids = Vec::with_capacity(pages.len());
    for page in pages {
        let (id, body) = (refs.next(), refs.next());
        kids.push(id);
        for item in &page.items {
            sheet.item(item);
        }
        let content = std::mem::replace(&mut sheet.content, Content::new()).finish();
        let packed = packed(&content);
        pdf.stream(body, &packed)
            .filter(pdf_writer::Filter::FlateDecode);
        let mut out = pdf.page(id);
        out.media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT));
        out.parent(tree);
        out.contents(body);
        let mut resources = out.resources();
        resources
            .fonts()
            .pair(REGULAR, fonts[0])
            .pair(BOLD, fonts[1]);
        if let Some(picture) = &picture {
            resources.x_objects().pair(LOGO, picture.id);
        }
        resources.finish();
        out.finish();
    }
    for (font, id) in [&sheet.regular, &sheet.bold].into_iter().zip(fonts) {
        font.embed(&mut pdf, id, || refs.next())?;
    }
    let count = i32::try_from(kids.len()).unwrap_or(i32::MAX);
    pdf.pages(tree).kids(kids.iter().copied()).count(count);
    bookmarks(&mut pdf, outline, pages, &kids, &mut refs);
    let mut root = pdf.catalog(catalog);
    root.pages(tree);
    root.outlines(outline);
    root.lang(TextStr(&script.lang));
    root.viewer_preferences().display_doc_title(true);
    root.finish();
    let mut about = pdf.document_info(info);
    about.title(TextStr(&script.title));
    if !script.author.is_empty() {
        about.author(TextStr(&script.author));
    }
    about.producer(TextStr("Planerka"));
    about.finish();
    Ok(pdf.finish())
}

fn bookmarks(pdf: &mut Pdf, outline: Ref, pages: &[Page], kids: &[Ref], refs: &mut Refs) {
    let ids: Vec<Ref> = pages.iter().map(|_| refs.next()).collect();
    let (Some(first), Some(last)) = (ids.first(), ids.last()) else {
        return;
    };
    let count = i32::try_from(ids.len()).unwrap_or(i32::MAX);
    pdf.outline(outline).first(*first).last(*last).count(count);
    for (i, (page, id)) in pages.iter().zip(&ids).enumerate() {
        let mut item = pdf.outline_item(*id);
        item.title(TextStr(&page.name));
        item.parent(outline);
        if let Some(before) = i.checked_sub(1).and_then(|i| ids.get(i)) {
            item.prev(*before);
        }
        if let Some(after) = ids.get(i + 1) {
            item.next(*after);
        }
        if let Some(kid) = kids.get(i) {
            item.dest().page(*kid).fit();
        }
        item.finish();
    }
}

/// Compressed as PDF expects it.
fn packed(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut out = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    // Writing into memory does not fail.
    let _ = out.write_all(bytes);
    out.finish().unwrap_or_default()
}

/// A page being drawn.
struct Sheet<'f> {
    regular: Font<'f>,
    bold: Font<'f>,
    accent: [u8; 3],
    /// Width and height of the logo in its own dots.
    logo: Option<(f32, f32)>,
    content: Content,
}

impl Sheet<'_> {
    fn ink(&mut self, ink: Ink) {
        let color = match ink {
            Ink::Text => [0x1c, 0x25, 0x30],
            Ink::Muted => [0x5d, 0x69, 0x78],
            Ink::Accent => self.accent,
            Ink::Pale => paled(self.accent),
            Ink::Line => [0xd5, 0xdb, 0xe2],
        };
        let [r, g, b] = color.map(|c| f32::from(c) / 255.0);
        self.content.set_fill_rgb(r, g, b);
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Text(block) => self.block(block),
            Item::Fill(fill) => self.fill(fill),
            Item::Chart(chart) => {
                for fill in &chart.fills {
                    self.fill(fill);
                }
                for label in &chart.labels {
                    self.block(label);
                }
            }
            Item::Table(table) => self.table(table),
            Item::Logo(area) => self.logo(*area),
        }
    }

    fn fill(&mut self, fill: &Fill) {
        self.ink(fill.ink);
        let Area { x, y, w, h } = fill.area;
        self.content.rect(x, HEIGHT - y - h, w, h).fill_nonzero();
    }

    fn block(&mut self, block: &Block) {
        let mut y = block.area.y;
        for (i, para) in block.paras.iter().enumerate() {
            if i > 0 {
                y += para.above;
            }
            self.para(para, block.area.x, y, block.area.w, block.align);
            y += para.height();
        }
    }

    fn para(&mut self, para: &Para, x: f32, y: f32, width: f32, align: Align) {
        self.ink(para.ink);
        let (font, name) = if para.bold {
            (&mut self.bold, BOLD)
        } else {
            (&mut self.regular, REGULAR)
        };
        let mut baseline =
            y + (para.leading - font.height(para.size)) / 2.0 + font.ascent(para.size);
        for line in &para.lines {
            let free = width - font.width(line, para.size);
            let x = x + match align {
                Align::Left => 0.0,
                Align::Center => free / 2.0,
                Align::Right => free,
            };
            self.content.begin_text();
            self.content.set_font(name, para.size);
            self.content
                .set_text_matrix([1.0, 0.0, 0.0, 1.0, x, HEIGHT - baseline]);
            font.show(line, &mut self.content);
            self.content.end_text();
            baseline += para.leading;
        }
    }

    fn table(&mut self, table: &Table) {
        let mut y = table.area.y;
        for row in &table.rows {
            let mut x = table.area.x;
            for (cell, width) in row.cells.iter().zip(&table.columns) {
                self.para(cell, x + PAD, y + AIR, width - 2.0 * PAD, Align::Left);
                x += width;
            }
            y += row.height;
            self.fill(&Fill {
                area: Area {
                    y: y - 0.75,
                    h: 0.75,
                    ..table.area
                },
                ink: Ink::Line,
            });
        }
    }

    fn logo(&mut self, area: Area) {
        let Some((wide, high)) = self.logo else {
            return;
        };
        let scale = (area.w / wide).min(area.h / high);
        let (w, h) = (wide * scale, high * scale);
        self.content.save_state();
        self.content
            .transform([w, 0.0, 0.0, h, area.x, HEIGHT - area.y - h]);
        self.content.x_object(LOGO);
        self.content.restore_state();
    }
}
