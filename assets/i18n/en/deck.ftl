# The presentation: words on the slides

deck-label = Advertising recommendations
deck-goals = { $count ->
    [one] The goal of your advertising
   *[other] The goals of your advertising
}
deck-kpi = How we measure it
deck-kpi-at-most = { $metric } at most { $target }
deck-kpi-at-least = { $metric } at least { $target }
deck-kpi-plain = { $metric } { $target }
deck-place = { $number } of { $count }
deck-value = What it brings
deck-why = Why
deck-if-done = If it is done
deck-if-not = If all stays as it is
deck-how = How to do it
deck-effort = Effort
deck-effort-s = under an hour
deck-effort-m = up to a day
deck-effort-l = more than a day
deck-effect = Expected effect
deck-effect-range = { $metric } { $from } to { $to }
deck-by = Proposed date
deck-helper = Who helps
deck-figures = Over the months: { $metric }
deck-no-data = no data
deck-decisions = Decisions to take
deck-number = No.
deck-recommendation = Recommendation
deck-decision = Your decision
deck-continued = (continued)
deck-whole = The recommendation in full

# Why there is none
deck-none-written = There is nothing to show: this client has no recommendation. Write one first, then make the presentation.
deck-nothing-ready = No recommendation is ready. { $what }.
deck-held = “{ $title }” does not go into the presentation: { $why }.
deck-held-draft = the draft is complete but not marked as ready
deck-held-lacks = a draft that lacks: { $what }
deck-held-flawed = the draft cannot be marked as ready: { $what }
deck-held-sensitive = the problem behind it is not to be told yet
deck-held-over = it is already decided
deck-held-resting = the client declined twice, it may be brought up again on { $date }

# When it cannot be written
deck-bad-template = Template { $file }, line { $line }: { $detail }. Correct it, or take it away and the shipped one is used.
deck-bad-logo = Logo { $file } cannot be put into this format. Put a logo.png beside it.
deck-failed = The presentation could not be put together: { $detail }.

# The command line
cli-deck-not-text = { $format } is not text for a terminal, name a file: --out FILE
cli-deck-no-ending = The ending “{ $ending }” is no format. There are: { $known }; or name one: --format FORMAT
cli-deck-one-stdout = The presentation and --json cannot both go to stdout: name a file with --out or leave --json out
cli-deck-written = { $count ->
    [one] { $count } slide written: { $file }
   *[other] { $count } slides written: { $file }
}
cli-deck-sent = { $count ->
    [one] { $count } slide written: { $file }. The recommendations are marked as sent.
   *[other] { $count } slides written: { $file }. The recommendations are marked as sent.
}

# The dialog
deck-title = Presentation: { $client }
deck-format = Format
deck-writing = writing…
deck-still-writing = The presentation before this one is still being written. Wait a second and press again.
deck-slide-of = Slide { $number } of { $count }
deck-constraints = The client's limits: { $what }
deck-written = Written: { $file }, made in { $time }
deck-sent = Written and marked as sent: { $file }, made in { $time }. To take the mark back: { $key }
