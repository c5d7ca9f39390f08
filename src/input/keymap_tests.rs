use std::collections::HashSet;

use super::*;

fn key(text: &str) -> Key {
    text.parse().unwrap()
}

fn seq(text: &str) -> KeySeq {
    text.parse().unwrap()
}

/// What a line of keys does when pressed one after another.
fn press(map: &Keymap, context: Context, text: &str) -> Resolved {
    let keys = seq(text);
    let (last, before) = keys.keys().split_last().unwrap();
    for (i, key) in before.iter().enumerate() {
        let resolved = map.resolve(context.chain(), &before[..i], *key);
        assert_eq!(resolved, Resolved::Pending, "{text} in {context:?}");
    }
    map.resolve(context.chain(), before, *last)
}

fn does(action: Action) -> Resolved {
    Resolved::Action(action)
}

#[test]
fn shipped_map_has_no_problems_and_a_key_for_every_action() {
    let (entries, problems) = keymap_file::read(DEFAULT);
    assert_eq!(problems, []);
    assert!(!entries.is_empty());
    let map = Keymap::default();
    assert_eq!(map.unreachable(), []);
    for &action in Action::ALL {
        let bound = Context::ALL
            .iter()
            .any(|context| map.key_of(context.chain(), action).is_some());
        assert!(bound, "{} has no key", action.name());
    }
}

#[test]
fn every_shipped_letter_works_through_its_cyrillic_twin() {
    let map = Keymap::default();
    let mut checked = 0;
    for binding in map.bindings() {
        // A question reads «н» as «нет» although it lies on `y`: see the next test.
        if binding.context == Context::Confirm {
            continue;
        }
        let twin: Vec<String> = binding
            .keys
            .keys()
            .iter()
            .map(|k| match k.code() {
                super::super::KeyCode::Char(c) if c.is_ascii_alphabetic() => {
                    k.with_char(layout::cyrillic(c).unwrap()).to_string()
                }
                _ => k.to_string(),
            })
            .collect();
        let twin = twin.join(" ");
        if twin == binding.keys.to_string() {
            continue;
        }
        checked += 1;
        for &context in Context::ALL {
            let chain = context.chain();
            // In a text field letters are text in either layout: another test.
            let typed = context.is_text() && binding.keys.keys()[0].text().is_some();
            if chain.contains(&binding.context) && !typed {
                assert_eq!(
                    press(&map, context, &twin),
                    press(&map, context, &binding.keys.to_string()),
                    "{} as {twin} in {context:?}",
                    binding.keys
                );
            }
        }
    }
    assert!(checked > 60, "only {checked} letters checked");
}

#[test]
fn questions_answer_letters_and_places_and_default_to_no() {
    let map = Keymap::default();
    let cases = [
        ("y", Action::Yes),
        ("Y", Action::Yes),
        ("д", Action::Yes),
        ("Д", Action::Yes),
        ("n", Action::No),
        ("н", Action::No),
        ("Н", Action::No),
        ("т", Action::No),
        ("enter", Action::No),
        ("esc", Action::No),
        ("ctrl-c", Action::No),
    ];
    for (text, action) in cases {
        assert_eq!(press(&map, Context::Confirm, text), does(action), "{text}");
    }
    for text in ["u", "tab", "D", "ctrl-q", "1", "j"] {
        assert_eq!(
            press(&map, Context::Confirm, text),
            Resolved::Miss,
            "{text}"
        );
    }
}

#[test]
fn text_keeps_every_plain_character() {
    let map = Keymap::default();
    for &context in Context::ALL.iter().filter(|c| c.is_text()) {
        for c in "jqGН№о?/: 1ё.".chars() {
            let resolved = map.resolve(context.chain(), &[], Key::char(c));
            assert_eq!(resolved, Resolved::Miss, "{c:?} in {context:?}");
        }
    }
    // Ctrl works in both layouts.
    let cases = [
        ("ctrl-s", Action::Save),
        ("ctrl-ы", Action::Save),
        ("ctrl-я", Action::UndoTyping),
        ("ctrl-r", Action::RedoTyping),
        ("f1", Action::Help),
        ("esc", Action::Cancel),
    ];
    for (text, action) in cases {
        assert_eq!(press(&map, Context::Form, text), does(action), "{text}");
    }
}

