//! The audit of many clients, drawn with what was found and with nothing.

use super::{AuditDialog, Found};
use crate::domain::audit::{Subject, audit};
use crate::domain::command::{AuditStep, Command};
use crate::domain::{Campaign, Change};
use crate::i18n::Lang;
use crate::jobs::demo::portfolio;
use crate::ui::dialog::rig::Rig;
use crate::ui::{Reply, Request};

fn audited(lang: Lang) -> (Rig, AuditDialog) {
    let mut rig = Rig::new(lang);
    rig.library = crate::jobs::library::load(None).0;
    let mut all: Vec<Campaign> = Vec::new();
    for mut transaction in portfolio(1, 30, &rig.now.clone()) {
        rig.book.apply(&mut transaction).unwrap();
        for change in &transaction.changes {
            if let Change::Campaign(edit) = change {
                all.extend(edit.after.clone());
            }
        }
    }
    let clients: Vec<_> = rig.book.active().collect();
    let mut dialog = AuditDialog::new(clients.len(), 2);
    for dossier in clients {
        let mine: Vec<Campaign> = all
            .iter()
            .filter(|c| c.client == dossier.id())
            .cloned()
            .collect();
        let hits = audit(
            &rig.library.rules,
            &Subject::of(dossier, &mine, rig.now.date()),
        );
        let found = hits.into_iter().map(|hit| {
            let campaign = mine.iter().find(|c| Some(c.id) == hit.campaign);
            let campaign = campaign.map_or_else(String::new, |c| c.name.clone());
            Found { hit, campaign }
        });
        dialog.add(found.collect(), 1);
    }
    (rig, dialog)
}

#[test]
fn every_size_in_both_languages_by_rule_and_by_client() {
    for lang in Lang::ALL {
        let (rig, mut dialog) = audited(lang);
        rig.draw_all_sizes(&mut dialog);
        for keys in ["space", "j", "s", "space", "j", "o", "G", "s"] {
            rig.press(&mut dialog, keys);
            rig.draw(&mut dialog, 80, 24);
            rig.draw(&mut dialog, 200, 60);
        }
        rig.draw_all_sizes(&mut dialog);
    }
}

#[test]
fn a_group_is_unfolded_before_one_client_gets_a_draft() {
    let (rig, mut dialog) = audited(Lang::Ru);
    rig.draw(&mut dialog, 120, 40);
    rig.press(&mut dialog, "s");
    rig.draw(&mut dialog, 120, 40);
    assert!(matches!(rig.press(&mut dialog, "enter"), Reply::Say(_)));
    rig.press(&mut dialog, "space");
    rig.draw(&mut dialog, 120, 40);
    let made = rig.press(&mut dialog, "j enter");
    assert!(
        matches!(made, Reply::Do(Command::Audit(_, AuditStep::Draft(_)))),
        "{made:?}"
    );
    assert!(matches!(
        rig.press(&mut dialog, "4"),
        Reply::Ask(Request::ShowCampaigns(_))
    ));
}

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
