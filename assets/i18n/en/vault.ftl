# The portfolio behind a passphrase

store-locked = The portfolio is encrypted: it needs its passphrase. Type it on a terminal or name a file: --passphrase-file FILE.
store-wrong-passphrase = The passphrase does not fit. The data is untouched.

vault-weak-empty = An empty passphrase protects nothing. Type at least { $least } characters.
vault-weak-short = Too short: at least { $least } characters. Several words that are easy to recall are better.
vault-weak-simple = Such a passphrase is guessed first: its characters repeat or run in a row. Several words are better.
vault-weak-untypable = There is a character that no keyboard has. Use ordinary letters.
