# Fields of forms and their hints.
