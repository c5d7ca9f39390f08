# The client card.

tab-overview = Overview
tab-brief = Brief
tab-problems = Problems
tab-campaigns = Campaigns
tab-advice = Advice
tab-timeline = Timeline
tab-agreements = Agreements
explain-title = Where the figures come from
explain-nothing = This page has no reckoned figures.
campaigns-empty = No campaigns imported.
timeline-empty = Nothing has happened yet.
agreements-empty = No agreements.
glance-whom = Talk to
glance-when = Calling
glance-client = Client
glance-policy = Contact
glance-advice = Advice
glance-no-goal = no goal written down
