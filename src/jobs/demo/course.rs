//! How the work with a client went: stages, touches, the next touch.

use jiff::civil::Time;

use super::rng::Rng;
use super::words::Words;
use super::{Clock, Role};
use crate::domain::{
    Cadence, Channel, Client, ClientId, Contact, ContactId, ContactPolicy, Direction, FollowUp,
    Ids, Journey, Mood, Outcome, Parked, Stage, Stay, Tier, Touch,
};

/// The outline everything dated follows; all in days before today.
#[derive(Debug, Clone)]
pub(super) struct Course {
    pub(super) stage: Stage,
    pub(super) cycle: u32,
    /// Since the stage was entered.
    pub(super) age: i64,
    /// Since the work began.
    pub(super) started: i64,
    /// Since the last real contact.
    pub(super) gap: i64,
    /// Nobody was reached yet.
    pub(super) silent: bool,
    /// Finished stays: stage, cycle, days ago it was left.
    past: Vec<(Stage, u32, i64)>,
}

/// Days between touches, as the agenda counts them.
const fn every(client: &Client) -> Option<i64> {
    match (client.cadence, client.policy) {
        (Cadence::Days(days), ContactPolicy::Reduced) => Some(days as i64 * 2),
        (Cadence::Days(days), _) => Some(days as i64),
        _ => None,
    }
}

impl Course {
    pub(super) fn of(client: &Client, role: Role, clock: &Clock, rng: &mut Rng) -> Self {
        let mut stage = Stage::ALL
            .get(rng.weighted(&[14, 34, 10, 22, 20]))
            .copied()
            .unwrap_or_default();
        let mut cycle = 1 + rng.weighted(&[45, 30, 15, 10]) as u32;
        if role == Role::Decision {
            stage = Stage::Rollout;
        } else if role.is_due() && stage == Stage::Acquaintance {
            stage = Stage::Problems;
        }
        if stage == Stage::Acquaintance {
            cycle = 1;
        }
        // Fresh stages are more frequent than old ones.
        let mut age = rng.below(81) * rng.between(20, 80) / 80;
        if role == Role::Decision {
            age = age.max(15);
        }
        let every = every(client);
        let gap = match (role, every) {
            (Role::Cadence, Some(every)) => every + rng.between(1, 9),
            (Role::Usual | Role::Archived, Some(every)) => 1 + rng.below((every - 3).min(60)),
            (Role::Usual | Role::Archived, None) => match client.cadence {
                Cadence::ReportWindow => 1 + rng.below(i64::from(clock.date.day()) + 12),
                _ => rng.between(3, 60),
            },
            _ => rng.between(6, 11),
        };
        let mut past = Vec::new();
        let (mut started, mut at, mut in_cycle) = (age, stage, cycle);
        while at != Stage::Acquaintance {
            let before = match at {
                Stage::Problems if in_cycle > 1 => {
                    in_cycle -= 1;
                    Stage::Rollout
                }
                other => other.previous().unwrap_or_default(),
            };
            past.push((before, in_cycle, started));
            started += match before {
                Stage::Acquaintance => rng.between(5, 20),
                Stage::Solving => rng.between(3, 18),
                _ => rng.between(8, 38),
            };
            at = before;
        }
        past.reverse();
        let silent = role == Role::Usual
            && stage == Stage::Acquaintance
            && every.is_some_and(|every| started < every - 3)
            && rng.chance(60);
        // Somebody was reached after the work began, so it began earlier than that; the first stay, or a
        // first stage never left, is as long as it takes.
        if !silent && started <= gap {
            started = gap + rng.between(3, 12);
            if past.is_empty() {
                age = started;
            }
        }
        Self {
            stage,
            cycle,
            age,
            started,
            gap,
            silent,
            past,
        }
    }

    pub(super) fn journey(
        &self,
        client: ClientId,
        role: Role,
        words: &Words,
        clock: &Clock,
        rng: &mut Rng,
    ) -> Journey {
        let mut entered = clock.at(self.started, 600);
        let mut past = Vec::with_capacity(self.past.len());
        for (stage, cycle, left) in &self.past {
            let left_at = clock.at(*left, 600 + rng.below(400)).max(entered);
            past.push(Stay {
                cycle: *cycle,
                stage: *stage,
                entered_at: entered,
                left_at,
            });
            entered = left_at;
        }
        let parked = (role == Role::Usual && rng.chance(5)).then(|| Parked {
            reason: rng.pick(&words.park).to_owned(),
            until: clock.day(clock.ahead(rng.between(3, 40))),
        });
        Journey {
            client,
            cycle: self.cycle,
            stage: self.stage,
            entered_at: entered,
            parked,
            past,
        }
    }

    /// Touches, oldest first: the last real one exactly [`gap`](Self::gap) days ago (a weekend moves it to
    /// the Friday before), sometimes with attempts after it.
    pub(super) fn touches(
        &self,
        client: &Client,
        contacts: &[Contact],
        words: &Words,
        clock: &Clock,
        rng: &mut Rng,
        ids: &mut Ids,
    ) -> Vec<Touch> {
        if self.silent {
            return Vec::new();
        }
        let wanted = match client.tier {
            Tier::A => rng.between(30, 44),
            Tier::B => rng.between(18, 30),
            Tier::C => rng.between(10, 20),
        };
        let life = self.started - self.gap;
        let count = (life / 3).clamp(0, wanted);
        let mut out = Vec::with_capacity(count as usize + 3);
        for k in (0..count).rev() {
            let step = (life / count).max(1);
            let days = clock.workday(self.gap + life * k / count + rng.below(step));
            let real = rng.chance(78);
            out.push(touch(client.id, contacts, days, real, words, clock, rng));
        }
        let days = clock.workday(self.gap);
        out.push(touch(client.id, contacts, days, true, words, clock, rng));
        if self.gap > 4 && rng.chance(15) {
            for _ in 0..rng.between(1, 3) {
                let days = clock.workday(rng.between(1, self.gap - 3));
                out.push(touch(client.id, contacts, days, false, words, clock, rng));
            }
        }
        out.sort_by_key(|t| t.at);
        for touch in &mut out {
            touch.id = ids.next(touch.at);
            touch.mood = mood(touch, client.created_at.as_second() % 41 == 0);
        }
        out
    }

