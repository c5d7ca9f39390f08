# The morning: the agenda, its dialogs, meetings of the calendar
rule-no-meeting = This meeting is gone.
rule-ends-before-begin = The meeting ends before it begins: put its end right.
import-ics-not-calendar = “{ $file }”, line { $line }: a calendar begins with BEGIN:VCALENDAR, this does not.
import-ics-broken = “{ $file }”, line { $line }: “{ $found }” closes what was not opened; export the calendar again.
import-ics-unended = “{ $file }”: the part { $found } of line { $line } is not closed: the file is cut short, export the calendar again.
import-ics-no-start = Line { $line }: the meeting has no beginning and is left out.
import-ics-bad-rule = Line { $line }: the rule of repetition cannot be read, only the first meeting is taken.
import-ics-bad-time = Line { $line }: the time of the meeting cannot be read, it is left out.
import-ics-bad-span = Line { $line }: the meeting ends before it begins and is left out.
import-ics-zone = Line { $line }: the zone “{ $found }” is not known, the time is taken as yours.
import-ics-too-many = Line { $line }: too many repetitions, the first { $found } are taken.
import-ics-todos = To-dos (VTODO) in the file: { $found }. Only meetings are taken.
import-ics-journals = Journal entries (VJOURNAL) in the file: { $found }. Only meetings are taken.
meeting-untitled = (no title)
meeting-free = leaves the time free
meeting-cancelled = called off
meeting-removed = called off, leaves the day
meeting-moved = its time or words changed
cli-import-meetings-done = Imported. New meetings: { $new }, changed: { $updated }. To take it back: planerka undo
import-meetings-not = The meetings were not imported.
agenda-done = { $count } done · { $time }
agenda-mark-pinned = pinned
agenda-mark-missed = missed
agenda-mark-clash = clash
agenda-mark-swap = swapping
agenda-swap-with = { $name }: swap with whom? Go to the row and press { $key }. To forget it: { $cancel }
agenda-outside = outside the client's hours
agenda-outside-there = outside the client's hours: { $time } there
agenda-replanned = The rest of the day is planned anew as of { $time }. What is pinned or done stays.
plan-call = Call
plan-copied = { $count ->
    [one] The plan is copied: { $count } call
   *[other] The plan is copied: { $count } calls
}
plan-explain-title = Why it stands here
write-plan-title = The plan of the day
write-plan-text = Text — onto the clipboard
write-plan-md = Markdown — onto the clipboard
write-plan-ics = Calendar (.ics) — into a file
write-plan-json = JSON — into a file
queue-title = What did not fit
queue-waiting = No room
queue-aside = Put aside by a decision
queue-empty = Everybody who waits for a call is in the plan.
form-snooze-title = Put off
form-snooze-until = until
form-snooze-reason = why
form-strike-title = Strike off the day
form-strike-reason = why
morning-title = Since yesterday
morning-offer = { $count ->
    [one] { $count } thing is new since yesterday, { $key } to see
   *[other] { $count } things are new since yesterday, { $key } to see
}
morning-left = Left of earlier days
morning-incidents = Figures
morning-came = Came in
morning-come = The day has come
morning-occasions = Occasions
morning-focus = Focus of the month
morning-quiet = Nothing new since yesterday.
morning-touched = { $count ->
    [one] { $count } client touched
   *[other] { $count } clients touched
}
morning-reached = { $count } reached
morning-closed = { $count } closed
morning-answered = { $count } answered
morning-clock-back = The clock was set back: the latest record is of { $date }. Days of silence and waiting count right again when the time is right.
morning-left-promised = we promised to call
morning-left-planned = we meant to call
morning-left-agreed = we promised
morning-left-step = a step of the checklist
morning-left-pin = a call was set for
morning-fire = fire
morning-until = answer until { $date }
morning-come-promised = a promised call
morning-come-planned = a planned call
morning-come-ours = we promised for today
morning-come-theirs = the client promised for today
morning-come-answer = an answer is awaited today
morning-come-park = the pause is over
morning-come-woke = may come back to the plan, was put off
morning-entered = in the focus
morning-exited = left the focus: { $reason }
cli-export-cards-only = Only people are written as { $format }: planerka export contacts --format { $format }
cli-export-all-only = All tables at once do not fit into { $format }: planerka export all --format json (or jsonl)
cli-export-plan-only = Only the plan of a day is written as { $format }: planerka export agenda --format { $format }
