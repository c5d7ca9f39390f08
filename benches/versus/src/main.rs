//! The store against SQLite (WAL, synchronous=FULL) on the same bytes: `versus [DIR] [CLIENTS…]`, and a
//! store that is there already (of `planerka demo`) looked at again and again: `versus at DIR…`; or worked
//! with until it has grown: `versus churn TRANSACTIONS DIR…`; or backed up while
//! touches are logged: `versus live DIR…`.
//!
//! Both get the same portfolio, and so does an encrypted store of ours. Then, turn by turn in one run: open
//! and load everything but the touches into a book, with the file for a warm start and without it; log a
//! touch durably (entity, digest, journal row, state), one at a time; hand over touches as they come and wait
//! for the last. The turns alternate, so a busy machine is busy for all.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use planerka::domain::Record;
use planerka::domain::{
    Book, Change, Channel, Client, ClientId, Contact, Currency, Direction, FollowUp, Ids, Intent,
    Journey, Month, Outcome, Passphrase, Recommendation, Spend, Touch, TouchDigest, Transaction,
};
use planerka::store::backup::Cause;
use planerka::store::{
    Cost, Engine, Head, OpenOptions, Opened, Store, StoreEvent, raw, read_head, try_passphrase,
};
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
        purpose: None,
        mood: None,
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

/// How an encrypted store is made and opened.
fn locked() -> OpenOptions {
    OpenOptions {
        passphrase: Some(Passphrase::new("тихий омут".to_owned())),
        protect: Some(Cost::default()),
        ..OpenOptions::default()
    }
}

/// A row of the table: ours, ours encrypted, theirs, and ours and encrypted against theirs.
fn print(what: &str, unit: &str, ours: f64, encrypted: f64, theirs: f64) {
    println!(
        "  {what:26} {ours:9.3} {encrypted:9.3} {theirs:9.3} {unit:4} {:5.2} {:5.2}",
        ours / theirs,
        encrypted / theirs
    );
}

/// Logs a touch: what the store is told.
fn logged(book: &mut Book, n: usize, ids: &mut Ids, at: Timestamp) -> Result<Transaction, Failure> {
    let whom = book.all().nth(n * 7919 % book.len());
    let client = whom.map(|d| d.id()).ok_or("no clients")?;
    let touch = touch(client, n, ids, at);
    let mut tx = Transaction::new(Intent::LogTouch, at, Some(client), "Клиент".into());
    let before = book.get(client).and_then(|d| d.digest.as_deref().cloned());
    let after = before
        .clone()
        .unwrap_or(TouchDigest::empty(client))
        .with(&touch);
    tx.push(Change::create(touch));
    tx.push(Change::replace(before, after));
    book.apply(&mut tx)?;
    Ok(tx)
}

/// Transactions a second by the storage thread, handed over as fast as they come, all of them durable.
fn throughput(dir: &Path, options: OpenOptions, all: Vec<Transaction>) -> Result<f64, Failure> {
    let count = all.len();
    let last = all.last().map_or(0, |tx| tx.entry.seq);
    let (tell, told) = std::sync::mpsc::channel();
    let store = Store::spawn(dir, options, move |event| {
        let _ = tell.send(event);
    });
    while !matches!(told.recv()?, StoreEvent::Loaded { .. }) {}
    let start = Instant::now();
    for tx in all {
        store.commit(tx);
    }
    loop {
        match told.recv()? {
            StoreEvent::Saved { seq } if seq == last => break,
            StoreEvent::Failed { error, .. } => return Err(error.into()),
            _ => {}
        }
    }
    let took = start.elapsed();
    store.close(None)?;
    Ok(count as f64 / took.as_secs_f64())
}

fn open_timed(dir: &Path, options: OpenOptions, to: &mut Vec<Duration>) -> Result<Opened, Failure> {
    let start = Instant::now();
    let (engine, opened) = Engine::open(dir, options)?;
    to.push(start.elapsed());
    engine.close(None)?;
    Ok(opened)
}

