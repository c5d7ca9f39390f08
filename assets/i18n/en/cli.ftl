# The command line.

cli-yes-no = [y/N]
cli-needs-terminal = The workstation needs a terminal. Scripts have verbs: planerka --help
cli-config-good = The settings are good: { $place }
cli-no-config-file = no settings file, the usual ones hold
cli-keys-good = The keys are good.
cli-keys-bad = { $count ->
    [one] { $file }: { $count } mistake in the keys
   *[other] { $file }: { $count } mistakes in the keys
}

# Who was meant
cli-no-store = There is no portfolio in { $dir }. Begin with a file: planerka import FILE
cli-store-lost = There is no portfolio in { $dir }, but a backup of one: { $path }. To bring it back: planerka restore --newest. To begin a new one, move the folder backups away.
cli-no-client = There is no client “{ $text }”. Name it by part of its name, id or external id (amocrm:501).
cli-many-clients = “{ $text }” fits several clients. Say more:
cli-many-clients-more = …and { $count } more
cli-no-draft = There is no recommendation “{ $text }”. List them: planerka draft list
cli-many-drafts = “{ $text }” fits several recommendations. Say more:
cli-no-contact = The client has no contact “{ $text }”.
cli-many-contacts = “{ $text }” fits several contacts. Say more:
cli-no-group = There is no group { $text } among the latest changes.
cli-nothing-to-undo = There is nothing to undo.
cli-nothing-to-redo = There is nothing to redo.
cli-undo-conflict = These records have changed since and cannot be taken back.

# What was done
cli-logged = Touch logged: { $client }
cli-logged-next = Touch logged: { $client }. Next on { $date }
cli-client-added = Client added: { $client }
cli-contact-added = Contact added: { $contact } ({ $client })
cli-moved = { $client }: { $stage }
cli-draft-added = Draft written: { $title }
cli-draft-ready = Ready to present: { $title }
cli-undone = Undone: { $what }
cli-redone = Redone: { $what }
cli-exported = { $count ->
    [one] { $count } row written: { $file }
   *[other] { $count } rows written: { $file }
}
cli-lines-bad = { $bad ->
    [one] { $bad } line was not taken, { $good } were
   *[other] { $bad } lines were not taken, { $good } were
}
cli-line-not-json = Line { $line } is not the JSON needed: { $message }
cli-line-too-long = Line { $line } is longer than a megabyte.
cli-line-stdin-failed = The input cannot be read: { $reason }
cli-bad-date = “{ $flag }” does not fit. { $problem }
cli-bad-zone = There is no time zone “{ $text }”. A name like Asia/Omsk is needed.
cli-bad-cadence = The rhythm “{ $text }” is not understood. Accepted: off, report, or days from 1 to 3650.
cli-bad-hours = The hours “{ $text }” are not understood. Write 09:00-18:00
cli-bad-birthday = The birthday “{ $text }” is not understood. Write 1984-02-29 or 29.02
cli-bad-expertise = The level of preparation is 1 to 5.

# Importing files
cli-import-preview = { $file }: { $kind }, new { $new }, update { $updated }, unchanged { $unchanged }, skipped { $skipped }, in doubt { $conflicts }
cli-import-question = Import?
cli-import-refused = Not imported, nothing was changed.
cli-import-nothing = All of it is here already, there is nothing to change.
cli-import-done = Imported. New clients: { $new }, updated: { $updated }. Take it back: planerka undo
cli-import-problems = { $count ->
    [one] { $count } remark
   *[other] { $count } remarks
}
cli-import-more = …and { $count } more
cli-import-client = Client: { $name }
cli-import-whose = Nothing says whose report "{ $file }" is: name the client with --client.
cli-import-no-such-currency = No such currency: { $text }; give a code of three letters, RUB for one.
cli-import-currency-idle = --currency is for reports of campaigns, and none of the files is one; leave it out.
cli-import-client-idle = --client is for reports of campaigns only, and there is no such file here.
cli-import-no-kind = There is no kind “{ $text }”. There are: { $kinds }

# The demo portfolio
cli-demo-not-empty = There is a portfolio in { $dir } already. The demo is written to an empty place only.
cli-demo-filled = { $count ->
    [one] The demo portfolio is ready: { $count } client, { $dir }
   *[other] The demo portfolio is ready: { $count } clients, { $dir }
}
cli-demo-no-open = To fill only, say where: --data DIR

# The agenda
cli-agenda-title = { $date }: { $calls }, { $planned } of { $minutes }
cli-agenda-left = No room for: { $count }
cli-agenda-empty = No calls.
cli-agenda-day-off = A day off: only what was promised.
cli-agenda-local = { $time } there

# The card
cli-card-stage = Stage
cli-card-tier = Tier
cli-card-model = Service
cli-card-policy = Contact
cli-card-cadence = Rhythm
cli-card-zone = Time zone
cli-card-since = Client since
cli-card-owner = Owner
cli-card-tags = Tags
cli-card-next = Next touch
cli-card-last = Last talk
cli-card-external = External ids
cli-card-notes = Notes
cli-card-contacts = Contacts
cli-card-drafts = Recommendations
cli-card-touches = Touches
cli-card-spend = Spend
cli-card-archived = Archived since
cli-promised = promised
cli-stage-early = Missing: { $what }. Move anyway: --yes
cli-import-spoiled = The file { $file } was not imported. { $problem } Nothing is stored. To store all the rest: --yes.

# A command mistyped
usage-no-value = { $arg } has no value.
usage-bad-value = The value “{ $value }” does not fit { $arg }.
usage-accepts = Accepted: { $accepts }.
usage-unknown-argument = There is no option { $arg } here.
usage-unexpected = One word too many: “{ $arg }”.
usage-unknown-command = There is no command “{ $command }”.
usage-maybe = Something like it: { $near }.
usage-nearly = There is no command “{ $command }”. Something like it: planerka { $verb } { $near }. For a file of that name: planerka { $verb } ./{ $command }
usage-conflict = { $arg } and { $prior } do not go together.
usage-twice = { $arg } is given more than once.
usage-missing = Missing: { $args }.
usage-no-command = A command is missing after { $command }.
usage-not-text = Something typed is not in UTF-8.
usage-how = Usage: { $usage }
usage-more = More: add --help
