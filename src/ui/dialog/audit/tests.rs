//! The audit of many clients without anything found; with findings it is told in stories.

use super::AuditDialog;
use crate::i18n::Lang;
use crate::ui::dialog::rig::Rig;
use crate::ui::{Reply, Request};

#[test]
fn nobody_with_campaigns_is_said() {
    let rig = Rig::new(Lang::Ru);
    let mut dialog = AuditDialog::new(0, 5);
    let (screen, _) = rig.draw(&mut dialog, 80, 24);
    assert!(screen.contains("без кампаний: 5"), "{screen}");
    assert!(screen.contains("нет клиентов с загруженными"), "{screen}");
    rig.draw_all_sizes(&mut dialog);
}

#[test]
fn esc_stops_first_and_closes_then() {
    let rig = Rig::new(Lang::Ru);
    let mut dialog = AuditDialog::new(10, 0);
    dialog.add(Vec::new(), 4);
    let (screen, _) = rig.draw(&mut dialog, 80, 24);
    assert!(screen.contains("Проверено клиентов: 4 из 10"), "{screen}");
    assert!(matches!(
        rig.press(&mut dialog, "esc"),
        Reply::Ask(Request::CancelAudit)
    ));
    let (screen, _) = rig.draw(&mut dialog, 80, 24);
    assert!(screen.contains("остановлена"), "{screen}");
    assert!(matches!(
        rig.press(&mut dialog, "esc"),
        Reply::CloseAndAsk(Request::CancelAudit)
    ));
}