fn run(dir: &Path, clients: usize) -> Result<(), Failure> {
    let _ = std::fs::remove_dir_all(dir);
    std::fs::create_dir_all(dir)?;
    let (plain, vault) = (dir.join("planerka"), dir.join("encrypted"));
    let theirs = dir.join("portfolio.sqlite");
    let at = Timestamp::from_second(1_790_000_000)?;
    let mut ids = Ids::seeded(1);
    let (mut engine, opened) = Engine::open(&plain, OpenOptions::default())?;
    let (mut safe, _) = Engine::open(&vault, locked())?;
    let mut book = opened.book;
    let mut db = sqlite(&theirs)?;
    let mut fill = [Duration::ZERO; 3];
    for first in (0..clients).step_by(200) {
        let mut batch = Vec::new();
        for n in first..clients.min(first + 200) {
            let mut tx = portfolio(n, &mut ids, at);
            book.apply(&mut tx)?;
            batch.push(tx);
        }
        let start = Instant::now();
        engine.commit(&batch)?;
        fill[0] += start.elapsed();
        let start = Instant::now();
        safe.commit(&batch)?;
        fill[1] += start.elapsed();
        let start = Instant::now();
        sqlite_commit(&mut db, &batch)?;
        fill[2] += start.elapsed();
    }
    // As a verb of the command line or the workstation closes it.
    engine.close_with(None, Some(&book))?;
    safe.close_with(None, Some(&book))?;
    drop(db);
    println!("{clients} clients                  planerka encrypted    sqlite      ours  encr.");
    let [a, b, c] = fill.map(|d| d.as_secs_f64() * 1e3);
    print("fill", "ms", a, b, c);

    let mut key = Vec::new();
    let [mut warm, mut cold, mut warm_safe, mut cold_safe, mut load] = [const { Vec::new() }; 5];
    for turn in 0..LOADS * 2 {
        let aside = |dir: &Path| (dir.join("warm"), dir.join("warm-aside"));
        let without = turn % 2 == 1;
        for dir in [&plain, &vault] {
            let (here, aside) = aside(dir);
            match without {
                true => std::fs::rename(here, aside)?,
                false if turn > 0 => std::fs::rename(aside, here)?,
                false => {}
            }
        }
        let (ours, safe) = match without {
            true => (&mut cold, &mut cold_safe),
            false => (&mut warm, &mut warm_safe),
        };
        let opened = open_timed(&plain, OpenOptions::default(), ours)?;
        open_timed(&vault, locked(), safe)?;
        let start = Instant::now();
        let book = sqlite_load(&theirs)?;
        load.push(start.elapsed());
        assert_eq!(opened.book.len(), book.len());
        let start = Instant::now();
        if let Some(secret) = &locked().passphrase {
            try_passphrase(&vault, secret)?;
        }
        key.push(start.elapsed());
    }
    let middle = |times: &mut Vec<Duration>| quantile(times, 0.5);
    let sqlite_start = middle(&mut load);
    print(
        "start, warm",
        "ms",
        middle(&mut warm),
        middle(&mut warm_safe),
        sqlite_start,
    );
    print(
        "start, from the rows",
        "ms",
        middle(&mut cold),
        middle(&mut cold_safe),
        sqlite_start,
    );
    println!(
        "  of it the passphrase                 {:9.3}",
        middle(&mut key)
    );

    let (mut engine, _) = Engine::open(&plain, OpenOptions::default())?;
    let (mut safe, _) = Engine::open(&vault, locked())?;
    let mut db = sqlite(&theirs)?;
    let [mut commit, mut commit_safe, mut commit_sqlite] = [const { Vec::new() }; 3];
    for n in 0..COMMITS {
        let batch = [logged(&mut book, n, &mut ids, at)?];
        let start = Instant::now();
        engine.commit(&batch)?;
        commit.push(start.elapsed());
        let start = Instant::now();
        safe.commit(&batch)?;
        commit_safe.push(start.elapsed());
        let start = Instant::now();
        sqlite_commit(&mut db, &batch)?;
        commit_sqlite.push(start.elapsed());
    }
    for (what, q) in [
        ("a touch, durable, p50", 0.5),
        ("a touch, durable, p99", 0.99),
    ] {
        let [a, b, c] =
            [&mut commit, &mut commit_safe, &mut commit_sqlite].map(|times| quantile(times, q));
        print(what, "ms", a, b, c);
    }
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
    safe.close(None)?;
    let mut head: Vec<Duration> = (0..LOADS * 20)
        .map(|_| {
            let start = Instant::now();
            assert!(read_head(&plain).is_some());
            start.elapsed()
        })
        .collect();

    let more: Vec<Transaction> = (0..COMMITS * 5)
        .map(|n| logged(&mut book, n, &mut ids, at))
        .collect::<Result<_, _>>()?;
    let ours = throughput(&plain, OpenOptions::default(), more.clone())?;
    let encrypted = throughput(&vault, locked(), more.clone())?;
    let start = Instant::now();
    for tx in &more {
        sqlite_commit(&mut db, std::slice::from_ref(tx))?;
    }
    let rate = more.len() as f64 / start.elapsed().as_secs_f64();
    print("touches a second", "1/s", ours, encrypted, rate);
    println!("  first screen               {:9.3} ms", middle(&mut head));
    db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?;
    let mib = |bytes: u64| bytes as f64 / f64::from(1 << 20);
    let disk = |what: &str| [&plain, &vault].map(|dir| mib(size(&dir.join(what))));
    let ([a, b], sqlite) = (disk("sled"), mib(theirs.metadata()?.len()));
    print("disk, database", "MiB", a, b, sqlite);
    let [c, d] = disk("journal");
    println!("  disk, journal files        {c:9.3} {d:9.3}           MiB");
    Ok(())
}

