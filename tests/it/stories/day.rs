//! Moving about: one current client in four panes, focus, zoom, mouse, the clock.

use jiff::ToSpan;
use planerka::app::Msg;
use planerka::domain::Book;
use planerka::domain::book::Totals;
use planerka::ui::screen::Pane;

use super::{at_work, office};
use crate::harness::{Harness, demo, monday, setup};

/// The panes as they are on a wide screen, by the key that focuses each.
const PANES: [(&str, Pane); 4] = [
    ("1", Pane::Clients),
    ("2", Pane::Board),
    ("3", Pane::Drafts),
    ("4", Pane::Agenda),
];

#[test]
fn every_move_in_any_pane_keeps_one_current_client() {
    let (book, touches) = demo(240);
    let mut day = Harness::with(setup(), book, touches);
    for (focus, pane) in PANES {
        day.keys(focus);
        for keys in [
            "j", "j j k", "pgdn", "pgup", "ctrl-d", "G", "k", "g g", "l", "h", "о л", "П", "п п",
        ] {
            day.keys(keys);
            let current = day.current();
            let lit = day.lit(pane);
            let agrees = |row: &String| {
                pane == Pane::Drafts
                    || row
                        .split(['…', ' ', '│', '«', '»', '‖'])
                        .any(|word| word.len() > 3 && current.contains(word))
            };
            assert!(lit.iter().any(agrees), "{focus} {keys}: {current}, {lit:?}");
            // Turning to the list or the board and back moves nobody.
            for other in ["1", "2"] {
                day.keys(other);
                assert_eq!(day.current(), current, "{focus} {keys} {other}");
            }
            day.keys(focus);
            assert_eq!(day.current(), current, "{focus} {keys}");
        }
    }
}

#[test]
fn g_and_capital_g_go_to_the_ends() {
    let mut day = at_work();
    for (keys, current) in [
        ("G", "Дельта"),
        ("g g", "Альфа-Авто"),
        ("j", "Берёзка"),
        ("down", "Вектор"),
        ("up", "Берёзка"),
        ("k k k", "Альфа-Авто"),
        ("end", "Дельта"),
        ("home", "Альфа-Авто"),
        ("pgdn", "Дельта"),
        ("pgup", "Альфа-Авто"),
        ("П", "Дельта"),
        ("2 h", "Вектор"),
        ("j", "Гранит"),
        ("1", "Гранит"),
    ] {
        day.keys(keys);
        assert_eq!(day.current(), current, "{keys}");
    }
}

#[test]
fn focus_goes_by_number_and_in_turn() {
    let mut day = at_work();
    for (keys, tab) in [
        ("1", "▸1"),
        ("3", "▸3"),
        ("tab", "▸4"),
        ("tab", "▸1"),
        ("shift-tab", "▸4"),
        ("2", "▸2"),
        ("f", "▸1"),
        ("esc 4 g d", "▸4"),
    ] {
        day.keys(keys);
        let screen = day.screen(80, 24);
        assert!(screen.contains(tab), "{keys}\n{screen}");
    }
}

#[test]
fn zoom_gives_one_pane_the_screen_until_esc() {
    let mut day = at_work();
    for (focus, _) in PANES {
        day.keys(focus);
        let all = day.screen(120, 40);
        assert_eq!(all.matches('╭').count(), 4);
        day.keys("z");
        assert_eq!(day.screen(120, 40).matches('╭').count(), 1);
        day.keys("<esc>");
        assert_eq!(day.screen(120, 40), all);
        day.keys("я");
        assert_eq!(
            day.screen(120, 40).matches('╭').count(),
            1,
            "in the Russian layout"
        );
        day.keys("z");
    }
}

