# Backups of the portfolio and the way back from them.

backup-not-one = This is not a backup of a portfolio: { $path }. The backups there are: planerka backup list.
backup-cut = The backup breaks off before its end: { $path }. Take another one: planerka backup list.
backup-broken = The backup is damaged: { $path }. Take another one: planerka backup list.

# On the screen
backup-begun = The portfolio is being backed up.
backup-made = Backup of the portfolio: { $path }
backup-at = backup { $time }
backup-failed = The portfolio was not backed up: { $reason } Work is saved as ever; make room or name another place: planerka backup FILE.

# Why it was made
backup-why-hand = by hand
backup-why-exit = at exit
backup-why-daily = once a day
backup-why-import = before an import
backup-why-migration = before an update
backup-why-compaction = before compaction
backup-why-emergency = emergency

# The command line
cli-backup-size = { $megabytes } MB
cli-backup-clients = { $count ->
    [one] { $count } client
   *[other] { $count } clients
}
cli-backup-good = checked
cli-backup-bad = UNUSABLE
cli-backup-none = There are no backups yet. To make one: planerka backup.
cli-backup-made = Backed up and checked: { $count ->
    [one] { $count } client
   *[other] { $count } clients
}, { $size }.
cli-backup-whole = The backup is whole: made { $made }, change no. { $seq }, { $count ->
    [one] { $count } client
   *[other] { $count } clients
}, { $size }.
cli-restore-from = Backup of { $made }: change no. { $seq }, { $count ->
    [one] { $count } client
   *[other] { $count } clients
}.
cli-restore-question = Restore it into { $dir }? The present portfolio is moved aside; nothing is deleted.
cli-restore-unasked = The portfolio is untouched: there is nobody to ask. To restore without asking add --yes.
cli-restore-refused = The portfolio is untouched.
cli-restore-none = There is no usable backup. Name a file: planerka restore FILE.
cli-restored = The portfolio is restored: change no. { $seq }, { $count ->
    [one] { $count } client
   *[other] { $count } clients
}.
cli-restored-replayed = { $count ->
    [one] { $count } change made after the backup was added from the journal.
   *[other] { $count } changes made after the backup were added from the journal.
}
cli-restored-left = { $count ->
    [one] { $count } later change stayed in the portfolio moved aside.
   *[other] { $count } later changes stayed in the portfolio moved aside.
}
cli-restored-aside = The former portfolio lies here now: { $path }
