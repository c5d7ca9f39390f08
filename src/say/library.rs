//! Mistakes of the person's own data files: rules, playbooks, letters.

use super::audit::rule_fault;
use crate::domain::{LibraryFault, LibraryProblem};
use crate::i18n::Texts;

/// A mistake of an own data file: the place, the entry that is left out, what is wrong.
#[must_use]
pub fn library_problem(texts: &Texts, problem: &LibraryProblem) -> String {
    let file = problem.file.as_str();
    let place = match problem.line {
        0 => file.to_owned(),
        // A line number is not a count: it is not grouped.
        line => texts.tf(
            "config-at-line",
            &[("file", file.into()), ("line", line.to_string().into())],
        ),
    };
    let (id, fault) = match (&problem.fault, problem.entry.is_empty()) {
        (LibraryFault::Rule(fault), false) => ("rule-problem", rule_fault(texts, fault)),
        (LibraryFault::Rule(fault), true) => ("library-problem-file", rule_fault(texts, fault)),
        (LibraryFault::Query(text, fault), _) => {
            ("library-problem", super::view_fault(texts, text, fault))
        }
        (LibraryFault::Entry(detail), false) => ("library-problem", detail.clone()),
        (LibraryFault::Entry(detail), true) => ("library-problem-file", detail.clone()),
    };
    let args = [
        ("place", place.into()),
        ("entry", problem.entry.as_str().into()),
        ("fault", fault.into()),
    ];
    texts.tf(id, &args)
}

/// The first mistake of the own data files and how many more there are; `None` when there are none.
#[must_use]
pub fn library_problems(texts: &Texts, problems: &[LibraryProblem]) -> Option<String> {
    let (first, more) = problems.split_first()?;
    let said = library_problem(texts, first);
    if more.is_empty() {
        return Some(said);
    }
    let args = [("problem", said.into()), ("count", more.len().into())];
    Some(texts.tf("library-more", &args))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::audit::RuleFault;
    use crate::i18n::Lang;

    fn problem(line: usize, entry: &str, fault: LibraryFault) -> LibraryProblem {
        LibraryProblem {
            file: "мои.toml".to_owned(),
            line,
            entry: entry.to_owned(),
            fault,
        }
    }

    #[test]
    fn a_mistake_names_its_place_and_what_is_left_out() {
        let texts = Texts::new(Lang::Ru);
        let entry = || LibraryFault::Entry("expected [[letter]]".to_owned());
        for (given, said) in [
            (
                problem(1_204, "start", entry()),
                "мои.toml, строка 1204: «start» не работает: expected [[letter]]",
            ),
            (
                problem(2, "", entry()),
                "мои.toml, строка 2: expected [[letter]]",
            ),
            (
                problem(0, "", LibraryFault::Rule(RuleFault::Twice)),
                "мои.toml: правило с таким id уже есть",
            ),
        ] {
            let words = library_problem(&texts, &given);
            assert!(words.starts_with(said), "{words}");
        }
        assert_eq!(library_problems(&texts, &[]), None);
        let three = vec![problem(2, "", entry()); 3];
        let words = library_problems(&texts, &three).unwrap();
        assert!(
            words.contains("строка 2") && words.contains("ещё 2"),
            "{words}"
        );
    }
}
