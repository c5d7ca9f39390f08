# The plan of a day: why a client is not in it, why a row stands where it stands, what cannot be done.

left-no-minutes = the minutes of the day went to weightier calls
left-no-room = its hours are taken today: meetings, pinned and weightier calls
left-outside-hours = may not be called any more in these working hours
left-quiet = asked not to be disturbed at this time
left-day-off = a day off: only what was promised for it
left-day-over = the working day is over
left-snoozed = put off until { $date }: { $reason }
left-dropped = struck off this day: { $reason }
left-policy = the client asked not to be called

plan-meeting = meeting
plan-lunch = lunch
plan-fires = fires

class-overdue = broken promise
class-critical = burning
class-promised = promised for the day
class-decision = decision or answer awaited
class-planned = planned
class-cadence = rhythm and growth

plan-hours = { $from }–{ $to }
plan-hours-both = { $from }–{ $to } ({ $begin }–{ $end } at the client's)
plan-hours-none = not at all
plan-hours-any = at any time

plan-row = Row { $number }: { $time }, { $there } at the client's
plan-row-timed = Row { $number }: { $time }, { $there } at the client's; the hour was set before
plan-row-pinned = Row { $number }: { $time }, { $there } at the client's; pinned by hand
plan-row-missed = Row { $number }: pinned at { $time }, the hour has passed without a call
plan-left = Not in the plan: { $why }
plan-explained-done = Talked to today, nothing else is waiting
plan-not-asked = Nothing asks for the client on this day
plan-not-earlier = Why not earlier: { $why }
plan-callable = May be called: { $hours }
plan-deadline = An answer is promised by { $time }: the call stands before it if there is room
plan-worth = Weight: { $class }; urgency { $urgency } × tier { $tier } × share of spend { $spend } = { $total }
plan-rank = Number { $rank } of { $of } clients with a reason
plan-part = { $reason } — { $class }, urgency { $urgency }
plan-part-told = { $reason } — to be told in the call, moves nothing

earlier-first = this is the first minute there is
earlier-hour-set = the hour was set before
earlier-pinned = pinned by hand
earlier-opens = the client may be called from { $time }
earlier-tried = nobody answered a while ago, the next attempt from { $time }
earlier-behind = { $more ->
    [0] before it stand { $names }
   *[other] before it stand { $names } and { $more } more
}
earlier-block = taken before it: { $what }

day-past = { $date } has passed: a plan can be changed from today on.
day-hour-passed = { $time } has passed: choose a later hour.
day-outside-work = Working hours are { $from }–{ $to }: the whole call must lie in them.
day-blocked = { $from }–{ $to } is taken: { $what }. Choose another hour.
day-taken = A call with a set hour stands at { $time }: { $client }. Choose another hour.
day-client-hours = { $client } may be called { $hours }. Choose an hour within that.
day-client-away = { $client } may not be called on this day: a day off, or quiet hours all day.
day-promised = { $client } was promised a call at { $time }. The hour changes with the promise.
day-no-calls = { $client } asked not to be called. The policy is changed in the client's terms.
day-done = { $client } was talked to on this day. Plan the next call for another day.
day-not-in-plan = { $client } is not in the plan of this day. Pin the call to an hour to bring it in.
day-at-edge = There is nowhere further to move.
day-no-room = These calls do not fit in each other's place. Pin each of them to an hour.
day-no-place = There is no place for { $client } on this day: { $why }.
day-too-many-minutes = A day has 1440 minutes, not { $minutes }.
day-stands = This cannot be put off: { $reason }. Do it or agree on another day first.

# A meeting written down by hand
form-meeting = Meeting
form-meeting-title = What it is
form-meeting-when = When
form-meeting-minutes = Minutes
form-meeting-place = Where
form-meeting-no-hour = A day and an hour are needed: today 14:00, fri 15:30
form-meeting-no-minutes = How many minutes? From 1 to 1440
