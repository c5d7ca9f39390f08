### What goes out and what comes in: control characters, notes, the crash report.

import-unprintable = Line { $line }: control or invisible characters (lines like that: { $found }); they are left out, the words stay.
cli-args-cleaned = What was typed holds control or invisible characters: they did not get into the recorded text.
cli-export-without-notes = Private notes are left out of the file; --with-notes writes them too.
crash-told = Planerka stopped because of a mistake of its own. What was saved is whole. A report without client data: { $path }
crash-not-written = Planerka stopped because of a mistake of its own. What was saved is whole; no report could be written.
cli-export-readable = Rows read: { $read }, not understood: { $unread }. The portfolio itself is unchanged.
cli-export-readable-only = --readable writes whole tables: clients, contacts, touches, spend, drafts, campaigns; no --view.
cli-export-to-file = { $format } is no text for a screen. Name a file: --out FILE.{ $format }
cli-export-sheet-rows = The table { $table } does not fit on a sheet, which has { $most } rows. Nothing was written; csv, json and jsonl hold all of it.
cli-export-sheet-letters = { $table }, row { $row } ({ $client }), column { $column }: a text of { $length } letters, and a cell holds { $most }. Nothing was written; csv, json and jsonl hold all of it.
