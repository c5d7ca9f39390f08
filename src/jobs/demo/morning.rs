//! What the morning asks about: requests, contact terms, forecasts, what is put off; and what belongs to the
//! portfolio as a whole: views, the focus of the month, meetings, news.
//!
//! As the inside, only the first [`WORKED`](super::inside::WORKED) clients have any of it, and its chance is a
//! stream of its own.

use jiff::ToSpan;
use jiff::civil::Time;
use serde::Deserialize;

use super::inside::one;
use super::rng::Rng;
use super::{Clock, Role};
use crate::domain::calendar::{WorkClock, work_minutes_after};
use crate::domain::{
    Calendar, Channel, Client, ClientId, Cohort, Contact, ContactPolicy, ContactTerms, Currency,
    DaySheet, Departure, Forecast, Hours, Ids, Meeting, Member, Method, Month, News, NewsKind,
    Record, Request, RequestKind, RequestLife, RequestStep, ServiceModel, Snooze, Spend,
    TouchDigest, View, ViewOrder, ViewPane,
};

#[derive(Debug, Deserialize)]
struct NewsWords {
    title: String,
    text: String,
    kind: String,
    query: String,
    /// Days from today it may be told from, and holds until.
    days: i64,
    until: i64,
}

#[derive(Debug, Deserialize)]
struct ViewWords {
    name: String,
    query: String,
    order: String,
}

/// Everything said about it in one language.
#[derive(Debug, Deserialize, Default)]
#[serde(default)]
pub(super) struct MorningWords {
    requests: Vec<String>,
    questions: Vec<String>,
    answers: Vec<String>,
    fires: Vec<String>,
    incidents: Vec<String>,
    ideas: Vec<String>,
    specialists: Vec<String>,
    forecasts: Vec<String>,
    snoozes: Vec<String>,
    policy: Vec<String>,
    left: Vec<String>,
    focus: Vec<String>,
    hypothesis: String,
    verdict: String,
    meetings: Vec<String>,
    dropped: String,
    news: Vec<NewsWords>,
    view: Vec<ViewWords>,
}

impl MorningWords {
    /// The words as they lie in `assets/demo`; a test reads them to the last list.
    pub(super) fn read(text: &str) -> Self {
        toml::from_str(text).unwrap_or_default()
    }
}

/// What the desk remembers of a client.
#[derive(Debug, Clone)]
pub(super) struct Noted {
    client: ClientId,
    currency: Currency,
    /// Spend of each of the last nine closed months, the latest last.
    months: [i64; 9],
    last_real: Option<jiff::Timestamp>,
    welcome: bool,
    live: bool,
}

/// What is needed to write the morning of one client.
pub(super) struct Morning<'a> {
    pub(super) client: &'a Client,
    pub(super) role: Role,
    pub(super) number: usize,
    pub(super) contacts: &'a [Contact],
    pub(super) spend: &'a Spend,
    pub(super) digest: &'a TouchDigest,
    pub(super) words: &'a MorningWords,
    pub(super) clock: &'a Clock,
}

