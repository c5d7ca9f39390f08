//! Whose policy of contact is to be looked at: who wants less, who wants more again, whom to ask (A27).
//!
//! Worked out when the dialog is opened and after each change, never while one only looks elsewhere.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::card::parts::joined;
use super::card::rows::{Rows, padded};
use super::contact_terms::ContactTermsForm;
use super::policy_form::PolicyForm;
use crate::domain::policy::{Review, Signal, Suggestion, reviews, suggestions};
use crate::domain::{ClientId, Command, ContactPolicy, TermsCommand};
use crate::i18n::Lang;
use crate::input::{Action, Context};
use crate::say;
use crate::ui::widgets::frame::{centered, dialog};
use crate::ui::widgets::sheet::{Laid, Scroll};
use crate::ui::{Cx, Dialog, Reply, Request};

/// Cells assumed while the screen was never drawn.
const UNDRAWN: u16 = 78;
/// From this width on a client takes one line.
const ONE_LINE: u16 = 136;

/// The list of what the record speaks for.
#[derive(Debug)]
pub struct PolicyReview {
    call_minutes: u16,
    found: Vec<Suggestion>,
    again: Vec<Review>,
    scroll: Scroll,
    page: Laid,
    of: Option<(u64, jiff::civil::Date, Lang, u16)>,
}

/// What is under the cursor.
enum Item<'d> {
    Change(&'d Suggestion),
    Ask(&'d Review),
}

impl Item<'_> {
    const fn client(&self) -> ClientId {
        match self {
            Self::Change(suggestion) => suggestion.client,
            Self::Ask(review) => review.client,
        }
    }
}

impl PolicyReview {
    /// The review, with the minutes a call takes in this portfolio.
    #[must_use]
    pub fn new(call_minutes: u16) -> Self {
        Self {
            call_minutes,
            found: Vec::new(),
            again: Vec::new(),
            scroll: Scroll::default(),
            page: Laid::default(),
            of: None,
        }
    }

    fn current(&self) -> Option<Item<'_>> {
        let place = self.scroll.item();
        if let Some(suggestion) = self.found.get(place) {
            return Some(Item::Change(suggestion));
        }
        let review = self.again.get(place.checked_sub(self.found.len())?)?;
        Some(Item::Ask(review))
    }

    /// The other policy with the signals as its reason, to be looked over.
    fn accept(&self, cx: &Cx<'_>) -> Reply {
        let words = |signals: &[Signal]| say::signals(cx.texts, signals, cx.today());
        let form = match self.current() {
            Some(Item::Change(s)) => PolicyForm::new(s.client, s.from, s.to, &words(&s.signals)),
            Some(Item::Ask(r)) => {
                PolicyForm::asked(r.client, r.policy, r.proposed, &words(&r.signals))
            }
            None => return Reply::Done,
        };
        Reply::Open(Box::new(form))
    }

    fn keep(&self) -> Reply {
        match self.current() {
            Some(Item::Change(s)) => Reply::Do(Command::Terms(TermsCommand::KeepPolicy(s.client))),
            Some(Item::Ask(r)) => Reply::Do(Command::Terms(TermsCommand::AskedAgain(r.client))),
            None => Reply::Done,
        }
    }

    fn terms(&self, cx: &Cx<'_>) -> Reply {
        let dossier = self.current().and_then(|item| cx.book.get(item.client()));
        dossier.map_or(Reply::Done, |dossier| {
            Reply::Open(Box::new(ContactTermsForm::new(dossier, cx)))
        })
    }

    fn lay(&mut self, cx: &Cx<'_>, width: u16) {
        let stamp = (cx.book.revision(), cx.today(), cx.texts.lang(), width);
        if self.of == Some(stamp) {
            return;
        }
        let same = self.of.is_some_and(|of| (of.0, of.1) == (stamp.0, stamp.1));
        self.of = Some(stamp);
        if !same {
            self.found = suggestions(cx.book, cx.now);
            self.again = reviews(cx.book, cx.now);
        }
        let mut rows = Rows::new(cx, width);
        rows.cells(vec![(self.head(cx), cx.theme.muted)]);
        let mut page = Laid::default();
        let mut section = "";
        for suggestion in &self.found {
            let id = if suggestion.is_downgrade() {
                "review-less"
            } else {
                "review-more"
            };
            if section != id {
                section = id;
                rows.section(&cx.texts.t(id), "");
            }
            let from = rows.len();
            self.suggestion(&mut rows, suggestion);
            page.items.push(from..rows.len());
        }
        if !self.again.is_empty() {
            rows.section(&cx.texts.t("review-again"), "");
        }
        for review in &self.again {
            let from = rows.len();
            ask(&mut rows, review);
            page.items.push(from..rows.len());
        }
        if page.items.is_empty() {
            rows.blank();
            rows.text(&cx.texts.t("review-nobody"), 0, 3, cx.theme.good);
        }
        page.lines = rows.into_lines();
        self.page = page;
    }

    /// «5 предложений вернут 36 мин в месяц · чаще: 8 · спросить: 3».
    fn head(&self, cx: &Cx<'_>) -> String {
        let less = || self.found.iter().filter(|s| s.is_downgrade());
        let count = |id: &str, count: usize| match count {
            0 => String::new(),
            count => cx.texts.tf(id, &[("count", count.into())]),
        };
        let minutes: i64 = less().map(|s| s.minutes(self.call_minutes)).sum();
        let words = match minutes {
            ..=0 => count("review-head", less().count()),
            minutes => {
                let args = [
                    ("count", less().count().into()),
                    ("time", cx.texts.duration(minutes).into()),
                ];
                cx.texts.tf("review-head-returns", &args)
            }
        };
        let more = self.found.len() - less().count();
        joined([
            words,
            count("review-head-more", more),
            count("review-head-again", self.again.len()),
        ])
    }

    fn suggestion(&self, rows: &mut Rows<'_>, s: &Suggestion) {
        let cx = rows.cx;
        let why = say::signals(cx.texts, &s.signals, cx.today());
        let minutes = s.minutes(self.call_minutes);
        let time = [("time", cx.texts.duration(minutes.abs()).into())];
        let end = match minutes {
            0 => String::new(),
            1.. => cx.texts.tf("review-gives", &time),
            _ => cx.texts.tf("review-takes", &time),
        };
        row(rows, s.client, (s.from, s.to), &why, end);
    }
}

