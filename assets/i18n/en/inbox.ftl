# The inbox: requests, questions, fires, incidents, ideas, speed of reaction, reminders.

request-kind-request = request
request-kind-question = question
request-kind-fire = fire
request-kind-incident = incident
request-kind-idea = idea
request-life-open = open
request-life-parked = parked
request-life-asked = asked
request-life-answered = answered
request-life-done = closed
request-life-dropped = dropped

# Refusals
rule-no-request = There is no such request.
rule-request-empty = Write down what was said: a request has words.
rule-received-ahead = That time has not come yet. Say when it came in, up to now.
rule-request-closed = It is closed already. Take it up again first.
rule-relay-unclear = Name who the question goes to.
rule-answer-empty = Write the answer down in the specialist's words.

# The screen
inbox-title = Inbox
inbox-tab-request = Requests
inbox-tab-question = Questions
inbox-tab-fire = Fires
inbox-tab-incident = Incidents
inbox-tab-idea = Ideas
inbox-tab-speed = Speed
inbox-left = in { $time }
inbox-late = { $time } late
inbox-kept = answered in time
inbox-broken = answered too late
inbox-there = { $time } there
inbox-closed = Closed
inbox-half = The answer is here, the client does not have it yet
inbox-to-deliver = pass on to the client
inbox-asked = asked: { $who }
inbox-reacted = in touch, under way
inbox-pushes-out = Instead of
inbox-none-here = Nothing here yet.
inbox-closed-already = Closed already. { $key } takes it up again.
inbox-empty-request = No requests. { $key } writes down what a client asks for.
inbox-empty-question = No open questions. { $key } writes one down, to be passed on word for word.
inbox-empty-fire = Nothing burns. { $fire } from anywhere takes a fire down for the next stand-up.
inbox-empty-incident = No incidents. They come by themselves when imported figures behave oddly.
inbox-empty-idea = No ideas. { $key } writes one down before it is forgotten.
inbox-why-owes-nothing = Nothing was promised to the client here: there is no deadline.
inbox-why-nothing-agreed = No response time was agreed when it came in: only its age is shown.
inbox-why-no-due = An answer was promised within { $minutes }, but the client's calendar has no working hours within a year: no deadline can be reckoned.
inbox-why-due = Promised within { $minutes } of the client's working time ({ $from }–{ $to } on their clock). Deadline: { $due }, there { $there }.
inbox-no-such-client = No such client. Type a part of the name.
inbox-which-client = { $count ->
    [one] { $count } client: { $names }
   *[other] { $count } clients, for example: { $names }
}

request-step-open = taken up again
request-step-parked = parked until the stand-up
request-step-asked = asked:
request-step-answered = answer:
request-step-done = closed
request-step-dropped = dropped
request-step-reacted = told it is under way
request-step-told = told:

# Forms
request-new-title = What came in
request-edit-title = Request
request-client = Client
request-text = Client's words
request-kind = What it is
request-received = Came in
request-received-hint = now, or 10:15, yesterday 17:30, 15 min ago
request-received-wrong = When is not clear. Taken are: 10:15, yesterday 17:30, 20.11 17:45, 15 min ago.
request-channel = Channel
request-no-channel = we noticed it
request-contact = From whom
request-nobody = not named
request-minutes = Minutes
request-minutes-hint = how long it takes
request-urgent = Urgent, past stand-ups
request-became-problem = became a problem
request-became-draft = became a recommendation
fire-text = What burns
fire-text-hint = enter parks it, a leading ! or ctrl-u makes it urgent
fire-title = Fire
fire-title-slot = Fire · until the { $slot } stand-up
fire-urgent = urgent
fire-no-slot = no stand-up
fire-slot-gone = { $slot } has gone by
fire-slot-moved = gone by, now { $slot }
fire-slot-in = { $slot } in { $left }
answer-title = Answer
answer-words = Words
answer-deed = What was done
answer-deliver = the client has the answer
answer-put-out = put out
answer-specialist = the specialist answered
answer-react = told it is under way
answer-note = somebody was told
answer-who = Who, or to whom
answer-channel = Touch
answer-no-touch = do not log
answer-amends = Compensation
answer-amends-said = Compensation: { $what }
relay-title = Ask a specialist
relay-to = Whom
relay-words = Question
drop-title = Drop
drop-reason = Why

