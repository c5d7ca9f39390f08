//! What a recommendation gave: the tool shows before and after against the promise, a person judges (A12).

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::command::{Advance, currency, measured};
use crate::domain::recommendation::check::{Source, earliest};
use crate::domain::{ClientId, Command, Life, Recommendation, RecommendationId, Verdict};
use crate::input::{Action, Context, Key as Pressed};
use crate::say;
use crate::ui::dialog::card::rows::Rows;
use crate::ui::dialog::form::{Field, Form, Step, Words};
use crate::ui::widgets::frame::{centered, dialog};
use crate::ui::{Cx, Dialog, Notice, Reply, Request};

/// Cells of the dialog on a wide screen.
const WIDTH: u16 = 78;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Verdict,
    Note,
}

/// The judgement of an effect.
#[derive(Debug)]
pub struct EffectDialog {
    client: ClientId,
    id: RecommendationId,
    title: String,
    form: Form<Key>,
}

impl EffectDialog {
    /// For a recommendation that is in place.
    #[must_use]
    pub fn new(recommendation: &Recommendation) -> Self {
        let verdicts = Verdict::ALL.iter().map(|v| Words::term("judged", v.name()));
        Self {
            client: recommendation.client,
            id: recommendation.id,
            title: recommendation.title.clone(),
            form: Form::new(vec![
                Field::choice(Key::Verdict, "check-verdict", verdicts.collect(), None)
                    .numbered()
                    .required(),
                Field::text(Key::Note, "check-note", "", 3),
            ]),
        }
    }

    fn take(&mut self, step: Step, cx: &Cx<'_>) -> Reply {
        match step {
            Step::Pass => Reply::Pass,
            Step::Done => Reply::Done,
            Step::Close => Reply::Close,
            Step::Ask(request) => Reply::Ask(request),
            Step::Save if !self.form.check(cx) => Reply::Done,
            // A check is recorded once and for all: not from half of what is known.
            Step::Save if self.unread(cx) => Reply::SayAndAsk(
                Notice::info(cx.texts.t("check-wait")),
                Request::ReadCampaigns(vec![self.client]),
            ),
            Step::Save => {
                let mut step = Advance::to(Life::Checked);
                let chosen = self.form.index(Key::Verdict);
                step.verdict = chosen.and_then(|i| Verdict::ALL.get(i)).copied();
                step.note = self.form.text(Key::Note);
                Reply::Submit(Command::AdvanceDraft(self.client, self.id, Box::new(step)))
            }
        }
    }

    /// Whether the campaigns the effect is reckoned from are only on disk yet.
    fn unread(&self, cx: &Cx<'_>) -> bool {
        let dossier = cx.book.get(self.client);
        dossier.is_some_and(|d| d.work().campaigns_unread())
    }

    /// What the tool reckoned, as lines.
    fn told(&self, cx: &Cx<'_>, width: u16) -> Vec<ratatui::text::Line<'static>> {
        let mut rows = Rows::new(cx, width);
        let dossier = cx.book.get(self.client);
        let found = dossier.zip(cx.book.recommendation(self.client, self.id));
        let Some((dossier, r)) = found else {
            return Vec::new();
        };
        let Some(m) = measured(dossier, r, cx.now) else {
            return Vec::new();
        };
        let (t, today) = (cx.theme, cx.today());
        rows.pair("check-on", &cx.texts.date(m.on, today), t.text);
        if self.unread(cx) {
            rows.text(&cx.texts.t("check-reading"), 0, 2, t.muted);
        } else if m.source == Source::Nothing && today < earliest(m.on) {
            let date = cx.texts.date(earliest(m.on), today);
            let words = cx.texts.tf("check-too-early", &[("date", date.into())]);
            rows.text(&words, 0, 3, t.warn);
        } else {
            if m.source != Source::Nothing {
                let moved = say::moved(cx.texts, m.metric, m.before, m.after, currency(dossier));
                rows.pair("check-moved", &moved, t.strong);
            }
            rows.text(&say::window(cx.texts, &m, today), 0, 3, t.muted);
        }
        match &r.grounds().effect {
            Some(promise) => {
                let words = say::against_promise(cx.texts, promise, m.before, m.after);
                rows.text(&words, 0, 2, t.text);
            }
            None => rows.text(&cx.texts.t("check-no-promise"), 0, 2, t.muted),
        }
        rows.blank();
        rows.into_lines()
    }
}

impl Dialog for EffectDialog {
    fn context(&self) -> Context {
        self.form.context()
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        let step = self.form.act(action);
        self.take(step, cx)
    }

    fn key(&mut self, key: Pressed, cx: &Cx<'_>) -> Reply {
        let step = self.form.key(key, cx);
        self.take(step, cx)
    }

    fn paste(&mut self, text: &str, cx: &Cx<'_>) -> Reply {
        let step = self.form.paste(text);
        self.take(step, cx)
    }

