//! Letters: `[[letter]]` of `assets/playbooks/letters.toml` and of the person's own `playbooks/*.toml`.

use std::path::Path;

use serde::Deserialize;

use super::entries::{self, Entry, Source};
use crate::domain::letter::places;
use crate::domain::{Bilingual, Letter, LibraryFault, LibraryProblem, Solver};

/// Files of letters may hold playbooks too.
const KEYS: [&str; 2] = ["playbook", "letter"];

const SHIPPED: (&str, &str) = (
    "letters.toml",
    include_str!("../../../assets/playbooks/letters.toml"),
);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: String,
    to: String,
    title: Bilingual,
    body: Bilingual,
}

/// The shipped letters with the person's own laid over them by id; new ones follow.
pub(super) fn load(own: Option<&Path>, problems: &mut Vec<LibraryProblem>) -> Vec<Letter> {
    let shipped = Source {
        name: SHIPPED.0.to_owned(),
        text: SHIPPED.1.to_owned(),
    };
    let mut letters = Vec::new();
    take(&shipped, &mut letters, problems);
    if let Some(own) = own {
        for source in entries::own(&own.join("playbooks"), problems) {
            take(&source, &mut letters, problems);
        }
    }
    letters
}

fn take(source: &Source, letters: &mut Vec<Letter>, problems: &mut Vec<LibraryProblem>) {
    for Entry { line, value } in entries::read::<Written>(source, "letter", &KEYS, problems) {
        let id = value.id.trim().to_owned();
        let letter = match checked(value) {
            Ok(letter) => letter,
            Err(detail) => {
                problems.push(LibraryProblem {
                    file: source.name.clone(),
                    line,
                    entry: id,
                    fault: LibraryFault::Entry(detail),
                });
                continue;
            }
        };
        match letters.iter_mut().find(|known| known.id == letter.id) {
            Some(known) => *known = letter,
            None => letters.push(letter),
        }
    }
}

fn checked(written: Written) -> Result<Letter, String> {
    let id = written.id.trim();
    if id.is_empty() {
        return Err("`id` is empty".to_owned());
    }
    let to = Solver::from_name(&written.to).ok_or_else(|| {
        let known: Vec<&str> = Solver::ALL.iter().map(|s| s.name()).collect();
        format!("`to` = `{}`, expected {}", written.to, known.join(", "))
    })?;
    for (key, body) in [("ru", &written.body.ru), ("en", &written.body.en)] {
        if body.trim().is_empty() {
            return Err(format!("`body.{key}` is empty"));
        }
        places(body).map_err(|error| format!("`body.{key}`, {error}"))?;
    }
    Ok(Letter {
        id: id.to_owned(),
        title: written.title,
        to,
        body: written.body,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(text: &str) -> (Vec<Letter>, Vec<LibraryProblem>) {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("playbooks")).unwrap();
        std::fs::write(dir.path().join("playbooks/mine.toml"), text).unwrap();
        let mut problems = Vec::new();
        let letters = load(Some(dir.path()), &mut problems);
        (letters, problems)
    }

    fn shipped() -> Vec<Letter> {
        let mut problems = Vec::new();
        let letters = load(None, &mut problems);
        assert_eq!(problems, []);
        letters
    }

    #[test]
    fn every_outside_solver_has_a_letter() {
        let letters = shipped();
        for solver in [
            Solver::Platform,
            Solver::Webmaster,
            Solver::Specialist,
            Solver::Client,
        ] {
            assert!(letters.iter().any(|l| l.to == solver), "{solver:?}");
        }
        for letter in &letters {
            let [ru, en] = [&letter.body.ru, &letter.body.en].map(|b| places(b).unwrap());
            assert_eq!(ru, en, "{}: the languages ask for the same", letter.id);
        }
    }

    const OWN: &str = r#"
[[letter]]
id = "client-access"
to = "client"
title = { ru = "Свой", en = "Own" }
body = { ru = "{client}, доступ", en = "{client}, access" }

[[letter]]
id = "thanks"
to = "specialist"
title = { ru = "Спасибо", en = "Thanks" }
body = { ru = "Спасибо", en = "Thanks" }
"#;

    #[test]
    fn own_letters_take_the_place_of_shipped_ones_or_follow() {
        let (letters, problems) = own(OWN);
        assert_eq!(problems, []);
        assert_eq!(letters.len(), shipped().len() + 1);
        let access = letters.iter().find(|l| l.id == "client-access").unwrap();
        assert_eq!(access.title.ru, "Свой");
        assert_eq!(letters.last().unwrap().id, "thanks");
    }

    #[test]
    fn a_mistake_switches_off_its_letter_alone_and_names_its_line() {
        for (from, to, line, words) in [
            ("to = \"client\"", "to = \"boss\"", 2, "`to` = `boss`"),
            ("{client}, доступ", "{client, доступ", 2, "body.ru"),
            ("{client}, доступ", "{% if x %}", 2, "body.ru"),
            (
                "to = \"client\"",
                "too = \"client\"",
                2,
                "unknown field `too`",
            ),
            ("{client}, доступ", " ", 2, "`body.ru` is empty"),
        ] {
            let (letters, problems) = own(&OWN.replacen(from, to, 1));
            let [problem] = problems.as_slice() else {
                panic!("{to}: {problems:?}");
            };
            assert!(problem.file.ends_with("mine.toml"));
            assert_eq!(problem.entry, "client-access", "{to}");
            assert!(problem.line >= line && problem.line <= 6, "{problem:?}");
            let LibraryFault::Entry(detail) = &problem.fault else {
                panic!("{problem:?}");
            };
            assert!(detail.contains(words), "{problem:?}");
            let access = letters.iter().find(|l| l.id == "client-access").unwrap();
            assert_ne!(access.title.ru, "Свой", "the shipped one stays");
            assert_eq!(letters.last().unwrap().id, "thanks", "the others are taken");
        }
        let (_, problems) = own("[[letter]\n");
        assert_eq!((problems.len(), problems[0].line), (1, 1));
    }
}
