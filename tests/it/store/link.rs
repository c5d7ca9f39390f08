//! The control socket: a shell that reads and commits through a window, and what else may knock.

use std::io::{Read, Write};
#[cfg(unix)]
use std::os::unix::fs::{FileTypeExt, PermissionsExt};
#[cfg(unix)]
use std::os::unix::net::UnixStream;
use std::path::Path;
#[cfg(unix)]
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use planerka::domain::{Book, ClientId, Transaction};
use planerka::store::backup::{self, Cause};
use planerka::store::{
    Drill, Engine, Link, OpenOptions, Step, Store, StoreError, StoreEvent, Verdict, WindowError,
};

use super::{Bench, open};
use crate::cli::place::{Place, text};

/// A window without a screen: a book, and a thread that answers as the real one does.
struct Window {
    book: Sender<Order>,
    thread: JoinHandle<()>,
}

enum Order {
    Event(Box<StoreEvent>),
    /// Work of the person at the window.
    Work(Box<Transaction>),
    /// The person is away in an editor.
    Away(Duration),
    Close,
}

impl Window {
    fn open(dir: &Path, drill: Option<Drill>) -> Self {
        let (orders, inbox) = channel();
        let events = orders.clone();
        let options = OpenOptions {
            drill,
            share: true,
            ..OpenOptions::default()
        };
        let store = Store::spawn(dir, options, move |event| {
            let _ = events.send(Order::Event(Box::new(event)));
        });
        let (ready, is_ready) = channel();
        let thread = std::thread::spawn(move || {
            let mut book = Book::new();
            for order in inbox {
                match order {
                    Order::Event(event) => match *event {
                        StoreEvent::Loaded { book: read, .. } => {
                            book = *read;
                            ready.send(()).unwrap();
                        }
                        StoreEvent::Asked {
                            ticket,
                            transactions,
                        } if store.claim(ticket) => {
                            let mut trial = book.clone();
                            let first = trial.seq() + 1;
                            let applied: Result<Vec<_>, _> = transactions
                                .into_iter()
                                .map(|mut t| trial.apply(&mut t).map(|()| t))
                                .collect();
                            let verdict = match applied {
                                Ok(all) => {
                                    book = trial;
                                    all.into_iter().for_each(|t| store.commit(t));
                                    let last = book.seq();
                                    Verdict::Applied { first, last }
                                }
                                Err(_) => Verdict::Refused(WindowError::Conflict),
                            };
                            store.answer(ticket, verdict);
                        }
                        _ => {}
                    },
                    Order::Work(mut transaction) => {
                        book.apply(&mut transaction).unwrap();
                        store.commit(*transaction);
                    }
                    Order::Away(time) => std::thread::sleep(time),
                    Order::Close => break,
                }
            }
            store.close_with(None, Some(Arc::new(book))).unwrap();
        });
        is_ready.recv_timeout(Duration::from_secs(60)).unwrap();
        Self {
            book: orders,
            thread,
        }
    }

    fn order(&self, order: Order) {
        self.book.send(order).unwrap();
    }

    fn close(self) {
        self.order(Order::Close);
        self.thread.join().unwrap();
    }
}

/// A store with some clients, and the book it holds.
fn filled(dir: &Path, clients: usize) -> (Bench, Vec<ClientId>) {
    let mut bench = Bench::new();
    let (mut engine, _) = open(dir);
    let mut ids = Vec::new();
    for n in 0..clients {
        let (id, made) = bench.add_client(&format!("Клиент {n}"));
        engine.commit(&[made]).unwrap();
        engine
            .commit(&[bench.touch(id, "Первый разговор")])
            .unwrap();
        engine.commit(&[bench.draft(id, "потому что")]).unwrap();
        engine.commit(&[bench.import(id, 3, 2)]).unwrap();
        ids.push(id);
    }
    engine.close_with(None, Some(&bench.book)).unwrap();
    (bench, ids)
}

fn knock(dir: &Path) -> Link {
    Link::connect(dir).unwrap().unwrap()
}

/// Asserts that a link shows what memory holds.
fn assert_shows(link: &Link, memory: &Book, what: &str) {
    let (read, entries) = link.book().unwrap();
    assert_eq!(read.seq(), memory.seq(), "{what}");
    assert_eq!(read.len(), memory.len(), "{what}");
    let last = entries.last().map_or(0, |entry| entry.seq);
    assert_eq!(last, memory.seq(), "{what}: heads");
    for had in memory.all() {
        let id = had.id();
        let got = read.get(id).unwrap();
        assert_eq!(got.client, had.client, "{what}");
        assert_eq!(got.digest, had.digest, "{what}");
        assert_eq!(got.recommendations, had.recommendations, "{what}");
        assert_eq!(got.work().ads, had.work().ads, "{what}");
        assert_eq!(Some(link.touches(id).unwrap()), had.touches, "{what}");
        let campaigns = Some(link.campaigns(id).unwrap());
        assert_eq!(campaigns, had.work().campaigns, "{what}");
    }
}

