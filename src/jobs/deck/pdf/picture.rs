//! A PNG inside the file, its transparency as a mask.

use pdf_writer::{Filter, Finish, Pdf, Ref};

use super::packed;
use crate::jobs::deck::DeckError;
use crate::jobs::deck::look::Logo;

/// A picture in the file.
pub(super) struct Picture {
    pub(super) id: Ref,
    /// Width and height in dots.
    pub(super) size: (f32, f32),
}

/// Puts a logo into the file.
///
/// # Errors
/// It is not a PNG that can be read.
pub(super) fn embed(logo: &Logo, pdf: &mut Pdf, ids: [Ref; 2]) -> Result<Picture, DeckError> {
    let bad = || DeckError::Logo {
        file: logo.file.clone(),
    };
    let (width, height, rgba) = pixels(&logo.bytes).ok_or_else(bad)?;
    let [id, mask] = ids;
    let (wide, high) = (
        i32::try_from(width).map_err(|_| bad())?,
        i32::try_from(height).map_err(|_| bad())?,
    );
    let colors: Vec<u8> = rgba.iter().flat_map(|[r, g, b, _]| [*r, *g, *b]).collect();
    let alpha: Vec<u8> = rgba.iter().map(|[_, _, _, a]| *a).collect();
    let colors = packed(&colors);
    let mut image = pdf.image_xobject(id, &colors);
    image.filter(Filter::FlateDecode);
    image.width(wide).height(high).bits_per_component(8);
    image.color_space().device_rgb();
    image.s_mask(mask);
    image.finish();
    let alpha = packed(&alpha);
    let mut image = pdf.image_xobject(mask, &alpha);
    image.filter(Filter::FlateDecode);
    image.width(wide).height(high).bits_per_component(8);
    image.color_space().device_gray();
    image.finish();
    #[expect(clippy::cast_precision_loss, reason = "dots of a logo")]
    let size = (width as f32, height as f32);
    Ok(Picture { id, size })
}

/// Width, height, and the dots as red, green, blue, opacity.
fn pixels(bytes: &[u8]) -> Option<(u32, u32, Vec<[u8; 4]>)> {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().ok()?;
    // A logo of a page's size in print; more is a mistake, or an attack.
    let (width, height) = (reader.info().width, reader.info().height);
    if width == 0 || height == 0 || u64::from(width) * u64::from(height) > 40_000_000 {
        return None;
    }
    let mut buffer = vec![0; reader.output_buffer_size()?];
    let frame = reader.next_frame(&mut buffer).ok()?;
    let data = buffer.get(..frame.buffer_size())?;
    let dots = data.chunks_exact(frame.color_type.samples());
    let rgba = dots
        .map(|dot| match dot {
            [g] => [*g, *g, *g, 255],
            [g, a] => [*g, *g, *g, *a],
            [r, g, b] => [*r, *g, *b, 255],
            [r, g, b, a, ..] => [*r, *g, *b, *a],
            [] => [0; 4],
        })
        .collect();
    Some((width, height, rgba))
}

/// Width and height of a PNG in dots.
pub(in crate::jobs::deck) fn size(bytes: &[u8]) -> Option<(f32, f32)> {
    let reader = png::Decoder::new(std::io::Cursor::new(bytes))
        .read_info()
        .ok()?;
    let (width, height) = (reader.info().width, reader.info().height);
    #[expect(clippy::cast_precision_loss, reason = "dots of a logo")]
    let size = (width as f32, height as f32);
    (width > 0 && height > 0).then_some(size)
}
