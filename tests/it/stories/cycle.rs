//! One client worked through in keys: from an empty portfolio to a recommendation whose effect is checked,
//! and into the second cycle. Told in both languages, undone to the first day and redone to the last.

use planerka::app::{Effect, Msg};
use planerka::domain::{Book, Life, ProblemLife, Stage, Verdict};

use super::facts;
use crate::harness::{Harness, setup};
use crate::histories::Histories;

/// A step of the work: what is pressed and what is then seen, in Russian and in English. In Russian
/// letters that are commands are pressed as they lie on the Russian layout.
struct Step {
    keys: [&'static str; 2],
    seen: [&'static [&'static str]; 2],
}

const fn step(
    ru: &'static str,
    seen_ru: &'static [&'static str],
    en: &'static str,
    seen_en: &'static [&'static str],
) -> Step {
    Step {
        keys: [ru, en],
        seen: [seen_ru, seen_en],
    }
}

/// Moments at which the steps that follow are taken.
const DAYS: [&str; 6] = [
    "2026-11-23T09:02+03:00[+03:00]",
    "2026-11-24T10:00+03:00[+03:00]",
    "2026-11-25T11:00+03:00[+03:00]",
    "2026-11-26T12:00+03:00[+03:00]",
    "2026-11-27T13:00+03:00[+03:00]",
    "2026-12-28T09:02+03:00[+03:00]",
];

/// Acquaintance: the client, the brief, the person who decides, the first call, the first problem.
const MEETING: &[Step] = &[
    step(
        "ф «Рассвет» ctrl-s",
        &["1 Клиенты 1", "▸ Рассвет", "Знакомство 1"],
        "a «Dawn» ctrl-s",
        &["1 Clients 1", "▸ Dawn", "1 Acquaint. 1"],
    ),
    step(
        "enter",
        &[
            "Знакомство · виток 1",
            "бриф 0 %",
            "нет ни одного контактного лица",
        ],
        "enter",
        &["Acquaintance · cycle 1", "brief 0%"],
    ),
    step(
        "2 ф «30 заявок в месяц» ctrl-s",
        &["30 заявок в месяц · рекомендаций нет", "2 Бриф 10 %"],
        "2 a «30 leads a month» ctrl-s",
        &["30 leads a month · no recommendations", "2 Brief 10%"],
    ),
    step(
        "j enter «Заявки на окна» tab «Вели сами» tab «Окна, Казань» tab «Весна и осень» \
         tab «Хозяева квартир» tab «30000» tab «со слов клиента» tab tab «50000» \
         tab tab tab 2 tab «400» ctrl-s",
        &[
            "Заполнено 90 %",
            "30 000 ₽ · со слов клиента, 23 ноя",
            "стоимость конверсии: не выше 400 ₽",
        ],
        "j enter «Leads for windows» tab «Ran them ourselves» tab «Windows, Kazan» \
         tab «Spring and autumn» tab «Flat owners» tab «30000» tab «the client said» tab tab \
         «50000» tab tab tab 2 tab «400» ctrl-s",
        &[
            "90% filled",
            "₽30,000 · the client said, 23 Nov",
            "cost per conversion: ₽400 at most",
        ],
    ),
    step(
        "з ф «Олег Рыжов» tab «директор» tab space tab «+7 900 000-00-07» ctrl-s",
        &["Олег Рыжов ЛПР директор"],
        "p a «Oleg Ryzhov» tab «director» tab space tab «+7 900 000-00-07» ctrl-s",
        &["Oleg Ryzhov decision maker director"],
    ),
    step(
        "esc с",
        &["Звонок · Рассвет", "Чего нельзя говорить"],
        "esc c",
        &["Call · Dawn", "What must not be said"],
    ),
    step(
        "1 tab «Хочет больше заявок» tab «пт 15:00» tab «смета» ctrl-s",
        &["касание, Рассвет · дальше 27 ноя", "сегодня 1 касание"],
        "1 tab «Wants more leads» tab «fri 15:00» tab «estimate» ctrl-s",
        &["touch, Dawn · next 27 Nov", "1 touch today"],
    ),
    step(
        "1",
        &[
            "пт 27 ноя 15:00 · назначено",
            "поговорили · Олег Рыжов",
            "Хочет больше заявок",
        ],
        "1",
        &[
            "Fri 27 Nov 15:00 · planned",
            "answered · Oleg Ryzhov",
            "Wants more leads",
        ],
    ),
    step(
        "Д",
        &["теперь «Выявление проблем»", "Выявление проблем · виток 1"],
        "L",
        &["now in “Problems found”", "Problems found · cycle 1"],
    ),
    step(
        "3 ф «Отклонены объявления» tab 1 tab 1 ctrl-s",
        &[
            "3 Проблемы 1 крит.",
            "критично · открыта",
            "За кем площадка",
        ],
        "3 a «Ads are rejected» tab 1 tab 1 ctrl-s",
        &[
            "3 Problems 1 crit.",
            "critical · open",
            "With whom platform",
        ],
    ),
    step(
        "Ф tab «ответ модерации» tab «завтра» ctrl-s",
        &["критично · ждём до 24 ноя", "Ждём ответ модерации"],
        "A tab «an answer of moderation» tab «tomorrow» ctrl-s",
        &[
            "critical · waiting until 24 Nov",
            "Waiting an answer of moderation",
        ],
    ),
];