#[test]
fn a_shell_reads_what_the_window_has_with_the_warm_file_and_without() {
    let dir = tempfile::tempdir().unwrap();
    let (mut bench, ids) = filled(dir.path(), 40);
    let window = Window::open(dir.path(), None);
    assert_shows(&knock(dir.path()), &bench.book, "as it was closed");
    let work = bench.touch(ids[3], "Из окна");
    window.order(Order::Work(Box::new(work)));
    let link = knock(dir.path());
    // The window works on its own thread: what it was told is there in a moment.
    let since = Instant::now();
    while link.since(0).unwrap().len() < 161 && since.elapsed() < Duration::from_secs(30) {
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_shows(&link, &bench.book, "and the journal since");
    std::fs::remove_file(dir.path().join("warm")).unwrap();
    assert_shows(&link, &bench.book, "row by row");
    let newest = link.journal(2).unwrap();
    assert_eq!(newest.iter().map(|e| e.seq).collect::<Vec<_>>(), [161, 160]);
    let entry = &link.entries(&[161]).unwrap()[0];
    assert_eq!(entry.entry, newest[0]);
    let file = dir.path().join("копия.planerka");
    let made = link.back_up(Cause::Hand, Some(&file)).unwrap();
    assert_eq!((made.path.as_path(), made.seq), (file.as_path(), 161));
    assert_eq!(backup::verify(&file).unwrap().tail.seq, 161);
    assert!(
        link.back_up(Cause::Hand, Some(&file)).is_err(),
        "it is there"
    );
    window.close();
    assert!(
        Link::connect(dir.path()).unwrap().is_none(),
        "nobody is there"
    );
    assert!(!dir.path().join("control").exists());
    assert!(!dir.path().join("control.at").exists());
}

#[test]
fn what_is_committed_through_the_window_is_on_disk_or_refused_as_a_whole() {
    let dir = tempfile::tempdir().unwrap();
    let (mut bench, ids) = filled(dir.path(), 3);
    let window = Window::open(dir.path(), None);
    let link = knock(dir.path());
    let first = bench.book.seq() + 1;
    let both = [bench.touch(ids[0], "раз"), bench.touch(ids[1], "два")];
    assert_eq!(link.commit(&both).unwrap(), (first, first + 1));
    // The same again does not fit any more, and changes nothing.
    let (other, fresh) = bench.add_client("Новый");
    let refused = link.commit(&[fresh.clone(), both[0].clone()]);
    assert_eq!(refused, Err(WindowError::Conflict.into()));
    assert_eq!(link.commit(&[fresh]).unwrap(), (first + 2, first + 2));
    assert_shows(&link, &bench.book, "through the window");
    // What is not looked at in time is taken back, and not done later.
    window.order(Order::Away(Duration::from_secs(6)));
    let late = bench.touch(other, "поздно");
    assert_eq!(link.commit(&[late]), Err(WindowError::Away.into()));
    // Reading goes on meanwhile.
    assert_eq!(link.book().unwrap().0.seq(), first + 2);
    window.close();
    let (engine, opened) = open(dir.path());
    assert_eq!(opened.book.seq(), first + 2);
    assert_eq!(engine.touches(other).unwrap(), []);
    engine.close(None).unwrap();
}

#[test]
fn a_change_the_disk_refuses_is_told_to_the_shell() {
    let dir = tempfile::tempdir().unwrap();
    let (mut bench, ids) = filled(dir.path(), 2);
    let full = Arc::new(AtomicBool::new(false));
    let refuses = Arc::clone(&full);
    let drill = Drill::new(move |step| match step {
        Step::Rows if refuses.load(Ordering::SeqCst) => Err(std::io::ErrorKind::StorageFull.into()),
        _ => Ok(()),
    });
    let window = Window::open(dir.path(), Some(drill));
    full.store(true, Ordering::SeqCst);
    let link = knock(dir.path());
    let touch = bench.touch(ids[0], "не влезло");
    assert_eq!(link.commit(&[touch]), Err(WindowError::Unsaved.into()));
    // The window has it all the same, and shows it to everybody.
    assert_shows(&link, &bench.book, "unsaved");
    full.store(false, Ordering::SeqCst);
    window.close();
    let (engine, opened) = open(dir.path());
    assert_eq!(opened.book.seq(), bench.book.seq());
    engine.close(None).unwrap();
}

#[test]
fn a_shell_marks_what_the_window_could_not_save_and_copies_it() {
    let place = Place::new();
    let (mut bench, ids) = filled(&place.data(), 2);
    let full = Arc::new(AtomicBool::new(false));
    let refuses = Arc::clone(&full);
    let drill = Drill::new(move |step| match step {
        Step::Rows if refuses.load(Ordering::SeqCst) => Err(std::io::ErrorKind::StorageFull.into()),
        _ => Ok(()),
    });
    let window = Window::open(&place.data(), Some(drill));
    for verb in ["journal", "agenda"] {
        let ran = place.run(&[verb]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{verb}");
    }
    full.store(true, Ordering::SeqCst);
    let link = knock(&place.data());
    let touch = bench.touch(ids[0], "не влезло");
    assert_eq!(link.commit(&[touch]), Err(WindowError::Unsaved.into()));
    let mark = "1 change is not on the disk yet";
    for args in [&["journal"][..], &["agenda"], &["export", "touches"]] {
        let ran = place.run(args);
        assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
        assert!(ran.err.contains(mark), "{args:?}: {}", ran.err);
        assert_eq!(ran.err.lines().count(), 1, "{args:?}: {}", ran.err);
        let ran = place.run(&[args, &["--json"]].concat());
        assert!(!ran.json().is_null());
        let notes: serde_json::Value = serde_json::from_str(&ran.err).unwrap();
        let note = notes["notes"][0].as_str().unwrap();
        assert!(note.contains(mark), "{args:?}: {note}");
    }
    // The folder of backups is on the disk that refuses; a file elsewhere gets all of it.
    let refused = place.run(&["backup"]);
    assert_eq!(refused.code, 1, "{}", refused.err);
    assert!(refused.err.contains("F6"), "{}", refused.err);
    assert!(!refused.err.contains("closed"), "{}", refused.err);
    let file = text(&place.path("all.backup"));
    place.run(&["backup", &file]).done();
    full.store(false, Ordering::SeqCst);
    window.close();
    let other = text(&place.path("other"));
    let restored = place.run(&["restore", &file, "--yes", "--data", &other, "--json"]);
    assert_eq!(restored.json()["seq"], bench.book.seq());
    let touches = place.run(&["--data", &other, "export", "touches"]);
    assert!(touches.done().contains("не влезло"), "{}", touches.out);
}

/// Connects as a program that is none of ours.
#[cfg(unix)]
fn stranger(dir: &Path) -> UnixStream {
    let stream = UnixStream::connect(dir.join("control")).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(30)))
        .unwrap();
    stream
}

