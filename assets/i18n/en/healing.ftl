# A portfolio that had to be healed, and a disk that does not write.

intent-salvage = saved out of a damaged store

healed-title = The portfolio was healed
healed-title-short = The portfolio was healed in part
healed-fault-changed = The files of the portfolio were not as the program had left them: some of the data on the disk is damaged.
healed-fault-unreadable = The database of the portfolio could not be read: some of the data on the disk is damaged.
healed-fault-silent = The database of the portfolio did not open in its time.
healed-fault-inconsistent = Some records of the database did not match the journal: the disk gave back old data.
healed-fault-missing = The database of the portfolio was not on the disk.
healed-fault-header = The header of the portfolio could not be read.
healed-fault-journal = The journal files did not belong to this database.
healed-kept-whole = It is written anew; the data itself was not touched.
healed-from-backup = { $count ->
    [0] The portfolio was taken from the backup, { $when }.
    [one] The portfolio was taken from the backup, { $when }, with { $count } change from the journal after it.
   *[other] The portfolio was taken from the backup, { $when }, with { $count } changes from the journal after it.
}
healed-from-journal = The portfolio was built anew from the journal of changes.
healed-from-records = Neither a backup nor the journal was enough: the records that could still be read were saved one by one.
healed-from-picture = Neither a backup nor the journal was enough: the portfolio was taken from the picture kept for a quick start; its last change was { $when }. It holds no touches and campaigns: those that could still be read were given back.
healed-from-picture-undated = Neither a backup nor the journal was enough: the portfolio was taken from the picture kept for a quick start. It holds no touches and campaigns: those that could still be read were given back.
healed-kept = { $clients ->
    [one] There is { $clients } client; the last change was { $when } (no. { $seq }).
   *[other] There are { $clients } clients; the last change was { $when } (no. { $seq }).
}
healed-kept-clients = { $clients ->
    [one] There is { $clients } client.
   *[other] There are { $clients } clients.
}
healed-lost-nothing = Nothing that was written is lost.
healed-lost = { $count ->
    [one] The last { $count } change was not found: look at the end of the day and enter it again.
   *[other] The last { $count } changes were not found: look at the end of the day and enter them again.
}
healed-lost-unknown = How many records are missing cannot be told: compare the clients with your last export.
healed-copy = The damaged files were put aside: { $path }
healed-advice = This happens when a disk wears out or the power fails. Check the disk; planerka doctor checks the portfolio once more.
healed-advice-missing = This happens when files were removed or the folder was moved in part. planerka doctor checks the portfolio once more.
healed-continue = Go on working

store-unhealed-nothing = The portfolio is damaged ({ $detail }), and no good copy was found. The files were not touched. Restore your own copy (planerka restore FILE), or save what can still be read: planerka doctor --repair.
store-unhealed = The portfolio is damaged ({ $detail }). Changes up to no. { $back } can be given back. The files were not touched; if you agree: planerka doctor --repair.
store-unhealed-short = The portfolio is damaged ({ $detail }). Changes up to no. { $back } can be given back; { $missing ->
    [one] the last { $missing } change was found nowhere
   *[other] the last { $missing } changes were found nowhere
}. The files were not touched; if you agree: planerka doctor --repair.
store-reading-damaged = These records cannot be read from the disk, the rest of the portfolio is whole. Close the program and open it again: it heals them by itself; planerka doctor checks everything.
store-journal-mended = The journal files on the disk were damaged and are written anew from the database; the portfolio is whole. The old ones were put aside here: { $path }
store-journal-unmended = The journal files on the disk are damaged and could not be written anew; the portfolio is whole. This is tried again after the next daily backup; at once by planerka doctor --repair.
store-journal-unmended-full = The journal files on the disk are damaged, and there is no room to write them anew; the portfolio is whole. Free some space: this is tried again after the next daily backup, at once by planerka doctor --repair.
store-opened-copy = Nothing can be written here: { $path }. A copy was opened for reading, changes are not saved.
store-opened-copy-full = The disk is full: { $path }. A copy was opened for reading, changes are not saved; free some space and try again.
store-saved-by-reserve = The disk is full: saved into the last reserve. Free some space before you go on.

paused-short = editing is paused
paused-short-unsaved = NOT SAVED: { $count }
paused-reading = READ ONLY
paused-refusal-reading = Read only. To change things, open the portfolio where it can be written.
paused-all-saved = Editing is paused, all that was done is saved
paused-unsaved = { $count ->
    [one] NOT SAVED: { $count } change
   *[other] NOT SAVED: { $count } changes
}
paused-why-full = the disk is full
paused-why-short = { $megabytes } MB more are needed
paused-over = The disk has space again: you can work.
paused-why-read-only = nothing can be written here
paused-help-full = You can look, editing waits. Free { $megabytes } MB: the rest happens by itself.
paused-help-reading = A copy is open: you can look, search and export, not change anything.
paused-help = You can look, editing waits. Nothing that was done is dropped.

