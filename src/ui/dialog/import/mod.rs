//! Bringing a file in: choose it, see what it would do, let it, and learn how to take it back.
//!
//! A small state machine; the program drives it with `set_…` and it asks with [`Request`]s. It knows no
//! reader of files: [`Preview`] is plain data for the screen.

mod paint;
mod pick;
mod preview;
#[cfg(test)]
mod tests;

use std::any::Any;
use std::path::PathBuf;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::Dialog;
use crate::input::{Action, Context, Key};
use crate::ui::{Cx, Notice, Reply, Request};

use pick::Pick;
pub use pick::PickEntry;
use preview::View;
pub use preview::{Preview, PreviewRow, PreviewVerdict};

#[derive(Debug)]
struct Work {
    done: u64,
    total: u64,
    what: String,
    /// Writing, as opposed to reading the file.
    applies: bool,
    stopping: bool,
}

#[derive(Debug)]
enum Step {
    Pick,
    Work(Work),
    Preview(Box<View>),
    Done(String),
    Failed(String),
}

/// The import dialog.
#[derive(Debug)]
pub struct ImportDialog {
    pick: Pick,
    step: Step,
}

impl ImportDialog {
    /// Opens the file picker at a directory. Its entries come by [`set_entries`](Self::set_entries); the
    /// program lists `dir` when it opens the dialog.
    #[must_use]
    pub fn pick(dir: PathBuf) -> Self {
        Self {
            pick: Pick::new(dir),
            step: Step::Pick,
        }
    }

    /// The directory last shown, for the next time.
    #[must_use]
    pub fn dir(&self) -> &std::path::Path {
        self.pick.dir()
    }

    /// The contents of a directory asked for with [`Request::ListDirectory`].
    pub fn set_entries(&mut self, dir: PathBuf, entries: Vec<PickEntry>) {
        self.pick.fill(dir, entries);
    }

    /// How far the work is; `total` 0 when it is not known. Ignored when no work is shown: a cancelled job
    /// may speak once more.
    pub fn set_progress(&mut self, done: u64, total: u64, what: String) {
        if let Step::Work(work) = &mut self.step {
            (work.done, work.total, work.what) = (done, total, what);
        }
    }

    /// What the file would do, or would do now. Ignored when the reading was cancelled meanwhile.
    pub fn set_preview(&mut self, preview: Preview) {
        let awaited = match &self.step {
            Step::Work(work) => !work.applies,
            Step::Preview(_) => true,
            _ => false,
        };
        if awaited {
            self.step = Step::Preview(Box::new(View::new(preview)));
        }
    }

    /// It is in: what came of it, in words, with the key that takes it back.
    pub fn set_done(&mut self, text: String) {
        self.step = Step::Done(text);
    }

    /// It did not work: one sentence.
    pub fn set_error(&mut self, text: String) {
        self.step = Step::Failed(text);
    }

    fn work(&mut self, applies: bool, request: Request) -> Reply {
        self.step = Step::Work(Work {
            done: 0,
            total: 0,
            what: String::new(),
            applies,
            stopping: false,
        });
        Reply::Ask(request)
    }

    fn picked(&mut self, choice: pick::Choice) -> Reply {
        match choice {
            pick::Choice::Nothing => Reply::Done,
            pick::Choice::List(dir) => Reply::Ask(Request::ListDirectory(dir)),
            pick::Choice::File(path) => self.work(false, Request::PlanImport(path)),
        }
    }

    fn cancel(&mut self) -> Reply {
        match &mut self.step {
            Step::Pick | Step::Done(_) => Reply::Close,
            Step::Preview(_) | Step::Failed(_) => {
                self.step = Step::Pick;
                Reply::Done
            }
            Step::Work(work) if work.applies => {
                // What is already written stays until the program says what came of it.
                work.stopping = true;
                Reply::Ask(Request::CancelJob)
            }
            Step::Work(_) => {
                self.step = Step::Pick;
                Reply::Ask(Request::CancelJob)
            }
        }
    }

    fn accept(&mut self, cx: &Cx<'_>) -> Reply {
        match &self.step {
            Step::Pick => {
                let choice = self.pick.accept();
                self.picked(choice)
            }
            Step::Preview(view) if view.changes() == 0 => {
                Reply::Say(Notice::info(cx.texts.t("import-nothing-new")))
            }
            Step::Preview(_) => self.work(true, Request::RunImport),
            Step::Done(_) => Reply::Close,
            Step::Failed(_) => self.cancel(),
            Step::Work(_) => Reply::Done,
        }
    }
}

impl Dialog for ImportDialog {
    fn context(&self) -> Context {
        match self.step {
            Step::Pick => Context::Filter,
            _ => Context::Import,
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply {
        match (&mut self.step, action) {
            (_, Action::Cancel) => return self.cancel(),
            (_, Action::Accept | Action::Open) => return self.accept(cx),
            (Step::Pick, Action::FocusNext) => {
                let choice = self.pick.complete();
                return self.picked(choice);
            }
            _ => {}
        }
        let moved = match &mut self.step {
            Step::Pick => self.pick.act(action),
            Step::Preview(view) => view.act(action),
            _ => None,
        };
        moved.map_or(Reply::Pass, |()| Reply::Done)
    }

    fn key(&mut self, key: Key, _cx: &Cx<'_>) -> Reply {
        if !matches!(self.step, Step::Pick) {
            return Reply::Pass;
        }
        match self.pick.key(key) {
            Some(choice) => self.picked(choice),
            None => Reply::Pass,
        }
    }

    fn paste(&mut self, text: &str, _cx: &Cx<'_>) -> Reply {
        if matches!(self.step, Step::Pick) {
            self.pick.paste(text);
        }
        Reply::Done
    }

    fn click(&mut self, at: Position, _cx: &Cx<'_>) -> Reply {
        match &mut self.step {
            Step::Pick => self.pick.click(at),
            Step::Preview(view) => view.click(at),
            _ => {}
        }
        Reply::Done
    }

    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position> {
        self.paint(buf, screen, cx)
    }

    fn only_writes(&self) -> bool {
        true
    }

    fn hints(&self) -> &'static [Action] {
        match self.step {
            Step::Pick => &[
                Action::Accept,
                Action::CursorDown,
                Action::CursorUp,
                Action::Cancel,
            ],
            Step::Preview(_) => &[
                Action::Accept,
                Action::ColumnLeft,
                Action::ColumnRight,
                Action::Cancel,
            ],
            Step::Work(_) => &[Action::Cancel],
            Step::Done(_) => &[Action::Accept, Action::Undo],
            Step::Failed(_) => &[Action::Accept, Action::Cancel],
        }
    }

    fn as_any_mut(&mut self) -> Option<&mut dyn Any> {
        Some(self)
    }
}
