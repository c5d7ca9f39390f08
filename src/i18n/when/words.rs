//! The vocabulary of date words, both languages in one table each.
//!
//! Words come small and with ё as е. Russian forms are listed by stem and ending
//! where a stem is long enough to be nobody else's.

/// What one word may say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// Days from today: `сегодня` 0, `завтра` 1, `вчера` -1.
    Day(i64),
    /// Monday 1 to Sunday 7.
    Weekday(i8),
    /// 1 to 12.
    Month(i8),
    /// A length of time.
    Unit(Unit),
    /// A number in words.
    Number(i64),
    /// `через`, `in`, `+`.
    After,
    /// `следующий`, `next`.
    Next,
    /// `этот`, `this`.
    This,
    /// `конец`, `end`.
    End,
    /// `начало`, `start`.
    Start,
    /// `в`, `at`: an hour may follow.
    At,
    /// `числа`: the number before is a day of the month.
    DayOfMonth,
    /// A part of the day as an hour and minute.
    Part(i8, i8),
    /// Words for the half of the day after an hour.
    Half(Half),
    /// `полчаса`, `полгода`.
    HalfOf(Unit),
    /// Whole idioms: `eom`, `eow`.
    EndOf(Unit),
    /// `года`: years after «через 2», nothing after 2026.
    Years,
    /// Says nothing by itself: `на`, `до`, `the`, `of`.
    Filler,
}

/// Lengths of time one can wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// Which half of the day an hour belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    Before,
    After,
}

/// The meaning of a word, if it has one here.
pub(super) fn meaning(word: &str) -> Option<Word> {
    exact(word)
        .or_else(|| weekday(word).map(Word::Weekday))
        .or_else(|| month(word).map(Word::Month))
        .or_else(|| unit(word).map(Word::Unit))
        .or_else(|| number(word).map(Word::Number))
}

fn exact(word: &str) -> Option<Word> {
    Some(match word {
        "сегодня" | "сег" | "today" | "tod" => Word::Day(0),
        "завтра" | "завт" | "tomorrow" | "tmr" | "tom" => Word::Day(1),
        "послезавтра" => Word::Day(2),
        "вчера" | "yesterday" => Word::Day(-1),
        "позавчера" => Word::Day(-2),
        "через" | "спустя" | "in" | "+" => Word::After,
        "следующий"
        | "следующая"
        | "следующую"
        | "следующее"
        | "следующей"
        | "следующего"
        | "следующем"
        | "след"
        | "next" => Word::Next,
        "этот" | "эта" | "эту" | "это" | "этой" | "этого" | "этом" | "this" | "coming"
        | "ближайший" | "ближайшую" | "ближайшая" | "ближайшее" => {
            Word::This
        }
        "конец" | "конце" | "конца" | "концу" | "end" => Word::End,
        "начало" | "начале" | "начала" | "началу" | "start" | "beginning" => {
            Word::Start
        }
        "eom" => Word::EndOf(Unit::Month),
        "eow" => Word::EndOf(Unit::Week),
        "eoy" => Word::EndOf(Unit::Year),
        "в" | "во" | "at" | "@" => Word::At,
        "числа" | "число" | "числу" => Word::DayOfMonth,
        "утром" | "утро" | "morning" => Word::Part(9, 0),
        "днем" | "afternoon" => Word::Part(14, 0),
        "обед" | "обеда" | "обедом" | "lunch" => Word::Part(13, 0),
        "полдень" | "noon" | "midday" => Word::Part(12, 0),
        "вечером" | "вечер" | "evening" => Word::Part(18, 0),
        "утра" | "ночи" | "am" | "a.m" | "a.m." => Word::Half(Half::Before),
        "вечера" | "pm" | "p.m" | "p.m." => Word::Half(Half::After),
        "полчаса" => Word::HalfOf(Unit::Hour),
        "полгода" => Word::HalfOf(Unit::Year),
        "на" | "к" | "ко" | "до" | "с" | "со" | "после" | "по" | "about" | "on" | "by" | "the"
        | "of" | "from" | "till" | "until" | "г" | "г." | "году" | "o'clock" | "oclock" => {
            Word::Filler
        }
        "года" => Word::Years,
        _ => return None,
    })
}

