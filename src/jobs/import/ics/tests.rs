use super::*;
use crate::jobs::import::parse;
use jiff::tz::TimeZone;
use jiff::{ToSpan, Zoned};

fn now() -> Zoned {
    "2026-11-23T09:02+03:00[Europe/Moscow]".parse().unwrap()
}

fn read(text: &str) -> Result<Parsed, ImportError> {
    parse("a.ics", text.as_bytes(), None, &Progress::new())
}

fn wrap(body: &str) -> String {
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{body}END:VCALENDAR\r\n")
}

fn event(lines: &str) -> String {
    let lines = lines.trim().replace('\n', "\r\n");
    format!("BEGIN:VEVENT\r\n{lines}\r\nEND:VEVENT\r\n")
}

/// Meetings on the manager's clock, the time zone of a fixed winter: «23.11 10:00–11:00 Планёрка».
fn shown(text: &str) -> Vec<String> {
    let parsed = read(text).unwrap();
    let (file, _) = parsed.calendar.unwrap().meetings(&now());
    let zone = TimeZone::get("Europe/Moscow").unwrap();
    let meetings = file.meetings.iter().map(|m| {
        let (from, to) = (zone.to_datetime(m.from), zone.to_datetime(m.to));
        let to = if from.date() == to.date() {
            to.strftime("%H:%M").to_string()
        } else {
            to.strftime("%d.%m %H:%M").to_string()
        };
        let state = match m.state {
            crate::domain::calendar_file::MeetingState::Stands => "",
            crate::domain::calendar_file::MeetingState::Free => " free",
            crate::domain::calendar_file::MeetingState::Cancelled => " off",
        };
        format!("{}–{to} {}{state}", from.strftime("%d.%m %H:%M"), m.title)
    });
    meetings.collect()
}

fn problems(text: &str) -> Vec<(u64, &'static str)> {
    let parsed = read(text).unwrap();
    let (_, mut told) = parsed.calendar.unwrap().meetings(&now());
    let mut all = parsed.problems;
    all.append(&mut told);
    all.iter().map(|p| (p.line, p.key())).collect()
}

#[test]
fn times_in_every_way_calendars_say_them() {
    for (name, lines, expected) in [
        (
            "UTC",
            "UID:a\nDTSTART:20261123T070000Z\nDTEND:20261123T080000Z\nSUMMARY:Планёрка",
            "23.11 10:00–11:00 Планёрка",
        ),
        (
            "IANA zone",
            "UID:a\nDTSTART;TZID=America/New_York:20250115T100000\nDTEND;TZID=America/New_York:20250115T110000\nSUMMARY:x",
            "15.01 18:00–19:00 x",
        ),
        (
            "Windows zone",
            "UID:a\nDTSTART;TZID=\"Russian Standard Time\":20261123T100000\nDURATION:PT45M\nSUMMARY:x",
            "23.11 10:00–10:45 x",
        ),
        (
            "no zone: the manager's clock",
            "UID:a\nDTSTART:20261123T100000\nDTEND:20261123T103000\nSUMMARY:x",
            "23.11 10:00–10:30 x",
        ),
        (
            "a whole day",
            "UID:a\nDTSTART;VALUE=DATE:20261124\nSUMMARY:Отпуск",
            "24.11 00:00–25.11 00:00 Отпуск",
        ),
        (
            "days up to one not included",
            "UID:a\nDTSTART;VALUE=DATE:20261124\nDTEND;VALUE=DATE:20261127\nSUMMARY:Отпуск",
            "24.11 00:00–27.11 00:00 Отпуск",
        ),
        (
            "no end: a moment",
            "UID:a\nDTSTART:20261123T070000Z\nSUMMARY:x",
            "23.11 10:00–10:00 x",
        ),
        (
            "escapes, folding inside a Cyrillic word",
            "UID:a\nDTSTART:20261123T070000Z\nDTEND:20261123T080000Z\nSUMMARY:Сверка\\, акт\\nи пл\n ан",
            "23.11 10:00–11:00 Сверка, акт и план",
        ),
        (
            "leaves the time free",
            "UID:a\nDTSTART;VALUE=DATE:20261124\nTRANSP:TRANSPARENT\nSUMMARY:ДР Ани",
            "24.11 00:00–25.11 00:00 ДР Ани free",
        ),
        (
            "called off",
            "UID:a\nDTSTART:20261123T070000Z\nDTEND:20261123T080000Z\nSTATUS:CANCELLED\nSUMMARY:x",
            "23.11 10:00–11:00 x off",
        ),
    ] {
        assert_eq!(shown(&wrap(&event(lines))), [expected], "{name}");
        assert_eq!(
            shown(&event(lines)),
            [expected],
            "{name}, without VCALENDAR"
        );
    }
}

