//! The forms of the brief: everything but the goals, and one goal (A8, B2).

use crate::domain::command::BriefCommand;
use crate::domain::money::decimal;
use crate::domain::{
    Brief, BriefField, Budget, ClientId, Command, Currency, Dossier, Goal, GoalId, Kpi, Metric,
    Money,
};
use crate::i18n::parse_amount;
use crate::ui::Cx;
use crate::ui::dialog::about::about;
use crate::ui::dialog::form::{Field, Form, FormDialog, Problem, Sheet, Words, read};

/// The form of a brief.
pub type BriefForm = FormDialog<BriefSheet>;
/// The form of one goal.
pub type GoalForm = FormDialog<GoalSheet>;

/// The fields of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// The words of a field made of words.
    Words(BriefField),
    /// A sum.
    Sum(Which),
    /// Where it is known from.
    Source(Which),
    /// When it was true.
    On(Which),
    /// The measure.
    Metric,
    /// Its target.
    Target,
    /// In words.
    Note,
}

/// Which of the two sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The budget now.
    Now,
    /// The ceiling.
    Ceiling,
}

impl Which {
    const fn of(self, brief: &Brief) -> Option<&Budget> {
        match self {
            Self::Now => brief.budget_now.as_ref(),
            Self::Ceiling => brief.budget_ceiling.as_ref(),
        }
    }
}

/// What the form is about.
#[derive(Debug)]
pub struct BriefSheet {
    before: Box<Brief>,
    /// In what a sum without a currency is.
    currency: Currency,
}

impl BriefForm {
    /// The form of a client's brief, the focus on a field of it.
    #[must_use]
    pub fn at(dossier: &Dossier, field: BriefField) -> Self {
        let before = match dossier.work().brief.as_deref() {
            Some(brief) => brief.clone(),
            // The real moment is given when the command is carried out.
            None => Brief::empty(dossier.id(), jiff::Timestamp::UNIX_EPOCH),
        };
        let mut form = form(&before);
        form.focus_on(match field {
            BriefField::BudgetNow => Key::Sum(Which::Now),
            BriefField::BudgetCeiling => Key::Sum(Which::Ceiling),
            BriefField::Kpi => Key::Metric,
            BriefField::Goals => Key::Words(BriefField::Needs),
            field => Key::Words(field),
        });
        let sheet = BriefSheet {
            before: Box::new(before),
            currency: dossier.currency(),
        };
        Self::of(sheet, form)
    }
}