impl Morning<'_> {
    /// The records of the client, and what the desk is to remember of it.
    pub(super) fn records(&self, ids: &mut Ids, rng: &mut Rng) -> (Vec<Record>, Noted) {
        let mut out = Vec::new();
        let terms = self.terms(rng);
        let welcome = terms.as_ref().is_some_and(|t| t.news == Some(true));
        let live = self.role != Role::Archived;
        let promised = terms.as_ref().and_then(|t| t.response_minutes);
        out.extend(terms.map(Record::ContactTerms));
        if live {
            let answered = self.answered(promised, ids, rng).into_iter();
            let requests = answered.chain(self.open(ids, rng));
            out.extend(requests.map(|r| Record::Request(self.promise(r, promised))));
            out.extend(self.forecast(ids, rng).map(Record::Forecast));
            if !self.role.is_due() && self.number % 130 == 64 {
                out.push(Record::Snooze(Snooze {
                    client: self.client.id,
                    until: self.clock.day(self.clock.ahead(rng.between(2, 12))),
                    reason: one(&self.words.snoozes, rng),
                    set_at: self.clock.at(1, 1010).max(self.client.created_at),
                }));
            }
        }
        let last = self.clock.month.plus(-1);
        let mut months = [0; 9];
        for (slot, amount) in months.iter_mut().zip(self.spend.window(last, 9)) {
            *slot = amount.unwrap_or(0);
        }
        let noted = Noted {
            client: self.client.id,
            currency: self.spend.currency,
            months,
            last_real: self.digest.last_real.map(|last| last.at),
            welcome,
            live: live && self.client.policy != ContactPolicy::DoNotCall,
        };
        (out, noted)
    }

    fn terms(&self, rng: &mut Rng) -> Option<ContactTerms> {
        let managed = self.client.service_model == ServiceModel::Managed;
        let seldom = self.client.policy != ContactPolicy::Full;
        if !(managed || seldom || rng.chance(30)) {
            return None;
        }
        let mut terms = ContactTerms::none(self.client.id);
        if managed || rng.chance(20) {
            terms.response_minutes = Some(rng.pick(&[15, 60, 60, 180]));
        }
        terms.news = match rng.weighted(&[55, 15, 30]) {
            0 => Some(true),
            1 => Some(false),
            _ => None,
        };
        if rng.chance(8) {
            terms.quiet = Some(Hours {
                from: Time::constant(12, 0, 0, 0),
                to: Time::constant(14, 0, 0, 0),
            });
        }
        if managed {
            terms.urgent_channel = Some(Channel::Phone);
            terms.urgent_contact = self.contacts.first().map(|c| c.id);
        }
        if seldom {
            let known = self.client.since.unwrap_or(self.clock.date);
            let since = self.clock.day(rng.between(20, 300)).max(known);
            terms.policy_since = Some(since);
            terms.policy_reason = one(&self.words.policy, rng);
            terms.ask_again = since.checked_add(6.months()).ok();
        }
        Some(terms)
    }

    /// Requests of the last two months that have their answer: what the own speed is reckoned from (E32).
    fn answered(&self, promised: Option<u16>, ids: &mut Ids, rng: &mut Rng) -> Vec<Request> {
        let oldest = self.client.created_at;
        let mut out = Vec::new();
        for _ in 0..rng.weighted(&[55, 25, 12, 8]) {
            let days = self.clock.workday(rng.between(2, 58));
            let minute = rng.between(9 * 60 + 10, 15 * 60);
            let at = self.clock.at(days, minute);
            if at < oldest {
                continue;
            }
            let wait = match rng.weighted(&[22, 20, 26, 20, 8, 4]) {
                0 => rng.between(2, 15),
                1 => rng.between(16, 30),
                2 => rng.between(31, 60),
                3 => rng.between(61, 170),
                4 => rng.between(181, 350),
                _ => 24 * 60 + rng.between(0, 60),
            };
            // What was promised is kept, but for a client here and there.
            let kept = promised.filter(|_| self.number % 6 != 1).map(i64::from);
            let wait = kept.map_or(wait, |most| wait.min(most));
            let done = self.clock.at(days, minute + wait);
            let mut request = self.said(RequestKind::Request, &self.words.requests, at, ids, rng);
            request.reacted_at = Some(done);
            request.life = RequestLife::Done;
            request.steps.push(RequestStep {
                life: RequestLife::Done,
                at: done,
                who: String::new(),
                words: String::new(),
            });
            out.push(request);
        }
        out.sort_by_key(|r| r.id);
        out
    }

    /// Until when an answer was promised, in work minutes of the client (E33).
    fn promise(&self, mut request: Request, minutes: Option<u16>) -> Request {
        if let Some(minutes) = minutes.filter(|_| request.kind.awaits_answer()) {
            let days = Calendar::default();
            let own = &self.clock.zone;
            let clock = WorkClock::of(self.client, request.channel, own, &days);
            request.due_at = work_minutes_after(request.received_at, u32::from(minutes), &clock);
        }
        request
    }

    fn said(
        &self,
        kind: RequestKind,
        words: &[String],
        at: jiff::Timestamp,
        ids: &mut Ids,
        rng: &mut Rng,
    ) -> Request {
        let mut request = Request::said(ids.next(at), self.client.id, kind, one(words, rng), at);
        request.channel = [Channel::Chat, Channel::Email, Channel::Phone]
            .get(rng.below(3) as usize)
            .copied();
        request.contact = self.contacts.first().map(|c| c.id);
        request
    }

    /// What still waits, in a handful of clients.
    fn open(&self, ids: &mut Ids, rng: &mut Rng) -> Option<Request> {
        let w = self.words;
        let (kind, words, days) = match (self.number % 200, self.number % 600) {
            (31, _) => (RequestKind::Request, &w.requests, 0),
            (_, 88) => (RequestKind::Question, &w.questions, 1),
            (_, 289) => (RequestKind::Question, &w.questions, 1),
            (_, 44) => (RequestKind::Fire, &w.fires, 0),
            (_, 166) => (RequestKind::Incident, &w.incidents, 0),
            (111, _) => (RequestKind::Idea, &w.ideas, 4),
            _ => return None,
        };
        let days = if days == 0 {
            0
        } else {
            self.clock.workday(days)
        };
        let minute = rng.between(15 * 60, 17 * 60 + 40);
        // What came in today came before now, what came yesterday in the afternoon.
        let at = if days == 0 {
            let ago = rng.between(4, 50).minutes();
            self.clock.now.checked_sub(ago).unwrap_or(self.clock.now)
        } else {
            self.clock.at(days, minute)
        };
        let at = at.max(self.client.created_at);
        let mut request = self.said(kind, words, at, ids, rng);
        let step = |request: &mut Request, life, minutes: i64, who: String, words: String| {
            let later = request.received_at.checked_add(minutes.minutes());
            request.life = life;
            request.steps.push(RequestStep {
                life,
                at: later.unwrap_or(request.received_at).min(self.clock.now),
                who,
                words,
            });
        };
        match kind {
            RequestKind::Question => {
                let who = one(&w.specialists, rng);
                let words = request.text.clone();
                step(&mut request, RequestLife::Asked, 10, who.clone(), words);
                request.reacted_at = Some(request.received_at);
                if self.number % 600 == 289 {
                    let answer = one(&w.answers, rng);
                    step(&mut request, RequestLife::Answered, 50, who, answer);
                }
            }
            RequestKind::Fire => {
                let slot = self.clock.date.at(11, 0, 0, 0);
                request.slot = Some(slot);
                request.minutes = 30;
                step(
                    &mut request,
                    RequestLife::Parked,
                    0,
                    String::new(),
                    String::new(),
                );
            }
            RequestKind::Incident => {
                request.channel = None;
                request.contact = None;
                request.rule = "click-spike".to_owned();
            }
            RequestKind::Request | RequestKind::Idea => {}
        }
        Some(request)
    }

    fn forecast(&self, ids: &mut Ids, rng: &mut Rng) -> Option<Forecast> {
        if self.number % 23 != 5 {
            return None;
        }
        let closed = rng.chance(60);
        let back = if closed { 5 } else { 1 };
        let from = self.clock.month.plus(-back);
        let mut base = 0;
        for month in self.spend.window(from, 3) {
            base += month.filter(|m| *m > 0)?;
        }
        let day = i64::from(self.clock.date.day()) + 30 * i64::from(back - 1);
        let made_at = self.clock.at(day.max(1), 990);
        Some(Forecast {
            id: ids.next(made_at),
            client: self.client.id,
            made_at,
            from,
            base: base / 3,
            currency: self.spend.currency,
            percent: rng.pick(&[30, 20, 15, -20, -30, 50]),
            until: from.plus(3),
            note: one(&self.words.forecasts, rng),
        })
    }
}