#[test]
fn the_most_specific_context_answers_first() {
    let map = Keymap::default();
    let cases = [
        (
            "list key in a pane",
            Context::Clients,
            "j",
            Action::CursorDown,
        ),
        ("global key in a pane", Context::Clients, "q", Action::Quit),
        ("pane over global", Context::Contacts, "q", Action::Cancel),
        (
            "pane over global",
            Context::Contacts,
            "a",
            Action::NewContact,
        ),
        (
            "same key, other pane",
            Context::Drafts,
            "R",
            Action::DraftReady,
        ),
        (
            "same key, other pane",
            Context::Clients,
            "R",
            Action::RestoreClient,
        ),
        ("sequence", Context::Board, "g g", Action::Top),
        (
            "sequence of a wider context",
            Context::Board,
            "g d",
            Action::GoDay,
        ),
        ("sequence in Cyrillic", Context::Board, "п в", Action::GoDay),
        (
            "layout switched half-way",
            Context::Board,
            "п d",
            Action::GoDay,
        ),
        (
            "colon on the Russian layout",
            Context::Board,
            "Ж",
            Action::Palette,
        ),
        (
            "choice moves by letters",
            Context::Choice,
            "д",
            Action::NextChoice,
        ),
        (
            "choice knows the form",
            Context::Choice,
            "tab",
            Action::NextField,
        ),
    ];
    for (name, context, text, action) in cases {
        assert_eq!(press(&map, context, text), does(action), "{name}: {text}");
    }
    let misses = [
        (Context::Board, "g x"),
        (Context::Board, "."),
        (Context::Choice, "q"),
        (Context::Clients, "№"),
    ];
    for (context, text) in misses {
        assert_eq!(press(&map, context, text), Resolved::Miss, "{text}");
    }
}

#[test]
fn a_typed_cyrillic_binding_wins_over_the_twin() {
    let (map, problems) = Keymap::with_user("[list]\nbind = [{ on = 'о', do = 'bottom' }]");
    assert_eq!(problems, []);
    assert_eq!(press(&map, Context::Board, "о"), does(Action::Bottom));
    assert_eq!(press(&map, Context::Board, "j"), does(Action::CursorDown));
}

#[test]
fn the_persons_file_lies_over_the_shipped_one() {
    let (map, problems) = Keymap::with_user(
        r#"
        [global]
        bind = [
          { on = "q", do = "none" },
          { on = ["Q", "g q"], do = "quit" },
        ]
        [clients]
        bind = [
          { on = "e", do = "call" },
          { on = "c", do = "none" },
        ]
        "#,
    );
    assert_eq!(problems, []);
    let cases = [
        ("unbound", Context::Board, "q", Resolved::Miss),
        (
            "unbound in the other layout",
            Context::Board,
            "й",
            Resolved::Miss,
        ),
        (
            "other keys stay",
            Context::Board,
            "ctrl-q",
            does(Action::Quit),
        ),
        ("new key", Context::Board, "Q", does(Action::Quit)),
        ("new sequence", Context::Board, "g q", does(Action::Quit)),
        (
            "shipped sequence beside it",
            Context::Board,
            "g d",
            does(Action::GoDay),
        ),
        ("rebound", Context::Clients, "e", does(Action::Call)),
        (
            "elsewhere as shipped",
            Context::Board,
            "e",
            does(Action::EditClient),
        ),
        ("hidden in one pane", Context::Clients, "c", Resolved::Miss),
        (
            "works in the other",
            Context::Board,
            "c",
            does(Action::Call),
        ),
    ];
    for (name, context, text, expected) in cases {
        assert_eq!(press(&map, context, text), expected, "{name}");
    }
    assert_eq!(
        map.key_of(Context::Board.chain(), Action::Quit),
        Some(seq("Q")),
        "hints show the person's key first"
    );
    assert_eq!(
        map.keys_of(Context::Clients.chain(), Action::Call),
        [seq("e")],
        "a hidden key is not shown"
    );
}

