use super::*;
use jiff::civil::time;

fn around(variables: &[(&str, &str)]) -> Surroundings {
    Surroundings {
        variables: variables
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect(),
        platform: None,
        zone: Some(TimeZone::get("Europe/Moscow").unwrap()),
    }
}

fn with_file(text: &str) -> Result<Settings, ConfigError> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("config.toml");
    std::fs::write(&path, text).unwrap();
    let flags = Flags {
        data: Some("d".into()),
        config: Some(path),
        ..Flags::default()
    };
    load(flags, &around(&[]))
}

#[test]
fn a_whole_file_is_read() {
    let settings = with_file(
        "lang = \"ru\"\ntheme = \"light\"\nascii = true\n[day]\nhours = \"10:00–19:30\"\nminutes = 120\ncall_minutes = 20\nlunch = \"\"\nfires = [\"16:00\", \"9:30\"]\n[keys]\nfile = \"mine.toml\"\n",
    )
    .unwrap();
    assert_eq!(settings.lang, Some(Language::Ru));
    assert_eq!(settings.theme, ThemeName::Light);
    assert!(settings.ascii);
    assert_eq!(settings.day.hours.to_string(), "10:00-19:30");
    assert_eq!((settings.day.minutes, settings.day.call_minutes), (120, 20));
    assert_eq!(settings.day.lunch, None);
    assert_eq!(settings.day.fires, [time(9, 30, 0, 0), time(16, 0, 0, 0)]);
    let keymap = settings.keymap.unwrap();
    assert_eq!(keymap.parent(), settings.config.unwrap().parent());
    assert!(keymap.ends_with("mine.toml"));
}

#[test]
fn every_mistake_names_its_line_and_what_is_accepted() {
    for (name, text, line, key, says) in [
        (
            "unknown key",
            "lang = \"ru\"\ncolour = 1\n",
            2,
            "colour",
            "theme",
        ),
        (
            "unknown key of a table",
            "[day]\nhour = \"9\"\n",
            2,
            "hour",
            "hours",
        ),
        (
            "bad theme",
            "\n\ntheme = \"blue\"\n",
            3,
            "theme",
            "contrast",
        ),
        (
            "bad hours",
            "[day]\nhours = \"18:00-09:00\"\n",
            2,
            "day.hours",
            "09:00-18:00",
        ),
        (
            "no minutes",
            "[day]\nminutes = 0\n",
            2,
            "day.minutes",
            "1…1440",
        ),
        (
            "bad fire",
            "[day]\nfires = [\"11:00\",\n\"25:00\"]\n",
            3,
            "day.fires",
            "16:00",
        ),
        (
            "bad colour",
            "[deck]\nmanager = \"Мария\"\naccent = \"blue\"\n",
            3,
            "deck.accent",
            "#1f5fa8",
        ),
        ("wrong type", "ascii = \"yes\"\n", 1, "ascii", "boolean"),
        ("not TOML", "lang = ru\n", 1, "lang", ""),
    ] {
        let error = with_file(text).unwrap_err();
        let Place::File { line: found, .. } = &error.place else {
            panic!("{name}: {error}");
        };
        assert_eq!(*found, Some(line), "{name}: {error}");
        assert_eq!(error.key.as_deref(), Some(key), "{name}: {error}");
        assert!(error.problem.to_string().contains(says), "{name}: {error}");
    }
}

#[test]
fn flags_beat_variables_beat_the_file() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("config.toml");
    std::fs::write(&path, "lang = \"ru\"\ndata = \"from-file\"\n").unwrap();
    let file = path.to_str().unwrap();
    let base = [("PLANERKA_CONFIG", file)];
    let more = [
        ("PLANERKA_CONFIG", file),
        ("PLANERKA_DATA", "from-variable"),
        ("PLANERKA_LANG", "en"),
    ];
    let flags = Flags {
        data: Some("from-flag".into()),
        lang: Some("ru".into()),
        ..Flags::default()
    };
    for (name, flags, variables, data, lang) in [
        (
            "file",
            Flags::default(),
            &base[..],
            "from-file",
            Language::Ru,
        ),
        (
            "variable",
            Flags::default(),
            &more[..],
            "from-variable",
            Language::En,
        ),
        ("flag", flags, &more[..], "from-flag", Language::Ru),
    ] {
        let settings = load(flags, &around(variables)).unwrap();
        assert_eq!(settings.data, PathBuf::from(data), "{name}");
        assert_eq!(settings.lang, Some(lang), "{name}");
    }
}

#[test]
fn a_named_file_must_be_there_and_words_must_be_known() {
    let data = Some(PathBuf::from("d"));
    for (name, flags, variables) in [
        (
            "missing file",
            Flags {
                config: Some("/no/such/config.toml".into()),
                ..Flags::default()
            },
            &[][..],
        ),
        (
            "unknown language",
            Flags {
                lang: Some("fr".into()),
                ..Flags::default()
            },
            &[],
        ),
        (
            "unknown language of a variable",
            Flags::default(),
            &[("PLANERKA_LANG", "fr")],
        ),
    ] {
        let flags = Flags {
            data: data.clone(),
            ..flags
        };
        assert!(load(flags, &around(variables)).is_err(), "{name}");
    }
    assert_eq!(
        load(Flags::default(), &around(&[])).unwrap_err().problem,
        Problem::NoHome
    );
}