/// Connects as a program that is none of ours. The pipe is taken by others for a moment while they come.
#[cfg(windows)]
fn stranger(dir: &Path) -> std::fs::File {
    const BUSY: i32 = 231;
    let name = std::fs::read_to_string(dir.join("control.at")).unwrap();
    loop {
        match std::fs::File::options().read(true).write(true).open(&name) {
            Err(error) if error.raw_os_error() == Some(BUSY) => std::thread::yield_now(),
            stream => break stream.unwrap(),
        }
    }
}

/// What comes back to bytes that are no talk of ours, until the other end closes.
fn answer_to(dir: &Path, bytes: &[u8]) -> Vec<u8> {
    let mut stream = stranger(dir);
    // It may be closed before all is written.
    let _ = stream.write_all(bytes);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    answer
}

#[test]
fn garbage_is_refused_and_harms_nobody() {
    let dir = tempfile::tempdir().unwrap();
    let (bench, _) = filled(dir.path(), 2);
    let window = Window::open(dir.path(), None);
    #[cfg(unix)]
    {
        let about = std::fs::symlink_metadata(dir.path().join("control")).unwrap();
        assert!(about.file_type().is_socket());
        assert_eq!(about.permissions().mode() & 0o777, 0o600);
    }
    assert_eq!(
        answer_to(dir.path(), b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        b""
    );
    let hello = b"PKlink\x01\x00\x051.2.3";
    // Of another version: it says who it is, and no more.
    let mut newer = hello.to_vec();
    newer[6] = 0xee;
    let said = answer_to(dir.path(), &newer);
    assert!(said.starts_with(b"PKlink\x01\x00"), "{said:?}");
    let greeting = said.len();
    for (name, message) in [
        ("too long", vec![0xff; 64]),
        (
            "a head longer than the message",
            vec![4, 0, 0, 0, 0xff, 0xff, 0, 0],
        ),
        ("no such question", vec![6, 0, 0, 0, 1, 0, 0, 0, 0x66, 0]),
        ("nothing in it", vec![0, 0, 0, 0]),
    ] {
        let answer = answer_to(dir.path(), &[hello.as_slice(), &message].concat());
        let refused = answer.get(greeting..).unwrap_or_default();
        // A refusal and the end: 4 bytes of length, a head of two small numbers.
        assert!((1..16).contains(&refused.len()), "{name}: {answer:?}");
    }
    // Cut off in the middle of a message, and silent from the beginning.
    let mut cut = stranger(dir.path());
    cut.write_all(&[hello.as_slice(), &[9, 0, 0, 0, 1]].concat())
        .unwrap();
    drop(cut);
    let silent = stranger(dir.path());
    assert_shows(&knock(dir.path()), &bench.book, "afterwards");
    drop(silent);
    window.close();
}

#[test]
fn a_full_house_is_told_and_not_taken_for_an_empty_one() {
    let dir = tempfile::tempdir().unwrap();
    let (bench, _) = filled(dir.path(), 1);
    let window = Window::open(dir.path(), None);
    let guests: Vec<Link> = (0..64).map(|_| knock(dir.path())).collect();
    let busy: StoreError = WindowError::Busy.into();
    assert_eq!(Link::connect(dir.path()).unwrap_err(), busy);
    drop(guests);
    let since = Instant::now();
    let link = loop {
        match Link::connect(dir.path()) {
            Ok(Some(link)) => break link,
            other => assert!(since.elapsed() < Duration::from_secs(20), "{other:?}"),
        }
    };
    assert_shows(&link, &bench.book, "there is room again");
    window.close();
}

#[cfg(unix)]
#[test]
fn a_window_of_another_version_and_one_that_says_nothing_are_told() {
    let dir = tempfile::tempdir().unwrap();
    let (bench, _) = filled(dir.path(), 1);
    let listener = std::os::unix::net::UnixListener::bind(dir.path().join("control")).unwrap();
    let other = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.write_all(b"PKlink\x09\x00\x069.8.70").unwrap();
        let (silent, _) = listener.accept().unwrap();
        (silent, listener)
    });
    let version = WindowError::Version {
        window: "9.8.70".to_owned(),
    };
    assert_eq!(Link::connect(dir.path()).unwrap_err(), version.into());
    let silent: StoreError = WindowError::Silent.into();
    assert_eq!(Link::connect(dir.path()).unwrap_err(), silent);
    drop(other.join().unwrap());
    // What is left of it is a file nobody listens at; the next window takes its place.
    assert!(Link::connect(dir.path()).unwrap().is_none());
    let window = Window::open(dir.path(), None);
    assert_shows(&knock(dir.path()), &bench.book, "healed");
    window.close();
}

