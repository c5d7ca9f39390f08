//! Whether an advice is founded (A18): it gives reasons instead of an order, and it serves a goal (A11).

use super::{Lack, Recommendation};
use crate::domain::Brief;
use crate::domain::fold::fold;

/// The fewest letters of a text that can carry a reason.
pub const SHORTEST_REASON: usize = 15;

/// What makes a text no reason. Nothing is guessed about language: only length and repetition count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// Fewer than [`SHORTEST_REASON`] letters.
    Short(Lack),
    /// The first text says the same as the second.
    Repeats(Lack, Lack),
}

impl Flaw {
    /// The text to be written anew.
    #[must_use]
    pub const fn field(self) -> Lack {
        match self {
            Self::Short(field) | Self::Repeats(field, _) => field,
        }
    }
}

/// What is amiss with the goal of a live recommendation. A flag, never a refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GoalFlag {
    /// The brief names goals, this serves none of them.
    Unlinked,
    /// The brief names no open goal.
    NoGoals,
}

/// Letters and digits alone, folded: two texts that differ in nothing else say the same.
fn gist(text: &str) -> String {
    fold(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The flaws of a recommendation's texts, in the order they are read. Empty texts are left to
/// [`Recommendation::lacks`].
#[must_use]
pub fn flaws(title: &str, why: &str, if_done: &str, if_not: &str) -> Vec<Flaw> {
    let said = [
        (Lack::Title, gist(title)),
        (Lack::Why, gist(why)),
        (Lack::IfDone, gist(if_done)),
        (Lack::IfNot, gist(if_not)),
    ];
    let blank = [title, why, if_done, if_not].map(|text| text.trim().is_empty());
    let mut out = Vec::new();
    for (i, ((field, text), blank)) in said.iter().zip(blank).enumerate().skip(1) {
        if blank {
            continue;
        }
        let earlier = said
            .iter()
            .take(i)
            .find(|(_, other)| !text.is_empty() && other == text);
        if let Some((other, _)) = earlier {
            out.push(Flaw::Repeats(*field, *other));
        } else if text.chars().count() < SHORTEST_REASON {
            out.push(Flaw::Short(*field));
        }
    }
    out
}

impl Recommendation {
    /// What makes its texts no reasons (A18); empty when it may be presented.
    #[must_use]
    pub fn flaws(&self) -> Vec<Flaw> {
        flaws(&self.title, &self.why, &self.if_done, &self.if_not)
    }

    /// What is amiss with its goal, while it is open (A11).
    #[must_use]
    pub fn goal_flag(&self, brief: Option<&Brief>) -> Option<GoalFlag> {
        if !self.life.is_open() {
            return None;
        }
        let known = self.grounds().goal.and_then(|id| brief?.goal(id));
        if known.is_some() {
            return None;
        }
        let has_open = brief.is_some_and(|b| b.open_goals().next().is_some());
        Some(if has_open {
            GoalFlag::Unlinked
        } else {
            GoalFlag::NoGoals
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ClientId, Goal, GoalId, Life, RecommendationId};
    use jiff::Timestamp;

    const WHY: &str = "Заявки из поиска не видны в отчётах";
    const DONE: &str = "Через две недели знаем цену заявки";
    const NOT: &str = "Дальше платим за клики вслепую";

    #[test]
    fn an_order_without_reasons_is_seen() {
        use Lack::{IfDone, IfNot, Title, Why};
        for (title, why, done, not, expected) in [
            ("Цели", WHY, DONE, NOT, vec![]),
            ("Цели", "надо", DONE, NOT, vec![Flaw::Short(Why)]),
            (
                "Настройте цели в Метрике",
                "настройте ЦЕЛИ, в метрике!",
                DONE,
                NOT,
                vec![Flaw::Repeats(Why, Title)],
            ),
            (
                "Цели",
                WHY,
                WHY,
                WHY,
                vec![Flaw::Repeats(IfDone, Why), Flaw::Repeats(IfNot, Why)],
            ),
            ("Цели", "… — !!!", "", NOT, vec![Flaw::Short(Why)]),
            (
                "Цели",
                "пятнадцать букв",
                DONE,
                "будет плохо",
                vec![Flaw::Short(Why), Flaw::Short(IfNot)],
            ),
            ("Цели", "пятнадцать буквы", DONE, NOT, vec![]),
        ] {
            assert_eq!(flaws(title, why, done, not), expected, "{title}: {why}");
        }
    }

    #[test]
    fn a_goal_is_flagged_while_the_recommendation_is_open() {
        let at = Timestamp::UNIX_EPOCH;
        let client = ClientId::from_bytes([1; 16]);
        let mut draft = Recommendation::draft(RecommendationId::from_bytes([2; 16]), client, at);
        let mut brief = Brief::empty(client, at);
        assert_eq!(draft.goal_flag(None), Some(GoalFlag::NoGoals));
        assert_eq!(draft.goal_flag(Some(&brief)), Some(GoalFlag::NoGoals));
        brief.goals.push(Goal {
            id: GoalId(1),
            text: "100 заявок".to_owned(),
            closed_at: None,
        });
        assert_eq!(draft.goal_flag(Some(&brief)), Some(GoalFlag::Unlinked));
        draft.grounds = Some(Box::default());
        assert_eq!(draft.goal_flag(Some(&brief)), Some(GoalFlag::Unlinked));
        if let Some(grounds) = &mut draft.grounds {
            grounds.goal = Some(GoalId(1));
        }
        assert_eq!(draft.goal_flag(Some(&brief)), None);
        draft.grounds = None;
        draft.life = Life::Declined;
        assert_eq!(draft.goal_flag(Some(&brief)), None);
    }
}
