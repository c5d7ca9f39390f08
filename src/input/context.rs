//! Where a key is pressed: the names of the tables in a keymap file.

/// A place with its own keys. Several are asked in turn, see [`Context::chain`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    /// Everywhere, asked last.
    Global,
    /// Shared by everything with a cursor in rows.
    List,
    /// Pane 1, the portfolio.
    Clients,
    /// Pane 2, the stage board.
    Board,
    /// Pane 3, recommendation drafts.
    Drafts,
    /// Pane 4, the calls of today.
    Agenda,
    /// The card of one client, shared by its pages.
    Card,
    /// The brief.
    CardBrief,
    /// The problems.
    CardProblems,
    /// Campaigns and the audit.
    CardCampaigns,
    /// The recommendations.
    CardAdvice,
    /// The timeline.
    CardTimeline,
    /// Agreements and checklists.
    CardAgreements,
    /// A presentation being made.
    Deck,
    /// Findings over a list of clients.
    Audit,
    /// What was promised for today.
    Evening,
    /// Focus of the month: the segment, the ranking, experiments.
    Focus,
    /// What came in.
    Inbox,
    /// Snippets and news.
    Base,
    /// What is new since yesterday.
    Morning,
    /// What did not fit into the day.
    Queue,
    /// What burns, and which calls make room for it.
    FireSheet,
    /// Policies of contact to look at.
    PolicyReview,
    /// One of a short list.
    Pick,
    /// The contacts of one client.
    Contacts,
    /// The list of all actions; letters go to its search field.
    Palette,
    /// The help screen.
    Help,
    /// The list of changes.
    History,
    /// A yes-or-no question.
    Confirm,
    /// A text field of a form, one line.
    Form,
    /// A field of a form with a fixed set of values: letters do not type there.
    Choice,
    /// A text of many lines, where enter is a new line.
    Editor,
    /// Call mode with its form.
    Call,
    /// The preview of an import.
    Import,
    /// The filter line of a list.
    Filter,
    /// Shared by everything one types into.
    Text,
}

