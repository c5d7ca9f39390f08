# Refusals and failures: what would be accepted.
