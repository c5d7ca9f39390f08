//! The timeline: all that happened with a client, newest first, filtered by kind, channel and words.

#[cfg(test)]
mod tests;
mod words;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::rows::Rows;
use super::search::Search;
use super::tab::Tab;
use crate::domain::timeline::{Event, EventKind, Filter, What, events};
use crate::domain::{Channel, ClientId, Dossier, PromiseId, RecommendationId};
use crate::i18n::Lang;
use crate::input::{Action, Context, Key};
use crate::ui::dialog::draft_editor::DraftEditor;
use crate::ui::dialog::promise::PromiseForm;
use crate::ui::widgets::paint::Line;
use crate::ui::widgets::sheet::{Laid, Scroll};
use crate::ui::{Cx, Reply};
use words::Told;

/// What an event opens.
#[derive(Debug, Clone, Copy)]
enum Behind {
    Nothing,
    Recommendation(RecommendationId),
    Promise(PromiseId),
}

/// Everything the laid-out page depends on.
#[derive(Debug, Clone, PartialEq)]
struct Stamp {
    revision: u64,
    client: ClientId,
    touches: bool,
    today: jiff::civil::Date,
    lang: Lang,
    theme: (crate::ui::theme::ThemeName, bool),
    width: u16,
    filter: Filter,
}

/// The page; laid out once until something it depends on changes.
#[derive(Debug, Default)]
pub(super) struct TimelineTab {
    kind: Option<EventKind>,
    channel: Option<Channel>,
    search: Search,
    scroll: Scroll,
    of: Option<Stamp>,
    page: Laid,
    behind: Vec<Behind>,
    /// Events in all.
    all: usize,
}

impl TimelineTab {
    fn filter(&self) -> Filter {
        Filter {
            kind: self.kind,
            channel: self.channel,
            words: self.search.words().to_owned(),
        }
    }

    /// The next kind that occurs, all after the last.
    fn next_kind(&mut self, dossier: &Dossier) {
        let found: Vec<EventKind> = events(dossier).iter().map(Event::kind).collect();
        let next = self.kind.map_or(0, |k| usize::from(k.code()));
        let later = EventKind::ALL.iter().skip(next);
        self.kind = later.copied().find(|kind| found.contains(kind));
        self.scroll.reset();
    }

    /// The next channel that occurs, all after the last.
    fn next_channel(&mut self, dossier: &Dossier) {
        let found: Vec<Channel> = events(dossier).iter().filter_map(Event::channel).collect();
        let next = self.channel.map_or(0, |c| usize::from(c.code()));
        let later = Channel::ALL.iter().skip(next);
        self.channel = later.copied().find(|channel| found.contains(channel));
        self.scroll.reset();
    }

    fn lay(&mut self, dossier: &Dossier, cx: &Cx<'_>, width: u16) {
        let stamp = Stamp {
            revision: cx.book.revision(),
            client: dossier.id(),
            touches: dossier.touches.is_some(),
            today: cx.today(),
            lang: cx.texts.lang(),
            theme: (cx.theme.name, cx.theme.ascii),
            width,
            filter: self.filter(),
        };
        if self.of.as_ref() == Some(&stamp) {
            return;
        }
        let all = events(dossier);
        self.all = all.len();
        self.behind.clear();
        let mut rows = Rows::new(cx, width);
        let mut items = Vec::new();
        let mut day = None;
        for event in &all {
            let told = Told::of(event, dossier, cx);
            if !stamp.filter.takes(event, &told.head) {
                continue;
            }
            let at = event.at.to_zoned(cx.now.time_zone().clone());
            if day != Some(at.date()) {
                day = Some(at.date());
                let mut name = cx.texts.date_with_weekday(at.date(), cx.today());
                if at.date() == cx.today() {
                    name = format!("{name}, {}", cx.texts.t("today"));
                }
                rows.section(&name, "");
            }
            let from = rows.len();
            told.write(&cx.texts.time(at.time()), &mut rows);
            items.push(from..rows.len());
            self.behind.push(behind(event));
        }
        self.page = Laid {
            lines: rows.into_lines(),
            items,
        };
        self.of = Some(stamp);
    }

