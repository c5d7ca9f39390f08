### What goes out and what comes in: control characters, notes, the crash report.

import-unprintable = Line { $line }: control or invisible characters (lines like that: { $found }); they are left out, the words stay.
cli-args-cleaned = What was typed holds control or invisible characters: they did not get into the recorded text.
cli-export-without-notes = Private notes are left out of the file; --with-notes writes them too.
