use super::super::rig::Rig;
use super::*;
use crate::i18n::Lang;

fn story(rig: &Rig, editor: &mut DraftEditor) {
    rig.type_in(editor, "Разделить кампании");
    rig.press(editor, "enter");
    rig.type_in(editor, "Бюджет уходит на регионы");
    rig.press(editor, "tab");
    rig.type_in(editor, "Цена заявки");
    rig.press(editor, "enter");
    rig.type_in(editor, "упадёт");
    rig.press(editor, "tab");
}

fn recommendation(rig: &Rig, client: ClientId, life: Life) -> Recommendation {
    let id = RecommendationId(uuid::Uuid::from_u128(77));
    Recommendation {
        title: "Минус-слова".to_owned(),
        why: "Много мусора".to_owned(),
        life,
        ..Recommendation::draft(id, client, rig.now.timestamp())
    }
}

#[test]
fn writing_a_new_one_from_title_to_ready() {
    for lang in Lang::ALL {
        let mut rig = Rig::new(lang);
        let client = rig.client("Альфа-Авто");
        let mut e = DraftEditor::new(client, None);
        assert!(!e.is_dirty());
        story(&rig, &mut e);
        assert!(e.is_dirty());
        let (shown, cursor) = rig.draw(&mut e, 80, 24);
        for part in [
            "Альфа-Авто",
            "Разделить кампании",
            "Бюджет уходит",
            "упадёт",
        ] {
            assert!(shown.contains(part), "{part} in\n{shown}");
        }
        assert_eq!(shown.matches('✗').count(), 1, "{shown}");
        assert_eq!(shown.matches('✓').count(), 2, "{shown}");
        assert!(cursor.is_some());
        // Not ready yet: says what is lacking and goes there.
        rig.press(&mut e, "shift-tab");
        assert!(matches!(rig.press(&mut e, "ctrl-g"), Reply::Say(_)));
        assert_eq!(e.focus, Field::IfNot);
        rig.type_in(&mut e, "Весной будет дороже");
        // Choices: letters choose, nothing is typed.
        rig.press(&mut e, "tab tab l tab h");
        let Reply::Submit(Command::FinishDraft(of, None, text)) = rig.press(&mut e, "ctrl-g")
        else {
            panic!("saves as ready");
        };
        assert_eq!(of, client);
        assert_eq!(text.title, "Разделить кампании");
        assert_eq!(text.if_done, "Цена заявки\nупадёт");
        assert_eq!(text.if_not, "Весной будет дороже");
        assert_eq!(
            (text.effort, text.kind),
            (Effort::L, RecommendationKind::Hygiene)
        );
        let saved = rig.press(&mut e, "ctrl-s");
        assert!(matches!(saved, Reply::Submit(Command::AddDraft(..))));
    }
}

#[test]
fn changing_one_and_leaving() {
    let mut rig = Rig::new(Lang::Ru);
    let client = rig.client("Бета");
    let known = recommendation(&rig, client, Life::Draft);
    rig.put(known.clone());
    let mut e = DraftEditor::new(client, Some(&known));
    assert!(
        matches!(rig.press(&mut e, "ctrl-s"), Reply::Close),
        "nothing changed"
    );
    assert!(matches!(rig.press(&mut e, "esc"), Reply::Close));
    rig.type_in(&mut e, "!");
    assert!(
        matches!(rig.press(&mut e, "esc"), Reply::Say(_)),
        "asks once"
    );
    let (shown, _) = rig.draw(&mut e, 80, 24);
    assert!(shown.contains("Esc ещё раз"), "{shown}");
    rig.press(&mut e, "left");
    assert!(
        matches!(rig.press(&mut e, "esc"), Reply::Say(_)),
        "another key forgets it"
    );
    assert!(matches!(rig.press(&mut e, "esc"), Reply::Close));
    let Reply::Submit(Command::EditDraft(_, id, text)) = rig.press(&mut e, "ctrl-ы") else {
        panic!("saves in either layout");
    };
    assert_eq!((id, text.why.as_str()), (known.id, "Много мусора!"));
    // One past its draft is never sent back to «ready».
    let sent = recommendation(&rig, client, Life::Sent);
    let mut e = DraftEditor::new(client, Some(&sent));
    rig.type_in(&mut e, "!");
    let reply = rig.press(&mut e, "ctrl-g");
    assert!(
        matches!(reply, Reply::Submit(Command::EditDraft(..))),
        "{reply:?}"
    );
}

#[test]
fn clipboard_and_the_own_editor() {
    let mut rig = Rig::new(Lang::Ru);
    let client = rig.client("Бета");
    let known = recommendation(&rig, client, Life::Draft);
    let mut e = DraftEditor::new(client, Some(&known));
    let asked = rig.press(&mut e, "ctrl-e");
    assert!(matches!(&asked, Reply::Ask(Request::ExternalEditor(t)) if t == "Много мусора"));
    e.edited("Много\nмусора в запросах\n".to_owned(), &rig.cx());
    assert_eq!(e.written().unwrap().why, "Много\nмусора в запросах");
    rig.press(&mut e, "ctrl-z ctrl-z");
    assert_eq!(e.written().unwrap().why, "Много мусора");
    let copied = rig.press(&mut e, "ctrl-a ctrl-c");
    assert!(matches!(&copied, Reply::Ask(Request::Copy(t)) if t == "Много мусора"));
    e.paste("раз\r\nдва", &rig.cx());
    assert_eq!(e.written().unwrap().why, "раз\nдва");
    rig.press(&mut e, "shift-tab");
    e.paste("в одну\nстроку", &rig.cx());
    assert_eq!(e.written().unwrap().title, "Минус-словав одну строку");
}