    pub(super) fn follow_up(
        &self,
        client: &Client,
        role: Role,
        contact: Option<ContactId>,
        words: &Words,
        clock: &Clock,
        rng: &mut Rng,
    ) -> Option<FollowUp> {
        let (days, promised) = match role {
            Role::PromisedAt(_) | Role::Promised => (0, true),
            Role::Overdue => (clock.workday(rng.between(1, 3)), true),
            Role::Planned => (0, false),
            Role::Usual if self.silent || client.policy != ContactPolicy::Full => return None,
            Role::Usual if rng.chance(42) => (clock.ahead(rng.between(1, 30)), rng.chance(35)),
            _ => return None,
        };
        let time = match role {
            Role::PromisedAt(nth) => hour_ahead(clock, nth),
            Role::Usual if promised && rng.chance(40) => Some(Time::constant(11, 30, 0, 0)),
            _ => None,
        };
        let reasons = if promised {
            &words.promise
        } else {
            &words.plan
        };
        Some(FollowUp {
            client: client.id,
            date: clock.day(days),
            time,
            reason: rng.pick(reasons).to_owned(),
            promised,
            channel: None,
            contact: contact.filter(|_| rng.chance(30)),
            set_at: clock.at(clock.workday(self.gap), 1080),
        })
    }
}

/// An hour of the day that is still to come, when one is; neighbours get different hours.
fn hour_ahead(clock: &Clock, nth: usize) -> Option<Time> {
    const HOURS: [Time; 8] = [
        Time::constant(12, 0, 0, 0),
        Time::constant(15, 15, 0, 0),
        Time::constant(10, 30, 0, 0),
        Time::constant(17, 0, 0, 0),
        Time::constant(14, 30, 0, 0),
        Time::constant(11, 30, 0, 0),
        Time::constant(16, 30, 0, 0),
        Time::constant(10, 0, 0, 0),
    ];
    let ahead = || HOURS.into_iter().filter(|hour| *hour > clock.time);
    let count = ahead().count();
    if count == 0 {
        return HOURS.get(nth % HOURS.len()).copied();
    }
    ahead().nth(nth % count)
}

/// How a talk sounded, where anybody marked it.
fn mood(touch: &Touch, curt: bool) -> Option<Mood> {
    if !touch.is_real() {
        return None;
    }
    match (curt, (touch.at.as_second() / 60) % 9) {
        (true, _) | (_, 5) => Some(Mood::Curt),
        (_, 0 | 1) => Some(Mood::Warm),
        (_, 2..=4) => Some(Mood::Even),
        _ => None,
    }
}

fn touch(
    client: ClientId,
    contacts: &[Contact],
    days: i64,
    real: bool,
    words: &Words,
    clock: &Clock,
    rng: &mut Rng,
) -> Touch {
    let at = clock.at(days, rng.between(9 * 60, 17 * 60 + 50));
    let inbound = real && rng.chance(22);
    let (channel, outcome, note) = if inbound {
        let channel = [
            Channel::Phone,
            Channel::Chat,
            Channel::Messenger,
            Channel::Email,
        ][rng.weighted(&[35, 25, 25, 15])];
        (channel, Outcome::Answered, &words.inbound)
    } else if real {
        match rng.weighted(&[60, 12, 10, 10, 5, 3]) {
            0 => (Channel::Phone, Outcome::Answered, &words.talk),
            1 => (Channel::Chat, Outcome::Answered, &words.talk),
            2 => (Channel::Messenger, Outcome::Answered, &words.talk),
            3 => (Channel::Email, Outcome::Answered, &words.letter),
            4 => (Channel::Meeting, Outcome::Answered, &words.meeting),
            _ => (Channel::Phone, Outcome::Refused, &words.refused),
        }
    } else {
        match rng.weighted(&[60, 20, 18, 2]) {
            0 => (Channel::Phone, Outcome::NoAnswer, &words.no_answer),
            1 => (Channel::Phone, Outcome::Busy, &words.busy),
            2 => (Channel::Phone, Outcome::Callback, &words.callback),
            _ => (Channel::Phone, Outcome::WrongNumber, &words.wrong_number),
        }
    };
    let minutes = match (real, channel) {
        (false, _) => 1,
        (true, Channel::Phone) => rng.between(3, 22),
        (true, Channel::Meeting) => rng.between(30, 90),
        (true, _) => rng.between(2, 10),
    };
    let note = rng.pick(note);
    let note = if note.contains("{n}") {
        note.replace("{n}", &rng.between(12, 48).to_string())
    } else {
        note.to_owned()
    };
    Touch {
        // Given once the touches stand in order.
        id: crate::domain::TouchId(uuid::Uuid::nil()),
        client,
        contact: contacts
            .get(rng.below(contacts.len() as i64 + 1) as usize)
            .or(contacts.first())
            .map(|c| c.id),
        at,
        channel,
        direction: if inbound {
            Direction::In
        } else {
            Direction::Out
        },
        outcome,
        minutes: minutes as u16,
        note,
        mood: None,
        purpose: None,
    }
}
