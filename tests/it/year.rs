//! A year of mornings on the demo portfolio: plan, make the calls with what comes of them, sleep, again.
//!
//! What is done goes through the real commands; what clients answer comes from a seeded roll. The same year is lived
//! twice: with the minutes a manager has, and with far too few, where the shortage must be on screen.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Time, date};
use jiff::tz::TimeZone;
use jiff::{ToSpan, Zoned};
use planerka::domain::agenda::{Agenda, DayFrame, Row, callable_on, counted_from, plan};
use planerka::domain::command::{
    Advance, Command, Env, NewFollowUp, NewProblemStep, NewTouch, NextStep, decide,
};
use planerka::domain::{
    Book, Cadence, Change, Channel, ClientId, ContactPolicy, Direction, Dossier, Ids, Intent, Life,
    Outcome, ProblemLife, PromiseLife, Request, RequestKind, RequestLife, Side, Transaction, Zone,
};
use planerka::jobs::demo::demo_book;

const FIRST: Date = date(2026, 1, 12);
const DAYS: i32 = 365;
const CLIENTS: usize = 300;

/// A seeded roll.
struct Roll(u64);

impl Roll {
    /// `0..n`.
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }
}

struct World {
    book: Book,
    ids: Ids,
    roll: Roll,
    minutes: u16,
    zone: TimeZone,
    /// Days from one real contact to the next, by client.
    gaps: BTreeMap<ClientId, Vec<i64>>,
    calls: usize,
    days: usize,
    /// Over all mornings, how many the agenda said found no place.
    short: usize,
}

impl World {
    fn new(minutes: u16) -> Self {
        let zone = TimeZone::get("Europe/Moscow").unwrap();
        let now = FIRST.at(8, 0, 0, 0).to_zoned(zone.clone()).unwrap();
        let book = demo_book(5, CLIENTS, &now);
        Self {
            book,
            ids: Ids::seeded(9),
            roll: Roll(0x9e37_79b9_7f4a_7c15),
            minutes,
            zone,
            gaps: BTreeMap::new(),
            calls: 0,
            days: 0,
            short: 0,
        }
    }

    fn frame(&self, now: &Zoned) -> DayFrame {
        DayFrame {
            minutes: self.minutes,
            ..DayFrame::today(now.clone())
        }
    }

    fn run(&mut self, command: Command, now: &Zoned) -> bool {
        let mut env = Env {
            now,
            ids: &mut self.ids,
        };
        let Ok(mut tx) = decide(command, &self.book, &mut env) else {
            return false;
        };
        self.book.apply(&mut tx).unwrap();
        true
    }

    fn live(&mut self) {
        for ahead in 0..DAYS {
            let day = FIRST.checked_add(ahead.days()).unwrap();
            let begin = day.at(9, 0, 0, 0).to_zoned(self.zone.clone()).unwrap();
            let frame = self.frame(&begin);
            if frame.calendar.is_workday(day) {
                self.overnight(&begin);
                self.day(&begin);
                self.days += 1;
            }
        }
    }

    /// Clients write: one or two requests a day, promised for the day or for the next.
    fn overnight(&mut self, begin: &Zoned) {
        let all: Vec<ClientId> = self.book.active().map(Dossier::id).collect();
        for _ in 0..1 + self.roll.below(2) {
            let client = all[usize::try_from(self.roll.below(all.len() as u64)).unwrap()];
            let due = 3 + i64::try_from(self.roll.below(24)).unwrap();
            let at = begin.timestamp();
            let said = "Почему вырос CPA?".to_owned();
            let kind = RequestKind::Request;
            let mut request = Request::said(self.ids.next(at), client, kind, said, at);
            request.due_at = Some((begin + due.hours()).timestamp());
            self.write(Change::create(request), client, begin);
        }
    }

    /// What has no command of its own here.
    fn write(&mut self, change: Change, client: ClientId, now: &Zoned) {
        let mut tx = Transaction::new(
            Intent::AddRequest,
            now.timestamp(),
            Some(client),
            String::new(),
        );
        tx.push(change);
        self.book.apply(&mut tx).unwrap();
    }