# Fires
fires-waiting = { $count ->
    [one] { $count } fire
   *[other] { $count } fires
}
fires-slot = fires { $count } · { $slot } in { $left }
fires-slot-day = fires { $count } · { $slot }
fires-urgent = ! urgent { $count }
sheet-title = Stand-up · { $slot }
sheet-title-bare = Stand-up
sheet-head = { $count ->
    [one] { $count } fire, { $time } for it
   *[other] { $count } fires, { $time } for them
}
sheet-fires = What burns
sheet-none = Nothing burns: no stand-up is needed.
sheet-taken = If something was added, something is taken
sheet-need = needed beyond the stand-up { $need }, made free { $given }
sheet-no-calls = No calls are left today that could be given up: the others are promised.
sheet-guess = { $count } min?
sheet-told = told
sheet-not-told = nobody told
sheet-pushed = Not called today: { $names }
sheet-pushed-nothing = Nothing was taken: it fits into the stand-up
sheet-reason = pushed out by a fire

# Speed
speed-count = { $count ->
    [one] { $count } first reaction in { $days } days
   *[other] { $count } first reactions in { $days } days
}
speed-median = usually { $time }
speed-waiting = { $count ->
    [one] { $count } waits
   *[other] { $count } wait
}
speed-how = Counted are the client's working minutes from arrival to the first reaction; nights and weekends do not count.
speed-own = you
speed-market = survey of agencies
speed-bin-minutes = within { $count } min
speed-bin-hours = within { $count } h
speed-bin-day = the next day
speed-market-hour = { $share } with the next line
speed-market-rest = { $share } with the next line
speed-market-shared = ↑
speed-decimal-point = .
speed-within = Within { $time }: you { $own }, the survey { $market }.
speed-honest = The survey names 14.6 % within 15 minutes, about 70 % within the hour and 18.8 % up to three hours. The stretch between 15 minutes and the hour is not named there: 30 minutes is our own division, and so is the rest beyond three hours.
speed-promises = The promised time
speed-none-promised = No response time was agreed with anybody. It belongs to a client's terms of contact.
speed-broken = { $broken } of { $promised } broken
speed-reactions = { $count ->
    [one] { $count } reaction
   *[other] { $count } reactions
}
speed-client-broken = { $broken } of { $promised } broken

# Reminders
due-call = { $time } call: { $client }
due-answer = Time to answer: { $client }
due-deliver = Pass the answer on: { $client }
due-promise = We promised: { $client }
due-slot = { $count ->
    [one] Stand-up at { $time }: { $count } fire
   *[other] Stand-up at { $time }: { $count } fires
}
due-fires-wait = { $count ->
    [one] { $count } fire waits for the stand-up at { $slot }
   *[other] { $count } fires wait for the stand-up at { $slot }
}
due-slot-offer = { $what }. The sheet: { $inbox }, then { $sheet }
due-rest = { $count ->
    [one] and { $count } more
   *[other] and { $count } more
}

# Command line
cli-request-added = { $client }: written down ({ $kind }).
cli-request-due = Promised until { $due }.
cli-fire-parked = { $client }: the fire is parked until { $slot }.
cli-fire-urgent = { $client }: the fire is written down as urgent.
cli-bad-received = --received: cannot read “{ $text }”. Taken are 10:15, "yesterday 17:30", "15 min ago", 2026-11-20T17:45.
cli-received-ahead = --received: { $text } has not come yet.
cli-inbox-empty = Nothing came in.
cli-due-none = Nothing is due now.
cli-due-title = { $count ->
    [one] { $count } thing is due
   *[other] { $count } things are due
}
cli-due-no-desktop = There is no program for notices (notify-send), so in words: { $text }
cli-due-desktop-failed = The notice was not shown ({ $reason }): { $text }
cli-import-incidents = { $count ->
    [one] { $count } incident raised.
   *[other] { $count } incidents raised.
}
import-incidents = { $count ->
    [one] { $count } incident raised
   *[other] { $count } incidents raised
}
