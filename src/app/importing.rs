//! Importing.
use super::*;
#[derive(Debug)]
pub(super) struct Run;
impl App {
    pub(super) fn directory(
        &mut self,
        _dir: std::path::PathBuf,
        _result: Result<Vec<Listed>, Trouble>,
    ) {
    }
    pub(super) fn progress(&mut self, _done: u64, _total: u64) {}
    pub(super) fn read(&mut self, _result: Result<Box<ReadFile>, Trouble>) {}
    pub(super) fn go_on(&mut self, _effects: &mut Vec<Effect>) {}
    pub(super) fn run_import(&mut self, _effects: &mut Vec<Effect>) {}
}
