# Questions
confirm-title = Question
confirm-others = { $count ->
    [one] and { $count } more client
   *[other] and { $count } more clients
}
confirm-move = Move to { $stage } anyway

# The list of changes
history-undo = Undo
history-undo-many = { $count ->
    [one] Undo the last step: { $last }?
   *[other] Undo the last { $count } steps, back to “{ $last }” included?
}
history-more = { $count ->
    [one] and { $count } more step
   *[other] and { $count } more steps
}
history-redo-in-turn = They come back in turn: { $key } brings the next one.

# Commands
palette-placeholder = what to do or whom to find
palette-nothing = Nothing found. Russian and English names both work.
palette-client = client

# A recommendation
draft-title = Recommendation: { $client }, { $life }
draft-name = What to do
draft-name-hint = in one line
draft-why = Why
draft-why-hint = which of the client’s aims it serves
draft-if-done = What happens if it is done
draft-if-done-hint = what to expect and when
draft-if-not = What happens if it is not
draft-if-not-hint = what is at stake
draft-effort = Effort
draft-kind = Kind
draft-lacks = Not ready yet, lacks: { $what }
draft-complete = All there. { $key } saves it and marks it ready.
draft-leave = Not saved. Esc once more drops it.
draft-too-long = That is more text than fits here.

# Help
help-there = In: { $place }
help-search = a name in Russian or English, @key
help-how-to-search = { $key } searches by name, @ by key
help-nothing = Nothing found.

# Importing a file
import-folder = Folder
import-path-hint = part of a name, or a path
import-listing = Reading the folder…
import-empty-folder = Nothing here.
import-no-match = No such name here.
import-size = { $size } KB
import-reading = Reading the file
import-writing = Importing
import-stopping = Stopping…
import-stop = { $key } stops it
import-close = { $key } closes
import-back = { $key } to choose another file
import-all = all
import-new = new
import-update = changes
import-unchanged = unchanged
import-skip = skipped
import-conflict = unclear
import-problems = unreadable
import-no-rows = No rows.
import-nothing-new = Nothing new in the file, nothing to import.
import-will-write = { $count ->
    [one] { $key } writes { $count } record. One step undoes it.
   *[other] { $key } writes { $count } records. One step undoes it.
}
