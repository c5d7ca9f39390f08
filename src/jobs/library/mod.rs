//! Data files of the field: those shipped in `assets`, and the person's own laid over them by id.
//!
//! A file with an error is named with its line and the entry at fault; that entry alone is switched off.

mod entries;
mod holidays;
mod letters;
mod playbooks;
mod rules;
mod snippets;
mod views;

use std::path::Path;

use crate::domain::{Library, LibraryFault, LibraryProblem};
pub use rules::{RuleProblem, rules};

/// Reads all data files; `own` is the directory of the person's own (`rules/`, `playbooks/`,
/// `snippets/` inside).
/// Reads all data files with the work calendar of Russia; see [`load_for`].
#[must_use]
pub fn load(own: Option<&Path>) -> (Library, Vec<LibraryProblem>) {
    load_for(own, Some("ru"))
}

/// Reads all data files; `own` is the directory of the person's own (`rules/`, `playbooks/`, `holidays.toml`
/// inside), `country` whose work calendar holds, `None` for the plain week.
#[must_use]
pub fn load_for(own: Option<&Path>, country: Option<&str>) -> (Library, Vec<LibraryProblem>) {
    let mut problems = Vec::new();
    let playbooks = playbooks::load(own, &mut problems);
    let mut of_letters = Vec::new();
    let letters = letters::load(own, &mut of_letters);
    // Playbooks and letters lie in the same files: what is wrong with a file both have met.
    of_letters.retain(|problem| !problems.contains(problem));
    problems.append(&mut of_letters);
    let (rules, faults) = rules(own);
    problems.extend(faults.into_iter().map(LibraryProblem::from));
    let snippets = snippets::load(own, &mut problems);
    let (calendar, greetings) = holidays::load(country, own, &mut problems);
    let views = views::load(own, &mut problems);
    let library = Library {
        playbooks,
        letters,
        rules,
        calendar,
        greetings,
        snippets,
        views,
    };
    (library, problems)
}

impl From<RuleProblem> for LibraryProblem {
    fn from(problem: RuleProblem) -> Self {
        Self {
            file: problem.file.display().to_string(),
            line: problem.line,
            entry: problem.rule,
            fault: LibraryFault::Rule(problem.fault),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_two_readers_meet_is_told_once() {
        let dir = tempfile::tempdir().unwrap();
        for (folder, name, text) in [
            ("playbooks", "a.toml", "[[playbook]\n"),
            ("playbooks", "b.toml", "[[sauce]]\nid = \"x\"\n"),
            ("playbooks", "c.toml", "[[letter]]\nid = \"empty\"\n"),
            ("rules", "d.toml", "[[rule]\n"),
        ] {
            std::fs::create_dir_all(dir.path().join(folder)).unwrap();
            std::fs::write(dir.path().join(folder).join(name), text).unwrap();
        }
        let (_, problems) = load(Some(dir.path()));
        let told: Vec<(&str, &str)> = problems
            .iter()
            .map(|p| {
                let name = p.file.rsplit(['/', '\\']).next().unwrap_or_default();
                (name, p.entry.as_str())
            })
            .collect();
        let all = [
            ("a.toml", ""),
            ("b.toml", ""),
            ("c.toml", "empty"),
            ("d.toml", ""),
        ];
        assert_eq!(told, all, "{problems:?}");
    }
}
