# Backups of the portfolio and the way back from them.

backup-not-one = This is not a backup of a portfolio: { $path }. The backups there are: planerka backup list.
backup-cut = The backup breaks off before its end: { $path }. Take another one: planerka backup list.
backup-other-key = The backup is under another passphrase than this portfolio: { $path }. Restore it into a folder of its own: planerka restore FILE --data FOLDER; the former passphrase opens it.
backup-short = Change no. { $asked } is out of reach: the last one that can be restored from here is no. { $last }. The portfolio is untouched. Name a number up to { $last }, or leave --as-of out.
backup-hurt = The portfolio moved aside is damaged: { $path }. The present one is untouched. What can still be read of it is saved by planerka doctor --repair --data FOLDER; try again after that.
backup-broken = The backup is damaged: { $path }. Take another one: planerka backup list.

# On the screen
backup-begun = The portfolio is being backed up.
backup-made = Backup of the portfolio: { $path }
backup-at = backup { $time }
backup-failed = Not backed up: { $reason }. Another place: planerka backup FILE
backup-beside-unsaved = Not backed up: { $reason }. { $help }
backup-not-made = Not backed up. { $reason } Another place: planerka backup FILE

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
cli-backup-journal = journal
cli-backup-good = checked
cli-backup-same = encrypted, sums are right
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
cli-backup-whole-journal = The emergency copy is whole: made { $made }, change no. { $seq }, { $size }. It holds the journal, and the whole portfolio is built from that.
cli-backup-sums = The sums of the backup are right: made { $made }, change no. { $seq }, { $count ->
    [one] { $count } client
   *[other] { $count } clients
}, { $size }. It is encrypted: what is in it was not checked without its passphrase. To check everything: --passphrase-file FILE.
cli-backup-sums-journal = The sums of the emergency copy are right: made { $made }, change no. { $seq }, { $size }. It holds the journal, and the whole portfolio is built from that. It is encrypted: what is in it was not checked without its passphrase. To check everything: --passphrase-file FILE.
cli-restore-from = Backup of { $made }: change no. { $seq }, { $count ->
    [one] { $count } client
   *[other] { $count } clients
}.
cli-restore-from-journal = Emergency copy of { $made }: change no. { $seq }. It holds the journal, and the whole portfolio is built from that.
cli-restore-encrypts = The backup is encrypted and the present portfolio is not. The restored one will be encrypted; the passphrase of the backup will open it.
cli-restore-stays = The backup is not encrypted. The portfolio stays encrypted under its own passphrase.
cli-restore-opens = The header of the present portfolio cannot be read, so it cannot be told whether it was encrypted. The backup is not: the restored portfolio will lie in the open.
cli-restore-put-by = A portfolio moved aside: { $path }
cli-restore-outcome = The portfolio becomes: change no. { $seq } of { $at }, { $count ->
    [one] { $count } client
   *[other] { $count } clients
}.
cli-restore-outcome-empty = The portfolio becomes empty: there is no change in it.
cli-restore-replays = { $count ->
    [one] { $count } change of the journal made after the backup is in it.
   *[other] { $count } changes of the journal made after the backup are in it.
}
cli-restore-drops = { $count ->
    [one] { $count } change of the present portfolio will not be in it: it stays in the one moved aside.
   *[other] { $count } changes of the present portfolio will not be in it: they stay in the one moved aside.
}
cli-restore-other = WARNING: this is another portfolio, it has no change in common with the present one. { $count ->
    [one] All of the present one ({ $count } change) is moved aside, and nothing of it gets into the new one.
   *[other] All of the present one ({ $count } changes) is moved aside, and nothing of it gets into the new one.
}
cli-restore-along = { $count ->
    [one] { $count } backup in the folder backups is later or not of this history: it is moved aside with the present portfolio.
   *[other] { $count } backups in the folder backups are later or not of this history: they are moved aside with the present portfolio.
}
cli-restore-unread = Of the present portfolio this cannot be read: { $files }. Changes made after the backup may be missing.
cli-restore-as-of-0 = There is no change no. 0: before the first change the portfolio is empty. Name a change from 1 on; planerka journal numbers them.
cli-restore-question = Restore the portfolio in { $dir }? The present one is moved aside; nothing is deleted.
cli-restore-unasked = The portfolio is untouched: there is nobody to ask. To restore without asking add --yes.
cli-restore-refused = The portfolio is untouched.
cli-restore-none = There is no usable backup. Name a file: planerka restore FILE.
cli-restore-none-but-aside = There is no usable backup, but a portfolio that was moved aside: { $path }. To bring it back: { $command }. Or name a file: planerka restore FILE.
cli-restored = The portfolio is restored: change no. { $seq }, { $count ->
    [one] { $count } client
   *[other] { $count } clients
}.
cli-restored-replayed = { $count ->
    [one] { $count } change made after the backup was added from the journal.
   *[other] { $count } changes made after the backup were added from the journal.
}
cli-restored-left = { $count ->
    [one] { $count } change of the former portfolio is not in it: it stayed in the one moved aside.
   *[other] { $count } changes of the former portfolio are not in it: they stayed in the one moved aside.
}
cli-restored-aside = The former portfolio lies here now: { $path }
cli-restored-back = To put the former portfolio back: { $command }
cli-restored-along = { $count ->
    [one] There, in the folder backups, lies { $count } backup made later or not of this history.
   *[other] There, in the folder backups, lie { $count } backups made later or not of this history.
}
cli-restored-unread = Nothing could be read and taken from here: { $files }. Changes made after the backup may be missing.
cli-restored-encrypted = The portfolio is encrypted now: the passphrase of the backup opens it.
cli-restored-open = The portfolio lies in the open now. To encrypt it: planerka lock on.
