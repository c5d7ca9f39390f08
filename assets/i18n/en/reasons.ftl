# Why a row asks for attention, in words. Ten words at most: a row of the agenda is one line.

reason-promised = call promised
reason-promised-at = call promised for { $time }
reason-promised-overdue = { $days }d overdue
reason-awaits-decision = { $count ->
    [1] decision awaited for { $age }
   *[other] { $count } decisions awaited, { $age }
}
reason-agreed-accepted = due to be in place { $date }: { $title }
reason-agreed-postponed = asked to come back { $date }: { $title }
reason-planned = planned
reason-planned-for = planned: { $text }
reason-planned-overdue = planned for { $date }, overdue
reason-planned-overdue-for = planned for { $date }, overdue: { $text }
reason-cadence-due = { $silent ->
    [one] { $silent } day of silence, rhythm { $every }
   *[other] { $silent } days of silence, rhythm { $every }
}
reason-never-touched = { $days ->
    [0] never talked to, a new client
    [one] never talked to in { $days } day
   *[other] never talked to in { $days } days
}
reason-silent = { $days ->
    [one] { $days } day of silence
   *[other] { $days } days of silence
}
reason-drafts-ready = { $count ->
    [one] { $count } recommendation ready to present
   *[other] { $count } recommendations ready to present
}
reason-onboarding = { $day ->
    [7] first week: day 7
    [30] first month: day 30
    [60] second month: day 60
   *[other] onboarding: day { $day }
}
reason-birthday = birthday: { $name }, { $when }
reason-unanswered = { $count ->
    [one] { $count } attempt unanswered
   *[other] { $count } attempts unanswered
}

# What the call is for: one line
value-keep-promise = keep the promise: { $text }
value-ask-decision = hear the decision: { $title }
value-ready-recommendation = present: { $title }
value-get-acquainted = get acquainted
value-spend-fell = spend fell by { $percent } against the months before
value-spend-grew = spend grew by { $percent } against the months before
value-just-talk = { $days ->
    [one] keep in touch: { $days } day without a talk
   *[other] keep in touch: { $days } days without a talk
}

reason-answer-owed = waits for an answer: { $text }
reason-answer-owed-days = { $days ->
    [one] waits for an answer for { $days } day: { $text }
   *[other] waits for an answer for { $days } days: { $text }
}
reason-answer-until = answer promised by { $time }: { $text }
reason-answer-late = answer { $late } late: { $text }
reason-fire = fire: { $text }
reason-fire-urgent = urgent fire: { $text }
reason-fire-slot = fire for { $time }: { $text }
reason-incident = incident: { $text }
reason-by-hand = placed by you
reason-focus = focus of the month, score { $score }
reason-holiday = { $name }, { $when }
reason-news = { $count ->
    [1] news to tell: { $title }
   *[other] { $count } news to tell: { $title }
}

value-give-answer = give the answer: { $text }
value-put-out = deal with it: { $text }
value-tell-news = tell the news: { $title }
value-work-focus = work the client of the focus
value-congratulate = congratulate: { $name }
