//! Which action a key means here.
//!
//! Lookup rules, in order:
//! 1. In a text context a plain character that starts nothing goes to the text.
//! 2. The keys as typed are looked up through the chain, most specific first.
//! 3. If nothing answers, Cyrillic letters are read as their Latin twins. In a text
//!    context only keys with ctrl or alt are.
//!
//! In one context a whole sequence wins over a longer one it begins. A context that
//! knows a longer sequence answers `Pending` before a less specific one is asked.

use super::action::Action;
use super::binding::Binding;
use super::context::Context;
use super::key::{Key, KeySeq};
use super::keymap_file::{self, Entry, KeymapProblem, ProblemKind};
use super::layout;

/// The shipped keys.
const DEFAULT: &str = include_str!("../../assets/keymap.toml");

/// What a press came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolved {
    /// Do this; pending keys are used up.
    Action(Action),
    /// The beginning of a sequence: keep the key in `pending` and wait.
    Pending,
    /// Nothing is bound; forget `pending`. In a text context the key is the text's.
    Miss,
}

/// All bindings: the shipped ones with the person's own laid over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

impl Default for Keymap {
    /// The shipped keys; a test holds them free of problems.
    fn default() -> Self {
        let (entries, _) = keymap_file::read(DEFAULT);
        let mut map = Self {
            bindings: Vec::new(),
        };
        map.merge(entries);
        map
    }
}

/// How far typed keys match bound ones.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    AsTyped,
    Twins { text: bool },
}

enum Found {
    Whole(Option<Action>),
    Beginning,
    Nothing,
}

impl Keymap {
    /// The shipped keys with the person's file laid over, and what is wrong with that
    /// file. Entries with a problem are left out, all others work.
    pub fn with_user(text: &str) -> (Self, Vec<KeymapProblem>) {
        let mut map = Self::default();
        let (entries, mut problems) = keymap_file::read(text);
        let lines: Vec<(Context, KeySeq, usize)> = entries
            .iter()
            .map(|e| (e.binding.context, e.binding.keys.clone(), e.line))
            .collect();
        map.merge(entries);
        for (context, keys, hidden_by) in map.unreachable() {
            // A shipped sequence may be hidden by the person's key: the line is that key's.
            let line = [&keys, &hidden_by].into_iter().find_map(|wanted| {
                lines
                    .iter()
                    .find(|(_, k, _)| k == wanted)
                    .map(|(_, _, line)| *line)
            });
            problems.push(KeymapProblem {
                line,
                kind: ProblemKind::Unreachable {
                    context,
                    keys,
                    hidden_by,
                },
            });
        }
        problems.sort_by_key(|p| p.line);
        (map, problems)
    }

    /// New entries stand before old ones, so that hints show the person's own keys.
    fn merge(&mut self, entries: Vec<Entry>) {
        let new: Vec<Binding> = entries.into_iter().map(|e| e.binding).collect();
        self.bindings.retain(|old| {
            !new.iter()
                .any(|n| n.context == old.context && n.keys == old.keys)
        });
        self.bindings.splice(0..0, new);
    }

    /// What `key` means after `pending` (typed keys, not twins) in this chain.
    pub fn resolve(&self, chain: &[Context], pending: &[Key], key: Key) -> Resolved {
        let text = chain.first().is_some_and(|c| c.is_text());
        if text && pending.first().unwrap_or(&key).text().is_some() {
            return Resolved::Miss;
        }
        for layout in [Layout::AsTyped, Layout::Twins { text }] {
            match self.look_up(chain, pending, key, layout) {
                Found::Whole(Some(action)) => return Resolved::Action(action),
                Found::Whole(None) => return Resolved::Miss,
                Found::Beginning => return Resolved::Pending,
                Found::Nothing => {}
            }
        }
        Resolved::Miss
    }

    fn look_up(&self, chain: &[Context], pending: &[Key], key: Key, layout: Layout) -> Found {
        let length = pending.len() + 1;
        for &context in chain {
            let mut begins = false;
            for binding in self.bindings.iter().filter(|b| b.context == context) {
                let bound = binding.keys.keys();
                let typed = pending.iter().chain([&key]);
                if bound.len() < length
                    || !bound
                        .iter()
                        .zip(typed)
                        .enumerate()
                        .all(|(i, (bound, typed))| layout.matches(i, *bound, *typed))
                {
                    continue;
                }
                if bound.len() == length {
                    return Found::Whole(binding.action);
                }
                begins |= binding.action.is_some();
            }
            if begins {
                return Found::Beginning;
            }
        }
        Found::Nothing
    }

