# Backups of the portfolio and the way back from them.

backup-not-one = This is not a backup of a portfolio: { $path }. The backups there are: planerka backup list.
backup-cut = The backup breaks off before its end: { $path }. Take another one: planerka backup list.
backup-broken = The backup is damaged ({ $detail }): { $path }. Take another one: planerka backup list.

# On the screen
backup-begun = The portfolio is being backed up.
backup-made = Backup of the portfolio: { $path }
backup-at = backup { $time }
backup-failed = The portfolio was not backed up: { $reason } Work is saved as ever; make room or name another place: planerka backup FILE.
