# Checking campaigns against rules.

audit-platform-yandex-direct = Yandex Direct
audit-platform-google-ads = Google Ads
audit-platform-meta-ads = Meta Ads
audit-platform-vk-ads = VK Ads
audit-platform-other = another platform

audit-times = ×{ $number }
audit-unknown = no data
audit-yes = yes
audit-no = no

audit-hygiene = To put right
audit-growth = Growth points
audit-count-hits = { $count ->
    [one] { $count } case
   *[other] { $count } cases
}
audit-and-more = { $count ->
    [one] and { $count } more
   *[other] and { $count } more
}
audit-title-many = { $count ->
    [one] { $title }: { $count } campaign
   *[other] { $title }: { $count } campaigns
}
audit-critical = critical
audit-taken-problem = among the problems already
audit-taken-recommendation = among the recommendations already
audit-dismissed = put aside { $date }: { $reason }
audit-returned = back: was { $before }, now { $now } (put aside { $date }: { $reason })

audit-nothing = Nothing found.
audit-no-campaigns = No campaigns are loaded; only what is known of the client was checked.
audit-data-until = data until { $date }
audit-data-stale = data until { $date }, stale
audit-clients-clean = { $count ->
    [one] Nothing found: { $count } client.
   *[other] Nothing found: { $count } clients.
}
audit-counts = How often each rule hit
audit-dismissed-hidden = { $count ->
    [one] Put aside earlier: { $count }. To see it: --dismissed.
   *[other] Put aside earlier: { $count }. To see them: --dismissed.
}
audit-rules-fine = { $count ->
    [one] No errors, { $count } rule in force.
   *[other] No errors, { $count } rules in force.
}
audit-rules-wrong = { $count ->
    [one] { $count } error in the rule files. The rule with it is off, the others work.
   *[other] { $count } errors in the rule files. Rules with errors are off, the others work.
}
audit-whom = Name a client, or give --all.

rule-problem = { $place }: rule “{ $entry }” is off: { $fault }
rule-fault-syntax = the expression “{ $text }” cannot be read ({ $detail })
rule-fault-variable = no such variable: { $name }. The list: planerka audit --variables
rule-fault-variable-near = no such variable: { $name }. Did you mean { $near }?
rule-fault-scope = the variable { $name } is not known at the scope { $scope }
rule-fault-text = the field { $field } lacks a text in one of the languages
rule-fault-place = the field { $field } has a brace without a pair or an empty place
rule-fault-id = an id is made of Latin letters, digits and hyphens
rule-fault-term = “{ $name }” will not do, possible are: { $known }
rule-fault-twice = these files already have a rule with this id
rule-fault-off = off takes only true; otherwise leave it out
rule-fault-unreadable = the file cannot be read ({ $detail })
rule-fault-format = { $detail }