impl Context {
    /// All contexts, in the order help and `keys` show them.
    pub const ALL: &'static [Context] = &[
        Context::Global,
        Context::List,
        Context::Clients,
        Context::Board,
        Context::Drafts,
        Context::Agenda,
        Context::Card,
        Context::CardBrief,
        Context::CardProblems,
        Context::CardCampaigns,
        Context::CardAdvice,
        Context::CardTimeline,
        Context::CardAgreements,
        Context::Deck,
        Context::Audit,
        Context::Evening,
        Context::Focus,
        Context::Inbox,
        Context::Base,
        Context::Morning,
        Context::Queue,
        Context::FireSheet,
        Context::PolicyReview,
        Context::Pick,
        Context::Contacts,
        Context::Palette,
        Context::Help,
        Context::History,
        Context::Confirm,
        Context::Form,
        Context::Choice,
        Context::Editor,
        Context::Call,
        Context::Import,
        Context::Filter,
        Context::Text,
    ];

    /// The name of its table in a keymap file.
    pub const fn name(self) -> &'static str {
        match self {
            Context::Global => "global",
            Context::List => "list",
            Context::Clients => "clients",
            Context::Board => "board",
            Context::Drafts => "drafts",
            Context::Agenda => "agenda",
            Context::Card => "card",
            Context::CardBrief => "card-brief",
            Context::CardProblems => "card-problems",
            Context::CardCampaigns => "card-campaigns",
            Context::CardAdvice => "card-advice",
            Context::CardTimeline => "card-timeline",
            Context::CardAgreements => "card-agreements",
            Context::Deck => "deck",
            Context::Audit => "audit",
            Context::Evening => "evening",
            Context::Focus => "focus",
            Context::Inbox => "inbox",
            Context::Base => "base",
            Context::Morning => "morning",
            Context::Queue => "queue",
            Context::FireSheet => "fire-sheet",
            Context::PolicyReview => "policy-review",
            Context::Pick => "pick",
            Context::Contacts => "contacts",
            Context::Palette => "palette",
            Context::Help => "help",
            Context::History => "history",
            Context::Confirm => "confirm",
            Context::Form => "form",
            Context::Choice => "choice",
            Context::Editor => "editor",
            Context::Call => "call",
            Context::Import => "import",
            Context::Filter => "filter",
            Context::Text => "text",
        }
    }

    /// The context of this name, if there is one.
    pub fn from_name(name: &str) -> Option<Context> {
        Self::ALL.iter().copied().find(|c| c.name() == name)
    }

    /// The language-file key of its name: `context-clients`.
    pub fn text_key(self) -> String {
        format!("context-{}", self.name())
    }

    /// Whether plain characters belong to a text field here, never to bindings.
    pub const fn is_text(self) -> bool {
        matches!(
            self,
            Context::Palette
                | Context::Filter
                | Context::Form
                | Context::Editor
                | Context::Call
                | Context::Text
        )
    }

    /// The contexts asked when this one has the focus, most specific first.
    ///
    /// A question is modal and asks nobody else; so a stray key cannot do anything
    /// behind it. Overlays that type leave out the list keys.
    pub const fn chain(self) -> &'static [Context] {
        use Context as C;
        match self {
            C::Global => &[C::Global],
            C::List => &[C::List, C::Global],
            C::Clients => &[C::Clients, C::List, C::Global],
            C::Board => &[C::Board, C::List, C::Global],
            C::Drafts => &[C::Drafts, C::List, C::Global],
            C::Agenda => &[C::Agenda, C::List, C::Global],
            C::Card => &[C::Card, C::List, C::Global],
            C::CardBrief => &[C::CardBrief, C::Card, C::List, C::Global],
            C::CardProblems => &[C::CardProblems, C::Card, C::List, C::Global],
            C::CardCampaigns => &[C::CardCampaigns, C::Card, C::List, C::Global],
            C::CardAdvice => &[C::CardAdvice, C::Card, C::List, C::Global],
            C::CardTimeline => &[C::CardTimeline, C::Card, C::List, C::Global],
            C::CardAgreements => &[C::CardAgreements, C::Card, C::List, C::Global],
            C::Deck => &[C::Deck, C::List, C::Global],
            C::Audit => &[C::Audit, C::List, C::Global],
            C::Evening => &[C::Evening, C::List, C::Global],
            C::Focus => &[C::Focus, C::List, C::Global],
            C::Inbox => &[C::Inbox, C::List, C::Global],
            C::Base => &[C::Base, C::List, C::Global],
            C::Morning => &[C::Morning, C::List, C::Global],
            C::Queue => &[C::Queue, C::List, C::Global],
            C::FireSheet => &[C::FireSheet, C::List, C::Global],
            C::PolicyReview => &[C::PolicyReview, C::List, C::Global],
            C::Pick => &[C::Pick, C::List, C::Global],
            C::Contacts => &[C::Contacts, C::List, C::Global],
            C::Palette => &[C::Palette, C::Text, C::Global],
            C::Help => &[C::Help, C::List, C::Global],
            C::History => &[C::History, C::List, C::Global],
            C::Confirm => &[C::Confirm],
            C::Form => &[C::Form, C::Text, C::Global],
            C::Choice => &[C::Choice, C::Form, C::Text],
            C::Editor => &[C::Editor, C::Text, C::Global],
            C::Call => &[C::Call, C::Text, C::Global],
            C::Import => &[C::Import, C::List, C::Global],
            C::Filter => &[C::Filter, C::Text, C::Global],
            C::Text => &[C::Text, C::Global],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back_and_chains_begin_with_themselves() {
        for &context in Context::ALL {
            assert_eq!(Context::from_name(context.name()), Some(context));
            assert_eq!(context.chain().first(), Some(&context));
        }
        assert_eq!(Context::from_name("nowhere"), None);
    }
}
