//! Files of rules: the person's own over the shipped ones, and every mistake with its place.

use std::fs;

use super::*;

/// A rule as short as one may be, with `fields` added or changed.
fn rule(id: &str, fields: &[(&str, &str)]) -> String {
    let mut all = vec![
        ("scope", "\"campaign\""),
        ("severity", "\"normal\""),
        ("kind", "\"hygiene\""),
        ("when", "\"clicks > 5\""),
        ("measure", "\"clicks\""),
    ];
    let texts: Vec<&str> = [
        "title",
        "evidence",
        "why",
        "if_done",
        "if_not",
        "how_simple",
        "how_expert",
    ]
    .to_vec();
    all.extend(
        texts
            .iter()
            .map(|name| (*name, "{ ru = \"слово {clicks}\", en = \"word\" }")),
    );
    for (name, value) in fields {
        match all.iter_mut().find(|(known, _)| known == name) {
            Some(slot) => slot.1 = value,
            None => all.push((name, value)),
        }
    }
    let mut out = format!("[[rule]]\nid = \"{id}\"\n");
    for (name, value) in all {
        out.push_str(&format!("{name} = {value}\n"));
    }
    out
}

fn load(files: &[(&str, &str)]) -> (Vec<Arc<Rule>>, Vec<(usize, String, RuleFault)>) {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("rules")).unwrap();
    for (name, text) in files {
        fs::write(dir.path().join("rules").join(name), text).unwrap();
    }
    let (rules, problems) = rules(Some(dir.path()));
    let problems = problems
        .into_iter()
        .map(|p| {
            assert!(p.file.starts_with(dir.path()), "{}", p.file.display());
            (p.line, p.rule, p.fault)
        })
        .collect();
    (rules, problems)
}

fn shipped() -> usize {
    rules(None).0.len()
}

#[test]
fn own_rules_are_added_replace_and_switch_off() {
    let text = format!(
        "{}\n{}\n[[rule]]\nid = \"no-video\"\noff = true\n",
        rule(
            "mine",
            &[("effect", "{ metric = \"cpa\", low = -30, high = -7.5 }")]
        ),
        rule("utm-missing", &[("severity", "\"critical\"")]),
    );
    let (rules, problems) = load(&[("my.toml", &text), ("notes.txt", "not a rule")]);
    assert_eq!(problems, []);
    let find = |id: &str| rules.iter().find(|rule| rule.id == id);
    assert_eq!(rules.len(), shipped());
    let mine = find("mine").unwrap();
    let effect = mine.effect.clone().unwrap();
    assert_eq!((effect.low, effect.high), (-3000, -750));
    assert_eq!(mine.unit, Unit::Count);
    assert_eq!(find("utm-missing").unwrap().severity, Severity::Critical);
    assert!(find("no-video").is_none());
}

#[test]
fn a_mistake_switches_off_its_rule_only_and_is_told_by_its_line() {
    let when = |text: &'static str| rule("bad", &[("when", text)]);
    for (name, bad, line, fault) in [
        (
            "unknown variable",
            when("\"ctrr < 1\""),
            6,
            RuleFault::UnknownVariable {
                name: "ctrr".to_owned(),
                nearest: Some(Var::Ctr),
            },
        ),
        (
            "a variable of another scope",
            when("\"running > 1\""),
            6,
            RuleFault::NotAtScope {
                var: Var::Running,
                scope: Scope::Campaign,
            },
        ),
        (
            "a term nobody knows",
            rule("bad", &[("scope", "\"account\"")]),
            3,
            RuleFault::UnknownTerm {
                name: "account".to_owned(),
                known: "client, platform, campaign".to_owned(),
            },
        ),
        (
            "a place for what is not known",
            rule("bad", &[("why", "{ ru = \"{cost}\", en = \"cost\" }")]),
            10,
            RuleFault::UnknownVariable {
                name: "cost".to_owned(),
                nearest: None,
            },
        ),
        (
            "a brace without a pair",
            rule("bad", &[("why", "{ ru = \"{clicks\", en = \"clicks\" }")]),
            10,
            RuleFault::BadPlace { field: "why" },
        ),
        (
            "an empty text",
            rule("bad", &[("if_not", "{ ru = \"слово\", en = \" \" }")]),
            12,
            RuleFault::TextMissing { field: "if_not" },
        ),
        ("an id with a blank", rule("b ad", &[]), 2, RuleFault::BadId),
    ] {
        let text = format!("{bad}\n{}", rule("good", &[]));
        let (rules, problems) = load(&[("my.toml", &text)]);
        let id = if line == 2 { "b ad" } else { "bad" };
        assert_eq!(problems, [(line, id.to_owned(), fault)], "{name}");
        assert_eq!(rules.len(), shipped() + 1, "{name}");
        assert!(rules.iter().any(|rule| rule.id == "good"), "{name}");
    }
}

#[test]
fn what_the_format_refuses_is_told_by_its_line() {
    let second = format!(
        "{}\n{}",
        rule("good", &[]),
        rule("bad", &[("colour", "\"red\"")])
    );
    let lines = rule("good", &[]).lines().count() + 1;
    let missing = rule("bad", &[]).replace("measure = \"clicks\"\n", "");
    for (name, text, line, id, words, kept) in [
        (
            "unknown field",
            second,
            lines + 15,
            "bad",
            "unknown field `colour`",
            1,
        ),
        (
            "missing field",
            missing,
            1,
            "bad",
            "missing field `measure`",
            0,
        ),
        ("not TOML", "[[rule]]\nid = \n".to_owned(), 2, "", "", 0),
        (
            "not a rule",
            "[other]\n".to_owned(),
            1,
            "other",
            "expected [[rule]]",
            0,
        ),
        (
            "twice",
            format!("{}{}", rule("same", &[]), rule("same", &[])),
            15,
            "same",
            "another rule has this id",
            1,
        ),
    ] {
        let (rules, problems) = load(&[("my.toml", &text)]);
        let [(at, rule, fault)] = problems.as_slice() else {
            unreachable!("{name}: {problems:?}");
        };
        assert_eq!((*at, rule.as_str()), (line, id), "{name}: {fault}");
        assert!(fault.to_string().contains(words), "{name}: {fault}");
        assert_eq!(rules.len(), shipped() + kept, "{name}");
    }
}

#[test]
fn an_own_rule_with_a_mistake_leaves_the_shipped_one_in_force() {
    let (rules, problems) = load(&[("my.toml", &rule("no-video", &[("when", "\"(\"")]))]);
    assert_eq!(problems.len(), 1);
    assert!(rules.iter().any(|rule| rule.id == "no-video"));
}
