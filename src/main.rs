//! The `planerka` binary.

fn main() {
    use planerka::*;
    let now: jiff::Zoned = "2026-11-23T09:02[+03:00]".parse().unwrap();
    let args: Vec<String> = std::env::args().collect();
    let dir = std::path::PathBuf::from(&args[1]);
    let n: usize = args[2].parse().unwrap();
    if !dir.exists() {
        let (mut e, mut o) = store::Engine::open(&dir, store::OpenOptions::default()).unwrap();
        let mut batch = Vec::new();
        for mut tx in jobs::demo::portfolio(1, n, &now) {
            o.book.apply(&mut tx).unwrap();
            batch.push(tx);
            if batch.len() == 20 {
                e.commit(&batch).unwrap();
                batch.clear();
            }
        }
        e.commit(&batch).unwrap();
        e.close(None).unwrap();
    }
    let lang = if args.get(3).map(String::as_str) == Some("en") {
        i18n::Lang::En
    } else {
        i18n::Lang::Ru
    };
    let r = runtime::open(runtime::Workstation {
        data: dir,
        clock: runtime::Clock::Pinned(now.clone()),
        setup: app::Setup {
            texts: i18n::Texts::new(lang),
            theme: ui::Theme::new(ui::theme::ThemeName::Dark, ui::theme::Depth::True, false),
            keymap: input::Keymap::default(),
            now,
            ids: domain::Ids::default(),
            day: app::DayPlan {
                hours: domain::Hours::OFFICE,
                minutes: 240,
                call_minutes: 15,
                lunch: None,
                fires: vec![],
            },
            notice: None,
        },
    });
    if let Err(e) = r {
        eprintln!("{e}");
    }
}