#[test]
fn draws_at_every_size_with_any_field_in_focus() {
    for lang in Lang::ALL {
        let mut rig = Rig::new(lang);
        let client = rig.client("Альфа-Авто");
        let mut e = DraftEditor::new(client, None);
        rig.draw_all_sizes(&mut e);
        story(&rig, &mut e);
        for _ in Field::ORDER {
            rig.press(&mut e, "tab");
            rig.draw_all_sizes(&mut e);
            let (shown, _) = rig.draw(&mut e, 80, 24);
            let label = rig.texts.t(e.focus.label());
            assert!(shown.contains(&label), "{label} in\n{shown}");
            assert!(
                shown.contains(&say::lacks(&rig.texts, &e.lacks())),
                "{shown}"
            );
        }
        let (wide, _) = rig.draw(&mut e, 140, 40);
        let side_by_side = wide.lines().any(|l| l.matches(['✓', '✗']).count() == 2);
        assert!(side_by_side, "{wide}");
        let at = e.places.iter().find(|p| p.1 == Field::IfNot).unwrap().0;
        e.click(Position::new(at.x + 3, at.y + 1), &rig.cx());
        assert_eq!(e.focus, Field::IfNot);
    }
}

#[test]
fn every_field_comes_back_as_it_was_written() {
    let mut rig = Rig::new(Lang::Ru);
    let client = rig.client("Альфа-Авто");
    let at = rig.now.timestamp();
    let mut brief = crate::domain::Brief::empty(client, at);
    brief.goals.push(crate::domain::Goal {
        id: GoalId(4),
        text: "100 заявок в месяц".to_owned(),
        closed_at: None,
    });
    rig.put(crate::domain::Record::Brief(brief));
    let mut e = DraftEditor::new(client, None);
    story(&rig, &mut e);
    rig.type_in(&mut e, "Весной будет дороже");
    // Goal, effort, kind.
    rig.press(&mut e, "tab l");
    assert!(
        rig.draw(&mut e, 80, 24)
            .0
            .contains("‹ 100 заявок в месяц ›")
    );
    rig.press(&mut e, "tab tab tab");
    rig.type_in(&mut e, "заявки дешевле");
    rig.press(&mut e, "tab l tab");
    rig.type_in(&mut e, "-20..-10");
    rig.press(&mut e, "tab");
    rig.type_in(&mut e, "Ольга");
    rig.press(&mut e, "tab");
    rig.type_in(&mut e, "Нажмите");
    rig.press(&mut e, "tab");
    rig.type_in(&mut e, "Минус-фразы");
    let (shown, _) = rig.draw(&mut e, 80, 24);
    for part in [
        "заявки дешевле",
        "-20..-10",
        "Ольга",
        "Нажмите",
        "Минус-фразы",
    ] {
        assert!(shown.contains(part), "{part} in\n{shown}");
    }
    let Reply::Submit(Command::AddDraft(_, text)) = rig.press(&mut e, "ctrl-s") else {
        panic!("saves");
    };
    assert_eq!(
        text,
        DraftText {
            title: "Разделить кампании".to_owned(),
            why: "Бюджет уходит на регионы".to_owned(),
            if_done: "Цена заявки\nупадёт".to_owned(),
            if_not: "Весной будет дороже".to_owned(),
            goal: Some(GoalId(4)),
            value: "заявки дешевле".to_owned(),
            effect: Some(Effect {
                metric: Metric::Cpa,
                low: -1000,
                high: -2000
            }),
            helper: "Ольга".to_owned(),
            how_simple: "Нажмите".to_owned(),
            how_expert: "Минус-фразы".to_owned(),
            ..DraftText::default()
        }
    );
    // And it is shown again as it was, nothing counted as changed.
    let again = DraftEditor::begun(client, text.clone());
    assert_eq!(again.written().unwrap(), text);
    assert!(
        again.is_dirty(),
        "what the program began is not lost by one esc"
    );
}

#[test]
fn an_effect_without_its_half_is_not_saved() {
    let mut rig = Rig::new(Lang::Ru);
    let client = rig.client("Бета");
    for (metric, range, focus) in [
        ("", "-10..-20", Field::Metric),
        ("l", "", Field::Range),
        ("l", "много", Field::Range),
    ] {
        let mut e = DraftEditor::new(client, None);
        rig.type_in(&mut e, "Цели");
        e.focus(Field::Metric);
        rig.press(&mut e, metric);
        e.focus(Field::Range);
        rig.type_in(&mut e, range);
        assert!(matches!(rig.press(&mut e, "ctrl-s"), Reply::Say(_)));
        assert_eq!(e.focus, focus, "{metric} {range}");
    }
}

#[test]
fn the_instruction_in_the_clients_register_comes_first() {
    let mut rig = Rig::new(Lang::Ru);
    let client = rig.client("Бета");
    let mut e = DraftEditor::new(client, None);
    for (level, first) in [(3, Field::HowSimple), (4, Field::HowExpert)] {
        let mut known = rig.book.client(client).unwrap().clone();
        known.expertise = crate::domain::Expertise::new(level).unwrap();
        rig.book = crate::domain::Book::new();
        rig.put(known);
        e.focus(Field::Helper);
        rig.draw(&mut e, 80, 24);
        rig.press(&mut e, "tab");
        assert_eq!(e.focus, first);
    }
}
