//! The look of presentations.

/// What `[deck]` of the configuration file says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DeckSettings {
    /// The accent colour: red, green, blue; `None`: the shipped one.
    pub accent: Option<[u8; 3]>,
    /// Who presents, as the first slide names them; empty: the manager of the client's record.
    pub manager: String,
}

/// `#1f5fa8`, the `#` may be left out.
pub(super) fn color(text: &str) -> Option<[u8; 3]> {
    let text = text.trim();
    let digits = text.strip_prefix('#').unwrap_or(text);
    if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some([red, green, blue])
}
