# The working day: columns, orders, labels
app-name = Planerka
opening = opening the portfolio
column-client = client
column-spend = spend
column-quarter = 3 months
column-silence = silent
column-next = next
column-stage = stage
column-contact = contact
sort-name = by name
sort-silence = by silence
sort-next-touch = by next touch
sort-spend = by spend
sort-stage-age = by time on stage
sort-tier = by tier
cycle-mark = c
day-mark = d
mark-why = why
mark-if = if
drafts-own-only = this client only
agenda-load = { $count } · { $planned } of { $budget }
agenda-left-out = { $count ->
    [one] { $key } for { $count } more that did not fit
   *[other] { $key } for { $count } more that did not fit
}
agenda-left-closed = { $key } for what waits for tomorrow: { $count }
agenda-left-day-off = { $key } for what waits for a working day: { $count }
agenda-local = { $time } there
agenda-day-off = A day off: no calls are planned.
status-done-today = { $count ->
    [one] { $count } touch today, { $time }
   *[other] { $count } touches today, { $time }
}
done-undo = Undone: { $what }
done-redo = Done again: { $what }
nothing-to-undo = There is nothing to undo.
nothing-to-redo = There is nothing to redo.
ask-archive = Archive “{ $name }”?
ask-archive-hint = The client leaves the lists; everything recorded stays.
ask-archive-draft = Archive the recommendation “{ $name }”?
ask-quit-unsaved = Not everything is saved. Leave anyway?
copied = Copied: { $text }
copied-lines = { $count ->
    [one] { $count } line copied
   *[other] { $count } lines copied
}
no-phone = The client has no phone.
no-client = Choose a client first.
no-draft = Choose a recommendation first.
moved = { $name } is now in “{ $stage }”
moved-many = { $count ->
    [one] { $count } client moved
   *[other] { $count } clients moved
}
emergency-copied = Emergency copy: { $path }
file-written = Written: { $path }
theme-now = Theme: { $name }
no-next-call = There are no more calls in the plan.
keymap-more = { $problem } (and { $count } more; planerka keys --check shows all)
library-problem = { $place }: “{ $entry }” is left out: { $fault }
library-problem-file = { $place }: { $fault }
library-more = { $problem } (and { $count } more; planerka playbook list shows all)
error-editor = The editor failed: { $reason }. The text is as it was.
error-directory = { $path } cannot be opened: { $reason }
error-not-written = Nothing can be written to { $path }: { $reason }. Nothing is lost, the text can be copied.
import-finished = Imported: { $new } new, { $updated } updated, { $unchanged } unchanged, { $skipped } skipped.
import-stopped = Stopped. One undo takes back what was written.
draft-at-its-end = The recommendation has come all its way, there is no further step.
confirm-bulk-move = { $count ->
    [one] { $count } client moves in all, to its own next stage
   *[other] { $count } clients move in all, each to its own next stage
}
undo-large = Undo “{ $what }”?
undo-large-detail = { $count ->
    [one] { $count } record changes
   *[other] { $count } records change
}
undo-verb = Undo
next-on = next { $date }
theme-dark = dark
theme-light = light
theme-contrast = contrast