#[test]
fn mistakes_are_named_with_their_lines() {
    use ProblemKind as P;
    let cases = [
        (
            "unknown action",
            "[global]\nbind = [\n { on = 'q', do = 'quite' },\n]",
            3,
            P::UnknownAction {
                name: "quite".to_owned(),
                nearest: Some(Action::Quit),
            },
        ),
        (
            "unknown action like nothing",
            "[global]\nbind = [{ on = 'q', do = 'make-coffee' }]",
            2,
            P::UnknownAction {
                name: "make-coffee".to_owned(),
                nearest: None,
            },
        ),
        (
            "unknown place",
            "\n[kitchen]\nbind = []",
            2,
            P::UnknownContext {
                name: "kitchen".to_owned(),
            },
        ),
        (
            "no such key",
            "[list]\nbind = [{ on = ['j', 'dwon'], do = 'cursor-down' }]",
            2,
            P::BadKey {
                text: "dwon".to_owned(),
            },
        ),
        ("no action", "[list]\nbind = [{ on = 'j' }]", 2, P::BadEntry),
        ("unknown field", "[list]\nbnid = []", 2, P::BadEntry),
        (
            "twice",
            "[list]\nbind = [\n{ on = 'j', do = 'top' },\n{ on = 'j', do = 'bottom' }]",
            4,
            P::Duplicate {
                context: Context::List,
                keys: seq("j"),
                first_line: 3,
            },
        ),
        (
            "cut short by the person's own key",
            "[list]\nbind = [{ on = 'g', do = 'top' }]",
            2,
            P::Unreachable {
                context: Context::List,
                keys: seq("g g"),
                hidden_by: seq("g"),
            },
        ),
        (
            "a letter in a text field",
            "[form]\nbind = [{ on = 'q', do = 'cancel' }]",
            2,
            P::TypedAsText {
                context: Context::Form,
                keys: seq("q"),
            },
        ),
    ];
    for (name, text, line, kind) in cases {
        let (_, problems) = Keymap::with_user(text);
        let expected = KeymapProblem {
            line: Some(line),
            kind,
        };
        assert!(problems.contains(&expected), "{name}: {problems:?}");
    }
    let (map, problems) = Keymap::with_user("[list\nbind = 5");
    assert!(
        problems
            .iter()
            .any(|p| matches!(p.kind, P::Syntax { .. }) && p.line == Some(1)),
        "{problems:?}"
    );
    assert_eq!(press(&map, Context::Board, "j"), does(Action::CursorDown));
}

#[test]
fn a_prefix_shows_where_it_leads() {
    let map = Keymap::default();
    for typed in ["g", "п"] {
        let menu = map.pending_menu(Context::Clients.chain(), &[key(typed)]);
        let expected = [
            (key("g"), Action::Top),
            (key("d"), Action::GoDay),
            (key("h"), Action::GoHistory),
            (key("e"), Action::Evening),
            (key("a"), Action::AuditSegment),
            (key("f"), Action::GoFocus),
            (key("i"), Action::GoInbox),
            (key("b"), Action::GoBase),
            (key("t"), Action::Morning),
            (key("r"), Action::PolicyReview),
        ];
        assert_eq!(menu, expected, "after {typed}");
    }
    assert!(
        map.pending_menu(Context::Confirm.chain(), &[key("g")])
            .is_empty()
    );
}

#[test]
fn shown_keys_do_what_they_say() {
    let map = Keymap::default();
    let mut shown = HashSet::new();
    for &context in Context::ALL {
        for &action in Action::ALL {
            for keys in map.keys_of(context.chain(), action) {
                assert_eq!(press(&map, context, &keys.to_string()), does(action));
                assert!(shown.insert((context, keys)), "{action:?} in {context:?}");
            }
        }
    }
}