#[test]
fn a_click_focuses_and_selects_and_the_wheel_scrolls() {
    let mut day = at_work();
    day.screen(120, 40);
    day.send(Msg::Click(5, 5));
    assert_eq!(day.current(), "Вектор", "the third row of the list");
    day.screen(120, 40);
    day.send(Msg::Wheel(5, 4, true));
    assert_eq!(day.current(), "Дельта");
    day.send(Msg::Wheel(5, 4, false));
    assert_eq!(day.current(), "Берёзка", "three rows a notch");
    day.send(Msg::Wheel(5, 4, false));
    assert_eq!(day.current(), "Альфа-Авто", "no further than the top");
    // A card of the board, then another tab of a narrow screen.
    let screen = day.screen(120, 40);
    let card = |(y, line): (usize, &str)| {
        let right: String = line.chars().skip(44).collect();
        let before = right.split_once("Вектор")?.0.chars().count();
        Some((u16::try_from(44 + before).ok()?, u16::try_from(y).ok()?))
    };
    let (x, y) = screen.lines().enumerate().find_map(card).unwrap();
    day.send(Msg::Click(x, y));
    assert_eq!(day.current(), "Вектор");
    day.screen(80, 24);
    day.send(Msg::Click(65, 1));
    assert!(day.screen(80, 24).contains("▸4"));
    day.send(Msg::Click(200, 200))
        .send(Msg::Wheel(200, 200, true));
}

#[test]
fn the_first_screen_becomes_the_whole_portfolio_under_the_cursor() {
    let (book, touches) = demo(240);
    let mut head = Book::new();
    for mut transaction in planerka::jobs::demo::portfolio(1, 100, &monday()) {
        head.apply(&mut transaction).unwrap();
    }
    head.set_partial(Totals {
        clients: 4_321,
        ..Totals::default()
    });
    let mut day = Harness::opening(setup());
    let nothing = day.screen(120, 40);
    assert!(
        nothing.contains("открываю портфель") && !nothing.contains("завести первого"),
        "{nothing}"
    );
    day.keys("a «Рано» ctrl-s");
    assert!(day.news().contains("ещё открывается"), "{}", day.news());
    day.keys("esc esc").send(Msg::Head(Box::new(head)));
    assert!(day.screen(120, 40).contains("Клиенты 4\u{a0}321"));
    day.keys("j j j L");
    assert!(day.news().contains("ещё открывается"), "{}", day.news());
    assert!(
        day.effects().is_empty(),
        "nothing is saved before everything is known"
    );
    let current = day.current();
    drop(touches);
    day.send(Msg::Loaded(Box::new(book), Vec::new(), None));
    assert_eq!(day.current(), current);
    assert!(!day.screen(120, 40).contains("4\u{a0}321"));
    assert!(day.screen(120, 40).contains("✓ сохранено"));
}

#[test]
fn the_next_day_has_its_own_plan() {
    let mut day = Harness::of(office());
    day.keys("1 n «завтра 10:00» tab «смета» tab space ctrl-s");
    assert!(!day.pane(Pane::Agenda).contains("смета"));
    let tomorrow = monday().checked_add(1.day()).unwrap();
    day.send(Msg::Clock(tomorrow));
    let agenda = day.pane(Pane::Agenda);
    assert!(
        agenda.contains("10:00 Альфа-Авто") && agenda.contains("смета"),
        "{agenda}"
    );
    assert!(day.screen(80, 24).contains("вт 24 ноя"));
    day.send(Msg::Clock(monday().checked_add(5.days()).unwrap()));
    assert!(
        day.pane(Pane::Clients).contains("24 ноя"),
        "overdue, not forgotten"
    );
}

#[test]
fn a_parked_card_comes_back_with_its_day() {
    let mut day = Harness::of(office());
    // Альфа-Авто, the older of the two on the first stage, goes to the end of its column and returns.
    let first = |day: &mut Harness| {
        let board = day.pane(Pane::Board);
        board.find("Альфа").unwrap() < board.find("Берёзка").unwrap()
    };
    assert!(first(&mut day));
    day.keys("2 P «отпуск» tab «25.11» ctrl-s");
    assert!(!first(&mut day));
    day.send(Msg::Clock(monday().checked_add(2.days()).unwrap()));
    assert!(first(&mut day));
    assert!(!day.pane(Pane::Board).contains('‖'));
}
