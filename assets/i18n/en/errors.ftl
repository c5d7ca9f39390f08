# Refusals and failures: what would be accepted.

# Settings
config-at-line = { $file }, line { $line }
config-bad-value = { $place }: { $key } = “{ $value }” will not do. Accepted: { $accepts }
config-bad-word = { $place } “{ $value }” will not do. Accepted: { $accepts }
config-unknown-key = { $place }: there is no setting “{ $key }”. There are: { $accepts }
config-syntax = { $place }: { $key } cannot be read: { $message }
config-unreadable = { $place }: the settings file cannot be opened: { $reason }
config-no-home = There is no home directory. Say where to keep the data: --data DIR

# The store
store-in-use = The portfolio is open in another program (process { $pid }, since { $since }). Close it and try again.
store-in-use-unknown = The portfolio is open in another program. Close it and try again.
store-newer = The portfolio was written by a newer version. Update the program; the data was not touched. What this version understands is written by planerka export clients --readable.
store-damaged = The portfolio is damaged ({ $detail }), and the program could not heal it by itself. Restore it from a backup: planerka restore --newest.
store-no-header = The portfolio cannot be opened: both its headers (header and header.2) are missing or spoilt, and nothing encrypted can be read without them. The data itself is untouched. Every encrypted backup holds the key too: planerka restore --newest, it takes the passphrase. More: planerka doctor.
store-no-space = The disk is full: { $path }. Make room and try again.
store-no-room = There is little space on the disk: { $path }. Free { $megabytes } MB more and try again.
store-unsealed = All changes are saved. The disk is full ({ $path }), so it could not be noted that the portfolio was closed: the next start checks all of it and takes longer. Free { $megabytes } MB before it.
store-read-only = This place cannot be written to: { $path }. Check the permissions or name another --data.
store-io = { $path }: { $reason }
store-too-large = One record is larger than the store takes ({ $megabytes } MB).
store-out-of-order = The portfolio changed during the work (entry { $found } where { $expected } was due). Try again.
store-closed = The portfolio is closed right now, nothing can be written to it.
store-healed = Last time the program did not close properly; all was checked and is whole.
store-orphans = { $count ->
    [one] { $count } record without its client stays on disk and is not shown.
   *[other] { $count } records without their client stay on disk and are not shown.
}

# What is damaged: words for brackets and behind a colon
harm-unreadable = some of the data cannot be read
harm-checksum = a checksum does not match
harm-misplaced = records lie in each other's places
harm-cut = the data ends early
harm-nonsense = a record says what cannot be
harm-header = the header cannot be read
harm-changed = the files of the database changed after the program closed
harm-database = the files of the database cannot be read
harm-silent = the database did not answer in its time
harm-uncopied = the database cannot be copied
harm-chain = the journal of changes has a gap
harm-disagree = records and journal disagree
harm-went-back = the database is older than what was saved last
harm-copy = what was written anew does not match the old
harm-stopped = the work with the disk broke off
harm-newer = written by a newer version

# Files
io-not-found = there is no such file
io-permission = permission denied
io-full = the disk is full
io-folder = this is a folder, a file is needed
io-exists = it exists already
io-other = the system did not allow it
io-not-folder = this is a file, not a folder
io-cut = the file ends early
io-garbled = it holds something else than expected
io-timed-out = the system did not answer in time
io-too-large = the file is too large for this disk
io-busy = in use by another program
io-bad-name = such a file name does not work here
write-no-folder = there is no such folder: { $folder }
write-not-here = it cannot be written here, name another place
write-exists = it exists already. Name another file or remove this one
write-read-only = the file is read-only. Name another file or allow writing to it
write-onto-input = this is the table being scored, it would be lost. Name another file
write-not-file = this is not a regular file, name a file
file-failed = { $file }: { $reason }
