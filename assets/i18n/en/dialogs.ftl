# Forms: common
form-required = This has to be filled in
form-not-understood = Not understood, please check
form-discard = Not saved. Esc again closes, any other key goes back
form-nothing-chosen = nothing chosen
form-not-important = does not matter
form-when-hint = tomorrow, fri 15:00, 27.11
form-hours-hint = 09:00–18:00
form-hours-wrong = Hours from and to: 9-18 or 09:30–17:00
form-day-hint = 01.11.2019
form-day-wrong = A date with its year: 01.11.2019
form-birthday-hint = 27.11 or 27.11.1980
form-birthday-wrong = Day and month: 27.11, with the year 27.11.1980
form-days-wrong = A number of days from 1 to 3650
form-minutes-wrong = Minutes as a number, up to 1440
form-zone-hint = same as mine
form-zone-now = { $time } there now
form-zone-wrong = No such zone. A city will do: Omsk, Europe/Moscow

# Level of preparation
level-1 = novice
level-2 = beginner
level-3 = confident
level-4 = experienced
level-5 = expert

# Client
form-client-new = New client
form-client-name = Name
form-client-tier = Tier
form-client-model = Ads are run by
form-client-level = Level
form-client-policy = Contact wanted
form-client-cadence = Cadence
form-client-every = Every, days
form-client-channel = Channel
form-client-hours = Hours
form-client-zone = Time zone
form-client-tags = Tags
form-client-since = Client since
form-client-notes = Business
form-cadence-off = off
form-cadence-report = report days
form-cadence-own = other

# Contacts
form-contact-new = New contact
form-contact-name = Name
form-contact-role = Position
form-contact-decides = Decision maker
form-contact-phones = Phones
form-contact-emails = E-mail
form-contact-messengers = Messengers
form-contact-birthday = Birthday
form-contact-notes = Notes
form-messenger-hint = telegram @ivanov
contacts-remove = Remove the contact “{ $name }”?
contacts-remove-verb = Remove
contacts-no-phone = No phone here. Add one to the contact.

# The next touch
form-plan-title = Next touch
form-plan-date = When
form-plan-reason = Why
form-plan-promised = Promised
form-plan-channel = Channel
form-plan-contact = With whom

# Parking
form-park-title = Set aside
form-park-what = What to do
form-park-back = take back to work
form-park-change = set aside differently
form-park-reason = Reason
form-park-until = Until

# A step of a recommendation
form-advance-to = It is now
form-advance-until = Until
form-advance-note = Client's words
form-advance-words = The client's own words are needed: why not

# Client card
card-owner = Led by
card-stage = Stage
card-parked = set aside until { $date }: { $reason }
card-next = Next
card-reason = Why
card-planned = planned
card-promised = promised
card-overdue = overdue
card-promise-broken = promised and overdue
card-no-plan = nothing planned
card-last = Last talk
card-never = never talked yet
card-tries = Attempts
card-unanswered = { $count ->
    [one] { $count } attempt without an answer
   *[other] { $count } attempts without an answer
}
card-ago = { $age } ago
card-spend = Spend
card-against-three = { $change } on the three before
card-three-months = { $amount } in three months
card-history = History
card-reading = reading the history…
card-no-history = no touches yet
card-more = { $count ->
    [one] and { $count } touch before
   *[other] and { $count } touches before
}

# Call
call-outcome = Outcome
call-note = Note
call-next = Next when
call-direction = Began by
call-minutes = Minutes
call-nobody = not listed
call-again-tomorrow = tomorrow { $time }
call-again-monday = monday { $time }
call-again-reason = not reached, another attempt
call-offers = What to offer
call-speak-simply = plain words, no abbreviations
call-speak-terms = terms are fine
call-now = { $time } there, fine to call ({ $hours })
call-not-now = { $time } there, calls are welcome { $hours }
call-day-off = { $day }, { $time } there: a day off
call-news-only = { $time } there; wants news only
call-not-wanted = asked not to be called; { $time } there
call-value = To win
call-reasons = Why now
call-reasons-more = also
call-last-note = Last note
