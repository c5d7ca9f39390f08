//! Saved views: a query with columns, order and pane (A6, pain 11).

use jiff::Timestamp;

use uuid::Uuid;

use super::terms::terms;
use super::{Bilingual, ViewId};

terms! {
    /// A column of the client list besides the name.
    pub enum ViewColumn {
        /// Category.
        Tier = 1, "tier";
        /// Spend by month, as a sparkline.
        Spark = 2, "spark";
        /// Spend of the last three closed months.
        Spend = 3, "spend";
        /// Days since the last real contact.
        Silence = 4, "silence";
        /// The next touch.
        Next = 5, "next";
        /// Stage.
        Stage = 6, "stage";
        /// First person with phone.
        Person = 7, "person";
        /// The verdict of the ranking.
        Verdict = 8, "verdict";
        /// Growth, 0 to 100.
        Growth = 9, "growth";
        /// Decline, 0 to 100.
        Decline = 10, "decline";
        /// Open problems.
        Problems = 11, "problems";
        /// The client's own time.
        Clock = 12, "clock";
        /// Days on the stage.
        Age = 13, "age";
        /// The policy of contact.
        Policy = 14, "policy";
        /// Change of the last three months against the three before, percent.
        Change = 15, "change";
        /// Who of ours leads it.
        Owner = 16, "owner";
        /// Age of the newest figures, days.
        DataAge = 17, "data-age";
        /// Attempts without an answer.
        Tried = 18, "tried";
    }

    /// The order of the client list.
    #[derive(Default)]
    pub enum ViewOrder {
        /// By name.
        #[default]
        Name = 1, "name";
        /// By days since the last real contact, the longest silence first.
        Silence = 2, "silence";
        /// By the next touch, the nearest first; clients without one last.
        NextTouch = 3, "next-touch";
        /// By spend of the last three closed months, the largest first.
        Spend = 4, "spend";
        /// By days on the stage, the longest first.
        StageAge = 5, "stage-age";
        /// By tier, key clients first.
        Tier = 6, "tier";
        /// By the chance to grow.
        Growth = 7, "growth";
        /// By the chance to decline.
        Decline = 8, "decline";
    }

    /// The pane a view opens in.
    #[derive(Default)]
    pub enum ViewPane {
        /// The list.
        #[default]
        Clients = 1, "clients";
        /// The stage board.
        Board = 2, "board";
        /// Recommendations.
        Drafts = 3, "drafts";
        /// Calls today.
        Agenda = 4, "agenda";
    }
}

/// A saved view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// Its identity.
    pub id: ViewId,
    /// The name it is called by, unique without regard to case.
    pub name: String,
    /// Which clients: a query.
    pub query: String,
    /// Columns besides the name, in order; empty: the usual ones.
    pub columns: Vec<ViewColumn>,
    /// In which order.
    pub order: ViewOrder,
    /// The order turned round.
    pub reversed: bool,
    /// Which pane has the focus.
    pub pane: ViewPane,
    /// The digit that calls it, `1..=9`.
    pub key: Option<u8>,
    /// When it was made.
    pub made_at: Timestamp,
}

impl View {
    /// Everybody, by name, without a name of its own; not saved yet.
    #[must_use]
    pub fn blank() -> Self {
        Self {
            id: ViewId(Uuid::nil()),
            name: String::new(),
            query: String::new(),
            columns: Vec::new(),
            order: ViewOrder::default(),
            reversed: false,
            pane: ViewPane::default(),
            key: None,
            made_at: Timestamp::UNIX_EPOCH,
        }
    }

    /// Whether a person saved it; the ready-made ones come with the program.
    #[must_use]
    pub fn is_saved(&self) -> bool {
        !self.id.0.is_nil()
    }
}

/// A view that comes as data: shipped, or from the person's own file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadyView {
    /// Its stable name in files and on the command line.
    pub id: String,
    /// What it is called.
    pub name: Bilingual,
    /// The query, in the words of either language.
    pub query: Bilingual,
    /// The rest of it; name and query are empty.
    pub rest: View,
}

impl ReadyView {
    /// The view in a language.
    #[must_use]
    pub fn in_language(&self, russian: bool) -> View {
        let said = |text: &Bilingual| if russian { &text.ru } else { &text.en }.clone();
        View {
            name: said(&self.name),
            query: said(&self.query),
            ..self.rest.clone()
        }
    }
}
