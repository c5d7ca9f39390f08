# Recommendations: what is expected, what the client decided, what came of it.

# Measures
measure-cpa = CPA
measure-conversions = conversions
measure-clicks = clicks
measure-ctr = CTR
measure-cpc = CPC
measure-spend = spend
measure-cost-share = ad cost share
measure-other = other

# What a recommendation gave
judged-worked = worked
judged-no-effect = no effect
judged-harmed = did harm
judged-unclear = unclear

# Who did it
doer-client = done by the client
doer-us = done by us

# Flags
goal-flag-unlinked = no goal
goal-flag-no-goals = no goals in the brief
lack-flag-title = no title
lack-flag-why = no “why”
lack-flag-if = no “what if”
flaw-short = “{ $field }” is too short, a phrase at least
flaw-repeats = “{ $field }” repeats “{ $other }”

# Refusals
rule-unfounded = The client needs a reason, not an order: { $what }.
rule-no-goal = The brief has no such open goal.
rule-resting = The client declined twice. It may be brought up again on { $date }.
rule-not-ours = This client runs the ads alone, we set nothing up: nobody could tell later who changed what.
rule-too-early = Too early: compare on { $date }, when a week is over. Until then the outcome can only be unclear.
rule-verdict-missing = Say what came of it: worked, no effect, did harm or unclear.

# Reason to call
reason-effect-to-check = in place { $age } ago, effect not checked: { $title }
value-check-effect = look at what it gave: { $title }

# Editor
draft-page-grounds = Reasons
draft-page-value = Gain and how-to
draft-goal = Goal
draft-goal-none = no goal
draft-goal-empty = no goals in the brief
draft-value = What the money buys
draft-value-hint = what the client pays for and gets, one line
draft-metric = Promised
draft-metric-none = nothing promised
draft-metric-missing = Choose the measure that is to change by so much.
draft-range = by, %
draft-range-hint = -10..-20
draft-range-wrong = A change in percent is needed: -10..-20 or +5..10.
draft-helper = Who helps
draft-helper-hint = head, specialist, service
draft-how-simple = How to do it, in plain words
draft-how-simple-hint = step by step, no abbreviations
draft-how-expert = How to do it, for a specialist
draft-how-expert-hint = step by step, terms are fine
draft-unfounded = To be ready: { $what }

# Step of a recommendation
advance-other = somebody else
advance-by = Who did it
advance-who = Who decided
advance-name = Name
advance-channel = Said where
advance-note = Note

# Instead of “we set it up”
substitute-head = We do not set up
substitute-sell = Offer the set-up service
substitute-show = Show the instruction and copy it
substitute-write = Write the instruction
substitute-back = Esc goes back: write down that the client did it.
substitute-copied = The instruction is on the clipboard:
substitute-title = Turnkey set-up: { $title }
substitute-helper = set-up specialist
substitute-value = set up by a specialist, no time of the client's spent

# Check of an effect
check-on = In place
check-moved = Before, after
check-verdict = Verdict
check-note = Why so
check-by-days = By campaigns: { $days } { $days ->
    [one] day
   *[other] days
} before { $on } (from { $from }) and as many after (to { $to }).
check-by-months = By campaigns, full months: { $before } and { $after }.
check-by-spend = By monthly spend: { $before } and { $after }.
check-nothing = There are no figures for that time: go by what the client says.
check-reading = Reading campaigns…
check-wait = The campaigns are still being read from disk. Save in a second, when the numbers are here.
check-too-early = Too early: compare on { $date }, when a week is over.
check-held = promised { $promise }, got { $change }: promise kept
check-missed = promised { $promise }, got { $change }: outside the promise
check-unknown = promised { $promise }, the outcome cannot be counted
check-no-promise = No effect was promised.

# Page of the card
advice-nothing = No recommendations. { $key } begins the first.
advice-all-closed = No open recommendations. { $key } shows the closed ones: { $count }.
advice-none-found = Nothing answers “{ $text }”.
advice-hygiene = Hygiene
advice-growth = Growth
advice-closed = Closed: { $count }
advice-closed-hint = { $key } shows them
advice-head = Accepted { $accepted } · implemented { $implemented }
advice-head-none = The client has decided nothing yet
advice-applies-nothing = { $count } decisions, none put in place. Do not audit deeper: ask what is in the way.
advice-filter-hint = a word of the title or the reasons
advice-goal = Goal
advice-why = Why
advice-if-done = If done
advice-if-not = If not
advice-value = Money buys
advice-effect = Promised
advice-effort = Effort
advice-helper = Helper
advice-how = How to
advice-rule = Rule
advice-until = Until
advice-by-day = by { $date }
advice-decision = Decision
advice-decided = { $life }, { $date }: { $who }
advice-words = — “{ $words }”
advice-check = Effect
advice-verdict = Verdict
advice-declines = { $count ->
    [one] declined { $count } time
   *[other] declined { $count } times
}
advice-rests = may come up again on { $date }
rate = { $percent } ({ $part } of { $whole })
advice-explain-accepted = Accepted { $rate }
advice-explain-accepted-how = Accepted recommendations divided by decided ones (accepted and declined). The latest decision counts; what is in place counts as accepted. Postponed is no decision yet. The archive counts. Hygiene: { $hygiene }; growth: { $growth }.
advice-explain-implemented = Implemented { $rate }
advice-explain-implemented-how = Recommendations in place divided by accepted ones. Checked counts as in place. Checked { $checked }, of them worked { $worked }. Hygiene: { $hygiene }; growth: { $growth }.
advice-explain-rule = Rule { $rule }
advice-explain-rule-how = Accepted { $accepted }, implemented { $implemented }.

# Command line
cli-draft-advanced = { $title }: now “{ $life }”
cli-draft-flag = Note: { $what }.
cli-goal-number = The brief has no goal number { $number }. Open goals: { $goals }.
cli-effect-form = “{ $text }” is no effect. Write it like this: "cpa -10..-20".
cli-rates-accepted = Recommendations accepted
cli-rates-implemented = Recommendations implemented
