//! Fires and requests are taken down from anywhere, over whatever is open: what was interrupted is back as it
//! was (D8).

use super::App;
use crate::domain::RequestKind;
use crate::input::{Action, Context};
use crate::ui::dialog::inbox::FireSlots;
use crate::ui::dialog::inbox::fire::FireDialog;
use crate::ui::dialog::inbox::form::RequestForm;

impl App {
    /// The fire slots of the settings, on the days that are worked.
    pub(super) fn slots(&self) -> FireSlots {
        FireSlots {
            times: self.plan.fires.clone(),
            calendar: self.library.calendar.clone(),
        }
    }

    /// Whether an action takes something down over what is open. The inbox knows the client of its row.
    pub(super) fn captures(&self, action: Action) -> bool {
        let place = self.dialogs.last().map(|d| d.context());
        matches!(action, Action::NewFire | Action::NewRequest)
            && !matches!(place, Some(Context::Inbox | Context::Confirm))
    }

    pub(super) fn open_capture(&mut self, action: Action) {
        // A second press of the key is the same fire.
        let again = self.dialogs.last_mut().and_then(|d| d.as_any_mut());
        if again.is_some_and(|any| any.is::<FireDialog>()) {
            return;
        }
        let client = self.day.current().and_then(|id| self.book.get(id));
        let client = client.filter(|d| d.client.archived_at.is_none());
        let slots = self.slots();
        let dialog: Box<dyn crate::ui::Dialog> = if action == Action::NewFire {
            Box::new(FireDialog::new(client, slots))
        } else {
            Box::new(RequestForm::new(RequestKind::Request, client, slots))
        };
        self.dialogs.push(dialog);
    }
}
