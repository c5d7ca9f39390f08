# Agreements, checklists, playbooks, the evening screen.

until-none = no date
until-date = by { $date }
until-overdue = { $days ->
    [one] { $days } day late
   *[other] { $days } days late
}
quoted = “{ $text }”
page-search = words to look for

# Agenda
reason-promise-overdue = promised by { $date }, { $days } d late: { $what }
reason-promise-today = promised for today: { $what }
reason-promise-until = promised by { $date }: { $what }
reason-promise-client = the client promised by { $date }: { $what }
reason-checklist-step = { $title }: { $text }
value-remind-promise = remind: { $what }
value-checklist-step = { $text }

# Refusals
rule-no-promise = There is no such agreement.
rule-no-checklist = There is no such checklist.
rule-promise-empty = Say what is promised.
rule-playbook-empty = This playbook has no steps.
rule-already-applied = “{ $title }” is under way with this client. Finish it or put it away.

# The page
agreements-ours = We promised
agreements-client = The client promised
agreements-open = { $count ->
    [0] nothing open
   *[other] { $count } open
}
agreements-kept = { $kept } kept, { $broken } broken
agreements-none-ours = We promised nothing. { $key } writes a promise down.
agreements-none-client = The client promised nothing. { $key } writes one down.
agreements-none-found = Nothing found.
agreements-hidden = and { $count } closed, { $key } shows them
agreements-no-lists = No checklists. { $key } picks a playbook.
agreements-start = { $key } picks a playbook: the first 60 days, start agreement, month end.
promise-open = in force
promise-kept = kept
promise-broken = broken
promise-withdrawn = withdrawn
checklist-progress = { $done } of { $all }
checklist-late = { $count ->
    [one] { $count } step late
   *[other] { $count } steps late
}
checklist-done = all done
checklist-put-away = put away
checklist-call = talk
checklist-done-on = done { $date }
checklist-ask-close = Put “{ $title }” away? Steps not done: { $count }.
checklist-close = Put away

explain-kept = { $side }: { $kept } kept, { $broken } broken
explain-kept-how = All agreements that ended so, of all time; those withdrawn by consent do not count. Share kept: { $share }. Open now: { $open }, of them late on { $date }: { $late }.
explain-no-share = nothing to count yet
explain-progress = { $title }: { $done } of { $all }
explain-progress-how = Steps done of all. Due days count from { $date }; days off move to the next working day.

# The form of an agreement
promise-new-title = New agreement
promise-edit-title = Agreement
promise-side = Who promised
side-ours = we
side-client = the client
promise-what = What
promise-who = Who exactly
promise-who-none = does not matter
promise-who-other = somebody else
promise-who-name = Name
promise-until = Until
promise-evidence = Word for word
promise-note = How it ended
promise-broken-title = Broken
promise-withdrawn-title = Withdrawn by consent
step-title = Step of a checklist
step-done = Done
step-note = What came of it

# Playbooks
playbook-title = Playbook
playbook-steps = { $count ->
    [one] { $count } step
   *[other] { $count } steps
}
playbook-days = { $days ->
    [0] in one day
    [one] { $days } day
   *[other] { $days } days
}
playbook-running = under way, { $done } of { $all }
playbook-from = Start: { $date }
playbook-from-keys = { $keys } shift by a day, { $date } another date
playbook-none = No playbook found.
playbook-start-title = Start date
playbook-start = Start

# Evening
evening-title = Evening: what is closed?
evening-calls = Calls promised
evening-waiting = { $count ->
    [one] { $count } more request waits for an answer today: g i
   *[other] { $count } more requests wait for an answer today: g i
}
evening-call-broken = The call is still yours: n sets another day, m says it was settled otherwise.
evening-ours = We promised
evening-client = The client promised
evening-steps = Steps of checklists
evening-left = { $count ->
    [one] { $count } open item
   *[other] { $count } open items
}
evening-closed = closed today: { $count }
evening-touched = { $count ->
    [one] { $count } client talked to or tried today
   *[other] { $count } clients talked to or tried today
}
evening-all-closed = All is closed. Nothing promised for today is left.

# Overview of the card
due-title = Promised
due-ours = we
due-client = client
due-step = step
due-more = and { $count } more, page { $page }

# Command line
cli-promise-added = Written down: { $what }.
cli-playbook-applied = { $title }: { $count ->
    [one] { $count } step
   *[other] { $count } steps
} for “{ $client }”.
cli-no-playbook = There is no playbook “{ $text }”. There are: { $known }.
cli-card-promises = Agreements
cli-card-checklists = Checklists
cli-card-cycles = Cycles
