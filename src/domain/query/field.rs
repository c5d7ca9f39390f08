//! What a query can ask about: every field with its names, its kind and what its values are called.

use super::Unit;

/// What the values of a field are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// Days: `14d`, `2w`, `3m`, `1y`.
    Days,
    /// An amount in the client's own currency: `50000`, `50k`, `1.5M`.
    Money,
    /// An amount, or with `%` its change against the time before.
    MoneyOrChange,
    /// A whole number.
    Count,
    /// Whole percent.
    Percent,
    /// Yes or no.
    Flag,
    /// One of a closed list.
    Term,
    /// Free text: a part of it is enough.
    Text,
}

macro_rules! fields {
    ($($(#[$doc:meta])* $field:ident = $kind:ident, $($name:literal)+;)*) => {
        /// A field of the query language (A6).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field {$($(#[$doc])* $field,)*}

        impl Field {
            /// Every field, in the order lists show them.
            pub const ALL: &[Self] = &[$(Self::$field),*];

            /// What its values are.
            #[must_use]
            pub const fn kind(self) -> FieldKind {
                match self {$(Self::$field => FieldKind::$kind,)*}
            }

            /// Its names: the English one, the Russian one, then others people use.
            #[must_use]
            pub const fn names(self) -> &'static [&'static str] {
                match self {$(Self::$field => &[$($name),+],)*}
            }
        }
    };
}

fields! {
    /// The stage of the cycle (A7).
    Stage = Term, "stage" "этап" "стадия";
    /// Days on the stage.
    Age = Days, "age" "возраст" "наэтапе";
    /// The number of the cycle (A13).
    Cycle = Count, "cycle" "цикл";
    /// A, B or C (B14).
    Tier = Term, "tier" "категория" "кат";
    /// Self-serve or managed.
    Model = Term, "model" "модель";
    /// How much contact is wanted (A27).
    Policy = Term, "policy" "режим" "политика";
    /// The preferred channel (C10).
    Channel = Term, "channel" "канал";
    /// Days of the rhythm; once a month counts as 30, without a rhythm there is none.
    Cadence = Days, "cadence" "ритм" "частота";
    /// Days since the last real contact; never touched is longer than any time.
    Touch = Days, "touch" "касание" "тишина" "silence";
    /// Days since the client last began a contact; never is longer than any time.
    Inbound = Days, "inbound" "входящий" "входящее";
    /// Attempts without an answer since the last real contact.
    Tried = Count, "tried" "недозвон" "попытки";
    /// Days to the next touch; below zero it is late.
    Next = Days, "next" "далее" "следующее";
    /// The next touch was promised.
    Promised = Flag, "promised" "обещан" "обещано";
    /// Spend of the last closed month.
    Spend = Money, "spend" "расход" "оборот";
    /// Spend of the last three closed months; with `%` against the three before.
    Spend3 = MoneyOrChange, "spend3" "расход3" "квартал";
    /// Months in a row spend fell, up to the last closed one.
    Falling = Count, "falling" "падает" "падение";
    /// The chance to spend over 120 % of the last quarter in the next, percent (A24).
    Growth = Percent, "growth" "рост";
    /// The chance to spend under 80 % of it, percent (A25).
    Decline = Percent, "decline" "спад";
    /// What the ranking says to do (A26).
    Verdict = Term, "verdict" "вывод";
    /// Open problems.
    Problems = Count, "problems" "проблемы" "проблем";
    /// Open critical problems (A9).
    Critical = Count, "critical" "критичные" "критично";
    /// How much of the brief is filled, percent.
    Brief = Percent, "brief" "бриф";
    /// Recommendations being written.
    Drafts = Count, "drafts" "черновики" "черновик";
    /// Recommendations ready to be presented.
    Ready = Count, "ready" "готовые" "готово";
    /// Recommendations that wait for the client's decision.
    Sent = Count, "sent" "отправлены" "отправлено";
    /// Open promises of ours (B11).
    Owes = Count, "owes" "должны" "обещали";
    /// Open promises of the client.
    Theirs = Count, "theirs" "ждём" "отних";
    /// What came in and still waits for somebody (B7, D8).
    Requests = Count, "requests" "обращения" "обращений";
    /// A tag.
    Tag = Text, "tag" "тег" "метка";
    /// Who of ours leads the client.
    Owner = Text, "owner" "ведёт" "ответственный";
    /// The client's time zone, where it is not the manager's own.
    Zone = Text, "zone" "зона" "пояс";
    /// The name.
    Name = Text, "name" "имя" "название";
    /// A person of the client.
    Contact = Text, "contact" "лицо" "контакт";
    /// A phone, by its digits.
    Phone = Text, "phone" "телефон";
    /// Level of preparation, 1 to 5.
    Expertise = Count, "expertise" "подготовка" "уровень";
    /// Days as a client, when it is known.
    Since = Days, "since" "клиент" "стаж";
    /// A client for 60 days at most.
    Onboarding = Flag, "onboarding" "новый" "онбординг";
    /// Set aside on its stage.
    Parked = Flag, "parked" "пауза" "напаузе";
    /// Kept off the agenda until a day (C15).
    Snoozed = Flag, "snoozed" "отложен" "отложено";
    /// In the archive.
    Archived = Flag, "archived" "архив";
    /// Days since the newest day the figures of campaigns or spend cover.
    Data = Days, "data" "данные";
    /// How many campaigns there are.
    Campaigns = Count, "campaigns" "кампании" "кампаний";
}

/// The values of a closed list: code, then names as in [`Field::names`].
pub(super) type TermNames = (u8, &'static [&'static str]);

