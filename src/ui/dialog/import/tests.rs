use super::super::rig::Rig;
use super::*;
use crate::i18n::Lang;

fn entry(name: &str, is_dir: bool) -> PickEntry {
    PickEntry {
        name: name.to_owned(),
        is_dir,
        size: 5_000,
    }
}

fn picker() -> ImportDialog {
    let mut d = ImportDialog::pick(PathBuf::from("/home/anna"));
    d.set_entries(
        PathBuf::from("/home/anna"),
        vec![
            entry("клиенты-2026.csv", false),
            entry("Выгрузки", true),
            entry("клиенты-2025.csv", false),
            entry(".profile", false),
        ],
    );
    d
}

fn preview(n: u64) -> Preview {
    let verdicts = PreviewVerdict::ALL;
    Preview {
        file: "клиенты-2026.csv".to_owned(),
        kind: "клиенты".to_owned(),
        encoding: "windows-1251".to_owned(),
        delimiter: ";".to_owned(),
        about: "Клиент: Альфа".to_owned(),
        rows: (0..n)
            .map(|i| PreviewRow {
                line: i + 2,
                name: format!("Клиент {i}"),
                verdict: verdicts[usize::try_from(i).unwrap() % verdicts.len()],
                detail: "телефон".to_owned(),
            })
            .collect(),
        problems: vec![(17, "в строке 5 полей вместо 7".to_owned())],
    }
}

fn reading() -> (Rig, ImportDialog) {
    let rig = Rig::new(Lang::Ru);
    let mut d = picker();
    rig.press(&mut d, "down enter");
    (rig, d)
}

#[test]
fn picking_a_file() {
    let rig = Rig::new(Lang::Ru);
    let list = |reply: &Reply, path: &str| matches!(reply, Reply::Ask(Request::ListDirectory(p)) if p.as_os_str() == path);
    let plan = |reply: &Reply, path: &str| matches!(reply, Reply::Ask(Request::PlanImport(p)) if p.as_os_str() == path);
    let mut d = picker();
    let (shown, cursor) = rig.draw(&mut d, 80, 24);
    let dir = shown.find("Выгрузки/").unwrap();
    assert!(dir < shown.find("2025").unwrap(), "{shown}");
    assert!(!shown.contains(".profile"));
    assert!(cursor.is_some());
    assert!(list(&rig.press(&mut d, "enter"), "/home/anna/Выгрузки"));
    assert!(list(&rig.press(&mut d, "backspace"), "/home"));
    assert!(plan(
        &rig.press(&mut d, "down enter"),
        "/home/anna/клиенты-2025.csv"
    ));
    // Typed: part of a name, in the wrong layout too.
    for typed in ["2026", "клиенты-2026", "rkbtyns-2026"] {
        let mut d = picker();
        rig.type_in(&mut d, typed);
        assert!(
            plan(&rig.press(&mut d, "enter"), "/home/anna/клиенты-2026.csv"),
            "{typed}"
        );
    }
    // Tab completes as far as names agree, and opens a lone directory.
    let mut d = picker();
    rig.type_in(&mut d, "кл");
    assert!(matches!(rig.press(&mut d, "tab"), Reply::Done));
    assert!(rig.draw(&mut d, 80, 24).0.contains("› клиенты-202"));
    let mut d = picker();
    rig.type_in(&mut d, "выг");
    assert!(list(&rig.press(&mut d, "tab"), "/home/anna/Выгрузки"));
    // A path typed or pasted whole.
    let mut d = picker();
    d.paste("'/tmp/a b.csv'\n", &rig.cx());
    assert!(plan(&rig.press(&mut d, "enter"), "/tmp/a b.csv"));
    let mut d = picker();
    rig.type_in(&mut d, "/tmp/");
    assert!(list(&rig.press(&mut d, "enter"), "/tmp/"));
    assert_eq!(d.dir(), std::path::Path::new("/home/anna"));
    assert!(matches!(rig.press(&mut d, "esc"), Reply::Close));
}

