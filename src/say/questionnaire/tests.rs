use jiff::Timestamp;
use proptest::prelude::*;

use super::*;
use crate::domain::ClientId;
use crate::i18n::Lang;

fn texts_of(said: Vec<Said>) -> Vec<(u8, String)> {
    said.into_iter()
        .map(|said| (said.field.code(), said.text))
        .collect()
}

#[test]
fn the_sheet_asks_what_is_not_known_and_tells_nothing() {
    let texts = Texts::new(Lang::Ru);
    let mut brief = Brief::empty(ClientId::from_bytes([1; 16]), Timestamp::UNIX_EPOCH);
    brief.needs = "секрет".to_owned();
    brief.constraints = "секрет".to_owned();
    let plain = sheet(&texts, "Альфа-Авто", Some(&brief), false, Style::Plain).unwrap();
    assert!(plain.starts_with("Анкета: Альфа-Авто\n"), "{plain}");
    assert!(plain.contains("\n3. "), "{plain}");
    for gone in ["секрет", "\n2. ", "\n10. ", "**", "#"] {
        assert!(!plain.contains(gone), "{gone} in\n{plain}");
    }
    let all = sheet(&texts, "Альфа", Some(&brief), true, Style::Markdown).unwrap();
    assert!(all.contains("**2. ") && all.contains("**10. "), "{all}");
    assert!(!all.contains("секрет"), "{all}");
    // An empty sheet sent back is told from one without questions.
    assert!(matches!(read(&all), Err(Unread::NoAnswers(line)) if line > 3));
    for field in BriefField::ALL {
        brief.take(&take_one(*field, "100"), true);
    }
    assert_eq!(sheet(&texts, "А", Some(&brief), false, Style::Plain), None);
}

fn take_one(field: BriefField, text: &str) -> crate::domain::brief::Answer {
    let said = Said {
        field,
        text: text.to_owned(),
        line: 1,
    };
    let day = jiff::civil::date(2026, 11, 23);
    let rub = crate::domain::Currency::RUB;
    let mut taken = take(&Texts::new(Lang::Ru), vec![said], None, rub, day);
    taken.remove(0).answer.unwrap()
}

#[test]
fn replies_as_clients_send_them() {
    /// What it is, the reply, the answers by number.
    type Case<'a> = (&'a str, &'a str, &'a [(u8, &'a str)]);
    let cases: &[Case<'_>] = &[
        (
            "filled in",
            "Анкета: Альфа\n\n2. Чего вы ждёте от нас?\nОтвет: отчёт\nи звонок\n\n5. Когда спрос растёт, а когда падает?\nОтвет:\n",
            &[(2, "отчёт\nи звонок")],
        ),
        (
            "quoted, answers between, Windows line ends",
            "Добрый день!\r\n23.11.2026, Иван пишет:\r\n> 2. Чего вы ждёте от нас?\r\n> Ответ: \r\nотчёт\r\n> 6. Кто у вас покупает?\r\n> Ответ:\r\n\r\nдачники > 40 лет\r\n\r\n--\r\nАнна, +7 900\r\n",
            &[(2, "отчёт"), (6, "дачники > 40 лет")],
        ),
        (
            "wholly quoted twice",
            ">> **2. Чего вы ждёте от нас?**\n>>\n>> Ответ: отчёт\n>> 1. раз в месяц\n",
            &[(2, "отчёт\n1. раз в месяц")],
        ),
        (
            "wrapped by the mail program",
            "> 8. До какой суммы в месяц готовы дойти,\n> если результат устроит?\n300 тыс\n",
            &[(8, "300 тыс")],
        ),
        (
            "on the same line, without the number",
            "Кто у вас покупает? Дачники\nЧего вы ждёте от нас - отчётов\n",
            &[(2, "- отчётов"), (6, "Дачники")],
        ),
        (
            "numbers alone",
            "Здравствуйте\n1. Больше заявок\n2) отчёт\nраз в месяц\n6: дачники\n1. не вопрос\n\nС уважением,\nАнна\n",
            &[
                (1, "Больше заявок"),
                (2, "отчёт\nраз в месяц"),
                (6, "дачники\n1. не вопрос"),
            ],
        ),
        (
            "answered above the quoted sheet",
            "1. Заявки\n7. 2.5 млн\n\n> 1. Чего вы хотите добиться рекламой?\n> Ответ:\n> 7. Сколько сейчас тратите на рекламу в месяц?\n> Ответ:\n",
            &[(1, "Заявки"), (7, "2.5 млн")],
        ),
        (
            "by the names of fields",
            "Цели: заявки\nКто покупает: дачники\n",
            &[(1, "заявки"), (6, "дачники")],
        ),
        (
            "English",
            "\u{feff}2. What do you expect from us?\nAnswer: a report\n\nKind regards,\nAnn\n",
            &[(2, "a report")],
        ),
    ];
    for (name, reply, expected) in cases {
        let said = read(reply).map(texts_of).unwrap_or_default();
        let expected: Vec<(u8, String)> = expected
            .iter()
            .map(|(code, text)| (*code, (*text).to_owned()))
            .collect();
        assert_eq!(said, expected, "{name}");
    }
}

#[test]
fn what_holds_no_answers() {
    for (text, expected) in [
        ("", Unread::NoQuestions),
        ("Спасибо, ответим позже", Unread::NoQuestions),
        ("\n2. Чего вы ждёте от нас?\nОтвет:\n", Unread::NoAnswers(2)),
        ("Привет\n\n3.\n", Unread::NoAnswers(3)),
    ] {
        assert_eq!(read(text), Err(expected), "{text:?}");
    }
}

/// A line of an answer: anything a client may write, without blanks at its ends.
fn line() -> impl Strategy<Value = String> {
    let nasty = prop::sample::select(vec![
        "1. раз",
        "2) два",
        "- пункт",
        "> 5000",
        "**важно**",
        "Ответ: нет",
        "№ 3",
        "…",
        "7. 120 тыс",
        "# тег",
        "Цели: всё",
        "10.",
    ])
    .prop_map(str::to_owned);
    let any = "[ -~а-яёА-ЯЁ₽«»—é]{1,30}".prop_map(|text| text.trim().to_owned());
    prop_oneof![nasty, any].prop_filter("the end of a letter", |l| {
        use unicode_normalization::is_nfc;
        l != "--" && is_nfc(l)
    })
}

fn answer() -> impl Strategy<Value = String> {
    prop::collection::vec(prop_oneof![4 => line(), 1 => Just(String::new())], 0..5)
        .prop_map(|lines| lines.join("\n").trim().to_owned())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_answered_comes_back(
        answers in prop::collection::vec(answer(), BriefField::ALL.len()),
        english in any::<bool>(),
        markdown in any::<bool>(),
        windows in any::<bool>(),
    ) {
        let texts = Texts::new(if english { Lang::En } else { Lang::Ru });
        let style = if markdown { Style::Markdown } else { Style::Plain };
        let asked: Vec<(BriefField, &str)> = BriefField::ALL
            .iter()
            .copied()
            .zip(answers.iter().map(String::as_str))
            .collect();
        let mut text = write(&texts, "Альфа", &asked, style);
        if windows {
            text = text.replace('\n', "\r\n");
        }
        let expected: Vec<(u8, String)> = asked
            .iter()
            .filter(|(_, said)| !said.is_empty())
            .map(|(field, said)| (field.code(), (*said).to_owned()))
            .collect();
        let said = read(&text).map(texts_of).unwrap_or_default();
        prop_assert_eq!(said, expected);
    }
}
