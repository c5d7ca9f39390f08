use proptest::prelude::*;

use super::*;
use crate::domain::{Cadence, ChannelHours, ExternalId, RuleError};
use crate::ui::dialog::form::harness::Desk;
use jiff::civil::{date, time};

fn hours(from: i8, to: i8) -> Hours {
    Hours {
        from: time(from, 0, 0, 0),
        to: time(to, 30, 0, 0),
    }
}

fn client() -> Client {
    let at = "2026-01-05T09:00:00Z".parse().unwrap();
    Client {
        tier: Tier::A,
        service_model: ServiceModel::Managed,
        expertise: Expertise::new(5).unwrap(),
        policy: ContactPolicy::Reduced,
        cadence: Cadence::Days(21),
        channels: vec![
            ChannelHours {
                channel: Channel::Email,
                hours: hours(8, 20),
            },
            ChannelHours {
                channel: Channel::Phone,
                hours: hours(10, 12),
            },
        ],
        zone: Zone::new("Asia/Omsk"),
        tags: vec!["авто, опт".to_owned(), "сезон".to_owned()],
        notes: "Строка\n\n  вторая  ".to_owned(),
        owner: "Ирина".to_owned(),
        since: Some(date(2019, 11, 1)),
        external: vec![ExternalId::new("file", "7")],
        ..Client::named(ClientId::from_bytes([7; 16]), "Альфа".to_owned(), at)
    }
}

fn desk_with(client: Client) -> Desk {
    let mut desk = Desk::new();
    desk.run(Command::AddClient(Box::new(client))).unwrap();
    desk
}

fn stored(desk: &Desk) -> Client {
    desk.book.client(desk.last_client()).unwrap().clone()
}

#[test]
fn saving_an_untouched_form_changes_nothing() {
    let mut desk = desk_with(client());
    let before = stored(&desk);
    let mut form = ClientForm::edit(&before);
    let command = desk.submit(&mut form, "ctrl-s");
    assert_eq!(command, Command::EditClient(Box::new(before)));
    assert_eq!(desk.run(command), Err(RuleError::Nothing));
}

#[test]
fn each_field_changes_itself_alone() {
    type Change = fn(&mut Client);
    let cases: [(&str, &str, Change); 14] = [
        ("name", "«!»", |c| c.name.push('!')),
        ("tier", "tab 3", |c| c.tier = Tier::C),
        ("model", "tab tab ←", |c| {
            c.service_model = ServiceModel::SelfServe
        }),
        ("level", "tab tab tab 1", |c| {
            c.expertise = Expertise::new(1).unwrap()
        }),
        ("policy", "tab tab tab tab «н»", |c| {
            c.policy = ContactPolicy::DoNotCall
        }),
        ("rhythm off", "tab tab tab tab tab 1", |c| {
            c.cadence = Cadence::Off
        }),
        ("rhythm named", "tab tab tab tab tab 3", |c| {
            c.cadence = Cadence::Days(14)
        }),
        ("own rhythm", "tab tab tab tab tab tab backspace", |c| {
            c.cadence = Cadence::Days(2)
        }),
        (
            "known channel comes first",
            "tab tab tab tab tab tab tab 1",
            |c| c.channels.swap(0, 1),
        ),
        (
            "new channel comes first",
            "tab tab tab tab tab tab tab 2",
            |c| {
                let hours = c.channels[0].hours;
                c.channels.insert(
                    0,
                    ChannelHours {
                        channel: Channel::Chat,
                        hours,
                    },
                );
            },
        ),
        (
            "hours",
            "tab tab tab tab tab tab tab tab ctrl-u «9-18»",
            |c| c.channels[0].hours = Hours::OFFICE,
        ),
        (
            "zone",
            "tab tab tab tab tab tab tab tab tab ctrl-u «моск»",
            |c| c.zone = Zone::new("Europe/Moscow"),
        ),
        (
            "no zone",
            "tab tab tab tab tab tab tab tab tab ctrl-u",
            |c| c.zone = None,
        ),
        ("notes", "shift-tab «.»", |c| c.notes.push('.')),
    ];
    let desk = desk_with(client());
    for (name, keys, change) in cases {
        let mut expected = stored(&desk);
        let mut form = ClientForm::edit(&expected);
        change(&mut expected);
        let command = desk.submit(&mut form, &format!("{keys} ctrl-s"));
        assert_eq!(command, Command::EditClient(Box::new(expected)), "{name}");
    }
}

