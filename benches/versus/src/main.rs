//! The store against SQLite (WAL, synchronous=FULL) on the same bytes: `versus [DIR] [CLIENTS…]`, and a
//! store that is there already (of `planerka demo`) looked at again and again: `versus at DIR…`.
//!
//! Both get the same portfolio. Then, turn by turn in one run: open and load everything but the touches
//! into a book; log a touch durably (entity, digest, journal row, state). The turns alternate, so a busy
//! machine is busy for both.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use planerka::domain::Record;
use planerka::domain::{
    Book, Change, Channel, Client, ClientId, Contact, Currency, Direction, FollowUp, Ids, Intent,
    Journey, Month, Outcome, Recommendation, Spend, Touch, TouchDigest, Transaction,
};
use planerka::store::{Engine, Head, OpenOptions, raw, read_head};
use rusqlite::{Connection, params};

type Failure = Box<dyn std::error::Error>;

const LOADS: usize = 7;
const COMMITS: usize = 400;

/// A client as a year of work leaves it: people, journey, two years of figures, twenty touches, advice.
fn portfolio(n: usize, ids: &mut Ids, at: Timestamp) -> Transaction {
    let client: ClientId = ids.next(at);
    let mut tx = Transaction::new(Intent::FillDemo, at, Some(client), format!("Клиент {n}"));
    let mut row = Client::named(client, format!("ООО «Северный ветер {n}»"), at);
    row.notes = "Сезон с марта по октябрь, решения принимает вдвоём с партнёром. ".repeat(3);
    row.tags = vec!["стройка".into(), "область".into()];
    tx.push(Change::create(row));
    for who in ["Пётр Ильич", "Анна Сергеевна"] {
        let mut contact = Contact::named(ids.next(at), client, format!("{who} {n}"));
        contact.phones = vec![format!("+7 905 {n:07}")];
        contact.emails = vec![format!("client{n}@example.org")];
        tx.push(Change::create(contact));
    }
    tx.push(Change::create(Journey::start(client, at)));
    let mut spend = Spend::empty(client, Currency::RUB);
    for month in 0..24 {
        spend.set(
            Month::new(2025, 1).plus(month),
            1_234_500 + i64::from(month) * 777 + n as i64,
        );
    }
    tx.push(Change::create(spend));
    let mut digest = TouchDigest::empty(client);
    for t in 0..20 {
        let touch = touch(client, t, ids, at);
        digest = digest.with(&touch);
        tx.push(Change::create(touch));
    }
    tx.push(Change::create(digest));
    tx.push(Change::create(FollowUp {
        client,
        date: jiff::civil::date(2026, 12, 1),
        time: None,
        reason: "обсудить бюджет на квартал".into(),
        promised: n % 3 == 0,
        channel: None,
        contact: None,
        set_at: at,
    }));
    let mut advice = Recommendation::draft(ids.next(at), client, at);
    advice.title = "Минус-слова".into();
    advice.why = "Треть показов приходит по чужим запросам. ".repeat(3);
    advice.if_done = "Заявка станет дешевле.".into();
    tx.push(Change::create(advice));
    tx
}

fn touch(client: ClientId, n: usize, ids: &mut Ids, at: Timestamp) -> Touch {
    Touch {
        id: ids.next(at),
        client,
        contact: None,
        at,
        channel: Channel::Phone,
        direction: Direction::Out,
        outcome: Outcome::Answered,
        minutes: 7,
        note: format!("Поговорили о кампании, перезвонить через неделю, вопрос {n}."),
    }
}

fn sqlite(path: &Path) -> rusqlite::Result<Connection> {
    let db = Connection::open(path)?;
    db.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         CREATE TABLE IF NOT EXISTS rows (k BLOB PRIMARY KEY, v BLOB) WITHOUT ROWID;
         CREATE TABLE IF NOT EXISTS journal (seq INTEGER PRIMARY KEY, v BLOB);
         CREATE TABLE IF NOT EXISTS meta (k TEXT PRIMARY KEY, v INTEGER) WITHOUT ROWID;",
    )?;
    Ok(db)
}

fn sqlite_commit(db: &mut Connection, batch: &[Transaction]) -> Result<(), Failure> {
    let tx = db.transaction()?;
    {
        let mut put = tx.prepare_cached("INSERT OR REPLACE INTO rows VALUES (?1, ?2)")?;
        let mut note = tx.prepare_cached("INSERT INTO journal VALUES (?1, ?2)")?;
        let mut mark = tx.prepare_cached("INSERT OR REPLACE INTO meta VALUES ('seq', ?1)")?;
        for transaction in batch {
            for change in &transaction.changes {
                if let Some((key, value)) = raw::row(change)? {
                    put.execute(params![key, value])?;
                }
            }
            let seq = transaction.entry.seq as i64;
            note.execute(params![seq, raw::transaction(transaction)?])?;
            mark.execute(params![seq])?;
        }
    }
    tx.commit()?;
    Ok(())
}

