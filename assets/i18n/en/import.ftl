# Importing files.
