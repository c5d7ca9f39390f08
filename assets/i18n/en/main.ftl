# Help sections
group-global = Everywhere
group-lists = Lists
group-clients = Clients
group-board = Stages
group-drafts = Recommendations
group-contacts = Contacts
group-card = Client card
group-agenda = Today's calls
group-inbox = Inbox
group-focus = Focus
group-base = Snippets and news
group-dialogs = Forms and questions
group-text = Text
group-call = Call

# Places where keys work
context-global = everywhere
context-list = list
context-clients = clients
context-board = stages
context-drafts = recommendations
context-agenda = today's calls
context-card = client card
context-card-brief = card: brief
context-card-problems = card: problems
context-card-campaigns = card: campaigns
context-card-advice = card: recommendations
context-card-timeline = card: timeline
context-card-agreements = card: agreements
context-deck = presentation
context-audit = campaign audit
context-evening = evening
context-focus = focus of the month
context-inbox = inbox
context-base = snippets and news
context-morning = since yesterday
context-queue = what did not fit
context-fire-sheet = sheet of a fire slot
context-policy-review = contact policies
context-pick = choice
context-contacts = contacts
context-palette = all commands
context-help = help
context-history = recent changes
context-confirm = question
context-form = form
context-choice = choice
context-editor = text
context-call = call
context-import = import
context-filter = filter
context-text = text field

# Panes
pane-clients = Clients
pane-board = Stages
pane-drafts = Recommendations
pane-agenda = Calls today
pane-contacts = Contacts
pane-history = Journal
pane-help = Keys
pane-palette = Commands
pane-import = Import
pane-call = Call

# Stages of the cycle: full, for a column, very short
stage-acquaintance = Acquaintance
stage-problems = Problems found
stage-solving = Problem solving
stage-analysis = Campaign analysis
stage-rollout = Rollout
stage-acquaintance-column = Acquaint.
stage-problems-column = Problems
stage-solving-column = Solving
stage-analysis-column = Analysis
stage-rollout-column = Rollout
stage-acquaintance-short = acq
stage-problems-short = prob
stage-solving-short = solv
stage-analysis-short = anl
stage-rollout-short = roll
cycle = cycle { $number }

# Tiers
tier-a = A
tier-b = B
tier-c = C
tier-a-long = A, key client
tier-b-long = B, regular
tier-c-long = C, small

# Service model
model-self-serve = self-serve
model-managed = managed

# Contact policy
policy-full = full
policy-reduced = reduced
policy-news-only = news only
policy-do-not-call = do not call

# Channels
channel-phone = phone
channel-chat = chat
channel-messenger = messenger
channel-email = email
channel-meeting = meeting
channel-event = event

# Direction
direction-in = incoming
direction-out = outgoing
direction-in-mark = ←
direction-out-mark = →

# Outcome of a call
outcome-answered = answered
outcome-no-answer = no answer
outcome-busy = busy
outcome-callback = call back
outcome-refused = refused
outcome-wrong-number = wrong number

# Role of a contact
role-decision-maker = decision maker

# Effort
effort-s = S, under an hour
effort-m = M, under a day
effort-l = L, over a day
effort-s-short = S
effort-m-short = M
effort-l-short = L

# Kind of recommendation
kind-hygiene = hygiene
kind-growth = growth

# Life of a recommendation
life-draft = draft
life-ready = ready
life-sent = sent
life-accepted = accepted
life-postponed = postponed
life-declined = declined
life-implemented = implemented
life-checked = checked
life-archived = archived

# Saving
saved = saved
saving = saving { $count }
not-saved = NOT SAVED: { $reason }
not-saved-help = { $retry } to try again, { $copy } for an emergency copy

# First start and sizes
empty-store = Your portfolio of clients will be here.
empty-store-import = { $key } to import clients from a file
empty-store-new = { $key } to enter the first client
empty-store-demo = planerka demo to look round a ready example
window-too-small = Window too small: { $width }×{ $height }, needs { $need-width }×{ $need-height }
window-too-small-short = needs { $need-width }×{ $need-height }
empty-clients-filtered = Nobody matches. { $key } to clear the filter.
empty-drafts = No recommendations yet. { $key } to begin one.
empty-agenda = No calls today. { $key } to plan a touch.
empty-contacts = No contacts yet. { $key } to add one.
empty-history = No changes yet.

# Buttons and answers
button-yes = Yes
button-no = No
button-archive = Archive
button-quit = Quit
answer-yes-no = y/n

# Common words
today = today
yesterday = yesterday
tomorrow = tomorrow
never = never
none = none
debt = debt

# Months
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
month-of-1 = January
month-of-2 = February
month-of-3 = March
month-of-4 = April
month-of-5 = May
month-of-6 = June
month-of-7 = July
month-of-8 = August
month-of-9 = September
month-of-10 = October
month-of-11 = November
month-of-12 = December
month-short-1 = Jan
month-short-2 = Feb
month-short-3 = Mar
month-short-4 = Apr
month-short-5 = May
month-short-6 = Jun
month-short-7 = Jul
month-short-8 = Aug
month-short-9 = Sep
month-short-10 = Oct
month-short-11 = Nov
month-short-12 = Dec

# Weekdays, Monday first
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
weekday-short-1 = Mon
weekday-short-2 = Tue
weekday-short-3 = Wed
weekday-short-4 = Thu
weekday-short-5 = Fri
weekday-short-6 = Sat
weekday-short-7 = Sun

# Units beside numbers: money, ages, time
unit-thousand = k
unit-million = M
unit-billion = B
unit-age-day = d
unit-age-week = w
unit-age-month = mo
unit-age-year = y
unit-hour = h
unit-minute = min

# Dates in words, answers to what is not understood
when-empty = When? For example: tomorrow, fri 15:00, in 2 weeks
when-not-understood = “{ $rest }” is not clear. Try: tomorrow, fri 15:00, in 2 weeks, 27.11
when-no-such-date = There is no such date. Try: tomorrow, fri 15:00, 27.11
when-in-past = That is past already. A date ahead is needed: tomorrow, fri 15:00

# Counts
count-calls = { $count ->
    [one] { $count } call
   *[other] { $count } calls
}
count-changes = { $count ->
    [one] { $count } change
   *[other] { $count } changes
}
count-marked = { $count ->
    [one] { $count } marked
   *[other] { $count } marked
}
count-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}

# Mistakes in one's own keymap file
keymap-line = Line { $line }: { $problem }
keymap-syntax = not TOML: { $message }
keymap-unknown-context = there is no place “{ $name }”
keymap-unknown-action = there is no action “{ $name }”
keymap-unknown-action-nearest = there is no action “{ $name }”, but there is “{ $nearest }”
keymap-bad-key = there is no key “{ $text }”
keymap-bad-entry = expected: on = "j", do = "cursor-down"
keymap-duplicate = “{ $keys }” ({ $place }) is bound on line { $line } already
keymap-unreachable = “{ $keys }” ({ $place }) can never be pressed: “{ $hidden }” acts first
keymap-typed-as-text = “{ $keys }” ({ $place }) goes to the text: use Ctrl, Alt or an F-key
