//! What would become of a row.

/// A part of a client's dossier an import can change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Field {
    /// The name.
    Name,
    /// Category.
    Tier,
    /// Who runs the campaigns.
    ServiceModel,
    /// Level of preparation.
    Expertise,
    /// How much contact is wanted.
    Policy,
    /// Rhythm of touches.
    Cadence,
    /// Accepted channels and hours.
    Channels,
    /// Time zone.
    Zone,
    /// Tags.
    Tags,
    /// Notes.
    Notes,
    /// Who of ours leads the client.
    Owner,
    /// Since when it is a client.
    Since,
    /// Ids in other systems.
    External,
    /// Stage and cycle.
    Stage,
    /// A person: new, or with something new.
    Contact,
    /// Monthly figures.
    Spend,
    /// A campaign: it is new.
    Campaign,
    /// Figures of a campaign.
    Figures,
    /// What a campaign is and whether it runs.
    Settings,
}

impl Field {
    /// Every field, in the order of a card.
    pub const ALL: [Self; 19] = [
        Self::Name,
        Self::Tier,
        Self::ServiceModel,
        Self::Expertise,
        Self::Policy,
        Self::Cadence,
        Self::Channels,
        Self::Zone,
        Self::Tags,
        Self::Notes,
        Self::Owner,
        Self::Since,
        Self::External,
        Self::Stage,
        Self::Contact,
        Self::Spend,
        Self::Campaign,
        Self::Figures,
        Self::Settings,
    ];

    /// The stable name, also the tail of its language key (`import-field-tier`).
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Tier => "tier",
            Self::ServiceModel => "service-model",
            Self::Expertise => "expertise",
            Self::Policy => "policy",
            Self::Cadence => "cadence",
            Self::Channels => "channels",
            Self::Zone => "zone",
            Self::Tags => "tags",
            Self::Notes => "notes",
            Self::Owner => "owner",
            Self::Since => "since",
            Self::External => "external",
            Self::Stage => "stage",
            Self::Contact => "contact",
            Self::Spend => "spend",
            Self::Campaign => "campaign",
            Self::Figures => "figures",
            Self::Settings => "settings",
        }
    }
}

/// A set of [`Field`]s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fields(u32);

impl Fields {
    /// Adds a field.
    pub const fn add(&mut self, field: Field) {
        self.0 |= 1 << field as u16;
    }

    /// Whether the set is empty.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether a field is in the set.
    #[must_use]
    pub const fn has(self, field: Field) -> bool {
        self.0 & (1 << field as u16) != 0
    }

    /// The fields of the set, in the order of a card.
    pub fn iter(self) -> impl Iterator<Item = Field> {
        Field::ALL.into_iter().filter(move |f| self.has(*f))
    }
}

/// Why a row is left out, whatever the book holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Skip {
    /// No id in a table that lives by ids.
    NoId,
    /// Nothing that names a client.
    NoName,
    /// Nothing that names a campaign, in a report of campaigns.
    NoCampaign,
    /// A key figure, month or day could not be read.
    BadValue,
    /// More cells than the header has columns: the cells may be shifted.
    Ragged,
    /// The client is archived and the row would change it.
    Archived,
}

/// Why a row is left to a person: two readings are possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clash {
    /// Several clients have that name.
    ManyNames,
    /// Ids or id and name belong to different clients.
    ManyClients,
    /// The id belongs to a client of another name, or the name to a client of another id.
    OtherIdentity,
    /// The person belongs to another client.
    ContactElsewhere,
    /// The figures are in another currency than the client's, or than the campaign's.
    Currency,
    /// A report of campaigns does not tell whose they are, and nobody said.
    NoClient,
    /// The ad account is not known to be anybody's.
    UnknownAccount,
    /// The ad account is another client's than the one named.
    AccountElsewhere,
    /// Several campaigns of the client have that name.
    ManyCampaigns,
    /// The client's campaigns are not read from disk yet.
    NotRead,
}

/// What would become of a row. Rows of a client that is not in the book are all `New`, and so are those of a
/// campaign that is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The client or the campaign is new.
    New,
    /// The client is known and these fields change.
    Update(Fields),
    /// All of it is in the book already.
    Unchanged,
    /// The row is left out.
    Skip(Skip),
    /// A person has to decide; the row changes nothing.
    Conflict(Clash),
}

impl Verdict {
    /// The stable name: `new`, `update`, `unchanged`, `skip`, `conflict`; also the tail of its language key.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Update(_) => "update",
            Self::Unchanged => "unchanged",
            Self::Skip(_) => "skip",
            Self::Conflict(_) => "conflict",
        }
    }

    /// The language key of the reason of a skip or a conflict.
    #[must_use]
    pub const fn reason_key(self) -> Option<&'static str> {
        match self {
            Self::Skip(skip) => Some(match skip {
                Skip::NoId => "import-skip-no-id",
                Skip::NoName => "import-skip-no-name",
                Skip::NoCampaign => "import-skip-no-campaign",
                Skip::BadValue => "import-skip-bad-value",
                Skip::Ragged => "import-skip-ragged",
                Skip::Archived => "import-skip-archived",
            }),
            Self::Conflict(clash) => Some(match clash {
                Clash::ManyNames => "import-clash-many-names",
                Clash::ManyClients => "import-clash-many-clients",
                Clash::OtherIdentity => "import-clash-other-identity",
                Clash::ContactElsewhere => "import-clash-contact-elsewhere",
                Clash::Currency => "import-clash-currency",
                Clash::NoClient => "import-clash-no-client",
                Clash::UnknownAccount => "import-clash-unknown-account",
                Clash::AccountElsewhere => "import-clash-account-elsewhere",
                Clash::ManyCampaigns => "import-clash-many-campaigns",
                Clash::NotRead => "import-clash-not-read",
            }),
            Self::New | Self::Update(_) | Self::Unchanged => None,
        }
    }
}

/// Rows of the file by verdict; the five add up to all data rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Rows of clients or campaigns that are not in the book.
    pub new: u64,
    /// Rows that change a known client or campaign.
    pub updated: u64,
    /// Rows that change nothing.
    pub unchanged: u64,
    /// Rows left out.
    pub skipped: u64,
    /// Rows left to a person.
    pub conflicts: u64,
    /// Clients that will be created.
    pub clients_new: u64,
    /// Clients that will be changed.
    pub clients_updated: u64,
}

impl Counts {
    /// Counts `rows` rows of one verdict.
    pub fn add(&mut self, verdict: Verdict, rows: u32) {
        *match verdict {
            Verdict::New => &mut self.new,
            Verdict::Update(_) => &mut self.updated,
            Verdict::Unchanged => &mut self.unchanged,
            Verdict::Skip(_) => &mut self.skipped,
            Verdict::Conflict(_) => &mut self.conflicts,
        } += u64::from(rows);
    }

    /// Whether carrying out the plan would change the book.
    #[must_use]
    pub const fn changes_something(&self) -> bool {
        self.clients_new + self.clients_updated > 0
    }
}