/// The problem is solved and verified, and its stage left behind.
const SOLVING: &[Step] = &[
    step(
        "Ф tab «исправили тексты» ctrl-s",
        &["критично · решена, проверить", "исправили тексты"],
        "A tab «texts were fixed» ctrl-s",
        &["critical · solved, to verify", "texts were fixed"],
    ),
    step(
        "Ф ctrl-s",
        &["Открытых проблем нет. o — показать закрытые: 1"],
        "A ctrl-s",
        &["No open problems. o shows closed ones: 1"],
    ),
    step(
        "щ",
        &["проблема с закрытыми", "критично · проверена"],
        "o",
        &["problem with closed", "critical · verified"],
    ),
    step(
        "1 Д",
        &["Решение проблем · виток 1", "1/1"],
        "1 L",
        &["Problem solving · cycle 1", "1/1"],
    ),
];

/// Campaigns, what the audit finds in them, a recommendation and its presentation.
const ANALYSIS: &[Step] = &[
    step(
        "Д",
        &["покидают раньше времени", "ещё не говорили с клиентом"],
        "L",
        &["nobody was talked to on this stage"],
    ),
    step(
        "д",
        &[
            "Анализ кампаний · виток 1",
            "нет ни одной готовой рекомендации",
        ],
        "y",
        &["Campaign analysis · cycle 1", "no recommendation is ready"],
    ),
    step(
        "4 ш «story_before» enter",
        &["Клиент: Рассвет", "кампаний 2", "27 000 ₽", "конверсии 30"],
        "4 i «story_before» enter",
        &["Client: Dawn", "₽27,000"],
    ),
    step(
        "enter enter",
        &[
            "2 кампании, идут 2",
            "данные по 24 ноя",
            "Расход без конверсий",
        ],
        "enter enter",
        &["2 campaigns", "24 Nov", "Spend without conversions"],
    ),
    step(
        "е",
        &["Проверено 44 правила", "✗ критично Расход без конверсий"],
        "t",
        &["44 rules checked", "Spend without conversions"],
    ),
    step(
        "enter",
        &["новая рекомендация, Расход без конверсий", "в работе"],
        "enter",
        &["recommendation written, Spend without conversions"],
    ),
    step(
        "5",
        &[
            "○ черновик",
            "без цели",
            "Обещаем CPA −20…−5 %",
            "Правило Расход без конверсий",
        ],
        "5",
        &["○ draft", "no goal", "Spend without conversions"],
    ),
    step(
        "у tab tab tab д tab tab tab «на 300 ₽ в день меньше пустых кликов» ctrl-s",
        &[
            "правка рекомендации",
            "Цель 30 заявок в месяц",
            "меньше пустых",
        ],
        "e tab tab tab l tab tab tab «300 roubles a day of empty clicks less» ctrl-s",
        &["recommendation edited", "30 leads a month", "300 roubles"],
    ),
    step("К", &["● готова"], "R", &["● ready"]),
    step(
        "в",
        &[
            "Презентация: Рассвет",
            "[x] 1 Расход без конверсий",
            "Ожидаемый эффект",
        ],
        "d",
        &["Presentation: Dawn", "[x] 1 Spend without conversions"],
    ),
    step(
        "Ы",
        &[
            "отмечено отправленным: Рассвет 2026-11-25.html",
            "→ отправлена",
        ],
        "S",
        &["Dawn 2026-11-25.html", "→ sent"],
    ),
    // What is in the client's hands already does not hold the stage back.
    step(
        "1 Д",
        &[
            "Внедрение рекомендаций · виток 1",
            "1 рекомендация без решения клиента",
        ],
        "1 L",
        &["Rollout · cycle 1"],
    ),
];

/// The client decides.
const DECISION: &[Step] = &[step(
    "5 Ф tab «завтра» tab «Давайте, попробуем» ctrl-s",
    &[
        "✓ принята",
        "до 27 ноя",
        "принята, 26 ноя: Олег Рыжов",
        "«Давайте, попробуем»",
    ],
    "5 A tab «tomorrow» tab «Let us try it» ctrl-s",
    &["✓ accepted", "27 Nov", "Oleg Ryzhov", "Let us try it"],
)];

/// The client does it.
const ROLLOUT: &[Step] = &[step(
    "Ф tab tab «сам выключил сети» ctrl-s",
    &["✓ внедрена", "внедрено 100 % (1 из 1)"],
    "A tab tab «switched it off himself» ctrl-s",
    &["✓ implemented", "(1 of 1)"],
)];

