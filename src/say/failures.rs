//! What the rim could not do. Store and jobs report a failure as a language key with its data, and the
//! refusal of the operating system apart, because only here it has words.

use std::io::ErrorKind;

use crate::i18n::{Arg, Texts};

/// A failure in words: the sentence under `key` filled with `args`. A `cause` replaces the `reason` among
/// them, which is the system's own English.
#[must_use]
pub fn failure<K: AsRef<str>>(
    texts: &Texts,
    key: &str,
    args: &[(K, String)],
    cause: Option<ErrorKind>,
) -> String {
    let mut args: Vec<(&str, Arg<'_>)> = args
        .iter()
        .map(|(name, value)| (name.as_ref(), Arg::from(value)))
        .collect();
    if let Some(kind) = cause {
        args.retain(|(name, _)| *name != "reason");
        args.push(("reason", refusal_of_system(texts, kind).into()));
    }
    texts.tf(key, &args)
}

/// Why the operating system refused, a phrase without an end.
#[must_use]
pub fn refusal_of_system(texts: &Texts, kind: ErrorKind) -> String {
    match kind {
        ErrorKind::NotFound => texts.t("io-not-found"),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => texts.t("io-permission"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => texts.t("io-full"),
        ErrorKind::IsADirectory => texts.t("io-folder"),
        ErrorKind::AlreadyExists => texts.t("io-exists"),
        other => texts.tf("io-other", &[("kind", other.to_string().into())]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn a_cause_is_said_in_the_language_of_the_person() {
        let ru = Texts::new(Lang::Ru);
        let args = [
            ("path", "/данные".to_owned()),
            ("reason", "not found".to_owned()),
        ];
        for (cause, expected) in [
            (None, "/данные: not found"),
            (Some(ErrorKind::NotFound), "/данные: такого файла нет"),
            (
                Some(ErrorKind::TimedOut),
                "/данные: система отказала (timed out)",
            ),
        ] {
            assert_eq!(failure(&ru, "store-io", &args, cause), expected);
        }
    }
}
