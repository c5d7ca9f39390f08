# The portfolio behind a passphrase

store-locked = The portfolio is encrypted: it needs its passphrase. Type it on a terminal or name a file: --passphrase-file FILE.
store-wrong-passphrase = The passphrase does not fit. The data is untouched.

vault-weak-empty = An empty passphrase protects nothing. Type at least { $least } characters.
vault-weak-short = Too short: at least { $least } characters. Several words that are easy to recall are better.
vault-weak-simple = Such a passphrase is guessed first: its characters repeat or run in a row. Several words are better.
vault-weak-untypable = There is a character that no keyboard has. Use ordinary letters.

# Typing it
vault-prompt = Passphrase of the portfolio { $dir }:
vault-prompt-new = New passphrase:
vault-prompt-again = Once more:
vault-wrong = It does not fit. Check the keyboard layout and Caps Lock.
vault-differ = The two differ. Nothing was changed.
vault-given-up = Given up. Nothing was changed.
vault-nobody-to-ask = There is nobody to ask for the passphrase: this is no terminal. Name a file: --passphrase-file FILE (for lock change the new one in --new-passphrase-file).
vault-file-empty = { $file }: the first line holds no passphrase.
vault-file-not-text = { $file }: this is not UTF-8 text.

# planerka lock
vault-no-way-back = A forgotten passphrase cannot be recovered: without it nobody opens the portfolio. Write it down where strangers do not look.
vault-on-already = The portfolio is encrypted already. Another passphrase: planerka lock change.
vault-off-already = The portfolio is not encrypted. Turn it on: planerka lock on.
vault-on-done = The portfolio is encrypted: records, journal and backups to come. The old files are removed.
vault-on-ssd = An SSD may still keep what was removed in its spare cells. If that matters, encrypt the disk as well.
vault-plain-backups = { $count ->
    [one] { $count } earlier copy is left, and it is not encrypted: a backup, or a portfolio or damaged files put aside.
   *[other] { $count } earlier copies are left, and they are not encrypted: backups, or portfolios and damaged files put aside.
}
vault-forget-backups = Remove what was before?
vault-forget-how = What was before lies in { $dir }. To remove it: planerka lock on --forget-plain-backups.
vault-backup-first = Before that, backed up under the passphrase: { $path }
vault-backups-forgotten = { $count ->
    [one] { $count } copy removed.
   *[other] { $count } copies removed.
}
vault-off-sure = The portfolio will lie open on the disk for anyone who gets at its files. Take the encryption off?
vault-off-done = The encryption is off: the portfolio lies open.
vault-same = The new passphrase is the old one. Nothing was changed: name another.
vault-encrypted-backups = { $count ->
    [one] { $count } earlier copy of the portfolio is left that is encrypted: only the former passphrase opens it, do not forget it. It lies in { $dir }. A new backup, in the open: planerka backup.
   *[other] { $count } earlier copies of the portfolio are left that are encrypted: only the former passphrase opens them, do not forget it. They lie in { $dir }. A new backup, in the open: planerka backup.
}
vault-changed =
    The passphrase is changed. The key of the data is the same: a backup made before opens with the old passphrase, and whoever has both can read the portfolio of today too.
    If the old passphrase may be known to somebody, take a new key too: planerka lock change --new-key, and remove the old backups.
vault-key-changed =
    The passphrase is changed and everything is written anew under a new key: the old passphrase opens nothing of the portfolio any more.
    Backups made before still open with the old passphrase: they hold what there was then. Remove those you do not need.
vault-backup-new-key = A backup was made under the new key: { $path }

# The screen that asks
gate-title = Planerka · the portfolio is locked
gate-title-offer = Planerka · a new portfolio
gate-start = The portfolio is encrypted. Type its passphrase.
gate-return = The screen is locked; all that was open is still there. Type the passphrase.
gate-offer =
    The portfolio can be encrypted under a passphrase: without it no name, phone or note can be read on the disk.
    A forgotten passphrase cannot be recovered.
    Encryption can be turned on later too: planerka lock on.
gate-new =
    A new passphrase: 8 characters or more, several words are best.
    A forgotten one cannot be recovered: write it down where strangers do not look.
gate-again = Type it once more, to be sure.
gate-keys-start = Enter: open · Ctrl+U: clear · Esc: leave
gate-keys-return = Enter: go on · Ctrl+U: clear · Ctrl+Q: leave
gate-keys-offer = Enter: no, open as it is · Y: encrypt · Ctrl+Q: leave
gate-keys-new = Enter: next · Ctrl+U: clear · Esc: back
gate-busy = Trying…
gate-pause = { $seconds ->
    [one] The next try in { $seconds } second.
   *[other] The next try in { $seconds } seconds.
}
gate-differ = The two differ. Type a new one again.
gate-not-encrypted = The portfolio is not encrypted: nothing to lock. Turn it on: planerka lock on.
gate-ring = Something has come due. Unlock the screen.
gate-edit-question = Open this text in an external editor?
gate-edit-detail = The portfolio is encrypted, but this computer has no place in memory for the text: until the editor closes it lies open on the disk, and traces of it may stay there.
gate-edit-yes = Open
gate-write-question = Write client data into an open file?
gate-write-detail = The portfolio is encrypted; this file anyone can read who gets it.
gate-write-yes = Write
vault-write-question = The portfolio is encrypted, what is exported is not: anyone can read it who gets it. Write it?
vault-write-needs-yes = The portfolio is encrypted, and what is exported lies open. Confirm that with --yes.
