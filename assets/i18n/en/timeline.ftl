# The timeline of a client and the table of cycles.

timeline-all = { $count ->
    [one] all, { $count } event
   *[other] all, { $count } events
}
timeline-some = { $shown } of { $count } shown
timeline-none-found = No such events.
timeline-kind-touch = touches
timeline-kind-stage = stages
timeline-kind-recommendation = recommendations
timeline-kind-problem = problems
timeline-kind-deck = presentations
timeline-kind-agreement = agreements
timeline-kind-import = reports
timeline-kind-brief = brief
timeline-stage = Stage: { $stage }
timeline-cycle = Cycle { $cycle } begun: { $stage }
timeline-untitled = untitled
timeline-advice-written = Recommendation “{ $title }” written
timeline-advice = Recommendation “{ $title }”: { $life }
timeline-problem-found = Problem found: { $title }
timeline-problem-told = The client told of a problem: { $title }
timeline-problem-open = Problem “{ $title }” open again
timeline-problem-waiting = Problem “{ $title }”: waiting for an answer
timeline-problem-solved = Problem “{ $title }” solved
timeline-problem-verified = Problem “{ $title }”: solution verified
timeline-deck = { $count ->
    [one] Presentation “{ $title }” sent, { $count } recommendation
   *[other] Presentation “{ $title }” sent, { $count } recommendations
}
timeline-promised-ours = We promised: { $what }
timeline-promised-client = The client promised: { $what }
timeline-kept = Kept: { $what }
timeline-broken = Broken: { $what }
timeline-withdrawn = Withdrawn: { $what }
timeline-applied = Checklist “{ $title }” begun
timeline-put-away = Checklist “{ $title }” put away
timeline-step = Done: { $text } ({ $title })
timeline-import = { $count ->
    [one] Report { $file } imported: { $from } – { $to }, { $count } campaign
   *[other] Report { $file } imported: { $from } – { $to }, { $count } campaigns
}
timeline-brief-edited = Brief changed
timeline-brief-asked = Questionnaire sent to the client

# Cycles
cycles-title = Cycles: what each gave
cycles-number = cycle { $number }
cycles-days = days
cycles-problems = solved
cycles-advice = recommendations
cycles-spend = spend
cycles-worked = { $worked } of { $checked } worked
cycles-explain = Cycle { $number }: { $days } days
cycles-explain-how = Problems: { $solved } solved during it, { $found } found. Recommendations: { $written } written, { $sent } presented, { $accepted } accepted, { $declined } declined, { $implemented } put in place, { $checked } checked. Spend a month: { $before } on average over the three full months before it began, { $after } over its last three full months.
cycles-no-data = no data
