//! Campaigns stay on disk until a card is opened.

use planerka::app::Effect;
use planerka::domain::{Campaign, CampaignId, ClientId};

use super::office;
use crate::harness::{Harness, Office};
use crate::work::{campaign, import};

fn two_months(client: ClientId) -> Campaign {
    campaign(CampaignId::from_bytes([7; 16]), client, "Окна", 60)
}

/// The office with a report of one campaign taken in for the first client on the board.
fn advertised() -> (Office, ClientId) {
    let mut office = office();
    let client = office.book.all().next().unwrap().id();
    let report = import(
        &office.book,
        client,
        &[two_months(client)],
        office.now.timestamp(),
    );
    office.apply(report);
    (office, client)
}

#[test]
fn opening_a_card_reads_the_campaigns_once() {
    let (office, client) = advertised();
    let mut day = Harness::of(office);
    assert_eq!(day.client("Альфа-Авто").work().campaigns, None);
    day.keys("4 g g").effects();
    day.keys("enter");
    assert_eq!(
        day.effects(),
        [
            Effect::ReadTouches(client),
            Effect::ReadCampaigns(vec![client])
        ]
    );
    let read = day.client("Альфа-Авто").work().campaigns.clone();
    assert_eq!(read, Some(vec![two_months(client)]));
    day.keys("esc enter");
    assert_eq!(day.effects(), [], "they are in memory now");
}

#[test]
fn campaigns_that_change_while_they_are_read_are_read_again() {
    let (office, client) = advertised();
    let mut day = Harness::of(office);
    day.slow_store()
        .keys("4 g g enter esc c 1 tab «Быстро» ctrl-s");
    let reads = |day: &mut Harness| {
        let wanted = Effect::ReadCampaigns(vec![client]);
        day.effects().iter().filter(|e| **e == wanted).count()
    };
    assert_eq!(reads(&mut day), 1);
    day.wake();
    assert_eq!(
        reads(&mut day),
        1,
        "what was read before the touch is stale"
    );
    let read = day.client("Альфа-Авто").work().campaigns.clone();
    assert_eq!(read, Some(vec![two_months(client)]));
}
