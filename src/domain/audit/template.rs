//! Texts with places to fill: `{name}`.

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'t> {
    /// As it stands.
    Plain(&'t str),
    /// A place and its name.
    Place(&'t str),
}

/// Cuts a text into pieces; a brace without a pair ends the cutting with what is left as it stands.
pub fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some(inside) = rest.strip_prefix('{')
            && let Some((name, after)) = inside.split_once('}')
        {
            rest = after;
            return Some(Piece::Place(name.trim()));
        }
        // A lone brace is a letter like any other.
        let from = rest.chars().next().map_or(0, char::len_utf8);
        let end = rest
            .get(from..)
            .and_then(|tail| tail.find('{'))
            .map_or(rest.len(), |at| at + from);
        let (plain, after) = rest.split_at(end);
        rest = after;
        Some(Piece::Plain(plain))
    })
}

/// The names of all places; `None` when a brace has no pair.
pub(super) fn places(text: &str) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    for piece in pieces(text) {
        match piece {
            Piece::Plain(plain) if plain.contains(['{', '}']) => return None,
            Piece::Plain(_) => {}
            Piece::Place("") => return None,
            Piece::Place(name) => names.push(name),
        }
    }
    Some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_and_broken_braces_told() {
        for (text, found) in [
            ("без мест", Some(vec![])),
            (
                "CTR {ctr} против { median_ctr }",
                Some(vec!["ctr", "median_ctr"]),
            ),
            ("{a}{b}", Some(vec!["a", "b"])),
            ("не закрыта {ctr", None),
            ("не открыта ctr}", None),
            ("пустая {}", None),
        ] {
            assert_eq!(places(text), found, "{text}");
        }
    }
}