    /// Plans, calls, plans again while somebody who did not answer is to be tried once more.
    fn day(&mut self, begin: &Zoned) {
        let mut now = begin.clone();
        let mut spent = 0;
        for round in 0..3 {
            let frame = self.frame(&now);
            let agenda = plan(&self.book, &frame);
            self.lawful(&agenda, &frame);
            if round == 0 {
                self.nobody_forgotten(&agenda, &frame);
                self.short += agenda.left_out;
            }
            if agenda.rows.is_empty() {
                break;
            }
            let mut again = false;
            for row in &agenda.rows {
                now = row.at.to_zoned(self.zone.clone()).unwrap();
                let (minutes, real) = self.call(row, &now);
                spent += u32::from(minutes);
                again |= !real;
                now = &now + i64::from(minutes).minutes();
            }
            assert!(spent <= u32::from(self.minutes), "{now}: {spent} minutes");
            if !again {
                break;
            }
        }
    }

    /// What no plan may ever do.
    fn lawful(&self, agenda: &Agenda, frame: &DayFrame) {
        let done = agenda.done_today.minutes;
        assert!(u32::from(agenda.planned_minutes) + done <= u32::from(self.minutes).max(done));
        let mut seen = BTreeSet::new();
        for row in &agenda.rows {
            let client = self.book.client(row.client).unwrap();
            assert!(seen.insert(row.client), "one row a client");
            assert!(client.policy != ContactPolicy::DoNotCall, "{}", client.name);
            assert!(client.archived_at.is_none());
            assert!(!row.reasons.is_empty());
            // An hour promised is the client's own word; all others lie in the callable hours.
            let dossier = self.book.get(row.client).unwrap();
            let agreed = dossier.follow_up.as_deref().is_some_and(|f| {
                f.promised && f.date == frame.date && f.time.is_some() && row.timed
            });
            let holds = self.callable(dossier, row, frame);
            assert!(holds || agreed, "{} at {}", client.name, row.at);
            assert!(holds || row.outside, "{} at {}", client.name, row.at);
        }
    }

    /// Whether a row lies in the client's hours, by the client's own clock: no word of the plan is taken for it.
    fn callable(&self, dossier: &Dossier, row: &Row, frame: &DayFrame) -> bool {
        if row.channel == Channel::Email {
            return true;
        }
        let client = &dossier.client;
        let zone = client.zone.as_ref().map_or(self.zone.clone(), Zone::rules);
        let own = client.channels.iter().find(|c| c.channel == row.channel);
        let hours = own.map_or_else(|| client.preferred().hours, |own| own.hours);
        let quiet = dossier.work().terms.as_deref().and_then(|t| t.quiet);
        let begin = row.at.to_zoned(self.zone.clone()).unwrap();
        let promised =
            (dossier.follow_up.as_deref()).is_some_and(|f| f.promised && f.date == frame.date);
        // The last minute of the call counts, not the one it ends before.
        [0, i64::from(row.minutes) - 1].into_iter().all(|minute| {
            let there = (&begin + minute.minutes()).with_time_zone(zone.clone());
            let worked = promised || frame.calendar.is_workday(there.date());
            worked
                && hours.contains(there.time())
                && quiet.is_none_or(|quiet| !quiet.contains(there.time()))
        })
    }

    /// Whoever was promised something, or is long overdue, is in the day or named with the reason why not.
    fn nobody_forgotten(&self, agenda: &Agenda, frame: &DayFrame) {
        let rows = agenda.rows.iter().map(|row| row.client);
        let told: BTreeSet<ClientId> = rows.chain(agenda.left.iter().map(|l| l.client)).collect();
        for dossier in self.book.active() {
            let today = frame.date;
            let plan = dossier.follow_up.as_deref();
            let promised = plan.is_some_and(|f| f.promised && f.date <= today);
            let ours = dossier.work().promises.iter().any(|p| {
                p.is_open() && p.side == Side::Ours && p.until.is_some_and(|until| until <= today)
            });
            let late = self.every(dossier).is_some_and(|every| {
                let last = counted_from(dossier, &self.zone);
                i64::from((today - last).get_days()) * 10 > every * 12
            });
            let quiet = dossier
                .journey
                .as_deref()
                .is_some_and(|j| j.parked_on(today).is_some());
            let name = &dossier.client.name;
            assert!(
                !(promised || ours) || told.contains(&dossier.id()),
                "{today}: {name} was promised"
            );
            assert!(
                !late || quiet || told.contains(&dossier.id()),
                "{today}: {name} is overdue"
            );
        }
    }

