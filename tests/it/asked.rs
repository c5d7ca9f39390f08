//! Every command there is, made up for whatever a book holds: what a person, a script or an import may ask
//! for next. The rules decide whether it is carried out.

use std::collections::BTreeSet;

use jiff::civil::{Date, Time};
use jiff::{ToSpan, Zoned};
use planerka::domain::audit::HitKey;
use planerka::domain::brief::Answer;
use planerka::domain::calendar_file::{MeetingFile, MeetingPatch, MeetingState};
use planerka::domain::command::*;
use planerka::domain::*;

/// How many ways of asking [`asked`] knows.
pub const WAYS: u8 = 66;

/// One of several by a number, when there is any.
fn one<T: Clone>(all: &[T], n: u16) -> Option<T> {
    all.get(usize::from(n).checked_rem(all.len())?).cloned()
}

/// A command about a client (or about the desk), `n` varies it; `None` where there is nothing to ask about.
pub fn asked(book: &Book, who: ClientId, what: u8, n: u16, now: &Zoned) -> Option<Command> {
    let dossier = book.get(who)?;
    let work = dossier.work();
    let words = format!("слова {}", n % 7);
    let maybe = |text: &str| match n % 5 {
        0 => String::new(),
        _ => text.to_owned(),
    };
    let yes = n.is_multiple_of(2);
    let day = now.date() + (i64::from(n % 13) - 2).days();
    let at = now.timestamp();
    let draft = one(&dossier.recommendations, n).map(|r| r.id);
    let problem = one(&work.problems, n).map(|p| p.id);
    let promise = one(&work.promises, n);
    let request = one(&work.requests, n).map(|r| r.id);
    let checklist = one(&work.checklists, n);
    let other = book
        .all()
        .nth(usize::from(n) % book.len())
        .map(Dossier::id)?;
    Some(match what % WAYS {
        0 | 1 => finished_call(dossier, n, now),
        2 => Command::AddTask(who, task(n, day)),
        3 => Command::FinishDraft(who, draft.filter(|_| yes), text(n)),
        4 => Command::AddDraft(who, text(n)),
        5..=8 => Command::AdvanceDraft(who, draft?, Box::new(advance(n, day))),
        9..=13 => Command::Brief(brief(dossier, n, now)),
        14 => Command::AddPromise(Box::new(promised(who, n, day, at))),
        15 => Command::EditPromise(Box::new(Promise {
            what: maybe("другое"),
            ..promise?
        })),
        16 => Command::ClosePromise {
            client: who,
            id: promise?.id,
            life: one(PromiseLife::ALL, n)?,
            note: words,
        },
        17 => {
            let mut facts = AdFacts::of(who, work.ads.as_deref());
            facts.analytics.push(words);
            facts.goals_set = one(&[Known::Yes, Known::No], n)?;
            Command::EditAdProfile(Box::new(facts))
        }
        18 => Command::SendDeck {
            client: who,
            recommendations: dossier
                .recommendations
                .iter()
                .filter(|r| r.life == Life::Ready || n.is_multiple_of(9))
                .map(|r| r.id)
                .collect(),
            title: maybe("Показ"),
            file: words,
            seconds: u32::from(n),
        },
        19 | 20 => Command::ApplyPlaybook(
            who,
            NewChecklist {
                playbook: format!("playbook-{}", n % 3),
                title: maybe("Начало"),
                steps: (0..n % 4)
                    .map(|step| (format!("шаг {step}"), i32::from(step), yes))
                    .collect(),
                started: now.date(),
                calendar: Calendar::default(),
            },
        ),
        21 | 22 => Command::CheckStep {
            client: who,
            id: checklist?.id,
            step: usize::from(n % 4),
            done: yes,
            note: Some(words),
        },
        23 => Command::CloseChecklist(who, checklist?.id),
        24 | 25 => Command::AddProblem(who, trouble(n)),
        26 => Command::EditProblem(who, problem?, trouble(n)),
        27 | 28 => Command::AdvanceProblem(
            who,
            problem?,
            NewProblemStep {
                to: one(ProblemLife::ALL, n)?,
                waiting_for: maybe("вебмастер"),
                until: yes.then_some(day),
                note: words,
            },
        ),
        29 => Command::MarkProblem(who, problem?, yes),
        30 => Command::ArchiveProblem(who, problem?),
        31..=34 => Command::Audit(who, audit(n, maybe("не сейчас"))),
        35 | 36 => Command::Meetings(meetings(book, who, n, now)?),
        37..=39 => Command::Terms(terms(dossier, n, day)),
        40..=42 => Command::View(views(book, n, at)?),
        43 => Command::Bulk {
            clients: vec![who, other],
            change: Box::new(bulk(n, day)),
        },
        44..=46 => Command::News(news(book, other, n, now)?),
        47..=50 => Command::Cohort(cohorts(book, who, other, n, now)?),
        51 => Command::Forecast(ForecastCommand::Make {
            client: who,
            percent: i16::try_from(n % 300).ok()? - 120,
            until: Month::new(i32::from(now.year()), i32::from(now.month()))
                .plus(i32::from(n % 15) - 1),
            note: words,
        }),
        52 => Command::Forecast(ForecastCommand::Remove {
            client: who,
            id: one(&work.forecasts, n)?.id,
        }),
        53..=55 => Command::Day(
            Box::new(DayFrame::today(now.clone())),
            day_by_hand(who, other, n),
        ),
        56 => Command::Snooze {
            client: who,
            until: day,
            reason: maybe("отпуск"),
        },
        57 => Command::Wake(who),
        58..=60 => Command::Request(RequestCommand::Add(Box::new(came_in(who, n, now)))),
        61 => Command::Request(RequestCommand::Edit(
            request?,
            Box::new(came_in(who, n, now)),
        )),
        62 | 63 => Command::Request(RequestCommand::Step(who, request?, deed(n, day))),
        64 => Command::Request(match n % 3 {
            0 => RequestCommand::ToProblem(who, request?, maybe("Проблема")),
            1 => RequestCommand::ToDraft(who, request?, maybe("Совет")),
            _ => RequestCommand::Raise(vec![FoundIncident {
                client: who,
                mark: format!("mark-{}", n % 4),
                text: maybe("упали показы"),
            }]),
        }),
        _ => Command::Request(RequestCommand::PushOut {
            fires: vec![(who, request?)],
            day: now.date(),
            victims: vec![other],
            words,
            reason: maybe("пожар"),
        }),
    })
}

