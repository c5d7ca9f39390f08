# Focus of the month, experiments, the manager's forecasts.

# Refusals
rule-no-cohort = There is no such segment.
rule-cohort-empty = Nobody to freeze: the list has no clients. Mark some or change the filter.
rule-cohort-archived = Every client of the list is archived. Restore them or take others.
rule-cohort-taken = { $month } has the focus “{ $name }” already. Close it or replace it.
rule-cohort-over = { $month } is over. Choose this month or the next.
rule-cohort-held-out = Holding out { $percent } is too much: up to { $most }, or there is nobody left to work.
rule-cohort-closed = “{ $name }” is closed already.
rule-cohort-not-in = This client is not in the segment.
rule-cohort-in = This client is in the segment already.
rule-no-forecast = There is no such forecast.
rule-forecast-no-base = The client has no spend in the last three closed months to measure a forecast against. Import its spend.
rule-forecast-range = The change in per cent: from −100 to 1000.
rule-forecast-not-ahead = { $month } is not ahead. A forecast is for this month or up to two years on.

# Progress
focus-worked = worked { $worked } of { $all }
focus-tried = not reached: { $count }
focus-wrote = turned to us: { $count }
focus-accepted = recommendations accepted: { $count }
focus-held-out = held out: { $count }
focus-spoilt = held out but worked: { $count }
focus-left = left: { $count }
focus-archived = archived: { $count }
focus-without-spend = without spend: { $count }
focus-status = focus “{ $name }” { $worked }/{ $all }
focus-points = { $count } pp

# Comparison
focus-no-change = no data
focus-arm-held-out = held out
focus-arm-not-worked = the others
focus-arms = { $months ->
    [one] over { $months } month
   *[other] over { $months } months
}, { $currency }: worked { $worked } ({ $clients }), { $rest } { $change } ({ $others })
focus-missing-worked = worked clients missing: { $count }
focus-missing-held-out = held-out clients missing: { $count }
focus-missing-not-worked = unworked clients missing: { $count }
focus-too-few = Too early to conclude: { $what }. At least { $least } are needed on each side.
focus-unlike = No comparison: the worked and the others differ too much in score.
focus-clear-more = At equal score the worked are { $difference } ahead (± { $spread }): more than chance.
focus-clear-less = At equal score the worked are behind: { $difference } (± { $spread }). That is not chance, look for the cause.
focus-unclear = At equal score the difference is { $difference } (± { $spread }): it may be chance.
focus-weaker = Weaker than against a hold-out: you chose whom to call.
focus-out = Not compared: { $what }.
focus-out-spoilt = worked though held out — { $count }
focus-out-later = worked after the first month — { $count }
focus-out-left = left — { $count }
focus-out-base = without three months of spend before — { $count }
focus-out-after = without figures for these months — { $count }
focus-everybody = all together
focus-order = { $name }: { $change }, { $money } ({ $count } clients)
focus-best-none = No order's first third brought more than all together.
focus-best-own = The first third “{ $name }” did best: { $money }.
focus-best-other = The order “{ $name }” would have brought more ({ $money }) than the chosen “{ $own }”.

# Forecasts
forecast-said = { $percent }, { $month }
forecast-ahead = waiting
forecast-no-figure = month closed, no spend known
forecast-other-currency = spend is in another currency now
forecast-hit = came true: { $real }
forecast-near = nearly: { $real }
forecast-miss = missed: { $real }
forecast-calibration = { $count ->
    [one] { $count } forecast
   *[other] { $count } forecasts
}: { $hits } came true, { $near } nearly
forecast-bias-few = { $count } more needed to conclude
forecast-bias-none = no bias
forecast-bias-high = you expect { $points } pp more than comes
forecast-bias-low = you expect { $points } pp less than comes
forecast-bias-decline = you overstate declines by { $points } pp
forecast-group-all = all forecasts
forecast-group-growth = growth
forecast-group-decline = decline
forecast-group-tier = tier { $tier }
forecast-title = Forecast
forecast-base = { $money } a month on average now
forecast-percent = Change, %
forecast-percent-hint = +30 or −20
forecast-percent-wrong = A number of per cent is needed: 30 or −20.
forecast-until = By which month
forecast-until-wrong = A month is needed: 2027-03, 03.2027 or “in 3 months”.
forecast-note = Why
forecast-none = No forecasts yet.
forecast-none-how = Write down what will become of a client's spend: { $key } in the client list. When the month closes, the forecast is checked against the spend, and you see where you err.
forecast-none-closed = No forecast has closed yet.
forecast-list-ahead = Waiting
forecast-list-past = Closed
forecast-hidden = { $count } more before that: { $key } shows them
forecast-made = of { $date }, from { $base } a month
forecast-ask-remove = Strike out the forecast “{ $forecast }”, { $name }?
forecast-ask-remove-why = A struck-out forecast does not count for your accuracy. Undo brings it back.
forecast-remove = Strike out
forecast-explain-how = Came true: no further off than 10 points or a third of the forecast, whichever is more; nearly: no further than twice that. The spend of the month is set against the mean of the three closed months before the forecast. Last closed month: { $month }. Archived clients count.
forecast-explain-bias = Bias
forecast-explain-bias-how = The mean of forecast less real, in percentage points. Under three forecasts nothing is concluded; under 3 points there is no bias.

