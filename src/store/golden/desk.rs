//! What was agreed on talking, what came in, and what belongs to no single client.

use super::{DAY, at, id};
use crate::domain::*;
use jiff::civil::Time;

fn client() -> ClientId {
    ClientId::from_bytes(id(1))
}

fn contact_terms() -> [(&'static str, Record); 2] {
    let bare = ContactTerms::none(client());
    let full = ContactTerms {
        response_minutes: Some(15),
        quiet: Some(Hours {
            from: Time::constant(12, 30, 0, 0),
            to: Time::constant(14, 0, 0, 0),
        }),
        urgent_channel: Some(Channel::Messenger),
        urgent_contact: Some(ContactId::from_bytes(id(2))),
        news: Some(true),
        policy_since: Some(DAY),
        policy_reason: "отвечает односложно".into(),
        ask_again: Some(DAY),
        kept_on: Some(DAY),
        kept_score: 3,
        campaign_until: Some(DAY),
        ..bare.clone()
    };
    [
        ("contact-terms-min", bare.into()),
        ("contact-terms-full", full.into()),
    ]
}

fn request() -> [(&'static str, Record); 2] {
    let bare = Request::said(
        RequestId::from_bytes(id(12)),
        client(),
        RequestKind::Request,
        String::new(),
        at(190),
    );
    let step = |life, second| RequestStep {
        life,
        at: at(second),
        who: "Ирина, контекст".into(),
        words: "«Почему упали показы?»".into(),
    };
    let full = Request {
        kind: RequestKind::Fire,
        text: "Сайт лежит".into(),
        channel: Some(Channel::Chat),
        contact: Some(ContactId::from_bytes(id(2))),
        due_at: Some(at(191)),
        life: RequestLife::Parked,
        steps: vec![
            step(RequestLife::Asked, 192),
            step(RequestLife::Parked, 193),
        ],
        reacted_at: Some(at(194)),
        urgent: true,
        slot: Some(DAY.at(16, 0, 0, 0)),
        minutes: 40,
        pushes_out: "обзвон молчащих".into(),
        rule: "click-spike".into(),
        ..bare.clone()
    };
    [("request-min", bare.into()), ("request-full", full.into())]
}

fn forecast() -> [(&'static str, Record); 2] {
    let bare = Forecast {
        id: ForecastId::from_bytes(id(13)),
        client: client(),
        made_at: at(200),
        from: Month::new(2026, 10),
        base: 0,
        currency: Currency::RUB,
        percent: 0,
        until: Month::new(2026, 11),
        note: String::new(),
    };
    let full = Forecast {
        base: 12_345_678,
        percent: -30,
        note: "закрывают сезон".into(),
        ..bare.clone()
    };
    [
        ("forecast-min", bare.into()),
        ("forecast-full", full.into()),
    ]
}

fn snooze() -> [(&'static str, Record); 2] {
    let bare = Snooze {
        client: client(),
        until: DAY,
        reason: String::new(),
        set_at: at(210),
    };
    let full = Snooze {
        reason: "в отпуске".into(),
        ..bare.clone()
    };
    [("snooze-min", bare.into()), ("snooze-full", full.into())]
}

fn view() -> [(&'static str, Record); 2] {
    let bare = View {
        id: ViewId::from_bytes(id(14)),
        name: "Все".into(),
        query: String::new(),
        columns: Vec::new(),
        order: ViewOrder::Name,
        reversed: false,
        pane: ViewPane::Clients,
        key: None,
        made_at: at(220),
    };
    let full = View {
        query: "stage:analysis touch>14d".into(),
        columns: vec![ViewColumn::Spend, ViewColumn::Verdict],
        order: ViewOrder::Decline,
        reversed: true,
        pane: ViewPane::Agenda,
        key: Some(9),
        ..bare.clone()
    };
    [("view-min", bare.into()), ("view-full", full.into())]
}

fn cohort() -> [(&'static str, Record); 2] {
    let bare = Cohort {
        id: CohortId::from_bytes(id(15)),
        name: "Упал расход".into(),
        month: None,
        method: Method::ByHand,
        query: String::new(),
        hypothesis: String::new(),
        frozen_at: at(230),
        from: Month::new(2026, 10),
        members: Vec::new(),
        closed_at: None,
        verdict: String::new(),
    };
    let member = |n, left: Option<&str>| Member {
        client: ClientId::from_bytes(id(n)),
        score: 73,
        base: -5,
        currency: Currency::RUB,
        held_out: left.is_none(),
        joined_at: left.map(|_| at(231)),
        worked_at: left.map(|_| at(232)),
        left: left.map(|reason| Departure {
            at: at(233),
            reason: reason.into(),
        }),
    };
    let full = Cohort {
        month: Some(Month::new(2026, 11)),
        method: Method::Fitted,
        query: "falling>=2".into(),
        hypothesis: "вернём треть".into(),
        members: vec![member(1, None), member(2, Some("ушёл"))],
        closed_at: Some(at(234)),
        verdict: "сработало".into(),
        ..bare.clone()
    };
    [("cohort-min", bare.into()), ("cohort-full", full.into())]
}

fn day() -> [(&'static str, Record); 4] {
    let bare = DaySheet::empty(DAY);
    let full = DaySheet {
        pins: vec![Pin {
            client: client(),
            at: Time::constant(10, 15, 0, 0),
        }],
        dropped: vec![(ClientId::from_bytes(id(2)), "сам напишет".into())],
        added: vec![ClientId::from_bytes(id(3))],
        minutes: Some(90),
        opened_at: Some(at(240)),
        ..bare.clone()
    };
    let meeting = Meeting {
        id: MeetingId::from_bytes(id(16)),
        uid: String::new(),
        title: "Планёрка".into(),
        place: String::new(),
        from: at(250),
        to: at(251),
        client: None,
    };
    let with_client = Meeting {
        uid: "a1@calendar/20261130".into(),
        place: "переговорная".into(),
        client: Some(client()),
        ..meeting.clone()
    };
    [
        ("day-sheet-min", bare.into()),
        ("day-sheet-full", full.into()),
        ("meeting-min", meeting.into()),
        ("meeting-full", with_client.into()),
    ]
}

fn news() -> [(&'static str, Record); 2] {
    let bare = News {
        id: NewsId::from_bytes(id(17)),
        title: "Новый формат".into(),
        text: String::new(),
        expert: String::new(),
        kind: NewsKind::Product,
        query: String::new(),
        from: DAY,
        until: None,
        told: Vec::new(),
        made_at: at(260),
        closed_at: None,
    };
    let full = News {
        text: "Реклама в картах дешевле на треть".into(),
        expert: "CPC в картах ниже на 30 %".into(),
        kind: NewsKind::Promotion,
        query: "tier:a".into(),
        until: Some(DAY),
        told: vec![(client(), at(261))],
        closed_at: Some(at(262)),
        ..bare.clone()
    };
    [("news-min", bare.into()), ("news-full", full.into())]
}

pub(super) fn records() -> impl Iterator<Item = (&'static str, Record)> {
    let of_clients = [contact_terms(), request(), forecast(), snooze()];
    let of_desk = [view(), cohort(), news()];
    of_clients.into_iter().chain(of_desk).flatten().chain(day())
}