#[test]
fn from_reading_to_done() {
    for lang in Lang::ALL {
        let (_, mut d) = reading();
        let rig = Rig::new(lang);
        d.set_progress(512, 2_048, String::new());
        let (shown, _) = rig.draw(&mut d, 80, 24);
        assert!(shown.contains("512 / 2"), "{shown}");
        d.set_preview(preview(10));
        let (shown, cursor) = rig.draw(&mut d, 120, 40);
        for word in ["клиенты-2026.csv", "windows-1251", "Клиент 9"] {
            assert!(shown.contains(word), "{word}\n{shown}");
        }
        assert_eq!(cursor, None);
        let (narrow, _) = rig.draw(&mut d, 80, 24);
        for count in ["+ 2", "~ 2", "= 2", "! 2", "✗ 1"] {
            assert!(narrow.contains(count), "{count}\n{narrow}");
        }
        // Only the new ones, then back round to what could not be read.
        rig.press(&mut d, "l");
        let (shown, _) = rig.draw(&mut d, 120, 40);
        assert!(
            shown.contains("Клиент 5") && !shown.contains("Клиент 4"),
            "{shown}"
        );
        rig.press(&mut d, "left left");
        let (shown, _) = rig.draw(&mut d, 120, 40);
        assert!(
            shown.contains("5 полей вместо 7") && shown.contains("17"),
            "{shown}"
        );
        assert!(matches!(
            rig.press(&mut d, "enter"),
            Reply::Ask(Request::RunImport)
        ));
        assert!(matches!(rig.press(&mut d, "enter"), Reply::Done), "once");
        d.set_preview(preview(1));
        assert!(
            matches!(d.step, Step::Work(_)),
            "a late preview does not stop the writing"
        );
        d.set_done("загружено 2 новых, u — отменить".to_owned());
        assert!(rig.draw(&mut d, 80, 24).0.contains("загружено 2"));
        assert!(
            matches!(rig.press(&mut d, "u"), Reply::Pass),
            "undo is the program's"
        );
        assert!(matches!(rig.press(&mut d, "enter"), Reply::Close));
    }
}

#[test]
fn stepping_back_and_stopping() {
    let (rig, mut d) = reading();
    assert!(matches!(
        rig.press(&mut d, "esc"),
        Reply::Ask(Request::CancelJob)
    ));
    d.set_progress(1, 2, String::new());
    d.set_preview(preview(3));
    assert!(
        matches!(d.step, Step::Pick),
        "a cancelled job speaks to nobody"
    );
    rig.press(&mut d, "enter down enter");
    d.set_preview(preview(3));
    assert!(matches!(rig.press(&mut d, "esc"), Reply::Done));
    assert!(matches!(d.step, Step::Pick));
    rig.press(&mut d, "enter");
    d.set_preview(Preview::default());
    assert!(
        matches!(rig.press(&mut d, "enter"), Reply::Say(_)),
        "nothing to bring in"
    );
    d.step = Step::Pick;
    rig.press(&mut d, "enter");
    d.set_preview(preview(3));
    rig.press(&mut d, "enter");
    assert!(matches!(
        rig.press(&mut d, "esc"),
        Reply::Ask(Request::CancelJob)
    ));
    assert!(rig.draw(&mut d, 80, 24).0.contains("Останавливаю"));
    d.set_error("Файл занят другой программой.".to_owned());
    assert!(rig.draw(&mut d, 80, 24).0.contains("занят"));
    rig.press(&mut d, "enter");
    assert!(matches!(d.step, Step::Pick), "the way back");
}

#[test]
fn a_hundred_thousand_rows_scroll() {
    let (rig, mut d) = reading();
    d.set_preview(preview(100_000));
    rig.press(&mut d, "G");
    let (shown, _) = rig.draw(&mut d, 80, 24);
    assert!(shown.contains("Клиент 99999"), "{shown}");
    rig.press(&mut d, "l G");
    assert!(rig.draw(&mut d, 80, 24).0.contains("Клиент 99995"));
}

#[test]
fn every_step_draws_at_every_size() {
    for lang in Lang::ALL {
        let rig = Rig::new(lang);
        let mut d = picker();
        rig.draw_all_sizes(&mut d);
        rig.draw_all_sizes(&mut ImportDialog::pick(PathBuf::new()));
        rig.press(&mut d, "down enter");
        rig.draw_all_sizes(&mut d);
        d.set_progress(7, 3, "больше, чем всего".to_owned());
        rig.draw_all_sizes(&mut d);
        d.set_preview(preview(40));
        for _ in 0..7 {
            rig.draw_all_sizes(&mut d);
            rig.press(&mut d, "l");
        }
        d.set_error("Не вышло. ".repeat(30));
        rig.draw_all_sizes(&mut d);
        d.set_done(String::new());
        rig.draw_all_sizes(&mut d);
    }
}