/// What belongs to no single client.
pub(super) fn desk(
    noted: &[Noted],
    words: &MorningWords,
    clock: &Clock,
    ids: &mut Ids,
    rng: &mut Rng,
) -> Vec<Record> {
    let mut out = Vec::new();
    for (key, view) in (1..).zip(&words.view) {
        let made_at = clock.at(60, 600 + i64::from(key));
        out.push(Record::View(View {
            id: ids.next(made_at),
            name: view.name.clone(),
            query: view.query.clone(),
            columns: Vec::new(),
            order: ViewOrder::from_name(&view.order).unwrap_or_default(),
            reversed: false,
            pane: ViewPane::Clients,
            key: Some(key),
            made_at,
        }));
    }
    for (back, name) in (0..).zip(&words.focus) {
        out.push(Record::Cohort(cohort(
            noted, name, back, words, clock, ids, rng,
        )));
    }
    let hours: [(i64, i64); 2] = [(12, 30), (15, 45)];
    for (day, ((hour, minutes), title)) in (0..).zip(hours.into_iter().zip(&words.meetings)) {
        let at = |minute: i64| {
            let seconds = clock.midnight + day * 86_400 + minute * 60;
            jiff::Timestamp::from_second(seconds).unwrap_or(clock.now)
        };
        let from = at(hour * 60);
        out.push(Record::Meeting(Meeting {
            id: ids.next(clock.at(3, 600 + day)),
            uid: String::new(),
            title: title.clone(),
            place: String::new(),
            from,
            to: at(hour * 60 + minutes),
            client: None,
        }));
    }
    let yesterday = clock.day(clock.workday(1));
    let mut sheet = DaySheet::empty(yesterday);
    sheet.opened_at = Some(clock.at(clock.workday(1), 9 * 60 + 4));
    let idle = noted.iter().find(|n| n.live).map(|n| n.client);
    sheet
        .dropped
        .extend(idle.map(|client| (client, words.dropped.clone())));
    out.push(Record::DaySheet(sheet));
    for (nth, news) in (0..).zip(&words.news) {
        let made_at = clock.at(-news.days, 620 + nth);
        let wanted = noted.iter().filter(|n| n.live && n.welcome);
        out.push(Record::News(News {
            id: ids.next(made_at),
            title: news.title.clone(),
            text: news.text.clone(),
            expert: String::new(),
            kind: NewsKind::from_name(&news.kind).unwrap_or_default(),
            query: news.query.clone(),
            from: clock.day(-news.days),
            until: Some(clock.day(-news.until)),
            told: wanted
                .filter_map(|n| {
                    let at = n.last_real.filter(|at| *at > made_at)?;
                    Some((n.client, at))
                })
                .collect(),
            made_at,
            closed_at: None,
        }));
    }
    out
}

