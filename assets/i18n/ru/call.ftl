# Звонок: заготовки
pane-snippets = Заготовки
snippets-placeholder = что спросили: дорого, метки, атрибуция
snippets-nothing = Ничего не нашлось. Попробуйте другое слово
snippets-simple = Простыми словами
snippets-expert = Терминами
snippets-to-expert = { $key } — терминами
snippets-to-simple = { $key } — простыми словами
snippets-says = Говорят: «{ $words }»
snippet-term = термин
snippet-answer = ответ
snippet-script = разговор
snippet-objection = возражение
rule-task-empty = Напишите, что нужно сделать
