//! One self-contained HTML page: nothing is fetched, everything is escaped, it prints as slides.

use base64::Engine as _;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Value, context};
use serde::Serialize;

use super::look::Logo;
use super::page::{HEIGHT, Page, WIDTH};
use super::{DeckError, Look};
use crate::domain::slides::Script;

/// The shipped template; its own comment says what a template may use.
const TEMPLATE: &str = include_str!("../../../assets/deck/slides.html");
/// Ends in `.html`, which turns escaping on.
const NAME: &str = "slides.html";

#[derive(Serialize)]
struct Size {
    width: f32,
    height: f32,
}

/// The presentation as one HTML file.
pub(super) fn write(
    script: &Script,
    pages: &[Page],
    look: &Look,
    logo: Option<&Logo>,
) -> Result<String, DeckError> {
    let own = look.template.as_ref();
    let failed = |error: &minijinja::Error| match own {
        Some((file, _)) => DeckError::Template {
            file: file.clone(),
            line: error.line().unwrap_or(1),
            detail: error
                .detail()
                .map_or_else(|| error.kind().to_string(), str::to_owned),
        },
        None => DeckError::Inside(error.to_string()),
    };
    let mut env = Environment::new();
    env.set_auto_escape_callback(|_| AutoEscape::Html);
    env.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    env.add_template(NAME, own.map_or(TEMPLATE, |(_, text)| text))
        .map_err(|e| failed(&e))?;
    let [r, g, b] = look.accent();
    env.get_template(NAME)
        .and_then(|template| {
            template.render(context! {
                lang => &script.lang,
                title => &script.title,
                script => Value::from(Serde(script)),
                pages => Value::from(Serde(pages)),
                page => Value::from(Serde(Size { width: WIDTH, height: HEIGHT })),
                accent => format!("#{r:02x}{g:02x}{b:02x}"),
                pale => pale(look.accent()),
                logo => logo.map_or(Value::from(()), |l| Value::from_safe_string(data_url(l))),
            })
        })
        .map_err(|e| failed(&e))
}

/// A colour a third as strong on white, for what stands back.
pub(super) fn pale([r, g, b]: [u8; 3]) -> String {
    let [r, g, b] = paled([r, g, b]);
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// As [`pale`], in parts.
pub(super) fn paled(color: [u8; 3]) -> [u8; 3] {
    color.map(|c| u8::try_from((u16::from(c) + 2 * 255) / 3).unwrap_or(u8::MAX))
}

/// The picture inside the page itself.
fn data_url(logo: &Logo) -> String {
    let kind = if logo.is_svg() { "svg+xml" } else { "png" };
    let mut url = format!("data:image/{kind};base64,");
    base64::engine::general_purpose::STANDARD.encode_string(&logo.bytes, &mut url);
    url
}