# planerka doctor: a line for each check.
doctor-header = The header of the directory can be read
doctor-header-wrong = The header of the directory cannot be read
doctor-header-missing = The headers of the directory are gone, both header and header.2. The data is there and can be read without them
doctor-key-lost = The encryption key is gone: both headers, header and header.2, are missing. The data is there, but cannot be read without the key
doctor-key-spoilt = The encryption key is gone: the headers header and header.2 cannot be read. The data is there, but cannot be read without the key
doctor-swap-pending = Replacing the portfolio was begun and not finished: the next start finishes it
doctor-files = The files of the database are there
doctor-files-wrong = Files of the database are missing: { $files }
doctor-leftovers = Nothing is left over
doctor-leftovers-wrong = A half-written snapshot is left over: { $files }
doctor-blobs-wrong = The database moved values to files of their own that nobody syncs: { $files }
doctor-seal = The database is what it was at the last close
doctor-seal-open = The portfolio is open in another window: what is on the disk now was checked
doctor-seal-wrong = The database changed after the last close
doctor-seal-none = The program did not close to the end: there is no seal, the next open checks everything
doctor-aside = Damaged files put aside: { $files }
doctor-permissions = Only the owner can see the files
doctor-permissions-wrong = Others can see files: { $files }
doctor-space = Free space: { $free } MB
doctor-space-low = Little free space: { $free } MB. The portfolio is whole; free some before it runs out
doctor-database = The database opens; the last change is no. { $seq }
doctor-database-wrong = The database does not open: { $detail }
doctor-rows = All records can be read: { $records }, clients { $clients }, touches { $touches }
doctor-rows-older = All records can be read: { $records }, clients { $clients }, touches { $touches }; in an older form { $older } (doctor --migrate writes them anew)
doctor-rows-wrong = Not all records can be read: { $detail }
doctor-orphans-wrong = Records without their client: { $count }
doctor-agreement = The journal is whole ({ $entries }), and the records agree with it
doctor-agreement-late = The journal is whole from no. { $first }, and the records agree with it
doctor-agreement-wrong = Records do not agree with the journal: old { $stale }, missing { $missing }, unknown { $unknown }
doctor-size = The database takes { $size } MB for { $live } MB of data
doctor-size-wrong = The database takes { $size } MB for { $live } MB of data
doctor-journal-files = The journal files are whole and agree with the database: no. { $first }–{ $last }
doctor-journal-files-ahead = The journal files are ahead of the database (no. { $last } against { $seq }): it catches up at the next open
doctor-journal-files-short = The journal files read up to no. { $last } of { $seq }: the database is whole, but the rest is written nowhere else
doctor-journal-files-differ = The journal files do not agree with the database: { $differ }
doctor-journal-files-wrong = The journal files cannot be read: { $detail }
doctor-journal-files-alone = The journal files can be read: no. { $first }–{ $last }; there is nothing to compare them with
doctor-seal-not-made = The seal of the last close was not compared: { $detail }
doctor-database-not-made = The database was not checked: { $detail }
doctor-rows-not-made = The records were not checked: { $detail }
doctor-agreement-not-made = The journal in the database was not compared with the records: { $detail }
doctor-size-not-made = The space of the database was not measured: { $detail }
doctor-journal-files-not-made = The journal files were not checked: { $detail }
doctor-why-absent = there is no database
doctor-why-closed = the database does not open
doctor-why-unread = the database cannot be read
doctor-why-keyless = the encryption key is gone
doctor-why-empty = there are none
doctor-backups = The backups are good: { $count }. The fullest is of { $made }, at no. { $seq }: planerka restore --newest takes that one
doctor-backups-wrong = Damaged backups: { $bad } of { $count } ({ $files }). A good one is there: of { $made }, at no. { $seq }
doctor-backups-spoilt = Damaged backups: { $bad } of { $count } ({ $files }). There is no good one
doctor-backups-unread = Backups were not checked, they could not be read: { $files }. A newer version of the program may have written them
doctor-remedy-repair = To put it right: planerka doctor --repair
doctor-remedy-repair-short = Changes up to no. { $back } can be given back; { $missing ->
    [one] the last { $missing } change was found nowhere
   *[other] the last { $missing } changes were found nowhere
}. The files were not touched; if you agree: planerka doctor --repair
doctor-remedy-repair-picture = Only what is in the picture for a quick start can be given back: it has no touches and no campaigns. The files were not touched; if you agree: planerka doctor --repair
doctor-remedy-open = It heals by itself when the portfolio is opened; at once: planerka doctor --repair
doctor-remedy-compact = To put it right: planerka doctor --compact
doctor-remedy-rights = To close them: planerka doctor --repair; if the files are not yours, their owner can
doctor-remedy-restore = A backup brings it back: planerka restore --newest
doctor-remedy-key = An encrypted backup holds the key: planerka restore { $which }, it takes the passphrase
doctor-remedy-elsewhere = Nothing here can bring it back. If you have a backup elsewhere: planerka restore FILE
doctor-remedy-backup = Delete the damaged backup and make a new one: planerka backup
doctor-backups-none = There are no backups yet
doctor-all-well = The portfolio is whole.
doctor-something-wrong = { $count ->
    [one] { $count } fault was found. What to do is said below it.
   *[other] { $count } faults were found. What to do is said below each.
}
doctor-still-wrong = { $count ->
    [one] { $count } fault is left. What to do is said below it.
   *[other] { $count } faults are left. What to do is said below each.
}
doctor-not-all-made = { $count ->
    [one] { $count } check could not be made.
   *[other] { $count } checks could not be made.
}
doctor-beyond-repair = The portfolio is damaged ({ $detail }), and there is nothing to build it from: no good backup, no journal, no picture for a quick start. The files were not touched. If you have a copy elsewhere, on a stick or another computer, restore it: planerka restore FILE.
doctor-left = What a specialist may still make use of lies here: { $files }.
doctor-left-nothing = There are no backups and no files put aside beside it.
doctor-journal-mended = The journal files did not read to their end: they were put aside, { $path }, and written anew from the database.
doctor-migrated = { $count ->
    [0] There are no records in an older form.
    [one] { $count } record was written in the newest form.
   *[other] { $count } records were written in the newest form.
}
doctor-compacted = The database was made smaller: { $before } MB before, { $after } MB now.
