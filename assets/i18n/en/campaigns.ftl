# A client's ad profile.
form-ads-title = Ad profile
form-ads-linked = Analytics linked
form-ads-analytics = Analytics systems
form-ads-analytics-hint = Metrica 12345678; Google Analytics
form-ads-goals = Goals set up
form-ads-calls = Call tracking
form-ads-accounts = Ad accounts
form-ads-accounts-hint = direct:login; google:123-456-7890
form-ads-accounts-wrong = "{ $text }": a platform and a login are needed, such as direct:login
known-unknown = not known
known-yes = yes
known-no = no