/// Hundredths as they are typed: `1500`, `12.5`.
fn typed(hundredths: i64) -> String {
    let text = decimal(hundredths);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn sum_text(budget: &Budget) -> String {
    format!("{} {}", typed(budget.amount.minor), budget.amount.currency)
}

/// A sum said back, with its currency when it was named.
fn sum(text: &str, cx: &Cx<'_>) -> Result<String, String> {
    match parse_amount(text) {
        Some(a) if a.alone && a.up_to.is_none() && a.minor > 0 => Ok(match a.currency {
            Some(code) => cx.texts.money(a.minor, code),
            None => cx.texts.number(a.minor / 100),
        }),
        _ => Err(cx.texts.t("brief-form-sum-wrong")),
    }
}

/// A target in hundredths; a percent sign says nothing more.
fn parse_target(text: &str) -> Option<i64> {
    let amount = parse_amount(&text.replace('%', ""))?;
    (amount.alone && amount.up_to.is_none()).then_some(amount.minor)
}

fn target(text: &str, cx: &Cx<'_>) -> Result<String, String> {
    parse_target(text)
        .map(|_| String::new())
        .ok_or_else(|| cx.texts.t("brief-form-target-wrong"))
}

fn words(brief: &Brief, field: BriefField, label: &'static str, rows: u16) -> Field<Key> {
    let text = brief.words(field).unwrap_or_default();
    Field::text(Key::Words(field), label, text, rows)
}

fn budget(brief: &Brief, which: Which, label: &'static str) -> [Field<Key>; 3] {
    let known = which.of(brief);
    let on = known.and_then(|b| b.on).map(read::day_text);
    [
        Field::line(
            Key::Sum(which),
            label,
            &known.map(sum_text).unwrap_or_default(),
        )
        .read(sum)
        .placeholder("brief-form-sum-hint"),
        Field::line(
            Key::Source(which),
            "brief-form-source",
            known.map_or("", |b| b.source.as_str()),
        )
        .placeholder("brief-form-source-hint"),
        Field::line(Key::On(which), "brief-form-on", &on.unwrap_or_default())
            .read(read::day)
            .placeholder("form-day-hint"),
    ]
}

fn form(brief: &Brief) -> Form<Key> {
    let kpi = brief.kpi.as_ref();
    let measures = std::iter::once(Words::Key("brief-form-kpi-none".to_owned()))
        .chain(Metric::ALL.iter().map(|m| Words::term("metric", m.name())))
        .collect();
    let measure = kpi
        .and_then(|k| Metric::ALL.iter().position(|m| *m == k.metric))
        .map_or(0, |i| i + 1);
    let goal = kpi.filter(|k| k.target != 0).map(|k| typed(k.target));
    let mut fields = vec![
        words(brief, BriefField::Needs, "brief-field-needs", 2),
        words(brief, BriefField::Done, "brief-field-done", 3),
        words(brief, BriefField::Business, "brief-field-business", 3),
        words(brief, BriefField::Seasonality, "brief-field-seasonality", 2),
        words(brief, BriefField::Audience, "brief-field-audience", 2),
    ];
    fields.extend(budget(brief, Which::Now, "brief-field-budget-now"));
    fields.extend(budget(brief, Which::Ceiling, "brief-field-budget-ceiling"));
    let target = Field::line(Key::Target, "brief-form-target", &goal.unwrap_or_default())
        .read(target)
        .placeholder("brief-form-target-hint");
    let note = Field::line(
        Key::Note,
        "brief-form-note",
        kpi.map_or("", |k| k.note.as_str()),
    );
    fields.push(Field::choice(
        Key::Metric,
        "brief-field-kpi",
        measures,
        Some(measure),
    ));
    for field in [target, note] {
        fields.push(if measure == 0 { field.hidden() } else { field });
    }
    fields.push(words(
        brief,
        BriefField::Constraints,
        "brief-field-constraints",
        3,
    ));
    Form::new(fields)
}

impl BriefSheet {
    /// The sum as typed, or that it must come first.
    fn budget(
        &self,
        form: &Form<Key>,
        which: Which,
        cx: &Cx<'_>,
    ) -> Result<Option<Budget>, Problem<Key>> {
        let known = which.of(&self.before);
        let keys = [Key::Sum(which), Key::Source(which), Key::On(which)];
        if !keys.into_iter().any(|key| form.changed(key)) {
            return Ok(known.cloned());
        }
        let problem = |field, id| Problem {
            field,
            words: cx.texts.t(id),
        };
        let text = form.text(Key::Sum(which));
        if text.trim().is_empty() {
            // Emptied as a whole it goes; details of nothing would be lost.
            let details = [Key::Source(which), Key::On(which)];
            let typed = details
                .into_iter()
                .any(|key| form.changed(key) && !form.text(key).trim().is_empty());
            return match typed {
                true => Err(problem(Key::Sum(which), "brief-form-sum-first")),
                false => Ok(None),
            };
        }
        let amount = match known {
            Some(known) if !form.changed(Key::Sum(which)) => known.amount,
            _ => {
                let wrong = || problem(Key::Sum(which), "brief-form-sum-wrong");
                let amount = parse_amount(&text).ok_or_else(wrong)?;
                let named = amount.currency.and_then(|code| code.parse().ok());
                let usual = known.map_or(self.currency, |b| b.amount.currency);
                Money {
                    minor: amount.minor,
                    currency: named.unwrap_or(usual),
                }
            }
        };
        let on = match form.text(Key::On(which)).trim() {
            "" => None,
            text => Some(
                read::parse_day(text).ok_or_else(|| problem(Key::On(which), "form-day-wrong"))?,
            ),
        };
        Ok(Some(Budget {
            amount,
            source: form.text(Key::Source(which)),
            on,
        }))
    }

    fn kpi(&self, form: &Form<Key>, cx: &Cx<'_>) -> Result<Option<Kpi>, Problem<Key>> {
        let known = self.before.kpi.as_ref();
        let keys = [Key::Metric, Key::Target, Key::Note];
        if !keys.into_iter().any(|key| form.changed(key)) {
            return Ok(known.cloned());
        }
        let index = form.index(Key::Metric).and_then(|i| i.checked_sub(1));
        let Some(metric) = index.and_then(|i| Metric::ALL.get(i)).copied() else {
            return Ok(None);
        };
        let target = match (form.text(Key::Target).trim(), known) {
            ("", _) => 0,
            (_, Some(known)) if !form.changed(Key::Target) => known.target,
            (text, _) => parse_target(text).ok_or_else(|| Problem {
                field: Key::Target,
                words: cx.texts.t("brief-form-target-wrong"),
            })?,
        };
        Ok(Some(Kpi {
            metric,
            target,
            note: form.text(Key::Note),
        }))
    }
}

impl Sheet for BriefSheet {
    type Key = Key;

    fn title(&self, cx: &Cx<'_>) -> String {
        about("brief-form-title", self.before.client, cx)
    }

    fn settle(&mut self, form: &mut Form<Key>, cx: &Cx<'_>) {
        let measured = form.index(Key::Metric).is_some_and(|i| i > 0);
        form.show(Key::Target, measured);
        form.show(Key::Note, measured);
        for which in [Which::Now, Which::Ceiling] {
            // A new sum is true as of today, unless another day is typed.
            if form.changed(Key::On(which)) {
                continue;
            }
            let known = which.of(&self.before).and_then(|b| b.on);
            let blank = form.text(Key::Sum(which)).trim().is_empty();
            let day = match form.changed(Key::Sum(which)) && !blank {
                true => Some(cx.today()),
                false => known,
            };
            let text = day.map(read::day_text).unwrap_or_default();
            form.propose(Key::On(which), &text);
        }
    }

    fn command(&self, form: &Form<Key>, cx: &Cx<'_>) -> Result<Command, Problem<Key>> {
        let mut brief = self.before.clone();
        for field in BriefField::ALL {
            let key = Key::Words(*field);
            if form.changed(key)
                && let Some(words) = brief.words_mut(*field)
            {
                *words = form.text(key);
            }
        }
        brief.budget_now = self.budget(form, Which::Now, cx)?;
        brief.budget_ceiling = self.budget(form, Which::Ceiling, cx)?;
        brief.kpi = self.kpi(form, cx)?;
        Ok(Command::Brief(BriefCommand::Edit(brief)))
    }
}

/// The only field of the form of a goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GoalKey;

/// Which goal.
#[derive(Debug)]
pub struct GoalSheet {
    client: ClientId,
    id: Option<GoalId>,
}

impl GoalForm {
    /// A new goal of a client.
    #[must_use]
    pub fn new(client: ClientId) -> Self {
        Self::with(client, None, "")
    }

    /// A goal to put into other words.
    #[must_use]
    pub fn edit(client: ClientId, goal: &Goal) -> Self {
        Self::with(client, Some(goal.id), &goal.text)
    }

    fn with(client: ClientId, id: Option<GoalId>, text: &str) -> Self {
        let field = Field::line(GoalKey, "brief-goal-text", text)
            .required()
            .placeholder("brief-goal-hint");
        Self::of(GoalSheet { client, id }, Form::new(vec![field]))
    }
}

impl Sheet for GoalSheet {
    type Key = GoalKey;

    fn title(&self, cx: &Cx<'_>) -> String {
        about("brief-goal-title", self.client, cx)
    }

    fn command(&self, form: &Form<GoalKey>, _cx: &Cx<'_>) -> Result<Command, Problem<GoalKey>> {
        let text = form.text(GoalKey);
        Ok(Command::Brief(match self.id {
            None => BriefCommand::AddGoal(self.client, text),
            Some(id) => BriefCommand::EditGoal(self.client, id, text),
        }))
    }
}

#[cfg(test)]
mod tests;
