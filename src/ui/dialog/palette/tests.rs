use super::*;
use crate::ui::dialog::rig::Rig;

fn first(rig: &Rig, typed: &str) -> Reply {
    let mut p = Palette::new(&rig.cx(), Context::Clients.chain());
    rig.type_in(&mut p, typed);
    rig.press(&mut p, "enter")
}

#[test]
fn finds_by_name_in_both_languages_and_layouts() {
    for lang in Lang::ALL {
        let rig = Rig::new(lang);
        for (typed, action) in [
            ("справка", Action::Help),
            ("cghfdrf", Action::Help),
            ("телефон", Action::CopyPhone),
            ("copy phone", Action::CopyPhone),
            ("сщзн зрщту", Action::CopyPhone),
            ("ТЕМУ", Action::SwitchTheme),
            ("theme", Action::SwitchTheme),
            ("новый кл", Action::NewClient),
        ] {
            let reply = first(&rig, typed);
            assert!(
                matches!(&reply, Reply::Act(a) if *a == action),
                "{typed} in {lang:?}: {reply:?}"
            );
        }
    }
}

#[test]
fn offers_the_calling_place_first_and_never_a_dead_key() {
    let rig = Rig::new(Lang::Ru);
    let chain = Context::Drafts.chain();
    let p = Palette::new(&rig.cx(), chain);
    assert_eq!(p.all[0].near, 0);
    assert_eq!(p.all[0].action.group(), Group::Drafts);
    for c in &p.all {
        let live = rig.keymap.key_of(chain, c.action).map(|k| k.to_string());
        assert_eq!(live.unwrap_or_default(), c.key, "{:?}", c.action);
    }
    assert!(p.all.iter().all(|c| c.action != Action::CursorDown));
    assert!(p.all.iter().any(|c| c.action == Action::ArchiveClient));
}

#[test]
fn finds_clients_below_the_actions() {
    let mut rig = Rig::new(Lang::Ru);
    let mut ids = Vec::new();
    for name in ["Бета", "Ёлка-Трейд", "Новая Ёлка", "Гамма"] {
        ids.push(rig.client(name));
    }
    for typed in ["елка", "`krf"] {
        let mut p = Palette::new(&rig.cx(), Context::Clients.chain());
        rig.type_in(&mut p, typed);
        let found: Vec<ClientId> = p
            .hits
            .iter()
            .filter_map(|h| match h {
                Hit::Client(id, _) => Some(*id),
                Hit::Action { .. } | Hit::View(_) => None,
            })
            .collect();
        assert_eq!(found, [ids[1], ids[2]], "{typed}");
        for _ in 0..p.hits.len() - 2 {
            rig.press(&mut p, "down");
        }
        let reply = rig.press(&mut p, "enter");
        assert!(
            matches!(&reply, Reply::CloseAndAsk(Request::Select(id)) if *id == ids[1]),
            "{reply:?}"
        );
    }
}

#[test]
fn draws_at_every_size() {
    for lang in Lang::ALL {
        let mut rig = Rig::new(lang);
        rig.client("Новинка");
        let mut p = Palette::new(&rig.cx(), Context::Clients.chain());
        rig.draw_all_sizes(&mut p);
        rig.type_in(&mut p, "новинка");
        rig.draw_all_sizes(&mut p);
        let (shown, cursor) = rig.draw(&mut p, 80, 24);
        assert!(shown.contains("Новинка"), "{shown}");
        assert!(cursor.is_some());
        rig.type_in(&mut p, "ничего такого нет");
        rig.draw_all_sizes(&mut p);
        assert!(matches!(rig.press(&mut p, "enter"), Reply::Done));
        assert!(matches!(rig.press(&mut p, "esc"), Reply::Close));
    }
}
