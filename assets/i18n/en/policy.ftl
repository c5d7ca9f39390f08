# Contact policy and terms: the form, signals, the review.

# The form of terms
terms-title = Contact terms
terms-reason = Why this policy
terms-reason-hint = one-word answers, asked not to be called
terms-ask-again = Ask again
terms-quiet = Quiet hours
terms-quiet-hint = 09:30–10:30
terms-response = Answer promised, min
terms-response-hint = work minutes of the client
terms-response-zero = nobody answers in 0 minutes: 1 or more
terms-urgent-channel = Urgent, by what
terms-urgent-contact = Urgent, to whom
terms-urgent-none = not agreed
terms-news = News, promotions
terms-news-not-asked = not asked
terms-news-yes = welcome
terms-news-no = unwelcome
terms-campaign-until = One-off campaign until
terms-swallowed = quiet hours cover all calling hours { $hours }: no time is left to call

# Terms in the card
card-terms = Terms
card-terms-quiet = quiet { $hours }
card-terms-response = answer in { $time }
card-terms-urgent = urgent: { $how }
card-terms-news-yes = news welcome
card-terms-news-no = no news
card-terms-campaign = campaign until { $date }
card-terms-campaign-over = campaign ended { $date }
card-terms-ask = ask again { $date }
card-terms-since = since { $date }
contacts-remove-urgent = This is the person to reach when it is urgent. That agreement goes too.

call-quiet = { $time } there, quiet hours { $hours }

# Refusals
rule-terms-response-zero = An answer within 0 minutes cannot be promised. Give the minutes, 1 or more, or leave the field empty.
rule-terms-quiet-backwards = The quiet hours end before they begin. Give them from and to: 9:30-10:30.

# Signals
policy-signal-unanswered = { $count ->
    [one] { $count } attempt unanswered
   *[other] { $count } attempts in a row unanswered
}
policy-signal-declined = { $count ->
    [one] { $count } recommendation declined
   *[other] { $count } recommendations in a row declined
}
policy-signal-curt = { $count ->
    [one] { $count } curt talk
   *[other] { $count } curt talks in a row
}
policy-signal-no-inbound = { $count ->
    [one] no word from them for { $count } month
   *[other] no word from them for { $count } months
}
policy-signal-nothing-accepted = { $count ->
    [one] 0 of { $count } recommendation accepted
   *[other] 0 of { $count } recommendations accepted
}
policy-signal-inbound = wrote or called { $date }
policy-signal-spend-grew = spend grew by { $percent } %

# The review
review-title = Contact policies
review-head = { $count ->
    [one] { $count } suggestion
   *[other] { $count } suggestions
}
review-head-returns = { $count ->
    [one] { $count } suggestion returns { $time } a month
   *[other] { $count } suggestions return { $time } a month
}
review-less = Less often
review-more = More often
review-head-more = more often: { $count }
review-head-again = to ask: { $count }
review-again = Half a year has passed, time to ask again
review-again-due = ask since { $date }
review-no-signals = no new signals
review-gives = +{ $time }
review-takes = −{ $time }
review-nobody = Every policy suits: nobody is tired of calls and nobody is due to be asked again.
policy-form-title = New policy
policy-form-policy = Policy
policy-form-same = The policy is the same: choose another or close the form.

# planerka show
cli-card-terms = Terms
