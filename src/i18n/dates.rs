//! Dates, ages and durations in the short forms a screen has room for.

use jiff::civil::{Date, Time, Weekday};

use super::lang::Lang;
use super::texts::Texts;

impl Texts {
    /// `23 ноя` · `23 Nov`, with the year only when it is not the year of `today`.
    pub fn date(&self, date: Date, today: Date) -> String {
        let month = self.t(&format!("month-short-{}", date.month()));
        if date.year() == today.year() {
            format!("{} {month}", date.day())
        } else {
            format!("{} {month} {}", date.day(), date.year())
        }
    }

    /// `27 ноября` · `27 November`, the year as in [`Texts::date`].
    pub fn date_long(&self, date: Date, today: Date) -> String {
        let month = self.t(&format!("month-of-{}", date.month()));
        if date.year() == today.year() {
            format!("{} {month}", date.day())
        } else {
            format!("{} {month} {}", date.day(), date.year())
        }
    }

    /// `ноябрь 2026` · `November 2026`.
    pub fn month(&self, date: Date) -> String {
        let month = self.t(&format!("month-{}", date.month()));
        format!("{month} {}", date.year())
    }

    /// `пт` · `Fri`.
    pub fn weekday_short(&self, weekday: Weekday) -> String {
        self.t(&format!("weekday-short-{}", weekday.to_monday_one_offset()))
    }

    /// `пятница` · `Friday`.
    pub fn weekday(&self, weekday: Weekday) -> String {
        self.t(&format!("weekday-{}", weekday.to_monday_one_offset()))
    }

    /// `пт 27 ноя` · `Fri 27 Nov`.
    pub fn date_with_weekday(&self, date: Date, today: Date) -> String {
        let weekday = self.weekday_short(date.weekday());
        format!("{weekday} {}", self.date(date, today))
    }

    /// `15:00`, 24 hours in both languages.
    pub fn time(&self, time: Time) -> String {
        format!("{:02}:{:02}", time.hour(), time.minute())
    }

    /// `27 ноя 15:00` · `27 Nov 15:00`.
    pub fn date_time(&self, date: Date, time: Time, today: Date) -> String {
        format!("{} {}", self.date(date, today), self.time(time))
    }

    /// How long ago, in one unit: `3 д`, `2 нед`, `5 мес` · `3d`, `2w`, `5mo`.
    ///
    /// Days up to 13, weeks up to 8, months (of 30 days) up to 23, then years.
    pub fn age(&self, days: i64) -> String {
        let (count, id) = match days.max(0) {
            days @ 0..14 => (days, "unit-age-day"),
            days @ 14..61 => (days / 7, "unit-age-week"),
            days @ 61..730 => (days / 30, "unit-age-month"),
            days => (days / 365, "unit-age-year"),
        };
        let unit = self.t(id);
        match self.lang() {
            Lang::Ru => format!("{}\u{a0}{unit}", self.number(count)),
            Lang::En => format!("{}{unit}", self.number(count)),
        }
    }

    /// `3 ч 10 мин` · `3 h 10`; minutes alone `10 мин` · `10 min`.
    pub fn duration(&self, minutes: i64) -> String {
        let minutes = minutes.max(0);
        let (hours, rest) = (minutes / 60, minutes % 60);
        let hours = (hours > 0).then(|| format!("{hours} {}", self.t("unit-hour")));
        let rest = match (self.lang(), &hours, rest) {
            (_, Some(_), 0) => None,
            (Lang::En, Some(_), rest) => Some(format!("{rest:02}")),
            (_, _, rest) => Some(format!("{rest} {}", self.t("unit-minute"))),
        };
        let parts: Vec<String> = hours.into_iter().chain(rest).collect();
        parts.join(" ")
    }

    /// A running clock, minutes and seconds: `00:12`, with hours from the first on: `1:02:03`.
    pub fn timer(&self, seconds: u64) -> String {
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        if hours == 0 {
            format!("{minutes:02}:{seconds:02}")
        } else {
            format!("{hours}:{minutes:02}:{seconds:02}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    const RU: Texts = Texts::new(Lang::Ru);
    const EN: Texts = Texts::new(Lang::En);

    #[test]
    fn dates_carry_the_year_only_when_it_is_another() {
        let today = date(2026, 11, 23);
        let friday = date(2026, 11, 27);
        let may = date(2027, 5, 3);
        let cases = [
            (RU.date(friday, today), "27 ноя"),
            (EN.date(friday, today), "27 Nov"),
            (RU.date(may, today), "3 мая 2027"),
            (EN.date(may, today), "3 May 2027"),
            (RU.date_long(friday, today), "27 ноября"),
            (EN.date_long(friday, today), "27 November"),
            (RU.date_with_weekday(friday, today), "пт 27 ноя"),
            (EN.date_with_weekday(friday, today), "Fri 27 Nov"),
            (RU.month(may), "май 2027"),
            (RU.weekday(Weekday::Sunday), "воскресенье"),
            (EN.weekday(Weekday::Monday), "Monday"),
            (
                RU.date_time(friday, time(9, 5, 0, 0), today),
                "27 ноя 09:05",
            ),
        ];
        for (shown, expected) in cases {
            assert_eq!(shown, expected);
        }
    }

    #[test]
    fn ages_take_one_unit() {
        let cases = [
            (-1, "0 д", "0d"),
            (0, "0 д", "0d"),
            (13, "13 д", "13d"),
            (14, "2 нед", "2w"),
            (60, "8 нед", "8w"),
            (61, "2 мес", "2mo"),
            (150, "5 мес", "5mo"),
            (729, "24 мес", "24mo"),
            (730, "2 г", "2y"),
        ];
        for (days, ru, en) in cases {
            assert_eq!(RU.age(days).replace('\u{a0}', " "), ru);
            assert_eq!(EN.age(days), en);
        }
    }

    #[test]
    fn durations_and_clocks() {
        let cases = [
            (0, "0 мин", "0 min"),
            (10, "10 мин", "10 min"),
            (60, "1 ч", "1 h"),
            (190, "3 ч 10 мин", "3 h 10"),
            (185, "3 ч 5 мин", "3 h 05"),
        ];
        for (minutes, ru, en) in cases {
            assert_eq!(RU.duration(minutes), ru);
            assert_eq!(EN.duration(minutes), en);
        }
        for (seconds, shown) in [(12, "00:12"), (754, "12:34"), (3723, "1:02:03")] {
            assert_eq!(RU.timer(seconds), shown);
        }
    }
}