fn sqlite_load(path: &Path) -> Result<Book, Failure> {
    let db = sqlite(path)?;
    let mut book = Book::new();
    let mut all = db.prepare("SELECT k, v FROM rows WHERE k < x'08' ORDER BY k")?;
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        let record = raw::record(row.get_ref(0)?.as_blob()?, row.get_ref(1)?.as_blob()?)?;
        book.load(record).map_err(|_| "an orphan")?;
    }
    Ok(book)
}

fn quantile(times: &mut [Duration], q: f64) -> f64 {
    times.sort_unstable();
    let at = ((times.len() - 1) as f64 * q).round() as usize;
    times[at].as_secs_f64() * 1e3
}

fn size(dir: &Path) -> u64 {
    std::fs::read_dir(dir).map_or(0, |all| {
        all.flatten()
            .map(|e| match e.metadata() {
                Ok(meta) if meta.is_dir() => size(&e.path()),
                Ok(meta) => meta.len(),
                Err(_) => 0,
            })
            .sum()
    })
}

fn run(dir: &Path, clients: usize) -> Result<(), Failure> {
    let _ = std::fs::remove_dir_all(dir);
    std::fs::create_dir_all(dir)?;
    let (ours, theirs) = (dir.join("planerka"), dir.join("portfolio.sqlite"));
    let at = Timestamp::from_second(1_790_000_000)?;
    let mut ids = Ids::seeded(1);
    let (mut engine, opened) = Engine::open(&ours, OpenOptions::default())?;
    let mut book = opened.book;
    let mut db = sqlite(&theirs)?;
    let (mut fill, mut fill_sqlite) = (Duration::ZERO, Duration::ZERO);
    for first in (0..clients).step_by(200) {
        let mut batch = Vec::new();
        for n in first..clients.min(first + 200) {
            let mut tx = portfolio(n, &mut ids, at);
            book.apply(&mut tx)?;
            batch.push(tx);
        }
        let start = Instant::now();
        engine.commit(&batch)?;
        fill += start.elapsed();
        let start = Instant::now();
        sqlite_commit(&mut db, &batch)?;
        fill_sqlite += start.elapsed();
    }
    // As a verb of the command line or the workstation closes it.
    engine.close_with(None, Some(&book))?;
    drop(db);
    println!("clients {clients}");
    println!(
        "  fill          {:8.0} ms   sqlite {:8.0} ms",
        fill.as_secs_f64() * 1e3,
        fill_sqlite.as_secs_f64() * 1e3
    );

    let (mut load, mut load_sqlite) = (Vec::new(), Vec::new());
    for _ in 0..LOADS {
        let start = Instant::now();
        let (engine, opened) = Engine::open(&ours, OpenOptions::default())?;
        load.push(start.elapsed());
        let start = Instant::now();
        let theirs = sqlite_load(&theirs)?;
        load_sqlite.push(start.elapsed());
        assert_eq!(opened.book.len(), theirs.len());
        engine.close(None)?;
    }
    println!(
        "  load best/p50 {:.1}/{:.1} ms   sqlite {:.1}/{:.1} ms",
        quantile(&mut load, 0.0),
        quantile(&mut load, 0.5),
        quantile(&mut load_sqlite, 0.0),
        quantile(&mut load_sqlite, 0.5)
    );

    let (mut engine, _) = Engine::open(&ours, OpenOptions::default())?;
    let mut db = sqlite(&theirs)?;
    let whom: Vec<ClientId> = book.all().map(|d| d.id()).collect();
    let (mut commit, mut commit_sqlite) = (Vec::new(), Vec::new());
    for n in 0..COMMITS {
        let client = whom[n * 7919 % whom.len()];
        let touch = touch(client, n, &mut ids, at);
        let mut tx = Transaction::new(Intent::LogTouch, at, Some(client), "Клиент".into());
        let before = book.get(client).and_then(|d| d.digest.as_deref().cloned());
        let after = before
            .clone()
            .unwrap_or(TouchDigest::empty(client))
            .with(&touch);
        tx.push(Change::create(touch));
        tx.push(Change::replace(before, after));
        book.apply(&mut tx)?;
        let batch = [tx];
        let start = Instant::now();
        engine.commit(&batch)?;
        commit.push(start.elapsed());
        let start = Instant::now();
        sqlite_commit(&mut db, &batch)?;
        commit_sqlite.push(start.elapsed());
    }
    println!(
        "  touch p50/p99 {:.3}/{:.3} ms   sqlite {:.3}/{:.3} ms",
        quantile(&mut commit, 0.5),
        quantile(&mut commit, 0.99),
        quantile(&mut commit_sqlite, 0.5),
        quantile(&mut commit_sqlite, 0.99)
    );
    let mut records: Vec<Record> = Vec::new();
    for dossier in book.all().take(300) {
        records.push(dossier.client.clone().into());
        records.extend(dossier.contacts.iter().cloned().map(Record::from));
        records.extend(dossier.journey.as_deref().cloned().map(Record::from));
        records.extend(dossier.digest.as_deref().cloned().map(Record::from));
        records.extend(dossier.follow_up.as_deref().cloned().map(Record::from));
    }
    let totals = book.totals();
    engine.close(Some(Head { records, totals }))?;
    let mut head: Vec<Duration> = (0..LOADS * 20)
        .map(|_| {
            let start = Instant::now();
            assert!(read_head(&ours).is_some());
            start.elapsed()
        })
        .collect();
    println!(
        "  first screen  best {:.2} p50 {:.2} ms",
        quantile(&mut head, 0.0),
        quantile(&mut head, 0.5)
    );
    db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?;
    let journal = size(&ours.join("journal"));
    println!(
        "  disk          {:8} KiB + journal files {} KiB   sqlite {:8} KiB",
        size(&ours.join("sled")) >> 10,
        journal >> 10,
        theirs.metadata()?.len() >> 10
    );
    Ok(())
}