fn weekday(word: &str) -> Option<i8> {
    const SHORT: [(&str, i8); 25] = [
        ("пн", 1),
        ("пнд", 1),
        ("пон", 1),
        ("вт", 2),
        ("втр", 2),
        ("ср", 3),
        ("срд", 3),
        ("чт", 4),
        ("чтв", 4),
        ("пт", 5),
        ("птн", 5),
        ("сб", 6),
        ("суб", 6),
        ("вс", 7),
        ("вск", 7),
        ("mon", 1),
        ("tue", 2),
        ("tues", 2),
        ("wed", 3),
        ("thu", 4),
        ("thur", 4),
        ("thurs", 4),
        ("fri", 5),
        ("sat", 6),
        ("sun", 7),
    ];
    // (stem, endings)
    const LONG: [(&str, &[&str], i8); 14] = [
        ("понедельник", &["", "а", "у", "ом", "е"], 1),
        ("вторник", &["", "а", "у", "ом", "е"], 2),
        ("сред", &["а", "у", "ы", "е", "ой"], 3),
        ("четверг", &["", "а", "у", "ом", "е"], 4),
        ("пятниц", &["а", "у", "ы", "е", "ей"], 5),
        ("суббот", &["а", "у", "ы", "е", "ой"], 6),
        ("воскресень", &["е", "я", "ю", "ем"], 7),
        ("monday", &["", "s"], 1),
        ("tuesday", &["", "s"], 2),
        ("wednesday", &["", "s"], 3),
        ("thursday", &["", "s"], 4),
        ("friday", &["", "s"], 5),
        ("saturday", &["", "s"], 6),
        ("sunday", &["", "s"], 7),
    ];
    let word = word.trim_end_matches('.');
    SHORT
        .iter()
        .find(|(short, _)| *short == word)
        .map(|(_, day)| *day)
        .or_else(|| by_stem(word, &LONG))
}

fn month(word: &str) -> Option<i8> {
    const FORMS: [(&str, &[&str], i8); 24] = [
        ("янв", &["", "арь", "аря", "аре", "арю"], 1),
        ("фев", &["", "р", "раль", "раля", "рале", "ралю"], 2),
        ("мар", &["", "т", "та", "те", "ту"], 3),
        ("апр", &["", "ель", "еля", "еле", "елю"], 4),
        ("ма", &["й", "я", "е", "ю"], 5),
        ("июн", &["", "ь", "я", "е", "ю"], 6),
        ("июл", &["", "ь", "я", "е", "ю"], 7),
        ("авг", &["", "уст", "уста", "усте", "усту"], 8),
        ("сен", &["", "т", "тябрь", "тября", "тябре", "тябрю"], 9),
        ("окт", &["", "ябрь", "ября", "ябре", "ябрю"], 10),
        ("ноя", &["", "б", "брь", "бря", "бре", "брю"], 11),
        ("дек", &["", "абрь", "абря", "абре", "абрю"], 12),
        ("jan", &["", "uary"], 1),
        ("feb", &["", "ruary"], 2),
        ("mar", &["", "ch"], 3),
        ("apr", &["", "il"], 4),
        ("may", &[""], 5),
        ("jun", &["", "e"], 6),
        ("jul", &["", "y"], 7),
        ("aug", &["", "ust"], 8),
        ("sep", &["", "t", "tember"], 9),
        ("oct", &["", "ober"], 10),
        ("nov", &["", "ember"], 11),
        ("dec", &["", "ember"], 12),
    ];
    by_stem(word.trim_end_matches('.'), &FORMS)
}

fn by_stem(word: &str, forms: &[(&str, &[&str], i8)]) -> Option<i8> {
    forms.iter().find_map(|(stem, endings, value)| {
        let ending = word.strip_prefix(stem)?;
        endings.contains(&ending).then_some(*value)
    })
}

/// Units by themselves and glued to a number (`3d`, `2нед`); `m` alone is not among
/// them, it could be minutes or months.
pub(super) fn unit(word: &str) -> Option<Unit> {
    Some(match word.trim_end_matches('.') {
        "мин" | "минут" | "минуту" | "минуты" | "min" | "mins" | "minute" | "minutes" => {
            Unit::Minute
        }
        "ч" | "час" | "часа" | "часов" | "h" | "hr" | "hrs" | "hour" | "hours" => {
            Unit::Hour
        }
        "д" | "дн" | "день" | "дня" | "дней" | "d" | "day" | "days" => Unit::Day,
        "н" | "нед" | "неделя" | "неделю" | "недели" | "недель" | "неделе" | "w" | "wk" | "wks"
        | "week" | "weeks" => Unit::Week,
        "мес" | "месяц" | "месяца" | "месяцев" | "месяце" | "mo" | "mos" | "month" | "months" => {
            Unit::Month
        }
        "год" | "лет" | "y" | "yr" | "year" | "years" => Unit::Year,
        _ => return None,
    })
}

fn number(word: &str) -> Option<i64> {
    Some(match word {
        "один" | "одну" | "одна" | "a" | "an" | "one" => 1,
        "два" | "две" | "пару" | "two" | "couple" => 2,
        "три" | "three" => 3,
        "четыре" | "four" => 4,
        "пять" | "five" => 5,
        "шесть" | "six" => 6,
        "семь" | "seven" => 7,
        "восемь" | "eight" => 8,
        "девять" | "nine" => 9,
        "десять" | "ten" => 10,
        _ => return None,
    })
}
