//! The window's end: listens, lets in who may, and passes questions on.
//!
//! One thread listens, asleep until somebody knocks; each shell has a thread of its own, asleep until it
//! asks. Reading goes to the storage thread in slices; what changes the portfolio or asks the window to
//! leave goes to the window, as a [ticket](super::tickets).

use std::fmt;
use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::place::{self, Listener, Place, Stream};
use super::tickets::{self, Tickets};
use super::wire::{self, Answer, Ask, Broken, No, PROTOCOL, Said};
use crate::domain::Transaction;
use crate::store::entry;

/// Shells at once; one more is told that there is no room.
const GUESTS: usize = 64;

/// So many are told that at once; more hear nothing.
const TURNED_AWAY: usize = 16;

/// After so long without a question a shell leaves when there is no room for others.
const IDLE: Duration = Duration::from_secs(60);

/// How long somebody who knocked may take to say who it is, and what was begun may take to come.
const MOMENT: Duration = Duration::from_secs(5);

/// How long the one who listens may take to hear that the door closes: it only has to wake.
const WOKEN: Duration = Duration::from_secs(1);

/// Most bytes brought and not committed yet, by all shells together: more than any import has.
const HEAVIEST: usize = 1 << 30;

/// What a part takes in memory besides its bytes.
const PART: usize = 32;

/// The rooms behind the door.
pub(in crate::store) struct Hall {
    /// Asks the storage thread; false when it has ended.
    pub(in crate::store) desk: Box<dyn Fn(Ask, Sender<Said<Answer>>) -> bool + Send + Sync>,
    /// Puts a ticket before the window: what is to be committed, or, without anything, to leave.
    pub(in crate::store) window: Box<dyn Fn(u64, Option<Vec<Transaction>>) + Send + Sync>,
    /// What waits for the window.
    pub(in crate::store) tickets: Arc<Tickets>,
}

impl fmt::Debug for Hall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hall")
    }
}

/// An open door. Dropping it closes it and takes the socket away; shells that are inside hear that the
/// window is closing when they ask next.
#[derive(Debug)]
pub(in crate::store) struct Door {
    place: Place,
    hall: Arc<Hall>,
    closing: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Door {
    /// Opens the door of the data directory in `root`, whose lock the caller holds.
    ///
    /// # Errors
    /// The operating system's: then shells do without.
    pub(in crate::store) fn open(root: &Path, hall: Hall) -> std::io::Result<Self> {
        let (place, listener) = Place::bind(root)?;
        let closing = Arc::new(AtomicBool::new(false));
        let hall = Arc::new(hall);
        let (rooms, stop) = (Arc::clone(&hall), Arc::clone(&closing));
        let thread = std::thread::Builder::new()
            .name("planerka-door".to_owned())
            .spawn(move || stand(&listener, &rooms, &stop))?;
        Ok(Self {
            place,
            hall,
            closing,
            thread: Some(thread),
        })
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        self.closing.store(true, Ordering::SeqCst);
        let woken = self.place.knock().is_ok();
        self.place.remove();
        self.hall.tickets.close();
        // Not woken: somebody took the file away, or has the place by now. Then the thread sleeps until the
        // process ends, and closing does not wait for it.
        let Some(thread) = self.thread.take().filter(|_| woken) else {
            return;
        };
        let since = Instant::now();
        while !thread.is_finished() && since.elapsed() < WOKEN {
            std::thread::sleep(Duration::from_millis(1));
        }
        if thread.is_finished() {
            let _ = thread.join();
        }
    }
}

/// What all who are inside share.
#[derive(Debug, Default)]
struct House {
    /// Who is inside, and who is being turned away.
    inside: AtomicUsize,
    /// Bytes they brought for commits.
    held: AtomicUsize,
}

/// What one shell brought, counted among what all hold until it goes.
struct Load<'a> {
    house: &'a House,
    parts: Vec<Vec<u8>>,
    weight: usize,
}

impl Load<'_> {
    /// Takes more of it.
    fn add(&mut self, parts: &mut Vec<Vec<u8>>) -> Result<(), No> {
        let weight = parts.iter().map(|part| part.len() + PART).sum();
        self.weight += weight;
        let held = self.house.held.fetch_add(weight, Ordering::SeqCst) + weight;
        if self.weight > HEAVIEST {
            return Err(No::TooLarge(self.weight as u64));
        }
        if held > HEAVIEST {
            return Err(No::Busy);
        }
        self.parts.append(parts);
        Ok(())
    }

    /// What there is of it; nothing is left.
    fn take(&mut self) -> Vec<Vec<u8>> {
        self.house.held.fetch_sub(self.weight, Ordering::SeqCst);
        self.weight = 0;
        std::mem::take(&mut self.parts)
    }
}

impl Drop for Load<'_> {
    fn drop(&mut self) {
        self.take();
    }
}

