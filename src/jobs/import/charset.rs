//! Bytes to text: the encoding is decided by the bytes, never by the name or a declared field (formats: rule 1).

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, IBM866, KOI8_R, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252};
use memchr::{memchr, memmem};

use super::fault::{ImportError, NotText};

/// The text of a file.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    /// `utf-8`, `utf-16le`, `utf-16be`, `cp1251`, `cp866`, `cp1252`, `koi8-r`, `mixed`, `xlsx`.
    pub(super) encoding: &'static str,
    /// The name of the encoding whose byte order mark begins the file.
    pub(super) bom: Option<&'static str>,
}

impl Decoded<'_> {
    /// The text made of a sheet: nothing was left to guess.
    pub(super) const fn of_workbook(text: String) -> Self {
        Self {
            text: Cow::Owned(text),
            encoding: "xlsx",
            bom: None,
        }
    }
}

/// Decodes a file. `score` says how much a text looks like a table we know (the number of known column
/// names): between two one-byte encodings it knows better than statistics.
pub(super) fn decode(
    bytes: &[u8],
    score: impl Fn(&str) -> usize,
) -> Result<Decoded<'_>, ImportError> {
    if let Some(kind) = not_text(bytes) {
        return Err(ImportError::NotText(kind));
    }
    let wide = |encoding: &'static Encoding, name, bom, body| Decoded {
        text: encoding.decode_without_bom_handling(body).0,
        encoding: name,
        bom,
    };
    let mut decoded = if let Some(body) = bytes.strip_prefix(b"\xFF\xFE") {
        wide(UTF_16LE, "utf-16le", Some("utf-16le"), body)
    } else if let Some(body) = bytes.strip_prefix(b"\xFE\xFF") {
        wide(UTF_16BE, "utf-16be", Some("utf-16be"), body)
    } else if let Some(encoding) = bare_utf16(bytes) {
        let name = if encoding == UTF_16LE {
            "utf-16le"
        } else {
            "utf-16be"
        };
        wide(encoding, name, None, bytes)
    } else {
        let (body, bom) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
            Some(body) => (body, Some("utf-8")),
            None => (bytes, None),
        };
        if memchr(0, body.get(..8192).unwrap_or(body)).is_some() {
            return Err(ImportError::NotText(NotText::Binary));
        }
        match std::str::from_utf8(body) {
            Ok(text) => Decoded {
                text: Cow::Borrowed(text),
                encoding: "utf-8",
                bom,
            },
            Err(_) => one_byte(body, bom, score),
        }
    };
    if is_html(&decoded.text) {
        return Err(ImportError::NotText(NotText::Html));
    }
    if is_json(&decoded.text) {
        return Err(ImportError::NotText(NotText::Json));
    }
    if memchr(b'\n', decoded.text.as_bytes()).is_none()
        && memchr(b'\r', decoded.text.as_bytes()).is_some()
    {
        // Old line ends: CR alone.
        decoded.text = Cow::Owned(decoded.text.replace('\r', "\n"));
    }
    if decoded.text.trim().is_empty() {
        return Err(ImportError::EmptyFile);
    }
    Ok(decoded)
}

fn not_text(bytes: &[u8]) -> Option<NotText> {
    const MAGIC: &[(&[u8], NotText)] = &[
        (b"\xD0\xCF\x11\xE0", NotText::Xls),
        (b"%PDF", NotText::Pdf),
        (b"\x1F\x8B", NotText::Archive),
        (b"Rar!", NotText::Archive),
        (b"7z\xBC\xAF", NotText::Archive),
        (b"\x89PNG", NotText::Image),
        (b"\xFF\xD8\xFF", NotText::Image),
        (b"GIF8", NotText::Image),
    ];
    if bytes.starts_with(b"PK\x03\x04") {
        let workbook = memmem::find(bytes, b"xl/").is_some();
        return Some(if workbook {
            NotText::Xlsx
        } else {
            NotText::Archive
        });
    }
    MAGIC
        .iter()
        .find(|(magic, _)| bytes.starts_with(magic))
        .map(|(_, kind)| *kind)
}

/// Objects, alone or in an array: no header of a table begins so.
fn is_json(text: &str) -> bool {
    let text = text.trim_start();
    let inside = text.strip_prefix('[').map_or(text, str::trim_start);
    let mut begin = inside.chars().filter(|c| !c.is_whitespace());
    begin.next() == Some('{') && matches!(begin.next(), Some('"' | '}'))
}

fn is_html(text: &str) -> bool {
    let head = text
        .trim_start()
        .get(..9)
        .unwrap_or_default()
        .to_ascii_lowercase();
    head.starts_with("<html") || head.starts_with("<!doctype") || head.starts_with("<table")
}

/// UTF-16 without a mark, when it is obvious: every second byte of the beginning is the high byte of Latin
/// or Cyrillic, and the others are not.
fn bare_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..1024).unwrap_or(bytes);
    if head.len() < 8 || bytes.len() % 2 == 1 || !head.contains(&0) {
        return None;
    }
    let high = |b: &u8| matches!(b, 0 | 4);
    let pairs = head.len() / 2;
    let even = head.iter().step_by(2).filter(|b| high(b)).count();
    let odd = head.iter().skip(1).step_by(2).filter(|b| high(b)).count();
    if odd * 10 > pairs * 9 && even * 2 < pairs {
        Some(UTF_16LE)
    } else if even * 10 > pairs * 9 && odd * 2 < pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Not UTF-8: one of the one-byte encodings, or UTF-8 with lines of something else in it.
fn one_byte<'a>(
    body: &'a [u8],
    bom: Option<&'static str>,
    score: impl Fn(&str) -> usize,
) -> Decoded<'a> {
    let (mut good, mut bad) = (0u64, 0u64);
    for line in body.split(|b| *b == b'\n').filter(|l| !l.is_ascii()) {
        match std::str::from_utf8(line) {
            Ok(_) => good += 1,
            Err(_) => bad += 1,
        }
    }
    if good > 0 && (bom.is_some() || good >= bad) {
        return Decoded {
            text: Cow::Owned(line_by_line(body)),
            encoding: "mixed",
            bom,
        };
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let sample = body.get(..1 << 20).unwrap_or(body);
    detector.feed(sample, true);
    let guess = detector.guess(Some(b"ru"), Utf8Detection::Deny);
    let head = body.get(..8192).unwrap_or(body);
    let known = |encoding: &'static Encoding| {
        let guessed = usize::from(encoding == guess);
        score(&encoding.decode_without_bom_handling(head).0) * 2 + guessed
    };
    let mut best = (WINDOWS_1251, known(WINDOWS_1251));
    for encoding in [IBM866, KOI8_R, WINDOWS_1252] {
        let points = known(encoding);
        if points > best.1 {
            best = (encoding, points);
        }
    }
    Decoded {
        text: best.0.decode_without_bom_handling(body).0,
        encoding: match best.0 {
            e if e == IBM866 => "cp866",
            e if e == KOI8_R => "koi8-r",
            e if e == WINDOWS_1252 => "cp1252",
            _ => "cp1251",
        },
        bom,
    }
}

/// The last resort: each line is UTF-8 if it can be, else cp1251.
fn line_by_line(body: &[u8]) -> String {
    let mut text = String::with_capacity(body.len() + body.len() / 4);
    for line in body.split_inclusive(|b| *b == b'\n') {
        match std::str::from_utf8(line) {
            Ok(line) => text.push_str(line),
            Err(_) => text.push_str(&WINDOWS_1251.decode_without_bom_handling(line).0),
        }
    }
    text
}
