# Звонок: заготовки
pane-snippets = Заготовки
snippets-placeholder = что спросили: дорого, метки, атрибуция
snippets-nothing = Ничего не нашлось. Попробуйте другое слово
snippets-simple = Простыми словами
snippets-expert = Терминами
snippets-to-expert = { $key } — терминами
snippets-to-simple = { $key } — простыми словами
snippets-enter-copies = { $key } — скопировать
snippets-enter-notes = { $key } — в заметку
snippets-says = Говорят: «{ $words }»
snippet-term = термин
snippet-answer = ответ
snippet-script = разговор
snippet-objection = возражение
rule-task-empty = Напишите, что нужно сделать

# Звонок: форма
call-mood = Настроение
call-purpose = Цель
call-promise = Обещание
call-promise-hint = прислать смету, открыть доступ
call-promise-side = Кто обещал
call-promise-who = Имя
call-promise-until = К какому дню
call-promise-undated = К какому дню? Можно так: завтра, пт, 27.11. Если срока нет — сохраните ещё раз
call-task = Задача
call-task-hint = собрать запросы, поправить цели
call-task-due = Срок задачи
call-problem = Проблема
call-problem-hint = цели не срабатывают
call-problem-severity = Насколько
call-told = Рассказали
call-slept = без { $time } сна компьютера
mood-warm = тепло
mood-even = ровно
mood-curt = сухо
mood-upset = недоволен
purpose-exchange = обмен новостями
purpose-brainstorm = мозговой штурм
purpose-tests = следующие тесты
purpose-tasks = уточнить задачи
purpose-news = рассказать новость
purpose-invoice = помочь со счётом
purpose-question = ответить на вопрос
purpose-analysis = разбор кампаний
purpose-advice = совет
purpose-feedback = обратная связь
purpose-ask-exchange = что изменилось у них, что у нас, что мешает, кто решает
purpose-ask-brainstorm = цель одной фразой, все идеи без критики, выбрать две, кто делает
purpose-ask-tests = гипотеза, показатель, бюджет и срок, когда останавливаем
purpose-ask-tasks = что именно, зачем, к какому дню, как поймём, что готово
call-again-today = сегодня
call-again-other = другой номер: { $name }, { $phone }
call-again-number = найти верный номер
call-again-learned = не дозвонились; обычно отвечает около { $time }
call-other-number = есть ещё номер: { $name }, { $phone } ({ $key } — набрать)
call-no-other-number = другого номера нет: спросите в чате или письмом
call-refused-counts = отказ учтён в режиме общения; предложения: { $key }
tasks-title = Задачи
cli-task-added = Задача записана: { $text }
calls-done = { $count ->
    [one] План дня пройден: { $count } клиент, { $time }
    [few] План дня пройден: { $count } клиента, { $time }
   *[many] План дня пройден: { $count } клиентов, { $time }
}

# Звонок: о чём говорить
call-owed-answer = Ждут ответа
call-owed-fire = Горит
call-tell-answer = Есть ответ
call-due-today = сегодня { $time }
call-offer = Предложить
call-offer-brings = что даст
call-objections = Возражали
call-objected = «{ $words }»
call-news = Рассказать

# Набор номера
dial-done = Номер передан программе для звонков
dial-link = Скопирована ссылка { $link }
dial-no-digits = В номере «{ $phone }» нечего набирать: нужны цифры
error-dial = Программа для звонков «{ $program }» не запустилась: { $reason }. Проверьте [call] on_call в настройках
error-dial-failed = Программа для звонков «{ $program }» не смогла набрать: { $why }. Проверьте [call] on_call в настройках