fn text(n: u16) -> DraftText {
    let some = |of: u16, text: &str| {
        if !n.is_multiple_of(of) {
            text.to_owned()
        } else {
            String::new()
        }
    };
    DraftText {
        title: some(7, "Минус-слова"),
        why: some(5, "бюджет поиска уходит в сети и кончается к обеду"),
        if_done: some(11, "заявки пойдут весь день и станут дешевле"),
        if_not: some(13, "к весне за те же деньги заявок будет меньше"),
        goal: n.is_multiple_of(3).then_some(GoalId(n % 4)),
        ..DraftText::default()
    }
}

fn advance(n: u16, day: Date) -> Advance {
    let to = Life::ALL[usize::from(n) % Life::ALL.len()];
    let mut step = Advance::to(to);
    step.until = n.is_multiple_of(2).then_some(day);
    step.note = "нет бюджета".to_owned();
    step.verdict = n.is_multiple_of(3).then_some(Verdict::Unclear);
    step.decision = n.is_multiple_of(5).then(|| NewDecision {
        who: "Анна".to_owned(),
        channel: Channel::Chat,
        words: "давайте".to_owned(),
    });
    step
}

fn task(n: u16, day: Date) -> NewTask {
    NewTask {
        list: "Задачи".to_owned(),
        text: if n.is_multiple_of(7) {
            ""
        } else {
            "прислать смету"
        }
        .to_owned(),
        due: n.is_multiple_of(2).then_some(day),
        call: n.is_multiple_of(3),
    }
}

fn promised(client: ClientId, n: u16, day: Date, at: jiff::Timestamp) -> Promise {
    let side = Side::ALL[usize::from(n) % 2];
    let what = if n.is_multiple_of(7) {
        ""
    } else {
        "смета"
    }
    .to_owned();
    let mut promise = Promise::said(PromiseId::from_bytes([0; 16]), client, side, what, at);
    promise.until = n.is_multiple_of(2).then_some(day);
    promise
}