    fn edited(&mut self, text: String, cx: &Cx<'_>) -> Reply {
        let step = self.form.edited(&text);
        self.take(step, cx)
    }

    fn click(&mut self, at: Position, cx: &Cx<'_>) -> Reply {
        self.form.click(at, cx);
        Reply::Done
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        let width = WIDTH.min(screen.width);
        let inside = width.saturating_sub(4);
        let told = self.told(cx, inside);
        let rows = u16::try_from(told.len()).unwrap_or(u16::MAX);
        let form = self.form.height(inside, cx);
        let area = centered(screen, width, rows.saturating_add(form).saturating_add(2));
        let inner = dialog(buf, area, &self.title, cx.theme);
        // On a low screen what is typed keeps its room.
        let shown = rows.min(inner.height.saturating_sub(form));
        for (line, y) in told.iter().zip(inner.y..inner.y + shown) {
            buf.set_line(inner.x, y, line, inner.width);
        }
        let rest = Rect {
            y: inner.y + shown,
            height: inner.height - shown,
            ..inner
        };
        self.form.draw(buf, rest, cx)
    }

    fn hints(&self) -> &'static [Action] {
        &[Action::Save, Action::NextField, Action::Cancel]
    }

    fn only_writes(&self) -> bool {
        true
    }

    fn is_dirty(&self) -> bool {
        self.form.is_dirty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        AdProfile, Client, Currency, Effect, Grounds, LifeStep, Metric, Month, Record, Spend,
    };
    use crate::ui::dialog::form::harness::Desk;

    fn desk() -> (Desk, Recommendation) {
        let mut desk = Desk::new();
        let client = ClientId::from_bytes([1; 16]);
        let at = "2026-09-10T09:00:00Z".parse().unwrap();
        let mut r = Recommendation::draft(RecommendationId::from_bytes([3; 16]), client, at);
        r.title = "Расширить семантику".to_owned();
        r.life = Life::Implemented;
        r.steps.push(LifeStep {
            life: Life::Implemented,
            at,
            note: String::new(),
        });
        r.grounds = Some(Box::new(Grounds {
            effect: Some(Effect {
                metric: Metric::Spend,
                low: 1_000,
                high: 2_500,
            }),
            ..Grounds::default()
        }));
        let mut spend = Spend::empty(client, Currency::RUB);
        spend.set(Month::new(2026, 8), 10_000_000);
        spend.set(Month::new(2026, 10), 12_000_000);
        let records = [
            Record::from(Client::named(client, "Альфа".to_owned(), at)),
            Record::Spend(spend),
            Record::Recommendation(r.clone()),
        ];
        for record in records {
            desk.book.load(record).unwrap();
        }
        (desk, r)
    }

    #[test]
    fn nothing_is_recorded_before_the_campaigns_are_read() {
        let (mut desk, r) = desk();
        let at = desk.now.timestamp();
        let mut ads = AdProfile::empty(r.client, at);
        desk.book.load(Record::AdProfile(ads.clone())).unwrap();
        let mut by_hand = EffectDialog::new(&r);
        let screen = desk.screen(&mut by_hand, 80, 24);
        assert!(!screen.contains("Читаю кампании"), "{screen}");
        desk.submit(&mut by_hand, "1 ctrl-s");
        ads.digest.campaigns = 3;
        desk.book.load(Record::AdProfile(ads)).unwrap();
        let mut form = EffectDialog::new(&r);
        let screen = desk.screen(&mut form, 80, 24);
        assert!(screen.contains("Читаю кампании"), "{screen}");
        let replies = desk.press(&mut form, "1 ctrl-s");
        assert!(
            matches!(
                replies.as_slice(),
                [Reply::SayAndAsk(_, Request::ReadCampaigns(of))] if *of == [r.client]
            ),
            "{replies:?}"
        );
        desk.book.load_campaigns(r.client, Vec::new());
        desk.submit(&mut form, "ctrl-s");
    }

    #[test]
    fn numbers_stand_against_the_promise_and_a_verdict_is_asked() {
        let (desk, r) = desk();
        let mut form = EffectDialog::new(&r);
        let screen = desk.screen(&mut form, 80, 24).replace('\u{a0}', " ");
        assert!(
            screen.contains("обещали расход +10…+25 %, вышло +20 %"),
            "{screen}"
        );
        assert!(screen.contains("100 000 ₽ → 120 000 ₽"), "{screen}");
        assert!(
            desk.press(&mut form, "ctrl-s").is_empty(),
            "no verdict, no step"
        );
        let mut step = Advance::to(Life::Checked);
        step.verdict = Some(Verdict::Worked);
        step.note = "заявок больше".to_owned();
        let expected = Command::AdvanceDraft(r.client, r.id, Box::new(step));
        assert_eq!(
            desk.submit(&mut form, "1 tab «заявок больше» ctrl-s"),
            expected
        );
        desk.at_all_sizes(&mut form);
    }
}