    /// The rhythm of a client of full contact.
    fn every(&self, dossier: &Dossier) -> Option<i64> {
        let client = &dossier.client;
        match client.cadence {
            Cadence::Days(days) if client.policy == ContactPolicy::Full => Some(i64::from(days)),
            _ => None,
        }
    }

    /// A call and what comes of it: minutes taken, and whether somebody was reached.
    fn call(&mut self, row: &Row, now: &Zoned) -> (u16, bool) {
        let outcome = match self.roll.below(100) {
            0..72 => Outcome::Answered,
            72..86 => Outcome::NoAnswer,
            86..91 => Outcome::Busy,
            91..95 => Outcome::Callback,
            95..98 => Outcome::Refused,
            _ => Outcome::WrongNumber,
        };
        let real = matches!(outcome, Outcome::Answered | Outcome::Refused);
        let long = 4 + u16::try_from(self.roll.below(11)).unwrap();
        let minutes = if real { long.min(row.minutes) } else { 1 };
        let next = match outcome {
            Outcome::Callback => NextStep::Set(self.promise(row.client, now, 2)),
            Outcome::Answered if self.roll.below(5) == 0 => {
                NextStep::Set(self.promise(row.client, now, 12))
            }
            // Noted without a look at the client's clock.
            Outcome::Answered if self.roll.below(8) == 0 => {
                let hour = 9 + i8::try_from(self.roll.below(9)).unwrap();
                NextStep::Set(NewFollowUp {
                    time: Some(Time::constant(hour, 0, 0, 0)),
                    promised: false,
                    ..self.promise(row.client, now, 12)
                })
            }
            _ => NextStep::Auto,
        };
        let own = now.time_zone();
        let dossier = self.book.get(row.client).unwrap();
        let last = dossier.last_real().map(|_| counted_from(dossier, own));
        if let (true, Some(last)) = (real, last.filter(|last| *last >= FIRST)) {
            let gap = i64::from((now.date() - last).get_days());
            self.gaps.entry(row.client).or_default().push(gap);
        }
        let touch = NewTouch {
            client: row.client,
            contact: row.contact,
            at: None,
            channel: row.channel,
            direction: Direction::Out,
            outcome,
            minutes,
            note: String::new(),
            mood: None,
            purpose: None,
            next,
        };
        assert!(self.run(Command::LogTouch(Box::new(touch)), now));
        if real {
            self.settle(row.client, now);
        }
        self.calls += 1;
        (minutes, real)
    }

    /// A promise for one of the next days, half of them for an hour the client may be called at.
    fn promise(&mut self, client: ClientId, now: &Zoned, within: u64) -> NewFollowUp {
        let calendar = planerka::domain::Calendar::default();
        let mut date = now.date();
        for _ in 0..=self.roll.below(within) {
            date = calendar.next_workday(date);
        }
        let morning = date.at(9, 0, 0, 0).to_zoned(self.zone.clone()).unwrap();
        let hours = callable_on(&self.book, &self.frame(&morning), client);
        let from = hours
            .first()
            .map(|both| both.from.max(Time::constant(9, 0, 0, 0)));
        let open = hours.first().is_some_and(|both| {
            let end = from.map(|from| from + 15.minutes());
            end.is_some_and(|end| end <= both.to) && both.from < Time::constant(17, 0, 0, 0)
        });
        let timed = self.roll.below(2) == 0 && open;
        NewFollowUp {
            date,
            time: from.filter(|_| timed),
            reason: "рассказать о замере".to_owned(),
            promised: true,
            channel: None,
            contact: None,
        }
    }