#[test]
fn series_are_laid_out_for_a_year() {
    let weekly = "UID:w\nDTSTART;TZID=Europe/Moscow:20260907T100000\nDTEND;TZID=Europe/Moscow:20260907T103000\nSUMMARY:План";
    let days = |more: &str| {
        let text = wrap(&event(&format!("{weekly}\n{more}")));
        shown(&text)
    };
    let endless = days("RRULE:FREQ=WEEKLY");
    // From a month back (26 October is the first Monday in it) to a year ahead.
    assert_eq!(endless.first().unwrap(), "26.10 10:00–10:30 План");
    assert_eq!(endless.len(), 57, "{endless:?}");
    assert_eq!(endless.last().unwrap(), "22.11 10:00–10:30 План");
    for (name, rule, expected) in [
        (
            "an end on the last day, told in UTC",
            "RRULE:FREQ=WEEKLY;UNTIL=20261130T205959Z",
            vec!["26.10", "02.11", "09.11", "16.11", "23.11", "30.11"],
        ),
        (
            "an end told as a day",
            "RRULE:FREQ=WEEKLY;UNTIL=20261109",
            vec!["26.10", "02.11", "09.11"],
        ),
        (
            "days taken out",
            "RRULE:FREQ=WEEKLY;UNTIL=20261130T205959Z\nEXDATE;TZID=Europe/Moscow:20261102T100000,20261116T100000",
            vec!["26.10", "09.11", "23.11", "30.11"],
        ),
        (
            "the last Friday of the month",
            "RRULE:FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20270101T000000Z",
            vec!["30.10", "27.11", "25.12"],
        ),
    ] {
        let got: Vec<String> = days(rule)
            .iter()
            .map(|line| line.chars().take(5).collect())
            .collect();
        assert_eq!(got, expected, "{name}");
    }
}

#[test]
fn a_series_in_the_clock_of_its_zone_keeps_its_hour_there() {
    let text = wrap(&event(
        "UID:b\nDTSTART;TZID=Europe/Berlin:20261019T100000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=3\nSUMMARY:x",
    ));
    // Summer time in Berlin ends on 25 October; Moscow has none.
    assert_eq!(
        shown(&text),
        ["26.10 12:00–13:00 x", "02.11 12:00–13:00 x"],
        "the first lies before the window"
    );
}

#[test]
fn one_occurrence_moved_another_called_off() {
    let series = event(
        "UID:w\nSEQUENCE:0\nDTSTART;TZID=Europe/Moscow:20261123T100000\nDURATION:PT30M\nRRULE:FREQ=DAILY;COUNT=3\nSUMMARY:План",
    );
    let moved = event(
        "UID:w\nSEQUENCE:2\nRECURRENCE-ID;TZID=Europe/Moscow:20261124T100000\nDTSTART;TZID=Europe/Moscow:20261124T150000\nDURATION:PT30M\nSUMMARY:План позже",
    );
    let off = event(
        "UID:w\nRECURRENCE-ID:20261125T070000Z\nDTSTART:20261125T070000Z\nDURATION:PT30M\nSTATUS:CANCELLED\nSUMMARY:План",
    );
    let text = wrap(&format!("{series}{moved}{off}"));
    assert_eq!(
        shown(&text),
        [
            "23.11 10:00–10:30 План",
            "24.11 15:00–15:30 План позже",
            "25.11 10:00–10:30 План off",
        ]
    );
    let (file, _) = read(&text).unwrap().calendar.unwrap().meetings(&now());
    let names: Vec<&str> = file.meetings.iter().map(|m| m.uid.as_str()).collect();
    assert_eq!(
        names,
        [
            "w#20261123T070000Z",
            "w#20261124T070000Z",
            "w#20261125T070000Z"
        ],
        "moved, it is still the meeting of the morning"
    );
    let cancelled = text.replace("VERSION:2.0", "METHOD:CANCEL");
    assert!(shown(&cancelled).iter().all(|line| line.ends_with("off")));
}

