//! A yes-or-no question: names the thing, says what would follow, and lets haste do nothing.

use std::any::Any;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Dialog;
use crate::domain::{Command, RuleError};
use crate::input::{Action, Context};
use crate::say;
use crate::ui::widgets::frame;
use crate::ui::widgets::paint::Line;
use crate::ui::widgets::text::{width, wrap};
use crate::ui::{Cx, Reply, Request};

/// What yes does.
#[derive(Debug, Clone)]
#[expect(clippy::large_enum_variant, reason = "one question is open at a time")]
pub enum OnYes {
    /// Carries out a command and closes.
    Do(Command),
    /// Closes and asks the rim.
    Ask(Request),
    /// Closes and does what a key would do.
    Act(Action),
}

/// The question. Enter, Esc and «н» are no; yes must be meant.
#[derive(Debug)]
pub struct Confirm {
    question: String,
    details: Vec<String>,
    yes: OnYes,
    verb: Option<String>,
    no_at: Rect,
    yes_at: Rect,
}

impl Confirm {
    /// A question in words that name the thing, with what follows from a yes, one line each.
    #[must_use]
    pub const fn new(question: String, details: Vec<String>, yes: OnYes) -> Self {
        Self {
            question,
            details,
            yes,
            verb: None,
            no_at: Rect::ZERO,
            yes_at: Rect::ZERO,
        }
    }

    /// Words of the yes button in place of «Да»: what will be done.
    #[must_use]
    pub fn verb(mut self, verb: String) -> Self {
        self.verb = Some(verb);
        self
    }

    /// The question a move on the board raises when a stage is left early (A13); `None` for any other
    /// error. Yes sends `command` again as confirmed.
    #[must_use]
    pub fn leaves_early(cx: &Cx<'_>, error: &RuleError, command: Command) -> Option<Self> {
        let RuleError::LeavesEarly {
            to,
            missing,
            others,
            ..
        } = error
        else {
            return None;
        };
        let question = say::refusal(cx.texts, error, cx.book, cx.today());
        let mut details: Vec<String> = missing.iter().map(|m| say::missing(cx.texts, *m)).collect();
        if *others > 0 {
            details.push(
                cx.texts
                    .tf("confirm-others", &[("count", (*others).into())]),
            );
        }
        if let Command::MoveStage { clients, .. } = &command
            && clients.len() > 1
        {
            let all = [("count", clients.len().into())];
            details.push(cx.texts.tf("confirm-bulk-move", &all));
        }
        let command = match command {
            Command::MoveStage { clients, to, .. } => Command::MoveStage {
                clients,
                to,
                confirmed: true,
            },
            other => other,
        };
        let verb = cx.texts.tf(
            "confirm-move",
            &[("stage", say::stage(cx.texts, *to).into())],
        );
        Some(Self::new(question, details, OnYes::Do(command)).verb(verb))
    }

    /// Whether yes takes steps back, counted from the latest.
    #[must_use]
    pub const fn is_about_undo(&self) -> bool {
        matches!(&self.yes, OnYes::Ask(Request::Undo | Request::UndoMany(_)))
    }

    fn agree(&self) -> Reply {
        match &self.yes {
            OnYes::Do(command) => Reply::Submit(command.clone()),
            OnYes::Ask(request) => Reply::CloseAndAsk(request.clone()),
            OnYes::Act(action) => Reply::Act(*action),
        }
    }
}

impl Dialog for Confirm {
    fn as_any_mut(&mut self) -> Option<&mut dyn Any> {
        Some(self)
    }

    fn context(&self) -> Context {
        Context::Confirm
    }

    fn act(&mut self, action: Action, _cx: &Cx<'_>) -> Reply {
        match action {
            Action::Yes => self.agree(),
            Action::No | Action::Cancel => Reply::Close,
            _ => Reply::Done,
        }
    }

