# Tables into a file.

cli-export-ending = The ending of { $file } promises something else than would be in it: { $format }. Nothing is written. The format goes by the ending or by --format; known are { $endings }.