fn ask(rows: &mut Rows<'_>, review: &Review) {
    let cx = rows.cx;
    let why = if review.signals.is_empty() {
        cx.texts.t("review-no-signals")
    } else {
        say::signals(cx.texts, &review.signals, cx.today())
    };
    let due = [("date", cx.texts.date(review.due, cx.today()).into())];
    let end = cx.texts.tf("review-again-due", &due);
    let change = (review.policy, review.proposed);
    row(rows, review.client, change, &why, end);
}

/// One client: name, change, why, what stands at the right edge; on two lines where there is little room.
fn row(
    rows: &mut Rows<'_>,
    client: ClientId,
    (from, to): (ContactPolicy, ContactPolicy),
    why: &str,
    end: String,
) {
    let cx = rows.cx;
    let name = cx.book.client(client).map_or("", |c| c.name.as_str());
    let policy = say::policy(cx.texts, from);
    let change = if from == to {
        policy
    } else {
        let arrow = cx.theme.mark("→", "->");
        format!("{policy} {arrow} {}", say::policy(cx.texts, to))
    };
    let end = (end, cx.theme.muted);
    let (name_cells, change_cells) = (30, 27);
    if rows.room() >= usize::from(ONE_LINE) {
        let pieces = vec![
            (padded(name, name_cells), cx.theme.text),
            (" ".to_owned(), cx.theme.text),
            (padded(&change, change_cells), cx.theme.text),
            (" ".to_owned(), cx.theme.text),
            (why.to_owned(), cx.theme.muted),
        ];
        rows.ended(pieces, end);
        return;
    }
    let pieces = vec![
        (padded(name, name_cells), cx.theme.text),
        (" ".to_owned(), cx.theme.text),
        (change, cx.theme.text),
    ];
    rows.ended(pieces, end);
    rows.ended(
        vec![(format!("  {why}"), cx.theme.muted)],
        (String::new(), cx.theme.muted),
    );
}

impl Dialog for PolicyReview {
    fn context(&self) -> Context {
        Context::PolicyReview
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        // Keys may come before the first frame, and after a change.
        let width = self.of.map_or(UNDRAWN, |(.., width)| width);
        self.lay(cx, width);
        if self.scroll.act(action, &self.page.items).is_some() {
            return Reply::Done;
        }
        match action {
            Action::Accept => self.accept(cx),
            Action::Snooze => self.keep(),
            Action::ContactTerms => self.terms(cx),
            Action::Open => self.current().map_or(Reply::Done, |item| {
                Reply::Ask(Request::ShowCard(item.client()))
            }),
            Action::Cancel | Action::Quit | Action::PolicyReview => Reply::Close,
            _ => Reply::Pass,
        }
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        let area = centered(screen, 160, screen.height);
        let inner = dialog(buf, area, &cx.texts.t("review-title"), cx.theme);
        self.lay(cx, inner.width);
        self.scroll.draw(buf, inner, &self.page, cx.theme);
        None
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::Accept,
            Action::Snooze,
            Action::ContactTerms,
            Action::Open,
            Action::Undo,
            Action::Cancel,
        ]
    }
}

#[cfg(test)]
mod tests;
