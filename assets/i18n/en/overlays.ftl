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
