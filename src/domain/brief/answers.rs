//! What a client answered, and how an answer stands to what the brief says already (A8).
//!
//! An answer fills what is empty. It never blanks a field, and what differs replaces only when a person
//! says so. Goals are added, never replaced: recommendations point to them.

use jiff::Timestamp;

use super::{Brief, BriefField, Budget, Goal, GoalId, Kpi};
use crate::domain::fold::fold;

/// One answer, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Goals in the client's words, one each.
    Goals(Vec<String>),
    /// The words of a field made of words; for another field it says nothing.
    Words(BriefField, String),
    /// Monthly budget now.
    BudgetNow(Budget),
    /// The most it may grow to.
    BudgetCeiling(Budget),
    /// The measure and its target.
    Kpi(Kpi),
}

/// How an answer stands to the brief.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It says nothing, or what the brief says already.
    Known,
    /// It fills what is empty, or adds goals.
    New,
    /// The brief says something else.
    Differs,
}

impl Answer {
    /// The field it is about.
    #[must_use]
    pub const fn field(&self) -> BriefField {
        match self {
            Self::Goals(_) => BriefField::Goals,
            Self::Words(field, _) => *field,
            Self::BudgetNow(_) => BriefField::BudgetNow,
            Self::BudgetCeiling(_) => BriefField::BudgetCeiling,
            Self::Kpi(_) => BriefField::Kpi,
        }
    }
}

/// Lines without blanks at their ends, without blank lines around.
fn tidy_text(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim().to_owned()
}

/// Words on one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Brief {
    /// The words of a field made of words; `None` for goals, sums and the KPI.
    #[must_use]
    pub fn words(&self, field: BriefField) -> Option<&str> {
        Some(match field {
            BriefField::Needs => &self.needs,
            BriefField::Done => &self.done,
            BriefField::Business => &self.business,
            BriefField::Seasonality => &self.seasonality,
            BriefField::Audience => &self.audience,
            BriefField::Constraints => &self.constraints,
            BriefField::Goals
            | BriefField::BudgetNow
            | BriefField::BudgetCeiling
            | BriefField::Kpi => return None,
        })
    }

    /// The same to be written.
    pub fn words_mut(&mut self, field: BriefField) -> Option<&mut String> {
        Some(match field {
            BriefField::Needs => &mut self.needs,
            BriefField::Done => &mut self.done,
            BriefField::Business => &mut self.business,
            BriefField::Seasonality => &mut self.seasonality,
            BriefField::Audience => &mut self.audience,
            BriefField::Constraints => &mut self.constraints,
            BriefField::Goals
            | BriefField::BudgetNow
            | BriefField::BudgetCeiling
            | BriefField::Kpi => return None,
        })
    }

    /// How an answer stands to what the brief says.
    #[must_use]
    pub fn standing(&self, answer: &Answer) -> Standing {
        let against = |said: bool, same: bool| match (said, same) {
            (_, true) => Standing::Known,
            (true, false) => Standing::Differs,
            (false, false) => Standing::New,
        };
        match answer {
            Answer::Goals(goals) => match goals.iter().any(|g| !self.names_goal(g)) {
                true => Standing::New,
                false => Standing::Known,
            },
            Answer::Words(field, text) => {
                let now = self.words(*field).unwrap_or_default();
                let new = fold(text);
                against(self.has(*field), new.is_empty() || fold(now) == new)
            }
            Answer::BudgetNow(budget) => budget_standing(self.budget_now.as_ref(), budget),
            Answer::BudgetCeiling(budget) => budget_standing(self.budget_ceiling.as_ref(), budget),
            Answer::Kpi(kpi) => against(self.kpi.is_some(), self.kpi.as_ref() == Some(kpi)),
        }
    }

    /// Whether a goal in these words is here, open or closed; blank words name nothing new.
    fn names_goal(&self, text: &str) -> bool {
        let text = fold(text);
        text.is_empty() || self.goals.iter().any(|g| fold(&g.text) == text)
    }

    /// Takes an answer: what is empty is filled, goals are added; what differs is replaced only with
    /// `replace`.
    pub fn take(&mut self, answer: &Answer, replace: bool) {
        match (self.standing(answer), replace) {
            (Standing::Known, _) | (Standing::Differs, false) => return,
            (Standing::New, _) | (Standing::Differs, true) => {}
        }
        match answer {
            Answer::Goals(goals) => {
                for text in goals {
                    if !self.names_goal(text) {
                        self.add_goal(text);
                    }
                }
            }
            Answer::Words(field, text) => {
                if let Some(words) = self.words_mut(*field) {
                    *words = tidy_text(text);
                }
            }
            Answer::BudgetNow(budget) => self.budget_now = Some(budget.clone()),
            Answer::BudgetCeiling(budget) => self.budget_ceiling = Some(budget.clone()),
            Answer::Kpi(kpi) => self.kpi = Some(kpi.clone()),
        }
    }

    /// Adds an open goal and gives its number.
    pub fn add_goal(&mut self, text: &str) -> GoalId {
        let id = self.next_goal();
        self.goals.push(Goal {
            id,
            text: one_line(text),
            closed_at: None,
        });
        id
    }

    /// Blanks around words go; goals and sources stand on one line; a source or note of blanks is none.
    pub fn tidy(&mut self) {
        for field in BriefField::ALL {
            if let Some(words) = self.words_mut(*field) {
                *words = tidy_text(words);
            }
        }
        for goal in &mut self.goals {
            goal.text = one_line(&goal.text);
        }
        let budgets = [&mut self.budget_now, &mut self.budget_ceiling];
        for budget in budgets.into_iter().flatten() {
            budget.source = one_line(&budget.source);
        }
        if let Some(kpi) = &mut self.kpi {
            kpi.note = one_line(&kpi.note);
        }
    }

    /// The same brief but for the moment of its last change.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        let at = Timestamp::UNIX_EPOCH;
        let plain = |brief: &Self| Self {
            edited_at: at,
            ..brief.clone()
        };
        plain(self) == plain(other)
    }
}

