//! One client with everything that hangs on it.

use jiff::civil::Time;

use super::course::Course;
use super::inside::{Inside, WORKED};
use super::morning::{self, Morning};
use super::rng::Rng;
use super::words::{City, TRADES, Words, feminine, latin};
use super::{NETWORKS, Portfolio, Role, advice, spend};
use crate::domain::{
    Birthday, Cadence, Change, Channel, ChannelHours, Client, ClientId, Contact, ContactPolicy,
    Expertise, Hours, Ids, Month, ServiceModel, Tier, TouchDigest, Transaction,
};

/// The share of Russian clients, percent.
const RUSSIAN: i64 = 70;

/// A month of a network of branches, minor units.
const BRANCHES: i64 = 640_000_000;

/// Trades that sell online.
const SHOPS: [&str; 3] = ["furniture", "flowers", "clothes"];

impl Portfolio {
    /// Adds a client and its records to a transaction.
    pub(super) fn client(&mut self, number: usize, tx: &mut Transaction) {
        let role = Role::of(number);
        let Self {
            rng,
            ids,
            inner,
            seed,
            languages,
            zones,
            clock,
            names,
            network,
            noted,
            ..
        } = self;
        let language = usize::from(!rng.chance(RUSSIAN));
        let place = match role {
            // An hour agreed is one that suits the client's clock.
            Role::PromisedAt(_) => 0,
            _ => rng.weighted(
                &languages[language]
                    .cities
                    .iter()
                    .map(|c| c.weight)
                    .collect::<Vec<_>>(),
            ),
        };
        let language = if matches!(role, Role::PromisedAt(_)) {
            0
        } else {
            language
        };
        let words = &languages[language];
        let Some(city) = words.cities.get(place) else {
            return;
        };
        let trade = rng.below(words.trades.len() as i64) as usize;
        let level = (10.6 + 1.1 * rng.normal()).exp();
        let brand = rng.pick(&words.brands);
        let mut client = Client::named(
            ClientId(uuid::Uuid::nil()),
            named(brand, trade, words, city, names, rng),
            clock.now,
        );
        describe(&mut client, role, level, trade, words, city, rng);
        client.zone = zones[language].get(place).cloned().flatten();

        let course = Course::of(&client, role, clock, rng);
        client.created_at = clock.at(course.started, 590);
        client.id = ids.next(client.created_at);
        let known = if course.silent || rng.chance(15) {
            0
        } else {
            rng.between(120, 1500)
        };
        let since = clock.day(course.started + known);
        client.since = Some(since);
        if role == Role::Archived {
            client.archived_at = Some(clock.at(rng.below(course.gap), 1080));
        }
        let contacts = people(&client, brand, words, city, rng, ids);
        let journey = course.journey(client.id, role, words, clock, rng);
        let mut figures = spend::figures(
            client.id,
            level,
            trade,
            city.money,
            Month::from(since),
            clock,
            rng,
        );
        let touches = course.touches(&client, &contacts, words, clock, rng, ids);
        let asked = contacts.first().map(|c| c.id);
        let follow_up = course.follow_up(&client, role, asked, words, clock, rng);
        let mut advice = advice::recommendations(client.id, role, &course, words, clock, rng, ids);

        let digest = touches
            .iter()
            .fold(TouchDigest::empty(client.id), |sum, t| sum.with(t));
        let mut within = Vec::new();
        let mut morning = Vec::new();
        if number < WORKED {
            let mut rng = Rng::new(*seed ^ (number as u64).wrapping_mul(0x9E37_79B9));
            let is_network = number >= *network
                && (language, role) == (0, Role::Usual)
                && TRADES.get(trade).is_some_and(|(name, _)| *name == "bank")
                && client.tier != Tier::C
                && figures.amounts.last().is_some_and(|m| m > 0);
            if is_network {
                *network += NETWORKS;
                client.tier = Tier::A;
                spend::raise(&mut figures, BRANCHES);
            }
            let inside = Inside {
                client: &client,
                role,
                course: &course,
                spend: &figures,
                words: &words.inside,
                advice: &words.advice,
                shop: TRADES
                    .get(trade)
                    .is_some_and(|(name, _)| SHOPS.contains(name)),
                network: is_network,
                clock,
                who: contacts
                    .first()
                    .map_or_else(String::new, |c| c.name.clone()),
            };
            within = inside.changes(
                number,
                language == 0,
                city.money.1,
                &mut advice,
                inner,
                &mut rng,
            );
            let of_client = Morning {
                client: &client,
                role,
                number,
                contacts: &contacts,
                spend: &figures,
                digest: &digest,
                words: &words.morning,
                clock,
            };
            let (records, note) = of_client.records(inner, &mut rng.fork());
            morning = records;
            noted.push(note);
        }
        tx.push(Change::create(client));
        for contact in contacts {
            tx.push(Change::create(contact));
        }
        tx.push(Change::create(journey));
        if !figures.amounts.is_empty() {
            tx.push(Change::create(figures));
        }
        if digest.count > 0 {
            tx.push(Change::create(digest));
        }
        for touch in touches {
            tx.push(Change::create(touch));
        }
        if let Some(follow_up) = follow_up {
            tx.push(Change::create(follow_up));
        }
        for recommendation in advice {
            tx.push(Change::create(recommendation));
        }
        for change in within {
            tx.push(change);
        }
        for record in morning {
            tx.push(Change::created(record));
        }
    }

