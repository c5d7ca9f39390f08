# Focus of the month, experiments, the manager's forecasts.

method-most-active = most active first
method-biggest = biggest first
method-last-month = by last month
method-formula = by the formula
method-fitted = by the portfolio's model
method-by-hand = picked by hand

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