fn trouble(n: u16) -> ProblemText {
    ProblemText {
        title: if n.is_multiple_of(7) {
            ""
        } else {
            "Нет целей"
        }
        .to_owned(),
        details: "подробно ".repeat(usize::from(n % 40)),
        severity: Severity::ALL[usize::from(n) % Severity::ALL.len()],
        found_by: FoundBy::ALL[usize::from(n) % FoundBy::ALL.len()],
        solver: Solver::ALL[usize::from(n) % Solver::ALL.len()],
        sensitive: n.is_multiple_of(2),
        rule: None,
    }
}

fn finished_call(dossier: &Dossier, n: u16, now: &Zoned) -> Command {
    let client = dossier.id();
    let day = now.date() + 3.days();
    let touch = NewTouch {
        client,
        contact: dossier.contacts.first().map(|c| c.id),
        at: None,
        channel: Channel::ALL[usize::from(n) % Channel::ALL.len()],
        direction: Direction::ALL[usize::from(n) % 2],
        outcome: Outcome::ALL[usize::from(n) % Outcome::ALL.len()],
        minutes: n % 90,
        note: "сказано ".repeat(usize::from(n % 60)),
        next: match n % 3 {
            0 => NextStep::Auto,
            1 => NextStep::Clear,
            _ => NextStep::Set(follow_up(n, day)),
        },
        mood: None,
        purpose: None,
    };
    Command::FinishCall(Box::new(FinishedCall {
        promise: n
            .is_multiple_of(3)
            .then(|| promised(client, n, day, now.timestamp())),
        task: n.is_multiple_of(4).then(|| task(n, day)),
        problem: n.is_multiple_of(5).then(|| trouble(n)),
        ..FinishedCall::of(touch)
    }))
}

fn follow_up(n: u16, date: Date) -> NewFollowUp {
    NewFollowUp {
        date,
        time: n.is_multiple_of(2).then_some(Time::constant(12, 30, 0, 0)),
        reason: "смета".to_owned(),
        promised: n.is_multiple_of(3),
        channel: None,
        contact: None,
    }
}

fn brief(dossier: &Dossier, n: u16, now: &Zoned) -> BriefCommand {
    let client = dossier.id();
    let goal = GoalId(n % 4);
    match n % 7 {
        0 => BriefCommand::AddGoal(client, format!("цель {n}")),
        1 => BriefCommand::EditGoal(client, goal, "другими словами".to_owned()),
        2 => BriefCommand::CloseGoal(client, goal),
        3 => BriefCommand::ReopenGoal(client, goal),
        4 => BriefCommand::MarkAsked(client),
        5 => BriefCommand::Take {
            client,
            answers: vec![
                Answer::Goals(vec![format!("цель {n}")]),
                Answer::Words(
                    BriefField::ALL[usize::from(n) % BriefField::ALL.len()],
                    "окна".to_owned(),
                ),
            ],
            replace: BriefField::ALL
                .iter()
                .copied()
                .take(usize::from(n % 5))
                .collect(),
        },
        _ => {
            let known = dossier.work().brief.as_deref().cloned();
            let mut brief = known.unwrap_or_else(|| Brief::empty(client, now.timestamp()));
            brief.business = "окна ".repeat(usize::from(n % 90));
            BriefCommand::Edit(Box::new(brief))
        }
    }
}

fn audit(n: u16, reason: String) -> AuditStep {
    let key = HitKey {
        rule: format!("rule-{}", n % 3),
        platform: n.is_multiple_of(3).then_some(Platform::YandexDirect),
        campaign: None,
    };
    match n % 4 {
        0 => AuditStep::Dismiss {
            hits: vec![Dismissed {
                key,
                measure: i64::from(n),
            }],
            reason,
        },
        1 => AuditStep::Restore(vec![key]),
        2 => AuditStep::Problem(Box::new(FoundProblem {
            key,
            title: "Отклонено".to_owned(),
            details: String::new(),
            severity: Severity::Normal,
            solver: Solver::Platform,
            sensitive: false,
        })),
        _ => AuditStep::Draft(Box::new(FoundDraft {
            key,
            title: "Разделить поиск".to_owned(),
            why: "бюджет уходит в сети".to_owned(),
            if_done: "заявки дешевле".to_owned(),
            if_not: reason,
            how_simple: String::new(),
            how_expert: String::new(),
            kind: RecommendationKind::Hygiene,
            effort: Effort::S,
            effect: None,
        })),
    }
}