/// Lets in one after another.
fn stand(listener: &Listener, hall: &Arc<Hall>, closing: &AtomicBool) {
    let house = Arc::new(House::default());
    loop {
        let came = place::accept(listener);
        if closing.load(Ordering::SeqCst) {
            return;
        }
        let Ok(stream) = came else {
            // Too many open files, say: better to breathe than to spin.
            std::thread::sleep(Duration::from_millis(50));
            continue;
        };
        let there = house.inside.load(Ordering::SeqCst);
        if !place::is_own(&stream) || there >= GUESTS + TURNED_AWAY {
            continue;
        }
        house.inside.fetch_add(1, Ordering::SeqCst);
        let (hall, of) = (Arc::clone(hall), Arc::clone(&house));
        let visit = std::thread::Builder::new()
            .name("planerka-guest".to_owned())
            .spawn(move || {
                let _ = if there < GUESTS {
                    visit(&stream, &hall, &of)
                } else {
                    turn_away(&stream)
                };
                of.inside.fetch_sub(1, Ordering::SeqCst);
            });
        if visit.is_err() {
            house.inside.fetch_sub(1, Ordering::SeqCst);
        }
    }
}

/// Greets a shell; whether it speaks as we do.
fn meet(mut stream: &Stream) -> Result<bool, Broken> {
    place::limit(stream, MOMENT, MOMENT);
    let guest = wire::greeted(&mut stream)?;
    wire::greet(&mut stream)?;
    Ok(guest.protocol == PROTOCOL)
}

/// Tells a shell that there is no room, so that it does not take the store for free.
fn turn_away(mut stream: &Stream) -> Result<(), Broken> {
    if meet(stream)? {
        let mut first = [0];
        stream.read_exact(&mut first)?;
        let [first] = first;
        wire::hear::<Ask>(first, &mut stream)?;
        wire::say(&mut stream, &Answer::Refused(No::Busy).into())?;
    }
    Ok(())
}

/// The first byte of the next question, which may take as long as it likes to begin while there is room for
/// others.
fn next(mut stream: &Stream, house: &House) -> Result<u8, Broken> {
    place::limit(stream, IDLE, MOMENT);
    let mut first = [0];
    loop {
        match stream.read_exact(&mut first).map_err(Broken::from) {
            Err(Broken::Silent) if house.inside.load(Ordering::SeqCst) < GUESTS => {}
            other => break other?,
        }
    }
    place::limit(stream, MOMENT, MOMENT);
    let [first] = first;
    Ok(first)
}

/// Everything one shell asks, until it leaves.
fn visit(mut stream: &Stream, hall: &Hall, house: &House) -> Result<(), Broken> {
    if !meet(stream)? {
        return Ok(());
    }
    let mut brought = Load {
        house,
        parts: Vec::new(),
        weight: 0,
    };
    loop {
        let first = next(stream, house)?;
        let Said { head, mut parts } = match wire::hear::<Ask>(first, &mut stream) {
            Ok(said) => said,
            Err(Broken::Garbage) => {
                let _ = wire::say(&mut stream, &Answer::Refused(No::Garbage).into());
                return Err(Broken::Garbage);
            }
            Err(broken) => return Err(broken),
        };
        let answer = match head {
            // Another window has to know the passphrase itself.
            head if hall.tickets.is_locked() && head != Ask::HandOver => {
                Answer::Refused(No::Locked).into()
            }
            Ask::Enter => Answer::Welcome {
                pid: std::process::id(),
            }
            .into(),
            Ask::Bring | Ask::Commit => match brought.add(&mut parts) {
                // The rest of it alone would be another commit, so nothing more is heard.
                Err(no) => {
                    return wire::say(&mut stream, &Answer::Refused(no).into());
                }
                Ok(()) if head == Ask::Commit => commit(hall, brought.take()).into(),
                Ok(()) => Answer::Held.into(),
            },
            Ask::HandOver => hall
                .tickets
                .ask(tickets::LEAVE, |number| (hall.window)(number, None))
                .into(),
            other => read(hall, other),
        };
        wire::say(&mut stream, &answer)?;
    }
}

fn read(hall: &Hall, ask: Ask) -> Said<Answer> {
    let (send, receive) = channel();
    if !(hall.desk)(ask, send) {
        return Answer::Refused(No::Closing).into();
    }
    let answer = receive.recv();
    answer.unwrap_or_else(|_| Answer::Refused(No::Closing).into())
}

/// Puts what was brought before the window.
fn commit(hall: &Hall, brought: Vec<Vec<u8>>) -> Answer {
    let transactions: Result<Vec<Transaction>, _> =
        brought.iter().map(|bytes| entry::decode(bytes)).collect();
    match transactions {
        Ok(all) if !all.is_empty() => {
            drop(brought);
            hall.tickets
                .ask(tickets::SAVE, |number| (hall.window)(number, Some(all)))
        }
        _ => Answer::Refused(No::Garbage),
    }
}