const STAGES: &[TermNames] = &[
    (1, &["acquaintance", "знакомство"]),
    (2, &["problems", "проблемы", "выявление"]),
    (3, &["solving", "решение"]),
    (4, &["analysis", "анализ"]),
    (5, &["rollout", "внедрение"]),
];
// The Cyrillic twins look the same on the screen and are typed without leaving the layout.
const TIERS: &[TermNames] = &[
    (1, &["A", "A", "а"]),
    (2, &["B", "B", "в", "б"]),
    (3, &["C", "C", "с"]),
];
const MODELS: &[TermNames] = &[
    (1, &["self_serve", "сам", "self-serve", "self"]),
    (2, &["managed", "мы", "ведём"]),
];
const POLICIES: &[TermNames] = &[
    (1, &["full", "обычный", "полный"]),
    (2, &["reduced", "редкий"]),
    (3, &["news_only", "новости", "news"]),
    (4, &["do_not_call", "незвонить", "dnc", "не-звонить"]),
];
const CHANNELS: &[TermNames] = &[
    (1, &["phone", "телефон"]),
    (2, &["chat", "чат"]),
    (3, &["messenger", "мессенджер"]),
    (4, &["email", "почта"]),
    (5, &["meeting", "встреча"]),
    (6, &["event", "мероприятие"]),
];

// As the codes of `Quadrant`.
const VERDICTS: &[TermNames] = &[
    (1, &["grow", "растить"]),
    (2, &["grow_and_guard", "беречь", "растить_и_беречь"]),
    (3, &["keep_warm", "поддерживать", "keep"]),
    (4, &["news_only", "новости", "news"]),
];

/// Words that ask for a missing value.
pub(super) const NONE: &[&str] = &["none", "нет"];
/// Words that ask for any value.
pub(super) const ANY: &[&str] = &["any", "есть"];
/// Words for yes.
pub(super) const YES: &[&str] = &["yes", "да", "any", "есть"];
/// Words for no.
pub(super) const NO: &[&str] = &["no", "нет", "none"];

impl Field {
    /// What only a ranking of the portfolio can tell.
    pub const RANKED: [Self; 3] = [Self::Growth, Self::Decline, Self::Verdict];

    /// The name in a language.
    #[must_use]
    pub fn name(self, russian: bool) -> &'static str {
        let names = self.names();
        let name = names.get(usize::from(russian)).or_else(|| names.first());
        name.copied().unwrap_or_default()
    }

    /// The closed list of its values; empty for a field of another kind.
    pub(super) const fn terms(self) -> &'static [TermNames] {
        match self {
            Self::Stage => STAGES,
            Self::Tier => TIERS,
            Self::Model => MODELS,
            Self::Policy => POLICIES,
            Self::Channel => CHANNELS,
            Self::Verdict => VERDICTS,
            _ => &[],
        }
    }

    /// The values of its closed list in a language, in the field's order.
    pub fn values(self, russian: bool) -> impl Iterator<Item = &'static str> {
        self.terms()
            .iter()
            .filter_map(move |(_, names)| names.get(usize::from(russian)).copied())
    }

    /// The units its numbers take, the one meant without a unit first.
    pub(super) const fn units(self) -> &'static [Unit] {
        match self.kind() {
            FieldKind::Days => &[Unit::Day, Unit::Week, Unit::Month, Unit::Year],
            FieldKind::Money => &[Unit::Plain, Unit::Thousand, Unit::Million],
            FieldKind::MoneyOrChange => {
                &[Unit::Plain, Unit::Thousand, Unit::Million, Unit::Percent]
            }
            FieldKind::Count => &[Unit::Plain],
            FieldKind::Percent => &[Unit::Percent],
            FieldKind::Flag | FieldKind::Term | FieldKind::Text => &[],
        }
    }

    /// Whether it is compared as a number.
    pub(super) const fn is_number(self) -> bool {
        !self.units().is_empty()
    }
}