/// The sum decides: the same sum told again in other words is no conflict.
fn budget_standing(now: Option<&Budget>, new: &Budget) -> Standing {
    match now {
        None => Standing::New,
        Some(now) if now.amount == new.amount => Standing::Known,
        Some(_) => Standing::Differs,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ClientId, Currency, Money};

    fn brief() -> Brief {
        let mut brief = Brief::empty(ClientId::from_bytes([1; 16]), Timestamp::UNIX_EPOCH);
        brief.add_goal("Больше заявок");
        brief.needs = "Отчёт раз в месяц".to_owned();
        brief.budget_now = Some(budget(10_000_000, "договор"));
        brief
    }

    fn budget(minor: i64, source: &str) -> Budget {
        Budget {
            amount: Money {
                minor,
                currency: Currency::RUB,
            },
            source: source.to_owned(),
            on: None,
        }
    }

    #[test]
    fn answers_fill_and_never_blank() {
        let words = |field, text: &str| Answer::Words(field, text.to_owned());
        let goals = |texts: &[&str]| Answer::Goals(texts.iter().map(|t| (*t).to_owned()).collect());
        for (answer, standing) in [
            (words(BriefField::Audience, "дачники"), Standing::New),
            (words(BriefField::Audience, " \n "), Standing::Known),
            (words(BriefField::Needs, ""), Standing::Known),
            (
                words(BriefField::Needs, "отчет  раз в месяц"),
                Standing::Known,
            ),
            (words(BriefField::Needs, "звонить чаще"), Standing::Differs),
            (goals(&["больше заявок", ""]), Standing::Known),
            (goals(&["больше заявок", "дешевле заявка"]), Standing::New),
            (
                Answer::BudgetNow(budget(10_000_000, "анкета")),
                Standing::Known,
            ),
            (
                Answer::BudgetNow(budget(9_000_000, "анкета")),
                Standing::Differs,
            ),
            (
                Answer::BudgetCeiling(budget(9_000_000, "анкета")),
                Standing::New,
            ),
        ] {
            let before = brief();
            assert_eq!(before.standing(&answer), standing, "{answer:?}");
            let filled = |b: &Brief| -> Vec<BriefField> {
                let all = BriefField::ALL.iter().copied();
                all.filter(|f| b.has(*f)).collect()
            };
            for replace in [false, true] {
                let mut after = before.clone();
                after.take(&answer, replace);
                let changed = after != before;
                let expected =
                    standing == Standing::New || (replace && standing == Standing::Differs);
                assert_eq!(changed, expected, "{answer:?} {replace}");
                assert!(filled(&before).iter().all(|f| after.has(*f)), "{answer:?}");
            }
        }
    }

    #[test]
    fn goals_keep_their_numbers() {
        let mut brief = brief();
        let answer = Answer::Goals(vec!["Больше  заявок".into(), " новый\nгород ".into()]);
        brief.take(&answer, true);
        let goals: Vec<(u16, &str)> = brief
            .goals
            .iter()
            .map(|g| (g.id.0, g.text.as_str()))
            .collect();
        assert_eq!(goals, [(1, "Больше заявок"), (2, "новый город")]);
    }
}