fn meetings(book: &Book, who: ClientId, n: u16, now: &Zoned) -> Option<MeetingsCommand> {
    let from = (now + i64::from(n % 100).hours()).timestamp();
    let to = (now + (i64::from(n % 100) + 1).hours()).timestamp();
    let known = one(&book.desk().meetings, n);
    Some(match n % 4 {
        0 => MeetingsCommand::Add(Meeting {
            id: MeetingId::from_bytes([0; 16]),
            uid: String::new(),
            title: "Планёрка".to_owned(),
            place: String::new(),
            from,
            to,
            client: n.is_multiple_of(8).then_some(who),
        }),
        1 => MeetingsCommand::Edit(Meeting {
            title: "Перенос".to_owned(),
            ..known?
        }),
        2 => MeetingsCommand::Remove(known?.id),
        _ => MeetingsCommand::Import {
            file: Box::new(MeetingFile {
                meetings: vec![MeetingPatch {
                    line: 1,
                    uid: format!("uid-{}", n % 3),
                    title: "Из файла".to_owned(),
                    place: String::new(),
                    from,
                    to,
                    invited: Vec::new(),
                    state: [
                        MeetingState::Stands,
                        MeetingState::Free,
                        MeetingState::Cancelled,
                    ][usize::from(n / 4 % 3)],
                }],
                series: BTreeSet::new(),
                from: (now - 31.days()).timestamp(),
                until: (now + 365.days()).timestamp(),
            }),
            label: "неделя.ics".to_owned(),
        },
    })
}

fn terms(dossier: &Dossier, n: u16, day: Date) -> TermsCommand {
    let client = dossier.id();
    let policy = ContactPolicy::ALL[usize::from(n) % ContactPolicy::ALL.len()];
    match n % 4 {
        0 => TermsCommand::SetPolicy {
            client,
            policy,
            reason: if n.is_multiple_of(5) {
                ""
            } else {
                "просил"
            }
            .to_owned(),
        },
        1 => TermsCommand::KeepPolicy(client),
        2 => TermsCommand::AskedAgain(client),
        _ => {
            let mut facts = dossier.client.clone();
            facts.policy = policy;
            facts.cadence = Cadence::Days(n % 60);
            let known = dossier.work().terms.as_deref().cloned();
            let mut terms = known.unwrap_or_else(|| ContactTerms::none(client));
            terms.response_minutes = Some(n % 600);
            terms.ask_again = n.is_multiple_of(2).then_some(day);
            TermsCommand::Agree(Box::new(facts), Box::new(terms))
        }
    }
}

fn views(book: &Book, n: u16, at: jiff::Timestamp) -> Option<ViewCommand> {
    let known = one(&book.desk().views, n);
    let query = ["tier:a", "touch:13d", "(", ""][usize::from(n % 4)].to_owned();
    Some(match n % 3 {
        0 => ViewCommand::Add(Box::new(View {
            name: format!("вид {}", n % 5),
            query,
            key: n.is_multiple_of(2).then_some(u8::try_from(n % 12).ok()?),
            made_at: at,
            ..View::blank()
        })),
        1 => ViewCommand::Edit(Box::new(View { query, ..known? })),
        _ => ViewCommand::Remove(known?.id),
    })
}

fn bulk(n: u16, day: Date) -> BulkChange {
    match n % 9 {
        0 => BulkChange::Tier(Tier::ALL[usize::from(n / 9) % Tier::ALL.len()]),
        1 => BulkChange::Policy(ContactPolicy::ALL[usize::from(n / 9) % 4], "так".to_owned()),
        2 => BulkChange::Cadence(Cadence::Days(n % 400)),
        3 => BulkChange::AddTag(format!("тег {}", n % 4)),
        4 => BulkChange::RemoveTag(format!("тег {}", n % 4)),
        5 => BulkChange::Plan(follow_up(n, day)),
        6 => BulkChange::Park {
            reason: "ремонт".to_owned(),
            until: day,
        },
        7 => BulkChange::Archive,
        _ => BulkChange::Restore,
    }
}

