//! The store from outside: what is committed comes back.

use jiff::Zoned;
use jiff::tz::TimeZone;
use planerka::domain::command::{Command, Env, decide};
use planerka::domain::{Book, Client, ClientId, Ids, Transaction};
use planerka::store::{Engine, OpenOptions};

pub(crate) fn moment(second: i64) -> Zoned {
    jiff::Timestamp::new(1_790_000_000 + second, 123_456_789)
        .unwrap()
        .to_zoned(TimeZone::UTC)
}

pub(crate) fn run(
    book: &mut Book,
    ids: &mut Ids,
    second: i64,
    command: Command,
) -> Option<Transaction> {
    let now = moment(second);
    let mut env = Env { now: &now, ids };
    let mut tx = decide(command, book, &mut env).ok()?;
    book.apply(&mut tx).unwrap();
    Some(tx)
}

pub(crate) fn add_client(book: &mut Book, ids: &mut Ids, name: &str) -> Transaction {
    let draft = Client::named(
        ClientId::from_bytes([0; 16]),
        name.to_owned(),
        jiff::Timestamp::UNIX_EPOCH,
    );
    run(book, ids, 0, Command::AddClient(Box::new(draft))).unwrap()
}

#[test]
fn a_client_comes_back() {
    let dir = tempfile::tempdir().unwrap();
    let (mut engine, opened) = Engine::open(dir.path(), OpenOptions::default()).unwrap();
    assert!(opened.report.created && opened.book.is_empty());
    let (mut book, mut ids) = (opened.book, Ids::seeded(1));
    let tx = add_client(&mut book, &mut ids, "ООО Ромашка");
    engine.commit(std::slice::from_ref(&tx)).unwrap();
    engine.close(None).unwrap();
    let (engine, opened) = Engine::open(dir.path(), OpenOptions::default()).unwrap();
    assert!(!opened.report.unclean && !opened.report.healed());
    assert_eq!(opened.book.seq(), 1);
    assert_eq!(
        opened.book.all().next().unwrap().client,
        book.all().next().unwrap().client
    );
    assert_eq!(opened.entries, [tx.entry.clone()]);
    assert_eq!(engine.entries(&[1]).unwrap(), [tx]);
}
