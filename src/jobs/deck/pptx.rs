//! PPTX: a small package of XML parts, one template each in `assets/deck/pptx`. Text is text, the chart is
//! rectangles, the table a table: all of it can be edited.

use std::io::{Cursor, Write};

use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Value, context};
use serde::Serialize;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::html::paled;
use super::look::Logo;
use super::page::{AIR, Area, Item, PAD, Page};
use super::{DeckError, Look, pdf};
use crate::domain::slides::Script;

/// English metric units in a point.
const EMU: f32 = 12_700.0;

macro_rules! parts {
    ($($path:literal = $file:literal),+ $(,)?) => {
        /// Parts written once: where they lie in the package, and their templates.
        const PARTS: &[(&str, &str)] = &[$((
            $path,
            include_str!(concat!("../../../assets/deck/pptx/", $file)),
        )),+];
    };
}

// Readers expect the list of types first.
parts! {
    "[Content_Types].xml" = "content-types.xml",
    "_rels/.rels" = "rels.xml",
    "docProps/core.xml" = "core.xml",
    "docProps/app.xml" = "app.xml",
    "ppt/presentation.xml" = "presentation.xml",
    "ppt/_rels/presentation.xml.rels" = "presentation-rels.xml",
    "ppt/theme/theme1.xml" = "theme.xml",
    "ppt/slideMasters/slideMaster1.xml" = "master.xml",
    "ppt/slideMasters/_rels/slideMaster1.xml.rels" = "master-rels.xml",
    "ppt/slideLayouts/slideLayout1.xml" = "layout.xml",
    "ppt/slideLayouts/_rels/slideLayout1.xml.rels" = "layout-rels.xml",
}

const SLIDE: &str = include_str!("../../../assets/deck/pptx/slide.xml");
const SLIDE_RELS: &str = include_str!("../../../assets/deck/pptx/slide-rels.xml");

/// The presentation as one PPTX file.
pub(super) fn write(
    script: &Script,
    pages: &[Page],
    look: &Look,
    logo: Option<&Logo>,
) -> Result<Vec<u8>, DeckError> {
    let mut env = Environment::new();
    env.set_auto_escape_callback(|_| AutoEscape::Html);
    for (name, text) in PARTS
        .iter()
        .chain(&[("slide", SLIDE), ("slide-rels", SLIDE_RELS)])
    {
        env.add_template(name, text).map_err(inside)?;
    }
    let render = |name: &str, values: Value| -> Result<String, DeckError> {
        let template = env.get_template(name).map_err(inside)?;
        template.render(values).map_err(inside)
    };
    let hex = |[r, g, b]: [u8; 3]| format!("{r:02X}{g:02X}{b:02X}");
    let common = context! {
        script => Value::from(Serde(script)),
        pages => Value::from(Serde(pages)),
        accent => hex(look.accent()),
        pale => hex(paled(look.accent())),
    };
    let mut package = Package::new();
    for (path, _) in PARTS {
        package.add(path, render(path, common.clone())?.as_bytes())?;
    }
    if let Some(logo) = logo {
        package.add("ppt/media/logo.png", &logo.bytes)?;
    }
    let lang = if script.lang == "ru" {
        "ru-RU"
    } else {
        "en-US"
    };
    for (page, number) in pages.iter().zip(1..) {
        let place = logo.map(|logo| placed(page, logo)).transpose()?.flatten();
        let values = context! {
            sheet => Value::from(Serde(page)),
            lang => lang,
            logo => place.map(|p| Value::from(Serde(p))),
            pad => emu(PAD),
            air => emu(AIR),
        };
        let slide = render("slide", values.clone())?;
        package.add(&format!("ppt/slides/slide{number}.xml"), slide.as_bytes())?;
        let rels = render("slide-rels", values)?;
        package.add(
            &format!("ppt/slides/_rels/slide{number}.xml.rels"),
            rels.as_bytes(),
        )?;
    }
    package.finish()
}

fn inside(error: impl std::fmt::Display) -> DeckError {
    DeckError::Inside(error.to_string())
}

#[expect(clippy::cast_possible_truncation, reason = "a few points")]
fn emu(points: f32) -> i64 {
    (points * EMU) as i64
}

/// Where the logo stands on a page, as large as fits; `None` on pages without it.
fn placed(page: &Page, logo: &Logo) -> Result<Option<impl Serialize>, DeckError> {
    let area = page.items.iter().find_map(|item| match item {
        Item::Logo(area) => Some(*area),
        _ => None,
    });
    let Some(area) = area else { return Ok(None) };
    let (wide, high) = pdf::picture_size(&logo.bytes).ok_or_else(|| DeckError::Logo {
        file: logo.file.clone(),
    })?;
    let scale = (area.w / wide).min(area.h / high);
    Ok(Some(Area {
        w: wide * scale,
        h: high * scale,
        ..area
    }))
}

/// The package being written.
struct Package(ZipWriter<Cursor<Vec<u8>>>);

impl Package {
    fn new() -> Self {
        Self(ZipWriter::new(Cursor::new(Vec::new())))
    }

    fn add(&mut self, path: &str, bytes: &[u8]) -> Result<(), DeckError> {
        self.0
            .start_file(path, SimpleFileOptions::default())
            .map_err(inside)?;
        self.0.write_all(bytes).map_err(inside)
    }

    fn finish(self) -> Result<Vec<u8>, DeckError> {
        Ok(self.0.finish().map_err(inside)?.into_inner())
    }
}
