//! Words, plurals, dates, numbers and money in Russian and English.
