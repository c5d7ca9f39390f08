//! The same report once more, undo, and a currency nobody named.

use super::*;

/// A small generator: reports of random campaigns over random days.
fn report(seed: &mut u64) -> Vec<Candidate> {
    let mut next = |n: u64| {
        *seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (*seed >> 33) % n
    };
    (0..1 + next(4))
        .map(|number| {
            let mut periods: Vec<Period> = (0..next(6))
                .map(|_| {
                    day(
                        i8::try_from(1 + next(28)).unwrap(),
                        i64::try_from(next(1000)).unwrap(),
                    )
                })
                .collect();
            if next(3) == 0 {
                periods.push(month(i64::try_from(next(9000)).unwrap()));
            }
            periods.sort_by_key(|p| (p.from, p.to));
            periods.dedup_by_key(|p| (p.from, p.to));
            let named = next(3) > 0;
            let number = if named {
                number.to_string()
            } else {
                String::new()
            };
            row(&number, &format!("C{}", next(3)), &periods)
        })
        .collect()
}

#[test]
fn twice_is_once_and_undo_is_exact() {
    let mut seed = 7;
    for round in 0..300 {
        let (mut book, mut ids, alfa, _) = sample();
        let owner = Owner::Named(alfa);
        for _ in 0..2 {
            import(&mut book, &mut ids, &report(&mut seed), owner);
        }
        let before = book.get(alfa).unwrap().work().clone();
        let rows = report(&mut seed);
        let done = import(&mut book, &mut ids, &rows, owner);
        let counts = plan_for(&book, rows.clone(), owner).counts();
        assert_eq!(
            (counts.new, counts.updated),
            (0, 0),
            "round {round}: {rows:?}"
        );
        assert!(import(&mut book, &mut ids, &rows, owner).is_empty());
        for campaign in campaigns(&book, alfa) {
            let days = |p: &Period| (p.from, p.to);
            assert!(
                campaign.periods.is_sorted_by(|a, b| days(a) < days(b)),
                "round {round}"
            );
        }
        for tx in done.into_iter().rev() {
            book.apply(&mut tx.inverse(now().timestamp())).unwrap();
        }
        assert_eq!(book.get(alfa).unwrap().work(), &before, "round {round}");
    }
}

#[test]
fn a_currency_nobody_named_is_never_that_of_another_platform() {
    let of = |platform, account: &str, number: &str, named: Option<&str>| {
        with(row(number, number, &[day(1, 5)]), |p| {
            p.platform = platform;
            account.clone_into(&mut p.account);
            p.currency = named.map(|code| code.parse().unwrap());
        })
    };
    let cad = || of(Platform::GoogleAds, "", "1", Some("CAD"));
    for (name, known, row, currency) in [
        (
            "alone",
            vec![],
            of(Platform::YandexDirect, "", "2", None),
            "RUB",
        ),
        (
            "Direct beside Google",
            vec![cad()],
            of(Platform::YandexDirect, "", "2", None),
            "RUB",
        ),
        (
            "the same account",
            vec![cad()],
            of(Platform::GoogleAds, "", "2", None),
            "CAD",
        ),
        (
            "another account",
            vec![cad()],
            of(Platform::GoogleAds, "1-2-3", "2", None),
            "UZS",
        ),
        (
            "Meta beside Google",
            vec![cad()],
            of(Platform::MetaAds, "", "2", None),
            "UZS",
        ),
        (
            "the file says",
            vec![cad()],
            of(Platform::MetaAds, "", "2", Some("EUR")),
            "EUR",
        ),
    ] {
        let (mut book, mut ids, alfa, _) = sample();
        let mut spend = Candidate::at(2);
        spend.client.name = Some("Alfa".to_owned());
        spend.spend = vec![Figure {
            month: Month::new(2026, 9),
            minor: 100,
            currency: Some("UZS".parse().unwrap()),
        }];
        import(&mut book, &mut ids, &[spend], Owner::Nobody);
        let owner = Owner::Named(alfa);
        import(&mut book, &mut ids, &known, owner);
        let named = row.campaign.as_ref().unwrap().currency.is_some();
        let plan = plan_for(&book, vec![row.clone()], owner);
        let taken: Vec<&str> = plan.taken_currencies().iter().map(Currency::code).collect();
        assert_eq!(taken, if named { vec![] } else { vec![currency] }, "{name}");
        import(&mut book, &mut ids, &[row], owner);
        let last = campaigns(&book, alfa).iter().find(|c| c.number == "2");
        assert_eq!(last.unwrap().currency.code(), currency, "{name}");
    }
}
