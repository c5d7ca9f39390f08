//! The manager's forecasts: how they came true so far, and what is still ahead.

use jiff::civil::Date;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::command::ForecastCommand;
use crate::domain::focus::{self, Outcome, Scored};
use crate::domain::{ClientId, Command, Dossier, Forecast, ForecastId};
use crate::i18n::Lang;
use crate::input::{Action, Context};
use crate::say;
use crate::ui::dialog::card::rows::{Rows, padded};
use crate::ui::dialog::confirm::{Confirm, OnYes};
use crate::ui::widgets::sheet::{Laid, Scroll};
use crate::ui::{Cx, Reply};

/// Closed forecasts shown until all are asked for.
const FEW: usize = 10;

/// What the cached page was made of.
type Stamp = (u64, Date, Lang, u16, bool);

/// The page.
#[derive(Debug, Default)]
pub(super) struct Forecasts {
    scroll: Scroll,
    page: Laid,
    items: Vec<(ClientId, ForecastId)>,
    /// All closed ones are shown.
    all: bool,
    ahead: usize,
    of: Option<Stamp>,
}

impl Forecasts {
    pub(super) fn client(&self, cx: &Cx<'_>) -> Option<ClientId> {
        let (client, _) = *self.items.get(self.scroll.item())?;
        cx.book.get(client).map(Dossier::id)
    }

    /// How many are still ahead.
    pub(super) fn detail(&mut self, cx: &Cx<'_>) -> String {
        let width = self.of.map_or(76, |of| of.3);
        self.lay(cx, width);
        match self.ahead {
            0 => String::new(),
            count => count.to_string(),
        }
    }

    pub(super) fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        let width = self.of.map_or(76, |of| of.3);
        self.lay(cx, width);
        if self.scroll.act(action, &self.page.items).is_some() {
            return Reply::Done;
        }
        match action {
            Action::ShowClosed => self.all = !self.all,
            Action::CloseCohort => return self.strike_out(cx),
            _ => return Reply::Pass,
        }
        Reply::Done
    }

    fn strike_out(&self, cx: &Cx<'_>) -> Reply {
        let Some((client, id)) = self.items.get(self.scroll.item()).copied() else {
            return Reply::Done;
        };
        let dossier = cx.book.get(client);
        let forecast = dossier.and_then(|d| d.work().forecasts.iter().find(|f| f.id == id));
        let (Some(dossier), Some(forecast)) = (dossier, forecast) else {
            return Reply::Done;
        };
        let args = [
            ("name", dossier.client.name.as_str().into()),
            ("forecast", say::focus::forecast(cx.texts, forecast).into()),
        ];
        let question = cx.texts.tf("forecast-ask-remove", &args);
        let command = Command::Forecast(ForecastCommand::Remove { client, id });
        let why = vec![cx.texts.t("forecast-ask-remove-why")];
        Reply::Open(Box::new(
            Confirm::new(question, why, OnYes::Do(command)).verb(cx.texts.t("forecast-remove")),
        ))
    }

    pub(super) fn draw(&mut self, buf: &mut Buffer, area: Rect, cx: &Cx<'_>) {
        self.lay(cx, area.width);
        self.scroll.draw(buf, area, &self.page, cx.theme);
    }

    fn lay(&mut self, cx: &Cx<'_>, width: u16) {
        let stamp = (
            cx.book.revision(),
            cx.today(),
            cx.texts.lang(),
            width,
            self.all,
        );
        if self.of == Some(stamp) {
            return;
        }
        self.of = Some(stamp);
        let closed = focus::closed_month(cx.today());
        let (mut ahead, mut past) = (Vec::new(), Vec::new());
        for dossier in cx.book.all() {
            for forecast in &dossier.work().forecasts {
                let scored = focus::score(forecast, dossier, closed);
                let list = if scored == Scored::Ahead {
                    &mut ahead
                } else {
                    &mut past
                };
                list.push((forecast, dossier, scored));
            }
        }
        ahead.sort_by_key(|(f, ..)| (f.until, f.id));
        past.sort_by_key(|(f, ..)| std::cmp::Reverse((f.until, f.id)));
        self.ahead = ahead.len();
        self.items.clear();
        self.page = Laid::default();
        let mut rows = Rows::new(cx, width);
        let t = cx.theme;
        if ahead.is_empty() && past.is_empty() {
            let keys = cx
                .keymap
                .key_of(Context::Clients.chain(), Action::NewForecast);
            let key = keys.map_or_else(String::new, |k| k.to_string());
            rows.text(&cx.texts.t("forecast-none"), 0, 3, t.text);
            rows.blank();
            let how = cx.texts.tf("forecast-none-how", &[("key", key.into())]);
            rows.text(&how, 0, 4, t.muted);
            self.page.lines = rows.into_lines();
            return;
        }
        let calibration = focus::calibrate(cx.book, closed);
        for of in &calibration {
            let name = say::focus::group(cx.texts, of.group);
            let style = if of.group == focus::Group::All {
                t.strong
            } else {
                t.text
            };
            rows.cells(vec![
                (padded(&name, 16), t.muted),
                (say::focus::calibration(cx.texts, of), style),
            ]);
        }
        if calibration.is_empty() {
            rows.text(&cx.texts.t("forecast-none-closed"), 0, 2, t.muted);
        }
        let few = if self.all { past.len() } else { FEW };
        for (id, list) in [
            ("forecast-list-ahead", ahead.as_slice()),
            ("forecast-list-past", past.get(..few).unwrap_or(&past)),
        ] {
            if list.is_empty() {
                continue;
            }
            rows.heading(id);
            for (forecast, dossier, scored) in list {
                let from = rows.len();
                item(&mut rows, forecast, dossier, *scored);
                self.page.items.push(from..rows.len());
                self.items.push((dossier.id(), forecast.id));
            }
        }
        let hidden = past.len().saturating_sub(few);
        if hidden > 0 {
            let keys = cx.keymap.key_of(Context::Focus.chain(), Action::ShowClosed);
            let key = keys.map_or_else(String::new, |k| k.to_string());
            let args = [("count", hidden.into()), ("key", key.into())];
            rows.text(&cx.texts.tf("forecast-hidden", &args), 0, 1, t.muted);
        }
        self.page.lines = rows.into_lines();
    }
}

