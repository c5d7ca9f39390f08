//! The pages of the card: what each must tell the shell.

use std::fmt;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::domain::{ClientId, Dossier};
use crate::input::{Action, Context, Key};
use crate::ui::{Cx, Reply};

/// The pages, in the order of their digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Page {
    /// What one needs to know before speaking.
    Overview,
    /// What the advertising is for (A8).
    Brief,
    /// What must be put right (A9).
    Problems,
    /// Campaigns and what the audit finds in them (A29).
    Campaigns,
    /// Recommendations, live and past.
    Advice,
    /// All that happened, newest first.
    Timeline,
    /// Agreements and checklists (B11, C9).
    Agreements,
}

impl Page {
    /// Every page.
    pub const ALL: [Self; 7] = [
        Self::Overview,
        Self::Brief,
        Self::Problems,
        Self::Campaigns,
        Self::Advice,
        Self::Timeline,
        Self::Agreements,
    ];

    /// The language key of its name.
    #[must_use]
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::Overview => "tab-overview",
            Self::Brief => "tab-brief",
            Self::Problems => "tab-problems",
            Self::Campaigns => "tab-campaigns",
            Self::Advice => "tab-advice",
            Self::Timeline => "tab-timeline",
            Self::Agreements => "tab-agreements",
        }
    }

    /// The page an action opens.
    #[must_use]
    pub const fn of(action: Action) -> Option<Self> {
        Some(match action {
            Action::CardOverview => Self::Overview,
            Action::CardBrief => Self::Brief,
            Action::CardProblems => Self::Problems,
            Action::CardCampaigns => Self::Campaigns,
            Action::CardAdvice => Self::Advice,
            Action::CardTimeline => Self::Timeline,
            Action::CardAgreements => Self::Agreements,
            _ => return None,
        })
    }
}

/// A figure of a page and how it is reckoned, in words: what `?` shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The figure as it stands on the page: `Бриф 60 %`; empty: more about the one before.
    pub figure: String,
    /// The formula with its inputs and dates; empty when the figure says it all.
    pub how: String,
}

/// One page of the card. The client is handed in: a page keeps only its cursor, filter and scroll.
pub(in crate::ui::dialog) trait Tab: fmt::Debug {
    /// Which keys work here.
    fn context(&self) -> Context;

    /// Does an action; [`Reply::Pass`] leaves it to the card and the workspace.
    fn act(&mut self, action: Action, cx: &Cx<'_>, client: ClientId) -> Reply;

    /// Takes a key no action is bound to. Default: not for me.
    fn key(&mut self, _key: Key, _cx: &Cx<'_>, _client: ClientId) -> Reply {
        Reply::Pass
    }

    /// Takes pasted text, in NFC. Default: not for me.
    fn paste(&mut self, _text: &str, _cx: &Cx<'_>, _client: ClientId) -> Reply {
        Reply::Pass
    }

    /// Draws into `area`; returns where the text cursor stands, if it is shown.
    fn draw(
        &mut self,
        buf: &mut Buffer,
        area: Rect,
        cx: &Cx<'_>,
        client: ClientId,
    ) -> Option<Position>;

    /// Actions whose keys the bottom line shows, most useful first.
    fn hints(&self) -> &'static [Action];

    /// What stands beside the name of the page: a count, a share. Default: nothing.
    fn detail(&self, _dossier: &Dossier, _cx: &Cx<'_>) -> Option<String> {
        None
    }

    /// How the figures of the page are reckoned. Default: it has none.
    fn explain(&self, _cx: &Cx<'_>, _client: ClientId) -> Vec<Explained> {
        Vec::new()
    }
}