#[test]
fn zones_the_file_alone_describes() {
    let zone = "BEGIN:VTIMEZONE\r\nTZID:Наш офис\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0500\r\nTZOFFSETTO:+0500\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
    let at = event("UID:a\nDTSTART;TZID=Наш офис:20261123T120000\nDURATION:PT1H\nSUMMARY:x");
    assert_eq!(
        shown(&wrap(&format!("{zone}{at}"))),
        ["23.11 10:00–11:00 x"]
    );
    let unknown = wrap(&at);
    assert_eq!(shown(&unknown), ["23.11 12:00–13:00 x"]);
    assert_eq!(problems(&unknown), [(3, "import-ics-zone")]);
}

#[test]
fn what_cannot_be_taken_is_told_with_its_line() {
    let good = event("UID:g\nDTSTART:20261123T070000Z\nDURATION:PT1H\nSUMMARY:x");
    let todo = "BEGIN:VTODO\r\nUID:t\r\nSUMMARY:дело\r\nEND:VTODO\r\n";
    for (name, body, expected) in [
        (
            "no begin",
            event("UID:a\nSUMMARY:x"),
            vec![(9, "import-ics-no-start")],
        ),
        (
            "a rule of nonsense",
            event("UID:a\nDTSTART:20261123T070000Z\nRRULE:FREQ=SOMETIMES\nSUMMARY:x"),
            vec![(9, "import-ics-bad-rule")],
        ),
        (
            "an end before its begin",
            event("UID:a\nDTSTART:20261123T070000Z\nDTEND:20261123T060000Z\nSUMMARY:y"),
            vec![(9, "import-ics-bad-span")],
        ),
        (
            "to-dos",
            format!("{todo}{todo}"),
            vec![(9, "import-ics-todos")],
        ),
    ] {
        let text = wrap(&format!("{good}{body}"));
        assert_eq!(problems(&text), expected, "{name}");
        assert!(
            shown(&text).contains(&"23.11 10:00–11:00 x".to_owned()),
            "{name}"
        );
    }
    let parsed = read(&wrap(&format!("{good}{todo}{todo}"))).unwrap();
    assert_eq!(parsed.facts["vtodos"], 2);
    assert_eq!(parsed.facts["vevents"], 1);
    assert_eq!(parsed.facts["first_start_utc"], "2026-11-23T07:00:00Z");
}

#[test]
fn a_broken_calendar_is_refused_with_the_line() {
    for (text, line, key) in [
        (
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nEND:VCALENDAR\n",
            4,
            "import-ics-broken",
        ),
        (
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\n",
            2,
            "import-ics-unended",
        ),
    ] {
        let error = read(text).unwrap_err();
        assert_eq!((error.line(), error.key()), (Some(line), key), "{text}");
    }
    let error = parse(
        "a.ics",
        "\nпривет\n".as_bytes(),
        Some(ImportKind::IcsEvents),
        &Progress::new(),
    );
    assert_eq!(error.unwrap_err(), ImportError::NotCalendar { line: 2 });
}

#[test]
fn series_without_end_from_long_ago_cost_little() {
    let mut body = String::new();
    for i in 0..60 {
        body.push_str(&event(&format!(
            "UID:s{i}\nDTSTART:20100101T070000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY\nSUMMARY:x"
        )));
    }
    let parsed = read(&wrap(&body)).unwrap();
    let (file, told) = parsed.calendar.unwrap().meetings(&now());
    assert_eq!(file.meetings.len(), 20_000);
    // Nothing known is struck out from the first meeting on that did not fit.
    assert!(file.until <= file.meetings[19_999].from + jiff::SignedDuration::from_hours(24));
    assert!(file.until < now().checked_add(1.year()).unwrap().timestamp());
    assert!(told.iter().any(|p| p.key() == "import-ics-too-many"));
}

#[test]
fn a_series_not_laid_out_strikes_nothing_known_out() {
    for (name, rule, whole) in [
        ("read", "RRULE:FREQ=DAILY;COUNT=3", true),
        ("nonsense", "RRULE:FREQ=SOMETIMES", false),
        ("too many", "RRULE:FREQ=MINUTELY;COUNT=30000", false),
        (
            "nothing left of it",
            "RRULE:FREQ=DAILY;COUNT=1\nEXDATE:20261123T070000Z",
            true,
        ),
        (
            "ends before it begins",
            "RRULE:FREQ=DAILY;COUNT=3\nDTEND:20261123T060000Z",
            false,
        ),
    ] {
        let text = wrap(&event(&format!(
            "UID:s\nDTSTART:20261123T070000Z\n{rule}\nSUMMARY:x"
        )));
        let (file, told) = read(&text).unwrap().calendar.unwrap().meetings(&now());
        assert_eq!(file.series.contains("s"), whole, "{name}: {told:?}");
    }
}
