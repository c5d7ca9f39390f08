# Who may grow, who is to be kept: scores, what they are made of, and the back-test

# Verdicts: what to do with a client
quadrant-grow = grow
quadrant-grow-and-guard = grow and guard
quadrant-keep-warm = keep warm
quadrant-news-only = news only

# In a column of the list: nine cells at most
verdict-short-grow = grow
verdict-short-grow-and-guard = grow+keep
verdict-short-keep-warm = keep warm
verdict-short-news-only = news only
verdict-short-too-little = too new
verdict-short-stopped = no spend

confidence-low = low
confidence-medium = medium
confidence-high = high

standing-scored = scored
standing-too-little = too little history
standing-stopped = no spend

ranking-method-most-active = most active first
ranking-method-biggest = biggest first
ranking-method-last-month = last month
ranking-method-formula = formula
ranking-method-fitted = portfolio model
ranking-method-by-hand = by hand

ranking-list-protect = Protect
ranking-list-grow = Grow
ranking-by-chance = by chance
ranking-by-money = by money

# What a score is made of
why-below-usual = { $percent } below its usual level
why-above-usual = { $percent } above its usual level
why-last-stronger = last month { $percent } stronger than the quarter
why-last-weaker = last month { $percent } weaker than the quarter
why-tenure = { $months ->
    [one] client for { $months } month
   *[other] client for { $months } months
}
why-volatile = spend swings by { $percent }
why-season-up = a year ago the next quarter was { $percent } higher
why-season-down = a year ago the next quarter was { $percent } lower
why-too-little = { $months ->
    [one] too little history: { $months } month
   *[other] too little history: { $months } months
}
why-stopped = { $months ->
    [one] no spend for { $months } month
   *[other] no spend for { $months } months
}
why-to-growth = towards growth: { $what }
why-to-decline = towards decline: { $what }

# The back-test
ranking-partial = { $count ->
    [one] Only { $count } client has figures of { $month }: { $taken } is used.
   *[other] Only { $count } clients have figures of { $month }: { $taken } is used.
}
ranking-failed = Scores could not be worked out, the earlier ones stand. The log has the details.
ranking-in-use = In use: { $method ->
    [fitted] the model fitted to your portfolio
    [formula] the formula, as there is little past or the model did no better
   *[other] { $name }
}.
ranking-windows = { $windows ->
    [one] Checked on your own past: { $windows } window, { $cases } cases.
   *[other] Checked on your own past: { $windows } windows, { $cases } cases.
}
ranking-did = Decline: { $decline } pairs of 100 in the right order, the first tenth holds { $lift-decline } times the usual share. Growth: { $growth } pairs of 100, { $lift-growth } times.
ranking-wape = Expected spend was off by { $percent } of the sum.
ranking-against = To compare, decline and growth: { $methods }.
ranking-against-one = { $name } { $decline } and { $growth }
ranking-ceiling = The ceiling is low: on real figures of other companies the best methods put 62–72 pairs of 100 in the right order, and a coin puts 50. A score helps to choose an order, it does not foretell a client's fate.
ranking-untested = There is nothing to check the scores on yet: it takes a closed quarter after three months of history, and twenty clients.
ranking-at = Figures up to { $month }.
ranking-empty = Nobody is on this list yet: no client has four months of spend.
ranking-row = decline { $decline } · growth { $growth } · { $verdict } · expected { $expected } ({ $low } – { $high }) · confidence { $confidence }
ranking-left = { $count ->
    [one] And { $count } more client: --limit shows more.
   *[other] And { $count } more clients: --limit shows more.
}
ranking-unscored = Without a score: too little history { $too-little }, no spend for three months { $stopped }.

# A table of client × month × spend
score-no-client = { $file }, line { $line }: no client is named. Fill the client_id column or delete the line.
score-bad-month = { $file }, line { $line }: “{ $found }” is not a month. Write months as 2026-03.
score-bad-spend = { $file }, line { $line }: “{ $found }” is not an amount. Write a number such as 1200.50.
score-shifted = { $file }, line { $line }: more cells than columns. Put amounts with commas between quotation marks.
score-outside = { $file }: { $at } is not in the table, which runs from { $first } to { $last }. Name a month of it in --at.
score-nothing = { $file }: nobody spent anything up to { $at }, so there is nobody to score. Check the spend column and the month.
score-nothing-at-all = { $file }: there is not one amount in the table, so there is nobody to score. Check the spend column.
score-zeros = { $file }: the spend column holds nothing but zeros, so there is nobody to score.
score-no-spend = { $file }, line { $line }: the row ends before the spend column. Add the amount or delete the line.
score-bad-at = --at: “{ $found }” is not a month. Write months as 2026-03.
score-negative = { $file }, line { $line }: the negative amount { $found } counts as a month without spend. If it is a refund, take it off the month of the purchase.
score-twice = { $file }, line { $line }: this client already had a row for { $month }; the amounts were added up. If it is a mistake, leave one row.
score-more = { $file }: and { $count } more remarks like these.
score-gaps = { $file }: clients with missing months: { $count }. A missing month counts as one without spend; if the figures are only missing, fill them in.
score-one-client = { $file }: there is only one client and nobody to compare it with. The score is the formula's.
score-too-little = { $file }: no client has more than three months of history. That is too little for a score; the numbers serve for sorting only.
score-done = { $count ->
    [one] Scored { $count } client at the end of { $at }.
   *[other] Scored { $count } clients at the end of { $at }.
}
