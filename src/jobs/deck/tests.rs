//! What stands on the pages.

use super::face::Faces;
use super::page::{Area, HEIGHT, Item, Page, Para, WIDTH, lay};
use super::*;

/// A presentation with everything in it, its texts `times` long.
fn script(advice: usize, times: usize) -> Script {
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

/// The places of everything on a page that must not be overlapped, with what it is.
fn places(page: &Page) -> Vec<(Area, String)> {
    let words = |paras: &[Para]| {
        let texts = paras.iter().map(|p| p.text.as_str());
        texts.collect::<Vec<_>>().join(" ")
    };
    page.items
        .iter()
        .map(|item| match item {
            Item::Text(block) => (block.area, words(&block.paras)),
            Item::Chart(chart) => (chart.area, chart.name.clone()),
            Item::Table(table) => (table.area, "table".to_owned()),
            Item::Fill(fill) => (fill.area, "rule".to_owned()),
            Item::Logo(area) => (*area, "logo".to_owned()),
        })
        .collect()
}

/// Every letter that is not a space, in order.
fn letters(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn nothing_is_clipped_overlapped_or_lost_however_long_the_texts_are() {
    let faces = Faces::shipped().unwrap();
    for (advice, times) in [(1, 1), (3, 1), (12, 1), (2, 3), (2, 5), (1, 14), (12, 6)] {
        let script = clean(script(advice, times), &|_| true);
        let pages = lay(&script, &faces, true);
        let mut told = String::new();
        for page in &pages {
            let places = places(page);
            for (i, (a, what)) in places.iter().enumerate() {
                let name = format!("{advice} × {times}, «{}»: {what}", page.name);
                assert!(a.x >= 0.0 && a.y >= 0.0, "{name}");
                assert!(a.x + a.w <= WIDTH && a.y + a.h <= HEIGHT, "{name}");
                for (b, other) in places.iter().skip(i + 1) {
                    let beside = a.x + a.w <= b.x + 0.1 || b.x + b.w <= a.x + 0.1;
                    let above = a.y + a.h <= b.y + 0.1 || b.y + b.h <= a.y + 0.1;
                    assert!(beside || above, "{name} lies on {other}");
                }
            }
            for item in &page.items {
                if let Item::Text(block) = item {
                    for para in &block.paras {
                        told.push_str(&para.text);
                        for line in &para.lines {
                            let width = faces.of(para.bold).width(line, para.size);
                            assert!(width <= block.area.w + 0.1, "{line}");
                        }
                    }
                }
            }
        }
        let told = letters(&told);
        for slide in &script.slides {
            if let Slide::Advice { sections, how, .. } = slide {
                for section in sections.iter().chain(how) {
                    for line in section.text.lines() {
                        // A text that goes on is parted by the heads of pages; its ends are there all the same.
                        let line = letters(line);
                        let start: String = line.chars().take(12).collect();
                        let tail: String = line.chars().skip(line.chars().count() - 12).collect();
                        assert!(told.contains(&start) && told.contains(&tail), "{line}");
                    }
                }
            }
        }
        let long: usize = pages
            .iter()
            .filter(|p| p.name.contains("(продолжение)"))
            .count();
        assert_eq!(
            long == 0,
            times == 1 && advice < 12,
            "{advice} × {times}: {long}"
        );
    }
}

#[test]
fn what_belongs_together_is_not_parted() {
    for (text, bound) in [
        ("64 % денег", "64\u{a0}% денег"),
        ("1 200 ₽ за № 5", "1\u{a0}200\u{a0}₽ за №\u{a0}5"),
        ("поиск — дорого", "поиск\u{a0}— дорого"),
        ("в 10 раз", "в 10 раз"),
    ] {
        assert_eq!(unparted(text), bound);
    }
}

#[test]
fn what_the_typeface_lacks_leaves_no_gap() {
    let faces = Faces::shipped().unwrap();
    let script = Script {
        title: "🚀 Запуск 👩‍👩‍👧 ретаргетинга → 5 ₽".to_owned(),
        ..Script::default()
    };
    let kept = |c: char| c.is_alphanumeric() || faces.have(c);
    let title = clean(script.clone(), &kept).title;
    let words: Vec<&str> = title
        .split_whitespace()
        .filter(|w| w.chars().any(char::is_alphanumeric))
        .collect();
    assert_eq!(words, ["Запуск", "ретаргетинга", "5"], "{title:?}");
    assert!(title.contains('→') && !title.contains('🚀') && !title.contains('👧'));
    assert!(clean(script, &|_| true).title.contains('🚀'));
}