    /// Deals with what the talk was about.
    fn settle(&mut self, client: ClientId, now: &Zoned) {
        let dossier = self.book.get(client).unwrap();
        let today = now.date();
        let mut commands = Vec::new();
        let work = dossier.work();
        for p in work.promises.iter().filter(|p| p.is_open()) {
            if p.until.is_some_and(|until| until <= today) {
                commands.push(Command::ClosePromise {
                    client,
                    id: p.id,
                    life: PromiseLife::Kept,
                    note: String::new(),
                });
            }
        }
        for list in work
            .checklists
            .iter()
            .filter(|list| list.closed_at.is_none())
        {
            for (step, item) in list.steps.iter().enumerate() {
                if item.call && item.done_at.is_none() && item.due <= today {
                    commands.push(Command::CheckStep {
                        client,
                        id: list.id,
                        step,
                        done: true,
                        note: None,
                    });
                }
            }
        }
        for p in work.problems.iter().filter(|p| p.is_open()) {
            let step = NewProblemStep {
                to: ProblemLife::Solved,
                waiting_for: String::new(),
                until: None,
                note: String::new(),
            };
            commands.push(Command::AdvanceProblem(client, p.id, step));
        }
        for r in &dossier.recommendations {
            let step = match r.life {
                Life::Sent if self.roll.below(2) == 0 => Advance::to(Life::Declined),
                Life::Sent | Life::Postponed => Advance {
                    until: today.checked_add(10.days()).ok(),
                    ..Advance::to(Life::Accepted)
                },
                Life::Accepted => Advance::to(Life::Implemented),
                _ => continue,
            };
            commands.push(Command::AdvanceDraft(client, r.id, Box::new(step)));
        }
        let open: Vec<Request> = work
            .requests
            .iter()
            .filter(|r| r.is_open())
            .cloned()
            .collect();
        for command in commands {
            self.run(command, now);
        }
        for before in open {
            let mut after = before.clone();
            after.life = RequestLife::Done;
            self.write(Change::replace(Some(before), after), client, now);
        }
    }

    /// Of the clients of full contact with a rhythm of days: how many had it kept within a fifth, over the year.
    fn kept(&self) -> (usize, usize) {
        let mut sum = (0, 0);
        for dossier in self.book.active() {
            let Some(every) = self.every(dossier) else {
                continue;
            };
            let gaps = self.gaps.get(&dossier.id()).map_or(&[][..], Vec::as_slice);
            sum.1 += 1;
            let days: i64 = gaps.iter().sum();
            let mean = days as f64 / gaps.len().max(1) as f64;
            sum.0 += usize::from(!gaps.is_empty() && mean <= every as f64 * 1.2);
        }
        sum
    }
}

#[test]
fn a_year_with_the_minutes_a_manager_has() {
    let mut world = World::new(240);
    world.live();
    let (kept, all) = world.kept();
    assert!(
        world.days > 250 && world.calls > 2_000,
        "{} calls",
        world.calls
    );
    assert!(all > 100, "{all} clients of a rhythm");
    assert!(
        kept * 100 >= all * 95,
        "{kept} of {all} kept their rhythm, {} calls, {} left out on {} mornings",
        world.calls,
        world.short,
        world.days
    );
}

#[test]
fn a_year_with_far_too_few_minutes_says_so_every_morning() {
    let mut world = World::new(60);
    world.live();
    let (kept, all) = world.kept();
    assert!(
        kept * 100 < all * 95,
        "{kept} of {all}: no shortage to show"
    );
    // Each overdue client was named on each morning, and the number of those left out tells the days apart.
    let mut ample = World::new(240);
    ample.live();
    assert!(
        world.short > 2 * ample.short,
        "{} and {}",
        world.short,
        ample.short
    );
}

#[test]
fn equal_years_are_equal() {
    let of = || {
        let mut world = World::new(120);
        let begin = FIRST.at(9, 0, 0, 0).to_zoned(world.zone.clone()).unwrap();
        world.overnight(&begin);
        let agenda = plan(&world.book, &world.frame(&begin));
        world.day(&begin);
        (agenda, world.calls)
    };
    assert_eq!(of(), of());
}
