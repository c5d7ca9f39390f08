//! What no plan may ever do.

use super::*;

fn any_case(n: u128) -> impl Strategy<Value = Case> {
    let zones = [
        "Europe/Moscow",
        "Asia/Vladivostok",
        "Europe/London",
        "America/Los_Angeles",
    ];
    (
        (0..4usize, 0..4usize, 0..3usize),
        proptest::option::of(0..90i64),
        proptest::option::of((-3..5i64, proptest::option::of(0..24i8), any::<bool>())),
        0..3i64,
        any::<bool>(),
    )
        .prop_map(
            move |((zone, policy, rhythm), talked, plan, missed, letters)| {
                let mut c = case(n).with(|c| {
                    c.zone = Zone::new(zones[zone]);
                    c.policy = ContactPolicy::ALL[policy];
                    c.cadence = [Cadence::Off, Cadence::Days(7), Cadence::ReportWindow][rhythm];
                    if letters {
                        c.channels = vec![ChannelHours {
                            channel: Channel::Email,
                            hours: Hours::OFFICE,
                        }];
                    }
                });
                if let Some(days) = talked {
                    c = c.talked(days);
                }
                for _ in 0..missed {
                    c = c.missed(0);
                }
                if let Some((days, hour, promised)) = plan {
                    c = c.plan(days, hour.map(|h| time(h, 20, 0, 0)), promised);
                }
                c
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn no_plan_ever_breaks_the_frame(
        cases in (0..60usize).prop_flat_map(|n| (1..=n as u128).map(any_case).collect::<Vec<_>>()),
        minutes in 0..500u16,
        call in 0..40u16,
        hour in 0..24i8,
    ) {
        let book = book(cases);
        let at = now(MONDAY).with().hour(hour).build().unwrap();
        let frame = DayFrame { minutes, call_minutes: call, ..DayFrame::today(at.clone()) };
        let agenda = plan(&book, &frame);
        prop_assert_eq!(&agenda, &plan(&book, &frame));
        prop_assert!(agenda.planned_minutes <= minutes);
        prop_assert!(agenda.left.len() <= agenda.left_out + agenda.aside);
        let mut spans: Vec<_> = agenda.rows.iter().map(|r| (r.at, r.minutes))
            .chain(agenda.fixed.iter().map(|b| (b.at, b.minutes)))
            .collect();
        spans.sort_unstable();
        for pair in spans.windows(2) {
            prop_assert!(pair[0].0 + i64::from(pair[0].1).minutes() <= pair[1].0, "{:?}", pair);
        }
        let mut seen = std::collections::BTreeSet::new();
        for row in &agenda.rows {
            let client = book.client(row.client).unwrap();
            prop_assert!(seen.insert(row.client), "one row a client");
            prop_assert!(client.policy != ContactPolicy::DoNotCall);
            prop_assert!(!row.reasons.is_empty());
            prop_assert!(row.at >= at.datetime());
            if !row.timed && row.channel.disturbs() {
                prop_assert!(Hours::OFFICE.contains(row.local), "{:?}", row);
            }
        }
    }
}
