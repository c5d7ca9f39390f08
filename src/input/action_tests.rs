use super::*;

/// Read as plain lines: this layer knows nothing of the language layer.
#[test]
fn every_action_and_group_is_named_in_both_languages() {
    let files = [
        include_str!("../../assets/i18n/ru/actions.ftl"),
        include_str!("../../assets/i18n/en/actions.ftl"),
    ];
    for file in files {
        let named = |id: &str| file.lines().any(|l| l.starts_with(&format!("{id} = ")));
        for action in Action::ALL {
            assert!(named(action.text_key()), "{}", action.text_key());
        }
        for line in file.lines() {
            let id = line.split(' ').next().unwrap_or_default();
            for prefix in ["action-", "hint-"] {
                if let Some(name) = id.strip_prefix(prefix) {
                    assert!(Action::from_name(name).is_some(), "{id} names no action");
                }
            }
        }
    }
    let files = [
        include_str!("../../assets/i18n/ru/main.ftl"),
        include_str!("../../assets/i18n/en/main.ftl"),
    ];
    for file in files {
        let named = |id: &str| file.lines().any(|l| l.starts_with(&format!("{id} = ")));
        for group in Group::ALL {
            assert!(named(group.text_key()), "{}", group.text_key());
        }
        for context in super::super::Context::ALL {
            assert!(named(&context.text_key()), "{}", context.text_key());
        }
    }
}

#[test]
fn names_are_unique_kebab_and_come_back() {
    let mut seen = std::collections::HashSet::new();
    for &action in Action::ALL {
        let name = action.name();
        assert!(seen.insert(name), "{name} twice");
        assert!(
            name.chars().all(|c| c.is_ascii_lowercase() || c == '-'),
            "{name}"
        );
        assert_eq!(Action::from_name(name), Some(action));
        assert_eq!(action.text_key(), format!("action-{name}"));
        assert!(Group::ALL.contains(&action.group()));
    }
    assert_eq!(Action::from_name("none"), None);
}
