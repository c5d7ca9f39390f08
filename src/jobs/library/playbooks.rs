//! Playbooks: `[[playbook]]` of `assets/playbooks/*.toml` and of the person's own `playbooks/*.toml`.

use std::path::Path;

use serde::Deserialize;

use super::entries::{self, Source};
use crate::domain::{Bilingual, LibraryFault, LibraryProblem, Playbook, PlaybookStep};

/// Files of playbooks may hold letters too.
const KEYS: [&str; 2] = ["playbook", "letter"];

/// The shipped ones, in the order they are offered.
const SHIPPED: [(&str, &str); 7] = [
    (
        "onboarding.toml",
        include_str!("../../../assets/playbooks/onboarding.toml"),
    ),
    (
        "start-agreement.toml",
        include_str!("../../../assets/playbooks/start-agreement.toml"),
    ),
    (
        "month-end.toml",
        include_str!("../../../assets/playbooks/month-end.toml"),
    ),
    (
        "habits.toml",
        include_str!("../../../assets/playbooks/habits.toml"),
    ),
    (
        "quarter-review.toml",
        include_str!("../../../assets/playbooks/quarter-review.toml"),
    ),
    (
        "anomaly.toml",
        include_str!("../../../assets/playbooks/anomaly.toml"),
    ),
    (
        "handover.toml",
        include_str!("../../../assets/playbooks/handover.toml"),
    ),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: String,
    title: Bilingual,
    #[serde(rename = "step", default)]
    steps: Vec<WrittenStep>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenStep {
    text: Bilingual,
    /// Days from the start.
    due: i32,
    #[serde(default)]
    call: bool,
}

/// Days a step may lie from the start: two years either way is a slip of the hand.
const FARTHEST: i32 = 730;

impl Written {
    /// What is wrong with it, in the words of the format.
    fn fault(&self) -> Option<String> {
        let id = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        if self.id.is_empty() || !self.id.chars().all(id) {
            return Some("`id` must be one word of letters, digits and hyphens".to_owned());
        }
        if self.steps.is_empty() {
            return Some("at least one [[playbook.step]] is needed".to_owned());
        }
        let blank = |text: &Bilingual| text.ru.trim().is_empty() || text.en.trim().is_empty();
        if blank(&self.title) || self.steps.iter().any(|step| blank(&step.text)) {
            return Some("`ru` and `en` must not be empty".to_owned());
        }
        let far = self.steps.iter().find(|s| s.due.abs() > FARTHEST)?;
        Some(format!(
            "`due = {}` is more than {FARTHEST} days away",
            far.due
        ))
    }
}

impl From<Written> for Playbook {
    fn from(written: Written) -> Self {
        let step = |s: WrittenStep| PlaybookStep {
            text: s.text,
            due: s.due,
            call: s.call,
        };
        Self {
            id: written.id,
            title: written.title,
            steps: written.steps.into_iter().map(step).collect(),
        }
    }
}

/// Shipped playbooks with the person's own laid over them by id, own new ones after.
pub(super) fn load(own: Option<&Path>, problems: &mut Vec<LibraryProblem>) -> Vec<Playbook> {
    let shipped = SHIPPED.map(|(name, text)| Source {
        name: name.to_owned(),
        text: text.to_owned(),
    });
    let mut out: Vec<Playbook> = Vec::new();
    let own = own.map_or_else(Vec::new, |dir| {
        entries::own(&dir.join("playbooks"), problems)
    });
    for source in shipped.into_iter().chain(own) {
        let mut found = Vec::new();
        for entry in entries::read::<Written>(&source, "playbook", &KEYS, &mut found) {
            if let Some(detail) = entry.value.fault() {
                found.push(LibraryProblem {
                    file: source.name.clone(),
                    line: entry.line,
                    entry: entry.value.id,
                    fault: LibraryFault::Entry(detail),
                });
                continue;
            }
            let playbook = Playbook::from(entry.value);
            match out.iter_mut().find(|known| known.id == playbook.id) {
                Some(known) => *known = playbook,
                None => out.push(playbook),
            }
        }
        found.sort_by_key(|problem| problem.line);
        problems.extend(found);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_playbooks_are_sound() {
        let mut problems = Vec::new();
        let all = load(None, &mut problems);
        assert_eq!(problems, []);
        assert_eq!(all.len(), SHIPPED.len());
        for playbook in &all {
            let days: Vec<i32> = playbook.steps.iter().map(|s| s.due).collect();
            assert!(days.is_sorted(), "{}: {days:?}", playbook.id);
        }
        let onboarding = all.iter().find(|p| p.id == "onboarding").unwrap();
        for point in [7, 30, 60] {
            let talk = |s: &PlaybookStep| s.due == point && s.call;
            assert!(onboarding.steps.iter().any(talk), "day {point}");
        }
        let habits = all.iter().find(|p| p.id == "habits").unwrap();
        assert_eq!(habits.steps.len(), 10);
    }

    #[test]
    fn own_files_lie_over_and_a_mistake_switches_off_one_entry() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("playbooks");
        std::fs::create_dir(&folder).unwrap();
        let own = r#"
[[playbook]]
id = "onboarding"
title = { ru = "Наш старт", en = "Our start" }
[[playbook.step]]
due = 1
text = { ru = "Позвонить", en = "Call" }

[[playbook]]
id = "wrong"
title = { ru = "Кривой", en = "Wrong" }
steps = 3

[[playbook]]
id = "empty"
title = { ru = "Пустой", en = "Empty" }

[[playbook]]
id = "far"
title = { ru = "Даль", en = "Far" }
[[playbook.step]]
due = 9000
text = { ru = "Позвонить", en = "Call" }

[[letter]]
id = "not-mine"

[[sauce]]
id = "x"
"#;
        std::fs::write(folder.join("a.toml"), own).unwrap();
        std::fs::write(folder.join("b.toml"), "[[playbook]\n").unwrap();
        std::fs::write(folder.join("notes.txt"), "не наше").unwrap();
        let mut problems = Vec::new();
        let all = load(Some(dir.path()), &mut problems);
        assert_eq!(all.len(), SHIPPED.len());
        assert_eq!(all[0].title.ru, "Наш старт");
        let told: Vec<(usize, &str)> = problems
            .iter()
            .map(|p| (p.line, p.entry.as_str()))
            .collect();
        assert_eq!(
            told,
            [(12, "wrong"), (14, "empty"), (18, "far"), (28, ""), (1, "")],
            "{problems:?}"
        );
        assert!(problems[0].file.ends_with("a.toml"));
        let named =
            |fault: &LibraryFault| matches!(fault, LibraryFault::Entry(s) if s.contains("steps"));
        assert!(named(&problems[0].fault), "{problems:?}");
    }
}
