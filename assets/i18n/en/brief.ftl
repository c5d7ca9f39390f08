# The client's brief and the questionnaire.

# Fields
brief-field-goals = Goals
brief-field-needs = Expects from us
brief-field-done = Done before
brief-field-business = Business
brief-field-seasonality = Seasons
brief-field-audience = Who buys
brief-field-budget-now = Budget now
brief-field-budget-ceiling = Budget ceiling
brief-field-kpi = KPI
brief-field-constraints = Off limits

# Questions for the client, asked aloud too
brief-ask-goals = What should advertising achieve for you?
brief-ask-needs = What do you expect from us?
brief-ask-done = Which advertising have you tried, and how did it go?
brief-ask-business = What do you sell, and what sets you apart?
brief-ask-seasonality = When does demand rise, and when does it fall?
brief-ask-audience = Who are your buyers?
brief-ask-budget-now = How much do you spend on advertising a month now?
brief-ask-budget-ceiling = How far could the monthly budget grow if the results are good?
brief-ask-kpi = By which measure do you judge advertising, and what should it be?
brief-ask-constraints = What must not be said or done in your advertising?

# Measures
metric-cpa = cost per conversion
metric-conversions = conversions a month
metric-clicks = clicks a month
metric-ctr = CTR
metric-cpc = cost per click
metric-spend = spend a month
metric-cost-share = ad cost share
metric-other = other

# Questionnaire
brief-sheet-title = Questionnaire: { $client }
brief-sheet-intro = Hello. To offer what you really need, we would like to ask you a few questions. Please answer right below each of them, a few words will do; one goal a line, please. Skip what you cannot answer yet.
brief-sheet-gaps = Some numbers are missing: the rest we know already.
brief-sheet-answer = Answer:
brief-sheet-file = Questionnaire { $client }
brief-source-sheet = questionnaire
brief-source-sheet-words = questionnaire: “{ $words }”

# The page
brief-empty = The brief is empty. It says what the advertising is for, and grows talk by talk.
brief-empty-keys = { $edit } fills it, { $copy } copies the questionnaire for a letter, { $paste } takes the client's answers.
brief-percent = brief { $percent }
brief-filled = { $percent } filled
brief-asked = questionnaire sent: { $date }
brief-edited = changed: { $date }
brief-to-ask = Ask in the next talk
brief-blank = not filled
brief-goal-advice = { $count ->
    [one] { $count } recommendation
   *[other] { $count } recommendations
}
brief-goal-none = no recommendations
brief-goal-closed = closed { $date }
brief-kpi-at-most = { $metric }: { $target } at most
brief-kpi-at-least = { $metric }: { $target } at least
brief-nothing-to-ask = The brief is filled, there is nothing to ask.

# Where the percent comes from
brief-explain = { $filled } of { $all } fields are filled, each of equal weight. Goals count while at least one is open.
brief-explain-empty = Empty: { $fields }.
brief-explain-edited = Last changed { $date }.

# The form
brief-form-title = Brief
brief-form-sum-hint = 120k, 120000 RUB
brief-form-sum-wrong = This is no sum. Write 120k or 120000 RUB
brief-form-source = known from
brief-form-source-hint = a talk, a letter, the contract
brief-form-on = as of
brief-form-target = target
brief-form-target-hint = 1500, 12.5 %, 50
brief-form-target-wrong = A number is needed: 1500, 12.5 or 50
brief-form-note = note
brief-form-kpi-none = none
brief-form-sum-first = The sum comes first: without it there is nothing to have a source or a date.
brief-goal-title = Goal of the client
brief-goal-text = Goal
brief-goal-hint = what the client wants to reach, in their words

# Closing a goal
brief-choose-goal = Put the cursor on the goal to close.
brief-close-goal = Close the goal “{ $goal }”?
brief-close-advice = { $count ->
    [one] { $count } recommendation serves it and stays linked
   *[other] { $count } recommendations serve it and stay linked
}
brief-close-verb = Close the goal

# Refusals
brief-no-such-goal = The brief has no such goal.
brief-goal-missing = Name the goal in a few words at least.
brief-no-sum = A budget must be above zero.

# The client's answers
brief-answers-title = Answers of { $client }
brief-answers-hint = paste the client's whole letter here, what does not belong is left out
brief-answers-read = { $key } reads the answers
brief-answers-leave = Esc again drops what was pasted.
brief-answers-no-questions = No question of the questionnaire is here. Numbers or the questions themselves are needed: “2. a monthly report”
brief-answers-empty = The questions are here, the answers are not, from line { $line } on.
brief-answers-preview = What goes into the brief
brief-answers-was = was
brief-answers-new = new
brief-answers-known = known already
brief-answers-keep = the old stays
brief-answers-replace = replaces the old
brief-answers-unclear = no sum named, left out
brief-answers-take = { $take } writes it down, { $mark } replaces or keeps, { $back } back to the text
brief-answers-nothing = The answers hold nothing new.

# The command line
cli-brief-none = The brief has not been filled yet.
cli-brief-taken = { $client }: { $count } answers written down, brief { $percent }
cli-brief-kept = { $field }: the old stays. To replace it: --replace
cli-brief-unclear = { $field }: no sum named, line { $line }
cli-brief-no-questions = { $file }: no question of the questionnaire is in it. Numbers or the questions themselves are expected: planerka brief CLIENT --questions
cli-brief-no-answers = { $file }, line { $line }: there are questions but no answers.
cli-brief-all-known = All of this is known already.
cli-card-brief = Brief
cli-card-goals = Goals

# In a call
call-ask = Ask