#[cfg(unix)]
#[test]
fn a_window_closes_although_somebody_else_has_its_place() {
    let dir = tempfile::tempdir().unwrap();
    filled(dir.path(), 1);
    let window = Window::open(dir.path(), None);
    let socket = dir.path().join("control");
    std::fs::remove_file(&socket).unwrap();
    let other = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    let (send, closed) = channel();
    std::thread::spawn(move || {
        window.close();
        send.send(()).unwrap();
    });
    closed.recv_timeout(Duration::from_secs(20)).unwrap();
    assert!(socket.exists(), "it is the other's");
    other.set_nonblocking(true).unwrap();
    assert!(other.accept().is_err(), "nobody knocked there");
}

#[cfg(unix)]
#[test]
fn a_long_way_to_the_data_directory_is_no_hindrance() {
    let dir = tempfile::tempdir().unwrap();
    let long: PathBuf = dir.path().join("очень длинная папка ".repeat(5));
    let (bench, _) = filled(&long, 1);
    let window = Window::open(&long, None);
    assert_shows(&knock(&long), &bench.book, "far");
    let at = std::fs::read_to_string(long.join("control.at")).unwrap();
    assert!(Path::new(&at).exists(), "{at}");
    window.close();
    assert!(!Path::new(&at).exists(), "{at}");
    assert!(Link::connect(&long).unwrap().is_none());
}

#[test]
fn another_window_waits_for_a_shell_and_not_for_a_window() {
    let dir = tempfile::tempdir().unwrap();
    filled(dir.path(), 1);
    let (engine, _) = Engine::open(dir.path(), OpenOptions::default()).unwrap();
    let shell = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(600));
        engine.close(None).unwrap();
    });
    let window = Window::open(dir.path(), None);
    shell.join().unwrap();
    let (send, events) = channel();
    let options = OpenOptions {
        share: true,
        ..OpenOptions::default()
    };
    let began = Instant::now();
    let second = Store::spawn(dir.path(), options, move |event| {
        let _ = send.send(event);
    });
    let event = events.recv_timeout(Duration::from_secs(60)).unwrap();
    let StoreEvent::OpenFailed(StoreError::InUse { holder }) = event else {
        panic!("{event:?}");
    };
    assert_eq!(holder.pid, std::process::id());
    assert!(!holder.host.is_empty());
    assert!(began.elapsed() < Duration::from_secs(3));
    window.close();
    second.take_over();
    let event = events.recv_timeout(Duration::from_secs(60)).unwrap();
    let there = matches!(event, StoreEvent::Head(_) | StoreEvent::Loaded { .. });
    assert!(there, "{event:?}");
    second.close(None).unwrap();
}
