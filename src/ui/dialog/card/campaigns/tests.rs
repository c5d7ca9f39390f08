//! The page without campaigns and while they are read; with campaigns it is told in stories.

use crate::domain::{AdDigest, AdProfile, Record};
use crate::i18n::Lang;
use crate::ui::dialog::card::{CardDialog, Page};
use crate::ui::dialog::rig::Rig;
use crate::ui::{Reply, Request};

#[test]
fn while_campaigns_are_read_the_page_says_so() {
    let mut rig = Rig::new(Lang::Ru);
    let id = rig.client("Альфа");
    rig.put(Record::AdProfile(AdProfile {
        digest: AdDigest {
            campaigns: 5,
            ..AdDigest::default()
        },
        ..AdProfile::empty(id, rig.now.timestamp())
    }));
    let mut card = CardDialog::at(id, Page::Campaigns);
    let (screen, _) = rig.draw(&mut card, 80, 24);
    assert!(screen.contains("Читаю кампании"), "{screen}");
    assert!(screen.contains("5 кампаний"), "{screen}");
    rig.draw_all_sizes(&mut card);
    let asked = rig.press(&mut card, "t");
    assert!(
        matches!(asked, Reply::Ask(Request::ReadCampaigns(_))),
        "{asked:?}"
    );
}

#[test]
fn without_campaigns_the_page_names_the_key_that_brings_them() {
    for (lang, none, key) in [
        (Lang::Ru, "Кампании не загружены", "i — загрузить отчёт"),
        (Lang::En, "No campaigns", "i imports a report"),
    ] {
        let mut rig = Rig::new(lang);
        let id = rig.client("Альфа");
        let mut card = CardDialog::at(id, Page::Campaigns);
        let (screen, _) = rig.draw(&mut card, 80, 24);
        assert!(screen.contains(none) && screen.contains(key), "{screen}");
        rig.draw_all_sizes(&mut card);
        assert!(matches!(rig.press(&mut card, "enter"), Reply::Say(_)));
    }
}
