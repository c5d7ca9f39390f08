//! The audit of many clients without anything found; with findings it is told in stories.

use std::sync::Arc;

use super::{AuditDialog, Found};
use crate::domain::audit::{Hit, HitState, Rule, RuleDraft, RuleTexts, Scope, Unit};
use crate::domain::{
    AdProfile, Bilingual, ClientId, Currency, Dismissal, Effort, RecommendationKind, Severity,
    Solver,
};
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

fn finding(client: ClientId) -> Found {
    let said = |text: &str| Bilingual {
        ru: text.to_owned(),
        en: text.to_owned(),
    };
    let draft = RuleDraft {
        id: "no-goals".to_owned(),
        scope: Scope::Client,
        severity: Severity::Normal,
        kind: RecommendationKind::Hygiene,
        solver: Solver::Us,
        applies: String::new(),
        when: "clicks > 0".to_owned(),
        measure: "clicks".to_owned(),
        unit: Unit::Count,
        stake: String::new(),
        effort: Effort::S,
        effect: None,
        incident: false,
        texts: RuleTexts {
            title: said("Нет целей"),
            evidence: said("Кликов: {clicks}"),
            why: said("Видны одни клики"),
            if_done: said("Видны заявки"),
            if_not: said("Деньги тратятся вслепую"),
            how_simple: said("Завести цель"),
            how_expert: said("Завести цель"),
        },
    };
    let hit = Hit {
        rule: Arc::new(Rule::compile(draft).unwrap()),
        client,
        platform: None,
        campaign: None,
        measure: 10.0,
        stake: 100_000,
        currency: Currency::RUB,
        values: Vec::new(),
        state: HitState::New,
    };
    Found {
        hit,
        campaign: String::new(),
    }
}

#[test]
fn findings_that_came_before_follow_the_book_and_later_ones_join_them() {
    let mut rig = Rig::new(Lang::Ru);
    let [first, second] = ["Альфа", "Бета"].map(|name| rig.client(name));
    let mut dialog = AuditDialog::new(2, 0);
    dialog.add(vec![finding(first)], 1);
    let (screen, _) = rig.draw(&mut dialog, 80, 24);
    assert!(screen.contains("Альфа"), "{screen}");
    dialog.add(vec![finding(second)], 1);
    let (screen, _) = rig.draw(&mut dialog, 80, 24);
    assert!(screen.contains("2 клиента"), "{screen}");
    let mut profile = AdProfile::empty(first, rig.now.timestamp());
    profile.dismissed.push(Dismissal {
        rule: "no-goals".to_owned(),
        campaign: None,
        reason: "так и задумано".to_owned(),
        at: rig.now.timestamp(),
        measure: 10_000,
    });
    rig.put(profile);
    rig.book.set_seq(1);
    let (screen, _) = rig.draw(&mut dialog, 80, 24);
    assert!(
        screen.contains("Бета") && !screen.contains("Альфа"),
        "{screen}"
    );
}
