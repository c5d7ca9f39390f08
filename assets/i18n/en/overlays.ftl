# Questions
confirm-title = Question
confirm-others = { $count ->
    [one] and { $count } more client
   *[other] and { $count } more clients
}
confirm-move = Move to { $stage } anyway
