//! `planerka add`: clients, contacts, problems and agreements from a shell.

use clap::Subcommand;
use jiff::civil::{Date, Time};
use serde_json::json;

use super::failure::{Failure, Kind};
use super::session;
use super::shell::Shell;
use super::terms::terms;
use super::{find, problem, promise, request, task};
use crate::domain::{
    Birthday, Cadence, Channel, ChannelHours, Client, ClientId, Command, Contact, ContactId,
    ContactPolicy, Expertise, ExternalId, Hours, RequestKind, ServiceModel, Tier, Zone,
};
use crate::i18n::Texts;

#[derive(Debug, clap::Args)]
pub(super) struct AddArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Add a client
    Client(Box<NewClient>),
    /// Add a contact of a client
    Contact(Box<NewContact>),
    /// Write an agreement down: what we or the client promised
    #[command(alias = "agreement")]
    Promise(Box<promise::NewPromise>),
    /// Write a problem of a client down
    Problem(problem::NewProblem),
    /// Write a task of a client down
    Task(task::TaskArgs),
    /// Write down what a client asks for, or many from JSON Lines
    Request(request::RequestArgs),
    /// Write down what burns: parked until the next fire slot, past it with --urgent
    Fire(request::RequestArgs),
    /// Write down an idea before it is forgotten
    Idea(request::RequestArgs),
}

#[derive(Debug, clap::Args)]
struct NewClient {
    /// The name it is known by
    #[arg(long, value_name = "N")]
    name: String,
    /// A, B or C
    #[arg(long, ignore_case = true, value_parser = terms(Tier::ALL, Tier::name))]
    tier: Option<Tier>,
    /// Who runs the campaigns
    #[arg(long, value_parser = terms(ServiceModel::ALL, ServiceModel::name))]
    model: Option<ServiceModel>,
    /// How much contact it wants
    #[arg(long, value_parser = terms(ContactPolicy::ALL, ContactPolicy::name))]
    policy: Option<ContactPolicy>,
    /// Level of preparation, 1 (novice) to 5 (expert)
    #[arg(long, value_name = "1..5")]
    expertise: Option<u8>,
    /// Rhythm of touches: off, report, or a number of days
    #[arg(long, value_name = "DAYS")]
    cadence: Option<String>,
    /// Time zone, as Asia/Omsk
    #[arg(long)]
    zone: Option<String>,
    /// Channels it accepts, the preferred first
    #[arg(long, value_delimiter = ',', value_parser = terms(Channel::ALL, Channel::name))]
    channel: Vec<Channel>,
    /// Hours it may be called in, in its own zone
    #[arg(long, value_name = "09:00-18:00")]
    hours: Option<String>,
    /// Tags
    #[arg(long, value_name = "TAG", value_delimiter = ',')]
    tag: Vec<String>,
    /// Notes
    #[arg(long, value_name = "T")]
    notes: Option<String>,
    /// Who of ours leads it
    #[arg(long)]
    owner: Option<String>,
    /// Since when it is a client
    #[arg(long, value_name = "YYYY-MM-DD")]
    since: Option<Date>,
    /// Ids in other systems, as amocrm:501
    #[arg(long, value_name = "SYSTEM:ID", value_parser = external)]
    external: Vec<ExternalId>,
}

#[derive(Debug, clap::Args)]
struct NewContact {
    /// Whose: an id, an external id, a part of the name
    client: String,
    /// Full name
    #[arg(long, value_name = "N")]
    name: String,
    /// Position
    #[arg(long)]
    role: Option<String>,
    /// This person decides
    #[arg(long)]
    decision_maker: bool,
    /// Phones
    #[arg(long, value_delimiter = ',')]
    phone: Vec<String>,
    /// E-mail addresses
    #[arg(long, value_delimiter = ',')]
    email: Vec<String>,
    /// Messenger handles
    #[arg(long, value_delimiter = ',')]
    messenger: Vec<String>,
    /// Birthday, with or without the year
    #[arg(long, value_name = "DATE")]
    birthday: Option<String>,
    /// Notes
    #[arg(long, value_name = "T")]
    notes: Option<String>,
    /// Ids in other systems, as amocrm:501
    #[arg(long, value_name = "SYSTEM:ID", value_parser = external)]
    external: Vec<ExternalId>,
}

