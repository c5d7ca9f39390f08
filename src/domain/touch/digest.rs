//! What all touches of a client amount to, kept beside them so that a list of 100 000 clients needs no
//! touch in memory.

use jiff::{SignedDuration, Timestamp};

use super::{Channel, Direction, Mood, Outcome, Touch};
use crate::domain::{ClientId, ContactId, TouchId};

/// Touches less than so many hours apart belong to one sitting: a working day has no such gap, a night has. The
/// digest knows no time zone to tell the days by.
const SITTING_HOURS: i64 = 10;

/// The latest real contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastTouch {
    /// Which touch it was.
    pub touch: TouchId,
    /// When.
    pub at: Timestamp,
    /// By what means.
    pub channel: Channel,
    /// With whom.
    pub contact: Option<ContactId>,
}

/// The sum of a client's touches. Written in the same transaction as each touch, so undo restores it too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TouchDigest {
    /// Whose.
    pub client: ClientId,
    /// How many touches there are.
    pub count: u32,
    /// The latest real contact by any person and channel.
    pub last_real: Option<LastTouch>,
    /// The latest touch of any kind, attempts included.
    pub last_any: Option<Timestamp>,
    /// Minutes of the latest sitting: the latest touch of any kind and those before it, with less than
    /// ten hours from one to the next.
    pub last_minutes: u16,
    /// Attempts without an answer since the latest real contact; at least 1 when there is any, and too few
    /// only when a talk was written down after later attempts.
    pub unanswered: u16,
    /// When the client last began a contact.
    pub last_inbound: Option<Timestamp>,
    /// Real contacts in a row that were marked as curt or in which the client refused to talk, up to the
    /// latest (A27).
    pub curt: u8,
}

impl TouchDigest {
    /// No touch yet.
    #[must_use]
    pub const fn empty(client: ClientId) -> Self {
        Self {
            client,
            count: 0,
            last_real: None,
            last_any: None,
            last_minutes: 0,
            unanswered: 0,
            last_inbound: None,
            curt: 0,
        }
    }

    /// The digest with one more touch; an older touch added late does not push a newer one aside.
    #[must_use]
    pub fn with(&self, touch: &Touch) -> Self {
        let mut next = self.clone();
        next.count += 1;
        let apart = self.last_any.map(|at| touch.at.duration_since(at));
        if apart.is_some_and(|apart| apart.abs() < SignedDuration::from_hours(SITTING_HOURS)) {
            next.last_minutes = self.last_minutes.saturating_add(touch.minutes);
        } else if apart.is_none_or(|apart| apart.is_positive()) {
            next.last_minutes = touch.minutes;
        }
        next.last_any = self.last_any.max(Some(touch.at));
        if touch.direction == Direction::In && self.last_inbound.is_none_or(|at| at <= touch.at) {
            next.last_inbound = Some(touch.at);
        }
        let newer = self.last_real.is_none_or(|last| last.at <= touch.at);
        if touch.is_real() && newer {
            // Written down late, with an attempt already made after it: that one still stands. How many
            // more there were only the touches themselves could tell.
            let tried_since = self.last_any.is_some_and(|at| at > touch.at);
            next.unanswered = u16::from(tried_since);
            next.curt = match touch.mood {
                _ if touch.outcome == Outcome::Refused => self.curt.saturating_add(1),
                Some(Mood::Curt) => self.curt.saturating_add(1),
                // Not marked: nothing is known of how it sounded.
                None => self.curt,
                Some(_) => 0,
            };
            next.last_real = Some(LastTouch {
                touch: touch.id,
                at: touch.at,
                channel: touch.channel,
                contact: touch.contact,
            });
        } else if !touch.is_real() && newer {
            next.unanswered = next.unanswered.saturating_add(1);
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn touch(second: i64, direction: Direction, outcome: Outcome) -> Touch {
        Touch {
            id: TouchId(Uuid::from_u128(second as u128)),
            client: ClientId(Uuid::nil()),
            contact: None,
            at: Timestamp::from_second(second).unwrap(),
            channel: Channel::Phone,
            direction,
            outcome,
            minutes: 5,
            note: String::new(),
            mood: None,
            purpose: None,
        }
    }

    #[test]
    fn minutes_of_one_day_add_up() {
        let hour = 3600;
        let mut digest = TouchDigest::empty(ClientId(Uuid::nil()));
        for (at, minutes) in [
            (9 * hour, 5),
            (11 * hour, 10),
            (18 * hour, 15),
            // Written down late.
            (10 * hour, 20),
            // The next morning.
            (33 * hour, 5),
            // Of the day before, written down late.
            (12 * hour, 5),
        ] {
            digest = digest.with(&touch(at, Direction::Out, Outcome::NoAnswer));
            assert_eq!(digest.last_minutes, minutes, "{at}");
        }
        assert_eq!(digest.last_any.unwrap().as_second(), 33 * hour);
    }

    #[test]
    fn attempts_do_not_count_as_contact() {
        let digest = TouchDigest::empty(ClientId(Uuid::nil()))
            .with(&touch(100, Direction::Out, Outcome::Answered))
            .with(&touch(200, Direction::Out, Outcome::NoAnswer))
            .with(&touch(300, Direction::Out, Outcome::Busy));
        assert_eq!(digest.last_real.unwrap().at.as_second(), 100);
        assert_eq!(digest.unanswered, 2);
        let back = digest.with(&touch(400, Direction::In, Outcome::NoAnswer));
        assert_eq!(back.last_real.unwrap().at.as_second(), 400);
        assert_eq!((back.unanswered, back.count), (0, 4));
    }

    #[test]
    fn refusals_and_curt_talks_count_until_a_better_one() {
        use Outcome::{Answered, NoAnswer, Refused};
        let mut digest = TouchDigest::empty(ClientId(Uuid::nil()));
        for (second, outcome, mood, curt) in [
            (1, Answered, Some(Mood::Curt), 1),
            (2, Answered, None, 1),
            (3, Refused, None, 2),
            (4, NoAnswer, None, 2),
            (5, Refused, Some(Mood::Upset), 3),
            (6, Answered, Some(Mood::Even), 0),
        ] {
            let mut touch = touch(second, Direction::Out, outcome);
            touch.mood = mood;
            digest = digest.with(&touch);
            assert_eq!(digest.curt, curt, "{second}");
        }
    }

    #[test]
    fn a_late_note_of_an_old_talk_does_not_push_the_new_one_aside() {
        let digest = TouchDigest::empty(ClientId(Uuid::nil()))
            .with(&touch(500, Direction::Out, Outcome::Answered))
            .with(&touch(100, Direction::Out, Outcome::Answered));
        assert_eq!(digest.last_real.unwrap().at.as_second(), 500);
        assert_eq!(digest.last_any.unwrap().as_second(), 500);
    }

    #[test]
    fn a_late_note_of_a_talk_leaves_the_attempt_after_it() {
        let digest = TouchDigest::empty(ClientId(Uuid::nil()))
            .with(&touch(500, Direction::Out, Outcome::NoAnswer))
            .with(&touch(100, Direction::Out, Outcome::Answered));
        assert_eq!(digest.last_real.unwrap().at.as_second(), 100);
        assert_eq!(digest.unanswered, 1);
    }
}
