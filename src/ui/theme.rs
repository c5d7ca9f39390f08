//! Colours by meaning and the characters of lines.
//!
//! Five meanings and no more (good, warn, bad, info, muted) beside the accent of focus. Each has a
//! true-colour form, a 16-colour form and, under `NO_COLOR`, a form of attributes only. The terminal's own
//! background is kept.

use std::str::FromStr;

use ratatui::style::{Color, Modifier, Style};
use ratatui::symbols::border;
use serde::Deserialize;

/// Which palette.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ThemeName {
    /// For dark backgrounds.
    #[default]
    Dark,
    /// For light backgrounds.
    Light,
    /// High contrast.
    Contrast,
}

impl ThemeName {
    /// The palettes in the order the key switches them.
    pub const ALL: [Self; 3] = [Self::Dark, Self::Light, Self::Contrast];

    /// The name in the configuration file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::Contrast => "contrast",
        }
    }

    /// The next palette in turn.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Dark => Self::Light,
            Self::Light => Self::Contrast,
            Self::Contrast => Self::Dark,
        }
    }

    const fn source(self) -> &'static str {
        match self {
            Self::Dark => include_str!("../../assets/theme/dark.toml"),
            Self::Light => include_str!("../../assets/theme/light.toml"),
            Self::Contrast => include_str!("../../assets/theme/contrast.toml"),
        }
    }
}

impl FromStr for ThemeName {
    type Err = ();
    fn from_str(name: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|t| t.name() == name).ok_or(())
    }
}

/// What the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Depth {
    /// 24-bit colours.
    True,
    /// The 16 colours of the terminal's own palette.
    #[default]
    Sixteen,
    /// No colour at all (`NO_COLOR`).
    None,
}

#[derive(Deserialize)]
struct File {
    accent: Ink,
    good: Ink,
    warn: Ink,
    bad: Ink,
    info: Ink,
    muted: Ink,
    line: Ink,
    cursor: Ink,
    trace: Ink,
}

#[derive(Deserialize, Default)]
struct Ink {
    rgb: Option<String>,
    bg: Option<String>,
    ansi: Option<String>,
    ansi_bg: Option<String>,
}

impl Ink {
    fn style(&self, depth: Depth) -> Style {
        let (fg, bg) = match depth {
            Depth::True => (&self.rgb, &self.bg),
            Depth::Sixteen => (&self.ansi, &self.ansi_bg),
            Depth::None => return Style::new(),
        };
        let color = |name: &Option<String>| name.as_deref().and_then(|n| Color::from_str(n).ok());
        Style {
            fg: color(fg),
            bg: color(bg),
            ..Style::new()
        }
    }
}

/// Ready-made styles and characters.
#[derive(Debug, Clone)]
pub struct Theme {
    /// Which palette.
    pub name: ThemeName,
    /// How many colours.
    pub depth: Depth,
    /// Only ASCII in lines, marks and sparklines.
    pub ascii: bool,
    /// Ordinary text.
    pub text: Style,
    /// The one value that decides.
    pub strong: Style,
    /// Labels, ages, what steps back.
    pub muted: Style,
    /// Focus.
    pub accent: Style,
    /// Done, saved, grows.
    pub good: Style,
    /// Wants an eye.
    pub warn: Style,
    /// Broken promise, not saved.
    pub bad: Style,
    /// News, hints.
    pub info: Style,
    /// Border of a pane without focus and rules.
    pub line: Style,
    /// The current row of the focused pane.
    pub cursor: Style,
    /// The same record in a pane without focus.
    pub trace: Style,
}

impl Theme {
    /// Builds a theme.
    #[must_use]
    pub fn new(name: ThemeName, depth: Depth, ascii: bool) -> Self {
        let file: Option<File> = toml::from_str(name.source()).ok();
        let ink = |pick: fn(&File) -> &Ink| {
            file.as_ref()
                .map_or_else(Style::new, |f| pick(f).style(depth))
        };
        let plain = depth == Depth::None;
        let with = |style: Style, attribute: Modifier| {
            if plain {
                style.add_modifier(attribute)
            } else {
                style
            }
        };
        Self {
            name,
            depth,
            ascii,
            text: Style::new(),
            strong: Style::new().add_modifier(Modifier::BOLD),
            muted: with(ink(|f| &f.muted), Modifier::DIM),
            accent: with(ink(|f| &f.accent), Modifier::BOLD),
            good: ink(|f| &f.good),
            warn: with(ink(|f| &f.warn), Modifier::BOLD),
            bad: with(ink(|f| &f.bad), Modifier::BOLD),
            info: ink(|f| &f.info),
            line: with(ink(|f| &f.line), Modifier::DIM),
            cursor: with(ink(|f| &f.cursor), Modifier::REVERSED),
            trace: with(ink(|f| &f.trace), Modifier::UNDERLINED),
        }
    }

    /// Characters of a pane's border.
    #[must_use]
    pub const fn border(&self) -> border::Set<'static> {
        if self.ascii {
            border::Set {
                top_left: "+",
                top_right: "+",
                bottom_left: "+",
                bottom_right: "+",
                vertical_left: "|",
                vertical_right: "|",
                horizontal_top: "-",
                horizontal_bottom: "-",
            }
        } else {
            border::ROUNDED
        }
    }

    /// Either of two marks: the first, or in ASCII mode the second.
    #[must_use]
    pub const fn mark(&self, unicode: &'static str, ascii: &'static str) -> &'static str {
        if self.ascii { ascii } else { unicode }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance contrast of WCAG 2.
    fn contrast(a: Color, b: Color) -> f64 {
        let luminance = |c: Color| {
            let Color::Rgb(r, g, b) = c else { return 0.0 };
            let part = |v: u8| {
                let v = f64::from(v) / 255.0;
                if v <= 0.03928 {
                    v / 12.92
                } else {
                    ((v + 0.055) / 1.055).powf(2.4)
                }
            };
            0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b)
        };
        let (x, y) = (luminance(a), luminance(b));
        (x.max(y) + 0.05) / (x.min(y) + 0.05)
    }

    #[test]
    fn every_meaning_is_readable_on_its_background() {
        for (name, background) in [
            (ThemeName::Dark, Color::Rgb(0x10, 0x14, 0x18)),
            (ThemeName::Light, Color::Rgb(0xff, 0xff, 0xff)),
            (ThemeName::Contrast, Color::Rgb(0, 0, 0)),
        ] {
            let t = Theme::new(name, Depth::True, false);
            for (role, style) in [
                ("accent", t.accent),
                ("good", t.good),
                ("warn", t.warn),
                ("bad", t.bad),
                ("info", t.info),
                ("muted", t.muted),
            ] {
                let ratio = contrast(style.fg.unwrap(), background);
                assert!(ratio >= 4.5, "{} {role}: {ratio:.1}", name.name());
            }
            let cursor = contrast(t.cursor.fg.unwrap(), t.cursor.bg.unwrap());
            assert!(cursor >= 7.0, "{} cursor: {cursor:.1}", name.name());
        }
    }

    #[test]
    fn no_colour_means_no_colour() {
        for name in ThemeName::ALL {
            let t = Theme::new(name, Depth::None, true);
            for style in [t.accent, t.good, t.warn, t.bad, t.muted, t.cursor, t.trace] {
                assert_eq!((style.fg, style.bg), (None, None));
            }
            assert_ne!(t.cursor, t.text, "the cursor must still be seen");
        }
    }
}
