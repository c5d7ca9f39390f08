# Importing files.

## The file is refused as a whole
import-empty-file = The file "{ $file }" is empty: export it once more.
import-not-text-xlsx = "{ $file }" is an Excel workbook that cannot be read: open it and save it as CSV UTF-8.
import-not-text-xls = "{ $file }" is an old Excel workbook: open it and save it as CSV UTF-8.
import-not-text-pdf = "{ $file }" is a PDF: a CSV table is needed.
import-not-text-archive = "{ $file }" is an archive: unpack it and import the CSV table inside.
import-not-text-image = "{ $file }" is a picture: a CSV table is needed.
import-not-text-json = "{ $file }" is JSON, and tables are imported: export it as CSV or XLSX.
import-not-text-html = "{ $file }" is a web page: open it in Excel and save it as CSV UTF-8.
import-not-text-binary = "{ $file }" is not text: a CSV table is needed.
import-unknown-table = "{ $file }" has no header of a known table (columns seen: { $columns }): name the client's column "client" or give the kind with --kind.
import-own-table = "{ $file }" is a table Planerka wrote ({ $table }): what happened is not imported from tables. A whole portfolio is carried over by planerka backup and planerka restore.
import-missing-columns = "{ $file }" lacks columns for the kind { $kind }: { $columns }.
import-too-long = "{ $file }", line { $line }: a cell is too long; look for an unclosed quote there.
import-unclosed = In “{ $file }”, line { $line }, a quote is not closed: close it, or the rest is one cell.
import-no-period = "{ $file }" has neither days nor a period: export the report by day, or with its period above the table.
import-bad-period-file = In "{ $file }", line { $line }, the period "{ $found }" ends before it begins: export the report once more.
import-too-big = "{ $file }" is too large ({ $megabytes } MB): split it into parts of up to 2 GB.
import-book-too-big = The workbook "{ $file }" takes more than { $megabytes } MB unpacked: leave only the sheet with the table in it, or save that sheet as CSV UTF-8.
import-not-a-file = "{ $file }" is a folder: name a table file.
import-cannot-read = "{ $file }" cannot be read ({ $reason }): check the path and the permissions.
import-gave-up = "{ $file }" could not be read: open it in the program it was made with and save it anew as CSV UTF-8.
import-cancelled = The import of "{ $file }" was stopped: nothing has changed.

## Remarks on a place
import-no-id = Line { $line }, column "{ $column }": no id, the row is left out; add the id to the file.
import-no-name = Line { $line }, column "{ $column }": no client name, the row is left out; write the name.
import-bad-date = Line { $line }, column "{ $column }": "{ $found }" is not a date of the calendar, the value is left out; write it as YYYY-MM-DD.
import-ambiguous-date = Line { $line }, column "{ $column }": "{ $found }" does not tell day from month, the value is left out; write it as YYYY-MM-DD.
import-bad-number = Line { $line }, column "{ $column }": "{ $found }" is not a number, the value is left out; correct it.
import-ambiguous-number = Line { $line }, column "{ $column }": "{ $found }" does not tell thousands from decimals, the value is left out; write it with two decimals.
import-bad-month = Line { $line }, column "{ $column }": "{ $found }" is not a month, the row is left out; write it as YYYY-MM.
import-bad-term = Line { $line }, column "{ $column }": "{ $found }" is not in the list of values, the value is left out; choose one of the list.
import-bad-zone = Line { $line }, column "{ $column }": "{ $found }" is not a time zone, the value is left out; write it like Asia/Omsk.
import-bad-currency = Line { $line }, column "{ $column }": "{ $found }" is not a currency, the row is left out; write a code such as RUB.
import-ragged = Line { $line }: { $found } cells for { $expected } columns; check quotes and delimiters.
import-duplicate-header = Line { $line }: the column "{ $column }" occurs { $times } times; the last value that is not empty is taken, the others can go.
import-shifted-columns = Line { $line }: the headers from "{ $column }" on do not match the cells; the columns were put right by their dates, check the preview.
import-bad-period = Line { $line }: the period "{ $found }" ends before it begins and is left out; correct the dates.
import-outside-period = Line { $line }, column "{ $column }": the day "{ $found }" is outside the report's period, the row is left out; export the report once more.
import-no-campaign = Line { $line }, column "{ $column }": no campaign name, the row is left out; write the name.
import-micros = Line { $line }: the column "{ $column }" has whole numbers only, millionths by the price of a click; the sums were divided by 1,000,000.
import-not-micros = Line { $line }: the column "{ $column }" has whole numbers only, plain sums by the price of a click; they were taken as they stand.
import-no-currency = The file names no currency, { $found } was taken; use --currency CODE for another.
import-row-count = Line { $line }: the end of the file speaks of { $told } rows, it holds { $found }; the file may be cut, export it once more.
import-mixed-encoding = Line { $line }: the file mixes encodings and was read line by line; check the letters in the preview.
import-other-sheets = One sheet of the workbook was read; the others are left out: { $found }. Sheets of clients, people and spend are imported the same way: save each as a file of its own.
import-only-cards = A table of Planerka's own brings the cards of clients and people, but no history: the time of recording (recorded_at), touches, past stages, recommendations and the journal stay where they are. A whole portfolio is carried over by planerka backup and planerka restore.
import-stages-kept = Clients that stand on another stage or in another cycle here than in the table: { $found }. They stay on theirs; planerka move takes a client to another.
import-archived-kept = Rows about archived clients: { $found }. They are left out: such a client is restored first.

## Why a row is skipped
import-skip-no-id = no id: add it to the file
import-skip-no-name = no client name: write the name
import-skip-no-campaign = no campaign name: write the name
import-skip-bad-value = day, amount or currency cannot be read: correct the cell
import-skip-ragged = more cells than columns: check the quotes
import-skip-archived = the client is archived: restore it first

import-clash-many-names = several clients have this name: give an id
import-clash-many-clients = ids and name mean different clients: correct the row
import-clash-other-identity = name and id belong to different clients: rename the client or correct the row
import-clash-contact-elsewhere = the person belongs to another client: move the person by hand
import-clash-currency = the amount is in another currency than the client's: use one currency
import-clash-no-client = nothing says whose campaign this is: choose the client and import the report again
import-clash-unknown-account = nobody is known to have this ad account: add it to the client's ad profile
import-clash-account-elsewhere = the ad account is another client's: check whose report this is
import-clash-many-campaigns = the client has several such campaigns: export the report with campaign ids
import-clash-not-read = the client's campaigns are still being read from disk: import the report again

import-field-name = name
import-field-tier = tier
import-field-service-model = service model
import-field-expertise = expertise
import-field-policy = contact policy
import-field-cadence = cadence
import-field-channels = channels
import-field-zone = time zone
import-field-tags = tags
import-field-notes = notes
import-field-owner = owner
import-field-since = client since
import-field-external = external ids
import-field-stage = stage
import-field-contact = contact
import-field-spend = spend
import-field-campaign = campaign
import-field-figures = figures
import-field-settings = settings

## A report of campaigns before it is imported
import-whose = Client: { $name } ({ $key } for another)
import-whose-many = Clients: { $count }
import-whose-nobody = No client is chosen: { $key } finds one by name.
import-campaigns = campaigns { $count }
import-clicks = clicks { $count }
import-conversions = conversions { $count }
import-no-figures = no figures