    /// Adds what belongs to no single client.
    pub(super) fn desk(&mut self, tx: &mut Transaction) {
        let mut rng = Rng::new(self.seed ^ 0xDE5C);
        let noted = std::mem::take(&mut self.noted);
        let [words, _] = &self.languages;
        let records = morning::desk(
            &noted,
            &words.morning,
            &self.clock,
            &mut self.inner,
            &mut rng,
        );
        for record in records {
            tx.push(Change::created(record));
        }
    }
}

/// A name nobody in the portfolio bears yet: by city, then by number.
fn named(
    brand: &str,
    trade: usize,
    words: &Words,
    city: &City,
    names: &mut std::collections::HashMap<String, u32>,
    rng: &mut Rng,
) -> String {
    let pattern = words
        .trades
        .get(trade)
        .map_or("{b}", |t| rng.pick(&t.names));
    let name = pattern.replace("{b}", brand);
    let taken = |names: &mut std::collections::HashMap<String, u32>, name: &str| {
        let count = names.entry(name.to_owned()).or_default();
        *count += 1;
        *count
    };
    if taken(names, &name) == 1 {
        return name;
    }
    let placed = format!("{name}, {}", city.name);
    match taken(names, &placed) {
        1 => placed,
        n => format!("{placed} {n}"),
    }
}