/// Adds what is described and prints its id.
pub(super) fn run(shell: &Shell, args: AddArgs) -> Result<(), Failure> {
    match args.what {
        What::Client(new) => client(shell, *new),
        What::Contact(new) => contact(shell, *new),
        What::Promise(new) => promise::add(shell, *new),
        What::Problem(new) => problem::add(shell, new),
        What::Task(new) => task::add(shell, new),
        What::Request(new) => request::add(shell, RequestKind::Request, new),
        What::Fire(new) => request::add(shell, RequestKind::Fire, new),
        What::Idea(new) => request::add(shell, RequestKind::Idea, new),
    }
}

fn client(shell: &Shell, new: NewClient) -> Result<(), Failure> {
    let texts = shell.texts();
    let bad =
        |id: &str, text: &str| Failure::new(Kind::Usage, texts.tf(id, &[("text", text.into())]));
    // The command gives the identity and the moment.
    let mut client = Client::named(
        ClientId(uuid::Uuid::nil()),
        new.name,
        jiff::Timestamp::UNIX_EPOCH,
    );
    client.tier = new.tier.unwrap_or_default();
    client.service_model = new.model.unwrap_or_default();
    client.policy = new.policy.unwrap_or_default();
    if let Some(level) = new.expertise {
        client.expertise =
            Expertise::new(level).ok_or_else(|| bad("cli-bad-expertise", &level.to_string()))?;
    }
    if let Some(text) = &new.cadence {
        client.cadence = cadence(text).ok_or_else(|| bad("cli-bad-cadence", text))?;
    }
    if let Some(text) = &new.zone {
        client.zone = Some(Zone::new(text).ok_or_else(|| bad("cli-bad-zone", text))?);
    }
    let hours = match &new.hours {
        Some(text) => hours(text).ok_or_else(|| bad("cli-bad-hours", text))?,
        None => Hours::OFFICE,
    };
    let mut channels = new.channel;
    if channels.is_empty() && new.hours.is_some() {
        channels.push(Channel::Phone);
    }
    client.channels = channels
        .into_iter()
        .map(|channel| ChannelHours { channel, hours })
        .collect();
    client.tags = new.tag;
    client.notes = new.notes.unwrap_or_default();
    client.owner = new.owner.unwrap_or_default();
    client.since = new.since;
    client.external = new.external;
    session::with(shell, |session| {
        let done = session
            .run(Command::AddClient(Box::new(client)))
            .map_err(|trouble| session.words(shell, &trouble))?;
        let name = &done.entry.label;
        shell.say(&texts.tf("cli-client-added", &[("client", name.into())]));
        let id = done.entry.client.map(|id| id.to_string());
        tell(shell, &id.unwrap_or_default(), done.entry.seq)
    })
}

fn contact(shell: &Shell, new: NewContact) -> Result<(), Failure> {
    let texts = shell.texts();
    let birthday = match &new.birthday {
        Some(text) => Some(birthday(text).ok_or_else(|| bad_birthday(texts, text))?),
        None => None,
    };
    session::existing(shell, |session| {
        let dossier = find::client(session.book(), &new.client, texts)?;
        let (client, name) = (dossier.id(), dossier.client.name.clone());
        let mut contact = Contact::named(ContactId(uuid::Uuid::nil()), client, new.name);
        contact.role = new.role.unwrap_or_default();
        contact.decision_maker = new.decision_maker;
        contact.phones = new.phone;
        contact.emails = new.email;
        contact.messengers = new.messenger;
        contact.birthday = birthday;
        contact.notes = new.notes.unwrap_or_default();
        contact.external = new.external;
        let done = session
            .run(Command::AddContact(Box::new(contact)))
            .map_err(|trouble| session.words(shell, &trouble))?;
        let label = &done.entry.label;
        shell.say(&texts.tf(
            "cli-contact-added",
            &[("contact", label.into()), ("client", name.into())],
        ));
        let id = done.changes.iter().find_map(|change| match change {
            crate::domain::Change::Contact(edit) => edit.any().map(|c| c.id.to_string()),
            _ => None,
        });
        tell(shell, &id.unwrap_or_default(), done.entry.seq)
    })
}