/// The largest memory this process had, in KiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.trim().strip_suffix(" kB")?.parse().ok())
        .unwrap_or(0)
}

/// Opens a store that is there, reads its first screen, moves a thousand clients in one transaction and
/// takes that back, so that the store is as it was.
fn look(dir: &Path) -> Result<(), Failure> {
    let mut head: Vec<Duration> = (0..LOADS)
        .filter_map(|_| {
            let start = Instant::now();
            read_head(dir).map(|_| start.elapsed())
        })
        .collect();
    let mut load = Vec::new();
    let mut memory = 0;
    let mut bulk = Vec::new();
    for turn in 0..LOADS {
        let start = Instant::now();
        let (mut engine, opened) = Engine::open(dir, OpenOptions::default())?;
        load.push(start.elapsed());
        if turn == 0 {
            memory = peak();
        }
        if turn == LOADS - 1 {
            let mut book = opened.book;
            let at = Timestamp::from_second(1_795_000_000)?;
            let mut there = Transaction::new(Intent::MoveStage, at, None, "1000".into());
            for dossier in book.all().take(1000) {
                let mut journey = dossier.journey();
                journey.entered_at = at;
                there.push(Change::replace(
                    dossier.journey.as_deref().cloned(),
                    journey,
                ));
            }
            for _ in 0..3 {
                book.apply(&mut there)?;
                let mut back = there.clone().inverse(at);
                book.apply(&mut back)?;
                for tx in [&there, &back] {
                    let start = Instant::now();
                    engine.commit(std::slice::from_ref(tx))?;
                    bulk.push(start.elapsed());
                }
                there = back.inverse(at);
            }
            engine.close_with(None, Some(&book))?;
        } else {
            engine.close(None)?;
        }
    }
    println!(
        "{}: open+load best/p50 {:.1}/{:.1} ms, peak after the first {} MiB, first screen p50 {:.2} ms, \
         1000 moved best/worst {:.1}/{:.1} ms",
        dir.display(),
        quantile(&mut load, 0.0),
        quantile(&mut load, 0.5),
        memory >> 10,
        if head.is_empty() {
            f64::NAN
        } else {
            quantile(&mut head, 0.5)
        },
        quantile(&mut bulk, 0.0),
        quantile(&mut bulk, 1.0),
    );
    Ok(())
}

fn main() -> Result<(), Failure> {
    let mut args = std::env::args().skip(1).peekable();
    if args.next_if_eq("at").is_some() {
        return args.try_for_each(|dir| look(Path::new(&dir)));
    }
    let dir = PathBuf::from(args.next().unwrap_or_else(|| "versus-data".to_owned()));
    let mut sizes: Vec<usize> = args.map(|n| n.parse()).collect::<Result<_, _>>()?;
    if sizes.is_empty() {
        sizes = vec![1000, 10_000];
    }
    for clients in sizes {
        run(&dir.join(clients.to_string()), clients)?;
    }
    std::fs::remove_dir_all(&dir)?;
    Ok(())
}
