//! Files as their readers see them.

use std::io::Read;

use super::*;

/// A presentation with everything in it, its texts `times` long.
pub(super) fn script(advice: usize, times: usize) -> Script {
    let long = |text: &str| vec![text; times.max(1)].join(" ");
    let section = |label: &str, text: String| Section::new(label.to_owned(), text);
    let mut slides = vec![
        Slide::Cover {
            label: "Рекомендации по рекламе".into(),
            title: "ООО «Фабрика кухонь Альфа»".into(),
            lines: vec![
                "23 ноября 2026".into(),
                "Мария Орлова, аккаунт-менеджер".into(),
            ],
        },
        Slide::Goal {
            label: "Цель рекламы".into(),
            goals: vec![long(
                "Выйти на 120 заявок в месяц, не поднимая цену заявки выше 1 200 ₽.",
            )],
            kpi: Some(section(
                "Как измеряем",
                "Цена конверсии не выше 1 200 ₽".into(),
            )),
        },
        Slide::Figures {
            label: String::new(),
            title: "Расход на рекламу по месяцам".into(),
            bars: (0..12)
                .map(|i| Bar {
                    label: [
                        "янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт",
                        "ноя", "дек",
                    ][i]
                        .into(),
                    year: if i == 0 { "2026".into() } else { String::new() },
                    value: if i == 4 {
                        "нет данных".into()
                    } else {
                        format!("{} тыс ₽", 240 + i * 23)
                    },
                    height: (i != 4).then(|| 400 + 50 * u16::try_from(i).unwrap()),
                })
                .collect(),
        },
    ];
    let titles = [
        "Разделить поиск и сети на разные кампании",
        "Передавать в Директ заказы из CRM, а не отправленные формы",
        "Запустить ретаргетинг на тех, кто положил товар в корзину и ушёл",
    ];
    for i in 0..advice {
        slides.push(Slide::Advice {
            label: format!("{} из {advice}", i + 1),
            title: long(titles[i % 3]),
            value: (i % 2 == 0).then(|| section("Что это даст", "20 000 ₽ в месяц покупают около 15 заявок от тех, кто уже был на сайте".into())),
            sections: vec![
                section("Зачем", long("Сейчас поиск и сети делят один бюджет: 64 % денег уходит в сети, а 80 % заявок приходит с поиска. Автостратегия не видит разницы и удешевляет клики, а не заявки.")),
                section("Если сделать", long("Бюджет поиска перестанет заканчиваться к обеду, и заявки с поиска пойдут весь день.")),
                section("Если оставить как есть", long("К декабрю ставки в сетях вырастут, и за те же деньги заявок станет меньше на 10–15 %.")),
            ],
            how: Some(section("Как сделать", vec!["1. Скопируйте кампанию и оставьте в копии только сети.\n2. В исходной отключите показы в сетях.\n3. Разделите дневной бюджет: 70 % поиску, 30 % сетям.\n4. Через две недели сверим цену заявки."; times.max(1)].join("\n"))),
            facts: vec![
                section("Трудоёмкость", "до дня".into()),
                section("Ожидаемый эффект", "Цена конверсии от −10 % до −15 %".into()),
                section("Предлагаемый срок", "7 декабря".into()),
                section("Кто поможет", "наш специалист по настройке".into()),
            ],
        });
    }
    slides.push(Slide::Decisions {
        title: "Что решить".into(),
        head: [
            "№",
            "Рекомендация",
            "Трудоёмкость",
            "Предлагаемый срок",
            "Ваше решение",
        ]
        .map(Into::into),
        rows: (0..advice)
            .map(|i| {
                [
                    (i + 1).to_string(),
                    long(titles[i % 3]),
                    "до дня".into(),
                    "7 декабря".into(),
                    String::new(),
                ]
            })
            .collect(),
    });
    Script {
        lang: "ru".into(),
        title: "Альфа — Рекомендации".into(),
        foot: "ООО «Фабрика кухонь Альфа»".into(),
        author: "Мария Орлова".into(),
        continued: "(продолжение)".into(),
        whole: "Рекомендация полностью".into(),
        slides,
    }
}

/// Writes files to look at into the directory named by `PLANERKA_LOOK`.
#[test]
fn files_to_look_at() {
    let Some(dir) = std::env::var_os("PLANERKA_LOOK").map(PathBuf::from) else {
        return;
    };
    let look = Look::load(Some(&dir), None).unwrap();
    let mut titled = script(1, 1);
    if let Slide::Cover { title, .. } = &mut titled.slides[0] {
        *title = "Общество с ограниченной ответственностью «Межрегиональная производственно-торговая компания Северо-Западные строительные материалы и технологии»".into();
    }
    if let Slide::Advice { title, .. } = &mut titled.slides[3] {
        *title = title.repeat(9);
    }
    let mut bare = script(1, 1);
    bare.slides.drain(1..3);
    for (name, script) in [
        ("three", script(3, 1)),
        ("one", bare),
        ("twelve", script(12, 1)),
        ("long", script(2, 5)),
        ("longer", script(1, 14)),
        ("titles", titled),
    ] {
        for format in Format::ALL {
            let written = write(&script, &look, *format).unwrap();
            std::fs::write(dir.join(format!("{name}.{}", format.name())), written.bytes).unwrap();
        }
    }
}