fn bad_birthday(texts: &Texts, text: &str) -> Failure {
    let message = texts.tf("cli-bad-birthday", &[("text", text.into())]);
    Failure::new(Kind::Usage, message)
}

fn tell(shell: &Shell, id: &str, seq: u64) -> Result<(), Failure> {
    if shell.json() {
        return shell.document(&json!({ "id": id, "seq": seq }));
    }
    shell.data(&format!("{id}\n"))
}

fn external(text: &str) -> Result<ExternalId, &'static str> {
    match text.split_once(':') {
        Some((system, id)) if !system.trim().is_empty() && !id.trim().is_empty() => {
            Ok(ExternalId::new(system.trim(), id.trim()))
        }
        _ => Err("write SYSTEM:ID, as amocrm:501"),
    }
}

fn cadence(text: &str) -> Option<Cadence> {
    match text.trim() {
        "off" => Some(Cadence::Off),
        "report" => Some(Cadence::ReportWindow),
        days => match days.parse() {
            Ok(days @ 1..=3650) => Some(Cadence::Days(days)),
            _ => None,
        },
    }
}

fn hours(text: &str) -> Option<Hours> {
    let (from, to) = text.split_once(['-', '–'])?;
    let time = |text: &str| -> Option<Time> {
        let (hour, minute) = text.trim().split_once(':')?;
        Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
    };
    let hours = Hours {
        from: time(from)?,
        to: time(to)?,
    };
    (hours.from < hours.to).then_some(hours)
}

/// `1984-02-29`, `29.02.1984`, `29.02`, `02-29`.
fn birthday(text: &str) -> Option<Birthday> {
    let text = text.trim();
    let (year, month, day) = match text.split(['.', '-']).collect::<Vec<_>>().as_slice() {
        [y, m, d] if text.contains('-') => (Some(*y), *m, *d),
        [d, m, y] => (Some(*y), *m, *d),
        [m, d] if text.contains('-') => (None, *m, *d),
        [d, m] => (None, *m, *d),
        _ => return None,
    };
    let year: Option<i16> = year.map(str::parse).transpose().ok()?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    // Without a year the 29th of February is a day people are born on.
    Date::new(year.unwrap_or(2024), month, day).ok()?;
    Some(Birthday { year, month, day })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn birthdays() {
        let known = |year, month, day| Some(Birthday { year, month, day });
        for (text, expected) in [
            ("1984-02-29", known(Some(1984), 2, 29)),
            ("29.02.1984", known(Some(1984), 2, 29)),
            ("29.02", known(None, 2, 29)),
            ("02-29", known(None, 2, 29)),
            ("29.02.1985", None),
            ("31.02", None),
            ("весной", None),
            ("", None),
        ] {
            assert_eq!(birthday(text), expected, "{text}");
        }
    }

    #[test]
    fn rhythms_and_hours() {
        for (text, expected) in [
            ("off", Some(Cadence::Off)),
            ("report", Some(Cadence::ReportWindow)),
            ("14", Some(Cadence::Days(14))),
            ("0", None),
            ("9999", None),
            ("часто", None),
        ] {
            assert_eq!(cadence(text), expected, "{text}");
        }
        assert!(hours("9:00-18:30").is_some());
        assert!(hours("18:00-09:00").is_none());
        assert!(hours("весь день").is_none());
    }
}
