//! Dialogs: whatever opens over the workspace and has the keys until it closes.

mod about;
pub mod ad_profile;
pub mod advance;
pub mod audit;
pub mod base;
pub mod brief_answers;
pub mod brief_form;
pub mod bulk;
pub mod call;
pub mod card;
pub mod client;
pub mod contact;
pub mod contact_terms;
pub mod contacts;
pub mod deck;
pub mod evening;
pub mod focus;
pub mod forecast;
pub mod form;
pub mod healed;
pub mod inbox;
pub mod letter;
mod manner;
pub mod meeting;
pub mod occupied;
pub mod park;
pub mod plan;
pub mod plan_touch;
pub mod playbook;
pub mod policy_form;
pub mod policy_review;
pub mod problem_form;
pub mod promise;
pub mod snippets;
pub mod step;
pub mod view_form;
pub mod views;

pub mod confirm;
pub mod draft_editor;
pub mod help;
pub mod history;
pub mod import;
pub mod palette;
mod readings;
#[cfg(test)]
pub(crate) mod rig;
use std::any::Any;
use std::fmt;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::{Cx, Reply};
use crate::domain::{ClientId, Touch};
use crate::input::{Action, Context, Key};

/// One dialog. Dialogs stack; the top one gets the keys, Esc always goes one step back.
pub trait Dialog: fmt::Debug {
    /// Which keys work here; asked before every key, since it depends on the field in focus.
    fn context(&self) -> Context;

    /// Does an action the keymap resolved.
    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Reply;

    /// Takes a key no action is bound to: text. Default: not for me.
    fn key(&mut self, _key: Key, _cx: &Cx<'_>) -> Reply {
        Reply::Pass
    }

    /// Takes pasted text, in NFC. Default: not for me.
    fn paste(&mut self, _text: &str, _cx: &Cx<'_>) -> Reply {
        Reply::Pass
    }

    /// Takes the text that comes back from the person's own editor. Default: not for me.
    fn edited(&mut self, _text: String, _cx: &Cx<'_>) -> Reply {
        Reply::Pass
    }

    /// Takes a click at a position of the screen. Default: nothing.
    fn click(&mut self, _at: Position, _cx: &Cx<'_>) -> Reply {
        Reply::Done
    }

    /// Hears that a client's touches were read. Default: not interested (they are in the book).
    fn touches(&mut self, _client: ClientId, _touches: &[Touch]) {}

    /// Draws over `screen`; returns where the text cursor stands, if it is shown.
    fn draw(&mut self, buf: &mut Buffer, screen: Rect, cx: &Cx<'_>) -> Option<Position>;

    /// Actions whose keys the bottom line shows, most useful first.
    fn hints(&self) -> &'static [Action];

    /// Whether the clock must tick every second (a running timer).
    fn ticks(&self) -> bool {
        false
    }

    /// Whether anything typed would be lost by closing; Esc then asks first.
    fn is_dirty(&self) -> bool {
        false
    }

    /// Whether nothing can be done in it but to change the portfolio. Where nothing can be written it is not
    /// opened: a person would fill it in for nothing.
    fn only_writes(&self) -> bool {
        false
    }

    /// Whether keys that are not its own do what they do in the workspace (the card of the current client).
    /// Default: they do nothing, so that no key acts on what the dialog covers.
    fn passes_on(&self) -> bool {
        false
    }

    /// Whether it comes by itself and one key settles it: keys typed before it was seen are not meant for it.
    fn comes_unasked(&self) -> bool {
        false
    }

    /// All that can be done in it, when that is less than its keys say; help then shows nothing else.
    /// Default: whatever its keys say.
    fn answers(&self) -> Option<&'static [Action]> {
        None
    }

    /// The dialog itself, where the program must hand it fresh data (history, import). Default: nothing is
    /// handed to it.
    fn as_any_mut(&mut self) -> Option<&mut dyn Any> {
        None
    }
}
