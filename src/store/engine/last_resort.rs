//! The last resort: every record of a damaged database that can still be read, and of the picture kept for the
//! next start what is not among them, as the beginning of a new journal.

use std::collections::BTreeMap;

use jiff::Timestamp;
use sled::IVec;

use super::commit::Writes;
use super::tables::{State, Tables};
use super::{Joined, StoreError, envelope, keys};
use crate::domain::{Change, ClientId, Intent, Kind, Record, Transaction};
use crate::store::cipher::Cipher;
use crate::store::guard::caught;
use crate::store::warm::Leftover;
use crate::store::{pages, rows};

/// What was saved.
pub(super) struct Saved {
    /// Where it stands; genesis when nothing could be saved.
    pub(super) state: State,
    /// Records that only the picture had, or had newer.
    pub(super) of_picture: usize,
}

/// Writes what can be read of `from`, and of `picture` what is not there, into an empty database. Where the
/// damaged database stands before the picture, or does not tell where it stands, the picture's records are the
/// newer ones.
pub(super) fn records(
    from: Option<&Tables>,
    stands: Option<u64>,
    picture: Option<Leftover>,
    to: &Tables,
) -> Result<Saved, StoreError> {
    let (clients, of_picture) = readable_of(from, stands, picture);
    let state = write(clients, State::GENESIS, to)?;
    Ok(Saved { state, of_picture })
}

/// The same on top of what was built up to `state`, when that lacks more clients than the `lost` transactions
/// behind it: an import was among them, and their number says nothing of what is gone. Only clients it has not
/// are taken, with all that can be read of them; `None` when there are no more of them than that.
pub(super) fn on_top(
    from: Option<&Tables>,
    stands: Option<u64>,
    picture: Option<Leftover>,
    (to, state, lost): (&Tables, State, u64),
) -> Result<Option<Saved>, StoreError> {
    let mut there = BTreeMap::new();
    gather(to, &mut there);
    let (mut clients, of_picture) = readable_of(from, stands, picture);
    clients.retain(|client, records| {
        *client != ClientId::PORTFOLIO
            && !there.contains_key(client)
            && records.iter().any(|r| matches!(r, Record::Client(_)))
    });
    if clients.len() as u64 <= lost {
        return Ok(None);
    }
    let state = write(clients, state, to)?;
    Ok(Some(Saved { state, of_picture }))
}

/// What can be read of a database and, where it has nothing or something older, of the picture; and how many
/// records are of that.
fn readable_of(
    from: Option<&Tables>,
    stands: Option<u64>,
    picture: Option<Leftover>,
) -> (BTreeMap<ClientId, Vec<Record>>, usize) {
    let mut clients = BTreeMap::new();
    if let Some(from) = from {
        gather(from, &mut clients);
    }
    let of_picture = picture.map_or(0, |picture| {
        let newer = stands.is_none_or(|seq| seq < picture.seq);
        complete(&mut clients, picture.records, newer)
    });
    (clients, of_picture)
}

/// Puts records among those there; where one of the same key is there the newer stays. Counts what was taken.
fn complete(
    clients: &mut BTreeMap<ClientId, Vec<Record>>,
    picture: Vec<Record>,
    newer: bool,
) -> usize {
    let mut places: BTreeMap<Vec<u8>, (ClientId, usize)> = BTreeMap::new();
    for (client, records) in clients.iter() {
        for (place, record) in records.iter().enumerate() {
            if let Some(key) = key_of(record) {
                places.insert(key, (*client, place));
            }
        }
    }
    let mut taken = 0;
    for record in picture {
        let Some(key) = key_of(&record) else { continue };
        let there = places.get(&key).and_then(|(client, place)| {
            clients
                .get_mut(client)
                .and_then(|records| records.get_mut(*place))
        });
        match there {
            Some(there) if newer && *there != record => *there = record,
            Some(_) => continue,
            None => clients.entry(record.client()).or_default().push(record),
        }
        taken += 1;
    }
    taken
}

