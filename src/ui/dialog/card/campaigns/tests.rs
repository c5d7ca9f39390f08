//! The page with many campaigns, with none, while they are read; and its keys.

use jiff::civil::date;

use crate::domain::command::{AuditStep, Command};
use crate::domain::{AdProfile, Campaign, Change, ClientId, Dismissal, Record};
use crate::i18n::Lang;
use crate::jobs::demo::portfolio;
use crate::ui::Reply;
use crate::ui::dialog::card::{CardDialog, Page};
use crate::ui::dialog::rig::Rig;

/// A desk with the demo client that has the most campaigns, read or only known to be on disk.
fn desk(lang: Lang, read: bool) -> (Rig, ClientId) {
    let mut rig = Rig::new(lang);
    rig.library = crate::jobs::library::load(None).0;
    let mut campaigns: Vec<Campaign> = Vec::new();
    for mut transaction in portfolio(1, 20, &rig.now.clone()) {
        rig.book.apply(&mut transaction).unwrap();
        for change in &transaction.changes {
            if let Change::Campaign(edit) = change {
                campaigns.extend(edit.after.clone());
            }
        }
    }
    let count = |id: ClientId| campaigns.iter().filter(|c| c.client == id).count();
    let most = rig
        .book
        .active()
        .map(|d| d.id())
        .max_by_key(|id| count(*id));
    let id = most.unwrap();
    if read {
        let mine = campaigns.into_iter().filter(|c| c.client == id).collect();
        rig.book.load_campaigns(id, mine);
    }
    (rig, id)
}

#[test]
fn many_campaigns_are_grouped_and_drawn_at_every_size() {
    for lang in Lang::ALL {
        let (rig, id) = desk(lang, true);
        let dossier = rig.book.get(id).unwrap();
        assert!(dossier.work().campaigns.as_ref().unwrap().len() > 100);
        let mut card = CardDialog::at(id, Page::Campaigns);
        rig.draw_all_sizes(&mut card);
        let (screen, _) = rig.draw(&mut card, 150, 60);
        let more = match lang {
            Lang::Ru => "раскрыть",
            Lang::En => "unfolds",
        };
        assert!(screen.contains(more), "{screen}");
        for keys in ["space", "G", "k space", "s", "s", "s", "o", "g g"] {
            rig.press(&mut card, keys);
            rig.draw(&mut card, 120, 40);
        }
        rig.draw_all_sizes(&mut card);
    }
}

#[test]
fn one_key_makes_a_draft_a_problem_or_asks_for_a_reason() {
    let (rig, id) = desk(Lang::Ru, true);
    let mut card = CardDialog::at(id, Page::Campaigns);
    rig.draw(&mut card, 120, 40);
    let made = |reply: Reply| match reply {
        Reply::Do(Command::Audit(client, step)) if client == id => step,
        other => panic!("{other:?}"),
    };
    assert!(matches!(
        made(rig.press(&mut card, "enter")),
        AuditStep::Draft(_)
    ));
    assert!(matches!(
        made(rig.press(&mut card, "M")),
        AuditStep::Problem(_)
    ));
    assert!(matches!(rig.press(&mut card, "x"), Reply::Open(_)));
}

#[test]
fn words_narrow_findings_and_campaigns() {
    let (rig, id) = desk(Lang::Ru, true);
    let name = {
        let work = rig.book.get(id).unwrap().work();
        work.campaigns.as_ref().unwrap()[40].name.clone()
    };
    let mut card = CardDialog::at(id, Page::Campaigns);
    rig.draw(&mut card, 200, 60);
    rig.press(&mut card, "/");
    rig.type_in(&mut card, &name);
    let (screen, _) = rig.draw(&mut card, 200, 60);
    assert!(screen.matches(name.as_str()).count() >= 2, "{screen}");
    rig.type_in(&mut card, "ъъъ");
    let (screen, _) = rig.draw(&mut card, 200, 60);
    assert!(screen.contains("С такими словами ничего нет"), "{screen}");
}

#[test]
fn while_read_and_without_campaigns_the_page_says_so() {
    let (rig, id) = desk(Lang::Ru, false);
    let mut card = CardDialog::at(id, Page::Campaigns);
    let (screen, _) = rig.draw(&mut card, 80, 24);
    assert!(screen.contains("Читаю кампании"), "{screen}");
    rig.draw_all_sizes(&mut card);
    assert!(matches!(rig.press(&mut card, "t"), Reply::Ask(_)));

    let mut rig = Rig::new(Lang::Ru);
    let id = rig.client("Альфа");
    let mut card = CardDialog::at(id, Page::Campaigns);
    let (screen, _) = rig.draw(&mut card, 80, 24);
    assert!(screen.contains("Кампании не загружены"), "{screen}");
    assert!(screen.contains("i — загрузить отчёт"), "{screen}");
    rig.draw_all_sizes(&mut card);
}

#[test]
fn stale_figures_and_findings_put_aside_are_named() {
    let (mut rig, id) = desk(Lang::Ru, true);
    let work = rig.book.get(id).unwrap().work();
    let subject = crate::domain::audit::Subject::of(
        rig.book.get(id).unwrap(),
        work.campaigns.as_deref().unwrap(),
        rig.now.date(),
    );
    let hits = crate::domain::audit::audit(&rig.library.rules, &subject);
    let aside: Vec<Dismissal> = hits
        .iter()
        .map(|hit| Dismissal {
            rule: hit.key().place(),
            campaign: hit.campaign,
            reason: "договорились ждать".to_owned(),
            at: rig.now.timestamp(),
            measure: hit.thousandths(),
        })
        .collect();
    let ads = AdProfile {
        dismissed: aside,
        data_until: Some(date(2026, 10, 20)),
        ..work.ads.as_deref().cloned().unwrap()
    };
    rig.put(Record::AdProfile(ads));
    let campaigns = rig.book.get(id).unwrap().work().campaigns.clone();
    assert!(campaigns.is_some());
    let mut card = CardDialog::at(id, Page::Campaigns);
    let (screen, _) = rig.draw(&mut card, 120, 40);
    assert!(screen.contains("устарели"), "{screen}");
    assert!(screen.contains("Всё найденное уже разобрано"), "{screen}");
    assert!(screen.contains("o — показать"), "{screen}");
    rig.press(&mut card, "o g g");
    let (screen, _) = rig.draw(&mut card, 120, 40);
    assert!(screen.contains("договорились ждать"), "{screen}");
    let back = rig.press(&mut card, "x");
    assert!(
        matches!(back, Reply::Do(Command::Audit(_, AuditStep::Restore(_)))),
        "{back:?}"
    );
}