fn news(book: &Book, other: ClientId, n: u16, now: &Zoned) -> Option<NewsCommand> {
    let known = one(&book.desk().news, n);
    Some(match n % 6 {
        0 | 1 => NewsCommand::Add(Box::new(News {
            id: NewsId::from_bytes([0; 16]),
            title: if n.is_multiple_of(7) {
                ""
            } else {
                "Новое"
            }
            .to_owned(),
            text: "слова".to_owned(),
            expert: String::new(),
            kind: NewsKind::ALL[usize::from(n) % NewsKind::ALL.len()],
            query: String::new(),
            from: now.date(),
            until: n.is_multiple_of(3).then_some(now.date()),
            told: Vec::new(),
            made_at: now.timestamp(),
            closed_at: None,
        })),
        2 => NewsCommand::Edit(Box::new(News {
            text: "другое".to_owned(),
            ..known?
        })),
        3 => NewsCommand::Close(known?.id),
        4 => NewsCommand::Tell(known?.id, vec![other]),
        _ => NewsCommand::Untell(known?.id, vec![other]),
    })
}

fn cohorts(
    book: &Book,
    who: ClientId,
    other: ClientId,
    n: u16,
    now: &Zoned,
) -> Option<CohortCommand> {
    let known = one(&book.desk().cohorts, n).map(|c| c.id);
    let cohort = || known;
    Some(match n % 6 {
        0 | 1 => CohortCommand::Freeze(Box::new(NewCohort {
            name: format!("отрезок {}", n % 3),
            month: n
                .is_multiple_of(2)
                .then_some(Month::new(i32::from(now.year()), i32::from(now.month()))),
            method: Method::ALL[usize::from(n) % Method::ALL.len()],
            query: String::new(),
            hypothesis: "вырастут".to_owned(),
            clients: vec![(who, 40), (other, 3)],
            held_out: u8::try_from(n % 3).ok()?,
            replace: n.is_multiple_of(4),
        })),
        2 => CohortCommand::Leave {
            cohort: cohort()?,
            client: who,
            reason: "ушёл".to_owned(),
        },
        3 => CohortCommand::Rejoin {
            cohort: cohort()?,
            client: who,
        },
        4 => CohortCommand::Join {
            cohort: cohort()?,
            client: other,
            score: u8::try_from(n % 101).ok()?,
        },
        _ => CohortCommand::Close {
            cohort: cohort()?,
            verdict: "вышло".to_owned(),
        },
    })
}

fn day_by_hand(who: ClientId, other: ClientId, n: u16) -> DayCommand {
    match n % 8 {
        0 => DayCommand::Pin {
            client: who,
            at: Time::constant(11, 0, 0, 0),
        },
        1 => DayCommand::Unpin(who),
        2 => DayCommand::Move {
            client: who,
            to: if n.is_multiple_of(16) {
                Shift::Earlier
            } else {
                Shift::Later
            },
        },
        3 => DayCommand::Swap(who, other),
        4 => DayCommand::Drop {
            client: who,
            reason: "не успеть".to_owned(),
        },
        5 => DayCommand::Add(who),
        6 => DayCommand::Minutes(Some(n)),
        _ => DayCommand::OpenMorning,
    }
}

fn came_in(client: ClientId, n: u16, now: &Zoned) -> NewRequest {
    NewRequest {
        client,
        kind: RequestKind::ALL[usize::from(n) % RequestKind::ALL.len()],
        text: if n.is_multiple_of(7) {
            ""
        } else {
            "когда отчёт"
        }
        .to_owned(),
        channel: n.is_multiple_of(2).then_some(Channel::Chat),
        contact: None,
        received_at: n
            .is_multiple_of(3)
            .then(|| (now - i64::from(n % 80).hours()).timestamp()),
        urgent: n.is_multiple_of(4),
        slot: None,
        minutes: n % 50,
        calendar: Calendar::default(),
    }
}

fn deed(n: u16, day: Date) -> RequestDeed {
    let words = "сделали".to_owned();
    let who = "Анна".to_owned();
    match n % 8 {
        0 => RequestDeed::React { words },
        1 => RequestDeed::Relay { to: who, words },
        2 => RequestDeed::Answer { who, words },
        3 => RequestDeed::Deliver {
            who,
            words,
            channel: None,
            minutes: n % 40,
        },
        4 => RequestDeed::Park {
            slot: day.at(15, 0, 0, 0),
        },
        5 => RequestDeed::Note { who, words },
        6 => RequestDeed::Drop { reason: words },
        _ => RequestDeed::Reopen,
    }
}
