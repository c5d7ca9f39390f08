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
store-newer = The portfolio was written by a newer version ({ $what } { $found }, this one knows { $known }). Update the program; the data was not touched. What this version understands is written by planerka export clients --readable.
store-damaged = The portfolio is damaged and could not heal itself: { $detail }. Restore it from a backup.
store-no-space = The disk is full: { $path }. Make room and try again.
store-read-only = This place cannot be written to: { $path }. Check the permissions or name another --data.
store-io = { $path }: { $reason }
store-too-large = One record is larger than the store takes ({ $megabytes } MB).
store-out-of-order = The portfolio changed during the work (entry { $found } where { $expected } was due). Try again.
store-closed = The store is closed already.
store-healed = The program was not closed properly last time; the portfolio was checked and put right.
store-orphans = { $count ->
    [one] { $count } record without its client stays on disk and is not shown.
   *[other] { $count } records without their client stay on disk and are not shown.
}

# Files
io-not-found = there is no such file
io-permission = permission denied
io-full = the disk is full
io-folder = this is a folder, a file is needed
io-exists = it exists already
io-other = the system refused ({ $kind })
write-no-folder = there is no such folder: { $folder }
write-not-here = it cannot be written here, name another place
write-exists = it exists already. Name another file or remove this one
write-read-only = the file is read-only. Name another file or allow writing to it
write-onto-input = this is the table being scored, it would be lost. Name another file
write-not-file = this is not a regular file, name a file
file-failed = { $file }: { $reason }