/// A day that never ends: transactions one by one on a store that is there, then what the disk holds before
/// the close and after it, against what is live (which is what a database made anew has).
fn churn(dir: &Path, transactions: usize) -> Result<(), Failure> {
    let mib = |bytes: u64| bytes as f64 / f64::from(1 << 20);
    let sizes = |when: &str| {
        println!(
            "  {when:14} database {:8.1} MiB, journal files {:7.1}, backups {:7.1}",
            mib(size(&dir.join("sled"))),
            mib(size(&dir.join("journal"))),
            mib(size(&dir.join("backups")))
        );
    };
    println!("{}: {transactions} transactions", dir.display());
    sizes("before");
    let (mut engine, opened) = Engine::open(dir, OpenOptions::default())?;
    let (mut book, mut ids) = (opened.book, Ids::seeded(2));
    let at = Timestamp::from_second(1_795_000_000)?;
    let mut largest = 0;
    for n in 0..transactions {
        engine.commit(&[logged(&mut book, n, &mut ids, at)?])?;
        if n % 1000 == 0 {
            largest = largest.max(size(&dir.join("sled")));
        }
    }
    sizes("worked");
    engine.close_with(None, Some(&book))?;
    sizes("closed");
    let (engine, _) = Engine::open(dir, OpenOptions::default())?;
    let (_, live) = engine.close_compacted()?;
    println!(
        "  made anew      database {:8.1} MiB; the largest was {:.2} times that",
        mib(live),
        largest as f64 / live as f64
    );
    Ok(())
}

/// What a touch waits while a backup of everything is made.
fn live(dir: &Path) -> Result<(), Failure> {
    let (tell, told) = std::sync::mpsc::channel();
    let store = Store::spawn(dir, OpenOptions::default(), move |event| {
        let _ = tell.send(event);
    });
    let mut book = loop {
        match told.recv()? {
            StoreEvent::Loaded { book, .. } => break *book,
            StoreEvent::OpenFailed(error) => return Err(error.into()),
            _ => {}
        }
    };
    let (mut ids, at) = (Ids::seeded(3), Timestamp::from_second(1_796_000_000)?);
    let file = dir.join("live.backup");
    let (begun, mut waits) = (Instant::now(), Vec::new());
    store.back_up(Cause::Hand, Some(file.clone()));
    let made = 'copying: loop {
        let tx = logged(&mut book, waits.len(), &mut ids, at)?;
        let last = tx.entry.seq;
        let start = Instant::now();
        store.commit(tx);
        loop {
            match told.recv()? {
                StoreEvent::Saved { seq } if seq == last => break,
                StoreEvent::BackedUp(made) => break 'copying made,
                StoreEvent::BackupFailed { error, .. } | StoreEvent::Failed { error, .. } => {
                    return Err(error.into());
                }
                _ => {}
            }
        }
        waits.push(start.elapsed());
    };
    println!(
        "{}: {} MiB backed up in {:.0} ms; {} touches meanwhile waited p50/p99/most {:.2}/{:.1}/{:.1} ms",
        dir.display(),
        made.bytes >> 20,
        begun.elapsed().as_secs_f64() * 1e3,
        waits.len(),
        quantile(&mut waits, 0.5),
        quantile(&mut waits, 0.99),
        quantile(&mut waits, 1.0),
    );
    store.close(None)?;
    std::fs::remove_file(file)?;
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
    if args.next_if_eq("churn").is_some() {
        let count = args.next().ok_or("how many transactions?")?.parse()?;
        return args.try_for_each(|dir| churn(Path::new(&dir), count));
    }
    if args.next_if_eq("live").is_some() {
        return args.try_for_each(|dir| live(Path::new(&dir)));
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
