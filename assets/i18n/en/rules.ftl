# Refusals: what may not be and what may
rule-no-client = There is no such client.
rule-no-contact = There is no such contact.
rule-no-recommendation = There is no such recommendation.
rule-name-missing = A name is needed, or the record cannot be found again.
rule-reason-missing = A reason is needed, a few words will do.
rule-not-ahead = { $date } is in the past; a date ahead is needed.
rule-archived = The client is archived. Restore it first.
rule-nothing = There is nothing to change.
rule-no-stage-before = This is the first stage, there is nowhere back.
rule-leaves-early = { $client } leaves “{ $stage }” early.
rule-lacks = Missing: { $what }. The recommendation is not ready without it.
rule-no-step = From “{ $from }” there is no step to “{ $to }”.
rule-opening = The portfolio is still being opened, one second.
rule-conflict = The record has changed meanwhile; the new state is shown.

# What a stage lacks
missing-contact = no contact is known
missing-decision-maker = nobody is marked as the decision maker
missing-talk = nobody was talked to on this stage
missing-ready = no recommendation is ready
missing-unfinished = { $count ->
    [one] { $count } draft is unfinished
   *[other] { $count } drafts are unfinished
}
missing-undecided = { $count ->
    [one] { $count } recommendation awaits the client’s decision
   *[other] { $count } recommendations await the client’s decision
}
missing-implemented = { $count ->
    [one] { $count } accepted recommendation is not in place
   *[other] { $count } accepted recommendations are not in place
}
lack-title = title
lack-why = why
lack-if-done = what happens if done
lack-if-not = what happens if not done

# Cadence
cadence-off = no rhythm
cadence-days = { $count ->
    [one] every day
   *[other] every { $count } days
}
cadence-report-window = monthly, in the report days

# What was done: journal and undo list
intent-add-client = client added
intent-edit-client = client edited
intent-archive-client = client archived
intent-restore-client = client restored
intent-add-contact = contact added
intent-edit-contact = contact edited
intent-remove-contact = contact removed
intent-move-stage = stage move
intent-park = parked
intent-unpark = back to work
intent-set-spend = spend
intent-log-touch = touch
intent-plan-touch = next touch
intent-clear-touch = next touch cleared
intent-add-draft = recommendation written
intent-edit-draft = recommendation edited
intent-advance-draft = recommendation step
intent-archive-draft = recommendation archived
intent-import = file imported
intent-fill-demo = demo portfolio
intent-edit-brief = brief edited
intent-ask-brief = questionnaire sent
intent-add-problem = new problem
intent-edit-problem = problem edited
intent-advance-problem = step of a problem
intent-archive-problem = problem put away
intent-edit-ad-profile = ad profile edited
intent-import-campaigns = campaigns imported
intent-dismiss-hit = finding dismissed
intent-restore-hit = finding brought back
intent-check-effect = effect checked
intent-send-deck = presentation sent
intent-apply-playbook = playbook applied
intent-check-step = step of a checklist
intent-close-checklist = checklist put away
intent-add-promise = new agreement
intent-edit-promise = agreement edited
intent-close-promise = outcome of an agreement
intent-agree-terms = contact terms
intent-set-policy = contact policy
intent-add-request = new request
intent-edit-request = edit of a request
intent-advance-request = step of a request
intent-make-forecast = forecast
intent-remove-forecast = forecast struck out
intent-snooze = put off
intent-wake = brought back to the agenda
intent-save-view = saved view
intent-remove-view = removed view
intent-freeze-focus = frozen segment
intent-edit-focus = change of a frozen segment
intent-close-focus = closed segment
intent-arrange-day = change of the day plan
intent-import-meetings = calendar
intent-edit-meeting = meeting
intent-add-news = news
intent-edit-news = edit of news
intent-tell-news = news told
intent-edit-many = change of many clients
intent-add-task = task
rule-hit-taken = Already being dealt with: “{ $title }”.