    /// Follows a whole sequence from the first key.
    fn follow(&self, chain: &[Context], keys: &[Key]) -> Followed {
        for (i, key) in keys.iter().enumerate() {
            let last = i + 1 == keys.len();
            match self.resolve(chain, keys.get(..i).unwrap_or_default(), *key) {
                Resolved::Action(action) if last => return Followed::Action(action),
                Resolved::Action(_) => return Followed::CutAfter(i + 1),
                Resolved::Pending if !last => {}
                Resolved::Pending | Resolved::Miss => return Followed::Lost,
            }
        }
        Followed::Lost
    }

    /// The keys that really mean `action` in this chain, those to be shown first first.
    /// Keys hidden by a more specific context are left out.
    pub fn keys_of(&self, chain: &[Context], action: Action) -> Vec<KeySeq> {
        let mut found: Vec<KeySeq> = Vec::new();
        for &context in chain {
            for binding in &self.bindings {
                if binding.context == context
                    && binding.action == Some(action)
                    && !found.contains(&binding.keys)
                    && self.follow(chain, binding.keys.keys()) == Followed::Action(action)
                {
                    found.push(binding.keys.clone());
                }
            }
        }
        found
    }

    /// The first of [`Keymap::keys_of`]: what a hint shows.
    pub fn key_of(&self, chain: &[Context], action: Action) -> Option<KeySeq> {
        self.keys_of(chain, action).into_iter().next()
    }

    /// What may come after `pending`: next key and where it leads, for the menu of a
    /// prefix. Longer sequences are left out.
    pub fn pending_menu(&self, chain: &[Context], pending: &[Key]) -> Vec<(Key, Action)> {
        let mut menu: Vec<(Key, Action)> = Vec::new();
        for &context in chain {
            for binding in self.bindings.iter().filter(|b| b.context == context) {
                let bound = binding.keys.keys();
                let Some((&next, before)) = bound.split_last() else {
                    continue;
                };
                let same_way = before.len() == pending.len()
                    && before
                        .iter()
                        .zip(pending)
                        .enumerate()
                        .all(|(i, (b, p))| Layout::Twins { text: false }.matches(i, *b, *p));
                if !same_way || menu.iter().any(|(key, _)| *key == next) {
                    continue;
                }
                if let Resolved::Action(action) = self.resolve(chain, pending, next) {
                    menu.push((next, action));
                }
            }
        }
        menu
    }

    /// Every binding in the order of the files, the person's own first.
    pub fn bindings(&self) -> impl Iterator<Item = &Binding> {
        self.bindings.iter()
    }

    /// Sequences that can never be finished in their own chain, each with the keys
    /// that cut it short.
    fn unreachable(&self) -> Vec<(Context, KeySeq, KeySeq)> {
        let mut found: Vec<(Context, KeySeq, KeySeq)> = Vec::new();
        for &place in Context::ALL {
            let chain = place.chain();
            for binding in &self.bindings {
                let keys = binding.keys.keys();
                if keys.len() < 2 || binding.action.is_none() || !chain.contains(&binding.context) {
                    continue;
                }
                let Followed::CutAfter(length) = self.follow(chain, keys) else {
                    continue;
                };
                let hidden_by = binding.keys.beginning(length);
                let row = (place, binding.keys.clone(), hidden_by);
                // Named once, in the first place where it happens.
                if !found.iter().any(|(_, k, h)| *k == row.1 && *h == row.2) {
                    found.push(row);
                }
            }
        }
        found
    }
}

#[derive(PartialEq, Eq)]
enum Followed {
    Action(Action),
    /// An action fires after this many keys already.
    CutAfter(usize),
    Lost,
}

impl Layout {
    fn matches(self, index: usize, bound: Key, typed: Key) -> bool {
        if bound == typed {
            return true;
        }
        let translate = match self {
            Layout::AsTyped => false,
            Layout::Twins { text } => !text || index > 0 || typed.has_ctrl() || typed.has_alt(),
        };
        translate && layout::twin(typed) == Some(bound)
    }
}

#[cfg(test)]
#[path = "keymap_tests.rs"]
mod tests;
