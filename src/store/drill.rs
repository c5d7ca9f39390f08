//! Failures on purpose: the steps at which what is being done can be made to fail.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use super::StoreError;
use super::error::At as _;

/// A point at which a drill may fail what is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Before a database that was not closed is copied aside.
    Copy,
    /// Before the database is opened, on the thread that opens it.
    Open,
    /// Before the frames go to the journal file.
    Journal,
    /// Before the database gets a commit.
    Rows,
    /// Before each value of a commit that the database gets value by value.
    Row,
    /// After the database got it, before it is made durable.
    Sync,
    /// Before what a database opened anew after an error has is made durable.
    Reopened,
    /// Before a smaller database is made.
    Export,
    /// Before the smaller database is compared with the one it is made of.
    Compare,
    /// After sled has written its buffers, before the disk is told to keep them.
    Flushed,
    /// What is to replace something is complete beside it.
    Built,
    /// It is what counts.
    Decided,
    /// Before each file that leaves its place or takes one.
    Moved,
    /// Before what was replaced is removed.
    Clean,
}

/// Makes commits fail on purpose, to see that nothing is lost when they do.
#[derive(Clone)]
pub struct Drill {
    ask: Arc<dyn Fn(Step) -> std::io::Result<()> + Send + Sync>,
    pub(super) careless: bool,
}

impl Drill {
    /// A drill that asks `f` at each step.
    pub fn new(f: impl Fn(Step) -> std::io::Result<()> + Send + Sync + 'static) -> Self {
        Self {
            ask: Arc::new(f),
            careless: false,
        }
    }

    /// The same with the last step of a commit left out, as sled alone would do it: what a drill of power
    /// cuts must see fail, or it sees nothing. Nothing but a drill can ask for this.
    #[doc(hidden)]
    #[must_use]
    pub fn careless(mut self) -> Self {
        self.careless = true;
        self
    }

    /// Asks it, where there is one, at a step of what is done at a place.
    pub(super) fn ask(drill: Option<&Self>, step: Step, place: &Path) -> Result<(), StoreError> {
        drill.map_or(Ok(()), |drill| drill.at(step, place))
    }

    pub(super) fn at(&self, step: Step, place: &Path) -> Result<(), StoreError> {
        (self.ask)(step).at(place)
    }
}

impl fmt::Debug for Drill {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Drill")
    }
}
