# News: whom to tell, who was told.

news-page = News
news-title-new = News
news-title-edit = Edit of the news
news-name = What about
news-kind = What kind
news-kind-product = new product
news-kind-promotion = promotion
news-kind-change = change
news-from = From which day
news-until = Until which day
news-query = For whom
news-query-hint = empty: all who do not mind
news-text = Words
news-text-expert = For experts
news-day-wrong = A day like 01.12.2026, tomorrow, fri
rule-no-news = There is no such news, or it was put away.
rule-news-title = Say what the news is about.
rule-news-backwards = The news ends before it begins. Change one of the days.
rule-news-query = “For whom” cannot be read from character { $at } on: “{ $rest }”. For example: stage:analysis tag:auto; empty means all.
rule-news-scores = Scores change every month, so news is not addressed by them. Choose clients by a tag or another field.
rule-news-unwelcome = { $client } asked for no news. The contact terms can change that.

news-told = { $told } of { $target }
news-until-date = until { $date }
news-from-date = from { $date }
news-over = ended { $date }
news-put-away = put away
news-none = No news. { $key } writes a new product, promotion or change down.
news-hidden = { $count ->
    [one] and { $count } put away or over, show: { $key }
   *[other] and { $count } put away or over, show: { $key }
}
news-ask-close = Put the news “{ $title }” away?
news-ask-close-hint = Who was told stays known.
news-close-verb = Put away
news-ask-tell = { $count ->
    [one] Mark the news “{ $title }” as told to { $count } client?
   *[other] Mark the news “{ $title }” as told to { $count } clients?
}
news-tell-verb = Mark
news-all-told = Everybody it is for was told.
news-nobody = The news is for nobody: look at the field “For whom”.

news-waiting = Not told yet
news-was-told = Told
news-mail-count = { $count ->
    [0] nobody agreed to mailings
    [one] { $count } agreed to mailings
   *[other] { $count } agreed to mailings
}
news-not-asked = not asked
news-no-mail = Nobody to mail: none of those waiting agreed to mailings, or there is no address. Consent is kept in the contact terms.
news-no-text = The news has no words yet. { $key } writes them.
news-file = Mailing { $title }.csv
news-file-client = client
news-file-contact = name
news-file-email = email
news-file-channel = channel
news-marked = { $count ->
    [one] { $count } marked
   *[other] { $count } marked
}

cli-news-added = News written down: { $what }
cli-news-told = News told: { $what }
cli-news-none = No news.
cli-news-many = Several news match, be exact: { $names }
cli-news-not-found = There is no news “{ $what }”.
