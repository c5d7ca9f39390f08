//! Making a presentation: put into words here, written to a file by the rim, and recorded as sent only when
//! the file is there.

use std::path::PathBuf;

use super::{App, DeckFile, Effect, Trouble};
use crate::domain::slides::{Format, Slides};
use crate::domain::{ClientId, Command, RecommendationId, RuleError, command};
use crate::input::Action;
use crate::say;
use crate::ui::Notice;
use crate::ui::dialog::deck::DeckDialog;

/// A presentation on its way to the disk.
#[derive(Debug)]
pub(super) struct Writing {
    client: ClientId,
    recommendations: Vec<RecommendationId>,
    title: String,
    seconds: u32,
    send: bool,
}

impl App {
    /// Opens the dialog for the current client.
    pub(super) fn open_deck(&mut self, effects: &mut Vec<Effect>) {
        if self.book.partial().is_some() {
            self.refuse(&RuleError::Opening);
            return;
        }
        let Some(dossier) = self.day.current().and_then(|id| self.book.get(id)) else {
            self.notice = Some(Notice::info(self.texts.t("no-client")));
            return;
        };
        let work = dossier.work();
        // Charts of effects are drawn from campaigns, which stay on disk until they are asked for.
        if work.campaigns_unread() {
            effects.push(Effect::ReadCampaigns(vec![dossier.id()]));
        }
        let dialog = DeckDialog::new(dossier, &self.presenter, self.now.timestamp());
        self.dialogs.push(Box::new(dialog));
    }

    /// Puts the presentation into words and has it written.
    pub(super) fn write_deck(
        &mut self,
        client: ClientId,
        recommendations: Vec<RecommendationId>,
        format: Format,
        (send, seconds): (bool, u32),
        effects: &mut Vec<Effect>,
    ) {
        if self.writing.is_some() {
            // One file at a time: its end must not be taken for the end of another.
            self.notice = Some(Notice::info(self.texts.t("deck-still-writing")));
            self.deck_dialog(client, DeckDialog::refused);
            return;
        }
        let made = match self.book.get(client) {
            Some(dossier) => {
                // Recording it as sent would be refused: better before the file than after.
                let sent = if send {
                    command::sendable(client, &recommendations, &self.book, &self.now).map(drop)
                } else {
                    Ok(())
                };
                sent.and_then(|()| {
                    Slides::of(dossier, &recommendations, &self.presenter, self.now.date())
                        .map_err(RuleError::from)
                })
            }
            None => Err(RuleError::NoSuchClient),
        };
        let slides = match made {
            Ok(slides) => slides,
            Err(error) => {
                self.refuse(&error);
                self.deck_dialog(client, DeckDialog::refused);
                return;
            }
        };
        let script = say::script(&self.texts, &slides);
        let name = format!("{} {}.{}", slides.client, slides.date, format.name());
        self.writing = Some(Writing {
            client,
            recommendations,
            title: script.title.clone(),
            seconds,
            send,
        });
        effects.push(Effect::WriteDeck(Box::new(DeckFile {
            script,
            format,
            name,
        })));
    }

    /// The file is there, or is not; the dialog keeps all choices in the second case.
    pub(super) fn deck_written(
        &mut self,
        result: Result<PathBuf, Trouble>,
        effects: &mut Vec<Effect>,
    ) {
        let Some(writing) = self.writing.take() else {
            return;
        };
        let path = match result {
            Ok(path) => path.display().to_string(),
            Err(trouble) => {
                self.deck_dialog(writing.client, DeckDialog::refused);
                self.warn(&trouble);
                return;
            }
        };
        let seconds = i64::from(writing.seconds);
        if writing.send {
            let command = Command::SendDeck {
                client: writing.client,
                recommendations: writing.recommendations,
                title: writing.title,
                file: path.clone(),
                seconds: writing.seconds,
            };
            if !self.carry_out(command, effects) {
                self.deck_dialog(writing.client, DeckDialog::refused);
                return;
            }
        }
        // The dialog may have been left, and another client's, or the same one's, opened meanwhile.
        self.dialogs.retain_mut(|d| {
            let deck = d.as_any_mut().and_then(|d| d.downcast_ref::<DeckDialog>());
            !deck.is_some_and(|deck| deck.waits_for(writing.client))
        });
        let time = self.texts.timer(u64::try_from(seconds).unwrap_or(0));
        let args = [("file", path.as_str().into()), ("time", time.into())];
        let text = if writing.send {
            let key = self.keymap.key_of(self.chain(), Action::Undo);
            let key = key.map_or_else(String::new, |k| k.to_string());
            let mut args = args.to_vec();
            args.push(("key", key.into()));
            self.texts.tf("deck-sent", &args)
        } else {
            self.texts.tf("deck-written", &args)
        };
        self.notice = Some(Notice::good(text));
    }

    /// Hands something to the dialog that waits for this client's file, if it is still open.
    fn deck_dialog(&mut self, client: ClientId, hand: impl FnOnce(&mut DeckDialog)) {
        let found = self
            .dialogs
            .iter_mut()
            .rev()
            .filter_map(|d| d.as_any_mut()?.downcast_mut::<DeckDialog>())
            .find(|d| d.waits_for(client));
        if let Some(dialog) = found {
            hand(dialog);
        }
    }
}
