//! Recommendations in every state of their life.

use jiff::Timestamp;
use jiff::civil::Date;

use super::course::Course;
use super::rng::Rng;
use super::words::{Advice, Words};
use super::{Clock, Role};
use crate::domain::{ClientId, Ids, Life, LifeStep, Recommendation, Stage};

/// The recommendations of a client, oldest first.
pub(super) fn recommendations(
    client: ClientId,
    role: Role,
    course: &Course,
    words: &Words,
    clock: &Clock,
    rng: &mut Rng,
    ids: &mut Ids,
) -> Vec<Recommendation> {
    let mut out = Vec::new();
    if words.advice.is_empty() {
        return out;
    }
    // A step that shares no divisor with the list never repeats an advice within a client.
    let first = rng.below(words.advice.len() as i64);
    let mut nth = 0;
    let mut next = || {
        nth += 1;
        words
            .advice
            .get((first + nth * 7) as usize % words.advice.len())
    };
    let cycles = i64::from(course.cycle) - 1;
    for _ in 0..rng.below(cycles * 2 + 1) {
        // Of a past cycle everything put in place was looked at.
        let life = [Life::Checked, Life::Checked, Life::Declined][rng.weighted(&[50, 20, 30])];
        let begun = rng.between(course.age + 10, course.started.max(course.age + 10));
        let over = rng.between(course.age, begun - 5);
        out.extend(
            next().map(|a| written(client, a, life, (begun, over), None, words, clock, rng, ids)),
        );
    }
    let count = match course.stage {
        Stage::Acquaintance => 0,
        Stage::Problems => rng.below(2),
        Stage::Solving => rng.below(3),
        Stage::Analysis | Stage::Rollout => rng.between(1, 3),
    };
    for i in 0..count {
        let life = match course.stage {
            Stage::Rollout => [
                Life::Sent,
                Life::Accepted,
                Life::Postponed,
                Life::Declined,
                Life::Implemented,
            ][rng.weighted(&[35, 25, 15, 10, 15])],
            Stage::Analysis if rng.chance(45) => Life::Ready,
            _ => Life::Draft,
        };
        let begun = rng.between(1, course.age.max(1)) + 1;
        let over = rng.between(1, begun - 1);
        // What nobody is to ask about today is agreed for a day ahead.
        let ahead = clock.day(clock.ahead(rng.between(2, 25)));
        let (life, over, until) = match role {
            Role::Decision if i == 0 && rng.chance(65) => (Life::Sent, course.gap + 1, None),
            Role::Decision if i == 0 => (
                Life::Accepted,
                course.gap + 1,
                Some(clock.day(rng.below(2))),
            ),
            // What was put in place a month ago was looked at, too.
            _ if life == Life::Implemented && over >= 27 => (Life::Checked, over, None),
            _ if matches!(life, Life::Sent | Life::Accepted | Life::Postponed) => {
                (life, over, Some(ahead))
            }
            _ => (life, over, None),
        };
        let span = (begun.max(over + 2), over);
        out.extend(next().map(|a| written(client, a, life, span, until, words, clock, rng, ids)));
    }
    out.sort_by_key(|r| r.created_at);
    out
}

#[expect(
    clippy::too_many_arguments,
    reason = "the parts of one record, named once"
)]
fn written(
    client: ClientId,
    advice: &Advice,
    life: Life,
    (begun, over): (i64, i64),
    until: Option<Date>,
    words: &Words,
    clock: &Clock,
    rng: &mut Rng,
    ids: &mut Ids,
) -> Recommendation {
    use Life::{Accepted, Checked, Declined, Draft, Implemented, Postponed, Ready, Sent};
    let path: &[Life] = match life {
        Draft => &[],
        Ready => &[Ready],
        Sent => &[Ready, Sent],
        Accepted => &[Ready, Sent, Accepted],
        Postponed => &[Ready, Sent, Postponed],
        Declined => &[Ready, Sent, Declined],
        Implemented => &[Ready, Sent, Accepted, Implemented],
        Checked => &[Ready, Sent, Accepted, Implemented, Checked],
    };
    let created = clock.at(begun, rng.between(560, 600));
    let mut out = Recommendation::draft(ids.next(created), client, created);
    out.title.clone_from(&advice.title);
    out.why.clone_from(&advice.why);
    out.if_done.clone_from(&advice.done);
    out.if_not.clone_from(&advice.not);
    (out.effort, out.kind) = (advice.effort(), advice.kind());
    (out.life, out.until) = (life, until);
    if life == Draft {
        match rng.below(6) {
            0 => out.if_not = String::new(),
            1 => (out.if_done, out.if_not) = Default::default(),
            2 => out.why = String::new(),
            _ => {}
        }
    }
    let mut last: Timestamp = created;
    for (i, step) in path.iter().enumerate() {
        let days = begun - (begun - over) * (i as i64 + 1) / path.len() as i64;
        // Steps of one day follow one another by the hour.
        last = clock.at(days, 620 + i as i64 * 60).max(last);
        let note = match step {
            Declined => rng.pick(&words.decline),
            Accepted | Postponed => rng.pick(&words.decided),
            _ => "",
        };
        out.steps.push(LifeStep {
            life: *step,
            at: last,
            note: note.to_owned(),
        });
    }
    out.edited_at = out.steps.first().map_or(created, |step| step.at);
    out
}
