//! What the rim could not do. Store and jobs report a failure as a language key with its data, and the
//! refusal of the operating system apart, because only here it has words.

use std::io::ErrorKind;

use jiff::{Timestamp, Zoned};

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
    for (name, value) in &mut args {
        // A count chooses the form of the word behind it.
        if matches!(*name, "count" | "missing")
            && let Arg::Text(digits) = value
            && let Ok(count) = digits.parse::<i64>()
        {
            *value = count.into();
        }
        // What was damaged is a phrase of its own.
        if *name == "harm"
            && let Arg::Text(phrase) = value
        {
            *value = texts.t(phrase).into();
            *name = "detail";
        }
    }
    texts.tf(key, &args)
}

/// Words that another sentence follows: with a full stop behind them if they end without one.
#[must_use]
pub fn sentence(mut words: String) -> String {
    if !words.ends_with(['.', '?', '…']) {
        words.push('.');
    }
    words
}

/// A moment as a person reads a clock: the time, with the day before it when it is not today.
#[must_use]
pub fn since(texts: &Texts, at: Timestamp, now: &Zoned) -> String {
    let at = at.to_zoned(now.time_zone().clone());
    if at.date() == now.date() {
        texts.time(at.time())
    } else {
        texts.date_time(at.date(), at.time(), now.date())
    }
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
        ErrorKind::NotADirectory => texts.t("io-not-folder"),
        ErrorKind::UnexpectedEof => texts.t("io-cut"),
        ErrorKind::InvalidData => texts.t("io-garbled"),
        ErrorKind::TimedOut | ErrorKind::WouldBlock => texts.t("io-timed-out"),
        ErrorKind::FileTooLarge => texts.t("io-too-large"),
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => texts.t("io-busy"),
        ErrorKind::InvalidFilename => texts.t("io-bad-name"),
        // Its name would be the system's own English.
        _ => texts.t("io-other"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn what_is_damaged_is_said_in_the_language_of_the_person() {
        let ru = Texts::new(Lang::Ru);
        let args = [("harm", "harm-checksum".to_owned())];
        assert_eq!(
            failure(&ru, "doctor-rows-wrong", &args, None),
            "Записи читаются не все: контрольная сумма не сходится"
        );
    }

    #[test]
    fn a_count_agrees_with_its_word() {
        let ru = Texts::new(Lang::Ru);
        for (count, expected) in [("1", "1 запись"), ("3", "3 записи"), ("12", "12 записей")]
        {
            let said = failure(&ru, "store-orphans", &[("count", count.to_owned())], None);
            assert!(said.starts_with(expected), "{said}");
        }
    }

    #[test]
    fn a_moment_names_its_day_when_that_is_another() {
        let now: Zoned = "2026-11-23T09:02+03:00[+03:00]".parse().unwrap();
        for (lang, at, expected) in [
            (Lang::Ru, "2026-11-23T05:40:12.123456789Z", "08:40"),
            (Lang::En, "2026-11-23T05:40:12.123456789Z", "08:40"),
            (Lang::Ru, "2026-11-20T15:42:00Z", "20 ноя 18:42"),
        ] {
            let at = at.parse().unwrap();
            assert_eq!(since(&Texts::new(lang), at, &now), expected);
        }
    }

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
                "/данные: система не ответила вовремя",
            ),
        ] {
            assert_eq!(failure(&ru, "store-io", &args, cause), expected);
        }
    }
}
