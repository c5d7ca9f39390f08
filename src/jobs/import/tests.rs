//! Corpora of good and bad files.
