# Call: snippets
pane-snippets = Snippets
snippets-placeholder = what they asked: expensive, tags, attribution
snippets-nothing = Nothing found. Try another word
snippets-simple = In plain words
snippets-expert = In strict terms
snippets-to-expert = { $key }: strict terms
snippets-to-simple = { $key }: plain words
snippets-enter-copies = { $key }: copy
snippets-enter-notes = { $key }: into the note
snippets-says = They say: “{ $words }”
snippet-term = term
snippet-answer = answer
snippet-script = talk
snippet-objection = objection
rule-task-empty = Say what is to be done

# Call: the form
call-mood = Mood
call-purpose = Purpose
call-promise = Promise
call-promise-hint = send the estimate, give access
call-promise-side = Who promised
call-promise-who = Name
call-promise-until = By what day
call-promise-undated = By which day? For example: tomorrow, fri, 27.11. If none, save once more
call-task = Task
call-task-hint = gather queries, mend the goals
call-task-due = Task due
call-problem = Problem
call-problem-hint = goals do not fire
call-problem-severity = How bad
call-told = Told
call-slept = without { $time } of sleep of the computer
mood-warm = warm
mood-even = even
mood-curt = curt
mood-upset = upset
purpose-exchange = quick exchange
purpose-brainstorm = brainstorm
purpose-tests = next tests
purpose-tasks = set tasks right
purpose-news = tell news
purpose-invoice = help with an invoice
purpose-question = answer a question
purpose-analysis = analysis of campaigns
purpose-advice = advice
purpose-feedback = feedback
purpose-ask-exchange = what changed on their side, on ours, what is in the way, who decides
purpose-ask-brainstorm = the goal in one sentence, all ideas uncriticised, pick two, who does them
purpose-ask-tests = hypothesis, measure, budget and term, when we stop
purpose-ask-tasks = what exactly, what for, by when, how we tell it is done
call-again-today = today
call-again-other = another number: { $name }, { $phone }
call-again-number = find the right number
call-again-learned = not reached; mostly answers about { $time }
call-other-number = there is another number: { $name }, { $phone } ({ $key } dials)
call-no-other-number = there is no other number: ask in the chat or by letter
call-refused-counts = the refusal counts for the contact policy; suggestions: { $key }
tasks-title = Tasks
cli-task-added = Task written down: { $text }
calls-done = { $count ->
    [one] The plan of the day is done: { $count } client, { $time }
   *[other] The plan of the day is done: { $count } clients, { $time }
}

# Call: what to talk about
call-owed-answer = Answer owed
call-owed-fire = Burning
call-tell-answer = Answer here
call-due-today = today { $time }
call-offer = To offer
call-offer-brings = brings
call-objections = Objections
call-objected = “{ $words }”
call-news = To tell

# Dialling
dial-done = The number went to the dialler
dial-link = Copied the link { $link }
dial-no-digits = There is nothing to dial in “{ $phone }”: digits are needed
error-dial = The dialler “{ $program }” did not start: { $reason }. Check [call] on_call in the configuration
error-dial-failed = The dialler “{ $program }” could not dial: { $why }. Check [call] on_call in the configuration