/// A month later: fresh figures, the effect, the next cycle.
const CHECK: &[Step] = &[
    step(
        "4",
        &["данные по 24 ноя, устарели", "Данные устарели"],
        "4",
        &["24 Nov", "stale"],
    ),
    step(
        "ш «story_after» enter enter enter",
        &["данные по 27 дек", "2 кампании, идёт 1"],
        "i «story_after» enter enter enter",
        &["27 Dec"],
    ),
    step(
        "5 Ф",
        &[
            "CPA 900 ₽ → 765 ₽",
            "28 дней до 27 ноя (с 30 окт) и столько же после (по 24 дек)",
            "обещали CPA −5…−20 %, вышло −15 %: обещание сдержано",
        ],
        "5 A",
        &["₽900 → ₽765", "28 days", "−15%"],
    ),
    step(
        "1 tab «заявка стала дешевле» ctrl-s",
        &["Открытых рекомендаций нет. o — показать закрытые: 1"],
        "1 tab «a lead costs less» ctrl-s",
        &["No open recommendations"],
    ),
    step(
        "щ",
        &[
            "✓ проверена",
            "Эффект CPA 900 ₽ → 765 ₽",
            "сработало: заявка стала дешевле",
        ],
        "o",
        &["✓ checked", "₽900 → ₽765", "a lead costs less"],
    ),
    step(
        "1 Д",
        &[
            "Выявление проблем · виток 2",
            "виток 1",
            "1 → 1 → 1 → 1",
            "сработало 1 из 1",
        ],
        "1 L",
        &["Problems found · cycle 2", "cycle 1", "1 → 1 → 1 → 1"],
    ),
    step(
        "6",
        &[
            "Виток 2 начат: Выявление проблем",
            "проверена",
            "Загружен отчёт story_after.csv: 25 ноя – 27 дек, 2 кампании",
            "внедрена",
            "сделал клиент: сам выключил сети",
            "«Давайте, попробуем» Олег Рыжов · телефон",
            "Отправлена презентация: Рассвет",
            "Загружен отчёт story_before.csv: 26 окт – 24 ноя",
            "«Отклонены объявления»: решение проверено",
        ],
        "6",
        &[
            "Cycle 2 begun: Problems found",
            "checked",
            "story_after.csv",
            "switched it off himself",
            "Let us try it",
            "story_before.csv",
            "Ads are rejected",
        ],
    ),
    step(
        "G",
        &[
            "поговорили · Олег Рыжов",
            "Хочет больше заявок",
            "Этап: Знакомство",
        ],
        "G",
        &["answered · Oleg Ryzhov", "Wants more leads", "Acquaintance"],
    ),
];

const STORY: [&[Step]; 6] = [MEETING, SOLVING, ANALYSIS, DECISION, ROLLOUT, CHECK];

/// The screen with every run of blanks and borders as one blank, on one line.
fn seen(day: &mut Harness) -> String {
    let screen = day.screen(160, 50);
    let blank = |c: char| c.is_whitespace() || matches!(c, '│' | '─' | '‹' | '›');
    let words = screen.split(blank).filter(|w| !w.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// The whole of the work, from an empty portfolio on.
fn told(tongue: usize) -> Harness {
    let mut setup = setup();
    setup.lang = Some(["ru", "en"][tongue]);
    let mut day = Harness::with(setup, Book::new(), Histories::default());
    for (moment, steps) in DAYS.iter().zip(STORY) {
        day.send(Msg::Clock(moment.parse().unwrap()));
        for step in steps {
            day.keys(step.keys[tongue]);
            let screen = seen(&mut day);
            for words in step.seen[tongue] {
                let keys = step.keys[tongue];
                assert!(screen.contains(words), "{keys}: {words}\n{screen}");
            }
        }
    }
    day
}

/// What the record holds in the end, whatever the language.
fn arrived(day: &Harness) {
    let dossier = day.book().all().next().unwrap();
    let journey = dossier.journey();
    assert_eq!((journey.stage, journey.cycle), (Stage::Problems, 2));
    assert_eq!(dossier.work().problems[0].life, ProblemLife::Verified);
    let advice = &dossier.recommendations[0];
    assert_eq!(advice.life, Life::Checked);
    let check = advice.check.as_deref().unwrap();
    assert_eq!(check.verdict, Verdict::Worked);
    assert_eq!((check.before, check.after), (Some(90_000), Some(76_500)));
    assert_eq!(advice.deck, Some(dossier.work().decks[0].id));
}

/// Presses a key until it changes nothing more; how often it did.
fn all(day: &mut Harness, key: &str) -> usize {
    day.effects();
    for times in 0..100 {
        day.keys(key);
        day.screen(120, 40);
        if !day.effects().iter().any(|e| matches!(e, Effect::Commit(_))) {
            return times;
        }
    }
    panic!("{key} does not come to an end");
}

fn worked_through(tongue: usize, undo: &str) {
    let mut day = told(tongue);
    arrived(&day);
    let end = facts(day.book());
    let undone = all(&mut day, undo);
    assert_eq!(facts(day.book()), facts(&Book::new()));
    assert_eq!(all(&mut day, "ctrl-r"), undone);
    assert_eq!(facts(day.book()), end);
    arrived(&day);
}

#[test]
fn a_client_is_worked_through_on_the_russian_layout() {
    worked_through(0, "г");
}

#[test]
fn a_client_is_worked_through_in_english() {
    worked_through(1, "u");
}