#[test]
fn pinned_moments() {
    let zone = TimeZone::get("Europe/Moscow").unwrap();
    for (text, expected) in [
        (
            "2026-11-23T09:00",
            Some("2026-11-23T09:00:00+03:00[Europe/Moscow]"),
        ),
        (
            "2026-11-23 09:00",
            Some("2026-11-23T09:00:00+03:00[Europe/Moscow]"),
        ),
        (
            "2026-11-23T09:00:30",
            Some("2026-11-23T09:00:30+03:00[Europe/Moscow]"),
        ),
        (
            "2026-11-23T09:00:00+03:00",
            Some("2026-11-23T09:00:00+03:00[Europe/Moscow]"),
        ),
        (
            "2026-11-23T09:00:00+05:00",
            Some("2026-11-23T09:00:00+05:00[+05:00]"),
        ),
        (
            "2026-11-23T09:00:00Z",
            Some("2026-11-23T09:00:00+00:00[UTC]"),
        ),
        ("2026-11-23", None),
        ("31.02.2026 10:00", None),
        ("2026-02-31T10:00", None),
        ("soon", None),
        ("", None),
    ] {
        let found = Clock::pinned(text, &zone).map(|clock| clock.now().to_string());
        assert_eq!(found.as_deref(), expected, "{text}");
    }
}

#[test]
fn what_the_terminal_can_show() {
    for (name, variables, ascii, colors) in [
        ("nothing known", &[][..], false, Colors::Few),
        ("a console", &[("TERM", "linux")], true, Colors::Few),
        ("dumb", &[("TERM", "dumb")], true, Colors::None),
        ("C locale", &[("LANG", "C")], true, Colors::Few),
        (
            "UTF-8",
            &[("LANG", "ru_RU.UTF-8"), ("COLORTERM", "truecolor")],
            false,
            Colors::Full,
        ),
        (
            "LC_ALL wins",
            &[("LC_ALL", "ru_RU.KOI8-R"), ("LANG", "ru_RU.UTF-8")],
            true,
            Colors::Few,
        ),
        (
            "no colour",
            &[("NO_COLOR", "1"), ("COLORTERM", "24bit")],
            false,
            Colors::None,
        ),
        (
            "empty NO_COLOR is unset",
            &[("NO_COLOR", "")],
            false,
            Colors::Few,
        ),
    ] {
        let around = around(variables);
        assert_eq!(plain_terminal(&around), ascii, "{name}");
        assert_eq!(super::colors(&around), colors, "{name}");
    }
}

#[test]
fn the_clipboard_is_the_terminals_unless_said_otherwise() {
    let read = |text: &str| super::file::parse(text, std::path::Path::new("c.toml"));
    for (text, method) in [
        ("", super::Clipboard::Osc52),
        ("[clipboard]\nmethod = \"native\"", super::Clipboard::Native),
        ("[clipboard]\nmethod = \"auto\"", super::Clipboard::Auto),
        ("[clipboard]\nmethod = \"off\"", super::Clipboard::Off),
    ] {
        assert_eq!(read(text).map(|f| f.clipboard).ok(), Some(method), "{text}");
    }
    let error = read("\n[clipboard]\nmethod = \"xsel\"").unwrap_err();
    assert_eq!(error.key.as_deref(), Some("clipboard.method"));
}

#[test]
fn the_dialler_is_a_program_with_arguments() {
    let read = |text: &str| super::file::parse(text, std::path::Path::new("c.toml"));
    for (text, words) in [
        ("", &[][..]),
        ("[call]\non_call = \"  \"", &[]),
        (
            "[call]\non_call = \"linphonecsh dial {phone}\"",
            &["linphonecsh", "dial", "{phone}"],
        ),
        ("[call]\non_call = \"/opt/позвонить\"", &["/opt/позвонить"]),
    ] {
        let found = read(text).map(|f| f.call.on_call).unwrap();
        assert_eq!(found, words, "{text}");
    }
    for (text, key) in [
        ("[call]\non_call = \"{phone}\"", "call.on_call"),
        ("[call]\noncall = \"x\"", "oncall"),
    ] {
        assert_eq!(read(text).unwrap_err().key.as_deref(), Some(key), "{text}");
    }
}

#[test]
fn the_work_calendar_is_russias_unless_said_otherwise() {
    let read = |text: &str| super::file::parse(text, std::path::Path::new("c.toml"));
    for (text, country) in [
        ("", super::Country::Ru),
        ("[calendar]\ncountry = \"ru\"", super::Country::Ru),
        ("[calendar]\ncountry = \"none\"", super::Country::None),
    ] {
        assert_eq!(read(text).map(|f| f.country).ok(), Some(country), "{text}");
    }
    let error = read("[calendar]\ncountry = \"by\"").unwrap_err();
    assert_eq!(error.key.as_deref(), Some("calendar.country"));
}
