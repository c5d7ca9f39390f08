# Call: snippets
pane-snippets = Snippets
snippets-placeholder = what they asked: expensive, tags, attribution
snippets-nothing = Nothing found. Try another word
snippets-simple = In plain words
snippets-expert = In strict terms
snippets-to-expert = { $key }: strict terms
snippets-to-simple = { $key }: plain words
snippets-says = They say: “{ $words }”
snippet-term = term
snippet-answer = answer
snippet-script = talk
snippet-objection = objection
rule-task-empty = Say what is to be done