/// How the client wants to be looked after.
fn describe(
    client: &mut Client,
    role: Role,
    level: f64,
    trade: usize,
    words: &Words,
    city: &City,
    rng: &mut Rng,
) {
    client.tier = match level {
        l if l > 150_000.0 => Tier::A,
        l if l > 35_000.0 => Tier::B,
        _ => Tier::C,
    };
    let managed = rng.chance(20);
    if managed {
        client.service_model = ServiceModel::Managed;
    }
    client.expertise =
        Expertise::new(1 + rng.weighted(&[15, 25, 30, 20, 10]) as u8).unwrap_or_default();
    client.policy = match rng.weighted(&[75, 15, 7, 3]) {
        _ if role.is_due() => ContactPolicy::Full,
        0 => ContactPolicy::Full,
        1 => ContactPolicy::Reduced,
        2 => ContactPolicy::NewsOnly,
        _ => ContactPolicy::DoNotCall,
    };
    let days = match client.tier {
        Tier::A => rng.pick(&[7, 14, 14, 21]),
        Tier::B => rng.pick(&[21, 30, 30, 45]),
        Tier::C => rng.pick(&[45, 60, 60, 90]),
    };
    client.cadence = match (role, client.tier) {
        (Role::Cadence, _) => Cadence::Days(days),
        _ if managed && rng.chance(30) => Cadence::ReportWindow,
        (_, Tier::C) if rng.chance(30) => Cadence::Off,
        _ => Cadence::Days(days),
    };
    let hours = |from, to| Hours {
        from: Time::constant(from, 0, 0, 0),
        to: Time::constant(to, 0, 0, 0),
    };
    let phone = |hours| ChannelHours {
        channel: Channel::Phone,
        hours,
    };
    client.channels = match rng.weighted(&[64, 16, 12, 8]) {
        _ if matches!(role, Role::PromisedAt(_)) => Vec::new(),
        0 => Vec::new(),
        1 => vec![phone(hours(10, 17))],
        2 => vec![
            ChannelHours {
                channel: if rng.chance(50) {
                    Channel::Messenger
                } else {
                    Channel::Chat
                },
                hours: hours(9, 21),
            },
            phone(Hours::OFFICE),
        ],
        _ => vec![ChannelHours {
            channel: Channel::Email,
            hours: Hours::OFFICE,
        }],
    };
    let Some(trade) = words.trades.get(trade) else {
        return;
    };
    client.tags.push(trade.tag.to_owned());
    if rng.chance(35) {
        client.tags.push(rng.pick(&words.tags).to_owned());
    }
    client.notes = format!("{}. {}", city.name, rng.pick(&trade.notes));
}

fn people(
    client: &Client,
    brand: &str,
    words: &Words,
    city: &City,
    rng: &mut Rng,
    ids: &mut Ids,
) -> Vec<Contact> {
    let count = match client.tier {
        Tier::A => rng.between(2, 4),
        Tier::B => rng.between(1, 3),
        Tier::C => rng.between(1, 2),
    };
    let domain = latin(brand);
    let first_role = rng.below(words.staff.len() as i64);
    (0..count)
        .map(|nth| {
            let woman = rng.chance(52);
            let first = rng.pick(if woman { &words.women } else { &words.men });
            let last = rng.pick(&words.surnames);
            let last = if woman && words.inflects {
                feminine(last)
            } else {
                last.to_owned()
            };
            let mut contact = Contact::named(
                ids.next(client.created_at),
                client.id,
                format!("{first} {last}"),
            );
            let head = nth == 0 && rng.chance(80);
            contact.decision_maker = head;
            contact.role = if head {
                rng.pick(&words.heads).to_owned()
            } else {
                // Colleagues do different work.
                let place = (first_role + nth) as usize % words.staff.len().max(1);
                words
                    .staff
                    .get(place)
                    .copied()
                    .unwrap_or_default()
                    .to_owned()
            };
            if nth == 0 || rng.chance(60) {
                contact.phones.push(phone(city.phone, rng));
            }
            let handle = latin(&last);
            if rng.chance(55) {
                contact.emails.push(format!("{handle}@{domain}.example"));
            }
            if rng.chance(30) {
                let n = rng.between(10, 99);
                contact
                    .messengers
                    .push(format!("telegram @{handle}{n}_demo"));
            }
            if rng.chance(35) {
                contact.birthday = Some(Birthday {
                    year: rng.chance(50).then_some(rng.between(1962, 2001) as i16),
                    month: rng.between(1, 12) as i8,
                    day: rng.between(1, 28) as i8,
                });
            }
            if rng.chance(15) {
                contact.notes = rng.pick(&words.person_notes).to_owned();
            }
            contact
        })
        .collect()
}

/// A number of the pattern, `d` being any digit.
fn phone(pattern: &str, rng: &mut Rng) -> String {
    pattern
        .chars()
        .map(|c| match c {
            'd' => char::from(b'0' + rng.below(10) as u8),
            other => other,
        })
        .collect()
}
