use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::*;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files_under(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_under(&path, extension));
        } else if path.extension().is_some_and(|e| e == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Every message of a language and the names of the values it takes.
fn messages(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut files: BTreeMap<String, PathBuf> = BTreeMap::new();
    for path in files_under(&root().join("assets/i18n").join(lang.code()), "ftl") {
        let mut current = None;
        for line in fs::read_to_string(&path).unwrap().lines() {
            if line.starts_with('#') {
                continue;
            }
            if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                let (id, _) = line.split_once('=').unwrap_or_else(|| panic!("{line}"));
                let id = id.trim().to_owned();
                // One id twice stops the program when it first speaks.
                let before = files.insert(id.clone(), path.clone());
                assert_eq!(before, None, "{id} stands in {} too", path.display());
                found.insert(id.clone(), BTreeSet::new());
                current = Some(id);
            }
            let values = line.split('$').skip(1).map(|rest| {
                rest.chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
                    .collect::<String>()
            });
            if let Some(id) = &current {
                found.get_mut(id).unwrap().extend(values);
            }
        }
    }
    found
}

#[test]
fn both_languages_say_the_same_things_with_the_same_values() {
    let (ru, en) = (messages(Lang::Ru), messages(Lang::En));
    let only = |a: &BTreeMap<String, _>, b: &BTreeMap<String, _>| -> Vec<String> {
        a.keys().filter(|k| !b.contains_key(*k)).cloned().collect()
    };
    assert_eq!(only(&ru, &en), Vec::<String>::new(), "only in ru");
    assert_eq!(only(&en, &ru), Vec::<String>::new(), "only in en");
    for (id, values) in &ru {
        assert_eq!(Some(values), en.get(id), "values of {id}");
    }
    assert!(ru.len() > 300, "{} messages", ru.len());
}

#[test]
fn every_message_can_be_said() {
    for lang in Lang::ALL {
        let texts = Texts::new(lang);
        for (id, values) in messages(lang) {
            let args: Vec<(&str, Arg<'_>)> = values
                .iter()
                .map(|name| (name.as_str(), Arg::Number(3)))
                .collect();
            let said = texts.tf(&id, &args);
            assert!(
                !said.contains(['⟨', '\u{2068}']) && !said.is_empty(),
                "{id}: {said}"
            );
        }
    }
}

/// Literal ids in the sources, such as `texts.t("saved")`, exist.
#[test]
fn ids_used_in_the_sources_exist() {
    let known = messages(Lang::En);
    let mut wrong = Vec::new();
    let mut seen = 0;
    for path in files_under(&root().join("src"), "rs") {
        if path.ends_with("i18n/texts_tests.rs") {
            continue;
        }
        let source = fs::read_to_string(&path).unwrap();
        for call in [".t(\"", ".tf(\"", "t_in(Lang::Ru, \"", "t_in(lang, \""] {
            for rest in source.split(call).skip(1) {
                let id = rest.split('"').next().unwrap();
                // `{}` belongs to a format string, checked where it is built.
                if !id.contains('{') && !known.contains_key(id) {
                    wrong.push(format!("{}: {id}", path.display()));
                }
                seen += 1;
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(seen > 0);
}

/// What stands in quotes in a source, with what stands before it and after.
fn quoted(source: &str) -> impl Iterator<Item = (&str, &str, &str)> {
    source.match_indices('"').filter_map(|(at, _)| {
        let rest = source.get(at + 1..)?;
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))?;
        let (name, after) = rest.split_at(end);
        (!name.is_empty()).then(|| (source[..at].trim_end(), name, after))
    })
}

/// Every message is said somewhere: by its id in quotes, or as one of a family whose ids are put together from a
/// literal beginning and a name.
#[test]
fn no_message_is_left_that_nobody_says() {
    let (mut whole, mut families) = (BTreeSet::new(), BTreeSet::new());
    for path in files_under(&root().join("src"), "rs") {
        let name = path.to_string_lossy();
        if name.ends_with("tests.rs") || name.contains("/tests/") {
            continue;
        }
        let source = fs::read_to_string(&path).unwrap();
        for (before, name, after) in quoted(&source) {
            let begins = ["term(", "terms(", "key(", ") =", "concat!("];
            if after.starts_with('{') && name.ends_with('-') {
                families.insert(name.trim_end_matches('-').to_owned());
            } else if after.starts_with('"') {
                whole.insert(name.to_owned());
                if begins.iter().any(|b| before.ends_with(b)) {
                    families.insert(name.trim_end_matches('-').to_owned());
                }
            }
        }
    }
    for path in files_under(&root().join("assets/i18n/ru"), "ftl") {
        let text = fs::read_to_string(&path).unwrap();
        let named = text.split("{ ").skip(1).filter_map(|t| t.split_once(" }"));
        whole.extend(named.map(|(name, _)| name.to_owned()));
    }
    let said = |id: &String| {
        let mut dashes = id.match_indices('-');
        whole.contains(id) || dashes.any(|(at, _)| families.contains(&id[..at]))
    };
    let ids: Vec<String> = messages(Lang::Ru).into_keys().collect();
    let unsaid: Vec<&String> = ids.iter().filter(|id| !said(id)).collect();
    assert!(unsaid.is_empty(), "{unsaid:#?}");
    let caught = ["no-such-words", "saved-words"].map(str::to_owned);
    assert!(!caught.iter().any(said), "the families are too wide");
}

#[test]
fn plurals_at_their_edges() {
    let cases = [
        (0, "0 клиентов", "0 clients"),
        (1, "1 клиент", "1 client"),
        (2, "2 клиента", "2 clients"),
        (4, "4 клиента", "4 clients"),
        (5, "5 клиентов", "5 clients"),
        (11, "11 клиентов", "11 clients"),
        (21, "21 клиент", "21 clients"),
        (111, "111 клиентов", "111 clients"),
        (1_204, "1\u{a0}204 клиента", "1,204 clients"),
    ];
    for (count, ru, en) in cases {
        let args = [("count", Arg::from(count))];
        assert_eq!(Texts::new(Lang::Ru).tf("finding-clients", &args), ru);
        assert_eq!(Texts::new(Lang::En).tf("finding-clients", &args), en);
    }
}

#[test]
fn missing_words_are_seen() {
    let texts = Texts::new(Lang::Ru);
    assert_eq!(texts.t("no-such-words"), "⟨no-such-words⟩");
    assert_eq!(texts.get("no-such-words"), None);
    assert_eq!(texts.tf("saving", &[]), "⟨saving⟩", "a value is missing");
    assert_eq!(
        texts.tf("saving", &[("count", 2_usize.into())]),
        "сохраняю: 2"
    );
    assert_eq!(Texts::t_in(Lang::En, "saved"), "saved");
}

/// Prints what a look-up costs; nothing is asserted about time. See it with
/// `cargo test what_a_look_up_costs -- --nocapture`.
#[test]
fn what_a_look_up_costs() {
    let begin = std::time::Instant::now();
    let texts = Texts::new(Lang::Ru);
    assert_eq!(texts.t("saved"), "сохранено");
    println!("first look-up (or waiting for it): {:?}", begin.elapsed());
    let rounds = 20_000;
    let mut letters = 0;
    let begin = std::time::Instant::now();
    for _ in 0..rounds {
        letters += texts.t("action-cursor-down").len();
    }
    println!("t: {:?}", begin.elapsed() / rounds);
    let begin = std::time::Instant::now();
    for n in 0..rounds {
        letters += texts.tf("finding-clients", &[("count", n.into())]).len();
    }
    println!("tf with a plural: {:?}", begin.elapsed() / rounds);
    assert!(letters > 0);
}
