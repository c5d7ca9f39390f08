# The page of campaigns in the card, and the audit of many clients.

ad-type-unknown = other
ad-type-search = search
ad-type-brand = brand
ad-type-display = display
ad-type-remarketing = remarketing
ad-type-shopping = shopping
ad-type-video = video
ad-type-smart = automated
ad-type-app = app
ad-type-social = social

ad-state-on = running
ad-state-unknown = state not known
ad-state-paused = paused
ad-state-ended = ended
ad-state-rejected = rejected by moderation
ad-state-moderation = in moderation
ad-state-no-funds = out of funds

ad-known-unknown = not known
ad-known-yes = yes
ad-known-no = no

ad-campaigns = { $count ->
    [one] { $count } campaign
   *[other] { $count } campaigns
}, { $running ->
    [one] { $running } running
   *[other] { $running } running
}
ad-accounts = accounts: { $list }
ad-accounts-many = { $count ->
    [one] { $count } account
   *[other] { $count } accounts
}
ad-analytics = analytics: { $what }
ad-goals = goals: { $what }
ad-calls = call tracking: { $what }

ad-spend = Spend
ad-impressions = Impressions
ad-clicks = Clicks
ad-ctr = CTR
ad-cpc = CPC
ad-conversions = Conversions
ad-conversions-short = Conv.
ad-cpa = CPA
ad-by-day = spend by day
ad-budget = Daily budget
ad-over = Over median
ad-median = Median CPA
ad-last = 28 days
ad-before = 28 days before
ad-change = change
ad-nothing-before = No full figures for the 28 days before.
ad-now-was = { $now } (was { $was })
ad-short = { $count ->
    [one] { $count } campaign
   *[other] { $count } campaigns
}, 28 days to { $date }: { $amount } { $change }
ad-short-stale = { $count ->
    [one] { $count } campaign
   *[other] { $count } campaigns
}, data of { $date } are stale: { $amount }

findings-title = Findings
findings-open = { $count ->
    [one] { $count } case
   *[other] { $count } cases
} of { $rules ->
    [one] { $rules } rule
   *[other] { $rules } rules
}
findings-stake = { $amount } at stake
findings-clean = { $count ->
    [one] The rules found nothing: { $count } rule checked.
   *[other] The rules found nothing: { $count } rules checked.
}
findings-settled = { $count ->
    [one] All that was found is dealt with: { $count } rule checked.
   *[other] All that was found is dealt with: { $count } rules checked.
}
findings-aside = { $count ->
    [one] { $count } finding put aside
   *[other] { $count } findings put aside
} · { $key } shows them
finding-critical = critical
finding-fix = fix
finding-growth = growth
finding-taken = under way
finding-aside = put aside
finding-whole-client = whole account
finding-campaigns = { $count ->
    [one] { $count } campaign
   *[other] { $count } campaigns
}
finding-platforms = { $count ->
    [one] { $count } platform
   *[other] { $count } platforms
}
finding-clients = { $count ->
    [one] { $count } client
   *[other] { $count } clients
}
finding-why = Why
finding-if-done = If done
finding-if-not = If not done
finding-how = How to do it
finding-unfold = { $key } unfolds
finding-none-here = Nothing was found on this row.
finding-open-first = Unfold the group first: a recommendation is written for one client.

dismiss-title = Put aside: { $title }
dismiss-reason = Why

campaigns-title = Campaigns
campaigns-order-worst = by platform and type, worst first
campaigns-order-spend = by platform and type, most spend first
campaigns-order-flat = one list, worst first
campaigns-order-name = by platform and type, by name
campaigns-more = { $count ->
    [one] { $count } more · { $key } unfolds
   *[other] { $count } more · { $key } unfolds
}
campaigns-none-found = Nothing has these words.
campaigns-reading = Reading campaigns…
campaigns-empty-import = { $key } imports a report of Yandex Direct, Google Ads or Meta Ads.
campaigns-empty-profile = { $key } writes down what is known: analytics, goals, call tracking.
campaigns-audited = { $rules ->
    [one] { $rules } rule checked
   *[other] { $rules } rules checked
}, { $count ->
    [0] no open findings.
    [one] { $count } open finding.
   *[other] { $count } open findings.
}

explain-ad-spend = The spend of all campaigns over 28 days, { $from } – { $until }, the last day of data. Compared with the 28 days before.
explain-ad-spend-shared = The spend of all campaigns over 28 days, { $from } – { $until }, the last day of data; reports of longer periods count in proportion to the days of the period. Compared with the 28 days before.
explain-ad-ctr = Clicks ÷ impressions: { $clicks } ÷ { $impressions }, { $from } – { $until }.
explain-ad-cpc = Spend ÷ clicks: { $cost } ÷ { $clicks }, { $from } – { $until }.
explain-ad-cpa = Spend ÷ conversions: { $cost } ÷ { $conversions }, { $from } – { $until }.
explain-ad-median = The middle of the CPA of campaigns that have conversions. Such campaigns: { $count }, { $from } – { $until }.
explain-ad-over = The more money went over the median CPA ({ $median }), the higher a campaign stands: spend − conversions × median. Spend without conversions counts whole. ✗ means no conversions, ↑ a CPA half as much again as the median or more.
explain-ad-stake = The money open findings concern, { $from } – { $until }. A campaign with several findings counts once.
explain-ad-hit = { $evidence }. Rule { $rule }, measure: { $measure }, at stake { $stake }. The days of the rule count back from the last day of data: { $until }. Of reports not by day the rule takes the last period whole. A finding put aside returns when the measure changes by 25% or more.

segment-title = Audit of campaigns
segment-running = Clients checked: { $done } of { $total }
segment-stop = { $key } stops
segment-stopped = The audit was stopped: { $done } of { $total }.
segment-found = { $count ->
    [one] { $count } client with findings
   *[other] { $count } clients with findings
}
segment-clean = without findings: { $count }
segment-without = without campaigns: { $count }
segment-nobody = No client of the list has campaigns.
segment-none = { $count ->
    [one] The rules found nothing: { $count } rule checked.
   *[other] The rules found nothing: { $count } rules checked.
}
segment-by-rule = by rule
segment-by-client = by client
segment-rules = { $count ->
    [one] { $count } rule
   *[other] { $count } rules
}
segment-failed = The audit was broken off. { $reason }