# The page of the focus
focus-title = Focus and ranking
focus-page-members = Focus
focus-page-ranking = Ranking
focus-page-cohorts = Experiments
focus-page-forecasts = Forecasts
focus-none = { $month } has no focus yet.
focus-none-how = { $key } freezes the focus: clients marked or found in the list, or the first of an order. { $experiment } tries a new order of calls. Some clients are held out: by them one sees later whether the work helped.
focus-experiment = experiment
focus-about = · { $what } · since { $date } · { $method } · { $count ->
    [one] { $count } client
   *[other] { $count } clients
}
focus-closed-on = closed { $date }
focus-month-over = the month is over
focus-days-left = { $count ->
    [one] { $count } day left
   *[other] { $count } days left
}
focus-clock-back = The computer's clock stands before the segment was frozen. Check the date: there is nothing to compare till then.
focus-left-shown = { $key } shows them
focus-hypothesis = Expected: { $text }
focus-verdict-said = Verdict: { $text }
focus-not-yet = A comparison can be made when { $month } closes.
focus-column-score = score
focus-column-base = was, 3 mo
focus-column-spend = spend
focus-column-state = what was done
focus-state-waiting = not talked to yet
focus-state-tried = not reached
focus-state-worked = talked { $date }
focus-state-held-out = held out, leave alone
focus-state-spoilt = held out, worked { $date }
focus-state-archived = archived
focus-state-left = left { $date }: { $reason }

# Experiments
focus-experiments = Experiments
focus-past = Focus of other months
focus-since = since { $date }
focus-hidden = Closed: { $count }, { $key } shows them
focus-no-experiments = No experiments. { $key } takes the first of some order and shows in 1–3 months what it brought.
focus-no-past = None so far.
focus-orders = The first third of the same clients by different orders: { $what }.
focus-orders-few = Orders can be compared once the spend of at least { $least } clients is known.

# Forms
focus-new-focus = Focus of the month
focus-new-experiment = New experiment
focus-name = Name
focus-name-hint = spend fell three months
focus-month = Month
focus-from = Whom
focus-from-marked = marked in the list: { $count }
focus-from-shown = shown by the list: { $count }
focus-from-top = the first of an order
focus-method = Order
focus-order-fallen = by last month: fallen
focus-order-risen = by last month: rising
focus-top = How many
focus-top-wrong = A whole number from 1 is needed.
focus-holdout = Held out, %
focus-holdout-none = without a hold-out one cannot tell whether the work helped
focus-holdout-why = left alone, to have somebody to compare with
focus-holdout-wrong = A number from 0 to { $most } is needed.
focus-hypothesis-field = Expected
focus-replace = Replace the present focus
focus-replace-ask = This month has “{ $name }”. Switch on, and it is closed.
focus-leave-title = Take out of the focus
focus-leave-reason = Why
focus-leave-hint = closed down, went elsewhere, asked not to be called
focus-close-title = Close with a verdict
focus-verdict = Verdict

# Where figures come from
focus-explain-worked = A client is worked when there was a real talk we began after { $date }: answered or refused. Calls not answered and the client's own calls do not count. Those that left, are archived or held out are not counted.
focus-explain-held-out = The hold-out chooses itself: the list in the order of score and size is cut into equal runs, one client is taken of each. Those of it that were worked all the same ({ $spoilt }) are not compared.
focus-explain-base = Was
focus-explain-base-how = Spend of the three closed months before the freeze: { $first } – { $last }.
focus-explain-comparison = The spend of { $first } – { $last } over as many mean months before the freeze. Groups of equal score: { $groups }; the difference is their mean weighted by the spend of the worked, ± is two standard errors. Worked means in the first month. { $out }
focus-explain-windows = Comparison after 30, 60 and 90 days
focus-explain-windows-how = Closed months from { $first } to { $last } count. Whatever is frozen after the 15th leaves the present month out.
focus-explain-orders = Which order would have brought more
focus-explain-orders-how = The same clients in the order of score, activity (months with spend in a year), size, last month: what became of the first third. That is prediction, not the effect of a call: the effect shows only against a hold-out.

# Ranking
focus-rank-wait = The ranking is being reckoned.
focus-rank-at = figures up to { $month }
focus-rank-tested = On its own past: { $pairs } pairs of 100 in the right order, { $lift } times the blind share in the top tenth. Other orders: { $others }.
focus-rank-other = { $name } { $pairs } ({ $lift } times)
focus-rank-unscored = Without a score: too little history { $little }, no spend { $stopped }. { $key } shows them below.
focus-rank-unscored-below = Without a score, below: too little history { $little }, no spend { $stopped }.
focus-rank-expected = { $expected } expected in three months, most likely { $low } to { $high }.
focus-rank-chances = Chance of decline { $decline }, of growth { $growth }; confidence { $confidence }.
focus-column-decline = decline
focus-column-growth = growth
focus-column-verdict = what to do
focus-column-expected = expected
focus-column-range = most likely
focus-column-confidence = trust
focus-column-why = why
focus-explain-by-chance = Ordered by the chance that the next three months' spend is below 80 % (decline) or above 120 % (growth) of the last three.
focus-explain-by-money = Ordered by chance and size together: the bigger a client is among those of its currency, the dearer the mistake.
focus-explain-tested = How far to believe it
focus-order-protect = ranking: protect
focus-order-protect-money = ranking: protect, by money
focus-order-grow = ranking: grow
focus-order-grow-money = ranking: grow, by money
focus-few-of = { $currencies }: too few clients to compare.

# Command line
cli-focus-none = { $month } has no focus. Freeze one: planerka focus freeze.
cli-focus-frozen = Focus frozen: { $name }.
cli-focus-closed = Focus closed: { $name }.
cli-forecast-added = Forecast written down: { $name }.

focus-drift = By the query “{ $query }” { $entered } more would be in now, { $gone } no longer fit.
focus-query-broken = The query of the segment can no longer be read: { $fault }.
