//! Questions of shells that the window has to answer.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::wire::{Answer, No};

/// How long the window may take to look at a question. Its thread draws and answers keys, so it is away
/// only while the person's own editor has the terminal.
const LOOK: Duration = Duration::from_secs(4);

/// How long the disk may take after that.
pub(super) const SAVE: Duration = Duration::from_secs(60);

/// How long a window that leaves may take after that: another window waits, and somebody before it. It is
/// longer than the window gives itself and ends before the other one gives up, so that no window leaves to
/// one that was told it stays.
pub(super) const LEAVE: Duration = Duration::from_secs(6);

#[derive(Debug)]
struct Open {
    answer: Sender<Answer>,
    /// The window has begun to answer: it can no longer be taken back.
    claimed: bool,
}

/// Questions that wait for their answers, by number.
#[derive(Debug, Default)]
pub(in crate::store) struct Tickets {
    open: Mutex<(u64, HashMap<u64, Open>)>,
    /// The screen is locked: nobody is told anything.
    locked: AtomicBool,
    /// This process is leaving: nothing is waited for any more.
    leaving: AtomicBool,
}

impl Tickets {
    fn lock(&self) -> MutexGuard<'_, (u64, HashMap<u64, Open>)> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A new question; `ask` puts it to the window. A window that does not look at it in time gets it taken
    /// back, so that nothing happens that was answered with a no; `save` is how long the rest may take.
    pub(super) fn ask(&self, save: Duration, ask: impl FnOnce(u64)) -> Answer {
        let (answer, answers) = channel();
        let number = {
            let mut open = self.lock();
            open.0 += 1;
            let number = open.0;
            let question = Open {
                answer,
                claimed: false,
            };
            open.1.insert(number, question);
            number
        };
        ask(number);
        let answer = self.wait(number, &answers, save);
        self.lock().1.remove(&number);
        answer
    }

    fn wait(&self, number: u64, answers: &Receiver<Answer>, save: Duration) -> Answer {
        match answers.recv_timeout(LOOK) {
            Ok(answer) => return answer,
            Err(RecvTimeoutError::Disconnected) => return Answer::Refused(No::Closing),
            Err(RecvTimeoutError::Timeout) => {}
        }
        let taken_back = {
            let mut open = self.lock();
            let away = open.1.get(&number).is_some_and(|open| !open.claimed);
            if away {
                open.1.remove(&number);
            }
            away
        };
        if taken_back {
            return Answer::Refused(No::Away);
        }
        let late = |_| {
            // From here on nobody can answer; who did in this very moment is heard.
            self.lock().1.remove(&number);
            answers.try_recv()
        };
        let answer = answers.recv_timeout(save).or_else(late);
        answer.unwrap_or(Answer::Refused(No::Unsaved))
    }

    /// The window looks at a question; `false` when it was taken back.
    pub(in crate::store) fn claim(&self, number: u64) -> bool {
        let mut open = self.lock();
        open.1.get_mut(&number).is_some_and(|open| {
            open.claimed = true;
            true
        })
    }

    /// Answers a question.
    pub(in crate::store) fn answer(&self, number: u64, answer: Answer) {
        if let Some(open) = self.lock().1.remove(&number) {
            // A shell that went away does not hear it.
            let _ = open.answer.send(answer);
        }
    }

    /// Whether the screen is locked.
    pub(super) fn is_locked(&self) -> bool {
        self.locked.load(Ordering::SeqCst)
    }

    /// The screen is locked, or no longer.
    pub(in crate::store) fn lock_out(&self, locked: bool) {
        self.locked.store(locked, Ordering::SeqCst);
    }

    /// Whether this process is leaving.
    pub(in crate::store) fn is_leaving(&self) -> bool {
        self.leaving.load(Ordering::SeqCst)
    }

    /// This process is leaving.
    pub(in crate::store) fn leave(&self) {
        self.leaving.store(true, Ordering::SeqCst);
    }

    /// Nobody answers any more.
    pub(in crate::store) fn close(&self) {
        self.lock().1.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_answered_or_the_window_is_closing() {
        let tickets = Tickets::default();
        let answer = tickets.ask(SAVE, |number| {
            assert!(tickets.claim(number), "it waits");
            tickets.answer(number, Answer::Leaving);
            assert!(!tickets.claim(number), "it was answered");
        });
        assert_eq!(answer, Answer::Leaving);
        let answer = tickets.ask(SAVE, |_| tickets.close());
        assert_eq!(answer, Answer::Refused(No::Closing));
        let none = Duration::ZERO;
        let answer = tickets.ask(none, |number| assert!(tickets.claim(number)));
        assert_eq!(answer, Answer::Refused(No::Unsaved), "it took too long");
    }
}