    /// What is shown of how much, and by what it is narrowed.
    fn head(&self, dossier: &Dossier, cx: &Cx<'_>) -> String {
        let texts = cx.texts;
        let mut parts = Vec::new();
        if let Some(kind) = self.kind {
            parts.push(texts.t(&format!("timeline-kind-{}", kind.name())));
        }
        if let Some(channel) = self.channel {
            parts.push(crate::say::channel(texts, channel));
        }
        let words = self.search.words().trim();
        if !words.is_empty() {
            parts.push(texts.tf("quoted", &[("text", words.into())]));
        }
        let count = if parts.is_empty() {
            texts.tf("timeline-all", &[("count", self.all.into())])
        } else {
            let args = [
                ("shown", self.behind.len().into()),
                ("count", self.all.into()),
            ];
            texts.tf("timeline-some", &args)
        };
        parts.push(count);
        let reading =
            dossier.touches.is_none() && dossier.digest.as_ref().is_some_and(|d| d.count > 0);
        if reading {
            parts.push(texts.t("card-reading"));
        }
        parts.join(" · ")
    }

    fn open(&self, dossier: &Dossier, cx: &Cx<'_>) -> Reply {
        match self.behind.get(self.scroll.item()) {
            Some(Behind::Recommendation(id)) => {
                let found = dossier.recommendations.iter().find(|r| r.id == *id);
                found.map_or(Reply::Done, |r| {
                    Reply::Open(Box::new(DraftEditor::new(dossier.id(), Some(r))))
                })
            }
            Some(Behind::Promise(id)) => {
                let found = dossier.work().promises.iter().find(|p| p.id == *id);
                found.map_or(Reply::Done, |p| {
                    Reply::Open(Box::new(PromiseForm::edit(dossier, p, cx)))
                })
            }
            Some(Behind::Nothing) | None => Reply::Done,
        }
    }
}

fn behind(event: &Event<'_>) -> Behind {
    match event.what {
        What::Recommendation(r, ..) => Behind::Recommendation(r.id),
        What::Promised(p) | What::Closed(p) => Behind::Promise(p.id),
        _ => Behind::Nothing,
    }
}

impl Tab for TimelineTab {
    fn context(&self) -> Context {
        if self.search.typing() {
            Context::Filter
        } else {
            Context::CardTimeline
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>, client: ClientId) -> Reply {
        // Esc takes the filters off before it leaves the page.
        if action == Action::Cancel && !self.search.typing() && !self.filter().is_empty()
            || action == Action::ClearFilter
        {
            self.kind = None;
            self.channel = None;
            self.search.act(Action::Cancel);
            self.scroll.reset();
            return Reply::Done;
        }
        if self.search.act(action).is_some() {
            self.scroll.reset();
            return Reply::Done;
        }
        if self.scroll.act(action, &self.page.items).is_some() {
            return Reply::Done;
        }
        let Some(dossier) = cx.book.get(client) else {
            return Reply::Pass;
        };
        match action {
            Action::TimelineKind => self.next_kind(dossier),
            Action::TimelineChannel => self.next_channel(dossier),
            Action::Open => return self.open(dossier, cx),
            _ => return Reply::Pass,
        }
        Reply::Done
    }

    fn key(&mut self, key: Key, _cx: &Cx<'_>, _client: ClientId) -> Reply {
        if self.search.key(key) {
            self.scroll.reset();
            return Reply::Done;
        }
        Reply::Pass
    }

    fn paste(&mut self, text: &str, _cx: &Cx<'_>, _client: ClientId) -> Reply {
        if self.search.paste(text) {
            self.scroll.reset();
            return Reply::Done;
        }
        Reply::Pass
    }

    fn draw(
        &mut self,
        buf: &mut Buffer,
        area: Rect,
        cx: &Cx<'_>,
        client: ClientId,
    ) -> Option<Position> {
        let dossier = cx.book.get(client)?;
        let (area, cursor) = self.search.draw(buf, area, cx);
        self.lay(dossier, cx, area.width);
        Line::new(buf, area, area.y, cx.theme.text).left(&self.head(dossier, cx), cx.theme.muted);
        let list = Rect {
            y: area.y + 1.min(area.height),
            height: area.height.saturating_sub(1),
            ..area
        };
        if self.page.items.is_empty() {
            let id = match self.all {
                0 => "timeline-empty",
                _ => "timeline-none-found",
            };
            let y = list.y + 1.min(list.height);
            Line::new(buf, list, y, cx.theme.text).left(&cx.texts.t(id), cx.theme.muted);
        }
        self.scroll.draw(buf, list, &self.page, cx.theme);
        cursor
    }

    fn hints(&self) -> &'static [Action] {
        if self.search.typing() {
            return &[Action::Accept, Action::Cancel];
        }
        &[
            Action::TimelineKind,
            Action::TimelineChannel,
            Action::Filter,
            Action::Open,
            Action::CardNextTab,
            Action::Cancel,
        ]
    }
}