/// The clients whose spend fell, frozen at the begin of the month so many months back.
fn cohort(
    noted: &[Noted],
    name: &str,
    back: i32,
    words: &MorningWords,
    clock: &Clock,
    ids: &mut Ids,
    rng: &mut Rng,
) -> Cohort {
    let month = clock.month.plus(-back);
    let day = i64::from(clock.date.day()) - 1 + 30 * i64::from(back);
    let frozen_at = clock.at(day, 9 * 60 + 20);
    let end = 9 - usize::try_from(back).unwrap_or(0);
    let sum = |n: &Noted, to: usize| -> i64 {
        let months = n.months.get(to.saturating_sub(3)..to);
        months.unwrap_or_default().iter().sum()
    };
    let mut fell: Vec<(i64, &Noted)> = noted
        .iter()
        .filter(|n| n.live)
        .filter_map(|n| {
            let (now, before) = (sum(n, end), sum(n, end - 3));
            let fall = 100 - now * 100 / before.max(1);
            (before > 0 && now > 0 && fall >= 15).then_some((fall, n))
        })
        .collect();
    fell.sort_by_key(|(fall, n)| (-fall, n.client));
    fell.truncate(120);
    let members = fell.into_iter().enumerate().map(|(nth, (fall, n))| {
        let held_out = nth % 5 == 4;
        let worked = n.last_real.filter(|at| *at > frozen_at && !held_out);
        let leaves = nth % 40 == 11;
        Member {
            client: n.client,
            score: fall.clamp(0, 100) as u8,
            base: sum(n, end),
            currency: n.currency,
            held_out,
            joined_at: None,
            worked_at: worked,
            left: leaves.then(|| Departure {
                at: clock.at(1, 1000).max(frozen_at),
                reason: one(&words.left, rng),
            }),
        }
    });
    Cohort {
        id: ids.next(frozen_at),
        name: name.to_owned(),
        month: Some(month),
        method: Method::ByHand,
        query: "spend3<-15%".to_owned(),
        hypothesis: words.hypothesis.clone(),
        frozen_at,
        from: Month(month.0 - 1),
        members: members.collect(),
        closed_at: (back > 0).then(|| clock.at(i64::from(clock.date.day()) - 1, 9 * 60)),
        verdict: if back > 0 {
            words.verdict.clone()
        } else {
            String::new()
        },
    }
}
