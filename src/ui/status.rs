//! The top line (where and when we are, what is saved) and the bottom line (keys that matter here, or news).

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::notice::Weight;
use super::widgets::paint::Line;
use super::widgets::text::{fit, width};
use super::{Cx, Notice};
use crate::domain::inbox::FireLine;
use crate::input::{Action, Context, Key};
use crate::say;

/// How far the changes of the book have come on their way to the disk.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Saving {
    /// Everything acknowledged is on disk.
    #[default]
    Saved,
    /// So many transactions are on their way.
    Saving(usize),
    /// The disk refused; nothing is dropped. In ready words.
    Failed(String),
    /// The portfolio is still being read.
    Opening,
    /// Another process has it open.
    Elsewhere,
}

/// What the top line tells of the day's duties and of its safety.
#[derive(Debug, Clone, Copy, Default)]
pub struct Duties<'a> {
    /// What burns.
    pub fires: Option<&'a FireLine>,
    /// The focus of the month: its name, worked of to be worked.
    pub focus: Option<&'a (String, (usize, usize))>,
    /// When the portfolio was last backed up while it was open.
    pub kept_at: Option<jiff::civil::Time>,
}

/// Columns from which on the top line has room for more than what must be known.
const ROOMY: u16 = 100;

/// Draws the top line.
pub fn top(buf: &mut Buffer, area: Rect, cx: &Cx<'_>, saving: &Saving, duties: Duties<'_>) {
    let theme = cx.theme;
    let mut line = Line::new(buf, area, area.y, theme.text);
    let (text, style) = match saving {
        Saving::Saved => {
            let kept = duties.kept_at.filter(|_| area.width >= ROOMY).map(|at| {
                let time = [("time", cx.texts.time(at).into())];
                format!("{} · ", cx.texts.tf("backup-at", &time))
            });
            let (kept, mark) = (kept.unwrap_or_default(), theme.mark("✓", "+"));
            let text = format!("{kept}{mark} {} ", cx.texts.t("saved"));
            (text, theme.muted)
        }
        Saving::Saving(n) => {
            let text = cx.texts.tf("saving", &[("count", (*n).into())]);
            (format!("{} {text} ", theme.mark("…", "~")), theme.info)
        }
        Saving::Failed(reason) => {
            let text = cx.texts.tf("not-saved", &[("reason", reason.into())]);
            (format!("! {text} "), theme.bad)
        }
        Saving::Opening => (
            format!("{} {} ", theme.mark("…", "~"), cx.texts.t("opening")),
            theme.info,
        ),
        Saving::Elsewhere => (format!("{} ", cx.texts.t("link-elsewhere")), theme.muted),
    };
    let room = usize::from(area.width) * 2 / 3;
    line.right(&fit(&text, room), style);
    line.left(" ", theme.text)
        .left(&cx.texts.t("app-name"), theme.strong);
    let now = format!(
        "  {} {}",
        cx.texts.date_with_weekday(cx.today(), cx.today()),
        cx.texts.time(cx.now.time())
    );
    line.left(&now, theme.text);
    if let Some(fires) = duties.fires {
        let (waiting, urgent) = say::inbox::fire_line(cx.texts, fires, cx.now);
        for (text, style) in [(urgent, theme.bad), (waiting, theme.warn)] {
            // Shown whole or not at all: half a countdown says the wrong hour.
            if !text.is_empty() && usize::from(line.free()) > width(&text) + 2 {
                line.left("  ", theme.text).left(&text, style);
            }
        }
    }
    if let Some((name, tally)) = duties.focus.filter(|_| line.free() > 40) {
        // A long name gives way, the count never does.
        let room = usize::from(line.free()).min(60).saturating_sub(24);
        let text = say::focus::status(cx.texts, &fit(name, room), *tally);
        line.left("   ", theme.text).left(&text, theme.info);
    }
    let done = cx.agenda.done_today;
    if done.count > 0 && line.free() > 30 {
        let text = cx.texts.tf(
            "status-done-today",
            &[
                ("count", done.count.into()),
                ("time", cx.texts.duration(i64::from(done.minutes)).into()),
            ],
        );
        line.left("  ", theme.text).left(&text, theme.muted);
    }
}

/// What the bottom line shows.
#[derive(Debug)]
pub struct Bottom<'a> {
    /// News, until the next key.
    pub notice: Option<&'a Notice>,
    /// Keys of an unfinished sequence.
    pub pending: &'a [Key],
    /// Where keys are looked up.
    pub chain: &'a [Context],
    /// Actions to hint at, most useful first.
    pub hints: &'a [Action],
}

/// Draws the bottom line.
pub fn bottom(buf: &mut Buffer, area: Rect, cx: &Cx<'_>, show: &Bottom<'_>) {
    let theme = cx.theme;
    let mut line = Line::new(buf, area, area.y, theme.text);
    line.left(" ", theme.text);
    if let Some(notice) = show.notice {
        let (mark, style) = match notice.weight {
            Weight::Good => (theme.mark("✓ ", "+ "), theme.good),
            Weight::Info => (theme.mark("· ", "- "), theme.info),
            Weight::Warn => ("! ", theme.warn),
            Weight::Bad => ("! ", theme.bad),
        };
        line.left(mark, style).left(&notice.text, style);
        return;
    }
    let mut hint = |key: &str, action: Action| {
        let word = cx
            .texts
            .get(&format!("hint-{}", action.name()))
            .unwrap_or_else(|| cx.texts.t(action.text_key()));
        // A hint is shown whole or not at all.
        if usize::from(line.free()) > width(key) + width(&word) + 1 {
            line.left(key, theme.accent)
                .left(" ", theme.text)
                .left(&word, theme.muted)
                .skip(2);
        }
    };
    if !show.pending.is_empty() {
        for (key, action) in cx.keymap.pending_menu(show.chain, show.pending) {
            hint(&key.to_string(), action);
        }
        return;
    }
    for action in show.hints {
        if let Some(keys) = cx.keymap.key_of(show.chain, *action) {
            hint(&keys.to_string(), *action);
        }
    }
}