#[test]
fn a_new_client_needs_only_a_name() {
    let mut desk = Desk::new();
    let mut form = ClientForm::new();
    assert!(desk.press(&mut form, "ctrl-s").is_empty());
    let command = desk.submit(&mut form, "«Бета и К» ctrl-s");
    desk.run(command).unwrap();
    let made = stored(&desk);
    let expected = Client::named(made.id, "Бета и К".to_owned(), made.created_at);
    assert_eq!(made, expected);
}

#[test]
fn what_is_not_understood_is_said_and_kept() {
    let desk = desk_with(client());
    for (keys, words) in [
        (
            "tab tab tab tab tab tab ctrl-u «0»",
            "Число дней от 1 до 3650",
        ),
        ("tab tab tab tab tab tab ctrl-u", "Это поле нужно заполнить"),
        (
            "tab tab tab tab tab tab tab tab ctrl-u «18-9»",
            "Часы от и до",
        ),
        (
            "tab tab tab tab tab tab tab tab tab ctrl-u «щщ»",
            "Нет такого пояса",
        ),
        ("shift-tab shift-tab ctrl-u «31.02.2020»", "Дата с годом"),
    ] {
        let mut form = ClientForm::edit(&client());
        let replies = desk.press(&mut form, &format!("{keys} ctrl-s"));
        assert!(replies.is_empty(), "{keys}: {replies:?}");
        let screen = desk.screen(&mut form, 80, 40);
        assert!(screen.contains(words), "{keys}\n{screen}");
    }
}

#[test]
fn fits_any_window_in_both_languages() {
    let mut desk = desk_with(client());
    for lang in crate::i18n::Lang::ALL {
        desk.texts = crate::i18n::Texts::new(lang);
        let mut form = ClientForm::edit(&client());
        for _ in 0..13 {
            desk.at_all_sizes(&mut form);
            let screen = desk.screen(&mut form, 60, 16);
            assert!(screen.contains('▸') && !screen.contains('⟨'), "{screen}");
            desk.press(&mut form, "tab");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever a record holds, a form that changes the name changes nothing else (pain 36).
    #[test]
    fn nothing_is_lost_on_the_way_through_the_form(
        name in "[а-яёА-Я]{1,8}( [a-z]{1,5})?",
        tags in prop::collection::vec("[а-я,; ]{0,6}[а-я]", 0..4),
        notes in "\\PC{0,12}\n?\\PC{0,12}",
        owner in "\\PC{0,8}",
        days in 1_u16..3650,
        level in 1_u8..=5,
        channel in 0_usize..7,
        hour in 0_i8..12,
        since in prop::option::of(0_i32..20_000),
    ) {
        let mut before = Client {
            tags,
            notes,
            owner,
            cadence: Cadence::Days(days),
            expertise: Expertise::new(level).unwrap(),
            since: since.map(|d| date(1980, 1, 1) + jiff::Span::new().days(d)),
            ..client()
        };
        before.name = name;
        before.channels = Channel::ALL.iter().take(channel).map(|c| ChannelHours {
            channel: *c,
            hours: Hours { from: time(hour, 7, 9, 0), to: time(hour + 9, 59, 1, 0) },
        }).collect();
        let desk = Desk::new();
        let untouched = desk.submit(&mut ClientForm::edit(&before), "ctrl-s");
        prop_assert_eq!(untouched, Command::EditClient(Box::new(before.clone())));
        let renamed = desk.submit(&mut ClientForm::edit(&before), "«ё» ctrl-s");
        before.name.push('ё');
        prop_assert_eq!(renamed, Command::EditClient(Box::new(before)));
    }
}