    fn click(&mut self, at: Position, _cx: &Cx<'_>) -> Reply {
        if self.yes_at.contains(at) {
            self.agree()
        } else if self.no_at.contains(at) {
            Reply::Close
        } else {
            Reply::Done
        }
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        let t = cx.theme;
        let outer = screen.width.min(64);
        let inside = usize::from(outer.saturating_sub(4));
        let question = wrap(&self.question, inside);
        let mark = t.mark("•", "-");
        let mut rows: Vec<(String, bool)> = question.into_iter().map(|l| (l, true)).collect();
        if !self.details.is_empty() {
            rows.push((String::new(), false));
        }
        for detail in &self.details {
            for (i, line) in wrap(detail, inside.saturating_sub(2)).iter().enumerate() {
                let lead = if i == 0 { mark } else { " " };
                rows.push((format!("{lead} {line}"), false));
            }
        }
        let height = u16::try_from(rows.len() + 4).unwrap_or(u16::MAX);
        let area = frame::centered(screen, outer, height);
        let area = frame::dialog(buf, area, &cx.texts.t("confirm-title"), t);
        // The buttons come first: when room is short, details give way.
        let buttons = area.bottom().saturating_sub(1);
        for (y, (text, strong)) in (area.top()..buttons).zip(&rows) {
            let style = if *strong { t.strong } else { t.text };
            Line::new(buf, area, y, t.text).left(text, style);
        }
        if area.is_empty() {
            return None;
        }
        let no = format!("[ {} ]", cx.texts.t("button-no"));
        let yes = self
            .verb
            .clone()
            .unwrap_or_else(|| cx.texts.t("button-yes"));
        let keys = cx.texts.t("answer-yes-no");
        let place = |x: u16, text: &str| {
            let w = u16::try_from(width(text)).unwrap_or(u16::MAX);
            Rect::new(x, buttons, w, 1).intersection(area)
        };
        self.no_at = place(area.x, &no);
        self.yes_at = place(self.no_at.right() + 2, &yes);
        Line::new(buf, area, buttons, t.text)
            .left(&no, t.cursor)
            .skip(2)
            .left(&yes, t.text)
            .right(&keys, t.muted);
        None
    }

    fn only_writes(&self) -> bool {
        matches!(self.yes, OnYes::Do(_))
    }

    fn hints(&self) -> &'static [Action] {
        &[Action::Yes, Action::No]
    }
}

#[cfg(test)]
mod tests {
    use super::super::rig::Rig;
    use super::*;
    use crate::domain::Stage;
    use crate::domain::command::Move;
    use crate::domain::stage::Missing;
    use crate::i18n::Lang;

    #[test]
    fn only_a_meant_yes_is_a_yes() {
        let rig = Rig::new(Lang::Ru);
        for (key, agreed) in [
            ("y", Some(true)),
            ("д", Some(true)),
            ("Д", Some(true)),
            ("n", Some(false)),
            ("н", Some(false)),
            ("т", Some(false)),
            ("enter", Some(false)),
            ("esc", Some(false)),
            ("q", Some(false)),
            ("l", None),
            ("space", None),
        ] {
            let ask = OnYes::Ask(Request::Undo);
            let mut c = Confirm::new("Убрать?".to_owned(), Vec::new(), ask);
            match (rig.press(&mut c, key), agreed) {
                (Reply::CloseAndAsk(Request::Undo), Some(true))
                | (Reply::Close, Some(false))
                | (Reply::Pass | Reply::Done, None) => {}
                (reply, _) => panic!("{key}: {reply:?}"),
            }
        }
    }

    #[test]
    fn a_stage_left_early_is_asked_about_by_name() {
        for (lang, words) in [
            (
                Lang::Ru,
                [
                    "Альфа-Авто",
                    "«Анализ кампаний»",
                    "нет ни одной",
                    "ещё у 3 клиентов",
                    "[ Нет ]",
                ],
            ),
            (
                Lang::En,
                [
                    "Альфа-Авто",
                    "Campaign analysis",
                    "no recommendation",
                    "3 more",
                    "[ No ]",
                ],
            ),
        ] {
            let mut rig = Rig::new(lang);
            let client = rig.client("Альфа-Авто");
            let error = RuleError::LeavesEarly {
                client,
                from: Stage::Analysis,
                to: Stage::Rollout,
                missing: vec![Missing::NoRecommendationReady, Missing::DraftsUnfinished(2)],
                others: 3,
            };
            let ask = Command::MoveStage {
                clients: vec![client],
                to: Move::Forward,
                confirmed: false,
            };
            let mut c = Confirm::leaves_early(&rig.cx(), &error, ask.clone()).unwrap();
            let (shown, cursor) = rig.draw(&mut c, 80, 24);
            let shown = shown.to_lowercase();
            for word in words {
                assert!(shown.contains(&word.to_lowercase()), "{word} in\n{shown}");
            }
            assert_eq!(cursor, None);
            let Reply::Submit(Command::MoveStage { confirmed, .. }) = rig.press(&mut c, "y") else {
                panic!("yes moves");
            };
            assert!(confirmed);
            rig.draw_all_sizes(&mut c);
            assert!(Confirm::leaves_early(&rig.cx(), &RuleError::Nothing, ask).is_none());
        }
    }

    #[test]
    fn buttons_can_be_clicked() {
        let rig = Rig::new(Lang::Ru);
        let mut c = Confirm::new("Точно?".to_owned(), vec![], OnYes::Act(Action::Quit))
            .verb("Выйти".to_owned());
        rig.draw(&mut c, 80, 24);
        let (no, yes) = (c.no_at.as_position(), c.yes_at.as_position());
        assert!(matches!(c.click(yes, &rig.cx()), Reply::Act(Action::Quit)));
        assert!(matches!(c.click(no, &rig.cx()), Reply::Close));
        assert!(matches!(c.click(Position::ORIGIN, &rig.cx()), Reply::Done));
    }
}
