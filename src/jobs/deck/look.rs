//! What a person has of their own: `deck/slides.html` and `deck/logo.*` beside the configuration, and the
//! accent colour from it.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::{DeckError, Format};

/// The accent when none is chosen.
pub(super) const ACCENT: [u8; 3] = [0x1f, 0x5f, 0xa8];

/// The look of presentations.
#[derive(Debug, Clone, Default)]
pub struct Look {
    /// The accent colour: red, green, blue; the shipped one when none is chosen.
    pub accent: Option<[u8; 3]>,
    /// The person's own HTML template with its path.
    pub template: Option<(PathBuf, String)>,
    /// The person's own logos, one a kind of file.
    pub logos: Vec<Logo>,
}

/// A logo.
#[derive(Debug, Clone)]
pub struct Logo {
    /// Its file.
    pub file: PathBuf,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Logo {
    /// Whether it is a drawing, which only HTML can hold.
    pub(super) fn is_svg(&self) -> bool {
        self.file.extension().is_some_and(|e| e == "svg")
    }
}

impl Look {
    /// Reads what lies in `deck/` of the configuration directory; what is not there is shipped.
    ///
    /// # Errors
    /// A file that is there and cannot be read.
    pub fn load(own: Option<&Path>, accent: Option<[u8; 3]>) -> Result<Self, DeckError> {
        let mut look = Self {
            accent,
            ..Self::default()
        };
        let Some(dir) = own.map(|dir| dir.join("deck")) else {
            return Ok(look);
        };
        let file = dir.join("slides.html");
        if let Some(bytes) = read(&file)? {
            let text = String::from_utf8(bytes).map_err(|_| DeckError::Unreadable {
                file: file.clone(),
                cause: ErrorKind::InvalidData,
            })?;
            look.template = Some((file, text));
        }
        for name in ["logo.svg", "logo.png"] {
            let file = dir.join(name);
            if let Some(bytes) = read(&file)? {
                look.logos.push(Logo { file, bytes });
            }
        }
        Ok(look)
    }

    /// The logo for a format; `None` when the person has none.
    ///
    /// # Errors
    /// There is only one that this format cannot hold.
    pub(super) fn logo(&self, format: Format) -> Result<Option<&Logo>, DeckError> {
        let fits = |logo: &&Logo| format == Format::Html || !logo.is_svg();
        match (self.logos.iter().find(fits), self.logos.first()) {
            (Some(logo), _) => Ok(Some(logo)),
            (None, Some(other)) => Err(DeckError::Logo {
                file: other.file.clone(),
            }),
            (None, None) => Ok(None),
        }
    }

    /// The accent, the shipped one when none is chosen.
    pub(super) fn accent(&self) -> [u8; 3] {
        self.accent.unwrap_or(ACCENT)
    }
}

/// A file that may be missing.
fn read(file: &Path) -> Result<Option<Vec<u8>>, DeckError> {
    match std::fs::read(file) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(DeckError::Unreadable {
            file: file.to_path_buf(),
            cause: error.kind(),
        }),
    }
}
