//! The focus and forecasts from a shell.

use super::Place;

#[test]
fn a_focus_is_frozen_shown_and_closed_and_a_forecast_listed() {
    let place = Place::new();
    for name in ["Альфа", "Берёзка", "Вектор"] {
        place.run(&["add", "client", "--name", name]).done();
    }
    let none = place.run(&["focus", "show"]);
    assert_eq!(none.code, 3, "{}", none.err);
    let nobody = place.run(&["focus", "freeze", "пусто"]);
    assert_ne!(nobody.code, 0);
    assert!(nobody.err.contains("no clients"), "{}", nobody.err);
    let broken = place.run(&["focus", "freeze", "все", "--query", "расход3<<"]);
    assert_eq!(broken.code, 2, "{}", broken.err);
    let run = place.run(&[
        "focus",
        "freeze",
        "две",
        "--client",
        "Альфа",
        "--client",
        "Берёзка",
        "--hold-out",
        "50",
    ]);
    run.done();
    let shown = place.run(&["focus", "show", "--json"]).json();
    assert_eq!(shown["name"], "две");
    assert_eq!(shown["to_work"], 1);
    assert_eq!(shown["held_out"], 1);
    let again = place.run(&["focus", "freeze", "ещё", "--client", "Вектор"]);
    assert!(again.err.contains("“две”"), "{}", again.err);
    place.run(&["focus", "close", "--verdict", "рано"]).done();
    assert_eq!(place.run(&["focus", "show"]).code, 3);
    // No spend to measure against.
    let bare = [
        "forecast",
        "add",
        "Альфа",
        "--percent",
        "-20",
        "--until",
        "2027-03",
    ];
    let refused = place.run(&bare);
    assert!(refused.err.contains("no spend"), "{}", refused.err);
    let listed = place.run(&["forecast", "list", "--json"]).json();
    assert_eq!(listed["scored"], 0);
}