fn key_of(record: &Record) -> Option<Vec<u8>> {
    keys::of_change(&Change::created(record.clone()))
}

fn gather(from: &Tables, clients: &mut BTreeMap<ClientId, Vec<Record>>) {
    let pairs = readable(from);
    for kind in Kind::ALL.iter().copied() {
        let of_kind = pairs
            .range(IVec::from(&[kind.code()])..)
            .take_while(|(key, _)| key.first() == Some(&kind.code()))
            .map(|(key, value)| Ok((key.clone(), value.clone())));
        for (key, value) in Joined::new(of_kind, keys::width(kind), &from.path).flatten() {
            for record in decoded(&from.cipher, kind, &key, &value).unwrap_or_default() {
                clients.entry(record.client()).or_default().push(record);
            }
        }
    }
}

/// Writes records as the next transactions, one for each client.
fn write(
    clients: BTreeMap<ClientId, Vec<Record>>,
    mut state: State,
    to: &Tables,
) -> Result<State, StoreError> {
    let at = Timestamp::now();
    for (client, mut found) in clients {
        // Others hang on it.
        found.sort_by_key(|record| !matches!(record, Record::Client(_)));
        let name = match found.first() {
            Some(Record::Client(client)) => client.name.clone(),
            _ => String::new(),
        };
        let of = (client != ClientId::PORTFOLIO).then_some(client);
        let mut transaction = Transaction::new(Intent::Salvage, at, of, name);
        transaction.entry.seq = state.seq + 1;
        for record in found {
            transaction.push(Change::created(record));
        }
        let writes = Writes::new(&[transaction], state, to)?;
        writes.transact(to)?;
        state = writes.state();
    }
    Ok(state)
}

fn decoded(
    cipher: &Cipher,
    kind: Kind,
    key: &[u8],
    value: &[u8],
) -> Result<Vec<Record>, StoreError> {
    if kind == Kind::Touch {
        let touches = pages::open(cipher, key, value)?;
        return Ok(touches.into_iter().map(Record::Touch).collect());
    }
    let opened = envelope::open(cipher, kind.code(), key, value)?;
    let record = rows::record(kind, opened.schema, &opened.payload)?;
    Ok(if keys::holds(key, &record) {
        vec![record]
    } else {
        Vec::new()
    })
}

/// Every pair that can be read. A page that cannot be ends a sweep, so it is come at from both sides, kind by
/// kind and client by client.
fn readable(tables: &Tables) -> BTreeMap<IVec, IVec> {
    let mut pairs = BTreeMap::new();
    let rows = &tables.rows;
    if sweep(rows.iter(), &mut pairs) {
        return pairs;
    }
    sweep(rows.iter().rev(), &mut pairs);
    for kind in Kind::ALL {
        let prefix = [kind.code()];
        if !sweep(rows.scan_prefix(prefix), &mut pairs) {
            sweep(rows.scan_prefix(prefix).rev(), &mut pairs);
        }
    }
    let mut clients: Vec<ClientId> = pairs.keys().filter_map(|k| keys::client_of(k)).collect();
    clients.sort_unstable();
    clients.dedup();
    for client in clients {
        for kind in Kind::ALL {
            let prefix = keys::of_client(*kind, client);
            if !sweep(rows.scan_prefix(&prefix), &mut pairs) {
                sweep(rows.scan_prefix(&prefix).rev(), &mut pairs);
            }
        }
    }
    pairs
}

/// Takes pairs until one cannot be read; whether all could.
fn sweep(
    mut pairs: impl Iterator<Item = sled::Result<(IVec, IVec)>>,
    into: &mut BTreeMap<IVec, IVec>,
) -> bool {
    loop {
        match caught("a page", || Ok(pairs.next())) {
            Ok(Some(Ok((key, value)))) => {
                into.insert(key, value);
            }
            Ok(None) => return true,
            Ok(Some(Err(_))) | Err(_) => return false,
        }
    }
}
