# Problems of a client and letters about them.

severity-critical = critical
severity-normal = normal
severity-critical-letter = C
found-by-us = found by us
found-by-client = told by the client
solver-platform = platform
solver-webmaster = webmaster
solver-client = client
solver-us = us
solver-specialist = specialist
solver-platform-from = from the platform
solver-webmaster-from = from the webmaster
solver-client-from = from the client
solver-us-from = from us
solver-specialist-from = from the specialist
problem-life-open = open
problem-life-waiting = waiting
problem-life-solved = solved
problem-life-verified = verified
problem-step-open = open again
problem-step-waiting = waiting for an answer
problem-step-solved = solved
problem-step-verified = verified: it holds

# The form
form-problem-new = New problem
form-problem-edit = Problem
form-problem-title = In one line
form-problem-severity = Severity
form-problem-solver = Who solves it
form-problem-found-by = Who found it
form-problem-sensitive = Sensitive: not for the client yet
form-problem-details = Details
form-problem-waiting = Waiting for
form-problem-until = Until
form-problem-note = What was done
form-problem-why-again = say why it is opened again

# The page
column-problem = problem
column-solver = with
column-state = state
column-age = age
column-found-by = source
problem-sensitive = sensitive
problem-sensitive-long = sensitive: not for the client yet
problem-until = waiting until { $date }
problem-overdue = { $days }d overdue
problem-overdue-long = { $days ->
    [one] answer { $days } day late
   *[other] answer { $days } days late
}
problem-check = solved, to verify
problem-solver = With whom
problem-found = Found
problem-waiting = Waiting
problem-rule = Rule
problem-details = Details
problem-steps = Steps
problem-critical-count = { $count } crit.
problems-closed-shown = with closed
problems-empty-hint = No problems written down. { $key } writes the first.
problems-all-closed = No open problems. { $key } shows closed ones: { $count }.
problems-not-found = Nothing found. { $key } shows all.
problems-filter = find
problem-none = Choose a problem first.
ask-archive-problem = Put the problem “{ $name }” away?
problem-briefing = Open problems
problem-not-to-say = do not say

# Agenda and board
reason-critical = { $count ->
    [1] critical: { $title }
   *[other] { $count } critical problems, first: { $title }
}
reason-answer = { $days ->
    [0] due today { $from }: { $what }
    [one] { $days } day late { $from }: { $what }
   *[other] { $days } days late { $from }: { $what }
}
value-solve-problem = put the urgent matter right: { $title }
value-ask-answer = get the answer: { $what }
missing-critical = { $count ->
    [one] { $count } critical problem is open
   *[other] { $count } critical problems are open
}
rule-no-problem = There is no such problem.
rule-waiting-unclear = To wait, write down what for and until which day.

# Letters
letters-title = Letters
letters-none = No letters: the file of letters is empty or was not read.
letter-to-platform = to the platform
letter-to-webmaster = to the webmaster
letter-to-client = to the client
letter-to-us = to ourselves
letter-to-specialist = to a specialist
letter-fill = Fill in: { $what }
letter-not-for-client = The problem is marked as sensitive: this letter is not for the client.
letter-filled = Every place is filled.
letter-after = Sent it? { $key } on the page of problems puts it on waiting.
letter-leave = The changes were neither copied nor saved. Esc once more closes without them.
letter-sensitive = “{ $title }” is marked sensitive and does not go to the client yet. { $key } on the page of problems clears it.
letter-sensitive-text = The text holds the sensitive problem “{ $title }”, which is not for the client yet. { $key } on the page of problems clears it.
letter-broken = The letter “{ $letter }” cannot be filled: { $detail }
letter-file = { $title } { $client }

# Places in letters; these words stand in brackets where there is nothing to fill in
place-client = name of the company
place-problem = what is wrong
place-details = details: what is seen, since when, links
place-platform = platform
place-date = date
place-deadline = the day an answer is needed by
place-found = the day it was noticed
place-asked = date of the first letter
place-days = how many days have passed
place-contact = name of the addressee
place-owner = your name
place-account = number of the advertising account
place-counter = number of the counter
place-site = address of the site
place-link = link
place-goal = the goal and the action on the site
place-measure = goal and measure from the brief
place-constraints = constraints of the client
place-waiting = what is awaited
place-arguments = arguments with figures
place-alternative = what we offer instead
place-request = what was asked for
place-access = which access, with which rights
place-documents = which documents are needed

# Command line
cli-problem-added = Problem written down: { $title }
cli-no-letter = No letter “{ $text }”. There are: { $known }
cli-no-problem = The client has no open problem “{ $text }”.
cli-many-problems = Several problems match “{ $text }”:
cli-letter-written = Letter written: { $path }
cli-card-problems = Problems
cli-letter-sensitive = “{ $title }” is marked sensitive and does not go to the client yet. Clear it on the page of problems of the card.

# Clipboard
copied-by = Copied, by { $program }.
clipboard-off = The clipboard is off in the settings: [clipboard] method. The text can be saved to a file.
clipboard-failed = It did not get to the clipboard: { $reason }. Check [clipboard] method in the settings.
clipboard-no-program = No program for the clipboard: wl-copy, xclip, pbcopy or clip.exe will do.