fn item(rows: &mut Rows<'_>, forecast: &Forecast, dossier: &Dossier, scored: Scored) {
    let cx = rows.cx;
    let t = cx.theme;
    let (mark, style) = match scored {
        Scored::Known { outcome, .. } => match outcome {
            Outcome::Hit => (t.mark("✓ ", "+ "), t.good),
            Outcome::Near => (t.mark("≈ ", "~ "), t.text),
            Outcome::Miss => (t.mark("✗ ", "x "), t.warn),
        },
        Scored::Ahead => (t.mark("○ ", "o "), t.muted),
        Scored::NoFigure | Scored::OtherCurrency => (t.mark("– ", "- "), t.muted),
    };
    let name = rows.room().saturating_sub(40).clamp(14, 40);
    let shown = crate::ui::widgets::text::fit_name(&dossier.client.name, name - 1);
    let base = cx
        .texts
        .money_short(forecast.base, forecast.currency.code());
    let day = forecast.made_at.to_zoned(cx.now.time_zone().clone()).date();
    let made = [
        ("date", cx.texts.date(day, cx.today()).into()),
        ("base", base.into()),
    ];
    let mut pieces = vec![
        (mark.to_owned(), style),
        (padded(&shown, name), t.text),
        (
            padded(&say::focus::forecast(cx.texts, forecast), 22),
            t.strong,
        ),
    ];
    if scored != Scored::Ahead {
        pieces.push((say::focus::scored(cx.texts, scored), style));
        pieces.push(("  ".to_owned(), t.muted));
    }
    pieces.push((cx.texts.tf("forecast-made", &made), t.muted));
    if !forecast.note.is_empty() {
        pieces.push((format!(" · {}", forecast.note), t.muted));
    }
    rows.cells(pieces);
}
