# One store, two windows and a shell.

link-from-shell = From the command line: { $what }
link-steps =
    { $count ->
        [one] { $count } change
       *[other] { $count } changes
    }
link-undid = undone: { $what }
link-redid = redone: { $what }
link-went-on = The window closed in the middle of the command. It was finished without it, everything is saved.

link-version = The portfolio is open in a window of another version (window { $window }, this program { $own }). Close the window and open it again.
link-silent = The portfolio is open in a window that does not answer. If it hangs, close it and try again.
link-lost = The window closed in the middle of the command. See in planerka journal whether the change is there, and try again if not.
link-garbage = The window and the command did not understand each other. Close the window and try again.
link-opening = The window is still opening the portfolio. Try again in a few seconds.
link-importing = An import is under way in the window, so nothing was changed. Finish or cancel it and try again.
link-typing = A form with unsaved text is open in the window. Save or close it and try again.
link-failing = The window cannot write to the disk now, so nothing was changed. Its top line says why.
link-unsaved = The window has the change, but it is not on disk yet. Its top line says why; there is no need to repeat the command.
link-not-on-disk = { $count ->
    [one] { $count } change is not on the disk yet: only the window has it. Its top line says why.
   *[other] { $count } changes are not on the disk yet: only the window has them. Its top line says why.
}
link-uncopied = Not backed up: the window cannot write the latest changes to the disk, its top line says why. A copy with them in it: F6 in the window, or planerka backup FILE on another disk.
link-away = The window does not answer: maybe an external editor is open in it. Nothing was changed; close the editor and try again.
link-conflict = The same records were changed in the window a moment ago. Nothing was changed; repeat the command.
link-locked = The screen of the window is locked. Unlock it and try again.
link-busy = Too many other commands are using the window now. Nothing was changed; end those that hang and try again in a minute.
link-open = The portfolio is open in a window (process { $pid }), and this command needs it for itself. Close the window and try again.

link-elsewhere = open in another window
link-held-title = The portfolio is already open
link-held = Another program has this portfolio now:
link-held-by = process { $pid }
link-held-by-somebody = which one could not be found out
link-held-host = on { $host }
link-held-since = since { $at }
link-take-over = { $key } — open it here: that window saves its work and closes
link-leave = { $key } — leave
link-asking = Asking that window to save its work and close…
link-stays-typing = That window stayed open: there is unsaved text in a form. Save it there and try again.
link-stays-importing = That window stayed open: an import is under way in it. Try again when it is done.
link-stays-unsaved = That window stayed open: it cannot write its last changes to the disk. Its top line says why.
link-no-window = Not a window but a command in a terminal has the portfolio. Wait for its end or stop it, and try again.
link-stays-silent = That window did not answer in time. If it hangs, end it and try again.
link-handed-over = The portfolio was opened in another window. Everything here is saved.
