//! Snippets: `[[snippet]]` of `assets/snippets/*.toml` and of the person's own `snippets/*.toml`.

use std::path::Path;

use serde::Deserialize;

use super::entries::{self, Source};
use crate::domain::snippet::{Snippet, SnippetKind};
use crate::domain::{Bilingual, LibraryFault, LibraryProblem};

const KEYS: [&str; 1] = ["snippet"];

/// The shipped ones, in the order they are listed.
const SHIPPED: [(&str, &str); 4] = [
    (
        "objections.toml",
        include_str!("../../../assets/snippets/objections.toml"),
    ),
    (
        "scripts.toml",
        include_str!("../../../assets/snippets/scripts.toml"),
    ),
    (
        "answers.toml",
        include_str!("../../../assets/snippets/answers.toml"),
    ),
    (
        "terms.toml",
        include_str!("../../../assets/snippets/terms.toml"),
    ),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: String,
    kind: String,
    title: Bilingual,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    says: Bilingual,
    simple: Bilingual,
    #[serde(default)]
    expert: Bilingual,
}

/// The shipped snippets with the person's own laid over them by id; new ones follow.
pub(super) fn load(own: Option<&Path>, problems: &mut Vec<LibraryProblem>) -> Vec<Snippet> {
    let shipped = SHIPPED.map(|(name, text)| Source {
        name: name.to_owned(),
        text: text.to_owned(),
    });
    let own = own.map_or_else(Vec::new, |dir| {
        entries::own(&dir.join("snippets"), problems)
    });
    let mut out: Vec<Snippet> = Vec::new();
    for source in shipped.into_iter().chain(own) {
        let mut found = Vec::new();
        for entry in entries::read::<Written>(&source, "snippet", &KEYS, &mut found) {
            let id = entry.value.id.trim().to_owned();
            match checked(entry.value) {
                Ok(snippet) => match out.iter_mut().find(|known| known.id == snippet.id) {
                    Some(known) => *known = snippet,
                    None => out.push(snippet),
                },
                Err(detail) => found.push(LibraryProblem {
                    file: source.name.clone(),
                    line: entry.line,
                    entry: id,
                    fault: LibraryFault::Entry(detail),
                }),
            }
        }
        found.sort_by_key(|problem| problem.line);
        problems.extend(found);
    }
    out
}

fn checked(written: Written) -> Result<Snippet, String> {
    let id = written.id.trim();
    if id.is_empty() {
        return Err("`id` is empty".to_owned());
    }
    let kind = SnippetKind::from_name(&written.kind).ok_or_else(|| {
        let known: Vec<&str> = SnippetKind::ALL.iter().map(|k| k.name()).collect();
        format!("`kind` = `{}`, expected {}", written.kind, known.join(", "))
    })?;
    let tidy = |text: Bilingual| Bilingual {
        ru: text.ru.trim().to_owned(),
        en: text.en.trim().to_owned(),
    };
    let snippet = Snippet {
        id: id.to_owned(),
        kind,
        title: tidy(written.title),
        tags: written.tags,
        says: tidy(written.says),
        simple: tidy(written.simple),
        expert: tidy(written.expert),
    };
    for (key, text, needed) in [
        ("title", &snippet.title, true),
        ("simple", &snippet.simple, true),
        ("expert", &snippet.expert, false),
        ("says", &snippet.says, kind == SnippetKind::Objection),
    ] {
        // One language alone would leave a hole on the screen of the other.
        if text.ru.is_empty() != text.en.is_empty() || (needed && text.ru.is_empty()) {
            return Err(format!("`{key}` needs `ru` and `en`"));
        }
    }
    Ok(snippet)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fold::fold;
    use crate::domain::snippet::SnippetIndex;

    fn shipped() -> Vec<Snippet> {
        let mut problems = Vec::new();
        let all = load(None, &mut problems);
        assert_eq!(problems, []);
        all
    }

    #[test]
    fn the_shelf_answers_what_is_asked_on_the_phone() {
        let all = shipped();
        assert!(all.len() >= 40, "{}", all.len());
        let index = SnippetIndex::new(&all);
        for (typed, id) in [
            ("utm", "utm"),
            ("хвостик", "utm"),
            ("дорого", "expensive"),
            ("Ёмкость", ""),
            ("дебиторка", "debt-call"),
            ("лпр", "reach-decision-maker"),
            ("decision maker", "reach-decision-maker"),
            ("ctr", "ctr"),
            ("рся", "networks"),
            ("минус слова", "negative-keywords"),
            ("модерация", "moderation"),
            ("накрутили", "you-changed-it"),
            ("bots", "fake-clicks"),
        ] {
            let found = index.search(&[fold(typed)]);
            let first = found.first().map_or("", |i| all[*i].id.as_str());
            assert_eq!(first, id, "{typed}");
        }
    }

    #[test]
    fn every_shipped_snippet_speaks_both_languages_and_plainly() {
        let all = shipped();
        for snippet in &all {
            for (text, latin) in [
                (&snippet.simple.ru, false),
                (&snippet.simple.en, true),
                (&snippet.expert.en, true),
            ] {
                let cyrillic = text.chars().any(|c| matches!(c, 'а'..='я' | 'А'..='Я'));
                assert!(
                    text.is_empty() || cyrillic != latin,
                    "{}: {text}",
                    snippet.id
                );
                assert!(!text.contains('!'), "{}: {text}", snippet.id);
            }
            if snippet.kind == SnippetKind::Term {
                assert!(snippet.has_registers(), "{}", snippet.id);
            }
        }
    }

    #[test]
    fn own_files_lie_over_and_a_mistake_switches_off_one_entry() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("snippets");
        std::fs::create_dir(&folder).unwrap();
        let own = r#"
[[snippet]]
id = "utm"
kind = "term"
title = { ru = "Наша метка", en = "Our tag" }
simple = { ru = "Хвост", en = "Tail" }

[[snippet]]
id = "kind"
kind = "joke"
title = { ru = "а", en = "a" }
simple = { ru = "а", en = "a" }

[[snippet]]
id = "half"
kind = "answer"
title = { ru = "а", en = "a" }
simple = { ru = "а", en = "" }

[[snippet]]
id = "mute"
kind = "objection"
title = { ru = "а", en = "a" }
simple = { ru = "а", en = "a" }

[[snippet]]
id = "ours"
kind = "answer"
title = { ru = "Своё", en = "Own" }
simple = { ru = "Текст", en = "Text" }
"#;
        std::fs::write(folder.join("mine.toml"), own).unwrap();
        let mut problems = Vec::new();
        let all = load(Some(dir.path()), &mut problems);
        let told: Vec<(usize, &str)> = problems
            .iter()
            .map(|p| (p.line, p.entry.as_str()))
            .collect();
        assert_eq!(
            told,
            [(8, "kind"), (14, "half"), (20, "mute")],
            "{problems:?}"
        );
        assert_eq!(all.len(), shipped().len() + 1);
        let utm = all.iter().find(|s| s.id == "utm").unwrap();
        assert_eq!(utm.title.ru, "Наша метка");
        assert_eq!(all.last().unwrap().id, "ours");
    }
}
